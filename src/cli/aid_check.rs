//! Aid by year and by presidency, in dollars of the year and in dollars of 2024: what the sentences
//! of the op-ed on past policies are held against.

use std::fmt::Write as _;

use root_causes::figures::format::{decimal, fill};
use root_causes::figures::scale::{nice_step, nice_ticks};
use root_causes::i18n::{Lang, words};

use super::pages::escaped;
use super::sources;
use super::tables::{Cells, framed};
use super::timeline::{Amount, aid_of_the_three};
use super::yearly::Caption;
use super::years::{Years, full_name, presidencies, tenth};

/// Promised by contract, and paid out, in one kind of dollars.
struct Measure {
    promised: Vec<Amount>,
    paid: Vec<Amount>,
}

impl Measure {
    fn current() -> Result<Measure, String> {
        Ok(Measure {
            promised: aid_of_the_three(&["aid_obligations_before_2000", "aid_obligations"])?,
            paid: aid_of_the_three(&["aid_disbursements"])?,
        })
    }

    fn constant() -> Result<Measure, String> {
        let promised = [
            "aid_obligations_before_2000_2024usd",
            "aid_obligations_2024usd",
        ];
        Ok(Measure {
            promised: aid_of_the_three(&promised)?,
            paid: aid_of_the_three(&["aid_disbursements_2024usd"])?,
        })
    }
}

/// The fiscal years that count for a presidency.
struct Term {
    full_name: &'static str,
    first: u16,
    last: u16,
}

/// The presidencies that have complete fiscal years on the line.
fn terms(lang: Lang) -> Vec<Term> {
    presidencies()
        .map(|(event, first, end)| Term {
            full_name: full_name(event, lang),
            first: first as u16,
            last: end as u16 - 1,
        })
        .collect()
}

/// The mean of the complete years from `first` to `last`, if every one of them is there.
fn mean(amounts: &[Amount], first: u16, last: u16) -> Option<f64> {
    let whole: Vec<f64> = amounts
        .iter()
        .filter(|amount| !amount.partial && (first..=last).contains(&amount.year))
        .map(|amount| amount.value)
        .collect();
    let years = f64::from(last + 1 - first);
    (whole.len() as f64 == years).then(|| whole.iter().sum::<f64>() / years)
}

/// Pictures and means, under a caption in HTML.
///
/// # Errors
/// A series that is missing.
pub fn section(caption: &Caption, lang: Lang) -> Result<String, String> {
    let w = words::aid_check(lang);
    let (current, constant) = (Measure::current()?, Measure::constant()?);
    // Promised in both kinds of dollars, then paid.
    let all = [
        current.promised.as_slice(),
        &constant.promised,
        &current.paid,
        &constant.paid,
    ];
    let promised = all[..2].iter().copied().flatten();
    let most = promised.map(|amount| amount.value).fold(0.0, f64::max);
    let mut html = format!(
        "<section class=\"aid-check\" id=\"aid-check\" aria-labelledby=\"aid-check-title\">\
         <p class=\"tl-caption\" id=\"aid-check-title\">{}</p><div class=\"aid-panels\">",
        caption.html
    );
    for (measure, name) in [(&current, w.current), (&constant, w.constant)] {
        let _ = write!(
            html,
            "<div class=\"aid-panel\"><p class=\"aid-measure\">{}</p>{}{}</div>",
            escaped(name),
            Panel::new("wide", 560.0, most).picture(measure, name, lang),
            Panel::new("narrow", 332.0, most).picture(measure, name, lang),
        );
    }
    let _ = write!(
        html,
        "</div><p class=\"small\">{} {} {}</p>{}{}",
        escaped(w.bars),
        escaped(w.war),
        escaped(w.spikes),
        table(&all, lang) + &by_year(&all, lang),
        sources::of(&["aid_obligations", "aid_disbursements"], lang),
    );
    Ok(html + "</section>")
}

fn table(all: &[&[Amount]; 4], lang: Lang) -> String {
    let w = words::aid_check(lang);
    let heads = [
        w.presidency,
        w.years,
        w.promised_current,
        w.promised_constant,
        w.paid_current,
        w.paid_constant,
    ];
    let mut rows = String::new();
    for term in terms(lang) {
        let means = all.map(|amounts| mean(amounts, term.first, term.last));
        if means[0].is_none() {
            continue;
        }
        let cells = means.map(|mean| {
            let mean = mean.map_or(String::new(), |mean| decimal(mean, 0));
            format!("<td>{mean}</td>")
        });
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td>{}–{}</td>{}</tr>",
            escaped(term.full_name),
            term.first,
            term.last,
            cells.concat()
        );
    }
    format!(
        "<div class=\"aid-means\">{}<p class=\"small\">{}</p></div>",
        framed(w.table, &heads, &rows, Cells::Numbers),
        escaped(w.unit)
    )
}

