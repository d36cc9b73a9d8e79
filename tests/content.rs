//! Prose, the texts about the two documents and the glossary: what stops them, and that each
//! stop names file and line.
#![cfg(feature = "cli")]

use root_causes::content::{
    self, Content, Fault, Inline, Quantity, Reference, Results, Texts, presets, shown,
};
use root_causes::data::documents::{self, Bound};
use root_causes::i18n::Lang;
use root_causes::model::DRAWS;
use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::presets::Preset;
use root_causes::model::scenario::DEFAULT_SEED;
use root_causes::model::simulator::Simulator;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use toml::{Table, Value};

/// Faults of the shipped texts once `from` has become `to` in one file.
fn faults(file: &str, from: &str, to: &str) -> Vec<Fault> {
    let mut texts = content::shipped();
    let text = texts
        .get_mut(file)
        .unwrap_or_else(|| panic!("there is no {file}"));
    assert!(text.contains(from), "{file} holds no {from:?}");
    *text = text.replacen(from, to, 1);
    read(&texts)
}

fn read(texts: &Texts) -> Vec<Fault> {
    Content::read(texts)
        .map(|_| ())
        .expect_err("the changed texts must be refused")
}

/// The line of the first place of some words in a shipped text.
fn line_of(file: &str, words: &str) -> usize {
    let texts = content::shipped();
    let at = texts[file].find(words).expect("the words stand there");
    1 + texts[file][..at].matches('\n').count()
}

/// The change must be refused at the line of `from`, with `why` in the reason.
fn refused(file: &str, from: &str, to: &str, why: &str) {
    let line = line_of(file, from);
    let faults = faults(file, from, to);
    assert!(
        faults
            .iter()
            .any(|f| f.file == file && f.line == line && f.reason.contains(why)),
        "{to:?} on line {line} of {file}: {faults:?}"
    );
}

const PROSE: [&str; 2] = [
    "assets/prose/en/who-says-what.md",
    "assets/prose/es/who-says-what.md",
];
const CLAIMS: [&str; 2] = ["assets/claims/en.toml", "assets/claims/es.toml"];
const GLOSSARY: [&str; 2] = [
    "assets/prose/en/glossary.toml",
    "assets/prose/es/glossary.toml",
];

#[test]
fn shipped_texts_pass_every_rule() {
    if let Err(faults) = Content::read(&content::shipped()) {
        let list: Vec<String> = faults.iter().map(Fault::to_string).collect();
        panic!("\n{}", list.join("\n"));
    }
}

#[test]
fn a_fault_names_file_line_and_reason() {
    let faults = faults(CLAIMS[0], "[[fact:FS007]]", "325 million dollars");
    let line = line_of(CLAIMS[0], "[[fact:FS007]]");
    assert_eq!(
        faults[0].to_string(),
        format!(
            "{}:{line}: 325 is typed; a number is a reference",
            CLAIMS[0]
        )
    );
}

#[test]
fn a_typed_number_is_refused_in_digits_and_in_words() {
    for (lang, from, to, number) in [
        (0, "25 March 2024. It", "25 reasons. It", "25"),
        (0, "25 March 2024. It", "2024 dollars. It", "2024"),
        (0, "25 March 2024. It", "March 2,024. It", "2"),
        (0, "25 March 2024. It", "½ of March. It", "½"),
        (0, "25 March 2024. It", "forty reasons. It", "forty"),
        (
            1,
            "25 de marzo de 2024. No",
            "cuarenta razones. No",
            "cuarenta",
        ),
        (1, "25 de marzo de 2024. No", "un 10 por ciento. No", "10"),
        (0, "25 March 2024. It", "a third of them. It", "a third of"),
        (0, "25 March 2024. It", "nearly half. It", "half"),
        (0, "25 March 2024. It", "more than doubled. It", "doubled"),
        (0, "25 March 2024. It", "seventeen dozen. It", "seventeen"),
        (0, "25 March 2024. It", "a billion. It", "billion"),
        (1, "25 de marzo de 2024. No", "casi un tercio. No", "tercio"),
        (1, "25 de marzo de 2024. No", "más del triple. No", "triple"),
        (
            1,
            "25 de marzo de 2024. No",
            "una vigésima parte. No",
            "vigésima",
        ),
        (
            1,
            "25 de marzo de 2024. No",
            "la cuarta parte. No",
            "cuarta parte",
        ),
    ] {
        let why = format!("{number} is typed");
        refused(PROSE[lang], from, to, &why);
    }
    refused(
        PROSE[0],
        "## Common ground",
        "## Common ground of 7",
        "7 is typed",
    );
    refused(
        GLOSSARY[1],
        "Dinero de ayuda que ya se pagó.",
        "El 40 % de la ayuda.",
        "40 is typed",
    );
}

