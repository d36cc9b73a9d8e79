//! Frames in other pages: what style sheet and scripts must agree on with the registries.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use root_causes::model::levers::Lever;

fn read(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Custom properties that hold a colour, of the first rule whose selector ends a line so.
fn colours(css: &str, selector: &str) -> BTreeMap<String, String> {
    let start = css
        .find(&format!("{selector} {{"))
        .unwrap_or_else(|| panic!("no rule for {selector}"));
    let (rule, _) = css[start..].split_once('}').expect("the rule ends");
    rule.lines()
        .filter_map(|line| line.trim().strip_suffix(';')?.split_once(": #"))
        .map(|(name, colour)| (name.to_owned(), colour.to_owned()))
        .collect()
}

/// Relative luminance by the standard (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&colour[at..at + 2], 16).expect("six hex digits");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            libm::pow((value + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_lever_can_be_chosen_for_a_frame() {
    let css = read("style/embed.css");
    for lever in Lever::ALL {
        let key = lever.record().key;
        let rule = format!("html[data-levers~=\"{key}\"] .dial[data-key=\"{key}\"]");
        assert!(css.contains(&rule), "style/embed.css lacks {rule}");
    }
}

#[test]
fn the_themes_of_a_frame_are_those_of_the_page() {
    let (tokens, css) = (read("style/tokens.css"), read("style/embed.css"));
    let (light, dark) = tokens
        .split_once("@media (prefers-color-scheme: dark)")
        .expect("a dark theme");
    for (theme, page) in [("light", light), ("dark", dark)] {
        let frame = colours(&css, &format!("html[data-theme=\"{theme}\"]"));
        assert_eq!(frame, colours(page, ":root"), "{theme}");
        assert!(frame.len() > 8);
    }
}

#[test]
fn every_accent_can_be_read_in_both_themes() {
    let (tokens, css) = (read("style/tokens.css"), read("style/embed.css"));
    let (light, dark) = tokens
        .split_once("@media (prefers-color-scheme: dark)")
        .expect("a dark theme");
    let program = read("src/cli/embed.rs");
    let (_, list) = program
        .split_once("ACCENTS: [&str; 6] = [")
        .expect("the list of accents");
    let (list, _) = list.split_once(']').expect("the list ends");
    for accent in list.split(", ").map(|name| name.trim_matches('"')) {
        // Ink is the page's own.
        if accent == "ink" {
            continue;
        }
        let by_choice = format!("html[data-theme=\"dark\"][data-accent=\"{accent}\"]");
        let by_system = format!("html[data-accent=\"{accent}\"]:not([data-theme=\"light\"])");
        let plain = format!("html[data-accent=\"{accent}\"]");
        assert_eq!(colours(&css, &by_choice), colours(&css, &by_system));
        for (rule, page) in [(plain, light), (by_choice, dark)] {
            let ground = &colours(page, ":root")["--ground"];
            let colour = &colours(&css, &rule)["--accent"];
            let ratio = contrast(colour, ground);
            assert!(ratio >= 4.5, "{rule}: {ratio:.2}");
        }
    }
}

#[test]
fn the_loader_stays_small() {
    let bytes = read("web/loader.js").len();
    assert!(bytes < 1_500, "web/loader.js: {bytes} bytes");
}
