//! The method page: equations, parameters, readings, calibration, back-test, studies, from the
//! registries that the model runs on and the committed results.

use std::fmt::Write as _;

use root_causes::data::{self, Country, DATA_VERSION};
use root_causes::figures::format::{decimal, fill, in_full};
use root_causes::figures::sentences::short_decimal;
use root_causes::i18n::{Lang, words};
use root_causes::model::MODEL_VERSION;
use root_causes::model::packs::Rule;
use root_causes::model::parameters::{Correction, Parameter, Prior, Record};
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::Pack;

use super::pages::escaped;
use super::sources::each_once;
use super::tables::{Caption, stacking};
use super::{cells, symbols, tested};

/// The body of the page in a language.
///
/// # Errors
/// What has no words, or is missing in the committed results.
pub fn body(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let versions = fill(
        w.versions,
        &[("model", MODEL_VERSION), ("data", DATA_VERSION)],
    );
    let contents: String = [
        ("limits", w.unsaid_title),
        ("equations", w.equations_title),
        ("parameters", w.parameters_title),
        ("readings", w.packs_title),
        ("calibration", words::tested(lang).calibration_title),
        ("back-test", words::tested(lang).backtest_title),
        ("studies", w.studies_title),
        ("words", words::notes(lang).glossary),
    ]
    .iter()
    .map(|(id, title)| format!("<li><a href=\"#{id}\">{}</a></li>", escaped(title)))
    .collect();
    Ok(format!(
        "<section class=\"prose\"><p>{intro}</p><p class=\"small\">{versions}</p>\
         <nav aria-label=\"{contents_title}\"><ol>{contents}</ol></nav></section>\
         {limits}\
         <section class=\"prose\" id=\"equations\"><h2>{equations_title}</h2><p>{equations_intro}</p>\
         <div class=\"table-frame\" tabindex=\"0\" role=\"region\" aria-label=\"{equations_title}\">\
         <pre class=\"equations\">{equations}</pre></div>{symbols}</section>\
         <section class=\"prose\" id=\"parameters\"><h2>{parameters_title}</h2><p>{parameters_intro}</p>{parameters}</section>\
         <section class=\"prose\" id=\"readings\"><h2>{packs_title}</h2><p>{packs_intro}</p>{packs}</section>\
         {calibration}{back_test}\
         <section class=\"prose\" id=\"studies\"><h2>{studies_title}</h2><p>{studies_intro}</p>{studies}</section>",
        intro = escaped(w.intro),
        versions = escaped(&versions),
        contents_title = escaped(w.contents),
        limits = limits(lang),
        equations_title = escaped(w.equations_title),
        equations_intro = escaped(w.equations_intro),
        equations = with_places(&symbols::in_language(&symbols::EQUATIONS, lang)),
        symbols = symbols::section(lang)?,
        parameters_title = escaped(w.parameters_title),
        parameters_intro = escaped(w.parameters_intro),
        parameters = parameters(lang)?,
        packs_title = escaped(w.packs_title),
        packs_intro = escaped(w.packs_intro),
        packs = packs(lang)?,
        calibration = tested::calibration(lang)?,
        back_test = tested::back_test(lang)?,
        studies_title = escaped(w.studies_title),
        studies_intro = escaped(w.studies_intro),
        studies = studies(lang)?,
    ))
}

/// The equations, each number as a place that links lead to.
fn with_places(equations: &str) -> String {
    let mut html = String::new();
    for line in equations.split_inclusive('\n') {
        let number = line
            .trim_start()
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'));
        match number.filter(|(number, _)| number.parse::<u8>().is_ok()) {
            Some((number, _)) => {
                let (before, after) = line.split_at(line.find(')').map_or(0, |at| at + 1));
                let _ = write!(
                    html,
                    "<b id=\"eq-{number}\">{}</b>{}",
                    escaped(before),
                    escaped(after)
                );
            }
            None => html.push_str(&escaped(line)),
        }
    }
    html
}

/// What the model must not be read to say, and what its bands hold.
fn limits(lang: Lang) -> String {
    let w = words::method(lang);
    let items = |texts: &[&str]| -> String {
        let item = |text: &&str| format!("<li>{}</li>", with_studies(text));
        texts.iter().map(item).collect()
    };
    let level = |regime: Regime| -> f64 {
        Country::ALL
            .into_iter()
            .map(|country| data::regime_level(regime, country))
            .sum()
    };
    let levels = Regime::ALL.map(level);
    let (least, most) = levels
        .into_iter()
        .fold((f64::MAX, 0.0), |(least, most), level| {
            (f64::min(least, level), f64::max(most, level))
        });
    let factor = fill(
        w.not_in_band_rules,
        &[("factor", &decimal(most / least, 0))],
    );
    format!(
        "<section class=\"prose\" id=\"limits\"><h2>{}</h2><p>{}</p><ul>{}</ul>\
         <h3>{}</h3><ul>{}</ul><h3>{}</h3><ul><li>{} <a href=\"#regimes\">{}</a></li>{}</ul></section>",
        escaped(w.unsaid_title),
        escaped(w.unsaid_intro),
        items(w.unsaid),
        escaped(w.in_band_title),
        items(w.in_band),
        escaped(w.not_in_band_title),
        escaped(&factor),
        escaped(w.regimes_title),
        items(w.not_in_band),
    )
}

