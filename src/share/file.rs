//! A scenario file: JSON that the command line runs.
//!
//! ```json
//! {
//!   "version": 1,
//!   "preset": "today",
//!   "regime": "late-2024",
//!   "pack": "literature",
//!   "discount": 0.55,
//!   "trust": 0.6,
//!   "own": { "food_level": { "pin": 0.1 }, "aid_hope": { "shift": -0.5, "widen": 2 } },
//!   "levers": { "aid": 2, "local_share": [0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5] },
//!   "shocks": { "storm": { "SLV": 0.02, "GTM": 0.17, "HND": 0.51 }, "drought": 1.5 },
//!   "draws": 4000,
//!   "seed": 2024,
//!   "name": "Aid through local groups",
//!   "against": { "preset": "aid", "levers": { "aid": 1.5 }, "name": "Aid as it was given" },
//!   "outcome": "encounters",
//!   "form": "fan",
//!   "row": "GTM",
//!   "beside": "sceptic",
//!   "show": "history,events"
//! }
//! ```
//!
//! Only `version` is needed. What is not said is as in the preset, and the
//! preset is `today` (no lever moves) unless another is named. In place of
//! `preset` there may be `link`, a link of the page. A lever or shock has one
//! value or one for each of FY2027 to FY2036; a storm may instead have one for
//! each of `SLV`, `GTM` and `HND`. Values must be in range and are used as they
//! stand, on a slider's step or not. `own` says of single parameters what is believed: a value at
//! which it is pinned, or how far its prior is moved (in its own standard deviations) and how many
//! times as wide it is. A pin of the parameter `discount` is the key `discount`. `draws` is rounded up to a multiple of 8.
//! `against` is scenario A, which this one is held against: what it does not say is as in its own
//! preset, and border rules, beliefs and seed are those of the file. `outcome`, `form`, `row`,
//! `beside` and `show` say what is looked at. A file may also hold a link and nothing else.
//!
//! Every fault is reported, each with the path of its value.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value, json};

use super::link::{self, DISCOUNT, Reason, Refusal, Stands, TRUST};
use super::shown::{LONGEST_NAME, Name, NotAName, Shown};
use super::values::{Track, decimal};
use crate::data::Country;
use crate::figures::form::Form;
use crate::figures::layers::{Layer, Layers};
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
use crate::model::{COUNTRIES, DRAWS, YEARS};

/// The version of scenario files.
pub const VERSION: u64 = 1;

/// Least and largest number of futures that can be asked for.
pub const DRAWS_RANGE: (usize, usize) = (100, 100_000);

/// A scenario and how often to draw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The preset or link's preset that the scenario departs from.
    pub preset: Preset,
    /// The scenario.
    pub scenario: Scenario,
    /// What is looked at, and its names.
    pub shown: Shown,
    /// Futures to simulate.
    pub draws: usize,
}

/// One thing wrong with a file or link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, such as `levers.aid[3]`; empty for the whole of it.
    pub path: String,
    /// What, in English.
    pub problem: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.problem)
        } else {
            write!(f, "{}: {}", self.path, self.problem)
        }
    }
}

impl Request {
    /// The scenario of a preset, with the page's number of futures.
    pub fn preset(preset: Preset) -> Request {
        Request {
            preset,
            scenario: preset.scenario(),
            shown: Shown::default(),
            draws: DRAWS,
        }
    }
}

/// Reads a scenario file: JSON, or a link alone.
///
/// # Errors
/// Every fault of the file.
pub fn parse(text: &str) -> Result<Request, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if is_link(text) {
        return parse_link(text);
    }
    let file: Value = serde_json::from_str(text).map_err(|error| {
        vec![Fault {
            path: String::new(),
            problem: format!("this is neither a link nor JSON: {error}"),
        }]
    })?;
    let mut reader = Reader {
        faults: repeated_keys(text),
    };
    let request = reader.request(&file);
    if reader.faults.is_empty() {
        Ok(request)
    } else {
        Err(reader.faults)
    }
}

/// Whether the text is meant as a link: a fragment of ours, or an address.
pub fn is_link(text: &str) -> bool {
    text.starts_with('#') || text.starts_with("http://") || text.starts_with("https://")
}

