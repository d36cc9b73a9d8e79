//! Encounters by month and country, with the rule changes of the timeline marked and the months that
//! stand for each set of border rules shaded and named.

use std::fmt::Write as _;

use root_causes::data::record::{self, Event, SeriesRecord};
use root_causes::data::{self, Country, Regime};
use root_causes::figures::format::{axis, counted, fill};
use root_causes::figures::scale::{nice_step, nice_ticks};
use root_causes::i18n::{Lang, words};

use super::pages::{escaped, folder};
use super::tables::{Cells, framed};
use super::yearly::Caption;
use super::years::LOOSE;
use super::{events, sources, years};

/// The series that is drawn.
const SERIES: &str = "encounters_usbp_monthly";
/// First month of the large picture.
const FIRST: Month = Month(2018, 1);
/// An event of another kind that changed how people arrive.
const ALSO: &str = "cbp_one";
/// Letters of the sets of rules, in their order.
const LETTERS: [&str; 3] = ["A", "B", "C"];
/// Height of a country's plane, of the words above it, and of the marks above all planes.
const HIGH: (f64, f64, f64) = (92.0, 26.0, 46.0);

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Month(u16, u8);

impl Month {
    /// Reads `YYYY-MM`, with or without a day behind it.
    fn read(text: &str) -> Option<Month> {
        match years::parts(text)[..] {
            [year, month, ..] => Some(Month(year, u8::try_from(month).ok()?)),
            _ => None,
        }
    }

    /// Its beginning, in years.
    fn begin(self) -> f64 {
        f64::from(self.0) + (f64::from(self.1) - 1.0) / 12.0
    }

    fn end(self) -> f64 {
        self.begin() + 1.0 / 12.0
    }

    fn said(self, lang: Lang) -> String {
        events::date(&format!("{}-{:02}", self.0, self.1), lang)
    }
}

/// The months that stand for a set of border rules.
struct Window {
    regime: Regime,
    first: Month,
    last: Month,
    /// Mean of a month, by country.
    means: [f64; 3],
}

/// All that is drawn.
struct Months {
    series: &'static SeriesRecord,
    last: Month,
    windows: Vec<Window>,
    rules: Vec<(&'static Event, Month)>,
}

impl Months {
    fn read() -> Result<Months, String> {
        let series = record::series(SERIES).ok_or_else(|| format!("no series {SERIES}"))?;
        let last = points(series, Country::Guatemala).map(|(month, _)| month);
        let last = last.last().ok_or("no month is recorded")?;
        let windows = Regime::ALL.into_iter().map(|regime| {
            let own = data::regime_windows(regime);
            let bad = || format!("the months of {} can't be read", regime.key());
            let first = own.first().and_then(|w| Month::read(w.first_month));
            let end = own.last().and_then(|w| Month::read(w.last_month));
            let (first, last) = (first.ok_or_else(bad)?, end.ok_or_else(bad)?);
            let means = Country::ALL.map(|country| {
                let inside = points(series, country).filter(|(m, _)| (first..=last).contains(m));
                let values: Vec<f64> = inside.map(|(_, value)| value).collect();
                values.iter().sum::<f64>() / values.len().max(1) as f64
            });
            Ok(Window {
                regime,
                first,
                last,
                means,
            })
        });
        let rules = record::events().iter().filter_map(|event| {
            let month = Month::read(event.first)?;
            let counts = event.kind == "deterrence" || event.id == ALSO;
            (counts && month >= FIRST).then_some((event, month))
        });
        Ok(Months {
            series,
            last,
            windows: windows.collect::<Result<_, String>>()?,
            rules: rules.collect(),
        })
    }

    /// What the picture shows, in words.
    fn summary(&self, lang: Lang) -> String {
        let w = words::months(lang);
        let told = Country::ALL.into_iter().map(|country| {
            let [a, b, c] = [0, 1, 2].map(|n| counted(self.windows[n].means[country.index()]));
            let last = points(self.series, country).last();
            let last = counted(last.map_or(0.0, |(_, value)| value));
            fill(
                w.told,
                &[
                    ("country", name_of(country, lang)),
                    ("a", &a),
                    ("b", &b),
                    ("c", &c),
                    ("last", &last),
                    ("month", &self.last.said(lang)),
                ],
            )
        });
        let told: Vec<String> = told.collect();
        fill(w.alt, &[("told", &told.join(" "))])
    }
}

fn name_of(country: Country, lang: Lang) -> &'static str {
    words::countries(lang)
        .get(country.code())
        .unwrap_or_default()
}

/// The months of a country that have a value.
fn points(
    series: &'static SeriesRecord,
    country: Country,
) -> impl Iterator<Item = (Month, f64)> + use<> {
    let points = series.of(country.code()).iter();
    points.filter_map(|point| Some((Month(point.year, point.month?), point.value?)))
}

