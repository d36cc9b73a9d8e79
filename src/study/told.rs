//! What is told beyond the summary: outcomes by year, single futures, whether a link's numbers hold.

use std::sync::Arc;

use leptos::prelude::*;

use super::Study;
use crate::figures::form::Form;
use crate::model::account::{Account, Accounts, Sample, Twenty};
use crate::model::equations::{Detail, SERIES};
use crate::model::outcomes::Outcome;
use crate::model::reach::Bounds;
use crate::model::simulator::Simulator;
use crate::ui::view::is_elsewhere;

/// What is told of an outcome, and in which single futures.
#[derive(Clone)]
pub struct Told {
    /// By year and summed.
    pub account: Account,
    /// Single futures by series, where these are drawn.
    pub samples: Vec<Sample>,
    /// Twenty changes by series, where these are drawn.
    pub twenties: Vec<Twenty>,
}

impl Told {
    fn of(accounts: &mut Accounts, model: &Simulator, outcome: Outcome, form: Form) -> Self {
        let account = accounts.account(model, outcome);
        let (mut samples, mut twenties) = (Vec::new(), Vec::new());
        for series in 0..SERIES {
            if form == Form::Lines {
                samples.push(accounts.sample(model, outcome, series));
            }
            // A change that can't be told in per cent is shown as dots.
            if form == Form::Dots || !account.relative {
                twenties.push(accounts.twenty(model, outcome, series));
            }
        }
        Told {
            account,
            samples,
            twenties,
        }
    }
}

/// When what is told has to follow the state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// It is not asked for.
    Never,
    /// When the reader pauses.
    InPauses,
    /// With each change.
    AtOnce,
}

/// When it is wanted now: by what is looked at, or by the panels that are open.
fn wanted(study: Study) -> Wanted {
    if is_elsewhere(&study.app.view.read()) {
        return Wanted::AtOnce;
    }
    let wants = study.wants.read();
    let open = wants.iter().filter(|(open, _)| open.get());
    open.map(|(_, wanted)| *wanted)
        .max()
        .unwrap_or(Wanted::Never)
}

/// Keeps what is told in step with the state from now on, while something on the page asks for it.
pub fn keep(study: Study) {
    let app = study.app;
    let asked = StoredValue::new_local(false);
    Effect::new(move |_| {
        match wanted(study) {
            Wanted::Never => return,
            Wanted::InPauses => app.settled.track(),
            Wanted::AtOnce => app.scenario.track(),
        }
        if asked.with_value(|asked| *asked) {
            return;
        }
        // At most one answer a frame.
        asked.set_value(true);
        request_animation_frame(move || {
            asked.set_value(false);
            now(study);
        });
    });
    // The slider is let go: axes follow.
    Effect::new(move |_| {
        if !app.held.get()
            && untrack(|| wanted(study)) != Wanted::Never
            && let Some(told) = study.told.get_untracked()
        {
            let mut told = Told::clone(&told);
            told.account.bounds = bounds(study, told.account.outcome);
            study.told.set(Some(Arc::new(told)));
        }
    });
}

/// How far an outcome of the present state reaches: what axes rest on. While a slider is in hand
/// they stand still, and need nothing new.
fn bounds(study: Study, outcome: Outcome) -> Bounds {
    let app = study.app;
    match study.told.read_untracked().as_deref() {
        Some(told) if app.held.get_untracked() && told.account.outcome == outcome => {
            told.account.bounds
        }
        _ => app.bounds(&app.scenario.read_untracked(), outcome),
    }
}

/// Works out what is told where it lags behind the state, so that what a reader takes away is what
/// the page shows.
pub fn catch_up(study: Study) {
    let app = study.app;
    if app.summary.read_untracked().scenario != *app.scenario.read_untracked() {
        now(study);
    }
}

/// Works out what is told of the present state.
pub fn now(study: Study) {
    let app = study.app;
    let scenario = app.scenario.get_untracked();
    let (outcome, form) = app.view.with_untracked(|view| (view.outcome, view.form));
    let answer = app.with_model(|model| {
        let summary = model.run(&scenario, outcome.record().detail);
        let told = study
            .accounts
            .try_update_value(|accounts| Told::of(accounts, model, outcome, form));
        (summary, told)
    });
    if let Some((summary, Some(mut told))) = answer {
        told.account.bounds = bounds(study, outcome);
        app.tell(summary);
        study.told.set(Some(Arc::new(told)));
    }
}

/// What follows for every outcome in the present state, in page order.
pub fn all(study: Study) -> Vec<Account> {
    let app = study.app;
    let scenario = app.scenario.get_untracked();
    let accounts = app.with_model(|model| {
        model.run(&scenario, Detail::Everything);
        study.accounts.try_update_value(|accounts| {
            Outcome::ALL.map(|outcome| accounts.account(model, outcome))
        })
    });
    accounts.flatten().map_or_else(Vec::new, Vec::from)
}
