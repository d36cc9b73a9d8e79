//! Scenario B held against scenario A.

use proptest::prelude::*;

use root_causes::figures::form::Form;
use root_causes::model::YEARS;
use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::levers::Lever;
use root_causes::model::outcomes::Outcome;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario, Setting, ShockSetting};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::Badge;

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
