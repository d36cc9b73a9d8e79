//! Recorded yearly series, a small plane a place on one scale: the charts of the guided steps.
//!
//! Nothing is joined that may not be: a series of single points is never a line, a gap stays a gap,
//! an incomplete year is a ring, and two series of one figure are two lines.

use crate::data::Source;
use crate::data::record::{self, Clock, Point, SeriesBreak, SeriesRecord, Shape};
use crate::figures::format::{self, Unit, fill};
use crate::figures::scale::{nice_step, nice_ticks, year_ticks};
use crate::figures::sentences::short_decimal;
use crate::figures::spec::{Axis, Column, Figure, Frame, Mark, Row, Stroke, Table, Tick, Tone};
use crate::i18n::{Lang, words};

/// How the series of one figure are told apart, in their order.
pub const STROKES: [Stroke; 3] = [Stroke::Solid, Stroke::Dashed, Stroke::Thin];

/// Name of a series.
pub fn name(record: &SeriesRecord, lang: Lang) -> &'static str {
    match lang {
        Lang::En => record.name_en,
        Lang::Es => record.name_es,
    }
}

/// Unit of a series.
pub fn unit(record: &SeriesRecord, lang: Lang) -> &'static str {
    match lang {
        Lang::En => record.unit_en,
        Lang::Es => record.unit_es,
    }
}

/// What a series counts; may be empty.
pub fn note(record: &SeriesRecord, lang: Lang) -> &'static str {
    match lang {
        Lang::En => record.note_en,
        Lang::Es => record.note_es,
    }
}

/// What to know before years of a series are compared, without the years.
pub fn break_text(broken: &SeriesBreak, lang: Lang) -> &'static str {
    match lang {
        Lang::En => broken.en,
        Lang::Es => broken.es,
    }
}

/// The years that a break touches, and what to know of them.
pub fn break_line(broken: &SeriesBreak, lang: Lang) -> String {
    let years = format::years(broken.first_year, broken.last_year);
    fill(
        words::chart(lang).break_of,
        &[("years", &years), ("text", break_text(broken, lang))],
    )
}

/// One or a few series of one unit, shown for some places.
#[derive(Clone, Debug)]
pub struct Yearly {
    series: Vec<&'static SeriesRecord>,
    places: Vec<&'static str>,
    first: u16,
    last: u16,
    amounts: (f64, f64),
}

