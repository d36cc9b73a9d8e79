//! The back-test: fit up to an origin, draw three years, hold the record against them.

use super::fit::NoMode;
use super::futures::{self, Driver, Rival, Shape};
use super::panel::{Counting, LAST_CALIBRATED_YEAR, LAST_YEAR, Panel};
use super::random::{Random, Tails};
use super::score::Judged;
use crate::model::{COUNTRIES, math};

/// Years drawn after each origin.
pub const HORIZONS: usize = 3;

/// First fiscal year from which futures are drawn: ten years of record.
pub const FIRST_ORIGIN: u16 = 2009;

/// Futures drawn at each origin for the committed table.
pub const FUTURES: usize = 40_000;

/// Seed of the committed table.
pub const SEED: u32 = 2024;

/// One outcome: whose, of which year, seen from which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Case {
    /// Last fiscal year known.
    pub origin: u16,
    /// Years after it, 1 to 3.
    pub horizon: u16,
    /// Place of the country; [`TOTAL`] for the three together.
    pub country: usize,
}

impl Case {
    /// Fiscal year of the outcome.
    pub fn year(&self) -> u16 {
        self.origin + self.horizon
    }

    /// Does the outcome lie before the break in border rules?
    pub fn before_the_break(&self) -> bool {
        self.year() <= LAST_CALIBRATED_YEAR
    }
}

/// A rival under its eternal key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entrant {
    /// Key in tables.
    pub key: &'static str,
    /// How it draws futures.
    pub rival: Rival,
}

const fn level(key: &'static str, shape: Shape) -> Entrant {
    Entrant {
        key,
        rival: Rival::Level(shape),
    }
}

/// Key of the rival that all others are compared with.
pub const NAIVE: &str = "naive";

/// Key of the model as it is told.
pub const PLAIN: &str = "no_drivers";

/// The rows of the table.
pub const ENTRANTS: [Entrant; 6] = [
    Entrant {
        key: NAIVE,
        rival: Rival::Naive,
    },
    Entrant {
        key: "five_years",
        rival: Rival::FiveYears,
    },
    level(PLAIN, Shape::PLAIN),
    level(
        "slow_return",
        Shape {
            slow_return: true,
            ..Shape::PLAIN
        },
    ),
    level("openings_frozen", with_driver(Driver::Frozen)),
    level("openings_given", with_driver(Driver::Given)),
];

/// Changes to the model that were tried; each is held against [`PLAIN`].
pub const TRIALS: [Entrant; 11] = [
    level(
        "normal_noise",
        Shape {
            level_tails: Tails::Normal,
            passing_tails: Tails::Normal,
            ..Shape::PLAIN
        },
    ),
    level(
        "heavy_level",
        Shape {
            level_tails: Tails::Student(3.0),
            passing_tails: Tails::Normal,
            ..Shape::PLAIN
        },
    ),
    level(
        "without_extra_repeats",
        Shape {
            counting: Counting::WithoutExtraRepeats,
            ..Shape::PLAIN
        },
    ),
    level(
        "shrunk_differences",
        Shape {
            contrast_return: 0.2,
            ..Shape::PLAIN
        },
    ),
    level(
        "fading_drift",
        Shape {
            drift_kept: 0.8,
            ..Shape::PLAIN
        },
    ),
    level("openings_returning", with_driver(Driver::Returning(0.25))),
    level("openings_learnt", with_driver(Driver::Learnt)),
    level(
        "openings_learnt_without_extra_repeats",
        Shape {
            counting: Counting::WithoutExtraRepeats,
            ..with_driver(Driver::Learnt)
        },
    ),
    level(
        "restless_times",
        Shape {
            restless_times: true,
            level_tails: Tails::Normal,
            ..Shape::PLAIN
        },
    ),
    level("last_quarter", with_driver(Driver::LastQuarter)),
    level("el_nino", with_driver(Driver::ElNino)),
];

const fn with_driver(driver: Driver) -> Shape {
    Shape {
        driver,
        ..Shape::PLAIN
    }
}

/// The whole record, FY2000 to FY2026.
pub fn record() -> Panel {
    Panel::recorded(LAST_YEAR, Counting::Recorded)
}

/// Every outcome up to `last`, seen from one, two and three years before, from the first origin on.
pub fn cases(last: u16) -> impl Iterator<Item = Case> {
    let horizons = move |origin| (1..=HORIZONS as u16).map(move |horizon| (origin, horizon));
    (FIRST_ORIGIN..last)
        .flat_map(horizons)
        .filter(move |(origin, horizon)| origin + horizon <= last)
        .flat_map(|(origin, horizon)| {
            (0..COUNTRIES).map(move |country| Case {
                origin,
                horizon,
                country,
            })
        })
}

/// Place of the three countries together in a [`Case`], after those of the countries.
pub const TOTAL: usize = COUNTRIES;

/// Runs the protocol for one rival over the three countries together, to FY2026.
///
/// The countries' futures are added up draw by draw, on the random numbers of [`run`]. The naive
/// rival, whose countries know nothing of one another, walks on the sum instead, give or take the
/// usual yearly change of the sum.
///
/// # Errors
/// If the model cannot be fitted at some origin.
pub fn run_total(rival: Rival, count: usize, seed: u32) -> Result<Vec<Judged>, NoMode> {
    let record = record();
    let total = record.total();
    let drawn_from = if rival == Rival::Naive {
        &total
    } else {
        &record
    };
    let mut judged = Vec::new();
    for origin in FIRST_ORIGIN..LAST_YEAR {
        let mut random = Random::new(seed, u32::from(origin));
        let drawn = futures::draw(rival, drawn_from, origin, count, &mut random)?;
        for (horizon, countries) in (1..=LAST_YEAR - origin).zip(&drawn) {
            let mut futures = match rival {
                Rival::Naive => countries[0].clone(),
                _ => summed(countries),
            };
            let case = Case {
                origin,
                horizon,
                country: TOTAL,
            };
            let outcome = total.encounters[Panel::place(case.year())][0];
            judged.push(Judged::new(case, outcome, &mut futures));
        }
    }
    Ok(judged)
}

/// Logs of the countries' sums, draw by draw.
fn summed(countries: &[Vec<f64>; COUNTRIES]) -> Vec<f64> {
    (0..countries[0].len())
        .map(|draw| math::ln(countries.iter().map(|all| math::exp(all[draw])).sum()))
        .collect()
}

/// Runs the protocol for one rival over all outcomes to FY2026, with `count` futures an origin.
///
/// Rivals under one seed share random numbers as far as they use them alike.
///
/// # Errors
/// If the model cannot be fitted at some origin.
pub fn run(rival: Rival, count: usize, seed: u32) -> Result<Vec<Judged>, NoMode> {
    let record = record();
    let mut judged = Vec::new();
    for origin in FIRST_ORIGIN..LAST_YEAR {
        let mut random = Random::new(seed, u32::from(origin));
        let mut drawn = futures::draw(rival, &record, origin, count, &mut random)?;
        for case in cases(LAST_YEAR).filter(|case| case.origin == origin) {
            let outcome = record.encounters[Panel::place(case.year())][case.country];
            let futures = &mut drawn[usize::from(case.horizon) - 1][case.country];
            judged.push(Judged::new(case, outcome, futures));
        }
    }
    Ok(judged)
}
