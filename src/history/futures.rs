//! What a model held possible at an origin: futures of log encounters, three years on.

use super::backtest::HORIZONS;
use super::filter::{Filter, RESTLESS_STRETCH, Sizes, State, chance_of_restless, from_basis};
use super::fit::{Approximation, NoMode};
use super::panel::{Counting, FIRST_YEAR, Panel, el_nino, last_quarter_gaps, repeat_correction};
use super::random::{Random, Tails};
use crate::data::Country;
use crate::model::COUNTRIES;
use crate::model::fixed::NOISE_DEGREES;

/// Futures, `[horizon][country][draw]`, log encounters a year.
pub type Futures = [[Vec<f64>; COUNTRIES]; HORIZONS];

/// A way to draw futures from a record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rival {
    /// A random walk: as last year, give or take the usual yearly change.
    Naive,
    /// As the mean of the last five years, give or take the usual error of that rule.
    FiveYears,
    /// The local-level model.
    Level(Shape),
}

/// Choices within the local-level model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// What else is known than the encounters of each year.
    pub driver: Driver,
    /// Does the level return slowly to its ten-year mean, as in the scenarios?
    pub slow_return: bool,
    /// Tails of the shocks to the level.
    pub level_tails: Tails,
    /// Tails of the passing shocks.
    pub passing_tails: Tails,
    /// Share of its distance to its mean that a difference between countries loses each year.
    pub contrast_return: f64,
    /// Which encounters the model is fitted to.
    pub counting: Counting,
    /// Share of the drift that is left after each further year.
    pub drift_kept: f64,
    /// Are there times, as when border rules change, in which the common level moves more?
    pub restless_times: bool,
}

/// What a model knows besides the encounters of each year: U.S. job openings, or the end of the year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Driver {
    /// Nothing.
    None,
    /// Past openings; they stay as in the year of origin.
    Frozen,
    /// Past openings; each year they lose this share of their distance to their mean so far.
    Returning(f64),
    /// The same, with the share learnt from the past.
    Learnt,
    /// Past openings and their true later path.
    Given,
    /// Whether July to September held more of a year's encounters than usual: by the slope learnt,
    /// the level moves there and stays.
    LastQuarter,
    /// El Niño in the summers so far, which often brings drought; summers ahead are taken as normal.
    ElNino,
}

impl Shape {
    /// The model as it is told: no drivers, random walks, plain Student noise of 6 degrees.
    pub const PLAIN: Shape = Shape {
        driver: Driver::None,
        slow_return: false,
        level_tails: T6,
        passing_tails: T6,
        contrast_return: 0.0,
        counting: Counting::Recorded,
        drift_kept: 1.0,
        restless_times: false,
    };
}

/// Draws `count` futures, rounded up to whole pairs, from what was known at the end of `origin`.
///
/// `record` goes on after the origin; of that, only openings are seen, and only by
/// [`Driver::Given`]. [`Driver::LastQuarter`] reads the quarters of the years to the origin from the
/// tables.
///
/// # Errors
/// If the model cannot be fitted.
pub fn draw(
    rival: Rival,
    record: &Panel,
    origin: u16,
    count: usize,
    random: &mut Random,
) -> Result<Futures, NoMode> {
    let known = record.through(origin);
    match rival {
        Rival::Naive => Ok(naive(&known, count, random)),
        Rival::FiveYears => Ok(five_years(&known, count, random)),
        Rival::Level(shape) => level(shape, record, known, origin, count, random),
    }
}

/// Tails of the noise.
const T6: Tails = Tails::Student(NOISE_DEGREES as f64);

/// Takes Student noise of 6 degrees, whose variance is 1.5, to variance 1, for the simple rivals
/// use the standard deviation of the past itself.
const UNIT_T6: f64 = 0.816_496_580_927_726;

fn naive(known: &Panel, count: usize, random: &mut Random) -> Futures {
    let changes =
        |values: &[f64]| -> Vec<f64> { values.windows(2).map(|pair| pair[1] - pair[0]).collect() };
    let sd = pooled_sd(known, changes);
    let last = known.encounters[known.years() - 1];
    let walk = |random: &mut Random| {
        let mut futures = last;
        [(); HORIZONS].map(|()| {
            futures = futures.map(|future| future + sd * UNIT_T6 * random.noise(T6));
            futures
        })
    };
    in_pairs(count, random, walk)
}

/// Years whose mean the five-year rule takes.
const MEAN_YEARS: usize = 5;

