//! The texts about each row of the two documents: what it says, what data say, what would count
//! against it.

use std::collections::BTreeMap;

use super::blocks::{self, Block};
use super::{Fault, Texts};
use crate::data::documents;
use crate::i18n::Lang;

/// The texts about one row.
#[derive(Debug, Default)]
pub struct RowTexts {
    /// What the document says, in our own words.
    pub says: Block,
    /// What data of this project say to it.
    pub data: Block,
    /// What would count against it.
    pub against: Block,
}

impl RowTexts {
    /// All three, each with its key.
    pub fn all(&self) -> [(&'static str, &Block); 3] {
        [
            ("says", &self.says),
            ("data", &self.data),
            ("against", &self.against),
        ]
    }
}

/// Reads the texts of a language; each row must have all three, and nothing else may stand there.
pub(super) fn read(
    texts: &Texts,
    lang: Lang,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, RowTexts> {
    let file = format!("assets/claims/{}.toml", lang.tag());
    let mut rows = BTreeMap::new();
    for entry in super::glossary::entries(texts, &file, faults) {
        let mut row = RowTexts::default();
        let mut missing = vec!["says", "data", "against"];
        for (key, line, text) in entry.texts {
            let place = match key.as_str() {
                "says" => &mut row.says,
                "data" => &mut row.data,
                "against" => &mut row.against,
                _ => {
                    let reason = format!(
                        "{}.{key}: only says, data and against stand here",
                        entry.key
                    );
                    faults.push(Fault {
                        file: file.clone(),
                        line,
                        reason,
                    });
                    continue;
                }
            };
            missing.retain(|due| *due != key);
            if !text.ends_with('.') || text.trim() != text {
                let reason = format!("{}.{key} must be whole sentences", entry.key);
                faults.push(Fault {
                    file: file.clone(),
                    line,
                    reason,
                });
            }
            *place = blocks::paragraph(&file, line, &text, faults);
        }
        for key in missing {
            let reason = format!("{}.{key} is missing", entry.key);
            faults.push(Fault {
                file: file.clone(),
                line: entry.line,
                reason,
            });
        }
        if documents::row(&entry.key).is_none() {
            let reason = format!("no row has the id {}", entry.key);
            faults.push(Fault {
                file: file.clone(),
                line: entry.line,
                reason,
            });
        }
        rows.insert(entry.key, row);
    }
    for row in documents::rows()
        .iter()
        .filter(|row| !rows.contains_key(row.id))
    {
        let reason = format!("{} is missing", row.id);
        faults.push(Fault {
            file: file.clone(),
            line: 1,
            reason,
        });
    }
    rows
}
