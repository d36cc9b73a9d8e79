//! What levers and shocks do to a future: equations (3) to (14).
//!
//! All effects are deviations from [`super::potential`], so that a scenario in
//! which nothing moves gives its numbers back bit for bit. Order as written;
//! a prime in a comment marks the value of the year before.

use super::coefficients::{Block, Coefficients};
use super::draws::Draws;
use super::fixed::{
    BEYOND_CEILING, CEILING_SHARE, DELIVERY, DROUGHT_WEIGHTS, HUMP_LAGS, LEAST_QUALITY,
    LOCAL_NEED_SPAN, MISSION_FLOOR, MOST_COVERED, NETWORK_LAG, PORT_REPLACEABLE, RESEARCH_KEPT,
    RESEARCH_SCALE, SMUGGLING_PARTS, STORM_WEIGHTS,
};
use super::lanes::Lanes;
use super::limits::LOCAL_GROWTH;
use super::math;
use super::potential::Potential;
use super::regimes::Regime;
use super::scenario::{LOCAL_RAMP_YEARS, Scenario, Setting};
use super::{COUNTRIES, YEARS, levers::Lever, shocks::Shock};
use crate::data::{self, Country};

/// Series in [`Paths::encounters`]: three countries and their total.
pub const SERIES: usize = COUNTRIES + 1;

/// The simulated futures of one scenario. Buffers are reused from run to run.
pub struct Paths {
    blocks: usize,
    /// Encounters a year, `[series][year][block]`.
    encounters: Vec<Lanes>,
    /// Encounters summed over FY2027-36, `[series][block]`.
    sums: Vec<Lanes>,
    /// Homicides summed over FY2027-36, `[series][block]`; empty until asked for.
    homicides: Vec<Lanes>,
    /// Homicides a year, `[series][year][block]`; empty until asked for.
    homicides_a_year: Vec<Lanes>,
    /// Share of rural households covered, `[year][block]`; empty until asked for.
    covered: Vec<Lanes>,
    /// Places used over FY2027-36 in each country, `[block]`.
    places_used: Vec<Lanes>,
    /// What the programmes cost and reach, as means over draws and years.
    pub pot: Pot,
    /// Lawful places opened in each year in each country, used or not.
    pub places: [f32; YEARS],
    /// Aid given through local groups in each year, in multiples of baseline aid.
    pub local: [f32; YEARS],
}

/// Use of the pot of money: means over draws and the ten years, in multiples of
/// baseline aid unless another unit is named.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pot {
    /// The whole pot.
    pub total: f64,
    /// Food security and climate adaptation.
    pub food: f64,
    /// Community violence prevention.
    pub violence: f64,
    /// Governance and anti-corruption mission.
    pub mission: f64,
    /// Anti-smuggling cooperation.
    pub smuggling: f64,
    /// Research and evaluation.
    pub research: f64,
    /// What is left for other services.
    pub services: f64,
    /// Share of the programmes asked for that the money covers.
    pub delivered: f64,
    /// Households covered a year.
    pub households: f64,
    /// The part of the last year's pot given through local groups: local share times aid.
    pub local: f64,
}

/// What is worked out besides encounters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What the page shows while a lever moves.
    Encounters,
    /// Homicides and households covered too.
    Everything,
}

impl Paths {
    /// Room for the futures of `blocks` blocks.
    pub fn new(blocks: usize) -> Self {
        Paths {
            blocks,
            encounters: vec![Lanes::ZERO; SERIES * YEARS * blocks],
            sums: vec![Lanes::ZERO; SERIES * blocks],
            homicides: Vec::new(),
            homicides_a_year: Vec::new(),
            covered: Vec::new(),
            places_used: vec![Lanes::ZERO; blocks],
            pot: Pot::default(),
            places: [0.0; YEARS],
            local: [0.0; YEARS],
        }
    }

    /// Encounters of a series in year `t` (0 = FY2027), one a draw.
    pub fn encounters(&self, series: usize, t: usize) -> &[f32] {
        let start = (series * YEARS + t) * self.blocks;
        super::lanes::as_floats(&self.encounters[start..][..self.blocks])
    }

    /// Encounters of a series summed over FY2027-36, one a draw.
    pub fn sums(&self, series: usize) -> &[f32] {
        super::lanes::as_floats(&self.sums[series * self.blocks..][..self.blocks])
    }

