//! What is said of links that check themselves, of codes, names, kept scenarios and QR codes.

use super::code::{MOST_GROUPS, NoCode, Wrong};
use super::fingerprint::{Kind, Said, Verdict};
use super::shown::{LONGEST_NAME, NotAName};
use super::tray::{MOST, Refusal, Why};
use crate::figures::format::{self, fill, said};
use crate::i18n::{Lang, words};
use crate::model::summary::Badge;
use crate::model::{LAST_YEAR, MODEL_VERSION};

/// What is said where a link with a check is opened.
pub fn verdict(verdict: &Verdict, lang: Lang) -> String {
    let w = words::share(lang);
    match verdict {
        Verdict::Same => w.same.to_string(),
        Verdict::NumbersDiffer { then, now } if then == now => w.differ_below.to_string(),
        Verdict::NumbersDiffer { then, now } => {
            let (then, now) = (answer(*then, lang), answer(*now, lang));
            fill(w.differ, &[("then", &then), ("now", &now)])
        }
        Verdict::ModelChanged {
            model,
            then,
            now,
            same_numbers,
        } => {
            let model = format!("{}.{}", model.0, model.1);
            let changed = if model == MODEL_VERSION {
                w.data_changed.to_string()
            } else {
                fill(
                    w.model_changed,
                    &[("model", &model), ("now", MODEL_VERSION)],
                )
            };
            let numbers = match (same_numbers, then == now) {
                (true, _) => w.changed_same.to_string(),
                (false, true) => w.changed_below.to_string(),
                (false, false) => {
                    let (then, now) = (answer(*then, lang), answer(*now, lang));
                    fill(w.changed, &[("then", &then), ("now", &now)])
                }
            };
            format!("{changed} {numbers}")
        }
    }
}

/// An answer in few words, by the rules of the page: where the sign is not known no middle is told,
/// and a belief has no share of futures.
pub fn answer(answer: Said, lang: Lang) -> String {
    let w = words::share(lang);
    match answer {
        Said::Still { middle, low, high } => {
            let [middle, low, high] = [middle, low, high].map(|count| said(count.value(), lang));
            let year = LAST_YEAR.to_string();
            let holes = [
                ("middle", middle.as_str()),
                ("low", &low),
                ("high", &high),
                ("year", &year),
            ];
            fill(w.said_still, &holes)
        }
        Said::Change {
            kind,
            futures,
            middle,
            most,
            fewest,
        } => {
            let template = match kind {
                Kind::Badge(Badge::Fewer) => w.said_fewer,
                Kind::Badge(Badge::More) => w.said_more,
                Kind::Badge(Badge::NotKnown) => w.said_unknown,
                Kind::Badge(Badge::TooSmall) => w.said_small,
                Kind::Badge(Badge::NoEffect) => w.said_none,
                Kind::Belief => w.said_belief,
            };
            let holes = [
                ("n", futures.to_string()),
                ("middle", format::change(f64::from(middle), lang)),
                (
                    "range",
                    format::range(f64::from(fewest), f64::from(most), lang),
                ),
            ];
            fill(
                template,
                &holes.each_ref().map(|(hole, text)| (*hole, text.as_str())),
            )
        }
    }
}

/// What is wrong with a code that was typed.
pub fn wrong(wrong: Wrong, lang: Lang) -> String {
    let w = words::share(lang);
    match wrong {
        Wrong::Empty => w.code_empty.to_string(),
        Wrong::Sign { sign, at } => {
            let sign = if sign.is_control() { '?' } else { sign };
            let (sign, at) = (sign.to_string(), at.to_string());
            fill(w.code_sign, &[("sign", &sign), ("at", &at)])
        }
        Wrong::Short { missing } => fill(w.code_short, &[("n", &missing.to_string())]),
        Wrong::Long => fill(w.code_long, &[("most", &MOST_GROUPS.to_string())]),
        Wrong::Mistyped => w.code_mistyped.to_string(),
        Wrong::Newer => w.code_newer.to_string(),
    }
}

/// Why a state has no code, and what there is instead.
pub fn no_code(no_code: NoCode, lang: Lang) -> String {
    let w = words::share(lang);
    match no_code {
        NoCode::ByYear(key) => {
            let lever = words::levers(lang).get(key).map(|lever| lever.name);
            let shock = || words::shocks(lang).get(key).map(|shock| shock.name);
            let name = lever.or_else(shock).unwrap_or(key);
            fill(w.no_code_by_year, &[("name", name)])
        }
        NoCode::TooLong { groups } => fill(
            w.no_code_long,
            &[
                ("n", &groups.to_string()),
                ("most", &MOST_GROUPS.to_string()),
            ],
        ),
    }
}

/// Why a text is no name.
pub fn not_a_name(reason: NotAName, lang: Lang) -> String {
    let w = words::share(lang);
    match reason {
        NotAName::TooLong => fill(w.name_long, &[("most", &LONGEST_NAME.to_string())]),
        NotAName::Hidden => w.name_hidden.to_string(),
    }
}

/// What became of a line of a file of kept scenarios.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    let line = refusal.line.to_string();
    let why = why(refusal.why, lang);
    fill(
        words::share(lang).tray_line,
        &[("line", &line), ("text", &refusal.given), ("why", &why)],
    )
}

/// Why something could not be taken into the tray.
pub fn why(why: Why, lang: Lang) -> String {
    let w = words::share(lang);
    match why {
        Why::NoLink => w.tray_no_link.to_string(),
        Why::NoDay => w.tray_no_day.to_string(),
        Why::NotReadable => w.tray_not_readable.to_string(),
        Why::Full => fill(w.tray_full, &[("most", &MOST.to_string())]),
        Why::TooLong => w.tray_long.to_string(),
    }
}

/// That a link is too long for a QR code.
pub fn no_qr(lang: Lang) -> &'static str {
    words::share(lang).no_qr
}
