//! The record: log encounters of three countries by fiscal year, and log U.S. openings.

use crate::data::record::{self, SeriesRecord};
use crate::data::{self, Country, Regime, USUAL_SHARE_ELEVEN_MONTHS};
use crate::model::{COUNTRIES, math};

/// First fiscal year of the record.
pub const FIRST_YEAR: u16 = 2000;

/// Last fiscal year used for calibration: later years lie after a break in border rules.
pub const LAST_CALIBRATED_YEAR: u16 = 2024;

/// Last fiscal year of which July to September are recorded.
const LAST_QUARTER_YEAR: u16 = 2025;

/// Last fiscal year there is, from 11 months.
pub const LAST_YEAR: u16 = 2026;

/// Log openings of 2000 over those of 2001; openings were not counted in 2000.
const OPENINGS_2000_OVER_2001: f64 = 0.1;

/// Which encounters count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// All, as recorded.
    Recorded,
    /// Without the repeat tries beyond the ordinary share, as in the ten-year anchor.
    WithoutExtraRepeats,
}

/// Yearly values of the three countries from [`FIRST_YEAR`] on, without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Log of encounters a year, by year and country.
    pub encounters: Vec<[f64; COUNTRIES]>,
    /// Log of the openings index, by year; all zero where a model does not know it.
    pub openings: Vec<f64>,
}

impl Panel {
    /// The record from FY2000 to `last`.
    ///
    /// FY2026 is scaled up from its 11 months by their usual share of a year, and has the
    /// openings of 2025.
    ///
    /// # Panics
    /// If `last` is after [`LAST_YEAR`] or before [`FIRST_YEAR`].
    pub fn recorded(last: u16, counting: Counting) -> Self {
        assert!(
            (FIRST_YEAR..=LAST_YEAR).contains(&last),
            "no record of {last}"
        );
        let encounters = (FIRST_YEAR..=last)
            .map(|year| Country::ALL.map(|country| ln_encounters(country, year, counting)))
            .collect();
        let openings = (FIRST_YEAR..=last).map(ln_openings).collect();
        Panel {
            encounters,
            openings,
        }
    }

    /// Number of years.
    pub fn years(&self) -> usize {
        self.encounters.len()
    }

    /// Place of a fiscal year in the panel.
    pub fn place(year: u16) -> usize {
        usize::from(year - FIRST_YEAR)
    }

    /// What was known at the end of `year`.
    pub fn through(&self, year: u16) -> Panel {
        let years = Self::place(year) + 1;
        Panel {
            encounters: self.encounters[..years].to_vec(),
            openings: self.openings[..years].to_vec(),
        }
    }

    /// The three countries together, as a record of which every column holds their sum.
    ///
    /// Rules that pool their noise over the countries find one series in it three times.
    pub fn total(&self) -> Panel {
        let sum = |year: &[f64; COUNTRIES]| year.iter().map(|ln| math::exp(*ln)).sum();
        let encounters = self.encounters.iter();
        Panel {
            encounters: encounters
                .map(|year| [math::ln(sum(year)); COUNTRIES])
                .collect(),
            openings: self.openings.clone(),
        }
    }

    /// The same record without openings.
    pub fn without_openings(mut self) -> Panel {
        self.openings.fill(0.0);
        self
    }

    /// Values of one country in the last `count` years.
    pub fn latest(&self, country: usize, count: usize) -> impl Iterator<Item = f64> + '_ {
        let from = self.years().saturating_sub(count);
        self.encounters[from..]
            .iter()
            .map(move |year| year[country])
    }
}

/// Sixteen hexadecimal digits that change with every figure used from FY2000 to `last`, and with
/// no other (FNV-1a over counts, months and the openings index).
pub fn fingerprint(last: u16) -> String {
    let mut figures = Vec::new();
    let mut take = |value: u64| figures.push(value);
    for country in Country::ALL {
        for row in data::encounters(country) {
            if row.fiscal_year <= last {
                take(u64::from(row.fiscal_year));
                take(f64::from(row.encounters).to_bits());
                take(u64::from(row.months));
            }
        }
    }
    for year in (FIRST_YEAR..=last).filter_map(data::openings_index) {
        take(year.to_bits());
    }
    hashed(&figures)
}

/// The same over what the trials read besides: last quarters and El Niño.
pub fn trials_fingerprint() -> String {
    let mut figures: Vec<u64> = Vec::new();
    for country in Country::ALL {
        for year in FIRST_YEAR..=LAST_QUARTER_YEAR {
            figures.extend([u64::from(year), last_quarter(country, year) as u64]);
        }
    }
    for (year, index) in summers() {
        figures.extend([u64::from(year), index.to_bits()]);
    }
    hashed(&figures)
}

