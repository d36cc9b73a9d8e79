//! The way a reader has gone: settled states one after another, to go back, forth, and over again.
//!
//! It survives a reload where the browser keeps things for a page, and never overrides a link.

use leptos::prelude::*;

use super::address::{link_of, stored};
use super::state::{App, now};
use crate::i18n::words;
use crate::model::levers::Lever;
use crate::model::scenario::{Scenario, Setting, ShockSetting};
use crate::model::shocks::Shock;
use crate::share::link;

/// States that are kept.
const MOST: usize = 60;

/// How long a replay takes, in milliseconds.
const REPLAY_MS: f64 = 1_600.0;

/// Where the way is kept for a reload, a link a line; the first line is the place of the present.
const KEPT: &str = "root-causes.trail";

/// States as links, and which of them is the present one.
#[derive(Default)]
pub struct Trail {
    links: Vec<String>,
    at: usize,
}

impl Trail {
    /// The way kept by the page before it was loaded again, if it leads to `link`.
    pub fn leading_to(link: &str) -> Self {
        let text = stored()
            .and_then(|storage| storage.get_item(KEPT).ok().flatten())
            .unwrap_or_default();
        let mut lines = text.lines();
        let at = lines.next().and_then(|line| line.parse().ok());
        let links: Vec<String> = lines.take(MOST).map(str::to_string).collect();
        match at.filter(|&at: &usize| links.get(at).is_some_and(|known| known == link)) {
            Some(at) => Trail { links, at },
            None => Trail {
                links: vec![link.to_string()],
                at: 0,
            },
        }
    }

    /// Takes a state in: as a new one, or in place of the present one while a gesture goes on.
    fn note(&mut self, link: &str, is_new: bool) {
        if self.links.get(self.at).is_some_and(|known| known == link) {
            return;
        }
        self.links.truncate(self.at + 1);
        if !is_new {
            self.links.pop();
        }
        self.links.push(link.to_string());
        if self.links.len() > MOST {
            self.links.remove(0);
        }
        self.at = self.links.len() - 1;
    }

    /// The state some steps away.
    fn beside(&self, steps: isize) -> Option<&String> {
        self.links.get(self.at.checked_add_signed(steps)?)
    }

    fn keep(&self) {
        let Some(storage) = stored() else { return };
        let text = format!("{}\n{}", self.at, self.links.join("\n"));
        // A reader whose browser keeps nothing has the way until the page goes.
        if let Err(error) = storage.set_item(KEPT, &text) {
            web_sys::console::warn_1(&error);
        }
    }
}

/// Notes the present state, which a gesture has led to.
pub fn note(app: App, link: &str, is_new: bool) {
    app.trail.update(|trail| {
        trail.note(link, is_new);
        trail.keep();
    });
}

/// Notes a state that came from the address: a step back or forth, or a new one.
pub fn follow(app: App) {
    let link = link_of(app);
    app.trail.update(|trail| {
        let step = [-1, 1]
            .into_iter()
            .find(|&step| trail.beside(step) == Some(&link));
        match step {
            Some(step) => trail.at = trail.at.saturating_add_signed(step),
            None => trail.note(&link, true),
        }
        trail.keep();
    });
}

/// Goes some steps along the way.
fn go(app: App, steps: isize) {
    let Some(link) = app
        .trail
        .with_untracked(|trail| trail.beside(steps).cloned())
    else {
        return;
    };
    app.trail.update(|trail| {
        trail.at = trail.at.saturating_add_signed(steps);
        trail.keep();
    });
    open(app, &link);
}

fn open(app: App, link: &str) {
    app.open_state(link::decode(link));
}

/// Shows the last change over again: from the state before to the present one, once.
fn replay(app: App) {
    let states = app
        .trail
        .with_untracked(|trail| [trail.beside(-1), trail.beside(0)].map(|link| link.cloned()));
    let [Some(before), Some(after)] = states else {
        return;
    };
    let states = [before, after].map(|link| link::decode(&link).scenario);
    // Who wants no motion sees the one and then the other.
    let still = window()
        .match_media("(prefers-reduced-motion: reduce)")
        .is_ok_and(|list| list.is_some_and(|list| list.matches()));
    let first = states[0].clone();
    app.replaying.set(true);
    app.change(|scenario| scenario.clone_from(&first));
    frame(app, now(), states, first, still);
}

fn frame(app: App, began: f64, states: [Scenario; 2], shown: Scenario, still: bool) {
    request_animation_frame(move || {
        // A reader who moves something meanwhile goes on from there.
        if *app.scenario.read_untracked() != shown {
            app.replaying.set(false);
            return;
        }
        let mut share = ((now() - began) / REPLAY_MS) as f32;
        if still && share < 1.0 {
            share = 0.0;
        }
        let scenario = between(&states, share);
        app.change(|present| present.clone_from(&scenario));
        if share < 1.0 {
            frame(app, began, states, scenario, still);
        } else {
            app.replaying.set(false);
        }
    });
}

/// The state at a share of the way from the first to the second: what has one value in both moves
/// by its steps, all else changes half-way.
fn between(states: &[Scenario; 2], share: f32) -> Scenario {
    let [from, to] = states;
    if share >= 1.0 {
        return to.clone();
    }
    let mut present = if share < 0.5 { from } else { to }.clone();
    for lever in Lever::ALL {
        if let (Setting::Constant(a), Setting::Constant(b)) = (from.lever(lever), to.lever(lever)) {
            let value = lever.record().snap(a + (b - a) * share);
            present.levers[lever.index()] = Setting::Constant(value);
        }
    }
    for shock in Shock::ALL {
        if let (ShockSetting::Constant(a), ShockSetting::Constant(b)) =
            (from.shock(shock), to.shock(shock))
        {
            let value = shock.record().snap(a + (b - a) * share);
            present.shocks[shock.index()] = ShockSetting::Constant(value);
        }
    }
    present
}

/// Buttons for the way back, forth, and over again.
#[component]
pub fn Way(app: App) -> impl IntoView {
    let w = words::way(app.lang);
    let button = move |name: &'static str, step: isize, press: fn(App)| {
        let is_there = move || app.trail.read().beside(step).is_some();
        view! {
            <button
                type="button"
                class="word"
                aria-disabled=move || (!is_there()).to_string()
                on:click=move |_| press(app)
            >
                {name}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="actions way">
            {button(w.undo, -1, |app| go(app, -1))}
            {button(w.redo, 1, |app| go(app, 1))}
            {button(w.replay, -1, replay)}
        </div>
    }
    .into_any()
}
