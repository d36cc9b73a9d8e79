//! The guides to levers, events and border rules, as `root-causes pages` writes them.
#![cfg(feature = "cli")]

mod site;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use root_causes::content::guides::{self, BORDER_RULES, FOLDER, SECTIONS, heading};
use root_causes::content::{self, Block, Content, Fault};
use root_causes::data;
use root_causes::i18n::{Lang, words};
use root_causes::model::levers::Lever;
use root_causes::model::parameters::Parameter;
use root_causes::model::shocks::Shock;
use root_causes::share::link;

const LANGS: [(Lang, &str); 2] = [(Lang::En, ""), (Lang::Es, "es/")];

/// The site, written once from the template as it stands in the repository.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| site::written("guides-site"))
}

fn page(path: &str) -> String {
    let file = site().join(path).join("index.html");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let parts = text.split(start).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(end)?.0))
        .collect()
}

#[test]
fn every_lever_event_and_the_border_rules_have_a_guide_on_one_plan() {
    let count = Lever::ALL.len() + Shock::ALL.len() + 1;
    assert_eq!(guides::keys().count(), count);
    let mut plan: Vec<&str> = SECTIONS.to_vec();
    plan.insert(6, "ranges");
    plan.insert(8, "now");
    for (lang, folder) in LANGS {
        let index = page(&format!("{folder}levers"));
        assert_eq!(index.matches("<dt><a href=").count(), count);
        for key in guides::keys() {
            let html = page(&format!("{folder}levers/{key}"));
            let of = format!("{folder}{key}");
            assert!(
                index.contains(&format!("levers/{key}/\"")),
                "{of}: not in the index"
            );
            let start = format!("<article id=\"guide\" data-key=\"{key}\">");
            let article = between(&html, &start, "</article>");
            assert_eq!(article.len(), 1, "{of}");
            let parts = between(article[0], "guide-part\" id=\"", "\">");
            assert_eq!(parts, plan, "{of}");
            for section in SECTIONS {
                let heading = heading(section, lang).expect("a heading");
                let marked = format!("id=\"{section}\"><h2>{heading}</h2>");
                assert!(article[0].contains(&marked), "{of}: {section}");
            }
            assert!(!html.contains("{{") && !html.contains(" style=\""), "{of}");
        }
    }
}

#[test]
fn a_guide_that_leaves_the_plan_is_refused() {
    let file = format!("assets/prose/en/{FOLDER}aid.md");
    let faults = |change: &dyn Fn(&mut content::Texts)| -> Vec<Fault> {
        let mut texts = content::shipped();
        change(&mut texts);
        Content::read(&texts)
            .map(|_| Vec::new())
            .unwrap_or_else(|faults| faults)
    };
    let edited = |from: &str, to: &str| {
        faults(&|texts| {
            let text = texts.get_mut(&file).expect("the guide");
            assert!(text.contains(from), "{from}");
            *text = text.replace(from, to);
        })
    };
    let told = |faults: &[Fault], why: &str| faults.iter().any(|f| f.reason.contains(why));
    let missing = edited("## Side effects {#side-effects}\n", "");
    assert!(told(&missing, "the sections of a guide are"), "{missing:?}");
    let extra = edited(
        "## Try it {#try}",
        "## More {#more}\n\nWords.\n\n## Try it {#try}",
    );
    assert!(told(&extra, "the sections of a guide are"), "{extra:?}");
    let renamed = edited("## Try it {#try}", "## Play {#try}");
    assert!(
        told(&renamed, "this heading must be “Try it”"),
        "{renamed:?}"
    );
    let gone = faults(&|texts| {
        texts.remove(&file);
    });
    assert!(
        gone.iter()
            .any(|f| f.file == file && f.reason == "the file is missing"),
        "{gone:?}"
    );
}

