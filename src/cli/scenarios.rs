//! A page for each preset, and the list of them all.

use std::fmt::Write as _;

use root_causes::figures::format::fill;
use root_causes::i18n::{Lang, words};
use root_causes::model::presets::Preset;
use root_causes::share::link;
use root_causes::share::shown::Shown;

use super::pages::{escaped, folder};

/// Path of the list of all scenarios, below the language's folder.
pub const LIST: &str = "s";

/// Path of a preset's page, below the language's folder.
pub fn path(preset: Preset) -> String {
    format!("{LIST}/{}", preset.key())
}

/// The numbers of a preset as a table, below the root of the site.
pub fn table(preset: Preset) -> String {
    format!("{}/{}.csv", path(preset), preset.key())
}

/// The ways on from a preset's page, or from the main one: all scenarios, and the numbers of this.
pub fn ways(preset: Preset, lang: Lang) -> String {
    let w = words::scenarios(lang);
    format!(
        "<a href=\"./{}{LIST}/\">{}</a> · <a href=\"./{}\" download>{}</a>",
        folder(lang),
        escaped(w.link),
        table(preset),
        escaped(&fill(w.table, &[("name", told(preset, lang).0)]))
    )
}

/// What the app opens on at a preset's page.
pub fn stage(preset: Preset) -> String {
    let (shown, unknown) = (Shown::default(), link::Unknown::default());
    link::encode(preset, &preset.scenario(), &shown, &unknown)
}

/// Title of a preset's page.
pub fn title(preset: Preset, lang: Lang) -> String {
    fill(
        words::scenarios(lang).page,
        &[("name", told(preset, lang).0)],
    )
}

/// Name of a preset, and what it does.
pub fn told(preset: Preset, lang: Lang) -> (&'static str, &'static str) {
    words::presets(lang)
        .get(preset.key())
        .map_or((preset.key(), ""), |w| (w.name, w.explain))
}

/// The list of all presets; each with its answer, as HTML.
pub fn list(answers: &[(Preset, String)], lang: Lang) -> String {
    let mut html = format!(
        "<section class=\"prose scenarios\"><p>{}</p>",
        escaped(words::scenarios(lang).intro)
    );
    for (preset, answer) in answers {
        let (name, explain) = told(*preset, lang);
        let _ = write!(
            html,
            "<h2><a href=\"./{}{}/\">{}</a></h2><p class=\"scenario-set\">{}</p><p class=\"scenario-answer\">{answer}</p>",
            folder(lang),
            path(*preset),
            escaped(&capitalised(name)),
            escaped(explain),
        );
    }
    html + "</section>"
}

/// With its first letter as a capital.
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
