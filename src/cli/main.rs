//! The command-line program: runs scenarios and writes the static pages.

mod aid_check;
mod assumptions;
mod backtest;
mod bars;
mod bounds;
mod by_hand;
mod calibrate;
mod cards;
mod cells;
mod claims;
mod classes;
mod committed;
mod displacement;
mod embed;
mod events;
mod foot;
mod given;
mod guides;
mod head;
mod local;
mod locator;
mod method;
mod missing;
mod months;
mod one_file;
mod origins;
mod packs;
mod pages;
mod panels;
mod past;
mod permutation;
mod pledge;
mod present;
mod prose;
mod run;
mod scenarios;
mod sensitivity;
mod sift;
mod sitemap;
mod sized;
mod sources;
mod spread;
mod steps;
mod strand;
mod strategy;
mod sure;
mod symbols;
mod tables;
mod tested;
mod timeline;
mod updates;
mod yearly;
mod years;

use std::fmt::Display;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Root Causes: what would change migration from El Salvador, Guatemala and Honduras?
#[derive(Parser)]
#[command(name = "root-causes", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Run(run::Arguments),
    Calibrate(calibrate::Arguments),
    Backtest(backtest::Arguments),
    Sensitivity(sensitivity::Arguments),
    Bounds(bounds::Arguments),
    Permutation(permutation::Arguments),
    /// Write the static pages into a built site
    Pages {
        /// Folder of the built site
        #[arg(long, value_name = "DIR")]
        dist: PathBuf,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Run(arguments) => finish(run::run(&arguments)),
        Command::Calibrate(arguments) => finish(calibrate::run(&arguments)),
        Command::Backtest(arguments) => finish(backtest::run(&arguments)),
        Command::Bounds(arguments) => finish(bounds::run(&arguments)),
        Command::Permutation(arguments) => finish(permutation::run(&arguments)),
        Command::Sensitivity(arguments) => finish(sensitivity::run(&arguments)),
        Command::Pages { dist } => finish(pages::run(&dist)),
    }
}

/// One line a problem on stderr, and exit code 2 if there is any.
fn finish(result: Result<(), Vec<impl Display>>) -> ExitCode {
    let Err(problems) = result else {
        return ExitCode::SUCCESS;
    };
    for problem in problems {
        eprintln!("root-causes: {problem}");
    }
    ExitCode::from(2)
}
