//! The words of the timeline, which stand in `assets/timeline`, one file a language.

use std::collections::BTreeMap;
use toml::{Table, Value};

/// Words in English and Spanish.
pub type Pair = [String; 2];

/// What is said of the kinds of events and of each event.
#[derive(Debug)]
pub struct Texts {
    /// Kind to its name.
    pub kinds: BTreeMap<String, Pair>,
    /// Event to its name and its sentence.
    pub events: BTreeMap<String, [Pair; 2]>,
}

/// Reads both files against the kinds and events that must have words.
///
/// # Errors
/// The first key that is missing, unknown, empty or no sentence, with the name of its file.
pub fn read<'a>(
    english: &str,
    spanish: &str,
    kinds: impl IntoIterator<Item = &'a str>,
    events: impl IntoIterator<Item = &'a str>,
) -> Result<Texts, String> {
    let mut files = [
        File::new("en.toml", english)?,
        File::new("es.toml", spanish)?,
    ];
    let mut texts = Texts {
        kinds: BTreeMap::new(),
        events: BTreeMap::new(),
    };
    for kind in kinds {
        let [en, es] = &mut files;
        let pair = [en.kind(kind)?, es.kind(kind)?];
        texts.kinds.insert(kind.to_owned(), pair);
    }
    for id in events {
        let [en, es] = &mut files;
        let ([name_en, text_en], [name_es, text_es]) = (en.event(id)?, es.event(id)?);
        if text_en == text_es {
            return Err(format!(
                "assets/timeline/es.toml: events.{id}.text repeats the English"
            ));
        }
        let pairs = [[name_en, name_es], [text_en, text_es]];
        texts.events.insert(id.to_owned(), pairs);
    }
    files.into_iter().try_for_each(File::done)?;
    Ok(texts)
}

/// One file, from which every key that was asked for is taken out.
struct File {
    name: &'static str,
    kinds: Table,
    events: Table,
}

impl File {
    fn new(name: &'static str, text: &str) -> Result<Self, String> {
        let fail = |reason: String| format!("assets/timeline/{name}: {reason}");
        let mut table = text.parse::<Table>().map_err(|e| fail(e.to_string()))?;
        let mut part = |key: &str| match table.remove(key) {
            Some(Value::Table(part)) => Ok(part),
            _ => Err(fail(format!("the table {key} is missing"))),
        };
        let (kinds, events) = (part("kinds")?, part("events")?);
        match table.keys().next() {
            Some(odd) => Err(fail(format!("{odd} is neither kinds nor events"))),
            None => Ok(Self {
                name,
                kinds,
                events,
            }),
        }
    }

    fn kind(&mut self, key: &str) -> Result<String, String> {
        let value = self.kinds.remove(key);
        filled(value).ok_or_else(|| self.fail(&format!("kinds.{key} is missing or empty")))
    }

    fn event(&mut self, id: &str) -> Result<[String; 2], String> {
        let Some(Value::Table(mut event)) = self.events.remove(id) else {
            return Err(self.fail(&format!("events.{id} is missing")));
        };
        let mut part = |key: &str| {
            let value = event.remove(key);
            filled(value)
                .ok_or_else(|| self.fail(&format!("events.{id}.{key} is missing or empty")))
        };
        let (name, text) = (part("name")?, part("text")?);
        if name.chars().count() > 60 {
            return Err(self.fail(&format!("events.{id}.name is longer than 60 characters")));
        }
        if !text.ends_with('.') || text.chars().count() > 200 {
            let reason = format!("events.{id}.text must be a sentence of at most 200 characters");
            return Err(self.fail(&reason));
        }
        match event.keys().next() {
            Some(odd) => Err(self.fail(&format!("events.{id}.{odd} has no use"))),
            None => Ok([name, text]),
        }
    }

    fn done(self) -> Result<(), String> {
        match self.kinds.keys().chain(self.events.keys()).next() {
            Some(odd) => Err(self.fail(&format!("{odd} is no kind and no event of the timeline"))),
            None => Ok(()),
        }
    }

    fn fail(&self, reason: &str) -> String {
        format!("assets/timeline/{}: {reason}", self.name)
    }
}

fn filled(value: Option<Value>) -> Option<String> {
    let text = value?.as_str()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}
