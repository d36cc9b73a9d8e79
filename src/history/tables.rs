//! Results as the committed files of `assets/model`, and in words on a terminal.

use std::fmt::Write as _;

use super::backtest::{self, Case, ENTRANTS, Entrant, NAIVE, PLAIN};
use super::chains::{Effort, Posterior};
use super::filter::{KEYS, PARAMETERS, Sizes, Vector};
use super::fit::NoMode;
use super::panel::{FIRST_YEAR, LAST_CALIBRATED_YEAR, LAST_YEAR, fingerprint, trials_fingerprint};
use super::power;
use super::score::{Gain, Judged, Scores, horizons, quantile, rmse_between_countries};
use crate::data::Country;
use crate::model::{MODEL_VERSION, math};

/// Draws of the posterior in the committed file.
pub const POSTERIOR_DRAWS: usize = 500;

/// `posterior.csv`: one row a parameter.
pub fn posterior(posterior: &Posterior) -> String {
    let (mean, covariance) = posterior.moments();
    let sd: Vector = std::array::from_fn(|k| covariance[k][k].sqrt());
    let all = posterior.chains.concat();
    let names = KEYS.map(|key| format!("corr_{key}")).join(",");
    let mut text = format!("parameter,mean,sd,p05,p50,p95,r_hat,effective_sample_size,{names}\n");
    for k in 0..PARAMETERS {
        let mut values: Vec<f64> = all.iter().map(|at| at[k]).collect();
        values.sort_unstable_by(f64::total_cmp);
        let points = [0.05, 0.5, 0.95].map(|p| format!("{:.4}", quantile(&values, p)));
        let correlations: [String; PARAMETERS] =
            std::array::from_fn(|j| format!("{:.3}", covariance[k][j] / (sd[k] * sd[j])));
        let row = [
            KEYS[k].to_string(),
            format!("{:.4},{:.4}", mean[k], sd[k]),
            points.join(","),
            format!("{:.4},{:.0}", posterior.r_hat[k], posterior.effective[k]),
            correlations.join(","),
        ];
        line(&mut text, &row);
    }
    text
}

/// `posterior_draws.csv`: [`POSTERIOR_DRAWS`] draws, one a row.
pub fn posterior_draws(posterior: &Posterior) -> String {
    let mut text = KEYS.join(",") + "\n";
    for at in posterior.thinned(POSTERIOR_DRAWS) {
        line(&mut text, &at.map(|value| format!("{value:.5}")));
    }
    text
}

/// `posterior_run.csv`: from what, and how, the posterior was made.
pub fn posterior_run(posterior: &Posterior, effort: Effort, seed: u32) -> String {
    let worst = posterior.r_hat.into_iter().fold(f64::MIN, f64::max);
    let fewest = posterior.effective.into_iter().fold(f64::MAX, f64::min);
    run_file(&[
        ("model_version", MODEL_VERSION.into()),
        ("first_year", FIRST_YEAR.to_string()),
        ("last_year", LAST_CALIBRATED_YEAR.to_string()),
        ("series_fingerprint", fingerprint(LAST_CALIBRATED_YEAR)),
        ("seed", seed.to_string()),
        ("chains", effort.chains.to_string()),
        ("warm_up_steps", effort.warm_up.to_string()),
        ("kept_steps", effort.kept.to_string()),
        ("acceptance", format!("{:.3}", posterior.acceptance)),
        ("largest_r_hat", format!("{worst:.4}")),
        ("smallest_effective_sample_size", format!("{fewest:.0}")),
    ])
}

/// `backtest_run.csv`: from what, and how, the back-test was made.
pub fn backtest_run(futures: usize, seed: u32) -> String {
    run_file(&[
        ("model_version", MODEL_VERSION.into()),
        ("first_year", FIRST_YEAR.to_string()),
        ("last_year", LAST_YEAR.to_string()),
        ("series_fingerprint", fingerprint(LAST_YEAR)),
        ("seed", seed.to_string()),
        ("futures", futures.to_string()),
    ])
}

/// `trials_run.csv`: what the trials read besides the series of the back-test.
pub fn trials_run(futures: usize, seed: u32) -> String {
    run_file(&[
        ("model_version", MODEL_VERSION.into()),
        ("series_fingerprint", fingerprint(LAST_YEAR)),
        ("trials_fingerprint", trials_fingerprint()),
        ("seed", seed.to_string()),
        ("futures", futures.to_string()),
    ])
}

/// A table of keys and values: from what, and how, a result was made.
pub fn run_file(items: &[(&str, String)]) -> String {
    let mut text = String::from("key,value\n");
    for (key, value) in items {
        line(&mut text, &[(*key).to_string(), value.clone()]);
    }
    text
}