    /// Homicides of a series summed over FY2027-36, one a draw, if they were asked for.
    pub fn homicides(&self, series: usize) -> Option<&[f32]> {
        self.row(&self.homicides, series)
    }

    /// Homicides of a series in year `t` (0 = FY2027), one a draw, if they were asked for.
    pub fn homicides_in(&self, series: usize, t: usize) -> Option<&[f32]> {
        self.row(&self.homicides_a_year, series * YEARS + t)
    }

    /// Share of rural households that food programmes cover in year `t` (0 = FY2027), one a draw,
    /// if it was asked for.
    pub fn covered(&self, t: usize) -> Option<&[f32]> {
        self.row(&self.covered, t)
    }

    fn row<'a>(&self, rows: &'a [Lanes], row: usize) -> Option<&'a [f32]> {
        let row = rows.get(row * self.blocks..)?.get(..self.blocks)?;
        Some(super::lanes::as_floats(row))
    }

    /// Places used over FY2027-36 in one country, one a draw.
    pub fn places_used(&self) -> &[f32] {
        super::lanes::as_floats(&self.places_used)
    }

    /// Simulates `scenario` in every draw, over the futures of `potential`.
    pub fn simulate(
        &mut self,
        scenario: &Scenario,
        draws: &Draws,
        coefficients: &Coefficients,
        potential: &Potential,
        detail: Detail,
    ) {
        let world = World::new(scenario, coefficients.need_local);
        let more = match detail {
            Detail::Encounters => 0,
            Detail::Everything => self.blocks,
        };
        for (row, rows) in [
            (&mut self.homicides, SERIES),
            (&mut self.homicides_a_year, SERIES * YEARS),
            (&mut self.covered, YEARS),
        ] {
            row.resize(rows * more, Lanes::ZERO);
        }
        self.simulate_world(&world, draws, coefficients, potential);
    }

    fn simulate_world(
        &mut self,
        world: &World,
        draws: &Draws,
        coefficients: &Coefficients,
        potential: &Potential,
    ) {
        let mut bill = Bill::default();
        for (block, b) in coefficients.blocks.iter().enumerate() {
            let futures = Futures {
                b,
                b_x: draws.start(block).b_x,
                potential: potential.block(block),
                ends: draws.ends(block),
            };
            self.simulate_block(block, world, &futures, &mut bill);
        }
        self.pot = bill.mean(world, self.blocks);
        self.places = world.years.map(|year| year.work_visas + year.entry_places);
        self.local = world.years.map(|year| year.local * year.aid);
    }

    // A function of its own, so that a browser can compile it well between two blocks.
    #[inline(never)]
    #[expect(
        clippy::needless_range_loop,
        reason = "a build for size leaves an iterator's steps as calls"
    )]
    fn simulate_block(&mut self, block: usize, world: &World, futures: &Futures, bill: &mut Bill) {
        let blocks = self.blocks;
        let encounters = self.encounters.as_mut_slice();
        let b = futures.b;
        let mut services = Services::new();
        let mut alive = [Lanes::ONE; COUNTRIES];
        let mut gov = [Lanes::ZERO; COUNTRIES];
        let mut persistence = Lanes::ONE;
        let mut places = Lanes::ZERO;
        let mut sums = [Lanes::ZERO; SERIES];
        let mut killed = [Lanes::ZERO; SERIES];

        for (t, year) in world.years.iter().enumerate() {
            let programmes = Programmes::paid_for(b, year);
            bill.add(&programmes);
            let hump = if world.services_as_before {
                Lanes::ZERO
            } else {
                services.deliver(t, programmes.rest);
                // (6) The part of aid that works as money, three to five years on.
                b.aid_money * services.hump(t)
            };
            // (10) The market adapts to enforcement.
            let smug = if year.smuggling > 1.0 {
                b.smuggling_cut
                    * programmes.smuggling.ln()
                    * (persistence * SMUGGLING_PARTS.0 + SMUGGLING_PARTS.1)
            } else {
                Lanes::ZERO
            };
            persistence = persistence * b.smuggling_persistence;
            let common = hump + futures.b_x * year.ln_openings - smug;
            places = places + b.uptake * (year.work_visas + year.entry_places);

            // (5) Quality, without the part that a live mission adds in a country.
            let quality = b.local_quality * (year.local - year.local_baseline)
                + 1.0
                + b.research_quality * year.research_effect
                - b.absorption_loss * year.local_rush;
            let services = (!world.services_as_before).then_some(services.level);
            let without = Response::new(b, year, &programmes, services, quality);
            // A mission is alive or ended: two qualities serve the three countries.
            let has_mission = year.mission > 0.0;
            let under_mission = if has_mission {
                let gain = b.governance_quality * programmes.mission * (1.0 - year.local);
                Response::new(b, year, &programmes, services, quality + gain)
            } else {
                without
            };

            // Each step goes through the countries before the next begins: one country's
            // numbers don't wait for another's, so a processor works on all three at once.
            let mut ln_v = [Lanes::ZERO; COUNTRIES];
            let mut u = [Lanes::ZERO; COUNTRIES];
            for c in 0..COUNTRIES {
                let response = under_mission.where_alive(alive[c], &without);
                if has_mission {
                    // (7) Missions end; until then homicide falls.
                    let end = futures.ends[t * COUNTRIES + c];
                    alive[c] = alive[c].where_at_least(end, b.mission_hazard, Lanes::ZERO);
                    gov[c] = (gov[c] - b.mission_homicide_fall * programmes.mission * alive[c])
                        .max(Lanes::splat(MISSION_FLOOR));
                }
                // (8) Violence.
                ln_v[c] = b.governance_transfer * gov[c]
                    + b.gun_elasticity * year.gun
                    + response.violence;
                let viol = b.homicide_elasticity[c] * ln_v[c];
                // (11)
                let mut effect = common - response.aid + viol - response.food;
                // (9) Drought and storm; food programmes absorb a part.
                if year.drought[c] != 0.0 || year.storm[c] != 0.0 {
                    let shock = b.drought[c] * year.drought[c] + b.storm[c] * year.storm[c];
                    effect = effect + shock * (Lanes::ONE - b.shock_absorbed * response.cover);
                }
                u[c] = (futures.potential[t * COUNTRIES + c] * effect.exp())
                    .min(Lanes::splat(world.ceiling[c] * BEYOND_CEILING));
            }
            // (12) Places displace trips, ports first.
            if year.entry_places_felt != 0.0 {
                for c in 0..COUNTRIES {
                    let rho = world.regime_factor[c];
                    u[c] = displace(
                        u[c],
                        b.port * (year.entry_places_felt * rho),
                        PORT_REPLACEABLE,
                    );
                }
            }
            if year.work_visas_felt != 0.0 {
                let per_visa = b.work_replacing * year.targeting + b.work_attracting;
                for c in 0..COUNTRIES {
                    let (rho, adults) = (world.regime_factor[c], world.single_adults[c]);
                    u[c] = displace(u[c], per_visa * (year.work_visas_felt * rho), adults);
                }
            }
            let mut total = Lanes::ZERO;
            for c in 0..COUNTRIES {
                // (13) Networks bring later trips.
                let rho = world.regime_factor[c];
                let with_later = u[c] + b.networks * (year.places_three_years_ago * rho);
                // (14) Soft ceiling.
                let e = under_ceiling(with_later, world.ceiling[c]);
                encounters[(c * YEARS + t) * blocks + block] = e;
                sums[c] = sums[c] + e;
                total = total + e;
            }
            if !self.homicides.is_empty() {
                let mut deaths = Lanes::ZERO;
                for c in 0..COUNTRIES {
                    let k = ln_v[c].exp() * world.homicides[c];
                    self.homicides_a_year[(c * YEARS + t) * blocks + block] = k;
                    killed[c] = killed[c] + k;
                    deaths = deaths + k;
                }
                self.homicides_a_year[(COUNTRIES * YEARS + t) * blocks + block] = deaths;
                killed[COUNTRIES] = killed[COUNTRIES] + deaths;
            }
            // (4) Households that local delivery reaches for the same money.
            let reach = b.local_cost_saving * (year.local - year.local_baseline) + 1.0;
            let covered = (programmes.food * reach).min(Lanes::ONE);
            bill.households(covered * world.rural_households);
            if !self.covered.is_empty() {
                self.covered[t * blocks + block] = covered;
            }
            encounters[(COUNTRIES * YEARS + t) * blocks + block] = total;
            sums[COUNTRIES] = sums[COUNTRIES] + total;
        }
        for (series, sum) in sums.into_iter().enumerate() {
            self.sums[series * blocks + block] = sum;
        }
        if !self.homicides.is_empty() {
            for (series, sum) in killed.into_iter().enumerate() {
                self.homicides[series * blocks + block] = sum;
            }
        }
        self.places_used[block] = places;
        bill.close_block();
    }
}

