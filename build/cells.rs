//! Cells of the tables that prose may refer to, with unit, bound and source.

use super::record::Bound;
use super::{Problem, cell, problem};
use std::collections::BTreeMap;

/// A number that prose may refer to: table, row and column say where it stands.
#[derive(Debug)]
pub struct CellRow {
    pub table: &'static str,
    pub key: String,
    pub column: &'static str,
    pub value: f64,
    pub unit: String,
    pub bound: Bound,
    pub qualifier: String,
    pub source_id: String,
    pub note: String,
}

/// A column of numbers and its unit.
type Column = (&'static str, &'static str);

/// Tables whose cells may be referred to: key columns, then columns of numbers and their units.
/// The unit `@` is that of the row.
const CELLS: [(&str, &[&str], &[Column]); 14] = [
    (
        "aid",
        &["fiscal_year", "country", "measure"],
        &[
            ("current_usd", "dollars of the year"),
            ("constant_2024_usd", "dollars of FY2024"),
        ],
    ),
    ("constants", &["key", "country"], &[("value", "@")]),
    (
        "context_facts",
        &["fact_id"],
        &[("value", "@"), ("high", "@")],
    ),
    (
        "costs",
        &["cost_id"],
        &[("value", "@"), ("low", "@"), ("high", "@")],
    ),
    (
        "encounters",
        &["fiscal_year", "country"],
        &[("encounters", "encounters"), ("months", "months")],
    ),
    (
        "evidence",
        &["evidence_id"],
        &[("effect", "@"), ("low", "@"), ("high", "@"), ("se", "@")],
    ),
    (
        "homicides",
        &["year", "country", "series"],
        &[("rate", "per 100,000 people"), ("count", "people killed")],
    ),
    ("local_share", &["share_id"], &[("value", "@")]),
    (
        "population",
        &["year", "country"],
        &[("people", "people"), ("rural_pct", "% of people")],
    ),
    (
        "regime_windows",
        &["regime", "window"],
        &[("weight", "share"), ("usual_share", "share")],
    ),
    (
        "regimes",
        &["regime", "window", "country"],
        &[("encounters", "encounters")],
    ),
    (
        "title42",
        &["fiscal_year", "country"],
        &[("encounters", "encounters"), ("expulsions", "expulsions")],
    ),
    (
        "us_labour",
        &["year"],
        &[
            ("openings_thousand", "thousand openings"),
            ("unemployment_pct", "% of the labor force"),
        ],
    ),
    (
        "visas",
        &["fiscal_year", "country"],
        &[("h2a", "visas"), ("h2b", "visas"), ("h2r", "visas")],
    ),
];

/// Every number of the tables in [`CELLS`], by table, key and column. Cells of series are found
/// among their points.
pub fn read(files: &BTreeMap<String, String>) -> Result<Vec<CellRow>, Problem> {
    let mut cells = Vec::new();
    for (table, keys, columns) in CELLS {
        let file = format!("{table}.csv");
        let fail = |line: u64, reason: String| problem(&file, line, reason);
        let text = files
            .get(&file)
            .ok_or_else(|| fail(0, "the file is missing".to_owned()))?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|e| fail(1, e.to_string()))?
            .clone();
        let at = |name: &str| header.iter().position(|column| column == name);
        for record in reader.records() {
            let record = record.map_err(|e| fail(0, e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let text = |name: &str| at(name).and_then(|i| record.get(i)).unwrap_or_default();
            let key: Vec<&str> = keys.iter().map(|key| text(key)).collect();
            for (column, unit) in columns {
                if at(column).is_none() {
                    return Err(fail(1, format!("there is no column {column}")));
                }
                let Some(value) = cell::<Option<f64>>(column, Some(text(column)))
                    .map_err(|reason| fail(line, reason))?
                else {
                    continue;
                };
                let bound = cell::<Option<Bound>>("bound", Some(text("bound")))
                    .map_err(|reason| fail(line, reason))?;
                cells.push(CellRow {
                    table,
                    key: key.join("/"),
                    column,
                    value,
                    unit: if *unit == "@" { text("unit") } else { unit }.to_owned(),
                    bound: bound.unwrap_or(Bound::Exact),
                    qualifier: text("qualifier").to_owned(),
                    source_id: text("source_id").to_owned(),
                    note: text("note").to_owned(),
                });
            }
        }
    }
    cells.sort_by(|a, b| (a.table, &a.key, a.column).cmp(&(b.table, &b.key, b.column)));
    Ok(cells)
}
