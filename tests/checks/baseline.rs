//! Outcomes kept in a file, and what changed against them, in words and by size.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use root_causes::model::equations::SERIES;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::Summary;
use root_causes::model::{COUNTRIES, YEARS};

/// Head of the file.
pub const HEADER: &str = "scenario,quantity,value,noise";

/// Outcomes by scenario and quantity, in the order of the file.
pub type Table = Vec<(String, String, Cell)>;

/// One outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A number as it is written, and its standard deviation over seeds.
    Number { text: String, noise: f64 },
    /// The key of a badge.
    Badge(String),
}

/// How far an outcome is from the kept one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// Equal as written.
    Same,
    /// No further than two seeds of the same model lie apart: four standard deviations of one.
    Noise,
    /// Further, but no reader would draw another conclusion: see [`Quantity::small`].
    Small,
    /// Further than that, or another badge.
    Large,
}

/// A number that is kept.
pub struct Quantity {
    name: &'static str,
    digits: usize,
    /// The largest change that counts as small.
    small: Small,
    read: fn(&Summary, &Simulator) -> f64,
}

enum Small {
    /// As a share of the kept value.
    Share(f64),
    /// In the quantity's own unit.
    Units(f64),
}

const fn quantity(
    name: &'static str,
    digits: usize,
    small: Small,
    read: fn(&Summary, &Simulator) -> f64,
) -> Quantity {
    Quantity {
        name,
        digits,
        small,
        read,
    }
}

const TOTAL: usize = SERIES - 1;
const LAST: usize = YEARS - 1;

/// Encounters and places count events over all countries unless a country is named; money is in
/// multiples of baseline aid.
const QUANTITIES: [Quantity; 23] = [
    quantity("encounters_fy2027_p50", 0, Small::Share(0.05), |s, _| {
        s.future[TOTAL][0].p50.into()
    }),
    quantity("encounters_fy2036_p05", 0, Small::Share(0.1), |s, _| {
        s.future[TOTAL][LAST].p05.into()
    }),
    quantity("encounters_fy2036_p50", 0, Small::Share(0.05), |s, _| {
        s.future[TOTAL][LAST].p50.into()
    }),
    quantity("encounters_fy2036_p95", 0, Small::Share(0.1), |s, _| {
        s.future[TOTAL][LAST].p95.into()
    }),
    quantity("percent_fewer_p05", 2, Small::Units(1.0), |s, _| {
        s.change[TOTAL].percent.p05.into()
    }),
    quantity("percent_fewer_p50", 2, Small::Units(0.5), |s, _| {
        s.change[TOTAL].percent.p50.into()
    }),
    quantity("percent_fewer_p95", 2, Small::Units(1.0), |s, _| {
        s.change[TOTAL].percent.p95.into()
    }),
    quantity("percent_fewer_p50_slv", 2, Small::Units(0.5), |s, _| {
        s.change[0].percent.p50.into()
    }),
    quantity("percent_fewer_p50_gtm", 2, Small::Units(0.5), |s, _| {
        s.change[1].percent.p50.into()
    }),
    quantity("percent_fewer_p50_hnd", 2, Small::Units(0.5), |s, _| {
        s.change[2].percent.p50.into()
    }),
    quantity("avoided_p50", 0, Small::Share(0.1), |s, _| {
        s.change[TOTAL].avoided.p50.into()
    }),
    quantity("share_fewer", 3, Small::Units(0.03), |s, _| {
        s.change[TOTAL].fewer.into()
    }),
    quantity("entries_change_p05", 0, Small::Share(0.1), |s, _| {
        s.entries[TOTAL].p05.into()
    }),
    quantity("entries_change_p50", 0, Small::Share(0.1), |s, _| {
        s.entries[TOTAL].p50.into()
    }),
    quantity("entries_change_p95", 0, Small::Share(0.1), |s, _| {
        s.entries[TOTAL].p95.into()
    }),
    quantity("share_more_entries", 3, Small::Units(0.03), |s, _| {
        s.entries_more.into()
    }),
    quantity("places_used_p50", 0, Small::Share(0.05), |s, _| {
        f64::from(s.places_used.p50) * COUNTRIES as f64
    }),
    quantity(
        "homicides_change_percent_p50",
        2,
        Small::Units(0.5),
        |_, model| homicides_change(model),
    ),
    quantity("households_a_year", 0, Small::Share(0.05), |s, _| {
        s.pot.households
    }),
    quantity("money_in_all", 4, Small::Share(0.02), |s, _| s.pot.total),
    quantity("money_for_services", 4, Small::Units(0.02), |s, _| {
        s.pot.services
    }),
    quantity("money_local_fy2036", 4, Small::Share(0.02), |s, _| {
        s.pot.local
    }),
    quantity("money_share_delivered", 4, Small::Units(0.02), |s, _| {
        s.pot.delivered
    }),
];

