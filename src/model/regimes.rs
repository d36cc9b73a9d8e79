//! Border regimes: how many encounters a year some recorded months stand for.
//!
//! A regime is asked for first and named in every title. It is never a lever
//! and never averaged: which one holds is not identified by anything here.

pub use crate::data::Regime;

impl Regime {
    /// Position in [`Regime::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Fiscal year at whose end the simulation starts from the regime's level.
    ///
    /// `Since2025` is conditioned on the record up to FY2026; the others start
    /// after FY2024 and run beside the record.
    pub const fn start_year(self) -> u16 {
        match self {
            Regime::Years2022To23 | Regime::Late2024 => 2024,
            Regime::Since2025 => 2026,
        }
    }
}