/// Texts of a message file by key.
fn messages(file: &str) -> BTreeMap<String, String> {
    fn gather(place: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    gather(&format!("{place}.{key}"), value, texts);
                }
            }
            Value::Array(list) => {
                for (at, value) in list.iter().enumerate() {
                    gather(&format!("{place}.{at}"), value, texts);
                }
            }
            Value::String(text) => {
                texts.insert(place.to_owned(), text.clone());
            }
            _ => {}
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(path).expect("a message file");
    let mut texts = BTreeMap::new();
    let table: Table = text.parse().expect("TOML");
    gather("", &Value::Table(table), &mut texts);
    texts
}

/// Numbers in digits, sorted; a billion and a thousand millions are one.
fn numbers(text: &str) -> Vec<String> {
    let text = text
        .replace("1,000 millones", "1 billion")
        .replace("1,000\u{a0}millones", "1 billion");
    let runs = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')));
    let mut numbers: Vec<String> = runs
        .map(|run| run.trim_matches([',', '.']).to_owned())
        .filter(|run| !run.is_empty())
        .collect();
    numbers.sort();
    numbers
}

#[test]
fn messages_and_events_tell_the_same_numbers_in_both_languages() {
    for folder in ["words", "timeline"] {
        let english = messages(&format!("assets/{folder}/en.toml"));
        let spanish = messages(&format!("assets/{folder}/es.toml"));
        let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&english), keys(&spanish), "{folder}");
        assert!(english.len() > 100, "{folder}: {} texts", english.len());
        for (key, text) in &english {
            assert_eq!(
                numbers(text),
                numbers(&spanish[key]),
                "{folder}{key}: {text}"
            );
        }
    }
    assert_eq!(
        numbers("In 2024, 1.5% of $1 billion."),
        ["1", "1.5", "2024"]
    );
}

#[test]
fn an_event_holds_no_number_in_digits_but_dates_and_names() {
    // A number in words, such as the years of an agreement, has its source beside the event.
    for (lang, tag) in [(Lang::En, "en"), (Lang::Es, "es")] {
        for (key, text) in messages(&format!("assets/timeline/{tag}.toml")) {
            let found = content::bare(&text, lang)
                .filter(|number| number.starts_with(|c: char| c.is_numeric()));
            assert_eq!(found, None, "{tag}{key}: {text}");
        }
    }
    let typed = content::bare("Congress gives 700 million.", Lang::En);
    assert_eq!(typed.as_deref(), Some("700"));
}

#[test]
fn dates_years_spans_and_harmless_names_may_stand() {
    for words in [
        "25 March 2024",
        "March 2024",
        "FY2021",
        "2021–22",
        "an H-2A visa",
        "Title 42",
        "the first of them",
        "one of three",
        "twice the aid, half of it local",
        "a third study",
    ] {
        let mut texts = content::shipped();
        let text = texts.get_mut(PROSE[0]).unwrap();
        *text = text.replacen(
            "It is not an answer",
            &format!("So {words}. It is not an answer"),
            1,
        );
        assert!(Content::read(&texts).is_ok(), "{words}");
    }
}

#[test]
fn a_reference_that_leads_nowhere_is_refused() {
    for (from, to, why) in [
        ("[[fact:FS007]]", "[[fact:FS777]]", "no row has this id"),
        ("[[fact:FS007]]", "[[fact:FC001]]", "a claim, not a figure"),
        ("[[fact:FS007]]", "[[fact:FS022]]", "has no number"),
        ("[[fact:FS007]]", "[[figure:FS007]]", "no form of reference"),
        ("[[fact:FS007]]", "[[fact:FS007]", "not closed"),
        ("[[fact:FS007]]", "[[fact:FS007|much]]", "no words"),
        (
            "[[cell:evidence:A20:effect]]",
            "[[cell:evidence:A20:size]]",
            "no such cell",
        ),
        (
            "[[cell:evidence:A20:effect]]",
            "[[cell:proof:A20:effect]]",
            "no such cell",
        ),
        (
            "[[model:aid:fewer_in_100]]",
            "[[model:aid:certainty]]",
            "no such quantity",
        ),
        (
            "[[model:aid:fewer_in_100]]",
            "[[model:alms:fewer_in_100]]",
            "no such preset",
        ),
    ] {
        refused(CLAIMS[0], from, to, why);
    }
    refused(PROSE[0], "](#OC045)", "](#OC945)", "no row");
    refused(
        PROSE[0],
        "](#OC045)",
        "](https://example.org)",
        "leads to a row",
    );
    refused(
        PROSE[0],
        "when the strategy was new",
        "[[term:alms]]",
        "no such word",
    );
}

