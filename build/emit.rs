//! Writes the checked tables as Rust statics. Every source is a static of its own and every row
//! points to its sources, so that a program carries only the texts it uses; in the
//! app the rows carry none, for sources are told by its page.

use crate::check::{
    Constant, Country, HomicideSeries, Measure, Regime, RegimeCount, RegimeWindow, Scope, Tables,
};
use std::fmt::{Display, Write};

/// The text of a Rust file with all tables and the data version.
pub fn rust(tables: &Tables, version: &str) -> String {
    let mut out = String::new();
    line(
        &mut out,
        "// Written by the build script from assets/data; not for editing.\n",
    );
    line(
        &mut out,
        "/// Fingerprint of all tables: FNV-1a, 64 bits, 16 hexadecimal digits.",
    );
    line(
        &mut out,
        format_args!("pub const DATA_VERSION: &str = {version:?};\n"),
    );
    sources(&mut out, tables);
    by_country(
        &mut out,
        "ENCOUNTERS",
        "Recorded",
        &tables.encounters,
        |r| r.country,
        |r| {
            format!(
                "Recorded {{ fiscal_year: {}, encounters: {}, months: {}, rounded_to: {}, #[cfg(not(in_page))] sources: {} }}",
                r.fiscal_year,
                r.encounters,
                r.months,
                r.rounded_to,
                refs(&r.source_id)
            )
        },
    );
    by_country(
        &mut out,
        "TITLE42",
        "Title42",
        &tables.title42,
        |r| r.country,
        |r| {
            format!(
                "Title42 {{ fiscal_year: {}, encounters: {}, expulsions: {}, #[cfg(not(in_page))] sources: {} }}",
                r.fiscal_year,
                r.encounters,
                r.expulsions,
                refs(&r.source_id)
            )
        },
    );
    by_country(
        &mut out,
        "VISAS",
        "Visas",
        &tables.visas,
        |r| r.country,
        |r| {
            format!(
                "Visas {{ fiscal_year: {}, h2a: {}, h2b: {}, h2r: {}, #[cfg(not(in_page))] sources: {} }}",
                r.fiscal_year,
                r.h2a,
                r.h2b,
                r.h2r,
                refs(&r.source_id)
            )
        },
    );
    by_country(
        &mut out,
        "POPULATION",
        "Population",
        &tables.population,
        |r| r.country,
        |r| {
            format!(
                "Population {{ year: {}, people: {}, rural_pct: {:?}, #[cfg(not(in_page))] sources: {} }}",
                r.year,
                r.people,
                r.rural_pct,
                refs(&r.source_id)
            )
        },
    );
    for (name, measure) in [
        ("OBLIGATIONS", Measure::Obligations),
        ("DISBURSEMENTS", Measure::Disbursements),
    ] {
        let rows: Vec<_> = tables.aid.iter().filter(|r| r.measure == measure).collect();
        by_country(
            &mut out,
            name,
            "Aid",
            &rows,
            |r| r.country,
            |r| {
                format!(
                    "Aid {{ fiscal_year: {}, current_usd: {}.0, constant_2024_usd: {}.0, partial: {}, #[cfg(not(in_page))] sources: {} }}",
                    r.fiscal_year,
                    r.current_usd,
                    r.constant_2024_usd,
                    r.partial == crate::check::Partial::Yes,
                    refs(&r.source_id)
                )
            },
        );
    }
    for (name, series) in [
        ("HOMICIDES_UNODC", HomicideSeries::Unodc),
        ("HOMICIDES_POLICE", HomicideSeries::Police),
    ] {
        let rows: Vec<_> = tables
            .homicides
            .iter()
            .filter(|r| r.series == series)
            .collect();
        by_country(
            &mut out,
            name,
            "Homicides",
            &rows,
            |r| r.country,
            |r| {
                format!(
                    "Homicides {{ year: {}, rate: {:?}, count: {:?}, #[cfg(not(in_page))] sources: {} }}",
                    r.year,
                    r.rate,
                    r.count,
                    refs(&r.source_id)
                )
            },
        );
    }
    list(&mut out, "US_LABOUR", "UsLabour", &tables.us_labour, |r| {
        format!(
            "UsLabour {{ year: {}, openings_thousand: {:?}, unemployment_pct: {:?}, months: {}, #[cfg(not(in_page))] sources: {} }}",
            r.year,
            r.openings_thousand,
            r.unemployment_pct,
            r.months,
            refs(&r.source_id)
        )
    });
    regimes(&mut out, tables);
    constants(&mut out, &tables.constants);
    list(&mut out, "BREAKS", "Break", &tables.breaks, |r| {
        format!(
            "Break {{ series: Series::{:?}, country: {}, first_year: {}, last_year: {}, kind: BreakKind::{:?} }}",
            r.series,
            country(r.country),
            r.first_year,
            r.last_year,
            r.kind,
        )
    });
    list(
        &mut out,
        "BREAK_DETAILS",
        "BreakDetail",
        &tables.breaks,
        |r| {
            format!(
                "BreakDetail {{ en: {:?}, es: {:?}, #[cfg(not(in_page))] sources: {} }}",
                r.text_en,
                r.text_es,
                refs(&r.source_id)
            )
        },
    );
    list(&mut out, "EVIDENCE", "Evidence", &tables.evidence, |r| {
        format!(
            "Evidence {{ id: {:?}, authors: {:?}, year: {:?}, effect: {:?}, unit: {:?}, setting: {:?}, source: {:?} }}",
            r.evidence_id, r.authors, r.year, r.effect, r.unit, r.setting, r.source_id
        )
    });
    list(
        &mut out,
        "EVIDENCE_DETAILS",
        "EvidenceDetail",
        &tables.evidence,
        |r| {
            format!(
                "EvidenceDetail {{ id: {:?}, topic: {:?}, title: {:?}, low: {:?}, high: {:?}, se: {:?}, horizon: {:?}, design: {:?}, quality: Quality::{:?}, transferability: Transferability::{:?}, note: {:?}, #[cfg(not(in_page))] sources: {} }}",
                r.evidence_id,
                r.topic,
                r.title,
                r.low,
                r.high,
                r.se,
                r.horizon,
                r.design,
                r.quality_grade,
                r.transferability,
                r.note,
                refs(&r.source_id)
            )
        },
    );
    list(&mut out, "ESTIMATES", "Estimate", &tables.estimates, |r| {
        format!(
            "Estimate {{ parameter: {:?}, study: {:?}, value: {:?}, low: {:?}, high: {:?}, derivation: {:?} }}",
            r.parameter, r.study, r.value, r.low, r.high, r.derivation
        )
    });
    list(&mut out, "COSTS", "Cost", &tables.costs, |r| {
        format!(
            "Cost {{ id: {:?}, topic: {:?}, value: {:?}, low: {:?}, high: {:?}, unit: {:?}, source: {:?} }}",
            r.cost_id, r.topic, r.value, r.low, r.high, r.unit, r.source_id
        )
    });
    list(&mut out, "COST_DETAILS", "CostDetail", &tables.costs, |r| {
        format!(
            "CostDetail {{ id: {:?}, year: {:?}, setting: {:?}, quality: Quality::{:?}, note: {:?}, #[cfg(not(in_page))] sources: {} }}",
            r.cost_id,
            r.year,
            r.setting,
            r.quality,
            r.note,
            refs(&r.source_id)
        )
    });
    out
}

