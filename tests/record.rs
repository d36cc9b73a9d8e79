//! The record: that its series add up, that what must not be joined is not, that partial years are
//! told apart, and that a damaged table is refused.

// Reads the tables from disk, so it runs natively only.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]

#[path = "../build/check.rs"]
#[allow(dead_code, missing_docs)]
mod check;
#[path = "../build/timeline.rs"]
#[allow(dead_code)]
mod timeline;

use root_causes::data::record::{self, Bound, Clock, Point, SeriesRecord, Shape};
use root_causes::data::{self, Country, HomicideSeries, Measure, cell};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// How far the rounded months of a year may miss its total.
const ROUNDING: f64 = 70.0;

const NATIONALITIES: [&str; 6] = ["SLV", "GTM", "HND", "MEX", "other", "any"];

fn series(id: &str) -> &'static SeriesRecord {
    data::series(id).unwrap_or_else(|| panic!("no series {id}"))
}

fn value(id: &str, place: &str, year: u16) -> f64 {
    let point = series(id).at(place, year);
    point
        .and_then(|p| p.value)
        .unwrap_or_else(|| panic!("{id} {place} {year}"))
}

/// The Border Patrol's yearly count, which stands in two tables.
fn border_patrol(place: &str, year: u16) -> f64 {
    let id = match Country::from_code(place) {
        Some(_) => "encounters_usbp",
        None => "encounters_usbp_others",
    };
    value(id, place, year)
}

fn fiscal_year(p: &Point) -> u16 {
    p.year + u16::from(p.month.expect("a month") >= 10)
}

fn months_summed(id: &str, place: &str) -> BTreeMap<u16, (usize, f64)> {
    let mut sums = BTreeMap::new();
    for p in series(id).of(place) {
        let sum: &mut (usize, f64) = sums.entry(fiscal_year(p)).or_default();
        sum.0 += 1;
        sum.1 += p.value.expect("a month without a value");
    }
    sums
}

fn assert_near(found: f64, due: f64, slack: f64, what: &str) {
    assert!((found - due).abs() <= slack, "{what}: {found}, due {due}");
}

#[test]
fn months_add_up_to_years_but_for_rounding_and_only_the_last_year_is_short() {
    for place in NATIONALITIES {
        for (monthly, yearly) in [
            ("encounters_usbp_monthly", None),
            ("encounters_cbp_monthly", Some("encounters_cbp")),
            ("encounters_ports_monthly", Some("encounters_ports")),
        ] {
            let sums = months_summed(monthly, place);
            assert_eq!(*sums.keys().last().unwrap(), 2026);
            for (year, (months, sum)) in sums {
                let due = yearly.map_or_else(
                    || border_patrol(place, year),
                    |yearly| value(yearly, place, year),
                );
                assert_eq!(
                    months,
                    if year == 2026 { 11 } else { 12 },
                    "{monthly} {year}"
                );
                assert_near(sum, due, ROUNDING, &format!("{monthly} {place} {year}"));
            }
        }
    }
}

#[test]
fn border_patrol_and_ports_make_the_total_of_the_agency() {
    for place in NATIONALITIES {
        for p in series("encounters_cbp").of(place) {
            let parts = border_patrol(place, p.year) + value("encounters_ports", place, p.year);
            assert_near(
                p.value.unwrap(),
                parts,
                20.0,
                &format!("{place} {}", p.year),
            );
        }
    }
}

#[test]
fn nationalities_add_up_to_everyone() {
    let parts = |sum: &dyn Fn(&str) -> f64| NATIONALITIES[..5].iter().map(|p| sum(p)).sum::<f64>();
    for year in 2000..=2026 {
        let sum = parts(&|place| border_patrol(place, year));
        assert_near(sum, border_patrol("any", year), 30.0, &format!("{year}"));
    }
    for p in series("encounters_usbp_monthly").of("any") {
        let month = p.month.unwrap();
        let sum = parts(&|place| {
            let point = series("encounters_usbp_monthly").in_month(place, p.year, month);
            point.and_then(|p| p.value).unwrap()
        });
        assert_near(sum, p.value.unwrap(), 30.0, &format!("{}-{month}", p.year));
    }
}

#[test]
fn expulsions_by_month_add_up_to_the_exact_yearly_counts() {
    for country in Country::ALL {
        let sums = months_summed("title42_expulsions_monthly", country.code());
        for row in data::title42(country) {
            let (_, sum) = sums[&row.fiscal_year];
            let due = f64::from(row.expulsions);
            assert_near(
                sum,
                due,
                ROUNDING,
                &format!("{country:?} {}", row.fiscal_year),
            );
        }
    }
}

