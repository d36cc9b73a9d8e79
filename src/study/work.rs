//! Work too long for a frame: done in short stretches, on a model of its own.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::model::scenario::Scenario;
use crate::model::simulator::Simulator;
use crate::ui::state::{App, now};

/// Work done at a stretch, in milliseconds; a frame goes on beside it.
const SLICE_MS: f64 = 6.0;

/// Until it is looked again whether the reader has paused.
const WAIT: Duration = Duration::from_millis(100);

/// One stretch of steps, none while the reader is moving something: gives after which time the
/// next is due, in a task of its own, or none where there are no more steps.
pub fn stretch(app: App, mut step: impl FnMut() -> bool) -> Option<Duration> {
    if app.is_settling() {
        return Some(WAIT);
    }
    let began = now();
    while now() - began < SLICE_MS {
        if !step() {
            return None;
        }
    }
    Some(Duration::ZERO)
}

/// A piece of work in steps of a few milliseconds.
pub trait Work: 'static {
    /// On whose border rules, beliefs and seed the model must have answered.
    fn ground(&self) -> &Scenario;
    /// One step; gives whether more are to come.
    fn advance(&mut self, model: &Simulator) -> bool;
    /// Steps done and steps in all.
    fn progress(&self) -> (usize, usize);
}

/// Does one piece of work at a time; a new one takes the place of that under way.
pub struct Worker<W: Work> {
    app: App,
    /// Steps done and steps in all of the work under way.
    pub progress: RwSignal<Option<(usize, usize)>>,
    bench: StoredValue<Bench<W>, LocalStorage>,
}

impl<W: Work> Clone for Worker<W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<W: Work> Copy for Worker<W> {}

struct Bench<W> {
    model: Option<Simulator>,
    work: Option<W>,
    done: Rc<dyn Fn(W)>,
    /// Whether the next stretch is on its way.
    goes_on: bool,
}

impl<W: Work> Worker<W> {
    /// A worker that hands what is finished to `done`.
    pub fn new(app: App, done: impl Fn(W) + 'static) -> Self {
        Worker {
            app,
            progress: RwSignal::new(None),
            bench: StoredValue::new_local(Bench {
                model: None,
                work: None,
                done: Rc::new(done),
                goes_on: false,
            }),
        }
    }

    /// Whether such a piece of work is under way.
    pub fn is_at(self, asked: impl FnOnce(&W) -> bool) -> bool {
        self.bench
            .with_value(|bench| bench.work.as_ref().is_some_and(asked))
    }

    /// Begins a piece of work; what was under way is put away.
    pub fn begin(self, work: W) {
        self.progress.set(Some(work.progress()));
        let went_on = self.bench.try_update_value(|bench| {
            bench.work = Some(work);
            std::mem::replace(&mut bench.goes_on, true)
        });
        if went_on == Some(false) {
            self.go_on();
        }
    }

    /// Puts away what is under way.
    pub fn stop(self) {
        self.bench.update_value(|bench| bench.work = None);
        self.progress.set(None);
    }

    /// One stretch, and the next in a task of its own.
    fn go_on(self) {
        if let Some(wait) = stretch(self.app, || self.step()) {
            let progress = self
                .bench
                .with_value(|bench| bench.work.as_ref().map(W::progress));
            self.progress.set(progress);
            set_timeout(move || self.go_on(), wait);
            return;
        }
        self.progress.set(None);
        let finished = self.bench.try_update_value(|bench| {
            bench.goes_on = false;
            Some((bench.work.take()?, Rc::clone(&bench.done)))
        });
        if let Some(Some((work, done))) = finished {
            done(work);
        }
    }

    /// Prepares the model or does one step; gives whether more are to come.
    fn step(self) -> bool {
        let app = self.app;
        let more = self.bench.try_update_value(|bench| {
            let Some(work) = &mut bench.work else {
                return false;
            };
            let seed = work.ground().seed;
            bench.model.take_if(|model| model.seed() != seed);
            let Some(model) = &mut bench.model else {
                bench.model = app.with_model(|model| model.sibling());
                return bench.model.is_some();
            };
            model.prepare_next(work.ground()).is_some() || work.advance(model)
        });
        more.unwrap_or(false)
    }
}

/// How far the work is, for those who wait.
#[component]
pub fn Progress(
    /// Steps done and steps in all.
    progress: RwSignal<Option<(usize, usize)>>,
    /// What is being done.
    words: &'static str,
) -> impl IntoView {
    let is_on = Memo::new(move |_| progress.read().is_some());
    let share = move |pick: fn((usize, usize)) -> usize| {
        progress
            .get()
            .map_or_else(String::new, |progress| pick(progress).to_string())
    };
    move || {
        is_on.get().then(|| {
            view! {
                <p class="at-work">
                    <progress
                        aria-label=words
                        value=move || share(|(done, _)| done)
                        max=move || share(|(_, all)| all)
                    ></progress>
                    " "
                    {words}
                </p>
            }
            .into_any()
        })
    }
}
