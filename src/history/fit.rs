//! The posterior in a blink: its mode, a normal approximation, and importance resampling.

use super::filter::{Filter, PARAMETERS, Sizes, Vector};
use super::matrix::{Matrix, cholesky, inverse, solve, times};
use super::random::Random;
use crate::model::math;

/// Means of the normal priors, in the order of the parameters. Set after the record was seen;
/// that of `b_X` rests on a study whose years overlap with it.
pub const PRIOR_MEAN: Vector = [
    -1.203_972_804_325_936,
    -2.120_263_536_200_091,
    -1.049_822_124_498_677_7,
    -1.897_119_984_885_881_3,
    0.5,
    0.03,
];

/// Standard deviations of the priors: sizes of noise within a factor of 1.8, and so on.
pub const PRIOR_SD: Vector = [0.6, 0.6, 0.6, 0.6, 0.25, 0.06];

/// By how much the covariance of the normal approximation is widened before it proposes.
const WIDER: f64 = 1.2;

/// Degrees of freedom of the proposals: tails heavier than the posterior's keep every weight small.
const DEGREES: u32 = 6;

/// Log posterior density, up to a constant.
pub fn log_posterior(filter: &Filter, at: &Vector) -> f64 {
    filter.log_likelihood(&Sizes::from(*at)) + log_prior(at)
}

fn log_prior(at: &Vector) -> f64 {
    let deviations = (0..PARAMETERS).map(|k| (at[k] - PRIOR_MEAN[k]) / PRIOR_SD[k]);
    -0.5 * deviations.map(|z| z * z).sum::<f64>()
}

/// A normal approximation of the posterior around its mode.
pub struct Approximation {
    /// The mode.
    pub mode: Vector,
    /// Cholesky factor of the widened covariance.
    pub factor: Matrix<PARAMETERS>,
}

impl Approximation {
    /// Finds the mode by damped Newton steps, and the curvature there.
    ///
    /// # Errors
    /// If no mode with a curvature that bends down on all sides is found.
    pub fn new(filter: &Filter) -> Result<Self, NoMode> {
        let density = |at: &Vector| log_posterior(filter, at);
        let mut mode = PRIOR_MEAN;
        for _ in 0..NEWTON_STEPS {
            let (gradient, curvature) = slopes(&density, &mode);
            let step = uphill(&density, &mode, &gradient, &curvature).ok_or(NoMode)?;
            for k in 0..PARAMETERS {
                mode[k] += step[k];
            }
            if step.iter().all(|part| part.abs() < 1e-6) {
                let precision = cholesky(&slopes(&density, &mode).1).ok_or(NoMode)?;
                let covariance = inverse(&precision).map(|row| row.map(|v| WIDER * v));
                let factor = cholesky(&covariance).ok_or(NoMode)?;
                return Ok(Approximation { mode, factor });
            }
        }
        Err(NoMode)
    }

    /// `count` draws of the posterior: proposals, kept in proportion to their weights.
    pub fn resample(&self, filter: &Filter, count: usize, random: &mut Random) -> Vec<Vector> {
        let proposals: Vec<(Vector, f64)> =
            (0..count).map(|_| self.propose(filter, random)).collect();
        let best = proposals
            .iter()
            .map(|(_, weight)| *weight)
            .fold(f64::MIN, f64::max);
        let weights: Vec<f64> = proposals
            .iter()
            .map(|(_, weight)| math::exp(weight - best))
            .collect();
        let step = weights.iter().sum::<f64>() / count as f64;
        let mut mark = step * random.uniform();
        let mut kept = Vec::with_capacity(count);
        let mut passed = 0.0;
        for ((proposal, _), weight) in proposals.iter().zip(&weights) {
            passed += weight;
            while mark < passed && kept.len() < count {
                kept.push(*proposal);
                mark += step;
            }
        }
        // Rounding may leave the last mark just beyond the last proposal.
        kept.resize(count, proposals[count - 1].0);
        shuffle(&mut kept, random);
        kept
    }

    /// A proposal, multivariate Student around the mode, and its log weight.
    fn propose(&self, filter: &Filter, random: &mut Random) -> (Vector, f64) {
        let z: Vector = std::array::from_fn(|_| random.normal());
        let chi_squared: f64 = (0..DEGREES).map(|_| random.normal()).map(|z| z * z).sum();
        let stretch = (f64::from(DEGREES) / chi_squared).sqrt();
        let away = times(&self.factor, &z.map(|z| stretch * z));
        let at = std::array::from_fn(|k| self.mode[k] + away[k]);
        let distance = stretch * stretch * z.iter().map(|z| z * z).sum::<f64>();
        let degrees = f64::from(DEGREES);
        let proposed = -0.5 * (degrees + PARAMETERS as f64) * math::ln(1.0 + distance / degrees);
        (at, log_posterior(filter, &at) - proposed)
    }
}

/// The search for a mode failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoMode;

impl std::fmt::Display for NoMode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no mode of the posterior was found")
    }
}

impl std::error::Error for NoMode {}

const NEWTON_STEPS: usize = 200;
const SMALL: f64 = 1e-4;

/// Gradient and negative second derivatives, by differences.
fn slopes(density: &impl Fn(&Vector) -> f64, at: &Vector) -> (Vector, Matrix<PARAMETERS>) {
    let moved = |first: usize, by: f64, second: usize, and: f64| {
        let mut there = *at;
        there[first] += by;
        there[second] += and;
        density(&there)
    };
    let gradient = std::array::from_fn(|k| {
        (moved(k, SMALL, k, 0.0) - moved(k, -SMALL, k, 0.0)) / (2.0 * SMALL)
    });
    let curvature = std::array::from_fn(|row| {
        std::array::from_fn(|column| {
            let alike = moved(row, SMALL, column, SMALL) + moved(row, -SMALL, column, -SMALL);
            let unlike = moved(row, SMALL, column, -SMALL) + moved(row, -SMALL, column, SMALL);
            (unlike - alike) / (4.0 * SMALL * SMALL)
        })
    });
    (gradient, curvature)
}

/// A step that does not lower the density: Newton's, damped as far as needed.
fn uphill(
    density: &impl Fn(&Vector) -> f64,
    at: &Vector,
    gradient: &Vector,
    curvature: &Matrix<PARAMETERS>,
) -> Option<Vector> {
    let here = density(at);
    let mut damping = 0.0;
    for _ in 0..40 {
        let mut damped = *curvature;
        for (k, row) in damped.iter_mut().enumerate() {
            row[k] += damping / (PRIOR_SD[k] * PRIOR_SD[k]);
        }
        if let Some(factor) = cholesky(&damped) {
            let step = solve(&factor, gradient);
            let there = std::array::from_fn(|k| at[k] + step[k]);
            if density(&there) >= here - 1e-10 {
                return Some(step);
            }
        }
        damping = if damping == 0.0 { 0.01 } else { 3.0 * damping };
    }
    None
}

fn shuffle<T>(values: &mut [T], random: &mut Random) {
    for last in (1..values.len()).rev() {
        let other = (random.uniform() * (last + 1) as f64) as usize;
        values.swap(last, other.min(last));
    }
}
