//! The random numbers of an ensemble: drawn once for a seed, shared by every scenario.
//!
//! Because all scenarios use the same numbers, the difference between two of
//! them is the effect of what was changed and nothing else.

use rand_core::{Rng as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::fixed::NOISE_DEGREES;
use super::lanes::{Lanes, WIDTH};
use super::math;
use super::parameters::{NoisePosterior, PARAMETERS};
use super::{COUNTRIES, YEARS};

/// Simulated years including FY2025 and FY2026, which run beside the record.
pub const ALL_YEARS: usize = YEARS + 2;

/// Student t numbers of one year: eta, w by country, u, e by country.
pub const NOISE_PER_YEAR: usize = 2 * (1 + COUNTRIES);

/// Normal numbers behind a draw's start: five for noise sizes and b_X, then z_a and z_c by country.
const NORMALS: usize = 5 + 1 + COUNTRIES;

/// Row of b_X among them.
const OPENINGS: usize = 4;

/// Random numbers of `count` futures.
pub struct Draws {
    count: usize,
    /// Uniform numbers, `[parameter][draw]`, one stratum a draw in every row (a Latin hypercube).
    uniforms: Vec<f64>,
    /// Noise sizes and start of each block of draws.
    starts: Vec<Start>,
    /// Student t numbers with 6 degrees of freedom, `[block][year][NOISE_PER_YEAR]`.
    noise: Vec<Lanes>,
    /// Uniform numbers deciding the end of a mission, `[block][year][country]`.
    ends: Vec<Lanes>,
}

/// Noise sizes and starting deviations of a block of draws.
#[derive(Clone, Copy)]
pub struct Start {
    /// Yearly shock to the persistent level, common to the countries.
    pub s_eta: Lanes,
    /// The same by country.
    pub s_w: Lanes,
    /// Passing yearly shock, common to the countries.
    pub s_u: Lanes,
    /// The same by country.
    pub s_e: Lanes,
    /// Elasticity of encounters to the U.S. openings index.
    pub b_x: Lanes,
    /// Standard normal deviation of the start, common to the countries.
    pub z_a: Lanes,
    /// The same by country.
    pub z_c: [Lanes; COUNTRIES],
}

/// Random numbers in the making, piece by piece.
pub struct Making {
    /// Parameters and noise have seeds of their own, so that one can be changed without the other.
    parameters: Xoshiro256PlusPlus,
    noise: Xoshiro256PlusPlus,
    made: Draws,
}

/// Rows of uniform numbers made in one piece.
const ROWS_IN_A_PIECE: usize = PARAMETERS / 2;

impl Making {
    /// Nothing yet, for `count` futures rounded up to whole blocks.
    pub fn new(seed: u32, count: usize) -> Self {
        let count = count.div_ceil(WIDTH).max(1) * WIDTH;
        Making {
            parameters: Xoshiro256PlusPlus::seed_from_u64(u64::from(seed)),
            noise: Xoshiro256PlusPlus::seed_from_u64((1 << 32) | u64::from(seed)),
            made: Draws::none(count),
        }
    }

    /// Number of futures.
    pub fn count(&self) -> usize {
        self.made.count
    }

    /// Makes one piece; gives the numbers when all are made, and is spent then.
    ///
    /// Pieces are of similar size; they are always made in the same order.
    pub fn piece(&mut self) -> Option<Draws> {
        let count = self.made.count;
        let blocks = self.made.blocks();
        let made = &mut self.made;
        let rows = PARAMETERS - made.uniforms.len() / count;
        if rows > 0 {
            let rows = rows.min(ROWS_IN_A_PIECE);
            latin_hypercube(rows, count, &mut self.parameters, &mut made.uniforms);
            None
        } else if made.starts.is_empty() {
            let mut normals = Vec::new();
            latin_hypercube(NORMALS, count, &mut self.noise, &mut normals);
            made.starts = starts(&normals, count);
            None
        } else if made.noise.is_empty() {
            made.noise = student_t6(blocks * ALL_YEARS * NOISE_PER_YEAR, &mut self.noise);
            None
        } else {
            made.ends = uniforms_in_lanes(blocks * YEARS * COUNTRIES, &mut self.noise);
            Some(std::mem::replace(made, Draws::none(count)))
        }
    }
}

impl Draws {
    /// Random numbers for `count` futures, rounded up to whole blocks.
    pub fn new(seed: u32, count: usize) -> Self {
        let mut making = Making::new(seed, count);
        loop {
            if let Some(draws) = making.piece() {
                return draws;
            }
        }
    }

    /// Futures without yearly noise, which start where the record puts the level: parameters and
    /// the openings elasticity from `seed`, ends of missions from `fates`, one a draw.
    pub fn quiet(seed: u32, fates: u32, count: usize) -> Self {
        let count = count.div_ceil(WIDTH).max(1) * WIDTH;
        let mut random = quiet_random(seed);
        let (mut uniforms, mut openings) = (Vec::new(), Vec::new());
        latin_hypercube(PARAMETERS, count, &mut random, &mut uniforms);
        latin_hypercube(1, count, &mut random, &mut openings);
        Self::without_noise(uniforms, &openings, fates, 1)
    }

    /// Futures without yearly noise for given uniform numbers, `[parameter][draw]`, with the
    /// openings elasticity at its mean. Every `cases` draws share the ends of their missions, so
    /// that cases are held against each other under the same fates.
    ///
    /// # Panics
    /// If the numbers don't fill whole blocks of every parameter.
    pub fn quiet_cases(uniforms: Vec<f64>, fates: u32, cases: usize) -> Self {
        let count = uniforms.len() / PARAMETERS;
        assert!(count.is_multiple_of(WIDTH) && count * PARAMETERS == uniforms.len());
        Self::without_noise(uniforms, &vec![0.5; count], fates, cases)
    }

    fn without_noise(uniforms: Vec<f64>, openings: &[f64], fates: u32, cases: usize) -> Self {
        let count = openings.len();
        let blocks = count / WIDTH;
        let turns = count.div_ceil(cases);
        let mut ends = Vec::new();
        latin_hypercube(
            YEARS * COUNTRIES,
            turns,
            &mut quiet_random(fates),
            &mut ends,
        );
        let of_block = |block: usize, row: usize| {
            Lanes::from_array(std::array::from_fn(|lane| {
                ends[row * turns + (block * WIDTH + lane) / cases] as f32
            }))
        };
        // The middle of a normal is its mean: noise sizes at theirs, deviations at nothing.
        let mut normals = vec![0.5; NORMALS * count];
        normals[OPENINGS * count..][..count].copy_from_slice(openings);
        Draws {
            count,
            uniforms,
            starts: starts(&normals, count),
            noise: vec![Lanes::ZERO; blocks * ALL_YEARS * NOISE_PER_YEAR],
            ends: (0..blocks)
                .flat_map(|block| (0..YEARS * COUNTRIES).map(move |row| (block, row)))
                .map(|(block, row)| of_block(block, row))
                .collect(),
        }
    }

    fn none(count: usize) -> Self {
        Draws {
            count,
            uniforms: Vec::new(),
            starts: Vec::new(),
            noise: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Number of futures.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Number of blocks of [`WIDTH`] futures.
    pub fn blocks(&self) -> usize {
        self.count / WIDTH
    }

    /// Uniform numbers of one parameter, one a draw.
    pub fn uniforms(&self, parameter: usize) -> &[f64] {
        &self.uniforms[parameter * self.count..][..self.count]
    }

    /// Start of a block.
    pub fn start(&self, block: usize) -> &Start {
        &self.starts[block]
    }

    /// Noise of a block, `[year][NOISE_PER_YEAR]`, from FY2025 on.
    pub fn noise(&self, block: usize) -> &[Lanes] {
        let size = ALL_YEARS * NOISE_PER_YEAR;
        &self.noise[block * size..][..size]
    }

    /// Mission-ending numbers of a block, `[year][country]`, from FY2027 on.
    pub fn ends(&self, block: usize) -> &[Lanes] {
        let size = YEARS * COUNTRIES;
        &self.ends[block * size..][..size]
    }
}

/// A stream apart from those of the noisy ensembles.
fn quiet_random(seed: u32) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64((2 << 32) | u64::from(seed))
}

/// Adds `rows` independent rows of `count` numbers, each with one number in each of `count` equal strata of (0, 1).
fn latin_hypercube(
    rows: usize,
    count: usize,
    random: &mut Xoshiro256PlusPlus,
    numbers: &mut Vec<f64>,
) {
    numbers.reserve(rows * count);
    for _ in 0..rows {
        latin_row(count, random, numbers);
    }
}

// A browser compiles a function better from its second call on, but never
// while it runs: loops that matter are called row by row and block by block.
#[inline(never)]
fn latin_row(count: usize, random: &mut Xoshiro256PlusPlus, numbers: &mut Vec<f64>) {
    let start = numbers.len();
    numbers.extend((0..count).map(|stratum| {
        let within = uniform_f64(random);
        ((stratum as f64 + within) / count as f64).clamp(1e-9, 1.0 - 1e-9)
    }));
    shuffle(&mut numbers[start..], random);
}

/// The same orders of `items` things every time, `count` of them (an even number), each second one
/// the reverse of the one before.
pub fn orders(count: usize, items: usize) -> Vec<Vec<usize>> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(ORDERS_SEED);
    let mut orders = Vec::with_capacity(count);
    while orders.len() < count {
        let mut order: Vec<usize> = (0..items).collect();
        shuffle(&mut order, &mut random);
        let reverse = order.iter().rev().copied().collect();
        orders.extend([order, reverse]);
    }
    orders
}

/// Orders are the same for every seed of a reader.
const ORDERS_SEED: u64 = 0x5eed_0bde;

fn shuffle<T>(values: &mut [T], random: &mut Xoshiro256PlusPlus) {
    for last in (1..values.len()).rev() {
        // Bits 64 and up of the product of a random number and a small one;
        // the bias is below 1e-15 for a few thousand values.
        let (number, choices) = (random.next_u64(), last as u64 + 1);
        let low = ((number & 0xffff_ffff) * choices) >> 32;
        let other = (((number >> 32) * choices + low) >> 32) as usize;
        values.swap(last, other);
    }
}

fn starts(normals: &[f64], count: usize) -> Vec<Start> {
    let factor = cholesky(&NoisePosterior::CORRELATION);
    let mut rows = [[0.0f32; WIDTH]; NORMALS];
    (0..count / WIDTH)
        .map(|block| {
            for (row, values) in rows.iter_mut().enumerate() {
                let from = row * count + block * WIDTH;
                quantiles_of_normal(&normals[from..][..WIDTH], values);
            }
            let z = rows.map(Lanes::from_array);
            let noise: [Lanes; 5] = std::array::from_fn(|row| {
                let correlated =
                    (0..=row).fold(Lanes::ZERO, |sum, k| sum + z[k] * factor[row][k] as f32);
                correlated * NoisePosterior::SD[row] as f32 + NoisePosterior::MEAN[row] as f32
            });
            Start {
                s_eta: noise[0].exp_by_call(),
                s_w: noise[1].exp_by_call(),
                s_u: noise[2].exp_by_call(),
                s_e: noise[3].exp_by_call(),
                b_x: noise[4],
                z_a: z[5],
                z_c: [z[6], z[7], z[8]],
            }
        })
        .collect()
}

#[inline(never)]
fn quantiles_of_normal(ps: &[f64], values: &mut [f32; WIDTH]) {
    for (value, p) in values.iter_mut().zip(ps) {
        *value = math::normal_quantile(*p) as f32;
    }
}

/// Lower triangular square root of a correlation matrix.
fn cholesky(matrix: &[[f64; 5]; 5]) -> [[f64; 5]; 5] {
    let mut factor = [[0.0; 5]; 5];
    for row in 0..5 {
        for column in 0..=row {
            let known: f64 = (0..column)
                .map(|k| factor[row][k] * factor[column][k])
                .sum();
            let rest = matrix[row][column] - known;
            factor[row][column] = if row == column {
                libm::sqrt(rest)
            } else {
                rest / factor[column][column]
            };
        }
    }
    factor
}

/// Student t numbers with 6 degrees of freedom (variance 1.5), by the polar
/// form of R. W. Bailey (Mathematics of Computation 62, 1994):
/// `sqrt(6 (u^(-1/3) - 1)) cos(2 pi v)`.
fn student_t6(blocks: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Lanes> {
    let mut numbers = vec![Lanes::ZERO; blocks];
    for piece in numbers.chunks_mut(NOISE_PER_YEAR) {
        fill_with_student_t6(piece, random);
    }
    numbers
}

#[inline(never)]
fn fill_with_student_t6(numbers: &mut [Lanes], random: &mut Xoshiro256PlusPlus) {
    for number in numbers {
        let radius = uniform_lanes(random);
        let angle = uniform_lanes(random);
        let cube_root_of_inverse = (radius.ln() * (-1.0 / 3.0)).exp();
        let squared = (cube_root_of_inverse - 1.0).max(Lanes::ZERO) * NOISE_DEGREES;
        *number = squared.sqrt() * angle.cos_of_turns();
    }
}

fn uniforms_in_lanes(blocks: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Lanes> {
    (0..blocks).map(|_| uniform_lanes(random)).collect()
}

/// Each lane the middle of one of 2^24 equal cells of (0, 1), the last cells rounded down to stay below 1.
#[inline(always)]
fn uniform_lanes(random: &mut Xoshiro256PlusPlus) -> Lanes {
    let mut cells = [0; WIDTH];
    for pair in cells.chunks_exact_mut(2) {
        let bits = random.next_u64();
        pair[0] = (bits >> 40) as i32;
        pair[1] = (bits >> 8) as i32 & 0xff_ffff;
    }
    let middles = (Lanes::from_integers(cells) + 0.5) * (1.0 / 16_777_216.0);
    middles.min(Lanes::splat(1.0 - f32::EPSILON))
}

fn uniform_f64(random: &mut Xoshiro256PlusPlus) -> f64 {
    ((random.next_u64() >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
}

#[cfg(test)]
mod tests {
    use super::super::lanes::as_floats;
    use super::*;

    #[test]
    fn every_row_of_uniforms_has_one_number_in_each_stratum() {
        let draws = Draws::new(7, 400);
        for parameter in 0..PARAMETERS {
            let mut strata: Vec<usize> = draws
                .uniforms(parameter)
                .iter()
                .map(|u| (u * 400.0) as usize)
                .collect();
            strata.sort_unstable();
            assert!(strata.into_iter().eq(0..400));
        }
    }

    #[test]
    fn noise_has_the_moments_and_tails_of_student_t_with_six_degrees() {
        let draws = Draws::new(1, 4000);
        let values: Vec<f64> = as_floats(&draws.noise)
            .iter()
            .map(|v| f64::from(*v))
            .collect();
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|v| v * v).sum::<f64>() / n;
        // 95 % point of t6 from tables: 1.943.
        let beyond = values.iter().filter(|v| v.abs() > 1.943_18).count() as f64 / n;
        assert!(mean.abs() < 0.01, "mean {mean}");
        assert!((variance - 1.5).abs() < 0.03, "variance {variance}");
        assert!((beyond - 0.10).abs() < 0.003, "two-sided tail {beyond}");
    }

    #[test]
    fn same_seed_gives_the_same_numbers_and_another_seed_others() {
        let bits = |draws: &Draws| -> Vec<u32> {
            as_floats(&draws.noise)
                .iter()
                .map(|v| v.to_bits())
                .collect()
        };
        assert_eq!(bits(&Draws::new(3, 64)), bits(&Draws::new(3, 64)));
        assert_ne!(bits(&Draws::new(3, 64)), bits(&Draws::new(4, 64)));
    }
}
