//! What must hold of every outcome, each in words, with a way to spoil an outcome so that it
//! does not.

use root_causes::data::{self, Country};
use root_causes::model::equations::SERIES;
use root_causes::model::levers::Lever;
use root_causes::model::parameters::Parameter;
use root_causes::model::quantiles::{PROBABILITIES, Points};
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{Scenario, ShockSetting};
use root_causes::model::shocks::Shock;
use root_causes::model::summary::{Badge, Change, Summary};
use root_causes::model::{COUNTRIES, YEARS};

use super::outcome::Outcome;

/// Something that must hold of every outcome.
pub struct Predicate {
    /// In words.
    pub name: &'static str,
    /// Whether it holds.
    pub holds: fn(&Outcome) -> bool,
    /// Spoils an outcome of the whole package of levers, so that it no longer holds.
    pub spoil: fn(&mut Outcome),
}

const TOTAL: usize = SERIES - 1;

/// All predicates.
pub const PREDICATES: &[Predicate] = &[
    // Encounters.
    Predicate {
        name: "every number shown is finite",
        holds: |o| numbers(&o.summary).iter().all(|number| number.is_finite()),
        spoil: |o| o.summary.change[0].percent.p25 = f32::NAN,
    },
    Predicate {
        name: "encounters are above zero and at most 5 % of a country's people, in every draw and year",
        holds: |o| {
            Country::ALL.into_iter().all(|country| {
                let ceiling = (0.05 * data::people_now(country)) as f32 * (1.0 + ROUNDING);
                let inside = |e: &f32| *e > 0.0 && *e <= ceiling;
                o.after.encounters[country.index()]
                    .iter()
                    .flatten()
                    .all(inside)
            })
        },
        spoil: |o| o.after.encounters[1][4][7] = 1e6,
    },
    Predicate {
        name: "the total of a year is the sum of the three countries, in every draw",
        holds: |o| {
            (0..YEARS).all(|t| {
                (0..o.draws()).all(|draw| {
                    let sum = (0..COUNTRIES).map(|c| o.after.encounters[c][t][draw]).sum();
                    near(o.after.encounters[TOTAL][t][draw], sum)
                })
            })
        },
        spoil: |o| o.after.encounters[TOTAL][9][0] *= 1.001,
    },
    Predicate {
        name: "the ten-year count is the sum of its years, in every draw",
        holds: |o| {
            (0..SERIES).all(|series| {
                (0..o.draws()).all(|draw| {
                    let years = o.after.encounters[series].iter();
                    near(
                        o.after.sums[series][draw],
                        years.map(|year| year[draw]).sum(),
                    )
                })
            })
        },
        spoil: |o| o.after.sums[2][11] *= 0.999,
    },
    Predicate {
        name: "the changes of the countries add up to the change of the total, in every draw",
        holds: |o| {
            let parts: Vec<Vec<f32>> = (0..COUNTRIES).map(|c| o.avoided(c)).collect();
            o.avoided(TOTAL)
                .into_iter()
                .enumerate()
                .all(|(draw, total)| {
                    let sum: f32 = parts.iter().map(|part| part[draw]).sum();
                    (total - sum).abs() <= ROUNDING * o.before.sums[TOTAL][draw]
                })
        },
        spoil: |o| o.before.sums[TOTAL][3] *= 1.001,
    },
    Predicate {
        name: "no more encounters are avoided than there would have been, in every draw",
        holds: |o| {
            let all = o
                .before
                .sums
                .iter()
                .flatten()
                .zip(o.after.sums.iter().flatten());
            all.into_iter()
                .all(|(before, after)| before - after < *before)
        },
        spoil: |o| o.after.sums[0][5] = 0.0,
    },
    Predicate {
        name: "stricter border rules have fewer encounters, in the middle of every country and year",
        holds: |o| {
            o.by_regime.windows(2).all(|pair| {
                let (milder, stricter) = (pair[0].as_flattened(), pair[1].as_flattened());
                milder
                    .iter()
                    .zip(stricter)
                    .all(|(milder, stricter)| milder > stricter)
            })
        },
        spoil: |o| o.by_regime.swap(0, 1),
    },
    Predicate {
        name: "years before the levers are drawn where the rules begin before them, and only there",
        holds: |o| o.summary.lead_in.is_some() == (o.scenario.regime.start_year() < 2025),
        spoil: |o| o.summary.lead_in = None,
    },
    Predicate {
        name: "the line of today's border rules is the middle of the reference under those rules",
        holds: |o| {
            o.scenario.regime != Regime::Since2025
                || o.summary.today
                    == o.summary
                        .baseline
                        .map(|years| years.map(|points| points.p50))
        },
        spoil: |o| o.scenario.regime = Regime::Since2025,
    },
    // What nothing moves.
    Predicate {
        name: "where nothing is moved, encounters are the reference's, bit for bit",
        holds: |o| {
            let moved = o.scenario.moved().next().is_some() || o.scenario.is_shocked();
            moved || (o.before.encounters == o.after.encounters && o.before.sums == o.after.sums)
        },
        spoil: |o| o.scenario = Scenario::baseline(),
    },
    Predicate {
        name: "a shock by itself is held against a world without it, and moves something",
        holds: |o| {
            let alone = o.scenario.is_shocked() && o.scenario.moved().next().is_none();
            !alone || (o.before.sums != o.after.sums && !o.scenario.reference().is_shocked())
        },
        spoil: |o| {
            o.scenario = Scenario::baseline().with_shock(Shock::Drought, 2.0);
            o.after = o.before.clone();
        },
    },
    Predicate {
        name: "a storm elsewhere moves nothing in a country, if no lever moves",
        holds: |o| {
            let ShockSetting::ByCountry(hit) = o.scenario.shock(Shock::Storm) else {
                return true;
            };
            o.scenario.moved().next().is_some()
                || (0..COUNTRIES)
                    .filter(|c| hit[*c] == 0.0)
                    .all(|c| o.before.encounters[c] == o.after.encounters[c])
        },
        spoil: |o| {
            o.scenario = Scenario::baseline();
            o.scenario.shocks[Shock::Storm.index()] = ShockSetting::ByCountry([0.0, 0.3, 0.0]);
        },
    },
    Predicate {
        name: "homicides are the reference's unless prevention, a mission or guns are moved",
        holds: |o| {
            let levers = [Lever::ViolencePrevention, Lever::AntiCorruption];
            let guns = o.scenario.shock(Shock::GunFlow).differs_from(0.0);
            guns || levers.into_iter().any(|lever| o.scenario.is_moved(lever))
                || o.before.homicides == o.after.homicides
        },
        spoil: |o| o.scenario = Scenario::baseline().with(Lever::Aid, 2.0),
    },
    Predicate {
        name: "homicides are above zero, and the total is the sum of the three countries",
        holds: |o| {
            (0..o.draws()).all(|draw| {
                let countries = o.after.homicides[..COUNTRIES].iter().map(|all| all[draw]);
                let above_zero = countries.clone().all(|killed| killed > 0.0);
                above_zero && near(o.after.homicides[TOTAL][draw], countries.sum())
            })
        },
        spoil: |o| o.after.homicides[TOTAL][2] *= 1.01,
    },
    // What is said of the draws.
    Predicate {
        name: "the five points of every range are in order",
        holds: |o| {
            ranges(&o.summary)
                .into_iter()
                .all(|points| points.to_array().is_sorted())
        },
        spoil: |o| {
            let points = &mut o.summary.entries[1];
            std::mem::swap(&mut points.p05, &mut points.p95);
        },
    },
    Predicate {
        name: "the points of encounters are those of the draws",
        holds: |o| {
            (0..SERIES).all(|series| {
                (0..YEARS).all(|t| {
                    are_points_of(o.summary.future[series][t], &o.after.encounters[series][t])
                        && are_points_of(
                            o.summary.baseline[series][t],
                            &o.before.encounters[series][t],
                        )
                })
            })
        },
        spoil: |o| o.summary.future[0][3].p75 *= 1.01,
    },
    Predicate {
        name: "the points of a change are points of differences within a draw, never differences of points",
        holds: |o| {
            (0..SERIES).all(|series| {
                let avoided = o.avoided(series);
                let before = &o.before.sums[series];
                let percent: Vec<f32> = (avoided.iter().zip(before))
                    .map(|(avoided, before)| 100.0 * (avoided / before))
                    .collect();
                let change = o.summary.change[series];
                are_points_of(change.avoided, &avoided) && are_points_of(change.percent, &percent)
            })
        },
        spoil: |o| o.summary.change[TOTAL].avoided.p05 += 1e4,
    },
    Predicate {
        name: "the shares of futures with fewer and with as many encounters are those of the draws",
        holds: |o| {
            (0..SERIES).all(|series| {
                let avoided = o.avoided(series);
                let change = o.summary.change[series];
                change.fewer == share_of(&avoided, |avoided| avoided > 0.0)
                    && change.unchanged == share_of(&avoided, |avoided| avoided == 0.0)
                    && change.fewer + change.unchanged <= 1.0
            })
        },
        spoil: |o| o.summary.change[2].fewer = 1.1,
    },
    Predicate {
        name: "the badge follows from band and share, by its rules in their order",
        holds: |o| {
            (0..SERIES)
                .all(|series| o.badges[series] == badge_by_the_book(&o.summary.change[series]))
        },
        spoil: |o| o.badges[TOTAL] = Badge::TooSmall,
    },
    // Places.
    Predicate {
        name: "places used are at least none and at most those offered, in every draw",
        holds: |o| {
            let offered = offered(&o.scenario);
            let most = offered * (1.0 + ROUNDING);
            o.places_used.iter().all(|used| (0.0..=most).contains(used))
        },
        spoil: |o| o.places_used[1] = 2e6,
    },
    Predicate {
        name: "where places are offered some are used, in every draw, unless the reader changed their use",
        holds: |o| {
            let changed = o.scenario.assumptions.own.get(Parameter::Uptake).is_some();
            changed || offered(&o.scenario) == 0.0 || o.places_used.iter().all(|used| *used > 0.0)
        },
        spoil: |o| o.places_used.fill(0.0),
    },
    Predicate {
        name: "all entries change by places used less encounters avoided",
        holds: |o| {
            (0..SERIES).all(|series| are_points_of(o.summary.entries[series], &o.entries(series)))
                && are_points_of(o.summary.places_used, &o.places_used)
        },
        spoil: |o| o.summary.entries[TOTAL].p50 *= 1.1,
    },
    Predicate {
        name: "the share of futures with more entries is that of the draws",
        holds: |o| o.summary.entries_more == share_of(&o.entries(TOTAL), |entries| entries > 0.0),
        spoil: |o| o.summary.entries_more = -0.1,
    },
    Predicate {
        name: "places replace at most nine in ten trips at ports and the single adults' share by visas, in every draw and year",
        holds: |o| {
            let places = |lever| o.scenario.is_moved(lever);
            Country::ALL.into_iter().all(|country| {
                let ports = if places(Lever::EntryPlaces) { 0.1 } else { 1.0 };
                let adults = data::single_adult_share(country) as f32;
                let visas = if places(Lever::WorkVisas) {
                    1.0 - adults
                } else {
                    1.0
                };
                let least = ports * visas * (1.0 - 4.0 * ROUNDING);
                let with = o.after.encounters[country.index()].iter().flatten();
                let without = o.without_places.encounters[country.index()]
                    .iter()
                    .flatten();
                with.zip(without)
                    .all(|(with, without)| *with >= least * without)
            })
        },
        spoil: |o| o.without_places.encounters[0][9][4] = 1e6,
    },
    Predicate {
        name: "without places to take, encounters with and without them are the same, bit for bit",
        holds: |o| offered(&o.scenario) > 0.0 || o.after.encounters == o.without_places.encounters,
        spoil: |o| o.scenario = Scenario::baseline(),
    },
    // The pot of money.
    Predicate {
        name: "the bill adds up to the pot",
        holds: |o| {
            let pot = o.summary.pot;
            (bill(o).iter().sum::<f64>() - pot.total).abs() <= 1e-5 * (1.0 + pot.total)
        },
        spoil: |o| o.summary.pot.violence += 0.01,
    },
    Predicate {
        name: "no part of the bill is negative, services neither",
        holds: |o| bill(o).iter().all(|item| *item >= 0.0),
        spoil: |o| o.summary.pot.services = -0.01,
    },
    Predicate {
        name: "the pot is the aid that was asked for",
        holds: |o| {
            let years = (0..YEARS).map(|t| f64::from(o.scenario.lever(Lever::Aid).in_year(t)));
            (o.summary.pot.total - years.sum::<f64>() / YEARS as f64).abs() < 1e-6
        },
        spoil: |o| o.summary.pot.total = 1.9,
    },
    Predicate {
        name: "the share of money delivered lies between nothing and all, and is all where no programme is asked for",
        holds: |o| {
            let delivered = o.summary.pot.delivered;
            let asked = PROGRAMMES
                .into_iter()
                .any(|lever| o.scenario.is_moved(lever));
            (0.0..=1.0).contains(&delivered) && (asked || delivered == 1.0)
        },
        spoil: |o| o.summary.pot.delivered = 1.2,
    },
    Predicate {
        name: "a programme that nobody asked for costs nothing",
        holds: |o| {
            let pot = o.summary.pot;
            let paid = [pot.food, pot.violence, pot.mission, pot.smuggling];
            let mut items = PROGRAMMES.into_iter().zip(paid);
            items.all(|(lever, paid)| o.scenario.is_moved(lever) || paid == 0.0)
        },
        spoil: |o| o.scenario = Scenario::baseline(),
    },
    Predicate {
        name: "money through local groups is the local share of the last year's pot",
        holds: |o| {
            let last = |lever| f64::from(o.scenario.lever(lever).last());
            let local = last(Lever::LocalShare) * last(Lever::Aid);
            (o.summary.pot.local - local).abs() <= 1e-6 * (1.0 + local)
        },
        spoil: |o| o.summary.pot.local = 0.1,
    },
    Predicate {
        name: "households covered are at most those there are, and none without a food programme",
        holds: |o| {
            let households = o.summary.pot.households;
            let all: f64 = Country::ALL.into_iter().map(data::rural_households).sum();
            let fed = o.scenario.is_moved(Lever::FoodSecurity);
            (0.0..=all * 1.000_01).contains(&households) && (fed || households == 0.0)
        },
        spoil: |o| o.summary.pot.households = 3e6,
    },
];

