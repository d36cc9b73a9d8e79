//! The page for classes: the plan by minutes, prepared states with their short codes and QR codes, a
//! role-play, and worksheets with their keys.
//!
//! Prose stands in `assets/prose/<language>/classes.md`, whose sections are [`SECTIONS`]. A worksheet
//! is one sheet of paper; its key is folded, and reaches paper only where it was opened.

use std::fmt::Write as _;

use root_causes::content::{Block, Content, Inline, Prose, Reference, Section};
use root_causes::data::{self, Country, Recorded};
use root_causes::figures::format::fill;
use root_causes::figures::rows::Row;
use root_causes::i18n::{Lang, words};
use root_causes::share::qr::{Qr, TooLong};
use root_causes::share::{code, link};

use super::guides::states_open;
use super::head;
use super::pages::{escaped, folder};
use super::prose::Notes;
use super::steps::{Chart, blocks_with_charts};
use super::yearly::{FROM, countries};

/// Folder of the page, below that of the language.
pub const CLASSES: &str = "classes";

/// Minutes of each item of the plan, in order.
const MINUTES: [u32; 6] = [5, 8, 10, 8, 9, 5];

/// Keys of the sections of the prose, in order.
const SECTIONS: [&str; 15] = [
    "need",
    "plan",
    "states",
    "mistakes",
    "roles",
    "role-minister",
    "role-officer",
    "role-employer",
    "role-mother",
    "sheet-guess",
    "sheet-plans",
    "sheet-sure",
    "key-guess",
    "key-plans",
    "key-sure",
];

/// What begins the key of a section that tells a role.
const ROLE: &str = "role-";

/// A worksheet.
struct Sheet {
    /// Names its section, behind `sheet-`, and that of its key, behind `key-`.
    key: &'static str,
    /// Lines to write on below each task.
    lines: &'static [usize],
    /// Where there is more to fill in than lines, and what.
    form: Option<Form>,
}

/// What stands in a worksheet to be filled in.
enum Form {
    /// Empty axes, in the task of this number, counted from zero.
    Axes(usize),
    /// The two documents side by side, above the tasks.
    Documents,
}

const SHEETS: [Sheet; 3] = [
    Sheet {
        key: "guess",
        lines: &[0, 1, 2, 2, 2, 2],
        form: Some(Form::Axes(0)),
    },
    Sheet {
        key: "plans",
        lines: &[2, 2, 1],
        form: Some(Form::Documents),
    },
    Sheet {
        key: "sure",
        lines: &[1, 2, 3, 2, 2, 2, 2],
        form: None,
    },
];

/// Charts of the keys, by the names that prose gives them.
const CHARTS: &[(&str, Chart)] = &[("encounters", |caption, lang| {
    countries(&["encounters_usbp"], caption, lang)
})];

/// The page as it is written.
pub struct Parts {
    /// Its title.
    pub title: String,
    /// Its first paragraph, in words alone.
    pub description: String,
    /// All of it.
    pub body: String,
}

/// The page in a language.
///
/// # Errors
/// Prose that is missing or leaves the plan, a link that opens no state, a state that has no code.
pub fn parts(content: &Content, notes: &mut Notes, lang: Lang) -> Result<Parts, String> {
    let prose = content
        .prose(lang, CLASSES)
        .ok_or_else(|| format!("assets/prose/{}/{CLASSES}.md is missing", lang.tag()))?;
    let fail = |why: String| format!("{}: {why}", prose.file);
    let keys: Vec<&str> = prose.sections.iter().map(|s| s.key.as_str()).collect();
    if keys != SECTIONS {
        return Err(fail(format!("the sections are {SECTIONS:?}, not {keys:?}")));
    }
    for section in &prose.sections {
        states_open(&section.blocks).map_err(fail)?;
    }
    let opening = prose
        .intro
        .first()
        .ok_or_else(|| fail("no opening paragraph".to_owned()))?;
    let mut body = format!(
        "<section class=\"prose\">{}</section>",
        notes.blocks(&prose.intro)?
    );
    for (key, write) in [
        ("need", told as Write),
        ("plan", plan),
        ("states", states),
        ("mistakes", told),
        ("roles", told),
    ] {
        let section = of(prose, key)?;
        body.push_str(&headed(
            section,
            &write(section, notes, lang).map_err(fail)?,
        ));
    }
    body.push_str("<div class=\"roles\">");
    for section in prose.sections.iter().filter(|s| s.key.starts_with(ROLE)) {
        body.push_str(&headed(section, &role(section, notes, lang)?));
    }
    body.push_str("</div>");
    for (number, sheet) in (1..).zip(&SHEETS) {
        let task = of(prose, &format!("sheet-{}", sheet.key))?;
        let key = of(prose, &format!("key-{}", sheet.key))?;
        body.push_str(&worksheet(sheet, number, task, notes, lang).map_err(fail)?);
        body.push_str(&answers(sheet, number, key, notes, lang).map_err(fail)?);
    }
    Ok(Parts {
        title: prose.title.clone(),
        description: notes.plain(opening)?,
        body: body + &notes.notes(),
    })
}

