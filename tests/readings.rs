//! Readings of the studies: what each changes, how results are marked with it, and that it moves
//! neither axes nor counts that are not its own.
#![cfg(not(target_arch = "wasm32"))]

use root_causes::figures::by_year::{self, Counted};
use root_causes::figures::compare::{self, Names};
use root_causes::figures::influences::{Influences, worth_sentence};
use root_causes::figures::levels::Naming;
use root_causes::figures::mark::{ground_mark, mark};
use root_causes::figures::rows::{self, Row};
use root_causes::figures::spec::{Figure, Frame};
use root_causes::figures::{format, matrix, readings, samples, sentences, wedges};
use root_causes::i18n::{Lang, words};
use root_causes::model::account::{Account, Accounts};
use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::grid::Grid;
use root_causes::model::levers::Lever;
use root_causes::model::outcomes::Outcome;
use root_causes::model::parameters::{PARAMETERS, Parameter};
use root_causes::model::presets::Preset;
use root_causes::model::reach::{Extent, Parts, Reach};
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::{Adjustment, DEFAULT_SEED, Own, Pack, Scenario};
use root_causes::model::sensitivity::{Analysis, RUNS};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::wedges::{Mover, Wedges};

const DRAWS: usize = 256;

fn model() -> Simulator {
    Simulator::new(DEFAULT_SEED, DRAWS)
}

fn own(mut scenario: Scenario, parameters: &[Parameter]) -> Scenario {
    for parameter in parameters {
        let spread = Adjustment::Spread {
            shift: 0.5,
            widen: 1.0,
        };
        scenario.assumptions.own.set(*parameter, Some(spread));
    }
    scenario
}

fn said(lang: Lang, key: &str) -> &'static str {
    words::packs(lang)
        .get(key)
        .expect("words of the pack")
        .short
}

// ---- What a pack changes ----

#[test]
fn every_departure_has_its_reason_in_both_languages() {
    for lang in Lang::ALL {
        let w = words::departures(lang);
        for pack in Pack::ALL {
            let stem = pack.key().replace('-', "_");
            let departures = pack.departures().iter();
            let departures = departures.map(|it| it.parameter.record().key);
            for key in departures.chain(pack.rules().iter().map(|rule| rule.key)) {
                let key = format!("{stem}_{key}");
                assert!(w.get(&key).is_some_and(|why| why.len() > 20), "{key}");
            }
        }
    }
}

#[test]
fn a_pack_lists_each_rule_that_it_changes() {
    for pack in Pack::ALL {
        let lists = |key: &str| pack.rules().iter().any(|rule| rule.key == key);
        assert_eq!(lists("discount_all"), pack.discounts_everything());
        assert_eq!(lists("full_transfer"), pack.transfers_in_full());
        assert_eq!(lists("local_need"), pack.need_for_local_delivery() > 0.0);
        for departure in pack.departures() {
            let usual = departure.parameter.record().prior;
            assert_ne!(departure.prior, usual, "{pack:?}: {departure:?}");
        }
    }
}

#[test]
fn no_pack_moves_an_axis_of_levels() {
    let mut model = model();
    for (preset, regime) in Preset::ALL
        .into_iter()
        .flat_map(|preset| Regime::ALL.map(|regime| (preset, regime)))
    {
        let mut frames = |pack: Pack| {
            let scenario = preset.scenario().under(regime).believing(pack);
            let summary = model.run(&scenario, Detail::Encounters);
            let names = Names::of(&scenario, Lang::En);
            Row::ALL.map(|row| {
                let figure = rows::levels_figure(&summary, row, names, Lang::En, Naming::Full);
                (rows::top(&summary, row), figure.frame)
            })
        };
        let usual = frames(Pack::Literature);
        for pack in Pack::ALL {
            assert_eq!(frames(pack), usual, "{preset:?} {regime:?} {pack:?}");
        }
    }
}

