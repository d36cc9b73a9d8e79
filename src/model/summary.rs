//! What follows from a scenario, in the few numbers that the page, the tables and the files show.

use super::YEARS;
use super::equations::{Pot, SERIES};
use super::levers::Lever;
use super::parameters::Parameter;
use super::quantiles::Points;
use super::reach::Extent;
use super::scenario::Scenario;

/// Encounters a year of each series, FY2027 to FY2036: El Salvador, Guatemala, Honduras, total.
pub type Fans = [[Points; YEARS]; SERIES];

/// Everything that is said about one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The scenario itself.
    pub scenario: Scenario,
    /// Futures behind every number.
    pub draws: usize,
    /// Encounters a year in what the scenario is held against: A, if one is pinned, else no lever
    /// moved (see [`Scenario::reference`]).
    pub baseline: Fans,
    /// Encounters a year in the scenario.
    pub future: Fans,
    /// Encounters that the regime would have led to in FY2025 and FY2026, where it is not conditioned on them.
    pub lead_in: Option<[[Points; 2]; SERIES]>,
    /// Median encounters a year if the rules recorded last hold and no lever moves.
    pub today: [[f32; YEARS]; SERIES],
    /// Paired change over FY2027-36: B less A, or the scenario less its baseline.
    pub change: [Change; SERIES],
    /// How far the change reaches under every reading that can be chosen, where that was asked too;
    /// axes rest on it.
    pub reach: Extent,
    /// Change of all entries over FY2027-36, irregular encounters and places used together.
    pub entries: [Points; SERIES],
    /// Share of futures in which all entries of the three countries together rise.
    pub entries_more: f32,
    /// Places used over FY2027-36 in each country.
    pub places_used: Points,
    /// Use of the pot of money.
    pub pot: Pot,
}

impl Summary {
    /// What is known of `scenario` before the model has run: nothing, in all its numbers.
    pub fn blank(scenario: &Scenario) -> Self {
        Summary {
            scenario: scenario.clone(),
            draws: 0,
            baseline: Default::default(),
            future: Default::default(),
            lead_in: None,
            today: Default::default(),
            change: [Change::default(); SERIES],
            reach: Extent::default(),
            entries: Default::default(),
            entries_more: 0.0,
            places_used: Points::default(),
            pot: Pot::default(),
        }
    }
}

/// Paired change of encounters, summed over FY2027-36: the same draws with and without the scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Change {
    /// Encounters avoided; negative where there are more.
    pub avoided: Points,
    /// The same in per cent of the reference.
    pub percent: Points,
    /// Share of futures with fewer encounters.
    pub fewer: f32,
    /// Share of futures in which nothing changes.
    pub unchanged: f32,
}

/// What may be said about the sign of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// Unchanged in more than 80 of 100 futures.
    NoEffect,
    /// Nine futures in ten lie within 2 % of no change.
    TooSmall,
    /// Fewer in more than 80 of 100 futures.
    Fewer,
    /// More in more than 80 of 100 futures.
    More,
    /// The sign is not known; no middle value may be stressed.
    NotKnown,
}

impl Change {
    /// The badge, by rules in this order.
    pub fn badge(&self) -> Badge {
        self.badge_where(true)
    }

    /// The badge where per cent may mean nothing: then no change is too small.
    pub fn badge_where(&self, relative: bool) -> Badge {
        let more = 1.0 - self.fewer - self.unchanged;
        if self.unchanged > 0.8 {
            Badge::NoEffect
        } else if relative && self.percent.p05 >= -2.0 && self.percent.p95 <= 2.0 {
            Badge::TooSmall
        } else if self.fewer > 0.8 {
            Badge::Fewer
        } else if more > 0.8 {
            Badge::More
        } else {
            Badge::NotKnown
        }
    }
}

impl Badge {
    /// Eternal key in message files and tables.
    pub const fn key(self) -> &'static str {
        match self {
            Badge::NoEffect => "no-effect",
            Badge::TooSmall => "too-small",
            Badge::Fewer => "fewer",
            Badge::More => "more",
            Badge::NotKnown => "not-known",
        }
    }
}

/// Levers set otherwise than in the reference whose sign leans on a prior that (almost) excludes
/// one side of zero.
pub fn leaning_on_bounded_priors(scenario: &Scenario) -> impl Iterator<Item = Lever> + '_ {
    scenario.differing().filter(|lever| {
        let prior = match lever {
            Lever::AntiCorruption => Parameter::MissionHomicideFall,
            Lever::AntiSmuggling => Parameter::SmugglingCut,
            Lever::Research => Parameter::ResearchQuality,
            _ => return false,
        };
        // Under a pinned value there is no bound to lean on.
        scenario.assumptions.belief(prior).prior == prior.record().prior
    })
}
