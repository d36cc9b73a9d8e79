//! The parameters: what is believed about each effect, how well it is known, and on which studies.
//!
//! A draw takes one uniform number for each parameter, in the order of
//! [`Parameter::ALL`]. A pinned or replaced prior ignores or reuses the same
//! number, so assumptions can change without moving any other draw.

use super::math;

/// One uncertain quantity of the model. The order fixes the order of the random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // Each variant is described by its record.
pub enum Parameter {
    TransferCommon,
    TransferPort,
    TransferAid,
    TransferViolence,
    TransferGovernance,
    TransferFood,
    TransferSmuggling,
    Beta,
    PortDisplacement,
    WorkDisplacement,
    Uptake,
    EnforcementComplement,
    Networks,
    AidHope,
    ForcedShare,
    AidMoney,
    IrregularPart,
    LocalCostSaving,
    LocalQuality,
    AbsorptionLoss,
    GovernanceQuality,
    ResearchQuality,
    ViolenceCut,
    MissionHomicideFall,
    MissionHazard,
    HomicideElasticity,
    DroughtEffect,
    StormEffect,
    ShockAbsorbed,
    FoodLevel,
    SmugglingCut,
    SmugglingPersistence,
    GunElasticity,
    Return,
    Drift,
    FoodCost,
    ViolenceCost,
    MissionCost,
    SmugglingCost,
    HomicideSlopeSlv,
    HomicideSlopeGtm,
    HomicideSlopeHnd,
    DroughtSlopeSlv,
    DroughtSlopeGtm,
    DroughtSlopeHnd,
    StormSlopeSlv,
    StormSlopeGtm,
    StormSlopeHnd,
}

/// Number of uniform numbers in a draw.
pub const PARAMETERS: usize = 48;

/// How a parameter is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Measured here, on the project's own data.
    A,
    /// Measured elsewhere and transported.
    B,
    /// A claim, or the project's judgement.
    C,
}

impl Grade {
    /// Its letter.
    pub const fn letter(self) -> &'static str {
        match self {
            Grade::A => "A",
            Grade::B => "B",
            Grade::C => "C",
        }
    }
}

/// A prior distribution, sampled through its inverse distribution function.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prior {
    /// One value, known.
    Fixed(f64),
    /// Uniform between two bounds.
    Uniform(f64, f64),
    /// Normal with mean and standard deviation.
    Normal(f64, f64),
    /// Normal with mean and standard deviation, cut to the interval `[low, high]`.
    Truncated {
        /// Mean before cutting.
        mean: f64,
        /// Standard deviation before cutting.
        sd: f64,
        /// Least value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Beta distribution with whole shapes.
    Beta(u32, u32),
    /// Exactly zero with the given chance, else the truncated normal.
    ZeroOr {
        /// Chance of zero.
        zero: f64,
        /// Mean before cutting.
        mean: f64,
        /// Standard deviation before cutting.
        sd: f64,
        /// Least value.
        low: f64,
        /// Largest value.
        high: f64,
    },
}

/// Which corrections an effect gets before it is used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Used as it is: our judgement, our own panel, or not an effect.
    None,
    /// Multiplied by the share of foreign effects that holds here (trials).
    Transfer,
    /// Multiplied by that share and by the discount for published effects.
    TransferAndDiscount,
}

/// Everything that is fixed about a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// The parameter.
    pub parameter: Parameter,
    /// Eternal key in links, files and message files.
    pub key: &'static str,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// Prior of the default pack.
    pub prior: Prior,
    /// Corrections applied to it.
    pub correction: Correction,
    /// How it is known.
    pub grade: Grade,
    /// Evidence ids that speak for size and sign.
    pub evidence: &'static [&'static str],
    /// Evidence ids that speak against.
    pub against: &'static [&'static str],
}

impl Prior {
    /// The value at `p` in (0, 1) of the inverse distribution function.
    pub fn quantile(&self, p: f64) -> f64 {
        let mut value = [0.0];
        self.quantiles(&[p], |_, quantile| value[0] = quantile);
        value[0]
    }

