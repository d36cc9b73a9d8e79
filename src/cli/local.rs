//! How much aid goes to local groups, by every measure that was found: a row each, its definition
//! beside a mark, for no two of them need mean the same.

use std::fmt::Write as _;

use root_causes::content::dollars;
use root_causes::data::Source;
use root_causes::data::record::{self, Bound, LocalShare};
use root_causes::figures::format::percent;
use root_causes::figures::sentences::short_decimal;
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::panels::place_name;
use super::sized;
use super::sources;
use super::strategy::{period, qualified};
use super::tables::opened;

/// Measures in per cent that are no share of aid to local groups.
const OTHER: [&str; 5] = [
    "share_of_projects_to_us_contractors",
    "share_to_us_based_organizations",
    "share_of_total_resources_in_denominator",
    "cost_efficiency_local_intermediaries",
    "cost_efficiency_local_partner",
];

/// Every measure by what it counts.
///
/// # Errors
/// A period or a bound without words.
pub fn shares(caption: &str, lang: Lang) -> Result<String, String> {
    let w = words::local(lang);
    let mut in_percent: Vec<&LocalShare> = record::local_shares()
        .iter()
        .filter(|share| share.unit == "percent")
        .collect();
    in_percent.sort_by(|a, b| a.value.total_cmp(&b.value));
    let (other, local): (Vec<_>, Vec<_>) = in_percent
        .into_iter()
        .partition(|share| OTHER.contains(&share.measure));
    let rest: Vec<&LocalShare> = record::local_shares()
        .iter()
        .filter(|share| share.unit != "percent")
        .collect();
    let mut html = format!(
        "<figure class=\"chart-figure\"><figcaption>{caption}</figcaption>{}",
        key(lang)?
    );
    for (title, shares, end) in [
        (w.local, local, Some(32.0)),
        (w.other, other, Some(85.0)),
        (w.amounts, rest, None),
    ] {
        // Without a scale there is nothing to draw: numbers stand beside their names.
        let class = if end.is_some() {
            "dots"
        } else {
            "few unscaled"
        };
        let _ = write!(
            html,
            "<h3>{}</h3><ul class=\"sized {class}\">",
            escaped(title)
        );
        for share in shares {
            html.push_str(&row(share, end, true, lang)?);
        }
        html.push_str("</ul>");
        if let Some(end) = end {
            let ticks = sized::axis(end, |value| percent(value, lang));
            let _ = write!(html, "<div class=\"sized-axis\">{ticks}</div>");
        }
    }
    let _ = write!(
        html,
        "{}<details class=\"more\"><summary>{}</summary>{}</details></figure>",
        table(lang)?,
        escaped(w.sources),
        sources::line(&all_sources(), "local_share", lang)
    );
    Ok(html)
}

/// The sources of all measures.
fn all_sources() -> Vec<&'static Source> {
    let shares = record::local_shares().iter();
    sources::each_once(shares.flat_map(|share| share.sources.iter().copied()))
}

/// A few of the measures in per cent, for a card; what is to be known of them stands in [`told`].
///
/// # Errors
/// A measure that is missing, a period or a bound without words.
pub fn some(ids: &[&str], lang: Lang) -> Result<String, String> {
    let shares = ids.iter().map(|id| {
        let share = record::local_shares().iter().find(|share| share.id == *id);
        share.ok_or_else(|| format!("there is no {id}"))
    });
    let shares: Vec<&LocalShare> = shares.collect::<Result<_, _>>()?;
    let most = shares.iter().map(|share| share.value).fold(0.0, f64::max);
    let end = if most > 50.0 { 85.0 } else { 35.0 };
    let mut html = format!(
        "<figure class=\"strand measures\"><figcaption>{}. <a href=\"#series-local_share\">{}</a></figcaption><ul class=\"sized dots few\">",
        escaped(words::local(lang).on_board),
        escaped(words::board(lang).series_of),
    );
    for share in shares {
        html.push_str(&row(share, Some(end), false, lang)?);
    }
    let ticks = sized::axis(end, |value| percent(value, lang));
    Ok(format!(
        "{html}</ul><div class=\"sized-axis few\">{ticks}</div></figure>"
    ))
}

/// All measures with their sources, once a page.
///
/// # Errors
/// As [`some`].
pub fn told(lang: Lang) -> Result<String, String> {
    let w = words::local(lang);
    Ok(format!(
        "<details class=\"strand-told\"><summary>{}</summary><div id=\"series-local_share\">{}{}{}</div></details>",
        escaped(w.on_board),
        key(lang)?,
        table(lang)?,
        sources::line(&all_sources(), "local_share", lang)
    ))
}

