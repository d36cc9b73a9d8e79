//! Series as small pictures. Each is drawn once a page, as a symbol that every card uses, and told
//! once: source, breaks, table. A few single values stand as bars in the card itself.

use std::fmt::Write as _;

use root_causes::data::Country;
use root_causes::data::record::{Clock, Point, SeriesRecord, Shape};
use root_causes::figures::format::{axis, fill};
use root_causes::figures::scale::{nice_ticks, year_ticks};
use root_causes::figures::sentences::short_decimal;
use root_causes::figures::yearly::{name, note, unit};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::panels::place_name;
use super::tables::{Cells, framed};
use super::{bars, events, prose, sources};

/// Width and height of a picture in its own units.
const SIZE: (f64, f64) = (320.0, 132.0);
/// Left and right end of the years; names of countries stand right of it.
const ACROSS: (f64, f64) = (52.0, 244.0);
/// Foot and top of the amounts.
const DOWN: (f64, f64) = (112.0, 10.0);
/// Least distance of two names.
const LINE: f64 = 14.0;

/// First year of the months that are drawn.
const MONTHS_FROM: u16 = 2018;
/// So few single values are bars.
const FEW: usize = 8;

/// Whether a series has two values or more, which a picture can compare.
pub fn can_be_drawn(record: &SeriesRecord) -> bool {
    let values = record.points.iter().filter(|point| point.value.is_some());
    values.count() >= 2
}

/// Whether the values of a series stand as bars and not in a plane.
fn is_few(record: &SeriesRecord) -> bool {
    let values = record.points.iter().filter(|point| point.value.is_some());
    record.shape == Shape::Points && values.count() <= FEW
}

/// The places that are drawn: the three countries; if the series has none of them, Mexico, or all
/// places that it has.
fn places(record: &SeriesRecord) -> Vec<&'static str> {
    let has = |place: &str| valued(record, place).next().is_some();
    let own: Vec<&str> = (Country::ALL.iter())
        .map(|country| country.code())
        .filter(|code| has(code))
        .collect();
    match own.is_empty() {
        false => own,
        true if has("MEX") => vec!["MEX"],
        true => record.places.to_vec(),
    }
}

fn valued(
    record: &SeriesRecord,
    place: &str,
) -> impl Iterator<Item = (&'static Point, f64)> + use<> {
    let monthly = record.clock == Clock::Monthly;
    let points = record.of(place).iter();
    points
        .filter(move |point| !monthly || point.year >= MONTHS_FROM)
        .filter_map(|point| Some((point, point.value?)))
}

/// When a point was counted, on the axis of years.
fn time(point: &Point) -> f64 {
    f64::from(point.year)
        + point
            .month
            .map_or(0.0, |month| (f64::from(month) - 0.5) / 12.0)
}

/// The same in words.
fn when(point: &Point, lang: Lang) -> String {
    match point.month {
        Some(month) => events::date(&format!("{}-{month:02}", point.year), lang),
        None => point.year.to_string(),
    }
}

/// The picture in a card, with its sentence and the way to its source.
///
/// # Errors
/// A kind of number without words.
pub fn chart(record: &'static SeriesRecord, lang: Lang) -> Result<String, String> {
    let w = words::board(lang);
    let id = record.id;
    let head = format!(
        "<figure class=\"strand\"><figcaption>{}, {}. <a href=\"#series-{id}\">{}</a></figcaption>",
        escaped(name(record, lang)),
        escaped(unit(record, lang)),
        escaped(w.series_of),
    );
    if is_few(record) {
        return Ok(head + &bars::list(record, lang)? + "</figure>");
    }
    let lines = places(record).into_iter().filter_map(|place| {
        let mut points = valued(record, place);
        let (first, from) = points.next()?;
        let (last, to) = points.last().unwrap_or((first, from));
        Some(fill(
            w.chart_line,
            &[
                ("country", place_name(place, lang)),
                ("first", &short_decimal(from)),
                ("from", &when(first, lang)),
                ("last", &short_decimal(to)),
                ("to", &when(last, lang)),
            ],
        ))
    });
    let sentence = fill(
        w.chart,
        &[
            ("name", name(record, lang)),
            ("unit", unit(record, lang)),
            ("lines", &lines.collect::<Vec<_>>().join(" ")),
        ],
    );
    Ok(format!(
        "{head}<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"><use href=\"#strand-{id}\"/></svg></figure>",
        SIZE.0,
        SIZE.1,
        escaped(&sentence),
    ))
}

