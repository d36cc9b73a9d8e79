//! What every page tells those who link to it, the pages of the presets, and the pictures of cards,
//! as `root-causes pages` writes them.
#![cfg(feature = "cli")]

mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use root_causes::data::DATA_VERSION;
use root_causes::i18n::{Lang, words};
use root_causes::model::equations::Detail;
use root_causes::model::presets::Preset;
use root_causes::model::simulator::Simulator;
use root_causes::model::{DRAWS, MODEL_VERSION};
use root_causes::share::date::Date;
use root_causes::share::fingerprint::{Check, Verdict};
use root_causes::share::link;
use serde_json::Value;

const SITE: &str = "https://root-causes.example/";

/// Writes the pages once, from the template as it stands in the project.
fn site() -> &'static Path {
    static WRITTEN: OnceLock<PathBuf> = OnceLock::new();
    WRITTEN.get_or_init(|| site::written("pages"))
}

/// All pages by their address below the root of the site: "", "es/", "s/aid/", ...
fn pages() -> &'static BTreeMap<String, String> {
    static PAGES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let mut pages = all();
        pages.retain(|address, _| !is_frame(address));
        pages
    })
}

/// What stands in other pages and not for itself.
fn is_frame(address: &str) -> bool {
    let (_, path) = lang_and_path(address);
    path == "embed/" || path.starts_with("embed/steps/")
}

/// The pages, and those of frames.
fn all() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    gather(site(), "", &mut pages);
    pages
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

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> Vec<&'a str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(end)?.0))
        .collect()
}

/// To a browser a button is a thing beside which a line may end, so what closes behind it would
/// begin the next line.
#[test]
fn no_line_may_end_between_a_button_in_prose_and_the_mark_behind_it() {
    let mut tied = 0;
    for (address, page) in all() {
        for (at, end) in page.match_indices("</button>") {
            let next = page[at + end.len()..].chars().next();
            if !next.is_some_and(|next| ".,;:!?)”»".contains(next)) {
                continue;
            }
            let start = page[..at].rfind("<button").unwrap();
            let before = page[..start].trim_end_matches(['(', '“', '«', '¿', '¡']);
            assert!(
                before.ends_with("<span class=\"tied\">"),
                "{address}: {}",
                &page[start..at + end.len() + 1]
            );
            tied += 1;
        }
    }
    assert!(tied > 40, "{tied}");
}

fn only<'a>(text: &'a str, start: &'a str, end: &'a str) -> &'a str {
    match between(text, start, end)[..] {
        [one] => one,
        ref all => panic!("{start} stands {} times", all.len()),
    }
}

fn head(page: &str) -> &str {
    page.split_once("</head>").unwrap().0
}

fn language(address: &str) -> Lang {
    match address.starts_with("es/") {
        true => Lang::Es,
        false => Lang::En,
    }
}

fn lang_and_path(address: &str) -> (Lang, &str) {
    (
        language(address),
        address.strip_prefix("es/").unwrap_or(address),
    )
}

/// The file that an address below the root of the site leads to.
fn file_of(address: &str) -> PathBuf {
    let path = address.split(['#', '?']).next().unwrap();
    match path.is_empty() || path.ends_with('/') {
        true => site().join(path).join("index.html"),
        false => site().join(path),
    }
}

/// Where a relative address leads, seen from a page.
fn resolved(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split_terminator('/').collect();
    let (path, behind) = address.split_at(address.find(['#', '?']).unwrap_or(address.len()));
    if path.is_empty() {
        return page.to_owned() + behind;
    }
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leaves the site"),
            part => parts.push(part),
        }
    }
    let slash = if path.ends_with(['/', '.']) && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    parts.join("/") + slash + behind
}

#[test]
fn every_page_names_its_one_address_and_its_other_language() {
    for (address, page) in pages() {
        let head = head(page);
        let (_, path) = lang_and_path(address);
        let canonical = only(head, "<link rel=\"canonical\" href=\"", "\"");
        assert_eq!(canonical, format!("{SITE}{address}"));
        for (name, folder) in [("en", ""), ("es", "es/"), ("x-default", "")] {
            let mark = format!("hreflang=\"{name}\" href=\"");
            let alternate = only(head, &mark, "\"");
            assert_eq!(alternate, format!("{SITE}{folder}{path}"), "{address}");
            let there = alternate.strip_prefix(SITE).unwrap();
            assert!(pages().contains_key(there), "{address}: {there} is no page");
        }
    }
}

