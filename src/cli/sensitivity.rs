//! `root-causes sensitivity`: where the spread of results comes from.

use std::path::PathBuf;

use clap::Args;
use root_causes::history::panel::scenario_fingerprint;
use root_causes::history::tables;
use root_causes::model::MODEL_VERSION;
use root_causes::model::levers::Lever;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario};
use root_causes::model::sensitivity::{Analysis, Factor, Index, Influence, RUNS, Report};

use crate::calibrate::{show, write};

/// Find which assumptions the spread of each preset's result comes from
///
/// First-order and total Sobol indices (Saltelli 2010, Jansen 1999) of the change of encounters
/// over FY2027-36, by assumption and by honesty grade; the result with each assumption at its
/// 10 % and 90 % points; and how much narrower the 90 % band would be if it were known. The page
/// works out the same for the scenario on it.
#[derive(Args)]
pub struct Arguments {
    /// Folder for the files
    #[arg(long, value_name = "DIR", default_value = "assets/model")]
    out: PathBuf,

    /// Draws in each of the two ensembles
    #[arg(long, value_name = "N", default_value_t = RUNS as u32, value_parser = clap::value_parser!(u32).range(64..=65_536))]
    runs: u32,
}

/// Prints the largest influences and writes the files.
///
/// # Errors
/// One line if a file cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Vec<String>> {
    let studies: Vec<(&str, Report)> = studied()
        .into_iter()
        .map(|(key, scenario)| (key, Analysis::new(scenario, arguments.runs as usize).run()))
        .collect();
    show(
        &studies
            .iter()
            .map(|(key, report)| printed(key, report))
            .collect::<String>(),
    )?;
    let run = tables::run_file(&[
        ("model_version", MODEL_VERSION.into()),
        ("series_fingerprint", scenario_fingerprint()),
        ("seed", DEFAULT_SEED.to_string()),
        ("draws_of_an_ensemble", arguments.runs.to_string()),
        (
            "futures_of_a_scenario",
            studies
                .first()
                .map_or(0, |(_, report)| report.runs)
                .to_string(),
        ),
    ]);
    let files = [
        ("sensitivity.csv", table(&studies)),
        ("sensitivity_run.csv", run),
    ];
    write(&arguments.out, &files)
}

/// What is studied: every preset that moves a lever, and two levers by themselves.
fn studied() -> Vec<(&'static str, Scenario)> {
    let presets = Preset::ALL
        .into_iter()
        .map(|preset| (preset.key(), preset.scenario()));
    let alone = [
        (
            "work-visas",
            Scenario::baseline().with(Lever::WorkVisas, 20_000.0),
        ),
        (
            "entry-places",
            Scenario::baseline().with(Lever::EntryPlaces, 20_000.0),
        ),
    ];
    presets
        .filter(|(_, scenario)| scenario.moved().next().is_some())
        .chain(alone)
        .collect()
}

fn table(studies: &[(&str, Report)]) -> String {
    let head = "scenario,factor,grade,first,first_error,total,total_error,low,high,narrower\n";
    let rows = studies.iter().flat_map(|(key, report)| {
        let factors = report
            .influences
            .iter()
            .map(move |influence| row(key, influence));
        let grades = report
            .grades
            .iter()
            .zip(["A", "B", "C"])
            .map(move |(index, grade)| format!("{key},all,{grade},{},,,\n", shares(index)));
        factors.chain(grades)
    });
    head.to_string() + &rows.collect::<String>()
}

fn row(scenario: &str, influence: &Influence) -> String {
    let Influence {
        factor,
        index,
        swing,
        narrower,
    } = influence;
    let [low, high] = swing.map_or([String::new(), String::new()], |swing| {
        swing.map(|percent| format!("{percent:.2}"))
    });
    let narrower = narrower.map_or(String::new(), |share| format!("{share:.3}"));
    format!(
        "{scenario},{},{:?},{},{low},{high},{narrower}\n",
        name(*factor),
        factor.grade(),
        shares(index)
    )
}

/// Both indices, each with its standard error behind it.
fn shares(index: &Index) -> String {
    let Index {
        first,
        first_error,
        total,
        total_error,
    } = index;
    format!("{first:.4},{first_error:.4},{total:.4},{total_error:.4}")
}

fn name(factor: Factor) -> &'static str {
    match factor {
        Factor::Parameter(parameter) => parameter.record().key,
        Factor::Openings => "openings",
    }
}

/// Influences printed for a scenario; the file has all.
const PRINTED: usize = 8;

fn printed(key: &str, report: &Report) -> String {
    let spread = report.variance.sqrt();
    let grades = report
        .grades
        .map(|index| format!("{:.2}", index.total))
        .join(" ");
    let mut text = format!(
        "\n{key}: {:.1} % fewer [{:.1}, {:.1}], SD {spread:.1}; grades A B C {grades}; {} futures\n",
        report.percent.p50, report.percent.p05, report.percent.p95, report.runs
    );
    for influence in report.influences.iter().take(PRINTED) {
        let [low, high] = influence.swing.unwrap_or([report.centre; 2]);
        text += &format!(
            "  {:24} first {:5.2} (SE {:.3})  total {:5.2} (SE {:.3})  {low:6.1} to {high:5.1} %\n",
            name(influence.factor),
            influence.index.first,
            influence.index.first_error,
            influence.index.total,
            influence.index.total_error
        );
    }
    text
}