/// Levers paid from the pot, in the order of the bill.
const PROGRAMMES: [Lever; 4] = [
    Lever::FoodSecurity,
    Lever::ViolencePrevention,
    Lever::AntiCorruption,
    Lever::AntiSmuggling,
];

/// Ten and more rounded numbers are summed.
const ROUNDING: f32 = 4e-6;

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs())
}

/// Places offered in a country over FY2027-36.
fn offered(scenario: &Scenario) -> f32 {
    let levers = [Lever::WorkVisas, Lever::EntryPlaces];
    let years = (0..YEARS).flat_map(|t| levers.map(|lever| scenario.lever(lever).in_year(t)));
    years.sum()
}

fn bill(o: &Outcome) -> [f64; 6] {
    let pot = o.summary.pot;
    [
        pot.food,
        pot.violence,
        pot.mission,
        pot.smuggling,
        pot.research,
        pot.services,
    ]
}

fn share_of(values: &[f32], counts: impl Fn(f32) -> bool) -> f32 {
    values.iter().filter(|value| counts(**value)).count() as f32 / values.len() as f32
}

/// Whether `points` are the quantiles of the values, linear between neighbours, found by sorting.
fn are_points_of(points: Points, values: &[f32]) -> bool {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let mut pairs = points.to_array().into_iter().zip(PROBABILITIES);
    pairs.all(|(point, probability)| {
        let place = probability * (sorted.len() - 1) as f64;
        let cell = (place as usize).min(sorted.len() - 2);
        let (low, high) = (f64::from(sorted[cell]), f64::from(sorted[cell + 1]));
        let exact = low + (place - cell as f64) * (high - low);
        let size = low.abs().max(high.abs());
        (f64::from(point) - exact).abs() <= f64::from(ROUNDING) * size
    })
}

