//! What a reader takes away of a result: a sentence, a citation, tables, and names of files. All of
//! it says scenario, border rules, reading, day, versions and link, in the reader's language.

use super::date::Date;
use super::shown::{Name, Shown};
use crate::data::DATA_VERSION;
use crate::figures::compare::outcome_words;
use crate::figures::format::{fill, plain};
use crate::figures::rows::{Row, regime_name};
use crate::figures::sentences::{own_sentence, preset_of, reading};
use crate::figures::spec::Table;
use crate::i18n::{Lang, words};
use crate::model::account::Account;
use crate::model::outcomes::Outcome;
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
    /// The same added up from the first year on.
    AddedUp,
    /// Both, of all countries and in total.
    AllYears,
    /// What each lever contributed.
    Wedges,
    /// All presets by countries, under the border rules and the reading.
    Matrix,
    /// What decides the answer.
    Spread,
    /// The model held against the record, cut off after this fiscal year; of no scenario.
    Past(u16),
    /// What differs from today.
    Changes,
    /// The points over all draws.
    Draws,
    /// A QR code of the link.
    Qr,
    /// The link alone.
    Link,
    /// The scenario, for the command line.
    Scenario,
}

impl Take<'_> {
    /// The answer as a paragraph that can stand alone.
    pub fn sentence(&self) -> String {
        let mut parts = vec![self.answer.trim().to_string()];
        parts.extend(self.facts(Content::Chart));
        parts.push(self.link.to_string());
        parts.join(" ")
    }

    /// What stands under a picture, a paragraph each: the answer; scenario, border rules and
    /// reading, as far as the picture leans on them; versions, day and licence; `sources` of what is
    /// recorded, if anything is; the link.
    pub fn under_picture(&self, content: Content, sources: &str) -> Vec<String> {
        let w = words::share(self.lang);
        let mut facts = self.facts(content);
        let made = facts.pop().unwrap_or_default();
        let mut lines = vec![self.answer.trim().to_string()];
        if !facts.is_empty() {
            lines.push(facts.join(" "));
        }
        lines.push(format!("{made} {}", w.licence));
        if !sources.is_empty() {
            lines.push(fill(w.sources, &[("sources", sources)]));
        }
        lines.push(self.link.to_string());
        lines
    }

    /// How to cite the result, as text.
    pub fn citation(&self) -> String {
        let w = words::share(self.lang);
        let [scenario, ground, _] = self.all_facts();
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
        let [scenario, ground, _] = self.all_facts();
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
        if let Content::Past(year) = content {
            let row = row.key();
            return format!("root-causes_model-against-record_{row}_up-to-{year}.{ending}");
        }
        let rules = self.summary.scenario.regime.key();
        let encounters = Outcome::Encounters.key();
        let (scenario, what, outcome) = match content {
            Content::Matrix => ("all-scenarios".to_string(), None, encounters),
            Content::Wedges => (self.scenario_slug(), Some("levers"), encounters),
            Content::Spread => (self.scenario_slug(), Some("what-decides"), encounters),
            Content::Draws => (self.scenario_slug(), Some("all-futures"), "all-outcomes"),
            other => (
                self.scenario_slug(),
                ending_of(other),
                self.shown.outcome.key(),
            ),
        };
        let years = format!("{FIRST_YEAR}-{LAST_YEAR}");
        let row = match content {
            Content::Matrix
            | Content::Spread
            | Content::Draws
            | Content::Changes
            | Content::AllYears => Row::Total.key(),
            _ => row.key(),
        };
        let parts = ["root-causes", &scenario, rules, outcome, row, &years];
        let parts: Vec<&str> = parts.into_iter().chain(what).collect();
        format!("{}.{ending}", parts.join("_"))
    }

    /// A figure's table as CSV: numbers with a point and at most three decimals, empty where there
    /// is none; above it, behind `#`, what the table is and where it comes from.
    pub fn table_csv(&self, content: Content, table: &Table) -> String {
        let mut csv = self.head(content, &table.caption);
        let heads = table.columns.iter().map(|column| column.head.as_str());
        csv.row(std::iter::once(table.corner.as_str()).chain(heads));
        for row in &table.rows {
            let numbers = row.cells.iter();
            let numbers = numbers.map(|cell| cell.map_or(String::new(), |value| plain(value, 3)));
            csv.cells([cell(&row.head)].into_iter().chain(numbers));
        }
        csv.0
    }

    /// What differs from today as CSV: words, a line a setting.
    pub fn changes_csv(&self, heads: &[String], lines: &[Vec<String>]) -> String {
        let mut csv = self.head(Content::Changes, words::take(self.lang).changed);
        for line in std::iter::once(heads).chain(lines.iter().map(Vec::as_slice)) {
            csv.row(line.iter().map(String::as_str));
        }
        csv.0
    }

    /// The scenario as a file that the command line runs: it gives the same numbers.
    pub fn scenario_json(&self, fragment: &str) -> String {
        let link = fragment.replace('\\', "\\\\").replace('"', "\\\"");
        format!(
            "{{\n  \"version\": 1,\n  \"link\": \"{link}\",\n  \"draws\": {}\n}}\n",
            self.summary.draws
        )
    }

    /// The points over all draws as CSV: 5, 25, 50, 75 and 95 % of every outcome that is given, in
    /// every year, of what the scenario is held against, of the scenario, and of the paired
    /// difference, then of the difference up to each year; and the share of futures with less. A
    /// difference is the scenario less what it is held against; below nought is less.
    pub fn draws_csv(&self, accounts: &[Account]) -> String {
        let w = words::share(self.lang);
        let futures = self.summary.draws.to_string();
        let mut csv = self.head(Content::Draws, &fill(w.draws, &[("n", &futures)]));
        csv.row(w.draws_heads.split(','));
        let all_years = format!("{FIRST_YEAR}-{LAST_YEAR}");
        for account in accounts {
            let key = account.outcome.key();
            let outcome = w.outcomes.get(key).unwrap_or(key);
            let unit = outcome_words(account.outcome, self.lang).what;
            let unit = unit.trim_end_matches(',');
            for row in Row::ALL {
                let series = row.series();
                let place = if series < COUNTRIES {
                    row.key()
                } else {
                    "total"
                };
                let mut put = |year: &str, quantity: &str, unit: &str, points: Points, fewer| {
                    let points = points.to_array().map(|value| plain(f64::from(value), 3));
                    let share = Option::map_or(fewer, String::new(), |share: f32| {
                        plain(f64::from(share), 4)
                    });
                    let names = [place, year, outcome, quantity, unit].map(cell);
                    csv.cells(names.into_iter().chain(points).chain([share]));
                };
                for t in 0..YEARS {
                    let year = (usize::from(FIRST_YEAR) + t).to_string();
                    let by_year = &account.by_year[series][t];
                    put(&year, w.held_against, unit, account.before[series][t], None);
                    put(
                        &year,
                        w.scenario_column,
                        unit,
                        account.after[series][t],
                        None,
                    );
                    put(
                        &year,
                        w.difference_column,
                        unit,
                        by_year.more,
                        Some(by_year.fewer),
                    );
                }
                for t in 1..YEARS {
                    let years = format!("{FIRST_YEAR}-{}", usize::from(FIRST_YEAR) + t);
                    let up_to = &account.up_to[series][t];
                    let fewer = Some(up_to.fewer);
                    put(&years, w.difference_column, unit, up_to.more, fewer);
                }
                let change = &account.change[series];
                let fewer = Some(change.fewer);
                if account.relative {
                    let percent = negated(change.percent);
                    put(&all_years, w.percent_column, w.percent, percent, fewer);
                }
            }
        }
        csv.0
    }

    /// What holds of a content: its scenario; border rules and reading; last, versions and day.
    fn facts(&self, content: Content) -> Vec<String> {
        let [scenario, ground, made] = self.all_facts();
        match content {
            Content::Past(_) => vec![made],
            Content::Matrix => vec![ground, made],
            _ => vec![scenario, ground, made],
        }
    }

    /// Scenario; border rules and reading; versions and day.
    fn all_facts(&self) -> [String; 3] {
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
        let ground = fill(w.ground, &ground);
        let own = own_sentence(&scenario.assumptions, self.lang);
        let ground = [Some(ground), own].into_iter().flatten();
        let date = self.date.to_string();
        let made = [("versions", self.versions()), ("date", date)];
        let made = made.each_ref().map(|(hole, text)| (*hole, text.as_str()));
        let ground: Vec<String> = ground.collect();
        [told, ground.join(" "), fill(w.made, &made)]
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
    fn head(&self, content: Content, caption: &str) -> Csv {
        let w = words::share(self.lang);
        let mut csv = Csv(String::new());
        csv.remark(w.title);
        csv.remark(caption);
        csv.remark(self.answer.trim());
        for fact in self.facts(content) {
            csv.remark(&fact);
        }
        csv.remark(w.licence);
        csv.remark(self.link);
        csv
    }
}

/// What the name of a file ends in, where it is not the levels.
fn ending_of(content: Content) -> Option<&'static str> {
    match content {
        Content::Difference => Some("difference"),
        Content::ByYear => Some("by-year"),
        Content::AddedUp => Some("added-up"),
        Content::AllYears => Some("by-year-and-added-up"),
        Content::Link => Some("link"),
        Content::Qr => Some("qr"),
        Content::Changes => Some("changes"),
        Content::Scenario => Some("scenario"),
        _ => None,
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
