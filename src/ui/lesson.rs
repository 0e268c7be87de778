//! The open lesson: its story, its goals as they stand, its hints, and what follows.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::page;
use super::draw::{lines, prose};
use super::learn::outline_alone;
use super::state::{Action, Class, Learns, Open, Shared};
use super::story::{pieces, story};
use crate::view::{GoalRow, Mark, View};

/// What a person does with a lesson that takes more than the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Studies {
    /// Leaves it, and takes their own manifests up again.
    Leave,
    /// Has the solution put into the editor.
    Solve,
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) class: Class,
    pub(super) view: Option<Shared<View>>,
    pub(super) files: Rc<[String]>,
    pub(super) on: Callback<Action>,
    pub(super) study: Callback<Studies>,
    pub(super) reveal: Callback<Mark>,
}

/// The lesson, where one is open.
#[component]
pub(super) fn Lesson(props: &Props) -> Html {
    let Some(open) = &props.class.open else {
        let alone = page::is_framed() && page::on_root("data-course").is_some();
        return if alone { outline_alone(&props.class, &props.on) } else { Html::default() };
    };
    let goals = props.class.goals(props.view.as_deref());
    let leave = props.study.reform(|_: MouseEvent| Studies::Leave);
    let done = !goals.is_empty() && goals.iter().all(GoalRow::is_met);
    let lang = open.lesson.language.clone();
    // In a frame there is nowhere to go but to the list of its course, or back to what waits.
    let leaves = match (page::is_framed(), props.class.waits, &props.class.course) {
        (false, ..) | (true, true, _) => Some("Leave"),
        (true, false, Some(_)) => Some("All lessons"),
        (true, false, None) => None,
    };
    html! {
        <section id="lesson" class="lesson" aria-label="Lesson" tabindex="-1">
            <div class="heading">
                <h2 lang={lang.clone()}>{prose_of(&open.lesson.title)}</h2>
                <span class="count" aria-hidden="true">{short_tally(goals)}</span>
                {languages(&open.lesson.languages, &open.lesson.language, &props.on)}
                if let Some(name) = leaves { <button type="button" class="button" onclick={leave}>{name}</button> }
            </div>
            if props.class.waits { <p class="aside waits">{"Your own manifests wait, and come back when you leave."}</p> }
            <div class="story" lang={lang.clone()}>{story(&open.lesson.story, &props.on)}</div>
            <h3>{"Goals"}{" "}<span class="count">{tally(goals)}</span></h3>
            <ul class="goals">{for goals.iter().map(|goal| draw_goal(goal, &lang, props))}</ul>
            if done { {solved(open, props)} }
            {hints(open, done, props)}
        </section>
    }
}

/// "2 of 3", and the points where there are any.
fn tally(goals: &[GoalRow]) -> String {
    let met = goals.iter().filter(|goal| goal.is_met());
    let points: u32 = goals.iter().map(|goal| goal.points).sum();
    let earned: u32 = met.clone().map(|goal| goal.points).sum();
    let tally = format!("{} of {}", met.count(), goals.len());
    if points > 0 { format!("{tally} · {earned} of {points} points") } else { tally }
}

/// The same where there is little room.
fn short_tally(goals: &[GoalRow]) -> String {
    let met = goals.iter().filter(|goal| goal.is_met()).count();
    if goals.is_empty() { String::new() } else { format!("{met}/{}", goals.len()) }
}

fn draw_goal(goal: &GoalRow, lang: &str, props: &Props) -> Html {
    let (sign, word) = if goal.is_met() { ("✓", "met: ") } else { ("○", "not yet: ") };
    html! {
        <li class={goal.is_met().then_some("met")}>
            <span class="sign" aria-hidden="true">{sign}</span>
            <span>
                <span class="unseen">{word}</span>
                <span lang={lang.to_owned()}>{prose(&goal.wants)}</span>
                if goal.points > 0 { {" "}<span class="points">{points(goal.points)}</span> }
                if goal.kept { {" "}<span class="points">{"keep"}</span> }
                if !goal.is_met() {
                    <span class="still">{prose(&goal.still)}{" "}{lines(&goal.marks, &props.files, &props.reveal)}</span>
                }
            </span>
        </li>
    }
}

fn points(points: u32) -> String {
    format!("{points} point{}", if points == 1 { "" } else { "s" })
}

/// What is said when every goal is met.
fn solved(open: &Open, props: &Props) -> Html {
    let next = props.class.next().map(|(choice, title)| {
        let onclick = props.on.reform(move |_: MouseEvent| Action::Learn(Learns::Wants(choice.clone(), true)));
        html! { <p class="buttons"><button type="button" class="button main" {onclick}>{"Next: "}{title}</button></p> }
    });
    html! {
        <div class="solved">
            <p><b>{"Solved."}</b>{" Every goal is met."}</p>
            {for next}
            if !open.lesson.next.is_empty() {
                <h3>{"To read next"}</h3>
                <div class="story" lang={open.lesson.language.clone()}>{story(&open.lesson.next, &props.on)}</div>
            }
        </div>
    }
}

/// The hints that are shown, and what asks for more: one after the other, then the solution.
fn hints(open: &Open, done: bool, props: &Props) -> Html {
    let (all, shown) = (&open.lesson.hints, open.hints);
    let more = props.on.reform(|_: MouseEvent| Action::Learn(Learns::Hint));
    let solve = props.study.reform(|_: MouseEvent| Studies::Solve);
    let anew = {
        let choice = open.choice.clone();
        props.on.reform(move |_: MouseEvent| Action::Learn(Learns::Wants(choice.clone(), true)))
    };
    let hint = |hint: &Vec<crate::view::Piece>| html! { <li>{pieces(hint, &props.on)}</li> };
    html! {
        <>
            if shown > 0 {
                <h3>{"Hints"}</h3>
                <ol class="hints" lang={open.lesson.language.clone()}>{for all.iter().take(shown).map(hint)}</ol>
            }
            <p id="after-hints" class="buttons">
                if shown < all.len() && !done {
                    <button type="button" class="button" onclick={more}>{format!("Show a hint ({} of {})", shown.saturating_add(1), all.len())}</button>
                } else if !open.lesson.solution.is_empty() && !done {
                    <button type="button" class="button" onclick={solve}>{"Show me the solution"}</button>
                }
                <button type="button" class="button" onclick={anew}>{"Start again"}</button>
            </p>
        </>
    }
}

/// Titles have names between backticks, as sentences of the engine do.
pub(super) fn prose_of(text: &str) -> Html {
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 0 {
            html! { {part.to_owned()} }
        } else {
            html! { <code>{part.to_owned()}</code> }
        }
    };
    text.split('`').enumerate().map(part).collect()
}

/// A choice of languages, where there are several.
pub(super) fn languages(all: &[String], told: &str, on: &Callback<Action>) -> Html {
    if all.len() < 2 {
        return Html::default();
    }
    let on = on.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(language) = page::chosen(&event) {
            on.emit(Action::Learn(Learns::Speaks(language.into())));
        }
    });
    let option = |language: &String| {
        let key = format!("{language} {}", language == told);
        html! { <option {key} value={language.clone()} selected={language == told} lang={language.clone()}>{name(language)}</option> }
    };
    html! { <select class="language" aria-label="Language" {onchange}>{for all.iter().map(option)}</select> }
}

fn name(language: &str) -> String {
    let name = match language {
        "en" => "English",
        "es" => "Español",
        "de" => "Deutsch",
        "fr" => "Français",
        "pt" => "Português",
        "it" => "Italiano",
        other => other,
    };
    name.to_owned()
}
