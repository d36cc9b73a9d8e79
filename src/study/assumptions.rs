//! The reader's own assumptions: the cards of the page of assumptions, each with what changes it.
//!
//! The cards are fetched when first asked for, so that the page itself stays light. A link to an
//! assumption opens its card here; without the app it leads to that page.

use leptos::mount::mount_to;
use leptos::prelude::*;
// The name is taken by a dial's track.
use leptos::prelude::Track as _;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomParser, Element, HtmlElement, Response, SupportedType};

use super::Study;
use super::turning::TurningPoint;
use crate::figures::format::plain;
use crate::figures::influences::worth_sentence;
use crate::figures::sentences::belief_sentence;
use crate::i18n::words;
use crate::model::belief::Turn;
use crate::model::parameters::Parameter;
use crate::model::scenario::{Adjustment, SHIFT, WIDEN};
use crate::ui::ASSUMPTIONS;
use crate::ui::address::of_page;
use crate::ui::controls::focus_soon;
use crate::ui::lever::{Dial, Track};
use crate::ui::state::App;

/// The page that holds the cards, seen from the root of the language.
const CARDS: &str = "assumptions/index.html";

/// Left and right end of a card's axis in its picture, which the command line draws.
const AXIS: (f64, f64) = (10.0, 310.0);

/// Keeps the panel from now on: links to assumptions open it.
pub fn keep(study: Study) {
    let app = study.app;
    let Some(panel) = document().get_element_by_id(ASSUMPTIONS) else {
        return;
    };
    let owner = Owner::current().expect("called within the page's owner");
    let panel: HtmlElement = panel.unchecked_into();
    let asked = StoredValue::new_local(false);
    let clicked = window_event_listener(leptos::ev::click, move |event| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest("a[data-belief]").ok().flatten());
        let Some(link) = link else { return };
        // The reader may want the page of its own, in a window of its own.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.default_prevented() {
            return;
        }
        event.prevent_default();
        let key = link.get_attribute("data-belief").unwrap_or_default();
        if asked.with_value(|asked| *asked) {
            show(&key);
            return;
        }
        asked.set_value(true);
        let (panel, owner) = (panel.clone(), owner.clone());
        panel.set_text_content(Some(words::own(app.lang).wait));
        spawn_local(async move {
            match cards().await {
                Ok(cards) => owner.with(|| take_over(study, &panel, &cards)),
                Err(error) => {
                    asked.set_value(false);
                    web_sys::console::error_1(&error);
                    owner.with(|| refuse(app, &panel));
                }
            }
            show(&key);
        });
    });
    // It listens as long as the page lives.
    std::mem::forget(clicked);
}

/// The cards, from their own page.
async fn cards() -> Result<Element, JsValue> {
    let address = of_page("data-root") + CARDS;
    let response = JsFuture::from(window().fetch_with_str(&address)).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Err(format!("{CARDS}: {}", response.status()).into());
    }
    let text = JsFuture::from(response.text()?).await?;
    let page = DomParser::new()?.parse_from_string(
        &text.as_string().unwrap_or_default(),
        SupportedType::TextHtml,
    )?;
    page.get_element_by_id("beliefs")
        .ok_or_else(|| format!("{CARDS}: no cards").into())
}

/// Says that the cards did not come, and where they stand.
fn refuse(app: App, panel: &HtmlElement) {
    let w = words::own(app.lang);
    panel.set_text_content(None);
    mount_to(panel.clone(), move || {
        view! { <p role="alert">{w.failed} " " <a href=of_page("data-root") + "assumptions/">{w.open}</a></p> }
    })
    .forget();
}

