//! The page for addresses that lead nowhere, `404.html`, in both languages at once.
//!
//! Hosts show it in place of any missing file, whatever the folder, so its addresses begin at the
//! root of the host. Cloudflare Pages answers a missing script with the front page where there is
//! none.

use std::fs;
use std::path::Path;

use root_causes::i18n::{Lang, words};

use super::embed::frame_head;
use super::head::site_path;
use super::pages::{at, escaped, folder};
use super::scenarios;

/// The file, as hosts look for it.
const FILE: &str = "404.html";

/// Writes it; `template` is the page that Trunk has built.
///
/// # Errors
/// What could not be written, or is missing in the template.
pub fn write(dist: &Path, template: &str) -> Result<(), String> {
    let [first, ..] = Lang::ALL;
    let html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n{}  <title>{}</title>\n  \
         <meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<main>{}</main>\n</body>\n</html>\n",
        first.tag(),
        frame_head(template)?,
        Lang::ALL
            .map(|lang| escaped(words::missing(lang).title))
            .join(" · "),
        Lang::ALL.map(told).concat(),
    );
    let html = html.replace("=\"./", &format!("=\"{}", escaped(&site_path())));
    let path = dist.join(FILE);
    fs::write(&path, html).map_err(|error| at(&path, &error))
}

/// What it says in one language, and where to go from there.
fn told(lang: Lang) -> String {
    let (w, here) = (words::missing(lang), folder(lang));
    let ways = [
        (String::new(), w.main),
        (format!("{}/", scenarios::LIST), words::scenarios(lang).link),
        ("method/".to_owned(), words::method(lang).link),
    ]
    .map(|(path, name)| {
        let name = escaped(name);
        format!("<li><a href=\"./{here}{path}\">{name}</a></li>")
    });
    format!(
        "<section class=\"prose\" lang=\"{}\"><p class=\"kicker\">{}</p><h1>{}</h1><p>{}</p><ul>{}</ul></section>",
        lang.tag(),
        escaped(words::page(lang).kicker),
        escaped(w.title),
        escaped(w.why),
        ways.concat(),
    )
}
