//! `root-causes calibrate`: the noise of the baseline, from the record.

use std::fs;
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
    print(&posterior);
    posterior.trusted()?;
    write(
        &arguments.out,
        "posterior.csv",
        &tables::posterior(&posterior),
    )?;
    write(
        &arguments.out,
        "posterior_draws.csv",
        &tables::posterior_draws(&posterior),
    )?;
    write(
        &arguments.out,
        "posterior_run.csv",
        &tables::posterior_run(&posterior, effort, arguments.seed),
    )
}

/// Writes one file of a folder, which is made if need be.
///
/// # Errors
/// One line if that fails.
pub fn write(folder: &Path, name: &str, text: &str) -> Result<(), Vec<String>> {
    let path = folder.join(name);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| vec![format!("{}: cannot be written: {error}", path.display())])?;
    println!("wrote {}", path.display());
    Ok(())
}

fn print(posterior: &Posterior) {
    let (mean, covariance) = posterior.moments();
    let (used_mean, used_sd) = (NoisePosterior::MEAN, NoisePosterior::SD);
    println!("            mean      sd   R-hat    ESS   the simulator uses  difference in sd");
    for (k, key) in KEYS.into_iter().enumerate() {
        let sd = covariance[k][k].sqrt();
        let (r_hat, effective) = (posterior.r_hat[k], posterior.effective[k]);
        print!(
            "{key:9} {:7.3} {sd:7.3} {r_hat:7.4} {effective:6.0}",
            mean[k]
        );
        match used_mean.get(k) {
            Some(used) => println!(
                "   {used:7.3} ({:.3})     {:+.2}",
                used_sd[k],
                (mean[k] - used) / used_sd[k]
            ),
            None => println!("   not used"),
        }
    }
    let correlation =
        |a: usize, b: usize| covariance[a][b] / (covariance[a][a] * covariance[b][b]).sqrt();
    println!("\ncorrelations (in brackets: those the simulator uses)");
    for (a, row) in NoisePosterior::CORRELATION.iter().enumerate() {
        for (b, used) in row.iter().enumerate().skip(a + 1) {
            let (one, other) = (KEYS[a], KEYS[b]);
            println!("{one:9} {other:9} {:6.2} ({used:.2})", correlation(a, b));
        }
    }
    println!(
        "\naccepted {:.1} % of proposals",
        100.0 * posterior.acceptance
    );
}
