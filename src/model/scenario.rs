//! A scenario: everything a reader can set, and nothing else.

use super::levers::Lever;
use super::math;
pub use super::packs::Pack;
use super::parameters::{self, Belief, PARAMETERS, Parameter, Prior};
use super::regimes::Regime;
use super::shocks::Shock;
use super::wedges::Mover;
use super::{COUNTRIES, YEARS};

/// One simulated world that can be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Border rules that hold in all years.
    pub regime: Regime,
    /// What policy does, by lever in the order of [`Lever::ALL`].
    pub levers: [Setting; Lever::ALL.len()],
    /// What happens to the countries, by shock in the order of [`Shock::ALL`].
    pub shocks: [ShockSetting; Shock::ALL.len()],
    /// What is believed about the effects.
    pub assumptions: Assumptions,
    /// Seed of all random numbers.
    pub seed: u32,
    /// Scenario A, which the reader pinned, if any: this scenario is then B and is held against A.
    /// Border rules, beliefs and seed are their common ground.
    pub against: Option<Measures>,
}

/// What a scenario sets: all that two scenarios on common ground may differ in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// What policy does, by lever in the order of [`Lever::ALL`].
    pub levers: [Setting; Lever::ALL.len()],
    /// What happens to the countries, by shock in the order of [`Shock::ALL`].
    pub shocks: [ShockSetting; Shock::ALL.len()],
}

/// The value of a lever: one for all years, or one for each year from FY2027 to FY2036.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// One value, in the lever's unit. A local share set so is reached over eight years.
    Constant(f32),
    /// One value a year, taken as it stands.
    Yearly([f32; YEARS]),
}

/// The value of a shock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ShockSetting {
    /// One value, holding for the shock's own number of years.
    Constant(f32),
    /// One value a country, holding for the shock's own number of years.
    ByCountry([f32; COUNTRIES]),
    /// One value a year, the same for the three countries.
    Yearly([f32; YEARS]),
}

/// What is believed about the effects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumptions {
    /// The pack the reader has opened.
    pub pack: Pack,
    /// What the reader has changed of it, parameter by parameter.
    pub own: Adjustments,
    /// Mean trust in evidence from elsewhere set by the reader: 0 to 1.
    pub trust: Option<f32>,
}

/// A reader's own view of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Adjustment {
    /// Known to be this value; pinned at its neutral value, a parameter is switched off.
    Pin(f32),
    /// The pack's prior, moved and widened: see [`Belief::spread`].
    Spread {
        /// Standard deviations by which it moves: -3 to 3.
        shift: f32,
        /// Times as wide: 0 (known to be the median) to 3.
        widen: f32,
    },
}

/// A thing that a reader can hold otherwise than the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// One parameter; the discount for published effects is one of them.
    Parameter(Parameter),
    /// How much of foreign effects holds here, on average.
    Trust,
}

/// Least and largest shift of a prior, in its own standard deviations.
pub const SHIFT: (f32, f32) = (-3.0, 3.0);

/// Least and largest factor on the width of a prior.
pub const WIDEN: (f32, f32) = (0.0, 3.0);

/// Step of both.
pub const SPREAD_STEP: f32 = 0.25;

/// At most one adjustment a parameter, each within what is possible.
///
/// An array rather than a list: it is copied and compared at every change of a scenario, and
/// never allocates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adjustments([Option<Adjustment>; PARAMETERS]);

/// The seed of the page: any number does; this one is fixed so that a link without a seed is stable.
pub const DEFAULT_SEED: u32 = 2024;

/// Years over which a newly set local share is reached.
pub const LOCAL_RAMP_YEARS: f32 = 8.0;

impl Scenario {
    /// Nothing changes: every lever and shock at its default, under the default regime.
    pub fn baseline() -> Self {
        Scenario {
            regime: Regime::Late2024,
            levers: Lever::ALL.map(|lever| Setting::Constant(lever.record().default)),
            shocks: Shock::ALL.map(|shock| ShockSetting::Constant(shock.record().default)),
            assumptions: Assumptions::default(),
            seed: DEFAULT_SEED,
            against: None,
        }
    }

    /// The same world with the lever at one value.
    pub fn with(mut self, lever: Lever, value: f32) -> Self {
        self.levers[lever.index()] = Setting::Constant(value);
        self
    }

