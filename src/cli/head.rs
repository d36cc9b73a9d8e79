//! What the head of a page says to those who link to it: its one address, its other language, and
//! the title, sentence and picture of a card; the same as data for machines.

use root_causes::data::{self, Country, DATA_VERSION};
use root_causes::i18n::{Lang, words};
use serde_json::{Value, json};

use super::embed::discovery;
use super::pages::{escaped, folder};

/// Where the site stands unless `SITE_URL` says otherwise at build time.
const SITE_URL: &str = "https://root-causes.example/";
/// Where the code stands unless `REPO_URL` says otherwise at build time.
const REPO_URL: &str = "https://root-causes.example/code/";
/// The day on which the first version of the site was made.
const PUBLISHED: &str = "2026-11-21";
/// The day to which its texts and numbers were last gone through, unless `SITE_DATE` says another
/// at build time. No clock is read: the same sources give the same pages.
const MODIFIED: &str = "2026-11-28";
/// Licence of words and tables.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Address of the site, ending in a slash.
pub fn site_url() -> String {
    let url = setting("SITE_URL", SITE_URL);
    if url.ends_with('/') { url } else { url + "/" }
}

/// Its path on its host, which begins and ends in a slash.
pub fn site_path() -> String {
    let url = site_url();
    let behind = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    behind
        .find('/')
        .map_or("/", |slash| &behind[slash..])
        .to_owned()
}

/// Address of the code.
pub fn repo_url() -> String {
    setting("REPO_URL", REPO_URL)
}

fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_string())
}

/// Address of a page of the site; `path` is below the language's folder and ends in a slash, or is
/// empty.
pub fn address(path: &str, lang: Lang) -> String {
    site_url() + folder(lang) + path
}

/// What a card on another site shows of a page.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The picture's address, below the root of the site.
    pub picture: String,
    /// The picture in words.
    pub words: String,
}

/// A page, as its head tells it.
pub struct Page<'a> {
    /// Its language.
    pub lang: Lang,
    /// Its path below the language's folder, ending in a slash; empty for the main page.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is about, in a sentence or two.
    pub description: &'a str,
    /// Its card.
    pub card: &'a Shown,
    /// What frames show in place of the page, if they show anything: the name of its oEmbed answer.
    pub frame: Option<String>,
}

impl Page<'_> {
    /// Everything, a tag a line.
    pub fn tags(&self) -> String {
        // Those who look for a frame read only the beginning of a page.
        let discovered = self.frame.iter().map(|name| discovery(name, self.lang));
        let mut tags: Vec<String> = discovered.collect();
        tags.extend(self.addresses());
        tags.extend(self.card_tags());
        if self.is_article() {
            tags.push(script(&self.article()));
        }
        tags.join("\n  ")
    }

    fn addresses(&self) -> Vec<String> {
        let link = |kind: &str, lang: Lang| {
            let address = escaped(&address(self.path, lang));
            format!("<link rel=\"{kind}\" href=\"{address}\">")
        };
        let alternate = |name: &str, lang| link(&format!("alternate\" hreflang=\"{name}"), lang);
        let mut tags = vec![link("canonical", self.lang)];
        tags.extend(Lang::ALL.map(|lang| alternate(lang.tag(), lang)));
        tags.push(alternate("x-default", Lang::En));
        tags
    }

    fn card_tags(&self) -> Vec<String> {
        let picture = site_url() + &self.card.picture;
        let address = address(self.path, self.lang);
        let properties = [
            ("type", "article"),
            ("site_name", words::page(self.lang).kicker),
            ("title", self.title),
            ("description", self.description),
            ("url", &address),
            ("image", &picture),
            ("image:width", "1200"),
            ("image:height", "630"),
            ("image:alt", &self.card.words),
        ];
        let mut tags: Vec<String> = properties
            .iter()
            .map(|(name, text)| {
                format!(
                    "<meta property=\"og:{name}\" content=\"{}\">",
                    escaped(text)
                )
            })
            .collect();
        // Whatever else it asks for stands in the properties above.
        tags.push("<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned());
        tags
    }

    /// Pages that tell something of their own, as against registries and lists.
    fn is_article(&self) -> bool {
        let leads_on = |folder: &str| {
            self.path
                .strip_prefix(folder)
                .is_some_and(|rest| !rest.is_empty())
        };
        self.path.is_empty() || leads_on("steps/") || leads_on("s/")
    }

    fn article(&self) -> Value {
        json!({
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": self.title,
            "description": self.description,
            "url": address(self.path, self.lang),
            "image": site_url() + &self.card.picture,
            "inLanguage": self.lang.tag(),
            "isAccessibleForFree": true,
            "license": LICENCE,
            "author": maker(self.lang),
            "publisher": maker(self.lang),
            "datePublished": PUBLISHED,
            "dateModified": setting("SITE_DATE", MODIFIED),
        })
    }
}

/// The project, as data.
fn maker(lang: Lang) -> Value {
    json!({
        "@type": "Organization",
        "name": words::page(lang).kicker,
        "url": repo_url(),
    })
}

/// The tables as a data set, for the page that explains them; `files` are below the site's root.
pub fn dataset(files: impl Iterator<Item = String>, lang: Lang) -> String {
    let w = words::dataset(lang);
    let download = |file: String| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": site_url() + &file,
        })
    };
    let years = data::encounters(Country::ElSalvador)
        .iter()
        .map(|row| row.fiscal_year);
    let (from, to) = (years.clone().min(), years.max());
    let years = from.zip(to).map(|(from, to)| format!("{from}/{to}"));
    let set = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": w.name,
        "description": w.description,
        "url": address("method/", lang),
        "inLanguage": lang.tag(),
        "version": DATA_VERSION,
        "license": LICENCE,
        "isAccessibleForFree": true,
        "creator": maker(lang),
        "spatialCoverage": Country::ALL.map(|country| words_of(country, lang)),
        "temporalCoverage": years,
        "distribution": files.map(download).collect::<Vec<Value>>(),
    });
    format!("  {}\n", script(&set))
}

fn words_of(country: Country, lang: Lang) -> &'static str {
    root_causes::figures::rows::Row::Country(country).name(lang)
}

/// A block of data, which no browser runs.
fn script(data: &Value) -> String {
    let text = data.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{text}</script>")
}
