//! Where the spread of the present result comes from, worked out once for all who ask: the block
//! that says what decides the answer, and the cards of assumptions.

use std::sync::Arc;

use leptos::prelude::*;

use super::work::stretch;
use crate::model::scenario::Scenario;
use crate::model::sensitivity::{Analysis, RUNS, Report};
use crate::ui::state::{App, now};

/// A report, and what it took.
#[derive(Clone)]
pub struct Finding {
    /// What was found.
    pub report: Arc<Report>,
    /// Milliseconds of work.
    pub took: f64,
    /// In how many stretches it was done.
    pub stretches: u32,
}

/// Works out one report at a time; a new scenario takes the place of that under way.
#[derive(Clone, Copy)]
pub struct Analyst {
    app: App,
    /// The latest report; perhaps of a scenario that has changed since.
    pub finding: RwSignal<Option<Finding>>,
    desk: StoredValue<Option<Desk>, LocalStorage>,
}

/// A report in the making.
struct Desk {
    analysis: Analysis,
    took: f64,
    stretches: u32,
}

impl Analyst {
    /// Nothing found yet.
    pub fn new(app: App) -> Self {
        Analyst {
            app,
            finding: RwSignal::new(None),
            desk: StoredValue::new_local(None),
        }
    }

    /// The report on the present scenario, once it is there.
    pub fn present(self) -> Option<Finding> {
        let scenario = self.app.scenario.read();
        let is_of_it = |finding: &Finding| finding.report.scenario == *scenario;
        self.finding.get().filter(is_of_it)
    }

    /// Begins a report on the present scenario, unless it is there or under way.
    pub fn ask(self) {
        let scenario = self.app.scenario.get_untracked();
        let is_there = self.finding.with_untracked(|finding| {
            finding
                .as_ref()
                .is_some_and(|finding| finding.report.scenario == scenario)
        });
        let under_way = self.under_way(&scenario);
        if under_way == Some(true) || (is_there && under_way.is_none()) {
            return;
        }
        self.desk.set_value(Some(Desk {
            analysis: Analysis::new(scenario, RUNS),
            took: 0.0,
            stretches: 0,
        }));
        if under_way.is_none() {
            self.go_on();
        }
    }

    /// Whether what is under way is of `scenario`; none where nothing is.
    fn under_way(self, scenario: &Scenario) -> Option<bool> {
        self.desk
            .with_value(|desk| Some(desk.as_ref()?.analysis.scenario() == scenario))
    }

    /// One stretch of work, and the next in a task of its own.
    fn go_on(self) {
        let step = || {
            self.desk
                .try_update_value(|desk| desk.as_mut().is_some_and(|desk| desk.analysis.advance()))
                .unwrap_or(false)
        };
        let began = now();
        let next = stretch(self.app, step);
        let worked = now() - began;
        self.desk.update_value(|desk| {
            if let Some(desk) = desk {
                desk.took += worked;
                desk.stretches += u32::from(next.is_none_or(|wait| wait.is_zero()));
            }
        });
        if let Some(wait) = next {
            set_timeout(move || self.go_on(), wait);
            return;
        }
        let done = self.desk.try_update_value(Option::take).flatten();
        if let Some(desk) = done {
            self.finding.set(Some(Finding {
                report: Arc::new(desk.analysis.report()),
                took: desk.took,
                stretches: desk.stretches,
            }));
        }
    }
}
