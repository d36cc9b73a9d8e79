//! Whether the numbers are those that stood there when a link was shared, where the link says so.

use leptos::prelude::*;

use crate::model::equations::Detail;
use crate::model::scenario::Scenario;
use crate::share::fingerprint::Check;
use crate::share::link;
use crate::share::told;
use crate::ui::address::{fragment, opening};
use crate::ui::state::App;
use crate::ui::take_over;

/// Id of the element that says it.
const CHECKED: &str = "checked";

/// Says it of the state on which the page opened, and of each link that is followed from there,
/// until the reader changes something.
pub fn keep(app: App) {
    let verdict = RwSignal::new(verdict(app, &opening()));
    // The address that a reader follows to the same page; the page itself writes none with a check.
    let followed = window_event_listener(leptos::ev::hashchange, move |_| {
        let told = self::verdict(app, &fragment());
        if told.is_some() {
            verdict.set(told);
        }
    });
    // It listens as long as the page lives.
    std::mem::forget(followed);
    let words = move || {
        let verdict = verdict.read();
        let (scenario, said) = verdict.as_ref()?;
        (*app.scenario.read() == *scenario)
            .then(|| view! { <p class="checked">{said.clone()}</p> }.into_any())
    };
    take_over(CHECKED, move || view! { {words} });
}

/// What is said of a link with a check, and the scenario of which it is said.
fn verdict(app: App, link: &str) -> Option<(Scenario, String)> {
    let followed = link::decode(link);
    let check = followed.check?;
    let scenario = followed.scenario;
    let now = app.with_model(|model| Check::of(&model.run(&scenario, Detail::Encounters)))?;
    Some((scenario, told::verdict(&check.against(&now), app.lang)))
}
