//! Writes the checked record as Rust statics, for the native program alone.

use crate::check::Tables;
use crate::check::cells::CellRow;
use crate::check::record::{OutlinePoint, Point, Strand};
use crate::timeline::Texts;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The text of a Rust file with series, facts, shares, timeline, places, outlines and cells.
pub fn rust(tables: &Tables, cells: &[CellRow], texts: &Texts) -> String {
    let record = &tables.record;
    let mut lists = Lists::default();
    let mut out = String::from("// Written by the build script from assets; not for editing.\n\n");
    for (number, strand) in record.series.iter().enumerate() {
        let rows = strand.points.iter().map(|p| point(p, &mut lists));
        list(&mut out, &format!("POINTS_{number}"), "Point", rows);
        let rows = strand.breaks.iter().map(|b| {
            format!(
                "SeriesBreak {{ place: {:?}, first_year: {}, last_year: {}, kind: BreakKind::{:?}, en: {:?}, es: {:?}, sources: {} }}",
                b.country, b.first_year, b.last_year, b.kind, b.text_en, b.text_es, lists.of(&b.source_id)
            )
        });
        list(&mut out, &format!("BREAKS_{number}"), "SeriesBreak", rows);
    }
    let rows = record
        .series
        .iter()
        .enumerate()
        .map(|(number, s)| series(number, s, &mut lists));
    list(&mut out, "SERIES", "SeriesRecord", rows);
    let rows = record.facts.iter().map(|f| {
        format!(
            "Fact {{ id: {:?}, topic: {:?}, places: {}, metric: {:?}, qualifier: {:?}, bound: Bound::{:?}, value: {:?}, high: {:?}, unit: {:?}, period: {:?}, sources: {}, note: {:?} }}",
            f.fact_id, f.topic, codes(&f.places), f.metric, f.qualifier, f.bound, f.value, f.high, f.unit, f.period, lists.of(&f.source_id), f.note
        )
    });
    list(&mut out, "FACTS", "Fact", rows);
    let rows = record.shares.iter().map(|s| {
        format!(
            "LocalShare {{ id: {:?}, places: {}, period: {:?}, measure: {:?}, qualifier: {:?}, bound: Bound::{:?}, value: {:?}, unit: {:?}, definition_en: {:?}, definition_es: {:?}, sources: {}, note: {:?} }}",
            s.share_id, codes(&s.places), s.period, s.measure, s.qualifier, s.bound, s.value, s.unit, s.definition_en, s.definition_es, lists.of(&s.source_id), s.note
        )
    });
    list(&mut out, "SHARES", "LocalShare", rows);
    let rows = record.events.iter().map(|e| {
        let [[name_en, name_es], [text_en, text_es]] = &texts.events[&e.event_id];
        let last = if e.last_date.is_empty() { "None".to_owned() } else { format!("Some({:?})", e.last_date) };
        format!(
            "Event {{ id: {:?}, first: {:?}, last: {last}, kind: {:?}, places: {}, sources: {}, name_en: {name_en:?}, name_es: {name_es:?}, text_en: {text_en:?}, text_es: {text_es:?} }}",
            e.event_id, e.first_date, e.kind, codes(&e.places), lists.of(&e.source_id)
        )
    });
    list(&mut out, "EVENTS", "Event", rows);
    let rows = crate::check::record::KINDS.iter().map(|key| {
        let [en, es] = &texts.kinds[*key];
        format!("Name {{ key: {key:?}, en: {en:?}, es: {es:?} }}")
    });
    list(&mut out, "KINDS", "Name", rows);
    let rows = record.places.iter().map(|p| {
        format!(
            "Name {{ key: {:?}, en: {:?}, es: {:?} }}",
            p.place, p.name_en, p.name_es
        )
    });
    list(&mut out, "PLACES", "Name", rows);
    let rows = rings(&record.outlines, &mut lists);
    list(&mut out, "OUTLINES", "Outline", rows.into_iter());
    let rows = rings(&record.dry_corridor, &mut lists);
    list(&mut out, "DRY_CORRIDOR", "Outline", rows.into_iter());
    let rows = cells.iter().map(|c| {
        format!(
            "CellRow {{ table: {:?}, key: {:?}, column: {:?}, cell: Cell {{ value: {:?}, unit: {:?}, bound: Bound::{:?}, qualifier: {:?}, sources: {}, note: {:?} }} }}",
            c.table, c.key, c.column, c.value, c.unit, c.bound, c.qualifier, lists.of(&c.source_id), c.note
        )
    });
    list(&mut out, "CELLS", "CellRow", rows);
    lists.write(&mut out);
    out
}

