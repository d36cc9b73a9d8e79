//! The posterior by adaptive random-walk Metropolis: several chains, with diagnostics.

use super::filter::{Filter, KEYS, PARAMETERS, Vector};
use super::fit::{PRIOR_MEAN, PRIOR_SD, log_posterior};
use super::matrix::{Matrix, cholesky, mean_and_covariance, times};
use super::random::Random;
use crate::model::math;

/// How long and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Number of chains, at least 2.
    pub chains: usize,
    /// Steps that adapt the proposal and are thrown away.
    pub warm_up: usize,
    /// Steps kept of each chain, at least 8.
    pub kept: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Effort {
            chains: 8,
            warm_up: 10_000,
            kept: 50_000,
        }
    }
}

/// Draws of the posterior and how far they can be trusted.
pub struct Posterior {
    /// Kept steps, by chain.
    pub chains: Vec<Vec<Vector>>,
    /// Share of proposals accepted among the kept steps.
    pub acceptance: f64,
    /// Split R-hat of each parameter: 1 if the chains agree.
    pub r_hat: Vector,
    /// Effective sample size of each parameter.
    pub effective: Vector,
}

/// Largest R-hat that is trusted.
pub const R_HAT_BAR: f64 = 1.01;

/// Smallest effective sample size that is trusted.
pub const EFFECTIVE_BAR: f64 = 1_000.0;

impl Posterior {
    /// Runs the chains from starts half as far again apart as the prior.
    pub fn sample(filter: &Filter, effort: Effort, seed: u32) -> Self {
        let mut accepted = 0;
        let chains: Vec<Vec<Vector>> = (0..effort.chains)
            .map(|chain| {
                let mut walk = Walk::new(filter, Random::new(seed, chain as u32));
                walk.warm_up(effort.warm_up);
                let steps = (0..effort.kept).map(|_| {
                    accepted += usize::from(walk.step().accepted);
                    walk.at
                });
                steps.collect()
            })
            .collect();
        let along = |k: usize| -> Vec<Vec<f64>> {
            let series = chains
                .iter()
                .map(|chain| chain.iter().map(|at| at[k]).collect());
            series.collect()
        };
        let diagnosed: [Diagnosis; PARAMETERS] = std::array::from_fn(|k| diagnose(&along(k)));
        Posterior {
            acceptance: accepted as f64 / (effort.chains * effort.kept) as f64,
            r_hat: diagnosed.map(|diagnosis| diagnosis.r_hat),
            effective: diagnosed.map(|diagnosis| diagnosis.effective),
            chains,
        }
    }

    /// One line for each parameter that cannot be trusted.
    ///
    /// # Errors
    /// If R-hat lies above [`R_HAT_BAR`] or the effective sample size below [`EFFECTIVE_BAR`].
    pub fn trusted(&self) -> Result<(), Vec<String>> {
        let fault = |k: usize| {
            let (r_hat, effective) = (self.r_hat[k], self.effective[k]);
            let trusted = r_hat <= R_HAT_BAR && effective >= EFFECTIVE_BAR;
            (!trusted).then(|| {
                format!(
                    "the chains do not agree on {}: R-hat {r_hat:.4} (at most {R_HAT_BAR}), \
                     effective sample size {effective:.0} (at least {EFFECTIVE_BAR:.0})",
                    KEYS[k]
                )
            })
        };
        let faults: Vec<String> = (0..PARAMETERS).filter_map(fault).collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// Mean and covariance over all kept steps.
    pub fn moments(&self) -> (Vector, Matrix<PARAMETERS>) {
        mean_and_covariance(&self.chains.concat())
    }

    /// `count` steps, evenly spaced over all chains; `count` is at most the number kept.
    pub fn thinned(&self, count: usize) -> Vec<Vector> {
        let all = self.chains.concat();
        let every = all.len() as f64 / count as f64;
        let place = |k: usize| ((k as f64 + 0.5) * every) as usize;
        (0..count).map(|k| all[place(k)]).collect()
    }
}

/// One chain on its way.
struct Walk<'a> {
    filter: &'a Filter,
    random: Random,
    at: Vector,
    density: f64,
    shape: Matrix<PARAMETERS>,
    ln_scale: f64,
}