#[test]
fn partial_years_are_told_apart_and_left_out_of_comparisons() {
    let partial: BTreeSet<(&str, u16)> = record::all_series()
        .iter()
        .flat_map(|s| {
            s.points
                .iter()
                .filter(|p| p.partial)
                .map(|p| (s.id, p.year))
        })
        .collect();
    let border = [
        "encounters_cbp",
        "encounters_ports",
        "encounters_usbp",
        "encounters_usbp_others",
    ];
    let due: BTreeSet<(&str, u16)> = border
        .into_iter()
        .map(|id| (id, 2026))
        .chain([
            ("aid_disbursements", 2025),
            ("aid_disbursements_2024usd", 2025),
            ("aid_obligations", 2025),
            ("aid_obligations_2024usd", 2025),
            ("cocaine_route", 2013),
            ("cocaine_route", 2015),
            ("missing_complaints", 2021),
            ("missing_government", 2025),
            ("refugees", 2026),
            ("removals", 2024),
            ("returns_honduras", 2025),
            ("us_openings", 2025),
            ("us_unemployment", 2025),
        ])
        .collect();
    assert_eq!(partial, due);
    for id in border {
        for place in series(id).places {
            assert_eq!(series(id).at(place, 2026).unwrap().months, Some(11));
            assert!(series(id).complete(place).all(|(p, _)| p.year < 2026));
        }
    }
    assert_eq!(series("refugees").at("GTM", 2026).unwrap().months, Some(10));
}

#[test]
fn a_partial_point_of_a_line_is_explained_by_a_break() {
    for s in record::all_series()
        .iter()
        .filter(|s| s.shape == Shape::Line)
    {
        for p in s.points.iter().filter(|p| p.partial) {
            let told = s.breaks_of(p.place).any(|b| {
                b.kind == data::BreakKind::Partial && (b.first_year..=b.last_year).contains(&p.year)
            });
            assert!(told, "{} {} {}", s.id, p.place, p.year);
        }
    }
}

#[test]
fn series_of_different_making_are_never_joined() {
    let joined: Vec<(&str, &str)> = record::all_series()
        .iter()
        .flat_map(|a| record::all_series().iter().map(move |b| (a, b)))
        .filter(|(a, b)| a.may_join(b))
        .map(|(a, b)| (a.id, b.id))
        .collect();
    assert_eq!(
        joined,
        [
            ("aid_obligations", "aid_obligations_before_2000"),
            (
                "aid_obligations_2024usd",
                "aid_obligations_before_2000_2024usd"
            ),
            ("aid_obligations_before_2000", "aid_obligations"),
            (
                "aid_obligations_before_2000_2024usd",
                "aid_obligations_2024usd"
            ),
        ]
    );
    for (one, other) in [
        ("homicide_unodc", "homicide_police"),
        ("poverty_national", "poverty_national_2018"),
        ("encounters_usbp", "encounters_cbp"),
        ("removals", "title42_expulsions"),
        ("apprehensions_mexicans", "apprehensions_all"),
        ("missing_complaints", "missing_government"),
    ] {
        assert!(series(one).not_with.contains(&other), "{one} {other}");
        assert!(series(other).not_with.contains(&one), "{other} {one}");
    }
}

#[test]
fn series_from_the_model_s_tables_are_those_tables() {
    for country in Country::ALL {
        let place = country.code();
        for row in data::encounters(country) {
            assert_eq!(
                border_patrol(place, row.fiscal_year),
                f64::from(row.encounters)
            );
            let point = series("encounters_usbp")
                .at(place, row.fiscal_year)
                .unwrap();
            assert_eq!(point.partial, row.is_partial());
            assert_eq!(point.sources, row.sources);
        }
        for row in data::homicides(country, HomicideSeries::Unodc) {
            assert_eq!(
                series("homicide_unodc").at(place, row.year).unwrap().value,
                row.rate
            );
        }
        for row in data::aid(country, Measure::Disbursements) {
            let point = series("aid_disbursements")
                .at(place, row.fiscal_year)
                .unwrap();
            assert_eq!(
                (point.value, point.partial),
                (Some(row.current_usd), row.partial)
            );
        }
    }
}