/// Each shape of a table of points.
fn rings(points: &[OutlinePoint], lists: &mut Lists) -> Vec<String> {
    let mut rings: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for p in points {
        let ring = rings.entry((&p.place, &p.source_id)).or_default();
        ring.push(format!("({:?}, {:?})", p.longitude, p.latitude));
    }
    let row = |((place, source), ring): ((&str, &str), Vec<String>)| {
        format!(
            "Outline {{ place: {place:?}, ring: &[{}], sources: {} }}",
            ring.join(", "),
            lists.of(source)
        )
    };
    rings.into_iter().map(row).collect()
}

/// Each list of sources that some row has, once.
#[derive(Default)]
struct Lists(BTreeMap<String, usize>);

impl Lists {
    fn of(&mut self, ids: &str) -> String {
        let next = self.0.len();
        let number = *self.0.entry(ids.to_owned()).or_insert(next);
        format!("FROM_{number}")
    }

    fn write(&self, out: &mut String) {
        for (ids, number) in &self.0 {
            let names: Vec<String> = ids
                .split(';')
                .map(|id| format!("&tables::SOURCE_{}", id.to_uppercase()))
                .collect();
            writeln!(
                out,
                "const FROM_{number}: &[&Source] = &[{}];",
                names.join(", ")
            )
            .expect("writing to a String cannot fail");
        }
    }
}

fn point(p: &Point, lists: &mut Lists) -> String {
    let month = if p.month == 0 {
        "None".to_owned()
    } else {
        format!("Some({})", p.month)
    };
    format!(
        "Point {{ place: {:?}, year: {}, month: {month}, value: {:?}, bound: Bound::{:?}, partial: {}, months: {:?}, sources: {}, note: {:?} }}",
        p.place,
        p.year,
        p.value,
        p.bound,
        p.partial,
        p.months,
        lists.of(&p.source_id),
        p.note
    )
}

fn series(number: usize, strand: &Strand, lists: &mut Lists) -> String {
    let s = &strand.row;
    format!(
        "SeriesRecord {{ id: {:?}, topic: {:?}, table: {:?}, name_en: {:?}, name_es: {:?}, unit_en: {:?}, unit_es: {:?}, clock: Clock::{:?}, shape: Shape::{:?}, places: {}, joins: {}, not_with: {}, sources: {}, note_en: {:?}, note_es: {:?}, points: &POINTS_{number}, breaks: &BREAKS_{number} }}",
        s.series_id,
        s.topic,
        s.table,
        s.name_en,
        s.name_es,
        s.unit_en,
        s.unit_es,
        s.clock,
        s.shape,
        codes(&s.places),
        codes(&s.joins),
        codes(&s.not_with),
        lists.of(&s.source_id),
        s.note_en,
        s.note_es
    )
}

fn codes(text: &str) -> String {
    let codes: Vec<&str> = text.split(';').filter(|code| !code.is_empty()).collect();
    format!("&{codes:?}")
}

fn list(out: &mut String, name: &str, kind: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    writeln!(
        out,
        "static {name}: [{kind}; {}] = [\n    {}\n];\n",
        rows.len(),
        rows.join(",\n    ")
    )
    .expect("writing to a String cannot fail");
}