/// What a block of draws brings along, whatever the scenario.
struct Futures<'a> {
    b: &'a Block,
    b_x: Lanes,
    /// `[year][country]`.
    potential: &'a [Lanes],
    /// Numbers that decide the end of a mission, `[year][country]`.
    ends: &'a [Lanes],
}

/// (3) One pot: programmes first, services get the rest.
struct Programmes {
    /// Spent on food, violence, mission and smuggling.
    spent: [Lanes; 4],
    /// `kap`, the part of the programmes that the money covers.
    covered: Lanes,
    /// Left for services.
    rest: Lanes,
    food: Lanes,
    violence: Lanes,
    mission: Lanes,
    smuggling: Lanes,
}

impl Programmes {
    #[inline(always)]
    fn paid_for(b: &Block, year: &Year) -> Self {
        let asked = [year.food, year.violence, year.mission, year.smuggling - 1.0];
        if asked == [0.0; 4] {
            return Programmes {
                spent: [Lanes::ZERO; 4],
                covered: Lanes::ONE,
                rest: Lanes::splat(year.left),
                food: Lanes::ZERO,
                violence: Lanes::ZERO,
                mission: Lanes::ZERO,
                smuggling: Lanes::ONE,
            };
        }
        let costs = [
            b.costs[0] * asked[0],
            b.costs[1] * asked[1],
            b.costs[2] * asked[2],
            b.costs[3] * asked[3],
        ];
        let cost = costs[0] + costs[1] + costs[2] + costs[3];
        // What costs nothing is covered, also without money: nothing over nothing is no number.
        let covered = Lanes::ONE.min(Lanes::splat(year.left) / cost);
        Programmes {
            spent: [
                covered * costs[0],
                covered * costs[1],
                covered * costs[2],
                covered * costs[3],
            ],
            covered,
            rest: (Lanes::splat(year.left) - covered * cost).max(Lanes::ZERO),
            food: covered * year.food,
            violence: covered * year.violence,
            mission: covered * year.mission,
            smuggling: covered * (year.smuggling - 1.0) + 1.0,
        }
    }
}

