//! The events of the timeline: the choice of kinds and countries, and the list with their sources.

use std::fmt::Write as _;

use root_causes::data::Country;
use root_causes::data::record::{self, Event};
use root_causes::figures::format::fill;
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::panels::place_name;
use super::timeline::country_name;
use super::years::{self, name};

/// Whether an event touches a country: its own, or one of the region, of the United States or of
/// the whole world.
fn touches(event: &Event, country: Country) -> bool {
    const WIDER: [&str; 6] = ["all", "any", "CAM", "NCA", "USA", "WLD"];
    let mut places = event.places.iter();
    places.any(|place| *place == country.code() || WIDER.contains(place))
}

/// The countries that an event touches, as an attribute.
pub fn places(event: &Event) -> String {
    let touched = Country::ALL.into_iter();
    let touched = touched.filter(|country| touches(event, *country));
    touched.map(Country::code).collect::<Vec<_>>().join(" ")
}

/// The class of an event that touches one country and no other, else nothing.
pub fn colour(event: &Event) -> String {
    match places(event).split(' ').collect::<Vec<_>>()[..] {
        [one] => one.to_lowercase(),
        _ => String::new(),
    }
}

/// The name of a kind of events.
pub fn kind_name(kind: &str, lang: Lang) -> &'static str {
    let kind = record::kinds().iter().find(|name| name.key == kind);
    kind.map_or("", |kind| match lang {
        Lang::En => kind.en,
        Lang::Es => kind.es,
    })
}

/// The choice of kinds and countries, which works without a script.
pub fn choices(lang: Lang) -> String {
    let w = words::timeline(lang);
    let mut html = format!(
        "<form class=\"tl-filters\"><fieldset class=\"tl-kinds\"><legend>{} <span class=\"tl-hint\">{}</span></legend><div class=\"tl-choices\">",
        escaped(w.kinds),
        escaped(w.kinds_hint)
    );
    for kind in record::kinds() {
        let count = record::events().iter().filter(|e| e.kind == kind.key);
        let _ = write!(
            html,
            "<label><input type=\"checkbox\" id=\"tl-{}\">{} <span class=\"tl-count\">{}</span></label>",
            kind.key,
            escaped(kind_name(kind.key, lang)),
            count.count()
        );
    }
    let _ = write!(
        html,
        "</div></fieldset><fieldset><legend>{} <span class=\"tl-hint\">{}</span></legend><div class=\"tl-choices\">\
         <label><input type=\"radio\" name=\"tl-country\" id=\"tl-all\" checked>{} <span class=\"tl-count\">{}</span></label>",
        escaped(w.country),
        escaped(w.country_hint),
        escaped(w.every),
        record::events().len()
    );
    for country in Country::ALL {
        let count = record::events().iter().filter(|e| touches(e, country));
        let _ = write!(
            html,
            "<label><input type=\"radio\" name=\"tl-country\" id=\"tl-{}\">{} <span class=\"tl-count\">{}</span></label>",
            country.code(),
            country_name(country, lang),
            count.count()
        );
    }
    let _ = write!(
        html,
        "</div></fieldset><button type=\"reset\">{}</button></form>",
        escaped(w.reset)
    );
    html
}

/// All events as a list that can be opened.
pub fn list(lang: Lang) -> String {
    let w = words::timeline(lang);
    let n = record::events().len().to_string();
    let mut html = format!(
        "<details class=\"tl-more\"><summary>{}</summary><div class=\"tl-listed\"><ol class=\"tl-events\">",
        escaped(&fill(w.events, &[("n", &n)]))
    );
    for event in record::events() {
        let text = match lang {
            Lang::En => event.text_en,
            Lang::Es => event.text_es,
        };
        let sources = event.sources.iter().map(|source| {
            let second_hand = source.note.starts_with("Second-hand");
            let mark = [", ", w.second_hand].concat();
            let mark = if second_hand { &mark } else { "" };
            let name = escaped(&format!("{} ({}{mark})", source.publisher, source.year));
            match source.url {
                Some(url) => format!("<a href=\"{}\" rel=\"noopener\">{name}</a>", escaped(url)),
                None => name,
            }
        });
        let _ = write!(
            html,
            "<li class=\"tl-event\" id=\"event-{}\" data-kind=\"{}\" data-places=\"{}\">\
             <p class=\"tl-when\"><span class=\"tl-time\">{}</span>{} · {}</p>\
             <div class=\"tl-what\"><p><strong>{}.</strong> {}</p><p>{}: {}</p></div></li>",
            event.id,
            event.kind,
            places(event),
            escaped(&when(event, lang)),
            escaped(kind_name(event.kind, lang)),
            escaped(&place_names(event, lang)),
            escaped(name(event, lang)),
            escaped(text),
            escaped(w.source),
            sources.collect::<Vec<_>>().join(", ")
        );
    }
    let _ = write!(
        html,
        "</ol><p class=\"tl-shown\">{}</p></div></details>",
        escaped(&fill(w.shown, &[("n", &n)]))
    );
    html
}

fn place_names(event: &Event, lang: Lang) -> String {
    let names = event.places.iter().map(|code| place_name(code, lang));
    names.collect::<Vec<_>>().join(", ")
}

/// The date of an event in words, as exact as it was read.
pub fn when(event: &Event, lang: Lang) -> String {
    let w = words::timeline(lang);
    let first = date(event.first, lang);
    match event.last {
        Some(last) => fill(w.span, &[("first", &first), ("last", &date(last, lang))]),
        None if event.kind == "presidency" => fill(w.since, &[("first", &first)]),
        None => first,
    }
}

/// A date in words, as exact as it is.
pub fn date(date: &str, lang: Lang) -> String {
    let w = words::timeline(lang);
    let month = |number: u16| {
        let at = usize::from(number).saturating_sub(1);
        w.months.get(at).copied().unwrap_or_default()
    };
    match years::parts(date)[..] {
        [year, number, day] => fill(
            w.day,
            &[
                ("day", &day.to_string()),
                ("month", month(number)),
                ("year", &year.to_string()),
            ],
        ),
        [year, number] => fill(
            w.month,
            &[("month", month(number)), ("year", &year.to_string())],
        ),
        _ => date.to_string(),
    }
}
