//! The figures and claims of the two documents: the tables, the texts about them, and that every
//! reference in a text leads somewhere.

// Reads the tables from disk, so it runs natively only.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../build/check.rs"]
#[allow(dead_code, missing_docs)]
mod check;

use root_causes::model::levers::Lever;
use root_causes::model::presets::Preset;
use root_causes::model::shocks::Shock;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Files = BTreeMap<String, String>;

fn assets() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets"))
}

/// The shipped tables by file name.
fn tables() -> Files {
    let read = |name: &&str| {
        let text = fs::read_to_string(assets().join("data").join(name)).unwrap();
        ((*name).to_owned(), text)
    };
    check::FILES.iter().map(read).collect()
}

/// The texts about the rows and the prose, by path under `assets`.
fn texts() -> Files {
    let mut texts = Files::new();
    for folder in ["claims", "prose/en", "prose/es"] {
        for entry in fs::read_dir(assets().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            texts.insert(
                format!("{folder}/{name}"),
                fs::read_to_string(&path).unwrap(),
            );
        }
    }
    texts
}

/// The columns of one table, row by row.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(tables()[table].as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// Rows of both tables, figures first.
fn all_rows() -> Vec<BTreeMap<String, String>> {
    [rows("seed_facts.csv"), rows("seed_claims.csv")].concat()
}

/// Why the tables are refused once `from` has become `to` in the row of `id`.
fn refused(table: &str, id: &str, from: &str, to: &str) -> String {
    let mut files = tables();
    let lines: Vec<String> = files[table]
        .lines()
        .map(|line| match line.starts_with(id) {
            true => line.replacen(from, to, 1),
            false => line.to_owned(),
        })
        .filter(|line| !line.is_empty())
        .collect();
    let text = lines.join("\n") + "\n";
    assert_ne!(text, files[table], "the change must change something");
    files.insert(table.to_owned(), text);
    let problem = check::read(&files).expect_err("the changed table must be refused");
    assert_eq!(problem.file, table, "{problem}");
    problem.reason
}

/// Why the texts are refused once `from` has become `to` in one of them.
fn text_refused(name: &str, from: &str, to: &str) -> String {
    let mut texts = texts();
    assert!(texts[name].contains(from), "{name} holds no {from:?}");
    let changed = texts[name].replacen(from, to, 1);
    texts.insert(name.to_owned(), changed);
    check::claims::texts(&tables(), &texts).expect_err("the changed text must be refused")
}

#[test]
fn shipped_texts_pass_every_rule() {
    if let Err(problem) = check::claims::texts(&tables(), &texts()) {
        panic!("{problem}");
    }
}

#[test]
fn every_figure_and_claim_is_there() {
    assert_eq!(rows("seed_facts.csv").len(), 84);
    assert_eq!(rows("seed_claims.csv").len(), 96);
}

#[test]
fn a_row_left_out_or_out_of_place_is_refused() {
    let row = tables()["seed_facts.csv"]
        .lines()
        .find(|line| line.starts_with("FS030"))
        .unwrap()
        .to_owned();
    let reason = refused("seed_facts.csv", "FS030", &row, "");
    assert_eq!(reason, "FS030 is due, FS031 found");
    let reason = refused("seed_claims.csv", "FC026", "FC026", "FC027");
    assert_eq!(reason, "FC026 is due, FC027 found");
}

#[test]
fn a_word_that_is_no_code_is_refused() {
    for (id, from, to, words) in [
        ("FS004", "ceiling", "roof", "bound"),
        ("FS004", ",done,", ",over,", "status"),
        ("FS004", "highlights/1", "highlights/7", "place"),
        ("FS004", "SLV;GTM;HND", "SLV;MEX", "countries"),
        ("FS004", "as many as,ceiling", ",ceiling", "qualifier"),
        ("FS004", "ceiling,23000", "ceiling,", "bound is none"),
        ("FS009", "FS007", "FS006", "part_of"),
        ("FS013", "lever:food_security", "food_security", "lever"),
        ("FS041", "A20", "Z20", "evidence_id"),
        ("FS004", "fact_sheet", "op_ed", "source_id"),
    ] {
        let reason = refused("seed_facts.csv", id, from, to);
        assert!(reason.contains(words), "{id}: {reason}");
    }
    for (id, from, to, words) in [
        ("OC045", ",causal,", ",true,", "kind"),
        ("OC045", ",yes,", ",maybe,", "testable"),
        ("OC016", "paragraph/4", "paragraph/18", "place"),
        ("OC067", "O09;O10", "", "testable is not no"),
        (
            "OC002",
            "will not stop people",
            "a b c d e f g h i j k l m",
            "twelve",
        ),
    ] {
        let reason = refused("seed_claims.csv", id, from, to);
        assert!(reason.contains(words), "{id}: {reason}");
    }
}

