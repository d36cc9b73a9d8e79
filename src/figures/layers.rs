//! What of the record stands beside the futures: history, breaks in the series, events.

use super::format::fill;
use super::rows::Row;
use super::scale::year_ticks;
use super::spec::{Anchor, Figure, Frame, Mark, Tick};
use crate::data::{self, MarkedEvent};
use crate::i18n::{Lang, words};

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The recorded years.
    History,
    /// Where a series is not comparable before and after.
    Breaks,
    /// The main events of the timeline.
    Events,
}

impl Layer {
    /// All of them in page order.
    pub const ALL: [Layer; 3] = [Layer::History, Layer::Breaks, Layer::Events];

    /// Eternal key in links.
    pub const fn key(self) -> &'static str {
        match self {
            Layer::History => "history",
            Layer::Breaks => "breaks",
            Layer::Events => "events",
        }
    }
}

/// Which of them are shown: a place for each of [`Layer::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers(pub [bool; Layer::ALL.len()]);

impl Default for Layers {
    fn default() -> Self {
        Layers([true, true, false])
    }
}

/// What a link says where none is shown.
const NONE: &str = "none";

impl Layers {
    /// Whether one is shown.
    pub fn has(self, layer: Layer) -> bool {
        self.0[layer as usize]
    }

    /// Shows one or not.
    pub fn set(&mut self, layer: Layer, shown: bool) {
        self.0[layer as usize] = shown;
    }

    /// Keys of those that are shown, parted by commas; `none` where there are none.
    pub fn text(self) -> String {
        let shown = Layer::ALL.into_iter().filter(|layer| self.has(*layer));
        let keys: Vec<&str> = shown.map(Layer::key).collect();
        if keys.is_empty() {
            return NONE.into();
        }
        keys.join(",")
    }

    /// Those that a text names, in any order; none where it names another one.
    pub fn read(text: &str) -> Option<Layers> {
        let mut layers = Layers([false; Layer::ALL.len()]);
        if text == NONE {
            return Some(layers);
        }
        for key in text.split(',') {
            let known = Layer::ALL.into_iter().find(|layer| layer.key() == key)?;
            layers.set(known, true);
        }
        Some(layers)
    }
}

/// The figure of a row's levels without what is not shown.
pub fn without(mut figure: Figure, layers: Layers) -> Figure {
    if !layers.has(Layer::History) {
        begin_with_futures(&mut figure);
    }
    if !layers.has(Layer::Breaks) {
        figure
            .marks
            .retain(|mark| !matches!(mark, Mark::Notch { .. }));
    }
    figure
}

/// The figure with the events that touch its row, those of the years that it shows.
pub fn with_events(mut figure: Figure, row: Row) -> Figure {
    let Frame::Plane { x, .. } = &figure.frame else {
        return figure;
    };
    let (from, to) = x.domain;
    let shown = data::marked_events(row.countries()).zip(0..);
    figure.marks.extend(
        shown
            .filter(|(event, _)| event.place >= from && event.place <= to)
            .map(|(event, number)| Mark::Event {
                at: event.place,
                number,
            }),
    );
    figure
}

/// Events that a figure marks, with their letters.
pub fn events_of(figure: &Figure, row: Row) -> Vec<(char, &'static MarkedEvent)> {
    let is_marked = |wanted: u32| {
        let mut marks = figure.marks.iter();
        marks.any(|mark| matches!(mark, Mark::Event { number, .. } if *number == wanted))
    };
    data::marked_events(row.countries())
        .zip(0..)
        .filter(|(_, number)| is_marked(*number))
        .map(|(event, number)| (letter(number), event))
        .collect()
}

/// An event as its list has it: `2020: Title 42 expulsions`.
pub fn event_line(event: &MarkedEvent, lang: Lang) -> String {
    let name = match lang {
        Lang::En => event.name_en,
        Lang::Es => event.name_es,
    };
    fill(
        words::view(lang).event,
        &[("year", &event.year.to_string()), ("name", name)],
    )
}

/// The letter of an event in a picture.
pub fn letter(number: u32) -> char {
    char::from_u32('a' as u32 + number).unwrap_or('*')
}

/// Takes all away that lies before the border between recorded and simulated years.
fn begin_with_futures(figure: &mut Figure) {
    let border = figure.marks.iter().find_map(|mark| match mark {
        Mark::Region { from, .. } => Some(*from),
        _ => None,
    });
    let (Some(border), Frame::Plane { x, .. }) = (border, &mut figure.frame) else {
        return;
    };
    let (first, last) = (border + 0.5, x.domain.1 - 0.3);
    x.domain.0 = first - 0.3;
    x.ticks = year_ticks(first as i32, last as i32)
        .into_iter()
        .map(|year| Tick {
            at: f64::from(year),
            text: year.to_string(),
        })
        .collect();
    let start = x.domain.0;
    figure.marks.retain_mut(|mark| match mark {
        Mark::Region { from, .. } => {
            *from = start;
            true
        }
        Mark::Line { points, .. } => {
            points.retain(|point| point.0 > border);
            points.len() > 1
        }
        Mark::Band { spans, .. } => {
            spans.retain(|span| span.x > border);
            spans.len() > 1
        }
        Mark::Point { at, .. } => at.0 > border,
        Mark::Notch { at, .. } | Mark::Event { at, .. } => *at > border,
        Mark::Bar { .. } | Mark::Middle { .. } => true,
    });
    figure.labels.retain_mut(|label| match &mut label.anchor {
        Anchor::Before(_) => false,
        Anchor::After(at) => {
            *at = start;
            true
        }
        Anchor::Under(at) => *at > border,
        _ => true,
    });
    let table = &mut figure.table;
    table
        .rows
        .retain(|row| row.year().is_none_or(|year| f64::from(year) > border));
    let full: Vec<bool> = (0..table.columns.len())
        .map(|column| table.rows.iter().any(|row| row.cells[column].is_some()))
        .collect();
    let mut keep = full.iter();
    table.columns.retain(|_| keep.next() == Some(&true));
    for row in &mut table.rows {
        let mut keep = full.iter();
        row.cells.retain(|_| keep.next() == Some(&true));
    }
}
