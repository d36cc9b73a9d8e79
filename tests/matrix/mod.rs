//! The scenario matrix: what every suite that goes through the whole model goes through.

use root_causes::data::Country;
use root_causes::model::COUNTRIES;
use root_causes::model::levers::{Lever, Record};
use root_causes::model::parameters::Parameter;
use root_causes::model::presets::Preset;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{Adjustment, Pack, Scenario, ShockSetting};
use root_causes::model::shocks::Shock;

/// Scenarios by name: presets, border rules, readings of the studies and of a reader's own, every
/// lever and shock at both ends.
pub fn scenarios() -> Vec<(String, Scenario)> {
    let today = Scenario::baseline();
    let package = Preset::Everything.scenario();
    let all_low = all_levers(|record| record.min);
    let all_high = all_levers(|record| record.max);
    let mut scenarios = Vec::new();
    let mut add = |name: String, scenario: Scenario| scenarios.push((name, scenario));

    for preset in Preset::ALL {
        add(format!("preset {}", preset.key()), preset.scenario());
    }
    for regime in Regime::ALL {
        let key = regime.key();
        add(format!("nothing under {key}"), today.clone().under(regime));
        add(
            format!("all low under {key}"),
            all_low.clone().under(regime),
        );
        add(
            format!("all high under {key}"),
            all_high.clone().under(regime),
        );
        add(format!("regime {key}"), package.clone().under(regime));
    }
    for pack in Pack::ALL {
        let key = pack.key();
        add(format!("nothing in {key}"), today.clone().believing(pack));
        add(
            format!("all high in {key}"),
            all_high.clone().believing(pack),
        );
        add(format!("pack {key}"), package.clone().believing(pack));
    }
    for record in Lever::ALL.map(Lever::record) {
        for value in [record.min, record.max] {
            let scenario = today.clone().with(record.lever, value);
            add(format!("lever {} {value}", record.key), scenario);
        }
    }
    for record in Shock::ALL.map(Shock::record) {
        for value in [record.min, record.max] {
            let alone = today.clone().with_shock(record.shock, value);
            add(format!("only shock {} {value}", record.key), alone);
            let scenario = package.clone().with_shock(record.shock, value);
            add(format!("shock {} {value}", record.key), scenario);
        }
    }
    let strongest = Shock::Storm.record().max;
    for country in Country::ALL {
        let mut hit = [0.0; COUNTRIES];
        hit[country.index()] = strongest;
        let mut scenario = today.clone();
        scenario.shocks[Shock::Storm.index()] = ShockSetting::ByCountry(hit);
        add(
            format!("only storm {} {strongest}", country.code()),
            scenario,
        );
    }
    for (name, pack, own) in beliefs() {
        let mut scenario = package.clone().believing(pack);
        for (parameter, adjustment) in own {
            scenario.assumptions.own.set(parameter, Some(adjustment));
        }
        add(format!("own {name}"), scenario);
    }
    scenarios
}

fn all_levers(value: impl Fn(&Record) -> f32) -> Scenario {
    let levers = Lever::ALL.map(Lever::record).into_iter();
    levers.fold(Scenario::baseline(), |scenario, record| {
        scenario.with(record.lever, value(record))
    })
}

/// What a reader changed of a pack.
type Own = Vec<(Parameter, Adjustment)>;

/// Readings of a reader's own, one for each thing that can be done to a prior.
fn beliefs() -> [(&'static str, Pack, Own); 6] {
    let spread = |shift, widen| Adjustment::Spread { shift, widen };
    let each = |adjust: fn(Parameter) -> Option<Adjustment>| {
        let all = Parameter::all().iter().map(|record| record.parameter);
        all.filter_map(|parameter| Some((parameter, adjust(parameter)?)))
            .collect()
    };
    [
        (
            "pins",
            Pack::Literature,
            vec![
                (Parameter::FoodLevel, Adjustment::Pin(0.1)),
                (Parameter::Networks, Adjustment::Pin(0.0)),
            ],
        ),
        (
            "everything off that can be",
            Pack::Literature,
            each(Adjustment::off),
        ),
        (
            "point mass and truncated prior moved",
            Pack::Literature,
            vec![
                (Parameter::ViolenceCut, spread(0.5, 2.0)),
                (Parameter::AidHope, spread(-0.75, 1.5)),
            ],
        ),
        (
            "known values moved",
            Pack::Strategy,
            vec![
                (Parameter::AidHope, spread(-1.0, 1.0)),
                (Parameter::Beta, spread(-0.5, 1.0)),
            ],
        ),
        (
            "all medians",
            Pack::Sceptic,
            each(|_| {
                Some(Adjustment::Spread {
                    shift: 0.0,
                    widen: 0.0,
                })
            }),
        ),
        (
            "all three times as wide",
            Pack::Literature,
            each(|_| {
                Some(Adjustment::Spread {
                    shift: 0.0,
                    widen: 3.0,
                })
            }),
        ),
    ]
}