/// Reads an address of the page, or its fragment with the `#`. Unlike the page,
/// which shows what it can, this takes a link whole or not at all.
///
/// # Errors
/// Every refusal of the link.
pub fn parse_link(text: &str) -> Result<Request, Vec<Fault>> {
    let fault = |path: &str, problem: String| Fault {
        path: path.into(),
        problem,
    };
    let Some((_, fragment)) = text.split_once('#') else {
        return Err(vec![fault("", "this link has no part after #".into())]);
    };
    let decoded = link::decode(fragment);
    if decoded.foreign || fragment.is_empty() {
        let problem = format!("this link holds no scenario (#{} after #)", link::VERSION);
        return Err(vec![fault("", problem)]);
    }
    if !decoded.refusals.is_empty() {
        let faults = decoded.refusals.iter();
        return Err(faults
            .map(|refusal| fault(&refusal.key, describe(refusal)))
            .collect());
    }
    Ok(Request {
        preset: decoded.preset,
        scenario: decoded.scenario,
        shown: decoded.shown,
        draws: DRAWS,
    })
}

/// The request as a scenario file that gives the same numbers again.
pub fn to_json(request: &Request) -> Value {
    let scenario = &request.scenario;
    let [levers, shocks] = measures_json(&scenario.measures(), request.preset);
    let mut file = json!({
        "version": VERSION,
        "preset": request.preset.key(),
        "regime": scenario.regime.key(),
        "pack": scenario.assumptions.pack.key(),
        "levers": levers,
        "shocks": shocks,
        "draws": request.draws,
        "seed": scenario.seed,
    });
    let mut own = Map::new();
    for (parameter, adjustment) in scenario.assumptions.own.iter() {
        let value = match adjustment {
            Adjustment::Pin(value) if parameter == Parameter::Beta => {
                file["discount"] = number(value);
                continue;
            }
            Adjustment::Pin(value) => json!({ "pin": number(value) }),
            Adjustment::Spread { shift, widen } => {
                json!({ "shift": number(shift), "widen": number(widen) })
            }
        };
        own.insert(parameter.record().key.into(), value);
    }
    if !own.is_empty() {
        file["own"] = own.into();
    }
    if let Some(trust) = scenario.assumptions.trust {
        file["trust"] = number(trust);
    }
    let Shown {
        outcome,
        form,
        row,
        beside,
        layers,
        name,
        name_a,
    } = &request.shown;
    if let Some(a) = &scenario.against {
        let preset = link::nearest(a);
        let [levers, shocks] = measures_json(a, preset);
        file["against"] = json!({ "preset": preset.key(), "levers": levers, "shocks": shocks });
        if !name_a.is_empty() {
            file["against"]["name"] = name_a.as_str().into();
        }
    }
    if !name.is_empty() {
        file["name"] = name.as_str().into();
    }
    let usual = Shown::default();
    if *outcome != usual.outcome {
        file["outcome"] = outcome.key().into();
    }
    if *form != usual.form {
        file["form"] = form.key().into();
    }
    if let Some(row) = row {
        file["row"] = row.key().into();
    }
    if let Some(pack) = beside {
        file["beside"] = pack.key().into();
    }
    if *layers != usual.layers {
        file["show"] = layers.text().into();
    }
    file
}

/// Levers and shocks that differ from the preset's.
fn measures_json(measures: &Measures, preset: Preset) -> [Map<String, Value>; 2] {
    let base = preset.scenario().measures();
    let levers = Lever::ALL
        .into_iter()
        .zip(measures.levers)
        .filter(|(lever, setting)| *setting != base.levers[lever.index()])
        .map(|(lever, setting)| {
            let value = match setting {
                Setting::Constant(value) => number(value),
                Setting::Yearly(values) => values.into_iter().map(number).collect(),
            };
            (lever.record().key.into(), value)
        })
        .collect();
    let shocks = Shock::ALL
        .into_iter()
        .zip(measures.shocks)
        .filter(|(shock, setting)| *setting != base.shocks[shock.index()])
        .map(|(shock, setting)| {
            let value = match setting {
                ShockSetting::Constant(value) => number(value),
                ShockSetting::Yearly(values) => values.into_iter().map(number).collect(),
                ShockSetting::ByCountry(values) => Value::Object(
                    Country::ALL
                        .into_iter()
                        .map(|country| (country.code().into(), number(values[country.index()])))
                        .collect(),
                ),
            };
            (shock.record().key.into(), value)
        })
        .collect();
    [levers, shocks]
}

/// The shortest decimal that reads back as `value`; `null` if it is not finite.
pub fn number(value: f32) -> Value {
    value
        .to_string()
        .parse::<f64>()
        .map_or(Value::Null, Value::from)
}

