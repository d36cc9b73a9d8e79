//! What was tried, 1990 to 2026: every event in a row for its kind, above encounters and aid on the
//! same years; all of it as a list and a table. Kinds and countries are chosen without script.

use std::fmt::Write as _;

use root_causes::data::Country;
use root_causes::data::record::{self, Event, Point, SeriesRecord};
use root_causes::figures::format::{axis, counted, decimal, fill};
use root_causes::figures::scale::{nice_step, nice_ticks};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::tables::{Cells, framed};
use super::yearly::Caption;
use super::years::{
    self, END, FIRST, LOOSE, SIZE, Years, line_count, lines, name, tenth, time, width,
};
use super::{events, sources};

/// Money is told in millions of dollars.
const MILLION: f64 = 1e6;
/// Height of a row of marks.
const PITCH: f64 = 15.0;
/// Radius of a mark.
const RADIUS: f64 = 4.0;
/// Room between a mark and its name, and between a name and the next mark.
const GAP: f64 = 4.0;
/// Height of the data of a chart.
const CHART: f64 = 120.0;

/// Choices, pictures, list, table and sources, under a caption in HTML.
///
/// # Errors
/// A series that is missing from the record.
pub fn section(caption: &Caption, lang: Lang) -> Result<String, String> {
    let w = words::timeline(lang);
    let charts = Charts::new()?;
    let summary = escaped(&charts.summary(lang));
    let mut html = format!(
        "<section class=\"timeline\" id=\"timeline\" aria-labelledby=\"timeline-title\">\
         <p class=\"tl-caption\" id=\"timeline-title\">{}</p>{}",
        caption.html,
        events::choices(lang)
    );
    for look in LOOKS {
        let _ = write!(
            html,
            "<div class=\"tl-picture {}\" role=\"img\" aria-label=\"{summary}\">{}</div>",
            look.class,
            look.picture(&charts, lang)
        );
    }
    let _ = write!(
        html,
        "<p class=\"small\">{} {}</p>{}{}</section>",
        escaped(w.key),
        escaped(w.near),
        events::list(lang),
        charts.table(lang)
    );
    Ok(html)
}

/// The name of a country.
pub fn country_name(country: Country, lang: Lang) -> &'static str {
    words::countries(lang)
        .get(country.code())
        .unwrap_or_default()
}

/// A size of the picture.
struct Look {
    class: &'static str,
    width: f64,
    /// Room for the names of rows left of the years; none: they stand above.
    gutter: f64,
    /// Rows of marks that a kind may take.
    rows: usize,
}

const LOOKS: [Look; 3] = [
    Look {
        class: "wide",
        width: 1140.0,
        gutter: 150.0,
        rows: 26,
    },
    Look {
        class: "middle",
        width: 690.0,
        gutter: 130.0,
        rows: 26,
    },
    Look {
        class: "narrow",
        width: 332.0,
        gutter: 0.0,
        rows: 4,
    },
];

impl Look {
    fn years(&self) -> Years {
        Years {
            left: self.gutter,
            right: self.width - 1.0,
        }
    }

    fn is_narrow(&self) -> bool {
        self.gutter == 0.0
    }

    fn picture(&self, charts: &Charts, lang: Lang) -> String {
        let w = words::timeline(lang);
        let years = self.years();
        let mut html = self.strip("", 18.0, &years.names(13.0), lang);
        let terms = years.presidents(self.below(w.us) + 13.0, lang);
        let terms = self.title(w.us, 13.0) + &terms;
        html += &self.strip(
            "",
            self.room_beside(w.us).max(self.below(w.us) + 20.0),
            &terms,
            lang,
        );
        for kind in record::kinds() {
            let of_kind = record::events().iter().filter(|e| e.kind == kind.key);
            let events: Vec<&Event> = of_kind.filter(|e| !years::is_term(e)).collect();
            let name = match kind.key {
                "presidency" => w.region,
                key => events::kind_name(key, lang),
            };
            html += &self.lane(kind.key, name, &events, lang);
        }
        html += &self.encounters(charts, lang);
        html += &self.aid(charts, lang);
        html + &self.strip("", 18.0, &years.names(13.0), lang)
    }