/// What follows in a country from the quality of what is delivered there.
#[derive(Clone, Copy)]
struct Response {
    /// (6) The part of aid that works as hope and services.
    aid: Lanes,
    /// (8) Log change of violence by prevention.
    violence: Lanes,
    /// (9) Log effect of food programmes, with the sign turned.
    food: Lanes,
    /// `cov`, households covered well.
    cover: Lanes,
}

impl Response {
    #[inline(always)]
    fn new(
        b: &Block,
        year: &Year,
        programmes: &Programmes,
        services: Option<Lanes>,
        quality: Lanes,
    ) -> Self {
        let q = quality.max(Lanes::splat(LEAST_QUALITY));
        let aid = match services {
            Some(level) => {
                // (6) Hope and services, over the forced share.
                let hope = aid_response(level * q) + H0;
                b.aid_hope * (hope * year.local_need - year.local_need_floor)
            }
            None => Lanes::ZERO,
        };
        let most = Lanes::splat(MOST_COVERED);
        let violence = if year.violence > 0.0 {
            let cut = b.violence_cut * (programmes.violence * q).min(most);
            b.violence_transfer * (Lanes::ONE - cut).ln()
        } else {
            Lanes::ZERO
        };
        let cover = (programmes.food * q).min(most);
        Response {
            aid,
            violence,
            food: b.food_level * cover,
            cover,
        }
    }

    /// This response in lanes where a mission is alive, `ended` in the others.
    #[inline(always)]
    fn where_alive(&self, alive: Lanes, ended: &Response) -> Response {
        let one = Lanes::ONE;
        Response {
            aid: self.aid.where_at_least(alive, one, ended.aid),
            violence: self.violence.where_at_least(alive, one, ended.violence),
            food: self.food.where_at_least(alive, one, ended.food),
            cover: self.cover.where_at_least(alive, one, ended.cover),
        }
    }
}

/// Aid's response function `h(x) = (ln 2 / ln 1.5) ln((1 + x) / 2)`: 0 at 1, ln 2 at 2 as
/// in the studies, finite at 0.
#[inline(always)]
fn aid_response(x: Lanes) -> Lanes {
    ((x + 1.0) * 0.5).ln() * H_SCALE
}

