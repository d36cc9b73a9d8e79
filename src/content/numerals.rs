//! Numbers typed into prose. A number is a reference; what may stand typed is told here.

use crate::i18n::Lang;

/// Names that hold a figure and state none, and units that a figure is counted in; `\u{fffc}` is a
/// reference.
const HARMLESS: [&str; 19] = [
    "H-2A",
    "H-2B",
    "Title 42",
    "Título 42",
    "ovid-19",
    "of a hundred",
    "every hundred",
    "per hundred thousand",
    "nine in ten",
    "nine of ten",
    "six more homicides",
    "por cien mil",
    "de cada cien",
    "por cada cien",
    "de cien",
    "nueve de cada diez",
    "seis homicidios más",
    "\u{fffc} million dollars",
    "\u{fffc} millones de dólares",
];

/// Months as they stand after a day, in both languages.
const MONTHS: [&str; 24] = [
    " January",
    " February",
    " March",
    " April",
    " May",
    " June",
    " July",
    " August",
    " September",
    " October",
    " November",
    " December",
    " de enero",
    " de febrero",
    " de marzo",
    " de abril",
    " de mayo",
    " de junio",
    " de julio",
    " de agosto",
    " de septiembre",
    " de octubre",
    " de noviembre",
    " de diciembre",
];

/// What a year is not followed by.
const COUNTED: [&str; 12] = [
    "%",
    " %",
    " percent",
    " por ciento",
    " people",
    " personas",
    " dollars",
    " dólares",
    " million",
    " mill",
    ",",
    ".",
];

/// Numbers in words; one to three, and what is said with them, state no finding.
const ENGLISH: [&str; 22] = [
    "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "hundred", "thousand", "million",
];
const SPANISH: [&str; 26] = [
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "quince",
    "veinte",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
    "cien",
    "ciento",
    "doscientos",
    "quinientos",
    "mil",
    "millón",
    "millones",
];

/// The first number of a text that is neither a date nor harmless.
pub fn bare(text: &str, lang: Lang) -> Option<String> {
    let mut text = text.to_owned();
    for name in HARMLESS {
        text = text.replace(name, "");
    }
    in_digits(&text).or_else(|| in_words(&text, lang))
}

fn in_digits(text: &str) -> Option<String> {
    let mut before = "";
    let mut rest = text;
    while let Some(start) = rest.find(char::is_numeric) {
        let run = &rest[start..];
        let length = run.find(|c: char| !c.is_numeric()).unwrap_or(run.len());
        let (number, after) = run.split_at(length);
        let is_four = length == 4 && (number.starts_with("19") || number.starts_with("20"));
        let next_digit = |sign: &str| {
            let after = after.strip_prefix(sign);
            after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
        };
        let counted = COUNTED.iter().any(|unit| match *unit {
            "," | "." => next_digit(unit),
            unit => after.starts_with(unit),
        });
        let year = is_four && !counted;
        let span = length == 2 && &rest[..start] == "–" && before.len() == 4;
        let day = length <= 2 && MONTHS.iter().any(|month| after.starts_with(month));
        if !(year || span || day) {
            return Some(number.to_owned());
        }
        before = number;
        rest = after;
    }
    None
}

fn in_words(text: &str, lang: Lang) -> Option<String> {
    let numbers: &[&str] = match lang {
        Lang::En => &ENGLISH,
        Lang::Es => &SPANISH,
    };
    let text = match lang {
        Lang::En => text.to_lowercase(),
        Lang::Es => text.to_lowercase().replace("por ciento", ""),
    };
    text.split(|c: char| !c.is_alphabetic())
        .find(|word| numbers.contains(word))
        .map(str::to_owned)
}
