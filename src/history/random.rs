//! Seeded random numbers, the same on every machine.

use std::f64::consts::TAU;

use rand_core::{Rng as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::model::math;

/// A stream of random numbers.
#[derive(Clone)]
pub struct Random {
    bits: Xoshiro256PlusPlus,
    sign: f64,
}

impl Random {
    /// The stream of a seed; `stream` gives independent streams under one seed.
    pub fn new(seed: u32, stream: u32) -> Self {
        let both = (u64::from(stream) << 32) | u64::from(seed);
        Random {
            bits: Xoshiro256PlusPlus::seed_from_u64(both),
            sign: 1.0,
        }
    }

    /// The same stream from here on, with every normal and noise number mirrored at zero: averages
    /// over a stream and its mirror image need far fewer numbers.
    pub fn mirrored(&self) -> Self {
        Random {
            bits: self.bits.clone(),
            sign: -self.sign,
        }
    }

    /// Uniform in (0, 1).
    pub fn uniform(&mut self) -> f64 {
        ((self.bits.next_u64() >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Standard normal.
    pub fn normal(&mut self) -> f64 {
        self.sign * math::normal_quantile(self.uniform())
    }

    /// One number from a distribution of noise.
    pub fn noise(&mut self, tails: Tails) -> f64 {
        match tails {
            Tails::Normal => self.normal(),
            Tails::Student(degrees) => self.student(degrees),
        }
    }

    /// Student t by the polar form of R. W. Bailey (Mathematics of Computation 62, 1994).
    fn student(&mut self, degrees: f64) -> f64 {
        let (radius, angle) = (self.uniform(), self.uniform());
        let squared = degrees * (libm::pow(radius, -2.0 / degrees) - 1.0);
        self.sign * squared.max(0.0).sqrt() * libm::cos(TAU * angle)
    }
}

/// Shape of the noise; its size is given elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tails {
    /// Standard normal.
    Normal,
    /// Student t with these degrees of freedom, not rescaled: 6 degrees have variance 1.5.
    Student(f64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn student_noise_has_the_tails_of_its_degrees() {
        let mut random = Random::new(1, 0);
        // 95 % points from tables.
        for (degrees, point) in [(6.0, 1.943_18), (3.0, 2.353_36)] {
            let beyond = (0..100_000)
                .filter(|_| random.noise(Tails::Student(degrees)).abs() > point)
                .count();
            assert!((beyond as f64 / 100_000.0 - 0.1).abs() < 0.004, "{beyond}");
        }
    }
}
