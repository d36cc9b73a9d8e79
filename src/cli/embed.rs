//! What other pages can show of this one: the page of frames in each language, pictures, oEmbed
//! answers, and the page on which a newsroom puts these together.
//!
//! The page of frames is slim and holds one opening state; `web/embed.js` makes of it what the
//! address of the frame asks for.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::cards;
use super::head::site_url;
use super::pages::{
    Opening, Side, Stages, answer, at, escaped, file_in, folder, notes, still, up, write,
};
use super::prose::{self, Notes};
use super::scenarios;
use super::steps::{STEPS, Step};
use root_causes::content::{Content, Results};
use root_causes::data::{self, Country, DATA_VERSION, HomicideSeries, Measure, Source};
use root_causes::figures::compare::outcome_words;
use root_causes::figures::form::Form;
use root_causes::figures::format::fill;
use root_causes::figures::layers::{Layer, Layers};
use root_causes::figures::rows::Row;
use root_causes::figures::sentences;
use root_causes::i18n::{self, Lang, words};
use root_causes::model::MODEL_VERSION;
use root_causes::model::levers::Lever;
use root_causes::model::outcomes::Outcome;
use root_causes::model::presets::Preset;
use root_causes::model::scenario::Scenario;
use root_causes::share::fingerprint::Check;
use root_causes::share::link;

/// Accents that a frame may have; `style/embed.css` has their colours, tests their contrast.
pub const ACCENTS: [&str; 6] = ["ink", "slate", "moss", "plum", "rust", "gold"];
/// Widths at which the builder shows a frame, in CSS pixels.
const WIDTHS: [u32; 4] = [180, 360, 650, 900];
/// Sizes of frames where nobody tells their height, in CSS pixels: oEmbed wants numbers, and a
/// column of text is about so wide. `tests/browser/embed.test.mjs` holds them against the content.
const WIDTH: u32 = 650;
const CHART_HEIGHT: u32 = 745;
const LEVER_HEIGHT: u32 = 225;
const STEP_HEIGHT: u32 = 3300;
/// Levers that stand ready where a scenario moves none, or too many for a chart's frame.
const READY: u32 = 4;
const MANY: usize = 5;

/// Texts that were checked, and the results that they tell.
type Texts<'a> = (&'a Content, &'a Results);

/// Writes all of this for one language into the built site.
///
/// # Errors
/// What could not be read or written, or is missing in the template or the texts.
pub fn write_all(
    dist: &Path,
    template: &str,
    lang: Lang,
    stages: &Stages,
    (content, results): Texts,
) -> Result<Side, String> {
    let (opening, _) = stages.of_preset(Preset::DEFAULT)?;
    let parts = Parts {
        title: words::page(lang).title.to_owned(),
        state: name(Preset::DEFAULT, lang).to_owned(),
        ..Parts::default()
    };
    let page = frame_page(dist, template, lang, opening, &parts)?;
    write(&dist.join(folder(lang)).join("embed"), &page)?;
    for step in STEPS {
        let rows = format!("./{}claims/", folder(lang));
        let mut told = Notes::new(content, results, lang, rows);
        let brief = step.brief(content, &mut told, lang)?;
        let parts = Parts {
            step: Some(step),
            title: brief.title.clone(),
            state: brief.title,
            above: format!(
                "<div class=\"prose lead\">{}</div>{}",
                brief.lead, brief.chart
            ),
            below: format!(
                "<section class=\"prose left-out\">{}</section>",
                brief.left_out
            ),
            notes: told.notes(),
        };
        let page = frame_page(dist, template, lang, stages.of_step(step)?, &parts)?;
        write(
            &dist.join(folder(lang)).join("embed").join(step.path()),
            &page,
        )?;
    }
    for subject in Subject::all() {
        let answer = oembed(subject, &subject.told(lang, stages, content)?, lang);
        put(
            dist,
            &format!("oembed/{}/{}.json", lang.tag(), subject.name()),
            &answer,
        )?;
    }
    builder(dist, lang, stages, content)
}

