//! Single values of a series as bars: counted in few years or places under different circumstances,
//! they make no line. Each series has a scale of its own, which begins at zero.

use std::fmt::Write as _;

use root_causes::data::record::{self, Bound, Point, SeriesRecord};
use root_causes::figures::format::{axis, fill};
use root_causes::figures::scale::nice_step;
use root_causes::figures::sentences::short_decimal;
use root_causes::figures::yearly::{name, unit};
use root_causes::i18n::{Lang, words};

use super::cells;
use super::pages::escaped;
use super::panels::place_name;
use super::sized::{self, Bar};
use super::sources;
use super::tables::{Cells, framed};
use super::yearly::Caption;

/// Series under each other, with table, breaks and sources.
///
/// # Errors
/// A series that is missing, or a remark without its Spanish.
pub fn figure(ids: &[&str], caption: &Caption, lang: Lang) -> Result<String, String> {
    let all = ids.iter().map(|id| {
        let series = record::series(id);
        series.ok_or_else(|| format!("there is no series {id}"))
    });
    let all: Vec<&'static SeriesRecord> = all.collect::<Result<_, _>>()?;
    let mut html = format!(
        "<figure class=\"chart-figure bars\"><figcaption>{}</figcaption>",
        caption.html
    );
    for series in &all {
        let _ = write!(
            html,
            "<p class=\"panel-of\">{}, {}</p>{}",
            escaped(name(series, lang)),
            escaped(unit(series, lang)),
            list(series, lang)?
        );
    }
    let _ = write!(
        html,
        "<p class=\"small\">{}</p>",
        escaped(words::steps(lang).points_note)
    );
    for series in &all {
        let _ = write!(
            html,
            "<details class=\"more table\"><summary>{}</summary>{}</details>",
            escaped(&fill(
                words::bars(lang).table_of,
                &[("series", name(series, lang))]
            )),
            table(series, lang)?
        );
    }
    let valued = all.iter().flat_map(|series| valued(series));
    let own = valued.flat_map(|(point, _)| point.sources.iter().copied());
    html.push_str(&sources::told(&all, own, lang));
    Ok(html + "</figure>")
}

/// The values of a series.
fn valued(series: &'static SeriesRecord) -> impl Iterator<Item = (&'static Point, f64)> {
    let points = series.points.iter();
    points.filter_map(|point| Some((point, point.value?)))
}

/// Where and when a value was counted; where goes without saying if the series has one place.
fn head(series: &SeriesRecord, point: &Point, lang: Lang) -> String {
    match series.places.len() {
        1 => point.year.to_string(),
        _ => format!("{}, {}", place_name(point.place, lang), point.year),
    }
}

/// What must stand beside a number: its kind, and whether its year was not complete.
fn kind(point: &Point, lang: Lang) -> Result<String, String> {
    let w = words::board(lang);
    let mut parts = Vec::new();
    if point.bound != Bound::Exact {
        let key = format!("bound_{}", sized::bound(point.bound).key());
        let word = w.get(&key);
        parts.push(word.ok_or_else(|| format!("board.{key} has no words"))?);
    }
    if point.partial {
        parts.push(words::steps(lang).partial);
    }
    Ok(parts.join(", "))
}

/// A bar for each value.
///
/// # Errors
/// A kind of number without words.
pub fn list(series: &'static SeriesRecord, lang: Lang) -> Result<String, String> {
    let most = valued(series)
        .map(|(_, value)| value)
        .fold(f64::MIN_POSITIVE, f64::max);
    let step = nice_step(most, 4);
    let end = (most / step).ceil() * step;
    let mut html = String::from("<ul class=\"sized few\">");
    for (point, value) in valued(series) {
        let bar = Bar {
            share: value / end,
            bound: sized::bound(point.bound),
            outlined: point.partial,
            parts: Vec::new(),
        };
        let kind = kind(point, lang)?;
        let sort = match kind.is_empty() {
            true => kind,
            false => format!(" <span class=\"sort\">{}</span>", escaped(&kind)),
        };
        let _ = write!(
            html,
            "<li><span class=\"sized-name\">{}{sort}</span><span class=\"sized-number\">{}</span><span class=\"sized-bar\">{}</span></li>",
            escaped(&head(series, point, lang)),
            short_decimal(value),
            bar.svg()
        );
    }
    let ticks = sized::axis(end, |at| axis(at, lang));
    Ok(format!(
        "{html}</ul><div class=\"sized-axis few\">{ticks}</div>"
    ))
}

/// The values with their kind and the remarks of the table.
///
/// # Errors
/// A kind of number without words, or a remark without its Spanish.
pub fn table(series: &'static SeriesRecord, lang: Lang) -> Result<String, String> {
    let w = words::bars(lang);
    let mut rows = String::new();
    for (point, value) in valued(series) {
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&head(series, point, lang)),
            short_decimal(value),
            escaped(&kind(point, lang)?),
            escaped(cells::words(point.note, lang)?),
        );
    }
    let heads = [w.when, unit(series, lang), w.kind, w.remark];
    Ok(framed(name(series, lang), &heads, &rows, Cells::Words))
}
