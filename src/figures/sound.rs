//! A chart over the years as sound: what its marks show, one year after another.
//!
//! A year is one tone, or for simulated years the two ends of their range together, with the middle
//! where one is drawn. Pitch rises with the value, evenly over the chart's own axis.

use super::spec::{Figure, Frame, Level, Mark, Span, Stroke, Tone};
use crate::i18n::{Lang, words};
use crate::model::math::{exp, within};

/// How long all of it takes, in seconds.
pub const LENGTH: f64 = 7.5;
/// Pitch of the lower end of the axis, in hertz: the A below middle C.
const LOWEST: f64 = 220.0;
/// Octaves from there to the upper end.
const OCTAVES: f64 = 2.0;
/// Pitch of a tick: an octave above all others.
const TICK: f64 = 1_760.0;
/// The part of its time that a tone sounds, and a tick.
const SOUNDS: f64 = 0.9;
const TICKS: f64 = 0.2;

/// What a note stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// No change, on a chart of a difference.
    NoChange,
    /// A recorded year.
    Recorded,
    /// An end of the range of a simulated year.
    End,
    /// Its middle.
    Middle,
    /// The border between one part and the next.
    Tick,
}

/// A note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// What it stands for.
    pub voice: Voice,
    /// In hertz.
    pub pitch: f64,
    /// When it starts, in seconds.
    pub start: f64,
    /// How long it sounds, in seconds.
    pub length: f64,
}

/// What follows one another; a tick stands between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// One tone for no change.
    NoChange,
    /// A tone for each recorded year.
    Recorded,
    /// Both ends of each simulated year's range.
    Futures {
        /// Whether a middle sounds with some of them.
        middle: bool,
    },
    /// A tone for each recorded year behind the border, where the past is shown.
    Came,
}

/// A chart as sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Tune {
    /// Its parts in order.
    pub parts: Vec<Part>,
    /// Its notes in the order of their starts.
    pub notes: Vec<Note>,
}

/// A chart as sound; none where it has no years on its axis.
pub fn tune(figure: &Figure) -> Option<Tune> {
    let Frame::Plane { y, .. } = &figure.frame else {
        return None;
    };
    let recorded = recorded(figure);
    let border = border(figure).unwrap_or(f64::INFINITY);
    let seen = recorded.iter().position(|(year, _)| *year > border);
    let (seen, came) = recorded.split_at(seen.unwrap_or(recorded.len()));
    let middles = middles(figure, &recorded);
    let mut score = Score::new(y.domain);
    if y.domain.0 < 0.0 {
        score.begin(Part::NoChange);
        score.step();
        score.note(Voice::NoChange, 0.0);
    }
    score.record(Part::Recorded, seen);
    let ranges = ranges(figure);
    if !ranges.is_empty() {
        let middle = !middles.is_empty();
        score.begin(Part::Futures { middle });
    }
    for span in ranges {
        score.step();
        score.note(Voice::End, span.low);
        score.note(Voice::End, span.high);
        if let Some((_, value)) = middles.iter().find(|(year, _)| *year == span.x) {
            score.note(Voice::Middle, *value);
        }
    }
    score.record(Part::Came, came);
    Some(score.timed())
}

/// A tune as it is written, a step of time after another.
struct Score {
    domain: (f64, f64),
    steps: u16,
    tune: Tune,
}

impl Score {
    fn new(domain: (f64, f64)) -> Score {
        Score {
            domain,
            steps: 0,
            tune: Tune {
                parts: Vec::new(),
                notes: Vec::new(),
            },
        }
    }

    /// Begins a part, after a tick where another one came before.
    fn begin(&mut self, part: Part) {
        if !self.tune.parts.is_empty() {
            self.step();
            self.put(Voice::Tick, TICK, TICKS);
        }
        self.tune.parts.push(part);
    }

    fn step(&mut self) {
        self.steps += 1;
    }

    /// A tone for a value, in the present step.
    fn note(&mut self, voice: Voice, value: f64) {
        self.put(voice, pitch(value, self.domain), SOUNDS);
    }

