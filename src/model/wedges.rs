//! What each lever contributed to a change: shares in the sense of L. S. Shapley (1953).
//!
//! The change from a reference to a scenario is shared out among the levers and shocks that differ.
//! The share of one is the mean of what its setting adds, over all orders in which the settings
//! could be made one after another. In every draw the shares add up to the change. For up to
//! [`EXACT`] settings all orders count, through all their subsets; for more, [`ORDERS`] orders do,
//! each beside its reverse, the same in every draw.

use super::draws;
use super::equations::{Detail, Paths, SERIES};
use super::lanes::WIDTH;
use super::levers::Lever;
use super::scenario::Scenario;
use super::shocks::Shock;
use super::simulator::{Simulator, Workspace, change, change_by};
use super::summary::Change;

/// Settings for which all orders count.
pub const EXACT: usize = 8;

/// Orders that count where there are more settings.
pub const ORDERS: usize = 32;

/// A share below this part of what it is a share of is the rounding of a sum, not an effect.
const ROUNDING: f64 = 1e-9;

/// What differs between a scenario and its reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mover {
    /// A lever.
    Lever(Lever),
    /// A shock.
    Shock(Shock),
}

impl Mover {
    /// Eternal key in links, files and message files.
    pub fn key(self) -> &'static str {
        match self {
            Mover::Lever(lever) => lever.record().key,
            Mover::Shock(shock) => shock.record().key,
        }
    }
}

/// What one setting contributed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wedge {
    /// The lever or shock.
    pub mover: Mover,
    /// Its part of the change over FY2027-36, in each series.
    pub change: [Change; SERIES],
}

/// What all settings contributed.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The scenario.
    pub scenario: Scenario,
    /// Futures behind every number.
    pub draws: usize,
    /// Whether all orders count; else [`ORDERS`] of them do.
    pub exact: bool,
    /// Simulated scenarios.
    pub runs: usize,
    /// The whole change.
    pub change: [Change; SERIES],
    /// The settings, levers first, in page order.
    pub wedges: Vec<Wedge>,
}

/// Shares in the making, a simulated scenario a step.
pub struct Wedges {
    scenario: Scenario,
    reference: Scenario,
    movers: Vec<Mover>,
    plan: Plan,
    paths: Paths,
    runs: usize,
    /// Encounters over FY2027-36, `[series][draw]`: of the reference, of the scenario, and of the
    /// world before the one at hand.
    before: Vec<f32>,
    after: Vec<f32>,
    last: Vec<f32>,
    /// More encounters by each setting, `[mover][series][draw]`.
    shares: Vec<f64>,
    work: Workspace,
}

/// Which worlds are still to come.
enum Plan {
    /// All subsets of the settings, as bits.
    Subsets {
        next: usize,
    },
    /// Both ends, then one setting after another in each order.
    Orders {
        orders: Vec<Vec<usize>>,
        next: usize,
    },
    Done,
}

impl Wedges {
    /// Nothing simulated yet, for ensembles of `draws` draws.
    pub fn new(scenario: Scenario, draws: usize) -> Self {
        let levers = scenario.differing().map(Mover::Lever);
        let movers: Vec<Mover> = levers
            .chain(scenario.differing_shocks().map(Mover::Shock))
            .collect();
        let plan = if movers.len() <= EXACT {
            Plan::Subsets { next: 0 }
        } else {
            Plan::Orders {
                orders: draws::orders(ORDERS, movers.len()),
                next: 0,
            }
        };
        Wedges {
            reference: scenario.reference(),
            scenario,
            plan,
            paths: Paths::new(draws.div_ceil(WIDTH)),
            runs: 0,
            before: Vec::new(),
            after: Vec::new(),
            last: Vec::new(),
            shares: vec![0.0; movers.len() * SERIES * draws],
            movers,
            work: Workspace::default(),
        }
    }

    /// The scenario under study.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// What differs, levers first.
    pub fn movers(&self) -> &[Mover] {
        &self.movers
    }

    /// Steps done and steps in all.
    pub fn progress(&self) -> (usize, usize) {
        let all = if self.movers.len() <= EXACT {
            1 << self.movers.len()
        } else {
            2 + ORDERS * (self.movers.len() - 1)
        };
        (self.runs, all)
    }

    /// Simulates one world; gives whether more are to come.
    ///
    /// # Panics
    /// If `model` has answered nothing on the ground of the scenario, or has another number of draws.
    pub fn advance(&mut self, model: &Simulator) -> bool {
        match std::mem::replace(&mut self.plan, Plan::Done) {
            Plan::Subsets { next } => {
                self.try_subset(model, next);
                if next + 1 < 1 << self.movers.len() {
                    self.plan = Plan::Subsets { next: next + 1 };
                }
            }
            Plan::Orders { orders, next } => {
                if self.try_order(model, &orders, next) {
                    let next = next + 1;
                    self.plan = Plan::Orders { orders, next };
                }
            }
            Plan::Done => {}
        }
        !matches!(self.plan, Plan::Done)
    }

    /// All steps at once.
    pub fn run(mut self, model: &Simulator) -> Report {
        while self.advance(model) {}
        self.report()
    }

    /// More encounters of a series over FY2027-36 by setting `mover` of [`Wedges::movers`], one a
    /// draw.
    pub fn shares(&self, mover: usize, series: usize) -> &[f64] {
        let draws = self.shares.len() / (self.movers.len() * SERIES);
        &self.shares[(mover * SERIES + series) * draws..][..draws]
    }