/// Scenarios whose axes are tried: all presets under all border rules, some with one pinned, and
/// ends of levers.
fn tried() -> Vec<Scenario> {
    let everything = Preset::Everything.scenario();
    let mut tried = vec![
        everything
            .clone()
            .held_against(Preset::Strategy.scenario().measures()),
        Preset::Aid
            .scenario()
            .held_against(Preset::Pathways.scenario().measures()),
        everything.clone().with(Lever::WorkVisas, 100_000.0),
        Preset::AidLocal.scenario().with(Lever::Aid, 0.0),
        Scenario::baseline().with(Lever::AntiCorruption, 1.0),
    ];
    for preset in Preset::ALL {
        tried.extend(Regime::ALL.map(|regime| preset.scenario().under(regime)));
    }
    tried
}

#[test]
fn no_reading_moves_the_axis_of_a_change() {
    // With as many futures as the page has; a model for each reading, which keeps its effects.
    let mut models = Pack::ALL.map(|_| Simulator::new(DEFAULT_SEED, root_causes::model::DRAWS));
    let mut reach = Reach::default();
    for scenario in tried() {
        let mut frames = Pack::ALL.into_iter().zip(&mut models).map(|(pack, model)| {
            let scenario = scenario.clone().believing(pack);
            let mut summary = model.run(&scenario, Detail::Encounters);
            summary.reach = reach.of(&scenario);
            let names = Names::of(&scenario, Lang::En);
            Row::ALL.map(|row| rows::difference_figure(&summary, None, row, names, Lang::En).frame)
        });
        let usual = frames.next().expect("the usual reading");
        assert!(
            usual.windows(2).all(|pair| pair[0] == pair[1]),
            "rows share it"
        );
        for (pack, other) in Pack::ALL.into_iter().skip(1).zip(frames) {
            assert_eq!(other, usual, "{pack:?}: {scenario:?}");
        }
    }
}

/// The axis of amounts.
fn axis(figure: &Figure) -> (f64, f64) {
    match &figure.frame {
        Frame::Strip { x } => x.domain,
        Frame::Plane { y, .. } => y.domain,
    }
}

/// All pictures of an outcome in a row, by name.
fn pictures(
    model: &Simulator,
    accounts: &mut Accounts,
    account: &Account,
    scenario: &Scenario,
    row: Row,
) -> Vec<(&'static str, Figure)> {
    let (names, lang) = (Names::of(scenario, Lang::En), Lang::En);
    let outcome = account.outcome;
    let twenty = accounts.twenty(model, outcome, row.series());
    let of = (outcome, scenario);
    let mut all = vec![
        (
            "levels",
            compare::outcome_figure(account, scenario, row, names, lang),
        ),
        (
            "dots",
            samples::dots_figure(&twenty, of, &account.bounds, row, names, lang),
        ),
    ];
    for counted in Counted::ALL {
        let figure = by_year::figure(account, scenario, (row, counted), names, lang);
        all.push((counted.key(), figure));
    }
    let bars = compare::difference_figure(account, scenario, row, names, lang);
    all.extend(bars.map(|figure| ("bars", figure)));
    all
}

#[test]
fn no_reading_moves_an_axis_of_any_outcome_in_any_form_or_by_year() {
    let mut models = Pack::ALL.map(|_| Simulator::new(DEFAULT_SEED, root_causes::model::DRAWS));
    let (mut reach, mut accounts) = (Reach::default(), Accounts::default());
    for scenario in tried().into_iter().step_by(3) {
        for outcome in Outcome::ALL {
            let bounds = reach.bounds(&scenario, outcome);
            let mut usual: Vec<(&str, (f64, f64))> = Vec::new();
            for (pack, model) in Pack::ALL.into_iter().zip(&mut models) {
                let scenario = scenario.clone().believing(pack);
                model.run(&scenario, outcome.record().detail);
                let account = Account {
                    bounds,
                    ..accounts.account(model, outcome)
                };
                let rows = Row::ALL.into_iter();
                let axes: Vec<_> = rows
                    .flat_map(|row| pictures(model, &mut accounts, &account, &scenario, row))
                    .map(|(what, figure)| (what, axis(&figure)))
                    .collect();
                if usual.is_empty() {
                    usual.clone_from(&axes);
                }
                assert_eq!(axes, usual, "{outcome:?} {pack:?}: {scenario:?}");
            }
        }
    }
}

