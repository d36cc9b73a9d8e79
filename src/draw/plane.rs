//! Years across, amounts upwards.

use crate::draw::scene::{Align, Item, Page, Point, Rect, Scene, Text};
use crate::draw::text::Face;
use crate::draw::theme::Rgb;
use crate::figures::layers::letter;
use crate::figures::scale::{self, Scale};
use crate::figures::spec::{
    Anchor, Axis, Figure, Keep, Label, Level, Mark, Span, Stroke, Tick, Tone,
};

/// Narrower pictures carry a key above the plane; wider ones name lines at their ends.
const KEY_BELOW: f64 = 520.0;
/// Widest line of a name at a line's end.
const NAME_WIDTH: f64 = 128.0;
/// From the last year to the names.
const NAME_GAP: f64 = 14.0;
/// Length of a line's sample in the key.
const SAMPLE: f64 = 18.0;
/// From the words above the plane to the plane.
const HEADROOM: f64 = 5.0;

pub(crate) fn lay(
    figure: &Figure,
    (x_axis, y_axis): (&Axis, &Axis),
    in_row: bool,
    (top, mut page): (f64, Page),
) -> Scene {
    let names: Vec<&Label> = figure
        .labels
        .iter()
        .filter(|l| matches!(l.anchor, Anchor::LineEnd { .. } | Anchor::BandEnd { .. }))
        .collect();
    let column = column(&page, &names);
    let in_key = page.size.width < KEY_BELOW;
    let right = match column {
        Some(width) if !in_key => page.size.width - width - NAME_GAP,
        _ => page.size.width,
    };
    let names: Vec<&Label> = names
        .into_iter()
        .filter(|label| label.keep != Keep::RoomOnly)
        .collect();
    let top = if in_key {
        key(&mut page, &names, top)
    } else {
        top
    };

    let notched = in_row || figure.marks.iter().any(|m| matches!(m, Mark::Notch { .. }));
    let eventful = figure.marks.iter().any(|m| matches!(m, Mark::Event { .. }));
    let lines = 1 + usize::from(notched) + usize::from(eventful);
    let under = 6.0 + page.line() * lines as f64;
    let mut rect = Rect {
        left: 0.0,
        top: top + page.line() + HEADROOM,
        right,
        bottom: (page.size.height - under).max(top + page.line() + HEADROOM + 10.0),
    };
    let ticks_inside = !in_row && ticks_fit_inside(figure, x_axis, y_axis, &rect, &page);
    if !ticks_inside {
        rect.left = widest(&page, &y_axis.ticks) + 7.0;
    }
    let x = Scale::new(x_axis.domain, (rect.left, rect.right));
    let y = Scale::new(y_axis.domain, (rect.bottom, rect.top));
    let view = View { x, y, rect };

    // Amounts inside the plane stand over their lines: an event's line ends below the first of them.
    let first = y_axis.ticks.iter().find(|tick| tick.at > 0.0);
    let events_top = match first {
        Some(tick) if ticks_inside => view.y.project(tick.at),
        _ => rect.top,
    };
    for mark in &figure.marks {
        region(&mut page, &view, mark);
        event_line(&mut page, &view, mark, events_top);
    }
    grid(&mut page, &view, y_axis);
    for mark in &figure.marks {
        band(&mut page, &view, mark);
    }
    for mark in &figure.marks {
        edges(&mut page, &view, mark);
    }
    axis_line(&mut page, &view);
    for mark in &figure.marks {
        border(&mut page, &view, mark);
    }
    for stroke in [Stroke::Thin, Stroke::Solid, Stroke::Thick, Stroke::Dashed] {
        for mark in &figure.marks {
            line(&mut page, &view, mark, stroke);
        }
    }
    for mark in &figure.marks {
        point(&mut page, &view, mark);
    }

    let notches = notches(&mut page, &view, figure);
    events(&mut page, &view, figure, notched);
    let years_baseline = rect.bottom + under - page.face().size * 0.3;
    years(&mut page, &view, x_axis, figure, years_baseline);
    header(&mut page, &view, figure);
    tick_words(&mut page, &view, figure, y_axis, ticks_inside);
    if !in_key && column.is_some() {
        beside(&mut page, &view, &names);
    }
    page.scene(rect, x, Some(y), notches)
}