fn line(text: &mut String, cells: &[String]) {
    text.push_str(&cells.join(","));
    text.push('\n');
}

/// One number of the back-test.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Key of the rival, or `placebo`, `power`.
    pub model: String,
    /// Which outcomes: `all` to FY2024, `horizon`, `country`, `origin`, `with_2025_26`, `only_2025_26`,
    /// `issued_2024`; for the placebo the `year`; for the power of a test `history`.
    pub scope: String,
    /// Part of the scope: 1 to 3 years, a country's code, a fiscal year, or nothing.
    pub part: String,
    /// What is measured.
    pub measure: String,
    /// Its value.
    pub value: f64,
}

/// A back-tested rival.
pub struct Tested {
    /// Its key.
    pub key: &'static str,
    /// Every outcome to FY2026.
    pub judged: Vec<Judged>,
}

/// Runs the protocol for several rivals.
///
/// # Errors
/// If a model cannot be fitted at some origin.
pub fn test(entrants: &[Entrant], futures: usize, seed: u32) -> Result<Vec<Tested>, NoMode> {
    let tested = entrants.iter().map(|entrant| {
        Ok(Tested {
            key: entrant.key,
            judged: backtest::run(entrant.rival, futures, seed)?,
        })
    });
    tested.collect()
}

/// All numbers of some rivals.
///
/// # Panics
/// If the naive rival is not among them.
pub fn rows(tested: &[Tested]) -> Vec<Row> {
    let naive = tested
        .iter()
        .find(|one| one.key == NAIVE)
        .expect("the naive rival is the measure of all others");
    tested
        .iter()
        .flat_map(|one| entrant_rows(one, &naive.judged))
        .collect()
}

/// All numbers of the changes that were tried, with their gain over the plain model.
///
/// # Panics
/// If the naive rival or the plain model is not among `tested`.
pub fn trial_rows(trials: &[Tested], tested: &[Tested]) -> Vec<Row> {
    let find = |key| {
        let found = tested.iter().find(|one| one.key == key);
        &found.expect("both measures of a trial were tested").judged
    };
    let (naive, plain) = (find(NAIVE), find(PLAIN));
    let one = |trial: &Tested| {
        let mut rows = Rows {
            model: trial.key,
            rows: entrant_rows(trial, naive),
        };
        let gain = Gain::over(&trial.judged, plain, Case::before_the_break);
        rows.put("all", "", "origins_better_than_plain", gain.better as f64);
        rows.put("all", "", "gain_over_plain", gain.mean);
        rows.put("all", "", "gain_over_plain_se", gain.se);
        rows.rows
    };
    trials.iter().flat_map(one).collect()
}

fn entrant_rows(tested: &Tested, naive: &[Judged]) -> Vec<Row> {
    let mut rows = Rows {
        model: tested.key,
        rows: Vec::new(),
    };
    let judged = &tested.judged;
    let old = Case::before_the_break;
    rows.scores("all", "", judged, old);
    rows.gain("all", judged, naive, old);
    let before: Vec<Judged> = judged
        .iter()
        .filter(|one| old(&one.case))
        .copied()
        .collect();
    rows.put(
        "all",
        "",
        "rmse_between_countries",
        rmse_between_countries(&before),
    );
    for horizon in horizons() {
        let part = horizon.to_string();
        rows.scores("horizon", &part, judged, |case| {
            old(case) && case.horizon == horizon
        });
    }
    for country in Country::ALL {
        let own = |case: &Case| old(case) && case.country == country.index();
        rows.scores("country", country.code(), judged, own);
    }
    rows.scores("with_2025_26", "", judged, |_| true);
    rows.gain("with_2025_26", judged, naive, |_| true);
    rows.scores("only_2025_26", "", judged, |case| !old(case));
    for origin in backtest::FIRST_ORIGIN..LAST_CALIBRATED_YEAR {
        let of_origin = |case: &Case| old(case) && case.origin == origin;
        if let Some(scores) = Scores::of(judged, of_origin) {
            rows.put("origin", &origin.to_string(), "crps", scores.crps);
        }
    }
    let issued = Case {
        origin: LAST_CALIBRATED_YEAR,
        horizon: 1,
        country: 0,
    };
    for country in Country::ALL {
        let case = Case {
            country: country.index(),
            ..issued
        };
        for one in judged.iter().filter(|one| one.case == case) {
            rows.put("issued_2024", country.code(), "at_most_fy2025", one.at_most);
        }
    }
    rows.rows
}

struct Rows {
    model: &'static str,
    rows: Vec<Row>,
}

impl Rows {
    fn put(&mut self, scope: &str, part: &str, measure: &str, value: f64) {
        self.rows.push(Row {
            model: self.model.into(),
            scope: scope.into(),
            part: part.into(),
            measure: measure.into(),
            value,
        });
    }

