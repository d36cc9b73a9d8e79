//! Do badges lean on priors that (almost) exclude one side of zero? The same scenarios with these
//! priors opened on both sides.

use crate::model::coefficients::Values;
use crate::model::draws::Draws;
use crate::model::levers::Lever;
use crate::model::parameters::{PARAMETERS, Parameter, Prior};
use crate::model::presets::Preset;
use crate::model::quantiles::{Points, Quantiles};
use crate::model::scenario::Scenario;
use crate::model::summary::{Badge, Change};
use crate::model::trial::Trial;

/// Priors that stand in for those of the registry.
pub struct Opening {
    /// Key in tables.
    pub key: &'static str,
    /// What is replaced, and by what.
    pub priors: &'static [(Parameter, Prior)],
}

/// Parameters whose priors are bounded at zero or little below it.
pub const BOUNDED: [Parameter; 3] = [
    Parameter::SmugglingCut,
    Parameter::MissionHomicideFall,
    Parameter::ResearchQuality,
];

/// As they are; the same middle with bounds as far below zero as above; and the same spread with
/// the middle at zero, so that no sign is believed beforehand.
///
/// The prior of research is uniform from zero: it has no middle to keep, and is opened by the last
/// alone.
pub const OPENINGS: [Opening; 3] = [
    Opening {
        key: "as_they_are",
        priors: &[],
    },
    Opening {
        key: "opened",
        priors: &[
            (Parameter::SmugglingCut, symmetric(0.06, 0.05, 0.2)),
            (Parameter::MissionHomicideFall, symmetric(0.03, 0.02, 0.08)),
        ],
    },
    Opening {
        key: "no_sign",
        priors: &[
            (Parameter::SmugglingCut, symmetric(0.0, 0.05, 0.2)),
            (Parameter::MissionHomicideFall, symmetric(0.0, 0.02, 0.08)),
            (Parameter::ResearchQuality, Prior::Uniform(-0.25, 0.25)),
        ],
    },
];

const fn symmetric(mean: f64, sd: f64, bound: f64) -> Prior {
    Prior::Truncated {
        mean,
        sd,
        low: -bound,
        high: bound,
    }
}

/// Scenarios that move a lever whose effect is bounded: each lever alone, and presets with them.
pub fn scenarios() -> [(&'static str, Scenario); 6] {
    let alone = |lever, value| Scenario::baseline().with(lever, value);
    [
        ("anti_corruption", alone(Lever::AntiCorruption, 1.0)),
        ("anti_smuggling", alone(Lever::AntiSmuggling, 2.0)),
        ("research", alone(Lever::Research, 0.1)),
        ("everything", Preset::Everything.scenario()),
        ("strategy", Preset::Strategy.scenario()),
        ("op-ed", Preset::OpEd.scenario()),
    ]
}

/// What a scenario gives under an opening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// Key of the opening.
    pub opening: &'static str,
    /// Key of the scenario.
    pub scenario: &'static str,
    /// Encounters avoided over FY2027-36, per cent of the reference.
    pub percent: Points,
    /// Share of futures with fewer encounters.
    pub fewer: f32,
    /// The badge that follows.
    pub badge: Badge,
}

/// Share of a parameter's prior that lies at zero or below, under an opening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Below {
    /// Key of the opening.
    pub opening: &'static str,
    /// The parameter.
    pub parameter: Parameter,
    /// From 0 to 1.
    pub share: f64,
}

/// Every scenario under every opening, in `count` futures, and how much of the priors lies below zero.
pub fn findings(count: usize, seed: u32) -> (Vec<Finding>, Vec<Below>) {
    let draws = Draws::new(seed, count);
    let mut trial = Trial::new(draws.blocks());
    let mut quantiles = Quantiles::default();
    let (mut found, mut below) = (Vec::new(), Vec::new());
    for opening in &OPENINGS {
        let values = opened(&draws, opening);
        below.extend(BOUNDED.map(|parameter| Below {
            opening: opening.key,
            parameter,
            share: values.share_up_to(parameter, 0.0),
        }));
        for (key, scenario) in scenarios() {
            let percent = trial.percent(&scenario, &draws, &values);
            let share = |counts: fn(f32) -> bool| {
                let counted = percent.iter().filter(|percent| counts(**percent));
                counted.count() as f32 / percent.len() as f32
            };
            let change = Change {
                percent: quantiles.points(percent),
                fewer: share(|percent| percent > 0.0),
                unchanged: share(|percent| percent == 0.0),
                ..Change::default()
            };
            found.push(Finding {
                opening: opening.key,
                scenario: key,
                percent: change.percent,
                fewer: change.fewer,
                badge: change.badge(),
            });
        }
    }
    (found, below)
}

fn opened(draws: &Draws, opening: &Opening) -> Values {
    let mut values = Values::default();
    values.refresh(draws, &Scenario::baseline().assumptions, PARAMETERS);
    for (parameter, prior) in opening.priors {
        values.redraw(draws, *parameter, *prior);
    }
    values
}

/// `bounds.csv`: one row a scenario and opening.
pub fn table(findings: &[Finding]) -> String {
    let mut text = String::from(
        "priors,scenario,percent_fewer_p05,percent_fewer_p50,percent_fewer_p95,share_fewer,badge\n",
    );
    for finding in findings {
        let Points { p05, p50, p95, .. } = finding.percent;
        text += &format!(
            "{},{},{p05:.2},{p50:.2},{p95:.2},{:.3},{}\n",
            finding.opening,
            finding.scenario,
            finding.fewer,
            finding.badge.key()
        );
    }
    text
}

/// `bounds_run.csv`: how the findings were made, and how much of each prior lies below zero.
pub fn run_table(below: &[Below], count: usize, seed: u32) -> String {
    let version = crate::model::MODEL_VERSION;
    let mut text = format!("key,value\nmodel_version,{version}\nfutures,{count}\nseed,{seed}\n");
    for one in below {
        let key = one.parameter.record().key;
        text += &format!("{}_{key}_below_zero,{:.3}\n", one.opening, one.share);
    }
    text
}
