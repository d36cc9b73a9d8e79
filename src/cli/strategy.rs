//! The strategy in figures: every figure of the two documents as the kind of number it is, money
//! beside money, people beside people, the pledge beside the record, and counts that changed.

use std::fmt::Write as _;

use root_causes::content::{Content, Reference, Results, dollars, shown};
use root_causes::data::documents::{
    self, Bound, Document, Figure, MoneyKind, Number, Pillar, Row, Status,
};
use root_causes::data::record::{self, Fact, SeriesRecord};
use root_causes::data::{Country, Source};
use root_causes::figures::format::{counted, decimal, fill};
use root_causes::figures::sentences::short_decimal;
use root_causes::figures::yearly::{self, break_line};
use root_causes::i18n::{Lang, words};

use super::claims::COUNTRIES;
use super::pages::{escaped, folder};
use super::prose::{self, Notes};
use super::sized::{self, Bar};
use super::tables::columns;

/// Fiscal years of the pledge.
const PLEDGED: std::ops::RangeInclusive<u16> = 2021..=2024;

/// From this share of a scale on a figure is drawn on it; smaller ones are drawn larger below.
const DRAWN: f64 = 0.01;

/// The body of the page in a language.
///
/// # Errors
/// A figure, an agency, a period or a code without words; a cell that is missing.
pub fn body(content: &Content, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let sheet = figures(Document::FactSheet).count();
    let counts = [
        ("sheet", sheet.to_string()),
        ("op_ed", figures(Document::OpEd).count().to_string()),
    ];
    let counts = counts.each_ref().map(|(key, text)| (*key, text.as_str()));
    let mut html = format!(
        "<section class=\"prose\"><p class=\"counts\">{}</p><p>{}</p></section>",
        escaped(&fill(w.intro, &counts)),
        escaped(w.intro_output),
    );
    html.push_str(&key(lang));
    html.push_str(&money(lang)?);
    html.push_str(&people(lang)?);
    let _ = write!(
        html,
        "<section class=\"prose\" id=\"things\"><h2>{}</h2><p>{}</p></section>",
        escaped(w.things_title),
        escaped(w.things_text),
    );
    html.push_str(&browse(content, notes, lang)?);
    html.push_str(&pledge(lang)?);
    html.push_str(&drift(lang)?);
    html.push_str(&notes.notes());
    Ok(html)
}

fn figures(document: Document) -> impl Iterator<Item = (&'static Row, &'static Figure)> {
    documents::rows()
        .iter()
        .filter(move |row| row.document() == document)
        .filter_map(|row| Some((row, row.figure()?)))
}

fn word(key: &str, lang: Lang) -> Result<&'static str, String> {
    words::strategy(lang)
        .get(key)
        .ok_or_else(|| format!("strategy.{key} has no words"))
}

fn coded(key: &str, lang: Lang) -> Result<&'static str, String> {
    words::board(lang)
        .get(key)
        .ok_or_else(|| format!("board.{key} has no words"))
}

/// The key under which a text of the tables has its words.
fn slug(text: &str) -> String {
    let parts = text.to_lowercase();
    let parts = parts.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("_")
}

fn name(row: &Row, lang: Lang) -> Result<&'static str, String> {
    words::figures(lang)
        .get(&row.id.to_lowercase())
        .ok_or_else(|| format!("figures.{} has no words", row.id.to_lowercase()))
}

/// The words that stand with a number in its document.
pub fn qualifier(text: &str, lang: Lang) -> Result<&'static str, String> {
    let key = if text == "+" {
        "plus".to_owned()
    } else {
        slug(text)
    };
    words::qualifiers(lang)
        .get(&key)
        .ok_or_else(|| format!("qualifiers.{key} has no words"))
}

/// When a figure of the tables holds.
pub fn period(text: &str, lang: Lang) -> Result<&'static str, String> {
    words::periods(lang)
        .get(&slug(text))
        .ok_or_else(|| format!("periods.{} has no words", slug(text)))
}

