//! A result on its way out of the page: pictures, tables, sentence, citation, paper.

use leptos::prelude::*;

use super::rim::{self, button, copied, save, status, today};
use super::{Study, by_year, forms, print, share, told};
use crate::data;
use crate::draw::scene::Size;
use crate::draw::svg::{Ground, svg_card};
use crate::draw::theme::Theme;
use crate::figures::compare::{self, outcome_words};
use crate::figures::format::fill;
use crate::figures::rows::Row;
use crate::figures::sentences::{self, Phrase};
use crate::figures::spec::{Figure, Frame};
use crate::i18n::words;
use crate::model::outcomes::Outcome;
use crate::share::cite::{Content, Take};
use crate::ui::rows::Tabs;
use crate::ui::view::names;

/// Width of a picture in CSS pixels.
const WIDTH: f64 = 720.0;
/// Height of one with an axis of values.
const HIGH: f64 = 400.0;
/// Height of a strip.
const LOW: f64 = 90.0;
/// Around a picture.
const MARGIN: u32 = 20;
/// Pixels of a PNG to a CSS pixel.
const RATIO: f64 = 2.0;

/// What of a row is taken.
#[derive(Clone, Copy)]
struct Chosen {
    study: Study,
    row: RwSignal<Row>,
    content: RwSignal<Content>,
    said: RwSignal<String>,
}

/// The panel.
pub fn panel(study: Study, _open: Signal<bool>) -> AnyView {
    let lang = study.app.lang;
    let w = words::take(lang);
    let chosen = Chosen {
        study,
        row: RwSignal::new(Row::Total),
        content: RwSignal::new(Content::Chart),
        said: RwSignal::new(String::new()),
    };
    let charts = [
        ("levels", w.levels, Content::Chart),
        ("difference", w.difference, Content::Difference),
        ("by-year", w.by_year, Content::ByYear),
    ];
    let choose = move |event| {
        let key = event_target_value(&event);
        let found = charts.into_iter().find(|(known, ..)| *known == key);
        chosen
            .content
            .set(found.map_or(Content::Chart, |(.., content)| content));
    };
    let options = charts
        .map(|(key, name, _)| view! { <option value=key>{name}</option> }.into_any())
        .into_iter()
        .collect_view();
    let hand = move |save: fn(Chosen)| {
        move || {
            told::catch_up(study);
            save(chosen);
        }
    };
    let telling = move |tell: fn(&Take) -> String| {
        move || {
            study.told.track();
            study.app.view.track();
            with_take(study, chosen.row.get(), tell)
        }
    };
    view! {
        <Tabs app=study.app legend=words::ui(lang).country_tabs stem="take" class="choices" shown=chosen.row/>
        <label for="take-chart">{w.chart}</label>
        <select id="take-chart" on:change=choose>
            {options}
        </select>
        <div class="actions">
            {button("take-png", w.png, hand(Chosen::save_png))}
            {button("take-svg", w.svg, hand(Chosen::save_svg))}
            {button("take-table", w.table, hand(Chosen::save_table))}
            {button("take-draws", w.draws, hand(Chosen::save_draws))}
        </div>
        {status(chosen.said)}
        {copied(study, "take-sentence", w.sentence, telling(|take| take.sentence()))}
        {copied(study, "take-citation", w.citation, telling(|take| take.citation()))}
        {copied(study, "take-bibtex", "BibTeX", telling(|take| take.bibtex()))}
        <div class="actions">{button("take-print", w.print, print::ask)}</div>
    }
    .into_any()
}

/// Calls `work` with the present result of a row.
pub fn with_take<T>(study: Study, row: Row, work: impl FnOnce(&Take) -> T) -> T {
    let app = study.app;
    let (summary, shown) = (app.summary.get_untracked(), app.view.get_untracked());
    let answer = untrack(|| answer(study, row));
    let link = untrack(|| share::shared(study));
    work(&Take {
        lang: app.lang,
        summary: &summary,
        shown: &shown,
        answer: &answer,
        link: &link,
        date: today(),
    })
}

