//! Recorded yearly series as a figure of a page: a small plane a place, with sentence, key, table,
//! breaks and sources.

use std::fmt::Write as _;

use root_causes::data::Source;
use root_causes::data::record::{SeriesBreak, Shape};
use root_causes::draw::scene::Size;
use root_causes::draw::svg::svg;
use root_causes::draw::theme::Theme;
use root_causes::figures::format::fill;
use root_causes::figures::spec::{Stroke, Table};
use root_causes::figures::yearly::{STROKES, Yearly, break_line, name, name_of, note, unit};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::prose;
use super::tables::{Cells, framed};

/// What a figure says in one sentence.
pub struct Caption {
    /// As it stands in the page, with the buttons of its numbers.
    pub html: String,
    /// The words alone.
    pub plain: String,
}

/// The three countries, in the order of the page.
pub const COUNTRIES: [&str; 3] = ["SLV", "GTM", "HND"];

/// The first year of the figures.
pub const FROM: u16 = 2000;

/// Series of one unit, a plane for each of the three countries.
///
/// # Errors
/// As [`Yearly::new`], or what the picture's backend refused.
pub fn countries(series: &[&str], caption: &Caption, lang: Lang) -> Result<String, String> {
    figure(&Yearly::new(series, &COUNTRIES, FROM)?, caption, lang)
}

/// Series of one unit, a plane for each of these places.
///
/// # Errors
/// As [`countries`].
pub fn places(
    series: &[&str],
    places: &[&'static str],
    caption: &Caption,
    lang: Lang,
) -> Result<String, String> {
    figure(&Yearly::new(series, places, FROM)?, caption, lang)
}

/// As [`countries`], opened on demand.
///
/// # Errors
/// As [`countries`].
pub fn on_demand(series: &[&str], caption: &Caption, lang: Lang) -> Result<String, String> {
    let yearly = Yearly::new(series, &COUNTRIES, FROM)?;
    let names: Vec<&str> = (yearly.series().iter())
        .map(|record| name(record, lang))
        .collect();
    Ok(format!(
        "<details class=\"more one-more\"><summary>{}</summary>{}</details>",
        escaped(&fill(
            words::steps(lang).one_more,
            &[("names", &names.join(" · "))]
        )),
        figure(&yearly, caption, lang)?
    ))
}

fn figure(yearly: &Yearly, caption: &Caption, lang: Lang) -> Result<String, String> {
    Ok(format!(
        "<figure class=\"yearly\"><figcaption>{}</figcaption>{}{}{}{}{}</figure>",
        caption.html,
        subject(yearly, lang),
        planes(yearly, caption, lang)?,
        remarks(yearly, lang),
        table(&yearly.table(yearly.places(), &caption.plain, lang), lang),
        told(yearly, lang),
    ))
}

/// What is drawn: each series with its line, and the unit.
fn subject(yearly: &Yearly, lang: Lang) -> String {
    let unit = yearly
        .series()
        .first()
        .map_or("", |record| unit(record, lang));
    let names = yearly.series().iter().zip(STROKES).map(|(record, stroke)| {
        let name = escaped(name(record, lang));
        match yearly.series().len() {
            1 => name,
            _ => format!(
                "<span class=\"yearly-key\">{} {name}</span>",
                sample(stroke)
            ),
        }
    });
    let names: Vec<String> = names.collect();
    match names.as_slice() {
        [name] => format!("<p class=\"small\">{name}: {}.</p>", escaped(unit)),
        // Keys break where they must, and no sign is left alone on a line.
        names => format!(
            "<p class=\"small\">{} ({})</p>",
            names.concat(),
            escaped(unit)
        ),
    }
}

/// A piece of a line, as `draw::plane` draws it.
fn sample(stroke: Stroke) -> String {
    let line = match stroke {
        Stroke::Dashed => "stroke-width=\"1.25\" stroke-dasharray=\"4.5 3.5\"",
        Stroke::Thin => "stroke-width=\"1\"",
        Stroke::Thick | Stroke::Solid => "stroke-width=\"2\"",
    };
    format!(
        "<svg width=\"24\" height=\"8\" viewBox=\"0 0 24 8\" aria-hidden=\"true\">\
         <path d=\"M0 4H24\" fill=\"none\" stroke=\"currentColor\" {line}/></svg>"
    )
}

/// Width of all, gap between planes, and height, on a wide and on a narrow page.
const WIDE: (f64, f64, f64) = (700.0, 20.0, 172.0);
const NARROW: (f64, f64) = (300.0, 126.0);
/// Widest plane of a place that stands alone.
const ALONE: f64 = 560.0;

fn planes(yearly: &Yearly, caption: &Caption, lang: Lang) -> Result<String, String> {
    let count = yearly.places().len();
    let width = (WIDE.0 - WIDE.1 * (count as f64 - 1.0)) / count as f64;
    let wide = Size {
        width: width.min(ALONE).round(),
        height: WIDE.2,
    };
    let narrow = Size {
        width: NARROW.0,
        height: if count == 1 { WIDE.2 } else { NARROW.1 },
    };
    let mut html = format!("<div class=\"planes planes-{count}\">");
    for place in yearly.places() {
        let name = match count {
            1 => String::new(),
            _ => format!(
                "<p class=\"plane-name {}\">{}</p>",
                place.to_lowercase(),
                escaped(name_of(place, lang))
            ),
        };
        let _ = write!(html, "<div class=\"plane\">{name}");
        for (class, size) in [("wide", wide), ("narrow", narrow)] {
            let plane = yearly.plane(place, &caption.plain, lang);
            let picture = svg(&plane, size, &Theme::light()).map_err(|error| error.to_string())?;
            let _ = write!(html, "<div class=\"{class}\">{picture}</div>");
        }
        html.push_str("</div>");
    }
    Ok(html + "</div>")
}

/// How to read the marks that occur.
fn remarks(yearly: &Yearly, lang: Lang) -> String {
    let w = words::steps(lang);
    let series = yearly.series();
    let remarks = [
        (yearly.places().len() > 1).then_some(w.scale_note),
        (series.len() > 1).then_some(w.key_of),
        series
            .iter()
            .any(|record| record.shape == Shape::Points)
            .then_some(w.points_note),
        yearly.has_gap().then_some(w.gap_note),
        yearly.has_partial().then_some(w.partial_note),
    ];
    let remarks: Vec<&str> = remarks.into_iter().flatten().collect();
    let names: Vec<String> = publishers(yearly)
        .into_iter()
        .map(|source| format!("{}, {}", source.publisher, prose::licence(source, lang)))
        .collect();
    let names = fill(w.source, &[("names", &names.join("; "))]);
    format!(
        "<p class=\"small\">{} <span class=\"yearly-source\">{}</span></p>",
        escaped(&remarks.join(" ")),
        escaped(&names)
    )
}

/// Who publishes the series as wholes, each publisher once.
fn publishers(yearly: &Yearly) -> Vec<&'static Source> {
    let mut publishers: Vec<&'static Source> = Vec::new();
    for source in yearly
        .series()
        .iter()
        .flat_map(|record| record.sources.iter())
    {
        if !publishers
            .iter()
            .any(|known| known.publisher == source.publisher)
        {
            publishers.push(source);
        }
    }
    publishers
}