#[test]
fn every_page_says_who_made_it_how_to_object_and_what_was_corrected() {
    for (address, page) in pages() {
        let lang = language(address);
        let foot = only(page, "<footer class=\"prose\">", "</footer>");
        let w = words::foot(lang);
        for words in [w.made, w.object, w.account, w.corrections] {
            let words = words.replace('"', "&quot;");
            assert!(foot.contains(&words), "{address}: {words}");
        }
        assert!(
            foot.contains("/issues\""),
            "{address}: no address to object"
        );
        assert!(
            foot.contains(MODEL_VERSION) && foot.contains(DATA_VERSION),
            "{address}"
        );
        let other = only(foot, "class=\"foot-language\" lang=\"", "\"");
        assert_eq!(other, lang.other().tag(), "{address}");
    }
    for (address, heading) in [
        ("corrections/", "Corrections"),
        ("es/corrections/", "Correcciones"),
    ] {
        let page = &pages()[address];
        assert_eq!(only(page, "<h1>", "</h1>"), heading);
        assert!(only(page, "id=\"corrected\">", "</section>").contains("<li>"));
    }
}

#[test]
fn the_main_page_tells_who_says_what_before_the_steps_and_the_strategy_before_how_sure() {
    for address in ["", "es/"] {
        let page = &pages()[address];
        let order = [
            "id=\"answer\"",
            "id=\"simulator\"",
            "id=\"who-says-what\"",
            "id=\"steps\"",
            "id=\"strategy\"",
            "id=\"sure\"",
            "id=\"assumptions\"",
            "id=\"sources\"",
            "id=\"object\"",
        ];
        let places = order.map(|part| page.find(part));
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted(),
            "{address}: {places:?}"
        );
    }
}

#[test]
fn no_two_pages_of_a_language_share_title_or_description() {
    for lang in Lang::ALL {
        let mut seen = BTreeSet::new();
        for (address, page) in pages().iter().filter(|(at, _)| language(at) == lang) {
            let head = head(page);
            let title = only(head, "<title>", "</title>");
            let described = only(head, "<meta name=\"description\" content=\"", "\"");
            assert!(described.len() > 40, "{address}: {described}");
            assert!(seen.insert(title), "{address}: {title}");
            assert!(seen.insert(described), "{address}: {described}");
            assert_eq!(only(page, "<html lang=\"", "\""), lang.tag());
        }
    }
}

#[test]
fn every_relative_address_leads_to_a_file_of_the_site() {
    for (address, page) in &all() {
        for mark in ["href=\"", "src=\""] {
            for target in between(page, mark, "\"") {
                // What Trunk writes in place of these is not the program's.
                let of_trunk = [
                    "web/",
                    "style/",
                    "assets/data",
                    "assets/model",
                    "assets/fonts",
                ];
                let foreign = target.contains("://");
                if foreign || of_trunk.iter().any(|start| target.starts_with(start)) {
                    continue;
                }
                let there = resolved(address, target);
                assert!(
                    file_of(&there).exists(),
                    "{address}: {target} leads to {there}"
                );
            }
        }
    }
}

#[test]
fn the_sitemap_lists_exactly_the_pages_and_robots_name_it() {
    let map = fs::read_to_string(site().join("sitemap.xml")).unwrap();
    let listed: Vec<&str> = between(&map, "<loc>", "</loc>");
    let unique: BTreeSet<String> = listed.iter().map(|address| address.to_string()).collect();
    assert_eq!(listed.len(), unique.len());
    let written: BTreeSet<String> = pages().keys().map(|page| format!("{SITE}{page}")).collect();
    assert_eq!(unique, written);
    let robots = fs::read_to_string(site().join("robots.txt")).unwrap();
    assert!(robots.contains(&format!("Sitemap: {SITE}sitemap.xml")));
}

#[test]
fn the_page_for_what_is_missing_leads_on_in_both_languages_from_any_folder() {
    let page = fs::read_to_string(site().join("404.html")).unwrap();
    assert!(head(&page).contains("content=\"noindex\""));
    for lang in Lang::ALL {
        let begins = format!("<section class=\"prose\" lang=\"{}\">", lang.tag());
        let part = only(&page, &begins, "</section>");
        let w = words::missing(lang);
        for words in [w.title, w.why, w.main] {
            assert!(part.contains(words), "{words}");
        }
        assert_eq!(between(part, "<a href=\"/", "\"").len(), 3);
    }
    let (_, body) = page.split_once("<body>").unwrap();
    for address in between(body, "href=\"", "\"") {
        let there = address.strip_prefix('/').expect(address);
        assert!(file_of(there).exists(), "{address}");
    }
    let map = fs::read_to_string(site().join("sitemap.xml")).unwrap();
    assert!(!map.contains("404"));
}

