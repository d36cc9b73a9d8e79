//! `root-causes run`: a scenario in, the numbers of the page out.

use std::fmt::Display;
use std::fs;
use std::io::{self, ErrorKind, Write as _};

use clap::{Args, ValueEnum};
use root_causes::data::{Country, DATA_VERSION};
use root_causes::model::equations::{Detail, Pot, SERIES};
use root_causes::model::levers::{self, Lever};
use root_causes::model::parameters::Parameter;
use root_causes::model::presets::Preset;
use root_causes::model::quantiles::{Points, Quantiles};
use root_causes::model::scenario::{Adjustment, Scenario, Setting, ShockSetting};
use root_causes::model::shocks::Shock;
use root_causes::model::simulator::Simulator;
use root_causes::model::summary::Summary;
use root_causes::model::{COUNTRIES, FIRST_YEAR, LAST_YEAR, MODEL_VERSION, YEARS};
use root_causes::share::file::{self, DRAWS_RANGE, Fault, Request};
use root_causes::share::link;
use serde_json::{Value, json};

/// Simulate a scenario and print the numbers that the page shows
///
/// For El Salvador (SLV), Guatemala (GTM), Honduras (HND) and their total, for
/// each fiscal year from 2027 to 2036 and summed: the 5, 25, 50, 75 and 95 %
/// points over all simulated futures of the baseline, the scenario, their
/// difference and their difference in per cent of the baseline, and the share
/// of futures with fewer encounters.
///
/// Differences are scenario minus baseline: negative means fewer. The baseline
/// has no lever moved and the scenario's own shocks; where the scenario moves
/// no lever, it has no shocks either.
#[derive(Args)]
pub struct Arguments {
    /// A scenario file, a link of the page (quoted), or preset:KEY
    ///
    /// A link is an address with #v1..., or that part alone. Presets: today,
    /// everything, op-ed, strategy, pathways, aid, aid-local, cut-2019,
    /// aid-2025, storms-2020, us-recession.
    #[arg(long, value_name = "FILE|LINK|preset:KEY")]
    scenario: String,

    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,

    /// Number of simulated futures, 100 to 100000, rounded up to a multiple of 8 [default: the file's, or 4000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(DRAWS_RANGE.0 as i64..=DRAWS_RANGE.1 as i64))]
    draws: Option<u32>,

    /// Seed of the random numbers [default: the scenario's, usually 2024]
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One row a country, year and quantity
    Csv,
    /// The same numbers in one document
    Json,
}

/// Runs the scenario and prints its numbers.
///
/// # Errors
/// Every problem of the scenario, one line each, or of reading and writing.
pub fn run(arguments: &Arguments) -> Result<(), Vec<String>> {
    let mut request = read(&arguments.scenario)?;
    if let Some(draws) = arguments.draws {
        request.draws = draws as usize;
    }
    if let Some(seed) = arguments.seed {
        request.scenario.seed = seed;
    }
    let answer = Answer::new(&request);
    let text = match arguments.format {
        Format::Csv => csv(&request, &answer),
        Format::Json => format!("{:#}\n", json(&request, &answer)),
    };
    match io::stdout().lock().write_all(text.as_bytes()) {
        // The reader has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| vec![format!("the output cannot be written: {error}")]),
    }
}

/// The numbers of a preset as the command prints them.
pub fn table_of(preset: Preset) -> String {
    let request = Request::preset(preset);
    csv(&request, &Answer::new(&request))
}

/// Bytes of the longest scenario file that is read.
const LONGEST_FILE: u64 = 1 << 20;

fn read(scenario: &str) -> Result<Request, Vec<String>> {
    let named = |source: &str, faults: Vec<Fault>| -> Vec<String> {
        faults
            .iter()
            .map(|fault| format!("{source}: {fault}"))
            .collect()
    };
    if let Some(key) = scenario.strip_prefix("preset:") {
        return Preset::from_key(key).map(Request::preset).ok_or_else(|| {
            let keys = Preset::ALL.map(Preset::key).join(", ");
            vec![format!("there is no preset \"{key}\"; there are {keys}")]
        });
    }
    if file::is_link(scenario) {
        return file::parse_link(scenario).map_err(|faults| named("link", faults));
    }
    let unreadable = |reason: &dyn Display| vec![format!("{scenario}: cannot be read: {reason}")];
    let length = fs::metadata(scenario)
        .map_err(|error| unreadable(&error))?
        .len();
    if length > LONGEST_FILE {
        return Err(unreadable(&"longer than a megabyte"));
    }
    let text = fs::read_to_string(scenario).map_err(|error| unreadable(&error))?;
    file::parse(&text).map_err(|faults| named(scenario, faults))
}

/// Everything that is printed about a scenario.
struct Answer {
    summary: Summary,
    /// By series; the last row of each is the sum over all years.
    rows: [[Row; YEARS + 1]; SERIES],
}

/// One series in one year or summed.
#[derive(Clone, Copy, Default)]
struct Row {
    baseline: Points,
    scenario: Points,
    /// Scenario minus baseline, draw by draw.
    difference: Points,
    /// The same in per cent of the baseline.
    percent: Points,
    /// Share of futures with fewer encounters.
    fewer: f32,
}

