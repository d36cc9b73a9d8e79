//! What must hold of all texts together: both languages alike, no bare number, every link and term
//! known, and a bound told wherever a figure has one.

use std::collections::BTreeSet;

use super::blocks::{Block, Inline, Prose};
use super::reference::Reference;
use super::{Book, Fault, guides, numerals, presets};
use crate::data::documents;
use crate::data::record::{self, Bound};
use crate::i18n::Lang;

/// A text with its place, for faults and for the comparison of languages.
struct Piece<'a> {
    /// The same in both languages: file and section, or row and text.
    key: String,
    file: String,
    block: &'a Block,
}

/// Adds every fault.
pub(super) fn all(books: &[Book; 2], faults: &mut Vec<Fault>) {
    let [english, spanish] = books;
    names(english, spanish, faults);
    terms(english, spanish, faults);
    for (lang, book) in Lang::ALL.into_iter().zip(books) {
        guides::check(&book.prose, lang, faults);
        presets::check(&book.prose, lang, faults);
    }
    let pieces = [pieces(english, Lang::En), pieces(spanish, Lang::Es)];
    for (lang, pieces) in Lang::ALL.into_iter().zip(&pieces) {
        for piece in pieces {
            within(piece, lang, &books[0], faults);
        }
    }
    for (lang, book) in Lang::ALL.into_iter().zip(books) {
        for prose in book.prose.values() {
            titles(prose, lang, faults);
        }
    }
    let mut keys: Vec<&str> = pieces
        .iter()
        .flatten()
        .map(|piece| piece.key.as_str())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        alike(key, &pieces, faults);
    }
}

fn fault(file: &str, line: usize, reason: String) -> Fault {
    Fault {
        file: file.to_owned(),
        line,
        reason,
    }
}

/// The same files, and in them the same sections in the same order.
fn names(english: &Book, spanish: &Book, faults: &mut Vec<Fault>) {
    for (one, other, folder) in [(english, spanish, "es"), (spanish, english, "en")] {
        for name in one
            .prose
            .keys()
            .filter(|name| !other.prose.contains_key(*name))
        {
            let file = format!("assets/prose/{folder}/{name}.md");
            faults.push(fault(&file, 1, "the file is missing".to_owned()));
        }
    }
    let keys = |prose: &Prose| -> Vec<String> {
        prose
            .sections
            .iter()
            .map(|section| section.key.clone())
            .collect()
    };
    for (name, english) in &english.prose {
        let twice = keys(english).len() != BTreeSet::from_iter(keys(english)).len();
        if twice {
            faults.push(fault(
                &english.file,
                1,
                "two sections have one key".to_owned(),
            ));
        }
        let Some(spanish) = spanish.prose.get(name).filter(|s| keys(s) != keys(english)) else {
            continue;
        };
        let at = (spanish.sections.iter())
            .zip(keys(english))
            .find(|(section, key)| section.key != *key)
            .map_or(1, |(section, _)| section.line);
        let reason = format!(
            "the sections are {:?} in English and {:?} here",
            keys(english),
            keys(spanish)
        );
        faults.push(fault(&spanish.file, at, reason));
    }
}

/// The same words explained, each used somewhere or not, none with a number.
fn terms(english: &Book, spanish: &Book, faults: &mut Vec<Fault>) {
    for (one, other, folder) in [(english, spanish, "es"), (spanish, english, "en")] {
        for key in one
            .terms
            .keys()
            .filter(|key| !other.terms.contains_key(*key))
        {
            let file = format!("assets/prose/{folder}/glossary.toml");
            faults.push(fault(&file, 1, format!("the term {key} is missing")));
        }
    }
    for (lang, book) in Lang::ALL.into_iter().zip([english, spanish]) {
        let file = format!("assets/prose/{}/glossary.toml", lang.tag());
        for term in book.terms.values() {
            for text in [&term.word, &term.means] {
                if let Some(number) = numerals::bare(text, lang) {
                    faults.push(fault(&file, term.line, typed(&number)));
                }
            }
        }
    }
}