#[test]
fn series_have_the_values_that_their_publishers_print() {
    for (id, place, year, printed) in [
        ("encounters_usbp_others", "any", 2024, 1_530_520.0),
        ("encounters_usbp_others", "any", 2025, 237_538.0),
        ("encounters_usbp_others", "any", 2026, 89_752.0),
        ("encounters_ports", "HND", 2025, 14_817.0),
        ("braceros", "MEX", 1953, 201_380.0),
        ("braceros", "MEX", 1959, 437_643.0),
        ("apprehensions_all", "any", 1953, 885_587.0),
        ("apprehensions_all", "any", 1959, 45_336.0),
        ("refugees", "GTM", 2025, 1_166.0),
        ("returns_guatemala", "GTM", 2025, 55_181.0),
        ("food_insecurity", "SLV", 2022, 46.9),
        ("coca_land", "COL", 2023, 253_000.0),
    ] {
        assert_near(value(id, place, year), printed, 0.51, id);
    }
    let mexico: f64 = ["mexico_h2a", "mexico_h2b"]
        .map(|id| value(id, "MEX", 2024))
        .iter()
        .sum();
    assert_eq!(mexico, 376_238.0);
}

#[test]
fn money_coded_by_country_is_what_the_facts_say_and_less_than_the_pledge() {
    let sum = |id: &str| -> f64 {
        let years = |place| (2021..=2024).map(move |year| value(id, place, year));
        ["SLV", "GTM", "HND"].into_iter().flat_map(years).sum()
    };
    let fact = |id: &str| record::fact(id).unwrap();
    assert_near(
        sum("aid_obligations"),
        fact("CF026").value,
        2.0,
        "obligations",
    );
    assert_near(
        sum("aid_disbursements"),
        fact("CF027").value,
        2.0,
        "disbursements",
    );
    assert_eq!(fact("CF023").value, 4e9);
    assert!(sum("aid_obligations") < fact("CF023").value);
}

#[test]
fn every_point_has_a_source_and_every_series_words_in_both_languages() {
    for s in record::all_series() {
        assert!(!s.sources.is_empty() && !s.points.is_empty(), "{}", s.id);
        assert!(s.name_en != s.name_es && !s.unit_es.is_empty(), "{}", s.id);
        assert!(s.points.iter().all(|p| !p.sources.is_empty()), "{}", s.id);
        assert_eq!(
            s.clock == Clock::Monthly,
            s.points[0].month.is_some(),
            "{}",
            s.id
        );
        for place in s.places {
            assert!(record::places().iter().any(|known| known.key == *place));
            assert!(!s.of(place).is_empty(), "{} {place}", s.id);
        }
    }
    assert!(data::series("no_such_series").is_none());
    assert!(series("gini").of("MEX").is_empty());
}

/// A line from sources that only let facts be cited would be a copied series.
#[test]
fn lines_come_from_sources_that_may_be_shared() {
    let gathered = ["homicide_police", "homicide_police_count"];
    for s in record::all_series() {
        if s.shape == Shape::Points || gathered.contains(&s.id) {
            continue;
        }
        for p in s.points {
            let may = p.sources.iter().all(|source| {
                let licence = source.licence;
                licence.contains("public domain") || licence.starts_with("CC ")
            });
            let central_banks = s.id.starts_with("remittances") && p.year == 2025;
            assert!(may || central_banks, "{} {} {:?}", s.id, p.year, p.sources);
        }
    }
}

#[test]
fn a_cell_brings_value_unit_bound_and_source() {
    let found = cell("series_yearly", "food_insecurity/SLV/2022", "value").unwrap();
    assert_near(found.value, 46.9, 0.06, "food");
    assert_eq!(found.unit, "% of people");
    assert!(!found.sources.is_empty());

    let found = cell(
        "series_monthly",
        "encounters_usbp_monthly/GTM/2026-08",
        "value",
    )
    .unwrap();
    assert_eq!(found.sources[0].id, "cbp_aor_aug2026");

    let found = cell("context_facts", "CF040", "value").unwrap();
    assert_eq!((found.value, found.unit), (23_000.0, "firms"));
    assert_eq!(
        (found.bound, found.qualifier),
        (Bound::Ceiling, "as many as")
    );

    let found = cell("local_share", "LS01", "value").unwrap();
    assert_eq!((found.value, found.unit), (10.0, "percent"));
    assert_eq!(
        (found.bound, found.qualifier),
        (Bound::Ceiling, "less than")
    );

    for (table, key, column, value, unit) in [
        (
            "encounters",
            "2019/SLV",
            "encounters",
            89_810.0,
            "encounters",
        ),
        ("visas", "2024/GTM", "h2a", f64::NAN, "visas"),
        (
            "homicides",
            "2025/GTM/police",
            "count",
            3_139.0,
            "people killed",
        ),
        ("constants", "repeat_share/all", "value", 0.07, "share"),
        ("constants", "repeat_share", "value", 0.07, "share"),
    ] {
        let found = cell(table, key, column).unwrap_or_else(|| panic!("{table} {key}"));
        assert_eq!(found.unit, unit);
        assert!(value.is_nan() || found.value == value, "{table} {key}");
    }
}

