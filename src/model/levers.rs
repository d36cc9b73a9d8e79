//! The levers: one record each, read by sliders, links, files, tables and tests.

use super::math::within;

/// A policy lever. The order is the order of the page and of every array over levers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lever {
    /// Seasonal work visas: extra places a year for each country.
    WorkVisas,
    /// Share of those visas that goes to people who would otherwise have gone irregularly.
    VisaTargeting,
    /// Other lawful entry (parole, port appointments, family): extra places a year for each country.
    EntryPlaces,
    /// U.S. aid as a multiple of the mean disbursed in FY2022-24; the pot of money.
    Aid,
    /// Share of aid given directly to local organisations.
    LocalShare,
    /// Research and evaluation as a share of the pot.
    Research,
    /// Community violence prevention: share of exposed people covered.
    ViolencePrevention,
    /// Governance and anti-corruption mission: intensity.
    AntiCorruption,
    /// Food security and climate adaptation: share of rural households covered.
    FoodSecurity,
    /// Anti-smuggling cooperation: multiple of present effort.
    AntiSmuggling,
}

/// How a lever's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Places a year for each of the three countries.
    Places,
    /// A share of one, written in per cent.
    Share,
    /// A multiple of the default.
    Multiple,
}

/// What pays for a lever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidFrom {
    /// The pot of U.S. aid: more of it leaves less for services.
    Pot,
    /// Employers pay for seasonal workers (evidence C31-C34).
    Employers,
    /// No usable cost was found.
    Unknown,
    /// The lever sets the size or the use of money, and costs nothing itself.
    Nothing,
}

/// A value that somebody proposed or that was once real, marked on the track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Position on the track, in the lever's unit.
    pub value: f32,
    /// Names the words for it (`mark.<key>` in the message files).
    pub key: &'static str,
    /// Source or evidence id that the value rests on.
    pub source: &'static str,
}

/// The part of a track within what was ever seen; the rest is shaded.
///
/// Places above 30,000 exceed all H-2 visas issued to the three countries
/// together in FY2024 (30,857), and aid under half was never disbursed.
/// Other tracks carry no shade: their effects rest on evidence from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidenced {
    /// Least value within what was seen.
    pub from: f32,
    /// Largest value within what was seen.
    pub to: f32,
}

/// Everything that is fixed about a lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// The lever.
    pub lever: Lever,
    /// Eternal key in links, files, message files and tables.
    pub key: &'static str,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// How the value is written.
    pub unit: Unit,
    /// Least value.
    pub min: f32,
    /// Largest value.
    pub max: f32,
    /// Step of slider and buttons.
    pub step: f32,
    /// Default, which is also the baseline.
    pub default: f32,
    /// The part of the track within the evidence.
    pub evidenced: Evidenced,
    /// Named values on the track.
    pub marks: &'static [Mark],
    /// What pays for it.
    pub paid_from: PaidFrom,
    /// Evidence ids behind range, default and effect.
    pub evidence: &'static [&'static str],
    /// Numbers of the equations in which it appears.
    pub equations: &'static [u8],
}

impl Lever {
    /// All levers in page order.
    pub const ALL: [Lever; 10] = [
        Lever::WorkVisas,
        Lever::VisaTargeting,
        Lever::EntryPlaces,
        Lever::Aid,
        Lever::LocalShare,
        Lever::Research,
        Lever::ViolencePrevention,
        Lever::AntiCorruption,
        Lever::FoodSecurity,
        Lever::AntiSmuggling,
    ];

    /// Position in [`Lever::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The lever's record.
    pub const fn record(self) -> &'static Record {
        &RECORDS[self as usize]
    }

    /// The lever with this key.
    pub fn from_key(key: &str) -> Option<Lever> {
        Lever::ALL
            .into_iter()
            .find(|lever| lever.record().key == key)
    }
}

