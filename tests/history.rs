//! Calibration and back-test: exact where a closed form exists, and the committed tables are
//! what the program makes of the record.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::f64::consts::{PI, TAU};
use std::path::PathBuf;
use std::process::Command;

use proptest::prelude::*;
use root_causes::data::Country;
use root_causes::history::backtest::{self, Case, ENTRANTS, Entrant, NAIVE, TRIALS, cases, record};
use root_causes::history::bounds;
use root_causes::history::chains::{
    Diagnosis, EFFECTIVE_BAR, Effort, Posterior, R_HAT_BAR, diagnose,
};
use root_causes::history::filter::{
    Filter, KEYS, PARAMETERS, RESTLESS_STRETCH, Sizes, Vector, from_basis, to_basis,
};
use root_causes::history::fit::{Approximation, PRIOR_MEAN, PRIOR_SD};
use root_causes::history::futures::{self, Driver, Rival, Shape};
use root_causes::history::matrix::{Matrix, cholesky, mean_and_covariance, solve_lower};
use root_causes::history::panel::{
    Counting, LAST_CALIBRATED_YEAR, LAST_YEAR, Panel, el_nino, fingerprint, last_quarter_gaps,
    repeat_correction, scenario_fingerprint, trials_fingerprint,
};
use root_causes::history::permutation::{self, Cause, Pair, finding};
use root_causes::history::power;
use root_causes::history::random::{Random, Tails};
use root_causes::history::score::{Judged, Scores, crps, quantile};
use root_causes::history::tables::{self, POSTERIOR_DRAWS, Row, value};
use root_causes::model::equations::Detail;
use root_causes::model::math::{normal_cdf, normal_quantile};
use root_causes::model::parameters::NoisePosterior;
use root_causes::model::scenario::DEFAULT_SEED;
use root_causes::model::simulator::Simulator;
use root_causes::model::{COUNTRIES, DRAWS, MODEL_VERSION};

fn calibrated() -> Panel {
    Panel::recorded(LAST_CALIBRATED_YEAR, Counting::Recorded)
}

fn committed(name: &str) -> csv::Reader<std::fs::File> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("assets/model")
        .join(name);
    csv::Reader::from_path(path).expect("a committed table")
}

/// A table of two columns.
fn facts(name: &str) -> BTreeMap<String, String> {
    let rows = committed(name).into_deserialize();
    rows.map(|row| row.expect("key and value")).collect()
}

/// Means and standard deviations of the committed posterior.
fn summary() -> (Vector, Vector) {
    let (mut mean, mut sd) = ([0.0; PARAMETERS], [0.0; PARAMETERS]);
    for (k, row) in committed("posterior.csv").into_records().enumerate() {
        let row = row.expect("a row");
        assert_eq!(&row[0], KEYS[k]);
        mean[k] = row[1].parse().expect("a number");
        sd[k] = row[2].parse().expect("a number");
    }
    (mean, sd)
}

fn committed_rows(name: &str) -> Vec<Row> {
    let rows = committed(name).into_deserialize();
    rows.map(|row| {
        let (model, scope, part, measure, value) = row.expect("a row of five cells");
        Row {
            model,
            scope,
            part,
            measure,
            value,
        }
    })
    .collect()
}

// ---- The filter ----

const SMALL: usize = 4;
const CELLS: usize = SMALL * COUNTRIES;

/// Log density of all years after the first at once, from their covariance matrix.
fn dense_log_likelihood(panel: &Panel, sizes: &Sizes) -> f64 {
    let squared = |size: f64| size * size;
    let same = |yes: bool, value: f64| if yes { value } else { 0.0 };
    let year = |cell: usize| 1 + cell / COUNTRIES;
    let country = |cell: usize| cell % COUNTRIES;
    let covariance: Matrix<CELLS> = std::array::from_fn(|a| {
        std::array::from_fn(|b| {
            let own = country(a) == country(b);
            let level = squared(sizes.s_eta) + same(own, squared(sizes.s_w));
            let passing = squared(sizes.s_u) + same(own, squared(sizes.s_e));
            let steps = year(a).min(year(b)) as f64;
            same(own, 1.0) + steps * level + same(year(a) == year(b), passing)
        })
    });
    let surprise: [f64; CELLS] = std::array::from_fn(|cell| {
        let (t, c) = (year(cell), country(cell));
        let openings = panel.openings[t] - panel.openings[0];
        let expected = panel.encounters[0][c] + sizes.drift * t as f64 + sizes.b_x * openings;
        panel.encounters[t][c] - expected
    });
    let factor = cholesky(&covariance).expect("a covariance");
    let ln_root: f64 = (0..CELLS).map(|k| libm::log(factor[k][k])).sum();
    let distance: f64 = solve_lower(&factor, &surprise).iter().map(|z| z * z).sum();
    -0.5 * (CELLS as f64 * libm::log(TAU) + distance) - ln_root
}

