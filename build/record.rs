//! The record beyond the model's own tables: series, single facts, timeline and outlines. Checked
//! here, read by the native program alone.

use super::{
    Break, BreakKind, Cell, Country, Measure, Problem, Row, Scope, Series, Sources, Table, Tables,
    cell, ensure, filled, parse, problem, within,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

words!(Clock { Calendar = "calendar", Fiscal = "fiscal", Monthly = "monthly" });
words!(Shape { Line = "line", Points = "points" });
words!(Bound {
    Exact = "exact",
    About = "about",
    Floor = "floor",
    Ceiling = "ceiling",
    Derived = "derived",
    Target = "target",
    Range = "range",
});

/// Kinds of events, in the order in which a reader meets them.
pub const KINDS: [&str; 13] = [
    "presidency",
    "politics",
    "strategy",
    "aid",
    "local",
    "firms",
    "trade",
    "mission",
    "security",
    "deterrence",
    "pathway",
    "shock",
    "record",
];

const TOPICS: [&str; 10] = [
    "abroad",
    "aid",
    "border",
    "economy",
    "food",
    "governance",
    "mexico",
    "pathways",
    "returns",
    "violence",
];

/// Every unit of a series, and the values that are possible in it.
const UNITS: [(&str, RangeInclusive<f64>); 44] = [
    ("% a year", -50.0..=60.0),
    ("% of coffee land", 0.0..=100.0),
    ("% of cocaine bound for the United States", 0.0..=100.0),
    ("% of guns traced", 0.0..=100.0),
    ("% of households", 0.0..=100.0),
    ("% of jobs outside farms", 0.0..=100.0),
    ("% of national income (GDP)", 0.0..=60.0),
    ("% of people", 0.0..=100.0),
    ("% of people studied", 0.0..=100.0),
    ("% of stops", 0.0..=100.0),
    ("% of the labor force", 0.0..=50.0),
    ("% of working men", 0.0..=100.0),
    ("% of working women", 0.0..=100.0),
    ("% of young men in the labor force", 0.0..=60.0),
    ("% of young women in the labor force", 0.0..=60.0),
    ("admissions", 0.0..=1e6),
    ("appointments", 0.0..=1e6),
    ("arrests", 0.0..=3e6),
    ("dollars of 2021 at equal prices", 1000.0..=50_000.0),
    ("dollars of FY2024", -5e8..=3e9),
    ("dollars of the year", -1e9..=1e11),
    ("encounters", 0.0..=3e6),
    ("expulsions", 0.0..=1e6),
    ("hectares", 1e4..=1e6),
    ("index from -2.5 to 2.5", -2.5..=2.5),
    ("index from 0 to 1", 0.0..=1.0),
    ("index from 0 to 100", 0.0..=100.0),
    ("jobs", 0.0..=1e6),
    ("kg per hectare", 100.0..=20_000.0),
    ("million dollars", 0.0..=1e5),
    ("mm", -2000.0..=2000.0),
    ("people", 0.0..=5e7),
    ("people killed", 0.0..=2e4),
    ("per 100,000 people", 0.0..=150.0),
    ("per 100,000 women", 0.0..=100.0),
    ("removals", 0.0..=1e6),
    ("reports", 0.0..=1e5),
    ("returns", 0.0..=1e6),
    ("scale from about -4 to 4", -4.5..=4.5),
    ("thousand openings", 1000.0..=20_000.0),
    ("tonnes", 0.0..=5000.0),
    ("visas", 0.0..=1e6),
    ("women killed", 0.0..=5000.0),
    ("°C from normal", -4.0..=4.0),
];

table!(SeriesRow {
    series_id: String,
    topic: String,
    name_en: String,
    name_es: String,
    unit_en: String,
    unit_es: String,
    clock: Clock,
    shape: Shape,
    table: String,
    places: String,
    first: String,
    last: String,
    joins: String,
    not_with: String,
    source_id: String,
    note_en: String,
    note_es: String
});
table!(Yearly {
    series_id: String,
    place: String,
    year: u16,
    value: Option<f64>,
    bound: Bound,
    months: Option<u8>,
    rounded_to: Option<u32>,
    source_id: String,
    note: String
});
table!(Monthly {
    series_id: String,
    place: String,
    month: String,
    value: Option<f64>,
    rounded_to: Option<u32>,
    source_id: String
});
table!(Fact {
    fact_id: String,
    topic: String,
    places: String,
    metric: String,
    qualifier: String,
    bound: Bound,
    value: f64,
    high: Option<f64>,
    unit: String,
    period: String,
    source_id: String,
    note: String
});
table!(LocalShare {
    share_id: String,
    places: String,
    period: String,
    measure: String,
    qualifier: String,
    bound: Bound,
    value: f64,
    unit: String,
    definition_en: String,
    definition_es: String,
    source_id: String,
    note: String
});
table!(Event {
    event_id: String,
    first_date: String,
    last_date: String,
    kind: String,
    places: String,
    source_id: String
});
table!(Place {
    place: String,
    name_en: String,
    name_es: String
});
table!(OutlinePoint {
    place: String,
    point: u16,
    longitude: f64,
    latitude: f64,
    source_id: String
});
table!(BreakRow {
    series: String,
    country: String,
    first_year: u16,
    last_year: u16,
    kind: BreakKind,
    text_en: String,
    text_es: String,
    source_id: String
});

/// One value of a series, from whichever table it stands in. `month` is 0 in yearly series.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub place: String,
    pub year: u16,
    pub month: u8,
    pub value: Option<f64>,
    pub bound: Bound,
    pub partial: bool,
    pub months: Option<u8>,
    pub source_id: String,
    pub note: String,
}