fn line(out: &mut String, text: impl Display) {
    writeln!(out, "{text}").expect("writing to a String cannot fail");
}

fn sources(out: &mut String, tables: &Tables) {
    for s in &tables.sources {
        let url = if s.url.is_empty() {
            "None".to_owned()
        } else {
            format!("Some({:?})", s.url)
        };
        line(
            out,
            format_args!(
                "pub(super) static {}: Source = Source {{ id: {:?}, publisher: {:?}, title: {:?}, year: {:?}, url: {url}, licence: {:?}, date_read: {:?}, note: {:?} }};",
                static_name(&s.source_id),
                s.source_id,
                s.publisher,
                s.title,
                s.year,
                s.licence,
                s.date_read,
                s.note
            ),
        );
    }
    let mut names: Vec<_> = tables.sources.iter().map(|s| &s.source_id).collect();
    names.sort();
    let names: Vec<String> = names
        .into_iter()
        .map(|id| format!("&{}", static_name(id)))
        .collect();
    line(
        out,
        format_args!(
            "pub(super) static SOURCES: [&Source; {}] = [{}];\n",
            names.len(),
            names.join(", ")
        ),
    );
}

fn static_name(source_id: &str) -> String {
    format!("SOURCE_{}", source_id.to_uppercase())
}