/// What has a page, a picture and an oEmbed answer of its own.
#[derive(Clone, Copy)]
enum Subject {
    Preset(Preset),
    Step(&'static Step),
}

/// What others show of it, in one language.
struct Told {
    /// What it is called.
    title: String,
    /// Its answer.
    answer: String,
    /// Its picture in words.
    alt: String,
    /// Its picture, below the root of the site.
    card: String,
}

impl Subject {
    fn all() -> impl Iterator<Item = Subject> {
        let steps = STEPS.iter().map(Subject::Step);
        Preset::ALL.into_iter().map(Subject::Preset).chain(steps)
    }

    /// Name of its oEmbed answer.
    fn name(self) -> String {
        match self {
            Subject::Preset(preset) => preset.key().to_owned(),
            Subject::Step(step) => format!("step-{}", step.key),
        }
    }

    /// Its page, below the folder of the language.
    fn path(self) -> String {
        match self {
            Subject::Preset(preset) => scenarios::path(preset),
            Subject::Step(step) => step.path(),
        }
    }

    /// The frame that shows it in a column of text, below the folder of the language.
    fn frame(self) -> (String, u32) {
        match self {
            Subject::Preset(preset) => {
                let levers = match shown_levers(preset).len() {
                    0 => READY,
                    count => count as u32,
                };
                let address = format!("embed/?part=chart&preset={}", preset.key());
                (address, CHART_HEIGHT + LEVER_HEIGHT * levers)
            }
            Subject::Step(step) => (format!("embed/{}/", step.path()), STEP_HEIGHT),
        }
    }

    fn told(self, lang: Lang, stages: &Stages, content: &Content) -> Result<Told, String> {
        let (title, opening) = match self {
            Subject::Preset(preset) => {
                (scenarios::title(preset, lang), stages.of_preset(preset)?.0)
            }
            Subject::Step(step) => (step.claim(content, lang)?.to_owned(), stages.of_step(step)?),
        };
        let card = opening.card(lang, &self.path(), Some(&title));
        Ok(Told {
            answer: said(opening, lang),
            alt: card.words(),
            card: cards::address(&card.path, lang),
            title,
        })
    }
}

/// What a page of frames says beside the simulator, and what it is called.
#[derive(Default)]
struct Parts {
    step: Option<&'static Step>,
    title: String,
    /// What its still pictures show.
    state: String,
    above: String,
    below: String,
    notes: String,
}

/// Folder of what is kept of this version, below the root of the site.
fn version() -> String {
    format!("v/{MODEL_VERSION}-{DATA_VERSION}")
}

/// Writes what this version says of each preset, for whoever opens one of its frames later:
/// links with the check of their numbers.
///
/// # Errors
/// What could not be written.
pub fn write_version(dist: &Path, stages: &Stages) -> Result<(), String> {
    let mut links = serde_json::Map::new();
    for preset in Preset::ALL {
        let (opening, _) = stages.of_preset(preset)?;
        let check = Check::of(&opening.summary).text();
        let link = format!("{}&check={check}", scenarios::stage(preset));
        links.insert(preset.key().to_owned(), json!(link));
    }
    let kept = json!({ "model": MODEL_VERSION, "data": DATA_VERSION, "links": links });
    put(
        dist,
        &format!("{}/check.json", version()),
        &format!("{kept:#}\n"),
    )
}

/// A file of the site, in a folder that may be new.
fn put(dist: &Path, path: &str, text: &str) -> Result<(), String> {
    let file = dist.join(path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
    }
    fs::write(&file, text).map_err(|error| at(&file, &error))
}

/// The link by which other sites find how to show a page, by the name of the answer.
pub fn discovery(name: &str, lang: Lang) -> String {
    format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}oembed/{}/{name}.json\">",
        escaped(&site_url()),
        lang.tag(),
    )
}

