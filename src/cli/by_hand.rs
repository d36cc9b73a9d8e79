//! The record matched by hand, as it stands in the page of its step: the best line and the common
//! swing drawn, all numbers in a table, and controls that `web/by-hand.js` shows and answers.
//!
//! The script takes every number of the record from the table, so each stands in one place.

use std::fmt::Write as _;

use root_causes::data::record::{self, SeriesRecord};
use root_causes::figures::format::{axis, counted, decimal, fill};
use root_causes::history::by_hand::{COUNT, DRIVERS, Driver, Level, Period, Record, STEP, YEARS};
use root_causes::i18n::{Lang, words};
use root_causes::model::math;

use super::pages::{escaped, folder};
use super::tables::{Cells, framed};
use super::yearly::Caption;
use super::{prose, sources};

/// Script of this figure, by the beginning of its name.
pub const SCRIPT: &str = "by-hand";

/// Series behind the match.
const SERIES: [&str; 9] = [
    "encounters_usbp",
    "us_openings",
    "us_unemployment",
    "homicide_unodc",
    "people",
    "aid_disbursements_2024usd",
    "visas_h2a",
    "visas_h2b",
    "visas_h2r",
];

/// Amounts at the lower and the upper end of the scale; each grid line is double the one below.
const ENDS: (f64, f64) = (12_500.0, 800_000.0);
/// Height of the plane and of the words below it, in CSS pixels.
const HIGH: (u32, u32) = (240, 20);
/// Last fiscal year drawn, which is not complete and not part of the match.
const PARTIAL: u16 = 2026;
/// Years that the sentence names, and the picture where there is room.
const NAMED: usize = 4;
/// Years that must lie between two that are named in the picture.
const APART: u16 = 3;

/// Picture, score, controls, what it shows, how it is made, table and sources.
///
/// # Errors
/// A series that is missing.
pub fn figure(caption: &Caption, lang: Lang) -> Result<String, String> {
    let record = Record::read();
    let series: Vec<&'static SeriesRecord> = SERIES
        .iter()
        .map(|id| record::series(id).ok_or_else(|| format!("there is no series {id}")))
        .collect::<Result<_, _>>()?;
    let match_of = Match::work_out(&record);
    Ok(format!(
        "<figure class=\"by-hand\" id=\"by-hand\"><figcaption>{caption}</figcaption>\
         {key}<div class=\"by-hand-view\"><p class=\"small\">{scale}</p>{plane}{score}</div>{missed}{controls}{told}{how}{table}{breaks}{sources}</figure>",
        caption = caption.html,
        key = key(lang),
        scale = escaped(words::by_hand(lang).scale),
        plane = plane(&record, &match_of, lang),
        score = score(&record, &match_of, lang),
        missed = missed_most(&record, &match_of, lang),
        controls = controls(&match_of, lang),
        told = told(&record, &match_of, lang),
        how = how(lang),
        table = table(&record, &match_of, lang),
        breaks = sources::breaks(&series, *YEARS.start(), *YEARS.end(), lang),
        sources = sources_of(&series, lang),
    ))
}

/// Best strengths with one level and with a level by period.
struct Match {
    best: [[f64; DRIVERS]; 2],
}

const LEVELS: [Level; 2] = [Level::One, Level::ByPeriod];

impl Match {
    fn work_out(record: &Record) -> Match {
        Match {
            best: LEVELS.map(|level| record.best(level)),
        }
    }

    /// By which factor the best line misses, as it is told.
    fn misses(&self, record: &Record) -> [String; 2] {
        [0, 1].map(|k| decimal(record.miss(&self.best[k], LEVELS[k]), 2))
    }
}

fn x(year: u16) -> f64 {
    let (first, span) = (*YEARS.start(), f64::from(PARTIAL - YEARS.start()));
    hundredth(4.0 + 93.0 * f64::from(year - first) / span)
}

