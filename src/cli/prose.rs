//! Checked prose as HTML. Each number and each term of the glossary is a small button that opens
//! a note with its source, by the browser's own popovers: no script, one note a page for each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use root_causes::content::{Block, Content, Inline, Origin, Quantity, Results, Shown, shown};
use root_causes::data::documents::{self, Document, Row};
use root_causes::data::record::{Bound, Cell};
use root_causes::data::{DATA_VERSION, Source};
use root_causes::figures::format::{decimal, fill};
use root_causes::figures::sentences::RESULT_NOTE;
use root_causes::i18n::{Lang, words};
use root_causes::model::presets::Preset;
use root_causes::model::scenario::{DEFAULT_SEED, Scenario};
use root_causes::model::{DRAWS, MODEL_VERSION};
use root_causes::share::link::{self, Unknown};

use super::cells;
use super::events;
use super::guides;
use super::local;
use super::method;
use super::pages::{escaped, folder};

/// The texts of a page that is being written, and the notes that they open.
#[derive(Clone)]
pub struct Notes<'a> {
    content: &'a Content,
    results: &'a Results,
    lang: Lang,
    /// Where the rows of the two documents stand, seen from this page.
    rows: String,
    /// What the ids of its notes begin with.
    prefix: String,
    /// Body of each note, by what it is about.
    notes: BTreeMap<String, (usize, String)>,
}

impl<'a> Notes<'a> {
    /// A page whose rows stand at the address `rows`.
    pub fn new(content: &'a Content, results: &'a Results, lang: Lang, rows: String) -> Self {
        Notes {
            content,
            results,
            lang,
            rows,
            prefix: String::new(),
            notes: BTreeMap::new(),
        }
    }

    /// The same with ids that begin with `prefix`, for texts that another page may take over.
    pub fn named(self, prefix: String) -> Self {
        Notes { prefix, ..self }
    }