/// The rules of badges as they are told, each with its condition in full.
fn badge_by_the_book(change: &Change) -> Badge {
    let more = 1.0 - change.fewer - change.unchanged;
    let within = |limit: f32| change.percent.p05 >= -limit && change.percent.p95 <= limit;
    let rules = [
        (Badge::NoEffect, change.unchanged > 0.8),
        (Badge::TooSmall, within(2.0)),
        (Badge::Fewer, change.fewer > 0.8),
        (Badge::More, more > 0.8),
    ];
    let first = rules.into_iter().find(|(_, applies)| *applies);
    first.map_or(Badge::NotKnown, |(badge, _)| badge)
}

fn ranges(summary: &Summary) -> Vec<Points> {
    let fans = [summary.baseline, summary.future]
        .into_iter()
        .flatten()
        .flatten();
    let changes = summary
        .change
        .into_iter()
        .flat_map(|change| [change.avoided, change.percent]);
    fans.chain(changes)
        .chain(summary.lead_in.into_iter().flatten().flatten())
        .chain(summary.entries)
        .chain([summary.places_used])
        .collect()
}

fn numbers(summary: &Summary) -> Vec<f32> {
    let mut numbers: Vec<f32> = ranges(summary)
        .into_iter()
        .flat_map(Points::to_array)
        .collect();
    numbers.extend(
        summary
            .change
            .into_iter()
            .flat_map(|change| [change.fewer, change.unchanged]),
    );
    numbers.extend(summary.today.as_flattened());
    numbers.push(summary.entries_more);
    let pot = summary.pot;
    let money = [pot.total, pot.delivered, pot.households, pot.local];
    numbers.extend(money.map(|money| money as f32));
    numbers
}
