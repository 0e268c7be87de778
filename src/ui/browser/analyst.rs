//! The page's end of the analysis: it asks, waits off the page's thread, and gives up in time.

mod asking;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::engine::{self, Engine, Here};
use super::page;
use super::worker::{Hand, Word, micros};
use crate::ui::queue::{Asked, Queue};
use crate::ui::state::{Action, Failure, Learns, Notice, Run, Shared, Shown};
use crate::view::first::First;
use crate::view::protocol::{Request, Response};
use crate::view::{Hover, Lens, LessonChoice, Orientation};

/// How long one run may take, in milliseconds.
const BUDGET: u32 = 5_000;
/// How long a Worker may take to start before the page does without, in milliseconds.
const START: u32 = 10_000;
/// The most text, in bytes, that is analysed on the page's own thread.
const MOST_HERE: usize = 1_000_000;

/// Where the analysis runs.
enum Place {
    /// Nowhere: the engine could not be fetched, and the next question tries again.
    Nowhere,
    /// Nowhere yet: the engine is being fetched.
    Coming,
    /// In a Worker that has not said yet that it works.
    Starting(Hand, Engine),
    /// In a Worker.
    There(Hand),
    /// On the page's own thread.
    Here(Here),
}

/// Asks for analyses and explanations; answers come as [`Action`]s.
#[derive(Clone)]
pub(in crate::ui) struct Analyst(Rc<RefCell<Inner>>);

struct Inner {
    place: Place,
    queue: Queue,
    version: u32,
    /// What was known beforehand, until the engine has come.
    first: Option<First>,
    clock: Option<Timeout>,
    /// Who waits for what there is to say of a place.
    hovering: Option<Box<dyn FnOnce(Option<Hover>)>>,
    /// Who waits for what may stand at one.
    completing: Option<Box<dyn FnOnce(Vec<String>)>>,
    tell: Rc<dyn Fn(Action)>,
}

impl Analyst {
    /// An analyst that reports to `tell`.
    pub(in crate::ui) fn new(tell: impl Fn(Action) + 'static) -> Self {
        let inner = Inner {
            place: Place::Coming,
            queue: Queue::default(),
            version: 0,
            first: None,
            clock: None,
            hovering: None,
            completing: None,
            tell: Rc::new(tell),
        };
        let analyst = Self(Rc::new(RefCell::new(inner)));
        analyst.start();
        analyst
    }

    /// Asks for the overview of some files.
    pub(in crate::ui) fn analyze(
        &self,
        files: Vec<(String, String)>,
        assumed: Vec<(String, String)>,
        (orientation, width): (Orientation, f32),
        lens: Lens,
        against: Option<Vec<(String, String)>>,
        lesson: Option<(LessonChoice, String)>,
    ) {
        let mut inner = self.0.borrow_mut();
        inner.version = inner.version.wrapping_add(1);
        let version = inner.version;
        // To read it takes a while, for which the page is drawn first; and the engine, once there, says it itself.
        if version == 1 && matches!(inner.place, Place::Coming | Place::Starting(..)) {
            inner.first = engine::first();
        }
        let is_bare = assumed.is_empty() && against.is_none() && lens == Lens::default() && lesson.is_none();
        let first = inner.first.as_ref().filter(|first| is_bare && first.is_of(&files));
        let foreseen = first.map(|first| Shared::new(first.view(orientation)));
        let tell = Rc::clone(&inner.tell);
        inner.queue.ask(Request::Analyze { version, files, assumed, orientation, width, lens, against, lesson });
        drop(inner);
        if let Some(view) = foreseen {
            tell(Action::Viewed(Shown { version, view }, Run::Foreseen));
        }
        self.proceed();
    }

    /// Fetches the engine and starts a Worker with it, or settles on the page's own thread.
    fn start(&self) {
        let analyst = self.clone();
        self.0.borrow_mut().place = Place::Coming;
        Engine::fetch(move |engine| {
            let Some(engine) = engine else { return analyst.settle(None) };
            let told = analyst.clone();
            match Hand::start(&engine, move |word| told.hear(word)) {
                Some(hand) => {
                    let late = analyst.clone();
                    let mut inner = analyst.0.borrow_mut();
                    inner.place = Place::Starting(hand, engine);
                    inner.clock = Some(Timeout::new(START, move || late.hear(Word::Broken)));
                }
                None => analyst.settle_here(&engine),
            }
        });
    }

    fn settle_here(&self, engine: &Engine) {
        let analyst = self.clone();
        self.0.borrow_mut().place = Place::Coming;
        engine.here(move |here| analyst.settle(here.map(Place::Here)));
    }

    /// Works in a place from now on; in none, what waits fails.
    fn settle(&self, place: Option<Place>) {
        let mut inner = self.0.borrow_mut();
        inner.clock = None;
        if let Some(place) = place {
            inner.place = place;
            inner.first = None;
            drop(inner);
            self.proceed();
        } else {
            inner.place = Place::Nowhere;
            let waited = inner.queue.take().is_some();
            drop(inner);
            if waited {
                self.fail(Failure::Absent);
            }
        }
    }

