//! What is taken along of lessons: a person's progress as a file, and, for whoever leads a workshop, the files of
//! others as a table.

use yew::prelude::*;

use super::browser::page;
use super::learn::Learning;
use super::progress::{Done, Progress};
use super::state::Class;
use crate::order::Order;

/// The dialog.
pub(super) fn overview(class: &Class, act: &Callback<Learning>) -> Html {
    let (done, points) = class.progress.sums();
    let begun = class.progress.lessons.len();
    let save = {
        let act = act.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            act.emit(Learning::Save(page::value("progress-name")));
        })
    };
    html! {
        <div id="progress" class="menu form" popover="auto" role="dialog" aria-label="Progress and workshops">
            <h2>{"Progress"}</h2>
            <p>{format!("Lessons begun: {begun}, done: {done}, points: {points}. This is kept in this browser alone.")}</p>
            <form onsubmit={save}>
                <label><span>{"Your name, as it shall stand in the file"}</span>
                    <input id="progress-name" type="text" maxlength="80" autocomplete="name" value={class.progress.name.clone()} />
                </label>
                <p class="buttons">
                    <button type="submit" class="button main">{"Save as a file"}</button>
                    <label class="button open">{"Open files"}<input class="unseen" type="file" multiple={true} /></label>
                </p>
            </form>
            if class.others.is_empty() {
                <p>{"Whoever leads a workshop opens the files of all, or drops them onto the page: they become a table here. Lessons and courses that somebody wrote are opened the same way."}</p>
            } else {
                {table(&class.others, act)}
            }
            {for class.refused.iter().map(|said| html! { <p class="failed" role="alert">{super::draw::prose(said)}</p> })}
        </div>
    }
}

/// A row for each file, a column for each lesson that anybody began.
fn table(others: &[Progress], act: &Callback<Learning>) -> Html {
    let mut columns: Vec<(&str, &str)> = Vec::new();
    for done in others.iter().flat_map(|progress| &progress.lessons) {
        if !columns.iter().any(|(id, _)| *id == done.id) {
            columns.push((&done.id, &done.title));
        }
    }
    columns.order();
    let row = |(at, progress): (usize, &Progress)| {
        let (done, points) = progress.sums();
        let go_on = act.reform(move |_: MouseEvent| Learning::GoOn(at));
        html! {
            <tr>
                <th scope="row">{if progress.name.is_empty() { "No name" } else { &progress.name }.to_owned()}</th>
                <td>{done}</td><td>{points}</td>
                {for columns.iter().map(|(id, _)| html! { <td>{progress.of(id).map(cell)}</td> })}
                <td><button type="button" class="link" onclick={go_on}>{"Go on with it"}</button></td>
            </tr>
        }
    };
    html! {
        <div class="overview" tabindex="0" role="region" aria-label="Overview">
            <table>
                <caption>{"✓ alone, ✓h with hints, ✓s after the solution was shown; else goals met of all"}</caption>
                <thead><tr>
                    <th scope="col">{"Name"}</th><th scope="col">{"Done"}</th><th scope="col">{"Points"}</th>
                    {for columns.iter().map(|(_, title)| html! { <th scope="col">{(*title).to_owned()}</th> })}
                    <td></td>
                </tr></thead>
                <tbody>{for others.iter().enumerate().map(row)}</tbody>
            </table>
        </div>
    }
}

fn cell(done: &Done) -> String {
    match done {
        done if !done.is_done() => format!("{} of {}", done.goals.0, done.goals.1),
        done if done.solution => "✓s".to_owned(),
        done if done.hints > 0 => "✓h".to_owned(),
        _ => "✓".to_owned(),
    }
}