/// Opens a card and moves there; without a key, the first of all.
fn show(key: &str) {
    let id = if key.is_empty() {
        ASSUMPTIONS.to_string()
    } else {
        format!("belief-{key}")
    };
    let Some(element) = document().get_element_by_id(&id) else {
        return;
    };
    if let Err(error) = element.set_attribute("open", "") {
        web_sys::console::error_1(&error);
    }
    element.scroll_into_view();
    if let Ok(Some(head)) = element.query_selector("summary")
        && let Ok(head) = head.dyn_into::<HtmlElement>()
        && let Err(error) = head.focus()
    {
        web_sys::console::error_1(&error);
    }
}

/// Puts the cards into the panel and gives each what changes it when it is first opened.
fn take_over(study: Study, panel: &HtmlElement, cards: &Element) {
    let app = study.app;
    panel.set_text_content(None);
    if let Err(error) = panel.append_child(cards) {
        web_sys::console::error_1(&error);
        return;
    }
    // Links on the page of assumptions are seen from there, one folder down.
    for link in elements(panel, "a[href^='../']") {
        let address = link.get_attribute("href").unwrap_or_default();
        let address = of_page("data-root") + &address[3..];
        if let Err(error) = link.set_attribute("href", &address) {
            web_sys::console::error_1(&error);
        }
    }
    let all: Vec<Card> = elements(panel, ".belief")
        .into_iter()
        .filter_map(Card::new)
        .collect();
    for card in &all {
        mount_when_opened(study, card.clone());
    }
    Effect::new(move |_| {
        let assumptions = app.scenario.read().assumptions;
        for card in &all {
            card.mark(assumptions.own.get(card.parameter).map(|_| {
                let belief = assumptions.belief(card.parameter);
                [0.05, 0.5, 0.95].map(|p| belief.quantile(p))
            }));
        }
    });
}

fn elements(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|i| found.get(i)?.dyn_into().ok())
        .collect()
}

/// Prose and controls of a card are made when it is first opened.
fn mount_when_opened(study: Study, card: Card) {
    let owner = Owner::current().expect("called within the page's owner");
    let mounted = StoredValue::new_local(false);
    let element = card.element.clone();
    let opened = Closure::<dyn Fn()>::new(move || {
        if !mounted.with_value(|mounted| *mounted)
            && let Ok(Some(place)) = card.element.query_selector(".belief-own")
        {
            mounted.set_value(true);
            let card = StoredValue::new_local(card.clone());
            owner.with(|| {
                mount_to(
                    place.unchecked_into(),
                    move || view! { <Belief study card/> },
                )
                .forget();
            });
        }
    });
    let listener = opened.as_ref().unchecked_ref();
    if let Err(error) = element.add_event_listener_with_callback("toggle", listener) {
        web_sys::console::error_1(&error);
    }
    // The card and its listener live as long as the page.
    opened.forget();
}

/// A card of the page.
#[derive(Clone)]
pub struct Card {
    /// What it is about.
    pub parameter: Parameter,
    element: Element,
    /// Least value on its axis.
    pub low: f64,
    /// Largest value on its axis.
    pub high: f64,
}

impl Card {
    fn new(element: Element) -> Option<Self> {
        let number = |name: &str| {
            let text = element.get_attribute(name)?;
            Some(js_sys::Number::from(JsValue::from_str(&text)).value_of())
        };
        Some(Card {
            parameter: Parameter::from_key(&element.get_attribute("data-key")?)?,
            low: number("data-low")?,
            high: number("data-high")?,
            element,
        })
    }

    fn is_open(&self) -> bool {
        self.element.has_attribute("open")
    }

    fn x(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        AXIS.0 + share * (AXIS.1 - AXIS.0)
    }

    /// Sets an attribute of a part of the picture.
    fn draw(&self, part: &str, name: &str, value: &str) {
        let drawn = self
            .element
            .query_selector(part)
            .and_then(|found| found.map_or(Ok(()), |found| found.set_attribute(name, value)));
        if let Err(error) = drawn {
            web_sys::console::error_1(&error);
        }
    }