    /// Hands over each position of `ps` with the value there of the inverse
    /// distribution function; what depends on the prior alone is worked out once.
    pub fn quantiles(&self, ps: &[f64], mut put: impl FnMut(usize, f64)) {
        let mut each = |value: &dyn Fn(f64) -> f64| {
            for (i, p) in ps.iter().enumerate() {
                put(i, value(*p));
            }
        };
        match *self {
            Prior::Fixed(value) => each(&|_| value),
            Prior::Uniform(low, high) => each(&|p| low + p * (high - low)),
            Prior::Normal(mean, sd) => each(&|p| mean + sd * math::normal_quantile(p)),
            Prior::Truncated {
                mean,
                sd,
                low,
                high,
            } => {
                let normal = TruncatedNormal::new(mean, sd, low, high);
                each(&|p| normal.quantile(p));
            }
            Prior::Beta(a, b) => {
                let beta = math::Beta::new(a, b);
                each(&|p| beta.quantile(p));
            }
            Prior::ZeroOr {
                zero,
                mean,
                sd,
                low,
                high,
            } => {
                let normal = TruncatedNormal::new(mean, sd, low, high);
                each(&|p| {
                    if p < zero {
                        0.0
                    } else {
                        let rest = (p - zero) / (1.0 - zero);
                        normal.quantile(rest.clamp(1e-9, 1.0 - 1e-9))
                    }
                });
            }
        }
    }
}

/// A normal distribution cut to an interval.
struct TruncatedNormal {
    mean: f64,
    sd: f64,
    low: f64,
    high: f64,
    /// Chance of the whole normal below `low`.
    below: f64,
    /// Chance between the bounds.
    within: f64,
}

impl TruncatedNormal {
    fn new(mean: f64, sd: f64, low: f64, high: f64) -> Self {
        let below = math::normal_cdf((low - mean) / sd);
        TruncatedNormal {
            mean,
            sd,
            low,
            high,
            below,
            within: math::normal_cdf((high - mean) / sd) - below,
        }
    }

    fn quantile(&self, p: f64) -> f64 {
        let value = self.mean + self.sd * math::normal_quantile(self.below + p * self.within);
        value.clamp(self.low, self.high)
    }
}

impl Parameter {
    /// Position of the parameter's uniform number in a draw.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The parameter's record.
    pub const fn record(self) -> &'static Record {
        &RECORDS[self as usize]
    }

    /// All records in the order of the random numbers.
    pub const fn all() -> &'static [Record; PARAMETERS] {
        &RECORDS
    }

    /// The parameter with this key.
    pub fn from_key(key: &str) -> Option<Parameter> {
        RECORDS
            .iter()
            .find(|record| record.key == key)
            .map(|record| record.parameter)
    }
}

/// Share of a foreign effect that holds here, before common and own deviations:
/// `tau = clip(TRANSFER_MEAN + 0.15 z0 + 0.20 z, -0.3, 1.2)` (R03, R04, X40, X58).
pub const TRANSFER_MEAN: f64 = 0.65;
/// Weight of the deviation common to all levers.
pub const TRANSFER_COMMON: f64 = 0.15;
/// Weight of a lever's own deviation.
pub const TRANSFER_OWN: f64 = 0.20;
/// Bounds of the share: an effect may reverse, or be a little larger here.
pub const TRANSFER_BOUNDS: (f64, f64) = (-0.3, 1.2);
/// Spread of a country's slope around the common one, as a log factor (partial pooling).
pub const SLOPE_SPREAD: f64 = 0.25;

/// Posterior of the baseline's noise and of the openings elasticity, in the order
/// ln s_eta, ln s_w, ln s_u, ln s_e, b_X: local-level model with Kalman likelihood
/// on encounters FY2000-24, by country.
pub struct NoisePosterior;