fn panels(years: usize) -> impl Strategy<Value = Panel> {
    let encounters = prop::collection::vec(prop::array::uniform3(6.0..13.0), years);
    let openings = prop::collection::vec(-1.5..1.5, years);
    (encounters, openings).prop_map(|(encounters, openings)| Panel {
        encounters,
        openings,
    })
}

fn vectors() -> impl Strategy<Value = Vector> {
    (prop::array::uniform4(-3.0..0.5), -1.0..2.0, -0.3..0.3)
        .prop_map(|([a, b, c, d], b_x, drift)| [a, b, c, d, b_x, drift])
}

proptest! {
    #[test]
    fn three_small_filters_give_the_likelihood_of_the_whole_record(
        panel in panels(1 + SMALL),
        at in vectors(),
    ) {
        let sizes = Sizes::from(at);
        let filtered = Filter::new(&panel).log_likelihood(&sizes);
        let dense = dense_log_likelihood(&panel, &sizes);
        prop_assert!((filtered - dense).abs() < 1e-8 * (1.0 + dense.abs()), "{filtered} {dense}");
    }

    #[test]
    fn the_basis_of_mean_and_contrasts_loses_nothing(values in prop::array::uniform3(-9.0..9.0)) {
        for (back, value) in from_basis(&to_basis(&values)).into_iter().zip(values) {
            prop_assert!((back - value).abs() < 1e-13);
        }
    }

    #[test]
    fn futures_do_not_know_what_came_after_their_origin(
        origin in 2009u16..2024,
        moved in -2.0..2.0,
        entrant in prop::sample::select(ENTRANTS.into_iter().chain(TRIALS).collect::<Vec<_>>()),
    ) {
        let draw = |record: &Panel| {
            futures::draw(entrant.rival, record, origin, 20, &mut Random::new(1, 1)).expect("a fit")
        };
        let knows_openings =
            matches!(entrant.rival, Rival::Level(shape) if shape.driver == Driver::Given);
        let mut other = record();
        for year in Panel::place(origin) + 1..other.years() {
            other.encounters[year] = other.encounters[year].map(|value| value + moved);
            if !knows_openings {
                other.openings[year] += moved;
            }
        }
        prop_assert_eq!(draw(&record()), draw(&other), "{}", entrant.key);
    }
}

fn normal_density(value: f64, variance: f64) -> f64 {
    libm::exp(-0.5 * value * value / variance) / libm::sqrt(TAU * variance)
}

#[test]
fn one_step_in_restless_times_has_the_likelihood_of_the_mixture() {
    let sizes = Sizes::from(PRIOR_MEAN);
    let squared = |size: f64| size * size;
    for step in [-2.0, -0.1, 0.4, 1.5] {
        let panel = Panel {
            encounters: vec![[9.0, 10.0, 11.0], [9.0 + step, 10.0 + step, 11.0 + step]],
            openings: vec![0.0; 2],
        };
        let surprise = libm::sqrt(3.0) * (step - sizes.drift);
        let variance = |stretch: f64| {
            let common = squared(stretch * sizes.s_eta) + squared(sizes.s_u);
            1.0 + 3.0 * common + squared(sizes.s_w) + squared(sizes.s_e)
        };
        // A sixth of all years are restless, so a sixth of first years are.
        let mixture = 5.0 / 6.0 * normal_density(surprise, variance(1.0))
            + 1.0 / 6.0 * normal_density(surprise, variance(RESTLESS_STRETCH));
        let plain = Filter::new(&panel).log_likelihood(&sizes);
        let restless = Filter::new(&panel)
            .with_restless_times()
            .log_likelihood(&sizes);
        let expected = plain + libm::log(mixture / normal_density(surprise, variance(1.0)));
        assert!((restless - expected).abs() < 1e-12, "{restless} {expected}");
    }
}

#[test]
fn a_jump_of_all_countries_is_taken_for_a_restless_year_and_quiet_years_are_not() {
    let sizes = Sizes::from(PRIOR_MEAN);
    let chance = |jump: f64| {
        let mut encounters = vec![[9.0, 10.0, 11.0]; 15];
        encounters.extend(vec![[9.0, 10.0, 11.0].map(|level| level + jump); 1]);
        let openings = vec![0.0; 16];
        let panel = Panel {
            encounters,
            openings,
        };
        let filter = Filter::new(&panel);
        assert_eq!(filter.state(&sizes).restless, 0.0);
        filter.with_restless_times().state(&sizes).restless
    };
    assert!(chance(0.0) < 0.1, "{}", chance(0.0));
    assert!(chance(2.5) > 0.8, "{}", chance(2.5));
}

