//! The data layer: what the tables must hold, what the build must refuse, and that the numbers
//! worked out from them are those of the model's description.

// Reads the tables from disk, so it runs natively only.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../build/backtest.rs"]
#[allow(dead_code, missing_docs)]
mod backtest;
#[path = "../build/check.rs"]
#[allow(dead_code, missing_docs)]
mod check;

use proptest::prelude::*;
use root_causes::data::{self, Country, HomicideSeries, Measure, Regime, Series};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The shipped tables by file name.
fn files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/data");
    check::FILES
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                fs::read_to_string(folder.join(name)).unwrap(),
            )
        })
        .collect()
}

/// Checks the tables after one file was changed line by line; lines count from 1.
fn refused(file: &str, change: impl Fn(usize, &str) -> Option<String>) -> check::Problem {
    let mut files = files();
    let before = files[file].clone();
    let after: String = before
        .lines()
        .enumerate()
        .filter_map(|(i, line)| change(i + 1, line))
        .map(|line| line + "\n")
        .collect();
    assert_ne!(before, after, "the change must change something");
    files.insert(file.to_owned(), after);
    check::read(&files).expect_err("the changed table must be refused")
}

/// Replaces text in one line.
fn with(file: &str, line: usize, from: &str, to: &str) -> check::Problem {
    refused(file, |number, text| {
        Some(if number == line {
            text.replace(from, to)
        } else {
            text.to_owned()
        })
    })
}

fn assert_refused(problem: &check::Problem, file: &str, line: u64, words: &str) {
    assert_eq!(
        (problem.file.as_str(), problem.line),
        (file, line),
        "{problem}"
    );
    assert!(problem.reason.contains(words), "{problem}");
    assert!(
        problem
            .to_string()
            .starts_with(&format!("assets/data/{file}:{line}: "))
    );
}

fn assert_near(found: f64, printed: f64, half_unit: f64) {
    assert!(
        (found - printed).abs() <= half_unit,
        "found {found}, printed {printed}"
    );
}

#[test]
fn the_shipped_tables_pass_every_rule() {
    if let Err(problem) = check::read(&files()) {
        panic!("{problem}");
    }
}

#[test]
fn encounters_are_complete_from_2000_to_2026() {
    for country in Country::ALL {
        let years: Vec<u16> = data::encounters(country)
            .iter()
            .map(|r| r.fiscal_year)
            .collect();
        assert_eq!(years, (2000..=2026).collect::<Vec<_>>());
    }
}

#[test]
fn only_fiscal_year_2026_is_partial_and_holds_eleven_months() {
    for country in Country::ALL {
        for row in data::encounters(country) {
            assert_eq!(row.is_partial(), row.fiscal_year == 2026);
            assert_eq!(row.months, if row.fiscal_year == 2026 { 11 } else { 12 });
        }
    }
}

#[test]
fn encounters_have_the_printed_values() {
    let printed: [[u32; 5]; 3] = [
        [6_660, 89_810, 45_690, 7_805, 2_023],
        [4_030, 264_170, 195_290, 30_035, 10_294],
        [8_650, 253_800, 111_160, 17_114, 5_916],
    ];
    for country in Country::ALL {
        let found: Vec<u32> = data::encounters(country)
            .iter()
            .filter(|r| [2000, 2019, 2024, 2025, 2026].contains(&r.fiscal_year))
            .map(|r| r.encounters)
            .collect();
        assert_eq!(found, printed[country.index()]);
        assert_eq!(
            f64::from(printed[country.index()][2]),
            data::encounters_fy2024(country)
        );
    }
}

#[test]
fn visas_add_up_to_the_printed_totals() {
    let total = |country, year| {
        data::visas(country)
            .iter()
            .find(|r| r.fiscal_year == year)
            .unwrap()
            .total()
    };
    let of = |year| Country::ALL.map(|country| total(country, year));
    assert_eq!(of(2019), [810, 5_806, 1_135]);
    assert_eq!(of(2021), [1_237, 5_893, 2_668]);
    assert_eq!(of(2024), [8_506, 14_177, 8_174]);
    assert_eq!(of(2024).iter().sum::<u32>(), 30_857);
}

