//! Outcomes and forms other than encounters as bands, in place of the page's own rows.

use std::time::Duration;

use leptos::prelude::*;

use super::Study;
use crate::figures::compare::{self, outcome_words};
use crate::figures::form::Form;
use crate::figures::format::fill;
use crate::figures::layers::{self, Layer};
use crate::figures::levels::Naming;
use crate::figures::rows::{self, Row};
use crate::figures::samples::{self, Lines};
use crate::figures::sentences::{self, Phrase};
use crate::figures::spec::Figure;
use crate::i18n::{Lang, words};
use crate::model::account::SAMPLE;
use crate::model::outcomes::Outcome;
use crate::ui::answer::stressed;
use crate::ui::note::Note;
use crate::ui::own::result_mark;
use crate::ui::picture::{Picture, Rescaled};
use crate::ui::rows::{Tables, Tabs, Together};
use crate::ui::view::{FORMS, is_elsewhere, names};

/// Between one future and the next, while they are shown one after another.
const PACE: Duration = Duration::from_millis(1_200);
/// What readers ask for who want no motion.
const STILL: &str = "(prefers-reduced-motion: reduce)";

/// Shows them from now on, whenever they are asked for.
pub fn keep(study: Study) {
    crate::ui::take_over(FORMS, move || view! { <Forms study/> });
}

#[component]
fn Forms(study: Study) -> impl IntoView {
    let app = study.app;
    let is_here = Memo::new(move |_| is_elsewhere(&app.view.read()) && study.told.read().is_some());
    let is_one = move || app.view.read().row.is_some();
    let is_lined = Memo::new(move |_| app.view.read().form == Form::Lines);
    let is_said = move || app.view.read().form == Form::Sentence;
    move || {
        is_here.get().then(|| {
            view! {
                // Of axes only what is seen is said.
                {move || (!is_said()).then(|| view! { <Rescaled/> }.into_any())}
                {move || is_lined.get().then(|| view! { <Futures study/> }.into_any())}
                <div class="rows" class:rows-one=is_one class:rows-said=is_said>
                    <Tabs
                        app
                        legend=words::ui(app.lang).country_tabs
                        stem="form"
                        class="tabs"
                        shown=app.shown
                    />
                    <Together app/>
                    {Row::ALL
                        .map(|row| view! { <FormRow study row/> }.into_any())
                        .into_iter()
                        .collect_view()}
                </div>
            }
            .into_any()
        })
    }
}

#[component]
fn FormRow(study: Study, row: Row) -> impl IntoView {
    let app = study.app;
    let lang = app.lang;
    let levels = Memo::new(move |_| levels(study, row));
    let marked = Memo::new(move |_| events(&levels.read(), row, lang));
    let difference = Memo::new(move |_| difference(study, row));
    let sentence = stressed(move || sentence(study, row));
    let what = move || outcome_words(app.view.read().outcome, lang).name;
    let heading = format!("form-row-{}", row.key());
    view! {
        <section
            class="row"
            class:row-shown=move || app.shown.get() == row
            data-form-row=row.key()
            aria-labelledby=heading.clone()
        >
            <h3 id=heading.clone()>{row.name(lang)}</h3>
            <p class="row-sentence">{sentence}</p>
            {result_mark(app, Signal::stored(row))}
            <p class="row-what">{what}</p>
            <Picture figure=difference class="strip"/>
            <Picture figure=levels class="levels"/>
            {move || listed(marked.get(), lang)}
            <Tables figures=vec![difference, levels] lang/>
            <Note id=format!("note-row-{}", row.key())/>
        </section>
    }
    .into_any()
}

/// History and futures of a row, in the outcome and form that are asked for, with what is shown of
/// the record.
pub fn levels(study: Study, row: Row) -> Figure {
    let layers = study.app.view.read().layers;
    let figure = layers::without(whole_levels(study, row), layers);
    if layers.has(Layer::Events) {
        layers::with_events(figure, row)
    } else {
        figure
    }
}

/// What the letters of a figure stand for, a line each.
pub fn events(figure: &Figure, row: Row, lang: Lang) -> Vec<String> {
    let marked = layers::events_of(figure, row).into_iter();
    marked
        .map(|(letter, event)| format!("{letter} {}", layers::event_line(event, lang)))
        .collect()
}

