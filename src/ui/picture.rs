//! A figure on a canvas: drawn again when the figure, the size, the screen or the colours change,
//! and read number by number with a pointer or with the arrow keys.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Element, HtmlCanvasElement, IntersectionObserver, IntersectionObserverEntry, MediaQueryList,
    ResizeObserver,
};

use super::address::on_capture;
use super::state::App;
use crate::draw::canvas::{self, Board};
use crate::draw::nearest::{self, Spot};
use crate::draw::scene::{Scene, Size};
use crate::draw::theme::{Rgb, Theme};
use crate::figures::format::plain;
use crate::figures::hold;
use crate::figures::spec::{Figure, Frame};
use crate::i18n::Lang;

/// A figure drawn on a canvas as large as its style sheet says.
///
/// The canvas is named by the figure's title and described by its sentence.
#[component]
pub fn Picture(
    /// What is drawn.
    #[prop(into)]
    figure: Signal<Figure>,
    /// Class of the canvas, which gives it its size.
    class: &'static str,
) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    let size = RwSignal::new(None::<Size>);
    let board = StoredValue::new_local(None::<Board>);
    let frame = StoredValue::new_local(None::<Frame>);
    let read = RwSignal::new(None::<Reading>);
    let in_view = RwSignal::new(false);
    let screen = expect_context::<Screen>();

    node.on_load(move |element| {
        let element: HtmlCanvasElement = element;
        watch_size(&element, size, screen.waiting);
        watch_view(&element, in_view);
        match Board::new(element) {
            Some(new) => board.set_value(Some(new)),
            None => {
                web_sys::console::error_1(&"this browser gives canvases no drawing context".into())
            }
        }
    });
    Effect::new(move |drawn_at: Option<u32>| {
        let pauses = screen.app.settled.get_untracked();
        let (Some(size), theme) = (size.get(), screen.theme.get()) else {
            return pauses;
        };
        // What is out of sight waits until the reader pauses.
        if in_view.get() {
            figure.track();
        } else {
            screen.app.settled.track();
        }
        let ratio = window().device_pixel_ratio();
        let figure = figure.read_untracked();
        let held = frame.try_update_value(|frame| screen.hold(&figure, frame, in_view));
        let held = held.flatten();
        let shown = held.as_ref().unwrap_or(&figure);
        // No pause since the last drawing: a control may be moving.
        let moves = drawn_at == Some(pauses);
        board.update_value(|board| {
            let Some(board) = board else {
                return;
            };
            if let Err(refusal) = board.draw(shown, size, ratio, &theme, moves) {
                web_sys::console::error_1(&refusal.to_string().into());
            }
            if board.is_parted() {
                screen.app.settled.track();
            }
        });
        pauses
    });
    // The number under a pointer.
    let under = move |event: &web_sys::MouseEvent| {
        let place = (event.offset_x().into(), event.offset_y().into());
        board.with_value(|board| {
            nearest::at(&figure.read_untracked(), board.as_ref()?.shown()?, place)
        })
    };
    let follow = move |event: web_sys::PointerEvent| {
        let held = read.with_untracked(|read| read.is_some_and(|read| read.held));
        if !held && event.pointer_type() == "mouse" {
            read.set(under(&event).map(|spot| Reading { spot, held: false }));
        }
    };
    let leave = move |_| read.update(|read| *read = read.filter(|read| read.held));
    let hold = move |event: web_sys::MouseEvent| {
        let spot = under(&event);
        read.update(|read| {
            let again = read.is_some_and(|read| read.held && Some(read.spot) == spot);
            *read = spot
                .filter(|_| !again)
                .map(|spot| Reading { spot, held: true });
        });
    };
    let step = move |event: web_sys::KeyboardEvent| {
        let present = read.get_untracked().map(|read| read.spot);
        if let Some(spot) = nearest::by_key(&figure.read_untracked(), present, &event.key()) {
            event.prevent_default();
            read.set(Some(Reading { spot, held: true }));
        }
    };
    // Escape takes it away, wherever the focus is.
    Effect::new(move |_| {
        screen.escaped.track();
        read.set(None);
    });
    view! {
        // What is read stays while the pointer is on its words.
        <div class="picture" on:pointerleave=leave>
            <canvas
                node_ref=node
                class=class
                role="img"
                tabindex="0"
                aria-label=move || {
                    // Words follow when the reader pauses, like all that is not seen at once.
                    screen.app.settled.track();
                    let figure = figure.read_untracked();
                    format!("{}. {}", figure.title, figure.summary)
                }
                on:pointermove=follow
                on:click=hold
                on:keydown=step
                on:blur=move |_| read.set(None)
            ></canvas>
            <div class="reading" role="status">
                {move || {
                    read.get()
                        .map(|read| {
                            let figure = figure.read();
                            let place = board
                                .with_value(|board| {
                                    cursor(board.as_ref()?.shown()?, &figure, read.spot)
                                });
                            reading(&figure, read.spot, place, screen.app.lang)
                        })
                }}
            </div>
        </div>
    }
    .into_any()
}