#[test]
fn the_ends_of_years_are_measured_against_the_years_before_alone() {
    let early = last_quarter_gaps(2012);
    let late = last_quarter_gaps(2024);
    assert_eq!((early.len(), late.len()), (13, 25));
    assert!(early.iter().sum::<f64>().abs() < 1e-12);
    // What later years change is the usual share alone.
    let moved = late[0] - early[0];
    for (early, late) in early.iter().zip(&late) {
        assert!((late - early - moved).abs() < 1e-12);
    }
    // Encounters fell throughout FY2024, and had risen throughout FY2011.
    assert!(late[24] < -0.5 && early[11] > 0.0, "{late:?}");
}

#[test]
fn el_nino_is_felt_in_the_two_years_after_its_summer_and_no_summer_is_foreseen() {
    // The strong El Niño of the summer of 2015.
    assert!(el_nino(2016, 2015) > 1.0);
    assert!(el_nino(2017, 2015) > 0.5);
    assert_eq!(el_nino(2018, 2015), 0.0);
    assert_ne!(el_nino(2018, 2016), 0.0);
    assert_eq!(el_nino(2000, 2024), 0.0);
}

// ---- Scores ----

#[test]
fn the_score_of_a_normal_sample_is_the_closed_form() {
    let count = 20_000;
    let sample = |mean: f64, sd: f64| -> Vec<f64> {
        let p = |k: i32| (f64::from(k) + 0.5) / f64::from(count);
        (0..count)
            .map(|k| mean + sd * normal_quantile(p(k)))
            .collect()
    };
    for (mean, sd, outcome) in [(0.0, 1.0, 0.0), (2.0, 0.5, 1.0), (-1.0, 3.0, 4.0)] {
        let z: f64 = (outcome - mean) / sd;
        let density = libm::exp(-0.5 * z * z) / libm::sqrt(TAU);
        let exact = sd * (z * (2.0 * normal_cdf(z) - 1.0) + 2.0 * density - 1.0 / libm::sqrt(PI));
        let sampled = crps(&sample(mean, sd), outcome);
        assert!(
            (sampled - exact).abs() < 1e-3 * sd,
            "{sampled} against {exact}"
        );
    }
}

#[test]
fn the_protocol_has_the_outcomes_it_says() {
    assert_eq!(cases(LAST_CALIBRATED_YEAR).count(), 126);
    assert_eq!(cases(LAST_YEAR).count(), 144);
    assert_eq!(
        cases(LAST_YEAR)
            .filter(|case| !case.before_the_break())
            .count(),
        18
    );
}

/// A record made by the model itself, with normal noise.
fn simulated(sizes: &Sizes, years: usize, random: &mut Random) -> Panel {
    let mut level = [9.0, 10.0, 11.0];
    let encounters = (0..years).map(|_| {
        let (eta, u) = (random.normal(), random.normal());
        level = level.map(|m| m + sizes.drift + sizes.s_eta * eta + sizes.s_w * random.normal());
        level.map(|m| m + sizes.s_u * u + sizes.s_e * random.normal())
    });
    Panel {
        encounters: encounters.collect(),
        openings: vec![0.0; years],
    }
}

#[test]
fn bands_hold_what_they_say_on_records_that_the_model_made() {
    let rival = Rival::Level(Shape {
        level_tails: Tails::Normal,
        passing_tails: Tails::Normal,
        ..Shape::PLAIN
    });
    let mut random = Random::new(11, 0);
    let mut judged = Vec::new();
    for _ in 0..400 {
        let truth = std::array::from_fn(|k| PRIOR_MEAN[k] + PRIOR_SD[k] * random.normal());
        let panel = simulated(&Sizes::from(truth), 18, &mut random);
        let origin = 2014;
        let mut drawn = futures::draw(rival, &panel, origin, 400, &mut random).expect("a fit");
        for (horizon, step) in (1..).zip(&mut drawn) {
            for (country, futures) in step.iter_mut().enumerate() {
                let case = Case {
                    origin,
                    horizon,
                    country,
                };
                let outcome = panel.encounters[Panel::place(case.year())][country];
                judged.push(Judged::new(case, outcome, futures));
            }
        }
    }
    let scores = Scores::of(&judged, |_| true).expect("outcomes");
    // 400 records with outcomes that move together: standard errors about .02 and .012.
    assert!((scores.in_half - 0.5).abs() < 0.06, "{scores:?}");
    assert!((scores.in_nine_tenths - 0.9).abs() < 0.035, "{scores:?}");
}

