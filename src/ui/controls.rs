//! "1 Change these, 2 See what follows": the controls beside the rows of results.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::address::of_page;
use super::answer::Beside;
use super::bill::Bill;
use super::lever::{Dial, Track};
use super::note::Note;
use super::notices::Notices;
use super::own::{OwnList, leaned_note};
use super::picture::Rescaled;
use super::rows::{Rows, is_open};
use super::stage::Stage;
use super::state::App;
use super::trail::Way;
use super::versus::Versus;
use super::view::{View, names};
use crate::figures::format::{fill, percent_sign};
use crate::figures::{limits, sentences};
use crate::i18n::words;
use crate::model::levers::{Lever, Unit};
use crate::model::math::within;
use crate::model::presets::Preset;
use crate::model::regimes::Regime;
use crate::model::scenario::{Pack, Setting, ShockSetting};
use crate::model::shocks::Shock;
use crate::model::wedges::Mover;
use crate::share::link;

/// Levers that stand ready; the others open when asked for.
const FIRST: [Lever; 4] = [
    Lever::WorkVisas,
    Lever::Aid,
    Lever::LocalShare,
    Lever::AntiCorruption,
];

/// Levers and results side by side.
#[component]
pub fn Simulator(app: App, stage: Stage) -> impl IntoView {
    let ui = words::ui(app.lang);
    let levers = move |levers: &'static [Lever]| {
        let dials = levers
            .iter()
            .map(|&lever| view! { <LeverDial app lever/> }.into_any());
        dials.collect_view().into_any()
    };
    view! {
        <Notices app/>
        <div class="simulator">
            <Beside app/>
            <div class="change" id="levers" tabindex="-1">
                <h2>
                    <span class="step-number">"1"</span>
                    " "
                    {ui.change}
                </h2>
                {stage
                    .piece(
                        1,
                        Box::new(move || {
                            view! {
                                <Way app/>
                                <Versus app/>
                                <Regimes app/>
                                <Presets app/>
                            }
                                .into_any()
                        }),
                    )}
                {stage.piece(2, Box::new(move || levers(&FIRST[..2])))}
                {stage.piece(3, Box::new(move || levers(&FIRST[2..])))}
                {stage
                    .piece(
                        4,
                        Box::new(move || {
                            view! {
                                <MoreLevers app/>
                                <Shocks app/>
                                <Beliefs app/>
                                <View app/>
                                <Bill app/>
                                <Actions app/>
                            }
                                .into_any()
                        }),
                    )}
            </div>
            <div class="see">
                <Rescaled/>
                <h2>
                    <span class="step-number">"2"</span>
                    " "
                    {ui.see}
                </h2>
                <Rows app stage/>
            </div>
        </div>
    }
    .into_any()
}

/// The first question of the page: which border rules.
#[component]
fn Regimes(app: App) -> impl IntoView {
    let w = words::regime(app.lang);
    let regimes = words::regimes(app.lang);
    let explain = move || {
        regimes
            .get(app.scenario.read().regime.key())
            .map_or(String::new(), |regime| regime.explain.to_string())
    };
    view! {
        <fieldset class="regimes">
            <legend>{w.question}</legend>
            <div class="choices">
                {Regime::ALL
                    .map(|regime| {
                        let id = format!("regime-{}", regime.key());
                        view! {
                            <input
                                type="radio"
                                name="regime"
                                id=id.clone()
                                prop:checked=move || app.scenario.read().regime == regime
                                on:change=move |_| app.change(|scenario| scenario.regime = regime)
                            />
                            <label for=id>
                                {regimes.get(regime.key()).map_or("", |regime| regime.name)}
                            </label>
                        }
                        .into_any()
                    })
                    .into_iter()
                    .collect_view()}
            </div>
            <p>{explain}</p>
            <p>{w.note}</p>
        </fieldset>
    }
    .into_any()
}

