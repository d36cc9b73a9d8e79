//! The pages of "what was tried" and of the map, as the native program writes them.
#![cfg(feature = "cli")]

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use root_causes::data::record;
use root_causes::data::{self, Country, Regime};

const TRIED: &str = "steps/what-was-tried/index.html";
const LEAVE: &str = "steps/why-people-leave/index.html";

/// The written site, made once for all tests.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| site::written("timeline-site"))
}

fn page(path: &str) -> String {
    fs::read_to_string(site().join(path)).unwrap()
}

/// Both languages of a page.
fn pages(path: &str) -> [String; 2] {
    [page(path), page(&format!("es/{path}"))]
}

/// The values of an attribute in the tags that hold a mark.
fn values<'a>(html: &'a str, mark: &str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split('<')
        .filter(|tag| tag.contains(mark))
        .filter_map(|tag| tag.split_once(&start)?.1.split_once('"'))
        .map(|(value, _)| value)
        .collect()
}

#[test]
fn every_event_is_in_the_list_once_with_kind_places_and_sources() {
    for html in pages(TRIED) {
        let ids = values(&html, "class=\"tl-event\"", "id");
        let wanted: Vec<String> = record::events()
            .iter()
            .map(|event| format!("event-{}", event.id))
            .collect();
        assert_eq!(ids, wanted);
        let kinds = values(&html, "class=\"tl-event\"", "data-kind");
        let items: Vec<&str> = html.split("class=\"tl-event\"").skip(1).collect();
        for ((event, kind), item) in record::events().iter().zip(kinds).zip(items) {
            assert_eq!(kind, event.kind);
            let item = item.split("</li>").next().unwrap();
            for source in event.sources {
                if let Some(url) = source.url {
                    assert!(item.contains(&url.replace('&', "&amp;")), "{}", event.id);
                }
            }
        }
    }
}

#[test]
fn every_event_is_marked_once_in_each_picture() {
    for html in pages(TRIED) {
        let pictures: Vec<&str> = html.split("class=\"tl-picture ").skip(1).collect();
        assert_eq!(pictures.len(), 3);
        // The presidents of the United States have the stripes, and a row of names.
        let terms = record::events()
            .iter()
            .filter(|event| event.kind == "presidency" && event.places == ["USA"]);
        let marked = record::events().len() - terms.count();
        for picture in pictures {
            let marks = picture.matches("class=\"tl-mark\"").count();
            assert_eq!(marks, marked);
            // Where there is room for names at all, there is for each.
            if !picture.starts_with("narrow") {
                assert_eq!(picture.matches("class=\"tl-name").count(), marked);
            }
        }
    }
}

#[test]
fn counts_beside_the_choices_are_those_of_the_list() {
    for html in pages(TRIED) {
        let kinds = values(&html, "class=\"tl-event\"", "data-kind");
        let places = values(&html, "class=\"tl-event\"", "data-places");
        let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
        wanted.insert("all".into(), kinds.len());
        for kind in kinds {
            *wanted.entry(kind.into()).or_default() += 1;
        }
        for country in Country::ALL {
            let touched = places.iter().filter(|p| p.contains(country.code()));
            wanted.insert(country.code().into(), touched.count());
        }
        let form = html.split("<form class=\"tl-filters\"").nth(1).unwrap();
        let form = form.split("</form>").next().unwrap();
        let shown: BTreeMap<String, usize> = form
            .split("<label>")
            .skip(1)
            .map(|label| {
                let id = label.split(" id=\"tl-").nth(1).unwrap();
                let count = label.split("tl-count\">").nth(1).unwrap();
                let count = count.split('<').next().unwrap();
                let id = id.split('"').next().unwrap();
                (id.to_owned(), count.parse().unwrap())
            })
            .collect();
        assert_eq!(shown, wanted);
    }
}

#[test]
fn every_choice_has_its_rules_in_the_style_sheet() {
    let css =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/steps.css")).unwrap();
    for kind in record::kinds() {
        for shown in ["tl-row", "tl-event"] {
            let key = kind.key;
            let rule = format!("(#tl-{key}:checked) .{shown}[data-kind=\"{key}\"]");
            assert!(css.contains(&rule), "{rule}");
        }
    }
    for country in Country::ALL {
        for hidden in ["tl-mark", "tl-event"] {
            let code = country.code();
            let rule = format!("(#tl-{code}:checked) .{hidden}:not([data-places~=\"{code}\"])");
            assert!(css.contains(&rule), "{rule}");
        }
    }
}

