//! The editor, the files and the analysis, joined to the state.

use std::rc::{Rc, Weak};

use yew::prelude::*;

use super::browser::analyst::Analyst;
use super::browser::editor::Editor;
use super::browser::{page, work};
use super::desk::Desk;
use super::draw::plain;
use super::state::{Action, By, Shared, State};
use crate::view::Reach;

/// The editor and the analysis, joined to the state.
#[hook]
pub(super) fn use_desk(state: &UseReducerHandle<State>, on: &Callback<Action>) -> Shared<Desk> {
    let desk = (*use_memo((), |()| join(on))).clone();

    let asked = (state.room(), state.assumed.clone(), state.kept.clone(), desk.clone());
    use_effect_with(asked, |(room, assumed, kept, desk)| {
        if let Some(room) = *room {
            desk.ask(room, assumed.clone(), kept.clone());
        }
    });

    let version = state.shown.as_ref().map(|shown| shown.version);
    use_effect_with((version, state.selected.clone(), desk.clone()), |(version, selected, desk)| {
        if let (Some(version), Some(key)) = (version, selected) {
            desk.analyst.explain(*version, key.clone());
        }
    });

    let trial = state.trial.as_ref().map(|trial| (trial.version, trial.edits.clone()));
    use_effect_with((trial, desk.clone()), |(trial, desk)| {
        if let Some((version, edits)) = trial {
            desk.analyst.preview(*version, edits.clone());
        }
    });

    use_effect_with((state.view().cloned(), state.editors, state.file, desk.clone()), |(view, _, file, desk)| {
        if let Some(view) = view {
            desk.editor.annotate(view, *file);
        }
    });

    use_effect_with((state.view().cloned(), desk.clone()), |(view, desk)| {
        if let Some(view) = view {
            desk.voice.say(plain(&view.verdict.sentence));
        }
    });

    use_effect_with((state.panel().cloned(), state.editors, state.file, desk.clone()), |(panel, _, file, desk)| {
        let marks = panel.as_ref().map(|panel| panel.marks.as_slice()).unwrap_or_default();
        desk.editor.mark(marks, *file);
    });

    // Only a choice turns to another file: whoever then turns back by hand may stay there.
    let reveals = state.by == By::Hand;
    use_effect_with((state.panel().cloned(), desk.clone()), move |(panel, desk)| {
        let marks = panel.as_ref().map(|panel| panel.marks.as_slice()).unwrap_or_default();
        if let Some(primary) = marks.iter().find(|mark| mark.primary).filter(|_| reveals) {
            desk.reveal(primary);
        }
    });

    use_effect_with((state.notice, desk.clone()), |(notice, desk)| {
        if let Some(notice) = notice {
            desk.voice.say(notice.text.to_owned());
        }
    });

    use_effect_with((state.exported.clone(), desk.clone()), |(exported, desk)| {
        if let Some((report, text)) = exported {
            desk.hand_out(Some(*report), text);
        }
    });

    use_effect_with(state.view().cloned(), |view| {
        if let Some(view) = view {
            let from_internet = view.verdict.pills.iter().find(|pill| pill.reach == Reach::Internet);
            page::title(from_internet.map_or(0, |pill| pill.count));
        }
    });

    use_effect_with(state.dark, |dark| {
        if *dark != page::is_dark() {
            page::set_dark(*dark);
        }
    });

    use_effect_with(state.pane, |pane| page::set_on_root("data-pane", pane.id()));
    desk
}

fn join(on: &Callback<Action>) -> Shared<Desk> {
    let told = on.clone();
    let analyst = Analyst::new(move |action| told.emit(action));
    Shared(Rc::new_cyclic(|desk: &Weak<Desk>| {
        let (changing, opening) = (desk.clone(), desk.clone());
        let changed = move |text: String| {
            if let Some(desk) = changing.upgrade() {
                desk.changed(text);
            }
        };
        work::receive(move |opened, all| {
            if let Some(desk) = opening.upgrade() {
                desk.open(opened, all);
            }
        });
        let moved = on.clone();
        let editor = Editor::mount(changed, move |offset| moved.emit(Action::Cursor(offset)));
        if !page::is_touched() {
            let on = on.clone();
            editor.load_full(move || on.emit(Action::EditorCame));
        }
        Desk::new(editor, analyst, on.clone())
    }))
}
