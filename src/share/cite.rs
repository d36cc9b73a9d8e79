//! What a reader takes away of a result: a sentence, a citation, tables, and names of files. All of
//! it says scenario, border rules, reading, day, versions and link, in the reader's language.

use super::date::Date;
use super::shown::{Name, Shown};
use crate::data::DATA_VERSION;
use crate::figures::format::{fill, plain};
use crate::figures::rows::{Row, regime_name};
use crate::figures::sentences::{preset_of, reading};
use crate::figures::spec::Table;
use crate::i18n::{Lang, words};
use crate::model::equations::SERIES;
use crate::model::quantiles::Points;
use crate::model::scenario::{Measures, Scenario};
use crate::model::summary::Summary;
use crate::model::{COUNTRIES, FIRST_YEAR, LAST_YEAR, MODEL_VERSION, YEARS};

/// A result on its way out of the page.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// What follows from the scenario.
    pub summary: &'a Summary,
    /// What is looked at, and its names.
    pub shown: &'a Shown,
    /// What the page says of it, with its range, without stars.
    pub answer: &'a str,
    /// The full address that opens it again.
    pub link: &'a str,
    /// The day on which it is taken.
    pub date: Date,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// The levels, as a picture or a table: the name ends with its years.
    Chart,
    /// The change over all years.
    Difference,
    /// The change of each year.
    ByYear,
    /// The points over all draws.
    Draws,
    /// A QR code of the link.
    Qr,
    /// The link alone.
    Link,
}

