//! The whole site as `root-causes pages` writes it, from the template as it stands in the project,
//! for the tests that read pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Writes the site anew into a folder of that name and returns the folder.
pub fn written(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if dist.exists() {
        fs::remove_dir_all(&dist).unwrap();
    }
    fs::create_dir_all(&dist).unwrap();
    fs::copy(root.join("index.html"), dist.join("index.html")).unwrap();
    // What the page builder lays beside the template.
    for (from, to) in [
        ("style", ""),
        ("web", ""),
        ("assets/data", "data"),
        ("assets/model", "model"),
        ("assets/fonts", "assets/fonts"),
    ] {
        let (from, to) = (root.join(from), dist.join(to));
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
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
