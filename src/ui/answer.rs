//! The answer on top of the page, and the region that speaks it.

use leptos::prelude::*;

use super::state::App;
use super::view::names;
use crate::figures::compare;
use crate::figures::sentences::{self, Phrase, RESULT_NOTE};

/// The answer to the title's question, for the present scenario.
#[component]
pub fn Answer(app: App) -> impl IntoView {
    let answer = move || {
        let summary = app.summary.read();
        let scenario = &summary.scenario;
        match scenario.against {
            Some(_) => {
                compare::headline(&summary, names(scenario, &app.view.read(), app), app.lang)
            }
            None => sentences::answer(&summary, app.lang),
        }
    };
    let spoken = spoken(
        app,
        Memo::new(move |_| answer().into_iter().map(|phrase| phrase.text).collect()),
    );
    view! {
        <p class="answer-text">{move || stressed(answer())}</p>
        <p class="spoken" role="status" aria-live="polite">
            {move || spoken.get()}
        </p>
    }
    .into_any()
}

/// A text for the region that speaks: once a change has settled, never while a control moves, and
/// nothing as long as it says what it said as the page opened.
pub fn spoken(app: App, text: Memo<String>) -> Memo<String> {
    let opening = text.get_untracked();
    Memo::new(move |before: Option<&String>| {
        app.settled.track();
        let now = text.get_untracked();
        if before.is_none_or(String::is_empty) && now == opening {
            String::new()
        } else {
            now
        }
    })
}

/// What must stand beside the answer: other readings, entries in all, what it leans on.
#[component]
pub fn Beside(app: App) -> impl IntoView {
    let phrases = move || {
        let published = app.published.get();
        sentences::beside_answer(&app.summary.read(), published.as_ref(), app.lang)
    };
    view! { <p class="beside">{move || stressed(phrases())}</p> }.into_any()
}

/// Phrases; those with stress open the note on results.
pub fn stressed(phrases: Vec<Phrase>) -> AnyView {
    phrases
        .into_iter()
        .map(|phrase| {
            if phrase.strong {
                view! {
                    <button type="button" class="figure" popovertarget=RESULT_NOTE>
                        {phrase.text}
                    </button>
                }
                .into_any()
            } else {
                phrase.text.into_any()
            }
        })
        .collect_view()
        .into_any()
}
