//! The present comparison on paper: made when the page is about to be printed, gone after.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{DomParser, SupportedType};

use super::offer::size;
use super::take::{answer, with_take};
use super::{Study, changes, forms, rim, told};
use crate::draw::svg::{Ground, svg_card};
use crate::draw::theme::Theme;
use crate::figures::form::Form;
use crate::figures::format::fill;
use crate::figures::rows::Row;
use crate::figures::spec::{Figure, Table};
use crate::i18n::{Lang, words};
use crate::share::cite::Content;
use crate::ui::rows::table;

/// Says on the page's root that the report stands in the page, which is printed alone then.
const REPORT: &str = "data-report";
/// Width of a chart in CSS pixels: the narrower of A4 and Letter within the margins.
const WIDTH: f64 = 640.0;
/// Columns of numbers that the narrower of the two has room for.
const MOST_COLUMNS: usize = 12;

/// Puts the report in place of the page on paper from now on.
pub fn keep(study: Study) {
    let owner = Owner::current().expect("called within the page's owner");
    let report = StoredValue::new_local(None::<Report>);
    // A guided step is printed as the page that it is.
    if document().get_element_by_id("desk").is_none() {
        return;
    }
    window_event_listener(leptos::ev::beforeprint, move |_| {
        told::now(study);
        report.set_value(owner.with(|| Report::put(study)));
    });
    window_event_listener(leptos::ev::afterprint, move |_| report.set_value(None));
}

/// Asks the browser to print.
pub fn ask() {
    if let Err(error) = window().print() {
        web_sys::console::error_1(&error);
    }
}

/// The report while it stands in the page.
struct Report {
    root: web_sys::Element,
    _parts: Box<dyn std::any::Any>,
}

impl Report {
    fn put(study: Study) -> Option<Report> {
        let root = document().document_element()?;
        let body = document().body()?;
        root.set_attribute(REPORT, "").ok()?;
        let parts: UnmountHandle<_> = mount_to(body, move || untrack(|| report(study)));
        if let Err(error) = untrack(|| fill_charts(study)) {
            web_sys::console::error_1(&error);
        }
        Some(Report {
            root,
            _parts: Box::new(parts),
        })
    }
}

impl Drop for Report {
    fn drop(&mut self) {
        if let Err(error) = self.root.remove_attribute(REPORT) {
            web_sys::console::error_1(&error);
        }
    }
}

fn report(study: Study) -> AnyView {
    let lang = study.app.lang;
    let facts = with_take(study, Row::Total, |take| {
        take.under_picture(Content::Chart, "")
    });
    let mut facts = facts.into_iter();
    let lead = facts.next();
    let rows = Row::ALL.map(|row| charts(study, row)).into_iter();
    let tables = Row::ALL.map(|row| tables(study, row)).into_iter();
    view! {
        <article id="report" lang=lang.tag()>
            <h1>{words::share(lang).title}</h1>
            <p class="report-answer">{lead}</p>
            {facts.map(|fact| view! { <p>{fact}</p> }.into_any()).collect_view()}
            <section>
                <h2>{words::take(lang).changed}</h2>
                {changes::table(study)}
            </section>
            {rows.collect_view()}
            {tables.collect_view()}
        </article>
    }
    .into_any()
}

fn charts(study: Study, row: Row) -> AnyView {
    let lang = study.app.lang;
    let figures = figures(study, row);
    let events = forms::events(&figures[1], row, lang);
    // What a line or a dot stands for.
    let told = match study.app.view.read().form {
        Form::Lines => Some(figures[1].summary.clone()),
        Form::Dots => Some(figures[0].summary.clone()),
        _ => None,
    };
    view! {
        <section>
            <h2>{row.name(lang)}</h2>
            <p>{answer(study, row)}</p>
            {told.map(|told| view! { <p>{told}</p> }.into_any())}
            {figures.map(|_| chart()).into_iter().collect_view()}
            <p class="report-events">{events.join(" · ")}</p>
        </section>
    }
    .into_any()
}

/// The place of a chart, which [`fill_charts`] fills.
fn chart() -> AnyView {
    view! { <div class="report-chart"></div> }.into_any()
}

/// Charts as lines and letters, not as pixels: at once, for paper does not wait for effects.
fn fill_charts(study: Study) -> Result<(), JsValue> {
    let places = document().query_selector_all("#report .report-chart")?;
    let measure = rim::measure();
    let figures = Row::ALL.into_iter().flat_map(|row| figures(study, row));
    for (place, figure) in (0..places.length()).zip(figures) {
        let size = size(&figure, WIDTH);
        let text = svg_card(&figure, size, &Theme::light(), Ground::Clear, &[], &measure)
            .map_err(|error| error.to_string())?;
        let parsed = DomParser::new()?.parse_from_string(&text, SupportedType::ImageSvgXml)?;
        let drawn = parsed.document_element().ok_or("no picture")?;
        places.get(place).ok_or("no place")?.append_child(&drawn)?;
    }
    Ok(())
}

fn figures(study: Study, row: Row) -> [Figure; 2] {
    [forms::difference(study, row), forms::levels(study, row)]
}

fn tables(study: Study, row: Row) -> AnyView {
    let figures = figures(study, row);
    let lang = study.app.lang;
    view! {
        <section>
            <h2>{row.name(lang)}</h2>
            {figures.map(|figure| on_paper(&figure.table, lang)).collect_view()}
        </section>
    }
    .into_any()
}

/// A table, or that it has more columns than a sheet has room for.
fn on_paper(of: &Table, lang: Lang) -> AnyView {
    if of.columns.len() <= MOST_COLUMNS {
        return table(of, lang);
    }
    let columns = (of.columns.len() + 1).to_string();
    let told = fill(words::take(lang).too_wide, &[("n", &columns)]);
    view! { <p>{of.caption.clone()} ". " {told}</p> }.into_any()
}