#[test]
fn every_lever_preset_and_shock_that_a_row_names_is_the_models() {
    for row in all_rows() {
        let Some((kind, key)) = row["lever"].split_once(':') else {
            continue;
        };
        let known = match kind {
            "lever" => Lever::from_key(key).is_some(),
            "preset" => Preset::from_key(key).is_some(),
            _ => Shock::ALL.iter().any(|shock| shock.record().key == key),
        };
        assert!(known, "{:?} names {kind}:{key}", row.values().next());
    }
}

#[test]
fn every_lever_has_a_row_that_speaks_of_it() {
    let named: BTreeSet<String> = all_rows()
        .into_iter()
        .map(|row| row["lever"].clone())
        .collect();
    // The op-ed says nothing of who gets a visa, nor of ports.
    let unnamed = [Lever::VisaTargeting, Lever::EntryPlaces];
    for lever in Lever::ALL {
        let key = format!("lever:{}", lever.record().key);
        assert_eq!(named.contains(&key), !unnamed.contains(&lever), "{key}");
    }
}

#[test]
fn every_model_result_in_a_text_is_of_a_preset() {
    let mut results = 0;
    for (name, text) in texts() {
        for result in text.split("[[model:").skip(1) {
            let preset = result.split(':').next().unwrap();
            assert!(Preset::from_key(preset).is_some(), "{name}: {preset}");
            results += 1;
        }
    }
    assert!(results > 0);
}

#[test]
fn text_about_a_row_may_not_be_missing_or_empty() {
    let reason = text_refused("claims/es.toml", "[OC045]", "[OC445]");
    assert!(reason.contains("no row has the id OC445"), "{reason}");
    let reason = text_refused("claims/en.toml", "against = ", "counter = ");
    assert!(
        reason.contains("en.toml: FC001") || reason.contains("en.toml: FS001"),
        "{reason}"
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_refused() {
    for (from, to, words) in [
        ("[[fact:FS007]]", "[[fact:FS777]]", "0 rows"),
        ("[[fact:FS007]]", "[[fact:FS022]]", "not a number"),
        (
            "[[cell:evidence:A20:effect]]",
            "[[cell:evidence:A20:size]]",
            "no column",
        ),
        (
            "[[cell:evidence:A20:effect]]",
            "[[cell:proof:A20:effect]]",
            "no table",
        ),
        (
            "[[cell:aid:2017/HND/obligations:",
            "[[cell:aid:2017/HND:",
            "2 rows",
        ),
        (
            "[[model:aid:fewer_in_100]]",
            "[[model:aid:certainty]]",
            "the model gives no",
        ),
        ("[[fact:FS007]]", "[[figure:FS007]]", "no form of reference"),
    ] {
        let reason = text_refused("claims/en.toml", from, to);
        assert!(reason.contains(words), "{to}: {reason}");
    }
}

#[test]
fn a_reference_in_one_language_only_is_refused() {
    let reason = text_refused("claims/es.toml", "[[fact:FS007]]", "[[fact:FS009]]");
    assert!(reason.contains("in English and"), "{reason}");
    let reason = text_refused("prose/es/who-says-what.md", "](#OC045)", "](#OC046)");
    assert!(reason.contains("other links"), "{reason}");
}

#[test]
fn a_typed_number_is_refused_and_a_date_is_not() {
    let reason = text_refused("claims/en.toml", "[[fact:FS007]]", "325 million dollars");
    assert!(reason.contains("325 is typed"), "{reason}");
    let reason = text_refused("prose/en/who-says-what.md", "25 March 2024", "25 reasons");
    assert!(reason.contains("25 is typed"), "{reason}");
}

#[test]
fn both_documents_get_the_same_room() {
    for (name, text) in texts() {
        if !name.starts_with("prose/") {
            continue;
        }
        let words: Vec<usize> = text
            .split("\n## ")
            .skip(1)
            .take(2)
            .map(|section| section.split_whitespace().count())
            .collect();
        let [first, second] = words[..] else {
            panic!("{name} has no two sections");
        };
        assert!(
            first.abs_diff(second) * 20 <= first,
            "{name}: {first} and {second} words"
        );
    }
}

#[test]
fn results_in_the_texts_are_scenarios_with_their_border_rules_named() {
    for (name, rules) in [
        ("claims/en.toml", "border rules of late 2024"),
        ("claims/es.toml", "reglas fronterizas de fines de 2024"),
    ] {
        for line in texts()[name]
            .lines()
            .filter(|line| line.contains("[[model:"))
        {
            assert!(line.contains(rules), "{name}: {line}");
            let lower = line.to_lowercase();
            for word in ["forecast", "predict", "pronóstic", "predic"] {
                assert!(!lower.contains(word), "{name}: {line}");
            }
        }
    }
}
