//! A figure laid out: shapes and words at their places in CSS pixels, and the sheet they are put on.

use crate::draw::text::Face;
use crate::draw::theme::{Rgb, Theme};
use crate::figures::scale::Scale;

/// Size of a picture in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// A point in CSS pixels.
pub type Point = (f64, f64);

/// A shape with its colour.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A filled outline.
    Fill {
        /// Corners.
        points: Vec<Point>,
        /// Colour.
        colour: Rgb,
        /// Opacity, 0 to 1.
        opacity: f64,
    },
    /// A filled rectangle.
    Box {
        /// Where.
        rect: Rect,
        /// Colour.
        colour: Rgb,
        /// Opacity, 0 to 1.
        opacity: f64,
    },
    /// An open line.
    Stroke {
        /// Corners.
        points: Vec<Point>,
        /// Colour.
        colour: Rgb,
        /// Width.
        width: f64,
    },
    /// A disc.
    Disc {
        /// Centre.
        centre: Point,
        /// Radius.
        radius: f64,
        /// Colour.
        colour: Rgb,
    },
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The words.
    pub words: String,
    /// The face.
    pub face: Face,
    /// Colour.
    pub colour: Rgb,
    /// Left end of the baseline, or its right end where `align` says so.
    pub at: Point,
    /// Which end or the middle of the line `at` is.
    pub align: Align,
    /// The room the line takes.
    pub room: Rect,
}

/// Which point of a line of text is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its left end.
    Left,
    /// Its middle.
    Centre,
    /// Its right end.
    Right,
}

/// A figure laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Size of the picture.
    pub size: Size,
    /// Shapes, from back to front.
    pub items: Vec<Item>,
    /// Words, in front of all shapes.
    pub texts: Vec<Text>,
    /// Where the data are drawn.
    pub plane: Rect,
    /// From values across to CSS pixels, for reading by pointer.
    pub x: Scale,
    /// From amounts to CSS pixels; a strip has none.
    pub y: Option<Scale>,
    /// Footnotes under the axis and the room of their marks, for opening them. Marks that stood
    /// too close share one room.
    pub notches: Vec<(u32, Rect)>,
}

impl Scene {
    /// The part of the picture outside which it looks as `before` did; none where nothing changed.
    /// What stands in both keeps its order: a figure puts its kinds of marks one upon another.
    pub fn changed_since(&self, before: &Scene) -> Option<Rect> {
        if self.size != before.size {
            return Some(Rect::sheet(self.size));
        }
        let items = apart(&self.items, &before.items).map(Item::room);
        let texts = apart(&self.texts, &before.texts).map(Text::inked);
        items.chain(texts).reduce(|all, room| all.with(&room))
    }
}

/// What of two lists stands in one of them only.
fn apart<'a, T: PartialEq>(one: &'a [T], other: &'a [T]) -> impl Iterator<Item = &'a T> {
    let gone = other.iter().filter(|thing| !one.contains(thing));
    let new = one.iter().filter(|thing| !other.contains(thing));
    gone.chain(new)
}

impl Item {
    /// The room that the shape takes, its edges smoothed over a pixel.
    pub fn room(&self) -> Rect {
        let (points, reach): (&[Point], f64) = match self {
            Item::Fill { points, .. } => (points, 0.0),
            Item::Stroke { points, width, .. } => (points, width / 2.0),
            Item::Disc { centre, radius, .. } => (std::slice::from_ref(centre), *radius),
            Item::Box { rect, .. } => (&[(rect.left, rect.top), (rect.right, rect.bottom)], 0.0),
        };
        points
            .iter()
            .map(|point| Rect::around(*point))
            .reduce(|all, point| all.with(&point))
            .unwrap_or(Rect::around((0.0, 0.0)))
            .widened(reach + 1.0, reach + 1.0)
    }
}

impl Text {
    /// The room that its letters take at most: accents and tails reach out of the line.
    pub fn inked(&self) -> Rect {
        self.room.widened(2.0, self.face.size * 0.3)
    }
}

/// Measures a text in a face, in CSS pixels.
pub type Measure<'a> = &'a dyn Fn(&str, Face) -> f64;

impl Rect {
    /// All of a picture.
    pub fn sheet(size: Size) -> Self {
        Rect {
            left: 0.0,
            top: 0.0,
            right: size.width,
            bottom: size.height,
        }
    }

    fn around((x, y): Point) -> Self {
        Rect {
            left: x,
            top: y,
            right: x,
            bottom: y,
        }
    }

