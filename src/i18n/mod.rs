//! Languages of the page and their words, from the message files in `assets/words`.
//!
//! Native programs hold all words. The app holds none: `root-causes pages` writes
//! [`text_of_page`] into the page of each language, and the app takes it from there with
//! [`take_words`] before anything asks for a word.

use std::sync::OnceLock;

/// The words themselves: one function a table of the message files. The app has the functions of
/// its own tables only, which are listed in `build/words.rs`.
#[allow(missing_docs)]
pub mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

static OF_THE_PAGE: OnceLock<&'static words::OfTheApp> = OnceLock::new();

/// The app's words in a language, as its page holds them: the name of the keys, then a text a line.
#[cfg(not(in_page))]
pub fn text_of_page(lang: Lang) -> String {
    let texts = match lang {
        Lang::En => words::TEXTS_EN,
        Lang::Es => words::TEXTS_ES,
    };
    [words::KEYS, &texts.join("\n")].join("\n")
}

/// Reads what [`text_of_page`] wrote.
///
/// # Errors
/// Why the text is not that of this build's keys.
pub fn words_from(text: &'static str) -> Result<&'static words::OfTheApp, &'static str> {
    let mut lines = text.lines();
    if lines.next() != Some(words::KEYS) {
        return Err("the words of the page are those of another build");
    }
    let texts: Box<[&'static str]> = lines.collect();
    let texts = texts
        .try_into()
        .map_err(|_| "the page holds too few words, or too many")?;
    Ok(tables(Box::leak(texts)))
}

/// The texts as the tables that they are. A reader that filled field after field was three per
/// cent of the app.
fn tables(texts: &'static [&'static str; words::COUNT]) -> &'static words::OfTheApp {
    const { assert!(size_of::<words::OfTheApp>() == size_of::<[&str; words::COUNT]>()) };
    // SAFETY: the tables hold as many bytes as the texts. `build/words.rs` declares them, and what is
    // in them, as `repr(C)` with fields of `&'static str` alone, so that none is padded, and stops at
    // a list.
    unsafe { &*std::ptr::from_ref(texts).cast() }
}

/// Gives the app the words of its page, once, at the start.
///
/// # Errors
/// As [`words_from`].
pub fn take_words(text: &'static str) -> Result<(), &'static str> {
    let words = words_from(text)?;
    OF_THE_PAGE
        .set(words)
        .map_err(|_| "the words of the page are taken already")
}

#[cfg(in_page)]
fn of_the_page() -> &'static words::OfTheApp {
    OF_THE_PAGE.get().expect("the words are taken first of all")
}

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Spanish, for readers in the region.
    Es,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Es];

    /// Language tag, as in the `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Es => "es",
        }
    }

    /// The language of a tag such as `es-GT`, if the page speaks it.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let language = tag.split(['-', '_']).next()?;
        Lang::ALL
            .into_iter()
            .find(|lang| language.eq_ignore_ascii_case(lang.tag()))
    }

    /// The other language.
    pub const fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Es,
            Lang::Es => Lang::En,
        }
    }
}
