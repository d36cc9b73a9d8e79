//! The claims board: every claim and figure of the two documents as a card that opens, and filters
//! that a small script of its own works. Without the script all rows stand readable.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use root_causes::content::{Content, Inline};
use root_causes::data::documents::{self, Document, Kind, Pillar, Row, Testable};
use root_causes::data::record::{self, SeriesRecord};
use root_causes::figures::format::fill;
use root_causes::figures::sentences::lever_value;
use root_causes::i18n::{Lang, words};
use root_causes::model::levers::Lever;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::Scenario;
use root_causes::model::shocks::Shock;
use root_causes::share::link::{self, Unknown};
use root_causes::share::shown::Shown;

use super::pages::{escaped, folder};
use super::prose::{self, Notes};
use super::{local, strand};

/// Groups of rows: letters of their ids, and the word for the group.
const GROUPS: [(&str, &str); 4] = [
    ("OC", "group_oc"),
    ("OE", "group_oe"),
    ("FC", "group_fc"),
    ("FS", "group_fs"),
];

/// Codes of countries, as rows name them.
pub const COUNTRIES: [&str; 7] = ["SLV", "GTM", "HND", "region", "wider", "US", "unstated"];

/// Measures of what goes to local groups that a row speaks of; its text says how they differ.
const LOCAL: [(&str, &[&str]); 6] = [
    ("OE018", &["LS26", "LS18", "LS01", "LS27"]),
    ("OC054", &["LS26", "LS18", "LS01", "LS27"]),
    ("OC055", &["LS33", "LS31"]),
    ("OC059", &["LS16", "LS17", "LS18", "LS21", "LS19", "LS22"]),
    ("OC060", &["LS15", "LS02"]),
    ("FS050", &["LS08", "LS09", "LS10"]),
];

/// Sections of "who says what" that speak of both documents.
const BOTH: [&str; 2] = ["common-ground", "neither"];

/// The body of the page in a language.
///
/// # Errors
/// A row without texts, a code without words, a series that can't be drawn.
pub fn body(content: &Content, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let w = words::board(lang);
    let mut html = format!(
        "<section class=\"prose board-intro\"><p>{}</p><p>{}</p><p class=\"small\"><a href=\"./data/README.md\">{}</a></p></section>",
        escaped(w.intro),
        escaped(w.fair),
        escaped(w.rules),
    );
    html.push_str(&filters(lang)?);
    html.push_str(&both(content, notes, lang)?);
    let mut series = BTreeMap::new();
    for (letters, title) in GROUPS {
        let rows = documents::rows()
            .iter()
            .filter(|row| row.id.starts_with(letters));
        let dated = match letters.starts_with('O') {
            true => w.dated_op_ed,
            false => w.dated_fact_sheet,
        };
        let _ = write!(
            html,
            "<section class=\"board-group\" id=\"{letters}\"><h2>{}</h2><p class=\"small\">{}</p>",
            escaped(word(title, lang)?),
            escaped(dated),
        );
        let document = match letters.starts_with('O') {
            true => Document::OpEd,
            false => Document::FactSheet,
        };
        html.push_str(&prose::original(document, lang)?);
        for row in rows {
            html.push_str(&card(content, notes, row, &mut series, lang)?);
        }
        html.push_str("</section>");
    }
    let _ = write!(
        html,
        "<section class=\"board-series\"><h2>{}</h2>",
        escaped(w.series_title)
    );
    for record in series.values() {
        html.push_str(&strand::told(record, lang)?);
    }
    html.push_str(&local::told(lang)?);
    html.push_str("</section>");
    html.push_str(&strand::symbols(series.values().copied(), lang));
    html.push_str(&notes.notes());
    Ok(html)
}

/// What both documents share, and what neither speaks of.
fn both(content: &Content, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let prose = content
        .prose(lang, "who-says-what")
        .ok_or("who-says-what.md is missing")?;
    let mut html = format!(
        "<section class=\"board-both\" id=\"both\"><h2>{}</h2>",
        escaped(words::board(lang).both)
    );
    for key in BOTH {
        let section = prose
            .section(key)
            .ok_or_else(|| format!("{}: no section {key}", prose.file))?;
        let _ = write!(
            html,
            "<details class=\"strand-told both\"><summary>{}</summary><div id=\"{key}\">{}</div></details>",
            escaped(&section.title),
            notes.blocks(&section.blocks)?
        );
    }
    Ok(html + "</section>")
}

fn word(key: &str, lang: Lang) -> Result<&'static str, String> {
    words::board(lang)
        .get(key)
        .ok_or_else(|| format!("board.{key} has no words"))
}