    /// The least rectangle that holds both.
    pub fn with(&self, other: &Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Larger by so much on each side.
    pub fn widened(&self, sideways: f64, upwards: f64) -> Rect {
        Rect {
            left: self.left - sideways,
            top: self.top - upwards,
            right: self.right + sideways,
            bottom: self.bottom + upwards,
        }
    }

    /// The least rectangle on a grid that holds what of it lies on the sheet, to the right and
    /// below also what lies beside.
    pub fn on_grid(&self, step: f64) -> Rect {
        Rect {
            left: (self.left.max(0.0) / step).floor() * step,
            top: (self.top.max(0.0) / step).floor() * step,
            right: (self.right / step).ceil() * step,
            bottom: (self.bottom / step).ceil() * step,
        }
    }

    /// Whether the other lies in it.
    pub fn holds(&self, other: &Rect) -> bool {
        self.with(other) == *self
    }

    /// Width times height.
    pub fn area(&self) -> f64 {
        (self.right - self.left) * (self.bottom - self.top)
    }

    /// Whether two rectangles share a height and come closer than `gap` sideways.
    pub fn near(&self, other: &Rect, gap: f64) -> bool {
        self.left < other.right + gap
            && other.left < self.right + gap
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A picture being laid out.
pub(crate) struct Page<'a> {
    pub size: Size,
    pub theme: &'a Theme,
    pub measure: Measure<'a>,
    pub items: Vec<Item>,
    pub texts: Vec<Text>,
}

impl<'a> Page<'a> {
    /// An empty sheet.
    pub fn new(size: Size, theme: &'a Theme, measure: Measure<'a>) -> Self {
        Self {
            size,
            theme,
            measure,
            items: Vec::with_capacity(96),
            texts: Vec::with_capacity(24),
        }
    }

    /// The face of labels at this width.
    pub fn face(&self) -> Face {
        Face::label(if self.size.width < 520.0 { 12.0 } else { 12.5 })
    }

    /// Height of a line of labels.
    pub fn line(&self) -> f64 {
        self.face().size * 1.25
    }

    /// A text with its room, not yet placed.
    pub fn text(&self, words: &str, face: Face, colour: Rgb, at: Point, align: Align) -> Text {
        let width = (self.measure)(words, face);
        let left = match align {
            Align::Left => at.0,
            Align::Centre => at.0 - width / 2.0,
            Align::Right => at.0 - width,
        };
        Text {
            words: words.to_string(),
            face,
            colour,
            at,
            align,
            room: Rect {
                left,
                top: at.1 - face.size * 0.78,
                right: left + width,
                bottom: at.1 + face.size * 0.22,
            },
        }
    }

    /// Whether a text lies inside the picture and clear of those placed.
    pub fn free(&self, text: &Text, gap: f64) -> bool {
        self.inside(&text.room) && !self.texts.iter().any(|t| t.room.near(&text.room, gap))
    }

    /// Whether a rectangle lies inside the picture.
    pub fn inside(&self, room: &Rect) -> bool {
        room.left >= -0.01
            && room.top >= -0.01
            && room.right <= self.size.width + 0.01
            && room.bottom <= self.size.height + 0.01
    }

    /// Places a text if it is free; says whether it was.
    pub fn place(&mut self, text: Text, gap: f64) -> bool {
        let free = self.free(&text, gap);
        if free {
            self.texts.push(text);
        }
        free
    }

    /// Moves a text sideways until it lies between two places; at an edge it aligns with it.
    pub fn clamped(&self, text: Text, left: f64, right: f64) -> Text {
        let (align, x) = if text.room.left < left {
            (Align::Left, left)
        } else if text.room.right > right {
            (Align::Right, right)
        } else {
            return text;
        };
        let at = (x, text.at.1);
        self.text(&text.words, text.face, text.colour, at, align)
    }

    /// Breaks words into as few lines as `width` allows, of lengths as even as they can be; a
    /// word that is too long keeps a line of its own.
    pub fn balanced(&self, words: &str, face: Face, width: f64) -> Vec<String> {
        let mut lines = self.wrapped(words, face, width);
        let count = lines.len();
        let mut narrower = width;
        while count > 1 && narrower > 40.0 {
            narrower -= 6.0;
            let next = self.wrapped(words, face, narrower);
            if next.len() > count {
                break;
            }
            lines = next;
        }
        lines
    }

    fn wrapped(&self, words: &str, face: Face, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words.split(' ') {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if (self.measure)(&longer, face) <= width {
                    *line = longer;
                    continue;
                }
            }
            lines.push(word.to_string());
        }
        lines
    }

    /// Draws a line along horizontal or vertical pixels.
    pub fn rule(&mut self, from: Point, to: Point, width: f64, colour: Rgb) {
        let half = width / 2.0;
        let rect = if from.0 == to.0 {
            Rect {
                left: from.0 - half,
                top: from.1.min(to.1),
                right: from.0 + half,
                bottom: from.1.max(to.1),
            }
        } else {
            Rect {
                left: from.0.min(to.0),
                top: from.1 - half,
                right: from.0.max(to.0),
                bottom: from.1 + half,
            }
        };
        self.items.push(Item::Box {
            rect,
            colour,
            opacity: 1.0,
        });
    }

    /// Draws an open line.
    pub fn stroke(&mut self, points: Vec<Point>, width: f64, colour: Rgb) {
        if points.len() > 1 {
            self.items.push(Item::Stroke {
                points,
                colour,
                width,
            });
        }
    }

    /// Draws an open line as dashes. Not every backend can dash, and many short strokes are slow
    /// on a canvas: all dashes become one outline, joined by bridges without width.
    pub fn dashes(&mut self, points: &[Point], lengths: (f64, f64), width: f64, colour: Rgb) {
        let dashes = dashed(points, lengths);
        let mut outline = Vec::with_capacity(dashes.len() * 8);
        for dash in &dashes {
            outline.push(dash[0]);
            outline.extend(shifted(dash, width / 2.0));
            outline.extend(dash.last());
        }
        for dash in dashes.iter().rev() {
            outline.extend(dash.last());
            outline.extend(shifted(dash, -width / 2.0).into_iter().rev());
            outline.push(dash[0]);
        }
        if !outline.is_empty() {
            self.items.push(Item::Fill {
                points: outline,
                colour,
                opacity: 1.0,
            });
        }
    }

    pub fn heading(&mut self, words: &str) -> f64 {
        let face = Face {
            size: if self.size.width < 520.0 { 17.0 } else { 20.0 },
            bold: true,
            serif: true,
        };
        let mut bottom = 0.0;
        for line in self.balanced(words, face, self.size.width) {
            let baseline = bottom + face.size;
            let text = self.text(&line, face, self.theme.ink, (0.0, baseline), Align::Left);
            self.texts.push(text);
            bottom += face.size * 1.2;
        }
        bottom + face.size * 0.5
    }

    /// The finished picture.
    pub fn scene(
        self,
        plane: Rect,
        x: Scale,
        y: Option<Scale>,
        notches: Vec<(u32, Rect)>,
    ) -> Scene {
        Scene {
            size: self.size,
            items: self.items,
            texts: self.texts,
            plane,
            x,
            y,
            notches,
        }
    }
}

impl Scene {
    /// Where a value of a year is drawn, for marks laid over the picture. None on a strip and
    /// for values the scale cuts.
    pub fn at(&self, year: f64, value: f64) -> Option<Point> {
        let y = self.y?;
        let (low, high) = y.domain();
        (value >= low && value <= high).then(|| (self.x.project(year), y.project(value)))
    }

