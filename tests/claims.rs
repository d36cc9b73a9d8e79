//! The figures and claims of the two documents: their tables. `tests/content.rs` holds the texts.

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
