//! The words of the timeline, which stand in `assets/timeline`, one file a language.

use crate::check::record::Event;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::{Table, Value};

/// Events that charts of encounters can mark: few enough to be told apart where a year is nine
/// pixels wide, and each of a kind of its own.
const ON_CHARTS: [&str; 11] = [
    "quake_salvador",
    "cicig",
    "coup_honduras",
    "children_2014",
    "aid_suspended",
    "title_42",
    "eta_iota",
    "strategy_launched",
    "state_of_exception",
    "asylum_limits_2024",
    "proclamation_2025",
];

const MONTHS: f64 = 12.0;

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

/// The events that charts can mark as a Rust static, in the order of their dates.
///
/// # Errors
/// An event that the timeline doesn't have, or one without a place among the three countries.
pub fn on_charts(events: &[Event], texts: &Texts) -> Result<String, String> {
    let mut rows = String::new();
    for id in ON_CHARTS {
        let event = events
            .iter()
            .find(|event| event.event_id == id)
            .ok_or(format!("build/timeline.rs: there is no event {id}"))?;
        let countries = countries(&event.places);
        if countries.is_empty() {
            return Err(format!(
                "build/timeline.rs: {id} touches none of the three countries"
            ));
        }
        let [[en, es], _] = &texts.events[id];
        let (year, place) = when(&event.first_date);
        let _ = writeln!(
            rows,
            "    MarkedEvent {{ id: {id:?}, year: {year}, place: {place:.3}, countries: &[{countries}], name_en: {en:?}, name_es: {es:?} }},"
        );
    }
    let count = ON_CHARTS.len();
    Ok(format!(
        "static EVENTS: [MarkedEvent; {count}] = [\n{rows}];\n"
    ))
}

fn countries(places: &str) -> String {
    let known = [
        ("SLV", "Country::ElSalvador, "),
        ("GTM", "Country::Guatemala, "),
        ("HND", "Country::Honduras, "),
    ];
    let named: Vec<&str> = places.split(';').collect();
    let is_all = named.contains(&"all") || named.contains(&"CAM");
    let touched = known
        .iter()
        .filter(|(code, _)| is_all || named.contains(code));
    touched.map(|(_, name)| *name).collect()
}

/// Calendar year of a date, and its place on an axis on which a fiscal year lies around its number:
/// October is half a year before it. A month stands at its middle, and so does a year alone.
fn when(date: &str) -> (i32, f64) {
    let mut parts = date.split('-').map(|part| part.parse::<i32>().unwrap_or(1));
    let year = parts.next().unwrap_or_default();
    let months = match (parts.next(), parts.next()) {
        (None, _) => MONTHS / 2.0,
        (Some(month), day) => {
            f64::from(month - 1) + day.map_or(0.5, |day| f64::from(day - 1) / 31.0)
        }
    };
    // A fiscal year begins three months before the calendar year of its number.
    (year, f64::from(year) + (months + 3.0) / MONTHS - 0.5)
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
