//! The strategy in figures, and the steps about pathways and money, as `root-causes pages` writes
//! them: each number as the kind of number it is, on a scale that is the same for all beside it.
#![cfg(feature = "cli")]

mod site;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use root_causes::data::Country;
use root_causes::data::documents::{self, Bound, Figure, MoneyKind, Number, Pillar, Row, Status};
use root_causes::data::record;
use root_causes::i18n::Lang;

const LANGUAGES: [Lang; 2] = Lang::ALL;

/// Writes the pages once, from the template as it stands in the project.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| site::written("strategy-site"))
}

fn page(lang: Lang, path: &str) -> String {
    let folder = match lang {
        Lang::En => "",
        Lang::Es => "es/",
    };
    let path = site().join(format!("{folder}{path}")).join("index.html");
    fs::read_to_string(path).unwrap()
}

fn figures() -> impl Iterator<Item = (&'static Row, &'static Figure)> {
    let rows = documents::rows().iter();
    rows.filter_map(|row| Some((row, row.figure()?)))
}

/// What stands between two texts, each time.
fn between<'a>(html: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    html.split(start)
        .skip(1)
        .map(|rest| rest.split(end).next().unwrap())
        .collect()
}

/// The card of a figure.
fn card<'a>(html: &'a str, id: &str) -> &'a str {
    let start = format!("<article class=\"figure-card\" id=\"{id}\"");
    let cards = between(html, &start, "</article>");
    assert_eq!(cards.len(), 1, "{id} has {} cards", cards.len());
    cards[0]
}

/// What a bar has at its end if it is of a kind.
fn ending(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact | Bound::Open => "class=\"edge\"",
        Bound::Ceiling => "class=\"cap\"",
        Bound::Floor => "M9 7L13 11L9 15",
        Bound::About => "class=\"soft\"",
    }
}

#[test]
fn every_figure_is_a_card_that_leads_to_its_row_in_both_languages() {
    assert_eq!(figures().count(), 84);
    for lang in LANGUAGES {
        let html = page(lang, "strategy");
        for (row, figure) in figures() {
            let card = card(&html, row.id);
            assert!(card.contains(&format!("claims/#{}", row.id)), "{}", row.id);
            assert!(card.contains(&format!("data-status=\"{}\"", figure.status.key())));
            if let Some(whole) = figure.part_of {
                assert!(card.contains(&format!("href=\"#{whole}\"")), "{}", row.id);
            }
        }
    }
}

#[test]
fn every_number_is_drawn_as_the_kind_of_number_it_is() {
    let html = page(Lang::En, "strategy");
    for (row, figure) in figures() {
        let card = card(&html, row.id);
        let kinds = [Bound::Exact, Bound::Ceiling, Bound::Floor, Bound::About];
        for kind in kinds {
            let is_drawn = card.contains(ending(kind));
            let is_due = figure.value.is_some() && figure.bound == kind;
            assert_eq!(is_drawn, is_due, "{} as {kind:?}", row.id);
        }
        let is_ahead = matches!(figure.status, Status::Planned | Status::AskedFor);
        let is_of_others = figure.money_kind == Some(MoneyKind::Fund);
        assert_eq!(
            card.contains("kind-bar outlined"),
            figure.value.is_some() && (is_ahead || is_of_others),
            "{}",
            row.id
        );
    }
}