// ---- Chains ----

/// Chains of the first-order autoregression with this correlation and these means.
fn autoregressions(correlation: f64, means: &[f64], length: usize) -> Vec<Vec<f64>> {
    let mut random = Random::new(5, 0);
    let fresh = libm::sqrt(1.0 - correlation * correlation);
    let chains = means.iter().map(|mean| {
        let mut now = random.normal();
        let steps = (0..length).map(|_| {
            now = correlation * now + fresh * random.normal();
            mean + now
        });
        steps.collect()
    });
    chains.collect()
}

#[test]
fn effective_sample_size_is_that_of_an_autoregression() {
    for correlation in [0.0, 0.5, 0.9] {
        let Diagnosis { r_hat, effective } =
            diagnose(&autoregressions(correlation, &[0.0; 4], 20_000));
        let exact = 80_000.0 * (1.0 - correlation) / (1.0 + correlation);
        assert!(
            (effective / exact - 1.0).abs() < 0.15,
            "{correlation}: {effective} {exact}"
        );
        assert!(r_hat < 1.005, "{r_hat}");
    }
}

#[test]
fn chains_around_different_places_are_found_out() {
    let Diagnosis { r_hat, .. } = diagnose(&autoregressions(0.5, &[0.0, 0.0, 0.0, 0.5], 5_000));
    assert!(r_hat > R_HAT_BAR, "{r_hat}");
}

#[test]
fn a_short_run_is_refused_and_writes_nothing() {
    let folder = std::env::temp_dir().join(format!("root-causes-short-{}", std::process::id()));
    let output = Command::new(env!("CARGO_BIN_EXE_root-causes"))
        .args([
            "calibrate",
            "--chains",
            "2",
            "--warm-up",
            "500",
            "--steps",
            "500",
            "--out",
        ])
        .arg(&folder)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let problems = String::from_utf8(output.stderr).expect("plain text");
    assert!(
        problems.starts_with("root-causes: the chains do not agree on "),
        "{problems}"
    );
    assert!(!folder.exists());
}

// ---- The committed posterior ----

#[test]
fn the_committed_tables_are_of_this_model_and_these_series() {
    for (file, last) in [
        ("posterior_run.csv", LAST_CALIBRATED_YEAR),
        ("backtest_run.csv", LAST_YEAR),
        ("trials_run.csv", LAST_YEAR),
    ] {
        let facts = facts(file);
        assert_eq!(facts["model_version"], MODEL_VERSION, "{file}");
        assert_eq!(
            facts["series_fingerprint"],
            fingerprint(last),
            "{file}: run it again"
        );
    }
    assert_eq!(
        facts("trials_run.csv")["trials_fingerprint"],
        trials_fingerprint(),
        "trials_run.csv: run it again"
    );
    assert_eq!(facts("bounds_run.csv")["model_version"], MODEL_VERSION);
    let sensitivity = facts("sensitivity_run.csv");
    assert_eq!(sensitivity["model_version"], MODEL_VERSION);
    assert_eq!(
        sensitivity["series_fingerprint"],
        scenario_fingerprint(),
        "sensitivity_run.csv: run it again"
    );
    assert_eq!(sensitivity["seed"], DEFAULT_SEED.to_string());
    let run = facts("posterior_run.csv");
    let number = |key: &str| -> f64 { run[key].parse().expect("a number") };
    assert!(number("largest_r_hat") <= R_HAT_BAR);
    assert!(number("smallest_effective_sample_size") >= EFFECTIVE_BAR);
    assert!((0.1..0.5).contains(&number("acceptance")));
}

#[test]
fn shorter_chains_from_another_seed_find_the_committed_posterior() {
    let effort = Effort {
        chains: 4,
        warm_up: 3_000,
        kept: 10_000,
    };
    let posterior = Posterior::sample(&Filter::new(&calibrated()), effort, 7);
    assert_eq!(posterior.trusted(), Ok(()));
    agrees(posterior.moments(), posterior.effective);
}

#[test]
fn importance_resampling_finds_the_committed_posterior() {
    let filter = Filter::new(&calibrated());
    let approximation = Approximation::new(&filter).expect("a mode");
    let sample = approximation.resample(&filter, 20_000, &mut Random::new(3, 0));
    // Resampled proposals repeat; a quarter of them counts.
    agrees(mean_and_covariance(&sample), [5_000.0; PARAMETERS]);
}

