//! What the page says of the reader's own assumptions, which are changed elsewhere.

use leptos::prelude::*;

use super::address::of_page;
use super::state::App;
use crate::figures::format::fill;
use crate::figures::mark::{mark, own_name};
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::model::parameters::Parameter;
use crate::model::scenario::Own;

/// Names of the reader's own assumptions, each leading to its card and with a way back, and a way
/// back from all.
#[component]
pub fn OwnList(app: App) -> impl IntoView {
    let w = words::own(app.lang);
    let own = Memo::new(move |_| app.scenario.read().assumptions.owned().collect::<Vec<_>>());
    let items = move || {
        own.get()
            .into_iter()
            .map(|own| {
                // How far effects hold here, on average, is told on the card of their common part.
                let card = match own {
                    Own::Parameter(parameter) => parameter,
                    Own::Trust => Parameter::TransferCommon,
                };
                let name = own_name(own, app.lang);
                let key = card.record().key;
                view! {
                    <li>
                        <a href=format!("{}assumptions/#belief-{key}", of_page("data-root")) data-belief=key>
                            {name}
                        </a>
                        " "
                        <button
                            type="button"
                            class="word"
                            aria-label=format!("{}: {name}", w.reset)
                            on:click=move |_| {
                                app.change(|scenario| scenario.assumptions.put_back(own));
                            }
                        >
                            {w.reset}
                        </button>
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
                            app.change(|scenario| {
                                scenario.assumptions.own = Default::default();
                                scenario.assumptions.trust = None;
                            });
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

/// The mark of a result of a row that rests on another reading than ours, or on assumptions of the
/// reader's own: nothing where it rests on neither.
pub fn result_mark(app: App, row: Signal<Row>) -> AnyView {
    let said = Memo::new(move |_| mark(&app.scenario.read(), row.get(), app.lang));
    (move || {
        said.get()
            .map(|said| view! { <p class="leaned">{said}</p> }.into_any())
            .into_any()
    })
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
