//! The panels below the simulator: each is made when it is first opened.

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlElement;

use super::told::Wanted;
use super::{Study, by_year, changes, keep, matrix, readings, share, take, wedges};

/// What makes a panel, told whether it is open.
type Panel = fn(Study, Signal<bool>) -> AnyView;

/// Panels by the id of their `<details>`, which stand in the page with their names, and when each
/// wants what is told beyond the summary, while it is open.
const PANELS: [(&str, Panel, Wanted); 8] = [
    ("desk-changed", changes::panel, Wanted::Never),
    ("desk-readings", readings::panel, Wanted::Never),
    ("desk-by-year", by_year::panel, Wanted::AtOnce),
    ("desk-wedges", wedges::panel, Wanted::Never),
    ("desk-matrix", matrix::panel, Wanted::Never),
    ("desk-share", share::panel, Wanted::InPauses),
    ("desk-tray", keep::panel, Wanted::Never),
    ("desk-take", take::panel, Wanted::InPauses),
];

/// Makes each panel when it is opened, from now on.
pub fn keep(study: Study) {
    for (id, panel, wanted) in PANELS {
        if let Some(details) = document().get_element_by_id(id) {
            when_opened(&details.unchecked_into(), move |body, open| {
                if wanted != Wanted::Never {
                    study.wants.update(|all| all.push((open, wanted)));
                }
                mount_to(body, move || panel(study, open)).forget();
            });
        }
    }
    open_where_asked(study);
}

/// Another reading that is put beside the page's own opens its panel.
fn open_where_asked(study: Study) {
    let app = study.app;
    let beside = Memo::new(move |_| app.view.read().beside);
    Effect::new(move |_| {
        let panel = document().get_element_by_id("desk-readings");
        if let (Some(_), Some(panel)) = (beside.get(), panel)
            && let Err(error) = panel.set_attribute("open", "")
        {
            web_sys::console::error_1(&error);
        }
    });
}

/// Calls `make` with the body of a `<details>`, once, as soon as that is open, and with whether it
/// is open from then on.
fn when_opened(details: &HtmlElement, make: impl Fn(HtmlElement, Signal<bool>) + 'static) {
    let owner = Owner::current().expect("called within the page's owner");
    let watched = details.clone();
    let made = StoredValue::new_local(false);
    let open = RwSignal::new(false);
    let opened = Closure::<dyn Fn()>::new(move || {
        let is_open = watched.has_attribute("open");
        open.set(is_open);
        if is_open
            && !made.with_value(|made| *made)
            && let Ok(Some(body)) = watched.query_selector(".desk-body")
        {
            made.set_value(true);
            owner.with(|| make(body.unchecked_into(), open.into()));
        }
    });
    let listener = opened.as_ref().unchecked_ref::<js_sys::Function>();
    let listens = details
        .add_event_listener_with_callback("toggle", listener)
        .and_then(|()| listener.call0(details));
    if let Err(error) = listens {
        web_sys::console::error_1(&error);
    }
    // It listens as long as the page lives.
    opened.forget();
}