    /// The texts that it is written from.
    pub fn content(&self) -> &'a Content {
        self.content
    }

    /// Paragraphs and lists.
    ///
    /// # Errors
    /// A reference without a number or a term without words: the texts are not those that were
    /// checked.
    pub fn blocks(&mut self, blocks: &[Block]) -> Result<String, String> {
        let mut html = String::new();
        let mut in_list = false;
        for block in blocks {
            if block.is_item != in_list {
                html.push_str(if block.is_item { "<ul>" } else { "</ul>" });
                in_list = block.is_item;
            }
            let tag = if block.is_item { "li" } else { "p" };
            let _ = write!(html, "<{tag}>{}</{tag}>", self.inlines(&block.inlines)?);
        }
        if in_list {
            html.push_str("</ul>");
        }
        Ok(html)
    }

    /// The inside of a paragraph.
    ///
    /// # Errors
    /// As [`Notes::blocks`].
    pub fn inlines(&mut self, inlines: &[Inline]) -> Result<String, String> {
        let mut html = String::new();
        let mut told = 0;
        for (at, inline) in inlines.iter().enumerate() {
            match inline {
                Inline::Text(text) => html.push_str(&escaped(&text[std::mem::take(&mut told)..])),
                Inline::Term { .. } | Inline::Figure(_) => {
                    let opening = opened_last(&mut html);
                    let closing = closed_first(inlines.get(at + 1));
                    told = closing.len();
                    html.push_str(&tied(&opening, &self.inline(inline)?, closing));
                }
                _ => html.push_str(&self.inline(inline)?),
            }
        }
        Ok(html)
    }

    fn inline(&mut self, inline: &Inline) -> Result<String, String> {
        Ok(match inline {
            Inline::Text(text) => escaped(text),
            Inline::Stressed(text) => format!("<em>{}</em>", escaped(text)),
            Inline::Link { words, row } => {
                format!("<a href=\"{}#{row}\">{}</a>", self.rows, escaped(words))
            }
            Inline::Page { words, path } => {
                let here = folder(self.lang);
                format!("<a href=\"./{here}{path}\">{}</a>", escaped(words))
            }
            Inline::Term { key, words } => {
                let term = self
                    .content
                    .term(self.lang, key)
                    .ok_or_else(|| format!("the glossary has no {key}"))?;
                let body = format!(
                    "<p class=\"note-of\">{}</p><p>{}</p>",
                    escaped(&term.word),
                    escaped(&term.means)
                );
                let text = words.as_deref().unwrap_or(&term.word);
                self.button(format!("term:{key}"), "term", text, body)
            }
            Inline::Figure(reference) => {
                let shown = self.shown(reference)?;
                let body = self.origin(&shown)?;
                self.button(reference.to_string(), "figure", &shown.text, body)
            }
        })
    }

    fn shown(&self, reference: &root_causes::content::Reference) -> Result<Shown, String> {
        shown(reference, self.results, self.lang)
            .ok_or_else(|| format!("nothing stands behind [[{reference}]]"))
    }

    /// The words alone, numbers and terms among them.
    ///
    /// # Errors
    /// As [`Notes::blocks`].
    pub fn plain(&self, block: &Block) -> Result<String, String> {
        let mut text = String::new();
        for inline in &block.inlines {
            match inline {
                Inline::Text(words)
                | Inline::Stressed(words)
                | Inline::Link { words, .. }
                | Inline::Page { words, .. } => {
                    text.push_str(words);
                }
                Inline::Figure(reference) => text.push_str(&self.shown(reference)?.text),
                Inline::Term { key, words } => {
                    let term = self.content.term(self.lang, key).map(|term| &term.word);
                    text.push_str(words.as_ref().or(term).map_or("", String::as_str));
                }
            }
        }
        Ok(text)
    }

    fn button(&mut self, about: String, class: &str, text: &str, body: String) -> String {
        let next = self.notes.len() + 1;
        let (number, _) = self.notes.entry(about).or_insert((next, body));
        format!(
            "<button type=\"button\" class=\"{class}\" popovertarget=\"{}n{number}\">{}</button>",
            self.prefix,
            escaped(text)
        )
    }

    /// Every note that the texts so far can open.
    pub fn notes(&self) -> String {
        let mut notes: Vec<&(usize, String)> = self.notes.values().collect();
        notes.sort();
        notes
            .into_iter()
            .map(|(number, body)| note(&format!("{}n{number}", self.prefix), body, self.lang))
            .collect()
    }

    fn origin(&self, shown: &Shown) -> Result<String, String> {
        let w = words::notes(self.lang);
        let mut html = format!("<p class=\"note-of\">{}</p>", escaped(&shown.text));
        let in_full = shown.in_full.as_deref();
        let mut entries: Vec<(&str, String)> = Vec::new();
        entries.extend(in_full.map(|text| (w.in_full, escaped(text))));
        match &shown.origin {
            Origin::Document(row) => self.document(row, &mut entries),
            Origin::Table {
                table,
                key,
                column,
                cell,
            } => self.cell(table, key, column, cell, &mut entries)?,
            Origin::Model(preset, quantity) => {
                html.push_str(&self.result(*preset, *quantity)?);
                return Ok(html);
            }
        }
        html.push_str("<dl>");
        for (name, value) in entries {
            let _ = write!(html, "<dt>{}</dt><dd>{value}</dd>", escaped(name));
        }
        Ok(html + "</dl>")
    }

    fn document(&self, row: &Row, entries: &mut Vec<(&str, String)>) {
        let w = words::notes(self.lang);
        entries.push((w.says, line(row, self.lang)));
        if let Some(figure) = row.figure().filter(|figure| !figure.qualifier.is_empty()) {
            let bound = words::board(self.lang).get(&format!("bound_{}", figure.bound.key()));
            let text = fill(
                w.qualifier,
                &[
                    ("qualifier", figure.qualifier),
                    ("bound", bound.unwrap_or_default()),
                ],
            );
            entries.push(("", escaped(&text)));
        }
        entries.push((w.source, source(row.source, self.lang)));
        let more = format!(
            "<a href=\"{}#{}\">{}</a>",
            self.rows,
            row.id,
            escaped(w.row)
        );
        entries.push(("", more));
    }

    fn cell(
        &self,
        table: &str,
        key: &str,
        column: &str,
        cell: &Cell,
        entries: &mut Vec<(&str, String)>,
    ) -> Result<(), String> {
        let w = words::notes(self.lang);
        let place = fill(
            w.cell,
            &[("table", table), ("key", key), ("column", column)],
        );
        let file = format!(
            "<a href=\"./data/{table}.csv\" download>{}</a>",
            escaped(&place)
        );
        entries.push((w.table, file));
        let said = |text| cells::words(text, self.lang);
        let unit = match cell.qualifier {
            "" => said(cell.unit)?.to_owned(),
            qualifier => format!("{} … {}", said(qualifier)?, said(cell.unit)?),
        };
        entries.push((w.unit, escaped(&unit)));
        if cell.bound != Bound::Exact {
            let kind = local::bound_words(cell.bound, self.lang);
            entries.push((words::local(self.lang).bound, escaped(kind)));
        }
        for of in cell.sources {
            entries.push((w.source, source(of, self.lang)));
        }
        if !cell.note.is_empty() {
            entries.push((w.remark, escaped(said(cell.note)?)));
        }
        Ok(())
    }

    fn result(&self, preset: Preset, quantity: Quantity) -> Result<String, String> {
        let (lang, w) = (self.lang, words::notes(self.lang));
        let scenario = preset.scenario();
        let name = words::presets(lang)
            .get(preset.key())
            .map_or("", |w| w.name);
        let regime = words::regimes(lang).get(scenario.regime.key());
        let pack = words::packs(lang).get(scenario.assumptions.pack.key());
        let run = fill(
            w.run,
            &[
                ("preset", name),
                ("regime", regime.map_or("", |w| w.phrase)),
                ("pack", pack.map_or("", |w| w.name)),
                ("draws", &decimal(DRAWS as f64, 0)),
                ("seed", &scenario.seed.to_string()),
                ("version", MODEL_VERSION),
                ("data", DATA_VERSION),
            ],
        );
        let meaning = match quantity {
            Quantity::FewerIn100 => w.fewer_in_100,
            Quantity::EntriesMoreIn100 => w.entries_more_in_100,
            Quantity::PercentLow => w.percent_low,
            Quantity::PercentHigh => w.percent_high,
        };
        Ok(format!(
            "<p>{}</p><p>{}.</p><p>{}</p><p>{}: {}.</p><p>{}: {}.</p><p><a href=\"./{here}method/\">{}</a> · \
             <a href=\"./{here}{}\">{}</a></p>",
            escaped(w.model),
            escaped(meaning),
            escaped(&run),
            escaped(w.equations),
            equations(&scenario, lang),
            escaped(w.sway),
            self.sway(preset)?,
            escaped(w.method),
            escaped(&link::encode(
                preset,
                &scenario,
                &Default::default(),
                &Unknown::default()
            )),
            escaped(w.open),
            here = folder(lang),
        ))
    }

    /// The assumptions that sway a result most, each leading to its card.
    fn sway(&self, preset: Preset) -> Result<String, String> {
        let led = self.results.sway(preset);
        if led.is_empty() {
            return Err(format!("nothing is known to sway {}", preset.key()));
        }
        let cards = led.iter().map(|parameter| {
            let record = parameter.record();
            Ok(format!(
                "<a href=\"./{}assumptions/#belief-{}\">{}</a>",
                folder(self.lang),
                record.key,
                escaped(method::said(record, self.lang)?.0)
            ))
        });
        Ok(cards.collect::<Result<Vec<_>, String>>()?.join(", "))
    }
}

