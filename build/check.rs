//! Reads the project's CSV tables and refuses every row that breaks a rule.
//!
//! Used by the build script, which stops on the first [`Problem`], and by the tests, which prove
//! that bad rows are refused. Nothing here reaches the shipped program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;

/// Every table that must lie in `assets/data`, and no other.
pub const FILES: [&str; 26] = [
    "aid.csv",
    "breaks.csv",
    "constants.csv",
    "context_facts.csv",
    "costs.csv",
    "dry_corridor.csv",
    "encounters.csv",
    "estimates.csv",
    "evidence.csv",
    "homicides.csv",
    "local_share.csv",
    "outlines.csv",
    "places.csv",
    "population.csv",
    "regime_windows.csv",
    "regimes.csv",
    "seed_claims.csv",
    "seed_facts.csv",
    "series.csv",
    "series_monthly.csv",
    "series_yearly.csv",
    "sources.csv",
    "timeline.csv",
    "title42.csv",
    "us_labour.csv",
    "visas.csv",
];

/// A rule broken at one place. `line` counts from 1 and the header is line 1; 0 means the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// File name inside `assets/data`.
    pub file: String,
    /// Line in that file.
    pub line: u64,
    /// What is wrong, in words.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "assets/data/{}:{}: {}",
            self.file, self.line, self.reason
        )
    }
}

/// All tables, checked.
#[derive(Debug)]
pub struct Tables {
    pub sources: Vec<Source>,
    pub encounters: Vec<Encounters>,
    pub title42: Vec<Title42>,
    pub visas: Vec<Visas>,
    pub aid: Vec<Aid>,
    pub population: Vec<Population>,
    pub homicides: Vec<Homicides>,
    pub us_labour: Vec<UsLabour>,
    pub regime_windows: Vec<RegimeWindow>,
    pub regimes: Vec<RegimeCount>,
    pub constants: Vec<Constant>,
    pub breaks: Vec<Break>,
    pub evidence: Vec<Evidence>,
    pub costs: Vec<Cost>,
    pub estimates: Vec<Estimate>,
    pub record: record::Record,
}

/// An enum whose variants stand as words in a cell.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($variant,)+
        }

        impl Cell for $name {
            fn parse(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("{text:?} is not one of {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}

/// A row type whose fields are the columns of its file, in order.
macro_rules! table {
    ($name:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        #[derive(Debug, Clone)]
        pub struct $name {
            $(pub $field: $type,)+
        }

        impl Row for $name {
            const HEADER: &'static [&'static str] = &[$(stringify!($field)),+];

            fn parse(record: &csv::StringRecord) -> Result<Self, String> {
                let mut cells = record.iter();
                $(let $field = cell(stringify!($field), cells.next())?;)+
                Ok(Self { $($field),+ })
            }
        }
    };
}

#[path = "cells.rs"]
pub mod cells;
/// Figures and claims of the two documents: only their words and ranges are checked here.
#[allow(dead_code)]
#[path = "claims.rs"]
pub mod claims;
#[path = "record.rs"]
pub mod record;

/// A row type, the exact header of its file and how a record is read.
trait Row: Sized {
    const HEADER: &'static [&'static str];
    fn parse(record: &csv::StringRecord) -> Result<Self, String>;
}

/// A value that stands in one cell.
trait Cell: Sized {
    fn parse(text: &str) -> Result<Self, String>;
}

impl Cell for String {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl<T: Cell> Cell for Option<T> {
    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            Ok(None)
        } else {
            T::parse(text).map(Some)
        }
    }
}

macro_rules! numbers {
    ($($type:ty),+) => {
        $(impl Cell for $type {
            fn parse(text: &str) -> Result<Self, String> {
                text.parse().map_err(|error| format!("{text:?} is not a number of the right kind ({error})"))
            }
        })+
    };
}

numbers!(u8, u16, u32, i64, f64);

fn cell<T: Cell>(name: &str, text: Option<&str>) -> Result<T, String> {
    let text = text.ok_or_else(|| format!("{name} is missing"))?;
    T::parse(text).map_err(|reason| format!("{name}: {reason}"))
}

