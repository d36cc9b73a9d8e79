//! Why a lever does nothing, and where a setting leaves what is known or possible, in sentences.

use super::compare::Names;
use super::format::{decimal, fill};
use super::sentences::{lever_value, short_decimal};
use super::wedges::mover_name;
use crate::i18n::{Lang, words};
use crate::model::YEARS;
use crate::model::levers::Lever;
use crate::model::limits::{self, Idle, LOCAL_GROWTH, VISA_LAW, Warning};
use crate::model::scenario::Scenario;
use crate::model::wedges::Mover;

/// Why moving a lever changes nothing in a scenario, if it changes nothing.
pub fn idle_sentence(lever: Lever, scenario: &Scenario, lang: Lang) -> Option<String> {
    let w = words::limits(lang);
    Some(match limits::idle(lever, scenario)? {
        Idle::NoVisas => w.no_visas.to_string(),
        Idle::NoMoney => w.no_money.to_string(),
        Idle::Believed(parameter) => {
            let key = parameter.record().key;
            let name = words::parameter_names(lang).get(key).unwrap_or(key);
            fill(w.believed, &[("parameter", name)])
        }
    })
}

/// What stands beside a lever: why it does nothing, and its warnings. Where A is pinned, its
/// warnings too, each with the name of the scenario that it is of.
pub fn hints(lever: Lever, scenario: &Scenario, names: Names, lang: Lang) -> Vec<String> {
    let mut said: Vec<String> = idle_sentence(lever, scenario, lang).into_iter().collect();
    let a = scenario.against.map(|a| Scenario::baseline().setting(a));
    for (of, name) in [(Some(scenario), names.b), (a.as_ref(), names.a)] {
        let warnings = of.into_iter().flat_map(|of| {
            let of_lever = limits::warnings(of).filter(|warning| lever_of(*warning) == lever);
            of_lever.map(|warning| warning_sentence(warning, of, lang))
        });
        said.extend(warnings.map(|warning| match a {
            Some(_) => format!("{name}: {warning}"),
            None => warning,
        }));
    }
    said
}

/// The lever beside which a warning stands.
pub fn lever_of(warning: Warning) -> Lever {
    match warning {
        Warning::BeyondEvidence { lever, .. } => lever,
        Warning::BeyondVisaLaw => Lever::WorkVisas,
        Warning::LocalTooFast => Lever::LocalShare,
    }
}

/// A warning of a scenario in a sentence.
pub fn warning_sentence(warning: Warning, scenario: &Scenario, lang: Lang) -> String {
    let w = words::limits(lang);
    match warning {
        Warning::BeyondEvidence { lever, above } => {
            let setting = scenario.lever(lever);
            let values = (0..YEARS).map(|t| setting.in_year(t));
            let evidenced = lever.record().evidenced;
            let (template, value, limit) = if above {
                let most = values.fold(f32::NEG_INFINITY, f32::max);
                (w.above_evidence, most, evidenced.to)
            } else {
                let least = values.fold(f32::INFINITY, f32::min);
                (w.below_evidence, least, evidenced.from)
            };
            fill(
                template,
                &[
                    ("lever", mover_name(Mover::Lever(lever), lang)),
                    ("value", &lever_value(lever, value, lang)),
                    ("limit", &lever_value(lever, limit, lang)),
                ],
            )
        }
        Warning::BeyondVisaLaw => {
            let limit = decimal(f64::from(VISA_LAW), 0);
            fill(w.visa_law, &[("limit", &limit)])
        }
        Warning::LocalTooFast => {
            let limit = short_decimal(100.0 * f64::from(LOCAL_GROWTH));
            fill(w.local_too_fast, &[("limit", &limit)])
        }
    }
}
