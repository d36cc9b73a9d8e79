//! Numbers as people say them, in both languages, without a locale of the machine.
//!
//! Spanish follows El Salvador, Guatemala and Honduras: commas between thousands, a point
//! before decimals, a no-break space before the per cent sign.

use crate::i18n::Lang;

const NO_BREAK: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// How the numbers of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A count as recorded: 195,290.
    Counted,
    /// A simulated count, to two or three digits: 66,000.
    Said,
    /// A change in per cent with its sign and one decimal: −6.2%.
    Change,
    /// As recorded, with at most two decimals: 61.9.
    #[cfg(feature = "cli")]
    Recorded,
}

impl Unit {
    /// The words for a number in this unit.
    pub fn text(self, value: f64, lang: Lang) -> String {
        match self {
            Self::Counted => counted(value),
            Self::Said => said(value, lang),
            Self::Change => signed_percent(value, lang),
            #[cfg(feature = "cli")]
            Self::Recorded => crate::figures::sentences::short_decimal(value),
        }
    }
}

/// A count in full: `195,290`.
pub fn counted(value: f64) -> String {
    decimal(value, 0)
}

/// A count to two digits (three when it begins with a one): `66,000`, `154,000`, `1.2 million`.
///
/// Below a thousand it is rounded to tens, below a hundred left whole.
pub fn said(value: f64, lang: Lang) -> String {
    let rounded = rounded(value);
    if rounded.abs() < 1e6 {
        return decimal(rounded, 0);
    }
    let millions = rounded / 1e6;
    let digits = u32::from(!is_whole(millions));
    let number = decimal(millions, digits);
    match lang {
        Lang::En => format!("{number}{NO_BREAK}million"),
        Lang::Es if number == "1" => format!("{number}{NO_BREAK}millón"),
        Lang::Es => format!("{number}{NO_BREAK}millones"),
    }
}

/// Whether a number has no tenths once it is rounded to them.
fn is_whole(value: f64) -> bool {
    ((value * 10.0).round() / 10.0).fract() == 0.0
}

/// A count to two digits, three when it begins with a one; below 200 as [`said`] writes it.
pub fn rounded(value: f64) -> f64 {
    let size = value.abs();
    let mut unit = 1.0;
    while size / unit >= 200.0 {
        unit *= 10.0;
    }
    if unit == 1.0 && size >= 100.0 {
        unit = 10.0;
    }
    (value / unit).round() * unit
}

/// A count on an axis: `200k`, `1.5M`; `200 mil`, `1.5 M` in Spanish.
pub fn axis(value: f64, lang: Lang) -> String {
    let size = value.abs();
    let short = |scaled: f64| decimal(scaled, u32::from(!is_whole(scaled)));
    if size >= 1e6 {
        match lang {
            Lang::En => format!("{}M", short(value / 1e6)),
            Lang::Es => format!("{}{NO_BREAK}M", short(value / 1e6)),
        }
    } else if size >= 1e3 {
        match lang {
            Lang::En => format!("{}k", short(value / 1e3)),
            Lang::Es => format!("{}{NO_BREAK}mil", short(value / 1e3)),
        }
    } else {
        short(value)
    }
}

/// A share in whole per cent: `6%`, `6 %` in Spanish.
pub fn percent(value: f64, lang: Lang) -> String {
    with_percent(decimal(value, 0), lang)
}

/// A change with its sign and one decimal: `−6.2%`, `+5.0%`, `0.0%`.
pub fn signed_percent(value: f64, lang: Lang) -> String {
    let number = decimal(value, 1);
    let above = (value * 10.0).round() > 0.0;
    let signed = if above { format!("+{number}") } else { number };
    with_percent(signed, lang)
}

/// A change in words: `6% fewer`, `5% more`, `no change` when it rounds to nothing.
pub fn change(value: f64, lang: Lang) -> String {
    let whole = value.round();
    if whole == 0.0 {
        return no_change(lang).to_string();
    }
    format!("{} {}", percent(whole.abs(), lang), direction(whole, lang))
}