/// A refusal of a link in English.
pub fn describe(refusal: &Refusal) -> String {
    let given = &refusal.given;
    match refusal.reason {
        Reason::UnknownKey => match refusal.stands {
            Stands::Kept => "there is no such key (it would be kept in the link)".into(),
            _ => "there is no such key".into(),
        },
        Reason::Repeated => format!("given twice; \"{given}\" is not the first"),
        Reason::Empty => "no value".into(),
        Reason::NotANumber => format!("\"{given}\" is not a number"),
        Reason::OutOfRange { min, max } => format!("\"{given}\" is outside {min} to {max}"),
        Reason::OffStep { step } => {
            format!("\"{given}\" lies between two steps of {step}")
        }
        Reason::TooManyValues { most } => format!("more than {most} values"),
        Reason::UnknownPreset => unknown(given, "preset", &Preset::ALL.map(Preset::key)),
        Reason::UnknownRegime => unknown(given, "border regime", &Regime::ALL.map(Regime::key)),
        Reason::UnknownPack => unknown(given, "pack", &Pack::ALL.map(Pack::key)),
        Reason::UnknownOutcome => unknown(given, "outcome", &Outcome::ALL.map(Outcome::key)),
        Reason::UnknownForm => unknown(given, "form", &Form::ALL.map(Form::key)),
        Reason::UnknownRow => unknown(given, "row", &Row::ALL.map(Row::key)),
        Reason::UnknownLayer => unknown(given, "part of the record", &Layer::ALL.map(Layer::key)),
        Reason::NameTooLong { most } => format!("\"{given}\" is longer than {most} letters"),
        Reason::NotPlain => format!("\"{given}\" holds signs that no value has"),
        Reason::TooLong { most } => format!("the link is longer than {most} bytes"),
        Reason::TooManyKeys { most, left } => {
            format!("the link has more than {most} keys; {left} from here on were not read")
        }
        Reason::UnknownVersion => format!(
            "links of version \"{given}\" are not known, only of {}",
            link::VERSION
        ),
    }
}

fn unknown(given: &str, kind: &str, keys: &[&str]) -> String {
    format!(
        "there is no {kind} \"{given}\"; there are {}",
        keys.join(", ")
    )
}

/// Reads on after a fault, so that all are found.
struct Reader {
    faults: Vec<Fault>,
}

/// Keys of a file, in the order of its documentation.
const KEYS: [&str; 19] = [
    "version", "preset", "link", "regime", "pack", "discount", "trust", "own", "levers", "shocks",
    "draws", "seed", "name", "against", "outcome", "form", "row", "beside", "show",
];

/// Keys of `against`.
const KEYS_OF_A: [&str; 4] = ["preset", "levers", "shocks", "name"];

impl Reader {
    fn fault(&mut self, path: &str, problem: impl Into<String>) {
        self.faults.push(Fault {
            path: path.into(),
            problem: problem.into(),
        });
    }

