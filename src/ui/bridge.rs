//! One state, two programs: the page's own, and the study that is loaded when a reader comes to it.
//!
//! The page's own program holds the state. It writes it as a link on the page's root and says so
//! by an event; the study reads it there, and asks for changes in the same way.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::Event;

use super::address::{link_of, of_page};
use super::state::{App, Role};
use super::view::wants_study;
use crate::share::link;

/// Where the state stands; also the name of the event that tells of a new one.
pub const STATE: &str = "data-state";
/// Where the study writes the state it asks for; also the name of that event.
const ASKED: &str = "data-asked";

/// Says that the study is wanted to show what is looked at; also the name of that event.
const WANTED: &str = "data-wanted";

/// The program that works on request and leaves the answer to the page's own.
pub const GUEST: Role = Role {
    changed: |app| say(ASKED, &link_of(app)),
    settled: |_| (),
    says_published: false,
};

/// Tells each state from now on, and follows what the study asks for.
pub fn host(app: App) {
    Effect::new(move |_| {
        app.scenario.track();
        app.view.track();
        if wants_study(&app.view.read()) {
            say(WANTED, "");
        }
        say(STATE, &link_of(app));
    });
    follow(ASKED, move || {
        app.open_state(link::decode(&of_page(ASKED)));
    });
}

/// Follows the state of the page from now on.
pub fn guest(app: App) {
    let hear = move || {
        let told = link::decode(&of_page(STATE));
        app.preset.set(told.preset);
        if *app.view.read_untracked() != told.shown {
            app.view.set(told.shown.clone());
        }
        if *app.scenario.read_untracked() != told.scenario {
            app.scenario.set(told.scenario.clone());
        }
        app.refused.set(told);
        app.settle_soon();
    };
    follow(STATE, hear);
    hear();
}

fn say(what: &str, link: &str) {
    let said = document().document_element().map(|root| {
        root.set_attribute(what, link)?;
        root.dispatch_event(&Event::new(what)?)
    });
    if let Some(Err(error)) = said {
        web_sys::console::error_1(&error);
    }
}

fn follow(what: &str, then: impl Fn() + 'static) {
    let heard = Closure::<dyn Fn()>::new(then);
    let listener = heard.as_ref().unchecked_ref();
    let listens = document()
        .document_element()
        .map(|root| root.add_event_listener_with_callback(what, listener));
    if let Some(Err(error)) = listens {
        web_sys::console::error_1(&error);
    }
    // It listens as long as the page lives.
    heard.forget();
}
