//! Links at the desk: what the page's address holds is opened, what the page shows is handed on.

use std::rc::Rc;

use super::{Assumed, Desk};
use crate::lesson;
use crate::link::{Lesson, Link};
use crate::ui::browser::{kept, links, out, page};
use crate::ui::building::LESSON_FILE;
use crate::ui::export::{To, What};
use crate::ui::files::Files;
use crate::ui::forms::Form;
use crate::ui::state::{Action, Arrived, Does, Learns, Notice, Of, Offer};
use crate::view::LessonChoice;

impl Desk {
    /// Opens what a fragment of the page's address holds; where that would take the place of a person's own work, it
    /// asks first.
    pub(in crate::ui) fn arrive(&self, fragment: &str, first: bool) {
        match Link::decode(fragment) {
            None => {}
            Some(Ok(link)) => {
                let link = Rc::new(link);
                let same = match &link.lesson {
                    Some(lesson) if !self.is_open(&lesson.into()) => false,
                    // Its start is where a person comes from: what they have made of it stays.
                    Some(_) if !link.has_text() => return self.on.emit(Action::Arrived(None)),
                    _ => self.files() == of(&link) && *self.assumed.borrow() == link.assumed,
                };
                if self.at_stake(link.lesson.is_some()) && !same {
                    let waits = link.lesson.is_some() && self.open_lesson().is_none();
                    self.on.emit(Action::Arrived(Some(Arrived::Asks(link, waits))));
                } else {
                    self.follow(&link);
                }
            }
            Some(Err(refusal)) => {
                if first {
                    self.begin_with_first();
                }
                self.on.emit(Action::Arrived(Some(Arrived::Refused(refusal))));
            }
        }
    }

    /// Puts what a link holds in the place of what is there.
    pub(in crate::ui) fn follow(&self, link: &Rc<Link>) {
        let mut link = Rc::clone(link);
        // The address of a frame may ask for a view by itself.
        if page::on_root("data-view").is_some() {
            Rc::make_mut(&mut link).view = None;
        }
        let choice = link.lesson.as_ref().map(LessonChoice::from);
        if let Some(choice) = choice.filter(|choice| !link.has_text() || !self.is_open(choice)) {
            // The text stands before the engine has come, which reads the lesson.
            if link.has_text() && !self.at_stake(true) {
                self.linked.replace(Some((of(&link), self.assumed.borrow().clone())));
                self.begin(of(&link));
            }
            self.arriving.replace(Some(Rc::clone(&link)));
            self.on.emit(Action::Linked(link));
            return self.on.emit(Action::Learn(Learns::Wants(choice, true)));
        }
        if link.lesson.is_none() && self.lesson.borrow().is_some() {
            self.on.emit(Action::Learn(Learns::Leaves));
            self.leave();
            self.assumed.replace(kept::assumed());
        }
        let (files, before, at_stake) = (of(&link), self.files(), self.at_stake(false));
        let assumed = self.assumed.replace(link.assumed.clone());
        self.linked.replace(Some((files.clone(), link.assumed.clone())));
        if at_stake {
            let text = "The link’s manifests took the place of yours.";
            self.put(files, text);
            self.before.replace(Some((before, Some(assumed))));
            self.on.emit(Action::Say(Notice { text, does: Some(Does::Undo) }));
        } else {
            self.begin(files);
        }
        self.on.emit(Action::Linked(link));
    }

    /// Whether a person would lose something of their own if all of it changed. A lesson leaves alone what was said about
    /// the cluster.
    pub(super) fn at_stake(&self, learns: bool) -> bool {
        let now = Some((self.files(), self.assumed.borrow().clone()));
        *self.linked.borrow() != now && (self.are_own() || !learns && !self.assumed.borrow().is_empty())
    }

    /// Whether these answers came with a link, so that they are not a person's own to keep.
    pub(in crate::ui) fn came_linked(&self, assumed: &Assumed) -> bool {
        self.linked.borrow().as_ref().is_some_and(|(_, linked)| linked == assumed)
    }

