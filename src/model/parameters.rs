//! The parameters: what is believed about each effect, how well it is known, and on which studies.
//!
//! A draw takes one uniform number for each parameter, in the order of
//! [`Parameter::ALL`]. A pinned or replaced prior ignores or reuses the same
//! number, so assumptions can change without moving any other draw.

use super::levers::{Lever, snap};
use super::math;
use super::shocks::Shock;
use crate::data::Country;

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
    /// What a reader may set it to.
    pub settable: Settable,
    /// What leans on it.
    pub moves: Moves,
}

/// Ids of the studies behind a parameter.
///
/// They stand apart from the records: the page works with those, and needn't carry these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Studies {
    /// The parameter.
    pub parameter: Parameter,
    /// Those that speak for size and sign.
    pub evidence: &'static [&'static str],
    /// Those that speak against.
    pub against: &'static [&'static str],
}

/// What a reader may set a parameter to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settable {
    /// Least and largest value that can be at all. Shares, chances and losses keep to their
    /// logical limits, costs start at nothing; for effects, where logic sets no limit, the
    /// bounds of the prior are widened two or three times (our judgement, to be generous).
    pub possible: (f64, f64),
    /// Steps of a pin, counted from the least value: a round number that parts the range
    /// from the 5 to the 95 % point of the prior into some 25 to 100.
    pub step: f64,
    /// The value that switches the parameter off, if off means anything: see [`RECORDS`].
    pub neutral: Option<f64>,
}

impl Settable {
    /// `value` kept to what is possible and moved to the nearest step.
    pub fn snap(&self, value: f32) -> f32 {
        let (low, high) = self.possible;
        snap(value, low as f32, high as f32, self.step as f32)
    }
}

/// What leans on a parameter.
///
/// A lever or shock leans on it if, in some world, other values of the parameter give other
/// results once that lever or shock moves, and do not before it moves. Targeting does nothing
/// without work visas and is taken together with them. A food programme meets drought and
/// storm, and local groups carry it: such a parameter stands with both, and matters where
/// both are moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moves {
    /// Whether the futures in which nothing moves lean on it, and so all others.
    pub baseline: bool,
    /// Levers that lean on it.
    pub levers: &'static [Lever],
    /// Shocks that lean on it.
    pub shocks: &'static [Shock],
}

/// What is believed of a parameter: a prior, moved and widened by the reader or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    /// The prior before the reader's hand.
    pub prior: Prior,
    spread: Option<Spread>,
}

/// A prior moved and widened.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    parameter: Parameter,
    shift: f32,
    widen: f32,
}

/// Quantiles of a prior to those of the belief: `clip(at + widen q)`.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    at: f64,
    widen: f64,
    possible: (f64, f64),
}

impl Prior {
    /// The value at `p` in (0, 1) of the inverse distribution function.
    pub fn quantile(&self, p: f64) -> f64 {
        let mut value = [0.0];
        self.quantiles(&[p], |_, quantile| value[0] = quantile);
        value[0]
    }

