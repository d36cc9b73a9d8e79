//! Numbers worked out from the tables.

use super::tables::{
    ENCOUNTERS_FY2024_EXACT, REPEAT_SHARE, REPEAT_SHARE_TITLE42, RURAL_HOUSEHOLD_SIZE,
    SINGLE_ADULTS_FY2024, TITLE42_SHARE_ALL_FY2021,
};
use super::{
    Country, HomicideSeries, Measure, Population, Regime, aid, encounters, homicides, population,
    regime_windows, title42, us_labour,
};

/// Fiscal years of the anchor and of the mean of the openings index: FY2015 to FY2024.
const ANCHOR_YEARS: std::ops::RangeInclusive<u16> = 2015..=2024;

/// Fiscal years of the aid base: FY2022 to FY2024.
const AID_BASE_YEARS: std::ops::RangeInclusive<u16> = 2022..=2024;

/// Encounters of fiscal year 2024, the base of all regime shifts.
pub fn encounters_fy2024(country: Country) -> f64 {
    let row = found(encounters(country), |row| row.fiscal_year == 2024);
    f64::from(row.encounters)
}

/// Share of a fiscal year's encounters that were repeat tries of the same people.
///
/// The ordinary share, plus in FY2020-23 a part in proportion to the country's own share of
/// encounters under Title 42, scaled so that the share of all nationalities in FY2021 gives the
/// repeat share reported for that year.
pub fn repeat_share(country: Country, fiscal_year: u16) -> f64 {
    let expelled = title42(country)
        .iter()
        .find(|row| row.fiscal_year == fiscal_year)
        .map_or(0.0, |row| {
            f64::from(row.expulsions) / f64::from(row.encounters)
        });
    REPEAT_SHARE + (REPEAT_SHARE_TITLE42 - REPEAT_SHARE) * expelled / TITLE42_SHARE_ALL_FY2021
}

/// The level to which encounters slowly return, events a year: geometric mean over FY2015-24 of
/// encounters without the repeat tries beyond the ordinary share.
pub fn anchor(country: Country) -> f64 {
    geometric_mean(
        encounters(country)
            .iter()
            .filter(|row| ANCHOR_YEARS.contains(&row.fiscal_year))
            .map(|row| {
                let first_tries = 1.0 - repeat_share(country, row.fiscal_year);
                f64::from(row.encounters) * first_tries / (1.0 - REPEAT_SHARE)
            }),
    )
}

/// Share of single adults among the encounters of FY2024.
pub fn single_adult_share(country: Country) -> f64 {
    SINGLE_ADULTS_FY2024[country.index()] / ENCOUNTERS_FY2024_EXACT[country.index()]
}

/// People in 2024.
pub fn people_now(country: Country) -> f64 {
    f64::from(population_2024(country).people)
}

/// Rural households in 2024: rural people over the usual size of a household.
pub fn rural_households(country: Country) -> f64 {
    let row = population_2024(country);
    f64::from(row.people) * row.rural_pct / 100.0 / RURAL_HOUSEHOLD_SIZE
}

/// People killed in 2025 by the police count. For El Salvador a lower limit.
pub fn homicides_now(country: Country) -> f64 {
    let rows = homicides(country, HomicideSeries::Police);
    let count = found(rows, |row| row.year == 2025).count;
    f64::from(count.expect(BUILT))
}

/// U.S. aid at baseline, dollars of FY2024 a year: mean disbursed in FY2022-24.
pub fn aid_base(country: Country) -> f64 {
    mean(
        aid(country, Measure::Disbursements)
            .iter()
            .filter(|row| AID_BASE_YEARS.contains(&row.fiscal_year))
            .map(|row| row.constant_2024_usd),
    )
}

/// [`aid_base`] of the three countries together: the pot of money at 1.
pub fn aid_base_total() -> f64 {
    Country::ALL.into_iter().map(aid_base).sum()
}

/// Index of the U.S. labour market in a calendar year: million job openings per percentage point of
/// unemployment. `None` where no openings were counted (2000) or outside 2000-2025.
pub fn openings_index(year: u16) -> Option<f64> {
    let row = us_labour().iter().find(|row| row.year == year)?;
    Some(row.openings_thousand? / 1000.0 / row.unemployment_pct)
}

/// Log of the openings index of 2025 over its geometric mean of 2015-24.
pub fn openings_gap() -> f64 {
    let usual = geometric_mean(ANCHOR_YEARS.filter_map(openings_index));
    libm::log(openings_index(2025).expect(BUILT) / usual)
}

/// Encounters a year at the pace of the months recorded under a regime: the weighted geometric mean
/// of its windows.
pub fn regime_level(regime: Regime, country: Country) -> f64 {
    libm::exp(
        regime_windows(regime)
            .iter()
            .map(|window| window.weight * libm::log(window.yearly(country)))
            .sum(),
    )
}

/// Log of [`regime_level`] over the encounters of FY2024.
pub fn regime_shift(regime: Regime, country: Country) -> f64 {
    libm::log(regime_level(regime, country) / encounters_fy2024(country))
}

/// Why a row that a formula needs cannot be missing.
const BUILT: &str = "the build refuses tables without this year";

fn found<T>(rows: &'static [T], is: impl Fn(&T) -> bool) -> &'static T {
    rows.iter().find(|row| is(row)).expect(BUILT)
}

fn population_2024(country: Country) -> &'static Population {
    found(population(country), |row| row.year == 2024)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    sum / count
}

fn geometric_mean(values: impl Iterator<Item = f64>) -> f64 {
    libm::exp(mean(values.map(libm::log)))
}
