//! One namespace's table of matches, of which the part in view is drawn.

use std::ops::Range;

use yew::prelude::*;

use super::cells::At;
use super::draw::{Light, choose, prose, state_sign, state_word};
use super::pairs::{Part, Shown, in_view, piece};
use super::state::Action;
use crate::view::{Cell, Column, Key, MatchTable, Row};

/// The heights of a caption, of the workloads' heads, of both, of a row and of a note, in CSS pixels.
const CAPTION: usize = 36;
pub(super) const HEAD: usize = 68;
const ABOVE: usize = CAPTION + HEAD;
const ROW: usize = 60;
const NOTE: usize = 56;
/// A longer pair fills a column, in bytes.
const ROOM: usize = 20;
/// By so many pixels what is shown has to move before anything is drawn anew.
pub(super) const STEP: usize = 60;

/// The widths of the Services' heads and of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizes {
    pub(super) first: usize,
    column: usize,
}

impl Sizes {
    pub(super) fn of(narrow: bool) -> Self {
        if narrow { Self { first: 132, column: 150 } } else { Self { first: 232, column: 184 } }
    }

    /// The height of a table with its caption and its note.
    pub(super) fn height(part: &Part, has_note: bool) -> usize {
        piece(ABOVE, ROW, part.rows.len()).start.saturating_add(if has_note { NOTE } else { 0 })
    }

    /// Where a cell stands among all tables.
    pub(super) fn place(self, at: At, parts: &[Part], notes: &[bool]) -> Shown {
        let above = parts.iter().take(at.table);
        let top: usize = above.map(|part| Self::height(part, notes.get(part.table).copied().unwrap_or_default())).sum();
        let row = |row: usize| piece(top.saturating_add(ABOVE), ROW, row);
        let down = at.row.checked_sub(1).map_or_else(|| top..row(0).end, row);
        let column = |column: usize| piece(self.first, self.column, column);
        let across = at.column.checked_sub(1).map_or(self.first..self.first, column);
        Shown { across, down }
    }

    /// The first cell of a table that is in view.
    pub(super) fn first(self, table: usize, part: &Part, top: usize, shown: &Shown) -> At {
        let (rows, columns) = self.drawn(part, top, shown);
        let column = if part.columns.is_empty() { 0 } else { nth(columns.start) };
        At { table, row: nth(rows.start), column }
    }

    /// Whether a cell is among what is drawn of a table.
    pub(super) fn draws(self, at: At, table: usize, part: &Part, top: usize, shown: &Shown) -> bool {
        let (rows, columns) = self.drawn(part, top, shown);
        let is_in = |at: usize, drawn: Range<usize>| at.checked_sub(1).is_none_or(|at| drawn.contains(&at));
        at.table == table && is_in(at.row, rows) && is_in(at.column, columns)
    }

    /// The rows and columns of a table that are in view.
    fn drawn(self, part: &Part, top: usize, shown: &Shown) -> (Range<usize>, Range<usize>) {
        let (above, before) = (top.saturating_add(ABOVE), self.first);
        let down = shown.down.start.saturating_sub(above)..shown.down.end.saturating_sub(above);
        let across = shown.across.start.saturating_sub(before)..shown.across.end.saturating_sub(before);
        (in_view(part.rows.len(), ROW, down), in_view(part.columns.len(), self.column, across))
    }
}

/// Room for what is not drawn.
pub(super) fn gap(height: usize) -> Html {
    if height == 0 {
        return Html::default();
    }
    html! { <svg class="gap" width="1" height={height.to_string()} aria-hidden="true"></svg> }
}

/// A table that is to be drawn.
pub(super) struct Grid<'a> {
    pub(super) number: usize,
    pub(super) part: &'a Part,
    pub(super) table: &'a MatchTable,
    /// Where it begins among all tables.
    pub(super) top: usize,
    pub(super) shown: &'a Shown,
    pub(super) sizes: Sizes,
    /// The one cell that Tab goes to.
    pub(super) stop: Option<At>,
    pub(super) light: &'a Light,
    pub(super) on: &'a Callback<Action>,
}