/// What stands below the heading of a section.
type Write = fn(&Section, &mut Notes, Lang) -> Result<String, String>;

fn of<'a>(prose: &'a Prose, key: &str) -> Result<&'a Section, String> {
    prose
        .section(key)
        .ok_or_else(|| format!("{}: no section {key}", prose.file))
}

fn headed(section: &Section, inner: &str) -> String {
    format!(
        "<section class=\"prose\" id=\"{}\"><h2>{}</h2>{inner}</section>",
        section.key,
        escaped(&section.title)
    )
}

fn told(section: &Section, notes: &mut Notes, _: Lang) -> Result<String, String> {
    notes.blocks(&section.blocks)
}

/// Each item of the plan with its minutes.
fn plan(section: &Section, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let w = words::classes(lang);
    if section.blocks.len() != MINUTES.len() {
        return Err(format!("the plan has {} items", MINUTES.len()));
    }
    let mut items = String::new();
    let mut from = 0;
    for (block, minutes) in section.blocks.iter().zip(MINUTES) {
        let span = [
            ("from", &*from.to_string()),
            ("to", &(from + minutes).to_string()),
        ];
        let _ = write!(
            items,
            "<li><span class=\"minutes\">{}</span><p>{}</p></li>",
            escaped(&fill(w.minutes, &span)),
            notes.inlines(&block.inlines)?
        );
        from += minutes;
    }
    let all = fill(w.minutes_in_all, &[("minutes", &from.to_string())]);
    Ok(format!(
        "<p class=\"small\">{}</p><ol class=\"class-plan\">{items}</ol>",
        escaped(&all)
    ))
}

/// Each prepared state with what opens it.
fn states(section: &Section, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let (w, panel) = (words::classes(lang), words::desk(lang).share);
    let (items, lead): (Vec<&Block>, Vec<&Block>) = section.blocks.iter().partition(|b| b.is_item);
    let mut html = String::new();
    for block in lead {
        let _ = write!(html, "<p>{}</p>", notes.inlines(&block.inlines)?);
    }
    let _ = write!(
        html,
        "<p>{}</p><ul class=\"states\">",
        escaped(&fill(w.where_code, &[("panel", panel)]))
    );
    for block in items {
        let [Inline::Page { path, words }, told @ ..] = block.inlines.as_slice() else {
            return Err("a prepared state begins with its link".to_owned());
        };
        let _ = write!(
            html,
            "<li>{}<div><p><strong>{}</strong></p><p>{}</p>{}</div></li>",
            picture(path, words, lang)?,
            notes.inlines(&block.inlines[..1])?,
            notes.inlines(told)?.trim_start(),
            short_code(path, lang)?
        );
    }
    Ok(html + "</ul>")
}

/// A role: who it is, what to look at, and its question.
fn role(section: &Section, notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let w = words::classes(lang);
    let [who, look @ .., question] = section.blocks.as_slice() else {
        return Err(format!("{}: a role has a question", section.key));
    };
    Ok(format!(
        "<p>{}</p><p class=\"role-part\">{}</p>{}<p class=\"role-part\">{}</p><p>{}</p>",
        notes.inlines(&who.inlines)?,
        escaped(w.look),
        notes.blocks(look)?,
        escaped(w.question),
        notes.inlines(&question.inlines)?,
    ))
}

