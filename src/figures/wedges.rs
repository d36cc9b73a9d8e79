//! What each lever contributed to a change: a strip a lever on one axis, a table, a sentence.

use super::compare::{self, Names};
use super::difference::{self, Difference, Effect};
use super::format::{self, Unit, fill};
use super::mark::{behind, mark, marked};
use super::rows::{self, Row, regime_phrase};
use super::spec::{self, Column, Figure, Table};
use crate::i18n::{Lang, words};
use crate::model::reach::Extent;
use crate::model::summary::{Badge, Change};
use crate::model::wedges::{Mover, ORDERS, Report};

/// What is shown of a report for one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Wedges {
    /// What contributed most.
    pub sentence: String,
    /// How the shares were made.
    pub note: String,
    /// A strip for each lever or shock, the largest first, then one for all together.
    pub strips: Vec<Strip>,
    /// What they are called where they stand alone.
    pub title: String,
    /// Every number of the strips.
    pub table: Table,
}

/// What one lever or shock contributed.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The lever or shock; none for all together.
    pub mover: Option<Mover>,
    /// Its name.
    pub name: String,
    /// The strip, on the axis that all share.
    pub figure: Figure,
}

/// The name of a lever or shock.
pub fn mover_name(mover: Mover, lang: Lang) -> &'static str {
    let key = mover.key();
    let name = match mover {
        Mover::Lever(_) => words::levers(lang).get(key).map(|lever| lever.name),
        Mover::Shock(_) => words::shocks(lang).get(key).map(|shock| shock.name),
    };
    name.unwrap_or(key)
}

/// The strips, table and sentences of a row; `reach` is how far the change and all its parts go
/// under every reading of the studies, so that none of these moves the axis.
pub fn wedges(report: &Report, reach: Extent, row: Row, names: Names, lang: Lang) -> Wedges {
    let w = words::wedges(lang);
    let series = row.series();
    let mut parts: Vec<(Option<Mover>, &Change)> = Vec::with_capacity(report.wedges.len() + 1);
    for wedge in &report.wedges {
        let change = &wedge.change[series];
        let larger = |(_, known): &(_, &Change)| size(known) >= size(change);
        // Put in its place at once: a sort would be code of its own for so few.
        parts.insert(parts.partition_point(larger), (Some(wedge.mover), change));
    }
    let whole = &report.change[series];
    let sentence = sentence(&parts, whole, row, names, lang);
    if !parts.is_empty() {
        parts.push((None, whole));
    }
    let effects: Vec<Effect> = parts
        .iter()
        .map(|(_, change)| rows::effect(change))
        .collect();
    let domain = difference::shared_domain(&effects, reach);
    let column = names.into_words(words::compare(lang).column);
    let regime = regime_phrase(report.scenario.regime, lang);
    let title = match report.scenario.against {
        Some(_) => w.title_between,
        None => w.title,
    };
    let holes = [("name", row.name(lang)), ("a", names.a), ("b", names.b)];
    let caption = fill(w.caption, &holes);
    let strips: Vec<Strip> = parts
        .iter()
        .zip(&effects)
        .map(|((mover, _), effect)| {
            let name = mover.map_or(w.all, |mover| mover_name(mover, lang));
            let own = [
                ("lever", name),
                ("name", row.name(lang)),
                ("a", names.a),
                ("b", names.b),
                ("regime", regime),
            ];
            let title = fill(title, &own);
            let strip = Difference {
                tone: row.tone(),
                name,
                title: &title,
                heading: None,
                effect: *effect,
                domain,
            };
            let words = difference::Words {
                column: &column,
                caption: &caption,
                ..rows::difference_words(lang)
            };
            Strip {
                mover: *mover,
                name: name.to_string(),
                figure: marked(
                    difference::difference(&strip, &words, lang),
                    &report.scenario,
                    row,
                    lang,
                ),
            }
        })
        .collect();
    Wedges {
        sentence,
        note: if report.exact {
            w.exact.to_string()
        } else {
            fill(w.sampled, &[("n", &ORDERS.to_string())])
        },
        title: behind(
            fill(w.heading, &holes),
            mark(&report.scenario, row, lang).as_deref(),
        ),
        table: Table {
            caption: behind(
                caption.clone(),
                mark(&report.scenario, row, lang).as_deref(),
            ),
            corner: w.corner.to_string(),
            columns: point_columns(lang),
            rows: strips
                .iter()
                .zip(&effects)
                .map(|(strip, effect)| spec::Row {
                    head: strip.name.clone(),
                    cells: point_cells(effect),
                })
                .collect(),
        },
        strips,
    }
}

/// Columns of the five points of a change in per cent.
pub(super) fn point_columns(lang: Lang) -> Vec<Column> {
    let w = words::compare(lang);
    [w.low, w.quarter, w.middle, w.three_quarters, w.high]
        .map(|head| Column {
            head: head.to_string(),
            unit: Unit::Change,
            brief: true,
        })
        .to_vec()
}

/// The cells under them; none where nothing changes, no middle where it may not be shown.
pub(super) fn point_cells(effect: &Effect) -> Vec<Option<f64>> {
    let Some(change) = effect.change() else {
        return vec![None; 5];
    };
    vec![
        Some(change.p05),
        Some(change.p25),
        effect.middle(),
        Some(change.p75),
        Some(change.p95),
    ]
}

/// How far a part reaches on either side of nothing.
fn size(change: &Change) -> f32 {
    change.percent.p05.abs().max(change.percent.p95.abs())
}

fn sentence(
    parts: &[(Option<Mover>, &Change)],
    whole: &Change,
    row: Row,
    names: Names,
    lang: Lang,
) -> String {
    let w = words::wedges(lang);
    if parts.is_empty() {
        return names.into_words(w.nothing);
    }
    let known = parts
        .iter()
        .filter(|(_, change)| matches!(change.badge(), Badge::Fewer | Badge::More))
        // What is told as no change is no largest part.
        .filter(|(_, change)| change.percent.p50.abs() >= 0.5);
    let most = |change: &Change| change.percent.p50.abs();
    let largest = known.fold(
        None,
        |largest: Option<(Mover, &Change)>, (mover, change)| match (largest, mover) {
            (Some((_, known)), _) if most(known) >= most(change) => largest,
            (_, Some(mover)) => Some((*mover, *change)),
            _ => largest,
        },
    );
    let name = ("name", row.name(lang));
    let (a, b) = (("a", names.a), ("b", names.b));
    let range = |change: &Change| {
        let percent = change.percent.map(|value| -value);
        format::range(f64::from(percent.p95), f64::from(percent.p05), lang)
    };
    let said = match largest {
        None => fill(w.lead_unknown, &[name, a, b, ("range", &range(whole))]),
        Some((mover, change)) => {
            let middle = format::change(-f64::from(change.percent.p50), lang);
            let lever = ("lever", mover_name(mover, lang));
            let middle = ("middle", middle.as_str());
            fill(
                w.lead,
                &[name, a, b, lever, middle, ("range", &range(change))],
            )
        }
    };
    compare::opened(said, lang)
}
