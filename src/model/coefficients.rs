//! What a draw believes about every effect: the priors' values, with corrections applied.

use std::rc::Rc;

use super::COUNTRIES;
use super::draws::Draws;
use super::fixed::{ABSORBED_BOUNDS, HUMP_LAGS, USUAL_TARGETING};
use super::lanes::{Lanes, WIDTH, as_floats};
use super::parameters::{
    Belief, PARAMETERS, Parameter, Prior, SLOPE_SPREAD, TRANSFER_BOUNDS, TRANSFER_COMMON,
    TRANSFER_OWN,
};
use super::scenario::{Assumptions, Pack};
use crate::data::{self, Country};

/// Coefficients of all draws under one set of assumptions.
pub struct Coefficients {
    /// One entry a block of draws.
    pub blocks: Vec<Block>,
    /// Share of aid's effect that needs local delivery (`need_l`).
    pub need_local: f32,
}

/// Coefficients of [`WIDTH`] draws, named after the symbols of the equations.
#[derive(Clone, Copy)]
pub struct Block {
    /// Encounters avoided per port or parole place offered: `k_enf upt tau_port beta s_port`.
    pub port: Lanes,
    /// Encounters avoided per work visa offered, per unit of targeting: `k_enf upt bs max(s_work, 0) / 0.5`.
    pub work_replacing: Lanes,
    /// Encounters avoided (negative: attracted) whatever the targeting: `k_enf upt bs min(s_work, 0)`.
    pub work_attracting: Lanes,
    /// Later trips per place offered: `nu upt`.
    pub networks: Lanes,
    /// Share of offered places used.
    pub uptake: Lanes,
    /// `tau_aid beta th_r f`.
    pub aid_hope: Lanes,
    /// `tau_aid beta rho th_h / 3`.
    pub aid_money: Lanes,
    /// `c_l`.
    pub local_cost_saving: Lanes,
    /// `e_l`.
    pub local_quality: Lanes,
    /// `k_abs`.
    pub absorption_loss: Lanes,
    /// `g_A`.
    pub governance_quality: Lanes,
    /// `lam_R`.
    pub research_quality: Lanes,
    /// `t_V`.
    pub violence_cut: Lanes,
    /// `tau_viol bs`.
    pub violence_transfer: Lanes,
    /// `g_H`.
    pub mission_homicide_fall: Lanes,
    /// `haz`.
    pub mission_hazard: Lanes,
    /// `tau_gov beta`.
    pub governance_transfer: Lanes,
    /// `e_V exp(0.25 z_eV)` by country.
    pub homicide_elasticity: [Lanes; COUNTRIES],
    /// `b_D exp(0.25 z_bD)` by country.
    pub drought: [Lanes; COUNTRIES],
    /// `b_S exp(0.25 z_bS)` by country.
    pub storm: [Lanes; COUNTRIES],
    /// `clip(tau_food bs p_F, -0.5, 1)`.
    pub shock_absorbed: Lanes,
    /// `bs b_F`.
    pub food_level: Lanes,
    /// `tau_smug beta k_T / ln 2`.
    pub smuggling_cut: Lanes,
    /// `d_T`.
    pub smuggling_persistence: Lanes,
    /// `g_d`.
    pub gun_elasticity: Lanes,
    /// `phi`.
    pub return_rate: Lanes,
    /// `drift`.
    pub drift: Lanes,
    /// Cost at full cover or intensity, as a share of baseline aid: food, violence, mission, smuggling.
    pub costs: [Lanes; 4],
}

/// Years over which the hump of aid spent as money is a mean.
const HUMP_YEARS: f32 = (HUMP_LAGS.1 - HUMP_LAGS.0 + 1) as f32;

/// Values of every parameter in every draw, kept from one set of assumptions
/// to the next: only parameters of which other things are believed are drawn again.
#[derive(Clone)]
pub struct Values {
    rows: [Option<Row>; PARAMETERS],
}

