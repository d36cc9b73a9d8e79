//! The guided steps, as `root-causes pages` writes them, and the figures of recorded years in them.
#![cfg(feature = "cli")]

mod site;
mod wordings;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use root_causes::data::record::{self, Clock, Shape};
use root_causes::data::{self, Regime};
use root_causes::figures::spec::Mark;
use root_causes::figures::yearly::{STROKES, Yearly};
use root_causes::history::by_hand::{Level, Record};
use root_causes::i18n::Lang;

const LANGS: [(&str, &str); 2] = [("en", ""), ("es", "es/")];

/// The site, written once from the template as it stands in the repository.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| site::written("steps-site"))
}

fn page(path: &str) -> String {
    let file = site().join(path).join("index.html");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Keys of the steps in the order in which the main page lists them.
fn keys() -> Vec<String> {
    let main = page("");
    let list = between(&main, "<ol class=\"steps\">", "</ol>")[0];
    let links = between(list, "href=\"./steps/", "/\"");
    links.into_iter().map(str::to_owned).collect()
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let parts = text.split(start).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(end)?.0))
        .collect()
}

#[test]
fn every_step_is_complete_in_both_languages() {
    let keys = keys();
    assert!(keys.len() >= 3, "{keys:?}");
    for (lang, folder) in LANGS {
        for key in &keys {
            let html = page(&format!("{folder}steps/{key}"));
            let of = format!("{lang} {key}");
            assert!(
                html.contains(&format!("<html lang=\"{lang}\" data-stage=\"#v1&amp;p=")),
                "{of}"
            );
            for part in [
                "data-root=\"../../\"",
                "id=\"answer\"",
                "id=\"simulator\"",
                "id=\"try\"",
                "id=\"left-out\"",
                "rel=\"prev\"",
                "rel=\"next\"",
                "<template id=\"words\">",
                "id=\"note-aid\"",
                "id=\"failure-start\"",
            ] {
                assert_eq!(html.matches(part).count(), 1, "{of}: {part}");
            }
            assert!(!html.contains("{{"), "{of}: a hole is left");
            assert!(!html.contains(" style=\""), "{of}: an inline style");
            let here = between(&html, "<li aria-current=\"page\">", "</li>");
            let title = between(&html, "<h1>", "</h1>");
            assert_eq!(here, title, "{of}: the present step is marked");
            let order = ["step-story", "step-try", "id=\"left-out\"", "step-ways"]
                .map(|part| html.find(part));
            assert!(order.is_sorted() && order[0].is_some(), "{of}: {order:?}");
        }
    }
}

#[test]
fn every_link_within_the_site_leads_somewhere() {
    let root = site().canonicalize().expect("the site");
    for (_, folder) in LANGS {
        for key in keys() {
            let here = root.join(format!("{folder}steps/{key}"));
            let html = page(&format!("{folder}steps/{key}"));
            for to in between(&html, "href=\"", "\"") {
                let path = to.split('#').next().unwrap_or_default();
                let outside =
                    path.contains("://") || path.ends_with(".csv") || path.starts_with("web/");
                let of_the_build = path.contains("/style/")
                    || path.starts_with("style/")
                    || path.contains("/assets/fonts/");
                if path.is_empty() || outside || of_the_build || path.starts_with("assets/") {
                    continue;
                }
                let target = here.join(path);
                let target = if path.ends_with('/') {
                    target.join("index.html")
                } else {
                    target
                };
                assert!(target.exists(), "{key}: {to} leads nowhere");
            }
        }
    }
}

/// Figures and sections of charts in the story of a step: class and content of each.
fn charts(html: &str) -> Vec<(String, String)> {
    let story = html.split("class=\"step-try\"").next().expect("a story");
    let mut charts = Vec::new();
    for (tag, end) in [
        ("<figure class=\"", "</figure>"),
        ("<section class=\"", "</section>"),
    ] {
        for chart in between(story, tag, end) {
            let (class, inside) = chart.split_once('"').expect("a class");
            let is_text = class == "prose";
            if !is_text {
                charts.push((class.to_owned(), inside.to_owned()));
            }
        }
    }
    charts
}

