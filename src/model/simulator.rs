//! From a scenario to what follows from it, keeping what does not change between two questions.

use std::rc::Rc;

use super::coefficients::{Coefficients, Values};
use super::draws::{Draws, Making};
use super::equations::{Detail, Paths, SERIES};
use super::lanes::{Lanes, WIDTH, as_floats};
use super::parameters::PARAMETERS;
use super::potential::Potential;
use super::quantiles::{Points, Quantiles};
use super::reach::Extent;
use super::regimes::Regime;
use super::scenario::{Assumptions, Scenario};
use super::summary::{Change, Fans, Summary};
use super::{COUNTRIES, YEARS};

/// A model ready to answer: random numbers, effects and reference futures.
///
/// Answers depend on the scenario alone, never on what was asked before.
pub struct Simulator {
    seed: u32,
    count: usize,
    numbers: Numbers,
    values: Values,
    beliefs: Option<Beliefs>,
    reference: Option<Reference>,
    today: Option<Today>,
    paths: Paths,
    work: Workspace,
}

/// The random numbers: all of them, or as far as they are made.
enum Numbers {
    Making(Box<Making>),
    Ready(Rc<Draws>),
}

/// What follows from the assumptions alone.
struct Beliefs {
    assumptions: Assumptions,
    coefficients: Coefficients,
    potentials: [Option<Potential>; Regime::ALL.len()],
}

/// The futures a scenario is held against.
struct Reference {
    scenario: Scenario,
    paths: Paths,
    fans: Fans,
    /// Counterfactual FY2025 and FY2026, where the regime starts before them.
    lead_in: Option<[[Points; 2]; SERIES]>,
}

/// Medians with no lever moved under the rules recorded last.
struct Today {
    scenario: Scenario,
    medians: [[f32; YEARS]; SERIES],
}

/// Room for the statistics of a change, used again from row to row.
#[derive(Default)]
pub(super) struct Workspace {
    pub(super) quantiles: Quantiles,
    /// What is avoided, one number a draw.
    pub(super) differences: Vec<f32>,
    ratios: Vec<f32>,
}

/// A piece of work that the next answer needs; each is done in one go of a few milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preparation {
    /// Some of the random numbers.
    Numbers,
    /// Some of the parameters' values.
    Values,
    /// Effects of every draw.
    Beliefs,
    /// Futures without levers under a regime.
    Potential(Regime),
    /// The reference and its statistics.
    Reference,
    /// No lever moved, under the rules recorded last.
    Today,
}

/// Parameters drawn in one piece of preparation.
const PARAMETERS_IN_A_PIECE: usize = PARAMETERS / 2;

impl Numbers {
    fn ready(&self) -> &Draws {
        match self {
            Numbers::Ready(draws) => draws,
            Numbers::Making(_) => panic!("random numbers come first"),
        }
    }
}

impl Simulator {
    /// A model with `draws` futures (rounded up to whole blocks) drawn from `seed`.
    ///
    /// Nothing is drawn yet: that is the first of the preparations.
    pub fn new(seed: u32, draws: usize) -> Self {
        let making = Making::new(seed, draws);
        let count = making.count();
        let numbers = Numbers::Making(Box::new(making));
        Self::from_parts(seed, count, numbers, Values::default())
    }

    /// A second model on the same random numbers, for another set of assumptions.
    pub fn sibling(&self) -> Self {
        match &self.numbers {
            Numbers::Ready(draws) => Self::from_parts(
                self.seed,
                self.count,
                Numbers::Ready(Rc::clone(draws)),
                self.values.clone(),
            ),
            Numbers::Making(_) => Self::new(self.seed, self.count),
        }
    }

    fn from_parts(seed: u32, count: usize, numbers: Numbers, values: Values) -> Self {
        Simulator {
            seed,
            count,
            numbers,
            values,
            beliefs: None,
            reference: None,
            today: None,
            paths: Paths::new(count / WIDTH),
            work: Workspace::default(),
        }
    }

    /// Seed of the random numbers.
    pub fn seed(&self) -> u32 {
        self.seed
    }

    /// The random numbers, which must be made.
    pub fn numbers(&self) -> Rc<Draws> {
        match &self.numbers {
            Numbers::Ready(draws) => Rc::clone(draws),
            Numbers::Making(_) => panic!("random numbers come first"),
        }
    }

    /// Number of futures.
    pub fn draws(&self) -> usize {
        self.count
    }

    /// Does one piece of what must be prepared before `scenario` can be answered without delay, if
    /// anything is missing, and says which. A page calls it between frames.
    pub fn prepare_next(&mut self, scenario: &Scenario) -> Option<Preparation> {
        let missing = self.missing(scenario)?;
        self.prepare(scenario, missing);
        Some(missing)
    }

