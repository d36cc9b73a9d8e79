//! Figures and words as pixels: pictures for cards, the same bytes on every machine.
//!
//! All type is the page's own Source Serif, taken from the files that the page loads, so no face
//! of the machine can show.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use tiny_skia::{
    FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{GlyphId, OutlineBuilder, Tag};

use crate::draw::scene::{Align, Point, Size};
use crate::draw::text::{ASCENT, Face};
use crate::draw::theme::{Rgb, Theme};
use crate::figures::spec::Figure;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/source-serif-400.woff2");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/source-serif-600.woff2");

/// Units of a figure's drawing in a CSS pixel: plotters counts in whole ones.
const UNITS: f64 = 8.0;

/// Why nothing could be drawn.
#[derive(Debug)]
pub enum Problem {
    /// A file of type could not be read.
    Type(String),
    /// The type has no sign for a letter.
    Letter(char),
    /// The picture has no area.
    Size,
    /// The picture could not be written as PNG.
    Png(png::EncodingError),
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Problem::Type(why) => write!(out, "the type of pictures: {why}"),
            Problem::Letter(letter) => write!(out, "the type of pictures has no {letter:?}"),
            Problem::Size => write!(out, "a picture without area"),
            Problem::Png(error) => write!(out, "{error}"),
        }
    }
}

impl Error for Problem {}

/// The type of pictures, unpacked.
pub struct Faces {
    regular: Vec<u8>,
    bold: Vec<u8>,
}

impl Faces {
    /// Unpacks the two files.
    ///
    /// # Errors
    /// Which of them is damaged.
    pub fn unpack() -> Result<Self, Problem> {
        let unpack = |packed: &[u8]| {
            wuff::decompress_woff2(packed).map_err(|error| Problem::Type(format!("{error:?}")))
        };
        Ok(Self {
            regular: unpack(REGULAR)?,
            bold: unpack(BOLD)?,
        })
    }

    fn letters(&self, bold: bool) -> Result<Letters<'_>, Problem> {
        let file = if bold { &self.bold } else { &self.regular };
        ttf_parser::Face::parse(file, 0)
            .map(Letters)
            .map_err(|error| Problem::Type(error.to_string()))
    }
}

/// A picture in the making. Places are in CSS pixels.
pub struct Sheet<'a> {
    pixels: Pixmap,
    regular: Letters<'a>,
    bold: Letters<'a>,
    /// Pixels in a CSS pixel.
    ratio: f64,
    /// Where the figure being drawn has its upper left corner, in CSS pixels.
    origin: Point,
}

impl<'a> Sheet<'a> {
    /// An empty sheet with so many pixels a CSS pixel.
    ///
    /// # Errors
    /// Faces that can't be read, or a size without area.
    pub fn new(faces: &'a Faces, size: Size, ratio: f64, ground: Rgb) -> Result<Self, Problem> {
        let whole = |length: f64| (length * ratio).round() as u32;
        let mut pixels = Pixmap::new(whole(size.width), whole(size.height)).ok_or(Problem::Size)?;
        pixels.fill(tiny_skia::Color::from_rgba8(
            ground.0, ground.1, ground.2, 255,
        ));
        Ok(Self {
            pixels,
            regular: faces.letters(false)?,
            bold: faces.letters(true)?,
            ratio,
            origin: (0.0, 0.0),
        })
    }

    /// Draws a figure with its upper left corner at a place.
    ///
    /// # Errors
    /// A letter that the type lacks.
    pub fn figure(
        &mut self,
        figure: &Figure,
        at: Point,
        size: Size,
        theme: &Theme,
    ) -> Result<(), Problem> {
        self.origin = at;
        let drawn = super::draw(figure, self, size, UNITS, theme);
        self.origin = (0.0, 0.0);
        match drawn {
            Ok(_) => Ok(()),
            Err(DrawingErrorKind::DrawingError(problem)) => Err(problem),
            Err(DrawingErrorKind::FontError(why)) => Err(Problem::Type(why.to_string())),
        }
    }