#[test]
fn every_chart_has_sentence_table_source_and_breaks() {
    let mut classes: BTreeSet<String> = BTreeSet::new();
    let mut count = 0;
    for (_, folder) in LANGS {
        for key in keys() {
            let html = page(&format!("{folder}steps/{key}"));
            for (class, chart) in charts(&html) {
                count += 1;
                classes.insert(class.clone());
                let of = format!("{folder}{key}, {class}");
                let caption = match class.as_str() {
                    "timeline" | "aid-check" => between(&chart, "<p class=\"tl-caption\"", "</p>"),
                    _ => between(&chart, "<figcaption>", "</figcaption>"),
                };
                let sentence = read_out(
                    caption
                        .first()
                        .unwrap_or_else(|| panic!("{of}: no sentence")),
                );
                assert!(
                    sentence.ends_with(['.', '?']) && sentence.len() > 30,
                    "{of}: {sentence}"
                );
                let table = between(&chart, "<tbody>", "</tbody>");
                // The list of what decides has each of its numbers in words, beside its bar.
                let is_list = class == "influences-figure"
                    && chart.matches("class=\"influence-line\"").count() >= 6;
                assert!(
                    is_list
                        || table
                            .iter()
                            .any(|table| table.contains("<th scope=\"row\">")),
                    "{of}: {sentence}: no table"
                );
                let has_source = ["source-line", "class=\"more sources\"", "class=\"tl-more\""];
                assert!(
                    has_source.iter().any(|part| chart.contains(part))
                        && chart.contains("<a href="),
                    "{of}: {sentence}: no source"
                );
                // Only what is no recorded series has no years to compare.
                let has_breaks = match class.as_str() {
                    "locator" | "influences-figure" => true,
                    "chart-figure" => {
                        chart.contains("class=\"more breaks\"")
                            || chart.contains("class=\"bound-key\"")
                    }
                    "by-hand" => chart.contains("class=\"more breaks\""),
                    "timeline" | "aid-check" => chart.contains("class=\"tl-more\""),
                    _ => chart.contains("class=\"more sources\""),
                };
                assert!(has_breaks, "{of}: {sentence}: breaks");
                for (name, said) in between(&chart, "<title>", "</title>")
                    .iter()
                    .zip(between(&chart, "<desc>", "</desc>"))
                {
                    assert!(
                        !name.is_empty() && said.len() > 20,
                        "{of}: {sentence}: {name}: {said}"
                    );
                }
            }
        }
    }
    for class in [
        "aid-check",
        "by-hand",
        "chart-figure",
        "chart-figure bars",
        "influences-figure",
        "locator",
        "months",
        "timeline",
        "yearly",
    ] {
        assert!(classes.contains(class), "{class}: {classes:?}");
    }
    assert!(count >= 2 * 30, "{count} charts");
}

#[test]
fn levels_by_month_are_those_of_the_border_rules() {
    for (_, folder) in LANGS {
        let html = page(&format!("{folder}steps/what-no-lever-explains"));
        let chart = charts(&html);
        let (_, chart) = chart
            .iter()
            .find(|(class, _)| class == "months")
            .expect("the months");
        let levels = between(chart, "<tbody>", "</tbody>")[0];
        let rows = between(levels, "<tr>", "</tr>");
        assert_eq!(rows.len(), Regime::ALL.len());
        for (row, regime) in rows.iter().zip(Regime::ALL) {
            let windows = data::regime_windows(regime);
            let months: u32 = windows
                .iter()
                .map(|w| months_of(w.first_month, w.last_month))
                .sum();
            for (country, cell) in between(row, "<td>", "</td>").iter().enumerate() {
                let told: f64 = cell.replace(',', "").parse().expect("a number");
                let counted: u32 = windows.iter().map(|w| w.encounters[country]).sum();
                let mean = f64::from(counted) / f64::from(months);
                assert!(
                    (told - mean).abs() <= 1.0 + 0.01 * mean,
                    "{} {country}: {told} {mean}",
                    regime.key()
                );
            }
        }
        // Every rule change of the picture has its line in the list, which leads to the timeline.
        let large = between(chart, "<svg class=\"months-picture wide\"", "</svg>")[0];
        let numbers = between(large, "class=\"months-number\"", "</text>").len();
        let rules = between(chart, "<ol class=\"months-rules\">", "</ol>")[0];
        assert_eq!(rules.matches("#event-").count(), numbers);
        assert!(numbers >= 10, "{numbers}");
        let shades = large.matches("class=\"months-shade\"").count();
        assert_eq!(shades, Regime::ALL.len());
        // The last row is the last month that is recorded.
        let series = record::series("encounters_usbp_monthly").expect("the months");
        let all = between(chart, "<tbody>", "</tbody>")[1];
        assert_eq!(all.matches("<tr>").count(), series.of("GTM").len());
    }
}