struct View {
    x: Scale,
    y: Scale,
    rect: Rect,
}

impl View {
    fn at(&self, (x, y): Point) -> Point {
        (self.x.project(x), self.y.project(y))
    }
}

// ---- shapes ----

fn region(page: &mut Page, view: &View, mark: &Mark) {
    if let Mark::Region { from, to } = mark {
        page.items.push(Item::Box {
            rect: Rect {
                left: view.x.project(*from),
                right: view.x.project(*to).min(view.rect.right),
                ..view.rect
            },
            colour: page.theme.ink,
            opacity: 0.03,
        });
    }
}

/// A fine line through the plane where something happened.
fn event_line(page: &mut Page, view: &View, mark: &Mark, top: f64) {
    if let Mark::Event { at, .. } = mark {
        let x = snapped(view.x.project(*at));
        let colour = page.theme.mixed(page.theme.ink, 0.35);
        let points = [(x, top), (x, view.rect.bottom + 4.0)];
        page.dashes(&points, (1.5, 2.5), 1.0, colour);
    }
}

fn border(page: &mut Page, view: &View, mark: &Mark) {
    if let Mark::Region { from, .. } = mark {
        let x = view.x.project(*from);
        let colour = page.theme.quiet;
        let points = [(x, view.rect.top - 14.0), (x, view.rect.bottom)];
        page.dashes(&points, (1.5, 3.0), 1.0, colour);
    }
}

fn grid(page: &mut Page, view: &View, axis: &Axis) {
    let colour = page.theme.mixed(page.theme.ink, 0.10);
    for tick in axis.ticks.iter().filter(|tick| tick.at != 0.0) {
        let y = snapped(view.y.project(tick.at));
        page.rule((view.rect.left, y), (view.rect.right, y), 1.0, colour);
    }
}

fn axis_line(page: &mut Page, view: &View) {
    let colour = page.theme.mixed(page.theme.ink, 0.35);
    let y = snapped(view.y.project(0.0));
    page.rule((view.rect.left, y), (view.rect.right, y), 1.0, colour);
}

fn band(page: &mut Page, view: &View, mark: &Mark) {
    let Mark::Band {
        level,
        tone,
        faint,
        spans,
    } = mark
    else {
        return;
    };
    let domain = view.y.domain();
    let mut points: Vec<Point> = capped(&upper(spans), domain);
    points.extend(capped(&lower(spans), domain).into_iter().rev());
    let opacity = page.theme.opacity(*level) * if *faint { 0.45 } else { 1.0 };
    page.items.push(Item::Fill {
        points: points.into_iter().map(|p| view.at(p)).collect(),
        colour: page.theme.tone(*tone),
        opacity,
    });
}

fn edges(page: &mut Page, view: &View, mark: &Mark) {
    if let Mark::Band {
        tone,
        faint: false,
        spans,
        level,
    } = mark
    {
        let colour = page.theme.edge(*tone);
        let width = match level {
            Level::Ninety => 0.75,
            Level::Fifty => 1.0,
        };
        for edge in [upper(spans), lower(spans)] {
            for piece in inside(&edge, view.y.domain()) {
                let piece = piece.into_iter().map(|p| view.at(p)).collect();
                page.stroke(piece, width, colour);
            }
        }
    }
}

fn line(page: &mut Page, view: &View, mark: &Mark, wanted: Stroke) {
    let Mark::Line {
        stroke,
        tone,
        points,
    } = mark
    else {
        return;
    };
    if *stroke != wanted {
        return;
    }
    let colour = page.theme.tone(*tone);
    for piece in inside(points, view.y.domain()) {
        let piece: Vec<Point> = piece.into_iter().map(|p| view.at(p)).collect();
        pen(page, piece, *stroke, colour);
    }
}

