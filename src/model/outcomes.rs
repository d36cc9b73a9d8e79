//! The outcomes that a reader can choose: what is counted, and what can be said of it.

use super::equations::Detail;

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
