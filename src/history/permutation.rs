//! Does what happens in a country show in its encounters? A test that three countries can carry.
//!
//! A slope over 72 country-years comes with a standard error as if these were 72 cases. They are
//! three countries that move together, so the slope is held instead against the same slope with
//! the causes handed to other countries and moved to other years: the share of such arrangements
//! with as strong a link is the p-value, exact, without random numbers.

use super::panel::FIRST_YEAR;
use crate::data::record;
use crate::data::{self, Country, HomicideSeries};
use crate::model::{COUNTRIES, math};

/// Last fiscal year of encounters used: the last before the break in border rules.
const LAST_YEAR: u16 = super::panel::LAST_CALIBRATED_YEAR;

/// What is held against encounters of the fiscal year after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Log of homicides per 100,000 people (United Nations).
    Homicide,
    /// Rain of the calendar year below normal, in 100 mm.
    RainDeficit,
}

impl Cause {
    /// All, in the order of the table.
    pub const ALL: [Cause; 2] = [Cause::Homicide, Cause::RainDeficit];

    /// Key in the table.
    pub const fn key(self) -> &'static str {
        match self {
            Cause::Homicide => "homicide",
            Cause::RainDeficit => "rain_deficit",
        }
    }

    /// The study in which the slope stands with its usual standard error.
    pub const fn study(self) -> &'static str {
        match self {
            Cause::Homicide => "D05",
            Cause::RainDeficit => "D11",
        }
    }

    fn value(self, country: Country, year: u16) -> Option<f64> {
        match self {
            Cause::Homicide => data::homicides(country, HomicideSeries::Unodc)
                .iter()
                .find(|row| row.year == year)?
                .rate
                .map(math::ln),
            Cause::RainDeficit => {
                let rain = record::series("rain_anomaly")?;
                let millimetres = rain.at(country.code(), year)?.value?;
                Some(-millimetres / 100.0)
            }
        }
    }
}

/// A number a country and year.
pub type Grid = Vec<[f64; COUNTRIES]>;

/// A cause and what followed it.
pub struct Pair {
    /// Fiscal years, in which there is a figure for each of the three countries.
    pub years: Vec<u16>,
    /// The cause in the calendar year before.
    pub causes: Grid,
    /// Log encounters per head.
    pub effects: Grid,
}

/// The slope of a cause, and how many arrangements of it show as strong a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// The cause.
    pub cause: Cause,
    /// Whether each country may have a trend of its own.
    pub trends: bool,
    /// Country-years.
    pub cells: usize,
    /// Slope with means of countries and years taken out.
    pub slope: f64,
    /// Ways to hand the three series to the three countries, the true one among them, with a link
    /// as strong or stronger; of six.
    pub by_country: usize,
    /// The same over these ways and all moves of the years around a ring.
    pub by_both: usize,
    /// Number of the latter.
    pub arrangements: usize,
}

impl Finding {
    /// Share of the six that is as strong.
    pub fn p_by_country(&self) -> f64 {
        self.by_country as f64 / ORDERS.len() as f64
    }

    /// Share of all arrangements that is as strong.
    pub fn p_by_both(&self) -> f64 {
        self.by_both as f64 / self.arrangements as f64
    }
}

/// Every way to hand three series to three countries, the true one first.
const ORDERS: [[usize; COUNTRIES]; 6] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];

/// Links that differ by less are the same: sums are rounded.
const ROUNDING: f64 = 1e-9;

/// All causes, without and with trends of the countries.
pub fn findings() -> Vec<Finding> {
    Cause::ALL
        .into_iter()
        .flat_map(|cause| {
            let pair = Pair::recorded(cause);
            [false, true].map(|trends| finding(cause, &pair, trends))
        })
        .collect()
}

impl Pair {
    /// A cause and the encounters after it, as recorded.
    pub fn recorded(cause: Cause) -> Pair {
        let mut pair = Pair {
            years: Vec::new(),
            causes: Vec::new(),
            effects: Vec::new(),
        };
        for year in FIRST_YEAR + 1..=LAST_YEAR {
            let causes = Country::ALL.map(|country| cause.value(country, year - 1));
            let effects = Country::ALL.map(|country| ln_encounters_per_head(country, year));
            if let ([Some(a), Some(b), Some(c)], [Some(x), Some(y), Some(z)]) = (causes, effects) {
                pair.years.push(year);
                pair.causes.push([a, b, c]);
                pair.effects.push([x, y, z]);
            }
        }
        pair
    }
}