#[test]
fn bars_beside_each_other_have_one_scale_and_none_is_of_another_kind() {
    for lang in LANGUAGES {
        let html = page(lang, "strategy");
        for (id, number) in [("money", Number::Money), ("people", Number::People)] {
            let start = format!("<figure class=\"drawn\" id=\"{id}\">");
            let part = between(&html, &start, "</figure>")[0];
            let scales = between(part, "<ul class=\"sized\">", "</ul>");
            assert!(scales.len() >= 2);
            let mut seen = Vec::new();
            for scale in scales {
                let mut lengths = Vec::new();
                for row in between(scale, "<li", "</li>") {
                    let of = between(row, "href=\"#", "\"")[0];
                    let figure = documents::row(of).unwrap().figure().unwrap();
                    assert_eq!(figure.number, number, "{of}");
                    seen.push(of);
                    let Some(svg) = between(row, "<svg class=\"kind-bar", "</li>")
                        .first()
                        .copied()
                    else {
                        continue;
                    };
                    let width: f64 = between(svg, "width=\"", "%\"")
                        .iter()
                        .find_map(|width| {
                            width
                                .rsplit('"')
                                .next()?
                                .parse()
                                .ok()
                                .filter(|w| *w < 100.0)
                        })
                        .unwrap();
                    lengths.push((of, width, figure.value.unwrap()));
                }
                let (_, longest, most) = lengths[0];
                for (of, width, value) in &lengths {
                    let due = longest * value / most;
                    assert!((width - due).abs() < 0.02, "{of}: {width} instead of {due}");
                }
            }
            for (row, figure) in figures().filter(|(row, _)| row.id.starts_with("FS")) {
                let is_due = figure.number == number && figure.value.is_some();
                assert_eq!(seen.contains(&row.id), is_due, "{}", row.id);
            }
        }
    }
}

#[test]
fn no_parts_are_larger_than_their_whole() {
    for (whole, figure) in figures() {
        let parts: f64 = figures()
            .filter(|(_, part)| part.part_of == Some(whole.id))
            .filter_map(|(_, part)| part.value)
            .sum();
        assert!(
            figure.value.is_none_or(|whole| parts <= whole),
            "{}",
            whole.id
        );
    }
}

#[test]
fn filters_need_no_script_and_know_every_subject_kind_and_status() {
    let html = page(Lang::En, "strategy");
    // The page's own script only folds groups and opens terms.
    for script in html.split("<script").skip(1) {
        assert!(
            script.contains("strategy") || script.contains("terms"),
            "{script:.80}"
        );
    }
    let style = include_str!("../style/charts.css");
    let keys = |all: &mut dyn Iterator<Item = &'static str>, name: &'static str| {
        all.map(|key| (name, key)).collect::<Vec<_>>()
    };
    let mut all = keys(&mut Pillar::ALL.iter().map(|p| p.key()), "pillar");
    all.extend(keys(&mut Number::ALL.iter().map(|n| n.key()), "number"));
    all.extend(keys(&mut Status::ALL.iter().map(|s| s.key()), "status"));
    for (name, key) in all {
        let rule = format!("#{name}-{key}:checked) ");
        assert!(style.contains(&rule), "no rule for {name}-{key}");
        let label = between(&html, &format!("id=\"{name}-{key}\"> "), "</label>")[0];
        let told: usize = label.rsplit(['(', ')']).nth(1).unwrap().parse().unwrap();
        let cards = html.matches(&format!("data-{name}=\"{key}\"")).count();
        assert_eq!(told, cards, "{label}");
    }
}

#[test]
fn the_pledge_stands_beside_the_sums_of_the_record() {
    for (series, fact) in [("aid_obligations", "CF026"), ("aid_disbursements", "CF027")] {
        let series = record::series(series).unwrap();
        let sum: f64 = (2021..=2024)
            .flat_map(|year| Country::ALL.map(|country| (country, year)))
            .map(|(country, year)| series.at(country.code(), year).unwrap().value.unwrap())
            .sum();
        assert_eq!(sum, record::fact(fact).unwrap().value);
        let told = format!("${:.2}\u{a0}billion", (sum / 1e7).round() / 100.0);
        assert!(page(Lang::En, "strategy").contains(&told), "{told}");
    }
}

#[test]
fn every_measure_of_the_local_share_has_its_row_and_its_definition() {
    assert_eq!(record::local_shares().len(), 33);
    for lang in LANGUAGES {
        let html = page(lang, "steps/money-and-who-gets-it");
        for share in record::local_shares() {
            let start = format!("<li id=\"{}\">", share.id);
            assert_eq!(html.matches(&start).count(), 1, "{}", share.id);
            let row = between(&html, &start, "</li>")[0];
            assert_eq!(
                row.contains("class=\"dot\""),
                share.unit == "percent",
                "{}",
                share.id
            );
        }
    }
}