    /// Half the distance between the 16 and 84 % points: one standard deviation, were it normal.
    pub fn scale(&self) -> f64 {
        (self.quantile(0.84) - self.quantile(0.16)) / 2.0
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

impl Belief {
    /// The prior as it is.
    pub const fn unchanged(prior: Prior) -> Self {
        Belief {
            prior,
            spread: None,
        }
    }

    /// The prior moved by `shift` of its own standard deviations and `widen` times as wide.
    ///
    /// A quantile `q` becomes `median + widen (q - median) + shift s`, kept to the possible
    /// values, where `s` is half the distance between the 16 and 84 % points. A chance of
    /// exactly zero is part of the quantiles and moves with them. Where the prior is one
    /// known value, `s` is that of the default prior, so that it can still be moved.
    pub fn spread(parameter: Parameter, prior: Prior, shift: f32, widen: f32) -> Self {
        Belief {
            prior,
            spread: Some(Spread {
                parameter,
                shift,
                widen,
            }),
        }
    }

    /// How the prior's quantiles become those of the belief; none if they are the same.
    pub fn line(&self) -> Option<Line> {
        let spread = self.spread?;
        let record = spread.parameter.record();
        let measured = match self.prior {
            Prior::Fixed(_) => record.prior,
            prior => prior,
        };
        let (shift, widen) = (f64::from(spread.shift), f64::from(spread.widen));
        let median = self.prior.quantile(0.5);
        Some(Line {
            at: median * (1.0 - widen) + shift * measured.scale(),
            widen,
            possible: record.settable.possible,
        })
    }

    /// The value at `p` in (0, 1) of the inverse distribution function.
    pub fn quantile(&self, p: f64) -> f64 {
        let value = self.prior.quantile(p);
        self.line().map_or(value, |line| line.at(value))
    }
}

impl Line {
    /// The belief's quantile where the prior has `quantile`.
    pub fn at(&self, quantile: f64) -> f64 {
        let (low, high) = self.possible;
        math::within(self.at + self.widen * quantile, low, high)
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
        math::within(value, self.low, self.high)
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

    /// The studies behind the parameter.
    pub const fn studies(self) -> &'static Studies {
        &STUDIES[self as usize]
    }

    /// All records in the order of the random numbers.
    pub const fn all() -> &'static [Record; PARAMETERS] {
        &RECORDS
    }

    /// Whether this is how far effects from elsewhere hold here, for all levers or for one.
    pub const fn is_transfer(self) -> bool {
        matches!(
            self,
            Parameter::TransferCommon
                | Parameter::TransferPort
                | Parameter::TransferAid
                | Parameter::TransferViolence
                | Parameter::TransferGovernance
                | Parameter::TransferFood
                | Parameter::TransferSmuggling
        )
    }

    /// The only country in which it matters, if there is one.
    pub const fn country(self) -> Option<Country> {
        use Parameter::*;
        match self {
            HomicideSlopeSlv | DroughtSlopeSlv | StormSlopeSlv => Some(Country::ElSalvador),
            HomicideSlopeGtm | DroughtSlopeGtm | StormSlopeGtm => Some(Country::Guatemala),
            HomicideSlopeHnd | DroughtSlopeHnd | StormSlopeHnd => Some(Country::Honduras),
            _ => None,
        }
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

/// A deviation can be twice as large as any that 4,000 draws are likely to hold: a transfer
/// then runs over all its bounds.
const DEVIATION: Settable = settable(-8.0, 8.0, 0.05, Some(0.0));

/// A slope from a third to three times the common one.
const SLOPE_DEVIATION: Settable = settable(-4.0, 4.0, 0.05, Some(0.0));

const fn settable(low: f64, high: f64, step: f64, neutral: Option<f64>) -> Settable {
    Settable {
        possible: (low, high),
        step,
        neutral,
    }
}

const fn moves(levers: &'static [Lever], shocks: &'static [Shock]) -> Moves {
    Moves {
        baseline: false,
        levers,
        shocks,
    }
}

/// Parameters of the futures in which nothing moves.
const BASELINE: Moves = Moves {
    baseline: true,
    levers: &[],
    shocks: &[],
};

/// Aid, and what changes the quality of services or takes money from them.
const SERVICES: &[Lever] = &[
    Lever::Aid,
    Lever::LocalShare,
    Lever::Research,
    Lever::ViolencePrevention,
    Lever::AntiCorruption,
    Lever::FoodSecurity,
    Lever::AntiSmuggling,
];

/// What changes the money for services, whatever their quality.
const MONEY: &[Lever] = &[
    Lever::Aid,
    Lever::Research,
    Lever::ViolencePrevention,
    Lever::AntiCorruption,
    Lever::FoodSecurity,
    Lever::AntiSmuggling,
];

/// Services, and other lawful entry: all whose effects were published elsewhere.
const PUBLISHED: &[Lever] = &[
    Lever::EntryPlaces,
    Lever::Aid,
    Lever::LocalShare,
    Lever::Research,
    Lever::ViolencePrevention,
    Lever::AntiCorruption,
    Lever::FoodSecurity,
    Lever::AntiSmuggling,
];

const VISAS: &[Lever] = &[Lever::WorkVisas, Lever::VisaTargeting];

const PLACES: &[Lever] = &[Lever::WorkVisas, Lever::VisaTargeting, Lever::EntryPlaces];

/// What changes homicide.
const HOMICIDE: Moves = moves(
    &[Lever::ViolencePrevention, Lever::AntiCorruption],
    &[Shock::GunFlow],
);

/// What food programmes absorb.
const ABSORBED: Moves = moves(&[Lever::FoodSecurity], &[Shock::Drought, Shock::Storm]);

const fn transfer(
    parameter: Parameter,
    key: &'static str,
    symbol: &'static str,
    moves: Moves,
) -> Record {
    Record {
        parameter,
        key,
        symbol,
        prior: STANDARD_NORMAL,
        correction: Correction::None,
        grade: Grade::B,
        settable: DEVIATION,
        moves,
    }
}

const fn slope(
    parameter: Parameter,
    key: &'static str,
    symbol: &'static str,
    moves: Moves,
) -> Record {
    Record {
        parameter,
        key,
        symbol,
        prior: STANDARD_NORMAL,
        correction: Correction::None,
        grade: Grade::C,
        settable: SLOPE_DEVIATION,
        moves,
    }
}

/// Off is a value at which a parameter does nothing, and not every parameter has one:
///
/// - an effect, a loss or a chance of an end is off at 0, where its term in the equations goes;
/// - a factor is off at 1, where it leaves as it is what it multiplies: the discount (effects as
///   published), the part that enforcement adds to places, the persistence of a cut (it stays);
/// - a deviation is off at 0: the lever or country is like the others;
/// - the yearly return and drift of the baseline are off at 0: encounters wander freely;
/// - shares that are facts about people (places used, people forced to leave, the part of new
///   trips that is irregular) and unit costs have no such value: without them the lever would be
///   gone, or free.
///
/// A later trip cannot be fewer than none, so networks start at nothing. The discount keeps to the
/// range that links have always given it.
const RECORDS: [Record; PARAMETERS] = {
    use Correction::{None, Transfer, TransferAndDiscount};
    use Grade::{B, C};
    use Parameter::*;
    [
        transfer(
            TransferCommon,
            "transfer_common",
            "z0",
            moves(PUBLISHED, &[]),
        ),
        transfer(
            TransferPort,
            "transfer_port",
            "z_port",
            moves(&[Lever::EntryPlaces], &[]),
        ),
        transfer(TransferAid, "transfer_aid", "z_aid", moves(SERVICES, &[])),
        transfer(
            TransferViolence,
            "transfer_violence",
            "z_viol",
            moves(&[Lever::ViolencePrevention], &[]),
        ),
        transfer(
            TransferGovernance,
            "transfer_governance",
            "z_gov",
            moves(&[Lever::AntiCorruption], &[]),
        ),
        transfer(TransferFood, "transfer_food", "z_food", ABSORBED),
        transfer(
            TransferSmuggling,
            "transfer_smuggling",
            "z_smug",
            moves(&[Lever::AntiSmuggling], &[]),
        ),
        Record {
            parameter: Beta,
            key: "discount",
            symbol: "beta",
            prior: truncated(0.65, 0.25, 0.1, 1.0),
            correction: None,
            grade: B,
            settable: settable(0.1, 1.0, 0.01, Some(1.0)),
            moves: moves(PUBLISHED, &[]),
        },
        Record {
            parameter: PortDisplacement,
            key: "port_displacement",
            symbol: "s_port",
            prior: truncated(1.2, 0.8, -0.3, 3.5),
            correction: TransferAndDiscount,
            grade: B,
            settable: settable(-3.0, 7.0, 0.05, Some(0.0)),
            moves: moves(&[Lever::EntryPlaces], &[]),
        },
        Record {
            parameter: WorkDisplacement,
            key: "work_displacement",
            symbol: "s_work",
            prior: truncated(0.35, 0.35, -0.4, 1.5),
            correction: None,
            grade: C,
            settable: settable(-2.0, 3.0, 0.02, Some(0.0)),
            moves: moves(VISAS, &[]),
        },
        Record {
            parameter: Uptake,
            key: "uptake",
            symbol: "upt",
            prior: Prior::Beta(8, 3),
            correction: None,
            grade: C,
            settable: settable(0.0, 1.0, 0.01, Option::None),
            moves: moves(PLACES, &[]),
        },
        Record {
            parameter: EnforcementComplement,
            key: "enforcement_complement",
            symbol: "k_enf",
            prior: Prior::Uniform(0.6, 1.2),
            correction: None,
            grade: B,
            settable: settable(0.0, 3.0, 0.01, Some(1.0)),
            moves: moves(PLACES, &[]),
        },
        Record {
            parameter: Networks,
            key: "networks",
            symbol: "nu",
            prior: Prior::Uniform(0.0, 0.20),
            correction: None,
            grade: C,
            settable: settable(0.0, 0.6, 0.005, Some(0.0)),
            moves: moves(PLACES, &[]),
        },
        Record {
            parameter: AidHope,
            key: "aid_hope",
            symbol: "th_r",
            prior: truncated(0.12, 0.15, -0.3, 0.5),
            correction: TransferAndDiscount,
            grade: B,
            settable: settable(-1.0, 1.2, 0.01, Some(0.0)),
            moves: moves(SERVICES, &[]),
        },
        Record {
            parameter: ForcedShare,
            key: "forced_share",
            symbol: "f",
            prior: Prior::Beta(4, 4),
            correction: None,
            grade: C,
            settable: settable(0.0, 1.0, 0.01, Option::None),
            moves: moves(SERVICES, &[]),
        },
        Record {
            parameter: AidMoney,
            key: "aid_money",
            symbol: "th_h",
            prior: truncated(0.25, 0.20, 0.0, 0.8),
            correction: TransferAndDiscount,
            grade: B,
            settable: settable(-0.8, 1.6, 0.01, Some(0.0)),
            moves: moves(MONEY, &[]),
        },
        Record {
            parameter: IrregularPart,
            key: "irregular_part",
            symbol: "rho",
            prior: Prior::Uniform(0.0, 1.0),
            correction: None,
            grade: C,
            settable: settable(0.0, 1.0, 0.02, Option::None),
            moves: moves(MONEY, &[]),
        },
        Record {
            parameter: LocalCostSaving,
            key: "local_cost_saving",
            symbol: "c_l",
            prior: truncated(0.15, 0.07, 0.0, 0.35),
            correction: None,
            grade: B,
            settable: settable(-0.35, 0.7, 0.005, Some(0.0)),
            moves: moves(&[Lever::LocalShare, Lever::FoodSecurity], &[]),
        },
        Record {
            parameter: LocalQuality,
            key: "local_quality",
            symbol: "e_l",
            prior: truncated(0.0, 0.15, -0.4, 0.5),
            correction: None,
            grade: C,
            settable: settable(-1.2, 1.5, 0.01, Some(0.0)),
            moves: moves(&[Lever::LocalShare], &[]),
        },
        Record {
            parameter: AbsorptionLoss,
            key: "absorption_loss",
            symbol: "k_abs",
            prior: Prior::Uniform(0.0, 0.6),
            correction: None,
            grade: C,
            settable: settable(0.0, 2.0, 0.01, Some(0.0)),
            moves: moves(&[Lever::LocalShare], &[]),
        },
        Record {
            parameter: GovernanceQuality,
            key: "governance_quality",
            symbol: "g_A",
            prior: truncated(0.2, 0.2, -0.2, 0.8),
            correction: None,
            grade: B,
            settable: settable(-1.0, 2.0, 0.01, Some(0.0)),
            moves: moves(&[Lever::AntiCorruption], &[]),
        },
        Record {
            parameter: ResearchQuality,
            key: "research_quality",
            symbol: "lam_R",
            prior: Prior::Uniform(0.0, 0.25),
            correction: None,
            grade: C,
            settable: settable(-0.25, 0.75, 0.005, Some(0.0)),
            moves: moves(&[Lever::Research], &[]),
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
            settable: settable(-0.6, 1.0, 0.01, Some(0.0)),
            moves: moves(&[Lever::ViolencePrevention], &[]),
        },
        Record {
            parameter: MissionHomicideFall,
            key: "mission_homicide_fall",
            symbol: "g_H",
            prior: truncated(0.03, 0.02, -0.01, 0.08),
            correction: TransferAndDiscount,
            grade: B,
            settable: settable(-0.1, 0.2, 0.001, Some(0.0)),
            moves: moves(&[Lever::AntiCorruption], &[]),
        },
        Record {
            parameter: MissionHazard,
            key: "mission_hazard",
            symbol: "haz",
            prior: Prior::Beta(2, 14),
            correction: None,
            grade: B,
            settable: settable(0.0, 1.0, 0.005, Some(0.0)),
            moves: moves(&[Lever::AntiCorruption], &[]),
        },
        Record {
            parameter: HomicideElasticity,
            key: "homicide_elasticity",
            symbol: "e_V",
            prior: truncated(0.27, 0.15, -0.2, 0.9),
            correction: None,
            grade: B,
            settable: settable(-1.0, 2.0, 0.01, Some(0.0)),
            moves: HOMICIDE,
        },
        Record {
            parameter: DroughtEffect,
            key: "drought_effect",
            symbol: "b_D",
            prior: truncated(0.20, 0.15, -0.2, 0.7),
            correction: None,
            grade: B,
            settable: settable(-1.0, 1.6, 0.01, Some(0.0)),
            moves: moves(&[], &[Shock::Drought]),
        },
        Record {
            parameter: StormEffect,
            key: "storm_effect",
            symbol: "b_S",
            prior: truncated(0.8, 0.5, 0.0, 2.0),
            correction: None,
            grade: B,
            settable: settable(-2.0, 4.0, 0.02, Some(0.0)),
            moves: moves(&[], &[Shock::Storm]),
        },
        Record {
            parameter: ShockAbsorbed,
            key: "shock_absorbed",
            symbol: "p_F",
            prior: truncated(0.3, 0.25, -0.3, 0.9),
            correction: Transfer,
            grade: B,
            settable: settable(-1.0, 1.0, 0.02, Some(0.0)),
            moves: ABSORBED,
        },
        Record {
            parameter: FoodLevel,
            key: "food_level",
            symbol: "b_F",
            prior: truncated(0.0, 0.12, -0.3, 0.3),
            correction: None,
            grade: C,
            settable: settable(-0.8, 0.8, 0.01, Some(0.0)),
            moves: moves(&[Lever::FoodSecurity], &[]),
        },
        Record {
            parameter: SmugglingCut,
            key: "smuggling_cut",
            symbol: "k_T",
            prior: truncated(0.06, 0.05, -0.03, 0.2),
            correction: TransferAndDiscount,
            grade: B,
            settable: settable(-0.2, 0.4, 0.005, Some(0.0)),
            moves: moves(&[Lever::AntiSmuggling], &[]),
        },
        Record {
            parameter: SmugglingPersistence,
            key: "smuggling_persistence",
            symbol: "d_T",
            prior: Prior::Uniform(0.5, 0.95),
            correction: None,
            grade: C,
            settable: settable(0.0, 1.0, 0.01, Some(1.0)),
            moves: moves(&[Lever::AntiSmuggling], &[]),
        },
        Record {
            parameter: GunElasticity,
            key: "gun_elasticity",
            symbol: "g_d",
            prior: truncated(0.10, 0.08, 0.0, 0.3),
            correction: None,
            grade: C,
            settable: settable(-0.3, 0.6, 0.005, Some(0.0)),
            moves: moves(&[], &[Shock::GunFlow]),
        },
        Record {
            parameter: Return,
            key: "return",
            symbol: "phi",
            prior: Prior::Uniform(0.04, 0.15),
            correction: None,
            grade: C,
            settable: settable(0.0, 1.0, 0.002, Some(0.0)),
            moves: BASELINE,
        },
        Record {
            parameter: Drift,
            key: "drift",
            symbol: "drift",
            prior: Prior::Normal(0.0, 0.04),
            correction: None,
            grade: C,
            settable: settable(-0.2, 0.2, 0.002, Some(0.0)),
            moves: BASELINE,
        },
        Record {
            parameter: FoodCost,
            key: "food_cost",
            symbol: "u_F",
            prior: Prior::Uniform(340.0, 505.0),
            correction: None,
            grade: B,
            settable: settable(0.0, 2_000.0, 5.0, Option::None),
            moves: moves(&[Lever::FoodSecurity], &[]),
        },
        Record {
            parameter: ViolenceCost,
            key: "violence_cost",
            symbol: "s_V",
            prior: Prior::Uniform(0.2, 0.8),
            correction: None,
            grade: C,
            settable: settable(0.0, 3.0, 0.01, Option::None),
            moves: moves(&[Lever::ViolencePrevention], &[]),
        },
        Record {
            parameter: MissionCost,
            key: "mission_cost",
            symbol: "s_G",
            prior: Prior::Uniform(0.02, 0.1),
            correction: None,
            grade: C,
            settable: settable(0.0, 0.5, 0.001, Option::None),
            moves: moves(&[Lever::AntiCorruption], &[]),
        },
        Record {
            parameter: SmugglingCost,
            key: "smuggling_cost",
            symbol: "s_T",
            prior: Prior::Uniform(0.02, 0.1),
            correction: None,
            grade: C,
            settable: settable(0.0, 0.5, 0.001, Option::None),
            moves: moves(&[Lever::AntiSmuggling], &[]),
        },
        slope(HomicideSlopeSlv, "homicide_slope_slv", "z_eV", HOMICIDE),
        slope(HomicideSlopeGtm, "homicide_slope_gtm", "z_eV", HOMICIDE),
        slope(HomicideSlopeHnd, "homicide_slope_hnd", "z_eV", HOMICIDE),
        slope(
            DroughtSlopeSlv,
            "drought_slope_slv",
            "z_bD",
            moves(&[], &[Shock::Drought]),
        ),
        slope(
            DroughtSlopeGtm,
            "drought_slope_gtm",
            "z_bD",
            moves(&[], &[Shock::Drought]),
        ),
        slope(
            DroughtSlopeHnd,
            "drought_slope_hnd",
            "z_bD",
            moves(&[], &[Shock::Drought]),
        ),
        slope(
            StormSlopeSlv,
            "storm_slope_slv",
            "z_bS",
            moves(&[], &[Shock::Storm]),
        ),
        slope(
            StormSlopeGtm,
            "storm_slope_gtm",
            "z_bS",
            moves(&[], &[Shock::Storm]),
        ),
        slope(
            StormSlopeHnd,
            "storm_slope_hnd",
            "z_bS",
            moves(&[], &[Shock::Storm]),
        ),
    ]
};

const fn studies(
    parameter: Parameter,
    evidence: &'static [&'static str],
    against: &'static [&'static str],
) -> Studies {
    Studies {
        parameter,
        evidence,
        against,
    }
}

/// How far effects from elsewhere hold here.
const fn carried_over(parameter: Parameter) -> Studies {
    studies(parameter, &["R03", "R04", "X40", "X58"], &[])
}

/// In the order of the records.
const STUDIES: [Studies; PARAMETERS] = {
    use Parameter::*;
    [
        carried_over(TransferCommon),
        carried_over(TransferPort),
        carried_over(TransferAid),
        carried_over(TransferViolence),
        carried_over(TransferGovernance),
        carried_over(TransferFood),
        carried_over(TransferSmuggling),
        studies(Beta, &["X54", "X55", "X56", "X57"], &["X59"]),
        studies(
            PortDisplacement,
            &[
                "L01", "L04", "L13", "L15", "L16", "L17", "L18", "L19", "X03", "X04", "X05", "X17",
                "X18", "X19",
            ],
            &[],
        ),
        studies(
            WorkDisplacement,
            &[
                "X01", "L05", "L06", "L07", "L08", "L09", "L10", "L11", "L12", "L19", "L20",
            ],
            &["X07", "X10"],
        ),
        studies(Uptake, &["L23", "L24", "X20"], &[]),
        studies(EnforcementComplement, &["L05", "L06", "L19"], &[]),
        studies(Networks, &["X06", "L20", "A12", "D01"], &["X12"]),
        studies(
            AidHope,
            &["A01", "A02", "A07", "A08", "A09", "A21", "X33"],
            &["A03", "A16", "X31", "X32"],
        ),
        studies(ForcedShare, &["X34", "A15"], &[]),
        studies(
            AidMoney,
            &[
                "A03", "A04", "A09", "A12", "A17", "X26", "X27", "X28", "X29", "X30",
            ],
            &["A13", "A14", "A15"],
        ),
        studies(IrregularPart, &["X26", "A17"], &["A09"]),
        studies(
            LocalCostSaving,
            &["X50", "X51", "O01", "O02", "C41", "C42"],
            &[],
        ),
        studies(
            LocalQuality,
            &["O04", "O12"],
            &["X52", "O03", "V04", "O08", "O09", "O10"],
        ),
        studies(AbsorptionLoss, &["O08", "O09", "O10"], &[]),
        studies(GovernanceQuality, &["G05"], &["G06", "G07"]),
        studies(ResearchQuality, &["R01", "R02", "R04"], &[]),
        studies(
            ViolenceCut,
            &["V01", "X44", "X45", "X46", "X47"],
            &["V02", "V04"],
        ),
        studies(MissionHomicideFall, &["G01"], &["G02"]),
        studies(MissionHazard, &["G01", "G02"], &[]),
        studies(
            HomicideElasticity,
            &["D05", "D02", "D04", "D03"],
            &["X43", "D06"],
        ),
        studies(
            DroughtEffect,
            &["D11", "D07", "D09", "D19", "X49"],
            &["D10", "X48"],
        ),
        studies(StormEffect, &["D14", "D12"], &["D13"]),
        studies(ShockAbsorbed, &["F01", "X40"], &["F01"]),
        studies(FoodLevel, &["D16", "D18"], &["D17", "A17", "F01", "X26"]),
        studies(SmugglingCut, &["E03", "E01", "E07"], &["E16"]),
        studies(SmugglingPersistence, &["E03"], &["E16"]),
        studies(GunElasticity, &["D22"], &[]),
        studies(Return, &[], &[]),
        studies(Drift, &[], &[]),
        studies(FoodCost, &["C01", "C02", "C15", "C43"], &[]),
        studies(ViolenceCost, &["C26", "C27", "C28", "C29", "C30"], &[]),
        studies(MissionCost, &[], &[]),
        studies(SmugglingCost, &[], &[]),
        studies(HomicideSlopeSlv, &[], &[]),
        studies(HomicideSlopeGtm, &[], &[]),
        studies(HomicideSlopeHnd, &[], &[]),
        studies(DroughtSlopeSlv, &[], &[]),
        studies(DroughtSlopeGtm, &[], &[]),
        studies(DroughtSlopeHnd, &[], &[]),
        studies(StormSlopeSlv, &[], &[]),
        studies(StormSlopeGtm, &[], &[]),
        studies(StormSlopeHnd, &[], &[]),
    ]
};
