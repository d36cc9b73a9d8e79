//! What stands under a chart: its sources, each once, and what is to be known before its years are
//! compared.

use root_causes::data::Source;
use root_causes::data::record::{self, SeriesBreak, SeriesRecord};
use root_causes::figures::yearly::{break_line, name, note};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::panels::place_name;
use super::prose;

/// So many sources are read as a line; more are a list.
const IN_A_LINE: usize = 2;

/// Sources in their order, each once.
pub fn each_once(sources: impl IntoIterator<Item = &'static Source>) -> Vec<&'static Source> {
    let mut known: Vec<&'static Source> = Vec::new();
    for source in sources {
        if known.iter().all(|other| other.id != source.id) {
            known.push(source);
        }
    }
    known
}

/// Sources with their licences, and the table in which the numbers stand.
pub fn line(sources: &[&Source], table: &str, lang: Lang) -> String {
    let sources: Vec<String> = sources
        .iter()
        .map(|source| prose::source(source, lang))
        .collect();
    if sources.len() > IN_A_LINE {
        let items = sources.iter().map(|source| format!("<li>{source}</li>"));
        return format!(
            "<ul class=\"small source-line\">{}<li>{}</li></ul>",
            items.collect::<String>(),
            file(table)
        );
    }
    format!(
        "<p class=\"small source-line\">{} {}</p>",
        words::strategy(lang)
            .source
            .replace("{text}", &sources.join(" · ")),
        file(table)
    )
}

/// A break with the place that it concerns, where the series has others.
pub fn placed(series: &SeriesRecord, broken: &SeriesBreak, lang: Lang) -> String {
    let line = break_line(broken, lang);
    match (broken.place, series.places.len()) {
        ("all" | "any", _) | (_, 1) => line,
        (place, _) => format!("{}, {line}", place_name(place, lang)),
    }
}

/// What is to be known about series before their years are compared, each text once.
pub fn breaks(series: &[&SeriesRecord], first: u16, last: u16, lang: Lang) -> String {
    let mut items: Vec<String> = Vec::new();
    for series in series {
        let touching = (series.breaks.iter())
            .filter(|broken| broken.first_year <= last && broken.last_year >= first);
        for broken in touching {
            let item = format!("<li>{}</li>", escaped(&placed(series, broken, lang)));
            if !items.contains(&item) {
                items.push(item);
            }
        }
    }
    match items.is_empty() {
        true => String::new(),
        false => format!(
            "<details class=\"more breaks\"><summary>{} ({})</summary><ul>{}</ul></details>",
            escaped(words::strategy(lang).breaks),
            items.len(),
            items.concat()
        ),
    }
}

/// Notes, breaks and sources of series, each text once and each table, which can be opened.
pub fn told(
    all: &[&SeriesRecord],
    sources: impl IntoIterator<Item = &'static Source>,
    lang: Lang,
) -> String {
    let mut items: Vec<String> = Vec::new();
    let mut add = |item: String| {
        if !item.is_empty() && !items.contains(&item) {
            items.push(item);
        }
    };
    for series in all {
        add(escaped(note(series, lang)));
    }
    let mut known: Vec<(&str, u16, &str)> = Vec::new();
    for series in all {
        for broken in series.breaks {
            // What holds for several series is told of the first.
            let own = (broken.en, broken.first_year, broken.place);
            if known.contains(&own) {
                continue;
            }
            known.push(own);
            let line = placed(series, broken, lang);
            add(escaped(&match all.len() {
                1 => line,
                _ => format!("{}, {line}", name(series, lang)),
            }));
        }
    }
    for source in each_once(sources) {
        add(prose::source(source, lang));
    }
    for series in all {
        add(file(series.table));
    }
    let items = items.iter().map(|item| format!("<li>{item}</li>"));
    format!(
        "<details class=\"more sources\"><summary>{}</summary><ul>{}</ul></details>",
        escaped(words::steps(lang).breaks),
        items.collect::<String>()
    )
}

/// The same of series by their ids, with the sources of the series as wholes.
pub fn of(ids: &[&str], lang: Lang) -> String {
    let all: Vec<&SeriesRecord> = ids.iter().filter_map(|id| record::series(id)).collect();
    let own = all.iter().flat_map(|series| series.sources.iter().copied());
    told(&all, own, lang)
}

/// A link to a table, by its stem.
pub fn file(table: &str) -> String {
    format!("<a href=\"./data/{table}.csv\" download>{table}.csv</a>")
}
