//! Words of the site as one file, which the build puts together from the written pages.

use std::fs;
use std::path::Path;

use root_causes::data::DATA_VERSION;
use root_causes::figures::format::fill;
use root_causes::i18n::{Lang, words};
use root_causes::model::MODEL_VERSION;
use serde_json::{Map, Value, json};

use super::pages::{at, escaped};

/// The file that hands them to the build, which takes it away again.
const FILE: &str = "one-file.json";

/// Writes them, as they stand in HTML.
///
/// # Errors
/// What could not be written.
pub fn write(dist: &Path) -> Result<(), String> {
    let told = Lang::ALL.map(|lang| (lang.tag().to_owned(), told(lang)));
    let path = dist.join(FILE);
    let text = Value::Object(Map::from_iter(told)).to_string();
    fs::write(&path, text).map_err(|error| at(&path, &error))
}

fn told(lang: Lang) -> Value {
    let w = words::one_file(lang);
    let versions = [("model", MODEL_VERSION), ("data", DATA_VERSION)];
    json!({
        "link": escaped(w.link),
        "about": escaped(&fill(w.about, &versions)),
        "site": escaped(w.site),
        "no_page": escaped(w.no_page),
    })
}
