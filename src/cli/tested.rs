//! Calibration and back-test on the method page, from the committed results.

use root_causes::data::Country;
use root_causes::figures::format::{decimal, fill, percent, signed_percent};
use root_causes::figures::sentences::short_decimal;
use root_causes::history::backtest::{NAIVE, PLAIN, TRIALS};
use root_causes::history::filter::KEYS;
use root_causes::history::fit::{PRIOR_MEAN, PRIOR_SD};
use root_causes::i18n::{Lang, words};
use root_causes::model::math;
use root_causes::model::parameters::NoisePosterior;

use super::committed::{
    BACKTEST, BACKTEST_RUN, Committed, PERMUTATION, POSTERIOR, POSTERIOR_RUN, TRIALS as TRIED,
    TRIALS_RUN,
};
use super::method::with_studies;
use super::pages::escaped;
use super::symbols::in_language;
use super::tables::{Caption, Cells, framed, stacking};

/// The model whose noise is calibrated, as the code works it out.
const WRITTEN: &str = include_str!("../../assets/method/calibration.txt");

/// Models of the tables, in their order.
pub const MODELS: [&str; 6] = [
    NAIVE,
    "five_years",
    PLAIN,
    "slow_return",
    "openings_frozen",
    "openings_given",
];

/// A number of the back-test.
///
/// # Errors
/// What is missing in the committed table.
pub fn result(model: &str, scope: &str, part: &str, measure: &str) -> Result<f64, String> {
    BACKTEST.number(&[model, scope, part, measure], "value")
}

/// The name of a model.
///
/// # Errors
/// A model without words.
pub fn name(model: &str, lang: Lang) -> Result<&'static str, String> {
    words::sure(lang)
        .get(model)
        .ok_or_else(|| format!("sure.{model} has no words"))
}

fn paragraphs(texts: &[&str]) -> String {
    let paragraph = |text: &&str| format!("<p>{}</p>", with_studies(text));
    texts.iter().map(paragraph).collect()
}

fn list(texts: &[&str]) -> String {
    let item = |text: &&str| format!("<li>{}</li>", with_studies(text));
    let items: String = texts.iter().map(item).collect();
    format!("<ul>{items}</ul>")
}

/// A table of numbers; the first cell of a row heads it.
fn numbers(caption: &str, heads: &[&str], rows: &[Vec<String>]) -> String {
    let row = |row: &Vec<String>| {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(at, cell)| match at {
                0 => format!("<th scope=\"row\">{cell}</th>"),
                _ => format!("<td>{cell}</td>"),
            })
            .collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let rows: String = rows.iter().map(row).collect();
    framed(caption, heads, &rows, Cells::Numbers)
}

/// How the noise of the baseline was found.
///
/// # Errors
/// What is missing in the committed tables or in the words.
pub fn calibration(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let year = POSTERIOR_RUN.cell(&["first_year"], "value")?;
    let last = POSTERIOR_RUN.cell(&["last_year"], "value")?;
    let written = in_language(WRITTEN, lang);
    let written = fill(&written, &[("first_year", year), ("last_year", last)]);
    let intro = fill(w.calibration_intro, &[("first", year), ("last", last)]);
    Ok(format!(
        "<section class=\"prose\" id=\"calibration\"><h2>{title}</h2>{first}\
         <div class=\"table-frame\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\
         <pre class=\"equations\">{equations}</pre></div>{posterior}{after}\
         <details class=\"more\"><summary>{more}</summary>{correlations}{run}</details>{files}</section>",
        title = escaped(w.calibration_title),
        first = paragraphs(&[&intro, w.calibration_how]),
        equations = escaped(&written),
        posterior = posterior(lang)?,
        after = paragraphs(&[w.calibration_used, w.calibration_levers]),
        more = escaped(w.calibration_more),
        correlations = correlations(lang)?,
        run = facts(&POSTERIOR_RUN, lang)?,
        files = Committed::line(&[&POSTERIOR, &POSTERIOR_RUN], &escaped(w.files)),
    ))
}

fn posterior(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let mut rows = Vec::new();
    for (k, key) in KEYS.into_iter().enumerate() {
        let of = |column: &str| POSTERIOR.number(&[key], column);
        let both = |mean: f64, sd: f64| format!("{} ({})", decimal(mean, 3), decimal(sd, 3));
        let size = match key.starts_with("ln_") {
            true => decimal(math::exp(of("mean")?), 2),
            false => "–".to_owned(),
        };
        let used = match (NoisePosterior::MEAN.get(k), NoisePosterior::SD.get(k)) {
            (Some(mean), Some(sd)) => both(*mean, *sd),
            _ => escaped(w.not_used),
        };
        let meaning = w
            .get(key)
            .ok_or_else(|| format!("tested.{key} has no words"))?;
        rows.push(vec![
            format!(
                "<code>{}</code> {}",
                key.replace("ln_", "ln "),
                escaped(meaning)
            ),
            both(PRIOR_MEAN[k], PRIOR_SD[k]),
            both(of("mean")?, of("sd")?),
            fill(
                w.from_to,
                &[
                    ("low", &decimal(of("p05")?, 2)),
                    ("high", &decimal(of("p95")?, 2)),
                ],
            ),
            size,
            used,
            decimal(of("r_hat")?, 4),
            decimal(of("effective_sample_size")?, 0),
        ]);
    }
    Ok(stacking(
        Caption::Shown(w.posterior),
        &[
            w.parameter,
            w.prior,
            w.found,
            w.ninety,
            w.size,
            w.used,
            w.r_hat,
            w.effective,
        ],
        rows.into_iter(),
    ))
}

