//! Order in the house: layers, purity, words and papers, by reading the project's own files.
//!
//! These are scans of text, not of meaning. They are strict about what this project writes and
//! may refuse a line that would be fine elsewhere: then change the line, or the rule with a reason.
#![cfg(not(target_arch = "wasm32"))]

mod wordings;

use std::fs;
use std::path::Path;

use root_causes::model::levers::Lever;
use root_causes::model::parameters::Parameter;
use root_causes::model::presets::Preset;
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::Pack;
use root_causes::model::shocks::Shock;

/// Parts of the crate and the other parts that each may name.
const LAYERS: [(&str, &[&str]); 11] = [
    ("data", &[]),
    ("i18n", &[]),
    ("model", &["data"]),
    ("share", &["data", "model", "i18n", "figures"]),
    ("figures", &["data", "model", "i18n"]),
    ("content", &["data", "model", "i18n", "figures"]),
    ("draw", &["figures"]),
    ("ui", &["data", "model", "share", "i18n", "figures", "draw"]),
    (
        "study",
        &["data", "model", "share", "i18n", "figures", "draw", "ui"],
    ),
    ("history", &["data", "model"]),
    (
        "cli",
        &[
            "data", "model", "history", "share", "i18n", "figures", "content", "draw",
        ],
    ),
];

/// Crates that only some places may name; a place ends in `/` if it is a folder.
const CRATES: [(&str, &[&str]); 15] = [
    ("leptos", &["src/ui/", "src/study/"]),
    ("any_spawner", &["src/ui/"]),
    ("js_sys", &["src/ui/", "src/study/"]),
    ("wasm_bindgen_futures", &["src/ui/", "src/study/"]),
    ("web_sys", &["src/ui/", "src/study/", CANVAS]),
    ("wasm_bindgen", &["src/ui/", "src/study/", CANVAS]),
    ("plotters", &["src/draw/"]),
    ("plotters_backend", &["src/draw/"]),
    ("qrcodegen", &["src/share/qr.rs"]),
    ("clap", &["src/cli/"]),
    ("pulldown_cmark", &["src/content/"]),
    ("toml", &["src/content/", "src/cli/cells.rs"]),
    ("serde_json", &["src/cli/", "src/share/file.rs"]),
    (
        "rand_core",
        &["src/model/draws.rs", "src/history/random.rs"],
    ),
    (
        "rand_xoshiro",
        &["src/model/draws.rs", "src/history/random.rs"],
    ),
];

/// The one file outside `ui` that knows the page.
const CANVAS: &str = "src/draw/canvas.rs";

/// Folders in which nothing may depend on anything but what is passed in.
const PURE: [&str; 8] = [
    "src/data/",
    "src/model/",
    "src/history/",
    "src/figures/",
    "src/content/",
    "src/draw/",
    "src/share/",
    "src/i18n/",
];

#[test]
fn layers_name_only_what_lies_below_them() {
    let mut faults = Faults::default();
    for (layer, may_name) in LAYERS {
        for file in rust_files(&format!("src/{layer}/")) {
            for (line, part) in file.parts_named() {
                if part != layer && is_layer(&part) && !may_name.contains(&part.as_str()) {
                    let why = format!("`{layer}` must not name `{part}`; it may name {may_name:?}");
                    faults.add(&file, line, &why);
                }
            }
        }
    }
    faults.none();
}

#[test]
fn only_the_rim_names_the_crates_of_page_drawing_and_program() {
    let mut faults = Faults::default();
    for file in rust_files("src/") {
        for (name, places) in CRATES {
            if places.iter().any(|place| lies_in(&file.path, place)) {
                continue;
            }
            for (line, _) in file.code().filter(|(_, code)| names_crate(code, name)) {
                faults.add(&file, line, &format!("only {places:?} may name `{name}`"));
            }
        }
    }
    faults.none();
}

#[test]
fn the_library_knows_no_clock_no_machine_and_no_chance() {
    let mut faults = Faults::default();
    for file in PURE.into_iter().flat_map(rust_files) {
        for outside in ["fs", "env", "time", "thread", "process", "net"] {
            let name = format!("std::{outside}");
            for (line, _) in file.code().filter(|(_, code)| has_word(code, &name)) {
                faults.add(
                    &file,
                    line,
                    &format!("`{name}` is for src/cli, src/ui and src/study"),
                );
            }
        }
        for print in ["println!", "eprintln!", "print!", "dbg!"] {
            for (line, _) in file.code().filter(|(_, code)| has_word(code, print)) {
                faults.add(
                    &file,
                    line,
                    &format!("the library returns, it never `{print}`s"),
                );
            }
        }
    }
    faults.none();
}

