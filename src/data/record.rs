//! The record beyond the model's own tables, for the native program: series of every kind, single
//! facts, the timeline, outlines for a map, and any cell by its place.
//!
//! A line is drawn within one series only. [`SeriesRecord::may_join`] says which two may follow
//! each other on it; that is rare, and never so between publishers.

use super::{BreakKind, Source, tables};

/// What the periods of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Calendar years.
    Calendar,
    /// U.S. fiscal years, October of the year before to September.
    Fiscal,
    /// Calendar months.
    Monthly,
}

/// Whether the values of a series may be joined by a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Every period from first to last has a point, though some may lack a value.
    Line,
    /// Single values that were counted under different circumstances: never a line.
    Points,
}

/// What kind of number a value is, read from the words around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// As stated.
    Exact,
    /// Near this, such as "about" or "nearly".
    About,
    /// At least this.
    Floor,
    /// At most this.
    Ceiling,
    /// Worked out from other figures.
    Derived,
    /// Aimed at, not reached.
    Target,
    /// The lower end of a range.
    Range,
}

/// One value of a series.
#[derive(Debug, PartialEq)]
pub struct Point {
    /// Code of the place, as in [`places`].
    pub place: &'static str,
    /// Calendar or fiscal year; in monthly series the calendar year.
    pub year: u16,
    /// Calendar month, 1 to 12, in monthly series.
    pub month: Option<u8>,
    /// In the unit of the series; `None` where no figure exists or was read.
    pub value: Option<f64>,
    /// What kind of number it is.
    pub bound: Bound,
    /// Whether the period was not complete. Such a value is never compared with whole periods.
    pub partial: bool,
    /// Months covered, where the period is not complete and they are known.
    pub months: Option<u8>,
    /// Where it was read.
    pub sources: &'static [&'static Source],
    /// What a user should know, in English; may be empty.
    pub note: &'static str,
}

/// Something to know before comparing points of a series.
#[derive(Debug, PartialEq, Eq)]
pub struct SeriesBreak {
    /// Code of the place it touches; `all` and `any` mean every place of the series.
    pub place: &'static str,
    /// First year it touches.
    pub first_year: u16,
    /// Last year it touches.
    pub last_year: u16,
    /// What sort it is.
    pub kind: BreakKind,
    /// Plain sentences in English.
    pub en: &'static str,
    /// The same in Spanish.
    pub es: &'static str,
    /// Where it was read.
    pub sources: &'static [&'static Source],
}

/// A recorded series with its points.
#[derive(Debug)]
pub struct SeriesRecord {
    /// Short name, unique.
    pub id: &'static str,
    /// Field, such as `food`.
    pub topic: &'static str,
    /// Stem of the file of `assets/data` in which its rows stand.
    pub table: &'static str,
    /// Name in English.
    pub name_en: &'static str,
    /// Name in Spanish.
    pub name_es: &'static str,
    /// Unit in English.
    pub unit_en: &'static str,
    /// Unit in Spanish.
    pub unit_es: &'static str,
    /// Years, fiscal years or months.
    pub clock: Clock,
    /// A line or single points.
    pub shape: Shape,
    /// Codes of its places, in the order of its points.
    pub places: &'static [&'static str],
    /// Ids of the series that may continue its line.
    pub joins: &'static [&'static str],
    /// Ids of the series that look alike and must not be set beside it without a word.
    pub not_with: &'static [&'static str],
    /// Who publishes the series as a whole; a point names its own.
    pub sources: &'static [&'static Source],
    /// What it counts, in English; may be empty.
    pub note_en: &'static str,
    /// The same in Spanish.
    pub note_es: &'static str,
    /// Its values, by place, then by time.
    pub points: &'static [Point],
    /// What to know before comparing them.
    pub breaks: &'static [SeriesBreak],
}

