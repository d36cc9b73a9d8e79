//! The guides: a page for each lever and event and for the border rules, all on one plan.
//!
//! Prose stands in `assets/prose/<language>/guides`, with the plan in `content::guides`. Ranges,
//! named values, studies, equations and who could act come from the registries. The article of a
//! guide, `<article id="guide">`, is all of it: the app may fetch the page and show that alone, so
//! its links are relative to the page and the notes of its numbers lie in it under ids of their own.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use root_causes::content::guides::{BORDER_RULES, FOLDER, SECTIONS, heading};
use root_causes::content::{Block, Content, Inline, Prose};
use root_causes::data;
use root_causes::figures::format::{fill, percent};
use root_causes::figures::sentences::{lever_value, short_decimal};
use root_causes::i18n::{Lang, words};
use root_causes::model::levers::{Lever, PaidFrom};
use root_causes::model::parameters::{Parameter, Prior, Record};
use root_causes::model::presets::Preset;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::Scenario;
use root_causes::model::shocks::Shock;
use root_causes::share::link::{self, Unknown};
use root_causes::share::shown::Shown;

use super::pages::{escaped, folder};
use super::prose::Notes;
use super::steps::{Chart, blocks_with_charts};
use super::yearly::{countries, places};
use super::{assumptions, local, method, months, panels, symbols};

/// What a guide is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A lever.
    Lever(Lever),
    /// Something that may happen.
    Shock(Shock),
    /// The rules at the border, which are chosen and no lever.
    Border,
}

/// Groups of guides, in the order of the index: the word for each and what is in it.
const GROUPS: [(&str, &[Subject]); 5] = {
    use Subject::{Border, Lever as L, Shock as S};
    [
        (
            "group_pathways",
            &[
                L(Lever::WorkVisas),
                L(Lever::VisaTargeting),
                L(Lever::EntryPlaces),
            ],
        ),
        (
            "group_aid",
            &[L(Lever::Aid), L(Lever::LocalShare), L(Lever::Research)],
        ),
        (
            "group_programmes",
            &[
                L(Lever::ViolencePrevention),
                L(Lever::AntiCorruption),
                L(Lever::FoodSecurity),
                L(Lever::AntiSmuggling),
            ],
        ),
        (
            "group_events",
            &[
                S(Shock::Drought),
                S(Shock::Storm),
                S(Shock::GunFlow),
                S(Shock::UsOpenings),
            ],
        ),
        ("group_border", &[Border]),
    ]
};

/// Studies of what rules at the border do. No parameter stands for them, so they stand here: those
/// that saw fewer encounters under stricter rules, and those that saw no change or a change back.
const BORDER_STUDIES: (&[&str], &[&str]) = (
    &[
        "E12", "X23", "X24", "X25", "E14", "E01", "E02", "E03", "E07",
    ],
    &[
        "E04", "E05", "E06", "E08", "E13", "E16", "L03", "D23", "D24",
    ],
);

/// Charts of the guides, by the names that prose gives them.
const CHARTS: &[(&str, Chart)] = &[
    ("visas", |caption, lang| panels::visas(&caption.html, lang)),
    ("ports", |caption, lang| {
        countries(&["encounters_ports"], caption, lang)
    }),
    ("aid", |caption, lang| {
        countries(&["aid_disbursements", "aid_obligations"], caption, lang)
    }),
    ("shares", |caption, lang| local::shares(&caption.html, lang)),
    ("homicides", |caption, lang| {
        countries(&["homicide_unodc", "homicide_police"], caption, lang)
    }),
    ("corruption", |caption, lang| {
        countries(&["wgi_corruption"], caption, lang)
    }),
    ("food", |caption, lang| {
        countries(&["food_insecurity"], caption, lang)
    }),
    ("rain", |caption, lang| {
        countries(&["rain_anomaly"], caption, lang)
    }),
    ("cocaine", |caption, lang| {
        places(&["cocaine_made"], &["COL"], caption, lang)
    }),
    ("openings", |caption, lang| {
        places(&["us_openings"], &["USA"], caption, lang)
    }),
    ("months", months::figure),
];

/// All guides in the order of the index.
pub fn all() -> impl Iterator<Item = Subject> {
    GROUPS
        .into_iter()
        .flat_map(|(_, subjects)| subjects.iter().copied())
}

