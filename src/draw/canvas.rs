//! Figures on a canvas in the page.
//!
//! A backend of our own, small and exact: words are measured by the canvas, once each, and not by
//! the document, which would force a layout; a pixel is cut into eighths by the canvas's
//! transform; and text stands on its baseline, which is the same in all faces. A picture that is
//! drawn again is painted only where it has changed: while a lever moves, the past stays.

use std::cell::{Cell, RefCell};
use std::error::Error;
use std::f64::consts::TAU;
use std::fmt;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use wasm_bindgen::JsCast;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmapRenderingContext, OffscreenCanvas,
};

use crate::draw::layout::layout;
use crate::draw::scene::{Rect, Scene, Size};
use crate::draw::text::ASCENT;
use crate::draw::theme::{Rgb, Theme};
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

/// A canvas on the page to draw figures on, again and again.
///
/// It shows a finished picture, drawn out of sight: a browser without a graphics card copies every
/// canvas that can be drawn on, changed or not, into each frame. While a picture moves, the part of
/// it that does stands on a small canvas of the other kind.
pub struct Board {
    canvas: HtmlCanvasElement,
    display: ImageBitmapRenderingContext,
    /// Where the picture is drawn.
    easel: OffscreenCanvas,
    brush: Brush,
    moving: Option<Moving>,
    /// What is shown.
    shown: Option<Scene>,
}

/// A part of a picture that moves.
struct Moving {
    canvas: HtmlCanvasElement,
    brush: Brush,
}

/// Share of a picture above which a part of it gets no canvas of its own.
const MOST_APART: f64 = 0.9;

impl Board {
    /// Takes a canvas; none if the browser gives it no context.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let easel = OffscreenCanvas::new(1, 1).ok()?;
        let display = canvas.get_context("bitmaprenderer").ok()??;
        Some(Self {
            display: display.unchecked_into(),
            brush: Brush::new(easel.get_context("2d").ok()??),
            canvas,
            easel,
            moving: None,
            shown: None,
        })
    }

    /// How the figure that is shown is laid out, for reading by pointer.
    pub fn shown(&self) -> Option<&Scene> {
        self.shown.as_ref()
    }

    /// Whether a part of the picture stands on a canvas of its own: drawn once more when nothing
    /// moves, the picture is in one piece.
    pub fn is_parted(&self) -> bool {
        self.moving.is_some()
    }

    /// Draws a figure in place of what was there.
    ///
    /// `size` is the size of the canvas on the page in CSS pixels, which a style sheet sets;
    /// `ratio` the screen's pixels in a CSS pixel; `moves` says that more drawings will follow soon.
    ///
    /// # Errors
    /// What the canvas reports.
    pub fn draw(
        &mut self,
        figure: &Figure,
        size: Size,
        ratio: f64,
        theme: &Theme,
        moves: bool,
    ) -> Result<(), Refusal> {
        let ratio = ratio.clamp(1.0, 4.0);
        let sheet = Rect::sheet(size);
        let kept = self.brush.reach(&sheet, ratio);
        let scene = {
            let measure =
                |words: &str, face| crate::draw::measured(&self.brush, words, face, UNITS);
            layout(figure, size, theme, &measure)
        };
        let before = self.shown.take().filter(|_| kept);
        let changed = match &before {
            Some(before) => scene.changed_since(before),
            None => Some(sheet),
        };
        let drawn = match changed {
            Some(part) if moves && before.is_some() => self.draw_part(&scene, part, ratio),
            None if !self.is_parted() || moves => Ok(()),
            _ => self.draw_whole(&scene, None),
        };
        self.shown = Some(scene);
        drawn
    }

    fn draw_part(&mut self, scene: &Scene, changed: Rect, ratio: f64) -> Result<(), Refusal> {
        // Whole pixels of the page that are whole on the screen, so that the edge of a part is
        // not seen.
        let step = (1..=8)
            .map(f64::from)
            .find(|step| (step * ratio).fract() == 0.0);
        let snapped = |part: Rect| part.on_grid(step.unwrap_or(1.0));
        let changed = snapped(changed);
        let known = self.moving.as_ref().map(|moving| moving.brush.room);
        if let Some(moving) = &mut self.moving
            && moving.brush.room.holds(&changed)
        {
            return moving.brush.paint(scene, &changed);
        }
        // With some room to spare: words move on.
        let part = known.map_or(changed, |known| known.with(&changed));
        let part = snapped(part.widened(6.0, 6.0));
        if part.area() > MOST_APART * Rect::sheet(scene.size).area() {
            return self.draw_whole(scene, None);
        }
        if self.moving.is_none() {
            self.moving = Moving::upon(&self.canvas);
        }
        let Some(mut moving) = self.moving.take() else {
            return self.draw_whole(scene, None);
        };
        moving.stand(&part, ratio, &self.canvas);
        let whole = self.draw_whole(scene, Some(&part));
        let painted = whole.and_then(|()| moving.brush.paint(scene, &part));
        self.moving = Some(moving);
        painted
    }

    /// Draws the picture in one piece, or without a part that stands on a canvas of its own.
    fn draw_whole(&mut self, scene: &Scene, hole: Option<&Rect>) -> Result<(), Refusal> {
        let (width, height) = self.brush.pixels_across();
        if self.easel.width() != width || self.easel.height() != height {
            self.easel.set_width(width);
            self.easel.set_height(height);
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        self.brush.paint(scene, &Rect::sheet(scene.size))?;
        if let Some(hole) = hole {
            self.brush.wipe(hole)?;
        }
        let picture = self
            .easel
            .transfer_to_image_bitmap()
            .map_err(|_| refused("the canvas gave no picture"))?;
        self.display.transfer_from_image_bitmap(&picture);
        if let Some(moving) = self.moving.take() {
            moving.canvas.remove();
        }
        Ok(())
    }
}