/// Named scenarios to start from.
#[component]
fn Presets(app: App) -> impl IntoView {
    const OWN: &str = "";
    let ui = words::ui(app.lang);
    let presets = words::presets(app.lang);
    let present = Memo::new(move |_| sentences::preset_of(&app.scenario.read()));
    let key = move || present.get().map_or(OWN, Preset::key).to_string();
    // A mix of one's own keeps the room of the words of what it began from: nothing moves under the
    // hand that makes it.
    let begun = move || present.get().unwrap_or(app.preset.get());
    let said = move |own: bool| {
        let preset = presets.get(begun().key());
        match preset {
            Some(preset) if own => fill(ui.own, &[("name", preset.name)]),
            preset => preset.map_or("", |preset| preset.explain).to_string(),
        }
    };
    let origins = move || {
        let preset = Some(begun()).filter(|preset| *preset != Preset::Today)?;
        let page = format!("{}s/{}/#origins", of_page("data-root"), preset.key());
        Some(view! { <a href=page data-guide="">{ui.origins}</a> }.into_any())
    };
    let note = |(own, end): (bool, &'static str)| {
        view! {
            <span class:gone=move || present.get().is_none() != own>
                {move || said(own)} {end} {origins}
            </span>
        }
        .into_any()
    };
    view! {
        <div class="presets">
            <label for="preset">{ui.preset}</label>
            <select
                id="preset"
                prop:value=key
                on:change=move |event| {
                    if let Some(preset) = Preset::from_key(&event_target_value(&event)) {
                        app.open_preset(preset);
                    }
                }
            >
                {Preset::ALL
                    .map(|preset| {
                        view! {
                            <option
                                value=preset.key()
                                prop:selected=move || present.get() == Some(preset)
                            >
                                {presets.get(preset.key()).map_or("", |preset| preset.name)}
                            </option>
                        }
                        .into_any()
                    })
                    .into_iter()
                    .collect_view()}
                <option
                    value=OWN
                    disabled
                    hidden
                    prop:selected=move || present.get().is_none()
                >
                    {move || said(true)}
                </option>
            </select>
            <p class="stacked">{[(false, " "), (true, ". ")].map(note).collect_view()}</p>
        </div>
    }
    .into_any()
}

#[component]
fn LeverDial(app: App, lever: Lever) -> impl IntoView {
    let lang = app.lang;
    let ui = words::ui(lang);
    let record = lever.record();
    let levers = words::levers(lang);
    let marks = words::marks(lang);
    // Keys of the registries and of the message files are tested to be the same.
    let w = levers.get(record.key).expect("every lever has words");
    let (shown_times, sign) = match record.unit {
        Unit::Share => (100.0, percent_sign(lang)),
        Unit::Places | Unit::Multiple => (1.0, ""),
    };
    let track = Track {
        key: record.key.to_string(),
        name: w.name,
        unit: w.unit,
        min: record.min,
        max: record.max,
        step: record.step,
        default: record.default,
        shown_times,
        commas: true,
        sign,
        evidenced: (record.evidenced.from, record.evidenced.to),
        marks: record
            .marks
            .iter()
            .filter_map(|mark| Some((mark.value, marks.get(mark.key)?)))
            .collect(),
    };
    let value = Signal::derive(move || app.scenario.read().lever(lever).last());
    let varies = Signal::derive(move || match app.scenario.read().lever(lever) {
        Setting::Constant(_) => None,
        yearly => {
            let span = sentences::setting_value(lever, yearly, lang);
            Some(fill(ui.by_year, &[("span", &span)]))
        }
    });
    view! {
        <Dial
            app
            track
            value
            varies
            set=Callback::new(move |value| app.set_lever(lever, value))
            resets=true
        >
            {leaned_note(
                app,
                move || leaned_on(app, Mover::Lever(lever)),
            )}
            {hints(app, lever)}
            <Note id=format!("note-{}", record.key)/>
        </Dial>
    }
    .into_any()
}

fn leaned_on(app: App, mover: Mover) -> Vec<&'static str> {
    sentences::leaned_on(&app.scenario.read().assumptions, mover, app.lang)
}

/// Why a lever does nothing as things stand, and where its setting leaves what is known.
fn hints(app: App, lever: Lever) -> AnyView {
    let said = Memo::new(move |_| {
        let (scenario, view) = (app.scenario.read(), app.view.read());
        let names = names(&scenario, &view, app);
        limits::hints(lever, &scenario, names, app.lang)
    });
    (move || {
        let lines = said.get().into_iter();
        lines
            .map(|line| view! { <p class="leaned">{line}</p> }.into_any())
            .collect_view()
            .into_any()
    })
    .into_any()
}

/// A group that opens when asked for, and says how many of its controls have changed.
#[component]
fn Group(
    /// Heading.
    title: &'static str,
    /// How many things in it differ from the default.
    #[prop(into)]
    changed: Signal<usize>,
    /// Words of the mark, with a hole for the number.
    mark: &'static str,
    /// Controls, made when first opened.
    children: ChildrenFn,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    view! {
        <details
            class="group"
            on:toggle=move |event| {
                if is_open(&event) {
                    opened.set(true);
                }
            }
        >
            <summary>
                {title}
                {move || {
                    let number = changed.get();
                    (number > 0)
                        .then(|| {
                            let said = fill(mark, &[("n", &number.to_string())]);
                            view! { <span class="changed">{said}</span> }.into_any()
                        })
                        .into_any()
                }}
            </summary>
            {move || opened.get().then(|| children()).into_any()}
        </details>
    }
    .into_any()
}