/// How many months lie from `first` to `last`, both included.
fn months_of(first: &str, last: &str) -> u32 {
    let number = |month: &str| {
        let (year, month) = month.split_once('-').expect("a month");
        12 * year.parse::<u32>().expect("a year") + month.parse::<u32>().expect("a month")
    };
    number(last) + 1 - number(first)
}

#[test]
fn the_match_by_hand_has_its_numbers_in_one_table_and_its_script_on_one_page() {
    let record = Record::read();
    let best = [Level::One, Level::ByPeriod].map(|level| record.best(level));
    let mut numbers: Vec<Vec<String>> = Vec::new();
    for (_, folder) in LANGS {
        for key in keys() {
            let html = page(&format!("{folder}steps/{key}"));
            let has_script = html.contains("by-hand.js\"></script>");
            assert_eq!(has_script, html.contains("id=\"by-hand\""), "{key}");
            if !has_script {
                continue;
            }
            let figure = between(&html, "<figure class=\"by-hand\"", "</figure>")[0];
            let sliders = between(figure, "<input type=\"range\"", ">");
            assert_eq!(sliders.len(), best[0].len());
            for (k, slider) in sliders.iter().enumerate() {
                for (of, best) in ["data-best", "data-best-by-period"].iter().zip(&best) {
                    assert!(
                        slider.contains(&format!(" {of}=\"{}\"", best[k])),
                        "{slider}"
                    );
                }
            }
            let rows = between(figure, "<tr><th scope=\"row\">", "</tr>");
            assert_eq!(rows.len(), record.years.len() + 1);
            for (row, year) in rows.iter().zip(&record.years) {
                assert!(row.starts_with(&format!("{}<", year.year)), "{row}");
            }
            let cells = between(figure, "<td>", "</td>").into_iter();
            let cells = cells.filter(|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
            numbers.push(cells.map(str::to_owned).collect());
        }
    }
    assert_eq!(numbers.len(), 2);
    assert!(numbers[0].len() > 7 * record.years.len());
    assert_eq!(numbers[0], numbers[1], "the same numbers in both languages");
}

/// Every yearly series of three places or of one, as a figure.
fn figures() -> Vec<Yearly> {
    let series = record::all_series()
        .iter()
        .filter(|record| record.clock != Clock::Monthly);
    let figures = series.filter_map(|record| Yearly::new(&[record.id], record.places, 2000).ok());
    figures.collect()
}

#[test]
fn what_is_drawn_of_a_series_stands_in_its_table() {
    let figures = figures();
    assert!(figures.len() > 50, "{}", figures.len());
    for yearly in figures {
        for place in yearly.places() {
            let plane = yearly.plane(place, "title", Lang::En);
            let told: Vec<f64> = plane
                .table
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().flatten().copied())
                .collect();
            for number in plane.numbers() {
                assert!(
                    told.contains(&number),
                    "{}: {number}",
                    yearly.series()[0].id
                );
            }
            assert_eq!(
                plane.numbers().len(),
                told.len(),
                "{} {place}",
                yearly.series()[0].id
            );
        }
    }
}

