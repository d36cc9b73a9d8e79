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
        <p class="answer-text">{stressed(answer)}</p>
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
    view! { <p class="beside">{stressed(phrases)}</p> }.into_any()
}

/// Phrases; those with stress open the note on results. Where they change, only their texts do.
pub fn stressed(phrases: impl Fn() -> Vec<Phrase> + Send + Sync + 'static) -> AnyView {
    parts(Memo::new(move |_| starred(&phrases())))
}

/// One text, so that it can be told whether it has changed: stress comes and goes at each star.
fn starred(phrases: &[Phrase]) -> String {
    let mut text = String::new();
    let mut is_strong = false;
    for phrase in phrases {
        if std::mem::replace(&mut is_strong, phrase.strong) != phrase.strong {
            text.push(STAR);
        }
        text += &phrase.text;
    }
    text
}

/// A letter that no text of the page holds.
const STAR: char = '\u{1}';

fn parts(text: Memo<String>) -> AnyView {
    let stars = Memo::new(move |_| {
        text.with(|text| {
            text.chars()
                .filter(|letter| *letter == STAR)
                .collect::<String>()
        })
    });
    (move || {
        (0..=stars.read().len())
            .map(|at| {
                let part = move || {
                    text.with(|text| text.split(STAR).nth(at).unwrap_or_default().to_string())
                };
                if at % 2 == 0 {
                    return part.into_any();
                }
                view! {
                    <button type="button" class="figure" popovertarget=RESULT_NOTE>
                        {part}
                    </button>
                }
                .into_any()
            })
            .collect_view()
            .into_any()
    })
    .into_any()
}
