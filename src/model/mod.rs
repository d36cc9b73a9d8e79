//! The simulation model: a scenario and a seed in, an outcome out.
//!
//! Nothing here knows the page, the clock, or chance from outside: the same
//! scenario gives the same bits natively and in WebAssembly. Modules in
//! reading order:
//!
//! 1. [`levers`], [`regimes`], [`shocks`] and [`parameters`] are registries: what can be moved, and what is believed.
//! 2. [`scenario`] and [`presets`] say which world is asked for.
//!    [`fixed`] holds what the equations hold fixed.
//! 3. [`draws`] makes the random numbers, [`coefficients`] turns them into effects,
//!    [`potential`] into futures in which no lever moves.
//! 4. [`equations`] moves the levers in every draw; [`outcomes`] are what a result can be told in.
//! 5. [`simulator`] ties these together and [`summary`] says what follows.
//!    [`reach`] says how far that goes under every reading of the studies.
//! 6. [`account`] tells the same of any outcome and of single futures, [`wedges`] what each lever
//!    contributed, [`grid`] what every preset does, [`limits`] where a lever ends or does nothing.
//! 7. [`trial`] asks one number of many ensembles: [`sensitivity`] where its spread
//!    comes from, [`belief`] at which value of a parameter the answer turns.

pub mod levers;
pub mod packs;
pub mod parameters;
pub mod regimes;
pub mod shocks;

pub mod fixed;
pub mod presets;
pub mod scenario;

pub mod coefficients;
pub mod draws;
pub mod potential;

pub mod equations;
pub mod outcomes;

pub mod reach;
pub mod simulator;
pub mod summary;

pub mod account;
pub mod grid;
pub mod limits;
pub mod wedges;

pub mod belief;
pub mod sensitivity;
pub mod trial;

pub mod lanes;
pub mod math;
pub mod quantiles;

/// Version of the equations, priors and constants.
///
/// It changes whenever the same scenario would give other numbers.
pub const MODEL_VERSION: &str = "2.0";

/// First simulated fiscal year in which levers, shocks and sums count.
pub const FIRST_YEAR: u16 = 2027;

/// Years that are shown and summed: FY2027 to FY2036.
pub const YEARS: usize = 10;

/// Last simulated fiscal year.
pub const LAST_YEAR: u16 = FIRST_YEAR + YEARS as u16 - 1;

/// El Salvador, Guatemala, Honduras.
pub const COUNTRIES: usize = 3;

/// Simulated futures in every result, while a reader drags and after.
pub const DRAWS: usize = 4_000;
