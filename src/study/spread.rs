//! What decides the answer: worked out for the present scenario while the reader looks at it.

use std::time::Duration;

use leptos::prelude::*;

use super::Study;
use super::analyst::Finding;
use super::offer::{Offer, Picture, offers};
use super::rim::button;
use super::strips::Numbers;
use crate::figures::format::{decimal, fill, plain};
use crate::figures::influences::{self, InfluenceRow, Influences, Part};
use crate::figures::listing::Listing;
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::model::presets::Preset;
use crate::share::cite::Content;
use crate::ui::address::of_page;
use crate::ui::picture::watch_view;
use crate::ui::state::App;
use crate::ui::{SPREAD, take_over};

/// Id of the element beside it in which the report is offered as files.
const TAKE: &str = "spread-take";

/// How often it is looked whether the focus has left the block.
const AFTER_FOCUS: Duration = Duration::from_millis(400);

/// Keeps the block in step with the scenario from now on.
pub fn keep(study: Study) {
    let (app, analyst) = (study.app, study.analyst);
    let Some(element) = document().get_element_by_id(SPREAD) else {
        return;
    };
    let in_view = RwSignal::new(false);
    watch_view(&element, in_view);
    let shown = RwSignal::new(None);
    Effect::new(move |_| {
        app.settled.track();
        // The page itself says it of the state on which it opens.
        let is_said = shown.with_untracked(Option::is_none)
            && Preset::DEFAULT.scenario() == *app.scenario.read_untracked();
        if in_view.get() && !is_said {
            analyst.ask();
        }
    });
    Effect::new(move |_| {
        if let Some(finding) = analyst.finding.get() {
            // Not from within: what an effect mounts goes when it runs again.
            set_timeout(move || show(app, shown, finding), Duration::ZERO);
        }
    });
    take_over(TAKE, move || offer(study));
}

/// Picture and table of the report; it is worked out first where the page's own words still stand.
fn offer(study: Study) -> AnyView {
    let analyst = study.analyst;
    let lang = study.app.lang;
    let w = words::take(lang);
    let is_there = Memo::new(move |_| analyst.finding.read().is_some());
    let is_asked = RwSignal::new(false);
    let take = move || {
        let report = analyst.finding.get()?.report;
        let said = Influences::new(&report, study.app.reach(&report.scenario), lang);
        Some(Offer {
            content: Content::Spread,
            row: Row::Total,
            said: said.said(),
            picture: Picture::Listing(Listing::influences(&said, lang)),
            table: influences::table(&report, lang),
        })
    };
    let prepare = move || {
        is_asked.set(true);
        analyst.ask();
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

/// Puts a report on the page; not while the reader stands in the one that is there, whose focus
/// would be lost.
fn show(app: App, shown: RwSignal<Option<Finding>>, finding: Finding) {
    if has_focus() {
        set_timeout(move || show(app, shown, finding), AFTER_FOCUS);
        return;
    }
    if finding.report.scenario != *app.scenario.read_untracked() {
        return;
    }
    let is_first = shown.with_untracked(Option::is_none);
    shown.set(Some(finding));
    if is_first {
        take_over(SPREAD, move || view! { <Spread app shown/> });
    }
}

/// Whether a line of the list has the focus: a new report takes the place of these.
fn has_focus() -> bool {
    let focused = document().active_element();
    let line = focused.map(|focused| focused.closest("#spread .influence"));
    matches!(line, Some(Ok(Some(_))))
}

#[component]
fn Spread(app: App, shown: RwSignal<Option<Finding>>) -> impl IntoView {
    let lang = app.lang;
    let said = move || {
        let Finding {
            report,
            took,
            stretches,
        } = shown.get()?;
        let said = Influences::new(&report, app.reach(&report.scenario), lang);
        let took = fill(
            words::spread(lang).took,
            &[
                ("ms", &decimal(took, 0)),
                ("stretches", &stretches.to_string()),
            ],
        );
        Some(
            view! {
                {said.mark.map(|mark| view! { <p class="leaned">{mark}</p> }.into_any())}
                <p>{said.sentences.join(" ")}</p>
                {said.key.map(|key| view! { <p class="small">{key}</p> }.into_any())}
                <ol class="influences">{said.rows.into_iter().map(row).collect_view()}</ol>
                <p class="small">{said.note} " " {took}</p>
            }
            .into_any(),
        )
    };
    let table = move || Some(influences::table(&shown.get()?.report, lang));
    view! {
        {said}
        <Numbers table=Signal::derive(table) lang/>
    }
    .into_any()
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
