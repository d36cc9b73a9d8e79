//! The equations as written, and what every letter in them stands for, from the model's own records.

use std::fmt::Write as _;
use std::sync::LazyLock;

use root_causes::data::{self, Country, HomicideSeries, Measure, Source};
use root_causes::figures::format::{decimal, fill, in_full, plain};
use root_causes::figures::sentences::{lever_value, short_decimal};
use root_causes::i18n::{Lang, words};
use root_causes::model::levers::Lever;
use root_causes::model::parameters::NoisePosterior;
use root_causes::model::regimes::Regime;
use root_causes::model::shocks::Shock;
use root_causes::model::{FIRST_YEAR, fixed, math, potential};

use super::cells;
use super::displacement;
use super::method::{ids, publishers};
use super::pages::escaped;
use super::tables::{Caption, stacking};

/// The equations, with a hole for each number that the code holds fixed.
const WRITTEN: &str = include_str!("../../assets/method/equations.txt");

/// Phrases among the symbols of the equations, and their Spanish; longer ones before their parts.
const PHRASES: &[(&str, &str)] = &[
    ("steps since the start", "pasos desde el inicio"),
    ("value of the year before", "valor del año anterior"),
    ("Student t with", "t de Student con"),
    ("degrees of freedom", "grados de libertad"),
    ("one window of months: ", "una ventana de meses:"),
    ("two windows: ", "dos ventanas:"),
    ("the same with", "igual, con"),
    ("mean ln X", "promedio de ln X"),
    ("rural households", "hogares rurales"),
    ("aid of FY2022-24", "ayuda de los años fiscales 2022-24"),
    ("1 if cost = 0", "1 si cost = 0"),
    ("before FY", "antes del año fiscal "),
    ("mean of h(", "promedio de h("),
    ("] to h(", "] a h("),
    ("if G > 0:", "si G > 0:"),
    (
        "if a uniform number >= haz, else 0",
        "si un número uniforme >= haz; si no, 0",
    ),
    ("first Lp:", "primero Lp:"),
    ("then Lw:", "luego Lw:"),
    ("of the country's people", "de la población del país"),
    (
        "or beta in the skeptic's reading",
        "o beta en la lectura escéptica",
    ),
    ("t = fiscal year", "t = año fiscal"),
    (
        "around the first value, standard deviation 1",
        "alrededor del primer valor, desviación estándar 1",
    ),
    ("variance 1", "varianza 1"),
    ("c = country", "c = país"),
    ("t = 0 in FY", "t = 0 en el año fiscal "),
];

/// The same text with its phrases in a language. Symbols stay as they are.
pub fn in_language(text: &str, lang: Lang) -> String {
    match lang {
        Lang::En => text.to_owned(),
        Lang::Es => (PHRASES.iter()).fold(text.to_owned(), |text, (en, es)| text.replace(en, es)),
    }
}

/// The equations with these numbers in place; `tests/method.rs` holds their form against the code.
pub static EQUATIONS: LazyLock<String> = LazyLock::new(|| {
    let year = FIRST_YEAR.to_string();
    let numbers: Vec<String> = fixed::ALL.iter().map(|one| plain(one.value, 2)).collect();
    let mut holes: Vec<(&str, &str)> = vec![("first_year", &year)];
    holes.extend(
        fixed::ALL
            .iter()
            .zip(&numbers)
            .map(|(one, number)| (one.key, number.as_str())),
    );
    fill(WRITTEN, &holes)
});

/// Tables of everything that the equations name and the table of parameters does not.
///
/// # Errors
/// A name without words.
pub fn section(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let part = |id: &str, title: &str, text: &str, inner: &str| {
        format!(
            "<h3 id=\"{id}\">{}</h3><p>{}</p>{inner}",
            escaped(title),
            escaped(text)
        )
    };
    Ok([
        part(
            "replaced",
            w.replaced_title,
            w.replaced_intro,
            &displacement::figure(lang)?,
        ),
        part("levers", w.levers_title, w.levers_intro, &levers(lang)?),
        part("regimes", w.regimes_title, w.regimes_intro, &regimes(lang)?),
        part(
            "numbers",
            w.numbers_title,
            w.numbers_intro,
            &(numbers(lang)? + &constants(lang)?),
        ),
        part("fixed", w.fixed_title, w.fixed_intro, &fixed_table(lang)?),
        part("symbols", w.symbols_title, w.symbols_intro, &symbols(lang)),
    ]
    .concat())
}

