//! The guided steps: one page each, a claim with charts that read without a script, then the same
//! simulator in a stage of the step's own.
//!
//! A step is its record here, its charts in a file of its own, and its prose in
//! `assets/prose/<language>/<key>.md`. The title of the prose is the claim. Its last two sections are
//! `{#try}`, above the simulator, and `{#left-out}`. A paragraph that begins with `{{chart:name}}`
//! is a chart, and the rest of it is what the chart says.

mod legal_pathways;
mod money_and_who_gets_it;
mod what_no_lever_explains;
mod what_was_tried;
mod what_we_do_not_know;
mod why_people_leave;

use std::fmt::Write as _;

use root_causes::content::{Block, Content, Inline, Prose, Section};
use root_causes::figures::format::fill;
use root_causes::i18n::{Lang, words};

use super::by_hand;
use super::pages::{escaped, folder};
use super::prose::Notes;
use super::yearly::Caption;

/// Draws a chart under its sentence.
pub type Chart = fn(&Caption, Lang) -> Result<String, String>;

/// A guided step.
pub struct Step {
    /// Name of its folder and of its prose, for ever.
    pub key: &'static str,
    /// Fragment of a link: what its simulator opens on.
    pub stage: &'static str,
    /// Its charts by name; the prose uses each once.
    pub charts: &'static [(&'static str, Chart)],
}

/// All steps in reading order.
pub const STEPS: &[Step] = &[
    why_people_leave::STEP,
    what_was_tried::STEP,
    legal_pathways::STEP,
    money_and_who_gets_it::STEP,
    what_no_lever_explains::STEP,
    what_we_do_not_know::STEP,
];

/// Sections that every step ends with: words above the simulator, and what is missing.
const TRY: &str = "try";
const LEFT_OUT: &str = "left-out";
/// How a chart begins that can stand alone in a frame.
const PICTURES: [&str; 2] = ["<figure", "<section class=\"aid-check\""];

/// What stands above and below the simulator of a step.
pub struct Parts {
    /// The claim.
    pub title: String,
    /// Its first paragraph, in words alone.
    pub description: String,
    /// Story and charts.
    pub story: String,
    /// Heading and words above the simulator.
    pub above: String,
    /// What the step leaves out, and the ways on.
    pub below: String,
}

/// What of a step stands in a frame: enough to know what its simulator is about.
pub struct Brief {
    /// The claim.
    pub title: String,
    /// Its first paragraph.
    pub lead: String,
    /// The first picture of its own; empty where it has none.
    pub chart: String,
    /// What the step leaves out, under its heading.
    pub left_out: String,
}

impl Step {
    /// Its folder, below that of the language.
    pub fn path(&self) -> String {
        format!("steps/{}", self.key)
    }

