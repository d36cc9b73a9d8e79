//! "What decides the answer?": where the spread of the opening result comes from.
//!
//! The app puts the present scenario's in its place.

use std::fmt::Write as _;

use root_causes::figures::influences::{InfluenceRow, Influences, Part};
use root_causes::i18n::Lang;
use root_causes::model::reach::Reach;
use root_causes::model::scenario::Scenario;
use root_causes::model::sensitivity::{Analysis, RUNS, Report};

use super::pages::escaped;

/// The report on a scenario, as the page would work it out.
pub fn study(scenario: Scenario) -> Report {
    Analysis::new(scenario, RUNS).run()
}

/// The block, without its heading.
pub fn block(report: &Report, lang: Lang) -> String {
    let reach = Reach::default().of(&report.scenario);
    let said = Influences::new(report, reach, lang);
    let rows: String = said.rows.iter().map(row).collect();
    let key = said.key.as_deref().map_or_else(String::new, |key| {
        format!("<p class=\"small\">{}</p>", escaped(key))
    });
    format!(
        "<p>{}</p>{key}<ol class=\"influences\">{rows}</ol><p class=\"small\">{}</p>",
        escaped(&said.sentences.join(" ")),
        escaped(&said.note)
    )
}

fn row(row: &InfluenceRow) -> String {
    let name = row.parameter.map_or_else(
        || escaped(&row.name),
        |parameter| {
            let key = parameter.record().key;
            format!(
                "<a href=\"assumptions/#belief-{key}\" data-belief=\"{key}\">{}</a>",
                escaped(&row.name)
            )
        },
    );
    let mut html = format!(
        "<li class=\"influence\"><p class=\"influence-name\">{name} <span class=\"grade\">{}</span></p>",
        row.grade
    );
    for (parts, words) in &row.bars {
        let parts = parts.map(|Part { class, from, to }| {
            let width = to - from;
            format!("<rect class=\"{class}\" x=\"{from:.3}\" width=\"{width:.3}\" height=\"1\"/>")
        });
        let _ = write!(
            html,
            "<p class=\"influence-line\"><svg class=\"influence-bar\" viewBox=\"0 0 1 1\" \
             preserveAspectRatio=\"none\" aria-hidden=\"true\">{}</svg> <span>{}</span></p>",
            parts.concat(),
            escaped(words)
        );
    }
    if let Some(known) = &row.known {
        let _ = write!(html, "<p class=\"influence-known\">{}</p>", escaped(known));
    }
    html + "</li>"
}
