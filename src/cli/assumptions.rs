//! The page of assumptions: one card each, with its prior drawn beside what was published.
//!
//! The page reads by itself. The app fetches it when a reader asks for the assumptions, takes
//! the cards over and adds what changes them.

use std::fmt::Write as _;

use root_causes::data::{self, Estimate};
use root_causes::figures::format::{decimal, fill, in_full};
use root_causes::figures::sentences::short_decimal;
use root_causes::i18n::{Lang, words};
use root_causes::model::belief;
use root_causes::model::parameters::{Grade, PARAMETERS, Parameter, Prior, Record};

use super::cells;
use super::pages::escaped;
use super::{given, method, packs};

/// Groups of cards: the word for the group and the parameters in it.
const TOPICS: [(&str, &[Parameter]); 8] = {
    use Parameter::*;
    [
        (
            "topic_pathways",
            &[
                WorkDisplacement,
                PortDisplacement,
                Uptake,
                EnforcementComplement,
                Networks,
            ],
        ),
        (
            "topic_aid",
            &[
                AidHope,
                ForcedShare,
                AidMoney,
                IrregularPart,
                LocalCostSaving,
                LocalQuality,
                AbsorptionLoss,
                GovernanceQuality,
                ResearchQuality,
            ],
        ),
        (
            "topic_violence",
            &[
                ViolenceCut,
                MissionHomicideFall,
                MissionHazard,
                HomicideElasticity,
                GunElasticity,
                HomicideSlopeSlv,
                HomicideSlopeGtm,
                HomicideSlopeHnd,
            ],
        ),
        (
            "topic_hunger",
            &[
                FoodLevel,
                ShockAbsorbed,
                DroughtEffect,
                StormEffect,
                DroughtSlopeSlv,
                DroughtSlopeGtm,
                DroughtSlopeHnd,
                StormSlopeSlv,
                StormSlopeGtm,
                StormSlopeHnd,
            ],
        ),
        ("topic_smuggling", &[SmugglingCut, SmugglingPersistence]),
        (
            "topic_validity",
            &[
                Beta,
                TransferCommon,
                TransferPort,
                TransferAid,
                TransferViolence,
                TransferGovernance,
                TransferFood,
                TransferSmuggling,
            ],
        ),
        (
            "topic_prices",
            &[FoodCost, ViolenceCost, MissionCost, SmugglingCost],
        ),
        ("topic_world", &[Return, Drift]),
    ]
};

/// The body of the page in a language.
///
/// # Errors
/// The key of a parameter or topic that has no words, or a parameter that has no topic.
pub fn body(lang: Lang) -> Result<String, String> {
    let w = words::assumptions(lang);
    let placed: usize = TOPICS.iter().map(|(_, parameters)| parameters.len()).sum();
    if placed != PARAMETERS {
        return Err(format!("{placed} of {PARAMETERS} parameters have a topic"));
    }
    let mut html = format!(
        "<section class=\"prose\"><p class=\"counts\">{}</p><p class=\"small\">{}</p></section><div id=\"beliefs\">",
        escaped(&intro(lang)),
        escaped(w.legend),
    );
    html.push_str(&packs::list(lang)?);
    for (topic, parameters) in TOPICS {
        let title = w
            .get(topic)
            .ok_or_else(|| format!("assumptions.{topic} has no words"))?;
        let _ = write!(html, "<section class=\"topic\"><h2>{}</h2>", escaped(title));
        for parameter in parameters {
            html.push_str(&card(parameter.record(), lang)?);
        }
        html.push_str("</section>");
    }
    html.push_str(&given::section(lang)?);
    html.push_str("</div>");
    Ok(html)
}

/// What the page is for, in a few sentences.
pub fn intro(lang: Lang) -> String {
    counted(words::assumptions(lang).intro)
}

/// The same as the main page says it.
pub fn lead(lang: Lang) -> String {
    counted(words::assumptions(lang).lead)
}

