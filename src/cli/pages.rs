//! Writes the static pages: one template, two languages, charts of the opening state drawn in.
//!
//! The template is the page that Trunk has built. Its holes, `{{name}}`, take
//! words from the message files and pictures from the same code that draws in
//! the page. What the app takes over later is here already, readable without it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use super::cards::{self, Card};
use super::classes::CLASSES;
use super::foot::{CORRECTIONS, foot};
use super::head::{self, Shown};
use super::present::Presenting;
use super::prose::{self, Notes};
use super::steps::{self, STEPS, Step};
use super::{
    assumptions, claims, classes, embed, guides, method, missing, one_file, origins, past,
    scenarios, sitemap, spread, strategy, sure, yearly,
};
use root_causes::content::{self, Content, Fault, Results};
use root_causes::data::documents::{self, Document};
use root_causes::data::{self, DATA_VERSION, Source};
use root_causes::draw::pixels::Faces;
use root_causes::draw::scene::Size;
use root_causes::draw::svg::svg;
use root_causes::draw::theme::Theme;
use root_causes::figures::compare::Names;
use root_causes::figures::format;
use root_causes::figures::levels::Naming;
use root_causes::figures::rows::{self, Row};
use root_causes::figures::sentences::{self, Phrase, RESULT_NOTE};
use root_causes::figures::spec::Figure;
use root_causes::i18n::{self, Lang, words};
use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::levers::{Lever, PaidFrom};
use root_causes::model::presets::Preset;
use root_causes::model::reach::Reach;
use root_causes::model::scenario::{Pack, Scenario};
use root_causes::model::sensitivity::Report;
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::{Change, Summary};
use root_causes::model::{DRAWS, MODEL_VERSION};
use root_causes::share::link;

/// Turns the template in `dist/index.html` into the page of each language.
///
/// # Errors
/// What is wrong with the texts, or what could not be read, written or filled in.
pub fn run(dist: &Path) -> Result<(), Vec<String>> {
    let content = Content::read(&content::shipped())
        .map_err(|faults| faults.iter().map(Fault::to_string).collect::<Vec<_>>())?;
    write_all(dist, &content).map_err(|problem| vec![problem])
}

fn write_all(dist: &Path, content: &Content) -> Result<(), String> {
    let path = dist.join("index.html");
    let template = fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
    let stages = Stages::work_out()?;
    let mut results = Results::work_out(content);
    for (preset, _, report) in &stages.presets {
        results.learn(*preset, report);
    }
    let texts = Written {
        content,
        results,
        terms: file_in(dist, "terms", ".js")?,
        save: file_in(dist, "save", ".js")?,
        presenting: Presenting::find(dist)?,
    };
    let board = [
        file_in(dist, "board", ".css")?,
        file_in(dist, "board", ".js")?,
    ];
    let style = file_in(dist, "steps", ".css")?;
    let of_classes = file_in(dist, "classes", ".css")?;
    let charts = file_in(dist, "charts", ".css")?;
    let sifting = file_in(dist, "strategy", ".js")?;
    let files = Files {
        data: tables(&dist.join("data"))?,
        model: tables(&dist.join("model"))?,
    };
    let deck = stages.deck(content)?;
    let mut paths = BTreeSet::from([String::new()]);
    for lang in Lang::ALL {
        let folder = dist.join(folder(lang));
        let mut scenarios = vec![Place::main(lang)];
        scenarios.extend(Preset::ALL.map(|preset| Place::of_preset(preset, lang)));
        for place in &scenarios {
            let page = page(&template, place, &stages, &files, &texts, &deck)?;
            write(&folder.join(&place.path), &page)?;
            paths.insert(place.address());
        }
        let builder = embed::write_all(dist, &template, lang, &stages, (content, &texts.results))?;
        let sides = [
            method_side(lang, content, &files)?,
            assumptions_side(lang)?,
            claims_side(lang, &texts, &board, &charts)?,
            strategy_side(lang, &texts, &charts, &sifting)?,
            scenarios_side(lang, &stages),
            corrections_side(lang, &texts)?,
            classes_side(lang, &texts, [&style, &of_classes])?,
            builder,
        ];
        let guides = guide_sides(lang, &texts, [&style, &charts])?;
        let steps = STEPS.iter().map(|step| {
            let script = step.script().map(|name| file_in(dist, name, ".js"));
            let (script, opening) = (script.transpose()?, stages.of_step(step)?);
            let sheets = [style.as_str(), charts.as_str()];
            step_side(step, lang, &texts, opening, sheets, script.as_deref())
        });
        for side in sides.into_iter().chain(guides).map(Ok).chain(steps) {
            let side = side?;
            let page = side_page(&template, lang, &side, &texts, &deck)?;
            write(&folder.join(&side.path), &page)?;
            paths.insert(format!("{}/", side.path));
        }
    }
    for preset in Preset::ALL {
        let path = dist.join(scenarios::table(preset));
        fs::write(&path, super::run::table_of(preset)).map_err(|error| at(&path, &error))?;
    }
    embed::write_version(dist, &stages)?;
    missing::write(dist, &template)?;
    one_file::write(dist)?;
    sitemap::write(dist, &paths)?;
    deck.write(dist)
}

