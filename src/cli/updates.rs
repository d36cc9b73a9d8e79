//! How the counts of jobs and firms changed from one public update of the strategy to the next.

use std::fmt::Write as _;

use root_causes::data::Source;
use root_causes::data::record::{self, Fact};
use root_causes::figures::format::{counted, fill};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::sized::{self, Bar};
use super::sources;
use super::strategy::{coded, period, qualified};
use super::tables::opened;

/// How the counts of jobs and firms changed from one public update to the next.
///
/// # Errors
/// A fact, a period or a bound that is missing.
pub fn section(lang: Lang) -> Result<String, String> {
    let w = words::strategy(lang);
    let title = fill(
        w.drift_title,
        &[
            ("first", &counted(found("CF036")?.value)),
            ("last", &counted(found("CF038")?.value)),
        ],
    );
    let mut html = format!(
        "<figure class=\"drawn\" id=\"updates\"><h2>{}</h2><p>{}</p>",
        escaped(&title),
        escaped(w.drift_text)
    );
    let mut rows = String::new();
    let mut sources: Vec<&Source> = Vec::new();
    for (name, end, facts) in [
        (
            w.drift_jobs,
            255e3,
            &["CF036", "CF037", "CF038", "CF043", "CF042"][..],
        ),
        (w.drift_firms, 25e3, &["CF039", "CF040", "CF041"][..]),
    ] {
        let _ = write!(html, "<h3>{}</h3><ul class=\"sized\">", escaped(name));
        for id in facts {
            let fact = found(id)?;
            let who = match fact.metric.starts_with("usaid") {
                true => w.drift_usaid,
                false => w.drift_all,
            };
            let label = format!("{who}, {}", period(fact.period, lang)?);
            let number = qualified(fact.qualifier, &counted(fact.value), lang)?;
            let bar = Bar {
                share: fact.value / end,
                bound: sized::bound(fact.bound),
                outlined: false,
                parts: Vec::new(),
            };
            html.push_str(&sized::bar_row(&label, &number, &bar));
            let _ = write!(
                rows,
                "<tr><th scope=\"row\">{}: {}</th><td>{}</td><td>{}</td></tr>",
                escaped(name),
                escaped(&label),
                escaped(&number),
                escaped(coded(
                    &format!("bound_{}", sized::bound(fact.bound).key()),
                    lang
                )?),
            );
            sources.extend(fact.sources);
        }
        let _ = write!(
            html,
            "</ul><div class=\"sized-axis\">{}</div>",
            sized::axis(end, counted)
        );
    }
    let _ = write!(
        html,
        "<p class=\"small\">{}</p>{}{}</figure>",
        escaped(w.drift_not_found),
        opened(&[w.figure_head, w.number_head, w.bound_head], &rows, lang),
        sources::line(&sources::each_once(sources), "context_facts", lang),
    );
    Ok(html)
}

fn found(id: &str) -> Result<&'static Fact, String> {
    record::fact(id).ok_or_else(|| format!("there is no {id}"))
}