fn pen(page: &mut Page, points: Vec<Point>, stroke: Stroke, colour: Rgb) {
    match stroke {
        Stroke::Thick => page.stroke(points, 2.5, colour),
        Stroke::Solid => page.stroke(points, 2.0, colour),
        Stroke::Thin => page.stroke(points, 1.0, colour),
        Stroke::Dashed => {
            // Cased in paper: it often runs along a line of its own colour.
            let ground = page.theme.ground;
            page.dashes(&points, (4.5, 3.5), 2.4, ground);
            page.dashes(&points, (4.5, 3.5), 1.25, colour);
        }
    }
}

fn point(page: &mut Page, view: &View, mark: &Mark) {
    if let Mark::Point { tone, hollow, at } = mark {
        let centre = view.at(*at);
        let colour = page.theme.tone(*tone);
        page.items.push(Item::Disc {
            centre,
            radius: 3.75,
            colour,
        });
        if *hollow {
            page.items.push(Item::Disc {
                centre,
                radius: 2.0,
                colour: page.theme.ground,
            });
        }
    }
}

fn upper(spans: &[Span]) -> Vec<Point> {
    spans.iter().map(|s| (s.x, s.high)).collect()
}

fn lower(spans: &[Span]) -> Vec<Point> {
    spans.iter().map(|s| (s.x, s.low)).collect()
}

/// A line whose parts outside of a domain run along its ends.
fn capped(points: &[Point], (low, high): (f64, f64)) -> Vec<Point> {
    let mut out = Vec::with_capacity(points.len() + 4);
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            out.extend(crossings(points[index - 1], *point, (low, high)));
        }
        out.push((point.0, scale::within(point.1, low, high)));
    }
    out
}

/// The parts of a line that lie in a domain.
fn inside(points: &[Point], (low, high): (f64, f64)) -> Vec<Vec<Point>> {
    let lies_in = |point: &Point| point.1 >= low && point.1 <= high;
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            let before = points[index - 1];
            piece.extend(crossings(before, *point, (low, high)));
            if lies_in(&before) && !lies_in(point) {
                pieces.push(std::mem::take(&mut piece));
            }
        }
        if lies_in(point) {
            piece.push(*point);
        } else if !piece.is_empty() {
            // It came in and went out again between two points.
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces
}

/// Where the way from one point to another enters or leaves a domain, in this order.
fn crossings(a: Point, b: Point, (low, high): (f64, f64)) -> impl Iterator<Item = Point> {
    let ends = if a.1 > b.1 { [high, low] } else { [low, high] };
    ends.into_iter().filter_map(move |end| {
        let crosses = (a.1 > end) != (b.1 > end);
        crosses.then(|| (a.0 + (b.0 - a.0) * (end - a.1) / (b.1 - a.1), end))
    })
}

/// The nearest place where a line of one pixel fills whole pixels.
fn snapped(place: f64) -> f64 {
    place.floor() + 0.5
}

// ---- words ----

fn header(page: &mut Page, view: &View, figure: &Figure) {
    let face = page.face();
    let baseline = view.rect.top - HEADROOM;
    for label in &figure.labels {
        let colour = page.theme.tone(label.tone);
        let (at, align) = match label.anchor {
            Anchor::Before(x) => (view.x.project(x) - 5.0, Align::Right),
            Anchor::After(x) => (view.x.project(x) + 5.0, Align::Left),
            _ => continue,
        };
        let text = page.text(&label.text, face, colour, (at, baseline), align);
        page.place(text, 2.0);
    }
    for label in &figure.labels {
        if label.anchor != Anchor::Cut {
            continue;
        }
        let colour = page.theme.tone(label.tone);
        let short = label.short.as_deref().unwrap_or(&label.text);
        let room = (page.measure)(short, face);
        let under = under_edge(figure, view, room) + face.size + 2.0;
        // What holds for all lines may stand above any of them; a cut belongs to its edge.
        let end = match label.short {
            None => view.rect.left + room,
            Some(_) => view.rect.right,
        };
        let places = [
            (label.text.as_str(), view.rect.right, baseline, 8.0),
            (short, end, baseline, 4.0),
            (short, view.rect.right - 4.0, under, 2.0),
        ];
        for (words, right, baseline, gap) in places {
            let text = page.text(words, face, colour, (right, baseline), Align::Right);
            if page.place(text, gap) {
                break;
            }
        }
    }
}