fn said(share: &LocalShare, lang: Lang) -> Result<String, String> {
    let number = match share.unit {
        "percent" => match lang {
            Lang::En => format!("{}%", short_decimal(share.value)),
            Lang::Es => format!("{}\u{a0}%", short_decimal(share.value)),
        },
        "dollars" => dollars(share.value, lang),
        "dollars a year" => format!(
            "{} {}",
            dollars(share.value, lang),
            words::local(lang).a_year
        ),
        unit => {
            let unit = words::local(lang).get(&format!("unit_{unit}"));
            let unit = unit.ok_or_else(|| format!("local.unit_{} has no words", share.unit))?;
            format!("{} {unit}", short_decimal(share.value))
        }
    };
    qualified(share.qualifier, &number, lang)
}

fn definition(share: &LocalShare, lang: Lang) -> &'static str {
    match lang {
        Lang::En => share.definition_en,
        Lang::Es => share.definition_es,
    }
}

fn places(share: &LocalShare, lang: Lang) -> String {
    let names: Vec<&str> = share
        .places
        .iter()
        .map(|code| place_name(code, lang))
        .collect();
    names.join(", ")
}

/// What the words around a number make of it.
pub fn bound_words(bound: Bound, lang: Lang) -> &'static str {
    let w = words::local(lang);
    match bound {
        Bound::Exact => w.exact,
        Bound::About | Bound::Range => w.about,
        Bound::Floor => w.floor,
        Bound::Ceiling => w.ceiling,
        Bound::Derived => w.derived,
        Bound::Target => w.target,
    }
}

/// A measure; `named` gives it the id by which links find it, once a page.
fn row(share: &LocalShare, end: Option<f64>, named: bool, lang: Lang) -> Result<String, String> {
    let dot = match end {
        Some(end) => format!(
            "<span class=\"sized-bar\">{}</span>",
            dot(share.bound, share.value / end)
        ),
        None => String::new(),
    };
    Ok(format!(
        "<li{}><span class=\"sized-name\">{} <span class=\"sort\">{}, {}</span></span>\
         <span class=\"sized-number\">{}</span>{dot}</li>",
        if named {
            format!(" id=\"{}\"", share.id)
        } else {
            String::new()
        },
        escaped(definition(share, lang)),
        escaped(&places(share, lang)),
        escaped(period(share.period, lang)?),
        escaped(&said(share, lang)?),
    ))
}

/// The mark of a measure, at a share of the scale.
fn dot(bound: Bound, share: f64) -> String {
    let mark = match bound {
        Bound::Exact => "<circle cy=\"11\" r=\"5\"/>",
        Bound::About | Bound::Range => {
            "<circle class=\"halo\" cy=\"11\" r=\"9\"/><circle cy=\"11\" r=\"4\"/>"
        }
        Bound::Floor => {
            "<circle cy=\"11\" r=\"4\"/><path class=\"lead\" d=\"M5 11H17M13 7L17 11L13 15\"/>"
        }
        Bound::Ceiling => "<path class=\"lead\" d=\"M0 2V20M-3 11H-15M-11 7L-15 11L-11 15\"/>",
        Bound::Derived => "<path d=\"M0 5L6 11L0 17L-6 11Z\"/>",
        Bound::Target => "<circle class=\"hollow\" cy=\"11\" r=\"5\"/>",
    };
    format!(
        "<svg class=\"dot\" width=\"100%\" height=\"22\" aria-hidden=\"true\"><line class=\"base\" x1=\"0\" x2=\"94%\" y1=\"11\" y2=\"11\"/>\
         <svg x=\"{}\" overflow=\"visible\">{mark}</svg></svg>",
        sized::percent(share)
    )
}

fn key(lang: Lang) -> Result<String, String> {
    let mut html = String::from("<ul class=\"bound-key\">");
    for bound in [
        Bound::Exact,
        Bound::About,
        Bound::Ceiling,
        Bound::Floor,
        Bound::Derived,
        Bound::Target,
    ] {
        let _ = write!(
            html,
            "<li><span class=\"sign\">{}</span><span>{}</span></li>",
            dot(bound, 0.5),
            escaped(bound_words(bound, lang))
        );
    }
    Ok(html + "</ul>")
}

fn table(lang: Lang) -> Result<String, String> {
    let w = words::local(lang);
    let mut rows = String::new();
    for share in record::local_shares() {
        let publishers: Vec<&str> = share
            .sources
            .iter()
            .map(|source| source.publisher)
            .collect();
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(definition(share, lang)),
            escaped(&places(share, lang)),
            escaped(period(share.period, lang)?),
            escaped(&said(share, lang)?),
            escaped(bound_words(share.bound, lang)),
            escaped(&publishers.join("; ")),
        );
    }
    let heads = [
        w.definition,
        w.place,
        w.period,
        w.number,
        w.bound,
        w.publisher,
    ];
    Ok(opened(&heads, &rows, lang))
}
