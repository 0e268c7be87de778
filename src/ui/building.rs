//! Writing a lesson, joined to the state: what holds now, and the file that is made.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::{out, page};
use super::builder::{Builds, FIELDS};
use super::desk::Desk;
use super::learning::open_course;
use super::state::{Action, Class, Learns, Purpose, Shared, State};
use crate::lesson::Course;
use crate::view::{LessonChoice, LessonDraft, Teach};

/// What the file of a lesson is called.
pub(super) const LESSON_FILE: &str = "porthole-lesson.yaml";

/// What the form of a lesson does, and what becomes of the files that are written.
#[hook]
pub(super) fn use_building(
    state: &UseReducerHandle<State>,
    on: &Callback<Action>,
    desk: &Shared<Desk>,
) -> Callback<Builds> {
    let opens = on.clone();
    use_effect_with((state.class.written.clone(), desk.clone()), move |(written, desk)| match written {
        Some((Purpose::Save, text)) => {
            out::save(name(text), text);
            if text.starts_with(Course::MARK) {
                open_course(text.to_string(), desk);
            }
        }
        Some((Purpose::Try, text)) => {
            page::close("builder");
            opens.emit(Action::Learn(Learns::Wants(LessonChoice::Written(text.to_string()), true)));
        }
        Some((Purpose::Share, text)) => {
            desk.offer_lesson(text);
            page::close("builder");
            if page::is_gathered() {
                page::open("menus");
            }
            page::open("share");
            page::focus("share");
        }
        None => {}
    });

    // What holds changes with every text.
    let start = state.class.sketch.as_ref().map(|sketch| sketch.start.clone());
    let version = state.shown.as_ref().map(|shown| shown.version);
    let known = (start, version, state.assumed.clone(), desk.clone());
    use_effect_with(known, |(start, _, assumed, desk)| {
        if let Some(start) = start.as_ref().filter(|_| page::is_open("builder")) {
            desk.analyst.teach(Teach::Offer(start.to_vec(), assumed.clone()));
        }
    });

    let known = (state.class.clone(), state.assumed.clone(), on.clone(), desk.clone());
    use_callback(known, |builds: Builds, (class, assumed, on, desk)| match builds {
        Builds::Open => {
            page::instead("learn", "builder");
            if let Some(sketch) = &class.sketch {
                desk.analyst.teach(Teach::Offer(sketch.start.to_vec(), assumed.clone()));
            }
        }
        Builds::Start => on.emit(Action::Learn(Learns::Sketches(desk.files().all().into()))),
        Builds::Pick(goal) => on.emit(Action::Learn(Learns::Picks(goal))),
        Builds::Try => write(class, assumed, Purpose::Try, on, desk),
        Builds::Save => write(class, assumed, Purpose::Save, on, desk),
        Builds::Share => write(class, assumed, Purpose::Share, on, desk),
    })
}

/// Has the lesson's file written.
fn write(class: &Class, assumed: &[(String, String)], purpose: Purpose, on: &Callback<Action>, desk: &Desk) {
    let Some(sketch) = &class.sketch else { return };
    let [title, story, hints] = FIELDS.map(page::value);
    let picked = sketch.offers.iter().filter(|offer| sketch.picked.contains(&offer.goal));
    let draft = LessonDraft {
        title: if title.trim().is_empty() { "A lesson".to_owned() } else { title },
        story,
        hints: hints.lines().map(str::to_owned).collect(),
        start: sketch.start.to_vec(),
        solution: desk.files().all().to_vec(),
        assumed: assumed.to_vec(),
        goals: picked.cloned().collect(),
    };
    on.emit(Action::Learn(Learns::Writes(purpose)));
    desk.analyst.teach(Teach::Write(Box::new(draft)));
}

/// What a file is called, by what it holds.
fn name(text: &Rc<str>) -> &'static str {
    if text.starts_with(Course::MARK) { "porthole-course.yaml" } else { LESSON_FILE }
}