/// Ids of studies that must be named: those of the parameters that stand for a lever or event, and
/// those behind its range.
fn studies_of(key: &str) -> Vec<&'static str> {
    let lever = Lever::from_key(key);
    let shock = Shock::from_key(key);
    let mut ids: Vec<&str> = Vec::new();
    for record in Parameter::all() {
        let levers = record.moves.levers;
        let is_own = match (lever, shock) {
            (Some(Lever::Aid), _) => levers.contains(&Lever::Aid),
            (Some(lever), _) => levers.contains(&lever) && !levers.contains(&Lever::Aid),
            (_, Some(shock)) => record.moves.shocks.contains(&shock),
            _ => false,
        };
        if is_own {
            let known = record.parameter.studies();
            ids.extend(known.evidence.iter().chain(known.against));
        }
    }
    ids.extend(lever.map_or(&[][..], |lever| lever.record().evidence));
    ids.extend(shock.map_or(&[][..], |shock| shock.record().evidence));
    ids
}

#[test]
fn every_study_in_both_directions_is_named_with_its_authors() {
    for (lang, folder) in LANGS {
        for key in guides::keys() {
            let html = page(&format!("{folder}levers/{key}"));
            let found = between(&html, "guide-part\" id=\"found\">", "</section>")[0];
            let ids = studies_of(key);
            assert!(!ids.is_empty() || key == BORDER_RULES, "{key}");
            for id in ids {
                assert!(
                    found.contains(&format!("method/#{id}\">{id}</a>")),
                    "{folder}{key}: {id}"
                );
                if let Some(study) = data::evidence_by_id(id) {
                    let named = match lang {
                        Lang::En => study.authors.to_owned(),
                        Lang::Es => in_spanish(study.authors),
                    };
                    let authors = named.replace('&', "&amp;").replace('"', "&quot;");
                    assert!(found.contains(&authors), "{folder}{key}: {authors}");
                }
            }
            for linked in between(found, "method/#", "\"") {
                let known =
                    data::evidence_by_id(linked).is_some() || data::cost_by_id(linked).is_some();
                assert!(known, "{folder}{key}: {linked} is no study");
            }
        }
    }
}

#[test]
fn ranges_and_named_values_are_those_of_the_registry() {
    for (lang, folder) in LANGS {
        for lever in Lever::ALL {
            let record = lever.record();
            let html = page(&format!("{folder}levers/{}", record.key));
            let ranges = between(&html, "guide-part\" id=\"ranges\">", "</section>")[0];
            let items = between(ranges, "<li>", "</li>");
            assert_eq!(items.len(), record.marks.len(), "{}", record.key);
            for (item, mark) in items.iter().zip(record.marks) {
                let name = words::marks(lang).get(mark.key).expect("a name");
                assert!(item.contains(&site::as_set(name)), "{}: {item}", record.key);
            }
            let shaded = ranges.contains("track-beyond");
            let unseen = record.evidenced.from > record.min || record.evidenced.to < record.max;
            assert_eq!(shaded, unseen, "{}", record.key);
            let now = between(&html, "guide-part\" id=\"now\">", "</section>")[0];
            let said = words::levers(lang).get(record.key).expect("words").now;
            assert!(now.contains(&site::as_set(said)), "{}", record.key);
            let equation = between(&html, "guide-part\" id=\"equation\">", "</section>")[0];
            for number in record.equations {
                assert!(equation.contains(&format!("({number})")), "{}", record.key);
            }
        }
    }
}

#[test]
fn each_heading_has_three_short_sentences_or_a_list_at_most() {
    let content = Content::read(&content::shipped()).expect("shipped texts");
    for (lang, _) in LANGS {
        for key in guides::keys() {
            let guide = content
                .prose(lang, &format!("{FOLDER}{key}"))
                .expect("a guide");
            for section in &guide.sections {
                let plain = |block: &Block| {
                    block
                        .words(|_| "1".to_owned())
                        .replace("EE. UU.", "EU")
                        .replace("U.S.", "US")
                };
                let told: Vec<String> = section
                    .blocks
                    .iter()
                    .filter(|b| !b.is_item)
                    .map(plain)
                    .filter(|text| !text.starts_with("{{chart:"))
                    .collect();
                let items = section.blocks.iter().filter(|b| b.is_item).count();
                let of = format!("{} {key} {}", lang.tag(), section.key);
                assert!(
                    told.len() + items.min(1) <= 1,
                    "{of}: a paragraph or a list"
                );
                assert!(items <= 4, "{of}: {items} items");
                for text in told {
                    let sentences = text.matches(['.', '?', '!']).count();
                    assert!(sentences <= 3, "{of}: {sentences} sentences");
                }
            }
            let tries = guide.section("try").expect("a section").blocks.len();
            assert!((2..=3).contains(&tries), "{key}: {tries} links to try");
        }
    }
}

