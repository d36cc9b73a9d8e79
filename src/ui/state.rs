//! The one scenario that a reader can change, and the answer that follows from it.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::address::of_page;
use super::trail::Trail;
use crate::figures::rows::Row;
use crate::i18n::Lang;
use crate::model::DRAWS;
use crate::model::account::{self, Cost};
use crate::model::draws::Draws;
use crate::model::equations::{Detail, SERIES};
use crate::model::levers::Lever;
use crate::model::outcomes::Outcome;
use crate::model::presets::Preset;
use crate::model::reach::{Bounds, Extent, Reach};
use crate::model::scenario::{Pack, Scenario, Setting, ShockSetting};
use crate::model::shocks::Shock;
use crate::model::simulator::Simulator;
use crate::model::summary::{Change, Summary};
use crate::share::link::{self, Decoded};
use crate::share::shown::Shown;

/// Pause after which a change counts as settled: the slower parts follow then.
const SETTLED: Duration = Duration::from_millis(350);

/// Milliseconds after which a stretch of work on the model takes up no further piece. The last one
/// may take another 6, and a slow phone four times as long: that stays under the 50 ms after which
/// a page feels stuck.
const SLICE_MS: f64 = 3.0;

/// State of the page, shared by all its parts.
#[derive(Clone, Copy)]
pub struct App {
    /// Language of the page.
    pub lang: Lang,
    /// What is asked: the only thing a reader changes.
    pub scenario: RwSignal<Scenario>,
    /// What follows from it. Written once a frame, by the scheduler alone.
    pub summary: RwSignal<Arc<Summary>>,
    /// Change of the total under the studies as published; none while it is worked out.
    pub published: RwSignal<Option<Change>>,
    /// What of the link could not be used.
    pub refused: RwSignal<Decoded>,
    /// What is looked at, and what the reader calls it.
    pub view: RwSignal<Shown>,
    /// What an encounter avoided costs, once the reader pauses.
    pub cost: RwSignal<Cost>,
    /// The preset opened last, from which the link counts differences.
    pub preset: RwSignal<Preset>,
    /// Row shown where there is room for one only.
    pub shown: RwSignal<Row>,
    /// Counts settled changes.
    pub settled: RwSignal<u32>,
    /// The way to the present state.
    pub trail: RwSignal<Trail>,
    /// Whether the last change is being shown over again: nothing of that is a state to keep.
    pub replaying: RwSignal<bool>,
    /// Whether the reader has a slider in hand: axes stand still meanwhile.
    pub held: RwSignal<bool>,
    role: Role,
    engine: StoredValue<Engine, LocalStorage>,
}

/// What a program of the page does with the state.
#[derive(Clone, Copy)]
pub struct Role {
    /// Follows each change at once.
    pub changed: fn(App),
    /// Follows when the reader pauses.
    pub settled: fn(App),
    /// Whether it says beside each answer what the studies give as published.
    pub says_published: bool,
}

/// The program that holds the state and answers each change.
pub const HOST: Role = Role {
    changed: App::ask,
    settled: App::catch_up,
    says_published: true,
};

/// The models behind the answer.
struct Engine {
    model: Simulator,
    /// A second model under the studies as published; made when first asked.
    published: Option<Simulator>,
    reach: Reach,
    frame_asked: bool,
    settling: Option<TimeoutHandle>,
}

impl Engine {
    fn published(&mut self) -> &mut Simulator {
        self.published.get_or_insert_with(|| self.model.sibling())
    }

    /// One piece of what the studies as published need; gives whether there was one.
    fn prepare_published(&mut self, scenario: &Scenario) -> bool {
        let published = scenario.clone().believing(Pack::AsPublished);
        scenario.assumptions.pack == Pack::Literature
            && self.published().prepare_next(&published).is_some()
    }
}