/// How far the parts of a scenario's change reach.
fn parts(scenario: &Scenario) -> Extent {
    let mut parts = Parts::new(scenario);
    while parts.advance() {}
    parts.extent()
}

#[test]
fn no_reading_moves_the_axis_of_what_each_lever_contributed() {
    let mut models = Pack::ALL.map(|_| Simulator::new(DEFAULT_SEED, root_causes::model::DRAWS));
    let mut reach = Reach::default();
    for scenario in tried().into_iter().step_by(4) {
        let reach = reach.of(&scenario).with(parts(&scenario));
        let mut usual: Vec<(f64, f64)> = Vec::new();
        for (pack, model) in Pack::ALL.into_iter().zip(&mut models) {
            let scenario = scenario.clone().believing(pack);
            model.run(&scenario, Detail::Encounters);
            let report = Wedges::new(scenario.clone(), root_causes::model::DRAWS).run(model);
            let names = Names::of(&scenario, Lang::En);
            let strips = Row::ALL
                .into_iter()
                .flat_map(|row| wedges::wedges(&report, reach, row, names, Lang::En).strips);
            let axes: Vec<_> = strips.map(|strip| axis(&strip.figure)).collect();
            assert!(axes.windows(2).all(|pair| pair[0] == pair[1]), "one axis");
            if usual.is_empty() {
                usual.clone_from(&axes);
            }
            assert_eq!(axes, usual, "{pack:?}: {scenario:?}");
        }
    }
}

#[test]
fn no_reading_moves_the_axis_of_what_decides_the_answer() {
    for preset in Preset::ALL {
        let reach = Reach::default().of(&preset.scenario());
        let keys = Pack::ALL.map(|pack| {
            let report = Analysis::new(preset.scenario().believing(pack), 128).run();
            Influences::new(&report, reach, Lang::En).key
        });
        let mut keys = keys.into_iter().flatten();
        let usual = keys.next();
        assert!(keys.all(|key| Some(&key) == usual.as_ref()), "{preset:?}");
    }
}

#[test]
fn dots_stand_on_the_axis_of_the_bars_or_on_one_that_holds_it() {
    let (mut model, mut reach) = (model(), Reach::default());
    let mut accounts = Accounts::default();
    for preset in Preset::ALL {
        let scenario = preset.scenario();
        let mut summary = model.run(&scenario, Detail::Encounters);
        summary.reach = reach.of(&scenario);
        let names = Names::of(&scenario, Lang::En);
        let bounds = reach.bounds(&scenario, Outcome::Encounters);
        assert_eq!(bounds.percent, summary.reach, "{preset:?}");
        for row in Row::ALL {
            let bars = rows::difference_figure(&summary, None, row, names, Lang::En);
            let twenty = accounts.twenty(&model, Outcome::Encounters, row.series());
            let of = (Outcome::Encounters, &scenario);
            let dots = samples::dots_figure(&twenty, of, &bounds, row, names, Lang::En);
            let (dots, bars) = (axis(&dots), axis(&bars));
            assert!(dots.0 <= bars.0 && dots.1 >= bars.1, "{preset:?} {row:?}");
        }
    }
}

#[test]
fn how_far_a_change_reaches_depends_on_no_reading_and_on_nothing_asked_before() {
    let mut kept = Reach::default();
    for scenario in tried().iter().take(8) {
        let alone = Reach::default().of(scenario);
        let believing = scenario.clone().believing(Pack::OpEd);
        assert_eq!(kept.of(&own(believing, &[Parameter::AidHope])), alone);
        assert!(alone.least <= 0.0 && alone.most >= 0.0);
        assert!(!kept.advance(scenario), "all is known");
    }
}