/// The same over every number that a scenario takes from the tables: levels, shares, people, money,
/// border rules and named constants.
pub fn scenario_fingerprint() -> String {
    let mut figures = vec![data::openings_gap()];
    for country in Country::ALL {
        figures.extend([
            data::encounters_fy2024(country),
            data::anchor(country),
            data::single_adult_share(country),
            data::people_now(country),
            data::rural_households(country),
            data::homicides_now(country),
            data::aid_base(country),
        ]);
        figures.extend(Regime::ALL.map(|regime| data::regime_shift(regime, country)));
    }
    let windows = Regime::ALL.into_iter().flat_map(data::regime_windows);
    figures.extend(windows.flat_map(|window| [window.sd_common, window.sd_country]));
    figures.extend(data::constants().iter().map(|constant| constant.value));
    let bits: Vec<u64> = figures.into_iter().map(f64::to_bits).collect();
    hashed(&bits)
}

/// Encounters from July to September, the last quarter of a fiscal year.
fn last_quarter(country: Country, fiscal_year: u16) -> f64 {
    let months = series("encounters_usbp_monthly");
    let in_month = |month| months.in_month(country.code(), fiscal_year, month)?.value;
    [7, 8, 9]
        .map(|month| in_month(month).expect("there is a last quarter of every complete year"))
        .iter()
        .sum()
}

/// The Oceanic Niño Index of June to August, degrees C from normal, by calendar year. Above .5 is
/// El Niño, which often brings drought to Central America.
fn summers() -> impl Iterator<Item = (u16, f64)> {
    let summers = series("el_nino_summer").complete("WLD");
    summers.map(|(point, index)| (point.year, index))
}

fn series(id: &str) -> &'static SeriesRecord {
    record::series(id).expect("a series of the record")
}

fn hashed(figures: &[u64]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in figures.iter().flat_map(|figure| figure.to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// Log factor that takes recorded encounters to those without extra repeat tries.
pub fn repeat_correction(country: Country, year: u16) -> f64 {
    let first_tries = 1.0 - data::repeat_share(country, year);
    math::ln(first_tries / (1.0 - data::REPEAT_SHARE))
}

/// Log of the last quarter's share of a year's encounters, July to September, as the mean of the
/// three countries, less its own mean from FY2000 to `last`: above zero where encounters rose
/// towards the end of the year. One value a year from [`FIRST_YEAR`] to `last`.
///
/// # Panics
/// If a quarter is missing: there are none after FY2025.
pub fn last_quarter_gaps(last: u16) -> Vec<f64> {
    let share = |year: u16| {
        let shares = Country::ALL.map(|country| {
            math::ln(last_quarter(country, year)) - ln_encounters(country, year, Counting::Recorded)
        });
        shares.iter().sum::<f64>() / COUNTRIES as f64
    };
    let shares: Vec<f64> = (FIRST_YEAR..=last).map(share).collect();
    let usual = shares.iter().sum::<f64>() / shares.len() as f64;
    shares.into_iter().map(|share| share - usual).collect()
}

/// How strong El Niño is in a fiscal year, in standard deviations of the summers from 2000 to
/// `last`, known from these summers alone: three fifths of the summer before the year, two fifths
/// of the one before that, as a drought acts in the scenarios. A summer that is not known counts as
/// normal.
pub fn el_nino(fiscal_year: u16, last: u16) -> f64 {
    let known = || summers().filter(|(year, _)| *year <= last);
    let squares: f64 = known().map(|(_, index)| index * index).sum();
    let size = (squares / known().count() as f64).sqrt();
    let summer = |year: u16| {
        known()
            .find(|(known, _)| *known == year)
            .map_or(0.0, |(_, index)| index / size)
    };
    0.6 * summer(fiscal_year - 1) + 0.4 * summer(fiscal_year - 2)
}

fn ln_encounters(country: Country, year: u16, counting: Counting) -> f64 {
    let row = data::encounters(country)
        .iter()
        .find(|row| row.fiscal_year == year)
        .expect("the build refuses tables without this year");
    let share = match row.months {
        12 => 1.0,
        11 => USUAL_SHARE_ELEVEN_MONTHS,
        months => panic!("no usual share is known for {months} months"),
    };
    let recorded = math::ln(f64::from(row.encounters) / share);
    match counting {
        Counting::Recorded => recorded,
        Counting::WithoutExtraRepeats => recorded + repeat_correction(country, year),
    }
}

fn ln_openings(year: u16) -> f64 {
    let (counted, gap) = match year {
        2000 => (2001, OPENINGS_2000_OVER_2001),
        2026 => (2025, 0.0),
        year => (year, 0.0),
    };
    let index = data::openings_index(counted).expect("openings were counted from 2001 to 2025");
    math::ln(index) + gap
}
