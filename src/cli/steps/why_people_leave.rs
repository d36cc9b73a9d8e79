//! Charts of "why people leave".

use super::super::yearly::{countries, on_demand, places};
use super::super::{bars, locator};
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
        ("missing", |caption, lang| {
            bars::figure(&["missing_complaints", "missing_government"], caption, lang)
        }),
        ("women", |caption, lang| {
            countries(&["homicide_women"], caption, lang)
        }),
        ("corruption", |caption, lang| {
            countries(&["wgi_corruption"], caption, lang)
        }),
        ("law", |caption, lang| {
            on_demand(&["wgi_law"], caption, lang)
        }),
        ("rights", |caption, lang| {
            on_demand(&["vdem_law", "vdem_rights"], caption, lang)
        }),
        ("food", |caption, lang| {
            countries(&["food_insecurity"], caption, lang)
        }),
        ("rain", |caption, lang| {
            countries(&["rain_anomaly"], caption, lang)
        }),
        ("storms", |caption, lang| {
            bars::figure(&["storm_damage_2020"], caption, lang)
        }),
        ("poverty", |caption, lang| {
            countries(&["poverty_830"], caption, lang)
        }),
        ("work", |caption, lang| {
            countries(&["insecure_work_women"], caption, lang)
        }),
        ("work-men", |caption, lang| {
            on_demand(&["insecure_work_men"], caption, lang)
        }),
        ("unemployment", |caption, lang| {
            on_demand(&["unemployment"], caption, lang)
        }),
        ("cocaine", |caption, lang| {
            places(&["cocaine_made"], &["COL"], caption, lang)
        }),
        ("route", |caption, lang| {
            bars::figure(&["cocaine_route"], caption, lang)
        }),
        ("guns", |caption, lang| {
            bars::figure(&["traced_guns_us_share"], caption, lang)
        }),
    ],
};
