//! Figures onto any plotters backend: a canvas in the page, SVG in files.
//!
//! The layout is worked out in CSS pixels by [`layout::layout`], which is pure; this module
//! paints it. Backends of plotters count in whole units, so a picture is painted at several
//! units a CSS pixel: lines then keep their fractions.

pub mod card;
pub mod layout;
#[cfg(feature = "export")]
pub mod listing;
pub mod nearest;
#[cfg(feature = "cli")]
pub mod pixels;
mod plane;
pub mod scene;
mod strip;
#[cfg(feature = "export")]
pub mod svg;
pub mod text;
pub mod theme;

#[cfg(feature = "ui")]
pub mod canvas;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendStyle, DrawingBackend, DrawingErrorKind};

use crate::draw::scene::{Align, Item, Point, Rect, Scene, Size};
use crate::draw::text::{ASCENT, Face, Style};
use crate::draw::theme::{Rgb, Theme};
use crate::figures::spec::Figure;

/// Draws a figure and gives back how it was laid out, for reading by pointer.
///
/// `scale` is the count of the backend's units in a CSS pixel; 2 or more keeps fine lines fine.
/// Texts are measured by the backend. The ground is left as it is.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw<B: DrawingBackend>(
    figure: &Figure,
    backend: &mut B,
    size: Size,
    scale: f64,
    theme: &Theme,
) -> Result<Scene, DrawingErrorKind<B::ErrorType>> {
    let scene = {
        let measure = |words: &str, face: Face| measured(backend, words, face, scale);
        layout::layout(figure, size, theme, &measure)
    };
    paint(&scene, backend, scale, 1.0, None)?;
    Ok(scene)
}

/// The width of a text as the backend sees it; the estimate where the backend can't tell.
pub(crate) fn measured<B: DrawingBackend>(backend: &B, words: &str, face: Face, scale: f64) -> f64 {
    let style = Style {
        face,
        scale,
        inflate: 1.0,
        colour: opaque(Rgb(0, 0, 0)),
        align: HPos::Left,
    };
    match backend.estimate_text_size(words, &style) {
        Ok((width, _)) => f64::from(width) / scale,
        Err(_) => face.estimate(words),
    }
}

/// Paints a scene, or what of it touches a part. `inflate` is what the backend divides font sizes by.
pub(crate) fn paint<B: DrawingBackend>(
    scene: &Scene,
    backend: &mut B,
    scale: f64,
    inflate: f64,
    part: Option<&Rect>,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let touches = |room: Rect| part.is_none_or(|part| room.near(part, 0.0));
    let unit = |value: f64| (value * scale).round() as i32;
    let at = |point: &Point| (unit(point.0), unit(point.1));
    backend.ensure_prepared()?;
    for item in scene.items.iter().filter(|item| touches(item.room())) {
        match item {
            Item::Fill {
                points,
                colour,
                opacity,
            } => backend.fill_polygon(points.iter().map(at), &ink(*colour, *opacity))?,
            Item::Box {
                rect,
                colour,
                opacity,
            } => backend.draw_rect(
                at(&(rect.left, rect.top)),
                at(&(rect.right, rect.bottom)),
                &ink(*colour, *opacity),
                true,
            )?,
            Item::Stroke {
                points,
                colour,
                width,
            } => backend.draw_path(
                points.iter().map(at),
                &Pen {
                    colour: opaque(*colour),
                    width: unit(*width).max(1) as u32,
                },
            )?,
            Item::Disc {
                centre,
                radius,
                colour,
            } => backend.draw_circle(
                at(centre),
                unit(*radius).max(1) as u32,
                &opaque(*colour),
                true,
            )?,
        }
    }
    for text in scene.texts.iter().filter(|text| touches(text.inked())) {
        let style = Style {
            face: text.face,
            scale,
            inflate,
            colour: opaque(text.colour),
            align: match text.align {
                Align::Left => HPos::Left,
                Align::Centre => HPos::Center,
                Align::Right => HPos::Right,
            },
        };
        let top = (text.at.0, text.at.1 - ASCENT * text.face.size);
        backend.draw_text(&text.words, &style, at(&top))?;
    }
    backend.present()
}

struct Pen {
    colour: BackendColor,
    width: u32,
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

fn ink(colour: Rgb, opacity: f64) -> BackendColor {
    BackendColor {
        alpha: opacity,
        rgb: (colour.0, colour.1, colour.2),
    }
}

fn opaque(colour: Rgb) -> BackendColor {
    ink(colour, 1.0)
}