#[test]
fn an_event_of_the_whole_region_counts_for_each_country() {
    let html = page(TRIED);
    let ids = values(&html, "class=\"tl-event\"", "id");
    let places = values(&html, "class=\"tl-event\"", "data-places");
    let of = |id: &str| places[ids.iter().position(|other| *other == id).unwrap()];
    assert_eq!(of("event-cicig"), "GTM");
    assert_eq!(of("event-maccih"), "HND");
    assert_eq!(of("event-title_42"), "SLV GTM HND");
    assert_eq!(of("event-president_obama"), "SLV GTM HND");
    assert_eq!(of("event-usaid_ends"), "SLV GTM HND");
}

#[test]
fn means_of_presidencies_are_those_of_the_complete_years() {
    let html = page(TRIED);
    let table = html.split("class=\"aid-means\"").last().unwrap();
    let cells_of = |name: &str| -> Vec<f64> {
        let row = table
            .split(&format!("<th scope=\"row\">{name}</th>"))
            .nth(1)
            .unwrap();
        let row = row.split("</tr>").next().unwrap();
        row.split("<td>")
            .skip(2)
            .map(|cell| cell.split('<').next().unwrap().replace(',', ""))
            .map(|cell| cell.parse().unwrap_or(f64::NAN))
            .collect()
    };
    let mean = |id: &str, first: u16, last: u16| {
        let series = record::series(id).unwrap();
        let values = Country::ALL
            .iter()
            .flat_map(|country| series.complete(country.code()))
            .filter(|(point, _)| (first..=last).contains(&point.year));
        values.map(|(_, value)| value).sum::<f64>() / f64::from(last + 1 - first) / 1e6
    };
    for (name, first, last) in [
        ("George W. Bush", 2001, 2008),
        ("Barack Obama", 2009, 2016),
        ("Donald Trump", 2017, 2020),
        ("Joe Biden", 2021, 2024),
    ] {
        let wanted = [
            mean("aid_obligations", first, last),
            mean("aid_obligations_2024usd", first, last),
            mean("aid_disbursements", first, last),
            mean("aid_disbursements_2024usd", first, last),
        ];
        let shown = cells_of(name);
        assert_eq!(shown.len(), wanted.len(), "{name}");
        for (shown, wanted) in shown.into_iter().zip(wanted) {
            assert!((shown - wanted).abs() <= 0.5, "{name} {shown} {wanted}");
        }
    }
    // A year that is not complete makes no mean.
    assert_eq!(
        table.matches("<th scope=\"row\">Donald Trump</th>").count(),
        1
    );
    assert!(cells_of("Bill Clinton")[2].is_nan());
}

#[test]
fn every_year_of_the_bars_stands_in_a_table() {
    let html = page(TRIED);
    let check = html.split("id=\"aid-check\"").nth(1).unwrap();
    let check = check.split("</section>").next().unwrap();
    let table = check.split("<table").last().unwrap();
    for (column, ids) in [
        (
            0,
            ["aid_obligations_before_2000", "aid_obligations"].as_slice(),
        ),
        (3, ["aid_disbursements_2024usd"].as_slice()),
    ] {
        for id in ids {
            let series = record::series(id).unwrap();
            for point in series.of("SLV").iter().filter(|point| point.year >= 1990) {
                let all = Country::ALL.map(|country| series.at(country.code(), point.year));
                let sum: Option<f64> = all.iter().map(|point| point.unwrap().value).sum();
                let Some(sum) = sum else { continue };
                let row = table
                    .split(&format!("<tr><th scope=\"row\">{}</th>", point.year))
                    .nth(1)
                    .unwrap_or_else(|| panic!("{id}: no row of {}", point.year));
                let cell = row.split("<td>").nth(column + 1).unwrap();
                let told = cell.split(['<', ' ']).next().unwrap().replace(',', "");
                let told: f64 = told.parse().unwrap();
                assert!(
                    (told - sum / 1e6).abs() <= 0.5,
                    "{id} {} {told}",
                    point.year
                );
            }
        }
    }
}

/// Between the months that stand for one set of border rules and those for the next, the timeline
/// names what changed; and both documents are on it.
#[test]
fn the_timeline_names_what_sets_border_rules_apart_and_both_documents() {
    let regimes = Regime::ALL.map(data::regime_windows);
    for pair in regimes.windows(2) {
        let (end, begin) = (pair[0].last().unwrap(), pair[1].first().unwrap());
        let between = record::events().iter().filter(|event| {
            event.kind == "deterrence"
                && event.first > end.last_month
                && event.first < begin.first_month
        });
        assert!(between.count() > 0, "{} to {}", end.name, begin.name);
    }
    for (source, of) in [("op_ed", "2021-07"), ("fact_sheet", "2024-03-25")] {
        let told = record::events().iter().find(|event| {
            event.kind == "strategy"
                && event.first == of
                && event.sources.iter().any(|s| s.id == source)
        });
        assert!(told.is_some(), "{source}");
    }
}

