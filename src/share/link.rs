//! Scenario and link: the part of an address after `#`, which no server sees.
//!
//! A link is `#v1` and then `&key=value` for what differs from a preset; the
//! preset itself comes first as `p=<preset>` unless it is [`Preset::DEFAULT`].
//!
//! | key | value |
//! |---|---|
//! | `p` | key of a preset |
//! | `regime` | key of a border regime |
//! | `pack` | key of an assumption pack |
//! | `discount` | discount for published effects, 0.1 to 1 |
//! | `trust` | mean trust in evidence from elsewhere, 0 to 1 |
//! | `own` | what the reader believes of single parameters, a list parted by commas |
//! | a lever's key | one value, or two to ten values for FY2027 on, the last one repeated |
//! | a shock's key | the same; three values of `storm` are El Salvador, Guatemala, Honduras |
//! | `seed` | whole number, 0 to 4,294,967,295 |
//! | `a.p`, `a.` and a lever's or shock's key | the same for scenario A, which this one is held against |
//! | `name`, `a.name` | names that the reader gave to this scenario and to A |
//! | `outcome` | key of the outcome that is told |
//! | `form` | key of the form in which futures are seen |
//! | `row` | `SLV`, `GTM`, `HND` or `all`: the row shown large |
//! | `beside` | key of another assumption pack, whose results stand beside this one's |
//! | `show` | what of the record is shown: `history`, `breaks`, `events`, parted by commas; or `none` |
//! | `check` | what was said when the link was shared: see [`super::fingerprint`] |
//!
//! A is there if any of its settings could be used, and is written as a departure from the preset
//! from which it departs least. Border rules, beliefs and seed are common ground. A name has at
//! most 60 letters, written in UTF-8 with escapes; as escapes are undone once for the whole link
//! and once for a name, `&` in it is `%2526` and `%` is `%2525`. `check` is written by
//! [`with_check`] when a reader shares, and never into the address.
//!
//! Numbers are decimal with a point. Values of a list are parted by commas and
//! keep three decimals. A single value is moved to the nearest step of its
//! track, unless it is one of the track's named values. A `storm` by year has
//! four values or more (two are read, and written back as four).
//!
//! An item of `own` is a parameter's key, a colon, and either `p` and the value at which the
//! parameter is pinned, or `s` and a shift, `w` and a factor on the width of its prior, or both
//! in this order: `own=aid_hope:s-0.5w2,food_level:p0.1`. Items are written in the order of the
//! registry. Each is refused by itself under the name `own.<parameter>`; a number between two
//! steps moves to the nearest and is reported.
//!
//! A pin of the parameter `discount` is the key `discount`: one fact, with the three decimals and
//! the range that this key has always had. It is read from either place and written as the key;
//! where a link has both, the key holds.
//!
//! Keys and presets of a version keep their meaning for ever.

use super::fingerprint::Check;
use super::shown::{LONGEST_NAME, Name, NotAName, Shown};
use super::values::{Track, decimal, number_text};
use crate::figures::form::Form;
use crate::figures::layers::Layers;
use crate::figures::rows::Row;
use crate::model::levers::Lever;
use crate::model::outcomes::Outcome;
use crate::model::parameters::Parameter;
use crate::model::presets::Preset;
use crate::model::regimes::Regime;
use crate::model::scenario::{
    Adjustment, Adjustments, Measures, Pack, SHIFT, Scenario, Setting, ShockSetting, WIDEN,
};
use crate::model::shocks::Shock;
use crate::model::{COUNTRIES, YEARS};

/// The version written at the start of a link.
pub const VERSION: &str = "v1";

/// Bytes of the longest fragment that is read.
pub const LONGEST: usize = 8_000;

/// Keys of a fragment that are read.
pub const MOST_KEYS: usize = 64;

/// Items of `own` that are read.
pub const MOST_ITEMS: usize = 64;

/// Bytes of unknown keys and values that are kept.
pub const MOST_UNKNOWN: usize = 400;

/// Characters of a refused key or value that are shown.
pub const MOST_SHOWN: usize = 40;

/// Least and largest discount a reader can pin.
pub const DISCOUNT: (f32, f32) = (0.1, 1.0);

/// Least and largest mean trust a reader can set.
pub const TRUST: (f32, f32) = (0.0, 1.0);

/// What a fragment says. Always a scenario that can be simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// The preset from which the link counts differences.
    pub preset: Preset,
    /// The scenario, every value in range.
    pub scenario: Scenario,
    /// What is looked at, and its names.
    pub shown: Shown,
    /// What the answer was when the link was shared, if it says so.
    pub check: Option<Check>,
    /// What could not be used, in the order of the link.
    pub refusals: Vec<Refusal>,
    /// Keys of which this version knows nothing, for [`encode`] to write back.
    pub unknown: Unknown,
    /// Whether the fragment is none of ours, such as `#sources`: leave it alone.
    pub foreign: bool,
}

