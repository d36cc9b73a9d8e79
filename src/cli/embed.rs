//! What other pages can show of this one: the page of frames in each language, pictures, oEmbed
//! answers, and the page on which a newsroom puts these together.
//!
//! The page of frames is slim and holds one opening state; `web/embed.js` makes of it what the
//! address of the frame asks for.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::json;

use super::cards::{self, Card};
use super::head::site_url;
use super::pages::{
    Opening, Side, Stages, answer, at, escaped, file_in, folder, notes, still, write,
};
use super::prose;
use super::scenarios;
use super::steps::STEPS;
use root_causes::content::Content;
use root_causes::data::{self, Country, DATA_VERSION};
use root_causes::figures::compare::outcome_words;
use root_causes::figures::form::Form;
use root_causes::figures::format::fill;
use root_causes::figures::rows::Row;
use root_causes::figures::sentences;
use root_causes::i18n::{self, Lang, words};
use root_causes::model::MODEL_VERSION;
use root_causes::model::levers::Lever;
use root_causes::model::outcomes::Outcome;
use root_causes::model::presets::Preset;
use root_causes::share::fingerprint::Check;

/// Accents that a frame may have; `style/embed.css` has their colours, tests their contrast.
pub const ACCENTS: [&str; 6] = ["ink", "slate", "moss", "plum", "rust", "gold"];
/// Widths at which the builder shows a frame, in CSS pixels.
const WIDTHS: [u32; 4] = [180, 360, 650, 900];
/// Size of a frame where nobody tells its height, in CSS pixels: oEmbed wants numbers.
const FRAME: (u32, u32) = (650, 900);

/// Writes all of this for one language into the built site.
///
/// # Errors
/// What could not be read or written, or is missing in the template or the texts.
pub fn write_all(
    dist: &Path,
    template: &str,
    lang: Lang,
    stages: &Stages,
    content: &Content,
) -> Result<Side, String> {
    let (opening, _) = stages.of_preset(Preset::DEFAULT)?;
    let page = frame_page(dist, template, lang, opening, content)?;
    write(&dist.join(folder(lang)).join("embed"), &page)?;
    let mut presets = String::new();
    for preset in Preset::ALL {
        let (opening, _) = stages.of_preset(preset)?;
        let card = opening.card(lang, &scenarios::path(preset), None);
        put(
            dist,
            &format!("oembed/{}/{}.json", lang.tag(), preset.key()),
            &oembed(opening, &card, preset),
        )?;
        let _ = write!(
            presets,
            "<option value=\"{}\"{} data-caption=\"{}\" data-alt=\"{}\" data-card=\"{}\">{}</option>",
            preset.key(),
            if preset == Preset::DEFAULT {
                " selected"
            } else {
                ""
            },
            escaped(&said(opening, lang)),
            escaped(&card.words()),
            escaped(&cards::address(&card.path, lang)),
            escaped(name(preset, lang)),
        );
    }
    builder(dist, lang, content, &presets)
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

/// The link by which other sites find how to show a page.
pub fn discovery(preset: Preset, lang: Lang) -> String {
    format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}oembed/{}/{}.json\">",
        escaped(&site_url()),
        lang.tag(),
        preset.key()
    )
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

/// The answer to a site that asks how to show a preset: a bare frame, as these take nothing else.
fn oembed(opening: &Opening, card: &Card, preset: Preset) -> String {
    let (width, height) = FRAME;
    let (picture_width, picture_height) = cards::PIXELS;
    let lang = card.lang;
    let title = said(opening, lang);
    let frame = format!(
        "{}{}embed/?preset={}",
        site_url(),
        folder(lang),
        preset.key()
    );
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\"></iframe>",
        escaped(&frame),
        escaped(&title)
    );
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": words::page(lang).kicker,
        "provider_url": format!("{}{}", site_url(), folder(lang)),
        "title": title,
        "cache_age": 86_400,
        "width": width,
        "height": height,
        "thumbnail_url": site_url() + &cards::address(&card.path, lang),
        "thumbnail_width": picture_width,
        "thumbnail_height": picture_height,
        "html": html,
    });
    format!("{answer:#}\n")
}

