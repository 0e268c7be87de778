//! Lessons, joined to the state: what is asked of the engine, what is kept, what goes into the editor.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::{learning, out, page, work};
use super::desk::Desk;
use super::draw::plain;
use super::files::Files;
use super::learn::Learning;
use super::lesson::Studies;
use super::progress::Progress;
use super::state::{Action, Class, Learns, Notice, Pane, Purpose, Shared, State};
use crate::lesson::{self, Course};
use crate::view::{LessonChoice, Teach};

/// What is known of lessons when the page begins.
pub(super) fn recalled() -> Class {
    Class {
        language: learning::language().into(),
        progress: Rc::new(learning::progress()),
        wanted: learning::lesson().map(|choice| (choice, false)),
        waits: work::waiting().is_some(),
        ..Class::default()
    }
}

/// The lessons, joined to the state and the desk.
#[hook]
pub(super) fn use_lessons(state: &UseReducerHandle<State>, on: &Callback<Action>, desk: &Shared<Desk>) {
    let class = &state.class;
    let asked = (class.wanted.clone(), class.asks, class.language.clone(), desk.clone());
    use_effect_with(asked, |(wanted, _, language, desk)| {
        if let Some((choice, _)) = wanted {
            desk.analyst.teach(Teach::Lesson(choice.clone(), language.to_string()));
        }
        if **language != *learning::language() {
            learning::remember_language(language);
        }
    });

    // Without a course there is no next lesson. In a frame there is only the one that was asked for.
    let has_course = if page::is_framed() { page::on_root("data-course").is_some() } else { class.open.is_some() };
    let lacks = has_course && class.course.is_none();
    use_effect_with((lacks, class.language.clone(), desk.clone()), |(lacks, language, desk)| {
        if *lacks {
            desk.analyst.teach(Teach::Course(None, language.to_string()));
        }
    });

    let lesson = class.open.as_ref().map(|open| open.lesson.clone());
    use_effect_with((class.begun, desk.clone()), move |(begun, desk)| {
        if let Some(lesson) = lesson.filter(|_| *begun > 0) {
            desk.begin_lesson(&lesson.start);
            page::close("menus");
            // What stands in a frame takes no focus that is not there already.
            if !page::is_framed() || page::has_focus() {
                page::focus("lesson");
            }
        }
    });

    // Until the engine has told it, the one that was open is still that.
    let awaited = class.open.is_none() && class.wanted.is_some();
    let choice = class.open.as_ref().map(|open| open.choice.clone());
    use_effect_with((choice, awaited), |(choice, awaited)| {
        page::set_on_root("data-lesson", if choice.is_some() { "open" } else { "none" });
        if !awaited && *choice != learning::lesson() {
            learning::remember_lesson(choice.as_ref());
        }
    });

    use_effect_with((class.refused.clone(), desk.clone()), |(refused, desk)| {
        if !refused.is_empty() && !desk.begin_without_lesson(refused) {
            page::open("progress");
        }
    });

    let lesson = class.open.as_ref().map(|open| open.lesson.clone());
    let hints = class.open.as_ref().map_or(0, |open| open.hints);
    use_effect_with((lesson, hints, desk.clone()), |(lesson, hints, desk)| {
        desk.studies(lesson.clone());
        if *hints > 0 {
            page::reveal("after-hints");
        }
    });

    let done = class.done(state.view().map(|view| &**view)).filter(|_| state.run.is_done());
    let (known, noting) = (class.progress.clone(), on.clone());
    use_effect_with(done, move |done| {
        let Some(done) = done.clone() else { return };
        let mut progress = (*known).clone();
        progress.note(done);
        if progress != *known {
            learning::remember_progress(&progress);
            noting.emit(Action::Learn(Learns::Progress(Rc::new(progress))));
        }
    });
}

/// What is said aloud of the goals of the open lesson, before the verdict.
pub(super) fn said(state: &State) -> String {
    let goals = state.class.goals(state.view().map(|view| &**view));
    let mut said = String::new();
    if goals.is_empty() {
        return said;
    }
    let open = goals.iter().find(|goal| !goal.is_met());
    let met = goals.iter().filter(|goal| goal.is_met()).count();
    said += &format!("{met} of {} goals are met. ", goals.len());
    if let Some(goal) = open {
        said += &[&plain(&goal.still), " "].concat();
    }
    said
}