/// A number with the words that qualify it.
pub fn qualified(before: &str, number: &str, lang: Lang) -> Result<String, String> {
    /// Qualifiers that stand behind their number.
    const BEHIND: [&str; 6] = ["+", "total", "each", "additional", "proposed", "asked for"];
    Ok(match before {
        "" => number.to_owned(),
        behind if BEHIND.contains(&behind) => format!("{number} {}", qualifier(behind, lang)?),
        before => format!("{} {number}", qualifier(before, lang)?),
    })
}

/// A figure as it is told: its number with the words that qualify it, or these words alone.
fn said(row: &Row, figure: &Figure, lang: Lang) -> Result<String, String> {
    let Some(_) = figure.value else {
        return Ok(qualifier(figure.qualifier, lang)?.to_owned());
    };
    let reference = Reference::Fact(row.id.to_owned());
    let number = shown(&reference, &Results::default(), lang)
        .ok_or_else(|| format!("{} has no number", row.id))?;
    qualified(figure.qualifier, &number.text, lang)
}

/// Whether a figure was not done by the day of its document, or counts somebody else's money.
fn outlined(figure: &Figure) -> bool {
    matches!(figure.status, Status::Planned | Status::AskedFor)
        || figure.money_kind == Some(MoneyKind::Fund)
}

fn key(lang: Lang) -> String {
    let w = words::strategy(lang);
    let entries = [
        (Bound::Exact, false, w.key_exact),
        (Bound::Ceiling, false, w.key_ceiling),
        (Bound::Floor, false, w.key_floor),
        (Bound::About, false, w.key_about),
        (Bound::Exact, true, w.key_planned),
    ];
    let entries = entries.map(|(bound, outlined, text)| {
        format!(
            "<li>{}<span>{}</span></li>",
            sized::sign(bound, outlined),
            escaped(text)
        )
    });
    format!(
        "<section class=\"drawn\" id=\"key\"><h2>{}</h2><ul class=\"bound-key\">{}</ul></section>",
        escaped(w.key_title),
        entries.concat(),
    )
}

/// Figures of one kind that have a number, the largest first, without those that lie in another.
fn tops(number: Number) -> Vec<(&'static Row, &'static Figure, f64)> {
    let mut tops: Vec<_> = figures(Document::FactSheet)
        .filter(|(_, figure)| figure.number == number && figure.part_of.is_none())
        .filter_map(|(row, figure)| Some((row, figure, figure.value?)))
        .collect();
    tops.sort_by(|a, b| b.2.total_cmp(&a.2));
    tops
}

/// The figures that lie inside another one.
fn parts(of: &str) -> impl Iterator<Item = (&'static Row, &'static Figure, f64)> {
    figures(Document::FactSheet)
        .filter(move |(_, figure)| figure.part_of == Some(of))
        .filter_map(|(row, figure)| Some((row, figure, figure.value?)))
}

fn money(lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let lenses = lenses(
        Number::Money,
        &[11.5e9, 340e6],
        &|value| dollars_on_axis(value, lang),
        lang,
    )?;
    let unnumbered: Result<Vec<String>, String> = figures(Document::FactSheet)
        .filter(|(_, figure)| figure.number == Number::Money && figure.value.is_none())
        .map(|(row, figure)| {
            Ok(format!(
                "{}: {}",
                name(row, lang)?,
                said(row, figure, lang)?
            ))
        })
        .collect();
    Ok(format!(
        "<figure class=\"drawn\" id=\"money\"><h2>{}</h2><p>{}</p>{lenses}<p class=\"small\">{}.</p>{}{}</figure>",
        escaped(w.money_title),
        escaped(w.money_text),
        escaped(&unnumbered?.join("; ")),
        table(Number::Money, lang)?,
        documents_line(lang)?,
    ))
}

/// Dollars as short as a tick needs them: `$5B`, `5,000 M`.
fn dollars_on_axis(value: f64, lang: Lang) -> String {
    match lang {
        _ if value == 0.0 => "0".to_owned(),
        Lang::En if value >= 1e9 => format!("${}B", short_decimal(value / 1e9)),
        Lang::En => format!("${}M", short_decimal(value / 1e6)),
        Lang::Es => format!("{}\u{a0}M", short_decimal(value / 1e6)),
    }
}