/// The page that stands in frames.
fn frame_page(
    dist: &Path,
    template: &str,
    lang: Lang,
    opening: &Opening,
    content: &Content,
) -> Result<String, String> {
    let (page, w) = (words::page(lang), words::embed(lang));
    let (other, here) = (lang.other(), folder(lang));
    let preset = name(Preset::DEFAULT, lang);
    let told = |text: &str| escaped(&fill(text, &[("preset", preset)]));
    let html = format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n{head}\
         <title>{title}</title>\n  <meta name=\"robots\" content=\"noindex\">\n  \
         <link rel=\"canonical\" href=\"{site}{here}\">\n  {discovery}\n  {script}\n</head>\n<body>\n<main>\
         <h1 id=\"frame-title\">{title}</h1>\
         <p class=\"failure\" id=\"frame-refused\" role=\"status\" hidden>{refused}</p>\
         <p class=\"failure\" id=\"failure-no-wasm\" role=\"alert\" hidden>{no_wasm}</p>\
         <p class=\"failure\" id=\"failure-start\" role=\"alert\" hidden>{no_start}</p>\
         <noscript><p class=\"failure\">{no_script}</p></noscript>\
         <div class=\"answer\" id=\"answer\">{answer}</div>\
         <div id=\"simulator\">{still}</div>\
         <div id=\"checked\" role=\"status\"></div>\
         <section class=\"prose notes\">{notes}</section>{result}\
         <footer class=\"frame-foot\"><p>{source}</p>\
         <p><a id=\"whole-page\" href=\"./{here}\" target=\"_blank\" rel=\"noopener\">{whole}</a>\
         <a id=\"other-language\" href=\"./{there}embed/\" lang=\"{other_tag}\" hreflang=\"{other_tag}\">{other_language}</a></p>\
         </footer></main>\n<template id=\"words\">{words}</template>\n</body>\n</html>\n",
        tag = lang.tag(),
        head = head(template)?,
        title = escaped(page.title),
        site = escaped(&site_url()),
        discovery = discovery(Preset::DEFAULT, lang),
        script = script(dist, template, lang, content)?,
        refused = escaped(w.refused),
        no_wasm = told(w.no_wasm),
        no_start = told(w.no_start),
        no_script = told(w.no_script),
        answer = answer(opening, lang),
        still = still(opening, lang, false)?,
        notes = led_out(&notes(lang)),
        result = led_out(&prose::result_note(lang)),
        source = escaped(&source(lang)),
        whole = escaped(w.whole),
        there = folder(other),
        other_tag = other.tag(),
        other_language = escaped(page.other_language),
        words = escaped(&i18n::text_of_page(lang)),
    );
    let style = file_in(dist, "embed", ".css")?;
    let html = html.replace("{{embed_css}}", &style);
    let up = if here.is_empty() { "../" } else { "../../" };
    Ok(html.replace("=\"./", &format!("=\"{up}")))
}

/// Links that lead out of the frame.
fn led_out(html: &str) -> String {
    html.replace("<a href=", "<a target=\"_blank\" rel=\"noopener\" href=")
}

/// Of the template's head what a frame needs: nothing that a page without an origin may not
/// load, and no app, which `web/embed.js` starts.
fn head(template: &str) -> Result<String, String> {
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
    let kept: String = lines.map(|line| format!("{line}\n")).collect();
    Ok(kept + "  <link rel=\"stylesheet\" href=\"./{{embed_css}}\">\n  ")
}