fn counted(text: &str) -> String {
    fill(text, &[("count", &PARAMETERS.to_string())])
}

/// One assumption: name and grade on its head; meaning, picture and studies within.
fn card(record: &Record, lang: Lang) -> Result<String, String> {
    let w = words::assumptions(lang);
    let (title, meaning) = method::said(record, lang)?;
    let estimates: Vec<&Estimate> = data::estimates(record.key).collect();
    let (believed, published) = (believed(record.prior, lang), published(&estimates, lang));
    let name = fill(
        w.picture,
        &[
            ("name", title),
            ("believed", &believed),
            ("published", &published),
        ],
    );
    let grade_said = match record.grade {
        Grade::A => w.grade_a,
        Grade::B => w.grade_b,
        Grade::C => w.grade_c,
    };
    let shrunk = method::correction(record, lang).map_or(String::new(), |correction| {
        format!(" {}", fill(w.shrunk, &[("correction", correction)]))
    });
    let (low, high) = belief::axis(record.parameter);
    Ok(format!(
        "<details class=\"belief\" id=\"belief-{key}\" data-key=\"{key}\" data-low=\"{low}\" data-high=\"{high}\">\
         <summary><span class=\"belief-name\">{title}</span>\
         <span class=\"grade\" title=\"{grade_said}\">{grade}</span></summary>\
         <p>{meaning}</p>{picture}<div class=\"belief-own\"></div>\
         <p class=\"small\">{believed} {bounds} {published} {grade_said}.{shrunk} <code>{symbol}</code></p>\
         {studies}{against}</details>",
        key = record.key,
        grade = record.grade.letter(),
        title = escaped(title),
        meaning = escaped(meaning),
        picture = Axis::new(record.parameter).picture(record.prior, &estimates, &name),
        believed = escaped(&believed),
        bounds = escaped(&bounds(record.prior, lang)),
        published = escaped(&published),
        grade_said = escaped(grade_said),
        shrunk = escaped(&shrunk),
        symbol = escaped(record.symbol),
        studies = studies(
            record.parameter.studies().evidence,
            &estimates,
            w.for_size,
            Some(w.none_for),
            lang,
        )?,
        against = studies(
            record.parameter.studies().against,
            &estimates,
            w.against,
            None,
            lang,
        )?,
    ))
}

/// What is held possible of a parameter, in a sentence.
pub fn believed(prior: Prior, lang: Lang) -> String {
    let w = words::assumptions(lang);
    let at = |p: f64| shown(prior.quantile(p));
    match prior {
        Prior::Fixed(value) => fill(w.known, &[("middle", &short_decimal(value))]),
        _ => fill(
            w.believed,
            &[
                ("middle", &at(0.5)),
                ("low", &at(0.05)),
                ("high", &at(0.95)),
            ],
        ),
    }
}

/// What a prior leaves out: values beyond its bounds, a direction, and the chance of exactly zero.
fn bounds(prior: Prior, lang: Lang) -> String {
    let w = words::assumptions(lang);
    let (low, high) = match prior {
        Prior::Uniform(low, high)
        | Prior::Truncated { low, high, .. }
        | Prior::ZeroOr { low, high, .. } => (low, high),
        Prior::Beta(..) => (0.0, 1.0),
        Prior::Normal(..) | Prior::Fixed(_) => return w.unbounded.to_string(),
    };
    let holes = [("low", &*shown(low)), ("high", &*shown(high))];
    let mut said = vec![fill(w.bounds, &holes)];
    let one_way = low == 0.0 && matches!(prior, Prior::Truncated { .. } | Prior::ZeroOr { .. });
    said.extend(one_way.then(|| w.one_way.to_string()));
    if let Prior::ZeroOr { zero, .. } = prior {
        let zero = decimal(100.0 * zero, 0);
        said.push(fill(w.exactly_zero, &[("zero", &zero)]));
    }
    said.join(" ")
}

