//! Change across, one row of bars.

use crate::draw::scene::{Align, Item, Page, Point, Rect, Scene, Text};
use crate::draw::text::Face;
use crate::draw::theme::Rgb;
use crate::figures::scale::{self, Scale};
use crate::figures::spec::{Anchor, Axis, Figure, Label, Level, Mark};

/// Opacity of the bar of 50 futures of 100, laid on the other.
const FIFTY: f64 = 0.45;
/// How far a verdict may step aside to leave room for the values at the bar's ends.
const SIDESTEPS: [f64; 7] = [0.0, -20.0, 20.0, -40.0, 40.0, -70.0, 70.0];
/// Largest radius of a dot.
const DOT: f64 = 5.0;
/// Dots that have room on one another, so that those of strips under one another are as large.
const LEAST_ROWS: f64 = 3.0;
/// From a bar's end to its value.
const GAP: f64 = 7.0;
/// Length and half the height of the mark of a bar that leaves the picture.
const ARROW: f64 = 8.0;

pub(crate) fn lay(figure: &Figure, axis: &Axis, top: f64, mut page: Page) -> Scene {
    let line = page.line();
    let dots = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Point { at, .. } => Some(at.1 + 1.0),
        _ => None,
    });
    let rows = dots.fold(0.0, f64::max);
    let most = (2.0 * DOT * rows).max(18.0);
    let height = (page.size.height - top - 2.0 * line - 12.0).clamp(8.0, most);
    let rect = Rect {
        left: 0.0,
        top: top + line + 3.0,
        right: page.size.width,
        bottom: top + line + 3.0 + height,
    };
    let x = Scale::new(axis.domain, (1.0, page.size.width - 1.0));
    let zero = x.project(0.0);

    let track = page.theme.mixed(page.theme.ink, 0.35);
    let under = (rect.bottom + 4.0).floor() + 0.5;
    page.rule((0.0, under), (page.size.width, under), 1.0, track);
    for mark in &figure.marks {
        bar(&mut page, mark, &x, &rect);
        dot(
            &mut page,
            mark,
            &x,
            (rect.bottom, height / rows.max(LEAST_ROWS)),
        );
    }
    let ink = page.theme.ink;
    page.rule((zero, rect.top - 4.0), (zero, rect.bottom + 4.0), 1.25, ink);
    for mark in &figure.marks {
        middle_mark(&mut page, mark, &x, &rect);
    }
    words(&mut page, figure, &x, &rect);
    page.scene(rect, x, None, Vec::new())
}

fn bar(page: &mut Page, mark: &Mark, x: &Scale, rect: &Rect) {
    let Mark::Bar {
        level,
        tone,
        from,
        to,
    } = mark
    else {
        return;
    };
    let (left, right) = (within(x, *from), within(x, *to));
    let inset = match level {
        Level::Ninety => (rect.bottom - rect.top) * 0.2,
        Level::Fifty => 0.0,
    };
    let own = Rect {
        left,
        right: right.max(left + 1.0),
        top: rect.top + inset,
        bottom: rect.bottom - inset,
    };
    page.items.push(Item::Box {
        rect: own,
        colour: page.theme.tone(*tone),
        opacity: match level {
            Level::Ninety => page.theme.ninety,
            Level::Fifty => FIFTY,
        },
    });
    let edge = page.theme.edge(*tone);
    let (low, high) = x.domain();
    let ink = page.theme.ink;
    for (value, place) in [(*from, left), (*to, right)] {
        if value >= low && value <= high {
            page.rule((place, own.top), (place, own.bottom), 1.0, edge);
        }
    }
    if *level == Level::Ninety {
        let middle = (rect.top + rect.bottom) / 2.0;
        let arrows = [
            (*from < low, x.range().0, 1.0),
            (*to > high, x.range().1, -1.0),
        ];
        for (_, tip, inwards) in arrows.into_iter().filter(|(leaves, ..)| *leaves) {
            leaving(page, (tip, middle), inwards * ARROW, ink);
        }
    }
}

/// An arrowhead at the edge of the picture: the bar goes on beyond it.
fn leaving(page: &mut Page, (tip, middle): Point, inwards: f64, colour: Rgb) {
    let base = tip + inwards;
    page.items.push(Item::Fill {
        points: vec![
            (tip, middle),
            (base, middle - ARROW),
            (base, middle + ARROW),
        ],
        colour,
        opacity: 1.0,
    });
}

fn dot(page: &mut Page, mark: &Mark, x: &Scale, (bottom, room): (f64, f64)) {
    if let Mark::Point { tone, at, .. } = mark {
        page.items.push(Item::Disc {
            centre: (within(x, at.0), bottom - room * (at.1 + 0.5)),
            radius: (0.46 * room).min(DOT),
            colour: page.theme.tone(*tone),
        });
    }
}

fn middle_mark(page: &mut Page, mark: &Mark, x: &Scale, rect: &Rect) {
    if let Mark::Middle { tone, at } = mark {
        let place = within(x, *at);
        let colour = page.theme.tone(*tone);
        let (top, bottom) = (rect.top - 3.0, rect.bottom + 3.0);
        page.rule((place, top), (place, bottom), 3.0, colour);
    }
}

fn words(page: &mut Page, figure: &Figure, x: &Scale, rect: &Rect) {
    let face = page.face();
    let above = rect.top - 6.0;
    let beside = (rect.top + rect.bottom) / 2.0 + face.size * 0.35;
    let under = rect.bottom + 7.0 + face.size;
    let zero = x.project(0.0);
    for label in &figure.labels {
        let tries: Vec<(f64, f64, Align, bool)> = match label.anchor {
            Anchor::Above(at) => {
                // A bold value stays over its mark; a verdict may step aside.
                let steps = if label.bold { 1 } else { SIDESTEPS.len() };
                let aside = |step: &f64| (within(x, at) + step, above, Align::Centre, true);
                SIDESTEPS[..steps].iter().map(aside).collect()
            }
            Anchor::Under(at) => vec![(x.project(at), under, Align::Centre, true)],
            Anchor::FarLeft => vec![(0.0, under, Align::Left, true)],
            Anchor::FarRight => vec![(page.size.width, under, Align::Right, true)],
            Anchor::LeftEnd(at) => vec![
                (within(x, at) - GAP, beside, Align::Right, false),
                (within(x, at), above, Align::Left, true),
            ],
            Anchor::RightEnd(at) => vec![
                (within(x, at) + GAP, beside, Align::Left, false),
                (within(x, at), above, Align::Right, true),
            ],
            _ => continue,
        };
        let clear_of_zero = |text: &Text| {
            let line = Rect {
                left: zero - 1.0,
                top: rect.top - 4.0,
                right: zero + 1.0,
                bottom: rect.bottom + 4.0,
            };
            let on_line = text.at.1 == beside;
            !on_line || !text.room.near(&line, 3.0)
        };
        'placed: for words in forms(label) {
            for (at, baseline, align, clamp) in &tries {
                let face = Face {
                    bold: label.bold,
                    ..face
                };
                let colour = page.theme.tone(label.tone);
                let mut text = page.text(words, face, colour, (*at, *baseline), *align);
                if *clamp {
                    text = page.clamped(text, 0.0, page.size.width);
                }
                if clear_of_zero(&text) && page.place(text, 6.0) {
                    break 'placed;
                }
            }
        }
    }
}

fn forms(label: &Label) -> impl Iterator<Item = &str> {
    std::iter::once(label.text.as_str()).chain(label.short.as_deref())
}

fn within(x: &Scale, value: f64) -> f64 {
    x.project(scale::within(value, x.domain().0, x.domain().1))
}
