//! Rows of results: name, sentence, paired difference, history and futures, table, sources.

use leptos::prelude::*;

use super::answer::stressed;
use super::picture::Picture;
use super::state::App;
use crate::data::{self, DATA_VERSION, Source};
use crate::figures::format::{decimal, fill};
use crate::figures::levels::Naming;
use crate::figures::rows::{self, Row};
use crate::figures::sentences;
use crate::figures::spec::{Figure, Table};
use crate::i18n::{Lang, words};
use crate::model::{DRAWS, MODEL_VERSION};

/// All rows, one under another; where there is room for one only, the chosen one.
#[component]
pub fn Rows(app: App) -> impl IntoView {
    view! {
        <div class="rows">
            <Tabs app/>
            {Row::ALL.map(|row| view! { <ResultRow app row/> }).into_iter().collect_view()}
        </div>
    }
    .into_any()
}

/// Choice of the row shown on a narrow screen.
#[component]
fn Tabs(app: App) -> impl IntoView {
    let ui = words::ui(app.lang);
    view! {
        <fieldset class="tabs">
            <legend class="spoken">{ui.country_tabs}</legend>
            {Row::ALL
                .map(|row| {
                    let id = format!("tab-{}", row.key());
                    view! {
                        <input
                            type="radio"
                            name="row-shown"
                            id=id.clone()
                            prop:checked=move || app.shown.get() == row
                            on:change=move |_| app.shown.set(row)
                        />
                        <label for=id>{row.name(app.lang)}</label>
                    }
                })
                .into_iter()
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn ResultRow(app: App, row: Row) -> impl IntoView {
    let lang = app.lang;
    let naming = match row {
        Row::Country(crate::data::Country::ElSalvador) | Row::Total => Naming::Full,
        Row::Country(_) => Naming::Lines,
    };
    let levels = Memo::new(move |_| rows::levels_figure(&app.summary.read(), row, lang, naming));
    let difference = Memo::new(move |_| rows::difference_figure(&app.summary.read(), row, lang));
    let sentence = move || stressed(sentences::row_sentence(&app.summary.read(), row, lang));
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
            <Picture figure=levels class="levels"/>
            <Tables figures=[difference, levels] lang/>
            <Sources app row/>
        </section>
    }
    .into_any()
}

/// The numbers of both pictures, worked out when opened.
#[component]
fn Tables(figures: [Memo<Figure>; 2], lang: Lang) -> impl IntoView {
    let open = RwSignal::new(false);
    let tables = move || {
        open.get().then(|| {
            figures
                .map(|figure| table(&figure.read().table, lang).into_any())
                .into_iter()
                .collect_view()
        })
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
}

/// Whether the `<details>` of a toggle event is open.
pub fn is_open(event: &web_sys::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

fn table(table: &Table, lang: Lang) -> impl IntoView + use<> {
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let cells = table
                .texts(row, lang)
                .map(|text| view! { <td>{text}</td> })
                .collect_view();
            view! { <tr><th scope="row">{row.head.clone()}</th>{cells}</tr> }
        })
        .collect_view();
    let heads = table
        .columns
        .iter()
        .map(|column| view! { <th scope="col">{column.head.clone()}</th> })
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
}

/// Where the numbers of a row come from, and what breaks their series.
#[component]
fn Sources(app: App, row: Row) -> impl IntoView {
    let lang = app.lang;
    let w = words::chart(lang);
    let made = move || {
        let summary = app.summary.read();
        fill(
            w.source,
            &[
                ("draws", &decimal(DRAWS as f64, 0)),
                ("version", MODEL_VERSION),
                ("data", DATA_VERSION),
                ("seed", &summary.scenario.seed.to_string()),
            ],
        )
    };
    let breaks = rows::breaks(row)
        .into_iter()
        .map(|broken| {
            let years = if broken.first_year == broken.last_year {
                broken.first_year.to_string()
            } else {
                format!("{}–{}", broken.first_year, broken.last_year)
            };
            let text = match lang {
                Lang::En => broken.en,
                Lang::Es => broken.es,
            };
            view! { <li>{fill(w.break_of, &[("years", &years), ("text", text)])}</li> }
        })
        .collect_view();
    let sources = sources_of(row)
        .into_iter()
        .map(|source| view! { <li>{source_line(source, lang)}</li> })
        .collect_view();
    view! {
        <details class="more sources">
            <summary>{words::ui(lang).sources}</summary>
            <p>{made}</p>
            <ol>{breaks}</ol>
            <ul>{sources}</ul>
        </details>
    }
}

fn sources_of(row: Row) -> Vec<&'static Source> {
    let mut sources: Vec<&'static Source> = Vec::new();
    let all = row
        .countries()
        .iter()
        .flat_map(|country| data::encounters(*country))
        .flat_map(|recorded| recorded.sources);
    for source in all {
        if !sources.iter().any(|known| known.id == source.id) {
            sources.push(source);
        }
    }
    sources
}

fn source_line(source: &'static Source, lang: Lang) -> impl IntoView {
    let w = words::chart(lang);
    let text = fill(
        w.source_of,
        &[
            ("publisher", source.publisher),
            ("title", source.title),
            ("year", source.year),
        ],
    );
    let licence = fill(w.licence, &[("licence", source.licence)]);
    match source.url {
        Some(url) => view! { <a href=url rel="noopener">{text}</a>" "{licence} }.into_any(),
        None => format!("{text} {licence}").into_any(),
    }
}
