//! What the equations promise in every draw, over the whole box of levers.

use std::collections::BTreeSet;

use proptest::prelude::*;

use root_causes::data::{self, Country, documents};
use root_causes::i18n::{Lang, words};
use root_causes::model::coefficients::{Block, Coefficients, Values};
use root_causes::model::draws::Draws;
use root_causes::model::equations::{Detail, Paths, SERIES};
use root_causes::model::lanes::{Lanes, WIDTH};
use root_causes::model::levers::Lever;
use root_causes::model::parameters::{Belief, PARAMETERS, Parameter, Prior};
use root_causes::model::potential::Potential;
use root_causes::model::presets::Preset;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{
    Adjustment, Assumptions, DEFAULT_SEED, Pack, Scenario, Setting, ShockSetting,
};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::{Badge, Summary};
use root_causes::model::{COUNTRIES, DRAWS, YEARS};

const TOTAL: usize = SERIES - 1;

/// The model taken apart, so that a coefficient can be set to a value in every draw.
struct Bench {
    draws: Draws,
    coefficients: Coefficients,
}

impl Bench {
    fn new(count: usize) -> Self {
        let draws = Draws::new(DEFAULT_SEED, count);
        let assumptions = Assumptions::default();
        let mut values = Values::default();
        values.refresh(&draws, &assumptions, Parameter::all().len());
        Bench {
            coefficients: Coefficients::new(&values, &assumptions),
            draws,
        }
    }

    fn pinned(mut self, pin: impl Fn(&mut Block)) -> Self {
        self.coefficients.blocks.iter_mut().for_each(pin);
        self
    }

    fn run(&self, scenario: &Scenario) -> Paths {
        let potential = Potential::new(&self.draws, &self.coefficients, scenario.regime);
        let mut paths = Paths::new(self.draws.blocks());
        paths.simulate(
            scenario,
            &self.draws,
            &self.coefficients,
            &potential,
            Detail::Encounters,
        );
        paths
    }

    /// A number of every draw.
    fn per_draw(&self, read: impl Fn(&Block) -> Lanes) -> Vec<f32> {
        let blocks = self.coefficients.blocks.iter();
        blocks.flat_map(|block| read(block).to_array()).collect()
    }

    /// Whether something holds, in every draw.
    fn draws_where(
        &self,
        read: impl Fn(&Block) -> Lanes,
        holds: impl Fn(f32) -> bool,
    ) -> Vec<bool> {
        self.per_draw(read).into_iter().map(holds).collect()
    }
}

fn both(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| *a && *b).collect()
}

fn share(holds: &[bool]) -> f64 {
    holds.iter().filter(|holds| **holds).count() as f64 / holds.len() as f64
}

