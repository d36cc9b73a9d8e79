//! A state as a short code to read aloud and type: `AB12-CD34-EF56`.
//!
//! Letters are those of base 32 in groups of four; the last one checks the others: over the field
//! of 32 elements the letters, each times a power of a primitive element by its place, sum to
//! nothing. A wrong letter or two swapped neighbours always break that.
//!
//! Bits, from the first letter on: version (3 bits), preset (6), then items until one is 0 or fewer
//! bits are left than an item's number takes (5). An item is its number and its value:
//!
//! | item | value |
//! |---|---|
//! | 1 | levers: ten bits say which, then the step of each |
//! | 2, 3 | border regime (3 bits), pack (4) |
//! | 4, 5, 6 | outcome (4), form (3), row (3) |
//! | 7 | preset of A (6); measures that follow are A's |
//! | 8 | seed (32) |
//! | 9, 10 | discount, trust: thousandths (10) |
//! | 11 | a pinned parameter: its number (7), its step (12) |
//! | 12 | a spread: the parameter's number (7), steps of shift (5) and width (4) |
//! | 13 | a storm by country: thousandths (10 each) |
//! | 14 to 23 | one lever: its step |
//! | 24 to 27 | one shock: its step |
//! | 28 | pack put beside (4) |
//! | 29 | what of the record is shown (3): history, breaks, events |
//! | 30 and 31 | free |
//!
//! A code stays valid for ever: the tables below give every value its number, and are only added
//! to. A new lever takes a free item; the ten of item 1 stay ten. A step counts from the least
//! value of its track, named values between steps from the largest number down, in the order of
//! the registry; `tests/golden/codes-v1.csv` holds what every number means. What is not on a step,
//! or differs from year to year and is not the preset's, has no code.

use super::base32;
use super::link::{DISCOUNT, TRUST, departures, nearest};
use super::shown::Shown;
use super::values::Track;
use crate::figures::form::Form;
use crate::figures::layers::Layers;
use crate::figures::rows::Row;
use crate::model::levers::Lever;
use crate::model::outcomes::Outcome;
use crate::model::parameters::Parameter;
use crate::model::presets::Preset;
use crate::model::regimes::Regime;
use crate::model::scenario::{
    Adjustment, Measures, Pack, SHIFT, Scenario, Setting, ShockSetting, WIDEN,
};
use crate::model::shocks::Shock;

/// The version at the start of a code.
pub const VERSION: u8 = 1;

/// Letters of a group.
pub const GROUP: usize = 4;

/// Groups of the longest code: more than these nobody types.
pub const MOST_GROUPS: usize = 12;

/// A state that a code held. It has no names.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The preset from which the state counts differences.
    pub preset: Preset,
    /// The scenario.
    pub scenario: Scenario,
    /// What is looked at.
    pub shown: Shown,
}

/// Why a state has no code; its link holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCode {
    /// The lever or shock of this key has a value of its own for each year.
    ByYear(&'static str),
    /// The code would have so many groups.
    TooLong {
        /// Groups of the code.
        groups: usize,
    },
}

/// What is wrong with a code that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was typed.
    Empty,
    /// A sign that no code has, at a place counted from one without blanks and dashes.
    Sign {
        /// The sign.
        sign: char,
        /// Its place.
        at: usize,
    },
    /// The last group is not whole: so many letters are missing.
    Short {
        /// Letters that the last group lacks.
        missing: usize,
    },
    /// More than [`MOST_GROUPS`] groups.
    Long,
    /// A letter is wrong or missing, or two are swapped.
    Mistyped,
    /// The code is of another version, or holds something that this version doesn't know.
    Newer,
}

