//! The figures of both documents one by one: a card each, in groups that fold, and filters that the
//! style sheet reads.

use std::fmt::Write as _;

use root_causes::content::Content;
use root_causes::data::documents::{self, Document, Figure, Number, Pillar, Row, Status};
use root_causes::i18n::{Lang, words};

use super::claims::COUNTRIES;
use super::pages::{escaped, folder};
use super::prose::Notes;
use super::sized;
use super::strategy::{coded, figures, headline, name, outlined, period, said, slug, word};

/// The cards and their filters, which work by style alone.
///
/// # Errors
/// A figure, an agency, a period or a code without words.
pub fn section(content: &Content, notes: &mut Notes, lang: Lang) -> Result<String, String> {
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
