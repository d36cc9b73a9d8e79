//! The state in the address: read once at the start and on back and forward,
//! written once a settled gesture. Nothing of it reaches a server.

use std::time::Duration;

use gloo_storage::{LocalStorage, Storage as _};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::state::App;
use crate::i18n::Lang;
use crate::share::link;

/// Browsers refuse addresses that change too often; a gesture writes at most so often.
const AT_MOST_EVERY: Duration = Duration::from_millis(300);

/// Where the reader's choice of language is kept.
const LANGUAGE: &str = "root-causes.language";

/// The fragment of the address, with its `#`; empty where there is none.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The fragment that opens the present state.
pub fn link_of(app: App) -> String {
    link::encode(
        app.preset.get_untracked(),
        &app.scenario.read_untracked(),
        &app.refused.read_untracked().unknown,
    )
}

/// Keeps the address in step with the state from now on.
pub fn keep(app: App) {
    let gesture = StoredValue::new(Gesture::default());
    // The address changes after the state, never the other way round, except here.
    window_event_listener(ev::popstate, move |_| read(app));
    window_event_listener(ev::hashchange, move |_| read(app));
    window_event_listener(ev::change, move |_| {
        gesture.update_value(|gesture| gesture.is_over = true);
    });
    window_event_listener(ev::pointerup, move |_| {
        gesture.update_value(|gesture| gesture.is_over = true);
    });

    keep_language_link(app);
    Effect::watch(
        move || app.scenario.get(),
        move |_, _, _| {
            let asked = gesture
                .try_update_value(|gesture| std::mem::replace(&mut gesture.write_asked, true));
            if asked == Some(false) {
                set_timeout(move || write(app, gesture), AT_MOST_EVERY);
            }
        },
        false,
    );
}

/// The other language opens on the same state.
fn keep_language_link(app: App) {
    let Some(link) = document().get_element_by_id("other-language") else {
        return;
    };
    let page = link.get_attribute("href").unwrap_or_default();
    Effect::new(move |_| {
        app.scenario.track();
        if let Err(error) = link.set_attribute("href", &(page.clone() + &link_of(app))) {
            web_sys::console::warn_1(&error);
        }
    });
}

/// What the reader is doing to the state.
#[derive(Clone, Copy, Default)]
struct Gesture {
    /// The next change begins a new entry of the history.
    is_over: bool,
    write_asked: bool,
    /// An entry of this gesture stands in the history.
    has_entry: bool,
}

fn write(app: App, gesture: StoredValue<Gesture>) {
    let begins = gesture
        .try_update_value(|gesture| {
            gesture.write_asked = false;
            let begins = !gesture.has_entry;
            gesture.has_entry = !std::mem::take(&mut gesture.is_over);
            begins
        })
        .unwrap_or(true);
    let link = link_of(app);
    if link == fragment() {
        return;
    }
    let Ok(history) = window().history() else {
        return;
    };
    let written = if begins {
        history.push_state_with_url(&JsValue::NULL, "", Some(&link))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&link))
    };
    if let Err(error) = written {
        // A frame without an address of its own keeps its state all the same.
        web_sys::console::warn_1(&error);
    }
}

fn read(app: App) {
    let decoded = link::decode(&fragment());
    if decoded.foreign {
        return;
    }
    let scenario = decoded.scenario.clone();
    app.preset.set(decoded.preset);
    app.refused.set(decoded);
    app.change(|present| *present = scenario);
}

/// Remembers the language a reader has come to, for the next visit to the front page.
pub fn prefer_language(lang: Lang) {
    // Without storage the browser's own language decides each time.
    if let Err(error) = LocalStorage::raw().set_item(LANGUAGE, lang.tag()) {
        web_sys::console::warn_1(&error);
    }
}