impl SeriesRecord {
    /// The points of one place, in order of time.
    pub fn of(&self, place: &str) -> &'static [Point] {
        let from = self.points.iter().position(|p| p.place == place);
        let own = &self.points[from.unwrap_or(self.points.len())..];
        let length = own.iter().take_while(|p| p.place == place).count();
        &own[..length]
    }

    /// The points of one place whose periods are complete and have a value. Charts that compare
    /// years, and sums over years, use these.
    pub fn complete(&self, place: &str) -> impl Iterator<Item = (&'static Point, f64)> + use<> {
        self.of(place)
            .iter()
            .filter(|p| !p.partial)
            .filter_map(|p| Some((p, p.value?)))
    }

    /// The point of a year.
    pub fn at(&self, place: &str, year: u16) -> Option<&'static Point> {
        self.of(place)
            .iter()
            .find(|p| p.year == year && p.month.is_none())
    }

    /// The point of a month.
    pub fn in_month(&self, place: &str, year: u16, month: u8) -> Option<&'static Point> {
        self.of(place)
            .iter()
            .find(|p| p.year == year && p.month == Some(month))
    }

    /// The breaks that touch one place.
    pub fn breaks_of(&self, place: &str) -> impl Iterator<Item = &'static SeriesBreak> {
        self.breaks
            .iter()
            .filter(move |b| b.place == place || matches!(b.place, "all" | "any"))
    }

    /// Whether the other series may continue the line of this one.
    pub fn may_join(&self, other: &SeriesRecord) -> bool {
        self.joins.contains(&other.id)
    }
}

/// A single figure that prose may cite.
#[derive(Debug, PartialEq)]
pub struct Fact {
    /// `CF`, at most one letter, three digits.
    pub id: &'static str,
    /// Field.
    pub topic: &'static str,
    /// Codes of the places it speaks of.
    pub places: &'static [&'static str],
    /// What is counted, as a key.
    pub metric: &'static str,
    /// The words before the number, such as `more than`; may be empty.
    pub qualifier: &'static str,
    /// What kind of number these words make it.
    pub bound: Bound,
    /// The figure, or the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// Unit.
    pub unit: &'static str,
    /// When it holds.
    pub period: &'static str,
    /// Where it was read.
    pub sources: &'static [&'static Source],
    /// What a user should know, in English; may be empty.
    pub note: &'static str,
}

/// One measure of how much aid goes to local organisations. No two need mean the same.
#[derive(Debug, PartialEq)]
pub struct LocalShare {
    /// `LS` and two digits.
    pub id: &'static str,
    /// Codes of the places it speaks of.
    pub places: &'static [&'static str],
    /// When it holds.
    pub period: &'static str,
    /// What is measured, as a key.
    pub measure: &'static str,
    /// The words before the number; may be empty.
    pub qualifier: &'static str,
    /// What kind of number these words make it.
    pub bound: Bound,
    /// The figure.
    pub value: f64,
    /// Unit.
    pub unit: &'static str,
    /// What is counted over what, a sentence in English.
    pub definition_en: &'static str,
    /// The same in Spanish.
    pub definition_es: &'static str,
    /// Where it was read.
    pub sources: &'static [&'static Source],
    /// What a user should know, in English; may be empty.
    pub note: &'static str,
}

/// An event of the timeline, 1990 to 2026.
#[derive(Debug, PartialEq, Eq)]
pub struct Event {
    /// Short name, unique.
    pub id: &'static str,
    /// First day, month or year, as exact as was read: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub first: &'static str,
    /// The same for the end of a span; `None` for a single date and for what goes on.
    pub last: Option<&'static str>,
    /// One of [`kinds`].
    pub kind: &'static str,
    /// Codes of the places it touches.
    pub places: &'static [&'static str],
    /// Where it was read.
    pub sources: &'static [&'static Source],
    /// Name in English.
    pub name_en: &'static str,
    /// Name in Spanish.
    pub name_es: &'static str,
    /// A sentence in English.
    pub text_en: &'static str,
    /// The same in Spanish.
    pub text_es: &'static str,
}