words!(Country { ElSalvador = "SLV", Guatemala = "GTM", Honduras = "HND" });

impl Country {
    pub const ALL: [Country; 3] = [Country::ElSalvador, Country::Guatemala, Country::Honduras];
}

words!(Scope { All = "all", ElSalvador = "SLV", Guatemala = "GTM", Honduras = "HND" });

impl Scope {
    pub fn country(self) -> Option<Country> {
        match self {
            Scope::All => None,
            Scope::ElSalvador => Some(Country::ElSalvador),
            Scope::Guatemala => Some(Country::Guatemala),
            Scope::Honduras => Some(Country::Honduras),
        }
    }
}

words!(Measure { Obligations = "obligations", Disbursements = "disbursements" });
words!(HomicideSeries { Unodc = "unodc", Police = "police" });
words!(Regime { Years2022To23 = "2022-23", Late2024 = "late-2024", Since2025 = "since-2025" });
words!(Series {
    Encounters = "encounters",
    Visas = "visas",
    Aid = "aid",
    Homicides = "homicides",
    UsLabour = "us_labour",
    Population = "population",
});
words!(BreakKind {
    Definition = "definition",
    Coverage = "coverage",
    Policy = "policy",
    Source = "source",
    Method = "method",
    Revision = "revision",
    Rounding = "rounding",
    Partial = "partial",
    Missing = "missing",
    Spike = "spike",
    Conflict = "conflict",
});
words!(Partial { No = "no", Yes = "yes" });
words!(Quality {
    Strong = "strong",
    Moderate = "moderate",
    Weak = "weak",
    Claim = "claim",
    Judgement = "judgement",
});
words!(Transferability { High = "high", Medium = "medium", Low = "low" });

table!(Source {
    source_id: String,
    publisher: String,
    title: String,
    year: String,
    url: String,
    licence: String,
    date_read: String,
    note: String
});
table!(Encounters {
    fiscal_year: u16,
    country: Country,
    encounters: u32,
    months: u8,
    rounded_to: u32,
    source_id: String
});
table!(Title42 {
    fiscal_year: u16,
    country: Country,
    encounters: u32,
    expulsions: u32,
    source_id: String
});
table!(Visas {
    fiscal_year: u16,
    country: Country,
    h2a: u32,
    h2b: u32,
    h2r: u32,
    source_id: String
});
table!(Aid {
    fiscal_year: u16,
    country: Country,
    measure: Measure,
    current_usd: i64,
    constant_2024_usd: i64,
    partial: Partial,
    source_id: String
});
table!(Population {
    year: u16,
    country: Country,
    people: u32,
    rural_pct: f64,
    source_id: String
});
table!(Homicides { year: u16, country: Country, series: HomicideSeries, rate: Option<f64>, count: Option<u32>, source_id: String });
table!(UsLabour { year: u16, openings_thousand: Option<f64>, unemployment_pct: f64, months: u8, source_id: String });
table!(RegimeWindow {
    regime: Regime,
    window: String,
    weight: f64,
    usual_share: f64,
    sd_common: f64,
    sd_country: f64,
    source_id: String
});
table!(RegimeCount {
    regime: Regime,
    window: String,
    country: Country,
    first_month: String,
    last_month: String,
    encounters: u32,
    source_id: String
});
table!(Constant {
    key: String,
    country: Scope,
    value: f64,
    unit: String,
    source_id: String,
    note: String
});
/// Something to know before comparing points of one of the model's own series.
#[derive(Debug, Clone)]
pub struct Break {
    pub series: Series,
    pub country: Scope,
    pub first_year: u16,
    pub last_year: u16,
    pub kind: BreakKind,
    pub text_en: String,
    pub text_es: String,
    pub source_id: String,
}

