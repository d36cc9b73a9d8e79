//! One country's row, or the total: what was recorded, and what follows in simulated futures.

use crate::figures::format::{self, Unit, fill};
use crate::figures::scale::{nice_ticks, year_ticks};
use crate::figures::spec::{
    Anchor, Axis, Column, Figure, Frame, Keep, Label, Level, Mark, Row, Span, Stroke, Table, Tick,
    Tone,
};
use crate::i18n::Lang;

/// One year of simulated futures: the values below which 5, 25, 50, 75 and 95 of a hundred lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FanYear {
    /// Fiscal year.
    pub year: i32,
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

/// A fiscal year of which only some months are recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartialYear {
    /// Fiscal year.
    pub year: i32,
    /// Encounters in the recorded months.
    pub value: f64,
    /// Recorded months, 1 to 11.
    pub months: u32,
}

/// A break in a recorded series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first fiscal year after the break.
    pub year: i32,
    /// Number of the footnote that explains it.
    pub footnote: u32,
}

/// How much of the naming a row carries. Rows that follow another may leave it to that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// Lines and bands are named.
    Full,
    /// Nothing is named but the border between recorded and simulated; beside a wide plane the
    /// room of the names stays empty.
    None,
}

/// One row's numbers. All amounts are in one unit, a fiscal year at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels<'a> {
    /// Whose row.
    pub tone: Tone,
    /// Name as it stands in sentences ("Guatemala").
    pub name: &'a str,
    /// Name of the figure, with the border rules in it.
    pub title: &'a str,
    /// Heading drawn into the picture, for cards and downloads.
    pub heading: Option<&'a str>,
    /// Recorded years in rising order.
    pub recorded: &'a [(i32, f64)],
    /// The year of which only some months are recorded.
    pub partial: Option<PartialYear>,
    /// What the simulated regime would have meant in years that are recorded otherwise; drawn
    /// faintly beside the record, never joined to it.
    pub counterfactual: &'a [FanYear],
    /// The futures without the scenario's changes. Empty where there is nothing to hold the others
    /// against.
    pub baseline: &'a [FanYear],
    /// The futures under the reader's scenario, for the same years.
    pub scenario: &'a [FanYear],
    /// The middle future if the border rules of today hold, for the same years. Empty when
    /// that is the regime of the scenario itself.
    pub rules: &'a [(i32, f64)],
    /// Breaks in the recorded series.
    pub breaks: &'a [Break],
    /// Top of the scale, shared between rows. It must hold the record; bands may be cut by it.
    pub top: f64,
    /// How much is named.
    pub naming: Naming,
}

/// The words of a row, in one language. Templates have holes in braces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Words<'a> {
    /// Over the recorded years: "recorded".
    pub recorded: &'a str,
    /// Over the simulated years: "simulated".
    pub simulated: &'a str,
    /// Name of the scenario's line: "your scenario".
    pub scenario: &'a str,
    /// Name of the baseline's line: "without changes".
    pub baseline: &'a str,
    /// Name of the line of today's rules: "if today's border rules hold".
    pub rules: &'a str,
    /// The same, shorter.
    pub rules_short: &'a str,
    /// Name of the wide band: "90 of 100 futures".
    pub ninety: &'a str,
    /// The same, shorter: "90 of 100".
    pub ninety_short: &'a str,
    /// Name of the narrow band: "50 of 100".
    pub fifty: &'a str,
    /// What is counted: "encounters a year".
    pub unit: &'a str,
    /// Where a band is cut: "to {n}".
    pub cut: &'a str,
    /// Months of the partial year: "{n} months".
    pub months: &'a str,
    /// The sentence. Holes: name, year, last (recorded in that year), end, middle, low, high,
    /// baseline.
    pub summary: &'a str,
    /// Added when part of a year is recorded. Holes: partial, partial_year, months.
    pub summary_partial: &'a str,
    /// Added when today's rules are drawn. Holes: rules, end.
    pub summary_rules: &'a str,
    /// Caption of the table. Hole: name.
    pub caption: &'a str,
    /// Head of the column of years: "fiscal year".
    pub year: &'a str,
    /// Added to a year's name where the futures stand beside the record: "beside the record".
    pub beside: &'a str,
    /// Heads of columns. Hole in each: of (the scenario or the baseline).
    pub middle: &'a str,
    /// "{of}: 5 of 100 lie below".
    pub p05: &'a str,
    /// "{of}: 25 of 100 lie below".
    pub p25: &'a str,
    /// "{of}: 75 of 100 lie below".
    pub p75: &'a str,
    /// "{of}: 95 of 100 lie below".
    pub p95: &'a str,
}

