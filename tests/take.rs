//! Codes, checks, QR codes, kept scenarios, and what a reader takes away.
#![cfg(all(feature = "export", not(target_arch = "wasm32")))]

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;

use root_causes::draw::card::card;
use root_causes::draw::listing::listing;
use root_causes::draw::scene::Size;
use root_causes::draw::svg::{Ground, svg_card, svg_listing, svg_modules};
use root_causes::draw::text::Face;
use root_causes::draw::theme::Theme;
use root_causes::figures::changes::changed;
use root_causes::figures::compare::Names;
use root_causes::figures::form::Form;
use root_causes::figures::format::Unit;
use root_causes::figures::layers::{Layer, Layers};
use root_causes::figures::levels::Naming;
use root_causes::figures::listing::Listing;
use root_causes::figures::matrix;
use root_causes::figures::rows::{self, Row};
use root_causes::figures::sentences::headline;
use root_causes::figures::spec::{self, Column, Table};
use root_causes::i18n::{Lang, words};
use root_causes::model::account::{Account, Accounts};
use root_causes::model::equations::Detail;
use root_causes::model::grid::Grid;
use root_causes::model::levers::Lever;
use root_causes::model::outcomes::Outcome;
use root_causes::model::parameters::Parameter;
use root_causes::model::presets::Preset;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{
    Adjustment, DEFAULT_SEED, Pack, Scenario, Setting, ShockSetting,
};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::{Badge, Summary};
use root_causes::share::cite::{Content, Take, cell};
use root_causes::share::code::{self, GROUP, MOST_GROUPS, NoCode, Wrong};
use root_causes::share::date::Date;
use root_causes::share::fingerprint::{Check, Kind, LENGTH, Said, Verdict};
use root_causes::share::link::{self, Unknown, decode, encode, with_check};
use root_causes::share::qr::{QUIET, Qr};
use root_causes::share::shown::{Name, NotAName, Shown};
use root_causes::share::told;
use root_causes::share::tray::{self, Taken, Tray, Why};

const LETTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Every step of a track, as the decimal number that it is.
fn on_steps(min: f32, max: f32, step: f32) -> Vec<f32> {
    let [min, max, step] = [min, max, step].map(|value| (f64::from(value) * 1000.0).round());
    let steps = ((max - min) / step).round() as u32;
    let at = |k: u32| ((min + f64::from(k) * step) / 1000.0) as f32 + 0.0;
    (0..=steps).map(at).collect()
}

/// Values of a lever that a code can hold: every step and every named value.
fn values(lever: Lever) -> Vec<f32> {
    let r = lever.record();
    let mut values = on_steps(r.min, r.max, r.step);
    values.extend(r.marks.iter().map(|mark| mark.value));
    values.sort_by(f32::total_cmp);
    values.dedup();
    values
}

fn shock_values(shock: Shock) -> Vec<f32> {
    let r = shock.record();
    on_steps(r.min, r.max, r.step)
}

fn code_of(preset: Preset, scenario: &Scenario) -> String {
    code::write(preset, scenario, &Shown::default()).expect("a code")
}

