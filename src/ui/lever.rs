//! One control: slider, number field, buttons, marks and words of a lever, a shock or a belief.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::controls::focus_soon;
use super::state::App;
use crate::figures::format::{decimal, fill, plain};
use crate::i18n::words;
use crate::model::math::within;

/// What a [`Dial`] moves and how it is written.
#[derive(Clone)]
pub struct Track {
    /// Eternal key, also the stem of element ids.
    pub key: String,
    /// Name in the page's language.
    pub name: &'static str,
    /// What a value means, said after it.
    pub unit: &'static str,
    /// Least value.
    pub min: f32,
    /// Largest value.
    pub max: f32,
    /// Step of slider and buttons.
    pub step: f32,
    /// Default, marked on the track.
    pub default: f32,
    /// What the number field shows for a value of one: 100 for shares in per cent.
    pub shown_times: f32,
    /// Whether commas part thousands; they don't in years.
    pub commas: bool,
    /// Written behind the number field: "%" or nothing.
    pub sign: &'static str,
    /// The part within what was ever seen; the rest is hatched.
    pub evidenced: (f32, f32),
    /// Named values: position and words.
    pub marks: Vec<(f32, &'static str)>,
}

impl Track {
    /// Position of a value on the track, 0 to 1.
    fn at(&self, value: f32) -> f32 {
        ((value - self.min) / (self.max - self.min)).clamp(0.0, 1.0)
    }

    /// The same for a style sheet.
    fn place(&self, value: f32) -> String {
        plain(f64::from(self.at(value)), 4)
    }

    /// Text of the number field.
    fn text(&self, value: f32) -> String {
        let shown = f64::from(value) * f64::from(self.shown_times);
        if !self.commas {
            return plain(shown, 2);
        }
        let digits = if self.step * self.shown_times < 0.01 {
            3
        } else {
            2
        };
        let text = decimal(shown, digits);
        match text.split_once('.') {
            Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_string(),
            None => text,
        }
    }

    /// The value a reader typed, in range or not.
    fn parse(&self, text: &str) -> Option<f32> {
        let text = with_decimal_point(text);
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '%' | '\u{a0}'))
            .map(|c| if c == '\u{2212}' { '-' } else { c })
            .collect();
        if plain.is_empty() {
            return None;
        }
        // The browser's own reading, which knows no "inf" or "nan" as a number.
        let value = js_sys::Number::from(JsValue::from_str(&plain)).value_of() as f32;
        value.is_finite().then_some(value / self.shown_times)
    }
}

/// A comma parts thousands where three digits follow it, and decimals elsewhere.
fn with_decimal_point(text: &str) -> String {
    match text.split_once(',') {
        Some((whole, part))
            if part.trim_end_matches(['%', ' ']).len() != 3 && !part.contains([',', '.']) =>
        {
            format!("{whole}.{part}")
        }
        _ => text.to_string(),
    }
}

/// A value as an attribute of the slider.
fn number(value: f32) -> String {
    plain(f64::from(value), 3)
}