    fn scores(
        &mut self,
        scope: &str,
        part: &str,
        judged: &[Judged],
        counts: impl Fn(&Case) -> bool,
    ) {
        let Some(scores) = Scores::of(judged, counts) else {
            return;
        };
        let mut put = |measure, value| self.put(scope, part, measure, value);
        put("outcomes", scores.count as f64);
        put("rmse", scores.rmse);
        put("bias", scores.bias);
        put("in_50_band", scores.in_half);
        put("in_90_band", scores.in_nine_tenths);
        put("crps", scores.crps);
    }

    fn gain(
        &mut self,
        scope: &str,
        judged: &[Judged],
        naive: &[Judged],
        counts: impl Fn(&Case) -> bool,
    ) {
        let gain = Gain::over(judged, naive, counts);
        let is_naive = self.model == NAIVE;
        let mut put = |measure, value| self.put(scope, "", measure, value);
        put("origins", gain.origins as f64);
        if !is_naive {
            put("origins_better_than_naive", gain.better as f64);
            put("gain_over_naive", gain.mean);
            put("gain_se", gain.se);
        }
    }
}

/// Rows of the placebo and of the power of a test, which need no back-test.
///
/// `sizes` are posterior means of noise; `draws` futures go through the placebo.
pub fn power_rows(sizes: &Sizes, draws: usize) -> Vec<Row> {
    let mut rows = Rows {
        model: "placebo",
        rows: Vec::new(),
    };
    for (year, band) in ["1", "2"].into_iter().zip(power::placebo(draws)) {
        for (point, value) in ["p05", "p50", "p95"].into_iter().zip(band) {
            rows.put("year", year, &format!("change_percent_{point}"), value);
        }
    }
    rows.model = "power";
    let mut put = |measure, value| rows.put("history", "", measure, value);
    put(
        "years_for_10_percent",
        power::years_needed(0.1, sizes.s_u).ceil(),
    );
    put("yearly_shock_sd", sizes.s_u);
    put("step_sd", power::step_sd(sizes));
    put("smallest_fall_percent", 100.0 * power::smallest_fall(sizes));
    rows.rows
}

/// Rows as a CSV file.
pub fn csv(rows: &[Row]) -> String {
    let mut text = String::from("model,scope,part,measure,value\n");
    for row in rows {
        let cells = [&row.model, &row.scope, &row.part, &row.measure].map(String::as_str);
        // Rounding may leave a zero with a sign.
        let value = libm::round(row.value * 1e4) / 1e4 + 0.0;
        writeln!(text, "{},{value}", cells.join(",")).expect("a text takes every line");
    }
    text
}

/// Rivals whose futures are kept in the file of [`fans`].
const SHOWN: [&str; 2] = [NAIVE, PLAIN];

/// Runs the protocol over the three countries together, for the rivals shown.
///
/// # Errors
/// If a model cannot be fitted at some origin.
pub fn totals(futures: usize, seed: u32) -> Result<Vec<Tested>, NoMode> {
    let shown = ENTRANTS
        .iter()
        .filter(|entrant| SHOWN.contains(&entrant.key));
    let tested = shown.map(|entrant| {
        Ok(Tested {
            key: entrant.key,
            judged: backtest::run_total(entrant.rival, futures, seed)?,
        })
    });
    tested.collect()
}

/// `backtest_fans.csv`: what the naive rival and the plain model held possible, country by country
/// and for the three together, and what came; encounters a year, and the score in logs.
pub fn fans(tested: &[Tested], totals: &[Tested]) -> String {
    let mut text = String::from("model,origin,horizon,country,p05,p25,p50,p75,p95,recorded,crps\n");
    for one in tested.iter().chain(totals) {
        if !SHOWN.contains(&one.key) {
            continue;
        }
        for judged in &one.judged {
            let case = judged.case;
            let whole = |ln: f64| libm::round(math::exp(ln)).to_string();
            let row = [
                format!("{},{},{}", one.key, case.origin, case.horizon),
                Country::ALL
                    .get(case.country)
                    .map_or("all", |country| country.code())
                    .into(),
                judged.points.map(whole).join(","),
                whole(judged.outcome),
                format!("{:.4}", judged.crps),
            ];
            line(&mut text, &row);
        }
    }
    text
}

/// The value of a measure, if it is among the rows.
pub fn value(rows: &[Row], model: &str, scope: &str, part: &str, measure: &str) -> Option<f64> {
    let is = |row: &&Row| {
        row.model == model && row.scope == scope && row.part == part && row.measure == measure
    };
    rows.iter().find(is).map(|row| row.value)
}
