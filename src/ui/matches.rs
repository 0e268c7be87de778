//! The table of Services by workloads: the map's equal, and its accessible form.

use yew::prelude::*;

use super::draw::{Light, choose, prose, state_sign, state_word};
use super::state::{Action, Shared};
use crate::view::{Cell, Column, MatchTable, Row, View};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) view: Option<Shared<View>>,
    pub(super) light: Light,
    pub(super) on: Callback<Action>,
}

/// A table per namespace.
#[component]
pub(super) fn Matches(props: &Props) -> Html {
    let tables = props.view.as_ref().map(|view| view.matches.as_slice()).unwrap_or_default();
    if tables.is_empty() {
        return html! { <p class="empty">{"No Service and no workload to compare."}</p> };
    }
    tables.iter().map(|table| draw(table, props)).collect()
}

fn draw(table: &MatchTable, props: &Props) -> Html {
    let (light, on) = (&props.light, &props.on);
    html! {
        <div class="matches">
            <table>
                <caption>{"Namespace "}<code>{table.namespace.clone()}</code></caption>
                <thead>
                    <tr>
                        <th scope="col" class="corner">{"Service"}</th>
                        {for table.workloads.iter().map(|column| head(column, light, on))}
                    </tr>
                </thead>
                <tbody>{for table.services.iter().map(|row| service(row, light, on))}</tbody>
            </table>
            {for table.note.iter().map(|note| html! { <p class="note">{prose(note)}</p> })}
        </div>
    }
}

fn head(column: &Column, light: &Light, on: &Callback<Action>) -> Html {
    html! {
        <th scope="col" class={light.class(&column.key)}>
            {named(&column.name, &column.kind, &column.labels, "no labels", choose(on, &column.key))}
        </th>
    }
}

fn service(row: &Row, light: &Light, on: &Callback<Action>) -> Html {
    html! {
        <tr>
            <th scope="row" class={light.class(&row.key)}>
                {named(&row.name, &row.kind, &row.selector, "no selector", choose(on, &row.key))}
            </th>
            {for row.cells.iter().map(|one| cell(one, light, on))}
        </tr>
    }
}

fn named(name: &str, kind: &str, pairs: &[String], without: &'static str, onclick: Callback<MouseEvent>) -> Html {
    let pairs: Html = if pairs.is_empty() {
        html! { <span class="none">{without}</span> }
    } else {
        pairs.iter().map(|pair| html! { <code class="pair">{pair.clone()}</code> }).collect()
    };
    html! {
        <button type="button" {onclick}>
            <span class="name"><code>{name.to_owned()}</code>{" "}<small>{kind.to_owned()}</small></span>
            <span class="pairs">{pairs}</span>
        </button>
    }
}

fn cell(cell: &Cell, light: &Light, on: &Callback<Action>) -> Html {
    let (sign, state) = state_sign(cell.state);
    html! {
        <td class={classes!(state, light.class(&cell.key))}>
            <button type="button" onclick={choose(on, &cell.key)} aria-pressed={light.is_chosen(&cell.key).to_string()}>
                <span class="sign" aria-hidden="true">{sign}</span>
                <span><span class="unseen">{state_word(cell.state)}</span>{prose(&cell.text)}</span>
            </button>
        </td>
    }
}