table!(Estimate { parameter: String, study: String, value: f64, low: Option<f64>, high: Option<f64>, derivation: String });
table!(Evidence { evidence_id: String, topic: String, authors: String, year: String, title: String, effect: Option<f64>, unit: String, low: Option<f64>, high: Option<f64>, se: Option<f64>, setting: String, horizon: String, design: String, quality_grade: Quality, transferability: Transferability, source_id: String, note: String });
table!(Cost { cost_id: String, topic: String, value: f64, low: Option<f64>, high: Option<f64>, unit: String, year: String, setting: String, quality: Quality, source_id: String, note: String });

/// The named numbers: key, one value per country or one for all, unit, allowed range.
pub const CONSTANTS: [(&str, bool, &str, RangeInclusive<f64>); 10] = [
    ("repeat_share", false, "share", 0.0..=0.5),
    ("repeat_share_title42", false, "share", 0.0..=0.8),
    ("title42_share_all_fy2021", false, "share", 0.1..=1.0),
    ("single_adults_fy2024", true, "encounters", 1.0..=1e6),
    ("encounters_fy2024_exact", true, "encounters", 1.0..=1e6),
    (
        "rural_household_size",
        false,
        "people per household",
        1.0..=15.0,
    ),
    ("baseline_local_share", false, "share", 0.0..=0.5),
    ("visa_repeat_share", false, "share", 0.0..=1.0),
    ("usual_share_eleven_months", false, "share", 0.5..=1.0),
    (
        "usual_share_eleven_months_sd",
        false,
        "log points",
        0.0..=1.0,
    ),
];

/// Reads and checks all tables. `files` maps a file name to its whole text.
///
/// # Errors
/// The first rule broken, with file, line and reason.
pub fn read(files: &BTreeMap<String, String>) -> Result<Tables, Problem> {
    for name in files.keys() {
        if !FILES.contains(&name.as_str()) {
            return Err(problem(name, 0, "this file is not one of the known tables"));
        }
    }
    let mut sources = Sources::new(parse(files, "sources.csv")?)?;
    let (breaks, other_breaks) = record::breaks(parse(files, "breaks.csv")?, &mut sources)?;
    let tables = Tables {
        encounters: encounters(parse(files, "encounters.csv")?, &mut sources)?,
        title42: title42(parse(files, "title42.csv")?, &mut sources)?,
        visas: visas(parse(files, "visas.csv")?, &mut sources)?,
        aid: aid(parse(files, "aid.csv")?, &mut sources)?,
        population: population(parse(files, "population.csv")?, &mut sources)?,
        homicides: homicides(parse(files, "homicides.csv")?, &mut sources)?,
        us_labour: us_labour(parse(files, "us_labour.csv")?, &mut sources)?,
        regime_windows: regime_windows(parse(files, "regime_windows.csv")?, &mut sources)?,
        regimes: regimes(parse(files, "regimes.csv")?, &mut sources)?,
        constants: constants(parse(files, "constants.csv")?, &mut sources)?,
        breaks,
        evidence: evidence(parse(files, "evidence.csv")?, &mut sources)?,
        costs: costs(parse(files, "costs.csv")?, &mut sources)?,
        estimates: estimates(parse(files, "estimates.csv")?)?,
        sources: Vec::new(),
        record: record::Record::default(),
    };
    windows_match(&tables)?;
    estimates_are_of_known_studies(&tables)?;
    claims::check(files, &tables.evidence, &mut sources)?;
    let record = record::read(files, &tables, other_breaks, &mut sources)?;
    Ok(Tables {
        record,
        sources: sources.all_used()?,
        ..tables
    })
}

