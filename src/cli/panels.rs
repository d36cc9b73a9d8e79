//! Charts of recorded years that stand under each other on one axis of years, each with a scale of
//! its own that says where it ends: two unlike things are never drawn in one plane.
//!
//! Lines stretch with the page and words don't, so one picture fits every screen.

use std::fmt::Write as _;

use root_causes::data::Country;
use root_causes::data::record::{self, Point, SeriesRecord};
use root_causes::figures::format::{axis, counted, fill};
use root_causes::figures::scale::{nice_ticks, year_ticks};
use root_causes::figures::yearly::{name, unit};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::sources;
use super::tables::opened;

/// Height of a panel and of its words below, in CSS pixels.
const HIGH: (f64, f64) = (132.0, 20.0);
/// Classes of the lines of a panel, in order.
const LINES: [&str; 3] = ["first", "second", "third"];

/// One plane: series of one unit at one place.
struct Panel {
    series: Vec<&'static SeriesRecord>,
    place: &'static str,
    /// Where the scale ends.
    top: f64,
}

fn series(id: &str) -> Result<&'static SeriesRecord, String> {
    record::series(id).ok_or_else(|| format!("there is no series {id}"))
}

/// The points with a value between two years.
fn valued(
    series: &'static SeriesRecord,
    place: &str,
    years: (u16, u16),
) -> impl Iterator<Item = (&'static Point, f64)> + use<> {
    let points = series.of(place).iter();
    points
        .filter(move |point| (years.0..=years.1).contains(&point.year))
        .filter_map(|point| Some((point, point.value?)))
}

impl Panel {
    fn new(ids: &[&str], place: &'static str, years: (u16, u16)) -> Result<Panel, String> {
        let series: Vec<_> = ids.iter().map(|id| series(id)).collect::<Result<_, _>>()?;
        let top = (series.iter())
            .flat_map(|series| valued(series, place, years))
            .fold(0.0, |top: f64, (_, value)| top.max(value));
        Ok(Panel { series, place, top })
    }

    fn x(year: f64, years: (u16, u16)) -> f64 {
        let span = f64::from(years.1 - years.0);
        hundredth(1.0 + 98.0 * (year - f64::from(years.0)) / span)
    }

    fn y(&self, value: f64) -> f64 {
        hundredth(100.0 - 86.0 * value / self.top)
    }

    /// The picture; `shaded` is a year that has a word of its own beside the chart.
    fn svg(&self, years: (u16, u16), shaded: Option<u16>, lang: Lang) -> String {
        let class = self.place.to_lowercase();
        let mut svg = format!(
            "<svg class=\"panel {class}\" width=\"100%\" height=\"{}\" role=\"img\" aria-label=\"{}\">\
             <svg width=\"100%\" height=\"{}\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" overflow=\"visible\">",
            HIGH.0 + HIGH.1,
            escaped(&self.sentence(years, lang)),
            HIGH.0,
        );
        if let Some(year) = shaded {
            let (left, right) = (
                Self::x(f64::from(year) - 0.5, years),
                Self::x(f64::from(year) + 0.5, years),
            );
            let _ = write!(
                svg,
                "<rect class=\"shade\" x=\"{left}\" y=\"0\" width=\"{}\" height=\"100\"/>",
                hundredth(right - left)
            );
        }
        let ticks = nice_ticks(0.0, self.top, 3);
        for tick in &ticks {
            let _ = write!(svg, "<path class=\"grid\" d=\"M0 {}H100\"/>", self.y(*tick));
        }
        for (series, class) in self.series.iter().zip(LINES) {
            let _ = write!(
                svg,
                "<path class=\"{class}\" d=\"{}\"/>",
                self.line(series, years)
            );
        }
        svg.push_str("</svg>");
        for series in &self.series {
            for (point, value) in
                valued(series, self.place, years).filter(|(point, _)| point.partial)
            {
                let _ = write!(
                    svg,
                    "<circle cx=\"{}%\" cy=\"{}\" r=\"3.5\"/>",
                    Self::x(f64::from(point.year), years),
                    hundredth(self.y(value) * HIGH.0 / 100.0),
                );
            }
        }
        for tick in ticks.iter().filter(|tick| **tick > 0.0) {
            let _ = write!(
                svg,
                "<text x=\"0\" y=\"{}\">{}</text>",
                hundredth(self.y(*tick) * HIGH.0 / 100.0 - 3.0),
                escaped(&axis(*tick, lang))
            );
        }
        for (at, anchor) in year_words(years) {
            let _ = write!(
                svg,
                "<text x=\"{}%\" y=\"{}\" text-anchor=\"{anchor}\">{at}</text>",
                Self::x(f64::from(at), years),
                HIGH.0 + 15.0
            );
        }
        svg + "</svg>"
    }

