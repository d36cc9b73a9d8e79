//! Prose that stands in the page: moved to where it is read, never carried by the program.

use leptos::html;
use leptos::prelude::*;

/// The element of the page with this id, in this place from now on.
///
/// A page without it, such as a frame with one chart, leaves the place empty.
#[component]
pub fn Note(id: String) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    place.on_load(move |place| {
        if let Some(note) = document().get_element_by_id(&id)
            && let Err(error) = place.append_child(&note)
        {
            web_sys::console::error_1(&error);
        }
    });
    view! { <div class="note" node_ref=place></div> }.into_any()
}