/// What is to be known about a series, once a page.
///
/// # Errors
/// A remark of the table without its Spanish.
pub fn told(record: &'static SeriesRecord, lang: Lang) -> Result<String, String> {
    let w = words::board(lang);
    let mut html = format!(
        "<details class=\"strand-told\"><summary>{}</summary><div id=\"series-{}\"><p>{}: {}. {}</p><ul>",
        escaped(name(record, lang)),
        record.id,
        escaped(words::notes(lang).unit),
        escaped(unit(record, lang)),
        escaped(note(record, lang)),
    );
    for broken in record.breaks {
        let _ = write!(
            html,
            "<li>{}</li>",
            escaped(&sources::placed(record, broken, lang))
        );
    }
    if (places(record).iter()).any(|place| valued(record, place).any(|(point, _)| point.partial)) {
        let _ = write!(html, "<li>{}</li>", escaped(w.incomplete));
    }
    for source in record.sources {
        let _ = write!(html, "<li>{}</li>", prose::source(source, lang));
    }
    let file = format!("{}.csv", record.table);
    let link = format!("<a href=\"./data/{file}\" download>{file}</a>");
    let file = escaped(w.table_of).replace("{file}", &link);
    let table = match is_few(record) {
        true => bars::table(record, lang)?,
        false => table(record, lang),
    };
    let _ = write!(
        html,
        "</ul><details class=\"more table\"><summary>{}</summary>{table}</details><p>{file}</p></div></details>",
        escaped(words::ui(lang).table),
    );
    Ok(html)
}

/// Every number of the picture: a row a year or a month, a column a place.
fn table(record: &SeriesRecord, lang: Lang) -> String {
    let places = places(record);
    let mut times: Vec<(u16, Option<u8>)> = Vec::new();
    for place in &places {
        let own = valued(record, place).map(|(point, _)| (point.year, point.month));
        times.extend(own);
    }
    times.sort_unstable();
    times.dedup();
    let mut rows = String::new();
    for (year, month) in times {
        let mut head = String::new();
        let mut cells = String::new();
        for place in &places {
            let point = valued(record, place).find(|(p, _)| (p.year, p.month) == (year, month));
            let Some((point, value)) = point else {
                cells.push_str("<td></td>");
                continue;
            };
            head = when(point, lang);
            let value = short_decimal(value);
            let _ = match point.partial {
                true => write!(
                    cells,
                    "<td>{value} ({})</td>",
                    escaped(words::steps(lang).partial)
                ),
                false => write!(cells, "<td>{value}</td>"),
            };
        }
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th>{cells}</tr>",
            escaped(&head)
        );
    }
    let caption = format!("{}, {}", name(record, lang), unit(record, lang));
    let mut heads = vec![words::board(lang).when];
    heads.extend(places.iter().map(|place| place_name(place, lang)));
    framed(&caption, &heads, &rows, Cells::Numbers)
}

/// The pictures themselves, shown nowhere until a card uses them.
pub fn symbols<'a>(records: impl Iterator<Item = &'a SeriesRecord>, lang: Lang) -> String {
    let mut html =
        String::from("<svg class=\"strands\" aria-hidden=\"true\" width=\"0\" height=\"0\">");
    for record in records.filter(|record| !is_few(record)) {
        let _ = write!(
            html,
            "<symbol id=\"strand-{}\" viewBox=\"0 0 {} {}\">{}</symbol>",
            record.id,
            SIZE.0,
            SIZE.1,
            Picture::of(record).svg(record, lang)
        );
    }
    html + "</svg>"
}

/// Ends of both axes.
struct Picture {
    years: (f64, f64),
    amounts: (f64, f64),
}

impl Picture {
    fn of(record: &SeriesRecord) -> Self {
        let mut years = (f64::INFINITY, f64::NEG_INFINITY);
        let mut amounts = (0.0f64, 0.0f64);
        for place in places(record) {
            for (point, value) in valued(record, place) {
                let year = time(point);
                years = (years.0.min(year), years.1.max(year));
                amounts = (amounts.0.min(value), amounts.1.max(value));
            }
        }
        Picture { years, amounts }
    }

