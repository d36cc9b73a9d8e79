//! From values to places and back, and where ticks stand.

pub use crate::model::math::within;

/// A linear scale from values to places.
///
/// The range may run downwards, as it does for heights on a screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// A scale that takes `domain.0` to `range.0` and `domain.1` to `range.1`.
    /// A domain without width is widened by one so that the scale stays invertible.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        let domain = if domain.0 == domain.1 {
            (domain.0, domain.1 + 1.0)
        } else {
            domain
        };
        Self { domain, range }
    }

    /// The values shown.
    pub fn domain(&self) -> (f64, f64) {
        self.domain
    }

    /// The places they take.
    pub fn range(&self) -> (f64, f64) {
        self.range
    }

    /// The place of a value. Values outside the domain land outside the range.
    pub fn project(&self, value: f64) -> f64 {
        let share = (value - self.domain.0) / (self.domain.1 - self.domain.0);
        self.range.0 + share * (self.range.1 - self.range.0)
    }

    /// The value at a place: the inverse of [`Scale::project`].
    pub fn invert(&self, place: f64) -> f64 {
        let share = (place - self.range.0) / (self.range.1 - self.range.0);
        self.domain.0 + share * (self.domain.1 - self.domain.0)
    }

    /// The whole year nearest to a place, or none outside the range.
    pub fn year_at(&self, place: f64) -> Option<i32> {
        let (low, high) = (
            self.range.0.min(self.range.1),
            self.range.0.max(self.range.1),
        );
        let inside = place >= low && place <= high;
        let year = self.invert(place).round();
        (inside && year >= self.domain.0 && year <= self.domain.1).then_some(year as i32)
    }
}

/// A round step (1, 2 or 5 times a power of ten) that cuts `span` into at most `most` parts.
///
/// `span` must be positive; a span that isn't gives a step of one.
pub fn nice_step(span: f64, most: usize) -> f64 {
    if !(span.is_finite() && span > 0.0) {
        return 1.0;
    }
    let least = span / most.max(1) as f64;
    let mut power = 1.0;
    while power > least {
        power /= 10.0;
    }
    while power * 10.0 <= least {
        power *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

/// Round values inside `[low, high]`, in rising order, at most `most + 1` of them; zero is
/// among them whenever it lies inside. With `most` at three or more there is at least one.
pub fn nice_ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let step = nice_step(high - low, most);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|n| n as f64 * step).collect()
}

/// The years that carry a word: both ends, then the decades between them.
///
/// The ends come first: when room is short the earlier ones win.
pub fn year_ticks(first: i32, last: i32) -> Vec<i32> {
    let mut years = vec![first];
    if last > first {
        years.push(last);
    }
    years.extend((first + 1..last).filter(|year| year % 10 == 0));
    years
}
