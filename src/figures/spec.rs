//! What a figure says, before it has a size: picture, table and sentence in one value.

use crate::figures::format::Unit;

/// A figure: everything a drawing, a table and a screen reader need.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Short name of the figure (the accessible name of the picture).
    pub title: String,
    /// Heading drawn into the picture in the serif face; pages that set their own heading in
    /// HTML leave it out, cards and downloads set it.
    pub heading: Option<String>,
    /// What the picture shows, as one or a few sentences.
    pub summary: String,
    /// How the plane is framed.
    pub frame: Frame,
    /// Shapes, in no particular order: the drawing layer sorts them by kind.
    pub marks: Vec<Mark>,
    /// Words in the picture. Earlier labels win when room is short.
    pub labels: Vec<Label>,
    /// Every number of the picture.
    pub table: Table,
}

/// How the plane is framed.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    /// Two axes: years across, amounts upwards.
    Plane {
        /// Years.
        x: Axis,
        /// Amounts; zero is at the start or inside.
        y: Axis,
        /// One of several planes that stand together: amounts are written left of it and room for
        /// footnotes is kept whatever is drawn, so that all are of one size. Otherwise amounts
        /// stand inside where they find room.
        in_row: bool,
    },
    /// One horizontal axis of change with bars on it.
    Strip {
        /// Change, zero inside.
        x: Axis,
    },
}

/// An axis: its domain and the places that carry a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Smallest and largest value shown.
    pub domain: (f64, f64),
    /// Ticks inside the domain, in rising order.
    pub ticks: Vec<Tick>,
    /// What the amounts are, written once behind the highest tick ("encounters a year").
    pub unit: Option<String>,
}

/// A place on an axis and its word.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: f64,
    /// The word there; may be empty for a grid line alone.
    pub text: String,
}

/// Whose colour a mark has. `draw::theme` turns tones into colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The hue of El Salvador.
    ElSalvador,
    /// The hue of Guatemala.
    Guatemala,
    /// The hue of Honduras.
    Honduras,
    /// The three countries together: ink.
    Total,
    /// Nothing changes: ink.
    Baseline,
    /// Words and rules that stand back.
    Quiet,
}

/// How many of a hundred futures a band holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Ninety of a hundred.
    Ninety,
    /// Fifty of a hundred.
    Fifty,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// The scenario's middle future.
    Thick,
    /// Recorded history.
    Solid,
    /// A line that stands back.
    Thin,
    /// Nothing changes.
    Dashed,
}

/// One year of a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Year.
    pub x: f64,
    /// Lower edge.
    pub low: f64,
    /// Upper edge.
    pub high: f64,
}

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A tinted stretch of the x axis.
    Region {
        /// Where it starts; a dotted line stands there.
        from: f64,
        /// Where it ends.
        to: f64,
    },
    /// Between which values so many of a hundred futures lie.
    Band {
        /// How many of a hundred.
        level: Level,
        /// Whose.
        tone: Tone,
        /// Beside the record and not in its place: fainter, without edge lines.
        faint: bool,
        /// One span a year, in rising order.
        spans: Vec<Span>,
    },
    /// A line through points.
    Line {
        /// How it is drawn.
        stroke: Stroke,
        /// Whose.
        tone: Tone,
        /// Points in rising order of x; a bracket beside a year goes back at its end.
        points: Vec<(f64, f64)>,
    },
    /// A single value, not joined to any line; in a strip a dot, which stands on those below it.
    Point {
        /// Whose.
        tone: Tone,
        /// A ring rather than a disc: the value isn't complete.
        hollow: bool,
        /// Where; in a strip the value, and how many dots lie below.
        at: (f64, f64),
    },
    /// A break in a series, under the axis, with the number of its footnote.
    Notch {
        /// The first year after the break.
        at: f64,
        /// Number of the footnote.
        footnote: u32,
    },
    /// An event, under the axis, with the letter that its list gives it.
    Event {
        /// When, in fiscal years.
        at: f64,
        /// Place of its letter in the alphabet, from zero on.
        number: u32,
    },
    /// A horizontal bar of a strip.
    Bar {
        /// How many of a hundred futures it holds.
        level: Level,
        /// Whose.
        tone: Tone,
        /// Left end.
        from: f64,
        /// Right end.
        to: f64,
    },
    /// The middle value of a strip.
    Middle {
        /// Whose.
        tone: Tone,
        /// Where.
        at: f64,
    },
}

