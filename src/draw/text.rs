//! Type in drawings: faces, sizes, and an estimate of widths where nothing can measure.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendTextStyle, FontFamily, FontStyle};

/// The family list of labels: faces with the widths of Helvetica first, so that a picture laid
/// out where nothing can be measured fits wherever it is shown.
pub const SANS: &str =
    "\"Helvetica Neue\", Helvetica, Arial, \"Liberation Sans\", Roboto, sans-serif";
/// The family list of headings.
pub const SERIF: &str = "\"Source Serif 4\", Charter, Georgia, \"Times New Roman\", serif";
/// The family list of headings where the page's own faces are not at hand.
const SERIF_ALONE: &str = "Charter, Georgia, \"Times New Roman\", serif";

/// Share of the size between the top of a line of text and its baseline. SVG hangs text by
/// this share, so all drawings do.
pub const ASCENT: f64 = 0.76;

/// A face at a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Size in CSS pixels.
    pub size: f64,
    /// Bold or regular.
    pub bold: bool,
    /// Serif or sans.
    pub serif: bool,
}

impl Face {
    /// A regular label.
    pub fn label(size: f64) -> Self {
        Self {
            size,
            bold: false,
            serif: false,
        }
    }

    /// The family list.
    pub fn family(&self) -> &'static str {
        if self.serif { SERIF } else { SANS }
    }

    /// The family list in a picture that stands alone.
    pub fn family_alone(&self) -> &'static str {
        if self.serif { SERIF_ALONE } else { SANS }
    }

    /// Width of a text in CSS pixels, estimated from the widths of Helvetica with a little to
    /// spare for wider system faces.
    pub fn estimate(&self, text: &str) -> f64 {
        let units: f64 = text.chars().map(width).sum();
        let weight = match (self.bold, self.serif) {
            (true, true) => 1.0,
            (true, false) => 1.07,
            (false, true) => 0.94,
            (false, false) => 1.0,
        };
        units * self.size / 1000.0 * weight * 1.04
    }
}

/// A face as plotters' backends want it.
pub(crate) struct Style {
    pub face: Face,
    /// Device units a CSS pixel.
    pub scale: f64,
    /// What the backend divides sizes by, or one.
    pub inflate: f64,
    pub colour: BackendColor,
    pub align: HPos,
}

impl BackendTextStyle for Style {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.colour
    }

    fn size(&self) -> f64 {
        self.face.size * self.scale * self.inflate
    }

    fn style(&self) -> FontStyle {
        if self.face.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        }
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.align, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.face.family())
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        let width = (self.face.estimate(text) * self.scale).ceil() as i32;
        let height = (self.face.size * self.scale).ceil() as i32;
        Ok(((0, 0), (width, height)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _pos: (i32, i32),
        _draw: F,
    ) -> Result<Result<(), E>, Infallible> {
        // Only backends without type of their own ask for pixels; none of ours is one.
        Ok(Ok(()))
    }
}

/// Advance widths of Helvetica, thousandths of the size, from its published metrics.
fn width(letter: char) -> f64 {
    let units = match letter {
        ' ' | '\u{a0}' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | '[' | ']' | '\\' | 'f' | 't'
        | '·' => 278,
        'i' | 'j' | 'l' | 'í' => 222,
        '\'' | '’' | '‘' => 222,
        '|' => 260,
        '(' | ')' | '-' | 'r' | '`' => 333,
        '{' | '}' => 334,
        '"' => 355,
        '*' => 389,
        '^' => 469,
        'J' | 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500,
        '+' | '<' | '=' | '>' | '~' | '−' => 584,
        'F' | 'T' | 'Z' => 611,
        '&' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | 'Á' | 'É' => 667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' | 'Ñ' | 'Ú' => 722,
        'G' | 'O' | 'Q' | 'Ó' => 778,
        'M' | 'm' => 833,
        '%' => 889,
        'W' => 944,
        '@' | '←' | '→' | '—' => 1015,
        _ => 556,
    };
    f64::from(units)
}
