//! What the page holds for those who dig: the reader's own assumptions, what decides the answer,
//! the model held against the past.
//!
//! A program of its own, loaded when a reader comes near one of its parts, so that the first load
//! stays light. The state stays with the page's own program (`ui::bridge`).

mod assumptions;
mod past;
mod spread;

use leptos::prelude::*;

use crate::ui::address::of_page;
use crate::ui::bridge::{self, GUEST};
use crate::ui::picture::Screen;
use crate::ui::state::App;
use crate::ui::{PAST, open_page, say_ready, take_over};

/// Takes over its parts of the page, and says so in `<html data-study>`.
pub fn start() {
    let lang = open_page();
    let owner = Owner::new();
    let app = owner.with(|| App::open(lang, &of_page(bridge::STATE), GUEST));
    app.prepare_then(move || {
        owner.with(|| {
            provide_context(Screen::watch(lang, app.settled));
            bridge::guest(app);
            take_over(PAST, move || view! { <past::Past app/> });
            spread::keep(app);
            assumptions::keep(app);
        });
        say_ready("data-study");
        std::mem::forget(owner);
    });
}
