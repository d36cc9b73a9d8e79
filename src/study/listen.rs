//! A chart played as sound: by a press alone, until it ends, a second press or Escape.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::Study;
use super::audio::{AudioContext, GainNode};
use super::offer::report;
use super::rim::status;
use crate::figures::sound::{self, LENGTH, Note, Tune, Voice};
use crate::figures::spec::Figure;
use crate::i18n::words;

/// Seconds in which a note swells and fades, so that none clicks.
const ATTACK: f64 = 0.02;
const RELEASE: f64 = 0.05;
/// Seconds until the first note: the sound system needs a moment.
const READY: f64 = 0.1;
/// Loudness of all notes together, of at most one.
const LOUDNESS: f32 = 0.5;
/// Until the sound that fades on a press is let go.
const LET_GO: Duration = Duration::from_millis(200);

/// What sounds, and on whose press: one chart at a time.
#[derive(Clone, Copy)]
pub struct Ear {
    playing: RwSignal<Option<&'static str>>,
    sound: StoredValue<Option<Sound>, LocalStorage>,
}

struct Sound {
    context: AudioContext,
    all: GainNode,
    end: TimeoutHandle,
}

impl Ear {
    /// Nothing sounds. From now on Escape stops what does.
    pub fn new() -> Ear {
        let ear = Ear {
            playing: RwSignal::new(None),
            sound: StoredValue::new_local(None),
        };
        let pressed = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                ear.stop();
            }
        });
        // It listens as long as the page lives.
        std::mem::forget(pressed);
        ear
    }

    fn play(self, stem: &'static str, tune: &Tune) -> Result<(), JsValue> {
        self.stop();
        let context = AudioContext::new()?;
        let all = context.create_gain()?;
        all.gain().set_value(LOUDNESS);
        all.connect(&context.destination())?;
        let start = context.current_time() + READY;
        for note in &tune.notes {
            sound_at(&context, &all, start, note)?;
        }
        let whole = Duration::from_secs_f64(READY + LENGTH);
        let end = set_timeout_with_handle(move || self.stop(), whole)?;
        self.sound.set_value(Some(Sound { context, all, end }));
        self.playing.set(Some(stem));
        Ok(())
    }

    fn stop(self) {
        let Some(sound) = self.sound.try_update_value(Option::take).flatten() else {
            return;
        };
        self.playing.set(None);
        sound.end.clear();
        let now = sound.context.current_time();
        report(sound.all.gain().fade_to(0.0, now, RELEASE / 3.0).map(drop));
        set_timeout(move || drop(sound.context.close()), LET_GO);
    }
}

/// One note, swelling and fading.
fn sound_at(context: &AudioContext, all: &GainNode, from: f64, note: &Note) -> Result<(), JsValue> {
    let (kind, loudness) = timbre(note.voice);
    let (start, end) = (from + note.start, from + note.start + note.length);
    let attack = f64::min(ATTACK, note.length / 3.0);
    let release = f64::min(RELEASE, note.length / 3.0);
    let tone = context.create_oscillator()?;
    tone.set_type(kind);
    tone.frequency().set_value(note.pitch as f32);
    let swell = context.create_gain()?;
    let level = swell.gain();
    level.set_value_at(0.0, start)?;
    level.ramp_to(loudness, start + attack)?;
    level.set_value_at(loudness, end - release)?;
    level.ramp_to(0.0, end)?;
    tone.connect(&swell)?;
    swell.connect(all)?;
    tone.start(start)?;
    tone.stop(end)
}

/// The record has a fuller tone than what is simulated. Three notes together stay below one.
fn timbre(voice: Voice) -> (&'static str, f32) {
    match voice {
        Voice::Recorded | Voice::NoChange => ("triangle", 0.6),
        Voice::Middle => ("triangle", 0.35),
        Voice::End => ("sine", 0.3),
        Voice::Tick => ("square", 0.1),
    }
}

/// A button that plays what `figure` gives, and what is heard in a sentence. Nothing where it has no
/// years, or the browser has no sound to give. `stem` begins the ids.
pub fn listen(study: Study, stem: &'static str, figure: Signal<Figure>) -> AnyView {
    if !has_sound() {
        return ().into_any();
    }
    let (ear, lang) = (study.ear, study.app.lang);
    let w = words::listen(lang);
    let failed = RwSignal::new(String::new());
    let tune = move || sound::tune(&figure.read());
    let heard = Memo::new(move |_| match tune() {
        Some(tune) => sound::told(&tune, lang),
        None => String::new(),
    });
    let is_heard = Memo::new(move |_| !heard.read().is_empty());
    let plays = move || ear.playing.get() == Some(stem);
    let press = move |_| {
        if untrack(plays) {
            ear.stop();
            return;
        }
        let played = untrack(tune).is_none_or(|tune| report(ear.play(stem, &tune)));
        failed.set(if played { "" } else { w.failed }.into());
    };
    // Nothing goes on once its chart is gone.
    on_cleanup(move || {
        if ear.playing.try_get_untracked().flatten() == Some(stem) {
            ear.stop();
        }
    });
    let described = format!("{stem}-heard");
    let id = format!("{stem}-listen");
    let shown = move || {
        is_heard.get().then(|| {
            view! {
                <div class="actions listen">
                    <button
                        type="button"
                        class="word"
                        id=id.clone()
                        aria-describedby=described.clone()
                        on:click=press
                    >
                        {move || if plays() { w.stop } else { w.start }}
                    </button>
                    <span id=described.clone()>{heard}</span>
                </div>
            }
            .into_any()
        })
    };
    view! {
        {shown}
        {status(failed)}
    }
    .into_any()
}

/// Whether the browser can make sounds.
fn has_sound() -> bool {
    js_sys::Reflect::get(&window(), &"AudioContext".into()).is_ok_and(|kind| kind.is_function())
}
