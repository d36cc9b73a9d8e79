//! Where each setting of a preset comes from: the prose file `presets`, a section a preset and an
//! item a setting.

use std::collections::BTreeMap;

use super::blocks::{Block, Inline, Prose};
use super::{Content, Fault};
use crate::figures::wedges::mover_name;
use crate::i18n::Lang;
use crate::model::presets::Preset;
use crate::model::shocks::Shock;
use crate::model::wedges::Mover;

/// Name of the file among the prose of a language.
const FILE: &str = "presets";

/// The stressed word that says that a size was chosen here.
const fn ours(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "ours",
        Lang::Es => "nuestro",
    }
}

/// What a preset sets otherwise than today: levers, then events, in page order.
pub fn settings(preset: Preset) -> Vec<Mover> {
    let scenario = preset.scenario();
    let levers = scenario.moved().map(Mover::Lever);
    let differs = |shock: &Shock| scenario.shock(*shock).differs_from(shock.record().default);
    let shocks = Shock::ALL.into_iter().filter(differs).map(Mover::Shock);
    levers.chain(shocks).collect()
}

/// What is told of where a preset's settings come from.
#[derive(Debug)]
pub struct Told<'a> {
    /// What holds of all of them.
    pub lead: Vec<&'a Block>,
    /// Each setting with the words that follow its name.
    pub settings: Vec<(Mover, &'a [Inline])>,
}

/// Where a preset's settings come from; none where it sets nothing.
pub fn told(content: &Content, preset: Preset, lang: Lang) -> Option<Told<'_>> {
    let section = content.prose(lang, FILE)?.section(preset.key())?;
    let items = section.blocks.iter().filter(|block| block.is_item);
    Some(Told {
        lead: section.blocks.iter().filter(|b| !b.is_item).collect(),
        settings: settings(preset)
            .into_iter()
            .zip(items.map(|item| &item.inlines[1..]))
            .collect(),
    })
}

/// Adds a fault for each setting of a preset of which it is not told where it comes from.
pub(super) fn check(prose: &BTreeMap<String, Prose>, lang: Lang, faults: &mut Vec<Fault>) {
    let Some(prose) = prose.get(FILE) else {
        let file = format!("assets/prose/{}/{FILE}.md", lang.tag());
        let reason = "the file is missing".to_owned();
        faults.push(Fault {
            file,
            line: 1,
            reason,
        });
        return;
    };
    let mut add = |line: usize, reason: String| {
        let file = prose.file.clone();
        faults.push(Fault { file, line, reason });
    };
    for section in &prose.sections {
        if Preset::from_key(&section.key).is_none_or(|preset| settings(preset).is_empty()) {
            add(
                section.line,
                "this is of no preset that sets anything".into(),
            );
        }
    }
    for preset in Preset::ALL {
        let wanted: Vec<String> = settings(preset)
            .into_iter()
            .map(|mover| format!("{}:", mover_name(mover, lang)))
            .collect();
        let Some(section) = prose.section(preset.key()) else {
            if !wanted.is_empty() {
                add(1, format!("nothing tells of the preset {}", preset.key()));
            }
            continue;
        };
        let items = section.blocks.iter().filter(|block| block.is_item);
        let named: Vec<&str> = items
            .clone()
            .map(|item| match item.inlines.first() {
                Some(Inline::Stressed(name)) => name.as_str(),
                _ => "",
            })
            .collect();
        if named != wanted {
            add(
                section.line,
                format!("the settings of this preset are {wanted:?}, and here {named:?}"),
            );
        }
        for item in items.filter(|item| !has_origin(item, lang)) {
            add(
                item.line,
                format!(
                    "this names no row, no number by reference and no *{}*",
                    ours(lang)
                ),
            );
        }
    }
}

fn has_origin(item: &Block, lang: Lang) -> bool {
    item.inlines.iter().any(|inline| match inline {
        Inline::Link { .. } | Inline::Figure(_) => true,
        Inline::Stressed(word) => word == ours(lang),
        _ => false,
    })
}
