//! The model held against the past: shown the record up to a cut-off year, what did it hold
//! possible for the years after it, and what came?

use super::format::{Unit, counted, decimal, fill, said};
use super::guess::{Guess, interval_score};
use super::levels::{self, FanYear, Levels, Naming, PartialYear};
use super::rows::{Row, levels_words};
use super::spec::{Anchor, Column, Figure, Frame, Keep, Label, Mark, Stroke, Tick, Tone};
use crate::data::{self, FIRST_ORIGIN, ORIGINS, Outlook};
use crate::i18n::{Lang, words};

/// The cut-off years that can be chosen.
pub const CUT_OFFS: std::ops::RangeInclusive<u16> =
    FIRST_ORIGIN..=FIRST_ORIGIN + ORIGINS as u16 - 1;

/// The cut-off year on which the page opens: the next three held a peak, a trough and a peak.
pub const OPENING: u16 = 2018;

/// Recorded years shown up to the cut-off, itself among them.
const SHOWN: u16 = 10;

/// Years between the words under the picture.
const YEAR_STEP: usize = 3;

/// Where the bracket of the reader's range stands beside its year, and where its ends reach to.
const BRACKET: (f64, f64) = (0.2, 0.06);

/// The first fiscal year under the border rules of 2025.
const NEW_RULES: u16 = 2025;

/// One round: whose record, cut off after which fiscal year, whether the rest is shown, and what the
/// reader held possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Whose record.
    pub row: Row,
    /// Last fiscal year that the model may see, one of [`CUT_OFFS`].
    pub cut_off: u16,
    /// Whether what came is shown, with the rival.
    pub revealed: bool,
    /// The reader's own range for [`Round::guessed`], where one was given.
    pub guess: Option<Guess>,
}

impl Round {
    /// What the model and its naive rival held possible.
    pub fn outlooks(self) -> &'static [Outlook; 2] {
        data::outlooks(self.row.series(), self.cut_off)
    }

    /// Number of years after the cut-off that are held against the record.
    pub fn years(self) -> u16 {
        self.outlooks()[0].fans().count() as u16
    }

    /// The last of them.
    pub fn last(self) -> u16 {
        self.cut_off + self.years()
    }

    /// The fiscal year for which a reader gives a range: the last of them that is recorded whole.
    pub fn guessed(self) -> u16 {
        let last = self.last();
        let partial = self.row.partial().map(|(year, ..)| year);
        last - u16::from(partial == Some(last))
    }

    /// What was recorded for that year.
    pub fn came(self) -> f64 {
        let mut recorded = self.row.recorded().into_iter();
        let found = recorded.find(|(year, _)| *year == self.guessed());
        found.expect("the back-test ends with the record").1
    }

    /// The recorded years shown up to the cut-off.
    pub fn shown(self) -> impl Iterator<Item = (u16, f64)> {
        let years = self.cut_off + 1 - SHOWN..=self.cut_off;
        let recorded = self.row.recorded().into_iter();
        recorded.filter(move |(year, _)| years.contains(year))
    }
}

