//! Every preset held against today, on the ground of one scenario.

use super::equations::{Detail, Paths, SERIES};
use super::lanes::WIDTH;
use super::presets::Preset;
use super::scenario::Scenario;
use super::simulator::{Simulator, Workspace, change};
use super::summary::Change;

/// What one preset does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The preset.
    pub preset: Preset,
    /// Paired change over FY2027-36 against today, in each series.
    pub change: [Change; SERIES],
}

/// All presets, in the making, a simulated scenario a step.
pub struct Grid {
    ground: Scenario,
    today: Option<Paths>,
    paths: Paths,
    lines: Vec<Line>,
    work: Workspace,
}

/// Presets that differ from today, in page order.
fn presets() -> impl Iterator<Item = Preset> {
    Preset::ALL.into_iter().filter(|p| *p != Preset::Today)
}

impl Grid {
    /// Nothing simulated yet, for ensembles of `draws` draws under the border rules and beliefs of
    /// `ground`; what it sets doesn't matter.
    pub fn new(ground: &Scenario, draws: usize) -> Self {
        let nothing = Scenario::baseline().measures();
        Grid {
            ground: ground.clone().setting(nothing).unpinned(),
            today: None,
            paths: Paths::new(draws.div_ceil(WIDTH)),
            lines: Vec::with_capacity(Preset::ALL.len()),
            work: Workspace::default(),
        }
    }

    /// Border rules and beliefs under which it holds, with nothing set.
    pub fn ground(&self) -> &Scenario {
        &self.ground
    }

    /// Simulates one world; gives whether more are to come.
    ///
    /// # Panics
    /// If `model` has answered nothing on this ground, or has another number of draws.
    pub fn advance(&mut self, model: &Simulator) -> bool {
        let Some(today) = &self.today else {
            model.simulate_into(&mut self.paths, &self.ground, Detail::Encounters);
            let blocks = model.draws() / WIDTH;
            self.today = Some(std::mem::replace(&mut self.paths, Paths::new(blocks)));
            return true;
        };
        if let Some(preset) = presets().nth(self.lines.len()) {
            let world = self.ground.clone().setting(preset.scenario().measures());
            model.simulate_into(&mut self.paths, &world, Detail::Encounters);
            self.lines.push(Line {
                preset,
                change: std::array::from_fn(|series| {
                    change(today.sums(series), self.paths.sums(series), &mut self.work)
                }),
            });
        }
        self.lines.len() < presets().count()
    }

    /// What is known so far, in page order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }
}
