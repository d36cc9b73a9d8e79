//! Results of the model that texts refer to.

use std::collections::BTreeMap;

use super::reference::{Quantity, Reference};
use super::{Content, Inline};
use crate::i18n::Lang;
use crate::model::DRAWS;
use crate::model::equations::{Detail, SERIES};
use crate::model::presets::Preset;
use crate::model::simulator::Simulator;

/// What the texts tell of presets.
#[derive(Debug, Default)]
pub struct Results(BTreeMap<Preset, [f64; Quantity::ALL.len()]>);

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
                    Quantity::PercentLow => f64::from(change.percent.p05),
                    Quantity::PercentHigh => f64::from(change.percent.p95),
                })
            });
        }
        Results(results)
    }

    /// A result; `None` of a preset to which no text refers.
    pub fn get(&self, preset: Preset, quantity: Quantity) -> Option<f64> {
        Some(self.0.get(&preset)?[quantity as usize])
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
