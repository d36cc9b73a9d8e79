//! The method page against the code that it describes.
#![cfg(feature = "cli")]

mod site;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use root_causes::data::{self, Country};
use root_causes::figures::format::fill;
use root_causes::i18n::{Lang, words};
use root_causes::model::fixed;
use root_causes::model::levers::Lever;
use root_causes::model::math;
use root_causes::model::parameters::{Parameter, Prior};
use root_causes::model::regimes::Regime;
use root_causes::model::scenario::Pack;
use root_causes::model::shocks::Shock;

/// Where the equations are worked out.
const CODE: [&str; 3] = [
    "src/model/equations.rs",
    "src/model/potential.rs",
    "src/model/coefficients.rs",
];

/// The state of the code when the equations were last held against it.
const FINGERPRINT: &str = "tests/golden/equations-fingerprint.txt";

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The equations with holes for the numbers that the code holds fixed.
fn equations() -> String {
    read("assets/method/equations.txt")
}

/// Fowler-Noll-Vo hash of the code without its white space, so that formatting does not count.
fn fingerprint() -> String {
    let code: String = CODE.iter().map(|path| read(path)).collect();
    let hash = code
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}\n")
}

#[test]
fn the_equations_on_paper_were_held_against_the_code_as_it_stands() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FINGERPRINT);
        fs::write(path, fingerprint()).expect("the fingerprint can be written");
        return;
    }
    assert_eq!(
        read(FINGERPRINT),
        fingerprint(),
        "{CODE:?} changed: read assets/method/equations.txt against them, \
         then UPDATE_GOLDEN=1 cargo test --features cli --test method"
    );
}

#[test]
fn every_equation_that_a_lever_names_is_on_paper() {
    let equations = equations();
    for lever in Lever::ALL {
        for number in lever.record().equations {
            assert!(
                equations.contains(&format!("({number})")),
                "{}: equation {number}",
                lever.record().key
            );
        }
    }
}

#[test]
fn every_symbol_of_a_parameter_stands_in_an_equation() {
    let equations = equations();
    let words = names(&equations);
    for record in Parameter::all() {
        // Deviations of a lever's transfer are written once, as z_j.
        let written = match record.symbol {
            "z_bS" | "z_bD" | "z_eV" => record.symbol,
            symbol if symbol.starts_with("z_") => "z_j",
            symbol => symbol,
        };
        assert!(words.contains(written), "{}", record.symbol);
    }
}

/// Words and letters of a text.
fn names(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .collect()
}

// ---- Numbers: in the code, on paper, on the page ----

/// Numbers that say how an equation is built, not how much of something there is: zero, one, a half
/// of two years, squares and fourth powers.
const FORM: [&str; 5] = ["0", "1", "2", "4", "1.5"];

/// Text outside of holes, and the names of holes.
fn holes(text: &str) -> (String, Vec<&str>) {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("a hole that closes");
        outside.push_str(before);
        outside.push(' ');
        inside.push(name);
        rest = after;
    }
    (outside + rest, inside)
}

#[test]
fn the_equations_on_paper_have_no_number_that_is_not_the_codes() {
    let equations = equations();
    let (outside, inside) = holes(&equations);
    for name in &inside {
        let known = *name == "first_year" || fixed::ALL.iter().any(|one| one.key == *name);
        assert!(known, "{{{name}}} is no number of the code");
    }
    for one in fixed::ALL {
        assert!(inside.contains(&one.key), "{} is on no line", one.key);
    }
    for line in outside.lines() {
        // "(7)" heads an equation; "FY2022-24" names years.
        let line = line.trim_start().replace("FY2022-24", "");
        let body = match line.split_once(") ") {
            Some((head, body)) if head.starts_with('(') && head.len() <= 3 => body,
            _ => &line,
        };
        let numbers = body
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        for number in numbers {
            assert!(FORM.contains(&number), "{number} in {line}");
        }
    }
}

