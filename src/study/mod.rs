//! What the page holds for those who dig: the reader's own assumptions, what decides the answer,
//! the model held against the past.
//!
//! A program of its own, loaded when a reader comes near one of its parts, so that the first load
//! stays light. The state stays with the page's own program (`ui::bridge`).

mod analyst;
mod assumptions;
mod audio;
mod by_year;
mod changes;
mod check;
mod desk;
mod forms;
mod guide;
mod keep;
mod listen;
mod matrix;
mod offer;
mod past;
mod print;
mod readings;
mod rim;
mod share;
mod spread;
mod strips;
mod style;
mod take;
mod told;
mod turning;
mod wedges;
mod work;

use std::sync::Arc;

use leptos::prelude::*;

use analyst::Analyst;
use listen::Ear;
use told::{Told, Wanted};

use crate::model::account::Accounts;
use crate::ui::address::of_page;
use crate::ui::bridge::{self, GUEST};
use crate::ui::picture::Screen;
use crate::ui::state::App;
use crate::ui::{PAST, open_page, say_ready, take_over};

/// State of the study: that of the page, and what only the study works out.
#[derive(Clone, Copy)]
pub struct Study {
    /// The page's state, followed.
    pub app: App,
    /// What is told beyond the summary, while something asks for it.
    pub told: RwSignal<Option<Arc<Told>>>,
    /// Panels that ask for it while they are open, and when.
    wants: RwSignal<Vec<(Signal<bool>, Wanted)>>,
    accounts: StoredValue<Accounts, LocalStorage>,
    /// Who works out where the spread of a result comes from.
    pub analyst: Analyst,
    /// The single future that stands out, where these are drawn.
    pub stressed: RwSignal<Option<usize>>,
    /// What is played as sound.
    pub ear: Ear,
}

/// Takes over its parts of the page, and says so in `<html data-study>`.
pub fn start() {
    let lang = open_page();
    let owner = Owner::new();
    let app = owner.with(|| App::open(lang, &of_page(bridge::STATE), GUEST));
    app.prepare_then(move || {
        owner.with(|| {
            provide_context(Screen::watch(app));
            let study = Study {
                app,
                told: RwSignal::new(None),
                wants: RwSignal::default(),
                accounts: StoredValue::new_local(Accounts::default()),
                analyst: Analyst::new(app),
                stressed: RwSignal::new(None),
                ear: Ear::new(),
            };
            style::add();
            bridge::guest(app);
            told::keep(study);
            check::keep(app);
            forms::keep(study);
            desk::keep(study);
            guide::keep(app);
            print::keep(study);
            take_over(PAST, move || view! { <past::Past study/> });
            spread::keep(study);
            assumptions::keep(study);
        });
        say_ready("data-study");
        std::mem::forget(owner);
    });
}