#[component]
fn MoreLevers(app: App) -> impl IntoView {
    let ui = words::ui(app.lang);
    let rest = || {
        Lever::ALL
            .into_iter()
            .filter(|lever| !FIRST.contains(lever))
    };
    let changed = Signal::derive(move || {
        let scenario = app.scenario.read();
        rest().filter(|lever| scenario.is_moved(*lever)).count()
    });
    view! {
        <Group title=ui.more_levers changed mark=ui.changed>
            {rest().map(|lever| view! { <LeverDial app lever/> }.into_any()).collect_view()}
        </Group>
    }
    .into_any()
}

#[component]
fn Shocks(app: App) -> impl IntoView {
    let ui = words::ui(app.lang);
    let changed = Signal::derive(move || {
        let scenario = app.scenario.read();
        let shocks = Shock::ALL.into_iter();
        shocks
            .filter(|shock| scenario.shock(*shock).differs_from(shock.record().default))
            .count()
    });
    view! {
        <Group title=ui.shocks changed mark=ui.changed>
            {Shock::ALL.map(|shock| view! { <ShockDial app shock/> }.into_any()).into_iter().collect_view()}
        </Group>
    }
    .into_any()
}

#[component]
fn ShockDial(app: App, shock: Shock) -> impl IntoView {
    let ui = words::ui(app.lang);
    let record = shock.record();
    let shocks = words::shocks(app.lang);
    let w = shocks.get(record.key).expect("every shock has words");
    let (shown_times, sign) = match shock {
        Shock::Storm => (100.0, percent_sign(app.lang)),
        _ => (1.0, ""),
    };
    let track = Track {
        key: record.key.to_string(),
        name: w.name,
        unit: w.unit,
        min: record.min,
        max: record.max,
        step: record.step,
        default: record.default,
        shown_times,
        commas: true,
        sign,
        evidenced: (record.min, record.max),
        marks: Vec::new(),
    };
    let value = Signal::derive(move || app.scenario.read().shock(shock).peak(record.default));
    let varies = Signal::derive(move || match app.scenario.read().shock(shock) {
        ShockSetting::Constant(_) => None,
        ShockSetting::ByCountry(_) => Some(ui.by_country.to_string()),
        ShockSetting::Yearly(_) => Some(ui.by_year_peak.to_string()),
    });
    view! {
        <Dial
            app
            track
            value
            varies
            set=Callback::new(move |value| app.set_shock(shock, value))
            resets=true
        >
            {leaned_note(app, move || leaned_on(app, Mover::Shock(shock)))}
            <Note id=format!("note-{}", record.key)/>
        </Dial>
    }
    .into_any()
}

/// What the reader makes of the studies.
#[component]
fn Beliefs(app: App) -> impl IntoView {
    let ui = words::ui(app.lang);
    let packs = words::packs(app.lang);
    let w = words::beliefs(app.lang);
    let changed = Signal::derive(move || {
        let scenario = app.scenario.read();
        let assumed = &scenario.assumptions;
        usize::from(assumed.pack != Pack::Literature)
            + usize::from(assumed.trust.is_some())
            + assumed.own.iter().count()
    });
    view! {
        <Group title=ui.beliefs changed mark=ui.changed>
            <div class="packs">
                {Pack::ALL
                    .map(|pack| {
                        let id = format!("pack-{}", pack.key());
                        let words = packs.get(pack.key()).expect("every pack has words");
                        view! {
                            <div class="pack">
                                <input
                                    type="radio"
                                    name="pack"
                                    id=id.clone()
                                    prop:checked=move || app.scenario.read().assumptions.pack == pack
                                    on:change=move |_| {
                                        app.change(|scenario| scenario.assumptions.pack = pack)
                                    }
                                />
                                <label for=id>{words.name}</label>
                                <p>
                                    {words.explain}
                                    " "
                                    <a
                                        href=format!(
                                            "{}assumptions/#belief-pack-{}",
                                            of_page("data-root"),
                                            pack.key(),
                                        )
                                        data-belief=format!("pack-{}", pack.key())
                                    >
                                        {w.changes}
                                    </a>
                                </p>
                            </div>
                        }
                        .into_any()
                    })
                    .into_iter()
                    .collect_view()}
            </div>
            <BeliefDial
                app
                key="discount"
                name=w.discount
                explain=w.discount_explain
                range=link::DISCOUNT
                get=|scenario| scenario.assumptions.discount()
                put=|scenario, value| scenario.assumptions.set_discount(value)
            />
            <BeliefDial
                app
                key="trust"
                name=w.trust
                explain=w.trust_explain
                range=link::TRUST
                get=|scenario| scenario.assumptions.trust
                put=|scenario, value| scenario.assumptions.trust = value
            />
            <OtherReading app id="beside"/>
            <OwnList app/>
        </Group>
    }
    .into_any()
}