    /// Shows what the reader holds possible: its 5, 50 and 95 % points.
    fn mark(&self, own: Option<[f64; 3]>) {
        let changed = self
            .element
            .class_list()
            .toggle_with_force("belief-changed", own.is_some());
        if let Err(error) = changed {
            web_sys::console::error_1(&error);
        }
        let path = own.map_or(String::new(), |own| {
            let [low, middle, high] = own.map(|value| plain(self.x(value), 1));
            format!("M{low} 51H{high}M{middle} 8V56")
        });
        self.draw(".belief-mine", "d", &path);
    }

    /// Shows where the answer turns and on which side it is yes.
    pub fn mark_turn(&self, turn: Option<Turn>) {
        let (mut path, mut from, mut to) = (String::new(), AXIS.0, AXIS.0);
        match turn {
            Some(Turn::At {
                value, yes_above, ..
            }) => {
                let x = self.x(value);
                path = format!("M{} 2V66", plain(x, 1));
                (from, to) = if yes_above { (x, AXIS.1) } else { (AXIS.0, x) };
            }
            Some(Turn::AlwaysYes) => to = AXIS.1,
            Some(Turn::AlwaysNo) | None => {}
        }
        self.draw(".belief-turn", "d", &path);
        self.draw(".belief-yes", "x", &plain(from, 1));
        self.draw(".belief-yes", "width", &plain(to - from, 1));
    }
}

/// How a reader holds an assumption.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    AsRead,
    Pin,
    Spread,
}

/// What changes one assumption.
#[component]
fn Belief(study: Study, card: StoredValue<Card, LocalStorage>) -> impl IntoView {
    let app = study.app;
    let w = words::own(app.lang);
    let parameter = card.with_value(|card| card.parameter);
    let record = parameter.record();
    let key = record.key;
    let own = Memo::new(move |_| app.scenario.read().assumptions.own.get(parameter));
    // A spread that changes nothing is no adjustment, and its sliders must stay in hand.
    let spreads = RwSignal::new(false);
    let mode = Memo::new(move |_| match own.get() {
        Some(Adjustment::Pin(_)) => Mode::Pin,
        Some(Adjustment::Spread { .. }) => Mode::Spread,
        None if spreads.get() => Mode::Spread,
        None => Mode::AsRead,
    });
    let set = move |adjustment: Option<Adjustment>| {
        app.change(|scenario| scenario.assumptions.own.set(parameter, adjustment));
    };
    let middle = move || {
        let prior = app.scenario.read_untracked().assumptions.prior(parameter);
        record.settable.snap(prior.quantile(0.5) as f32)
    };
    let choose = move |mode: Mode| {
        spreads.set(mode == Mode::Spread);
        set(match mode {
            Mode::Pin => Some(Adjustment::Pin(middle())),
            Mode::AsRead | Mode::Spread => None,
        });
    };
    let modes = [
        (Mode::AsRead, "read", w.as_read),
        (Mode::Pin, "pin", w.pin),
        (Mode::Spread, "spread", w.spread),
    ];
    let (low, high) = card.with_value(|card| (card.low as f32, card.high as f32));
    let pin_track = move || Track {
        min: record.settable.snap(low),
        max: record.settable.snap(high),
        step: record.settable.step as f32,
        default: middle(),
        ..track(format!("value-{key}"), w.value, "")
    };
    let spread = move || match own.get() {
        Some(Adjustment::Spread { shift, widen }) => (shift, widen),
        _ => (0.0, 1.0),
    };
    let dials = move || match mode.get() {
        Mode::AsRead => ().into_any(),
        Mode::Pin => {
            let value = Signal::derive(move || match own.get() {
                Some(Adjustment::Pin(value)) => value,
                _ => middle(),
            });
            let set = Callback::new(move |value| {
                set(Some(Adjustment::Pin(record.settable.snap(value))));
            });
            dial(app, pin_track(), value, set)
        }
        Mode::Spread => {
            let shift = dial(
                app,
                Track {
                    min: SHIFT.0,
                    max: SHIFT.1,
                    default: 0.0,
                    ..track(format!("shift-{key}"), w.shift, w.shift_unit)
                },
                Signal::derive(move || spread().0),
                Callback::new(move |shift| {
                    let (_, widen) = untrack(spread);
                    set(Some(Adjustment::Spread {
                        shift: quarter(shift),
                        widen,
                    }));
                }),
            );
            let widen = dial(
                app,
                Track {
                    min: WIDEN.0,
                    max: WIDEN.1,
                    ..track(format!("widen-{key}"), w.widen, w.widen_unit)
                },
                Signal::derive(move || spread().1),
                Callback::new(move |widen| {
                    let (shift, _) = untrack(spread);
                    set(Some(Adjustment::Spread {
                        shift,
                        widen: quarter(widen),
                    }));
                }),
            );
            (shift, widen).into_any()
        }
    };
    let said = move || {
        own.get()
            .map(|_| belief_sentence(&app.scenario.read().assumptions.belief(parameter), app.lang))
            .unwrap_or_default()
    };
    let off = Adjustment::off(parameter);
    view! {
        <fieldset class="choices">
            <legend class="spoken">
                {words::parameter_names(app.lang).get(key).unwrap_or_default()}
            </legend>
            {modes
                .map(|(one, name, words)| {
                    let id = format!("mode-{name}-{key}");
                    view! {
                        <input
                            type="radio"
                            name=format!("mode-{key}")
                            id=id.clone()
                            prop:checked=move || mode.get() == one
                            on:change=move |_| choose(one)
                        />
                        <label for=id>{words}</label>
                    }
                    .into_any()
                })
                .into_iter()
                .collect_view()}
        </fieldset>
        {dials}
        <p class="small">{said}</p>
        <div class="actions">
            {off
                .map(|off| {
                    view! {
                        <button type="button" class="word" on:click=move |_| set(Some(off))>
                            {w.off}
                        </button>
                    }
                    .into_any()
                })}
            {move || {
                own.get()
                    .map(|_| {
                        view! {
                            <button
                                type="button"
                                class="word"
                                on:click=move |_| {
                                    choose(Mode::AsRead);
                                    focus_soon(format!("mode-read-{key}"));
                                }
                            >
                                {w.reset}
                            </button>
                        }
                        .into_any()
                    })
                    .into_any()
            }}
        </div>
        <Worth study card/>
        <TurningPoint app card/>
    }
    .into_any()
}