/// A control for one number.
#[component]
pub fn Dial(
    app: App,
    track: Track,
    /// Present value.
    #[prop(into)]
    value: Signal<f32>,
    /// What stands beside the value where it is not the same in all years or countries.
    #[prop(into)]
    varies: Signal<Option<String>>,
    /// Sets the value.
    set: Callback<f32>,
    /// Whether a button leads back to the default, once the value is another one.
    #[prop(optional)]
    resets: bool,
    /// What else belongs to the control.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let ui = words::ui(app.lang);
    let refused = RwSignal::new(None::<String>);
    let id = format!("dial-{}", track.key);
    let (label_id, unit_id) = (format!("{id}-name"), format!("{id}-unit"));
    let track = StoredValue::new(track);
    let with = move |read: fn(&Track) -> f32| track.with_value(read);
    let text = move || track.with_value(|track| track.text(value.get()));
    let at = move || track.with_value(|track| track.at(value.get()));
    let place = move || track.with_value(|track| track.place(value.get()));
    let default_place = track.with_value(|track| track.place(track.default));
    let is_changed = move || value.get() != with(|track| track.default) || varies.get().is_some();
    let at_least = move || at() == 0.0;
    let at_most = move || at() == 1.0;
    let (name, unit, sign, key) =
        track.with_value(|track| (track.name, track.unit, track.sign, track.key.clone()));
    let slide = move |event: web_sys::Event| {
        refused.set(None);
        let slider = event_target::<web_sys::HtmlInputElement>(&event);
        set.run(slider.value_as_number() as f32);
    };
    let nudge = move |steps: f32| {
        refused.set(None);
        set.run(value.get_untracked() + steps * with(|track| track.step));
    };
    let slider_id = id.clone();
    let reset = move |_| {
        refused.set(None);
        set.run(with(|track| track.default));
        // The button goes; its place on the page is kept by the slider.
        focus_soon(slider_id.clone());
    };
    let typed = move |event: web_sys::Event| {
        let given = event_target_value(&event);
        let said = |value: f32| track.with_value(|track| track.text(value) + track.sign);
        match track.with_value(|track| track.parse(&given)) {
            None => refused.set(Some(fill(
                ui.not_number,
                &[
                    ("text", &given.chars().take(40).collect::<String>()),
                    ("value", &said(value.get_untracked())),
                ],
            ))),
            Some(wanted) => {
                let (min, max) = (with(|track| track.min), with(|track| track.max));
                let used = within(wanted, min, max);
                refused.set((used != wanted).then(|| {
                    fill(
                        ui.clipped,
                        &[
                            ("text", &said(wanted)),
                            ("min", &said(min)),
                            ("max", &said(max)),
                            ("value", &said(used)),
                        ],
                    )
                }));
                set.run(used);
            }
        }
        // The field shows what holds, also where nothing changed.
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&text());
    };
    let beyond = track.with_value(|track| {
        let (from, to) = track.evidenced;
        [(track.min, from), (to, track.max)]
            .into_iter()
            .filter(|(from, to)| from < to)
            .map(|(from, to)| {
                view! {
                    <span
                        class="beyond"
                        style:--from=track.place(from)
                        style:--to=track.place(to)
                        title=ui.beyond
                    ></span>
                }
                .into_any()
            })
            .collect_view()
    });
    let ticks = track.with_value(|track| {
        track
            .marks
            .iter()
            .map(|&(at, _)| {
                view! { <span class="tick" style:--at=track.place(at)></span> }.into_any()
            })
            .collect_view()
    });
    let marks = track.with_value(|track| {
        track
            .marks
            .iter()
            .map(|&(at, words)| {
                let shown = track.text(at) + track.sign;
                view! {
                    <li>
                        <button
                            type="button"
                            class="mark"
                            on:click=move |_| {
                                refused.set(None);
                                set.run(at)
                            }
                        >
                            <b>{shown}</b>
                            " "
                            {words}
                        </button>
                    </li>
                }
                .into_any()
            })
            .collect_view()
    });
    let has_marks = track.with_value(|track| !track.marks.is_empty());
    view! {
        <div class="dial" class:dial-changed=is_changed data-key=key>
            <div class="dial-head">
                <label id=label_id.clone() for=id.clone()>
                    {name}
                </label>
                <span class="dial-value">
                    <input
                        type="text"
                        inputmode="decimal"
                        autocomplete="off"
                        class="dial-number"
                        aria-label=fill(ui.value_of, &[("name", name)])
                        aria-describedby=unit_id.clone()
                        prop:value=text
                        on:change=typed
                    />
                    <span class="dial-sign">{sign}</span>
                </span>
            </div>
            <div class="dial-under">
                <p class="dial-unit" id=unit_id>
                    {unit}
                    {move || varies.get().map_or(String::new(), |words| format!(" ({words})"))}
                </p>
                {resets
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="word reset-one"
                                aria-label=fill(ui.reset_of, &[("name", name)])
                                on:click=reset
                            >
                                {ui.reset_one}
                            </button>
                        }
                        .into_any()
                    })}
            </div>
            <div class="dial-track">
                <button
                    type="button"
                    class="step"
                    aria-label=fill(ui.less, &[("name", name)])
                    aria-disabled=move || at_least().to_string()
                    on:click=move |_| nudge(-1.0)
                >
                    "−"
                </button>
                <span
                    class="slider"
                    style:--at=place
                    style:--default=default_place
                >
                    {beyond}
                    <span class="filled"></span>
                    {ticks}
                    <span class="default"></span>
                    <input
                        type="range"
                        id=id
                        min=number(with(|track| track.min))
                        max=number(with(|track| track.max))
                        step=number(with(|track| track.step))
                        prop:value=move || number(value.get())
                        aria-valuetext=move || format!("{}{} {}", text(), sign, unit)
                        on:input=slide
                    />
                </span>
                <button
                    type="button"
                    class="step"
                    aria-label=fill(ui.more, &[("name", name)])
                    aria-disabled=move || at_most().to_string()
                    on:click=move |_| nudge(1.0)
                >
                    "+"
                </button>
            </div>
            {has_marks.then(|| view! { <ul class="marks">{marks}</ul> }.into_any())}
            <p class="dial-refused" role="alert">
                {move || refused.get().unwrap_or_default()}
            </p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
