//! A picture that stands alone: a figure with its heading, and under it, in lines, what a reader
//! must know of it wherever it turns up.

use crate::draw::layout::layout;
use crate::draw::scene::{Align, Measure, Page, Rect, Scene, Size, Text};
use crate::draw::text::Face;
use crate::draw::theme::Theme;
use crate::figures::spec::Figure;

/// Size of the lines under the picture.
const FACE: f64 = 12.0;
/// From one line to the next.
const LINE: f64 = 16.0;
/// Between picture and lines, and between paragraphs.
const GAP: f64 = 6.0;

/// Lays a figure out at `size` below its heading, with paragraphs under it: the picture grows
/// downwards for both. The first paragraph is in ink, the others stand back.
pub fn card(
    figure: &Figure,
    size: Size,
    theme: &Theme,
    below: &[String],
    measure: Measure,
) -> Scene {
    let heading = figure.heading.as_deref().map_or(0.0, |heading| {
        Page::new(size, theme, measure).heading(heading)
    });
    let size = Size {
        height: size.height + heading,
        ..size
    };
    let mut scene = layout(figure, size, theme, measure);
    paragraphs(&mut scene, theme, below, measure);
    scene
}

/// Puts paragraphs under a picture, which grows downwards for them.
pub(super) fn paragraphs(scene: &mut Scene, theme: &Theme, below: &[String], measure: Measure) {
    let face = Face::label(FACE);
    let width = scene.size.width;
    let mut bottom = scene.size.height;
    for (place, paragraph) in below.iter().enumerate() {
        let colour = if place == 0 { theme.ink } else { theme.quiet };
        bottom += GAP;
        for words in lines(paragraph, width, &|words| measure(words, face)) {
            let baseline = bottom + FACE;
            let room = Rect {
                left: 0.0,
                top: bottom,
                right: measure(&words, face),
                bottom: bottom + LINE,
            };
            scene.texts.push(Text {
                words,
                face,
                colour,
                at: (0.0, baseline),
                align: Align::Left,
                room,
            });
            bottom += LINE;
        }
    }
    scene.size.height = bottom;
}

/// A paragraph in lines no wider than `width`; a word that is too long, such as a link, is broken.
pub(super) fn lines(paragraph: &str, width: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if measure(&longer) <= width => *line = longer,
            _ => lines.push(String::new()),
        }
        let Some(line) = lines.last().filter(|line| line.is_empty()) else {
            continue;
        };
        let mut line = line.clone();
        lines.pop();
        for letter in word.chars() {
            line.push(letter);
            if measure(&line) > width && line.chars().nth(1).is_some() {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
        lines.push(line);
    }
    lines
}
