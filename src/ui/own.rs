//! What the page says of the reader's own assumptions, which are changed elsewhere.

use leptos::prelude::*;

use super::address::of_page;
use super::state::App;
use crate::figures::format::fill;
use crate::i18n::words;

/// Names of the reader's own assumptions, each leading to its card, and a way back from all.
#[component]
pub fn OwnList(app: App) -> impl IntoView {
    let w = words::own(app.lang);
    let names = words::parameter_names(app.lang);
    let own = Memo::new(move |_| {
        let scenario = app.scenario.read();
        let parameters = scenario.assumptions.own.iter();
        parameters
            .map(|(parameter, _)| parameter.record().key)
            .collect::<Vec<_>>()
    });
    let items = move || {
        own.get()
            .into_iter()
            .map(|key| {
                view! {
                    <li>
                        <a href=format!("{}assumptions/#belief-{key}", of_page("data-root")) data-belief=key>
                            {names.get(key).unwrap_or_default()}
                        </a>
                    </li>
                }
                .into_any()
            })
            .collect_view()
            .into_any()
    };
    let reset = move || {
        (!own.read().is_empty())
            .then(|| {
                view! {
                    <button
                        type="button"
                        class="word"
                        on:click=move |_| {
                            app.change(|scenario| scenario.assumptions.own = Default::default())
                        }
                    >
                        {w.reset_all}
                    </button>
                }
                .into_any()
            })
            .into_any()
    };
    view! {
        <ul class="own">{items}</ul>
        <div class="actions">
            <a href=of_page("data-root") + "assumptions/" data-belief="">
                {w.open}
            </a>
            {reset}
        </div>
    }
    .into_any()
}

/// What of a result leans on assumptions of the reader's own.
pub fn leaned_note(
    app: App,
    names: impl Fn() -> Vec<&'static str> + Send + Sync + 'static,
) -> AnyView {
    let w = words::own(app.lang);
    let said = Memo::new(move |_| {
        let names = names();
        (!names.is_empty()).then(|| fill(w.leaned, &[("names", &names.join(", "))]))
    });
    (move || {
        said.get()
            .map(|said| view! { <p class="leaned">{said}</p> }.into_any())
            .into_any()
    })
    .into_any()
}
