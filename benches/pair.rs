//! The two scenarios that every benchmark answers, and their answers as plain numbers.

use root_causes::model::levers::Lever;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::Scenario;
use root_causes::model::summary::Summary;

/// Scenario A: every lever away from its default.
pub fn first() -> Scenario {
    Preset::Everything
        .scenario()
        .with(Lever::EntryPlaces, 20_000.0)
        .with(Lever::VisaTargeting, 0.7)
}

/// Scenario B: every lever away from its default, and from scenario A.
pub fn second() -> Scenario {
    Scenario::baseline()
        .with(Lever::WorkVisas, 40_000.0)
        .with(Lever::VisaTargeting, 0.3)
        .with(Lever::EntryPlaces, 10_000.0)
        .with(Lever::Aid, 1.5)
        .with(Lever::LocalShare, 0.3)
        .with(Lever::Research, 0.05)
        .with(Lever::ViolencePrevention, 0.2)
        .with(Lever::AntiCorruption, 0.5)
        .with(Lever::FoodSecurity, 0.2)
        .with(Lever::AntiSmuggling, 1.5)
}

/// The numbers of an answer that are held against the other programs: points of each series
/// and year, of encounters avoided, of the same in per cent, shares of futures with fewer,
/// points of all entries and of places used, and the pot.
pub fn numbers(summary: &Summary) -> Vec<f64> {
    let change = &summary.change;
    let points = summary
        .future
        .iter()
        .flatten()
        .copied()
        .chain(change.iter().map(|change| change.avoided))
        .chain(change.iter().map(|change| change.percent))
        .chain(summary.entries)
        .chain([summary.places_used]);
    let pot = &summary.pot;
    points
        .flat_map(|points| points.to_array().map(f64::from))
        .chain(change.iter().map(|change| f64::from(change.fewer)))
        .chain([
            pot.food,
            pot.violence,
            pot.mission,
            pot.smuggling,
            pot.services,
            pot.delivered,
            pot.households,
        ])
        .collect()
}
