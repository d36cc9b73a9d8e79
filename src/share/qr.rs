//! A text as a QR code: dark and light modules with the quiet zone that readers need around them.

use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around a code on each side, as its standard asks.
pub const QUIET: usize = 4;

/// A QR code that can be read with 15 % of it damaged (error correction level M), or more where
/// that costs no room.
#[derive(Clone, PartialEq, Eq)]
pub struct Qr(QrCode);

/// The text has more than the 2,331 bytes that a code can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl Qr {
    /// The code of a text.
    ///
    /// # Errors
    /// Where no code can hold the text.
    pub fn of(text: &str) -> Result<Qr, TooLong> {
        QrCode::encode_text(text, QrCodeEcc::Medium)
            .map(Qr)
            .map_err(|_| TooLong)
    }

    /// Modules of a side, quiet zone included.
    pub fn width(&self) -> usize {
        self.0.size() as usize + 2 * QUIET
    }

    /// Whether the module in column `x` and row `y` is dark, counted from the corner of the quiet
    /// zone; beyond the picture all is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let place = |at: usize| at as i32 - QUIET as i32;
        self.0.get_module(place(x), place(y))
    }

    /// The dark modules as the data of an SVG path, a unit a module.
    pub fn path(&self) -> String {
        let width = self.width();
        let mut path = String::new();
        for y in 0..width {
            let mut x = 0;
            while x < width {
                let run = (x..width).take_while(|&x| self.is_dark(x, y)).count();
                if run > 0 {
                    path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
                }
                x += run + 1;
            }
        }
        path
    }
}