/// Every bar and every point of the lines.
fn by_year(all: &[&[Amount]; 4], lang: Lang) -> String {
    let w = words::aid_check(lang);
    let heads = [
        w.year,
        w.promised_current,
        w.promised_constant,
        w.paid_current,
        w.paid_constant,
    ];
    let mut years: Vec<u16> = all
        .iter()
        .flat_map(|amounts| amounts.iter().map(|amount| amount.year))
        .collect();
    years.sort_unstable();
    years.dedup();
    let mut rows = String::new();
    for year in years {
        let cells = all.map(|amounts| {
            let amount = amounts.iter().find(|amount| amount.year == year);
            let text = amount.map_or(String::new(), |amount| match amount.partial {
                true => format!(
                    "{} ({})",
                    decimal(amount.value, 0),
                    escaped(words::steps(lang).partial)
                ),
                false => decimal(amount.value, 0),
            });
            format!("<td>{text}</td>")
        });
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{year}</th>{}</tr>",
            cells.concat()
        );
    }
    format!(
        "<details class=\"tl-more\"><summary>{}</summary>{}<p class=\"small\">{}</p></details>",
        escaped(w.by_year),
        framed(w.by_year, &heads, &rows, Cells::Numbers),
        ["aid", "series_yearly"].map(sources::file).join(", ")
    )
}

/// A picture of one kind of dollars.
struct Panel {
    class: &'static str,
    years: Years,
    width: f64,
    most: f64,
}

/// Place of the greatest tick, and of nothing.
const DOWN: (f64, f64) = (44.0, 224.0);
/// Foot of the presidents' names, and of the means under them, clear of bars and lines.
const NAMES: (f64, f64) = (14.0, 29.0);

impl Panel {
    fn new(class: &'static str, width: f64, most: f64) -> Panel {
        let step = nice_step(most, 3);
        Panel {
            class,
            years: Years {
                left: 38.0,
                right: width - 1.0,
            },
            width,
            most: (most / step).ceil() * step,
        }
    }

    fn y(&self, value: f64) -> f64 {
        tenth(DOWN.1 - (DOWN.1 - DOWN.0) * value / self.most)
    }

    fn picture(&self, measure: &Measure, name: &str, lang: Lang) -> String {
        let w = words::aid_check(lang);
        let means: Vec<(Term, f64)> = terms(lang)
            .into_iter()
            .filter_map(|term| {
                let mean = mean(&measure.promised, term.first, term.last)?;
                Some((term, mean))
            })
            .collect();
        let told = means.iter().map(|(term, mean)| {
            let value = decimal(*mean, 0);
            fill(w.mean, &[("name", term.full_name), ("value", &value)])
        });
        let told = told.collect::<Vec<_>>().join(" ");
        let alt = fill(w.alt, &[("measure", name), ("means", &told)]);
        let height = DOWN.1 + 20.0;
        let mut svg = format!(
            "<svg class=\"{}\" viewBox=\"0 0 {} {height}\" width=\"{}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">{}{}",
            self.class,
            self.width,
            self.width,
            escaped(&alt),
            self.years.ground(DOWN.1, lang),
            self.years.presidents(NAMES.0, lang),
        );
        for value in nice_ticks(0.0, self.most, 3) {
            let y = self.y(value);
            let _ = write!(
                svg,
                "<path class=\"years-rule\" d=\"M{} {y}H{}\"/><text class=\"tl-scale left\" x=\"{}\" y=\"{}\">{}</text>",
                self.years.left,
                self.years.right,
                self.years.left - 5.0,
                tenth(y + 4.0),
                decimal(value, 0)
            );
        }
        for amount in &measure.promised {
            self.bar(amount, &mut svg);
        }
        let mut line = String::new();
        for amount in measure.paid.iter().filter(|amount| !amount.partial) {
            let step = if line.is_empty() { 'M' } else { 'L' };
            let (x, y) = (self.years.fiscal(amount.year), self.y(amount.value));
            let _ = write!(line, "{step}{x} {y}");
        }
        let _ = write!(svg, "<path class=\"aid-paid\" d=\"{line}\"/>");
        for (term, mean) in &means {
            let from = self.years.fiscal_span(term.first).0;
            let (to, y) = (self.years.fiscal_span(term.last).1, self.y(*mean));
            let _ = write!(
                svg,
                "<path class=\"aid-mean\" d=\"M{from} {y}H{to}\"/><text class=\"aid-number\" x=\"{}\" y=\"{}\">{}</text>",
                tenth((from + to) / 2.0),
                NAMES.1,
                decimal(*mean, 0)
            );
        }
        svg + &self.years.names(DOWN.1 + 15.0) + "</svg>"
    }

    fn bar(&self, amount: &Amount, svg: &mut String) {
        let (from, to) = self.years.fiscal_span(amount.year);
        let (class, top) = match amount.partial {
            true => ("aid-bar hollow", self.y(amount.value)),
            false => ("aid-bar", self.y(amount.value)),
        };
        let _ = write!(
            svg,
            "<rect class=\"{class}\" x=\"{}\" y=\"{top}\" width=\"{}\" height=\"{}\"><title>FY{}: {}</title></rect>",
            tenth(from + 0.7),
            tenth((to - from - 1.4).max(1.0)),
            tenth(DOWN.1 - top),
            amount.year,
            decimal(amount.value, 0)
        );
    }
}
