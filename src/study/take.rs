//! A result on its way out of the page: pictures, tables, sentence, citation, paper.

use leptos::prelude::*;

use super::listen::listen;
use super::offer::{Offer, offers, report};
use super::rim::{button, copied, save, status, today};
use super::{Study, by_year, forms, print, share, told};
use crate::figures::by_year::Counted;
use crate::figures::compare::{self, outcome_words};
use crate::figures::rows::Row;
use crate::figures::sentences::{self, Phrase};
use crate::figures::spec::Figure;
use crate::i18n::words;
use crate::model::outcomes::Outcome;
use crate::share::cite::{Content, Take};
use crate::ui::own::result_mark;
use crate::ui::rows::Tabs;
use crate::ui::view::names;

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
    let save_draws = move || {
        told::catch_up(study);
        chosen.save_draws();
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
        {result_mark(study.app, chosen.row.into())}
        {offers(study, "take", move || chosen.offer())}
        {listen(study, "take", Signal::derive(move || chosen.heard()))}
        <div class="actions">{button("take-draws", w.draws, save_draws)}</div>
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
    let answer = untrack(|| answer(study, row));
    let link = untrack(|| share::shared(study));
    saying(study, &answer, &link, work)
}

/// Calls `work` with the present result, of which `answer` is said and which `link` opens.
pub fn saying<T>(study: Study, answer: &str, link: &str, work: impl FnOnce(&Take) -> T) -> T {
    let app = study.app;
    let (summary, shown) = (app.summary.get_untracked(), app.view.get_untracked());
    work(&Take {
        lang: app.lang,
        summary: &summary,
        shown: &shown,
        answer,
        link,
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

impl Chosen {
    fn offer(self) -> Option<Offer> {
        let (study, row) = (self.study, self.row.get());
        let content = self.content.get();
        let figure = self.figure()?;
        let mut said = answer(study, row);
        for line in forms::events(&figure, row, study.app.lang) {
            said.push_str("; ");
            said.push_str(&line);
        }
        Some(Offer {
            said,
            ..Offer::figure(content, row, figure)
        })
    }

    fn figure(self) -> Option<Figure> {
        let (study, row) = (self.study, self.row.get());
        match self.content.get() {
            Content::Difference => Some(forms::difference(study, row)),
            Content::ByYear => by_year::figure(study, row, Counted::Each),
            _ => Some(forms::levels(study, row)),
        }
    }

    /// What is heard of the chart: nothing of bars, which also stand for one not yet worked out.
    fn heard(self) -> Figure {
        self.figure()
            .unwrap_or_else(|| forms::difference(self.study, self.row.get()))
    }

    fn save_draws(self) {
        let study = self.study;
        let w = words::take(study.app.lang);
        let accounts = told::all(study);
        let row = self.row.get_untracked();
        let saved = with_take(study, row, |take| {
            let name = take.file_name(Content::Draws, row, "csv");
            save(&name, "text/csv", &take.draws_csv(&accounts))
        });
        let saved = !accounts.is_empty() && report(saved);
        self.said
            .set(if saved { w.saved } else { w.no_picture }.into());
    }
}