/// The script of the frame, with all that an address may name.
fn script(dist: &Path, template: &str, lang: Lang, content: &Content) -> Result<String, String> {
    let mut steps = serde_json::Map::new();
    for step in STEPS {
        steps.insert(
            step.key.to_owned(),
            json!([step.stage, title(step.key, lang, content)?]),
        );
    }
    let keys = |keys: &[&str]| keys.join(" ");
    let classic = file_in(dist, "classic", ".js").unwrap_or_default();
    let known = [
        ("module", address(template, "app-module")?),
        ("wasm", address(template, "app-wasm")?),
        ("study", study(template)?),
        ("classic", classic),
        ("presets", keys(&Preset::ALL.map(Preset::key))),
        ("levers", keys(&Lever::ALL.map(|lever| lever.record().key))),
        ("outcomes", keys(&Outcome::ALL.map(Outcome::key))),
        ("forms", keys(&Form::ALL.map(Form::key))),
        ("accents", keys(&ACCENTS)),
        ("steps", serde_json::Value::Object(steps).to_string()),
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

fn title(step: &str, lang: Lang, content: &Content) -> Result<String, String> {
    let prose = content
        .prose(lang, step)
        .ok_or_else(|| format!("{step}.md is missing"))?;
    Ok(prose.title.clone())
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

/// Where the numbers of a frame come from, in a line.
fn source(lang: Lang) -> String {
    let years = data::encounters(Country::Guatemala);
    let [first, .., last] = years else {
        return String::new();
    };
    fill(
        words::embed(lang).source,
        &[
            ("first", &first.fiscal_year.to_string()),
            ("last", &last.fiscal_year.to_string()),
            ("months", &last.months.to_string()),
            ("model", MODEL_VERSION),
            ("data", DATA_VERSION),
        ],
    )
}

/// The page on which a newsroom chooses, looks and copies.
fn builder(dist: &Path, lang: Lang, content: &Content, presets: &str) -> Result<Side, String> {
    let w = words::embed(lang);
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
        let title = title(step.key, lang, content)?;
        parts.push((
            format!("step:{}", step.key),
            fill(w.step, &[("title", &title)]),
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
            check(key, name)
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
    let numbers = [("", w.live), ("frozen", w.frozen)];
    let copy = |id: &str, title: &str, help: &str| {
        let rows = if ["snippet", "image"].contains(&id) {
            6
        } else {
            2
        };
        format!(
            "<section><h3><label for=\"{id}\">{}</label></h3><p class=\"small\">{}</p>\
             <textarea id=\"{id}\" readonly rows=\"{rows}\" spellcheck=\"false\"></textarea>\
             <p><button type=\"button\" data-copies=\"{id}\">{}</button> <span role=\"status\"></span></p></section>",
            escaped(title),
            escaped(help),
            escaped(w.copy),
        )
    };
    let body = format!(
        "<div class=\"prose\"><p>{intro}</p><noscript><p class=\"failure\">{no_script}</p></noscript></div>\
         <div class=\"builder\"><form id=\"builder\" data-version=\"{version}/\"><h2>{choose}</h2>{part}\
         <p><label>{preset_label} <select name=\"preset\" autocomplete=\"off\">{presets}</select></label></p>\
         <p><label>{state_label} <input name=\"state\" type=\"text\" autocomplete=\"off\" spellcheck=\"false\"></label></p>\
         <p class=\"failure\" id=\"state-bad\" role=\"status\" hidden>{state_bad}</p>\
         {country}{outcome}{form}<fieldset><legend>{levers_label}</legend>{levers}{none}</fieldset>\
         {language}{theme}{accent}{font}{height}{numbers}<p class=\"small\">{frozen_help}</p></form>\
         <div class=\"builder-see\"><h2>{preview}</h2><p class=\"widths\">{widths}</p>\
         <div class=\"preview\" tabindex=\"0\" role=\"region\" aria-label=\"{frame}\">\
         <iframe id=\"preview\" data-root-causes title=\"{frame}\" width=\"360\" height=\"900\"></iframe></div></div>\
         <div class=\"builder-copy\" data-copied=\"{copied}\" data-select=\"{select_it}\" data-caption=\"{caption}\"><h2>{copy_title}</h2>\
         {snippet}{oembed}{image}{plain}</div></div>",
        intro = escaped(w.intro),
        no_script = escaped(words::page(lang).no_script),
        choose = escaped(w.choose),
        part = select("part", w.part, &parts),
        preset_label = escaped(w.preset),
        state_label = escaped(w.state),
        state_bad = escaped(w.state_bad),
        version = version(),
        country = select("country", w.country, &countries),
        outcome = select("outcome", view.outcome, &outcomes),
        form = select("form", view.form, &forms),
        numbers = select("numbers", w.numbers, &numbers),
        frozen_help = escaped(w.frozen_help),
        levers_label = escaped(w.levers),
        none = check("none", w.no_levers),
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
        caption = escaped(w.checked),
        copy_title = escaped(w.copy_title),
        snippet = copy("snippet", w.snippet, w.snippet_help),
        oembed = copy("oembed", w.oembed, w.oembed_help),
        image = copy("image", w.image, w.image_help),
        plain = copy("plain", w.plain, ""),
    );
    let (style, script) = (
        file_in(dist, "builder", ".css")?,
        file_in(dist, "builder", ".js")?,
    );
    Ok(Side {
        path: "embed/builder".to_owned(),
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
        behind: String::new(),
    })
}

fn options_of(options: &[(&str, &str)]) -> String {
    options
        .iter()
        .map(|(value, name)| format!("<option value=\"{value}\">{}</option>", escaped(name)))
        .collect()
}

fn check(key: &str, name: &str) -> String {
    format!(
        "<label><input type=\"checkbox\" name=\"levers\" value=\"{key}\" autocomplete=\"off\"> {}</label>",
        escaped(name)
    )
}
