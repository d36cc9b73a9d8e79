//! Where the spread of a result comes from, in words and bars.

use super::format::{self, Unit, decimal, fill, percent};
use super::mark::{behind, mark};
use super::spec::{self, Column, Table};
use crate::i18n::{Lang, words};
use crate::model::parameters::Parameter;
use crate::model::reach::Extent;
use crate::model::sensitivity::{Factor, Influence, Report};

/// Rows shown: what decides the answer is few.
const ROWS: usize = 6;

/// Influences with a smaller share are not worth a row.
const LEAST: f32 = 0.005;

/// Half the width of the line that marks no change, as a share of a bar.
const HAIR: f32 = 0.005;

/// Least that the axis of results reaches to either side, in per cent: results that are told as no
/// change must look like it.
const LEAST_REACH: f32 = 2.0;

/// A band that is less narrower than this is hardly narrower at all.
const WORTH_SAYING: f32 = 0.03;

/// What is said of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Influences {
    /// What matters most, how well it is known, and what knowing it would bring.
    pub sentences: Vec<String>,
    /// The largest influences; none where nothing spreads.
    pub rows: Vec<InfluenceRow>,
    /// What the lengths of the bars are; nothing where there are none.
    pub key: Option<String>,
    /// From how many futures.
    pub note: String,
    /// What the result rests on beside our reading of the studies.
    pub mark: Option<String>,
}

/// One influence.
#[derive(Clone, Debug, PartialEq)]
pub struct InfluenceRow {
    /// The assumption, where it is one that a reader can open.
    pub parameter: Option<Parameter>,
    /// Its name.
    pub name: String,
    /// Letter of its grade.
    pub grade: &'static str,
    /// Its share of the spread, with and without what it does together with others; the result
    /// if it is low and if it is high. Each as two parts of a bar, and in words.
    pub bars: Vec<([Part; 2], String)>,
    /// How much narrower the band would be if it were known; nothing if hardly.
    pub known: Option<String>,
}

/// A part of a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Class that gives it its colour.
    pub class: &'static str,
    /// Where it begins, as a share of the bar.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