fn code(symbol: &str) -> String {
    format!("<code>{}</code>", escaped(symbol))
}

/// Levers and events.
fn levers(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let mut rows = Vec::new();
    for lever in Lever::ALL {
        let record = lever.record();
        let said = words::levers(lang)
            .get(record.key)
            .ok_or_else(|| format!("levers.{} has no words", record.key))?;
        let value = |value: f32| escaped(&lever_value(lever, value, lang));
        let numbers = record.equations.iter().map(|number| format!("({number})"));
        rows.push(vec![
            code(record.symbol),
            format!("{}: {}", escaped(said.name), escaped(said.unit)),
            format!("{}–{}", value(record.min), value(record.max)),
            value(record.default),
            numbers.collect::<Vec<_>>().join(" "),
            ids(record.evidence),
        ]);
    }
    for shock in Shock::ALL {
        let record = shock.record();
        let said = words::shocks(lang)
            .get(record.key)
            .ok_or_else(|| format!("shocks.{} has no words", record.key))?;
        let value = |value: f32| short_decimal(f64::from(value));
        rows.push(vec![
            code(record.symbol),
            format!("{}: {}", escaped(said.name), escaped(said.unit)),
            fill(
                w.from_to,
                &[("low", &value(record.min)), ("high", &value(record.max))],
            ),
            value(record.default),
            in_equations(record.symbol),
            ids(record.evidence),
        ]);
    }
    Ok(stacking(
        Caption::Heading(w.levers_title),
        &[
            w.symbol,
            w.meaning,
            w.range,
            w.usual,
            w.equations_title,
            w.studies_title,
        ],
        rows.into_iter(),
    ))
}

/// Numbers of the equations in which something stands: a word of the text, or a hole.
fn in_equations(what: &str) -> String {
    let mut number = String::new();
    let mut found: Vec<String> = Vec::new();
    for line in WRITTEN.lines() {
        let start = line.trim_start();
        if let Some((head, _)) = start.strip_prefix('(').and_then(|l| l.split_once(") ")) {
            if head.chars().all(|c| c.is_ascii_digit()) {
                number = format!("({head})");
            }
        } else if !line.starts_with(' ') {
            // A line by itself, above or below the numbered ones.
            number.clear();
        }
        let mut in_line = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let stands = in_line.any(|word| word == what);
        if stands && !number.is_empty() && !found.contains(&number) {
            found.push(number.clone());
        }
    }
    if found.is_empty() {
        return "–".to_owned();
    }
    found.join(" ")
}

