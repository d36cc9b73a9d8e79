//! Writes draws, constants, scenarios and their answers for the same model in other languages.

use std::path::Path;
use std::{fs, io};

use root_causes::data::{self, Country};
use root_causes::model::coefficients::{Block, Coefficients, Values};
use root_causes::model::draws::Draws;
use root_causes::model::equations::Detail;
use root_causes::model::lanes::Lanes;
use root_causes::model::levers::Lever;
use root_causes::model::parameters::PARAMETERS;
use root_causes::model::potential::Potential;
use root_causes::model::scenario::{DEFAULT_SEED, LOCAL_RAMP_YEARS, Scenario};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::{COUNTRIES, DRAWS, YEARS, math};

use crate::{Event, pair};

/// Writes `model.json` and `model.f32` into `folder`.
///
/// `model.f32` holds little-endian `f32` numbers, `[array][draw]`: the coefficients in the order
/// of `coefficients`, then `potential` and `ends`, each `[year][country][draw]`.
pub fn write(folder: &Path, event: Event) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let draws = Draws::new(DEFAULT_SEED, DRAWS);
    let scenario = pair::first();
    let mut values = Values::default();
    values.refresh(&draws, &scenario.assumptions, PARAMETERS);
    let coefficients = Coefficients::new(&values, &scenario.assumptions);
    let potential = Potential::new(&draws, &coefficients, scenario.regime);

    let mut bytes = Vec::new();
    let mut add = |row: &mut dyn Iterator<Item = Lanes>| {
        for number in row.flat_map(Lanes::to_array) {
            bytes.extend(number.to_le_bytes());
        }
    };
    for (_, coefficient) in COEFFICIENTS {
        add(&mut coefficients.blocks.iter().map(coefficient));
    }
    add(&mut (0..draws.blocks()).map(|block| draws.start(block).b_x));
    for place in 0..YEARS * COUNTRIES {
        add(&mut (0..draws.blocks()).map(|block| potential.block(block)[place]));
    }
    for place in 0..YEARS * COUNTRIES {
        add(&mut (0..draws.blocks()).map(|block| draws.ends(block)[place]));
    }
    fs::write(folder.join("model.f32"), bytes)?;
    fs::write(
        folder.join("model.json"),
        describe(&scenario, &coefficients, event),
    )
}

fn describe(scenario: &Scenario, coefficients: &Coefficients, event: Event) -> String {
    let names = COEFFICIENTS.map(|(name, _)| name).into_iter();
    let names: Vec<String> = names
        .chain(["b_x"])
        .map(|name| format!("{name:?}"))
        .collect();
    let countries = |value: &dyn Fn(Country) -> f64| list(Country::ALL.map(value));
    let rural: f64 = Country::ALL.into_iter().map(data::rural_households).sum();
    let mut shocked = pair::first();
    for (shock, value) in [
        (Shock::Drought, 1.5),
        (Shock::Storm, 0.2),
        (Shock::GunFlow, 0.3),
        (Shock::UsOpenings, 0.8),
    ] {
        shocked = shocked.with_shock(shock, value);
    }
    let scenarios = [pair::first(), pair::second(), shocked].map(|scenario| answered(&scenario));
    format!(
        "{{\n\"draws\": {DRAWS},\n\"years\": {YEARS},\n\"countries\": {COUNTRIES},\n\
         \"coefficients\": [{}],\n\
         \"local_baseline\": {},\n\"local_ramp_years\": {LOCAL_RAMP_YEARS},\n\"need_local\": {},\n\
         \"regime_factor\": {},\n\"single_adults\": {},\n\"ceiling\": {},\n\
         \"rural_households\": {rural},\n\
         \"native\": {{\"model\": {}, \"whole\": {}}},\n\"scenarios\": [\n{}\n]\n}}\n",
        names.join(", "),
        data::BASELINE_LOCAL_SHARE,
        coefficients.need_local,
        countries(&|c| math::exp(data::regime_shift(scenario.regime, c)).min(1.0)),
        countries(&data::single_adult_share),
        countries(&|c| 0.05 * data::people_now(c)),
        list(event.model),
        list(event.whole),
        scenarios.join(",\n"),
    )
}

/// A scenario's settings and the numbers that follow from it.
fn answered(scenario: &Scenario) -> String {
    let summary = Simulator::new(DEFAULT_SEED, DRAWS).run(scenario, Detail::Encounters);
    let levers = Lever::ALL.map(|lever| {
        let value = f64::from(scenario.lever(lever).last());
        format!("\"{}\": {value}", lever.record().key)
    });
    let shocks = Shock::ALL.map(|shock| {
        let setting = scenario.shock(shock);
        let years: [String; YEARS] = std::array::from_fn(|t| {
            list(std::array::from_fn::<f64, COUNTRIES, _>(|c| {
                f64::from(setting.in_year(shock, t, c))
            }))
        });
        format!("\"{}\": [{}]", shock.record().key, years.join(", "))
    });
    format!(
        "{{\"levers\": {{{}}}, \"shocks\": {{{}}},\n\"numbers\": {}}}",
        levers.join(", "),
        shocks.join(", "),
        list(pair::numbers(&summary))
    )
}

fn list(numbers: impl IntoIterator<Item = f64>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(|n| n.to_string()).collect();
    format!("[{}]", numbers.join(", "))
}

/// One coefficient of a block of draws.
type Coefficient = fn(&Block) -> Lanes;

/// Coefficients by name, in the order in which they are written.
const COEFFICIENTS: [(&str, Coefficient); 35] = [
    ("port", |b| b.port),
    ("work_replacing", |b| b.work_replacing),
    ("work_attracting", |b| b.work_attracting),
    ("networks", |b| b.networks),
    ("uptake", |b| b.uptake),
    ("aid_hope", |b| b.aid_hope),
    ("aid_money", |b| b.aid_money),
    ("local_cost_saving", |b| b.local_cost_saving),
    ("local_quality", |b| b.local_quality),
    ("absorption_loss", |b| b.absorption_loss),
    ("governance_quality", |b| b.governance_quality),
    ("research_quality", |b| b.research_quality),
    ("violence_cut", |b| b.violence_cut),
    ("violence_transfer", |b| b.violence_transfer),
    ("mission_homicide_fall", |b| b.mission_homicide_fall),
    ("mission_hazard", |b| b.mission_hazard),
    ("governance_transfer", |b| b.governance_transfer),
    ("homicide_elasticity_slv", |b| b.homicide_elasticity[0]),
    ("homicide_elasticity_gtm", |b| b.homicide_elasticity[1]),
    ("homicide_elasticity_hnd", |b| b.homicide_elasticity[2]),
    ("drought_slv", |b| b.drought[0]),
    ("drought_gtm", |b| b.drought[1]),
    ("drought_hnd", |b| b.drought[2]),
    ("storm_slv", |b| b.storm[0]),
    ("storm_gtm", |b| b.storm[1]),
    ("storm_hnd", |b| b.storm[2]),
    ("shock_absorbed", |b| b.shock_absorbed),
    ("food_level", |b| b.food_level),
    ("smuggling_cut", |b| b.smuggling_cut),
    ("smuggling_persistence", |b| b.smuggling_persistence),
    ("gun_elasticity", |b| b.gun_elasticity),
    ("food_cost", |b| b.costs[0]),
    ("violence_cost", |b| b.costs[1]),
    ("mission_cost", |b| b.costs[2]),
    ("smuggling_cost", |b| b.costs[3]),
];