fn typed(number: &str) -> String {
    format!("{number} is typed; a number is a reference")
}

fn pieces(book: &Book, lang: Lang) -> Vec<Piece<'_>> {
    let prose = book.prose.iter().flat_map(|(name, prose)| {
        prose.blocks().map(move |(section, block)| Piece {
            key: format!("{name}#{section}"),
            file: prose.file.clone(),
            block,
        })
    });
    let rows = book.claims.iter().flat_map(move |(id, row)| {
        row.all().map(|(key, block)| Piece {
            key: format!("{id}.{key}"),
            file: format!("assets/claims/{}.toml", lang.tag()),
            block,
        })
    });
    prose.chain(rows).collect()
}

/// No number is typed in the title or in a heading either.
fn titles(prose: &Prose, lang: Lang, faults: &mut Vec<Fault>) {
    let headings = prose.sections.iter().map(|s| (s.line, s.title.as_str()));
    for (line, words) in headings.chain([(2, prose.title.as_str())]) {
        if let Some(number) = numerals::bare(words, lang) {
            faults.push(fault(&prose.file, line, typed(&number)));
        }
    }
}

/// What must hold within one text.
fn within(piece: &Piece, lang: Lang, english: &Book, faults: &mut Vec<Fault>) {
    let mut add = |reason: String| faults.push(fault(&piece.file, piece.block.line, reason));
    // A mark that no text holds: a number must not seem to touch its neighbours.
    let words = piece.block.words(|_| "\u{fffc}".to_owned());
    if words.contains("[[") || words.contains("]]") {
        add("a reference that is not closed, or broken by a line".to_owned());
    }
    if let Some(number) = numerals::bare(&words, lang) {
        add(typed(&number));
    }
    for inline in &piece.block.inlines {
        match inline {
            Inline::Link { row, .. } if documents::row(row).is_none() => {
                add(format!("the link leads to {row}, which is no row"));
            }
            Inline::Page { path, .. } if !is_page(path, english) => {
                add(format!(
                    "the link leads to {path}, which is no place of the site"
                ));
            }
            Inline::Term { key, .. } if !english.terms.contains_key(key) => {
                add(format!("[[term:{key}]]: the glossary has no such word"));
            }
            _ => {}
        }
    }
    for (reference, around) in figures(piece.block) {
        let words = bound(reference).map_or(&[][..], |bound| bound_words(bound, lang));
        if !words.is_empty() && !words.iter().any(|word| around.contains(word)) {
            add(format!(
                "[[{reference}]] is not exact; beside it must stand one of {words:?}"
            ));
        }
    }
}

/// What kind of number stands behind a reference, where its table tells.
fn bound(reference: &Reference) -> Option<Bound> {
    match reference {
        Reference::Fact(id) => match documents::row(id)?.figure()?.bound {
            documents::Bound::Ceiling => Some(Bound::Ceiling),
            documents::Bound::Floor => Some(Bound::Floor),
            documents::Bound::About => Some(Bound::About),
            documents::Bound::Exact | documents::Bound::Open => None,
        },
        Reference::Cell {
            table, key, column, ..
        } => record::cell(table, key, column).map(|cell| cell.bound),
        Reference::Model(..) => None,
    }
}

/// Places of the site that prose may lead to, seen from the root of the language.
const PLACES: [&str; 12] = [
    "#object",
    "#simulator",
    "#steps",
    "#strategy",
    "#sure",
    "#who-says-what",
    "assumptions/",
    "claims/",
    "corrections/",
    "levers/",
    "method/",
    "strategy/",
];

/// Whether a link leads to one of [`PLACES`], to a guided step, to a guide or to a state of the
/// simulator; whoever writes the page sees that the state opens.
fn is_page(path: &str, english: &Book) -> bool {
    let below = |folder: &str| path.strip_prefix(folder)?.strip_suffix('/');
    let step = below("steps/").filter(|key| !key.contains('/'));
    PLACES.contains(&path)
        || path.starts_with("#v1")
        || step.is_some_and(|key| english.prose.contains_key(key))
        || below("levers/").is_some_and(|key| guides::keys().any(|known| known == key))
}