/// Code before its tests, without comments.
fn code(path: &str) -> String {
    let all = read(path);
    let (code, _) = all.split_once("#[cfg(test)]").unwrap_or((&all, ""));
    code.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_code_of_the_equations_names_every_number_that_is_not_form() {
    // `ln 2 / ln 1.5`, which equation (6) has in letters.
    const WRITTEN_OUT: &str = "1.709_511_3";
    assert!((1.709_511_3 - math::ln(2.0) / math::ln(1.5)).abs() < 1e-7);
    let form = ["0.0", "1.0", "0.5", "0.0f32", WRITTEN_OUT];
    for path in CODE {
        let code = code(path);
        let numbers = code
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.'));
        for number in numbers.filter(|number| !number.contains("..")) {
            assert!(
                form.contains(&number),
                "{path}: {number} has no name; src/model/fixed.rs has them"
            );
        }
    }
}

#[test]
fn every_fixed_number_has_a_name_of_its_own_and_studies_that_exist() {
    let keys: BTreeSet<&str> = fixed::ALL.iter().map(|one| one.key).collect();
    assert_eq!(keys.len(), fixed::ALL.len());
    for one in fixed::ALL {
        for id in one.studies {
            assert!(data::evidence_by_id(id).is_some(), "{}: {id}", one.key);
        }
    }
}

/// A part of one reading is a row too: a reader who counts finds what the page of assumptions says.
#[test]
fn each_reading_has_as_many_rows_as_the_page_of_assumptions_counts() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("method-site");
    for ((lang, page), folder) in pages().iter().zip(["", "es/"]) {
        let file = path.join(format!("{folder}assumptions/index.html"));
        let assumptions = fs::read_to_string(file).expect("the page was written");
        let readings = part(page, "readings");
        for pack in Pack::ALL {
            let name = words::packs(*lang).get(pack.key()).expect("a name").name;
            let (_, told) = readings
                .split_once(&format!("<h3>{name}</h3>"))
                .unwrap_or_else(|| panic!("no {name}"));
            let told = rows(told.split("<h3>").next().unwrap_or_default());
            let block = between(
                &assumptions,
                &format!("id=\"belief-pack-{}\"", pack.key()),
                "</summary>",
            );
            let count = match told.len().saturating_sub(1) {
                0 => words::departures(*lang).nothing.to_owned(),
                n => fill(words::departures(*lang).count, &[("n", &n.to_string())]),
            };
            assert!(
                block.contains(&format!(">{count}<")),
                "{name}: {count}, not {block}"
            );
            for rule in pack.rules() {
                assert!(names(&equations()).contains(rule.symbol), "{}", rule.symbol);
                assert!(told.iter().any(|row| row[0] == rule.symbol), "{}", rule.key);
            }
        }
    }
}

#[test]
fn nothing_but_titles_and_names_stays_in_english_on_the_spanish_page() {
    let [_, (_, page)] = pages();
    let (before, studies) = page.split_once(" id=\"studies\"").expect("the studies");
    let (_, tables) = before.split_once("<main").expect("the page");
    assert!(
        !tables.contains("lang=\"en\""),
        "English cells above the studies"
    );
    assert!(!page.contains("this project"));
    // Of a study, its title alone, which stands behind its authors.
    for cell in studies.split("<td").skip(1) {
        let cell = cell.split("</td>").next().unwrap_or_default();
        let told = cell
            .split_once("<span lang=\"en\">")
            .map_or(cell, |(told, _)| told);
        assert!(told == cell || told.ends_with(": "), "{cell}");
    }
}

/// The built method page in both languages.
fn pages() -> &'static [(Lang, String); 2] {
    static PAGES: OnceLock<[(Lang, String); 2]> = OnceLock::new();
    PAGES.get_or_init(|| {
        let site = site::written("method-site");
        [
            (Lang::En, "method/index.html"),
            (Lang::Es, "es/method/index.html"),
        ]
        .map(|(lang, path)| {
            let page = fs::read_to_string(site.join(path)).expect("the page was written");
            (lang, page)
        })
    })
}

/// What stands between two marks, the first time.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0
}

/// Rows of the tables in a part of the page, as text of each cell.
fn rows(part: &str) -> Vec<Vec<String>> {
    part.split("<tr")
        .skip(1)
        .map(|row| {
            let row = row.split("</tr>").next().unwrap_or_default();
            let row = row.split_once('>').map_or("", |(_, cells)| cells);
            row.split("</th>")
                .flat_map(|piece| piece.split("</td>"))
                .map(|cell| text(cell).trim().to_owned())
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect()
}

/// HTML without its tags.
fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
}

/// The part of the page with an id, to the end of its section or the next heading of its kind.
fn part<'a>(page: &'a str, id: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!(" id=\"{id}\""))
        .unwrap_or_else(|| panic!("no part {id}"));
    let end = ["<section", "<h3 id="]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .min()
        .unwrap_or(rest.len());
    &rest[..end]
}