    fn put(&mut self, voice: Voice, pitch: f64, length: f64) {
        self.tune.notes.push(Note {
            voice,
            pitch,
            start: f64::from(self.steps - 1),
            length,
        });
    }

    fn record(&mut self, part: Part, points: &[(f64, f64)]) {
        if points.is_empty() {
            return;
        }
        self.begin(part);
        for (_, value) in points {
            self.step();
            self.note(Voice::Recorded, *value);
        }
    }

    /// From steps to seconds.
    fn timed(mut self) -> Tune {
        let step = LENGTH / f64::from(self.steps);
        for note in &mut self.tune.notes {
            note.start *= step;
            note.length *= step;
        }
        self.tune
    }
}

/// What is heard, as a sentence.
pub fn told(tune: &Tune, lang: Lang) -> String {
    let w = words::listen(lang);
    let mut text = w.lead.to_string();
    for (at, part) in tune.parts.iter().enumerate() {
        if at > 0 {
            text.push_str(w.tick);
        }
        text.push_str(match part {
            Part::NoChange => w.no_change,
            Part::Recorded => w.recorded,
            Part::Futures { .. } => w.futures,
            Part::Came => w.came,
        });
        if let Part::Futures { middle: true } = part {
            text.push_str(w.with_middle);
        }
    }
    text.push('.');
    text
}

/// The higher the value, the higher the pitch; what leaves the axis is held at its end.
fn pitch(value: f64, (low, high): (f64, f64)) -> f64 {
    let place = (within(value, low, high) - low) / (high - low);
    LOWEST * exp(std::f64::consts::LN_2 * OCTAVES * place)
}

/// Where recorded ends and simulated begins.
fn border(figure: &Figure) -> Option<f64> {
    figure.marks.iter().find_map(|mark| match mark {
        Mark::Region { from, .. } => Some(*from),
        _ => None,
    })
}

/// Recorded years, that of which only some months are recorded too. What the reader drew in ink is
/// no record.
fn recorded(figure: &Figure) -> Vec<(f64, f64)> {
    let mut recorded = Vec::new();
    for mark in &figure.marks {
        match mark {
            Mark::Line {
                stroke: Stroke::Solid,
                tone,
                points,
            } if *tone != Tone::Baseline => recorded.extend(points.iter().copied()),
            Mark::Point {
                hollow: true, at, ..
            } => recorded.push(*at),
            _ => {}
        }
    }
    recorded
}

/// The range of each simulated year: the band of ninety of a hundred, or the lowest and the highest
/// of single futures.
fn ranges(figure: &Figure) -> Vec<Span> {
    let band = figure.marks.iter().find_map(|mark| match mark {
        Mark::Band {
            level: Level::Ninety,
            faint: false,
            spans,
            ..
        } => Some(spans.clone()),
        _ => None,
    });
    band.unwrap_or_else(|| range_of_lines(figure))
}

fn range_of_lines(figure: &Figure) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for mark in &figure.marks {
        let Mark::Line {
            stroke: Stroke::Thin | Stroke::Thick,
            tone,
            points,
        } = mark
        else {
            continue;
        };
        // Those of the scenario held against stand back.
        if matches!(tone, Tone::Quiet | Tone::Baseline) {
            continue;
        }
        for &(x, value) in points {
            match spans.iter_mut().find(|span| span.x == x) {
                Some(span) => {
                    span.low = span.low.min(value);
                    span.high = span.high.max(value);
                }
                None => spans.push(Span {
                    x,
                    low: value,
                    high: value,
                }),
            }
        }
    }
    spans
}

/// The middle of those simulated years in which one is drawn. Of single futures there is none.
fn middles(figure: &Figure, recorded: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut marks = figure.marks.iter();
    if !marks.any(|mark| matches!(mark, Mark::Band { .. })) {
        return Vec::new();
    }
    let mut middles = Vec::new();
    for mark in &figure.marks {
        match mark {
            Mark::Line {
                stroke: Stroke::Thick,
                points,
                ..
            } => middles.extend(points.iter().copied()),
            Mark::Point {
                hollow: false, at, ..
            } if !recorded.contains(at) => middles.push(*at),
            _ => {}
        }
    }
    middles
}