/// The oEmbed answer of a page beside the main one, if frames show something in its place.
pub fn shown_for(path: &str) -> Option<String> {
    if [BUILDER, scenarios::LIST].contains(&path) {
        return Some(Subject::Preset(Preset::DEFAULT).name());
    }
    Subject::all()
        .find(|subject| subject.path() == path)
        .map(Subject::name)
}

fn name(preset: Preset, lang: Lang) -> &'static str {
    words::presets(lang)
        .get(preset.key())
        .map_or("", |preset| preset.name)
}

/// The answer as plain text.
fn said(opening: &Opening, lang: Lang) -> String {
    sentences::headline(&opening.summary, lang).replace('*', "")
}

/// The answer to a site that asks how to show a page: a bare frame, as these take nothing else.
fn oembed(subject: Subject, told: &Told, lang: Lang) -> String {
    let (picture_width, picture_height) = cards::PIXELS;
    let (frame, height) = subject.frame();
    let frame = format!("{}{}{frame}", site_url(), folder(lang));
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{WIDTH}\" height=\"{height}\" loading=\"lazy\"></iframe>",
        escaped(&frame),
        escaped(&told.title)
    );
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": words::page(lang).kicker,
        "provider_url": format!("{}{}", site_url(), folder(lang)),
        "title": told.title,
        "cache_age": 86_400,
        "width": WIDTH,
        "height": height,
        "thumbnail_url": site_url() + &told.card,
        "thumbnail_width": picture_width,
        "thumbnail_height": picture_height,
        "html": html,
    });
    format!("{answer:#}\n")
}

/// A page that stands in frames. All its links open outside, by its base, but for the one to the
/// other language.
fn frame_page(
    dist: &Path,
    template: &str,
    lang: Lang,
    opening: &Opening,
    parts: &Parts,
) -> Result<String, String> {
    let (page, w) = (words::page(lang), words::embed(lang));
    let (other, here) = (lang.other(), folder(lang));
    let of_step = parts.step.map(Step::path);
    let path = match &of_step {
        Some(step) => format!("embed/{step}/"),
        None => "embed/".to_owned(),
    };
    let whole_page = of_step.map_or(String::new(), |step| step + "/");
    let told = |text: &str| escaped(&fill(text, &[("preset", &parts.state)]));
    let html = format!(
        "<!doctype html>\n<html lang=\"{tag}\" data-root=\"./{here}\"{stage}>\n<head>\n{head}\
         <title>{title}</title>\n  <meta name=\"robots\" content=\"noindex\">\n  \
         <base target=\"_blank\">\n  \
         <link rel=\"canonical\" href=\"{site}{here}{whole_page}\">\n  {discovery}\n  {script}\n</head>\n<body>\n<main>\
         <h1 id=\"frame-title\">{title}</h1>\
         <p class=\"failure\" id=\"frame-refused\" role=\"status\" hidden>{refused}</p>\
         <p class=\"failure\" id=\"frame-plain\">{no_script} <a href=\"./{here}{list}/\">{scenarios}</a></p>\
         <p class=\"failure\" id=\"failure-no-wasm\" role=\"alert\" hidden>{no_wasm}</p>\
         <p class=\"failure\" id=\"failure-start\" role=\"alert\" hidden>{no_start}</p>\
         <p class=\"failure\" id=\"frame-instead\" role=\"alert\" hidden>{instead} \
         <a id=\"instead-page\" href=\"./{here}{list}/\">{instead_page}</a> \
         <a id=\"instead-picture\" href=\"./{here}{list}/\">{instead_picture}</a></p>\
         {above}\
         <div class=\"answer\" id=\"answer\">{answer}</div>\
         <div id=\"simulator\">{still}</div>\
         <div id=\"checked\" role=\"status\"></div>{below}\
         <section class=\"prose notes\">{notes}</section>{own_notes}{result}\
         <footer class=\"frame-foot\">{sources}\
         <p><a id=\"whole-page\" href=\"./{here}{whole_page}\">{whole}</a>\
         <a id=\"other-language\" target=\"_self\" href=\"./{there}{path}\" lang=\"{other_tag}\" hreflang=\"{other_tag}\">{other_language}</a></p>\
         <p id=\"frame-address\" role=\"status\" hidden><label>{by_hand} <input type=\"text\" readonly></label></p>\
         </footer></main>\n<template id=\"words\">{words}</template>\n</body>\n</html>\n",
        tag = lang.tag(),
        stage = parts.step.map_or(String::new(), |step| {
            format!(" data-stage=\"{}\"", escaped(step.stage))
        }),
        head = frame_head(template)? + "{{sheets}}  ",
        title = escaped(&parts.title),
        site = escaped(&site_url()),
        discovery = discovery(
            &parts
                .step
                .map_or(Subject::Preset(Preset::DEFAULT), Subject::Step)
                .name(),
            lang
        ),
        script = script(
            dist,
            template,
            &format!("./{}{path}", folder(other)),
            lang,
            parts.step
        )?,
        refused = escaped(w.refused),
        list = scenarios::LIST,
        scenarios = escaped(words::scenarios(lang).link),
        no_wasm = told(w.no_wasm),
        no_start = told(w.no_start),
        no_script = told(w.no_script),
        instead = escaped(w.instead),
        instead_page = escaped(w.instead_page),
        instead_picture = escaped(w.instead_picture),
        above = parts.above,
        answer = answer(opening, lang),
        still = still(opening, lang, false)?,
        below = parts.below,
        notes = notes(lang),
        own_notes = parts.notes,
        result = prose::result_note(lang),
        sources = sources(lang),
        whole = escaped(match parts.step {
            Some(_) => w.whole_step,
            None => w.whole,
        }),
        there = folder(other),
        other_tag = other.tag(),
        other_language = escaped(page.other_language),
        by_hand = escaped(w.by_hand),
        words = escaped(&i18n::text_of_page(lang)),
    );
    let mut sheets = vec![file_in(dist, "embed", ".css")?];
    if parts.step.is_some() {
        sheets.extend([
            file_in(dist, "steps", ".css")?,
            file_in(dist, "charts", ".css")?,
        ]);
    }
    // What the frame sets of its own comes last.
    let sheets: String = sheets
        .iter()
        .rev()
        .map(|sheet| format!("  <link rel=\"stylesheet\" href=\"./{sheet}\">\n"))
        .collect();
    let html = html.replacen("{{sheets}}", &sheets, 1);
    let to_root = up(&path) + &up(here);
    Ok(html.replace("=\"./", &format!("=\"{to_root}")))
}

