//! A against B: the scenario a reader has kept, and the one under the reader's hands.

use leptos::prelude::*;

use super::controls::focus_soon;
use super::state::App;
use crate::figures::format::fill;
use crate::i18n::words;
use crate::model::scenario::Scenario;
use crate::share::shown::{Name, Shown};
use crate::share::told;

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
                    <div class="names">
                        {name(app, w.a, |view| &view.name_a, |view, name| view.name_a = name)}
                        {name(app, w.b, |view| &view.name, |view, name| view.name = name)}
                    </div>
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

/// A field for what a scenario is called.
fn name(
    app: App,
    which: &'static str,
    get: fn(&Shown) -> &Name,
    put: fn(&mut Shown, Name),
) -> AnyView {
    let refused = RwSignal::new(String::new());
    let label = fill(words::view(app.lang).name, &[("which", which)]);
    let typed = move |event| {
        let given = Name::new(&event_target_value(&event));
        refused.set(match &given {
            Ok(_) => String::new(),
            Err(problem) => told::not_a_name(*problem, app.lang),
        });
        if let Ok(name) = given {
            app.look(|view| put(view, name));
        }
    };
    view! {
        <label>
            <span>{which}</span>
            <input
                type="text"
                autocomplete="off"
                aria-label=label
                prop:value=move || get(&app.view.read()).to_string()
                on:change=typed
            />
            <span class="dial-refused" role="alert">
                {move || refused.get()}
            </span>
        </label>
    }
    .into_any()
}

/// What was A is changed from now on, and what was changed is kept.
fn exchange(scenario: &mut Scenario) {
    if let Some(a) = scenario.against.replace(scenario.measures()) {
        (scenario.levers, scenario.shocks) = (a.levers, a.shocks);
    }
}
