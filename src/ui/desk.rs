//! What the page holds that is not drawn: the editor, the files, the analysis.

mod asides;
mod lesson;
mod links;
mod out;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::Callback;

use super::browser::analyst::Analyst;
use super::browser::editor::Editor;
use super::browser::page::{self, Voice};
use super::browser::{kept, work};
use super::examples::EXAMPLES;
use super::export::To;
use super::files::Files;
use super::learning;
use super::state::{Action, Does, Learns, Notice, Shared};
use crate::link::Link;
use crate::view::{FixCard, Lens, LessonChoice, LessonView, Mark, Orientation};

/// Ids of assumptions, each with the id of its answer.
type Assumed = Vec<(String, String)>;

/// What the page holds that is not drawn.
pub(super) struct Desk {
    pub(super) editor: Editor,
    on: Callback<Action>,
    pub(super) analyst: Analyst,
    pub(super) voice: Voice,
    map: Cell<(Orientation, f32)>,
    assumed: RefCell<Assumed>,
    lens: RefCell<Lens>,
    /// The files that are compared with.
    kept: RefCell<Option<Rc<Files>>>,
    /// The open lesson, and the language of its goals.
    lesson: RefCell<Option<(LessonChoice, String)>>,
    /// What that lesson says.
    studied: RefCell<Option<Shared<LessonView>>>,
    /// The person's own files, while a lesson stands in their place.
    waiting: RefCell<Option<Files>>,
    analysed: RefCell<Option<Files>>,
    files: RefCell<Files>,
    /// The files before the last change that took more than the editor; with what was said about the cluster, where
    /// that changed with them.
    before: RefCell<Option<(Files, Option<Assumed>)>>,
    /// What the last link brought, which is no one's own work until it is changed.
    linked: RefCell<Option<(Files, Assumed)>>,
    /// A link whose lesson is not open yet.
    arriving: RefCell<Option<Rc<Link>>>,
    /// The link to what is shown, but for files and lesson.
    about: RefCell<Link>,
    /// The fragment of the link that was last offered, and the lesson that it leads to.
    offered: RefCell<(String, Option<LessonChoice>)>,
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
            assumed: RefCell::new(kept::assumed()),
            lens: RefCell::default(),
            kept: RefCell::default(),
            lesson: RefCell::default(),
            studied: RefCell::default(),
            waiting: RefCell::new(work::waiting()),
            analysed: RefCell::default(),
            files,
            before: RefCell::new(work::before().map(|files| (files, None))),
            linked: RefCell::default(),
            arriving: RefCell::default(),
            about: RefCell::new(Link::of(Vec::new())),
            offered: RefCell::default(),
            wanted: Cell::default(),
        }
    }

    /// Has the files analysed for a map of this shape that shows this, in this cluster, beside these, as an answer to a
    /// lesson.
    pub(super) fn ask(
        &self,
        map: (Orientation, f32),
        lens: Lens,
        assumed: Assumed,
        kept: Option<Rc<Files>>,
        lesson: Option<(LessonChoice, String)>,
    ) {
        let files = self.files();
        let before = (
            self.map.replace(map),
            self.lens.replace(lens.clone()),
            self.assumed.replace(assumed.clone()),
            self.kept.replace(kept.clone()),
            self.lesson.replace(lesson.clone()),
        );
        if before != (map, lens, assumed, kept, lesson) || self.analysed.borrow().as_ref() != Some(&files) {
            self.on.emit(Action::Asked(files.lines()));
            self.send(files);
        }
    }

    /// Has the files analysed.
    fn analyze(&self) {
        let files = self.files.borrow().clone();
        self.on.emit(Action::Typed(files.lines()));
        self.send(files);
    }

    /// Asks for the view of these files, with all that it depends on beside them.
    fn send(&self, files: Files) {
        let against = self.kept.borrow().as_ref().map(|kept| kept.all().to_vec());
        let assumed = self.assumed.borrow().clone();
        let (lens, lesson) = (self.lens.borrow().clone(), self.lesson.borrow().clone());
        self.analyst.analyze(files.all().to_vec(), assumed, self.map.get(), lens, against, lesson);
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

    /// Keeps the files across a reload, unless they are those that the page would begin with anyway. Those of a link
    /// take nothing's place until someone works on them.
    fn keep(&self) {
        let files = self.files.borrow();
        if self.linked.borrow().as_ref().is_some_and(|(linked, _)| *linked == *files) {
            return;
        }
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
        self.before.replace(own.then_some((before, None)));
        self.analyze();
        if own {
            self.on.emit(Action::Say(Notice { text, does: Some(Does::Undo) }));
        }
    }

    /// Opens files that came from outside, beside those that are there, or in the place of an example.
    pub(super) fn open(&self, opened: Vec<(String, String)>, all: bool) {
        let came = !opened.is_empty();
        let opened = learning::sorted(opened, self, &self.on);
        if opened.is_empty() {
            if came {
                return;
            }
            return self.on.emit(Action::Say(Notice { text: "Nothing there could be read as text.", does: None }));
        }
        let mut files = if self.are_own() { self.files() } else { Files::new(Vec::new(), 0) };
        if files.names().len() == 1 && files.current().1.is_empty() {
            files = Files::new(opened, 0);
        } else {
            files.add(opened);
        }
        self.put(files, "The files are open beside yours.");
        if !all {
            let text = "Not all of it could be opened: some of it is not to be read as text, or it is more than 1,000 files or 20 MB.";
            self.on.emit(Action::Say(Notice { text, does: self.before.borrow().is_some().then_some(Does::Undo) }));
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
        if let Some((files, assumed)) = before {
            let now = self.files();
            self.files.replace(files);
            self.on.emit(Action::Replaced);
            self.shows(&now);
            if let Some(assumed) = assumed {
                self.assumed.replace(assumed.clone());
                self.on.emit(Action::AssumeAll(assumed));
            }
            self.analyze();
        }
    }

    /// Begins anew, with nothing kept in the browser, and no way back.
    pub(super) fn forget(&self) {
        let text = EXAMPLES.first().map_or("", |first| first.text);
        self.files.replace(Files::of(text));
        self.before.replace(None);
        self.linked.replace(None);
        self.editor.begin(text);
        page::unset_theme();
        work::forget();
        self.on.emit(Action::Files(self.files.borrow().names().into(), 0));
        self.on.emit(Action::Replaced);
        self.on.emit(Action::Dark(page::is_dark()));
        self.on.emit(Action::Keep(None));
        self.on.emit(Action::Learn(Learns::Leaves));
        self.on.emit(Action::Learn(Learns::Waits(false)));
        self.on.emit(Action::Learn(Learns::Progress(Rc::default())));
        self.on.emit(Action::AssumeAll(Vec::new()));
        self.lesson.replace(None);
        self.waiting.replace(None);
        self.assumed.replace(Vec::new());
        self.analyze();
        self.on.emit(Action::Say(Notice { text: "Forgotten. Nothing of yours is kept in this browser.", does: None }));
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
