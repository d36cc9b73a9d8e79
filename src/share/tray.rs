//! The tray: scenarios that a reader keeps, as a text that can be saved and read again.
//!
//! A line is a day and a link: `2026-11-22 #v1&p=aid&name=Twice%20the%20aid`. The day may be
//! missing, and before the link's `#` may stand an address. A line that can't be used is told and
//! stays in the text; nothing is lost by reading and writing.

use super::date::Date;
use super::link::{self, Decoded, Reason, shown};
use super::shown::Name;

/// Scenarios that a tray holds.
pub const MOST: usize = 30;

/// Bytes of the longest text that is read.
pub const LONGEST: usize = 1 << 19;

/// The first line of a text.
const HEAD: &str = "# root-causes, kept scenarios: a day and a link a line";

/// Kept scenarios, in the order in which they were kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tray {
    kept: Vec<Kept>,
    /// Lines that could not be used, or for which there was no room.
    rest: Vec<String>,
}

/// One kept scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its fragment, with the `#`, and its names in it.
    pub link: String,
    /// The day on which it was kept, if that is known.
    pub added: Option<Date>,
}

/// What came of reading a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Scenarios that are new in the tray.
    pub added: usize,
    /// Scenarios that were there already.
    pub known: usize,
    /// Lines that could not be used; they stay in the text.
    pub refusals: Vec<Refusal>,
}

/// A line that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its number, from one on.
    pub line: usize,
    /// Its beginning, fit to be shown.
    pub given: String,
    /// Why.
    pub why: Why,
}

/// Why a line, or a scenario, could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no link in it.
    NoLink,
    /// What stands before the link is no day of the calendar.
    NoDay,
    /// The link is too long, or of a version that is not known.
    NotReadable,
    /// The tray holds [`MOST`] already.
    Full,
    /// The whole text is longer than [`LONGEST`]; nothing of it was read.
    TooLong,
}

impl Kept {
    /// The scenario's name; empty if it has none.
    pub fn name(&self) -> Name {
        link::decode(&self.link).shown.name
    }

    fn line(&self) -> String {
        match self.added {
            Some(day) => format!("{day} {}", self.link),
            None => self.link.clone(),
        }
    }
}

impl Tray {
    /// What is kept.
    pub fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// Lines that are only carried along.
    pub fn rest(&self) -> &[String] {
        &self.rest
    }

    /// Keeps a state by its fragment. A link that is kept already is not kept twice.
    ///
    /// # Errors
    /// [`Why::Full`], or what is wrong with the link.
    pub fn keep(&mut self, link: &str, day: Date) -> Result<(), Why> {
        let kept = kept(link, Some(day))?;
        self.add(kept).map(|_| ())
    }

    /// Gives a kept scenario another name; the empty name is none.
    pub fn rename(&mut self, place: usize, name: Name) {
        if let Some(kept) = self.kept.get_mut(place) {
            let Decoded {
                preset,
                scenario,
                mut shown,
                unknown,
                ..
            } = link::decode(&kept.link);
            shown.name = name;
            kept.link = link::encode(preset, &scenario, &shown, &unknown);
        }
    }

    /// Lets a kept scenario go, and gives it back if there was one.
    pub fn remove(&mut self, place: usize) -> Option<Kept> {
        (place < self.kept.len()).then(|| self.kept.remove(place))
    }

    /// Puts a scenario that was let go back to its place, unless it is kept again by now.
    ///
    /// # Errors
    /// [`Why::Full`].
    pub fn put_back(&mut self, place: usize, kept: Kept) -> Result<(), Why> {
        if self.kept.iter().any(|known| known.link == kept.link) {
            return Ok(());
        }
        if self.kept.len() >= MOST {
            return Err(Why::Full);
        }
        self.kept.insert(place.min(self.kept.len()), kept);
        Ok(())
    }

    /// Takes the scenarios of a text, behind those that are there.
    ///
    /// # Errors
    /// [`Why::TooLong`]: then nothing changes.
    pub fn take(&mut self, text: &str) -> Result<Taken, Why> {
        if text.len() > LONGEST {
            return Err(Why::TooLong);
        }
        let mut taken = Taken::default();
        let text = text.trim_start_matches('\u{feff}');
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line == HEAD {
                continue;
            }
            match read(line).and_then(|kept| self.add(kept)) {
                Ok(true) => taken.added += 1,
                Ok(false) => taken.known += 1,
                Err(why) => {
                    taken.refusals.push(Refusal {
                        line: number,
                        given: shown(line.as_bytes()),
                        why,
                    });
                    if !self.rest.iter().any(|known| known == line) {
                        self.rest.push(line.into());
                    }
                }
            }
        }
        Ok(taken)
    }

    /// The text of the tray, for [`Tray::take`].
    pub fn text(&self) -> String {
        let lines = self.kept.iter().map(Kept::line);
        let mut text = String::from(HEAD);
        for line in lines.chain(self.rest.iter().cloned()) {
            text.push('\n');
            text.push_str(&line);
        }
        text.push('\n');
        text
    }

    /// Whether the scenario is new.
    fn add(&mut self, kept: Kept) -> Result<bool, Why> {
        if self.kept.iter().any(|known| known.link == kept.link) {
            return Ok(false);
        }
        if self.kept.len() >= MOST {
            return Err(Why::Full);
        }
        self.kept.push(kept);
        Ok(true)
    }
}

fn read(line: &str) -> Result<Kept, Why> {
    // A day is a word before the link; an address before `#` has no blank in it.
    let (day, link) = match line.split_once(char::is_whitespace) {
        Some((day, link)) => (Some(Date::parse(day).ok_or(Why::NoDay)), link.trim()),
        None => (None, line),
    };
    let at = link.find('#').ok_or(Why::NoLink)?;
    kept(&link[at..], day.transpose()?)
}

fn kept(link: &str, added: Option<Date>) -> Result<Kept, Why> {
    let decoded = link::decode(link);
    let whole = |reason: Reason| matches!(reason, Reason::TooLong { .. } | Reason::UnknownVersion);
    if decoded.foreign || link.chars().any(char::is_whitespace) || link.len() < 2 {
        Err(Why::NoLink)
    } else if decoded.refusals.iter().any(|refusal| whole(refusal.reason)) {
        Err(Why::NotReadable)
    } else {
        let link = link.into();
        Ok(Kept { link, added })
    }
}
