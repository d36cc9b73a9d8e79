//! Every number that a reader can see has a source: in all pages that `root-causes pages` writes, a
//! digit stands where its source is one step away, or in a form that says nothing to be sourced.
#![cfg(feature = "cli")]

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Where a number has its source: tag; class, beginning of the id, or any; what it must hold.
const SOURCED: &[(&str, &str, Holds)] = &[
    // A press on the number opens its source, and here it is.
    ("button", ".figure", Holds::Itself),
    ("div", ".source-note", Holds::Itself),
    // A picture, the words under it and its table are made from one figure; the sources stand in
    // the table or in a line below.
    ("svg", "", Holds::Itself),
    ("table", "", Holds::Itself),
    ("figure", "", Holds::Table),
    ("figure", "", Holds::SourceLine),
    // Sentences of the simulator: the numbers in bold open one note for all of them.
    ("p", ".answer-text", Holds::Number),
    ("p", ".row-sentence", Holds::Number),
    ("p", ".beside", Holds::Number),
    ("p", ".scenario-answer", Holds::Number),
    // Settings of a preset: where each comes from stands below it, or the build stops.
    ("dd", ".counts", Holds::Itself),
    // Items that name the study, the article, the row of a document or the state they tell of.
    ("li", "", Holds::Source),
    ("article", ".figure-card", Holds::Link),
    ("details", ".sources", Holds::Link),
    ("details", ".strand-told", Holds::Link),
    ("details", ".sifted-group", Holds::Link),
    ("details", ".tl-more", Holds::Link),
    // What a scenario sets is its own, and its page shows it on the levers.
    ("p", ".scenario-set", Holds::Itself),
    // The line under a frame names the publisher of its records and the versions of the model.
    ("footer", ".frame-foot", Holds::Itself),
    // Counts of what the page itself lists, or the page behind the link.
    ("p", ".counts", Holds::Itself),
    ("p", ".board-count", Holds::Itself),
    ("p", ".to-board", Holds::Link),
    // A row of the board holds the words of its document and the line where they stand.
    ("details", ".claim", Holds::Quote),
    // An assumption says which studies it rests on, or that it is our own judgment.
    ("details", ".belief", Holds::Itself),
    ("details", ".guide-studies", Holds::Itself),
    // The range of a control is that of the registry (`tests/guides.rs`).
    ("section", "#ranges", Holds::Itself),
    // Notes beside a control lead to the guide that gives each number its source.
    ("div", "#note-", Holds::Guide),
    // Parts of a page that end with the files their numbers come from.
    ("section", "", Holds::SourceLine),
    // A plan sets its own minutes; sheets say which of how many they are; a code is a state.
    ("section", "#plan", Holds::Itself),
    ("p", ".step-place", Holds::Itself),
    ("ul", ".sheet-codes", Holds::Itself),
    // The equations are the source of what is simulated.
    ("pre", ".equations", Holds::Itself),
];

/// What makes an element the source of the numbers in it.
#[derive(Clone, Copy)]
enum Holds {
    /// It needs nothing more.
    Itself,
    /// A table.
    Table,
    /// A number that opens a note.
    Number,
    /// A link.
    Link,
    /// A link to the very source: another site, a table, a row, a study, a state.
    Source,
    /// A link to a guide.
    Guide,
    /// Words of a document.
    Quote,
    /// A line of sources or a list of files, as a child of its own.
    SourceLine,
}

/// What a reader sets or chooses tells its own number.
const CONTROLS: [&str; 5] = ["button", "label", "option", "output", "select"];

/// Nothing in these is text on the page.
const UNSEEN: [&str; 4] = ["head", "script", "style", "template"];

/// Elements without an end.
const VOID: [&str; 7] = ["base", "br", "hr", "img", "input", "link", "meta"];

/// Words before a number that is part of a name.
const NAMED: [&str; 13] = [
    "Title",
    "Título",
    "Barrio",
    "Model",
    "Modelo",
    "Step",
    "Paso",
    "Worksheet",
    "worksheet",
    "trabajo",
    "hoja",
    "data",
    "datos",
];