#[test]
fn aid_adds_up_to_the_printed_totals_in_million_dollars() {
    let sum = |measure, year| -> f64 {
        Country::ALL
            .into_iter()
            .flat_map(|country| data::aid(country, measure))
            .filter(|row| row.fiscal_year == year)
            .map(|row| row.current_usd / 1e6)
            .sum()
    };
    for (year, obliged, paid) in [
        (2015, 603.0, 329.0),
        (2019, 316.4, 545.8),
        (2024, 692.8, 646.7),
        (2025, 297.1, 360.3),
    ] {
        assert_near(sum(Measure::Obligations, year), obliged, 0.05);
        assert_near(sum(Measure::Disbursements, year), paid, 0.05);
    }
}

#[test]
fn the_aid_cut_of_2019_has_the_printed_shape() {
    let paid = |year| -> f64 {
        Country::ALL
            .into_iter()
            .flat_map(|country| data::aid(country, Measure::Disbursements))
            .filter(|row| row.fiscal_year == year)
            .map(|row| row.constant_2024_usd)
            .sum()
    };
    for (year, printed) in [(2020, 0.80), (2021, 0.89), (2022, 0.94)] {
        assert_near(paid(year) / paid(2019), printed, 0.005);
    }
    assert_near(paid(2025) / data::aid_base_total(), 0.56, 0.005);
}

#[test]
fn the_aid_base_is_the_printed_one() {
    let printed = [162.958, 259.864, 210.931];
    for country in Country::ALL {
        assert_near(
            data::aid_base(country) / 1e6,
            printed[country.index()],
            0.000_5,
        );
    }
    assert_near(data::aid_base_total() / 1e6, 633.752, 0.001);
}

#[test]
fn repeat_shares_are_the_printed_ones() {
    let printed = [
        [0.183, 0.258, 0.259, 0.182],
        [0.173, 0.270, 0.287, 0.163],
        [0.204, 0.241, 0.275, 0.153],
    ];
    for country in Country::ALL {
        for (i, year) in (2020..=2023).enumerate() {
            assert_near(
                data::repeat_share(country, year),
                printed[country.index()][i],
                0.000_51,
            );
        }
        for year in [2000, 2019, 2024] {
            assert_eq!(data::repeat_share(country, year), data::REPEAT_SHARE);
        }
    }
}

#[test]
fn the_anchors_are_the_printed_ones() {
    let printed = [48_833.0, 117_776.0, 91_228.0];
    for country in Country::ALL {
        let found = data::anchor(country);
        assert_near(found, printed[country.index()], 0.5);
    }
}

#[test]
fn the_openings_index_and_its_gap_are_the_printed_ones() {
    assert_near(data::openings_index(2025).unwrap(), 1.765, 0.000_5);
    assert_near(data::openings_gap(), 0.0744, 0.000_05);
    assert_eq!(data::openings_index(2000), None);
    assert_eq!(data::openings_index(1999), None);
    assert!((2001..=2025).all(|year| data::openings_index(year).is_some_and(|x| x > 0.0)));
}

