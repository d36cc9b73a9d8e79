//! How long the model takes natively: every piece of its start, and an answer.
//!
//! `cargo bench --bench model` prints medians of repeated runs, in milliseconds.
//! With `-- --export FOLDER` it also writes what the same model in other languages
//! needs: `model.json` and, for its arrays, `model.f32`.

// The clock is what a benchmark is for.
#![allow(clippy::disallowed_methods)]

use std::path::Path;
use std::time::Instant;

use root_causes::model::DRAWS;
use root_causes::model::equations::Detail;
use root_causes::model::levers::Lever;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario};
use root_causes::model::simulator::Simulator;

mod export;
mod pair;

const STARTS: usize = 15;
const ANSWERS: usize = 51;
const EVENTS: usize = 201;

/// Numbers of draws over which the growth of an answer's cost is fitted.
const SIZES: [usize; 5] = [1_000, 2_000, 4_000, 8_000, 16_000];

fn main() {
    start_table();
    answer_table();
    let event = event_table();
    growth_table();
    let mut arguments = std::env::args().skip_while(|argument| argument != "--export");
    if let (Some(_), Some(folder)) = (arguments.next(), arguments.next()) {
        export::write(Path::new(&folder), event).expect("the folder can be written to");
    }
}

fn start_table() {
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
}

fn answer_table() {
    println!("answer{:>31}{:>12}", "futures", "statistics");
    for (name, scenario) in [
        ("nothing moved", Preset::Today.scenario()),
        ("aid twice", Preset::Aid.scenario()),
        ("opening scenario", Preset::DEFAULT.scenario()),
        ("every lever", pair::first()),
    ] {
        let mut model = Simulator::new(DEFAULT_SEED, DRAWS);
        let (futures, statistics) = answer(&mut model, &scenario);
        println!("  {name:<28}{futures:>7.2}{statistics:>12.2}");
    }
}

/// Medians of the two halves of an answer.
fn answer(model: &mut Simulator, scenario: &Scenario) -> (f64, f64) {
    model.run(scenario, Detail::Encounters);
    let (futures, statistics): (Vec<f64>, Vec<f64>) = (0..ANSWERS)
        .map(|_| {
            let (futures, ()) = timed(|| model.simulate(scenario, Detail::Encounters));
            let (statistics, _) = timed(|| model.summarise(scenario));
            (futures, statistics)
        })
        .unzip();
    (median(futures), median(statistics))
}

/// A slider event: scenarios A and B both simulated, both summarised.
#[derive(Clone, Copy)]
struct Event {
    /// The futures of both: median and fastest tenth.
    model: [f64; 2],
    /// Futures and statistics of both.
    whole: [f64; 2],
}

fn event_table() -> Event {
    let mut first = Simulator::new(DEFAULT_SEED, DRAWS);
    first.run(&pair::first(), Detail::Encounters);
    let mut second = first.sibling();
    second.run(&pair::second(), Detail::Encounters);
    let (model, whole) = (0..EVENTS)
        .map(|event| {
            let visas = (1_000 * (event % 100 + 1)) as f32;
            let a = pair::first().with(Lever::WorkVisas, visas);
            let b = pair::second().with(Lever::WorkVisas, visas);
            let (model, ()) = timed(|| {
                first.simulate(&a, Detail::Encounters);
                second.simulate(&b, Detail::Encounters);
            });
            let (statistics, _) = timed(|| (first.summarise(&a), second.summarise(&b)));
            (model, model + statistics)
        })
        .unzip();
    let both = |times: Vec<f64>| [median(times.clone()), fast(times)];
    let event = Event {
        model: both(model),
        whole: both(whole),
    };
    println!(
        "event, A and B, every lever{:>8}{:>15}",
        "median", "fastest tenth"
    );
    for (name, [median, fast]) in [
        ("model", event.model),
        ("model and statistics", event.whole),
    ] {
        println!("  {name:<25}{median:>8.2}{fast:>15.2}");
    }
    event
}

/// By the fastest tenth of the runs, in which other work on the machine has the least part.
fn growth_table() {
    println!("growth, every lever{:>18}{:>12}", "futures", "statistics");
    let scenario = pair::first();
    let mut models = SIZES.map(|draws| Simulator::new(DEFAULT_SEED, draws));
    let mut times = SIZES.map(|_| [Vec::new(), Vec::new(), Vec::new()]);
    for _ in 0..=ANSWERS {
        for (model, times) in models.iter_mut().zip(&mut times) {
            let (futures, ()) = timed(|| model.simulate(&scenario, Detail::Encounters));
            let (statistics, _) = timed(|| model.summarise(&scenario));
            for (times, took) in times
                .iter_mut()
                .zip([futures, statistics, futures + statistics])
            {
                times.push(took);
            }
        }
    }
    let costs = times.map(|halves| halves.map(fast));
    for (draws, [futures, statistics, _]) in SIZES.iter().zip(&costs) {
        println!("  {draws:>6} draws{futures:>23.2}{statistics:>12.2}");
    }
    for (half, name) in ["futures", "statistics", "both"].into_iter().enumerate() {
        let line = Line::through(&SIZES.map(|draws| draws as f64), &costs.map(|c| c[half]));
        println!(
            "  {name:<12}{:.3} ms + {:.3} ms a thousand draws, R2 {:.5}",
            line.start,
            1_000.0 * line.slope,
            line.explained
        );
    }
    println!("  Years and countries are constants of the program; its loops go through them once.");
}

/// A straight line by least squares.
struct Line {
    start: f64,
    slope: f64,
    /// R squared.
    explained: f64,
}

impl Line {
    fn through(x: &[f64], y: &[f64]) -> Line {
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let (mean_x, mean_y) = (mean(x), mean(y));
        let together = |a: &[f64], mean_a: f64, b: &[f64], mean_b: f64| -> f64 {
            let pairs = a.iter().zip(b);
            pairs.map(|(a, b)| (a - mean_a) * (b - mean_b)).sum()
        };
        let xy = together(x, mean_x, y, mean_y);
        let xx = together(x, mean_x, x, mean_x);
        let yy = together(y, mean_y, y, mean_y);
        Line {
            start: mean_y - xy / xx * mean_x,
            slope: xy / xx,
            explained: xy * xy / (xx * yy),
        }
    }
}

/// Milliseconds of each piece of preparation.
fn start(scenario: &Scenario) -> Vec<(String, f64)> {
    let (took, mut model) = timed(|| Simulator::new(DEFAULT_SEED, DRAWS));
    let mut pieces = vec![("room".to_owned(), took)];
    loop {
        let (took, prepared) = timed(|| model.prepare_next(scenario));
        let Some(preparation) = prepared else {
            return pieces;
        };
        pieces.push((format!("{preparation:?}"), took));
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64() * 1e3, result)
}

fn median(times: Vec<f64>) -> f64 {
    at(times, 0.5)
}

/// The fastest tenth.
fn fast(times: Vec<f64>) -> f64 {
    at(times, 0.1)
}

fn at(mut times: Vec<f64>, share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[(share * times.len() as f64) as usize]
}