fn whole_levels(study: Study, row: Row) -> Figure {
    let app = study.app;
    let (summary, view, lang) = (app.summary.read(), app.view.read(), app.lang);
    let scenario = &summary.scenario;
    let names = names(scenario, &view, app);
    let pinned = scenario.against.is_some();
    match study.told.read().as_deref() {
        Some(told) if view.form == Form::Lines && told.samples.len() > row.series() => {
            let top = match told.account.outcome {
                Outcome::Encounters => rows::top(&summary, row),
                _ => compare::outcome_top(&told.account, row),
            };
            let lines = if pinned { Lines::Both } else { Lines::B };
            samples::lines_figure(
                &told.samples[row.series()],
                scenario,
                (row, top),
                (lines, study.stressed.get()),
                names,
                lang,
            )
        }
        Some(told) if told.account.outcome != Outcome::Encounters => {
            compare::outcome_figure(&told.account, scenario, row, names, lang)
        }
        _ => rows::levels_figure(&summary, row, names, lang, Naming::Full),
    }
}

/// The events below a chart; where there is little room they open when asked for.
fn listed(events: Vec<String>, lang: Lang) -> AnyView {
    if events.is_empty() {
        return ().into_any();
    }
    let lines = events.into_iter().map(|line| view! { <li>{line}</li> });
    let has_room = window()
        .match_media("(min-width: 54.01rem)")
        .is_ok_and(|list| list.is_some_and(|list| list.matches()));
    view! {
        <details class="more events" open=has_room>
            <summary>{words::view(lang).letters}</summary>
            <ul>{lines.collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// The paired change of a row, in the outcome and form that are asked for.
pub fn difference(study: Study, row: Row) -> Figure {
    let app = study.app;
    let (summary, view, lang) = (app.summary.read(), app.view.read(), app.lang);
    let scenario = &summary.scenario;
    let names = names(scenario, &view, app);
    let usual = || rows::difference_figure(&summary, None, row, names, lang);
    let told = study.told.read();
    let Some(told) = told.as_deref() else {
        return usual();
    };
    let outcome = told.account.outcome;
    match told.twenties.get(row.series()) {
        Some(twenty) => {
            let bounds = &told.account.bounds;
            samples::dots_figure(twenty, (outcome, scenario), bounds, row, names, lang)
        }
        None if outcome == Outcome::Encounters => usual(),
        None => compare::difference_figure(&told.account, scenario, row, names, lang)
            .unwrap_or_else(usual),
    }
}

/// What is said of a row.
pub fn sentence(study: Study, row: Row) -> Vec<Phrase> {
    let app = study.app;
    let (summary, view, lang) = (app.summary.read(), app.view.read(), app.lang);
    let names = names(&summary.scenario, &view, app);
    match study.told.read().as_deref() {
        Some(told) if told.account.outcome != Outcome::Encounters => {
            compare::sentence(&told.account, &summary.scenario, row, names, lang)
        }
        _ => sentences::row_sentence(&summary, row, names, lang),
    }
}

/// Moves on to the next of the single futures, and while the reader wants it from one to another by
/// itself: never unasked, and not at all for readers who want no motion.
#[component]
fn Futures(study: Study) -> impl IntoView {
    let app = study.app;
    let w = words::view(app.lang);
    let next = move || {
        study.stressed.update(|stressed| {
            *stressed = Some(stressed.map_or(0, |one| (one + 1) % SAMPLE));
        });
    };
    let is_playing = RwSignal::new(false);
    let pace = StoredValue::new_local(None::<IntervalHandle>);
    let stop = move || {
        if let Some(handle) = pace.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        is_playing.try_set(false);
    };
    let toggle = move || {
        if is_playing.get_untracked() {
            stop();
        } else {
            next();
            pace.set_value(set_interval_with_handle(next, PACE).ok());
            is_playing.set(true);
        }
    };
    // Nothing goes on once the lines are gone.
    on_cleanup(stop);
    let still = window().match_media(STILL).ok().flatten();
    let may_move = !still.is_some_and(|query| query.matches());
    let which = move || {
        let (summary, view) = (app.summary.read(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        study.stressed.get().map(|one| {
            let n = (one + 1).to_string();
            let holes = [("of", names.b), ("n", n.as_str())];
            fill(words::compare(app.lang).line_head, &holes)
        })
    };
    view! {
        <p class="futures">
            {words::compare(app.lang).lines} " "
            <button
                type="button"
                class="word next"
                on:click=move |_| {
                    stop();
                    next();
                }
            >
                {w.next}
            </button>
            {may_move
                .then(|| {
                    view! {
                        <button type="button" class="word play" on:click=move |_| toggle()>
                            {move || if is_playing.get() { w.pause } else { w.play }}
                        </button>
                    }
                    .into_any()
                })}
            <span>{which}</span>
        </p>
    }
    .into_any()
}
