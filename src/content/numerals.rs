//! Numbers typed into prose. A number is a reference; what may stand typed is told here.

use crate::i18n::Lang;

/// Names that hold a figure and state none, and units that a figure is counted in; `\u{fffc}` is a
/// reference.
const HARMLESS: [&str; 23] = [
    "H-2A",
    "H-2B",
    "Title 42",
    "Título 42",
    "Barrio 18",
    "Order 14010",
    "ovid-19",
    "of a hundred",
    "every hundred",
    "per hundred thousand",
    "nine in ten",
    "nine of ten",
    "por cien mil",
    "de cada cien",
    "por cada cien",
    "de cien",
    "nueve de cada diez",
    "\u{fffc} million dollars",
    "\u{fffc} millones de dólares",
    "\u{fffc} thousand openings",
    "\u{fffc} mil vacantes",
    // A sum that the fact sheet gives in no other way.
    "hundreds of thousands of dollars",
    "cientos de miles de dólares",
];

/// What a scenario sets, or the step in which a study or a band counts: a condition that stands on
/// the levers, in the study or in the definition, not a finding. In lower case.
const CONDITIONS: [&str; 37] = [
    "twice the aid",
    "aid is doubled",
    "half of it local",
    "half of it goes",
    "half of the aid",
    "twice the effort",
    "doubling of the effort",
    "twice the flow",
    "half the flow",
    "a tenth of the aid",
    "a tenth more aid",
    "each tenth more aid",
    "half is our own guess",
    "the usual half",
    "each halving counts",
    "half of the futures",
    "half of them lie",
    "counted twice",
    "count twice",
    "el doble de ayuda",
    "ayuda se duplica",
    "la mitad local",
    "la mitad va",
    "la mitad de la ayuda",
    "el doble de esfuerzo",
    "esfuerzo se duplica",
    "el doble del flujo",
    "el doble de flujo",
    "la mitad del flujo",
    "una décima parte de la ayuda",
    "una décima parte más de ayuda",
    "cada décima parte más de ayuda",
    "un décimo más de ayuda",
    "la mitad es una idea nuestra",
    "la mitad usual",
    "reducción a la mitad cuenta",
    "la mitad de los futuros",
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

/// Numbers, multiples and parts in words; one to three, and what is said with them, state no
/// finding.
const ENGLISH: [&str; 68] = [
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "dozen",
    "dozens",
    "half",
    "halves",
    "halved",
    "halving",
    "double",
    "doubled",
    "doubles",
    "doubling",
    "twice",
    "thrice",
    "twofold",
    "threefold",
    "tenfold",
    "twentyfold",
    "triple",
    "tripled",
    "triples",
    "tripling",
    "quadruple",
    "quadrupled",
    "thirds",
    "quarter",
    "quarters",
    "fifth",
    "fifths",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "tenths",
    "twentieth",
    "hundredth",
];

/// The same in Spanish.
const SPANISH: [&str; 77] = [
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
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintiún",
    "veintidós",
    "veinticuatro",
    "veinticinco",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
    "cien",
    "ciento",
    "cientos",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
    "mil",
    "miles",
    "millón",
    "millones",
    "billón",
    "billones",
    "docena",
    "docenas",
    "mitad",
    "mitades",
    "doble",
    "dobles",
    "duplica",
    "duplican",
    "duplicó",
    "duplicaron",
    "duplicar",
    "duplicado",
    "duplicada",
    "triple",
    "triples",
    "triplica",
    "triplicó",
    "triplicaron",
    "cuádruple",
    "tercio",
    "tercios",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "décima",
    "décimas",
    "vigésima",
    "centésima",
];

/// Parts whose words can also count places in a row, in both languages.
const PARTS: [&str; 14] = [
    "a third of",
    "one third",
    "one-third",
    "nearly a third",
    "about a third",
    "than a third",
    "by a third",
    "tercera parte",
    "cuarta parte",
    "quinta parte",
    "sexta parte",
    "novena parte",
    "un cuarto de",
    "medio millón",
];

/// The first number of a text that is neither a date nor harmless: digits, words, multiples and
/// parts.
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
    let mut text = text.to_lowercase().replace("por ciento", "");
    for condition in CONDITIONS {
        text = text.replace(condition, "");
    }
    let part = PARTS.iter().find(|part| text.contains(**part));
    let mut words = text.split(|c: char| !c.is_alphabetic());
    let word = words.find(|word| numbers.contains(word));
    word.or(part.copied()).map(str::to_owned)
}
