//! What is said of a scenario, in sentences made from the state.

use super::compare::{self, Names};
use super::format::{self, decimal, fill, said};
use super::mark::own_name;
use super::rows::{Row, regime_phrase};
use crate::i18n::{Lang, words};
use crate::model::belief::Turn;
use crate::model::equations::SERIES;
use crate::model::levers::{Lever, Unit};
use crate::model::parameters::{Belief, Parameter};
use crate::model::presets::Preset;
use crate::model::scenario::{Assumptions, Pack, Scenario, Setting};
use crate::model::shocks::Shock;
use crate::model::summary::{Badge, Change, Summary, leaning_on_bounded_priors};
use crate::model::wedges::Mover;
use crate::model::{LAST_YEAR, YEARS};

/// Id of the note that says what the numbers of these sentences are. The page holds it.
pub const RESULT_NOTE: &str = "result-note";

/// A stretch of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Whether they are stressed. Such words open the note on results.
    pub strong: bool,
}

/// The answer on top of the page: what the scenario does to all three countries together.
pub fn answer(summary: &Summary, lang: Lang) -> Vec<Phrase> {
    stressed(&headline(summary, lang))
}

/// What must stand beside the answer: other readings, entries in all, what it leans on, the regime.
///
/// `published` is the change under the studies as published, once it is known.
pub fn beside_answer(summary: &Summary, published: Option<&Change>, lang: Lang) -> Vec<Phrase> {
    let w = words::answer(lang);
    let scenario = &summary.scenario;
    let regime = regime_phrase(scenario.regime, lang);
    let mut sentences = vec![fill(w.regime, &[("regime", regime)])];
    let assumptions = &scenario.assumptions;
    let is_moved = scenario.differing().next().is_some();
    let discounts = assumptions.own.get(Parameter::Beta).is_none();
    if assumptions.pack == Pack::Literature && discounts && is_moved {
        sentences.extend(published.map(|change| published_sentence(change, lang)));
    }
    sentences.extend(own_sentence(assumptions, lang));
    sentences.extend(entries_sentence(summary, lang));
    if scenario.is_shocked() && scenario.against.is_none() {
        let reference = if is_moved {
            w.reference_shocks
        } else {
            w.reference_none
        };
        sentences.push(reference.to_string());
    }
    sentences.extend(leaning_sentence(scenario, lang));
    stressed(&sentences.join(" "))
}

/// The first sentence of [`answer`], the one that stays with the chart.
pub fn headline(summary: &Summary, lang: Lang) -> String {
    let w = words::answer(lang);
    let scenario = &summary.scenario;
    if scenario.against.is_some() {
        return compare::starred(summary, Row::Total, Names::of(scenario, lang), lang);
    }
    if scenario.is_reference() {
        let last = summary.future[SERIES - 1][YEARS - 1];
        return fill(
            w.still,
            &[
                ("middle", &said(f64::from(last.p50), lang)),
                ("low", &said(f64::from(last.p05), lang)),
                ("high", &said(f64::from(last.p95), lang)),
                ("year", &LAST_YEAR.to_string()),
            ],
        );
    }
    let change = &summary.change[SERIES - 1];
    let with = subject(scenario, lang);
    let range = range(change, lang);
    let more = 1.0 - change.fewer - change.unchanged;
    let (template, futures) = if scenario.assumptions.pack.is_belief() {
        (w.belief, change.fewer)
    } else {
        match change.badge() {
            Badge::Fewer => (w.fewer, change.fewer),
            Badge::More => (w.more, more),
            Badge::NotKnown => (w.unknown, change.fewer),
            Badge::TooSmall => (w.small, change.fewer),
            Badge::NoEffect => (w.none, change.fewer),
        }
    };
    let middle = if scenario.assumptions.pack.is_belief() {
        format::change(-f64::from(change.percent.p50), lang)
    } else {
        middle(change, lang)
    };
    let said = fill(
        template,
        &[
            ("with", &with),
            ("n", &of_hundred(futures)),
            ("middle", &middle),
            ("range", &range),
        ],
    );
    if scenario.assumptions.pack == Pack::Literature {
        return said;
    }
    let reading = reading(&scenario.assumptions, lang);
    format!("{said} {}", fill(w.reading, &[("reading", &reading)]))
}

/// Which assumptions are the reader's own, if any.
pub fn own_sentence(assumptions: &Assumptions, lang: Lang) -> Option<String> {
    let own: Vec<&str> = assumptions.owned().map(|own| own_name(own, lang)).collect();
    (!own.is_empty()).then(|| fill(words::own(lang).changed, &[("names", &own.join(", "))]))
}