/// A table that can be opened. Other figures of the steps use it too.
pub fn table(table: &Table, lang: Lang) -> String {
    tables(&[table], lang)
}

/// Tables that are opened together.
pub fn tables(tables: &[&Table], lang: Lang) -> String {
    let framed: String = tables.iter().map(|table| in_frame(table, lang)).collect();
    format!(
        "<details class=\"more table\"><summary>{}</summary>{framed}</details>",
        escaped(words::ui(lang).table),
    )
}

fn in_frame(table: &Table, lang: Lang) -> String {
    let mut heads = vec![table.corner.as_str()];
    heads.extend(table.columns.iter().map(|column| column.head.as_str()));
    let rows: String = table
        .rows
        .iter()
        .map(|row| {
            let cells: String = table
                .texts(row, lang)
                .map(|text| format!("<td>{}</td>", escaped(&text)))
                .collect();
            format!(
                "<tr><th scope=\"row\">{}</th>{cells}</tr>",
                escaped(&row.head)
            )
        })
        .collect();
    framed(&table.caption, &heads, &rows, Cells::Numbers)
}

/// Breaks, remarks and sources, which can be opened.
fn told(yearly: &Yearly, lang: Lang) -> String {
    let w = words::steps(lang);
    let lines = |breaks: Vec<&'static SeriesBreak>| -> String {
        let line = |broken: &SeriesBreak| {
            let name = match (yearly.places().len(), broken.place) {
                (1, _) | (_, "all" | "any") => String::new(),
                (_, place) => format!("{}, ", name_of(place, lang)),
            };
            format!("<li>{}</li>", escaped(&(name + &break_line(broken, lang))))
        };
        breaks.into_iter().map(line).collect()
    };
    let (throughout, numbered) = yearly.breaks();
    let summary = match numbered.is_empty() {
        true => w.breaks,
        false => w.breaks_numbered,
    };
    let breaks = match throughout.is_empty() && numbered.is_empty() {
        true => format!("<p>{}</p>", escaped(w.no_breaks)),
        false => {
            let list = |tag: &str, lines: String| match lines.is_empty() {
                true => lines,
                false => format!("<{tag}>{lines}</{tag}>"),
            };
            list("ul", lines(throughout)) + &list("ol", lines(numbered))
        }
    };
    let mut notes: Vec<&str> = yearly.series().iter().map(|of| note(of, lang)).collect();
    notes.dedup();
    let notes = notes.into_iter().filter(|note| !note.is_empty());
    let notes: String = notes
        .map(|note| format!("<p>{}</p>", escaped(note)))
        .collect();
    let sources: String = yearly
        .sources()
        .into_iter()
        .map(|source| format!("<li>{}</li>", prose::source(source, lang)))
        .collect();
    format!(
        "<details class=\"more sources\"><summary>{}</summary>{notes}{breaks}<ul>{sources}</ul></details>",
        escaped(summary)
    )
}