struct Step {
    accepted: bool,
    chance: f64,
}

/// Acceptance that serves a random walk in a few dimensions.
const GOOD_ACCEPTANCE: f64 = 0.26;

/// Warm-up steps between two adaptations of the proposal's shape.
const ADAPTED_EVERY: usize = 500;

impl<'a> Walk<'a> {
    fn new(filter: &'a Filter, mut random: Random) -> Self {
        let at = std::array::from_fn(|k| PRIOR_MEAN[k] + 1.5 * PRIOR_SD[k] * random.normal());
        let mut shape = [[0.0; PARAMETERS]; PARAMETERS];
        for (k, row) in shape.iter_mut().enumerate() {
            row[k] = PRIOR_SD[k];
        }
        Walk {
            filter,
            random,
            at,
            density: log_posterior(filter, &at),
            shape,
            ln_scale: math::ln(0.5),
        }
    }

    /// Learns scale at every step and shape from the later half of the steps so far.
    fn warm_up(&mut self, steps: usize) {
        let mut passed = Vec::with_capacity(steps);
        for step in 1..=steps {
            let chance = self.step().chance;
            passed.push(self.at);
            self.ln_scale += (chance - GOOD_ACCEPTANCE) / (step as f64).sqrt();
            if step % ADAPTED_EVERY == 0 {
                let (_, covariance) = mean_and_covariance(&passed[step / 2..]);
                if let Some(shape) = cholesky(&covariance) {
                    self.shape = shape;
                }
            }
        }
    }

    fn step(&mut self) -> Step {
        let z: Vector = std::array::from_fn(|_| self.random.normal());
        let away = times(&self.shape, &z);
        let scale = math::exp(self.ln_scale);
        let there = std::array::from_fn(|k| self.at[k] + scale * away[k]);
        let density = log_posterior(self.filter, &there);
        let chance = math::exp((density - self.density).min(0.0));
        let accepted = self.random.uniform() < chance;
        if accepted {
            (self.at, self.density) = (there, density);
        }
        Step { accepted, chance }
    }
}

/// What several chains of one number say of each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Diagnosis {
    /// Split R-hat.
    pub r_hat: f64,
    /// Effective sample size, from Geyer's initial monotone sequence.
    pub effective: f64,
}

/// Split R-hat and effective sample size of chains of equal length, each cut in half
/// (Gelman et al., Bayesian Data Analysis, 3rd edition, section 11.4-5).
pub fn diagnose(chains: &[Vec<f64>]) -> Diagnosis {
    let half = chains[0].len() / 2;
    let halves: Vec<&[f64]> = chains
        .iter()
        .flat_map(|chain| [&chain[..half], &chain[chain.len() - half..]])
        .collect();
    let (count, length) = (halves.len() as f64, half as f64);
    let means: Vec<f64> = halves.iter().map(|part| mean(part)).collect();
    let within = mean(&halves.iter().map(|part| variance(part)).collect::<Vec<_>>());
    let between = variance(&means);
    let total = within * (length - 1.0) / length + between;
    let correlation = |lag: usize| {
        let shared = halves
            .iter()
            .zip(&means)
            .map(|(part, mean)| lagged(part, *mean, lag));
        1.0 - (within - shared.sum::<f64>() / count) / total
    };
    let (mut sum, mut last, mut lag) = (-1.0, f64::INFINITY, 0);
    while lag + 1 < half {
        let pair = (correlation(lag) + correlation(lag + 1)).min(last);
        if pair <= 0.0 {
            break;
        }
        sum += 2.0 * pair;
        (last, lag) = (pair, lag + 2);
    }
    Diagnosis {
        r_hat: (total / within).sqrt(),
        effective: count * length / sum.max(1.0 / math::ln(count * length)),
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let middle = mean(values);
    let squares = values.iter().map(|v| (v - middle) * (v - middle));
    squares.sum::<f64>() / (values.len() as f64 - 1.0)
}

fn lagged(values: &[f64], middle: f64, lag: usize) -> f64 {
    let pairs = values.iter().zip(&values[lag..]);
    let products = pairs.map(|(a, b)| (a - middle) * (b - middle));
    products.sum::<f64>() / (values.len() as f64 - 1.0)
}