impl App {
    /// The state that a link's fragment asks for.
    pub fn open(lang: Lang, fragment: &str, role: Role) -> Self {
        let decoded = link::decode(fragment);
        let scenario = decoded.scenario.clone();
        let model = Simulator::new(scenario.seed, DRAWS);
        App {
            lang,
            summary: RwSignal::new(Arc::new(Summary::blank(&scenario))),
            scenario: RwSignal::new(scenario),
            published: RwSignal::new(None),
            preset: RwSignal::new(decoded.preset),
            shown: RwSignal::new(decoded.shown.row.unwrap_or(Row::ALL[1])),
            view: RwSignal::new(decoded.shown.clone()),
            cost: RwSignal::new(Cost::NoMoreAid),
            refused: RwSignal::new(decoded),
            settled: RwSignal::new(0),
            trail: RwSignal::new(Trail::default()),
            replaying: RwSignal::new(false),
            held: RwSignal::new(false),
            role,
            engine: StoredValue::new_local(Engine {
                model,
                published: None,
                reach: Reach::default(),
                frame_asked: false,
                settling: None,
            }),
        }
    }

    /// Prepares the model in slices, so that the page stays responsive, then goes on.
    pub fn prepare_then(self, ready: impl FnOnce() + 'static) {
        let scenario = self.scenario.get_untracked();
        let began = now();
        while self.prepare(&scenario) {
            if now() - began >= SLICE_MS {
                set_timeout(move || self.prepare_then(ready), Duration::ZERO);
                return;
            }
        }
        self.answer();
        // The still page shows the studies as published too: that must not go and
        // come back. Each step is a task of its own, so that none is long.
        let then = move || {
            self.settle();
            set_timeout(ready, Duration::ZERO);
        };
        set_timeout(then, Duration::ZERO);
    }

    /// One piece of what an answer needs; gives whether there was one.
    fn prepare(self, scenario: &Scenario) -> bool {
        let done = self.engine.try_update_value(|engine| {
            engine.model.prepare_next(scenario).is_some()
                || engine.reach.advance(scenario)
                || self.role.says_published && engine.prepare_published(scenario)
        });
        done == Some(true)
    }