/// One part of a link that could not be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The key as given, fit to be shown: plain characters, at most [`MOST_SHOWN`].
    /// `own.` and the parameter's key for an item of `own`.
    /// Empty if the link as a whole was refused.
    pub key: String,
    /// The value as given, likewise.
    pub given: String,
    /// Why.
    pub reason: Reason,
    /// What holds in its place.
    pub stands: Stands,
}

/// Why a part of a link could not be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// No such key in this version.
    UnknownKey,
    /// The key was there before; only its first value is looked at.
    Repeated,
    /// Nothing after the key.
    Empty,
    /// Not a decimal number, or not a whole one for the seed.
    NotANumber,
    /// Beyond the range.
    OutOfRange {
        /// Least value.
        min: f64,
        /// Largest value.
        max: f64,
    },
    /// Between two steps; the nearest one is taken.
    OffStep {
        /// Distance from one step to the next.
        step: f64,
    },
    /// More values than years.
    TooManyValues {
        /// Values that a list can have.
        most: usize,
    },
    /// No such preset.
    UnknownPreset,
    /// No such border regime.
    UnknownRegime,
    /// No such pack.
    UnknownPack,
    /// No such outcome.
    UnknownOutcome,
    /// No such form.
    UnknownForm,
    /// No such row.
    UnknownRow,
    /// No such part of the record.
    UnknownLayer,
    /// A name longer than it can be.
    NameTooLong {
        /// Letters that a name can have.
        most: usize,
    },
    /// Letters or signs that no key or value has.
    NotPlain,
    /// The link is longer than [`LONGEST`]; nothing of it was read.
    TooLong {
        /// Bytes that a link can have.
        most: usize,
    },
    /// More than [`MOST_KEYS`] keys, or [`MOST_ITEMS`] items of `own`; `left` were not read.
    TooManyKeys {
        /// Keys or items that a link can have.
        most: usize,
        /// Keys or items that were not read.
        left: usize,
    },
    /// The link is of a version that is not known; nothing of it was read.
    UnknownVersion,
}

/// What holds where a part of a link was refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stands {
    /// This preset, with nothing changed by the link if the whole of it was refused.
    Preset(Preset),
    /// This border regime.
    Regime(Regime),
    /// This pack.
    Pack(Pack),
    /// This discount; none is the pack's own.
    Discount(Option<f32>),
    /// This mean trust; none is the usual one.
    Trust(Option<f32>),
    /// This view of a parameter; none is the pack's own.
    Own(Parameter, Option<Adjustment>),
    /// This seed.
    Seed(u32),
    /// This value of a lever.
    Lever(Lever, Setting),
    /// This value of a shock.
    Shock(Shock, ShockSetting),
    /// This outcome.
    Outcome(Outcome),
    /// This form.
    Form(Form),
    /// This row shown large; none is all of them side by side.
    Row(Option<Row>),
    /// This other pack beside; none is none.
    Beside(Option<Pack>),
    /// This of the record.
    Layers(Layers),
    /// Nothing follows from it, and it stays in the link.
    Kept,
    /// Nothing follows from it, and it is gone from the link.
    Dropped,
}

/// Keys and values of which this version knows nothing, sorted by key. Items of `own` for unknown
/// parameters are kept under that key, one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unknown(Vec<(String, String)>);

impl Unknown {
    /// Pairs of key and value.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Keeps the pair if there is room and it can be written as it is.
    fn keep(&mut self, key: &str, value: &str) -> bool {
        let plain = |text: &str| {
            text.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.,~:".contains(&b))
        };
        let bytes = |key: &str, value: &str| key.len() + value.len() + 2;
        let used: usize = self.0.iter().map(|(key, value)| bytes(key, value)).sum();
        let fits = used + bytes(key, value) <= MOST_UNKNOWN;
        let kept = fits && !key.is_empty() && plain(key) && plain(value);
        if kept {
            // Behind others of its key: unknown items of one list keep their order.
            let at = self.0.partition_point(|(known, _)| known.as_str() <= key);
            self.0.insert(at, (key.into(), value.into()));
        }
        kept
    }
}

impl Default for Decoded {
    fn default() -> Self {
        Decoded {
            preset: Preset::DEFAULT,
            scenario: Preset::DEFAULT.scenario(),
            shown: Shown::default(),
            check: None,
            refusals: Vec::new(),
            unknown: Unknown::default(),
            foreign: false,
        }
    }
}