/// What the page says of a row in the outcome that is looked at.
pub fn answer(study: Study, row: Row) -> String {
    let app = study.app;
    let (summary, view) = (app.summary.read(), app.view.read());
    let scenario = &summary.scenario;
    let is_top = row == Row::Total && view.outcome == Outcome::Encounters;
    let phrases: Vec<Phrase> = match scenario.against {
        Some(_) if is_top => compare::headline(&summary, names(scenario, &view, app), app.lang),
        None if is_top => sentences::answer(&summary, app.lang),
        _ => forms::sentence(study, row),
    };
    let told: String = phrases.into_iter().map(|phrase| phrase.text).collect();
    if is_top {
        return told;
    }
    let outcome = outcome_words(view.outcome, app.lang).name;
    format!("{}. {outcome}: {told}", row.name(app.lang))
}

/// A picture's natural size.
pub fn size(figure: &Figure, width: f64) -> Size {
    let height = match figure.frame {
        Frame::Plane { .. } => HIGH * width / WIDTH,
        _ => LOW,
    };
    Size { width, height }
}

impl Chosen {
    fn figure(self) -> Option<Figure> {
        let (study, row) = (self.study, self.row.get_untracked());
        untrack(|| match self.content.get_untracked() {
            Content::Difference => Some(forms::difference(study, row)),
            Content::ByYear => by_year::figure(study, row),
            _ => Some(forms::levels(study, row)),
        })
    }

    fn name(self, content: Content, ending: &str) -> String {
        let row = self.row.get_untracked();
        with_take(self.study, row, |take| take.file_name(content, row, ending))
    }

    /// The picture as a text.
    fn svg(self) -> Option<String> {
        let mut figure = self.figure()?;
        let row = self.row.get_untracked();
        let lang = self.study.app.lang;
        figure.heading = Some(figure.title.clone());
        let recorded = data::encounters(data::Country::Guatemala);
        let years = [recorded.first(), recorded.last()]
            .map(|one| one.map_or(String::new(), |one| one.fiscal_year.to_string()));
        let sources = match self.content.get_untracked() {
            Content::Chart => fill(
                words::take(lang).recorded,
                &[("from", &years[0]), ("to", &years[1])],
            ),
            _ => String::new(),
        };
        let below = with_take(self.study, row, |take| take.under_picture(&sources));
        svg_card(
            &figure,
            size(&figure, WIDTH),
            &Theme::light(),
            Ground::Filled(MARGIN),
            &below,
        )
        .ok()
    }

    fn save_png(self) {
        let w = words::take(self.study.app.lang);
        let name = self.name(self.content.get_untracked(), "png");
        let svg = self.svg();
        leptos::task::spawn_local(async move {
            let saved = match svg {
                Some(svg) => rim::save_png(name, svg, RATIO).await.is_ok(),
                None => false,
            };
            self.said
                .set(if saved { w.saved } else { w.no_picture }.into());
        });
    }

    fn save_svg(self) {
        let name = self.name(self.content.get_untracked(), "svg");
        self.hand(&name, "image/svg+xml", self.svg());
    }

    fn save_table(self) {
        let name = self.name(self.content.get_untracked(), "csv");
        let row = self.row.get_untracked();
        let csv = self
            .figure()
            .map(|figure| with_take(self.study, row, |take| take.table_csv(&figure.table)));
        self.hand(&name, "text/csv", csv);
    }

    fn save_draws(self) {
        let row = self.row.get_untracked();
        let csv = with_take(self.study, row, |take| take.draws_csv());
        self.hand(&self.name(Content::Draws, "csv"), "text/csv", Some(csv));
    }

    fn hand(self, name: &str, kind: &str, text: Option<String>) {
        let w = words::take(self.study.app.lang);
        let saved = text.is_some_and(|text| save(name, kind, &text).is_ok());
        self.said
            .set(if saved { w.saved } else { w.no_picture }.into());
    }
}