/// A worksheet: what to open, then tasks with lines to write on.
fn worksheet(
    sheet: &Sheet,
    number: usize,
    section: &Section,
    notes: &mut Notes,
    lang: Lang,
) -> Result<String, String> {
    let w = words::classes(lang);
    let (tasks, lead): (Vec<&Block>, Vec<&Block>) = section.blocks.iter().partition(|b| b.is_item);
    if tasks.len() != sheet.lines.len() {
        return Err(format!("{} has {} tasks", section.key, sheet.lines.len()));
    }
    let mut open = String::new();
    let mut pictures = String::new();
    for block in lead {
        let _ = write!(open, "<p>{}</p>", notes.inlines(&block.inlines)?);
        for inline in &block.inlines {
            if let Inline::Page { path, words } = inline {
                let (picture, code) = (picture(path, words, lang)?, short_code(path, lang)?);
                let _ = write!(
                    pictures,
                    "<li>{picture}<p>{}</p>{code}</li>",
                    escaped(words)
                );
            }
        }
    }
    let mut items = String::new();
    for (at, (task, lines)) in tasks.into_iter().zip(sheet.lines).enumerate() {
        let drawn = match sheet.form {
            Some(Form::Axes(task)) if task == at => axes(lang),
            _ => String::new(),
        };
        let _ = write!(
            items,
            "<li><p>{}</p>{drawn}{}</li>",
            notes.inlines(&task.inlines)?,
            "<div class=\"line\"></div>".repeat(*lines)
        );
    }
    let form = match sheet.form {
        Some(Form::Documents) => documents(lang)?,
        _ => String::new(),
    };
    Ok(format!(
        "<section class=\"prose sheet\" id=\"{key}\"><p class=\"step-place\">{place}</p><h2>{title}</h2>\
         <p class=\"sheet-names\"><span>{names}</span><span>{date}</span></p>\
         <div class=\"sheet-open\"><div>{open}</div><ul class=\"sheet-codes\">{pictures}</ul></div>\
         {form}<ol class=\"tasks\">{items}</ol>\
         <p class=\"small sheet-alone\"><a href=\"#{key}\">{alone}</a></p></section>",
        key = section.key,
        place = escaped(&placed(w.sheet, number)),
        title = escaped(&section.title),
        names = escaped(w.names),
        date = escaped(w.date),
        alone = escaped(w.alone),
    ))
}

fn placed(pattern: &str, number: usize) -> String {
    let (n, count) = (number.to_string(), SHEETS.len().to_string());
    fill(pattern, &[("n", &n), ("count", &count)])
}

/// The key of a worksheet, folded.
fn answers(
    sheet: &Sheet,
    number: usize,
    section: &Section,
    notes: &mut Notes,
    lang: Lang,
) -> Result<String, String> {
    let mut charts: Vec<&(&str, Chart)> = match sheet.form {
        Some(Form::Axes(_)) => CHARTS.iter().collect(),
        _ => Vec::new(),
    };
    let mut inner = blocks_with_charts(&section.blocks, &mut charts, notes, lang)?;
    if matches!(sheet.form, Some(Form::Axes(_))) {
        inner.push_str(&peaks(notes, lang)?);
    }
    if let Some((name, _)) = charts.first() {
        return Err(format!("the chart {name} is not used"));
    }
    Ok(format!(
        "<details class=\"prose key\" id=\"{}\"><summary>{}</summary><h2>{}</h2>{inner}</details>",
        section.key,
        escaped(&placed(words::classes(lang).key, number)),
        escaped(&section.title),
    ))
}

/// Recorded fiscal years that are over, oldest first.
fn whole_years(country: Country) -> impl Iterator<Item = &'static Recorded> {
    let is_whole = |row: &&Recorded| !row.is_partial() && row.fiscal_year >= FROM;
    data::encounters(country).iter().filter(is_whole)
}

/// The highest and the last year of each country.
fn peaks(notes: &mut Notes, lang: Lang) -> Result<String, String> {
    let w = words::classes(lang);
    let mut items = String::new();
    for country in Country::ALL {
        let high = whole_years(country).max_by_key(|row| row.encounters);
        let (Some(high), Some(last)) = (high, whole_years(country).last()) else {
            return Err(format!("no year of {} is whole", country.code()));
        };
        let mut number = |row: &Recorded| {
            notes.inlines(&[Inline::Figure(Reference::Cell {
                table: "encounters".to_owned(),
                key: format!("{}/{}", row.fiscal_year, country.code()),
                column: "encounters".to_owned(),
                unsigned: false,
            })])
        };
        let (most, then) = (number(high)?, number(last)?);
        let text = fill(
            w.peak,
            &[
                ("country", Row::Country(country).name(lang)),
                ("year", &high.fiscal_year.to_string()),
                ("most", "\u{1}"),
                ("last", &last.fiscal_year.to_string()),
                ("then", "\u{2}"),
            ],
        );
        let text = escaped(&text)
            .replace('\u{1}', &most)
            .replace('\u{2}', &then);
        let _ = write!(items, "<li>{text}</li>");
    }
    Ok(format!("<p>{}</p><ul>{items}</ul>", escaped(w.peaks)))
}

