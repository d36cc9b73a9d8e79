//! The rows of the page: from what follows in the model to the figures of a country or of all three.

use super::compare::{self, Names};
use super::difference::{self, Difference, Effect};
use super::format::fill;
use super::levels::{self, Break, FanYear, Levels, Naming, PartialYear};
use super::mark::marked;
use super::spec::{Figure, Tone};
use crate::data::{self, Country, Recorded};
use crate::i18n::{Lang, words};
use crate::model::equations::SERIES;
use crate::model::outcomes::Outcome;
use crate::model::quantiles::Points;
use crate::model::regimes::Regime;
use crate::model::summary::{Badge, Change, Summary};
use crate::model::{FIRST_YEAR, YEARS};

/// A row: one country, or the three together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// One country.
    Country(Country),
    /// The three countries together.
    Total,
}

impl Row {
    /// All rows in page order.
    pub const ALL: [Row; SERIES] = [
        Row::Country(Country::ElSalvador),
        Row::Country(Country::Guatemala),
        Row::Country(Country::Honduras),
        Row::Total,
    ];

    /// Position in the model's series.
    pub const fn series(self) -> usize {
        match self {
            Row::Country(country) => country.index(),
            Row::Total => SERIES - 1,
        }
    }

    /// Eternal key in message files and element ids.
    pub const fn key(self) -> &'static str {
        match self {
            Row::Country(country) => country.code(),
            Row::Total => "all",
        }
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let names = words::countries(lang);
        match self {
            Row::Country(Country::ElSalvador) => names.slv,
            Row::Country(Country::Guatemala) => names.gtm,
            Row::Country(Country::Honduras) => names.hnd,
            Row::Total => names.all,
        }
    }

    /// Whose colour it has.
    pub const fn tone(self) -> Tone {
        match self {
            Row::Country(Country::ElSalvador) => Tone::ElSalvador,
            Row::Country(Country::Guatemala) => Tone::Guatemala,
            Row::Country(Country::Honduras) => Tone::Honduras,
            Row::Total => Tone::Total,
        }
    }

    /// Encounters recorded by fiscal year, summed over the row's countries.
    pub fn recorded(self) -> Vec<(u16, f64)> {
        self.sum_of(|row| !row.is_partial())
    }

    /// The fiscal year of which only some months are recorded: year, encounters, months.
    pub fn partial(self) -> Option<(u16, f64, u8)> {
        let (year, value) = self.sum_of(Recorded::is_partial).pop()?;
        let months = data::encounters(Country::ElSalvador)
            .iter()
            .find(|row| row.fiscal_year == year)?
            .months;
        Some((year, value, months))
    }

    fn sum_of(self, wanted: fn(&Recorded) -> bool) -> Vec<(u16, f64)> {
        let mut sums: Vec<(u16, f64)> = Vec::new();
        for country in self.countries() {
            for row in data::encounters(*country).iter().filter(|row| wanted(row)) {
                let value = f64::from(row.encounters);
                match sums.iter_mut().find(|(year, _)| *year == row.fiscal_year) {
                    Some((_, sum)) => *sum += value,
                    None => sums.push((row.fiscal_year, value)),
                }
            }
        }
        sums
    }

    /// The row's countries.
    pub fn countries(self) -> &'static [Country] {
        match self {
            Row::Country(country) => &Country::ALL[country.index()..=country.index()],
            Row::Total => &Country::ALL,
        }
    }
}

/// Name of a regime in a language.
pub fn regime_name(regime: Regime, lang: Lang) -> &'static str {
    let names = words::regimes(lang);
    match regime {
        Regime::Years2022To23 => names._2022_23.name,
        Regime::Late2024 => names.late_2024.name,
        Regime::Since2025 => names.since_2025.name,
    }
}

/// A regime as it stands in a sentence after "border rules".
pub fn regime_phrase(regime: Regime, lang: Lang) -> &'static str {
    let names = words::regimes(lang);
    match regime {
        Regime::Years2022To23 => names._2022_23.phrase,
        Regime::Late2024 => names.late_2024.phrase,
        Regime::Since2025 => names.since_2025.phrase,
    }
}