    fn missing(&self, scenario: &Scenario) -> Option<Preparation> {
        if let Numbers::Making(_) = self.numbers {
            return Some(Preparation::Numbers);
        }
        if self.values.stale(&scenario.assumptions).next().is_some() {
            return Some(Preparation::Values);
        }
        let reference = scenario.reference();
        let Some(beliefs) = self
            .beliefs
            .as_ref()
            .filter(|beliefs| beliefs.assumptions == scenario.assumptions)
        else {
            return Some(Preparation::Beliefs);
        };
        for regime in [scenario.regime, Regime::Since2025] {
            if beliefs.potentials[regime.index()].is_none() {
                return Some(Preparation::Potential(regime));
            }
        }
        if self
            .reference
            .as_ref()
            .is_none_or(|known| known.scenario != reference)
        {
            return Some(Preparation::Reference);
        }
        let today = today(scenario);
        if self
            .today
            .as_ref()
            .is_none_or(|known| known.scenario != today)
        {
            return Some(Preparation::Today);
        }
        None
    }

    fn prepare(&mut self, scenario: &Scenario, preparation: Preparation) {
        match preparation {
            Preparation::Numbers => self.prepare_numbers(),
            Preparation::Values => {
                let draws = self.numbers.ready();
                self.values
                    .refresh(draws, &scenario.assumptions, PARAMETERS_IN_A_PIECE);
            }
            Preparation::Beliefs => self.prepare_beliefs(scenario),
            Preparation::Potential(regime) => self.prepare_potential(regime),
            Preparation::Reference => self.prepare_reference(scenario.reference()),
            Preparation::Today => self.prepare_today(today(scenario)),
        }
    }

    /// What follows from `scenario`.
    ///
    /// # Panics
    /// If the scenario's seed is not the one this model was made with.
    pub fn run(&mut self, scenario: &Scenario, detail: Detail) -> Summary {
        self.simulate(scenario, detail);
        self.summarise(scenario)
    }

    /// The first half of [`Simulator::run`]: the futures themselves.
    pub fn simulate(&mut self, scenario: &Scenario, detail: Detail) {
        assert_eq!(
            self.seed, scenario.seed,
            "the model was made with another seed"
        );
        while self.prepare_next(scenario).is_some() {}
        let beliefs = self.beliefs.as_ref().expect("prepared above");
        let potential = beliefs.potentials[scenario.regime.index()]
            .as_ref()
            .expect("prepared above");
        self.paths.simulate(
            scenario,
            self.numbers.ready(),
            &beliefs.coefficients,
            potential,
            detail,
        );
    }

    /// The second half of [`Simulator::run`]: statistics of the futures simulated last.
    pub fn summarise(&mut self, scenario: &Scenario) -> Summary {
        let reference = self.reference.as_ref().expect("prepared by simulate");
        let today = self.today.as_ref().expect("prepared by simulate");
        let work = &mut self.work;
        let entries = std::array::from_fn(|series| {
            entries(&reference.paths, &self.paths, series, work);
            work.quantiles.points(&work.differences)
        });
        // The total comes last: its changes are still at hand.
        let entries_more = share_above_zero(&work.differences);
        Summary {
            scenario: scenario.clone(),
            draws: self.count,
            baseline: reference.fans,
            future: fans(&self.paths, work),
            lead_in: reference.lead_in,
            today: today.medians,
            change: std::array::from_fn(|series| {
                change(reference.paths.sums(series), self.paths.sums(series), work)
            }),
            reach: Extent::default(),
            entries,
            entries_more,
            places_used: work.quantiles.points(self.paths.places_used()),
            pot: self.paths.pot,
        }
    }

    /// Futures of the reference, after [`Simulator::run`].
    pub fn reference_paths(&self) -> &Paths {
        &self.reference.as_ref().expect("run first").paths
    }

    /// Futures of the scenario asked for last.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// Futures without levers under a regime, if an answer has needed them since the assumptions changed.
    pub fn potential(&self, regime: Regime) -> Option<&Potential> {
        self.beliefs.as_ref()?.potentials[regime.index()].as_ref()
    }

    /// Coefficients behind the last answer.
    pub fn beliefs(&self) -> &Coefficients {
        &self.beliefs.as_ref().expect("run first").coefficients
    }

    fn prepare_numbers(&mut self) {
        if let Numbers::Making(making) = &mut self.numbers
            && let Some(draws) = making.piece()
        {
            self.numbers = Numbers::Ready(Rc::new(draws));
        }
    }

    fn prepare_beliefs(&mut self, scenario: &Scenario) {
        self.reference = None;
        self.today = None;
        self.beliefs = Some(Beliefs {
            assumptions: scenario.assumptions,
            coefficients: Coefficients::new(&self.values, &scenario.assumptions),
            potentials: [const { None }; Regime::ALL.len()],
        });
    }

    fn prepare_potential(&mut self, regime: Regime) {
        let beliefs = self.beliefs.as_mut().expect("beliefs come first");
        let potential = Potential::new(self.numbers.ready(), &beliefs.coefficients, regime);
        beliefs.potentials[regime.index()] = Some(potential);
    }