#[test]
fn references_terms_and_links_are_the_same_in_both_languages() {
    let first = line_of(CLAIMS[1], "[[fact:FS007]]");
    let found = faults(CLAIMS[1], "[[fact:FS007]]", "[[fact:FS020]]");
    let differs = |fault: &Fault| fault.line == first && fault.reason.contains("in English");
    assert!(found.iter().any(differs), "{found:?}");
    for (file, from, to) in [
        (PROSE[1], "](#OC045)", "](#OC046)"),
        (
            PROSE[0],
            "when the strategy was new",
            "when it was [[term:scenario]]",
        ),
    ] {
        let found = faults(file, from, to);
        let differs = |f: &Fault| f.file == PROSE[1] && f.reason.contains("in English");
        assert!(found.iter().any(differs), "{found:?}");
    }
}

#[test]
fn a_file_section_row_or_term_may_not_be_missing_or_extra() {
    let mut texts = content::shipped();
    texts.remove(PROSE[1]);
    let missing = Fault {
        file: PROSE[1].to_owned(),
        line: 1,
        reason: "the file is missing".to_owned(),
    };
    assert!(read(&texts).contains(&missing));

    refused(PROSE[1], "{#neither}", "{#nobody}", "the sections are");
    refused(PROSE[0], " {#neither}", "", "needs its key");
    refused(CLAIMS[1], "[OC045]", "[OC445]", "no row has the id OC445");
    let found = faults(CLAIMS[1], "[OC045]", "[OC445]");
    assert!(
        found.iter().any(|f| f.reason == "OC045 is missing"),
        "{found:?}"
    );
    refused(
        CLAIMS[0],
        "against = ",
        "counter = ",
        "only says, data and against",
    );
    let found = faults(GLOSSARY[1], "[encounter]", "[meeting]");
    for (file, key) in [(GLOSSARY[0], "meeting"), (GLOSSARY[1], "encounter")] {
        let reason = format!("the term {key} is missing");
        assert!(
            found.iter().any(|f| f.file == file && f.reason == reason),
            "{found:?}"
        );
    }
    let found = faults(GLOSSARY[0], "Aid money that was paid out.", "");
    assert!(
        found
            .iter()
            .any(|f| f.reason.contains("disbursement needs")),
        "{found:?}"
    );
}

#[test]
fn the_head_of_a_file_holds_a_title_and_nothing_else() {
    let why = "title";
    for (from, to) in [
        ("title: Who says what", "author: nobody"),
        ("title: Who says what", "title: Who\nauthor: nobody"),
        ("---\ntitle: Who says what\n---\n", ""),
    ] {
        let found = faults(PROSE[0], from, to);
        assert!(
            found.iter().any(|f| f.line == 1 && f.reason.contains(why)),
            "{found:?}"
        );
    }
}

#[test]
fn what_is_neither_paragraph_list_nor_section_is_refused() {
    for markdown in [
        "<b>so</b>",
        "`code`",
        "# Title",
        "1. one",
        "![so](x.png)",
        "> so",
    ] {
        let to = format!("The op-ed came before.\n\n{markdown}\n\nThe op-ed came first");
        let found = faults(PROSE[0], "The op-ed came first", &to);
        assert!(
            found.iter().any(|f| f.file == PROSE[0]),
            "{markdown}: {found:?}"
        );
    }
}

#[test]
fn broken_toml_is_refused_with_its_line() {
    refused(CLAIMS[0], "[FS002]\n", "[FS002\n", "");
}

#[test]
fn a_bound_without_its_word_is_refused() {
    refused(
        CLAIMS[0],
        "as many as [[fact:FS004]]",
        "[[fact:FS004]]",
        "not exact",
    );
    refused(
        CLAIMS[1],
        "más de [[fact:FS007]]",
        "[[fact:FS007]]",
        "not exact",
    );
    refused(
        CLAIMS[0],
        "has about [[cell:series_yearly:dry_corridor_people/CAM/2018:value]] people hit by drought in",
        "has [[cell:series_yearly:dry_corridor_people/CAM/2018:value]] people hit by drought in",
        "not exact",
    );
    refused(
        CLAIMS[1],
        "más de [[cell:context_facts:CF056:value]]",
        "[[cell:context_facts:CF056:value]]",
        "not exact",
    );
}

