//! Row types, and the tables that the build script wrote.

use super::Country;

/// Where a figure was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Short name, unique.
    pub id: &'static str,
    /// Who published it.
    pub publisher: &'static str,
    /// Title of the page, data set or paper.
    pub title: &'static str,
    /// Year of publication, a span, or `n.d.` where none is given.
    pub year: &'static str,
    /// Web address; `None` where there is none, and then `note` says why.
    pub url: Option<&'static str>,
    /// Licence or terms, as found.
    pub licence: &'static str,
    /// Day of reading, `YYYY-MM-DD`.
    pub date_read: &'static str,
    /// What a user should know; may be empty.
    pub note: &'static str,
}

/// Encounters of one fiscal year: events, not persons.
#[derive(Debug, PartialEq)]
pub struct Recorded {
    /// U.S. fiscal year.
    pub fiscal_year: u16,
    /// Encounters in the months covered.
    pub encounters: u32,
    /// Months covered, 12 but for an unfinished year.
    pub months: u8,
    /// The publisher rounds to this, 1 or 10.
    pub rounded_to: u32,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

impl Recorded {
    /// Whether the fiscal year is not yet complete.
    pub const fn is_partial(&self) -> bool {
        self.months < 12
    }
}

/// Encounters handled under Title 42, of all of a fiscal year.
#[derive(Debug, PartialEq)]
pub struct Title42 {
    /// U.S. fiscal year.
    pub fiscal_year: u16,
    /// All southwest encounters of the year, Border Patrol and ports together.
    pub encounters: u32,
    /// Those of them that ended in an expulsion under Title 42.
    pub expulsions: u32,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// H-2 visas issued in one fiscal year: visas, not persons.
#[derive(Debug, PartialEq)]
pub struct Visas {
    /// U.S. fiscal year.
    pub fiscal_year: u16,
    /// H-2A, farm work.
    pub h2a: u32,
    /// H-2B, other seasonal work.
    pub h2b: u32,
    /// H-2R, returning H-2B workers, a class of FY2005 to FY2007.
    pub h2r: u32,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

impl Visas {
    /// All H-2 visas of the year.
    pub const fn total(&self) -> u32 {
        self.h2a + self.h2b + self.h2r
    }
}

/// U.S. aid of one fiscal year.
#[derive(Debug, PartialEq)]
pub struct Aid {
    /// U.S. fiscal year.
    pub fiscal_year: u16,
    /// U.S. dollars of the year itself.
    pub current_usd: f64,
    /// U.S. dollars of fiscal year 2024.
    pub constant_2024_usd: f64,
    /// Whether the year was still incomplete at the source.
    pub partial: bool,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// People of one calendar year.
#[derive(Debug, PartialEq)]
pub struct Population {
    /// Calendar year.
    pub year: u16,
    /// People.
    pub people: u32,
    /// Rural people, per cent of all.
    pub rural_pct: f64,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// Homicides of one calendar year.
#[derive(Debug, PartialEq)]
pub struct Homicides {
    /// Calendar year.
    pub year: u16,
    /// Per 100,000 people.
    pub rate: Option<f64>,
    /// People killed.
    pub count: Option<u32>,
    /// Where it was read; for a row without figures, the source that has none.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// The U.S. labour market in one calendar year, means of monthly figures.
#[derive(Debug, PartialEq)]
pub struct UsLabour {
    /// Calendar year.
    pub year: u16,
    /// Job openings, thousand; none in 2000.
    pub openings_thousand: Option<f64>,
    /// Unemployed, per cent of the labor force.
    pub unemployment_pct: f64,
    /// Months in the mean.
    pub months: u8,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// Months recorded under a border regime.
#[derive(Debug, PartialEq)]
pub struct RegimeWindow {
    /// Name of the window, such as `jul-dec-2024`.
    pub name: &'static str,
    /// First month, `YYYY-MM`.
    pub first_month: &'static str,
    /// Last month, `YYYY-MM`, included.
    pub last_month: &'static str,
    /// Weight of this window in the (log) level of its regime; the weights of a regime sum to 1.
    pub weight: f64,
    /// Share of a year's encounters that these months usually carry.
    pub usual_share: f64,
    /// Standard deviation of the log of that share, the part common to the countries.
    pub sd_common: f64,
    /// The same, the part of each country alone.
    pub sd_country: f64,
    /// Encounters recorded in these months, in the order of [`Country::ALL`].
    pub encounters: [u32; 3],
    /// Where the counts were read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

impl RegimeWindow {
    /// Encounters a year at the pace of these months: the count over its usual share.
    pub fn yearly(&self, country: Country) -> f64 {
        f64::from(self.encounters[country.index()]) / self.usual_share
    }
}

/// A named number of the model.
#[derive(Debug, PartialEq)]
pub struct Constant {
    /// Name.
    pub key: &'static str,
    /// The country it holds for; `None` for all.
    pub country: Option<Country>,
    /// The number, in `unit`.
    pub value: f64,
    /// Unit.
    pub unit: &'static str,
    /// Meaning.
    pub note: &'static str,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// The series that charts draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// Border Patrol encounters.
    Encounters,
    /// H-2 visas issued.
    Visas,
    /// U.S. aid.
    Aid,
    /// Homicides.
    Homicides,
    /// U.S. job openings and unemployment.
    UsLabour,
    /// People.
    Population,
}

/// What sort of break a series has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BreakKind {
    /// What is counted differs from what a reader may think, or from another series.
    Definition,
    /// Who or what is left out or let in.
    Coverage,
    /// A rule changed and with it what the figures mean.
    Policy,
    /// The publisher or edition changes.
    Source,
    /// The way of counting changes or is a model.
    Method,
    /// A figure was changed later, or still may be.
    Revision,
    /// Figures are rounded by the publisher.
    Rounding,
    /// A year is not complete.
    Partial,
    /// No figure exists.
    Missing,
    /// One event makes a peak that is not a trend.
    Spike,
    /// Sources contradict each other.
    Conflict,
}

/// Something a reader must know before comparing points of a series.
#[derive(Debug, PartialEq, Eq)]
pub struct Break {
    /// The series it touches.
    pub series: Series,
    /// The country it touches; `None` for all.
    pub country: Option<Country>,
    /// First year it touches.
    pub first_year: u16,
    /// Last year it touches.
    pub last_year: u16,
    /// What sort it is.
    pub kind: BreakKind,
}

/// What is to be said of a break, in the same place of its list as the break.
#[derive(Debug, PartialEq, Eq)]
pub struct BreakDetail {
    /// One to three plain sentences in English.
    pub en: &'static str,
    /// The same in Spanish.
    pub es: &'static str,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// A study or statement behind a parameter, short form.
#[derive(Debug, PartialEq)]
pub struct Evidence {
    /// A letter and two digits.
    pub id: &'static str,
    /// Authors, or the body that says it.
    pub authors: &'static str,
    /// Year of publication.
    pub year: &'static str,
    /// The size read, in `unit`; `None` where only a sign or a statement was read.
    pub effect: Option<f64>,
    /// Unit of `effect`, or the statement in words.
    pub unit: &'static str,
    /// Where and when it holds.
    pub setting: &'static str,
    /// Source ids, separated by `;`.
    pub source: &'static str,
}

/// A published figure brought to the unit of a parameter.
#[derive(Debug, PartialEq)]
pub struct Estimate {
    /// Key of the parameter.
    pub parameter: &'static str,
    /// Id of the study or cost.
    pub study: &'static str,
    /// The figure, in the parameter's unit and sign.
    pub value: f64,
    /// Lower end of its 90 % interval or of the range read.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// How it follows from the figure as read.
    pub derivation: &'static str,
}

/// The rest of a piece of evidence.
#[derive(Debug, PartialEq)]
pub struct EvidenceDetail {
    /// The id of its short form.
    pub id: &'static str,
    /// Field.
    pub topic: &'static str,
    /// Title of the study or name of the finding.
    pub title: &'static str,
    /// Lower end of the interval or range read, in the unit of the effect.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Standard error.
    pub se: Option<f64>,
    /// Time until the effect; may be empty.
    pub horizon: &'static str,
    /// Kind of study.
    pub design: &'static str,
    /// How far the study carries.
    pub quality: Quality,
    /// How far it carries here.
    pub transferability: Transferability,
    /// What speaks for or against it; may be empty.
    pub note: &'static str,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

/// How much a study or figure can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quality {
    /// A trial, or a complete official count.
    Strong,
    /// A careful observational study.
    Moderate,
    /// A comparison without much control.
    Weak,
    /// A statement without a study.
    Claim,
    /// A judgement of this project.
    Judgement,
}

/// How well a finding can be carried over to the three countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transferability {
    /// Found here, or under like conditions.
    High,
    /// Partly alike.
    Medium,
    /// Found under other conditions.
    Low,
}

/// A unit cost, short form.
#[derive(Debug, PartialEq)]
pub struct Cost {
    /// `C` and two digits.
    pub id: &'static str,
    /// Field.
    pub topic: &'static str,
    /// The figure, in `unit`.
    pub value: f64,
    /// Lower end of the range read.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Unit.
    pub unit: &'static str,
    /// Source ids, separated by `;`.
    pub source: &'static str,
}

/// The rest of a unit cost.
#[derive(Debug, PartialEq)]
pub struct CostDetail {
    /// The id of its short form.
    pub id: &'static str,
    /// Year or years of the prices.
    pub year: &'static str,
    /// Where it holds.
    pub setting: &'static str,
    /// How much it can carry.
    pub quality: Quality,
    /// How it was found; may be empty.
    pub note: &'static str,
    /// Where it was read.
    #[cfg(not(in_page))]
    pub sources: &'static [&'static Source],
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