/// Levers and shocks beside the one that moves.
fn worlds() -> [Scenario; 2] {
    let busy = Scenario::baseline()
        .with(Lever::Aid, 1.5)
        .with(Lever::LocalShare, 0.4)
        .with(Lever::WorkVisas, 15_000.0)
        .with(Lever::EntryPlaces, 10_000.0)
        .with(Lever::Research, 0.05)
        .with_shock(Shock::UsOpenings, 0.7)
        .with_shock(Shock::GunFlow, 0.3);
    [Scenario::baseline(), busy]
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Direction {
    Up,
    Down,
}

/// Asserts that in the draws named, encounters of every series move in one
/// direction as the lever rises from its least to its largest value, and that
/// they do move from end to end in almost all of these draws.
fn assert_encounters_move(
    bench: &Bench,
    world: &Scenario,
    lever: Lever,
    direction: Direction,
    draws: &[bool],
) {
    assert!(draws.contains(&true), "no draw meets the condition");
    let record = lever.record();
    let steps = [0.0, 0.05, 0.2, 0.35, 0.5, 0.75, 1.0];
    let futures: Vec<Paths> = steps
        .into_iter()
        .map(|part| {
            let value = record.min + part * (record.max - record.min);
            bench.run(&world.clone().with(lever, value))
        })
        .collect();
    let named = || (0..draws.len()).filter(|draw| draws[*draw]);
    for series in 0..SERIES {
        for pair in futures.windows(2) {
            let (before, after) = (pair[0].sums(series), pair[1].sums(series));
            for draw in named() {
                // Ten rounded numbers are summed.
                let rounding = 4e-6 * before[draw];
                let risen = after[draw] - before[draw];
                let holds = match direction {
                    Direction::Up => risen >= -rounding,
                    Direction::Down => risen <= rounding,
                };
                assert!(
                    holds,
                    "{lever:?}, series {series}, draw {draw}: {} then {}",
                    before[draw], after[draw]
                );
            }
        }
        let (first, last) = (futures[0].sums(series), futures[6].sums(series));
        let moved = named().filter(|draw| match direction {
            Direction::Up => last[*draw] > first[*draw],
            Direction::Down => last[*draw] < first[*draw],
        });
        let moved = moved.count() as f64 / named().count() as f64;
        assert!(
            moved > 0.98,
            "{lever:?}: moves in {moved} of the draws named"
        );
    }
}

#[test]
fn work_visas_lower_encounters_where_they_displace_and_nobody_follows() {
    let bench = Bench::new(800).pinned(|b| b.networks = Lanes::ZERO);
    let displace = bench.draws_where(|b| b.work_replacing, |d| d > 0.0);
    for world in worlds() {
        assert_encounters_move(&bench, &world, Lever::WorkVisas, Direction::Down, &displace);
    }
}

#[test]
fn work_visas_raise_encounters_where_they_attract() {
    let bench = Bench::new(800);
    let attract = bench.draws_where(|b| b.work_attracting, |d| d < 0.0);
    assert!((share(&attract) - 0.14).abs() < 0.02, "{}", share(&attract));
    for world in worlds() {
        assert_encounters_move(&bench, &world, Lever::WorkVisas, Direction::Up, &attract);
    }
}

#[test]
fn targeting_lowers_encounters_where_visas_displace() {
    let bench = Bench::new(800);
    let displace = bench.draws_where(|b| b.work_replacing, |d| d > 0.0);
    for world in worlds() {
        let world = world.with(Lever::WorkVisas, 20_000.0);
        let lever = Lever::VisaTargeting;
        assert_encounters_move(&bench, &world, lever, Direction::Down, &displace);
    }
}

#[test]
fn entry_places_lower_encounters_where_they_displace_and_nobody_follows() {
    let bench = Bench::new(800).pinned(|b| b.networks = Lanes::ZERO);
    let displace = bench.draws_where(|b| b.port, |d| d > 0.0);
    for world in worlds() {
        assert_encounters_move(
            &bench,
            &world,
            Lever::EntryPlaces,
            Direction::Down,
            &displace,
        );
    }
}

#[test]
fn entry_places_raise_encounters_where_they_attract() {
    let bench = Bench::new(800);
    let attract = bench.draws_where(|b| b.port, |d| d < 0.0);
    for world in worlds() {
        assert_encounters_move(&bench, &world, Lever::EntryPlaces, Direction::Up, &attract);
    }
}

#[test]
fn aid_lowers_encounters_where_it_gives_hope_and_moves_nobody_by_money() {
    let bench = Bench::new(800).pinned(|b| b.aid_money = Lanes::ZERO);
    let hope = bench.draws_where(|b| b.aid_hope, |h| h > 0.0);
    for world in worlds() {
        assert_encounters_move(&bench, &world, Lever::Aid, Direction::Down, &hope);
    }
}

#[test]
fn aid_raises_encounters_where_it_gives_no_hope() {
    let bench = Bench::new(800);
    // Aid as money has the sign of the transfer, for its own size is never negative.
    let transfers = bench.draws_where(|b| b.aid_money, |m| m >= 0.0);
    let no_hope = bench.draws_where(|b| b.aid_hope, |h| h < 0.0);
    let draws = both(&transfers, &no_hope);
    assert!((share(&draws) - 0.21).abs() < 0.02, "{}", share(&draws));
    for world in worlds() {
        assert_encounters_move(&bench, &world, Lever::Aid, Direction::Up, &draws);
    }
}

/// Programmes that cost nothing, so that services keep their money.
fn unpriced(b: &mut Block) {
    b.costs = [Lanes::ZERO; 4];
}

#[test]
fn free_violence_prevention_lowers_encounters_where_violence_drives_them() {
    let bench = Bench::new(800).pinned(unpriced);
    let works = both(
        &bench.draws_where(
            |b| b.violence_transfer * b.homicide_elasticity[0],
            |x| x > 0.0,
        ),
        &bench.draws_where(|b| b.violence_cut, |cut| cut > 0.0),
    );
    for world in worlds() {
        let lever = Lever::ViolencePrevention;
        assert_encounters_move(&bench, &world, lever, Direction::Down, &works);
    }
}

#[test]
fn a_free_mission_lowers_encounters_where_homicide_falls_and_drives_them() {
    let bench = Bench::new(800).pinned(|b| {
        unpriced(b);
        b.governance_quality = Lanes::ZERO;
    });
    let works = bench.draws_where(
        |b| b.governance_transfer * b.mission_homicide_fall * b.homicide_elasticity[0],
        |x| x > 0.0,
    );
    // A mission that the first year ends does nothing.
    let lives: Vec<bool> = (0..bench.draws.blocks())
        .flat_map(|block| {
            let hazard = bench.coefficients.blocks[block].mission_hazard.to_array();
            let ends = &bench.draws.ends(block)[..COUNTRIES];
            let ends: Vec<[f32; WIDTH]> = ends.iter().map(|end| end.to_array()).collect();
            (0..WIDTH)
                .map(|lane| ends.iter().all(|end| end[lane] >= hazard[lane]))
                .collect::<Vec<_>>()
        })
        .collect();
    for world in worlds() {
        let draws = both(&works, &lives);
        assert_encounters_move(
            &bench,
            &world,
            Lever::AntiCorruption,
            Direction::Down,
            &draws,
        );
    }
}

#[test]
fn free_food_security_lowers_encounters_where_hunger_drives_them() {
    let bench = Bench::new(800).pinned(unpriced);
    let works = bench.draws_where(|b| b.food_level, |x| x > 0.0);
    for world in worlds() {
        assert_encounters_move(&bench, &world, Lever::FoodSecurity, Direction::Down, &works);
    }
}

#[test]
fn free_anti_smuggling_lowers_encounters_where_it_cuts() {
    let bench = Bench::new(800).pinned(unpriced);
    let works = bench.draws_where(|b| b.smuggling_cut, |x| x > 0.0);
    for world in worlds() {
        assert_encounters_move(
            &bench,
            &world,
            Lever::AntiSmuggling,
            Direction::Down,
            &works,
        );
    }
}

/// Asserts that lawful and irregular entries together rise with places in the draws named.
fn assert_entries_rise(bench: &Bench, lever: Lever, draws: &[bool]) {
    for regime in Regime::ALL {
        let entries: Vec<Vec<f32>> = [0.0, 1_000.0, 5_000.0, 20_000.0, 50_000.0, 100_000.0]
            .into_iter()
            .map(|places| {
                let paths = bench.run(&Scenario::baseline().under(regime).with(lever, places));
                let sums = paths.sums(TOTAL).iter().zip(paths.places_used());
                sums.map(|(sum, used)| sum + COUNTRIES as f32 * used)
                    .collect()
            })
            .collect();
        for pair in entries.windows(2) {
            for draw in (0..draws.len()).filter(|draw| draws[*draw]) {
                let rounding = 4e-6 * pair[1][draw];
                assert!(
                    pair[1][draw] >= pair[0][draw] - rounding,
                    "{lever:?} under {regime:?}, draw {draw}: {} then {}",
                    pair[0][draw],
                    pair[1][draw]
                );
            }
        }
    }
}

#[test]
fn all_entries_rise_with_work_visas_unless_a_visa_replaces_more_than_one_trip() {
    let bench = Bench::new(800);
    let per_place = |b: &Block| (b.work_replacing * 0.5 + b.work_attracting) / b.uptake;
    let draws = bench.draws_where(per_place, |avoided| avoided < 1.0);
    assert!((share(&draws) - 0.97).abs() < 0.02, "{}", share(&draws));
    assert_entries_rise(&bench, Lever::WorkVisas, &draws);
}

#[test]
fn all_entries_rise_with_entry_places_unless_a_place_replaces_more_than_one_trip() {
    let bench = Bench::new(800);
    let draws = bench.draws_where(|b| b.port / b.uptake, |avoided| avoided < 1.0);
    assert!((share(&draws) - 0.90).abs() < 0.02, "{}", share(&draws));
    assert_entries_rise(&bench, Lever::EntryPlaces, &draws);
}

fn ceiling(country: usize) -> f32 {
    (0.05 * data::people_now(Country::ALL[country])) as f32
}

/// Asserts that every number is finite, encounters are above 0 and at most the
/// ceiling, and the pot pays for no more than it holds.
fn assert_sane(model: &mut Simulator, scenario: &Scenario) {
    let summary = model.run(scenario, Detail::Everything);
    let paths = model.paths();
    for t in 0..YEARS {
        for (country, cap) in (0..COUNTRIES).map(|c| (c, ceiling(c))) {
            // Far above the ceiling, the last bits may round up.
            let most = cap * (1.0 + 4.0 * f32::EPSILON);
            for e in paths.encounters(country, t) {
                assert!(*e > 0.0 && *e <= most, "{e} encounters in {scenario:?}");
            }
        }
    }
    for series in 0..SERIES {
        let deaths = paths.homicides(series).expect("everything was asked for");
        assert!(
            deaths
                .iter()
                .all(|deaths| *deaths > 0.0 && deaths.is_finite())
        );
    }
    assert!(
        paths
            .places_used()
            .iter()
            .all(|used| (0.0..2e6 + 1.0).contains(used))
    );
    let pot = summary.pot;
    assert!((0.0..=1.0).contains(&pot.delivered), "{pot:?}");
    let items = [
        pot.food,
        pot.violence,
        pot.mission,
        pot.smuggling,
        pot.research,
        pot.services,
    ];
    assert!(items.iter().all(|item| *item >= 0.0), "{pot:?}");
    let spent: f64 = items.iter().sum();
    assert!(
        (spent - pot.total).abs() < 1e-4 * (1.0 + pot.total),
        "{pot:?}"
    );
    assert!(
        points(&summary).iter().all(|point| point.is_finite()),
        "{scenario:?}"
    );
}

/// Every number of a summary that is drawn or written.
fn points(summary: &Summary) -> Vec<f32> {
    let fans = [&summary.baseline, &summary.future]
        .into_iter()
        .flatten()
        .flatten();
    let changes = summary
        .change
        .iter()
        .flat_map(|change| [change.avoided, change.percent]);
    let mut points: Vec<f32> = fans
        .copied()
        .chain(changes)
        .chain(summary.entries)
        .chain([summary.places_used])
        .flat_map(|points| points.to_array())
        .collect();
    points.extend(
        summary
            .change
            .iter()
            .flat_map(|change| [change.fewer, change.unchanged]),
    );
    points.extend(summary.today.iter().flatten());
    points.push(summary.entries_more);
    points
}

#[test]
fn every_corner_of_the_lever_box_is_sane_in_every_regime() {
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    for regime in Regime::ALL {
        for corner in 0..1 << Lever::ALL.len() {
            let mut scenario = Scenario::baseline().under(regime);
            for lever in Lever::ALL {
                let record = lever.record();
                let high = corner >> lever.index() & 1 == 1;
                scenario = scenario.with(lever, if high { record.max } else { record.min });
            }
            assert_sane(&mut model, &scenario);
        }
    }
}

fn any_adjustment() -> impl Strategy<Value = (Parameter, Adjustment)> {
    (0..PARAMETERS, any::<bool>(), 0f32..=1.0, 0f32..=1.0).prop_map(|(index, pin, a, b)| {
        let record = &Parameter::all()[index];
        let (low, high) = record.settable.possible;
        let adjustment = if pin {
            Adjustment::Pin(low as f32 + a * (high - low) as f32)
        } else {
            Adjustment::Spread {
                shift: -3.0 + 6.0 * a,
                widen: 3.0 * b,
            }
        };
        (record.parameter, adjustment)
    })
}

fn any_scenario() -> impl Strategy<Value = Scenario> {
    let levers: Vec<_> = Lever::ALL
        .into_iter()
        .map(|lever| {
            let range = lever.record().min..=lever.record().max;
            prop_oneof![
                range.clone().prop_map(Setting::Constant),
                prop::array::uniform10(range).prop_map(Setting::Yearly),
            ]
        })
        .collect();
    let shocks: Vec<_> = Shock::ALL
        .into_iter()
        .map(|shock| {
            let range = shock.record().min..=shock.record().max;
            let per_country = prop::array::uniform3(range.clone());
            let by_country = if shock == Shock::Storm {
                per_country.prop_map(ShockSetting::ByCountry).boxed()
            } else {
                range.clone().prop_map(ShockSetting::Constant).boxed()
            };
            prop_oneof![
                range.clone().prop_map(ShockSetting::Constant),
                by_country,
                prop::array::uniform10(range).prop_map(ShockSetting::Yearly),
            ]
        })
        .collect();
    (
        levers,
        shocks,
        prop::sample::select(&Regime::ALL[..]),
        prop::sample::select(&Pack::ALL[..]),
        prop::collection::vec(any_adjustment(), 0..8),
    )
        .prop_map(|(levers, shocks, regime, pack, own)| {
            let mut scenario = Scenario::baseline().under(regime).believing(pack);
            for (parameter, adjustment) in own {
                scenario.assumptions.own.set(parameter, Some(adjustment));
            }
            scenario.levers.copy_from_slice(&levers);
            scenario.shocks.copy_from_slice(&shocks);
            scenario
        })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_levers_with_any_shocks_are_sane_in_every_regime(scenario in any_scenario()) {
        let mut model = Simulator::new(DEFAULT_SEED, 128);
        for regime in Regime::ALL {
            assert_sane(&mut model, &scenario.clone().under(regime));
        }
    }

    #[test]
    fn answers_do_not_depend_on_what_was_asked_before(
        first in any_scenario(),
        second in any_scenario(),
    ) {
        let mut used = Simulator::new(DEFAULT_SEED, 32);
        used.run(&first, Detail::Encounters);
        let sibling = used.sibling().run(&second, Detail::Encounters);
        let fresh = Simulator::new(DEFAULT_SEED, 32).run(&second, Detail::Encounters);
        prop_assert_eq!(&used.run(&second, Detail::Encounters), &fresh);
        prop_assert_eq!(&sibling, &fresh);
    }
}

/// Encounters of a series in a year as bits, one a draw.
fn bits_of(model: &mut Simulator, scenario: &Scenario) -> Vec<Vec<u32>> {
    model.run(scenario, Detail::Encounters);
    (0..SERIES * YEARS)
        .map(|i| {
            let values = model.paths().encounters(i / YEARS, i % YEARS);
            values.iter().map(|value| value.to_bits()).collect()
        })
        .collect()
}

#[test]
fn with_no_lever_moved_encounters_are_the_potential_ones_under_the_ceiling() {
    let mut model = Simulator::new(DEFAULT_SEED, 400);
    for regime in Regime::ALL {
        model.run(&Scenario::baseline().under(regime), Detail::Encounters);
        let potential = model.potential(regime).expect("just used");
        for t in 0..YEARS {
            for c in 0..COUNTRIES {
                let encounters = model.paths().encounters(c, t).chunks_exact(WIDTH);
                for (block, encounters) in encounters.enumerate() {
                    let u = potential.block(block)[t * COUNTRIES + c];
                    let ratio = u * (1.0 / ceiling(c));
                    let squared = ratio * ratio;
                    let under_ceiling = u / (squared * squared + 1.0).sqrt().sqrt();
                    assert_eq!(encounters, under_ceiling.to_array());
                }
            }
        }
    }
}

#[test]
fn a_value_for_all_years_equals_that_value_in_each_year() {
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    let world = Preset::Everything.scenario();
    for lever in Lever::ALL
        .into_iter()
        .filter(|lever| *lever != Lever::LocalShare)
    {
        let record = lever.record();
        for value in [record.min, 0.5 * (record.min + record.max), record.max] {
            let mut yearly = world.clone();
            yearly.levers[lever.index()] = Setting::Yearly([value; YEARS]);
            assert_eq!(
                bits_of(&mut model, &yearly),
                bits_of(&mut model, &world.clone().with(lever, value)),
                "{lever:?} at {value}"
            );
        }
    }
    for shock in Shock::ALL {
        let record = shock.record();
        for value in [record.min, record.max] {
            let mut yearly = world.clone();
            let years = std::array::from_fn(|t| {
                if t < record.years {
                    value
                } else {
                    record.default
                }
            });
            yearly.shocks[shock.index()] = ShockSetting::Yearly(years);
            assert_eq!(
                bits_of(&mut model, &yearly),
                bits_of(&mut model, &world.clone().with_shock(shock, value)),
                "{shock:?} at {value}"
            );
        }
    }
}

#[test]
fn a_set_local_share_is_reached_over_eight_years() {
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    let set = Scenario::baseline().with(Lever::LocalShare, 0.5);
    let mut yearly = Scenario::baseline();
    let path: [f32; YEARS] =
        std::array::from_fn(|t| 0.10 + (0.5 - 0.10) * ((t + 1) as f32 / 8.0).min(1.0));
    assert_eq!(path[7..], [0.5; 3]);
    yearly.levers[Lever::LocalShare.index()] = Setting::Yearly(path);
    assert_eq!(bits_of(&mut model, &yearly), bits_of(&mut model, &set));
    yearly.levers[Lever::LocalShare.index()] = Setting::Yearly([0.5; YEARS]);
    assert_ne!(bits_of(&mut model, &yearly), bits_of(&mut model, &set));
}

#[test]
fn a_seed_fixes_every_bit_and_another_seed_moves_the_medians_little() {
    let at = |seed: u32| {
        let mut scenario = Preset::Everything.scenario();
        scenario.seed = seed;
        let mut model = Simulator::new(seed, DRAWS);
        (
            bits_of(&mut model, &scenario),
            model.run(&scenario, Detail::Encounters),
        )
    };
    let (bits, summary) = at(DEFAULT_SEED);
    assert_eq!(at(DEFAULT_SEED).0, bits);
    for seed in [1, 7_777_777, u32::MAX] {
        let (other_bits, other) = at(seed);
        assert_ne!(other_bits, bits);
        let (a, b) = (&summary.change[TOTAL], &other.change[TOTAL]);
        assert!((a.percent.p50 - b.percent.p50).abs() < 0.5, "{a:?} {b:?}");
        assert!((a.fewer - b.fewer).abs() < 0.03, "{a:?} {b:?}");
        for t in 0..YEARS {
            let ratio = summary.baseline[TOTAL][t].p50 / other.baseline[TOTAL][t].p50;
            assert!((ratio - 1.0).abs() < 0.06, "year {t}: {ratio}");
        }
    }
}

fn coefficients_under(assumptions: Assumptions) -> Coefficients {
    let draws = Draws::new(DEFAULT_SEED, 400);
    let mut values = Values::default();
    values.refresh(&draws, &assumptions, Parameter::all().len());
    Coefficients::new(&values, &assumptions)
}

/// Lanes of what no pack and no control touches.
fn untouched(coefficients: &Coefficients) -> Vec<[f32; WIDTH]> {
    let blocks = coefficients.blocks.iter();
    blocks
        .flat_map(|b| {
            let lanes = [
                b.networks,
                b.uptake,
                b.local_cost_saving,
                b.absorption_loss,
                b.governance_quality,
                b.mission_hazard,
                b.smuggling_persistence,
                b.return_rate,
                b.drift,
            ];
            lanes
                .into_iter()
                .chain(b.homicide_elasticity)
                .chain(b.drought)
                .chain(b.storm)
                .chain(b.costs)
                .map(Lanes::to_array)
        })
        .collect()
}

#[test]
fn packs_and_controls_leave_all_other_draws_in_place() {
    let literature = coefficients_under(Assumptions::default());
    let with_pack = |pack| Assumptions {
        pack,
        ..Assumptions::default()
    };
    let own = |parameter, adjustment| {
        let mut assumptions = Assumptions::default();
        assumptions.own.set(parameter, Some(adjustment));
        assumptions
    };
    let pinned = own(Parameter::Beta, Adjustment::Pin(0.5));
    let (shift, widen) = (-1.0, 2.0);
    let spread = Adjustment::Spread { shift, widen };
    let distrustful = Assumptions {
        trust: Some(0.2),
        ..Assumptions::default()
    };
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    let baseline = bits_of(&mut model, &Scenario::baseline());
    for assumptions in Pack::ALL
        .map(with_pack)
        .into_iter()
        .chain([pinned, distrustful])
        .chain([own(Parameter::FoodLevel, Adjustment::Pin(0.1))])
        .chain(
            [
                Parameter::AidHope,
                Parameter::ViolenceCut,
                Parameter::WorkDisplacement,
            ]
            .map(|parameter| own(parameter, spread)),
        )
    {
        let other = coefficients_under(assumptions);
        assert_eq!(untouched(&other), untouched(&literature), "{assumptions:?}");
        let world = Scenario {
            assumptions,
            ..Scenario::baseline()
        };
        assert_eq!(bits_of(&mut model, &world), baseline, "{assumptions:?}");
    }
    // A pinned discount scales what is discounted, draw by draw, and nothing else.
    let published = coefficients_under(with_pack(Pack::AsPublished));
    let halved = coefficients_under(pinned);
    for (one, half) in published.blocks.iter().zip(&halved.blocks) {
        assert_eq!((one.port * 0.5).to_array(), half.port.to_array());
        assert_eq!(
            one.work_replacing.to_array(),
            half.work_replacing.to_array()
        );
        assert_eq!(
            one.violence_transfer.to_array(),
            half.violence_transfer.to_array()
        );
    }
}

/// What the reader believes of some parameters, on top of a pack.
fn adjusted(pack: Pack, own: impl IntoIterator<Item = (Parameter, Adjustment)>) -> Assumptions {
    let mut assumptions = Assumptions {
        pack,
        ..Assumptions::default()
    };
    for (parameter, adjustment) in own {
        assumptions.own.set(parameter, Some(adjustment));
    }
    assumptions
}

fn parameters() -> impl Iterator<Item = Parameter> {
    Parameter::all().iter().map(|record| record.parameter)
}

#[test]
fn a_pin_at_the_median_is_a_prior_without_width() {
    for pack in Pack::ALL {
        let usual = adjusted(pack, []);
        let median = |parameter| usual.prior(parameter).quantile(0.5) as f32;
        let pins = parameters().map(|p| (p, Adjustment::Pin(median(p))));
        let (shift, widen) = (0.0, 0.0);
        let narrow = parameters().map(|p| (p, Adjustment::Spread { shift, widen }));
        let [mut pinned, mut narrowed] = [adjusted(pack, pins), adjusted(pack, narrow)]
            .map(|assumptions| Scenario {
                assumptions,
                ..Preset::Everything.scenario()
            })
            .map(|world| bits_of(&mut Simulator::new(DEFAULT_SEED, 64), &world).into_iter());
        assert!(pinned.by_ref().eq(narrowed.by_ref()), "{pack:?}");
    }
}

#[test]
fn a_spread_moves_and_widens_the_quantiles_within_what_is_possible() {
    for (pack, parameter) in Pack::ALL
        .into_iter()
        .flat_map(|pack| parameters().map(move |parameter| (pack, parameter)))
    {
        let prior = adjusted(pack, []).prior(parameter);
        let record = parameter.record();
        let (low, high) = record.settable.possible;
        let fixed = matches!(prior, Prior::Fixed(_));
        let scale = if fixed { record.prior } else { prior }.scale();
        for (shift, widen) in [(0.0, 1.0), (0.25, 1.0), (-3.0, 3.0), (1.5, 0.5), (0.0, 2.0)] {
            let belief = Belief::spread(parameter, prior, shift, widen);
            let median = prior.quantile(0.5);
            for p in [1e-6, 0.05, 0.2, 0.5, 0.7, 0.95, 1.0 - 1e-6] {
                let far = f64::from(widen) * (prior.quantile(p) - median);
                let moved = median + far + f64::from(shift) * scale;
                let (got, want) = (belief.quantile(p), moved.clamp(low, high));
                let slack = 1e-12 * (1.0 + want.abs());
                assert!((got - want).abs() < slack, "{pack:?} {parameter:?} at {p}");
            }
        }
        // Also a value that a pack holds to be known can be moved, one way at least.
        let at = |shift| Belief::spread(parameter, prior, shift, 1.0).quantile(0.5);
        assert!(at(-1.0) < at(1.0), "{pack:?} {parameter:?}");
    }
}

#[test]
fn what_can_be_set_holds_all_that_is_believed_and_steps_are_round() {
    for record in Parameter::all() {
        let settable = record.settable;
        let (low, high) = settable.possible;
        let key = record.key;
        let within = |value: f64| assert!((low..=high).contains(&value), "{key}: {value}");
        settable.neutral.map(within);
        for prior in Pack::ALL.map(|pack| adjusted(pack, []).prior(record.parameter)) {
            // As far out as thousands of draws come.
            for p in [1e-4, 0.5, 1.0 - 1e-4] {
                within(prior.quantile(p));
            }
        }
        data::estimates(key).for_each(|published| within(published.value));
        let range = record.prior.quantile(0.95) - record.prior.quantile(0.05);
        let steps = range / settable.step;
        assert!((25.0..=100.0).contains(&steps), "{key}: {steps} steps");
        // Links hold three decimals.
        let thousandths = settable.step * 1000.0;
        assert!((thousandths - thousandths.round()).abs() < 1e-9, "{key}");
        let mut digits = thousandths.round() as u32;
        while digits.is_multiple_of(10) {
            digits /= 10;
        }
        assert!([1, 2, 5].contains(&digits), "{key}: {digits}");
        assert!(record.prior.scale() > 0.0, "{key}");
    }
}

/// What is moved alone: a lever, with work visas where it only says whom they go to, or a shock.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mover {
    Lever(Lever),
    Shock(Shock),
}