#[test]
fn each_column_opens_with_lines_of_its_document_and_names_no_other() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    for lang in Lang::ALL {
        let prose = content.prose(lang, "who-says-what").expect("the section");
        for (key, letter) in [("op-ed", 'O'), ("fact-sheet", 'F')] {
            let blocks = &prose.section(key).expect("both documents").blocks;
            let rows = |block: &content::Block| -> Vec<String> {
                let links = block.inlines.iter().filter_map(|inline| match inline {
                    Inline::Link { row, .. } => Some(row.clone()),
                    _ => None,
                });
                links.collect()
            };
            let first = rows(&blocks[0]);
            assert!(first.len() >= 4, "{lang:?} {key}: {first:?}");
            for row in blocks.iter().flat_map(rows) {
                assert!(row.starts_with(letter), "{lang:?} {key} leads to {row}");
            }
        }
    }
}

#[test]
fn a_model_result_is_told_with_what_its_scenario_sets() {
    // Research is part of it, so a text that tells of aid and local share alone tells another state.
    let content = Content::read(&content::shipped()).expect("shipped texts");
    let preset = root_causes::model::presets::Preset::AidLocal;
    for (lang, word) in [(Lang::En, "research"), (Lang::Es, "investiga")] {
        let mut told = 0;
        let rows = documents::rows()
            .iter()
            .filter_map(|row| content.row(lang, row.id));
        let rows = rows.flat_map(|row| row.all().map(|(_, block)| block));
        let prose = content
            .all_prose(lang)
            .flat_map(|(_, prose)| prose.blocks());
        for block in rows.chain(prose.map(|(_, block)| block)) {
            let of_preset = block.inlines.iter().any(|inline| match inline {
                Inline::Figure(content::Reference::Model(of, _)) => *of == preset,
                Inline::Page { path, .. } => path == "#v1&p=aid-local",
                _ => false,
            });
            if of_preset {
                let words = block.words(|_| String::new()).to_lowercase();
                assert!(words.contains(word), "{lang:?}: {words}");
                told += 1;
            }
        }
        assert!(told >= 2, "{lang:?}: {told}");
    }
}

#[test]
fn every_figure_with_a_number_is_told_by_the_text_about_it() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    for row in documents::rows() {
        let Some(figure) = row.figure().filter(|figure| figure.value.is_some()) else {
            continue;
        };
        let texts = content.row(Lang::En, row.id).expect("texts of the row");
        let told = texts.says.inlines.iter().any(|inline| {
            matches!(inline, Inline::Figure(reference) if reference.to_string() == format!("fact:{}", row.id))
        });
        // Years of span and figures that stand in another row's sentence are told there.
        assert!(told || figure.bound == Bound::Exact, "{}", row.id);
    }
}

#[test]
fn a_change_told_in_prose_is_below_zero_where_encounters_are_fewer() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    let results = Results::work_out(&content);
    let end = |quantity| {
        let reference = Reference::Model(Preset::Everything, quantity);
        let said = shown(&reference, &results, Lang::En).expect("a result");
        said.text.replace('\u{2212}', "-").parse::<f64>().unwrap()
    };
    let change = Simulator::new(DEFAULT_SEED, DRAWS)
        .run(&Preset::Everything.scenario(), Detail::Encounters)
        .change[SERIES - 1];
    let (low, high) = (end(Quantity::PercentLow), end(Quantity::PercentHigh));
    assert!(low < 0.0 && low < high && high < -low, "{low} to {high}");
    assert!((low + f64::from(change.percent.p95)).abs() < 0.06, "{low}");
    assert!(
        (high + f64::from(change.percent.p05)).abs() < 0.06,
        "{high}"
    );
}

#[test]
fn every_reference_shows_a_number_in_both_languages() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    let results = Results::work_out(&content);
    let mut count = 0;
    for lang in Lang::ALL {
        let rows = documents::rows()
            .iter()
            .filter_map(|row| content.row(lang, row.id));
        let rows = rows.flat_map(|row| row.all().map(|(_, block)| block));
        let prose = content
            .all_prose(lang)
            .flat_map(|(_, prose)| prose.blocks());
        for block in rows.chain(prose.map(|(_, block)| block)) {
            for inline in &block.inlines {
                let Inline::Figure(reference) = inline else {
                    continue;
                };
                let shown = shown(reference, &results, lang).expect("a number");
                let has_digit = shown.text.chars().any(|c| c.is_ascii_digit());
                assert!(has_digit, "[[{reference}]] shows {:?}", shown.text);
                count += 1;
            }
        }
    }
    assert!(count > 300, "only {count} references were found");
}