impl Take<'_> {
    /// The answer as a paragraph that can stand alone.
    pub fn sentence(&self) -> String {
        let mut parts = vec![self.answer.trim().to_string()];
        parts.extend(self.facts());
        parts.push(self.link.to_string());
        parts.join(" ")
    }

    /// What stands under a picture, a paragraph each: the answer; scenario, border rules and
    /// reading; versions, day and licence; `sources` of what is recorded, if anything is; the link.
    pub fn under_picture(&self, sources: &str) -> Vec<String> {
        let w = words::share(self.lang);
        let [scenario, ground, made] = self.facts();
        let mut lines = vec![
            self.answer.trim().to_string(),
            format!("{scenario} {ground}"),
            format!("{made} {}", w.licence),
        ];
        if !sources.is_empty() {
            lines.push(fill(w.sources, &[("sources", sources)]));
        }
        lines.push(self.link.to_string());
        lines
    }

    /// How to cite the result, as text.
    pub fn citation(&self) -> String {
        let w = words::share(self.lang);
        let [scenario, ground, _] = self.facts();
        let year = self.date.year().to_string();
        let versions = self.versions();
        let holes = [
            ("author", w.author),
            ("year", &year),
            ("title", w.title),
            ("outcome", &self.outcome()),
            ("scenario", &scenario),
            ("ground", &ground),
            ("versions", &versions),
            ("date", &self.date.to_string()),
            ("link", self.link),
        ];
        fill(w.citation, &holes)
    }

    /// The same as an entry of a BibTeX file.
    pub fn bibtex(&self) -> String {
        let w = words::share(self.lang);
        let [scenario, ground, _] = self.facts();
        let note = format!("{} {scenario} {ground} {}", self.outcome(), self.versions());
        let key = format!("root-causes-{}-{}", self.date.year(), self.scenario_slug());
        let link: String = self
            .link
            .chars()
            .filter(|sign| !"{}\\".contains(*sign) && !sign.is_whitespace())
            .collect();
        format!(
            "@misc{{{key},\n  author = {{{{{author}}}}},\n  title = {{{{{title}}}}},\n  \
             year = {{{year}}},\n  note = {{{note}}},\n  url = {{{link}}},\n  \
             urldate = {{{date}}},\n  language = {{{language}}}\n}}\n",
            author = tex(w.author),
            title = tex(w.title),
            year = self.date.year(),
            note = tex(&note),
            date = self.date,
            language = w.language,
        )
    }

    /// A name for a file that says what is in it, such as
    /// `root-causes_everything_late-2024_encounters_all_2027-2036.svg`.
    pub fn file_name(&self, content: Content, row: Row, ending: &str) -> String {
        let mut parts = vec![
            "root-causes".to_string(),
            self.scenario_slug(),
            self.summary.scenario.regime.key().into(),
            self.shown.outcome.key().into(),
            row.key().into(),
            format!("{FIRST_YEAR}-{LAST_YEAR}"),
        ];
        match content {
            Content::Chart => {}
            Content::Difference => parts.push("difference".into()),
            Content::ByYear => parts.push("by-year".into()),
            Content::Link => parts.push("link".into()),
            Content::Draws => parts.push("draws".into()),
            Content::Qr => parts.push("qr".into()),
        }
        format!("{}.{ending}", parts.join("_"))
    }

    /// A figure's table as CSV: numbers with a point and at most three decimals, empty where there
    /// is none; above it, behind `#`, what the table is and where it comes from.
    pub fn table_csv(&self, table: &Table) -> String {
        let mut csv = self.head(&table.caption);
        let heads = table.columns.iter().map(|column| column.head.as_str());
        csv.row(std::iter::once(table.corner.as_str()).chain(heads));
        for row in &table.rows {
            let numbers = row.cells.iter();
            let numbers = numbers.map(|cell| cell.map_or(String::new(), |value| plain(value, 3)));
            csv.cells([cell(&row.head)].into_iter().chain(numbers));
        }
        csv.0
    }

    /// The points over all draws as CSV: 5, 25, 50, 75 and 95 % of every series in every year and
    /// of the change over all of them, and the share of futures with fewer encounters. A difference
    /// is the scenario less what it is held against; below nought is fewer.
    pub fn draws_csv(&self) -> String {
        let summary = self.summary;
        let w = words::share(self.lang);
        let futures = summary.draws.to_string();
        let mut csv = self.head(&fill(w.draws, &[("n", &futures)]));
        csv.row("country,year,quantity,unit,p05,p25,p50,p75,p95,share_fewer".split(','));
        for row in Row::ALL {
            let series = row.series();
            let mut put = |year: &str, quantity: &str, unit: &str, points: Points, fewer| {
                let points = points.to_array().map(|value| plain(f64::from(value), 3));
                let place = if series < COUNTRIES {
                    row.key()
                } else {
                    "total"
                };
                let share = Option::map_or(fewer, String::new(), |share: f32| {
                    plain(f64::from(share), 4)
                });
                let names = [place, year, quantity, unit].map(String::from);
                csv.cells(names.into_iter().chain(points).chain([share]));
            };
            for t in 0..YEARS {
                let year = (usize::from(FIRST_YEAR) + t).to_string();
                let (before, after) = (summary.baseline[series][t], summary.future[series][t]);
                put(&year, "baseline", "encounters", before, None);
                put(&year, "scenario", "encounters", after, None);
            }
            let change = &summary.change[series];
            let (less, percent) = (negated(change.avoided), negated(change.percent));
            let fewer = Some(change.fewer);
            put("sum", "difference", "encounters", less, fewer);
            put("sum", "difference_percent", "percent", percent, fewer);
            put(
                "sum",
                "entries_difference",
                "entries",
                summary.entries[series],
                None,
            );
            let countries = if series == SERIES - 1 { COUNTRIES } else { 1 };
            let places = summary.places_used.map(|places| places * countries as f32);
            put("sum", "places_used", "places", places, None);
        }
        csv.0
    }

    /// Scenario; border rules and reading; versions and day.
    fn facts(&self) -> [String; 3] {
        let w = words::share(self.lang);
        let scenario = &self.summary.scenario;
        let name = self.name(&self.shown.name, scenario);
        let told = match &scenario.against {
            None => fill(w.scenario, &[("name", &name)]),
            Some(a) => {
                let a = self.name(&self.shown.name_a, &alone(a));
                fill(w.scenarios, &[("b", &name), ("a", &a)])
            }
        };
        let ground = [
            ("regime", regime_name(scenario.regime, self.lang)),
            ("reading", &reading(&scenario.assumptions, self.lang)),
        ];
        let date = self.date.to_string();
        let made = [("versions", self.versions()), ("date", date)];
        let made = made.each_ref().map(|(hole, text)| (*hole, text.as_str()));
        [told, fill(w.ground, &ground), fill(w.made, &made)]
    }

    fn versions(&self) -> String {
        let w = words::share(self.lang);
        let holes = [("model", MODEL_VERSION), ("data", DATA_VERSION)];
        fill(w.versions, &holes)
    }

    /// The outcome and the years, as the head of a note.
    fn outcome(&self) -> String {
        let w = words::share(self.lang);
        let key = self.shown.outcome.key();
        let name = w.outcomes.get(key).unwrap_or(key);
        let years = format!("{FIRST_YEAR}–{LAST_YEAR}");
        fill(w.outcome, &[("outcome", name), ("years", &years)])
    }

    /// The reader's name for a scenario, its preset's, or that it is a mix of its own.
    fn name(&self, given: &Name, scenario: &Scenario) -> String {
        if !given.is_empty() {
            return given.to_string();
        }
        match preset_of(scenario) {
            Some(preset) => words::presets(self.lang)
                .get(preset.key())
                .map_or(preset.key(), |preset| preset.name)
                .to_string(),
            None => words::share(self.lang).own_mix.to_string(),
        }
    }

    fn scenario_slug(&self) -> String {
        let scenario = &self.summary.scenario;
        let name = slug(&self.shown.name, scenario);
        match &scenario.against {
            None => name,
            Some(a) => format!("{name}-against-{}", slug(&self.shown.name_a, &alone(a))),
        }
    }

    /// What a file is and where it comes from, behind `#`.
    fn head(&self, caption: &str) -> Csv {
        let w = words::share(self.lang);
        let mut csv = Csv(String::new());
        csv.remark(w.title);
        csv.remark(caption);
        csv.remark(self.answer.trim());
        for fact in self.facts() {
            csv.remark(&fact);
        }
        csv.remark(w.licence);
        csv.remark(self.link);
        csv
    }
}

