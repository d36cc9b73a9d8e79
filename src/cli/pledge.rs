//! The pledge of the strategy beside what the record holds by country, and why they differ.

use root_causes::content::dollars;
use root_causes::data::Country;
use root_causes::data::documents::{self, Bound};
use root_causes::data::record::{self, SeriesRecord};
use root_causes::figures::format::{counted, fill};
use root_causes::figures::yearly;
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::sized::{self, Bar};
use super::sources;
use super::strategy::{dollars_on_axis, word};
use super::tables::opened;

/// Fiscal years of the pledge.
const PLEDGED: std::ops::RangeInclusive<u16> = 2021..=2024;

/// One measure of aid over the years of the pledge.
struct Aid {
    series: &'static SeriesRecord,
    /// Sum of the years, by country.
    sums: [f64; 3],
}

impl Aid {
    fn read(id: &str) -> Result<Aid, String> {
        let series = record::series(id).ok_or_else(|| format!("there is no series {id}"))?;
        let mut sums = [0.0; 3];
        for country in Country::ALL {
            for year in PLEDGED {
                sums[country.index()] += value(series, country, year)?;
            }
        }
        Ok(Aid { series, sums })
    }

    fn total(&self) -> f64 {
        self.sums.iter().sum()
    }
}

fn value(series: &SeriesRecord, country: Country, year: u16) -> Result<f64, String> {
    series
        .at(country.code(), year)
        .filter(|point| !point.partial)
        .and_then(|point| point.value)
        .ok_or_else(|| format!("{} has no whole {year} of {}", series.id, country.code()))
}

/// The pledge beside what the record holds by country.
///
/// # Errors
/// A year or a reason that is missing.
pub fn section(lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let pledge = Pledge::work_out(lang)?;
    let why: Result<String, String> = (1..=5)
        .map(|n| {
            Ok(format!(
                "<li>{}</li>",
                escaped(word(&format!("why_{n}"), lang)?)
            ))
        })
        .collect();
    Ok(format!(
        "<figure class=\"drawn\" id=\"pledge\"><h2>{}</h2><p>{}</p>{}{}\
         <h3>{}</h3><ul class=\"reasons\">{}</ul>{}{}</figure>",
        escaped(&pledge.title),
        escaped(w.pledge_text),
        pledge.picture,
        aid_table(&[&pledge.obligated, &pledge.paid], lang)?,
        escaped(w.why_title),
        why?,
        sources::breaks(
            &[pledge.obligated.series],
            *PLEDGED.start(),
            *PLEDGED.end(),
            lang
        ),
        pledge.sources(lang),
    ))
}

/// The pledge, what was promised by contract and what was paid, on one scale.
pub struct Pledge {
    /// What the picture says.
    pub title: String,
    /// The bars with their scale and the key of places.
    pub picture: String,
    obligated: Aid,
    paid: Aid,
}

impl Pledge {
    /// From the table of aid and the fact sheet.
    ///
    /// # Errors
    /// A year or the pledge that is missing.
    pub fn work_out(lang: Lang) -> Result<Pledge, String> {
        let w = words::strategy(lang);
        let pledged = documents::row("FS002")
            .and_then(|row| row.figure())
            .and_then(|figure| figure.value)
            .ok_or("FS002 has no number")?;
        let (obligated, paid) = (
            Aid::read("aid_obligations")?,
            Aid::read("aid_disbursements")?,
        );
        let tens = |value: f64| dollars((value / 1e7).round() * 1e7, lang);
        let title = fill(
            w.pledge_title,
            &[
                ("obligated", &tens(obligated.total())),
                ("paid", &tens(paid.total())),
                ("pledge", &dollars(pledged, lang)),
            ],
        );
        let whole = Bar {
            share: pledged / (1.02 * pledged),
            bound: Bound::Exact,
            outlined: true,
            parts: Vec::new(),
        };
        let mut bars = sized::bar_row(w.pledge_bar, &dollars(pledged, lang), &whole);
        for (name, aid) in [(w.obligated_bar, &obligated), (w.paid_bar, &paid)] {
            let parts = Country::ALL.map(|country| {
                let class = ["slv", "gtm", "hnd"][country.index()];
                (aid.sums[country.index()] / (1.02 * pledged), class)
            });
            let bar = Bar {
                share: aid.total() / (1.02 * pledged),
                bound: Bound::Exact,
                outlined: false,
                parts: parts.to_vec(),
            };
            bars.push_str(&sized::bar_row(name, &tens(aid.total()), &bar));
        }
        let keys: String = Country::ALL
            .iter()
            .map(|country| {
                format!(
                    "<li class=\"{}\">{}</li>",
                    country.code().to_lowercase(),
                    escaped(
                        words::countries(lang)
                            .get(country.code())
                            .unwrap_or_default()
                    )
                )
            })
            .collect();
        let picture = format!(
            "<ul class=\"sized\">{bars}</ul><div class=\"sized-axis\">{}</div><ul class=\"place-key\">{keys}</ul>",
            sized::axis(1.02 * pledged, |value| dollars_on_axis(value, lang)),
        );
        Ok(Pledge {
            title,
            picture,
            obligated,
            paid,
        })
    }

    /// Where the amounts come from.
    pub fn sources(&self, lang: Lang) -> String {
        sources::line(self.obligated.series.sources, "aid", lang)
    }
}

fn aid_table(measures: &[&Aid], lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let mut rows = String::new();
    for aid in measures {
        let name = yearly::name(aid.series, lang);
        for year in PLEDGED {
            let of: Result<Vec<f64>, String> = (Country::ALL.iter())
                .map(|country| value(aid.series, *country, year))
                .collect();
            rows.push_str(&aid_row(&format!("{name}, {year}"), &of?));
        }
        rows.push_str(&aid_row(&format!("{name}, {}", w.sum), &aid.sums));
    }
    let names = Country::ALL.map(|c| words::countries(lang).get(c.code()).unwrap_or_default());
    Ok(opened(
        &[w.year, names[0], names[1], names[2], w.all],
        &rows,
        lang,
    ))
}

fn aid_row(name: &str, values: &[f64]) -> String {
    let cells: String = values
        .iter()
        .chain([&values.iter().sum()])
        .map(|value| format!("<td>${}</td>", counted(*value)))
        .collect();
    format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", escaped(name))
}