    /// The same world with the shock at one value.
    pub fn with_shock(mut self, shock: Shock, value: f32) -> Self {
        self.shocks[shock.index()] = ShockSetting::Constant(value);
        self
    }

    /// The same world under other border rules.
    pub fn under(mut self, regime: Regime) -> Self {
        self.regime = regime;
        self
    }

    /// The same world under another pack.
    pub fn believing(mut self, pack: Pack) -> Self {
        self.assumptions.pack = pack;
        self
    }

    /// Setting of a lever.
    pub fn lever(&self, lever: Lever) -> Setting {
        self.levers[lever.index()]
    }

    /// Setting of a shock.
    pub fn shock(&self, shock: Shock) -> ShockSetting {
        self.shocks[shock.index()]
    }

    /// Whether the lever differs from its default in any year.
    pub fn is_moved(&self, lever: Lever) -> bool {
        self.lever(lever).differs_from(lever.record().default)
    }

    /// Levers that differ from their defaults, in page order.
    pub fn moved(&self) -> impl Iterator<Item = Lever> + '_ {
        Lever::ALL.into_iter().filter(|&lever| self.is_moved(lever))
    }

    /// Whether any shock is set.
    pub fn is_shocked(&self) -> bool {
        Shock::ALL
            .into_iter()
            .any(|shock| self.shock(shock).differs_from(shock.record().default))
    }

    /// What it sets.
    pub fn measures(&self) -> Measures {
        Measures {
            levers: self.levers,
            shocks: self.shocks,
        }
    }

    /// The same ground with other settings.
    pub fn setting(mut self, measures: Measures) -> Self {
        self.levers = measures.levers;
        self.shocks = measures.shocks;
        self
    }

    /// The same scenario as B, held against `measures` as A.
    pub fn held_against(mut self, measures: Measures) -> Self {
        self.against = Some(measures);
        self
    }

    /// The same scenario with no A pinned.
    pub fn unpinned(mut self) -> Self {
        self.against = None;
        self
    }

    /// Levers whose settings differ from those of the reference, in page order.
    pub fn differing(&self) -> impl Iterator<Item = Lever> + '_ {
        let levers = Lever::ALL.into_iter();
        levers.filter(|&lever| match &self.against {
            Some(a) => !self.lever(lever).equals(a.levers[lever.index()], lever),
            None => self.is_moved(lever),
        })
    }

    /// Shocks that differ from those of the reference, in page order.
    pub fn differing_shocks(&self) -> impl Iterator<Item = Shock> + '_ {
        let shared = self.against.is_none() && self.moved().next().is_some();
        Shock::ALL.into_iter().filter(move |&shock| {
            let setting = self.shock(shock);
            match &self.against {
                Some(a) => !setting.equals(a.shocks[shock.index()], shock),
                None => !shared && setting.differs_from(shock.record().default),
            }
        })
    }

    /// Whether it sets the same as its reference, so that nothing can differ in any future.
    pub fn is_reference(&self) -> bool {
        self.differing().next().is_none() && self.differing_shocks().next().is_none()
    }

    /// All that is the reader's own and on which any result here leans.
    pub fn leans_on_own(&self) -> impl Iterator<Item = Own> + '_ {
        self.assumptions.owned().filter(|own| match own {
            Own::Parameter(parameter) => self.leans_on(*parameter),
            Own::Trust => {
                let in_full = self.assumptions.pack.transfers_in_full();
                !in_full && transfers().any(|parameter| self.leans_on(parameter))
            }
        })
    }

    /// Whether any result here leans on a parameter.
    pub fn leans_on(&self, parameter: Parameter) -> bool {
        let moves = parameter.record().moves;
        let leans = |measures: &Measures| {
            let moved = Lever::ALL.into_iter().zip(measures.levers);
            let struck = Shock::ALL.into_iter().zip(measures.shocks);
            moved
                .filter(|(lever, setting)| setting.differs_from(lever.record().default))
                .any(|(lever, _)| self.assumptions.pack.leans(lever, parameter))
                || struck
                    .filter(|(shock, setting)| setting.differs_from(shock.record().default))
                    .any(|(shock, _)| moves.shocks.contains(&shock))
        };
        moves.baseline || leans(&self.measures()) || self.against.as_ref().is_some_and(leans)
    }

    /// The world this one is held against: scenario A where one is pinned, else the same shocks
    /// with no lever moved or, where no lever is moved, a world without shocks.
    pub fn reference(&self) -> Scenario {
        let nothing = Scenario::baseline().measures();
        let reference = match self.against {
            Some(a) => a,
            None if self.moved().next().is_some() => Measures {
                shocks: self.shocks,
                ..nothing
            },
            None => nothing,
        };
        self.clone().setting(reference).unpinned()
    }
}

