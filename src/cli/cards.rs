//! Pictures for cards: what others show of a page that is shared. One for each page whose answer is
//! its own, in each language, drawn by the code that draws the page's figures.

use std::fs;
use std::path::Path;

use root_causes::data::Recorded;
use root_causes::draw::pixels::{Faces, Problem, Sheet};
use root_causes::draw::scene::{Align, Point, Size};
use root_causes::draw::text::Face;
use root_causes::draw::theme::{Rgb, Theme};
use root_causes::figures::compare::Names;
use root_causes::figures::format::{decimal, fill};
use root_causes::figures::levels::Naming;
use root_causes::figures::rows::{self, Row};
use root_causes::figures::sentences::{self, Phrase};
use root_causes::figures::spec::{Figure, Frame, Mark};
use root_causes::i18n::{Lang, words};
use root_causes::model::summary::Summary;
use root_causes::model::{DRAWS, MODEL_VERSION};

/// Size of a card in CSS pixels; cards are mostly shown about so wide.
const SIZE: Size = Size {
    width: 600.0,
    height: 315.0,
};
/// Pixels in a CSS pixel: the file is 1200 x 630.
const RATIO: f64 = 2.0;
/// The same in pixels.
pub const PIXELS: (u32, u32) = ((SIZE.width * RATIO) as u32, (SIZE.height * RATIO) as u32);
/// From the edges.
const MARGIN: f64 = 22.0;
/// Between the parts, downwards.
const GAP: f64 = 7.0;
/// Between the countries' fans.
const GUTTER: f64 = 16.0;
/// Height of the strip of change.
const STRIP: f64 = 58.0;
/// Fans so high have room for an amount below the country's name.
const FAN: f64 = 78.0;
/// Fans lower than this say nothing.
const LOWEST_FAN: f64 = 62.0;
/// Sizes of heading and answer, tried until there is room for the fans.
const SIZES: [(f64, f64); 5] = [
    (21.0, 16.5),
    (19.0, 15.0),
    (17.5, 14.0),
    (16.0, 13.0),
    (15.0, 12.0),
];
/// Distance of lines, as a multiple of their size.
const LEADING: f64 = 1.24;
/// Folder of the cards, below the root of the site.
const FOLDER: &str = "cards/";

/// The card of a page.
pub struct Card<'a> {
    /// Language of its words.
    pub lang: Lang,
    /// The page's path below its language's folder; empty for the main page.
    pub path: String,
    /// The page's title, where the answer alone does not say what the page is about.
    pub heading: Option<String>,
    /// What the answer is about.
    pub summary: &'a Summary,
}

/// The address of a page's card, below the root of the site.
pub fn address(path: &str, lang: Lang) -> String {
    let name = match path.trim_end_matches('/') {
        "" => "main".to_owned(),
        path => path.replace('/', "-"),
    };
    format!("{FOLDER}{name}-{}.png", lang.tag())
}

