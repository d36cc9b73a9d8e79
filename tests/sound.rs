//! Charts as sound, held against the tables of the same charts.

use root_causes::figures::by_year::{self, Counted};
use root_causes::figures::compare::{self, Names};
use root_causes::figures::guess::Reach;
use root_causes::figures::levels::Naming;
use root_causes::figures::past::{self, CUT_OFFS, Round};
use root_causes::figures::rows::{self, Row};
use root_causes::figures::samples::{self, Lines};
use root_causes::figures::sound::{LENGTH, Note, Part, Tune, Voice, told, tune};
use root_causes::figures::spec::{Figure, Frame, Mark};
use root_causes::i18n::Lang;
use root_causes::model::account::Accounts;
use root_causes::model::equations::Detail;
use root_causes::model::outcomes::Outcome;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario};
use root_causes::model::simulator::Simulator;

/// Where the table of a chart holds what is heard.
#[derive(Clone, Copy, Debug)]
struct Columns {
    recorded: Option<usize>,
    ends: (usize, usize),
    middle: Option<usize>,
}

const LEVELS: Columns = Columns {
    recorded: Some(0),
    ends: (2, 5),
    middle: Some(1),
};
const CHANGES: Columns = Columns {
    recorded: None,
    ends: (0, 4),
    middle: Some(2),
};

fn scenarios() -> [Scenario; 3] {
    let a = Preset::Strategy.scenario();
    [
        Preset::Everything.scenario(),
        Preset::Pathways.scenario().held_against(a.measures()),
        Preset::Storms2020.scenario(),
    ]
}

/// Every chart over the years: in all outcomes, forms and rows, and the model against the past.
fn charts() -> Vec<(Figure, Columns)> {
    let lang = Lang::En;
    let mut charts = Vec::new();
    let mut model = Simulator::new(DEFAULT_SEED, 256);
    for scenario in scenarios() {
        let mut accounts = Accounts::default();
        let names = Names::of(&scenario, lang);
        let summary = model.run(&scenario, Detail::Everything);
        for row in Row::ALL {
            let figure = rows::levels_figure(&summary, row, names, lang, Naming::Full);
            charts.push((figure, LEVELS));
        }
        for (outcome, row) in Outcome::ALL
            .into_iter()
            .flat_map(|o| Row::ALL.map(|row| (o, row)))
        {
            let account = accounts.account(&model, outcome);
            let levels = compare::outcome_figure(&account, &scenario, row, names, lang);
            let without_record = Columns {
                recorded: None,
                ends: (1, 4),
                middle: Some(0),
            };
            charts.push((levels, without_record));
            for counted in Counted::ALL {
                let figure = by_year::figure(&account, &scenario, (row, counted), names, lang);
                charts.push((figure, CHANGES));
            }
            let sample = accounts.sample(&model, outcome, row.series());
            let most = sample
                .after
                .iter()
                .flatten()
                .fold(1.0_f32, |most, v| most.max(*v));
            for lines in [(Lines::B, None), (Lines::Both, Some(3))] {
                let on = (row, f64::from(most));
                let figure = samples::lines_figure(&sample, &scenario, on, lines, names, lang);
                let last = figure.table.columns.len() - 1;
                let columns = Columns {
                    recorded: Some(0),
                    ends: (last - 1, last),
                    middle: None,
                };
                charts.push((figure, columns));
            }
        }
    }
    charts.extend(rounds().map(|round| (past::figure(round, lang), LEVELS)));
    charts
}

/// Every round before and after what came is shown, without and with a range of the reader's.
fn rounds() -> impl Iterator<Item = Round> {
    let of = Row::ALL
        .into_iter()
        .flat_map(|row| CUT_OFFS.map(move |cut_off| (row, cut_off)));
    of.flat_map(|(row, cut_off)| {
        [(false, false), (false, true), (true, false), (true, true)].map(|(revealed, guesses)| {
            let round = Round {
                row,
                cut_off,
                revealed,
                guess: None,
            };
            Round {
                guess: guesses.then(|| Reach::of(round).opening),
                ..round
            }
        })
    })
}

fn heard(figure: &Figure) -> Tune {
    tune(figure).unwrap_or_else(|| panic!("“{}” has years and no sound", figure.title))
}

fn of(tune: &Tune, voice: Voice) -> Vec<Note> {
    let notes = tune.notes.iter();
    notes.filter(|note| note.voice == voice).copied().collect()
}

/// What the table holds: recorded years, then low, middle and high of simulated ones.
fn table(figure: &Figure, columns: Columns) -> (Vec<f64>, Vec<[Option<f64>; 3]>) {
    let border = figure.marks.iter().find_map(|mark| match mark {
        Mark::Region { from, .. } => Some(*from),
        _ => None,
    });
    let rows = || figure.table.rows.iter();
    let recorded = rows().filter_map(|row| row.cells[columns.recorded?]);
    let simulated = rows()
        .filter(|row| border.is_none_or(|from| row.year().is_some_and(|y| f64::from(y) > from)))
        .map(|row| {
            let cell = |column: Option<usize>| column.and_then(|column| row.cells[column]);
            [Some(columns.ends.0), columns.middle, Some(columns.ends.1)].map(cell)
        })
        .filter(|points| points[0].is_some());
    (recorded.collect(), simulated.collect())
}

