//! The paired difference of one row: how many fewer or more encounters in the summed simulated
//! years than without the scenario's changes, future by future.

use crate::figures::format::{self, Unit, fill};
use crate::figures::scale::nice_ticks;
use crate::figures::spec::{
    Anchor, Axis, Column, Figure, Frame, Keep, Label, Level, Mark, Row, Table, Tick, Tone,
};
use crate::i18n::Lang;
use crate::model::reach::Extent;

/// Least share of the width on either side of zero, so that both directions can be named.
const LEAST_SIDE: f64 = 0.28;

/// Quantiles of the change over the futures, in per cent of the baseline; fewer is negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// 5 of 100 futures lie below.
    pub p05: f64,
    /// 25 of 100 futures lie below.
    pub p25: f64,
    /// The middle future.
    pub p50: f64,
    /// 75 of 100 futures lie below.
    pub p75: f64,
    /// 95 of 100 futures lie below.
    pub p95: f64,
}

/// What may be said of a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Most futures agree on the direction: the middle value may be shown.
    Known(Change),
    /// The futures don't agree: the bars are drawn, no middle value.
    SignUnknown(Change),
    /// All but a few futures lie close to no change: the bars are drawn, no middle value.
    TooSmall(Change),
    /// Nearly all futures are unchanged: nothing to draw.
    None,
}

/// One strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'a> {
    /// Whose.
    pub tone: Tone,
    /// Name as it stands in sentences.
    pub name: &'a str,
    /// Name of the figure, with the border rules in it.
    pub title: &'a str,
    /// Heading drawn into the picture, for cards and downloads.
    pub heading: Option<&'a str>,
    /// What may be said.
    pub effect: Effect,
    /// Smallest and largest change shown, in per cent, shared between rows: see
    /// [`shared_domain`]. Widened where the bars wouldn't fit or zero would come too close to an
    /// edge.
    pub domain: (f64, f64),
}

/// The words of a strip, in one language. Templates have holes in braces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Words<'a> {
    /// Left of zero: "fewer".
    pub fewer: &'a str,
    /// Right of zero: "more".
    pub more: &'a str,
    /// At zero: "no change".
    pub no_change: &'a str,
    /// "sign not known".
    pub sign_unknown: &'a str,
    /// "too small to see".
    pub too_small: &'a str,
    /// "no effect".
    pub no_effect: &'a str,
    /// The sentence where the middle may be shown. Holes: name, middle, range.
    pub summary: &'a str,
    /// The sentence where it may not. Holes: name, verdict, range.
    pub summary_range: &'a str,
    /// The sentence without any effect. Holes: name, verdict.
    pub summary_none: &'a str,
    /// Caption of the table. Hole: name.
    pub caption: &'a str,
    /// Head of the column of row names: "change over ten years".
    pub corner: &'a str,
    /// Head of the column of numbers: "percent of what happens without changes".
    pub column: &'a str,
    /// Row names: "5 of 100 futures lie below".
    pub p05: &'a str,
    /// "25 of 100 futures lie below".
    pub p25: &'a str,
    /// "middle future".
    pub middle: &'a str,
    /// "75 of 100 futures lie below".
    pub p75: &'a str,
    /// "95 of 100 futures lie below".
    pub p95: &'a str,
}

/// A domain for all rows that holds their 90 % bands, what is reached under every reading of the
/// studies, and zero, rounded outwards to fives.
pub fn shared_domain(effects: &[Effect], reach: Extent) -> (f64, f64) {
    let (least, most) = (f64::from(reach.least), f64::from(reach.most));
    let (mut low, mut high) = (least.min(-5.0), most.max(5.0));
    for change in effects.iter().filter_map(|effect| effect.change()) {
        low = low.min(change.p05);
        high = high.max(change.p95);
    }
    widened(((low / 5.0).floor() * 5.0, (high / 5.0).ceil() * 5.0))
}

/// The figure of one strip. Fewer lies to the left of zero, more to the right, as on a number
/// line; both are named.
pub fn difference(row: &Difference, words: &Words, lang: Lang) -> Figure {
    let domain = match row.effect.change() {
        Some(change) => (row.domain.0.min(change.p05), row.domain.1.max(change.p95)),
        None => row.domain,
    };
    let domain = widened(domain);
    Figure {
        title: row.title.to_string(),
        heading: row.heading.map(str::to_string),
        summary: summary(row, words, lang),
        frame: Frame::Strip {
            x: Axis {
                domain,
                ticks: nice_ticks(domain.0, domain.1, 6)
                    .into_iter()
                    .map(|at| Tick {
                        at,
                        text: String::new(),
                    })
                    .collect(),
                unit: None,
            },
        },
        marks: marks(row),
        labels: labels(row, words, lang),
        table: table(row, words),
    }
}

impl Effect {
    /// The quantiles that are drawn, if any.
    pub fn change(&self) -> Option<Change> {
        match self {
            Self::Known(change) | Self::SignUnknown(change) | Self::TooSmall(change) => {
                Some(*change)
            }
            Self::None => None,
        }
    }