/// Of the template's head what a frame needs: nothing that a page without an origin may not
/// load, and no app, which `web/embed.js` starts.
///
/// # Errors
/// The template has no head.
pub fn frame_head(template: &str) -> Result<String, String> {
    let (_, head) = template
        .split_once("<head>\n")
        .ok_or("index.html: no <head>")?;
    let (head, _) = head.split_once("</head>").ok_or("index.html: no </head>")?;
    let wanted = [
        "<meta charset",
        "Content-Security-Policy",
        "name=\"viewport\"",
        "name=\"color-scheme\"",
        "rel=\"icon\"",
        "rel=\"stylesheet\"",
    ];
    let lines = head
        .lines()
        .filter(|line| wanted.iter().any(|part| line.contains(part)));
    Ok(lines.map(|line| format!("{line}\n")).collect())
}

/// The script of the frame, with all that an address may name; `other` is the address of the frame
/// in the other language.
fn script(
    dist: &Path,
    template: &str,
    other: &str,
    lang: Lang,
    step: Option<&Step>,
) -> Result<String, String> {
    let keys = |keys: &[&str]| keys.join(" ");
    let classic = file_in(dist, "classic", ".js").unwrap_or_default();
    let (mut names, mut moves) = (serde_json::Map::new(), serde_json::Map::new());
    for preset in Preset::ALL {
        names.insert(preset.key().to_owned(), json!(name(preset, lang)));
        moves.insert(preset.key().to_owned(), json!(keys(&shown_levers(preset))));
    }
    let known = [
        ("module", address(template, "app-module")?),
        ("wasm", address(template, "app-wasm")?),
        ("study", study(template)?),
        ("classic", classic),
        ("other", other.to_owned()),
        ("step", step.map_or("", |step| step.key).to_owned()),
        (
            "moved",
            step.map_or(String::new(), |step| {
                keys(&moved(&link::decode(step.stage).scenario))
            }),
        ),
        ("moves", serde_json::Value::Object(moves).to_string()),
        ("default", Preset::DEFAULT.key().to_owned()),
        ("presets", serde_json::Value::Object(names).to_string()),
        ("levers", keys(&Lever::ALL.map(|lever| lever.record().key))),
        ("outcomes", keys(&Outcome::ALL.map(Outcome::key))),
        ("forms", keys(&Form::ALL.map(Form::key))),
        ("layers", keys(&Layer::ALL.map(Layer::key))),
        ("accents", keys(&ACCENTS)),
        (
            "steps",
            keys(&STEPS.iter().map(|step| step.key).collect::<Vec<_>>()),
        ),
    ];
    let known: String = known
        .iter()
        .map(|(name, value)| format!(" data-{name}=\"{}\"", escaped(value)))
        .collect();
    Ok(format!(
        "<script src=\"./{}\"{known}></script>",
        file_in(dist, "embed", ".js")?
    ))
}

