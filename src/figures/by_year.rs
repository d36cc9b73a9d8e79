//! The paired difference of A and B by year, and added up from the first year on: figures, tables.

use super::compare::{self, Names, between, opened, outcome_words, year_axis};
use super::format::{self, Unit, fill};
use super::mark::{behind, mark, marked};
use super::rows::{Row, regime_phrase};
use super::scale::nice_ticks;
use super::sentences::{futures_of_hundred, of_hundred};
use super::spec::{
    self, Anchor, Axis, Column, Figure, Frame, Keep, Label, Level, Mark, Span, Stroke, Table, Tick,
    Tone,
};
use crate::i18n::{Lang, words};
use crate::model::account::{Account, YearChange};
use crate::model::equations::SERIES;
use crate::model::quantiles::Points;
use crate::model::reach::{Bounds, Extent};
use crate::model::scenario::Scenario;
use crate::model::summary::Badge;
use crate::model::{FIRST_YEAR, LAST_YEAR, YEARS};

/// How years are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Each year by itself.
    Each,
    /// All years from the first one up to each.
    UpTo,
}

impl Counted {
    /// Both, in page order.
    pub const ALL: [Counted; 2] = [Counted::Each, Counted::UpTo];

    /// Key in ids.
    pub const fn key(self) -> &'static str {
        match self {
            Counted::Each => "each",
            Counted::UpTo => "up-to",
        }
    }

    fn of(self, account: &Account, series: usize) -> &[YearChange; YEARS] {
        match self {
            Counted::Each => &account.by_year[series],
            Counted::UpTo => &account.up_to[series],
        }
    }

    fn reached(self, bounds: &Bounds) -> &[Extent; 2] {
        match self {
            Counted::Each => &bounds.by_year,
            Counted::UpTo => &bounds.up_to,
        }
    }

    /// Whether the middle of a year may be shown. Of all years together, the badge decides, as it
    /// does in the headline.
    fn is_known(self, account: &Account, series: usize, t: usize) -> bool {
        let known = self.of(account, series)[t].is_known();
        match self {
            Counted::UpTo if t == YEARS - 1 => {
                known && !matches!(account.badge(series), Badge::NotKnown | Badge::TooSmall)
            }
            _ => known,
        }
    }
}

/// Whether a share of futures may be told: not of a belief, nor of what follows from the settings
/// alone.
fn has_share(account: &Account, scenario: &Scenario) -> bool {
    account.outcome.record().varies && !scenario.assumptions.pack.is_belief()
}

/// The paired difference of a row by year: B less A, as a fan around nothing. The middle future is
/// drawn only in years in which most futures agree on the direction.
pub fn figure(
    account: &Account,
    scenario: &Scenario,
    (row, counted): (Row, Counted),
    names: Names,
    lang: Lang,
) -> Figure {
    let w = words::compare(lang);
    let (title, unit) = match counted {
        Counted::Each => (w.title_by_year, w.by_year_unit),
        Counted::UpTo => (w.title_up_to, w.up_to_unit),
    };
    let from = FIRST_YEAR.to_string();
    let title = compare::title(title, (account.outcome, scenario), row, names, lang);
    let domain = domain(account, row, counted);
    let ticks = nice_ticks(domain.0, domain.1, 4);
    let tick = |at| Tick {
        at,
        text: format::axis(at, lang),
    };
    let figure = Figure {
        summary: sentence(account, scenario, (row, counted), names, lang),
        heading: None,
        frame: Frame::Plane {
            x: year_axis(i32::from(FIRST_YEAR), i32::from(LAST_YEAR)),
            y: Axis {
                domain,
                ticks: ticks.into_iter().map(tick).collect(),
                unit: Some(fill(&names.into_words(unit), &[("from", &from)])),
            },
            in_row: false,
        },
        marks: marks(account, row, counted),
        labels: labels(account, row, counted, names, lang),
        table: figure_table(account, scenario, (row, counted), &title, lang),
        title,
    };
    marked(figure, scenario, row, lang)
}