/// The name of a reading of the studies: that of its pack, or the reader's own starting from it.
pub fn reading(assumptions: &Assumptions, lang: Lang) -> String {
    let pack = assumptions.pack.key();
    let name = words::packs(lang).get(pack).map_or(pack, |pack| pack.name);
    if assumptions.is_own() {
        fill(words::beliefs(lang).own, &[("pack", name)])
    } else {
        name.to_string()
    }
}

/// What a reader holds possible of a parameter.
pub fn belief_sentence(belief: &Belief, lang: Lang) -> String {
    let w = words::own(lang);
    let [low, middle, high] = [0.05, 0.5, 0.95].map(|p| short_decimal(belief.quantile(p)));
    if low == high {
        return fill(w.mine_known, &[("middle", &middle)]);
    }
    fill(
        w.mine,
        &[("middle", &middle), ("low", &low), ("high", &high)],
    )
}

/// Where an answer turns on an axis from `axis.0` to `axis.1`, as `pack` has it.
pub fn turn_sentence(turn: Turn, axis: (f64, f64), pack: Pack, lang: Lang) -> String {
    let w = words::own(lang);
    let ends = [
        ("low", short_decimal(axis.0)),
        ("high", short_decimal(axis.1)),
    ];
    let ends = ends.each_ref().map(|(hole, end)| (*hole, end.as_str()));
    match turn {
        Turn::At {
            value,
            yes_above,
            believed,
        } => {
            let template = if yes_above {
                w.turn_above
            } else {
                w.turn_below
            };
            let turns = fill(template, &[("value", &short_decimal(value))]);
            let held = match pack.is_belief() {
                true => w.turn_belief.to_string(),
                // Never all or none of a hundred where a little lies on the other side.
                false => fill(w.turn_held, &[("n", &of_hundred(believed as f32))]),
            };
            format!("{turns} {held}")
        }
        Turn::AlwaysYes => fill(w.always, &ends),
        Turn::AlwaysNo => fill(w.never, &ends),
    }
}

/// Names of the reader's own assumptions on which the effect of a lever or shock leans.
pub fn leaned_on(assumptions: &Assumptions, mover: Mover, lang: Lang) -> Vec<&'static str> {
    let own = assumptions.owned();
    own.filter(|own| assumptions.leans(mover, *own))
        .map(|own| own_name(own, lang))
        .collect()
}

/// What is said beside the name of a row; where A is pinned, B held against it.
pub fn row_sentence(summary: &Summary, row: Row, names: Names, lang: Lang) -> Vec<Phrase> {
    let w = words::row(lang);
    let scenario = &summary.scenario;
    if scenario.against.is_some() {
        return compare::row_sentence(summary, row, names, lang);
    }
    if scenario.is_reference() {
        return stressed(w.still);
    }
    let change = &summary.change[row.series()];
    let template = match change.badge() {
        Badge::Fewer => w.fewer,
        Badge::More => w.more,
        Badge::NotKnown => w.unknown,
        Badge::TooSmall => w.small,
        Badge::NoEffect => w.none,
    };
    let filled = fill(
        template,
        &[
            ("middle", &middle(change, lang)),
            ("range", &range(change, lang)),
        ],
    );
    stressed(&filled)
}

/// A lever's value as words: "20,000", "50%", "2".
pub fn lever_value(lever: Lever, value: f32, lang: Lang) -> String {
    let record = lever.record();
    match record.unit {
        Unit::Places => decimal(f64::from(value), 0),
        Unit::Share => format::percent(f64::from(value) * 100.0, lang),
        Unit::Multiple => short_decimal(f64::from(value)),
    }
}

/// A lever's setting as words; one value a year as the range they span: "0.8–1".
pub fn setting_value(lever: Lever, setting: Setting, lang: Lang) -> String {
    let said = |value: f32| lever_value(lever, value, lang);
    match setting {
        Setting::Constant(value) => said(value),
        Setting::Yearly(values) => {
            let least = values.into_iter().fold(f32::INFINITY, f32::min);
            let most = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
            if least == most {
                said(most)
            } else {
                format!("{}–{}", said(least), said(most))
            }
        }
    }
}

/// Whether a setting takes all aid away: no one says nought times the aid.
pub(super) fn is_no_aid(lever: Lever, setting: Setting) -> bool {
    lever == Lever::Aid && setting == Setting::Constant(0.0)
}

