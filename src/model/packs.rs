//! Packs: readings of the studies that a reader can choose, as departures from the default priors.
//!
//! A pack is data. Each departure names the claim or study from which it comes; why it is what it
//! is stands in the message files, table `departures`. Axes are the same under every pack.

use super::levers::Lever;
use super::parameters::{Parameter, Prior};

/// A named set of departures from the default priors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pack {
    /// Our discounted reading of the studies.
    Literature,
    /// Studies as published: no discount.
    AsPublished,
    /// Discounts everything, trials and our own judgement too.
    Sceptic,
    /// What the op-ed's case would need (a belief; sizes are ours).
    OpEd,
    /// What the strategy's case would need (a belief; sizes are ours).
    Strategy,
}

/// One prior that a pack replaces, with the reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Departure {
    /// The parameter.
    pub parameter: Parameter,
    /// Its prior in the pack.
    pub prior: Prior,
    /// Id of the claim or study from which it comes.
    pub source: &'static str,
}

/// A rule of the model that a pack replaces, with the reason. What it says is in the message files.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Key in the message files.
    pub key: &'static str,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// Id of the claim or study from which it comes.
    pub source: &'static str,
}

impl Rule {
    const fn new(key: &'static str, symbol: &'static str, source: &'static str) -> Self {
        Rule {
            key,
            symbol,
            source,
        }
    }
}

impl Pack {
    /// All packs in page order.
    pub const ALL: [Pack; 5] = [
        Pack::Literature,
        Pack::AsPublished,
        Pack::Sceptic,
        Pack::OpEd,
        Pack::Strategy,
    ];

    /// Eternal key in links, files and message files.
    pub const fn key(self) -> &'static str {
        match self {
            Pack::Literature => "literature",
            Pack::AsPublished => "as-published",
            Pack::Sceptic => "sceptic",
            Pack::OpEd => "op-ed",
            Pack::Strategy => "strategy",
        }
    }

    /// The pack with this key.
    pub fn from_key(key: &str) -> Option<Pack> {
        Pack::ALL.into_iter().find(|pack| pack.key() == key)
    }

    /// Whether the pack is a belief: sizes are ours and no share of futures is headlined.
    pub const fn is_belief(self) -> bool {
        matches!(self, Pack::OpEd | Pack::Strategy)
    }

    /// Whether the discount also applies to trials and to our own judgement.
    pub const fn discounts_everything(self) -> bool {
        matches!(self, Pack::Sceptic)
    }

    /// Whether effects hold here in full: the document speaks of these very countries.
    pub const fn transfers_in_full(self) -> bool {
        self.is_belief()
    }

    /// Whether the effect of a lever leans on a parameter under this pack. Where the pack or the
    /// reader holds an effect to be nothing, what multiplies it still counts as leaned on.
    pub fn leans(self, lever: Lever, parameter: Parameter) -> bool {
        if self.transfers_in_full() && parameter.is_transfer() {
            return false;
        }
        // What else the discount reaches leans on it already, through the money for services.
        let visas = matches!(lever, Lever::WorkVisas | Lever::VisaTargeting);
        parameter.record().moves.levers.contains(&lever)
            || self.discounts_everything() && parameter == Parameter::Beta && visas
    }

    /// Share of aid's effect that needs local delivery: 1 says that aid does
    /// nothing at 10 % local and works in full at 50 %.
    pub const fn need_for_local_delivery(self) -> f64 {
        match self {
            Pack::OpEd => 1.0,
            _ => 0.0,
        }
    }

    /// Rules of the model that differ under the pack.
    pub const fn rules(self) -> &'static [Rule] {
        const EVERYTHING: Rule = Rule::new("discount_all", "bs", "X54");
        const NEED: Rule = Rule::new("local_need", "need_l", "OC008");
        const HERE: Rule = Rule::new("full_transfer", "tau_j", "OC006");
        const HERE_TOO: Rule = Rule::new("full_transfer", "tau_j", "FC001");
        match self {
            Pack::Literature | Pack::AsPublished => &[],
            Pack::Sceptic => &[EVERYTHING],
            Pack::OpEd => &[NEED, HERE],
            Pack::Strategy => &[HERE_TOO],
        }
    }

    /// Priors that differ from the default ones.
    pub const fn departures(self) -> &'static [Departure] {
        match self {
            Pack::Literature => &[],
            Pack::AsPublished => &AS_PUBLISHED,
            Pack::Sceptic => &SCEPTIC,
            Pack::OpEd => &OP_ED,
            Pack::Strategy => &STRATEGY,
        }
    }
}

const fn depart(parameter: Parameter, prior: Prior, source: &'static str) -> Departure {
    Departure {
        parameter,
        prior,
        source,
    }
}

const fn cut(mean: f64, sd: f64, low: f64, high: f64) -> Prior {
    Prior::Truncated {
        mean,
        sd,
        low,
        high,
    }
}

const AS_PUBLISHED: [Departure; 1] = [depart(Parameter::Beta, Prior::Fixed(1.0), "X59")];

const SCEPTIC: [Departure; 1] = [depart(Parameter::Beta, cut(0.55, 0.25, 0.1, 1.0), "X54")];

const OP_ED: [Departure; 10] = [
    depart(Parameter::Beta, Prior::Fixed(1.0), "OC007"),
    depart(
        Parameter::WorkDisplacement,
        cut(1.0, 0.3, 0.0, 1.5),
        "OC045",
    ),
    depart(Parameter::LocalQuality, Prior::Fixed(0.6), "OC055"),
    depart(Parameter::ResearchQuality, Prior::Fixed(0.25), "OC049"),
    depart(Parameter::AidHope, Prior::Fixed(0.4), "OC064"),
    depart(Parameter::ForcedShare, Prior::Beta(8, 2), "OC006"),
    depart(Parameter::AidMoney, Prior::Fixed(0.0), "OC040"),
    depart(Parameter::FoodLevel, Prior::Fixed(0.3), "OC022"),
    depart(Parameter::SmugglingCut, Prior::Fixed(0.0), "OC044"),
    depart(Parameter::GunElasticity, Prior::Fixed(0.3), "OC033"),
];

const STRATEGY: [Departure; 9] = [
    depart(Parameter::Beta, Prior::Fixed(1.0), "FC008"),
    depart(Parameter::AidHope, Prior::Fixed(0.4), "FC001"),
    depart(Parameter::ForcedShare, Prior::Beta(8, 2), "FC001"),
    depart(Parameter::AidMoney, Prior::Fixed(0.0), "FC003"),
    depart(Parameter::ViolenceCut, cut(0.25, 0.15, 0.0, 0.6), "FC025"),
    depart(Parameter::MissionHomicideFall, Prior::Fixed(0.05), "FC018"),
    depart(Parameter::ShockAbsorbed, Prior::Fixed(0.6), "FC011"),
    depart(Parameter::FoodLevel, Prior::Fixed(0.3), "FC011"),
    depart(Parameter::SmugglingCut, Prior::Fixed(0.12), "FC013"),
];
