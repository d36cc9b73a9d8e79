//! Turns the message files in `assets/words` into Rust constants, and stops the build where the
//! two languages do not say the same things.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::{Table, Value};

/// Rust code with one constant a language for each top-level table, so that a program carries
/// only the tables it asks for.
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
        for (language, table) in [("EN", en), ("ES", es)] {
            let _ = write!(
                code,
                "pub const {}_{language}: {} = ",
                name.to_uppercase(),
                type_name(name)
            );
            value_of(&mut code, &type_name(name), table);
            code.push_str(";\n");
        }
        let _ = writeln!(
            code,
            "/// Words of the table `{name}`.\npub fn {name}(lang: super::Lang) -> &'static {kind} \
             {{ match lang {{ super::Lang::En => &{upper}_EN, super::Lang::Es => &{upper}_ES }} }}",
            kind = type_name(name),
            upper = name.to_uppercase(),
        );
    }
    Ok(code)
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
    let _ = writeln!(code, "#[allow(missing_docs)]\npub struct {name} {{");
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
    let _ = writeln!(
        code,
        "impl {name} {{\n/// The entry with this key.\npub fn get(&self, key: &str) -> Option<{looked_up}> {{\nmatch key {{"
    );
    for key in table.keys() {
        let reference = if registry.is_some() { "&" } else { "" };
        let _ = writeln!(
            code,
            "{key:?} => Some({reference}self.{}),",
            field_name(key)
        );
    }
    code.push_str("_ => None,\n}\n}\n}\n");
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