/// The fragment, with its `#`, that opens `scenario` as a departure from `preset`.
///
/// Equal states give equal fragments. Values are written as [`decode`] reads
/// them: single ones on their steps, those of lists with three decimals.
pub fn encode(preset: Preset, scenario: &Scenario, shown: &Shown, unknown: &Unknown) -> String {
    let base = preset.scenario();
    let mut link = String::from("#");
    link.push_str(VERSION);
    let mut put = |key: &str, value: &str| {
        link.push('&');
        link.push_str(key);
        if !value.is_empty() {
            link.push('=');
            link.push_str(value);
        }
    };
    if preset != Preset::DEFAULT {
        put("p", preset.key());
    }
    if scenario.regime != base.regime {
        put("regime", scenario.regime.key());
    }
    let (assumed, usual) = (&scenario.assumptions, &base.assumptions);
    if assumed.pack != usual.pack {
        put("pack", assumed.pack.key());
    }
    if let Some(discount) = assumed.discount() {
        put("discount", &number_text(DISCOUNT_TRACK.round(discount)));
    }
    if let Some(trust) = assumed.trust.filter(|value| value.is_finite()) {
        put("trust", &number_text(TRUST_TRACK.round(trust)));
    }
    let own = own_text(&assumed.own, unknown);
    if !own.is_empty() {
        put(OWN, &own);
    }
    put_measures("", &scenario.measures(), preset, &mut put);
    if scenario.seed != base.seed {
        put("seed", &scenario.seed.to_string());
    }
    if let Some(a) = &scenario.against {
        let preset = nearest(a);
        put("a.p", preset.key());
        put_measures("a.", a, preset, &mut put);
    }
    for (key, name) in [("name", &shown.name), ("a.name", &shown.name_a)] {
        if !name.is_empty() {
            put(key, &name_text(name));
        }
    }
    let usual = Shown::default();
    if shown.outcome != usual.outcome {
        put("outcome", shown.outcome.key());
    }
    if shown.form != usual.form {
        put("form", shown.form.key());
    }
    if let Some(row) = shown.row {
        put("row", row.key());
    }
    if let Some(pack) = shown.beside {
        put("beside", pack.key());
    }
    if shown.layers != usual.layers {
        put("show", &shown.layers.text());
    }
    for (key, value) in unknown.pairs().iter().filter(|(key, _)| key != OWN) {
        put(key, value);
    }
    link
}

/// The link as a reader shares it: with what its answer is now.
pub fn with_check(link: &str, check: Check) -> String {
    [link, "&check=", &check.text()].concat()
}

/// Settings that differ from the preset's.
fn put_measures(
    prefix: &str,
    measures: &Measures,
    preset: Preset,
    put: &mut impl FnMut(&str, &str),
) {
    let base = preset.scenario().measures();
    let mut put = |key: &str, value: String| put(&[prefix, key].concat(), &value);
    for lever in Lever::ALL {
        let (set, usual) = (measures.levers[lever.index()], base.levers[lever.index()]);
        let written = writable_setting(lever, set);
        if set != usual && written != usual {
            put(lever.record().key, setting_text(&written));
        }
    }
    for shock in Shock::ALL {
        let (set, usual) = (measures.shocks[shock.index()], base.shocks[shock.index()]);
        let written = writable_shock(shock, set);
        if set != usual && written != usual {
            put(shock.record().key, shock_text(shock, &written));
        }
    }
}

/// The preset from which the fewest settings depart; the first of several.
pub(super) fn nearest(measures: &Measures) -> Preset {
    let mut best = Preset::DEFAULT;
    for preset in Preset::ALL {
        if departures(measures, preset) < departures(measures, best) {
            best = preset;
        }
    }
    best
}

/// Settings that differ from a preset's.
pub(super) fn departures(measures: &Measures, preset: Preset) -> usize {
    let base = preset.scenario().measures();
    let levers = measures.levers.iter().zip(&base.levers);
    let shocks = measures.shocks.iter().zip(&base.shocks);
    levers.filter(|(a, b)| a != b).count() + shocks.filter(|(a, b)| a != b).count()
}

/// What a fragment, with or without its `#`, says.
///
/// Never fails: each part that cannot be used is refused alone, and what the
/// preset says stands. Escapes such as `%2C`, which programs add on the way,
/// are undone. An empty fragment is the page as it opens.
pub fn decode(fragment: &str) -> Decoded {
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    if text.is_empty() {
        return Decoded::default();
    }
    if !is_ours(text) {
        return Decoded {
            foreign: true,
            ..Decoded::default()
        };
    }
    if text.len() > LONGEST {
        return refuse_all(text.as_bytes(), Reason::TooLong { most: LONGEST });
    }
    let bytes = unescape(text.as_bytes());
    let mut parts = bytes.split(|byte| *byte == b'&');
    let version = parts.next().unwrap_or_default();
    if version != VERSION.as_bytes() {
        return refuse_all(version, Reason::UnknownVersion);
    }
    // Two signs in a row or one at the end part nothing.
    let parts: Vec<Part> = parts
        .filter(|part| !part.is_empty())
        .map(Part::new)
        .collect();
    let (read, left) = parts.split_at(parts.len().min(MOST_KEYS));
    let mut reading = Reading::new(read);
    for part in read {
        reading.take(part);
    }
    reading.finish(left)
}