/// The sentences of the step on past policies, against the series they speak of.
#[test]
fn what_the_step_says_of_aid_holds_in_the_series() {
    let sum = |id: &str, year: u16| -> f64 {
        let series = record::series(id).unwrap();
        let all = Country::ALL.iter().map(|country| {
            let point = series.at(country.code(), year).unwrap();
            point.value.unwrap()
        });
        all.sum()
    };
    let mean = |id: &str, first: u16, last: u16| {
        (first..=last).map(|year| sum(id, year)).sum::<f64>() / f64::from(last + 1 - first)
    };
    for promised in ["aid_obligations", "aid_obligations_2024usd"] {
        assert!((2001..=2009).all(|year| sum(promised, year) > sum(promised, 2000)));
        let [bush, obama, trump, biden] = [(2001, 2008), (2009, 2016), (2017, 2020), (2021, 2024)]
            .map(|(first, last)| mean(promised, first, last));
        assert_eq!(obama > bush, promised == "aid_obligations");
        assert!(trump > obama && biden > trump && biden > bush);
    }
    for paid in ["aid_disbursements", "aid_disbursements_2024usd"] {
        assert!(mean(paid, 2009, 2016) > mean(paid, 2001, 2008));
        assert!(sum(paid, 2019) > sum(paid, 2018) && sum(paid, 2020) < sum(paid, 2019));
    }
    let encounters = |year| sum("encounters_usbp", year);
    assert!((2000..=2025).all(|year| encounters(year) <= encounters(2021)));
}

#[test]
fn pictures_carry_no_style_and_words_that_stay_inside() {
    for html in pages(TRIED).into_iter().chain(pages(LEAVE)) {
        assert!(!html.contains(" style=\""));
        for svg in html.split("<svg").skip(1).filter(|svg| svg.contains("tl-")) {
            let svg = svg.split("</svg>").next().unwrap();
            let Some(width) = svg.split(" width=\"").nth(1) else {
                continue;
            };
            let width: f64 = width.split('"').next().unwrap().parse().unwrap();
            for x in values(svg, "text class=\"tl-name", "x") {
                let x: f64 = x.parse().unwrap();
                assert!((0.0..=width).contains(&x), "{x} of {width}");
            }
        }
    }
}

#[test]
fn the_map_names_what_it_shows_and_has_each_identifier_once() {
    for html in pages(LEAVE) {
        assert_eq!(html.matches("class=\"locator\"").count(), 1);
        assert!(html.contains("Natural Earth"));
        let map = html.split("class=\"locator\"").nth(1).unwrap();
        let map = map.split("</figure>").next().unwrap();
        for name in ["El Salvador", "Guatemala", "Honduras", "Nicaragua"] {
            assert_eq!(map.matches(&format!(">{name}</text>")).count(), 2, "{name}");
        }
        let ids: Vec<&str> = values(map, " id=", "id");
        let once: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), once.len());
        for id in ids.iter().filter(|id| id.starts_with("map-")) {
            assert!(map.contains(&format!("url(#{id})")), "{id}");
        }
        // A few kilobytes on the way.
        let large = map.split("<svg").nth(1).unwrap();
        assert!(large.len() < 13_000, "{}", large.len());
    }
}

/// Whether a place lies in the band of the Dry Corridor.
fn is_dry(longitude: f64, latitude: f64) -> bool {
    let ring = record::dry_corridor().ring;
    let crossings = ring.windows(2).filter(|pair| {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        (y1 > latitude) != (y2 > latitude)
            && longitude < x1 + (latitude - y1) / (y2 - y1) * (x2 - x1)
    });
    crossings.count() % 2 == 1
}

#[test]
fn the_band_covers_the_departments_that_reports_name_and_no_wet_coast() {
    // Capitals of the departments; degrees from any atlas, to a tenth.
    for (name, longitude, latitude) in [
        ("Zacapa", -89.5, 15.0),
        ("Chiquimula", -89.5, 14.8),
        ("Nacaome, Valle", -87.5, 13.5),
        ("Choluteca", -87.2, 13.3),
        ("Yuscarán, El Paraíso", -86.9, 13.9),
        ("Tegucigalpa, Francisco Morazán", -87.2, 14.1),
        ("La Paz", -87.7, 14.3),
        ("Comayagua", -87.6, 14.5),
        ("San Salvador", -89.2, 13.7),
    ] {
        assert!(is_dry(longitude, latitude), "{name}");
    }
    for (name, longitude, latitude) in [
        ("Puerto Barrios", -88.6, 15.7),
        ("Flores", -89.9, 16.9),
        ("La Ceiba", -86.8, 15.8),
        ("San Pedro Sula", -88.0, 15.5),
        ("Bluefields", -83.8, 12.0),
    ] {
        assert!(!is_dry(longitude, latitude), "{name}");
    }
}