#[test]
fn no_hash_order_can_reach_a_result() {
    let mut faults = Faults::default();
    // The canvas keeps widths of words by key and never goes through them.
    let files = PURE.into_iter().chain(["src/cli/"]).flat_map(rust_files);
    for file in files.filter(|file| file.path != CANVAS) {
        for name in ["HashMap", "HashSet"] {
            for (line, _) in file.code().filter(|(_, code)| has_word(code, name)) {
                faults.add(
                    &file,
                    line,
                    &format!("`{name}` has no fixed order; use BTreeMap or Vec"),
                );
            }
        }
    }
    faults.none();
}

/// Functions of floats whose last bits differ from platform to platform.
const INEXACT: [&str; 22] = [
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt",
    "hypot", "sin", "cos", "tan", "sin_cos", "asin", "acos", "atan", "atan2", "sinh", "tanh",
];

#[test]
fn the_model_takes_its_mathematics_from_one_place() {
    let mut faults = Faults::default();
    for file in rust_files("src/model/") {
        let has_lanes = file.code().any(|(_, code)| has_word(code, "Lanes"));
        for (line, code) in file.code() {
            for name in INEXACT {
                let on_a_type = ["f32", "f64"].map(|kind| format!("{kind}::{name}"));
                // The vectors have methods of these two names; clippy sees what a text cannot.
                let of_lanes = has_lanes && ["exp", "ln"].contains(&name);
                let as_method = format!(".{name}(");
                if on_a_type.iter().any(|path| has_word(code, path))
                    || (!of_lanes && code.contains(&as_method))
                {
                    faults.add(
                        &file,
                        line,
                        &format!("`{name}` of std; use model::math or lanes"),
                    );
                }
            }
            if code.contains("mul_add") {
                faults.add(
                    &file,
                    line,
                    "a fused multiply-add is not the same on every platform",
                );
            }
            let exact = ["libm::sqrt", "libm::floor", "libm::round"];
            let through_libm = has_word(code, "libm") && !exact.iter().any(|f| code.contains(f));
            if through_libm && file.path != "src/model/math.rs" {
                faults.add(&file, line, "only src/model/math.rs wraps libm");
            }
        }
    }
    faults.none();
}

#[test]
fn clippy_refuses_the_inexact_functions_by_type() {
    let list = read("clippy.toml");
    for kind in ["f32", "f64"] {
        for name in INEXACT {
            let entry = format!("path = \"{kind}::{name}\"");
            assert!(
                list.contains(&entry),
                "clippy.toml does not refuse {kind}::{name}"
            );
        }
    }
    assert!(
        read("Cargo.toml").contains("disallowed_methods = \"deny\""),
        "Cargo.toml does not deny clippy::disallowed_methods"
    );
}

#[test]
fn unsafe_code_stands_in_two_files_alone_each_piece_with_its_reason() {
    let mut faults = Faults::default();
    for file in rust_files("src/").into_iter().chain(rust_files("build")) {
        let may = ["src/model/lanes.rs", "src/i18n/mod.rs"].contains(&file.path.as_str());
        let mut before = String::new();
        for (number, line) in (1..).zip(file.text.lines()) {
            if has_word(without_comment(line), "unsafe") {
                if !may {
                    faults.add(
                        &file,
                        number,
                        "unsafe code is for vectors and the page's words",
                    );
                } else if !before.contains("// SAFETY: ") {
                    faults.add(&file, number, "no `// SAFETY:` line above");
                }
            }
            // A reason may take some lines.
            if !line.trim_start().starts_with("//") || line.contains("// SAFETY: ") {
                before = line.to_string();
            }
        }
    }
    faults.none();
}