/// A number of the figure's table that is being read.
#[derive(Clone, Copy)]
struct Reading {
    spot: Spot,
    /// It stays when the pointer leaves: it was pressed, or reached by keys.
    held: bool,
}

/// Where a number stands in its picture.
#[derive(Clone, Copy, Default)]
struct Cursor {
    /// Across.
    at: f64,
    /// Whether its words go to the left of it.
    is_left: bool,
    /// Downwards, where one number of the year is meant.
    height: Option<f64>,
}

fn cursor(scene: &Scene, figure: &Figure, spot: Spot) -> Option<Cursor> {
    let up = scene.y.as_ref()?;
    let row = figure.table.rows.get(spot.row)?;
    let at = scene.x.project(f64::from(row.year()?));
    let value = spot.column.and_then(|column| row.cells[column]);
    Some(Cursor {
        at,
        is_left: at > scene.size.width * 0.5,
        height: value.map(|value| up.project(value)),
    })
}

/// The numbers of a row of the table, the one that is meant first.
fn reading(figure: &Figure, spot: Spot, place: Option<Cursor>, lang: Lang) -> AnyView {
    let Some(row) = figure.table.rows.get(spot.row) else {
        return ().into_any();
    };
    let columns = figure.table.columns.iter().enumerate();
    let (mut numbers, others): (Vec<_>, Vec<_>) = columns
        .zip(figure.table.texts(row, lang))
        .filter(|((at, column), text)| {
            (column.brief || Some(*at) == spot.column) && !text.is_empty()
        })
        .partition(|((at, _), _)| Some(*at) == spot.column);
    numbers.extend(others);
    let numbers = numbers
        .into_iter()
        .map(|((at, column), text)| {
            let is_meant = Some(at) == spot.column;
            view! {
                <dt class:meant=is_meant>{column.head.clone()}</dt>
                <dd class:meant=is_meant>{text}</dd>
            }
            .into_any()
        })
        .collect_view();
    let Cursor {
        at,
        is_left,
        height,
    } = place.unwrap_or_default();
    view! {
        <div
            class="read"
            class:read-left=is_left
            class:read-strip=place.is_none()
            class:read-spot=height.is_some()
            style:--at=format!("{}px", plain(at, 1))
            style:--high=format!("{}px", plain(height.unwrap_or_default(), 1))
        >
            <p>{row.head.clone()}</p>
            <dl>{numbers}</dl>
        </div>
    }
    .into_any()
}