fn link_of(preset: Preset, scenario: &Scenario, shown: &Shown) -> String {
    encode(preset, scenario, shown, &Unknown::default())
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

// Codes.

fn measures() -> impl Strategy<Value = (Preset, Scenario)> {
    (
        prop::sample::select(Preset::ALL.to_vec()),
        prop::collection::vec(prop::option::of(0usize..500), Lever::ALL.len()),
        prop::collection::vec(prop::option::of(0usize..500), Shock::ALL.len()),
        prop::option::of(prop::array::uniform3(0u16..=600)),
    )
        .prop_map(|(preset, levers, shocks, storms)| {
            let mut scenario = preset.scenario();
            for (lever, choice) in Lever::ALL.into_iter().zip(levers) {
                let values = values(lever);
                if let Some(choice) = choice {
                    scenario = scenario.with(lever, values[choice % values.len()]);
                }
            }
            for (shock, choice) in Shock::ALL.into_iter().zip(shocks) {
                let values = shock_values(shock);
                if let Some(choice) = choice {
                    scenario = scenario.with_shock(shock, values[choice % values.len()]);
                }
            }
            if let Some(storms) = storms {
                let storms = storms.map(|parts| (f64::from(parts) / 1000.0) as f32);
                scenario.shocks[Shock::Storm.index()] = ShockSetting::ByCountry(storms);
            }
            (preset, scenario)
        })
}

fn beliefs() -> impl Strategy<Value = Vec<(Parameter, Adjustment)>> {
    let item = (0..Parameter::all().len(), 0u8..3, 0u32..10_000, 0u32..100);
    prop::collection::vec(item, 0..3).prop_map(|items| {
        let adjust = |(place, kind, a, b): (usize, u8, u32, u32)| {
            let record = &Parameter::all()[place];
            let (low, high) = record.settable.possible;
            let steps = ((high - low) / record.settable.step).round() as u32;
            let value = low + f64::from(a % (steps + 1)) * record.settable.step;
            let adjustment = match kind {
                0 => Adjustment::Spread {
                    shift: (a % 25) as f32 * 0.25 - 3.0,
                    widen: (b % 13) as f32 * 0.25,
                },
                _ => Adjustment::Pin(((value * 1000.0).round() / 1000.0) as f32),
            };
            (record.parameter, adjustment)
        };
        items.into_iter().map(adjust).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn every_state_that_has_a_code_is_read_back_from_it(
        (preset, mut scenario) in measures(),
        a in prop::option::of(measures()),
        own in beliefs(),
        regime in prop::sample::select(Regime::ALL.to_vec()),
        pack in prop::sample::select(Pack::ALL.to_vec()),
        seed in prop::option::of(any::<u32>()),
        trust in prop::option::of(0u16..=1000),
        outcome in prop::sample::select(Outcome::ALL.to_vec()),
        form in prop::sample::select(Form::ALL.to_vec()),
        row in prop::option::of(prop::sample::select(Row::ALL.to_vec())),
        beside in prop::option::of(prop::sample::select(Pack::ALL.to_vec())),
        layers in any::<[bool; 3]>().prop_map(Layers),
    ) {
        scenario.regime = regime;
        scenario.assumptions.pack = pack;
        scenario.assumptions.trust = trust.map(|parts| (f64::from(parts) / 1000.0) as f32);
        for (parameter, adjustment) in own {
            scenario.assumptions.own.set(parameter, Some(adjustment));
        }
        scenario.seed = seed.unwrap_or(DEFAULT_SEED);
        scenario.against = a.map(|(_, a)| a.measures());
        let shown = Shown { outcome, form, row, beside, layers, ..Shown::default() };
        let named = Shown { name: name("Left out"), name_a: name("Also"), ..shown.clone() };
        match code::write(preset, &scenario, &named) {
            Ok(code) => {
                let read = code::read(&code).expect("a whole code");
                prop_assert_eq!(&read.scenario, &scenario, "{}", &code);
                prop_assert_eq!((read.preset, read.shown), (preset, shown));
                let groups: Vec<&str> = code.split('-').collect();
                prop_assert!(groups.len() <= MOST_GROUPS, "{}", &code);
                prop_assert!(groups.iter().all(|group| group.len() == GROUP), "{}", &code);
                prop_assert!(code.chars().all(|c| c == '-' || LETTERS.contains(c)));
            }
            Err(NoCode::TooLong { groups }) => prop_assert!(groups > MOST_GROUPS),
            Err(NoCode::ByYear(key)) => {
                // A lever or shock that a preset of A or B sets by year is never changed by year.
                prop_assert!(false, "{}", key);
            }
        }
    }

    #[test]
    fn whatever_is_typed_opens_a_valid_state_or_says_what_is_wrong(text in "[0-9A-Za-zÑñ \\-.]{0,60}") {
        if let Ok(state) = code::read(&text) {
            let link = link_of(state.preset, &state.scenario, &state.shown);
            let again = decode(&link);
            prop_assert_eq!(again.refusals, vec![]);
            prop_assert_eq!(again.scenario, state.scenario);
        }
    }
}

/// Codes of every length there can be.
fn codes_of_every_length() -> Vec<String> {
    let mut codes = vec![code_of(Preset::Today, &Scenario::baseline())];
    let mut scenario = Scenario::baseline();
    for lever in Lever::ALL {
        scenario = scenario.with(lever, lever.record().max);
        codes.push(code_of(Preset::Today, &scenario));
    }
    scenario = scenario.clone().held_against(scenario.measures());
    codes.push(code_of(Preset::Today, &scenario));
    for parameter in Parameter::all().iter().map(|record| record.parameter) {
        let (shift, widen) = (0.25, 2.0);
        let adjustment = Adjustment::Spread { shift, widen };
        scenario.assumptions.own.set(parameter, Some(adjustment));
        match code::write(Preset::Today, &scenario, &Shown::default()) {
            Ok(code) => codes.push(code),
            Err(reason) => {
                let is_long = matches!(reason, NoCode::TooLong { groups } if groups > MOST_GROUPS);
                assert!(is_long, "{reason:?}");
                break;
            }
        }
    }
    let lengths: BTreeSet<usize> = codes.iter().map(|code| code.split('-').count()).collect();
    assert!(
        lengths.contains(&1) && lengths.len() >= MOST_GROUPS - 3,
        "{lengths:?}"
    );
    codes
}

#[test]
fn every_wrong_letter_and_every_swap_of_neighbours_is_caught() {
    for code in codes_of_every_length() {
        let letters: Vec<char> = code.chars().filter(|c| *c != '-').collect();
        let typed = |letters: &[char]| code::read(&letters.iter().collect::<String>());
        assert!(typed(&letters).is_ok(), "{code}");
        for at in 0..letters.len() {
            for wrong in LETTERS.chars().filter(|wrong| *wrong != letters[at]) {
                let mut letters = letters.clone();
                letters[at] = wrong;
                assert_eq!(typed(&letters), Err(Wrong::Mistyped), "{code} {at} {wrong}");
            }
            if at > 0 && letters[at - 1] != letters[at] {
                let mut letters = letters.clone();
                letters.swap(at - 1, at);
                assert_eq!(typed(&letters), Err(Wrong::Mistyped), "{code} {at}");
            }
            let mut short = letters.clone();
            short.remove(at);
            assert_eq!(typed(&short), Err(Wrong::Short { missing: 1 }));
        }
    }
}

#[test]
fn a_code_may_be_typed_carelessly() {
    let scenario = Preset::Aid
        .scenario()
        .with(Lever::Research, 0.05)
        .under(Regime::Since2025);
    let code = code_of(Preset::Aid, &scenario);
    let like = code.replace('0', "O").replace('1', "l");
    let with_i = code.replace('1', "I").replace('0', "o");
    for typed in [
        code.to_lowercase(),
        code.replace('-', ""),
        code.replace('-', " – "),
        format!("  {}\n", code.replace('-', ".")),
        like,
        with_i,
    ] {
        assert_eq!(code::read(&typed), code::read(&code), "{typed}");
        assert_eq!(
            code::read(&typed).map(|state| state.scenario),
            Ok(scenario.clone())
        );
    }
}

#[test]
fn codes_are_short_enough_to_type() {
    let groups = |preset: Preset, scenario: &Scenario| code_of(preset, scenario).split('-').count();
    let mut most = 0;
    for preset in Preset::ALL {
        assert_eq!(groups(preset, &preset.scenario()), 1, "{}", preset.key());
        for a in Lever::ALL {
            for b in Lever::ALL {
                let r = [a.record(), b.record()];
                let scenario = preset.scenario().with(a, r[0].max).with(b, r[1].max);
                assert!(groups(preset, &scenario) <= 2, "{} {}", r[0].key, r[1].key);
                let scenario = scenario.under(Regime::Since2025).believing(Pack::Sceptic);
                assert!(groups(preset, &scenario) <= 3, "{} {}", r[0].key, r[1].key);
            }
        }
        let all = Lever::ALL
            .into_iter()
            .fold(preset.scenario(), |scenario, lever| {
                let unused = values(lever).into_iter().rev().find(|value| {
                    Preset::ALL
                        .iter()
                        .all(|p| p.scenario().lever(lever) != Setting::Constant(*value))
                });
                scenario.with(lever, unused.expect("a value of no preset"))
            });
        most = most.max(groups(preset, &all.under(Regime::Since2025)));
    }
    assert!(most <= 6, "{most}");
}

#[test]
fn what_is_wrong_with_a_code_is_said() {
    let wrong = |text: &str| code::read(text).expect_err("no code");
    assert_eq!(wrong(" - "), Wrong::Empty);
    assert_eq!(wrong("12U4"), Wrong::Sign { sign: 'U', at: 3 });
    assert_eq!(wrong("1234-5"), Wrong::Short { missing: 3 });
    assert_eq!(wrong(&"0".repeat(MOST_GROUPS * GROUP + 1)), Wrong::Long);
    assert_eq!(wrong("0000"), Wrong::Newer);
    let mut by_year = Scenario::baseline();
    by_year.levers[Lever::Aid.index()] = Setting::Yearly([2.0; 10]);
    let refused = code::write(Preset::Today, &by_year, &Shown::default());
    assert_eq!(refused, Err(NoCode::ByYear("aid")));
    for lang in Lang::ALL {
        let mut said = BTreeSet::new();
        for reason in [
            Wrong::Empty,
            Wrong::Sign { sign: 'U', at: 3 },
            Wrong::Short { missing: 3 },
            Wrong::Long,
            Wrong::Mistyped,
            Wrong::Newer,
        ] {
            said.insert(told::wrong(reason, lang));
        }
        said.insert(told::no_code(NoCode::ByYear("aid"), lang));
        said.insert(told::no_code(NoCode::TooLong { groups: 14 }, lang));
        said.insert(told::not_a_name(NotAName::TooLong, lang));
        said.insert(told::not_a_name(NotAName::Hidden, lang));
        said.insert(told::no_qr(lang).into());
        assert_eq!(said.len(), 11, "{said:?}");
        assert!(
            said.iter().all(|text| !text.contains(['{', '}'])),
            "{said:?}"
        );
    }
}

/// Every value that has a number in codes, alone in a code, with the link of its state.
fn numbered() -> String {
    let mut table = String::from("code,link\n");
    let mut row = |preset: Preset, scenario: &Scenario, shown: &Shown| {
        let code = code::write(preset, scenario, shown).expect("a code");
        table += &format!("{code},{}\n", link_of(preset, scenario, shown));
    };
    let usual = Shown::default();
    let today = Scenario::baseline();
    for preset in Preset::ALL {
        row(preset, &preset.scenario(), &usual);
        let pair = today.clone().held_against(preset.scenario().measures());
        row(Preset::Today, &pair, &usual);
    }
    for regime in Regime::ALL {
        row(Preset::Today, &today.clone().under(regime), &usual);
    }
    for pack in Pack::ALL {
        row(Preset::Today, &today.clone().believing(pack), &usual);
    }
    for outcome in Outcome::ALL {
        row(
            Preset::Today,
            &today,
            &Shown {
                outcome,
                ..usual.clone()
            },
        );
    }
    for form in Form::ALL {
        row(
            Preset::Today,
            &today,
            &Shown {
                form,
                ..usual.clone()
            },
        );
    }
    for place in Row::ALL {
        row(
            Preset::Today,
            &today,
            &Shown {
                row: Some(place),
                ..usual.clone()
            },
        );
    }
    for layer in Layer::ALL {
        let mut layers = Layers([false; Layer::ALL.len()]);
        layers.set(layer, true);
        row(
            Preset::Today,
            &today,
            &Shown {
                layers,
                ..usual.clone()
            },
        );
    }
    for lever in Lever::ALL {
        for value in values(lever) {
            row(Preset::Today, &today.clone().with(lever, value), &usual);
        }
    }
    for shock in Shock::ALL {
        for value in shock_values(shock) {
            row(
                Preset::Today,
                &today.clone().with_shock(shock, value),
                &usual,
            );
        }
    }
    let mut storms = today.clone();
    storms.shocks[Shock::Storm.index()] = ShockSetting::ByCountry([0.001, 0.3, 0.6]);
    row(Preset::Today, &storms, &usual);
    row(
        Preset::Today,
        &Scenario {
            seed: u32::MAX,
            ..today.clone()
        },
        &usual,
    );
    for record in Parameter::all() {
        let (low, high) = record.settable.possible;
        let (shift, widen) = (-1.5, 2.75);
        for adjustment in [
            Adjustment::Pin(low as f32),
            Adjustment::Pin(high as f32),
            Adjustment::Spread { shift, widen },
        ] {
            let mut scenario = today.clone();
            scenario
                .assumptions
                .own
                .set(record.parameter, Some(adjustment));
            row(Preset::Today, &scenario, &usual);
        }
    }
    for share in [0.1, 0.555, 1.0] {
        let mut scenario = today.clone();
        scenario.assumptions.trust = Some(share);
        row(Preset::Today, &scenario, &usual);
        scenario.assumptions.trust = None;
        scenario.assumptions.set_discount(Some(share));
        row(Preset::Today, &scenario, &usual);
    }
    for pack in Pack::ALL {
        row(
            Preset::Today,
            &today,
            &Shown {
                beside: Some(pack),
                ..usual.clone()
            },
        );
    }
    table
}

#[test]
fn codes_mean_for_ever_what_they_meant_in_version_1() {
    const FILE: &str = "tests/golden/codes-v1.csv";
    let now = numbered();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(FILE, &now).expect("the golden file can be written");
    }
    let kept = fs::read_to_string(FILE).expect("the golden file");
    for line in kept.lines().skip(1) {
        let (code, link) = line.split_once(',').expect("code and link");
        let state = code::read(code).unwrap_or_else(|wrong| panic!("{line}: {wrong:?}"));
        assert_eq!(
            link_of(state.preset, &state.scenario, &state.shown),
            link,
            "{code}"
        );
    }
    for line in now.lines() {
        let known = kept.lines().any(|known| known == line);
        assert!(
            known,
            "{line}: UPDATE_GOLDEN=1 adds it, and may change no other line"
        );
    }
}

// Links that check themselves.

fn summary_of(scenario: &Scenario) -> Summary {
    Simulator::new(scenario.seed, 512).run(scenario, Detail::Encounters)
}

fn scenarios() -> Vec<Scenario> {
    let mut scenarios: Vec<Scenario> = Preset::ALL.map(Preset::scenario).to_vec();
    for pack in Pack::ALL {
        scenarios.push(Preset::Aid.scenario().believing(pack));
    }
    for regime in Regime::ALL {
        scenarios.push(Preset::Strategy.scenario().under(regime));
    }
    let aid = Preset::Aid.scenario().measures();
    scenarios.push(Preset::Pathways.scenario().held_against(aid));
    scenarios.push(Preset::Aid.scenario().held_against(aid));
    scenarios
}

#[test]
fn a_check_holds_what_the_headline_says() {
    let plain = |text: &str| text.replace(['*', '\u{a0}'], "");
    for scenario in scenarios() {
        let summary = summary_of(&scenario);
        let check = Check::of(&summary);
        assert_eq!(check.text().len(), LENGTH);
        assert_eq!(Check::read(&check.text()), Some(check));
        assert_eq!(Check::read(&check.text().to_lowercase()), Some(check));
        if scenario.against.is_some() {
            continue;
        }
        for lang in Lang::ALL {
            let headline = plain(&headline(&summary, lang));
            let said = plain(&told::answer(check.said, lang));
            assert!(!said.contains(['{', '}']), "{said}");
            let numbers = |text: &str| -> BTreeSet<String> {
                text.split(|c: char| !c.is_ascii_digit() && c != ',' && c != '%')
                    .map(|part| part.trim_matches(',').to_string())
                    .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
                    .collect()
            };
            let headline_numbers = numbers(&headline);
            for number in numbers(&said) {
                assert!(
                    headline_numbers.contains(&number),
                    "{number}: {said} / {headline}"
                );
            }
        }
    }
}

#[test]
fn a_link_says_whether_its_numbers_are_the_same() {
    let scenario = Preset::Everything.scenario();
    let now = Check::of(&summary_of(&scenario));
    let link = with_check(
        &link_of(Preset::Everything, &scenario, &Shown::default()),
        now,
    );
    let decoded = decode(&link);
    assert_eq!(decoded.refusals, []);
    let then = decoded.check.expect("a check");
    assert_eq!(then.against(&now), Verdict::Same);
    let bare = encode(
        decoded.preset,
        &decoded.scenario,
        &decoded.shown,
        &decoded.unknown,
    );
    assert_eq!(bare, "#v1");

    // Somebody moved a lever in the link by hand.
    let moved = Check::of(&summary_of(
        &scenario.clone().with(Lever::WorkVisas, 90_000.0),
    ));
    let differ = then.against(&moved);
    assert!(matches!(differ, Verdict::NumbersDiffer { then, now } if then != now));

    let by_an_older_model = |mut check: Check| {
        check.model = (1, 9);
        check
    };
    let older = by_an_older_model(then);
    assert!(matches!(
        older.against(&now),
        Verdict::ModelChanged {
            same_numbers: true,
            ..
        }
    ));
    let changed = by_an_older_model(moved).against(&now);
    assert!(matches!(
        changed,
        Verdict::ModelChanged {
            same_numbers: false,
            ..
        }
    ));
    for lang in Lang::ALL {
        let texts = [Verdict::Same, differ, older.against(&now), changed]
            .map(|verdict| told::verdict(&verdict, lang));
        assert!(
            texts.iter().all(|text| !text.contains(['{', '}'])),
            "{texts:?}"
        );
        assert_eq!(BTreeSet::from(texts.clone()).len(), 4, "{texts:?}");
        assert!(texts[3].contains("1.9"));
        for answer in [moved.said, now.said] {
            assert!(texts[1].contains(&told::answer(answer, lang)));
            assert!(texts[3].contains(&told::answer(answer, lang)));
        }
    }
}

#[test]
fn numbers_of_single_countries_are_in_the_check() {
    let summary = summary_of(&Preset::Everything.scenario());
    let mut other = summary.clone();
    other.future[0][9].p50 *= 1.2;
    let (then, now) = (Check::of(&summary), Check::of(&other));
    assert_eq!(then.said, now.said);
    assert!(matches!(then.against(&now), Verdict::NumbersDiffer { then, now } if then == now));
}

#[test]
fn where_the_sign_is_not_known_a_check_tells_no_middle() {
    let tell = |middle| {
        let said = Said::Change {
            kind: Kind::Badge(Badge::NotKnown),
            futures: 55,
            middle,
            most: 9,
            fewest: -12,
        };
        told::answer(said, Lang::En)
    };
    assert_eq!(tell(-77), tell(66));
    assert!(
        tell(0).contains("between 9% more and 12% fewer"),
        "{}",
        tell(0)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn any_letters_are_a_check_or_none(text in "[0-9A-HJKMNP-TV-Z]{10,14}") {
        if let Some(check) = Check::read(&text) {
            prop_assert_eq!(text.len(), LENGTH);
            prop_assert_eq!(Check::read(&check.text()), Some(check));
        }
    }
}

// QR codes.

/// Dark modules as the data of the path say.
fn painted(qr: &Qr) -> Vec<Vec<bool>> {
    let width = qr.width();
    let mut rows = vec![vec![false; width]; width];
    for run in qr.path().split('M').filter(|run| !run.is_empty()) {
        let (start, rest) = run.split_once('h').expect("a run");
        let (length, _) = rest.split_once('v').expect("its length");
        let (x, y) = start.split_once(' ').expect("its start");
        let [x, y, length] = [x, y, length].map(|n| n.parse::<usize>().expect("a number"));
        rows[y][x..x + length].fill(true);
    }
    rows
}

fn scanned(rows: &[Vec<bool>]) -> String {
    const PIXELS: usize = 4;
    let side = rows.len() * PIXELS;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        if rows[y / PIXELS][x / PIXELS] { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().expect("readable").1
}

#[test]
fn qr_codes_are_read_by_another_library() {
    let site = "https://root-causes.example/es/";
    let mut texts: Vec<String> = vec!["A".into(), "1234-ABCD".into()];
    for (place, scenario) in scenarios().into_iter().enumerate() {
        let preset = Preset::ALL[place % Preset::ALL.len()];
        let shown = Shown {
            name: name("Más ayuda"),
            ..Shown::default()
        };
        texts.push(format!("{site}{}", link_of(preset, &scenario, &shown)));
    }
    for length in [60, 150, 300, 600] {
        texts.push(format!(
            "{site}#v1&own={}",
            "drift:p0.5,".repeat(length / 11)
        ));
    }
    for text in texts {
        let qr = Qr::of(&text).expect("room");
        let rows = painted(&qr);
        assert_eq!(scanned(&rows), text);
        let width = qr.width();
        let is_quiet = |at: usize| at < QUIET || at >= width - QUIET;
        for (y, row) in rows.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                assert_eq!(*dark, qr.is_dark(x, y));
                assert!(!(*dark && (is_quiet(x) || is_quiet(y))), "{x} {y}");
            }
        }
        // Level M: a seal over a part of it does not matter.
        let mut sealed = rows;
        let middle = width / 2;
        sealed[middle][middle..middle + 2].fill(true);
        assert_eq!(scanned(&sealed), text);
    }
    assert!(Qr::of(&"x".repeat(2_400)).is_err());
    let qr = Qr::of("A").expect("room");
    let svg = svg_modules(&qr.path(), qr.width(), "<b>");
    assert!(svg.contains("<title>&lt;b&gt;</title>") && !svg.contains("style"));
}

// The tray.

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

#[test]
fn only_days_of_the_calendar_are_days() {
    for text in ["2026-11-22", "2024-02-29", "2000-02-29", "0001-01-01"] {
        assert_eq!(day(text).to_string(), text);
    }
    for text in [
        "2026-02-29",
        "1900-02-29",
        "2026-13-01",
        "2026-00-01",
        "2026-1-01",
        "2026-11-31",
        "2026-11-22-",
        "+026-11-22",
        "",
        "22-11-2026",
        "2026-11-2x",
    ] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
}

#[test]
fn what_is_kept_is_read_again_and_nothing_is_lost() {
    let text = "# root-causes, kept scenarios: a day and a link a line\r\n\
        2026-11-22 #v1&p=aid&name=Twice%20the%20aid\r\n\
        \r\n\
        https://root-causes.example/es/#v1&p=today\n\
        2026-02-30 #v1\n\
        2026-11-22 #v7&x=1\n\
        # my own remark\n\
        groceries\n\
        2026-11-23 #v1&p=aid&name=Twice%20the%20aid\n\
        2026-11-22 #v1&zoom=3&aid=9";
    let mut tray = Tray::default();
    let taken = tray.take(text).expect("short");
    let refused: Vec<_> = taken.refusals.iter().map(|r| (r.line, r.why)).collect();
    assert_eq!(
        refused,
        [
            (5, Why::NoDay),
            (6, Why::NotReadable),
            (7, Why::NoLink),
            (8, Why::NoLink)
        ]
    );
    assert_eq!((taken.added, taken.known), (3, 1));
    assert_eq!(tray.kept()[0].name(), name("Twice the aid"));
    assert_eq!(tray.kept()[0].added, Some(day("2026-11-22")));
    assert_eq!(
        (&*tray.kept()[1].link, tray.kept()[1].added),
        ("#v1&p=today", None)
    );
    assert_eq!(tray.kept()[2].link, "#v1&zoom=3&aid=9");
    for line in [
        "2026-02-30 #v1",
        "2026-11-22 #v7&x=1",
        "# my own remark",
        "groceries",
    ] {
        assert!(tray.text().lines().any(|kept| kept == line), "{line}");
    }
    let mut again = Tray::default();
    again.take(&tray.text()).expect("short");
    assert_eq!(again, tray);
    assert_eq!(again.take(&tray.text()).expect("short").added, 0);
    assert_eq!(again, tray);
    for lang in Lang::ALL {
        for refusal in &taken.refusals {
            let said = told::refusal(refusal, lang);
            assert!(
                said.contains(&refusal.line.to_string()) && !said.contains('{'),
                "{said}"
            );
        }
        assert!(!told::why(Why::Full, lang).contains('{'));
        assert!(!told::why(Why::TooLong, lang).contains('{'));
    }
}

#[test]
fn what_was_let_go_comes_back_to_its_place() {
    let mut tray = Tray::default();
    for n in 0..3 {
        let link = format!("#v1&seed={n}");
        assert_eq!(tray.keep(&link, day("2026-11-22")), Ok(()));
    }
    let before = tray.clone();
    let kept = tray.remove(1).expect("three are kept");
    assert_ne!(tray, before);
    assert_eq!(tray.put_back(1, kept.clone()), Ok(()));
    assert_eq!(tray, before);
    assert_eq!(tray.put_back(0, kept.clone()), Ok(()));
    assert_eq!(tray, before, "nothing is kept twice");
    tray.remove(1);
    for n in 10.. {
        if tray
            .keep(&format!("#v1&seed={n}"), day("2026-11-22"))
            .is_err()
        {
            break;
        }
    }
    assert_eq!(tray.put_back(1, kept), Err(Why::Full));
}

#[test]
fn a_full_tray_says_so_and_keeps_the_line() {
    let link = |n: u32| format!("#v1&seed={n}");
    let mut tray = Tray::default();
    for n in 0..tray::MOST as u32 {
        assert_eq!(tray.keep(&link(n), day("2026-11-22")), Ok(()));
    }
    assert_eq!(tray.keep(&link(7), day("2026-11-23")), Ok(()));
    assert_eq!(tray.keep(&link(99), day("2026-11-22")), Err(Why::Full));
    assert_eq!(tray.keep("#sources", day("2026-11-22")), Err(Why::NoLink));
    assert_eq!(tray.kept().len(), tray::MOST);
    let taken = tray.take("2026-11-22 #v1&seed=99").expect("short");
    assert_eq!(taken.refusals[0].why, Why::Full);
    assert_eq!(tray.rest(), ["2026-11-22 #v1&seed=99"]);
    assert!(tray.remove(0).is_some());
    assert!(tray.remove(77).is_none());
    let mut again = Tray::default();
    again.take(&tray.text()).expect("short");
    assert_eq!(
        again.kept().last().map(|kept| &*kept.link),
        Some("#v1&seed=99")
    );
    let long = "x".repeat(tray::LONGEST + 1);
    assert_eq!(again.clone().take(&long), Err(Why::TooLong));
}

#[test]
fn a_kept_scenario_can_be_renamed() {
    let mut tray = Tray::default();
    let link = "#v1&p=aid&name=Old&a.p=today&a.name=A&zoom=3";
    tray.keep(link, day("2026-11-22")).expect("room");
    tray.rename(0, name("Ayuda & más"));
    assert_eq!(tray.kept()[0].name(), name("Ayuda & más"));
    let (before, after) = (decode(link), decode(&tray.kept()[0].link));
    assert_eq!(
        (before.scenario, before.unknown),
        (after.scenario, after.unknown)
    );
    assert_eq!(after.shown.name_a, name("A"));
    tray.rename(0, Name::default());
    assert!(tray.kept()[0].name().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn no_text_loses_a_line_or_breaks_the_tray(
        lines in prop::collection::vec(
            prop_oneof![
                "[ -~ñ\t]{0,40}",
                "2026-1[0-9]-[0-9]{2} #v1&seed=[0-9]{1,2}",
                "#v1&(aid|a.aid|name)=[0-9]{1,2}",
            ],
            0..50,
        )
    ) {
        let mut tray = Tray::default();
        let Taken { added, known, refusals } = tray.take(&lines.join("\n")).expect("short");
        let full = lines.iter().filter(|line| !line.trim().is_empty()).count();
        prop_assert_eq!(added + known + refusals.len(), full);
        prop_assert!(tray.kept().len() == added && added <= tray::MOST);
        for refusal in refusals {
            let line = lines[refusal.line - 1].trim();
            prop_assert!(tray.rest().iter().any(|rest| rest == line), "{}", line);
        }
        let mut again = Tray::default();
        again.take(&tray.text()).expect("short");
        prop_assert_eq!(again, tray);
    }
}

// What is taken away.

const LINK: &str = "https://root-causes.example/#v1&check=2M0ABC";

fn with_take<T>(scenario: &Scenario, shown: &Shown, lang: Lang, of: impl Fn(&Take) -> T) -> T {
    let summary = summary_of(scenario);
    let answer = headline(&summary, lang).replace('*', "");
    of(&Take {
        lang,
        summary: &summary,
        shown,
        answer: &answer,
        link: LINK,
        date: day("2026-11-22"),
    })
}

#[test]
fn names_of_files_say_what_is_in_them() {
    let chart = |scenario: &Scenario, shown: &Shown| {
        with_take(scenario, shown, Lang::En, |take| {
            take.file_name(Content::Chart, Row::Total, "svg")
        })
    };
    let everything = Preset::Everything.scenario();
    assert_eq!(
        chart(&everything, &Shown::default()),
        "root-causes_everything_late-2024_encounters_all_2027-2036.svg"
    );
    let shown = Shown {
        outcome: Outcome::Homicides,
        name: name("¿Más ayuda, y qué?  ../../x"),
        ..Shown::default()
    };
    let held = everything
        .with(Lever::Aid, 0.5)
        .held_against(Preset::Today.scenario().measures());
    assert_eq!(
        chart(&held.clone().under(Regime::Since2025), &shown),
        "root-causes_mas-ayuda-y-que-x-against-today_since-2025_homicides_all_2027-2036.svg"
    );
    let unnamed = Shown {
        name: name("漢字"),
        name_a: name(&"Ñ".repeat(60)),
        ..shown
    };
    let long = chart(&held, &unnamed);
    assert!(long.starts_with("root-causes_named-against-nnnn"), "{long}");
    assert!(long.is_ascii() && long.len() < 150, "{long}");
    let own = chart(&held.unpinned(), &Shown::default());
    assert!(own.starts_with("root-causes_own-mix_late-2024"), "{own}");
}

#[test]
fn what_is_taken_away_says_scenario_rules_day_versions_and_link() {
    let scenario = Preset::Aid.scenario().believing(Pack::Sceptic);
    let scenario = scenario.held_against(Preset::Today.scenario().measures());
    let shown = Shown {
        name: name("50% & more_{x}"),
        ..Shown::default()
    };
    for (lang, rules, reading, a) in [
        (Lang::En, "border rules", "skeptic", "“"),
        (Lang::Es, "reglas fronterizas", "escéptic", "«"),
    ] {
        let accounts = accounts_of(&scenario);
        with_take(&scenario, &shown, lang, |take| {
            let table = Table {
                caption: "A table".into(),
                corner: "Year".into(),
                columns: vec![Column {
                    head: "=1+1".into(),
                    unit: Unit::Said,
                    brief: true,
                }],
                rows: vec![spec::Row {
                    head: "-2027".into(),
                    cells: vec![Some(-790.25)],
                }],
            };
            let texts = [
                take.sentence(),
                take.citation(),
                take.under_picture(Content::Chart, "CBP").join("\n"),
                take.table_csv(Content::Chart, &table),
                take.draws_csv(&accounts),
                take.changes_csv(&["x".into()], &[vec!["=y".into()]]),
            ];
            for text in &texts {
                let plain = text.to_lowercase();
                assert!(plain.contains(rules) && plain.contains(reading), "{text}");
                assert!(
                    text.contains(a) && text.contains("50% & more_{x}"),
                    "{text}"
                );
                assert!(text.contains(LINK) && text.contains("2026-11-22"), "{text}");
                let model = root_causes::model::MODEL_VERSION;
                assert!(
                    text.contains(&format!(
                        "odel{} {model}",
                        if lang == Lang::Es { "o" } else { "" }
                    )),
                    "{text}"
                );
                assert!(text.contains(root_causes::data::DATA_VERSION), "{text}");
            }
            let bibtex = take.bibtex();
            assert!(bibtex.contains(words::page(lang).title), "{bibtex}");
            assert!(bibtex.contains("50\\% \\& more\\_\\{x\\}"), "{bibtex}");
            assert!(bibtex.contains(&format!("url = {{{LINK}}}")), "{bibtex}");
            assert!(bibtex.contains("urldate = {2026-11-22}") && bibtex.contains("year = {2026}"));
            let unescaped = bibtex.replace("\\{", "").replace("\\}", "");
            let count = |sign| unescaped.matches(sign).count();
            assert_eq!(count('{'), count('}'));
            let csv = &texts[3];
            assert!(csv.ends_with("Year,'=1+1\n'-2027,-790.25\n"), "{csv}");
        });
    }
}

/// Every outcome of a scenario, in page order.
fn accounts_of(scenario: &Scenario) -> Vec<Account> {
    let mut model = Simulator::new(scenario.seed, 512);
    model.run(scenario, Detail::Everything);
    let mut accounts = Accounts::default();
    Outcome::ALL
        .map(|outcome| accounts.account(&model, outcome))
        .to_vec()
}

#[test]
fn the_file_of_all_futures_holds_every_outcome_in_the_language_of_the_reader() {
    let scenario = Preset::Everything.scenario();
    let accounts = accounts_of(&scenario);
    for (lang, [before, after, difference, percent]) in [
        (
            Lang::En,
            [
                "held against",
                "scenario",
                "difference",
                "difference in percent",
            ],
        ),
        (
            Lang::Es,
            [
                "comparado con",
                "escenario",
                "diferencia",
                "diferencia en por ciento",
            ],
        ),
    ] {
        let csv = with_take(&scenario, &Shown::default(), lang, |take| {
            take.draws_csv(&accounts)
        });
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(csv.as_bytes());
        assert_eq!(reader.headers().expect("heads").len(), 11);
        let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
        let relative = accounts.iter().filter(|account| account.relative).count();
        assert_eq!(rows.len(), 4 * (6 * (3 * 10 + 9) + relative));
        let outcomes: BTreeSet<&str> = rows.iter().map(|row| &row[2]).collect();
        assert_eq!(outcomes.len(), Outcome::ALL.len());
        for (account, place, series) in accounts.iter().flat_map(|account| {
            [("SLV", 0), ("GTM", 1), ("total", 3)].map(|(place, series)| (account, place, series))
        }) {
            let words = &words::share(lang).outcomes;
            let outcome = words.get(account.outcome.key()).expect("a name");
            let find = |year: &str, quantity: &str| {
                let row = rows.iter().find(|r| {
                    &r[0] == place && &r[1] == year && &r[2] == outcome && &r[3] == quantity
                });
                [5, 6, 7, 8, 9]
                    .map(|at| row.expect("the row")[at].parse::<f64>().expect("a number"))
            };
            let near = |found: [f64; 5], points: [f32; 5]| {
                for (found, point) in found.into_iter().zip(points) {
                    assert!(
                        (found - f64::from(point)).abs() <= 0.0006,
                        "{found} {point}"
                    );
                }
            };
            near(find("2036", after), account.after[series][9].to_array());
            near(find("2027", before), account.before[series][0].to_array());
            let by_year = account.by_year[series][4].more;
            near(find("2031", difference), by_year.to_array());
            let up_to = account.up_to[series][4].more;
            near(find("2027-2031", difference), up_to.to_array());
            let avoided = account.change[series].avoided;
            let summed = find("2027-2036", difference);
            near(
                [summed[0], summed[4], 0.0, 0.0, 0.0],
                [-avoided.p95, -avoided.p05, 0.0, 0.0, 0.0],
            );
            if account.relative {
                let change = find("2027-2036", percent);
                near([change[2]; 5], [-account.change[series].percent.p50; 5]);
            }
        }
    }
}

#[test]
fn what_is_of_no_scenario_or_of_all_of_them_names_none() {
    let scenario = Preset::Aid.scenario();
    let name_of = |lang| {
        let presets = words::presets(lang);
        presets.get("aid").expect("the preset").name
    };
    for lang in Lang::ALL {
        with_take(&scenario, &Shown::default(), lang, |take| {
            let under = |content| take.under_picture(content, "").join("\n");
            assert!(under(Content::Wedges).contains(name_of(lang)));
            for content in [Content::Matrix, Content::Past(2018)] {
                let facts = take.under_picture(content, "")[1..].join("\n");
                assert!(!facts.contains(name_of(lang)), "{facts}");
                assert!(facts.contains(LINK) && facts.contains("2026-11-22"));
            }
            let rules = rows::regime_name(scenario.regime, lang);
            assert!(under(Content::Matrix).contains(rules));
            assert!(!under(Content::Past(2018))[1..].contains(rules));
        });
    }
    let names = with_take(&scenario, &Shown::default(), Lang::En, |take| {
        [
            Content::Wedges,
            Content::Matrix,
            Content::Spread,
            Content::Past(2018),
            Content::Changes,
            Content::Draws,
            Content::Scenario,
        ]
        .map(|content| take.file_name(content, Row::ALL[1], "csv"))
    });
    assert_eq!(
        names,
        [
            "root-causes_aid_late-2024_encounters_GTM_2027-2036_levers.csv",
            "root-causes_all-scenarios_late-2024_encounters_all_2027-2036.csv",
            "root-causes_aid_late-2024_encounters_all_2027-2036_what-decides.csv",
            "root-causes_model-against-record_GTM_up-to-2018.csv",
            "root-causes_aid_late-2024_encounters_all_2027-2036_changes.csv",
            "root-causes_aid_late-2024_all-outcomes_all_2027-2036_all-futures.csv",
            "root-causes_aid_late-2024_encounters_GTM_2027-2036_scenario.csv",
        ]
    );
}

#[test]
fn what_differs_from_today_names_old_and_new_of_every_setting() {
    let today = Preset::Today.scenario();
    for lang in Lang::ALL {
        assert_eq!(changed(&today, lang), []);
        for preset in Preset::ALL {
            let lines = changed(&preset.scenario(), lang);
            let scenario = preset.scenario();
            let levers = Lever::ALL
                .into_iter()
                .filter(|&lever| scenario.lever(lever) != today.lever(lever));
            let shocks = Shock::ALL.into_iter().filter(|&shock| {
                let usual = shock.record().default;
                scenario.shock(shock).differs_from(usual)
            });
            assert!(lines.len() >= levers.count() + shocks.count());
            for line in &lines {
                assert_ne!(line.today, line.b, "{preset:?}: {}", line.name);
                assert_eq!(line.a, None);
            }
        }
        let mut own = Preset::Aid.scenario().believing(Pack::Sceptic);
        own = own.under(Regime::Since2025);
        own.assumptions
            .own
            .set(Parameter::Drift, Some(Adjustment::Pin(0.5)));
        let own = own.held_against(Preset::Pathways.scenario().measures());
        let lines = changed(&own, lang);
        let of_measures = lines.iter().filter(|line| line.a.as_ref() != Some(&line.b));
        assert!(of_measures.count() >= 2);
        assert!(lines.iter().all(|line| line.a.is_some()));
        let names: BTreeSet<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names.len(), lines.len());
        let w = words::take(lang);
        assert!(names.contains(w.rules) && names.contains(w.reading));
    }
}

#[test]
fn once_the_aid_is_told_as_the_aid_and_none_of_it_as_none() {
    let none = Scenario::baseline().with(Lever::Aid, 0.0);
    let told = Lang::ALL.map(|lang| {
        let lines = changed(&none, lang);
        let line = lines.first().expect("aid is changed");
        (line.today.clone(), line.b.clone())
    });
    let wanted = [
        ("the aid of 2022–24", "no aid from the United States"),
        ("la ayuda de 2022–24", "ninguna ayuda de EE. UU."),
    ];
    for ((today, now), wanted) in told.iter().zip(wanted) {
        assert_eq!((today.as_str(), now.as_str()), wanted);
    }
}

#[test]
fn a_list_of_bars_keeps_its_words_inside_and_apart() {
    let scenario = Preset::Everything.scenario();
    let mut model = Simulator::new(scenario.seed, 256);
    let ask = Preset::Today.scenario();
    model.prepare_next(&ask);
    let mut grid = Grid::new(&scenario, 256);
    while model.prepare_next(grid.ground()).is_some() || grid.advance(&model) {}
    for lang in Lang::ALL {
        let matrix = matrix::matrix(&grid, lang);
        let list = Listing::matrix(&matrix, lang);
        assert_eq!(list.lines.len(), matrix.table.rows.len());
        let below = with_take(&scenario, &Shown::default(), lang, |take| {
            take.under_picture(Content::Matrix, "")
        });
        for width in [1000.0, 720.0] {
            let scene = listing(&list, width, &Theme::light(), &below, &wide);
            let heads = list.heads.iter().map(|(head, _)| {
                let (first, _) = head.split_once(' ').unwrap_or((head, ""));
                let found = scene
                    .texts
                    .iter()
                    .find(|text| text.words.starts_with(first));
                found.expect("a head").at.1
            });
            let heights: Vec<f64> = heads.collect();
            assert!(
                heights.windows(2).all(|pair| pair[0] == pair[1]),
                "heads stand in one line: {heights:?}"
            );
            for text in &scene.texts {
                assert!(text.room.left >= -0.01, "{width}: {}", text.words);
                assert!(text.room.right <= width + 0.01, "{width}: {}", text.words);
                assert!(
                    text.room.bottom <= scene.size.height + 0.01,
                    "{}",
                    text.words
                );
            }
            for (place, one) in scene.texts.iter().enumerate() {
                for other in &scene.texts[place + 1..] {
                    let (a, b) = (one.room, other.room);
                    let apart = a.right <= b.left + 0.01
                        || b.right <= a.left + 0.01
                        || a.bottom <= b.top + 0.01
                        || b.bottom <= a.top + 0.01;
                    assert!(apart, "{width}: {} / {}", one.words, other.words);
                }
            }
        }
        let svg = svg_listing(
            &list,
            1000.0,
            &Theme::light(),
            Ground::Filled(16),
            &below,
            &estimate,
        );
        let svg = svg.expect("a picture");
        assert!(svg.contains("<title>") && svg.contains("<desc>") && !svg.contains("style="));
        for name in matrix.lines.iter().map(|line| &line.name) {
            let first = name.split(' ').next().expect("a word");
            assert!(svg.contains(first), "{name}");
        }
        if let Some(folder) = std::env::var_os("CARDS") {
            let name = format!("list-{}.svg", lang.tag());
            fs::write(std::path::Path::new(&folder).join(name), svg).expect("a folder");
        }
    }
}

#[test]
fn a_scenario_file_and_the_command_give_the_same_scenario() {
    let scenario = Preset::Aid.scenario().with(Lever::WorkVisas, 5_000.0);
    let shown = Shown {
        name: name("It's \"more\""),
        ..Shown::default()
    };
    let link = link_of(Preset::Aid, &scenario, &shown);
    let json = with_take(&scenario, &shown, Lang::En, |take| {
        take.scenario_json(&link)
    });
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["link"], link);
    assert_eq!(
        decode(value["link"].as_str().expect("a text")).scenario,
        scenario
    );
    #[cfg(feature = "cli")]
    {
        let request = root_causes::share::file::parse(&json).expect("a whole file");
        assert_eq!(request.scenario, scenario);
        assert_eq!(request.shown, shown);
    }
}

proptest! {
    #[test]
    fn no_cell_is_worked_out_by_a_spreadsheet(text in "[ =+@,\"';#a0\\-\u{2212}]{0,8}") {
        let written = cell(&text);
        let row = format!("head,other\n{written},1\n");
        let mut reader = csv::Reader::from_reader(row.as_bytes());
        let record = reader.records().next().expect("a row").expect("a good row");
        prop_assert_eq!(record.len(), 2);
        let read = &record[0];
        prop_assert!(read == text || read == format!("'{text}"), "{}", read);
        prop_assert!(!read.trim_start().starts_with(['=', '+', '-', '@', '\u{2212}']), "{}", read);
    }
}

#[test]
fn a_card_keeps_its_words_inside_and_apart() {
    let scenario = Preset::Everything.scenario();
    let summary = summary_of(&scenario);
    for lang in Lang::ALL {
        let below = with_take(&scenario, &Shown::default(), lang, |take| {
            take.under_picture(
                Content::Chart,
                "U.S. Border Patrol, nationwide apprehensions by citizenship",
            )
        });
        let mut figure = {
            let names = Names::of(&scenario, lang);
            rows::levels_figure(&summary, Row::Total, names, lang, Naming::Full)
        };
        figure.heading = Some(figure.title.clone());
        for width in [320.0, 640.0, 1100.0] {
            let size = Size {
                width,
                height: 360.0,
            };
            let scene = card(&figure, size, &Theme::light(), &below, &wide);
            let bare = card(&figure, size, &Theme::light(), &[], &wide);
            assert!(scene.size.height > bare.size.height && bare.size.height > size.height);
            let under: Vec<_> = scene
                .texts
                .iter()
                .filter(|t| t.at.1 > bare.size.height)
                .collect();
            assert!(under.len() >= below.len());
            for text in &scene.texts {
                assert!(text.room.right <= width + 0.01, "{width}: {}", text.words);
                assert!(
                    text.room.bottom <= scene.size.height + 0.01,
                    "{}",
                    text.words
                );
            }
            for pair in under.windows(2) {
                assert!(pair[0].room.bottom <= pair[1].room.top + 0.01);
            }
            let words: String = under.iter().flat_map(|text| text.words.chars()).collect();
            let flat = |text: &str| text.replace(' ', "");
            for paragraph in &below {
                assert!(flat(&words).contains(&flat(paragraph)), "{paragraph}");
            }
            let svg = svg_card(
                &figure,
                size,
                &Theme::light(),
                Ground::Filled(16),
                &below,
                &estimate,
            );
            let svg = svg.expect("a picture");
            assert!(!svg.contains("style="));
            if let Some(folder) = std::env::var_os("CARDS") {
                let name = format!("card-{}-{width}.svg", lang.tag());
                fs::write(std::path::Path::new(&folder).join(name), svg).expect("a folder");
            }
        }
    }
}

#[test]
fn a_strip_that_stands_alone_keeps_its_directions_however_long_its_heading() {
    let scenario = Preset::AidLocal
        .scenario()
        .held_against(Preset::Aid.scenario().measures());
    let summary = summary_of(&scenario);
    for lang in Lang::ALL {
        let names = Names {
            a: "More aid, a third of it for local groups",
            b: "Visas for farm work and nothing else",
        };
        let mut figure = rows::difference_figure(&summary, None, Row::Total, names, lang);
        figure.heading = Some(figure.title.clone());
        for width in [420.0, 720.0] {
            let size = Size {
                width,
                height: 90.0,
            };
            let scene = card(&figure, size, &Theme::light(), &[], &wide);
            let w = words::strip(lang);
            for wanted in [w.fewer, w.no_change, w.more] {
                let is_there = scene.texts.iter().any(|text| text.words.contains(wanted));
                assert!(is_there, "{width}: no {wanted}");
            }
            for text in &scene.texts {
                assert!(text.room.right <= width + 0.01, "{width}: {}", text.words);
            }
        }
    }
}

/// Width of a text, as it is estimated.
fn estimate(text: &str, face: Face) -> f64 {
    face.estimate(text)
}

/// That of a face which is wider than the estimate, such as DejaVu.
fn wide(text: &str, face: Face) -> f64 {
    1.2 * face.estimate(text)
}

#[test]
fn a_link_that_was_shared_is_no_longer_than_links_are() {
    let scenario = Preset::Everything.scenario();
    let check = Check::of(&summary_of(&scenario));
    let link = with_check("#v1", check);
    assert_eq!(link.len(), "#v1&check=".len() + LENGTH);
    assert!(link.len() < link::LONGEST);
}
