//! What a scenario sets otherwise than today: a line a setting, with the value of today and the new
//! one, in A too where one is held against it.

use super::format::percent;
use super::rows::regime_name;
use super::sentences::{belief_sentence, is_no_aid, reading, setting_value, short_decimal};
use crate::i18n::{Lang, words};
use crate::model::levers::Lever;
use crate::model::parameters::Parameter;
use crate::model::presets::Preset;
use crate::model::scenario::{Assumptions, Scenario, ShockSetting};
use crate::model::shocks::Shock;

/// A setting that is not as it is today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its name.
    pub name: String,
    /// As it is today.
    pub today: String,
    /// In A, where one is held against the scenario.
    pub a: Option<String>,
    /// In the scenario, B where another is held against it.
    pub b: String,
}

/// All of them: levers and shocks in page order, then border rules, reading, and single beliefs,
/// which A and B share.
pub fn changed(scenario: &Scenario, lang: Lang) -> Vec<Changed> {
    let today = Preset::Today.scenario();
    let a = scenario.against.map(|a| Scenario::baseline().setting(a));
    let both = || a.iter().chain([scenario]);
    let mut lines = Vec::new();
    let levers = words::levers(lang);
    for lever in Lever::ALL {
        let Some(w) = levers.get(lever.record().key) else {
            continue;
        };
        if both().any(|one| one.lever(lever) != today.lever(lever)) {
            let value = |of: &Scenario| {
                let setting = of.lever(lever);
                match is_no_aid(lever, setting) {
                    true => words::answer(lang).no_aid.to_string(),
                    false => counted(setting_value(lever, setting, lang), w.unit),
                }
            };
            lines.push(line(w.name, &value, (&today, a.as_ref(), scenario)));
        }
    }
    let shocks = words::shocks(lang);
    for shock in Shock::ALL {
        let Some(w) = shocks.get(shock.record().key) else {
            continue;
        };
        let usual = shock.record().default;
        if both().any(|one| one.shock(shock).differs_from(usual)) {
            let value = |of: &Scenario| counted(shock_value(shock, of.shock(shock), lang), w.unit);
            lines.push(line(w.name, &value, (&today, a.as_ref(), scenario)));
        }
    }
    let mut common = |name: &str, before: String, now: String| {
        if before != now {
            lines.push(Changed {
                name: name.to_string(),
                today: before,
                a: a.is_some().then(|| now.clone()),
                b: now,
            });
        }
    };
    let w = words::take(lang);
    let rules = |of: &Scenario| regime_name(of.regime, lang).to_string();
    common(w.rules, rules(&today), rules(scenario));
    let (usual, own) = (&today.assumptions, &scenario.assumptions);
    common(w.reading, reading(usual, lang), reading(own, lang));
    let trust = |of: &Assumptions| match of.trust {
        Some(share) => percent(100.0 * f64::from(share), lang),
        None => words::beliefs(lang).unset.to_string(),
    };
    common(words::beliefs(lang).trust, trust(usual), trust(own));
    for record in Parameter::all() {
        let parameter = record.parameter;
        if own.own.get(parameter).is_some() {
            let name = words::parameter_names(lang).get(record.key);
            common(
                name.unwrap_or(record.key),
                belief_sentence(&usual.belief(parameter), lang),
                belief_sentence(&own.belief(parameter), lang),
            );
        }
    }
    lines
}

/// A number with its unit; once something is that thing itself.
fn counted(number: String, unit: &str) -> String {
    let times = ["times ", "veces "];
    match times.iter().find_map(|times| unit.strip_prefix(times)) {
        Some(of) if number == "1" => of.to_string(),
        _ => format!("{number} {unit}"),
    }
}

fn line(
    name: &str,
    value: &dyn Fn(&Scenario) -> String,
    (today, a, b): (&Scenario, Option<&Scenario>, &Scenario),
) -> Changed {
    Changed {
        name: name.to_string(),
        today: value(today),
        a: a.map(value),
        b: value(b),
    }
}

/// A shock's setting as words; values that differ as the range they span.
fn shock_value(shock: Shock, setting: ShockSetting, lang: Lang) -> String {
    let said = |value: f32| match shock {
        Shock::Storm => percent(100.0 * f64::from(value), lang),
        _ => short_decimal(f64::from(value)),
    };
    let values = match setting {
        ShockSetting::Constant(value) => return said(value),
        ShockSetting::ByCountry(values) => values.to_vec(),
        ShockSetting::Yearly(values) => values.to_vec(),
    };
    let least = values.iter().copied().fold(f32::INFINITY, f32::min);
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    match least == most {
        true => said(most),
        false => format!("{}–{}", said(least), said(most)),
    }
}