/// What the screen asks of drawings, shared by all of them.
#[derive(Clone, Copy)]
pub struct Screen {
    app: App,
    theme: RwSignal<Theme>,
    /// Counts presses of Escape, which takes away what is read.
    escaped: RwSignal<u32>,
    /// What is said of axes that have changed since the reader last did something, by figure.
    rescaled: RwSignal<Vec<(String, String)>>,
    /// Counts pictures that no one sees yet and that wait for the task in which they are drawn.
    waiting: StoredValue<u32>,
}

impl Screen {
    /// Follows the reader's choice of light, dark or forced colours, and the reader's hand.
    pub fn watch(app: App) -> Self {
        let theme = RwSignal::new(current_theme());
        for query in [DARK, FORCED] {
            if let Some(list) = media(query) {
                let changed = Closure::<dyn Fn()>::new(move || theme.set(current_theme()));
                list.set_onchange(Some(changed.as_ref().unchecked_ref()));
                // Both live as long as the page.
                changed.forget();
                std::mem::forget(list);
            }
        }
        // A window moved to another screen changes its size or its ratio.
        window_event_listener(leptos::ev::resize, move |_| theme.notify());
        redraw_with_fonts(theme);
        let escaped = RwSignal::new(0_u32);
        window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" {
                escaped.update(|count| *count = count.wrapping_add(1));
            }
        });
        let screen = Screen {
            app,
            theme,
            escaped,
            rescaled: RwSignal::default(),
            waiting: StoredValue::default(),
        };
        screen.watch_hand();
        screen
    }

    /// Whether a picture that no one sees yet waits to be drawn.
    pub fn is_waiting(self) -> bool {
        self.waiting.get_value() > 0
    }

    /// The same screen for a part of the page that says by itself when its axes have changed, so
    /// that nothing is said in two places.
    pub fn apart(self) -> Self {
        let part = Screen {
            rescaled: RwSignal::default(),
            ..self
        };
        part.watch_hand();
        part
    }

    /// A slider is in hand from the press of a finger or a key to its end.
    fn watch_hand(self) {
        for begins in ["pointerdown", "keydown"] {
            on_capture(begins, move |event| {
                if is_slider(&event) {
                    self.app.held.set(true);
                } else {
                    self.app.let_go();
                }
                if !self.rescaled.read_untracked().is_empty() {
                    self.rescaled.set(Vec::new());
                }
            });
        }
        for ends in ["pointerup", "pointercancel", "keyup", "blur"] {
            on_capture(ends, move |_| self.app.let_go());
        }
    }

    /// The figure on the axes that stood before, while a slider is in hand; else its own axes stand
    /// from now on, and it is said if they are other ones.
    fn hold(
        self,
        figure: &Figure,
        frame: &mut Option<Frame>,
        in_view: RwSignal<bool>,
    ) -> Option<Figure> {
        if self.app.held.get_untracked() {
            // Drawn anew when it is let go.
            self.app.held.track();
            if let Some(frame) = frame {
                return hold::held(figure, frame, self.app.lang);
            }
        }
        if frame.as_ref() != Some(&figure.frame) {
            let before = frame.replace(figure.frame.clone());
            let is_seen = in_view.get_untracked();
            if before.is_some_and(|before| is_seen && hold::is_rescaled(&figure.frame, &before)) {
                self.say_rescaled(figure);
            }
        }
        None
    }

    fn say_rescaled(self, figure: &Figure) {
        let said = hold::rescaled(figure, self.app.lang);
        self.rescaled.update(|all| {
            all.retain(|(title, _)| *title != figure.title);
            all.push((figure.title.clone(), said));
        });
    }
}

fn is_slider(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|input: web_sys::HtmlInputElement| input.type_() == "range")
}

/// That axes have changed: seen and spoken until the reader does something else.
#[component]
pub fn Rescaled() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let said = move || {
        let mut all: Vec<String> = Vec::new();
        for (_, said) in screen.rescaled.get() {
            // Rows that share an axis say the same.
            if !all.contains(&said) {
                all.push(said);
            }
        }
        (!all.is_empty()).then(|| view! { <span>{all.join(" ")}</span> })
    };
    view! { <p class="rescaled" role="status">{said}</p> }.into_any()
}

