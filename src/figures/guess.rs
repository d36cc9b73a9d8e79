//! A range that a reader gives before what came is shown, and how good it was.

use super::past::Round;
use super::rows::Row;
use super::scale::nice_step;

/// Share of years that a range may leave outside: it is one for nine in ten.
const OUTSIDE: f64 = 0.1;

/// Steps, at most, to twice of what model and record held.
const STEPS: usize = 250;

/// A range in encounters a year, its lower end never above the upper one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    low: u32,
    high: u32,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The lower one.
    Low,
    /// The upper one.
    High,
}

impl Guess {
    /// The range between two amounts, whichever of them is less.
    pub fn between(one: u32, other: u32) -> Guess {
        Guess {
            low: one.min(other),
            high: one.max(other),
        }
    }

    /// An end of it.
    pub fn end(self, which: End) -> u32 {
        match which {
            End::Low => self.low,
            End::High => self.high,
        }
    }

    /// Both ends, the lower one first.
    pub fn ends(self) -> (f64, f64) {
        (f64::from(self.low), f64::from(self.high))
    }

    /// The range with one end moved. An end that would pass the other takes it along.
    pub fn with(self, which: End, amount: u32) -> Guess {
        match which {
            End::Low => Guess {
                low: amount,
                high: self.high.max(amount),
            },
            End::High => Guess {
                low: self.low.min(amount),
                high: amount,
            },
        }
    }

    /// Whether what came lies inside, the ends among it.
    pub fn holds(self, came: f64) -> bool {
        let (low, high) = self.ends();
        low <= came && came <= high
    }
}

/// How many times the distance is added to the score where what came lies outside of a range.
pub fn times() -> f64 {
    2.0 / OUTSIDE
}

/// The interval score of a range for nine in ten, once it is known what came; lower is better.
///
/// T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation,
/// Journal of the American Statistical Association 102 (2007), equation 43.
pub fn interval_score((low, high): (f64, f64), came: f64) -> f64 {
    let below = f64::max(low - came, 0.0);
    let above = f64::max(came - high, 0.0);
    high - low + times() * (below + above)
}

/// How far a reader can move the ends of a range, and in which steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The most that an end can be.
    pub most: u32,
    /// One step.
    pub step: u32,
    /// The range that stands first: from the least to the most of the recorded years shown.
    pub opening: Guess,
}

impl Reach {
    /// For a round, of which nothing is used that lies behind its cut-off.
    pub fn of(round: Round) -> Reach {
        let shown: Vec<f64> = round.shown().map(|(_, value)| value).collect();
        let least = shown.iter().copied().fold(f64::INFINITY, f64::min);
        let most = shown.iter().copied().fold(0.0, f64::max);
        let fans = round.outlooks()[0].fans();
        let top = fans.map(|points| points[4]).fold(most, f64::max);
        let step = nice_step(2.0 * top, STEPS);
        let steps = |value: f64| (value / step) as u32;
        let whole = step as u32;
        Reach {
            most: (1 + steps(2.0 * top)) * whole,
            step: whole,
            opening: Guess::between(steps(least) * whole, (1 + steps(most)) * whole),
        }
    }
}

/// The rounds of a visit that were looked at, each once, and whether the range given before held
/// what came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(Vec<(Row, u16, Option<bool>)>);

impl Tally {
    /// Counts a round as it is shown. One that was seen before counts no more.
    pub fn see(&mut self, round: Round) {
        let is_seen = |(row, year, _): &(Row, u16, _)| (*row, *year) == (round.row, round.cut_off);
        if !self.0.iter().any(is_seen) {
            let held = round.guess.map(|guess| guess.holds(round.came()));
            self.0.push((round.row, round.cut_off, held));
        }
    }

    /// How many ranges held what came, and how many were given.
    pub fn counts(&self) -> (usize, usize) {
        let given = self.0.iter().filter_map(|(.., held)| *held);
        (given.clone().filter(|held| *held).count(), given.count())
    }
}
