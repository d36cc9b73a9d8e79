//! What is on the page as files: picture and table of one thing, beside it.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::rim::{self, button, copies_pictures, save, status};
use super::take::saying;
use super::{Study, share, told};
use crate::data;
use crate::draw::scene::Size;
use crate::draw::svg::{Ground, svg_card, svg_listing};
use crate::draw::theme::Theme;
use crate::figures::format::fill;
use crate::figures::listing::Listing;
use crate::figures::rows::Row;
use crate::figures::spec::{Figure, Frame, Mark, Table};
use crate::i18n::words;
use crate::share::cite::{Content, Take};

/// Width of a picture in CSS pixels.
const WIDTH: f64 = 720.0;
/// Width of one with many columns.
const WIDE: f64 = 1000.0;
/// Height of one with an axis of values.
const HIGH: f64 = 400.0;
/// Height of a strip of bars.
const LOW: f64 = 66.0;
/// Height of a strip of dots, which stand on one another.
const DOTS: f64 = 90.0;
/// Around a picture.
const MARGIN: u32 = 20;
/// Pixels of a PNG to a CSS pixel.
const RATIO: f64 = 2.0;

/// Something that can be saved.
pub struct Offer {
    /// What it is.
    pub content: Content,
    /// Whose.
    pub row: Row,
    /// What is said of it.
    pub said: String,
    /// What is drawn.
    pub picture: Picture,
    /// Its numbers.
    pub table: Table,
}

/// What is drawn.
pub enum Picture {
    /// A figure.
    Figure(Box<Figure>),
    /// A list of bars.
    Listing(Listing),
}

impl Offer {
    /// A figure, with its own sentence.
    pub fn figure(content: Content, row: Row, figure: Figure) -> Offer {
        Offer {
            content,
            row,
            said: figure.summary.clone(),
            table: figure.table.clone(),
            picture: Picture::Figure(Box::new(figure)),
        }
    }

    fn with_take<T>(&self, study: Study, work: impl FnOnce(&Take) -> T) -> T {
        let link = match self.content {
            // It is of no scenario.
            Content::Past(_) => rim::address("#past"),
            _ => untrack(|| share::shared(study)),
        };
        saying(study, &self.said, &link, work)
    }

    fn name(&self, study: Study, ending: &str) -> String {
        self.with_take(study, |take| take.file_name(self.content, self.row, ending))
    }

    /// The picture as a text.
    fn svg(&self, study: Study) -> Option<String> {
        let sources = match self.content {
            Content::Chart | Content::Past(_) => recorded(study),
            _ => String::new(),
        };
        let below = self.with_take(study, |take| take.under_picture(self.content, &sources));
        let (theme, ground) = (Theme::light(), Ground::Filled(MARGIN));
        let measure = rim::measure();
        let drawn = match &self.picture {
            Picture::Figure(figure) => {
                let mut figure = figure.clone();
                figure.heading = Some(figure.title.clone());
                let size = size(&figure, WIDTH);
                svg_card(&figure, size, &theme, ground, &below, &measure)
            }
            Picture::Listing(list) => {
                let width = if list.heads.is_empty() { WIDTH } else { WIDE };
                svg_listing(list, width, &theme, ground, &below, &measure)
            }
        };
        drawn.ok()
    }

    fn csv(&self, study: Study) -> String {
        self.with_take(study, |take| take.table_csv(self.content, &self.table))
    }
}

/// Where recorded figures come from.
fn recorded(study: Study) -> String {
    let recorded = data::encounters(data::Country::Guatemala);
    let years = [recorded.first(), recorded.last()]
        .map(|one| one.map_or(String::new(), |one| one.fiscal_year.to_string()));
    fill(
        words::take(study.app.lang).recorded,
        &[("from", &years[0]), ("to", &years[1])],
    )
}

/// A picture's natural size.
pub fn size(figure: &Figure, width: f64) -> Size {
    let mut marks = figure.marks.iter();
    let height = match figure.frame {
        Frame::Plane { .. } => HIGH * width / WIDTH,
        _ if marks.any(|mark| matches!(mark, Mark::Point { .. })) => DOTS,
        _ => LOW,
    };
    Size { width, height }
}

/// Buttons that save or copy what `offer` gives; `stem` begins their ids.
pub fn offers(
    study: Study,
    stem: &'static str,
    offer: impl Fn() -> Option<Offer> + Copy + 'static,
) -> AnyView {
    let w = words::take(study.app.lang);
    let said = RwSignal::new(String::new());
    let tell = move |is_done: bool| said.set(if is_done { w.saved } else { w.no_picture }.into());
    let offer = move || {
        told::catch_up(study);
        untrack(offer)
    };
    let svg = move || offer().and_then(|offer| offer.svg(study));
    let save_png = move || {
        let named = offer().map(|offer| (offer.name(study, "png"), svg()));
        leptos::task::spawn_local(async move {
            let saved = match named {
                Some((name, Some(svg))) => report(rim::save_png(name, svg, RATIO).await),
                _ => false,
            };
            tell(saved);
        });
    };
    let hand = move |ending: &'static str,
                     kind: &'static str,
                     text: fn(&Offer, Study) -> Option<String>| {
        let made = offer().and_then(|offer| {
            let text = text(&offer, study)?;
            Some(report(save(&offer.name(study, ending), kind, &text)))
        });
        tell(made == Some(true));
    };
    let copy = move || {
        let copied = match svg() {
            Some(svg) => rim::copy_png(svg, RATIO),
            None => Err(w.no_picture.into()),
        };
        leptos::task::spawn_local(async move {
            let copied = match copied {
                Ok(promise) => JsFuture::from(promise).await.map(|_| ()),
                Err(error) => Err(error),
            };
            said.set(
                if report(copied) {
                    w.copied
                } else {
                    w.no_picture
                }
                .into(),
            );
        });
    };
    let id = |part: &str| format!("{stem}-{part}");
    view! {
        <div class="actions offers">
            {button(id("png"), w.png, save_png)}
            {button(
                id("svg"),
                w.svg,
                move || hand("svg", "image/svg+xml", |offer, study| offer.svg(study)),
            )}
            {copies_pictures().then(|| button(id("copy"), w.copy_image, copy))}
            {button(
                id("table"),
                w.table,
                move || hand("csv", "text/csv", |offer, study| Some(offer.csv(study))),
            )}
        </div>
        {status(said)}
    }
    .into_any()
}

/// Whether it went well; what did not is written down for those who look.
pub fn report(done: Result<(), wasm_bindgen::JsValue>) -> bool {
    if let Err(error) = &done {
        web_sys::console::error_1(error);
    }
    done.is_ok()
}
