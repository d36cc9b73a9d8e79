//! Numbers drawn as the kind of number they are: an upper limit is open under its cap, a lower limit
//! leads on, an estimate ends softly, an exact number ends straight. Bars take their length in per
//! cent of the room they get, so that one picture fits every screen.

use std::fmt::Write as _;

use root_causes::data::documents::Bound;
use root_causes::data::record;
use root_causes::figures::scale::nice_ticks;

use super::pages::escaped;

/// Below this share of the scale a bar can't be seen.
const LEAST: f64 = 0.006;
/// Height of a bar in CSS pixels.
const HIGH: f64 = 22.0;
/// Share of the room that the scale takes; what is left is for arrows.
const WIDE: f64 = 0.94;

/// A bar on a scale that begins at zero.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Its length as a share of the scale.
    pub share: f64,
    /// What kind of number it is.
    pub bound: Bound,
    /// Only its outline: not done, or somebody else's.
    pub outlined: bool,
    /// Parts that lie inside it, each with its class, as shares of the scale.
    pub parts: Vec<(f64, &'static str)>,
}

impl Bar {
    /// Whether it can be seen at this scale.
    pub fn can_be_seen(&self) -> bool {
        self.share >= LEAST
    }

    /// The picture, which says nothing that the words beside it don't say.
    pub fn svg(&self) -> String {
        let end = percent(self.share);
        let mut svg = format!(
            "<svg class=\"kind-bar{}\" width=\"100%\" height=\"{HIGH}\" aria-hidden=\"true\">",
            if self.outlined { " outlined" } else { "" }
        );
        let body = match self.bound {
            Bound::Ceiling => "open",
            _ => "body",
        };
        let class = if self.parts.is_empty() { body } else { "whole" };
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"0\" y=\"3\" width=\"{end}\" height=\"16\"/>"
        );
        let mut from = 0.0;
        for (share, class) in &self.parts {
            let _ = write!(
                svg,
                "<rect class=\"part {class}\" x=\"{}\" y=\"3\" width=\"{}\" height=\"16\"/>",
                percent(from),
                percent(*share)
            );
            from += share;
        }
        let _ = write!(
            svg,
            "<svg x=\"{end}\" overflow=\"visible\">{}</svg></svg>",
            ending(self.bound, self.share, class)
        );
        svg
    }
}

/// The end of a bar at the place where it stops, in CSS pixels; `class` is that of the bar.
fn ending(bound: Bound, share: f64, class: &str) -> String {
    let drawn = match bound {
        Bound::Exact | Bound::Open => "<path class=\"edge\" d=\"M0 3V19\"/>",
        Bound::Ceiling if share < 0.05 => "<path class=\"cap\" d=\"M0 0V22\"/>",
        Bound::Ceiling => {
            "<path class=\"cap\" d=\"M0 0V22\"/><path class=\"lead\" d=\"M-4 11H-15M-11 7L-15 11L-11 15\"/>"
        }
        Bound::Floor => "<path class=\"lead\" d=\"M2 11H13M9 7L13 11L9 15\"/>",
        Bound::About => {
            return format!(
                "<g class=\"soft\"><rect x=\"-8\" y=\"3\" width=\"4\" height=\"16\" opacity=\".3\"/>\
             <rect x=\"-4\" y=\"3\" width=\"4\" height=\"16\" opacity=\".5\"/></g>\
             <g class=\"{class}\"><rect y=\"3\" width=\"4\" height=\"16\" opacity=\".35\"/>\
             <rect x=\"4\" y=\"3\" width=\"4\" height=\"16\" opacity=\".2\"/>\
             <rect x=\"8\" y=\"3\" width=\"4\" height=\"16\" opacity=\".1\"/></g>"
            );
        }
    };
    drawn.to_owned()
}

/// The sign of a kind of number, of one size whatever the number.
pub fn sign(bound: Bound, outlined: bool) -> String {
    let bar = Bar {
        share: 0.6 / WIDE,
        bound,
        outlined,
        parts: Vec::new(),
    };
    format!("<span class=\"sign\">{}</span>", bar.svg())
}

/// The sign of a sum whose parts are drawn inside it.
pub fn sign_of_parts() -> String {
    let bar = Bar {
        share: 0.6 / WIDE,
        bound: Bound::Exact,
        outlined: false,
        parts: vec![(0.25 / WIDE, "inner"), (0.15 / WIDE, "inner")],
    };
    format!("<span class=\"sign\">{}</span>", bar.svg())
}

/// A bar with its name and its number.
pub fn bar_row(name: &str, number: &str, bar: &Bar) -> String {
    format!(
        "<li><span class=\"sized-name\">{}</span><span class=\"sized-number\">{}</span><span class=\"sized-bar\">{}</span></li>",
        escaped(name),
        escaped(number),
        bar.svg()
    )
}

/// Ticks under the bars of a scale, with the words of each.
pub fn axis(end: f64, words: impl Fn(f64) -> String) -> String {
    let mut svg =
        String::from("<svg class=\"kind-axis\" width=\"100%\" height=\"24\" aria-hidden=\"true\">");
    for at in nice_ticks(0.0, end, 4) {
        let place = percent(at / end);
        let anchor = match at {
            0.0 => "start",
            at if at > 0.85 * end => "end",
            _ => "middle",
        };
        let _ = write!(
            svg,
            "<svg x=\"{place}\" overflow=\"visible\"><path d=\"M0 0V5\"/></svg>\
             <text x=\"{place}\" y=\"19\" text-anchor=\"{anchor}\">{}</text>",
            escaped(&words(at))
        );
    }
    svg + "</svg>"
}

/// A share of the scale as a share of the room.
pub fn percent(share: f64) -> String {
    format!("{}%", (share * WIDE * 10_000.0).round() / 100.0)
}

/// The kind of a number of the record, as bars know it.
pub fn bound(bound: record::Bound) -> Bound {
    match bound {
        record::Bound::Exact | record::Bound::Derived | record::Bound::Target => Bound::Exact,
        record::Bound::About => Bound::About,
        record::Bound::Floor | record::Bound::Range => Bound::Floor,
        record::Bound::Ceiling => Bound::Ceiling,
    }
}
