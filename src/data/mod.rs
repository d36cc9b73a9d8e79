//! The recorded series, the constants of the model and their sources.
//!
//! Everything here was read from the tables in `assets/data` when the crate was built, and checked
//! there. No parser is in the program. Each row points to its sources, but in the app (`cfg(in_page)`),
//! whose page tells them; a program that does not ask for a table does not carry it.
//!
//! Units are in the names of the fields or beside them. A fiscal year runs from October of the year
//! before to September.

mod backtest;
mod derived;
#[cfg(feature = "cli")]
pub mod documents;
mod events;
#[cfg(feature = "cli")]
pub mod record;
mod tables;

pub use backtest::{FIRST_ORIGIN, ORIGINS, Outlook, outlooks};
pub use events::{MarkedEvent, marked_events};
#[cfg(feature = "cli")]
pub use record::{cell, series};

pub use derived::{
    aid_base, aid_base_total, anchor, encounters_fy2024, homicides_now, openings_gap,
    openings_index, people_now, regime_level, regime_shift, repeat_share, rural_households,
    single_adult_share,
};
pub use tables::{
    Aid, BASELINE_LOCAL_SHARE, Break, BreakDetail, BreakKind, Constant, Cost, CostDetail,
    DATA_VERSION, ENCOUNTERS_FY2024_EXACT, Estimate, Evidence, EvidenceDetail, Homicides,
    Population, Quality, REPEAT_SHARE, REPEAT_SHARE_TITLE42, RURAL_HOUSEHOLD_SIZE, Recorded,
    RegimeWindow, SINGLE_ADULTS_FY2024, Series, Source, TITLE42_SHARE_ALL_FY2021, Title42,
    Transferability, USUAL_SHARE_ELEVEN_MONTHS, USUAL_SHARE_ELEVEN_MONTHS_SD, UsLabour,
    VISA_REPEAT_SHARE, Visas,
};

/// The three countries, in the order used everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Country {
    /// El Salvador, SLV.
    ElSalvador,
    /// Guatemala, GTM.
    Guatemala,
    /// Honduras, HND.
    Honduras,
}

impl Country {
    /// All countries in order.
    pub const ALL: [Country; 3] = [Country::ElSalvador, Country::Guatemala, Country::Honduras];

    /// Place in [`Country::ALL`], 0 to 2.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// ISO 3166 code of three letters.
    pub const fn code(self) -> &'static str {
        match self {
            Country::ElSalvador => "SLV",
            Country::Guatemala => "GTM",
            Country::Honduras => "HND",
        }
    }

    /// The country with this code, if it is one of the three.
    pub fn from_code(code: &str) -> Option<Country> {
        Self::ALL.into_iter().find(|country| country.code() == code)
    }
}

/// What a sum of U.S. aid counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Money promised by contract, FY2000 on.
    Obligations,
    /// Money paid out, FY2001 on.
    Disbursements,
}

/// Who counted the homicides. The two series must never be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HomicideSeries {
    /// United Nations Office on Drugs and Crime, 2000-2023; rates only.
    Unodc,
    /// Police or government, as reported in the press, 2014-2025.
    Police,
}

/// Which recorded months stand for the border rules of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// Fiscal years 2022 and 2023.
    Years2022To23,
    /// July to December 2024.
    Late2024,
    /// February to September 2025 and October 2025 to August 2026.
    Since2025,
}

impl Regime {
    /// All regimes, oldest first.
    pub const ALL: [Regime; 3] = [Regime::Years2022To23, Regime::Late2024, Regime::Since2025];

    /// The key used in links and files.
    pub const fn key(self) -> &'static str {
        match self {
            Regime::Years2022To23 => "2022-23",
            Regime::Late2024 => "late-2024",
            Regime::Since2025 => "since-2025",
        }
    }

    /// The regime with this key.
    pub fn from_key(key: &str) -> Option<Regime> {
        Self::ALL.into_iter().find(|regime| regime.key() == key)
    }
}

/// U.S. Border Patrol encounters on the southwest border, one row per fiscal year, FY2000 to
/// FY2026. The last row holds 11 months.
pub fn encounters(country: Country) -> &'static [Recorded] {
    tables::ENCOUNTERS[country.index()]
}

