//! `root-causes calibrate`: the noise of the baseline, from the record.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use root_causes::history::chains::{Effort, Posterior};
use root_causes::history::filter::{Filter, KEYS};
use root_causes::history::panel::{Counting, LAST_CALIBRATED_YEAR, Panel};
use root_causes::history::tables;
use root_causes::model::parameters::NoisePosterior;

/// Fit the noise of the baseline to the encounters of FY2000-24
///
/// Runs several chains of adaptive random-walk Metropolis and writes the
/// posterior: summary, 500 draws, and how they were made. Writes nothing, and
/// ends with code 2, if the chains do not agree (R-hat above 1.01) or are too
/// short (effective sample size below 1,000).
#[derive(Args)]
pub struct Arguments {
    /// Folder for the files
    #[arg(long, value_name = "DIR", default_value = "assets/model")]
    out: PathBuf,

    /// Seed of the random numbers
    #[arg(long, value_name = "N", default_value_t = 2024)]
    seed: u32,

    /// Number of chains
    #[arg(long, value_name = "N", default_value_t = Effort::default().chains as u32, value_parser = clap::value_parser!(u32).range(2..=64))]
    chains: u32,

    /// Steps of each chain that adapt the proposal and are thrown away
    #[arg(long, value_name = "N", default_value_t = Effort::default().warm_up as u32, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    warm_up: u32,

    /// Steps kept of each chain
    #[arg(long, value_name = "N", default_value_t = Effort::default().kept as u32, value_parser = clap::value_parser!(u32).range(500..=1_000_000))]
    steps: u32,
}

/// Runs the chains, prints their diagnostics and writes the files.
///
/// # Errors
/// One line a parameter that cannot be trusted, or a file that cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Vec<String>> {
    let effort = Effort {
        chains: arguments.chains as usize,
        warm_up: arguments.warm_up as usize,
        kept: arguments.steps as usize,
    };
    let filter = Filter::new(&Panel::recorded(LAST_CALIBRATED_YEAR, Counting::Recorded));
    let posterior = Posterior::sample(&filter, effort, arguments.seed);
    show(&report(&posterior))?;
    posterior.trusted()?;
    let files = [
        ("posterior.csv", tables::posterior(&posterior)),
        ("posterior_draws.csv", tables::posterior_draws(&posterior)),
        (
            "posterior_run.csv",
            tables::posterior_run(&posterior, effort, arguments.seed),
        ),
    ];
    write(&arguments.out, &files)
}

/// Prints a text; a reader who has seen enough is no fault.
///
/// # Errors
/// One line if the text cannot be written.
pub fn show(text: &str) -> Result<(), Vec<String>> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| vec![format!("the output cannot be written: {error}")]),
    }
}

/// Writes files, each a name and its text, into a folder, which is made if need be, and says so.
///
/// # Errors
/// One line at the first file that cannot be written.
pub fn write(folder: &Path, files: &[(&str, String)]) -> Result<(), Vec<String>> {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| vec![format!("{}: cannot be written: {error}", path.display())])?;
        show(&format!("wrote {}\n", path.display()))?;
    }
    Ok(())
}

fn report(posterior: &Posterior) -> String {
    let (mean, covariance) = posterior.moments();
    let (used_mean, used_sd) = (NoisePosterior::MEAN, NoisePosterior::SD);
    let mut text = String::from(
        "            mean      sd   R-hat    ESS   the simulator uses  difference in sd\n",
    );
    for (k, key) in KEYS.into_iter().enumerate() {
        let (mean, sd) = (mean[k], covariance[k][k].sqrt());
        let (r_hat, effective) = (posterior.r_hat[k], posterior.effective[k]);
        text += &format!("{key:9} {mean:7.3} {sd:7.3} {r_hat:7.4} {effective:6.0}");
        text += &match used_mean.get(k) {
            Some(used) => {
                let (used_sd, off) = (used_sd[k], (mean - used) / used_sd[k]);
                format!("   {used:7.3} ({used_sd:.3})     {off:+.2}\n")
            }
            None => "   not used\n".into(),
        };
    }
    text += "\ncorrelations (in brackets: those the simulator uses)\n";
    for (a, row) in NoisePosterior::CORRELATION.iter().enumerate() {
        for (b, used) in row.iter().enumerate().skip(a + 1) {
            let (one, other) = (KEYS[a], KEYS[b]);
            let found = covariance[a][b] / (covariance[a][a] * covariance[b][b]).sqrt();
            text += &format!("{one:9} {other:9} {found:6.2} ({used:.2})\n");
        }
    }
    let accepted = 100.0 * posterior.acceptance;
    text + &format!("\naccepted {accepted:.1} % of proposals\n")
}
