//! The command line: its numbers are the library's, and it swallows no fault.
#![cfg(feature = "cli")]

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use root_causes::data::DATA_VERSION;
use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::levers::Lever;
use root_causes::model::parameters::Parameter;
use root_causes::model::presets::Preset;
use root_causes::model::quantiles::{Points, Quantiles};
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{Adjustment, Scenario, Setting, ShockSetting};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::{FIRST_YEAR, MODEL_VERSION, YEARS};
use root_causes::share::file::{self, Request};

const SERIES_KEYS: [&str; SERIES] = ["SLV", "GTM", "HND", "total"];

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_root-causes"))
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// Output of a run that must succeed.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {problems}");
    assert_eq!(problems, "");
    String::from_utf8(output.stdout).expect("plain text")
}

/// Lines on stderr of a run that must end with code 2 and print nothing.
fn problems(arguments: &[&str]) -> Vec<String> {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let text = String::from_utf8(output.stderr).expect("plain text");
    text.lines().map(String::from).collect()
}

/// A file of this test's own, gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, text: &str) -> Self {
        let name = format!("root-causes-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, text).expect("a temporary file can be written");
        Scratch(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing depends on it being gone.
        let _ = fs::remove_file(&self.0);
    }
}

type Rows = HashMap<(String, String, String), csv::StringRecord>;

/// Rows by country, year and quantity; no two may have the same.
fn rows(text: &str) -> Rows {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(
        header.iter().collect::<Vec<_>>().join(","),
        "country,year,quantity,unit,p05,p25,p50,p75,p95,share_fewer,value"
    );
    let mut rows = Rows::new();
    for row in reader.records() {
        let row = row.expect("every row has as many fields as the header");
        let key = (row[0].into(), row[1].into(), row[2].into());
        assert!(rows.insert(key, row).is_none(), "twice the same row");
    }
    rows
}

fn row<'a>(rows: &'a Rows, country: &str, year: &str, quantity: &str) -> &'a csv::StringRecord {
    &rows[&(country.into(), year.into(), quantity.into())]
}

fn points(row: &csv::StringRecord) -> [f32; 5] {
    std::array::from_fn(|i| row[4 + i].parse().expect("a number"))
}

/// Points of a change from those of its opposite.
fn opposite(points: Points) -> [f32; 5] {
    let mut values = points.to_array().map(|value| -value);
    values.reverse();
    values
}

#[test]
fn the_table_holds_the_numbers_of_the_library() {
    let request = Request::preset(Preset::Everything);
    let mut simulator = Simulator::new(request.scenario.seed, request.draws);
    let summary = simulator.run(&request.scenario, Detail::Encounters);
    let rows = rows(&printed(&["run", "--scenario", "preset:everything"]));
    let mut quantiles = Quantiles::default();
    for (series, country) in SERIES_KEYS.into_iter().enumerate() {
        for t in 0..YEARS {
            let year = (FIRST_YEAR as usize + t).to_string();
            let found = |quantity| row(&rows, country, &year, quantity);
            assert_eq!(
                points(found("baseline")),
                summary.baseline[series][t].to_array()
            );
            assert_eq!(
                points(found("scenario")),
                summary.future[series][t].to_array()
            );
            let before = simulator.reference_paths().encounters(series, t);
            let after = simulator.paths().encounters(series, t);
            let change: Vec<f32> = before.iter().zip(after).map(|(b, a)| a - b).collect();
            let fewer = change.iter().filter(|change| **change < 0.0).count();
            let fewer = fewer as f32 / change.len() as f32;
            let expected = quantiles.points(&change).to_array();
            for (found, expected) in points(found("difference")).into_iter().zip(expected) {
                assert!((found - expected).abs() <= 1e-5 * expected.abs());
            }
            assert_eq!(found("difference")[9].parse(), Ok(fewer));
            let percent: Vec<f32> = before
                .iter()
                .zip(&change)
                .map(|(before, change)| 100.0 * change / before)
                .collect();
            let expected = quantiles.points(&percent).to_array();
            let found = points(found("difference_percent"));
            for (found, expected) in found.into_iter().zip(expected) {
                assert!((found - expected).abs() <= 1e-4 * expected.abs().max(1.0));
            }
        }
        let found = |quantity| row(&rows, country, "sum", quantity);
        let change = summary.change[series];
        assert_eq!(points(found("difference")), opposite(change.avoided));
        assert_eq!(
            points(found("difference_percent")),
            opposite(change.percent)
        );
        assert_eq!(found("difference")[9].parse(), Ok(change.fewer));
        let sums = quantiles.points(simulator.paths().sums(series));
        assert_eq!(points(found("scenario")), sums.to_array());
        let sums = quantiles.points(simulator.reference_paths().sums(series));
        assert_eq!(points(found("baseline")), sums.to_array());
        assert_eq!(
            points(found("entries_difference")),
            summary.entries[series].to_array()
        );
    }
    let value = |quantity| row(&rows, "", "", quantity)[10].to_string();
    assert_eq!(value("model_version"), MODEL_VERSION);
    assert_eq!(value("data_version"), DATA_VERSION);
    assert_eq!(value("seed"), "2024");
    assert_eq!(value("draws"), "4000");
    assert_eq!(value("regime"), "late-2024");
    assert_eq!(value("pack"), "literature");
    assert_eq!(value("reference"), "same-shocks");
    assert_eq!(value("link"), "#v1");
    assert_eq!(value("lever.work_visas"), "20000");
    let services: f64 = row(&rows, "total", "mean", "pot.services")[10]
        .parse()
        .expect("a number");
    assert_eq!(services, summary.pot.services);
}