/// The months that stand for border rules, and the levels that follow.
fn regimes(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let name = |regime: Regime| {
        let said = words::regimes(lang).get(regime.key());
        said.map(|said| escaped(said.name))
            .ok_or_else(|| format!("regimes.{} has no words", regime.key()))
    };
    let countries = words::countries(lang);
    let of = |words: &str, symbol: &str| format!("{words}, {symbol}");
    // A month is not broken at its hyphen.
    let whole = |month: &str| month.replace('-', "\u{2011}");
    let mut months = Vec::new();
    let mut levels = Vec::new();
    for regime in Regime::ALL {
        for window in data::regime_windows(regime) {
            let mut row = vec![
                name(regime)?,
                fill(
                    w.from_to,
                    &[
                        ("low", &whole(window.first_month)),
                        ("high", &whole(window.last_month)),
                    ],
                ),
            ];
            row.extend(window.encounters.map(|count| decimal(f64::from(count), 0)));
            row.push(short_decimal(window.weight));
            row.push(decimal(window.usual_share, 4));
            row.push(decimal(window.sd_common, 3));
            row.push(decimal(window.sd_country, 3));
            row.push(publishers(window.sources.iter().copied(), lang));
            months.push(row);
        }
        let [s_eta, s_w, s_u, s_e, _] = NoisePosterior::MEAN;
        let sizes = [s_eta, s_w, s_u, s_e].map(|ln| math::exp(ln) as f32);
        let shift = |country| data::regime_shift(regime, country);
        let mut row = vec![name(regime)?];
        row.extend(Country::ALL.map(|c| decimal(data::regime_level(regime, c), 0)));
        row.extend(Country::ALL.map(|c| decimal(shift(c), 3)));
        row.extend(Country::ALL.map(|c| decimal(math::exp(shift(c)).min(1.0), 2)));
        row.extend(potential::start_spread(regime, sizes).map(|sd| decimal(f64::from(sd), 2)));
        levels.push(row);
    }
    let heads = [
        w.regime.to_owned(),
        w.months.to_owned(),
        countries.slv.to_owned(),
        countries.gtm.to_owned(),
        countries.hnd.to_owned(),
        w.weight.to_owned(),
        w.usual_share.to_owned(),
        of(w.sd_common, "v_a"),
        of(w.sd_country, "v_b"),
        w.source.to_owned(),
    ];
    let short = ["SLV", "GTM", "HND"];
    let mut level_heads = vec![w.regime.to_owned()];
    level_heads.extend(short.map(|country| format!("{} {country}", w.level)));
    level_heads.extend(short.map(|country| format!("shift {country}")));
    level_heads.extend(short.map(|country| format!("rho {country}")));
    level_heads.push(of(w.start_common, "sig_a"));
    level_heads.push(of(w.start_country, "sig_b"));
    let table = |caption: &str, heads: &[String], rows: Vec<Vec<String>>| {
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        stacking(Caption::Shown(caption), &heads, rows.into_iter())
    };
    Ok(table(w.months_caption, &heads, months) + &table(w.levels_caption, &level_heads, levels))
}

/// Numbers worked out from the tables, by country.
fn numbers(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let whole = |value: f64| decimal(value, 0);
    let recorded = |country: Country| {
        let rows = data::encounters(country).iter();
        rows.filter(|row| row.fiscal_year == 2024)
            .flat_map(|row| row.sources)
    };
    let people = |country: Country| {
        let rows = data::population(country).iter();
        rows.filter(|row| row.year == 2024)
            .flat_map(|row| row.sources)
    };
    type Of<'a> = &'a dyn Fn(Country) -> String;
    let row = |symbol: &str, meaning: &str, of: Of, from: Vec<&'static Source>| {
        let mut row = vec![match symbol {
            "" => escaped(meaning),
            symbol => format!("{} {}", code(symbol), escaped(meaning)),
        }];
        row.extend(Country::ALL.map(of));
        row.push(publishers(from.into_iter(), lang));
        row
    };
    let all = Country::ALL;
    let rows = vec![
        row(
            "E24",
            w.e24,
            &|c| whole(data::encounters_fy2024(c)),
            all.iter().flat_map(|c| recorded(*c)).copied().collect(),
        ),
        row(
            "A[c]",
            w.anchor,
            &|c| whole(data::anchor(c)),
            all.iter()
                .flat_map(|c| data::encounters(*c))
                .filter(|row| (2015..=2024).contains(&row.fiscal_year))
                .flat_map(|row| row.sources)
                .chain(
                    all.iter()
                        .flat_map(|c| data::title42(*c))
                        .flat_map(|row| row.sources),
                )
                .copied()
                .collect(),
        ),
        row(
            "a[c]",
            w.single_adults,
            &|c| decimal(data::single_adult_share(c), 3),
            data::constants()
                .iter()
                .filter(|constant| constant.key == "single_adults_fy2024")
                .flat_map(|constant| constant.sources)
                .copied()
                .collect(),
        ),
        row(
            "cap",
            w.cap,
            &|c| whole(fixed::CEILING_SHARE * data::people_now(c)),
            all.iter().flat_map(|c| people(*c)).copied().collect(),
        ),
        row(
            "",
            w.people,
            &|c| whole(data::people_now(c)),
            all.iter().flat_map(|c| people(*c)).copied().collect(),
        ),
        row(
            "",
            w.rural,
            &|c| whole(data::rural_households(c)),
            all.iter().flat_map(|c| people(*c)).copied().collect(),
        ),
        row(
            "",
            w.aid_base,
            &|c| whole(data::aid_base(c)),
            all.iter()
                .flat_map(|c| data::aid(*c, Measure::Disbursements))
                .filter(|row| (2022..=2024).contains(&row.fiscal_year))
                .flat_map(|row| row.sources)
                .copied()
                .collect(),
        ),
        row(
            "",
            w.homicides,
            &|c| whole(data::homicides_now(c)),
            all.iter()
                .flat_map(|c| data::homicides(*c, HomicideSeries::Police))
                .filter(|row| row.year == 2025)
                .flat_map(|row| row.sources)
                .copied()
                .collect(),
        ),
    ];
    let countries = words::countries(lang);
    let heads = [
        w.meaning,
        countries.slv,
        countries.gtm,
        countries.hnd,
        w.source,
    ];
    let index = data::openings_index(2025).ok_or("no openings in 2025")?;
    let openings = fill(
        w.openings,
        &[
            ("index", &decimal(index, 3)),
            ("gap", &decimal(data::openings_gap(), 4)),
        ],
    );
    let labour = data::us_labour()
        .iter()
        .filter(|row| row.year == 2025)
        .flat_map(|row| row.sources)
        .copied();
    let line = format!(
        "<p class=\"small source-line\">{} {}</p>",
        escaped(&openings),
        publishers(labour, lang)
    );
    Ok(stacking(Caption::Heading(w.numbers_title), &heads, rows.into_iter()) + &line)
}

