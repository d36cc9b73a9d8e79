//! "How sure are we?": the back-test in words and a short table, from the committed results.

use std::fmt::Write as _;

use root_causes::figures::format::{decimal, fill, percent, signed_percent};
use root_causes::history::backtest::{NAIVE, PLAIN};
use root_causes::i18n::{Lang, words};

use super::committed::{BOUNDS, TRIALS};
use super::pages::{escaped, folder};
use super::tables::{Cells, framed};
use super::tested::{gain, name, result, won};

/// Models of the short table: the rival, the model, and the model with the scenarios' slow return.
const MODELS: [&str; 3] = [NAIVE, PLAIN, "slow_return"];

/// The section's paragraphs and table; all other scores stand on the method page.
///
/// # Errors
/// The name of a result that is not in the committed table.
pub fn section(lang: Lang) -> Result<String, String> {
    let w = words::sure(lang);
    let told = |measure: &str| result(PLAIN, "all", "", measure);
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
        "{told_first}{}<details class=\"more\"><summary>{}</summary>{more}</details>\
         <p><a href=\"./{}method/#back-test\">{}</a></p>",
        table(lang, &origins)?,
        escaped(w.more),
        folder(lang),
        escaped(w.all_scores),
    ))
}

fn paragraphs(texts: &[&str]) -> String {
    let paragraph = |text: &&str| format!("<p>{}</p>", escaped(text));
    texts.iter().map(paragraph).collect()
}

/// How many changes were tried, and what the best of them gained.
fn tried(lang: Lang) -> Result<String, String> {
    let mut gains = Vec::new();
    for row in TRIALS.rows() {
        if let [model, "all", "", "gain_over_plain", ..] = row.as_slice() {
            let of = |measure: &str| TRIALS.number(&[model, "all", "", measure], "value");
            gains.push((of("gain_over_plain")?, of("gain_over_plain_se")?));
        }
    }
    let best = gains
        .iter()
        .copied()
        .max_by(|a: &(f64, f64), b| a.0.total_cmp(&b.0));
    let (gain, error) = best.ok_or("assets/model/trials.csv: nothing was tried")?;
    let skill = result(PLAIN, "all", "", "gain_over_naive")?;
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
        let share = BOUNDS.number(&[priors, scenario], "share_fewer")?;
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
        .map(|country| result(PLAIN, "issued_2024", country, "at_most_fy2025"))
        .try_fold(0.0, |most, chance| Ok(f64::max(most, chance? * 100.0)))
}

fn table(lang: Lang, origins: &str) -> Result<String, String> {
    let w = words::sure(lang);
    let outcomes = decimal(result(PLAIN, "all", "", "outcomes")?, 0);
    let caption = fill(w.caption, &[("outcomes", &outcomes)]);
    let won_head = fill(w.won_head, &[("origins", origins)]);
    let heads = [
        w.model,
        w.fifty_head,
        w.ninety_head,
        w.crps,
        w.gain_head,
        &won_head,
    ];
    let mut rows = String::new();
    for model in MODELS {
        let of = |measure: &str| result(model, "all", "", measure);
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(name(model, lang)?),
            percent(of("in_50_band")? * 100.0, lang),
            percent(of("in_90_band")? * 100.0, lang),
            decimal(of("crps")?, 2),
            gain(model, "all")?,
            won(model)?,
        );
    }
    Ok(framed(&caption, &heads, &rows, Cells::Numbers))
}
