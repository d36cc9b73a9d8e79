//! Words that stand in cells of the tables, in English, and their Spanish.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use root_causes::i18n::Lang;
use toml::de::DeTable;

const SPANISH: &str = include_str!("../../assets/words/cells_es.toml");

/// Words of a cell in a language.
///
/// # Errors
/// Words of a cell that have no Spanish.
pub fn words(english: &str, lang: Lang) -> Result<&str, String> {
    if lang == Lang::En || english.is_empty() {
        return Ok(english);
    }
    static WORDS: OnceLock<Result<BTreeMap<String, String>, String>> = OnceLock::new();
    let words = WORDS.get_or_init(read).as_ref().map_err(String::clone)?;
    words
        .get(english)
        .map(String::as_str)
        .ok_or_else(|| format!("assets/words/cells_es.toml: no Spanish for {english:?}"))
}

fn read() -> Result<BTreeMap<String, String>, String> {
    let fault = |reason: &dyn std::fmt::Display| format!("assets/words/cells_es.toml: {reason}");
    let table = DeTable::parse(SPANISH).map_err(|error| fault(&error))?;
    let words = table
        .get_ref()
        .get("words")
        .and_then(|words| words.get_ref().as_table())
        .ok_or_else(|| fault(&"there is no [words]"))?;
    words
        .iter()
        .map(|(english, spanish)| match spanish.get_ref().as_str() {
            Some(spanish) if !spanish.is_empty() => Ok((
                english.get_ref().to_string(),
                spanish.replace(" %", "\u{a0}%"),
            )),
            _ => Err(fault(&format!("{} has no words", english.get_ref()))),
        })
        .collect()
}
