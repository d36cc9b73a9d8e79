//! What each lever contributed to the change, in a row that the reader chooses.

use std::sync::Arc;

use leptos::prelude::*;

use super::Study;
use super::offer::{Offer, Picture, offers};
use super::strips::{Numbers, axis, bar};
use super::work::{Progress, Work, Worker};
use crate::figures::listing::{Listing, verdict};
use crate::figures::rows::Row;
use crate::figures::wedges::{self, Strip};
use crate::i18n::{Lang, words};
use crate::model::DRAWS;
use crate::model::reach::{Extent, Parts};
use crate::model::scenario::Scenario;
use crate::model::simulator::Simulator;
use crate::model::wedges::{Report, Wedges};
use crate::share::cite::Content;
use crate::ui::own::result_mark;
use crate::ui::rows::Tabs;
use crate::ui::view::names;

/// What is worked out: the shares, and what their axis rests on.
struct SharedOut {
    wedges: Wedges,
    parts: Parts,
}

impl Work for SharedOut {
    fn ground(&self) -> &Scenario {
        self.wedges.scenario()
    }

    fn advance(&mut self, model: &Simulator) -> bool {
        self.parts.advance() || self.wedges.advance(model)
    }

    fn progress(&self) -> (usize, usize) {
        let (done, all) = self.wedges.progress();
        let (readings_done, readings) = self.parts.progress();
        (done + readings_done, all + readings)
    }
}

/// The panel; while it is open, it follows each change that has settled.
pub fn panel(study: Study, open: Signal<bool>) -> AnyView {
    let app = study.app;
    let lang = app.lang;
    let row = RwSignal::new(Row::Total);
    let found = RwSignal::new(None::<Arc<(Report, Extent)>>);
    let worker = Worker::new(app, move |SharedOut { mut wedges, parts }| {
        found.set(Some(Arc::new((wedges.report(), parts.extent()))));
    });
    Effect::new(move |_| {
        app.settled.track();
        let scenario = app.scenario.get_untracked();
        let is_there = found
            .with_untracked(|known| known.as_ref().is_some_and(|it| it.0.scenario == scenario));
        if is_there || !open.get() {
            worker.stop();
        } else if !worker.is_at(|work| *work.ground() == scenario) {
            worker.begin(SharedOut {
                parts: Parts::new(&scenario),
                wedges: Wedges::new(scenario, DRAWS),
            });
        }
    });
    let shown = Memo::new(move |_| {
        let found = found.get()?;
        let (report, parts) = &*found;
        let view = app.view.read();
        let names = names(&report.scenario, &view, app);
        Some(wedges::wedges(
            report,
            app.reach(&report.scenario).with(*parts),
            row.get(),
            names,
            lang,
        ))
    });
    let w = words::wedges(lang);
    let is_there = Memo::new(move |_| {
        let shown = shown.read();
        shown.as_ref().is_some_and(|shown| !shown.strips.is_empty())
    });
    let offer = move || {
        let shown = shown.get()?;
        Some(Offer {
            content: Content::Wedges,
            row: row.get(),
            said: format!("{} {}", shown.sentence, shown.note),
            picture: Picture::Listing(Listing::wedges(&shown, lang)),
            table: shown.table,
        })
    };
    view! {
        <Tabs app legend=words::ui(lang).country_tabs stem="wedges" class="choices" shown=row/>
        {result_mark(app, row.into())}
        <Progress progress=worker.progress words=w.working/>
        <div class="strips" data-row=move || row.get().key()>
            {move || {
                shown
                    .get()
                    .map(|shown| {
                        let below = shown.strips.first().map(|strip| axis(&strip.figure, lang));
                        view! {
                            <p>{shown.sentence}</p>
                            <ul>
                                {shown
                                    .strips
                                    .into_iter()
                                    .map(|strip| line(strip, lang))
                                    .collect_view()}
                            </ul>
                            {below}
                            <p class="small">{shown.note}</p>
                        }
                        .into_any()
                    })
            }}
        </div>
        <Numbers table=Signal::derive(move || shown.get().map(|shown| shown.table)) lang/>
        {move || is_there.get().then(|| offers(study, "wedges", offer))}
    }
    .into_any()
}

/// A lever, what it contributed as a bar, and that in words.
fn line(strip: Strip, lang: Lang) -> AnyView {
    let figure = strip.figure;
    view! {
        <li class:strip-all=strip.mover.is_none()>
            <span class="strip-name" aria-hidden="true">{strip.name}</span>
            {bar(&figure)}
            <span class="strip-said" aria-hidden="true">{verdict(&figure, lang)}</span>
            <span class="spoken">{figure.summary}</span>
        </li>
    }
    .into_any()
}
