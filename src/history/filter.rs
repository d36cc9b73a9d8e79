//! The local-level model: a common and a national persistent level, passing noise, openings.
//!
//! Log encounters of country c in year t are `m[c] + b_X ln X + s_u u + s_e e[c]`, and
//! `m[c] <- m[c] + drift + s_eta eta + s_w w[c]`; eta and u are common to the three countries.
//! In the basis of the mean and two contrasts both covariances are diagonal, so the Kalman filter
//! is three filters of one number each.

use std::f64::consts::TAU;

use super::panel::Panel;
use crate::model::{COUNTRIES, math};

/// Number of parameters.
pub const PARAMETERS: usize = 6;

/// Keys of the parameters, in the order of [`Vector`].
pub const KEYS: [&str; PARAMETERS] = ["ln_s_eta", "ln_s_w", "ln_s_u", "ln_s_e", "b_X", "drift"];

/// Parameters in the order of [`KEYS`].
pub type Vector = [f64; PARAMETERS];

/// Sizes of the noise and slopes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Yearly shock to the persistent level, common to the countries.
    pub s_eta: f64,
    /// The same by country.
    pub s_w: f64,
    /// Passing yearly shock, common to the countries.
    pub s_u: f64,
    /// The same by country.
    pub s_e: f64,
    /// Elasticity of encounters to the openings index.
    pub b_x: f64,
    /// Yearly growth of the persistent level.
    pub drift: f64,
}

impl From<Vector> for Sizes {
    fn from([ln_s_eta, ln_s_w, ln_s_u, ln_s_e, b_x, drift]: Vector) -> Self {
        let [s_eta, s_w, s_u, s_e] = [ln_s_eta, ln_s_w, ln_s_u, ln_s_e].map(math::exp);
        Sizes {
            s_eta,
            s_w,
            s_u,
            s_e,
            b_x,
            drift,
        }
    }
}

/// What the record says of a level, in the basis of mean and contrasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Expected level.
    pub mean: [f64; COUNTRIES],
    /// Its variance; the components are independent.
    pub variance: [f64; COUNTRIES],
}

/// The record in the basis of mean and contrasts, ready for many likelihoods.
pub struct Filter {
    /// By component, then by year.
    values: [Vec<f64>; COUNTRIES],
    openings: Vec<f64>,
    /// Share of the distance to its mean over the record that a contrast loses each year.
    contrast_return: f64,
    contrast_means: [f64; COUNTRIES],
}

impl Filter {
    /// A filter on a record, whose contrasts are random walks.
    pub fn new(panel: &Panel) -> Self {
        Self::with_contrast_return(panel, 0.0)
    }

    /// A filter whose contrasts return to their means over the record at this yearly rate.
    pub fn with_contrast_return(panel: &Panel, contrast_return: f64) -> Self {
        let values: [Vec<f64>; COUNTRIES] = std::array::from_fn(|component| {
            let rotated = panel
                .encounters
                .iter()
                .map(|year| to_basis(year)[component]);
            rotated.collect()
        });
        let years = panel.years() as f64;
        let mut contrast_means = [0.0; COUNTRIES];
        for component in 1..COUNTRIES {
            contrast_means[component] = values[component].iter().sum::<f64>() / years;
        }
        Filter {
            values,
            openings: panel.openings.clone(),
            contrast_return,
            contrast_means,
        }
    }

    /// Log likelihood of the record from the second year on.
    pub fn log_likelihood(&self, sizes: &Sizes) -> f64 {
        self.run(sizes).0
    }

    /// The level at the end of the record.
    pub fn state(&self, sizes: &Sizes) -> State {
        self.run(sizes).1
    }

    fn run(&self, sizes: &Sizes) -> (f64, State) {
        let mut log_likelihood = 0.0;
        let mut state = State {
            mean: [0.0; COUNTRIES],
            variance: [0.0; COUNTRIES],
        };
        for component in 0..COUNTRIES {
            let (part, mean, variance) = self.component(component, sizes);
            log_likelihood += part;
            state.mean[component] = mean;
            state.variance[component] = variance;
        }
        (log_likelihood, state)
    }

    /// Log likelihood, and mean and variance of the last level, of one component. The first value
    /// is the mean of the first level, whose variance is 1, and does not count again.
    fn component(&self, component: usize, sizes: &Sizes) -> (f64, f64, f64) {
        let squared = |size: f64| size * size;
        let (q, h) = (squared(sizes.s_w), squared(sizes.s_e));
        let (q, h, drift, slope, back) = if component == 0 {
            let common = ROOT_3 * sizes.drift;
            let (q, h) = (3.0 * squared(sizes.s_eta) + q, 3.0 * squared(sizes.s_u) + h);
            (q, h, common, ROOT_3 * sizes.b_x, 0.0)
        } else {
            (q, h, 0.0, 0.0, self.contrast_return)
        };
        let target = self.contrast_means[component];
        let values = self.values[component].iter().zip(&self.openings);
        let mut values = values.map(|(value, openings)| value - slope * openings);
        let mut mean = values.next().expect("a record has a first year");
        let mut variance = 1.0;
        let mut log_likelihood = 0.0;
        for value in values {
            mean += drift + back * (target - mean);
            variance = squared(1.0 - back) * variance + q;
            let total = variance + h;
            let surprise = value - mean;
            log_likelihood -= 0.5 * (math::ln(TAU * total) + surprise * surprise / total);
            mean += surprise * variance / total;
            variance *= h / total;
        }
        (log_likelihood, mean, variance)
    }
}

const ROOT_3: f64 = 1.732_050_807_568_877_2;
const ROOT_2: f64 = std::f64::consts::SQRT_2;
const ROOT_6: f64 = 2.449_489_742_783_178;

/// Orthonormal: the mean of the three countries times the root of 3, and two contrasts.
const BASIS: [[f64; COUNTRIES]; COUNTRIES] = [
    [1.0 / ROOT_3, 1.0 / ROOT_3, 1.0 / ROOT_3],
    [1.0 / ROOT_2, -1.0 / ROOT_2, 0.0],
    [1.0 / ROOT_6, 1.0 / ROOT_6, -2.0 / ROOT_6],
];

/// From countries to mean and contrasts.
pub fn to_basis(countries: &[f64; COUNTRIES]) -> [f64; COUNTRIES] {
    BASIS.map(|row| row.iter().zip(countries).map(|(b, value)| b * value).sum())
}

/// From mean and contrasts to countries.
pub fn from_basis(components: &[f64; COUNTRIES]) -> [f64; COUNTRIES] {
    std::array::from_fn(|country| {
        let parts = BASIS.iter().zip(components);
        parts.map(|(row, value)| row[country] * value).sum()
    })
}