fn people(lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let tops = tops(Number::People);
    let (Some(most), Some(least)) = (tops.first(), tops.last()) else {
        return Err("the fact sheet counts no people".to_owned());
    };
    let title = fill(
        w.people_title,
        &[("most", &counted(most.2)), ("least", &counted(least.2))],
    );
    Ok(format!(
        "<figure class=\"drawn\" id=\"people\"><h2>{}</h2><p>{}</p>{}{}{}</figure>",
        escaped(&title),
        escaped(w.people_text),
        lenses(Number::People, &[10.5e6, 157e3, 3.8e3], &counted, lang)?,
        table(Number::People, lang)?,
        documents_line(lang)?,
    ))
}

/// One kind of number on a scale that holds all of it, then enlarged: each scale ends at its own
/// value and says how many times larger it draws.
fn lenses(
    number: Number,
    ends: &[f64],
    said_on_axis: &dyn Fn(f64) -> String,
    lang: Lang,
) -> Result<String, String> {
    let in_full = |value: f64| match number {
        Number::Money => dollars(value, lang),
        _ => counted(value),
    };
    let w = words::strategy(lang);
    let tops = tops(number);
    let mut html = String::new();
    for (at, end) in ends.iter().enumerate() {
        // Parts are drawn where their whole is drawn largest.
        let larger = ends.get(at + 1).copied().unwrap_or(0.0);
        let shown: Vec<_> = tops
            .iter()
            .filter(|top| top.2 <= *end && top.2 >= DRAWN * end)
            .collect();
        let longest = shown.first().map_or(*end, |top| top.2);
        let title = match *end == ends[0] {
            true => fill(w.lens_whole, &[("end", &in_full(longest))]),
            false => fill(
                w.lens_larger,
                &[
                    ("times", &decimal(ends[0] / end, 0)),
                    ("end", &in_full(longest)),
                ],
            ),
        };
        let _ = write!(html, "<h3>{}</h3><ul class=\"sized\">", escaped(&title));
        for (row, figure, value) in shown {
            let inside: Vec<_> = match *value <= larger {
                true => Vec::new(),
                false => parts(row.id).collect(),
            };
            let shares = inside.iter().map(|part| (part.2 / end, "inner")).collect();
            html.push_str(&sized_row(row, figure, value / end, shares, false, lang)?);
            for (row, figure, value) in inside {
                html.push_str(&sized_row(
                    row,
                    figure,
                    value / end,
                    Vec::new(),
                    true,
                    lang,
                )?);
            }
        }
        let _ = write!(
            html,
            "</ul><div class=\"sized-axis\">{}</div>",
            sized::axis(*end, said_on_axis)
        );
        let small: Result<Vec<String>, String> = tops
            .iter()
            .filter(|top| top.2 < DRAWN * end)
            .map(|(row, figure, _)| {
                Ok(format!(
                    "<a href=\"#{}\">{}</a> ({})",
                    row.id,
                    escaped(name(row, lang)?),
                    escaped(&said(row, figure, lang)?)
                ))
            })
            .collect();
        let small = small?;
        if !small.is_empty() {
            let _ = write!(
                html,
                "<details class=\"more\"><summary>{} ({})</summary><p class=\"small\">{}.</p></details>",
                escaped(w.too_small),
                small.len(),
                small.join("; "),
            );
        }
    }
    Ok(html)
}

