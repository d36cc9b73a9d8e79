//! The paired difference of each year, in the outcome that is looked at.

use leptos::prelude::*;

use super::Study;
use super::offer::{Offer, offers};
use crate::figures::compare::{self, outcome_words};
use crate::figures::rows::Row;
use crate::figures::spec::Figure;
use crate::i18n::words;
use crate::share::cite::Content;
use crate::ui::picture::{Picture, Rescaled};
use crate::ui::rows::{Tables, Tabs};
use crate::ui::view::names;

/// The panel: a choice of country, the picture, its table.
pub fn panel(study: Study, _open: Signal<bool>) -> AnyView {
    let app = study.app;
    let lang = app.lang;
    let row = RwSignal::new(Row::Total);
    let is_there = Memo::new(move |_| study.told.read().is_some());
    // What is told of the state stays once it is there; this is read only then.
    let drawn = Memo::new(move |_| {
        figure(study, row.get()).expect("drawn only once there is something to draw")
    });
    view! {
        <Tabs app legend=words::ui(lang).country_tabs stem="by-year" class="choices" shown=row/>
        <p>{move || outcome_words(app.view.read().outcome, lang).name}</p>
        {move || {
            is_there
                .get()
                .then(|| {
                    view! {
                        <p>{move || drawn.read().summary.clone()}</p>
                        <Picture figure=drawn class="levels"/>
                        <Rescaled/>
                        <Tables figures=vec![drawn] lang/>
                        {offers(
                            study,
                            "by-year",
                            move || Some(Offer::figure(Content::ByYear, row.get(), drawn.get())),
                        )}
                    }
                    .into_any()
                })
        }}
    }
    .into_any()
}

/// The difference of each year in a row, once it is worked out.
pub fn figure(study: Study, row: Row) -> Option<Figure> {
    let app = study.app;
    let (summary, view, told) = (app.summary.read(), app.view.read(), study.told.read());
    let account = &told.as_deref()?.account;
    let names = names(&summary.scenario, &view, app);
    let scenario = &summary.scenario;
    Some(compare::difference_by_year_figure(
        account, scenario, row, names, app.lang,
    ))
}
