//! Whether the numbers are those that stood there when a link was shared, where the link says so.

use leptos::prelude::*;

use crate::share::fingerprint::Check;
use crate::share::link;
use crate::share::told;
use crate::ui::address::opening;
use crate::ui::state::App;
use crate::ui::take_over;

/// Id of the element that says it.
const CHECKED: &str = "checked";

/// Says it of the state on which the page opened, until the reader changes something.
pub fn keep(app: App) {
    let opened = link::decode(&opening());
    let Some(check) = opened.check else { return };
    let now = app.with_model(|model| {
        use crate::model::equations::Detail;
        Check::of(&model.run(&opened.scenario, Detail::Encounters))
    });
    let Some(verdict) = now.map(|now| check.against(&now)) else {
        return;
    };
    let said = told::verdict(&verdict, app.lang);
    let scenario = opened.scenario;
    let words = move || {
        let stands = *app.scenario.read() == scenario;
        stands.then(|| said.clone())
    };
    take_over(CHECKED, move || view! { <p class="checked">{words}</p> });
}
