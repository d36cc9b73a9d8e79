//! Benchmark mode, asked for by `?bench=N`: plays N slider events and reports their parts.
//!
//! A slider event is timed from its dispatch to the first task after the frame
//! that shows it, less the idle wait for that frame. With `&both=1` each event
//! also answers a second scenario on the same draws before the frame is painted.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, EventInit, HtmlInputElement, MessageChannel};

use super::state::App;
use crate::figures::format::plain;
use crate::model::DRAWS;
use crate::model::equations::Detail;
use crate::model::levers::Lever;
use crate::model::scenario::Scenario;
use crate::model::simulator::Simulator;

/// Starts the benchmark if the address asks for it.
pub fn run_if_asked(app: App) {
    let Some(events) = asked("bench=").filter(|events| (1..=10_000).contains(events)) else {
        return;
    };
    let second = (asked("both=") == Some(1)).then(|| {
        let scenario = app.scenario.get_untracked();
        let mut model = Simulator::new(scenario.seed, DRAWS);
        model.run(&beside(&scenario), Detail::Encounters);
        RefCell::new(model)
    });
    let run = Rc::new(Run {
        app,
        second,
        events,
        parts: RefCell::default(),
    });
    // The first answers and pictures are out of the way by then, and as with a reader the slider
    // that moves is in hand.
    set_timeout(
        move || {
            app.held.set(true);
            next_event(run, 0);
        },
        std::time::Duration::from_millis(1_000),
    );
}

/// The number behind `name` in the address.
fn asked(name: &str) -> Option<usize> {
    let query = window().location().search().ok()?;
    let mut pairs = query.trim_start_matches('?').split('&');
    pairs.find_map(|pair| pair.strip_prefix(name))?.parse().ok()
}

/// The second scenario: as many levers moved as in the first.
fn beside(first: &Scenario) -> Scenario {
    first.clone().with(Lever::Aid, 1.5)
}

/// Where an event puts the slider.
fn visas(index: usize) -> f64 {
    (1_000 * (index % 100 + 1)) as f64
}

struct Run {
    app: App,
    /// The model of the second scenario.
    second: Option<RefCell<Simulator>>,
    events: usize,
    parts: RefCell<Parts>,
}

#[derive(Default)]
struct Parts {
    whole: Vec<f64>,
    model: Vec<f64>,
    statistics: Vec<f64>,
    redraw: Vec<f64>,
}

fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

impl Run {
    fn simulate_second(&self, first: &Scenario) {
        if let Some(model) = &self.second {
            model
                .borrow_mut()
                .simulate(&beside(first), Detail::Encounters);
        }
    }

    fn summarise_second(&self, first: &Scenario) {
        if let Some(model) = &self.second {
            // What is not read could be left out by the compiler.
            std::hint::black_box(model.borrow_mut().summarise(&beside(first)));
        }
    }
}

fn next_event(run: Rc<Run>, index: usize) {
    if index == run.events {
        report(&run);
        return;
    }
    // Parts of the work by themselves, in a frame of their own.
    request_animation_frame(move || {
        // Far from the event before and the one after, so that every picture is drawn anew.
        let scenario = run.app.scenario.get_untracked();
        let scenario = scenario.with(Lever::WorkVisas, visas(index + 50) as f32);
        let start = now();
        run.app.simulate(&scenario);
        run.simulate_second(&scenario);
        let simulated = now();
        run.summarise_second(&scenario);
        run.app.summarise(&scenario);
        let summarised = now();
        {
            let mut parts = run.parts.borrow_mut();
            parts.model.push(simulated - start);
            parts.statistics.push(summarised - simulated);
        }
        // Figures and canvas calls follow as effects, in a microtask; then the frame is painted.
        after_task(move || {
            run.parts.borrow_mut().redraw.push(now() - summarised);
            request_animation_frame(move || after_task(move || slide(run, index)));
        });
    });
}

fn slide(run: Rc<Run>, index: usize) {
    let Some(slider) = document()
        .get_element_by_id("dial-work_visas")
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    slider.set_value_as_number(visas(index));
    let init = EventInit::new();
    init.set_bubbles(true);
    let Ok(event) = Event::new_with_event_init_dict("input", &init) else {
        return;
    };
    let dispatched = now();
    let _ = slider.dispatch_event(&event);
    let handled = now();
    // Asked after the page's own request, so it runs last in the same frame's callbacks.
    request_animation_frame(move || {
        // The page's callback ran just before this one; its start is the frame's own time.
        let frame = frame_start();
        let waited = (frame - handled).max(0.0);
        let scenario = run.app.scenario.get_untracked();
        run.simulate_second(&scenario);
        run.summarise_second(&scenario);
        after_task(move || {
            let whole = now() - dispatched - waited;
            run.parts.borrow_mut().whole.push(whole);
            set_timeout(
                move || next_event(run, index + 1),
                std::time::Duration::from_millis(5),
            );
        });
    });
}

/// Time at which the present frame began.
fn frame_start() -> f64 {
    let timeline = js_sys::Reflect::get(&document(), &"timeline".into());
    timeline
        .and_then(|timeline| js_sys::Reflect::get(&timeline, &"currentTime".into()))
        .ok()
        .and_then(|time| time.as_f64())
        .unwrap_or_else(now)
}

/// Runs `then` in a task of its own: after microtasks, and after a frame's paint.
fn after_task(then: impl FnOnce() + 'static) {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let receive = wasm_bindgen::closure::Closure::once_into_js(then);
    channel.port1().set_onmessage(Some(receive.unchecked_ref()));
    let _ = channel.port2().post_message(&wasm_bindgen::JsValue::NULL);
}

fn report(run: &Run) {
    let parts = run.parts.borrow();
    let rows = [
        ("event to painted frame", &parts.whole),
        ("model", &parts.model),
        ("statistics", &parts.statistics),
        ("redraw to end of frame", &parts.redraw),
    ]
    .map(|(name, times)| {
        let times: Vec<String> = times.iter().map(|ms| plain(*ms, 3)).collect();
        format!("\"{name}\":[{}]", times.join(","))
    });
    let text = format!("{{\"parts\":{{{}}}}}", rows.join(","));
    let document = document();
    if let (Ok(element), Some(body)) = (document.create_element("pre"), document.body()) {
        element.set_id("bench-report");
        element.set_text_content(Some(&text));
        let _ = body.append_child(&element);
    }
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("data-bench", "done");
    }
}
