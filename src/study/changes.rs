//! What the scenario sets otherwise than today: old value and new.

use leptos::prelude::*;

use super::offer::report;
use super::rim::{button, save, status};
use super::take::with_take;
use super::{Study, told};
use crate::figures::changes::changed;
use crate::figures::rows::Row;
use crate::i18n::words;
use crate::share::cite::Content;
use crate::ui::view::names;

/// The list, as heads and lines of one table.
struct List {
    heads: Vec<String>,
    lines: Vec<Vec<String>>,
}

/// The panel: the list, and the same as a file.
pub fn panel(study: Study, _open: Signal<bool>) -> AnyView {
    let w = words::take(study.app.lang);
    let said = RwSignal::new(String::new());
    let save_table = move || {
        told::catch_up(study);
        let List { heads, lines } = untrack(|| listed(study));
        let saved = with_take(study, Row::Total, |take| {
            let name = take.file_name(Content::Changes, Row::Total, "csv");
            save(&name, "text/csv", &take.changes_csv(&heads, &lines))
        });
        said.set(if report(saved) { w.saved } else { w.unread }.into());
    };
    view! {
        {move || table(study)}
        <div class="actions">{button("changed-table", w.table, save_table)}</div>
        {status(said)}
    }
    .into_any()
}

/// The list as a table of words; a sentence where nothing differs.
pub fn table(study: Study) -> AnyView {
    let w = words::take(study.app.lang);
    let List { heads, lines } = listed(study);
    if lines.is_empty() {
        return view! { <p>{w.unchanged}</p> }.into_any();
    }
    let heads = heads
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> }.into_any());
    let lines = lines.into_iter().map(|line| {
        let mut cells = line.into_iter();
        let name = cells.next();
        let cells = cells.map(|cell| view! { <td>{cell}</td> }.into_any());
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }.into_any()
    });
    view! {
        <div class="table-frame changes" tabindex="0" role="region" aria-label=w.changed>
            <table>
                <caption>{w.changed}</caption>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn listed(study: Study) -> List {
    let app = study.app;
    let (scenario, view) = (app.scenario.read(), app.view.read());
    let names = names(&scenario, &view, app);
    let w = words::take(app.lang);
    let is_pinned = scenario.against.is_some();
    let b = if is_pinned { names.b } else { w.now };
    let heads = [
        Some(w.setting),
        Some(w.today),
        is_pinned.then_some(names.a),
        Some(b),
    ];
    let lines = changed(&scenario, app.lang).into_iter();
    let lines = lines.map(|line| [Some(line.name), Some(line.today), line.a, Some(line.b)]);
    List {
        heads: heads.into_iter().flatten().map(String::from).collect(),
        lines: lines
            .map(|line| line.into_iter().flatten().collect())
            .collect(),
    }
}