/// The figure of one row.
///
/// The simulated time starts half a year before the first simulated year, at the border of the
/// two fiscal years; no simulated line is joined to a recorded one.
pub fn levels(row: &Levels, words: &Words, lang: Lang) -> Figure {
    let (first, last) = years(row);
    Figure {
        title: row.title.to_string(),
        heading: row.heading.map(str::to_string),
        summary: summary(row, words, lang),
        frame: Frame::Plane {
            x: Axis {
                domain: (f64::from(first) - 0.3, f64::from(last) + 0.3),
                ticks: year_ticks(first, last)
                    .into_iter()
                    .map(|year| Tick {
                        at: f64::from(year),
                        text: year.to_string(),
                    })
                    .collect(),
                unit: None,
            },
            y: Axis {
                domain: (0.0, row.top),
                ticks: nice_ticks(0.0, row.top, 4)
                    .into_iter()
                    .map(|at| Tick {
                        at,
                        text: format::axis(at, lang),
                    })
                    .collect(),
                unit: Some(words.unit.to_string()),
            },
            in_row: false,
        },
        marks: marks(row, f64::from(last)),
        labels: labels(row, words, lang),
        table: table(row, words),
    }
}

fn years(row: &Levels) -> (i32, i32) {
    let all = row
        .recorded
        .iter()
        .map(|(year, _)| *year)
        .chain(row.partial.map(|partial| partial.year))
        .chain(row.scenario.iter().map(|fan| fan.year));
    let first = all.clone().min().unwrap_or(0);
    let last = all.max().unwrap_or(first);
    (first, last)
}

fn border(row: &Levels) -> Option<f64> {
    row.scenario.first().map(|fan| f64::from(fan.year) - 0.5)
}

fn marks(row: &Levels, last: f64) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(12);
    if let Some(from) = border(row) {
        marks.push(Mark::Region {
            from,
            to: last + 0.3,
        });
    }
    let beside: Vec<FanYear> = row
        .counterfactual
        .iter()
        .chain(row.scenario.first())
        .copied()
        .collect();
    for (fan, faint) in [(beside.as_slice(), true), (row.scenario, false)] {
        if fan.len() > 1 || !faint {
            marks.push(band(row.tone, Level::Ninety, faint, fan));
            marks.push(band(row.tone, Level::Fifty, faint, fan));
        }
    }
    let line = |stroke, tone, points: Vec<(f64, f64)>| Mark::Line {
        stroke,
        tone,
        points,
    };
    if !row.rules.is_empty() {
        marks.push(line(Stroke::Thin, Tone::Baseline, at_years(row.rules)));
    }
    marks.push(line(Stroke::Solid, row.tone, at_years(row.recorded)));
    marks.push(line(Stroke::Thick, row.tone, middles(row.scenario)));
    marks.push(line(Stroke::Dashed, Tone::Baseline, middles(row.baseline)));
    if let Some(partial) = row.partial {
        marks.push(Mark::Point {
            tone: row.tone,
            hollow: true,
            at: (f64::from(partial.year), partial.value),
        });
    }
    marks.extend(row.breaks.iter().map(|b| Mark::Notch {
        at: f64::from(b.year),
        footnote: b.footnote,
    }));
    marks
}