#[test]
fn links_lead_somewhere_and_states_open_without_refusals() {
    let root = site().canonicalize().expect("the site");
    for (_, folder) in LANGS {
        for key in guides::keys() {
            let here = root.join(format!("{folder}levers/{key}"));
            let html = page(&format!("{folder}levers/{key}"));
            let article = between(&html, "<article id=\"guide\"", "</article>")[0];
            for opened in between(article, "popovertarget=\"", "\"") {
                assert!(opened.starts_with(&format!("{key}-n")), "{key}: {opened}");
                assert!(
                    article.contains(&format!(" id=\"{opened}\"")),
                    "{key}: {opened}"
                );
            }
            let nav = between(&html, "</article>", "</main>")[0];
            for to in between(article, "href=\"", "\"")
                .into_iter()
                .chain(between(nav, "href=\"", "\""))
            {
                let to = to.replace("&amp;", "&");
                if to.contains("://") || to.ends_with(".csv") {
                    continue;
                }
                let (path, place) = to.split_once('#').unwrap_or((&to, ""));
                let target = here.join(path).join("index.html");
                let there = fs::read_to_string(&target)
                    .unwrap_or_else(|_| panic!("{folder}{key}: {to} leads nowhere"));
                if place.starts_with("v1") {
                    let decoded = link::decode(&format!("#{place}"));
                    assert!(
                        !decoded.foreign && decoded.refusals.is_empty(),
                        "{key}: {to}"
                    );
                } else if !place.is_empty() {
                    assert!(there.contains(&format!(" id=\"{place}\"")), "{key}: {to}");
                }
            }
        }
    }
}

#[test]
fn each_note_of_the_main_page_leads_to_its_guide() {
    for (_, folder) in LANGS {
        let html = page(folder);
        for key in guides::keys() {
            let note = html
                .split_once(&format!("id=\"note-{key}\""))
                .expect("a note")
                .1;
            let note = note.split_once("</div>").expect("its end").0;
            assert!(
                note.contains(&format!("levers/{key}/\" data-guide=\"{key}\"")),
                "{folder}{key}"
            );
        }
    }
}

#[test]
fn numbers_below_zero_carry_a_minus_and_the_lists_of_studies_are_in_the_language_of_the_page() {
    for page in [
        page("method"),
        page("es/method"),
        page("levers/aid"),
        page("es/levers/aid"),
        page("es/levers/anti_corruption"),
    ] {
        let text = tagless(&page);
        let faults: Vec<&str> = text
            .match_indices(" -")
            .filter(|(at, _)| text[at + 2..].starts_with(|c: char| c.is_ascii_digit() || c == '.'))
            .map(|(at, _)| text[at..].lines().next().unwrap_or_default())
            .collect();
        assert_eq!(faults, Vec::<&str>::new());
    }
    for study in page("es/levers/work_visas")
        .split("<li><a href=\"./es/method/#")
        .skip(1)
    {
        let entry = study.split("</li>").next().unwrap_or_default();
        assert!(!entry.contains("lang=\"en\""), "{entry}");
    }
}

/// What a reader sees of a page, roughly.
fn tagless(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push(' ');
        text.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    text
}

/// The words of a cell in Spanish where the file has them: names stay as they are.
fn in_spanish(words: &str) -> String {
    let file = fs::read_to_string("assets/words/cells_es.toml").unwrap();
    let told = file.split_once(&format!("\n\"{words}\" = \""));
    told.and_then(|(_, rest)| rest.split_once('"'))
        .map_or(words, |(told, _)| told)
        .to_owned()
}