/// The levers that a scenario moves.
fn moved(scenario: &Scenario) -> Vec<&'static str> {
    scenario.moved().map(|lever| lever.record().key).collect()
}

/// The levers that the chart of a preset shows; empty where those do that stand ready.
fn shown_levers(preset: Preset) -> Vec<&'static str> {
    let mut keys = moved(&preset.scenario());
    if keys.len() > MANY {
        keys.clear();
    }
    keys
}

/// The address in the template's link with this id, seen from the root of the site.
fn address(template: &str, id: &str) -> Result<String, String> {
    let line = template
        .lines()
        .find(|line| line.contains(&format!("id=\"{id}\"")));
    line.and_then(|line| line.split_once("href=\"./")?.1.split_once('"'))
        .map(|(address, _)| address.to_owned())
        .ok_or_else(|| format!("index.html has no link with the id {id}"))
}

/// The module of the study, as the template names it beside the app.
fn study(template: &str) -> Result<String, String> {
    let named = template.split_once("data-study=\"");
    let name = named.and_then(|(_, rest)| rest.split_once('"'));
    name.map(|(name, _)| name.to_owned())
        .ok_or_else(|| "index.html names no study".to_owned())
}

/// Where the numbers of a frame come from, a line for each outcome; `web/embed.js` shows the one
/// that is told.
fn sources(lang: Lang) -> String {
    let w = words::embed(lang);
    let versions = [("model", MODEL_VERSION), ("data", DATA_VERSION)];
    let years = data::encounters(Country::Guatemala);
    let (first, last) = (years.first(), years.last());
    let number = |number: Option<u16>| number.map_or(String::new(), |number| number.to_string());
    let recorded = fill(
        w.source,
        &[
            ("first", &number(first.map(|row| row.fiscal_year))),
            ("last", &number(last.map(|row| row.fiscal_year))),
            ("months", &number(last.map(|row| u16::from(row.months)))),
        ],
    );
    Outcome::ALL
        .map(|outcome| {
            let told = outcome_words(outcome, lang);
            let (what, hidden) = match outcome {
                Outcome::Encounters => (recorded.clone(), ""),
                _ => (
                    format!("{}: {} {}", told.name, told.note, counted(outcome, lang)),
                    " hidden",
                ),
            };
            format!(
                "<p data-outcome=\"{}\"{hidden}>{} {} {}</p>",
                outcome.key(),
                escaped(w.simulated),
                escaped(&what),
                escaped(&fill(w.versions, &versions)),
            )
        })
        .concat()
}