fn five_years(known: &Panel, count: usize, random: &mut Random) -> Futures {
    let sds: [f64; HORIZONS] = std::array::from_fn(|step| {
        pooled_sd(known, |values| {
            let outcomes = values.iter().skip(MEAN_YEARS + step);
            let means = values.windows(MEAN_YEARS).map(mean);
            outcomes
                .zip(means)
                .map(|(outcome, mean)| outcome - mean)
                .collect()
        })
    });
    let middle: [f64; COUNTRIES] = std::array::from_fn(|c| latest_mean(known, c, MEAN_YEARS));
    in_pairs(count, random, |random| {
        sds.map(|sd| middle.map(|middle| middle + sd * UNIT_T6 * random.noise(T6)))
    })
}

/// Standard deviation of what `errors` makes of each country's values, pooled over countries as
/// the model pools its noise.
fn pooled_sd(known: &Panel, errors: impl Fn(&[f64]) -> Vec<f64>) -> f64 {
    let all: Vec<f64> = (0..COUNTRIES)
        .flat_map(|c| errors(&known.latest(c, known.years()).collect::<Vec<_>>()))
        .collect();
    let middle = mean(&all);
    let squares = all.iter().map(|error| (error - middle) * (error - middle));
    (squares.sum::<f64>() / (all.len() as f64 - 1.0)).sqrt()
}

/// One path: `[horizon][country]`, log encounters a year.
type Path = [[f64; COUNTRIES]; HORIZONS];

/// `count` paths, rounded up to whole pairs, each drawn with its mirror image.
fn in_pairs(
    count: usize,
    random: &mut Random,
    mut path: impl FnMut(&mut Random) -> Path,
) -> Futures {
    let mut futures = Futures::default();
    for _ in 0..count.div_ceil(2) {
        let mut mirrored = random.mirrored();
        add(&mut futures, path(random));
        add(&mut futures, path(&mut mirrored));
    }
    futures
}

fn add(futures: &mut Futures, path: Path) {
    for (step, values) in futures.iter_mut().zip(path) {
        for (all, value) in step.iter_mut().zip(values) {
            all.push(value);
        }
    }
}

fn level(
    shape: Shape,
    record: &Panel,
    mut known: Panel,
    origin: u16,
    count: usize,
    random: &mut Random,
) -> Result<Futures, NoMode> {
    match shape.driver {
        Driver::None => known = known.without_openings(),
        Driver::LastQuarter => known.openings = summed_gaps(origin),
        Driver::ElNino => {
            let years = FIRST_YEAR..=origin;
            known.openings = years.map(|year| dry_years(year, origin)).collect();
        }
        _ => {}
    }
    let correction = correct_repeats(shape.counting, &mut known, origin);
    let mut filter = Filter::with_contrast_return(&known, shape.contrast_return);
    if shape.restless_times {
        filter = filter.with_restless_times();
    }
    let sizes = Approximation::new(&filter)?.resample(&filter, count.div_ceil(2), random);
    let driver = later_driver(shape.driver, record, &known, origin);
    let ahead = Ahead {
        shape,
        driver,
        anchor: std::array::from_fn(|c| latest_mean(&known, c, ANCHOR_YEARS)),
        differences: differences(&known),
    };
    let mut futures = Futures::default();
    for sizes in sizes.into_iter().map(Sizes::from) {
        let state = filter.state(&sizes);
        let mut mirrored = random.mirrored();
        for random in [&mut *random, &mut mirrored] {
            let path = ahead.path(&sizes, &state, random);
            add(&mut futures, path.map(|year| recorded(year, &correction)));
        }
    }
    Ok(futures)
}

/// Log encounters as they would be recorded, repeat tries included.
fn recorded(year: [f64; COUNTRIES], correction: &[f64; COUNTRIES]) -> [f64; COUNTRIES] {
    std::array::from_fn(|c| year[c] - correction[c])
}

/// Years of the anchor to which the scenarios' level returns.
const ANCHOR_YEARS: usize = 10;

/// Bounds of the scenarios' yearly rate of return.
const RETURN_RATE: (f64, f64) = (0.04, 0.15);

/// Standard deviation of the scenarios' drift around zero, and what is left of it each year.
const SCENARIO_DRIFT: (f64, f64) = (0.04, 0.8);

/// How a level goes on after the origin.
struct Ahead {
    shape: Shape,
    /// Log openings, or whatever drives the level, in the years ahead.
    driver: [f64; HORIZONS],
    /// Log of the ten-year mean by country.
    anchor: [f64; COUNTRIES],
    /// Mean distance of each country from the three's mean over the record.
    differences: [f64; COUNTRIES],
}