#[test]
fn a_cell_that_is_not_there_or_empty_is_none() {
    for (table, key, column) in [
        ("encounters", "1999/SLV", "encounters"),
        ("encounters", "2019/SLV", "visas"),
        ("encounters", "2019", "encounters"),
        ("homicides", "2015/GTM/unodc", "rate"),
        ("no_such_table", "2019/SLV", "encounters"),
        ("series_yearly", "wgi_law/SLV/2001", "value"),
        ("series_yearly", "wgi_law/SLV/2002", "unit"),
        ("series_yearly", "wgi_law/SLV", "value"),
        ("series_yearly", "wgi_law/SLV/2002/1", "value"),
        ("series_yearly", "encounters_usbp/SLV/2019", "value"),
        (
            "series_monthly",
            "encounters_usbp_monthly/SLV/2024-7",
            "value",
        ),
        ("context_facts", "CF999", "value"),
    ] {
        assert_eq!(cell(table, key, column), None, "{table} {key} {column}");
    }
}

#[test]
fn every_cell_that_a_text_names_is_found() {
    let mut named = 0;
    for folder in [
        "assets/claims",
        "assets/prose/en",
        "assets/prose/en/guides",
        "assets/prose/es",
        "assets/prose/es/guides",
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for reference in text.split("[[cell:").skip(1) {
                let reference = reference.split_once("]]").unwrap().0;
                let parts: Vec<&str> = reference.split(':').collect();
                let found = cell(parts[0], parts[1], parts[2]);
                assert!(found.is_some_and(|c| !c.unit.is_empty()), "{reference}");
                named += 1;
            }
        }
    }
    assert!(named > 0);
}

#[test]
fn every_point_and_every_fact_is_found_as_a_cell() {
    for s in record::all_series() {
        if !s.table.starts_with("series_") {
            continue;
        }
        for p in s.points.iter().filter(|p| p.value.is_some()) {
            let time = match p.month {
                Some(month) => format!("{}-{month:02}", p.year),
                None => p.year.to_string(),
            };
            let key = format!("{}/{}/{time}", s.id, p.place);
            assert_eq!(
                cell(s.table, &key, "value").map(|c| Some(c.value)),
                Some(p.value),
                "{key}"
            );
        }
    }
    for fact in record::facts() {
        let found = cell("context_facts", fact.id, "value").unwrap();
        assert_eq!(
            (found.value, found.bound, found.qualifier),
            (fact.value, fact.bound, fact.qualifier)
        );
        assert_eq!(found.sources, fact.sources);
    }
    assert_eq!(record::local_shares().len(), 33);
}

#[test]
fn bounds_agree_with_the_words_they_were_read_from() {
    let facts = record::facts().iter().map(|f| (f.id, f.qualifier, f.bound));
    let shares = record::local_shares()
        .iter()
        .map(|s| (s.id, s.qualifier, s.bound));
    for (id, words, bound) in facts.chain(shares) {
        let due = match words {
            // What is aimed at may be a least share.
            "at least" if bound == Bound::Target => Bound::Target,
            "more than" | "over" | "at least" | "not less than" => Bound::Floor,
            "up to" | "as many as" | "up to an estimated" | "less than" => Bound::Ceiling,
            "about" | "approximately" | "nearly" | "almost" | "estimated" | "around" | "some" => {
                Bound::About
            }
            "target" => Bound::Target,
            "between" => Bound::Range,
            _ => continue,
        };
        assert_eq!(bound, due, "{id}: {words}");
    }
}