/// `ln 2 / ln 1.5`.
const H_SCALE: f32 = 1.709_511_3;

/// `h0 = -h(0)`.
const H0: f32 = H_SCALE * std::f32::consts::LN_2;

/// (12) `d > 0` trips replaced by places, at most the share `psi` of all; `d < 0` trips attracted.
#[inline(always)]
pub fn displace(u: Lanes, d: Lanes, psi: f32) -> Lanes {
    let replaced = d.max(Lanes::ZERO);
    let attracted = d.min(Lanes::ZERO);
    let replaceable = u * psi;
    let saturation = Lanes::ONE - (-(replaced / replaceable)).exp();
    u - replaceable * saturation - attracted
}

/// (14) `U / (1 + (U / cap)^4)^(1/4)`.
#[inline(always)]
fn under_ceiling(u: Lanes, cap: f32) -> Lanes {
    let ratio = u * (1.0 / cap);
    let squared = ratio * ratio;
    u / (squared * squared + 1.0).sqrt().sqrt()
}

/// Services paid from aid, relative to FY2022-24, and their past.
struct Services {
    level: Lanes,
    /// Response to the services of each year so far.
    responses: [Lanes; YEARS],
}

impl Services {
    fn new() -> Self {
        Services {
            level: Lanes::ONE,
            responses: [Lanes::ZERO; YEARS],
        }
    }

    /// Moves the level towards what the money of year `t` buys; delivery lags about three years (X42).
    #[inline(always)]
    fn deliver(&mut self, t: usize, money: Lanes) {
        self.level = self.level + (money - self.level) * DELIVERY;
        if t + HUMP_LAGS.0 < YEARS {
            self.responses[t] = aid_response(self.level);
        }
    }

    /// Sum of the responses three, four and five years before year `t`.
    #[inline(always)]
    fn hump(&self, t: usize) -> Lanes {
        (HUMP_LAGS.0..=HUMP_LAGS.1.min(t))
            .fold(Lanes::ZERO, |sum, lag| sum + self.responses[t - lag])
    }
}

/// What a scenario fixes for every draw.
struct World {
    years: [Year; YEARS],
    /// `rho_c`: a place cannot replace a trip that a stricter border has already stopped.
    regime_factor: [f32; COUNTRIES],
    /// `a_c`: most of the trips that visas can replace, for they cannot serve children.
    single_adults: [f32; COUNTRIES],
    /// `cap`: 5 % of the people of a country.
    ceiling: [f32; COUNTRIES],
    homicides: [f32; COUNTRIES],
    /// In the three countries together.
    rural_households: f32,
    /// Services get the same money for the same quality as before FY2027 in all
    /// years and draws, so that aid has no effect.
    services_as_before: bool,
}

/// What a scenario fixes for one year.
#[derive(Clone, Copy, Default)]
struct Year {
    aid: f32,
    /// The pot less research.
    left: f32,
    research: f32,
    food: f32,
    violence: f32,
    mission: f32,
    smuggling: f32,
    local: f32,
    local_baseline: f32,
    /// Growth of the local share beyond five points in a year.
    local_rush: f32,
    /// `om`: part of aid's effect that works at this local share.
    local_need: f32,
    /// What `om (h + h0)` is held against: its value today, at `h = 0`.
    local_need_floor: f32,
    /// `1 - exp(-Rs / 0.15)`.
    research_effect: f32,
    work_visas: f32,
    entry_places: f32,
    /// Mean of this year's and last year's places.
    work_visas_felt: f32,
    entry_places_felt: f32,
    places_three_years_ago: f32,
    targeting: f32,
    drought: [f32; COUNTRIES],
    storm: [f32; COUNTRIES],
    gun: f32,
    /// Log of the openings index against its value of 2025.
    ln_openings: f32,
}

impl Year {
    /// Whether services get the money and have the quality of the years before FY2027.
    fn serves_as_before(&self) -> bool {
        self.left == 1.0
            && self.research_effect == 0.0
            && self.local == self.local_baseline
            && [self.food, self.violence, self.mission] == [0.0; 3]
            && self.smuggling == 1.0
    }
}