/// What the last year shows, in a sentence or two.
fn sentence(
    account: &Account,
    scenario: &Scenario,
    (row, counted): (Row, Counted),
    names: Names,
    lang: Lang,
) -> String {
    let w = words::compare(lang);
    let end = &counted.of(account, row.series())[YEARS - 1];
    let mut template = match counted {
        Counted::Each => w.by_year.to_string(),
        Counted::UpTo => w.up_to.to_string(),
    };
    if has_share(account, scenario) {
        template = format!("{template} {}", w.end_share);
    }
    fill(
        &names.into_words(&template),
        &[
            ("name", row.name(lang)),
            ("what", outcome_words(account.outcome, lang).what),
            ("from", &FIRST_YEAR.to_string()),
            ("end", &LAST_YEAR.to_string()),
            ("range", &between(end.more.p05, end.more.p95, lang)),
            ("n", &of_hundred(end.fewer)),
        ],
    )
}

fn labels(account: &Account, row: Row, counted: Counted, names: Names, lang: Lang) -> Vec<Label> {
    let (w, chart) = (words::compare(lang), words::chart(lang));
    let end = &counted.of(account, row.series())[YEARS - 1].more;
    let label = |text: String, tone, anchor, keep| Label {
        text,
        short: None,
        tone,
        bold: false,
        anchor,
        keep,
    };
    let first = Anchor::After(f64::from(FIRST_YEAR));
    let above = names.into_words(w.above);
    let mut labels = vec![label(above, Tone::Quiet, first, Keep::IfFree)];
    if counted.is_known(account, row.series(), YEARS - 1) {
        let anchor = Anchor::LineEnd {
            y: f64::from(end.p50),
            stroke: Stroke::Thick,
        };
        labels.push(label(w.middle.into(), row.tone(), anchor, Keep::Always));
    }
    for (level, text, high, low) in [
        (Level::Ninety, chart.ninety, end.p95, end.p75),
        (Level::Fifty, chart.fifty, end.p75, end.p50),
    ] {
        let y = f64::from(high + low) / 2.0;
        let anchor = Anchor::BandEnd { y, level };
        labels.push(label(text.into(), row.tone(), anchor, Keep::IfFree));
    }
    labels
}

/// Countries share a scale, the total has its own, the same under every reading of the studies;
/// zero is inside.
fn domain(account: &Account, row: Row, counted: Counted) -> (f64, f64) {
    let series = match row {
        Row::Total => SERIES - 1..SERIES,
        Row::Country(_) => 0..SERIES - 1,
    };
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for year in series.flat_map(|series| counted.of(account, series)) {
        low = low.min(f64::from(year.more.p05));
        high = high.max(f64::from(year.more.p95));
    }
    let room = 0.03 * (high - low);
    let reached = counted.reached(&account.bounds)[Bounds::place(row.series())];
    let low = f64::from(reached.least).min(low - room);
    let high = f64::from(reached.most).max(high + room);
    if low == high {
        return (-1.0, 1.0);
    }
    (low, high)
}

fn marks(account: &Account, row: Row, counted: Counted) -> Vec<Mark> {
    let years = counted.of(account, row.series());
    let at = |t: usize| f64::from(FIRST_YEAR) + t as f64;
    let band = |level, low: fn(&Points) -> f32, high: fn(&Points) -> f32| Mark::Band {
        level,
        tone: row.tone(),
        faint: false,
        spans: (0..YEARS)
            .map(|t| Span {
                x: at(t),
                low: f64::from(low(&years[t].more)),
                high: f64::from(high(&years[t].more)),
            })
            .collect(),
    };
    let mut marks = vec![
        band(Level::Ninety, |points| points.p05, |points| points.p95),
        band(Level::Fifty, |points| points.p25, |points| points.p75),
    ];
    let mut run: Vec<(f64, f64)> = Vec::new();
    // One step beyond the last year, so that the last run ends too.
    for (t, year) in years.iter().map(Some).chain([None]).enumerate() {
        if let Some(year) = year.filter(|_| counted.is_known(account, row.series(), t)) {
            run.push((at(t), f64::from(year.more.p50)));
            continue;
        }
        match run[..] {
            [] => {}
            [at] => marks.push(Mark::Point {
                tone: row.tone(),
                hollow: false,
                at,
            }),
            _ => marks.push(Mark::Line {
                stroke: Stroke::Thick,
                tone: row.tone(),
                points: std::mem::take(&mut run),
            }),
        }
        run.clear();
    }
    marks
}

