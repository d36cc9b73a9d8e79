//! Turns the message files in `assets/words` into Rust code, and stops the build where the two
//! languages do not say the same things.
//!
//! Native programs hold the words as constants, every table in both languages. The app holds none:
//! it reads the tables of [`OF_THE_APP`], in the language of its page, from the page itself
//! (`cfg(in_page)`, set by `build.rs`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::{Table, Value};

/// Tables that the app asks for. Its page carries these; the app cannot name another one, for its
/// build has no function for it.
const OF_THE_APP: [&str; 30] = [
    "answer",
    "beliefs",
    "bill",
    "chart",
    "compare",
    "countries",
    "guide_panel",
    "levers",
    "limits",
    "marks",
    "matrix",
    "outcomes",
    "own",
    "packs",
    "parameter_names",
    "past",
    "presets",
    "refusals",
    "regime",
    "regimes",
    "row",
    "share",
    "shocks",
    "spread",
    "strip",
    "take",
    "ui",
    "view",
    "way",
    "wedges",
];

/// Tables that the study alone asks for, which comes on demand: it holds them itself, in both
/// languages, so that they weigh on no page.
const OF_THE_STUDY: [&str; 2] = ["guess", "listen"];

/// Rust code: a type and a function for each top-level table, and for the app's tables a reader,
/// the texts that it reads, and the hash of the keys that says whether these fit.
///
/// # Errors
/// A message naming file and key where a file cannot be read, or a key, a hole in braces or the
/// kind of a value differs between the languages.
pub fn rust(english: &str, spanish: &str) -> Result<String, String> {
    let english = parse("en.toml", english)?;
    let spanish = parse("es.toml", spanish)?;
    same("", &english, &spanish)?;
    let mut code = String::new();
    for (name, value) in &english {
        let (Value::Table(en), Some(Value::Table(es))) = (value, spanish.get(name)) else {
            return Err(format!("en.toml: {name}: only tables may stand at the top"));
        };
        declare(&mut code, &type_name(name), en);
        constants(&mut code, name, [en, es]);
    }
    let of_the_app = [of_the_app(&english)?, of_the_app(&spanish)?];
    from_the_page(&mut code, &of_the_app);
    Ok(code)
}

/// What native programs have, and of its own tables the study: each table as a constant a language,
/// and a function to choose one.
fn constants(code: &mut String, name: &str, languages: [&Table; 2]) {
    let not_in_page = if OF_THE_STUDY.contains(&name) {
        ""
    } else {
        "#[cfg(not(in_page))]\n"
    };
    for (language, table) in ["EN", "ES"].into_iter().zip(languages) {
        let _ = write!(
            code,
            "{not_in_page}pub const {}_{language}: {} = ",
            name.to_uppercase(),
            type_name(name)
        );
        value_of(code, &type_name(name), table);
        code.push_str(";\n");
    }
    let _ = writeln!(
        code,
        "/// Words of the table `{name}`.\n{not_in_page}\
         pub fn {name}(lang: super::Lang) -> &'static {kind} \
         {{ match lang {{ super::Lang::En => &{upper}_EN, super::Lang::Es => &{upper}_ES }} }}",
        kind = type_name(name),
        upper = name.to_uppercase(),
    );
}

fn of_the_app(words: &Table) -> Result<Table, String> {
    OF_THE_APP
        .into_iter()
        .map(|name| {
            let table = words
                .get(name)
                .ok_or(format!("build/words.rs: there is no table {name}"))?;
            if has_list(table) {
                return Err(format!(
                    "assets/words: {name} is a table of the app and holds a list"
                ));
            }
            Ok((name.to_string(), table.clone()))
        })
        .collect()
}

/// The app takes its tables as one row of texts.
fn has_list(value: &Value) -> bool {
    match value {
        Value::Table(table) => table.values().any(has_list),
        other => other.is_array(),
    }
}