const MONTHS: [&str; 24] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// The written site, made once for all tests.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| site::written("sources-site"))
}

#[test]
fn every_visible_number_has_a_source() {
    let site = site();
    let mut pages = BTreeMap::new();
    gather(site, "", &mut pages);
    assert!(pages.len() > 60, "{} pages", pages.len());
    let mut faults = BTreeMap::<String, BTreeSet<&str>>::new();
    for (page, html) in &pages {
        for fault in unsourced(html) {
            faults.entry(fault).or_default().insert(page);
        }
    }
    let told: Vec<String> = faults
        .iter()
        .map(|(fault, on)| format!("{fault}\n    on {}: {:?}", on.len(), on.first().unwrap()))
        .collect();
    assert!(told.is_empty(), "{}\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_card_and_both_columns_lead_to_their_original() {
    for (page, columns) in [
        ("index.html", true),
        ("es/index.html", true),
        ("claims/index.html", false),
        ("es/claims/index.html", false),
    ] {
        let html = fs::read_to_string(site().join(page)).unwrap();
        let tree = read(&html);
        let leads = |of: &Element, to: &str| {
            of.any(&|e| {
                e.tag == "a" && e.attribute("href").is_some_and(|href| href.starts_with(to))
            })
        };
        let mut seen = BTreeMap::new();
        tree.each(&mut |element| {
            let (group, of_op_ed) = match element.attribute("data-document") {
                Some(document) if element.tag == "details" => ("cards", document == "op_ed"),
                _ if element.classes().any(|class| class == "two-documents") => {
                    for (column, of_op_ed) in element.elements().zip([true, false]) {
                        assert!(leads(column, original(of_op_ed)), "{page}: a column");
                    }
                    ("columns", true)
                }
                _ => return,
            };
            if group == "cards" {
                assert!(
                    leads(element, original(of_op_ed)),
                    "{page}: {}",
                    element.attributes
                );
            }
            *seen.entry(group).or_insert(0) += 1;
        });
        let expected = if columns {
            ("columns", 1)
        } else {
            ("cards", 180)
        };
        assert_eq!(seen.get(expected.0), Some(&expected.1), "{page}");
    }
}

/// Where each document was published.
fn original(is_op_ed: bool) -> &'static str {
    match is_op_ed {
        true => "https://dividedwefall.org/central-america-migration/",
        false => "https://www.whitehouse.gov/briefing-room/statements-releases/2024/03/25/",
    }
}

#[test]
fn a_number_without_a_source_is_found() {
    for bare in [
        "<p>It fell by 12 percent.</p>",
        "<figure><p>Of 40 places</p></figure>",
        "<section><p>About 700 people</p><div><p class=\"source-line\">x</p></div></section>",
        "<li>30 of them</li>",
        "<li>30 of them, <a href=\"./method/\">how</a></li>",
        "<li>30 of them, <a href=\"./steps/aid/#aid\">there</a></li>",
        "<p class=\"answer-text\">81 of 100</p>",
        "<p>In 2024, 12 came.</p>",
        "<p>1,900 dollars and 2100 visas</p>",
    ] {
        assert_eq!(unsourced(bare).len(), 1, "{bare}");
    }
    for sourced in [
        "<p>From <button class=\"figure\" popovertarget=\"n1\">12</button> on</p>",
        "<p>On 25 March 2024, el 3 de mayo de 2019, FY2024, 2021–22, H-2A, Title 42</p>",
        "<figure><p>Of 40 places</p><table><tr><td>40</td></tr></table></figure>",
        "<li>30 of them, <a href=\"../method/#L01\">a study</a></li>",
        "<li>30 of them, <a href=\"https://example.org/\">a study</a></li>",
        "<head><title>12</title></head><template>12</template>",
        "<summary>What to know (14)</summary>",
    ] {
        assert_eq!(unsourced(sourced), Vec::<String>::new(), "{sourced}");
    }
}

/// Texts with a number that has no source, each with the elements around it.
fn unsourced(html: &str) -> Vec<String> {
    let page = read(html);
    let mut faults = Vec::new();
    look(&page, &mut Vec::new(), &mut faults);
    faults
}

