//! The record matched by hand: the best is the best, and what the page says of it holds.
#![cfg(feature = "cli")]

use root_causes::data::{self, Country};
use root_causes::history::by_hand::{
    COUNT, DRIVERS, Driver, Level, Period, Record, STEP, Strengths, YEARS, on_step,
};
use root_causes::model::math::{exp, ln};
use root_causes::model::parameters::{Parameter, Prior};

const LEVELS: [Level; 2] = [Level::One, Level::ByPeriod];

/// Every place of a grid over the ranges, `steps` steps of a slider apart, ends included.
fn grid(steps: f64) -> Vec<Strengths> {
    let mut places = vec![[0.0; DRIVERS]];
    for (k, driver) in Driver::ALL.into_iter().enumerate() {
        let (low, high) = driver.range();
        let count = ((high - low) / (steps * STEP)).round() as u32;
        let values = (0..=count).map(|n| on_step(low + f64::from(n) * steps * STEP));
        let values: Vec<f64> = values.collect();
        places = places
            .iter()
            .flat_map(|place| {
                values.iter().map(move |value| {
                    let mut there = *place;
                    there[k] = *value;
                    there
                })
            })
            .collect();
    }
    places
}

fn square(value: f64) -> f64 {
    value * value
}

fn recorded(year: u16) -> f64 {
    let rows = Country::ALL.into_iter().flat_map(data::encounters);
    rows.filter(|row| row.fiscal_year == year)
        .map(|row| f64::from(row.encounters))
        .sum()
}

#[test]
fn no_position_of_the_sliders_misses_less_than_the_best() {
    let record = Record::read();
    for level in LEVELS {
        let best = record.best(level);
        let least = record.miss(&best, level);
        for there in grid(10.0) {
            let miss = record.miss(&there, level);
            assert!(
                least <= miss,
                "{level:?}: {there:?} misses {miss}, {best:?} {least}"
            );
        }
        for k in 0..DRIVERS {
            for by in [-STEP, STEP] {
                let mut there = best;
                there[k] = on_step(best[k] + by);
                let (low, high) = Driver::ALL[k].range();
                if (low..=high).contains(&there[k]) {
                    assert!(least <= record.miss(&there, level), "{level:?}: {there:?}");
                }
            }
        }
    }
}

#[test]
fn the_best_stands_on_steps_of_the_sliders_within_their_ranges() {
    let record = Record::read();
    for level in LEVELS {
        for (strength, driver) in record.best(level).into_iter().zip(Driver::ALL) {
            let (low, high) = driver.range();
            assert!((low..=high).contains(&strength), "{driver:?}: {strength}");
            assert_eq!(strength, on_step(strength), "{driver:?}");
        }
    }
}

#[test]
fn the_line_lies_as_much_above_the_record_as_below_it() {
    let record = Record::read();
    for strengths in [[0.0; DRIVERS], [1.5, -0.2, 0.5, -0.5]] {
        for level in LEVELS {
            let line = record.line(&strengths, level);
            let logs: Vec<f64> = (record.years.iter().zip(&line))
                .map(|(year, line)| ln(year.encounters / line))
                .collect();
            assert!(logs.iter().sum::<f64>().abs() < 1e-9);
            let mean = logs.iter().map(|log| log * log).sum::<f64>() / COUNT as f64;
            let miss = record.miss(&strengths, level);
            assert!((exp(mean.sqrt()) - miss).abs() < 1e-9);
        }
    }
}

#[test]
fn a_year_that_is_a_period_of_its_own_is_met_wherever_the_sliders_stand() {
    let record = Record::read();
    let alone = [2024, 2025];
    for year in alone {
        assert_eq!(
            YEARS
                .filter(|other| Period::of(*other) == Period::of(year))
                .count(),
            1
        );
    }
    for strengths in [[0.0; DRIVERS], [1.5, 0.9, -0.5, 0.5]] {
        for (year, over) in record.worst(&strengths, Level::ByPeriod) {
            assert_eq!(
                alone.contains(&year),
                (over - 1.0).abs() < 1e-9,
                "{year}: {over}"
            );
        }
    }
}

