//! What decides the answer: worked out for the present scenario while the reader looks at it.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::Study;
use super::offer::{Offer, Picture, offers};
use super::rim::button;
use crate::figures::format::plain;
use crate::figures::influences::{self, InfluenceRow, Influences, Part};
use crate::figures::listing::Listing;
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::model::presets::Preset;
use crate::model::sensitivity::{Analysis, RUNS, Report};
use crate::share::cite::Content;
use crate::ui::address::of_page;
use crate::ui::picture::watch_view;
use crate::ui::state::{App, now};
use crate::ui::{SPREAD, take_over};

/// Work done at a stretch, in milliseconds; a frame goes on beside it.
const SLICE_MS: f64 = 6.0;

/// Id of the element beside it in which the report is offered as files.
const TAKE: &str = "spread-take";

/// How often it is looked whether the focus has left the block.
const AFTER_FOCUS: Duration = Duration::from_millis(400);

/// Keeps the block in step with the scenario from now on.
pub fn keep(study: Study) {
    let app = study.app;
    let Some(element) = document().get_element_by_id(SPREAD) else {
        return;
    };
    let in_view = RwSignal::new(false);
    watch_view(&element, in_view);
    let desk = Desk {
        app,
        report: RwSignal::new(None),
        analysis: StoredValue::new_local(None),
    };
    Effect::new(move |_| {
        app.settled.track();
        if in_view.get() {
            desk.ask();
        }
    });
    take_over(TAKE, move || offer(study, desk));
}

/// Picture and table of the report; it is worked out first where the page's own words still stand.
fn offer(study: Study, desk: Desk) -> AnyView {
    let lang = desk.app.lang;
    let w = words::take(lang);
    let is_there = Memo::new(move |_| desk.report.read().is_some());
    let is_asked = RwSignal::new(false);
    let take = move || {
        let report = desk.report.get()?;
        let said = Influences::new(&report, lang);
        Some(Offer {
            content: Content::Spread,
            row: Row::Total,
            said: said.sentences.join(" "),
            picture: Picture::Listing(Listing::influences(&said, lang)),
            table: influences::table(&report, lang),
        })
    };
    let prepare = move || {
        is_asked.set(true);
        desk.begin();
    };
    let offered = move || match (is_there.get(), is_asked.get()) {
        (true, _) => offers(study, "spread", take),
        (false, true) => {
            view! { <p class="said" role="status">{words::wedges(lang).working}</p> }.into_any()
        }
        (false, false) => {
            view! { <div class="actions">{button("spread-prepare", w.prepare, prepare)}</div> }
                .into_any()
        }
    };
    view! { {offered} }.into_any()
}

/// The report on the page, and the one in the making.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    report: RwSignal<Option<Arc<Report>>>,
    analysis: StoredValue<Option<Analysis>, LocalStorage>,
}

impl Desk {
    /// Begins a report on the present scenario, unless it is there or under way.
    fn ask(self) {
        let scenario = self.app.scenario.get_untracked();
        let shown = self.report.with_untracked(|report| match report {
            Some(report) => report.scenario == scenario,
            // The page itself says it of the state on which it opens.
            None => Preset::DEFAULT.scenario() == scenario,
        });
        let under_way = self
            .analysis
            .with_value(|analysis| analysis.as_ref().map(|it| it.scenario() == &scenario));
        if under_way == Some(true) || (shown && under_way.is_none()) {
            return;
        }
        self.begin();
    }

    /// Begins a report on the present scenario; what was under way is put away.
    fn begin(self) {
        let scenario = self.app.scenario.get_untracked();
        let was_under_way = self.analysis.with_value(Option::is_some);
        self.analysis.set_value(Some(Analysis::new(scenario, RUNS)));
        if !was_under_way {
            self.go_on();
        }
    }

    /// One stretch of work, and the next in a task of its own.
    fn go_on(self) {
        let began = now();
        let mut more = true;
        while more && now() - began < SLICE_MS {
            more = self
                .analysis
                .try_update_value(|analysis| analysis.as_mut().is_some_and(Analysis::advance))
                .unwrap_or(false);
        }
        if more {
            set_timeout(move || self.go_on(), Duration::ZERO);
            return;
        }
        let done = self.analysis.try_update_value(Option::take).flatten();
        if let Some(analysis) = done {
            self.show(Arc::new(analysis.report()));
        }
    }

    /// Puts a report on the page; not while the reader stands in the one that is there, whose
    /// focus would be lost.
    fn show(self, report: Arc<Report>) {
        if has_focus() {
            set_timeout(move || self.show(report), AFTER_FOCUS);
            return;
        }
        if report.scenario != self.app.scenario.get_untracked() {
            return;
        }
        let is_first = self.report.with_untracked(Option::is_none);
        self.report.set(Some(report));
        if is_first {
            take_over(SPREAD, move || view! { <Spread desk=self/> });
        }
    }
}

/// Whether something in the block has the focus.
fn has_focus() -> bool {
    let within = document()
        .active_element()
        .zip(document().get_element_by_id(SPREAD));
    within.is_some_and(|(focused, block)| block.contains(Some(&focused)))
}

#[component]
fn Spread(desk: Desk) -> impl IntoView {
    move || {
        {
            desk.report
                .get()
                .map(|report| {
                    let said = Influences::new(&report, desk.app.lang);
                    view! {
                        <p>{said.sentences.join(" ")}</p>
                        <ol class="influences">{said.rows.into_iter().map(row).collect_view()}</ol>
                        <p class="small">{said.note}</p>
                    }
                    .into_any()
                })
                .into_any()
        }
        .into_any()
    }
}

fn row(row: InfluenceRow) -> AnyView {
    let name = match row.parameter {
        Some(parameter) => {
            let key = parameter.record().key;
            view! {
                <a href=format!("{}assumptions/#belief-{key}", of_page("data-root")) data-belief=key>
                    {row.name}
                </a>
            }
            .into_any()
        }
        None => row.name.into_any(),
    };
    view! {
        <li class="influence">
            <p class="influence-name">{name} " " <span class="grade">{row.grade}</span></p>
            {row.bars.into_iter().map(|(parts, words)| line(bar(parts), words)).collect_view()}
            {row.known.map(|known| view! { <p class="influence-known">{known}</p> }.into_any())}
        </li>
    }
    .into_any()
}

fn line(bar: AnyView, words: String) -> AnyView {
    view! { <p class="influence-line">{bar} <span>{words}</span></p> }.into_any()
}

/// A bar with two parts from and to shares of its width.
fn bar(parts: [Part; 2]) -> AnyView {
    let parts = parts.map(|part| {
        view! {
            <rect class=part.class x=plain(f64::from(part.from), 4) width=plain(f64::from(part.to - part.from), 4) height="1"></rect>
        }
        .into_any()
    });
    view! {
        <svg class="influence-bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            {parts.into_iter().collect_view()}
        </svg>
    }
    .into_any()
}
