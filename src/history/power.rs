//! What no history of this length could show: a placebo, and the power of a test.

use super::filter::Sizes;
use crate::model::equations::Detail;
use crate::model::presets::Preset;
use crate::model::simulator::Simulator;
use crate::model::{COUNTRIES, math};

/// 5, 50 and 95 % points.
pub type Band = [f64; 3];

/// Change of all modelled encounters, in per cent, in the first and second year of the aid cut
/// of 2019 (disbursed .80, .89 and .94 of FY2019 in three years, then as before).
pub fn placebo(draws: usize) -> [Band; 2] {
    let scenario = Preset::Cut2019.scenario();
    let mut simulator = Simulator::new(scenario.seed, draws);
    simulator.simulate(&scenario, Detail::Encounters);
    [0, 1].map(|year| {
        let before = simulator.reference_paths().encounters(COUNTRIES, year);
        let after = simulator.paths().encounters(COUNTRIES, year);
        let mut changes: Vec<f64> = before
            .iter()
            .zip(after)
            .map(|(before, after)| 100.0 * (f64::from(*after) / f64::from(*before) - 1.0))
            .collect();
        changes.sort_unstable_by(f64::total_cmp);
        [0.05, 0.5, 0.95].map(|p| super::score::quantile(&changes, p))
    })
}

/// Standard normal points of a one-sided test at 5 % and of power 80 %, together.
fn needed() -> f64 {
    math::normal_quantile(0.95) + math::normal_quantile(0.8)
}

/// Yearly records needed, before and after together counted as independent years of one step, to
/// see a permanent fall by `share` (0 to 1) among independent yearly shocks of size `sd`
/// (one-sided 5 %, power 80 %).
pub fn years_needed(share: f64, sd: f64) -> f64 {
    let ratio = needed() * sd / -math::ln(1.0 - share);
    ratio * ratio
}

/// Standard deviation of the estimate of one step in the mean of the three countries, with
/// endless records on both sides and shocks that persist.
pub fn step_sd(sizes: &Sizes) -> f64 {
    let squared = |size: f64| size * size;
    let share = 1.0 / COUNTRIES as f64;
    let q = squared(sizes.s_eta) + share * squared(sizes.s_w);
    let h = squared(sizes.s_u) + share * squared(sizes.s_e);
    // The level is known this well from one side; the step's own year adds its shock.
    let seen = 0.5 * ((q * q + 4.0 * q * h).sqrt() - q);
    (2.0 * seen + q).sqrt()
}

/// The smallest fall, as a share, that such a test could see.
pub fn smallest_fall(sizes: &Sizes) -> f64 {
    1.0 - math::exp(-needed() * step_sd(sizes))
}