    /// Sends what is next, where nothing runs.
    fn proceed(&self) {
        let mut guard = self.0.borrow_mut();
        let inner = &mut *guard;
        let sent = match &inner.place {
            Place::Coming | Place::Starting(..) => return,
            Place::Nowhere => {
                let waits = inner.queue.waits();
                drop(guard);
                if waits {
                    self.start();
                }
                return;
            }
            Place::There(hand) => {
                let Some(request) = inner.queue.take() else { return };
                hand.send(&request)
            }
            Place::Here(_) => {
                let Some(request) = inner.queue.take() else { return };
                let analyst = self.clone();
                inner.clock = Some(Timeout::new(0, move || analyst.answer_here(&request)));
                return;
            }
        };
        let analyst = self.clone();
        inner.clock = Some(if sent { self.watch(true) } else { Timeout::new(0, move || analyst.stop(Failure::Broke)) });
    }

    /// Stops the run when its time is over. A page that slept wakes with that time long past, and the answer may be on its
    /// way: it is waited for once more.
    fn watch(&self, again: bool) -> Timeout {
        let (analyst, begun) = (self.clone(), page::now());
        Timeout::new(BUDGET, move || {
            if again && page::now() - begun > f64::from(2 * BUDGET) {
                let clock = analyst.watch(false);
                analyst.0.borrow_mut().clock = Some(clock);
            } else {
                analyst.stop(Failure::TooLong);
            }
        })
    }

    fn answer_here(&self, request: &Request) {
        let too_large = matches!(request, Request::Analyze { files, .. } if files.iter().map(|file| file.1.len()).sum::<usize>() > MOST_HERE);
        if too_large {
            return self.fail(Failure::TooLarge);
        }
        let here = match &self.0.borrow().place {
            Place::Here(here) => here.clone(),
            _ => return,
        };
        let begun = page::now();
        match here.answer(request) {
            Some(response) => self.receive(response, micros(page::now() - begun)),
            None => self.stop(Failure::Broke),
        }
    }

    fn hear(&self, word: Word) {
        match word {
            Word::Ready => {
                let place = std::mem::replace(&mut self.0.borrow_mut().place, Place::Coming);
                self.settle(Some(match place {
                    Place::Starting(hand, _) => Place::There(hand),
                    place => place,
                }));
            }
            Word::Answer(answer, micros) => {
                if self.0.borrow().queue.is_stale() {
                    self.pass();
                } else if let Some(response) = answer.read() {
                    self.receive(response, micros);
                } else {
                    self.stop(Failure::Broke);
                }
            }
            Word::Broken => {
                let engine = match &self.0.borrow().place {
                    Place::Starting(_, engine) => Some(engine.clone()),
                    _ => None,
                };
                match engine {
                    Some(engine) => {
                        self.0.borrow_mut().clock = None;
                        self.settle_here(&engine);
                    }
                    None => self.stop(Failure::Broke),
                }
            }
        }
    }

    /// Passes over an answer that nobody waits for.
    fn pass(&self) {
        let mut inner = self.0.borrow_mut();
        inner.clock = None;
        inner.queue.end();
        drop(inner);
        self.proceed();
    }

    fn receive(&self, response: Response, micros: u32) {
        let (asked, tell) = {
            let mut inner = self.0.borrow_mut();
            inner.clock = None;
            (inner.queue.end(), Rc::clone(&inner.tell))
        };
        match (asked, response) {
            (Some(Asked::View(version)), Response::View { view, .. }) => {
                let view = Shared::new(*view);
                tell(Action::Viewed(Shown { version, view }, Run::Done(micros)));
            }
            (Some(Asked::Panel(version, key)), Response::Panel { panel, .. }) => {
                tell(Action::Explained(version, key, panel.map(|panel| Shared::new(*panel))));
            }
            (Some(Asked::Preview(version)), Response::Preview { preview, .. }) => {
                tell(Action::Previewed(version, preview.map(|preview| Shared::new(*preview))));
            }
            (Some(Asked::Found), Response::Found { text, hits }) => tell(Action::Found(text, hits.into())),
            (Some(Asked::Taught), Response::Taught(taught)) => {
                tell(Action::Learn(Learns::Taught(Rc::new(taught))));
            }
            (Some(Asked::Export(_)), Response::Export { report, text }) => {
                tell(Action::Exported(report, text.map(Shared::new)));
            }
            (Some(Asked::Hover), Response::Hover(hover)) => self.tell_hover(hover),
            (Some(Asked::Complete), Response::Words(words)) => self.tell_words(words),
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
        match asked {
            Some(Asked::View(_)) => tell(Action::Failed(failure)),
            Some(Asked::Preview(version)) => tell(Action::Previewed(version, None)),
            Some(Asked::Taught) => {
                tell(Action::Say(Notice { text: "The lessons gave no answer. Ask once more.", does: None }));
            }
            Some(Asked::Export(report)) => tell(Action::Exported(report, None)),
            Some(Asked::Hover) => self.tell_hover(None),
            Some(Asked::Complete) => self.tell_words(Vec::new()),
            _ => {}
        }
        self.proceed();
    }
}