impl World {
    fn new(scenario: &Scenario, need_local: f32) -> Self {
        let years = plan(scenario, need_local);
        let rural_households: f64 = Country::ALL.into_iter().map(data::rural_households).sum();
        World {
            services_as_before: years.iter().all(Year::serves_as_before),
            years,
            regime_factor: regime_factor(scenario.regime),
            single_adults: Country::ALL.map(|c| data::single_adult_share(c) as f32),
            ceiling: Country::ALL.map(|c| (CEILING_SHARE * data::people_now(c)) as f32),
            homicides: Country::ALL.map(|c| data::homicides_now(c) as f32),
            rural_households: rural_households as f32,
        }
    }
}

fn regime_factor(regime: Regime) -> [f32; COUNTRIES] {
    Country::ALL.map(|c| math::exp(data::regime_shift(regime, c)).min(1.0) as f32)
}

fn plan(scenario: &Scenario, need_local: f32) -> [Year; YEARS] {
    let local_baseline = data::BASELINE_LOCAL_SHARE as f32;
    let lever = |lever: Lever, t: usize| scenario.lever(lever).in_year(t);
    let past =
        |which: Lever, t: usize, lag: usize| t.checked_sub(lag).map_or(0.0, |t| lever(which, t));
    let shock = |which: Shock, t: usize, c: usize| scenario.shock(which).in_year(which, t, c);
    let past_shock = |which: Shock, t: usize, c: usize| {
        t.checked_sub(1)
            .map_or(which.record().default, |t| shock(which, t, c))
    };
    let mut years = [Year::default(); YEARS];
    let mut research_stock = 0.0;
    let mut local_before = local_baseline;
    for (t, year) in years.iter_mut().enumerate() {
        let aid = lever(Lever::Aid, t);
        let research = lever(Lever::Research, t);
        research_stock = RESEARCH_KEPT * research_stock + aid * research;
        let local = local_share(scenario.lever(Lever::LocalShare), t, local_baseline);
        let reached = ((local - local_baseline) / LOCAL_NEED_SPAN).clamp(0.0, 1.0);
        *year = Year {
            aid,
            left: aid * (1.0 - research),
            research,
            food: lever(Lever::FoodSecurity, t),
            violence: lever(Lever::ViolencePrevention, t),
            mission: lever(Lever::AntiCorruption, t),
            smuggling: lever(Lever::AntiSmuggling, t),
            local,
            local_baseline,
            local_rush: (local - local_before - LOCAL_GROWTH).max(0.0),
            local_need: 1.0 - need_local * (1.0 - reached),
            local_need_floor: (1.0 - need_local) * H0,
            research_effect: 1.0 - math::exp(f64::from(-research_stock / RESEARCH_SCALE)) as f32,
            work_visas: lever(Lever::WorkVisas, t),
            entry_places: lever(Lever::EntryPlaces, t),
            work_visas_felt: 0.5 * (lever(Lever::WorkVisas, t) + past(Lever::WorkVisas, t, 1)),
            entry_places_felt: 0.5
                * (lever(Lever::EntryPlaces, t) + past(Lever::EntryPlaces, t, 1)),
            places_three_years_ago: past(Lever::WorkVisas, t, NETWORK_LAG)
                + past(Lever::EntryPlaces, t, NETWORK_LAG),
            targeting: lever(Lever::VisaTargeting, t),
            drought: std::array::from_fn(|c| {
                DROUGHT_WEIGHTS.0 * shock(Shock::Drought, t, c)
                    + DROUGHT_WEIGHTS.1 * past_shock(Shock::Drought, t, c)
            }),
            storm: std::array::from_fn(|c| {
                STORM_WEIGHTS.0 * shock(Shock::Storm, t, c)
                    + STORM_WEIGHTS.1 * past_shock(Shock::Storm, t, c)
            }),
            gun: shock(Shock::GunFlow, t, 0),
            ln_openings: math::ln(f64::from(shock(Shock::UsOpenings, t, 0))) as f32,
        };
        local_before = local;
    }
    years
}

/// A set local share is reached over eight years; a yearly one is taken as it stands.
fn local_share(setting: Setting, t: usize, baseline: f32) -> f32 {
    match setting {
        Setting::Constant(set) => {
            baseline + (set - baseline) * ((t + 1) as f32 / LOCAL_RAMP_YEARS).min(1.0)
        }
        Setting::Yearly(values) => values[t],
    }
}

/// Sums behind [`Pot`].
#[derive(Default)]
struct Bill {
    block: [Lanes; ITEMS],
    totals: [f64; ITEMS],
}

/// Food, violence, mission, smuggling, services, delivered share, households.
const ITEMS: usize = 7;