/// A range of change in words: `between 5% more and 18% fewer`, `between 3% and 18% fewer`.
///
/// The end nearer to "more" comes first, or the smaller change where both point one way; where both
/// ends round to one number, `within 0.5% of no change` or `close to 6% fewer`.
pub fn range(low: f64, high: f64, lang: Lang) -> String {
    let (low, high) = (low.min(high).round(), low.max(high).round());
    if low == high {
        return about(low, lang);
    }
    let (first, second) = if low < 0.0 { (high, low) } else { (low, high) };
    let told = |value: f64| match lang {
        Lang::Es if value == 0.0 => "ningún cambio".to_string(),
        _ => change(value, lang),
    };
    let first = if first * second > 0.0 {
        percent(first.abs(), lang)
    } else {
        told(first)
    };
    let second = told(second);
    match lang {
        Lang::En => format!("between {first} and {second}"),
        Lang::Es => format!("entre {first} y {second}"),
    }
}

/// A range so narrow that both ends are the same whole per cent.
fn about(whole: f64, lang: Lang) -> String {
    let half = with_percent(decimal(0.5, 1), lang);
    let change = change(whole, lang);
    match (whole == 0.0, lang) {
        (true, Lang::En) => format!("within {half} of no change"),
        (true, Lang::Es) => format!("entre {half} menos y {half} más"),
        (false, _) => close_to(&change, lang),
    }
}

/// A range of changes so narrow that both ends are said alike.
pub(super) fn close_to(change: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("close to {change}"),
        Lang::Es => format!("cerca de {change}"),
    }
}

/// A number with a fixed count of decimals, commas between thousands, a true minus, and
/// never a negative zero.
pub fn decimal(value: f64, digits: u32) -> String {
    let times = 10_i64.pow(digits);
    let scaled = (value * times as f64).round() as i64;
    let (whole, part) = (
        scaled.unsigned_abs() / times as u64,
        scaled.unsigned_abs() % times as u64,
    );
    let mut text = String::new();
    if scaled < 0 {
        text.push(MINUS);
    }
    let plain = whole.to_string();
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if digits > 0 {
        text.push('.');
        text.push_str(&format!("{part:0width$}", width = digits as usize));
    }
    text
}

/// A number with every decimal it was recorded with: `-0.234` as `−0.234`, `236695` as `236,695`.
#[cfg(feature = "cli")]
pub fn in_full(value: f64) -> String {
    let digits = value
        .to_string()
        .split_once('.')
        .map_or(0, |(_, part)| part.len());
    decimal(value, digits as u32)
}

/// A text in which numbers below zero carry a minus: tables write a hyphen before them.
#[cfg(feature = "cli")]
pub fn with_minus(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut before = '0';
    let mut rest = text.chars().peekable();
    while let Some(sign) = rest.next() {
        let begins = before.is_whitespace() || before == '(';
        let number = rest
            .peek()
            .is_some_and(|next| next.is_ascii_digit() || *next == '.');
        told.push(match sign {
            '-' if begins && number => MINUS,
            sign => sign,
        });
        before = sign;
    }
    told
}

/// A number as machines read it: a plain minus, a point, at most `digits` decimals, no zeros behind.
///
/// Style sheets, attributes and links take it. The code that writes floats in full is large, and
/// the page carries none of it.
pub fn plain(value: f64, digits: u32) -> String {
    let text = decimal(value, digits).replace(MINUS, "-").replace(',', "");
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        None => text,
    }
}

/// A sentence with its holes filled: `{name}` takes the value of the pair named `name`.
/// Holes without a pair stay as they are, so that a test can find them.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{')
        && let Some((name, behind)) = after.split_once('}')
    {
        text.push_str(before);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => text.push_str(value),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// A year, or the first and the last of several: `2020`, `2020–2023`.
#[cfg(feature = "cli")]
pub fn years(first: u16, last: u16) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    }
}

fn with_percent(number: String, lang: Lang) -> String {
    number + percent_sign(lang)
}

/// The sign of a per cent as it stands behind a number.
pub fn percent_sign(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "%",
        Lang::Es => "\u{a0}%",
    }
}

fn direction(value: f64, lang: Lang) -> &'static str {
    match (value < 0.0, lang) {
        (true, Lang::En) => "fewer",
        (true, Lang::Es) => "menos",
        (false, Lang::En) => "more",
        (false, Lang::Es) => "más",
    }
}

/// What is said of a change that rounds to nothing.
pub(super) fn no_change(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "no change",
        Lang::Es => "sin cambio",
    }
}