/// One parameter in every draw.
#[derive(Clone)]
struct Row {
    belief: Belief,
    values: Rc<[Lanes]>,
}

impl Default for Values {
    fn default() -> Self {
        Values {
            rows: [const { None }; PARAMETERS],
        }
    }
}

impl Values {
    /// Parameters whose values do not follow from `assumptions`.
    pub fn stale(&self, assumptions: &Assumptions) -> impl Iterator<Item = Parameter> {
        let fresh = |parameter: Parameter| {
            let row = self.rows[parameter.index()].as_ref();
            row.is_some_and(|row| row.belief == assumptions.belief(parameter))
        };
        Parameter::all()
            .iter()
            .map(|record| record.parameter)
            .filter(move |parameter| !fresh(*parameter))
    }

    /// Draws at most `count` stale parameters again.
    pub fn refresh(&mut self, draws: &Draws, assumptions: &Assumptions, count: usize) {
        let stale: Vec<Parameter> = self.stale(assumptions).take(count).collect();
        for parameter in stale {
            let belief = assumptions.belief(parameter);
            let values = sample(&belief, draws.uniforms(parameter.index()));
            self.rows[parameter.index()] = Some(Row { belief, values });
        }
    }

    /// Takes the values of one parameter from another ensemble of the same size.
    pub fn take_from(&mut self, other: &Values, parameter: Parameter) {
        self.rows[parameter.index()] = other.rows[parameter.index()].clone();
    }

    /// Gives a parameter one value in every draw.
    pub fn pin(&mut self, parameter: Parameter, value: f64) {
        let blocks = self.of(parameter).len();
        self.rows[parameter.index()] = Some(Row {
            belief: Belief::unchanged(Prior::Fixed(value)),
            values: std::iter::repeat_n(Lanes::splat(value as f32), blocks).collect(),
        });
    }

    /// Draws one parameter from another prior, on the same random numbers.
    pub fn redraw(&mut self, draws: &Draws, parameter: Parameter, prior: Prior) {
        let belief = Belief::unchanged(prior);
        let values = sample(&belief, draws.uniforms(parameter.index()));
        self.rows[parameter.index()] = Some(Row { belief, values });
    }

    /// The share of draws in which a parameter is at most `value`.
    pub fn share_up_to(&self, parameter: Parameter, value: f64) -> f64 {
        let drawn = as_floats(self.of(parameter));
        let up_to = drawn.iter().filter(|drawn| f64::from(**drawn) <= value);
        up_to.count() as f64 / drawn.len() as f64
    }

    /// Values of a parameter, `[block]`.
    ///
    /// # Panics
    /// If the parameter was never drawn.
    fn of(&self, parameter: Parameter) -> &[Lanes] {
        let row = self.rows[parameter.index()].as_ref();
        &row.expect("refreshed before").values
    }
}

fn sample(belief: &Belief, uniforms: &[f64]) -> Rc<[Lanes]> {
    let mut floats = vec![0.0f32; uniforms.len()];
    let line = belief.line();
    belief.prior.quantiles(uniforms, |draw, value| {
        floats[draw] = line.map_or(value, |line| line.at(value)) as f32;
    });
    let (blocks, []) = floats.as_chunks::<WIDTH>() else {
        unreachable!("draws come in whole blocks");
    };
    blocks.iter().copied().map(Lanes::from_array).collect()
}

impl Coefficients {
    /// Coefficients of every draw under `assumptions`, which `values` must follow.
    pub fn new(values: &Values, assumptions: &Assumptions) -> Self {
        let rural_households: f64 = Country::ALL.into_iter().map(data::rural_households).sum();
        let combination = Combination {
            rows: Parameter::all().map(|record| values.of(record.parameter)),
            pack: assumptions.pack,
            transfer_mean: assumptions.transfer_mean() as f32,
            food_cost_scale: (rural_households / data::aid_base_total()) as f32,
        };
        Coefficients {
            blocks: (0..values.of(Parameter::Beta).len())
                .map(|block| combination.block(block))
                .collect(),
            need_local: assumptions.pack.need_for_local_delivery() as f32,
        }
    }
}

