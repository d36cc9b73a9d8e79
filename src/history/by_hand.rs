//! The record matched by hand: a line of encounters of the three countries together, drawn from a
//! few drivers whose strength a reader sets, and how near it comes at best.
//!
//! The line of a year is a level times each driver, relative to its usual size, raised to its
//! strength. The level is that of the record, so a reader sets ups and downs only. Nothing here is
//! part of the scenarios: it shows what such a match can and cannot tell.

use super::panel::{Counting, Panel};
use crate::data::{self, Country, HomicideSeries, Measure};
use crate::model::{COUNTRIES, math};

/// First and last fiscal year of the match: openings begin in 2001, and FY2026 is not complete.
pub const YEARS: std::ops::RangeInclusive<u16> = 2001..=2025;

/// Number of these years.
pub const COUNT: usize = 25;

/// What may carry the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// Index of U.S. job openings, million openings a point of unemployment, of the same year.
    Openings,
    /// Homicides per 100,000 people of the three countries, of the calendar year before.
    Homicides,
    /// U.S. aid at work, million dollars of FY2024: what was paid out, delivered over three years.
    Aid,
    /// H-2 visas issued, mean of the year and the year before.
    Visas,
}

/// Number of drivers.
pub const DRIVERS: usize = 4;

/// A strength for each driver in the order of [`Driver::ALL`]: by how much the log of encounters
/// moves with the log of the driver.
pub type Strengths = [f64; DRIVERS];

impl Driver {
    /// All drivers in order.
    pub const ALL: [Driver; DRIVERS] = [
        Driver::Openings,
        Driver::Homicides,
        Driver::Aid,
        Driver::Visas,
    ];

    /// Its name in words and links.
    pub const fn key(self) -> &'static str {
        match self {
            Driver::Openings => "openings",
            Driver::Homicides => "homicides",
            Driver::Aid => "aid",
            Driver::Visas => "visas",
        }
    }

    /// Least and greatest strength.
    ///
    /// Openings: from nothing to twice the upper end of the published range. Homicides: the bounds
    /// of the model's prior of this strength. Aid and visas: half either way, for the sign is not
    /// known, beyond all that was tried on this record.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Driver::Openings => (0.0, 1.5),
            Driver::Homicides => (-0.2, 0.9),
            Driver::Aid | Driver::Visas => (-0.5, 0.5),
        }
    }

    /// Rows of the evidence that speak of this strength.
    pub const fn evidence(self) -> &'static [&'static str] {
        match self {
            Driver::Openings => &["D20", "D21"],
            Driver::Homicides => &["D05"],
            Driver::Aid => &["A16"],
            Driver::Visas => &["L12"],
        }
    }

    /// Decimals to which its yearly values are told, and used.
    pub const fn decimals(self) -> u32 {
        match self {
            Driver::Openings => 3,
            Driver::Homicides | Driver::Aid => 1,
            Driver::Visas => 0,
        }
    }

    fn value(self, year: u16) -> f64 {
        match self {
            Driver::Openings => data::openings_index(year).expect(BUILT),
            Driver::Homicides => homicides(year - 1),
            Driver::Aid => aid_at_work(year),
            Driver::Visas => (visas(year) + visas(year - 1)) / 2.0,
        }
    }

    /// Whether part of the value of a year was not recorded, or not in full, so that the last
    /// figure before it stands.
    fn is_kept(self, year: u16) -> bool {
        match self {
            Driver::Openings => false,
            Driver::Homicides => Country::ALL
                .into_iter()
                .any(|country| homicide_rate(country, year - 1).is_none()),
            Driver::Aid => year > LAST_WHOLE_YEAR,
            Driver::Visas => year > LAST_WHOLE_YEAR,
        }
    }
}

/// The step of a strength.
pub const STEP: f64 = 0.01;

/// Steps of [`STEP`] in a unit of strength.
const STEPS: f64 = 100.0;

/// Last fiscal year of which aid and visas are recorded in full.
const LAST_WHOLE_YEAR: u16 = 2024;

/// Share of what was paid out that is added to aid at work each year, as in the model.
const DELIVERED: f64 = 0.35;

/// Why a row cannot be missing.
const BUILT: &str = "the build refuses tables without this year";

/// Homicide rate of the United Nations in a calendar year.
fn homicide_rate(country: Country, year: u16) -> Option<f64> {
    let rows = data::homicides(country, HomicideSeries::Unodc).iter();
    rows.filter(|row| row.year == year).find_map(|row| row.rate)
}

