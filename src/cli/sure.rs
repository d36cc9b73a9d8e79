//! "How sure are we?": the back-test in words and a table, from the committed results.

use std::fmt::Write as _;

use root_causes::figures::format::{decimal, fill, percent, signed_percent};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::tables::{Cells, framed};

/// Results of `root-causes backtest`, as committed.
const RESULTS: &str = include_str!("../../assets/model/backtest.csv");

/// Results of `root-causes backtest --trials`, as committed.
const TRIALS: &str = include_str!("../../assets/model/trials.csv");

/// Results of `root-causes bounds`, as committed.
const BOUNDS: &str = include_str!("../../assets/model/bounds.csv");

/// The model whose skill is told in words: estimated, without drivers.
const TOLD: &str = "no_drivers";

/// Models of the table, in its order.
const MODELS: [&str; 6] = [
    "naive",
    "five_years",
    "no_drivers",
    "slow_return",
    "openings_frozen",
    "openings_given",
];

/// The section's paragraphs and table.
///
/// # Errors
/// The name of a result that is not in the committed table.
pub fn section(lang: Lang) -> Result<String, String> {
    let w = words::sure(lang);
    let told = |measure: &str| result(TOLD, "all", "", measure);
    let whole = |value: f64| decimal(value, 0);
    let share = |value: f64| percent(value * 100.0, lang);
    let placebo = |point: &str| result("placebo", "year", "1", &format!("change_percent_{point}"));
    let origins = whole(told("origins")?);
    let past = fill(
        w.past,
        &[
            ("origins", &origins),
            ("won", &whole(told("origins_better_than_naive")?)),
            ("ninety", &share(told("in_90_band")?)),
        ],
    );
    let miss = fill(w.miss, &[("chance", &whole(largest_chance()?.ceil()))]);
    let placebo = fill(
        w.placebo,
        &[
            ("middle", &signed_percent(placebo("p50")?, lang)),
            ("low", &signed_percent(placebo("p05")?, lang)),
            ("high", &signed_percent(placebo("p95")?, lang)),
        ],
    );
    let power = |measure: &str| result("power", "history", "", measure);
    let power = fill(
        w.power,
        &[
            ("years", &whole(power("years_for_10_percent")?)),
            ("fall", &percent(power("smallest_fall_percent")?, lang)),
        ],
    );
    let tried = tried(lang)?;
    let bounds = bounds(lang)?;
    let told_first = paragraphs(&[&past, w.noise, w.no_skill, &miss]);
    let more = paragraphs(&[&placebo, &power, &tried, &bounds]);
    Ok(format!(
        "{told_first}<details class=\"more\"><summary>{}</summary>{more}{}</details>",
        escaped(w.more),
        table(lang, &origins)?
    ))
}

fn paragraphs(texts: &[&str]) -> String {
    let paragraph = |text: &&str| format!("<p>{}</p>", escaped(text));
    texts.iter().map(paragraph).collect()
}

/// How many changes were tried, and what the best of them gained.
fn tried(lang: Lang) -> Result<String, String> {
    let mut gains = Vec::new();
    for line in TRIALS.lines() {
        if let Some((model, gain)) = line.split_once(",all,,gain_over_plain,") {
            let error = number(
                TRIALS,
                "trials.csv",
                &[model, "all", "", "gain_over_plain_se"],
            )?;
            let gain = gain
                .parse()
                .map_err(|_| format!("assets/model/trials.csv: {line}"))?;
            gains.push((gain, error));
        }
    }
    let best = gains
        .iter()
        .copied()
        .max_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
    let (gain, error) = best.ok_or("assets/model/trials.csv: nothing was tried")?;
    let skill = result(TOLD, "all", "", "gain_over_naive")?;
    Ok(fill(
        words::sure(lang).tried,
        &[
            ("count", &gains.len().to_string()),
            ("gain", &decimal(gain, 3)),
            ("error", &decimal(error, 3)),
            ("skill", &decimal(skill, 3)),
        ],
    ))
}

/// Whether badges lean on priors bounded at zero.
fn bounds(lang: Lang) -> Result<String, String> {
    let share = |priors: &str, scenario: &str| -> Result<String, String> {
        let row = [priors, scenario];
        let line = BOUNDS
            .lines()
            .find(|line| line.split(',').take(2).eq(row))
            .ok_or_else(|| format!("assets/model/bounds.csv: no row {}", row.join(", ")))?;
        let share: Option<f64> = line.split(',').nth(5).and_then(|share| share.parse().ok());
        let share = share.ok_or_else(|| format!("assets/model/bounds.csv: no share in {line}"))?;
        Ok(decimal(share * 100.0, 0))
    };
    Ok(fill(
        words::sure(lang).bounds,
        &[
            ("smuggling", &share("as_they_are", "anti_smuggling")?),
            ("smuggling_opened", &share("opened", "anti_smuggling")?),
            ("mission", &share("as_they_are", "anti_corruption")?),
            ("mission_opened", &share("opened", "anti_corruption")?),
            ("all", &share("as_they_are", "everything")?),
            ("all_no_sign", &share("no_sign", "everything")?),
            ("unknown", words::strip(lang).sign_unknown),
        ],
    ))
}

/// The largest chance, of a hundred, that the model gave to the fall of FY2025 in any country.
fn largest_chance() -> Result<f64, String> {
    ["SLV", "GTM", "HND"]
        .into_iter()
        .map(|country| result(TOLD, "issued_2024", country, "at_most_fy2025"))
        .try_fold(0.0, |most, chance| Ok(f64::max(most, chance? * 100.0)))
}

fn table(lang: Lang, origins: &str) -> Result<String, String> {
    let w = words::sure(lang);
    let outcomes = decimal(result(TOLD, "all", "", "outcomes")?, 0);
    let caption = fill(w.caption, &[("outcomes", &outcomes)]);
    let won_head = fill(w.won_head, &[("origins", origins)]);
    let heads = [w.model, w.rmse, w.ninety_head, w.crps, &won_head];
    let mut rows = String::new();
    for model in MODELS {
        let of = |measure: &str| result(model, "all", "", measure);
        // The naive rival is not held against itself.
        let won = match of("origins_better_than_naive") {
            Ok(won) => decimal(won, 0),
            Err(_) if model == "naive" => "–".to_string(),
            Err(missing) => return Err(missing),
        };
        let name = w
            .get(model)
            .ok_or_else(|| format!("no words for {model}"))?;
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{won}</td></tr>",
            escaped(name),
            decimal(of("rmse")?, 2),
            percent(of("in_90_band")? * 100.0, lang),
            decimal(of("crps")?, 2),
        );
    }
    Ok(framed(&caption, &heads, &rows, Cells::Numbers))
}

/// One number of the committed back-test.
fn result(model: &str, scope: &str, part: &str, measure: &str) -> Result<f64, String> {
    number(RESULTS, "backtest.csv", &[model, scope, part, measure])
}

/// The number behind these first cells of a line.
fn number(table: &str, file: &str, wanted: &[&str; 4]) -> Result<f64, String> {
    table
        .lines()
        .find_map(|line| {
            let mut cells = line.split(',');
            let named = wanted.iter().all(|name| cells.next() == Some(*name));
            named.then(|| cells.next()?.parse().ok()).flatten()
        })
        .ok_or_else(|| format!("assets/model/{file}: no number for {}", wanted.join(", ")))
}