impl Grid<'_> {
    pub(super) fn draw(&self) -> Html {
        let Self { table, part, sizes, .. } = self;
        let (rows, columns) = sizes.drawn(part, self.top, self.shown);
        let width = piece(sizes.first, sizes.column, part.columns.len()).start;
        let before = piece(0, sizes.column, columns.start).start;
        let after = piece(0, sizes.column, (columns.end..part.columns.len()).len()).start;
        let col = |width: usize| html! { <col width={width.to_string()} /> };
        let space = |height: usize| {
            let across = columns.len().saturating_add(3).to_string();
            html! { <tr class="space" aria-hidden="true"><td colspan={across}>{gap(height)}</td></tr> }
        };
        let [above, below] = [rows.start, (rows.end..part.rows.len()).len()].map(|rows| piece(0, ROW, rows).start);
        html! {
            <section class="matches" key={self.number}>
                <table role="grid" width={width.to_string()} aria-rowcount={nth(part.rows.len()).to_string()} aria-colcount={nth(part.columns.len()).to_string()}>
                    <caption><span>{"Namespace "}<code>{table.namespace.clone()}</code></span></caption>
                    <colgroup>
                        {col(sizes.first)}{col(before)}{for columns.clone().map(|_| col(sizes.column))}{col(after)}
                    </colgroup>
                    <thead>
                        <tr aria-rowindex="1">
                            <td class="corner">{"Service"}</td>
                            {blank()}
                            {for columns.clone().map(|column| self.head(column))}
                            {blank()}
                        </tr>
                    </thead>
                    <tbody>
                        if above > 0 { {space(above)} }
                        {for rows.map(|row| self.row(row, columns.clone()))}
                        if below > 0 { {space(below)} }
                    </tbody>
                </table>
                {for table.note.iter().map(|note| html! { <p class="note">{prose(note)}</p> })}
            </section>
        }
    }

    fn head(&self, column: usize) -> Html {
        let Some(head) = self.part.columns.get(column).and_then(|&at| self.table.workloads.get(at)) else {
            return Html::default();
        };
        let Column { key, name, kind, labels } = head;
        let at = At { table: self.number, row: 0, column: nth(column) };
        html! {
            <th scope="col" class={self.light.class(key)} aria-colindex={nth(at.column).to_string()}>
                {self.named(at, key, (name, kind), labels, "no labels")}
            </th>
        }
    }

    fn row(&self, row: usize, columns: Range<usize>) -> Html {
        let Some(service) = self.part.rows.get(row).and_then(|&at| self.table.services.get(at)) else {
            return Html::default();
        };
        let Row { key, name, kind, selector, cells, .. } = service;
        let at = |column: usize| At { table: self.number, row: nth(row), column };
        let cell = |column: usize| {
            let whole = self.part.columns.get(column).copied();
            let found = whole.and_then(|at| Some((*cells.get(at)?, self.table.workloads.get(at)?)));
            found.map_or_else(Html::default, |(cell, workload)| {
                self.cell(at(nth(column)), cell, &service.pair(workload))
            })
        };
        html! {
            <tr key={key.clone()} aria-rowindex={nth(at(0).row).to_string()}>
                <th scope="row" class={self.light.class(key)} aria-colindex="1">
                    {self.named(at(0), key, (name, kind), selector, "no selector")}
                </th>
                {blank()}
                {for columns.map(cell)}
                {blank()}
            </tr>
        }
    }

    fn named(&self, at: At, key: &str, (name, kind): (&str, &str), pairs: &[String], without: &'static str) -> Html {
        let all = if pairs.is_empty() { without.to_owned() } else { pairs.join(", ") };
        let pairs: Html = if pairs.is_empty() {
            html! { <span class="none">{without}</span> }
        } else {
            pairs.iter().map(|pair| html! { <code class="pair">{without_domain(pair)}</code> }).collect()
        };
        html! {
            <button id={at.id()} type="button" tabindex={self.tab(at)} onclick={choose(self.on, &key.to_owned())} title={format!("{name}: {all}")}>
                <span class="name"><code>{name.to_owned()}</code>{" "}<small>{kind.to_owned()}</small></span>
                <span class="pairs">{pairs}</span>
            </button>
        }
    }

    fn cell(&self, at: At, cell: Cell, pair: &Key) -> Html {
        let (sign, state) = state_sign(cell.state);
        let chosen = self.light.is_chosen(pair).to_string();
        html! {
            <td class={classes!(state, self.light.class(pair))} aria-colindex={nth(at.column).to_string()}>
                <button id={at.id()} type="button" tabindex={self.tab(at)} onclick={choose(self.on, pair)} aria-pressed={chosen}>
                    <span class="sign" aria-hidden="true">{sign}</span>
                    <span class="says"><span class="unseen">{state_word(cell.state)}</span>{prose(self.table.text(cell))}</span>
                </button>
            </td>
        }
    }

    fn tab(&self, at: At) -> &'static str {
        if self.stop == Some(at) { "0" } else { "-1" }
    }
}

/// The number that something has where the first is number 1, by its place from 0.
fn nth(place: usize) -> usize {
    place.saturating_add(1)
}

/// A pair, without the domain that its key begins with where that leaves no room for the rest.
fn without_domain(pair: &str) -> String {
    match pair.split_once('/') {
        Some((_, rest)) if pair.len() > ROOM => ["…/", rest].concat(),
        _ => pair.to_owned(),
    }
}

/// Stands for the columns that are not drawn.
fn blank() -> Html {
    html! { <td class="blank" aria-hidden="true"></td> }
}
