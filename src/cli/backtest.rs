//! `root-causes backtest`: the model held against the record.

use std::path::PathBuf;

use clap::Args;
use root_causes::history::backtest::{ENTRANTS, Entrant, FUTURES, NAIVE, SEED, TRIALS};
use root_causes::history::filter::Sizes;
use root_causes::history::tables::{self, Row, value};
use root_causes::model::DRAWS;
use root_causes::model::parameters::NoisePosterior;

use crate::calibrate::{show, write};

/// Fit the model to the past of FY2009-25, year by year, and judge what it held possible
///
/// For each origin the model is fitted to the years before, draws three years,
/// and is scored on the recorded encounters, beside two simple rivals. Also
/// sends the aid cut of 2019 through the simulator, and says how long a record
/// would have to be to show an effect of 10 %.
///
/// A row in which storms are given is left out: the series of people hit by
/// storms may not be shared.
#[derive(Args)]
pub struct Arguments {
    /// Folder for the files
    #[arg(long, value_name = "DIR", default_value = "assets/model")]
    out: PathBuf,

    /// Seed of the random numbers
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u32,

    /// Futures drawn at each origin
    #[arg(long, value_name = "N", default_value_t = FUTURES as u32, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    futures: u32,

    /// Also judge the changes to the model that were tried, in a file of their own
    #[arg(long)]
    trials: bool,
}

/// Runs the protocol, prints the table and writes the files.
///
/// # Errors
/// One line if a model cannot be fitted or a file cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Vec<String>> {
    let futures = arguments.futures as usize;
    let failed = |problem| vec![format!("{problem}")];
    let tested = tables::test(&ENTRANTS, futures, arguments.seed).map_err(failed)?;
    let totals = tables::totals(futures, arguments.seed).map_err(failed)?;
    let mut rows = tables::rows(&tested);
    rows.extend(tables::power_rows(&noise_in_use(), DRAWS));
    show(&(report(&ENTRANTS, &rows) + &rest(&rows)))?;
    let files = [
        ("backtest.csv", tables::csv(&rows)),
        ("backtest_fans.csv", tables::fans(&tested, &totals)),
        (
            "backtest_run.csv",
            tables::backtest_run(futures, arguments.seed),
        ),
    ];
    write(&arguments.out, &files)?;
    if arguments.trials {
        let tried = tables::test(&TRIALS, futures, arguments.seed).map_err(failed)?;
        let rows = tables::trial_rows(&tried, &tested);
        show(&(report(&TRIALS, &rows) + &gains(&rows)))?;
        let files = [
            ("trials.csv", tables::csv(&rows)),
            (
                "trials_run.csv",
                tables::trials_run(futures, arguments.seed),
            ),
        ];
        write(&arguments.out, &files)?;
    }
    Ok(())
}

/// The noise with which the simulator draws, at its posterior means.
fn noise_in_use() -> Sizes {
    let [s_eta, s_w, s_u, s_e, b_x] = NoisePosterior::MEAN;
    Sizes::from([s_eta, s_w, s_u, s_e, b_x, 0.0])
}

const MEASURES: [&str; 8] = [
    "rmse",
    "bias",
    "in_50_band",
    "in_90_band",
    "crps",
    "origins_better_than_naive",
    "gain_over_naive",
    "gain_se",
];

/// The same table from an earlier program, written apart from this one with other random numbers.
const REFERENCE: [(&str, [f64; 8]); 6] = [
    (NAIVE, [0.867, 0.31, 0.37, 0.75, 0.503, NONE, NONE, NONE]),
    (
        "five_years",
        [0.883, 0.57, 0.25, 0.75, 0.534, 8.0, NONE, NONE],
    ),
    (
        "no_drivers",
        [0.737, 0.23, 0.53, 0.94, 0.422, 11.0, 0.072, 0.041],
    ),
    (
        "slow_return",
        [0.810, 0.44, 0.44, 0.85, 0.465, 9.0, 0.035, 0.037],
    ),
    (
        "openings_frozen",
        [0.756, 0.20, 0.47, 0.90, 0.432, 9.0, NONE, NONE],
    ),
    (
        "openings_given",
        [0.609, 0.04, 0.53, 0.95, 0.353, 13.0, 0.140, 0.060],
    ),
];

/// A number that was not reported.
const NONE: f64 = f64::NAN;

fn report(entrants: &[Entrant], rows: &[Row]) -> String {
    let mut text = String::from("\nto FY2024; in logs; second line: the reference, if any\n");
    text += &" ".repeat(NAME);
    text += "   rmse   bias  in 50  in 90   crps better   gain     se\n";
    for entrant in entrants {
        let numbers = MEASURES.map(|measure| value(rows, entrant.key, "all", "", measure));
        text += &line(entrant.key, &numbers);
        for (_, numbers) in REFERENCE.iter().filter(|(key, _)| *key == entrant.key) {
            text += &line("", &numbers.map(Some));
        }
    }
    text
}

/// Width of the column of names.
const NAME: usize = 38;

fn line(name: &str, numbers: &[Option<f64>; 8]) -> String {
    let cells = MEASURES.into_iter().zip(numbers);
    let cells = cells.map(|(measure, number)| match number {
        Some(number) if number.is_finite() && measure == "origins_better_than_naive" => {
            format!(" {number:6.0}")
        }
        Some(number) if number.is_finite() => format!(" {number:6.3}"),
        _ => "      -".into(),
    });
    format!("{name:NAME$}{}\n", cells.collect::<String>())
}

fn gains(rows: &[Row]) -> String {
    let mut text =
        String::from("\ngain over the plain model, its standard error, origins better\n");
    for trial in TRIALS {
        let number = |measure| value(rows, trial.key, "all", "", measure).unwrap_or(NONE);
        let (gain, se) = (number("gain_over_plain"), number("gain_over_plain_se"));
        let better = number("origins_better_than_plain");
        text += &format!("{:NAME$} {gain:+.3} {se:.3} {better:3.0}\n", trial.key);
    }
    text
}

/// Every other row, one line a scope.
fn rest(rows: &[Row]) -> String {
    let (mut text, mut head) = (String::new(), String::new());
    for row in rows.iter().filter(|row| row.scope != "all") {
        let name = format!("{} {} {}", row.model, row.scope, row.part);
        if name != head {
            text += &format!("\n{name:NAME$}");
            head = name;
        }
        text += &format!(" {} {:.3}", row.measure, row.value);
    }
    text + "\n"
}