    /// Width of a line of words in CSS pixels.
    ///
    /// # Errors
    /// A letter that the type lacks.
    pub fn width(&self, words: &str, face: Face) -> Result<f64, Problem> {
        Ok(self.letters(face.bold).width(words)? * face.size)
    }

    /// Writes a line of words; `at` is its left end, middle or right end on the baseline.
    ///
    /// # Errors
    /// A letter that the type lacks.
    pub fn text(
        &mut self,
        words: &str,
        face: Face,
        colour: Rgb,
        at: Point,
        align: Align,
    ) -> Result<(), Problem> {
        let width = self.width(words, face)?;
        let left = at.0
            - match align {
                Align::Left => 0.0,
                Align::Centre => width / 2.0,
                Align::Right => width,
            };
        let size = face.size * self.ratio;
        let place = (left * self.ratio, at.1 * self.ratio);
        let outline = self.letters(face.bold).outline(words, size, place)?;
        self.fill(outline, colour, 1.0);
        Ok(())
    }

    /// A line along pixels, from one place to another.
    pub fn rule(&mut self, from: Point, to: Point, width: f64, colour: Rgb) {
        let ratio = self.ratio;
        let mut path = PathBuilder::new();
        path.move_to((from.0 * ratio) as f32, (from.1 * ratio) as f32);
        path.line_to((to.0 * ratio) as f32, (to.1 * ratio) as f32);
        self.stroke(path.finish(), colour, 1.0, width * ratio);
    }

    /// The picture as a PNG file of at most 256 colours: the most frequent ones, in place of the
    /// others the nearest of these.
    ///
    /// # Errors
    /// What the writer reports.
    pub fn png(&self) -> Result<Vec<u8>, Problem> {
        // The ground is opaque, so every pixel is.
        let pixels: Vec<Rgb> = self
            .pixels
            .pixels()
            .iter()
            .map(|pixel| Rgb(pixel.red(), pixel.green(), pixel.blue()))
            .collect();
        let palette = palette(&pixels);
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.pixels.width(), self.pixels.height());
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette.bytes);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        let places: Vec<u8> = pixels
            .iter()
            .map(|colour| palette.places[&key(*colour)])
            .collect();
        let mut writer = encoder.write_header().map_err(Problem::Png)?;
        writer.write_image_data(&places).map_err(Problem::Png)?;
        writer.finish().map_err(Problem::Png)?;
        Ok(bytes)
    }

    fn letters(&self, bold: bool) -> &Letters<'a> {
        if bold { &self.bold } else { &self.regular }
    }

    fn fill(&mut self, path: Option<Path>, colour: Rgb, opacity: f64) {
        if let Some(path) = path {
            let (rule, unmoved) = (FillRule::Winding, Transform::identity());
            let paint = paint(colour, opacity);
            self.pixels.fill_path(&path, &paint, rule, unmoved, None);
        }
    }

    fn stroke(&mut self, path: Option<Path>, colour: Rgb, opacity: f64, width: f64) {
        if let Some(path) = path {
            let stroke = Stroke {
                width: width as f32,
                line_cap: LineCap::Butt,
                line_join: LineJoin::Round,
                ..Stroke::default()
            };
            let (paint, unmoved) = (paint(colour, opacity), Transform::identity());
            self.pixels
                .stroke_path(&path, &paint, &stroke, unmoved, None);
        }
    }

    /// From units of a figure's drawing to pixels.
    fn pixel(&self, at: BackendCoord) -> (f32, f32) {
        let place =
            |unit: i32, origin: f64| ((f64::from(unit) / UNITS + origin) * self.ratio) as f32;
        (place(at.0, self.origin.0), place(at.1, self.origin.1))
    }

    fn length(&self, units: u32) -> f64 {
        f64::from(units) / UNITS * self.ratio
    }

    fn path(&self, points: impl IntoIterator<Item = BackendCoord>, close: bool) -> Option<Path> {
        let mut path = PathBuilder::new();
        for (n, point) in points.into_iter().enumerate() {
            let (x, y) = self.pixel(point);
            if n == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
        if close {
            path.close();
        }
        path.finish()
    }
}

