//! The figures and claims of the two documents: their tables, the texts about them, and every
//! reference that stands in a text in place of a number.

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

/// What may be asked of a model result in a text.
pub const QUANTITIES: [&str; 4] = [
    "fewer_in_100",
    "entries_more_in_100",
    "percent_low",
    "percent_high",
];

/// Names that hold a figure and state none.
const HARMLESS: [&str; 5] = ["H-2A", "H-2B", "Title 42", "Título 42", "ovid-19"];

/// Months as they stand after a day, in both languages.
const MONTHS: [&str; 24] = [
    " January",
    " February",
    " March",
    " April",
    " May",
    " June",
    " July",
    " August",
    " September",
    " October",
    " November",
    " December",
    " de enero",
    " de febrero",
    " de marzo",
    " de abril",
    " de mayo",
    " de junio",
    " de julio",
    " de agosto",
    " de septiembre",
    " de octubre",
    " de noviembre",
    " de diciembre",
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

/// What a text about a row must have, in this order in the file.
const TEXTS: [&str; 3] = ["says", "data", "against"];

/// Checks the texts about the rows and the prose, by path under `assets`, in both languages.
///
/// # Errors
/// A message naming file and key where a text is missing or empty, a row has none, a reference
/// leads nowhere or stands in one language only, or a number is typed.
pub fn texts(
    files: &BTreeMap<String, String>,
    texts: &BTreeMap<String, String>,
) -> Result<(), String> {
    let ids = ids(files);
    let book = |lang: &str| -> Result<toml::Table, String> {
        let name = format!("claims/{lang}.toml");
        let text = texts
            .get(&name)
            .ok_or_else(|| format!("assets/{name} is missing"))?;
        text.parse()
            .map_err(|error| format!("assets/{name}: {error}"))
    };
    let (english, spanish) = (book("en")?, book("es")?);
    for (lang, book) in [("en", &english), ("es", &spanish)] {
        if let Some(stray) = book.keys().find(|key| !ids.contains(key.as_str())) {
            return Err(format!(
                "assets/claims/{lang}.toml: no row has the id {stray}"
            ));
        }
    }
    for id in &ids {
        for key in TEXTS {
            let both = [("en", &english), ("es", &spanish)].map(|(lang, book)| {
                entry(book, id, key)
                    .map(|text| (format!("assets/claims/{lang}.toml: {id}.{key}"), text))
                    .map_err(|fault| format!("assets/claims/{lang}.toml: {id}.{key} {fault}"))
            });
            let [english, spanish] = both;
            pair(files, &english?, &spanish?)?;
        }
    }
    prose(files, texts, &ids)
}

/// Ids of all rows.
fn ids(files: &BTreeMap<String, String>) -> BTreeSet<&str> {
    ["seed_facts.csv", "seed_claims.csv"]
        .into_iter()
        .filter_map(|name| files.get(name))
        .flat_map(|text| text.lines().skip(1))
        .filter_map(|line| line.split(',').next())
        .collect()
}

fn entry<'a>(book: &'a toml::Table, id: &str, key: &str) -> Result<&'a str, &'static str> {
    let row = book
        .get(id)
        .and_then(toml::Value::as_table)
        .ok_or("is missing")?;
    if row.len() != TEXTS.len() {
        return Err("must stand beside says, data and against, and nothing else");
    }
    let text = row
        .get(key)
        .and_then(toml::Value::as_str)
        .ok_or("is missing")?;
    if !text.ends_with('.') || text.trim() != text {
        return Err("must be whole sentences");
    }
    Ok(text)
}

/// Checks the prose files: the same in both languages, with their references and links to rows.
fn prose(
    files: &BTreeMap<String, String>,
    texts: &BTreeMap<String, String>,
    ids: &BTreeSet<&str>,
) -> Result<(), String> {
    let of = |lang: &str| -> BTreeMap<String, &String> {
        let folder = format!("prose/{lang}/");
        texts
            .iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(&folder)?.to_owned(), text)))
            .collect()
    };
    let (english, spanish) = (of("en"), of("es"));
    if english.keys().ne(spanish.keys()) {
        return Err("assets/prose: both languages must have the same files".to_owned());
    }
    for ((name, en), es) in english.iter().zip(spanish.values()) {
        pair(
            files,
            &(format!("assets/prose/en/{name}"), en),
            &(format!("assets/prose/es/{name}"), es),
        )?;
        let links = |text: &str| -> Vec<String> {
            let mut links: Vec<String> = text
                .split("](#")
                .skip(1)
                .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
                .collect();
            links.sort();
            links
        };
        if links(en) != links(es) {
            return Err(format!(
                "assets/prose: {name} has other links in each language"
            ));
        }
        if let Some(stray) = links(en).iter().find(|link| !ids.contains(link.as_str())) {
            return Err(format!(
                "assets/prose: {name} links to {stray}, which is no row"
            ));
        }
    }
    Ok(())
}

