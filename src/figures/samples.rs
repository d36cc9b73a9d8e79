//! The same futures one by one: lines over the years, and twenty dots.

use super::compare::{Names, outcome_words, year_axis};
use super::difference;
use super::format::{self, Unit, fill, said};
use super::mark::marked;
use super::rows::{self, Row, regime_phrase};
use super::scale::nice_ticks;
use super::spec::{
    self, Anchor, Axis, Column, Figure, Frame, Keep, Label, Mark, Stroke, Table, Tick, Tone,
};
use crate::i18n::{Lang, words};
use crate::model::account::{SAMPLE, Sample, Twenty};
use crate::model::outcomes::Outcome;
use crate::model::reach::Bounds;
use crate::model::scenario::Scenario;
use crate::model::{FIRST_YEAR, LAST_YEAR, YEARS};

/// Which of the two scenarios' lines are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// B's alone.
    B,
    /// B's, and A's behind them.
    Both,
}

/// Parts of a strip's width in which dots stand on one another.
const COLUMNS: f64 = 36.0;
/// Share of a strip's width that is left free at either end.
const EDGE: f64 = 0.02;

/// Twenty futures of a row, a line each, behind them the record where there is one. `top` is that of
/// the fan ([`super::rows::top`]), so that a change of form moves no axis; `stressed` is a future
/// that stands out, while one after another is shown.
pub fn lines_figure(
    sample: &Sample,
    scenario: &Scenario,
    (row, top): (Row, f64),
    (lines, stressed): (Lines, Option<usize>),
    names: Names,
    lang: Lang,
) -> Figure {
    let w = words::compare(lang);
    let recorded = match sample.outcome {
        Outcome::Encounters => row.recorded(),
        _ => Vec::new(),
    };
    let simulated = i32::from(FIRST_YEAR);
    let first = recorded
        .first()
        .map_or(simulated, |(year, _)| i32::from(*year));
    let last = i32::from(LAST_YEAR);
    let border = f64::from(simulated) - 0.5;
    let mut marks = Vec::with_capacity(2 + 2 * SAMPLE);
    if !recorded.is_empty() {
        marks.push(Mark::Region {
            from: border,
            to: f64::from(last) + 0.3,
        });
        marks.push(Mark::Line {
            stroke: Stroke::Solid,
            tone: row.tone(),
            points: recorded
                .iter()
                .map(|(year, value)| (f64::from(*year), *value))
                .collect(),
        });
    }
    if lines == Lines::Both {
        marks.extend(
            sample
                .before
                .iter()
                .map(|years| line(years, Tone::Quiet, false)),
        );
    }
    let own = sample.after.iter().enumerate();
    marks.extend(own.map(|(at, years)| line(years, row.tone(), stressed == Some(at))));
    let of = outcome_words(sample.outcome, lang);
    let ends = sample.after.map(|years| years[YEARS - 1]);
    let low = ends.into_iter().fold(f32::INFINITY, f32::min);
    let high = ends.into_iter().fold(0.0, f32::max);
    let filled = |template: &str| {
        fill(
            template,
            &[
                ("name", row.name(lang)),
                ("what", of.what),
                ("a", names.a),
                ("b", names.b),
                ("regime", regime_phrase(scenario.regime, lang)),
                ("end", &LAST_YEAR.to_string()),
                ("low", &said(f64::from(low), lang)),
                ("high", &said(f64::from(high), lang)),
            ],
        )
    };
    let quiet = |text: &str, anchor| Label {
        text: text.to_string(),
        short: None,
        tone: Tone::Quiet,
        bold: false,
        anchor,
        keep: Keep::IfFree,
    };
    let mut labels = Vec::new();
    if !recorded.is_empty() {
        let chart = words::chart(lang);
        labels.push(quiet(chart.recorded, Anchor::Before(border)));
        labels.push(quiet(chart.simulated, Anchor::After(border)));
    }
    let figure = Figure {
        title: filled(w.lines_title),
        heading: None,
        summary: filled(w.lines_summary),
        frame: Frame::Plane {
            x: year_axis(first, last),
            y: Axis {
                domain: (0.0, top),
                ticks: nice_ticks(0.0, top, 4)
                    .into_iter()
                    .map(|at| Tick {
                        at,
                        text: format::axis(at, lang),
                    })
                    .collect(),
                unit: Some(of.unit.to_string()),
            },
            in_row: false,
        },
        table: lines_table(
            sample,
            &recorded,
            lines,
            names,
            (filled(w.lines_title), lang),
        ),
        marks,
        labels,
    };
    marked(figure, scenario, row, lang)
}

fn line(years: &[f32; YEARS], tone: Tone, stressed: bool) -> Mark {
    let points = years.iter().zip(FIRST_YEAR..);
    Mark::Line {
        stroke: if stressed {
            Stroke::Thick
        } else {
            Stroke::Thin
        },
        tone,
        points: points
            .map(|(value, year)| (f64::from(year), f64::from(*value)))
            .collect(),
    }
}

