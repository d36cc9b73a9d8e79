//! How good a set of futures was, once the outcome is known.

use super::backtest::{Case, HORIZONS};

/// One outcome held against the futures drawn for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// Which country, year and origin.
    pub case: Case,
    /// Log of the recorded encounters.
    pub outcome: f64,
    /// The 5, 25, 50, 75 and 95 % points of the futures.
    pub points: [f64; 5],
    /// Continuous ranked probability score, in logs; smaller is better.
    pub crps: f64,
    /// Share of futures with at most the recorded encounters.
    pub at_most: f64,
}

impl Judged {
    /// Holds an outcome against a sample of at least two futures; sorts the sample.
    pub fn new(case: Case, outcome: f64, futures: &mut [f64]) -> Self {
        futures.sort_unstable_by(f64::total_cmp);
        let below = futures.partition_point(|future| *future <= outcome);
        Judged {
            case,
            outcome,
            points: [0.05, 0.25, 0.5, 0.75, 0.95].map(|p| quantile(futures, p)),
            crps: crps(futures, outcome),
            at_most: below as f64 / futures.len() as f64,
        }
    }

    /// Outcome less median future: above zero if there were more encounters.
    pub fn error(&self) -> f64 {
        self.outcome - self.points[2]
    }

    /// Is the outcome between the 25 and the 75 % point?
    pub fn in_half(&self) -> bool {
        (self.points[1]..=self.points[3]).contains(&self.outcome)
    }

    /// Is the outcome between the 5 and the 95 % point?
    pub fn in_nine_tenths(&self) -> bool {
        (self.points[0]..=self.points[4]).contains(&self.outcome)
    }
}

/// Quantile of a sorted sample, linear between its points.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() - 1) as f64;
    let cell = (place as usize).min(sorted.len() - 2);
    sorted[cell] + (place - cell as f64) * (sorted[cell + 1] - sorted[cell])
}

/// Continuous ranked probability score of a sorted sample: mean distance to the outcome less half
/// the mean distance of two different members.
pub fn crps(sorted: &[f64], outcome: f64) -> f64 {
    let count = sorted.len() as f64;
    let distance = sorted.iter().map(|x| (x - outcome).abs()).sum::<f64>() / count;
    let spread: f64 = (0..)
        .zip(sorted)
        .map(|(rank, x)| (2.0 * f64::from(rank) - count + 1.0) * x)
        .sum();
    distance - spread / (count * (count - 1.0))
}

/// Scores of several outcomes together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// Number of outcomes.
    pub count: usize,
    /// Root mean square error of the median, in logs.
    pub rmse: f64,
    /// Mean of outcome less median: above zero if there were more encounters.
    pub bias: f64,
    /// Share of outcomes in the 50 % band.
    pub in_half: f64,
    /// Share of outcomes in the 90 % band.
    pub in_nine_tenths: f64,
    /// Mean continuous ranked probability score.
    pub crps: f64,
}

impl Scores {
    /// Scores of the outcomes that `counts` keeps; `None` if it keeps none.
    pub fn of(judged: &[Judged], counts: impl Fn(&Case) -> bool) -> Option<Self> {
        let kept: Vec<&Judged> = judged.iter().filter(|one| counts(&one.case)).collect();
        let mean = |value: &dyn Fn(&Judged) -> f64| {
            kept.iter().map(|one| value(one)).sum::<f64>() / kept.len() as f64
        };
        (!kept.is_empty()).then(|| Scores {
            count: kept.len(),
            rmse: mean(&|one| one.error() * one.error()).sqrt(),
            bias: mean(&Judged::error),
            in_half: mean(&|one| f64::from(u8::from(one.in_half()))),
            in_nine_tenths: mean(&|one| f64::from(u8::from(one.in_nine_tenths()))),
            crps: mean(&|one| one.crps),
        })
    }
}

/// Gain over a rival, origin by origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// Origins in which the mean score is better than the rival's.
    pub better: usize,
    /// Number of origins.
    pub origins: usize,
    /// Mean over origins of the rival's mean score less this one's.
    pub mean: f64,
    /// Its standard error, as if origins were independent.
    pub se: f64,
}

impl Gain {
    /// Gain of `judged` over `rival` on the outcomes that `counts` keeps, which are of at least
    /// two origins.
    pub fn over(judged: &[Judged], rival: &[Judged], counts: impl Fn(&Case) -> bool) -> Self {
        let mut origins: Vec<u16> = judged
            .iter()
            .filter(|one| counts(&one.case))
            .map(|one| one.case.origin)
            .collect();
        origins.dedup();
        let score = |all: &[Judged], origin: u16| {
            Scores::of(all, |case| case.origin == origin && counts(case)).map_or(0.0, |s| s.crps)
        };
        let gains: Vec<f64> = origins
            .iter()
            .map(|origin| score(rival, *origin) - score(judged, *origin))
            .collect();
        let count = gains.len() as f64;
        let mean = gains.iter().sum::<f64>() / count;
        let squares = gains.iter().map(|gain| (gain - mean) * (gain - mean));
        Gain {
            better: gains.iter().filter(|gain| **gain > 0.0).count(),
            origins: gains.len(),
            mean,
            se: (squares.sum::<f64>() / (count - 1.0) / count).sqrt(),
        }
    }
}

/// Root mean square error of the differences between the countries, in logs: each country's
/// error less the mean error of the three in that year.
pub fn rmse_between_countries(judged: &[Judged]) -> f64 {
    let (mut squares, mut count) = (0.0, 0);
    for one in judged {
        let year = |other: &&Judged| {
            (other.case.origin, other.case.horizon) == (one.case.origin, one.case.horizon)
        };
        let errors: Vec<f64> = judged.iter().filter(year).map(Judged::error).collect();
        let common = errors.iter().sum::<f64>() / errors.len() as f64;
        let own = one.error() - common;
        squares += own * own;
        count += 1;
    }
    (squares / f64::from(count)).sqrt()
}

/// Horizons, for loops over scores: 1, 2 and 3 years.
pub fn horizons() -> impl Iterator<Item = u16> {
    1..=HORIZONS as u16
}
