//! Prose that stands in the page: moved to where it is read, never carried by the program.

use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, Node};

/// The element of the page with this id, in this place as long as the place stands.
///
/// A page without it, such as a frame with one chart, leaves the place empty.
#[component]
pub fn Note(id: String) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let taken = StoredValue::new_local(None::<(Element, Node)>);
    place.on_load(move |place| {
        if let Some(note) = document().get_element_by_id(&id) {
            taken.set_value(note.parent_node().map(|from| (note.clone(), from)));
            put(&note, &place);
        }
    });
    on_cleanup(move || {
        taken.try_with_value(|taken| {
            if let Some((note, from)) = taken {
                put(note, from);
            }
        });
    });
    view! { <div class="note" node_ref=place></div> }.into_any()
}

fn put(note: &Element, place: &Node) {
    if let Err(error) = place.append_child(note) {
        web_sys::console::error_1(&error);
    }
}
