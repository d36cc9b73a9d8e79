//! How hard the prose is to read, in both languages.
//!
//! English: the grade of Flesch and Kincaid, 0.39 words a sentence + 11.8 syllables a word - 15.59;
//! grade 9 is read at about 14 or 15. Spanish: the perspicuity of Szigriszt Pazos on the INFLESZ
//! scale of Barrio-Cantalejo, 206.835 - 62.3 syllables a word - words a sentence; 55 and more is
//! "normal", what a general newspaper has and pupils of 14 or 15 read; 40 to 55 is "somewhat hard".
//!
//! Syllables are counted by rule, not from a dictionary: groups of vowels, in English less a silent
//! `e`, in Spanish with two strong or stressed vowels apart. A number counts as a word of one
//! syllable, and so does an abbreviation.
//!
//! The hardest texts of each kind are written past the harness, so that they are seen when all
//! passes as well.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use root_causes::content::{self, Content};
use root_causes::data::{documents, record};
use root_causes::i18n::Lang;
use toml::{Table, Value};

/// What a whole kind of text may need on average, and what a single paragraph may: English grade.
const GRADES: (f64, f64) = (9.0, 12.5);
/// The same for Spanish: least perspicuity; from 40 on a text is "somewhat hard".
const PERSPICUITY: (f64, f64) = (55.0, 40.0);

/// Every kind of text: steps, guides and columns; texts about the rows of the documents; words
/// explained; events; what to know before comparing years; messages that are whole sentences.
const KINDS: [&str; 6] = [
    "prose", "claims", "glossary", "timeline", "breaks", "messages",
];

/// How many of the hardest of each kind are shown.
const SHOWN: usize = 4;

/// Short paragraphs say too little about themselves.
const LEAST_WORDS: usize = 20;

#[derive(Clone, Copy, Default)]
struct Counts {
    sentences: usize,
    words: usize,
    syllables: usize,
}

impl Counts {
    fn of(text: &str, lang: Lang) -> Self {
        let text = text.replace("EE. UU.", "EU").replace("U.S.", "US");
        // A point within a number ends nothing.
        let is_end = |at: usize| !text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        let ends = text.match_indices(['.', '!', '?']);
        let ends = ends.filter(|(at, _)| is_end(*at)).count();
        let words = text
            .split(|c: char| !(c.is_alphanumeric() || c == '’' || c == '-'))
            .filter(|word| word.chars().any(char::is_alphanumeric));
        let mut counts = Counts {
            sentences: ends.max(1),
            ..Counts::default()
        };
        for word in words {
            counts.words += 1;
            counts.syllables += syllables(word, lang);
        }
        counts
    }

    fn plus(self, other: Counts) -> Counts {
        Counts {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }

    /// Above one: harder than the bar.
    fn hardness(self, lang: Lang) -> f64 {
        let a_sentence = self.words as f64 / self.sentences as f64;
        let a_word = self.syllables as f64 / self.words as f64;
        match lang {
            Lang::En => 0.39 * a_sentence + 11.8 * a_word - 15.59,
            Lang::Es => 206.835 - 62.3 * a_word - a_sentence,
        }
    }
}

fn syllables(word: &str, lang: Lang) -> usize {
    let is_short_name = word.chars().all(|c| c.is_uppercase() || c.is_numeric());
    if is_short_name {
        return 1;
    }
    let word = word.to_lowercase();
    match lang {
        Lang::En => english(&word),
        Lang::Es => spanish(&word),
    }
}

fn english(word: &str) -> usize {
    let is_vowel = |c: char| "aeiouy".contains(c);
    let (mut count, mut before) = (0, false);
    for c in word.chars() {
        let vowel = is_vowel(c);
        count += usize::from(vowel && !before);
        before = vowel;
    }
    // `io` and `ia` are two, as in violence, but for `tion`, `sion`, `cial`, `region`.
    for pair in ["io", "ia"] {
        let apart = |at: usize| at > 0 && !word[..at].ends_with(['t', 's', 'c', 'g', 'x']);
        count += word
            .match_indices(pair)
            .filter(|(at, _)| apart(*at))
            .count();
    }
    let silent = ["es", "ed"].iter().any(|end| word.ends_with(end))
        && ![
            "ses", "ces", "ges", "ches", "shes", "xes", "zes", "ted", "ded", "les",
        ]
        .iter()
        .any(|end| word.ends_with(end));
    let mute = word.ends_with('e') && !word.ends_with("le");
    count -= usize::from((silent || mute) && count > 1);
    count.max(1)
}

fn spanish(word: &str) -> usize {
    let is_strong = |c: char| "aeoáéíóú".contains(c);
    let (mut count, mut before) = (0, None);
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        // A `y` before a vowel is a consonant.
        let vowel = "aeiouáéíóúü".contains(c)
            || (c == 'y' && !next.is_some_and(|next| "aeiouáéíóú".contains(next)));
        if vowel {
            let apart = match before {
                None => true,
                Some(last) => is_strong(last) && is_strong(c),
            };
            count += usize::from(apart);
        }
        before = vowel.then_some(c);
    }
    count.max(1)
}