fn sized_row(
    row: &Row,
    figure: &Figure,
    share: f64,
    parts: Vec<(f64, &'static str)>,
    is_inside: bool,
    lang: Lang,
) -> Result<String, String> {
    let w = words::strategy(lang);
    let bar = Bar {
        share,
        bound: figure.bound,
        outlined: outlined(figure),
        parts,
    };
    let drawn = match bar.can_be_seen() {
        true => bar.svg(),
        false => format!("<span class=\"too-small\">{}</span>", escaped(w.too_small)),
    };
    let inside = match is_inside {
        true => format!("<span class=\"spoken\"> ({})</span>", escaped(w.inside)),
        false => String::new(),
    };
    let sort = match figure.money_kind {
        Some(kind) => format!(
            " <span class=\"sort\">{}</span>",
            escaped(word(&format!("money_{}", kind.key()), lang)?)
        ),
        None => String::new(),
    };
    Ok(format!(
        "<li{}><span class=\"sized-name\"><a href=\"#{}\">{}</a>{sort}{inside}</span>\
         <span class=\"sized-number\">{}</span><span class=\"sized-bar\">{drawn}</span></li>",
        if is_inside { " class=\"inside\"" } else { "" },
        row.id,
        escaped(name(row, lang)?),
        escaped(&said(row, figure, lang)?),
    ))
}

fn table(number: Number, lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let mut rows = String::new();
    for (row, figure) in figures(Document::FactSheet).filter(|(_, f)| f.number == number) {
        let kind = match figure.money_kind {
            Some(kind) => format!(" ({})", word(&format!("money_{}", kind.key()), lang)?),
            None => String::new(),
        };
        let _ = write!(
            rows,
            "<tr><th scope=\"row\"><a href=\"#{}\">{}</a>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
            row.id,
            escaped(name(row, lang)?),
            escaped(&kind),
            escaped(&said(row, figure, lang)?),
            escaped(coded(&format!("bound_{}", figure.bound.key()), lang)?),
            escaped(coded(&format!("status_{}", figure.status.key()), lang)?),
        );
    }
    Ok(framed_table(
        &[w.figure_head, w.number_head, w.bound_head, w.status_head],
        &rows,
        lang,
    ))
}

/// A table that opens under its picture.
pub fn framed_table(heads: &[&str], rows: &str, lang: Lang) -> String {
    let caption = escaped(words::strategy(lang).table_of);
    format!(
        "<details class=\"more numbers\"><summary>{caption}</summary><div class=\"table-frame words\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\">\
         <table><thead><tr>{}</tr></thead><tbody>{rows}</tbody></table></div></details>",
        columns(heads),
    )
}

fn documents_line(lang: Lang) -> Result<String, String> {
    let source = documents::row("FS001").ok_or("there is no FS001")?.source;
    Ok(source_line(&[source], "seed_facts", lang))
}

/// Sources with their licences, and the table in which the numbers stand.
pub fn source_line(sources: &[&Source], table: &str, lang: Lang) -> String {
    let sources: Vec<String> = sources
        .iter()
        .map(|source| prose::source(source, lang))
        .collect();
    format!(
        "<p class=\"small source-line\">{} <a href=\"./data/{table}.csv\" download>{table}.csv</a></p>",
        words::strategy(lang)
            .source
            .replace("{text}", &sources.join(" · "))
    )
}

/// The cards and their filters, which work by style alone.
fn browse(content: &Content, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let mut html = format!(
        "<section class=\"drawn sifted\" id=\"figures\"><h2>{}</h2><p>{}</p><div class=\"sift\">",
        escaped(w.browse_title),
        escaped(w.browse_text)
    );
    let all: Vec<_> = documents::rows()
        .iter()
        .filter_map(|row| Some((row, row.figure()?)))
        .collect();
    let pillars = Pillar::ALL
        .iter()
        .map(|p| (p.key(), format!("pillar_{}", p.key())));
    let numbers = Number::ALL
        .iter()
        .map(|n| (n.key(), format!("number_{}", n.key())));
    let statuses = Status::ALL
        .iter()
        .map(|s| (s.key(), format!("status_{}", s.key())));
    html.push_str(&sift(
        "pillar",
        w.subject,
        pillars,
        &|key| {
            all.iter()
                .filter(|(row, _)| row.pillar.key() == key)
                .count()
        },
        &coded,
        all.len(),
        lang,
    )?);
    html.push_str(&sift(
        "number",
        w.number_kind,
        numbers,
        &|key| {
            all.iter()
                .filter(|(_, figure)| figure.number.key() == key)
                .count()
        },
        &word,
        all.len(),
        lang,
    )?);
    html.push_str(&sift(
        "status",
        w.status,
        statuses,
        &|key| {
            all.iter()
                .filter(|(_, figure)| figure.status.key() == key)
                .count()
        },
        &coded,
        all.len(),
        lang,
    )?);
    let of_country = |key: &str| {
        let names = |row: &Row| row.countries.contains(&key);
        all.iter().filter(|(row, _)| names(row)).count()
    };
    let countries = COUNTRIES
        .into_iter()
        .filter(|key| of_country(key) > 0)
        .map(|key| (key, format!("country_{key}")));
    html.push_str(&sift(
        "country",
        words::board(lang).country,
        countries,
        &of_country,
        &coded,
        all.len(),
        lang,
    )?);
    html.push_str("</div>");
    for pillar in [
        Pillar::All,
        Pillar::Economy,
        Pillar::Governance,
        Pillar::Rights,
        Pillar::Violence,
        Pillar::GenderViolence,
    ] {
        let rows: Vec<_> = figures(Document::FactSheet)
            .filter(|(row, _)| row.pillar == pillar)
            .collect();
        let title = coded(&format!("pillar_{}", pillar.key()), lang)?;
        html.push_str(&group(
            &format!("{}: {title}", w.sheet),
            &rows,
            content,
            notes,
            lang,
        )?);
    }
    let rows: Vec<_> = figures(Document::OpEd).collect();
    html.push_str(&group(w.document, &rows, content, notes, lang)?);
    let _ = write!(
        html,
        "<p class=\"sifted-count\" role=\"status\"><span class=\"sifted-number\"></span> {}</p></section>",
        escaped(w.shown)
    );
    Ok(html)
}

/// One filter: a choice of radio buttons that the style sheet reads.
fn sift(
    name: &str,
    title: &str,
    options: impl Iterator<Item = (&'static str, String)>,
    count: &dyn Fn(&str) -> usize,
    said: &dyn Fn(&str, Lang) -> Result<&'static str, String>,
    all: usize,
    lang: Lang,
) -> Result<String, String> {
    let mut html = format!(
        "<fieldset><legend>{}</legend><label><input type=\"radio\" name=\"{name}\" id=\"{name}-any\" checked> {} ({all})</label>",
        escaped(title),
        escaped(words::strategy(lang).any),
    );
    for (key, word) in options {
        let _ = write!(
            html,
            "<label><input type=\"radio\" name=\"{name}\" id=\"{name}-{key}\"> {} ({})</label>",
            escaped(said(&word, lang)?),
            count(key)
        );
    }
    Ok(html + "</fieldset>")
}

fn group(
    title: &str,
    rows: &[(&'static Row, &'static Figure)],
    content: &Content,
    notes: &mut Notes,
    lang: Lang,
) -> Result<String, String> {
    let mut pillars: Vec<&str> = rows.iter().map(|(row, _)| row.pillar.key()).collect();
    pillars.sort_unstable();
    pillars.dedup();
    let mut html = format!(
        "<details class=\"sifted-group fold\" data-pillars=\"{}\" open><summary><h3>{}</h3><p>{}</p></summary><div class=\"cards\">",
        pillars.join(" "),
        escaped(title),
        escaped(&headline(rows, lang)?),
    );
    for (row, figure) in rows {
        html.push_str(&card(row, figure, content, notes, lang)?);
    }
    let _ = write!(
        html,
        "<p class=\"group-count\"><span>{}</span></p></div></details>",
        escaped(words::strategy(lang).shown)
    );
    Ok(html)
}

/// How many figures a group holds, and the first that has a number.
fn headline(rows: &[(&'static Row, &'static Figure)], lang: Lang) -> Result<String, String> {
    let (row, figure) = rows
        .iter()
        .find(|(_, figure)| figure.value.is_some())
        .ok_or("a group has no number")?;
    Ok(fill(
        words::strategy(lang).group_told,
        &[
            ("n", &rows.len().to_string()),
            ("name", name(row, lang)?),
            ("number", &said(row, figure, lang)?),
        ],
    ))
}

fn card(
    row: &Row,
    figure: &Figure,
    content: &Content,
    notes: &mut Notes,
    lang: Lang,
) -> Result<String, String> {
    let w = words::strategy(lang);
    let texts = content
        .row(lang, row.id)
        .ok_or_else(|| format!("{} has no texts", row.id))?;
    let sign = match figure.value {
        Some(_) => sized::sign(figure.bound, outlined(figure)),
        None => String::new(),
    };
    let mut html = format!(
        "<article class=\"figure-card\" id=\"{}\" data-pillar=\"{}\" data-number=\"{}\" data-status=\"{}\" data-countries=\"{}\">\
         <h4>{}</h4><p class=\"card-number\">{sign}<span>{}</span></p><p class=\"card-says\">{}</p>",
        row.id,
        row.pillar.key(),
        figure.number.key(),
        figure.status.key(),
        row.countries.join(" "),
        escaped(name(row, lang)?),
        escaped(&said(row, figure, lang)?),
        notes.inlines(&texts.says.inlines)?,
    );
    let agency = slug(figure.agency);
    let agency = words::agencies(lang)
        .get(&agency)
        .ok_or_else(|| format!("agencies.{agency} has no words"))?;
    let mut parts = vec![
        agency.to_owned(),
        coded(&format!("status_{}", figure.status.key()), lang)?.to_owned(),
        period(figure.period, lang)?.to_owned(),
    ];
    let countries: Result<Vec<&str>, String> = (row.countries.iter())
        .map(|code| coded(&format!("country_{code}"), lang))
        .collect();
    parts.push(countries?.join(", "));
    if let Some(kind) = figure.money_kind {
        parts.push(word(&format!("money_{}", kind.key()), lang)?.to_owned());
    }
    let _ = write!(html, "<p class=\"card-of\">{}", escaped(&parts.join(" · ")));
    if let Some(whole) = figure.part_of {
        let of = documents::row(whole).ok_or_else(|| format!("there is no {whole}"))?;
        let _ = write!(
            html,
            " · {} <a href=\"#{whole}\">{}</a>",
            escaped(w.part_of),
            escaped(name(of, lang)?)
        );
    }
    let _ = write!(
        html,
        "</p><p class=\"card-row\"><a href=\"./{}claims/#{id}\">{id}: {}</a></p></article>",
        folder(lang),
        escaped(w.claims_row),
        id = row.id,
    );
    Ok(html)
}

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
fn pledge(lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let Pledge {
        title,
        picture,
        obligated,
        paid,
    } = Pledge::work_out(lang)?;
    let why: Result<String, String> = (1..=5)
        .map(|n| {
            Ok(format!(
                "<li>{}</li>",
                escaped(word(&format!("why_{n}"), lang)?)
            ))
        })
        .collect();
    Ok(format!(
        "<figure class=\"drawn\" id=\"pledge\"><h2>{}</h2><p>{}</p>{picture}{}\
         <h3>{}</h3><ul class=\"reasons\">{}</ul>{}{}</figure>",
        escaped(&title),
        escaped(w.pledge_text),
        aid_table(&[&obligated, &paid], lang)?,
        escaped(w.why_title),
        why?,
        breaks(&[obligated.series], *PLEDGED.start(), *PLEDGED.end(), lang),
        source_line(obligated.series.sources, "aid", lang),
    ))
}

/// The pledge, what was promised by contract and what was paid, on one scale.
struct Pledge {
    title: String,
    picture: String,
    obligated: Aid,
    paid: Aid,
}

impl Pledge {
    fn work_out(lang: Lang) -> Result<Pledge, String> {
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
        let mut bars = bar_row(w.pledge_bar, &dollars(pledged, lang), &whole);
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
            bars.push_str(&bar_row(name, &tens(aid.total()), &bar));
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
}

/// The strategy's data in short, for the main page: what each pillar counts, and the pledge beside
/// the record.
///
/// # Errors
/// As [`body`].
pub fn summary(lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let here = folder(lang);
    let counts = [
        ("sheet", figures(Document::FactSheet).count().to_string()),
        ("op_ed", figures(Document::OpEd).count().to_string()),
    ];
    let counts = counts.each_ref().map(|(key, text)| (*key, text.as_str()));
    let mut pillars = String::new();
    for pillar in Pillar::ALL.iter().copied() {
        let rows: Vec<_> = figures(Document::FactSheet)
            .filter(|(row, _)| row.pillar == pillar)
            .collect();
        if matches!(pillar, Pillar::All | Pillar::Unnamed) || rows.is_empty() {
            continue;
        }
        let _ = write!(
            pillars,
            "<li><a href=\"./{here}strategy/#figures\">{}</a>: {}.</li>",
            escaped(coded(&format!("pillar_{}", pillar.key()), lang)?),
            escaped(&headline(&rows, lang)?),
        );
    }
    let Pledge {
        title,
        picture,
        obligated,
        ..
    } = Pledge::work_out(lang)?;
    Ok(format!(
        "<h2>{}</h2><p class=\"counts\">{}</p><p>{}</p><ul>{pillars}</ul>\
         <figure class=\"pledge-short\"><figcaption>{}</figcaption>{picture}{}</figure>\
         <p class=\"to-board\"><a href=\"./{here}strategy/\">{}</a></p>",
        escaped(w.title),
        escaped(&fill(w.short, &counts)),
        escaped(w.intro_output),
        escaped(&title),
        source_line(obligated.series.sources, "aid", lang),
        escaped(w.link),
    ))
}

fn bar_row(name: &str, number: &str, bar: &Bar) -> String {
    format!(
        "<li><span class=\"sized-name\">{}</span><span class=\"sized-number\">{}</span><span class=\"sized-bar\">{}</span></li>",
        escaped(name),
        escaped(number),
        bar.svg()
    )
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
    Ok(framed_table(
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

/// What is to be known about series before their years are compared, each text once.
pub fn breaks(series: &[&SeriesRecord], first: u16, last: u16, lang: Lang) -> String {
    let mut items: Vec<String> = Vec::new();
    let touching = series
        .iter()
        .flat_map(|series| series.breaks)
        .filter(|broken| broken.first_year <= last && broken.last_year >= first);
    for broken in touching {
        let item = format!("<li>{}</li>", escaped(&break_line(broken, lang)));
        if !items.contains(&item) {
            items.push(item);
        }
    }
    match items.is_empty() {
        true => String::new(),
        false => format!(
            "<details class=\"more breaks\"><summary>{} ({})</summary><ul>{}</ul></details>",
            escaped(words::strategy(lang).breaks),
            items.len(),
            items.concat()
        ),
    }
}

/// How the counts of jobs and firms changed from one public update to the next.
fn drift(lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let title = fill(
        w.drift_title,
        &[
            ("first", &counted(told("CF036")?.value)),
            ("last", &counted(told("CF038")?.value)),
        ],
    );
    let mut html = format!(
        "<figure class=\"drawn\" id=\"updates\"><h2>{}</h2><p>{}</p>",
        escaped(&title),
        escaped(w.drift_text)
    );
    let mut rows = String::new();
    let mut sources: Vec<&Source> = Vec::new();
    for (name, end, facts) in [
        (
            w.drift_jobs,
            255e3,
            &["CF036", "CF037", "CF038", "CF043", "CF042"][..],
        ),
        (w.drift_firms, 25e3, &["CF039", "CF040", "CF041"][..]),
    ] {
        let _ = write!(html, "<h3>{}</h3><ul class=\"sized\">", escaped(name));
        for id in facts {
            let fact = told(id)?;
            let who = match fact.metric.starts_with("usaid") {
                true => w.drift_usaid,
                false => w.drift_all,
            };
            let label = format!("{who}, {}", period(fact.period, lang)?);
            let number = qualified(fact.qualifier, &counted(fact.value), lang)?;
            let bar = Bar {
                share: fact.value / end,
                bound: sized::bound(fact.bound),
                outlined: false,
                parts: Vec::new(),
            };
            html.push_str(&bar_row(&label, &number, &bar));
            let _ = write!(
                rows,
                "<tr><th scope=\"row\">{}: {}</th><td>{}</td><td>{}</td></tr>",
                escaped(name),
                escaped(&label),
                escaped(&number),
                escaped(coded(
                    &format!("bound_{}", sized::bound(fact.bound).key()),
                    lang
                )?),
            );
            for source in fact.sources {
                if !sources.iter().any(|known| known.id == source.id) {
                    sources.push(source);
                }
            }
        }
        let _ = write!(
            html,
            "</ul><div class=\"sized-axis\">{}</div>",
            sized::axis(end, counted)
        );
    }
    let _ = write!(
        html,
        "<p class=\"small\">{}</p>{}{}</figure>",
        escaped(w.drift_not_found),
        framed_table(&[w.figure_head, w.number_head, w.bound_head], &rows, lang),
        source_line(&sources, "context_facts", lang),
    );
    Ok(html)
}

fn told(id: &str) -> Result<&'static Fact, String> {
    record::fact(id).ok_or_else(|| format!("there is no {id}"))
}