    /// The line of whole years; a gap stays a gap.
    fn line(&self, series: &'static SeriesRecord, years: (u16, u16)) -> String {
        let mut path = String::new();
        let mut before = None;
        // A class of visa that is not in use is no line at zero.
        let is_in_use = |value: f64| value > 0.0 || !series.id.ends_with("h2r");
        for (point, value) in valued(series, self.place, years)
            .filter(|(point, value)| !point.partial && is_in_use(*value))
        {
            let joined = before.is_some_and(|year| year + 1 == point.year);
            let (x, y) = (Self::x(f64::from(point.year), years), self.y(value));
            let _ = write!(path, "{}{x} {y}", if joined { 'L' } else { 'M' });
            before = Some(point.year);
        }
        path
    }

    /// What the picture shows, in words.
    fn sentence(&self, years: (u16, u16), lang: Lang) -> String {
        let w = words::panels(lang);
        let told = self.series.iter().filter_map(|series| {
            let whole: Vec<_> = valued(series, self.place, years)
                .filter(|(point, _)| !point.partial)
                .collect();
            let (first, last) = (whole.first()?, whole.last()?);
            let most = whole.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
            Some(fill(
                w.line,
                &[
                    ("name", name_at_one_place(series, lang)),
                    ("first", &counted(first.1)),
                    ("from", &first.0.year.to_string()),
                    ("most", &counted(most.1)),
                    ("when", &most.0.year.to_string()),
                    ("last", &counted(last.1)),
                    ("to", &last.0.year.to_string()),
                ],
            ))
        });
        let told: Vec<String> = told.collect();
        format!("{}: {}", place_name(self.place, lang), told.join(" "))
    }
}

/// The years that carry a word, and how it stands to its place.
fn year_words(years: (u16, u16)) -> Vec<(u16, &'static str)> {
    let mut ticks: Vec<i32> = year_ticks(i32::from(years.0), i32::from(years.1));
    ticks.sort_unstable();
    let (first, last) = (i32::from(years.0), i32::from(years.1));
    let room = (last - first) / 6;
    let mut said = vec![(years.0, "start")];
    let mut before = first;
    for tick in ticks {
        if tick - before > room.max(3) && last - tick > room.max(3) {
            said.push((tick as u16, "middle"));
            before = tick;
        }
    }
    said.push((years.1, "end"));
    said
}

/// The name of a place of the tables.
pub fn place_name(code: &str, lang: Lang) -> &'static str {
    let place = record::places().iter().find(|place| place.key == code);
    place.map_or("", |place| match lang {
        Lang::En => place.en,
        Lang::Es => place.es,
    })
}

/// Name of a series under the heading of one place: places that it lists behind a colon are not
/// all in the picture.
fn name_at_one_place(series: &SeriesRecord, lang: Lang) -> &'static str {
    let name = name(series, lang);
    match series.places.len() {
        1 => name,
        _ => name.split(": ").next().unwrap_or(name),
    }
}

/// Charts under each other, for one place or for several beside each other on the same scales.
struct Stack<'a> {
    places: &'a [&'static str],
    /// Series of each chart, from the top.
    charts: &'a [&'a [&'a str]],
    years: (u16, u16),
    shaded: Option<u16>,
    /// Table of the numbers, for the source line.
    table: &'static str,
}

