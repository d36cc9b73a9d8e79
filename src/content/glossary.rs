//! The glossary: a word and one sentence.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{Fault, Texts};
use crate::i18n::Lang;

/// A word of the glossary.
#[derive(Debug, Default, PartialEq)]
pub struct Term {
    /// Line of its meaning in its file.
    pub line: usize,
    /// The word as it stands in a sentence.
    pub word: String,
    /// What it means here: one sentence.
    pub means: String,
}

/// A table of a message file, with the lines on which its texts stand.
pub(super) struct Entry {
    pub key: String,
    pub line: usize,
    pub texts: Vec<(String, usize, String)>,
}

/// The tables of a message file in order of keys.
pub(super) fn entries(texts: &Texts, file: &str, faults: &mut Vec<Fault>) -> Vec<Entry> {
    let mut fault = |line: usize, reason: String| {
        faults.push(Fault {
            file: file.to_owned(),
            line,
            reason,
        });
    };
    let Some(text) = texts.get(file) else {
        fault(1, "the file is missing".to_owned());
        return Vec::new();
    };
    let line = |at: usize| 1 + text[..at].matches('\n').count();
    let tables = match DeTable::parse(text) {
        Ok(tables) => tables.into_inner(),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            fault(line(at), error.message().to_owned());
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    for (key, value) in tables {
        let at = line(key.span().start);
        let DeValue::Table(table) = value.into_inner() else {
            fault(at, format!("{} must be a table", key.get_ref()));
            continue;
        };
        let mut own = Vec::new();
        for (name, value) in table {
            let at = line(value.span().start);
            match value.into_inner() {
                DeValue::String(text) => {
                    own.push((name.get_ref().to_string(), at, text.into_owned()))
                }
                _ => fault(
                    at,
                    format!("{}.{} must be a text", key.get_ref(), name.get_ref()),
                ),
            }
        }
        entries.push(Entry {
            key: key.get_ref().to_string(),
            line: at,
            texts: own,
        });
    }
    entries
}

/// Reads the glossary of a language.
pub(super) fn read(texts: &Texts, lang: Lang, faults: &mut Vec<Fault>) -> BTreeMap<String, Term> {
    let file = format!("assets/prose/{}/glossary.toml", lang.tag());
    let mut terms = BTreeMap::new();
    for entry in entries(texts, &file, faults) {
        let mut term = Term {
            line: entry.line,
            ..Term::default()
        };
        for (key, line, text) in entry.texts {
            match key.as_str() {
                "word" => term.word = text,
                "means" => (term.line, term.means) = (line, text),
                _ => {
                    let reason = format!("{}.{key}: only word and means stand here", entry.key);
                    faults.push(Fault {
                        file: file.clone(),
                        line,
                        reason,
                    });
                }
            }
        }
        let means = &term.means;
        let shortened = means.replace("U.S.", "").replace("EE. UU.", "");
        let is_sentence =
            means.ends_with('.') && means.trim() == means && !shortened.contains(". ");
        if term.word.is_empty() || !is_sentence {
            let reason = format!(
                "{} needs a word, and one sentence that says what it means",
                entry.key
            );
            faults.push(Fault {
                file: file.clone(),
                line: entry.line,
                reason,
            });
        }
        terms.insert(entry.key, term);
    }
    terms
}