#[test]
fn nothing_is_left_half_done() {
    let mut faults = Faults::default();
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("#[ig", "nore"),
        concat!("#[should_", "panic"),
        concat!("Lorem ", "ipsum"),
    ];
    for file in project_files() {
        for (number, line) in (1..).zip(file.text.lines()) {
            for mark in marks.iter().filter(|mark| line.contains(**mark)) {
                faults.add(
                    &file,
                    number,
                    &format!("`{mark}`: finish it or leave it out"),
                );
            }
        }
    }
    faults.none();
}

#[test]
fn every_module_opens_by_saying_what_it_is() {
    let mut faults = Faults::default();
    let places = ["src/", "build", "tests/"];
    for file in places.into_iter().flat_map(rust_files) {
        let first = file.text.lines().next().unwrap_or_default();
        if !first.starts_with("//! ") {
            faults.add(&file, 1, "a module begins with a `//!` line on its job");
        }
    }
    faults.none();
}

#[test]
fn comments_are_few_and_hold_no_code() {
    let mut faults = Faults::default();
    for file in rust_files("src/").into_iter().chain(rust_files("build")) {
        let comments: Vec<(usize, &str)> = (1..)
            .zip(file.text.lines())
            .filter_map(|(number, line)| Some((number, line.trim().strip_prefix("//")?)))
            .filter(|(_, comment)| !comment.starts_with(['/', '!']))
            .collect();
        // Each equation of the model is headed by its number.
        let most = 3 + file.text.lines().count() / 25;
        if comments.len() > most {
            let why = format!(
                "{} comment lines, at most {most}: rename or split",
                comments.len()
            );
            faults.add(&file, comments[0].0, &why);
        }
        for (number, comment) in comments {
            let is_statement = comment.ends_with(';') && comment.contains(['=', '(']);
            if is_statement || comment.ends_with(['{', '}']) {
                faults.add(&file, number, "code in a comment");
            }
        }
    }
    faults.none();
}

#[test]
fn the_page_holds_no_style_attribute_and_no_inline_script() {
    let mut faults = Faults::default();
    let page = file("index.html");
    for (number, line) in (1..).zip(page.text.lines()) {
        for banned in [" style=", "<style", "javascript:", "<iframe", "<base"] {
            if line.contains(banned) {
                faults.add(
                    &page,
                    number,
                    &format!("the content security policy forbids `{banned}`"),
                );
            }
        }
        if line.contains("<script") && !(line.contains(" src=") && line.contains("></script>")) {
            faults.add(&page, number, "a script without `src` is inline");
        }
        if let Some(handler) = line.split_whitespace().find(|word| is_handler(word)) {
            faults.add(&page, number, &format!("`{handler}` is an inline script"));
        }
    }
    for file in rust_files("src/") {
        for (line, code) in file.code() {
            if code.contains("style=\\\"") || code.contains(" style=\"") {
                faults.add(&file, line, "HTML with a style attribute");
            }
        }
    }
    faults.none();
}

#[test]
fn no_text_becomes_markup_and_no_other_origin_is_asked() {
    let mut faults = Faults::default();
    let parsers = [
        "inner_html",
        "innerHTML",
        "outer_html",
        "outerHTML",
        "insert_adjacent_html",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
    ];
    let page = project_files().into_iter().filter(|file| {
        ["src/ui/", "src/study/", "web/", "style/"]
            .iter()
            .any(|place| lies_in(&file.path, place))
            || file.path == "index.html"
    });
    for file in page {
        for (number, line) in (1..).zip(file.text.lines()) {
            for parser in parsers.iter().filter(|parser| line.contains(**parser)) {
                faults.add(
                    &file,
                    number,
                    &format!("`{parser}` reads text as markup or code"),
                );
            }
            // The name of SVG's vocabulary is no address.
            let line = line.replace("http://www.w3.org/2000/svg", "");
            if line.contains("http://") || line.contains("https://") {
                faults.add(&file, number, "an address of another origin");
            }
        }
    }
    faults.none();
}