impl Card<'_> {
    /// All that the card says, for those who can't see it.
    pub fn words(&self) -> String {
        let heading = self.heading.iter().map(|title| {
            let ends = title.ends_with(['.', '?', '!']);
            title.to_owned() + if ends { "" } else { "." }
        });
        let answer = self
            .answer()
            .into_iter()
            .map(|phrase| phrase.text)
            .collect();
        heading
            .chain([answer, self.rules(), self.source()])
            .collect::<Vec<String>>()
            .join(" ")
    }

    /// Draws the card and writes it into the built site.
    ///
    /// # Errors
    /// What could not be drawn or written.
    pub fn write(&self, faces: &Faces, dist: &Path) -> Result<(), String> {
        let path = dist.join(address(&self.path, self.lang));
        let fail = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let drawing = self.draw(faces).map_err(|error| fail(&error))?;
        let png = drawing.sheet.png().map_err(|error| fail(&error))?;
        fs::create_dir_all(dist.join(FOLDER)).map_err(|error| fail(&error))?;
        fs::write(&path, png).map_err(|error| fail(&error))
    }

    fn draw<'f>(&self, faces: &'f Faces) -> Result<Drawing<'f>, Problem> {
        let theme = Theme::light();
        let mut drawing = Drawing {
            sheet: Sheet::new(faces, SIZE, RATIO, theme.ground)?,
            theme,
            #[cfg(test)]
            words: Vec::new(),
        };
        let top = drawing.masthead(words::page(self.lang).kicker)?;
        let bottom = drawing.foot(&[self.rules(), self.source()])?;
        let (heading, answer) = (self.heading_words(), self.answer());
        let mut plan = None;
        for (large, small) in SIZES {
            let told = Told {
                heading: drawing.lines(&heading, face(large))?,
                answer: drawing.lines(&answer, face(small))?,
                large,
                small,
            };
            let fans = bottom - GAP - (top + told.height() + GAP + STRIP + GAP);
            let fits = fans >= FAN;
            plan = Some((told, fans));
            if fits {
                break;
            }
        }
        let (told, fans) = plan.ok_or(Problem::Size)?;
        let mut y = top;
        y = drawing.write(&told.heading, face(told.large), y)?;
        y = drawing.write(&told.answer, face(told.small), y)? + GAP;
        let wide = SIZE.width - 2.0 * MARGIN;
        let names = Names::of(&self.summary.scenario, self.lang);
        let strip = pointed(rows::difference_figure(
            self.summary,
            None,
            Row::Total,
            names,
            self.lang,
        ));
        drawing.figure(&strip, (MARGIN, y), wide, STRIP)?;
        y += STRIP + GAP;
        if fans >= LOWEST_FAN {
            let countries = &Row::ALL[..Row::ALL.len() - 1];
            let width = (wide - GUTTER * (countries.len() - 1) as f64) / countries.len() as f64;
            for (n, row) in countries.iter().enumerate() {
                let left = MARGIN + n as f64 * (width + GUTTER);
                let name = Face {
                    bold: true,
                    ..face(12.5)
                };
                let colour = drawing.theme.tone(row.tone());
                let at = (left, y + name.size);
                drawing.text(row.name(self.lang), name, colour, at, Align::Left)?;
                let fan = rows::levels_figure(self.summary, *row, names, self.lang, Naming::None);
                let fan = small(fan, fans >= FAN);
                let under = y + name.size * 0.4;
                drawing.figure(&fan, (left, under), width, y + fans - under)?;
            }
        }
        Ok(drawing)
    }

    fn heading_words(&self) -> Vec<Phrase> {
        let heading = self.heading.iter().cloned();
        heading.map(|text| Phrase { text, strong: true }).collect()
    }

    fn answer(&self) -> Vec<Phrase> {
        sentences::answer(self.summary, self.lang)
    }

    fn rules(&self) -> String {
        let regime = rows::regime_phrase(self.summary.scenario.regime, self.lang);
        fill(words::answer(self.lang).regime, &[("regime", regime)])
    }

    fn source(&self) -> String {
        let recorded = root_causes::data::encounters(root_causes::data::Country::ElSalvador);
        let year =
            |row: Option<&Recorded>| row.map_or(String::new(), |row| row.fiscal_year.to_string());
        fill(
            words::card(self.lang).source,
            &[
                ("from", &year(recorded.first())),
                ("to", &year(recorded.last())),
                ("draws", &decimal(DRAWS as f64, 0)),
                ("version", MODEL_VERSION),
            ],
        )
    }
}

/// A figure whose arrows are of a form that the type has.
fn pointed(mut figure: Figure) -> Figure {
    for label in &mut figure.labels {
        label.text = label.text.replace('←', "‹").replace('→', "›");
    }
    figure
}