/// The lowest place of the upper edge of the widest band over the last `width` pixels.
fn under_edge(figure: &Figure, view: &View, width: f64) -> f64 {
    let from = view.x.invert(view.rect.right - width - 12.0).floor();
    let edges = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Band {
            level: Level::Ninety,
            faint: false,
            spans,
            ..
        } => Some(spans),
        _ => None,
    });
    edges
        .flatten()
        .filter(|span| span.x >= from)
        .map(|span| view.y.project(span.high))
        .fold(view.rect.top, f64::max)
}

fn years(page: &mut Page, view: &View, axis: &Axis, figure: &Figure, baseline: f64) {
    let (ends, decades) = axis.ticks.split_at(axis.ticks.len().min(2));
    let under = figure.labels.iter().filter_map(|label| match label.anchor {
        Anchor::Under(at) => Some((at, label.text.as_str(), page.theme.tone(label.tone))),
        _ => None,
    });
    let quiet = page.theme.quiet;
    let words = |tick: &Tick| (tick.at, tick.text.clone(), quiet);
    let wanted: Vec<(f64, String, Rgb)> = ends
        .iter()
        .map(words)
        .chain(under.map(|(at, text, colour)| (at, text.to_string(), colour)))
        .chain(decades.iter().map(words))
        .collect();
    let face = page.face();
    let mark = page.theme.mixed(page.theme.ink, 0.35);
    for (at, words, colour) in wanted {
        let x = view.x.project(at);
        let text = page.text(&words, face, colour, (x, baseline), Align::Centre);
        let text = page.clamped(text, view.rect.left, view.rect.right);
        if page.place(text, 6.0) {
            let bottom = view.rect.bottom;
            page.rule((x, bottom), (x, bottom + 4.0), 1.0, mark);
        }
    }
}

fn notches(page: &mut Page, view: &View, figure: &Figure) -> Vec<(u32, Rect)> {
    let marks = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Notch { at, footnote } => Some((view.x.project(at - 0.5), *footnote)),
        _ => None,
    });
    let marks: Vec<(f64, u32)> = marks.collect();
    let mut drawn: Vec<f64> = Vec::new();
    for &(x, _) in &marks {
        if !drawn.contains(&x) {
            let top = view.rect.bottom + 1.0;
            page.items.push(Item::Fill {
                points: vec![(x - 3.5, top), (x + 3.5, top), (x, top + 5.0)],
                colour: page.theme.quiet,
                opacity: 1.0,
            });
            drawn.push(x);
        }
    }
    let baseline = view.rect.bottom + 5.0 + page.face().size;
    named_under(page, marks, baseline, |footnote| footnote.to_string())
}

/// The letters of events, under those of the notches.
fn events(page: &mut Page, view: &View, figure: &Figure, notched: bool) {
    let marks = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Event { at, number } => Some((view.x.project(*at), *number)),
        _ => None,
    });
    let lines = if notched { page.line() } else { 0.0 };
    let baseline = view.rect.bottom + 5.0 + page.face().size + lines;
    named_under(page, marks.collect(), baseline, |number| {
        letter(number).to_string()
    });
}

