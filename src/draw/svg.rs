//! Figures as SVG: pictures for pages without script, for print, download and tests.

use plotters::backend::SVGBackend;
use plotters_backend::DrawingErrorKind;

use crate::draw::card::card;
use crate::draw::layout::layout;
use crate::draw::listing::listing;
use crate::draw::paint;
use crate::draw::scene::{Scene, Size};
use crate::draw::text::{Face, SANS, SERIF};
use crate::draw::theme::{Rgb, Theme};
use crate::figures::listing::Listing;
use crate::figures::spec::Figure;

/// Units of the drawing in a CSS pixel.
const SCALE: f64 = 4.0;
/// plotters' SVG backend divides font sizes by this.
const SVG_FONT_DIVISOR: f64 = 1.24;

/// Whether the picture brings its own ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It lies on the page.
    Clear,
    /// It stands alone: a rectangle in the theme's ground, with a margin in CSS pixels.
    Filled(u32),
}

/// A figure as a standing picture on the page's ground.
///
/// The picture has a view box and its natural width and height in CSS pixels, a name and a
/// description, and neither `style` attributes nor identifiers, so that many may stand in one
/// page. A style sheet may size it.
///
/// # Errors
/// What plotters' SVG backend reports; writing into memory doesn't fail by itself.
pub fn svg(
    figure: &Figure,
    size: Size,
    theme: &Theme,
) -> Result<String, DrawingErrorKind<std::io::Error>> {
    svg_on(figure, size, theme, Ground::Clear)
}

/// As [`svg`], on a ground of its own if wanted. The margin adds to the size.
///
/// # Errors
/// As [`svg`].
pub fn svg_on(
    figure: &Figure,
    size: Size,
    theme: &Theme,
    ground: Ground,
) -> Result<String, DrawingErrorKind<std::io::Error>> {
    let scene = layout(figure, size, theme, &estimated);
    drawn((&figure.title, &figure.summary), &scene, theme, ground)
}

/// A picture that stands alone, with paragraphs under it: see [`card`]. It is higher than `size`.
///
/// # Errors
/// As [`svg`].
pub fn svg_card(
    figure: &Figure,
    size: Size,
    theme: &Theme,
    ground: Ground,
    below: &[String],
) -> Result<String, DrawingErrorKind<std::io::Error>> {
    let scene = card(figure, size, theme, below, &estimated);
    drawn((&figure.title, &figure.summary), &scene, theme, ground)
}

/// A list of bars as a picture that stands alone, with paragraphs under it.
///
/// # Errors
/// As [`svg`].
pub fn svg_listing(
    list: &Listing,
    width: f64,
    theme: &Theme,
    ground: Ground,
    below: &[String],
) -> Result<String, DrawingErrorKind<std::io::Error>> {
    let scene = listing(list, width, theme, below, &estimated);
    drawn((&list.title, &list.summary), &scene, theme, ground)
}

/// Dark modules on a white square, as a picture of its own: `path` in units of a module, of which
/// a side has `width`.
pub fn svg_modules(path: &str, width: usize, title: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{side}\" height=\"{side}\" \
         viewBox=\"0 0 {width} {width}\" shape-rendering=\"crispEdges\">\n\
         <title>{title}</title>\n<path fill=\"#FFFFFF\" d=\"M0 0h{width}v{width}h-{width}z\"/>\n\
         <path fill=\"#000000\" d=\"{path}\"/>\n</svg>\n",
        side = 6 * width,
        title = escaped(title),
    )
}

fn estimated(words: &str, face: Face) -> f64 {
    face.estimate(words)
}

fn drawn(
    said: (&str, &str),
    scene: &Scene,
    theme: &Theme,
    ground: Ground,
) -> Result<String, DrawingErrorKind<std::io::Error>> {
    let mut drawn = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut drawn, (1, 1));
        paint(scene, &mut backend, SCALE, SVG_FONT_DIVISOR, None)?;
    }
    Ok(framed(said, scene.size, theme, ground, &tidied(&drawn)))
}

/// The shapes alone, one a line, without what the root says for all of them.
fn tidied(drawn: &str) -> String {
    let body = drawn
        .split_once('\n')
        .map_or("", |(_, rest)| rest)
        .trim_end()
        .trim_end_matches("</svg>");
    let sans = format!(" font-family=\"{}\"", escaped(SANS));
    body.replace(&sans, "")
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" \"", "\"")
        .replace("\n</text>", "</text>")
        .replace(">\n", ">")
        .replace("><", ">\n<")
}

fn framed(
    (title, summary): (&str, &str),
    size: Size,
    theme: &Theme,
    ground: Ground,
    body: &str,
) -> String {
    let margin = match ground {
        Ground::Clear => 0,
        Ground::Filled(margin) => margin,
    };
    let margin = f64::from(margin);
    let (width, height) = (size.width + 2.0 * margin, size.height + 2.0 * margin);
    let paper = match ground {
        Ground::Clear => String::new(),
        Ground::Filled(_) => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n",
            -margin * SCALE,
            -margin * SCALE,
            width * SCALE,
            height * SCALE,
            hex(theme.ground),
        ),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"{left} {left} {wide} {high}\" font-family=\"{family}\" \
         stroke-linejoin=\"round\">\n<title>{title}</title>\n<desc>{summary}</desc>\n{paper}{body}\n</svg>\n",
        left = -margin * SCALE,
        wide = width * SCALE,
        high = height * SCALE,
        family = escaped(SANS),
        title = escaped(title),
        summary = escaped(summary),
        body = body.trim(),
    )
}

fn hex(colour: Rgb) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    out
}

/// The family list of headings, for pages that must embed it.
pub const HEADING_FAMILY: &str = SERIF;