impl Stack<'_> {
    fn html(&self, caption: &str, lang: Lang) -> Result<String, String> {
        let w = words::panels(lang);
        let mut tops = vec![0.0f64; self.charts.len()];
        for place in self.places {
            for (top, ids) in tops.iter_mut().zip(self.charts) {
                *top = top.max(Panel::new(ids, place, self.years)?.top);
            }
        }
        let mut columns = String::new();
        for place in self.places {
            let _ = write!(
                columns,
                "<div><h3>{}</h3>",
                escaped(place_name(place, lang))
            );
            for (ids, top) in self.charts.iter().zip(&tops) {
                let panel = Panel {
                    top: *top,
                    ..Panel::new(ids, place, self.years)?
                };
                let of = match panel.series[..] {
                    [one] => name_at_one_place(one, lang),
                    _ => w.visas,
                };
                let unit = unit(panel.series[0], lang);
                let of = fill(
                    w.scale,
                    &[("name", of), ("end", &counted(*top)), ("unit", unit)],
                );
                let _ = write!(
                    columns,
                    "<p class=\"panel-of\">{}</p>{}",
                    escaped(&of),
                    panel.svg(self.years, self.shaded, lang)
                );
            }
            columns.push_str("</div>");
        }
        let all: Vec<&'static SeriesRecord> = (self.charts.iter())
            .flat_map(|ids| ids.iter().map(|id| series(id)))
            .collect::<Result<_, _>>()?;
        let own = all.iter().flat_map(|series| series.sources.iter().copied());
        Ok(format!(
            "<figure class=\"chart-figure\"><figcaption>{caption}</figcaption><p class=\"small\">{}</p>{}\
             <div class=\"panels\">{columns}</div>{}{}{}</figure>",
            escaped(w.two_scales),
            self.key(lang)?,
            self.table(&all, lang),
            sources::breaks(&all, self.years.0, self.years.1, lang),
            sources::line(&sources::each_once(own), self.table, lang),
        ))
    }

    /// Which line is which, where a chart has several.
    fn key(&self, lang: Lang) -> Result<String, String> {
        let mut items = String::new();
        for ids in self.charts.iter().filter(|ids| ids.len() > 1) {
            for (id, class) in ids.iter().zip(LINES) {
                let _ = write!(
                    items,
                    "<li><svg class=\"panel\" width=\"36\" height=\"4\" aria-hidden=\"true\"><path class=\"{class}\" d=\"M0 2H36\"/></svg>{}</li>",
                    escaped(name(series(id)?, lang))
                );
            }
        }
        Ok(match items.is_empty() {
            true => items,
            false => format!("<ul class=\"panel-key\">{items}</ul>"),
        })
    }

    fn table(&self, all: &[&'static SeriesRecord], lang: Lang) -> String {
        let w = words::panels(lang);
        let mut rows = String::new();
        for place in self.places {
            for year in self.years.0..=self.years.1 {
                let points = all.iter().map(|series| series.at(place, year));
                if points
                    .clone()
                    .all(|point| point.is_none_or(|p| p.value.is_none()))
                {
                    continue;
                }
                let cells: String = points
                    .map(
                        |point| match point.and_then(|p| Some((p.value?, p.partial))) {
                            Some((value, true)) => {
                                format!("<td>{} ({})</td>", counted(value), escaped(w.partial))
                            }
                            Some((value, false)) => format!("<td>{}</td>", counted(value)),
                            None => "<td>–</td>".to_owned(),
                        },
                    )
                    .collect();
                let _ = write!(
                    rows,
                    "<tr><th scope=\"row\">{}, {year}</th>{cells}</tr>",
                    escaped(place_name(place, lang))
                );
            }
        }
        let mut heads = vec![w.year];
        heads.extend(all.iter().map(|series| name(series, lang)));
        opened(&heads, &rows, lang)
    }
}

/// Work visas over encounters, for each of the three countries, on one axis of years.
///
/// # Errors
/// A series that is missing.
pub fn visas(caption: &str, lang: Lang) -> Result<String, String> {
    Stack {
        places: &Country::ALL.map(Country::code),
        charts: &[
            &["visas_h2a", "visas_h2b", "visas_h2r"],
            &["encounters_usbp"],
        ],
        years: (2000, 2026),
        shaded: None,
        table: "visas",
    }
    .html(caption, lang)
}

/// Braceros over arrests of Mexicans.
///
/// # Errors
/// As [`visas`].
pub fn braceros(caption: &str, lang: Lang) -> Result<String, String> {
    Stack {
        places: &["MEX"],
        charts: &[&["braceros"], &["apprehensions_mexicans"]],
        years: (1942, 1980),
        shaded: Some(1954),
        table: "series_yearly",
    }
    .html(caption, lang)
}

/// Work visas for Mexicans over encounters of Mexicans.
///
/// # Errors
/// As [`visas`].
pub fn mexican_visas(caption: &str, lang: Lang) -> Result<String, String> {
    Stack {
        places: &["MEX"],
        charts: &[
            &["mexico_h2a", "mexico_h2b", "mexico_h2r"],
            &["encounters_usbp_others"],
        ],
        years: (1997, 2026),
        shaded: None,
        table: "series_yearly",
    }
    .html(caption, lang)
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