/// The picture and table of a round.
pub fn figure(round: Round, lang: Lang) -> Figure {
    let w = words::past(lang);
    let year = round.cut_off.to_string();
    let title = fill(w.title, &[("name", round.row.name(lang)), ("year", &year)]);
    let last_seen = if round.revealed {
        round.last()
    } else {
        round.cut_off
    };
    let first = round.cut_off + 1 - SHOWN;
    let seen = |year: &u16| (first..=last_seen).contains(year);
    let recorded: Vec<(i32, f64)> = round
        .row
        .recorded()
        .into_iter()
        .filter(|(year, _)| seen(year))
        .map(|(year, value)| (i32::from(year), value))
        .collect();
    let partial = round.row.partial().filter(|(year, ..)| seen(year));
    let [model, naive] = round.outlooks();
    let model = fan(model, round.cut_off);
    let naive = if round.revealed {
        fan(naive, round.cut_off)
    } else {
        Vec::new()
    };
    let top = recorded
        .iter()
        .map(|(_, value)| *value)
        .chain(model.iter().map(|year| year.p95))
        .chain(round.guess.map(|guess| guess.ends().1))
        .fold(0.0, f64::max);
    let row = Levels {
        tone: round.row.tone(),
        name: round.row.name(lang),
        title: &title,
        heading: None,
        recorded: &recorded,
        partial: partial.map(|(year, value, months)| PartialYear {
            year: i32::from(year),
            value,
            months: u32::from(months),
        }),
        counterfactual: &[],
        baseline: &naive,
        scenario: &model,
        rules: &[],
        breaks: &[],
        top: 1.05 * top,
        naming: Naming::Full,
    };
    let words = levels::Words {
        scenario: w.model,
        baseline: w.naive,
        ..levels_words(lang)
    };
    let mut figure = levels::levels(&row, &words, lang);
    figure.summary = told(round, lang);
    figure.table.caption = title;
    if let Frame::Plane { x, .. } = &mut figure.frame {
        // The cut-off keeps its word where room is short; a part of a year has words of its own.
        let others = (first..=round.last()).step_by(YEAR_STEP);
        let partial = round.row.partial().map(|(year, ..)| year);
        x.ticks = [round.cut_off]
            .into_iter()
            .chain(others.filter(|year| *year != round.cut_off && Some(*year) != partial))
            .map(|year| Tick {
                at: f64::from(year),
                text: year.to_string(),
            })
            .collect();
    }
    reveal(&mut figure, round, &recorded, &naive, lang);
    if let Some(guess) = round.guess {
        bracket(&mut figure, guess, round.guessed(), lang);
    }
    figure
}

fn fan(outlook: &Outlook, cut_off: u16) -> Vec<FanYear> {
    outlook
        .fans()
        .zip(i32::from(cut_off) + 1..)
        .map(|([p05, p25, p50, p75, p95], year)| FanYear {
            year,
            p05,
            p25,
            p50,
            p75,
            p95,
        })
        .collect()
}

/// Marks what came, and the limits of the rival. Before, their names keep their room, so that the
/// picture stands still as they appear.
fn reveal(
    figure: &mut Figure,
    round: Round,
    recorded: &[(i32, f64)],
    naive: &[FanYear],
    lang: Lang,
) {
    let w = words::past(lang);
    let tone = round.row.tone();
    let came = recorded
        .iter()
        .filter(|(year, _)| *year > i32::from(round.cut_off));
    let points: Vec<(f64, f64)> = came
        .map(|(year, value)| (f64::from(*year), *value))
        .collect();
    for end in [|year: &FanYear| year.p05, |year: &FanYear| year.p95] {
        if round.revealed {
            figure.marks.push(Mark::Line {
                stroke: Stroke::Thin,
                tone: Tone::Quiet,
                points: naive
                    .iter()
                    .map(|year| (f64::from(year.year), end(year)))
                    .collect(),
            });
        }
    }
    let keep = if round.revealed {
        Keep::Always
    } else {
        Keep::RoomOnly
    };
    let last = points.last().map_or(0.0, |(_, value)| *value);
    let limit = naive.last().map_or(0.0, |year| year.p95);
    for (text, tone, y, stroke) in [
        (w.came, tone, last, Stroke::Solid),
        (w.naive_ninety, Tone::Quiet, limit, Stroke::Thin),
    ] {
        figure.labels.push(Label {
            text: text.to_string(),
            short: None,
            tone,
            bold: stroke == Stroke::Solid,
            anchor: Anchor::LineEnd { y, stroke },
            keep,
        });
    }
    figure
        .marks
        .extend(points.into_iter().map(|at| Mark::Point {
            tone,
            hollow: false,
            at,
        }));
}