/// A series and its points, by place in the order of the registry, then by time.
#[derive(Debug)]
pub struct Strand {
    pub row: SeriesRow,
    pub points: Vec<Point>,
    pub breaks: Vec<BreakRow>,
}

/// Everything checked here.
#[derive(Debug, Default)]
pub struct Record {
    pub series: Vec<Strand>,
    pub facts: Vec<Fact>,
    pub shares: Vec<LocalShare>,
    pub events: Vec<Event>,
    pub places: Vec<Place>,
    pub outlines: Vec<OutlinePoint>,
    pub dry_corridor: Vec<OutlinePoint>,
}

/// Reads and checks the tables of the record; `tables` are the others, whose columns are series too.
pub(super) fn read(
    files: &BTreeMap<String, String>,
    tables: &Tables,
    breaks: Vec<BreakRow>,
    sources: &mut Sources,
) -> Result<Record, Problem> {
    let places: Table<Place> = parse(files, "places.csv")?;
    places.unique(|row| row.place.clone())?;
    places.each(|row| {
        filled("place", &row.place)?;
        filled("name_en", &row.name_en)?;
        filled("name_es", &row.name_es)
    })?;
    let known = Places(places.lines.iter().map(|l| l.row.place.clone()).collect());
    let series = series(files, tables, breaks, &known, sources)?;
    Ok(Record {
        series,
        facts: facts(parse(files, "context_facts.csv")?, &known, sources)?,
        shares: shares(parse(files, "local_share.csv")?, &known, sources)?,
        events: events(parse(files, "timeline.csv")?, &known, sources)?,
        outlines: outlines(parse(files, "outlines.csv")?, &known, sources)?,
        dry_corridor: outlines(parse(files, "dry_corridor.csv")?, &known, sources)?,
        places: places.rows(),
    })
}