fn correlations(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let mut rows = Vec::new();
    for key in KEYS {
        let mut row = vec![key.replace("ln_", "ln ")];
        for other in KEYS {
            row.push(decimal(
                POSTERIOR.number(&[key], &format!("corr_{other}"))?,
                2,
            ));
        }
        rows.push(row);
    }
    let names = KEYS.map(|key| key.replace("ln_", "ln "));
    let mut heads = vec![w.parameter];
    heads.extend(names.iter().map(String::as_str));
    Ok(numbers(w.correlations, &heads, &rows))
}

/// The facts of a run.
fn facts(run: &Committed, lang: Lang) -> Result<String, String> {
    let w = words::runs(lang);
    let mut rows = Vec::new();
    for row in run.rows() {
        let &[key, value] = row.as_slice() else {
            return Err(format!("assets/model/{}: {row:?}", run.name));
        };
        let meaning = w
            .get(key)
            .ok_or_else(|| format!("runs.{key} has no words"))?;
        rows.push(vec![
            escaped(meaning),
            format!("<code>{}</code>", escaped(value)),
        ]);
    }
    let of = words::tested(lang);
    let caption = fill(of.run, &[("file", run.name)]);
    Ok(numbers(&caption, &[of.fact, of.value], &rows))
}

/// How the model did on the past, and what was tried.
///
/// # Errors
/// What is missing in the committed tables or in the words.
pub fn back_test(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let whole = |value: f64| decimal(value, 0);
    let origins = whole(result(PLAIN, "all", "", "origins")?);
    let intro = fill(
        w.backtest_intro,
        &[
            ("origins", &origins),
            ("outcomes", &whole(result(PLAIN, "all", "", "outcomes")?)),
            (
                "futures",
                &whole(BACKTEST_RUN.number(&["futures"], "value")?),
            ),
        ],
    );
    let power = |measure: &str| result("power", "history", "", measure);
    let power = fill(
        w.power,
        &[
            ("sd", &decimal(power("yearly_shock_sd")?, 2)),
            ("years", &whole(power("years_for_10_percent")?)),
            ("step", &decimal(power("step_sd")?, 2)),
            ("fall", &percent(power("smallest_fall_percent")?, lang)),
        ],
    );
    let between = fill(
        w.between,
        &[
            (
                "model",
                &decimal(result(PLAIN, "all", "", "rmse_between_countries")?, 2),
            ),
            (
                "naive",
                &decimal(result(NAIVE, "all", "", "rmse_between_countries")?, 2),
            ),
        ],
    );
    let more = |summary: &str, inner: String| {
        format!(
            "<details class=\"more\"><summary>{}</summary>{inner}</details>",
            escaped(summary)
        )
    };
    let parts = format!(
        "<section class=\"prose\" id=\"back-test\"><h2>{title}</h2>{first}{all}{read}\
         {by_horizon}{by_country}<h3 id=\"miss\">{miss_title}</h3>{miss}{with}{chances}\
         <h3 id=\"power\">{power_title}</h3>{power}{placebo}\
         <h3 id=\"panel\">{panel_title}</h3>{panel}\
         <h3 id=\"trials\">{trials_title}</h3>{trials}\
         <h3 id=\"admitted\">{admitted_title}</h3>{admitted}{runs}{files}</section>",
        title = escaped(w.backtest_title),
        first = paragraphs(&[&intro, w.backtest_levers]),
        all = overall(lang, &origins)?,
        read = list(&[
            w.read_rmse,
            w.read_bands,
            w.read_crps,
            w.read_gain,
            &between,
            w.read_return
        ]),
        by_horizon = more(w.by_horizon, by_horizon(lang)?),
        by_country = more(w.by_country, by_country(lang)?),
        miss_title = escaped(w.miss_title),
        miss = paragraphs(&[w.miss]),
        with = with_2025_26(lang)?,
        chances = chances(lang)?,
        power_title = escaped(w.power_title),
        power = paragraphs(&[&power, w.placebo]),
        placebo = placebo(lang)?,
        panel_title = escaped(w.panel_title),
        panel = paragraphs(&[w.panel, w.panel_read, w.panel_gaps]) + &panel(lang)?,
        trials_title = escaped(w.trials_title),
        trials = paragraphs(&[w.trials])
            + &trials(lang, &origins)?
            + &paragraphs(&[w.left_out])
            + &list(words::method(lang).left_out),
        admitted_title = escaped(w.admitted_title),
        admitted = list(words::method(lang).admitted),
        runs = more(
            w.backtest_more,
            facts(&BACKTEST_RUN, lang)? + &facts(&TRIALS_RUN, lang)?
        ),
        files = Committed::line(
            &[&BACKTEST, &BACKTEST_RUN, &TRIED, &TRIALS_RUN, &PERMUTATION],
            &escaped(w.files)
        ),
    );
    Ok(parts)
}