#[test]
fn more_encounters_are_a_positive_difference() {
    let rows = rows(&printed(&[
        "run",
        "--scenario",
        "#v1&p=today&drought=3",
        "--draws",
        "400",
    ]));
    let sum = row(&rows, "total", "sum", "difference");
    assert!(points(sum)[2] > 0.0);
    assert!(sum[9].parse::<f32>().expect("a share") < 0.5);
    assert_eq!(&row(&rows, "", "", "reference")[10], "no-shocks");
}

#[test]
fn json_and_csv_hold_the_same_numbers() {
    let scenario = [
        "run",
        "--scenario",
        "preset:cut-2019",
        "--draws",
        "403",
        "--seed",
        "9",
    ];
    let rows = rows(&printed(&scenario));
    let text = printed(&[&scenario[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    // Rounded up to whole blocks of eight.
    assert_eq!(json["draws"], 408);
    assert_eq!(json["scenario"]["seed"], 9);
    assert_eq!(&row(&rows, "", "", "draws")[10], "408");
    let mut compared = 0;
    for (series, country) in SERIES_KEYS.into_iter().enumerate() {
        let object = &json["series"][series];
        assert_eq!(object["country"], country);
        for t in 0..=YEARS {
            let (object, year) = if t < YEARS {
                let object = &object["years"][t];
                (object, object["year"].to_string())
            } else {
                (&object["sum"], "sum".into())
            };
            for quantity in ["baseline", "scenario", "difference", "difference_percent"] {
                let row = row(&rows, country, &year, quantity);
                for (i, name) in ["p05", "p25", "p50", "p75", "p95"].into_iter().enumerate() {
                    let number = object[quantity][name].as_f64().expect("a number");
                    assert_eq!(
                        row[4 + i].parse(),
                        Ok(number),
                        "{country} {year} {quantity}"
                    );
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, SERIES * (YEARS + 1) * 4 * 5);
}

#[test]
fn the_scenario_that_is_printed_gives_the_same_numbers_again() {
    let link = "#v1&p=strategy&aid=0.5,1,1.234&storm=0.1,0.2,0.3&regime=since-2025&trust=0.3";
    let first = printed(&[
        "run",
        "--scenario",
        link,
        "--format",
        "json",
        "--draws",
        "200",
    ]);
    let json: serde_json::Value = serde_json::from_str(&first).expect("JSON");
    let again = Scratch::new("again.json", &json["scenario"].to_string());
    let second = printed(&["run", "--scenario", again.path(), "--format", "json"]);
    assert_eq!(first, second);
}

#[test]
fn file_link_and_preset_can_say_the_same() {
    let draws = ["--draws", "200"];
    let of = |scenario: &str| printed(&[&["run", "--scenario", scenario][..], &draws].concat());
    let preset = of("preset:aid");
    assert_eq!(of("#v1&p=aid"), preset);
    assert_eq!(of("https://example.org/es/?x=1#v1&p=aid"), preset);
    let link = Scratch::new("link.txt", "https://example.org/#v1&p=aid\n");
    assert_eq!(of(link.path()), preset);
    let file = Scratch::new("link.json", r##"{"version": 1, "link": "#v1&p=aid"}"##);
    assert_eq!(of(file.path()), preset);
    let file = Scratch::new("preset.json", r#"{"version": 1, "preset": "aid"}"#);
    assert_eq!(of(file.path()), preset);
}

#[test]
fn a_file_sets_everything_that_a_scenario_has() {
    let request = file::parse(
        r#"{
            "version": 1, "preset": "today", "regime": "2022-23", "pack": "sceptic",
            "discount": 0.5, "trust": 0.25, "draws": 800, "seed": 3,
            "own": {"food_level": {"pin": 0.123}, "aid_hope": {"shift": -0.5, "widen": 2},
                    "drift": {"widen": 0}},
            "levers": {"aid": 1.23, "local_share": [0.1,0.2,0.3,0.4,0.5,0.5,0.5,0.5,0.5,0.55]},
            "shocks": {
                "storm": {"HND": 0.3, "SLV": 0.1, "GTM": 0.2}, "gun_flow": -0.7,
                "us_openings": [0.4,1,1,1,1,1,1,1,1,1]
            }
        }"#,
    )
    .expect("a file without fault");
    let mut openings = [1.0; YEARS];
    openings[0] = 0.4;
    // A value off the slider's step is used as it stands.
    let mut expected = Scenario::baseline()
        .with(Lever::Aid, 1.23)
        .with_shock(Shock::GunFlow, -0.7)
        .under(Regime::Years2022To23);
    expected.levers[Lever::LocalShare.index()] =
        Setting::Yearly([0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.55]);
    expected.shocks[Shock::Storm.index()] = ShockSetting::ByCountry([0.1, 0.2, 0.3]);
    expected.shocks[Shock::UsOpenings.index()] = ShockSetting::Yearly(openings);
    expected.assumptions.pack = root_causes::model::scenario::Pack::Sceptic;
    expected.assumptions.set_discount(Some(0.5));
    let own = &mut expected.assumptions.own;
    let spread = |shift, widen| Some(Adjustment::Spread { shift, widen });
    own.set(Parameter::FoodLevel, Some(Adjustment::Pin(0.123)));
    own.set(Parameter::AidHope, spread(-0.5, 2.0));
    own.set(Parameter::Drift, spread(0.0, 0.0));
    expected.assumptions.trust = Some(0.25);
    expected.seed = 3;
    assert_eq!(request.scenario, expected);
    assert_eq!(request.draws, 800);
    let written = file::to_json(&request).to_string();
    assert_eq!(file::parse(&written), Ok(request));
}

#[test]
fn bad_beliefs_in_a_file_are_named() {
    let faults = file::parse(
        r#"{
            "version": 1, "discount": 0.5,
            "own": {"food": {"pin": 0}, "drift": 0, "networks": {"pin": -1}, "uptake": {},
                    "return": {"pin": 0.1, "shift": 1}, "aid_hope": {"shift": 4, "widen": "x"},
                    "aid_money": {"pin": 0, "wide": 2}, "discount": {"widen": 2}}
        }"#,
    )
    .expect_err("faults");
    let mut found: Vec<String> = faults.iter().map(ToString::to_string).collect();
    found.sort_unstable();
    let expected = [
        "own.aid_hope.shift: 4 is outside -3 to 3",
        "own.aid_hope.widen: \"x\" is not a number",
        "own.aid_money.wide: there is no such key; there are pin, shift, widen",
        "own.discount: a file says this once; `discount` is the same",
        "own.drift: 0 is not {\"pin\": ...} or {\"shift\": ..., \"widen\": ...}",
        "own.food: there is no such parameter; there are transfer_common, ",
        "own.networks.pin: -1 is outside 0 to 0.6",
        "own.return: a parameter is pinned, or moved and widened",
        "own.uptake: a parameter is pinned, or moved and widened",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} is not {expected}");
    }
}

#[test]
fn a_belief_of_a_link_is_in_the_numbers_and_in_the_output() {
    let of = |link: &str| printed(&["run", "--scenario", link, "--draws", "200"]);
    let usual = of("#v1&p=aid");
    let own = of("#v1&p=aid&own=aid_hope:p0,aid_money:s1w0.5");
    assert_ne!(usual, own);
    assert!(own.contains(",,own.aid_hope,,,,,,,,pin 0\n"), "{own}");
    let file = Scratch::new(
        "own.json",
        r#"{"version": 1, "preset": "aid",
            "own": {"aid_hope": {"pin": 0}, "aid_money": {"shift": 1, "widen": 0.5}}}"#,
    );
    assert_eq!(of(file.path()), own);
}

#[test]
fn a_bad_file_names_every_fault() {
    let bad = Scratch::new(
        "bad.json",
        r#"{
            "version": 2, "preset": "tomorrow", "colour": "red", "regime": 3, "discount": "much",
            "levers": {"aid": 4, "aide": 1, "research": [0, 0.3], "food_security": null},
            "shocks": {"storm": {"SLV": 0.7, "MEX": 0.1, "GTM": 0}, "drought": {"SLV": 1},
                       "gun_flow": [0,0,0,0,0,"x",0,0,0,0]},
            "draws": 1.5, "seed": -1, "seed": 2
        }"#,
    );
    let found = problems(&["run", "--scenario", bad.path()]);
    let start = format!("root-causes: {}: ", bad.path());
    let mut found: Vec<&str> = found
        .iter()
        .map(|line| {
            line.strip_prefix(&start)
                .expect("every line names the file")
        })
        .collect();
    found.sort_unstable();
    let mut expected = [
        "seed: given twice",
        "colour: there is no such key; ",
        "version: 2 is not known, only 1",
        "preset: \"tomorrow\" is none of today, ",
        "regime: 3 is none of 2022-23, late-2024, since-2025",
        "discount: \"much\" is not a number",
        "levers.aid: 4 is outside 0 to 3",
        "levers.aide: there is no such lever; ",
        "levers.research: 2 values, where each of 10 years needs one",
        "levers.research[1]: 0.3 is outside 0 to 0.2",
        "levers.food_security: null is not a number",
        "shocks.storm.SLV: 0.7 is outside 0 to 0.6",
        "shocks.storm.MEX: there is no such country; there are SLV, GTM, HND",
        "shocks.storm.HND: missing",
        "shocks.drought: an object is not a number",
        "shocks.gun_flow[5]: \"x\" is not a number",
        "draws: 1.5 is not a whole number from 100 to 100000",
    ];
    expected.sort_unstable();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found} / {expected}");
    }
}

#[test]
fn what_is_no_scenario_is_refused_with_its_reason() {
    let text = Scratch::new("text.json", "{ aid: 2 }");
    let missing = format!("{}-none", text.path());
    for (scenario, expected) in [
        (
            "preset:tomorrow",
            "there is no preset \"tomorrow\"; there are today, everything",
        ),
        (text.path(), "this is neither a link nor JSON"),
        (&missing, "cannot be read"),
        ("https://example.org/", "this link has no part after #"),
        ("#sources", "this link holds no scenario"),
        (
            "#v9&aid=2",
            "links of version \"v9\" are not known, only of v1",
        ),
    ] {
        let found = problems(&["run", "--scenario", scenario]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(expected), "{} / {expected}", found[0]);
    }
}

#[test]
fn a_link_with_faults_names_every_one() {
    assert_eq!(
        problems(&["run", "--scenario", "#v1&aid=9&research=x&zoom=1&aid=1"]),
        [
            "root-causes: link: aid: \"9\" is outside 0 to 3",
            "root-causes: link: research: \"x\" is not a number",
            "root-causes: link: zoom: there is no such key (it would be kept in the link)",
            "root-causes: link: aid: given twice; \"1\" is not the first",
        ]
    );
}

#[test]
fn wrong_options_are_refused() {
    for options in [
        &["run"][..],
        &["run", "--scenario", "preset:aid", "--format", "xml"],
        &["run", "--scenario", "preset:aid", "--draws", "99"],
        &["run", "--scenario", "preset:aid", "--draws", "100001"],
        &["run", "--scenario", "preset:aid", "--seed", "-1"],
        &["fly"],
    ] {
        assert!(!problems(options).is_empty());
    }
    let help = printed(&["run", "--help"]);
    for preset in Preset::ALL {
        assert!(help.contains(preset.key()), "{}", preset.key());
    }
    for (option, text) in [
        ("--scenario", "preset:KEY"),
        ("--format", "csv"),
        ("--draws", "4000"),
        ("--seed", "2024"),
    ] {
        assert!(help.contains(option) && help.contains(text), "{option}");
    }
}
