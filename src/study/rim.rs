//! What only the browser can do: clipboard, files, the day, a store that may be denied.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, HtmlTextAreaElement, Storage, Url,
};

use super::Study;
use crate::draw::text::Face;
use crate::figures::format::plain;
use crate::i18n::words;
use crate::share::date::Date;
use crate::ui::address::{link_of, of_page};

/// Until a file that was handed out is let go: browsers read it after the press.
const LET_GO: Duration = Duration::from_secs(60);

/// The browser's day.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let day = format!(
        "{:04}-{:02}-{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date()
    );
    Date::parse(&day).expect("a clock that tells a day of the calendar")
}

/// The full address of the page with this fragment; a copy of the page in a file says where the
/// page itself stands.
pub fn address(fragment: &str) -> String {
    let mut page = of_page("data-address");
    if page.is_empty() {
        page = window().location().href().unwrap_or_default();
    }
    let page = page.split('#').next().unwrap_or_default();
    [page, fragment].concat()
}

/// The fragment of the present state.
pub fn fragment(study: Study) -> String {
    link_of(study.app)
}

/// What this browser keeps for the page, if it lets it.
pub fn store() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Hands a text to the reader as a file.
pub fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    save_blob(name, &blob(kind, text)?)
}

/// Hands a file to the reader.
fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(move || drop(Url::revoke_object_url(&url)), LET_GO);
    Ok(())
}

fn blob(kind: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    Blob::new_with_str_sequence_and_options(&parts, &options)
}

/// Hands a picture that is given as SVG to the reader as PNG, `ratio` pixels to a CSS pixel.
pub async fn save_png(name: String, svg: String, ratio: f64) -> Result<(), JsValue> {
    save_blob(&name, &png(svg, ratio).await?)
}

/// Whether the browser lets a page copy pictures.
pub fn copies_pictures() -> bool {
    !window().navigator().clipboard().is_undefined() && clipboard_item().is_some()
}

/// Copies a picture that is given as SVG, as PNG. The browser must hear of it within the press, so
/// it is handed the promise of a picture.
pub fn copy_png(svg: String, ratio: f64) -> Result<js_sys::Promise, JsValue> {
    let item = clipboard_item().ok_or("this browser copies no pictures")?;
    let promised =
        wasm_bindgen_futures::future_to_promise(
            async move { png(svg, ratio).await.map(JsValue::from) },
        );
    let kinds = js_sys::Object::new();
    js_sys::Reflect::set(&kinds, &"image/png".into(), &promised)?;
    let item = js_sys::Reflect::construct(&item, &js_sys::Array::of1(&kinds))?;
    let items = js_sys::Array::of1(&item);
    Ok(window().navigator().clipboard().write(&items))
}

fn clipboard_item() -> Option<js_sys::Function> {
    js_sys::Reflect::get(&window(), &"ClipboardItem".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// What hands a text and an address to another app, where the browser has that.
pub fn hands_on() -> Option<js_sys::Function> {
    js_sys::Reflect::get(&window().navigator(), &"share".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// Hands a text and an address to an app that the reader chooses.
pub fn hand_on(title: &str, text: &str, url: &str) -> Result<js_sys::Promise, JsValue> {
    let share = hands_on().ok_or("this browser hands nothing on")?;
    let given = js_sys::Object::new();
    for (key, value) in [("title", title), ("text", text), ("url", url)] {
        js_sys::Reflect::set(&given, &key.into(), &value.into())?;
    }
    share.call1(&window().navigator(), &given)?.dyn_into()
}

/// Widths of words in pictures that stand alone. The page's own faces are not there, and what
/// stands in for them may be wider than the estimate.
pub fn measure() -> impl Fn(&str, Face) -> f64 {
    let ruler = ruler();
    move |words, face| {
        let estimate = face.estimate(words);
        let measured = ruler.as_ref().and_then(|ruler| {
            let weight = if face.bold { "bold" } else { "normal" };
            let family = face.family_alone();
            ruler.set_font(&format!("{weight} {}px {family}", plain(face.size, 3)));
            Some(ruler.measure_text(words).ok()?.width())
        });
        measured.map_or(estimate, |measured| estimate.max(measured))
    }
}

fn ruler() -> Option<CanvasRenderingContext2d> {
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.unchecked_into();
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

async fn png(svg: String, ratio: f64) -> Result<Blob, JsValue> {
    let url = Url::create_object_url_with_blob(&blob("image/svg+xml", &svg)?)?;
    let painted = paint(&url, ratio).await;
    Url::revoke_object_url(&url)?;
    let canvas = painted?;
    let made = js_sys::Promise::new(&mut |done, refuse| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            drop(done.call1(&JsValue::NULL, &blob));
        });
        if let Err(error) = canvas.to_blob(take.unchecked_ref()) {
            drop(refuse.call1(&JsValue::NULL, &error));
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

async fn paint(url: &str, ratio: f64) -> Result<HtmlCanvasElement, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await?;
    let (width, height) = (
        f64::from(image.natural_width()) * ratio,
        f64::from(image.natural_height()) * ratio,
    );
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or("no drawing context")?
        .unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    Ok(canvas)
}

/// A button in the text.
pub fn button(id: impl Into<String>, name: &'static str, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="word" id=id.into() on:click=move |_| press()>
            {name}
        </button>
    }
    .into_any()
}

/// A line that speaks when it changes.
pub fn status(said: RwSignal<String>) -> AnyView {
    view! { <p class="said" role="status">{move || said.get()}</p> }.into_any()
}

/// A text to be read, selected, or copied with a button; `id` begins the ids of its parts.
pub fn copied(
    study: Study,
    id: &'static str,
    name: &'static str,
    text: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> AnyView {
    let w = words::take(study.app.lang);
    let said = RwSignal::new(String::new());
    let copy = move |_| {
        let clipboard = window().navigator().clipboard();
        // A page without a secure address has none.
        if clipboard.is_undefined() {
            said.set(w.copy_failed.into());
            return;
        }
        let written = clipboard.write_text(&text());
        leptos::task::spawn_local(async move {
            let written = JsFuture::from(written).await;
            said.set(written.map_or(w.copy_failed, |_| w.copied).into());
        });
    };
    let select = |event: web_sys::FocusEvent| event_target::<HtmlTextAreaElement>(&event).select();
    view! {
        <div class="copied">
            <label for=id>{name}</label>
            <textarea
                id=id
                readonly
                rows="3"
                spellcheck="false"
                prop:value=text
                on:focus=select
            ></textarea>
            <button type="button" class="word" aria-describedby=id id=format!("{id}-copy") on:click=copy>
                {format!("{}: {}", w.copy, name)}
            </button>
            {status(said)}
        </div>
    }
    .into_any()
}
