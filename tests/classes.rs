//! The page for classes, as it is written: a plan that fills a lesson, states that open the same by
//! link, code and picture, worksheets that give nothing away, and keys that follow model and record.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use root_causes::figures::format::decimal;
use root_causes::i18n::{Lang, words};
use root_causes::model::DRAWS;
use root_causes::model::equations::{Detail, SERIES};
use root_causes::model::presets::Preset;
use root_causes::model::simulator::Simulator;
use root_causes::share::code;
use root_causes::share::link;
use root_causes::share::qr::Qr;

mod site;

const FOLDERS: [(Lang, &str); 2] = [(Lang::En, ""), (Lang::Es, "es/")];
const SHEETS: [&str; 3] = ["guess", "plans", "sure"];

fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| site::written("classes-pages"))
}

fn page(path: &str) -> String {
    fs::read_to_string(site().join(path).join("index.html")).unwrap()
}

/// What stands between each `start` and the next `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let parts = text.split(start).skip(1);
    parts
        .map(|part| part.split(end).next().unwrap_or_default())
        .collect()
}

fn only<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    match between(text, start, end)[..] {
        [one] => one,
        ref all => panic!("{start} stands {} times", all.len()),
    }
}

/// The words of a piece of HTML.
fn tagless(html: &str) -> String {
    let words: String = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect();
    words.replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn the_plan_leaves_no_minute_out_and_says_how_many_there_are() {
    for (lang, folder) in FOLDERS {
        let page = page(&format!("{folder}classes"));
        let mut until = 0_u32;
        for span in between(&page, "<span class=\"minutes\">", " min</span>") {
            let (from, to) = span.split_once('–').unwrap();
            assert_eq!(from.parse::<u32>().unwrap(), until, "{lang:?}");
            until = to.parse().unwrap();
        }
        assert_eq!(until, 45, "{lang:?}");
        let plan = only(&page, "id=\"plan\">", "</p>");
        assert!(tagless(plan).contains("45 "), "{lang:?}: {plan}");
    }
}

#[test]
fn a_prepared_state_opens_the_same_by_link_by_code_and_by_picture() {
    for (lang, folder) in FOLDERS {
        let page = page(&format!("{folder}classes"));
        let states = only(&page, "<ul class=\"states\">", "</ul>");
        let items = between(states, "<li>", "</li>");
        let mut coded = 0;
        for item in &items {
            let target = only(item, "href=\"", "\"").replace("&amp;", "&");
            let path = target.rsplit("../").next().unwrap();
            let path = path.strip_prefix(folder).unwrap_or(path);
            let address = format!("https://root-causes.example/{folder}{path}");
            let drawn = only(item, "fill=\"#000\" d=\"", "\"");
            assert!(
                Qr::of(&address).is_ok_and(|qr| qr.path() == drawn),
                "{lang:?}: the picture does not lead to {address}"
            );
            let Some(fragment) = path.strip_prefix('#') else {
                assert!(site().join(folder).join(path).exists(), "{path}");
                continue;
            };
            let opened = link::decode(fragment);
            assert!(opened.refusals.is_empty() && !opened.foreign, "{path}");
            let typed = code::read(only(item, "<code>", "</code>")).expect("a code");
            assert_eq!(typed.scenario, opened.scenario, "{path}");
            assert_eq!(typed.preset, opened.preset, "{path}");
            coded += 1;
        }
        assert!(coded >= 5 && items.len() > coded, "{lang:?}: {coded}");
    }
}

#[test]
fn a_worksheet_has_room_to_write_and_gives_no_answer_away() {
    for (lang, folder) in FOLDERS {
        let page = page(&format!("{folder}classes"));
        for key in SHEETS {
            let sheet = only(&page, &format!("id=\"sheet-{key}\">"), "</section>");
            assert!(!sheet.contains("class=\"figure\""), "{lang:?} {key}");
            assert!(
                sheet.matches("class=\"line\"").count() >= 5,
                "{lang:?} {key}"
            );
            let tasks = between(
                only(sheet, "<ol class=\"tasks\">", "</ol>"),
                "<li>",
                "</li>",
            );
            for task in &tasks {
                let room = task.contains("class=\"line\"") || task.contains("<svg");
                assert!(room, "{lang:?} {key}: {task}");
            }
            let folded = format!("<details class=\"prose key\" id=\"key-{key}\"><summary>");
            assert!(page.contains(&folded), "{lang:?} {key}");
        }
    }
}

#[test]
fn the_keys_tell_what_the_model_gives() {
    let mut model = Simulator::new(Preset::DEFAULT.scenario().seed, DRAWS);
    for (preset, key) in [
        (Preset::OpEd, "plans"),
        (Preset::Strategy, "plans"),
        (Preset::Aid, "sure"),
    ] {
        let summary = model.run(&preset.scenario(), Detail::Encounters);
        let change = summary.change[SERIES - 1];
        let told = [
            decimal(f64::from(change.fewer) * 100.0, 0),
            // Points count encounters avoided; below zero there are fewer.
            decimal(-f64::from(change.percent.p95), 1),
            decimal(-f64::from(change.percent.p05), 1),
        ];
        for (lang, folder) in FOLDERS {
            let page = page(&format!("{folder}classes"));
            let answers = only(&page, &format!("id=\"key-{key}\">"), "</details>");
            let figures: Vec<String> = between(answers, "class=\"figure\"", "</button>")
                .iter()
                .map(|button| tagless(button.split_once('>').unwrap().1))
                .collect();
            assert!(
                figures.windows(3).any(|three| three == told),
                "{lang:?} {}: {told:?} in {figures:?}",
                preset.key()
            );
        }
    }
}

#[test]
fn the_highest_and_the_last_year_are_those_of_the_record() {
    let table = fs::read_to_string("assets/data/encounters.csv").unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split(',').collect())
        .collect();
    for code in ["SLV", "GTM", "HND"] {
        let years = rows.iter().filter(|row| row[1] == code && row[3] == "12");
        let years: Vec<(u32, &str)> = years.map(|row| (row[2].parse().unwrap(), row[0])).collect();
        let (most, high) = years.iter().max().unwrap();
        let (then, last) = years.last().unwrap();
        for (lang, folder) in FOLDERS {
            let page = page(&format!("{folder}classes"));
            let answers = tagless(only(&page, "id=\"key-guess\">", "</details><section"));
            let [most, then] = [most, then].map(|count| decimal(f64::from(*count), 0));
            let told = match lang {
                Lang::En => format!("{most} in fiscal year {high}, {then} in {last}."),
                Lang::Es => format!("{most} en el año fiscal {high}, {then} en {last}."),
            };
            assert!(answers.contains(&told), "{lang:?} {code}: {told}");
        }
    }
}

#[test]
fn every_page_leads_to_the_page_for_classes() {
    for (lang, folder) in FOLDERS {
        for path in ["", "method", "s/aid", "steps/why-people-leave"] {
            let page = page(&format!("{folder}{path}"));
            let foot = only(&page, "<footer", "</footer>");
            let name = words::classes(lang).link;
            assert!(
                foot.contains("classes/\"") && foot.contains(name),
                "{lang:?} {path}"
            );
        }
    }
}

#[test]
fn steps_and_the_page_for_classes_can_be_presented_and_no_other_page_carries_that() {
    let presents = |path: &str| page(path).contains("data-leave=");
    for (_, folder) in FOLDERS {
        let steps = fs::read_dir(site().join(folder).join("steps")).unwrap();
        for step in steps {
            let key = step.unwrap().file_name().into_string().unwrap();
            assert!(presents(&format!("{folder}steps/{key}")), "{key}");
        }
        assert!(presents(&format!("{folder}classes")));
        for path in [
            "",
            "s/aid",
            "method",
            "levers/aid",
            "embed/steps/why-people-leave",
        ] {
            assert!(!presents(&format!("{folder}{path}")), "{path}");
        }
    }
}