/// A short fingerprint of all tables: FNV-1a, 64 bits, over the names and the bytes in the order of
/// the names, as 16 hexadecimal digits.
pub fn version(files: &BTreeMap<String, String>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (name, text) in files {
        for byte in name.bytes().chain([0]).chain(text.bytes()).chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

/// One parsed row and where it stands.
struct Line<T> {
    number: u64,
    row: T,
}

/// All rows of one file.
struct Table<T> {
    file: &'static str,
    lines: Vec<Line<T>>,
}

impl<T> Table<T> {
    /// Fails at the first row for which `rule` gives a reason.
    fn each(&self, rule: impl Fn(&T) -> Result<(), String>) -> Result<(), Problem> {
        for line in &self.lines {
            rule(&line.row).map_err(|reason| problem(self.file, line.number, reason))?;
        }
        Ok(())
    }

    /// Fails at the first row whose key was seen before.
    fn unique<K: Ord + fmt::Debug>(&self, key: impl Fn(&T) -> K) -> Result<(), Problem> {
        let mut seen = BTreeMap::new();
        for line in &self.lines {
            let key = key(&line.row);
            if let Some(first) = seen.get(&key) {
                let reason = format!("the key {key:?} stands already in line {first}");
                return Err(problem(self.file, line.number, reason));
            }
            seen.insert(key, line.number);
        }
        Ok(())
    }

    /// Fails unless every group holds exactly the years of its span, in order.
    fn yearly<G: Ord + fmt::Debug>(
        &self,
        groups: impl IntoIterator<Item = (G, RangeInclusive<u16>)>,
        key: impl Fn(&T) -> (G, u16),
    ) -> Result<(), Problem> {
        let mut next: BTreeMap<G, (u16, u16)> = groups
            .into_iter()
            .map(|(group, span)| (group, (*span.start(), *span.end())))
            .collect();
        for line in &self.lines {
            let (group, year) = key(&line.row);
            let fail = |reason: String| problem(self.file, line.number, reason);
            match next.get_mut(&group) {
                None => return Err(fail(format!("{group:?} has no yearly series here"))),
                Some((due, last)) if *due > *last => {
                    return Err(fail(format!("{year} comes after the last year, {last}")));
                }
                Some((due, _)) if *due != year => {
                    return Err(fail(format!(
                        "gap or disorder in the years of {group:?}: {due} is due, {year} found"
                    )));
                }
                Some((due, _)) => *due += 1,
            }
        }
        for (group, (due, last)) in next {
            if due <= last {
                let reason =
                    format!("the series of {group:?} stops before {due}; it must reach {last}");
                return Err(problem(self.file, self.end(), reason));
            }
        }
        Ok(())
    }

    fn end(&self) -> u64 {
        self.lines.last().map_or(1, |line| line.number)
    }

    fn rows(self) -> Vec<T> {
        self.lines.into_iter().map(|line| line.row).collect()
    }
}

fn problem(file: &str, line: u64, reason: impl Into<String>) -> Problem {
    Problem {
        file: file.to_owned(),
        line,
        reason: reason.into(),
    }
}

fn parse<T: Row>(
    files: &BTreeMap<String, String>,
    file: &'static str,
) -> Result<Table<T>, Problem> {
    let text = files
        .get(file)
        .ok_or_else(|| problem(file, 0, "the file is missing"))?;
    if !text.ends_with('\n') || text.contains('\r') {
        return Err(problem(
            file,
            0,
            "lines must end with a line feed alone, the last one too",
        ));
    }
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| problem(file, 1, error.to_string()))?
        .clone();
    if header.iter().ne(T::HEADER.iter().copied()) {
        let reason = format!("the header must be {}", T::HEADER.join(","));
        return Err(problem(file, 1, reason));
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            problem(file, line, error.to_string())
        })?;
        let number = record.position().map_or(0, csv::Position::line);
        for (name, cell) in T::HEADER.iter().zip(&record) {
            if cell.trim() != cell || cell.chars().any(char::is_control) {
                let reason = format!("{name} has spaces at an end or a control character");
                return Err(problem(file, number, reason));
            }
        }
        let row = T::parse(&record).map_err(|reason| problem(file, number, reason))?;
        lines.push(Line { number, row });
    }
    if lines.is_empty() {
        return Err(problem(file, 1, "the table is empty"));
    }
    Ok(Table { file, lines })
}

fn ensure(holds: bool, reason: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(reason.into()) }
}

fn within<T: PartialOrd + fmt::Display>(
    name: &str,
    value: T,
    range: RangeInclusive<T>,
) -> Result<(), String> {
    ensure(
        range.contains(&value),
        format!(
            "{name} is {value}, outside {} to {}",
            range.start(),
            range.end()
        ),
    )
}