impl Ahead {
    fn path(&self, sizes: &Sizes, state: &State, random: &mut Random) -> Path {
        let shape = &self.shape;
        let mut m = from_basis(&std::array::from_fn(|component| {
            state.mean[component] + state.variance[component].sqrt() * random.normal()
        }));
        let (rate, mut drift, kept) = if shape.slow_return {
            let (low, high) = RETURN_RATE;
            let rate = low + (high - low) * random.uniform();
            (rate, SCENARIO_DRIFT.0 * random.normal(), SCENARIO_DRIFT.1)
        } else {
            (0.0, sizes.drift, shape.drift_kept)
        };
        let mut restless = shape.restless_times && random.uniform() < state.restless;
        self.driver.map(|driver| {
            if shape.restless_times {
                restless = random.uniform() < chance_of_restless(restless);
            }
            let stretch = if restless { RESTLESS_STRETCH } else { 1.0 };
            let common = drift + stretch * sizes.s_eta * random.noise(shape.level_tails);
            let middle = mean(&m);
            m = std::array::from_fn(|c| {
                let difference = self.differences[c] - (m[c] - middle);
                let back = rate * (self.anchor[c] - m[c]) + shape.contrast_return * difference;
                m[c] + common + back + sizes.s_w * random.noise(shape.level_tails)
            });
            drift *= kept;
            let passing = sizes.b_x * driver + sizes.s_u * random.noise(shape.passing_tails);
            m.map(|level| level + passing + sizes.s_e * random.noise(shape.passing_tails))
        })
    }
}

/// Takes extra repeat tries out of the record; gives the log factor of the last year, which is
/// held for the years ahead.
fn correct_repeats(counting: Counting, known: &mut Panel, origin: u16) -> [f64; COUNTRIES] {
    let correction = |year: u16| match counting {
        Counting::Recorded => [0.0; COUNTRIES],
        Counting::WithoutExtraRepeats => {
            Country::ALL.map(|country| repeat_correction(country, year))
        }
    };
    for (year, values) in (FIRST_YEAR..).zip(&mut known.encounters) {
        let factors = correction(year);
        for c in 0..COUNTRIES {
            values[c] += factors[c];
        }
    }
    correction(origin)
}

fn later_driver(driver: Driver, record: &Panel, known: &Panel, origin: u16) -> [f64; HORIZONS] {
    let last = known.openings[known.years() - 1];
    match driver {
        Driver::None | Driver::Frozen => [last; HORIZONS],
        Driver::ElNino => std::array::from_fn(|step| dry_years(origin + 1 + step as u16, origin)),
        Driver::LastQuarter => [last + last_quarter_gaps(origin)[known.years() - 1]; HORIZONS],
        Driver::Returning(rate) => returning(&known.openings, rate),
        Driver::Learnt => returning(&known.openings, rate_of_return(&known.openings)),
        // Years after the record has ended are drawn but never judged.
        Driver::Given => std::array::from_fn(|step| {
            let place = Panel::place(origin) + 1 + step;
            record.openings.get(place).copied().unwrap_or(last)
        }),
    }
}

/// Takes standard deviations of El Niño to a driver whose slope has the prior of openings, mean .5
/// and spread .25: an effect of .2, give or take .1, as the scenarios' prior of drought has it.
const EL_NINO_SCALE: f64 = 0.4;

fn dry_years(year: u16, origin: u16) -> f64 {
    EL_NINO_SCALE * el_nino(year, origin)
}

/// The level that the ends of all years before a year have moved it to, from FY2000 to `origin`.
fn summed_gaps(origin: u16) -> Vec<f64> {
    let mut sum = 0.0;
    let before = |gap: f64| {
        let until = sum;
        sum += gap;
        until
    };
    last_quarter_gaps(origin).into_iter().map(before).collect()
}

fn returning(openings: &[f64], rate: f64) -> [f64; HORIZONS] {
    let usual = mean(openings);
    let mut now = openings[openings.len() - 1];
    [(); HORIZONS].map(|()| {
        now += rate * (usual - now);
        now
    })
}

/// Least squares of yearly changes on the distance to the mean, between 0 and 1.
fn rate_of_return(openings: &[f64]) -> f64 {
    let usual = mean(openings);
    let pairs = || {
        openings
            .windows(2)
            .map(|pair| (usual - pair[0], pair[1] - pair[0]))
    };
    let product: f64 = pairs().map(|(distance, change)| distance * change).sum();
    let square: f64 = pairs().map(|(distance, _)| distance * distance).sum();
    (product / square).clamp(0.0, 1.0)
}

fn differences(known: &Panel) -> [f64; COUNTRIES] {
    let means = std::array::from_fn(|c| latest_mean(known, c, known.years()));
    let middle = mean(&means);
    means.map(|value| value - middle)
}

fn latest_mean(known: &Panel, country: usize, years: usize) -> f64 {
    mean(&known.latest(country, years).collect::<Vec<_>>())
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}