/// The picture with its key, rule changes, levels, all months, breaks and sources.
///
/// # Errors
/// A series or a month that can't be read.
pub fn figure(caption: &Caption, lang: Lang) -> Result<String, String> {
    let w = words::months(lang);
    let months = Months::read()?;
    let summary = months.summary(lang);
    let long = Look {
        first: Month(1999, 10),
        with_rules: false,
        ..WIDE
    };
    let long_narrow = Look {
        first: long.first,
        with_rules: false,
        ..NARROW
    };
    Ok(format!(
        "<figure class=\"months\"><figcaption>{}</figcaption><p class=\"small\">{}</p>{}{}{}\
         <p class=\"small\">{}</p>{}{}\
         <details class=\"more\"><summary>{}</summary>{}{}</details>{}{}</figure>",
        caption.html,
        escaped(w.subject),
        WIDE.picture(&months, &summary, lang),
        NARROW.picture(&months, &summary, lang),
        key(&months, lang),
        escaped(w.rules),
        rules(&months, lang),
        levels(&months, lang),
        escaped(w.since),
        long.picture(&months, w.since, lang),
        long_narrow.picture(&months, w.since, lang),
        table(&months, lang),
        sources::of(&[SERIES], lang),
    ))
}

/// A size of the picture.
struct Look {
    class: &'static str,
    width: f64,
    first: Month,
    /// Years between two that are named.
    step: u16,
    with_rules: bool,
}

const WIDE: Look = Look {
    class: "wide",
    width: 700.0,
    first: FIRST,
    step: 1,
    with_rules: true,
};

const NARROW: Look = Look {
    class: "narrow",
    width: 332.0,
    first: FIRST,
    step: 2,
    with_rules: true,
};

impl Look {
    fn x(&self, time: f64, months: &Months) -> f64 {
        let (first, end) = (self.first.begin(), months.last.end());
        years::tenth(self.width * ((time - first) / (end - first)).clamp(0.0, 1.0))
    }

    fn picture(&self, months: &Months, alt: &str, lang: Lang) -> String {
        let marks = if self.with_rules { HIGH.2 } else { 18.0 };
        let each = HIGH.0 + HIGH.1;
        let foot = marks + 3.0 * each;
        let height = foot + 18.0;
        let width = self.width;
        let mut svg = format!(
            "<svg class=\"months-picture {}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
            self.class,
            escaped(alt),
        );
        for (window, letter) in months.windows.iter().zip(LETTERS) {
            let (from, to) = (
                self.x(window.first.begin(), months),
                self.x(window.last.end(), months),
            );
            let named = format!("{letter}: {}", regime_name(window.regime, lang));
            let fits = years::width(&named, true) * LOOSE + 4.0 <= to - from;
            let _ = write!(
                svg,
                "<rect class=\"months-shade\" x=\"{from}\" y=\"0\" width=\"{}\" height=\"{foot}\"/>\
                 <text class=\"months-letter\" x=\"{}\" y=\"13\">{}</text>",
                years::tenth(to - from),
                years::tenth((from + to) / 2.0),
                escaped(if fits { &named } else { letter }),
            );
        }
        if self.with_rules {
            for (number, (event, _)) in (1..).zip(&months.rules) {
                let x = self.x(years::time(event.first), months);
                // Neighbours stand on two lines, so that no number covers another.
                let y = if number % 2 == 1 { 27.0 } else { 41.0 };
                let _ = write!(
                    svg,
                    "<path class=\"months-rule\" d=\"M{x} {y}V{foot}\"/><text class=\"months-number\" x=\"{x}\" y=\"{y}\">{number}</text>"
                );
            }
        }
        self.planes(months, marks, lang, &mut svg);
        let begin = if self.first.1 == 1 {
            self.first.0
        } else {
            self.first.0 + 1
        };
        let step = if self.with_rules {
            self.step
        } else {
            5 * self.step
        };
        for year in (begin..=months.last.0).filter(|year| (year - begin) % step == 0) {
            let x = self.x(f64::from(year), months);
            // A year whose name the edge would cut stands without one.
            if x + 3.0 + years::width("0000", false) * LOOSE > width {
                continue;
            }
            let _ = write!(
                svg,
                "<path class=\"months-grid\" d=\"M{x} {foot}v5\"/><text class=\"months-year\" x=\"{}\" y=\"{}\">{year}</text>",
                years::tenth(x + 3.0),
                foot + 15.0
            );
        }
        svg + "</svg>"
    }