fn look<'a>(of: &'a Element, around: &mut Vec<&'a Element>, faults: &mut Vec<String>) {
    let is_passed = UNSEEN.contains(&of.tag.as_str())
        || CONTROLS.contains(&of.tag.as_str())
        || SOURCED.iter().any(|rule| of.is_source(rule));
    if is_passed {
        return;
    }
    around.push(of);
    for child in &of.children {
        match child {
            Node::Element(element) => look(element, around, faults),
            Node::Text(text) => {
                if let Some(number) = number_to_source(text) {
                    let path: Vec<String> = around.iter().skip(2).map(|e| e.name()).collect();
                    faults.push(format!("{number}: {}: {}", path.join(" > "), text.trim()));
                }
            }
        }
    }
    around.pop();
}

/// The first number in a text that is no date, year, name or count of what follows.
fn number_to_source(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.iter().enumerate().find_map(|(i, word)| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')');
        let before = i.checked_sub(1).map_or("", |i| words[i]);
        let after: Vec<&str> = words[i + 1..].iter().take(2).copied().collect();
        let is_harmless = !bare.contains(|c: char| c.is_ascii_digit())
            || is_year(bare)
            || is_name(bare)
            || is_day(bare, &after)
            || is_count_in_parentheses(bare)
            || NAMED.contains(&before)
            || before == "BY"
            || is_place(&words, i);
        (!is_harmless).then_some(*word)
    })
}

/// "2024", "FY2024", "2021–22", "2000-2026", "2026-11-21".
fn is_year(word: &str) -> bool {
    let word = word.trim_matches(['(', ')']);
    let mut parts = word.split(['–', '-', '/']);
    let first = parts.next().unwrap_or_default();
    let first = first.strip_prefix("FY").unwrap_or(first);
    let is_first = first.len() == 4 && matches!(first.parse(), Ok(1900..=2040));
    is_first
        && parts.all(|part| {
            let part = part.strip_prefix("FY").unwrap_or(part);
            matches!(part.len(), 2 | 4) && part.parse::<u16>().is_ok()
        })
}

/// Names with digits: rows, studies, kinds of visas, files, the version of the data.
fn is_name(word: &str) -> bool {
    let word = word.trim_matches(['(', ')']);
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_id = matches!(letters.len(), 1..=3)
        && letters.chars().all(|c| c.is_ascii_uppercase())
        && letters.len() < word.len();
    is_id
        || word.starts_with("H-2")
        || word.starts_with("Apache-")
        || word.ends_with(".csv")
        || (word.len() == 16 && word.chars().all(|c| c.is_ascii_hexdigit()))
}

/// "25 March", "25 de marzo".
fn is_day(word: &str, after: &[&str]) -> bool {
    let month = match after {
        ["de", month, ..] | [month, ..] => month.trim_matches(|c: char| !c.is_alphabetic()),
        [] => return false,
    };
    matches!(word.parse(), Ok(1..=31)) && MONTHS.contains(&month)
}

/// "What to know before comparing (14)": what is counted stands below.
fn is_count_in_parentheses(word: &str) -> bool {
    let inside = word
        .strip_prefix('(')
        .and_then(|word| word.strip_suffix(')'));
    inside.is_some_and(|count| count.chars().all(|c| c.is_ascii_digit()))
}

/// "Step 3 of 6", "Paso 3 de 6": the second number.
fn is_place(words: &[&str], i: usize) -> bool {
    i >= 3 && matches!(words[i - 1], "of" | "de") && matches!(words[i - 3], "Step" | "Paso")
}

enum Node {
    Text(String),
    Element(Element),
}

struct Element {
    tag: String,
    attributes: String,
    children: Vec<Node>,
}

