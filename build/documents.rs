//! Writes the rows of the two documents and the texts of the project as Rust statics, for the
//! native program alone.

use crate::check::claims::{SeedClaim, SeedFact};
use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::path::Path;

/// The text of a Rust file with every row: claims of the op-ed, its figures, then the same of the
/// fact sheet.
pub fn rows(facts: &[SeedFact], claims: &[SeedClaim]) -> String {
    let claim_rows = |start: char| {
        let of = claims.iter().filter(move |c| c.claim_id.starts_with(start));
        of.map(claim).collect::<Vec<_>>()
    };
    let fact_rows = |start: char| {
        let of = facts.iter().filter(move |f| f.fact_id.starts_with(start));
        of.map(fact).collect::<Vec<_>>()
    };
    let rows = [
        claim_rows('O'),
        fact_rows('O'),
        claim_rows('F'),
        fact_rows('F'),
    ]
    .concat();
    format!(
        "static ROWS: [Row; {}] = [\n{}\n];\n",
        rows.len(),
        rows.join(",\n")
    )
}

/// The text of a Rust file with every text, by its path from the root of the project.
pub fn texts(texts: &BTreeMap<String, String>, root: &Path) -> String {
    let mut out = String::from("static SHIPPED: &[(&str, &str)] = &[\n");
    for name in texts.keys() {
        let path = root.join("assets").join(name);
        let _ = writeln!(out, "(\"assets/{name}\", include_str!({path:?})),");
    }
    out + "];\n"
}

fn claim(row: &SeedClaim) -> String {
    common(
        &Common {
            id: &row.claim_id,
            pillar: &row.pillar,
            place: &row.place,
            phrase: &row.phrase,
            countries: &row.countries,
            from: &row.countries_from,
            kind: &row.kind,
            testable: &row.testable,
            lever: row.lever.as_deref(),
            series: row.series.as_deref(),
            evidence: row.evidence_id.as_deref(),
            source: &row.source_id,
        },
        &format!("says: Says::Claim(Role::{:?})", row.role),
    )
}

fn fact(row: &SeedFact) -> String {
    let money = row.money_kind.map_or("None".to_owned(), |kind| {
        format!("Some(MoneyKind::{kind:?})")
    });
    let figure = format!(
        "says: Says::Figure(Figure {{ metric: {:?}, qualifier: {:?}, bound: Bound::{:?}, value: {:?}, unit: {:?}, number: Number::{:?}, money_kind: {money}, period: {:?}, agency: {:?}, status: Status::{:?}, part_of: {:?} }})",
        row.metric,
        row.qualifier,
        row.bound,
        row.value,
        row.unit,
        row.number,
        row.period,
        row.agency,
        row.status,
        row.part_of,
    );
    common(
        &Common {
            id: &row.fact_id,
            pillar: &row.pillar,
            place: &row.place,
            phrase: &row.phrase,
            countries: &row.countries,
            from: &row.countries_from,
            kind: &row.kind,
            testable: &row.testable,
            lever: row.lever.as_deref(),
            series: row.series.as_deref(),
            evidence: row.evidence_id.as_deref(),
            source: &row.source_id,
        },
        &figure,
    )
}

struct Common<'a> {
    id: &'a str,
    pillar: &'a dyn Debug,
    place: &'a str,
    phrase: &'a str,
    countries: &'a str,
    from: &'a dyn Debug,
    kind: &'a dyn Debug,
    testable: &'a dyn Debug,
    lever: Option<&'a str>,
    series: Option<&'a str>,
    evidence: Option<&'a str>,
    source: &'a str,
}

fn common(row: &Common, says: &str) -> String {
    format!(
        "Row {{ id: {:?}, pillar: Pillar::{:?}, place: {:?}, phrase: {:?}, countries: {}, countries_from: From::{:?}, kind: Kind::{:?}, testable: Testable::{:?}, lever: {:?}, series: {}, evidence: {}, source: &super::tables::SOURCE_{}, {says} }}",
        row.id,
        row.pillar,
        row.place,
        row.phrase,
        list(Some(row.countries)),
        row.from,
        row.kind,
        row.testable,
        row.lever,
        list(row.series),
        list(row.evidence),
        row.source.to_uppercase(),
    )
}

/// The Rust list of a cell's parts.
fn list(cell: Option<&str>) -> String {
    let parts: Vec<&str> = cell.map_or_else(Vec::new, |cell| cell.split(';').collect());
    format!("&{parts:?}")
}