    fn planes(&self, months: &Months, marks: f64, lang: Lang, svg: &mut String) {
        let shown =
            |country| points(months.series, country).filter(move |(month, _)| *month >= self.first);
        let most = Country::ALL.into_iter().flat_map(shown);
        let most = most.map(|(_, value)| value).fold(0.0, f64::max);
        let step = nice_step(most, 3);
        let top = (most / step).ceil() * step;
        for country in Country::ALL {
            let above = marks + (HIGH.0 + HIGH.1) * country.index() as f64;
            let foot = above + HIGH.0 + HIGH.1;
            let y = |value: f64| years::tenth(foot - HIGH.0 * value / top);
            for value in nice_ticks(0.0, top, 3) {
                let at = y(value);
                let _ = write!(
                    svg,
                    "<path class=\"months-grid\" d=\"M0 {at}H{}\"/>",
                    self.width
                );
                if value > 0.0 {
                    let _ = write!(
                        svg,
                        "<text class=\"months-amount\" x=\"2\" y=\"{}\">{}</text>",
                        years::tenth(at - 3.0),
                        escaped(&axis(value, lang))
                    );
                }
            }
            let class = country.code().to_lowercase();
            let mut path = String::new();
            for (month, value) in shown(country) {
                let step = if path.is_empty() { 'M' } else { 'L' };
                let middle = (month.begin() + month.end()) / 2.0;
                let _ = write!(path, "{step}{} {}", self.x(middle, months), y(value));
            }
            let _ = write!(
                svg,
                "<path class=\"months-line {class}\" d=\"{path}\"/>\
                 <text class=\"months-name {class}\" x=\"50\" y=\"{}\">{}</text>",
                years::tenth(above + HIGH.1 + 2.0),
                escaped(name_of(country, lang)),
            );
        }
    }
}

/// What each shaded window is.
fn key(months: &Months, lang: Lang) -> String {
    let w = words::months(lang);
    let mut html = String::from("<ul class=\"months-key\">");
    for (window, letter) in months.windows.iter().zip(LETTERS) {
        let text = fill(
            w.window,
            &[
                ("rules", regime_name(window.regime, lang)),
                ("first", &window.first.said(lang)),
                ("last", &window.last.said(lang)),
            ],
        );
        let _ = write!(
            html,
            "<li><strong>{letter}</strong> {}</li>",
            escaped(&text)
        );
    }
    html + "</ul>"
}

fn regime_name(regime: Regime, lang: Lang) -> &'static str {
    words::regimes(lang)
        .get(regime.key())
        .map_or("", |words| words.name)
}

/// The rule changes by number, each leading to its place in the timeline.
fn rules(months: &Months, lang: Lang) -> String {
    let here = folder(lang);
    let mut html = String::from("<ol class=\"months-rules\">");
    for (event, _) in &months.rules {
        let _ = write!(
            html,
            "<li>{}: <a href=\"./{here}steps/what-was-tried/#event-{}\">{}</a></li>",
            escaped(&events::date(event.first, lang)),
            event.id,
            escaped(years::name(event, lang)),
        );
    }
    html + "</ol>"
}

/// The level under each set of rules.
fn levels(months: &Months, lang: Lang) -> String {
    let w = words::months(lang);
    let names = Country::ALL.map(|country| name_of(country, lang));
    let heads = [w.rules_head, names[0], names[1], names[2]];
    let rows: String = (months.windows.iter().zip(LETTERS))
        .map(|(window, letter)| {
            let cells = window
                .means
                .map(|mean| format!("<td>{}</td>", counted(mean)));
            format!(
                "<tr><th scope=\"row\">{letter}: {}</th>{}</tr>",
                escaped(regime_name(window.regime, lang)),
                cells.concat()
            )
        })
        .collect();
    framed(w.levels, &heads, &rows, Cells::Numbers)
}

/// Every month that is recorded.
fn table(months: &Months, lang: Lang) -> String {
    let w = words::months(lang);
    let names = Country::ALL.map(|country| name_of(country, lang));
    let heads = [w.month, names[0], names[1], names[2]];
    let rows: String = points(months.series, Country::Guatemala)
        .map(|(month, _)| {
            let cells = Country::ALL.map(|country| {
                let point = months.series.in_month(country.code(), month.0, month.1);
                let value = point.and_then(|point| point.value);
                format!("<td>{}</td>", value.map_or(String::new(), counted))
            });
            format!(
                "<tr><th scope=\"row\">{}</th>{}</tr>",
                escaped(&month.said(lang)),
                cells.concat()
            )
        })
        .collect();
    format!(
        "<details class=\"more table\"><summary>{}</summary>{}</details>",
        escaped(words::ui(lang).table),
        framed(w.table, &heads, &rows, Cells::Numbers),
    )
}