/// The breaks of the model's own series, and those of the others.
pub(super) fn breaks(
    table: Table<BreakRow>,
    sources: &mut Sources,
) -> Result<(Vec<Break>, Vec<BreakRow>), Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| {
        (
            row.series.clone(),
            row.country.clone(),
            row.first_year,
            row.kind,
        )
    })?;
    table.each(|row| {
        within("first_year", row.first_year, 1925..=2026)?;
        within("last_year", row.last_year, row.first_year..=2026)?;
        for (name, text) in [("text_en", &row.text_en), ("text_es", &row.text_es)] {
            filled(name, text)?;
            within(
                &format!("the length of {name}"),
                text.chars().count(),
                20..=400,
            )?;
            ensure(
                text.ends_with('.'),
                format!("{name} must be whole sentences"),
            )?;
        }
        ensure(row.text_en != row.text_es, "text_es repeats text_en")
    })?;
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for line in table.lines {
        let row = line.row;
        let Ok(series) = Series::parse(&row.series) else {
            others.push(row);
            continue;
        };
        let country = Scope::parse(&row.country)
            .map_err(|reason| problem(table.file, line.number, format!("country: {reason}")))?;
        if row.first_year < 2000 {
            let reason = "these series begin in 2000";
            return Err(problem(table.file, line.number, reason));
        }
        own.push(Break {
            series,
            country,
            first_year: row.first_year,
            last_year: row.last_year,
            kind: row.kind,
            text_en: row.text_en,
            text_es: row.text_es,
            source_id: row.source_id,
        });
    }
    Ok((own, others))
}

/// The codes of `places.csv`.
struct Places(BTreeSet<String>);

impl Places {
    fn know(&self, codes: &str) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for code in codes.split(';') {
            ensure(
                self.0.contains(code),
                format!("no place {code:?} in places.csv"),
            )?;
            ensure(seen.insert(code), format!("{code} is named twice"))?;
        }
        Ok(())
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').filter(|part| !part.is_empty())
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn series(
    files: &BTreeMap<String, String>,
    tables: &Tables,
    breaks: Vec<BreakRow>,
    places: &Places,
    sources: &mut Sources,
) -> Result<Vec<Strand>, Problem> {
    let registry: Table<SeriesRow> = parse(files, "series.csv")?;
    sources.resolve(&registry, |row| &row.source_id)?;
    registry.unique(|row| row.series_id.clone())?;
    registry.each(|row| {
        ensure(
            is_key(&row.series_id),
            "series_id must be lower-case letters, digits and underscores",
        )?;
        ensure(
            TOPICS.contains(&row.topic.as_str()),
            format!("unknown topic {:?}", row.topic),
        )?;
        for (name, text) in [
            ("name_en", &row.name_en),
            ("name_es", &row.name_es),
            ("unit_es", &row.unit_es),
        ] {
            filled(name, text)?;
        }
        ensure(row.name_en != row.name_es, "name_es repeats name_en")?;
        ensure(
            row.note_en.is_empty() == row.note_es.is_empty(),
            "a note must be in both languages or in none",
        )?;
        unit_range(&row.unit_en)?;
        ensure(
            (row.clock == Clock::Monthly) == (row.table == "series_monthly"),
            "monthly series, and no others, stand in series_monthly",
        )?;
        places.know(&row.places)
    })?;
    related(&registry)?;
    let mut points = points_of_files(files, &registry, sources)?;
    points.extend(points_of_tables(tables));
    let mut strands = Vec::new();
    for line in registry.lines {
        let own = points.remove(&line.row.series_id).unwrap_or_default();
        strand(&line.row, &own).map_err(|reason| problem("series.csv", line.number, reason))?;
        strands.push(Strand {
            row: line.row,
            points: own,
            breaks: Vec::new(),
        });
    }
    if let Some(id) = points.keys().next() {
        let reason = format!("the series {id} of the model's tables is not in the registry");
        return Err(problem("series.csv", 0, reason));
    }
    for strand in &mut strands {
        let own = tables.breaks.iter();
        let own = own.filter(|b| Series::parse(&strand.row.table) == Ok(b.series));
        strand.breaks.extend(own.map(as_row));
    }
    for b in breaks {
        let reason = if places.know(&b.country).is_err() {
            format!(
                "a break of {} names no known place: {:?}",
                b.series, b.country
            )
        } else if let Some(strand) = strands.iter_mut().find(|s| s.row.series_id == b.series) {
            strand.breaks.push(b);
            continue;
        } else {
            format!("no series {:?} for a break", b.series)
        };
        return Err(problem("breaks.csv", 0, reason));
    }
    Ok(strands)
}

fn as_row(b: &Break) -> BreakRow {
    BreakRow {
        series: String::new(),
        country: b.country.country().map_or("all", code).to_owned(),
        first_year: b.first_year,
        last_year: b.last_year,
        kind: b.kind,
        text_en: b.text_en.clone(),
        text_es: b.text_es.clone(),
        source_id: b.source_id.clone(),
    }
}

fn unit_range(unit: &str) -> Result<&'static RangeInclusive<f64>, String> {
    UNITS
        .iter()
        .find(|known| known.0 == unit)
        .map(|known| &known.1)
        .ok_or_else(|| format!("unknown unit {unit:?}"))
}

