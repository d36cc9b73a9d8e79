//! A link that checks itself: what its answer was when it was shared.
//!
//! Twelve letters hold, from the highest bit on: model version (4 bits before the point, 4 behind
//! it), data version (8 bits of a hash), what kind of answer it was (3), its numbers as they were
//! shown (34), and 7 bits of a hash over the numbers of each row. So a page that opens the link can
//! say whether the numbers are the same, and tell the old answer if not.

use super::base32;
use crate::data::DATA_VERSION;
use crate::figures::format::rounded;
use crate::figures::sentences::futures_of_hundred;
use crate::model::equations::SERIES;
use crate::model::quantiles::Points;
use crate::model::summary::{Badge, Change, Summary};
use crate::model::{MODEL_VERSION, YEARS};

/// Letters of a check.
pub const LENGTH: usize = 12;

/// What was said of a scenario, and by which model from which data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The model's version, before the point and behind it; each modulo 16.
    pub model: (u8, u8),
    /// A hash of the data's version.
    data: u8,
    /// The answer for the three countries together.
    pub said: Said,
    /// A hash of the numbers of all rows.
    rows: u8,
}

/// An answer in numbers, rounded as they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing is held against anything: encounters in the last year.
    Still {
        /// Middle future.
        middle: Count,
        /// 5 % point.
        low: Count,
        /// 95 % point.
        high: Count,
    },
    /// A change over ten years. Per cents are whole, negative where there are fewer; what is above
    /// [`MOST_PERCENT`] is held as that.
    Change {
        /// What may be said of it.
        kind: Kind,
        /// Futures of a hundred with fewer, or with more where that is what is said.
        futures: u8,
        /// Middle future, per cent.
        middle: i16,
        /// The end with most encounters.
        most: i16,
        /// The end with fewest encounters.
        fewest: i16,
    },
}

/// What may be said of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As the badge says.
    Badge(Badge),
    /// Under a reading that is a belief, no share of futures is told.
    Belief,
}

/// Largest increase that a check can hold, per cent.
pub const MOST_PERCENT: i16 = 411;

/// A count of two or three digits and noughts behind them, as counts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    digits: u8,
    noughts: u8,
}

/// What a check says of the numbers on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same numbers, from the same model and data.
    Same,
    /// Other numbers, though model and data are the same: the link was changed after it was made.
    NumbersDiffer {
        /// The answer when the link was made.
        then: Said,
        /// The answer now.
        now: Said,
    },
    /// Model or data have changed since.
    ModelChanged {
        /// The model's version then.
        model: (u8, u8),
        /// The answer when the link was made.
        then: Said,
        /// The answer now.
        now: Said,
        /// Whether every number is the same all the same.
        same_numbers: bool,
    },
}

impl Check {
    /// The check of what the page says of `summary`.
    pub fn of(summary: &Summary) -> Check {
        Check {
            model: version(MODEL_VERSION),
            data: folded(hash(DATA_VERSION.bytes())) as u8,
            said: Said::of(summary),
            rows: (folded(hash(rows(summary))) & 127) as u8,
        }
    }

    /// Holds what the check says against what the page says now.
    pub fn against(&self, now: &Check) -> Verdict {
        let same_numbers = (self.said, self.rows) == (now.said, now.rows);
        let (then, now_said) = (self.said, now.said);
        if (self.model, self.data) != (now.model, now.data) {
            Verdict::ModelChanged {
                model: self.model,
                then,
                now: now_said,
                same_numbers,
            }
        } else if same_numbers {
            Verdict::Same
        } else {
            let now = now_said;
            Verdict::NumbersDiffer { then, now }
        }
    }

    /// The letters of the check.
    pub fn text(&self) -> String {
        let (kind, numbers) = self.said.bits();
        let mut bits = u64::from(self.model.0) << 4 | u64::from(self.model.1);
        for (value, width) in [
            (u64::from(self.data), 8),
            (kind, 3),
            (numbers, 34),
            (u64::from(self.rows), 7),
        ] {
            bits = bits << width | value;
        }
        let letters = (0..LENGTH).rev();
        letters
            .map(|at| base32::letter((bits >> (5 * at)) as u8))
            .collect()
    }

    /// Reads the letters of a check, in either case.
    pub fn read(text: &str) -> Option<Check> {
        let mut bits = 0_u64;
        let mut count = 0;
        for letter in text.chars().take(LENGTH + 1) {
            bits = bits << 5 | u64::from(base32::value(letter)?);
            count += 1;
        }
        let part = |from: u32, width: u32| bits >> from & ((1 << width) - 1);
        let said = Said::from_bits(part(41, 3), part(7, 34))?;
        (count == LENGTH).then_some(Check {
            model: (part(56, 4) as u8, part(52, 4) as u8),
            data: part(44, 8) as u8,
            said,
            rows: part(0, 7) as u8,
        })
    }
}