#[test]
fn regime_levels_and_shifts_are_the_printed_ones() {
    let thousand =
        |window: &data::RegimeWindow| Country::ALL.map(|country| window.yearly(country) / 1000.0);
    let near = |found: [f64; 3], printed: [f64; 3], half_unit| {
        for (found, printed) in found.into_iter().zip(printed) {
            assert_near(found, printed, half_unit);
        }
    };
    let shifts = |regime| Country::ALL.map(|country| data::regime_shift(regime, country));
    near(
        shifts(Regime::Years2022To23),
        [0.378, 0.115, 0.525],
        0.000_51,
    );
    near(shifts(Regime::Late2024), [-0.630, -0.871, -0.786], 0.000_51);
    near(
        shifts(Regime::Since2025),
        [-3.110, -2.936, -2.966],
        0.000_51,
    );
    let levels = |regime| Country::ALL.map(|c| data::regime_level(regime, c) / 1000.0);
    near(levels(Regime::Years2022To23), [66.7, 219.1, 187.9], 0.051);
    near(levels(Regime::Late2024), [24.3, 81.8, 50.6], 0.051);
    let since = data::regime_windows(Regime::Since2025);
    near(thousand(&since[0]), [1.8, 9.1, 4.8], 0.051);
    near(thousand(&since[1]), [2.2, 11.3, 6.5], 0.051);
}

#[test]
fn the_newest_window_is_the_partial_fiscal_year() {
    let newest = data::regime_windows(Regime::Since2025).last().unwrap();
    assert_eq!(newest.usual_share, data::USUAL_SHARE_ELEVEN_MONTHS);
    for country in Country::ALL {
        let recorded = data::encounters(country).last().unwrap();
        assert_eq!(newest.encounters[country.index()], recorded.encounters);
    }
}

#[test]
fn people_households_and_homicides_are_the_printed_ones() {
    let people = [6_338_193.0, 18_406_359.0, 10_825_703.0];
    let households = [316_054.0, 1_621_427.0, 892_361.0];
    let killed = [82.0, 3_139.0, 2_332.0];
    let adults = [0.344, 0.476, 0.363];
    for country in Country::ALL {
        let i = country.index();
        assert_eq!(data::people_now(country), people[i]);
        assert_near(data::rural_households(country), households[i], 0.51);
        assert_eq!(data::homicides_now(country), killed[i]);
        assert_near(data::single_adult_share(country), adults[i], 0.000_51);
    }
    let sum: f64 = Country::ALL.into_iter().map(data::rural_households).sum();
    assert_near(sum, 2_829_842.0, 1.0);
    assert_eq!(data::BASELINE_LOCAL_SHARE, 0.10);
}

#[test]
fn a_missing_homicide_rate_is_a_row_and_a_break() {
    for country in Country::ALL {
        for row in data::homicides(country, HomicideSeries::Unodc)
            .iter()
            .filter(|r| r.rate.is_none())
        {
            assert!(
                data::breaks_in(Series::Homicides, country)
                    .any(|b| (b.first_year..=b.last_year).contains(&row.year)
                        && b.kind == data::BreakKind::Missing),
                "{country:?} {}",
                row.year
            );
        }
    }
}

#[test]
fn every_break_has_both_languages_and_a_source() {
    assert!(!data::breaks().is_empty());
    assert_eq!(data::breaks().len(), data::break_details().len());
    for (b, detail) in data::breaks().iter().zip(data::break_details()) {
        assert!(detail.en.ends_with('.') && detail.es.ends_with('.') && detail.en != detail.es);
        assert!(b.first_year <= b.last_year);
        assert!(!detail.sources.is_empty());
    }
    for series in [
        Series::Encounters,
        Series::Visas,
        Series::Aid,
        Series::Homicides,
        Series::UsLabour,
        Series::Population,
    ] {
        assert!(
            data::breaks().iter().any(|b| b.series == series),
            "{series:?}"
        );
    }
}

#[test]
fn partial_years_are_explained_by_a_break() {
    let explained = |series, year| {
        data::breaks().iter().any(|b| {
            b.series == series && b.kind == data::BreakKind::Partial && b.first_year == year
        })
    };
    assert!(explained(Series::Encounters, 2026));
    assert!(explained(Series::Aid, 2025));
    assert!(explained(Series::UsLabour, 2025));
}