    /// Begins with files that take no one's place, so that there is nothing to undo, and the focus stays where it is.
    pub(super) fn begin(&self, files: Files) {
        self.editor.begin(files.current().1);
        self.on.emit(Action::Replaced);
        self.on.emit(Action::Files(files.names().into(), files.shown()));
        self.files.replace(files);
        self.before.replace(None);
        // Before the map knows its room, it is not time to ask.
        if self.analysed.borrow().is_some() {
            self.analyze();
        }
    }

    /// Takes a text that the page around the frame sent, in the place of whatever is here: manifests, or the file of a
    /// lesson.
    pub(in crate::ui) fn set(&self, text: &str) {
        if text.lines().next().is_some_and(|line| line.trim_end() == lesson::MARK) {
            return self.follow(&Rc::new(Link::to(Lesson::Written(unix(text)))));
        }
        let files = Files::of(&unix(text));
        self.linked.replace(Some((files.clone(), self.assumed.borrow().clone())));
        self.begin(files);
    }

    /// Learns what a link to what is shown holds, but for the files.
    pub(in crate::ui) fn shows_link(&self, link: Link) {
        self.about.replace(link);
    }

    /// The link to what is shown, and what that is.
    fn made(&self) -> (Link, Of) {
        let files = self.files();
        let link = Link { shown: files.shown(), files: files.all().to_vec(), ..self.about.borrow().clone() };
        let Some((choice, _)) = &*self.lesson.borrow() else { return (link, Of::Page) };
        let link = Link { lesson: Some(choice.into()), ..link };
        match &*self.studied.borrow() {
            Some(lesson) if lesson.start == link.files && lesson.assumed == link.assumed => (begun(link), Of::Lesson),
            _ => (link, Of::Answer(true)),
        }
    }

    /// The fragment of the link to what is shown; empty where that is more than a link can hold.
    pub(in crate::ui) fn fragment(&self) -> String {
        self.made().0.encode().unwrap_or_default()
    }

    /// Offers the link to what is shown, or, of an open lesson, to its start.
    pub(in crate::ui) fn offer(&self, from_start: bool) {
        let (link, of) = self.made();
        if from_start && of == Of::Answer(true) {
            self.hand(begun(link), Of::Answer(false));
        } else {
            self.hand(link, of);
        }
    }

    /// Offers a link to a lesson that was just written.
    pub(in crate::ui) fn offer_lesson(&self, text: &str) {
        self.hand(Link::to((&LessonChoice::Written(text.to_owned())).into()), Of::Lesson);
    }

    fn hand(&self, link: Link, of: Of) {
        let fragment = link.encode().ok();
        let address = fragment.as_ref().map(|fragment| [&*links::here(), "#", fragment].concat().into());
        let lesson = link.lesson.as_ref().map(LessonChoice::from);
        self.offered.replace((fragment.unwrap_or_default(), lesson));
        self.on.emit(Action::Offered(Offer { of, link: address, copied: None }));
    }

    /// Puts the link that was made on the clipboard, in a form.
    pub(in crate::ui) fn copy_link(&self, form: Form) {
        let (on, voice) = (self.on.clone(), self.voice.clone());
        let (fragment, lesson) = &*self.offered.borrow();
        let files = lesson.is_none().then(|| self.files());
        let text = form.text(&links::here(), fragment, files.as_ref());
        out::copy(&text, move |done| {
            if done {
                voice.say("Copied.".to_owned());
                return on.emit(Action::Copied(form));
            }
            let text = "The browser does not let the page copy. The link can be marked and copied by hand.";
            on.emit(Action::Say(Notice { text, does: None }));
        });
    }

    /// Saves what the link that was made holds as a file: the manifests, or the lesson that somebody wrote.
    pub(in crate::ui) fn save(&self) {
        match &self.offered.borrow().1 {
            Some(LessonChoice::Written(text)) => out::save(LESSON_FILE, text),
            _ => self.take(What::Manifests, To::File, None),
        }
    }
}

/// The lesson that a link leads to, from its start.
fn begun(link: Link) -> Link {
    Link { lesson: link.lesson, ..Link::of(Vec::new()) }
}

pub(super) fn of(link: &Link) -> Files {
    let files = link.files.iter().map(|(name, text)| (name.clone(), unix(text)));
    Files::new(files.collect(), link.shown)
}

/// A text with the line ends that editors give it anyway.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
