//! Colours of the two faces of the page, and of a page whose colours are forced.

use crate::figures::spec::{Level, Tone};

/// Contrast that lines which carry meaning keep against the ground.
const LINE_CONTRAST: f64 = 3.1;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// All colours of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Paper.
    pub ground: Rgb,
    /// Text and lines.
    pub ink: Rgb,
    /// Text that stands back.
    pub quiet: Rgb,
    /// Hue of El Salvador.
    pub el_salvador: Rgb,
    /// Hue of Guatemala.
    pub guatemala: Rgb,
    /// Hue of Honduras.
    pub honduras: Rgb,
    /// Opacity of the band of 50 futures of 100.
    pub fifty: f64,
    /// Opacity of the band of 90 futures of 100.
    pub ninety: f64,
}

impl Theme {
    /// Ink on paper.
    pub fn light() -> Self {
        Self {
            ground: Rgb(0xff, 0xfd, 0xf8),
            ink: Rgb(0x1d, 0x1d, 0x1b),
            quiet: Rgb(0x5b, 0x5a, 0x55),
            el_salvador: Rgb(0x00, 0x70, 0x7f),
            guatemala: Rgb(0xb4, 0x56, 0x0a),
            honduras: Rgb(0x6b, 0x3f, 0xa0),
            fifty: 0.24,
            ninety: 0.13,
        }
    }

    /// Paper on ink.
    pub fn dark() -> Self {
        Self {
            ground: Rgb(0x15, 0x17, 0x1a),
            ink: Rgb(0xef, 0xec, 0xe4),
            quiet: Rgb(0xa9, 0xa7, 0x9f),
            el_salvador: Rgb(0x5f, 0xd3, 0xc0),
            guatemala: Rgb(0xf0, 0xa3, 0x5c),
            honduras: Rgb(0xa6, 0x82, 0xed),
            fifty: 0.24,
            ninety: 0.13,
        }
    }

    /// A page whose colours the reader's system sets: every mark in its text colour on its
    /// ground; line style and labels tell the marks apart.
    pub fn forced(ground: Rgb, text: Rgb) -> Self {
        Self {
            ground,
            ink: text,
            quiet: text,
            el_salvador: text,
            guatemala: text,
            honduras: text,
            fifty: 0.24,
            ninety: 0.13,
        }
    }

    /// The colour of a tone.
    pub fn tone(&self, tone: Tone) -> Rgb {
        match tone {
            Tone::ElSalvador => self.el_salvador,
            Tone::Guatemala => self.guatemala,
            Tone::Honduras => self.honduras,
            Tone::Total | Tone::Baseline => self.ink,
            Tone::Quiet => self.quiet,
        }
    }

    /// The opacity of a band.
    pub fn opacity(&self, level: Level) -> f64 {
        match level {
            Level::Fifty => self.fifty,
            Level::Ninety => self.ninety,
        }
    }

    /// The colour of a band's edge: the hue, thinned towards the ground as far as a contrast of
    /// 3:1 against the ground allows.
    pub fn edge(&self, tone: Tone) -> Rgb {
        let hue = self.tone(tone);
        (11..=20)
            .map(|twentieths| self.mixed(hue, f64::from(twentieths) / 20.0))
            .find(|colour| contrast(*colour, self.ground) >= LINE_CONTRAST)
            .unwrap_or(hue)
    }

    /// A colour laid over the ground with an opacity, made opaque.
    pub fn mixed(&self, colour: Rgb, opacity: f64) -> Rgb {
        let mix = |top: u8, ground: u8| {
            (f64::from(ground) + opacity * (f64::from(top) - f64::from(ground))).round() as u8
        };
        Rgb(
            mix(colour.0, self.ground.0),
            mix(colour.1, self.ground.1),
            mix(colour.2, self.ground.2),
        )
    }
}

/// Contrast of two colours, 1 to 21. The standard's transfer curve is taken as a cubic, which is
/// near enough for choosing an edge; tests hold the outcome to the standard itself.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    c * (c * (c * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
}
