//! How long the model takes natively: every piece of its start, and an answer.
//!
//! `cargo bench --bench model` prints medians of repeated runs, in milliseconds.

// The clock is what a benchmark is for.
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

use root_causes::model::DRAWS;
use root_causes::model::equations::Detail;
use root_causes::model::levers::Lever;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario};
use root_causes::model::simulator::Simulator;

const STARTS: usize = 15;
const ANSWERS: usize = 51;

fn main() {
    let opening = Preset::DEFAULT.scenario();
    println!("start, {DRAWS} draws");
    let starts: Vec<Vec<(String, f64)>> = (0..STARTS).map(|_| start(&opening)).collect();
    for (piece, (name, _)) in starts[0].iter().enumerate() {
        let times = starts.iter().map(|start| start[piece].1).collect();
        println!("  {name:<28}{:>8.2}", median(times));
    }
    let whole = starts
        .iter()
        .map(|start| start.iter().map(|piece| piece.1).sum());
    println!("  {:<28}{:>8.2}", "together", median(whole.collect()));

    println!("answer{:>31}{:>12}", "futures", "statistics");
    let with_ports = opening.clone().with(Lever::EntryPlaces, 20_000.0);
    for (name, scenario) in [
        ("nothing moved", Preset::Today.scenario()),
        ("aid twice", Preset::Aid.scenario()),
        ("opening scenario", opening),
        ("opening scenario with ports", with_ports),
    ] {
        let mut model = Simulator::new(DEFAULT_SEED, DRAWS);
        model.run(&scenario, Detail::Encounters);
        let (futures, statistics): (Vec<f64>, Vec<f64>) = (0..ANSWERS)
            .map(|_| {
                let (futures, ()) = timed(|| model.simulate(&scenario, Detail::Encounters));
                let (statistics, _) = timed(|| model.summarise(&scenario));
                (futures, statistics)
            })
            .unzip();
        println!(
            "  {name:<28}{:>7.2}{:>12.2}",
            median(futures),
            median(statistics)
        );
    }
}

/// Milliseconds of each piece of preparation.
fn start(scenario: &Scenario) -> Vec<(String, f64)> {
    let (took, mut model) = timed(|| Simulator::new(DEFAULT_SEED, DRAWS));
    let mut pieces = vec![("room".to_owned(), took)];
    while let Some(preparation) = model.missing(scenario) {
        let (took, ()) = timed(|| model.prepare(scenario, preparation));
        pieces.push((format!("{preparation:?}"), took));
    }
    pieces
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64() * 1e3, result)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