/// Whether the text begins as links of some version do.
fn is_ours(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next() == Some(b'v') && bytes.next().is_some_and(|byte| byte.is_ascii_digit())
}

fn refuse_all(given: &[u8], reason: Reason) -> Decoded {
    Decoded {
        refusals: vec![Refusal {
            key: String::new(),
            given: shown(given),
            reason,
            stands: Stands::Preset(Preset::DEFAULT),
        }],
        ..Decoded::default()
    }
}

/// `key=value`, or `key` alone.
struct Part<'a> {
    key: &'a [u8],
    value: &'a [u8],
}

impl<'a> Part<'a> {
    fn new(part: &'a [u8]) -> Self {
        let mut halves = part.splitn(2, |byte| *byte == b'=');
        Part {
            key: halves.next().unwrap_or_default(),
            value: halves.next().unwrap_or_default(),
        }
    }

    /// The value of a name, whose letters may be any.
    fn name(&self) -> Result<Name, Reason> {
        let bytes = unescape(self.value);
        let text = std::str::from_utf8(&bytes).map_err(|_| Reason::NotPlain)?;
        match Name::new(text) {
            Ok(name) if name.is_empty() => Err(Reason::Empty),
            Ok(name) => Ok(name),
            Err(NotAName::TooLong) => Err(Reason::NameTooLong { most: LONGEST_NAME }),
            Err(NotAName::Hidden) => Err(Reason::NotPlain),
        }
    }

    /// Key and value as text, if every byte is a visible ASCII character.
    fn text(&self) -> Option<(&'a str, &'a str)> {
        let plain = |bytes: &'a [u8]| {
            let text = std::str::from_utf8(bytes).ok()?;
            text.bytes().all(|b| b.is_ascii_graphic()).then_some(text)
        };
        Some((plain(self.key)?, plain(self.value)?))
    }
}

/// What a known key speaks of.
#[derive(Clone, Copy, PartialEq)]
enum Topic {
    Preset,
    Regime,
    Pack,
    Discount,
    Trust,
    Own,
    Parameter(Parameter),
    Seed,
    Lever(Lever),
    Shock(Shock),
    PresetOfA,
    LeverOfA(Lever),
    ShockOfA(Shock),
    Name,
    NameOfA,
    Outcome,
    Form,
    Row,
    Beside,
    Layers,
    Check,
}

impl Topic {
    fn from_key(key: &[u8]) -> Option<Topic> {
        let key = std::str::from_utf8(key).ok()?;
        Some(match key {
            "p" => Topic::Preset,
            "regime" => Topic::Regime,
            "pack" => Topic::Pack,
            "discount" => Topic::Discount,
            "trust" => Topic::Trust,
            OWN => Topic::Own,
            "seed" => Topic::Seed,
            "name" => Topic::Name,
            "outcome" => Topic::Outcome,
            "form" => Topic::Form,
            "row" => Topic::Row,
            "beside" => Topic::Beside,
            "show" => Topic::Layers,
            "check" => Topic::Check,
            "a.p" => Topic::PresetOfA,
            "a.name" => Topic::NameOfA,
            _ => {
                return match key.strip_prefix("a.") {
                    Some(key) => measure(key, Topic::LeverOfA, Topic::ShockOfA),
                    None => measure(key, Topic::Lever, Topic::Shock),
                };
            }
        })
    }

    fn stands(self, decoded: &Decoded, preset_of_a: Preset) -> Stands {
        let scenario = &decoded.scenario;
        let of_a = |stands: &dyn Fn(&Measures) -> Stands| {
            scenario.against.as_ref().map_or(Stands::Dropped, stands)
        };
        let own = &scenario.assumptions.own;
        match self {
            Topic::Preset => Stands::Preset(decoded.preset),
            Topic::Regime => Stands::Regime(scenario.regime),
            Topic::Pack => Stands::Pack(scenario.assumptions.pack),
            Topic::Discount => Stands::Discount(scenario.assumptions.discount()),
            Topic::Trust => Stands::Trust(scenario.assumptions.trust),
            // The list as a whole: what else stood in it was read by itself.
            Topic::Own => Stands::Dropped,
            Topic::Parameter(parameter) => Stands::Own(parameter, own.get(parameter)),
            Topic::Seed => Stands::Seed(scenario.seed),
            Topic::Lever(lever) => Stands::Lever(lever, scenario.lever(lever)),
            Topic::Shock(shock) => Stands::Shock(shock, scenario.shock(shock)),
            Topic::PresetOfA => of_a(&|_| Stands::Preset(preset_of_a)),
            Topic::LeverOfA(lever) => of_a(&|a| Stands::Lever(lever, a.levers[lever.index()])),
            Topic::ShockOfA(shock) => of_a(&|a| Stands::Shock(shock, a.shocks[shock.index()])),
            Topic::Outcome => Stands::Outcome(decoded.shown.outcome),
            Topic::Form => Stands::Form(decoded.shown.form),
            Topic::Row => Stands::Row(decoded.shown.row),
            Topic::Beside => Stands::Beside(decoded.shown.beside),
            Topic::Layers => Stands::Layers(decoded.shown.layers),
            Topic::Name | Topic::NameOfA | Topic::Check => Stands::Dropped,
        }
    }
}