/// Named numbers of the tables, as they were read.
fn constants(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let said = |text| cells::words(text, lang).map(escaped);
    let row = |constant: &data::Constant| {
        let country = constant
            .country
            .map_or(String::new(), |country| format!(" {}", country.code()));
        Ok::<_, String>(vec![
            format!("{}{country}", code(constant.key)),
            in_full(constant.value),
            said(constant.unit)?,
            said(constant.note)?,
            publishers(constant.sources.iter().copied(), lang),
        ])
    };
    let rows: Vec<Vec<String>> = data::constants()
        .iter()
        .map(row)
        .collect::<Result<_, _>>()?;
    let heads = [w.constant, w.value, w.unit, w.meaning, w.source];
    Ok(format!(
        "<details class=\"more\"><summary>{}</summary>{}</details>",
        escaped(w.constants_title),
        stacking(
            Caption::Heading(w.constants_title),
            &heads,
            rows.into_iter()
        )
    ))
}

/// Numbers that the equations hold fixed.
fn fixed_table(lang: Lang) -> Result<String, String> {
    let w = words::method(lang);
    let mut rows = Vec::new();
    for one in fixed::ALL {
        let meaning = words::fixed(lang)
            .get(one.key)
            .ok_or_else(|| format!("fixed.{} has no words", one.key))?;
        rows.push(vec![
            escaped(meaning),
            short_decimal(one.value),
            in_equations(one.key),
            match one.studies {
                [] => escaped(w.our_judgment),
                studies => ids(studies),
            },
        ]);
    }
    let heads = [w.meaning, w.value, w.equations_title, w.rests_on];
    Ok(stacking(
        Caption::Heading(w.fixed_title),
        &heads,
        rows.into_iter(),
    ))
}

/// The other letters, each "letters: meaning" in the message files.
fn symbols(lang: Lang) -> String {
    let mut list = String::from("<dl class=\"letters\">");
    for symbol in words::method(lang).symbols {
        let (letters, meaning) = symbol.split_once(": ").unwrap_or((symbol, ""));
        let letters: Vec<String> = letters.split(", ").map(code).collect();
        let _ = write!(
            list,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            letters.join(" "),
            escaped(meaning)
        );
    }
    list + "</dl>"
}