const DARK: &str = "(prefers-color-scheme: dark)";
const FORCED: &str = "(forced-colors: active)";

fn media(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}

fn matches(query: &str) -> bool {
    media(query).is_some_and(|list| list.matches())
}

fn current_theme() -> Theme {
    if matches(FORCED) {
        return forced_theme().unwrap_or_else(Theme::light);
    }
    if matches(DARK) {
        Theme::dark()
    } else {
        Theme::light()
    }
}

/// The colours that the system forces, read from the page's body.
fn forced_theme() -> Option<Theme> {
    let style = window()
        .get_computed_style(&document().body()?.into())
        .ok()
        .flatten()?;
    let colour = |property: &str| rgb(&style.get_property_value(property).ok()?);
    Some(Theme::forced(colour("background-color")?, colour("color")?))
}

/// A computed colour such as `rgb(255, 255, 255)`.
fn rgb(text: &str) -> Option<Rgb> {
    let numbers = text.split_once('(')?.1.trim_end_matches(')');
    let mut parts = numbers
        .split(',')
        .map(|part| part.trim().parse::<u8>().ok());
    let mut next = || parts.next().flatten();
    Some(Rgb(next()?, next()?, next()?))
}

/// Words measured before the page's fonts have come are measured again after.
fn redraw_with_fonts(theme: RwSignal<Theme>) {
    let Ok(fonts) = js_sys::Reflect::get(&document(), &"fonts".into()) else {
        return;
    };
    let Ok(ready) = js_sys::Reflect::get(&fonts, &"ready".into()) else {
        return;
    };
    let Ok(ready) = ready.dyn_into::<js_sys::Promise>() else {
        return;
    };
    let redraw = Closure::once(move |_| {
        canvas::forget_widths();
        theme.notify();
    });
    let _ = ready.then(&redraw);
    redraw.forget();
}

/// Keeps `in_view` in step with whether the element is on the screen.
pub fn watch_view(element: &Element, in_view: RwSignal<bool>) {
    let changed = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last = entries.pop().unchecked_into::<IntersectionObserverEntry>();
        // A picture that has gone is told no more.
        in_view.try_set(last.is_intersecting());
    });
    match IntersectionObserver::new(changed.as_ref().unchecked_ref()) {
        Ok(observer) => observer.observe(element),
        Err(error) => {
            web_sys::console::error_1(&error);
            in_view.set(true);
        }
    }
    // The element and its watcher live as long as the page.
    changed.forget();
}

fn watch_size(
    element: &HtmlCanvasElement,
    size: RwSignal<Option<Size>>,
    waiting: StoredValue<u32>,
) {
    let watched = element.clone();
    let measure = move |element: &Element| {
        let rect = element.get_bounding_client_rect();
        // A hidden canvas has no size, and nothing is drawn on it.
        let now = (rect.width() > 0.0 && rect.height() > 0.0).then(|| Size {
            width: rect.width(),
            height: rect.height(),
        });
        if size.try_get_untracked().is_some_and(|known| known != now) {
            size.set(now);
        }
    };
    let changed = Closure::<dyn Fn()>::new(move || {
        // What no one sees yet is drawn in a task of its own.
        if watched
            .closest(super::UNSEEN)
            .is_ok_and(|part| part.is_some())
        {
            let watched = watched.clone();
            waiting.update_value(|count| *count += 1);
            set_timeout(
                move || {
                    measure(&watched);
                    waiting.update_value(|count| *count -= 1);
                },
                Duration::ZERO,
            );
        } else {
            measure(&watched);
        }
    });
    match ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        Ok(observer) => observer.observe(element),
        Err(error) => web_sys::console::error_1(&error),
    }
    // The canvas and its watcher live as long as the page.
    changed.forget();
}