    fn x(&self, year: f64) -> f64 {
        let span = (self.years.1 - self.years.0).max(1.0);
        let share = (year - self.years.0) / span;
        tenth(ACROSS.0 + share * (ACROSS.1 - ACROSS.0))
    }

    fn y(&self, value: f64) -> f64 {
        let span = (self.amounts.1 - self.amounts.0).max(f64::MIN_POSITIVE);
        let share = (value - self.amounts.0) / span;
        tenth(DOWN.0 + share * (DOWN.1 - DOWN.0))
    }

    fn svg(&self, record: &SeriesRecord, lang: Lang) -> String {
        let mut svg = String::new();
        for value in nice_ticks(self.amounts.0, self.amounts.1, 3) {
            let y = self.y(value);
            let _ = write!(
                svg,
                "<path class=\"strand-grid\" d=\"M{} {y}H{}\"/><text class=\"strand-amount\" x=\"{}\" y=\"{}\">{}</text>",
                ACROSS.0,
                ACROSS.1,
                ACROSS.0 - 4.0,
                tenth(y + 3.5),
                small(value, lang),
            );
        }
        let mut last_x = f64::NEG_INFINITY;
        let mut years = year_ticks(self.years.0 as i32, self.years.1 as i32);
        years.sort_unstable();
        let end = self.x(self.years.1.floor());
        for year in years {
            let x = self.x(f64::from(year));
            let is_end = x == end;
            if !is_end && (x - last_x < 40.0 || end - x < 40.0) {
                continue;
            }
            last_x = x;
            let _ = write!(
                svg,
                "<text class=\"strand-year\" x=\"{x}\" y=\"{}\">{year}</text>",
                DOWN.0 + 16.0
            );
        }
        let mut names: Vec<(f64, &str)> = Vec::new();
        for place in places(record) {
            names.extend(self.line(record, place, &mut svg).map(|y| (y, place)));
        }
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut above = f64::NEG_INFINITY;
        let most = DOWN.0 + 4.0 - LINE * (names.len() as f64 - 1.0);
        for (at, (y, place)) in names.into_iter().enumerate() {
            let y = (y + 4.0).max(above + LINE).min(most + LINE * at as f64);
            above = y;
            let _ = write!(
                svg,
                "<text class=\"strand-name {}\" x=\"{}\" y=\"{}\">{}</text>",
                place.to_lowercase(),
                ACROSS.1 + 6.0,
                tenth(y),
                escaped(place_name(place, lang))
            );
        }
        svg
    }

    /// The line of a country and its marks; gives the height at which it ends.
    fn line(&self, record: &SeriesRecord, place: &str, svg: &mut String) -> Option<f64> {
        let class = place.to_lowercase();
        let monthly = record.clock == Clock::Monthly;
        let mut path = String::new();
        let mut is_open = false;
        let mut marks = String::new();
        let mut end = None;
        let points = record.of(place).iter();
        for point in points.filter(|point| !monthly || point.year >= MONTHS_FROM) {
            let Some(value) = point.value else {
                is_open = false;
                continue;
            };
            let (x, y) = (self.x(time(point)), self.y(value));
            end = Some(y);
            if point.partial || record.shape == Shape::Points {
                let hollow = if point.partial { " hollow" } else { "" };
                let _ = write!(
                    marks,
                    "<circle class=\"strand-mark {class}{hollow}\" cx=\"{x}\" cy=\"{y}\" r=\"2.5\"/>"
                );
                is_open = false;
                continue;
            }
            let _ = write!(path, "{}{x} {y}", if is_open { 'L' } else { 'M' });
            is_open = true;
        }
        if !path.is_empty() {
            let _ = write!(svg, "<path class=\"strand-line {class}\" d=\"{path}\"/>");
        }
        svg.push_str(&marks);
        end
    }
}

/// An amount on the axis: whole thousands and millions short, small ones with their decimals.
fn small(value: f64, lang: Lang) -> String {
    match value.abs() {
        size if size < 10.0 => short_decimal(value),
        _ => axis(value, lang),
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
