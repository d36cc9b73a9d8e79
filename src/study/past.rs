//! The model held against the past: a cut-off year to move, and one press that shows what happened.
//!
//! Nothing of it is in the link.

use leptos::prelude::*;

use super::Study;
use super::listen::listen;
use super::offer::{Offer, offers};
use crate::figures::past::{self, CUT_OFFS, OPENING, Round};
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::share::cite::Content;
use crate::ui::answer::spoken;
use crate::ui::lever::{self, Dial};
use crate::ui::picture::Picture;
use crate::ui::rows::{Tables, Tabs};

/// Controls, picture, sentence and table of one round.
#[component]
pub fn Past(study: Study) -> impl IntoView {
    let app = study.app;
    let lang = app.lang;
    let w = words::past(lang);
    let row = RwSignal::new(Row::Total);
    let cut_off = RwSignal::new(u32::from(OPENING));
    let revealed = RwSignal::new(false);
    let round = move || Round {
        row: row.get(),
        cut_off: cut_off.get() as u16,
        revealed: revealed.get(),
    };
    let (first, last) = CUT_OFFS.into_inner();
    let track = lever::Track {
        key: "cut_off".to_string(),
        name: w.dial,
        unit: w.unit,
        min: f32::from(first),
        max: f32::from(last),
        step: 1.0,
        // All up to the cut-off is drawn as seen.
        default: f32::from(first),
        shown_times: 1.0,
        commas: false,
        sign: "",
        evidenced: (f32::from(first), f32::from(last)),
        marks: vec![(2019.0, w.before_2020), (2024.0, w.before_2025)],
    };
    let set = Callback::new(move |year: f32| {
        let year = (year as u32).clamp(u32::from(first), u32::from(last));
        if year != cut_off.get_untracked() {
            revealed.set(false);
            cut_off.set(year);
            app.settle_soon();
        }
    });
    let figure = Memo::new(move |_| past::figure(round(), lang));
    let sentence = Memo::new(move |_| figure.read().summary.clone());
    view! {
        <div class="past-controls">
            <Tabs app legend=w.rows stem="past" class="choices" shown=row/>
            <Dial
                app
                track
                value=Signal::derive(move || cut_off.get() as f32)
                varies=Signal::derive(|| None::<String>)
                set
            >
                <p>{w.hides}</p>
            </Dial>
            <button
                type="button"
                class="reveal"
                on:click=move |_| {
                    revealed.set(!revealed.get_untracked());
                    app.settle_soon();
                }
            >
                {move || if revealed.get() { w.hide } else { w.show }}
            </button>
        </div>
        <div class="past-seen">
            <Picture figure class="past-picture"/>
            <p class="past-sentence">{sentence}</p>
            <Tables figures=vec![figure] lang/>
            {offers(
                study,
                "past",
                move || {
                    let content = Content::Past(cut_off.get() as u16);
                    Some(Offer::figure(content, row.get(), figure.get()))
                },
            )}
            {listen(study, "past", figure.into())}
            <p class="spoken" role="status" aria-live="polite">
                {spoken(app, sentence)}
            </p>
        </div>
    }
    .into_any()
}