#[test]
fn every_card_is_there_in_its_size_with_words_of_its_own() {
    let mut pictures = BTreeSet::new();
    for (address, page) in pages() {
        let head = head(page);
        let property = |name: &str| {
            let mark = format!("<meta property=\"og:{name}\" content=\"");
            only(head, &mark, "\"").to_owned()
        };
        let picture = property("image");
        let file = file_of(picture.strip_prefix(SITE).unwrap());
        let bytes = fs::read(&file).unwrap();
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"), "{address}");
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((number(16), number(20)), (1200, 630), "{address}");
        assert!(bytes.len() < 60_000, "{address}: {} bytes", bytes.len());
        assert_eq!(property("image:width"), "1200");
        assert_eq!(property("url"), format!("{SITE}{address}"));
        assert!(property("image:alt").len() > 80, "{address}");
        let (lang, path) = lang_and_path(address);
        let tag = lang.tag();
        let own = path.is_empty()
            || path.starts_with("steps/")
            || path.len() > 2 && path.starts_with("s/");
        if own {
            assert!(pictures.insert(picture.clone()), "{address}: {picture}");
        }
        assert!(picture.ends_with(&format!("-{tag}.png")), "{address}");
    }
    assert!(pictures.len() >= 2 * (Preset::ALL.len() + 7));
    let drawn = fs::read_dir(site().join("cards")).unwrap().count();
    assert_eq!(drawn, pictures.len(), "a card that no page shows");
}

#[test]
fn pages_and_cards_are_the_same_bytes_each_time() {
    let again = site::written("pages-again");
    let mut both = 0;
    for folder in ["", "es", "s/aid", "cards"] {
        for entry in fs::read_dir(site().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let twin = again.join(path.strip_prefix(site()).unwrap());
                assert!(
                    fs::read(&path).unwrap() == fs::read(&twin).unwrap(),
                    "{}",
                    path.display()
                );
                both += 1;
            }
        }
    }
    assert!(both > 30);
}

#[test]
fn structured_data_are_read_and_lead_into_the_site() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (address, page) in pages() {
        for block in between(page, "<script type=\"application/ld+json\">", "</script>") {
            let data: Value = serde_json::from_str(block).unwrap();
            assert_eq!(data["@context"], "https://schema.org");
            assert_eq!(data["url"], format!("{SITE}{address}"));
            assert_eq!(data["inLanguage"], language(address).tag());
            let kind = data["@type"].as_str().unwrap();
            *kinds.entry(kind.to_owned()).or_default() += 1;
            let mut links = Vec::new();
            gather_links(&data, &mut links);
            for link in links {
                let of_code = link.starts_with(&format!("{SITE}code/"));
                if let Some(there) = link.strip_prefix(SITE).filter(|_| !of_code) {
                    assert!(file_of(there).exists(), "{address}: {link}");
                }
            }
            if kind == "Article" {
                assert!(!data["headline"].as_str().unwrap().is_empty());
                let day = |name: &str| Date::parse(data[name].as_str().unwrap()).expect(name);
                assert!(day("datePublished") <= day("dateModified"), "{address}");
                for maker in ["author", "publisher"] {
                    assert!(!data[maker]["name"].as_str().unwrap().is_empty());
                }
            } else {
                assert!(
                    data["license"]
                        .as_str()
                        .unwrap()
                        .contains("creativecommons")
                );
                let files = data["distribution"].as_array().unwrap().len();
                let tables = ["data", "model"].map(|folder| {
                    let all = fs::read_dir(site().join(folder)).unwrap();
                    all.filter(|file| {
                        let name = file.as_ref().unwrap().file_name();
                        name.to_str().unwrap().ends_with(".csv")
                    })
                    .count()
                });
                assert_eq!(files, tables.iter().sum::<usize>());
            }
        }
    }
    assert_eq!(kinds["Dataset"], 2);
    assert_eq!(kinds["Article"], 2 * (1 + Preset::ALL.len() + 6));
}