    /// More encounters of a series in the scenario than in its reference, one a draw.
    pub fn whole(&self, series: usize) -> impl Iterator<Item = f64> + '_ {
        let row = |rows: &'_ [f32]| {
            let draws = rows.len() / SERIES;
            series * draws..(series + 1) * draws
        };
        let pairs = self.after[row(&self.after)].iter();
        pairs
            .zip(&self.before[row(&self.before)])
            .map(|(after, before)| f64::from(*after) - f64::from(*before))
    }

    /// What was found, after the last step.
    ///
    /// # Panics
    /// If steps are missing.
    pub fn report(&mut self) -> Report {
        assert!(matches!(self.plan, Plan::Done), "steps are missing");
        let draws = self.before.len() / SERIES;
        let row = |series: usize| series * draws..(series + 1) * draws;
        let whole = std::array::from_fn(|series| {
            let (before, after) = (&self.before[row(series)], &self.after[row(series)]);
            change(before, after, &mut self.work)
        });
        let mut wedges = Vec::with_capacity(self.movers.len());
        for (at, mover) in self.movers.iter().enumerate() {
            let change = std::array::from_fn(|series| {
                let before = &self.before[row(series)];
                let shares = &self.shares[at * SERIES * draws..][row(series)];
                let avoided = shares.iter().zip(before).map(|(share, before)| {
                    let least = ROUNDING * f64::from(*before);
                    // Never a negative nought, which has other bits.
                    if share.abs() < least {
                        0.0
                    } else {
                        -share as f32
                    }
                });
                self.work.differences.clear();
                self.work.differences.extend(avoided);
                change_by(before, &mut self.work)
            });
            wedges.push(Wedge {
                mover: *mover,
                change,
            });
        }
        Report {
            scenario: self.scenario.clone(),
            draws,
            exact: self.movers.len() <= EXACT,
            runs: self.runs,
            change: whole,
            wedges,
        }
    }

    /// Simulates the reference with the settings of `subset`; `last` then holds its sums.
    fn simulate(&mut self, model: &Simulator, subset: usize) {
        let mut world = self.reference.clone();
        for (at, mover) in self.movers.iter().enumerate() {
            if subset >> at & 1 == 1 {
                match mover {
                    Mover::Lever(lever) => {
                        world.levers[lever.index()] = self.scenario.levers[lever.index()];
                    }
                    Mover::Shock(shock) => {
                        world.shocks[shock.index()] = self.scenario.shocks[shock.index()];
                    }
                }
            }
        }
        model.simulate_into(&mut self.paths, &world, Detail::Encounters);
        self.runs += 1;
        let full = (1 << self.movers.len()) - 1;
        for (is_end, end) in [
            (subset == 0, &mut self.before),
            (subset == full, &mut self.after),
        ] {
            if is_end {
                end.clear();
                (0..SERIES).for_each(|series| end.extend(self.paths.sums(series)));
            }
        }
    }

    /// Each subset counts for those in it with the orders in which they come last of it, and
    /// against those outside with the orders in which they come next.
    fn try_subset(&mut self, model: &Simulator, subset: usize) {
        self.simulate(model, subset);
        let size = subset.count_ones() as usize;
        let movers = self.movers.len();
        for at in 0..movers {
            let weight = if subset >> at & 1 == 1 {
                weight(movers, size - 1)
            } else {
                -weight(movers, size)
            };
            for series in 0..SERIES {
                let sums = self.paths.sums(series);
                let draws = sums.len();
                let shares = &mut self.shares[(at * SERIES + series) * draws..][..draws];
                for (share, sum) in shares.iter_mut().zip(sums) {
                    *share += weight * f64::from(*sum);
                }
            }
        }
    }

    /// Step `next`: the two ends, then the inner worlds of each order; gives whether more come.
    fn try_order(&mut self, model: &Simulator, orders: &[Vec<usize>], next: usize) -> bool {
        let movers = self.movers.len();
        if next < 2 {
            self.simulate(model, if next == 0 { 0 } else { (1 << movers) - 1 });
            return true;
        }
        let (order, place) = ((next - 2) / (movers - 1), (next - 2) % (movers - 1));
        let order_of = &orders[order];
        if place == 0 {
            self.last.clone_from(&self.before);
        }
        let subset = order_of[..=place].iter().fold(0, |set, at| set | 1 << at);
        self.simulate(model, subset);
        for series in 0..SERIES {
            let sums = self.paths.sums(series);
            let draws = sums.len();
            let last = &mut self.last[series * draws..][..draws];
            let at = (order_of[place] * SERIES + series) * draws;
            add(&mut self.shares[at..][..draws], last, sums);
            last.copy_from_slice(sums);
            if place + 2 == movers {
                let at = (order_of[movers - 1] * SERIES + series) * draws;
                let after = &self.after[series * draws..][..draws];
                add(&mut self.shares[at..][..draws], last, after);
            }
        }
        order + 1 < orders.len() || place + 2 < movers
    }
}

/// Adds one order's step from `last` to `next`.
fn add(shares: &mut [f64], last: &[f32], next: &[f32]) {
    for ((share, last), next) in shares.iter_mut().zip(last).zip(next) {
        *share += (f64::from(*next) - f64::from(*last)) / ORDERS as f64;
    }
}

/// Share of the orders of `movers` in which one comes right after a given set of `before`.
fn weight(movers: usize, before: usize) -> f64 {
    // before! (movers - before - 1)! / movers!
    let mut orders = 1.0;
    for k in 0..before {
        orders *= (k + 1) as f64 / (movers - 1 - k) as f64;
    }
    orders / movers as f64
}