/// Means within four standard errors of the committed ones, spreads within as many.
fn agrees((mean, covariance): (Vector, Matrix<PARAMETERS>), effective: Vector) {
    let (committed_mean, committed_sd) = summary();
    for k in 0..PARAMETERS {
        let error = 4.0 * committed_sd[k] / libm::sqrt(effective[k]);
        let off = mean[k] - committed_mean[k];
        assert!(
            off.abs() < error,
            "{}: off by {off}, error {error}",
            KEYS[k]
        );
        let off = libm::sqrt(covariance[k][k]) - committed_sd[k];
        assert!(off.abs() < 1.5 * error, "SD of {}: off by {off}", KEYS[k]);
    }
}

#[test]
fn the_committed_draws_have_the_committed_moments() {
    let draws: Vec<Vector> = committed("posterior_draws.csv")
        .into_deserialize()
        .map(|row| row.expect("six numbers"))
        .collect();
    assert_eq!(draws.len(), POSTERIOR_DRAWS);
    agrees(
        mean_and_covariance(&draws),
        [POSTERIOR_DRAWS as f64; PARAMETERS],
    );
}

#[test]
fn the_simulators_noise_is_the_committed_posterior_within_a_twentieth_of_its_spread() {
    let (mean, sd) = summary();
    for k in 0..NoisePosterior::MEAN.len() {
        let off = (mean[k] - NoisePosterior::MEAN[k]) / NoisePosterior::SD[k];
        assert!(off.abs() < 0.05, "{}: {off}", KEYS[k]);
        let ratio = sd[k] / NoisePosterior::SD[k];
        assert!((0.95..1.06).contains(&ratio), "{}: {ratio}", KEYS[k]);
    }
}

// ---- The committed back-test ----

/// Futures of the tests' own run, a tenth of the committed one's.
const FEWER: usize = 4_000;

/// How far a number may move with fewer futures and another seed.
fn tolerance(measure: &str, outcomes: f64) -> f64 {
    match measure {
        "outcomes" | "origins" => 0.0,
        "in_50_band" | "in_90_band" => 4.0 / outcomes,
        "origins_better_than_naive" | "origins_better_than_plain" => 2.0,
        "at_most_fy2025" => 0.005,
        _ => 0.02,
    }
}

fn compare(fresh: &[Row], committed: &[Row]) {
    let keys = |rows: &[Row]| -> Vec<[String; 4]> {
        let key = |row: &Row| [&row.model, &row.scope, &row.part, &row.measure].map(String::clone);
        rows.iter().map(key).collect()
    };
    assert_eq!(keys(fresh), keys(committed));
    for (new, old) in fresh.iter().zip(committed) {
        let outcomes = value(committed, &old.model, &old.scope, &old.part, "outcomes");
        let within = tolerance(&old.measure, outcomes.unwrap_or(1.0));
        assert!(
            (new.value - old.value).abs() <= within,
            "{new:?} against {}",
            old.value
        );
    }
}

#[test]
fn the_committed_back_test_is_what_fewer_futures_of_another_seed_give() {
    let tested = tables::test(&ENTRANTS, FEWER, 1).expect("fits");
    let committed = committed_rows("backtest.csv");
    let of_entrants: Vec<Row> = committed
        .into_iter()
        .filter(|row| ENTRANTS.iter().any(|entrant| entrant.key == row.model))
        .collect();
    compare(&tables::rows(&tested), &of_entrants);
    let trials = tables::test(&TRIALS, FEWER, 1).expect("fits");
    compare(
        &tables::trial_rows(&trials, &tested),
        &committed_rows("trials.csv"),
    );
}

#[test]
fn the_committed_fans_are_in_order_and_give_the_committed_scores() {
    let rows = committed_rows("backtest.csv");
    let (mut held, mut score, mut count) = (0.0, 0.0, 0.0);
    for row in committed("backtest_fans.csv").into_records() {
        let row = row.expect("a row");
        let number = |k: usize| -> f64 { row[k].parse().expect("a number") };
        let points: Vec<f64> = (4..9).map(number).collect();
        assert!(points.is_sorted(), "{row:?}");
        if &row[0] == "no_drivers" && &row[3] != "all" {
            let inside = (points[0]..=points[4]).contains(&number(9));
            held += f64::from(u8::from(inside));
            score += number(10);
            count += 1.0;
        }
    }
    let of = |measure| value(&rows, "no_drivers", "with_2025_26", "", measure).expect("a row");
    assert_eq!(count, of("outcomes"));
    assert!((score / count - of("crps")).abs() < 2e-4);
    assert!((held / count - of("in_90_band")).abs() < 1e-4);
}

