//! Where each setting of a preset comes from, on the preset's page.
//!
//! The article is `<article id="guide">`, as those of the guides: the app may show it beside the
//! levers, so the notes of its numbers lie in it under ids of their own.

use std::fmt::Write as _;

use root_causes::content::presets::told;
use root_causes::data::Country;
use root_causes::figures::format::{fill, percent};
use root_causes::figures::rows::Row;
use root_causes::figures::sentences::{lever_value, short_decimal};
use root_causes::figures::wedges::mover_name;
use root_causes::i18n::{Lang, words};
use root_causes::model::FIRST_YEAR;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{Scenario, Setting, ShockSetting};
use root_causes::model::shocks::Shock;
use root_causes::model::wedges::Mover;

use super::pages::escaped;
use super::prose::Notes;
use super::scenarios::capitalised;

/// The part of a preset's page; empty where the preset sets nothing.
///
/// # Errors
/// Words that are missing.
pub fn section(preset: Preset, notes: Notes, lang: Lang) -> Result<String, String> {
    let key = preset.key();
    let mut notes = notes.named(format!("{key}-origin-"));
    let Some(told) = told(notes.content(), preset, lang) else {
        return Ok(String::new());
    };
    let w = words::scenarios(lang);
    let mut html = format!(
        "<article id=\"guide\" data-key=\"{key}\"><section class=\"prose\" id=\"origins\"><h2>{}</h2>",
        escaped(w.origins)
    );
    for block in told.lead {
        let _ = write!(html, "<p>{}</p>", notes.inlines(&block.inlines)?);
    }
    let scenario = preset.scenario();
    html.push_str("<dl class=\"glossary\">");
    for (mover, origin) in told.settings {
        let value = setting(&scenario, mover, lang)?;
        let _ = write!(
            html,
            "<dt>{}</dt><dd class=\"counts\">{}</dd><dd>{}</dd>",
            escaped(mover_name(mover, lang)),
            escaped(&value),
            notes.inlines(origin)?.trim_start(),
        );
    }
    let _ = write!(html, "</dl>{}</section></article>", notes.notes());
    Ok(html)
}

/// A setting with its unit, and what holds if nothing changes: of a multiple, what 1 stands for.
fn setting(scenario: &Scenario, mover: Mover, lang: Lang) -> Result<String, String> {
    let w = words::scenarios(lang);
    let (set, unit) = (value(scenario, mover, lang), unit(mover, lang)?);
    let usual = words::at_one(lang)
        .get(mover.key())
        .map_or_else(|| value(&Scenario::baseline(), mover, lang), str::to_string);
    let (pattern, unit) = match is_list(scenario, mover) {
        true => (w.setting_list, capitalised(unit)),
        false => (w.setting, unit.to_string()),
    };
    let values = [("value", &*set), ("unit", &unit), ("today", &usual)];
    Ok(fill(pattern, &values))
}

/// Whether years or countries have values of their own.
fn is_list(scenario: &Scenario, mover: Mover) -> bool {
    match mover {
        Mover::Lever(lever) => !matches!(scenario.lever(lever), Setting::Constant(_)),
        Mover::Shock(shock) => !matches!(scenario.shock(shock), ShockSetting::Constant(_)),
    }
}

fn unit(mover: Mover, lang: Lang) -> Result<&'static str, String> {
    let key = mover.key();
    let unit = match mover {
        Mover::Lever(_) => words::levers(lang).get(key).map(|lever| lever.unit),
        Mover::Shock(_) => words::shocks(lang).get(key).map(|shock| shock.unit),
    };
    unit.ok_or_else(|| format!("assets/words: {key} has no unit"))
}

/// A setting in words: one value, or each with its years or its country.
fn value(scenario: &Scenario, mover: Mover, lang: Lang) -> String {
    match mover {
        Mover::Lever(lever) => {
            let said = |value: f32| lever_value(lever, value, lang);
            match scenario.lever(lever) {
                Setting::Constant(value) => said(value),
                Setting::Yearly(values) => by_year(&values, said),
            }
        }
        Mover::Shock(shock) => {
            let said = |value: f32| match shock {
                Shock::Storm => percent(100.0 * f64::from(value), lang),
                _ => short_decimal(f64::from(value)),
            };
            match scenario.shock(shock) {
                ShockSetting::Constant(value) => said(value),
                ShockSetting::Yearly(values) => by_year(&values, said),
                ShockSetting::ByCountry(values) => Country::ALL
                    .into_iter()
                    .zip(values)
                    .map(|(country, value)| {
                        format!("{} {}", Row::Country(country).name(lang), said(value))
                    })
                    .collect::<Vec<_>>()
                    .join(", "),
            }
        }
    }
}

/// Values of years, equal ones that follow each other told once: `0.8 (2027), 1 (2028–2036)`.
fn by_year(values: &[f32], said: impl Fn(f32) -> String) -> String {
    let mut runs: Vec<(f32, u16, u16)> = Vec::new();
    for (value, year) in values.iter().zip(FIRST_YEAR..) {
        match runs.last_mut() {
            Some((known, _, last)) if known == value => *last = year,
            _ => runs.push((*value, year, year)),
        }
    }
    let told = runs.into_iter().map(|(value, first, last)| {
        let years = root_causes::figures::format::years(first, last);
        format!("{} ({years})", said(value))
    });
    told.collect::<Vec<_>>().join(", ")
}
