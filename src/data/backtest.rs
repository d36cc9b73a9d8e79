//! What the model and its naive rival, shown only the past, held possible for the years after it.
//!
//! Written by the build script from the committed back-test, rounded as the page says it.

include!(concat!(env!("OUT_DIR"), "/backtest.rs"));

/// Years after a cut-off that are held against the record, at most.
const AHEAD: usize = 3;

/// What one of the two held possible at one cut-off year, and how far off it was over the years
/// after it that are recorded.
#[derive(Debug)]
pub struct Outlook {
    /// Digits in the low byte, zeros behind them in the high byte; zero where there is no record.
    fans: [[u16; 5]; AHEAD],
    /// Mean factor between its middle and the record, too high or too low alike, in tenths.
    pub factor: u16,
    /// Years inside its band of 90 in 100 futures.
    pub held: u16,
    /// Mean score (CRPS, on logs of encounters) in hundredths; smaller is better.
    pub score: u16,
}

impl Outlook {
    /// The 5, 25, 50, 75 and 95 % points of the futures, a year after another, in encounters a
    /// year.
    pub fn fans(&self) -> impl Iterator<Item = [f64; 5]> + '_ {
        let recorded = self.fans.iter().filter(|points| points[2] > 0);
        recorded.map(|points| points.map(amount))
    }
}

/// What the model and its naive rival held possible at a cut-off year for a row of the page: a
/// country by its place, or the three together after them.
///
/// # Panics
/// If there is no such row, or the year is not one of the [`ORIGINS`] years from [`FIRST_ORIGIN`]
/// on.
pub fn outlooks(row: usize, year: u16) -> &'static [Outlook; 2] {
    &OUTLOOKS[row][usize::from(year - FIRST_ORIGIN)]
}

fn amount(code: u16) -> f64 {
    let zeros = (0..code >> 8).fold(1.0, |unit, _| unit * 10.0);
    f64::from(code & 255) * zeros
}
