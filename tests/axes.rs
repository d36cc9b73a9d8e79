//! Axes that stand still while a slider is in hand, and what of the record stands beside futures.

use root_causes::data::{self, Country};
use root_causes::draw::layout::layout;
use root_causes::draw::scene::{Item, Rect, Scene, Size};
use root_causes::draw::text::Face;
use root_causes::draw::theme::Theme;
use root_causes::figures::compare::Names;
use root_causes::figures::hold;
use root_causes::figures::layers::{self, Layer, Layers};
use root_causes::figures::levels::Naming;
use root_causes::figures::rows::{self, Row};
use root_causes::figures::spec::{Anchor, Axis, Figure, Frame, Mark};
use root_causes::i18n::{Lang, words};
use root_causes::model::equations::Detail;
use root_causes::model::levers::Lever;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario};
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::Summary;
use root_causes::model::{FIRST_YEAR, LAST_YEAR};

const LANGS: [Lang; 2] = [Lang::En, Lang::Es];

fn summary(work_visas: f32) -> Summary {
    let scenario = Scenario::baseline().with(Lever::WorkVisas, work_visas);
    Simulator::new(DEFAULT_SEED, 256).run(&scenario, Detail::Encounters)
}

/// Levels of a row with so many more work visas.
fn levels(work_visas: f32, row: Row, lang: Lang) -> Figure {
    let summary = summary(work_visas);
    let names = Names::of(&summary.scenario, lang);
    rows::levels_figure(&summary, row, names, lang, Naming::Full)
}

fn laid(figure: &Figure, width: f64, height: f64) -> Scene {
    let measure = |words: &str, face: Face| face.estimate(words);
    layout(figure, Size { width, height }, &Theme::light(), &measure)
}

fn corners(item: &Item) -> Vec<(f64, f64)> {
    let ends = |rect: &Rect| vec![(rect.left, rect.top), (rect.right, rect.bottom)];
    match item {
        Item::Fill { points, .. } | Item::Stroke { points, .. } => points.clone(),
        Item::Box { rect, .. } => ends(rect),
        Item::Disc { centre, .. } => vec![*centre],
    }
}

fn assert_no_words_touch(scene: &Scene, what: &str) {
    for (index, text) in scene.texts.iter().enumerate() {
        let room = text.room;
        assert!(
            room.left >= -0.01
                && room.top >= -0.01
                && room.right <= scene.size.width + 0.01
                && room.bottom <= scene.size.height + 0.01,
            "{what}: “{}” leaves the picture",
            text.words
        );
        for other in &scene.texts[index + 1..] {
            assert!(
                !room.near(&other.room, 0.0),
                "{what}: “{}” lies on “{}”",
                text.words,
                other.words
            );
        }
    }
}

/// A small change, and a large one whose bars leave the axis of the small one.
fn strips(lang: Lang) -> [Figure; 2] {
    [1_000.0, 100_000.0].map(|visas| {
        let summary = summary(visas);
        let names = Names::of(&summary.scenario, lang);
        rows::difference_figure(&summary, None, Row::Country(Country::Honduras), names, lang)
    })
}

fn axis_of(figure: &Figure) -> &Axis {
    match &figure.frame {
        Frame::Plane { y, .. } => y,
        Frame::Strip { x } => x,
    }
}