fn ln_encounters_per_head(country: Country, year: u16) -> Option<f64> {
    let encounters = data::encounters(country)
        .iter()
        .find(|row| row.fiscal_year == year)?;
    let people = data::population(country)
        .iter()
        .find(|row| row.year == year)?;
    let per_head = f64::from(encounters.encounters) / f64::from(people.people);
    Some(math::ln(per_head))
}

/// Holds a cause against what followed.
pub fn finding(cause: Cause, pair: &Pair, trends: bool) -> Finding {
    let causes = &pair.causes;
    let remover = Remover::new(&pair.years, trends);
    let effect = remover.rest(&pair.effects);
    let link = |causes: &Grid| {
        let cause = remover.rest(causes);
        let (both, own) = (dot(&cause, &effect), dot(&cause, &cause));
        (both / own, both / (own * dot(&effect, &effect)).sqrt())
    };
    let (slope, seen) = link(causes);
    let as_strong = |order: &[usize; COUNTRIES], by: usize| {
        let (_, link) = link(&arranged(causes, order, by));
        link.abs() >= seen.abs() - ROUNDING
    };
    let years = causes.len();
    let count = |moves: usize| {
        ORDERS
            .iter()
            .flat_map(|order| (0..moves).map(move |by| (order, by)))
            .filter(|(order, by)| as_strong(order, *by))
            .count()
    };
    Finding {
        cause,
        trends,
        cells: COUNTRIES * years,
        slope,
        by_country: count(1),
        by_both: count(years),
        arrangements: ORDERS.len() * years,
    }
}

/// Series handed to other countries and moved `by` years around a ring, all alike.
fn arranged(grid: &Grid, order: &[usize; COUNTRIES], by: usize) -> Grid {
    (0..grid.len())
        .map(|t| order.map(|c| grid[(t + by) % grid.len()][c]))
        .collect()
}

/// Takes out what countries, years and, if asked, trends of countries explain.
struct Remover {
    /// Orthonormal directions.
    basis: Vec<Vec<f64>>,
}

impl Remover {
    fn new(years: &[u16], trends: bool) -> Self {
        let cells = |value: &dyn Fn(u16, usize) -> f64| -> Vec<f64> {
            (0..years.len() * COUNTRIES)
                .map(|cell| value(years[cell / COUNTRIES], cell % COUNTRIES))
                .collect()
        };
        let is = |yes: bool| f64::from(u8::from(yes));
        let mut directions = Vec::new();
        for own in 0..COUNTRIES {
            directions.push(cells(&|_, c| is(c == own)));
        }
        for year in years {
            directions.push(cells(&|t, _| is(t == *year)));
        }
        for own in 0..COUNTRIES {
            if trends {
                directions.push(cells(&|t, c| is(c == own) * f64::from(t - FIRST_YEAR)));
            }
        }
        let mut remover = Remover { basis: Vec::new() };
        for direction in directions {
            let new = remover.orthogonal(direction);
            let length = dot(&new, &new).sqrt();
            // A direction that the others already span leaves nothing but rounding.
            if length > ROUNDING {
                remover
                    .basis
                    .push(new.into_iter().map(|x| x / length).collect());
            }
        }
        remover
    }

    fn rest(&self, grid: &Grid) -> Vec<f64> {
        self.orthogonal(grid.iter().flatten().copied().collect())
    }

    fn orthogonal(&self, mut values: Vec<f64>) -> Vec<f64> {
        for direction in &self.basis {
            let along = dot(&values, direction);
            for (value, part) in values.iter_mut().zip(direction) {
                *value -= along * part;
            }
        }
        values
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// `permutation.csv`: one row a cause and form.
pub fn table(findings: &[Finding]) -> String {
    let head = "cause,study,trends,country_years,slope,as_strong_by_country,orders,p_by_country,\
                as_strong_by_both,arrangements,p_by_both\n";
    let row = |one: &Finding| {
        let trends = if one.trends { "yes" } else { "no" };
        let (key, study) = (one.cause.key(), one.cause.study());
        format!(
            "{key},{study},{trends},{},{:.4},{},{},{:.3},{},{},{:.3}\n",
            one.cells,
            one.slope + 0.0,
            one.by_country,
            ORDERS.len(),
            one.p_by_country(),
            one.by_both,
            one.arrangements,
            one.p_by_both(),
        )
    };
    head.to_string() + &findings.iter().map(row).collect::<String>()
}
