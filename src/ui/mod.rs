//! The page: thin components over one state.
//!
//! The page is HTML that reads on its own; [`start`] takes over its marked
//! parts. [`state`] holds the one mutable scenario and the answer that follows
//! from it; everything shown is derived. Effects stand at the rim only: the
//! canvas ([`picture`]) and the address ([`address`]).

pub(crate) mod address;
pub(crate) mod answer;
#[cfg(feature = "bench")]
mod bench;
mod bill;
pub(crate) mod bridge;
pub(crate) mod controls;
pub(crate) mod lever;
pub(crate) mod note;
mod notices;
pub(crate) mod own;
pub(crate) mod picture;
pub(crate) mod rows;
mod stage;
pub(crate) mod state;
mod trail;
mod versus;
pub(crate) mod view;

use std::time::Duration;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, HtmlTemplateElement};

use crate::i18n::{self, Lang};
use picture::Screen;
use stage::Stage;
use state::{App, HOST};

/// Id of the element that holds the answer.
pub const ANSWER: &str = "answer";
/// Id of the element that holds levers and charts.
pub const SIMULATOR: &str = "simulator";

/// Id of the element in which the model is held against the past.
pub const PAST: &str = "past";

/// Selector of a part that takes over once it is done: its class behind a dot.
pub(crate) const UNSEEN: &str = ".unseen";

/// Id of the template that holds the words of the page's language.
pub const WORDS: &str = "words";

/// Takes over the page once the model is ready, and says so in `<html data-app>`.
///
/// Each step is a task of its own, so that a slow phone answers to its reader in between.
pub fn start() {
    next(|| {
        let lang = open_page();
        // The owner lives as long as the page: what it holds is shared by all parts.
        let owner = Owner::new();
        let app = owner.with(|| App::open(lang, &address::opening(), HOST));
        next(move || app.prepare_then(move || take_over_answer(owner, app)));
    });
}

fn take_over_answer(owner: Owner, app: App) {
    let screen = owner.with(|| {
        let screen = Screen::watch(app);
        provide_context(screen);
        take_over(ANSWER, move || view! { <answer::Answer app/> });
        screen
    });
    next(move || take_over_simulator(owner, app, screen));
}

fn take_over_simulator(owner: Owner, app: App, screen: Screen) {
    let stage = owner.with(Stage::default);
    let built = owner.with(|| {
        build(
            SIMULATOR,
            move || view! { <controls::Simulator app stage/> },
        )
    });
    stage.play(screen, move || {
        if let Some((still, live)) = built {
            replace(&still, &live);
        }
        next(move || {
            owner.with(|| open(app));
            std::mem::forget(owner);
        });
    });
}

fn next(step: impl FnOnce() + 'static) {
    set_timeout(step, Duration::ZERO);
}

/// Follows what goes on in the page from now on.
fn open(app: App) {
    bridge::host(app);
    address::keep(app);
    address::prefer_language(app.lang);
    say_ready("data-app");
    #[cfg(feature = "bench")]
    bench::run_if_asked(app);
}

/// What each program of the page begins with: words, and the language they are in.
pub(crate) fn open_page() -> Lang {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
    // Mounting a part would set this up too, but a page may have none.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    // A page of another build stays as it is; the reader is told by `web/boot.js`.
    if let Err(problem) = i18n::take_words(words_of_page().leak()) {
        panic!("{problem}");
    }
    Lang::from_tag(&address::of_page("lang")).unwrap_or(Lang::En)
}

/// Says on the page's root that a program has taken over its parts.
pub(crate) fn say_ready(attribute: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(attribute, "ready");
    }
}

/// Id of the element that says where the spread comes from.
pub const SPREAD: &str = "spread";

/// Id of the element that holds the assumptions.
pub const ASSUMPTIONS: &str = "assumptions-panel";

/// What stands in the template with the words; nothing where the page has none.
fn words_of_page() -> String {
    document()
        .get_element_by_id(WORDS)
        .and_then(|element| element.dyn_into::<HtmlTemplateElement>().ok())
        .and_then(|template| template.content().text_content())
        .unwrap_or_default()
}

/// Puts a live part in place of the still one with the same id.
pub(crate) fn take_over<V: IntoView + 'static>(id: &str, part: impl FnOnce() -> V + 'static) {
    if let Some(element) = part_of_page(id) {
        element.set_text_content(None);
        mount_to(element, part).forget();
    }
}

/// A live part that grows unseen where the still one stands, which stays until it is done: so each
/// piece is laid out and drawn in a frame of its own.
fn build<V: IntoView + 'static>(
    id: &str,
    part: impl FnOnce() -> V + 'static,
) -> Option<(HtmlElement, HtmlElement)> {
    let still = part_of_page(id)?;
    let live: HtmlElement = still.clone_node().ok()?.unchecked_into();
    live.set_class_name(&UNSEEN[1..]);
    still
        .before_with_node_1(&live)
        .inspect_err(web_sys::console::error_1)
        .ok()?;
    mount_to(live.clone(), part).forget();
    Some((still, live))
}

fn replace(still: &HtmlElement, live: &HtmlElement) {
    still.remove();
    live.set_class_name("");
}

/// None where a page, such as a frame with one chart, leaves the part out.
fn part_of_page(id: &str) -> Option<HtmlElement> {
    Some(document().get_element_by_id(id)?.unchecked_into())
}
