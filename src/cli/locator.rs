//! Where the three countries lie: a map of the region with the Dry Corridor as an approximate band.

use std::fmt::Write as _;

use root_causes::data::Country;
use root_causes::data::record::{self, Outline};
use root_causes::figures::format::decimal;
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::prose;
use super::tables::{Cells, framed};
use super::yearly::Caption;
use super::years::tenth;

/// Degrees at the left and upper edge of the map.
const CORNER: (f64, f64) = (-93.3, 17.95);
/// A degree of latitude in degrees of longitude, at 14.5 degrees north.
const TALL: f64 = 1.033;
/// Degrees at the left and upper edge of the small map.
const INSET_CORNER: (f64, f64) = (-118.6, 36.8);
/// A degree of latitude in degrees of longitude, at 23 degrees north.
const INSET_TALL: f64 = 1.086;

/// A place on the map in degrees of longitude and latitude.
type Degrees = (f64, f64);

/// A size of the map.
struct Look {
    /// Class of the picture, and what its identifiers begin with.
    class: &'static str,
    width: f64,
    /// Height of the map, and of the picture if the small map stands below.
    heights: (f64, f64),
    /// Units in a degree of longitude.
    scale: f64,
    /// Left, top, width and height of the small map.
    inset: (f64, f64, f64, f64),
    inset_scale: f64,
    /// Right end of the name of the border.
    border: (f64, f64),
}

const WIDE: Look = Look {
    class: "wide",
    width: 640.0,
    heights: (436.0, 436.0),
    scale: 61.0,
    inset: (8.0, 306.0, 174.0, 124.0),
    inset_scale: 4.7,
    border: (176.0, 321.0),
};

const NARROW: Look = Look {
    class: "narrow",
    width: 332.0,
    heights: (232.0, 364.0),
    scale: 32.4,
    inset: (0.5, 239.5, 174.0, 124.0),
    inset_scale: 4.7,
    border: (168.5, 254.5),
};

/// The map with what must be known about it, under a caption in HTML.
///
/// # Errors
/// An outline that is missing from the record.
pub fn figure(caption: &Caption, lang: Lang) -> Result<String, String> {
    let w = words::map(lang);
    let corridor = record::dry_corridor();
    let source = corridor.sources.iter().map(|of| prose::source(of, lang));
    let file = "<a href=\"./data/dry_corridor.csv\" download>dry_corridor.csv</a>";
    let credit = escaped(w.credit)
        .replace("{file}", file)
        .replace("{source}", &source.collect::<Vec<_>>().join("; "));
    Ok(format!(
        "<figure class=\"locator\"><figcaption>{}</figcaption>{}<p class=\"small\">{}</p>{}<p class=\"small source-line\">{credit}</p></figure>",
        caption.html,
        [WIDE.picture(lang)?, NARROW.picture(lang)?].concat(),
        escaped(w.note),
        table(lang)?,
    ))
}

/// How far each shape reaches, in degrees.
fn table(lang: Lang) -> Result<String, String> {
    let w = words::map(lang);
    let mut rows = String::new();
    let mut add = |name: &str, shape: &Outline| {
        let ends = |of: fn(&Degrees) -> f64| {
            let values = || shape.ring.iter().map(of);
            let (low, high) = (
                values().fold(f64::INFINITY, f64::min),
                values().fold(f64::NEG_INFINITY, f64::max),
            );
            (low, high)
        };
        let (south, north) = ends(|at| at.1);
        let (west, east) = ends(|at| at.0);
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(name),
            decimal(south, 1),
            decimal(north, 1),
            decimal(-west, 1),
            decimal(-east, 1),
        );
    };
    for country in Country::ALL {
        let name = words::countries(lang).get(country.code());
        add(name.unwrap_or_default(), outline(country.code())?);
    }
    add(w.corridor, record::dry_corridor());
    let heads = [w.shape, w.south, w.north, w.west, w.east];
    Ok(format!(
        "<details class=\"more table\"><summary>{}</summary>{}</details>",
        escaped(words::ui(lang).table),
        framed(w.extent, &heads, &rows, Cells::Numbers)
    ))
}

impl Look {
    fn picture(&self, lang: Lang) -> Result<String, String> {
        let w = words::map(lang);
        let (id, width) = (self.class, self.width);
        let mut svg = format!(
            "<svg class=\"map {id}\" viewBox=\"0 0 {width} {}\" width=\"{width}\" height=\"{}\" role=\"img\" aria-label=\"{}\"><defs>\
             <pattern id=\"map-hatch-{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path class=\"map-hatch\" d=\"M0 3H6\"/></pattern><clipPath id=\"map-land-{id}\">",
            self.heights.1,
            self.heights.1,
            escaped(w.alt)
        );
        for place in ["GTM", "SLV", "HND", "NIC"] {
            let _ = write!(svg, "<path d=\"{}\"/>", self.path(outline(place)?));
        }
        let _ = write!(
            svg,
            "</clipPath><clipPath id=\"map-frame-{id}\"><rect width=\"{width}\" height=\"{}\"/></clipPath></defs>\
             <g clip-path=\"url(#map-frame-{id})\">",
            self.heights.0
        );
        for place in ["MEX", "BLZ", "NIC"] {
            let outline = self.path(outline(place)?);
            let _ = write!(svg, "<path class=\"map-near\" d=\"{outline}\"/>");
        }
        for country in Country::ALL {
            let outline = self.path(outline(country.code())?);
            let class = country.code().to_lowercase();
            let _ = write!(svg, "<path class=\"map-own {class}\" d=\"{outline}\"/>");
        }
        let band = self.path(record::dry_corridor());
        let _ = write!(
            svg,
            "<g clip-path=\"url(#map-land-{id})\"><path fill=\"url(#map-hatch-{id})\" d=\"{band}\"/></g></g>"
        );
        self.names(lang, &mut svg);
        self.inset(lang, &mut svg)?;
        Ok(svg + "</svg>")
    }