fn filled(name: &str, text: &str) -> Result<(), String> {
    ensure(!text.is_empty(), format!("{name} is empty"))
}

/// The source table, and which of its rows some other row has used.
struct Sources {
    table: Table<Source>,
    known: BTreeSet<String>,
    used: BTreeSet<String>,
}

impl Sources {
    fn new(table: Table<Source>) -> Result<Self, Problem> {
        table.unique(|row| row.source_id.clone())?;
        table.each(|row| {
            ensure(
                !row.source_id.is_empty()
                    && row
                        .source_id
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'),
                "source_id must be lower-case letters, digits and underscores",
            )?;
            filled("publisher", &row.publisher)?;
            filled("title", &row.title)?;
            filled("licence", &row.licence)?;
            let four_digits =
                row.year.len() >= 4 && row.year.bytes().take(4).all(|b| b.is_ascii_digit());
            ensure(
                row.year == "n.d." || four_digits,
                "year must begin with four digits or be n.d.",
            )?;
            ensure(
                row.url.starts_with("https://")
                    || row.url.starts_with("http://")
                    || (row.url.is_empty() && row.note.starts_with("No address: ")),
                "url must be a web address, or empty with a note that begins with \"No address: \"",
            )?;
            ensure(is_date(&row.date_read), "date_read must be YYYY-MM-DD")
        })?;
        let mut addresses = BTreeMap::new();
        for line in &table.lines {
            if line.row.url.is_empty() {
                continue;
            }
            if let Some(first) = addresses.insert(line.row.url.clone(), line.number) {
                let reason =
                    format!("the address stands already in line {first}; one id for one address");
                return Err(problem(table.file, line.number, reason));
            }
        }
        let known = table
            .lines
            .iter()
            .map(|line| line.row.source_id.clone())
            .collect();
        Ok(Self {
            table,
            known,
            used: BTreeSet::new(),
        })
    }

    /// Fails unless every id in the `;`-separated lists of the table resolves.
    fn resolve<T>(&mut self, table: &Table<T>, ids: impl Fn(&T) -> &str) -> Result<(), Problem> {
        for line in &table.lines {
            let mut seen = BTreeSet::new();
            for id in ids(&line.row).split(';') {
                if !self.known.contains(id) {
                    let reason = format!("source_id: no source {id:?} in sources.csv");
                    return Err(problem(table.file, line.number, reason));
                }
                if !seen.insert(id) {
                    let reason = format!("source_id: {id} is named twice");
                    return Err(problem(table.file, line.number, reason));
                }
                self.used.insert(id.to_owned());
            }
        }
        Ok(())
    }

    fn all_used(self) -> Result<Vec<Source>, Problem> {
        let used = &self.used;
        self.table.each(|row| {
            ensure(
                used.contains(&row.source_id),
                format!("no row of any table uses the source {}", row.source_id),
            )
        })?;
        Ok(self.table.rows())
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())
            .flatten()
    };
    number(year, 4).is_some_and(|y| y >= 2000)
        && number(month, 2).is_some_and(|m| (1..=12).contains(&m))
        && number(day, 2).is_some_and(|d| (1..=31).contains(&d))
}

/// Months since year 0 of a `YYYY-MM` text.
fn month_number(text: &str) -> Option<u32> {
    is_date(&format!("{text}-01")).then_some(())?;
    let (year, month) = text.split_once('-')?;
    Some(year.parse::<u32>().ok()? * 12 + month.parse::<u32>().ok()? - 1)
}

fn per_country(span: RangeInclusive<u16>) -> [(Country, RangeInclusive<u16>); 3] {
    Country::ALL.map(|country| (country, span.clone()))
}

const LAST_FISCAL_YEAR: u16 = 2026;