/// The code of a state, in groups with dashes between them. Names are left out, and values are on
/// their steps, as in a link.
///
/// # Errors
/// Why there is none.
pub fn write(preset: Preset, scenario: &Scenario, shown: &Shown) -> Result<String, NoCode> {
    let mut bits = Bits::default();
    bits.put(u32::from(VERSION), 3);
    bits.put_place(&PRESETS, &preset, PRESET_BITS);
    let base = preset.scenario();
    let item = |bits: &mut Bits, number: u32| bits.put(number, ITEM_BITS);
    if scenario.regime != base.regime {
        item(&mut bits, REGIME);
        bits.put_place(&REGIMES, &scenario.regime, 3);
    }
    if scenario.assumptions.pack != base.assumptions.pack {
        item(&mut bits, PACK);
        bits.put_place(&PACKS, &scenario.assumptions.pack, 4);
    }
    put_beliefs(scenario, &mut bits);
    put_measures(&scenario.measures(), preset, &mut bits)?;
    if scenario.seed != base.seed {
        item(&mut bits, SEED);
        bits.put(scenario.seed, 32);
    }
    let usual = Shown::default();
    if shown.outcome != usual.outcome {
        item(&mut bits, OUTCOME);
        bits.put_place(&OUTCOMES, &shown.outcome, 4);
    }
    if shown.form != usual.form {
        item(&mut bits, FORM);
        bits.put_place(&FORMS, &shown.form, 3);
    }
    if let Some(row) = shown.row {
        item(&mut bits, ROW);
        bits.put_place(&Row::ALL, &row, 3);
    }
    if let Some(pack) = shown.beside {
        item(&mut bits, BESIDE);
        bits.put_place(&PACKS, &pack, 4);
    }
    if shown.layers != usual.layers {
        item(&mut bits, SHOW);
        for shown in shown.layers.0 {
            bits.put(u32::from(shown), 1);
        }
    }
    if let Some(a) = &scenario.against {
        // Only a preset that sets by year what A does has a code for it.
        let has_code = |preset: &Preset| put_measures(a, *preset, &mut Bits::default()).is_ok();
        let near = PRESETS.into_iter().filter(has_code);
        let preset = near.min_by_key(|preset| departures(a, *preset));
        let preset = preset.unwrap_or_else(|| nearest(a));
        item(&mut bits, AGAINST);
        bits.put_place(&PRESETS, &preset, PRESET_BITS);
        put_measures(a, preset, &mut bits)?;
    }
    bits.letters()
}

/// Reads a code as it was typed: in either case, with O for 0, and I or L for 1; blanks, dashes and
/// points are passed over.
///
/// # Errors
/// What is wrong with it.
pub fn read(text: &str) -> Result<State, Wrong> {
    let mut bits = Bits::read(text)?;
    if bits.take(3) != Some(u32::from(VERSION)) {
        return Err(Wrong::Newer);
    }
    take_state(&mut bits).ok_or(Wrong::Newer)
}

// Numbers of a code: only ever added to, at the end.

const ITEM_BITS: usize = 5;
const PRESET_BITS: usize = 6;

const LEVERS: u32 = 1;
const REGIME: u32 = 2;
const PACK: u32 = 3;
const OUTCOME: u32 = 4;
const FORM: u32 = 5;
const ROW: u32 = 6;
const AGAINST: u32 = 7;
const SEED: u32 = 8;
const DISCOUNTED: u32 = 9;
const TRUSTED: u32 = 10;
const PIN: u32 = 11;
const SPREAD: u32 = 12;
const STORMS: u32 = 13;
const FIRST_LEVER: u32 = 14;
const FIRST_SHOCK: u32 = 24;
const BESIDE: u32 = 28;
const SHOW: u32 = 29;

const PARAMETER_BITS: usize = 7;
const PIN_BITS: usize = 12;
const SHARE_BITS: usize = 10;

const PRESETS: [Preset; 11] = [
    Preset::Today,
    Preset::Everything,
    Preset::OpEd,
    Preset::Strategy,
    Preset::Pathways,
    Preset::Aid,
    Preset::AidLocal,
    Preset::Cut2019,
    Preset::Aid2025,
    Preset::Storms2020,
    Preset::UsRecession,
];

const REGIMES: [Regime; 3] = [Regime::Years2022To23, Regime::Late2024, Regime::Since2025];

const PACKS: [Pack; 5] = [
    Pack::Literature,
    Pack::AsPublished,
    Pack::Sceptic,
    Pack::OpEd,
    Pack::Strategy,
];

const OUTCOMES: [Outcome; 6] = [
    Outcome::Encounters,
    Outcome::Entries,
    Outcome::Homicides,
    Outcome::PlacesUsed,
    Outcome::LocalMoney,
    Outcome::Households,
];

const FORMS: [Form; 4] = [Form::Fan, Form::Lines, Form::Dots, Form::Sentence];

