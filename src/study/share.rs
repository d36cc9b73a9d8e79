//! The present state on its way to somebody else: link, code, QR code, file.

use leptos::prelude::*;
use leptos::svg;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::SubmitEvent;

use super::Study;
use super::offer::report;
use super::rim::{self, address, button, copied, fragment, save, status};
use super::take::with_take;
use crate::draw::svg::svg_modules;
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::share::cite::Content;
use crate::share::code;
use crate::share::fingerprint::Check;
use crate::share::link::{self, Decoded};
use crate::share::qr::{Qr, TooLong};
use crate::share::told;
use crate::share::tray::Tray;

/// The panel.
pub fn panel(study: Study, _open: Signal<bool>) -> AnyView {
    let w = words::take(study.app.lang);
    let said = RwSignal::new(String::new());
    let shared = Memo::new(move |_| shared(study));
    let save_link = move || {
        let name = with_take(study, Row::Total, |take| {
            take.file_name(Content::Link, Row::Total, "txt")
        });
        said.set(
            match alone(study).map(|text| save(&name, "text/plain", &text)) {
                Some(Ok(())) => w.saved.into(),
                _ => w.unread.into(),
            },
        );
    };
    view! {
        {copied(study, "share-link", w.link, move || shared.get())}
        {hand_on(study)}
        <p class="small">{w.link_note}</p>
        {short_code(study)}
        {typed(study)}
        <h3>{w.qr}</h3>
        {move || picture(study, &shared.read())}
        <div class="actions">{button("share-file", w.link_file, save_link)}</div>
        <p class="small">{w.link_file_note}</p>
        {status(said)}
        {reproduce(study)}
    }
    .into_any()
}

/// Hands the answer and its link to another app, where the browser has that.
fn hand_on(study: Study) -> Option<AnyView> {
    rim::hands_on()?;
    let said = RwSignal::new(String::new());
    let press = move || {
        let w = words::take(study.app.lang);
        let begun = with_take(study, Row::Total, |take| {
            rim::hand_on(words::share(study.app.lang).title, take.answer, take.link)
        });
        leptos::task::spawn_local(async move {
            let done = match begun {
                Ok(promise) => JsFuture::from(promise).await.map(|_| ()),
                Err(error) => Err(error),
            };
            // A reader who changes their mind has done nothing wrong.
            let left = done.as_ref().is_err_and(|error| {
                error
                    .dyn_ref::<js_sys::Error>()
                    .is_some_and(|error| error.name() == "AbortError")
            });
            if !left && !report(done) {
                said.set(w.copy_failed.into());
            }
        });
    };
    let name = words::take(study.app.lang).hand_on;
    Some(
        view! {
            <div class="actions">{button("share-app", name, press)}</div>
            {status(said)}
        }
        .into_any(),
    )
}

/// How to get the same numbers without the page.
fn reproduce(study: Study) -> AnyView {
    let w = words::take(study.app.lang);
    let said = RwSignal::new(String::new());
    let save_file = move || {
        let saved = with_take(study, Row::Total, |take| {
            let name = take.file_name(Content::Scenario, Row::Total, "json");
            save(
                &name,
                "application/json",
                &take.scenario_json(&fragment(study)),
            )
        });
        said.set(if report(saved) { w.saved } else { w.unread }.into());
    };
    view! {
        <h3>{w.reproduce}</h3>
        <p class="small">{w.reproduce_note}</p>
        {copied(study, "share-command", w.command, move || command(study))}
        <div class="actions">{button("share-scenario", w.scenario_file, save_file)}</div>
        {status(said)}
    }
    .into_any()
}

/// The line that gives the same numbers in a shell.
fn command(study: Study) -> String {
    study.app.scenario.track();
    study.app.view.track();
    let link = fragment(study).replace('\'', "'\\''");
    format!("cargo run --release --features cli -- run --scenario '{link}'")
}

/// The full address of the present state, with what its answer is now.
pub fn shared(study: Study) -> String {
    study.told.track();
    let app = study.app;
    app.view.track();
    let (summary, link) = (app.summary.read(), fragment(study));
    // Until the answer has followed the state there is nothing to check.
    if summary.scenario != *app.scenario.read() {
        return address(&link);
    }
    address(&link::with_check(&link, Check::of(&summary)))
}

/// The present state as the text of a list that holds nothing else.
fn alone(study: Study) -> Option<String> {
    let mut tray = Tray::default();
    tray.keep(&fragment(study), rim::today()).ok()?;
    Some(tray.text())
}

fn short_code(study: Study) -> AnyView {
    let (app, w) = (study.app, words::take(study.app.lang));
    let code =
        Memo::new(move |_| code::write(app.preset.get(), &app.scenario.read(), &app.view.read()));
    let text = move || match code.get() {
        Ok(code) => code,
        Err(none) => told::no_code(none, app.lang),
    };
    view! {
        {copied(study, "share-code", w.code, text)}
        <p class="small">{w.code_note}</p>
    }
    .into_any()
}

/// A field for a code that somebody else gave.
fn typed(study: Study) -> AnyView {
    let (app, w) = (study.app, words::take(study.app.lang));
    let given = RwSignal::new(String::new());
    let wrong = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let open = move |event: SubmitEvent| {
        event.prevent_default();
        said.set(String::new());
        match code::read(&given.read_untracked()) {
            Err(reason) => wrong.set(told::wrong(reason, app.lang)),
            Ok(state) => {
                wrong.set(String::new());
                app.open_state(Decoded {
                    preset: state.preset,
                    scenario: state.scenario,
                    shown: state.shown,
                    ..Decoded::default()
                });
                said.set(w.opened.into());
            }
        }
    };
    view! {
        <form on:submit=open>
            <label for="share-typed">{w.type_code}</label>
            <input
                type="text"
                id="share-typed"
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                aria-describedby="share-wrong"
                aria-invalid=move || (!wrong.read().is_empty()).to_string()
                prop:value=given
                on:input=move |event| given.set(event_target_value(&event))
            />
            <button class="word">{w.open}</button>
            <p class="wrong" id="share-wrong" role="alert">{move || wrong.get()}</p>
            {status(said)}
        </form>
    }
    .into_any()
}

fn picture(study: Study, shared: &str) -> AnyView {
    let w = words::take(study.app.lang);
    let Ok(qr) = Qr::of(shared).map_err(|TooLong| ()) else {
        return view! { <p>{told::no_qr(study.app.lang)}</p> }.into_any();
    };
    let (path, width) = (qr.path(), qr.width());
    let ground = format!("M0 0h{width}v{width}h-{width}z");
    let drawn = path.clone();
    let shown = svg::svg()
        .attr("class", "qr")
        .attr("role", "img")
        .attr("aria-label", w.qr_alt)
        .attr("viewBox", format!("0 0 {width} {width}"))
        .attr("shape-rendering", "crispEdges")
        .child((
            svg::path().attr("fill", "#fff").attr("d", ground),
            svg::path().attr("fill", "#000").attr("d", drawn),
        ));
    let keep = move || {
        let name = with_take(study, Row::Total, |take| {
            take.file_name(Content::Qr, Row::Total, "svg")
        });
        if let Err(error) = save(&name, "image/svg+xml", &svg_modules(&path, width, w.qr_alt)) {
            web_sys::console::error_1(&error);
        }
    };
    view! {
        {shown}
        <div class="actions">{button("share-qr", w.save_qr, keep)}</div>
    }
    .into_any()
}
