//! Where the spread of a result comes from.
//!
//! The result is the change of encounters in per cent ([`super::trial`]), without yearly noise:
//! noise moves the world with and without the levers alike. Two ensembles of the same size, A and
//! B, are drawn independently, under the same ends of missions; then one factor after another is
//! taken from B while all else stays A's. From these come, for each factor:
//!
//! - the first-order index: the share of the variance that would go if the factor alone were
//!   known (estimator of A. Saltelli and others, Computer Physics Communications 181, 2010);
//! - the total index: the share that would stay if all else were known
//!   (M. J. W. Jansen, Computer Physics Communications 117, 1999).
//!
//! The same rows say how much narrower the band would be if a factor were known. A smaller
//! ensemble, all parameters at their medians but one, says how far each can move the middle.

use super::coefficients::Values;
use super::draws::Draws;
use super::lanes::WIDTH;
use super::parameters::{Grade, PARAMETERS, Parameter};
use super::quantiles::{Points, Quantiles};
use super::scenario::Scenario;
use super::trial::Trial;

/// Draws in each of the two ensembles, on the page and in the papers.
pub const RUNS: usize = 2_048;

/// Probabilities at which a factor is set to see how far it moves the middle.
pub const LOW_HIGH: [f64; 2] = [0.1, 0.9];

/// Keeps ensemble B apart from A, whatever the reader's seed.
const OTHER: u32 = 0x5eed_0b0b;

/// Keeps the ends of missions apart from both.
const FATE: u32 = 0x5eed_0fa7;

/// Parts of a prior within which the band is measured as if the factor were known.
const KNOWN_PARTS: usize = 8;

/// Fates of missions under which every case of the quiet ensemble is tried.
const FATES: usize = 32;

/// What a result depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// One parameter.
    Parameter(Parameter),
    /// The elasticity of encounters to U.S. openings, which the record itself measures.
    Openings,
}

/// Number of factors.
pub const FACTORS: usize = PARAMETERS + 1;

/// Shares of the variance, 0 to 1; estimates may lie a little outside.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Index {
    /// First-order index.
    pub first: f32,
    /// Standard error of the first-order index, from the spread of its terms.
    pub first_error: f32,
    /// Total index, interactions with other factors included.
    pub total: f32,
    /// Standard error of the total index, from the spread of its terms.
    pub total_error: f32,
}

/// What one factor does to the result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// The factor.
    pub factor: Factor,
    /// Its shares of the variance.
    pub index: Index,
    /// The result in per cent with the parameter at its 10 % and 90 % points and all others at
    /// their medians; none for what is not a parameter.
    pub swing: Option<[f32; 2]>,
    /// By what share the 90 % band would be narrower if the parameter were known: the mean over
    /// its prior; none for what is not a parameter.
    pub narrower: Option<f32>,
}

/// Where the spread of one scenario's result comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The scenario.
    pub scenario: Scenario,
    /// Futures simulated for it.
    pub runs: usize,
    /// The result over both ensembles, per cent avoided.
    pub percent: Points,
    /// Its variance, in square percentage points.
    pub variance: f64,
    /// The result with every parameter at its median.
    pub centre: f32,
    /// All factors, the largest total index first.
    pub influences: Vec<Influence>,
    /// All factors of a grade taken together, in the order A, B, C.
    pub grades: [Index; 3],
}

impl Factor {
    /// All factors: parameters in the order of the random numbers, then the openings elasticity.
    pub fn all() -> impl Iterator<Item = Factor> {
        let parameters = Parameter::all().iter();
        parameters
            .map(|record| Factor::Parameter(record.parameter))
            .chain([Factor::Openings])
    }

    /// How the factor is known.
    pub fn grade(self) -> Grade {
        match self {
            Factor::Parameter(parameter) => parameter.record().grade,
            Factor::Openings => Grade::A,
        }
    }
}

/// An analysis in the making, in pieces of a few milliseconds.
pub struct Analysis {
    scenario: Scenario,
    next: Piece,
    a: Side,
    b: Side,
    trial: Trial,
    indices: Vec<Index>,
    runs: usize,
    swings: Vec<[f32; 2]>,
    centre: f32,
    percent: Points,
    narrower: Vec<f32>,
}

/// The pieces, in their order.
#[derive(Clone, Copy)]
enum Piece {
    Values,
    Sides,
    Factor(usize),
    Grade(usize),
    Swings,
    Known(usize),
    Done,
}

/// One of the two ensembles.
struct Side {
    draws: Draws,
    values: Values,
    result: Vec<f32>,
}

impl Side {
    fn new(seed: u32, fates: u32, runs: usize) -> Self {
        Side {
            draws: Draws::quiet(seed, fates, runs),
            values: Values::default(),
            result: Vec::new(),
        }
    }
}