/// Levers and the bits of their steps, with room for named values to come.
const LEVER_BITS: [(Lever, usize); 10] = [
    (Lever::WorkVisas, 7),
    (Lever::VisaTargeting, 5),
    (Lever::EntryPlaces, 7),
    (Lever::Aid, 7),
    (Lever::LocalShare, 7),
    (Lever::Research, 5),
    (Lever::ViolencePrevention, 4),
    (Lever::AntiCorruption, 4),
    (Lever::FoodSecurity, 5),
    (Lever::AntiSmuggling, 4),
];

const SHOCK_BITS: [(Shock, usize); 4] = [
    (Shock::Drought, 4),
    (Shock::Storm, 4),
    (Shock::GunFlow, 4),
    (Shock::UsOpenings, 5),
];

/// From so many moved levers on they are written together.
const TOGETHER: usize = 4;

fn put_measures(measures: &Measures, preset: Preset, bits: &mut Bits) -> Result<(), NoCode> {
    let base = preset.scenario().measures();
    let mut moved: Vec<(usize, u32)> = Vec::new();
    for (place, (lever, width)) in LEVER_BITS.into_iter().enumerate() {
        let (set, usual) = (measures.levers[lever.index()], base.levers[lever.index()]);
        let Setting::Constant(value) = set else {
            if set != usual {
                return Err(NoCode::ByYear(lever.record().key));
            }
            continue;
        };
        let number = number_of(Track::lever(lever), value, width);
        if number.is_some_and(|(_, written)| usual != Setting::Constant(written)) && set != usual {
            moved.extend(number.map(|(number, _)| (place, number)));
        }
    }
    let is_together = moved.len() >= TOGETHER;
    if is_together {
        bits.put(LEVERS, ITEM_BITS);
        for place in 0..LEVER_BITS.len() {
            let is_moved = moved.iter().any(|(moved, _)| *moved == place);
            bits.put(u32::from(is_moved), 1);
        }
    }
    for (place, number) in moved {
        if !is_together {
            bits.put(FIRST_LEVER + place as u32, ITEM_BITS);
        }
        bits.put(number, LEVER_BITS[place].1);
    }
    for (place, (shock, width)) in (FIRST_SHOCK..).zip(SHOCK_BITS) {
        let (set, usual) = (measures.shocks[shock.index()], base.shocks[shock.index()]);
        let track = Track::shock(shock);
        match set {
            _ if set == usual => {}
            ShockSetting::ByCountry(values) if shock == Shock::Storm => {
                bits.put(STORMS, ITEM_BITS);
                for value in values {
                    bits.put_thousandths(track.round(value));
                }
            }
            ShockSetting::Yearly(_) => return Err(NoCode::ByYear(shock.record().key)),
            ShockSetting::Constant(_) | ShockSetting::ByCountry(_) => {
                let value = set.peak(shock.record().default);
                if let Some((number, written)) = number_of(track, value, width)
                    && usual != ShockSetting::Constant(written)
                {
                    bits.put(place, ITEM_BITS);
                    bits.put(number, width);
                }
            }
        }
    }
    Ok(())
}

/// The number of a value moved to its step, and the value there.
fn number_of(track: Track, value: f32, width: usize) -> Option<(u32, f32)> {
    if !value.is_finite() {
        return None;
    }
    let value = track.snap(value);
    let most = (1 << width) - 1;
    let named = || {
        (0..)
            .zip(track.between_steps())
            .find(|(_, named)| *named == value)
    };
    let number = track
        .step_of(value)
        .or_else(|| named().map(|(place, _)| most - place))?;
    Some((number, value))
}

fn value_of(track: Track, number: u32, width: usize) -> Option<f32> {
    let most = (1_u32 << width) - 1;
    match number <= track.steps() {
        true => Some(track.at(number)),
        false => track.between_steps().nth((most - number) as usize),
    }
}