impl Mover {
    fn all() -> Vec<Mover> {
        let levers = Lever::ALL.into_iter().map(Mover::Lever);
        levers.chain(Shock::ALL.map(Mover::Shock)).collect()
    }

    fn moved(self, world: Scenario) -> Scenario {
        match self {
            Mover::Lever(Lever::VisaTargeting) => world
                .with(Lever::WorkVisas, 20_000.0)
                .with(Lever::VisaTargeting, 0.8),
            Mover::Lever(lever) => world.with(lever, lever.record().max),
            Mover::Shock(shock) => world.with_shock(shock, shock.record().max),
        }
    }

    fn leans(self, pack: Pack, parameter: Parameter) -> bool {
        match self {
            Mover::Lever(lever) => pack.leans(lever, parameter),
            Mover::Shock(shock) => parameter.record().moves.shocks.contains(&shock),
        }
    }
}

/// All that a scenario gives, as bits: encounters, homicides, places and the bill.
fn results(draws: &Draws, coefficients: &Coefficients, scenario: &Scenario) -> Vec<u64> {
    let potential = Potential::new(draws, coefficients, scenario.regime);
    let mut paths = Paths::new(draws.blocks());
    paths.simulate(
        scenario,
        draws,
        coefficients,
        &potential,
        Detail::Everything,
    );
    let mut bits: Vec<u64> = Vec::new();
    let mut add = |values: &[f32]| bits.extend(values.iter().map(|v| u64::from(v.to_bits())));
    for series in 0..SERIES {
        (0..YEARS).for_each(|t| add(paths.encounters(series, t)));
        add(paths.homicides(series).expect("everything was asked for"));
    }
    add(paths.places_used());
    let pot = paths.pot;
    let bill = [
        pot.food,
        pot.violence,
        pot.mission,
        pot.smuggling,
        pot.services,
        pot.delivered,
        pot.households,
    ];
    bits.extend(bill.map(f64::to_bits));
    bits
}