fn gather_links<'a>(data: &'a Value, links: &mut Vec<&'a str>) {
    match data {
        Value::String(text) if text.starts_with("https://") => links.push(text),
        Value::Array(all) => all.iter().for_each(|one| gather_links(one, links)),
        Value::Object(all) => all.values().for_each(|one| gather_links(one, links)),
        _ => {}
    }
}

#[test]
fn every_preset_has_a_page_that_opens_on_it_and_tells_it_with_tables() {
    for lang in Lang::ALL {
        let folder = match lang {
            Lang::En => "",
            Lang::Es => "es/",
        };
        let list = &pages()[&format!("{folder}s/")];
        let mut answers = BTreeSet::new();
        for preset in Preset::ALL {
            let page = &pages()[&format!("{folder}s/{}/", preset.key())];
            let stage = only(page, " data-stage=\"", "\"").replace("&amp;", "&");
            let opened = link::decode(&stage);
            assert!(opened.refusals.is_empty() && !opened.foreign);
            assert_eq!(opened.scenario, preset.scenario());
            assert_eq!(only(page, " data-root=\"", "\""), "../../");
            let name = words::presets(lang).get(preset.key()).unwrap().name;
            assert!(only(page, "<h1>", "</h1>").contains(&site::as_set(name)));
            let answer = only(page, "<p class=\"answer-text\">", "</p>");
            answers.insert(answer);
            assert!(list.contains(answer), "{name} is not told in the list");
            let still = page.split("<div class=\"still\">").nth(1).unwrap();
            let still = still.split("<section class=\"prose").next().unwrap();
            assert_eq!(still.matches("<table>").count(), 8, "{name}");
            assert_eq!(still.matches("<svg").count(), 16, "{name}");
            // Where its settings come from, whole in itself: each button opens a note in it.
            let origins = page.split("<article id=\"guide\"").nth(1);
            let origins = origins.and_then(|part| part.split("</article>").next());
            let set = preset.scenario();
            let settings = set.moved().count() + set.differing_shocks().count();
            assert_eq!(origins.is_some(), settings > 0, "{name}");
            if let Some(origins) = origins {
                assert_eq!(origins.matches("<dd class=\"counts\">").count(), settings);
                for opened in origins.split(" popovertarget=\"").skip(1) {
                    let id = opened.split('"').next().unwrap();
                    assert!(origins.contains(&format!(" id=\"{id}\"")), "{name}: {id}");
                }
            }
            assert!(list.contains(&format!("href=\"../{}s/{}/\"", up(folder), preset.key())));
        }
        assert_eq!(answers.len(), Preset::ALL.len());
        let main = &pages()[folder];
        // The numbers of every picture stand beside it wherever the app has a still.
        let step = &pages()[&format!("{folder}steps/legal-pathways/")];
        for page in [main, step] {
            let still = page.split("<div class=\"still\">").nth(1).unwrap();
            let still = still.split("<section class=\"prose").next().unwrap();
            assert_eq!(still.matches("<details class=\"more table\">").count(), 4);
        }
        assert!(main.contains(&format!("{folder}s/\"")) || main.contains("es/s/\""));
    }
}

/// From the list of scenarios up to the root of the site and down to a language's folder.
fn up(folder: &str) -> String {
    match folder {
        "" => String::new(),
        folder => format!("../{folder}"),
    }
}

#[test]
fn pages_with_a_frame_say_so_at_the_beginning_of_their_head() {
    let mut found = 0;
    for (address, page) in &all() {
        let (lang, path) = lang_and_path(address);
        let name = match path.trim_end_matches('/').rsplit_once('/') {
            _ if ["", "s/", "embed/", "embed/builder/"].contains(&path) => "everything".to_owned(),
            Some(("s", preset)) => preset.to_owned(),
            Some(("steps" | "embed/steps", step)) => format!("step-{step}"),
            _ => {
                assert!(!page.contains("json+oembed"), "{address} has no frame");
                continue;
            }
        };
        let mark = "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"";
        let there = only(page, mark, "\"").strip_prefix(SITE).unwrap();
        assert_eq!(
            there,
            format!("oembed/{}/{name}.json", lang.tag()),
            "{address}"
        );
        // WordPress reads 150 kB of a page at most, and cuts them at the end of the head.
        let before = page.find(mark).unwrap();
        assert!(before < 3_000, "{address}: {before} bytes before it");
        let answer: Value = serde_json::from_slice(&fs::read(site().join(there)).unwrap()).unwrap();
        assert_eq!(
            (&answer["version"], &answer["type"]),
            (&"1.0".into(), &"rich".into())
        );
        let html = answer["html"].as_str().unwrap();
        let frame = only(html, "<iframe src=\"", "\"")
            .strip_prefix(SITE)
            .unwrap();
        assert!(file_of(frame).exists(), "{address}: {frame}");
        assert_eq!(language(frame), lang);
        assert!(html.ends_with("></iframe>"), "a bare frame: {html}");
        let picture = answer["thumbnail_url"].as_str().unwrap();
        assert!(file_of(picture.strip_prefix(SITE).unwrap()).exists());
        found += 1;
    }
    assert_eq!(found, 2 * (4 + Preset::ALL.len() + 2 * 6));
}