/// Whole numbers where they are large, else two decimals: as much as anybody knows.
pub fn shown(value: f64) -> String {
    if value.abs() < 10.0 {
        short_decimal(value)
    } else {
        decimal(value, 0)
    }
}

fn published(estimates: &[&Estimate], lang: Lang) -> String {
    let w = words::assumptions(lang);
    let mut values: Vec<f64> = estimates.iter().map(|estimate| estimate.value).collect();
    values.sort_by(f64::total_cmp);
    match values[..] {
        [] => w.unpublished.to_string(),
        [only] => fill(w.published_one, &[("low", &short_decimal(only))]),
        [first, .., last] => fill(
            w.published,
            &[
                ("low", &short_decimal(first)),
                ("high", &short_decimal(last)),
            ],
        ),
    }
}

/// Studies by id, each leading to its row on the method page, with its figure on the axis if it has one.
fn studies(
    ids: &[&str],
    estimates: &[&Estimate],
    title: &str,
    none: Option<&str>,
    lang: Lang,
) -> Result<String, String> {
    if ids.is_empty() {
        return Ok(none.map_or(String::new(), |none| {
            format!("<p class=\"small\">{}</p>", escaped(none))
        }));
    }
    let mut html = format!(
        "<p class=\"small\">{}</p><ul class=\"studies\">",
        escaped(title)
    );
    for id in ids {
        let cited = found(id, lang)?;
        let here = estimates
            .iter()
            .find(|estimate| estimate.study == *id)
            .map_or(String::new(), |estimate| {
                format!(
                    " <b>{}</b> <code>{}</code>",
                    short_decimal(estimate.value),
                    escaped(cells::words(estimate.derivation, lang).unwrap_or(estimate.derivation))
                )
            });
        let _ = write!(
            html,
            "<li><a href=\"../method/#{id}\">{id}</a> {cited}{here}</li>"
        );
    }
    Ok(html + "</ul>")
}

/// A text that begins with a large letter.
fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What a study found and where, or what something costs, in HTML.
///
/// # Errors
/// An id that is not known, words without Spanish.
pub fn found(id: &str, lang: Lang) -> Result<String, String> {
    if let Some(study) = data::evidence_by_id(id) {
        let size = study
            .effect
            .map_or(String::new(), |effect| format!("{} ", in_full(effect)));
        return Ok(escaped(&format!(
            "{}: {size}{}. {}",
            method::authors(study, lang),
            cells::words(study.unit, lang)?,
            sentence_case(cells::words(study.setting, lang)?)
        )));
    }
    let cost = data::cost_by_id(id).ok_or_else(|| format!("there is no study or cost {id}"))?;
    Ok(escaped(&format!(
        "{}: {} {}",
        cells::words(cost.topic, lang)?,
        in_full(cost.value),
        cells::words(cost.unit, lang)?
    )))
}

/// A parameter's axis in a picture of 320 by 84 units.
struct Axis {
    low: f64,
    high: f64,
}

/// Left and right end of the axis.
const ENDS: (f64, f64) = (10.0, 310.0);
/// Foot of the curve, which is the axis.
const FOOT: f64 = 44.0;
/// Height of the curve.
const HEIGHT: f64 = 38.0;
/// Line of the published figures.
const DOTS: f64 = 58.0;
/// Base line of the numbers.
const NUMBERS: f64 = 80.0;
/// Points of the curve.
const POINTS: usize = 80;

impl Axis {
    fn new(parameter: Parameter) -> Self {
        let (low, high) = belief::axis(parameter);
        Axis { low, high }
    }

    fn x(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        let x = ENDS.0 + share.clamp(0.0, 1.0) * (ENDS.1 - ENDS.0);
        (x * 10.0).round() / 10.0
    }

