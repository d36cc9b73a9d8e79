//! A line of calendar years on which events, fiscal years and presidencies stand, for charts drawn
//! as SVG whose colours the style sheet gives.

use std::fmt::Write as _;

use root_causes::data::record::{self, Event};
use root_causes::draw::text::Face;
use root_causes::i18n::Lang;

use super::pages::escaped;

/// First year of the line.
pub const FIRST: u16 = 1990;
/// The line ends where this year begins.
pub const END: u16 = 2027;
/// Size of every word in these charts, in CSS pixels.
pub const SIZE: f64 = 12.0;

/// Words may be so much wider than estimated where none of the page's faces is installed.
pub const LOOSE: f64 = 1.12;

/// Where years stand across a picture.
#[derive(Clone, Copy, Debug)]
pub struct Years {
    /// Place of the beginning of [`FIRST`].
    pub left: f64,
    /// Place of [`END`].
    pub right: f64,
}

impl Years {
    /// Place of a time, such as 2008.5 for the middle of 2008; times outside stand at the ends.
    pub fn x(&self, time: f64) -> f64 {
        let (first, end) = (f64::from(FIRST), f64::from(END));
        let share = (time.clamp(first, end) - first) / (end - first);
        tenth(self.left + share * (self.right - self.left))
    }

    /// Place of the middle of a U.S. fiscal year, which begins in October of the year before.
    pub fn fiscal(&self, year: u16) -> f64 {
        self.x(f64::from(year) + 0.25)
    }

    /// Begin and end of a U.S. fiscal year.
    pub fn fiscal_span(&self, year: u16) -> (f64, f64) {
        let start = f64::from(year) - 0.25;
        (self.x(start), self.x(start + 1.0))
    }

    /// Stripes under every other presidency of the United States, and a thin line each ten years.
    pub fn ground(&self, height: f64, lang: Lang) -> String {
        let mut svg = String::new();
        for (number, (event, first, end)) in presidencies().enumerate() {
            if number % 2 == 1 {
                continue;
            }
            let (from, to) = (self.x(first), self.x(end));
            let _ = write!(
                svg,
                "<rect class=\"years-term\" x=\"{from}\" y=\"0\" width=\"{}\" height=\"{height}\"><title>{}</title></rect>",
                tenth(to - from),
                escaped(full_name(event, lang))
            );
        }
        for year in (FIRST..END).filter(|year| year % 10 == 0) {
            let x = self.x(f64::from(year));
            let _ = write!(svg, "<path class=\"years-rule\" d=\"M{x} 0V{height}\"/>");
        }
        svg
    }

    /// The years themselves, at the base line `y`.
    pub fn names(&self, y: f64) -> String {
        let step = if self.right - self.left > 600.0 {
            5
        } else {
            10
        };
        let mut svg = String::new();
        for year in (FIRST..END).filter(|year| year % step == 0) {
            let x = self.x(f64::from(year));
            let _ = write!(
                svg,
                "<text class=\"years-year\" x=\"{}\" y=\"{y}\">{year}</text>",
                tenth(x + 3.0)
            );
        }
        svg
    }

    /// The names of presidents in their terms, as long as there is room, at the base line `y`.
    pub fn presidents(&self, y: f64, lang: Lang) -> String {
        let mut svg = String::new();
        for (event, first, end) in presidencies() {
            let (from, to) = (self.x(first), self.x(end));
            let name = surname(event, lang);
            let room = [name, &name[..1]]
                .into_iter()
                .find(|name| width(name, true) + 4.0 <= to - from);
            let Some(name) = room else { continue };
            let _ = write!(
                svg,
                "<text class=\"years-president\" x=\"{}\" y=\"{y}\">{}</text>",
                tenth((from + to) / 2.0),
                escaped(name)
            );
        }
        svg
    }
}

/// The presidents of the United States with begin and end of their terms on the line.
pub fn presidencies() -> impl Iterator<Item = (&'static Event, f64, f64)> {
    record::events()
        .iter()
        .filter(|event| is_term(event))
        .map(|event| {
            // Terms change in January; where only the year was read, its beginning is meant.
            let first = year_of(event.first);
            let end = event.last.map_or(f64::from(END), year_of);
            (event, first.max(f64::from(FIRST)), end)
        })
}

/// Whether an event is the term of a president of the United States.
pub fn is_term(event: &Event) -> bool {
    event.kind == "presidency" && event.places == ["USA"]
}

fn year_of(date: &str) -> f64 {
    f64::from(parts(date)[0])
}

/// The name of a president without the number of the term.
pub fn full_name(event: &Event, lang: Lang) -> &'static str {
    let name = name(event, lang);
    name.split(',').next().unwrap_or(name)
}

fn surname(event: &Event, lang: Lang) -> &'static str {
    let name = full_name(event, lang);
    name.rsplit(' ').next().unwrap_or(name)
}

/// The name of an event.
pub fn name(event: &Event, lang: Lang) -> &'static str {
    match lang {
        Lang::En => event.name_en,
        Lang::Es => event.name_es,
    }
}

/// The middle of the day, month or year of a date as exact as it was read.
pub fn time(date: &str) -> f64 {
    match parts(date)[..] {
        [year, month, day] => {
            f64::from(year) + (f64::from(month) - 1.0 + (f64::from(day) - 0.5) / 31.0) / 12.0
        }
        [year, month] => f64::from(year) + (f64::from(month) - 0.5) / 12.0,
        [year, ..] => f64::from(year) + 0.5,
        [] => f64::from(FIRST),
    }
}

/// Year, month and day of a date, as many as there are.
pub fn parts(date: &str) -> Vec<u16> {
    date.split('-')
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// Width of words in these charts.
pub fn width(words: &str, bold: bool) -> f64 {
    let face = Face {
        size: SIZE,
        bold,
        serif: false,
    };
    face.estimate(words)
}

/// Words in lines that are no wider than `room`, one text element.
pub fn lines(words: &str, class: &str, at: (f64, f64), room: f64) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if LOOSE * width(&format!("{line} {word}"), true) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    let mut svg = String::new();
    for (number, line) in lines.iter().enumerate() {
        let _ = write!(
            svg,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
            tenth(at.0),
            tenth(at.1 + 15.0 * number as f64),
            escaped(line)
        );
    }
    svg
}

/// How many lines [`lines`] takes.
pub fn line_count(words: &str, room: f64) -> usize {
    lines(words, "", (0.0, 0.0), room).matches("<text").count()
}

/// Tenths of a pixel are enough.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
