//! The figures and claims of the two documents. The texts about them are checked in `src/content`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Cell, Evidence, Line, Problem, Row, Sources, Table, cell, ensure, filled, parse, problem,
};

/// How many rows each document has: figures and claims of the op-ed, then of the fact sheet.
const ROWS: [(&str, usize); 4] = [("FS", 66), ("OE", 18), ("OC", 70), ("FC", 26)];

/// The parts of each document, and how many paragraphs or bullets a part has.
const PLACES: [(&str, &str, usize); 8] = [
    ("op_ed", "paragraph", 17),
    ("fact_sheet", "intro", 2),
    ("fact_sheet", "highlights", 6),
    ("fact_sheet", "1", 6),
    ("fact_sheet", "2", 2),
    ("fact_sheet", "3", 3),
    ("fact_sheet", "4", 4),
    ("fact_sheet", "5", 2),
];

words!(Pillar {
    Economy = "1",
    Governance = "2",
    Rights = "3",
    Violence = "4",
    GenderViolence = "5",
    All = "all",
    Unnamed = "none",
});
words!(From { Named = "named", Bullet = "bullet", Document = "document", Nowhere = "none" });
words!(Bound {
    Exact = "exact",
    Floor = "floor",
    Ceiling = "ceiling",
    About = "about",
    Open = "none",
});
words!(Number { Money = "money", People = "people", Things = "things", Trend = "none" });
words!(MoneyKind {
    Pledge = "pledge",
    Investment = "investment",
    Loan = "loan",
    Equity = "equity",
    Fund = "fund",
    Program = "program",
    Grant = "grant",
    Match = "match",
    GrantAndMatch = "grant_and_match",
    Private = "private",
    Seized = "seized",
    Share = "share",
});
words!(Status { Done = "done", Planned = "planned", AskedFor = "asked_for", Stated = "stated" });
words!(Kind {
    Goal = "goal",
    Money = "money",
    Output = "output",
    Outcome = "outcome",
    Causal = "causal",
    Prediction = "prediction",
    Description = "description",
});
words!(Testable { Yes = "yes", Partly = "partly", No = "no" });
words!(Role {
    Cause = "cause",
    Critique = "critique",
    Solution = "solution",
    Obstacle = "obstacle",
    Caveat = "caveat",
    PastPolicy = "past_policy",
});

table!(SeedFact {
    fact_id: String,
    pillar: Pillar,
    place: String,
    phrase: String,
    metric: String,
    countries: String,
    countries_from: From,
    qualifier: String,
    bound: Bound,
    value: Option<f64>,
    unit: String,
    number: Number,
    money_kind: Option<MoneyKind>,
    period: String,
    agency: String,
    status: Status,
    kind: Kind,
    testable: Testable,
    part_of: Option<String>,
    lever: Option<String>,
    series: Option<String>,
    evidence_id: Option<String>,
    source_id: String
});
table!(SeedClaim {
    claim_id: String,
    pillar: Pillar,
    place: String,
    phrase: String,
    role: Role,
    countries: String,
    countries_from: From,
    kind: Kind,
    testable: Testable,
    lever: Option<String>,
    series: Option<String>,
    evidence_id: Option<String>,
    source_id: String
});

/// The rows of both tables, once they are checked.
pub fn rows(files: &BTreeMap<String, String>) -> Result<(Vec<SeedFact>, Vec<SeedClaim>), Problem> {
    let facts: Table<SeedFact> = parse(files, "seed_facts.csv")?;
    let claims: Table<SeedClaim> = parse(files, "seed_claims.csv")?;
    Ok((facts.rows(), claims.rows()))
}

/// What figures and claims have in common.
struct Common<'a> {
    id: &'a str,
    place: &'a str,
    phrase: &'a str,
    countries: &'a str,
    countries_from: From,
    testable: Testable,
    lever: Option<&'a str>,
    series: Option<&'a str>,
    evidence: Option<&'a str>,
    source: &'a str,
}

/// Checks both tables.
pub(super) fn check(
    files: &BTreeMap<String, String>,
    evidence: &[Evidence],
    sources: &mut Sources,
) -> Result<(), Problem> {
    let facts: Table<SeedFact> = parse(files, "seed_facts.csv")?;
    let claims: Table<SeedClaim> = parse(files, "seed_claims.csv")?;
    sources.resolve(&facts, |row| &row.source_id)?;
    sources.resolve(&claims, |row| &row.source_id)?;
    complete(&facts, |row| &row.fact_id, &ROWS[..2])?;
    complete(&claims, |row| &row.claim_id, &ROWS[2..])?;
    let known = Known {
        series: series(files),
        evidence: evidence
            .iter()
            .map(|row| row.evidence_id.as_str())
            .collect(),
    };
    facts.each(|row| {
        common(&known, &fact(row))?;
        figure(row, &facts.lines)
    })?;
    claims.each(|row| common(&known, &claim(row)))
}

/// Ids that a row may name.
struct Known<'a> {
    /// None until there is a list of series.
    series: Option<BTreeSet<&'a str>>,
    evidence: BTreeSet<&'a str>,
}

/// Names of tables and of listed series.
fn series(files: &BTreeMap<String, String>) -> Option<BTreeSet<&str>> {
    let tables = files.keys().filter_map(|name| name.strip_suffix(".csv"));
    let listed = files.get("series.csv")?.lines().skip(1);
    let listed = listed.filter_map(|line| line.split(',').next());
    Some(tables.chain(listed).collect())
}