#[test]
fn parameters_sway_exactly_the_levers_and_shocks_that_they_name() {
    let draws = Draws::new(DEFAULT_SEED, 48);
    let movers = Mover::all();
    for pack in [Pack::Literature, Pack::Sceptic, Pack::OpEd, Pack::Strategy] {
        let mut values = Values::default();
        for parameter in parameters() {
            let (low, high) = parameter.record().settable.possible;
            // Neither at an end, where much is cut off, nor at nothing.
            let pins = [0.3, 0.6].map(|part| (low + part * (high - low)) as f32);
            let coefficients = pins.map(|pin| {
                let assumptions = adjusted(pack, [(parameter, Adjustment::Pin(pin))]);
                values.refresh(&draws, &assumptions, PARAMETERS);
                Coefficients::new(&values, &assumptions)
            });
            let matters = |world: &Scenario| {
                let [a, b] = [&coefficients[0], &coefficients[1]];
                results(&draws, a, world) != results(&draws, b, world)
            };
            let baseline = Scenario::baseline();
            let moves = parameter.record().moves;
            assert_eq!(matters(&baseline), moves.baseline, "{parameter:?}");
            // Worlds in which it does not matter yet, and what makes it matter.
            let mut quiet = vec![baseline.clone()];
            let alone = movers.iter().map(|mover| mover.moved(baseline.clone()));
            // Local delivery lets all other uses of aid work at all where it is needed: what they
            // lean on stands with them.
            if pack.need_for_local_delivery() == 0.0 {
                quiet.extend(alone.filter(|world| !matters(world)));
            }
            for mover in &movers {
                let sways = !moves.baseline
                    && quiet
                        .iter()
                        .any(|world| matters(&mover.moved(world.clone())));
                let named = mover.leans(pack, parameter);
                // A belief that holds an effect to be nothing leaves nothing to what multiplies it.
                let exact = !pack.is_belief();
                assert!(
                    if exact {
                        sways == named
                    } else {
                        !sways || named
                    },
                    "{parameter:?} and {mover:?} under {pack:?}: sways {sways}, named {named}"
                );
                let mut world = mover.moved(baseline.clone());
                world.assumptions.pack = pack;
                assert!(world.leans_on(parameter) == (named || moves.baseline));
            }
        }
    }
}