    /// A band across the picture.
    fn strip(&self, attributes: &str, height: f64, inside: &str, lang: Lang) -> String {
        let (width, height) = (self.width, tenth(height));
        format!(
            "<svg{attributes} viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\">{}{inside}</svg>",
            self.years().ground(height, lang)
        )
    }

    /// The name of a row, beside the years or above its marks.
    fn title(&self, name: &str, y: f64) -> String {
        let edge = format!("<path class=\"tl-edge\" d=\"M0 0.5H{}\"/>", self.width);
        edge + &lines(name, "tl-lane", (0.0, y), self.title_room())
    }

    fn title_room(&self) -> f64 {
        // The widest faces that stand in are a little wider than words are estimated, and below
        // the width of the narrow picture words are set larger.
        if self.is_narrow() {
            0.85 * self.width
        } else {
            self.gutter - 16.0
        }
    }

    /// Height that a name takes above its marks.
    fn below(&self, name: &str) -> f64 {
        if self.is_narrow() {
            2.0 + 15.0 * line_count(name, self.title_room()) as f64
        } else {
            0.0
        }
    }

    /// Height that a name takes beside its marks.
    fn room_beside(&self, name: &str) -> f64 {
        if self.is_narrow() {
            0.0
        } else {
            4.0 + 15.0 * line_count(name, self.title_room()) as f64
        }
    }

    fn lane(&self, kind: &str, name: &str, events: &[&Event], lang: Lang) -> String {
        let placed = self.placed(events, lang);
        let rows = placed.iter().map(|mark| mark.row + 1).max().unwrap_or(1);
        let top = self.below(name) + 3.0;
        let pitch = if self.is_narrow() { 9.0 } else { PITCH };
        let height = (top + pitch * rows as f64 + 3.0).max(self.room_beside(name));
        let mut svg = self.title(name, 13.0);
        for mark in &placed {
            let y = tenth(top + pitch * (mark.row as f64 + 0.5));
            mark.draw(y, lang, &mut svg);
        }
        self.strip(
            &format!(" class=\"tl-row\" data-kind=\"{kind}\""),
            height,
            &svg,
            lang,
        )
    }