    /// Script of its own, by the beginning of its name; most steps have none.
    pub fn script(&self) -> Option<&'static str> {
        (self.key == what_no_lever_explains::STEP.key).then_some(by_hand::SCRIPT)
    }

    /// What it says: the title of its prose.
    ///
    /// # Errors
    /// Prose that is missing.
    pub fn claim<'a>(&self, content: &'a Content, lang: Lang) -> Result<&'a str, String> {
        Ok(&prose(content, self.key, lang)?.title)
    }

    /// The step in a language.
    ///
    /// # Errors
    /// Prose, section or chart that is missing, or chart that is not used.
    pub fn parts(&self, content: &Content, notes: &mut Notes, lang: Lang) -> Result<Parts, String> {
        let prose = prose(content, self.key, lang)?;
        let fail = |why: &str| format!("{}: {why}", prose.file);
        let [story @ .., above, below] = prose.sections.as_slice() else {
            return Err(fail("a step needs a story and two sections behind it"));
        };
        if (above.key.as_str(), below.key.as_str()) != (TRY, LEFT_OUT) {
            return Err(fail("the last two sections must be {#try} and {#left-out}"));
        }
        let opening = prose
            .intro
            .first()
            .ok_or_else(|| fail("no opening paragraph"))?;
        let mut unused: Vec<&(&str, Chart)> = self.charts.iter().collect();
        let mut write = |section: Option<&Section>, blocks: &[Block]| {
            let blocks =
                blocks_with_charts(blocks, &mut unused, notes, lang).map_err(|why| fail(&why))?;
            let (key, heading) = section.map_or((String::new(), String::new()), |section| {
                (
                    format!(" id=\"{}\"", section.key),
                    format!("<h2>{}</h2>", escaped(&section.title)),
                )
            });
            Ok::<_, String>(format!(
                "<section class=\"prose\"{key}>{heading}{blocks}</section>"
            ))
        };
        let mut told = write(None, &prose.intro)?;
        for section in story {
            told.push_str(&write(Some(section), &section.blocks)?);
        }
        let above = write(Some(above), &above.blocks)?;
        let below = write(Some(below), &below.blocks)?;
        if let Some((name, _)) = unused.first() {
            return Err(fail(&format!("the chart {name} is not used")));
        }
        Ok(Parts {
            title: prose.title.clone(),
            description: notes.plain(opening)?,
            story: told,
            above,
            below: below + &self.ways(content, lang)?,
        })
    }

    /// The step in a frame.
    ///
    /// # Errors
    /// As [`Step::parts`].
    pub fn brief(&self, content: &Content, notes: &mut Notes, lang: Lang) -> Result<Brief, String> {
        let prose = prose(content, self.key, lang)?;
        let fail = |why: &str| format!("{}: {why}", prose.file);
        let lead = prose
            .intro
            .first()
            .ok_or_else(|| fail("no opening paragraph"))?;
        let left_out = prose
            .section(LEFT_OUT)
            .ok_or_else(|| fail("no section {#left-out}"))?;
        let words = notes.blocks(std::slice::from_ref(lead))?;
        let blocks = prose.sections.iter().flat_map(|section| &section.blocks);
        let mut unused: Vec<&(&str, Chart)> = self.charts.iter().collect();
        let mut chart = String::new();
        for block in blocks.chain(&prose.intro) {
            if chart_of(block).is_none() {
                continue;
            }
            // Numbers of charts that are passed over need no notes here.
            let mut asked = notes.clone();
            let block = std::slice::from_ref(block);
            let drawn = blocks_with_charts(block, &mut unused, &mut asked, lang)
                .map_err(|why| fail(&why))?;
            // Lists to choose from, such as the timeline, are pages of their own.
            if PICTURES.iter().any(|begin| drawn.starts_with(begin)) {
                (chart, *notes) = (drawn, asked);
                break;
            }
        }
        Ok(Brief {
            title: prose.title.clone(),
            lead: words,
            chart,
            left_out: format!(
                "<h2>{}</h2>{}",
                escaped(&left_out.title),
                notes.blocks(&left_out.blocks)?
            ),
        })
    }

    /// Back and next, and the list of all steps.
    fn ways(&self, content: &Content, lang: Lang) -> Result<String, String> {
        let w = words::steps(lang);
        let [before, behind] = self.beside();
        let titled = |step: &Step, words: &str| {
            let title = &prose(content, step.key, lang)?.title;
            Ok::<_, String>((address(step, lang), fill(words, &[("title", title)])))
        };
        let main = format!("./{}", folder(lang));
        let back = match before {
            Some(step) => titled(step, w.back)?,
            None => (format!("{main}#steps"), w.to_main.to_owned()),
        };
        let next = match behind {
            Some(step) => titled(step, w.next)?,
            None => (format!("{main}#simulator"), w.to_levers.to_owned()),
        };
        let link = |rel: &str, (to, words): &(String, String)| {
            format!("<a rel=\"{rel}\" href=\"{to}\">{}</a>", escaped(words))
        };
        Ok(format!(
            "<nav class=\"prose step-ways\" aria-label=\"{}\"><p>{}{}</p>{}</nav>",
            escaped(w.nav),
            link("prev", &back),
            link("next", &next),
            list(content, Some(self), lang)?
        ))
    }

    /// The steps before and behind.
    pub fn beside(&self) -> [Option<&'static Step>; 2] {
        let here = STEPS.iter().position(|step| step.key == self.key);
        let before = here.and_then(|here| STEPS.get(here.checked_sub(1)?));
        [before, here.and_then(|here| STEPS.get(here + 1))]
    }

    /// "Step 2 of 6".
    pub fn place(&self, lang: Lang) -> String {
        let here = STEPS.iter().take_while(|step| step.key != self.key).count() + 1;
        fill(
            words::steps(lang).place,
            &[
                ("n", &here.to_string()),
                ("count", &STEPS.len().to_string()),
            ],
        )
    }
}

