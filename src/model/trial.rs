//! One number a draw, asked of any ensemble: the change of encounters in per cent.

use super::coefficients::{Coefficients, Values};
use super::draws::Draws;
use super::equations::{Detail, Paths, SERIES};
use super::potential::Potential;
use super::scenario::Scenario;

/// Room for trials of ensembles of one size, used again from trial to trial.
pub struct Trial {
    before: Paths,
    after: Paths,
    percent: Vec<f32>,
}

impl Trial {
    /// Room for ensembles of `blocks` blocks of draws.
    pub fn new(blocks: usize) -> Self {
        Trial {
            before: Paths::new(blocks),
            after: Paths::new(blocks),
            percent: Vec::new(),
        }
    }

    /// Encounters of the three countries avoided over FY2027-36 in per cent of those without the
    /// levers, one number a draw: noise and fates from `draws`, effects from `values`.
    pub fn percent(&mut self, scenario: &Scenario, draws: &Draws, values: &Values) -> &[f32] {
        let coefficients = Coefficients::new(values, &scenario.assumptions);
        let potential = Potential::new(draws, &coefficients, scenario.regime);
        let reference = scenario.reference();
        for (paths, scenario) in [(&mut self.before, &reference), (&mut self.after, scenario)] {
            let detail = Detail::Encounters;
            paths.simulate(scenario, draws, &coefficients, &potential, detail);
        }
        let (before, after) = (self.before.sums(SERIES - 1), self.after.sums(SERIES - 1));
        self.percent.clear();
        let pairs = before.iter().zip(after);
        let percent = pairs.map(|(before, after)| 100.0 * ((before - after) / before));
        self.percent.extend(percent);
        &self.percent
    }
}