/// Who published the records that an outcome other than encounters starts from; empty where it
/// starts from none.
fn counted(outcome: Outcome, lang: Lang) -> String {
    let of = |country: Country| -> Vec<&'static Source> {
        let rows: Vec<&[&Source]> = match outcome {
            Outcome::Encounters | Outcome::Entries => data::encounters(country)
                .iter()
                .map(|row| row.sources)
                .collect(),
            Outcome::Homicides => data::homicides(country, HomicideSeries::Police)
                .iter()
                .filter(|row| row.year == 2025)
                .map(|row| row.sources)
                .collect(),
            Outcome::LocalMoney => data::aid(country, Measure::Disbursements)
                .iter()
                .filter(|row| (2022..=2024).contains(&row.fiscal_year))
                .map(|row| row.sources)
                .collect(),
            Outcome::Households => data::population(country)
                .iter()
                .filter(|row| row.year == 2024)
                .map(|row| row.sources)
                .collect(),
            Outcome::PlacesUsed => Vec::new(),
        };
        rows.into_iter().flatten().copied().collect()
    };
    let mut publishers: Vec<&str> = Vec::new();
    for source in Country::ALL.into_iter().flat_map(of) {
        if !publishers.contains(&source.publisher) {
            publishers.push(source.publisher);
        }
    }
    match publishers[..] {
        [] => String::new(),
        _ => fill(
            words::embed(lang).counted,
            &[("publishers", &publishers.join("; "))],
        ),
    }
}

/// Path of the page for newsrooms, below the folder of the language.
const BUILDER: &str = "embed/builder";

