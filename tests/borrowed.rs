//! Our own words throughout: no English text repeats seven words in a row of either document outside
//! quotation marks.
//!
//! The documents themselves are not in the project. `golden/documents.txt` holds a hash of every run
//! of seven words in them, one a line, sorted: enough to recognise a run, not to read one. Whoever
//! has both documents as text files writes it anew with
//! `DOCUMENTS=<their folder> cargo test --features cli --test borrowed`.
#![cfg(feature = "cli")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use root_causes::content::{self, Content};
use root_causes::data::documents;
use root_causes::i18n::Lang;
use toml::{Table, Value};

/// Words in a run.
const RUN: usize = 7;

/// Names for which there are no other words, as they are compared.
const NAMES: [&str; 1] = ["el salvador guatemala and honduras"];

/// What stands for words that are not compared.
const GAP: &str = "\u{1}";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn golden() -> PathBuf {
    root().join("tests/golden/documents.txt")
}

/// Words in lower case, without signs; a gap stays a word of its own.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('’', "'");
    let is_part = |c: char| c.is_alphanumeric() || c == '\'' || c == '\u{1}';
    let words = text.split(|c: char| !is_part(c));
    let words = words.map(|word| word.trim_matches('\''));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// FNV-1a of the words with a blank between, its lower forty bits.
fn hash(run: &[String]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in run.join(" ").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{:010x}", hash & 0xff_ffff_ffff)
}

fn known() -> BTreeSet<String> {
    let text = fs::read_to_string(golden()).expect("the runs of the documents");
    text.lines().map(str::to_owned).collect()
}

/// The text without what stands in quotation marks, and with a gap for each name.
fn compared(text: &str) -> Vec<String> {
    let mut own = String::new();
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once('“') {
        let (_, after) = quoted.split_once('”').unwrap_or((quoted, ""));
        own += &format!("{before} {GAP} ");
        rest = after;
    }
    own += rest;
    let joined = format!(" {} ", words(&own).join(" "));
    let gap = format!(" {GAP} ");
    let joined = NAMES.iter().fold(joined, |text, name| {
        text.replace(&format!(" {name} "), &gap)
    });
    joined.split_whitespace().map(str::to_owned).collect()
}

/// Runs of a text that stand in a document, each as long as it is.
fn borrowed(text: &str, known: &BTreeSet<String>) -> Vec<String> {
    let words = compared(text);
    let mut found = Vec::new();
    let mut end = 0;
    for (at, run) in words.windows(RUN).enumerate() {
        if !known.contains(&hash(run)) {
            continue;
        }
        match found.last_mut() {
            Some(last) if at < end => *last = format!("{last} {}", run[RUN - 1]),
            _ => found.push(run.join(" ")),
        }
        end = at + RUN;
    }
    found
}

/// Every English text with its place.
fn texts() -> Vec<(String, String)> {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    let figure = |_: &content::Reference| format!(" {GAP} ");
    let mut texts = Vec::new();
    for (_, prose) in content.all_prose(Lang::En) {
        for (_, block) in prose.blocks() {
            texts.push((
                format!("{}:{}", prose.file, block.line),
                block.words(figure),
            ));
        }
        for section in &prose.sections {
            texts.push((
                format!("{}:{}", prose.file, section.line),
                section.title.clone(),
            ));
        }
        texts.push((prose.file.clone(), prose.title.clone()));
    }
    for row in documents::rows() {
        let told = content.row(Lang::En, row.id).expect("texts of the row");
        let all = told.all().into_iter();
        texts.extend(all.map(|(key, block)| (format!("{}.{key}", row.id), block.words(figure))));
    }
    for (key, term) in content.terms(Lang::En) {
        texts.push((format!("glossary {key}"), term.means.clone()));
    }
    for file in ["assets/words/en.toml", "assets/timeline/en.toml"] {
        let text = fs::read_to_string(root().join(file)).expect("a message file");
        let table: Table = text.parse().expect("TOML");
        messages(file, &Value::Table(table), &mut texts);
    }
    texts
}

fn messages(place: &str, value: &Value, texts: &mut Vec<(String, String)>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                messages(&format!("{place}.{key}"), value, texts);
            }
        }
        Value::Array(list) => {
            for value in list {
                messages(place, value, texts);
            }
        }
        Value::String(text) => texts.push((place.to_owned(), text.clone())),
        _ => {}
    }
}

/// Writes the runs of all text files of a folder.
fn write_anew(folder: &Path) {
    let mut runs = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder of both documents") {
        let path = entry.expect("an entry").path();
        let words = words(&fs::read_to_string(path).expect("a text file"));
        runs.extend(words.windows(RUN).map(hash));
    }
    let lines: Vec<String> = runs.into_iter().collect();
    fs::write(golden(), lines.join("\n") + "\n").expect("the file is written");
}

/// Phrases of the documents that are long enough to hold a run.
fn phrases() -> Vec<&'static str> {
    let phrases = documents::rows().iter().map(|row| row.phrase);
    phrases
        .filter(|phrase| words(phrase).len() >= RUN)
        .collect()
}

#[test]
fn no_text_of_ours_repeats_seven_words_of_a_document() {
    let known = known();
    let texts = texts();
    assert!(texts.len() > 1_500, "only {} texts were read", texts.len());
    let faults: Vec<String> = texts
        .iter()
        .flat_map(|(place, text)| {
            borrowed(text, &known)
                .into_iter()
                .map(move |run| format!("{place}: {run}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_runs_are_those_of_both_documents() {
    if let Ok(folder) = env::var("DOCUMENTS") {
        write_anew(Path::new(&folder));
    }
    let known = known();
    let phrases = phrases();
    assert!(phrases.len() > 20, "{} phrases", phrases.len());
    for phrase in &phrases {
        let words = words(phrase);
        for run in words.windows(RUN) {
            assert!(known.contains(&hash(run)), "{phrase}");
        }
    }
    assert!(known.len() > 3_000, "{} runs", known.len());
}

#[test]
fn a_borrowed_run_is_found_unless_it_is_quoted() {
    let known = known();
    let phrase = phrases()[0];
    let long = words(phrase).join(" ");
    assert_eq!(borrowed(&format!("It says: {phrase}, so."), &known), [long]);
    let quoted = format!("It says “{phrase}”, so.");
    assert_eq!(borrowed(&quoted, &known), Vec::<String>::new());
    let broken = phrase.replacen(' ', &format!(" {GAP} "), 1);
    assert!(
        borrowed(&broken, &known)
            .iter()
            .all(|run| run.len() < phrase.len())
    );
}