/// A second reading, shown beside the present one.
#[component]
pub fn OtherReading(
    app: App,
    /// Id of the choice.
    id: &'static str,
) -> impl IntoView {
    let w = words::own(app.lang);
    let packs = words::packs(app.lang);
    let put = move |event| {
        let pack = Pack::from_key(&event_target_value(&event));
        app.look(|view| view.beside = pack);
    };
    let is_chosen = move |pack: Option<Pack>| app.view.read().beside == pack;
    view! {
        <div class="presets">
            <label for=id>{w.beside}</label>
            <select id=id on:change=put>
                <option value="" prop:selected=move || is_chosen(None)>
                    {w.beside_none}
                </option>
                {Pack::ALL
                    .map(|pack| {
                        view! {
                            <option
                                value=pack.key()
                                prop:selected=move || is_chosen(Some(pack))
                            >
                                {packs.get(pack.key()).map(|pack| pack.name)}
                            </option>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// A belief that may be left uncertain or set to one value.
#[component]
fn BeliefDial(
    app: App,
    key: &'static str,
    name: &'static str,
    explain: &'static str,
    range: (f32, f32),
    get: fn(&crate::model::scenario::Scenario) -> Option<f32>,
    put: fn(&mut crate::model::scenario::Scenario, Option<f32>),
) -> impl IntoView {
    /// Centre of both priors, from which setting starts.
    const CENTRE: f32 = 0.65;
    const STEP: f32 = 0.05;
    let w = words::beliefs(app.lang);
    let track = move || Track {
        key: key.to_string(),
        name,
        unit: "",
        min: range.0,
        max: range.1,
        step: STEP,
        default: CENTRE,
        shown_times: 100.0,
        commas: true,
        sign: percent_sign(app.lang),
        evidenced: range,
        marks: Vec::new(),
    };
    let is_set = Memo::new(move |_| get(&app.scenario.read()).is_some());
    let value = Signal::derive(move || get(&app.scenario.read()).unwrap_or(CENTRE));
    let set = Callback::new(move |value: f32| {
        let value = libm::roundf(value / STEP) * STEP;
        app.change(|scenario| put(scenario, Some(within(value, range.0, range.1))));
    });
    move || {
        if is_set.get() {
            view! {
                <Dial app track=track() value varies=Signal::derive(|| None::<String>) set>
                    <p class="dial-explain">{explain}</p>
                    <button
                        type="button"
                        class="word"
                        on:click=move |_| {
                            app.change(|scenario| put(scenario, None));
                            focus_soon(format!("set-{key}"));
                        }
                    >
                        {w.unset_action}
                    </button>
                </Dial>
            }
            .into_any()
        } else {
            view! {
                <div class="dial dial-unset" data-key=key>
                    <p class="dial-head">
                        <span>{name}</span>
                        <span>{w.unset}</span>
                    </p>
                    <p class="dial-explain">{explain}</p>
                    <button
                        type="button"
                        class="word"
                        id=format!("set-{key}")
                        on:click=move |_| {
                            set.run(CENTRE);
                            focus_soon(format!("dial-{key}"));
                        }
                    >
                        {w.set}
                    </button>
                </div>
            }
            .into_any()
        }
    }
}

/// Moves the focus to an element that stands on the page by the next frame, where the one that
/// had it goes.
pub fn focus_soon(id: String) {
    request_animation_frame(move || {
        if let Some(Ok(element)) = document()
            .get_element_by_id(&id)
            .map(|element| element.dyn_into::<web_sys::HtmlElement>())
            && let Err(error) = element.focus()
        {
            web_sys::console::error_1(&error);
        }
    });
}

#[component]
fn Actions(app: App) -> impl IntoView {
    let ui = words::ui(app.lang);
    let said = RwSignal::new("");
    let copy = move |_| {
        let Ok(address) = window().location().href() else {
            said.set(ui.copy_failed);
            return;
        };
        let place = address.split('#').next().unwrap_or_default().to_string();
        let link = place + &super::address::link_of(app);
        let clipboard = window().navigator().clipboard();
        leptos::task::spawn_local(async move {
            let written = wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&link)).await;
            said.set(match written {
                Ok(_) => ui.copied,
                Err(_) => ui.copy_failed,
            });
        });
    };
    view! {
        <div class="actions">
            <button type="button" class="word" on:click=copy>
                {ui.copy}
            </button>
            <button type="button" class="word" on:click=move |_| app.reset()>
                {ui.reset}
            </button>
            <span role="status">{move || said.get().to_string()}</span>
        </div>
    }
    .into_any()
}