/// What follows from each state on which a page opens.
pub(super) struct Stages {
    presets: Vec<(Preset, Opening, Report)>,
    steps: Vec<(&'static str, Opening)>,
}

impl Stages {
    fn work_out() -> Result<Self, String> {
        let presets = Preset::ALL.map(|preset| {
            let scenario = preset.scenario();
            let opening = Opening::work_out(&scenario);
            (preset, opening, spread::study(scenario))
        });
        let steps = STEPS.iter().map(|step| {
            let decoded = link::decode(step.stage);
            if decoded.foreign || !decoded.refusals.is_empty() {
                return Err(format!("{}: {} opens no state", step.key, step.stage));
            }
            Ok((step.key, Opening::work_out(&decoded.scenario)))
        });
        Ok(Self {
            presets: presets.into(),
            steps: steps.collect::<Result<_, String>>()?,
        })
    }

    pub(super) fn of_preset(&self, preset: Preset) -> Result<(&Opening, &Report), String> {
        let found = self.presets.iter().find(|(known, ..)| *known == preset);
        let (_, opening, report) = found.ok_or("a preset was left out")?;
        Ok((opening, report))
    }

    pub(super) fn of_step(&self, step: &Step) -> Result<&Opening, String> {
        let found = self.steps.iter().find(|(key, _)| *key == step.key);
        Ok(&found.ok_or("a step was left out")?.1)
    }

    /// The cards of all pages that have an answer of their own.
    fn deck(&self, content: &Content) -> Result<Deck<'_>, String> {
        let mut cards = Vec::new();
        for lang in Lang::ALL {
            let (main, _) = self.of_preset(Preset::DEFAULT)?;
            cards.push(main.card(lang, "", Some(words::page(lang).title)));
            for (preset, opening, _) in &self.presets {
                let title = scenarios::title(*preset, lang);
                cards.push(opening.card(lang, &scenarios::path(*preset), Some(&title)));
            }
            for step in STEPS {
                let (claim, opening) = (step.claim(content, lang)?, self.of_step(step)?);
                cards.push(opening.card(lang, &step.path(), Some(claim)));
            }
        }
        Ok(Deck(cards))
    }
}

/// All cards; pages without one of their own show that of the main page.
struct Deck<'a>(Vec<Card<'a>>);

impl Deck<'_> {
    fn of(&self, path: &str, lang: Lang) -> Result<Shown, String> {
        let find = |path: &str| {
            let is_it = |card: &&Card| card.lang == lang && card.path == path;
            self.0.iter().find(is_it)
        };
        let card = find(path).or_else(|| find("")).ok_or("no card")?;
        Ok(Shown {
            picture: cards::address(&card.path, lang),
            words: card.words(),
        })
    }

    fn write(&self, dist: &Path) -> Result<(), String> {
        let faces = Faces::unpack().map_err(|error| error.to_string())?;
        self.0.iter().try_for_each(|card| card.write(&faces, dist))
    }
}

/// The main page, or that of a preset.
struct Place {
    lang: Lang,
    preset: Preset,
    /// Below the language's folder; empty for the main page.
    path: String,
    /// What the app opens on, where it isn't what it opens on by itself.
    stage: Option<String>,
    title: String,
    description: String,
}

impl Place {
    fn main(lang: Lang) -> Self {
        let w = words::page(lang);
        Place {
            lang,
            preset: Preset::DEFAULT,
            path: String::new(),
            stage: None,
            title: w.title.to_owned(),
            description: w.description.to_owned(),
        }
    }

    fn of_preset(preset: Preset, lang: Lang) -> Self {
        let (_, explain) = scenarios::told(preset, lang);
        Place {
            lang,
            preset,
            path: scenarios::path(preset),
            stage: Some(scenarios::stage(preset)),
            title: scenarios::title(preset, lang),
            description: format!("{explain} {}", words::scenarios(lang).shows),
        }
    }

    fn is_main(&self) -> bool {
        self.stage.is_none()
    }

    /// Its path, with a slash behind it.
    fn address(&self) -> String {
        match self.path.as_str() {
            "" => String::new(),
            path => format!("{path}/"),
        }
    }

    /// From here up to the root of the language.
    fn root(&self) -> String {
        up(&self.address())
    }
}

/// From a path, which ends in a slash or is empty, up to where it begins.
pub(super) fn up(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// What is written, and the results that it tells.
struct Written<'a> {
    content: &'a Content,
    results: Results,
    /// The script that opens terms under the pointer.
    terms: String,
    /// The script that saves pictures and tables.
    save: String,
    /// What shows a page part by part.
    presenting: Presenting,
}

impl Written<'_> {
    /// A page with the script, if it has terms.
    fn with_terms(&self, page: String) -> String {
        if !page.contains("class=\"term\"") {
            return page;
        }
        let script = format!(
            "  <script type=\"module\" fetchpriority=\"low\" src=\"./{}\"></script>\n</head>",
            self.terms
        );
        page.replacen("</head>", &script, 1)
    }

    /// A page with the script that saves its pictures and tables, if it has figures, and with the
    /// words of that.
    fn with_saving(&self, page: String, lang: Lang) -> String {
        if !page.contains("<figure") {
            return page;
        }
        let (take, share) = (words::take(lang), words::share(lang));
        let versions = root_causes::figures::format::fill(
            share.versions,
            &[("model", MODEL_VERSION), ("data", DATA_VERSION)],
        );
        let made = root_causes::figures::format::fill(share.made, &[("versions", &versions)]);
        let script = format!(
            "  <script type=\"module\" src=\"./{}\" id=\"save-words\" data-title=\"{}\" \
             data-made=\"{} {}\" data-png=\"{}\" data-svg=\"{}\" data-table=\"{}\"></script>\n</head>",
            self.save,
            escaped(share.title),
            escaped(&made),
            escaped(share.licence),
            escaped(take.png),
            escaped(take.svg),
            escaped(take.table),
        );
        page.replacen("</head>", &script, 1)
    }
}

