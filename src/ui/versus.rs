//! A against B: the scenario a reader has kept, and the one under the reader's hands.

use leptos::prelude::*;

use super::controls::focus_soon;
use super::state::App;
use crate::i18n::words;
use crate::model::scenario::Scenario;

/// Keeps the present scenario as A, and once one is kept what can be done with the two.
#[component]
pub fn Versus(app: App) -> impl IntoView {
    let w = words::way(app.lang);
    let is_pinned = Memo::new(move |_| app.scenario.read().against.is_some());
    let button = move |id: &'static str, name: &'static str, press: fn(&mut Scenario)| {
        view! {
            <button
                type="button"
                class="word"
                id=id
                on:click=move |_| {
                    let was_pinned = is_pinned.get_untracked();
                    app.change(press);
                    // A button that goes with its press hands the focus on.
                    match is_pinned.get_untracked() {
                        now if now == was_pinned => {}
                        true => focus_soon("unpin".to_string()),
                        false => focus_soon("pin".to_string()),
                    }
                }
            >
                {name}
            </button>
        }
        .into_any()
    };
    move || {
        if is_pinned.get() {
            view! {
                <div class="versus">
                    <p>{w.pinned}</p>
                    <div class="actions">
                        {button("swap", w.swap, exchange)}
                        {button(
                            "copy-a",
                            w.copy,
                            |scenario| {
                                if let Some(a) = scenario.against {
                                    (scenario.levers, scenario.shocks) = (a.levers, a.shocks);
                                }
                            },
                        )}
                        {button("unpin", w.unpin, |scenario| scenario.against = None)}
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="actions versus">
                    {button(
                        "pin",
                        w.pin,
                        |scenario| scenario.against = Some(scenario.measures()),
                    )}
                </div>
            }
            .into_any()
        }
    }
}

/// What was A is changed from now on, and what was changed is kept.
fn exchange(scenario: &mut Scenario) {
    if let Some(a) = scenario.against.replace(scenario.measures()) {
        (scenario.levers, scenario.shocks) = (a.levers, a.shocks);
    }
}
