//! The model held against the record: calibration of its noise, and a back-test.
//!
//! Native only; nothing here reaches the page but the tables it writes. Modules in reading order:
//!
//! 1. [`panel`] is the record: three countries, one value a fiscal year, and U.S. openings.
//! 2. [`filter`] is the local-level model and its Gaussian likelihood.
//! 3. [`fit`] finds the posterior quickly, one fit for each origin of the back-test;
//!    [`chains`] finds it exactly, with diagnostics, for the whole record.
//! 4. [`futures`] draws what a model held possible at an origin, [`score`] judges it.
//! 5. [`backtest`] runs the protocol; [`power`] says what no history of this length could show.
//! 6. [`bounds`] opens the priors that a badge might lean on.
//! 7. [`permutation`] asks what three countries can say on causes.
//! 8. [`tables`] turns results into the committed files.
//! 9. [`by_hand`] is a match of the record that a reader makes; its page shows how far that goes.

pub mod panel;

pub mod filter;

pub mod chains;
pub mod fit;

pub mod futures;
pub mod score;

pub mod backtest;
pub mod power;

pub mod bounds;

pub mod permutation;

pub mod tables;

pub mod by_hand;

pub mod matrix;
pub mod random;
