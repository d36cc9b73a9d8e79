//! Scenario B held against scenario A, in any outcome: sentences, figures and tables.
//!
//! Where the reader has pinned no A, the same is said of the scenario and a future without its
//! changes.

use super::difference::{self, Difference};
use super::format::{self, fill, no_change, said};
use super::levels::{self, Levels, Naming};
use super::mark::{marked, pack_mark};
use super::rows::{self, Row, regime_phrase};
use super::scale::year_ticks;
use super::sentences::{Phrase, of_hundred, stressed};
use super::spec::{Anchor, Axis, Figure, Mark, Tick};
use crate::i18n::{Lang, words};
use crate::model::account::{Account, Cost};
use crate::model::equations::SERIES;
use crate::model::outcomes::Outcome;
use crate::model::reach::Bounds;
use crate::model::scenario::Scenario;
use crate::model::summary::{Badge, Change, Fans, Summary};
use crate::model::{FIRST_YEAR, LAST_YEAR, YEARS};

/// What the two scenarios are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names<'a> {
    /// What is held against: A.
    pub a: &'a str,
    /// The reader's scenario: B.
    pub b: &'a str,
}

/// The words of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeWords {
    /// Its name, as a choice.
    pub name: &'static str,
    /// What is counted, as it stands in sentences.
    pub what: &'static str,
    /// What an axis counts.
    pub unit: &'static str,
    /// What must be known of it.
    pub note: &'static str,
}

impl Names<'static> {
    /// The names where the reader gave none: A and B, or the scenario and a future without its
    /// changes.
    pub fn of(scenario: &Scenario, lang: Lang) -> Self {
        let w = words::compare(lang);
        match scenario.against {
            Some(_) => Names { a: w.a, b: w.b },
            None => Names {
                a: w.no_a,
                b: w.no_b,
            },
        }
    }
}

impl<'a> Names<'a> {
    /// The names that a reader gave to A and B; the usual ones where none was given, or where there
    /// is no A that could have one.
    pub fn given(scenario: &Scenario, (a, b): (&'a str, &'a str), lang: Lang) -> Self {
        let usual = Names::of(scenario, lang);
        let or = |name: &'a str, usual| if name.is_empty() { usual } else { name };
        Names {
            a: scenario.against.map_or(usual.a, |_| or(a, usual.a)),
            b: or(b, usual.b),
        }
    }
}

impl Names<'_> {
    /// A template with its {a} and {b} filled.
    pub(super) fn into_words(self, template: &str) -> String {
        fill(template, &[("a", self.a), ("b", self.b)])
    }
}

/// The words of an outcome in a language.
pub fn outcome_words(outcome: Outcome, lang: Lang) -> OutcomeWords {
    let w = words::outcomes(lang);
    macro_rules! of {
        ($table:ident) => {
            OutcomeWords {
                name: w.$table.name,
                what: w.$table.what,
                unit: w.$table.unit,
                note: w.$table.note,
            }
        };
    }
    match outcome {
        Outcome::Encounters => of!(encounters),
        Outcome::Entries => of!(entries),
        Outcome::Homicides => of!(homicides),
        Outcome::PlacesUsed => of!(places_used),
        Outcome::LocalMoney => of!(local_money),
        Outcome::Households => of!(households),
    }
}

/// B held against A in encounters of all three countries: the sentence that leads.
pub fn headline(summary: &Summary, names: Names, lang: Lang) -> Vec<Phrase> {
    row_sentence(summary, Row::Total, names, lang)
}

/// [`row_sentence`] with what is stressed between stars.
pub(super) fn starred(summary: &Summary, row: Row, names: Names, lang: Lang) -> String {
    let change = &summary.change[row.series()];
    let said = Said::new(Outcome::Encounters, change, true, lang);
    said.sentence(&summary.scenario, names)
}

/// B held against A in encounters of a row: what leads there.
pub fn row_sentence(summary: &Summary, row: Row, names: Names, lang: Lang) -> Vec<Phrase> {
    stressed(&starred(summary, row, names, lang))
}

