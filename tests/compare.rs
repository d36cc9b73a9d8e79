//! Scenario B held against scenario A, outcome by outcome, lever by lever and future by future.

use proptest::prelude::*;

use root_causes::data::{self, Measure};
use root_causes::figures::form::Form;
use root_causes::model::account::{self, Accounts, Cost, SAMPLE};
use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::grid::Grid;
use root_causes::model::levers::Lever;
use root_causes::model::limits::{self, Idle, Warning, idle};
use root_causes::model::outcomes::Outcome;
use root_causes::model::parameters::Parameter;
use root_causes::model::presets::Preset;
use root_causes::model::reach::Extent;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{
    Adjustment, DEFAULT_SEED, Pack, Scenario, Setting, ShockSetting,
};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::Badge;
use root_causes::model::wedges::{EXACT, Mover, ORDERS, Wedges};
use root_causes::model::{COUNTRIES, YEARS};

fn model() -> Simulator {
    Simulator::new(DEFAULT_SEED, 256)
}

fn presets() -> impl Strategy<Value = Preset> {
    prop::sample::select(Preset::ALL.to_vec())
}

fn against(b: Preset, a: Preset) -> Scenario {
    b.scenario().held_against(a.scenario().measures())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn b_is_held_against_a_draw_by_draw(a in presets(), b in presets()) {
        let mut model = model();
        let alone = [a, b].map(|preset| {
            let scenario = preset.scenario();
            let future = model.run(&scenario, Detail::Encounters).future;
            (future, model.paths().sums(SERIES - 1).to_vec())
        });
        let pinned = model.run(&against(b, a), Detail::Encounters);
        prop_assert_eq!(pinned.baseline, alone[0].0);
        prop_assert_eq!(pinned.future, alone[1].0);
        let fewer = alone[0].1.iter().zip(&alone[1].1).filter(|(a, b)| b < a).count();
        let share = fewer as f32 / pinned.draws as f32;
        prop_assert_eq!(pinned.change[SERIES - 1].fewer, share);
        let back = model.run(&against(a, b), Detail::Encounters);
        prop_assert_eq!(back.baseline, pinned.future);
        let (there, again) = (pinned.change[SERIES - 1], back.change[SERIES - 1]);
        prop_assert_eq!(there.fewer + there.unchanged, 1.0 - again.fewer);
        prop_assert_eq!(there.avoided.p05, -again.avoided.p95);
    }

    #[test]
    fn equal_scenarios_differ_in_no_bit(preset in presets()) {
        let scenario = against(preset, preset);
        prop_assert!(scenario.is_reference());
        let summary = model().run(&scenario, Detail::Encounters);
        prop_assert_eq!(summary.baseline, summary.future);
        for change in summary.change {
            prop_assert_eq!(change.badge(), Badge::NoEffect);
            prop_assert_eq!(change.unchanged, 1.0);
        }
        prop_assert!(summary.entries.iter().all(|entries| entries.to_array() == [0.0; 5]));
    }

    #[test]
    fn what_is_held_against_today_does_not_move_with_a(a in presets(), b in presets()) {
        let mut model = model();
        let alone = model.run(&b.scenario(), Detail::Encounters);
        let pinned = model.run(&against(b, a), Detail::Encounters);
        prop_assert_eq!(pinned.today, alone.today);
        prop_assert_eq!(pinned.lead_in, alone.lead_in);
        prop_assert_eq!(pinned.pot, alone.pot);
        prop_assert_eq!(pinned.places_used, alone.places_used);
    }

    #[test]
    fn against_nothing_pinned_and_against_today_pinned_is_the_same_for_levers(b in presets()) {
        let scenario = b.scenario();
        prop_assume!(!scenario.is_shocked());
        let mut model = model();
        let alone = model.run(&scenario, Detail::Encounters);
        let pinned = model.run(&against(b, Preset::Today), Detail::Encounters);
        prop_assert_eq!(pinned.change, alone.change);
        prop_assert_eq!(pinned.entries, alone.entries);
    }
}

#[test]
fn settings_that_mean_the_same_do_not_differ() {
    let yearly = |lever: Lever, value| {
        let mut scenario = Scenario::baseline();
        scenario.levers[lever.index()] = Setting::Yearly([value; YEARS]);
        scenario
    };
    let pinned = |b: Scenario, a: Scenario| b.held_against(a.measures());
    let aid = Scenario::baseline().with(Lever::Aid, 2.0);
    assert!(pinned(yearly(Lever::Aid, 2.0), aid.clone()).is_reference());
    // One value of the local share is reached over eight years, one a year holds at once.
    let local = Scenario::baseline().with(Lever::LocalShare, 0.5);
    let differing = pinned(yearly(Lever::LocalShare, 0.5), local);
    let differing: Vec<Lever> = differing.differing().collect();
    assert_eq!(differing, [Lever::LocalShare]);
    let default = Lever::LocalShare.record().default;
    assert!(pinned(yearly(Lever::LocalShare, default), Scenario::baseline()).is_reference());
    let mut storm = Scenario::baseline();
    storm.shocks[Shock::Storm.index()] = ShockSetting::ByCountry([0.3; 3]);
    let same = Scenario::baseline().with_shock(Shock::Storm, 0.3);
    assert!(pinned(storm.clone(), same).is_reference());
    let shocks: Vec<Shock> = pinned(storm, aid).differing_shocks().collect();
    assert_eq!(shocks, [Shock::Storm]);
}

#[test]
fn keys_of_outcomes_and_forms_lead_back_and_never_change() {
    let outcomes = Outcome::ALL.map(Outcome::key);
    assert_eq!(
        outcomes,
        [
            "encounters",
            "entries",
            "homicides",
            "places_used",
            "local_money",
            "households"
        ]
    );
    for outcome in Outcome::ALL {
        assert_eq!(Outcome::from_key(outcome.key()), Some(outcome));
        assert_eq!(outcome.record().outcome, outcome);
        assert_eq!(Outcome::ALL[outcome.index()], outcome);
    }
    assert_eq!(
        Form::ALL.map(Form::key),
        ["fan", "lines", "dots", "sentence"]
    );
    for form in Form::ALL {
        assert_eq!(Form::from_key(form.key()), Some(form));
    }
    assert_eq!(Outcome::from_key("Encounters"), None);
    assert_eq!(Form::from_key("fans"), None);
}

#[test]
fn the_account_of_encounters_is_the_summary() {
    let mut model = model();
    let scenario = against(Preset::Everything, Preset::Pathways);
    let summary = model.run(&scenario, Detail::Encounters);
    let account = Accounts::default().account(&model, Outcome::Encounters);
    assert_eq!(account.before, summary.baseline);
    assert_eq!(account.after, summary.future);
    assert_eq!(account.change, summary.change);
    assert!(account.relative);
}

