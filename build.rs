//! Turns the tables in `assets/data`, the message files in `assets/words` and `assets/timeline` and
//! the fans of the back-test into Rust code, and stops the build at the first row or key that
//! breaks a rule.

#[path = "build/backtest.rs"]
mod backtest;
#[path = "build/check.rs"]
mod check;
#[path = "build/documents.rs"]
mod documents;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/emit_record.rs"]
mod emit_record;
#[path = "build/timeline.rs"]
mod timeline;
#[path = "build/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

fn main() {
    for path in [
        "assets/claims",
        "assets/data",
        backtest::FILE,
        "assets/prose",
        "assets/timeline",
        "assets/words",
        "build.rs",
        "build",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rustc-check-cfg=cfg(in_page)");
    if is_page() {
        println!("cargo::rustc-cfg=in_page");
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let out = Path::new(&out);
    let text = |folder: &str, file: &str| {
        fs::read_to_string(Path::new("assets").join(folder).join(file))
            .expect("the message files must be readable")
    };
    match words::rust(&text("words", "en.toml"), &text("words", "es.toml")) {
        Ok(rust) => fs::write(out.join("words.rs"), rust).expect("OUT_DIR must be writable"),
        Err(problem) => println!("cargo::error={problem}"),
    }
    let fans = fs::read_to_string(backtest::FILE).expect("the back-test must be readable");
    match backtest::rust(&fans) {
        Ok(rust) => fs::write(out.join("backtest.rs"), rust).expect("OUT_DIR must be writable"),
        Err(problem) => println!("cargo::error={problem}"),
    }
    let files = csv_files(Path::new("assets/data")).expect("assets/data must be readable");
    let tables = match check::read(&files) {
        Ok(tables) => tables,
        Err(problem) => return println!("cargo::error={problem}"),
    };
    let rust = emit::rust(&tables, &check::version(&files));
    fs::write(out.join("tables.rs"), rust).expect("OUT_DIR must be writable");
    let events = timeline::read(
        &text("timeline", "en.toml"),
        &text("timeline", "es.toml"),
        check::record::KINDS,
        tables.record.events.iter().map(|e| e.event_id.as_str()),
    );
    match (check::cells::read(&files), events) {
        (Ok(cells), Ok(events)) => {
            let rust = emit_record::rust(&tables, &cells, &events);
            fs::write(out.join("record.rs"), rust).expect("OUT_DIR must be writable");
            match timeline::on_charts(&tables.record.events, &events) {
                Ok(rust) => {
                    fs::write(out.join("events.rs"), rust).expect("OUT_DIR must be writable")
                }
                Err(problem) => println!("cargo::error={problem}"),
            }
        }
        (Err(problem), _) => println!("cargo::error={problem}"),
        (_, Err(problem)) => println!("cargo::error={problem}"),
    }
    match check::claims::rows(&files) {
        Ok((facts, claims)) => {
            let rust = documents::rows(&facts, &claims);
            fs::write(out.join("documents.rs"), rust).expect("OUT_DIR must be writable");
        }
        Err(problem) => println!("cargo::error={problem}"),
    }
    let texts = texts().expect("assets/claims and assets/prose must be readable");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    fs::write(
        out.join("texts.rs"),
        documents::texts(&texts, Path::new(&root)),
    )
    .expect("OUT_DIR must be writable");
}

/// The texts about the two documents and the prose, by path under `assets`.
fn texts() -> io::Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for folder in [
        "claims",
        "prose/en",
        "prose/en/guides",
        "prose/es",
        "prose/es/guides",
    ] {
        for entry in fs::read_dir(Path::new("assets").join(folder))? {
            let path = entry?.path();
            if path.is_dir() {
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            texts.insert(format!("{folder}/{name}"), fs::read_to_string(&path)?);
        }
    }
    Ok(texts)
}

/// Whether this builds the app, whose words stand in its page.
fn is_page() -> bool {
    let is_wasm = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    is_wasm && env::var_os("CARGO_FEATURE_UI").is_some()
}

/// The CSV files of a folder: name and text.
fn csv_files(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}