/// What the buttons of the open lesson do.
#[hook]
pub(super) fn use_study(
    state: &UseReducerHandle<State>,
    on: &Callback<Action>,
    desk: &Shared<Desk>,
) -> Callback<Studies> {
    let solution = state.class.open.as_ref().map(|open| open.lesson.clone());
    use_callback((solution, on.clone(), desk.clone()), |studies: Studies, (lesson, on, desk)| match studies {
        Studies::Leave => {
            on.emit(Action::Learn(Learns::Leaves));
            desk.leave();
            if page::is_framed() {
                show_outline(on);
            }
        }
        Studies::Solve => {
            on.emit(Action::Learn(Learns::Solution));
            if let Some(lesson) = lesson {
                desk.swap(Files::new(lesson.solution.clone(), 0));
                let text = "The solution is in the editor, whose undo brings your own text back.";
                on.emit(Action::Say(Notice { text, does: None }));
            }
        }
    })
}

/// What the menu of lessons does.
#[hook]
pub(super) fn use_learning(
    state: &UseReducerHandle<State>,
    on: &Callback<Action>,
    desk: &Shared<Desk>,
) -> Callback<Learning> {
    let known = (state.class.clone(), on.clone(), desk.clone());
    use_callback(known, |does: Learning, (class, on, desk)| match does {
        Learning::Open if class.course.is_none() => {
            desk.analyst.teach(Teach::Course(None, class.language.to_string()));
        }
        Learning::Open => {}
        Learning::Show => page::instead("learn", "progress"),
        Learning::Save(name) => {
            let progress = Progress { name, ..(*class.progress).clone() };
            out::save("porthole-progress.yaml", &progress.text());
            keep(progress, on);
        }
        Learning::GoOn(at) => {
            if let Some(progress) = class.others.get(at) {
                keep(progress.clone(), on);
                on.emit(Action::Say(Notice { text: "You go on with the progress of that file.", does: None }));
            }
        }
    })
}

fn keep(progress: Progress, on: &Callback<Action>) {
    learning::remember_progress(&progress);
    on.emit(Action::Learn(Learns::Progress(Rc::new(progress))));
}

/// Opens a course that came as a file, and the menu with it.
pub(super) fn open_course(text: String, desk: &Desk) {
    desk.analyst.teach(Teach::Course(Some(text), learning::language()));
    if page::is_gathered() {
        page::open("menus");
    }
    page::open("learn");
}

/// In a frame: shows the list of its course.
fn show_outline(on: &Callback<Action>) {
    if page::on_root("data-course").is_some() {
        on.emit(Action::Show(Pane::Lesson));
        page::focus("lesson");
    }
}

/// Takes lessons, courses and progress out of files that were opened; the rest are manifests.
pub(super) fn sorted(files: Vec<(String, String)>, desk: &Desk, on: &Callback<Action>) -> Vec<(String, String)> {
    let mut others: Vec<Progress> = Vec::new();
    let mut lessons: Vec<String> = Vec::new();
    let mut manifests = Vec::new();
    for (name, text) in files {
        match text.lines().next().map(str::trim_end) {
            Some(lesson::MARK) => lessons.push(text),
            Some(Course::MARK) => open_course(text, desk),
            Some(super::progress::MARK) => others.extend(Progress::read(&text)),
            _ => manifests.push((name, text)),
        }
    }
    match lessons.len() {
        0 => {}
        1 => lessons
            .into_iter()
            .for_each(|text| on.emit(Action::Learn(Learns::Wants(LessonChoice::Written(text), true)))),
        _ => {
            // Several together are a course, which is saved as one file and opened at once.
            on.emit(Action::Learn(Learns::Writes(Purpose::Save)));
            desk.analyst.teach(Teach::Bundle(lessons));
        }
    }
    if !others.is_empty() {
        on.emit(Action::Learn(Learns::Others(others.into())));
        page::open("progress");
    }
    manifests
}