    fn request(&mut self, file: &Value) -> Request {
        let mut request = Request::preset(Preset::Today);
        let Some(file) = file.as_object() else {
            self.fault("", "a scenario file is a JSON object: { ... }");
            return request;
        };
        for key in file.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            self.fault(
                &plain(key),
                format!("there is no such key; there are {}", KEYS.join(", ")),
            );
        }
        match file.get("version") {
            None => self.fault("version", format!("missing; it is {VERSION}")),
            Some(version) if version.as_u64() == Some(VERSION) => {}
            Some(version) => self.fault(
                "version",
                format!("{} is not known, only {VERSION}", brief(version)),
            ),
        }
        self.base(file, &mut request);
        let scenario = &mut request.scenario;
        if let Some(regime) = self.key(
            file,
            "regime",
            Regime::from_key,
            &Regime::ALL.map(Regime::key),
        ) {
            scenario.regime = regime;
        }
        if let Some(pack) = self.key(file, "pack", Pack::from_key, &Pack::ALL.map(Pack::key)) {
            scenario.assumptions.pack = pack;
        }
        if let Some(value) = file.get("discount") {
            let track = Track::share(DISCOUNT.0, DISCOUNT.1);
            let discount = self.number("discount", value, &track);
            scenario.assumptions.set_discount(discount);
        }
        if let Some(value) = file.get("trust") {
            let track = Track::share(TRUST.0, TRUST.1);
            scenario.assumptions.trust = self.number("trust", value, &track);
        }
        for (key, value) in self.object(file, "", "own") {
            if file.contains_key("discount") && key == Parameter::Beta.record().key {
                self.fault(
                    "own.discount",
                    "a file says this once; `discount` is the same",
                );
            }
            self.adjust(scenario, key, value);
        }
        let mut measures = scenario.measures();
        self.measures(file, "", &mut measures);
        *scenario = scenario.clone().setting(measures);
        self.against(file, &mut request);
        self.shown(file, &mut request.shown);
        let (least, most) = DRAWS_RANGE;
        if let Some(draws) = self.whole(file, "draws", least as u64, most as u64) {
            request.draws = draws as usize;
        }
        if let Some(seed) = self.whole(file, "seed", 0, u64::from(u32::MAX)) {
            request.scenario.seed = seed as u32;
        }
        request
    }

    fn measures(&mut self, file: &Map<String, Value>, at: &str, measures: &mut Measures) {
        for (key, value) in self.object(file, at, "levers") {
            self.lever(at, measures, key, value);
        }
        for (key, value) in self.object(file, at, "shocks") {
            self.shock(at, measures, key, value);
        }
    }

    /// Scenario A.
    fn against(&mut self, file: &Map<String, Value>, request: &mut Request) {
        let Some(a) = file.get("against") else {
            return;
        };
        let Some(a) = a.as_object() else {
            let problem = format!("{} is not an object of keys and values", brief(a));
            return self.fault("against", problem);
        };
        for key in a.keys().filter(|key| !KEYS_OF_A.contains(&key.as_str())) {
            let problem = format!("there is no such key; there are {}", KEYS_OF_A.join(", "));
            self.fault(&format!("against.{}", plain(key)), problem);
        }
        let keys = Preset::ALL.map(Preset::key);
        let preset = match a.get("preset") {
            Some(value) => self.known("against.preset", value, Preset::from_key, &keys),
            None => Some(Preset::Today),
        };
        let mut measures = preset.unwrap_or(Preset::Today).scenario().measures();
        self.measures(a, "against.", &mut measures);
        request.scenario.against = Some(measures);
        if let Some(name) = self.name(a, "against.name") {
            request.shown.name_a = name;
        }
    }

    fn shown(&mut self, file: &Map<String, Value>, shown: &mut Shown) {
        if let Some(name) = self.name(file, "name") {
            shown.name = name;
        }
        let keys = Outcome::ALL.map(Outcome::key);
        if let Some(outcome) = self.key(file, "outcome", Outcome::from_key, &keys) {
            shown.outcome = outcome;
        }
        if let Some(form) = self.key(file, "form", Form::from_key, &Form::ALL.map(Form::key)) {
            shown.form = form;
        }
        let row = |key: &str| Row::ALL.into_iter().find(|row| row.key() == key);
        if let Some(row) = self.key(file, "row", row, &Row::ALL.map(Row::key)) {
            shown.row = Some(row);
        }
        let packs = Pack::ALL.map(Pack::key);
        if let Some(pack) = self.key(file, "beside", Pack::from_key, &packs) {
            shown.beside = Some(pack);
        }
        let keys = Layer::ALL.map(Layer::key);
        if let Some(layers) = self.key(file, "show", Layers::read, &keys) {
            shown.layers = layers;
        }
    }

    fn name(&mut self, file: &Map<String, Value>, path: &str) -> Option<Name> {
        let value = file.get("name")?;
        let problem = match value.as_str().map(Name::new) {
            Some(Ok(name)) => return Some(name),
            Some(Err(NotAName::TooLong)) => format!("a name has at most {LONGEST_NAME} letters"),
            Some(Err(NotAName::Hidden)) => "a name holds no sign that can't be seen".into(),
            None => format!("{} is not text", brief(value)),
        };
        self.fault(path, problem);
        None
    }

    /// The preset or the link that everything else departs from.
    fn base(&mut self, file: &Map<String, Value>, request: &mut Request) {
        if let Some(preset) = self.key(
            file,
            "preset",
            Preset::from_key,
            &Preset::ALL.map(Preset::key),
        ) {
            *request = Request::preset(preset);
        }
        let Some(link) = file.get("link") else {
            return;
        };
        if file.contains_key("preset") {
            self.fault("link", "a file has a preset or a link, not both");
        }
        let Some(link) = link.as_str() else {
            self.fault("link", format!("{} is not text", brief(link)));
            return;
        };
        match parse_link(link) {
            Ok(linked) => *request = linked,
            Err(faults) => {
                for fault in faults {
                    let path = if fault.path.is_empty() {
                        "link".into()
                    } else {
                        format!("link: {}", fault.path)
                    };
                    self.fault(&path, fault.problem);
                }
            }
        }
    }

    fn key<T>(
        &mut self,
        file: &Map<String, Value>,
        path: &str,
        from_key: fn(&str) -> Option<T>,
        keys: &[&str],
    ) -> Option<T> {
        self.known(path, file.get(path)?, from_key, keys)
    }

    fn known<T>(
        &mut self,
        path: &str,
        value: &Value,
        from_key: fn(&str) -> Option<T>,
        keys: &[&str],
    ) -> Option<T> {
        let known = value.as_str().and_then(from_key);
        if known.is_none() {
            self.fault(
                path,
                format!("{} is none of {}", brief(value), keys.join(", ")),
            );
        }
        known
    }

    fn object<'a>(
        &mut self,
        file: &'a Map<String, Value>,
        at: &str,
        key: &str,
    ) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        let object = file.get(key).and_then(|value| {
            let object = value.as_object();
            if object.is_none() {
                let problem = format!("{} is not an object of keys and values", brief(value));
                self.fault(&format!("{at}{key}"), problem);
            }
            object
        });
        object.into_iter().flatten()
    }

    fn adjust(&mut self, scenario: &mut Scenario, key: &str, value: &Value) {
        let path = format!("own.{}", plain(key));
        let Some(parameter) = Parameter::from_key(key) else {
            let keys: Vec<_> = Parameter::all().iter().map(|record| record.key).collect();
            let keys = keys.join(", ");
            return self.fault(
                &path,
                format!("there is no such parameter; there are {keys}"),
            );
        };
        let Some(parts) = value.as_object() else {
            let wanted = "{\"pin\": ...} or {\"shift\": ..., \"widen\": ...}";
            return self.fault(&path, format!("{} is not {wanted}", brief(value)));
        };
        let known = |part: &&String| ["pin", "shift", "widen"].contains(&part.as_str());
        for part in parts.keys().filter(|part| !known(part)) {
            let problem = "there is no such key; there are pin, shift, widen";
            self.fault(&format!("{path}.{}", plain(part)), problem);
        }
        let mut part = |name: &str, track: Track, usual: f32| match parts.get(name) {
            Some(value) => self.number(&format!("{path}.{name}"), value, &track),
            None => Some(usual),
        };
        let pinned = parts.contains_key("pin");
        let (Some(pin), Some(shift), Some(widen)) = (
            part("pin", Track::pin(parameter), 0.0),
            part("shift", Track::spread(SHIFT), 0.0),
            part("widen", Track::spread(WIDEN), 1.0),
        ) else {
            return;
        };
        if pinned == (parts.contains_key("shift") || parts.contains_key("widen")) {
            return self.fault(&path, "a parameter is pinned, or moved and widened");
        }
        let adjustment = if pinned {
            Adjustment::Pin(pin)
        } else {
            Adjustment::Spread { shift, widen }
        };
        let own = &mut scenario.assumptions.own;
        own.set(parameter, Some(adjustment));
    }

    fn lever(&mut self, at: &str, measures: &mut Measures, key: &str, value: &Value) {
        let path = format!("{at}levers.{}", plain(key));
        let Some(lever) = Lever::from_key(key) else {
            let keys = Lever::ALL.map(|lever| lever.record().key).join(", ");
            return self.fault(&path, format!("there is no such lever; there are {keys}"));
        };
        let track = Track::lever(lever);
        let setting = match value {
            Value::Array(values) => self.yearly(&path, values, &track).map(Setting::Yearly),
            value => self.number(&path, value, &track).map(Setting::Constant),
        };
        if let Some(setting) = setting {
            measures.levers[lever.index()] = setting;
        }
    }

    fn shock(&mut self, at: &str, measures: &mut Measures, key: &str, value: &Value) {
        let path = format!("{at}shocks.{}", plain(key));
        let Some(shock) = Shock::from_key(key) else {
            let keys = Shock::ALL.map(|shock| shock.record().key).join(", ");
            return self.fault(&path, format!("there is no such shock; there are {keys}"));
        };
        let track = Track::shock(shock);
        let setting = match value {
            Value::Array(values) => self.yearly(&path, values, &track).map(ShockSetting::Yearly),
            Value::Object(values) if shock == Shock::Storm => self
                .by_country(&path, values, &track)
                .map(ShockSetting::ByCountry),
            value => self
                .number(&path, value, &track)
                .map(ShockSetting::Constant),
        };
        if let Some(setting) = setting {
            measures.shocks[shock.index()] = setting;
        }
    }

    fn yearly(&mut self, path: &str, values: &[Value], track: &Track) -> Option<[f32; YEARS]> {
        if values.len() != YEARS {
            let problem = format!(
                "{} values, where each of {YEARS} years needs one",
                values.len()
            );
            self.fault(path, problem);
        }
        let read: Vec<_> = values
            .iter()
            .enumerate()
            .filter_map(|(t, value)| self.number(&format!("{path}[{t}]"), value, track))
            .collect();
        read.try_into().ok()
    }

    fn by_country(
        &mut self,
        path: &str,
        values: &Map<String, Value>,
        track: &Track,
    ) -> Option<[f32; COUNTRIES]> {
        for code in values
            .keys()
            .filter(|code| Country::from_code(code).is_none())
        {
            let problem = "there is no such country; there are SLV, GTM, HND";
            self.fault(&format!("{path}.{}", plain(code)), problem);
        }
        let read = Country::ALL.map(|country| {
            let path = format!("{path}.{}", country.code());
            let Some(value) = values.get(country.code()) else {
                self.fault(&path, "missing");
                return None;
            };
            self.number(&path, value, track)
        });
        let [Some(a), Some(b), Some(c)] = read else {
            return None;
        };
        Some([a, b, c])
    }

    fn number(&mut self, path: &str, value: &Value, track: &Track) -> Option<f32> {
        let Some(number) = value.as_f64() else {
            self.fault(path, format!("{} is not a number", brief(value)));
            return None;
        };
        let number = number as f32 + 0.0;
        if !track.contains(number) {
            let (min, max) = (decimal(track.min), decimal(track.max));
            self.fault(path, format!("{} is outside {min} to {max}", brief(value)));
            return None;
        }
        Some(number)
    }

    fn whole(
        &mut self,
        file: &Map<String, Value>,
        path: &str,
        least: u64,
        most: u64,
    ) -> Option<u64> {
        let value = file.get(path)?;
        let number = value
            .as_u64()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let problem = format!(
                "{} is not a whole number from {least} to {most}",
                brief(value)
            );
            self.fault(path, problem);
        }
        number
    }
}

