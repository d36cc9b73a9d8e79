//! What the programmes cost and what is left: one pot of money, always in view.

use leptos::prelude::*;

use super::state::App;
use super::view::names;
use crate::data;
use crate::figures::compare;
use crate::figures::format::{decimal, fill, percent, plain, said};
use crate::i18n::words;
use crate::model::equations::Pot;

/// A part of the pot: its name and its size.
type Item = (&'static str, fn(&Pot) -> f64);

/// The bill of the present scenario.
#[component]
pub fn Bill(app: App) -> impl IntoView {
    let lang = app.lang;
    let w = words::bill(lang);
    let million = data::aid_base_total() / 1e6;
    let pot = Memo::new(move |_| app.summary.read().pot);
    let items: [Item; 6] = [
        (w.services, |pot| pot.services),
        (w.food, |pot| pot.food),
        (w.violence, |pot| pot.violence),
        (w.mission, |pot| pot.mission),
        (w.smuggling, |pot| pot.smuggling),
        (w.research, |pot| pot.research),
    ];
    let share = move |item: fn(&Pot) -> f64| {
        let pot = pot.get();
        if pot.total > 0.0 {
            item(&pot) / pot.total
        } else {
            0.0
        }
    };
    let rows = items
        .into_iter()
        .map(|(name, item)| {
            view! {
                <tr hidden=move || item(&pot.read()) == 0.0>
                    <th scope="row">{name}</th>
                    <td class="bar-cell">
                        <span class="bar" style:--share=move || plain(share(item), 4)></span>
                    </td>
                    <td>{move || decimal(item(&pot.read()) * million, 0)}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view();
    let total = move || {
        let total = decimal(pot.read().total * million, 0);
        fill(w.total, &[("total", &total)])
    };
    let covered = move || {
        let delivered = pot.read().delivered;
        if delivered > 0.995 {
            w.covered.to_string()
        } else {
            fill(w.short, &[("share", &percent(delivered * 100.0, lang))])
        }
    };
    let services = move || {
        let share = percent(pot.read().services * 100.0, lang);
        fill(w.services_now, &[("share", &share)])
    };
    let reach = move || {
        let pot = pot.get();
        let local = decimal(pot.local * million, 0);
        let reached = if pot.households < 1.0 {
            w.reach_local
        } else {
            w.reach
        };
        fill(
            reached,
            &[
                ("households", &said(pot.households, lang)),
                ("local", &local),
            ],
        )
    };
    let cost = move || {
        let (summary, view) = (app.summary.read(), app.view.read());
        let names = names(&summary.scenario, &view, app);
        compare::cost_sentence(app.cost.get(), names, lang)
    };
    view! {
        <section class="bill" aria-labelledby="bill-title">
            <h3 id="bill-title">{w.title}</h3>
            <p>{total}</p>
            <table>
                <thead class="spoken">
                    <tr>
                        <th scope="col">{w.item}</th>
                        <td></td>
                        <th scope="col">{w.amount}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p>{covered} " " {services}</p>
            <p>{reach} " " {w.people_unknown}</p>
            <p>{w.pathways}</p>
            <p>{cost}</p>
        </section>
    }
    .into_any()
}