/// How the values of the parameters become coefficients.
struct Combination<'a> {
    rows: [&'a [Lanes]; PARAMETERS],
    pack: Pack,
    transfer_mean: f32,
    /// From US$ a household-year to shares of baseline aid at full cover.
    food_cost_scale: f32,
}

impl Combination<'_> {
    fn block(&self, block: usize) -> Block {
        use Parameter::*;
        let value = |parameter: Parameter| self.rows[parameter.index()][block];
        let beta = value(Beta);
        let bs = if self.pack.discounts_everything() {
            beta
        } else {
            Lanes::ONE
        };
        let common = value(TransferCommon) * TRANSFER_COMMON as f32;
        let tau = |own: Parameter| {
            if self.pack.transfers_in_full() {
                return Lanes::ONE;
            }
            let deviation = common + value(own) * TRANSFER_OWN as f32;
            let (least, most) = TRANSFER_BOUNDS;
            (deviation + self.transfer_mean).clamp(least as f32, most as f32)
        };
        let slope = |deviation: Parameter| (value(deviation) * SLOPE_SPREAD as f32).exp();

        let uptake = value(Uptake);
        let displaced = value(EnforcementComplement) * uptake;
        let work = value(WorkDisplacement);
        let tau_aid = tau(TransferAid);
        let homicide = value(HomicideElasticity);
        let drought = value(DroughtEffect);
        let storm = value(StormEffect);
        Block {
            port: displaced * tau(TransferPort) * beta * value(PortDisplacement),
            work_replacing: displaced * bs * work.max(Lanes::ZERO) * (1.0 / USUAL_TARGETING),
            work_attracting: displaced * bs * work.min(Lanes::ZERO),
            networks: value(Networks) * uptake,
            uptake,
            aid_hope: tau_aid * beta * value(AidHope) * value(ForcedShare),
            aid_money: tau_aid * beta * value(IrregularPart) * value(AidMoney) / HUMP_YEARS,
            local_cost_saving: value(LocalCostSaving),
            local_quality: value(LocalQuality),
            absorption_loss: value(AbsorptionLoss),
            governance_quality: value(GovernanceQuality),
            research_quality: value(ResearchQuality),
            violence_cut: value(ViolenceCut),
            violence_transfer: tau(TransferViolence) * bs,
            mission_homicide_fall: value(MissionHomicideFall),
            mission_hazard: value(MissionHazard),
            governance_transfer: tau(TransferGovernance) * beta,
            homicide_elasticity: [
                homicide * slope(HomicideSlopeSlv),
                homicide * slope(HomicideSlopeGtm),
                homicide * slope(HomicideSlopeHnd),
            ],
            drought: [
                drought * slope(DroughtSlopeSlv),
                drought * slope(DroughtSlopeGtm),
                drought * slope(DroughtSlopeHnd),
            ],
            storm: [
                storm * slope(StormSlopeSlv),
                storm * slope(StormSlopeGtm),
                storm * slope(StormSlopeHnd),
            ],
            shock_absorbed: (tau(TransferFood) * bs * value(ShockAbsorbed))
                .clamp(ABSORBED_BOUNDS.0, ABSORBED_BOUNDS.1),
            food_level: bs * value(FoodLevel),
            smuggling_cut: tau(TransferSmuggling) * beta * value(SmugglingCut)
                / std::f32::consts::LN_2,
            smuggling_persistence: value(SmugglingPersistence),
            gun_elasticity: value(GunElasticity),
            return_rate: value(Return),
            drift: value(Drift),
            costs: [
                value(FoodCost) * self.food_cost_scale,
                value(ViolenceCost),
                value(MissionCost),
                value(SmugglingCost),
            ],
        }
    }
}