impl Subject {
    /// Name of its folder and of its prose, for ever.
    pub fn key(self) -> &'static str {
        match self {
            Subject::Lever(lever) => lever.record().key,
            Subject::Shock(shock) => shock.record().key,
            Subject::Border => BORDER_RULES,
        }
    }

    /// Its name as the page has it.
    fn name(self, lang: Lang) -> Result<&'static str, String> {
        let name = match self {
            Subject::Lever(lever) => words::levers(lang).get(lever.record().key).map(|w| w.name),
            Subject::Shock(shock) => words::shocks(lang).get(shock.record().key).map(|w| w.name),
            Subject::Border => Some(words::guides(lang).border),
        };
        name.ok_or_else(|| format!("assets/words: {} has no name", self.key()))
    }

    /// Who could change it today.
    fn now(self, lang: Lang) -> Result<&'static str, String> {
        let now = match self {
            Subject::Lever(lever) => words::levers(lang).get(lever.record().key).map(|w| w.now),
            _ => words::guides(lang).get(&format!("now_{}", self.key())),
        };
        now.ok_or_else(|| format!("assets/words: nothing says who could change {}", self.key()))
    }

    /// Parameters that stand for what it does. What leans on the pot of aid stands with aid alone;
    /// other guides lead there.
    fn parameters(self) -> Vec<&'static Record> {
        let is_own = |record: &&Record| match self {
            Subject::Lever(Lever::Aid) => record.moves.levers.contains(&Lever::Aid),
            Subject::Lever(lever) => {
                record.moves.levers.contains(&lever) && !record.moves.levers.contains(&Lever::Aid)
            }
            Subject::Shock(shock) => record.moves.shocks.contains(&shock),
            Subject::Border => false,
        };
        Parameter::all().iter().filter(is_own).collect()
    }

    /// Numbers of the equations in which it appears.
    fn equations(self) -> &'static [u8] {
        match self {
            Subject::Lever(lever) => lever.record().equations,
            Subject::Shock(Shock::Drought | Shock::Storm) => &[9],
            Subject::Shock(Shock::GunFlow) => &[8],
            Subject::Shock(Shock::UsOpenings) => &[11],
            Subject::Border => &[0, 2, 12],
        }
    }

    /// Studies and records behind its range and default.
    fn evidence(self) -> &'static [&'static str] {
        match self {
            Subject::Lever(lever) => lever.record().evidence,
            Subject::Shock(shock) => shock.record().evidence,
            Subject::Border => &[],
        }
    }
}

/// Numbers of the equations through which levers and events of a scenario act, and of those that
/// end in encounters, in order.
pub fn equations_of(scenario: &Scenario) -> BTreeSet<u8> {
    /// Irregular trips, and what of them is encountered.
    const LAST: [u8; 2] = [11, 14];
    let levers = scenario.moved().map(Subject::Lever);
    let subjects = levers.chain(scenario.differing_shocks().map(Subject::Shock));
    let numbers = subjects.flat_map(|subject| subject.equations().iter().copied());
    numbers.chain(LAST).collect()
}

/// A guide as a page needs it.
pub struct Guide {
    /// Name of what it is about.
    pub title: &'static str,
    /// Its group.
    pub kicker: String,
    /// What is known, in one sentence.
    pub description: String,
    /// The article, and the ways on.
    pub body: String,
}

/// The way to a guide, from a note of the main page or of a step.
pub fn link(key: &str, name: &str, lang: Lang) -> String {
    format!(
        "<a href=\"{}\" data-guide=\"{key}\">{}<span class=\"spoken\">: {}</span></a>",
        address(key, lang),
        escaped(words::guides(lang).link),
        escaped(name)
    )
}

/// The note of the border rules, with the ways to their guide and to all.
pub fn border_note(lang: Lang) -> String {
    let w = words::guides(lang);
    format!(
        "<div id=\"note-{BORDER_RULES}\"><h3>{name}</h3><p>{} <a href=\"./{}levers/\">{}</a></p></div>",
        link(BORDER_RULES, w.border, lang),
        folder(lang),
        escaped(w.all),
        name = escaped(w.border),
    )
}