impl NoisePosterior {
    /// Posterior means.
    pub const MEAN: [f64; 5] = [-1.488, -1.786, -1.101, -2.163, 0.655];
    /// Posterior standard deviations.
    pub const SD: [f64; 5] = [0.435, 0.210, 0.254, 0.304, 0.176];
    /// Posterior correlations.
    pub const CORRELATION: [[f64; 5]; 5] = [
        [1.0, -0.02, -0.44, 0.01, 0.09],
        [-0.02, 1.0, -0.01, -0.62, -0.01],
        [-0.44, -0.01, 1.0, -0.03, -0.18],
        [0.01, -0.62, -0.03, 1.0, 0.0],
        [0.09, -0.01, -0.18, 0.0, 1.0],
    ];
}

const STANDARD_NORMAL: Prior = Prior::Normal(0.0, 1.0);

const fn truncated(mean: f64, sd: f64, low: f64, high: f64) -> Prior {
    Prior::Truncated {
        mean,
        sd,
        low,
        high,
    }
}

const fn transfer(parameter: Parameter, key: &'static str, symbol: &'static str) -> Record {
    Record {
        parameter,
        key,
        symbol,
        prior: STANDARD_NORMAL,
        correction: Correction::None,
        grade: Grade::B,
        evidence: &["R03", "R04", "X40", "X58"],
        against: &[],
    }
}

const fn slope(parameter: Parameter, key: &'static str, symbol: &'static str) -> Record {
    Record {
        parameter,
        key,
        symbol,
        prior: STANDARD_NORMAL,
        correction: Correction::None,
        grade: Grade::C,
        evidence: &[],
        against: &[],
    }
}

