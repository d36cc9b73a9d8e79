//! Prose, the texts about the two documents, and the glossary, for the native program.
//!
//! Prose is Markdown with references in place of numbers: `[[fact:FS003]]`, `[[cell:table:key:column]]`,
//! `[[model:preset:quantity]]`, and glossary terms as `[[term:key]]` or `[[term:key|words]]`. Both
//! languages hold the same. [`Content::read`] takes texts in and gives either all of it, with every
//! reference known to lead somewhere, or every fault with its file and line.

mod blocks;
mod check;
mod claims;
mod glossary;
pub mod guides;
mod numerals;
pub mod presets;
mod reference;
mod results;
mod shown;

use std::collections::BTreeMap;
use std::fmt;

pub use blocks::{Block, Inline, Prose, Section};
pub use claims::RowTexts;
pub use glossary::Term;
pub use numerals::bare;
pub use reference::{Quantity, Reference};
pub use results::Results;
pub use shown::{Origin, Shown, dollars, shown};

use crate::i18n::Lang;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Text files by path from the root of the project.
pub type Texts = BTreeMap<String, String>;

/// The texts of this build.
pub fn shipped() -> Texts {
    SHIPPED
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path from the root of the project.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// Everything that is written about the subject in one language.
#[derive(Debug, Default)]
struct Book {
    prose: BTreeMap<String, Prose>,
    claims: BTreeMap<String, RowTexts>,
    terms: BTreeMap<String, Term>,
}

/// Everything that is written, checked.
#[derive(Debug)]
pub struct Content([Book; 2]);

impl Content {
    /// Reads and checks all texts.
    ///
    /// # Errors
    /// Every fault found, in order of files and lines.
    pub fn read(texts: &Texts) -> Result<Content, Vec<Fault>> {
        let mut faults = Vec::new();
        let books = Lang::ALL.map(|lang| Book {
            prose: blocks::read_all(texts, lang, &mut faults),
            claims: claims::read(texts, lang, &mut faults),
            terms: glossary::read(texts, lang, &mut faults),
        });
        check::all(&books, &mut faults);
        faults.sort();
        faults.dedup();
        match faults.is_empty() {
            true => Ok(Content(books)),
            false => Err(faults),
        }
    }

    fn book(&self, lang: Lang) -> &Book {
        &self.0[lang as usize]
    }

    /// A prose file by its name without folder and ending.
    pub fn prose(&self, lang: Lang, name: &str) -> Option<&Prose> {
        self.book(lang).prose.get(name)
    }

    /// All prose files of a language by name.
    pub fn all_prose(&self, lang: Lang) -> impl Iterator<Item = (&str, &Prose)> {
        let prose = &self.book(lang).prose;
        prose.iter().map(|(name, prose)| (name.as_str(), prose))
    }

    /// The texts about a row of the two documents.
    pub fn row(&self, lang: Lang, id: &str) -> Option<&RowTexts> {
        self.book(lang).claims.get(id)
    }

    /// A word of the glossary.
    pub fn term(&self, lang: Lang, key: &str) -> Option<&Term> {
        self.book(lang).terms.get(key)
    }

    /// The glossary by key.
    pub fn terms(&self, lang: Lang) -> impl Iterator<Item = (&str, &Term)> {
        let terms = &self.book(lang).terms;
        terms.iter().map(|(key, term)| (key.as_str(), term))
    }
}