/// Joins and warnings go both ways; only neighbours of one unit and one source may be joined.
fn related(registry: &Table<SeriesRow>) -> Result<(), Problem> {
    let by_id: BTreeMap<&str, &SeriesRow> = registry
        .lines
        .iter()
        .map(|line| (line.row.series_id.as_str(), &line.row))
        .collect();
    registry.each(|row| {
        for other in list(&row.not_with) {
            let there = by_id
                .get(other)
                .ok_or_else(|| format!("not_with: no series {other:?}"))?;
            ensure(
                list(&there.not_with).any(|id| id == row.series_id),
                format!("not_with: {other} does not name this series"),
            )?;
        }
        for other in list(&row.joins) {
            let there = by_id
                .get(other)
                .ok_or_else(|| format!("joins: no series {other:?}"))?;
            ensure(
                list(&there.joins).any(|id| id == row.series_id),
                format!("joins: {other} does not name this series"),
            )?;
            ensure(
                (&row.unit_en, row.clock, row.shape, &row.source_id)
                    == (&there.unit_en, there.clock, there.shape, &there.source_id),
                format!("joins: {other} has another unit, clock, shape or source"),
            )?;
            let year = |text: &str| text.parse::<u16>().map_err(|e| e.to_string());
            let (first, last) = (year(&row.first)?, year(&row.last)?);
            ensure(
                year(&there.first)? == last + 1 || year(&there.last)? + 1 == first,
                format!("joins: {other} is not the next or the last before"),
            )?;
            ensure(
                !list(&row.not_with).any(|id| id == other),
                format!("{other} stands in joins and in not_with"),
            )?;
        }
        Ok(())
    })
}

type Points = BTreeMap<String, Vec<Point>>;

fn points_of_files(
    files: &BTreeMap<String, String>,
    registry: &Table<SeriesRow>,
    sources: &mut Sources,
) -> Result<Points, Problem> {
    let home = |id: &str, table: &str| {
        let found = registry.lines.iter().find(|line| line.row.series_id == id);
        match found {
            Some(line) if line.row.table == table => Ok(&line.row),
            Some(line) => Err(format!("series.csv puts {id} into {}", line.row.table)),
            None => Err(format!("no series {id:?} in series.csv")),
        }
    };
    let mut points = Points::new();
    let yearly: Table<Yearly> = parse(files, "series_yearly.csv")?;
    sources.resolve(&yearly, |row| &row.source_id)?;
    yearly.unique(|row| (row.series_id.clone(), row.place.clone(), row.year))?;
    yearly.each(|row| {
        let series = home(&row.series_id, "series_yearly")?;
        value(series, row.value, row.rounded_to)?;
        row.months
            .map_or(Ok(()), |months| within("months", months, 1..=11))
    })?;
    for row in yearly.rows() {
        points.entry(row.series_id).or_default().push(Point {
            place: row.place,
            year: row.year,
            month: 0,
            value: row.value,
            bound: row.bound,
            partial: row.months.is_some(),
            months: row.months,
            source_id: row.source_id,
            note: row.note,
        });
    }
    let monthly: Table<Monthly> = parse(files, "series_monthly.csv")?;
    sources.resolve(&monthly, |row| &row.source_id)?;
    monthly.unique(|row| (row.series_id.clone(), row.place.clone(), row.month.clone()))?;
    monthly.each(|row| {
        let series = home(&row.series_id, "series_monthly")?;
        value(series, row.value, row.rounded_to)?;
        month_of(&row.month).map(|_| ())
    })?;
    for row in monthly.rows() {
        let (year, month) = month_of(&row.month).expect("checked above");
        points.entry(row.series_id).or_default().push(Point {
            place: row.place,
            year,
            month,
            value: row.value,
            bound: Bound::Exact,
            partial: false,
            months: None,
            source_id: row.source_id,
            note: String::new(),
        });
    }
    Ok(points)
}