/// Homicides per 100,000 people of the three countries; a missing rate is the last one before it.
fn homicides(year: u16) -> f64 {
    let mut killed = 0.0;
    let mut people = 0.0;
    for country in Country::ALL {
        let earlier = (2000..=year).rev();
        let rate = earlier
            .filter_map(|year| homicide_rate(country, year))
            .next()
            .expect(BUILT);
        let row = data::population(country)
            .iter()
            .find(|row| row.year == year)
            .expect(BUILT);
        killed += rate * f64::from(row.people);
        people += f64::from(row.people);
    }
    killed / people
}

/// Aid that is delivered in a year, of what was paid out until then; steady before FY2001.
fn aid_at_work(year: u16) -> f64 {
    let mut at_work = aid_paid(*YEARS.start());
    for year in *YEARS.start()..=year {
        at_work += DELIVERED * (aid_paid(year.min(LAST_WHOLE_YEAR)) - at_work);
    }
    at_work
}

/// Million dollars of FY2024 paid out to the three countries.
fn aid_paid(year: u16) -> f64 {
    let rows = Country::ALL.into_iter().flat_map(|country| {
        let rows = data::aid(country, Measure::Disbursements).iter();
        rows.filter(|row| row.fiscal_year == year)
    });
    rows.map(|row| row.constant_2024_usd / 1e6).sum()
}

fn visas(year: u16) -> f64 {
    let rows = Country::ALL.into_iter().flat_map(|country| {
        let rows = data::visas(country).iter();
        rows.filter(|row| row.fiscal_year == year.min(LAST_WHOLE_YEAR))
    });
    rows.map(|row| f64::from(row.h2a + row.h2b + row.h2r)).sum()
}

/// Border rules under which most months of a fiscal year lay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Before March 2020.
    Before2020,
    /// Title 42, March 2020 to May 2023.
    Title42,
    /// After Title 42, to January 2025.
    After42,
    /// Since January 2025.
    Since2025,
}

impl Period {
    /// All periods in order.
    pub const ALL: [Period; 4] = [
        Period::Before2020,
        Period::Title42,
        Period::After42,
        Period::Since2025,
    ];

    /// That of a fiscal year.
    pub const fn of(year: u16) -> Period {
        match year {
            ..=2019 => Period::Before2020,
            2020..=2023 => Period::Title42,
            2024 => Period::After42,
            _ => Period::Since2025,
        }
    }
}

/// What sets the level of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// One level for all years.
    One,
    /// A level for each [`Period`].
    ByPeriod,
}

/// One year of the match.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// Fiscal year.
    pub year: u16,
    /// Encounters of the three countries together.
    pub encounters: f64,
    /// Drivers in the order of [`Driver::ALL`], rounded to their decimals.
    pub drivers: [f64; DRIVERS],
    /// Of each driver, whether an earlier figure stands in for a missing one.
    pub kept: [bool; DRIVERS],
}

/// The record to be matched.
pub struct Record {
    /// Its years in order, [`COUNT`] of them.
    pub years: Vec<Year>,
    /// Log encounters by country of the same years, and of the year before them.
    countries: Vec<[f64; COUNTRIES]>,
}

impl Record {
    /// The record as the tables hold it.
    pub fn read() -> Record {
        let panel = Panel::recorded(*YEARS.end(), Counting::Recorded);
        let countries = panel.encounters[Panel::place(*YEARS.start() - 1)..].to_vec();
        let year = |year: u16| Year {
            year,
            encounters: total(year),
            drivers: Driver::ALL.map(|driver| {
                let times = f64::from(10_u32.pow(driver.decimals()));
                (driver.value(year) * times).round() / times
            }),
            kept: Driver::ALL.map(|driver| driver.is_kept(year)),
        };
        Record {
            years: YEARS.map(year).collect(),
            countries,
        }
    }

    /// The line at these strengths: encounters by year.
    pub fn line(&self, strengths: &Strengths, level: Level) -> Vec<f64> {
        let logs = self.log_line(strengths, level);
        logs.into_iter().map(math::exp).collect()
    }

    /// By which factor the line is off in a typical year: its mean square miss on the log scale.
    pub fn miss(&self, strengths: &Strengths, level: Level) -> f64 {
        factor(&self.left(strengths, level))
    }

    /// The same for a line that repeats the year before.
    pub fn naive_miss(&self) -> f64 {
        let before = math::ln(total(*YEARS.start() - 1));
        let mut logs = vec![before];
        logs.extend(self.logs());
        factor(&changes(&logs))
    }

