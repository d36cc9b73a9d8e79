//! What follows for one outcome: by year and summed, as levels, as the paired change, as single
//! futures.
//!
//! Everything here reads the futures that [`Simulator::run`] left, and allocates nothing once its
//! room is made.

use super::equations::{Paths, SERIES};
use super::outcomes::Outcome;
use super::quantiles::{Points, Quantiles};
use super::reach::Bounds;
use super::scenario::Scenario;
use super::simulator::{Simulator, Workspace, change};
use super::summary::{Badge, Change, Fans, Summary};
use super::{YEARS, levers::Lever};
use crate::data;

/// What is said of one outcome of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The outcome.
    pub outcome: Outcome,
    /// A year in what the scenario is held against.
    pub before: Fans,
    /// A year in the scenario.
    pub after: Fans,
    /// Paired difference of each year: the scenario less what it is held against.
    pub by_year: [[YearChange; YEARS]; SERIES],
    /// The same summed from FY2027 up to each year; the last holds all years.
    pub up_to: [[YearChange; YEARS]; SERIES],
    /// Paired change over FY2027-36.
    pub change: [Change; SERIES],
    /// Of all entries, irregular encounters alone, a year in the scenario; none of other outcomes.
    pub alone: Option<Fans>,
    /// Whether the change can be told in per cent: there is something in every future of what the
    /// scenario is held against.
    pub relative: bool,
    /// How far it reaches under every reading that can be chosen, where that was asked too; axes
    /// rest on it.
    pub bounds: Bounds,
}

/// Paired difference of one year, or of the years up to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct YearChange {
    /// The scenario less what it is held against; negative where there are fewer.
    pub more: Points,
    /// Share of futures with fewer.
    pub fewer: f32,
    /// Share of futures in which nothing changes.
    pub unchanged: f32,
}

/// Futures that are drawn one by one.
pub const SAMPLE: usize = 20;

/// Single futures of a row, by year: the same draws in both.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The outcome.
    pub outcome: Outcome,
    /// In what the scenario is held against.
    pub before: [[f32; YEARS]; SAMPLE],
    /// In the scenario.
    pub after: [[f32; YEARS]; SAMPLE],
}

/// Twenty changes over FY2027-36 in rising order, each standing for a twentieth of the futures: the
/// middle one of that twentieth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twenty {
    /// The scenario less what it is held against: in per cent of the latter where that can be told,
    /// else in the outcome's unit.
    pub changes: [f32; SAMPLE],
    /// Whether they are in per cent.
    pub relative: bool,
}

/// What an encounter avoided costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cost {
    /// Dollars of FY2024 of more aid for each encounter avoided, means of both.
    Dollars(f64),
    /// In more than one future of twenty nothing is avoided.
    NotIdentified,
    /// No more aid is spent; what others pay isn't counted here.
    NoMoreAid,
}

impl Account {
    /// What may be said of the sign of a series' change.
    pub fn badge(&self, series: usize) -> Badge {
        self.change[series].badge_where(self.relative)
    }
}

impl YearChange {
    /// Whether most futures agree on the direction, so that a middle value may be shown.
    pub fn is_known(&self) -> bool {
        let more = 1.0 - self.fewer - self.unchanged;
        self.fewer > 0.8 || more > 0.8 || self.unchanged > 0.8
    }
}

impl Twenty {
    /// Dots below no change, on it, and above it.
    pub fn counts(&self) -> [usize; 3] {
        let count = |is: fn(&&f32) -> bool| self.changes.iter().filter(is).count();
        [
            count(|change| **change < 0.0),
            count(|change| **change == 0.0),
            count(|change| **change > 0.0),
        ]
    }
}

/// The draw shown as future `line` of [`SAMPLE`]: the first of each twentieth, in the order in
/// which they were drawn. The order of draws has no meaning, so these are as good as any.
pub fn sampled(line: usize, draws: usize) -> usize {
    line * draws / SAMPLE
}

/// Room for accounts, used again from one to the next.
#[derive(Default)]
pub struct Accounts {
    before: Vec<f32>,
    after: Vec<f32>,
    running: Vec<f32>,
    work: Workspace,
}