/// Text whose ids of studies lead to their rows.
pub fn with_studies(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric();
    let mut html = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let length = rest[start..]
            .find(|c| !is_part(c))
            .unwrap_or(rest.len() - start);
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(length);
        html.push_str(&escaped(before));
        match data::evidence_by_id(word) {
            Some(study) => html.push_str(&ids(&[study.id])),
            None => html.push_str(&escaped(word)),
        }
        rest = after;
    }
    html + &escaped(rest)
}

fn parameters(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let rows: Result<Vec<Vec<String>>, String> = Parameter::all()
        .iter()
        .map(|record| parameter_row(record, lang))
        .collect();
    Ok(stacking(
        Caption::Heading(w.parameters_title),
        &[
            w.symbol,
            w.meaning,
            w.prior,
            w.correction,
            w.grade,
            w.evidence,
            w.against,
        ],
        rows?.into_iter(),
    ))
}

fn parameter_row(record: &Record, lang: Lang) -> Result<Vec<String>, String> {
    let w = words::method(lang);
    let (name, meaning) = said(record, lang)?;
    let correction = correction(record, lang).unwrap_or(w.correction_none);
    Ok(vec![
        format!(
            "<a href=\"../assumptions/#belief-{}\"><code>{}</code></a>",
            record.key,
            escaped(record.symbol)
        ),
        format!("<strong>{}.</strong> {}", escaped(name), escaped(meaning)),
        escaped(&prior(record.prior, lang)),
        escaped(correction),
        record.grade.letter().to_string(),
        ids(record.parameter.studies().evidence),
        ids(record.parameter.studies().against),
    ])
}

/// Name and meaning of a parameter.
///
/// # Errors
/// The key of a parameter that has no words.
pub fn said(record: &Record, lang: Lang) -> Result<(&'static str, &'static str), String> {
    let (names, meanings) = (
        words::parameter_names(lang),
        words::parameter_meanings(lang),
    );
    names
        .get(record.key)
        .zip(meanings.get(record.key))
        .ok_or_else(|| format!("assets/words: {} has no name or no meaning", record.key))
}

/// What a parameter's effect is shrunk by, if by anything.
pub fn correction(record: &Record, lang: Lang) -> Option<&'static str> {
    let w = words::method(lang);
    match record.correction {
        Correction::None => None,
        Correction::Transfer => Some(w.correction_transfer),
        Correction::TransferAndDiscount => Some(w.correction_both),
    }
}

/// A prior in words.
fn prior(prior: Prior, lang: Lang) -> String {
    let w = words::method(lang);
    let cut = |mean: f64, sd: f64, low: f64, high: f64| {
        fill(
            w.prior_truncated,
            &[
                ("mean", &short_decimal(mean)),
                ("sd", &short_decimal(sd)),
                ("low", &short_decimal(low)),
                ("high", &short_decimal(high)),
            ],
        )
    };
    match prior {
        Prior::Fixed(value) => fill(w.prior_fixed, &[("value", &short_decimal(value))]),
        Prior::Uniform(low, high) => fill(
            w.prior_uniform,
            &[("low", &short_decimal(low)), ("high", &short_decimal(high))],
        ),
        Prior::Normal(mean, sd) => fill(
            w.prior_normal,
            &[("mean", &short_decimal(mean)), ("sd", &short_decimal(sd))],
        ),
        Prior::Beta(a, b) => fill(
            w.prior_beta,
            &[("a", &a.to_string()), ("b", &b.to_string())],
        ),
        Prior::Truncated {
            mean,
            sd,
            low,
            high,
        } => cut(mean, sd, low, high),
        Prior::ZeroOr {
            zero,
            mean,
            sd,
            low,
            high,
        } => fill(
            w.prior_zero_or,
            &[
                ("zero", &short_decimal(zero * 100.0)),
                ("rest", &cut(mean, sd, low, high)),
            ],
        ),
    }
}