#[test]
fn the_timeline_runs_from_1990_to_2026_with_every_kind_and_both_languages() {
    let events = record::events();
    assert!(events.first().unwrap().first < "1991" && events.last().unwrap().first > "2026");
    for kind in record::kinds() {
        assert!(events.iter().any(|e| e.kind == kind.key), "{}", kind.key);
        assert_ne!(kind.en, kind.es);
    }
    for e in events {
        assert!(!e.sources.is_empty() && !e.places.is_empty(), "{}", e.id);
        assert_ne!(e.text_en, e.text_es, "{}", e.id);
    }
}

#[test]
fn somebody_is_always_president_of_the_united_states() {
    let terms: Vec<_> = record::events()
        .iter()
        .filter(|e| e.kind == "presidency" && e.places == ["USA"])
        .collect();
    for pair in terms.windows(2) {
        let end = pair[0].last.unwrap();
        assert_eq!(
            end[..4],
            pair[1].first[..4],
            "{} {}",
            pair[0].id,
            pair[1].id
        );
    }
    assert!(terms[0].first < "1990" && terms.last().unwrap().last.is_none());
}

/// Figures belong into tables; a sentence of the timeline holds only names, years and rules.
#[test]
fn sentences_of_the_timeline_hold_no_figures() {
    let allowed = [
        "42", "18", "2021", "2022", "2023", "2024", "2025", "2B", "1970",
    ];
    for e in record::events() {
        for text in [e.name_en, e.name_es, e.text_en, e.text_es] {
            let figures = text
                .split(|c: char| !c.is_ascii_alphanumeric())
                .map(|word| word.trim_start_matches("FY"))
                .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
            for figure in figures {
                assert!(allowed.contains(&figure), "{}: {text}", e.id);
            }
        }
    }
}

#[test]
fn outlines_are_closed_and_small_and_neighbours_share_points() {
    let ring = |place: &str| {
        record::outlines()
            .iter()
            .find(|o| o.place == place)
            .unwrap()
            .ring
    };
    for place in ["SLV", "GTM", "HND", "MEX", "BLZ", "NIC"] {
        assert_eq!(ring(place).first(), ring(place).last());
    }
    for (one, other) in [
        ("SLV", "GTM"),
        ("SLV", "HND"),
        ("GTM", "HND"),
        ("HND", "NIC"),
        ("GTM", "MEX"),
    ] {
        let shared = ring(one).iter().filter(|p| ring(other).contains(p)).count();
        assert!(shared >= 4, "{one} {other} {shared}");
    }
    let points: usize = record::outlines().iter().map(|o| o.ring.len()).sum();
    assert!(points < 400);
}

fn files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/data");
    let read = |name: &&str| {
        (
            (*name).to_owned(),
            fs::read_to_string(folder.join(name)).unwrap(),
        )
    };
    check::FILES.iter().map(read).collect()
}

/// Checks the tables after the first line of a file that holds `mark` was changed.
fn refused(file: &str, mark: &str, from: &str, to: &str) -> check::Problem {
    let mut files = files();
    let text = files.get_mut(file).unwrap();
    let line = text
        .lines()
        .find(|line| line.contains(mark))
        .unwrap()
        .to_owned();
    let changed = line.replacen(from, to, 1);
    assert_ne!(line, changed, "the change must change something");
    *text = text.replacen(
        &(line + "\n"),
        &if changed.is_empty() {
            changed
        } else {
            changed + "\n"
        },
        1,
    );
    check::read(&files).expect_err("the changed table must be refused")
}

fn assert_refused(problem: &check::Problem, file: &str, words: &str) {
    assert_eq!(problem.file, file, "{problem}");
    assert!(problem.reason.contains(words), "{problem}");
}

#[test]
fn a_gap_in_a_line_is_refused() {
    let line = "encounters_usbp_monthly,HND,2019-05,";
    let text = &files()["series_monthly.csv"];
    let whole = text
        .lines()
        .find(|l| l.starts_with(line))
        .unwrap()
        .to_owned();
    let problem = refused("series_monthly.csv", line, &whole, "");
    assert_refused(&problem, "series.csv", "gap or disorder after 2019-04");
}

#[test]
fn a_line_that_stops_early_is_refused() {
    let problem = refused("series.csv", "gdp_growth,", ",2000,2025,", ",2000,2026,");
    assert_refused(&problem, "series.csv", "from first to last");
}