#[test]
fn no_file_speaks_of_the_machine_or_the_papers_it_was_made_with() {
    let mut faults = Faults::default();
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("..", "/sha", "red"),
        concat!(" sha", "red/"),
        concat!("DES", "IGN.md"),
        concat!("PRO", "DUCT.md"),
        concat!("DECI", "SIONS.md"),
        concat!("VIS", "UAL.md"),
        concat!("NO", "TES.md"),
        concat!("REF", "EREE.md"),
    ];
    // Its own list of such words, which the tables must not hold, stands in tests/data.rs.
    for file in project_files()
        .into_iter()
        .filter(|file| file.path != "tests/data.rs")
    {
        for (number, line) in (1..).zip(file.text.lines()) {
            for word in words.iter().filter(|word| line.contains(**word)) {
                faults.add(
                    &file,
                    number,
                    &format!("`{word}` means nothing to a reader"),
                );
            }
        }
    }
    faults.none();
}

/// Wordings that no result may have, in lower case, each with the words that must stand before it
/// to make it right, if any could.
const WORDINGS: [(&str, Option<&str>, &str); 18] = [
    ("forecast", Some("not a "), "futures are scenarios"),
    ("pronóstico", Some("no un "), "los futuros son escenarios"),
    ("predict", Some("kind_"), "futures are scenarios"),
    ("predic", Some("kind_"), "futures are scenarios"),
    ("will cut", None, "no lever is known to do this"),
    ("will reduce", None, "no lever is known to do this"),
    ("will stop", None, "no lever is known to do this"),
    ("will raise", None, "no lever is known to do this"),
    ("reducirá", None, "de ninguna palanca se sabe esto"),
    ("detendrá", None, "de ninguna palanca se sabe esto"),
    ("frenará", None, "de ninguna palanca se sabe esto"),
    ("aumentará", None, "de ninguna palanca se sabe esto"),
    (
        "illegal",
        None,
        "encounters are irregular, entries lawful or not",
    ),
    ("ilegal", None, "los encuentros son irregulares"),
    (
        "per encounter",
        None,
        "a cost per encounter is not identified",
    ),
    (
        "por encuentro",
        None,
        "el costo por encuentro no está identificado",
    ),
    (
        "per unemployed",
        None,
        "openings are an index, not jobs a person",
    ),
    ("por desempleado", None, "las vacantes son un índice"),
];

#[test]
fn no_wording_claims_more_than_the_model_can() {
    let mut faults = Faults::default();
    for file in [WORDS[0], WORDS[1], "README.md"].map(file) {
        for (number, line) in (1..).zip(file.text.lines()) {
            let line = line.to_lowercase();
            for (wording, saved_by, why) in WORDINGS {
                let claims = line
                    .match_indices(wording)
                    .any(|(at, _)| !saved_by.is_some_and(|before| line[..at].ends_with(before)));
                if claims {
                    faults.add(&file, number, &format!("`{wording}`: {why}"));
                }
            }
        }
    }
    faults.none();
}

#[test]
fn no_text_says_what_no_record_and_no_study_can_carry() {
    let mut faults = Faults::default();
    let folders = [
        "assets/claims/",
        "assets/prose/",
        "assets/timeline/",
        "assets/words/",
        "assets/data/breaks.csv",
        "assets/data/local_share.csv",
        "assets/data/series.csv",
    ];
    let texts: Vec<File> = project_files()
        .into_iter()
        .filter(|file| folders.iter().any(|folder| file.path.starts_with(folder)))
        .collect();
    assert!(texts.len() >= 13, "texts were not found");
    for file in texts {
        for (number, line) in (1..).zip(file.text.lines()) {
            // Words of studies in the tables stand before their Spanish, as they are.
            let said = match line.rsplit_once("\" = ") {
                Some((_, spanish)) if file.path.ends_with("cells_es.toml") => spanish,
                _ => line,
            };
            for themes in [wordings::CLAIMS, wordings::PEOPLE] {
                for fault in wordings::found(said, themes) {
                    faults.add(&file, number, &fault);
                }
            }
        }
    }
    faults.none();
}

#[test]
fn every_forbidden_claim_is_looked_for_and_found_in_both_languages() {
    for themes in [wordings::CLAIMS, wordings::PEOPLE] {
        for theme in themes {
            for wordings in [theme.english, theme.spanish] {
                assert!(!wordings.is_empty(), "{}", theme.why);
                for wording in wordings {
                    let text = format!("So {} here.", wording.to_uppercase());
                    assert!(!wordings::found(&text, themes).is_empty(), "{wording}");
                }
            }
        }
    }
}

