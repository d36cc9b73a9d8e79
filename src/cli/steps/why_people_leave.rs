//! Charts of "why people leave".

use super::super::locator;
use super::super::yearly::{countries, places};
use super::Step;

/// Violence, governance, food and rain, poverty and work, and what comes from abroad.
pub const STEP: Step = Step {
    key: "why-people-leave",
    stage: "#v1&p=today&violence_prevention=.3&anti_corruption=.5&food_security=.2",
    charts: &[
        ("map", locator::figure),
        ("homicides", |caption, lang| {
            countries(&["homicide_unodc", "homicide_police"], caption, lang)
        }),
        ("women", |caption, lang| {
            countries(&["homicide_women"], caption, lang)
        }),
        ("corruption", |caption, lang| {
            countries(&["wgi_corruption"], caption, lang)
        }),
        ("food", |caption, lang| {
            countries(&["food_insecurity"], caption, lang)
        }),
        ("rain", |caption, lang| {
            countries(&["rain_anomaly"], caption, lang)
        }),
        ("poverty", |caption, lang| {
            countries(&["poverty_830"], caption, lang)
        }),
        ("cocaine", |caption, lang| {
            places(&["cocaine_made"], &["COL"], caption, lang)
        }),
    ],
};
