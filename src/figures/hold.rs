//! A figure held to the axis that stood before, while a reader drags, and what is said when that
//! gives way.

use super::format::{Unit, change, fill, said};
use super::spec::{Anchor, Figure, Frame, Keep, Label, Mark, Tone};
use crate::i18n::{Lang, words};

/// The figure on the axis of amounts of `before`, where its own is another one. What lies beyond is
/// cut by the drawing; a plane says how far up it goes.
pub fn held(figure: &Figure, before: &Frame, lang: Lang) -> Option<Figure> {
    if !is_rescaled(&figure.frame, before) {
        return None;
    }
    let mut held = figure.clone();
    match (&mut held.frame, before) {
        (Frame::Plane { y, .. }, Frame::Plane { y: stood, .. }) => y.clone_from(stood),
        (Frame::Strip { x }, Frame::Strip { x: stood }) => x.clone_from(stood),
        _ => return None,
    }
    if let Frame::Plane { y, .. } = &held.frame {
        let highest = held.numbers().into_iter().fold(0.0, f64::max);
        let is_said = held.labels.iter().any(|label| label.anchor == Anchor::Cut);
        if highest > y.domain.1 && !is_said {
            held.labels.push(Label {
                text: fill(words::chart(lang).cut, &[("n", &said(highest, lang))]),
                short: None,
                tone: tone(&held),
                bold: false,
                anchor: Anchor::Cut,
                keep: Keep::Always,
            });
        }
    }
    Some(held)
}

/// Whether the axis of amounts differs between two frames of one kind.
pub fn is_rescaled(now: &Frame, before: &Frame) -> bool {
    match (now, before) {
        (Frame::Plane { y, .. }, Frame::Plane { y: stood, .. }) => y.domain != stood.domain,
        (Frame::Strip { x }, Frame::Strip { x: stood }) => x.domain != stood.domain,
        _ => false,
    }
}

/// What is said of a figure's axis once it has taken the place of another one.
pub fn rescaled(figure: &Figure, lang: Lang) -> String {
    let w = words::chart(lang);
    let (low, high) = match &figure.frame {
        Frame::Plane { y, .. } => y.domain,
        Frame::Strip { x } => x.domain,
    };
    let unit = figure.table.columns.first().map(|column| column.unit);
    let text = |value: f64| match unit {
        // Beside a long way to more stands room for fewer than there are.
        Some(Unit::Change) => change(value.max(-100.0), lang),
        _ => said(value, lang),
    };
    if low < 0.0 {
        let (low, high) = (text(low), text(high));
        return fill(w.rescaled_both, &[("low", &low), ("high", &high)]);
    }
    fill(w.rescaled, &[("n", &said(high, lang))])
}

fn tone(figure: &Figure) -> Tone {
    let mut marks = figure.marks.iter();
    let found = marks.find_map(|mark| match mark {
        Mark::Band { tone, .. } | Mark::Line { tone, .. } => Some(*tone),
        _ => None,
    });
    found.unwrap_or(Tone::Total)
}
