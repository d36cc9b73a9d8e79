//! The guide to a lever beside it, as its own page has it.
//!
//! Where there is room, the panel stands beside page and levers, and both can be used; elsewhere
//! it covers them until it is closed.

use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, DomParser, Element, HtmlElement, Response, SupportedType, Url};

use crate::i18n::words;
use crate::ui::state::App;

/// Where the panel covers the page.
const NARROW: &str = "(max-width: 54rem)";

/// What of a guide stays on its page: pictures, whose rules this page does not hold.
const LEFT_OUT: &str = ".chart-figure, .yearly";

/// Keeps the panel from now on: links to guides open it.
pub fn keep(app: App) {
    let Some(body) = document().body() else {
        return;
    };
    let panel = Panel {
        dialog: NodeRef::new(),
        title: NodeRef::new(),
        content: NodeRef::new(),
        state: RwSignal::new(State::Away),
        address: RwSignal::new(String::new()),
        opener: StoredValue::new_local(None),
        name: words::guide_panel(app.lang).name,
    };
    mount_to(body, move || view! { <Sheet app panel/> }).forget();
    let clicked = window_event_listener(ev::click, move |event| {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest("a[data-guide]").ok().flatten());
        let Some(link) = link else { return };
        // The reader may want the page of its own, in a window of its own.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.default_prevented() {
            return;
        }
        match seen_from(
            &link,
            &document().base_uri().ok().flatten().unwrap_or_default(),
        ) {
            Ok(address) => {
                event.prevent_default();
                panel.open(link.unchecked_into(), address);
            }
            Err(error) => web_sys::console::error_1(&error),
        }
    });
    let pressed = window_event_listener(ev::keydown, move |event| panel.key(&event));
    // They listen as long as the page lives.
    std::mem::forget((clicked, pressed));
}

/// What the panel shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Away,
    Waiting,
    Shown,
    Failed,
}

/// The panel and its parts.
#[derive(Clone, Copy)]
struct Panel {
    dialog: NodeRef<html::Dialog>,
    title: NodeRef<html::H2>,
    content: NodeRef<html::Div>,
    state: RwSignal<State>,
    /// The guide's page.
    address: RwSignal<String>,
    /// The link that opened it, to which the focus goes back.
    opener: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// What it is called until its guide has come.
    name: &'static str,
}

impl Panel {
    fn open(self, opener: HtmlElement, address: String) {
        self.opener.set_value(Some(opener));
        if self.address.get_untracked() == address && self.state.get_untracked() == State::Shown {
            self.show();
            return;
        }
        self.address.set(address.clone());
        self.state.set(State::Waiting);
        self.empty();
        self.show();
        spawn_local(async move {
            let page = fetch(&address).await;
            // Another guide was asked for meanwhile.
            if self.address.get_untracked() != address {
                return;
            }
            let shown = page.and_then(|page| self.put(&page, &address));
            self.state.set(match shown {
                Ok(()) => State::Shown,
                Err(error) => {
                    web_sys::console::error_1(&error);
                    State::Failed
                }
            });
        });
    }

    /// Opens the dialog; the focus goes to its heading.
    fn show(self) {
        let Some(dialog) = self.dialog.get_untracked() else {
            return;
        };
        if !dialog.open() {
            let covers = window().match_media(NARROW).ok().flatten();
            if covers.is_some_and(|query| query.matches()) {
                if let Err(error) = dialog.show_modal() {
                    web_sys::console::error_1(&error);
                }
            } else {
                dialog.show();
            }
        }
        dialog.set_scroll_top(0);
        if let Some(title) = self.title.get_untracked() {
            focus(&title);
        }
    }

    /// Closes the dialog; the focus goes back to where it came from.
    fn close(self) {
        if let Some(dialog) = self.dialog.get_untracked() {
            dialog.close();
        }
        if let Some(opener) = self.opener.try_update_value(Option::take).flatten() {
            focus(&opener);
        }
    }

