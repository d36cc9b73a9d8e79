//! Presets by countries: what each preset does against today, as strips on one scale and a table.

use super::difference::{self, Difference, Effect};
use super::format::{self, Unit, fill};
use super::mark::{behind, ground_mark};
use super::rows::{self, Row, regime_phrase};
use super::sentences::{futures_of_hundred, of_hundred};
use super::spec::{self, Column, Figure, Table};
use super::wedges::{point_cells, point_columns};
use crate::i18n::{Lang, words};
use crate::model::equations::SERIES;
use crate::model::grid::{Grid, Line};
use crate::model::presets::Preset;
use crate::model::reach::Extent;
use crate::model::summary::Change;

/// The presets by countries.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// A line a preset, in page order.
    pub lines: Vec<MatrixLine>,
    /// What it is called where it stands alone.
    pub title: String,
    /// Every number of the cells.
    pub table: Table,
}

/// A preset.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixLine {
    /// The preset.
    pub preset: Preset,
    /// Its name.
    pub name: String,
    /// A cell a row of the page, in the order of [`Row::ALL`].
    pub cells: [Cell; SERIES],
}

/// A preset in one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The strip, on the scale that all cells share.
    pub figure: Figure,
    /// The cell in a sentence, with its badge in words.
    pub sentence: String,
    /// The middle change in words where it may be stressed, else the badge.
    pub verdict: String,
}

/// The name of a preset.
pub fn preset_name(preset: Preset, lang: Lang) -> &'static str {
    let key = preset.key();
    words::presets(lang)
        .get(key)
        .map_or(key, |preset| preset.name)
}

/// How far presets reach under every reading of the studies and every set of border rules, so that
/// none of these moves the axis; a test holds it to the model.
pub const REACH: Extent = Extent {
    least: -60.0,
    most: 20.0,
};

/// What is known so far of a grid.
pub fn matrix(grid: &Grid, lang: Lang) -> Matrix {
    let w = words::matrix(lang);
    let lines = grid.lines();
    let effects: Vec<Effect> = lines
        .iter()
        .flat_map(|line| line.change.iter().map(rows::effect))
        .collect();
    let domain = difference::shared_domain(&effects, REACH);
    let regime = regime_phrase(grid.ground().regime, lang);
    let is_belief = grid.ground().assumptions.pack.is_belief();
    let mark = ground_mark(grid.ground(), lang);
    let headed = |template| behind(fill(template, &[("regime", regime)]), mark.as_deref());
    let shown = lines.iter().map(|line| {
        let name = preset_name(line.preset, lang);
        let cell = |row: Row| {
            let change = &line.change[row.series()];
            cell((name, row), change, (domain, regime, is_belief), lang)
        };
        MatrixLine {
            preset: line.preset,
            name: name.to_string(),
            cells: Row::ALL.map(cell),
        }
    });
    Matrix {
        lines: shown.collect(),
        title: headed(w.heading),
        table: Table {
            caption: headed(w.caption),
            corner: w.corner.to_string(),
            columns: Row::ALL
                .into_iter()
                .flat_map(|row| columns(row, is_belief, lang))
                .collect(),
            rows: lines
                .iter()
                .map(|line| table_row(line, is_belief, lang))
                .collect(),
        },
    }
}

fn cell(
    (name, row): (&str, Row),
    change: &Change,
    (domain, regime, is_belief): ((f64, f64), &str, bool),
    lang: Lang,
) -> Cell {
    let w = words::matrix(lang);
    let effect = rows::effect(change);
    let strips = rows::difference_words(lang);
    let verdict = match effect {
        Effect::Known(change) => format::change(change.p50, lang),
        Effect::SignUnknown(_) => strips.sign_unknown.to_string(),
        Effect::TooSmall(_) => strips.too_small.to_string(),
        Effect::None => strips.no_effect.to_string(),
    };
    let title = fill(
        w.title,
        &[
            ("preset", name),
            ("name", row.name(lang)),
            ("regime", regime),
        ],
    );
    let percent = change.percent;
    let range = format::range(-f64::from(percent.p95), -f64::from(percent.p05), lang);
    let template = if is_belief { w.cell_belief } else { w.cell };
    Cell {
        figure: difference::difference(
            &Difference {
                tone: row.tone(),
                name: row.name(lang),
                title: &title,
                heading: None,
                effect,
                domain,
            },
            &strips,
            lang,
        ),
        sentence: fill(
            template,
            &[
                ("preset", name),
                ("name", row.name(lang)),
                ("verdict", &verdict),
                ("range", &range),
                ("n", &of_hundred(change.fewer)),
            ],
        ),
        verdict,
    }
}

fn columns(row: Row, is_belief: bool, lang: Lang) -> Vec<Column> {
    let compare = words::compare(lang);
    let mut columns = point_columns(lang);
    for column in &mut columns {
        let holes = [("name", row.name(lang)), ("point", column.head.as_str())];
        column.head = fill(compare.cell, &holes);
    }
    // A belief carries no share of futures.
    if !is_belief {
        columns.push(Column {
            head: fill(words::matrix(lang).futures, &[("name", row.name(lang))]),
            unit: Unit::Counted,
            brief: true,
        });
    }
    columns
}

fn table_row(line: &Line, is_belief: bool, lang: Lang) -> spec::Row {
    let cells = line.change.iter().flat_map(|change| {
        let futures = (!is_belief).then(|| Some(f64::from(futures_of_hundred(change.fewer))));
        point_cells(&rows::effect(change))
            .into_iter()
            .chain(futures)
    });
    spec::Row {
        head: preset_name(line.preset, lang).to_string(),
        cells: cells.collect(),
    }
}
