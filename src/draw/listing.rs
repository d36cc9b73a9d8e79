//! A list of bars as a picture that stands alone.

use crate::draw::card::paragraphs;
use crate::draw::scene::{Align, Item, Measure, Page, Rect, Scene, Size};
use crate::draw::text::Face;
use crate::draw::theme::Theme;
use crate::figures::listing::{Cell, Listing, Part};
use crate::figures::scale::Scale;
use crate::figures::spec::Level;

/// Size of the words.
const FACE: f64 = 13.0;
/// From one line of words to the next.
const LINE: f64 = 16.5;
/// Height of a bar.
const BAR: f64 = 16.0;
/// Above and below what stands in a line.
const PAD: f64 = 6.0;
/// Between columns.
const GAP: f64 = 20.0;
/// Share of the width for names.
const NAMES: f64 = 0.27;
/// Share of the width for words beside a single column of bars.
const SAID: f64 = 0.27;
/// Opacity of a stretch of 50 futures of 100, laid on the other.
const FIFTY: f64 = 0.45;

/// Lays a list out at a width, with its heading above and paragraphs under it.
pub fn listing(
    list: &Listing,
    width: f64,
    theme: &Theme,
    below: &[String],
    measure: Measure,
) -> Scene {
    let size = Size { width, height: 0.0 };
    let mut page = Page::new(size, theme, measure);
    let columns = Columns::of(list, width);
    let mut top = page.heading(&list.title);
    if !list.heads.is_empty() {
        let start = top;
        for (place, (head, tone)) in list.heads.iter().enumerate() {
            let face = Face {
                bold: true,
                ..Face::label(FACE)
            };
            let (left, right) = columns.bar(place);
            let room = (left, right - left);
            top = top.max(page.put_lines(head, face, room, start, theme.tone(*tone)));
        }
        top += PAD;
    }
    let rule = theme.mixed(theme.ink, 0.25);
    for line in &list.lines {
        if !line.name.is_empty() {
            page.rule((0.0, top), (width, top), 1.0, rule);
        }
        let face = Face {
            bold: line.bold,
            ..Face::label(FACE)
        };
        let start = top + PAD;
        let mut bottom = page.put_lines(&line.name, face, (0.0, columns.names), start, theme.ink);
        for (place, cell) in line.cells.iter().enumerate() {
            let (left, right) = columns.bar(place);
            bar(&mut page, cell, (left, right), start);
            let said = match columns.beside {
                true => page.put_lines(
                    &cell.said,
                    face,
                    (right + GAP, width - right - GAP),
                    start,
                    theme.ink,
                ),
                false => page.put_lines(
                    &cell.said,
                    Face::label(FACE - 1.0),
                    (left, right - left),
                    start + BAR + 3.0,
                    theme.ink,
                ),
            };
            bottom = bottom.max(said).max(start + BAR);
        }
        top = bottom + PAD;
    }
    if let Some([fewer, more]) = &list.ends {
        let face = Face::label(FACE - 1.0);
        let mut bottom = top;
        for place in 0..list.heads.len().max(1) {
            let (left, right) = columns.bar(place);
            let mut end = |words: &str, at: f64, align| {
                let text = page.text(words, face, theme.quiet, (at, top + face.size), align);
                let width = text.room.right - text.room.left;
                page.texts.push(text);
                width
            };
            let first = end(fewer, left, Align::Left);
            // Where both do not fit on one line they take two.
            let room = (page.measure)(more, face);
            let lower = first + room + 8.0 > right - left;
            let down = if lower { LINE } else { 0.0 };
            let text = page.text(
                more,
                face,
                theme.quiet,
                (right, top + face.size + down),
                Align::Right,
            );
            page.texts.push(text);
            bottom = bottom.max(top + LINE + down);
        }
        top = bottom + PAD;
    }
    page.size.height = top;
    let plane = Rect {
        left: 0.0,
        top: 0.0,
        right: width,
        bottom: top,
    };
    let mut scene = page.scene(
        plane,
        Scale::new((0.0, 1.0), (0.0, width)),
        None,
        Vec::new(),
    );
    paragraphs(&mut scene, theme, below, measure);
    scene
}

/// Where names, bars and words stand.
struct Columns {
    names: f64,
    first: f64,
    each: f64,
    /// Whether words stand beside the bar, not under it.
    beside: bool,
}

impl Columns {
    fn of(list: &Listing, width: f64) -> Self {
        let names = NAMES * width;
        let first = names + GAP;
        let count = list.heads.len().max(1) as f64;
        let beside = list.heads.is_empty();
        let all = width - first - if beside { SAID * width + GAP } else { 0.0 };
        Columns {
            names,
            first,
            each: (all - GAP * (count - 1.0)) / count,
            beside,
        }
    }

    /// Left and right end of the bars in a column.
    fn bar(&self, place: usize) -> (f64, f64) {
        let left = self.first + place as f64 * (self.each + GAP);
        (left, left + self.each)
    }
}

fn bar(page: &mut Page, cell: &Cell, (left, right): (f64, f64), top: f64) {
    let bottom = top + BAR;
    let place = |share: f64| left + share * (right - left);
    for part in &cell.parts {
        match *part {
            Part::Stretch(level, from, to) => {
                let (inset, opacity) = match level {
                    Level::Ninety => (3.0, page.theme.ninety),
                    Level::Fifty => (0.0, FIFTY),
                };
                let (from, to) = (place(from), place(to).max(place(from) + 1.0));
                let (top, bottom) = (top + inset, bottom - inset);
                page.items.push(Item::Box {
                    rect: Rect {
                        left: from,
                        top,
                        right: to,
                        bottom,
                    },
                    colour: page.theme.tone(cell.tone),
                    opacity,
                });
                let edge = page.theme.edge(cell.tone);
                for end in [from, to] {
                    page.rule((end, top), (end, bottom), 1.0, edge);
                }
            }
            Part::Middle(at) => {
                let colour = page.theme.tone(cell.tone);
                page.rule(
                    (place(at), top - 2.0),
                    (place(at), bottom + 2.0),
                    3.0,
                    colour,
                );
            }
            Part::Nothing(at) => {
                let ink = page.theme.ink;
                page.rule((place(at), top - 2.0), (place(at), bottom + 2.0), 1.25, ink);
            }
        }
    }
}

impl Page<'_> {
    /// Words in as many lines as they need from `top` on; gives where they end.
    fn put_lines(
        &mut self,
        words: &str,
        face: Face,
        (left, width): (f64, f64),
        top: f64,
        colour: crate::draw::theme::Rgb,
    ) -> f64 {
        let mut bottom = top;
        for line in crate::draw::card::lines(words, width, &|words| (self.measure)(words, face)) {
            let at = (left, bottom + face.size);
            let text = self.text(&line, face, colour, at, Align::Left);
            self.texts.push(text);
            bottom += LINE;
        }
        bottom
    }
}