#[test]
fn visas_and_encounters_share_years_and_no_plane() {
    for lang in LANGUAGES {
        let html = page(lang, "steps/legal-pathways");
        let chart = between(&html, "<div class=\"panels\">", "<details")[0];
        let panels = between(chart, "<svg class=\"panel ", "<p class");
        assert_eq!(chart.matches("role=\"img\"").count(), 6);
        for country in ["slv", "gtm", "hnd"] {
            let own = chart.matches(&format!("class=\"panel {country}\"")).count();
            assert_eq!(own, 2, "{country}");
        }
        for panel in panels {
            assert!(panel.contains(">2000<") && panel.contains(">2026<"));
        }
    }
}

#[test]
fn both_languages_have_the_same_charts_and_nothing_the_policy_forbids() {
    for path in [
        "strategy",
        "steps/legal-pathways",
        "steps/money-and-who-gets-it",
    ] {
        let [english, spanish] = LANGUAGES.map(|lang| page(lang, path));
        for mark in ["<figure", "<svg", "<table", "source-line", "<tr>"] {
            let count = english.matches(mark).count();
            assert_eq!(count, spanish.matches(mark).count(), "{path}: {mark}");
        }
        for html in [english, spanish] {
            assert!(!html.contains(" style=\""), "{path}");
            assert!(!html.contains("{{") && !html.contains("[["), "{path}");
        }
    }
}

#[test]
fn every_row_of_the_board_that_names_a_series_shows_it_and_each_series_has_its_table() {
    for lang in LANGUAGES {
        let html = page(lang, "claims");
        let mut shown = 0;
        for row in documents::rows() {
            let body = between(&html, &format!("id=\"{}\"><dl>", row.id), "</dl>");
            assert_eq!(body.len(), 1, "{}", row.id);
            let charts = between(body[0], "<figure class=\"strand", "</figure>");
            let drawn = row.series.iter().filter(|id| {
                let series = record::series(id);
                series.is_some_and(|s| s.points.iter().filter(|p| p.value.is_some()).count() >= 2)
            });
            let drawn: Vec<_> = drawn.collect();
            let local = usize::from(row.series.contains(&"local_share"));
            assert_eq!(charts.len(), drawn.len() + local, "{}: {drawn:?}", row.id);
            for id in drawn {
                let leads = format!("href=\"#series-{id}\"");
                assert!(
                    charts.iter().any(|chart| chart.contains(&leads)),
                    "{} {id}",
                    row.id
                );
            }
            shown += charts.len();
        }
        assert!(shown > 100, "{shown}");
        let told = between(
            &html,
            "<details class=\"strand-told\"><summary>",
            "</tbody>",
        );
        let ids: Vec<&str> = (told.iter())
            .map(|told| between(told, "<div id=\"series-", "\"")[0])
            .collect();
        for id in between(&html, "href=\"#series-", "\"") {
            assert!(ids.contains(&id), "{id} has no source, breaks and table");
        }
        for (told, id) in told.iter().zip(&ids) {
            assert!(told.matches("<th scope=\"row\">").count() >= 2, "{id}");
        }
    }
}

#[test]
fn the_board_says_what_both_documents_share_and_what_neither_speaks_of() {
    for lang in LANGUAGES {
        let html = page(lang, "claims");
        let both = between(&html, "id=\"both\">", "</section>")[0];
        for key in ["common-ground", "neither"] {
            let told = between(both, &format!("<div id=\"{key}\">"), "</div>")[0];
            assert!(told.contains("<p>") && told.len() > 200, "{key}: {told}");
        }
        assert!(html.contains("<a href=\"#both\">"));
        // The main page has the pledge beside the record and a line for each pillar.
        let main = page(lang, "");
        let short = between(&main, "id=\"strategy\">", "</section>")[0];
        assert_eq!(short.matches("<li><a ").count(), 5);
        assert_eq!(short.matches("class=\"kind-bar").count(), 3);
    }
}
