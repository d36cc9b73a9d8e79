//! Where the spread of results comes from, and where answers turn.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
#[cfg(feature = "cli")]
use std::path::Path;
#[cfg(feature = "cli")]
use std::process::Command;
use std::rc::Rc;

use root_causes::model::belief::{Search, Turn, axis};
use root_causes::model::draws::Draws;
use root_causes::model::levers::Lever;
use root_causes::model::parameters::{Grade, Parameter, Prior};
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{Adjustment, Pack, Scenario};
use root_causes::model::sensitivity::{Analysis, FACTORS, Factor, Index, RUNS, Report};

fn study(scenario: Scenario) -> Report {
    Analysis::new(scenario, RUNS).run()
}

fn index_of(report: &Report, parameter: Parameter) -> Index {
    let mut influences = report.influences.iter();
    let found = influences.find(|influence| influence.factor == Factor::Parameter(parameter));
    found.expect("every parameter has its influence").index
}

/// An earlier program, written apart from this one with other random numbers, on the same scenarios.
#[test]
fn total_indices_agree_with_those_of_an_earlier_program() {
    use Parameter::*;
    let visas = Scenario::baseline().with(Lever::WorkVisas, 20_000.0);
    let local_aid = Scenario::baseline()
        .with(Lever::Aid, 2.0)
        .with(Lever::LocalShare, 0.5);
    let package: &[(Parameter, f32)] = &[
        (FoodLevel, 0.54),
        (WorkDisplacement, 0.26),
        (HomicideElasticity, 0.04),
        (ViolenceCut, 0.04),
        (SmugglingCut, 0.03),
        (Beta, 0.03),
    ];
    let of_visas: &[(Parameter, f32)] = &[
        (WorkDisplacement, 0.91),
        (EnforcementComplement, 0.05),
        (Uptake, 0.03),
    ];
    let of_aid: &[(Parameter, f32)] = &[
        (AidHope, 0.58),
        (AidMoney, 0.26),
        (IrregularPart, 0.24),
        (ForcedShare, 0.09),
        (Beta, 0.09),
        (LocalQuality, 0.01),
    ];
    for (scenario, spread, expected) in [
        (Preset::Everything.scenario(), 7.3, package),
        (visas, 4.0, of_visas),
        (local_aid, 2.7, of_aid),
    ] {
        let report = study(scenario);
        let sd = report.variance.sqrt();
        assert!((sd - spread).abs() < 0.3, "spread {sd} against {spread}");
        for (parameter, total) in expected {
            let found = index_of(&report, *parameter);
            let slack = 3.0 * found.total_error + 0.02;
            assert!(
                (found.total - total).abs() < slack,
                "{parameter:?}: {} against {total}, slack {slack}",
                found.total
            );
        }
    }
}

#[test]
fn what_no_moved_lever_leans_on_has_no_share_at_all() {
    let report = study(Scenario::baseline().with(Lever::WorkVisas, 20_000.0));
    for parameter in [
        Parameter::PortDisplacement,
        Parameter::FoodLevel,
        Parameter::AidHope,
    ] {
        assert_eq!(
            index_of(&report, parameter),
            Index::default(),
            "{parameter:?}"
        );
    }
}

#[test]
fn where_nothing_moves_nothing_spreads() {
    let report = study(Scenario::baseline());
    assert_eq!(report.variance, 0.0);
    for influence in &report.influences {
        assert_eq!(influence.index, Index::default());
        assert!(influence.narrower.is_none_or(|share| share == 0.0));
    }
}

#[test]
fn indices_keep_to_the_laws_of_variance() {
    for preset in [
        Preset::Everything,
        Preset::Pathways,
        Preset::Strategy,
        Preset::Aid,
    ] {
        let report = study(preset.scenario());
        assert_eq!(report.influences.len(), FACTORS);
        let firsts: f32 = report.influences.iter().map(|i| i.index.first).sum();
        let totals: f32 = report.influences.iter().map(|i| i.index.total).sum();
        assert!(
            firsts < 1.08,
            "{preset:?}: first-order indices sum to {firsts}"
        );
        assert!(totals > 0.92, "{preset:?}: total indices sum to {totals}");
        for influence in &report.influences {
            let Index {
                first,
                total,
                total_error,
                first_error,
            } = influence.index;
            assert!(first_error >= 0.0 && first_error.is_finite());
            assert!(total >= 0.0);
            assert!(
                first < total + 3.0 * total_error + 0.05,
                "{preset:?} {influence:?}"
            );
        }
        let [a, b, c] = report.grades;
        assert!(
            a.total + b.total + c.total > 0.92,
            "{preset:?}: {:?}",
            report.grades
        );
        assert!(
            a.first + b.first + c.first < 1.08,
            "{preset:?}: {:?}",
            report.grades
        );
    }
}

#[test]
fn a_grade_is_at_least_as_influential_as_any_of_its_assumptions() {
    let report = study(Preset::Everything.scenario());
    let grades = [Grade::A, Grade::B, Grade::C];
    for (grade, together) in grades.into_iter().zip(report.grades) {
        for influence in report
            .influences
            .iter()
            .filter(|i| i.factor.grade() == grade)
        {
            let slack = 3.0 * (influence.index.total_error + together.total_error);
            assert!(
                influence.index.total <= together.total + slack,
                "{influence:?}"
            );
        }
    }
}

#[test]
fn knowing_the_leading_assumption_narrows_the_band_most() {
    let report = study(Preset::Everything.scenario());
    let leading = report.influences[0].narrower.expect("a parameter leads");
    assert!(leading > 0.2, "narrower by {leading}");
    for influence in &report.influences[1..] {
        assert!(
            influence.narrower.is_none_or(|share| share < leading),
            "{influence:?}"
        );
    }
}