#[test]
fn differences_added_up_are_sums_within_each_draw() {
    let mut model = model();
    model.run(
        &against(Preset::Everything, Preset::Pathways),
        Detail::Encounters,
    );
    let account = Accounts::default().account(&model, Outcome::Encounters);
    for series in 0..SERIES {
        let (before, after) = (model.reference_paths(), model.paths());
        let mut sums = vec![0.0_f32; model.draws()];
        for (t, up_to) in account.up_to[series].iter().enumerate() {
            let years = before
                .encounters(series, t)
                .iter()
                .zip(after.encounters(series, t));
            for (sum, (before, after)) in sums.iter_mut().zip(years) {
                *sum += after - before;
            }
            let fewer = sums.iter().filter(|sum| **sum < 0.0).count() as f32;
            assert!((fewer / model.draws() as f32 - up_to.fewer).abs() < 0.01);
            let mut sorted = sums.clone();
            sorted.sort_unstable_by(f32::total_cmp);
            let middle = sorted[sorted.len() / 2];
            let spread = sorted[sorted.len() - 1] - sorted[0];
            assert!((middle - up_to.more.p50).abs() < 0.05 * spread);
            assert!(sorted[0] <= up_to.more.p05 && up_to.more.p95 <= sorted[sorted.len() - 1]);
        }
        assert_eq!(account.up_to[series][0], account.by_year[series][0]);
        let last = account.up_to[series][YEARS - 1];
        assert_eq!(last.more.p05, 0.0 - account.change[series].avoided.p95);
        assert_eq!(last.fewer, account.change[series].fewer);
    }
}

/// Every outcome of a series, as one row a year and their sum.
fn rows(model: &Simulator, outcome: Outcome, series: usize) -> (Vec<Vec<f32>>, Vec<f32>) {
    let (mut years, mut sum) = (Vec::new(), Vec::new());
    for t in 0..YEARS {
        let mut year = Vec::new();
        outcome.in_year(model.paths(), series, t, &mut year);
        years.push(year);
    }
    outcome.summed(model.paths(), series, &mut sum);
    (years, sum)
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= 1e-5 * (1.0 + a.abs().max(b.abs()))
}

#[test]
fn years_and_countries_of_every_outcome_add_up() {
    let mut model = model();
    let summary = model.run(&Preset::Everything.scenario(), Detail::Everything);
    for outcome in Outcome::ALL {
        let mut countries = vec![0.0; summary.draws];
        for series in 0..SERIES {
            let (years, sum) = rows(&model, outcome, series);
            for (draw, sum) in sum.iter().enumerate() {
                let all: f32 = years.iter().map(|year| year[draw]).sum();
                assert!(near(all, *sum), "{outcome:?}: {all} and {sum}");
                if series < COUNTRIES {
                    countries[draw] += sum;
                } else {
                    assert!(near(countries[draw], *sum), "{outcome:?}");
                }
            }
        }
    }
    let mean =
        |values: &[f32]| values.iter().map(|v| f64::from(*v)).sum::<f64>() / values.len() as f64;
    let total = SERIES - 1;
    let households = mean(&rows(&model, Outcome::Households, total).1) / YEARS as f64;
    assert!((households / summary.pot.households - 1.0).abs() < 1e-4);
    let local = f64::from(rows(&model, Outcome::LocalMoney, total).0[YEARS - 1][0]);
    assert!((local / (summary.pot.local * data::aid_base_total()) - 1.0).abs() < 1e-5);
    let used = mean(&rows(&model, Outcome::PlacesUsed, 0).1);
    assert!((used - mean(model.paths().places_used())).abs() < 1e-3 * used);
}

#[test]
fn entries_are_encounters_and_the_places_used() {
    let mut model = model();
    let mut accounts = Accounts::default();
    let summary = model.run(&against(Preset::Pathways, Preset::OpEd), Detail::Encounters);
    let account = accounts.account(&model, Outcome::Entries);
    for (entries, change) in summary.entries.iter().zip(&account.change) {
        let least = 1.0 + 1e-3 * entries.p50.abs();
        assert!((entries.p50 + change.avoided.p50).abs() < least);
    }
    model.run(&Preset::Aid.scenario(), Detail::Encounters);
    let entries = accounts.account(&model, Outcome::Entries);
    let encounters = accounts.account(&model, Outcome::Encounters);
    assert_eq!(
        (entries.after, entries.change),
        (encounters.after, encounters.change)
    );
    // Nobody had a place before: no per cent of it can be told, and no change is too small.
    model.run(&Preset::Pathways.scenario(), Detail::Encounters);
    let places = accounts.account(&model, Outcome::PlacesUsed);
    assert!(!places.relative);
    assert_eq!(places.badge(0), Badge::More);
}

#[test]
fn without_a_pinned_scenario_homicides_stay_as_recorded_until_something_moves_them() {
    let mut model = model();
    model.run(&Scenario::baseline(), Detail::Everything);
    let account = Accounts::default().account(&model, Outcome::Homicides);
    for country in data::Country::ALL {
        for year in account.after[country.index()] {
            let recorded = data::homicides_now(country) as f32;
            assert!(year.to_array().iter().all(|killed| *killed == recorded));
        }
    }
    assert_eq!(account.badge(SERIES - 1), Badge::NoEffect);
}

#[test]
fn lines_are_the_same_draws_in_both_scenarios() {
    let mut model = model();
    let mut accounts = Accounts::default();
    let pinned = against(Preset::Aid, Preset::Everything);
    model.run(&pinned, Detail::Encounters);
    let sample = accounts.sample(&model, Outcome::Encounters, 1);
    for (line, (before, after)) in sample.before.iter().zip(&sample.after).enumerate() {
        let draw = account::sampled(line, model.draws());
        for (t, (before, after)) in before.iter().zip(after).enumerate() {
            assert_eq!(*before, model.reference_paths().encounters(1, t)[draw]);
            assert_eq!(*after, model.paths().encounters(1, t)[draw]);
        }
    }
    model.run(
        &against(Preset::Everything, Preset::Everything),
        Detail::Encounters,
    );
    let again = accounts.sample(&model, Outcome::Encounters, 1);
    assert_eq!(again.before, again.after);
    assert_eq!(again.after, sample.before);
    let drawn: Vec<usize> = (0..SAMPLE)
        .map(|line| account::sampled(line, 4_000))
        .collect();
    assert!(drawn.windows(2).all(|pair| pair[1] - pair[0] == 200) && drawn[0] == 0);
}

#[test]
fn dots_are_in_order_and_say_what_the_share_says() {
    let mut model = model();
    let mut accounts = Accounts::default();
    for preset in Preset::ALL {
        let summary = model.run(&preset.scenario(), Detail::Encounters);
        for (series, change) in summary.change.iter().enumerate() {
            let twenty = accounts.twenty(&model, Outcome::Encounters, series);
            assert!(twenty.changes.windows(2).all(|pair| pair[0] <= pair[1]));
            let [fewer, same, more] = twenty.counts();
            assert_eq!(fewer + same + more, SAMPLE);
            assert!(
                (fewer as f32 - 20.0 * change.fewer).abs() <= 1.0,
                "{preset:?}"
            );
            let inside = |percent: &f32| {
                let (low, high) = (-change.percent.p95, -change.percent.p05);
                (low..=high).contains(percent)
            };
            assert!(
                twenty.changes[1..SAMPLE - 1].iter().all(inside),
                "{preset:?}"
            );
        }
    }
}

