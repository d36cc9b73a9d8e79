//! A figure at a size: every shape and word at its place, in CSS pixels.
//!
//! Nothing here knows a backend. Words never overlap one another and never leave the picture;
//! what finds no room takes its shorter form, moves into the key, or goes.

use crate::draw::plane;
use crate::draw::scene::{Measure, Page, Scene, Size};
use crate::draw::strip;
use crate::draw::theme::Theme;
use crate::figures::spec::{Figure, Frame};

/// Lays a figure out. `measure` gives the width of a text in a face.
pub fn layout(figure: &Figure, size: Size, theme: &Theme, measure: Measure) -> Scene {
    let mut page = Page::new(size, theme, measure);
    let top = match &figure.heading {
        Some(heading) => page.heading(heading),
        None => 0.0,
    };
    match &figure.frame {
        Frame::Plane { x, y, in_row } => plane::lay(figure, (x, y), *in_row, (top, page)),
        Frame::Strip { x } => strip::lay(figure, x, top, page),
    }
}