fn encounters(table: Table<Encounters>, sources: &mut Sources) -> Result<Vec<Encounters>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.country, row.fiscal_year))?;
    table.yearly(per_country(2000..=LAST_FISCAL_YEAR), |row| {
        (row.country, row.fiscal_year)
    })?;
    table.each(|row| {
        within("encounters", row.encounters, 1..=1_000_000)?;
        ensure(
            matches!(row.rounded_to, 1 | 10),
            format!("rounded_to is {}, not 1 or 10", row.rounded_to),
        )?;
        ensure(
            row.encounters.is_multiple_of(row.rounded_to),
            "encounters is not a multiple of rounded_to",
        )?;
        if row.fiscal_year < LAST_FISCAL_YEAR {
            ensure(
                row.months == 12,
                "only the last fiscal year may have fewer than 12 months",
            )
        } else {
            within("months", row.months, 1..=12)
        }
    })?;
    Ok(table.rows())
}

fn title42(table: Table<Title42>, sources: &mut Sources) -> Result<Vec<Title42>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.country, row.fiscal_year))?;
    table.yearly(per_country(2020..=2023), |row| {
        (row.country, row.fiscal_year)
    })?;
    table.each(|row| {
        within("encounters", row.encounters, 1..=1_000_000)?;
        within("expulsions", row.expulsions, 0..=row.encounters)
    })?;
    Ok(table.rows())
}

fn visas(table: Table<Visas>, sources: &mut Sources) -> Result<Vec<Visas>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.country, row.fiscal_year))?;
    table.yearly(per_country(2000..=2024), |row| {
        (row.country, row.fiscal_year)
    })?;
    table.each(|row| {
        within("h2a", row.h2a, 0..=100_000)?;
        within("h2b", row.h2b, 0..=100_000)?;
        within("h2r", row.h2r, 0..=100_000)?;
        ensure(
            row.h2r == 0 || (2005..=2007).contains(&row.fiscal_year),
            "the class H-2R was used in FY2005 to FY2007 only",
        )
    })?;
    Ok(table.rows())
}

fn aid(table: Table<Aid>, sources: &mut Sources) -> Result<Vec<Aid>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.country, row.measure, row.fiscal_year))?;
    let spans = Country::ALL.into_iter().flat_map(|country| {
        [
            ((country, Measure::Obligations), 2000..=2025),
            ((country, Measure::Disbursements), 2001..=2025),
        ]
    });
    table.yearly(spans, |row| ((row.country, row.measure), row.fiscal_year))?;
    table.each(|row| {
        within("current_usd", row.current_usd, 1_000_000..=2_000_000_000)?;
        within(
            "constant_2024_usd",
            row.constant_2024_usd,
            1_000_000..=2_000_000_000,
        )?;
        let ratio = row.constant_2024_usd as f64 / row.current_usd as f64;
        within("constant_2024_usd over current_usd", ratio, 0.9..=2.5)?;
        ensure(
            row.fiscal_year != 2024 || row.constant_2024_usd == row.current_usd,
            "in FY2024 both prices must be the same",
        )?;
        ensure(
            (row.partial == Partial::Yes) == (row.fiscal_year == 2025),
            "FY2025, and no other year, is partial",
        )
    })?;
    Ok(table.rows())
}

fn population(table: Table<Population>, sources: &mut Sources) -> Result<Vec<Population>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.country, row.year))?;
    table.yearly(per_country(2000..=2025), |row| (row.country, row.year))?;
    table.each(|row| {
        within("people", row.people, 1_000_000..=50_000_000)?;
        within("rural_pct", row.rural_pct, 0.0..=100.0)
    })?;
    Ok(table.rows())
}

/// Missing values stand in a row with empty cells, so a year left out is always an error. Which
/// cells may be empty is declared here.
fn homicides(table: Table<Homicides>, sources: &mut Sources) -> Result<Vec<Homicides>, Problem> {
    use Country::{ElSalvador, Guatemala};
    use HomicideSeries::{Police, Unodc};
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.country, row.series, row.year))?;
    let spans = Country::ALL.into_iter().flat_map(|country| {
        [
            ((country, Unodc), 2000..=2023),
            ((country, Police), 2014..=2025),
        ]
    });
    table.yearly(spans, |row| ((row.country, row.series), row.year))?;
    table.each(|row| {
        if let Some(rate) = row.rate {
            within("rate", rate, 0.1..=150.0)?;
        }
        if let Some(count) = row.count {
            within("count", count, 1..=20_000)?;
        }
        let declared = matches!(
            (row.country, row.series, row.year),
            (Guatemala, Unodc, 2015 | 2016)
                | (ElSalvador, Unodc, 2023)
                | (Guatemala, Police, 2023)
                | (ElSalvador, Police, 2025)
        );
        ensure(
            row.rate.is_none() == declared,
            "rate is empty exactly where a gap is declared in the build's rules",
        )?;
        ensure(
            row.series == Unodc || row.year < 2025 || row.count.is_some(),
            "the police count of 2025 is the model's baseline and must be there",
        )?;
        ensure(
            row.series == Police || row.count.is_none(),
            "the unodc series holds rates only",
        )
    })?;
    Ok(table.rows())
}

