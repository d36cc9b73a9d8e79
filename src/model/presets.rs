//! Named scenarios. What a preset means under a link's version is frozen for ever.

use super::levers::Lever;
use super::scenario::{Scenario, Setting, ShockSetting};
use super::shocks::Shock;
use super::{COUNTRIES, YEARS};

/// A named scenario, in our translation of what was proposed or of what once happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Preset {
    /// Nothing changes.
    Today,
    /// All levers of both documents together; the page opens on it.
    Everything,
    /// What the op-ed asks for.
    OpEd,
    /// What the strategy reports doing.
    Strategy,
    /// More legal pathways alone.
    Pathways,
    /// Twice the aid.
    Aid,
    /// Twice the aid, half of it to local groups, a tenth to research.
    AidLocal,
    /// The aid cut of 2019, as disbursed.
    Cut2019,
    /// Aid as disbursed in FY2025 so far.
    Aid2025,
    /// The storms of November 2020 again, in FY2027.
    Storms2020,
    /// U.S. job openings fall as in a deep recession.
    UsRecession,
}

impl Preset {
    /// All presets in page order.
    pub const ALL: [Preset; 11] = [
        Preset::Today,
        Preset::Everything,
        Preset::OpEd,
        Preset::Strategy,
        Preset::Pathways,
        Preset::Aid,
        Preset::AidLocal,
        Preset::Cut2019,
        Preset::Aid2025,
        Preset::Storms2020,
        Preset::UsRecession,
    ];

    /// The preset on which the page opens and from which links count differences.
    pub const DEFAULT: Preset = Preset::Everything;

    /// Eternal key in links, files and message files.
    pub const fn key(self) -> &'static str {
        match self {
            Preset::Today => "today",
            Preset::Everything => "everything",
            Preset::OpEd => "op-ed",
            Preset::Strategy => "strategy",
            Preset::Pathways => "pathways",
            Preset::Aid => "aid",
            Preset::AidLocal => "aid-local",
            Preset::Cut2019 => "cut-2019",
            Preset::Aid2025 => "aid-2025",
            Preset::Storms2020 => "storms-2020",
            Preset::UsRecession => "us-recession",
        }
    }

    /// The preset with this key.
    pub fn from_key(key: &str) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.key() == key)
    }

    /// The preset's scenario.
    pub fn scenario(self) -> Scenario {
        let today = Scenario::baseline();
        match self {
            Preset::Today => today,
            Preset::Everything => today
                .with(Lever::WorkVisas, 20_000.0)
                .with(Lever::Aid, 2.0)
                .with(Lever::LocalShare, 0.5)
                .with(Lever::Research, 0.1)
                .with(Lever::ViolencePrevention, 0.3)
                .with(Lever::AntiCorruption, 1.0)
                .with(Lever::FoodSecurity, 0.4)
                .with(Lever::AntiSmuggling, 2.0),
            // The op-ed does not ask for more aid.
            Preset::OpEd => today
                .with(Lever::WorkVisas, 20_000.0)
                .with(Lever::LocalShare, 0.5)
                .with(Lever::Research, 0.05)
                .with(Lever::AntiSmuggling, 1.5),
            // Four billion dollars over four years: one billion a year is 1.58 times FY2022-24.
            Preset::Strategy => today
                .with(Lever::Aid, 1.58)
                .with(Lever::ViolencePrevention, 0.3)
                .with(Lever::AntiCorruption, 0.5)
                .with(Lever::FoodSecurity, 0.05)
                .with(Lever::AntiSmuggling, 1.5),
            Preset::Pathways => today
                .with(Lever::WorkVisas, 20_000.0)
                .with(Lever::EntryPlaces, 20_000.0),
            Preset::Aid => today.with(Lever::Aid, 2.0),
            Preset::AidLocal => today
                .with(Lever::Aid, 2.0)
                .with(Lever::LocalShare, 0.5)
                .with(Lever::Research, 0.1),
            Preset::Cut2019 => yearly(today, Lever::Aid, &CUT_2019, 1.0),
            Preset::Aid2025 => today.with(Lever::Aid, 0.56),
            Preset::Storms2020 => {
                let mut scenario = today;
                scenario.shocks[Shock::Storm.index()] = ShockSetting::ByCountry(STORMS_2020);
                scenario
            }
            Preset::UsRecession => {
                let mut scenario = today;
                scenario.shocks[Shock::UsOpenings.index()] =
                    ShockSetting::Yearly(then(&RECESSION, 1.0));
                scenario
            }
        }
    }
}

/// Disbursements of FY2020-22 as shares of FY2019 (ForeignAssistance.gov).
const CUT_2019: [f32; 3] = [0.80, 0.89, 0.94];

/// Share of people hit by storms in 2020: about 150 thousand of 6.3 million,
/// 2.9 of 17 million, 5.1 of 10 million (single published figures).
const STORMS_2020: [f32; COUNTRIES] = [0.02, 0.17, 0.51];

/// U.S. job openings index as a multiple of 2025: a fall less deep than that from 2007 to 2009
/// (1.02 to 0.27), then recovery.
const RECESSION: [f32; 3] = [0.4, 0.5, 0.7];

fn yearly(mut scenario: Scenario, lever: Lever, first: &[f32], rest: f32) -> Scenario {
    scenario.levers[lever.index()] = Setting::Yearly(then(first, rest));
    scenario
}

fn then(first: &[f32], rest: f32) -> [f32; YEARS] {
    std::array::from_fn(|t| first.get(t).copied().unwrap_or(rest))
}
