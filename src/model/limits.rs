//! Where a lever does nothing, and where a setting leaves what is known or possible.

use super::YEARS;
use super::levers::Lever;
use super::parameters::Parameter;
use super::scenario::{LOCAL_RAMP_YEARS, Scenario, Setting};

/// Why a lever does nothing in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// It only says who gets work visas, and there are none.
    NoVisas,
    /// It is paid from the pot, and the pot is empty in all years.
    NoMoney,
    /// By what is believed of a parameter it can have no effect.
    Believed(Parameter),
}

/// A setting that leaves what is known or possible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Warning {
    /// It lies outside what was ever seen.
    BeyondEvidence {
        /// The lever.
        lever: Lever,
        /// Whether it lies above what was seen, else below.
        above: bool,
    },
    /// More work visas for the three countries than the law allows for seasonal work off farms in
    /// the whole world; farm visas have no such limit.
    BeyondVisaLaw,
    /// The local share grows faster than groups can take it up without loss.
    LocalTooFast,
}

/// Visas for seasonal work off farms (H-2B) that may be given in FY2026 in the whole world: 66,000
/// a year by law and 64,716 by rule for that year (context fact CFL006, fr_2026_02131).
pub const VISA_LAW: f32 = 130_716.0;

/// Growth of the local share in a year above which delivery suffers: the threshold of equation (5).
pub const LOCAL_GROWTH: f32 = 0.05;

/// Numbers that are rounded to the nearest `f32` differ by less from what they stand for.
const ROUNDING: f32 = 1e-5;

/// Positions of the least and largest random numbers that a draw can have.
const ENDS: (f64, f64) = (1e-9, 1.0 - 1e-9);

/// Why moving a lever changes no outcome of this scenario, if it changes none.
pub fn idle(lever: Lever, scenario: &Scenario) -> Option<Idle> {
    // Uptake, complement and displacement multiply one another: where one is nothing, so is all.
    let nothing = |parameter: Parameter| {
        let most = scenario.assumptions.belief(parameter).quantile(ENDS.1);
        (most <= 0.0).then_some(Idle::Believed(parameter))
    };
    match lever {
        Lever::WorkVisas | Lever::EntryPlaces => nothing(Parameter::Uptake),
        Lever::VisaTargeting if is_zero(scenario.lever(Lever::WorkVisas)) => Some(Idle::NoVisas),
        Lever::VisaTargeting => nothing(Parameter::Uptake)
            .or_else(|| nothing(Parameter::EnforcementComplement))
            .or_else(|| nothing(Parameter::WorkDisplacement)),
        Lever::Aid | Lever::LocalShare => None,
        Lever::Research => without_money(scenario, None),
        Lever::ViolencePrevention => without_money(scenario, Some(Parameter::ViolenceCost)),
        Lever::AntiCorruption => without_money(scenario, Some(Parameter::MissionCost)),
        Lever::FoodSecurity => without_money(scenario, Some(Parameter::FoodCost)),
        Lever::AntiSmuggling => without_money(scenario, Some(Parameter::SmugglingCost)),
    }
}

/// Warnings of a scenario, levers in page order.
pub fn warnings(scenario: &Scenario) -> impl Iterator<Item = Warning> + '_ {
    Lever::ALL.into_iter().flat_map(|lever| {
        let setting = scenario.lever(lever);
        let evidenced = lever.record().evidenced;
        let any = |is: &dyn Fn(f32) -> bool| (0..YEARS).any(|t| is(setting.in_year(t)));
        let beyond = |above| Warning::BeyondEvidence { lever, above };
        let own = match lever {
            Lever::WorkVisas => {
                let countries = super::COUNTRIES as f32;
                any(&|value| countries * value > VISA_LAW).then_some(Warning::BeyondVisaLaw)
            }
            Lever::LocalShare => {
                (fastest(setting) > LOCAL_GROWTH + ROUNDING).then_some(Warning::LocalTooFast)
            }
            _ => None,
        };
        let below = any(&|value| value < evidenced.from).then(|| beyond(false));
        let above = any(&|value| value > evidenced.to).then(|| beyond(true));
        [below, above, own].into_iter().flatten()
    })
}

fn is_zero(setting: Setting) -> bool {
    (0..YEARS).all(|t| setting.in_year(t) == 0.0)
}

/// A programme that costs something reaches nobody without money.
fn without_money(scenario: &Scenario, cost: Option<Parameter>) -> Option<Idle> {
    let costs = |parameter| scenario.assumptions.belief(parameter).quantile(ENDS.0) > 0.0;
    let empty = is_zero(scenario.lever(Lever::Aid)) && cost.is_none_or(costs);
    empty.then_some(Idle::NoMoney)
}

/// Largest growth of the local share in a year.
fn fastest(setting: Setting) -> f32 {
    let default = Lever::LocalShare.record().default;
    match setting {
        Setting::Constant(set) => (set - default) / LOCAL_RAMP_YEARS,
        Setting::Yearly(values) => {
            let before = [default].into_iter().chain(values);
            let growth = before.zip(values).map(|(before, share)| share - before);
            growth.fold(0.0, f32::max)
        }
    }
}