#[test]
fn a_cost_is_told_only_where_nearly_every_future_avoids_something() {
    let mut model = model();
    let mut of = |scenario: &Scenario| {
        let summary = model.run(scenario, Detail::Encounters);
        (account::cost(&model, &summary), summary)
    };
    for preset in [Preset::Everything, Preset::Strategy, Preset::Aid] {
        assert_eq!(of(&preset.scenario()).0, Cost::NotIdentified, "{preset:?}");
    }
    assert_eq!(of(&Preset::Pathways.scenario()).0, Cost::NoMoreAid);
    let aid = Preset::Aid.scenario();
    let same_aid = aid
        .clone()
        .held_against(Preset::Everything.scenario().measures());
    assert_eq!(of(&same_aid).0, Cost::NoMoreAid);
    let believed = of(&aid.believing(Pack::Strategy));
    let (Cost::Dollars(dollars), summary) = believed else {
        panic!("{:?}", believed.0);
    };
    let avoided = summary.change[SERIES - 1].avoided;
    let spent = 10.0 * data::aid_base_total();
    let within = spent / f64::from(avoided.p95)..spent / f64::from(avoided.p05);
    assert!(within.contains(&dollars), "{dollars} outside {within:?}");
}

#[test]
fn presets_taken_from_a_series_hold_the_numbers_of_that_series() {
    let paid = |year: u16| -> f64 {
        let of = |country| {
            let rows = data::aid(country, Measure::Disbursements).iter();
            let mut year = rows.filter(|row| row.fiscal_year == year);
            year.next().expect("the year").constant_2024_usd
        };
        data::Country::ALL.into_iter().map(of).sum()
    };
    let near = |set: f32, of_the_series: f64| {
        let apart = (f64::from(set) - of_the_series).abs();
        assert!(apart <= 0.0051, "{set} and {of_the_series}");
    };
    let aid = |preset: Preset| preset.scenario().lever(Lever::Aid);
    for (t, year) in [2020, 2021, 2022].into_iter().enumerate() {
        near(aid(Preset::Cut2019).in_year(t), paid(year) / paid(2019));
    }
    assert!((3..YEARS).all(|t| aid(Preset::Cut2019).in_year(t) == 1.0));
    let usual = data::aid_base_total();
    near(aid(Preset::Aid2025).in_year(0), paid(2025) / usual);
    // Four billion dollars over four years.
    near(aid(Preset::Strategy).in_year(0), 1e9 / usual);
    let index = |year| data::openings_index(year).expect("the year");
    let fall = index(2009) / index(2007);
    let ShockSetting::Yearly(set) = Preset::UsRecession.scenario().shock(Shock::UsOpenings) else {
        panic!("a value a year");
    };
    assert!(
        f64::from(set[0]) > fall && set[0] < 1.0,
        "less deep than then"
    );
}

fn many() -> Scenario {
    let mut scenario = Preset::Everything.scenario();
    scenario = scenario
        .with(Lever::EntryPlaces, 5_000.0)
        .with_shock(Shock::Drought, 1.0);
    scenario.with_shock(Shock::UsOpenings, 0.8)
}

/// Asserts that in every draw and series the shares add up to the whole change.
fn assert_shares_add_up(wedges: &Wedges) {
    for series in 0..SERIES {
        for (draw, whole) in wedges.whole(series).enumerate() {
            let shares = (0..wedges.movers().len()).map(|at| wedges.shares(at, series)[draw]);
            let sum: f64 = shares.sum();
            assert!((sum - whole).abs() < 1e-4, "{sum} and {whole}");
        }
    }
}

fn shared_out(model: &mut Simulator, scenario: &Scenario) -> Wedges {
    model.run(scenario, Detail::Encounters);
    let mut wedges = Wedges::new(scenario.clone(), model.draws());
    while wedges.advance(model) {}
    assert_eq!(wedges.progress().0, wedges.progress().1);
    wedges
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn shares_of_levers_add_up_to_the_change_in_every_draw(a in presets(), b in presets()) {
        let mut model = Simulator::new(DEFAULT_SEED, 32);
        for scenario in [against(b, a), b.scenario()] {
            let mut wedges = shared_out(&mut model, &scenario);
            assert_shares_add_up(&wedges);
            let summary = model.run(&scenario, Detail::Encounters);
            prop_assert_eq!(wedges.report().change, summary.change);
        }
    }
}

#[test]
fn shares_by_orders_add_up_too_and_say_that_they_are_sampled() {
    let mut model = Simulator::new(DEFAULT_SEED, 32);
    let scenario = many().held_against(Preset::Today.scenario().measures());
    let mut wedges = shared_out(&mut model, &scenario);
    assert!(wedges.movers().len() > EXACT);
    assert_shares_add_up(&wedges);
    let report = wedges.report();
    assert!(!report.exact);
    assert_eq!(report.runs, 2 + ORDERS * (wedges.movers().len() - 1));
}

#[test]
fn what_differs_alone_gets_the_whole_change() {
    let mut model = Simulator::new(DEFAULT_SEED, 64);
    let a = Preset::Everything.scenario();
    let b = a
        .clone()
        .with(Lever::FoodSecurity, 0.1)
        .held_against(a.measures());
    let summary = model.run(&b, Detail::Encounters);
    let report = Wedges::new(b, model.draws()).run(&model);
    assert!(report.exact);
    assert_eq!(report.wedges.len(), 1);
    assert_eq!(report.wedges[0].mover, Mover::Lever(Lever::FoodSecurity));
    assert_eq!(report.wedges[0].change, summary.change);
}

#[test]
fn shares_from_a_to_b_are_those_from_b_to_a_with_the_sign_turned() {
    let mut model = Simulator::new(DEFAULT_SEED, 32);
    let there = shared_out(&mut model, &against(Preset::Strategy, Preset::OpEd));
    let back = shared_out(&mut model, &against(Preset::OpEd, Preset::Strategy));
    assert_eq!(there.movers(), back.movers());
    for at in 0..there.movers().len() {
        for (there, back) in there.shares(at, 3).iter().zip(back.shares(at, 3)) {
            assert!((there + back).abs() < 1e-4);
        }
    }
}

#[test]
fn equal_scenarios_have_nothing_to_share_out() {
    let mut model = Simulator::new(DEFAULT_SEED, 32);
    let mut wedges = shared_out(&mut model, &against(Preset::Aid, Preset::Aid));
    assert!(wedges.report().wedges.is_empty());
}

#[test]
fn the_grid_gives_what_each_preset_gives_alone() {
    let mut model = model();
    for regime in Regime::ALL {
        let ground = Preset::OpEd
            .scenario()
            .under(regime)
            .believing(Pack::Sceptic);
        model.run(&ground, Detail::Encounters);
        let mut grid = Grid::new(&ground, model.draws());
        while grid.advance(&model) {}
        assert_eq!(grid.lines().len(), Preset::ALL.len() - 1);
        for line in grid.lines() {
            let scenario = ground.clone().setting(line.preset.scenario().measures());
            let summary = model.run(&scenario, Detail::Encounters);
            assert_eq!(line.change, summary.change, "{:?}", line.preset);
        }
    }
}

/// All outcomes of a scenario, as bits.
fn bits(model: &mut Simulator, scenario: &Scenario) -> Vec<u32> {
    model.run(scenario, Detail::Everything);
    let mut bits = Vec::new();
    let mut row = Vec::new();
    for outcome in Outcome::ALL {
        for series in 0..SERIES {
            for t in 0..YEARS {
                outcome.in_year(model.paths(), series, t, &mut row);
                bits.extend(row.iter().map(|value| value.to_bits()));
            }
        }
    }
    bits
}

