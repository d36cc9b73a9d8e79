//! Rows of results: name, sentence, paired difference, history and futures, table, sources.

use leptos::prelude::*;

use super::answer::stressed;
use super::note::Note;
use super::picture::Picture;
use super::state::App;
use super::view::names;
use crate::figures::compare;
use crate::figures::form::Form;
use crate::figures::levels::Naming;
use crate::figures::rows::{self, Row};
use crate::figures::samples::{self, Lines};
use crate::figures::sentences::{self, Phrase};
use crate::figures::spec::{Figure, Table};
use crate::i18n::{Lang, words};
use crate::model::account::SAMPLE;
use crate::model::outcomes::Outcome;

/// All rows, one under another; where there is room for one only, or one is asked for, the chosen
/// one.
#[component]
pub fn Rows(app: App) -> impl IntoView {
    view! {
        <div
            class="rows"
            class:rows-one=move || app.view.read().row.is_some()
            class:rows-said=move || app.view.read().form == Form::Sentence
        >
            // Where there is room for one row only.
            <Tabs
                app
                legend=words::ui(app.lang).country_tabs
                stem="tab"
                class="tabs"
                shown=app.shown
            />
            {Row::ALL.map(|row| view! { <ResultRow app row/> }.into_any()).into_iter().collect_view()}
        </div>
    }
    .into_any()
}