/// References with the words beside them, in lower case.
fn figures(block: &Block) -> Vec<(&Reference, String)> {
    let mut figures = Vec::new();
    for (at, inline) in block.inlines.iter().enumerate() {
        let Inline::Figure(reference) = inline else {
            continue;
        };
        let part = |inlines: &[Inline]| {
            let part = Block {
                inlines: inlines.to_vec(),
                ..Block::default()
            };
            part.words(|_| "\u{fffc}".to_owned()).to_lowercase()
        };
        let (before, after) = (part(&block.inlines[..at]), part(&block.inlines[at + 1..]));
        let before: Vec<char> = before.chars().rev().take(70).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = after.chars().take(50).collect();
        figures.push((reference, before + "\u{fffc}" + &after));
    }
    figures
}

/// Words that tell a bound. What was worked out here is told by its note.
fn bound_words(bound: Bound, lang: Lang) -> &'static [&'static str] {
    match (bound, lang) {
        (Bound::Ceiling, Lang::En) => &[
            "as many as",
            "as much as",
            "up to",
            "less than",
            "below",
            "at most",
        ],
        (Bound::Ceiling, Lang::Es) => &[
            "hasta",
            "un máximo de",
            "menos de",
            "menos del",
            "como mucho",
        ],
        (Bound::Floor, Lang::En) => &["more than", "over", "at least", "well over", "or more"],
        (Bound::Floor, Lang::Es) => &["más de", "al menos", "por lo menos", "o más"],
        (Bound::About, Lang::En) => &["about", "approximately", "estimate", "nearly", "roughly"],
        (Bound::About, Lang::Es) => &[
            "unos",
            "unas",
            "cerca de",
            "alrededor de",
            "aproximad",
            "estima",
            "casi",
        ],
        (Bound::Target, Lang::En) => &["aimed", "target", "goal"],
        (Bound::Target, Lang::Es) => &["meta", "buscaba"],
        (Bound::Range, Lang::En) => &["between", "from", " to "],
        (Bound::Range, Lang::Es) => &["entre", "de ", " a "],
        (Bound::Exact | Bound::Derived, _) => &[],
    }
}

/// Both languages have the same references, terms and links under a key.
fn alike(key: &str, pieces: &[Vec<Piece>; 2], faults: &mut Vec<Fault>) {
    let of = |lang: Lang| -> Vec<&Piece> {
        let pieces = pieces[lang as usize].iter();
        pieces.filter(|piece| piece.key == key).collect()
    };
    let [english, spanish] = Lang::ALL.map(of);
    // A missing file, section or row is told once, where it is missing.
    let (Some(_), Some(first)) = (english.first(), spanish.first()) else {
        return;
    };
    let (in_english, in_spanish) = (named(&english), named(&spanish));
    if in_english == in_spanish {
        return;
    }
    let reason =
        format!("{key}: the references are {in_english:?} in English and {in_spanish:?} here");
    faults.push(fault(&first.file, first.block.line, reason));
}

/// References, terms and links, sorted.
fn named(pieces: &[&Piece]) -> Vec<String> {
    let inlines = pieces.iter().flat_map(|piece| &piece.block.inlines);
    let mut named: Vec<String> = inlines
        .filter_map(|inline| match inline {
            Inline::Figure(reference) => Some(format!("[[{reference}]]")),
            Inline::Term { key, .. } => Some(format!("[[term:{key}]]")),
            Inline::Link { row, .. } => Some(format!("(#{row})")),
            Inline::Page { path, .. } => Some(format!("(page:{path})")),
            Inline::Text(_) | Inline::Stressed(_) => None,
        })
        .collect();
    named.sort();
    named
}