#[test]
fn every_source_has_a_licence_and_an_address_or_a_stated_reason() {
    for source in data::sources() {
        assert!(!source.licence.is_empty(), "{}", source.id);
        match source.url {
            Some(url) => assert!(url.starts_with("http"), "{}", source.id),
            None => assert!(source.note.starts_with("No address: "), "{}", source.id),
        }
        // The day of the first reading; what was added later was read later.
        assert!(source.date_read >= "2026-11-21", "{}", source.id);
        assert!(std::ptr::eq(*source, data::source(source.id).unwrap()));
    }
    assert!(data::source("no_such_source").is_none());
}

#[test]
fn both_documents_are_one_source_each() {
    let titled = |part: &str| {
        data::sources()
            .iter()
            .filter(|s| s.title.contains(part))
            .count()
    };
    assert_eq!(data::source("op_ed").unwrap().year, "2021-22");
    assert_eq!(data::source("fact_sheet").unwrap().year, "2024");
    assert_eq!(titled("How to Actually Tackle the Root Causes"), 1);
    assert_eq!(
        titled("Update on the U.S. Strategy for Addressing the Root Causes"),
        1
    );
}

#[test]
fn no_series_whose_licence_forbids_reuse_is_shipped() {
    for source in data::sources() {
        for publisher in ["EM-DAT", "Transparency International", "Reporters"] {
            assert!(!source.publisher.contains(publisher), "{}", source.id);
        }
        let licence = source.licence.to_lowercase();
        assert!(
            !licence.contains("non-commercial") && !licence.contains("-nd"),
            "{}",
            source.id
        );
    }
}

#[test]
fn evidence_and_cost_rows_resolve_and_match_their_details() {
    assert_eq!(data::evidence().len(), data::evidence_details().len());
    for (short, detail) in data::evidence().iter().zip(data::evidence_details()) {
        assert_eq!(short.id, detail.id);
        assert!(std::ptr::eq(short, data::evidence_by_id(short.id).unwrap()));
        assert!(short.source.split(';').all(|id| data::source(id).is_some()));
        assert!(!detail.sources.is_empty());
    }
    assert_eq!(data::costs().len(), data::cost_details().len());
    for (short, detail) in data::costs().iter().zip(data::cost_details()) {
        assert_eq!(short.id, detail.id);
        assert!(std::ptr::eq(short, data::cost_by_id(short.id).unwrap()));
        assert!(short.source.split(';').all(|id| data::source(id).is_some()));
    }
    assert!(data::evidence_by_id("Z99").is_none());
}

#[test]
fn tables_hold_no_trace_of_the_workshop() {
    let words = [
        "where_read",
        "/work/main",
        "/tmp/",
        "/root",
        "shared/",
        ".py",
        "github ",
        "DESIGN",
        "NOTES.md",
        "excerpt",
        "seeds/",
    ];
    for (name, text) in files() {
        for word in words {
            assert!(!text.contains(word), "{name} holds {word:?}");
        }
    }
}

#[test]
fn country_and_regime_keys_go_both_ways() {
    for (i, country) in Country::ALL.into_iter().enumerate() {
        assert_eq!(country.index(), i);
        assert_eq!(Country::from_code(country.code()), Some(country));
    }
    assert_eq!(Country::from_code("MEX"), None);
    for regime in Regime::ALL {
        assert_eq!(Regime::from_key(regime.key()), Some(regime));
    }
    assert_eq!(Regime::from_key(""), None);
}

#[test]
fn the_data_version_is_that_of_the_tables_and_moves_with_any_byte() {
    let mut files = files();
    assert_eq!(check::version(&files), data::DATA_VERSION);
    files.get_mut("visas.csv").unwrap().push(' ');
    assert_ne!(check::version(&files), data::DATA_VERSION);
}

#[test]
fn every_constant_is_listed_with_its_unit_and_source() {
    let keys: BTreeSet<_> = data::constants().iter().map(|c| c.key).collect();
    let known: BTreeSet<_> = check::CONSTANTS.iter().map(|c| c.0).collect();
    assert_eq!(keys, known);
    for c in data::constants() {
        assert!(
            !c.unit.is_empty() && !c.note.is_empty() && !c.sources.is_empty(),
            "{}",
            c.key
        );
    }
}

