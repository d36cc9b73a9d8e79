//! The random numbers of an ensemble: drawn once for a seed, shared by every scenario.
//!
//! Because all scenarios use the same numbers, the difference between two of
//! them is the effect of what was changed and nothing else.

use rand_core::{Rng as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus;

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

impl Draws {
    /// Random numbers for `count` futures, rounded up to whole blocks.
    pub fn new(seed: u32, count: usize) -> Self {
        let count = count.div_ceil(WIDTH).max(1) * WIDTH;
        // Parameters and noise have seeds of their own, so that one can be changed without the other.
        let mut parameters = Xoshiro256PlusPlus::seed_from_u64(u64::from(seed));
        let mut noise = Xoshiro256PlusPlus::seed_from_u64((1 << 32) | u64::from(seed));
        let uniforms = latin_hypercube(PARAMETERS, count, &mut parameters);
        let normals = latin_hypercube(NORMALS, count, &mut noise);
        Draws {
            count,
            uniforms,
            starts: starts(&normals, count),
            noise: student_t6(count / WIDTH * ALL_YEARS * NOISE_PER_YEAR, &mut noise),
            ends: uniforms_in_lanes(count / WIDTH * YEARS * COUNTRIES, &mut noise),
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

/// `rows` independent rows of `count` numbers, each with one number in each of `count` equal strata of (0, 1).
fn latin_hypercube(rows: usize, count: usize, random: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    let mut numbers = Vec::with_capacity(rows * count);
    for _ in 0..rows {
        let start = numbers.len();
        numbers.extend((0..count).map(|stratum| {
            let within = uniform_f64(random);
            ((stratum as f64 + within) / count as f64).clamp(1e-9, 1.0 - 1e-9)
        }));
        shuffle(&mut numbers[start..], random);
    }
    numbers
}

fn shuffle(values: &mut [f64], random: &mut Xoshiro256PlusPlus) {
    for last in (1..values.len()).rev() {
        // The bias of multiply-and-shift is below 1e-15 for a few thousand values.
        let other = ((u128::from(random.next_u64()) * (last as u128 + 1)) >> 64) as usize;
        values.swap(last, other);
    }
}

fn starts(normals: &[f64], count: usize) -> Vec<Start> {
    let factor = cholesky(&NoisePosterior::CORRELATION);
    let normal = |row: usize, draw: usize| math::normal_quantile(normals[row * count + draw]);
    (0..count / WIDTH)
        .map(|block| {
            let mut rows = [[0.0f32; WIDTH]; NORMALS];
            for lane in 0..WIDTH {
                let draw = block * WIDTH + lane;
                let z: [f64; 5] = std::array::from_fn(|row| normal(row, draw));
                for row in 0..5 {
                    let correlated: f64 = (0..=row).map(|k| factor[row][k] * z[k]).sum();
                    let value = NoisePosterior::MEAN[row] + NoisePosterior::SD[row] * correlated;
                    rows[row][lane] = if row < 4 { math::exp(value) } else { value } as f32;
                }
                for (row, values) in rows.iter_mut().enumerate().skip(5) {
                    values[lane] = normal(row, draw) as f32;
                }
            }
            let lanes = rows.map(Lanes::from_array);
            Start {
                s_eta: lanes[0],
                s_w: lanes[1],
                s_u: lanes[2],
                s_e: lanes[3],
                b_x: lanes[4],
                z_a: lanes[5],
                z_c: [lanes[6], lanes[7], lanes[8]],
            }
        })
        .collect()
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
    (0..blocks)
        .map(|_| {
            let radius = uniform_lanes(random);
            let angle = uniform_lanes(random);
            let cube_root_of_inverse = (radius.ln() * (-1.0 / 3.0)).exp();
            let squared = (cube_root_of_inverse - 1.0).max(Lanes::ZERO) * 6.0;
            squared.sqrt() * angle.cos_of_turns()
        })
        .collect()
}

fn uniforms_in_lanes(blocks: usize, random: &mut Xoshiro256PlusPlus) -> Vec<Lanes> {
    (0..blocks).map(|_| uniform_lanes(random)).collect()
}

fn uniform_lanes(random: &mut Xoshiro256PlusPlus) -> Lanes {
    let mut values = [0.0; WIDTH];
    for pair in values.chunks_exact_mut(2) {
        let bits = random.next_u64();
        pair[0] = uniform_f32((bits >> 40) as u32);
        pair[1] = uniform_f32((bits >> 8) as u32 & 0xff_ffff);
    }
    Lanes::from_array(values)
}

/// The middle of one of 2^24 equal cells of (0, 1), the last cells rounded down to stay below 1.
fn uniform_f32(bits: u32) -> f32 {
    ((bits as f32 + 0.5) * (1.0 / 16_777_216.0)).min(1.0 - f32::EPSILON)
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
