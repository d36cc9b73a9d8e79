//! Results of the model that texts refer to.

use std::collections::BTreeMap;

use super::reference::{Quantity, Reference};
use super::{Content, Inline};
use crate::i18n::Lang;
use crate::model::DRAWS;
use crate::model::equations::{Detail, SERIES};
use crate::model::parameters::Parameter;
use crate::model::presets::Preset;
use crate::model::sensitivity::{Factor, Report};
use crate::model::simulator::Simulator;

/// Assumptions that are named with a result: as many as a reader takes in at a glance.
const NAMED: usize = 3;

/// What the texts tell of presets, and what sways it.
#[derive(Debug, Default)]
pub struct Results {
    told: BTreeMap<Preset, [f64; Quantity::ALL.len()]>,
    sway: BTreeMap<Preset, Vec<Parameter>>,
}

impl Results {
    /// Runs every preset that a text refers to.
    pub fn work_out(content: &Content) -> Results {
        let mut model = Simulator::new(Preset::DEFAULT.scenario().seed, DRAWS);
        let mut results = BTreeMap::new();
        for preset in presets(content) {
            results.entry(preset).or_insert_with(|| {
                let summary = model.run(&preset.scenario(), Detail::Encounters);
                let change = summary.change[SERIES - 1];
                Quantity::ALL.map(|quantity| match quantity {
                    Quantity::FewerIn100 => f64::from(change.fewer) * 100.0,
                    Quantity::EntriesMoreIn100 => f64::from(summary.entries_more) * 100.0,
                    // Points count encounters avoided, texts the change.
                    Quantity::PercentLow => -f64::from(change.percent.p95),
                    Quantity::PercentHigh => -f64::from(change.percent.p05),
                })
            });
        }
        Results {
            told: results,
            sway: BTreeMap::new(),
        }
    }

    /// Keeps which assumptions sway the result of a preset most, by a report on its spread.
    pub fn learn(&mut self, preset: Preset, report: &Report) {
        let parameters = report.influences.iter().filter_map(|led| match led.factor {
            Factor::Parameter(parameter) if led.index.total > led.index.total_error => {
                Some(parameter)
            }
            _ => None,
        });
        self.sway.insert(preset, parameters.take(NAMED).collect());
    }

    /// The assumptions that sway the result of a preset most; none before they were learnt.
    pub fn sway(&self, preset: Preset) -> &[Parameter] {
        self.sway.get(&preset).map_or(&[], Vec::as_slice)
    }

    /// A result; `None` of a preset to which no text refers.
    pub fn get(&self, preset: Preset, quantity: Quantity) -> Option<f64> {
        Some(self.told.get(&preset)?[quantity as usize])
    }
}

/// Presets that texts name. Both languages name the same.
fn presets(content: &Content) -> Vec<Preset> {
    let prose = content
        .all_prose(Lang::En)
        .flat_map(|(_, prose)| prose.blocks());
    let rows = content.book(Lang::En).claims.values();
    let blocks = prose
        .map(|(_, block)| block)
        .chain(rows.flat_map(|row| row.all().map(|(_, block)| block)));
    blocks
        .flat_map(|block| &block.inlines)
        .filter_map(|inline| match inline {
            Inline::Figure(Reference::Model(preset, _)) => Some(*preset),
            _ => None,
        })
        .collect()
}