/// What the app has instead: a value read from the texts of its page, and functions into it.
fn from_the_page(code: &mut String, [en, es]: &[Table; 2]) {
    code.push_str(
        "/// The tables of the app: texts and nothing else, in the order of their keys.\n#[repr(C)]\n#[derive(Debug, PartialEq)]\npub struct OfTheApp {\n",
    );
    for name in en.keys() {
        let _ = writeln!(
            code,
            "/// Table `{name}`.\npub {name}: {},",
            type_name(name)
        );
    }
    code.push_str("}\n");
    for name in en.keys() {
        let _ = writeln!(
            code,
            "/// Words of the table `{name}`, in the language of the page.\n#[cfg(in_page)]\n\
             pub fn {name}(_: super::Lang) -> &'static {} {{ &super::of_the_page().{name} }}",
            type_name(name),
        );
    }
    let _ = writeln!(
        code,
        "/// Names of the app's tables.\n#[cfg(not(in_page))]\n\
         pub const TABLES: &[&str] = &{:?};",
        en.keys().collect::<Vec<_>>()
    );
    let mut keys = Vec::new();
    key_paths("", en, &mut keys);
    let _ = writeln!(
        code,
        "/// Names the keys of the app's tables and their order.\npub const KEYS: &str = \"{}\";\n\
         /// How many texts they hold.\npub const COUNT: usize = {};",
        hash(&keys),
        keys.len()
    );
    for (language, words) in [("EN", en), ("ES", es)] {
        let mut texts = Vec::new();
        texts_of(words, &mut texts);
        let fields: String = words
            .keys()
            .map(|name| format!("{name}: {}_{language}, ", name.to_uppercase()))
            .collect();
        let _ = writeln!(
            code,
            "/// The texts of the app's tables, in the order of their keys.\n#[cfg(not(in_page))]\n\
             pub const TEXTS_{language}: &[&str] = &{texts:?};\n\
             /// The app's tables as constants.\n#[cfg(not(in_page))]\n\
             pub const OF_THE_APP_{language}: OfTheApp = OfTheApp {{ {fields} }};"
        );
    }
}

/// All texts below a table, in the order of its fields.
fn texts_of<'a>(table: &'a Table, texts: &mut Vec<&'a str>) {
    for value in table.values() {
        match value {
            Value::Table(child) => texts_of(child, texts),
            Value::Array(list) => texts.extend(list.iter().filter_map(Value::as_str)),
            other => texts.extend(other.as_str()),
        }
    }
}

/// The place of each text below a table, in the same order.
fn key_paths(path: &str, table: &Table, paths: &mut Vec<String>) {
    for (key, value) in table {
        let place = format!("{path}.{key}");
        match value {
            Value::Table(child) => key_paths(&place, child, paths),
            Value::Array(list) => paths.extend((0..list.len()).map(|i| format!("{place}.{i}"))),
            _ => paths.push(place),
        }
    }
}

/// FNV-1a over texts, as eight hexadecimal digits.
fn hash(texts: &[String]) -> String {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    format!("{hash:08x}")
}

fn parse(file: &str, text: &str) -> Result<Table, String> {
    text.parse::<Table>()
        .map_err(|error| format!("assets/words/{file}: {error}"))
}

/// Checks that both tables hold the same keys, kinds and holes.
fn same(path: &str, en: &Table, es: &Table) -> Result<(), String> {
    if let Some(key) = es.keys().find(|key| !en.contains_key(*key)) {
        return Err(format!("assets/words/en.toml: {path}{key} is missing"));
    }
    for (key, english) in en {
        let place = format!("{path}{key}");
        let Some(spanish) = es.get(key) else {
            return Err(format!("assets/words/es.toml: {place} is missing"));
        };
        match (english, spanish) {
            (Value::Table(en), Value::Table(es)) => same(&format!("{place}."), en, es)?,
            (Value::String(en), Value::String(es)) => same_text(&place, en, es)?,
            (Value::Array(en), Value::Array(es)) if en.len() == es.len() => {
                for (en, es) in en.iter().zip(es) {
                    let (Some(en), Some(es)) = (en.as_str(), es.as_str()) else {
                        return Err(format!("assets/words: {place} must be a list of texts"));
                    };
                    same_text(&place, en, es)?;
                }
            }
            _ => return Err(format!("assets/words: {place} differs in kind or length")),
        }
    }
    Ok(())
}