#[test]
fn fans_of_the_three_together_are_those_of_their_sum() {
    let totals = tables::totals(FEWER, 1).expect("fits");
    let mut compared = 0;
    for row in committed("backtest_fans.csv").into_records() {
        let row = row.expect("a row");
        let number = |k: usize| -> f64 { row[k].parse().expect("a number") };
        if &row[3] != "all" {
            continue;
        }
        let tested = totals.iter().find(|one| one.key == &row[0]);
        let judged = tested.expect("a rival that is shown").judged.iter();
        let same = |one: &&Judged| {
            f64::from(one.case.origin) == number(1) && f64::from(one.case.horizon) == number(2)
        };
        let judged = judged.clone().find(same).expect("the same cases");
        for (k, point) in (4..9).zip(judged.points) {
            let slack = 0.03 + 0.03 * (judged.points[4] - judged.points[0]);
            assert!((libm::log(number(k)) - point).abs() < slack, "{row:?} {k}");
        }
        let sum: f64 = record().encounters[Panel::place(judged.case.year())]
            .iter()
            .map(|ln| libm::exp(*ln))
            .sum();
        assert_eq!(number(9), sum.round(), "{row:?}");
        assert!((number(10) - judged.crps).abs() < 0.05, "{row:?}");
        compared += 1;
    }
    assert_eq!(compared, 2 * 48);
}

#[test]
fn the_naive_rival_stays_in_the_middle_where_the_record_was() {
    let record = record();
    let (total, last) = (record.total(), |year: u16| Panel::place(year));
    for row in committed("backtest_fans.csv").into_records() {
        let row = row.expect("a row");
        if &row[0] != NAIVE {
            continue;
        }
        let origin = last(row[1].parse().expect("a year"));
        let known = match Country::from_code(&row[3]) {
            Some(country) => record.encounters[origin][country.index()],
            None => total.encounters[origin][0],
        };
        let middle: f64 = row[6].parse().expect("a number");
        assert!((libm::log(middle) - known).abs() < 1e-3, "{row:?}");
    }
}

#[test]
fn the_same_seed_gives_the_same_scores() {
    let Entrant { rival, .. } = ENTRANTS[2];
    assert_eq!(backtest::run(rival, 50, 3), backtest::run(rival, 50, 3));
    assert_ne!(backtest::run(rival, 50, 3), backtest::run(rival, 50, 4));
}

#[test]
fn the_model_is_as_good_on_the_record_as_it_must_be() {
    let rows = committed_rows("backtest.csv");
    let of = |model: &str, measure: &str| value(&rows, model, "all", "", measure).expect("a row");
    assert_eq!(of("no_drivers", "origins"), 15.0);
    assert!(of("no_drivers", "origins_better_than_naive") >= 11.0);
    assert!((0.85..=0.97).contains(&of("no_drivers", "in_90_band")));
    assert!(of("slow_return", "in_90_band") >= 0.85);
    assert!(of("slow_return", "crps") <= of(NAIVE, "crps"));
}

#[test]
fn at_most_two_of_those_origins_are_ties() {
    let rows = committed_rows("backtest.csv");
    let score = |model: &str, origin: u16| {
        value(&rows, model, "origin", &origin.to_string(), "crps").expect("a row")
    };
    let lead = |origin: u16| score(NAIVE, origin) - score("no_drivers", origin);
    let clear = (2009..=2023).filter(|origin| lead(*origin) > 0.01).count();
    assert!(
        clear >= 9,
        "better by more than a hundredth in {clear} origins"
    );
}

#[test]
fn the_years_after_the_break_are_shown_as_the_misses_they_are() {
    let rows = committed_rows("backtest.csv");
    for model in [
        "no_drivers",
        "slow_return",
        "openings_frozen",
        "openings_given",
    ] {
        let of = |measure: &str| value(&rows, model, "only_2025_26", "", measure).expect("a row");
        assert_eq!((of("outcomes"), of("in_90_band")), (18.0, 0.0), "{model}");
        assert!(of("rmse") > libm::log(10.0), "{model}");
    }
}

#[test]
fn no_change_that_was_tried_gains_two_standard_errors() {
    let rows = committed_rows("trials.csv");
    for trial in TRIALS {
        let of = |measure: &str| value(&rows, trial.key, "all", "", measure).expect("a row");
        let (gain, error) = (of("gain_over_plain"), of("gain_over_plain_se"));
        assert!(gain < 2.0 * error, "{}: {gain} ({error})", trial.key);
    }
}

// ---- Priors bounded at zero ----

