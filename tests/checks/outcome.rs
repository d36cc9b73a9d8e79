//! Everything that is known of one scenario, as plain values that a test can also spoil.

use root_causes::model::equations::{Detail, Paths, SERIES};
use root_causes::model::levers::Lever;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::Scenario;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::{Badge, Summary};
use root_causes::model::{COUNTRIES, YEARS};

/// A scenario, its numbers, and the futures behind them.
#[derive(Clone)]
pub struct Outcome {
    /// What was asked.
    pub scenario: Scenario,
    /// What was answered.
    pub summary: Summary,
    /// The badge of each series.
    pub badges: [Badge; SERIES],
    /// Futures of the reference.
    pub before: Futures,
    /// Futures of the scenario.
    pub after: Futures,
    /// Places used in each country over FY2027-36, one a draw.
    pub places_used: Vec<f32>,
    /// Futures of the scenario without its visas and entry places.
    pub without_places: Futures,
    /// Median encounters of the scenario under each regime, in the order of [`Regime::ALL`].
    pub by_regime: [[[f32; YEARS]; SERIES]; Regime::ALL.len()],
}

/// Futures of one scenario.
#[derive(Clone, PartialEq)]
pub struct Futures {
    /// Encounters, `[series][year][draw]`.
    pub encounters: Vec<Vec<Vec<f32>>>,
    /// Encounters over FY2027-36, `[series][draw]`.
    pub sums: Vec<Vec<f32>>,
    /// Homicides over FY2027-36, `[series][draw]`; empty where they were not asked for.
    pub homicides: Vec<Vec<f32>>,
}

impl Outcome {
    /// Asks the model.
    pub fn of(model: &mut Simulator, scenario: &Scenario) -> Self {
        let without_places = scenario
            .clone()
            .with(Lever::WorkVisas, 0.0)
            .with(Lever::EntryPlaces, 0.0);
        model.simulate(&without_places, Detail::Encounters);
        let without_places = Futures::of(model.paths());
        let by_regime = Regime::ALL.map(|regime| {
            let there = model.run(&scenario.clone().under(regime), Detail::Encounters);
            there.future.map(|years| years.map(|points| points.p50))
        });
        let summary = model.run(scenario, Detail::Everything);
        Outcome {
            scenario: scenario.clone(),
            badges: summary.change.map(|change| change.badge()),
            summary,
            before: Futures::of(model.reference_paths()),
            after: Futures::of(model.paths()),
            places_used: model.paths().places_used().to_vec(),
            without_places,
            by_regime,
        }
    }

    /// Number of draws.
    pub fn draws(&self) -> usize {
        self.places_used.len()
    }

    /// Encounters avoided over FY2027-36, one a draw.
    pub fn avoided(&self, series: usize) -> Vec<f32> {
        let pairs = self.before.sums[series]
            .iter()
            .zip(&self.after.sums[series]);
        pairs.map(|(before, after)| before - after).collect()
    }

    /// Change of lawful and irregular entries together over FY2027-36, one a draw.
    pub fn entries(&self, series: usize) -> Vec<f32> {
        let countries = if series == COUNTRIES {
            COUNTRIES as f32
        } else {
            1.0
        };
        let avoided = self.avoided(series).into_iter();
        avoided
            .zip(&self.places_used)
            .map(|(avoided, used)| countries * used - avoided)
            .collect()
    }
}

impl Futures {
    fn of(paths: &Paths) -> Self {
        let years = |series| (0..YEARS).map(move |t| paths.encounters(series, t).to_vec());
        Futures {
            encounters: (0..SERIES).map(|series| years(series).collect()).collect(),
            sums: (0..SERIES)
                .map(|series| paths.sums(series).to_vec())
                .collect(),
            homicides: (0..SERIES)
                .filter_map(|series| Some(paths.homicides(series)?.to_vec()))
                .collect(),
        }
    }
}
