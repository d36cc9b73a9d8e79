//! The few events of the timeline that charts of encounters can mark.

use super::Country;

/// An event on an axis of fiscal years.
#[derive(Debug, PartialEq)]
pub struct MarkedEvent {
    /// Key in the timeline.
    pub id: &'static str,
    /// Calendar year in which it began.
    pub year: u16,
    /// When it began, in fiscal years: a year lies half a year to either side of its number.
    pub place: f64,
    /// Countries that it touches.
    pub countries: &'static [Country],
    /// Name in English.
    pub name_en: &'static str,
    /// Name in Spanish.
    pub name_es: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/events.rs"));

/// The events that touch any of some countries, in the order of their dates.
pub fn marked_events(of: &[Country]) -> impl Iterator<Item = &'static MarkedEvent> {
    EVENTS
        .iter()
        .filter(move |event| event.countries.iter().any(|country| of.contains(country)))
}