/// Top of the scale that the country rows share, and of the total's own.
///
/// It rests on the record and on the futures in which no lever moves, so it
/// stands still while a lever is dragged. A band wider than half as much again as the record is
/// cut, and says so.
pub fn top(summary: &Summary, row: Row) -> f64 {
    let rows: &[Row] = match row {
        Row::Total => &[Row::Total],
        Row::Country(_) => &Row::ALL[..SERIES - 1],
    };
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let recorded = most(&mut rows.iter().flat_map(|row| row.recorded()).map(|(_, v)| v));
    let widest = most(
        &mut rows
            .iter()
            .flat_map(|row| summary.baseline[row.series()])
            .map(|points| f64::from(points.p95)),
    );
    1.01 * recorded.max(widest.min(1.5 * recorded))
}

/// The levels of a row: history and simulated futures; `names` stand where A is pinned.
pub fn levels_figure(
    summary: &Summary,
    row: Row,
    names: Names,
    lang: Lang,
    naming: Naming,
) -> Figure {
    if summary.scenario.against.is_some() {
        return compare::levels_figure(summary, row, names, lang, naming);
    }
    let figure = levels_in(&levels_words(lang), summary, row, lang, naming);
    marked(figure, &summary.scenario, row, lang)
}

/// [`levels_figure`] in other words.
pub(super) fn levels_in(
    words: &levels::Words,
    summary: &Summary,
    row: Row,
    lang: Lang,
    naming: Naming,
) -> Figure {
    let title = words::chart(lang).title;
    let regime = regime_phrase(summary.scenario.regime, lang);
    let title = fill(title, &[("name", row.name(lang)), ("regime", regime)]);
    let series = row.series();
    let recorded: Vec<(i32, f64)> = row
        .recorded()
        .into_iter()
        .map(|(year, value)| (i32::from(year), value))
        .collect();
    let counterfactual = summary.lead_in.map_or(Vec::new(), |lead_in| {
        fan(&lead_in[series], i32::from(FIRST_YEAR) - 2)
    });
    let baseline = fan(&summary.baseline[series], i32::from(FIRST_YEAR));
    let scenario = fan(&summary.future[series], i32::from(FIRST_YEAR));
    let rules: Vec<(i32, f64)> = match summary.scenario.regime {
        Regime::Since2025 => Vec::new(),
        _ => (0..YEARS)
            .map(|t| {
                (
                    i32::from(FIRST_YEAR) + t as i32,
                    f64::from(summary.today[series][t]),
                )
            })
            .collect(),
    };
    let figure = Levels {
        tone: row.tone(),
        name: row.name(lang),
        title: &title,
        heading: None,
        recorded: &recorded,
        partial: row.partial().map(|(year, value, months)| PartialYear {
            year: i32::from(year),
            value,
            months: u32::from(months),
        }),
        counterfactual: &counterfactual,
        baseline: &baseline,
        scenario: &scenario,
        rules: &rules,
        breaks: &notches(row),
        top: top(summary, row),
        naming,
    };
    levels::levels(&figure, words, lang)
}

/// Breaks in the recorded encounters of a row, as places in the list of breaks, in their order.
/// Those that do not hold throughout are the footnotes, from 1 on.
pub fn breaks(row: Row) -> Vec<usize> {
    let countries = row.countries();
    let touches = |broken: &data::Break| {
        broken.series == data::Series::Encounters
            && broken
                .country
                .is_none_or(|country| countries.contains(&country))
    };
    (0..data::breaks().len())
        .filter(|&i| touches(&data::breaks()[i]))
        .collect()
}

/// Whether a break holds from the first year on: then it is a note on the whole series.
pub fn holds_throughout(broken: &data::Break) -> bool {
    broken.first_year <= data::encounters(Country::ElSalvador)[0].fiscal_year
}

fn notches(row: Row) -> Vec<Break> {
    breaks(row)
        .into_iter()
        .map(|i| &data::breaks()[i])
        .filter(|broken| !holds_throughout(broken))
        .zip(1..)
        .map(|(broken, footnote)| Break {
            year: i32::from(broken.first_year),
            footnote,
        })
        .collect()
}