fn address(key: &str, lang: Lang) -> String {
    format!("./{}levers/{key}/", folder(lang))
}

/// The body of the list of guides.
///
/// # Errors
/// A guide without prose or name, a group without a word.
pub fn index(content: &Content, lang: Lang) -> Result<String, String> {
    let w = words::guides(lang);
    let mut html = format!(
        "<section class=\"prose guide-index\"><p>{}</p>",
        escaped(w.intro)
    );
    for (group, subjects) in GROUPS {
        let _ = write!(
            html,
            "<h2>{}</h2><dl>",
            escaped(&capital(word(group, lang)?))
        );
        for subject in subjects {
            let _ = write!(
                html,
                "<dt><a href=\"{}\">{}</a></dt><dd>{}</dd>",
                address(subject.key(), lang),
                escaped(subject.name(lang)?),
                escaped(&prose(content, *subject, lang)?.title)
            );
        }
        html.push_str("</dl>");
    }
    Ok(html + "</section>")
}

fn word(key: &str, lang: Lang) -> Result<&'static str, String> {
    words::guides(lang)
        .get(key)
        .ok_or_else(|| format!("guides.{key} has no words"))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn prose(content: &Content, subject: Subject, lang: Lang) -> Result<&Prose, String> {
    let name = format!("{FOLDER}{}", subject.key());
    content
        .prose(lang, &name)
        .ok_or_else(|| format!("assets/prose/{}/{name}.md is missing", lang.tag()))
}

/// A guide.
///
/// # Errors
/// Words, prose or charts that are missing, a link that opens no state, an unknown source.
pub fn guide(
    subject: Subject,
    content: &Content,
    notes: &mut Notes,
    lang: Lang,
) -> Result<Guide, String> {
    let w = words::guides(lang);
    let prose = prose(content, subject, lang)?;
    let fail = |why: String| format!("{}: {why}", prose.file);
    let mut html = format!(
        "<article id=\"guide\" data-key=\"{}\"><p class=\"guide-lead\">{}</p>",
        subject.key(),
        escaped(&prose.title)
    );
    for key in SECTIONS {
        let section = prose
            .section(key)
            .ok_or_else(|| fail(format!("no section {key}")))?;
        states_open(&section.blocks).map_err(fail)?;
        // Each guide is written once, so a chart that stands twice in it is refused.
        let mut charts: Vec<&(&str, Chart)> = CHARTS.iter().collect();
        let mut inner =
            blocks_with_charts(&section.blocks, &mut charts, notes, lang).map_err(fail)?;
        match key {
            "found" => inner.push_str(&studies(subject, lang)?),
            "bears" => inner.push_str(&paid(subject, lang)?),
            "equation" => inner.push_str(&equation(subject, lang)?),
            _ => {}
        }
        if key == "equation" {
            html.push_str(&part("ranges", w.section_ranges, &ranges(subject, lang)?));
        }
        if key == "questions" {
            let now = format!("<p>{}</p>", escaped(subject.now(lang)?));
            html.push_str(&part("now", w.section_now, &now));
        }
        html.push_str(&part(key, heading(key, lang).unwrap_or_default(), &inner));
    }
    html.push_str(&notes.notes());
    html.push_str("</article>");
    let group = GROUPS
        .iter()
        .find(|(_, subjects)| subjects.contains(&subject))
        .ok_or("a guide without a group")?
        .0;
    Ok(Guide {
        title: subject.name(lang)?,
        kicker: fill(w.kicker, &[("group", word(group, lang)?)]),
        description: prose.title.clone(),
        body: html + &ways(subject, lang)?,
    })
}

/// A section of the plan: its heading stands beside what is below it where there is room.
fn part(key: &str, heading: &str, inner: &str) -> String {
    format!(
        "<section class=\"prose guide-part\" id=\"{key}\"><h2>{}</h2><div>{inner}</div></section>",
        escaped(heading)
    )
}

/// Whether every link to a state opens it without a refusal.
///
/// # Errors
/// The first link that does not.
pub(super) fn states_open(blocks: &[Block]) -> Result<(), String> {
    let inlines = blocks.iter().flat_map(|block| &block.inlines);
    for inline in inlines {
        let Inline::Page { path, .. } = inline else {
            continue;
        };
        let decoded = link::decode(path);
        if path.starts_with("#v1") && (decoded.foreign || !decoded.refusals.is_empty()) {
            return Err(format!("{path} opens no state"));
        }
    }
    Ok(())
}

