//! Figures as specifications: marks, axes, labels, sentence and table, without size or colour.
//!
//! Everything here is pure. `draw` gives a figure a size and a theme; the page prints its
//! table and its sentence. All three come from the same [`spec::Figure`].

pub mod by_year;
#[cfg(feature = "export")]
pub mod changes;
pub mod compare;
pub mod difference;
pub mod form;
pub mod format;
pub mod guess;
pub mod hold;
pub mod influences;
pub mod layers;
pub mod levels;
pub mod limits;
#[cfg(feature = "export")]
pub mod listing;
pub mod mark;
pub mod matrix;
pub mod past;
#[cfg(feature = "export")]
pub mod readings;
pub mod rows;
pub mod samples;
pub mod scale;
pub mod sentences;
pub mod sound;
pub mod spec;
pub mod wedges;
#[cfg(feature = "cli")]
pub mod yearly;