/// "0.07 (0.04)": a gain and its standard error; a dash for the naive rival.
///
/// # Errors
/// What is missing in the committed table.
pub fn gain(model: &str, scope: &str) -> Result<String, String> {
    if model == NAIVE {
        return Ok("–".to_owned());
    }
    let gain = result(model, scope, "", "gain_over_naive")?;
    let error = result(model, scope, "", "gain_se")?;
    Ok(format!("{} ({})", decimal(gain, 3), decimal(error, 3)))
}

/// Origins in which a model is better than the naive rival; a dash for that one.
///
/// # Errors
/// What is missing in the committed table.
pub fn won(model: &str) -> Result<String, String> {
    if model == NAIVE {
        return Ok("–".to_owned());
    }
    result(model, "all", "", "origins_better_than_naive").map(|won| decimal(won, 0))
}

fn share(
    model: &str,
    scope: &str,
    part: &str,
    measure: &str,
    lang: Lang,
) -> Result<String, String> {
    result(model, scope, part, measure).map(|share| percent(share * 100.0, lang))
}

fn overall(lang: Lang, origins: &str) -> Result<String, String> {
    let (w, sure) = (words::tested(lang), words::sure(lang));
    let mut rows = Vec::new();
    for model in MODELS {
        let of = |measure: &str, digits| {
            result(model, "all", "", measure).map(|value| decimal(value, digits))
        };
        rows.push(vec![
            escaped(name(model, lang)?),
            of("rmse", 2)?,
            of("bias", 2)?,
            share(model, "all", "", "in_50_band", lang)?,
            share(model, "all", "", "in_90_band", lang)?,
            of("crps", 3)?,
            gain(model, "all")?,
            won(model)?,
            of("rmse_between_countries", 2)?,
        ]);
    }
    let won_head = fill(sure.won_head, &[("origins", origins)]);
    let heads = [
        sure.model,
        sure.rmse,
        w.bias,
        sure.fifty_head,
        sure.ninety_head,
        sure.crps,
        sure.gain_head,
        &won_head,
        w.between_head,
    ];
    Ok(numbers(w.overall, &heads, &rows))
}

/// Rows of a part of the outcomes each, for every model.
fn by(
    scope: &str,
    parts: &[(&str, String)],
    caption: &str,
    head: &str,
    lang: Lang,
) -> Result<String, String> {
    let sure = words::sure(lang);
    let mut rows = Vec::new();
    for model in MODELS {
        for (part, said) in parts {
            let of = |measure: &str, digits| {
                result(model, scope, part, measure).map(|value| decimal(value, digits))
            };
            rows.push(vec![
                escaped(name(model, lang)?),
                escaped(said),
                of("rmse", 2)?,
                of("bias", 2)?,
                share(model, scope, part, "in_50_band", lang)?,
                share(model, scope, part, "in_90_band", lang)?,
                of("crps", 3)?,
            ]);
        }
    }
    let heads = [
        sure.model,
        head,
        sure.rmse,
        words::tested(lang).bias,
        sure.fifty_head,
        sure.ninety_head,
        sure.crps,
    ];
    Ok(numbers(caption, &heads, &rows))
}

fn by_horizon(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let parts = ["1", "2", "3"].map(|years| (years, years.to_owned()));
    by("horizon", &parts, w.by_horizon, w.horizon, lang)
}

fn by_country(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let mut parts = Vec::new();
    for country in Country::ALL {
        parts.push((country.code(), country_name(country, lang)?.to_owned()));
    }
    by("country", &parts, w.by_country, w.country, lang)
}

fn country_name(country: Country, lang: Lang) -> Result<&'static str, String> {
    words::countries(lang)
        .get(country.code())
        .ok_or_else(|| format!("countries.{} has no words", country.code()))
}

