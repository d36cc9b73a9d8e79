//! The present scenario under two readings of the studies: the page's own, and one that the reader
//! puts beside it. Both on the same axes.

use std::sync::Arc;

use leptos::prelude::*;

use super::Study;
use super::strips::Numbers;
use super::work::stretch;
use crate::figures::levels::Naming;
use crate::figures::readings;
use crate::figures::rows::{self, Row};
use crate::i18n::words;
use crate::model::equations::Detail;
use crate::model::scenario::{Assumptions, Pack, Scenario};
use crate::model::simulator::Simulator;
use crate::model::summary::Summary;
use crate::ui::answer::stressed;
use crate::ui::controls::OtherReading;
use crate::ui::picture::{Picture, Rescaled, Screen};
use crate::ui::rows::Tabs;
use crate::ui::view::names;

/// The other reading's answer, in the making.
struct Desk {
    model: Simulator,
    asked: Option<Scenario>,
    is_simulated: bool,
}

/// Works out one answer at a time; a new one takes the place of that under way.
#[derive(Clone, Copy)]
struct Other {
    study: Study,
    answer: RwSignal<Option<Arc<Summary>>>,
    desk: StoredValue<Option<Desk>, LocalStorage>,
}

/// The panel; while it is open, it follows each change that has settled.
pub fn panel(study: Study, open: Signal<bool>) -> AnyView {
    let app = study.app;
    let lang = app.lang;
    let w = words::own(lang);
    let row = RwSignal::new(Row::Total);
    let screen = expect_context::<Screen>().apart();
    let other = Other {
        study,
        answer: RwSignal::new(None),
        desk: StoredValue::new_local(None),
    };
    let beside = Memo::new(move |_| app.view.read().beside);
    Effect::new(move |_| {
        app.settled.track();
        let beside = beside.get();
        if open.get() {
            other.ask(beside);
        }
    });
    let is_there = Memo::new(move |_| beside.get().is_some() && other.answer.read().is_some());
    let answer = move || other.answer.get().unwrap_or_else(|| app.summary.get());
    let table = move || {
        let (one, other) = (app.summary.get(), answer());
        is_there
            .get()
            .then(|| readings::table([&one, &other], lang))
    };
    view! {
        <OtherReading app id="beside-chosen"/>
        {move || {
            is_there
                .get()
                .then(|| {
                    provide_context(screen);
                    view! {
                        <Rescaled/>
                        <Tabs
                            app
                            legend=words::ui(lang).country_tabs
                            stem="readings"
                            class="choices"
                            shown=row
                        />
                        <div class="readings">
                            {reading(study, row, move || app.summary.get(), answer)}
                            {reading(study, row, answer, move || app.summary.get())}
                        </div>
                        <Numbers table=Signal::derive(table) lang/>
                    }
                    .into_any()
                })
        }}
        {move || beside.get().is_none().then(|| view! { <p class="small">{w.beside_choose}</p> })}
    }
    .into_any()
}

/// One of the two: what is said of the row, its change and its levels, on the axes of both.
fn reading(
    study: Study,
    row: RwSignal<Row>,
    summary: impl Fn() -> Arc<Summary> + Copy + Send + Sync + 'static,
    other: impl Fn() -> Arc<Summary> + Copy + Send + Sync + 'static,
) -> AnyView {
    let app = study.app;
    let lang = app.lang;
    let said = stressed(move || {
        let (summary, view) = (summary(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        readings::sentences(&summary, row.get(), names, lang)
    });
    let difference = Memo::new(move |_| {
        let (summary, view) = (summary(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        rows::difference_figure(&summary, Some(&other()), row.get(), names, lang)
    });
    let levels = Memo::new(move |_| {
        let (summary, view) = (summary(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        rows::levels_figure(&summary, row.get(), names, lang, Naming::Full)
    });
    view! {
        <section>
            <p class="reading-said">{said}</p>
            <Picture figure=difference class="strip"/>
            <Picture figure=levels class="levels"/>
        </section>
    }
    .into_any()
}

impl Other {
    /// Begins the answer under `pack` on the present scenario, unless it is there or under way.
    fn ask(self, pack: Option<Pack>) {
        let Some(pack) = pack else {
            self.answer.set(None);
            return;
        };
        let app = self.study.app;
        let mut scenario = app.scenario.get_untracked();
        scenario.assumptions = Assumptions {
            pack,
            ..Assumptions::default()
        };
        let is_there = self.answer.with_untracked(|answer| {
            answer
                .as_ref()
                .is_some_and(|answer| answer.scenario == scenario)
        });
        let was_at_work = self
            .desk
            .with_value(|desk| desk.as_ref().is_some_and(|desk| desk.asked.is_some()));
        let model = self
            .desk
            .try_update_value(Option::take)
            .flatten()
            .map(|desk| desk.model)
            .filter(|model| model.seed() == scenario.seed)
            .or_else(|| app.with_model(|model| model.sibling()));
        self.desk.set_value(model.map(|model| Desk {
            model,
            asked: (!is_there).then_some(scenario),
            is_simulated: false,
        }));
        if !is_there && !was_at_work {
            self.go_on();
        }
    }

    /// One stretch of work, and the next in a task of its own.
    fn go_on(self) {
        if let Some(wait) = stretch(self.study.app, || self.step()) {
            set_timeout(move || self.go_on(), wait);
        }
    }

    /// Prepares the model, simulates or sums up; gives whether more is to come.
    fn step(self) -> bool {
        let answer = self.desk.try_update_value(|desk| {
            let desk = desk.as_mut()?;
            let scenario = desk.asked.clone()?;
            if desk.model.prepare_next(&scenario).is_some() {
                return Some(None);
            }
            if !desk.is_simulated {
                desk.model.simulate(&scenario, Detail::Encounters);
                desk.is_simulated = true;
                return Some(None);
            }
            desk.asked = None;
            Some(Some(desk.model.summarise(&scenario)))
        });
        match answer.flatten() {
            Some(Some(summary)) => self.answer.set(Some(Arc::new(summary))),
            Some(None) => return true,
            None => {}
        }
        false
    }
}