/// All studies behind what it does, by parameter and direction, and those behind its range.
fn studies(subject: Subject, lang: Lang) -> Result<String, String> {
    let (w, of_assumptions) = (words::guides(lang), words::assumptions(lang));
    let mut inner = String::new();
    let mut named: Vec<&str> = Vec::new();
    let mut both = |inner: &mut String,
                    evidence: &'static [&'static str],
                    against: &'static [&'static str]| {
        for (title, ids) in [
            (of_assumptions.for_size, evidence),
            (of_assumptions.against, against),
        ] {
            if !ids.is_empty() {
                let _ = write!(
                    inner,
                    "<p class=\"small\">{}</p>{}",
                    escaped(title),
                    list(ids, lang)?
                );
            }
            named.extend(ids);
        }
        Ok::<(), String>(())
    };
    for record in subject.parameters() {
        let known = record.parameter.studies();
        let has_none = known.evidence.is_empty() && known.against.is_empty();
        if has_none && is_deviation(record) {
            continue;
        }
        let (name, _) = method::said(record, lang)?;
        let _ = write!(
            inner,
            "<h3><a href=\"./{}assumptions/#belief-{}\">{}</a> <span class=\"grade\">{}</span></h3>",
            folder(lang),
            record.key,
            escaped(name),
            record.grade.letter(),
        );
        if !is_deviation(record) {
            let believed = assumptions::believed(record.prior, lang);
            let _ = write!(inner, "<p class=\"small\">{}</p>", escaped(&believed));
        }
        if has_none {
            let none = escaped(of_assumptions.none_for);
            let _ = write!(inner, "<p class=\"small\">{none}</p>");
        }
        both(&mut inner, known.evidence, known.against)?;
    }
    if subject == Subject::Border {
        both(&mut inner, BORDER_STUDIES.0, BORDER_STUDIES.1)?;
    }
    let rest: Vec<&str> = subject
        .evidence()
        .iter()
        .copied()
        .filter(|id| !named.contains(id))
        .collect();
    if !rest.is_empty() {
        let _ = write!(
            inner,
            "<h3>{}</h3>{}",
            escaped(w.studies_range),
            list(&rest, lang)?
        );
    }
    Ok(format!(
        "<details class=\"more guide-studies\"><summary>{}</summary>{inner}</details>",
        escaped(w.studies)
    ))
}

/// Whether it only spreads another parameter, by lever or country: its values say nothing alone.
fn is_deviation(record: &Record) -> bool {
    record.prior == Prior::Normal(0.0, 1.0)
}

/// Studies by id, each leading to its row on the method page.
fn list(ids: &[&str], lang: Lang) -> Result<String, String> {
    let mut html = String::from("<ul class=\"studies\">");
    for id in ids {
        let _ = write!(
            html,
            "<li><a href=\"./{}method/#{id}\">{id}</a> {}</li>",
            folder(lang),
            assumptions::found(id, lang)?
        );
    }
    Ok(html + "</ul>")
}

/// What pays for a lever, and where that leads.
fn paid(subject: Subject, lang: Lang) -> Result<String, String> {
    let (ui, w) = (words::ui(lang), words::guides(lang));
    let Subject::Lever(lever) = subject else {
        return Ok(String::new());
    };
    let text = match lever.record().paid_from {
        PaidFrom::Pot => {
            let aid = Subject::Lever(Lever::Aid);
            let way = format!(
                "<a href=\"{}\">{}</a>",
                address(aid.key(), lang),
                escaped(aid.name(lang)?)
            );
            escaped(w.pot).replace("{link}", &way)
        }
        PaidFrom::Employers => escaped(ui.paid_employers),
        PaidFrom::Unknown => escaped(ui.paid_unknown),
        PaidFrom::Nothing => escaped(ui.paid_nothing),
    };
    Ok(format!("<p class=\"small\">{text}</p>"))
}