#[test]
fn a_text_that_tells_a_result_names_the_border_rules_and_calls_it_a_future() {
    let mut faults = Faults::default();
    for (name, rules, futures) in [
        ("en", "border rules of late 2024", "simulated future"),
        (
            "es",
            "reglas fronterizas de fines de 2024",
            "futuros simulados",
        ),
    ] {
        for file in project_files() {
            let is_claims = file.path == format!("assets/claims/{name}.toml");
            if !is_claims && !lies_in(&file.path, &format!("assets/prose/{name}/")) {
                continue;
            }
            for (number, line) in (1..).zip(file.text.lines()) {
                if !line.contains("[[model:") {
                    continue;
                }
                for word in [rules, futures] {
                    if !line.contains(word) {
                        faults.add(&file, number, &format!("a result without “{word}”"));
                    }
                }
            }
        }
    }
    faults.none();
}

/// The message files.
const WORDS: [&str; 2] = ["assets/words/en.toml", "assets/words/es.toml"];

/// A rule that stays open swallows all rules behind it, without a word from any browser.
#[test]
fn style_sheets_close_every_rule_they_open() {
    let sheets: Vec<File> = project_files()
        .into_iter()
        .filter(|file| file.path.starts_with("style/") && file.path.ends_with(".css"))
        .collect();
    assert!(sheets.len() >= 6, "style sheets were not found");
    let mut faults = Faults::default();
    for file in sheets {
        let mut open: i32 = 0;
        for (number, line) in (1..).zip(file.text.lines()) {
            let begins_rule = line.ends_with('{') && !line.starts_with(char::is_whitespace);
            if begins_rule && open > 0 {
                faults.add(&file, number, "the rule before is still open");
            }
            open += line.matches('{').count() as i32 - line.matches('}').count() as i32;
        }
        if open != 0 {
            faults.add(&file, file.text.lines().count(), "a rule is not closed");
        }
    }
    faults.none();
}

#[test]
fn encounters_are_never_shortened_to_migration() {
    let mut faults = Faults::default();
    for file in WORDS.map(file) {
        let mut table = "";
        for (number, line) in (1..).zip(file.text.lines()) {
            if line.starts_with('[') && line.ends_with(']') {
                table = line;
            }
            let lower = line.to_lowercase();
            let named = ["migration", "migración"]
                .iter()
                .any(|word| has_word(&lower, word));
            // The title under which the page is cited.
            let is_title = table == "[share]" && line.starts_with("title = ");
            if named && table != "[page]" && !is_title {
                faults.add(
                    &file,
                    number,
                    "only prose of the page speaks of migration; results of encounters",
                );
            }
        }
    }
    faults.none();
}

#[test]
fn the_page_carries_no_words_that_its_app_never_asks_for() {
    let app: String = LAYERS
        .iter()
        .filter(|(layer, _)| !["history", "content", "cli"].contains(layer))
        .flat_map(|(layer, _)| rust_files(&format!("src/{layer}/")))
        .flat_map(|file| {
            file.code()
                .map(|(_, code)| format!("{code}\n"))
                .collect::<Vec<_>>()
        })
        .collect();
    let unused: Vec<&&str> = root_causes::i18n::words::TABLES
        .iter()
        .filter(|table| !app.contains(&format!("words::{table}(")))
        .collect();
    assert!(unused.is_empty(), "build/words.rs: {unused:?} reach nobody");
}

/// The papers whose names of files are checked.
const PAPERS: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

#[test]
fn every_file_that_the_papers_name_exists() {
    let mut faults = Faults::default();
    for paper in PAPERS.map(file) {
        let mut folder = String::new();
        for (number, line) in (1..).zip(paper.prose()) {
            if line.starts_with('#') {
                let named = backticked(line).find(|name| name.ends_with('/'));
                folder = named.unwrap_or_default().to_string();
            }
            for name in backticked(line)
                .chain(linked(line))
                .filter(|name| is_file_name(name))
            {
                let beside = format!("{folder}{name}");
                if !exists(name) && !exists(&beside) {
                    faults.add(&paper, number, &format!("there is no `{name}`"));
                }
            }
        }
    }
    faults.none();
}