/// A number as the page writes it: commas between thousands, a true minus.
fn written(value: f64, digits: usize) -> String {
    // A half goes up, as everywhere on the page.
    let times = 10_u32.pow(u32::try_from(digits).expect("few digits"));
    let times = f64::from(times);
    let plain = format!("{:.digits$}", (value.abs() * times).round() / times);
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text = format!("{text}.{rest}");
    }
    let is_zero = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    if value < 0.0 && !is_zero {
        text.insert(0, '−');
    }
    text
}

/// The same without zeros behind the point.
fn short(value: f64) -> String {
    let text = written(value, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Every number of a prior.
fn numbers_of(prior: Prior) -> Vec<String> {
    let numbers = match prior {
        Prior::Fixed(value) => vec![value],
        Prior::Uniform(low, high) => vec![low, high],
        Prior::Normal(mean, sd) => vec![mean, sd],
        Prior::Beta(a, b) => vec![f64::from(a), f64::from(b)],
        Prior::Truncated {
            mean,
            sd,
            low,
            high,
        } => vec![mean, sd, low, high],
        Prior::ZeroOr {
            zero,
            mean,
            sd,
            low,
            high,
        } => vec![zero * 100.0, mean, sd, low, high],
    };
    numbers.into_iter().map(short_or_whole).collect()
}

fn short_or_whole(value: f64) -> String {
    let text = written(value, 2);
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => text,
    }
}

/// Whether a text has this number and not only one that it is a part of.
fn has_number(text: &str, number: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',' || c == '−'))
        .any(|word| word.trim_end_matches(['.', ',']) == number)
}

#[test]
fn the_page_gives_every_parameter_with_the_prior_the_grade_and_the_studies_of_the_registry() {
    for (lang, page) in pages() {
        let (names, meanings) = (
            words::parameter_names(*lang),
            words::parameter_meanings(*lang),
        );
        for record in Parameter::all() {
            let from = format!("<a href=\"../assumptions/#belief-{}\">", record.key);
            let from = if page.contains(&from) {
                from
            } else {
                format!("#belief-{}\">", record.key)
            };
            let row = between(page, &from, "</tr>");
            let cells: Vec<String> = row
                .split("<td role=\"cell\" data-label=")
                .map(|cell| text(cell.split_once('>').map_or(cell, |(_, cell)| cell)))
                .collect();
            assert_eq!(cells[0], record.symbol, "{}", record.key);
            let name = site::as_set(names.get(record.key).expect("a name"));
            let meaning = site::as_set(meanings.get(record.key).expect("a meaning"));
            assert!(
                cells[1].contains(&name) && cells[1].contains(&meaning),
                "{}",
                record.key
            );
            for number in numbers_of(record.prior) {
                assert!(
                    has_number(&cells[2], &number),
                    "{}: {number} in {}",
                    record.key,
                    cells[2]
                );
            }
            assert_eq!(cells[4], record.grade.letter(), "{}", record.key);
            let studies = record.parameter.studies();
            for (cell, ids) in [(5, studies.evidence), (6, studies.against)] {
                let told: Vec<&str> = cells[cell].split_whitespace().collect();
                assert_eq!(told, ids, "{}", record.key);
            }
        }
    }
}

#[test]
fn the_page_gives_every_number_that_the_equations_hold_fixed() {
    for (lang, page) in pages() {
        let rows = rows(part(page, "fixed"));
        for one in fixed::ALL {
            let meaning = words::fixed(*lang).get(one.key).expect("a meaning");
            let row = rows
                .iter()
                .find(|row| row.first().is_some_and(|cell| cell == meaning))
                .unwrap_or_else(|| panic!("no row {}", one.key));
            let value = format!("{}", (one.value * 1e6).round() / 1e6);
            assert_eq!(
                row[1].replace('−', "-").replace(',', ""),
                value,
                "{}",
                one.key
            );
            assert!(
                row[2].starts_with('(') || row[2] == "–",
                "{}: {row:?}",
                one.key
            );
            let last = row.last().expect("what it rests on");
            match one.studies {
                [] => assert_eq!(last, words::method(*lang).our_judgment),
                ids => assert_eq!(last.split_whitespace().collect::<Vec<_>>(), ids),
            }
        }
        let equations = between(page, "<pre class=\"equations\">", "</pre>");
        assert!(!equations.contains('{'), "a hole that nothing fills");
    }
}