fn lines_table(
    sample: &Sample,
    recorded: &[(u16, f64)],
    lines: Lines,
    names: Names,
    (caption, lang): (String, Lang),
) -> Table {
    let w = words::compare(lang);
    let mut columns = vec![Column {
        head: words::chart(lang).recorded.to_string(),
        unit: Unit::Counted,
        brief: true,
    }];
    let mut sets = vec![(names.b, &sample.after)];
    if lines == Lines::Both {
        sets.push((names.a, &sample.before));
    }
    for (of, _) in &sets {
        columns.extend((1..=SAMPLE).map(|n| Column {
            head: fill(w.line_head, &[("of", of), ("n", &n.to_string())]),
            unit: Unit::Said,
            brief: false,
        }));
    }
    // Where there is room for few numbers, the range of B's lines.
    columns.extend([w.line_low, w.line_high].map(|head| Column {
        head: fill(head, &[("of", names.b)]),
        unit: Unit::Said,
        brief: true,
    }));
    let width = columns.len();
    let mut rows: Vec<spec::Row> = recorded
        .iter()
        .map(|(year, value)| {
            let mut cells = vec![None; width];
            cells[0] = Some(*value);
            spec::Row {
                head: year.to_string(),
                cells,
            }
        })
        .collect();
    rows.extend((0..YEARS).map(|t| {
        let values = sets.iter().flat_map(|(_, lines)| lines.iter());
        let values = values.map(|years| Some(f64::from(years[t])));
        let own = || sample.after.iter().map(|years| f64::from(years[t]));
        let low = own().fold(f64::INFINITY, f64::min);
        let ends = [low, own().fold(0.0, f64::max)].map(Some);
        spec::Row {
            head: (usize::from(FIRST_YEAR) + t).to_string(),
            cells: [None].into_iter().chain(values).chain(ends).collect(),
        }
    }));
    Table {
        caption,
        corner: w.year.to_string(),
        columns,
        rows,
    }
}

/// Twenty dots of a row on an axis of change, each for five of 100 futures: "x of 20 fewer". The
/// axis is that of the bars, wider where dots under some reading of the studies need the room.
pub fn dots_figure(
    twenty: &Twenty,
    (outcome, scenario): (Outcome, &Scenario),
    bounds: &Bounds,
    row: Row,
    names: Names,
    lang: Lang,
) -> Figure {
    let w = words::compare(lang);
    let [fewer, same, more] = twenty.counts().map(|count| count.to_string());
    // A belief carries no share of futures.
    let strips = rows::difference_words(lang);
    let (said, left, right) = match scenario.assumptions.pack.is_belief() {
        true => (
            w.dots_belief,
            format!("← {}", strips.fewer),
            format!("{} →", strips.more),
        ),
        false => (
            w.dots_summary,
            fill(w.dots_fewer, &[("n", &fewer)]),
            fill(w.dots_more, &[("n", &more)]),
        ),
    };
    let filled = |template: &str| {
        fill(
            template,
            &[
                ("name", row.name(lang)),
                ("what", outcome_words(outcome, lang).what),
                ("a", names.a),
                ("b", names.b),
                ("regime", regime_phrase(scenario.regime, lang)),
                ("fewer", &fewer),
                ("same", &same),
                ("more", &more),
            ],
        )
    };
    let ends = twenty.changes.map(f64::from);
    let span = (ends[SAMPLE - 1].max(0.0) - ends[0].min(0.0)).max(1.0);
    let (low, high) = match twenty.relative {
        true => difference::shared_domain(&[], bounds.percent),
        false => (-0.3 * span, 0.3 * span),
    };
    let reached = bounds.twenty[Bounds::place(row.series())];
    // Room for the half of a dot that lies beyond its value.
    let beyond = EDGE * span.max(high - low);
    let domain = (
        low.min(f64::from(reached.least)).min(ends[0] - beyond),
        high.max(f64::from(reached.most))
            .max(ends[SAMPLE - 1] + beyond),
    );
    let label = |text: String, anchor| Label {
        text,
        short: None,
        tone: Tone::Quiet,
        bold: false,
        anchor,
        keep: Keep::Always,
    };
    let unit = if twenty.relative {
        Unit::Change
    } else {
        Unit::Said
    };
    let figure = Figure {
        title: filled(w.dots_title),
        heading: None,
        summary: filled(said),
        frame: Frame::Strip {
            x: Axis {
                domain,
                ticks: Vec::new(),
                unit: None,
            },
        },
        marks: dots(&ends, domain, row.tone()),
        labels: vec![
            label(left, Anchor::FarLeft),
            label(right, Anchor::FarRight),
            label(w.dots_same.to_string(), Anchor::Under(0.0)),
        ],
        table: Table {
            caption: filled(w.dots_title),
            corner: String::new(),
            columns: vec![Column {
                head: names.into_words(if twenty.relative {
                    w.dots_column
                } else {
                    w.dots_column_count
                }),
                unit,
                brief: true,
            }],
            rows: (1..)
                .zip(ends)
                .map(|(n, change): (usize, f64)| spec::Row {
                    head: fill(w.dots_row, &[("n", &n.to_string())]),
                    cells: vec![Some(change)],
                })
                .collect(),
        },
    };
    marked(figure, scenario, row, lang)
}

/// Dots at their values; each stands on those that are closer to the last dot on the ground than a
/// dot is wide.
fn dots(changes: &[f64; SAMPLE], domain: (f64, f64), tone: Tone) -> Vec<Mark> {
    let width = (domain.1 - domain.0) / COLUMNS;
    let mut ground = f64::NEG_INFINITY;
    let mut below = 0.0;
    let stacked = changes.iter().map(|change| {
        if change - ground < width {
            below += 1.0;
        } else {
            (ground, below) = (*change, 0.0);
        }
        Mark::Point {
            tone,
            hollow: false,
            at: (*change, below),
        }
    });
    stacked.collect()
}