#[test]
fn the_code_map_leaves_no_source_file_out() {
    let map = file("ARCHITECTURE.md");
    let mut folder = String::new();
    let mut named = Vec::new();
    for line in map.prose() {
        if line.starts_with('#') {
            let in_heading = backticked(line).find(|name| name.ends_with('/'));
            folder = in_heading.unwrap_or_default().to_string();
        }
        for name in backticked(line) {
            named.push(name.to_string());
            named.push(format!("{folder}{name}"));
        }
    }
    let missing: Vec<String> = rust_files("src/")
        .into_iter()
        .chain(rust_files("build"))
        .map(|file| file.path)
        .filter(|path| !named.contains(path))
        .collect();
    assert!(
        missing.is_empty(),
        "ARCHITECTURE.md does not name {missing:?}"
    );
}

#[test]
fn every_invariant_names_a_test_that_exists() {
    let mut faults = Faults::default();
    let paper = file("ARCHITECTURE.md");
    let mut rows = 0;
    let invariants = (1..)
        .zip(paper.text.lines())
        .skip_while(|(_, line)| *line != "## Invariants")
        .filter(|(_, line)| line.starts_with("| ") && line.contains('`'));
    for (number, line) in invariants {
        rows += 1;
        let held_by = line
            .trim_end_matches('|')
            .rsplit('|')
            .next()
            .unwrap_or_default();
        let mut text = None;
        let mut tests = 0;
        for name in backticked(held_by) {
            if exists(name) {
                text = Some((name, read(name)));
                continue;
            }
            let Some((path, text)) = &text else {
                faults.add(&paper, number, &format!("`{name}` stands before any file"));
                continue;
            };
            tests += 1;
            let found = if path.ends_with(".rs") {
                text.contains(&format!("fn {name}("))
            } else {
                text.contains(name)
            };
            if !found {
                faults.add(&paper, number, &format!("{path} holds no `{name}`"));
            }
        }
        if tests == 0 {
            faults.add(&paper, number, "no test holds this");
        }
    }
    assert!(rows > 10, "the table of invariants was not found");
    faults.none();
}

#[test]
fn the_readme_names_every_key_of_links_and_files() {
    let readme = read("README.md");
    let keys = (Lever::ALL.map(|lever| lever.record().key).into_iter())
        .chain(Shock::ALL.map(|shock| shock.record().key))
        .chain(Preset::ALL.map(Preset::key))
        .chain(Regime::ALL.map(Regime::key))
        .chain(Pack::ALL.map(Pack::key));
    for key in keys {
        assert!(
            readme.contains(&format!("`{key}`")),
            "README.md does not name `{key}`"
        );
    }
}

#[test]
fn the_readme_says_what_each_parameter_can_be_set_to() {
    let readme = read("README.md");
    for record in Parameter::all() {
        let settable = record.settable;
        let (low, high) = settable.possible;
        let off = settable
            .neutral
            .map_or("none".into(), |value| value.to_string());
        let row = format!(
            "| `{}` | {low} to {high} | {} | {off} |",
            record.key, settable.step
        );
        assert!(readme.contains(&row), "README.md lacks: {row}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_scenario_file_of_the_readme_can_be_run() {
    let readme = read("README.md");
    let (_, rest) = readme
        .split_once("```json\n")
        .expect("README.md shows a scenario file");
    let (example, _) = rest.split_once("```").expect("the example ends");
    if let Err(faults) = root_causes::share::file::parse(example) {
        panic!("the scenario file in README.md: {faults:?}");
    }
}

/// A text file of the project.
struct File {
    /// Path from the root of the project.
    path: String,
    text: String,
}

impl File {
    /// Lines of code with their numbers, without comments and without tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..)
            .zip(self.text.lines())
            .take_while(|(_, line)| *line != "#[cfg(test)]")
            .map(|(number, line)| (number, without_comment(line)))
    }

    /// First names after `crate::` and `super::`, with the lines on which the paths begin.
    fn parts_named(&self) -> Vec<(usize, String)> {
        let code: Vec<(usize, &str)> = self.code().collect();
        let text: String = code.iter().flat_map(|(_, line)| [*line, "\n"]).collect();
        let mut parts = Vec::new();
        for root in ["crate::", "root_causes::", "super::"] {
            for (at, _) in text.match_indices(root) {
                let line = code[text[..at].matches('\n').count()].0;
                let rest = &text[at + root.len()..];
                parts.extend(first_names(rest).into_iter().map(|name| (line, name)));
            }
        }
        parts
    }

    /// Lines outside blocks of code, which stand as empty lines.
    fn prose(&self) -> Vec<&str> {
        let mut fenced = false;
        let prose = self.text.lines().map(|line| {
            let is_fence = line.trim_start().starts_with("```");
            fenced ^= is_fence;
            if fenced || is_fence { "" } else { line }
        });
        prose.collect()
    }
}

/// Names with which a path goes on: one, or those of a list in braces.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String { text.trim().chars().take_while(|c| is_name(*c)).collect() };
    let Some(list) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, sign) in list.char_indices() {
        match sign {
            '{' => depth += 1,
            ',' if depth == 0 => {
                names.push(name(&list[start..at]));
                start = at + 1;
            }
            '}' if depth == 0 => {
                names.push(name(&list[start..at]));
                break;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    names
}

fn is_name(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

fn is_layer(name: &str) -> bool {
    LAYERS.iter().any(|(layer, _)| *layer == name)
}

fn lies_in(path: &str, place: &str) -> bool {
    path == place || (place.ends_with('/') && path.starts_with(place))
}

/// Whether `word` stands in the line, not as part of a longer name.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(is_name) && !after.is_some_and(is_name)
    })
}

