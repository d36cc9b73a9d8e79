//! What lawful places replace, drawn against their number: equation (12), with the part without data
//! shaded.

use std::fmt::Write as _;

use root_causes::data::{self, Country};
use root_causes::figures::format::{decimal, fill, said};
use root_causes::figures::scale::{Scale, nice_ticks};
use root_causes::i18n::{Lang, words};
use root_causes::model::coefficients::{Coefficients, Values};
use root_causes::model::draws::Draws;
use root_causes::model::equations::displace;
use root_causes::model::lanes::Lanes;
use root_causes::model::levers::Lever;
use root_causes::model::parameters::PARAMETERS;
use root_causes::model::potential::Potential;
use root_causes::model::scenario::Scenario;
use root_causes::model::{COUNTRIES, DRAWS, FIRST_YEAR, fixed, math};

use super::pages::escaped;
use super::tables::{Cells, framed};

/// Steps from no places to the end of the lever.
const STEPS: usize = 20;
/// Every so many steps stand in the table.
const TOLD: usize = 4;
/// Places of the sentence: the example on the levers' tracks.
const EXAMPLE: f32 = 20_000.0;

/// 5, 50 and 95 % points of the encounters that so many places a year in each country replace.
struct Point {
    places: f32,
    band: [f64; 3],
}

/// Both kinds of places, each with picture, and a table.
///
/// # Errors
/// A lever without words.
pub fn figure(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let scenario = Scenario::baseline();
    let regime = words::regimes(lang)
        .get(scenario.regime.key())
        .ok_or("border rules without words")?;
    let caption = fill(
        w.replaced_caption,
        &[("regime", regime.phrase), ("year", &FIRST_YEAR.to_string())],
    );
    let draws = Draws::new(scenario.seed, DRAWS);
    let mut values = Values::default();
    values.refresh(&draws, &scenario.assumptions, PARAMETERS);
    let coefficients = Coefficients::new(&values, &scenario.assumptions);
    let potential = Potential::new(&draws, &coefficients, scenario.regime);
    let curves = [Lever::WorkVisas, Lever::EntryPlaces].map(|lever| {
        let points = (0..=STEPS).map(|step| {
            let places = lever.record().max * step as f32 / STEPS as f32;
            Point {
                places,
                band: replaced(lever, places, &scenario, &coefficients, &potential),
            }
        });
        (lever, points.collect::<Vec<_>>())
    });
    let mut pictures = String::new();
    let mut rows = String::new();
    let mut sentences = String::new();
    for (lever, points) in &curves {
        let name = words::levers(lang)
            .get(lever.record().key)
            .ok_or_else(|| format!("levers.{} has no words", lever.record().key))?
            .name;
        let _ = write!(
            pictures,
            "<div><p class=\"small\"><strong>{}</strong></p>{}</div>",
            escaped(name),
            picture(*lever, points, name, lang)
        );
        for point in points.iter().step_by(TOLD) {
            let cells: String = point
                .band
                .iter()
                .map(|value| format!("<td>{}</td>", said(*value, lang)))
                .collect();
            let _ = write!(
                rows,
                "<tr><th scope=\"row\">{}</th><td>{}</td>{cells}</tr>",
                escaped(name),
                decimal(f64::from(point.places), 0),
            );
        }
        let example = points
            .iter()
            .find(|point| point.places >= EXAMPLE)
            .ok_or("the example lies beyond the lever")?;
        let [low, middle, high] = example.band.map(|value| said(value, lang));
        let sentence = fill(
            w.replaced_sentence,
            &[
                ("name", name),
                ("places", &decimal(f64::from(example.places), 0)),
                ("low", &low),
                ("middle", &middle),
                ("high", &high),
            ],
        );
        let _ = write!(sentences, "{} ", escaped(&sentence));
    }
    let heads = [w.lever, w.places, w.five, w.middle, w.ninety_five];
    Ok(format!(
        "<figure class=\"replaced\"><figcaption>{} {sentences}</figcaption><div class=\"replaced-pair\">{pictures}</div>\
         <p class=\"small\">{}</p><details class=\"more table\"><summary>{}</summary>{}</details></figure>",
        escaped(&caption),
        escaped(w.replaced_key),
        escaped(w.replaced_table),
        framed(&caption, &heads, &rows, Cells::Numbers),
    ))
}