fn homicides_change(model: &Simulator) -> f64 {
    let before = model.reference_paths().homicides(TOTAL);
    let after = model.paths().homicides(TOTAL);
    let pairs = before
        .into_iter()
        .flatten()
        .zip(after.into_iter().flatten());
    let mut changes: Vec<f64> = pairs
        .map(|(before, after)| 100.0 * (f64::from(*after) / f64::from(*before) - 1.0))
        .collect();
    changes.sort_unstable_by(f64::total_cmp);
    changes[changes.len() / 2]
}

/// The outcome asked for last, in the order of [`QUANTITIES`], and its badge.
pub struct Reading {
    numbers: [f64; QUANTITIES.len()],
    badge: &'static str,
}

impl Reading {
    /// Reads a summary and the model that gave it.
    pub fn of(summary: &Summary, model: &Simulator) -> Self {
        Reading {
            numbers: std::array::from_fn(|k| (QUANTITIES[k].read)(summary, model)),
            badge: summary.change[TOTAL].badge().key(),
        }
    }

    /// Rows of the file; noise is the standard deviation over readings of other seeds.
    pub fn rows(&self, scenario: &str, others: &[&Reading]) -> Table {
        let row = |quantity: &str, cell| (scenario.to_string(), quantity.to_string(), cell);
        let numbers = QUANTITIES.iter().enumerate().map(|(k, quantity)| {
            let others: Vec<f64> = others.iter().map(|other| other.numbers[k]).collect();
            let text = written(self.numbers[k], quantity.digits);
            row(
                quantity.name,
                Cell::Number {
                    text,
                    noise: sd(&others),
                },
            )
        });
        numbers
            .chain([row("badge", Cell::Badge(self.badge.into()))])
            .collect()
    }
}

fn written(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    if is_zero { text.replace('-', "") } else { text }
}

fn sd(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares = values.iter().map(|value| (value - mean) * (value - mean));
    if values.len() < 2 {
        0.0
    } else {
        (squares.sum::<f64>() / (count - 1.0)).sqrt()
    }
}

/// The table as the text of the file, without its first line.
pub fn written_table(table: &Table) -> String {
    let mut text = format!("{HEADER}\n");
    for (scenario, quantity, cell) in table {
        match cell {
            Cell::Number {
                text: number,
                noise,
            } => {
                let noise = two_digits(*noise);
                writeln!(text, "{scenario},{quantity},{number},{noise}")
            }
            Cell::Badge(key) => writeln!(text, "{scenario},{quantity},{key},"),
        }
        .expect("a text takes every line");
    }
    text
}

/// Rounded to two digits that count.
fn two_digits(noise: f64) -> f64 {
    format!("{noise:.1e}").parse().expect("a number")
}

/// Reads the text of the file; lines that begin with `#` are passed over.
///
/// # Panics
/// If a line is not of the file's form.
pub fn read_table(text: &str) -> Table {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some(HEADER));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let &[scenario, quantity, value, noise] = cells.as_slice() else {
                panic!("four cells a line: {line}");
            };
            let cell = match noise {
                "" => Cell::Badge(value.into()),
                noise => Cell::Number {
                    text: value.into(),
                    noise: noise.parse().expect("a number"),
                },
            };
            (scenario.into(), quantity.into(), cell)
        })
        .collect()
}

/// What changed between two tables.
pub struct Difference {
    /// Rows whose outcome is not the same: bucket, scenario, quantity, what was and what is.
    pub changed: Vec<(Bucket, String, String, String)>,
    /// Rows that are in both.
    pub compared: usize,
    /// Rows only in the new table.
    pub new: Vec<String>,
    /// Rows only in the kept table.
    pub gone: Vec<String>,
}

