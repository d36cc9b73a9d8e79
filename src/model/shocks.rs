//! Exogenous inputs that the reader may set: what happens to the countries, not what policy does.

/// An exogenous input from FY2027 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shock {
    /// Dry season in standard deviations (0 = usual rain). A slider value holds in FY2027 and FY2028.
    Drought,
    /// Share of people hit by a storm. A slider value holds in FY2027, for all three countries or for each.
    Storm,
    /// Log change of the flow of guns and drugs, in all years.
    GunFlow,
    /// U.S. job openings index as a multiple of its value of 2025, in all years.
    UsOpenings,
}

/// Everything that is fixed about a shock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// The shock.
    pub shock: Shock,
    /// Eternal key in links, files and message files.
    pub key: &'static str,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// Least value.
    pub min: f32,
    /// Largest value.
    pub max: f32,
    /// Step of slider and buttons.
    pub step: f32,
    /// Nothing happens.
    pub default: f32,
    /// Years from FY2027 on in which a single value holds.
    pub years: usize,
    /// Evidence ids behind the effect.
    pub evidence: &'static [&'static str],
}

impl Shock {
    /// All shocks in page order.
    pub const ALL: [Shock; 4] = [
        Shock::Drought,
        Shock::Storm,
        Shock::GunFlow,
        Shock::UsOpenings,
    ];

    /// Position in [`Shock::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The shock's record.
    pub const fn record(self) -> &'static Record {
        &RECORDS[self as usize]
    }

    /// The shock with this key.
    pub fn from_key(key: &str) -> Option<Shock> {
        Shock::ALL
            .into_iter()
            .find(|shock| shock.record().key == key)
    }
}

impl Record {
    /// `value` kept in range and moved to the nearest step.
    pub fn snap(&self, value: f32) -> f32 {
        super::levers::snap(value, self.min, self.max, self.step)
    }
}

const RECORDS: [Record; 4] = [
    Record {
        shock: Shock::Drought,
        key: "drought",
        symbol: "D",
        min: 0.0,
        max: 3.0,
        step: 0.5,
        default: 0.0,
        years: 2,
        evidence: &["D11", "D07", "D09", "D19", "X49", "D10", "X48"],
    },
    Record {
        shock: Shock::Storm,
        key: "storm",
        symbol: "S",
        min: 0.0,
        max: 0.6,
        step: 0.05,
        default: 0.0,
        years: 1,
        evidence: &["D14", "D12", "D13"],
    },
    Record {
        shock: Shock::GunFlow,
        key: "gun_flow",
        symbol: "gun",
        min: -0.7,
        max: 0.7,
        step: 0.1,
        default: 0.0,
        years: super::YEARS,
        evidence: &["D22"],
    },
    Record {
        shock: Shock::UsOpenings,
        key: "us_openings",
        symbol: "X",
        min: 0.3,
        max: 1.5,
        step: 0.05,
        default: 1.0,
        years: super::YEARS,
        evidence: &["D20", "D21"],
    },
];