impl Analysis {
    /// Nothing tried yet, for two ensembles of `runs` draws (rounded up to whole blocks).
    pub fn new(scenario: Scenario, runs: usize) -> Self {
        let (seed, fates) = (scenario.seed, scenario.seed ^ FATE);
        let a = Side::new(seed, fates, runs);
        let b = Side::new(seed ^ OTHER, fates, runs);
        Analysis {
            trial: Trial::new(a.draws.blocks()),
            scenario,
            next: Piece::Values,
            a,
            b,
            indices: Vec::with_capacity(FACTORS + 3),
            runs: 0,
            swings: Vec::new(),
            centre: 0.0,
            percent: Points::default(),
            narrower: Vec::with_capacity(PARAMETERS),
        }
    }

    /// The scenario under study.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Does one piece; gives whether more are to come.
    pub fn advance(&mut self) -> bool {
        self.next = match self.next {
            Piece::Values => self.draw_values(),
            Piece::Sides => self.try_sides(),
            Piece::Factor(index) => self.try_factor(index),
            Piece::Grade(index) => self.try_grade(index),
            Piece::Swings => self.try_swings(),
            Piece::Known(index) => self.try_known(index),
            Piece::Done => Piece::Done,
        };
        !matches!(self.next, Piece::Done)
    }

    /// All pieces at once.
    pub fn run(mut self) -> Report {
        while self.advance() {}
        self.report()
    }

    /// What was found, after the last piece.
    ///
    /// # Panics
    /// If pieces are missing.
    pub fn report(&self) -> Report {
        assert!(matches!(self.next, Piece::Done), "pieces are missing");
        let mut influences: Vec<Influence> = Vec::with_capacity(FACTORS);
        for (at, factor) in Factor::all().enumerate() {
            let influence = Influence {
                factor,
                index: self.indices[at],
                swing: self.swings.get(at).copied(),
                narrower: self.narrower.get(at).copied(),
            };
            // Put in its place at once: a sort would be code of its own for so few.
            let larger = |known: &Influence| known.index.total >= influence.index.total;
            influences.insert(influences.partition_point(larger), influence);
        }
        Report {
            scenario: self.scenario.clone(),
            runs: self.runs,
            percent: self.percent,
            variance: self.variance(),
            centre: self.centre,
            influences,
            grades: std::array::from_fn(|grade| self.indices[FACTORS + grade]),
        }
    }

    fn draw_values(&mut self) -> Piece {
        for side in [&mut self.a, &mut self.b] {
            let assumptions = &self.scenario.assumptions;
            if side.values.stale(assumptions).next().is_some() {
                let at_once = PARAMETERS / 2;
                side.values.refresh(&side.draws, assumptions, at_once);
                return Piece::Values;
            }
        }
        Piece::Sides
    }

    fn try_sides(&mut self) -> Piece {
        for side in [&mut self.a, &mut self.b] {
            let percent = self
                .trial
                .percent(&self.scenario, &side.draws, &side.values);
            side.result = percent.to_vec();
            self.runs += percent.len();
        }
        Piece::Factor(0)
    }

    fn try_factor(&mut self, index: usize) -> Piece {
        let factor = Factor::all().nth(index).expect("pieces follow the factors");
        let found = self.index_of(|other| other == factor);
        self.indices.push(found);
        if index + 1 < FACTORS {
            Piece::Factor(index + 1)
        } else {
            Piece::Grade(0)
        }
    }

    fn try_grade(&mut self, index: usize) -> Piece {
        let grades = [Grade::A, Grade::B, Grade::C];
        let found = self.index_of(|factor| factor.grade() == grades[index]);
        self.indices.push(found);
        if index + 1 < grades.len() {
            Piece::Grade(index + 1)
        } else {
            Piece::Swings
        }
    }

    /// Indices of the factors that `is_taken` names, taken from B together.
    fn index_of(&mut self, is_taken: impl Fn(Factor) -> bool) -> Index {
        let variance = self.variance();
        let mut values = self.a.values.clone();
        let mut draws = &self.a.draws;
        for factor in Factor::all().filter(|factor| is_taken(*factor)) {
            match factor {
                Factor::Parameter(parameter) => values.take_from(&self.b.values, parameter),
                Factor::Openings => draws = &self.b.draws,
            }
        }
        let mixed = self.trial.percent(&self.scenario, draws, &values);
        self.runs += mixed.len();
        if variance == 0.0 {
            return Index::default();
        }
        let (shared, shared_error) = covariance_with_change(&self.b.result, &self.a.result, mixed);
        let (left, left_error) = half_square(&self.a.result, mixed);
        let share = |part: f64| (part / variance) as f32;
        Index {
            first: share(shared),
            first_error: share(shared_error),
            total: share(left),
            total_error: share(left_error),
        }
    }