/// Names marks under the axis; those that would touch stand together. Gives back each mark with the
/// room of its name.
fn named_under(
    page: &mut Page,
    mut marks: Vec<(f64, u32)>,
    baseline: f64,
    name: fn(u32) -> String,
) -> Vec<(u32, Rect)> {
    let (face, colour) = (page.face(), page.theme.quiet);
    sort_by_place(&mut marks, |mark| mark.0);
    let mut groups: Vec<(Vec<u32>, Text)> = Vec::new();
    for (x, number) in marks {
        let mark = |numbers: &[u32], x: f64| {
            let words = names_together(numbers, name);
            let text = page.text(&words, face, colour, (x, baseline), Align::Centre);
            page.clamped(text, 0.0, page.size.width)
        };
        let mut numbers = vec![number];
        let mut text = mark(&numbers, x);
        while let Some((before, words)) = groups.pop() {
            if !words.room.near(&text.room, 5.0) {
                groups.push((before, words));
                break;
            }
            let middle = (words.room.left.min(text.room.left) + text.room.right) / 2.0;
            numbers = before.into_iter().chain(numbers).collect();
            text = mark(&numbers, middle);
        }
        groups.push((numbers, text));
    }
    let mut rooms = Vec::new();
    for (numbers, text) in groups {
        rooms.extend(numbers.into_iter().map(|number| (number, text.room)));
        page.texts.push(text);
    }
    rooms
}

/// Names that share a place: `7, 8`, and from three in a row on `7–10`.
fn names_together(numbers: &[u32], name: fn(u32) -> String) -> String {
    let in_a_row = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if let (true, [first, _, .., last]) = (in_a_row && numbers.len() > 2, numbers) {
        return format!("{}–{}", name(*first), name(*last));
    }
    let names: Vec<String> = numbers.iter().map(|number| name(*number)).collect();
    names.join(",\u{a0}")
}

fn tick_words(page: &mut Page, view: &View, figure: &Figure, axis: &Axis, inside: bool) {
    let face = page.face();
    let colour = page.theme.quiet;
    let highest = axis.ticks.last().map(|tick| tick.at);
    for tick in &axis.ticks {
        let y = snapped(view.y.project(tick.at));
        if !inside {
            let at = (view.rect.left - 7.0, y + face.size * 0.35);
            let text = page.text(&tick.text, face, colour, at, Align::Right);
            page.place(text, 1.0);
            continue;
        }
        if tick.at == 0.0 {
            continue;
        }
        // Close to the top the words stand in one line with those above the plane.
        let high = y - view.rect.top < 10.0;
        let baseline = if high {
            view.rect.top - HEADROOM
        } else {
            y - 4.0
        };
        let at = (0.0, baseline);
        let unit = axis.unit.as_ref().filter(|_| Some(tick.at) == highest);
        if let Some(unit) = unit {
            let words = format!("{} {unit}", tick.text);
            let text = page.text(&words, face, colour, at, Align::Left);
            if clear(figure, view, &text.room) && page.place(text, 6.0) {
                continue;
            }
        }
        let text = page.text(&tick.text, face, colour, at, Align::Left);
        page.place(text, 1.0);
    }
    if let (false, Some(unit)) = (inside, &axis.unit) {
        let at = (view.rect.left, view.rect.top - HEADROOM);
        let text = page.text(unit, face, colour, at, Align::Left);
        page.place(text, 6.0);
    }
}

fn ticks_fit_inside(figure: &Figure, x: &Axis, y: &Axis, rect: &Rect, page: &Page) -> bool {
    let view = View {
        x: Scale::new(x.domain, (rect.left, rect.right)),
        y: Scale::new(y.domain, (rect.bottom, rect.top)),
        rect: *rect,
    };
    let size = page.face().size;
    y.ticks.iter().filter(|tick| tick.at != 0.0).all(|tick| {
        let bottom = view.y.project(tick.at) - 2.0;
        let room = Rect {
            left: 0.0,
            top: bottom - size,
            right: (page.measure)(&tick.text, page.face()) + 4.0,
            bottom,
        };
        clear(figure, &view, &room)
    })
}