fn measure(key: &str, lever: fn(Lever) -> Topic, shock: fn(Shock) -> Topic) -> Option<Topic> {
    Lever::from_key(key)
        .map(lever)
        .or_else(|| Shock::from_key(key).map(shock))
}

/// A link half read.
struct Reading<'a> {
    decoded: Decoded,
    /// The preset from which A departs, if any setting of A can be used.
    preset_of_a: Preset,
    seen: Vec<&'a [u8]>,
    /// Whether the key `discount` stands in the link with a value: then no item of `own` pins it.
    discounted: bool,
    /// Known keys that were refused, by position in the refusals: what stands is known at the end.
    open: Vec<(usize, Topic)>,
}

impl<'a> Reading<'a> {
    /// Starts from the first preset named, wherever it stands.
    fn new(parts: &[Part<'a>]) -> Self {
        let preset_at = |key: &[u8]| {
            let part = parts.iter().find(|part| part.key == key)?;
            read_preset(part.text()?.1).ok()
        };
        let preset = preset_at(b"p").unwrap_or(Preset::DEFAULT);
        Reading {
            preset_of_a: preset_at(b"a.p").unwrap_or(Preset::DEFAULT),
            decoded: Decoded {
                preset,
                scenario: preset.scenario(),
                ..Decoded::default()
            },
            seen: Vec::with_capacity(parts.len()),
            discounted: parts
                .iter()
                .find(|part| part.key == b"discount")
                .and_then(|part| read_share(part.text()?.1, &DISCOUNT_TRACK).ok())
                .is_some(),
            open: Vec::new(),
        }
    }

    fn take(&mut self, part: &Part<'a>) {
        let topic = Topic::from_key(part.key);
        let repeated = self.seen.contains(&part.key);
        if !repeated {
            self.seen.push(part.key);
        }
        if let (Some(Topic::Name | Topic::NameOfA), false) = (topic, repeated) {
            let name = part.name();
            return self.take_name(part, topic, name);
        }
        let (reason, stands) = match (part.text(), topic) {
            _ if repeated => (Reason::Repeated, Stands::Dropped),
            (None, _) => (Reason::NotPlain, Stands::Dropped),
            (Some((_, value)), Some(topic)) => match self.apply(topic, value) {
                Ok(()) => return,
                Err(reason) => (reason, Stands::Dropped),
            },
            (Some((key, value)), None) => {
                let kept = self.decoded.unknown.keep(key, value);
                let stands = if kept { Stands::Kept } else { Stands::Dropped };
                (Reason::UnknownKey, stands)
            }
        };
        self.refuse(shown(part.key), shown(part.value), reason, topic, stands);
    }

    fn take_name(&mut self, part: &Part<'a>, topic: Option<Topic>, name: Result<Name, Reason>) {
        let shown = &mut self.decoded.shown;
        match (name, topic) {
            (Ok(name), Some(Topic::Name)) => shown.name = name,
            (Ok(name), _) => shown.name_a = name,
            (Err(reason), _) => {
                let (key, given) = (self::shown(part.key), self::shown(part.value));
                self.refuse(key, given, reason, topic, Stands::Dropped);
            }
        }
    }

    /// The pinned scenario, of which something can be used.
    fn a(&mut self) -> &mut Measures {
        let preset = self.preset_of_a;
        let against = &mut self.decoded.scenario.against;
        against.get_or_insert_with(|| preset.scenario().measures())
    }

    /// Where the refusal has a topic, what stands is known at the end of the link.
    fn refuse(
        &mut self,
        key: String,
        given: String,
        reason: Reason,
        topic: Option<Topic>,
        stands: Stands,
    ) {
        if let Some(topic) = topic {
            self.open.push((self.decoded.refusals.len(), topic));
        }
        self.decoded.refusals.push(Refusal {
            key,
            given,
            reason,
            stands,
        });
    }

    /// Reads the items of `own`, each by itself.
    fn take_own(&mut self, list: &'a str) -> Result<(), Reason> {
        let mut seen: Vec<&str> = Vec::new();
        for item in list.split(',').take(MOST_ITEMS) {
            let (key, value) = item.split_once(':').unwrap_or((item, ""));
            let repeated = seen.contains(&key);
            seen.push(key);
            let parameter = Parameter::from_key(key);
            let reason = match parameter {
                _ if repeated => Err(Reason::Repeated),
                Some(Parameter::Beta) if self.discounted => Err(Reason::Repeated),
                Some(parameter) => self.adjust(parameter, value),
                None if key.is_empty() => Err(Reason::Empty),
                None => Err(Reason::UnknownKey),
            };
            let Err(reason) = reason else { continue };
            let kept = reason == Reason::UnknownKey && self.decoded.unknown.keep(OWN, item);
            let stands = if kept { Stands::Kept } else { Stands::Dropped };
            let name = format!("{OWN}.{key}");
            let topic = parameter.map(Topic::Parameter);
            let (name, given) = (shown(name.as_bytes()), shown(value.as_bytes()));
            self.refuse(name, given, reason, topic, stands);
        }
        match list.split(',').skip(MOST_ITEMS).count() {
            0 => Ok(()),
            left => Err(Reason::TooManyKeys {
                most: MOST_ITEMS,
                left,
            }),
        }
    }

    /// Takes the adjustment, on its steps, and says so if it was not.
    fn adjust(&mut self, parameter: Parameter, text: &str) -> Result<(), Reason> {
        let (adjustment, off_step) = read_adjustment(parameter, text)?;
        let own = &mut self.decoded.scenario.assumptions.own;
        own.set(parameter, Some(adjustment));
        off_step.map_or(Ok(()), Err)
    }

    fn apply(&mut self, topic: Topic, value: &'a str) -> Result<(), Reason> {
        if value.is_empty() {
            return Err(Reason::Empty);
        }
        let Decoded {
            scenario, shown, ..
        } = &mut self.decoded;
        let assumptions = &mut scenario.assumptions;
        match topic {
            Topic::Preset => {
                read_preset(value)?;
            }
            Topic::Regime => {
                scenario.regime = Regime::from_key(value).ok_or(Reason::UnknownRegime)?;
            }
            Topic::Pack => assumptions.pack = Pack::from_key(value).ok_or(Reason::UnknownPack)?,
            Topic::Discount => {
                assumptions.set_discount(Some(read_share(value, &DISCOUNT_TRACK)?));
            }
            Topic::Trust => assumptions.trust = Some(read_share(value, &TRUST_TRACK)?),
            Topic::Own => return self.take_own(value),
            // No key of a link is a parameter: they are items of `own`.
            Topic::Parameter(parameter) => return self.adjust(parameter, value),
            Topic::Seed => scenario.seed = read_seed(value)?,
            Topic::Lever(lever) => scenario.levers[lever.index()] = read_setting(lever, value)?,
            Topic::Shock(shock) => scenario.shocks[shock.index()] = read_shock(shock, value)?,
            Topic::PresetOfA => {
                read_preset(value)?;
                self.a();
            }
            Topic::LeverOfA(lever) => {
                let setting = read_setting(lever, value)?;
                self.a().levers[lever.index()] = setting;
            }
            Topic::ShockOfA(shock) => {
                let setting = read_shock(shock, value)?;
                self.a().shocks[shock.index()] = setting;
            }
            Topic::Outcome => {
                shown.outcome = Outcome::from_key(value).ok_or(Reason::UnknownOutcome)?;
            }
            Topic::Form => shown.form = Form::from_key(value).ok_or(Reason::UnknownForm)?,
            Topic::Row => {
                let row = Row::ALL.into_iter().find(|row| row.key() == value);
                shown.row = Some(row.ok_or(Reason::UnknownRow)?);
            }
            Topic::Beside => {
                shown.beside = Some(Pack::from_key(value).ok_or(Reason::UnknownPack)?);
            }
            Topic::Layers => shown.layers = Layers::read(value).ok_or(Reason::UnknownLayer)?,
            Topic::Check => {
                self.decoded.check = Some(Check::read(value).ok_or(Reason::NotPlain)?);
            }
            // Read before, as their letters may be any.
            Topic::Name | Topic::NameOfA => {}
        }
        Ok(())
    }

    fn finish(mut self, left: &[Part]) -> Decoded {
        for (refusal, topic) in self.open {
            self.decoded.refusals[refusal].stands = topic.stands(&self.decoded, self.preset_of_a);
        }
        if let Some(first) = left.first() {
            self.decoded.refusals.push(Refusal {
                key: shown(first.key),
                given: shown(first.value),
                reason: Reason::TooManyKeys {
                    most: MOST_KEYS,
                    left: left.len(),
                },
                stands: Stands::Dropped,
            });
        }
        self.decoded
    }
}

/// Key of the reader's own beliefs.
const OWN: &str = "own";

const DISCOUNT_TRACK: Track = Track::share(DISCOUNT.0, DISCOUNT.1);
const TRUST_TRACK: Track = Track::share(TRUST.0, TRUST.1);

fn read_preset(value: &str) -> Result<Preset, Reason> {
    Preset::from_key(value).ok_or(Reason::UnknownPreset)
}

fn read_share(value: &str, track: &Track) -> Result<f32, Reason> {
    Ok(track.round(read_number(value, track)?))
}

fn read_seed(value: &str) -> Result<u32, Reason> {
    if !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason::NotANumber);
    }
    // All digits: what does not parse is too large.
    value.parse().map_err(|_| Reason::OutOfRange {
        min: 0.0,
        max: f64::from(u32::MAX),
    })
}