/// Year and month of `YYYY-MM`.
fn month_of(text: &str) -> Result<(u16, u8), String> {
    match date_parts(text).as_deref() {
        Some(&[year, month]) => Ok((year, month as u8)),
        _ => Err(format!("month: {text:?} is not YYYY-MM")),
    }
}

/// The numbers of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn date_parts(text: &str) -> Option<Vec<u16>> {
    let allowed = [(4, 1925..=2029), (2, 1..=12), (2, 1..=31)];
    let parts: Vec<&str> = text.split('-').collect();
    if parts.len() > allowed.len() {
        return None;
    }
    let number = |(part, (length, range)): (&&str, &(usize, RangeInclusive<u16>))| {
        let digits = part.len() == *length && part.bytes().all(|b| b.is_ascii_digit());
        let number = part.parse().ok().filter(|number| range.contains(number));
        number.filter(|_| digits)
    };
    parts.iter().zip(&allowed).map(number).collect()
}

fn value(series: &SeriesRow, value: Option<f64>, rounded_to: Option<u32>) -> Result<(), String> {
    let Some(value) = value else { return Ok(()) };
    within("value", value, unit_range(&series.unit_en)?.clone())?;
    let Some(step) = rounded_to else {
        return Ok(());
    };
    ensure(matches!(step, 1 | 10), "rounded_to must be 1 or 10")?;
    ensure(
        value.rem_euclid(f64::from(step)) == 0.0,
        "value is not a multiple of rounded_to",
    )
}

/// The columns of the model's own tables as series.
fn points_of_tables(tables: &Tables) -> Points {
    let mut points = Points::new();
    let mut add = |id: &str, place: &str, year: u16, value: Option<f64>, source: &str| {
        let own = points.entry(id.to_owned()).or_default();
        own.push(Point {
            place: place.to_owned(),
            year,
            month: 0,
            value,
            bound: Bound::Exact,
            partial: false,
            months: None,
            source_id: source.to_owned(),
            note: String::new(),
        });
    };
    for r in &tables.encounters {
        let events = Some(f64::from(r.encounters));
        add(
            "encounters_usbp",
            code(r.country),
            r.fiscal_year,
            events,
            &r.source_id,
        );
    }
    for r in &tables.title42 {
        for (id, count) in [
            ("title42_encounters", r.encounters),
            ("title42_expulsions", r.expulsions),
        ] {
            let count = Some(f64::from(count));
            add(id, code(r.country), r.fiscal_year, count, &r.source_id);
        }
    }
    for r in &tables.visas {
        for (id, count) in [
            ("visas_h2a", r.h2a),
            ("visas_h2b", r.h2b),
            ("visas_h2r", r.h2r),
        ] {
            let count = Some(f64::from(count));
            add(id, code(r.country), r.fiscal_year, count, &r.source_id);
        }
    }
    for r in &tables.aid {
        let [current, constant] = match r.measure {
            Measure::Obligations => ["aid_obligations", "aid_obligations_2024usd"],
            Measure::Disbursements => ["aid_disbursements", "aid_disbursements_2024usd"],
        };
        for (id, dollars) in [(current, r.current_usd), (constant, r.constant_2024_usd)] {
            let dollars = Some(dollars as f64);
            add(id, code(r.country), r.fiscal_year, dollars, &r.source_id);
        }
    }
    for r in &tables.population {
        let people = Some(f64::from(r.people));
        add("people", code(r.country), r.year, people, &r.source_id);
        add(
            "rural_share",
            code(r.country),
            r.year,
            Some(r.rural_pct),
            &r.source_id,
        );
    }
    for r in &tables.homicides {
        let count = r.count.map(f64::from);
        match r.series {
            super::HomicideSeries::Unodc => {
                add(
                    "homicide_unodc",
                    code(r.country),
                    r.year,
                    r.rate,
                    &r.source_id,
                );
            }
            super::HomicideSeries::Police => {
                add(
                    "homicide_police",
                    code(r.country),
                    r.year,
                    r.rate,
                    &r.source_id,
                );
                add(
                    "homicide_police_count",
                    code(r.country),
                    r.year,
                    count,
                    &r.source_id,
                );
            }
        }
    }
    for r in &tables.us_labour {
        add(
            "us_openings",
            "USA",
            r.year,
            r.openings_thousand,
            &r.source_id,
        );
        add(
            "us_unemployment",
            "USA",
            r.year,
            Some(r.unemployment_pct),
            &r.source_id,
        );
    }
    for (id, own) in &mut points {
        for p in own {
            match (id.as_str(), p.year) {
                ("encounters_usbp", year) => {
                    let row = tables
                        .encounters
                        .iter()
                        .find(|r| r.fiscal_year == year && code(r.country) == p.place);
                    p.months = row.map(|r| r.months).filter(|months| *months < 12);
                    p.partial = p.months.is_some();
                }
                ("us_openings" | "us_unemployment", 2025) => {
                    (p.partial, p.months) = (true, Some(10));
                }
                (id, 2025) if id.starts_with("aid_") => p.partial = true,
                ("homicide_police_count", _) if p.place == "SLV" => p.bound = Bound::Floor,
                _ => {}
            }
        }
    }
    points
}