    /// Each event in the first row where it and its name have room; without its name where they
    /// have not, or where the picture has no names.
    fn placed<'a>(&self, events: &[&'a Event], lang: Lang) -> Vec<Mark<'a>> {
        let years = self.years();
        let mut taken: Vec<Vec<(f64, f64)>> = vec![Vec::new(); self.rows];
        let mut marks = Vec::new();
        for event in events {
            let from = years.x(time(event.first));
            let to = match (event.last, event.kind) {
                (Some(last), _) => years.x(time(last)),
                (None, "presidency") => years.x(f64::from(END)),
                (None, _) => from,
            };
            // Marks at the end of the line may reach beyond the picture; nothing stands there.
            let own = (from - RADIUS - 1.0, (to + RADIUS + 1.0).min(self.width));
            let named = LOOSE * width(name(event, lang), false) + GAP;
            let sides = [
                (Side::Right, (own.0, own.1 + named)),
                (Side::Left, (own.0 - named, own.1)),
                (Side::None, own),
            ];
            let is_free = |row: usize, room: (f64, f64)| {
                let inside = room.0 >= years.left && room.1 <= self.width;
                let clear = |other: &(f64, f64)| other.1 + GAP <= room.0 || room.1 + GAP <= other.0;
                inside && taken[row].iter().all(clear)
            };
            let mut found = None;
            for (side, room) in sides {
                if side != Side::None && self.is_narrow() {
                    continue;
                }
                let rows = 0..self.rows;
                found = found.or_else(|| {
                    let mut rows = rows.filter(|row| side == Side::None || is_free(*row, room));
                    if side == Side::None {
                        // Crowds overlap as little as can be.
                        let overlap = |row: &usize| {
                            let room = (own.0 + 1.0, own.1 - 1.0);
                            let hit = |other: &&(f64, f64)| other.1 > room.0 && room.1 > other.0;
                            taken[*row].iter().filter(hit).count()
                        };
                        return rows.min_by_key(overlap).map(|row| (row, side, room));
                    }
                    rows.next().map(|row| (row, side, room))
                });
            }
            let Some((row, side, room)) = found else {
                continue;
            };
            taken[row].push(room);
            marks.push(Mark {
                event,
                from,
                to,
                row,
                side,
            });
        }
        marks
    }

    fn encounters(&self, charts: &Charts, lang: Lang) -> String {
        let w = words::timeline(lang);
        let mut plane = Plane::new(self, w.encounters, charts.encounters.points.iter());
        let mut svg = plane.ground(self, w.encounters);
        for country in Country::ALL {
            let class = country.code().to_lowercase();
            let points = charts.encounters.of(country.code());
            plane.line(&class, points.iter().map(|p| (p.year, p.value, p.partial)));
        }
        svg = svg + &plane.svg + &plane.amounts(|value| axis(value, lang));
        // The years before the record are free for the key.
        for (number, country) in Country::ALL.into_iter().enumerate() {
            let _ = write!(
                svg,
                "<text class=\"tl-key {}\" x=\"{}\" y=\"{}\">{}</text>",
                country.code().to_lowercase(),
                plane.years.left + 58.0,
                plane.top + 14.0 + 16.0 * number as f64,
                escaped(country_name(country, lang))
            );
        }
        self.strip("", plane.top + CHART + 8.0, &svg, lang)
    }

    fn aid(&self, charts: &Charts, lang: Lang) -> String {
        let w = words::timeline(lang);
        let (promised, paid) = (&charts.promised, &charts.paid);
        let mut plane = Plane::over(
            self,
            w.aid,
            promised.iter().chain(paid).map(|amount| amount.value),
        );
        let mut svg = plane.ground(self, w.aid);
        let values = |amounts: &[Amount]| -> Vec<(u16, Option<f64>, bool)> {
            let told = amounts.iter();
            told.map(|a| (a.year, Some(a.value), a.partial)).collect()
        };
        plane.line("dashed", values(promised).into_iter());
        plane.line("", values(paid).into_iter());
        svg = svg + &plane.svg + &plane.amounts(counted);
        let x = plane.years.x(1997.0);
        for (number, (class, words)) in [("dashed", w.promised), ("", w.paid)]
            .into_iter()
            .enumerate()
        {
            let y = plane.top + 14.0 + 16.0 * number as f64;
            let _ = write!(
                svg,
                "<path class=\"tl-line {class}\" d=\"M{x} {}h24\"/><text class=\"tl-key\" x=\"{}\" y=\"{y}\">{}</text>",
                y - 4.0,
                tenth(x + 30.0),
                escaped(words)
            );
        }
        self.strip("", plane.top + CHART + 8.0, &svg, lang)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Left,
    None,
}

/// An event at its place.
struct Mark<'a> {
    event: &'a Event,
    from: f64,
    to: f64,
    row: usize,
    side: Side,
}

impl Mark<'_> {
    fn draw(&self, y: f64, lang: Lang, svg: &mut String) {
        let (event, class) = (self.event, events::colour(self.event));
        let _ = write!(
            svg,
            "<g class=\"tl-mark\" data-places=\"{}\"><title>{}: {}</title>",
            events::places(event),
            escaped(&events::when(event, lang)),
            escaped(name(event, lang))
        );
        let _ = match self.to - self.from > 3.0 {
            true => write!(
                svg,
                "<path class=\"tl-bar {class}\" d=\"M{} {y}H{}\"/>",
                self.from, self.to
            ),
            false => write!(
                svg,
                "<circle class=\"tl-dot {class}\" cx=\"{}\" cy=\"{y}\" r=\"{RADIUS}\"/>",
                self.from
            ),
        };
        let (x, end) = match self.side {
            Side::Right => (self.to + RADIUS + GAP, ""),
            Side::Left => (self.from - RADIUS - GAP, " end"),
            Side::None => {
                svg.push_str("</g>");
                return;
            }
        };
        let _ = write!(
            svg,
            "<text class=\"tl-name{end}\" x=\"{}\" y=\"{}\">{}</text></g>",
            tenth(x),
            tenth(y + SIZE * 0.36),
            escaped(name(event, lang))
        );
    }
}