/// Percentages, share and badge of a row of the committed table.
fn committed_bounds() -> BTreeMap<(String, String), ([f32; 4], String)> {
    let rows = committed("bounds.csv").into_records().map(|row| {
        let row = row.expect("a row");
        let numbers = std::array::from_fn(|k| row[k + 2].parse().expect("a number"));
        (
            (row[0].to_string(), row[1].to_string()),
            (numbers, row[6].to_string()),
        )
    });
    rows.collect()
}

#[test]
fn the_committed_bounds_are_what_fewer_futures_of_another_seed_give() {
    let committed = committed_bounds();
    let (findings, below) = bounds::findings(2_000, 9);
    assert_eq!(findings.len(), committed.len());
    for found in findings {
        let key = (found.opening.to_string(), found.scenario.to_string());
        let (numbers, _) = &committed[&key];
        let percent = found.percent;
        let fresh = [percent.p05, percent.p50, percent.p95, found.fewer];
        for (fresh, (kept, within)) in fresh.iter().zip(numbers.iter().zip([0.8, 0.3, 0.8, 0.03])) {
            assert!((fresh - kept).abs() < within, "{key:?}: {fresh} {kept}");
        }
    }
    let run = facts("bounds_run.csv");
    for one in below {
        let key = one.parameter.record().key;
        let kept: f64 = run[&format!("{}_{key}_below_zero", one.opening)]
            .parse()
            .expect("a number");
        assert!((one.share - kept).abs() < 0.005, "{key}: {}", one.share);
    }
}

#[test]
fn opening_the_bounds_changes_no_badge_and_believing_no_sign_leaves_none_that_claims_one() {
    let committed = committed_bounds();
    for (scenario, _) in bounds::scenarios() {
        let badge = |priors: &str| {
            committed[&(priors.to_string(), scenario.to_string())]
                .1
                .clone()
        };
        assert_eq!(badge("opened"), badge("as_they_are"), "{scenario}");
        assert_ne!(badge("no_sign"), "fewer", "{scenario}");
    }
    for alone in ["anti_corruption", "anti_smuggling"] {
        let key = ("as_they_are".to_string(), alone.to_string());
        assert_eq!(committed[&key].1, "fewer", "{alone}");
    }
}

#[test]
fn priors_as_they_are_give_the_numbers_of_the_simulator() {
    let (findings, _) = bounds::findings(DRAWS, DEFAULT_SEED);
    let mut model = Simulator::new(DEFAULT_SEED, DRAWS);
    for (key, scenario) in bounds::scenarios() {
        let change = model.run(&scenario, Detail::Encounters).change[COUNTRIES];
        let found = findings
            .iter()
            .find(|found| (found.opening, found.scenario) == ("as_they_are", key))
            .expect("every scenario was asked");
        assert_eq!(found.percent, change.percent, "{key}");
        assert_eq!((found.fewer, found.badge), (change.fewer, change.badge()));
    }
}

// ---- Placebo and power ----

#[test]
fn the_committed_placebo_and_power_are_those_of_the_simulator() {
    let [s_eta, s_w, s_u, s_e, b_x] = NoisePosterior::MEAN;
    let sizes = Sizes::from([s_eta, s_w, s_u, s_e, b_x, 0.0]);
    let committed: Vec<Row> = committed_rows("backtest.csv")
        .into_iter()
        .filter(|row| ["placebo", "power"].contains(&row.model.as_str()))
        .collect();
    for (new, old) in tables::power_rows(&sizes, root_causes::model::DRAWS)
        .iter()
        .zip(&committed)
    {
        assert!(
            (new.value - old.value).abs() < 1e-3,
            "{new:?} against {old:?}"
        );
    }
    assert_eq!(committed.len(), 10);
}

#[test]
fn an_aid_cut_as_in_2019_cannot_be_seen_in_yearly_noise() {
    for [low, _, high] in power::placebo(800) {
        assert!(-1.0 < low && high < 1.5, "{low} to {high} per cent");
    }
}

#[test]
fn the_step_that_endless_records_show_is_as_uncertain_as_a_simulation_says() {
    // The level of one side, filtered over many years, has the variance of the formula.
    let sizes = Sizes {
        s_eta: 0.3,
        s_w: 0.1,
        s_u: 0.2,
        s_e: 0.1,
        b_x: 0.0,
        drift: 0.0,
    };
    let panel = Panel {
        encounters: vec![[10.0; COUNTRIES]; 200],
        openings: vec![0.0; 200],
    };
    let one_side = Filter::new(&panel).state(&sizes).variance[0] / COUNTRIES as f64;
    let step = 0.3 * 0.3 + 0.1 * 0.1 / 3.0;
    let exact = libm::sqrt(2.0 * one_side + step);
    assert!((power::step_sd(&sizes) - exact).abs() < 1e-12);
}