impl Yearly {
    /// The series with these ids for these places, from a year on.
    ///
    /// # Errors
    /// What keeps them from one figure: an unknown or monthly series, units that differ, more
    /// series than [`STROKES`], a place or a series without any value.
    pub fn new(ids: &[&str], places: &[&'static str], from: u16) -> Result<Yearly, String> {
        if ids.len() > STROKES.len() {
            return Err(format!("{ids:?}: more series than a figure can tell apart"));
        }
        let mut series: Vec<&'static SeriesRecord> = Vec::new();
        for id in ids {
            let record = record::series(id).ok_or_else(|| format!("there is no series {id}"))?;
            if record.clock == Clock::Monthly {
                return Err(format!("{id} is not yearly"));
            }
            if series
                .iter()
                .any(|other| other.unit_en != record.unit_en || other.clock != record.clock)
            {
                return Err(format!("{id} has another unit or another kind of year"));
            }
            series.push(record);
        }
        let mut yearly = Yearly {
            series,
            places: places.to_vec(),
            first: u16::MAX,
            last: 0,
            amounts: (0.0, 0.0),
        };
        for place in places {
            let mut has_value = false;
            for record in yearly.series.clone() {
                for (point, value) in valued(record, place, from) {
                    has_value = true;
                    yearly.first = yearly.first.min(point.year);
                    yearly.last = yearly.last.max(point.year);
                    yearly.amounts.0 = yearly.amounts.0.min(value);
                    yearly.amounts.1 = yearly.amounts.1.max(value);
                }
            }
            if !has_value {
                return Err(format!("{ids:?}: nothing is recorded for {place}"));
            }
        }
        Ok(yearly)
    }

    /// The series, in the order of [`STROKES`].
    pub fn series(&self) -> &[&'static SeriesRecord] {
        &self.series
    }

    /// Codes of the places, in the order of the planes.
    pub fn places(&self) -> &[&'static str] {
        &self.places
    }

    /// The plane of one place. All planes of the figure have the same axes.
    pub fn plane(&self, place: &str, title: &str, lang: Lang) -> Figure {
        let step = nice_step(self.amounts.1 - self.amounts.0, 4);
        let end = |value: f64| (value / step).abs().ceil() * step * value.signum();
        let domain = (end(self.amounts.0), end(self.amounts.1));
        // Thousands of a unit that is counted in thousands would read as plain thousands.
        let in_thousands = self
            .series
            .iter()
            .any(|record| record.unit_en.starts_with("thousand"));
        let tick = |at: f64| Tick {
            at,
            text: match in_thousands {
                true => format::decimal(at, 0),
                false => amount(at, step, lang),
            },
        };
        Figure {
            title: format!("{}: {title}", name_of(place, lang)),
            heading: None,
            summary: self.summary(place, lang),
            frame: Frame::Plane {
                x: Axis {
                    domain: (f64::from(self.first) - 0.5, f64::from(self.last) + 0.5),
                    ticks: year_ticks(self.first.into(), self.last.into())
                        .into_iter()
                        .map(|year| Tick {
                            at: f64::from(year),
                            text: year.to_string(),
                        })
                        .collect(),
                    unit: None,
                },
                y: Axis {
                    domain,
                    ticks: nice_ticks(domain.0, domain.1, 4)
                        .into_iter()
                        .map(tick)
                        .collect(),
                    unit: None,
                },
                in_row: self.places.len() > 1,
            },
            marks: self.marks(place),
            labels: Vec::new(),
            table: self.table(&[place], title, lang),
        }
    }

    fn marks(&self, place: &str) -> Vec<Mark> {
        let tone = tone_of(place);
        let mut marks = Vec::new();
        for (record, stroke) in self.series.iter().zip(STROKES) {
            for run in self.runs(record, place) {
                match run.as_slice() {
                    [at] => marks.push(Mark::Point {
                        tone,
                        hollow: false,
                        at: *at,
                    }),
                    _ => marks.push(Mark::Line {
                        stroke,
                        tone,
                        points: run,
                    }),
                }
            }
            let hollow = self.shown(record, place).filter(|(point, _)| point.partial);
            marks.extend(hollow.map(|(point, value)| Mark::Point {
                tone,
                hollow: true,
                at: (f64::from(point.year), value),
            }));
        }
        let (_, breaks) = self.breaks();
        for (number, broken) in (1..).zip(breaks) {
            let touches = broken.place == place || matches!(broken.place, "all" | "any");
            if touches && broken.first_year <= self.last {
                let notch = Mark::Notch {
                    at: f64::from(broken.first_year),
                    footnote: number,
                };
                marks.push(notch);
            }
        }
        marks
    }

    /// Values that a line may join: whole years that follow one another.
    fn runs(&self, record: &'static SeriesRecord, place: &str) -> Vec<Vec<(f64, f64)>> {
        let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut before = None;
        for (point, value) in self
            .shown(record, place)
            .filter(|(point, _)| !point.partial)
        {
            let at = (f64::from(point.year), value);
            let follows = record.shape == Shape::Line && before == point.year.checked_sub(1);
            match runs.last_mut().filter(|_| follows) {
                Some(run) => run.push(at),
                None => runs.push(vec![at]),
            }
            before = Some(point.year);
        }
        runs
    }

    fn shown<'a>(
        &self,
        record: &'static SeriesRecord,
        place: &'a str,
    ) -> impl Iterator<Item = (&'static Point, f64)> + use<'a> {
        valued(record, place, self.first)
    }

    fn summary(&self, place: &str, lang: Lang) -> String {
        let w = words::steps(lang);
        let lines = self.series.iter().filter_map(|record| {
            let mut values = self.shown(record, place);
            let (first, from) = values.next()?;
            let (last, to) = self.shown(record, place).last()?;
            let (peak, high) =
                values.fold(
                    (first, from),
                    |best, next| {
                        if next.1 > best.1 { next } else { best }
                    },
                );
            let (name, unit) = (name(record, lang), unit(record, lang));
            let template = if first == last {
                w.chart_one
            } else {
                w.chart_line
            };
            Some(fill(
                template,
                &[
                    ("series", name),
                    ("unit", unit),
                    ("first", &short_decimal(from)),
                    ("from", &first.year.to_string()),
                    ("last", &short_decimal(to)),
                    ("to", &last.year.to_string()),
                    ("high", &short_decimal(high)),
                    ("peak", &peak.year.to_string()),
                ],
            ))
        });
        format::with_minus(&lines.collect::<Vec<_>>().join(" "))
    }

    /// What must be known before years are compared: first what holds from the first year on and
    /// is a note on the whole series, then the footnotes, from 1 on.
    pub fn breaks(&self) -> (Vec<&'static SeriesBreak>, Vec<&'static SeriesBreak>) {
        let mut breaks: Vec<&'static SeriesBreak> = Vec::new();
        for broken in self.series.iter().flat_map(|record| record.breaks) {
            let of_a_place =
                matches!(broken.place, "all" | "any") || self.places.contains(&broken.place);
            let in_time = broken.first_year <= self.last && broken.last_year >= self.first;
            if of_a_place && in_time && !breaks.iter().any(|known| known.en == broken.en) {
                breaks.push(broken);
            }
        }
        breaks.sort_by_key(|broken| broken.first_year);
        breaks
            .into_iter()
            .partition(|broken| broken.first_year <= self.first)
    }

    /// Whether some year shown is not complete.
    pub fn has_partial(&self) -> bool {
        self.all().any(|(point, _)| point.partial)
    }

    /// Whether a year between the first and the last value of a line has none.
    pub fn has_gap(&self) -> bool {
        let lines = self
            .series
            .iter()
            .filter(|record| record.shape == Shape::Line);
        lines.into_iter().any(|record| {
            let mut runs = self.places.iter().map(|place| {
                let whole = self
                    .shown(record, place)
                    .filter(|(point, _)| !point.partial);
                let years: Vec<u16> = whole.map(|(point, _)| point.year).collect();
                years.windows(2).any(|pair| pair[1] != pair[0] + 1)
            });
            runs.any(|has_gap| has_gap)
        })
    }

    /// Where the values were read, each source once.
    pub fn sources(&self) -> Vec<&'static Source> {
        let mut sources: Vec<&'static Source> = Vec::new();
        let of_points = self
            .all()
            .flat_map(|(point, _)| point.sources.iter().copied());
        for source in of_points {
            if !sources.iter().any(|known| known.id == source.id) {
                sources.push(source);
            }
        }
        sources
    }