#[test]
fn a_lever_whose_effects_are_switched_off_gives_the_baseline_back() {
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    for (pack, mover) in [Pack::Literature, Pack::Sceptic, Pack::Strategy]
        .into_iter()
        .flat_map(|pack| Mover::all().into_iter().map(move |mover| (pack, mover)))
    {
        let named = parameters().filter(|parameter| mover.leans(pack, *parameter));
        let off = named.filter_map(|p| Some((p, Adjustment::off(p)?)));
        let still = Scenario {
            assumptions: adjusted(pack, off),
            ..Scenario::baseline()
        };
        let moved = bits_of(&mut model, &mover.moved(still.clone()));
        let same = moved == bits_of(&mut model, &still);
        // Openings move encounters by the record's own elasticity, which is no prior.
        assert_eq!(same, mover != Mover::Shock(Shock::UsOpenings), "{mover:?}");
        let usual = Scenario::baseline().believing(pack);
        let moves = bits_of(&mut model, &mover.moved(usual.clone()));
        assert!(moves != bits_of(&mut model, &usual), "{mover:?}");
    }
}

#[test]
fn parameters_at_the_ends_of_what_is_possible_are_sane() {
    let end = |parameter: Parameter, high: bool| {
        let (low, most) = parameter.record().settable.possible;
        Adjustment::Pin(if high { most } else { low } as f32)
    };
    let one = parameters().flat_map(|p| [false, true].map(|high| vec![(p, end(p, high))]));
    let all = [false, true].map(|high| parameters().map(|p| (p, end(p, high))).collect());
    // Effects at one end and slopes at the other, and the other way round.
    let split = [false, true].map(|high| {
        let slope = |p: Parameter| p.index() >= Parameter::HomicideSlopeSlv.index();
        parameters()
            .map(|p| (p, end(p, high != slope(p))))
            .collect()
    });
    let mut model = Simulator::new(DEFAULT_SEED, 32);
    for own in one.chain(all).chain(split) {
        for pack in [Pack::Literature, Pack::Sceptic] {
            let still = Scenario {
                assumptions: adjusted(pack, own.clone()),
                ..Scenario::baseline()
            };
            assert_sane(&mut model, &still);
            let everything = |aid: f32| {
                let movers = Mover::all().into_iter();
                let world = movers.fold(still.clone(), |world, mover| mover.moved(world));
                world.with(Lever::Aid, aid)
            };
            assert_sane(&mut model, &everything(3.0));
            assert_sane(&mut model, &everything(0.0));
        }
    }
}

