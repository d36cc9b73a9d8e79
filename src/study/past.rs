//! The model held against the past: a cut-off year to move, a range of the reader's own where one is
//! given, and one press that shows what happened.
//!
//! Nothing of it is in the link, and the count of ranges goes when the page does.

use leptos::prelude::*;

use super::Study;
use super::listen::listen;
use super::offer::{Offer, offers};
use super::rim::{button, status};
use crate::figures::format::{counted, fill};
use crate::figures::guess::{self, End, Guess, Reach, Tally};
use crate::figures::past::{self, CUT_OFFS, OPENING, Round};
use crate::figures::rows::Row;
use crate::i18n::{Lang, words};
use crate::share::cite::Content;
use crate::ui::answer::spoken;
use crate::ui::controls::focus_soon;
use crate::ui::lever::{self, Dial};
use crate::ui::picture::Picture;
use crate::ui::rows::{Tables, Tabs};
use crate::ui::state::App;

/// Id of the button that asks for a range.
const ASK: &str = "past-guess";

/// Controls, picture, sentence and table of one round.
#[component]
pub fn Past(study: Study) -> impl IntoView {
    let app = study.app;
    let lang = app.lang;
    let w = words::past(lang);
    let row = RwSignal::new(Row::Total);
    let cut_off = RwSignal::new(u32::from(OPENING));
    let revealed = RwSignal::new(false);
    let given = RwSignal::new(None::<(Row, Guess)>);
    let tally = StoredValue::new(Tally::default());
    let round = Memo::new(move |_| Round {
        row: row.get(),
        cut_off: cut_off.get() as u16,
        revealed: revealed.get(),
        guess: of_row(given.get(), row.get()),
    });
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
            given.set(None);
            cut_off.set(year);
            app.settle_soon();
        }
    });
    let figure = Memo::new(move |_| past::figure(round.get(), lang));
    let sentence = Memo::new(move |_| past::sentence(round.get(), lang));
    let summary = Memo::new(move |_| figure.read().summary.clone());
    let said = move || past::guess_sentence(round.get(), lang).unwrap_or_default();
    let told = move || tally.with_value(|tally| explained(round.get(), tally, lang));
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
            <Range app round given/>
            <button
                type="button"
                class="reveal"
                on:click=move |_| {
                    let shows = !revealed.get_untracked();
                    if shows {
                        tally.update_value(|tally| tally.see(round.get_untracked()));
                    }
                    revealed.set(shows);
                    app.settle_soon();
                }
            >
                {move || if revealed.get() { w.hide } else { w.show }}
            </button>
        </div>
        <div class="past-seen">
            <Picture figure class="past-picture"/>
            <p class="past-sentence">{sentence}</p>
            <p class="guess-said">{said}</p>
            <p class="guess-told">{told}</p>
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
                {spoken(app, summary)}
            </p>
        </div>
    }
    .into_any()
}

/// The range that was given for a row.
fn of_row(given: Option<(Row, Guess)>, row: Row) -> Option<Guess> {
    given.filter(|(of, _)| *of == row).map(|(_, guess)| guess)
}

/// The reader's own range, which may be given until what came is shown.
#[component]
fn Range(app: App, round: Memo<Round>, given: RwSignal<Option<(Row, Guess)>>) -> impl IntoView {
    let w = words::guess(app.lang);
    let is_given = Memo::new(move |_| round.get().guess.is_some());
    let is_shown = Memo::new(move |_| round.get().revealed);
    // Whose range is asked for: its ends move without the controls being made anew.
    let asked = Memo::new(move |_| Round {
        guess: None,
        ..round.get()
    });
    let ask = move || {
        let round = round.get_untracked();
        given.set(Some((round.row, Reach::of(round).opening)));
        app.settle_soon();
        focus_soon(dial_id(End::Low));
    };
    let drop = move || {
        given.set(None);
        app.settle_soon();
        focus_soon(ASK.to_string());
    };
    move || match (is_shown.get(), is_given.get()) {
        (true, _) => ().into_any(),
        (false, false) => view! { <p class="guess-ask">{button(ASK, w.start, ask)}</p> }.into_any(),
        (false, true) => {
            let year = asked.get().guessed().to_string();
            view! {
                <fieldset class="guess">
                    <legend>{fill(w.lead, &[("year", &year)])}</legend>
                    {ends(app, asked.get(), given)}
                    {button("past-guess-drop", w.drop, drop)}
                </fieldset>
            }
            .into_any()
        }
    }
}

fn key(end: End) -> &'static str {
    match end {
        End::Low => "guess_low",
        End::High => "guess_high",
    }
}

fn dial_id(end: End) -> String {
    format!("dial-{}", key(end))
}

/// A control for each end, and what became of the other where one passed it.
fn ends(app: App, round: Round, given: RwSignal<Option<(Row, Guess)>>) -> AnyView {
    let w = words::guess(app.lang);
    let reach = Reach::of(round);
    let passed = RwSignal::new(String::new());
    let held = move || of_row(given.get(), round.row).unwrap_or(reach.opening);
    let dial = move |end: End, name: &'static str| {
        let most = reach.most as f32;
        let track = lever::Track {
            key: key(end).to_string(),
            name,
            unit: w.unit,
            min: 0.0,
            max: most,
            step: reach.step as f32,
            default: reach.opening.end(end) as f32,
            shown_times: 1.0,
            commas: true,
            sign: "",
            evidenced: (0.0, most),
            marks: Vec::new(),
        };
        let set = Callback::new(move |amount: f32| {
            let amount = (amount.round() as u32).min(reach.most);
            let (before, now) = untrack(|| (held(), held().with(end, amount)));
            let other = match end {
                End::Low => End::High,
                End::High => End::Low,
            };
            let is_passed = before.end(other) != now.end(other);
            let both = || fill(w.both, &[("value", &counted(f64::from(amount)))]);
            passed.set(if is_passed { both() } else { String::new() });
            given.set(Some((round.row, now)));
            app.settle_soon();
        });
        view! {
            <Dial
                app
                track
                value=Signal::derive(move || held().end(end) as f32)
                varies=Signal::derive(|| None::<String>)
                set
            />
        }
        .into_any()
    };
    view! {
        {dial(End::Low, w.low)}
        {dial(End::High, w.high)}
        {status(passed)}
    }
    .into_any()
}

/// Once what came is shown: what a score means, where there is one, and how many ranges of this visit
/// held what came.
fn explained(round: Round, tally: &Tally, lang: Lang) -> String {
    let w = words::guess(lang);
    let (held, n) = tally.counts();
    if !round.revealed || n == 0 {
        return String::new();
    }
    let meaning = match round.guess {
        Some(_) => w.meaning,
        None => "",
    };
    let holes = [
        ("times", counted(guess::times())),
        ("held", held.to_string()),
        ("n", n.to_string()),
    ];
    let holes = holes.each_ref().map(|(hole, text)| (*hole, text.as_str()));
    fill(&format!("{meaning} {}", w.tally), &holes)
}