#[test]
fn only_a_reader_s_own_assumptions_go_beyond_the_axis_of_all_readings() {
    let mut scenario = Scenario::baseline().with(Lever::AntiSmuggling, 2.0);
    let domain = |scenario: &Scenario| {
        let mut summary = model().run(scenario, Detail::Encounters);
        summary.reach = Reach::default().of(scenario);
        let names = Names::of(scenario, Lang::En);
        match rows::difference_figure(&summary, None, Row::Total, names, Lang::En).frame {
            Frame::Strip { x } => x.domain,
            Frame::Plane { .. } => panic!("a strip"),
        }
    };
    let usual = domain(&scenario);
    let surely = Some(Adjustment::Pin(0.4));
    scenario
        .assumptions
        .own
        .set(Parameter::SmugglingCut, surely);
    let own = domain(&scenario);
    assert!(own.0 < usual.0, "{own:?} goes beyond {usual:?}");
}

#[test]
fn the_axis_of_all_presets_holds_them_under_every_reading_and_all_rules() {
    let mut model = model();
    let (mut least, mut most) = (0.0_f64, 0.0_f64);
    for (pack, regime) in Pack::ALL
        .into_iter()
        .flat_map(|pack| Regime::ALL.map(|regime| (pack, regime)))
    {
        let scenario = Scenario::baseline().under(regime).believing(pack);
        model.run(&scenario, Detail::Encounters);
        let mut grid = Grid::new(&scenario, DRAWS);
        while grid.advance(&model) {}
        for change in grid.lines().iter().flat_map(|line| &line.change) {
            least = least.min(-f64::from(change.percent.p95));
            most = most.max(-f64::from(change.percent.p05));
        }
    }
    let (low, high) = (
        f64::from(matrix::REACH.least),
        f64::from(matrix::REACH.most),
    );
    assert!(low <= least && least < low + 5.0, "{least}");
    assert!(high >= most && most > high - 5.0, "{most}");
}

#[test]
fn two_readings_side_by_side_share_the_axis_of_their_difference() {
    let mut model = model();
    for pack in Pack::ALL {
        let [one, other] = [Pack::Literature, pack].map(|pack| {
            let scenario = Preset::Everything.scenario().believing(pack);
            model.run(&scenario, Detail::Encounters)
        });
        for row in Row::ALL {
            let names = Names::of(&one.scenario, Lang::En);
            let left = rows::difference_figure(&one, Some(&other), row, names, Lang::En);
            let right = rows::difference_figure(&other, Some(&one), row, names, Lang::En);
            assert_eq!(left.frame, right.frame, "{pack:?}");
        }
    }
}

#[test]
fn the_table_of_two_readings_has_the_numbers_of_both() {
    let mut model = model();
    let two = [Pack::Literature, Pack::Sceptic].map(|pack| {
        let scenario = Preset::Everything.scenario().believing(pack);
        model.run(&scenario, Detail::Encounters)
    });
    for lang in Lang::ALL {
        let table = readings::table([&two[0], &two[1]], lang);
        assert_eq!(table.rows.len(), 2 * SERIES);
        for (at, line) in table.rows.iter().enumerate() {
            assert_eq!(line.cells.len(), table.columns.len());
            let (row, summary) = (Row::ALL[at / 2], &two[at % 2]);
            let reading = sentences::reading(&summary.scenario.assumptions, lang);
            assert!(line.head.contains(row.name(lang)) && line.head.contains(&reading));
            let series = row.series();
            let change = summary.change[series].percent;
            assert_eq!(line.cells[3], Some(-f64::from(change.p95)));
            assert_eq!(line.cells[5], Some(-f64::from(change.p05)));
            let entries = summary.entries[series];
            assert_eq!(line.cells[7], Some(f64::from(entries.p50)));
        }
        assert_ne!(table.rows[6].cells, table.rows[7].cells);
    }
}