/// A button and the marks around it, which no line may part: to a browser a button is a thing
/// beside which a line may end.
fn tied(opening: &str, button: &str, closing: &str) -> String {
    match (opening, closing) {
        ("", "") => button.to_string(),
        _ => format!("<span class=\"tied\">{opening}{button}{closing}</span>"),
    }
}

/// Takes the marks that open something away from the end of `html`.
fn opened_last(html: &mut String) -> String {
    let kept = html.trim_end_matches(['(', '“', '«', '¿', '¡']).len();
    html.split_off(kept)
}

/// The marks that close something at the beginning of what follows.
fn closed_first(next: Option<&Inline>) -> &str {
    let Some(Inline::Text(text)) = next else {
        return "";
    };
    let rest = text.trim_start_matches(['.', ',', ';', ':', '!', '?', ')', '”', '’', '»']);
    &text[..text.len() - rest.len()]
}

/// The equations through which a scenario acts and those that end in encounters, each leading to
/// its line.
fn equations(scenario: &Scenario, lang: Lang) -> String {
    let numbers = guides::equations_of(scenario).into_iter().map(|number| {
        format!(
            "<a href=\"./{}method/#eq-{number}\">({number})</a>",
            folder(lang)
        )
    });
    numbers.collect::<Vec<_>>().join(" ")
}

/// What the numbers are that stand in the sentences of the simulator: one note for all of them.
pub fn result_note(lang: Lang) -> String {
    let w = words::notes(lang);
    let counted = fill(
        w.counted,
        &[
            ("draws", &decimal(DRAWS as f64, 0)),
            ("seed", &DEFAULT_SEED.to_string()),
            ("version", MODEL_VERSION),
            ("data", DATA_VERSION),
        ],
    );
    let body: String = [w.model, &counted, w.middle, w.range, w.recorded]
        .iter()
        .map(|text| format!("<p>{}</p>", escaped(text)))
        .collect();
    let body = format!(
        "<p class=\"note-of\">{}</p>{body}<p><a href=\"./{here}method/\">{}</a> · \
         <a href=\"./{here}assumptions/\">{}</a></p>",
        escaped(w.ours),
        escaped(w.method),
        escaped(w.beliefs),
        here = folder(lang),
    );
    note(RESULT_NOTE, &body, lang)
}