/// A figure without the words that only a large one has room for; `named` leaves it one amount.
fn small(mut figure: Figure, named: bool) -> Figure {
    figure.labels.clear();
    figure
        .marks
        .retain(|mark| !matches!(mark, Mark::Notch { .. }));
    if let Frame::Plane { y, .. } = &mut figure.frame {
        y.unit = None;
        // One amount is enough, where the country's name leaves room for it.
        let room = 0.75 * y.domain.1;
        let known = y.ticks.iter().map(|tick| tick.at).filter(|at| *at <= room);
        let highest = known.fold(0.0, f64::max);
        y.ticks.retain(|tick| named && tick.at == highest);
    }
    figure
}

fn face(size: f64) -> Face {
    Face {
        size,
        bold: false,
        serif: true,
    }
}

/// A line of words, each stretch with its left end and its stress.
type Line = Vec<(String, f64, bool)>;

/// Whether a line ends in a space.
fn ends_open(line: &Line) -> bool {
    line.last().is_some_and(|(word, ..)| word.is_empty())
}

/// What is said, broken into lines.
struct Told {
    heading: Vec<Line>,
    answer: Vec<Line>,
    large: f64,
    small: f64,
}

impl Told {
    fn height(&self) -> f64 {
        let height = |lines: &[Line], size: f64| lines.len() as f64 * size * LEADING;
        height(&self.heading, self.large) + height(&self.answer, self.small)
    }
}

struct Drawing<'a> {
    sheet: Sheet<'a>,
    theme: Theme,
    /// What has been written outside the figures.
    #[cfg(test)]
    words: Vec<Written>,
}

/// Words in the picture, where they stand in CSS pixels.
#[cfg(test)]
struct Written {
    text: String,
    size: f64,
    left: f64,
    right: f64,
    base: f64,
}

impl Drawing<'_> {
    fn text(
        &mut self,
        text: &str,
        face: Face,
        colour: Rgb,
        at: Point,
        align: Align,
    ) -> Result<(), Problem> {
        #[cfg(test)]
        {
            let width = self.sheet.width(text, face)?;
            let left = match align {
                Align::Left => at.0,
                Align::Centre => at.0 - width / 2.0,
                Align::Right => at.0 - width,
            };
            self.words.push(Written {
                text: text.to_owned(),
                size: face.size,
                left,
                right: left + width,
                base: at.1,
            });
        }
        self.sheet.text(text, face, colour, at, align)
    }

    /// The project's name; gives the place below it.
    fn masthead(&mut self, name: &str) -> Result<f64, Problem> {
        let kicker = Face {
            bold: true,
            ..face(13.0)
        };
        let at = (MARGIN, MARGIN + kicker.size * 0.6);
        let ink = self.theme.ink;
        self.text(name, kicker, ink, at, Align::Left)?;
        let right = (SIZE.width - MARGIN, at.1);
        let places = "El Salvador · Guatemala · Honduras";
        let quiet = self.theme.quiet;
        self.text(places, face(12.0), quiet, right, Align::Right)?;
        let line = at.1 + 7.0;
        let ends = ((MARGIN, line), (SIZE.width - MARGIN, line));
        self.sheet.rule(ends.0, ends.1, 1.0, ink);
        Ok(line + 4.0)
    }

    /// Lines at the foot; gives the place above them.
    fn foot(&mut self, lines: &[String]) -> Result<f64, Problem> {
        let small = face(12.0);
        let mut y = SIZE.height - MARGIN * 0.7;
        for line in lines.iter().rev() {
            let quiet = self.theme.quiet;
            self.text(line, small, quiet, (MARGIN, y), Align::Left)?;
            y -= small.size * 1.3;
        }
        Ok(y + small.size * 0.4)
    }

    fn figure(
        &mut self,
        figure: &Figure,
        at: Point,
        width: f64,
        height: f64,
    ) -> Result<(), Problem> {
        let size = Size { width, height };
        self.sheet.figure(figure, at, size, &self.theme)
    }

    /// Breaks phrases into as few lines as there is room for, of lengths as even as they can be.
    fn lines(&self, phrases: &[Phrase], face: Face) -> Result<Vec<Line>, Problem> {
        let mut room = SIZE.width - 2.0 * MARGIN;
        let mut lines = self.wrapped(phrases, face, room)?;
        let count = lines.len();
        while count > 1 && room > SIZE.width / 2.0 {
            room -= 8.0;
            let narrower = self.wrapped(phrases, face, room)?;
            if narrower.len() > count {
                break;
            }
            lines = narrower;
        }
        Ok(lines)
    }

    fn wrapped(&self, phrases: &[Phrase], face: Face, room: f64) -> Result<Vec<Line>, Problem> {
        let width = |words: &str, bold: bool| self.sheet.width(words, Face { bold, ..face });
        let mut lines: Vec<Line> = Vec::new();
        let mut end = 0.0;
        for phrase in phrases {
            for (n, word) in phrase.text.split(' ').enumerate() {
                let space = if n == 0 {
                    0.0
                } else {
                    width(" ", phrase.strong)?
                };
                let long = width(word, phrase.strong)?;
                match lines.last_mut() {
                    // A mark behind a stressed word stays with it.
                    Some(line) if end + space + long <= room || n == 0 && !ends_open(line) => {
                        line.push((word.to_owned(), end + space, phrase.strong));
                        end += space + long;
                    }
                    _ => {
                        lines.push(vec![(word.to_owned(), 0.0, phrase.strong)]);
                        end = long;
                    }
                }
            }
        }
        Ok(lines)
    }

    /// Writes lines from a place downwards; gives the place below them.
    fn write(&mut self, lines: &[Line], face: Face, top: f64) -> Result<f64, Problem> {
        let ink = self.theme.ink;
        let mut y = top;
        for line in lines {
            y += face.size * LEADING;
            for (words, left, bold) in line {
                let at = (MARGIN + left, y - face.size * 0.22);
                let face = Face {
                    bold: *bold,
                    ..face
                };
                self.text(words, face, ink, at, Align::Left)?;
            }
        }
        Ok(y)
    }
}