/// The name of the only file at the root of the site that begins and ends so; releases have names
/// by content.
pub(super) fn file_in(dist: &Path, start: &str, end: &str) -> Result<String, String> {
    let entries = fs::read_dir(dist).map_err(|error| at(dist, &error))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| at(dist, &error))?.file_name();
        let name = name.to_string_lossy().into_owned();
        if name.starts_with(start) && name.ends_with(end) {
            names.push(name);
        }
    }
    match <[String; 1]>::try_from(names) {
        Ok([name]) => Ok(name),
        Err(names) => Err(format!("{}: {start}*{end} names {names:?}", dist.display())),
    }
}

/// A page as the index of its folder.
pub(super) fn write(folder: &Path, page: &str) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
    let path = folder.join("index.html");
    fs::write(&path, kept_together(page)).map_err(|error| at(&path, &error))
}

/// A page in which no line ends inside a Spanish `EE. UU.` or between a number and its per cent.
fn kept_together(page: &str) -> String {
    if !page.contains("<html lang=\"es\"") {
        return page.to_owned();
    }
    page.replace("EE. UU.", "EE.\u{a0}UU.")
        .replace(" %", "\u{a0}%")
}

pub(super) fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// Folder of a language's page, seen from the root of the site.
pub fn folder(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "",
        Lang::Es => "es/",
    }
}

/// What follows from the state on which a page opens.
pub(super) struct Opening {
    pub(super) summary: Summary,
    published: Option<Change>,
}

impl Opening {
    fn work_out(scenario: &Scenario) -> Self {
        let mut model = Simulator::new(scenario.seed, DRAWS);
        let mut summary = model.run(scenario, Detail::Encounters);
        summary.reach = Reach::default().of(scenario);
        // As the app does: beside another reading the studies as published are not told.
        let published = (scenario.assumptions.pack == Pack::Literature).then(|| {
            let published = scenario.clone().believing(Pack::AsPublished);
            model.run(&published, Detail::Encounters).change[SERIES - 1]
        });
        Opening { summary, published }
    }

    /// The card of a page that opens so; `folder` is its path without the slash behind it.
    pub(super) fn card(&self, lang: Lang, folder: &str, heading: Option<&str>) -> Card<'_> {
        Card {
            lang,
            path: match folder {
                "" => String::new(),
                folder => format!("{folder}/"),
            },
            heading: heading.map(str::to_owned),
            summary: &self.summary,
        }
    }
}

/// The tables that a reader can take away, by name.
struct Files {
    data: Vec<String>,
    model: Vec<String>,
}

fn tables(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| at(folder, &error))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| at(folder, &error))?.file_name();
        let name = name.to_string_lossy().into_owned();
        if name.ends_with(".csv") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn page(
    template: &str,
    place: &Place,
    stages: &Stages,
    files: &Files,
    texts: &Written,
    deck: &Deck,
) -> Result<String, String> {
    let lang = place.lang;
    let (opening, report) = stages.of_preset(place.preset)?;
    let w = words::page(lang);
    let rows = format!("./{}claims/", folder(lang));
    let mut told = Notes::new(texts.content, &texts.results, lang, rows);
    let origins = match place.is_main() {
        true => String::new(),
        false => origins::section(place.preset, told.clone(), lang)?,
    };
    let who_says_what = who_says_what(texts.content, &mut told, lang)?;
    let mut holes: BTreeMap<&str, String> = [
        ("description", place.description.as_str()),
        ("heading", &place.title),
        ("skip", w.skip),
        ("no_wasm", w.no_wasm),
        ("no_start", w.no_start),
        ("no_script", w.no_script),
        ("notes_title", w.notes_title),
        ("limits_title", w.limits_title),
        ("sources_title", w.sources_title),
        ("sources", w.sources),
    ]
    .into_iter()
    .map(|(name, words)| (name, escaped(words)))
    .collect();
    holes.extend([
        ("lang", lang.tag().to_string()),
        ("title", escaped(&head_title(place))),
        ("kicker", kicker(place)),
        ("about", about(place, deck)?),
        ("language_link", language_link(place)),
        ("answer", answer(opening, lang)),
        ("still", still(opening, lang, true)?),
        ("words", escaped(&i18n::text_of_page(lang))),
        ("notes", notes(lang)),
        (
            "method_link",
            format!(
                "<a href=\"./{}method/\">{}</a>",
                folder(lang),
                escaped(words::method(lang).link)
            ),
        ),
        ("stage", stage(place.stage.as_deref(), &place.root())),
        ("scenarios_link", scenarios::ways(place.preset, lang)),
        ("print_hint", escaped(words::page(lang).print_hint)),
        ("desk", desk(lang)),
        ("origins", origins),
        ("foot", foot(&place.address(), lang)),
        ("strategy", strategy::summary(lang)?),
        ("steps_title", escaped(words::steps(lang).title)),
        ("steps_intro", escaped(words::steps(lang).intro)),
        ("steps", steps::list(texts.content, None, lang)?),
        ("who_says_what", who_says_what),
        ("source_notes", told.notes() + &prose::result_note(lang)),
        ("sure_title", escaped(words::sure(lang).title)),
        ("sure", sure::section(lang)?),
        ("spread_title", escaped(words::spread(lang).title)),
        ("spread", spread::block(report, lang)),
        ("past", past::block(lang)?),
        ("assumptions_title", escaped(words::assumptions(lang).title)),
        ("assumptions_intro", escaped(&assumptions::lead(lang))),
        ("assumptions_open", escaped(words::own(lang).open)),
        ("sure_files", escaped(words::sure(lang).files)),
        ("model_files", file_list(&files.model, "model")),
        (
            "limits",
            format!(
                "{}<p><a href=\"./{}method/#limits\">{}</a></p>",
                list(w.limits.iter().map(|text| escaped(text)), ""),
                folder(lang),
                escaped(w.limits_more)
            ),
        ),
        ("files", file_list(&files.data, "data")),
    ]);
    let page = texts.with_terms(fill(template, &holes)?);
    Ok(seen_from(&place.address(), lang, &page))
}

