//! Figures on a canvas in the page.
//!
//! A backend of our own, small and exact: words are measured by the canvas, once each, and not by
//! the document, which would force a layout; a pixel is cut into eighths by the canvas's
//! transform; and text stands on its baseline, which is the same in all faces.

use std::cell::RefCell;
use std::error::Error;
use std::f64::consts::TAU;
use std::fmt;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::draw::scene::{Scene, Size};
use crate::draw::text::ASCENT;
use crate::draw::theme::Theme;
use crate::figures::format::plain;
use crate::figures::spec::Figure;

/// Units of the drawing in a CSS pixel.
const UNITS: f64 = 8.0;

/// What a canvas reports when it refuses to draw.
pub type Refusal = DrawingErrorKind<Refused>;

/// Something that a canvas would not do.
#[derive(Debug)]
pub struct Refused(&'static str);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Refused {}

/// A canvas to draw figures on, again and again.
pub struct Board {
    backend: Canvas,
    canvas: HtmlCanvasElement,
}

impl Board {
    /// Takes a canvas; none if the browser gives it no two-dimensional context.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??;
        let backend = Canvas {
            context: context.dyn_into().ok()?,
            size: (0, 0),
            ratio: 1.0,
        };
        Some(Self { backend, canvas })
    }

    /// Draws a figure in place of what was there and gives back its layout.
    ///
    /// `size` is the size of the canvas on the page in CSS pixels, which a style sheet sets;
    /// `ratio` the screen's pixels in a CSS pixel.
    ///
    /// # Errors
    /// What the canvas reports.
    pub fn draw(
        &mut self,
        figure: &Figure,
        size: Size,
        ratio: f64,
        theme: &Theme,
    ) -> Result<Scene, Refusal> {
        let ratio = ratio.clamp(1.0, 4.0);
        let (width, height) = (
            (size.width * ratio).round() as u32,
            (size.height * ratio).round() as u32,
        );
        // Setting a canvas's size clears it and costs new memory, so only when it changes.
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        self.backend.ratio = ratio;
        let units = |pixels: u32| (f64::from(pixels) * UNITS / ratio).round() as u32;
        self.backend.size = (units(width), units(height));
        self.backend.pixels()?;
        self.backend
            .context
            .clear_rect(0.0, 0.0, size.width + 1.0, size.height + 1.0);
        self.backend.context.set_line_join("round");
        self.backend.units()?;
        crate::draw::draw(figure, &mut self.backend, size, UNITS, theme)
    }
}

/// Forgets measured words: to be called once fonts have loaded after a first drawing.
pub fn forget_widths() {
    WIDTHS.with_borrow_mut(Vec::clear);
}

thread_local! {
    /// Widths in CSS pixels of texts in their fonts: few enough to be looked through.
    static WIDTHS: RefCell<Vec<(Font, String, f64)>> = const { RefCell::new(Vec::new()) };
}

/// Widths kept at most.
const MOST_WIDTHS: usize = 500;

/// A font as a key: size in sixty-fourths of a CSS pixel, weight, family list by its address.
type Font = (u32, bool, usize);

struct Canvas {
    context: CanvasRenderingContext2d,
    /// Width and height in units.
    size: (u32, u32),
    ratio: f64,
}

impl Canvas {
    /// One unit is a CSS pixel: for text, so that faces are hinted for their true size.
    fn pixels(&self) -> Result<(), Refusal> {
        self.transform(self.ratio)
    }

    /// One unit is an eighth of a CSS pixel: for shapes.
    fn units(&self) -> Result<(), Refusal> {
        self.transform(self.ratio / UNITS)
    }

    fn transform(&self, by: f64) -> Result<(), Refusal> {
        self.context
            .set_transform(by, 0.0, 0.0, by, 0.0, 0.0)
            .map_err(|_| refused("the canvas refused a transform"))
    }

    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        // The first point of a new path only moves there.
        for (x, y) in points {
            self.context.line_to(f64::from(x), f64::from(y));
        }
    }

    fn stroke(&self, style: &impl BackendStyle) {
        self.context.set_line_width(f64::from(style.stroke_width()));
        self.context.set_stroke_style_str(&css(style.color()));
        self.context.stroke();
    }

    fn fill(&self, style: &impl BackendStyle) {
        self.context.set_fill_style_str(&css(style.color()));
        self.context.fill();
    }

    fn set_font(&self, style: &impl BackendTextStyle) {
        let weight = match style.style() {
            FontStyle::Bold => "bold ",
            _ => "",
        };
        let size = style.size() / UNITS;
        let family = style.family();
        self.context
            .set_font(&format!("{weight}{}px {}", plain(size, 3), family.as_str()));
    }

    fn measure(&self, text: &str, style: &impl BackendTextStyle) -> f64 {
        let font = (
            (style.size() * 64.0 / UNITS).round() as u32,
            matches!(style.style(), FontStyle::Bold),
            style.family().as_str().as_ptr() as usize,
        );
        let known = WIDTHS.with_borrow(|all| {
            let mut all = all.iter();
            let known = all.find(|(of, known, _)| *of == font && known == text)?;
            Some(known.2)
        });
        if let Some(width) = known {
            return width;
        }
        self.set_font(style);
        let Ok(metrics) = self.context.measure_text(text) else {
            // Without a measure the estimate stands in; it is made for this.
            return style
                .layout_box(text)
                .map_or(0.0, |(_, corner)| f64::from(corner.0) / UNITS);
        };
        let width = metrics.width();
        WIDTHS.with_borrow_mut(|all| {
            // Numbers come and go while a lever moves; what is still shown is measured again.
            if all.len() == MOST_WIDTHS {
                all.clear();
            }
            all.push((font, text.to_string(), width));
        });
        width
    }
}

fn refused(what: &'static str) -> Refusal {
    DrawingErrorKind::DrawingError(Refused(what))
}

/// A colour as a canvas reads it.
fn css(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    format!("rgba({r},{g},{b},{})", plain(colour.alpha, 3))
}

impl DrawingBackend for Canvas {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Result<(), Refusal> {
        self.context.set_fill_style_str(&css(colour));
        self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), Refusal> {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), Refusal> {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        if fill {
            return self.fill_polygon(corners, style);
        }
        self.trace(corners);
        self.context.close_path();
        self.stroke(style);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Refusal> {
        self.trace(path);
        self.stroke(style);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), Refusal> {
        self.context.begin_path();
        self.context
            .arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU)
            .map_err(|_| refused("the canvas refused a circle"))?;
        if fill {
            self.fill(style);
        } else {
            self.stroke(style);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Result<(), Refusal> {
        self.trace(corners);
        self.fill(style);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> Result<(), Refusal> {
        self.set_font(style);
        self.context.set_fill_style_str(&css(style.color()));
        self.context.set_text_baseline("alphabetic");
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        let x = f64::from(pos.0) / UNITS;
        let baseline = f64::from(pos.1) / UNITS + ASCENT * style.size() / UNITS;
        self.pixels()?;
        self.context
            .fill_text(text, x, baseline)
            .map_err(|_| refused("the canvas refused a text"))?;
        self.units()
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), Refusal> {
        let width = (self.measure(text, style) * UNITS).ceil() as u32;
        Ok((width, style.size().ceil() as u32))
    }
}