    fn names(&self, lang: Lang, svg: &mut String) {
        let w = words::map(lang);
        let own = words::countries(lang);
        let places = |code: &str| record::places().iter().find(|place| place.key == code);
        for (code, at) in [
            ("GTM", (-90.35, 15.85)),
            ("HND", (-86.35, 15.05)),
            ("SLV", (-88.85, 12.75)),
        ] {
            let class = format!("map-name {}", code.to_lowercase());
            self.name(svg, &class, at, own.get(code).unwrap_or_default());
        }
        for (code, at) in [
            ("MEX", (-92.35, 16.7)),
            ("BLZ", (-88.7, 17.15)),
            ("NIC", (-84.9, 13.0)),
        ] {
            let name = places(code).map_or("", |place| match lang {
                Lang::En => place.en,
                Lang::Es => place.es,
            });
            self.name(svg, "map-other", at, name);
        }
        self.name(svg, "map-sea", (-85.6, 16.9), w.caribbean);
        self.name(svg, "map-sea", (-88.4, 11.6), w.pacific);
        // From the words to the band in western Guatemala.
        let (from, to) = (self.place((-91.75, 13.5)), self.place((-91.35, 14.2)));
        let _ = write!(
            svg,
            "<path class=\"map-lead\" d=\"M{} {}L{} {}\"/>",
            from.0, from.1, to.0, to.1
        );
        let (x, y) = self.place((-93.15, 13.45));
        for (line, words) in [w.corridor, w.approximate].into_iter().enumerate() {
            let _ = write!(
                svg,
                "<text class=\"map-band\" x=\"{x}\" y=\"{}\">{}</text>",
                tenth(y + 15.0 * line as f64),
                escaped(words)
            );
        }
    }

    fn name(&self, svg: &mut String, class: &str, at: Degrees, name: &str) {
        let (x, y) = self.place(at);
        let _ = write!(
            svg,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
            escaped(name)
        );
    }

    /// Mexico and the three countries, small, with the border of the United States.
    fn inset(&self, lang: Lang, svg: &mut String) -> Result<(), String> {
        let (left, top, width, height) = self.inset;
        let small = |at| self.small(at);
        let mexico = outline("MEX")?;
        let _ = write!(
            svg,
            "<rect class=\"map-inset\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>\
             <path class=\"map-near\" d=\"{}Z\"/>",
            line(mexico.ring, small)
        );
        for country in Country::ALL {
            let class = country.code().to_lowercase();
            let outline = line(outline(country.code())?.ring, small);
            let _ = write!(svg, "<path class=\"map-full {class}\" d=\"{outline}Z\"/>");
        }
        let (x, y) = self.border;
        let _ = write!(
            svg,
            "<path class=\"map-border\" d=\"{}\"/><text class=\"map-band\" x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{}</text>",
            line(&border(mexico), small),
            escaped(words::map(lang).border)
        );
        Ok(())
    }

    fn place(&self, (longitude, latitude): Degrees) -> (f64, f64) {
        (
            tenth((longitude - CORNER.0) * self.scale),
            tenth((CORNER.1 - latitude) * self.scale * TALL),
        )
    }

    fn small(&self, (longitude, latitude): Degrees) -> (f64, f64) {
        let (left, top, ..) = self.inset;
        (
            tenth(left + (longitude - INSET_CORNER.0) * self.inset_scale),
            tenth(top + (INSET_CORNER.1 - latitude) * self.inset_scale * INSET_TALL),
        )
    }

    fn path(&self, outline: &Outline) -> String {
        line(outline.ring, |at| self.place(at)) + "Z"
    }
}

fn line(points: &[Degrees], place: impl Fn(Degrees) -> (f64, f64)) -> String {
    let mut line = String::new();
    for (number, point) in points.iter().enumerate() {
        let (x, y) = place(*point);
        let _ = write!(line, "{}{x} {y}", if number == 0 { 'M' } else { 'L' });
    }
    line
}

/// The northern border of Mexico: the shorter way round its outline from its north-western corner to
/// the mouth of the Rio Grande.
fn border(mexico: &Outline) -> Vec<(f64, f64)> {
    let ring = &mexico.ring[..mexico.ring.len() - 1];
    let nearest = |to: (f64, f64)| {
        let distance = |at: &(f64, f64)| (at.0 - to.0).abs() + (at.1 - to.1).abs();
        let numbered = ring.iter().enumerate();
        numbered
            .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
            .map_or(0, |(number, _)| number)
    };
    let (west, east) = (nearest((-117.1, 32.5)), nearest((-97.15, 25.9)));
    let walk = |step: usize| -> Vec<(f64, f64)> {
        let mut points = vec![ring[west]];
        let mut at = west;
        while at != east {
            at = (at + step) % ring.len();
            points.push(ring[at]);
        }
        points
    };
    let (one, other) = (walk(1), walk(ring.len() - 1));
    let south = |points: &[(f64, f64)]| points.iter().fold(90.0f64, |least, p| least.min(p.1));
    if south(&one) > south(&other) {
        one
    } else {
        other
    }
}

fn outline(place: &str) -> Result<&'static Outline, String> {
    record::outlines()
        .iter()
        .find(|outline| outline.place == place)
        .ok_or_else(|| format!("no outline of {place}"))
}