/// All encounters of a country at the southwest border (Border Patrol and ports) and those handled
/// under Title 42, FY2020 to FY2023. Used for repeat shares only.
pub fn title42(country: Country) -> &'static [Title42] {
    tables::TITLE42[country.index()]
}

/// H-2 visas issued to nationals of a country, FY2000 to FY2024.
pub fn visas(country: Country) -> &'static [Visas] {
    tables::VISAS[country.index()]
}

/// U.S. aid to a country, all agencies, by fiscal year.
pub fn aid(country: Country, measure: Measure) -> &'static [Aid] {
    match measure {
        Measure::Obligations => tables::OBLIGATIONS[country.index()],
        Measure::Disbursements => tables::DISBURSEMENTS[country.index()],
    }
}

/// People and rural share by calendar year, 2000 to 2025.
pub fn population(country: Country) -> &'static [Population] {
    tables::POPULATION[country.index()]
}

/// Homicides by calendar year. A year without a figure is a row without a rate.
pub fn homicides(country: Country, series: HomicideSeries) -> &'static [Homicides] {
    match series {
        HomicideSeries::Unodc => tables::HOMICIDES_UNODC[country.index()],
        HomicideSeries::Police => tables::HOMICIDES_POLICE[country.index()],
    }
}

/// U.S. job openings and unemployment by calendar year, 2000 to 2025.
pub fn us_labour() -> &'static [UsLabour] {
    &tables::US_LABOUR
}

/// The recorded windows of a regime, one or two.
pub fn regime_windows(regime: Regime) -> &'static [RegimeWindow] {
    match regime {
        Regime::Years2022To23 => &tables::WINDOWS_2022_23,
        Regime::Late2024 => &tables::WINDOWS_LATE_2024,
        Regime::Since2025 => &tables::WINDOWS_SINCE_2025,
    }
}

/// The named numbers with unit, note and sources, for display. Code uses the constants of the same
/// names.
pub fn constants() -> &'static [Constant] {
    &tables::CONSTANTS
}

/// Every known break in the series, in the order of the table.
pub fn breaks() -> &'static [Break] {
    &tables::BREAKS
}

/// What is to be said of each break, in the order of [`breaks`].
pub fn break_details() -> &'static [BreakDetail] {
    &tables::BREAK_DETAILS
}

/// The breaks that touch one country's line in one series.
pub fn breaks_in(series: Series, country: Country) -> impl Iterator<Item = &'static Break> {
    breaks()
        .iter()
        .filter(move |b| b.series == series && b.country.is_none_or(|c| c == country))
}

/// Every source, in the order of the ids.
pub fn sources() -> &'static [&'static Source] {
    &tables::SOURCES
}

/// The source with this id. Carries all sources into the program; rows point to theirs directly.
pub fn source(id: &str) -> Option<&'static Source> {
    let sources = sources();
    let at = sources.binary_search_by(|source| source.id.cmp(id)).ok()?;
    sources.get(at).copied()
}

/// The studies and statements behind the parameters, short form, in the order of the table.
pub fn evidence() -> &'static [Evidence] {
    &tables::EVIDENCE
}

/// The short form of one piece of evidence, such as `L01`.
pub fn evidence_by_id(id: &str) -> Option<&'static Evidence> {
    evidence().iter().find(|e| e.id == id)
}

/// The rest of each piece of evidence, in the same order as [`evidence`].
pub fn evidence_details() -> &'static [EvidenceDetail] {
    &tables::EVIDENCE_DETAILS
}

/// Published figures in the unit of a parameter, by its key.
pub fn estimates(parameter: &str) -> impl Iterator<Item = &'static Estimate> {
    tables::ESTIMATES
        .iter()
        .filter(move |estimate| estimate.parameter == parameter)
}

/// Unit costs, short form.
pub fn costs() -> &'static [Cost] {
    &tables::COSTS
}

/// The short form of one cost, such as `C01`.
pub fn cost_by_id(id: &str) -> Option<&'static Cost> {
    costs().iter().find(|c| c.id == id)
}

/// The rest of each cost, in the same order as [`costs`].
pub fn cost_details() -> &'static [CostDetail] {
    &tables::COST_DETAILS
}
