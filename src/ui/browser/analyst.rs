//! The page's end of the analysis: it asks, waits off the page's thread, and gives up in time.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::page;
use super::worker::{Hand, Word, micros};
use crate::ui::queue::{Asked, Queue};
use crate::ui::state::{Action, Failure, Shared, Shown};
use crate::view::desk::Desk;
use crate::view::protocol::{Request, Response};
use crate::view::{Key, Orientation};

/// How long one run may take, in milliseconds.
const BUDGET: u32 = 5_000;
/// How long a Worker may take to start before the page does without, in milliseconds.
const START: u32 = 10_000;
/// The most text, in bytes, that is analysed on the page's own thread.
const MOST_HERE: usize = 1_000_000;

/// Where the analysis runs.
enum Place {
    /// In a Worker that has not said yet that it works.
    Starting(Hand),
    /// In a Worker.
    There(Hand),
    /// On the page's own thread.
    Here(Box<Desk>),
}

/// Asks for analyses and explanations; answers come as [`Action`]s.
#[derive(Clone)]
pub(in crate::ui) struct Analyst(Rc<RefCell<Inner>>);

struct Inner {
    place: Place,
    queue: Queue,
    version: u32,
    clock: Option<Timeout>,
    tell: Rc<dyn Fn(Action)>,
}

impl Analyst {
    /// An analyst that reports to `tell`.
    pub(in crate::ui) fn new(tell: impl Fn(Action) + 'static) -> Self {
        let place = Place::Here(Box::default());
        let inner = Inner { place, queue: Queue::default(), version: 0, clock: None, tell: Rc::new(tell) };
        let analyst = Self(Rc::new(RefCell::new(inner)));
        analyst.start();
        analyst
    }

    /// Asks for the overview of a text.
    pub(in crate::ui) fn analyze(
        &self,
        text: String,
        assumed: Vec<(String, String)>,
        orientation: Orientation,
        width: f32,
    ) {
        let mut inner = self.0.borrow_mut();
        inner.version = inner.version.wrapping_add(1);
        let files = vec![("manifests.yaml".to_owned(), text)];
        let version = inner.version;
        inner.queue.ask(Request::Analyze { version, files, assumed, orientation, width });
        drop(inner);
        self.proceed();
    }

    /// Asks for an explanation of something in the overview of a version.
    pub(in crate::ui) fn explain(&self, version: u32, key: Key) {
        self.0.borrow_mut().queue.ask(Request::Explain { version, key });
        self.proceed();
    }

    /// Starts a Worker, or settles on the page's own thread.
    fn start(&self) {
        let analyst = self.clone();
        let hand = Hand::start(move |word| analyst.hear(word));
        match hand {
            Some(hand) => {
                self.0.borrow_mut().place = Place::Starting(hand);
                let analyst = self.clone();
                self.0.borrow_mut().clock = Some(Timeout::new(START, move || analyst.hear(Word::Broken)));
            }
            None => self.0.borrow_mut().place = Place::Here(Box::default()),
        }
    }

    /// Sends what is next, where nothing runs.
    fn proceed(&self) {
        let mut guard = self.0.borrow_mut();
        let inner = &mut *guard;
        let sent = match &inner.place {
            Place::Starting(_) => return,
            Place::There(hand) => {
                let Some(request) = inner.queue.take() else { return };
                hand.send(&request)
            }
            Place::Here(_) => {
                let Some(request) = inner.queue.take() else { return };
                let analyst = self.clone();
                inner.clock = Some(Timeout::new(0, move || analyst.answer_here(request)));
                return;
            }
        };
        let analyst = self.clone();
        inner.clock = Some(if sent {
            Timeout::new(BUDGET, move || analyst.stop(Failure::TooLong))
        } else {
            Timeout::new(0, move || analyst.stop(Failure::Broke))
        });
    }

    fn answer_here(&self, request: Request) {
        let too_large =
            matches!(&request, Request::Analyze { files, .. } if files.iter().any(|file| file.1.len() > MOST_HERE));
        if too_large {
            self.fail(Failure::TooLarge);
        } else {
            let begun = page::now();
            let mut inner = self.0.borrow_mut();
            let Place::Here(desk) = &mut inner.place else { return };
            let response = desk.answer(request);
            drop(inner);
            self.hear(Word::Answer(Box::new(response), micros(page::now() - begun)));
        }
    }

    fn hear(&self, word: Word) {
        match word {
            Word::Ready => {
                let mut inner = self.0.borrow_mut();
                inner.clock = None;
                let place = std::mem::replace(&mut inner.place, Place::Here(Box::default()));
                inner.place = match place {
                    Place::Starting(hand) => Place::There(hand),
                    place => place,
                };
                drop(inner);
                self.proceed();
            }
            Word::Answer(response, micros) => self.receive(*response, micros),
            Word::Broken => {
                let starting = matches!(self.0.borrow().place, Place::Starting(_));
                if starting {
                    let mut inner = self.0.borrow_mut();
                    inner.clock = None;
                    inner.place = Place::Here(Box::default());
                    drop(inner);
                    self.proceed();
                } else {
                    self.stop(Failure::Broke);
                }
            }
        }
    }

    fn receive(&self, response: Response, micros: u32) {
        let (asked, tell) = {
            let mut inner = self.0.borrow_mut();
            inner.clock = None;
            (inner.queue.end(), Rc::clone(&inner.tell))
        };
        match (asked, response) {
            (Some(Asked::View(version)), Response::View { view, .. }) => {
                tell(Action::Viewed(Shown { version, view: Shared::new(*view) }, micros));
            }
            (Some(Asked::Panel(version, key)), Response::Panel { panel, .. }) => {
                tell(Action::Explained(version, key, panel.map(|panel| Shared::new(*panel))));
            }
            _ => {}
        }
        self.proceed();
    }

    /// Ends the Worker with the run in it, and starts another for what comes next.
    fn stop(&self, failure: Failure) {
        self.start();
        self.fail(failure);
    }

    fn fail(&self, failure: Failure) {
        let (asked, tell) = {
            let mut inner = self.0.borrow_mut();
            (inner.queue.end(), Rc::clone(&inner.tell))
        };
        if let Some(Asked::View(_)) = asked {
            tell(Action::Failed(failure));
        }
        self.proceed();
    }
}
