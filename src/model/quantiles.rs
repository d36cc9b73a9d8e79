//! Order statistics of thousands of numbers through one histogram.

use super::lanes::{Lanes, WIDTH};

/// The five points of every range on the page: 5, 25, 50, 75 and 95 %.
pub const PROBABILITIES: [f64; 5] = [0.05, 0.25, 0.50, 0.75, 0.95];

/// Values at [`PROBABILITIES`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Points {
    /// 5 % point.
    pub p05: f32,
    /// 25 % point.
    pub p25: f32,
    /// Median.
    pub p50: f32,
    /// 75 % point.
    pub p75: f32,
    /// 95 % point.
    pub p95: f32,
}

impl Points {
    /// The points in the order of [`PROBABILITIES`].
    pub fn to_array(self) -> [f32; 5] {
        [self.p05, self.p25, self.p50, self.p75, self.p95]
    }

    /// Every point through `f`.
    pub fn map(self, f: impl Fn(f32) -> f32) -> Points {
        Points::from(self.to_array().map(f))
    }
}

impl From<[f32; 5]> for Points {
    fn from([p05, p25, p50, p75, p95]: [f32; 5]) -> Self {
        Points {
            p05,
            p25,
            p50,
            p75,
            p95,
        }
    }
}

/// Reusable room for [`Quantiles::points`].
pub struct Quantiles {
    histogram: Vec<u32>,
    wanted: Vec<bool>,
    candidates: Vec<f32>,
}

const BUCKETS: usize = 2048;

impl Default for Quantiles {
    fn default() -> Self {
        Quantiles {
            histogram: vec![0; BUCKETS],
            wanted: vec![false; BUCKETS],
            candidates: Vec::new(),
        }
    }
}

impl Quantiles {
    /// The five points of `values`, interpolated linearly between neighbours
    /// at position `p (n - 1)`. Exact: equal to sorting.
    ///
    /// # Panics
    /// If `values` is empty.
    pub fn points(&mut self, values: &[f32]) -> Points {
        assert!(!values.is_empty(), "quantiles of nothing");
        let (least, most) = extremes(values);
        let scale = (BUCKETS - 1) as f32 / (most - least);
        // Never falls as the value rises, whatever rounding does.
        let bucket = |value: f32| (((value - least) * scale) as usize).min(BUCKETS - 1);

        self.histogram.fill(0);
        for value in values {
            self.histogram[bucket(*value)] += 1;
        }

        // The neighbours of each position, as ranks in sorted order.
        let last = values.len() - 1;
        let positions = PROBABILITIES.map(|p| p * last as f64);
        let ranks: [usize; 10] = std::array::from_fn(|i| {
            let below = positions[i / 2] as usize;
            (below + i % 2).min(last)
        });

        // Buckets that hold a wanted rank; their values are sorted in full.
        self.wanted.fill(false);
        let mut before_wanted = [0usize; 10];
        let (mut bucket_index, mut before) = (0, 0);
        let mut skipped = 0;
        for (rank, skipped_before) in ranks.iter().zip(&mut before_wanted) {
            while before + self.histogram[bucket_index] as usize <= *rank {
                let count = self.histogram[bucket_index] as usize;
                before += count;
                if !self.wanted[bucket_index] {
                    skipped += count;
                }
                bucket_index += 1;
            }
            self.wanted[bucket_index] = true;
            *skipped_before = skipped;
        }
        self.candidates.clear();
        for value in values {
            if self.wanted[bucket(*value)] {
                self.candidates.push(*value);
            }
        }
        self.candidates.sort_unstable_by(f32::total_cmp);

        let value = |i: usize| self.candidates[ranks[i] - before_wanted[i]];
        Points::from(std::array::from_fn(|i| {
            let fraction = positions[i] - libm::floor(positions[i]);
            let (low, high) = (f64::from(value(2 * i)), f64::from(value(2 * i + 1)));
            (low + (high - low) * fraction) as f32
        }))
    }
}

fn extremes(values: &[f32]) -> (f32, f32) {
    let (blocks, rest) = values.as_chunks::<WIDTH>();
    let start = (Lanes::splat(f32::INFINITY), Lanes::splat(f32::NEG_INFINITY));
    let (least, most) = blocks.iter().fold(start, |(least, most), block| {
        let block = Lanes::from_array(*block);
        (least.min(block), most.max(block))
    });
    let least = least.to_array().into_iter().chain(rest.iter().copied());
    let most = most.to_array().into_iter().chain(rest.iter().copied());
    (
        least.fold(f32::INFINITY, f32::min),
        most.fold(f32::NEG_INFINITY, f32::max),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_sorting(values: &[f32]) -> Points {
        let mut sorted = values.to_vec();
        sorted.sort_by(f32::total_cmp);
        Points::from(PROBABILITIES.map(|p| {
            let position = p * (sorted.len() - 1) as f64;
            let below = position as usize;
            let above = (below + 1).min(sorted.len() - 1);
            let (low, high) = (f64::from(sorted[below]), f64::from(sorted[above]));
            (low + (high - low) * (position - below as f64)) as f32
        }))
    }

    proptest! {
        #[test]
        fn points_equal_those_of_sorting(
            values in prop::collection::vec(-1e7f32..1e7, 1..400),
            scale in -30i32..3,
        ) {
            let scale = libm::exp2(f64::from(scale)) as f32;
            let values: Vec<f32> = values.into_iter().map(|v| v * scale).collect();
            prop_assert_eq!(Quantiles::default().points(&values), by_sorting(&values));
        }

        #[test]
        fn a_few_values_far_from_the_others_change_nothing(
            mut values in prop::collection::vec(-1f32..1.0, 10..400),
            far in prop::collection::vec(-1e30f32..1e30, 1..5),
        ) {
            values.extend(far);
            prop_assert_eq!(Quantiles::default().points(&values), by_sorting(&values));
        }
    }

    #[test]
    fn equal_values_give_that_value() {
        let points = Quantiles::default().points(&[2.5; 100]);
        assert_eq!(points, Points::from([2.5; 5]));
    }
}
