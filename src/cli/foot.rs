//! The foot of every page: who made it, how to object, versions, corrections, the other language.

use root_causes::data::DATA_VERSION;
use root_causes::figures::format::fill;
use root_causes::i18n::{Lang, words};
use root_causes::model::MODEL_VERSION;

use super::classes::CLASSES;
use super::head;
use super::pages::{escaped, folder};

/// Folder of the log of corrections, below that of the language.
pub const CORRECTIONS: &str = "corrections";

/// The foot of a page; `path` is below the language's folder and ends in a slash, or is empty.
pub fn foot(path: &str, lang: Lang) -> String {
    let (w, here, other) = (words::foot(lang), folder(lang), lang.other());
    let issues = format!("{}/issues", head::repo_url().trim_end_matches('/'));
    let versions = fill(
        w.versions,
        &[("model", MODEL_VERSION), ("data", DATA_VERSION)],
    );
    format!(
        "<footer class=\"prose\"><p class=\"small\">{made}</p>\
         <p class=\"small\" id=\"object\">{object} <a href=\"{issues}\" rel=\"noopener\">{issue}</a>. {account}</p>\
         <p class=\"small\">{versions} <a href=\"./{here}{CORRECTIONS}/\">{corrections}</a> · \
         <a href=\"./{here}method/\">{method}</a> · <a href=\"./{here}embed/builder/\">{newsrooms}</a> · <a href=\"./{here}{CLASSES}/\">{classes}</a> · \
         <a href=\"./{there}{path}\" class=\"foot-language\" lang=\"{tag}\" hreflang=\"{tag}\">{language}</a></p></footer>",
        made = escaped(w.made),
        object = escaped(w.object),
        issues = escaped(&issues),
        issue = escaped(w.issue),
        account = escaped(w.account),
        versions = escaped(&versions),
        corrections = escaped(w.corrections),
        method = escaped(words::method(lang).link),
        newsrooms = escaped(words::embed(lang).link),
        classes = escaped(words::classes(lang).link),
        there = folder(other),
        tag = other.tag(),
        language = escaped(words::page(lang).other_language),
    )
}