#[test]
fn a_held_strip_keeps_its_axis_and_marks_what_leaves_it() {
    for lang in LANGS {
        let [small, large] = strips(lang);
        assert_ne!(axis_of(&small), axis_of(&large));
        let held = hold::held(&large, &small.frame, lang).expect("another axis");
        assert_eq!(axis_of(&held), axis_of(&small));
        assert_eq!((&held.table, &held.marks), (&large.table, &large.marks));
        // Who is told the numbers is told the same as without a hand on the slider.
        assert_eq!(held.summary, large.summary);
        for width in [288.0, 332.0, 760.0] {
            let scenes = [&held, &large].map(|figure| laid(figure, width, 58.0));
            let arrows = scenes.each_ref().map(|scene| {
                let corners = scene.items.iter().map(corners);
                corners.filter(|points| points.len() == 3).count()
            });
            assert_eq!(arrows[1], 0, "all of the bar is on its own axis");
            let (low, high) = axis_of(&small).domain;
            let ends = large.marks.iter().find_map(|mark| match mark {
                Mark::Bar { from, to, .. } => Some((*from, *to)),
                _ => None,
            });
            let (from, to) = ends.expect("a bar");
            let leaving = usize::from(from < low) + usize::from(to > high);
            assert!(leaving > 0);
            assert_eq!(arrows[0], leaving, "an arrow at each end that is cut");
            for item in scenes.iter().flat_map(|scene| &scene.items) {
                for (x, y) in corners(item) {
                    let is_inside =
                        (-0.01..=width + 0.01).contains(&x) && (0.0..=58.0).contains(&y);
                    assert!(is_inside, "{item:?}");
                }
            }
            assert_no_words_touch(&scenes[0], "held");
        }
    }
}

#[test]
fn an_axis_that_fits_is_left_as_it_is() {
    let [small, large] = strips(Lang::En);
    assert_eq!(hold::held(&small, &small.frame, Lang::En), None);
    assert!(hold::is_rescaled(&large.frame, &small.frame));
    // A strip is never held to a plane.
    let plane = levels(0.0, Row::Total, Lang::En);
    assert_eq!(hold::held(&small, &plane.frame, Lang::En), None);
}

#[test]
fn what_is_said_of_a_new_axis_names_its_ends() {
    let [_, large] = strips(Lang::En);
    let (low, high) = axis_of(&large).domain;
    let said = hold::rescaled(&large, Lang::En);
    let wanted = format!(
        "The scale has changed: now from {:.0}% fewer to {:.0}% more.",
        -low, high
    );
    assert_eq!(said, wanted);
    let mut far = large.clone();
    if let Frame::Strip { x } = &mut far.frame {
        x.domain = (-300.0, 800.0);
    }
    let said = hold::rescaled(&far, Lang::En);
    let wanted = "The scale has changed: now from 100% fewer to 800% more.";
    assert_eq!(said, wanted, "no more than all can be fewer");
    let totals = levels(0.0, Row::Total, Lang::Es);
    let said = hold::rescaled(&totals, Lang::Es);
    assert!(
        said.starts_with("La escala cambió: ahora llega hasta "),
        "{said}"
    );
}

#[test]
fn a_held_plane_stays_inside_and_says_how_far_up_it_goes() {
    let figure = levels(0.0, Row::Total, Lang::En);
    let mut low = figure.clone();
    if let Frame::Plane { y, .. } = &mut low.frame {
        y.domain.1 *= 0.2;
        y.ticks.retain(|tick| tick.at <= y.domain.1);
    }
    let held = hold::held(&figure, &low.frame, Lang::En).expect("another axis");
    let cuts = held
        .labels
        .iter()
        .filter(|label| label.anchor == Anchor::Cut);
    let cuts: Vec<&str> = cuts.map(|label| label.text.as_str()).collect();
    assert_eq!(cuts.len(), 1);
    assert!(cuts[0].starts_with("to "), "{cuts:?}");
    let scene = laid(&held, 760.0, 208.0);
    let is_written = scene.texts.iter().any(|text| text.words.starts_with("to "));
    assert!(is_written);
    // Discs of single years have a radius.
    let plane = scene.plane;
    for item in &scene.items {
        if let Item::Stroke { points, .. } | Item::Fill { points, .. } = item {
            let top = points.iter().map(|point| point.1).fold(f64::MAX, f64::min);
            assert!(top >= plane.top - 14.5, "{item:?}");
        }
    }
}