fn put_beliefs(scenario: &Scenario, bits: &mut Bits) {
    let assumed = &scenario.assumptions;
    if let Some(trust) = assumed.trust.filter(|trust| trust.is_finite()) {
        bits.put(TRUSTED, ITEM_BITS);
        bits.put_thousandths(Track::share(TRUST.0, TRUST.1).round(trust));
    }
    for (parameter, adjustment) in assumed.own.iter() {
        match adjustment {
            Adjustment::Pin(value) if parameter == Parameter::Beta => {
                bits.put(DISCOUNTED, ITEM_BITS);
                bits.put_thousandths(Track::share(DISCOUNT.0, DISCOUNT.1).round(value));
            }
            Adjustment::Pin(value) => {
                let track = Track::pin(parameter);
                if let Some(step) = track.step_of(track.snap(value)) {
                    bits.put(PIN, ITEM_BITS);
                    bits.put(parameter.index() as u32, PARAMETER_BITS);
                    bits.put(step, PIN_BITS);
                }
            }
            Adjustment::Spread { shift, widen } => {
                let tracks = [(SHIFT, shift), (WIDEN, widen)].map(|(range, value)| {
                    let track = Track::spread(range);
                    (track.snap(value), track.step_of(track.snap(value)))
                });
                // A spread too small for a step is none in a link either.
                let [(shift, Some(shifted)), (widen, Some(widened))] = tracks else {
                    continue;
                };
                if shift != 0.0 || widen != 1.0 {
                    bits.put(SPREAD, ITEM_BITS);
                    bits.put(parameter.index() as u32, PARAMETER_BITS);
                    bits.put(shifted, 5);
                    bits.put(widened, 4);
                }
            }
        }
    }
}

fn take_state(bits: &mut Bits) -> Option<State> {
    let preset = bits.take_of(&PRESETS, PRESET_BITS)?;
    let mut state = State {
        preset,
        scenario: preset.scenario(),
        shown: Shown::default(),
    };
    loop {
        let item = match bits.take(ITEM_BITS) {
            None | Some(0) => break,
            Some(item) => item,
        };
        let State {
            scenario, shown, ..
        } = &mut state;
        let assumed = &mut scenario.assumptions;
        match item {
            REGIME => scenario.regime = bits.take_of(&REGIMES, 3)?,
            PACK => assumed.pack = bits.take_of(&PACKS, 4)?,
            OUTCOME => shown.outcome = bits.take_of(&OUTCOMES, 4)?,
            FORM => shown.form = bits.take_of(&FORMS, 3)?,
            ROW => shown.row = Some(bits.take_of(&Row::ALL, 3)?),
            BESIDE => shown.beside = Some(bits.take_of(&PACKS, 4)?),
            SHOW => {
                let mut one = || Some(bits.take(1)? == 1);
                shown.layers = Layers([one()?, one()?, one()?]);
            }
            SEED => scenario.seed = bits.take(32)?,
            TRUSTED => assumed.trust = Some(bits.take_thousandths(TRUST)?),
            DISCOUNTED => assumed.set_discount(Some(bits.take_thousandths(DISCOUNT)?)),
            PIN | SPREAD => {
                let number = bits.take(PARAMETER_BITS)? as usize;
                let parameter = Parameter::all().get(number)?.parameter;
                let adjustment = match item {
                    PIN => Adjustment::Pin(on_step(Track::pin(parameter), bits.take(PIN_BITS)?)?),
                    _ => Adjustment::Spread {
                        shift: on_step(Track::spread(SHIFT), bits.take(5)?)?,
                        widen: on_step(Track::spread(WIDEN), bits.take(4)?)?,
                    },
                };
                assumed.own.set(parameter, Some(adjustment));
            }
            AGAINST => {
                let a = bits.take_of(&PRESETS, PRESET_BITS)?.scenario();
                scenario.against = Some(a.measures());
            }
            item => take_measure(item, scenario, bits)?,
        }
    }
    // Nothing but padding may follow.
    let mut rest = std::iter::from_fn(|| bits.take(1));
    rest.all(|bit| bit == 0).then_some(state)
}

fn on_step(track: Track, step: u32) -> Option<f32> {
    (step <= track.steps()).then(|| track.at(step))
}