/// The list of all steps, by their claims; `present` is marked and leads nowhere.
///
/// # Errors
/// Prose that is missing.
pub fn list(content: &Content, present: Option<&Step>, lang: Lang) -> Result<String, String> {
    let mut html = String::from("<ol class=\"steps\">");
    for step in STEPS {
        let title = escaped(&prose(content, step.key, lang)?.title);
        let _ = match present.filter(|present| present.key == step.key) {
            Some(_) => write!(html, "<li aria-current=\"page\">{title}</li>"),
            None => write!(
                html,
                "<li><a href=\"{}\">{title}</a></li>",
                address(step, lang)
            ),
        };
    }
    Ok(html + "</ol>")
}

/// Where a step stands, seen from the root of the site.
pub fn address(step: &Step, lang: Lang) -> String {
    format!("./{}{}/", folder(lang), step.path())
}

fn prose<'a>(content: &'a Content, key: &str, lang: Lang) -> Result<&'a Prose, String> {
    content
        .prose(lang, key)
        .ok_or_else(|| format!("assets/prose/{}/{key}.md is missing", lang.tag()))
}

/// Paragraphs and lists, with a chart in the place of each paragraph that names one.
///
/// # Errors
/// A chart that is none of `unused`, or says nothing.
pub fn blocks_with_charts(
    blocks: &[Block],
    unused: &mut Vec<&(&'static str, Chart)>,
    notes: &mut Notes,
    lang: Lang,
) -> Result<String, String> {
    let mut html = String::new();
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        let Some((name, caption)) = chart_of(first) else {
            let words = rest
                .iter()
                .take_while(|block| chart_of(block).is_none())
                .count();
            html.push_str(&notes.blocks(&rest[..words])?);
            rest = &rest[words..];
            continue;
        };
        let at = unused.iter().position(|(known, _)| *known == name);
        let at = at.ok_or_else(|| format!("{name} is no chart of this step, or stands twice"))?;
        let (_, draw) = unused.remove(at);
        if caption.inlines.is_empty() {
            return Err(format!("the chart {name} says nothing"));
        }
        let caption = Caption {
            html: notes.inlines(&caption.inlines)?,
            plain: notes.plain(&caption)?,
        };
        html.push_str(&draw(&caption, lang)?);
        rest = &rest[1..];
    }
    Ok(html)
}

/// Name and sentence of a chart, where a paragraph is one.
fn chart_of(block: &Block) -> Option<(&str, Block)> {
    let Some((Inline::Text(words), after)) = block.inlines.split_first() else {
        return None;
    };
    let (name, words) = words.strip_prefix("{{chart:")?.split_once("}}")?;
    let words = words.trim_start();
    let before = (!words.is_empty()).then(|| Inline::Text(words.to_owned()));
    let caption = Block {
        inlines: before.into_iter().chain(after.iter().cloned()).collect(),
        ..Block::default()
    };
    Some((name, caption))
}