// ---- Marks ----

#[test]
fn a_result_is_marked_with_its_reading_and_with_the_assumptions_that_sway_it() {
    let usual = Preset::Everything.scenario();
    for lang in Lang::ALL {
        let food = words::parameter_names(lang)
            .get("food_level")
            .expect("a name");
        let mark = |scenario: &Scenario| mark(scenario, Row::Total, lang).unwrap_or_default();
        assert_eq!(mark(&usual), "");
        let sceptic = mark(&usual.clone().believing(Pack::Sceptic));
        assert!(sceptic.contains(said(lang, "sceptic")), "{sceptic}");
        let mine = mark(&own(usual.clone(), &[Parameter::FoodLevel]));
        assert!(mine.contains(food) && !mine.contains(said(lang, "sceptic")));
        // Twice the aid has no food programme.
        let aid = own(Preset::Aid.scenario(), &[Parameter::FoodLevel]);
        assert_eq!(mark(&aid), "");
        assert!(ground_mark(&aid, lang).is_some_and(|mark| mark.contains(food)));
        // Nothing moves, so the reading sways nothing.
        assert_eq!(mark(&Preset::Today.scenario().believing(Pack::OpEd)), "");
    }
}

#[test]
fn a_slope_of_one_country_marks_no_other() {
    let world = Scenario::baseline().with(Lever::ViolencePrevention, 0.5);
    let world = own(world, &[Parameter::HomicideSlopeGtm]);
    let marked = Row::ALL.map(|row| mark(&world, row, Lang::En).is_some());
    assert_eq!(marked, [false, true, false, true]);
}

#[test]
fn discount_and_trust_are_named_like_the_others_and_put_back_like_them() {
    let mut scenario = Preset::Everything.scenario();
    scenario.assumptions.set_discount(Some(0.5));
    scenario.assumptions.trust = Some(0.4);
    scenario
        .assumptions
        .own
        .set(Parameter::Uptake, Some(Adjustment::Pin(0.5)));
    let owned: Vec<Own> = scenario.assumptions.owned().collect();
    let beta = Own::Parameter(Parameter::Beta);
    assert_eq!(owned, [beta, Own::Parameter(Parameter::Uptake), Own::Trust]);
    for lang in Lang::ALL {
        let told = sentences::own_sentence(&scenario.assumptions, lang).expect("a sentence");
        assert!(told.contains(words::beliefs(lang).trust), "{told}");
        let discount = words::parameter_names(lang)
            .get("discount")
            .expect("a name");
        assert!(told.contains(discount), "{told}");
    }
    for own in owned {
        scenario.assumptions.put_back(own);
        assert!(scenario.assumptions.owned().all(|left| left != own));
    }
    assert_eq!(scenario, Preset::Everything.scenario());
}

#[test]
fn trust_sways_what_was_measured_elsewhere_and_nothing_under_a_belief() {
    let mut assumptions = Scenario::baseline().assumptions;
    assumptions.trust = Some(0.4);
    let sways = |pack: Pack, mover: Mover| {
        let mut assumptions = assumptions;
        assumptions.pack = pack;
        assumptions.leans(mover, Own::Trust)
    };
    let (visas, aid) = (Mover::Lever(Lever::WorkVisas), Mover::Lever(Lever::Aid));
    let drought = Mover::Shock(Shock::Drought);
    let literature = Pack::Literature;
    assert_eq!(
        [visas, aid, drought].map(|mover| sways(literature, mover)),
        [false, true, true]
    );
    assert!(!sways(Pack::OpEd, aid) && !sways(Pack::OpEd, drought));
    let marks = |pack: Pack| {
        let mut scenario = Preset::Aid.scenario().believing(pack);
        scenario.assumptions.trust = Some(0.4);
        scenario.leans_on_own().count()
    };
    assert_eq!([marks(literature), marks(Pack::Strategy)], [1, 0]);
}