/// Addresses as they are from a page: in templates those with a dot are seen from the root of the
/// site, those of assumptions from the root of the language.
fn seen_from(path: &str, lang: Lang, page: &str) -> String {
    let root = up(path);
    let site = match root.clone() + &up(folder(lang)) {
        here if here.is_empty() => "./".to_owned(),
        up => up,
    };
    page.replace("=\"./", &format!("=\"{site}"))
        .replace("href=\"assumptions/", &format!("href=\"{root}assumptions/"))
}

/// What stands in the window's title.
fn head_title(place: &Place) -> String {
    match place.is_main() {
        true => place.title.clone(),
        false => format!("{} · {}", place.title, words::page(place.lang).kicker),
    }
}

/// The project's name; elsewhere it leads to the main page.
fn kicker(place: &Place) -> String {
    let name = escaped(words::page(place.lang).kicker);
    match place.is_main() {
        true => name,
        false => format!("<a href=\"./{}\">{name}</a>", folder(place.lang)),
    }
}

fn about(place: &Place, deck: &Deck) -> Result<String, String> {
    let path = place.address();
    let page = head::Page {
        lang: place.lang,
        path: &path,
        title: &place.title,
        description: &place.description,
        card: &deck.of(&path, place.lang)?,
        frame: Some(place.preset.key().to_owned()),
    };
    Ok(page.tags())
}

/// Attributes of the root of a page whose app opens on a state of the page's own.
fn stage(stage: Option<&str>, root: &str) -> String {
    stage.map_or(String::new(), |stage| {
        format!(" data-stage=\"{}\" data-root=\"{root}\"", escaped(stage))
    })
}

/// The panels below the simulator, empty: the study makes each when it is opened.
fn desk(lang: Lang) -> String {
    let w = words::desk(lang);
    let panels = [
        ("desk-changed", w.changed),
        ("desk-readings", w.readings),
        ("desk-by-year", w.by_year),
        ("desk-wedges", w.wedges),
        ("desk-matrix", w.matrix),
        ("desk-share", w.share),
        ("desk-tray", w.keep),
        ("desk-take", w.take),
    ];
    let panels = panels.map(|(id, name)| {
        format!(
            "<details class=\"group\" id=\"{id}\"><summary>{}</summary><div class=\"desk-body\"></div></details>",
            escaped(name)
        )
    });
    format!(
        "<section class=\"desk\" id=\"desk\" aria-labelledby=\"desk-title\"><h2 id=\"desk-title\">{}</h2>{}</section>",
        escaped(w.title),
        panels.concat()
    )
}

/// The two documents side by side, then what they share and what neither speaks of.
fn who_says_what(content: &Content, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let w = words::notes(lang);
    let prose = content
        .prose(lang, "who-says-what")
        .ok_or("who-says-what.md is missing")?;
    let mut section = |key: &str| -> Result<String, String> {
        let section = prose
            .section(key)
            .ok_or_else(|| format!("{}: no section {key}", prose.file))?;
        Ok(format!(
            "<h3>{}</h3>{}",
            escaped(&section.title),
            notes.blocks(&section.blocks)?
        ))
    };
    let mut column = |key: &str, document: Document| {
        let original = prose::original(document, lang)?;
        Ok::<_, String>(format!("<section>{}{original}</section>", section(key)?))
    };
    let op_ed = column("op-ed", Document::OpEd)?;
    let fact_sheet = column("fact-sheet", Document::FactSheet)?;
    let rest = ["common-ground", "neither"]
        .map(|key| Ok::<_, String>(format!("<section>{}</section>", section(key)?)));
    let rest = rest.into_iter().collect::<Result<String, String>>()?;
    let count = documents::rows().len().to_string();
    Ok(format!(
        "<h2>{}</h2>{}<p class=\"swap\"><label><input type=\"checkbox\" id=\"sheet-first\" autocomplete=\"off\"> {}</label></p>\
         <div class=\"two-documents\">{op_ed}{fact_sheet}</div>{rest}\
         <p class=\"to-board\"><a href=\"./{here}claims/\">{}</a></p>",
        escaped(&prose.title),
        notes.blocks(&prose.intro)?,
        escaped(w.sheet_first),
        escaped(&format::fill(w.board, &[("count", &count)])),
        here = folder(lang),
    ))
}