/// How far it goes, who named which value, and where the evidence ends.
fn ranges(subject: Subject, lang: Lang) -> Result<String, String> {
    match subject {
        Subject::Lever(lever) => of_lever(lever, lang),
        Subject::Shock(shock) => of_shock(shock, lang),
        Subject::Border => of_border(lang),
    }
}

/// How far the evidence on a lever goes, and why part of its track is shaded or none is.
pub(super) fn reach(lever: Lever, lang: Lang) -> String {
    let record = lever.record();
    let said = words::reach(lang).get(record.key).unwrap_or_default();
    let value = |value: f32| lever_value(lever, value, lang);
    let (from, to) = (value(record.evidenced.from), value(record.evidenced.to));
    fill(said, &[("from", &from), ("to", &to)])
}

fn of_lever(lever: Lever, lang: Lang) -> Result<String, String> {
    let (w, record) = (words::guides(lang), lever.record());
    let unit = words::levers(lang).get(record.key).map_or("", |w| w.unit);
    let value = |value: f32| lever_value(lever, value, lang);
    let mut marks = Vec::new();
    for mark in record.marks {
        let name = words::marks(lang)
            .get(mark.key)
            .ok_or_else(|| format!("marks.{} has no words", mark.key))?;
        let said = fill(w.mark, &[("value", &value(mark.value)), ("name", name)]);
        marks.push((mark.value, said, source(mark.source, lang)?));
    }
    let track = Track {
        low: record.min,
        high: record.max,
        default: record.default,
        seen: (record.evidenced.from, record.evidenced.to),
        ends: [value(record.min), value(record.max)],
        marks: marks.iter().map(|(value, ..)| *value).collect(),
    };
    let said: Vec<&str> = marks.iter().map(|(_, said, _)| said.as_str()).collect();
    let name = track.name(&value(record.default), &said.join("; "), lang);
    let items: String = marks
        .iter()
        .map(|(_, said, source)| {
            let rests = escaped(w.mark_source).replace("{source}", source);
            format!(
                "<li>{} <span class=\"small\">({rests})</span></li>",
                escaped(said)
            )
        })
        .collect();
    let ends = reach(lever, lang);
    let range = range(
        [record.min, record.max, record.step, record.default].map(value),
        unit,
        lang,
    );
    Ok(format!(
        "<p>{range}</p>{}<ol class=\"guide-marks\">{items}</ol><p class=\"small\">{}</p>{}",
        track.picture(&name),
        escaped(&ends),
        scenarios(
            |preset| {
                let setting = preset.scenario().levers[lever.index()];
                setting != Preset::Today.scenario().levers[lever.index()]
            },
            lang
        ),
    ))
}

fn of_shock(shock: Shock, lang: Lang) -> Result<String, String> {
    let (w, record) = (words::guides(lang), shock.record());
    let unit = words::shocks(lang).get(record.key).map_or("", |w| w.unit);
    let value = |value: f32| match shock {
        Shock::Storm => percent(f64::from(value) * 100.0, lang),
        _ => short_decimal(f64::from(value)),
    };
    let track = Track {
        low: record.min,
        high: record.max,
        default: record.default,
        seen: (record.min, record.max),
        ends: [value(record.min), value(record.max)],
        marks: Vec::new(),
    };
    let name = track.name(&value(record.default), "–", lang);
    let range = range(
        [record.min, record.max, record.step, record.default].map(value),
        unit,
        lang,
    );
    Ok(format!(
        "<p>{range}</p>{}<p class=\"small\">{}</p>{}",
        track.picture(&name),
        escaped(w.observed),
        scenarios(
            |preset| {
                let setting = preset.scenario().shocks[shock.index()];
                setting != Preset::Today.scenario().shocks[shock.index()]
            },
            lang
        ),
    ))
}

/// Each regime with what it stands for.
fn of_border(lang: Lang) -> Result<String, String> {
    let mut items = String::new();
    for regime in Regime::ALL {
        let w = words::regimes(lang)
            .get(regime.key())
            .ok_or_else(|| format!("regimes.{} has no words", regime.key()))?;
        let _ = write!(
            items,
            "<li><strong>{}.</strong> {}</li>",
            escaped(&capital(w.name)),
            escaped(w.explain)
        );
    }
    let rules = escaped(words::guides(lang).rules);
    Ok(format!("<p>{rules}</p><ul>{items}</ul>"))
}

