//! The same scenario under two readings of the studies: sentences and a table.

use super::compare::Names;
use super::format::{Unit, fill};
use super::rows::{self, Row};
use super::sentences::{Phrase, entries_sentence, reading, row_sentence_beside, stressed};
use super::spec::{self, Column, Table};
use crate::i18n::{Lang, words};
use crate::model::quantiles::Points;
use crate::model::summary::Summary;
use crate::model::{LAST_YEAR, YEARS};

/// What is said of a row under one reading: the change of encounters and of all entries.
pub fn sentences(summary: &Summary, row: Row, names: Names, lang: Lang) -> Vec<Phrase> {
    let mut phrases = row_sentence_beside(summary, row, names, lang);
    if let Some(entries) = entries_sentence(summary, lang).filter(|_| row == Row::Total) {
        phrases.extend(stressed(&format!(". {entries}")));
    }
    phrases
}

/// Levels, change and entries of all rows under each of two readings, a line each.
pub fn table(readings: [&Summary; 2], lang: Lang) -> Table {
    let w = words::own(lang);
    let lines = Row::ALL.into_iter().flat_map(|row| {
        readings.map(|summary| {
            let series = row.series();
            let level = summary.future[series][YEARS - 1];
            let entries = summary.entries[series];
            let three = |points: Points| {
                [points.p05, points.p50, points.p95].map(|value| Some(f64::from(value)))
            };
            let effect = rows::effect(&summary.change[series]);
            let change = effect.change();
            let ends = [
                change.map(|change| change.p05),
                change.map(|change| change.p95),
            ];
            let name = reading(&summary.scenario.assumptions, lang);
            spec::Row {
                head: format!("{}: {name}", row.name(lang)),
                cells: [
                    three(level),
                    [ends[0], effect.middle(), ends[1]],
                    three(entries),
                ]
                .concat(),
            }
        })
    });
    let year = LAST_YEAR.to_string();
    let groups = [
        (fill(w.beside_level, &[("year", &year)]), Unit::Said),
        (w.beside_change.to_string(), Unit::Change),
        (w.beside_entries.to_string(), Unit::Said),
    ];
    Table {
        caption: w.beside_caption.to_string(),
        corner: w.beside_corner.to_string(),
        columns: groups
            .into_iter()
            .flat_map(|(group, unit)| columns(&group, unit, lang))
            .collect(),
        rows: lines.collect(),
    }
}

/// The 5 % point, the middle and the 95 % point of a quantity.
fn columns(quantity: &str, unit: Unit, lang: Lang) -> [Column; 3] {
    let w = words::compare(lang);
    [w.low, w.middle, w.high].map(|point| Column {
        head: fill(w.cell, &[("name", quantity), ("point", point)]),
        unit,
        brief: true,
    })
}
