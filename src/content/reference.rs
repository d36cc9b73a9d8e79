//! What stands in a text in place of a number.

use std::fmt;

use crate::data::documents;
use crate::data::record;
use crate::model::presets::Preset;

/// A number that a text refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A figure of the two documents, by id.
    Fact(String),
    /// A cell of a table.
    Cell {
        /// Stem of the file in `assets/data`.
        table: String,
        /// Key columns of the row, joined by `/`.
        key: String,
        /// Name of the column.
        column: String,
        /// Whether its sign is said in words: `:size` behind the column.
        unsigned: bool,
    },
    /// A result of the model over FY2027-36 for the three countries together, with the discounted
    /// reading of the studies and the border rules of late 2024.
    Model(Preset, Quantity),
}

/// What may be asked of a model result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Futures of a hundred with fewer irregular encounters.
    FewerIn100,
    /// Futures of a hundred with more entries in all.
    EntriesMoreIn100,
    /// The 5 % point of the change of irregular encounters, per cent.
    PercentLow,
    /// The 95 % point.
    PercentHigh,
}

impl Quantity {
    /// Every quantity.
    pub const ALL: [Quantity; 4] = [
        Quantity::FewerIn100,
        Quantity::EntriesMoreIn100,
        Quantity::PercentLow,
        Quantity::PercentHigh,
    ];

    /// The name in references and message files.
    pub const fn key(self) -> &'static str {
        match self {
            Quantity::FewerIn100 => "fewer_in_100",
            Quantity::EntriesMoreIn100 => "entries_more_in_100",
            Quantity::PercentLow => "percent_low",
            Quantity::PercentHigh => "percent_high",
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reference::Fact(id) => write!(f, "fact:{id}"),
            Reference::Cell {
                table,
                key,
                column,
                unsigned,
            } => {
                let size = if *unsigned { ":size" } else { "" };
                write!(f, "cell:{table}:{key}:{column}{size}")
            }
            Reference::Model(preset, quantity) => {
                write!(f, "model:{}:{}", preset.key(), quantity.key())
            }
        }
    }
}

impl Reference {
    /// The reference between double brackets.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub fn parse(text: &str) -> Result<Reference, String> {
        let parts: Vec<&str> = text.split(':').collect();
        match parts.as_slice() {
            ["fact", id] => fact(id),
            ["cell", table, key, column] => cell(table, key, column, false),
            ["cell", table, key, column, "size"] => cell(table, key, column, true),
            ["model", preset, quantity] => model(preset, quantity),
            _ => Err("this is no form of reference".to_owned()),
        }
        .map_err(|why| format!("[[{text}]]: {why}"))
    }
}

fn fact(id: &str) -> Result<Reference, String> {
    let row = documents::row(id).ok_or("no row has this id")?;
    let figure = row.figure().ok_or("this row is a claim, not a figure")?;
    figure.value.ok_or("this figure has no number")?;
    Ok(Reference::Fact(id.to_owned()))
}

fn cell(table: &str, key: &str, column: &str, unsigned: bool) -> Result<Reference, String> {
    record::cell(table, key, column).ok_or("there is no such cell, or nothing is in it")?;
    Ok(Reference::Cell {
        table: table.to_owned(),
        key: key.to_owned(),
        column: column.to_owned(),
        unsigned,
    })
}

fn model(preset: &str, quantity: &str) -> Result<Reference, String> {
    let preset = Preset::from_key(preset).ok_or("there is no such preset")?;
    let known = Quantity::ALL
        .into_iter()
        .find(|known| known.key() == quantity);
    Ok(Reference::Model(
        preset,
        known.ok_or("the model gives no such quantity")?,
    ))
}
