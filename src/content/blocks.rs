//! Markdown as the few things that prose here is made of: sections, paragraphs, lists, stressed
//! words, references, terms and links to rows. Anything else is a fault.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::reference::Reference;
use super::{Fault, Texts};
use crate::i18n::Lang;

/// A prose file.
#[derive(Debug)]
pub struct Prose {
    /// Path from the root of the project.
    pub file: String,
    /// From the head of the file.
    pub title: String,
    /// What stands before the first section.
    pub intro: Vec<Block>,
    /// Sections in order.
    pub sections: Vec<Section>,
}

impl Prose {
    /// The section with this key.
    pub fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// Every block in order, with the key of its section; empty before the first.
    pub fn blocks(&self) -> impl Iterator<Item = (&str, &Block)> {
        let sections = self.sections.iter();
        let within = sections.flat_map(|s| s.blocks.iter().map(|block| (s.key.as_str(), block)));
        self.intro.iter().map(|block| ("", block)).chain(within)
    }
}

/// A heading and what stands below it.
#[derive(Debug)]
pub struct Section {
    /// The same in every language: `{#key}` behind the heading.
    pub key: String,
    /// Words of the heading.
    pub title: String,
    /// Line of the heading.
    pub line: usize,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// A paragraph, or an item of a list.
#[derive(Debug, Default)]
pub struct Block {
    /// First line.
    pub line: usize,
    /// Whether it is an item of a list.
    pub is_item: bool,
    /// What it is made of.
    pub inlines: Vec<Inline>,
}

impl Block {
    /// The words alone, with `figure` in the place of each reference.
    pub fn words(&self, figure: impl Fn(&Reference) -> String) -> String {
        let words = self.inlines.iter().map(|inline| match inline {
            Inline::Text(text) | Inline::Stressed(text) => text.clone(),
            Inline::Link { words, .. } | Inline::Page { words, .. } => words.clone(),
            Inline::Term { words, .. } => words.clone().unwrap_or_default(),
            Inline::Figure(reference) => figure(reference),
        });
        words.collect()
    }
}

/// A run of words.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Stressed words.
    Stressed(String),
    /// Words that lead to a row of the two documents.
    Link {
        /// The words.
        words: String,
        /// Id of the row.
        row: String,
    },
    /// Words that lead to another place of the site.
    Page {
        /// The words.
        words: String,
        /// Address seen from the root of the language, such as `method/` or `#sure`.
        path: String,
    },
    /// A number by reference.
    Figure(Reference),
    /// A word of the glossary.
    Term {
        /// Key in the glossary.
        key: String,
        /// What is shown, if not the term itself.
        words: Option<String>,
    },
}

/// Reads the prose files of a language, by name.
pub(super) fn read_all(
    texts: &Texts,
    lang: Lang,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Prose> {
    let folder = format!("assets/prose/{}/", lang.tag());
    let files = texts.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix(&folder)?.strip_suffix(".md")?;
        Some((name.to_owned(), path, text))
    });
    files
        .map(|(name, path, text)| (name, Reader::new(path, text, 0, faults).prose()))
        .collect()
}