#[test]
fn the_page_gives_levels_and_shifts_of_every_set_of_border_rules() {
    for (lang, page) in pages() {
        let rows = rows(part(page, "regimes"));
        for regime in Regime::ALL {
            let name = words::regimes(*lang)
                .get(regime.key())
                .expect("a name")
                .name;
            let of = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
                let own = rows
                    .iter()
                    .filter(|row| row.first().is_some_and(|cell| cell == name));
                own.cloned().collect()
            };
            let own = of(&rows);
            let windows = data::regime_windows(regime);
            assert_eq!(own.len(), windows.len() + 1, "{name}");
            for (row, window) in own.iter().zip(windows) {
                let months = row[1].replace('\u{2011}', "-");
                assert!(months.contains(window.first_month) && months.contains(window.last_month));
                for country in Country::ALL {
                    let count = f64::from(window.encounters[country.index()]);
                    assert_eq!(row[2 + country.index()], written(count, 0));
                }
                assert_eq!(row[5], short(window.weight));
                assert_eq!(row[6], written(window.usual_share, 4));
                assert_eq!(row[7], written(window.sd_common, 3));
                assert_eq!(row[8], written(window.sd_country, 3));
            }
            let level = own.last().expect("a row of levels");
            for (at, country) in (1..).zip(Country::ALL) {
                let shift = data::regime_shift(regime, country);
                assert_eq!(level[at], written(data::regime_level(regime, country), 0));
                assert_eq!(level[at + 3], written(shift, 3));
                assert_eq!(level[at + 6], written(math::exp(shift).min(1.0), 2));
            }
        }
        // Worked out by hand from the sizes of the noise: .26 and .10, .35 and .13, .27 and .10.
        let ends: Vec<&[String]> = rows
            .iter()
            .filter(|row| row.len() == 12)
            .map(|row| &row[10..])
            .collect();
        assert_eq!(
            ends[ends.len() - 3..],
            [["0.26", "0.10"], ["0.35", "0.13"], ["0.27", "0.10"]]
        );
    }
}

#[test]
fn the_page_gives_every_lever_and_event_with_range_and_usual_value() {
    for (lang, page) in pages() {
        let rows = rows(part(page, "levers"));
        let row = |symbol: &str| {
            rows.iter()
                .find(|row| row.first().is_some_and(|cell| cell == symbol))
                .unwrap_or_else(|| panic!("no row {symbol}"))
        };
        for lever in Lever::ALL {
            let record = lever.record();
            let row = row(record.symbol);
            let name = words::levers(*lang).get(record.key).expect("words").name;
            assert!(row[1].starts_with(&site::as_set(name)), "{row:?}");
            let numbers: Vec<String> = record.equations.iter().map(|n| format!("({n})")).collect();
            assert_eq!(row[4], numbers.join(" "), "{}", record.key);
            assert_eq!(
                row[5].split_whitespace().collect::<Vec<_>>(),
                record.evidence
            );
        }
        for shock in Shock::ALL {
            let record = shock.record();
            let row = row(record.symbol);
            for value in [record.min, record.max] {
                assert!(
                    has_number(&row[2], &short_or_whole(f64::from(value))),
                    "{row:?}"
                );
            }
            assert_eq!(row[3], short_or_whole(f64::from(record.default)));
        }
    }
}

#[test]
fn every_letter_of_the_equations_is_explained_on_the_page() {
    // What is no letter: functions, and the words between them.
    let words: BTreeSet<&str> = "ln exp min max clip log2 mean of the with as same to in if else \
         and or on then first country value year before degrees freedom Student one two window \
         windows months rural households aid people uniform number scenarios steps since start \
         reading skeptic s FY2022 FY2027 only sum x b"
        .split_whitespace()
        .collect();
    let english = text(between(
        &pages()[0].1,
        "<pre class=\"equations\">",
        "</pre>",
    ));
    for (lang, page) in pages() {
        let equations = text(between(page, "<pre class=\"equations\">", "</pre>"));
        if *lang == Lang::Es {
            // Its words are others, its letters the same.
            let letters = names(&equations);
            let kept = |name: &&str| words.contains(*name) || letters.contains(name);
            assert!(names(&english).iter().all(kept), "{equations}");
            let english = [
                "the", "of", "with", "if", "steps", "before", "year", "mean", "then",
            ];
            assert!(
                english.iter().all(|word| !letters.contains(word)),
                "{equations}"
            );
            continue;
        }
        let section = between(page, "id=\"equations\"", "id=\"readings\"");
        let (_, tables) = section.split_once("</pre>").expect("tables below");
        let mut explained = BTreeSet::new();
        for piece in tables.split("<code>").skip(1) {
            let code = piece.split("</code>").next().unwrap_or_default();
            explained.extend(names(code).into_iter().map(str::to_owned));
        }
        // The deviations of a lever's own transfer are written once, as z_j, for the six of them.
        explained.insert("z_j".to_owned());
        // 1 and 2 are the older and the newer window.
        explained.extend(["v_a1", "v_a2"].map(str::to_owned));
        for name in names(&equations) {
            assert!(
                words.contains(name) || explained.contains(name),
                "{name} is explained nowhere"
            );
        }
    }
}