/// A note that a button opens, with a button that closes it.
fn note(id: &str, body: &str, lang: Lang) -> String {
    format!(
        "<div popover class=\"source-note\" id=\"{id}\">{body}\
         <button type=\"button\" popovertarget=\"{id}\" popovertargetaction=\"hide\">{}</button></div>",
        escaped(words::notes(lang).close)
    )
}

/// Where a row stands, with its words.
pub fn line(row: &Row, lang: Lang) -> String {
    let w = words::board(lang);
    let document = match row.document() {
        Document::OpEd => w.document_op_ed,
        Document::FactSheet => w.document_fact_sheet,
    };
    let text = fill(
        words::notes(lang).line,
        &[
            ("document", document),
            ("place", &place(row.place, lang)),
            ("phrase", "\u{1}"),
        ],
    );
    let phrase = format!("<q lang=\"en\">{}</q>", escaped(row.phrase));
    let phrase = match row.source.url {
        Some(url) => format!(
            "<a href=\"{}\" rel=\"noopener\">{phrase}</a>",
            escaped(&at_words(url, row.phrase))
        ),
        None => phrase,
    };
    escaped(&text).replace('\u{1}', &phrase)
}

/// An address with the words at which a browser that can will open the page.
fn at_words(url: &str, words: &str) -> String {
    let mut address = format!("{url}#:~:text=");
    for byte in words.bytes() {
        // A hyphen has a meaning of its own there.
        let _ = match byte.is_ascii_alphanumeric() {
            true => write!(address, "{}", char::from(byte)),
            false => write!(address, "%{byte:02X}"),
        };
    }
    address
}

/// Where a document can be read.
///
/// # Errors
/// A document without an address.
pub fn original(document: Document, lang: Lang) -> Result<String, String> {
    let w = words::notes(lang);
    let row = documents::rows()
        .iter()
        .find(|row| row.document() == document);
    let source = row.ok_or("a document without rows")?.source;
    let url = source
        .url
        .ok_or_else(|| format!("{} has no address", source.id))?;
    let names = [("title", source.title), ("publisher", source.publisher)];
    let link = |to: &str, words: &str| {
        format!(
            "<a href=\"{}\" rel=\"noopener\">{}</a>.",
            escaped(to),
            escaped(words)
        )
    };
    // The White House took its pages of these years down in January 2025.
    let copy = match document {
        Document::FactSheet => format!(
            " {} {}",
            escaped(w.gone),
            link(
                &format!("https://web.archive.org/web/2024/{url}"),
                w.archive
            )
        ),
        Document::OpEd => String::new(),
    };
    Ok(format!(
        "<p class=\"small original\">{}{copy}</p>",
        link(url, &fill(w.original, &names))
    ))
}

fn place(place: &str, lang: Lang) -> String {
    let w = words::board(lang);
    let (part, number) = place.split_once('/').unwrap_or((place, ""));
    let text = match part {
        "paragraph" => w.place_paragraph,
        "intro" => w.place_intro,
        "highlights" => w.place_highlights,
        _ => w.place_pillar,
    };
    fill(text, &[("n", number), ("pillar", part)])
}

/// Publisher, title, year, address, licence, day of reading.
pub fn source(source: &Source, lang: Lang) -> String {
    let w = words::notes(lang);
    let text = escaped(&fill(
        w.published,
        &[
            ("publisher", source.publisher),
            ("title", source.title),
            ("year", source.year),
        ],
    ));
    let licence = escaped(&fill(
        w.licence,
        &[
            ("licence", licence(source, lang)),
            ("date", &events::date(source.date_read, lang)),
        ],
    ));
    match source.url {
        Some(url) => format!(
            "<a href=\"{}\" rel=\"noopener\">{text}</a>. {licence}",
            escaped(url)
        ),
        None => format!("{text}. {licence}"),
    }
}

/// The terms of a source in the language of the page; a test holds that none lacks its Spanish.
pub fn licence(source: &Source, lang: Lang) -> &'static str {
    cells::words(source.licence, lang).unwrap_or(source.licence)
}