/// A chart of amounts on the line of years.
struct Plane {
    years: Years,
    /// Place of the greatest tick.
    top: f64,
    most: f64,
    svg: String,
}

impl Plane {
    fn new(look: &Look, title: &str, points: impl Iterator<Item = &'static Point>) -> Plane {
        Plane::over(look, title, points.filter_map(|point| point.value))
    }

    fn over(look: &Look, title: &str, values: impl Iterator<Item = f64>) -> Plane {
        let most = values.fold(0.0, f64::max);
        let step = nice_step(most, 3);
        Plane {
            years: look.years(),
            top: look.below(title) + 18.0,
            most: (most / step).ceil() * step,
            svg: String::new(),
        }
    }

    fn y(&self, value: f64) -> f64 {
        tenth(self.top + CHART * (1.0 - value / self.most))
    }

    fn ticks(&self) -> Vec<f64> {
        nice_ticks(0.0, self.most, 3)
    }

    /// What lies under the lines: the title and a thin line each tick.
    fn ground(&self, look: &Look, title: &str) -> String {
        let mut svg = look.title(title, 13.0);
        for value in self.ticks() {
            let _ = write!(
                svg,
                "<path class=\"years-rule\" d=\"M{} {}H{}\"/>",
                self.years.left,
                self.y(value),
                self.years.right
            );
        }
        svg
    }

    /// The amounts of the ticks, over the lines.
    fn amounts(&self, told: impl Fn(f64) -> String) -> String {
        let mut svg = String::new();
        for value in self.ticks().into_iter().filter(|value| *value > 0.0) {
            let _ = write!(
                svg,
                "<text class=\"tl-scale\" x=\"{}\" y=\"{}\">{}</text>",
                self.years.left + 2.0,
                tenth(self.y(value) - 3.0),
                escaped(&told(value))
            );
        }
        svg
    }

    /// A line through the complete years, rings for the others.
    fn line(&mut self, class: &str, points: impl Iterator<Item = (u16, Option<f64>, bool)>) {
        let (mut path, mut rings) = (String::new(), String::new());
        let mut is_open = false;
        for (year, value, partial) in points {
            let Some(value) = value else {
                is_open = false;
                continue;
            };
            let (x, y) = (self.years.fiscal(year), self.y(value));
            if partial {
                let _ = write!(
                    rings,
                    "<circle class=\"tl-ring {class}\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>"
                );
                is_open = false;
                continue;
            }
            let _ = write!(path, "{}{x} {y}", if is_open { 'L' } else { 'M' });
            is_open = true;
        }
        let _ = write!(
            self.svg,
            "<path class=\"tl-line {class}\" d=\"{path}\"/>{rings}"
        );
    }
}

/// Aid to the three countries in a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// Fiscal year.
    pub year: u16,
    /// Millions of dollars.
    pub value: f64,
    /// Whether the year was not complete.
    pub partial: bool,
}

/// The sum of the three countries in series that follow one another, by year. A year that lacks a
/// country is left out.
///
/// # Errors
/// A series that is missing, or two that may not follow one another.
pub fn aid_of_the_three(ids: &[&str]) -> Result<Vec<Amount>, String> {
    let mut amounts: Vec<Amount> = Vec::new();
    let mut before: Option<&SeriesRecord> = None;
    for id in ids {
        let series = find(id)?;
        if before.is_some_and(|before| !before.may_join(series)) {
            return Err(format!("{id} may not follow the series before it"));
        }
        before = Some(series);
        for point in series.of(Country::ALL[0].code()) {
            let all = Country::ALL.map(|country| series.at(country.code(), point.year));
            let value: Option<f64> = all.iter().map(|point| point.and_then(|p| p.value)).sum();
            let partial = all.iter().flatten().any(|point| point.partial);
            if let Some(value) = value.filter(|_| point.year >= FIRST) {
                amounts.push(Amount {
                    year: point.year,
                    value: value / MILLION,
                    partial,
                });
            }
        }
    }
    Ok(amounts)
}

