//! Kept scenarios: a list that stays in this browser, where it lets it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::Study;
use super::rim::{button, fragment, save, status, store, today};
use crate::figures::format::fill;
use crate::figures::rows::regime_name;
use crate::figures::sentences::preset_of;
use crate::i18n::words;
use crate::share::link::{self, Decoded};
use crate::share::shown::Name;
use crate::share::told;
use crate::share::tray::{Kept, LONGEST, MOST, Tray, Why};
use crate::ui::controls::focus_soon;

/// Where the list stands in the store.
const PLACE: &str = "root-causes.kept";
/// Name of the list as a file.
const FILE: &str = "root-causes_kept-scenarios.txt";

/// The list, and what is said of it.
#[derive(Clone, Copy)]
struct Shelf {
    study: Study,
    tray: RwSignal<Tray>,
    /// What was deleted last, and the place it had.
    deleted: RwSignal<Option<(usize, Kept)>>,
    said: RwSignal<String>,
    /// Whether the browser keeps the list.
    is_stored: RwSignal<bool>,
    refusals: RwSignal<Vec<String>>,
}

/// The panel.
pub fn panel(study: Study, _open: Signal<bool>) -> AnyView {
    let w = words::take(study.app.lang);
    let shelf = Shelf {
        study,
        tray: RwSignal::new(Tray::default()),
        deleted: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        is_stored: RwSignal::new(true),
        refusals: RwSignal::new(Vec::new()),
    };
    shelf.change(|_| ());
    let count = Memo::new(move |_| shelf.tray.read().kept().len());
    let told = move || match count.get() {
        0 => w.empty.to_string(),
        n => fill(
            w.count,
            &[("n", &n.to_string()), ("most", &MOST.to_string())],
        ),
    };
    let stored = move || {
        if shelf.is_stored.get() {
            w.stored
        } else {
            w.not_stored
        }
    };
    view! {
        {form(shelf)}
        {status(shelf.said)}
        <p class="small">{told} " " {stored}</p>
        <ul class="kept">
            {move || (0..count.get()).map(|place| item(shelf, place)).collect_view()}
        </ul>
        {move || {
            let (place, kept) = shelf.deleted.get()?;
            let put_back = move || shelf.put_back(place, kept.clone());
            Some(view! { <div class="actions">{button("tray-undo", w.undo, put_back)}</div> }.into_any())
        }}
        <div class="actions">
            {button("tray-save", w.save_all, move || shelf.save())}
            <label>
                {w.read_file}
                <input
                    type="file"
                    id="tray-read"
                    accept=".txt,text/plain"
                    on:change=move |event| shelf.read(event_target(&event))
                />
            </label>
        </div>
        <div role="alert">
            <ul class="wrong">
                {move || {
                    let lines = shelf.refusals.get().into_iter();
                    lines.map(|line| view! { <li>{line}</li> }.into_any()).collect_view()
                }}
            </ul>
        </div>
    }
    .into_any()
}

/// Keeps the present scenario under a name.
fn form(shelf: Shelf) -> AnyView {
    let app = shelf.study.app;
    let w = words::take(app.lang);
    let given = RwSignal::new(app.view.with_untracked(|view| view.name.to_string()));
    let keep = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match Name::new(&given.read_untracked()) {
            Ok(name) => shelf.keep(name),
            Err(problem) => shelf.said.set(told::not_a_name(problem, app.lang)),
        }
    };
    view! {
        <form on:submit=keep>
            <label for="tray-name">{w.name}</label>
            <input
                type="text"
                id="tray-name"
                autocomplete="off"
                prop:value=given
                on:input=move |event| given.set(event_target_value(&event))
            />
            <button class="word">{w.keep}</button>
        </form>
    }
    .into_any()
}

/// What a kept scenario is, beside the name that it has.
fn what(shelf: Shelf, place: usize) -> String {
    let lang = shelf.study.app.lang;
    let tray = shelf.tray.read();
    let Some(kept) = tray.kept().get(place) else {
        return String::new();
    };
    let scenario = link::decode(&kept.link).scenario;
    let preset = preset_of(&scenario).and_then(|preset| words::presets(lang).get(preset.key()));
    let name = preset.map_or(words::share(lang).own_mix, |preset| preset.name);
    let regime = regime_name(scenario.regime, lang);
    // No line ends within a day.
    let day = kept
        .added
        .map(|day| day.to_string().replace('-', "\u{2011}"));
    [Some(name.to_string()), Some(regime.to_string()), day]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// One kept scenario.
fn item(shelf: Shelf, place: usize) -> AnyView {
    let app = shelf.study.app;
    let w = words::take(app.lang);
    let number = (place + 1).to_string();
    let name = move || {
        let tray = shelf.tray.read();
        let name = tray.kept().get(place).map(|kept| kept.name().to_string());
        name.unwrap_or_default()
    };
    let rename = move |event: web_sys::Event| match Name::new(&event_target_value(&event)) {
        Ok(name) => shelf.change_one(place, |tray, place| tray.rename(place, name)),
        Err(problem) => shelf.said.set(told::not_a_name(problem, app.lang)),
    };
    let act = move |words: &'static str, press: fn(Shelf, usize)| {
        let label = format!("{words}: {number}");
        view! {
            <button
                type="button"
                class="word"
                aria-label=move || format!("{label} {}", name())
                on:click=move |_| press(shelf, place)
            >
                {words}
            </button>
        }
        .into_any()
    };
    view! {
        <li>
            <input
                type="text"
                autocomplete="off"
                aria-label=fill(w.name_of, &[("n", &(place + 1).to_string())])
                prop:value=name
                on:change=rename
            />
            <p class="small">{move || what(shelf, place)}</p>
            <div class="actions">
                {(act.clone())(w.open, Shelf::open)} {(act.clone())(w.as_a, Shelf::compare)}
                {act(w.delete, Shelf::delete)}
            </div>
        </li>
    }
    .into_any()
}