#[test]
fn single_points_and_gaps_are_never_joined_by_a_line() {
    for yearly in figures() {
        let record = yearly.series()[0];
        for place in yearly.places() {
            for mark in yearly.plane(place, "title", Lang::En).marks {
                match mark {
                    Mark::Line { points, .. } => {
                        assert_eq!(record.shape, Shape::Line, "{}", record.id);
                        assert!(
                            points.windows(2).all(|pair| pair[1].0 - pair[0].0 == 1.0),
                            "{}",
                            record.id
                        );
                        let whole = |at: &(f64, f64)| {
                            record
                                .at(place, at.0 as u16)
                                .is_some_and(|point| !point.partial)
                        };
                        assert!(points.iter().all(whole), "{}", record.id);
                    }
                    Mark::Point { hollow, at, .. } => {
                        let point = record.at(place, at.0 as u16).expect("a recorded year");
                        assert_eq!(
                            hollow, point.partial,
                            "{} {place} {}",
                            record.id, point.year
                        );
                    }
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn series_side_by_side_stay_two_lines() {
    let both =
        Yearly::new(&["homicide_unodc", "homicide_police"], &["GTM"], 2000).expect("one unit");
    let plane = both.plane("GTM", "title", Lang::En);
    let strokes: BTreeSet<String> = plane
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Line { stroke, .. } => Some(format!("{stroke:?}")),
            _ => None,
        })
        .collect();
    assert_eq!(
        strokes,
        STROKES[..2]
            .iter()
            .map(|stroke| format!("{stroke:?}"))
            .collect()
    );
}

#[test]
fn planes_of_a_figure_have_one_scale() {
    for yearly in figures() {
        let frames: Vec<String> = yearly
            .places()
            .iter()
            .map(|place| format!("{:?}", yearly.plane(place, "title", Lang::Es).frame))
            .collect();
        assert!(
            frames.iter().all(|frame| *frame == frames[0]),
            "{}",
            yearly.series()[0].id
        );
    }
}

#[test]
fn series_that_do_not_belong_in_one_figure_are_refused() {
    for (ids, places) in [
        (vec!["no_such_series"], vec!["SLV"]),
        (vec!["encounters_usbp_monthly"], vec!["SLV"]),
        (vec!["homicide_unodc", "poverty_830"], vec!["SLV"]),
        (vec!["cocaine_made"], vec!["SLV"]),
    ] {
        assert!(Yearly::new(&ids, &places, 2000).is_err(), "{ids:?}");
    }
}

/// What a reader reads of a page, in one line: tags and scripts are out.
fn read_out(html: &str) -> String {
    let html = html
        .split("<script")
        .map(|part| part.split_once("</script>").map_or(part, |both| both.1));
    let html: String = html.collect();
    let mut text = String::new();
    for part in html.split('<') {
        // What stands before the first tag has none of its own.
        let words = part.split_once('>').map_or(part, |(_, words)| words);
        text.push_str(words);
        text.push(' ');
    }
    let text = text
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cells of some columns of a table of `assets/data`, in the words of a page.
fn cells(table: &str, columns: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_path(format!("assets/data/{table}.csv")).expect("a table");
    let heads = reader.headers().expect("heads").clone();
    let at: Vec<usize> = columns
        .iter()
        .map(|column| {
            heads
                .iter()
                .position(|head| head == *column)
                .expect("a column")
        })
        .collect();
    let rows = reader.records().map(|row| row.expect("a row"));
    let cells = rows.flat_map(|row| at.iter().map(|at| row[*at].to_owned()).collect::<Vec<_>>());
    let cells = cells.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    cells.filter(|cell| cell.len() > 12).collect()
}

#[test]
fn no_built_page_says_what_no_text_may_say() {
    let titles: Vec<String> = [("sources", ["title"]), ("evidence", ["title"])]
        .iter()
        .flat_map(|(table, columns)| cells(table, columns))
        .collect();
    let studies = cells(
        "evidence",
        &["unit", "note", "setting", "horizon", "design"],
    );
    let mut faults = Vec::new();
    let mut pages = 0;
    let mut folders = vec![site().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|end| end != "html") {
                continue;
            }
            pages += 1;
            let html = fs::read_to_string(&path).expect("a page");
            let without = |text: String, cells: &[String]| {
                cells.iter().fold(text, |text, cell| text.replace(cell, ""))
            };
            let ours = without(read_out(&html), &titles);
            let mut found = wordings::found(&ours, wordings::PEOPLE);
            found.extend(wordings::found(&without(ours, &studies), wordings::CLAIMS));
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", path.display())),
            );
        }
    }
    assert!(pages >= 20, "only {pages} pages were read");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