/// The settings of A as a scenario.
fn alone(measures: &Measures) -> Scenario {
    Scenario::baseline().setting(*measures)
}

/// A scenario in a file's name: small letters, digits and dashes.
fn slug(given: &Name, scenario: &Scenario) -> String {
    const LONGEST: usize = 40;
    if given.is_empty() {
        return preset_of(scenario).map_or("own-mix".into(), |preset| preset.key().into());
    }
    let mut slug = String::new();
    for letter in given.as_str().chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            'á' | 'à' | 'ä' | 'â' => 'a',
            'é' | 'è' | 'ë' | 'ê' => 'e',
            'í' | 'ì' | 'ï' | 'î' => 'i',
            'ó' | 'ò' | 'ö' | 'ô' => 'o',
            'ú' | 'ù' | 'ü' | 'û' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other if other.is_ascii_alphanumeric() => other,
            _ => '-',
        };
        if slug.len() < LONGEST && (letter != '-' || !slug.is_empty() && !slug.ends_with('-')) {
            slug.push(letter);
        }
    }
    match slug.trim_end_matches('-') {
        "" => "named".into(),
        slug => slug.into(),
    }
}

/// Points of a change from points of what is avoided.
fn negated(points: Points) -> Points {
    let mut values = points.to_array().map(|value| 0.0 - value);
    values.reverse();
    Points::from(values)
}

/// Rows of a file whose cells are parted by commas.
struct Csv(String);

impl Csv {
    fn remark(&mut self, text: &str) {
        let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.0.push_str(&format!("# {line}\n"));
    }

    fn row<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        self.cells(texts.into_iter().map(cell));
    }

    fn cells(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        self.0.push_str(&cells.join(","));
        self.0.push('\n');
    }
}

/// A text as a cell: in quotes where it has to be, and behind an apostrophe where a spreadsheet
/// would work it out as a formula.
pub fn cell(text: &str) -> String {
    let starts = |sign: char| "=+-@\t\r\u{2212}".contains(sign);
    let shown = text.trim_start_matches([' ', '\u{a0}']);
    let safe = if shown.starts_with(starts) {
        format!("'{text}")
    } else {
        text.to_string()
    };
    if safe.contains([',', '"', '\n', '\r', ';', '#']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// A text as it stands in a BibTeX field.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                out.push('\\');
                out.push(sign);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            other => out.push(other),
        }
    }
    out
}