/// All figures that show a scenario, with their tables.
fn figures(scenario: &Scenario, lang: Lang) -> Vec<(Row, Figure)> {
    let mut model = model();
    let summary = model.run(scenario, Detail::Everything);
    let mut accounts = Accounts::default();
    let names = Names::of(scenario, lang);
    let mut all = Vec::new();
    for row in Row::ALL {
        let mut add = |figure| all.push((row, figure));
        add(rows::levels_figure(
            &summary,
            row,
            names,
            lang,
            Naming::Full,
        ));
        add(rows::difference_figure(&summary, None, row, names, lang));
        for outcome in Outcome::ALL {
            let account = accounts.account(&model, outcome);
            let account = &account;
            add(compare::outcome_figure(account, scenario, row, names, lang));
            for counted in Counted::ALL {
                let of = (row, counted);
                add(by_year::figure(account, scenario, of, names, lang));
            }
            compare::difference_figure(account, scenario, row, names, lang)
                .into_iter()
                .for_each(&mut add);
            let twenty = accounts.twenty(&model, outcome, row.series());
            add(samples::dots_figure(
                &twenty,
                (outcome, scenario),
                &account.bounds,
                row,
                names,
                lang,
            ));
            let sample = accounts.sample(&model, outcome, row.series());
            add(samples::lines_figure(
                &sample,
                scenario,
                (row, 1e6),
                (samples::Lines::B, None),
                names,
                lang,
            ));
        }
    }
    all
}

#[test]
fn every_figure_and_table_says_on_which_reading_and_assumptions_it_rests() {
    let scenario = own(
        Preset::Everything.scenario().believing(Pack::Sceptic),
        &[Parameter::FoodLevel],
    );
    for lang in Lang::ALL {
        for scenario in [
            scenario.clone(),
            scenario
                .clone()
                .held_against(Preset::Aid.scenario().measures()),
        ] {
            let all = figures(&scenario, lang);
            assert!(all.len() > 4 * Outcome::ALL.len());
            for (row, figure) in all {
                let mark = mark(&scenario, row, lang).expect("a mark");
                assert!(figure.title.contains(&mark), "{}", figure.title);
                let caption = &figure.table.caption;
                assert!(caption.contains(&mark), "{caption}");
            }
            let mark = mark(&scenario, Row::Total, lang).expect("a mark");
            let report = shared_out(&scenario);
            let names = Names::of(&scenario, lang);
            let told = wedges::wedges(&report, Extent::default(), Row::Total, names, lang);
            assert!(told.table.caption.contains(&mark));
            assert!(told.strips.iter().all(|it| it.figure.title.contains(&mark)));
        }
        let told = matrix::matrix(&grid(&scenario), lang);
        let mark = ground_mark(&scenario, lang).expect("a mark");
        assert!(told.table.caption.contains(&mark));
    }
}

fn shared_out(scenario: &Scenario) -> root_causes::model::wedges::Report {
    let mut model = model();
    model.run(scenario, Detail::Encounters);
    let mut work = Wedges::new(scenario.clone(), DRAWS);
    while work.advance(&model) {}
    work.report()
}

fn grid(scenario: &Scenario) -> Grid {
    let mut model = model();
    model.run(scenario, Detail::Encounters);
    let mut grid = Grid::new(scenario, DRAWS);
    while grid.advance(&model) {}
    grid
}

// ---- Beliefs ----

/// Whether a text counts futures: "82 of 100", "12 of 20", or the same in Spanish.
fn counts_futures(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let counts = |at: usize, of: usize| {
        words.get(at).is_some_and(|word| number(word))
            && words
                .get(at + of)
                .is_some_and(|word| ["20", "100"].contains(word))
            && (words
                .get(at + 1)
                .is_some_and(|word| ["of", "de"].contains(word)))
    };
    (0..words.len()).any(|at| counts(at, 2) || counts(at, 3))
}

