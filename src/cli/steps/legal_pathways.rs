//! Charts of "legal pathways".

use super::super::panels;
use super::super::yearly::countries;
use super::Step;

/// Visas beside encounters, other lawful ways, and the Mexican history.
pub const STEP: Step = Step {
    key: "legal-pathways",
    stage: "#v1&p=pathways",
    charts: &[
        ("visas", |caption, lang| panels::visas(&caption.html, lang)),
        ("green-cards", |caption, lang| {
            countries(&["green_cards"], caption, lang)
        }),
        ("asylum", |caption, lang| {
            countries(&["asylum_defensive", "asylum_affirmative"], caption, lang)
        }),
        ("refugees", |caption, lang| {
            countries(&["refugees"], caption, lang)
        }),
        ("braceros", |caption, lang| {
            panels::braceros(&caption.html, lang)
        }),
        ("mexican-visas", |caption, lang| {
            panels::mexican_visas(&caption.html, lang)
        }),
    ],
};