impl Difference {
    /// Compares row by row; the noise is that of the kept table.
    pub fn between(kept: &Table, now: &Table) -> Self {
        let key =
            |(scenario, quantity, _): &(String, String, Cell)| (scenario.clone(), quantity.clone());
        let kept_cells: BTreeMap<_, _> = kept.iter().map(|row| (key(row), &row.2)).collect();
        let now_cells: BTreeMap<_, _> = now.iter().map(|row| (key(row), &row.2)).collect();
        let only = |table: &Table, other: &BTreeMap<(String, String), &Cell>| {
            let rows = table.iter().filter(|row| !other.contains_key(&key(row)));
            rows.map(|(scenario, quantity, _)| format!("{scenario}: {quantity}"))
                .collect()
        };
        let mut changed = Vec::new();
        let mut compared = 0;
        for row in now {
            let Some(kept) = kept_cells.get(&key(row)) else {
                continue;
            };
            compared += 1;
            let (scenario, quantity, cell) = row;
            let bucket = bucket(quantity, kept, cell);
            if bucket > Bucket::Same {
                changed.push((bucket, scenario.clone(), quantity.clone(), told(kept, cell)));
            }
        }
        changed.sort_by_key(|(bucket, ..)| std::cmp::Reverse(*bucket));
        Difference {
            changed,
            compared,
            new: only(now, &kept_cells),
            gone: only(kept, &now_cells),
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.new.is_empty() && self.gone.is_empty()
    }

    /// Rows in a bucket.
    pub fn count(&self, wanted: Bucket) -> usize {
        self.changed
            .iter()
            .filter(|(bucket, ..)| *bucket == wanted)
            .count()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} of {} outcomes are not the same: {} large, {} small, {} within Monte Carlo noise",
            self.changed.len(),
            self.compared,
            self.count(Bucket::Large),
            self.count(Bucket::Small),
            self.count(Bucket::Noise),
        )?;
        for (bucket, head, most) in [
            (Bucket::Large, "large", 60),
            (Bucket::Small, "small", 30),
            (Bucket::Noise, "within noise", 10),
        ] {
            let rows: Vec<_> = self.changed.iter().filter(|row| row.0 == bucket).collect();
            list(f, head, most, &rows, |(_, scenario, quantity, told)| {
                format!("{scenario:36} {quantity:30} {told}")
            })?;
        }
        list(f, "new", 10, &self.new, Clone::clone)?;
        list(f, "gone", 10, &self.gone, Clone::clone)
    }
}

fn list<T>(
    f: &mut fmt::Formatter<'_>,
    head: &str,
    most: usize,
    rows: &[T],
    line: impl Fn(&T) -> String,
) -> fmt::Result {
    if !rows.is_empty() {
        writeln!(f, "{head}:")?;
    }
    for row in rows.iter().take(most) {
        writeln!(f, "  {}", line(row))?;
    }
    if rows.len() > most {
        writeln!(f, "  and {} more", rows.len() - most)?;
    }
    Ok(())
}

fn bucket(quantity: &str, kept: &Cell, now: &Cell) -> Bucket {
    let (Cell::Number { text: kept, noise }, Cell::Number { text: now, .. }) = (kept, now) else {
        return if kept == now {
            Bucket::Same
        } else {
            Bucket::Large
        };
    };
    if kept == now {
        return Bucket::Same;
    }
    let number = |text: &str| -> f64 { text.parse().expect("a number") };
    let apart = (number(now) - number(kept)).abs();
    let known = QUANTITIES.iter().find(|known| known.name == quantity);
    let small = known.map_or(0.0, |known| match known.small {
        Small::Share(share) => share * number(kept).abs(),
        Small::Units(units) => units,
    });
    // As written, the last digit alone may differ by rounding.
    let rounding = known.map_or(0.0, |known| libm::exp10(-(known.digits as f64)));
    if apart <= 4.0 * noise + 1.001 * rounding {
        Bucket::Noise
    } else if apart <= small {
        Bucket::Small
    } else {
        Bucket::Large
    }
}

fn told(kept: &Cell, now: &Cell) -> String {
    match (kept, now) {
        (Cell::Number { text: kept, noise }, Cell::Number { text: now, .. }) => {
            format!("{kept} -> {now} (noise {noise})")
        }
        (Cell::Badge(kept), Cell::Badge(now)) => format!("{kept} -> {now}"),
        _ => "a number in one, a badge in the other".into(),
    }
}
