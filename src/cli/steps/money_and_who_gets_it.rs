//! Charts of "money and who gets it".

use super::super::local;
use super::super::yearly::{countries, on_demand};
use super::Step;

/// Aid promised and paid, in both kinds of dollars, and the local share by every measure.
pub const STEP: Step = Step {
    key: "money-and-who-gets-it",
    stage: "#v1&p=aid&local_share=.5",
    charts: &[
        ("aid", |caption, lang| {
            countries(&["aid_disbursements", "aid_obligations"], caption, lang)
        }),
        ("aid-2024", |caption, lang| {
            countries(
                &["aid_disbursements_2024usd", "aid_obligations_2024usd"],
                caption,
                lang,
            )
        }),
        ("asked-planned", |caption, lang| {
            on_demand(&["aid_requested", "aid_planned"], caption, lang)
        }),
        ("oecd", |caption, lang| {
            on_demand(&["aid_oecd"], caption, lang)
        }),
        ("local-share", |caption, lang| {
            local::shares(&caption.html, lang)
        }),
    ],
};
