//! Charts of "what no lever explains".

use super::super::yearly::{countries, places};
use super::super::{by_hand, months};
use super::Step;

/// The common swing, U.S. jobs, border rules, and the record matched by hand.
pub const STEP: Step = Step {
    key: "what-no-lever-explains",
    stage: "#v1&p=us-recession",
    charts: &[
        ("encounters", |caption, lang| {
            countries(&["encounters_usbp"], caption, lang)
        }),
        ("openings", |caption, lang| {
            places(&["us_openings"], &["USA"], caption, lang)
        }),
        ("months", months::figure),
        ("by-hand", by_hand::figure),
    ],
};
