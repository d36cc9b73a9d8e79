//! What is looked at: outcome, form, countries.

use leptos::prelude::*;

use super::rows::is_open;
use super::state::App;
use crate::figures::compare::{Names, not_better, outcome_words};
use crate::figures::form::Form;
use crate::figures::layers::Layer;
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::model::outcomes::Outcome;
use crate::model::scenario::Scenario;
use crate::share::shown::Shown;

/// Id of the element in which the study shows other outcomes and forms.
pub const FORMS: &str = "forms";

/// Whether the study shows what is looked at.
pub fn is_elsewhere(view: &Shown) -> bool {
    (view.outcome, view.form) != (Outcome::Encounters, Form::Fan) || view.layers.has(Layer::Events)
}

/// Whether the study has to be there for what is looked at.
pub fn wants_study(view: &Shown) -> bool {
    is_elsewhere(view) || view.beside.is_some()
}

/// Choices of what is looked at, opened when asked for.
#[component]
pub fn View(app: App) -> impl IntoView {
    let lang = app.lang;
    let w = words::view(lang);
    let opened = RwSignal::new(false);
    let outcome = move || outcome_words(app.view.read().outcome, lang);
    let now = move || {
        let view = app.view.read();
        let mut now = format!("{}, {}", outcome().name, form_name(view.form, app));
        if let Some(row) = view.row {
            now += ", ";
            now += row.name(lang);
        }
        now
    };
    let choices = move || {
        view! {
            {choice(
                app,
                ("outcome", w.outcome),
                Outcome::ALL.map(|one| (one.key(), outcome_words(one, lang).name)).to_vec(),
                |view| view.outcome.key(),
                |view, key| view.outcome = Outcome::from_key(key).unwrap_or(view.outcome),
            )}
            {choice(
                app,
                ("form", w.form),
                Form::ALL.map(|one| (one.key(), form_name(one, app))).to_vec(),
                |view| view.form.key(),
                |view, key| view.form = Form::from_key(key).unwrap_or(view.form),
            )}
            {choice(
                app,
                ("row", w.row),
                [("", w.all_rows)]
                    .into_iter()
                    .chain(Row::ALL.map(|one| (one.key(), one.name(lang))))
                    .collect(),
                |view| view.row.map_or("", Row::key),
                |view, key| view.row = Row::ALL.into_iter().find(|row| row.key() == key),
            )}
            {record(app)}
            <p>{move || outcome().note}</p>
            <p>{not_better(lang)}</p>
        }
        .into_any()
    };
    view! {
        <details
            class="group view"
            on:toggle=move |event| {
                if is_open(&event) {
                    opened.set(true);
                }
            }
        >
            <summary>{w.title} <span class="view-now">{now}</span></summary>
            {move || opened.get().then(choices)}
        </details>
    }
    .into_any()
}

fn form_name(form: Form, app: App) -> &'static str {
    let w = words::view(app.lang);
    match form {
        Form::Fan => w.fan,
        Form::Lines => w.lines,
        Form::Dots => w.dots,
        Form::Sentence => w.sentence,
    }
}

/// Switches for what of the record stands beside the futures.
fn record(app: App) -> AnyView {
    let w = words::view(app.lang);
    let switches = Layer::ALL
        .into_iter()
        .zip([w.history, w.breaks, w.events])
        .map(|(layer, name)| {
            let flip = move |_| {
                app.look(|view| view.layers.set(layer, !view.layers.has(layer)));
            };
            view! {
                <label>
                    <input
                        type="checkbox"
                        id=format!("show-{}", layer.key())
                        prop:checked=move || app.view.read().layers.has(layer)
                        on:change=flip
                    />
                    {name}
                </label>
            }
            .into_any()
        });
    view! {
        <fieldset class="layers">
            <legend>{w.layers}</legend>
            {switches.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// One choice among some.
fn choice(
    app: App,
    (id, name): (&'static str, &'static str),
    all: Vec<(&'static str, &'static str)>,
    get: fn(&Shown) -> &'static str,
    put: fn(&mut Shown, &str),
) -> AnyView {
    let id = format!("view-{id}");
    let options = all
        .into_iter()
        .map(|(key, name)| {
            view! {
                <option value=key prop:selected=move || get(&app.view.read()) == key>
                    {name}
                </option>
            }
            .into_any()
        })
        .collect_view();
    let choose = move |event| {
        app.look(|view| put(view, &event_target_value(&event)));
        if let Some(row) = app.view.read_untracked().row {
            app.shown.set(row);
        }
    };
    view! {
        <div class="view-choice">
            <label for=id.clone()>{name}</label>
            <select id=id on:change=choose>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What A and B are called: as the reader named them, else by their letters.
pub fn names<'a>(scenario: &Scenario, view: &'a Shown, app: App) -> Names<'a> {
    Names::given(
        scenario,
        (view.name_a.as_str(), view.name.as_str()),
        app.lang,
    )
}