#[test]
fn a_storm_in_one_country_leaves_the_others_as_they_were() {
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    let quiet = bits_of(&mut model, &Scenario::baseline());
    for hit in 0..COUNTRIES {
        let mut storm = Scenario::baseline();
        let share = std::array::from_fn(|c| if c == hit { 0.3 } else { 0.0 });
        storm.shocks[Shock::Storm.index()] = ShockSetting::ByCountry(share);
        let struck = bits_of(&mut model, &storm);
        for country in 0..COUNTRIES {
            for t in 0..YEARS {
                let same = struck[country * YEARS + t] == quiet[country * YEARS + t];
                // A storm is felt in its year and in the next.
                assert_eq!(same, country != hit || t > 1, "country {country}, year {t}");
            }
        }
    }
}

#[test]
fn all_entries_more_counts_the_futures_with_a_rise() {
    let mut model = Simulator::new(DEFAULT_SEED, 400);
    for scenario in Preset::ALL.map(Preset::scenario) {
        let summary = model.run(&scenario, Detail::Encounters);
        let (before, after) = (model.reference_paths(), model.paths());
        let rising = (0..model.draws()).filter(|draw| {
            let avoided = before.sums(TOTAL)[*draw] - after.sums(TOTAL)[*draw];
            COUNTRIES as f32 * after.places_used()[*draw] > avoided
        });
        let share = rising.count() as f32 / model.draws() as f32;
        assert_eq!(summary.entries_more, share);
    }
}