#[test]
fn an_unknown_source_is_refused() {
    let problem = with("encounters.csv", 5, "ohss_khsm_usbp", "hearsay");
    assert_refused(&problem, "encounters.csv", 5, "no source \"hearsay\"");
}

#[test]
fn a_source_that_nothing_uses_is_refused() {
    let mut files = files();
    let row = "zz,P,T,2020,https://example.org/,CC0,2026-11-21,\n";
    files.get_mut("sources.csv").unwrap().push_str(row);
    let problem = check::read(&files).unwrap_err();
    let line = files["sources.csv"].lines().count() as u64;
    assert_refused(&problem, "sources.csv", line, "no row of any table uses");
}

#[test]
fn a_source_without_address_or_reason_is_refused() {
    let problem = with("sources.csv", 2, "https://", "");
    assert_refused(&problem, "sources.csv", 2, "url must be");
}

#[test]
fn two_ids_for_one_address_are_refused() {
    let mut files = files();
    let text = files.get_mut("sources.csv").unwrap();
    let copy = text.lines().nth(1).unwrap().replacen(',', "_again,", 1);
    text.push_str(&(copy + "\n"));
    let line = text.lines().count() as u64;
    let problem = check::read(&files).unwrap_err();
    assert_refused(&problem, "sources.csv", line, "one id for one address");
}

#[test]
fn a_duplicate_key_is_refused() {
    let problem = with("encounters.csv", 3, "2001,SLV", "2000,SLV");
    assert_refused(&problem, "encounters.csv", 3, "stands already in line 2");
}

#[test]
fn a_gap_in_a_yearly_series_is_refused() {
    for file in [
        "encounters.csv",
        "visas.csv",
        "population.csv",
        "aid.csv",
        "homicides.csv",
        "us_labour.csv",
        "title42.csv",
    ] {
        let problem = refused(file, |number, line| (number != 4).then(|| line.to_owned()));
        assert_refused(&problem, file, 4, "gap or disorder");
    }
}

#[test]
fn a_series_that_stops_early_is_refused() {
    let last = files()["us_labour.csv"].lines().count();
    let problem = refused("us_labour.csv", |number, line| {
        (number != last).then(|| line.to_owned())
    });
    assert_refused(
        &problem,
        "us_labour.csv",
        last as u64 - 1,
        "must reach 2025",
    );
}

#[test]
fn an_undeclared_empty_cell_is_refused() {
    let problem = with("homicides.csv", 2, "59.7473", "");
    assert_refused(&problem, "homicides.csv", 2, "a gap is declared");
}

#[test]
fn a_wrong_unit_is_refused() {
    let problem = with("constants.csv", 2, ",share,", ",percent,");
    assert_refused(
        &problem,
        "constants.csv",
        2,
        "the unit of repeat_share must be \"share\"",
    );
}

#[test]
fn a_value_out_of_range_is_refused() {
    let problem = with("encounters.csv", 2, ",6660,", ",66600000,");
    assert_refused(&problem, "encounters.csv", 2, "outside 1 to 1000000");
    let problem = with("constants.csv", 2, ",0.07,", ",7,");
    assert_refused(&problem, "constants.csv", 2, "outside");
    let problem = with("us_labour.csv", 3, ",4.7417,", ",NaN,");
    assert_refused(&problem, "us_labour.csv", 3, "outside");
}

#[test]
fn a_wrong_type_names_the_column() {
    let problem = with("encounters.csv", 2, ",6660,", ",many,");
    assert_refused(&problem, "encounters.csv", 2, "encounters: \"many\" is not");
    let problem = with("encounters.csv", 2, ",SLV,", ",SAL,");
    assert_refused(&problem, "encounters.csv", 2, "SAL");
}

#[test]
fn a_bad_header_is_refused() {
    for file in check::FILES {
        let problem = refused(file, |number, line| {
            Some(if number == 1 {
                line.replacen(',', ",x", 1)
            } else {
                line.to_owned()
            })
        });
        assert_refused(&problem, file, 1, "the header must be");
    }
}