/// Paragraphs of a kind of text, each with its place.
fn paragraphs(content: &Content, kind: &str, lang: Lang) -> Vec<(String, String)> {
    let number = |_: &content::Reference| "10".to_owned();
    match kind {
        "prose" => content
            .all_prose(lang)
            .flat_map(|(_, prose)| prose.blocks().map(move |(_, block)| (prose, block)))
            .map(|(prose, block)| {
                (
                    format!("{}:{}", prose.file, block.line),
                    block.words(number),
                )
            })
            .collect(),
        "glossary" => content
            .terms(lang)
            .map(|(key, term)| (format!("glossary {key}"), term.means.clone()))
            .collect(),
        "timeline" => record::events()
            .iter()
            .map(|event| {
                let text = [event.text_en, event.text_es][lang as usize];
                (format!("timeline {}", event.id), text.to_owned())
            })
            .collect(),
        "breaks" => {
            // One text may touch many series.
            let breaks = record::all_series()
                .iter()
                .flat_map(|series| series.breaks.iter().map(move |own| (own, series.id)));
            let texts: BTreeMap<&str, &str> = breaks
                .map(|(own, id)| ([own.en, own.es][lang as usize], id))
                .collect();
            let named = texts.into_iter();
            named
                .map(|(text, id)| (format!("breaks {id}"), text.to_owned()))
                .collect()
        }
        "messages" => messages(lang),
        _ => documents::rows()
            .iter()
            .filter_map(|row| Some((row.id, content.row(lang, row.id)?)))
            .flat_map(|(id, texts)| {
                texts
                    .all()
                    .map(|(key, block)| (format!("{id}.{key}"), block.words(number)))
            })
            .collect(),
    }
}

/// Messages that are whole sentences, without holes that the program fills.
fn messages(lang: Lang) -> Vec<(String, String)> {
    fn gather(place: &str, value: &Value, texts: &mut Vec<(String, String)>) {
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    gather(&format!("{place}.{key}"), value, texts);
                }
            }
            Value::Array(list) => {
                for value in list {
                    gather(place, value, texts);
                }
            }
            Value::String(text) if text.ends_with(['.', '!', '?']) && !text.contains('{') => {
                texts.push((place.to_owned(), text.clone()));
            }
            _ => {}
        }
    }
    let file = format!("assets/words/{}.toml", lang.tag());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
    let text = fs::read_to_string(path).expect("a message file");
    let table: Table = text.parse().expect("TOML");
    let mut texts = Vec::new();
    gather(&file, &Value::Table(table), &mut texts);
    texts
}