impl Answer {
    fn new(request: &Request) -> Answer {
        let mut simulator = Simulator::new(request.scenario.seed, request.draws);
        let summary = simulator.run(&request.scenario, Detail::Encounters);
        let mut quantiles = Quantiles::default();
        let rows = std::array::from_fn(|series| {
            std::array::from_fn(|t| {
                let (before, after) = (simulator.reference_paths(), simulator.paths());
                if t < YEARS {
                    let (before, after) =
                        (before.encounters(series, t), after.encounters(series, t));
                    return Row::new(before, after, &mut quantiles);
                }
                let change = summary.change[series];
                Row {
                    baseline: quantiles.points(before.sums(series)),
                    scenario: quantiles.points(after.sums(series)),
                    difference: negated(change.avoided),
                    percent: negated(change.percent),
                    fewer: change.fewer,
                }
            })
        });
        Answer { summary, rows }
    }
}

impl Row {
    fn new(before: &[f32], after: &[f32], quantiles: &mut Quantiles) -> Row {
        let avoided: Vec<f32> = before.iter().zip(after).map(|(b, a)| b - a).collect();
        let percent: Vec<f32> = before
            .iter()
            .zip(&avoided)
            .map(|(before, avoided)| 100.0 * (avoided / before))
            .collect();
        let fewer = avoided.iter().filter(|avoided| **avoided > 0.0).count();
        Row {
            baseline: quantiles.points(before),
            scenario: quantiles.points(after),
            difference: negated(quantiles.points(&avoided)),
            percent: negated(quantiles.points(&percent)),
            fewer: fewer as f32 / before.len() as f32,
        }
    }
}

/// Points of a change from points of what is avoided.
fn negated(points: Points) -> Points {
    let mut values = points.to_array().map(|value| 0.0 - value);
    values.reverse();
    Points::from(values)
}

/// Names of the series, in order.
fn series_key(series: usize) -> &'static str {
    Country::ALL
        .get(series)
        .map_or("total", |country| country.code())
}

/// What the baseline of the scenario is.
fn reference_key(scenario: &Scenario) -> &'static str {
    if scenario.against.is_some() {
        "scenario-a"
    } else if scenario.moved().next().is_some() {
        "same-shocks"
    } else {
        "no-shocks"
    }
}

/// The link that opens exactly this scenario, if one does.
fn exact_link(request: &Request) -> Option<String> {
    let (unknown, shown) = (link::Unknown::default(), &request.shown);
    let link = link::encode(request.preset, &request.scenario, shown, &unknown);
    (link::decode(&link).scenario == request.scenario).then_some(link)
}

/// Places used by a series, summed over the years: each country has the same.
fn places_used(summary: &Summary, series: usize) -> Points {
    let countries = if series == COUNTRIES {
        COUNTRIES as f32
    } else {
        1.0
    };
    summary.places_used.map(|places| places * countries)
}

/// Use of the pot: key, unit, value.
fn pot_items(pot: &Pot) -> [(&'static str, &'static str, f64); 10] {
    const AID: &str = "multiple of baseline aid";
    [
        ("total", AID, pot.total),
        ("food_security", AID, pot.food),
        ("violence_prevention", AID, pot.violence),
        ("anti_corruption", AID, pot.mission),
        ("anti_smuggling", AID, pot.smuggling),
        ("research", AID, pot.research),
        ("services", AID, pot.services),
        ("delivered", "share", pot.delivered),
        ("households", "households a year", pot.households),
        ("local_money_last_year", AID, pot.local),
    ]
}

/// The table, one row a country, year and quantity. Rows with a `value` hold one
/// number or word instead of points: what was run, and use of the pot.
struct Table(String);

impl Table {
    const HEADER: &str = "country,year,quantity,unit,p05,p25,p50,p75,p95,share_fewer,value\n";

    fn points(
        &mut self,
        [country, year, quantity, unit]: [&str; 4],
        points: Points,
        fewer: Option<f32>,
    ) {
        let points = points.to_array().map(|value| value.to_string()).join(",");
        let fewer = fewer.map_or(String::new(), |share| share.to_string());
        let row = format!("{country},{year},{quantity},{unit},{points},{fewer},\n");
        self.0.push_str(&row);
    }

    fn value(&mut self, [country, year, quantity, unit]: [&str; 4], value: impl Display) {
        let value = value.to_string();
        let value = if value.contains([',', '"', '\n']) {
            format!("\"{}\"", value.replace('"', "\"\""))
        } else {
            value
        };
        let row = format!("{country},{year},{quantity},{unit},,,,,,,{value}\n");
        self.0.push_str(&row);
    }
}

