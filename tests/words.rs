//! The way of a word to the reader: the page carries what the app reads at its start.
#![cfg(not(target_arch = "wasm32"))]

use root_causes::i18n::{Lang, text_of_page, words, words_from};

fn leaked(text: String) -> &'static str {
    text.leak()
}

#[test]
fn the_app_reads_from_its_page_what_native_programs_hold() {
    for (lang, constants) in [
        (Lang::En, words::OF_THE_APP_EN),
        (Lang::Es, words::OF_THE_APP_ES),
    ] {
        let read = words_from(leaked(text_of_page(lang)));
        assert_eq!(read, Ok(&constants), "{}", lang.tag());
        assert_eq!(&constants.ui, words::ui(lang));
    }
}

#[test]
fn every_text_stands_on_a_line_of_its_own() {
    let lines = |lang| text_of_page(lang).lines().count();
    assert_eq!(lines(Lang::En), 1 + words::TEXTS_EN.len());
    assert_eq!(lines(Lang::Es), lines(Lang::En));
}

#[test]
fn a_page_of_another_build_is_refused() {
    let text = text_of_page(Lang::En);
    let (name, texts) = text.split_once('\n').expect("a text a line");
    let (all_but_last, _) = texts.rsplit_once('\n').expect("a text a line");
    for (fault, page) in [
        ("no words", String::new()),
        ("no name of the keys", texts.to_string()),
        ("other keys", format!("{name}0\n{texts}")),
        ("a text too few", format!("{name}\n{all_but_last}")),
        ("a text too many", format!("{text}\none more")),
    ] {
        assert!(words_from(leaked(page)).is_err(), "{fault}");
    }
}

#[test]
fn terms_of_sources_have_their_spanish() {
    let cells = std::fs::read_to_string("assets/words/cells_es.toml").unwrap();
    for source in root_causes::data::sources() {
        let key = format!("\n\"{}\" = \"", source.licence);
        assert!(cells.contains(&key), "{}: {}", source.id, source.licence);
    }
}

/// The public is newsrooms and classes in the United States. Tables keep the words of their sources.
#[test]
fn english_words_are_spelled_as_in_the_united_states() {
    const OTHER: [&str; 34] = [
        "ageing",
        "aluminium",
        "analyse",
        "behaviour",
        "cancelled",
        "catalogue",
        "centre",
        "colour",
        "defence",
        "favour",
        "fulfil",
        "grey",
        "harbour",
        "honour",
        "judgement",
        "kilometre",
        "labour",
        "learnt",
        "licence",
        "metre",
        "neighbour",
        "offence",
        "organis",
        "per cent",
        "practise",
        "programme",
        "realis",
        "recognis",
        "rumour",
        "sceptic",
        "tonnes",
        "towards",
        "travelled",
        "whilst",
    ];
    let mut files = vec![
        "assets/words/en.toml".to_string(),
        "assets/claims/en.toml".to_string(),
        "assets/timeline/en.toml".to_string(),
    ];
    for folder in ["assets/prose/en", "assets/prose/en/guides"] {
        let entries = std::fs::read_dir(folder).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        files.extend(
            paths
                .filter(|path| path.is_file())
                .map(|path| path.display().to_string()),
        );
    }
    let mut found = Vec::new();
    for file in &files {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let told = match file.ends_with(".toml") {
                true => line.split_once(" = ").map_or("", |(_, told)| told),
                false => line,
            };
            // References and holes carry keys, which are for ever.
            let told: String = told
                .split(['[', '{', '('])
                .map(|part| part.rsplit([']', '}', ')']).next().unwrap_or_default())
                .collect::<Vec<_>>()
                .join(" ")
                .to_lowercase();
            let words: Vec<&str> = told.split(|c: char| !c.is_alphabetic()).collect();
            for other in OTHER {
                let stands = match other.contains(' ') {
                    true => told.contains(other),
                    false => words
                        .iter()
                        .any(|word| *word == other || (other.len() > 5 && word.starts_with(other))),
                };
                if stands {
                    found.push(format!("{file}: {other} in {line}"));
                }
            }
        }
    }
    assert!(files.len() > 20, "{files:?}");
    assert_eq!(found, Vec::<String>::new());
}