fn names_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = &code[..at];
        !before.ends_with(is_name) && !before.ends_with("::")
    })
}

fn without_comment(line: &str) -> &str {
    // An address in a text is no comment.
    let comment = line
        .match_indices("//")
        .find(|(at, _)| !line[..*at].ends_with(':'));
    comment.map_or(line, |(at, _)| &line[..at])
}

/// Whether a piece of HTML is an attribute such as `onclick=`.
fn is_handler(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or_default();
    word.contains('=') && name.len() > 2 && name.starts_with("on")
}

fn backticked(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Targets of Markdown links that stay in the project.
fn linked(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
}

/// Whether a word of a paper is meant as a file of the project.
fn is_file_name(name: &str) -> bool {
    if name.contains([' ', '*', '<', '{', '=', ':', '(']) || name.starts_with('-') {
        return false;
    }
    let folders = [
        "src/", "tests/", "assets/", "build/", "tools/", "web/", "style/", ".ci/", ".cargo/",
    ];
    let kinds = [
        ".md", ".toml", ".lock", ".rs", ".html", ".mjs", ".sh", ".css", ".csv", ".js", ".png",
    ];
    folders.iter().any(|folder| name.starts_with(folder))
        || (!name.contains('/') && kinds.iter().any(|kind| name.ends_with(kind)))
        || name.starts_with("LICENSE")
        || name == "Makefile"
}

/// Faults with their places; a test reports all of them at once.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, file: &File, line: usize, what: &str) {
        self.0.push(format!("{}:{line}: {what}", file.path));
    }

    fn none(self) {
        assert!(self.0.is_empty(), "\n{}\n", self.0.join("\n"));
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn exists(path: &str) -> bool {
    root().join(path).exists()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn file(path: &str) -> File {
    File {
        path: path.into(),
        text: read(path),
    }
}

/// Rust files whose path begins so; there must be some.
fn rust_files(start: &str) -> Vec<File> {
    let files: Vec<File> = project_files()
        .into_iter()
        .filter(|file| file.path.starts_with(start) && file.path.ends_with(".rs"))
        .collect();
    assert!(!files.is_empty(), "there is no Rust file under {start}");
    files
}

/// Every text file of the project, sorted; what `.gitignore` names is left out.
fn project_files() -> Vec<File> {
    let ignored = read(".gitignore");
    let ignored: Vec<&str> = ignored.lines().chain(["/.git"]).collect();
    let mut files = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(root().join(&folder)).expect("a folder of the project");
        for entry in entries {
            let entry = entry.expect("an entry of a folder");
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}{name}");
            let is_ignored = |rule: &&str| match rule.strip_prefix('/') {
                Some(rule) => rule == path,
                None => *rule == name,
            };
            if ignored.iter().any(is_ignored) {
                continue;
            }
            if entry.file_type().expect("a kind of entry").is_dir() {
                folders.push(format!("{path}/"));
            } else if let Ok(text) = String::from_utf8(fs::read(entry.path()).expect("a file")) {
                files.push(File { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