/// What so many places a year, this year and the last, replace in the three countries together.
fn replaced(
    lever: Lever,
    places: f32,
    scenario: &Scenario,
    coefficients: &Coefficients,
    potential: &Potential,
) -> [f64; 3] {
    let mut all = Vec::with_capacity(DRAWS);
    for (block, b) in coefficients.blocks.iter().enumerate() {
        let mut sum = Lanes::ZERO;
        for (c, country) in Country::ALL.into_iter().enumerate().take(COUNTRIES) {
            let rho = math::exp(data::regime_shift(scenario.regime, country)).min(1.0) as f32;
            let (per_place, most) = match lever {
                Lever::WorkVisas => (
                    b.work_replacing * fixed::USUAL_TARGETING + b.work_attracting,
                    data::single_adult_share(country) as f32,
                ),
                _ => (b.port, fixed::PORT_REPLACEABLE),
            };
            let before = potential.block(block)[c];
            sum = sum + before - displace(before, per_place * (places * rho), most);
        }
        all.extend(sum.to_array().map(f64::from));
    }
    all.sort_unstable_by(f64::total_cmp);
    [0.05, 0.5, 0.95].map(|p| all[((all.len() - 1) as f64 * p).round() as usize])
}

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 214.0;
const LEFT: f64 = 38.0;
const RIGHT: f64 = 288.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 176.0;

fn picture(lever: Lever, points: &[Point], name: &str, lang: Lang) -> String {
    let w = words::method(lang);
    let record = lever.record();
    let values = || points.iter().flat_map(|point| point.band);
    let (least, most) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let across = Scale::new((0.0, f64::from(record.max)), (LEFT, RIGHT));
    let up = Scale::new((least, most), (BOTTOM, TOP));
    let x = |places: f32| decimal_place(across.project(f64::from(places)));
    let y = |value: f64| decimal_place(up.project(value));
    let beyond = across.project(f64::from(record.evidenced.to));
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">\
         <rect x=\"{}\" y=\"{TOP}\" width=\"{}\" height=\"{}\" fill=\"currentColor\" fill-opacity=\"0.07\"/>",
        escaped(&fill(w.replaced_name, &[("name", name)])),
        decimal_place(beyond),
        decimal_place(RIGHT - beyond),
        BOTTOM - TOP,
    );
    let text = |svg: &mut String, x: f64, y: f64, anchor: &str, words: &str| {
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            decimal_place(x),
            decimal_place(y),
            escaped(words)
        );
    };
    for tick in nice_ticks(least, most, 4) {
        let at = up.project(tick);
        let weight = if tick == 0.0 { "0.6" } else { "0.15" };
        let _ = write!(
            svg,
            "<path d=\"M{LEFT} {0}H{RIGHT}\" stroke=\"currentColor\" stroke-opacity=\"{weight}\"/>",
            decimal_place(at)
        );
        text(
            &mut svg,
            LEFT - 5.0,
            at + 4.0,
            "end",
            &decimal(tick / 1e3, 0),
        );
    }
    for tick in nice_ticks(0.0, f64::from(record.max), 5) {
        let at = across.project(tick);
        text(
            &mut svg,
            at,
            BOTTOM + 16.0,
            "middle",
            &decimal(tick / 1e3, 0),
        );
    }
    text(
        &mut svg,
        (LEFT + RIGHT) / 2.0,
        HEIGHT - 5.0,
        "middle",
        w.replaced_across,
    );
    text(&mut svg, beyond + 5.0, TOP + 12.0, "start", w.no_data);
    let high = points.iter().map(|p| (p.places, p.band[2]));
    let low = points.iter().rev().map(|p| (p.places, p.band[0]));
    let band: Vec<String> = high
        .chain(low)
        .map(|(places, value)| format!("{} {}", x(places), y(value)))
        .collect();
    let line: Vec<String> = points
        .iter()
        .map(|p| format!("{} {}", x(p.places), y(p.band[1])))
        .collect();
    let _ = write!(
        svg,
        "<path d=\"M{}Z\" fill=\"currentColor\" fill-opacity=\"0.18\"/>\
         <path d=\"M{}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/></svg>",
        band.join("L"),
        line.join("L"),
    );
    svg
}

/// A place in a picture, to a tenth.
fn decimal_place(place: f64) -> String {
    root_causes::figures::format::plain(place, 1)
}