    fn try_swings(&mut self) -> Piece {
        let fates = self.scenario.seed ^ FATE;
        let draws = Draws::quiet_cases(swing_cases(), fates, SWING_CASES);
        let mut values = Values::default();
        values.refresh(&draws, &self.scenario.assumptions, PARAMETERS);
        let mut trial = Trial::new(draws.blocks());
        let percent = trial.percent(&self.scenario, &draws, &values);
        self.runs += percent.len();
        let mean = |case: usize| {
            let under_fates = percent.iter().skip(case).step_by(SWING_CASES);
            under_fates.map(|value| f64::from(*value)).sum::<f64>() / FATES as f64
        };
        self.centre = mean(2 * PARAMETERS) as f32;
        self.swings = (0..PARAMETERS)
            .map(|at| [mean(2 * at) as f32, mean(2 * at + 1) as f32])
            .collect();
        let mut quantiles = Quantiles::default();
        self.percent = quantiles.points(&[&self.a.result[..], &self.b.result[..]].concat());
        Piece::Known(0)
    }

    /// By what share the band would be narrower if a parameter were known.
    fn try_known(&mut self, index: usize) -> Piece {
        let band = self.percent.p95 - self.percent.p05;
        let parameter = Parameter::all()[index].parameter;
        self.narrower.push(match band > 0.0 {
            true => 1.0 - self.band_if_known(parameter) / band,
            false => 0.0,
        });
        match index + 1 < PARAMETERS {
            true => Piece::Known(index + 1),
            false => Piece::Done,
        }
    }

    /// Variance of the result over both ensembles.
    fn variance(&self) -> f64 {
        let all = || {
            self.a
                .result
                .iter()
                .chain(&self.b.result)
                .map(|v| f64::from(*v))
        };
        let n = (self.a.result.len() + self.b.result.len()) as f64;
        let mean = all().sum::<f64>() / n;
        all()
            .map(|value| (value - mean) * (value - mean))
            .sum::<f64>()
            / n
    }

    /// Mean width of the 90 % band within equal parts of a parameter's prior.
    fn band_if_known(&self, parameter: Parameter) -> f32 {
        let mut quantiles = Quantiles::default();
        let mut parts: [Vec<f32>; KNOWN_PARTS] = Default::default();
        for side in [&self.a, &self.b] {
            let uniforms = side.draws.uniforms(parameter.index());
            for (uniform, value) in uniforms.iter().zip(&side.result) {
                parts[(uniform * KNOWN_PARTS as f64) as usize].push(*value);
            }
        }
        let width = |part: &Vec<f32>| {
            let points = quantiles.points(part);
            points.p95 - points.p05
        };
        parts.iter().map(width).sum::<f32>() / KNOWN_PARTS as f32
    }
}

/// What ensemble B shares with the change that its factor makes in A (Saltelli and others, 2010):
/// exactly nothing where the factor has no effect. With its standard error.
fn covariance_with_change(b: &[f32], a: &[f32], mixed: &[f32]) -> (f64, f64) {
    let n = b.len() as f64;
    let mean = b.iter().map(|value| f64::from(*value)).sum::<f64>() / n;
    mean_with_error(n, || {
        let changes = a.iter().zip(mixed).map(|(a, mixed)| f64::from(mixed - a));
        let centred = b.iter().map(|b| f64::from(*b) - mean);
        centred.zip(changes).map(|(b, change)| b * change)
    })
}

/// Half the mean squared difference, and its standard error.
fn half_square(ones: &[f32], others: &[f32]) -> (f64, f64) {
    mean_with_error(ones.len() as f64, || {
        ones.iter().zip(others).map(|(one, other)| {
            let difference = f64::from(one - other);
            0.5 * difference * difference
        })
    })
}

/// The mean of `n` terms, and its standard error.
fn mean_with_error<I: Iterator<Item = f64>>(n: f64, terms: impl Fn() -> I) -> (f64, f64) {
    let mean = terms().sum::<f64>() / n;
    let squares = terms()
        .map(|term| (term - mean) * (term - mean))
        .sum::<f64>();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// Cases of the quiet ensemble: low and high of every parameter, and all at their medians.
/// Blocks must be whole under every fate, so the medians fill the rest.
const SWING_CASES: usize = (2 * PARAMETERS + 1).next_multiple_of(WIDTH);

/// Uniform numbers of the quiet ensemble, `[parameter][fate][case]`.
fn swing_cases() -> Vec<f64> {
    let mut uniforms = Vec::with_capacity(PARAMETERS * FATES * SWING_CASES);
    for parameter in 0..PARAMETERS {
        for case in (0..FATES).flat_map(|_| 0..SWING_CASES) {
            let is_moved = case / 2 == parameter;
            uniforms.push(if is_moved { LOW_HIGH[case % 2] } else { 0.5 });
        }
    }
    uniforms
}