/// Checks one text in both languages, each with its place.
fn pair(
    files: &BTreeMap<String, String>,
    english: &(String, &str),
    spanish: &(String, &str),
) -> Result<(), String> {
    let mut found = Vec::new();
    for (place, text) in [english, spanish] {
        let (references, rest) = split(text).map_err(|fault| format!("{place}: {fault}"))?;
        for reference in &references {
            resolve(files, reference).map_err(|fault| format!("{place}: {fault}"))?;
        }
        if let Some(number) = typed_number(&rest) {
            return Err(format!(
                "{place}: {number} is typed; a number is a reference"
            ));
        }
        found.push({
            let mut references = references;
            references.sort_unstable();
            references
        });
    }
    if found[0] != found[1] {
        return Err(format!(
            "{}: the references are {:?} in English and {:?} in Spanish",
            english.0, found[0], found[1]
        ));
    }
    Ok(())
}

/// The references of a text, without brackets, and the text without references and link targets.
fn split(text: &str) -> Result<(Vec<&str>, String), String> {
    let mut references = Vec::new();
    let mut rest = String::new();
    let mut left = text;
    while let Some(start) = left.find("[[") {
        let after = &left[start + 2..];
        let end = after
            .find("]]")
            .ok_or_else(|| format!("an open reference in “{text}”"))?;
        references.push(&after[..end]);
        rest.push_str(&left[..start]);
        left = &after[end + 2..];
    }
    rest.push_str(left);
    for link in rest.clone().split("](#").skip(1) {
        if let Some((target, _)) = link.split_once(')') {
            rest = rest.replace(&format!("](#{target})"), "]");
        }
    }
    Ok((references, rest))
}

/// Fails unless the reference leads to a figure, to one cell that is filled, or to a quantity that
/// the model gives. Preset keys are the model's, and a test holds them against it.
fn resolve(files: &BTreeMap<String, String>, reference: &str) -> Result<(), String> {
    let parts: Vec<&str> = reference.split(':').collect();
    match parts.as_slice() {
        ["fact", id] => table_cell(files, "seed_facts", id, "value"),
        ["cell", table, key, column] => table_cell(files, table, key, column),
        ["model", preset, quantity] if !preset.is_empty() => ensure(
            QUANTITIES.contains(quantity),
            format!("the model gives no {quantity:?}"),
        ),
        _ => Err(format!("[[{reference}]] is no form of reference")),
    }
    .map_err(|fault| format!("[[{reference}]]: {fault}"))
}

/// Fails unless `key`, the first cells of a row joined by `/`, names exactly one row of `table`,
/// and `column` holds a number there.
fn table_cell(
    files: &BTreeMap<String, String>,
    table: &str,
    key: &str,
    column: &str,
) -> Result<(), String> {
    let text = files
        .get(&format!("{table}.csv"))
        .ok_or_else(|| format!("there is no table {table:?}"))?;
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let at = header
        .iter()
        .position(|name| name == column)
        .ok_or_else(|| format!("{table} has no column {column:?}"))?;
    let key: Vec<&str> = key.split('/').collect();
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        if record.iter().take(key.len()).eq(key.iter().copied()) {
            found.push(record.get(at).unwrap_or_default().to_owned());
        }
    }
    match found.as_slice() {
        [value] if value.parse::<f64>().is_ok() => Ok(()),
        [value] => Err(format!("the cell holds {value:?}, not a number")),
        rows => Err(format!("{} rows have this key", rows.len())),
    }
}

/// The first number that is neither a date nor a harmless name.
fn typed_number(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    for name in HARMLESS {
        text = text.replace(name, "");
    }
    let mut before = "";
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let run = &rest[start..];
        let length = run.find(|c: char| !c.is_ascii_digit()).unwrap_or(run.len());
        let (number, after) = run.split_at(length);
        let year = length == 4 && (number.starts_with("19") || number.starts_with("20"));
        let span = length == 2 && &rest[..start] == "–" && before.len() == 4;
        let day = length <= 2 && MONTHS.iter().any(|month| after.starts_with(month));
        if !(year || span || day) {
            return Some(number.to_owned());
        }
        before = number;
        rest = after;
    }
    None
}