/// Whether setting the lever to any of some values changes an outcome.
fn matters(model: &mut Simulator, scenario: &Scenario, lever: Lever) -> bool {
    let record = lever.record();
    let still = bits(model, scenario);
    [
        record.min,
        record.max,
        record.snap((record.min + record.max) / 3.0),
    ]
    .into_iter()
    .any(|value| bits(model, &scenario.clone().with(lever, value)) != still)
}

#[test]
fn a_lever_is_idle_exactly_where_moving_it_changes_no_outcome() {
    let mut model = Simulator::new(DEFAULT_SEED, 16);
    let mut worlds = Vec::new();
    for aid in [0.0, 1.0, 2.0] {
        for visas in [0.0, 20_000.0] {
            let world = Scenario::baseline()
                .with(Lever::Aid, aid)
                .with(Lever::WorkVisas, visas);
            worlds.push(
                world
                    .clone()
                    .with(Lever::FoodSecurity, 0.4)
                    .with_shock(Shock::Drought, 1.0),
            );
            worlds.push(
                world
                    .clone()
                    .believing(Pack::Sceptic)
                    .with(Lever::AntiCorruption, 1.0),
            );
            for (parameter, value) in [
                (Parameter::Uptake, 0.0),
                (Parameter::EnforcementComplement, 0.0),
                (Parameter::WorkDisplacement, 0.0),
                (Parameter::FoodCost, 0.0),
            ] {
                let mut world = world.clone();
                world
                    .assumptions
                    .own
                    .set(parameter, Some(Adjustment::Pin(value)));
                worlds.push(world);
            }
            worlds.push(world);
        }
    }
    let mut found = 0;
    for world in &worlds {
        for lever in Lever::ALL {
            let reason = idle(lever, world);
            assert_eq!(
                reason.is_none(),
                matters(&mut model, world, lever),
                "{lever:?}, {reason:?} in {world:?}"
            );
            found += usize::from(reason.is_some());
        }
    }
    assert!(found > worlds.len());
    let today = Scenario::baseline();
    assert_eq!(idle(Lever::VisaTargeting, &today), Some(Idle::NoVisas));
    let poor = today.with(Lever::Aid, 0.0);
    assert_eq!(idle(Lever::Research, &poor), Some(Idle::NoMoney));
}

#[test]
fn warnings_stand_where_a_setting_leaves_what_is_known_or_allowed() {
    let of = |lever: Lever, value: f32| -> Vec<Warning> {
        let scenario = Scenario::baseline().with(lever, value);
        limits::warnings(&scenario).collect()
    };
    for preset in [
        Preset::Today,
        Preset::Everything,
        Preset::OpEd,
        Preset::Strategy,
    ] {
        assert_eq!(
            limits::warnings(&preset.scenario()).count(),
            0,
            "{preset:?}"
        );
    }
    let above = |lever| Warning::BeyondEvidence { lever, above: true };
    assert_eq!(of(Lever::WorkVisas, 31_000.0), [above(Lever::WorkVisas)]);
    let both = [above(Lever::WorkVisas), Warning::BeyondVisaLaw];
    assert_eq!(of(Lever::WorkVisas, 44_000.0), both);
    assert_eq!(of(Lever::WorkVisas, 43_000.0), [above(Lever::WorkVisas)]);
    assert_eq!(
        of(Lever::EntryPlaces, 100_000.0),
        [above(Lever::EntryPlaces)]
    );
    let below = Warning::BeyondEvidence {
        lever: Lever::Aid,
        above: false,
    };
    assert_eq!(of(Lever::Aid, 0.45), [below]);
    assert_eq!(of(Lever::LocalShare, 0.5), []);
    assert_eq!(of(Lever::LocalShare, 0.51), [Warning::LocalTooFast]);
    let mut at_once = Scenario::baseline();
    let share = Setting::Yearly([0.5; YEARS]);
    at_once.levers[Lever::LocalShare.index()] = share;
    let warned: Vec<Warning> = limits::warnings(&at_once).collect();
    assert_eq!(warned, [Warning::LocalTooFast]);
}

mod shown {
    use super::*;
    use root_causes::draw::layout::layout;
    use root_causes::draw::nearest::{self, Spot};
    use root_causes::draw::scene::{Item, Scene, Size};
    use root_causes::draw::text::Face;
    use root_causes::draw::theme::Theme;
    use root_causes::figures::by_year::{self, Counted};
    use root_causes::figures::compare::{self, Names};
    use root_causes::figures::format;
    use root_causes::figures::layers;
    use root_causes::figures::levels::Naming;
    use root_causes::figures::limits as limit_words;
    use root_causes::figures::matrix::matrix;
    use root_causes::figures::rows::{self, Row};
    use root_causes::figures::samples::{self, Lines};
    use root_causes::figures::sentences::{self, Phrase};
    use root_causes::figures::spec::{Anchor, Figure, Frame, Mark};
    use root_causes::figures::wedges::wedges;
    use root_causes::i18n::Lang;
    use root_causes::model::wedges::Report;

    fn text(phrases: &[Phrase]) -> String {
        phrases.iter().map(|phrase| phrase.text.as_str()).collect()
    }

    fn scenarios() -> Vec<Scenario> {
        let mut all: Vec<Scenario> = [Preset::Everything, Preset::Pathways, Preset::Storms2020]
            .into_iter()
            .flat_map(|b| [b.scenario(), against(b, Preset::Strategy), against(b, b)])
            .collect();
        all.push(against(Preset::Pathways, Preset::Aid).under(Regime::Since2025));
        all.push(Preset::Aid.scenario().believing(Pack::Strategy));
        all
    }

    /// All figures of a scenario in a language, with their names.
    fn figures(model: &mut Simulator, scenario: &Scenario, lang: Lang) -> Vec<Figure> {
        let mut accounts = Accounts::default();
        let names = Names::of(scenario, lang);
        let summary = model.run(scenario, Detail::Everything);
        let mut figures = Vec::new();
        for outcome in Outcome::ALL {
            let account = accounts.account(model, outcome);
            for row in Row::ALL {
                figures.push(compare::outcome_figure(
                    &account, scenario, row, names, lang,
                ));
                figures.extend(compare::difference_figure(
                    &account, scenario, row, names, lang,
                ));
                for counted in Counted::ALL {
                    let shown = (row, counted);
                    figures.push(by_year::figure(&account, scenario, shown, names, lang));
                }
                let twenty = accounts.twenty(model, outcome, row.series());
                let of = (outcome, scenario);
                figures.push(samples::dots_figure(
                    &twenty,
                    of,
                    &account.bounds,
                    row,
                    names,
                    lang,
                ));
                let sample = accounts.sample(model, outcome, row.series());
                let top = match outcome {
                    Outcome::Encounters => rows::top(&summary, row),
                    _ => sample
                        .after
                        .iter()
                        .flatten()
                        .fold(1.0, |most, v| f64::max(most, f64::from(*v))),
                };
                for show in [(Lines::B, None), (Lines::Both, Some(3))] {
                    figures.push(samples::lines_figure(
                        &sample,
                        scenario,
                        (row, top),
                        show,
                        names,
                        lang,
                    ));
                }
            }
        }
        for row in Row::ALL {
            figures.push(compare::levels_figure(
                &summary,
                row,
                names,
                lang,
                Naming::Full,
            ));
        }
        figures
    }