fn us_labour(table: Table<UsLabour>, sources: &mut Sources) -> Result<Vec<UsLabour>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| row.year)?;
    table.yearly([((), 2000..=2025)], |row| ((), row.year))?;
    table.each(|row| {
        ensure(
            row.openings_thousand.is_none() == (row.year == 2000),
            "openings_thousand is empty in 2000 and in no other year",
        )?;
        if let Some(openings) = row.openings_thousand {
            within("openings_thousand", openings, 1000.0..=20_000.0)?;
        }
        within("unemployment_pct", row.unemployment_pct, 1.0..=25.0)?;
        ensure(
            row.months == if row.year == 2025 { 10 } else { 12 },
            "months is 10 in 2025 and 12 in every other year",
        )
    })?;
    Ok(table.rows())
}

fn regime_windows(
    table: Table<RegimeWindow>,
    sources: &mut Sources,
) -> Result<Vec<RegimeWindow>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.regime, row.window.clone()))?;
    table.each(|row| {
        within("weight", row.weight, 0.01..=1.0)?;
        within("usual_share", row.usual_share, 0.1..=1.0)?;
        within("sd_common", row.sd_common, 0.0..=1.0)?;
        within("sd_country", row.sd_country, 0.0..=1.0)
    })?;
    let mut weights: BTreeMap<Regime, f64> = BTreeMap::new();
    for line in &table.lines {
        *weights.entry(line.row.regime).or_default() += line.row.weight;
    }
    for (regime, sum) in weights {
        if (sum - 1.0).abs() > 1e-9 {
            let reason = format!("the weights of {regime:?} sum to {sum}, not 1");
            return Err(problem(table.file, table.end(), reason));
        }
    }
    Ok(table.rows())
}

fn regimes(table: Table<RegimeCount>, sources: &mut Sources) -> Result<Vec<RegimeCount>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.regime, row.window.clone(), row.country))?;
    table.each(|row| {
        within("encounters", row.encounters, 1..=1_000_000)?;
        match (
            month_number(&row.first_month),
            month_number(&row.last_month),
        ) {
            (Some(first), Some(last)) if first <= last && last - first < 12 => Ok(()),
            _ => Err(
                "first_month and last_month must be YYYY-MM, in order, within a year".to_owned(),
            ),
        }
    })?;
    Ok(table.rows())
}

/// Every window has counts for the three countries, and every count has a window.
fn windows_match(tables: &Tables) -> Result<(), Problem> {
    let due: BTreeSet<_> = tables
        .regime_windows
        .iter()
        .flat_map(|w| Country::ALL.map(|country| (w.regime, w.window.as_str(), country)))
        .collect();
    let found: BTreeSet<_> = tables
        .regimes
        .iter()
        .map(|r| (r.regime, r.window.as_str(), r.country))
        .collect();
    if let Some(odd) = due.symmetric_difference(&found).next() {
        let reason = format!("{odd:?} stands in only one of regimes.csv and regime_windows.csv");
        return Err(problem("regimes.csv", 0, reason));
    }
    let mut months = BTreeMap::new();
    for row in &tables.regimes {
        let span = (&row.first_month, &row.last_month);
        if *months.entry(&row.window).or_insert(span) != span {
            let reason = format!("the months of {} differ between countries", row.window);
            return Err(problem("regimes.csv", 0, reason));
        }
    }
    Ok(())
}

