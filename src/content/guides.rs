//! The guides to levers, events and border rules: which there are, and the one plan that all follow.

use std::collections::BTreeMap;

use super::Fault;
use super::blocks::Prose;
use crate::i18n::{Lang, words};
use crate::model::levers::Lever;
use crate::model::shocks::Shock;

/// Folder of the guides among the prose of a language.
pub const FOLDER: &str = "guides/";

/// Key of the guide to the border rules, which are no lever.
pub const BORDER_RULES: &str = "border_rules";

/// Keys of the sections of every guide, in order. Their headings stand in the message files as
/// `guides.section_<key>`, with `_` for `-`.
pub const SECTIONS: [&str; 10] = [
    "what",
    "examples",
    "found",
    "watch",
    "side-effects",
    "bears",
    "equation",
    "questions",
    "try",
    "settle",
];

/// Keys of all guides: levers, events, border rules.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let levers = Lever::ALL.into_iter().map(|lever| lever.record().key);
    let shocks = Shock::ALL.into_iter().map(|shock| shock.record().key);
    levers.chain(shocks).chain([BORDER_RULES])
}

/// The heading of a section.
pub fn heading(section: &str, lang: Lang) -> Option<&'static str> {
    words::guides(lang).get(&format!("section_{}", section.replace('-', "_")))
}

/// Adds a fault for each guide that is missing or leaves the plan, and for each that guides to
/// nothing.
pub(super) fn check(prose: &BTreeMap<String, Prose>, lang: Lang, faults: &mut Vec<Fault>) {
    for key in keys().filter(|key| !prose.contains_key(&format!("{FOLDER}{key}"))) {
        faults.push(Fault {
            file: format!("assets/prose/{}/{FOLDER}{key}.md", lang.tag()),
            line: 1,
            reason: "the file is missing".to_owned(),
        });
    }
    for (name, guide) in prose {
        let Some(key) = name.strip_prefix(FOLDER) else {
            continue;
        };
        let mut add = |line: usize, reason: String| {
            faults.push(Fault {
                file: guide.file.clone(),
                line,
                reason,
            });
        };
        if !keys().any(|known| known == key) {
            add(
                1,
                "this guides to no lever, event or border rules".to_owned(),
            );
        }
        if let Some(block) = guide.intro.first() {
            add(
                block.line,
                "a guide begins with its first section".to_owned(),
            );
        }
        let has: Vec<&str> = guide.sections.iter().map(|s| s.key.as_str()).collect();
        if has != SECTIONS {
            let at = guide.sections.iter().zip(SECTIONS);
            let line = at
                .filter(|(section, key)| section.key != *key)
                .map(|(section, _)| section.line)
                .next();
            add(
                line.unwrap_or(1),
                format!("the sections of a guide are {SECTIONS:?}, and here {has:?}"),
            );
        }
        for section in &guide.sections {
            match heading(&section.key, lang) {
                Some(words) if words != section.title => {
                    add(section.line, format!("this heading must be “{words}”"));
                }
                _ => {}
            }
            if section.blocks.is_empty() {
                add(section.line, "nothing stands below this heading".to_owned());
            }
        }
    }
}