impl Element {
    fn is_source(&self, &(tag, of, holds): &(&str, &str, Holds)) -> bool {
        self.tag == tag
            && match of.split_at_checked(1) {
                Some(("#", id)) => self.attribute("id").is_some_and(|own| own.starts_with(id)),
                Some((_, class)) => self.classes().any(|own| own == class),
                None => true,
            }
            && match holds {
                Holds::Itself => true,
                Holds::Table => self.any(&|e| e.tag == "table"),
                Holds::Number => self.any(&|e| e.classes().any(|own| own == "figure")),
                Holds::Link => self.any(&|e| e.tag == "a" && e.attribute("href").is_some()),
                Holds::Source => self
                    .any(&|e| e.tag == "a" && e.attribute("href").is_some_and(leads_to_a_source)),
                Holds::Guide => self.any(&|e| e.attribute("data-guide").is_some()),
                Holds::Quote => self.any(&|e| e.tag == "q"),
                Holds::SourceLine => self.elements().any(|e| {
                    e.classes()
                        .any(|own| own == "source-line" || own == "files")
                }),
            }
    }

    /// Calls `look` with this element and each one in it.
    fn each(&self, look: &mut impl FnMut(&Element)) {
        look(self);
        for element in self.elements() {
            element.each(look);
        }
    }

    fn any(&self, is_it: &dyn Fn(&Element) -> bool) -> bool {
        self.elements().any(|e| is_it(e) || e.any(is_it))
    }

    fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let start = format!(" {name}=\"");
        let (_, rest) = self.attributes.split_once(&start)?;
        Some(rest.split_once('"')?.0)
    }

    fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or("").split_whitespace()
    }

    fn name(&self) -> String {
        match (self.attribute("id"), self.attribute("class")) {
            (Some(id), _) => format!("{}#{id}", self.tag),
            (None, Some(class)) => format!("{}.{}", self.tag, class.replace(' ', ".")),
            (None, None) => self.tag.clone(),
        }
    }
}

/// Whether an address names one source: a page elsewhere, a table, or a place on a page of ours
/// that is a row, a study, an assumption, an equation or a state.
fn leads_to_a_source(address: &str) -> bool {
    let is_table = address.ends_with(".csv");
    let place = address.split_once('#').map_or("", |(_, place)| place);
    let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_id = matches!(letters.len(), 1..=3)
        && letters.len() < place.len()
        && letters.chars().all(|c| c.is_ascii_uppercase());
    let is_place = ["belief-", "eq-", "v1"]
        .iter()
        .any(|start| place.starts_with(start));
    // Each figure of the strategy, drawn, with its row; border rules with the months they rest on.
    let is_place =
        is_place || (place == "figures" && address.contains("strategy/")) || place == "regimes";
    address.starts_with("http") || is_table || is_id || is_place
}

/// A page as a tree. The pages are our own, so each tag but the void ones is closed.
fn read(html: &str) -> Element {
    let root = |tag: &str, attributes: &str| Element {
        tag: tag.to_owned(),
        attributes: attributes.to_owned(),
        children: Vec::new(),
    };
    let mut open = vec![root("", "")];
    let mut pieces = html.split('<');
    let text = pieces.next().unwrap_or_default().to_owned();
    open[0].children.push(Node::Text(text));
    for piece in pieces {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let (name, attributes) = tag.split_at(tag.find(char::is_whitespace).unwrap_or(tag.len()));
        if let Some(closed) = name.strip_prefix('/') {
            let last = open.pop().unwrap();
            assert_eq!(last.tag, closed, "{attributes}");
            open.last_mut().unwrap().children.push(Node::Element(last));
        } else if !name.starts_with('!') {
            let element = root(name.trim_end_matches('/'), attributes);
            if VOID.contains(&name) || tag.ends_with('/') {
                open.last_mut()
                    .unwrap()
                    .children
                    .push(Node::Element(element));
            } else {
                open.push(element);
            }
        }
        let text = text.replace("&amp;", "&").replace("&nbsp;", "\u{a0}");
        open.last_mut().unwrap().children.push(Node::Text(text));
    }
    assert_eq!(open.len(), 1, "{} is not closed", open.last().unwrap().tag);
    open.pop().unwrap()
}

fn gather(folder: &Path, address: &str, pages: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            gather(&path, &format!("{address}{name}/"), pages);
        } else if name == "index.html" {
            pages.insert(address.to_owned(), fs::read_to_string(&path).unwrap());
        }
    }
}