/// A number with at most two decimals and no trailing zeros.
pub fn short_decimal(value: f64) -> String {
    let text = decimal(value, 2);
    match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        None => text,
    }
}

/// As [`row_sentence`], said with the name of the reading it holds under.
pub fn row_sentence_beside(summary: &Summary, row: Row, names: Names, lang: Lang) -> Vec<Phrase> {
    let reading = reading(&summary.scenario.assumptions, lang);
    let mut phrases = vec![Phrase {
        text: fill(words::own(lang).beside_row, &[("reading", &reading)]),
        strong: false,
    }];
    phrases.extend(row_sentence(summary, row, names, lang));
    phrases
}

/// "With twice the aid, ... and ...": what the scenario changes, or the name of its preset.
fn subject(scenario: &Scenario, lang: Lang) -> String {
    let w = words::answer(lang);
    if let Some(preset) = preset_of(scenario) {
        let name = words::presets(lang)
            .get(preset.key())
            .map_or(preset.key(), |preset| preset.name);
        return fill(w.with_preset, &[("preset", name)]);
    }
    let levers = words::levers(lang);
    let mut changes: Vec<String> = scenario
        .moved()
        .filter_map(|lever| {
            let setting = scenario.lever(lever);
            if is_no_aid(lever, setting) {
                return Some(w.no_aid.to_string());
            }
            let value = setting_value(lever, setting, lang);
            let phrase = levers.get(lever.record().key)?.phrase;
            Some(fill(phrase, &[("value", &value)]))
        })
        .collect();
    let shocks = words::shocks(lang);
    changes.extend(
        Shock::ALL
            .into_iter()
            .filter(|&shock| scenario.shock(shock).differs_from(shock.record().default))
            .filter_map(|shock| Some(shocks.get(shock.record().key)?.phrase.to_string())),
    );
    if changes.len() > 3 {
        let others = changes.len() - 2;
        changes.truncate(2);
        changes.push(fill(w.others, &[("n", &others.to_string())]));
    }
    fill(w.with, &[("changes", &list(&changes, w.and))])
}

/// The preset whose levers and shocks these are, whatever the regime and the beliefs.
pub fn preset_of(scenario: &Scenario) -> Option<Preset> {
    Preset::ALL.into_iter().find(|preset| {
        let known = preset.scenario();
        known.levers == scenario.levers && known.shocks == scenario.shocks
    })
}

fn published_sentence(change: &Change, lang: Lang) -> String {
    let w = words::answer(lang);
    let template = match change.badge() {
        Badge::Fewer => w.published_fewer,
        Badge::More => w.published_more,
        Badge::NotKnown | Badge::TooSmall | Badge::NoEffect => w.published_unknown,
    };
    fill(
        template,
        &[
            ("middle", &middle(change, lang)),
            ("range", &range(change, lang)),
        ],
    )
}

/// On every result of a pathway, all entries stand beside irregular encounters.
pub(super) fn entries_sentence(summary: &Summary, lang: Lang) -> Option<String> {
    let w = words::answer(lang);
    let opens_pathways = summary
        .scenario
        .differing()
        .any(|lever| matches!(lever, Lever::WorkVisas | Lever::EntryPlaces));
    let entries = summary.entries[SERIES - 1];
    opens_pathways.then(|| {
        let rise = summary.entries_more;
        let is_belief = summary.scenario.assumptions.pack.is_belief();
        let (template, futures) = match rise {
            _ if is_belief => (w.entries_belief, rise),
            rise if rise > 0.8 => (w.entries_more, rise),
            rise if rise < 0.2 => (w.entries_fewer, 1.0 - rise),
            _ => (w.entries_open, rise),
        };
        fill(
            template,
            &[
                ("n", &of_hundred(futures)),
                ("middle", &said(f64::from(entries.p50.abs()), lang)),
                ("range", &compare::between(entries.p05, entries.p95, lang)),
            ],
        )
    })
}

/// Says where a direction leans on a prior that all but leaves out the other one.
fn leaning_sentence(scenario: &Scenario, lang: Lang) -> Option<String> {
    let w = words::answer(lang);
    let levers = words::levers(lang);
    let names: Vec<String> = leaning_on_bounded_priors(scenario)
        .filter_map(|lever| Some(quoted(levers.get(lever.record().key)?.name, lang)))
        .collect();
    (!names.is_empty()).then(|| fill(w.bounded, &[("levers", &list(&names, w.and))]))
}