/// The page on which a newsroom chooses, looks and copies.
fn builder(dist: &Path, lang: Lang, stages: &Stages, content: &Content) -> Result<Side, String> {
    let w = words::embed(lang);
    let presets: String = Preset::ALL
        .map(|preset| {
            let selected = match preset == Preset::DEFAULT {
                true => " selected",
                false => "",
            };
            let name = escaped(name(preset, lang));
            format!(
                "<option value=\"{}\"{selected}>{name}</option>",
                preset.key()
            )
        })
        .concat();
    let select = |name: &str, label: &str, options: &[(&str, &str)]| {
        format!(
            "<p><label>{} <select name=\"{name}\" autocomplete=\"off\">{}</select></label></p>",
            escaped(label),
            options_of(options)
        )
    };
    let mut parts = vec![
        ("simulator".to_owned(), w.simulator.to_owned()),
        ("chart".to_owned(), w.chart.to_owned()),
    ];
    for step in STEPS {
        let title = step.claim(content, lang)?;
        parts.push((
            format!("step:{}", step.key),
            fill(w.step, &[("title", title)]),
        ));
    }
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(key, name)| (key.as_str(), name.as_str()))
        .collect();
    let mut countries = vec![("", w.each)];
    countries.extend(Row::ALL.map(|row| (row.key(), row.name(lang))));
    let levers: String = Lever::ALL
        .map(|lever| {
            let key = lever.record().key;
            let name = words::levers(lang).get(key).map_or("", |lever| lever.name);
            check("levers", key, name, false)
        })
        .concat();
    let widths: String = WIDTHS
        .map(|width| {
            let name = fill(w.pixels, &[("width", &width.to_string())]);
            let checked = if width == 360 { " checked" } else { "" };
            format!("<label><input type=\"radio\" name=\"width\" value=\"{width}\" autocomplete=\"off\"{checked}> {name}</label> ")
        })
        .concat();
    let languages = match lang {
        Lang::En => [("en", w.english), ("es", w.spanish)],
        Lang::Es => [("es", w.spanish), ("en", w.english)],
    };
    let accents = [
        ("", w.ink),
        ("slate", w.slate),
        ("moss", w.moss),
        ("plum", w.plum),
        ("rust", w.rust),
        ("gold", w.gold),
    ];
    let view = words::view(lang);
    let outcomes = Outcome::ALL.map(|outcome| {
        let key = match outcome {
            Outcome::Encounters => "",
            other => other.key(),
        };
        (key, outcome_words(outcome, lang).name)
    });
    let forms = [
        ("", view.fan),
        (Form::Lines.key(), view.lines),
        (Form::Dots.key(), view.dots),
        (Form::Sentence.key(), view.sentence),
    ];
    let layers = Layer::ALL
        .map(|layer| {
            let name = match layer {
                Layer::History => view.history,
                Layer::Breaks => view.breaks,
                Layer::Events => view.events,
            };
            check("show", layer.key(), name, Layers::default().has(layer))
        })
        .concat();
    let numbers = [("", w.live), ("frozen", w.frozen)];
    let copy = |id: &str, title: &str, help: &str| {
        let rows = if ["snippet", "image"].contains(&id) {
            6
        } else {
            2
        };
        format!(
            "<section id=\"of-{id}\"><h3><label for=\"{id}\">{}</label></h3><p class=\"small\">{}</p>\
             <textarea id=\"{id}\" readonly rows=\"{rows}\" spellcheck=\"false\"></textarea>\
             <p><button type=\"button\" data-copies=\"{id}\">{}</button> <span role=\"status\"></span></p></section>",
            escaped(title),
            escaped(help),
            escaped(w.copy),
        )
    };
    let steps: String = w
        .steps
        .iter()
        .map(|text| format!("<li>{}</li>", escaped(text)))
        .collect();
    let body = format!(
        "<div class=\"prose\"><p>{intro}</p><noscript><p class=\"failure\">{no_script}</p></noscript>\
         <h2>{steps_title}</h2><ol class=\"builder-steps\">{steps}</ol></div>\
         <div class=\"builder\"><form id=\"builder\" data-version=\"{version}/\" data-show=\"{usual}\"><h2>{choose}</h2>{part}\
         <p><label>{preset_label} <select name=\"preset\" autocomplete=\"off\">{presets}</select></label></p>\
         <p><label>{state_label} <input name=\"state\" type=\"text\" autocomplete=\"off\" spellcheck=\"false\"></label></p>\
         <p class=\"failure\" id=\"state-bad\" role=\"status\" hidden>{state_bad}</p>\
         <p class=\"small\" id=\"of-a-step\" role=\"status\" hidden>{of_a_step}</p>\
         {country}{outcome}{form}<fieldset><legend>{layers_label}</legend>{layers}</fieldset><fieldset><legend>{levers_label}</legend>{levers}{none}</fieldset>\
         {language}{theme}{accent}{font}{height}{numbers}<p class=\"small\">{frozen_help}</p></form>\
         <div class=\"builder-see\"><h2>{preview}</h2><p class=\"widths\">{widths}</p>\
         <div class=\"preview\" tabindex=\"0\" role=\"region\" aria-label=\"{frame}\">\
         <iframe id=\"preview\" data-root-causes title=\"{frame}\" width=\"360\" height=\"900\"></iframe></div></div>\
         <div class=\"builder-copy\" data-copied=\"{copied}\" data-select=\"{select_it}\"><h2>{copy_title}</h2>\
         {snippet}<p class=\"small\" id=\"no-picture\" role=\"status\" hidden>{no_picture}</p>\
         {page}{oembed}{image}{plain}</div></div>\
         <div class=\"prose\"><h2>{privacy_title}</h2><blockquote id=\"privacy\"><p>{privacy}</p></blockquote></div>\
         <script type=\"application/json\" id=\"pictures\">{pictures}</script>",
        intro = escaped(w.intro),
        no_script = escaped(words::page(lang).no_script),
        steps_title = escaped(w.steps_title),
        choose = escaped(w.choose),
        part = select("part", w.part, &parts),
        preset_label = escaped(w.preset),
        state_label = escaped(w.state),
        state_bad = escaped(w.state_bad),
        of_a_step = escaped(w.of_a_step),
        version = version(),
        country = select("country", w.country, &countries),
        outcome = select("outcome", view.outcome, &outcomes),
        form = select("form", view.form, &forms),
        numbers = select("numbers", w.numbers, &numbers),
        frozen_help = escaped(w.frozen_help),
        levers_label = escaped(w.levers),
        none = check("levers", "none", w.no_levers, false),
        layers_label = escaped(view.layers),
        usual = Layers::default().text(),
        language = select("lang", w.lang, &languages),
        theme = select(
            "theme",
            w.theme,
            &[("", w.auto), ("light", w.light), ("dark", w.dark)]
        ),
        accent = select("accent", w.accent, &accents),
        font = select(
            "font",
            w.font,
            &[("", w.serif), ("sans", w.sans), ("system", w.system)]
        ),
        height = select(
            "height",
            w.height,
            &[("", w.height_auto), ("scroll", w.height_scroll)]
        ),
        preview = escaped(w.preview),
        frame = escaped(w.frame),
        copied = escaped(w.copied),
        select_it = escaped(w.select),
        copy_title = escaped(w.copy_title),
        snippet = copy("snippet", w.snippet, w.snippet_help),
        no_picture = escaped(w.no_picture),
        page = copy("page", w.page, w.page_help),
        oembed = copy("oembed", w.oembed, w.oembed_help),
        image = copy("image", w.image, w.image_help),
        plain = copy("plain", w.plain, ""),
        privacy_title = escaped(w.privacy_title),
        privacy = escaped(w.privacy),
        pictures = pictures(stages, content)?,
    );
    let (style, script) = (
        file_in(dist, "builder", ".css")?,
        file_in(dist, "builder", ".js")?,
    );
    Ok(Side {
        path: BUILDER.to_owned(),
        stage: None,
        head: format!(
            "  <link rel=\"stylesheet\" href=\"./{style}\">\n  <script type=\"module\" src=\"./embed/loader.js\"></script>\n  \
             <script type=\"module\" src=\"./{script}\"></script>\n"
        ),
        title: w.title.to_owned(),
        kicker: String::new(),
        description: w.intro.to_owned(),
        back: w.back,
        body,
        masthead: String::new(),
        behind: String::new(),
    })
}