#[test]
fn what_counts_futures_is_seen() {
    for text in [
        "in 82 of 100 futures",
        "en 82 de cada 100",
        "fewer: 12 of 20",
    ] {
        assert!(counts_futures(text), "{text}");
    }
    for text in ["nine of ten", "100 futures", "of 2024 in 100"] {
        assert!(!counts_futures(text), "{text}");
    }
}

#[test]
fn a_belief_never_tells_in_how_many_futures_something_holds() {
    let mut model = model();
    let aid = Preset::Aid.scenario().measures();
    let scenarios = Preset::ALL.into_iter().flat_map(|preset| {
        let alone = preset.scenario();
        [alone.clone(), alone.held_against(aid)]
    });
    let mut seen = 0;
    for (scenario, pack) in scenarios.flat_map(|it| Pack::ALL.map(|pack| (it.clone(), pack))) {
        let scenario = scenario.believing(pack);
        let summary = model.run(&scenario, Detail::Encounters);
        for lang in Lang::ALL {
            let mut texts = vec![sentences::headline(&summary, lang)];
            let mut add = |phrases: Vec<sentences::Phrase>| {
                texts.push(phrases.into_iter().map(|phrase| phrase.text).collect());
            };
            let names = Names::of(&scenario, lang);
            add(sentences::beside_answer(&summary, None, lang));
            add(compare::headline(
                &summary,
                Names::of(&scenario, lang),
                lang,
            ));
            for row in Row::ALL {
                add(sentences::row_sentence(&summary, row, names, lang));
                add(readings::sentences(&summary, row, names, lang));
            }
            for row in Row::ALL {
                texts.push(rows::difference_figure(&summary, None, row, names, lang).summary);
            }
            let counting = texts.iter().filter(|text| counts_futures(text)).count();
            if pack.is_belief() {
                assert_eq!(counting, 0, "{pack:?}: {texts:#?}");
            }
            seen += counting;
        }
    }
    assert!(seen > 100, "other readings do count futures");
}

#[test]
fn neither_pictures_nor_tables_of_a_belief_count_futures() {
    let scenario = |pack| Preset::Everything.scenario().believing(pack);
    let count = |pack: Pack, lang: Lang| {
        let scenario = scenario(pack);
        let dots = figures(&scenario, lang)
            .into_iter()
            .flat_map(|(_, figure)| {
                // The widths of bands are no counts of what a scenario does.
                let labels = figure.labels.into_iter().map(|label| label.text);
                labels
                    .filter(|text| text.contains(" 20"))
                    .chain([figure.summary])
            });
        let told = matrix::matrix(&grid(&scenario), lang);
        let cells = told.lines.into_iter().flat_map(|line| line.cells);
        let heads = told.table.columns.into_iter().map(|column| column.head);
        let futures = words::matrix(lang).futures;
        let futures = futures
            .split('}')
            .next_back()
            .unwrap_or(futures)
            .trim_start_matches(", ");
        let heads = heads.filter(|head| head.contains(futures)).count();
        let texts = dots.chain(cells.map(|cell| cell.sentence));
        texts.filter(|text| counts_futures(text)).count() + heads
    };
    for lang in Lang::ALL {
        assert_eq!(count(Pack::OpEd, lang), 0);
        assert_eq!(count(Pack::Strategy, lang), 0);
        assert!(count(Pack::Literature, lang) > 20);
    }
}

#[test]
fn the_answer_names_a_reading_other_than_ours() {
    let mut model = model();
    for (pack, lang) in Pack::ALL
        .into_iter()
        .flat_map(|pack| Lang::ALL.map(|lang| (pack, lang)))
    {
        let scenario = Preset::Everything.scenario().believing(pack);
        let summary = model.run(&scenario, Detail::Encounters);
        let reading = sentences::reading(&scenario.assumptions, lang);
        let told = sentences::headline(&summary, lang);
        assert_eq!(told.contains(&reading), pack != Pack::Literature, "{told}");
        let pair = scenario.held_against(Preset::Aid.scenario().measures());
        let told = sentences::headline(&model.run(&pair, Detail::Encounters), lang);
        let short = said(lang, pack.key());
        assert_eq!(told.contains(short), pack != Pack::Literature, "{told}");
    }
}