    /// The middle value, only where it may be shown.
    pub fn middle(&self) -> Option<f64> {
        match self {
            Self::Known(change) => Some(change.p50),
            _ => None,
        }
    }
}

fn widened((low, high): (f64, f64)) -> (f64, f64) {
    let (low, high) = (low.min(0.0), high.max(0.0));
    let least = LEAST_SIDE / (1.0 - LEAST_SIDE);
    match (low, high) {
        (0.0, 0.0) => (-1.0, 1.0),
        _ => (low.min(-high * least), high.max(-low * least)),
    }
}

fn marks(row: &Difference) -> Vec<Mark> {
    let Some(change) = row.effect.change() else {
        return Vec::new();
    };
    let bar = |level, from, to| Mark::Bar {
        level,
        tone: row.tone,
        from,
        to,
    };
    let mut marks = vec![
        bar(Level::Ninety, change.p05, change.p95),
        bar(Level::Fifty, change.p25, change.p75),
    ];
    marks.extend(
        row.effect
            .middle()
            .map(|at| Mark::Middle { tone: row.tone, at }),
    );
    marks
}

fn labels(row: &Difference, words: &Words, lang: Lang) -> Vec<Label> {
    let plain = |text: String, tone, anchor| Label {
        text,
        short: None,
        tone,
        bold: false,
        anchor,
        keep: Keep::Always,
    };
    let verdict = match row.effect {
        Effect::Known(change) => Label {
            bold: true,
            ..plain(
                format::change(change.p50, lang),
                row.tone,
                Anchor::Above(change.p50),
            )
        },
        Effect::SignUnknown(change) | Effect::TooSmall(change) => plain(
            verdict(&row.effect, words).to_string(),
            Tone::Baseline,
            Anchor::Above((change.p05 + change.p95) / 2.0),
        ),
        Effect::None => plain(
            words.no_effect.to_string(),
            Tone::Baseline,
            Anchor::Above(0.0),
        ),
    };
    let mut labels = vec![
        plain(words.no_change.to_string(), Tone::Quiet, Anchor::Under(0.0)),
        Label {
            short: Some(words.fewer.to_string()),
            ..plain(format!("← {}", words.fewer), Tone::Quiet, Anchor::FarLeft)
        },
        Label {
            short: Some(words.more.to_string()),
            ..plain(format!("{} →", words.more), Tone::Quiet, Anchor::FarRight)
        },
    ];
    if let Some(change) = row.effect.change() {
        let end = |value: f64, anchor| Label {
            short: Some(format::percent(value.abs(), lang)),
            ..plain(format::change(value, lang), Tone::Quiet, anchor)
        };
        labels.push(end(change.p05, Anchor::LeftEnd(change.p05)));
        labels.push(end(change.p95, Anchor::RightEnd(change.p95)));
    }
    // A middle value comes first and keeps its place; a verdict yields to the range.
    let place = if verdict.bold { 0 } else { labels.len() };
    labels.insert(place, verdict);
    labels
}

fn verdict<'a>(effect: &Effect, words: &Words<'a>) -> &'a str {
    match effect {
        Effect::Known(_) => "",
        Effect::SignUnknown(_) => words.sign_unknown,
        Effect::TooSmall(_) => words.too_small,
        Effect::None => words.no_effect,
    }
}

fn summary(row: &Difference, words: &Words, lang: Lang) -> String {
    let range = row
        .effect
        .change()
        .map(|change| format::range(change.p05, change.p95, lang))
        .unwrap_or_default();
    let middle = row
        .effect
        .middle()
        .map(|middle| format::change(middle, lang))
        .unwrap_or_default();
    let template = match row.effect {
        Effect::Known(_) => words.summary,
        Effect::SignUnknown(_) | Effect::TooSmall(_) => words.summary_range,
        Effect::None => words.summary_none,
    };
    fill(
        template,
        &[
            ("name", row.name),
            ("middle", &middle),
            ("verdict", verdict(&row.effect, words)),
            ("range", &range),
        ],
    )
}

fn table(row: &Difference, words: &Words) -> Table {
    let rows = match row.effect.change() {
        None => vec![(words.no_effect, None)],
        Some(change) => {
            let middle = match row.effect.middle() {
                Some(middle) => (words.middle, Some(middle)),
                None => (verdict(&row.effect, words), None),
            };
            vec![
                (words.p05, Some(change.p05)),
                (words.p25, Some(change.p25)),
                middle,
                (words.p75, Some(change.p75)),
                (words.p95, Some(change.p95)),
            ]
        }
    };
    Table {
        caption: fill(words.caption, &[("name", row.name)]),
        corner: words.corner.to_string(),
        columns: vec![Column {
            head: words.column.to_string(),
            unit: Unit::Change,
            brief: true,
        }],
        rows: rows
            .into_iter()
            .map(|(head, value)| Row {
                head: head.to_string(),
                cells: vec![value],
            })
            .collect(),
    }
}