#[test]
fn the_table_of_a_preset_holds_the_numbers_of_the_command_line() {
    for preset in [Preset::DEFAULT, Preset::Aid] {
        let key = preset.key();
        let told = std::process::Command::new(env!("CARGO_BIN_EXE_root-causes"))
            .args([
                "run",
                "--scenario",
                &format!("preset:{key}"),
                "--format",
                "csv",
            ])
            .output()
            .unwrap();
        let table = fs::read(site().join(format!("s/{key}/{key}.csv"))).unwrap();
        assert!(told.status.success() && told.stdout == table, "{key}");
        for folder in ["", "es/"] {
            let page = &pages()[&format!("{folder}s/{key}/")];
            assert!(page.contains(&format!("s/{key}/{key}.csv\" download>")));
        }
    }
}

#[test]
fn the_page_of_a_steps_frame_has_its_claim_its_chart_and_what_it_leaves_out() {
    for (address, page) in all().iter().filter(|(at, _)| at.contains("embed/steps/")) {
        let whole = &pages()[&address.replace("embed/", "")];
        assert_eq!(
            only(page, "<h1 id=\"frame-title\">", "</h1>"),
            only(whole, "<h1>", "</h1>")
        );
        let words = |page: &str| {
            page.split("<p>")
                .nth(1)
                .unwrap()
                .split("</p>")
                .next()
                .unwrap()
                .to_owned()
        };
        let lead = words(page.split("class=\"prose lead\"").nth(1).unwrap());
        assert!(lead.chars().count() > 80, "{address}: {lead}");
        // What a list to choose from shows, such as the timeline, is a page of its own: there the
        // frame has the charts of its scenario alone.
        let has_chart = page
            .split("class=\"prose lead\"")
            .nth(1)
            .is_some_and(|rest| rest.contains("<figure"));
        let is_list = address.ends_with("what-was-tried/");
        assert_eq!(has_chart, !is_list, "{address}");
        let left_out = only(page, "<section class=\"prose left-out\">", "</section>");
        assert!(left_out.matches("<li>").count() >= 3, "{address}");
        assert_eq!(
            only(page, " data-stage=\"", "\""),
            only(whole, " data-stage=\"", "\"")
        );
        // Every note that its words open is there.
        for note in between(page, "popovertarget=\"", "\"") {
            assert!(
                page.contains(&format!("id=\"{note}\"")),
                "{address}: {note}"
            );
        }
    }
}

#[test]
fn what_is_kept_of_a_version_holds_the_checks_of_its_presets() {
    let versions = fs::read_dir(site().join("v")).unwrap();
    let [version] = &versions
        .map(|entry| entry.unwrap().path())
        .collect::<Vec<_>>()[..]
    else {
        panic!("one version is published by one build");
    };
    let kept: Value =
        serde_json::from_str(&fs::read_to_string(version.join("check.json")).unwrap()).unwrap();
    assert_eq!(kept["model"], MODEL_VERSION);
    assert_eq!(kept["data"], DATA_VERSION);
    for preset in Preset::ALL {
        let decoded = link::decode(kept["links"][preset.key()].as_str().unwrap());
        assert_eq!(decoded.scenario, preset.scenario());
        let summary =
            Simulator::new(decoded.scenario.seed, DRAWS).run(&decoded.scenario, Detail::Encounters);
        let check = decoded.check.expect("a check");
        assert_eq!(check.against(&Check::of(&summary)), Verdict::Same);
    }
}
