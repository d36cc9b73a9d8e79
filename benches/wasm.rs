//! The model as a bare WebAssembly module, for the benchmark alone: no page, no JavaScript glue.

use std::cell::RefCell;

use root_causes::model::DRAWS;
use root_causes::model::equations::Detail;
use root_causes::model::levers::Lever;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario};
use root_causes::model::simulator::Simulator;

mod pair;

thread_local! {
    static SIDES: RefCell<Vec<Side>> = const { RefCell::new(Vec::new()) };
}

/// One of the two scenarios with its model.
struct Side {
    model: Simulator,
    scenario: Scenario,
    numbers: Vec<f64>,
}

/// Makes both models ready.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() {
    let mut first = side(Simulator::new(DEFAULT_SEED, DRAWS), pair::first());
    first.model.simulate(&first.scenario, Detail::Encounters);
    let mut second = side(first.model.sibling(), pair::second());
    second.model.simulate(&second.scenario, Detail::Encounters);
    SIDES.set(vec![first, second]);
}

fn side(model: Simulator, scenario: Scenario) -> Side {
    Side {
        model,
        scenario,
        numbers: Vec::new(),
    }
}

/// Simulates scenario `which` (0 or 1) with this many work visas.
#[unsafe(no_mangle)]
pub extern "C" fn simulate(which: usize, work_visas: f32) {
    with(which, |side| {
        side.scenario = side.scenario.clone().with(Lever::WorkVisas, work_visas);
        side.model.simulate(&side.scenario, Detail::Encounters);
    });
}

/// Summarises scenario `which`.
#[unsafe(no_mangle)]
pub extern "C" fn summarise(which: usize) {
    with(which, |side| {
        let summary = side.model.summarise(&side.scenario);
        // What is not read could be left out by the compiler.
        std::hint::black_box(&summary);
    });
}

/// Works out the numbers of scenario `which` and says how many there are.
#[unsafe(no_mangle)]
pub extern "C" fn count_numbers(which: usize) -> usize {
    with(which, |side| {
        side.numbers = pair::numbers(&side.model.summarise(&side.scenario));
        side.numbers.len()
    })
}

/// One of the numbers counted last.
#[unsafe(no_mangle)]
pub extern "C" fn number(which: usize, index: usize) -> f64 {
    with(which, |side| side.numbers[index])
}

fn with<T>(which: usize, work: impl FnOnce(&mut Side) -> T) -> T {
    SIDES.with_borrow_mut(|sides| work(&mut sides[which]))
}
