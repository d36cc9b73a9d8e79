//! Every scenario of the matrix against every predicate, and against the outcomes kept in
//! `tests/golden/outcomes_matrix.csv`.
//!
//! That file tells a reader how much moved; `tests/wasm.rs` tells whether any bit did.
#![cfg(not(target_arch = "wasm32"))]

mod matrix;

#[path = "checks/baseline.rs"]
mod baseline;
#[path = "checks/outcome.rs"]
mod outcome;
#[path = "checks/predicates.rs"]
mod predicates;

use std::collections::BTreeSet;

use root_causes::model::equations::Detail;
use root_causes::model::levers::Lever;
use root_causes::model::presets::Preset;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{DEFAULT_SEED, Pack, Scenario};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::{DRAWS, MODEL_VERSION};

use baseline::{Bucket, Cell, Difference, Reading, Table};
use outcome::Outcome;
use predicates::PREDICATES;

const KEPT: &str = include_str!("golden/outcomes_matrix.csv");

// ---- Predicates ----

/// Predicates speak of single draws; a quarter of the page's are enough.
const CHECKED_DRAWS: usize = 1_000;

/// "<predicate> fails in <scenario>", for all that do.
fn failures(name: &str, outcome: &Outcome) -> Vec<String> {
    let failing = PREDICATES
        .iter()
        .filter(|predicate| !(predicate.holds)(outcome));
    failing
        .map(|predicate| format!("\"{}\" fails in \"{name}\"", predicate.name))
        .collect()
}

#[test]
fn every_predicate_holds_in_every_scenario() {
    let mut model = Simulator::new(DEFAULT_SEED, CHECKED_DRAWS);
    let failures: Vec<String> = matrix::scenarios()
        .into_iter()
        .flat_map(|(name, scenario)| failures(&name, &Outcome::of(&mut model, &scenario)))
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_predicate_can_fail() {
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    let good = Outcome::of(&mut model, &Preset::Everything.scenario());
    assert_eq!(failures("the package", &good), Vec::<String>::new());
    for predicate in PREDICATES {
        let mut spoilt = good.clone();
        (predicate.spoil)(&mut spoilt);
        let told = failures("a spoilt outcome", &spoilt);
        let own = format!("\"{}\" fails in \"a spoilt outcome\"", predicate.name);
        assert!(told.contains(&own), "{} was not seen", predicate.name);
    }
}

#[test]
fn predicates_are_told_apart_by_their_names() {
    let names: BTreeSet<&str> = PREDICATES.iter().map(|predicate| predicate.name).collect();
    assert_eq!(names.len(), PREDICATES.len());
    assert!(names.len() >= 20);
}

#[test]
fn the_matrix_has_every_lever_shock_regime_pack_and_preset_under_names_of_their_own() {
    let scenarios = matrix::scenarios();
    let names: BTreeSet<&str> = scenarios.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), scenarios.len());
    let has = |wanted: &Scenario| scenarios.iter().any(|(_, scenario)| scenario == wanted);
    for preset in Preset::ALL {
        assert!(has(&preset.scenario()), "{preset:?}");
    }
    for record in Lever::ALL.map(Lever::record) {
        for end in [record.min, record.max] {
            assert!(has(&Scenario::baseline().with(record.lever, end)));
        }
    }
    for record in Shock::ALL.map(Shock::record) {
        for end in [record.min, record.max] {
            assert!(has(&Scenario::baseline().with_shock(record.shock, end)));
        }
    }
    for package in [Scenario::baseline(), Preset::Everything.scenario()] {
        for regime in Regime::ALL {
            assert!(has(&package.clone().under(regime)), "{regime:?}");
        }
        for pack in Pack::ALL {
            assert!(has(&package.clone().believing(pack)), "{pack:?}");
        }
    }
}

// ---- Kept outcomes ----

/// Readings of the whole matrix under one seed.
fn readings(seed: u32) -> Vec<(String, Reading)> {
    let mut model = Simulator::new(seed, DRAWS);
    let read = |(name, mut scenario): (String, Scenario)| {
        scenario.seed = seed;
        let summary = model.run(&scenario, Detail::Everything);
        (name, Reading::of(&summary, &model))
    };
    matrix::scenarios().into_iter().map(read).collect()
}