fn find(id: &str) -> Result<&'static SeriesRecord, String> {
    record::series(id).ok_or_else(|| format!("no series {id}"))
}

/// What the two charts show.
struct Charts {
    encounters: &'static SeriesRecord,
    promised: Vec<Amount>,
    paid: Vec<Amount>,
}

/// The series under the events.
const SERIES: [&str; 4] = [
    "encounters_usbp",
    "aid_obligations_before_2000_2024usd",
    "aid_obligations_2024usd",
    "aid_disbursements_2024usd",
];

impl Charts {
    fn new() -> Result<Charts, String> {
        Ok(Charts {
            encounters: find(SERIES[0])?,
            promised: aid_of_the_three(&SERIES[1..3])?,
            paid: aid_of_the_three(&SERIES[3..])?,
        })
    }

    /// What stands in the picture, in words.
    fn summary(&self, lang: Lang) -> String {
        let w = words::timeline(lang);
        let peaks = Country::ALL.into_iter().filter_map(|country| {
            let complete = || self.encounters.complete(country.code());
            let (most, value) = complete().max_by(|a, b| a.1.total_cmp(&b.1))?;
            let (last, last_value) = complete().last()?;
            Some(fill(
                w.peak,
                &[
                    ("country", country_name(country, lang)),
                    ("year", &most.year.to_string()),
                    ("value", &counted(value)),
                    ("last", &counted(last_value)),
                    ("last_year", &last.year.to_string()),
                ],
            ))
        });
        let peaks = peaks.collect::<Vec<_>>().join(" ");
        let whole: Vec<&Amount> = self.promised.iter().filter(|a| !a.partial).collect();
        let least = whole.iter().min_by(|a, b| a.value.total_cmp(&b.value));
        let (Some(first), Some(low), Some(last)) = (whole.first(), least, whole.last()) else {
            return peaks;
        };
        let aid = fill(
            w.aid_said,
            &[
                ("first", &decimal(first.value, 0)),
                ("first_year", &first.year.to_string()),
                ("low", &decimal(low.value, 0)),
                ("low_year", &low.year.to_string()),
                ("last", &decimal(last.value, 0)),
                ("last_year", &last.year.to_string()),
            ],
        );
        fill(
            w.summary,
            &[
                ("n", &record::events().len().to_string()),
                ("first", &FIRST.to_string()),
                ("last", &(END - 1).to_string()),
                ("encounters", &peaks),
                ("aid", &aid),
            ],
        )
    }

    fn table(&self, lang: Lang) -> String {
        let w = words::timeline(lang);
        let names = Country::ALL.map(|country| country_name(country, lang));
        let mut heads = vec![w.fiscal_year];
        heads.extend(names);
        heads.extend([w.promised_column, w.paid_column]);
        let cell = |value: Option<String>, partial: bool| match value {
            Some(value) if partial => format!("<td>{value} ({})</td>", escaped(w.not_complete)),
            Some(value) => format!("<td>{value}</td>"),
            None => "<td></td>".to_owned(),
        };
        let mut rows = String::new();
        for year in FIRST..END {
            let _ = write!(rows, "<tr><th scope=\"row\">{year}</th>");
            for country in Country::ALL {
                let point = self.encounters.at(country.code(), year);
                let value = point.and_then(|point| point.value).map(counted);
                rows += &cell(value, point.is_some_and(|point| point.partial));
            }
            for amounts in [&self.promised, &self.paid] {
                let amount = amounts.iter().find(|amount| amount.year == year);
                let value = amount.map(|amount| decimal(amount.value, 0));
                rows += &cell(value, amount.is_some_and(|amount| amount.partial));
            }
            rows += "</tr>";
        }
        let files = ["encounters", "aid", "series_yearly", "timeline"].map(sources::file);
        let files = escaped(w.files).replace("{files}", &files.join(", "));
        format!(
            "<details class=\"tl-more\"><summary>{}</summary>{}<p class=\"small\">{files}</p></details>{}",
            escaped(w.table),
            framed(w.table, &heads, &rows, Cells::Numbers),
            sources::of(&[SERIES[0], SERIES[2], SERIES[3]], lang),
        )
    }
}