/// B held against A in an outcome of a row.
pub fn sentence(
    account: &Account,
    scenario: &Scenario,
    row: Row,
    names: Names,
    lang: Lang,
) -> Vec<Phrase> {
    let change = &account.change[row.series()];
    let said = Said::new(account.outcome, change, account.relative, lang);
    stressed(&opened(said.sentence(scenario, names), lang))
}

/// A sentence that may begin with the words for the reader's scenario, which stand inside of
/// sentences too.
pub(super) fn opened(mut sentence: String, lang: Lang) -> String {
    if sentence.starts_with(words::compare(lang).no_b) {
        sentence[..1].make_ascii_uppercase();
    }
    sentence
}

/// The size of a change in numbers, which stands beside the same in per cent.
pub fn counts_sentence(account: &Account, row: Row, lang: Lang) -> String {
    let w = words::compare(lang);
    let change = &account.change[row.series()];
    let range = counts_range(change, lang);
    match account.badge(row.series()) {
        Badge::Fewer | Badge::More => fill(
            w.counts,
            &[
                ("middle", &counts(-change.avoided.p50, lang)),
                ("range", &range),
            ],
        ),
        _ => fill(w.counts_range, &[("range", &range)]),
    }
}

/// What must stand beside any result of encounters: they are not people's lives.
pub fn not_better(lang: Lang) -> &'static str {
    words::compare(lang).not_better
}

/// What an encounter avoided costs, or why that can't be told.
pub fn cost_sentence(cost: Cost, names: Names, lang: Lang) -> String {
    let w = words::compare(lang);
    match cost {
        Cost::Dollars(dollars) => fill(
            w.cost,
            &[
                ("a", names.a),
                ("b", names.b),
                ("dollars", &said(dollars, lang)),
            ],
        ),
        Cost::NotIdentified => w.cost_unknown.to_string(),
        Cost::NoMoreAid => names.into_words(w.cost_no_aid),
    }
}

/// What is said of one change.
struct Said<'a> {
    outcome: Outcome,
    change: &'a Change,
    relative: bool,
    lang: Lang,
}

impl<'a> Said<'a> {
    fn new(outcome: Outcome, change: &'a Change, relative: bool, lang: Lang) -> Self {
        Said {
            outcome,
            change,
            relative,
            lang,
        }
    }

    fn sentence(&self, scenario: &Scenario, names: Names) -> String {
        let w = words::compare(self.lang);
        if scenario.is_reference() {
            return names.into_words(w.equal);
        }
        let change = self.change;
        let badge = change.badge_where(self.relative);
        let more = 1.0 - change.fewer - change.unchanged;
        let rules = regime_phrase(scenario.regime, self.lang).to_string();
        let ground = [Some(rules), pack_mark(scenario.assumptions.pack, self.lang)];
        let ground: Vec<String> = ground.into_iter().flatten().collect();
        let (template, futures) = match badge {
            Badge::NoEffect => (w.none, change.unchanged),
            _ if !self.outcome.record().varies => (w.certain, 1.0),
            _ if scenario.assumptions.pack.is_belief() => (w.belief, 1.0),
            Badge::TooSmall => (w.small, change.fewer),
            Badge::Fewer => (w.fewer, change.fewer),
            Badge::More => (w.more, more),
            Badge::NotKnown => (w.unknown, change.fewer),
        };
        let (middle, range) = if self.relative {
            let percent = change.percent.map(|value| -value);
            (
                format::change(f64::from(percent.p50), self.lang),
                format::range(f64::from(percent.p95), f64::from(percent.p05), self.lang),
            )
        } else {
            (
                counts(-change.avoided.p50, self.lang),
                counts_range(change, self.lang),
            )
        };
        fill(
            template,
            &[
                ("a", names.a),
                ("b", names.b),
                ("what", outcome_words(self.outcome, self.lang).what),
                ("n", &of_hundred(futures)),
                ("regime", &ground.join(", ")),
                ("middle", &middle),
                ("range", &range),
            ],
        )
    }
}