#[test]
fn a_row_of_the_wrong_length_is_refused() {
    let problem = refused("visas.csv", |number, line| {
        Some(if number == 7 {
            line.to_owned() + ",more"
        } else {
            line.to_owned()
        })
    });
    assert_eq!(
        (problem.file.as_str(), problem.line),
        ("visas.csv", 7),
        "{problem}"
    );
}

#[test]
fn a_break_without_a_translation_is_refused() {
    let problem = refused("breaks.csv", |number, line| {
        let english = "\"An encounter is an event, not a person. Someone who is stopped three times in a year is counted three times.\"";
        Some(if number == 2 {
            assert!(line.contains(english));
            let start = line.find(english).unwrap();
            format!("{}{english},,ohss_khsm_usbp", &line[..start])
        } else {
            line.to_owned()
        })
    });
    assert_refused(&problem, "breaks.csv", 2, "text_es is empty");
}

#[test]
fn a_missing_or_unknown_file_is_refused() {
    let mut fewer = files();
    fewer.remove("visas.csv");
    assert_refused(&check::read(&fewer).unwrap_err(), "visas.csv", 0, "missing");
    let mut more = files();
    more.insert("notes.csv".to_owned(), String::new());
    assert_refused(
        &check::read(&more).unwrap_err(),
        "notes.csv",
        0,
        "not one of the known",
    );
}

#[test]
fn windows_and_counts_must_belong_together() {
    let problem = with("regime_windows.csv", 4, "jul-dec-2024", "jul-nov-2024");
    assert_refused(&problem, "regimes.csv", 0, "only one of");
    let problem = with("regime_windows.csv", 4, ",1,0.4816", ",0.9,0.4816");
    assert_refused(&problem, "regime_windows.csv", 6, "sum to 0.9");
}

proptest! {
    /// Whatever is cut out of a table, the check answers with the file's name and never panics.
    #[test]
    fn a_damaged_table_never_panics(which in 0..check::FILES.len(), from in 0.0..1.0, length in 1usize..200) {
        let mut files = files();
        let name = check::FILES[which];
        let text = files.get_mut(name).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let start = (from * chars.len() as f64) as usize;
        *text = chars[..start].iter().chain(chars.iter().skip(start + length)).collect();
        if let Err(problem) = check::read(&files) {
            prop_assert!(!problem.reason.is_empty());
            prop_assert!(check::FILES.contains(&problem.file.as_str()));
        }
    }
}

#[test]
fn fans_of_the_back_test_that_are_missing_twice_or_out_of_order_are_refused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join(backtest::FILE)).unwrap();
    assert!(backtest::rust(&text).is_ok());
    let lines: Vec<&str> = text.lines().collect();
    let with = |number: usize, changed: &[&str]| {
        let (before, after) = (&lines[..number - 1], &lines[number..]);
        let lines = [before, changed, after].concat();
        backtest::rust(&(lines.join("\n") + "\n")).expect_err("must be refused")
    };
    let third = lines[2];
    let cells: Vec<&str> = third.split(',').collect();
    let swapped = third.replacen(cells[4], "99999999", 1);
    for (problem, words) in [
        (with(1, &["model,origin"]), ":1: the header must be"),
        (with(3, &[]), "no line for naive,2009,1,GTM"),
        (with(3, &[third, third]), ":4: stands there twice"),
        (with(3, &[&swapped]), ":3: points must rise"),
        (with(3, &["naive,2009,1"]), ":3: too few cells"),
        (
            with(3, &[&third.replacen("2009", "then", 1)]),
            ":3: not a whole number",
        ),
        (
            with(3, &[&third.replacen(cells[10], "-1", 1)]),
            ":3: needs seven amounts",
        ),
    ] {
        assert!(problem.contains(words), "{problem}");
    }
}