/// Reads one text of a message file, which begins on `line`: a single paragraph.
pub(super) fn paragraph(file: &str, line: usize, text: &str, faults: &mut Vec<Fault>) -> Block {
    let mut prose = Reader::new(file, text, line - 1, faults).prose_body();
    let only = prose.intro.pop();
    match only {
        Some(block) if prose.intro.is_empty() && prose.sections.is_empty() && !block.is_item => {
            Block { line, ..block }
        }
        _ => {
            faults.push(Fault {
                file: file.to_owned(),
                line,
                reason: "this must be one paragraph".to_owned(),
            });
            Block::default()
        }
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    /// Lines before the text in its file.
    above: usize,
    faults: &'a mut Vec<Fault>,
}

/// What a link that is being read will become.
enum Pending {
    Row(String),
    Page(String),
    Reference { target: String, shown: bool },
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str, above: usize, faults: &'a mut Vec<Fault>) -> Self {
        Reader {
            file,
            text,
            above,
            faults,
        }
    }

    fn line(&self, at: usize) -> usize {
        self.above + 1 + self.text[..at].matches('\n').count()
    }

    fn fault(&mut self, at: usize, reason: impl Into<String>) {
        let line = self.line(at);
        self.faults.push(Fault {
            file: self.file.to_owned(),
            line,
            reason: reason.into(),
        });
    }

    /// A whole file: its head must hold a title and nothing else.
    fn prose(mut self) -> Prose {
        let mut title = None;
        let head = self
            .text
            .strip_prefix("---\n")
            .and_then(|t| t.split_once("\n---\n"));
        for line in head.map_or("", |(head, _)| head).lines() {
            match line.split_once(": ") {
                Some(("title", words)) if title.is_none() => title = Some(words.trim().to_owned()),
                _ => self.fault(
                    0,
                    format!("the head of the file must hold a title alone, not “{line}”"),
                ),
            }
        }
        if title.is_none() {
            self.fault(
                0,
                "the file must begin with a title between two lines of three dashes",
            );
        }
        Prose {
            title: title.unwrap_or_default(),
            ..self.prose_body()
        }
    }

    fn prose_body(&mut self) -> Prose {
        let options = Options::ENABLE_WIKILINKS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        let mut prose = Prose {
            file: self.file.to_owned(),
            title: String::new(),
            intro: Vec::new(),
            sections: Vec::new(),
        };
        let mut block: Option<Block> = None;
        let mut heading: Option<Section> = None;
        let mut link: Option<(Pending, String)> = None;
        let (mut is_item, mut is_stressed, mut is_head) = (false, false, false);
        let text = self.text;
        for (event, Range { start: at, .. }) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(Tag::MetadataBlock(_)) => is_head = true,
                Event::End(TagEnd::MetadataBlock(_)) => is_head = false,
                Event::Text(_) if is_head => {}
                Event::Start(Tag::Heading { level, id, .. }) => {
                    if level != HeadingLevel::H2 {
                        self.fault(at, "sections have headings of the second level, `## `");
                    }
                    if id.is_none() {
                        self.fault(at, "a heading needs its key, `{#key}`");
                    }
                    heading = Some(Section {
                        key: id.map_or(String::new(), CowStr::into_string),
                        title: String::new(),
                        line: self.line(at),
                        blocks: Vec::new(),
                    });
                }
                Event::End(TagEnd::Heading(_)) => prose.sections.extend(heading.take()),
                Event::Start(Tag::List(None)) | Event::End(TagEnd::List(_)) => {}
                Event::Start(Tag::Item) => {
                    is_item = true;
                    block = Some(self.block(at, true));
                }
                Event::Start(Tag::Paragraph) => {
                    if block.is_none() {
                        block = Some(self.block(at, is_item));
                    }
                }
                Event::End(TagEnd::Paragraph) if is_item => {}
                Event::End(end @ (TagEnd::Paragraph | TagEnd::Item)) => {
                    is_item &= end != TagEnd::Item;
                    let blocks = match prose.sections.last_mut() {
                        Some(section) => &mut section.blocks,
                        None => &mut prose.intro,
                    };
                    blocks.extend(block.take());
                }
                Event::Start(Tag::Strong | Tag::Emphasis) => is_stressed = true,
                Event::End(TagEnd::Strong | TagEnd::Emphasis) => is_stressed = false,
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => {
                    link = self
                        .open(at, link_type, &dest_url)
                        .map(|link| (link, String::new()))
                }
                Event::End(TagEnd::Link) => {
                    let inline = link
                        .take()
                        .and_then(|(link, words)| self.close(at, link, words));
                    if let (Some(block), Some(inline)) = (&mut block, inline) {
                        block.inlines.push(inline);
                    }
                }
                Event::Text(_) | Event::SoftBreak => {
                    let words = match &event {
                        Event::Text(words) => words,
                        _ => " ",
                    };
                    match (&mut link, &mut heading, &mut block) {
                        (Some((_, link)), _, _) => link.push_str(words),
                        (_, Some(heading), _) => heading.title.push_str(words),
                        (_, _, Some(block)) => push(block, words, is_stressed),
                        _ => self.fault(at, "words outside a paragraph"),
                    }
                }
                _ => self.fault(
                    at,
                    "only sections, paragraphs, lists, stress and links stand in prose",
                ),
            }
        }
        prose
    }

    fn block(&self, at: usize, is_item: bool) -> Block {
        Block {
            line: self.line(at),
            is_item,
            inlines: Vec::new(),
        }
    }

    fn open(&mut self, at: usize, kind: LinkType, target: &str) -> Option<Pending> {
        match kind {
            LinkType::WikiLink { has_pothole } => Some(Pending::Reference {
                target: target.to_owned(),
                shown: has_pothole,
            }),
            LinkType::Inline if target.starts_with('#') => {
                Some(Pending::Row(target[1..].to_owned()))
            }
            LinkType::Inline if target.starts_with("page:") => {
                Some(Pending::Page(target["page:".len()..].to_owned()))
            }
            _ => {
                self.fault(
                    at,
                    format!("a link leads to a row, `(#OC045)`, or a page, `(page:method/)`, not to {target}"),
                );
                None
            }
        }
    }

    fn close(&mut self, at: usize, link: Pending, words: String) -> Option<Inline> {
        let (target, shown) = match link {
            Pending::Row(row) => return Some(Inline::Link { words, row }),
            Pending::Page(path) => return Some(Inline::Page { words, path }),
            Pending::Reference { target, shown } => (target, shown),
        };
        if let Some(key) = target.strip_prefix("term:") {
            return Some(Inline::Term {
                key: key.to_owned(),
                words: shown.then_some(words),
            });
        }
        if shown {
            self.fault(at, format!("[[{target}]] shows its number, no words"));
        }
        match Reference::parse(&target) {
            Ok(reference) => Some(Inline::Figure(reference)),
            Err(why) => {
                self.fault(at, why);
                None
            }
        }
    }
}

fn push(block: &mut Block, words: &str, is_stressed: bool) {
    match (block.inlines.last_mut(), is_stressed) {
        (Some(Inline::Text(text)), false) | (Some(Inline::Stressed(text)), true) => {
            text.push_str(words);
        }
        (_, false) => block.inlines.push(Inline::Text(words.to_owned())),
        (_, true) => block.inlines.push(Inline::Stressed(words.to_owned())),
    }
}