fn read_setting(lever: Lever, text: &str) -> Result<Setting, Reason> {
    let track = Track::lever(lever);
    let list = List::read(text, &track)?;
    Ok(match list.given() {
        [value] => Setting::Constant(track.snap(*value)),
        _ => Setting::Yearly(list.by_year(&track)),
    })
}

fn read_shock(shock: Shock, text: &str) -> Result<ShockSetting, Reason> {
    let track = Track::shock(shock);
    let list = List::read(text, &track)?;
    Ok(match (shock, list.given()) {
        (_, [value]) => ShockSetting::Constant(track.snap(*value)),
        (Shock::Storm, [a, b, c]) => {
            ShockSetting::ByCountry([*a, *b, *c].map(|value| track.round(value)))
        }
        _ => ShockSetting::Yearly(list.by_year(&track)),
    })
}

/// One to ten values, the last one repeated to the end.
struct List {
    values: [f32; YEARS],
    count: usize,
}

impl List {
    fn read(text: &str, track: &Track) -> Result<List, Reason> {
        let count = 1 + text.bytes().filter(|byte| *byte == b',').count();
        if count > YEARS {
            return Err(Reason::TooManyValues { most: YEARS });
        }
        let mut values = [0.0; YEARS];
        let mut last = 0.0;
        let mut texts = text.split(',');
        for value in &mut values {
            if let Some(text) = texts.next() {
                last = read_number(text, track)?;
            }
            *value = last;
        }
        Ok(List { values, count })
    }