/// A value from a file as it is named in a message.
fn brief(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".into(),
        Value::Array(_) => "a list".into(),
        value => plain(&value.to_string()),
    }
}

/// Text from a file, short and without control characters.
fn plain(text: &str) -> String {
    let safe = |c: char| if c.is_control() { '?' } else { c };
    let mut plain: String = text.chars().map(safe).take(link::MOST_SHOWN).collect();
    if text.chars().nth(link::MOST_SHOWN).is_some() {
        plain.push('…');
    }
    plain
}

/// Keys that stand twice in one object, of which the parser keeps only the last.
///
/// `text` must be JSON.
fn repeated_keys(text: &str) -> Vec<Fault> {
    /// An object's keys so far, or a list.
    struct Level {
        path: String,
        keys: Option<BTreeSet<String>>,
    }
    let mut faults = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    // The key whose value comes next; a string is a key where none is waiting.
    let mut waiting: Option<String> = None;
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let mut length = next.len_utf8();
        match next {
            '{' | '[' => {
                let outer = levels.last().map_or("", |level| level.path.as_str());
                let path = match (&waiting, outer) {
                    (Some(key), "") => plain(key),
                    (Some(key), outer) => format!("{outer}.{}", plain(key)),
                    (None, outer) => outer.into(),
                };
                let keys = (next == '{').then(BTreeSet::new);
                levels.push(Level { path, keys });
                waiting = None;
            }
            '}' | ']' => {
                levels.pop();
                waiting = None;
            }
            ',' => waiting = None,
            '"' => {
                length = string_length(rest);
                let level = levels.last_mut();
                if let (Some(level), None) = (level, &waiting)
                    && let Some(keys) = &mut level.keys
                    && let Ok(key) = serde_json::from_str::<String>(&rest[..length])
                {
                    if !keys.insert(key.clone()) {
                        let path = if level.path.is_empty() {
                            plain(&key)
                        } else {
                            format!("{}.{}", level.path, plain(&key))
                        };
                        faults.push(Fault {
                            path,
                            problem: "given twice".into(),
                        });
                    }
                    waiting = Some(key);
                }
            }
            _ => {}
        }
        rest = &rest[length..];
    }
    faults
}

/// Bytes of the JSON string at the start of `text`, with its quotes.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