impl Bill {
    #[inline(always)]
    fn add(&mut self, programmes: &Programmes) {
        for (item, spent) in self.block.iter_mut().zip(programmes.spent) {
            *item = *item + spent;
        }
        self.block[4] = self.block[4] + programmes.rest;
        self.block[5] = self.block[5] + programmes.covered;
    }

    #[inline(always)]
    fn households(&mut self, covered: Lanes) {
        self.block[6] = self.block[6] + covered;
    }

    fn close_block(&mut self) {
        for (total, item) in self.totals.iter_mut().zip(&mut self.block) {
            *total += item.to_array().into_iter().map(f64::from).sum::<f64>();
            *item = Lanes::ZERO;
        }
    }

    fn mean(&self, world: &World, blocks: usize) -> Pot {
        let draw_years = (blocks * super::lanes::WIDTH * YEARS) as f64;
        let mean = |item: usize| self.totals[item] / draw_years;
        let over_years = |value: fn(&Year) -> f32| {
            world
                .years
                .iter()
                .map(|year| f64::from(value(year)))
                .sum::<f64>()
                / YEARS as f64
        };
        let last = &world.years[YEARS - 1];
        Pot {
            total: over_years(|year| year.aid),
            food: mean(0),
            violence: mean(1),
            mission: mean(2),
            smuggling: mean(3),
            research: over_years(|year| year.aid * year.research),
            services: mean(4),
            delivered: mean(5),
            households: mean(6),
            local: f64::from(last.local * last.aid),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::coefficients::Values;
    use super::super::parameters::PARAMETERS;
    use super::super::presets::Preset;
    use super::super::scenario::Assumptions;
    use super::*;
    use proptest::prelude::*;

    fn beliefs() -> (Draws, Coefficients) {
        let draws = Draws::new(1, 64);
        let mut values = Values::default();
        values.refresh(&draws, &Assumptions::default(), PARAMETERS);
        let coefficients = Coefficients::new(&values, &Assumptions::default());
        (draws, coefficients)
    }

    proptest! {
        #[test]
        fn programmes_and_services_never_cost_more_than_the_pot_in_any_draw(
            aid in 0f32..=3.0,
            research in 0f32..=0.2,
            violence in 0f32..=0.6,
            mission in 0f32..=1.0,
            food in 0f32..=0.8,
            smuggling in 1f32..=4.0,
        ) {
            let scenario = Scenario::baseline()
                .with(Lever::Aid, aid)
                .with(Lever::Research, research)
                .with(Lever::ViolencePrevention, violence)
                .with(Lever::AntiCorruption, mission)
                .with(Lever::FoodSecurity, food)
                .with(Lever::AntiSmuggling, smuggling);
            let years = plan(&scenario, 0.0);
            for b in beliefs().1.blocks {
                let mut services = Services::new();
                for (t, year) in years.iter().enumerate() {
                    let programmes = Programmes::paid_for(&b, year);
                    services.deliver(t, programmes.rest);
                    let spent = programmes.spent.into_iter();
                    let all = spent.fold(programmes.rest, |sum, item| sum + item).to_array();
                    let slack = 1e-6 * (1.0 + year.left);
                    prop_assert!(all.iter().all(|all| (all - year.left).abs() <= slack));
                    let covered = programmes.covered.to_array();
                    prop_assert!(covered.iter().all(|share| (0.0..=1.0).contains(share)));
                    let (rest, level) = (programmes.rest.to_array(), services.level.to_array());
                    prop_assert!(rest.iter().chain(&level).all(|money| *money >= 0.0));
                }
            }
        }
    }

    #[test]
    fn leaving_out_aid_that_changes_nothing_changes_no_bit() {
        let (draws, coefficients) = beliefs();
        let pathways = Preset::Pathways.scenario().with_shock(Shock::Drought, 1.0);
        let potential = Potential::new(&draws, &coefficients, pathways.regime);
        for need_local in [0.0, 1.0] {
            let encounters = |services_as_before: bool| {
                let mut world = World::new(&pathways, need_local);
                assert!(world.services_as_before);
                world.services_as_before = services_as_before;
                let mut paths = Paths::new(draws.blocks());
                paths.simulate_world(&world, &draws, &coefficients, &potential);
                let bits = |lanes: &Lanes| lanes.to_array().map(f32::to_bits);
                paths.encounters.iter().map(bits).collect::<Vec<_>>()
            };
            assert_eq!(encounters(true), encounters(false));
        }
    }
}