/// Whether all data over the width of a room lie below it.
fn clear(figure: &Figure, view: &View, room: &Rect) -> bool {
    let (from, to) = (view.x.invert(room.left), view.x.invert(room.right));
    let below = |points: &[Point]| {
        let ends = points.windows(2).flat_map(|pair| {
            [from, to].into_iter().filter_map(move |x| {
                let (a, b) = (pair[0], pair[1]);
                (a.0 < x && x < b.0).then(|| a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0))
            })
        });
        let within = points
            .iter()
            .filter(|p| p.0 >= from && p.0 <= to)
            .map(|p| p.1);
        ends.chain(within)
            .all(|value| view.y.project(value) > room.bottom + 2.0)
    };
    figure.marks.iter().all(|mark| match mark {
        Mark::Line { points, .. } => below(points),
        Mark::Band { spans, .. } => below(&upper(spans)),
        Mark::Point { at, .. } => below(&[*at]),
        _ => true,
    })
}

fn widest(page: &Page, ticks: &[Tick]) -> f64 {
    ticks
        .iter()
        .map(|tick| (page.measure)(&tick.text, page.face()))
        .fold(0.0, f64::max)
}

// ---- names of lines and bands ----

fn name_face(page: &Page, label: &Label) -> Face {
    Face {
        bold: label.bold,
        ..page.face()
    }
}

fn column(page: &Page, names: &[&Label]) -> Option<f64> {
    names
        .iter()
        .flat_map(|label| {
            let face = name_face(page, label);
            page.balanced(&label.text, face, NAME_WIDTH)
                .into_iter()
                .map(move |line| (page.measure)(&line, face))
        })
        .reduce(f64::max)
        .map(f64::ceil)
}

/// One name beside the plane: wanted middle, height, lines.
struct Name<'a> {
    label: &'a Label,
    lines: Vec<String>,
    wanted: f64,
    height: f64,
}

fn beside(page: &mut Page, view: &View, labels: &[&Label]) {
    let line_height = page.line();
    let mut names: Vec<Name> = labels
        .iter()
        .map(|label| {
            let y = match label.anchor {
                Anchor::LineEnd { y, .. } | Anchor::BandEnd { y, .. } => y,
                _ => 0.0,
            };
            let lines = page.balanced(&label.text, name_face(page, label), NAME_WIDTH);
            Name {
                label,
                height: line_height * lines.len() as f64,
                wanted: scale::within(view.y.project(y), view.rect.top, view.rect.bottom),
                lines,
            }
        })
        .collect();
    // A stable sort: where two lines end together the earlier label stands above.
    sort_by_place(&mut names, |name| name.wanted);
    let bounds = (view.rect.top - line_height, page.size.height);
    let mut middles = spread(&names, bounds);
    loop {
        let moved = names.iter().zip(&middles).position(|(name, middle)| {
            name.label.keep == Keep::IfFree && (middle - name.wanted).abs() > line_height
        });
        match moved {
            Some(index) => {
                names.remove(index);
                middles = spread(&names, bounds);
            }
            None => break,
        }
    }
    for (name, middle) in names.iter().zip(middles) {
        write(page, view, name, middle);
    }
}

fn write(page: &mut Page, view: &View, name: &Name, middle: f64) {
    let face = name_face(page, name.label);
    let colour = page.theme.tone(name.label.tone);
    let left = view.rect.right + NAME_GAP;
    let line_height = page.line();
    if let Anchor::LineEnd { .. } = name.label.anchor
        && (middle - name.wanted).abs() > 3.0
    {
        let first = middle - name.height / 2.0 + line_height / 2.0;
        let last = middle + name.height / 2.0 - line_height / 2.0;
        let leader = page.theme.mixed(page.theme.ink, 0.4);
        page.stroke(
            vec![
                (view.rect.right + 1.0, name.wanted),
                (left - 3.0, name.wanted.max(first).min(last.max(first))),
            ],
            0.75,
            leader,
        );
    }
    let mut baseline = middle - name.height / 2.0 + line_height * 0.5 + face.size * 0.34;
    for line in &name.lines {
        let text = page.text(line, face, colour, (left, baseline), Align::Left);
        page.texts.push(text);
        baseline += line_height;
    }
}