/// The form, hidden until its script runs, and the way to the groups, which always stands.
fn filters(lang: Lang) -> Result<String, String> {
    let w = words::board(lang);
    let mut html = format!(
        "<form id=\"filters\" hidden aria-label=\"{}\">",
        escaped(w.filters)
    );
    let keys = |prefix: &'static str, keys: &mut dyn Iterator<Item = &'static str>| {
        keys.map(move |key| (key, format!("{prefix}_{key}")))
            .collect::<Vec<_>>()
    };
    let selects = [
        (
            "document",
            w.document,
            keys("document", &mut Document::ALL.iter().map(|d| d.key())),
        ),
        (
            "pillar",
            w.pillar,
            keys("pillar", &mut Pillar::ALL.iter().map(|p| p.key())),
        ),
        (
            "country",
            w.country,
            keys("country", &mut COUNTRIES.into_iter()),
        ),
        (
            "kind",
            w.kind,
            keys("kind", &mut Kind::ALL.iter().map(|k| k.key())),
        ),
        (
            "testable",
            w.testable,
            keys("testable", &mut Testable::ALL.iter().map(|t| t.key())),
        ),
    ];
    for (name, label, options) in selects {
        let _ = write!(
            html,
            "<label>{}<select name=\"{name}\"><option value=\"\">{}</option>",
            escaped(label),
            escaped(w.any)
        );
        for (key, said) in options {
            let _ = write!(
                html,
                "<option value=\"{key}\">{}</option>",
                escaped(word(&said, lang)?)
            );
        }
        html.push_str("</select></label>");
    }
    let _ = write!(
        html,
        "<label>{}<input type=\"search\" name=\"q\" maxlength=\"80\" autocomplete=\"off\"></label>\
         <button type=\"reset\">{}</button></form>",
        escaped(w.search),
        escaped(w.clear),
    );
    let all = documents::rows().len();
    let _ = write!(
        html,
        "<p id=\"count\" class=\"board-count\" role=\"status\" data-count=\"{}\" data-nothing=\"{}\" data-refused=\"{}\">{}</p>",
        escaped(w.count),
        escaped(&fill(w.nothing, &[("clear", w.clear)])),
        escaped(w.refused),
        escaped(&fill(
            w.count,
            &[("n", &all.to_string()), ("all", &all.to_string())]
        )),
    );
    let _ = write!(
        html,
        "<nav class=\"board-index\" aria-label=\"{}\"><a href=\"#both\">{}</a> ",
        escaped(w.index),
        escaped(w.both)
    );
    for (letters, title) in GROUPS {
        let rows = documents::rows()
            .iter()
            .filter(|row| row.id.starts_with(letters));
        let _ = write!(
            html,
            "<a href=\"#{letters}\">{} ({})</a> ",
            escaped(word(title, lang)?),
            rows.count()
        );
    }
    Ok(html + "</nav>")
}

fn card(
    content: &Content,
    notes: &mut Notes,
    row: &'static Row,
    series: &mut BTreeMap<&'static str, &'static SeriesRecord>,
    lang: Lang,
) -> Result<String, String> {
    let w = words::board(lang);
    let texts = content
        .row(lang, row.id)
        .ok_or_else(|| format!("{} has no texts", row.id))?;
    let kind = word(&format!("kind_{}", row.kind.key()), lang)?;
    let mut html = format!(
        "<details class=\"claim\" data-document=\"{}\" data-pillar=\"{}\" data-country=\"{}\" data-kind=\"{}\" data-testable=\"{}\">\
         <summary><span class=\"claim-says\">{}</span> <span class=\"claim-tag\">{} · {}</span></summary>\
         <div class=\"claim-body\" id=\"{id}\"><dl>",
        row.document().key(),
        row.pillar.key(),
        row.countries.join(" "),
        row.kind.key(),
        row.testable.key(),
        escaped(&notes.plain(&texts.says)?),
        row.id,
        escaped(kind),
        id = row.id,
    );
    let mut entry = |name: &str, value: &str| {
        let _ = write!(html, "<dt>{}</dt><dd>{value}</dd>", escaped(name));
    };
    entry(w.stands, &prose::line(row, lang));
    entry(w.coded, &coded(row, lang)?);
    let numbers = texts
        .says
        .inlines
        .iter()
        .filter(|i| matches!(i, Inline::Figure(_)));
    let numbers: Vec<String> = numbers
        .map(|number| notes.inlines(std::slice::from_ref(number)))
        .collect::<Result<_, _>>()?;
    if !numbers.is_empty() {
        entry(w.numbers, &numbers.join(", "));
    }
    let mut said = notes.inlines(&texts.data.inlines)?;
    for record in drawn(row) {
        series.insert(record.id, record);
        said.push_str(&strand::chart(record, lang)?);
    }
    if let Some((_, measures)) = LOCAL.iter().find(|(id, _)| *id == row.id) {
        said.push_str(&local::some(measures, lang)?);
    }
    entry(w.data, &said);
    entry(w.against, &notes.inlines(&texts.against.inlines)?);
    entry(
        w.testable,
        word(&format!("testable_{}", row.testable.key()), lang)?,
    );
    entry(w.simulator, &simulator(row, lang)?);
    if !row.evidence.is_empty() {
        let studies = row
            .evidence
            .iter()
            .map(|id| format!("<a href=\"./{}method/#{id}\">{id}</a>", folder(lang)));
        entry(w.studies, &studies.collect::<Vec<_>>().join(", "));
    }
    Ok(html + "</dl></div></details>")
}