fn constants(table: Table<Constant>, sources: &mut Sources) -> Result<Vec<Constant>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| (row.key.clone(), row.country))?;
    table.each(|row| {
        let Some((_, by_country, unit, range)) = CONSTANTS.iter().find(|known| known.0 == row.key)
        else {
            return Err(format!("unknown key {:?}", row.key));
        };
        ensure(
            *by_country == row.country.country().is_some(),
            if *by_country {
                "this key has one value per country"
            } else {
                "this key has one value, for all"
            },
        )?;
        ensure(
            row.unit == *unit,
            format!(
                "the unit of {} must be {unit:?}, not {:?}",
                row.key, row.unit
            ),
        )?;
        within("value", row.value, range.clone())?;
        filled("note", &row.note)
    })?;
    for (key, by_country, ..) in CONSTANTS {
        let due = if by_country { 3 } else { 1 };
        let found = table
            .lines
            .iter()
            .filter(|line| line.row.key == key)
            .count();
        if found != due {
            let reason = format!("{key} has {found} rows, {due} are due");
            return Err(problem(table.file, table.end(), reason));
        }
    }
    Ok(table.rows())
}

fn evidence(table: Table<Evidence>, sources: &mut Sources) -> Result<Vec<Evidence>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| row.evidence_id.clone())?;
    table.each(|row| {
        ensure(
            is_id(&row.evidence_id, "ADEFGLORVX"),
            "evidence_id must be one of A D E F G L O R V X and two digits",
        )?;
        for (name, text) in [
            ("topic", &row.topic),
            ("authors", &row.authors),
            ("year", &row.year),
            ("title", &row.title),
            ("unit", &row.unit),
            ("design", &row.design),
        ] {
            filled(name, text)?;
        }
        ensure(row.se.is_none_or(|se| se >= 0.0), "se is below zero")?;
        ordered(row.low, row.effect, row.high)
    })?;
    Ok(table.rows())
}

fn costs(table: Table<Cost>, sources: &mut Sources) -> Result<Vec<Cost>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| row.cost_id.clone())?;
    table.each(|row| {
        ensure(is_id(&row.cost_id, "C"), "cost_id must be C and two digits")?;
        for (name, text) in [
            ("topic", &row.topic),
            ("unit", &row.unit),
            ("year", &row.year),
            ("setting", &row.setting),
        ] {
            filled(name, text)?;
        }
        within("value", row.value, 0.0..=1e9)?;
        ordered(row.low, Some(row.value), row.high)
    })?;
    Ok(table.rows())
}

fn estimates(table: Table<Estimate>) -> Result<Vec<Estimate>, Problem> {
    table.unique(|row| (row.parameter.clone(), row.study.clone()))?;
    table.each(|row| {
        filled("parameter", &row.parameter)?;
        filled("derivation", &row.derivation)?;
        ordered(row.low, Some(row.value), row.high)
    })?;
    Ok(table.rows())
}

fn estimates_are_of_known_studies(tables: &Tables) -> Result<(), Problem> {
    for row in &tables.estimates {
        let studies = tables.evidence.iter().map(|study| &study.evidence_id);
        let mut known = studies.chain(tables.costs.iter().map(|cost| &cost.cost_id));
        if !known.any(|id| *id == row.study) {
            let reason = format!("{} is no id of a study or a cost", row.study);
            return Err(problem("estimates.csv", 0, &reason));
        }
    }
    Ok(())
}

fn is_id(text: &str, letters: &str) -> bool {
    let mut chars = text.chars();
    text.len() == 3
        && chars.next().is_some_and(|c| letters.contains(c))
        && chars.all(|c| c.is_ascii_digit())
}

fn ordered(low: Option<f64>, middle: Option<f64>, high: Option<f64>) -> Result<(), String> {
    let values: Vec<f64> = [low, middle, high].into_iter().flatten().collect();
    ensure(
        values.iter().all(|v| v.is_finite()),
        "a number is not finite",
    )?;
    ensure(values.is_sorted(), "low, value and high are out of order")
}