#[test]
fn layers_are_read_back_from_their_text_and_others_are_refused() {
    for number in 0..8_usize {
        let mut layers = Layers([false; Layer::ALL.len()]);
        for (place, layer) in Layer::ALL.into_iter().enumerate() {
            layers.set(layer, number & (1 << place) != 0);
            assert_eq!(layers.has(layer), number & (1 << place) != 0);
        }
        assert_eq!(Layers::read(&layers.text()), Some(layers));
    }
    assert_eq!(Layers::default().text(), "history,breaks");
    for bad in [
        "",
        "all",
        "history,",
        "none,history",
        "History",
        "events breaks",
    ] {
        assert_eq!(Layers::read(bad), None, "{bad}");
    }
}

#[test]
fn without_history_only_simulated_years_are_drawn_told_and_named() {
    let mut layers = Layers::default();
    layers.set(Layer::History, false);
    for row in Row::ALL {
        let whole = levels(20_000.0, row, Lang::En);
        assert_eq!(layers::without(whole.clone(), Layers::default()), whole);
        let figure = layers::without(whole.clone(), layers);
        let Frame::Plane { x, y, .. } = &figure.frame else {
            panic!("a plane");
        };
        assert_eq!(y, axis_of(&whole), "amounts keep their axis");
        let (first, last) = (f64::from(FIRST_YEAR), f64::from(LAST_YEAR));
        assert!(x.domain.0 < first && x.domain.0 > first - 0.5);
        assert_eq!(x.ticks[0].text, FIRST_YEAR.to_string());
        assert_eq!(x.ticks[1].text, LAST_YEAR.to_string());
        for mark in &figure.marks {
            let first_of = match mark {
                Mark::Line { points, .. } => points[0].0,
                Mark::Band { spans, .. } => spans[0].x,
                Mark::Region { from, .. } => {
                    assert_eq!(*from, x.domain.0);
                    continue;
                }
                other => panic!("{other:?} is of the record"),
            };
            assert_eq!(first_of, first);
        }
        let years: Vec<i32> = figure
            .table
            .rows
            .iter()
            .filter_map(|row| row.year())
            .collect();
        let simulated: Vec<i32> = (first as i32..=last as i32).collect();
        assert_eq!(years, simulated);
        let heads: Vec<&str> = figure
            .table
            .columns
            .iter()
            .map(|c| c.head.as_str())
            .collect();
        assert!(
            !heads.contains(&words::chart(Lang::En).recorded),
            "{heads:?}"
        );
        assert!(
            figure
                .table
                .rows
                .iter()
                .all(|row| row.cells.len() == heads.len())
        );
        for width in [280.0, 332.0, 760.0, 1100.0] {
            assert_no_words_touch(&laid(&figure, width, 208.0), row.key());
        }
    }
}

#[test]
fn without_breaks_no_footnote_is_left() {
    let mut layers = Layers::default();
    layers.set(Layer::Breaks, false);
    let whole = levels(0.0, Row::Total, Lang::En);
    assert!(!laid(&whole, 760.0, 208.0).notches.is_empty());
    let figure = layers::without(whole, layers);
    assert!(laid(&figure, 760.0, 208.0).notches.is_empty());
}

#[test]
fn every_event_has_its_letter_and_its_line_and_words_keep_apart() {
    for (lang, row) in LANGS
        .into_iter()
        .flat_map(|lang| Row::ALL.map(|row| (lang, row)))
    {
        let whole = levels(20_000.0, row, lang);
        let figure = layers::with_events(whole, row);
        let marked = layers::events_of(&figure, row);
        assert!(marked.len() >= 7, "{}: {}", row.key(), marked.len());
        for (place, (letter, event)) in marked.iter().enumerate() {
            assert_eq!(*letter, char::from(b'a' + place as u8));
            assert!(
                row.countries()
                    .iter()
                    .any(|country| event.countries.contains(country))
            );
            let line = layers::event_line(event, lang);
            assert!(line.starts_with(&event.year.to_string()), "{line}");
        }
        for width in [280.0, 328.0, 480.0, 760.0, 1100.0] {
            let scene = laid(&figure, width, 208.0);
            assert_no_words_touch(&scene, row.key());
            // Letters that stand together name the first and the last of them.
            let words: Vec<&str> = scene.texts.iter().map(|text| text.words.as_str()).collect();
            let last = marked.last().expect("an event").0;
            for end in ['a', last] {
                let is_there = words.iter().any(|text| {
                    text.split(['–', ',', '\u{a0}'])
                        .any(|part| part == end.to_string())
                });
                assert!(is_there, "{}, {width}: {end} in {words:?}", row.key());
            }
        }
    }
}