/// Words in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The words.
    pub text: String,
    /// A shorter form for narrow pictures.
    pub short: Option<String>,
    /// Whose.
    pub tone: Tone,
    /// Set in bold.
    pub bold: bool,
    /// Where they belong.
    pub anchor: Anchor,
    /// What happens when there is no room.
    pub keep: Keep,
}

/// What happens to a label when there is no room at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It moves, but stays.
    Always,
    /// It goes.
    IfFree,
    /// It isn't written, but its room beside the plane is kept: rows that follow one another
    /// then have planes of one width.
    RoomOnly,
}

/// What a label belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    /// The right end of a line: beside it, or in the key above a narrow picture.
    LineEnd {
        /// Height of the line's end.
        y: f64,
        /// How the line is drawn.
        stroke: Stroke,
    },
    /// A band at the right end: beside it, or in the key.
    BandEnd {
        /// Height of the middle of the part of the band that is to be named.
        y: f64,
        /// Which band.
        level: Level,
    },
    /// Above the plane, ending left of a place.
    Before(f64),
    /// Above the plane, starting right of a place.
    After(f64),
    /// The upper edge, at the right end, where a band is cut.
    Cut,
    /// Under the axis at a place.
    Under(f64),
    /// Strip: above the bars, centred on a value.
    Above(f64),
    /// Strip: the left end of the longest bar.
    LeftEnd(f64),
    /// Strip: the right end of the longest bar.
    RightEnd(f64),
    /// Strip: the far left of the line under the bars.
    FarLeft,
    /// Strip: the far right of the line under the bars.
    FarRight,
}

/// The numbers of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table holds.
    pub caption: String,
    /// Head of the column of row names.
    pub corner: String,
    /// Heads of the columns.
    pub columns: Vec<Column>,
    /// Rows, each with one cell a column.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How its numbers are written.
    pub unit: Unit,
    /// Whether it is told where there is room for few numbers, as beside a pointer.
    pub brief: bool,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name of the row, with a remark where the row needs one.
    pub head: String,
    /// Numbers; empty where there is none.
    pub cells: Vec<Option<f64>>,
}

impl Row {
    /// The year that the row is about, where its name begins with one.
    pub fn year(&self) -> Option<i32> {
        self.head.get(..4)?.parse().ok()
    }
}

impl Table {
    /// The words of a row's cells, in the order of the columns; empty where there is no number.
    pub fn texts<'a>(
        &'a self,
        row: &'a Row,
        lang: crate::i18n::Lang,
    ) -> impl Iterator<Item = String> + 'a {
        self.columns
            .iter()
            .zip(&row.cells)
            .map(move |(column, cell)| match cell {
                Some(value) => column.unit.text(*value, lang),
                None => String::new(),
            })
    }
}

impl Figure {
    /// Every number that the marks draw, with cut values uncut.
    pub fn numbers(&self) -> Vec<f64> {
        let mut numbers = Vec::new();
        for mark in &self.marks {
            match mark {
                Mark::Band { spans, .. } => {
                    numbers.extend(spans.iter().flat_map(|s| [s.low, s.high]));
                }
                Mark::Line { points, .. } => numbers.extend(points.iter().map(|p| p.1)),
                Mark::Point { at, .. } => numbers.push(match self.frame {
                    Frame::Plane { .. } => at.1,
                    Frame::Strip { .. } => at.0,
                }),
                Mark::Bar { from, to, .. } => numbers.extend([*from, *to]),
                Mark::Middle { at, .. } => numbers.push(*at),
                Mark::Region { .. } | Mark::Notch { .. } | Mark::Event { .. } => {}
            }
        }
        numbers
    }
}