pub(super) fn fan(points: &[Points], first_year: i32) -> Vec<FanYear> {
    points
        .iter()
        .zip(first_year..)
        .map(|(points, year)| FanYear {
            year,
            p05: f64::from(points.p05),
            p25: f64::from(points.p25),
            p50: f64::from(points.p50),
            p75: f64::from(points.p75),
            p95: f64::from(points.p95),
        })
        .collect()
}

/// The words of levels in a language.
pub fn levels_words(lang: Lang) -> levels::Words<'static> {
    let w = words::chart(lang);
    levels::Words {
        recorded: w.recorded,
        simulated: w.simulated,
        scenario: w.scenario,
        baseline: w.baseline,
        rules: w.rules,
        rules_short: w.rules_short,
        ninety: w.ninety,
        ninety_short: w.ninety_short,
        fifty: w.fifty,
        unit: w.unit,
        cut: w.cut,
        months: w.months,
        summary: w.summary,
        summary_partial: w.summary_partial,
        summary_rules: w.summary_rules,
        caption: w.caption,
        year: w.year,
        beside: w.beside,
        middle: w.middle,
        p05: w.p05,
        p25: w.p25,
        p75: w.p75,
        p95: w.p95,
    }
}

/// The paired difference of a row over FY2027-36, on the axis of every reading of the studies; it
/// has room for what stands beside it too, where a reader's own assumptions go beyond these.
/// `names` stand where A is pinned.
pub fn difference_figure(
    summary: &Summary,
    beside: Option<&Summary>,
    row: Row,
    names: Names,
    lang: Lang,
) -> Figure {
    let scenario = &summary.scenario;
    let title = match scenario.against {
        Some(_) => {
            let template = words::compare(lang).title_change;
            compare::title(template, (Outcome::Encounters, scenario), row, names, lang)
        }
        None => {
            let regime = regime_phrase(scenario.regime, lang);
            let holes = [("name", row.name(lang)), ("regime", regime)];
            fill(words::strip(lang).title, &holes)
        }
    };
    let effects = |summary: &Summary| Row::ALL.map(|row| effect(&summary.change[row.series()]));
    let shown: Vec<Effect> = [Some(summary), beside]
        .into_iter()
        .flatten()
        .flat_map(effects)
        .collect();
    let figure = Difference {
        tone: row.tone(),
        name: row.name(lang),
        title: &title,
        heading: None,
        effect: effect(&summary.change[row.series()]),
        domain: difference::shared_domain(&shown, summary.reach),
    };
    let mut words = difference_words(lang);
    let column;
    if summary.scenario.against.is_some() {
        column = names.into_words(words::compare(lang).column);
        words.column = &column;
        words.caption = &title;
    }
    let figure = difference::difference(&figure, &words, lang);
    marked(figure, &summary.scenario, row, lang)
}

/// The words of a strip in a language.
pub(crate) fn difference_words(lang: Lang) -> difference::Words<'static> {
    let w = words::strip(lang);
    difference::Words {
        fewer: w.fewer,
        more: w.more,
        no_change: w.no_change,
        sign_unknown: w.sign_unknown,
        too_small: w.too_small,
        no_effect: w.no_effect,
        summary: w.summary,
        summary_range: w.summary_range,
        summary_none: w.summary_none,
        caption: w.caption,
        corner: w.corner,
        column: w.column,
        p05: w.p05,
        p25: w.p25,
        middle: w.middle,
        p75: w.p75,
        p95: w.p95,
    }
}

/// What may be said of a change, with the sign of the picture: fewer is negative.
pub(super) fn effect(change: &Change) -> Effect {
    let points = change.percent;
    let shown = difference::Change {
        p05: -f64::from(points.p95),
        p25: -f64::from(points.p75),
        p50: -f64::from(points.p50),
        p75: -f64::from(points.p25),
        p95: -f64::from(points.p05),
    };
    match change.badge() {
        Badge::NoEffect => Effect::None,
        Badge::TooSmall => Effect::TooSmall(shown),
        Badge::NotKnown => Effect::SignUnknown(shown),
        Badge::Fewer | Badge::More => Effect::Known(shown),
    }
}
