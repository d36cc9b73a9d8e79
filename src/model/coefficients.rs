//! What a draw believes about every effect: the priors' values, with corrections applied.

use super::COUNTRIES;
use super::draws::Draws;
use super::lanes::{Lanes, WIDTH};
use super::math;
use super::parameters::{
    PARAMETERS, Parameter, Prior, SLOPE_SPREAD, TRANSFER_BOUNDS, TRANSFER_COMMON, TRANSFER_OWN,
};
use super::scenario::Assumptions;
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

impl Coefficients {
    /// Coefficients of every draw under `assumptions`.
    pub fn new(draws: &Draws, assumptions: &Assumptions) -> Self {
        let priors: [Prior; PARAMETERS] =
            Parameter::all().map(|record| assumptions.prior(record.parameter));
        let rural_households: f64 = Country::ALL.into_iter().map(data::rural_households).sum();
        let sampler = Sampler {
            draws,
            priors,
            assumptions,
            food_cost_scale: rural_households / data::aid_base_total(),
        };
        Coefficients {
            blocks: (0..draws.blocks())
                .map(|block| sampler.block(block))
                .collect(),
            need_local: assumptions.pack.need_for_local_delivery() as f32,
        }
    }
}

struct Sampler<'a> {
    draws: &'a Draws,
    priors: [Prior; PARAMETERS],
    assumptions: &'a Assumptions,
    /// From US$ a household-year to shares of baseline aid at full cover.
    food_cost_scale: f64,
}

impl Sampler<'_> {
    fn block(&self, block: usize) -> Block {
        let mut rows = [[0.0f32; WIDTH]; ROWS];
        for lane in 0..WIDTH {
            for (row, value) in rows.iter_mut().zip(self.draw(block * WIDTH + lane)) {
                row[lane] = value as f32;
            }
        }
        let mut rows = rows.into_iter().map(Lanes::from_array);
        let mut next = || rows.next().expect("one row a coefficient");
        // Fields are read in the order in which `draw` lists the values.
        Block {
            port: next(),
            work_replacing: next(),
            work_attracting: next(),
            networks: next(),
            uptake: next(),
            aid_hope: next(),
            aid_money: next(),
            local_cost_saving: next(),
            local_quality: next(),
            absorption_loss: next(),
            governance_quality: next(),
            research_quality: next(),
            violence_cut: next(),
            violence_transfer: next(),
            mission_homicide_fall: next(),
            mission_hazard: next(),
            governance_transfer: next(),
            homicide_elasticity: [next(), next(), next()],
            drought: [next(), next(), next()],
            storm: [next(), next(), next()],
            shock_absorbed: next(),
            food_level: next(),
            smuggling_cut: next(),
            smuggling_persistence: next(),
            gun_elasticity: next(),
            return_rate: next(),
            drift: next(),
            costs: [next(), next(), next(), next()],
        }
    }

    fn draw(&self, draw: usize) -> [f64; ROWS] {
        use Parameter::*;
        let value = |parameter: Parameter| {
            let index = parameter.index();
            self.priors[index].quantile(self.draws.uniforms(index)[draw])
        };
        let pack = self.assumptions.pack;
        let beta = value(Beta);
        let bs = if pack.discounts_everything() {
            beta
        } else {
            1.0
        };
        let common = value(TransferCommon);
        let tau = |own: Parameter| {
            if pack.transfers_in_full() {
                return 1.0;
            }
            let deviation = TRANSFER_COMMON * common + TRANSFER_OWN * value(own);
            (self.assumptions.transfer_mean() + deviation)
                .clamp(TRANSFER_BOUNDS.0, TRANSFER_BOUNDS.1)
        };
        let slope = |deviation: Parameter| math::exp(SLOPE_SPREAD * value(deviation));

        let uptake = value(Uptake);
        let displaced = value(EnforcementComplement) * uptake;
        let work = value(WorkDisplacement);
        let tau_aid = tau(TransferAid);
        let homicide = value(HomicideElasticity);
        let drought = value(DroughtEffect);
        let storm = value(StormEffect);
        [
            displaced * tau(TransferPort) * beta * value(PortDisplacement),
            displaced * bs * work.max(0.0) / 0.5,
            displaced * bs * work.min(0.0),
            value(Networks) * uptake,
            uptake,
            tau_aid * beta * value(AidHope) * value(ForcedShare),
            tau_aid * beta * value(IrregularPart) * value(AidMoney) / 3.0,
            value(LocalCostSaving),
            value(LocalQuality),
            value(AbsorptionLoss),
            value(GovernanceQuality),
            value(ResearchQuality),
            value(ViolenceCut),
            tau(TransferViolence) * bs,
            value(MissionHomicideFall),
            value(MissionHazard),
            tau(TransferGovernance) * beta,
            homicide * slope(HomicideSlopeSlv),
            homicide * slope(HomicideSlopeGtm),
            homicide * slope(HomicideSlopeHnd),
            drought * slope(DroughtSlopeSlv),
            drought * slope(DroughtSlopeGtm),
            drought * slope(DroughtSlopeHnd),
            storm * slope(StormSlopeSlv),
            storm * slope(StormSlopeGtm),
            storm * slope(StormSlopeHnd),
            (tau(TransferFood) * bs * value(ShockAbsorbed)).clamp(-0.5, 1.0),
            bs * value(FoodLevel),
            tau(TransferSmuggling) * beta * value(SmugglingCut) / std::f64::consts::LN_2,
            value(SmugglingPersistence),
            value(GunElasticity),
            value(Return),
            value(Drift),
            value(FoodCost) * self.food_cost_scale,
            value(ViolenceCost),
            value(MissionCost),
            value(SmugglingCost),
        ]
    }
}

/// Values of one draw, in the order of [`Block`]'s fields.
const ROWS: usize = 37;
