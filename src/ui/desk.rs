//! What the page holds that is not drawn: the editor, the files, the analysis; and what joins them to the state.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use yew::prelude::*;

use super::browser::analyst::Analyst;
use super::browser::editor::Editor;
use super::browser::page::{self, Voice};
use super::browser::work;
use super::draw::plain;
use super::examples::EXAMPLES;
use super::files::Files;
use super::state::{Action, By, Notice, Shared, State};
use crate::view::{FixCard, Mark, Orientation};

/// What the page holds that is not drawn.
pub(super) struct Desk {
    pub(super) editor: Editor,
    on: Callback<Action>,
    analyst: Analyst,
    voice: Voice,
    map: Cell<(Orientation, f32)>,
    assumed: RefCell<Vec<(String, String)>>,
    /// The files that are compared with.
    kept: RefCell<Option<Rc<Files>>>,
    analysed: RefCell<Option<Files>>,
    files: RefCell<Files>,
    /// The files before the last change that took more than the editor.
    before: RefCell<Option<Files>>,
}

impl Desk {
    /// Has the files analysed.
    fn analyze(&self) {
        let files = self.files.borrow().clone();
        self.on.emit(Action::Typed(files.lines()));
        let (orientation, width) = self.map.get();
        let against = self.kept.borrow().as_ref().map(|kept| kept.all().to_vec());
        let assumed = self.assumed.borrow().clone();
        self.analyst.analyze(files.all().to_vec(), assumed, orientation, width, against);
        self.analysed.replace(Some(files));
    }

    /// Takes the shown file's text from the editor.
    fn changed(&self, text: String) {
        self.files.borrow_mut().write(text);
        self.keep();
        let same = self.analysed.borrow().as_ref().is_some_and(|files| files.all() == self.files.borrow().all());
        if !same {
            self.analyze();
        }
    }

    /// Keeps the files across a reload, unless they are those that the page would begin with anyway.
    fn keep(&self) {
        let files = self.files.borrow();
        let is_first = EXAMPLES.first().is_some_and(|first| *files == Files::of(first.text));
        work::keep((!is_first).then_some(&*files));
    }

    /// The files, with what stands in the editor now.
    pub(super) fn files(&self) -> Files {
        let mut files = self.files.borrow_mut();
        files.write(self.editor.text());
        files.clone()
    }

    /// Whether they hold anything but one of the examples.
    fn are_own(&self) -> bool {
        let files = self.files();
        let text = files.current().1;
        files.all().len() > 1 || !(text.trim().is_empty() || EXAMPLES.iter().any(|example| example.text == text))
    }

    /// Shows the file at an index.
    pub(super) fn show(&self, at: usize) {
        let before = self.files();
        self.files.borrow_mut().show(at);
        self.shows(&before);
    }

    /// Tells editor and page that other files are there, or another one is shown.
    fn shows(&self, before: &Files) {
        let files = self.files.borrow().clone();
        let ((left, _), (name, text)) = (before.current(), files.current());
        if before.shown() != files.shown() || left != name {
            self.editor.show(left, name, text);
        } else if before.current() != files.current() {
            self.editor.replace(text);
        }
        self.on.emit(Action::Files(files.names().into(), files.shown()));
        self.keep();
    }

    /// Puts other files in the place of those that are there, and says so where these were a person's own.
    pub(super) fn put(&self, files: Files, text: &'static str) {
        let (before, own) = (self.files(), self.are_own());
        self.files.replace(files);
        self.on.emit(Action::Replaced);
        self.shows(&before);
        self.before.replace(own.then_some(before));
        self.analyze();
        if own {
            self.on.emit(Action::Say(Notice { text, undo: true }));
        }
    }

