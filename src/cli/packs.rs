//! What each reading of the studies changes, and why: a list on the page of assumptions, which the
//! app shows with the cards.

use root_causes::data;
use root_causes::figures::format::fill;
use root_causes::figures::mark::parameter_name;
use root_causes::i18n::{Lang, words};
use root_causes::model::parameters::Prior;
use root_causes::model::scenario::Pack;

use super::assumptions::shown;
use super::pages::escaped;

/// All readings, a block each that opens.
///
/// # Errors
/// The key of a reading, departure or rule that has no words.
pub fn list(lang: Lang) -> Result<String, String> {
    let w = words::departures(lang);
    let mut html = format!(
        "<section class=\"topic\"><h2>{}</h2><p class=\"small\">{}</p>",
        escaped(words::ui(lang).beliefs),
        escaped(w.intro)
    );
    for pack in Pack::ALL {
        html.push_str(&block(pack, lang)?);
    }
    Ok(html + "</section>")
}

fn block(pack: Pack, lang: Lang) -> Result<String, String> {
    let w = words::departures(lang);
    let said = words::packs(lang)
        .get(pack.key())
        .ok_or_else(|| format!("packs.{} has no words", pack.key()))?;
    let lines = lines(pack, lang)?;
    let count = match lines.len() {
        0 => w.nothing.to_string(),
        n => fill(w.count, &[("n", &n.to_string())]),
    };
    let list = match lines.concat() {
        lines if lines.is_empty() => String::new(),
        lines => format!("<ul class=\"studies\">{lines}</ul>"),
    };
    Ok(format!(
        "<details class=\"belief\" id=\"belief-pack-{}\"><summary><span class=\"belief-name\">{}</span>\
         <span class=\"small\">{}</span></summary><p>{}</p>{list}</details>",
        pack.key(),
        escaped(said.name),
        escaped(&count),
        escaped(said.explain),
    ))
}

/// A line a departure, then a line a rule: from what to what, and why.
fn lines(pack: Pack, lang: Lang) -> Result<Vec<String>, String> {
    let w = words::departures(lang);
    let known = |key: &str| {
        let key = key.replace('-', "_");
        w.get(&key)
            .ok_or_else(|| format!("departures.{key} has no words"))
    };
    let line = |name: String, before: &str, after: &str, why: &str, source: &str| {
        let change = fill(w.change, &[("before", before), ("after", after)]);
        format!(
            "<li><b>{name}</b>: {}. {} {}</li>",
            escaped(&change),
            escaped(why),
            cited(source, "../")
        )
    };
    let mut lines = Vec::new();
    for departure in pack.departures() {
        let record = departure.parameter.record();
        let name = parameter_name(departure.parameter, lang);
        lines.push(line(
            format!(
                "<a href=\"#belief-{0}\" data-belief=\"{0}\">{1}</a>",
                record.key,
                escaped(name)
            ),
            &around(record.prior, lang),
            &around(departure.prior, lang),
            known(&format!("{}_{}", pack.key(), record.key))?,
            departure.source,
        ));
    }
    for rule in pack.rules() {
        let said = |part: &str| known(&format!("rule_{}{part}", rule.key));
        lines.push(line(
            escaped(said("")?),
            said("_usual")?,
            said("_here")?,
            known(&format!("{}_{}", pack.key(), rule.key))?,
            rule.source,
        ));
    }
    Ok(lines)
}

/// A prior in few words: its middle, and nine in ten of its values.
fn around(prior: Prior, lang: Lang) -> String {
    let [low, middle, high] = [0.05, 0.5, 0.95].map(|p| shown(prior.quantile(p)));
    match prior {
        Prior::Fixed(_) => middle,
        _ => fill(
            words::departures(lang).around,
            &[("middle", &middle), ("low", &low), ("high", &high)],
        ),
    }
}

/// The id of a claim or study, leading to its row; `root` is the way to the root of the language.
pub fn cited(id: &str, root: &str) -> String {
    let page = match data::evidence_by_id(id) {
        Some(_) => "method",
        None => "claims",
    };
    format!("<a href=\"{root}{page}/#{id}\">{id}</a>")
}