fn take_measure(item: u32, scenario: &mut Scenario, bits: &mut Bits) -> Option<()> {
    let Scenario {
        levers,
        shocks,
        against,
        ..
    } = scenario;
    // Once A's preset was read, what follows is A's.
    let (levers, shocks) = match against {
        Some(a) => (&mut a.levers, &mut a.shocks),
        None => (levers, shocks),
    };
    let mut take_lever = |(lever, width): (Lever, usize), bits: &mut Bits| {
        let value = value_of(Track::lever(lever), bits.take(width)?, width)?;
        levers[lever.index()] = Setting::Constant(value);
        Some(())
    };
    match item {
        LEVERS => {
            let places = LEVER_BITS.map(|lever| (bits.take(1), lever));
            for (is_moved, lever) in places {
                if is_moved? == 1 {
                    take_lever(lever, bits)?;
                }
            }
        }
        STORMS => {
            let record = Shock::Storm.record();
            let mut values = [0.0; 3];
            for value in &mut values {
                *value = bits.take_thousandths((record.min, record.max))?;
            }
            shocks[Shock::Storm.index()] = ShockSetting::ByCountry(values);
        }
        FIRST_SHOCK.. => {
            let (shock, width) = *SHOCK_BITS.get((item - FIRST_SHOCK) as usize)?;
            let value = value_of(Track::shock(shock), bits.take(width)?, width)?;
            shocks[shock.index()] = ShockSetting::Constant(value);
        }
        _ => {
            let place = item.checked_sub(FIRST_LEVER)?;
            take_lever(*LEVER_BITS.get(place as usize)?, bits)?;
        }
    }
    Some(())
}

/// Bits, written at the end and read from the start.
#[derive(Default)]
struct Bits {
    bits: Vec<bool>,
    read: usize,
}

impl Bits {
    fn put(&mut self, value: u32, width: usize) {
        let bits = (0..width).rev();
        self.bits.extend(bits.map(|at| value >> at & 1 == 1));
    }

    /// The place of a value in a table that holds every one; `tests/share.rs` says that they do.
    fn put_place<T: PartialEq>(&mut self, all: &[T], value: &T, width: usize) {
        let place = all.iter().position(|known| known == value);
        self.put(place.unwrap_or(all.len()) as u32, width);
    }

    fn put_thousandths(&mut self, value: f32) {
        self.put(libm::round(f64::from(value) * 1000.0) as u32, SHARE_BITS);
    }

    fn take(&mut self, width: usize) -> Option<u32> {
        let bits = self.bits.get(self.read..self.read + width)?;
        self.read += width;
        Some(
            bits.iter()
                .fold(0, |value, bit| value << 1 | u32::from(*bit)),
        )
    }

    fn take_of<T: Copy>(&mut self, all: &[T], width: usize) -> Option<T> {
        all.get(self.take(width)? as usize).copied()
    }

    fn take_thousandths(&mut self, (min, max): (f32, f32)) -> Option<f32> {
        let value = f64::from(self.take(SHARE_BITS)?) / 1000.0;
        let value = value as f32;
        (min..=max).contains(&value).then_some(value)
    }

    fn letters(mut self) -> Result<String, NoCode> {
        // One letter more, for the check; the last group is whole.
        let letters = (self.bits.len().div_ceil(5) + 1).next_multiple_of(GROUP);
        self.bits.resize(5 * (letters - 1), false);
        if letters > MOST_GROUPS * GROUP {
            let groups = letters / GROUP;
            return Err(NoCode::TooLong { groups });
        }
        let mut values: Vec<u8> = Vec::with_capacity(letters);
        while let Some(value) = self.take(5) {
            values.push(value as u8);
        }
        values.push(times(remainder(&values)));
        let mut text = String::new();
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(base32::letter(value));
        }
        Ok(text)
    }

    fn read(text: &str) -> Result<Bits, Wrong> {
        let mut values = Vec::new();
        for sign in text.chars() {
            if sign.is_whitespace()
                || "-.\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}".contains(sign)
            {
                continue;
            }
            let at = values.len() + 1;
            if at > MOST_GROUPS * GROUP {
                return Err(Wrong::Long);
            }
            values.push(base32::value(sign).ok_or(Wrong::Sign { sign, at })?);
        }
        match values.len() {
            0 => return Err(Wrong::Empty),
            letters if letters % GROUP > 0 => {
                let missing = GROUP - letters % GROUP;
                return Err(Wrong::Short { missing });
            }
            _ if remainder(&values) != 0 => return Err(Wrong::Mistyped),
            _ => {}
        }
        let mut bits = Bits::default();
        let (_, values) = values.split_last().ok_or(Wrong::Empty)?;
        for value in values {
            bits.put(u32::from(*value), 5);
        }
        Ok(bits)
    }
}

/// The letters as a polynomial, at the primitive element: nothing for a whole code.
fn remainder(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, value| times(sum) ^ value)
}

/// A product with the primitive element of the field of 32 elements, modulo `x^5 + x^2 + 1`.
fn times(value: u8) -> u8 {
    let twice = value << 1;
    if twice & 32 == 0 { twice } else { twice ^ 37 }
}
