//! What one would have to believe: the value of a parameter at which the answer turns.
//!
//! All other parameters keep their priors; the one asked about is given one value after another.
//! The answer is the median over all futures of the change in per cent ([`super::trial`]).

use std::rc::Rc;

use super::coefficients::Values;
use super::draws::Draws;
use super::parameters::{PARAMETERS, Parameter};
use super::quantiles::{Points, Quantiles};
use super::scenario::Scenario;
use super::trial::Trial;
use crate::data;

/// Values tried along the axis before the turn is sought between two of them.
const STEPS: usize = 16;

/// Times the interval that holds the turn is halved.
const HALVINGS: usize = 10;

/// What follows if a parameter has one value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// The value.
    pub value: f64,
    /// Encounters avoided, per cent, over all futures.
    pub percent: Points,
}

/// Where the answer turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    /// At this value: the answer is yes above it, or below it.
    At {
        /// The value.
        value: f64,
        /// Whether it is yes for larger values.
        yes_above: bool,
        /// Share of the pack's prior on the side where the answer is yes.
        believed: f64,
    },
    /// Yes for every value on the axis.
    AlwaysYes,
    /// No for every value on the axis.
    AlwaysNo,
}

/// A question about one parameter, answered in pieces of a few milliseconds.
///
/// The question: does the scenario avoid more than `at_least` per cent of encounters in at least
/// half of the futures?
pub struct Search {
    scenario: Scenario,
    parameter: Parameter,
    at_least: f32,
    axis: (f64, f64),
    draws: Rc<Draws>,
    values: Values,
    pinned: Values,
    trial: Trial,
    quantiles: Quantiles,
    curve: Vec<At>,
    bracket: Option<(At, At)>,
    halvings: usize,
}

impl Search {
    /// A question on `draws`, whose parameters follow the scenario's assumptions; the one asked
    /// about has the pack's prior, whatever the reader has made of it.
    pub fn new(scenario: Scenario, parameter: Parameter, at_least: f32, draws: Rc<Draws>) -> Self {
        let mut values = Values::default();
        // What the reader holds of this parameter is the question, not a part of the answer.
        let mut assumptions = scenario.assumptions;
        assumptions.own.set(parameter, None);
        values.refresh(&draws, &assumptions, PARAMETERS);
        Search {
            trial: Trial::new(draws.blocks()),
            axis: axis(parameter),
            scenario,
            parameter,
            at_least,
            draws,
            pinned: values.clone(),
            values,
            quantiles: Quantiles::default(),
            curve: Vec::with_capacity(STEPS + 1),
            bracket: None,
            halvings: 0,
        }
    }

    /// Does one piece; gives whether more are to come.
    pub fn advance(&mut self) -> bool {
        if self.curve.len() <= STEPS {
            let (low, high) = self.axis;
            let share = self.curve.len() as f64 / STEPS as f64;
            let at = self.at(low + share * (high - low));
            self.curve.push(at);
            return true;
        }
        if self.bracket.is_none() {
            self.bracket = self.nearest_bracket();
        }
        let Some((one, other)) = self.bracket else {
            return false;
        };
        if self.halvings == HALVINGS {
            return false;
        }
        self.halvings += 1;
        let middle = self.at(0.5 * (one.value + other.value));
        let halved = if self.is_yes(&middle) == self.is_yes(&one) {
            (middle, other)
        } else {
            (one, middle)
        };
        self.bracket = Some(halved);
        true
    }

    /// All pieces at once.
    pub fn run(mut self) -> (Turn, Vec<At>) {
        while self.advance() {}
        (self.turn(), self.curve)
    }

    /// Least and largest value tried.
    pub fn axis(&self) -> (f64, f64) {
        self.axis
    }

    /// What follows along the axis, as far as it was tried.
    pub fn curve(&self) -> &[At] {
        &self.curve
    }

    /// Where the answer turns, after the last piece.
    pub fn turn(&self) -> Turn {
        let Some((one, other)) = self.bracket else {
            let yes = self.curve.first().is_some_and(|at| self.is_yes(at));
            return if yes { Turn::AlwaysYes } else { Turn::AlwaysNo };
        };
        let value = 0.5 * (one.value + other.value);
        let yes_above = self.is_yes(&other);
        let below = self.values.share_up_to(self.parameter, value);
        Turn::At {
            value,
            yes_above,
            believed: if yes_above { 1.0 - below } else { below },
        }
    }

    fn at(&mut self, value: f64) -> At {
        self.pinned.pin(self.parameter, value);
        let percent = self
            .trial
            .percent(&self.scenario, &self.draws, &self.pinned);
        At {
            value,
            percent: self.quantiles.points(percent),
        }
    }

    fn is_yes(&self, at: &At) -> bool {
        at.percent.p50 > self.at_least
    }

    /// Of all neighbours with different answers, those nearest to the middle of the prior.
    fn nearest_bracket(&self) -> Option<(At, At)> {
        let middle = self
            .scenario
            .assumptions
            .prior(self.parameter)
            .quantile(0.5);
        let distance = |pair: &[At]| (0.5 * (pair[0].value + pair[1].value) - middle).abs();
        self.curve
            .windows(2)
            .filter(|pair| self.is_yes(&pair[0]) != self.is_yes(&pair[1]))
            .min_by(|one, other| distance(one).total_cmp(&distance(other)))
            .map(|pair| (pair[0], pair[1]))
    }
}

/// Values worth asking about: the parameter's default prior and half its width on either side,
/// and every published figure, as far as it is possible.
pub fn axis(parameter: Parameter) -> (f64, f64) {
    let record = parameter.record();
    let (low, high) = (record.prior.quantile(0.01), record.prior.quantile(0.99));
    let more = 0.5 * (high - low);
    let (least, most) = record.settable.possible;
    let around = (f64::max(low - more, least), f64::min(high + more, most));
    data::estimates(record.key).fold(around, |(low, high), estimate| {
        (low.min(estimate.value), high.max(estimate.value))
    })
}