    /// Opens files that came from outside, beside those that are there, or in the place of an example.
    fn open(&self, opened: Vec<(String, String)>, all: bool) {
        if opened.is_empty() {
            return self.on.emit(Action::Say(Notice { text: "Nothing there could be read as text.", undo: false }));
        }
        let mut files = if self.are_own() { self.files() } else { Files::new(Vec::new(), 0) };
        if files.names().len() == 1 && files.current().1.is_empty() {
            files = Files::new(opened, 0);
        } else {
            files.add(opened);
        }
        self.put(files, "The files are open beside yours.");
        if !all {
            let text = "Not all of it could be opened: up to 1,000 files and 20 MB of text can.";
            self.on.emit(Action::Say(Notice { text, undo: self.before.borrow().is_some() }));
        }
    }

    /// Closes the shown file.
    pub(super) fn close(&self) {
        if let Some(rest) = self.files().without_shown() {
            self.put(rest, "The file is closed.");
        }
    }

    /// Takes the last change of files back.
    pub(super) fn undo(&self) {
        let before = self.before.borrow_mut().take();
        if let Some(files) = before {
            let now = self.files();
            self.files.replace(files);
            self.on.emit(Action::Replaced);
            self.shows(&now);
            self.analyze();
        }
    }

    /// Begins anew, with nothing kept in the browser, and no way back.
    pub(super) fn forget(&self) {
        let text = EXAMPLES.first().map_or("", |first| first.text);
        self.files.replace(Files::of(text));
        self.before.replace(None);
        self.editor.begin(text);
        page::unset_theme();
        work::forget();
        self.on.emit(Action::Files(self.files.borrow().names().into(), 0));
        self.on.emit(Action::Replaced);
        self.on.emit(Action::Dark(page::is_dark()));
        self.on.emit(Action::Keep(None));
        self.analyze();
        self.on.emit(Action::Say(Notice { text: "Forgotten. Nothing of yours is kept in this browser.", undo: false }));
    }

    /// Puts the files that are compared with back.
    pub(super) fn put_back(&self) {
        let kept = self.kept.borrow().clone();
        if let Some(files) = kept {
            self.put((*files).clone(), "The kept text is back.");
        }
    }

    /// Shows a place in its file.
    pub(super) fn reveal(&self, mark: &Mark) {
        if mark.file != self.files.borrow().shown() {
            self.show(mark.file);
        }
        self.editor.reveal(mark);
    }

    /// Makes a fix's edits, provided that the files are those that they were made for.
    pub(super) fn apply(&self, fix: &FixCard) -> bool {
        let files = self.files();
        if self.analysed.borrow().as_ref().is_none_or(|analysed| analysed.all() != files.all()) {
            return false;
        }
        let mut done = !fix.edits.is_empty();
        for at in 0..files.all().len() {
            let edits: Vec<_> = fix.edits.iter().filter(|edit| edit.file == at).cloned().collect();
            if !edits.is_empty() {
                if at != self.files.borrow().shown() {
                    self.show(at);
                }
                done &= self.editor.apply(&edits);
                self.files();
            }
        }
        self.analyze();
        done
    }
}

/// The editor and the analysis, joined to the state.
#[hook]
pub(super) fn use_desk(state: &UseReducerHandle<State>, on: &Callback<Action>) -> Shared<Desk> {
    let desk = (*use_memo((), |()| join(on))).clone();

    let asked = (state.room(), state.assumed.clone(), state.kept.clone(), desk.clone());
    use_effect_with(asked, |(room, assumed, kept, desk)| {
        if let Some(room) = *room {
            desk.map.set(room);
            desk.assumed.replace(assumed.clone());
            desk.kept.replace(kept.clone());
            desk.files();
            desk.analyze();
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
        let files = RefCell::new(work::kept().unwrap_or_else(|| Files::of(&editor.text())));
        Desk {
            editor,
            on: on.clone(),
            analyst,
            voice: Voice::default(),
            map: Cell::default(),
            assumed: RefCell::default(),
            kept: RefCell::default(),
            analysed: RefCell::default(),
            files,
            before: RefCell::default(),
        }
    }))
}