const RECORDS: [Record; PARAMETERS] = {
    use Correction::{None, Transfer, TransferAndDiscount};
    use Grade::{B, C};
    use Parameter::*;
    [
        transfer(TransferCommon, "transfer_common", "z0"),
        transfer(TransferPort, "transfer_port", "z_port"),
        transfer(TransferAid, "transfer_aid", "z_aid"),
        transfer(TransferViolence, "transfer_violence", "z_viol"),
        transfer(TransferGovernance, "transfer_governance", "z_gov"),
        transfer(TransferFood, "transfer_food", "z_food"),
        transfer(TransferSmuggling, "transfer_smuggling", "z_smug"),
        Record {
            parameter: Beta,
            key: "discount",
            symbol: "beta",
            prior: truncated(0.65, 0.25, 0.1, 1.0),
            correction: None,
            grade: B,
            evidence: &["X54", "X55", "X56", "X57"],
            against: &["X59"],
        },
        Record {
            parameter: PortDisplacement,
            key: "port_displacement",
            symbol: "s_port",
            prior: truncated(1.2, 0.8, -0.3, 3.5),
            correction: TransferAndDiscount,
            grade: B,
            evidence: &[
                "L01", "L04", "L13", "L15", "L16", "L17", "L18", "L19", "X03", "X04", "X05", "X17",
                "X18", "X19",
            ],
            against: &[],
        },
        Record {
            parameter: WorkDisplacement,
            key: "work_displacement",
            symbol: "s_work",
            prior: truncated(0.35, 0.35, -0.4, 1.5),
            correction: None,
            grade: C,
            evidence: &[
                "X01", "L05", "L06", "L07", "L08", "L09", "L10", "L11", "L12", "L19", "L20",
            ],
            against: &["X07", "X10"],
        },
        Record {
            parameter: Uptake,
            key: "uptake",
            symbol: "upt",
            prior: Prior::Beta(8, 3),
            correction: None,
            grade: C,
            evidence: &["L23", "L24", "X20"],
            against: &[],
        },
        Record {
            parameter: EnforcementComplement,
            key: "enforcement_complement",
            symbol: "k_enf",
            prior: Prior::Uniform(0.6, 1.2),
            correction: None,
            grade: B,
            evidence: &["L05", "L06", "L19"],
            against: &[],
        },
        Record {
            parameter: Networks,
            key: "networks",
            symbol: "nu",
            prior: Prior::Uniform(0.0, 0.20),
            correction: None,
            grade: C,
            evidence: &["X06", "L20", "A12", "D01"],
            against: &["X12"],
        },
        Record {
            parameter: AidHope,
            key: "aid_hope",
            symbol: "th_r",
            prior: truncated(0.12, 0.15, -0.3, 0.5),
            correction: TransferAndDiscount,
            grade: B,
            evidence: &["A01", "A02", "A07", "A08", "A09", "A21", "X33"],
            against: &["A03", "A16", "X31", "X32"],
        },
        Record {
            parameter: ForcedShare,
            key: "forced_share",
            symbol: "f",
            prior: Prior::Beta(4, 4),
            correction: None,
            grade: C,
            evidence: &["X34", "A15"],
            against: &[],
        },
        Record {
            parameter: AidMoney,
            key: "aid_money",
            symbol: "th_h",
            prior: truncated(0.25, 0.20, 0.0, 0.8),
            correction: TransferAndDiscount,
            grade: B,
            evidence: &[
                "A03", "A04", "A09", "A12", "A17", "X26", "X27", "X28", "X29", "X30",
            ],
            against: &["A13", "A14", "A15"],
        },
        Record {
            parameter: IrregularPart,
            key: "irregular_part",
            symbol: "rho",
            prior: Prior::Uniform(0.0, 1.0),
            correction: None,
            grade: C,
            evidence: &["X26", "A17"],
            against: &["A09"],
        },
        Record {
            parameter: LocalCostSaving,
            key: "local_cost_saving",
            symbol: "c_l",
            prior: truncated(0.15, 0.07, 0.0, 0.35),
            correction: None,
            grade: B,
            evidence: &["X50", "X51", "O02", "C41", "C42"],
            against: &["O01"],
        },
        Record {
            parameter: LocalQuality,
            key: "local_quality",
            symbol: "e_l",
            prior: truncated(0.0, 0.15, -0.4, 0.5),
            correction: None,
            grade: C,
            evidence: &["O04", "O12"],
            against: &["X52", "O03", "V04", "O08", "O09", "O10"],
        },
        Record {
            parameter: AbsorptionLoss,
            key: "absorption_loss",
            symbol: "k_abs",
            prior: Prior::Uniform(0.0, 0.6),
            correction: None,
            grade: C,
            evidence: &["O08", "O09", "O10"],
            against: &[],
        },
        Record {
            parameter: GovernanceQuality,
            key: "governance_quality",
            symbol: "g_A",
            prior: truncated(0.2, 0.2, -0.2, 0.8),
            correction: None,
            grade: B,
            evidence: &["G05"],
            against: &["G06", "G07"],
        },
        Record {
            parameter: ResearchQuality,
            key: "research_quality",
            symbol: "lam_R",
            prior: Prior::Uniform(0.0, 0.25),
            correction: None,
            grade: C,
            evidence: &["R01", "R02", "R04"],
            against: &[],
        },
        Record {
            parameter: ViolenceCut,
            key: "violence_cut",
            symbol: "t_V",
            prior: Prior::ZeroOr {
                zero: 0.4,
                mean: 0.25,
                sd: 0.15,
                low: 0.0,
                high: 0.6,
            },
            correction: Transfer,
            grade: B,
            evidence: &["V01", "X44", "X45", "X46", "X47"],
            against: &["V02", "V04"],
        },
        Record {
            parameter: MissionHomicideFall,
            key: "mission_homicide_fall",
            symbol: "g_H",
            prior: truncated(0.03, 0.02, -0.01, 0.08),
            correction: TransferAndDiscount,
            grade: B,
            evidence: &["G01"],
            against: &["G02"],
        },
        Record {
            parameter: MissionHazard,
            key: "mission_hazard",
            symbol: "haz",
            prior: Prior::Beta(2, 14),
            correction: None,
            grade: B,
            evidence: &["G01", "G02"],
            against: &[],
        },
        Record {
            parameter: HomicideElasticity,
            key: "homicide_elasticity",
            symbol: "e_V",
            prior: truncated(0.27, 0.15, -0.2, 0.9),
            correction: None,
            grade: B,
            evidence: &["D05", "D02", "D04", "D03"],
            against: &["X43", "D06"],
        },
        Record {
            parameter: DroughtEffect,
            key: "drought_effect",
            symbol: "b_D",
            prior: truncated(0.20, 0.15, -0.2, 0.7),
            correction: None,
            grade: B,
            evidence: &["D11", "D07", "D09", "D19", "X49"],
            against: &["D10", "X48"],
        },
        Record {
            parameter: StormEffect,
            key: "storm_effect",
            symbol: "b_S",
            prior: truncated(0.8, 0.5, 0.0, 2.0),
            correction: None,
            grade: B,
            evidence: &["D14", "D12"],
            against: &["D13"],
        },
        Record {
            parameter: ShockAbsorbed,
            key: "shock_absorbed",
            symbol: "p_F",
            prior: truncated(0.3, 0.25, -0.3, 0.9),
            correction: Transfer,
            grade: B,
            evidence: &["F01", "X40"],
            against: &["F01"],
        },
        Record {
            parameter: FoodLevel,
            key: "food_level",
            symbol: "b_F",
            prior: truncated(0.0, 0.12, -0.3, 0.3),
            correction: None,
            grade: C,
            evidence: &["D16", "D18"],
            against: &["D17", "A17", "F01", "X26"],
        },
        Record {
            parameter: SmugglingCut,
            key: "smuggling_cut",
            symbol: "k_T",
            prior: truncated(0.06, 0.05, -0.03, 0.2),
            correction: TransferAndDiscount,
            grade: B,
            evidence: &["E03", "E01", "E07"],
            against: &["E16"],
        },
        Record {
            parameter: SmugglingPersistence,
            key: "smuggling_persistence",
            symbol: "d_T",
            prior: Prior::Uniform(0.5, 0.95),
            correction: None,
            grade: C,
            evidence: &["E03"],
            against: &["E16"],
        },
        Record {
            parameter: GunElasticity,
            key: "gun_elasticity",
            symbol: "g_d",
            prior: truncated(0.10, 0.08, 0.0, 0.3),
            correction: None,
            grade: C,
            evidence: &["D22"],
            against: &[],
        },
        Record {
            parameter: Return,
            key: "return",
            symbol: "phi",
            prior: Prior::Uniform(0.04, 0.15),
            correction: None,
            grade: C,
            evidence: &[],
            against: &[],
        },
        Record {
            parameter: Drift,
            key: "drift",
            symbol: "drift",
            prior: Prior::Normal(0.0, 0.04),
            correction: None,
            grade: C,
            evidence: &[],
            against: &[],
        },
        Record {
            parameter: FoodCost,
            key: "food_cost",
            symbol: "u_F",
            prior: Prior::Uniform(340.0, 505.0),
            correction: None,
            grade: B,
            evidence: &["C01", "C02", "C15", "C43"],
            against: &[],
        },
        Record {
            parameter: ViolenceCost,
            key: "violence_cost",
            symbol: "s_V",
            prior: Prior::Uniform(0.2, 0.8),
            correction: None,
            grade: C,
            evidence: &["C26", "C27", "C28", "C29", "C30"],
            against: &[],
        },
        Record {
            parameter: MissionCost,
            key: "mission_cost",
            symbol: "s_G",
            prior: Prior::Uniform(0.02, 0.1),
            correction: None,
            grade: C,
            evidence: &[],
            against: &[],
        },
        Record {
            parameter: SmugglingCost,
            key: "smuggling_cost",
            symbol: "s_T",
            prior: Prior::Uniform(0.02, 0.1),
            correction: None,
            grade: C,
            evidence: &[],
            against: &[],
        },
        slope(HomicideSlopeSlv, "homicide_slope_slv", "z_eV"),
        slope(HomicideSlopeGtm, "homicide_slope_gtm", "z_eV"),
        slope(HomicideSlopeHnd, "homicide_slope_hnd", "z_eV"),
        slope(DroughtSlopeSlv, "drought_slope_slv", "z_bD"),
        slope(DroughtSlopeGtm, "drought_slope_gtm", "z_bD"),
        slope(DroughtSlopeHnd, "drought_slope_hnd", "z_bD"),
        slope(StormSlopeSlv, "storm_slope_slv", "z_bS"),
        slope(StormSlopeGtm, "storm_slope_gtm", "z_bS"),
        slope(StormSlopeHnd, "storm_slope_hnd", "z_bS"),
    ]
};