    /// The whole year under a pointer at `x` CSS pixels, or none beside the data.
    pub fn year_at(&self, x: f64) -> Option<i32> {
        self.x.year_at(x)
    }
}

/// The dashes of a line, each with at least two points.
fn dashed(points: &[Point], (on, off): (f64, f64)) -> Vec<Vec<Point>> {
    let mut dashes = Vec::new();
    let mut dash: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut drawing, mut left) = (true, on);
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt();
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let at = (from.0 + dx * done / length, from.1 + dy * done / length);
            if drawing {
                dash.push(at);
                dashes.push(std::mem::take(&mut dash));
            } else {
                dash = vec![at];
            }
            drawing = !drawing;
            left = if drawing { on } else { off };
        }
        left -= length - done;
        if drawing {
            dash.push(to);
        }
    }
    if drawing && dash.len() > 1 {
        dashes.push(dash);
    }
    dashes
}

/// A line moved sideways. Its bends are taken to be slight, as those of medians are.
fn shifted(points: &[Point], by: f64) -> Vec<Point> {
    let last = points.len() - 1;
    (0..points.len())
        .map(|n| {
            let (a, b) = (points[n.saturating_sub(1)], points[(n + 1).min(last)]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            (
                points[n].0 - by * dy / length,
                points[n].1 + by * dx / length,
            )
        })
        .collect()
}
