//! Bars in lines of words as one picture: what the page shows as a list of strips, to be drawn
//! where it stands alone.

use super::difference;
use super::format;
use super::influences::Influences;
use super::matrix::Matrix;
use super::rows::{self, Row};
use super::spec::{Figure, Frame, Level, Mark, Tone};
use super::wedges::Wedges;
use crate::i18n::{Lang, words};

/// Lines of words with bars beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// What it is.
    pub title: String,
    /// What it shows, in sentences.
    pub summary: String,
    /// Heads of the columns of bars; none where there is one column.
    pub heads: Vec<(String, Tone)>,
    /// The lines.
    pub lines: Vec<Line>,
    /// What lies towards the left and the right end of each column; none where columns have no
    /// common direction.
    pub ends: Option<[String; 2]>,
}

/// A line: its name, and a cell a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// Whether it stands for all others together.
    pub bold: bool,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A bar with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Whose colour it has.
    pub tone: Tone,
    /// From back to front.
    pub parts: Vec<Part>,
    /// What the bar says.
    pub said: String,
}

/// A part of a bar; places are shares of the column's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// A stretch that holds so many of a hundred futures, or as much stands back.
    Stretch(Level, f64, f64),
    /// The middle one.
    Middle(f64),
    /// No change.
    Nothing(f64),
}

impl Listing {
    /// What each lever contributed.
    pub fn wedges(wedges: &Wedges, lang: Lang) -> Self {
        let line = |strip: &super::wedges::Strip| Line {
            name: strip.name.clone(),
            bold: strip.mover.is_none(),
            cells: vec![cell(&strip.figure, verdict(&strip.figure, lang))],
        };
        Listing {
            title: wedges.title.clone(),
            summary: format!("{} {}", wedges.sentence, wedges.note),
            heads: Vec::new(),
            lines: wedges.strips.iter().map(line).collect(),
            ends: Some(ends(lang)),
        }
    }

    /// All presets by countries.
    pub fn matrix(matrix: &Matrix, lang: Lang) -> Self {
        let line = |line: &super::matrix::MatrixLine| Line {
            name: line.name.clone(),
            bold: false,
            cells: line
                .cells
                .iter()
                .map(|one| cell(&one.figure, one.verdict.clone()))
                .collect(),
        };
        let said = matrix.lines.iter().flat_map(|line| &line.cells);
        let said: Vec<&str> = said.map(|cell| cell.sentence.as_str()).collect();
        Listing {
            title: matrix.title.clone(),
            summary: said.join(" "),
            heads: Row::ALL
                .map(|row| (row.name(lang).to_string(), row.tone()))
                .to_vec(),
            lines: matrix.lines.iter().map(line).collect(),
            ends: Some(ends(lang)),
        }
    }

    /// What decides an answer.
    pub fn influences(influences: &Influences, lang: Lang) -> Self {
        let lines = influences.rows.iter().flat_map(|row| {
            let mut name = format!("{} ({})", row.name, row.grade);
            row.bars.iter().map(move |(parts, said)| Line {
                name: std::mem::take(&mut name),
                bold: false,
                cells: vec![Cell {
                    tone: Tone::Total,
                    parts: parts.iter().map(influence_part).collect(),
                    said: said.clone(),
                }],
            })
        });
        Listing {
            title: words::spread(lang).title.to_string(),
            summary: influences.said(),
            heads: Vec::new(),
            lines: lines.collect(),
            ends: None,
        }
    }
}

/// What a strip's middle says where it may be told, else the verdict that stands for it.
pub fn verdict(figure: &Figure, lang: Lang) -> String {
    let rows = &figure.table.rows;
    let Some(row) = rows.get(2).or(rows.first()) else {
        return String::new();
    };
    match row.cells.first() {
        Some(Some(middle)) => format::change(*middle, lang),
        _ => row.head.clone(),
    }
}

fn ends(lang: Lang) -> [String; 2] {
    let difference::Words { fewer, more, .. } = rows::difference_words(lang);
    [format!("← {fewer}"), format!("{more} →")]
}

fn cell(figure: &Figure, said: String) -> Cell {
    let Frame::Strip { x } = &figure.frame else {
        unreachable!("lists are made of strips");
    };
    let (low, high) = x.domain;
    let place = |value: f64| ((value - low) / (high - low)).clamp(0.0, 1.0);
    let mut tone = Tone::Total;
    let mut parts = Vec::new();
    for mark in &figure.marks {
        match mark {
            Mark::Bar {
                level,
                tone: own,
                from,
                to,
            } => {
                tone = *own;
                parts.push(Part::Stretch(*level, place(*from), place(*to)));
            }
            Mark::Middle { at, .. } => parts.push(Part::Middle(place(*at))),
            _ => {}
        }
    }
    parts.push(Part::Nothing(place(0.0)));
    Cell { tone, parts, said }
}

fn influence_part(part: &super::influences::Part) -> Part {
    let (from, to) = (f64::from(part.from), f64::from(part.to));
    match part.class {
        "influence-total" => Part::Stretch(Level::Ninety, from, to),
        "influence-nothing" => Part::Nothing((from + to) / 2.0),
        _ => Part::Stretch(Level::Fifty, from, to),
    }
}