/// What is heard of each number of the table.
fn pairs(figure: &Figure, columns: Columns) -> Vec<(f64, f64)> {
    let tune = heard(figure);
    let (recorded, simulated) = table(figure, columns);
    let middles = simulated.iter().filter_map(|points| points[1]);
    let ends = simulated
        .iter()
        .flat_map(|points| [points[0], points[2]])
        .flatten();
    let values = [
        (Voice::Recorded, recorded),
        (Voice::Middle, middles.collect()),
        (Voice::End, ends.collect()),
    ];
    let mut pairs = Vec::new();
    for (voice, values) in values {
        let notes = of(&tune, voice);
        assert_eq!(notes.len(), values.len(), "{voice:?} of “{}”", figure.title);
        pairs.extend(values.into_iter().zip(notes.iter().map(|note| note.pitch)));
    }
    pairs
}

#[test]
fn each_recorded_year_is_a_tone_each_simulated_one_two_with_a_middle_where_one_is_told() {
    for (figure, columns) in charts() {
        assert!(!pairs(&figure, columns).is_empty(), "“{}”", figure.title);
    }
}

#[test]
fn a_higher_value_has_a_higher_pitch_on_every_chart() {
    for (figure, columns) in charts() {
        let Frame::Plane { y, .. } = &figure.frame else {
            panic!("“{}” has no years", figure.title);
        };
        let (low, high) = y.domain;
        let mut pairs = pairs(&figure, columns);
        pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
        for pair in pairs.windows(2) {
            let [(value, pitch), (more, higher)] = [pair[0], pair[1]];
            assert!(higher >= pitch, "{value} and {more} of “{}”", figure.title);
            let apart = more - value > 1e-9 * (high - low);
            if apart && value >= low && more <= high {
                assert!(higher > pitch, "{value} and {more} of “{}”", figure.title);
            }
        }
        let pitches = pairs.iter().map(|(_, pitch)| *pitch);
        assert!(
            pitches
                .into_iter()
                .all(|pitch| (219.9..=880.1).contains(&pitch))
        );
    }
}

#[test]
fn both_ends_and_the_middle_of_a_year_start_together_and_years_follow_one_another() {
    for (figure, columns) in charts() {
        let tune = heard(&figure);
        let (recorded, simulated) = table(&figure, columns);
        let mut starts: Vec<f64> = tune.notes.iter().map(|note| note.start).collect();
        assert!(starts.is_sorted());
        starts.dedup();
        let ticks = of(&tune, Voice::Tick).len();
        let no_change = of(&tune, Voice::NoChange).len();
        assert_eq!(
            starts.len(),
            recorded.len() + simulated.len() + ticks + no_change,
            "“{}”",
            figure.title
        );
        for pair in of(&tune, Voice::End).chunks(2) {
            assert_eq!(pair[0].start, pair[1].start);
            assert!(pair[0].pitch <= pair[1].pitch);
        }
    }
}

#[test]
fn a_tick_stands_between_two_parts_and_nowhere_else() {
    for (figure, _) in charts() {
        let tune = heard(&figure);
        let ticks = of(&tune, Voice::Tick);
        assert_eq!(ticks.len() + 1, tune.parts.len(), "“{}”", figure.title);
        if let [Part::Recorded, Part::Futures { .. }, ..] = tune.parts[..] {
            let before = |note: &Note| note.start < ticks[0].start;
            let first_future = of(&tune, Voice::End)[0];
            assert!(before(&of(&tune, Voice::Recorded)[0]) && !before(&first_future));
        }
    }
}

#[test]
fn all_of_a_chart_is_heard_in_six_to_nine_seconds_the_same_each_time() {
    for (figure, _) in charts() {
        let tune = heard(&figure);
        let end = tune.notes.iter().map(|note| note.start + note.length);
        let end = end.fold(0.0, f64::max);
        assert!((6.0..=9.0).contains(&end) && end <= LENGTH, "{end} s");
        assert_eq!(tune, heard(&figure.clone()));
    }
}

#[test]
fn what_came_is_heard_once_it_is_shown_and_a_range_of_the_readers_never() {
    for round in rounds() {
        let tune = heard(&past::figure(round, Lang::En));
        assert_eq!(
            tune.parts.contains(&Part::Came),
            round.revealed,
            "{round:?}"
        );
        let plain = Round {
            guess: None,
            ..round
        };
        let without = heard(&past::figure(plain, Lang::En));
        assert_eq!(tune.parts, without.parts);
        assert_eq!(tune.notes.len(), without.notes.len());
    }
}

#[test]
fn charts_without_years_have_no_sound() {
    let scenario = Preset::Everything.scenario();
    let mut model = Simulator::new(DEFAULT_SEED, 256);
    let summary = model.run(&scenario, Detail::Everything);
    let names = Names::of(&scenario, Lang::En);
    for row in Row::ALL {
        let strip = rows::difference_figure(&summary, None, row, names, Lang::En);
        assert_eq!(tune(&strip), None);
    }
}

#[test]
fn the_sentence_names_what_is_heard_and_no_more() {
    for lang in Lang::ALL {
        let w = root_causes::i18n::words::listen(lang);
        for (figure, _) in charts() {
            let tune = heard(&figure);
            let text = told(&tune, lang);
            for (voice, words) in [
                (Voice::Recorded, w.recorded),
                (Voice::Middle, w.with_middle),
                (Voice::End, w.futures),
                (Voice::NoChange, w.no_change),
            ] {
                let sounds = !of(&tune, voice).is_empty();
                assert_eq!(text.contains(words), sounds, "{voice:?}: {text}");
            }
        }
    }
}