#[test]
fn money_is_told_in_the_words_of_each_language() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    let results = Results::work_out(&content);
    let text = |id: &str, lang| {
        let reference = content::Reference::parse(&format!("fact:{id}")).expect("a figure");
        shown(&reference, &results, lang).expect("a number").text
    };
    assert_eq!(text("FS002", Lang::En), "$4\u{a0}billion");
    assert_eq!(text("FS002", Lang::Es), "4,000\u{a0}millones de dólares");
    assert_eq!(text("FS004", Lang::En), "23,000");
    assert_eq!(text("OE018", Lang::Es), "10\u{a0}%");
}

#[test]
fn both_documents_get_the_same_room() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    for lang in Lang::ALL {
        let prose = content.prose(lang, "who-says-what").expect("the section");
        let [first, second] = ["op-ed", "fact-sheet"].map(|key| {
            let blocks = &prose.section(key).expect("both documents").blocks;
            let words =
                |block: &content::Block| block.words(|_| "1".to_owned()).split_whitespace().count();
            blocks.iter().map(words).sum::<usize>()
        });
        assert!(
            first.abs_diff(second) * 20 <= first,
            "{lang:?}: {first} and {second} words"
        );
    }
}

const PRESETS: [&str; 2] = ["assets/prose/en/presets.md", "assets/prose/es/presets.md"];

#[test]
fn every_setting_of_a_preset_that_differs_from_today_is_told_with_its_origin() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    for lang in Lang::ALL {
        for preset in Preset::ALL {
            let scenario = preset.scenario();
            let count = scenario.moved().count() + scenario.differing_shocks().count();
            let told = presets::told(&content, preset, lang);
            assert_eq!(told.is_some(), count > 0, "{preset:?}");
            let Some(told) = told else { continue };
            assert_eq!(told.settings.len(), count, "{preset:?}");
            for (mover, words) in told.settings {
                let letters: usize = words
                    .iter()
                    .map(|inline| match inline {
                        Inline::Text(text) => text.len(),
                        _ => 0,
                    })
                    .sum();
                assert!(letters > 20, "{preset:?}: {mover:?}");
            }
        }
    }
}

#[test]
fn a_setting_without_an_origin_is_refused_and_so_is_one_that_no_preset_has() {
    for (file, ours) in PRESETS.into_iter().zip(["ours", "nuestro"]) {
        let texts = content::shipped();
        let text = &texts[file];
        let at = text
            .find("\n## ")
            .and_then(|_| text.find("{#aid}"))
            .expect("the section");
        let item = text[at..].split("\n- ").nth(1).expect("an item");
        let item = item.lines().next().expect("a line");
        let with_list = faults(file, &format!("\n- {item}"), "\nNothing is told here.");
        let named = |faults: &[Fault], why: &str| {
            faults
                .iter()
                .any(|f| f.file == file && f.reason.contains(why))
        };
        assert!(
            named(&with_list, "the settings of this preset are"),
            "{with_list:?}"
        );
        let (name, _) = item.split_once(":* ").expect("a name");
        let bare = faults(file, item, &format!("{name}:* We like this size."));
        assert!(named(&bare, &format!("no *{ours}*")), "{bare:?}");
        let other = faults(file, "{#aid}", "{#more-aid}");
        assert!(named(&other, "of no preset"), "{other:?}");
        assert!(
            named(&other, "nothing tells of the preset aid"),
            "{other:?}"
        );
    }
}

#[test]
fn a_reference_to_a_size_leaves_out_the_sign_and_its_source_keeps_it() {
    let results = Results::default();
    let told = |text: &str| {
        let reference = content::Reference::parse(text).expect("the cell is there");
        assert_eq!(reference.to_string(), text);
        shown(&reference, &results, Lang::En).expect("the cell has a number")
    };
    let whole = told("cell:evidence:E12:effect");
    let size = told("cell:evidence:E12:effect:size");
    assert_eq!(whole.text, format!("\u{2212}{}", size.text));
    assert_eq!(size.in_full, Some(whole.text));
    assert!(content::Reference::parse("cell:evidence:E12:effect:half").is_err());
}
