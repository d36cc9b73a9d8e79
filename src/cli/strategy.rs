//! The strategy in figures: every figure of the two documents as the kind of number it is, money
//! beside money, people beside people, the pledge beside the record, and counts that changed.

use std::fmt::Write as _;

use root_causes::content::{Content, Reference, Results, dollars, shown};
use root_causes::data::documents::{
    self, Bound, Document, Figure, MoneyKind, Number, Pillar, Row, Status,
};
use root_causes::figures::format::{counted, decimal, fill};
use root_causes::figures::sentences::short_decimal;
use root_causes::i18n::{Lang, words};

use super::pages::{escaped, folder};
use super::pledge::{self, Pledge};
use super::prose::Notes;
use super::sized::{self, Bar};
use super::tables::opened;
use super::{sift, sources, updates};

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
    html.push_str(&sift::section(content, notes, lang)?);
    html.push_str(&pledge::section(lang)?);
    html.push_str(&updates::section(lang)?);
    html.push_str(&notes.notes());
    Ok(html)
}

pub(super) fn figures(document: Document) -> impl Iterator<Item = (&'static Row, &'static Figure)> {
    documents::rows()
        .iter()
        .filter(move |row| row.document() == document)
        .filter_map(|row| Some((row, row.figure()?)))
}

pub(super) fn word(key: &str, lang: Lang) -> Result<&'static str, String> {
    words::strategy(lang)
        .get(key)
        .ok_or_else(|| format!("strategy.{key} has no words"))
}

pub(super) fn coded(key: &str, lang: Lang) -> Result<&'static str, String> {
    words::board(lang)
        .get(key)
        .ok_or_else(|| format!("board.{key} has no words"))
}

/// The key under which a text of the tables has its words.
pub(super) fn slug(text: &str) -> String {
    let parts = text.to_lowercase();
    let parts = parts.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("_")
}

pub(super) fn name(row: &Row, lang: Lang) -> Result<&'static str, String> {
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
pub(super) fn said(row: &Row, figure: &Figure, lang: Lang) -> Result<String, String> {
    let Some(_) = figure.value else {
        return Ok(qualifier(figure.qualifier, lang)?.to_owned());
    };
    let reference = Reference::Fact(row.id.to_owned());
    let number = shown(&reference, &Results::default(), lang)
        .ok_or_else(|| format!("{} has no number", row.id))?;
    qualified(figure.qualifier, &number.text, lang)
}

/// Whether a figure was not done by the day of its document, or counts somebody else's money.
pub(super) fn outlined(figure: &Figure) -> bool {
    matches!(figure.status, Status::Planned | Status::AskedFor)
        || figure.money_kind == Some(MoneyKind::Fund)
}

/// Class of a figure drawn inside the sum that holds it.
fn kind_of_part(figure: &Figure) -> &'static str {
    match figure.bound {
        _ if outlined(figure) => "inner planned",
        Bound::Ceiling => "inner limit",
        _ => "inner",
    }
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
    let parts = format!(
        "<li>{}<span>{}</span></li>",
        sized::sign_of_parts(),
        escaped(w.key_parts)
    );
    format!(
        "<section class=\"drawn\" id=\"key\"><h2>{}</h2><ul class=\"bound-key\">{}{parts}</ul></section>",
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

/// Dollars as short as a tick needs them: `$5B`, `$5,000 M`.
pub(super) fn dollars_on_axis(value: f64, lang: Lang) -> String {
    match lang {
        _ if value == 0.0 => "0".to_owned(),
        Lang::En if value >= 1e9 => format!("${}B", short_decimal(value / 1e9)),
        Lang::En => format!("${}M", short_decimal(value / 1e6)),
        Lang::Es => format!("${}\u{a0}M", short_decimal(value / 1e6)),
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
            let shares = inside
                .iter()
                .map(|part| (part.2 / end, kind_of_part(part.1)));
            let shares = shares.collect();
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
    Ok(opened(
        &[w.figure_head, w.number_head, w.bound_head, w.status_head],
        &rows,
        lang,
    ))
}

fn documents_line(lang: Lang) -> Result<String, String> {
    let source = documents::row("FS001").ok_or("there is no FS001")?.source;
    Ok(sources::line(&[source], "seed_facts", lang))
}

/// How many figures a group holds, and the first that has a number.
pub(super) fn headline(
    rows: &[(&'static Row, &'static Figure)],
    lang: Lang,
) -> Result<String, String> {
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
    let pledge = Pledge::work_out(lang)?;
    Ok(format!(
        "<h2>{}</h2><p class=\"counts\">{}</p><p>{}</p><ul>{pillars}</ul>\
         <figure class=\"pledge-short\"><figcaption>{}</figcaption>{}{}</figure>\
         <p class=\"to-board\"><a href=\"./{here}strategy/\">{}</a></p>",
        escaped(w.title),
        escaped(&fill(w.short, &counts)),
        escaped(w.intro_output),
        escaped(&pledge.title),
        pledge.picture,
        pledge.sources(lang),
        escaped(w.link),
    ))
}
