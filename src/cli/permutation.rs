//! `root-causes permutation`: what three countries can say on homicide and rain.

use std::path::PathBuf;

use clap::Args;
use root_causes::history::permutation;

use crate::calibrate::{show, write};

/// Hold homicide and rain against the encounters of the year after
///
/// The slope with means of countries and years taken out, and the share of all
/// ways to hand the causes to other countries and move them to other years that
/// show as strong a link. No random numbers: every arrangement is tried. Storms
/// are left out, for the series of people hit by them may not be shared.
#[derive(Args)]
pub struct Arguments {
    /// Folder for the file
    #[arg(long, value_name = "DIR", default_value = "assets/model")]
    out: PathBuf,
}

/// Prints the table and writes the file.
///
/// # Errors
/// One line if the file cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Vec<String>> {
    let table = permutation::table(&permutation::findings());
    show(&table)?;
    write(&arguments.out, &[("permutation.csv", table)])
}