/// Choice of a row; `stem` begins the ids of its parts, `class` gives it its looks.
#[component]
pub fn Tabs(
    app: App,
    legend: &'static str,
    stem: &'static str,
    class: &'static str,
    shown: RwSignal<Row>,
) -> impl IntoView {
    view! {
        <fieldset class=class>
            <legend class="spoken">{legend}</legend>
            {Row::ALL
                .map(|row| {
                    let id = format!("{stem}-{}", row.key());
                    view! {
                        <input
                            type="radio"
                            name=stem
                            id=id.clone()
                            prop:checked=move || shown.get() == row
                            on:change=move |_| {
                                shown.set(row);
                                app.settle_soon();
                            }
                        />
                        <label for=id>{row.name(app.lang)}</label>
                    }
                    .into_any()
                })
                .into_iter()
                .collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn ResultRow(app: App, row: Row) -> impl IntoView {
    let lang = app.lang;
    let naming = match row {
        Row::Country(crate::data::Country::ElSalvador) | Row::Total => Naming::Full,
        Row::Country(_) => Naming::Lines,
    };
    let levels = Memo::new(move |_| levels(app, row, naming));
    let difference = Memo::new(move |_| difference(app, row));
    let sentence = move || stressed(sentence(app, row));
    let heading = format!("row-{}", row.key());
    view! {
        <section
            class="row"
            class:row-shown=move || app.shown.get() == row
            data-row=row.key()
            aria-labelledby=heading.clone()
        >
            <h3 id=heading.clone()>{row.name(lang)}</h3>
            <p class="row-sentence">{sentence}</p>
            <Picture figure=difference class="strip"/>
            <BesideRow app row/>
            <Picture figure=levels class="levels"/>
            <NextFuture app/>
            <Tables figures=vec![difference, levels] lang/>
            <ByYear app row/>
            <Note id=format!("note-row-{}", row.key())/>
        </section>
    }
    .into_any()
}

/// History and futures of a row, in the outcome and form that are asked for.
fn levels(app: App, row: Row, naming: Naming) -> Figure {
    let (summary, view, lang) = (app.summary.read(), app.view.read(), app.lang);
    let scenario = &summary.scenario;
    let names = names(scenario, &view, app);
    let pinned = scenario.against.is_some();
    match app.told.read().as_deref() {
        Some(told) if view.form == Form::Lines && told.samples.len() > row.series() => {
            let top = match told.account.outcome {
                Outcome::Encounters => rows::top(&summary, row),
                _ => compare::outcome_top(&told.account, row),
            };
            let lines = if pinned { Lines::Both } else { Lines::B };
            samples::lines_figure(
                &told.samples[row.series()],
                scenario,
                (row, top),
                (lines, app.stressed.get()),
                names,
                lang,
            )
        }
        Some(told) if told.account.outcome != Outcome::Encounters => {
            compare::outcome_figure(&told.account, scenario, row, names, lang)
        }
        _ if pinned => compare::levels_figure(&summary, row, names, lang, naming),
        _ => rows::levels_figure(&summary, row, lang, naming),
    }
}

/// The paired change of a row, in the outcome and form that are asked for.
fn difference(app: App, row: Row) -> Figure {
    let (summary, view, lang) = (app.summary.read(), app.view.read(), app.lang);
    let scenario = &summary.scenario;
    let names = names(scenario, &view, app);
    let usual = || rows::difference_figure(&summary, app.other.read().as_deref(), row, lang);
    let told = app.told.read();
    let Some(told) = told.as_deref() else {
        return usual();
    };
    let outcome = told.account.outcome;
    match told.twenties.get(row.series()) {
        Some(twenty) => samples::dots_figure(twenty, (outcome, scenario), row, names, lang),
        None if outcome == Outcome::Encounters => usual(),
        None => compare::difference_figure(&told.account, scenario, row, names, lang)
            .unwrap_or_else(usual),
    }
}

/// What is said of a row.
fn sentence(app: App, row: Row) -> Vec<Phrase> {
    let (summary, lang) = (app.summary.read(), app.lang);
    match app.told.read().as_deref() {
        Some(told) if told.account.outcome != Outcome::Encounters => {
            let view = app.view.read();
            let names = names(&summary.scenario, &view, app);
            compare::sentence(&told.account, &summary.scenario, row, names, lang)
        }
        _ => sentences::row_sentence(&summary, row, lang),
    }
}

/// Moves on to the next of the single futures, where these are drawn.
#[component]
fn NextFuture(app: App) -> impl IntoView {
    let next = move |_| {
        app.stressed.update(|stressed| {
            *stressed = Some(stressed.map_or(0, |one| (one + 1) % SAMPLE));
        });
    };
    move || {
        (app.view.read().form == Form::Lines).then(|| {
            view! {
                <button type="button" class="word next" on:click=next>
                    {words::view(app.lang).next}
                </button>
            }
            .into_any()
        })
    }
}

/// The paired difference of each year, worked out when opened.
#[component]
fn ByYear(app: App, row: Row) -> impl IntoView {
    let lang = app.lang;
    let open = RwSignal::new(false);
    let figure = Memo::new(move |_| {
        let (summary, view) = (app.summary.read(), app.view.read());
        let told = app.told.read();
        let account = &told.as_deref()?.account;
        let names = names(&summary.scenario, &view, app);
        let scenario = &summary.scenario;
        Some(compare::difference_by_year_figure(
            account, scenario, row, names, lang,
        ))
    });
    let is_there = Memo::new(move |_| open.get() && figure.read().is_some());
    let drawn = Memo::new(move |_| figure.get().unwrap_or_else(|| difference(app, row)));
    view! {
        <details
            class="more"
            on:toggle=move |event| {
                open.set(is_open(&event));
                app.ask_by_year();
            }
        >
            <summary>{words::view(lang).by_year}</summary>
            {move || {
                is_there
                    .get()
                    .then(|| {
                        view! {
                            <Picture figure=drawn class="levels"/>
                            <Tables figures=vec![drawn] lang/>
                        }
                        .into_any()
                    })
            }}
        </details>
    }
    .into_any()
}

/// The same row under the reading that the reader has put beside, on the same axis.
#[component]
fn BesideRow(app: App, row: Row) -> impl IntoView {
    let lang = app.lang;
    let is_there = Memo::new(move |_| app.other.read().is_some());
    let summary = move || app.other.get().unwrap_or_else(|| app.summary.get());
    let figure = Memo::new(move |_| {
        rows::difference_figure(&summary(), Some(&app.summary.read()), row, lang)
    });
    let sentence = move || stressed(sentences::row_sentence_beside(&summary(), row, lang));
    move || {
        is_there.get().then(|| {
            view! {
                <p class="row-beside">{sentence}</p>
                <Picture figure class="strip"/>
            }
        })
    }
}

/// The numbers of pictures, worked out when opened.
#[component]
pub fn Tables(figures: Vec<Memo<Figure>>, lang: Lang) -> impl IntoView {
    let open = RwSignal::new(false);
    let tables = move || {
        open.get()
            .then(|| {
                figures
                    .iter()
                    .map(|figure| table(&figure.read().table, lang))
                    .collect_view()
            })
            .into_any()
    };
    view! {
        <details
            class="more table"
            on:toggle=move |event| open.set(is_open(&event))
        >
            <summary>{words::ui(lang).table}</summary>
            {tables}
        </details>
    }
    .into_any()
}

/// Whether the `<details>` of a toggle event is open.
pub fn is_open(event: &web_sys::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

fn table(table: &Table, lang: Lang) -> AnyView {
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let cells = table
                .texts(row, lang)
                .map(|text| view! { <td>{text}</td> }.into_any())
                .collect_view();
            view! { <tr><th scope="row">{row.head.clone()}</th>{cells}</tr> }.into_any()
        })
        .collect_view();
    let heads = table
        .columns
        .iter()
        .map(|column| view! { <th scope="col">{column.head.clone()}</th> }.into_any())
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=table.caption.clone()>
            <table>
                <caption>{table.caption.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{table.corner.clone()}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