fn y(encounters: f64) -> f64 {
    let part = math::ln(encounters / ENDS.0) / math::ln(ENDS.1 / ENDS.0);
    hundredth(100.0 - 100.0 * part)
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Which mark is which.
fn key(lang: Lang) -> String {
    let w = words::by_hand(lang);
    let item = |class: &str, shape: &str, words: &str| {
        format!(
            "<li{class}><svg class=\"by-hand-marks\" width=\"28\" height=\"10\" aria-hidden=\"true\">{shape}</svg>{}</li>",
            escaped(words)
        )
    };
    format!(
        "<ul class=\"panel-key\">{}{}{}{}</ul>",
        item("", "<circle cx=\"14\" cy=\"5\" r=\"4\"/>", w.key_record),
        item("", "<path class=\"line\" d=\"M0 5H28\"/>", w.key_line),
        item("", "<path class=\"miss\" d=\"M14 0V10\"/>", w.key_miss),
        item(
            " class=\"of-common\"",
            "<path class=\"common\" d=\"M0 5H28\"/>",
            w.key_common
        ),
    )
}

/// The picture. What stretches with the page lies in the first inner picture, in hundredths; what
/// must not, in the second, in per cent.
fn plane(record: &Record, of: &Match, lang: Lang) -> String {
    let w = words::by_hand(lang);
    let line = record.line(&of.best[0], Level::One);
    let places: Vec<(f64, f64)> = YEARS.map(x).zip(line.iter().map(|at| y(*at))).collect();
    let common: Vec<(f64, f64)> = YEARS
        .map(x)
        .zip(record.common_swing().into_iter().map(y))
        .collect();
    let ticks: Vec<f64> = (0..7).map(|k| ENDS.0 * f64::from(1 << k)).collect();
    let (mut grid, mut scale, mut misses) = (String::new(), String::new(), String::new());
    for tick in ticks {
        let at = y(tick);
        let _ = write!(grid, "M0 {at}H100");
        let _ = write!(
            scale,
            "<text x=\"100%\" y=\"{at}%\" dy=\"4\" text-anchor=\"end\">{}</text>",
            escaped(&axis(tick, lang))
        );
    }
    for (year, (x, line)) in record.years.iter().zip(&places) {
        let _ = write!(misses, "M{x} {}V{line}", y(year.encounters));
    }
    let borders: String = [2020, 2024, 2025]
        .map(|first| format!("M{} 0V100", hundredth((x(first - 1) + x(first)) / 2.0)))
        .concat();
    let dots: String = record
        .years
        .iter()
        .map(|year| {
            format!(
                "<circle cx=\"{}%\" cy=\"{}%\" r=\"4\"/>",
                x(year.year),
                y(year.encounters)
            )
        })
        .collect();
    let years: String = [2001, 2005, 2010, 2015, 2020, 2025]
        .map(|year| {
            format!(
                "<text x=\"{}%\" y=\"{}\" text-anchor=\"middle\">{year}</text>",
                x(year),
                HIGH.0 + 15
            )
        })
        .concat();
    format!(
        "<div class=\"by-hand-plane\"><svg class=\"by-hand-marks scale\" height=\"{high}\" aria-hidden=\"true\">{scale}</svg>\
         <svg class=\"by-hand-marks\" width=\"100%\" height=\"{all}\" role=\"img\" aria-label=\"{label}\" \
         data-low=\"{low}\" data-high=\"{top}\">\
         <svg width=\"100%\" height=\"{high}\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\">\
         <path class=\"grid\" d=\"{grid}\"/><path class=\"border\" d=\"{borders}\"/><path class=\"miss\" d=\"{misses}\"/>\
         <path class=\"common\" d=\"{common}\"/><path class=\"line\" d=\"{line}\"/></svg>\
         <svg width=\"100%\" height=\"{high}\" overflow=\"visible\">{dots}<circle class=\"ring\" cx=\"{ring_x}%\" cy=\"{ring_y}%\" r=\"4\"/>{named}</svg>{years}</svg></div>",
        high = HIGH.0,
        all = HIGH.0 + HIGH.1,
        label = escaped(w.picture),
        low = ENDS.0,
        top = ENDS.1,
        common = path(&common),
        line = path(&places),
        ring_x = x(PARTIAL),
        ring_y = y(partial().encounters),
        named = named(record, &of.best[0]),
    )
}

fn path(places: &[(f64, f64)]) -> String {
    let places: Vec<String> = places.iter().map(|(x, y)| format!("{x} {y}")).collect();
    format!("M{}", places.join("L"))
}

/// Years that are missed most, beside their marks; those too near to another stay without words.
fn named(record: &Record, best: &[f64; DRIVERS]) -> String {
    let mut kept: Vec<(u16, f64)> = Vec::new();
    for (year, over) in record.worst(best, Level::One).into_iter().take(NAMED) {
        if kept.iter().all(|(other, _)| other.abs_diff(year) >= APART) {
            kept.push((year, over));
        }
    }
    let texts = (0..NAMED).map(|k| match kept.get(k) {
        Some((year, over)) => {
            let encounters = record.years[usize::from(year - YEARS.start())].encounters;
            let dy = if *over > 1.0 { -9 } else { 18 };
            format!(
                "<text class=\"named\" x=\"{}%\" y=\"{}%\" dy=\"{dy}\" text-anchor=\"middle\">{year}</text>",
                x(*year),
                y(encounters)
            )
        }
        None => "<text class=\"named\" text-anchor=\"middle\"></text>".to_owned(),
    });
    texts.collect()
}

/// The year that is drawn as a ring.
struct Partial {
    encounters: f64,
    months: u8,
}

fn partial() -> Partial {
    let rows = root_causes::data::Country::ALL
        .into_iter()
        .flat_map(|country| {
            let rows = root_causes::data::encounters(country).iter();
            rows.filter(|row| row.fiscal_year == PARTIAL)
        });
    let none = Partial {
        encounters: 0.0,
        months: 12,
    };
    rows.fold(none, |sum, row| Partial {
        encounters: sum.encounters + f64::from(row.encounters),
        months: sum.months.min(row.months),
    })
}

/// How far off the best line is; with a script, how far off the reader's.
fn score(record: &Record, of: &Match, lang: Lang) -> String {
    let w = words::by_hand(lang);
    let misses = of.misses(record);
    let naive = decimal(record.naive_miss(), 2);
    let still = fill(w.score_still, &[("best", &misses[0]), ("naive", &naive)]);
    let live = fill(
        &escaped(w.score),
        &[
            ("yours", "<b id=\"by-hand-yours\"></b>"),
            ("naive", &naive),
            (
                "best",
                &format!(
                    "<b id=\"by-hand-best\" data-best=\"{}\" data-best-by-period=\"{}\"></b>",
                    misses[0], misses[1]
                ),
            ),
        ],
    );
    format!(
        "<p class=\"by-hand-score\"><span class=\"by-hand-still\">{}</span>\
         <span class=\"by-hand-live\" hidden>{live}</span></p>",
        escaped(&still),
    )
}

/// Years that the line misses most, with the words that the script needs to say it of another.
fn missed_most(record: &Record, of: &Match, lang: Lang) -> String {
    let w = words::by_hand(lang);
    format!(
        "<p class=\"by-hand-missed\" id=\"by-hand-missed\" data-list=\"{}\" data-high=\"{}\" data-low=\"{}\">{}</p>",
        escaped(w.missed),
        escaped(w.too_high),
        escaped(w.too_low),
        escaped(&missed(record, of, lang)),
    )
}

fn missed(record: &Record, of: &Match, lang: Lang) -> String {
    let w = words::by_hand(lang);
    let worst = record
        .worst(&of.best[0], Level::One)
        .into_iter()
        .take(NAMED);
    let told = worst.map(|(year, over)| {
        let (template, factor) = match over > 1.0 {
            true => (w.too_low, over),
            false => (w.too_high, 1.0 / over),
        };
        let factor = decimal(factor, 1);
        fill(
            template,
            &[("year", &year.to_string()), ("factor", &factor)],
        )
    });
    let list = told.collect::<Vec<_>>().join(", ");
    fill(w.missed, &[("list", &list)])
}

/// Sliders, switch and buttons: hidden until the script answers them.
fn controls(of: &Match, lang: Lang) -> String {
    let w = words::by_hand(lang);
    let dials: String = Driver::ALL
        .into_iter()
        .enumerate()
        .map(|(k, driver)| dial(driver, of.best.map(|best| best[k]), lang))
        .collect();
    format!(
        "<div class=\"by-hand-controls\" hidden><p class=\"by-hand-intro\">{intro}</p><div class=\"by-hand-dials\">{dials}</div>\
         <p class=\"by-hand-switch\"><label><input type=\"checkbox\" id=\"by-hand-periods\" autocomplete=\"off\"> {periods}</label></p>\
         <p class=\"small by-hand-periods-note\" hidden>{note}</p>\
         <p class=\"by-hand-buttons\"><button type=\"button\" id=\"by-hand-show-best\">{best}</button>\
         <button type=\"button\" id=\"by-hand-show-common\" aria-pressed=\"false\">{common}</button>\
         <button type=\"button\" id=\"by-hand-reset\">{reset}</button></p>\
         <p class=\"spoken\" role=\"status\" id=\"by-hand-said\"></p></div>",
        intro = escaped(w.intro),
        periods = escaped(w.periods),
        note = escaped(w.periods_note),
        best = escaped(w.show_best),
        common = escaped(w.show_common),
        reset = escaped(w.reset),
    )
}

/// By how much encounters are multiplied when a driver doubles.
fn doubled(strength: f64) -> String {
    decimal(math::exp(strength * std::f64::consts::LN_2), 2)
}

fn dial(driver: Driver, best: [f64; 2], lang: Lang) -> String {
    let (w, ui) = (words::by_hand(lang), words::ui(lang));
    let key = driver.key();
    let (low, high) = driver.range();
    let (name, of) = match driver {
        Driver::Openings => (w.openings, w.openings_of),
        Driver::Homicides => (w.homicides, w.homicides_of),
        Driver::Aid => (w.aid, w.aid_of),
        Driver::Visas => (w.visas, w.visas_of),
    };
    let studies: Vec<String> = driver
        .evidence()
        .iter()
        .map(|id| format!("<a href=\"./{}method/#{id}\">{id}</a>", folder(lang)))
        .collect();
    let range = fill(
        &escaped(w.range),
        &[
            ("low", &doubled(low)),
            ("high", &doubled(high)),
            ("studies", &studies.join(", ")),
        ],
    );
    let button = |way: &str, words: &str, sign: &str| {
        format!(
            "<button type=\"button\" class=\"step\" data-way=\"{way}\" aria-label=\"{}\">{sign}</button>",
            escaped(&fill(words, &[("name", name)]))
        )
    };
    format!(
        "<div class=\"dial\"><div class=\"dial-head\"><label for=\"by-hand-{key}\">{name}</label>\
         <output class=\"dial-value\" for=\"by-hand-{key}\"></output></div><p class=\"dial-unit\" id=\"by-hand-{key}-of\">{of}</p>\
         <div class=\"dial-track\">{less}<span class=\"slider\"><span class=\"filled\"></span><span class=\"default\"></span>\
         <input type=\"range\" id=\"by-hand-{key}\" aria-describedby=\"by-hand-{key}-of\" min=\"{low}\" max=\"{high}\" step=\"{STEP}\" \
         value=\"0\" autocomplete=\"off\" data-said=\"{said}\" data-best=\"{one}\" data-best-by-period=\"{by_period}\"></span>{more}</div>\
         <p class=\"dial-range\">{range}</p></div>",
        name = escaped(name),
        of = escaped(of),
        less = button("-1", ui.less, "−"),
        more = button("1", ui.more, "+"),
        said = escaped(w.said),
        one = best[0],
        by_period = best[1],
    )
}

/// What the match shows, with its numbers.
fn told(record: &Record, of: &Match, lang: Lang) -> String {
    let w = words::by_hand(lang);
    let level = Level::One;
    let levers = [Driver::Homicides, Driver::Aid, Driver::Visas];
    let levers = record.best_of(&levers, level);
    let free = record.best_without_ranges(level);
    let whole = |share: f64| decimal(100.0 * share, 0);
    let numbers = [
        ("naive", decimal(record.naive_miss(), 2)),
        ("levers", decimal(record.miss(&levers, level), 2)),
        ("levers_left", whole(record.share_left(&levers, level))),
        ("left", whole(record.share_left(&of.best[0], level))),
        (
            "shared_left",
            whole(record.shared_of_left(&of.best[0], level)),
        ),
        ("free", decimal(record.miss(&free, level), 2)),
        ("free_aid", doubled_loosely(free[2])),
        ("years", COUNT.to_string()),
    ];
    let numbers: Vec<(&str, &str)> = numbers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let paragraphs = w.told.iter().map(|text| fill(text, &numbers));
    format!(
        "<div class=\"by-hand-told\">{}</div>",
        paragraphs_of(paragraphs)
    )
}

/// As [`doubled`], for strengths that no one should believe to two decimals.
fn doubled_loosely(strength: f64) -> String {
    decimal(math::exp(strength * std::f64::consts::LN_2), 0)
}

fn paragraphs_of(texts: impl Iterator<Item = String>) -> String {
    texts
        .map(|text| format!("<p>{}</p>", escaped(&text)))
        .collect()
}

fn how(lang: Lang) -> String {
    let w = words::by_hand(lang);
    format!(
        "<details class=\"more\"><summary>{}</summary>{}</details>",
        escaped(w.how_title),
        paragraphs_of(w.how.iter().map(|text| (*text).to_owned()))
    )
}

/// Every number that is drawn or that the script reads, a row a year.
fn table(record: &Record, of: &Match, lang: Lang) -> String {
    let w = words::by_hand(lang);
    let line = record.line(&of.best[0], Level::One);
    let common = record.common_swing();
    let heads = [
        words::steps(lang).fiscal_year,
        w.head_encounters,
        w.head_openings,
        w.head_homicides,
        w.head_aid,
        w.head_visas,
        w.head_rules,
        w.head_line,
        w.head_common,
    ];
    let mut rows = String::new();
    for (place, year) in record.years.iter().enumerate() {
        let mut cells = vec![counted(year.encounters)];
        for (k, driver) in Driver::ALL.into_iter().enumerate() {
            let star = if year.kept[k] { " *" } else { "" };
            cells.push(decimal(year.drivers[k], driver.decimals()) + star);
        }
        cells.push(escaped(period_name(Period::of(year.year), lang)));
        cells.push(counted(line[place]));
        cells.push(counted(common[place]));
        let cells: String = cells
            .iter()
            .map(|cell| format!("<td>{cell}</td>"))
            .collect();
        let _ = write!(rows, "<tr><th scope=\"row\">{}</th>{cells}</tr>", year.year);
    }
    let partial = partial();
    let months = fill(w.months, &[("n", &partial.months.to_string())]);
    let _ = write!(
        rows,
        "<tr><th scope=\"row\">{PARTIAL} ({})</th><td>{}</td>{}</tr>",
        escaped(&months),
        counted(partial.encounters),
        "<td>–</td>".repeat(7),
    );
    format!(
        "<details class=\"more table\"><summary>{}</summary>{}</details>",
        escaped(words::ui(lang).table),
        framed(w.table, &heads, &rows, Cells::Numbers)
    )
}

fn period_name(period: Period, lang: Lang) -> &'static str {
    let w = words::by_hand(lang);
    match period {
        Period::Before2020 => w.before_2020,
        Period::Title42 => w.title_42,
        Period::After42 => w.after_42,
        Period::Since2025 => w.since_2025,
    }
}

fn sources_of(series: &[&'static SeriesRecord], lang: Lang) -> String {
    let own = series
        .iter()
        .flat_map(|record| record.sources.iter().copied());
    let items = sources::each_once(own).into_iter();
    let items = items.map(|source| format!("<li>{}</li>", prose::source(source, lang)));
    format!(
        "<details class=\"more sources\"><summary>{}</summary><ul>{}</ul></details>",
        escaped(words::page(lang).sources_title),
        items.collect::<String>()
    )
}