    #[test]
    fn the_line_of_an_event_crosses_no_word() {
        let scenario = Preset::Everything.scenario();
        let mut model = Simulator::new(DEFAULT_SEED, 256);
        let summary = model.run(&scenario, Detail::Encounters);
        for lang in Lang::ALL {
            let names = Names::of(&scenario, lang);
            for row in Row::ALL {
                let whole = rows::levels_figure(&summary, row, names, lang, Naming::Full);
                let figure = layers::with_events(whole, row);
                for width in [280.0, 328.0, 480.0, 760.0, 1100.0] {
                    let measure = |words: &str, face: Face| face.estimate(words);
                    let size = Size {
                        width,
                        height: 208.0,
                    };
                    let scene = layout(&figure, size, &Theme::light(), &measure);
                    for (_, event) in layers::events_of(&figure, row) {
                        assert_crosses_no_words(&scene, scene.x.project(event.place), row.key());
                    }
                }
            }
        }
    }

    /// The upright dashed line at a place is there, and crosses no words within the plane.
    fn assert_crosses_no_words(scene: &Scene, x: f64, what: &str) {
        let upright = scene.items.iter().filter_map(|item| match item {
            Item::Fill { points, .. } if points.iter().all(|point| (point.0 - x).abs() < 1.5) => {
                let heights = || points.iter().map(|point| point.1);
                let ends = (
                    heights().fold(f64::INFINITY, f64::min),
                    heights().fold(0.0, f64::max),
                );
                (ends.1 - ends.0 > 15.0).then_some(ends)
            }
            _ => None,
        });
        let lines: Vec<(f64, f64)> = upright.collect();
        assert!(!lines.is_empty(), "{what}, {}: no line", scene.size.width);
        for text in &scene.texts {
            let room = &text.room;
            let inside = room.top >= scene.plane.top && room.bottom <= scene.plane.bottom;
            let over = lines
                .iter()
                .any(|(top, bottom)| room.top < *bottom && *top < room.bottom);
            assert!(
                !(inside && over && room.left < x && x < room.right),
                "{what}, {}: a line crosses “{}”",
                scene.size.width,
                text.words
            );
        }
    }

    fn check_words(figure: &Figure) {
        for width in [330.0, 700.0] {
            let height = match figure.frame {
                Frame::Plane { .. } => 260.0,
                Frame::Strip { .. } => 90.0,
            };
            let measure = |words: &str, face: Face| face.estimate(words);
            let scene = layout(figure, Size { width, height }, &Theme::light(), &measure);
            // What holds for all lines of a picture lies on none of them.
            let of_all = figure.labels.iter();
            for label in of_all.filter(|l| l.anchor == Anchor::Cut && l.short.is_none()) {
                let text = scene.texts.iter().find(|text| text.words == label.text);
                let room = &text.expect("the words are there").room;
                assert!(room.bottom <= scene.plane.top + 1.0, "“{}”", label.text);
            }
            for (at, text) in scene.texts.iter().enumerate() {
                let room = text.room;
                assert!(
                    room.left >= -0.01
                        && room.right <= width + 0.01
                        && room.bottom <= height + 0.01,
                    "“{}” leaves {}",
                    text.words,
                    figure.title
                );
                for other in &scene.texts[at + 1..] {
                    let (a, b) = (&room, &other.room);
                    let apart = a.right <= b.left
                        || b.right <= a.left
                        || a.bottom <= b.top
                        || b.bottom <= a.top;
                    assert!(
                        apart,
                        "“{}” lies on “{}” in {}",
                        text.words, other.words, figure.title
                    );
                }
            }
        }
    }

