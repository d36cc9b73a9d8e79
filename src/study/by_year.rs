//! The paired difference of each year and added up, in the outcome that is looked at.

use leptos::prelude::*;

use super::listen::listen;
use super::offer::{Offer, offers, report};
use super::rim::{button, save, status};
use super::strips::Numbers;
use super::take::with_take;
use super::{Study, told};
use crate::figures::by_year::{self, Counted};
use crate::figures::compare::{Names, outcome_words};
use crate::figures::format::fill;
use crate::figures::rows::Row;
use crate::figures::spec::{Figure, Table};
use crate::i18n::words;
use crate::model::FIRST_YEAR;
use crate::model::account::Account;
use crate::model::scenario::Scenario;
use crate::share::cite::Content;
use crate::ui::own::result_mark;
use crate::ui::picture::{Picture, Rescaled, Screen};
use crate::ui::rows::Tabs;
use crate::ui::view::names;

/// The panel: a choice of country, each year or added up, the picture, its table.
pub fn panel(study: Study, _open: Signal<bool>) -> AnyView {
    let app = study.app;
    let lang = app.lang;
    let row = RwSignal::new(Row::Total);
    let counted = RwSignal::new(Counted::Each);
    let screen = expect_context::<Screen>().apart();
    let is_there = Memo::new(move |_| study.told.read().is_some());
    // What is told of the state stays once it is there; this is read only then.
    let drawn = Memo::new(move |_| {
        figure(study, row.get(), counted.get()).expect("drawn only once there is something to draw")
    });
    let numbers = Signal::derive(move || table(study, &[row.get()]));
    let offer = move || {
        let content = match counted.get() {
            Counted::Each => Content::ByYear,
            Counted::UpTo => Content::AddedUp,
        };
        Some(Offer {
            table: numbers.get()?,
            ..Offer::figure(content, row.get(), drawn.get())
        })
    };
    view! {
        <Tabs app legend=words::ui(lang).country_tabs stem="by-year" class="choices" shown=row/>
        {choice(study, counted)}
        <p>{move || outcome_words(app.view.read().outcome, lang).name}</p>
        {result_mark(app, row.into())}
        {move || {
            is_there
                .get()
                .then(|| {
                    provide_context(screen);
                    view! {
                        <p>{move || drawn.read().summary.clone()}</p>
                        <Picture figure=drawn class="levels"/>
                        <Rescaled/>
                        <Numbers table=numbers lang/>
                        {offers(study, "by-year", offer)}
                        {listen(study, "by-year", drawn.into())}
                        {everything(study)}
                    }
                    .into_any()
                })
        }}
    }
    .into_any()
}

/// Each year by itself, or added up.
fn choice(study: Study, counted: RwSignal<Counted>) -> AnyView {
    let w = words::compare(study.app.lang);
    let from = FIRST_YEAR.to_string();
    let one = |which: Counted| {
        let name = match which {
            Counted::Each => w.each_year.to_string(),
            Counted::UpTo => fill(w.added_up, &[("from", &from)]),
        };
        let id = format!("counted-{}", which.key());
        view! {
            <input
                type="radio"
                name="counted"
                id=id.clone()
                prop:checked=move || counted.get() == which
                on:change=move |_| {
                    counted.set(which);
                    study.app.settle_soon();
                }
            />
            <label for=id>{name}</label>
        }
        .into_any()
    };
    view! {
        <fieldset class="choices">
            <legend class="spoken">{w.year}</legend>
            {Counted::ALL.map(one).into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The numbers of all countries and of the total in one file.
fn everything(study: Study) -> AnyView {
    let w = words::take(study.app.lang);
    let said = RwSignal::new(String::new());
    let save_table = move || {
        told::catch_up(study);
        let saved = untrack(|| table(study, &Row::ALL)).map(|table| {
            with_take(study, Row::Total, |take| {
                let name = take.file_name(Content::AllYears, Row::Total, "csv");
                let csv = take.table_csv(Content::AllYears, &table);
                report(save(&name, "text/csv", &csv))
            })
        });
        said.set(
            if saved == Some(true) {
                w.saved
            } else {
                w.unread
            }
            .into(),
        );
    };
    view! {
        <div class="actions">{button("by-year-all-rows", w.all_rows, save_table)}</div>
        {status(said)}
    }
    .into_any()
}

/// The difference of each year in a row, or added up, once it is worked out.
pub fn figure(study: Study, row: Row, counted: Counted) -> Option<Figure> {
    with_account(study, |account, scenario, names| {
        by_year::figure(account, scenario, (row, counted), names, study.app.lang)
    })
}

/// The numbers of some rows, once they are worked out.
fn table(study: Study, rows: &[Row]) -> Option<Table> {
    with_account(study, |account, scenario, names| {
        by_year::table(account, scenario, rows, names, study.app.lang)
    })
}

fn with_account<T>(study: Study, make: impl Fn(&Account, &Scenario, Names) -> T) -> Option<T> {
    let app = study.app;
    let (summary, view, told) = (app.summary.read(), app.view.read(), study.told.read());
    let account = &told.as_deref()?.account;
    let names = names(&summary.scenario, &view, app);
    Some(make(account, &summary.scenario, names))
}
