//! Links: what is written is read back, and nothing that is read can do harm.

use proptest::prelude::{
    ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, proptest,
};
use rand_core::{Rng as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus;

use root_causes::figures::form::Form;
use root_causes::figures::layers::Layers;
use root_causes::figures::rows::Row;
use root_causes::model::levers::Lever;
use root_causes::model::outcomes::Outcome;
use root_causes::model::parameters::{PARAMETERS, Parameter};
use root_causes::model::presets::Preset;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{
    Adjustment, Pack, SHIFT, SPREAD_STEP, Scenario, Setting, ShockSetting, WIDEN,
};
use root_causes::model::shocks::Shock;
use root_causes::model::{COUNTRIES, YEARS};
use root_causes::share::link::{
    self, DISCOUNT, Decoded, LONGEST, MOST_ITEMS, MOST_KEYS, MOST_SHOWN, Reason, Stands, TRUST,
    Unknown, decode, encode,
};
use root_causes::share::shown::{LONGEST_NAME, Name, Shown};

fn reencode(decoded: &Decoded) -> String {
    encode(
        decoded.preset,
        &decoded.scenario,
        &decoded.shown,
        &decoded.unknown,
    )
}

fn link_of(preset: Preset, scenario: &Scenario) -> String {
    encode(preset, scenario, &Shown::default(), &Unknown::default())
}

// What is written is read back.

/// `parts` of a thousand between `min` and `max`, as the decimal that it is.
fn between(min: f32, max: f32, parts: u32) -> f32 {
    let thousandths = |value: f32| libm::round(f64::from(value) * 1000.0);
    let (min, max) = (thousandths(min), thousandths(max));
    (libm::round(min + (max - min) * f64::from(parts) / 1000.0) / 1000.0) as f32
}

/// Step `k` of a track, where the steps are decimal numbers.
fn on_step(min: f32, max: f32, step: f32, k: u32) -> f32 {
    let thousandths = |value: f32| libm::round(f64::from(value) * 1000.0);
    let steps = libm::round((thousandths(max) - thousandths(min)) / thousandths(step)) as u32;
    let k = f64::from(k % (steps + 1));
    ((thousandths(min) + k * thousandths(step)) / 1000.0) as f32 + 0.0
}

#[derive(Clone, Debug)]
struct Choice {
    kind: u8,
    step: u32,
    parts: [u32; YEARS],
    /// Years after which the value stays.
    settled: usize,
}

fn choice() -> impl Strategy<Value = Choice> {
    (
        0u8..6,
        0u32..1000,
        prop::array::uniform10(0u32..=1000),
        1usize..=YEARS,
    )
        .prop_map(|(kind, step, parts, settled)| Choice {
            kind,
            step,
            parts,
            settled,
        })
}

impl Choice {
    fn yearly(&self, min: f32, max: f32) -> [f32; YEARS] {
        std::array::from_fn(|t| between(min, max, self.parts[t.min(self.settled - 1)]))
    }

    fn apply_to_lever(&self, lever: Lever, scenario: &mut Scenario) {
        let r = lever.record();
        let setting = &mut scenario.levers[lever.index()];
        match self.kind {
            0 => *setting = Setting::Yearly(self.yearly(r.min, r.max)),
            1 | 2 => *setting = Setting::Constant(on_step(r.min, r.max, r.step, self.step)),
            3 if !r.marks.is_empty() => {
                let mark = r.marks[self.step as usize % r.marks.len()];
                *setting = Setting::Constant(mark.value);
            }
            _ => {}
        }
    }

    fn apply_to_shock(&self, shock: Shock, scenario: &mut Scenario) {
        let r = shock.record();
        let yearly = self.yearly(r.min, r.max);
        let setting = &mut scenario.shocks[shock.index()];
        match self.kind {
            0 => *setting = ShockSetting::Yearly(yearly),
            1 | 2 => *setting = ShockSetting::Constant(on_step(r.min, r.max, r.step, self.step)),
            3 if shock == Shock::Storm => {
                *setting = ShockSetting::ByCountry(std::array::from_fn(|c| yearly[c]));
            }
            _ => {}
        }
    }
}

/// Least, largest value and step of a pin.
fn pins(parameter: Parameter) -> (f32, f32, f32) {
    let settable = parameter.record().settable;
    let (min, max) = settable.possible;
    (min as f32, max as f32, settable.step as f32)
}

/// An adjustment on its steps.
fn adjustment(parameter: Parameter, kind: u8, a: u32, b: u32) -> Option<Adjustment> {
    let (min, max, step) = pins(parameter);
    let spread = |range: (f32, f32), k: u32| on_step(range.0, range.1, SPREAD_STEP, k);
    match kind {
        0 => Some(Adjustment::Pin(on_step(min, max, step, a))),
        1 => Some(Adjustment::Spread {
            shift: spread(SHIFT, a),
            widen: spread(WIDEN, b),
        }),
        2 => Adjustment::off(parameter),
        _ => None,
    }
}

/// Names of any letters, those that part and escape links among them.
fn name() -> impl Strategy<Value = Name> {
    let letters = prop::collection::vec(
        prop::sample::select(
            "&%=#,;+ <>\"'?/aB7.~-_ñÉ¿«»漢字😀\u{a0}\u{200d}"
                .chars()
                .collect::<Vec<_>>(),
        ),
        0..=LONGEST_NAME,
    );
    letters.prop_map(|letters| {
        let text: String = letters.into_iter().collect();
        Name::new(&text).expect("a name")
    })
}

fn shown() -> impl Strategy<Value = Shown> {
    (
        prop::sample::select(Outcome::ALL.to_vec()),
        prop::sample::select(Form::ALL.to_vec()),
        prop::option::of(prop::sample::select(Row::ALL.to_vec())),
        prop::option::of(prop::sample::select(Pack::ALL.to_vec())),
        any::<[bool; 3]>().prop_map(Layers),
        name(),
        name(),
    )
        .prop_map(|(outcome, form, row, beside, layers, name, name_a)| Shown {
            outcome,
            form,
            row,
            beside,
            layers,
            name,
            name_a,
        })
}

/// A state on the grid, held against another one or not.
fn pair() -> impl Strategy<Value = (Preset, Scenario)> {
    (state(), prop::option::of(state())).prop_map(|((preset, mut scenario), a)| {
        scenario.against = a.map(|(_, a)| a.measures());
        (preset, scenario)
    })
}

fn state() -> impl Strategy<Value = (Preset, Scenario)> {
    let share = || prop::option::of(0u32..=1000);
    (
        0..Preset::ALL.len(),
        0..Regime::ALL.len(),
        0..Pack::ALL.len(),
        (share(), share()),
        prop::option::of(any::<u32>()),
        prop::collection::vec(choice(), Lever::ALL.len()),
        prop::collection::vec(choice(), Shock::ALL.len()),
        prop::collection::vec((0u8..6, 0u32..100_000, 0u32..100), PARAMETERS),
    )
        .prop_map(
            |(preset, regime, pack, (discount, trust), seed, levers, shocks, own)| {
                let preset = Preset::ALL[preset];
                let mut scenario = preset.scenario();
                scenario.regime = Regime::ALL[regime];
                scenario.assumptions.pack = Pack::ALL[pack];
                for (record, (kind, a, b)) in Parameter::all().iter().zip(own) {
                    let parameter = record.parameter;
                    let adjustment = adjustment(parameter, kind, a, b);
                    scenario.assumptions.own.set(parameter, adjustment);
                }
                if let Some(discount) = discount {
                    let discount = between(DISCOUNT.0, DISCOUNT.1, discount);
                    scenario.assumptions.set_discount(Some(discount));
                }
                scenario.assumptions.trust = trust.map(|t| between(TRUST.0, TRUST.1, t));
                scenario.seed = seed.unwrap_or(scenario.seed);
                for (lever, choice) in Lever::ALL.into_iter().zip(&levers) {
                    choice.apply_to_lever(lever, &mut scenario);
                }
                for (shock, choice) in Shock::ALL.into_iter().zip(&shocks) {
                    choice.apply_to_shock(shock, &mut scenario);
                }
                (preset, scenario)
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn every_state_on_the_grid_is_read_back_as_it_was(
        (preset, scenario) in pair(),
        shown in shown(),
    ) {
        let link = encode(preset, &scenario, &shown, &Unknown::default());
        prop_assert!(link.is_ascii() && link.len() <= LONGEST, "{}", link);
        let decoded = decode(&link);
        prop_assert_eq!(&decoded.scenario, &scenario, "{}", &link);
        prop_assert_eq!(&decoded.shown, &shown, "{}", &link);
        prop_assert_eq!(decoded.preset, preset);
        prop_assert_eq!(&decoded.refusals, &vec![]);
        prop_assert_eq!(reencode(&decoded), link);
    }

    #[test]
    fn escapes_added_on_the_way_change_nothing((preset, scenario) in pair(), shown in shown()) {
        let link = encode(preset, &scenario, &shown, &Unknown::default());
        let escaped = link.replace(',', "%2C").replace('&', "%26").replace('=', "%3d");
        let escaped = escaped.replace(':', "%3A");
        prop_assert_eq!(decode(&escaped), decode(&link));
    }
}

// Scenario A, names and what is looked at.

#[test]
fn a_pinned_scenario_departs_from_the_preset_nearest_to_it() {
    let b = Preset::Aid.scenario();
    let cut = Preset::Cut2019.scenario().with(Lever::Research, 0.05);
    for (a, link) in [
        (Preset::Everything.scenario(), "#v1&p=aid&a.p=everything"),
        (Preset::Today.scenario(), "#v1&p=aid&a.p=today"),
        (cut, "#v1&p=aid&a.p=cut-2019&a.research=0.05"),
    ] {
        let held = b.clone().held_against(a.measures());
        assert_eq!(link_of(Preset::Aid, &held), link);
        assert_eq!(decode(link).scenario, held);
    }
}

#[test]
fn a_is_there_where_any_of_its_settings_can_be_used() {
    let a = |link: &str| decode(link).scenario.against;
    let aid = Preset::Everything.scenario().with(Lever::Aid, 0.5);
    assert_eq!(a("#v1&a.aid=0.5"), Some(aid.measures()));
    assert_eq!(a("#v1&a.aid=0.5&a.p=nowhere"), Some(aid.measures()));
    assert_eq!(a("#v1&a.name=Nobody"), None);
    let decoded = decode("#v1&a.aid=9&a.p=&a.storm=x&a.regime=late-2024");
    assert_eq!(decoded.scenario.against, None);
    let found: Vec<_> = decoded
        .refusals
        .iter()
        .map(|r| (&*r.key, r.stands))
        .collect();
    assert_eq!(
        found,
        [
            ("a.aid", Stands::Dropped),
            ("a.p", Stands::Dropped),
            ("a.storm", Stands::Dropped),
            ("a.regime", Stands::Kept),
        ]
    );
    let decoded = decode("#v1&a.aid=9&a.p=today&a.drought=7&a.p=aid");
    let found: Vec<_> = decoded
        .refusals
        .iter()
        .map(|r| (&*r.key, r.stands))
        .collect();
    let constant = ShockSetting::Constant(0.0);
    assert_eq!(
        found,
        [
            ("a.aid", Stands::Lever(Lever::Aid, Setting::Constant(1.0))),
            ("a.drought", Stands::Shock(Shock::Drought, constant)),
            ("a.p", Stands::Preset(Preset::Today)),
        ]
    );
}

#[test]
fn names_are_one_line_of_letters_that_can_be_seen() {
    let name = |text: &str| {
        let decoded = decode(&format!("#v1&name={text}"));
        let reason = decoded.refusals.first().map(|refusal| refusal.reason);
        (decoded.shown.name.to_string(), reason)
    };
    assert_eq!(name("Twice%20the%20aid"), ("Twice the aid".into(), None));
    assert_eq!(name("%20M%C3%A1s%2525%20"), ("Más%".into(), None));
    let none = |reason| (String::new(), Some(reason));
    assert_eq!(name(""), none(Reason::Empty));
    assert_eq!(name("%20"), none(Reason::Empty));
    assert_eq!(name("%FF"), none(Reason::NotPlain));
    for hidden in ["a%00b", "a%0Ab", "%E2%80%AEcod", "a%E2%80%8Bb"] {
        assert_eq!(name(hidden), none(Reason::NotPlain), "{hidden}");
    }
    let long = "%C3%B1".repeat(LONGEST_NAME);
    assert_eq!(name(&long), ("ñ".repeat(LONGEST_NAME), None));
    let most = LONGEST_NAME;
    assert_eq!(name(&(long + "n")), none(Reason::NameTooLong { most }));
}

#[test]
fn what_is_looked_at_is_refused_by_name() {
    let decoded =
        decode("#v1&outcome=joy&form=pie&row=MEX&beside=gut&show=history,ufos&check=NOTACHECK");
    let found: Vec<_> = decoded
        .refusals
        .iter()
        .map(|r| (r.reason, r.stands))
        .collect();
    assert_eq!(
        found,
        [
            (Reason::UnknownOutcome, Stands::Outcome(Outcome::Encounters)),
            (Reason::UnknownForm, Stands::Form(Form::Fan)),
            (Reason::UnknownRow, Stands::Row(None)),
            (Reason::UnknownPack, Stands::Beside(None)),
            (Reason::UnknownLayer, Stands::Layers(Layers::default())),
            (Reason::NotPlain, Stands::Dropped),
        ]
    );
    assert_eq!(decoded.shown, Shown::default());
    for link in [
        "#v1&outcome=homicides&form=dots&row=all&beside=sceptic",
        "#v1&show=history,breaks,events",
        "#v1&show=none",
    ] {
        assert_eq!(reencode(&decode(link)), link);
    }
    // What is shown unasked is not said.
    assert_eq!(reencode(&decode("#v1&show=breaks,history")), "#v1");
}

#[test]
fn the_opening_state_is_the_bare_version() {
    assert_eq!(link_of(Preset::DEFAULT, &Preset::DEFAULT.scenario()), "#v1");
    for opening in ["", "#", "#v1", "v1", "#v1&", "#v1&p=everything"] {
        assert_eq!(decode(opening), Decoded::default(), "{opening}");
    }
}

#[test]
fn every_preset_is_read_back_from_its_key_alone() {
    for preset in Preset::ALL {
        let link = link_of(preset, &preset.scenario());
        if preset != Preset::DEFAULT {
            assert_eq!(link, format!("#v1&p={}", preset.key()));
        }
        let decoded = decode(&link);
        assert_eq!(decoded.preset, preset);
        assert_eq!(decoded.scenario, preset.scenario());
        assert_eq!(decoded.refusals, []);
    }
}

#[test]
fn a_link_holds_what_differs_from_the_preset_in_a_fixed_order() {
    let mut scenario = Preset::Strategy
        .scenario()
        .with(Lever::AntiSmuggling, 1.0)
        .with(Lever::Aid, 0.56)
        .under(Regime::Since2025)
        .believing(Pack::Sceptic)
        .with_shock(Shock::GunFlow, -0.3);
    scenario.assumptions.trust = Some(0.25);
    scenario.assumptions.set_discount(Some(1.0));
    let own = &mut scenario.assumptions.own;
    own.set(Parameter::FoodLevel, Some(Adjustment::Pin(0.1)));
    let (shift, widen) = (-0.5, 2.0);
    own.set(
        Parameter::AidHope,
        Some(Adjustment::Spread { shift, widen }),
    );
    scenario.seed = 7;
    assert_eq!(
        link_of(Preset::Strategy, &scenario),
        "#v1&p=strategy&regime=since-2025&pack=sceptic&discount=1&trust=0.25\
         &own=aid_hope:s-0.5w2,food_level:p0.1&aid=0.56&anti_smuggling=1&gun_flow=-0.3&seed=7"
    );
}

#[test]
fn lists_are_years_and_three_storms_are_countries() {
    let scenario = |link: &str| {
        let decoded = decode(link);
        assert_eq!(decoded.refusals, [], "{link}");
        let written = reencode(&decoded);
        (decoded.scenario, written)
    };
    let (read, written) = scenario("#v1&aid=2,1.111&drought=0,1,2&storm=0.1,0.2,0.3");
    let mut aid = [1.111; YEARS];
    aid[0] = 2.0;
    assert_eq!(read.lever(Lever::Aid), Setting::Yearly(aid));
    let mut drought = [2.0; YEARS];
    drought[..2].copy_from_slice(&[0.0, 1.0]);
    assert_eq!(read.shock(Shock::Drought), ShockSetting::Yearly(drought));
    assert_eq!(
        read.shock(Shock::Storm),
        ShockSetting::ByCountry([0.1, 0.2, 0.3])
    );
    assert_eq!(written, "#v1&aid=2,1.111&drought=0,1,2&storm=0.1,0.2,0.3");

    let (read, written) = scenario("#v1&storm=0.1,0.1,0.1,0.1");
    assert_eq!(read.shock(Shock::Storm), ShockSetting::Yearly([0.1; YEARS]));
    assert_eq!(written, "#v1&storm=0.1,0.1,0.1,0.1");
    let (_, written) = scenario("#v1&storm=0.1,0.2");
    assert_eq!(written, "#v1&storm=0.1,0.2,0.2,0.2");
}

#[test]
fn single_values_move_to_their_step_unless_they_have_a_name() {
    let value = |link: &str, lever| decode(link).scenario.lever(lever);
    let constant = Setting::Constant;
    assert_eq!(value("#v1&aid=1.61", Lever::Aid), constant(1.6));
    assert_eq!(value("#v1&aid=1.58", Lever::Aid), constant(1.58));
    assert_eq!(value("#v1&aid=.7500", Lever::Aid), constant(0.75));
    assert_eq!(
        value("#v1&work_visas=12499", Lever::WorkVisas),
        constant(12_000.0)
    );
    assert_eq!(decode("#v1&aid=1.61").refusals, []);
}

#[test]
fn a_negative_nought_is_nought() {
    let decoded = decode("#v1&drought=-0&storm=-0&gun_flow=-0,0.1");
    assert_eq!(decoded.refusals, []);
    assert_eq!(reencode(&decoded), "#v1&gun_flow=0,0.1");
}

#[test]
fn the_first_preset_counts_wherever_it_stands() {
    let decoded = decode("#v1&research=0.05&p=today&p=aid");
    let expected = Scenario::baseline().with(Lever::Research, 0.05);
    assert_eq!(decoded.scenario, expected);
    let [refusal] = &decoded.refusals[..] else {
        panic!("{:?}", decoded.refusals);
    };
    assert_eq!(refusal.reason, Reason::Repeated);
    assert_eq!(refusal.stands, Stands::Preset(Preset::Today));
}

#[test]
fn unknown_keys_are_reported_and_written_back() {
    let decoded = decode("#v1&zoom=3&aid=1&embed");
    assert_eq!(decoded.refusals.len(), 2);
    for refusal in &decoded.refusals {
        assert_eq!(refusal.reason, Reason::UnknownKey);
        assert_eq!(refusal.stands, Stands::Kept);
    }
    assert_eq!(reencode(&decoded), "#v1&aid=1&embed&zoom=3");

    // What could not be written as it is, or would fill the link, goes.
    let long = format!("#v1&{}=1", "k".repeat(500));
    for link in ["#v1&<b>=1", "#v1&x=%22", &long] {
        let decoded = decode(link);
        assert_eq!(decoded.refusals.len(), 1, "{link}");
        assert_eq!(decoded.refusals[0].stands, Stands::Dropped);
        assert_eq!(reencode(&decoded), "#v1");
    }
}

#[test]
fn other_fragments_of_the_page_are_left_alone() {
    for fragment in ["#sources", "#vision", "#v", "#V1", "#aid=2", "#ñ"] {
        let foreign = Decoded {
            foreign: true,
            ..Decoded::default()
        };
        assert_eq!(decode(fragment), foreign, "{fragment}");
    }
}

#[test]
fn numbers_that_no_link_holds_are_written_as_the_default() {
    let mut scenario = Scenario::baseline().with(Lever::Aid, f32::NAN);
    scenario.levers[Lever::Research.index()] = Setting::Constant(7.0);
    scenario.shocks[Shock::Drought.index()] = ShockSetting::ByCountry([0.0, 2.0, 1.0]);
    assert_eq!(
        link_of(Preset::Today, &scenario),
        "#v1&p=today&research=0.2&drought=2"
    );
}

// The reader's own beliefs.

#[test]
fn items_of_own_are_refused_one_by_one_and_the_rest_holds() {
    let decoded = decode(
        "#v1&own=food_level:p0.1,aid_hope:s-0.5w2,aid_hope:p0,networks:p0.7,uptake:p0.507,\
         drift:x1,return:s1w,beta:p1,haz,storm_effect,drought_effect:s3.25,networks:p0.1,,\
         gun_elasticity:w2s1,new_thing:q9,aid_money:s0.1w1.1",
    );
    let own = &decoded.scenario.assumptions.own;
    let spread = |shift, widen| Adjustment::Spread { shift, widen };
    let held: Vec<_> = own.iter().collect();
    assert_eq!(
        held,
        [
            (Parameter::Uptake, Adjustment::Pin(0.51)),
            (Parameter::AidHope, spread(-0.5, 2.0)),
            (Parameter::FoodLevel, Adjustment::Pin(0.1)),
        ]
    );
    let none = |parameter| Stands::Own(parameter, None);
    let range = |min, max| Reason::OutOfRange { min, max };
    let found: Vec<_> = decoded
        .refusals
        .iter()
        .map(|r| (r.key.as_str(), r.given.as_str(), r.reason, r.stands))
        .collect();
    use Parameter::*;
    let expected = [
        (
            "own.aid_hope",
            "p0",
            Reason::Repeated,
            Stands::Own(AidHope, Some(spread(-0.5, 2.0))),
        ),
        ("own.networks", "p0.7", range(0.0, 0.6), none(Networks)),
        (
            "own.uptake",
            "p0.507",
            Reason::OffStep { step: 0.01 },
            Stands::Own(Uptake, Some(Adjustment::Pin(0.51))),
        ),
        ("own.drift", "x1", Reason::NotANumber, none(Drift)),
        ("own.return", "s1w", Reason::NotANumber, none(Return)),
        ("own.beta", "p1", Reason::UnknownKey, Stands::Kept),
        ("own.haz", "", Reason::UnknownKey, Stands::Kept),
        ("own.storm_effect", "", Reason::Empty, none(StormEffect)),
        (
            "own.drought_effect",
            "s3.25",
            range(-3.0, 3.0),
            none(DroughtEffect),
        ),
        ("own.networks", "p0.1", Reason::Repeated, none(Networks)),
        ("own.", "", Reason::Empty, Stands::Dropped),
        (
            "own.gun_elasticity",
            "w2s1",
            Reason::NotANumber,
            none(GunElasticity),
        ),
        ("own.new_thing", "q9", Reason::UnknownKey, Stands::Kept),
        (
            "own.aid_money",
            "s0.1w1.1",
            Reason::OffStep { step: 0.25 },
            none(AidMoney),
        ),
    ];
    assert_eq!(found, expected);
    assert_eq!(
        reencode(&decoded),
        "#v1&own=uptake:p0.51,aid_hope:s-0.5w2,food_level:p0.1,beta:p1,haz,new_thing:q9"
    );
}

#[test]
fn a_pinned_discount_is_one_fact_with_the_key_it_always_had() {
    let discount = |link: &str| decode(link).scenario.assumptions.discount();
    assert_eq!(discount("#v1&discount=0.655"), Some(0.655));
    assert_eq!(discount("#v1&own=discount:p0.65"), Some(0.65));
    let settable = Parameter::Beta.record().settable;
    let (low, high) = settable.possible;
    assert_eq!((low as f32, high as f32), DISCOUNT);
    let rewritten = |link: &str| reencode(&decode(link));
    assert_eq!(rewritten("#v1&discount=0.655"), "#v1&discount=0.655");
    assert_eq!(rewritten("#v1&own=discount:p0.65"), "#v1&discount=0.65");
    assert_eq!(
        rewritten("#v1&own=discount:s-1w2"),
        "#v1&own=discount:s-1w2"
    );

    // Where both stand, the key holds, in either order.
    for link in [
        "#v1&discount=0.5&own=discount:p0.65,drift:p0",
        "#v1&own=discount:s1,drift:p0&discount=0.5",
    ] {
        let decoded = decode(link);
        let [refusal] = &decoded.refusals[..] else {
            panic!("{:?}", decoded.refusals);
        };
        assert_eq!(refusal.key, "own.discount");
        assert_eq!(refusal.reason, Reason::Repeated);
        let pin = Some(Adjustment::Pin(0.5));
        assert_eq!(refusal.stands, Stands::Own(Parameter::Beta, pin));
        assert_eq!(reencode(&decoded), "#v1&discount=0.5&own=drift:p0");
    }
    let decoded = decode("#v1&discount=5&own=discount:p0.65");
    assert_eq!(decoded.refusals.len(), 1);
    assert_eq!(decoded.scenario.assumptions.discount(), Some(0.65));
}

#[test]
fn what_changes_nothing_is_not_in_the_link() {
    let decoded = decode("#v1&own=drift:s0,aid_hope:w1,networks:s0w1");
    assert_eq!(decoded, decode("#v1"));
    let mut scenario = Preset::DEFAULT.scenario();
    let own = &mut scenario.assumptions.own;
    for (shift, widen) in [(f32::NAN, 1.0), (0.0, f32::INFINITY), (0.0, 1.0)] {
        own.set(
            Parameter::AidHope,
            Some(Adjustment::Spread { shift, widen }),
        );
    }
    own.set(Parameter::Drift, Some(Adjustment::Pin(f32::NAN)));
    assert!(own.is_empty());
    assert_eq!(link_of(Preset::DEFAULT, &scenario), "#v1");
}

#[test]
fn more_items_than_are_read_are_one_refusal() {
    let items = vec!["drift:p0"; MOST_ITEMS + 3].join(",");
    let decoded = decode(&format!("#v1&own={items}"));
    assert_eq!(decoded.refusals.len(), MOST_ITEMS);
    let last = decoded.refusals.last().expect("refusals");
    let reason = Reason::TooManyKeys {
        most: MOST_ITEMS,
        left: 3,
    };
    assert_eq!((last.key.as_str(), last.reason), ("own", reason));
}

// Broken links.

/// A refusal in short: key, value, reason, what stands.
type Expected = (&'static str, &'static str, Reason, Stands);

fn broken_links() -> Vec<(&'static str, String, Vec<Expected>)> {
    let preset = |preset| Stands::Preset(preset);
    let lever = |lever, value| Stands::Lever(lever, Setting::Constant(value));
    let aid_range = Reason::OutOfRange { min: 0.0, max: 3.0 };
    vec![
        (
            "a version from the future",
            "#v9&aid=2".into(),
            vec![("", "v9", Reason::UnknownVersion, preset(Preset::Everything))],
        ),
        (
            "a preset that never was",
            "#v1&p=tomorrow&aid=0.5".into(),
            vec![(
                "p",
                "tomorrow",
                Reason::UnknownPreset,
                preset(Preset::Everything),
            )],
        ),
        (
            "values beyond both ends",
            "#v1&p=today&aid=3.01&local_share=0.04&research=-0.01".into(),
            vec![
                ("aid", "3.01", aid_range, lever(Lever::Aid, 1.0)),
                (
                    "local_share",
                    "0.04",
                    Reason::OutOfRange {
                        min: 0.05,
                        max: 0.8,
                    },
                    lever(Lever::LocalShare, 0.1),
                ),
                (
                    "research",
                    "-0.01",
                    Reason::OutOfRange { min: 0.0, max: 0.2 },
                    lever(Lever::Research, 0.0),
                ),
            ],
        ),
        (
            "numbers that are none",
            "#v1&aid=NaN&research=1e-2&drought=--1&trust=.&anti_corruption=0x1".into(),
            vec![
                ("aid", "NaN", Reason::NotANumber, lever(Lever::Aid, 2.0)),
                (
                    "research",
                    "1e-2",
                    Reason::NotANumber,
                    lever(Lever::Research, 0.1),
                ),
                (
                    "drought",
                    "--1",
                    Reason::NotANumber,
                    Stands::Shock(Shock::Drought, ShockSetting::Constant(0.0)),
                ),
                ("trust", ".", Reason::NotANumber, Stands::Trust(None)),
                (
                    "anti_corruption",
                    "0x1",
                    Reason::NotANumber,
                    lever(Lever::AntiCorruption, 1.0),
                ),
            ],
        ),
        (
            "a key given twice",
            "#v1&aid=0.5&aid=1.5".into(),
            vec![("aid", "1.5", Reason::Repeated, lever(Lever::Aid, 0.5))],
        ),
        (
            "names that are not known",
            "#v1&regime=1850&pack=truth&discount=2&seed=4294967296".into(),
            vec![
                (
                    "regime",
                    "1850",
                    Reason::UnknownRegime,
                    Stands::Regime(Regime::Late2024),
                ),
                (
                    "pack",
                    "truth",
                    Reason::UnknownPack,
                    Stands::Pack(Pack::Literature),
                ),
                (
                    "discount",
                    "2",
                    Reason::OutOfRange { min: 0.1, max: 1.0 },
                    Stands::Discount(None),
                ),
                (
                    "seed",
                    "4294967296",
                    Reason::OutOfRange {
                        min: 0.0,
                        max: 4_294_967_295.0,
                    },
                    Stands::Seed(2024),
                ),
            ],
        ),
        (
            "more years than there are, and empty ones",
            "#v1&aid=1,1,1,1,1,1,1,1,1,1,1&storm=0.1,,0.2&food_security=&research".into(),
            vec![
                (
                    "aid",
                    "1,1,1,1,1,1,1,1,1,1,1",
                    Reason::TooManyValues { most: 10 },
                    lever(Lever::Aid, 2.0),
                ),
                (
                    "storm",
                    "0.1,,0.2",
                    Reason::NotANumber,
                    Stands::Shock(Shock::Storm, ShockSetting::Constant(0.0)),
                ),
                (
                    "food_security",
                    "",
                    Reason::Empty,
                    lever(Lever::FoodSecurity, 0.4),
                ),
                ("research", "", Reason::Empty, lever(Lever::Research, 0.1)),
            ],
        ),
        (
            "script and letters from elsewhere",
            "#v1&aid=<script>alert(1)</script>&%3Cimg=1&research=٠.١&seed=%00%E2%80%AE1".into(),
            vec![
                (
                    "aid",
                    "<script>alert(1)</script>",
                    Reason::NotANumber,
                    lever(Lever::Aid, 2.0),
                ),
                ("<img", "1", Reason::UnknownKey, Stands::Dropped),
                (
                    "research",
                    "?.?",
                    Reason::NotPlain,
                    lever(Lever::Research, 0.1),
                ),
                ("seed", "??1", Reason::NotPlain, Stands::Seed(2024)),
            ],
        ),
        (
            "a link longer than links are",
            format!("#v1&aid={}", "1".repeat(LONGEST)),
            vec![(
                "",
                "v1&aid=11111111111111111111111111111111…",
                Reason::TooLong { most: LONGEST },
                preset(Preset::Everything),
            )],
        ),
        (
            "more keys than links have",
            format!("#v1{}&aid=0.5&seed=1", "&aid=1".repeat(MOST_KEYS)),
            [("aid", "1", Reason::Repeated, lever(Lever::Aid, 1.0))]
                .into_iter()
                .cycle()
                .take(MOST_KEYS - 1)
                .chain([(
                    "aid",
                    "0.5",
                    Reason::TooManyKeys {
                        most: MOST_KEYS,
                        left: 2,
                    },
                    Stands::Dropped,
                )])
                .collect(),
        ),
    ]
}

#[test]
fn ten_broken_links_say_what_was_refused_and_what_stands() {
    let links = broken_links();
    assert_eq!(links.len(), 10);
    for (name, link, expected) in links {
        let decoded = decode(&link);
        let found: Vec<_> = decoded
            .refusals
            .iter()
            .map(|r| (r.key.as_str(), r.given.as_str(), r.reason, r.stands))
            .collect();
        assert_eq!(found, expected, "{name}");
        assert_valid(&decoded);
    }
}

// A million links.

fn assert_valid(decoded: &Decoded) {
    assert_sets_valid(&decoded.scenario);
    if let Some(a) = decoded.scenario.against {
        assert_sets_valid(&Scenario::baseline().setting(a));
    }
    for name in [&decoded.shown.name, &decoded.shown.name_a] {
        assert_eq!(Name::new(name.as_str()).as_ref(), Ok(name));
    }
    for refusal in &decoded.refusals {
        for text in [&refusal.key, &refusal.given] {
            assert!(text.chars().count() <= MOST_SHOWN, "{text}");
            let plain = |c: char| c == ' ' || c.is_ascii_graphic() || c == '…';
            assert!(text.chars().all(plain), "{text:?}");
        }
    }
}

fn assert_sets_valid(scenario: &Scenario) {
    let within = |values: &[f32], min: f32, max: f32, key: &str| {
        for value in values {
            assert!((min..=max).contains(value), "{key}: {value}");
        }
    };
    for lever in Lever::ALL {
        let r = lever.record();
        match scenario.lever(lever) {
            Setting::Constant(value) => within(&[value], r.min, r.max, r.key),
            Setting::Yearly(values) => within(&values, r.min, r.max, r.key),
        }
    }
    for shock in Shock::ALL {
        let r = shock.record();
        match scenario.shock(shock) {
            ShockSetting::Constant(value) => within(&[value], r.min, r.max, r.key),
            ShockSetting::Yearly(values) => within(&values, r.min, r.max, r.key),
            ShockSetting::ByCountry(values) => {
                assert_eq!(shock, Shock::Storm);
                within(&values, r.min, r.max, r.key);
            }
        }
    }
    for (parameter, adjustment) in scenario.assumptions.own.iter() {
        let (min, max, _) = pins(parameter);
        let key = parameter.record().key;
        match adjustment {
            Adjustment::Pin(value) => within(&[value], min, max, key),
            Adjustment::Spread { shift, widen } => {
                within(&[shift], SHIFT.0, SHIFT.1, key);
                within(&[widen], WIDEN.0, WIDEN.1, key);
            }
        }
    }
    if let Some(trust) = scenario.assumptions.trust {
        within(&[trust], TRUST.0, TRUST.1, "trust");
    }
}

/// Always a scenario in range, and a link that opens it again and stays as it is.
fn assert_settles(fragment: &str) -> Decoded {
    let decoded = decode(fragment);
    assert_valid(&decoded);
    let link = reencode(&decoded);
    let again = decode(&link);
    assert_eq!(again.scenario, decoded.scenario, "{fragment} -> {link}");
    assert_eq!(again.preset, decoded.preset, "{fragment} -> {link}");
    assert_eq!(again.unknown, decoded.unknown, "{fragment} -> {link}");
    assert_eq!(again.shown, decoded.shown, "{fragment} -> {link}");
    assert_eq!(again.check, None, "{fragment} -> {link}");
    for refusal in &again.refusals {
        assert_eq!(refusal.stands, Stands::Kept, "{fragment} -> {link}");
    }
    assert_eq!(reencode(&again), link, "{fragment}");
    decoded
}

/// Every part of the link alone: it is refused exactly where it would be by itself,
/// or because its key was there before.
fn assert_all_refusals_are_reported(fragment: &str, decoded: &Decoded) {
    let Some(parts) = fragment.strip_prefix("#v1&") else {
        return;
    };
    let parts: Vec<&str> = parts.split('&').filter(|part| !part.is_empty()).collect();
    let mut seen: Vec<&str> = Vec::new();
    let mut expected = 0;
    let read = || parts.iter().take(MOST_KEYS);
    let refused = |part: &str| decode(&format!("#v1&{part}")).refusals.len();
    // The one pair of keys that speak of the same thing.
    let discount = read().find(|part| part.split('=').next() == Some("discount"));
    for part in read() {
        let key = part.split('=').next().unwrap_or_default();
        expected += if seen.contains(&key) {
            1
        } else {
            seen.push(key);
            match (key, discount) {
                ("own", Some(discount)) => {
                    refused(&format!("{discount}&{part}")) - refused(discount)
                }
                _ => refused(part),
            }
        };
    }
    expected += usize::from(parts.len() > MOST_KEYS);
    assert_eq!(decoded.refusals.len(), expected, "{fragment}");
}

struct Chance(Xoshiro256PlusPlus);

impl Chance {
    fn new(seed: u64) -> Self {
        Chance(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n as u64) as usize
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

fn every_key() -> Vec<&'static str> {
    let mut keys = vec![
        "p", "regime", "pack", "discount", "trust", "own", "own", "seed",
    ];
    keys.extend(Lever::ALL.map(|lever| lever.record().key));
    keys.extend(Shock::ALL.map(|shock| shock.record().key));
    keys.extend([
        "name", "a.name", "outcome", "form", "row", "beside", "show", "check", "a.p",
    ]);
    keys.extend(["a.aid", "a.local_share", "a.anti_smuggling", "a.work_visas"]);
    keys.extend(["a.storm", "a.drought", "a.us_openings"]);
    keys
}

#[test]
fn three_hundred_thousand_random_fragments_open() {
    let mut chance = Chance::new(1);
    const SIGNS: &[u8] = b"&&&===,,,...--%%#0123456789abcdefpv_ \0\x7f+;:<>\"'\\/";
    for i in 0..300_000 {
        let length = chance.below(80);
        let bytes: Vec<u8> = (0..length)
            .map(|_| match i % 3 {
                0 => chance.below(256) as u8,
                _ => SIGNS[chance.below(SIGNS.len())],
            })
            .collect();
        let text = String::from_utf8_lossy(&bytes);
        let fragment = match i % 4 {
            0 => text.into_owned(),
            _ => format!("#v1&{text}"),
        };
        assert_settles(&fragment);
    }
}

#[test]
fn five_hundred_thousand_mutated_links_open_and_report_every_refusal() {
    const INSERTS: [&str; 16] = [
        "&", "=", ",", ".", "-", "%", "%2C", "%26", "9", "0", "e5", "NaN", "inf", "ñ", "\u{202e}",
        "\0",
    ];
    let mut chance = Chance::new(2);
    let keys = every_key();
    for i in 0..500_000 {
        let mut link = Generated::link(&mut chance, &keys).link;
        for _ in 0..1 + chance.below(4) {
            let mut at = chance.below(link.len() + 1);
            while !link.is_char_boundary(at) {
                at -= 1;
            }
            match chance.below(4) {
                0 => link.insert_str(at, chance.pick(&INSERTS)),
                1 if at < link.len() => {
                    link.remove(at);
                }
                1 => link.push('&'),
                2 => link.truncate(at),
                _ => {
                    let tail = link[at..].to_string();
                    link.push_str(&tail);
                }
            }
        }
        let decoded = assert_settles(&link);
        // Escapes can part a link anew, and unknown keys can fill the room for them.
        if i % 4 == 0 && !link.contains('%') && link.len() < 300 {
            assert_all_refusals_are_reported(&link, &decoded);
        }
    }
}

/// A link made from parts, each with what should become of it.
struct Generated {
    link: String,
    /// Keys refused, in order, with the kind of reason.
    refused: Vec<(String, &'static str)>,
    /// Levers accepted at one value on its step.
    levers: Vec<(Lever, f32)>,
    /// Adjustments accepted.
    own: Vec<(Parameter, Adjustment)>,
}

impl Generated {
    fn link(chance: &mut Chance, keys: &[&'static str]) -> Generated {
        let mut made = Generated {
            link: "#v1".into(),
            refused: Vec::new(),
            levers: Vec::new(),
            own: Vec::new(),
        };
        let mut seen: Vec<&str> = Vec::new();
        for _ in 0..chance.below(7) {
            if chance.below(12) == 0 {
                let key = chance.pick(&["zoom", "x", "Aid", "aid%20"]);
                let reason = if seen.contains(&key) {
                    "repeated"
                } else if key == "aid%20" {
                    "not-plain"
                } else {
                    "unknown-key"
                };
                made.refuse(key, chance.pick(&["1", "", "abc"]), reason);
                seen.push(key);
                continue;
            }
            let key = keys[chance.below(keys.len())];
            let repeated = seen.contains(&key);
            seen.push(key);
            if key == "own" && chance.below(8) > 0 {
                let items = made.items(repeated, chance);
                match repeated {
                    true => made.refuse(key, &items, "repeated"),
                    false => made.link.push_str(&format!("&own={items}")),
                }
                continue;
            }
            let bad = key == "own" || chance.below(4) == 0;
            let (value, reason) = if bad {
                bad_value(key, chance)
            } else {
                (made.good_value(key, repeated, chance), "")
            };
            match (repeated, bad) {
                (true, _) => made.refuse(key, &value, "repeated"),
                (false, true) => made.refuse(key, &value, reason),
                (false, false) => made.link.push_str(&format!("&{key}={value}")),
            }
        }
        made
    }

    fn refuse(&mut self, key: &str, value: &str, reason: &'static str) {
        self.link.push_str(&format!("&{key}={value}"));
        self.refused.push((key.replace("%20", " "), reason));
    }

    /// A list of items, good ones and bad ones.
    fn items(&mut self, repeated: bool, chance: &mut Chance) -> String {
        let mut items: Vec<String> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for _ in 0..1 + chance.below(5) {
            let record = &Parameter::all()[chance.below(PARAMETERS)];
            let parameter = record.parameter;
            // What both keys of the discount say together has a test of its own.
            if parameter == Parameter::Beta {
                continue;
            }
            let kind = chance.below(3) as u8;
            let (a, b) = (chance.below(100_000) as u32, chance.below(100) as u32);
            let known = adjustment(parameter, kind, a, b);
            let good = match known {
                Some(Adjustment::Pin(value)) => format!("p{value}"),
                Some(Adjustment::Spread { shift, widen }) => match (shift == 0.0, widen == 1.0) {
                    (true, _) => format!("w{widen}"),
                    (_, true) => format!("s{shift}"),
                    _ => format!("s{shift}w{widen}"),
                },
                None => "w1".into(),
            };
            let (min, max, step) = pins(parameter);
            let (key, value, reason) = match chance.below(12) {
                0 => (record.key, String::new(), "empty"),
                1 => (
                    record.key,
                    chance.pick(&["x", "p", "s", "w", "1", "pp1"]).into(),
                    "not-a-number",
                ),
                2 => (record.key, format!("p{}", max + step), "out-of-range"),
                3 => (record.key, format!("p{}", min - step), "out-of-range"),
                4 => (
                    record.key,
                    chance.pick(&["s3.25", "w-0.25", "s-4w1", "s1w3.01"]).into(),
                    "out-of-range",
                ),
                5 => (record.key, "s0.1".into(), "off-step"),
                6 => (chance.pick(&["aid", "x", "Drift"]), good, "unknown-key"),
                _ => (record.key, good, ""),
            };
            items.push(format!("{key}:{value}"));
            let again = seen.contains(&key);
            seen.push(key);
            let reason = if again { "repeated" } else { reason };
            match (reason, repeated) {
                (_, true) => {}
                ("", false) => {
                    // What changes nothing is no adjustment.
                    let nothing = Adjustment::Spread {
                        shift: 0.0,
                        widen: 1.0,
                    };
                    self.own
                        .extend(known.filter(|k| *k != nothing).map(|k| (parameter, k)));
                }
                (reason, false) => self.refused.push((format!("own.{key}"), reason)),
            }
        }
        if items.is_empty() {
            items.push("drift:p0".into());
        }
        items.join(chance.pick(&[",", "%2C", "%2c"]))
    }

    fn good_value(&mut self, key: &'static str, repeated: bool, chance: &mut Chance) -> String {
        let (min, max, step) = match key {
            "p" | "a.p" => return chance.pick(&Preset::ALL.map(Preset::key)).into(),
            "name" | "a.name" => {
                return chance
                    .pick(&[
                        "A",
                        "%C3%91",
                        "a%20b",
                        "%2526%253D",
                        "M%C3%A1s",
                        "=",
                        "100%2525",
                    ])
                    .into();
            }
            "outcome" => return chance.pick(&Outcome::ALL.map(Outcome::key)).into(),
            "form" => return chance.pick(&Form::ALL.map(Form::key)).into(),
            "row" => return chance.pick(&Row::ALL.map(Row::key)).into(),
            "beside" => return chance.pick(&Pack::ALL.map(Pack::key)).into(),
            "show" => return chance.pick(&["none", "events", "history,breaks"]).into(),
            // The letter that says of what kind the answer is: a known one.
            "check" => {
                let letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyzoOiIlL";
                let letters: Vec<char> = letters.chars().collect();
                let mut text: String = (0..12)
                    .map(|_| letters[chance.below(letters.len())])
                    .collect();
                text.replace_range(3..4, "0");
                return text;
            }
            "regime" => return chance.pick(&Regime::ALL.map(Regime::key)).into(),
            "pack" => return chance.pick(&Pack::ALL.map(Pack::key)).into(),
            "seed" => return chance.0.next_u32().to_string(),
            "discount" => return between(0.1, 1.0, chance.below(1001) as u32).to_string(),
            "trust" => return between(0.0, 1.0, chance.below(1001) as u32).to_string(),
            _ => track(key),
        };
        if chance.below(3) > 0 {
            let value = on_step(min, max, step, chance.below(1000) as u32);
            if let (Some(lever), false) = (Lever::from_key(key), repeated) {
                self.levers.push((lever, value));
            }
            return value.to_string();
        }
        let values: Vec<String> = (0..2 + chance.below(YEARS - 1))
            .map(|_| between(min, max, chance.below(1001) as u32).to_string())
            .collect();
        values.join(chance.pick(&[",", "%2C", "%2c"]))
    }
}

fn track(key: &str) -> (f32, f32, f32) {
    let key = key.strip_prefix("a.").unwrap_or(key);
    if let Some(lever) = Lever::from_key(key) {
        let r = lever.record();
        (r.min, r.max, r.step)
    } else {
        let r = Shock::from_key(key).expect("a lever or a shock").record();
        (r.min, r.max, r.step)
    }
}

fn bad_value(key: &str, chance: &mut Chance) -> (String, &'static str) {
    let text = chance.pick(&[
        "x", "1e5", "NaN", "inf", "--1", "1.2.3", ".", "-", "0x1", "+1",
    ]);
    let (value, reason) = match (key, chance.below(4)) {
        (_, 0) => (String::new(), "empty"),
        ("name" | "a.name", 1) => ("%E2%80%AEa".into(), "not-plain"),
        ("name" | "a.name", 2) => ("%FFa".into(), "not-plain"),
        ("name" | "a.name", _) => ("x".repeat(LONGEST_NAME + 1), "name-too-long"),
        (_, 1) => (format!("{text}\u{e9}"), "not-plain"),
        ("own", _) => (String::new(), "empty"),
        ("outcome", _) => (text.into(), "unknown-outcome"),
        ("form", _) => (text.into(), "unknown-form"),
        ("row", _) => (text.into(), "unknown-row"),
        ("beside", _) => (text.into(), "unknown-pack"),
        ("show", _) => (text.into(), "unknown-layer"),
        ("check", _) => (text.into(), "not-plain"),
        ("p" | "a.p", _) => (text.into(), "unknown-preset"),
        ("regime", _) => (text.into(), "unknown-regime"),
        ("pack", _) => (text.into(), "unknown-pack"),
        (_, 2) => (text.into(), "not-a-number"),
        ("seed", _) => ("4294967296".into(), "out-of-range"),
        ("discount" | "trust", _) => ("1.001".into(), "out-of-range"),
        (key, _) => {
            let (min, max, step) = track(key);
            match chance.below(3) {
                0 => ((max + step).to_string(), "out-of-range"),
                1 => (format!("{max},{}", min - step), "out-of-range"),
                _ => (["1"; YEARS + 1].join(","), "too-many-values"),
            }
        }
    };
    (value, reason)
}

fn kind(reason: Reason) -> &'static str {
    match reason {
        Reason::UnknownKey => "unknown-key",
        Reason::Repeated => "repeated",
        Reason::Empty => "empty",
        Reason::NotANumber => "not-a-number",
        Reason::OutOfRange { .. } => "out-of-range",
        Reason::OffStep { .. } => "off-step",
        Reason::TooManyValues { .. } => "too-many-values",
        Reason::UnknownPreset => "unknown-preset",
        Reason::UnknownRegime => "unknown-regime",
        Reason::UnknownPack => "unknown-pack",
        Reason::UnknownOutcome => "unknown-outcome",
        Reason::UnknownForm => "unknown-form",
        Reason::UnknownRow => "unknown-row",
        Reason::UnknownLayer => "unknown-layer",
        Reason::NameTooLong { .. } => "name-too-long",
        Reason::NotPlain => "not-plain",
        Reason::TooLong { .. } => "too-long",
        Reason::TooManyKeys { .. } => "too-many-keys",
        Reason::UnknownVersion => "unknown-version",
    }
}

#[test]
fn four_hundred_thousand_links_refuse_exactly_their_bad_parts() {
    let mut chance = Chance::new(3);
    let keys = every_key();
    for _ in 0..400_000 {
        let made = Generated::link(&mut chance, &keys);
        let decoded = assert_settles(&made.link);
        let found = decoded.refusals.iter();
        let found: Vec<_> = found.map(|r| (r.key.clone(), kind(r.reason))).collect();
        assert_eq!(found, made.refused, "{}", made.link);
        for (lever, value) in made.levers {
            let setting = decoded.scenario.lever(lever);
            assert_eq!(setting, Setting::Constant(value), "{}", made.link);
        }
        for (parameter, adjustment) in made.own {
            let held = decoded.scenario.assumptions.own.get(parameter);
            assert_eq!(held, Some(adjustment), "{}", made.link);
        }
    }
}

// Frozen for ever.

/// Every value of every preset as text.
fn presets_table() -> String {
    let mut table = String::from("preset,key,form,values\n");
    for preset in Preset::ALL {
        let scenario = preset.scenario();
        let mut row = |key: &str, form: &str, values: &[f32]| {
            let values: Vec<String> = values.iter().map(f32::to_string).collect();
            table += &format!("{},{key},{form},{}\n", preset.key(), values.join(" "));
        };
        for lever in Lever::ALL {
            let key = lever.record().key;
            match scenario.lever(lever) {
                Setting::Constant(value) => row(key, "constant", &[value]),
                Setting::Yearly(values) => row(key, "yearly", &values),
            }
        }
        for shock in Shock::ALL {
            let key = shock.record().key;
            match scenario.shock(shock) {
                ShockSetting::Constant(value) => row(key, "constant", &[value]),
                ShockSetting::Yearly(values) => row(key, "yearly", &values),
                ShockSetting::ByCountry(values) => row(key, "by_country", &values),
            }
        }
        let assumed = scenario.assumptions;
        let share = |value: Option<f32>| value.map_or("none".into(), |value| value.to_string());
        for (key, value) in [
            ("regime", scenario.regime.key().to_string()),
            ("pack", assumed.pack.key().to_string()),
            ("discount", share(assumed.discount())),
            ("trust", share(assumed.trust)),
            ("seed", scenario.seed.to_string()),
        ] {
            table += &format!("{},{key},setting,{value}\n", preset.key());
        }
    }
    table
}

#[test]
fn presets_mean_for_ever_what_they_meant_in_version_1() {
    assert_eq!(link::VERSION, "v1");
    let frozen = include_str!("golden/presets-v1.csv");
    for (now, then) in presets_table().lines().zip(frozen.lines()) {
        assert_eq!(now, then, "a changed preset needs a new key");
    }
    assert_eq!(presets_table().lines().count(), frozen.lines().count());
    assert_eq!(COUNTRIES, 3);
}