impl Influences {
    /// All that is said where its picture stands alone: the bars' key too.
    pub fn said(&self) -> String {
        let parts = self.sentences.iter().chain(&self.key);
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// What is said of `report`; `reach` is how far the change goes under every reading of the
    /// studies, so that none of these moves the axis of results.
    pub fn new(report: &Report, reach: Extent, lang: Lang) -> Self {
        let w = words::spread(lang);
        let note = fill(w.runs, &[("runs", &decimal(report.runs as f64, 0))]);
        let mut largest: Vec<&Influence> = report.influences.iter().collect();
        largest.retain(|influence| influence.index.total >= LEAST);
        largest.truncate(ROWS);
        let Some(leading) = largest.first() else {
            return Influences {
                sentences: vec![w.nothing.to_string()],
                rows: Vec::new(),
                key: None,
                note,
                mark: None,
            };
        };
        let axis = axis(&largest, reach);
        Influences {
            sentences: sentences(report, leading, lang),
            rows: largest
                .iter()
                .map(|influence| row(influence, axis, lang))
                .collect(),
            key: Some(fill(
                w.key,
                &[("left", &end(axis.1, lang)), ("right", &end(axis.0, lang))],
            )),
            note,
            mark: mark(&report.scenario, super::rows::Row::Total, lang),
        }
    }
}

/// How much narrower the result's band would be if a parameter were known.
pub fn worth_sentence(report: &Report, parameter: Parameter, lang: Lang) -> String {
    let w = words::spread(lang);
    let factor = Factor::Parameter(parameter);
    let mut influences = report.influences.iter();
    let known = influences.find(|influence| influence.factor == factor);
    let runs = decimal(report.runs as f64, 0);
    match known.and_then(|influence| influence.narrower) {
        _ if report.variance == 0.0 => w.nothing.to_string(),
        Some(narrower) if narrower >= WORTH_SAYING => fill(
            w.worth_of,
            &[("share", &share(narrower, lang)), ("runs", &runs)],
        ),
        _ => fill(w.worth_little, &[("runs", &runs)]),
    }
}

/// Every number of the report: a line an influence, shown or not, the largest first.
pub fn table(report: &Report, lang: Lang) -> Table {
    let w = words::spread(lang);
    let column = |head: &str, unit| Column {
        head: head.to_string(),
        unit,
        brief: true,
    };
    let share = |value: f32| Some(100.0 * f64::from(value));
    let rows = report.influences.iter().map(|influence| {
        let swing = |end: usize| influence.swing.map(|swing| -f64::from(swing[end]));
        spec::Row {
            head: format!(
                "{} ({})",
                name(influence.factor, lang),
                influence.factor.grade().letter()
            ),
            cells: vec![
                share(influence.index.total),
                share(influence.index.total_error),
                share(influence.index.first),
                share(influence.index.first_error),
                swing(0),
                swing(1),
                influence.narrower.and_then(share),
            ],
        }
    });
    Table {
        caption: behind(
            w.title.to_string(),
            mark(&report.scenario, super::rows::Row::Total, lang).as_deref(),
        ),
        corner: w.corner.to_string(),
        columns: vec![
            column(w.total_column, Unit::Change),
            column(w.total_error_column, Unit::Change),
            column(w.alone_column, Unit::Change),
            column(w.alone_error_column, Unit::Change),
            column(w.low_column, Unit::Change),
            column(w.high_column, Unit::Change),
            column(w.narrower_column, Unit::Change),
        ],
        rows: rows.collect(),
    }
}

fn sentences(report: &Report, leading: &Influence, lang: Lang) -> Vec<String> {
    let w = words::spread(lang);
    let lead = fill(
        w.lead,
        &[
            ("share", &share(leading.index.total, lang)),
            ("name", &name(leading.factor, lang)),
        ],
    );
    let grades = report.grades.map(|index| share(index.total, lang));
    let grades = fill(
        w.grades,
        &[("a", &grades[0]), ("b", &grades[1]), ("c", &grades[2])],
    );
    let worth = leading
        .narrower
        .filter(|narrower| *narrower >= WORTH_SAYING);
    let worth = worth.map(|narrower| fill(w.worth, &[("share", &share(narrower, lang))]));
    [lead, grades].into_iter().chain(worth).collect()
}

fn row(influence: &Influence, axis: (f32, f32), lang: Lang) -> InfluenceRow {
    let w = words::spread(lang);
    // What an assumption does alone is part of all it does; the estimates may say otherwise by a little.
    let total = influence.index.total;
    let first = influence.index.first.min(total);
    let part = |class, from: f32, to: f32| Part {
        class,
        from: from.clamp(0.0, 1.0),
        to: to.clamp(0.0, 1.0),
    };
    let shares = (
        [
            part("influence-total", 0.0, total),
            part("influence-first", 0.0, first),
        ],
        fill(
            w.share,
            &[
                ("share", &share(total, lang)),
                ("alone", &share(first, lang)),
            ],
        ),
    );
    // Fewer encounters to the left, more to the right, as on all strips; one axis for all rows.
    let place = |percent: f32| (axis.1 - percent) / (axis.1 - axis.0);
    let swing = influence.swing.map(|[low, high]| {
        let (from, to, nothing) = (place(low.max(high)), place(low.min(high)), place(0.0));
        let said = if [low, high].iter().all(|end| end.round() == 0.0) {
            fill(w.swing_none, &[("none", &format::range(0.0, 0.0, lang))])
        } else {
            fill(
                w.swing,
                &[("low", &end(low, lang)), ("high", &end(high, lang))],
            )
        };
        (
            [
                part("influence-swing", from, to),
                part("influence-nothing", nothing - HAIR, nothing + HAIR),
            ],
            said,
        )
    });
    InfluenceRow {
        parameter: match influence.factor {
            Factor::Parameter(parameter) => Some(parameter),
            Factor::Openings => None,
        },
        name: name(influence.factor, lang),
        grade: influence.factor.grade().letter(),
        bars: [shares].into_iter().chain(swing).collect(),
        known: influence
            .narrower
            .filter(|narrower| *narrower >= WORTH_SAYING)
            .map(|narrower| fill(w.known, &[("share", &share(narrower, lang))])),
    }
}

/// Fewer encounters in per cent as a change in words.
fn end(fewer: f32, lang: Lang) -> String {
    format::change(-f64::from(fewer), lang)
}

/// Least and most of fewer encounters, at the right and the left end: as far as the change goes,
/// results at both ends of all rows, and no change with room on both sides; in whole numbers, as
/// the key says them.
fn axis(influences: &[&Influence], reach: Extent) -> (f32, f32) {
    let results = influences
        .iter()
        .filter_map(|influence| influence.swing)
        .flatten();
    let ends = (-LEAST_REACH.max(reach.most), LEAST_REACH.max(-reach.least));
    let (low, high) = results.fold(ends, |(low, high), result| {
        (low.min(result), high.max(result))
    });
    (low.floor(), high.ceil())
}

fn share(value: f32, lang: Lang) -> String {
    let value = 100.0 * f64::from(value.max(0.0));
    if value > 0.0 && value < 0.5 {
        return fill(words::spread(lang).under, &[("share", &percent(1.0, lang))]);
    }
    percent(value, lang)
}

fn name(factor: Factor, lang: Lang) -> String {
    match factor {
        Factor::Parameter(parameter) => {
            let key = parameter.record().key;
            let said = words::parameter_names(lang).get(key);
            said.unwrap_or(key).to_string()
        }
        Factor::Openings => words::spread(lang).openings.to_string(),
    }
}