fn code(country: Country) -> &'static str {
    match country {
        Country::ElSalvador => "SLV",
        Country::Guatemala => "GTM",
        Country::Honduras => "HND",
    }
}

/// The points of a series stand in order, reach from first to last, and a line has no gap.
fn strand(row: &SeriesRow, points: &[Point]) -> Result<(), String> {
    let time = |p: &Point| u32::from(p.year) * 12 + u32::from(p.month.saturating_sub(1));
    let step = if row.clock == Clock::Monthly { 1 } else { 12 };
    let bound = |text: &str| match row.clock {
        Clock::Monthly => month_of(text).map(|(y, m)| u32::from(y) * 12 + u32::from(m) - 1),
        _ => text
            .parse::<u32>()
            .map(|year| year * 12)
            .map_err(|_| format!("{text:?} is not a year")),
    };
    let (first, last) = (bound(&row.first)?, bound(&row.last)?);
    let mut rest = points;
    let (mut low, mut high) = (u32::MAX, 0);
    for place in list(&row.places) {
        let length = rest.iter().take_while(|p| p.place == place).count();
        let (own, after) = rest.split_at(length);
        let (Some(start), Some(end)) = (own.first(), own.last()) else {
            return Err(format!(
                "{} has no rows of {place} where they are due; rows follow the order of places",
                row.series_id
            ));
        };
        for pair in own.windows(2) {
            let gap = time(&pair[1]).saturating_sub(time(&pair[0]));
            ensure(
                if row.shape == Shape::Line {
                    gap == step
                } else {
                    gap > 0
                },
                format!(
                    "{}, {place}: gap or disorder after {}-{:02}",
                    row.series_id, pair[0].year, pair[0].month
                ),
            )?;
        }
        if row.shape == Shape::Line {
            ensure(
                time(start) == first && time(end) == last,
                format!(
                    "{}, {place}: a line must reach from first to last",
                    row.series_id
                ),
            )?;
        } else {
            ensure(
                own.iter().all(|p| p.value.is_some()),
                format!("{}, {place}: a single point has no value", row.series_id),
            )?;
        }
        (low, high) = (low.min(time(start)), high.max(time(end)));
        rest = after;
    }
    ensure(
        rest.is_empty(),
        format!(
            "{} has rows of a place that is not in its list, or in disorder",
            row.series_id
        ),
    )?;
    ensure(
        (low, high) == (first, last),
        format!(
            "first and last of {} are not those of its rows",
            row.series_id
        ),
    )
}

/// A bound and the words it was read from must agree.
fn worded(bound: Bound, qualifier: &str) -> Result<(), String> {
    let plain = matches!(bound, Bound::Exact | Bound::Derived);
    ensure(
        plain || !qualifier.is_empty(),
        "a bound needs the words it was read from",
    )
}