    fn check(figure: &Figure) {
        let cells: Vec<f64> = figure
            .table
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().copied().flatten())
            .collect();
        for number in figure.numbers() {
            assert!(
                cells.contains(&number),
                "{number} is not in the table of {}",
                figure.title
            );
        }
        let columns = figure.table.columns.len();
        assert!(
            figure
                .table
                .rows
                .iter()
                .all(|row| row.cells.len() == columns)
        );
        let heads = figure
            .table
            .columns
            .iter()
            .map(|column| column.head.as_str());
        let labels = figure.labels.iter().map(|label| label.text.as_str());
        let words = [&figure.title, &figure.summary, &figure.table.caption];
        for words in words
            .into_iter()
            .map(String::as_str)
            .chain(heads)
            .chain(labels)
        {
            assert!(!words.contains('{') && !words.contains("NaN"), "{words}");
        }
        check_words(figure);
    }

    #[test]
    fn every_number_drawn_stands_in_the_table_and_no_word_lies_on_another() {
        let mut model = Simulator::new(DEFAULT_SEED, 256);
        for scenario in scenarios() {
            for lang in Lang::ALL {
                figures(&mut model, &scenario, lang).iter().for_each(check);
            }
        }
    }

    #[test]
    fn lines_and_levels_say_which_scenario_is_which() {
        let mut model = model();
        let scenario = against(Preset::Everything, Preset::Pathways);
        let summary = model.run(&scenario, Detail::Encounters);
        let names = Names {
            a: "more visas",
            b: "all of it",
        };
        let figure = compare::levels_figure(&summary, Row::Total, names, Lang::En, Naming::Full);
        let labels: Vec<&str> = figure
            .labels
            .iter()
            .map(|label| label.text.as_str())
            .collect();
        assert!(labels.contains(&"more visas") && labels.contains(&"all of it"));
        assert!(
            !figure.summary.contains("without changes"),
            "{}",
            figure.summary
        );
        let heads: String = figure
            .table
            .columns
            .iter()
            .map(|c| c.head.as_str())
            .collect();
        assert!(heads.contains("more visas: middle") && heads.contains("all of it: middle"));
    }

    #[test]
    fn the_sentence_says_what_the_numbers_say_and_names_the_border_rules() {
        let mut model = model();
        for a in Preset::ALL {
            for b in Preset::ALL {
                let scenario = against(b, a);
                let summary = model.run(&scenario, Detail::Encounters);
                let names = Names::of(&scenario, Lang::En);
                let said = text(&compare::headline(&summary, names, Lang::En));
                if a == b {
                    assert!(said.contains("set the same"), "{said}");
                    continue;
                }
                assert!(said.contains("border rules as in late 2024"), "{said}");
                let badge = summary.change[SERIES - 1].badge();
                let holds = match badge {
                    Badge::Fewer => said.starts_with("B has fewer irregular encounters than A in"),
                    Badge::More => said.starts_with("B has more irregular encounters than A in"),
                    Badge::NotKnown => said.contains("is not known"),
                    Badge::TooSmall => said.contains("nearly the same"),
                    Badge::NoEffect => said.contains("do not differ"),
                };
                assert!(holds, "{badge:?}: {said}");
            }
        }
    }

    #[test]
    fn the_full_sentence_leads_in_every_row_with_the_names_that_the_reader_gave() {
        let mut model = model();
        let scenario = against(Preset::Everything, Preset::Storms2020);
        let summary = model.run(&scenario, Detail::Encounters);
        let names = Names {
            a: "another storm",
            b: "all of it",
        };
        for row in Row::ALL {
            let said = text(&sentences::row_sentence(&summary, row, names, Lang::En));
            let lead = "all of it has fewer irregular encounters than another storm in ";
            assert!(said.starts_with(lead), "{said}");
            let told = "of 100 simulated futures, under these assumptions and border rules as in";
            assert!(said.contains(told), "{said}");
            let levels = rows::levels_figure(&summary, row, names, Lang::En, Naming::Full);
            let change = rows::difference_figure(&summary, None, row, names, Lang::En);
            for words in [&levels.title, &change.title, &change.table.caption] {
                assert!(
                    words.contains("all of it") && words.contains("another storm"),
                    "{words}"
                );
            }
        }
        let said = text(&sentences::row_sentence(
            &summary,
            Row::Total,
            names,
            Lang::Es,
        ));
        assert!(
            said.starts_with("all of it tiene menos encuentros"),
            "{said}"
        );
    }

    #[test]
    fn a_range_of_counts_is_told_in_words_and_never_with_signs() {
        let mut model = model();
        let mut accounts = Accounts::default();
        for scenario in scenarios() {
            let summary = model.run(&scenario, Detail::Everything);
            for lang in Lang::ALL {
                let names = Names::of(&scenario, lang);
                let beside = sentences::beside_answer(&summary, None, lang);
                let mut said = vec![text(&beside)];
                for outcome in Outcome::ALL {
                    let account = accounts.account(&model, outcome);
                    for row in Row::ALL {
                        let sentence = compare::sentence(&account, &scenario, row, names, lang);
                        said.push(text(&sentence));
                        said.push(compare::counts_sentence(&account, row, lang));
                        for counted in Counted::ALL {
                            let shown = (row, counted);
                            let figure = by_year::figure(&account, &scenario, shown, names, lang);
                            said.push(figure.summary);
                        }
                    }
                }
                for said in said {
                    let is_signed = |at: usize| said[at + 1..].starts_with(char::is_numeric);
                    let plus = said.match_indices('+').any(|(at, _)| is_signed(at));
                    assert!(!plus && !said.contains('\u{2212}'), "{said}");
                }
            }
        }
        let mut visas = Preset::Pathways.scenario();
        visas = visas.held_against(Preset::Today.scenario().measures());
        let summary = model.run(&visas, Detail::Encounters);
        let account = accounts.account(&model, Outcome::Encounters);
        let change = summary.change[SERIES - 1].avoided;
        assert!(change.p05 < 0.0 && change.p95 > 0.0);
        let said = compare::counts_sentence(&account, Row::Total, Lang::En);
        assert!(
            said.contains(" more and ") && said.contains(" fewer in nine"),
            "{said}"
        );
    }

    #[test]
    fn all_entries_stand_beside_irregular_encounters_alone() {
        let mut model = model();
        let scenario = against(Preset::Pathways, Preset::Aid);
        let summary = model.run(&scenario, Detail::Encounters);
        let mut accounts = Accounts::default();
        let account = accounts.account(&model, Outcome::Entries);
        assert_eq!(account.alone, Some(summary.future));
        assert_eq!(accounts.account(&model, Outcome::PlacesUsed).alone, None);
        for lang in Lang::ALL {
            let names = Names::of(&scenario, lang);
            for row in Row::ALL {
                let figure = compare::outcome_figure(&account, &scenario, row, names, lang);
                let lines = figure.marks.iter().filter_map(|mark| match mark {
                    Mark::Line { points, .. } => Some(points),
                    _ => None,
                });
                // All entries in B, in A, and irregular encounters alone in B.
                let ends: Vec<f64> = lines.map(|points| points[YEARS - 1].1).collect();
                let end = |fans: &root_causes::model::summary::Fans| {
                    f64::from(fans[row.series()][YEARS - 1].p50)
                };
                assert_eq!(ends.len(), 3);
                assert!(ends.contains(&end(&summary.future)), "{ends:?}");
                assert!(
                    ends.contains(&end(&account.after)) && ends.contains(&end(&account.before))
                );
                assert!(
                    figure.summary.matches('.').count() > 1,
                    "{}",
                    figure.summary
                );
            }
        }
    }

    #[test]
    fn warnings_are_told_of_a_as_of_b_each_with_its_name() {
        let far = Scenario::baseline().with(Lever::WorkVisas, 31_000.0);
        let near = Scenario::baseline().with(Lever::WorkVisas, 20_000.0);
        let names = Names {
            a: "far",
            b: "near",
        };
        let hints =
            |scenario: &Scenario| limit_words::hints(Lever::WorkVisas, scenario, names, Lang::En);
        let told = hints(&near.clone().held_against(far.measures()));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("far: “"), "{told:?}");
        let told = hints(&far.clone().held_against(near.measures()));
        assert!(
            told.len() == 1 && told[0].starts_with("near: “"),
            "{told:?}"
        );
        let alone = hints(&far);
        assert!(alone.len() == 1 && alone[0].starts_with('“'), "{alone:?}");
        assert_eq!(hints(&near), Vec::<String>::new());
    }

    #[test]
    fn only_a_scenario_that_is_held_against_another_gives_that_one_a_name() {
        for lang in Lang::ALL {
            let given = ("Aid", "Visas");
            let two = against(Preset::Pathways, Preset::Aid);
            let named = Names::given(&two, given, lang);
            assert_eq!((named.a, named.b), given);
            assert_eq!(Names::given(&two, ("", ""), lang), Names::of(&two, lang));
            // A was put away: its name is kept for the next one, and is not that of no changes.
            let alone = Preset::Pathways.scenario();
            let named = Names::given(&alone, given, lang);
            assert_eq!((named.a, named.b), (Names::of(&alone, lang).a, "Visas"));
        }
    }

    #[test]
    fn single_futures_are_named_as_possible_ones_and_no_word_lies_on_them() {
        let mut model = model();
        let scenario = against(Preset::Aid, Preset::Pathways);
        for lang in Lang::ALL {
            let titles = ["in twenty possible futures", "en veinte futuros posibles"];
            let figures = figures(&mut model, &scenario, lang);
            let lines: Vec<&Figure> = figures
                .iter()
                .filter(|figure| titles.iter().any(|title| figure.title.contains(title)))
                .collect();
            assert!(lines.len() >= 2 * SERIES * Outcome::ALL.len());
            for figure in lines {
                let Frame::Plane { y, .. } = &figure.frame else {
                    panic!("a plane");
                };
                for width in [288.0, 330.0, 700.0] {
                    let size = Size {
                        width,
                        height: 260.0,
                    };
                    let measure = |words: &str, face: Face| face.estimate(words);
                    let scene = layout(figure, size, &Theme::light(), &measure);
                    let first = scene.x.project(f64::from(root_causes::model::FIRST_YEAR));
                    let is_amount =
                        |words: &str| y.ticks.iter().any(|tick| words.starts_with(&tick.text));
                    for text in &scene.texts {
                        let room = text.room;
                        let is_on_lines = room.right > first
                            && room.bottom > scene.plane.top
                            && room.top < scene.plane.bottom;
                        assert!(
                            !is_on_lines || is_amount(&text.words),
                            "{}: “{}” at {width}",
                            figure.title,
                            text.words
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_pointer_reads_the_nearest_number_and_keys_reach_every_one() {
        let mut model = Simulator::new(DEFAULT_SEED, 256);
        let scenario = Preset::Everything.scenario();
        let summary = model.run(&scenario, Detail::Encounters);
        let names = Names::of(&scenario, Lang::En);
        let sample = Accounts::default().sample(&model, Outcome::Encounters, 3);
        let top = rows::top(&summary, Row::Total);
        let figures = [
            rows::levels_figure(&summary, Row::Total, names, Lang::En, Naming::Full),
            rows::difference_figure(&summary, None, Row::Total, names, Lang::En),
            samples::lines_figure(
                &sample,
                &scenario,
                (Row::Total, top),
                (Lines::Both, None),
                names,
                Lang::En,
            ),
        ];
        for figure in figures {
            let size = Size {
                width: 700.0,
                height: 260.0,
            };
            let measure = |words: &str, face: Face| face.estimate(words);
            let scene = layout(&figure, size, &Theme::light(), &measure);
            let value_at = |spot: Spot| figure.table.rows[spot.row].cells[spot.column.unwrap_or(0)];
            let mut read = 0;
            for (n, row) in figure.table.rows.iter().enumerate() {
                let numbers: Vec<f64> = row.cells.iter().flatten().copied().collect();
                for value in &numbers {
                    let place = match (&scene.y, row.year()) {
                        (Some(y), Some(year)) => {
                            (scene.x.project(f64::from(year)), y.project(*value))
                        }
                        (Some(_), None) => continue,
                        (None, _) => (scene.x.project(*value), 10.0),
                    };
                    let spot = nearest::at(&figure, &scene, place).expect("a number");
                    assert_eq!(value_at(spot), Some(*value), "{}", figure.title);
                    assert_eq!(spot.column.is_some(), scene.y.is_some());
                    read += 1;
                }
                // From the lowest upwards, each number once.
                let by_key = |from, key| nearest::by_key(&figure, from, key).expect("a way");
                let of_row = numbers.iter().copied().fold(f64::INFINITY, f64::min);
                let lowest = row.cells.iter().position(|cell| *cell == Some(of_row));
                let (Some(lowest), true) = (lowest, row.cells.len() > 1) else {
                    continue;
                };
                let column = Some(lowest);
                let mut spot = Spot { row: n, column };
                let mut seen = vec![of_row];
                loop {
                    let next = by_key(Some(spot), "ArrowUp");
                    assert_eq!(next.row, n);
                    if next == spot {
                        break;
                    }
                    assert_eq!(value_at(by_key(Some(next), "ArrowDown")), value_at(spot));
                    seen.extend(value_at(next));
                    spot = next;
                }
                let mut all = numbers.clone();
                all.sort_by(f64::total_cmp);
                all.dedup();
                assert_eq!(seen, all, "{} {}", figure.title, row.head);
            }
            assert!(read > 4, "{}", figure.title);
            let first = nearest::by_key(&figure, None, "Home");
            assert_eq!(first.map(|spot| spot.row), Some(0));
            let last = nearest::by_key(&figure, None, "ArrowLeft").map(|spot| spot.row);
            assert_eq!(last, Some(figure.table.rows.len() - 1));
            assert_eq!(nearest::by_key(&figure, None, "a"), None);
        }
    }

    #[test]
    fn a_belief_carries_no_share_of_futures() {
        let mut model = model();
        for pack in [Pack::OpEd, Pack::Strategy] {
            for lang in Lang::ALL {
                let scenario = against(Preset::Aid, Preset::OpEd).believing(pack);
                let summary = model.run(&scenario, Detail::Encounters);
                let names = Names::of(&scenario, lang);
                let said = text(&compare::headline(&summary, names, lang));
                assert!(!said.contains("100"), "{said}");
                let mut grid = Grid::new(&scenario, model.draws());
                while grid.advance(&model) {}
                let shown = matrix(&grid, lang);
                for line in &shown.lines {
                    assert!(line.cells.iter().all(|cell| !cell.sentence.contains("100")));
                }
                let heads = shown.table.columns.iter().map(|column| &column.head);
                assert!(
                    heads
                        .clone()
                        .all(|head| !head.contains("100") || head.contains("5 "))
                );
            }
        }
    }

    #[test]
    fn every_outcome_has_its_sentences_in_both_languages() {
        let mut model = model();
        let mut accounts = Accounts::default();
        for scenario in scenarios() {
            let summary = model.run(&scenario, Detail::Everything);
            for lang in Lang::ALL {
                let names = Names::of(&scenario, lang);
                let mut said = vec![compare::cost_sentence(
                    account::cost(&model, &summary),
                    names,
                    lang,
                )];
                for outcome in Outcome::ALL {
                    let account = accounts.account(&model, outcome);
                    for row in Row::ALL {
                        said.push(text(&compare::sentence(
                            &account, &scenario, row, names, lang,
                        )));
                        said.push(compare::counts_sentence(&account, row, lang));
                    }
                }
                for said in said {
                    assert!(!said.contains(['{', '*']) && said.ends_with('.'), "{said}");
                }
            }
        }
    }

    #[test]
    fn where_the_direction_of_a_year_is_not_known_no_middle_is_shown() {
        let mut model = model();
        let scenario = Preset::Aid.scenario();
        model.run(&scenario, Detail::Encounters);
        let account = Accounts::default().account(&model, Outcome::Encounters);
        let names = Names::of(&scenario, Lang::En);
        let row = Row::Total;
        let shown = (row, Counted::Each);
        let figure = by_year::figure(&account, &scenario, shown, names, Lang::En);
        let years = &account.by_year[row.series()];
        assert!(years.iter().any(|year| !year.is_known()));
        for (row, year) in figure.table.rows.iter().zip(years) {
            assert_eq!(row.cells[2].is_some(), year.is_known());
        }
        let drawn: usize = figure
            .marks
            .iter()
            .map(|mark| match mark {
                Mark::Line { points, .. } => points.len(),
                Mark::Point { .. } => 1,
                _ => 0,
            })
            .sum();
        assert_eq!(drawn, years.iter().filter(|year| year.is_known()).count());
    }

    #[test]
    fn the_years_added_up_end_at_what_the_headline_says() {
        let mut model = model();
        let mut accounts = Accounts::default();
        for scenario in scenarios() {
            let summary = model.run(&scenario, Detail::Encounters);
            let account = accounts.account(&model, Outcome::Encounters);
            let names = Names::of(&scenario, Lang::En);
            for row in Row::ALL {
                let change = &summary.change[row.series()];
                let shown = (row, Counted::UpTo);
                let figure = by_year::figure(&account, &scenario, shown, names, Lang::En);
                let last = &figure.table.rows[YEARS - 1].cells;
                let more = |avoided: f32| Some(f64::from(0.0 - avoided));
                assert_eq!(last[0], more(change.avoided.p95));
                assert_eq!(last[4], more(change.avoided.p05));
                let is_told =
                    matches!(change.badge(), Badge::Fewer | Badge::More | Badge::NoEffect);
                assert_eq!(last[2].is_some(), is_told, "{:?}", change.badge());
                match scenario.assumptions.pack.is_belief() {
                    true => assert_eq!(last.len(), 5),
                    false => assert_eq!(
                        last[5],
                        Some(f64::from(sentences::futures_of_hundred(change.fewer)))
                    ),
                }
            }
        }
    }

    #[test]
    fn one_table_holds_each_year_and_the_sum_of_every_country_with_its_share_of_futures() {
        let mut model = model();
        let mut accounts = Accounts::default();
        for scenario in scenarios() {
            model.run(&scenario, Detail::Everything);
            for (outcome, lang) in Outcome::ALL
                .into_iter()
                .flat_map(|outcome| Lang::ALL.map(|lang| (outcome, lang)))
            {
                let account = accounts.account(&model, outcome);
                let names = Names::of(&scenario, lang);
                let all = by_year::table(&account, &scenario, &Row::ALL, names, lang);
                assert_eq!(all.rows.len(), SERIES * YEARS);
                let is_belief = scenario.assumptions.pack.is_belief();
                let shares = usize::from(outcome.record().varies && !is_belief);
                assert_eq!(all.columns.len(), 2 * (5 + shares));
                for row in Row::ALL {
                    let own = by_year::table(&account, &scenario, &[row], names, lang);
                    let part = &all.rows[row.series() * YEARS..][..YEARS];
                    for (own, of_all) in own.rows.iter().zip(part) {
                        assert_eq!(own.cells, of_all.cells);
                        assert_eq!(of_all.head, format!("{}, {}", row.name(lang), own.head));
                    }
                    for (n, counted) in Counted::ALL.into_iter().enumerate() {
                        let figure =
                            by_year::figure(&account, &scenario, (row, counted), names, lang);
                        for (own, drawn) in own.rows.iter().zip(&figure.table.rows) {
                            let width = drawn.cells.len();
                            assert_eq!(own.cells[n * width..][..width], drawn.cells);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn wedges_are_shown_largest_first_with_all_together_last() {
        let mut model = model();
        for scenario in [
            Preset::Everything.scenario(),
            against(Preset::OpEd, Preset::Strategy),
        ] {
            model.run(&scenario, Detail::Encounters);
            let report: Report = Wedges::new(scenario.clone(), model.draws()).run(&model);
            let names = Names { a: "Uno", b: "Dos" };
            for lang in Lang::ALL {
                for row in Row::ALL {
                    let shown = wedges(&report, Extent::default(), row, names, lang);
                    assert_eq!(shown.strips.len(), report.wedges.len() + 1);
                    assert!(shown.strips[report.wedges.len()].mover.is_none());
                    let frames: Vec<&Frame> = shown
                        .strips
                        .iter()
                        .map(|strip| &strip.figure.frame)
                        .collect();
                    assert!(frames.windows(2).all(|pair| pair[0] == pair[1]), "one axis");
                    for strip in &shown.strips {
                        // Where a scenario is pinned, both have their names there.
                        let title = &strip.figure.title;
                        let is_named = title.contains(names.a) && title.contains(names.b);
                        assert_eq!(is_named, scenario.against.is_some(), "{title}");
                        check(&strip.figure);
                    }
                    assert!(!shown.sentence.contains('{') && !shown.note.contains('{'));
                }
            }
        }
    }

    #[test]
    fn where_no_part_is_known_the_sentence_tells_the_range_of_all_together() {
        let mut model = model();
        let scenario = Preset::AidLocal
            .scenario()
            .with(Lever::WorkVisas, 30_000.0)
            .held_against(Preset::Aid.scenario().measures());
        model.run(&scenario, Detail::Encounters);
        let report: Report = Wedges::new(scenario.clone(), model.draws()).run(&model);
        let is_known = |badge: Badge| matches!(badge, Badge::Fewer | Badge::More);
        let unknown = Row::ALL.into_iter().filter(|row| {
            let mut parts = report.wedges.iter();
            !parts.any(|wedge| is_known(wedge.change[row.series()].badge()))
        });
        let rows: Vec<Row> = unknown.collect();
        assert!(!rows.is_empty(), "a row without a known part");
        for lang in Lang::ALL {
            for &row in &rows {
                let shown = wedges(
                    &report,
                    Extent::default(),
                    row,
                    Names::of(&scenario, lang),
                    lang,
                );
                let together = shown.table.rows.last().expect("all together");
                let (low, high) = (together.cells[0], together.cells[4]);
                let range = format::range(low.unwrap(), high.unwrap(), lang);
                assert!(shown.sentence.contains(&range), "{}", shown.sentence);
            }
        }
    }

    #[test]
    fn the_matrix_has_a_line_a_preset_on_one_scale() {
        let mut model = model();
        let ground = Scenario::baseline();
        model.run(&ground, Detail::Encounters);
        let mut grid = Grid::new(&ground, model.draws());
        while grid.advance(&model) {}
        for lang in Lang::ALL {
            let shown = matrix(&grid, lang);
            let cells = || shown.lines.iter().flat_map(|line| &line.cells);
            let frame = &cells().next().expect("a cell").figure.frame;
            for cell in cells() {
                assert_eq!(&cell.figure.frame, frame);
                assert!(!cell.sentence.contains('{') && !cell.verdict.is_empty());
                check(&cell.figure);
            }
            let columns = shown.table.columns.len();
            assert!(
                shown
                    .table
                    .rows
                    .iter()
                    .all(|row| row.cells.len() == columns)
            );
        }
    }

    #[test]
    fn idle_levers_and_warnings_have_their_sentences() {
        let mut world = Scenario::baseline()
            .with(Lever::Aid, 0.0)
            .with(Lever::WorkVisas, 90_000.0);
        world
            .assumptions
            .own
            .set(Parameter::Uptake, Some(Adjustment::Pin(0.0)));
        let world = world.with(Lever::LocalShare, 0.8);
        for lang in Lang::ALL {
            let idle = Lever::ALL
                .into_iter()
                .filter_map(|lever| limit_words::idle_sentence(lever, &world, lang));
            let warned = limits::warnings(&world)
                .map(|warning| limit_words::warning_sentence(warning, &world, lang));
            let said: Vec<String> = idle.chain(warned).collect();
            assert_eq!(said.len(), 8 + 4, "{said:?}");
            assert!(said.iter().all(|said| !said.contains('{')));
        }
        let aid = Warning::BeyondEvidence {
            lever: Lever::Aid,
            above: false,
        };
        let said = limit_words::warning_sentence(aid, &world, Lang::En);
        assert_eq!(
            said,
            "“U.S. aid”: 0 is less than was ever seen (from 0.5). What follows there is a guess."
        );
    }

    #[test]
    fn whatever_the_page_says_of_a_pinned_scenario_is_said_against_it() {
        let mut model = model();
        let scenario = against(Preset::Everything, Preset::Pathways);
        let summary = model.run(&scenario, Detail::Encounters);
        for lang in Lang::ALL {
            let names = Names::of(&scenario, lang);
            let said = sentences::answer(&summary, lang);
            assert_eq!(said, compare::headline(&summary, names, lang));
            for row in Row::ALL {
                let levels = rows::levels_figure(&summary, row, names, lang, Naming::Full);
                let change = rows::difference_figure(&summary, None, row, names, lang);
                let mut words: Vec<&str> = levels
                    .table
                    .columns
                    .iter()
                    .map(|c| c.head.as_str())
                    .collect();
                words.extend(change.table.columns.iter().map(|c| c.head.as_str()));
                words.extend([&levels.summary, &change.summary].map(String::as_str));
                let nothing = ["without changes", "sin estos cambios"];
                assert!(
                    words
                        .iter()
                        .all(|said| nothing.iter().all(|n| !said.contains(n))),
                    "{words:?}"
                );
            }
        }
        let equal = against(Preset::Aid, Preset::Aid);
        let summary = model.run(&equal, Detail::Encounters);
        let names = Names::of(&equal, Lang::En);
        let said = text(&sentences::row_sentence(
            &summary,
            Row::Total,
            names,
            Lang::En,
        ));
        assert!(said.contains("set the same"), "{said}");
    }
}
