//! Numbers that the equations hold fixed: shapes, lags, bounds.
//!
//! The equations take them from here, or from the module that [`ALL`] names, and so does the page
//! that writes the equations out: a number can't be one thing in the code and another on paper.

use super::limits::LOCAL_GROWTH;
use super::parameters::{
    SLOPE_SPREAD, TRANSFER_BOUNDS, TRANSFER_COMMON, TRANSFER_MEAN, TRANSFER_OWN,
};
use super::scenario::LOCAL_RAMP_YEARS;
use crate::data::BASELINE_LOCAL_SHARE;

/// Degrees of freedom of the yearly noise: heavy tails, of variance 1.5 rather than 1.
pub const NOISE_DEGREES: f32 = 6.0;

/// (1) What is left of the residual drift after each year.
pub const DRIFT_KEPT: f32 = 0.8;

/// (3) Part of the gap between services and the money for them that a year closes.
pub const DELIVERY: f32 = 0.35;

/// (3) What is left of the research stock after a year.
pub const RESEARCH_KEPT: f32 = 0.85;

/// (5) Research stock, in pots of a year, at which two thirds of the gain are there.
pub const RESEARCH_SCALE: f32 = 0.15;

/// (5) Least quality.
pub const LEAST_QUALITY: f32 = 0.2;

/// (6) Growth of the local share above today's at which a need for local delivery is met in full.
pub const LOCAL_NEED_SPAN: f32 = 0.40;

/// (6) Years until aid spent as money shows in departures: first and last.
pub const HUMP_LAGS: (usize, usize) = (3, 5);

/// (7) Most that missions can take from the log of homicide.
pub const MISSION_FLOOR: f32 = -0.45;

/// (8), (9) Most of those concerned that a programme of full quality can reach.
pub const MOST_COVERED: f32 = 0.9;

/// (9) Weights of this year's and of last year's drought.
pub const DROUGHT_WEIGHTS: (f32, f32) = (0.6, 0.4);

/// (9) Weights of this year's and of last year's storms.
pub const STORM_WEIGHTS: (f32, f32) = (0.7, 0.3);

/// (9) Bounds of the part of a shock that covered households are spared.
pub const ABSORBED_BOUNDS: (f32, f32) = (-0.5, 1.0);

/// (10) Parts of the cut in smuggling that fades and that stays.
pub const SMUGGLING_PARTS: (f32, f32) = (0.6, 0.4);

/// (11) Multiple of the ceiling above which potential encounters are not followed, so that a fourth
/// power stays a number: what is under the ceiling is the same to the last bit from far below it.
pub const BEYOND_CEILING: f32 = 1e6;

/// (12) Share of trips that port and parole places can replace.
pub const PORT_REPLACEABLE: f32 = 0.9;

/// (12) Targeting of work visas to which the displacement of a visa belongs.
pub const USUAL_TARGETING: f32 = 0.5;

/// (13) Years until a place used brings later trips.
pub const NETWORK_LAG: usize = 3;

/// (14) Ceiling of encounters a year, as a share of a country's people.
pub const CEILING_SHARE: f64 = 0.05;

/// A number that is fixed, with its name in the written equations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fixed {
    /// Name in the written equations and in the message files.
    pub key: &'static str,
    /// The number.
    pub value: f64,
    /// Studies or costs behind it; none where it is our judgement.
    pub studies: &'static [&'static str],
}

const fn judged(key: &'static str, value: f32) -> Fixed {
    known(key, value as f64, &[])
}

const fn known(key: &'static str, value: f64, studies: &'static [&'static str]) -> Fixed {
    Fixed {
        key,
        value,
        studies,
    }
}

const TRANSFER: &[&str] = &["R03", "R04", "X40", "X58"];

/// All of them, in the order of the equations.
pub const ALL: [Fixed; 33] = [
    judged("noise_degrees", NOISE_DEGREES),
    judged("drift_kept", DRIFT_KEPT),
    known("delivery", DELIVERY as f64, &["X42"]),
    judged("research_kept", RESEARCH_KEPT),
    known("local_today", BASELINE_LOCAL_SHARE, &["O11", "O06"]),
    judged("least_quality", LEAST_QUALITY),
    judged("research_scale", RESEARCH_SCALE),
    judged("local_growth", LOCAL_GROWTH),
    judged("local_need_span", LOCAL_NEED_SPAN),
    judged("hump_first", HUMP_LAGS.0 as f32),
    judged("hump_last", HUMP_LAGS.1 as f32),
    judged("mission_floor", MISSION_FLOOR),
    judged("most_covered", MOST_COVERED),
    known("slope_spread", SLOPE_SPREAD, &[]),
    judged("drought_now", DROUGHT_WEIGHTS.0),
    judged("drought_after", DROUGHT_WEIGHTS.1),
    judged("storm_now", STORM_WEIGHTS.0),
    judged("storm_after", STORM_WEIGHTS.1),
    judged("absorbed_least", ABSORBED_BOUNDS.0),
    judged("absorbed_most", ABSORBED_BOUNDS.1),
    judged("smuggling_lasting", SMUGGLING_PARTS.1),
    judged("smuggling_fading", SMUGGLING_PARTS.0),
    judged("beyond_ceiling", BEYOND_CEILING),
    judged("port_replaceable", PORT_REPLACEABLE),
    judged("usual_targeting", USUAL_TARGETING),
    judged("network_lag", NETWORK_LAG as f32),
    known("ceiling_share", CEILING_SHARE, &[]),
    known("transfer_mean", TRANSFER_MEAN, TRANSFER),
    known("transfer_common", TRANSFER_COMMON, TRANSFER),
    known("transfer_own", TRANSFER_OWN, TRANSFER),
    known("transfer_least", TRANSFER_BOUNDS.0, TRANSFER),
    known("transfer_most", TRANSFER_BOUNDS.1, TRANSFER),
    judged("local_ramp_years", LOCAL_RAMP_YEARS),
];