// ---- What was tested ----

/// The committed rows of a table, by their first cells.
fn committed(name: &str) -> Vec<Vec<String>> {
    read(&format!("assets/model/{name}"))
        .lines()
        .skip(1)
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_page_gives_the_committed_calibration() {
    for (lang, page) in pages() {
        let to = words::tested(*lang);
        let told = text(part(page, "calibration"));
        for row in committed("posterior.csv") {
            let number = |at: usize| -> f64 { row[at].parse().expect("a number") };
            let line = [
                format!("{} ({})", written(number(1), 3), written(number(2), 3)),
                fill(
                    to.from_to,
                    &[
                        ("low", &written(number(3), 2)),
                        ("high", &written(number(5), 2)),
                    ],
                ),
            ];
            for said in line {
                assert!(told.contains(&said), "{}: {said}", row[0]);
            }
            assert!(told.contains(&written(number(6), 4)), "{}", row[0]);
            assert!(told.contains(&written(number(7), 0)), "{}", row[0]);
        }
        for row in committed("posterior_run.csv") {
            assert!(told.contains(&row[1]), "{row:?}");
        }
    }
}

#[test]
fn the_page_gives_every_score_of_the_committed_back_test() {
    for (_, page) in pages() {
        let section = between(page, "id=\"back-test\"", "id=\"studies\"");
        let told = text(&section.replace("</t", " </t"));
        let has = |said: &str, row: &[String]| assert!(told.contains(said), "{row:?}: {said}");
        for row in committed("backtest.csv") {
            let value: f64 = row[4].parse().expect("a number");
            let said = match row[3].as_str() {
                // Told together with the gain, as its error.
                "gain_se" => format!("({})", written(value, 3)),
                "gain_over_naive" => format!("{} (", written(value, 3)),
                "in_50_band" | "in_90_band" => format!("{:.0}", value * 100.0),
                "rmse" | "bias" | "rmse_between_countries" => written(value, 2),
                "crps" if row[1] == "origin" => continue,
                "crps" => written(value, 3),
                "at_most_fy2025" => written(value * 100.0, 1),
                // Sums over rounds, told once.
                "origins" | "outcomes" if row[1] != "all" => continue,
                "origins" | "outcomes" | "origins_better_than_naive" => written(value, 0),
                "yearly_shock_sd" | "step_sd" => written(value, 2),
                "years_for_10_percent" | "smallest_fall_percent" => written(value, 0),
                measure if measure.starts_with("change_percent") => written(value, 1),
                measure => panic!("{measure} is not told"),
            };
            has(&said, &row);
        }
        for row in committed("trials.csv") {
            let value: f64 = row[4].parse().expect("a number");
            match row[3].as_str() {
                "gain_over_plain" => has(&format!("{} (", written(value, 3)), &row),
                "gain_over_plain_se" => has(&format!("({})", written(value, 3)), &row),
                "crps" if row[1] == "all" => has(&written(value, 3), &row),
                _ => {}
            }
        }
        for row in committed("permutation.csv") {
            has(&short_or_whole(row[4].parse().expect("a number")), &row);
            for at in [5, 8] {
                assert!(
                    has_number(&told, &row[at]) && has_number(&told, &row[at + 1]),
                    "{row:?}"
                );
            }
        }
        let trials = rows(part(page, "trials"));
        let tried: BTreeSet<String> = committed("trials.csv")
            .into_iter()
            .map(|row| row[0].clone())
            .collect();
        assert_eq!(trials.len(), tried.len() + 1, "a head, and a row a trial");
    }
}