/// The colours of a picture, and for each colour that occurs its place among them.
struct Palette {
    bytes: Vec<u8>,
    places: BTreeMap<u32, u8>,
}

fn palette(pixels: &[Rgb]) -> Palette {
    let mut counts: BTreeMap<u32, (usize, Rgb)> = BTreeMap::new();
    for colour in pixels {
        counts.entry(key(*colour)).or_insert((0, *colour)).0 += 1;
    }
    let mut colours: Vec<(usize, Rgb)> = counts.into_values().collect();
    // Equally frequent ones stay in the order of their keys.
    colours.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let kept: Vec<Rgb> = colours
        .iter()
        .take(256)
        .map(|(_, colour)| *colour)
        .collect();
    let nearest = |colour: Rgb| {
        let places = (0..=u8::MAX).zip(&kept);
        let near = places.min_by_key(|(_, other)| apart(colour, **other));
        near.map_or(0, |(place, _)| place)
    };
    Palette {
        bytes: kept.iter().flat_map(|c| [c.0, c.1, c.2]).collect(),
        places: colours
            .iter()
            .map(|(_, colour)| (key(*colour), nearest(*colour)))
            .collect(),
    }
}

fn key(colour: Rgb) -> u32 {
    u32::from_be_bytes([0, colour.0, colour.1, colour.2])
}

fn apart(a: Rgb, b: Rgb) -> i32 {
    let square = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
    square(a.0, b.0) + square(a.1, b.1) + square(a.2, b.2)
}

fn paint(colour: Rgb, opacity: f64) -> Paint<'static> {
    let mut paint = Paint::default();
    let alpha = (opacity * 255.0).round() as u8;
    paint.set_color_rgba8(colour.0, colour.1, colour.2, alpha);
    paint.anti_alias = true;
    paint
}

fn rgb(colour: BackendColor) -> Rgb {
    Rgb(colour.rgb.0, colour.rgb.1, colour.rgb.2)
}

type Drawn = Result<(), DrawingErrorKind<Problem>>;

