//! How far a scenario's change reaches under the readings of the studies that a reader can choose:
//! what its axis rests on, so that another reading moves no axis.

use super::equations::Detail;
use super::packs::Pack;
use super::scenario::{Assumptions, Scenario};
use super::simulator::Simulator;

/// Futures behind it: few, because an axis goes up to round numbers and waits for no one.
const DRAWS: usize = 256;

/// What so few futures may miss of an end, in points of a per cent.
const MARGIN: f32 = 0.5;

/// Least and most change in per cent of any series, fewer being negative; no change is among them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// The end on the side of fewer.
    pub least: f32,
    /// The end on the side of more.
    pub most: f32,
}

/// Works it out, a reading at a time; what belongs to the readings is kept.
#[derive(Default)]
pub struct Reach {
    models: [Option<Simulator>; Pack::ALL.len()],
    /// The scenario asked for last, whatever its own reading is.
    asked: Option<Scenario>,
    done: usize,
    extent: Extent,
}

impl Reach {
    /// One reading of `scenario`; gives whether there was one left.
    pub fn advance(&mut self, scenario: &Scenario) -> bool {
        let mut reading = scenario.clone();
        reading.assumptions = Assumptions::default();
        if self.asked.as_ref() != Some(&reading) {
            self.asked = Some(reading.clone());
            self.done = 0;
            self.extent = Extent::default();
        }
        let Some(pack) = Pack::ALL.get(self.done) else {
            return false;
        };
        reading.assumptions.pack = *pack;
        let model = &mut self.models[self.done];
        model.take_if(|model| model.seed() != reading.seed);
        let model = model.get_or_insert_with(|| Simulator::new(reading.seed, DRAWS));
        for change in &model.run(&reading, Detail::Encounters).change {
            let points = change.percent;
            self.extent.least = self.extent.least.min(-points.p95 - MARGIN);
            self.extent.most = self.extent.most.max(-points.p05 + MARGIN);
        }
        self.done += 1;
        true
    }

    /// How far the change of `scenario` reaches.
    pub fn of(&mut self, scenario: &Scenario) -> Extent {
        while self.advance(scenario) {}
        self.extent
    }
}