#[test]
fn a_join_across_units_is_refused() {
    let problem = refused("series.csv", "gini,", ",,,", ",aid_planned,,");
    assert_refused(
        &problem,
        "series.csv",
        "joins: aid_planned does not name this series",
    );
    let problem = refused(
        "series.csv",
        "aid_obligations_before_2000,",
        "dollars of the year",
        "people",
    );
    assert_refused(&problem, "series.csv", "another unit");
}

#[test]
fn a_one_sided_warning_is_refused() {
    let problem = refused(
        "series.csv",
        ",homicide_unodc,insight",
        ",homicide_unodc,",
        ",,",
    );
    assert_refused(
        &problem,
        "series.csv",
        "not_with: homicide_police does not name this series",
    );
}

#[test]
fn an_unknown_place_unit_or_series_is_refused() {
    let problem = refused("series_yearly.csv", "gini,HND,2001", "HND", "HON");
    assert_refused(&problem, "series.csv", "gini");
    let problem = refused("series.csv", "gini,", "index from 0 to 100", "points");
    assert_refused(&problem, "series.csv", "unknown unit");
    let problem = refused("series_yearly.csv", "gini,HND,2001", "gini", "ginny");
    assert_refused(&problem, "series_yearly.csv", "no series \"ginny\"");
    let problem = refused("breaks.csv", "braceros,", "braceros", "brazeros");
    assert_refused(&problem, "breaks.csv", "no series \"brazeros\"");
    let problem = refused("context_facts.csv", "CF001,", ",all,", ",everywhere,");
    assert_refused(&problem, "context_facts.csv", "no place \"everywhere\"");
}

#[test]
fn values_that_cannot_be_are_refused() {
    let problem = refused(
        "series_yearly.csv",
        "vdem_law,GTM,2010",
        "2010,0.",
        "2010,7.",
    );
    assert_refused(&problem, "series_yearly.csv", "outside 0 to 1");
    let problem = refused(
        "series_monthly.csv",
        "encounters_usbp_monthly,SLV,2005-03",
        "0,10,",
        "3,10,",
    );
    assert_refused(
        &problem,
        "series_monthly.csv",
        "not a multiple of rounded_to",
    );
    let problem = refused(
        "series_yearly.csv",
        "encounters_cbp,SLV,2026",
        ",11,",
        ",12,",
    );
    assert_refused(&problem, "series_yearly.csv", "months");
}

#[test]
fn a_bound_without_its_words_is_refused() {
    let problem = refused("context_facts.csv", "CF040,", "as many as", "");
    assert_refused(&problem, "context_facts.csv", "the words it was read from");
}

#[test]
fn events_out_of_order_or_of_no_kind_are_refused() {
    let problem = refused("timeline.csv", "eta_iota,", "2020-11-03", "2010-11-03");
    assert_refused(
        &problem,
        "timeline.csv",
        "in the order of their first dates",
    );
    let problem = refused("timeline.csv", "eta_iota,", "2020-11-03", "2020-13-03");
    assert_refused(&problem, "timeline.csv", "first_date must be");
    let problem = refused("timeline.csv", "eta_iota,", "shock", "weather");
    assert_refused(&problem, "timeline.csv", "unknown kind");
}

#[test]
fn an_open_outline_is_refused() {
    let problem = refused("outlines.csv", "SLV,19,", "-87.79", "-87.00");
    assert_refused(&problem, "outlines.csv", "end where it begins");
}

#[test]
fn words_of_the_timeline_must_be_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/timeline");
    let text = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
    let (english, spanish) = (text("en.toml"), text("es.toml"));
    let events: Vec<&str> = record::events().iter().map(|e| e.id).collect();
    let read =
        |en: &str, es: &str| timeline::read(en, es, check::record::KINDS, events.iter().copied());
    assert!(read(&english, &spanish).is_ok());
    let fault = read(
        &english,
        &spanish.replace("[events.mitch]", "[events.match]"),
    );
    assert_eq!(
        fault.unwrap_err(),
        "assets/timeline/es.toml: events.mitch is missing"
    );
    let fault = read(
        &(english.clone() + "\n[events.new]\nname = \"N\"\ntext = \"T.\"\n"),
        &spanish,
    );
    assert_eq!(
        fault.unwrap_err(),
        "assets/timeline/en.toml: new is no kind and no event of the timeline"
    );
    let fault = read(
        &english,
        &spanish.replace("shock = \"Desastres\"", "shock = \"\""),
    );
    assert!(
        fault
            .unwrap_err()
            .contains("kinds.shock is missing or empty")
    );
}