fn band(tone: Tone, level: Level, faint: bool, fan: &[FanYear]) -> Mark {
    let spans = fan
        .iter()
        .map(|year| {
            let (low, high) = match level {
                Level::Ninety => (year.p05, year.p95),
                Level::Fifty => (year.p25, year.p75),
            };
            Span {
                x: f64::from(year.year),
                low,
                high,
            }
        })
        .collect();
    Mark::Band {
        level,
        tone,
        faint,
        spans,
    }
}

fn at_years(values: &[(i32, f64)]) -> Vec<(f64, f64)> {
    values
        .iter()
        .map(|(year, value)| (f64::from(*year), *value))
        .collect()
}

fn middles(fan: &[FanYear]) -> Vec<(f64, f64)> {
    fan.iter().map(|y| (f64::from(y.year), y.p50)).collect()
}

fn labels(row: &Levels, words: &Words, lang: Lang) -> Vec<Label> {
    let plain = |text: &str, tone, anchor| Label {
        text: text.to_string(),
        short: None,
        tone,
        bold: false,
        anchor,
        keep: Keep::Always,
    };
    let mut labels = Vec::with_capacity(9);
    if let Some(from) = border(row) {
        labels.push(plain(words.recorded, Tone::Quiet, Anchor::Before(from)));
        labels.push(plain(words.simulated, Tone::Quiet, Anchor::After(from)));
    }
    if let Some(partial) = row.partial {
        let months = fill(words.months, &[("n", &partial.months.to_string())]);
        let at = Anchor::Under(f64::from(partial.year));
        labels.push(plain(&months, Tone::Quiet, at));
    }
    let highest = row.scenario.iter().map(|y| y.p95).fold(0.0, f64::max);
    if highest > row.top {
        let cut = |n: String| fill(words.cut, &[("n", &n)]);
        let short = format::axis(format::rounded(highest), lang);
        labels.push(Label {
            short: Some(cut(short)),
            ..plain(&cut(format::said(highest, lang)), row.tone, Anchor::Cut)
        });
    }
    labels.extend(names(row, words));
    labels
}

/// Names of lines and bands. Those that aren't wanted still keep their room.
fn names(row: &Levels, words: &Words) -> Vec<Label> {
    let Some(scenario) = row.scenario.last() else {
        return Vec::new();
    };
    let (lines, bands) = match row.naming {
        Naming::Full => (Keep::Always, Keep::IfFree),
        Naming::None => (Keep::RoomOnly, Keep::RoomOnly),
    };
    let name = |text: &str, short: &str, tone, keep, anchor| Label {
        text: text.to_string(),
        short: (short != text).then(|| short.to_string()),
        tone,
        bold: false,
        anchor,
        keep,
    };
    let end = |y, stroke| Anchor::LineEnd { y, stroke };
    let top = scenario.p95.min(row.top);
    let wide = Anchor::BandEnd {
        y: (top + scenario.p75.min(row.top)) / 2.0,
        level: Level::Ninety,
    };
    let narrow = Anchor::BandEnd {
        y: (scenario.p50 + scenario.p75).min(2.0 * row.top) / 2.0,
        level: Level::Fifty,
    };
    let middle = end(scenario.p50, Stroke::Thick);
    let mut names = vec![Label {
        bold: true,
        ..name(words.scenario, words.scenario, row.tone, lines, middle)
    }];
    if let Some(baseline) = row.baseline.last() {
        let at = end(baseline.p50, Stroke::Dashed);
        let text = words.baseline;
        names.push(name(text, text, Tone::Baseline, lines, at));
    }
    if let Some((_, rules)) = row.rules.last() {
        let at = end(*rules, Stroke::Thin);
        let (text, short) = (words.rules, words.rules_short);
        names.push(name(text, short, Tone::Baseline, lines, at));
    }
    names.push(name(
        words.ninety,
        words.ninety_short,
        row.tone,
        bands,
        wide,
    ));
    names.push(name(words.fifty, words.fifty, row.tone, bands, narrow));
    names
}