#[test]
fn a_line_that_repeats_the_year_before_misses_as_the_record_says() {
    let misses = YEARS.map(|year| square(ln(recorded(year) / recorded(year - 1))));
    let mean = misses.sum::<f64>() / COUNT as f64;
    assert!((exp(mean.sqrt()) - Record::read().naive_miss()).abs() < 1e-9);
}

#[test]
fn the_share_of_the_common_swing_is_that_of_the_evidence() {
    let told = data::cell("evidence", "D25", "effect")
        .expect("the evidence")
        .value;
    let shared = 100.0 * Record::read().shared(2024);
    assert!((shared - told).abs() < 0.06, "{shared}, told as {told}");
}

#[test]
fn the_common_swing_moves_each_year_by_the_mean_of_the_countries() {
    let swing = Record::read().common_swing();
    for (place, year) in YEARS.enumerate().skip(1) {
        let changes = Country::ALL.map(|country| {
            let of = |year: u16| {
                let rows = data::encounters(country).iter();
                let mut rows = rows.filter(|row| row.fiscal_year == year);
                f64::from(rows.next().expect("a year").encounters)
            };
            ln(of(year) / of(year - 1))
        });
        let mean = changes.iter().sum::<f64>() / 3.0;
        let drawn = ln(swing[place] / swing[place - 1]);
        assert!((mean - drawn).abs() < 1e-9, "{year}");
    }
}

#[test]
fn a_share_left_of_nothing_moved_is_all() {
    let share = Record::read().share_left(&[0.0; DRIVERS], Level::One);
    assert!((share - 1.0).abs() < 1e-12);
}

/// The words of the page say these things in both languages; the numbers in them are worked out.
#[test]
fn what_the_page_says_of_the_best_position_holds() {
    let record = Record::read();
    let level = Level::One;
    let best = record.best(level);
    let aid = Driver::ALL.iter().position(|driver| *driver == Driver::Aid);
    let aid = aid.expect("aid is a driver");
    assert_eq!(
        best[aid],
        Driver::Aid.range().1,
        "aid stands at its upper end"
    );
    let levers = record.best_of(&[Driver::Homicides, Driver::Aid, Driver::Visas], level);
    let naive = record.naive_miss();
    assert_eq!(levers[0], 0.0, "openings do nothing");
    assert!(
        record.miss(&levers, level) > naive,
        "more than repeating the year before"
    );
    assert!(record.miss(&best, level) < naive);
    let openings = record.best_of(&[Driver::Openings], level);
    let flat = ln(record.miss(&[0.0; DRIVERS], level));
    let gained = |strengths: &Strengths| flat - ln(record.miss(strengths, level));
    assert!(
        gained(&openings) > 0.8 * gained(&best),
        "most of it is owed to openings"
    );
    assert!(
        record.best_without_ranges(level)[aid] > 2.0,
        "a strength that no study has"
    );
    let (first, last) = (&record.years[0], &record.years[COUNT - 1]);
    assert!(last.drivers[aid] > first.drivers[aid] && last.encounters > first.encounters);
}

#[test]
fn figures_stand_in_for_missing_ones_in_the_years_that_the_page_names() {
    let record = Record::read();
    let kept = |driver: usize| -> Vec<u16> {
        let years = record.years.iter().filter(|year| year.kept[driver]);
        years.map(|year| year.year).collect()
    };
    let [openings, homicides, aid, visas] = [0, 1, 2, 3].map(kept);
    assert_eq!(openings, [] as [u16; 0]);
    // Of the year before: Guatemala 2015 and 2016, El Salvador 2023, all 2024.
    assert_eq!(homicides, [2016, 2017, 2024, 2025]);
    assert_eq!(aid, [2025]);
    assert_eq!(visas, [2025]);
}

#[test]
fn the_slider_of_homicides_has_the_range_of_the_model() {
    let Prior::Truncated { low, high, .. } = Parameter::HomicideElasticity.record().prior else {
        panic!("another kind of prior");
    };
    assert_eq!(Driver::Homicides.range(), (low, high));
}