/// Kind, bound, status, subject and countries of a row.
fn coded(row: &Row, lang: Lang) -> Result<String, String> {
    let mut parts = vec![word(&format!("kind_{}", row.kind.key()), lang)?.to_owned()];
    if let Some(figure) = row.figure() {
        parts.push(word(&format!("bound_{}", figure.bound.key()), lang)?.to_owned());
        parts.push(word(&format!("status_{}", figure.status.key()), lang)?.to_owned());
    }
    parts.push(word(&format!("pillar_{}", row.pillar.key()), lang)?.to_owned());
    let countries: Vec<&str> = (row.countries.iter())
        .map(|code| word(&format!("country_{code}"), lang))
        .collect::<Result<_, _>>()?;
    let countries = countries.join(", ");
    parts.push(match row.countries_from {
        documents::From::Nowhere => countries,
        from => format!(
            "{countries} ({})",
            word(&format!("from_{}", from.key()), lang)?
        ),
    });
    Ok(escaped(&parts.join(" · ")))
}

/// The series of a row that can be drawn, the nearest first.
fn drawn(row: &Row) -> impl Iterator<Item = &'static SeriesRecord> {
    let series = row.series.iter().filter_map(|id| record::series(id));
    series.filter(|record| strand::can_be_drawn(record))
}

/// The way to the state of the simulator that speaks to a row.
fn simulator(row: &Row, lang: Lang) -> Result<String, String> {
    let w = words::board(lang);
    let Some((kind, key)) = row.lever.and_then(|lever| lever.split_once(':')) else {
        return Ok(escaped(w.no_simulator));
    };
    let unknown = || {
        format!(
            "{}: nothing in the simulator is called {kind}:{key}",
            row.id
        )
    };
    let (preset, scenario, change) = match kind {
        "lever" => {
            let phrase = words::levers(lang).get(key).ok_or_else(unknown)?.phrase;
            let lever = Lever::from_key(key).ok_or_else(unknown)?;
            let (scenario, value) = moved(lever);
            let value = lever_value(lever, value, lang);
            (Preset::Today, scenario, fill(phrase, &[("value", &value)]))
        }
        "shock" => {
            let phrase = words::shocks(lang).get(key).ok_or_else(unknown)?.phrase;
            let shock = Shock::from_key(key).ok_or_else(unknown)?;
            (Preset::Today, happened(shock), phrase.to_owned())
        }
        _ => {
            let name = words::presets(lang).get(key).ok_or_else(unknown)?.name;
            let preset = Preset::from_key(key).ok_or_else(unknown)?;
            (preset, preset.scenario(), name.to_owned())
        }
    };
    Ok(format!(
        "<a href=\"./{}{}\">{}</a>",
        folder(lang),
        escaped(&link::encode(
            preset,
            &scenario,
            &Shown::default(),
            &Unknown::default()
        )),
        escaped(&fill(w.open_state, &[("change", &change)]))
    ))
}

/// One lever as far as the opening state moves it; one that it leaves alone goes to its end.
fn moved(lever: Lever) -> (Scenario, f32) {
    let opening = Preset::DEFAULT.scenario();
    let record = lever.record();
    let value = match opening.is_moved(lever) {
        true => opening.lever(lever).last(),
        false => record.max,
    };
    (Preset::Today.scenario().with(lever, value), value)
}

/// One event, half as strong as the simulator allows.
fn happened(shock: Shock) -> Scenario {
    let record = shock.record();
    let value = record.snap(0.5 * (record.default + record.max));
    Preset::Today.scenario().with_shock(shock, value)
}