/// Kinds in the order of their numbers; the first number is that of [`Said::Still`].
const KINDS: [Kind; 6] = [
    Kind::Badge(Badge::Fewer),
    Kind::Badge(Badge::More),
    Kind::Badge(Badge::NotKnown),
    Kind::Badge(Badge::TooSmall),
    Kind::Badge(Badge::NoEffect),
    Kind::Belief,
];

/// Per cents are held as distances from the least that there can be.
const LEAST_PERCENT: i16 = -100;

impl Said {
    /// What is said of `summary`.
    pub fn of(summary: &Summary) -> Said {
        if summary.scenario.against.is_none() && summary.scenario.is_reference() {
            let last = summary.future[SERIES - 1][YEARS - 1];
            return Said::Still {
                middle: Count::of(last.p50),
                low: Count::of(last.p05),
                high: Count::of(last.p95),
            };
        }
        let is_belief = summary.scenario.assumptions.pack.is_belief();
        Said::of_change(&summary.change[SERIES - 1], is_belief)
    }

    fn of_change(change: &Change, is_belief: bool) -> Said {
        let badge = change.badge();
        let futures = match badge {
            Badge::More if !is_belief => 1.0 - change.fewer - change.unchanged,
            _ => change.fewer,
        };
        Said::Change {
            kind: if is_belief {
                Kind::Belief
            } else {
                Kind::Badge(badge)
            },
            futures: futures_of_hundred(futures),
            middle: percent(change.percent.p50),
            most: percent(change.percent.p05),
            fewest: percent(change.percent.p95),
        }
    }

    /// Number of the kind, and 34 bits of numbers.
    fn bits(self) -> (u64, u64) {
        match self {
            Said::Still { middle, low, high } => {
                let numbers = [middle, low, high].into_iter().fold(0, |bits, count| {
                    bits << 11 | u64::from(count.noughts) << 8 | u64::from(count.digits)
                });
                (0, numbers)
            }
            Said::Change {
                kind,
                futures,
                middle,
                most,
                fewest,
            } => {
                let at = KINDS.iter().position(|known| *known == kind);
                let numbers = [middle, most, fewest].into_iter();
                let numbers = numbers.fold(u64::from(futures), |bits, percent| {
                    bits << 9 | (percent - LEAST_PERCENT) as u64
                });
                (at.map_or(0, |at| at as u64 + 1), numbers)
            }
        }
    }

    fn from_bits(kind: u64, bits: u64) -> Option<Said> {
        if kind == 0 {
            let count = |from: u32| Count {
                digits: (bits >> from & 255) as u8,
                noughts: (bits >> (from + 8) & 7) as u8,
            };
            return Some(Said::Still {
                middle: count(22),
                low: count(11),
                high: count(0),
            });
        }
        let percent = |from: u32| (bits >> from & 511) as i16 + LEAST_PERCENT;
        Some(Said::Change {
            kind: *KINDS.get(kind as usize - 1)?,
            futures: (bits >> 27) as u8,
            middle: percent(18),
            most: percent(9),
            fewest: percent(0),
        })
    }
}

impl Count {
    /// The count as it is shown.
    fn of(value: f32) -> Count {
        let mut digits = libm::fabs(rounded(f64::from(value)));
        let mut noughts = 0;
        while digits >= 200.5 && noughts < 7 {
            digits /= 10.0;
            noughts += 1;
        }
        Count {
            digits: libm::round(digits) as u8,
            noughts,
        }
    }

    /// The count as a number.
    pub fn value(self) -> f64 {
        (0..self.noughts).fold(f64::from(self.digits), |value, _| value * 10.0)
    }
}

/// Whole per cent of change from per cent avoided.
fn percent(avoided: f32) -> i16 {
    let whole = libm::round(-f64::from(avoided)) as i16;
    whole.clamp(LEAST_PERCENT, MOST_PERCENT)
}

fn version(text: &str) -> (u8, u8) {
    let (major, minor) = text.split_once('.').unwrap_or((text, ""));
    let number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit);
        digits.fold(0_u32, |value, digit| 10 * value + u32::from(digit - b'0'))
    };
    ((number(major) % 16) as u8, (number(minor) % 16) as u8)
}

/// The numbers of all rows as they are shown.
fn rows(summary: &Summary) -> Vec<u8> {
    let is_belief = summary.scenario.assumptions.pack.is_belief();
    let count = |points: Points| [points.p05, points.p50, points.p95].map(Count::of);
    let mut bytes = Vec::new();
    for series in 0..SERIES {
        let (kind, numbers) = Said::of_change(&summary.change[series], is_belief).bits();
        bytes.push(kind as u8);
        bytes.extend(numbers.to_le_bytes());
        let levels = [
            summary.future[series][0],
            summary.future[series][YEARS - 1],
            summary.entries[series],
        ];
        for Count { digits, noughts } in levels.into_iter().flat_map(count) {
            bytes.extend([digits, noughts]);
        }
    }
    bytes
}

/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits).
fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    bytes.into_iter().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A hash in eight bits.
fn folded(hash: u64) -> u64 {
    let half = hash ^ hash >> 32;
    let quarter = half ^ half >> 16;
    (quarter ^ quarter >> 8) & 255
}