/// `[min, max, step, default]` in a sentence.
fn range([min, max, step, default]: [String; 4], unit: &str, lang: Lang) -> String {
    escaped(&fill(
        words::guides(lang).range,
        &[
            ("min", &min),
            ("max", &max),
            ("step", &step),
            ("default", &default),
            ("unit", unit),
        ],
    ))
}

/// Named scenarios that move something, each leading to its state.
fn scenarios(moves: impl Fn(Preset) -> bool, lang: Lang) -> String {
    let ways: Vec<String> = Preset::ALL
        .into_iter()
        .filter(|preset| moves(*preset))
        .map(|preset| {
            let state = link::encode(
                preset,
                &preset.scenario(),
                &Shown::default(),
                &Unknown::default(),
            );
            let name = words::presets(lang)
                .get(preset.key())
                .map_or("", |w| w.name);
            format!(
                "<a href=\"./{}{}\">{}</a>",
                folder(lang),
                escaped(&state),
                escaped(name)
            )
        })
        .collect();
    match ways.is_empty() {
        true => String::new(),
        false => {
            let text = escaped(words::guides(lang).scenarios).replace("{list}", &ways.join("; "));
            format!("<p class=\"small\">{text}</p>")
        }
    }
}

/// What a named value rests on: a study, one of the two documents, or another source.
fn source(id: &str, lang: Lang) -> Result<String, String> {
    let here = folder(lang);
    if data::evidence_by_id(id).is_some() {
        return Ok(format!("<a href=\"./{here}method/#{id}\">{id}</a>"));
    }
    let board = words::board(lang);
    let document = match id {
        "op_ed" => Some(board.document_op_ed),
        "fact_sheet" => Some(board.document_fact_sheet),
        _ => None,
    };
    if let Some(name) = document {
        return Ok(format!("<a href=\"./{here}claims/\">{}</a>", escaped(name)));
    }
    let source = data::source(id).ok_or_else(|| format!("{id} is no source"))?;
    Ok(match source.url {
        Some(url) => format!(
            "<a href=\"{}\" rel=\"noopener\">{}</a>",
            escaped(url),
            escaped(source.publisher)
        ),
        None => escaped(source.publisher),
    })
}

/// A lever's track in a picture of 320 by 52 units.
struct Track {
    low: f32,
    high: f32,
    default: f32,
    /// The part within what was ever seen.
    seen: (f32, f32),
    /// What stands at both ends.
    ends: [String; 2],
    /// Named values, numbered from 1.
    marks: Vec<f32>,
}

/// Left and right end of the track.
const ENDS: (f64, f64) = (10.0, 310.0);
/// Line of the track.
const LINE: f64 = 22.0;

impl Track {
    fn x(&self, value: f32) -> f64 {
        let share = f64::from((value - self.low) / (self.high - self.low));
        let x = ENDS.0 + share * (ENDS.1 - ENDS.0);
        (x * 10.0).round() / 10.0
    }

    /// The picture in a sentence.
    fn name(&self, default: &str, marks: &str, lang: Lang) -> String {
        let [min, max] = &self.ends;
        fill(
            words::guides(lang).track,
            &[
                ("min", min),
                ("max", max),
                ("default", default),
                ("marks", marks),
            ],
        )
    }

    fn picture(&self, name: &str) -> String {
        let mut svg = format!(
            "<svg class=\"guide-track\" viewBox=\"0 0 320 52\" role=\"img\" aria-label=\"{}\">",
            escaped(name)
        );
        for (from, to) in [(self.low, self.seen.0), (self.seen.1, self.high)] {
            if from < to {
                let (from, to) = (self.x(from), self.x(to));
                let width = ((to - from) * 10.0).round() / 10.0;
                let _ = write!(
                    svg,
                    "<rect class=\"track-beyond\" x=\"{from}\" y=\"{}\" width=\"{width}\" height=\"16\"/>",
                    LINE - 8.0
                );
            }
        }
        let default = self.x(self.default);
        let _ = write!(
            svg,
            "<path class=\"track-line\" d=\"M{} {LINE}H{}\"/><path class=\"track-default\" d=\"M{default} {}v20\"/>",
            ENDS.0,
            ENDS.1,
            LINE - 10.0
        );
        for (number, mark) in (1..).zip(&self.marks) {
            let x = self.x(*mark);
            let _ = write!(
                svg,
                "<circle class=\"track-mark\" cx=\"{x}\" cy=\"{LINE}\" r=\"8.5\"/>\
                 <text class=\"track-number\" x=\"{x}\" y=\"{}\">{number}</text>",
                LINE + 4.8
            );
        }
        let [min, max] = &self.ends;
        let _ = write!(
            svg,
            "<text class=\"track-end\" x=\"0\" y=\"50\">{}</text>\
             <text class=\"track-end last\" x=\"320\" y=\"50\">{}</text></svg>",
            escaped(min),
            escaped(max)
        );
        svg
    }
}

