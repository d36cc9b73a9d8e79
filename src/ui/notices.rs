//! What of a link could not be used, and what stands instead.

use leptos::prelude::*;

use super::controls::focus_soon;
use super::state::App;
use crate::figures::format::fill;
use crate::figures::rows::regime_name;
use crate::figures::sentences::short_decimal;
use crate::i18n::{Lang, words};
use crate::share::link::{Decoded, Reason, Refusal, Stands, adjustment_text};

/// One line for each part of the link that was refused.
#[component]
pub fn Notices(app: App) -> impl IntoView {
    let w = words::refusals(app.lang);
    let lines = move || {
        app.refused
            .read()
            .refusals
            .iter()
            .map(|refusal| view! { <li>{sentence(refusal, app.lang)}</li> }.into_any())
            .collect_view()
            .into_any()
    };
    let any = move || !app.refused.read().refusals.is_empty();
    move || {
        any()
            .then(|| {
                view! {
                    <div class="notices" role="alert">
                        <p>{w.title}</p>
                        <ul>{lines}</ul>
                        <button
                            type="button"
                            class="word"
                            on:click=move |_| {
                                app.refused
                                    .update(|decoded: &mut Decoded| decoded.refusals.clear());
                                focus_soon("levers".to_string());
                            }
                        >
                            {words::ui(app.lang).dismiss}
                        </button>
                    </div>
                }
                .into_any()
            })
            .into_any()
    }
}

/// A refusal in words.
fn sentence(refusal: &Refusal, lang: Lang) -> String {
    let w = words::refusals(lang);
    let (min, max, number);
    let mut holes = vec![
        ("key", refusal.key.as_str()),
        ("text", refusal.given.as_str()),
    ];
    let template = match refusal.reason {
        Reason::UnknownVersion => w.version,
        Reason::TooLong { .. } => w.too_long,
        Reason::UnknownKey if refusal.stands == Stands::Dropped => w.unknown_dropped,
        Reason::UnknownKey => w.unknown_key,
        Reason::Repeated => w.duplicate,
        Reason::Empty | Reason::NotANumber => w.not_number,
        Reason::UnknownPreset
        | Reason::UnknownRegime
        | Reason::UnknownPack
        | Reason::UnknownOutcome
        | Reason::UnknownForm
        | Reason::UnknownRow
        | Reason::UnknownLayer => w.unknown_name,
        Reason::NotPlain | Reason::NameTooLong { .. } => w.malformed,
        Reason::OutOfRange {
            min: low,
            max: high,
        } => {
            (min, max) = (short_decimal(low), short_decimal(high));
            holes.extend([("min", min.as_str()), ("max", max.as_str())]);
            w.out_of_range
        }
        Reason::OffStep { .. } => w.off_step,
        Reason::TooManyValues { most } => {
            number = most.to_string();
            holes.push(("most", &number));
            w.too_many_values
        }
        Reason::TooManyKeys { most, .. } => {
            number = most.to_string();
            holes.push(("most", &number));
            w.too_many_keys
        }
    };
    let stands = stands(refusal.stands, lang);
    holes.push(("instead", &stands));
    fill(template, &holes)
}

/// What holds instead, in words.
fn stands(stands: Stands, lang: Lang) -> String {
    let usual = words::refusals(lang).default_value;
    match stands {
        Stands::Preset(preset) => words::presets(lang)
            .get(preset.key())
            .map_or(preset.key(), |preset| preset.name)
            .to_string(),
        Stands::Regime(regime) => regime_name(regime, lang).to_string(),
        Stands::Pack(pack) => words::packs(lang)
            .get(pack.key())
            .map_or(pack.key(), |pack| pack.name)
            .to_string(),
        Stands::Discount(value) | Stands::Trust(value) => {
            value.map_or(usual.to_string(), |value| short_decimal(f64::from(value)))
        }
        Stands::Own(parameter, adjustment) => adjustment.map_or(usual.to_string(), |adjustment| {
            adjustment_text(parameter, adjustment)
        }),
        Stands::Seed(seed) => seed.to_string(),
        // In the link's own unit, like the range beside it.
        Stands::Lever(_, setting) => short_decimal(f64::from(setting.last())),
        Stands::Shock(shock, setting) => {
            short_decimal(f64::from(setting.peak(shock.record().default)))
        }
        Stands::Outcome(_)
        | Stands::Form(_)
        | Stands::Row(_)
        | Stands::Beside(_)
        | Stands::Layers(_)
        | Stands::Kept
        | Stands::Dropped => usual.to_string(),
    }
}
