//! Turns the committed fans of the back-test into Rust statics: what two rivals held possible at
//! each cut-off year, rounded as the page says it, and how far off each of them was.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The file, as problems name it.
pub const FILE: &str = "assets/model/backtest_fans.csv";

/// The rows of the page, in its order, as the file names them.
const ROWS: [&str; 4] = ["SLV", "GTM", "HND", "all"];

/// The model and the naive rival, as the file names them.
const RIVALS: [&str; 2] = ["no_drivers", "naive"];

/// Cut-off years of the page. The last is the last after which a whole year is recorded.
const ORIGINS: std::ops::RangeInclusive<u16> = 2009..=2024;

/// Last fiscal year of the record.
const LAST: u16 = 2026;

/// Years held against the record after each cut-off, where there are as many.
const AHEAD: u16 = 3;

const HEADER: &str = "model,origin,horizon,country,p05,p25,p50,p75,p95,recorded,crps";

/// One line of the file.
#[derive(Clone, Copy)]
struct Case {
    points: [f64; 5],
    recorded: f64,
    crps: f64,
}

/// What names a line: rival, cut-off year, years after it, row of the page.
type Key<'a> = (&'a str, u16, u16, &'a str);

/// Rust code with the fans, by row and cut-off year.
///
/// # Errors
/// The first line that breaks a rule, or the first that is missing.
pub fn rust(text: &str) -> Result<String, String> {
    let cases = read(text)?;
    let mut code = String::from(
        "/// What model and rival held possible, by row of the page and cut-off year.\n\
         static OUTLOOKS: [[[Outlook; 2]; ORIGINS]; 4] = [",
    );
    for row in ROWS {
        code.push('[');
        for origin in ORIGINS {
            let of = |rival: &'static str| {
                (1..=AHEAD.min(LAST - origin))
                    .map(|horizon| {
                        cases
                            .get(&(rival, origin, horizon, row))
                            .copied()
                            .ok_or_else(|| {
                                format!("{FILE}: no line for {rival},{origin},{horizon},{row}")
                            })
                    })
                    .collect::<Result<Vec<Case>, String>>()
            };
            let [model, naive] = RIVALS.map(of);
            let (model, naive) = (model?, naive?);
            let _ = write!(code, "[{}, {}],", told(&model), told(&naive));
        }
        code.push_str("],");
    }
    code.push_str("];\n");
    let _ = writeln!(
        code,
        "/// The first cut-off year.\npub const FIRST_ORIGIN: u16 = {};\n\
         /// Number of cut-off years.\npub const ORIGINS: usize = {};",
        ORIGINS.start(),
        ORIGINS.count(),
    );
    Ok(code)
}

fn read(text: &str) -> Result<BTreeMap<Key<'_>, Case>, String> {
    let mut lines = text.lines().zip(1..);
    if lines.next().map(|(header, _)| header) != Some(HEADER) {
        return Err(format!("{FILE}:1: the header must be {HEADER}"));
    }
    let mut cases = BTreeMap::new();
    for (line, number) in lines {
        let refused = |why: &str| format!("{FILE}:{number}: {why}");
        let cells: Vec<&str> = line.split(',').collect();
        let [rival, origin, horizon, row, ..] = cells[..] else {
            return Err(refused("too few cells"));
        };
        let year = |text: &str| text.parse().map_err(|_| refused("not a whole number"));
        let amounts: Vec<f64> = cells[4..]
            .iter()
            .filter_map(|cell| cell.parse().ok())
            .filter(|amount: &f64| amount.is_finite() && *amount >= 0.0)
            .collect();
        let [p05, p25, p50, p75, p95, recorded, crps] = amounts[..] else {
            return Err(refused("needs seven amounts, none below zero"));
        };
        let points = [p05, p25, p50, p75, p95];
        if !points.is_sorted() || p05 < 1.0 || p95 >= 1e8 || recorded < 1.0 {
            return Err(refused(
                "points must rise, and amounts be from 1 to 100 million",
            ));
        }
        let case = Case {
            points,
            recorded,
            crps,
        };
        let key = (rival, year(origin)?, year(horizon)?, row);
        if cases.insert(key, case).is_some() {
            return Err(refused("stands there twice"));
        }
    }
    Ok(cases)
}

/// A count as the page says it: two digits, three where it begins with a one, below a hundred as
/// it is. The low byte holds the digits, the high byte how many zeros follow.
fn code_of(value: f64) -> u16 {
    let (mut unit, mut zeros) = (1.0, 0);
    while value / unit >= 200.0 || (zeros == 0 && value >= 100.0) {
        unit *= 10.0;
        zeros += 1;
    }
    (value / unit).round() as u16 + 256 * zeros
}

/// One rival's fans and how far off it was: the mean factor between its middle and the record, in
/// tenths; the years inside its band of 90 in 100; its mean score, in hundredths.
fn told(cases: &[Case]) -> String {
    let mean = |value: fn(&Case) -> f64| cases.iter().map(value).sum::<f64>() / cases.len() as f64;
    let factor = mean(|case| {
        let ratio = case.points[2] / case.recorded;
        ratio.max(1.0 / ratio)
    });
    let held = cases
        .iter()
        .filter(|case| (case.points[0]..=case.points[4]).contains(&case.recorded));
    let mut fans = [[0; 5]; AHEAD as usize];
    for (fan, case) in fans.iter_mut().zip(cases) {
        *fan = case.points.map(code_of);
    }
    format!(
        "Outlook {{ fans: {fans:?}, factor: {}, held: {}, score: {} }}",
        (factor * 10.0).round(),
        held.count(),
        (mean(|case| case.crps) * 100.0).round(),
    )
}