/// What it would be worth to know the number, for the present scenario; worked out anew when the
/// reader pauses, as long as the card is open.
#[component]
fn Worth(study: Study, card: StoredValue<Card, LocalStorage>) -> impl IntoView {
    let (app, analyst) = (study.app, study.analyst);
    Effect::new(move |_| {
        app.settled.track();
        if card.with_value(Card::is_open) {
            analyst.ask();
        }
    });
    let parameter = card.with_value(|card| card.parameter);
    let said = move || match analyst.present() {
        Some(finding) => worth_sentence(&finding.report, parameter, app.lang),
        None => words::own(app.lang).asking.to_string(),
    };
    view! { <p class="small worth">{said}</p> }
}

/// A track with the steps of a spread and nothing marked on it.
pub fn track(key: String, name: &'static str, unit: &'static str) -> Track {
    Track {
        key,
        name,
        unit,
        min: 0.0,
        max: 1.0,
        step: 0.25,
        default: 1.0,
        shown_times: 1.0,
        commas: true,
        sign: "",
        evidenced: (f32::MIN, f32::MAX),
        marks: Vec::new(),
    }
}

fn quarter(value: f32) -> f32 {
    libm::roundf(value * 4.0) / 4.0
}

/// A dial on which nothing varies.
pub fn dial(app: App, track: Track, value: Signal<f32>, set: Callback<f32>) -> AnyView {
    view! { <Dial app track value varies=Signal::derive(|| None::<String>) set/> }.into_any()
}