#[cfg(test)]
mod tests {
    use root_causes::model::DRAWS;
    use root_causes::model::equations::Detail;
    use root_causes::model::presets::Preset;
    use root_causes::model::simulator::Simulator;

    use super::*;
    use crate::scenarios;

    #[test]
    fn every_picture_of_a_preset_holds_title_range_rules_and_source() {
        let faces = Faces::unpack().unwrap();
        for preset in Preset::ALL {
            let scenario = preset.scenario();
            let summary = Simulator::new(scenario.seed, DRAWS).run(&scenario, Detail::Encounters);
            for lang in Lang::ALL {
                let title = scenarios::title(preset, lang);
                let card = Card {
                    lang,
                    path: format!("{}/", scenarios::path(preset)),
                    heading: Some(title.clone()),
                    summary: &summary,
                };
                let drawing = card.draw(&faces).unwrap();
                // Lines are broken and stretches of stress parted: words are compared.
                let joined = |text: &str| text.replace([' ', '\u{a0}'], "");
                let drawn: String = drawing
                    .words
                    .iter()
                    .map(|written| joined(&written.text))
                    .collect();
                let answer: String = card
                    .answer()
                    .into_iter()
                    .map(|phrase| phrase.text)
                    .collect();
                for (what, text) in [
                    ("title", &title),
                    ("answer with its range", &answer),
                    ("border rules", &card.rules()),
                    ("source", &card.source()),
                ] {
                    assert!(drawn.contains(&joined(text)), "{title}: no {what}: {text}");
                    assert!(
                        card.words().contains(text.trim()),
                        "{title}: alt lacks {what}"
                    );
                }
                for written in &drawing.words {
                    let text = &written.text;
                    assert!(
                        written.size >= 12.0,
                        "{title}: {text} at {} px",
                        written.size
                    );
                    assert!(
                        written.left >= 0.0 && written.right <= SIZE.width,
                        "{title}: {text}"
                    );
                    assert!(
                        written.base > 0.0 && written.base < SIZE.height,
                        "{title}: {text}"
                    );
                }
            }
        }
    }
}
