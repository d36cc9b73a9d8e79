//! The model held against the past, as it stands in the page: one round shown, all as tables.

use std::fmt::Write as _;

use root_causes::data::Outlook;
use root_causes::draw::scene::Size;
use root_causes::draw::svg::svg;
use root_causes::draw::theme::Theme;
use root_causes::figures::format::{decimal, fill};
use root_causes::figures::past::{self, CUT_OFFS, OPENING, Round};
use root_causes::figures::rows::Row;
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::tables::{Cells, framed};

/// Height of the still pictures, as the style sheet has it for the live one.
const HEIGHT: f64 = 320.0;

/// Heading, words, the opening round with what happened, and the marks of all rounds.
///
/// # Errors
/// What the picture's backend refused.
pub fn block(lang: Lang) -> Result<String, String> {
    let w = words::past_page(lang);
    let months = Row::Total.partial().map_or(12, |(.., months)| months);
    let score = fill(w.score, &[("n", &months.to_string())]);
    let tables: String = Row::ALL
        .into_iter()
        .rev()
        .map(|row| table(row, lang))
        .collect();
    Ok(format!(
        "<h3 id=\"past-title\">{}</h3><p>{}</p><div class=\"past\" id=\"past\" data-study role=\"group\" \
         aria-labelledby=\"past-title\">{}</div><p class=\"small\">{} {}</p>\
         <details class=\"more table\"><summary>{}</summary>{tables}</details>",
        escaped(w.title),
        escaped(w.intro),
        still(lang)?,
        escaped(w.rival),
        escaped(&score),
        escaped(w.all),
    ))
}

fn still(lang: Lang) -> Result<String, String> {
    let round = Round {
        row: Row::Total,
        cut_off: OPENING,
        revealed: true,
        guess: None,
    };
    let figure = past::figure(round, lang);
    let mut html = String::from("<div class=\"past-still\">");
    for (class, width) in [("wide", 760.0), ("narrow", 332.0)] {
        let size = Size {
            width,
            height: HEIGHT,
        };
        let picture = svg(&figure, size, &Theme::light()).map_err(|error| error.to_string())?;
        let _ = write!(html, "<div class=\"{class}\">{picture}</div>");
    }
    let sentence = escaped(&past::sentence(round, lang));
    let _ = write!(html, "<p class=\"past-sentence\">{sentence}</p></div>");
    Ok(html)
}

/// How far off model and rival were after every cut-off year.
fn table(row: Row, lang: Lang) -> String {
    let w = words::past_page(lang);
    let caption = fill(w.caption, &[("name", row.name(lang))]);
    let heads = [
        w.corner,
        w.years,
        w.factor,
        w.naive_factor,
        w.held,
        w.score_of,
        w.naive_score_of,
    ];
    let rows: String = CUT_OFFS
        .map(|cut_off| {
            let round = Round {
                row,
                cut_off,
                revealed: true,
                guess: None,
            };
            let [model, naive] = round.outlooks();
            let factor = |of: &Outlook| decimal(f64::from(of.factor) / 10.0, 1);
            let score = |of: &Outlook| decimal(f64::from(of.score) / 100.0, 2);
            let held = fill(
                w.held_of,
                &[
                    ("held", &model.held.to_string()),
                    ("years", &round.years().to_string()),
                ],
            );
            format!(
                "<tr><th scope=\"row\">{cut_off}</th><td>{}–{}</td><td>{}</td><td>{}</td>\
                 <td>{}</td><td>{}</td><td>{}</td></tr>",
                cut_off + 1,
                round.last(),
                factor(model),
                factor(naive),
                escaped(&held),
                score(model),
                score(naive),
            )
        })
        .collect();
    framed(&caption, &heads, &rows, Cells::Numbers)
}