impl DrawingBackend for Sheet<'_> {
    type ErrorType = Problem;

    fn get_size(&self) -> (u32, u32) {
        let units = |pixels: u32| (f64::from(pixels) / self.ratio * UNITS) as u32;
        (units(self.pixels.width()), units(self.pixels.height()))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        let path = self.path(
            [at, (at.0 + 1, at.1), (at.0 + 1, at.1 + 1), (at.0, at.1 + 1)],
            true,
        );
        self.fill(path, rgb(colour), colour.alpha);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        filled: bool,
    ) -> Drawn {
        let colour = style.color();
        let corners = [from, (to.0, from.1), to, (from.0, to.1)];
        let path = self.path(corners, true);
        if filled {
            self.fill(path, rgb(colour), colour.alpha);
        } else {
            let width = self.length(style.stroke_width());
            self.stroke(path, rgb(colour), colour.alpha, width);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        let colour = style.color();
        let (path, width) = (self.path(points, false), self.length(style.stroke_width()));
        self.stroke(path, rgb(colour), colour.alpha, width);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        filled: bool,
    ) -> Drawn {
        let ((x, y), radius) = (self.pixel(centre), self.length(radius) as f32);
        let around = Rect::from_xywh(x - radius, y - radius, 2.0 * radius, 2.0 * radius);
        let path = around.and_then(PathBuilder::from_oval);
        let colour = style.color();
        if filled {
            self.fill(path, rgb(colour), colour.alpha);
        } else {
            let width = self.length(style.stroke_width());
            self.stroke(path, rgb(colour), colour.alpha, width);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        let colour = style.color();
        let path = self.path(points, true);
        self.fill(path, rgb(colour), colour.alpha);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &T,
        at: BackendCoord,
    ) -> Drawn {
        let face = face_of(style);
        let (x, top) = (f64::from(at.0) / UNITS, f64::from(at.1) / UNITS);
        let place = (x + self.origin.0, top + ASCENT * face.size + self.origin.1);
        let align = match style.anchor().h_pos {
            HPos::Left => Align::Left,
            HPos::Center => Align::Centre,
            HPos::Right => Align::Right,
        };
        self.text(words, face, rgb(style.color()), place, align)
            .map_err(DrawingErrorKind::DrawingError)
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        words: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Problem>> {
        let face = face_of(style);
        let width = self
            .width(words, face)
            .map_err(DrawingErrorKind::DrawingError)?;
        let units = |length: f64| (length * UNITS).ceil() as u32;
        Ok((units(width), units(face.size)))
    }
}

/// A face of plotters in CSS pixels; all families are the one that is there.
fn face_of<T: BackendTextStyle>(style: &T) -> Face {
    Face {
        size: style.size() / UNITS,
        bold: matches!(style.style(), FontStyle::Bold),
        serif: true,
    }
}

/// A face of type, read.
struct Letters<'a>(ttf_parser::Face<'a>);

impl Letters<'_> {
    /// Width of words as a multiple of the size.
    fn width(&self, words: &str) -> Result<f64, Problem> {
        let mut end = 0;
        self.each(words, |_, _, after| end = after)?;
        Ok(f64::from(end) / f64::from(self.0.units_per_em()))
    }

    /// The outline of words at a size, from a place on the baseline, all in pixels.
    fn outline(&self, words: &str, size: f64, at: Point) -> Result<Option<Path>, Problem> {
        let scale = size / f64::from(self.0.units_per_em());
        let mut pen = Pen {
            path: PathBuilder::new(),
            scale: scale as f32,
            at: (0.0, at.1 as f32),
        };
        self.each(words, |glyph, before, _| {
            pen.at.0 = (at.0 + f64::from(before) * scale) as f32;
            // A space has no outline.
            self.0.outline_glyph(glyph, &mut pen);
        })?;
        Ok(pen.path.finish())
    }

    /// Each glyph with its start and end in units of the face, pairs brought closer or parted.
    fn each(&self, words: &str, mut tell: impl FnMut(GlyphId, i32, i32)) -> Result<(), Problem> {
        let (mut at, mut last) = (0, None);
        for letter in words.chars() {
            let glyph = self.0.glyph_index(letter);
            let glyph = glyph.ok_or(Problem::Letter(letter))?;
            at += last.map_or(0, |last| self.kerning(last, glyph));
            let end = at + i32::from(self.0.glyph_hor_advance(glyph).unwrap_or(0));
            tell(glyph, at, end);
            (at, last) = (end, Some(glyph));
        }
        Ok(())
    }

    fn kerning(&self, left: GlyphId, right: GlyphId) -> i32 {
        let Some(table) = self.0.tables().gpos else {
            return 0;
        };
        let Some(feature) = table.features.find(Tag::from_bytes(b"kern")) else {
            return 0;
        };
        feature
            .lookup_indices
            .into_iter()
            .filter_map(|index| table.lookups.get(index))
            .filter_map(|lookup| {
                lookup
                    .subtables
                    .into_iter::<PositioningSubtable>()
                    .find_map(|subtable| match subtable {
                        PositioningSubtable::Pair(pair) => advance_in(&pair, left, right),
                        _ => None,
                    })
            })
            .sum()
    }
}

/// What a table of pairs adds between two glyphs; none where it doesn't speak of the first.
fn advance_in(pair: &PairAdjustment, left: GlyphId, right: GlyphId) -> Option<i32> {
    let (first, _) = match pair {
        PairAdjustment::Format1 { coverage, sets } => sets.get(coverage.get(left)?)?.get(right)?,
        PairAdjustment::Format2 {
            coverage,
            classes,
            matrix,
        } => {
            coverage.get(left)?;
            matrix.get((classes.0.get(left), classes.1.get(right)))?
        }
    };
    Some(i32::from(first.x_advance))
}

/// Takes outlines in units of the face, upwards, and builds them in pixels, downwards.
struct Pen {
    path: PathBuilder,
    scale: f32,
    at: (f32, f32),
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.place(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.place(x1, y1), self.place(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) =
            (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
