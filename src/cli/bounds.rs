//! `root-causes bounds`: badges with the priors bounded at zero opened.

use std::path::PathBuf;

use clap::Args;
use root_causes::history::bounds;
use root_causes::model::DRAWS;
use root_causes::model::scenario::DEFAULT_SEED;

use crate::calibrate::{show, write};

/// Ask whether badges lean on priors that (almost) exclude one side of zero
///
/// Runs scenarios that move anti-smuggling, a mission against corruption or
/// research with the priors as they are, with bounds as far below zero as
/// above, and with their middle at zero, so that no sign is believed
/// beforehand.
#[derive(Args)]
pub struct Arguments {
    /// Folder for the files
    #[arg(long, value_name = "DIR", default_value = "assets/model")]
    out: PathBuf,

    /// Seed of the random numbers
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u32,

    /// Futures of each scenario
    #[arg(long, value_name = "N", default_value_t = DRAWS as u32, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    futures: u32,
}

/// Prints the table and writes the files.
///
/// # Errors
/// One line if a file cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Vec<String>> {
    let futures = arguments.futures as usize;
    let (findings, below) = bounds::findings(futures, arguments.seed);
    let table = bounds::table(&findings);
    let run = bounds::run_table(&below, futures, arguments.seed);
    show(&format!("{table}\n{run}"))?;
    write(
        &arguments.out,
        &[("bounds.csv", table), ("bounds_run.csv", run)],
    )
}
