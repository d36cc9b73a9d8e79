//! The state in the address: read once at the start and on back and forward,
//! written once a settled gesture. Nothing of it reaches a server.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Storage;

use super::state::App;
use super::trail::{self, Trail};
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

/// What the app opens on: the state in the address, or that of the page's own stage.
pub fn opening() -> String {
    let fragment = fragment();
    match link::decode(&fragment) {
        decoded if decoded.foreign || fragment.len() < 2 => of_page("data-stage"),
        _ => fragment,
    }
}

/// An attribute of the page's root; empty on the main page, which has none of these.
pub fn of_page(attribute: &str) -> String {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute(attribute))
        .unwrap_or_default()
}

/// Whether this is the page of frames, which writes no address and keeps nothing.
fn is_frame() -> bool {
    !of_page("data-part").is_empty()
}

/// The fragment that opens the present state.
pub fn link_of(app: App) -> String {
    link::encode(
        app.preset.get_untracked(),
        &app.scenario.read_untracked(),
        &app.view.read_untracked(),
        &app.refused.read_untracked().unknown,
    )
}

/// Keeps the address in step with the state from now on.
pub fn keep(app: App) {
    let gesture = StoredValue::new(Gesture::default());
    gesture.update_value(|gesture| gesture.seen = (fragment(), link_of(app)));
    app.trail.set(Trail::leading_to(&link_of(app)));
    // The address changes after the state, never the other way round, except here.
    window_event_listener(ev::popstate, move |_| read(app, gesture));
    window_event_listener(ev::hashchange, move |_| read(app, gesture));
    // A gesture begins where a finger or a key goes down, before anything answers to it.
    on_capture("pointerdown", move |_| begin(app, gesture));
    on_capture("keydown", move |event| {
        let repeats = event
            .dyn_ref::<web_sys::KeyboardEvent>()
            .is_some_and(web_sys::KeyboardEvent::repeat);
        if !repeats {
            begin(app, gesture);
        }
    });
    // A screen reader may set a value without either.
    window_event_listener(ev::change, move |_| {
        gesture.update_value(|gesture| gesture.has_entry &= gesture.write_asked);
    });

    keep_language_link(app);
    Effect::watch(
        move || (app.scenario.get(), app.view.get()),
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

/// Listens to an event of the window before anything answers to it.
pub fn on_capture(event: &str, listener: impl Fn(web_sys::Event) + 'static) {
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(listener);
    let added = window().add_event_listener_with_callback_and_bool(
        event,
        listener.as_ref().unchecked_ref(),
        true,
    );
    if let Err(error) = added {
        web_sys::console::error_1(&error);
    }
    // It listens as long as the page lives.
    listener.forget();
}

/// The other language opens on the same state.
fn keep_language_link(app: App) {
    let Some(link) = document().get_element_by_id("other-language") else {
        return;
    };
    let page = link.get_attribute("href").unwrap_or_default();
    Effect::new(move |_| {
        app.scenario.track();
        app.view.track();
        if let Err(error) = link.set_attribute("href", &(page.clone() + &link_of(app))) {
            web_sys::console::warn_1(&error);
        }
    });
}

/// What the reader is doing to the state: one gesture is one entry of the history.
#[derive(Default)]
struct Gesture {
    /// The fragment that was read last, and the link that says the same in full.
    seen: (String, String),
    /// A write will follow.
    write_asked: bool,
    /// The running gesture has an entry, which later writes replace.
    has_entry: bool,
}

/// A new gesture: what the one before it led to is written into its own entry first.
fn begin(app: App, gesture: StoredValue<Gesture>) {
    if gesture.with_value(|gesture| gesture.write_asked) {
        put(app, gesture);
    }
    gesture.update_value(|gesture| gesture.has_entry = false);
}

fn write(app: App, gesture: StoredValue<Gesture>) {
    gesture.update_value(|gesture| gesture.write_asked = false);
    put(app, gesture);
}

fn put(app: App, gesture: StoredValue<Gesture>) {
    let link = link_of(app);
    let fragment = fragment();
    let says_so = link == fragment
        || gesture.with_value(|gesture| gesture.seen.0 == fragment && gesture.seen.1 == link);
    if says_so || app.replaying.get_untracked() || is_frame() {
        return;
    }
    let begins = gesture
        .try_update_value(|gesture| !std::mem::replace(&mut gesture.has_entry, true))
        .unwrap_or(true);
    trail::note(app, &link, begins);
    let Ok(history) = window().history() else {
        return;
    };
    let written = if begins {
        history.push_state_with_url(&JsValue::NULL, "", Some(&link))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&link))
    };
    warn(written);
}

fn read(app: App, gesture: StoredValue<Gesture>) {
    gesture.update_value(|gesture| gesture.has_entry = false);
    let decoded = link::decode(&fragment());
    if decoded.foreign {
        // A jump within the page: the address goes on to carry the state.
        if let Ok(history) = window().history() {
            let link = link_of(app);
            warn(history.replace_state_with_url(&JsValue::NULL, "", Some(&link)));
        }
        return;
    }
    let decoded = match fragment().is_empty() {
        true => link::decode(&opening()),
        false => decoded,
    };
    app.refused.set(decoded.clone());
    app.open_state(decoded);
    trail::follow(app);
    gesture.update_value(|gesture| gesture.seen = (fragment(), link_of(app)));
}

/// Where the address can't be written, the page keeps its state all the same.
fn warn(written: Result<(), JsValue>) {
    if let Err(error) = written {
        web_sys::console::warn_1(&error);
    }
}

/// What the browser keeps for this window, where it keeps anything. The page of
/// frames keeps nothing, and any frame may be denied it.
pub fn stored() -> Option<Storage> {
    if is_frame() {
        return None;
    }
    window().session_storage().ok().flatten()
}

/// Remembers the language a reader has come to, for the next visit to the front page.
pub fn prefer_language(lang: Lang) {
    if is_frame() {
        return;
    }
    // Without storage the browser's own language decides each time.
    let kept = window().local_storage().and_then(|storage| {
        storage.map_or(Ok(()), |storage| storage.set_item(LANGUAGE, lang.tag()))
    });
    warn(kept);
}
