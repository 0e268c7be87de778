//! What the page holds that is not drawn: the editor, the files, the analysis.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use super::browser::analyst::Analyst;
use super::browser::editor::Editor;
use super::browser::page::{self, Voice};
use super::browser::{out, work};
use super::examples::EXAMPLES;
use super::export::To;
use super::files::Files;
use super::state::{Action, Notice};
use crate::view::protocol::Report;
use crate::view::{FixCard, Mark, Orientation};

/// What the page holds that is not drawn.
pub(super) struct Desk {
    pub(super) editor: Editor,
    on: Callback<Action>,
    pub(super) analyst: Analyst,
    pub(super) voice: Voice,
    map: Cell<(Orientation, f32)>,
    assumed: RefCell<Vec<(String, String)>>,
    /// The files that are compared with.
    kept: RefCell<Option<Rc<Files>>>,
    analysed: RefCell<Option<Files>>,
    files: RefCell<Files>,
    /// The files before the last change that took more than the editor.
    before: RefCell<Option<Files>>,
    /// Where the report goes that was asked for.
    wanted: Cell<To>,
}

impl Desk {
    /// A desk with what was kept, or with the text that the page began with.
    pub(super) fn new(editor: Editor, analyst: Analyst, on: Callback<Action>) -> Self {
        let files = RefCell::new(work::kept().unwrap_or_else(|| Files::of(&editor.text())));
        Self {
            editor,
            on,
            analyst,
            voice: Voice::default(),
            map: Cell::default(),
            assumed: RefCell::default(),
            kept: RefCell::default(),
            analysed: RefCell::default(),
            files,
            before: RefCell::default(),
            wanted: Cell::default(),
        }
    }

    /// Has the files analysed for a map of this shape, in this cluster, beside these.
    pub(super) fn ask(&self, map: (Orientation, f32), assumed: Vec<(String, String)>, kept: Option<Rc<Files>>) {
        self.map.set(map);
        self.assumed.replace(assumed);
        self.kept.replace(kept);
        self.files();
        self.analyze();
    }

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
    pub(super) fn changed(&self, text: String) {
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
    pub(super) fn open(&self, opened: Vec<(String, String)>, all: bool) {
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

    /// Takes a report of a version along, or the manifests as they stand.
    pub(super) fn take(&self, report: Option<Report>, to: To, version: Option<u32>) {
        self.wanted.set(to);
        match (report, version) {
            (None, _) => self.hand_out(None, &self.files().joined()),
            (Some(report), Some(version)) => self.analyst.export(version, report),
            (Some(_), None) => {}
        }
    }

    /// Hands a text to where it was wanted.
    pub(super) fn hand_out(&self, report: Option<Report>, text: &str) {
        let name = match report {
            Some(Report::Markdown) => "porthole.md",
            Some(Report::Json) => "porthole.json",
            Some(Report::Sarif) => "porthole.sarif",
            None => "manifests.yaml",
        };
        match self.wanted.get() {
            To::File => out::save(name, text),
            To::Clipboard => {
                let on = self.on.clone();
                out::copy(text, move |done| {
                    let text =
                        if done { "Copied." } else { "The browser does not let the page copy. Download it instead." };
                    on.emit(Action::Say(Notice { text, undo: false }));
                });
            }
        }
    }
}