    /// Changes the scenario; the answer follows in the next frame.
    pub fn change(self, change: impl FnOnce(&mut Scenario)) {
        let before = self.scenario.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.scenario.set(after);
            (self.role.changed)(self);
        }
    }

    /// Opens a state that was told by a link; what of it was refused is no concern here.
    pub fn open_state(self, known: Decoded) {
        self.preset.set(known.preset);
        let row = known.shown.row;
        self.look(|view| *view = known.shown);
        self.shown.update(|shown| *shown = row.unwrap_or(*shown));
        self.change(|scenario| *scenario = known.scenario);
    }

    /// Changes what is looked at.
    pub fn look(self, change: impl FnOnce(&mut Shown)) {
        let before = self.view.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.view.set(after);
            (self.role.changed)(self);
        }
    }

    /// Sets a lever to one value for all years.
    pub fn set_lever(self, lever: Lever, value: f32) {
        let value = lever.record().snap(value);
        self.change(|scenario| scenario.levers[lever.index()] = Setting::Constant(value));
    }

    /// Sets a shock to one value.
    pub fn set_shock(self, shock: Shock, value: f32) {
        let value = shock.record().snap(value);
        self.change(|scenario| scenario.shocks[shock.index()] = ShockSetting::Constant(value));
    }

    /// Opens a preset; border rules and beliefs stay as they are.
    pub fn open_preset(self, preset: Preset) {
        let known = preset.scenario();
        self.preset.set(preset);
        self.change(|scenario| {
            scenario.levers = known.levers;
            scenario.shocks = known.shocks;
        });
    }

    /// Back to the state on which the page opens.
    pub fn reset(self) {
        self.open_state(link::decode(&of_page("data-stage")));
    }

    /// Runs the model now. The page goes through [`App::change`]; benchmarks come here.
    pub fn answer(self) {
        let scenario = self.scenario.get_untracked();
        self.simulate(&scenario);
        self.summarise(&scenario);
    }

    /// First half of an answer: the futures.
    pub fn simulate(self, scenario: &Scenario) {
        self.engine.update_value(|engine| {
            if engine.model.seed() != scenario.seed {
                engine.model = Simulator::new(scenario.seed, DRAWS);
                engine.published = None;
            }
            engine.model.simulate(scenario, Detail::Encounters);
        });
    }

    /// Second half of an answer: the statistics, handed to the page.
    pub fn summarise(self, scenario: &Scenario) {
        let mut summary = None;
        self.engine
            .update_value(|engine| summary = Some(engine.model.summarise(scenario)));
        if let Some(summary) = summary {
            self.tell(summary);
        }
    }

    /// Hands what follows from the scenario to the page, on axes that every reading of the studies
    /// shares; while a slider is in hand these wait, as what stands still needs no new ones.
    pub fn tell(self, mut summary: Summary) {
        summary.reach = match self.held.get_untracked() {
            true => self.summary.read_untracked().reach,
            false => self.reach(&summary.scenario),
        };
        self.summary.set(Arc::new(summary));
    }

    /// The slider is let go: axes follow.
    pub fn let_go(self) {
        if self.held.get_untracked() {
            self.held.set(false);
            self.tell(Summary::clone(&self.summary.get_untracked()));
        }
    }

    /// How far the change of a scenario reaches under every reading of the studies.
    pub fn reach(self, scenario: &Scenario) -> Extent {
        let reach = self
            .engine
            .try_update_value(|engine| engine.reach.of(scenario));
        reach.unwrap_or_default()
    }

    /// How far an outcome of a scenario reaches under every reading of the studies.
    pub fn bounds(self, scenario: &Scenario, outcome: Outcome) -> Bounds {
        let bounds = self
            .engine
            .try_update_value(|engine| engine.reach.bounds(scenario, outcome));
        bounds.unwrap_or_default()
    }

    /// The model behind the answer, to be asked something else; with another seed it is made anew.
    pub fn with_model<T>(self, ask: impl FnOnce(&mut Simulator) -> T) -> Option<T> {
        let seed = self.scenario.read_untracked().seed;
        self.engine.try_update_value(|engine| {
            if engine.model.seed() != seed {
                engine.model = Simulator::new(seed, DRAWS);
            }
            ask(&mut engine.model)
        })
    }

    /// The random numbers behind the answer.
    pub fn numbers(self) -> Rc<Draws> {
        self.engine.with_value(|engine| engine.model.numbers())
    }

    fn ask(self) {
        self.published.set(None);
        let asked = self
            .engine
            .try_update_value(|engine| std::mem::replace(&mut engine.frame_asked, true));
        if asked == Some(false) {
            request_animation_frame(move || {
                self.engine
                    .update_value(|engine| engine.frame_asked = false);
                self.answer();
            });
        }
        self.settle_soon();
    }

    /// What waits for a pause of the reader follows one.
    pub fn settle_soon(self) {
        self.engine.update_value(|engine| {
            if let Some(pending) = engine.settling.take() {
                pending.clear();
            }
            engine.settling = set_timeout_with_handle(move || self.settle(), SETTLED).ok();
        });
    }

    /// Whether the reader has changed something and not paused yet.
    pub fn is_settling(self) -> bool {
        self.engine.with_value(|engine| engine.settling.is_some())
    }

    fn settle(self) {
        self.engine.update_value(|engine| engine.settling = None);
        (self.role.settled)(self);
        self.settled.update(|count| *count = count.wrapping_add(1));
    }

    fn catch_up(self) {
        // A busy or hidden page may not have had its frame: what settles is the last change.
        if self.engine.with_value(|engine| engine.frame_asked) {
            self.answer();
        }
        let scenario = self.scenario.get_untracked();
        if scenario.assumptions.pack == Pack::Literature {
            self.published.set(self.under_published(scenario));
        }
        let cost = self
            .engine
            .with_value(|engine| account::cost(&engine.model, &self.summary.read_untracked()));
        self.cost.set(cost);
    }

    fn under_published(self, scenario: Scenario) -> Option<Change> {
        let scenario = scenario.believing(Pack::AsPublished);
        self.engine.try_update_value(|engine| {
            let summary = engine.published().run(&scenario, Detail::Encounters);
            summary.change[SERIES - 1]
        })
    }
}

/// Milliseconds of the page's clock; it paces work and never enters a result.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}
