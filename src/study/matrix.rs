//! All presets by countries, under the reader's border rules and beliefs.

use leptos::prelude::*;

use super::Study;
use super::offer::{Offer, Picture, offers};
use super::strips::{Numbers, axis, bar};
use super::work::{Progress, Work, Worker};
use crate::figures::listing::Listing;
use crate::figures::matrix::{self, Cell, Matrix, MatrixLine};
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::model::DRAWS;
use crate::model::grid::Grid;
use crate::model::presets::Preset;
use crate::model::scenario::Scenario;
use crate::model::simulator::Simulator;
use crate::share::cite::Content;
use crate::ui::state::App;

impl Work for Grid {
    fn ground(&self) -> &Scenario {
        Grid::ground(self)
    }

    fn advance(&mut self, model: &Simulator) -> bool {
        Grid::advance(self, model)
    }

    fn progress(&self) -> (usize, usize) {
        // Today comes first, and is one of the presets.
        (self.lines().len(), Preset::ALL.len() - 1)
    }
}

/// The panel; while it is open, it follows border rules and beliefs once they have settled.
pub fn panel(study: Study, open: Signal<bool>) -> AnyView {
    let app = study.app;
    let lang = app.lang;
    let known = RwSignal::new(None::<(Scenario, Matrix)>);
    let worker = Worker::new(app, move |grid: Grid| {
        known.set(Some((
            grid.ground().clone(),
            matrix::matrix(&grid, app.lang),
        )));
    });
    Effect::new(move |_| {
        app.settled.track();
        let grid = Grid::new(&app.scenario.read_untracked(), DRAWS);
        let ground = grid.ground();
        let is_there =
            known.with_untracked(|known| known.as_ref().is_some_and(|(of, _)| of == ground));
        if is_there || !open.get() {
            worker.stop();
        } else if !worker.is_at(|work| work.ground() == ground) {
            worker.begin(grid);
        }
    });
    let shown = Memo::new(move |_| known.with(|known| Some(known.as_ref()?.1.clone())));
    let w = words::matrix(lang);
    let is_whole = Memo::new(move |_| shown.read().is_some());
    let offer = move || {
        let shown = shown.get()?;
        Some(Offer {
            content: Content::Matrix,
            row: Row::Total,
            said: w.read.to_string(),
            picture: Picture::Listing(Listing::matrix(&shown, lang)),
            table: shown.table,
        })
    };
    view! {
        <p>{move || shown.get().map(|shown| shown.table.caption)}</p>
        <p class="small">{w.open}</p>
        <Progress progress=worker.progress words=w.working/>
        {move || shown.get().map(|shown| lines(app, shown))}
        <Numbers table=Signal::derive(move || shown.get().map(|shown| shown.table)) lang/>
        {move || is_whole.get().then(|| offers(study, "matrix", offer))}
    }
    .into_any()
}

fn lines(app: App, shown: Matrix) -> AnyView {
    let lang = app.lang;
    let axes = shown.lines.first().map(|line| {
        let axis = |cell: &Cell| axis(&cell.figure, lang);
        line.cells.iter().map(axis).collect_view()
    });
    let heads = Row::ALL.map(|row| {
        view! { <span class="strip-name" data-row=row.key()>{row.name(lang)}</span> }.into_any()
    });
    view! {
        <div class="strips matrix">
            <p class="matrix-heads" aria-hidden="true">
                <span></span>
                {heads.into_iter().collect_view()}
            </p>
            <ul>{shown.lines.into_iter().map(|it| line(app, it)).collect_view()}</ul>
            <p class="matrix-heads" aria-hidden="true">
                <span></span>
                {axes}
            </p>
        </div>
    }
    .into_any()
}

/// A preset: its name, which opens it, and a cell a row.
fn line(app: App, line: MatrixLine) -> AnyView {
    let preset = line.preset;
    let cells = Row::ALL.into_iter().zip(line.cells).map(|(row, cell)| {
        view! {
            <p class="matrix-cell" data-row=row.key()>
                <span class="strip-name" aria-hidden="true">{row.name(app.lang)}</span>
                {bar(&cell.figure)}
                <span class="strip-said" aria-hidden="true">{cell.verdict.clone()}</span>
                <span class="spoken">{cell.sentence}</span>
            </p>
        }
        .into_any()
    });
    let is_open = move || {
        app.preset.get() == preset && {
            let known = preset.scenario();
            let scenario = app.scenario.read();
            scenario.measures() == known.measures()
        }
    };
    view! {
        <li>
            <button
                type="button"
                class="word"
                aria-pressed=move || is_open().to_string()
                on:click=move |_| app.open_preset(preset)
            >
                {line.name}
            </button>
            {cells.collect_view()}
        </li>
    }
    .into_any()
}