fn facts(table: Table<Fact>, places: &Places, sources: &mut Sources) -> Result<Vec<Fact>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| row.fact_id.clone())?;
    table.each(|row| {
        let digits = row
            .fact_id
            .trim_start_matches(|c: char| c.is_ascii_uppercase());
        ensure(
            row.fact_id.starts_with("CF") && digits.len() == 3 && digits.parse::<u16>().is_ok(),
            "fact_id must be CF, at most one letter, and three digits",
        )?;
        places.know(&row.places)?;
        for (name, text) in [
            ("topic", &row.topic),
            ("metric", &row.metric),
            ("unit", &row.unit),
            ("period", &row.period),
        ] {
            filled(name, text)?;
        }
        worded(row.bound, &row.qualifier)?;
        ensure(row.value.is_finite(), "value is not finite")?;
        ensure(
            row.high.is_some() == (row.bound == Bound::Range),
            "a range, and nothing else, has an upper end",
        )?;
        ensure(
            row.high.is_none_or(|high| high > row.value),
            "high is not above value",
        )
    })?;
    Ok(table.rows())
}

fn shares(
    table: Table<LocalShare>,
    places: &Places,
    sources: &mut Sources,
) -> Result<Vec<LocalShare>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| row.share_id.clone())?;
    table.each(|row| {
        ensure(
            row.share_id.starts_with("LS"),
            "share_id must be LS and digits",
        )?;
        places.know(&row.places)?;
        worded(row.bound, &row.qualifier)?;
        for (name, text) in [
            ("definition_en", &row.definition_en),
            ("definition_es", &row.definition_es),
        ] {
            ensure(text.ends_with('.'), format!("{name} must be a sentence"))?;
        }
        ensure(
            row.definition_en != row.definition_es,
            "definition_es repeats definition_en",
        )?;
        let top = if row.unit == "percent" { 100.0 } else { 1e11 };
        within("value", row.value, 0.0..=top)
    })?;
    Ok(table.rows())
}

fn events(
    table: Table<Event>,
    places: &Places,
    sources: &mut Sources,
) -> Result<Vec<Event>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.unique(|row| row.event_id.clone())?;
    table.each(|row| {
        ensure(
            is_key(&row.event_id),
            "event_id must be lower-case letters, digits and underscores",
        )?;
        ensure(
            KINDS.contains(&row.kind.as_str()),
            format!("unknown kind {:?}", row.kind),
        )?;
        places.know(&row.places)?;
        ensure(
            date_parts(&row.first_date).is_some(),
            "first_date must be YYYY, YYYY-MM or YYYY-MM-DD",
        )?;
        ensure(
            row.last_date.is_empty()
                || (date_parts(&row.last_date).is_some() && row.last_date > row.first_date),
            "last_date must be a later date, or empty",
        )
    })?;
    for pair in table.lines.windows(2) {
        if pair[1].row.first_date < pair[0].row.first_date {
            let reason = "events must stand in the order of their first dates";
            return Err(problem(table.file, pair[1].number, reason));
        }
    }
    Ok(table.rows())
}

fn outlines(
    table: Table<OutlinePoint>,
    places: &Places,
    sources: &mut Sources,
) -> Result<Vec<OutlinePoint>, Problem> {
    sources.resolve(&table, |row| &row.source_id)?;
    table.each(|row| {
        places.know(&row.place)?;
        within("longitude", row.longitude, -120.0..=-75.0)?;
        within("latitude", row.latitude, 5.0..=35.0)
    })?;
    let mut rings: BTreeMap<&str, Vec<&super::Line<OutlinePoint>>> = BTreeMap::new();
    for line in &table.lines {
        let ring = rings.entry(&line.row.place).or_default();
        if usize::from(line.row.point) != ring.len() {
            let reason = "points of an outline are numbered from 0";
            return Err(problem(table.file, line.number, reason));
        }
        ring.push(line);
    }
    for ring in rings.values() {
        let (first, last) = (ring[0], ring[ring.len() - 1]);
        let at = |line: &super::Line<OutlinePoint>| (line.row.longitude, line.row.latitude);
        if ring.len() < 4 || at(first) != at(last) {
            let reason = "an outline must end where it begins";
            return Err(problem(table.file, last.number, reason));
        }
    }
    Ok(table.rows())
}