    fn given(&self) -> &[f32] {
        &self.values[..self.count]
    }

    fn by_year(&self, track: &Track) -> [f32; YEARS] {
        self.values.map(|value| track.round(value))
    }
}

/// Digits with at most one point and one leading minus: no exponent, no words.
fn read_number(text: &str, track: &Track) -> Result<f32, Reason> {
    let value = decimal_number(text).ok_or(Reason::NotANumber)?;
    if track.contains(value) {
        Ok(value)
    } else {
        Err(Reason::OutOfRange {
            min: decimal(track.min),
            max: decimal(track.max),
        })
    }
}

/// The value of a decimal number. The library's own reading of floats is large, and a link's
/// numbers are short.
fn decimal_number(text: &str) -> Option<f32> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let (mut value, mut unit) = (0.0_f64, 1.0_f64);
    for byte in whole.bytes().chain(part.bytes()) {
        value = value * 10.0 + f64::from(char::from(byte).to_digit(10)?);
    }
    for _ in part.bytes() {
        unit *= 10.0;
    }
    // Hundreds of digits overflow both; such a number is out of every range.
    let value = if unit.is_finite() {
        value / unit
    } else {
        f64::INFINITY
    };
    Some(if digits.len() < text.len() {
        -value
    } else {
        value
    } as f32)
}

/// An adjustment on its steps, and whether a number had to be moved there.
fn read_adjustment(
    parameter: Parameter,
    text: &str,
) -> Result<(Adjustment, Option<Reason>), Reason> {
    if text.is_empty() {
        return Err(Reason::Empty);
    }
    let mut off_step = None;
    let mut number = |text: &str, track: &Track| {
        let value = read_number(text, track)?;
        let snapped = track.snap(value);
        if snapped != value {
            let step = decimal(track.step);
            off_step = Some(Reason::OffStep { step });
        }
        Ok(snapped)
    };
    let adjustment = match text.strip_prefix('p') {
        Some(value) => Adjustment::Pin(number(value, &Track::pin(parameter))?),
        None => {
            let (shift, widen) = match text.split_once('w') {
                Some((shift, widen)) => (shift, Some(widen)),
                None => (text, None),
            };
            let shift = match (shift.strip_prefix('s'), widen) {
                (Some(shift), _) => number(shift, &Track::spread(SHIFT))?,
                (None, Some(_)) if shift.is_empty() => 0.0,
                (None, _) => return Err(Reason::NotANumber),
            };
            let widen = widen.map_or(Ok(1.0), |widen| number(widen, &Track::spread(WIDEN)))?;
            Adjustment::Spread { shift, widen }
        }
    };
    Ok((adjustment, off_step))
}

/// The adjustment as an item of `own` has it behind its colon.
pub fn adjustment_text(parameter: Parameter, adjustment: Adjustment) -> String {
    match adjustment {
        Adjustment::Pin(value) => {
            let mut text = String::from("p");
            text.push_str(&number_text(Track::pin(parameter).snap(value)));
            text
        }
        Adjustment::Spread { shift, widen } => {
            let mut text = String::new();
            for (sign, value, range, usual) in [('s', shift, SHIFT, 0.0), ('w', widen, WIDEN, 1.0)]
            {
                let value = Track::spread(range).snap(value);
                if value != usual {
                    text.push(sign);
                    text.push_str(&number_text(value));
                }
            }
            text
        }
    }
}