    /// The strengths, on their steps and within their ranges, that miss least.
    pub fn best(&self, level: Level) -> Strengths {
        self.best_of(&Driver::ALL, level)
    }

    /// The same where all other drivers stay at nothing.
    pub fn best_of(&self, drivers: &[Driver], level: Level) -> Strengths {
        let ranges = Driver::ALL.map(|driver| match drivers.contains(&driver) {
            true => driver.range(),
            false => (0.0, 0.0),
        });
        self.on_steps(self.least_squares(&ranges, level), &ranges, level)
    }

    /// The strengths that miss least without any range.
    pub fn best_without_ranges(&self, level: Level) -> Strengths {
        self.least_squares(&[(f64::MIN, f64::MAX); DRIVERS], level)
    }

    /// Share of the ups and downs from year to year that the line leaves, 1 where it has none.
    pub fn share_left(&self, strengths: &Strengths, level: Level) -> f64 {
        let size = |logs: &[f64]| {
            changes(logs)
                .iter()
                .map(|change| change * change)
                .sum::<f64>()
        };
        size(&self.left(strengths, level)) / size(&self.logs())
    }

    /// Share of the three countries' ups and downs, up to a fiscal year, that is one swing.
    pub fn shared(&self, last: u16) -> f64 {
        let years = usize::from(last - YEARS.start()) + 2;
        shared(&by_year(&self.countries[..years]))
    }

    /// The same of what the line leaves of them.
    pub fn shared_of_left(&self, strengths: &Strengths, level: Level) -> f64 {
        let line = changes(&self.log_line(strengths, level));
        let countries = by_year(&self.countries[1..]);
        let left = countries
            .iter()
            .zip(line)
            .map(|(year, line)| year.map(|change| change - line));
        shared(&left.collect::<Vec<_>>())
    }

    /// The swing that the three countries share, as encounters by year: the mean of their ups and
    /// downs, on the level of their sum.
    pub fn common_swing(&self) -> Vec<f64> {
        let mean = |year: &[f64; COUNTRIES]| year.iter().sum::<f64>() / COUNTRIES as f64;
        let swing: Vec<f64> = self.countries[1..].iter().map(mean).collect();
        let apart = self
            .logs()
            .iter()
            .zip(&swing)
            .map(|(sum, swing)| sum - swing)
            .sum::<f64>();
        let level = apart / COUNT as f64;
        swing.iter().map(|swing| math::exp(level + swing)).collect()
    }

    /// Years by how far the line is off, the worst first, with the record over the line.
    pub fn worst(&self, strengths: &Strengths, level: Level) -> Vec<(u16, f64)> {
        let mut left: Vec<(u16, f64)> = YEARS.zip(self.left(strengths, level)).collect();
        left.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        left.into_iter()
            .map(|(year, left)| (year, math::exp(left)))
            .collect()
    }

    fn logs(&self) -> Vec<f64> {
        self.years
            .iter()
            .map(|year| math::ln(year.encounters))
            .collect()
    }

    fn log_drivers(&self) -> [Vec<f64>; DRIVERS] {
        std::array::from_fn(|k| {
            let years = self.years.iter();
            years.map(|year| math::ln(year.drivers[k])).collect()
        })
    }

    fn log_line(&self, strengths: &Strengths, level: Level) -> Vec<f64> {
        let left = self.left(strengths, level);
        let logs = self.logs().into_iter().zip(left);
        logs.map(|(log, left)| log - left).collect()
    }

    /// Log of the record over the line.
    fn left(&self, strengths: &Strengths, level: Level) -> Vec<f64> {
        let mut left = self.logs();
        for (strength, driver) in strengths.iter().zip(self.log_drivers()) {
            for (left, driver) in left.iter_mut().zip(driver) {
                *left -= strength * driver;
            }
        }
        around_level(left, level)
    }

    /// Least squares within ranges, one strength at a time until none moves. The sum of squares is
    /// convex and the ranges are a box, so this ends at the least there is.
    fn least_squares(&self, ranges: &[(f64, f64); DRIVERS], level: Level) -> Strengths {
        let drivers = self.log_drivers().map(|driver| around_level(driver, level));
        let mut strengths = ranges.map(|(low, high)| math::within(0.0, low, high));
        let mut left = self.left(&strengths, level);
        for _ in 0..ROUNDS {
            let mut moved: f64 = 0.0;
            for k in 0..DRIVERS {
                let slope = times(&left, &drivers[k]) / times(&drivers[k], &drivers[k]);
                let (low, high) = ranges[k];
                let step = math::within(strengths[k] + slope, low, high) - strengths[k];
                strengths[k] += step;
                moved = moved.max(step.abs());
                for (left, driver) in left.iter_mut().zip(&drivers[k]) {
                    *left -= step * driver;
                }
            }
            if moved < SMALL {
                break;
            }
        }
        strengths
    }