/// The two documents side by side, to be filled in.
fn documents(lang: Lang) -> Result<String, String> {
    let (w, board) = (words::classes(lang), words::board(lang));
    let kinds = ["goal", "money", "output", "outcome", "causal", "prediction"].map(|kind| {
        let key = format!("kind_{kind}");
        board
            .get(&key)
            .ok_or_else(|| format!("board.{key} has no words"))
    });
    let kinds: Vec<&str> = kinds.into_iter().collect::<Result<_, String>>()?;
    let kind = fill(w.claim_kind, &[("kinds", &kinds.join(", "))]);
    let rows = [
        (w.claim, "tall"),
        (&kind, "short"),
        (w.claim_data, "tall"),
        (w.claim_against, "tall"),
        (w.result_fewer, "short"),
        (w.result_range, "short"),
        (w.result_entries, "short"),
    ]
    .map(|(head, class)| {
        format!(
            "<tr class=\"{class}\"><th scope=\"row\">{}</th><td></td><td></td></tr>",
            escaped(head)
        )
    });
    Ok(format!(
        "<table class=\"sheet-table\"><caption class=\"spoken\">{caption}</caption><thead><tr><th scope=\"col\">{ask}</th>\
         <th scope=\"col\">{op_ed}</th><th scope=\"col\">{fact_sheet}</th></tr></thead><tbody>{}</tbody></table>",
        rows.concat(),
        caption = escaped(w.side_by_side),
        ask = escaped(w.ask),
        op_ed = escaped(board.document_op_ed),
        fact_sheet = escaped(board.document_fact_sheet),
    ))
}

/// Empty axes to draw on: the fiscal years that are recorded, in a picture of 640 by 230 units.
fn axes(lang: Lang) -> String {
    /// Left end, right end, top and bottom of the plane.
    const PLANE: [f64; 4] = [72.0, 616.0, 10.0, 200.0];
    /// Years between two that are named.
    const EVERY: usize = 5;
    let w = words::classes(lang);
    let years: Vec<u16> = whole_years(Country::Guatemala)
        .map(|row| row.fiscal_year)
        .collect();
    let (first, last) = (
        years.first().unwrap_or(&FROM),
        years.last().unwrap_or(&FROM),
    );
    let [left, right, top, bottom] = PLANE;
    let span = f64::from(last.saturating_sub(*first)).max(1.0);
    let x = |year: u16| left + f64::from(year - first) / span * (right - left);
    let mut marks = String::new();
    for (at, year) in years.iter().enumerate() {
        let x = (x(*year) * 10.0).round() / 10.0;
        let is_named = at.is_multiple_of(EVERY);
        let length = if is_named { 8 } else { 4 };
        let _ = write!(marks, "<path class=\"axis\" d=\"M{x} {bottom}v{length}\"/>");
        if is_named {
            let _ = write!(
                marks,
                "<text class=\"axis-year\" x=\"{x}\" y=\"{}\">{year}</text>",
                bottom + 24.0
            );
        }
    }
    let name = fill(
        w.axes,
        &[("first", &first.to_string()), ("last", &last.to_string())],
    );
    format!(
        "<svg class=\"axes\" viewBox=\"0 0 640 230\" role=\"img\" aria-label=\"{}\">\
         <path class=\"axis\" d=\"M{left} {top}V{bottom}H{right}\"/>{marks}\
         <text class=\"axis-amount\" x=\"{at}\" y=\"{high}\">{many}</text>\
         <text class=\"axis-amount\" x=\"{at}\" y=\"{bottom}\">{few}</text></svg>",
        escaped(&name),
        at = left - 8.0,
        high = top + 10.0,
        many = escaped(w.many),
        few = escaped(w.few),
    )
}

/// The QR code of a place of the site, which leads to the site's own address wherever the page is
/// shown.
fn picture(path: &str, words: &str, lang: Lang) -> Result<String, String> {
    let address = head::site_url() + folder(lang) + path;
    let qr = Qr::of(&address).map_err(|TooLong| format!("{path} is too long for a QR code"))?;
    let name = fill(words::classes(lang).qr, &[("name", words)]);
    let width = qr.width();
    Ok(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {width} {width}\" role=\"img\" aria-label=\"{}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{width}v{width}H0z\"/>\
         <path fill=\"#000\" d=\"{}\"/></svg>",
        escaped(&name),
        qr.path()
    ))
}

/// The short code of a state; empty for other places of the site.
fn short_code(path: &str, lang: Lang) -> Result<String, String> {
    if !path.starts_with('#') {
        return Ok(String::new());
    }
    let state = link::decode(path);
    let code = code::write(state.preset, &state.scenario, &state.shown)
        .map_err(|why| format!("{path} has no code: {why:?}"))?;
    Ok(format!(
        "<p class=\"small\">{} <code>{code}</code></p>",
        escaped(words::classes(lang).code)
    ))
}