fn with_2025_26(lang: Lang) -> Result<String, String> {
    let (w, sure) = (words::tested(lang), words::sure(lang));
    let scopes = [
        ("all", w.to_2024),
        ("with_2025_26", w.with),
        ("only_2025_26", w.only),
    ];
    let mut rows = Vec::new();
    for model in MODELS {
        for (scope, said) in scopes {
            let of = |measure: &str, digits| {
                result(model, scope, "", measure).map(|value| decimal(value, digits))
            };
            rows.push(vec![
                escaped(name(model, lang)?),
                escaped(said),
                of("outcomes", 0)?,
                of("rmse", 2)?,
                of("bias", 2)?,
                share(model, scope, "", "in_50_band", lang)?,
                share(model, scope, "", "in_90_band", lang)?,
                of("crps", 3)?,
                // Two origins are too few for a standard error.
                match scope {
                    "only_2025_26" => "–".to_owned(),
                    scope => gain(model, scope)?,
                },
            ]);
        }
    }
    let heads = [
        sure.model,
        w.years,
        w.outcomes,
        sure.rmse,
        w.bias,
        sure.fifty_head,
        sure.ninety_head,
        sure.crps,
        sure.gain_head,
    ];
    Ok(numbers(w.with_caption, &heads, &rows))
}

/// What each model gave, at the end of FY2024, to a count as low as that of FY2025.
fn chances(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let mut rows = Vec::new();
    for model in MODELS {
        let mut row = vec![escaped(name(model, lang)?)];
        for country in Country::ALL {
            let chance = result(model, "issued_2024", country.code(), "at_most_fy2025")?;
            row.push(decimal(chance * 100.0, 1));
        }
        rows.push(row);
    }
    let countries = words::countries(lang);
    let heads = [
        words::sure(lang).model,
        countries.slv,
        countries.gtm,
        countries.hnd,
    ];
    Ok(numbers(w.chances, &heads, &rows))
}

fn placebo(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let mut rows = Vec::new();
    for year in ["1", "2"] {
        let mut row = vec![year.to_owned()];
        for point in ["p05", "p50", "p95"] {
            let change = result("placebo", "year", year, &format!("change_percent_{point}"))?;
            row.push(signed_percent(change, lang));
        }
        rows.push(row);
    }
    let heads = [w.placebo_year, w.low, w.middle, w.high];
    Ok(numbers(w.placebo_caption, &heads, &rows))
}

/// What was tried, what it gained, and why it was not taken.
fn trials(lang: Lang, origins: &str) -> Result<String, String> {
    let (w, sure) = (words::tested(lang), words::sure(lang));
    let mut rows = Vec::new();
    for trial in TRIALS {
        let of = |measure: &str| TRIED.number(&[trial.key, "all", "", measure], "value");
        let said = words::trials(lang)
            .get(trial.key)
            .ok_or_else(|| format!("trials.{} has no words", trial.key))?;
        rows.push(vec![
            escaped(said.name),
            decimal(of("crps")?, 3),
            percent(of("in_90_band")? * 100.0, lang),
            format!(
                "{} ({})",
                decimal(of("gain_over_plain")?, 3),
                decimal(of("gain_over_plain_se")?, 3)
            ),
            decimal(of("origins_better_than_plain")?, 0),
            escaped(said.why),
        ]);
    }
    let won = fill(w.won_plain, &[("origins", origins)]);
    let heads = [
        w.change,
        sure.crps,
        sure.ninety_head,
        w.gain_plain,
        &won,
        w.verdict,
    ];
    Ok(stacking(
        Caption::Shown(w.trials_caption),
        &heads,
        rows.into_iter(),
    ))
}

/// What three countries can say on homicide and rain.
fn panel(lang: Lang) -> Result<String, String> {
    let w = words::tested(lang);
    let mut rows = Vec::new();
    for row in PERMUTATION.rows() {
        let first = &row[..3];
        let of = |column: &str| PERMUTATION.number(first, column);
        let cause = w
            .get(row[0])
            .ok_or_else(|| format!("tested.{} has no words", row[0]))?;
        let of_all = |strong: &str, all: &str| -> Result<String, String> {
            let (strong, all) = (decimal(of(strong)?, 0), decimal(of(all)?, 0));
            Ok(escaped(&fill(w.of, &[("n", &strong), ("all", &all)])))
        };
        rows.push(vec![
            format!("{} ({})", escaped(cause), with_studies(row[1])),
            escaped(if row[2] == "yes" { w.yes } else { w.no }),
            decimal(of("country_years")?, 0),
            short_decimal(of("slope")?),
            of_all("as_strong_by_country", "orders")?,
            of_all("as_strong_by_both", "arrangements")?,
            decimal(of("p_by_both")?, 2),
        ]);
    }
    let heads = [
        w.cause,
        w.own_trends,
        w.cells,
        w.slope,
        w.by_order,
        w.by_both,
        w.p_value,
    ];
    Ok(stacking(
        Caption::Shown(w.panel_caption),
        &heads,
        rows.into_iter(),
    ))
}