#[test]
fn every_id_that_the_model_names_is_in_the_data() {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    for record in Lever::ALL.map(Lever::record) {
        ids.extend(record.evidence);
        ids.extend(record.marks.iter().map(|mark| mark.source));
    }
    for record in Shock::ALL.map(Shock::record) {
        ids.extend(record.evidence);
    }
    for record in Parameter::all() {
        let studies = record.parameter.studies();
        assert_eq!(studies.parameter, record.parameter);
        ids.extend(studies.evidence);
        ids.extend(studies.against);
    }
    for pack in Pack::ALL {
        ids.extend(pack.departures().iter().map(|departure| departure.source));
        ids.extend(pack.rules().iter().map(|rule| rule.source));
    }
    let unknown: Vec<&str> = ids
        .into_iter()
        .filter(|id| {
            data::evidence_by_id(id).is_none()
                && data::cost_by_id(id).is_none()
                && data::source(id).is_none()
                && documents::row(id).is_none()
        })
        .collect();
    assert!(unknown.is_empty(), "unknown ids: {unknown:?}");
}

#[test]
fn every_key_of_the_registries_has_words_in_both_languages() {
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        let mut want = |table: &str, key: &str, found: bool| {
            if !found {
                missing.push(format!("{table}.{key} ({})", lang.tag()));
            }
        };
        for record in Lever::ALL.map(Lever::record) {
            want(
                "levers",
                record.key,
                words::levers(lang).get(record.key).is_some(),
            );
            for mark in record.marks {
                want(
                    "marks",
                    mark.key,
                    words::marks(lang).get(mark.key).is_some(),
                );
            }
        }
        for record in Shock::ALL.map(Shock::record) {
            want(
                "shocks",
                record.key,
                words::shocks(lang).get(record.key).is_some(),
            );
        }
        for key in Preset::ALL.map(Preset::key) {
            want("presets", key, words::presets(lang).get(key).is_some());
        }
        for key in Pack::ALL.map(Pack::key) {
            want("packs", key, words::packs(lang).get(key).is_some());
        }
        for key in Regime::ALL.map(Regime::key) {
            want("regimes", key, words::regimes(lang).get(key).is_some());
        }
    }
    assert!(missing.is_empty(), "no words for {missing:?}");
}

#[test]
fn badges_are_told_apart_by_their_keys() {
    let badges = [
        Badge::NoEffect,
        Badge::TooSmall,
        Badge::Fewer,
        Badge::More,
        Badge::NotKnown,
    ];
    let keys: BTreeSet<&str> = badges.into_iter().map(Badge::key).collect();
    assert_eq!(keys.len(), badges.len());
}