/// The Rust list of references for a `;`-separated list of source ids.
fn refs(ids: &str) -> String {
    let names: Vec<String> = ids
        .split(';')
        .map(|id| format!("&{}", static_name(id)))
        .collect();
    format!("&[{}]", names.join(", "))
}

fn country(scope: Scope) -> String {
    scope
        .country()
        .map_or("None".to_owned(), |c| format!("Some(Country::{c:?})"))
}

fn list<T>(out: &mut String, name: &str, kind: &str, rows: &[T], row: impl Fn(&T) -> String) {
    line(
        out,
        format_args!("pub(super) static {name}: [{kind}; {}] = [", rows.len()),
    );
    for r in rows {
        line(out, format_args!("    {},", row(r)));
    }
    line(out, "];\n");
}

/// One list per country, in the order of [`Country::ALL`].
fn by_country<T>(
    out: &mut String,
    name: &str,
    kind: &str,
    rows: &[T],
    of: impl Fn(&T) -> Country,
    row: impl Fn(&T) -> String,
) {
    line(
        out,
        format_args!("pub(super) static {name}: [&[{kind}]; 3] = ["),
    );
    for c in Country::ALL {
        line(out, "    &[");
        for r in rows.iter().filter(|r| of(r) == c) {
            line(out, format_args!("        {},", row(r)));
        }
        line(out, "    ],");
    }
    line(out, "];\n");
}

fn regimes(out: &mut String, tables: &Tables) {
    for (name, regime) in [
        ("WINDOWS_2022_23", Regime::Years2022To23),
        ("WINDOWS_LATE_2024", Regime::Late2024),
        ("WINDOWS_SINCE_2025", Regime::Since2025),
    ] {
        let windows: Vec<_> = tables
            .regime_windows
            .iter()
            .filter(|w| w.regime == regime)
            .collect();
        list(out, name, "RegimeWindow", &windows, |w| {
            window(w, &tables.regimes)
        });
    }
}

fn window(window: &RegimeWindow, counts: &[RegimeCount]) -> String {
    let of = |country: Country| {
        counts
            .iter()
            .find(|r| {
                r.regime == window.regime && r.window == window.window && r.country == country
            })
            .expect("checked: every window has a count for every country")
    };
    let mut ids: Vec<&str> = Vec::new();
    for id in Country::ALL
        .into_iter()
        .flat_map(|c| of(c).source_id.split(';'))
    {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let first = of(Country::ElSalvador);
    format!(
        "RegimeWindow {{ name: {:?}, first_month: {:?}, last_month: {:?}, weight: {:?}, usual_share: {:?}, sd_common: {:?}, sd_country: {:?}, encounters: {:?}, #[cfg(not(in_page))] sources: {} }}",
        window.window,
        first.first_month,
        first.last_month,
        window.weight,
        window.usual_share,
        window.sd_common,
        window.sd_country,
        Country::ALL.map(|c| of(c).encounters),
        refs(&ids.join(";"))
    )
}

/// A documented `const` for each key, and the whole list for display.
fn constants(out: &mut String, rows: &[Constant]) {
    for (key, by_country, unit, _) in crate::check::CONSTANTS {
        let of_key: Vec<_> = rows.iter().filter(|r| r.key == key).collect();
        let first = of_key[0];
        line(
            out,
            format_args!(
                "/// {}. Unit: {unit}. Source: {}.",
                capital(&first.note),
                first.source_id
            ),
        );
        let name = key.to_uppercase();
        if by_country {
            let value = |c: Country| {
                of_key
                    .iter()
                    .find(|r| r.country.country() == Some(c))
                    .map(|r| r.value)
            };
            let values = Country::ALL.map(|c| value(c).expect("checked: one value per country"));
            line(out, "///\n/// In the order of [`Country::ALL`].");
            line(
                out,
                format_args!("pub const {name}: [f64; 3] = {values:?};\n"),
            );
        } else {
            line(
                out,
                format_args!("pub const {name}: f64 = {:?};\n", first.value),
            );
        }
    }
    list(out, "CONSTANTS", "Constant", rows, |r| {
        format!(
            "Constant {{ key: {:?}, country: {}, value: {:?}, unit: {:?}, note: {:?}, #[cfg(not(in_page))] sources: {} }}",
            r.key,
            country(r.country),
            r.value,
            r.unit,
            r.note,
            refs(&r.source_id)
        )
    });
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
