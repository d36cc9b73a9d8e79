//! The outcomes that a reader can choose: what is counted, and what can be said of it.

use super::equations::{Detail, Paths, SERIES};
use super::{COUNTRIES, YEARS};
use crate::data::{self, Country};

/// What a result is told in. The order is the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// Irregular encounters at the southwest border: events, not people.
    Encounters,
    /// All entries, irregular encounters and lawful places used together.
    Entries,
    /// People killed.
    Homicides,
    /// Lawful places used, work visas and other entry together; each country has the same.
    PlacesUsed,
    /// Aid given directly to local organisations.
    LocalMoney,
    /// Rural households covered by food programmes.
    Households,
}

/// What an outcome counts in a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeUnit {
    /// Events or entries.
    Events,
    /// People.
    People,
    /// Lawful places.
    Places,
    /// Dollars of FY2024.
    Dollars,
    /// Households.
    Households,
}

/// Everything that is fixed about an outcome. All of them have countries and a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The outcome.
    pub outcome: Outcome,
    /// Eternal key in links, files, message files and tables.
    pub key: &'static str,
    /// What it counts.
    pub unit: OutcomeUnit,
    /// What must be worked out for it.
    pub detail: Detail,
    /// Whether futures differ in it: what leans on the settings alone has no range.
    pub varies: bool,
    /// Whether a record stands before the simulated years.
    pub recorded: bool,
}

impl Outcome {
    /// All outcomes in page order.
    pub const ALL: [Outcome; 6] = [
        Outcome::Encounters,
        Outcome::Entries,
        Outcome::Homicides,
        Outcome::PlacesUsed,
        Outcome::LocalMoney,
        Outcome::Households,
    ];

    /// Position in [`Outcome::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The outcome's record.
    pub const fn record(self) -> &'static Record {
        &RECORDS[self as usize]
    }

    /// Eternal key in links, files, message files and tables.
    pub const fn key(self) -> &'static str {
        self.record().key
    }

    /// The outcome with this key.
    pub fn from_key(key: &str) -> Option<Outcome> {
        Outcome::ALL
            .into_iter()
            .find(|outcome| outcome.key() == key)
    }

    /// Puts the outcome of a series in year `t` (0 = FY2027) into `into`, one number a draw.
    ///
    /// # Panics
    /// If the futures were not simulated in the [`Record::detail`] it needs.
    pub fn in_year(self, paths: &Paths, series: usize, t: usize, into: &mut Vec<f32>) {
        let size = size(self, series);
        into.clear();
        match self {
            Outcome::Encounters => into.extend(paths.encounters(series, t)),
            Outcome::Entries => {
                let used = size * part(&paths.places, t);
                let pairs = paths.encounters(series, t).iter().zip(paths.places_used());
                into.extend(pairs.map(|(encounters, places)| encounters + places * used));
            }
            Outcome::Homicides => into.extend(paths.homicides_in(series, t).expect(DETAIL)),
            Outcome::PlacesUsed => {
                let used = size * part(&paths.places, t);
                into.extend(paths.places_used().iter().map(|places| places * used));
            }
            Outcome::LocalMoney => {
                into.resize(paths.places_used().len(), size * paths.local[t]);
            }
            Outcome::Households => {
                let covered = paths.covered(t).expect(DETAIL);
                into.extend(covered.iter().map(|share| share * size));
            }
        }
    }

    /// Puts the outcome of a series summed over FY2027-36 into `into`, one number a draw.
    /// Households are summed too: a household covered in two years counts twice.
    ///
    /// # Panics
    /// As [`Outcome::in_year`].
    pub fn summed(self, paths: &Paths, series: usize, into: &mut Vec<f32>) {
        let size = size(self, series);
        into.clear();
        match self {
            Outcome::Encounters => into.extend(paths.sums(series)),
            Outcome::Entries => {
                let pairs = paths.sums(series).iter().zip(paths.places_used());
                into.extend(pairs.map(|(encounters, places)| encounters + places * size));
            }
            Outcome::Homicides => into.extend(paths.homicides(series).expect(DETAIL)),
            Outcome::PlacesUsed => {
                into.extend(paths.places_used().iter().map(|places| places * size));
            }
            Outcome::LocalMoney => {
                let money = paths.local.iter().sum::<f32>();
                into.resize(paths.places_used().len(), size * money);
            }
            Outcome::Households => {
                into.resize(paths.places_used().len(), 0.0);
                for t in 0..YEARS {
                    let covered = paths.covered(t).expect(DETAIL);
                    for (sum, share) in into.iter_mut().zip(covered) {
                        *sum += share * size;
                    }
                }
            }
        }
    }
}

const DETAIL: &str = "simulated in the detail that the outcome needs";

/// What one unit of the model's row stands for in a series: its countries, its dollars of
/// baseline aid, or its rural households.
fn size(outcome: Outcome, series: usize) -> f32 {
    let sum = |value: fn(Country) -> f64| match Country::ALL.get(series) {
        Some(country) => value(*country) as f32,
        None => Country::ALL.into_iter().map(value).sum::<f64>() as f32,
    };
    match outcome {
        Outcome::Encounters | Outcome::Homicides => 1.0,
        Outcome::Entries | Outcome::PlacesUsed if series == SERIES - 1 => COUNTRIES as f32,
        Outcome::Entries | Outcome::PlacesUsed => 1.0,
        Outcome::LocalMoney => sum(data::aid_base),
        Outcome::Households => sum(data::rural_households),
    }
}

/// Share of the places of all years that are opened in year `t`; uptake is the same in all.
fn part(places: &[f32; YEARS], t: usize) -> f32 {
    let all = places.iter().sum::<f32>();
    if all > 0.0 { places[t] / all } else { 0.0 }
}

const RECORDS: [Record; 6] = [
    Record {
        outcome: Outcome::Encounters,
        key: "encounters",
        unit: OutcomeUnit::Events,
        detail: Detail::Encounters,
        varies: true,
        recorded: true,
    },
    Record {
        outcome: Outcome::Entries,
        key: "entries",
        unit: OutcomeUnit::Events,
        detail: Detail::Encounters,
        varies: true,
        recorded: false,
    },
    Record {
        outcome: Outcome::Homicides,
        key: "homicides",
        unit: OutcomeUnit::People,
        detail: Detail::Everything,
        varies: true,
        recorded: false,
    },
    Record {
        outcome: Outcome::PlacesUsed,
        key: "places_used",
        unit: OutcomeUnit::Places,
        detail: Detail::Encounters,
        varies: true,
        recorded: false,
    },
    Record {
        outcome: Outcome::LocalMoney,
        key: "local_money",
        unit: OutcomeUnit::Dollars,
        detail: Detail::Encounters,
        varies: false,
        recorded: false,
    },
    Record {
        outcome: Outcome::Households,
        key: "households",
        unit: OutcomeUnit::Households,
        detail: Detail::Everything,
        varies: true,
        recorded: false,
    },
];
