//! What the model takes as given: cards at the end of the page of assumptions for numbers and
//! choices that are not the reader's to set one by one, and why not.

use std::fmt::Write as _;

use root_causes::data::{self, Country};
use root_causes::figures::format::{decimal, fill};
use root_causes::figures::rows::regime_name;
use root_causes::figures::sentences::short_decimal;
use root_causes::i18n::{Lang, words};
use root_causes::model::fixed;
use root_causes::model::parameters::NoisePosterior;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::Pack;

use super::pages::escaped;

/// The section.
///
/// # Errors
/// The key of a fixed number that has no words.
pub fn section(lang: Lang) -> Result<String, String> {
    let w = words::given(lang);
    let [eta, level, common, own, openings] = measured();
    let sizes = [
        ("eta", eta.as_str()),
        ("w", level.as_str()),
        ("u", common.as_str()),
        ("e", own.as_str()),
    ];
    let cards = [
        ("need", w.need_name, "C", need(lang), "need_l"),
        (
            "openings",
            w.openings_name,
            "A",
            fill(w.openings, &[("size", &openings)]),
            "b_X",
        ),
        (
            "noise",
            w.noise_name,
            "A",
            fill(w.noise, &sizes),
            "s_eta, s_w, s_u, s_e",
        ),
        ("rules", w.rules_name, "A", rules(lang), "U0"),
    ];
    let mut html = format!(
        "<section class=\"topic\"><h2>{}</h2><p class=\"small\">{}</p>",
        escaped(w.title),
        escaped(w.intro)
    );
    for (key, name, grade, told, symbol) in cards {
        let told = format!(
            "<p>{}</p><p class=\"small\"><code>{}</code></p>",
            escaped(&told),
            escaped(symbol)
        );
        html.push_str(&card(key, name, Some(grade), &told));
    }
    let count = fixed::ALL.len().to_string();
    let told = format!(
        "<p>{}</p>{}",
        escaped(&fill(w.fixed, &[("count", &count)])),
        numbers(lang)?
    );
    html.push_str(&card("fixed", w.fixed_name, None, &told));
    Ok(html + "</section>")
}

fn card(key: &str, name: &str, grade: Option<&str>, told: &str) -> String {
    let grade = grade.map_or(String::new(), |grade| {
        format!("<span class=\"grade\">{grade}</span>")
    });
    format!(
        "<details class=\"belief\" id=\"belief-given-{key}\"><summary>\
         <span class=\"belief-name\">{}</span>{grade}</summary>{told}</details>",
        escaped(name)
    )
}

/// Standard normal deviate of the 95 % point.
const NINETY: f64 = 1.645;

/// Medians of the sizes of the noise, standard deviations of a logarithm, and the middle and nine
/// in ten of the response to openings, from the posterior that the simulator draws from.
fn measured() -> [String; 5] {
    let (mean, sd) = (NoisePosterior::MEAN, NoisePosterior::SD);
    let size = |at: usize| short_decimal(libm::exp(mean[at]));
    let [low, high] = [-NINETY, NINETY].map(|z| short_decimal(mean[4] + z * sd[4]));
    let openings = format!("{} ({low}–{high})", short_decimal(mean[4]));
    [size(0), size(1), size(2), size(3), openings]
}

fn need(lang: Lang) -> String {
    let w = words::given(lang);
    let need = |pack: Pack| short_decimal(pack.need_for_local_delivery());
    fill(
        w.need,
        &[
            ("usual", &need(Pack::Literature)),
            ("op_ed", &need(Pack::OpEd)),
        ],
    )
}

/// The border rules, with the encounters of a year under each.
fn rules(lang: Lang) -> String {
    let level = |regime: Regime| -> f64 {
        let levels = Country::ALL.map(|country| data::regime_level(regime, country));
        levels.into_iter().sum()
    };
    let levels = Regime::ALL.map(|regime| {
        let level = decimal(level(regime), 0);
        format!("{}: {level}", regime_name(regime, lang))
    });
    fill(words::given(lang).rules, &[("levels", &levels.join("; "))])
}

/// Every number that the equations hold fixed, with its meaning.
fn numbers(lang: Lang) -> Result<String, String> {
    let mut list = String::from("<ul class=\"studies\">");
    for one in fixed::ALL {
        let meaning = words::fixed(lang)
            .get(one.key)
            .ok_or_else(|| format!("fixed.{} has no words", one.key))?;
        let studies: String = one
            .studies
            .iter()
            .map(|id| format!(" <a href=\"../method/#{id}\">{id}</a>"))
            .collect();
        let _ = write!(
            list,
            "<li><b>{}</b> {}{studies}</li>",
            escaped(&short_decimal(one.value)),
            escaped(meaning)
        );
    }
    Ok(list + "</ul>")
}