/// Heads of the points of a difference, and of the share of futures with fewer.
fn heads(with_share: bool, lang: Lang) -> Vec<(String, Unit)> {
    let w = words::compare(lang);
    let points = [w.low, w.quarter, w.middle, w.three_quarters, w.high];
    let mut heads: Vec<(String, Unit)> = points.map(|head| (head.into(), Unit::Said)).into();
    if with_share {
        heads.push((w.share_head.into(), Unit::Counted));
    }
    heads
}

/// The cells under [`heads`].
fn cells(
    account: &Account,
    (series, counted): (usize, Counted),
    t: usize,
    with_share: bool,
) -> Vec<Option<f64>> {
    let year = &counted.of(account, series)[t];
    let is_known = counted.is_known(account, series, t);
    let points = year.more.to_array().into_iter().enumerate();
    let points = points.map(|(at, point)| (at != 2 || is_known).then_some(f64::from(point)));
    let share = with_share.then(|| Some(f64::from(futures_of_hundred(year.fewer))));
    points.chain(share).collect()
}

fn figure_table(
    account: &Account,
    scenario: &Scenario,
    (row, counted): (Row, Counted),
    title: &str,
    lang: Lang,
) -> Table {
    let w = words::compare(lang);
    let with_share = has_share(account, scenario);
    let column = |(head, unit)| Column {
        head,
        unit,
        brief: true,
    };
    Table {
        caption: format!("{title}; {}", w.empty_middle),
        corner: match counted {
            Counted::Each => w.year.to_string(),
            Counted::UpTo => fill(w.up_to_year, &[("from", &FIRST_YEAR.to_string())]),
        },
        columns: heads(with_share, lang).into_iter().map(column).collect(),
        rows: (0..YEARS)
            .map(|t| spec::Row {
                head: (usize::from(FIRST_YEAR) + t).to_string(),
                cells: cells(account, (row.series(), counted), t, with_share),
            })
            .collect(),
    }
}

/// B less A in each year and added up from the first one, for one row or for several: of each the
/// range, the middle where it may be shown, and the futures of 100 with fewer.
pub fn table(
    account: &Account,
    scenario: &Scenario,
    rows: &[Row],
    names: Names,
    lang: Lang,
) -> Table {
    let w = words::compare(lang);
    let with_share = has_share(account, scenario);
    let from = FIRST_YEAR.to_string();
    let columns = Counted::ALL.into_iter().flat_map(|counted| {
        let of = match counted {
            Counted::Each => w.each_year.to_string(),
            Counted::UpTo => fill(w.added_up, &[("from", &from)]),
        };
        let heads = heads(with_share, lang).into_iter();
        heads.map(move |(head, unit)| Column {
            head: fill(w.cell, &[("name", &of), ("point", &head)]),
            unit,
            brief: true,
        })
    });
    let line = |(row, t): (&Row, usize)| {
        let year = (usize::from(FIRST_YEAR) + t).to_string();
        let head = match rows {
            [_] => year,
            _ => fill(w.cell, &[("name", row.name(lang)), ("point", &year)]),
        };
        let both = Counted::ALL.into_iter();
        spec::Row {
            head,
            cells: both
                .flat_map(|counted| cells(account, (row.series(), counted), t, with_share))
                .collect(),
        }
    };
    let what = outcome_words(account.outcome, lang).what;
    let caption = fill(
        &opened(names.into_words(w.caption), lang),
        &[
            ("what", what.trim_end_matches(',')),
            ("regime", regime_phrase(scenario.regime, lang)),
        ],
    );
    Table {
        caption: behind(
            format!("{caption}; {}", w.empty_middle),
            mark(scenario, Row::Total, lang).as_deref(),
        ),
        corner: w.year.to_string(),
        columns: columns.collect(),
        rows: rows
            .iter()
            .flat_map(|row| (0..YEARS).map(move |t| (row, t)))
            .map(line)
            .collect(),
    }
}