fn table(readings: &[(String, Reading)], others: &[Vec<(String, Reading)>]) -> Table {
    let rows = readings
        .iter()
        .enumerate()
        .flat_map(|(place, (name, reading))| {
            let others: Vec<&Reading> = others.iter().map(|seed| &seed[place].1).collect();
            reading.rows(name, &others)
        });
    rows.collect()
}

#[test]
fn outcomes_are_the_kept_ones_or_the_difference_is_told() {
    let now = readings(DEFAULT_SEED);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let others: Vec<_> = (1..=OTHER_SEEDS).map(readings).collect();
        let table = baseline::written_table(&table(&now, &others));
        let text = format!(
            "# model {MODEL_VERSION}, {DRAWS} draws, seed {DEFAULT_SEED}; noise: standard \
             deviation over {OTHER_SEEDS} other seeds\n{table}"
        );
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/golden/outcomes_matrix.csv"
        );
        std::fs::write(path, text).expect("the golden file can be written");
        return;
    }
    let difference = Difference::between(&baseline::read_table(KEPT), &table(&now, &[]));
    assert!(
        difference.is_empty(),
        "\n{difference}If that is meant, run `UPDATE_GOLDEN=1 cargo test --test checks`, read the \
         difference, and raise MODEL_VERSION."
    );
}

/// Seeds from which the noise of a kept number is estimated.
const OTHER_SEEDS: u32 = 8;

#[test]
fn another_seed_moves_kept_outcomes_within_their_noise() {
    let other = table(&readings(77), &[]);
    let difference = Difference::between(&baseline::read_table(KEPT), &other);
    assert!(difference.new.is_empty() && difference.gone.is_empty());
    let beyond = difference.count(Bucket::Small) + difference.count(Bucket::Large);
    // Noise estimated from eight seeds is itself uncertain by a quarter.
    assert!(50 * beyond <= difference.compared, "{difference}");
    assert!(difference.count(Bucket::Noise) > 0);
}

/// A table with one number of noise .1, and a badge.
fn kept(value: &str, badge: &str) -> Table {
    let row = |quantity: &str, cell| ("package".to_string(), quantity.to_string(), cell);
    let number = Cell::Number {
        text: value.into(),
        noise: 0.1,
    };
    vec![
        row("percent_fewer_p50", number),
        row("badge", Cell::Badge(badge.into())),
    ]
}

#[test]
fn changes_fall_into_buckets_by_noise_and_size() {
    let old = kept("6.40", "fewer");
    for (value, bucket) in [
        ("6.40", Bucket::Same),
        ("6.41", Bucket::Noise),
        ("6.02", Bucket::Noise),
        ("6.85", Bucket::Small),
        ("7.10", Bucket::Large),
        ("-6.40", Bucket::Large),
    ] {
        let difference = Difference::between(&old, &kept(value, "fewer"));
        assert_eq!(difference.compared, 2);
        let found = difference.changed.first().map_or(Bucket::Same, |row| row.0);
        assert_eq!(found, bucket, "{value}");
        assert_eq!(difference.is_empty(), bucket == Bucket::Same);
    }
    let difference = Difference::between(&old, &kept("6.40", "not-known"));
    assert_eq!(difference.count(Bucket::Large), 1);
}

#[test]
fn a_difference_is_told_with_scenario_quantity_and_both_values() {
    let mut now = kept("9.00", "more");
    now.push(("new one".into(), "badge".into(), Cell::Badge("more".into())));
    let mut old = kept("6.40", "fewer");
    old.push(("old one".into(), "badge".into(), Cell::Badge("more".into())));
    let told = Difference::between(&old, &now).to_string();
    let words: Vec<&str> = told.split_whitespace().collect();
    let told = words.join(" ");
    for part in [
        "2 of 2 outcomes are not the same: 2 large, 0 small, 0 within",
        "package percent_fewer_p50 6.40 -> 9.00 (noise 0.1)",
        "package badge fewer -> more",
        "new: new one: badge",
        "gone: old one: badge",
    ] {
        assert!(told.contains(part), "{part} is not in {told}");
    }
}

#[test]
fn the_kept_file_is_read_as_it_was_written() {
    let table = baseline::read_table(KEPT);
    assert!(KEPT.ends_with(&baseline::written_table(&table)));
    assert!(KEPT.starts_with(&format!("# model {MODEL_VERSION}, ")));
}