fn summary(row: &Levels, words: &Words, lang: Lang) -> String {
    let (Some((year, last)), Some(scenario), Some(baseline)) = (
        row.recorded.last(),
        row.scenario.last(),
        row.baseline.last(),
    ) else {
        return row.title.to_string();
    };
    let say = |value| format::said(value, lang);
    let end = scenario.year.to_string();
    let mut text = fill(
        words.summary,
        &[
            ("name", row.name),
            ("year", &year.to_string()),
            ("last", &format::counted(*last)),
            ("end", &end),
            ("middle", &say(scenario.p50)),
            ("low", &say(scenario.p05)),
            ("high", &say(scenario.p95)),
            ("baseline", &say(baseline.p50)),
        ],
    );
    if let Some(partial) = row.partial {
        text.push(' ');
        text.push_str(&fill(
            words.summary_partial,
            &[
                ("partial", &format::counted(partial.value)),
                ("partial_year", &partial.year.to_string()),
                ("months", &partial.months.to_string()),
            ],
        ));
    }
    if let Some((_, rules)) = row.rules.last() {
        text.push(' ');
        text.push_str(&fill(
            words.summary_rules,
            &[("rules", &say(*rules)), ("end", &end)],
        ));
    }
    text
}

fn table(row: &Levels, words: &Words) -> Table {
    let with_rules = !row.rules.is_empty();
    let mut columns = vec![Column {
        head: words.recorded.to_string(),
        unit: Unit::Counted,
        brief: true,
    }];
    let said = |head: String, brief| Column {
        head,
        unit: Unit::Said,
        brief,
    };
    let sets = 1 + usize::from(!row.baseline.is_empty());
    for of in [words.scenario, words.baseline].into_iter().take(sets) {
        let heads = [words.middle, words.p05, words.p25, words.p75, words.p95];
        // The middle of both, and the ends of nine in ten of the scenario.
        let brief = |head| {
            head == words.middle || of == words.scenario && head != words.p25 && head != words.p75
        };
        columns.extend(heads.map(|head| said(fill(head, &[("of", of)]), brief(head))));
    }
    if with_rules {
        columns.push(said(words.rules.to_string(), true));
    }

    let (first, last) = years(row);
    let find = |fan: &[FanYear], year| fan.iter().find(|y| y.year == year).copied();
    let rows = (first..=last)
        .filter_map(|year| {
            let mut head = year.to_string();
            let mut recorded = row
                .recorded
                .iter()
                .find(|(y, _)| *y == year)
                .map(|(_, value)| *value);
            if let Some(partial) = row.partial.filter(|partial| partial.year == year) {
                let months = fill(words.months, &[("n", &partial.months.to_string())]);
                head = format!("{head} ({months})");
                recorded = Some(partial.value);
            }
            let beside = find(row.counterfactual, year);
            if beside.is_some() {
                head = format!("{head} ({})", words.beside);
            }
            let mut cells = vec![recorded];
            let fans = [
                find(row.scenario, year).or(beside),
                find(row.baseline, year),
            ];
            for fan in fans.into_iter().take(sets) {
                cells.extend(match fan {
                    Some(y) => [y.p50, y.p05, y.p25, y.p75, y.p95].map(Some),
                    None => [None; 5],
                });
            }
            if with_rules {
                let rules = row.rules.iter().find(|(y, _)| *y == year);
                cells.push(rules.map(|(_, value)| *value));
            }
            cells
                .iter()
                .any(Option::is_some)
                .then_some(Row { head, cells })
        })
        .collect();
    Table {
        caption: fill(words.caption, &[("name", row.name)]),
        corner: words.year.to_string(),
        columns,
        rows,
    }
}