#[test]
fn a_parameter_that_is_known_has_no_share() {
    // Under the studies as published the discount is fixed at one.
    let report = study(Preset::Everything.scenario().believing(Pack::AsPublished));
    assert_eq!(index_of(&report, Parameter::Beta), Index::default());
}

/// All of it, byte for byte: every preset that moves a lever and two levers by themselves, every
/// assumption and grade, and the file of the run.
#[cfg(feature = "cli")]
#[test]
fn the_committed_table_is_what_the_program_works_out() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sensitivity");
    let run = Command::new(env!("CARGO_BIN_EXE_root-causes"))
        .arg("sensitivity")
        .arg("--out")
        .arg(&folder)
        .output()
        .expect("the program starts");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    for name in ["sensitivity.csv", "sensitivity_run.csv"] {
        let read = |folder: &Path| {
            let path = folder.join(name);
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let (committed, made) = (read(Path::new("assets/model")), read(&folder));
        for (line, (committed, made)) in (1..).zip(committed.lines().zip(made.lines())) {
            assert_eq!(committed, made, "{name}, line {line}: run it again");
        }
        assert_eq!(committed, made, "{name}: run it again");
    }
}

#[test]
fn the_committed_table_has_every_assumption_of_every_scenario() {
    let table = fs::read_to_string("assets/model/sensitivity.csv").expect("committed");
    let head = table.lines().next().expect("a head");
    let presets = Preset::ALL
        .into_iter()
        .filter(|preset| preset.scenario().moved().next().is_some())
        .map(Preset::key);
    for scenario in presets.chain(["work-visas", "entry-places"]) {
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|row| row[0] == scenario)
            .collect();
        assert_eq!(rows.len(), FACTORS + 3, "{scenario}");
        let grades: Vec<&str> = rows
            .iter()
            .filter(|row| row[1] == "all")
            .map(|row| row[2])
            .collect();
        assert_eq!(grades, ["A", "B", "C"], "{scenario}");
        // Each share has its error.
        for name in ["first_error", "total_error"] {
            let at = head.split(',').position(|column| column == name);
            let at = at.expect("a column of errors");
            let errors = rows.iter().map(|row| row[at].parse::<f32>());
            assert!(errors.clone().all(|error| error.is_ok_and(|it| it < 0.3)));
            assert!(errors.flatten().any(|error| error > 0.0));
        }
    }
}

fn search(parameter: Parameter, at_least: f32) -> Search {
    let scenario = Preset::Everything.scenario();
    let draws = Rc::new(Draws::new(scenario.seed, 2_000));
    let mut search = Search::new(scenario, parameter, at_least, draws);
    while search.advance() {}
    search
}

#[test]
fn the_answer_turns_where_the_search_says() {
    for at_least in [0.0, 5.0, 10.0] {
        let search = search(Parameter::FoodLevel, at_least);
        let Turn::At {
            value,
            yes_above,
            believed,
        } = search.turn()
        else {
            panic!("the answer turns within the axis");
        };
        assert!(yes_above, "holding more people means fewer encounters");
        let curve = search.curve();
        let next = curve
            .iter()
            .position(|at| at.value > value)
            .expect("the turn lies inside");
        let (below, above) = (curve[next - 1].percent.p50, curve[next].percent.p50);
        assert!(
            below <= at_least && at_least < above,
            "{below} and {above} about {at_least}"
        );
        let prior = Parameter::FoodLevel.record().prior;
        let above = 1.0 - share_below(prior, value);
        assert!(
            (believed - above).abs() < 0.01,
            "{believed} of the prior against {above}"
        );
    }
}

fn share_below(prior: Prior, value: f64) -> f64 {
    let steps = 10_000;
    let below = (0..steps).filter(|i| prior.quantile((*i as f64 + 0.5) / steps as f64) <= value);
    below.count() as f64 / steps as f64
}

#[test]
fn a_value_of_the_readers_own_does_not_move_the_turn_nor_what_the_reading_holds_possible() {
    let mut scenario = Preset::Everything.scenario();
    let draws = Rc::new(Draws::new(scenario.seed, 800));
    let asked = |scenario: &Scenario| {
        let draws = Rc::clone(&draws);
        Search::new(scenario.clone(), Parameter::FoodLevel, 5.0, draws)
            .run()
            .0
    };
    let before = asked(&scenario);
    let pin = Some(Adjustment::Pin(0.2));
    scenario.assumptions.own.set(Parameter::FoodLevel, pin);
    assert_eq!(asked(&scenario), before);
}

#[test]
fn an_answer_that_does_not_lean_on_a_parameter_never_turns() {
    assert_eq!(
        search(Parameter::GunElasticity, 0.0).turn(),
        Turn::AlwaysYes
    );
    assert_eq!(
        search(Parameter::GunElasticity, 60.0).turn(),
        Turn::AlwaysNo
    );
}

#[test]
fn a_higher_bar_needs_a_stronger_belief() {
    let believed = [0.0, 5.0, 10.0].map(|bar| match search(Parameter::FoodLevel, bar).turn() {
        Turn::At { believed, .. } => believed,
        turn => panic!("{turn:?}"),
    });
    assert!(
        believed[0] > believed[1] && believed[1] > believed[2],
        "{believed:?}"
    );
}

#[test]
fn every_axis_holds_its_prior() {
    for record in Parameter::all() {
        let (low, high) = axis(record.parameter);
        let (first, last) = (record.prior.quantile(0.01), record.prior.quantile(0.99));
        assert!(low <= first && last <= high && low < high, "{}", record.key);
    }
}
