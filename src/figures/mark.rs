//! Marks of a result that rests on another reading of the studies than ours, or on assumptions of
//! the reader's own. One mark for all that shows a result: sentences, titles, tables, panels.

use super::format::fill;
use super::rows::Row;
use super::spec::Figure;
use crate::i18n::{Lang, words};
use crate::model::parameters::Parameter;
use crate::model::scenario::{Own, Pack, Scenario};

/// Names in a mark; where there are more, their number is told.
const MOST_NAMES: usize = 3;

/// The name of what is the reader's own.
pub fn own_name(own: Own, lang: Lang) -> &'static str {
    match own {
        Own::Parameter(parameter) => parameter_name(parameter, lang),
        Own::Trust => words::beliefs(lang).trust,
    }
}

/// The name of a parameter.
pub fn parameter_name(parameter: Parameter, lang: Lang) -> &'static str {
    let key = parameter.record().key;
    words::parameter_names(lang).get(key).unwrap_or(key)
}

/// What a row of a result rests on beside our reading of the studies: the pack that was chosen, and
/// the reader's own assumptions that sway it. Nothing where it rests on neither.
pub fn mark(scenario: &Scenario, row: Row, lang: Lang) -> Option<String> {
    let pack = (!scenario.is_reference()).then_some(scenario.assumptions.pack);
    let sways = |own: &Own| match own {
        Own::Parameter(parameter) => parameter
            .country()
            .is_none_or(|country| row.countries().contains(&country)),
        Own::Trust => true,
    };
    said(pack, scenario.leans_on_own().filter(sways), lang)
}

/// The same of results of all kinds of scenarios on this ground.
pub fn ground_mark(scenario: &Scenario, lang: Lang) -> Option<String> {
    let assumptions = &scenario.assumptions;
    said(Some(assumptions.pack), assumptions.owned(), lang)
}

/// The name of a pack other than ours.
pub(super) fn pack_mark(pack: Pack, lang: Lang) -> Option<String> {
    let name = words::packs(lang).get(pack.key());
    let short = name.map_or(pack.key(), |pack| pack.short);
    (pack != Pack::Literature).then(|| fill(words::own(lang).mark_pack, &[("pack", short)]))
}

fn said(pack: Option<Pack>, own: impl Iterator<Item = Own>, lang: Lang) -> Option<String> {
    let w = words::own(lang);
    let pack = pack.and_then(|pack| pack_mark(pack, lang));
    let own: Vec<&str> = own.map(|own| own_name(own, lang)).collect();
    let own = match own.len() {
        0 => None,
        few if few <= MOST_NAMES => Some(fill(w.mark_own, &[("names", &own.join(", "))])),
        many => Some(fill(w.mark_many, &[("n", &many.to_string())])),
    };
    match (pack, own) {
        (Some(pack), Some(own)) => Some(format!("{pack}; {own}")),
        (pack, own) => pack.or(own),
    }
}

/// The same figure, with the mark behind its title and the caption of its table.
pub(super) fn marked(mut figure: Figure, scenario: &Scenario, row: Row, lang: Lang) -> Figure {
    let mark = mark(scenario, row, lang);
    figure.title = behind(figure.title, mark.as_deref());
    figure.table.caption = behind(figure.table.caption, mark.as_deref());
    figure
}

/// A title or caption, with a mark behind it.
pub(super) fn behind(text: String, mark: Option<&str>) -> String {
    match mark {
        Some(mark) => format!("{text} ({mark})"),
        None => text,
    }
}