/// Fails unless the ids are those of `kinds`, numbered from 1 without a gap, in order.
fn complete<T>(
    table: &Table<T>,
    id: impl Fn(&T) -> &str,
    kinds: &[(&str, usize)],
) -> Result<(), Problem> {
    let due = kinds
        .iter()
        .flat_map(|(letters, rows)| (1..=*rows).map(move |n| format!("{letters}{n:03}")));
    let mut lines = table.lines.iter();
    for due in due {
        match lines.next() {
            Some(line) if id(&line.row) == due => {}
            Some(line) => {
                let reason = format!("{due} is due, {} found", id(&line.row));
                return Err(problem(table.file, line.number, reason));
            }
            None => {
                return Err(problem(
                    table.file,
                    table.end(),
                    format!("{due} is missing"),
                ));
            }
        }
    }
    match lines.next() {
        None => Ok(()),
        Some(line) => {
            let reason = format!("{} is one row too many", id(&line.row));
            Err(problem(table.file, line.number, reason))
        }
    }
}

fn fact(row: &SeedFact) -> Common<'_> {
    Common {
        id: &row.fact_id,
        place: &row.place,
        phrase: &row.phrase,
        countries: &row.countries,
        countries_from: row.countries_from,
        testable: row.testable,
        lever: row.lever.as_deref(),
        series: row.series.as_deref(),
        evidence: row.evidence_id.as_deref(),
        source: &row.source_id,
    }
}

fn claim(row: &SeedClaim) -> Common<'_> {
    Common {
        id: &row.claim_id,
        place: &row.place,
        phrase: &row.phrase,
        countries: &row.countries,
        countries_from: row.countries_from,
        testable: row.testable,
        lever: row.lever.as_deref(),
        series: row.series.as_deref(),
        evidence: row.evidence_id.as_deref(),
        source: &row.source_id,
    }
}

fn common(known: &Known, row: &Common) -> Result<(), String> {
    let document = if row.id.starts_with('O') {
        "op_ed"
    } else {
        "fact_sheet"
    };
    ensure(
        row.source == document,
        format!("source_id must be {document}, as the id says"),
    )?;
    place(row)?;
    filled("phrase", row.phrase)?;
    ensure(
        row.phrase.split_whitespace().count() <= 12,
        "phrase has more than twelve words",
    )?;
    for country in row.countries.split(';') {
        ensure(
            ["SLV", "GTM", "HND", "region", "wider", "US", "unstated"].contains(&country),
            format!("countries: {country:?} is not known"),
        )?;
    }
    ensure(
        (row.countries == "unstated") == (row.countries_from == From::Nowhere),
        "countries_from is none where countries is unstated, and nowhere else",
    )?;
    if let Some((kind, key)) = row
        .lever
        .map(|lever| lever.split_once(':').unwrap_or(("", lever)))
    {
        ensure(
            ["lever", "preset", "shock"].contains(&kind) && !key.is_empty(),
            "lever must be lever:, preset: or shock: and a key",
        )?;
    }
    if let Some(series) = &known.series {
        all_known("series", row.series, series)?;
    }
    all_known("evidence_id", row.evidence, &known.evidence)?;
    let speaks = [row.lever, row.series, row.evidence]
        .iter()
        .any(Option::is_some);
    ensure(
        row.testable == Testable::No || speaks,
        "testable is not no, but no lever, series or study speaks to the row",
    )
}

fn place(row: &Common) -> Result<(), String> {
    let found = row.place.split_once('/').and_then(|(part, number)| {
        let number: usize = number.parse().ok()?;
        PLACES.iter().find(|(document, name, count)| {
            *document == row.source && *name == part && (1..=*count).contains(&number)
        })
    });
    ensure(
        found.is_some(),
        format!("place: {} has no {:?}", row.source, row.place),
    )
}

fn all_known(column: &str, ids: Option<&str>, known: &BTreeSet<&str>) -> Result<(), String> {
    for id in ids.into_iter().flat_map(|ids| ids.split(';')) {
        ensure(known.contains(id), format!("{column}: {id:?} is not known"))?;
    }
    Ok(())
}

/// The rules for figures alone.
fn figure(row: &SeedFact, all: &[Line<SeedFact>]) -> Result<(), String> {
    for (name, text) in [
        ("metric", &row.metric),
        ("unit", &row.unit),
        ("period", &row.period),
        ("agency", &row.agency),
    ] {
        filled(name, text)?;
    }
    ensure(
        row.value
            .is_none_or(|value| value.is_finite() && value > 0.0),
        "value must be above zero",
    )?;
    ensure(
        row.value.is_none() == (row.bound == Bound::Open),
        "bound is none where there is no value, and nowhere else",
    )?;
    ensure(
        row.value.is_none() || row.number != Number::Trend,
        "a value is money, people or things",
    )?;
    ensure(
        row.money_kind.is_some() == (row.number == Number::Money),
        "money_kind stands with money, and nowhere else",
    )?;
    let needs_words = matches!(row.bound, Bound::Floor | Bound::Ceiling | Bound::About);
    ensure(
        !(needs_words && row.qualifier.is_empty()),
        "a floor, a ceiling or an about needs its qualifier",
    )?;
    if let Some(whole) = &row.part_of {
        let whole = all
            .iter()
            .map(|line| &line.row)
            .find(|r| r.fact_id == *whole);
        ensure(
            whole.is_some_and(|whole| whole.fact_id != row.fact_id && whole.number == row.number),
            "part_of must name another figure of the same kind of number",
        )?;
    }
    Ok(())
}