/// Middles of names that do not overlap, each as near to where it wants to be as its
/// neighbours allow. Names come sorted by where they want to be.
fn spread(names: &[Name], (top, bottom): (f64, f64)) -> Vec<f64> {
    struct Block {
        start: f64,
        height: f64,
        members: usize,
    }
    let mut blocks: Vec<Block> = Vec::new();
    for name in names {
        let mut block = Block {
            start: name.wanted - name.height / 2.0,
            height: name.height,
            members: 1,
        };
        block.start = scale::within(block.start, top, (bottom - block.height).max(top));
        while let Some(above) = blocks.pop() {
            if above.start + above.height <= block.start {
                blocks.push(above);
                break;
            }
            let weight = above.members as f64;
            let own = block.members as f64;
            let height = above.height + block.height;
            let start =
                (above.start * weight + (block.start - above.height) * own) / (weight + own);
            block = Block {
                start: scale::within(start, top, (bottom - height).max(top)),
                height,
                members: above.members + block.members,
            };
        }
        blocks.push(block);
    }
    let mut middles = Vec::with_capacity(names.len());
    let mut rest = names.iter();
    for block in blocks {
        let mut start = block.start;
        for name in rest.by_ref().take(block.members) {
            middles.push(start + name.height / 2.0);
            start += name.height;
        }
    }
    middles
}

/// Names with samples in rows above the plane; gives back where they end.
fn key(page: &mut Page, names: &[&Label], top: f64) -> f64 {
    let face = page.face();
    let row = face.size * 1.4;
    let (mut x, mut baseline) = (0.0, top + face.size);
    let mut last: Option<f64> = None;
    for label in names {
        let face = name_face(page, label);
        let words = label.short.as_deref().unwrap_or(&label.text);
        let width = SAMPLE + 5.0 + (page.measure)(words, face);
        if x > 0.0 && x + width > page.size.width {
            let second = last.is_some_and(|l| l > top + row);
            if label.keep == Keep::IfFree && second {
                continue;
            }
            x = 0.0;
            baseline += row;
        }
        let colour = page.theme.tone(label.tone);
        sample(page, label, (x, baseline - face.size * 0.34), colour);
        let at = (x + SAMPLE + 5.0, baseline);
        let text: Text = page.text(words, face, colour, at, Align::Left);
        if page.inside(&text.room) {
            page.texts.push(text);
        }
        x += width + 13.0;
        last = Some(baseline);
    }
    last.map_or(top, |baseline| baseline + face.size * 0.55)
}

fn sample(page: &mut Page, label: &Label, (x, y): Point, colour: Rgb) {
    match label.anchor {
        Anchor::LineEnd { stroke, .. } => {
            pen(page, vec![(x, y), (x + SAMPLE, y)], stroke, colour);
        }
        Anchor::BandEnd { level, .. } => {
            let rect = Rect {
                left: x,
                top: y - 5.0,
                right: x + SAMPLE,
                bottom: y + 5.0,
            };
            let edge = edge_of(page, label.tone);
            let opacity = match level {
                Level::Ninety => page.theme.ninety,
                Level::Fifty => 1.0 - (1.0 - page.theme.ninety) * (1.0 - page.theme.fifty),
            };
            page.items.push(Item::Box {
                rect,
                colour,
                opacity,
            });
            page.rule((rect.left, rect.top), (rect.right, rect.top), 0.75, edge);
            let bottom = (rect.right, rect.bottom);
            page.rule((rect.left, rect.bottom), bottom, 0.75, edge);
        }
        _ => {}
    }
}

fn edge_of(page: &Page, tone: Tone) -> Rgb {
    page.theme.edge(tone)
}

/// Sorts a handful of things by where they stand; equal ones keep their order.
fn sort_by_place<T>(things: &mut [T], place: impl Fn(&T) -> f64) {
    for end in 1..things.len() {
        let mut at = end;
        while at > 0 && place(&things[at - 1]) > place(&things[at]) {
            things.swap(at - 1, at);
            at -= 1;
        }
    }
}