#[test]
fn events_stand_in_the_fiscal_year_of_their_date() {
    let place = |id: &str| {
        let mut events = data::marked_events(&Country::ALL);
        events
            .find(|event| event.id == id)
            .expect("the event")
            .place
    };
    // A fiscal year lies half a year to either side of its number and begins in October.
    assert!((place("title_42") - 2019.97).abs() < 0.01, "20 March 2020");
    assert!(
        (place("eta_iota") - 2020.59).abs() < 0.01,
        "3 November 2020"
    );
    assert!(
        (place("proclamation_2025") - 2024.80).abs() < 0.01,
        "20 January 2025"
    );
    let places: Vec<f64> = data::marked_events(&Country::ALL)
        .map(|event| event.place)
        .collect();
    assert!(places.is_sorted());
}

#[test]
fn without_history_no_event_is_marked() {
    let mut layers = Layers::default();
    layers.set(Layer::History, false);
    let whole = levels(0.0, Row::Total, Lang::En);
    let figure = layers::with_events(layers::without(whole, layers), Row::Total);
    assert!(layers::events_of(&figure, Row::Total).is_empty());
}

#[test]
fn what_moves_with_a_lever_leaves_the_record_alone_and_nothing_else_changes() {
    for (row, width) in [(Row::Total, 360.0), (Row::ALL[1], 800.0)] {
        let [before, after] = [10_000.0, 12_000.0].map(|visas| levels(visas, row, Lang::En));
        let [before, after] = [before, after].map(|figure| laid(&figure, width, 208.0));
        let part = after.changed_since(&before).expect("the futures differ");
        assert_eq!(before.changed_since(&after), Some(part), "either way");
        let last = f64::from(FIRST_YEAR) - 4.0;
        assert!(part.left > after.x.project(last), "the record stays");
        assert!(part.right <= width + 2.0 && part.area() < 0.6 * width * 208.0);
        let sides = [(&before, &after), (&after, &before)];
        for (one, other) in sides {
            for item in one.items.iter().filter(|item| !other.items.contains(item)) {
                let corners = corners(item);
                let inside = |(x, y): &(f64, f64)| {
                    part.left <= *x && *x <= part.right && part.top <= *y && *y <= part.bottom
                };
                assert!(corners.iter().all(inside), "{item:?} leaves {part:?}");
            }
            for text in one.texts.iter().filter(|text| !other.texts.contains(text)) {
                assert!(part.holds(&text.room), "{text:?} leaves {part:?}");
            }
        }
    }
}

#[test]
fn a_picture_that_stays_has_no_part_that_changed_and_another_size_changes_all() {
    let figure = levels(10_000.0, Row::Total, Lang::Es);
    let scene = laid(&figure, 640.0, 208.0);
    assert_eq!(scene.changed_since(&laid(&figure, 640.0, 208.0)), None);
    let other = laid(&figure, 641.0, 208.0);
    assert_eq!(other.changed_since(&scene), Some(Rect::sheet(other.size)));
}

#[test]
fn a_part_on_a_grid_holds_the_part_and_begins_on_the_sheet() {
    let part = Rect {
        left: -1.0,
        top: 3.2,
        right: 17.1,
        bottom: 40.0,
    };
    for step in [1.0, 2.0, 4.0] {
        let whole = part.on_grid(step);
        assert_eq!(whole.left, 0.0);
        for edge in [whole.left, whole.top, whole.right, whole.bottom] {
            assert_eq!(edge % step, 0.0, "{whole:?} on a grid of {step}");
        }
        assert!(whole.top <= part.top && whole.right >= part.right && whole.bottom >= part.bottom);
    }
}