    fn all(&self) -> impl Iterator<Item = (&'static Point, f64)> {
        self.series.iter().flat_map(move |record| {
            let places = self.places.iter();
            places.flat_map(move |place| self.shown(record, place))
        })
    }

    /// Every number of the planes of some places, a row a year.
    pub fn table(&self, places: &[&str], caption: &str, lang: Lang) -> Table {
        let w = words::steps(lang);
        let mut columns = Vec::new();
        for record in &self.series {
            for place in places {
                let of = name_of(place, lang);
                let head = match self.series.len() {
                    1 => of.to_owned(),
                    _ => format!("{}, {of}", name(record, lang)),
                };
                columns.push(Column {
                    head,
                    unit: Unit::Recorded,
                    brief: true,
                });
            }
        }
        let fiscal = self
            .series
            .first()
            .is_some_and(|record| record.clock == Clock::Fiscal);
        let rows = (self.first..=self.last).filter_map(|year| {
            let points = self
                .series
                .iter()
                .flat_map(|record| places.iter().map(move |place| record.at(place, year)));
            let points: Vec<Option<&Point>> = points.collect();
            let is_partial = points
                .iter()
                .flatten()
                .any(|point| point.partial && point.value.is_some());
            let head = match is_partial {
                true => format!("{year} ({})", w.partial),
                false => year.to_string(),
            };
            let cells: Vec<Option<f64>> = points
                .iter()
                .map(|point| point.and_then(|p| p.value))
                .collect();
            cells
                .iter()
                .any(Option::is_some)
                .then_some(Row { head, cells })
        });
        Table {
            caption: caption.to_owned(),
            corner: if fiscal { w.fiscal_year } else { w.year }.to_owned(),
            columns,
            rows: rows.collect(),
        }
    }
}

/// Points of a place with a value, from a year on.
fn valued(
    record: &'static SeriesRecord,
    place: &str,
    from: u16,
) -> impl Iterator<Item = (&'static Point, f64)> + use<> {
    let points = record.of(place).iter();
    points
        .filter(move |point| point.year >= from)
        .filter_map(|point| Some((point, point.value?)))
}

/// Name of a place.
pub fn name_of(place: &str, lang: Lang) -> &'static str {
    let name = record::places().iter().find(|name| name.key == place);
    name.map_or("", |name| match lang {
        Lang::En => name.en,
        Lang::Es => name.es,
    })
}

fn tone_of(place: &str) -> Tone {
    match place {
        "SLV" => Tone::ElSalvador,
        "GTM" => Tone::Guatemala,
        "HND" => Tone::Honduras,
        _ => Tone::Total,
    }
}

/// An amount at a tick: decimals only where the steps need them.
fn amount(at: f64, step: f64, lang: Lang) -> String {
    match step < 1.0 {
        true => short_decimal(at),
        false => format::axis(at, lang),
    }
}