impl Setting {
    /// Value in year `t` (0 = FY2027), without any ramp.
    pub fn in_year(&self, t: usize) -> f32 {
        match self {
            Setting::Constant(value) => *value,
            Setting::Yearly(values) => values[t],
        }
    }

    /// Whether any year differs from `default`.
    pub fn differs_from(&self, default: f32) -> bool {
        (0..YEARS).any(|t| self.in_year(t) != default)
    }

    /// Whether a lever is set the same by both in all years. A local share set as one value is
    /// reached over eight years, so it only equals one a year where both are the default.
    pub fn equals(&self, other: Setting, lever: Lever) -> bool {
        let default = lever.record().default;
        let ramps = lever == Lever::LocalShare && self.differs_from(default);
        let alike = !ramps || std::mem::discriminant(self) == std::mem::discriminant(&other);
        alike && (0..YEARS).all(|t| self.in_year(t) == other.in_year(t))
    }

    /// The value of the last year, which a slider shows.
    pub fn last(&self) -> f32 {
        self.in_year(YEARS - 1)
    }
}

impl ShockSetting {
    /// Value in year `t` (0 = FY2027) for a country by position.
    pub fn in_year(&self, shock: Shock, t: usize, country: usize) -> f32 {
        let record = shock.record();
        let within = |value: f32| {
            if t < record.years {
                value
            } else {
                record.default
            }
        };
        match self {
            ShockSetting::Constant(value) => within(*value),
            ShockSetting::ByCountry(values) => within(values[country]),
            ShockSetting::Yearly(values) => values[t],
        }
    }

    /// Whether any value differs from `default`.
    pub fn differs_from(&self, default: f32) -> bool {
        match self {
            ShockSetting::Constant(value) => *value != default,
            ShockSetting::ByCountry(values) => values.iter().any(|value| *value != default),
            ShockSetting::Yearly(values) => values.iter().any(|value| *value != default),
        }
    }

    /// Whether a shock is set the same by both, in all years and countries.
    pub fn equals(&self, other: ShockSetting, shock: Shock) -> bool {
        let at = |setting: &ShockSetting, place: usize| {
            setting.in_year(shock, place / COUNTRIES, place % COUNTRIES)
        };
        (0..YEARS * COUNTRIES).all(|place| at(self, place) == at(&other, place))
    }

    /// The largest departure from `default`, which a slider shows.
    pub fn peak(&self, default: f32) -> f32 {
        let values: &[f32] = match self {
            ShockSetting::Constant(value) => return *value,
            ShockSetting::ByCountry(values) => values,
            ShockSetting::Yearly(values) => values,
        };
        values.iter().fold(default, |peak, &value| {
            if (value - default).abs() > (peak - default).abs() {
                value
            } else {
                peak
            }
        })
    }
}

impl Default for Assumptions {
    fn default() -> Self {
        Assumptions {
            pack: Pack::Literature,
            own: Adjustments::default(),
            trust: None,
        }
    }
}

impl Default for Adjustments {
    fn default() -> Self {
        Adjustments([None; PARAMETERS])
    }
}

impl Adjustments {
    /// The reader's own view of a parameter, if it differs from the pack's.
    pub fn get(&self, parameter: Parameter) -> Option<Adjustment> {
        self.0[parameter.index()]
    }

    /// Sets or, with none, clears the view of a parameter.
    ///
    /// Numbers are kept within what is possible; what is no number, and a spread that changes
    /// nothing, clears.
    pub fn set(&mut self, parameter: Parameter, adjustment: Option<Adjustment>) {
        self.0[parameter.index()] = adjustment.and_then(|given| given.within(parameter));
    }

    /// All parameters that are adjusted, in the order of the registry.
    pub fn iter(&self) -> impl Iterator<Item = (Parameter, Adjustment)> + '_ {
        let all = Parameter::all().iter().zip(&self.0);
        all.filter_map(|(record, adjustment)| Some((record.parameter, (*adjustment)?)))
    }

    /// Whether nothing is adjusted.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