#[test]
fn fewer_years_are_needed_for_a_larger_fall_and_for_quieter_years() {
    assert_eq!(power::years_needed(0.1, 0.33).ceil(), 61.0);
    assert!(power::years_needed(0.2, 0.33) < power::years_needed(0.1, 0.33));
    assert!(power::years_needed(0.1, 0.2) < power::years_needed(0.1, 0.33));
}

// ---- The record ----

#[test]
fn the_record_ends_with_a_year_of_eleven_months_scaled_up() {
    let record = record();
    assert_eq!(record.years(), 27);
    let last = record.encounters[26].map(libm::exp);
    for (scaled, months) in last.into_iter().zip([2_023.0, 10_294.0, 5_916.0]) {
        assert!((scaled - months / 0.9129).abs() < 1.0, "{scaled}");
    }
    assert_eq!(record.openings[26], record.openings[25]);
    assert!((record.openings[0] - record.openings[1] - 0.1).abs() < 1e-15);
}

#[test]
fn repeat_tries_are_taken_out_of_the_years_of_title_42_alone() {
    for country in Country::ALL {
        for year in 2000..=2026 {
            let correction = repeat_correction(country, year);
            assert_eq!(
                correction < 0.0,
                (2020..=2023).contains(&year),
                "{country:?} {year}"
            );
        }
    }
}

#[test]
fn quantiles_of_a_sample_lie_between_its_points() {
    assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.5), 2.0);
    assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), 3.0);
    assert_eq!(quantile(&[1.0, 2.0, 4.0], 1.0), 4.0);
}

// ---- Causes handed round ----

#[test]
fn the_committed_arrangements_are_those_of_the_record() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/model/permutation.csv");
    let committed = std::fs::read_to_string(path).expect("a committed table");
    let made = permutation::table(&permutation::findings());
    assert_eq!(committed, made, "permutation.csv: run it again");
}

#[test]
fn the_slope_of_homicide_is_the_one_that_the_evidence_has() {
    let study = root_causes::data::evidence_by_id("D05").expect("our own study");
    let found = finding(Cause::Homicide, &Pair::recorded(Cause::Homicide), false);
    let published = study.effect.expect("its slope");
    assert!(
        (found.slope - published).abs() < 0.02,
        "{} against {published}",
        found.slope
    );
}

/// Noise without a link, and the same with effects that follow their causes.
fn planted(slope: f64, seed: u32) -> Pair {
    let mut random = Random::new(seed, 0);
    let years: Vec<u16> = (2001..2025).collect();
    let mut cells = || [(); COUNTRIES].map(|()| random.normal());
    let causes: Vec<[f64; COUNTRIES]> = years.iter().map(|_| cells()).collect();
    let effects = causes
        .iter()
        .map(|causes| {
            let noise = cells();
            std::array::from_fn(|c| slope * causes[c] + 0.3 * noise[c])
        })
        .collect();
    Pair {
        years,
        causes,
        effects,
    }
}

#[test]
fn a_link_that_is_there_stands_out_from_every_other_arrangement() {
    for trends in [false, true] {
        let found = finding(Cause::Homicide, &planted(1.0, 5), trends);
        assert!((found.slope - 1.0).abs() < 0.1, "{found:?}");
        assert_eq!((found.by_country, found.by_both), (1, 1), "{found:?}");
        assert_eq!(found.arrangements, 6 * 24);
    }
}

#[test]
fn a_link_that_is_not_there_is_called_one_no_more_often_than_chance() {
    let called = (0..200)
        .filter(|seed| finding(Cause::Homicide, &planted(0.0, *seed), false).p_by_both() <= 0.1)
        .count();
    // 20 are expected of 200, give or take 4.
    assert!((8..=34).contains(&called), "{called}");
}

#[test]
fn what_is_common_to_a_country_or_a_year_moves_no_slope() {
    let pair = planted(0.4, 9);
    let moved = |trend: f64| {
        let mut other = planted(0.4, 9);
        for (t, row) in other.effects.iter_mut().enumerate() {
            for (c, value) in row.iter_mut().enumerate() {
                *value += 3.0 * c as f64 - 0.7 * t as f64 + trend * (c * t) as f64;
            }
        }
        other
    };
    for (trends, trend) in [(false, 0.0), (true, 0.0), (true, 0.2)] {
        let slope = |pair: &Pair| finding(Cause::RainDeficit, pair, trends).slope;
        assert!((slope(&pair) - slope(&moved(trend))).abs() < 1e-9);
    }
    let without = |pair: &Pair| finding(Cause::RainDeficit, pair, false).slope;
    assert!((without(&pair) - without(&moved(0.2))).abs() > 1e-3);
}