/// The equations in which it appears, as the program works them out, and the letters in them.
fn equation(subject: Subject, lang: Lang) -> Result<String, String> {
    let w = words::guides(lang);
    let mut text = String::new();
    for number in subject.equations() {
        text.push_str(&symbols::in_language(&numbered(*number)?, lang));
    }
    let mut letters = String::new();
    let own = match subject {
        Subject::Lever(lever) => Some((lever.record().symbol, w.itself)),
        Subject::Shock(shock) => Some((shock.record().symbol, w.event)),
        Subject::Border => None,
    };
    if let Some((symbol, meaning)) = own {
        letters.push_str(&letter(symbol, meaning));
    }
    let mut known: Vec<&str> = Vec::new();
    for record in subject.parameters() {
        let stands = text.contains(record.symbol) && !is_deviation(record);
        if stands && !known.contains(&record.symbol) {
            known.push(record.symbol);
            letters.push_str(&letter(record.symbol, method::said(record, lang)?.0));
        }
    }
    let letters = match letters.as_str() {
        "" => String::new(),
        letters => format!(
            "<p class=\"small\">{}</p><dl class=\"guide-letters\">{letters}</dl>",
            escaped(w.letters)
        ),
    };
    Ok(format!(
        "<details class=\"more\"><summary>{title}</summary>\
         <div class=\"table-frame\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\">\
         <pre class=\"equations\">{}</pre></div>{letters}\
         <p class=\"small\"><a href=\"./{}method/\">{}</a></p></details>",
        escaped(text.trim_end()),
        folder(lang),
        escaped(w.open_all),
        title = escaped(w.as_worked),
    ))
}

fn letter(symbol: &str, meaning: &str) -> String {
    format!(
        "<dt><code>{}</code></dt><dd>{}</dd>",
        escaped(symbol),
        escaped(meaning)
    )
}

/// An equation with the lines that belong to it, by its number.
fn numbered(number: u8) -> Result<String, String> {
    let head = format!("({number})");
    let text: String = symbols::EQUATIONS
        .lines()
        .skip_while(|line| !line.trim_start().starts_with(&head))
        .enumerate()
        .take_while(|(i, line)| *i == 0 || line.starts_with("     "))
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    match text.is_empty() {
        true => Err(format!("assets/method/equations.txt: no equation {number}")),
        false => Ok(text),
    }
}

/// The guides before and behind, and all of them.
fn ways(subject: Subject, lang: Lang) -> Result<String, String> {
    let w = words::guides(lang);
    let all: Vec<Subject> = all().collect();
    let here = all.iter().position(|other| *other == subject);
    let here = here.ok_or("a guide without a group")?;
    let way = |rel: &str, other: Option<&Subject>, text: &str| -> Result<String, String> {
        let Some(other) = other else {
            return Ok("<span></span>".to_owned());
        };
        let text = fill(text, &[("name", other.name(lang)?)]);
        Ok(format!(
            "<a rel=\"{rel}\" href=\"{}\">{}</a>",
            address(other.key(), lang),
            escaped(&text)
        ))
    };
    let before = here.checked_sub(1).map(|before| &all[before]);
    Ok(format!(
        "<nav class=\"prose step-ways\" aria-label=\"{}\"><p>{}{}</p><p><a href=\"./{}levers/\">{}</a></p></nav>",
        escaped(w.nav),
        way("prev", before, w.prev)?,
        way("next", all.get(here + 1), w.next)?,
        folder(lang),
        escaped(w.all),
    ))
}