/// What the page for newsrooms hands out of each scenario and step, in every language, as data.
fn pictures(stages: &Stages, content: &Content) -> Result<String, String> {
    let mut of_langs = serde_json::Map::new();
    for lang in Lang::ALL {
        let named = [("site", words::page(lang).kicker)];
        let checked = fill(words::embed(lang).checked, &named);
        let mut subjects = serde_json::Map::new();
        for subject in Subject::all() {
            let told = subject.told(lang, stages, content)?;
            let name = subject.name();
            let page = format!("{}{}/", folder(lang), subject.path());
            subjects.insert(
                name.clone(),
                json!({
                    "title": told.title,
                    "caption": format!("{}. {} {checked}", told.title, told.answer),
                    "alt": told.alt,
                    "card": told.card,
                    "page": page,
                    "oembed": format!("oembed/{}/{name}.json", lang.tag()),
                }),
            );
        }
        let title = words::page(lang).title;
        let of_lang = json!({ "folder": folder(lang), "title": title, "subjects": subjects });
        of_langs.insert(lang.tag().to_owned(), of_lang);
    }
    let stages: serde_json::Map<_, _> = STEPS
        .iter()
        .map(|step| (step.key.to_owned(), json!(step.stage)))
        .collect();
    of_langs.insert("stages".to_owned(), json!(stages));
    let text = serde_json::Value::Object(of_langs).to_string();
    Ok(text.replace('<', "\\u003c"))
}

fn options_of(options: &[(&str, &str)]) -> String {
    options
        .iter()
        .map(|(value, name)| format!("<option value=\"{value}\">{}</option>", escaped(name)))
        .collect()
}

fn check(of: &str, key: &str, name: &str, is_chosen: bool) -> String {
    let checked = if is_chosen { " checked" } else { "" };
    format!(
        "<label><input type=\"checkbox\" name=\"{of}\" value=\"{key}\" autocomplete=\"off\"{checked}> {}</label>",
        escaped(name)
    )
}
