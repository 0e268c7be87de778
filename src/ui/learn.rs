//! The menu of lessons: the course, how far a person has come in it, and what they take along of that.

use yew::prelude::*;

use super::builder::Builds;
use super::lesson::languages;
use super::state::{Action, Class, Learns};
use crate::view::{CourseView, LessonRow};

/// What a person does in the menu that takes more than the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Learning {
    /// Opens the menu, and needs the course.
    Open,
    /// Opens what is taken along of lessons.
    Show,
    /// Has their progress saved as a file, under a name.
    Save(String),
    /// Goes on with somebody's progress, by its index among those that came as files.
    GoOn(usize),
}

/// The button in the header and what it opens.
pub(super) fn learn(class: &Class, on: &Callback<Action>, act: &Callback<Learning>, build: &Callback<Builds>) -> Html {
    let write = build.reform(|_: MouseEvent| Builds::Open);
    let open = act.reform(|_: MouseEvent| Learning::Open);
    let show = act.reform(|_: MouseEvent| Learning::Show);
    html! {
        <>
            <button class="quiet" type="button" popovertarget="learn" onclick={open}>{"Learn"}</button>
            <div id="learn" class="menu form" popover="auto" role="dialog" aria-label="Learn">
                {outline(class, on, false)}
                <p class="buttons">
                    <button type="button" class="button" onclick={show}>{"Progress and workshops"}</button>
                    <button type="button" class="button" onclick={write}>{"Write a lesson"}</button>
                </p>
            </div>
        </>
    }
}

/// The lessons of the course, where a frame shows nothing else.
pub(super) fn outline_alone(class: &Class, on: &Callback<Action>) -> Html {
    html! {
        <section id="lesson" class="lesson" aria-label="Lessons" tabindex="-1">
            <div id="learn" class="menu form">{outline(class, on, true)}</div>
        </section>
    }
}

/// The parts of the course, and their lessons; all that there is, or one thing among others.
fn outline(class: &Class, on: &Callback<Action>, alone: bool) -> Html {
    let Some(course) = &class.course else { return html! { <p>{"Fetching the lessons…"}</p> } };
    let (done, _) = class.progress.sums();
    let part_heading = if alone { "h2" } else { "h3" };
    html! {
        <>
            <div class="heading">
                if alone { <h1>{course.title.clone()}</h1> } else { <h2>{course.title.clone()}</h2> }
                {languages(&course.languages, &course.language, on)}
            </div>
            if !alone || done > 0 { <p>{counted(course, done)}</p> }
            {for course.parts.iter().map(|part| html! {
                <>
                    <@{part_heading} class="part">{part.title.clone()}</@>
                    <ol>{for part.lessons.iter().map(|row| draw_row(row, class, on))}</ol>
                </>
            })}
        </>
    }
}

/// How many of a course's lessons are done.
fn counted(course: &CourseView, done: usize) -> String {
    let all: usize = course.parts.iter().map(|part| part.lessons.len()).sum();
    match done {
        0 => {
            format!("{all} lessons, from the first match to the whole chain. Your own manifests wait until you leave.")
        }
        done => format!("{done} of {all} lessons are done."),
    }
}

fn draw_row(row: &LessonRow, class: &Class, on: &Callback<Action>) -> Html {
    let choice = row.choice.clone();
    let onclick = on.reform(move |_: MouseEvent| Action::Learn(Learns::Wants(choice.clone(), true)));
    let done = class.progress.of(&row.id);
    let mark = match done {
        Some(done) if done.is_done() => ("✓", "done".to_owned()),
        Some(done) => ("◐", format!("{} of {} goals", done.goals.0, done.goals.1)),
        None => ("○", "not begun".to_owned()),
    };
    let current = class.open.as_ref().is_some_and(|open| open.choice == row.choice);
    html! {
        <li>
            <button type="button" popovertarget="learn" popovertargetaction="hide" aria-current={current.then_some("step")} {onclick}>
                <span class="sign" aria-hidden="true">{mark.0}</span>
                <span><b>{row.title.clone()}</b><span>{row.teaches.clone()}</span></span>
                <span class="unseen">{", "}{mark.1}</span>
            </button>
        </li>
    }
}
