//! What one would have to believe: the question on the card of an assumption.

use leptos::prelude::*;

use super::assumptions::{Card, dial, track};
use super::work::stretch;
use crate::figures::format::percent_sign;
use crate::figures::sentences::turn_sentence;
use crate::i18n::words;
use crate::model::belief::{Search, Turn};
use crate::ui::lever::Track;
use crate::ui::state::App;

/// Most that can be asked for: encounters cannot fall by more than all of them, in per cent.
const ALL: f32 = 100.0;

/// The question, with the size of the change that the reader asks for, and its answer.
#[component]
pub fn TurningPoint(app: App, card: StoredValue<Card, LocalStorage>) -> impl IntoView {
    let w = words::own(app.lang);
    let parameter = card.with_value(|card| card.parameter);
    let key = parameter.record().key;
    let at_least = RwSignal::new(0.0_f32);
    let found = RwSignal::new(None::<Turn>);
    let search = StoredValue::new_local(None::<Search>);
    let searching = RwSignal::new(false);
    // Another scenario is another question.
    let forget = move || {
        search.set_value(None);
        searching.set(false);
        found.set(None);
    };
    Effect::watch(
        move || app.scenario.with(|_| ()),
        move |(), _, _| forget(),
        false,
    );
    Effect::new(move |_| card.with_value(|card| card.mark_turn(found.get())));
    let ask = move |_| {
        forget();
        let scenario = app.scenario.get_untracked();
        let asked = Search::new(scenario, parameter, at_least.get_untracked(), app.numbers());
        search.set_value(Some(asked));
        searching.set(true);
        go_on(app, search, move |turn| {
            searching.set(false);
            found.set(Some(turn));
        });
    };
    let said = move || match found.get() {
        _ if searching.get() => w.asking.to_string(),
        Some(turn) => {
            let pack = app.scenario.read_untracked().assumptions.pack;
            card.with_value(|card| turn_sentence(turn, (card.low, card.high), pack, app.lang))
        }
        None => String::new(),
    };
    let bar = Track {
        max: ALL,
        step: 1.0,
        default: 0.0,
        sign: percent_sign(app.lang),
        ..track(format!("question-{key}"), w.question, w.question_unit)
    };
    let choose = move |value: f32| {
        forget();
        at_least.set(value.clamp(0.0, ALL));
    };
    view! {
        <div class="turning">
            {dial(app, bar, at_least.into(), Callback::new(choose))}
            <button type="button" class="word" on:click=ask>
                {w.ask}
            </button>
            <p role="status">{said}</p>
        </div>
    }
    .into_any()
}

/// One stretch of a search, and the next in a task of its own; a search that was put away ends.
fn go_on(
    app: App,
    search: StoredValue<Option<Search>, LocalStorage>,
    done: impl FnOnce(Turn) + 'static,
) {
    let step = || {
        let more = search.try_update_value(|search| search.as_mut().map(Search::advance));
        more.flatten().unwrap_or(false)
    };
    if let Some(wait) = stretch(app, step) {
        set_timeout(move || go_on(app, search, done), wait);
    } else if let Some(search) = search.try_update_value(Option::take).flatten() {
        done(search.turn());
    }
}