impl Moving {
    /// A second canvas behind the first on the page; none where the browser gives none.
    fn upon(base: &HtmlCanvasElement) -> Option<Self> {
        let document = base.owner_document()?;
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.unchecked_into();
        canvas.set_class_name("moving");
        base.after_with_node_1(&canvas).ok()?;
        Some(Self {
            brush: Brush::new(canvas.get_context("2d").ok()??),
            canvas,
        })
    }

    /// Puts it on a part of the picture on `base`.
    fn stand(&mut self, room: &Rect, ratio: f64, base: &HtmlCanvasElement) {
        self.brush.reach(room, ratio);
        let (width, height) = self.brush.pixels_across();
        self.canvas.set_width(width);
        self.canvas.set_height(height);
        let px = |length: f64| plain(length, 3);
        self.canvas.style().set_css_text(&format!(
            "left:{}px;top:{}px;width:{}px;height:{}px",
            px(room.left + f64::from(base.offset_left())),
            px(room.top + f64::from(base.offset_top())),
            px(room.right - room.left),
            px(room.bottom - room.top),
        ));
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

/// A canvas's context as a backend of plotters.
struct Brush {
    context: CanvasRenderingContext2d,
    /// What of the picture the canvas holds, in CSS pixels.
    room: Rect,
    /// Pixels of the screen in a CSS pixel.
    ratio: f64,
    pens: Pens,
}

/// What the context was told last in this drawing, so that it is told no more than it must be:
/// to set a font takes longer than to write a word in it.
#[derive(Default)]
struct Pens {
    font: Cell<Option<Font>>,
    fill: Cell<Option<(Rgb, f64)>>,
    transform: Cell<f64>,
}

impl Brush {
    fn new(context: impl JsCast) -> Self {
        Self {
            // The context of a canvas out of sight has the same methods.
            context: context.unchecked_into(),
            room: Rect::default(),
            ratio: 1.0,
            pens: Pens::default(),
        }
    }

    /// Turns to a part of the picture; says whether it is the one of before.
    fn reach(&mut self, room: &Rect, ratio: f64) -> bool {
        let kept = self.room == *room && self.ratio == ratio;
        (self.room, self.ratio) = (*room, ratio);
        self.pens = Pens::default();
        kept
    }

    /// Width and height of the canvas in pixels of the screen.
    fn pixels_across(&self) -> (u32, u32) {
        let pixels = |length: f64| (length * self.ratio).round() as u32;
        let room = &self.room;
        (
            pixels(room.right - room.left),
            pixels(room.bottom - room.top),
        )
    }

    /// Paints a part of the picture, and nothing beside it.
    fn paint(&mut self, scene: &Scene, part: &Rect) -> Result<(), Refusal> {
        self.pens = Pens::default();
        self.context.save();
        self.pixels()?;
        self.context.begin_path();
        self.context.rect(
            part.left,
            part.top,
            part.right - part.left,
            part.bottom - part.top,
        );
        self.context.clip();
        self.wipe(part)?;
        self.context.set_line_join("round");
        self.context.set_text_baseline("alphabetic");
        let painted = crate::draw::paint(scene, self, UNITS, 1.0, Some(part));
        self.context.restore();
        self.pens = Pens::default();
        painted
    }

    fn wipe(&self, part: &Rect) -> Result<(), Refusal> {
        self.pixels()?;
        self.context.clear_rect(
            part.left,
            part.top,
            part.right - part.left,
            part.bottom - part.top,
        );
        Ok(())
    }

    /// One unit is a CSS pixel: for text, so that faces are hinted for their true size.
    fn pixels(&self) -> Result<(), Refusal> {
        self.transform(self.ratio)
    }

    /// One unit is an eighth of a CSS pixel: for shapes.
    fn units(&self) -> Result<(), Refusal> {
        self.transform(self.ratio / UNITS)
    }

    fn transform(&self, by: f64) -> Result<(), Refusal> {
        if self.pens.transform.replace(by) == by {
            return Ok(());
        }
        let Rect { left, top, .. } = self.room;
        self.context
            .set_transform(by, 0.0, 0.0, by, -left * self.ratio, -top * self.ratio)
            .map_err(|_| refused("the canvas refused a transform"))
    }

    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) -> Result<(), Refusal> {
        self.units()?;
        self.context.begin_path();
        // The first point of a new path only moves there.
        for (x, y) in points {
            self.context.line_to(f64::from(x), f64::from(y));
        }
        Ok(())
    }

    fn stroke(&self, style: &impl BackendStyle) {
        self.context.set_line_width(f64::from(style.stroke_width()));
        self.context.set_stroke_style_str(&css(style.color()));
        self.context.stroke();
    }

    fn fill(&self, style: &impl BackendStyle) {
        self.set_fill(style.color());
        self.context.fill();
    }

    fn set_fill(&self, colour: BackendColor) {
        let (r, g, b) = colour.rgb;
        let fill = Some((Rgb(r, g, b), colour.alpha));
        if self.pens.fill.replace(fill) != fill {
            self.context.set_fill_style_str(&css(colour));
        }
    }

    fn set_font(&self, style: &impl BackendTextStyle) {
        let font = font(style);
        if self.pens.font.replace(Some(font)) == Some(font) {
            return;
        }
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
        let font = font(style);
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

fn font(style: &impl BackendTextStyle) -> Font {
    (
        (style.size() * 64.0 / UNITS).round() as u32,
        matches!(style.style(), FontStyle::Bold),
        style.family().as_str().as_ptr() as usize,
    )
}

fn refused(what: &'static str) -> Refusal {
    DrawingErrorKind::DrawingError(Refused(what))
}

/// A colour as a canvas reads it.
fn css(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    format!("rgba({r},{g},{b},{})", plain(colour.alpha, 3))
}

impl DrawingBackend for Brush {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        let units = |length: f64| (length * UNITS).round() as u32;
        (units(self.room.right), units(self.room.bottom))
    }

    fn ensure_prepared(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Result<(), Refusal> {
        self.units()?;
        self.set_fill(colour);
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
        self.trace(corners)?;
        self.context.close_path();
        self.stroke(style);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), Refusal> {
        self.trace(path)?;
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
        self.units()?;
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
        self.trace(corners)?;
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
        self.set_fill(style.color());
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
            .map_err(|_| refused("the canvas refused a text"))
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
