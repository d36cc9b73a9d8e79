//! Order statistics of thousands of numbers through one histogram.

use super::lanes::{Lanes, WIDTH, as_floats};

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
    /// How many values lie in each bucket; values take turns between the two
    /// rows, so that one count need not wait for the one before.
    histogram: Box<[[u32; BUCKETS]; 2]>,
    /// One for buckets that hold a wanted rank, else zero.
    wanted: Box<[u8; BUCKETS]>,
    /// The values as numbers whose lowest bits are their buckets.
    shifted: Vec<Lanes>,
    candidates: Vec<f32>,
}

const BUCKETS: usize = 2048;

/// Numbers from here to twice as much are whole: adding it rounds, and leaves
/// the rounded number in the lowest bits.
const WHOLE: f32 = 8_388_608.0;

impl Default for Quantiles {
    fn default() -> Self {
        Quantiles {
            histogram: Box::new([[0; BUCKETS]; 2]),
            wanted: Box::new([0; BUCKETS]),
            shifted: Vec::new(),
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
        self.sort_into_buckets(values);

        // The neighbours of each position, as ranks in sorted order.
        let last = values.len() - 1;
        let positions = PROBABILITIES.map(|p| p * last as f64);
        let ranks: [usize; 10] = std::array::from_fn(|i| {
            let below = positions[i / 2] as usize;
            (below + i % 2).min(last)
        });

        // Buckets that hold a wanted rank; their values are sorted in full.
        self.wanted.fill(0);
        let mut before_wanted = [0usize; 10];
        let (mut bucket, mut before, mut skipped) = (0, 0, 0);
        for (rank, skipped_before) in ranks.iter().zip(&mut before_wanted) {
            loop {
                let count = (self.histogram[0][bucket] + self.histogram[1][bucket]) as usize;
                if before + count > *rank {
                    break;
                }
                before += count;
                skipped += count * usize::from(self.wanted[bucket] == 0);
                bucket += 1;
            }
            self.wanted[bucket] = 1;
            *skipped_before = skipped;
        }
        let candidates = self.candidates(values);

        let value = |i: usize| candidates[ranks[i] - before_wanted[i]];
        Points::from(std::array::from_fn(|i| {
            let fraction = positions[i] - libm::floor(positions[i]);
            let (low, high) = (f64::from(value(2 * i)), f64::from(value(2 * i + 1)));
            (low + (high - low) * fraction) as f32
        }))
    }

    // These two are called once for each pass over the values, so that a browser soon has
    // them compiled well.
    #[inline(never)]
    fn sort_into_buckets(&mut self, values: &[f32]) {
        let (least, most) = extremes(values);
        let scale = (BUCKETS - 1) as f32 / (most - least);
        // Never falls as the value rises, whatever rounding does. Where the scale is
        // not finite, the lowest bits of all are zero: one bucket holds everything.
        let shift = |block: [f32; WIDTH]| (Lanes::from_array(block) - least) * scale + WHOLE;
        let (blocks, rest) = values.as_chunks::<WIDTH>();
        self.shifted.clear();
        self.shifted
            .extend(blocks.iter().map(|block| shift(*block)));
        if !rest.is_empty() {
            let mut block = [least; WIDTH];
            block[..rest.len()].copy_from_slice(rest);
            self.shifted.push(shift(block));
        }

        let [even, odd] = &mut *self.histogram;
        even.fill(0);
        odd.fill(0);
        let (pairs, rest) = as_floats(&self.shifted)[..values.len()].as_chunks::<2>();
        for [one, other] in pairs {
            even[bucket(*one)] += 1;
            odd[bucket(*other)] += 1;
        }
        for one in rest {
            even[bucket(*one)] += 1;
        }
    }

    /// The values in wanted buckets, sorted.
    #[inline(never)]
    fn candidates(&mut self, values: &[f32]) -> &[f32] {
        let (wanted, candidates) = (&*self.wanted, &mut self.candidates);
        candidates.clear();
        for (index, shifted) in as_floats(&self.shifted)[..values.len()].iter().enumerate() {
            if wanted[bucket(*shifted)] != 0 {
                candidates.push(values[index]);
            }
        }
        candidates.sort_unstable_by(f32::total_cmp);
        candidates
    }
}

#[inline(always)]
fn bucket(shifted: f32) -> usize {
    shifted.to_bits() as usize % BUCKETS
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