// ---- The worth of knowing ----

#[test]
fn a_card_tells_what_knowing_its_number_would_be_worth_and_from_how_many_runs() {
    let report = Analysis::new(Preset::Everything.scenario(), RUNS).run();
    let runs = root_causes::figures::format::decimal(report.runs as f64, 0);
    let narrower = |parameter: Parameter| {
        let found = report.influences.iter().find(|influence| {
            influence.factor == root_causes::model::sensitivity::Factor::Parameter(parameter)
        });
        found
            .and_then(|it| it.narrower)
            .expect("every parameter has it")
    };
    for lang in Lang::ALL {
        let told = worth_sentence(&report, Parameter::FoodLevel, lang);
        let share = format!("{:.0}", 100.0 * narrower(Parameter::FoodLevel));
        assert!(told.contains(&share) && told.contains(&runs), "{told}");
        let little = worth_sentence(&report, Parameter::GunElasticity, lang);
        assert!(!little.contains('%') && little.contains(&runs), "{little}");
        let still = Analysis::new(Preset::Today.scenario(), 64).run();
        let nothing = worth_sentence(&still, Parameter::FoodLevel, lang);
        assert_eq!(nothing, words::spread(lang).nothing);
    }
    assert!(narrower(Parameter::FoodLevel) > 0.1);
}

#[test]
fn an_analysis_is_made_of_many_small_pieces() {
    let mut analysis = Analysis::new(Preset::Everything.scenario(), 64);
    let mut pieces = 1;
    while analysis.advance() {
        pieces += 1;
    }
    // Values, both sides, each factor and grade, swings, and each band if known.
    assert!(pieces > 2 * PARAMETERS, "{pieces}");
    let report = analysis.report();
    let said = Influences::new(&report, Extent::default(), Lang::En);
    assert!(!said.rows.is_empty() && said.mark.is_none());
    let first = report.influences[0].index;
    assert!(first.first_error > 0.0 && first.total_error > 0.0);
    assert!(
        first.first_error < 0.3 && first.total_error < 0.3,
        "{first:?}"
    );
}

/// Bars and words of a row say the same: where a result is told as no change, its bar stays by the
/// line of no change, and the key's ends hold every bar.
#[test]
fn bars_of_what_decides_the_answer_are_no_wider_than_their_words() {
    let none = format::range(0.0, 0.0, Lang::En);
    let mut all_without = false;
    for preset in Preset::ALL {
        let report = Analysis::new(preset.scenario(), 64).run();
        let reach = Reach::default().of(&preset.scenario());
        let said = Influences::new(&report, reach, Lang::En);
        assert_eq!(said.key.is_some(), !said.rows.is_empty(), "{preset:?}");
        let mut without = 0;
        for row in &said.rows {
            for (parts, words) in row.bars.iter().skip(1) {
                let [bar, line] = parts;
                let nothing = (line.from + line.to) / 2.0;
                assert!((0.0..=1.0).contains(&bar.from) && bar.from <= bar.to && bar.to <= 1.0);
                if words.contains(&none) {
                    without += 1;
                    let reach = (bar.from - nothing).abs().max((bar.to - nothing).abs());
                    assert!(reach < 0.15, "{preset:?}: {words}: {bar:?} {line:?}");
                }
                assert!(
                    !words.contains("no change if it is low; no change if it is high"),
                    "{words}"
                );
            }
        }
        all_without |= without > 0 && without == said.rows.len();
    }
    assert!(
        all_without,
        "no preset of which each result is told as no change"
    );
}