/// A page beside the main one.
pub(super) struct Side {
    /// Its folder, below that of the language.
    pub(super) path: String,
    /// What the app opens on; none where the page has no app.
    pub(super) stage: Option<&'static str>,
    /// What it needs in its head.
    pub(super) head: String,
    pub(super) title: String,
    /// Where the page stands among others; may be empty.
    pub(super) kicker: String,
    pub(super) description: String,
    /// Words of the way back to the main page.
    pub(super) back: &'static str,
    pub(super) body: String,
    /// What else stands in the line above its title.
    pub(super) masthead: String,
    /// What stands behind all.
    pub(super) behind: String,
}

fn method_side(lang: Lang, content: &Content, files: &Files) -> Result<Side, String> {
    let w = words::method(lang);
    let data = files.data.iter().map(|name| format!("data/{name}"));
    let model = files.model.iter().map(|name| format!("model/{name}"));
    Ok(Side {
        path: "method".to_owned(),
        stage: None,
        head: head::dataset(data.chain(model), lang),
        title: w.title.to_owned(),
        kicker: String::new(),
        description: w.intro.to_string(),
        back: w.back,
        body: method::body(lang)? + &glossary(content, lang),
        masthead: String::new(),
        behind: String::new(),
    })
}

fn assumptions_side(lang: Lang) -> Result<Side, String> {
    let w = words::assumptions(lang);
    Ok(Side {
        path: "assumptions".to_owned(),
        stage: None,
        head: String::new(),
        title: w.title.to_owned(),
        kicker: String::new(),
        description: assumptions::intro(lang),
        back: w.back,
        body: assumptions::body(lang)?,
        masthead: String::new(),
        behind: String::new(),
    })
}

/// What was said wrongly, and what stands there now.
fn corrections_side(lang: Lang, texts: &Written) -> Result<Side, String> {
    let prose = (texts.content)
        .prose(lang, CORRECTIONS)
        .ok_or("corrections.md is missing")?;
    let rows = format!("./{}claims/", folder(lang));
    let mut told = Notes::new(texts.content, &texts.results, lang, rows);
    let opening = (prose.intro.first()).ok_or_else(|| format!("{}: no opening", prose.file))?;
    let description = told.plain(opening)?;
    let mut body = format!(
        "<section class=\"prose\">{}</section>",
        told.blocks(&prose.intro)?
    );
    for section in &prose.sections {
        let _ = write!(
            body,
            "<section class=\"prose\" id=\"{}\"><h2>{}</h2>{}</section>",
            section.key,
            escaped(&section.title),
            told.blocks(&section.blocks)?
        );
    }
    body.push_str(&told.notes());
    Ok(Side {
        path: CORRECTIONS.to_owned(),
        stage: None,
        head: String::new(),
        title: prose.title.clone(),
        kicker: String::new(),
        description,
        back: words::steps(lang).to_main,
        body,
        masthead: String::new(),
        behind: String::new(),
    })
}

/// What a teacher needs for a lesson.
fn classes_side(lang: Lang, texts: &Written, sheets: [&str; 2]) -> Result<Side, String> {
    let rows = format!("./{}claims/", folder(lang));
    let mut told = Notes::new(texts.content, &texts.results, lang, rows);
    let parts = classes::parts(texts.content, &mut told, lang)?;
    let sheets = sheets.map(|sheet| format!("  <link rel=\"stylesheet\" href=\"./{sheet}\">\n"));
    Ok(Side {
        path: CLASSES.to_owned(),
        stage: None,
        head: sheets.concat() + &texts.presenting.head([None, None], lang),
        title: parts.title,
        kicker: String::new(),
        description: parts.description,
        back: words::steps(lang).to_main,
        body: parts.body,
        masthead: Presenting::button(lang),
        behind: String::new(),
    })
}

fn claims_side(
    lang: Lang,
    texts: &Written,
    board: &[String; 2],
    charts: &str,
) -> Result<Side, String> {
    let w = words::board(lang);
    let [style, script] = board;
    let mut notes = Notes::new(texts.content, &texts.results, lang, String::new());
    Ok(Side {
        path: "claims".to_owned(),
        stage: None,
        head: format!(
            "  <link rel=\"stylesheet\" href=\"./{charts}\">\n  <link rel=\"stylesheet\" href=\"./{style}\">\n  <script type=\"module\" src=\"./{script}\"></script>\n"
        ),
        title: w.title.to_owned(),
        kicker: String::new(),
        description: w.intro.to_string(),
        back: w.back,
        body: claims::body(texts.content, &mut notes, lang)?,
        masthead: String::new(),
        behind: String::new(),
    })
}

fn scenarios_side(lang: Lang, stages: &Stages) -> Side {
    let w = words::scenarios(lang);
    let answers: Vec<(Preset, String)> = stages
        .presets
        .iter()
        .map(|(preset, opening, _)| {
            let told = sentences::answer(&opening.summary, lang);
            (*preset, phrases(&told))
        })
        .collect();
    Side {
        path: scenarios::LIST.to_owned(),
        stage: None,
        head: String::new(),
        title: w.title.to_owned(),
        kicker: String::new(),
        description: w.intro.to_owned(),
        back: w.back,
        body: scenarios::list(&answers, lang),
        masthead: String::new(),
        behind: String::new(),
    }
}

