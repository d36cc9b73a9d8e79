//! Charts of "what was tried".

use super::super::{aid_check, timeline};
use super::Step;

/// Presidencies, aid, trade, missions, deterrence, visas and shocks since 1990, against encounters.
pub const STEP: Step = Step {
    key: "what-was-tried",
    stage: "#v1&p=cut-2019",
    charts: &[("timeline", timeline::section), ("aid", aid_check::section)],
};