fn csv(request: &Request, answer: &Answer) -> String {
    let mut table = Table(Table::HEADER.into());
    for series in 0..SERIES {
        let country = series_key(series);
        for (t, row) in answer.rows[series].iter().enumerate() {
            let year = if t < YEARS {
                (FIRST_YEAR as usize + t).to_string()
            } else {
                "sum".into()
            };
            let mut put = |quantity, unit, points, fewer| {
                table.points([country, &year, quantity, unit], points, fewer);
            };
            put("baseline", "encounters", row.baseline, None);
            put("scenario", "encounters", row.scenario, None);
            put("difference", "encounters", row.difference, Some(row.fewer));
            put(
                "difference_percent",
                "percent",
                row.percent,
                Some(row.fewer),
            );
        }
        let entries = answer.summary.entries[series];
        table.points(
            [country, "sum", "entries_difference", "entries"],
            entries,
            None,
        );
        let places = places_used(&answer.summary, series);
        table.points([country, "sum", "places_used", "places"], places, None);
    }
    for (item, unit, value) in pot_items(&answer.summary.pot) {
        let year = match item {
            "local_money_last_year" => LAST_YEAR.to_string(),
            _ => "mean".into(),
        };
        table.value(["total", &year, &format!("pot.{item}"), unit], value);
    }
    let scenario = &request.scenario;
    for lever in Lever::ALL {
        let values = match scenario.lever(lever) {
            Setting::Constant(value) => value.to_string(),
            Setting::Yearly(values) => spaced(&values),
        };
        let unit = match lever.record().unit {
            levers::Unit::Places => "places a year for each country",
            levers::Unit::Share => "share",
            levers::Unit::Multiple => "multiple",
        };
        let key = format!("lever.{}", lever.record().key);
        table.value(["", "", &key, unit], values);
    }
    for shock in Shock::ALL {
        let values = match scenario.shock(shock) {
            ShockSetting::Constant(value) => value.to_string(),
            ShockSetting::ByCountry(values) => spaced(&values),
            ShockSetting::Yearly(values) => spaced(&values),
        };
        table.value(
            ["", "", &format!("shock.{}", shock.record().key), ""],
            values,
        );
    }
    let mut fact = |key: &str, value: &dyn Display| table.value(["", "", key, ""], value);
    let assumptions = &scenario.assumptions;
    fact("preset", &request.preset.key());
    fact("regime", &scenario.regime.key());
    fact("pack", &assumptions.pack.key());
    fact(
        "discount",
        &assumptions
            .discount()
            .map_or("default".into(), |v| v.to_string()),
    );
    fact(
        "trust",
        &assumptions
            .trust
            .map_or("default".into(), |v| v.to_string()),
    );
    for (parameter, adjustment) in assumptions.own.iter() {
        // Above as the discount.
        if let (Parameter::Beta, Adjustment::Pin(_)) = (parameter, adjustment) {
            continue;
        }
        let value = match adjustment {
            Adjustment::Pin(value) => format!("pin {value}"),
            Adjustment::Spread { shift, widen } => format!("shift {shift} widen {widen}"),
        };
        fact(&format!("own.{}", parameter.record().key), &value);
    }
    fact("reference", &reference_key(scenario));
    fact("seed", &scenario.seed);
    fact("draws", &answer.summary.draws);
    fact("model_version", &MODEL_VERSION);
    fact("data_version", &DATA_VERSION);
    if let Some(link) = exact_link(request) {
        fact("link", &link);
    }
    table.0
}

fn spaced(values: &[f32]) -> String {
    let texts: Vec<String> = values.iter().map(f32::to_string).collect();
    texts.join(" ")
}

fn json(request: &Request, answer: &Answer) -> Value {
    let series: Vec<Value> = (0..SERIES)
        .map(|series| {
            let rows = &answer.rows[series];
            let years: Vec<Value> = (0..YEARS)
                .map(|t| {
                    let mut year = row_json(&rows[t]);
                    year["year"] = json!(FIRST_YEAR as usize + t);
                    year
                })
                .collect();
            let mut sum = row_json(&rows[YEARS]);
            sum["entries_difference"] = points_json(answer.summary.entries[series]);
            sum["places_used"] = points_json(places_used(&answer.summary, series));
            json!({ "country": series_key(series), "years": years, "sum": sum })
        })
        .collect();
    let pot: serde_json::Map<String, Value> = pot_items(&answer.summary.pot)
        .into_iter()
        .map(|(item, unit, value)| (item.into(), json!({ "unit": unit, "value": value })))
        .collect();
    json!({
        "model_version": MODEL_VERSION,
        "data_version": DATA_VERSION,
        "sign": "difference = scenario - baseline; negative means fewer",
        "reference": reference_key(&request.scenario),
        "scenario": file::to_json(request),
        "draws": answer.summary.draws,
        "link": exact_link(request),
        "series": series,
        "pot": pot,
    })
}

fn row_json(row: &Row) -> Value {
    json!({
        "baseline": points_json(row.baseline),
        "scenario": points_json(row.scenario),
        "difference": points_json(row.difference),
        "difference_percent": points_json(row.percent),
        "share_fewer": file::number(row.fewer),
    })
}

fn points_json(points: Points) -> Value {
    json!({
        "p05": file::number(points.p05),
        "p25": file::number(points.p25),
        "p50": file::number(points.p50),
        "p75": file::number(points.p75),
        "p95": file::number(points.p95),
    })
}