/// Ids of studies and costs, each leading to its row.
pub fn ids(ids: &[&str]) -> String {
    ids.iter()
        .map(|id| format!("<a href=\"#{id}\">{id}</a>"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn packs(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let mut html = String::new();
    for pack in Pack::ALL {
        let said = words::packs(lang)
            .get(pack.key())
            .ok_or_else(|| format!("assets/words: packs.{} is missing", pack.key()))?;
        let _ = write!(
            html,
            "<h3>{}</h3><p>{}</p>",
            escaped(said.name),
            escaped(said.explain)
        );
        let rows = pack.departures().iter().map(|departure| {
            vec![
                format!(
                    "<code>{}</code>",
                    escaped(departure.parameter.record().symbol)
                ),
                escaped(&prior(departure.prior, lang)),
                behind(departure.source),
            ]
        });
        let mut rows: Vec<Vec<String>> = rows.collect();
        for rule in pack.rules() {
            rows.push(rule_row(rule, lang)?);
        }
        if !rows.is_empty() {
            let heads = [w.symbol, w.prior, w.source];
            html.push_str(&stacking(
                Caption::Heading(said.name),
                &heads,
                rows.into_iter(),
            ));
        }
    }
    Ok(html)
}

/// A rule that a reading replaces is a row beside the ranges that it replaces.
fn rule_row(rule: &Rule, lang: Lang) -> Result<Vec<String>, String> {
    let said = |part: &str| {
        let key = format!("rule_{}{part}", rule.key);
        let words = words::departures(lang).get(&key);
        words.ok_or_else(|| format!("departures.{key} has no words"))
    };
    Ok(vec![
        format!("<code>{}</code>", escaped(rule.symbol)),
        escaped(&format!("{}: {}", said("")?, said("_here")?)),
        behind(rule.source),
    ])
}

/// The study or claim that something rests on, leading to its row.
fn behind(id: &str) -> String {
    match data::evidence_by_id(id) {
        Some(_) => ids(&[id]),
        None => super::packs::cited(id, "../"),
    }
}

/// A figure as read, with its range, or else its standard error, where one was read.
fn read_as(effect: Option<f64>, detail: &data::EvidenceDetail, lang: Lang) -> String {
    let w = words::method(lang);
    let Some(effect) = effect.map(in_full) else {
        return String::from("–");
    };
    match (detail.low, detail.high, detail.se) {
        (Some(low), Some(high), _) => {
            let (low, high) = (in_full(low), in_full(high));
            let holes = [("effect", effect.as_str()), ("low", &low), ("high", &high)];
            fill(w.effect_range, &holes)
        }
        (_, _, Some(se)) => fill(
            w.effect_error,
            &[("effect", effect.as_str()), ("se", &in_full(se))],
        ),
        _ => effect,
    }
}

/// Who is named where a figure is our own.
const OURS: &str = "this project";

fn studies(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let said = |words| cells::words(words, lang).map(escaped);
    let mut rows = Vec::new();
    for (study, detail) in data::evidence().iter().zip(data::evidence_details()) {
        // Ours was never published under a title.
        let title = match study.authors {
            OURS => said(detail.title)?,
            _ => in_english(detail.title, lang),
        };
        rows.push(vec![
            format!("<span id=\"{0}\">{0}</span>", study.id),
            escaped(&format!("{}: ", authors(study, lang))) + &title,
            read_as(study.effect, detail, lang),
            said(study.unit)?,
            said(study.setting)?,
            publishers(detail.sources.iter().copied(), lang),
        ]);
    }
    for (cost, detail) in data::costs().iter().zip(data::cost_details()) {
        rows.push(vec![
            format!("<span id=\"{0}\">{0}</span>", cost.id),
            said(cost.topic)?,
            in_full(cost.value),
            said(cost.unit)?,
            said(detail.setting)?,
            publishers(detail.sources.iter().copied(), lang),
        ]);
    }
    Ok(stacking(
        Caption::Heading(w.studies_title),
        &["id", w.study, w.effect, w.unit, w.setting, w.source],
        rows.into_iter(),
    ))
}

/// Words of a cell that has words in one language, marked where the page has the other.
pub fn in_english(words: &str, lang: Lang) -> String {
    match lang {
        Lang::En => escaped(words),
        Lang::Es if words.is_empty() => String::new(),
        Lang::Es => format!("<span lang=\"en\">{}</span>", escaped(words)),
    }
}

/// Who found it, and when. Names stay as they are; where there is none, that is said.
pub fn authors(study: &data::Evidence, lang: Lang) -> String {
    let known = |words| cells::words(words, lang).unwrap_or(words);
    format!("{} {}", known(study.authors), known(study.year))
}

/// Publishers of sources, each once, leading to their addresses where they have one; further
/// sources of a publisher are numbers behind its name.
pub fn publishers(sources: impl Iterator<Item = &'static data::Source>, lang: Lang) -> String {
    let mut publishers: Vec<Vec<&data::Source>> = Vec::new();
    for source in each_once(sources) {
        let mut known = publishers.iter_mut();
        match known.find(|own| own[0].publisher == source.publisher) {
            Some(own) => own.push(source),
            None => publishers.push(vec![source]),
        }
    }
    let linked = |(at, source): (usize, &&data::Source)| {
        // Names stay as they are; what is no name has its Spanish.
        let name = match at {
            0 => escaped(cells::words(source.publisher, lang).unwrap_or(source.publisher)),
            at => format!("({})", at + 1),
        };
        match source.url {
            Some(url) => format!("<a href=\"{}\" rel=\"noopener\">{name}</a>", escaped(url)),
            None => name,
        }
    };
    let of_one = |own: &Vec<&data::Source>| {
        let sources = own.iter().enumerate().map(linked);
        sources.collect::<Vec<_>>().join(" ")
    };
    publishers.iter().map(of_one).collect::<Vec<_>>().join(", ")
}