    /// Escape closes the panel, unless something else that it closes is open above it.
    fn key(self, event: &KeyboardEvent) {
        let Some(dialog) = self.dialog.get_untracked() else {
            return;
        };
        if event.key() != "Escape" || !dialog.open() || event.default_prevented() {
            return;
        }
        let has_note = document().query_selector(":popover-open");
        let focused = document().active_element();
        let is_elsewhere = focused.is_some_and(|focused| {
            !dialog.contains(Some(&focused)) && focused.tag_name() != "BODY"
        });
        if matches!(has_note, Ok(None)) && !is_elsewhere {
            event.prevent_default();
            self.close();
        }
    }

    fn empty(self) {
        if let Some(title) = self.title.get_untracked() {
            title.set_text_content(Some(self.name));
        }
        if let Some(content) = self.content.get_untracked() {
            content.set_text_content(None);
        }
    }

    /// Puts the guide of a page into the panel.
    fn put(self, page: &Document, address: &str) -> Result<(), JsValue> {
        let find = |selector: &str| {
            page.query_selector(selector)?
                .ok_or_else(|| JsValue::from(format!("{address}: no {selector}")))
        };
        let (guide, title) = (find("article#guide")?, find("h1")?);
        for picture in elements(&guide, LEFT_OUT)? {
            picture.remove();
        }
        // Parts of the guide can be addressed on its own page; here others may be called the same.
        for part in elements(&guide, "section[id]")? {
            part.remove_attribute("id")?;
        }
        for link in elements(&guide, "a[href]")? {
            link.set_attribute("href", &seen_from(&link, address)?)?;
        }
        if let Some(place) = self.title.get_untracked() {
            place.set_text_content(title.text_content().as_deref());
        }
        if let Some(content) = self.content.get_untracked() {
            content.append_child(&guide)?;
        }
        Ok(())
    }
}

#[component]
fn Sheet(app: App, panel: Panel) -> impl IntoView {
    let w = words::guide_panel(app.lang);
    let said = move || match panel.state.get() {
        State::Waiting => w.wait,
        State::Failed => w.failed,
        State::Away | State::Shown => "",
    };
    view! {
        <dialog class="guide-panel" aria-labelledby="guide-title" node_ref=panel.dialog>
            <p class="guide-ways">
                <a href=move || panel.address.get()>{w.page}</a>
                <button type="button" class="word" on:click=move |_| panel.close()>
                    {w.close}
                </button>
            </p>
            <h2 id="guide-title" tabindex="-1" node_ref=panel.title>
                {panel.name}
            </h2>
            <p role="status">{said}</p>
            <div node_ref=panel.content></div>
        </dialog>
    }
    .into_any()
}

/// The page at an address.
async fn fetch(address: &str) -> Result<Document, JsValue> {
    let response = JsFuture::from(window().fetch_with_str(address)).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Err(format!("{address}: {}", response.status()).into());
    }
    let text = JsFuture::from(response.text()?).await?;
    let text = text.as_string().unwrap_or_default();
    // Styles in its head are none of this page's, whose policy would refuse them aloud.
    let body = text.split_once("</head>").map_or(&*text, |(_, body)| body);
    DomParser::new()?.parse_from_string(body, SupportedType::TextHtml)
}

/// Where a link leads, seen from an address.
fn seen_from(link: &Element, address: &str) -> Result<String, JsValue> {
    let href = link.get_attribute("href").unwrap_or_default();
    Ok(Url::new_with_base(&href, address)?.href())
}

fn elements(within: &Element, selector: &str) -> Result<Vec<Element>, JsValue> {
    let found = within.query_selector_all(selector)?;
    Ok((0..found.length())
        .filter_map(|i| found.get(i)?.dyn_into().ok())
        .collect())
}

fn focus(element: &HtmlElement) {
    if let Err(error) = element.focus() {
        web_sys::console::error_1(&error);
    }
}