    fn picture(&self, prior: Prior, estimates: &[&Estimate], name: &str) -> String {
        let mut svg = format!(
            "<svg class=\"belief-axis\" viewBox=\"0 0 320 84\" role=\"img\" aria-label=\"{}\">\
             <rect class=\"belief-yes\" x=\"0\" y=\"0\" width=\"0\" height=\"{FOOT}\"/>",
            escaped(name)
        );
        self.curve(prior, &mut svg);
        let (from, to) = (self.x(prior.quantile(0.05)), self.x(prior.quantile(0.95)));
        let middle = self.x(prior.quantile(0.5));
        let _ = write!(
            svg,
            "<path class=\"belief-line\" d=\"M{} {FOOT}H{}\"/><path class=\"belief-band\" d=\"M{from} {FOOT}H{to}\"/>\
             <path class=\"belief-middle\" d=\"M{middle} {}V{}\"/>",
            ENDS.0,
            ENDS.1,
            FOOT - 4.0,
            FOOT + 4.0
        );
        for estimate in estimates {
            let x = self.x(estimate.value);
            if let (Some(low), Some(high)) = (estimate.low, estimate.high) {
                let _ = write!(
                    svg,
                    "<path class=\"belief-range\" d=\"M{} {DOTS}H{}\"/>",
                    self.x(low),
                    self.x(high)
                );
            }
            let _ = write!(
                svg,
                "<circle class=\"belief-dot\" cx=\"{x}\" cy=\"{DOTS}\" r=\"3\"><title>{}</title></circle>",
                escaped(estimate.study)
            );
        }
        self.numbers(&mut svg);
        svg + "<path class=\"belief-turn\"/><path class=\"belief-mine\"/></svg>"
    }

    /// The prior's density, from slices of equal chance; a share that is exactly zero is a spike.
    fn curve(&self, prior: Prior, svg: &mut String) {
        if let Prior::Fixed(value) = prior {
            let _ = write!(
                svg,
                "<path class=\"belief-spike\" d=\"M{} {FOOT}V{}\"/>",
                self.x(value),
                FOOT - HEIGHT
            );
            return;
        }
        let mut slices: Vec<(f64, f64)> = Vec::new();
        let share = 1.0 / POINTS as f64;
        for i in 0..POINTS {
            let p = (i as f64 * share).clamp(0.002, 0.998);
            let q = ((i + 1) as f64 * share).clamp(0.002, 0.998);
            let (from, to) = (prior.quantile(p), prior.quantile(q));
            if to > from {
                slices.push((0.5 * (from + to), (q - p) / (to - from)));
            } else if slices.is_empty() {
                let _ = write!(
                    svg,
                    "<path class=\"belief-spike\" d=\"M{} {FOOT}V{}\"/>",
                    self.x(from),
                    FOOT - HEIGHT
                );
            }
        }
        let most = slices.iter().fold(0.0f64, |most, slice| most.max(slice.1));
        let first = slices.first().map_or(0.0, |slice| slice.0);
        let last = slices.last().map_or(0.0, |slice| slice.0);
        let _ = write!(
            svg,
            "<path class=\"belief-curve\" d=\"M{} {FOOT}",
            self.x(first)
        );
        for (value, density) in slices {
            let y = FOOT - HEIGHT * density / most;
            let _ = write!(svg, "L{} {:.1}", self.x(value), y);
        }
        let _ = write!(svg, "L{} {FOOT}Z\"/>", self.x(last));
    }

    /// Round numbers under the axis, zero among them where it lies on it.
    fn numbers(&self, svg: &mut String) {
        for value in root_causes::figures::scale::nice_ticks(self.low, self.high, 4) {
            let x = self.x(value);
            let _ = write!(
                svg,
                "<path class=\"belief-line\" d=\"M{x} {FOOT}v5\"/><text class=\"belief-number\" x=\"{x}\" y=\"{NUMBERS}\">{}</text>",
                short_decimal(value)
            );
        }
    }
}
