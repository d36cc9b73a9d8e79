//! The site as `root-causes pages` writes it, from the template as it stands in the project.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes it into a folder of this name, empty before.
pub fn written(name: &str) -> PathBuf {
    let dist = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if dist.exists() {
        fs::remove_dir_all(&dist).unwrap();
    }
    fs::create_dir_all(&dist).unwrap();
    let template = fs::read_to_string(root().join("index.html")).unwrap();
    for line in template.lines() {
        let to = value(line, "data-target-path").unwrap_or_default();
        match (value(line, "rel"), value(line, "href")) {
            (Some("copy-file"), Some(file)) => copy(file, &dist.join(to)),
            (Some("copy-dir"), Some(folder)) => {
                for entry in fs::read_dir(root().join(folder)).unwrap() {
                    let name = entry.unwrap().file_name().into_string().unwrap();
                    copy(&format!("{folder}/{name}"), &dist.join(to));
                }
            }
            _ => {}
        }
    }
    fs::write(dist.join("index.html"), with_app(&template)).unwrap();
    for program in ["app.js", "app_bg.wasm"] {
        fs::write(dist.join(program), "").unwrap();
    }
    let run = Command::new(env!("CARGO_BIN_EXE_root-causes"))
        .args(["pages", "--dist"])
        .arg(&dist)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{told}");
    dist
}

/// Words of the message files as Spanish pages have them: no line ends inside of these.
#[allow(
    dead_code,
    reason = "not every test that writes the site compares words"
)]
pub fn as_set(words: &str) -> String {
    words
        .replace("EE. UU.", "EE.\u{a0}UU.")
        .replace(" %", "\u{a0}%")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!("{name}=\""))?;
    Some(rest.split_once('"')?.0)
}

fn copy(file: &str, to: &Path) {
    let name = Path::new(file).file_name().unwrap();
    fs::create_dir_all(to).unwrap();
    fs::copy(root().join(file), to.join(name)).unwrap();
}

/// The template with the links that Trunk puts into it.
fn with_app(template: &str) -> String {
    let trunk = fs::read_to_string(root().join("Trunk.toml")).unwrap();
    let (_, links) = trunk.split_once("pattern_preload = \"\"\"\n").unwrap();
    let (links, _) = links.split_once("\"\"\"").unwrap();
    let links = links
        .replace("{base}", "./")
        .replace("{js}", "app.js")
        .replace("{wasm}", "app_bg.wasm");
    template.replacen("</head>", &format!("{links}</head>"), 1)
}