fn same_text(place: &str, en: &str, es: &str) -> Result<(), String> {
    if en.trim().is_empty() || es.trim().is_empty() {
        return Err(format!("assets/words: {place} is empty"));
    }
    // The page holds a text a line.
    if en.contains(['\n', '\r']) || es.contains(['\n', '\r']) {
        return Err(format!("assets/words: {place} has a line break"));
    }
    let (in_english, in_spanish) = (holes(en)?, holes(es)?);
    if in_english != in_spanish {
        return Err(format!(
            "assets/words: {place} has the holes {in_english:?} in English and {in_spanish:?} in Spanish"
        ));
    }
    Ok(())
}

/// How often each hole in braces appears.
fn holes(text: &str) -> Result<BTreeMap<String, usize>, String> {
    let mut holes = BTreeMap::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else {
            return Err(format!("assets/words: an open brace in “{text}”"));
        };
        *holes
            .entry(rest[start + 1..start + length].to_string())
            .or_insert(0) += 1;
        rest = &rest[start + length + 1..];
    }
    Ok(holes)
}

/// A struct for the table; tables whose children are all alike are registries with a `get`.
fn declare(code: &mut String, name: &str, table: &Table) {
    let registry = is_registry(table);
    if let Some(item) = registry {
        declare(code, &format!("{name}Item"), item);
    }
    let _ = writeln!(
        code,
        "#[allow(missing_docs)]\n#[repr(C)]\n#[derive(Debug, PartialEq)]\npub struct {name} {{"
    );
    for (key, value) in table {
        let kind = match value {
            Value::Table(_) if registry.is_some() => format!("{name}Item"),
            Value::Table(_) => format!("{name}{}", type_name(key)),
            Value::Array(_) => "&'static [&'static str]".to_string(),
            _ => "&'static str".to_string(),
        };
        let _ = writeln!(code, "pub {}: {kind},", field_name(key));
    }
    code.push_str("}\n");
    let looked_up = match registry {
        Some(_) => format!("&{name}Item"),
        None if table.values().all(Value::is_str) => "&'static str".to_string(),
        None => {
            for (key, value) in table {
                if let Value::Table(child) = value {
                    declare(code, &format!("{name}{}", type_name(key)), child);
                }
            }
            return;
        }
    };
    // Looked through in turn: a match would be code for each key.
    let reference = if registry.is_some() { "&" } else { "" };
    let keys: Vec<&String> = table.keys().collect();
    let values: String = table
        .keys()
        .map(|key| format!("{reference}self.{}, ", field_name(key)))
        .collect();
    let _ = writeln!(
        code,
        "impl {name} {{\n/// The entry with this key.\npub fn get(&self, key: &str) -> Option<{looked_up}> {{\n\
         static KEYS: &[&str] = &{keys:?};\nlet values = [{values}];\n\
         KEYS.iter().zip(values).find(|(known, _)| **known == key).map(|(_, value)| value)\n}}\n}}"
    );
}

fn is_registry(table: &Table) -> Option<&Table> {
    let mut children = table.values();
    let first = children.next()?.as_table()?;
    let keys: Vec<&String> = first.keys().collect();
    table
        .values()
        .all(|child| {
            child
                .as_table()
                .is_some_and(|child| child.keys().eq(keys.iter().copied()))
        })
        .then_some(first)
}

fn value_of(code: &mut String, name: &str, table: &Table) {
    let registry = is_registry(table).is_some();
    let _ = write!(code, "{name} {{");
    for (key, value) in table {
        let _ = write!(code, "{}: ", field_name(key));
        match value {
            Value::Table(child) if registry => value_of(code, &format!("{name}Item"), child),
            Value::Table(child) => value_of(code, &format!("{name}{}", type_name(key)), child),
            Value::Array(texts) => {
                let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
                let _ = write!(code, "&{texts:?}");
            }
            other => {
                let _ = write!(code, "{:?}", other.as_str().unwrap_or_default());
            }
        }
        code.push_str(", ");
    }
    code.push('}');
}

/// `op-ed` becomes `op_ed`, `2022-23` becomes `_2022_23`.
fn field_name(key: &str) -> String {
    let name = key.replace('-', "_").to_lowercase();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("_{name}")
    } else if name == "return" {
        format!("r#{name}")
    } else {
        name
    }
}

fn type_name(key: &str) -> String {
    key.split(['_', '-'])
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or(String::new(), |first| {
                first.to_uppercase().chain(letters).collect()
            })
        })
        .collect()
}