/// A change of a count in words: `12,000 fewer`, `no change` where it rounds to nothing.
fn counts(more: f32, lang: Lang) -> String {
    let w = words::compare(lang);
    let more = f64::from(more);
    if format::rounded(more) == 0.0 {
        return no_change(lang).to_string();
    }
    let template = if more < 0.0 { w.fewer_by } else { w.more_by };
    fill(template, &[("n", &said(more.abs(), lang))])
}

/// The 90 % range of a change in counts.
fn counts_range(change: &Change, lang: Lang) -> String {
    between(-change.avoided.p95, -change.avoided.p05, lang)
}

/// A range of changes of a count in words: `between 790 fewer and 560,000 more`,
/// `between 12,000 and 30,000 fewer`. The end nearer to no change comes first.
pub(super) fn between(low: f32, high: f32, lang: Lang) -> String {
    let nearer_first = |low: f32, high: f32| match low.abs() <= high.abs() {
        true => (low, high),
        false => (high, low),
    };
    let (near, far) = nearer_first(low, high);
    let (first, second) = (counts(near, lang), counts(far, lang));
    if first == second {
        return format::close_to(&second, lang);
    }
    let one_way = near * far > 0.0 && first != no_change(lang);
    let first = match one_way {
        true => said(f64::from(near.abs()), lang),
        false => first,
    };
    fill(
        words::compare(lang).between,
        &[("low", &first), ("high", &second)],
    )
}

/// Encounters of a row: the record, B's fan, and A's middle future as a line of its own.
pub fn levels_figure(
    summary: &Summary,
    row: Row,
    names: Names,
    lang: Lang,
    naming: Naming,
) -> Figure {
    let summary_words = names.into_words(words::compare(lang).levels);
    let words = levels_words(names, &summary_words, lang);
    let mut figure = rows::levels_in(&words, summary, row, lang, naming);
    figure.title = title(
        words::compare(lang).title,
        (Outcome::Encounters, &summary.scenario),
        row,
        names,
        lang,
    );
    marked(figure, &summary.scenario, row, lang)
}

fn levels_words<'a>(names: Names<'a>, summary: &'a str, lang: Lang) -> levels::Words<'a> {
    levels::Words {
        scenario: names.b,
        baseline: names.a,
        summary,
        ..rows::levels_words(lang)
    }
}

pub(super) fn title(
    template: &str,
    (outcome, scenario): (Outcome, &Scenario),
    row: Row,
    names: Names,
    lang: Lang,
) -> String {
    fill(
        template,
        &[
            ("name", row.name(lang)),
            ("what", outcome_words(outcome, lang).what),
            ("a", names.a),
            ("b", names.b),
            ("regime", regime_phrase(scenario.regime, lang)),
        ],
    )
}