impl Record {
    /// `value` kept in range and moved to the nearest step, unless it is a named value.
    pub fn snap(&self, value: f32) -> f32 {
        if self.marks.iter().any(|mark| mark.value == value) {
            return value;
        }
        snap(value, self.min, self.max, self.step)
    }

    /// Digits after the point that a value on a step can have.
    pub fn decimals(&self) -> usize {
        match self.step {
            step if step >= 1.0 => 0,
            step if step >= 0.1 => 1,
            _ => 2,
        }
    }
}

/// `value` kept between `min` and `max` and moved to the nearest step from `min`.
pub(super) fn snap(value: f32, min: f32, max: f32, step: f32) -> f32 {
    let steps = f64::from((within(value, min, max) - min) / step);
    let snapped = decimal(min) + libm::round(steps) * decimal(step);
    within(snapped as f32, min, max)
}

/// The decimal number that `step` was written as.
fn decimal(step: f32) -> f64 {
    libm::round(f64::from(step) * 1000.0) / 1000.0
}

const RECORDS: [Record; 10] = [
    Record {
        lever: Lever::WorkVisas,
        key: "work_visas",
        symbol: "Lw",
        unit: Unit::Places,
        min: 0.0,
        max: 100_000.0,
        step: 1_000.0,
        default: 0.0,
        // All H-2 visas issued to the three countries in FY2024: 30,857.
        evidenced: Evidenced {
            from: 0.0,
            to: 30_000.0,
        },
        marks: &[
            Mark {
                value: 2_000.0,
                key: "visas_op_ed_plan",
                source: "op_ed",
            },
            Mark {
                value: 20_000.0,
                key: "example",
                source: "op_ed",
            },
        ],
        paid_from: PaidFrom::Employers,
        evidence: &[
            "X01", "L05", "L12", "L19", "L20", "X07", "X10", "L23", "L24", "X20",
        ],
        equations: &[12, 13],
    },
    Record {
        lever: Lever::VisaTargeting,
        key: "visa_targeting",
        symbol: "g",
        unit: Unit::Share,
        min: 0.0,
        max: 1.0,
        step: 0.05,
        default: 0.5,
        evidenced: Evidenced { from: 0.0, to: 1.0 },
        marks: &[Mark {
            value: 0.5,
            key: "targeting_usual",
            source: "X07",
        }],
        paid_from: PaidFrom::Nothing,
        evidence: &["X07"],
        equations: &[12],
    },
    Record {
        lever: Lever::EntryPlaces,
        key: "entry_places",
        symbol: "Lp",
        unit: Unit::Places,
        min: 0.0,
        max: 100_000.0,
        step: 1_000.0,
        default: 0.0,
        evidenced: Evidenced {
            from: 0.0,
            to: 30_000.0,
        },
        marks: &[Mark {
            value: 20_000.0,
            key: "example",
            source: "op_ed",
        }],
        paid_from: PaidFrom::Unknown,
        evidence: &["L01", "L04", "L13", "L15", "X03", "X05", "X17", "X19"],
        equations: &[12, 13],
    },
    Record {
        lever: Lever::Aid,
        key: "aid",
        symbol: "A",
        unit: Unit::Multiple,
        min: 0.0,
        max: 3.0,
        step: 0.05,
        default: 1.0,
        evidenced: Evidenced { from: 0.5, to: 3.0 },
        marks: &[
            Mark {
                value: 0.56,
                key: "aid_2025",
                source: "fagov_2025_12",
            },
            Mark {
                value: 1.0,
                key: "aid_2022_24",
                source: "fagov_2025_12",
            },
            Mark {
                value: 1.58,
                key: "aid_pledge",
                source: "fact_sheet",
            },
        ],
        paid_from: PaidFrom::Nothing,
        evidence: &[
            "A01", "A02", "A07", "A09", "A21", "X33", "A03", "A16", "X31", "X32",
        ],
        equations: &[3, 6],
    },
    Record {
        lever: Lever::LocalShare,
        key: "local_share",
        symbol: "loc",
        unit: Unit::Share,
        min: 0.05,
        max: 0.80,
        step: 0.01,
        default: 0.10,
        evidenced: Evidenced {
            from: 0.05,
            to: 0.80,
        },
        marks: &[
            Mark {
                value: 0.10,
                key: "local_op_ed",
                source: "op_ed",
            },
            Mark {
                value: 0.25,
                key: "local_usaid_target",
                source: "O06",
            },
            Mark {
                value: 0.50,
                key: "our_op_ed",
                source: "op_ed",
            },
        ],
        paid_from: PaidFrom::Nothing,
        evidence: &["O11", "O06", "X50", "X51", "O02", "O04", "O12", "X52"],
        equations: &[4, 5, 6],
    },
    Record {
        lever: Lever::Research,
        key: "research",
        symbol: "R",
        unit: Unit::Share,
        min: 0.0,
        max: 0.20,
        step: 0.01,
        default: 0.0,
        evidenced: Evidenced {
            from: 0.0,
            to: 0.20,
        },
        marks: &[
            Mark {
                value: 0.05,
                key: "our_op_ed",
                source: "op_ed",
            },
            Mark {
                value: 0.1,
                key: "example",
                source: "op_ed",
            },
        ],
        paid_from: PaidFrom::Pot,
        evidence: &["R01", "R02", "R04"],
        equations: &[3, 5],
    },
    Record {
        lever: Lever::ViolencePrevention,
        key: "violence_prevention",
        symbol: "V",
        unit: Unit::Share,
        min: 0.0,
        max: 0.6,
        step: 0.05,
        default: 0.0,
        evidenced: Evidenced { from: 0.0, to: 0.6 },
        marks: &[Mark {
            value: 0.3,
            key: "our_strategy",
            source: "fact_sheet",
        }],
        paid_from: PaidFrom::Pot,
        evidence: &["V01", "X44", "X47", "V02", "V04"],
        equations: &[3, 8],
    },
    Record {
        lever: Lever::AntiCorruption,
        key: "anti_corruption",
        symbol: "G",
        unit: Unit::Share,
        min: 0.0,
        max: 1.0,
        step: 0.1,
        default: 0.0,
        evidenced: Evidenced { from: 0.0, to: 1.0 },
        marks: &[
            Mark {
                value: 0.5,
                key: "our_strategy",
                source: "fact_sheet",
            },
            Mark {
                value: 1.0,
                key: "example",
                source: "fact_sheet",
            },
        ],
        paid_from: PaidFrom::Pot,
        evidence: &["G01", "G02", "G05", "G06", "G07"],
        equations: &[3, 5, 7, 8],
    },
    Record {
        lever: Lever::FoodSecurity,
        key: "food_security",
        symbol: "F",
        unit: Unit::Share,
        min: 0.0,
        max: 0.8,
        step: 0.05,
        default: 0.0,
        evidenced: Evidenced { from: 0.0, to: 0.8 },
        marks: &[
            Mark {
                value: 0.05,
                key: "our_strategy",
                source: "fact_sheet",
            },
            Mark {
                value: 0.4,
                key: "example",
                source: "fact_sheet",
            },
        ],
        paid_from: PaidFrom::Pot,
        evidence: &["F01", "X40", "D16", "D18", "D17", "A17", "X26"],
        equations: &[3, 9],
    },
    Record {
        lever: Lever::AntiSmuggling,
        key: "anti_smuggling",
        symbol: "T",
        unit: Unit::Multiple,
        min: 1.0,
        max: 4.0,
        step: 0.25,
        default: 1.0,
        evidenced: Evidenced { from: 1.0, to: 4.0 },
        marks: &[
            Mark {
                value: 1.5,
                key: "our_both",
                source: "op_ed",
            },
            Mark {
                value: 2.0,
                key: "example",
                source: "op_ed",
            },
        ],
        paid_from: PaidFrom::Pot,
        evidence: &["E03", "E01", "E07", "E16"],
        equations: &[3, 10],
    },
];