impl Adjustment {
    /// Switches a parameter off, if off means anything for it.
    pub fn off(parameter: Parameter) -> Option<Adjustment> {
        let neutral = parameter.record().settable.neutral?;
        Some(Adjustment::Pin(neutral as f32))
    }

    /// The adjustment kept within what is possible; none if it is no number or changes nothing.
    fn within(self, parameter: Parameter) -> Option<Adjustment> {
        let keep = |value: f32, (low, high): (f32, f32)| {
            // Never a negative nought, which has other bits.
            value
                .is_finite()
                .then(|| math::within(value, low, high) + 0.0)
        };
        match self {
            Adjustment::Pin(value) => {
                let (low, high) = parameter.record().settable.possible;
                keep(value, (low as f32, high as f32)).map(Adjustment::Pin)
            }
            Adjustment::Spread { shift, widen } => {
                let (shift, widen) = (keep(shift, SHIFT)?, keep(widen, WIDEN)?);
                let changes = shift != 0.0 || widen != 1.0;
                changes.then_some(Adjustment::Spread { shift, widen })
            }
        }
    }
}

impl Assumptions {
    /// The prior of a parameter under the pack alone.
    pub fn prior(&self, parameter: Parameter) -> Prior {
        self.pack
            .departures()
            .iter()
            .find(|departure| departure.parameter == parameter)
            .map_or(parameter.record().prior, |departure| departure.prior)
    }

    /// What is believed of a parameter: the pack's prior, and the reader's own view of it.
    pub fn belief(&self, parameter: Parameter) -> Belief {
        match self.own.get(parameter) {
            None => Belief::unchanged(self.prior(parameter)),
            Some(Adjustment::Pin(value)) => Belief::unchanged(Prior::Fixed(f64::from(value))),
            Some(Adjustment::Spread { shift, widen }) => {
                Belief::spread(parameter, self.prior(parameter), shift, widen)
            }
        }
    }

    /// All that is the reader's own: single parameters in the order of the registry, then trust.
    pub fn owned(&self) -> impl Iterator<Item = Own> + '_ {
        let parameters = self.own.iter();
        parameters
            .map(|(parameter, _)| Own::Parameter(parameter))
            .chain(self.trust.map(|_| Own::Trust))
    }

    /// Leaves one thing that is the reader's own to the pack again.
    pub fn put_back(&mut self, own: Own) {
        match own {
            Own::Parameter(parameter) => self.own.set(parameter, None),
            Own::Trust => self.trust = None,
        }
    }

    /// Whether the effect of a lever or shock leans on what the reader may hold of his own.
    pub fn leans(&self, mover: Mover, own: Own) -> bool {
        let on = |parameter: Parameter| match mover {
            Mover::Lever(lever) => self.pack.leans(lever, parameter),
            Mover::Shock(shock) => parameter.record().moves.shocks.contains(&shock),
        };
        match own {
            Own::Parameter(parameter) => on(parameter),
            Own::Trust => !self.pack.transfers_in_full() && transfers().any(on),
        }
    }

    /// Whether anything is the reader's own: the reading is then "my own", starting from the pack.
    pub fn is_own(&self) -> bool {
        self.trust.is_some() || !self.own.is_empty()
    }

    /// Discount for published effects pinned by the reader: the pin of [`Parameter::Beta`].
    pub fn discount(&self) -> Option<f32> {
        match self.own.get(Parameter::Beta) {
            Some(Adjustment::Pin(discount)) => Some(discount),
            _ => None,
        }
    }

    /// Pins the discount for published effects, or leaves it to the pack.
    pub fn set_discount(&mut self, discount: Option<f32>) {
        self.own.set(Parameter::Beta, discount.map(Adjustment::Pin));
    }

    /// Mean share of a foreign effect that holds here.
    pub fn transfer_mean(&self) -> f64 {
        self.trust.map_or(parameters::TRANSFER_MEAN, f64::from)
    }
}

/// How far effects from elsewhere hold here, for all levers and for each.
fn transfers() -> impl Iterator<Item = Parameter> {
    let parameters = Parameter::all().iter().map(|record| record.parameter);
    parameters.filter(|parameter| parameter.is_transfer())
}
