//! *Root Causes*: what would change migration from El Salvador, Guatemala and Honduras?
//!
//! Layers, each of which may use only those above it:
//! data, model, figures, draw, ui, study. `share`, `i18n` and `content` are pure helpers beside them.
//! `ARCHITECTURE.md` draws the picture and ties each rule to the test that holds it.

pub mod data;
pub mod model;

#[cfg(feature = "cli")]
pub mod history;

pub mod share;

pub mod i18n;

pub mod figures;

pub mod draw;

#[cfg(feature = "cli")]
pub mod content;

#[cfg(feature = "ui")]
pub mod ui;

#[cfg(feature = "ui")]
pub mod study;