impl Shelf {
    /// Reads what the browser keeps, which another window may have changed, changes it, and
    /// keeps that. What can't be stored stays as long as the page.
    fn change(self, change: impl FnOnce(&mut Tray)) {
        let mut tray = self.tray.get_untracked();
        if self.is_stored.get_untracked()
            && let Some(text) = store().and_then(|store| store.get_item(PLACE).ok().flatten())
        {
            let mut stored = Tray::default();
            if stored.take(&text).is_ok() {
                tray = stored;
            }
        }
        change(&mut tray);
        let text = tray.text();
        let is_stored = store().is_some_and(|store| store.set_item(PLACE, &text).is_ok());
        self.is_stored.set(is_stored);
        self.tray.set(tray);
    }

    /// Changes the scenario that is shown at `place`, wherever it stands by now.
    fn change_one(self, place: usize, change: impl FnOnce(&mut Tray, usize)) {
        let shown = self.tray.read_untracked().kept().get(place).cloned();
        self.change(|tray| {
            let mut all = tray.kept().iter();
            if let Some(place) =
                all.position(|kept| Some(&kept.link) == shown.as_ref().map(|one| &one.link))
            {
                change(tray, place);
            }
        });
    }

    fn keep(self, name: Name) {
        let app = self.study.app;
        let w = words::take(app.lang);
        app.look(|view| view.name = name);
        let link = fragment(self.study);
        let mut came = Ok(true);
        self.change(|tray| {
            let before = tray.kept().len();
            came = tray
                .keep(&link, today())
                .map(|()| tray.kept().len() > before);
        });
        self.deleted.set(None);
        self.said.set(match came {
            Ok(true) => w.kept.into(),
            Ok(false) => w.known.into(),
            Err(why) => told::why(why, app.lang),
        });
    }

    fn decoded(self, place: usize) -> Option<Decoded> {
        let tray = self.tray.read_untracked();
        Some(link::decode(&tray.kept().get(place)?.link))
    }

    fn open(self, place: usize) {
        if let Some(state) = self.decoded(place) {
            self.study.app.open_state(state);
            self.said
                .set(words::take(self.study.app.lang).opened.into());
        }
    }

    fn compare(self, place: usize) {
        let app = self.study.app;
        if let Some(state) = self.decoded(place) {
            app.look(|view| view.name_a = state.shown.name);
            app.change(|scenario| scenario.against = Some(state.scenario.measures()));
            self.said.set(words::take(app.lang).is_a.into());
        }
    }

    fn delete(self, place: usize) {
        let w = words::take(self.study.app.lang);
        self.change_one(place, |tray, place| {
            if let Some(kept) = tray.remove(place) {
                self.deleted.set(Some((place, kept)));
            }
        });
        self.said.set(w.deleted.into());
        focus_soon("tray-undo".into());
    }

    fn put_back(self, place: usize, kept: Kept) {
        let mut came = Ok(());
        self.change(|tray| came = tray.put_back(place, kept));
        let lang = self.study.app.lang;
        self.said.set(match came {
            Ok(()) => {
                self.deleted.set(None);
                words::take(lang).kept.into()
            }
            Err(why) => told::why(why, lang),
        });
        focus_soon("tray-name".into());
    }

    fn save(self) {
        let w = words::take(self.study.app.lang);
        let saved = save(FILE, "text/plain", &self.tray.read_untracked().text());
        self.said.set(saved.map_or(w.unread, |()| w.saved).into());
    }

    fn read(self, input: HtmlInputElement) {
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        // The same file can be chosen again.
        input.set_value("");
        if file.size() > LONGEST as f64 {
            self.said.set(told::why(Why::TooLong, self.study.app.lang));
            return;
        }
        leptos::task::spawn_local(async move {
            let text = JsFuture::from(file.unchecked_ref::<web_sys::Blob>().text()).await;
            match text.ok().and_then(|text| text.as_string()) {
                Some(text) => self.take(&text),
                None => self
                    .said
                    .set(words::take(self.study.app.lang).unread.into()),
            }
        });
    }

    fn take(self, text: &str) {
        let lang = self.study.app.lang;
        let mut came = Err(Why::TooLong);
        self.change(|tray| came = tray.take(text));
        self.refusals.set(Vec::new());
        match came {
            Err(why) => self.said.set(told::why(why, lang)),
            Ok(taken) => {
                let holes = [("n", taken.added), ("known", taken.known)];
                let holes = holes.map(|(hole, count)| (hole, count.to_string()));
                let holes = holes
                    .each_ref()
                    .map(|(hole, count)| (*hole, count.as_str()));
                self.said.set(fill(words::take(lang).taken, &holes));
                let refused = taken.refusals.iter().map(|line| told::refusal(line, lang));
                self.refusals.set(refused.collect());
            }
        }
    }
}
