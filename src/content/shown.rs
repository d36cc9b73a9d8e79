//! A reference as it stands in a text, and where its number comes from.

use super::reference::{Quantity, Reference};
use super::results::Results;
use crate::data::documents::{self, Row};
use crate::data::record::{self, Cell};
use crate::figures::format::{decimal, percent};
use crate::figures::sentences::short_decimal;
use crate::i18n::Lang;
use crate::model::presets::Preset;

/// A number in a text.
#[derive(Debug)]
pub struct Shown {
    /// What stands in the text.
    pub text: String,
    /// The number in full, where the text rounds it.
    pub in_full: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a number comes from.
#[derive(Debug)]
pub enum Origin {
    /// A line of one of the two documents.
    Document(&'static Row),
    /// A cell of a table.
    Table {
        /// Stem of the file.
        table: String,
        /// Key of the row.
        key: String,
        /// Name of the column.
        column: String,
        /// The cell.
        cell: Cell,
    },
    /// A run of the model.
    Model(Preset, Quantity),
}

/// The number behind a reference that was parsed, so that it leads somewhere; `None` for a result
/// that was not worked out.
pub fn shown(reference: &Reference, results: &Results, lang: Lang) -> Option<Shown> {
    match reference {
        Reference::Fact(id) => fact(documents::row(id)?, lang),
        Reference::Cell {
            table,
            key,
            column,
            unsigned,
        } => {
            let cell = record::cell(table, key, column)?;
            let value = if *unsigned {
                cell.value.abs()
            } else {
                cell.value
            };
            let (text, mut in_full) = cell_text(value, &cell, lang);
            if value != cell.value {
                in_full = Some(cell_text(cell.value, &cell, lang).0);
            }
            Some(Shown {
                text,
                in_full,
                origin: Origin::Table {
                    table: table.clone(),
                    key: key.clone(),
                    column: column.clone(),
                    cell,
                },
            })
        }
        Reference::Model(preset, quantity) => {
            let value = results.get(*preset, *quantity)?;
            let text = match quantity {
                Quantity::FewerIn100 | Quantity::EntriesMoreIn100 => decimal(value, 0),
                Quantity::PercentLow | Quantity::PercentHigh => decimal(value, 1),
            };
            Some(Shown {
                text,
                in_full: None,
                origin: Origin::Model(*preset, *quantity),
            })
        }
    }
}

fn fact(row: &'static Row, lang: Lang) -> Option<Shown> {
    let figure = row.figure()?;
    let value = figure.value?;
    let text = match figure.unit {
        "USD" => dollars(value, lang),
        "percent" => percent(value, lang),
        _ => count(value),
    };
    Some(Shown {
        text,
        in_full: None,
        origin: Origin::Document(row),
    })
}

fn cell_text(value: f64, cell: &Cell, lang: Lang) -> (String, Option<String>) {
    if cell.unit.starts_with("dollars") && value.abs() >= 1e6 {
        let text = dollars(three_digits(value), lang);
        return (text, Some(dollars_in_full(value, lang)));
    }
    match cell.unit.starts_with("dollars") {
        true => (dollars(value, lang), None),
        false => (count(value), None),
    }
}

/// A count, in full and with at most two decimals.
fn count(value: f64) -> String {
    short_decimal(value)
}

/// Rounded to three digits.
fn three_digits(value: f64) -> f64 {
    let mut unit = 1.0;
    while value.abs() / unit >= 1000.0 {
        unit *= 10.0;
    }
    (value / unit).round() * unit
}

/// Dollars with "million" or "billion": `$4 billion`, `4,000 millones de dólares`.
pub fn dollars(value: f64, lang: Lang) -> String {
    let millions = value / 1e6;
    match lang {
        Lang::En if millions >= 1000.0 => {
            format!("${}\u{a0}billion", short_decimal(millions / 1e3))
        }
        Lang::En if millions >= 1.0 => format!("${}\u{a0}million", short_decimal(millions)),
        Lang::Es if millions == 1.0 => "1\u{a0}millón de dólares".to_owned(),
        Lang::Es if millions >= 1.0 => {
            format!("{}\u{a0}millones de dólares", short_decimal(millions))
        }
        _ => dollars_in_full(value, lang),
    }
}

fn dollars_in_full(value: f64, lang: Lang) -> String {
    let number = short_decimal(value);
    match lang {
        Lang::En => format!("${number}"),
        Lang::Es => format!("{number}\u{a0}dólares"),
    }
}