/// Draws the reader's range in ink beside its year, names it and adds it to the table.
fn bracket(figure: &mut Figure, guess: Guess, year: u16, lang: Lang) {
    let w = words::guess(lang);
    let (low, high) = guess.ends();
    let (spine, ends) = BRACKET;
    let (spine, ends) = (f64::from(year) + spine, f64::from(year) + ends);
    figure.marks.push(Mark::Line {
        stroke: Stroke::Solid,
        tone: Tone::Baseline,
        points: vec![(ends, low), (spine, low), (spine, high), (ends, high)],
    });
    figure.labels.push(Label {
        text: w.name.to_string(),
        short: None,
        tone: Tone::Baseline,
        bold: true,
        anchor: Anchor::LineEnd {
            y: (low + high) / 2.0,
            stroke: Stroke::Solid,
        },
        keep: Keep::Always,
    });
    let table = &mut figure.table;
    for (head, end) in [(w.low_head, low), (w.high_head, high)] {
        table.columns.push(Column {
            head: head.to_string(),
            unit: Unit::Counted,
            brief: true,
        });
        for row in &mut table.rows {
            let is_its = row.year() == Some(i32::from(year));
            row.cells.push(is_its.then_some(end));
        }
    }
}

/// All that is said of a round, as one text.
fn told(round: Round, lang: Lang) -> String {
    let mut text = sentence(round, lang);
    if let Some(guess) = guess_sentence(round, lang) {
        text.push(' ');
        text.push_str(&guess);
    }
    text
}

/// The reader's range in words, where one was given; once what came is shown, whether it held it,
/// and its score beside those of model and rival.
pub fn guess_sentence(round: Round, lang: Lang) -> Option<String> {
    let w = words::guess(lang);
    let guess = round.guess?;
    let (low, high) = guess.ends();
    let came = round.came();
    let template = match (round.revealed, guess.holds(came)) {
        (false, _) => w.given,
        (true, true) => w.held,
        (true, false) => w.missed,
    };
    let [own, model, naive] = scores(round, guess).map(|score| said(score, lang));
    let mut text = template.to_string();
    if round.revealed {
        text.push(' ');
        text.push_str(w.scores);
    }
    Some(fill(
        &text,
        &[
            ("year", &round.guessed().to_string()),
            ("low", &counted(low)),
            ("high", &counted(high)),
            ("came", &counted(came)),
            ("score", &own),
            ("model", &model),
            ("naive", &naive),
        ],
    ))
}

/// Interval scores of the reader's range, and of what model and rival held possible in ninety of a
/// hundred futures for the same year.
pub fn scores(round: Round, guess: Guess) -> [f64; 3] {
    let after = usize::from(round.guessed() - round.cut_off) - 1;
    let [model, naive] = round.outlooks();
    let ninety = |of: &Outlook| {
        let points = of.fans().nth(after).unwrap_or_default();
        (points[0], points[4])
    };
    let ranges = [guess.ends(), ninety(model), ninety(naive)];
    ranges.map(|range| interval_score(range, round.came()))
}

/// The round in words: what the model held possible, or, once it is shown, how far off it was.
pub fn sentence(round: Round, lang: Lang) -> String {
    let w = words::past(lang);
    let [model, naive] = round.outlooks();
    let end = model.fans().last().unwrap_or_default();
    let factor = |of: &Outlook| decimal(f64::from(of.factor) / 10.0, 1);
    let score = |of: &Outlook| decimal(f64::from(of.score) / 100.0, 2);
    let closer = match model.score.cmp(&naive.score) {
        std::cmp::Ordering::Less => w.model_closer,
        std::cmp::Ordering::Equal => w.tie,
        std::cmp::Ordering::Greater => w.naive_closer,
    };
    let template = if round.revealed { w.result } else { w.guess };
    let mut text = fill(
        template,
        &[
            ("name", round.row.name(lang)),
            ("year", &round.cut_off.to_string()),
            ("first", &(round.cut_off + 1).to_string()),
            ("last", &round.last().to_string()),
            ("middle", &said(end[2], lang)),
            ("low", &said(end[0], lang)),
            ("high", &said(end[4], lang)),
            ("factor", &factor(model)),
            ("naive_factor", &factor(naive)),
            ("held", &model.held.to_string()),
            ("years", &round.years().to_string()),
            ("score", &score(model)),
            ("naive_score", &score(naive)),
            ("closer", closer),
        ],
    );
    if round.revealed && round.last() >= NEW_RULES {
        text.push(' ');
        text.push_str(w.new_rules);
    }
    text
}