/// A key and its name.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// The key.
    pub key: &'static str,
    /// Name in English.
    pub en: &'static str,
    /// Name in Spanish.
    pub es: &'static str,
}

/// The generalised outline of a country, for a map that shows where it lies.
#[derive(Debug)]
pub struct Outline {
    /// Code of the country.
    pub place: &'static str,
    /// Degrees of longitude and latitude; the last point is the first.
    pub ring: &'static [(f64, f64)],
    /// Whose outline it is.
    pub sources: &'static [&'static Source],
}

/// A number that prose refers to, with all that must travel with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What kind of number it is.
    pub bound: Bound,
    /// The words before it in the source; may be empty.
    pub qualifier: &'static str,
    /// Where it was read.
    pub sources: &'static [&'static Source],
    /// What a user should know, in English; may be empty.
    pub note: &'static str,
}

/// Every series, in the order of the registry.
pub fn all_series() -> &'static [SeriesRecord] {
    &SERIES
}

/// The series with this id.
pub fn series(id: &str) -> Option<&'static SeriesRecord> {
    SERIES.iter().find(|series| series.id == id)
}

/// Every single fact.
pub fn facts() -> &'static [Fact] {
    &FACTS
}

/// The fact with this id.
pub fn fact(id: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.id == id)
}

/// How much aid goes to local organisations, by every measure that was found.
pub fn local_shares() -> &'static [LocalShare] {
    &SHARES
}

/// The timeline, in the order of first dates.
pub fn events() -> &'static [Event] {
    &EVENTS
}

/// The kinds of events, in the order in which a reader meets them.
pub fn kinds() -> &'static [Name] {
    &KINDS
}

/// Every place that a row can name.
pub fn places() -> &'static [Name] {
    &PLACES
}

/// The outlines of the region.
pub fn outlines() -> &'static [Outline] {
    &OUTLINES
}

/// About where the Dry Corridor lies: a shape drawn by hand from descriptions in words, for a map
/// that shows where things are. It runs out over the sea; what lies on land counts. Good to about
/// 30 km, not for measuring.
pub fn dry_corridor() -> &'static Outline {
    &DRY_CORRIDOR[0]
}

/// The number in a cell of a table of `assets/data`. The key of a row is its key columns in the
/// order of the file, joined by `/`: `cell("encounters", "2019/SLV", "encounters")`,
/// `cell("series_yearly", "food_insecurity/HND/2023", "value")`,
/// `cell("series_monthly", "encounters_usbp_monthly/GTM/2024-07", "value")`,
/// `cell("context_facts", "CF001", "value")`. Where fewer columns name one row, they will do. `None`
/// if there is no such cell, more than one, or nothing is in it.
pub fn cell(table: &str, key: &str, column: &str) -> Option<Cell> {
    if matches!(table, "series_yearly" | "series_monthly") {
        return (column == "value")
            .then(|| cell_of_series(table, key))
            .flatten();
    }
    let longer = format!("{key}/");
    let of_table = CELLS
        .iter()
        .filter(|row| row.table == table && row.column == column);
    let mut found = of_table.filter(|row| row.key == key || row.key.starts_with(&longer));
    let row = found.next()?;
    found.next().is_none().then_some(row.cell)
}

fn cell_of_series(table: &str, key: &str) -> Option<Cell> {
    let mut parts = key.split('/');
    let (id, place, time) = (parts.next()?, parts.next()?, parts.next()?);
    let series = series(id).filter(|series| series.table == table && parts.next().is_none())?;
    let point = series.of(place).iter().find(|p| match p.month {
        Some(month) => time == format!("{}-{month:02}", p.year),
        None => time == p.year.to_string(),
    })?;
    Some(Cell {
        value: point.value?,
        unit: series.unit_en,
        bound: point.bound,
        qualifier: "",
        sources: point.sources,
        note: point.note,
    })
}

struct CellRow {
    table: &'static str,
    key: &'static str,
    column: &'static str,
    cell: Cell,
}

include!(concat!(env!("OUT_DIR"), "/record.rs"));
