//! Changes as bars in lines of words, all on one axis, and the table of their numbers.

use leptos::prelude::*;

use crate::figures::format::plain;
use crate::figures::rows;
use crate::figures::spec::{Figure, Frame, Level, Mark, Table};
use crate::i18n::{Lang, words};
use crate::ui::rows::{is_open, table};

/// The bars of a strip without its words, as wide as its place; the words stand beside it.
pub fn bar(figure: &Figure) -> AnyView {
    let Frame::Strip { x } = &figure.frame else {
        return ().into_any();
    };
    let (low, high) = x.domain;
    let place = |value: f64| 100.0 * ((value - low) / (high - low)).clamp(0.0, 1.0);
    let line = |class, value: f64, (top, bottom)| {
        let x = plain(place(value), 2);
        view! {
            <line
                class=class
                x1=x.clone()
                x2=x
                y1=top
                y2=bottom
                vector-effect="non-scaling-stroke"
            ></line>
        }
        .into_any()
    };
    let shapes = figure.marks.iter().filter_map(|mark| match mark {
        Mark::Bar {
            level, from, to, ..
        } => {
            let (class, y, height) = match level {
                Level::Ninety => ("ninety", "4", "12"),
                Level::Fifty => ("fifty", "2", "16"),
            };
            let width = plain(place(*to) - place(*from), 2);
            let x = plain(place(*from), 2);
            Some(view! { <rect class=class x=x y=y width=width height=height></rect> }.into_any())
        }
        Mark::Middle { at, .. } => Some(line("middle", *at, ("0", "20"))),
        _ => None,
    });
    view! {
        <svg class="bars" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
            {line("zero", 0.0, ("0", "20"))}
            {shapes.collect_view()}
        </svg>
    }
    .into_any()
}

/// Which way the bars point, under them.
pub fn axis(figure: &Figure, lang: Lang) -> AnyView {
    let Frame::Strip { x } = &figure.frame else {
        return ().into_any();
    };
    let w = rows::difference_words(lang);
    let (low, high) = x.domain;
    let zero = format!("{}%", plain(100.0 * low / (low - high), 2));
    view! {
        <span class="bars-axis" aria-hidden="true" style:--zero=zero>
            <span>"← " {w.fewer}</span>
            <span>{w.more} " →"</span>
        </span>
    }
    .into_any()
}

/// The numbers, worked out when opened; they stay open when they change.
#[component]
pub fn Numbers(table: Signal<Option<Table>>, lang: Lang) -> impl IntoView {
    let open = RwSignal::new(false);
    let numbers = move || {
        let table = open.get().then(|| table.get()).flatten();
        table.map(|numbers| self::table(&numbers, lang))
    };
    view! {
        <details class="more table" on:toggle=move |event| open.set(is_open(&event))>
            <summary>{words::ui(lang).table}</summary>
            {numbers}
        </details>
    }
    .into_any()
}
