//! Yearly series of the three countries as small pictures. Each is drawn once a page, as a symbol
//! that every card uses, and told once: source, breaks, table.

use std::fmt::Write as _;

use root_causes::data::Country;
use root_causes::data::record::{Clock, Point, SeriesRecord, Shape};
use root_causes::figures::format::{axis, fill};
use root_causes::figures::scale::{nice_ticks, year_ticks};
use root_causes::figures::sentences::short_decimal;
use root_causes::figures::yearly::{break_line, name, note, unit};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::prose;

/// Width and height of a picture in its own units.
const SIZE: (f64, f64) = (320.0, 132.0);
/// Left and right end of the years; names of countries stand right of it.
const ACROSS: (f64, f64) = (46.0, 244.0);
/// Foot and top of the amounts.
const DOWN: (f64, f64) = (112.0, 10.0);
/// Least distance of two names.
const LINE: f64 = 14.0;

/// Whether a series is yearly and has enough of the three countries to be worth a picture.
pub fn can_be_drawn(record: &SeriesRecord) -> bool {
    let values = Country::ALL
        .iter()
        .map(|country| valued(record, *country).count());
    record.clock != Clock::Monthly && values.sum::<usize>() >= 6
}

fn valued(
    record: &SeriesRecord,
    country: Country,
) -> impl Iterator<Item = (&'static Point, f64)> + use<> {
    let points = record.of(country.code()).iter();
    points.filter_map(|point| Some((point, point.value?)))
}

/// The picture in a card, with its sentence and the way to its source.
pub fn chart(record: &SeriesRecord, lang: Lang) -> String {
    let w = words::board(lang);
    let lines = Country::ALL.iter().filter_map(|country| {
        let mut points = valued(record, *country);
        let (first, from) = points.next()?;
        let (last, to) = points.last().unwrap_or((first, from));
        Some(fill(
            w.chart_line,
            &[
                ("country", words::countries(lang).get(country.code())?),
                ("first", &short_decimal(from)),
                ("from", &first.year.to_string()),
                ("last", &short_decimal(to)),
                ("to", &last.year.to_string()),
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
    let id = record.id;
    format!(
        "<figure class=\"strand\"><figcaption>{}, {}. <a href=\"#series-{id}\">{}</a></figcaption>\
         <svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"><use href=\"#strand-{id}\"/></svg></figure>",
        escaped(name(record, lang)),
        escaped(unit(record, lang)),
        escaped(w.series_of),
        SIZE.0,
        SIZE.1,
        escaped(&sentence),
    )
}

/// What is to be known about a series, once a page.
pub fn told(record: &SeriesRecord, lang: Lang) -> String {
    let w = words::board(lang);
    let mut html = format!(
        "<details class=\"strand-told\"><summary>{}</summary><div id=\"series-{}\"><p>{}. {}</p><ul>",
        escaped(name(record, lang)),
        record.id,
        escaped(unit(record, lang)),
        escaped(note(record, lang)),
    );
    for broken in record.breaks {
        let _ = write!(html, "<li>{}</li>", escaped(&break_line(broken, lang)));
    }
    if Country::ALL
        .iter()
        .any(|country| valued(record, *country).any(|(point, _)| point.partial))
    {
        let _ = write!(html, "<li>{}</li>", escaped(w.incomplete));
    }
    for source in record.sources {
        let _ = write!(html, "<li>{}</li>", prose::source(source, lang));
    }
    let file = format!("{}.csv", record.table);
    let link = format!("<a href=\"./data/{file}\" download>{file}</a>");
    let table = escaped(w.table_of).replace("{file}", &link);
    let _ = write!(html, "</ul><p>{table}</p></div></details>");
    html
}

/// The pictures themselves, shown nowhere until a card uses them.
pub fn symbols<'a>(records: impl Iterator<Item = &'a SeriesRecord>, lang: Lang) -> String {
    let mut html =
        String::from("<svg class=\"strands\" aria-hidden=\"true\" width=\"0\" height=\"0\">");
    for record in records {
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
        for country in Country::ALL {
            for (point, value) in valued(record, country) {
                let year = f64::from(point.year);
                years = (years.0.min(year), years.1.max(year));
                amounts = (amounts.0.min(value), amounts.1.max(value));
            }
        }
        Picture { years, amounts }
    }

    fn x(&self, year: u16) -> f64 {
        let span = (self.years.1 - self.years.0).max(1.0);
        let share = (f64::from(year) - self.years.0) / span;
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
        let end = self.x(self.years.1 as u16);
        for year in years {
            let x = self.x(year as u16);
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
        let mut names: Vec<(f64, Country)> = Vec::new();
        for country in Country::ALL {
            names.extend(self.line(record, country, &mut svg).map(|y| (y, country)));
        }
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut above = f64::NEG_INFINITY;
        let most = DOWN.0 + 4.0 - LINE * (names.len() as f64 - 1.0);
        for (at, (y, country)) in names.into_iter().enumerate() {
            let y = (y + 4.0).max(above + LINE).min(most + LINE * at as f64);
            above = y;
            let name = words::countries(lang)
                .get(country.code())
                .unwrap_or_default();
            let _ = write!(
                svg,
                "<text class=\"strand-name {}\" x=\"{}\" y=\"{}\">{}</text>",
                country.code().to_lowercase(),
                ACROSS.1 + 6.0,
                tenth(y),
                escaped(name)
            );
        }
        svg
    }

    /// The line of a country and its marks; gives the height at which it ends.
    fn line(&self, record: &SeriesRecord, country: Country, svg: &mut String) -> Option<f64> {
        let class = country.code().to_lowercase();
        let mut path = String::new();
        let mut is_open = false;
        let mut marks = String::new();
        let mut end = None;
        for point in record.of(country.code()) {
            let Some(value) = point.value else {
                is_open = false;
                continue;
            };
            let (x, y) = (self.x(point.year), self.y(value));
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