    fn prepare_reference(&mut self, scenario: Scenario) {
        let mut paths = self
            .reference
            .take()
            .map_or_else(|| Paths::new(self.count / WIDTH), |known| known.paths);
        // Homicides of the reference are cheap here and always ready.
        self.simulate_into(&mut paths, &scenario, Detail::Everything);
        let beliefs = self.beliefs.as_ref().expect("beliefs come first");
        let potential = beliefs.potentials[scenario.regime.index()]
            .as_ref()
            .expect("potential comes first");
        self.reference = Some(Reference {
            fans: fans(&paths, &mut self.work),
            lead_in: lead_in(potential, self.count / WIDTH, &mut self.work),
            scenario,
            paths,
        });
    }

    fn prepare_today(&mut self, scenario: Scenario) {
        let known = self.reference.as_ref();
        let fans = match known.filter(|reference| reference.scenario == scenario) {
            Some(reference) => reference.fans,
            None => {
                let mut paths = Paths::new(self.count / WIDTH);
                self.simulate_into(&mut paths, &scenario, Detail::Encounters);
                fans(&paths, &mut self.work)
            }
        };
        self.today = Some(Today {
            scenario,
            medians: fans.map(|years| years.map(|points| points.p50)),
        });
    }

    /// Futures of a scenario alone, without what it is held against.
    ///
    /// # Panics
    /// If nothing on the scenario's ground (its border rules, beliefs and seed) was answered before.
    pub fn simulate_into(&self, paths: &mut Paths, scenario: &Scenario, detail: Detail) {
        let beliefs = self.beliefs.as_ref().expect("beliefs come first");
        let ground = (self.seed, beliefs.assumptions);
        assert!(
            ground == (scenario.seed, scenario.assumptions),
            "the model stands on another ground"
        );
        let potential = beliefs.potentials[scenario.regime.index()]
            .as_ref()
            .expect("potential comes first");
        paths.simulate(
            scenario,
            self.numbers.ready(),
            &beliefs.coefficients,
            potential,
            detail,
        );
    }
}

/// No lever moved under the rules recorded last, whatever is pinned.
fn today(scenario: &Scenario) -> Scenario {
    let own = scenario.clone().unpinned();
    own.reference().under(Regime::Since2025)
}

fn fans(paths: &Paths, work: &mut Workspace) -> Fans {
    std::array::from_fn(|series| {
        std::array::from_fn(|t| work.quantiles.points(paths.encounters(series, t)))
    })
}

fn lead_in(
    potential: &Potential,
    blocks: usize,
    work: &mut Workspace,
) -> Option<[[Points; 2]; SERIES]> {
    if potential.lead_in() != 2 {
        return None;
    }
    let mut rows = Vec::with_capacity(blocks);
    let mut points = [[Points::default(); 2]; SERIES];
    for (t, series) in (0..2).flat_map(|t| (0..SERIES).map(move |series| (t, series))) {
        rows.clear();
        rows.extend((0..blocks).map(|block| {
            let year = &potential.with_lead_in(block)[t * COUNTRIES..][..COUNTRIES];
            match year.get(series) {
                Some(country) => *country,
                // After the countries comes their total.
                None => year.iter().fold(Lanes::ZERO, |sum, country| sum + *country),
            }
        }));
        points[series][t] = work.quantiles.points(as_floats(&rows));
    }
    Some(points)
}

/// The paired change from `before` to `after`, one number a draw each.
pub(super) fn change(before: &[f32], after: &[f32], work: &mut Workspace) -> Change {
    work.differences.clear();
    let pairs = before.iter().zip(after);
    work.differences
        .extend(pairs.map(|(before, after)| before - after));
    change_by(before, work)
}

/// The change by what the workspace's differences say is avoided of `before`. Where there was
/// nothing before, no per cent of it can be told, and nought stands for it.
pub(super) fn change_by(before: &[f32], work: &mut Workspace) -> Change {
    work.ratios.clear();
    let (mut fewer, mut unchanged) = (0u32, 0u32);
    for (before, avoided) in before.iter().zip(&work.differences) {
        fewer += u32::from(*avoided > 0.0);
        unchanged += u32::from(*avoided == 0.0);
        let ratio = avoided / before;
        work.ratios
            .push(if *before > 0.0 { 100.0 * ratio } else { 0.0 });
    }
    let share = |count: u32| count as f32 / before.len() as f32;
    Change {
        avoided: work.quantiles.points(&work.differences),
        percent: work.quantiles.points(&work.ratios),
        fewer: share(fewer),
        unchanged: share(unchanged),
    }
}

/// Change of all entries, lawful and irregular together: more places used less encounters avoided.
/// Left draw by draw in the workspace's differences.
fn entries(reference: &Paths, scenario: &Paths, series: usize, work: &mut Workspace) {
    let countries = if series == COUNTRIES {
        COUNTRIES as f32
    } else {
        1.0
    };
    let avoided = reference
        .sums(series)
        .iter()
        .zip(scenario.sums(series))
        .map(|(before, after)| before - after);
    work.differences.clear();
    work.differences.extend(
        scenario
            .places_used()
            .iter()
            .zip(reference.places_used())
            .zip(avoided)
            .map(|((used, before), avoided)| (used - before) * countries - avoided),
    );
}

fn share_above_zero(values: &[f32]) -> f32 {
    values.iter().filter(|value| **value > 0.0).count() as f32 / values.len() as f32
}