impl Accounts {
    /// What is said of an outcome of the scenario that `model` answered last.
    ///
    /// # Panics
    /// If nothing was answered, or not in the detail that the outcome needs.
    pub fn account(&mut self, model: &Simulator, outcome: Outcome) -> Account {
        let (before, after) = (model.reference_paths(), model.paths());
        let mut account = Account {
            outcome,
            before: Default::default(),
            after: Default::default(),
            by_year: Default::default(),
            up_to: Default::default(),
            change: Default::default(),
            alone: (outcome == Outcome::Entries).then(Default::default),
            relative: true,
            bounds: Bounds::default(),
        };
        for series in 0..SERIES {
            self.running.clear();
            self.running.resize(model.draws(), 0.0);
            for t in 0..YEARS {
                outcome.in_year(before, series, t, &mut self.before);
                outcome.in_year(after, series, t, &mut self.after);
                let quantiles = &mut self.work.quantiles;
                account.before[series][t] = quantiles.points(&self.before);
                account.after[series][t] = quantiles.points(&self.after);
                if let Some(alone) = &mut account.alone {
                    alone[series][t] = quantiles.points(after.encounters(series, t));
                }
                account.by_year[series][t] = self.year_change();
                for (sum, more) in self.running.iter_mut().zip(&self.work.differences) {
                    *sum += more;
                }
                account.up_to[series][t] = year_change(&self.running, &mut self.work.quantiles);
            }
            self.sum(before, after, outcome, series);
            account.relative &= self.before.iter().all(|before| *before > 0.0);
            // The sum of all years is that of the headline, to the last bit.
            account.up_to[series][YEARS - 1] = self.year_change();
            account.change[series] = change(&self.before, &self.after, &mut self.work);
        }
        account
    }

    /// Single futures of a series, the same draws as every time: see [`sampled`].
    ///
    /// # Panics
    /// As [`Accounts::account`].
    pub fn sample(&mut self, model: &Simulator, outcome: Outcome, series: usize) -> Sample {
        let mut sample = Sample {
            outcome,
            before: [[0.0; YEARS]; SAMPLE],
            after: [[0.0; YEARS]; SAMPLE],
        };
        for (paths, lines) in [
            (model.reference_paths(), &mut sample.before),
            (model.paths(), &mut sample.after),
        ] {
            for t in 0..YEARS {
                outcome.in_year(paths, series, t, &mut self.after);
                for (line, years) in lines.iter_mut().enumerate() {
                    years[t] = self.after[sampled(line, self.after.len())];
                }
            }
        }
        sample
    }

    /// Twenty changes of a series that stand for all futures.
    ///
    /// # Panics
    /// As [`Accounts::account`].
    pub fn twenty(&mut self, model: &Simulator, outcome: Outcome, series: usize) -> Twenty {
        self.sum(model.reference_paths(), model.paths(), outcome, series);
        let relative = self.before.iter().all(|before| *before > 0.0);
        for (after, before) in self.after.iter_mut().zip(&self.before) {
            let more = *after - *before;
            *after = if relative {
                100.0 * (more / *before)
            } else {
                more
            };
        }
        self.after.sort_unstable_by(f32::total_cmp);
        let count = self.after.len();
        Twenty {
            changes: std::array::from_fn(|dot| self.after[(2 * dot + 1) * count / (2 * SAMPLE)]),
            relative,
        }
    }

    fn sum(&mut self, before: &Paths, after: &Paths, outcome: Outcome, series: usize) {
        outcome.summed(before, series, &mut self.before);
        outcome.summed(after, series, &mut self.after);
    }

    /// The difference of the years at hand.
    fn year_change(&mut self) -> YearChange {
        let more = &mut self.work.differences;
        more.clear();
        let pairs = self.before.iter().zip(&self.after);
        more.extend(pairs.map(|(before, after)| after - before));
        year_change(more, &mut self.work.quantiles)
    }
}

fn year_change(more: &[f32], quantiles: &mut Quantiles) -> YearChange {
    let share = |is: fn(&&f32) -> bool| more.iter().filter(is).count() as f32 / more.len() as f32;
    YearChange {
        fewer: share(|more| **more < 0.0),
        unchanged: share(|more| **more == 0.0),
        more: quantiles.points(more),
    }
}

/// What an encounter avoided costs in the scenario that `model` answered last with `summary`: the
/// aid it spends beyond what it is held against, over the mean of what it avoids, where fewer than
/// one future of twenty avoid nothing.
pub fn cost(model: &Simulator, summary: &Summary) -> Cost {
    let scenario = &summary.scenario;
    let more = aid(scenario) - aid(&scenario.reference());
    if more <= 0.0 {
        return Cost::NoMoreAid;
    }
    let total = SERIES - 1;
    if summary.change[total].avoided.p05 <= 0.0 {
        return Cost::NotIdentified;
    }
    let sum = |paths: &Paths| {
        paths
            .sums(total)
            .iter()
            .copied()
            .map(f64::from)
            .sum::<f64>()
    };
    let avoided = sum(model.reference_paths()) - sum(model.paths());
    Cost::Dollars(more * data::aid_base_total() * summary.draws as f64 / avoided)
}

/// Aid over FY2027-36, in multiples of baseline aid a year.
fn aid(scenario: &Scenario) -> f64 {
    let setting = scenario.lever(Lever::Aid);
    (0..YEARS).map(|t| f64::from(setting.in_year(t))).sum()
}