/// An outcome of a row without a record: B's fan and A's middle future. Countries share a scale.
/// Of encounters, [`levels_figure`] shows the record too.
pub fn outcome_figure(
    account: &Account,
    scenario: &Scenario,
    row: Row,
    names: Names,
    lang: Lang,
) -> Figure {
    let w = words::compare(lang);
    let of = outcome_words(account.outcome, lang);
    let first = i32::from(FIRST_YEAR);
    let series = row.series();
    let (before, after) = (
        rows::fan(&account.before[series], first),
        rows::fan(&account.after[series], first),
    );
    // Pathways can lower irregular encounters and raise the sum: both lines stand together.
    let alone: Vec<(i32, f64)> = account.alone.map_or(Vec::new(), |alone| {
        let middles = alone[series].iter().map(|points| f64::from(points.p50));
        (first..).zip(middles).collect()
    });
    let title = title(w.title, (account.outcome, scenario), row, names, lang);
    let row_figure = Levels {
        tone: row.tone(),
        name: row.name(lang),
        title: &title,
        heading: None,
        recorded: &[],
        partial: None,
        counterfactual: &[],
        baseline: &before,
        scenario: &after,
        rules: &alone,
        breaks: &[],
        top: outcome_top(account, row),
        naming: Naming::Full,
    };
    let caption = format!("{}: {}", row.name(lang), of.what.trim_end_matches(','));
    let words = levels::Words {
        unit: of.unit,
        caption: &caption,
        rules: &names.into_words(w.alone),
        rules_short: w.alone_short,
        ..levels_words(names, "", lang)
    };
    let mut figure = levels::levels(&row_figure, &words, lang);
    // Nothing was recorded beside which the simulated years begin.
    figure.marks.retain(|mark| match mark {
        Mark::Region { .. } => false,
        Mark::Line { points, .. } => !points.is_empty(),
        _ => true,
    });
    figure
        .labels
        .retain(|label| !matches!(label.anchor, Anchor::Before(_) | Anchor::After(_)));
    figure.table.columns.remove(0);
    for row in &mut figure.table.rows {
        row.cells.remove(0);
    }
    let (end, last) = (LAST_YEAR.to_string(), &account.after[series][YEARS - 1]);
    let say = |value: f32| said(f64::from(value), lang);
    figure.summary = fill(
        &names.into_words(w.levels),
        &[
            ("name", row.name(lang)),
            ("end", &end),
            ("middle", &say(last.p50)),
            ("low", &say(last.p05)),
            ("high", &say(last.p95)),
            ("baseline", &say(account.before[series][YEARS - 1].p50)),
        ],
    );
    if let Some((_, last)) = alone.last() {
        let holes = [("end", end.as_str()), ("n", &said(*last, lang))];
        figure.summary.push(' ');
        figure.summary += &fill(&names.into_words(w.alone_summary), &holes);
    }
    marked(figure, scenario, row, lang)
}

/// Top of the axis of an outcome's levels, in its unit: the same for all countries, and under every
/// reading of the studies.
pub fn outcome_top(account: &Account, row: Row) -> f64 {
    let series = match row {
        Row::Total => SERIES - 1..SERIES,
        Row::Country(_) => 0..SERIES - 1,
    };
    let highest = |fans: &Fans| {
        let points = fans[series.clone()].iter().flatten();
        points.fold(0.0, |most: f64, points| most.max(f64::from(points.p95)))
    };
    let highest = highest(&account.before).max(highest(&account.after));
    let reached = account.bounds.most[Bounds::place(row.series())];
    match f64::from(reached).max(1.05 * highest) {
        0.0 => 1.0,
        top => top,
    }
}

/// The paired change of a row over the ten years, in per cent of A; none where that can't be told.
pub fn difference_figure(
    account: &Account,
    scenario: &Scenario,
    row: Row,
    names: Names,
    lang: Lang,
) -> Option<Figure> {
    if !account.relative {
        return None;
    }
    let w = words::compare(lang);
    let effects = Row::ALL.map(|row| rows::effect(&account.change[row.series()]));
    let title = title(
        w.title_change,
        (account.outcome, scenario),
        row,
        names,
        lang,
    );
    let figure = Difference {
        tone: row.tone(),
        name: row.name(lang),
        title: &title,
        heading: None,
        effect: effects[row.series()],
        domain: difference::shared_domain(&effects, account.bounds.percent),
    };
    let column = names.into_words(w.column);
    let caption = title.clone();
    let words = difference::Words {
        column: &column,
        caption: &caption,
        ..rows::difference_words(lang)
    };
    let figure = difference::difference(&figure, &words, lang);
    Some(marked(figure, scenario, row, lang))
}

/// The axis of the years from `first` to `last`.
pub(super) fn year_axis(first: i32, last: i32) -> Axis {
    Axis {
        domain: (f64::from(first) - 0.3, f64::from(last) + 0.3),
        ticks: year_ticks(first, last)
            .into_iter()
            .map(|year| Tick {
                at: f64::from(year),
                text: year.to_string(),
            })
            .collect(),
        unit: None,
    }
}
