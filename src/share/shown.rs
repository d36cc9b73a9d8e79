//! What is looked at, and what the reader calls it: the part of a state that changes no number.

use std::fmt;

use crate::figures::form::Form;
use crate::figures::layers::Layers;
use crate::figures::rows::Row;
use crate::model::outcomes::Outcome;
use crate::model::scenario::Pack;

/// Letters of the longest name.
pub const LONGEST_NAME: usize = 60;

/// What is looked at, and the names given by the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What results are told in.
    pub outcome: Outcome,
    /// How futures are drawn.
    pub form: Form,
    /// The row shown large; none where all stand side by side.
    pub row: Option<Row>,
    /// Another reading of the studies, put beside the scenario's own.
    pub beside: Option<Pack>,
    /// What of the record stands beside the futures.
    pub layers: Layers,
    /// Name of the scenario, B where another one is pinned; may be empty.
    pub name: Name,
    /// Name of the pinned scenario A; may be empty.
    pub name_a: Name,
}

impl Default for Shown {
    fn default() -> Self {
        Shown {
            outcome: Outcome::Encounters,
            form: Form::default(),
            row: None,
            beside: None,
            layers: Layers::default(),
            name: Name::default(),
            name_a: Name::default(),
        }
    }
}

/// A scenario's name: one line of at most [`LONGEST_NAME`] letters without signs that hide or turn
/// others, with nothing blank at its ends. The empty name is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAName {
    /// Longer than [`LONGEST_NAME`].
    TooLong,
    /// It holds a sign that is not seen, or that turns the direction of others.
    Hidden,
}

impl Name {
    /// The name that a reader typed, without blanks at its ends.
    ///
    /// # Errors
    /// Why the text is none.
    pub fn new(text: &str) -> Result<Name, NotAName> {
        let text = text.trim();
        if text.chars().any(is_hidden) {
            Err(NotAName::Hidden)
        } else if text.chars().nth(LONGEST_NAME).is_some() {
            Err(NotAName::TooLong)
        } else {
            Ok(Name(text.into()))
        }
    }

    /// The name's letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Control characters, ends of lines, and the signs of Unicode that can't be seen or that turn the
/// direction of what follows: with them a name could look like another one.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        )
        || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
}