/// A guided step: its story, then the simulator on its stage.
fn step_side(
    step: &Step,
    lang: Lang,
    texts: &Written,
    opening: &Opening,
    [style, charts]: [&str; 2],
    script: Option<&str>,
) -> Result<Side, String> {
    let rows = format!("./{}claims/", folder(lang));
    let mut told = Notes::new(texts.content, &texts.results, lang, rows);
    let parts = step.parts(texts.content, &mut told, lang)?;
    let page = words::page(lang);
    let body = format!(
        "<div class=\"step-story\">{story}</div>\
         <div class=\"step-try\">{above}\
         <p class=\"failure\" id=\"failure-no-wasm\" role=\"alert\" hidden>{no_wasm}</p>\
         <p class=\"failure\" id=\"failure-start\" role=\"alert\" hidden>{no_start}</p>\
         <noscript><p class=\"failure\">{no_script}</p></noscript>\
         <div class=\"answer\" id=\"answer\">{answer}</div>\
         <div id=\"simulator\">{still}</div>\
         <div class=\"prose\" id=\"assumptions-panel\"></div></div>{below}\
         <details class=\"prose notes\"><summary>{notes_title}</summary>{notes}</details>{sources}",
        story = parts.story,
        above = parts.above,
        no_wasm = escaped(page.no_wasm),
        no_start = escaped(page.no_start),
        no_script = escaped(page.no_script),
        answer = answer(opening, lang),
        still = still(opening, lang, true)?,
        below = parts.below,
        notes_title = escaped(page.notes_title),
        notes = notes(lang),
        sources = told.notes() + &prose::result_note(lang),
    );
    let script = script.map_or(String::new(), |name| {
        format!("  <script type=\"module\" src=\"./{name}\"></script>\n")
    });
    let presenting = texts.presenting.head(step.beside(), lang);
    Ok(Side {
        path: step.path(),
        stage: Some(step.stage),
        head: format!(
            "  <link rel=\"stylesheet\" href=\"./{style}\">\n  <link rel=\"stylesheet\" href=\"./{charts}\">\n{script}{presenting}"
        ),
        title: parts.title,
        kicker: step.place(lang),
        description: parts.description,
        back: words::steps(lang).to_main,
        body,
        masthead: Presenting::button(lang),
        behind: format!(
            "<template id=\"words\">{}</template>",
            escaped(&i18n::text_of_page(lang))
        ),
    })
}

/// The list of guides, and each of them.
fn guide_sides(
    lang: Lang,
    texts: &Written,
    [style, charts]: [&str; 2],
) -> Result<Vec<Side>, String> {
    let w = words::guides(lang);
    let head = format!(
        "  <link rel=\"stylesheet\" href=\"./{style}\">\n  <link rel=\"stylesheet\" href=\"./{charts}\">\n"
    );
    let mut sides = vec![Side {
        path: "levers".to_owned(),
        stage: None,
        head: head.clone(),
        title: w.title.to_owned(),
        kicker: String::new(),
        description: w.intro.to_owned(),
        back: w.back,
        body: guides::index(texts.content, lang)?,
        masthead: String::new(),
        behind: String::new(),
    }];
    for subject in guides::all() {
        let key = subject.key();
        let rows = format!("./{}claims/", folder(lang));
        let mut told =
            Notes::new(texts.content, &texts.results, lang, rows).named(format!("{key}-"));
        let guide = guides::guide(subject, texts.content, &mut told, lang)?;
        sides.push(Side {
            path: format!("levers/{key}"),
            stage: None,
            head: head.clone(),
            title: guide.title.to_owned(),
            kicker: guide.kicker,
            description: guide.description,
            back: w.back,
            body: guide.body,
            masthead: String::new(),
            behind: String::new(),
        });
    }
    Ok(sides)
}

pub(super) fn answer(opening: &Opening, lang: Lang) -> String {
    let answer = sentences::answer(&opening.summary, lang);
    format!("<p class=\"answer-text\">{}</p>", phrases(&answer))
}

fn strategy_side(lang: Lang, texts: &Written, style: &str, script: &str) -> Result<Side, String> {
    let w = words::strategy(lang);
    let rows = format!("./{}claims/", folder(lang));
    let mut notes = Notes::new(texts.content, &texts.results, lang, rows);
    Ok(Side {
        path: "strategy".to_owned(),
        stage: None,
        kicker: String::new(),
        head: format!(
            "  <link rel=\"stylesheet\" href=\"./{style}\">\n  <script type=\"module\" src=\"./{script}\"></script>\n"
        ),
        title: w.title.to_owned(),
        description: w.description.to_string(),
        back: w.back,
        body: strategy::body(texts.content, &mut notes, lang)?,
        masthead: String::new(),
        behind: String::new(),
    })
}

/// Every word of the glossary.
fn glossary(content: &Content, lang: Lang) -> String {
    let mut html = format!(
        "<section class=\"prose\" id=\"words\"><h2>{}</h2><dl class=\"glossary\">",
        escaped(words::notes(lang).glossary)
    );
    let mut terms: Vec<&content::Term> = content.terms(lang).map(|(_, term)| term).collect();
    terms.sort_by_key(|term| term.word.to_lowercase());
    for term in terms {
        let _ = write!(
            html,
            "<dt>{}</dt><dd>{}</dd>",
            escaped(&term.word),
            escaped(&term.means)
        );
    }
    html + "</dl></section>"
}

