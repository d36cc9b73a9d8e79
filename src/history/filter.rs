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
    /// Chance that the last year was restless; 0 where the filter knows no restless times.
    pub restless: f64,
}

/// In restless times the common shock to the level is so many times its usual size.
///
/// This and the chances of [`chance_of_restless`] are our judgement, set once before any result was
/// seen: border rules were made anew about once in ten years, and each time it took about two.
pub const RESTLESS_STRETCH: f64 = 3.0;

/// Chance that a year is restless, by whether the year before was.
pub fn chance_of_restless(was_restless: bool) -> f64 {
    if was_restless { 0.5 } else { 0.1 }
}

/// Share of restless years in the long run, which those chances lead to.
const RESTLESS_SHARE: f64 = 1.0 / 6.0;

/// The record in the basis of mean and contrasts, ready for many likelihoods.
pub struct Filter {
    /// By component, then by year.
    values: [Vec<f64>; COUNTRIES],
    openings: Vec<f64>,
    /// Share of the distance to its mean over the record that a contrast loses each year.
    contrast_return: f64,
    contrast_means: [f64; COUNTRIES],
    restless_times: bool,
}

/// What the record says of the level of one component.
struct Followed {
    log_likelihood: f64,
    mean: f64,
    variance: f64,
    /// Chance that the last year was restless.
    restless: f64,
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
            restless_times: false,
        }
    }

    /// The same with restless times, in which the common level moves more: a two-state Markov
    /// chain, its branches merged after each year into one normal with their mean and variance.
    pub fn with_restless_times(mut self) -> Self {
        self.restless_times = true;
        self
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
            restless: 0.0,
        };
        for component in 0..COUNTRIES {
            let followed = self.component(component, sizes);
            log_likelihood += followed.log_likelihood;
            state.mean[component] = followed.mean;
            state.variance[component] = followed.variance;
            state.restless = state.restless.max(followed.restless);
        }
        (log_likelihood, state)
    }

    /// The level of one component. The first value is the mean of the first level, whose variance
    /// is 1, and does not count again.
    fn component(&self, component: usize, sizes: &Sizes) -> Followed {
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
        let mut now = Followed {
            log_likelihood: 0.0,
            mean: values.next().expect("a record has a first year"),
            variance: 1.0,
            restless: 0.0,
        };
        let restless_q = (component == 0 && self.restless_times)
            .then(|| q + 3.0 * squared(sizes.s_eta) * (squared(RESTLESS_STRETCH) - 1.0));
        if restless_q.is_some() {
            now.restless = RESTLESS_SHARE;
        }
        for value in values {
            now.mean += drift + back * (target - now.mean);
            now.variance *= squared(1.0 - back);
            match restless_q {
                None => now.sees(value, q, h),
                Some(restless) => now.sees_in_either(value, [q, restless], h),
            }
        }
        now
    }
}

impl Followed {
    /// Takes in a value, after a step of variance `q`, through noise of variance `h`.
    fn sees(&mut self, value: f64, q: f64, h: f64) {
        self.variance += q;
        let total = self.variance + h;
        let surprise = value - self.mean;
        self.log_likelihood -= 0.5 * (math::ln(TAU * total) + surprise * surprise / total);
        self.mean += surprise * self.variance / total;
        self.variance *= h / total;
    }

    /// The same where the step was that of a calm or of a restless year.
    fn sees_in_either(&mut self, value: f64, q: [f64; 2], h: f64) {
        let [after_calm, after_restless] = [false, true].map(chance_of_restless);
        let restless = after_calm + self.restless * (after_restless - after_calm);
        let [calm_year, restless_year] = q.map(|q| {
            let mut branch = Followed {
                log_likelihood: 0.0,
                ..*self
            };
            branch.sees(value, q, h);
            branch
        });
        let best = f64::max(calm_year.log_likelihood, restless_year.log_likelihood);
        let weight =
            |chance: f64, branch: &Followed| chance * math::exp(branch.log_likelihood - best);
        let calm_weight = weight(1.0 - restless, &calm_year);
        let restless_weight = weight(restless, &restless_year);
        let density = calm_weight + restless_weight;
        let share = restless_weight / density;
        let apart = restless_year.mean - calm_year.mean;
        self.mean = calm_year.mean + share * apart;
        self.variance = (1.0 - share) * calm_year.variance
            + share * restless_year.variance
            + share * (1.0 - share) * apart * apart;
        self.restless = share;
        self.log_likelihood += best + math::ln(density);
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