fn quoted(name: &str, lang: Lang) -> String {
    let [open, close] = match lang {
        Lang::En => ["“", "”"],
        Lang::Es => ["«", "»"],
    };
    [open, name, close].concat()
}

fn middle(change: &Change, lang: Lang) -> String {
    format::percent(f64::from(change.percent.p50.abs()), lang)
}

fn range(change: &Change, lang: Lang) -> String {
    format::range(
        -f64::from(change.percent.p95),
        -f64::from(change.percent.p05),
        lang,
    )
}

/// Futures of a hundred; never "100 of 100" where one differs, nor "0".
pub(super) fn of_hundred(share: f32) -> String {
    format::plain(f64::from(futures_of_hundred(share)), 0)
}

/// As the answer has them: futures of a hundred, never all or none of them where one differs.
pub fn futures_of_hundred(share: f32) -> u8 {
    let whole = libm::roundf(share * 100.0);
    let honest = if share < 1.0 { whole.min(99.0) } else { whole };
    let honest = if share > 0.0 { honest.max(1.0) } else { honest };
    honest as u8
}

fn list(items: &[String], and: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} {and} {last}", init.join(", ")),
    }
}

/// Cuts a text at its *stars*.
pub(super) fn stressed(text: &str) -> Vec<Phrase> {
    text.split('*')
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .map(|(i, part)| Phrase {
            text: part.to_string(),
            strong: i % 2 == 1,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::equations::Detail;
    use crate::model::scenario::Adjustment;
    use crate::model::simulator::Simulator;

    #[test]
    fn a_reading_of_ones_own_says_from_which_it_starts() {
        let mut assumptions = Scenario::baseline().believing(Pack::Sceptic).assumptions;
        assert_eq!(reading(&assumptions, Lang::En), "skeptic");
        let (shift, widen) = (1.0, 1.0);
        let spread = Adjustment::Spread { shift, widen };
        assumptions.own.set(Parameter::AidHope, Some(spread));
        let own = "my own, starting from: skeptic";
        assert_eq!(reading(&assumptions, Lang::En), own);
        assumptions.own.set(Parameter::AidHope, None);
        assert_eq!(reading(&assumptions, Lang::En), "skeptic");
        assumptions.set_discount(Some(0.5));
        assert_eq!(reading(&assumptions, Lang::En), own);
    }

    #[test]
    fn studies_as_published_do_not_stand_beside_a_discount_of_ones_own() {
        let mut scenario = Preset::Aid.scenario();
        let mut model = Simulator::new(scenario.seed, 64);
        let mut beside = |scenario: &Scenario| {
            let summary = model.run(scenario, Detail::Encounters);
            let published = summary.change[SERIES - 1];
            let sentence = published_sentence(&published, Lang::En);
            let phrases = beside_answer(&summary, Some(&published), Lang::En);
            let text: String = phrases.into_iter().map(|phrase| phrase.text).collect();
            text.contains(&sentence.replace('*', ""))
        };
        assert!(beside(&scenario));
        let (shift, widen) = (0.0, 0.0);
        for adjustment in [Adjustment::Pin(0.5), Adjustment::Spread { shift, widen }] {
            let own = &mut scenario.assumptions.own;
            own.set(Parameter::Beta, Some(adjustment));
            assert!(!beside(&scenario), "{adjustment:?}");
        }
    }

    #[test]
    fn a_lever_set_by_year_is_told_as_the_range_it_spans() {
        let cut = Preset::Cut2019.scenario().with(Lever::WorkVisas, 2_000.0);
        let told = subject(&cut, Lang::En);
        assert!(told.contains("0.8–1 times the aid"), "{told}");
    }

    #[test]
    fn no_aid_is_told_as_none() {
        let mut none = Scenario::baseline().with(Lever::WorkVisas, 2_000.0);
        none.levers[Lever::Aid.index()] = Setting::Constant(0.0);
        for lang in Lang::ALL {
            let told = subject(&none, lang);
            assert!(told.contains(words::answer(lang).no_aid), "{told}");
        }
    }

    #[test]
    fn hundreds_of_futures_never_claim_all_or_none_where_one_differs() {
        assert_eq!(of_hundred(0.9999), "99");
        assert_eq!(of_hundred(0.0001), "1");
        assert_eq!(of_hundred(1.0), "100");
        assert_eq!(of_hundred(0.0), "0");
    }
}