/// Every kind of text stays below the bar on average, and each paragraph below its own.
fn hold(lang: Lang) {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    let (on_average, alone) = match lang {
        Lang::En => GRADES,
        Lang::Es => PERSPICUITY,
    };
    let too_hard = |hardness: f64, bar: f64| match lang {
        Lang::En => hardness > bar,
        Lang::Es => hardness < bar,
    };
    let mut faults = Vec::new();
    let mut report = String::new();
    for kind in KINDS {
        let mut all = Counts::default();
        let mut judged = Vec::new();
        let texts = paragraphs(&content, kind, lang);
        assert!(texts.len() > 15, "{kind}: {} texts", texts.len());
        for (place, text) in texts {
            let counts = Counts::of(&text, lang);
            all = all.plus(counts);
            if counts.words >= LEAST_WORDS {
                judged.push((counts.hardness(lang), place, text));
            }
        }
        judged.sort_by(|a, b| match lang {
            Lang::En => b.0.total_cmp(&a.0),
            Lang::Es => a.0.total_cmp(&b.0),
        });
        report += &format!(
            "{} {kind}: {:.1}, bar {on_average}; the hardest, bar {alone}:\n",
            lang.tag(),
            all.hardness(lang)
        );
        for (hardness, place, text) in judged.iter().take(SHOWN) {
            report += &format!("  {hardness:5.1} {place}: {text}\n");
        }
        if too_hard(all.hardness(lang), on_average) {
            faults.push(format!(
                "{kind}: {:.1}, bar {on_average}",
                all.hardness(lang)
            ));
        }
        let hard = judged
            .iter()
            .filter(|(hardness, _, _)| too_hard(*hardness, alone));
        faults.extend(
            hard.map(|(hardness, place, text)| {
                format!("{place}: {hardness:.1}, bar {alone}: {text}")
            }),
        );
    }
    io::stderr()
        .write_all(report.as_bytes())
        .expect("the report is written");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn english_texts_can_be_read_at_fifteen() {
    hold(Lang::En);
}

#[test]
fn spanish_texts_can_be_read_at_fifteen() {
    hold(Lang::Es);
}

/// Sentences that a paragraph may have.
const SENTENCES: usize = 3;

#[test]
fn no_paragraph_has_more_than_three_sentences() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    let mut faults = Vec::new();
    for lang in Lang::ALL {
        for kind in KINDS.into_iter().filter(|kind| *kind != "messages") {
            for (place, text) in paragraphs(&content, kind, lang) {
                let sentences = Counts::of(&text, lang).sentences;
                if sentences > SENTENCES {
                    faults.push(format!("{place}: {sentences} sentences: {text}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (word, count) in [
        ("aid", 1),
        ("people", 2),
        ("reason", 2),
        ("violence", 3),
        ("worked", 1),
        ("wanted", 2),
        ("corruption", 3),
        ("U", 1),
    ] {
        assert_eq!(syllables(word, Lang::En), count, "{word}");
    }
    for (word, count) in [
        ("ayuda", 3),
        ("país", 2),
        ("corrupción", 3),
        ("violencia", 3),
        ("reales", 3),
        ("USAID", 1),
        ("gente", 2),
    ] {
        assert_eq!(syllables(word, Lang::Es), count, "{word}");
    }
}

#[test]
fn a_point_within_a_number_ends_no_sentence() {
    let counts = Counts::of("It rose from 48.0 to 73.6. Then it fell.", Lang::En);
    assert_eq!(counts.sentences, 2);
}

#[test]
fn a_hard_text_is_found_hard() {
    let hard = "The multidimensional operationalization of institutional accountability necessitates \
        comprehensive intergovernmental coordination notwithstanding considerable administrative \
        fragmentation across jurisdictions and organizations.";
    assert!(Counts::of(hard, Lang::En).hardness(Lang::En) > GRADES.1);
    let duro = "La operacionalización multidimensional de la responsabilidad institucional exige una \
        coordinación intergubernamental considerable, independientemente de la fragmentación \
        administrativa de las organizaciones y jurisdicciones correspondientes.";
    assert!(Counts::of(duro, Lang::Es).hardness(Lang::Es) < PERSPICUITY.1);
}
