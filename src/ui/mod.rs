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

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlTemplateElement};

use crate::i18n::{self, Lang};
use stage::Stage;
use state::{App, HOST};

/// Id of the element that holds the answer.
pub const ANSWER: &str = "answer";
/// Id of the element that holds levers and charts.
pub const SIMULATOR: &str = "simulator";

/// Id of the element in which the model is held against the past.
pub const PAST: &str = "past";

/// Id of the template that holds the words of the page's language.
pub const WORDS: &str = "words";

/// Takes over the page once the model is ready, and says so in `<html data-app>`.
pub fn start() {
    let lang = open_page();
    // The owner lives as long as the page: what it holds is shared by all parts.
    let owner = Owner::new();
    let app = owner.with(|| App::open(lang, &address::opening(), HOST));
    app.prepare_then(move || {
        let after = owner.clone();
        owner.with(|| {
            provide_context(picture::Screen::watch(lang, app.settled));
            take_over(ANSWER, move || view! { <answer::Answer app/> });
            let stage = Stage::default();
            let built = build(
                SIMULATOR,
                move || view! { <controls::Simulator app stage/> },
            );
            stage.play(move || after.with(move || open(app, built)));
        });
        std::mem::forget(owner);
    });
}

/// Puts the simulator in place of the still one, and follows what goes on in the page from now on.
fn open(app: App, built: Option<(HtmlElement, Element)>) {
    if let Some((still, live)) = built
        && let Err(error) = still.replace_with_with_node_1(&live)
    {
        web_sys::console::error_1(&error);
    }
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

/// A live part, out of sight beside the still one that stays until it is put in its place.
fn build<V: IntoView + 'static>(
    id: &str,
    part: impl FnOnce() -> V + 'static,
) -> Option<(HtmlElement, Element)> {
    let still = part_of_page(id)?;
    let live: Element = still.clone_node().ok()?.unchecked_into();
    mount_to(live.clone().unchecked_into(), part).forget();
    Some((still, live))
}

/// None where a page, such as a frame with one chart, leaves the part out.
fn part_of_page(id: &str) -> Option<HtmlElement> {
    Some(document().get_element_by_id(id)?.unchecked_into())
}