/// All items of `own` but the pin of the discount, which has a key of its own.
fn own_text(own: &Adjustments, unknown: &Unknown) -> String {
    let mut text = String::new();
    let mut put = |parts: &[&str]| {
        if !text.is_empty() {
            text.push(',');
        }
        for part in parts {
            text.push_str(part);
        }
    };
    for (parameter, adjustment) in own.iter() {
        let is_key = matches!(
            (parameter, adjustment),
            (Parameter::Beta, Adjustment::Pin(_))
        );
        let value = adjustment_text(parameter, adjustment);
        // A spread too small for a step is none in a link.
        if !is_key && !value.is_empty() {
            put(&[parameter.record().key, ":", &value]);
        }
    }
    for (_, item) in unknown.pairs().iter().filter(|(key, _)| key == OWN) {
        put(&[item]);
    }
    text
}

/// The setting as a link can hold it.
fn writable_setting(lever: Lever, setting: Setting) -> Setting {
    let track = Track::lever(lever);
    let number = |value: f32| finite(value, lever.record().default);
    match setting {
        Setting::Constant(value) => Setting::Constant(track.snap(number(value))),
        Setting::Yearly(values) => Setting::Yearly(values.map(|value| track.round(number(value)))),
    }
}

/// The setting as a link can hold it: only a storm differs between countries.
fn writable_shock(shock: Shock, setting: ShockSetting) -> ShockSetting {
    let track = Track::shock(shock);
    let default = shock.record().default;
    let number = |value: f32| finite(value, default);
    match setting {
        ShockSetting::ByCountry(values) if shock == Shock::Storm => {
            ShockSetting::ByCountry(values.map(|value| track.round(number(value))))
        }
        ShockSetting::Constant(_) | ShockSetting::ByCountry(_) => {
            ShockSetting::Constant(track.snap(number(setting.peak(default))))
        }
        ShockSetting::Yearly(values) => {
            ShockSetting::Yearly(values.map(|value| track.round(number(value))))
        }
    }
}

fn finite(value: f32, otherwise: f32) -> f32 {
    if value.is_finite() { value } else { otherwise }
}

fn setting_text(setting: &Setting) -> String {
    match setting {
        Setting::Constant(value) => number_text(*value),
        Setting::Yearly(values) => list_text(values, 2),
    }
}

fn shock_text(shock: Shock, setting: &ShockSetting) -> String {
    // Fewer values than this would mean something else.
    let least = if shock == Shock::Storm {
        COUNTRIES + 1
    } else {
        2
    };
    match setting {
        ShockSetting::Constant(value) => number_text(*value),
        ShockSetting::ByCountry(values) => list_text(values, COUNTRIES),
        ShockSetting::Yearly(values) => list_text(values, least),
    }
}

/// The values up to the last one that differs from the one before, and at least `least`.
fn list_text(values: &[f32], least: usize) -> String {
    let mut count = values.len();
    while count > least && values[count - 1] == values[count - 2] {
        count -= 1;
    }
    let mut text = String::new();
    for (i, value) in values[..count].iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        text.push_str(&number_text(*value));
    }
    text
}

/// A name with escapes that are undone twice: once with the whole link, once by itself. What
/// parts links is escaped twice, all else that is no letter or digit once.
fn name_text(name: &Name) -> String {
    let mut text = String::new();
    for &byte in name.as_str().as_bytes() {
        match byte {
            b'&' => text.push_str("%2526"),
            b'%' => text.push_str("%2525"),
            _ if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) => {
                text.push(char::from(byte));
            }
            _ => {
                text.push('%');
                text.extend([byte >> 4, byte & 15].map(|digit| {
                    char::from_digit(u32::from(digit), 16).map_or('0', |d| d.to_ascii_uppercase())
                }));
            }
        }
    }
    text
}

/// `%2C` and the like as the bytes they stand for; a stray `%` stays.
fn unescape(text: &[u8]) -> Vec<u8> {
    let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match (byte, hex(text.get(at + 1)), hex(text.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((16 * high + low) as u8);
                at += 3;
            }
            _ => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    bytes
}

/// Bytes from outside as short text that is safe to show: what is not visible ASCII becomes `?`.
pub(super) fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let plain = |c: char| {
        if c == ' ' || c.is_ascii_graphic() {
            c
        } else {
            '?'
        }
    };
    let mut shown: String = text.chars().map(plain).take(MOST_SHOWN).collect();
    if text.chars().nth(MOST_SHOWN).is_some() {
        shown.pop();
        shown.push('…');
    }
    shown
}