    /// The best place on the steps near the best place there is: from the nearest, as long as a
    /// step of any strengths together is better.
    fn on_steps(&self, best: Strengths, ranges: &[(f64, f64); DRIVERS], level: Level) -> Strengths {
        let mut here = best.map(on_step);
        loop {
            let near = neighbours(&here, ranges).into_iter();
            let better = near
                .map(|there| (self.miss(&there, level), there))
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .filter(|(miss, _)| *miss < self.miss(&here, level));
            match better {
                Some((_, there)) => here = there,
                None => return here,
            }
        }
    }
}

/// Rounds after which the search ends, and the step below which it does before.
const ROUNDS: usize = 20_000;
const SMALL: f64 = 1e-10;

/// The nearest strength on the steps.
pub fn on_step(strength: f64) -> f64 {
    (strength * STEPS).round() / STEPS
}

/// All places within ranges that are a step away in one strength or in several.
fn neighbours(here: &Strengths, ranges: &[(f64, f64); DRIVERS]) -> Vec<Strengths> {
    let ways = 3_usize.pow(DRIVERS as u32);
    let there = |way: usize| -> Strengths {
        std::array::from_fn(|k| {
            let by = (way / 3_usize.pow(k as u32) % 3) as f64 - 1.0;
            let (low, high) = ranges[k];
            math::within(on_step(here[k] + by * STEP), low, high)
        })
    };
    (0..ways).map(there).collect()
}

fn total(year: u16) -> f64 {
    let rows = Country::ALL.into_iter().flat_map(|country| {
        let rows = data::encounters(country).iter();
        rows.filter(|row| row.fiscal_year == year)
    });
    rows.map(|row| f64::from(row.encounters)).sum()
}

/// Each value less the mean of those that have one level with it.
fn around_level(mut values: Vec<f64>, level: Level) -> Vec<f64> {
    let groups: Vec<Vec<usize>> = match level {
        Level::One => vec![(0..COUNT).collect()],
        Level::ByPeriod => Period::ALL
            .iter()
            .map(|period| {
                let years = YEARS.enumerate();
                let within = years.filter(|(_, year)| Period::of(*year) == *period);
                within.map(|(place, _)| place).collect()
            })
            .collect(),
    };
    for group in groups {
        let mean = group.iter().map(|place| values[*place]).sum::<f64>() / group.len() as f64;
        for place in group {
            values[place] -= mean;
        }
    }
    values
}

fn factor(misses: &[f64]) -> f64 {
    math::exp((times(misses, misses) / misses.len() as f64).sqrt())
}

fn times(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn changes(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn by_year(years: &[[f64; COUNTRIES]]) -> Vec<[f64; COUNTRIES]> {
    let pairs = years.windows(2);
    pairs
        .map(|pair| std::array::from_fn(|country| pair[1][country] - pair[0][country]))
        .collect()
}

/// Share of the variance of changes that lies in their first principal component.
fn shared(changes: &[[f64; COUNTRIES]]) -> f64 {
    let column = |country: usize| -> Vec<f64> {
        let mean = changes.iter().map(|year| year[country]).sum::<f64>() / changes.len() as f64;
        changes.iter().map(|year| year[country] - mean).collect()
    };
    let columns: [Vec<f64>; COUNTRIES] = std::array::from_fn(column);
    let spread: [[f64; COUNTRIES]; COUNTRIES] =
        std::array::from_fn(|a| std::array::from_fn(|b| times(&columns[a], &columns[b])));
    let mut direction = [1.0; COUNTRIES];
    let mut largest = 0.0;
    // The largest component is many times the next: each round divides the rest by that.
    for _ in 0..100 {
        let turned: [f64; COUNTRIES] = std::array::from_fn(|a| times(&spread[a], &direction));
        largest = times(&turned, &turned).sqrt();
        direction = turned.map(|part| part / largest);
    }
    largest / (0..COUNTRIES).map(|a| spread[a][a]).sum::<f64>()
}