/// The head of the template and a body of its own; without a stage, without the app.
fn side_page(
    template: &str,
    lang: Lang,
    side: &Side,
    texts: &Written,
    deck: &Deck,
) -> Result<String, String> {
    let page = words::page(lang);
    let path = format!("{}/", side.path);
    let about = head::Page {
        lang,
        path: &path,
        title: &side.title,
        description: &side.description,
        card: &deck.of(&path, lang)?,
        frame: embed::shown_for(&side.path),
    };
    let head = template
        .split_once("</head>")
        .ok_or("index.html: no </head>")?
        .0;
    let head: String = head
        .lines()
        .filter(|line| {
            let of_the_app = ["app-module", "app-wasm", "<script"];
            let left_out =
                side.stage.is_none() && of_the_app.iter().any(|part| line.contains(part));
            !left_out
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let head = fill(
        &head,
        &[
            ("lang", lang.tag().to_string()),
            ("stage", stage(side.stage, &up(&path))),
            ("about", about.tags()),
            (
                "title",
                escaped(&format!("{} · {}", side.title, page.kicker)),
            ),
            ("description", escaped(&side.description)),
        ]
        .into(),
    )?;
    let other = lang.other();
    let (skip, link_id) = match side.stage {
        Some(_) => (
            format!(
                "<a class=\"skip\" href=\"#simulator\">{}</a>",
                escaped(page.skip)
            ),
            " id=\"other-language\"",
        ),
        None => (String::new(), ""),
    };
    let kicker = match side.kicker.as_str() {
        "" => String::new(),
        kicker => format!("<p class=\"step-place\">{}</p>", escaped(kicker)),
    };
    let body = format!(
        "<body>{skip}<header><div class=\"masthead\"><p><a href=\"./{here}\">{back}</a></p>\
         <p><a href=\"./{there}{path}/\"{link_id} lang=\"{tag}\" hreflang=\"{tag}\">{other_language}</a></p>{masthead}</div>\
         {kicker}<h1>{title}</h1></header><main>{body}</main>{foot}{behind}</body>\n</html>\n",
        here = folder(lang),
        there = folder(other),
        path = side.path,
        back = escaped(side.back),
        tag = other.tag(),
        other_language = escaped(page.other_language),
        title = escaped(&side.title),
        body = side.body,
        foot = foot(&path, lang),
        masthead = side.masthead,
        behind = side.behind,
    );
    let page = texts.with_terms(head + &side.head + "</head>\n" + &body);
    let page = texts.with_saving(page, lang);
    Ok(seen_from(&path, lang, &page))
}

/// The template with every hole filled; each hole must be known and each value used.
fn fill(template: &str, holes: &BTreeMap<&str, String>) -> Result<String, String> {
    let mut page = String::with_capacity(template.len() + 200_000);
    let mut used = BTreeSet::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        let end = rest[start..]
            .find("}}")
            .ok_or("index.html: a hole that never closes")?;
        let name = &rest[start + 2..start + end];
        let value = holes
            .get(name)
            .ok_or_else(|| format!("index.html: nothing fills {{{{{name}}}}}"))?;
        page.push_str(&rest[..start]);
        page.push_str(value);
        used.insert(name);
        rest = &rest[start + end + 2..];
    }
    page.push_str(rest);
    match holes.keys().find(|name| !used.contains(**name)) {
        Some(unused) => Err(format!("index.html: no place for {{{{{unused}}}}}")),
        None => Ok(page),
    }
}

fn language_link(place: &Place) -> String {
    let (lang, other) = (place.lang, place.lang.other());
    // The app keeps the state in the link when it is followed.
    format!(
        "<a href=\"./{}{}\" id=\"other-language\" lang=\"{tag}\" hreflang=\"{tag}\">{}</a>",
        folder(other),
        place.address(),
        escaped(words::page(lang).other_language),
        tag = other.tag(),
    )
}

fn file_list(files: &[String], folder: &str) -> String {
    list(
        files
            .iter()
            .map(|name| format!("<a href=\"./{folder}/{name}\" download>{name}</a>")),
        " class=\"files\"",
    )
}

fn list(items: impl Iterator<Item = String>, attributes: &str) -> String {
    let items: String = items.map(|item| format!("<li>{item}</li>")).collect();
    format!("<ul{attributes}>{items}</ul>")
}

fn phrases(phrases: &[Phrase]) -> String {
    phrases
        .iter()
        .map(|phrase| {
            let text = escaped(&phrase.text);
            if phrase.strong {
                format!(
                    "<button type=\"button\" class=\"figure\" popovertarget=\"{RESULT_NOTE}\">{text}</button>"
                )
            } else {
                text
            }
        })
        .collect()
}

/// The rows of the opening state as they stand until the app takes over, with their tables if wanted.
pub(super) fn still(opening: &Opening, lang: Lang, with_tables: bool) -> Result<String, String> {
    let summary = &opening.summary;
    let names = Names::of(&summary.scenario, lang);
    let beside = sentences::beside_answer(summary, opening.published.as_ref(), lang);
    let mut html = format!(
        "<p class=\"beside\">{}</p><div class=\"still\"><h2 class=\"spoken\">{}</h2>",
        phrases(&beside),
        escaped(words::ui(lang).see),
    );
    for row in Row::ALL {
        let sentence = sentences::row_sentence(summary, row, names, lang);
        let difference = rows::difference_figure(summary, None, row, names, lang);
        let _ = write!(
            html,
            "<section class=\"row\" data-row=\"{}\"><h3>{}</h3><p class=\"row-sentence\">{}</p>",
            row.key(),
            escaped(row.name(lang)),
            phrases(&sentence),
        );
        let levels = rows::levels_figure(summary, row, names, lang, Naming::Full);
        for (class, width) in [("wide", 760.0), ("narrow", 332.0)] {
            let _ = write!(
                html,
                "<div class=\"{class}\">{}{}</div>",
                picture(&difference, width, 58.0)?,
                picture(&levels, width, 208.0)?,
            );
        }
        if with_tables {
            html.push_str(&yearly::tables(&[&difference.table, &levels.table], lang));
        }
        html.push_str("</section>");
    }
    html.push_str("</div>");
    Ok(html)
}

/// What is to be known about each lever, event and series: the app moves each note to its place.
pub(super) fn notes(lang: Lang) -> String {
    let mut html = String::new();
    for lever in Lever::ALL {
        html.push_str(&lever_note(lever, lang));
    }
    for shock in Shock::ALL {
        let key = shock.record().key;
        if let Some(w) = words::shocks(lang).get(key) {
            let _ = write!(
                html,
                "<div id=\"note-{key}\"><h3>{}</h3><p>{} {}</p></div>",
                escaped(w.name),
                escaped(w.explain),
                guides::link(key, w.name, lang),
            );
        }
    }
    html.push_str(&guides::border_note(lang));
    for row in Row::ALL {
        html.push_str(&row_note(row, lang));
    }
    html
}

fn lever_note(lever: Lever, lang: Lang) -> String {
    let ui = words::ui(lang);
    let record = lever.record();
    let Some(w) = words::levers(lang).get(record.key) else {
        return String::new();
    };
    let paid = match record.paid_from {
        PaidFrom::Pot => ui.paid_pot,
        PaidFrom::Employers => ui.paid_employers,
        PaidFrom::Unknown => ui.paid_unknown,
        PaidFrom::Nothing => ui.paid_nothing,
    };
    let evidence = format::fill(ui.evidence, &[("ids", &record.evidence.join(", "))]);
    format!(
        "<div id=\"note-{}\"><h3>{}</h3><p>{} {}</p><details class=\"more\"><summary>{}</summary>\
         <p>{}</p></details><details class=\"more\"><summary>{}</summary>\
         <p>{}</p><p>{}</p><p>{}</p></details></div>",
        record.key,
        escaped(w.name),
        escaped(w.explain),
        guides::link(record.key, w.name, lang),
        escaped(words::guides(lang).reach),
        escaped(&guides::reach(lever, lang)),
        escaped(ui.about),
        escaped(w.now),
        escaped(paid),
        escaped(&evidence),
    )
}

/// Where the numbers of a row come from, and what breaks their series.
fn row_note(row: Row, lang: Lang) -> String {
    let w = words::chart(lang);
    let made = format::fill(
        w.source,
        &[
            ("draws", &format::decimal(DRAWS as f64, 0)),
            ("version", MODEL_VERSION),
            ("data", DATA_VERSION),
        ],
    );
    let (throughout, numbered): (Vec<usize>, Vec<usize>) = rows::breaks(row)
        .into_iter()
        .partition(|i| rows::holds_throughout(&data::breaks()[*i]));
    let said = |i: usize| {
        let (broken, detail) = (&data::breaks()[i], &data::break_details()[i]);
        let years = format::years(broken.first_year, broken.last_year);
        let text = match lang {
            Lang::En => detail.en,
            Lang::Es => detail.es,
        };
        let line = format::fill(w.break_of, &[("years", &years), ("text", text)]);
        format!("<li>{}</li>", escaped(&line))
    };
    let throughout: String = throughout.into_iter().map(said).collect();
    let numbered: String = numbered.into_iter().map(said).collect();
    let sources = sources_of(row)
        .into_iter()
        .map(|source| source_line(source, lang));
    format!(
        "<details class=\"more sources\" id=\"note-row-{}\"><summary>{}<span class=\"spoken\">: {}</span>\
         </summary><p>{}</p><ul>{throughout}</ul><ol>{numbered}</ol>{}</details>",
        row.key(),
        escaped(words::ui(lang).sources),
        escaped(row.name(lang)),
        escaped(&made),
        list(sources, ""),
    )
}

fn sources_of(row: Row) -> Vec<&'static Source> {
    let mut sources: Vec<&'static Source> = Vec::new();
    let all = row
        .countries()
        .iter()
        .flat_map(|country| data::encounters(*country))
        .flat_map(|recorded| recorded.sources);
    for source in all {
        if !sources.iter().any(|known| known.id == source.id) {
            sources.push(source);
        }
    }
    sources
}

fn source_line(source: &Source, lang: Lang) -> String {
    let w = words::chart(lang);
    let text = escaped(&format::fill(
        w.source_of,
        &[
            ("publisher", source.publisher),
            ("title", source.title),
            ("year", source.year),
        ],
    ));
    let licence = escaped(&format::fill(
        w.licence,
        &[("licence", prose::licence(source, lang))],
    ));
    match source.url {
        Some(url) => format!(
            "<a href=\"{}\" rel=\"noopener\">{text}</a> {licence}",
            escaped(url)
        ),
        None => format!("{text} {licence}"),
    }
}

fn picture(figure: &Figure, width: f64, height: f64) -> Result<String, String> {
    svg(figure, Size { width, height }, &Theme::light()).map_err(|error| error.to_string())
}

/// A text as it stands in HTML, also inside an attribute; numbers below zero carry a minus, for
/// which tables of data write a hyphen.
pub fn escaped(text: &str) -> String {
    format::with_minus(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
