//! Rows of results: name, sentence, paired difference, history and futures, table, sources.

use leptos::prelude::*;

use super::answer::stressed;
use super::note::Note;
use super::own::result_mark;
use super::picture::Picture;
use super::stage::{ROWS, Stage};
use super::state::App;
use super::view::{FORMS, is_elsewhere, names};
use crate::figures::layers;
use crate::figures::levels::Naming;
use crate::figures::rows::{self, Row};
use crate::figures::sentences;
use crate::figures::spec::{Figure, Table};
use crate::i18n::{Lang, words};

/// All rows, one under another; where there is room for one only, or one is asked for, the chosen
/// one. Other outcomes and forms than encounters as bands are the study's, which shows them in
/// place of these.
#[component]
pub fn Rows(app: App, stage: Stage) -> impl IntoView {
    view! {
        <div
            class="rows"
            class:rows-one=move || app.view.read().row.is_some()
            class:rows-away=move || is_elsewhere(&app.view.read())
        >
            // Where there is room for one row only.
            <Tabs
                app
                legend=words::ui(app.lang).country_tabs
                stem="tab"
                class="tabs"
                shown=app.shown
            />
            <Together app/>
            {Row::ALL
                .into_iter()
                .enumerate()
                .map(|(at, row)| {
                    stage.piece(ROWS + at, Box::new(move || view! { <ResultRow app row/> }.into_any()))
                })
                .collect_view()}
        </div>
        <div id=FORMS></div>
    }
    .into_any()
}

/// Where there is room for one row only: all of them all the same, each as small as it can be read.
#[component]
pub fn Together(app: App) -> impl IntoView {
    view! {
        <label class="together">
            <input type="checkbox"/>
            {words::view(app.lang).all_rows}
        </label>
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
    let levels = Memo::new(move |_| {
        let (summary, view) = (app.summary.read(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        let figure = rows::levels_figure(&summary, row, names, lang, Naming::Full);
        layers::without(figure, view.layers)
    });
    let difference = Memo::new(move |_| {
        let (summary, view) = (app.summary.read(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        rows::difference_figure(&summary, None, row, names, lang)
    });
    let sentence = move || {
        let (summary, view) = (app.summary.read(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        sentences::row_sentence(&summary, row, names, lang)
    };
    let heading = format!("row-{}", row.key());
    view! {
        <section
            class="row"
            class:row-shown=move || app.shown.get() == row
            data-row=row.key()
            aria-labelledby=heading.clone()
        >
            <h3 id=heading.clone()>{row.name(lang)}</h3>
            <p class="row-sentence">{stressed(sentence)}</p>
            {result_mark(app, Signal::stored(row))}
            <Picture figure=difference class="strip"/>
            <Picture figure=levels class="levels"/>
            <Tables figures=vec![difference, levels] lang/>
            <Note id=format!("note-row-{}", row.key())/>
        </section>
    }
    .into_any()
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

/// A table in a frame that scrolls.
pub fn table(table: &Table, lang: Lang) -> AnyView {
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
