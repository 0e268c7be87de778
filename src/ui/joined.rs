//! The editor, the files and the analysis, joined to the state.

use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::browser::analyst::Analyst;
use super::browser::editor::{Editor, Hears};
use super::browser::{kept, links, page, work};
use super::desk::Desk;
use super::draw::plain;
use super::learning::{self, use_lessons};
use super::notice::noticed;
use super::state::{Action, By, Does, Notice, Shared, State, Wish};
use crate::view::{Hover, Key, Reach, Spot};

/// How long a turn of drawing leaves to the one before it, in milliseconds: a frame.
const FRAME: u32 = 16;
/// What is said where the full editor does not load.
const PLAIN: &str = "The full editor could not be fetched, so the plain one stays. Reload the page to try again.";

/// What is said where another window's work takes the place of this one's.
const ELSEWHERE: &str = "Another window keeps its own text now. This one’s stays in this window, across a reload too; whichever changes last is what the next window begins with.";
/// What is said where work cannot be kept.
const NO_ROOM: &str = "The browser gives no room to keep this text, so it is lost with this window. Download it, or share it as a link, before you close it.";

/// What is said where large work is kept and what reads it could not be fetched.
const UNREAD: &str = "Your text could not be fetched. It is safe where it is kept: reload the page. What you type until then is not kept.";
/// What is said where somebody typed ahead of the program.
const EARLY: &str = "What you typed took the place of the text that was kept.";

/// The editor and the analysis, joined to the state.
#[hook]
pub(super) fn use_desk(state: &UseReducerHandle<State>, on: &Callback<Action>) -> Shared<Desk> {
    let desk = (*use_memo((), |()| join(on))).clone();

    use_lessons(state, on, &desk);
    let lesson = state.class.open.as_ref().map(|open| (open.choice.clone(), open.lesson.language.clone()));
    let asked = (state.room(), state.lens.clone(), state.assumed.clone(), state.kept.clone(), lesson, desk.clone());
    use_effect_with(asked, |(room, lens, assumed, kept, lesson, desk)| {
        if let Some(room) = *room {
            desk.ask(room, lens.clone(), assumed.clone(), kept.clone(), lesson.clone());
        }
    });

    // A lesson's cluster is its own.
    let assumed = state.class.assumed.as_ref().unwrap_or(&state.assumed).clone();
    use_effect_with((assumed, desk.clone()), |(assumed, desk)| {
        if *assumed != kept::assumed() && !desk.came_linked(assumed) {
            kept::remember_assumed(assumed);
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
        let (view, file, desk) = (view.clone(), *file, desk.clone());
        // What a large text is told takes the editor a moment, after what is drawn.
        let soon = view.map(|view| Timeout::new(0, move || desk.editor.annotate(&view, file)));
        move || drop(soon)
    });

    let is_behind = state.turn().is_some();
    use_effect_with((is_behind, state.drawn.clone(), on.clone()), |(behind, _, on)| {
        let (behind, on) = (*behind, on.clone());
        let turn = behind.then(|| Timeout::new(FRAME, move || on.emit(Action::Turn)));
        move || drop(turn)
    });

    let of_lesson = learning::said(state);
    use_effect_with((state.view().cloned(), desk.clone()), move |(view, desk)| {
        if let Some(view) = view {
            desk.voice.say(of_lesson + &plain(&view.verdict.sentence));
            let from_internet = view.verdict.pills.iter().find(|pill| pill.reach == Reach::Internet);
            page::title(from_internet.map_or(0, |pill| pill.count));
        }
    });

    use_effect_with((state.panel().cloned(), state.editors, state.file, desk.clone()), |(panel, _, file, desk)| {
        let marks = panel.as_ref().map(|panel| panel.marks.as_slice()).unwrap_or_default();
        desk.editor.mark(marks, *file);
    });

    // Only a choice turns to another file: whoever then turns back by hand may stay there.
    let (reveals, begins) = (state.by == By::Hand, state.by != By::Page);
    use_effect_with((state.panel().cloned(), desk.clone()), move |(panel, desk)| {
        if begins {
            page::begin("panel");
        }
        let marks = panel.as_ref().map(|panel| panel.marks.as_slice()).unwrap_or_default();
        if let Some(primary) = marks.iter().find(|mark| mark.primary).filter(|_| reveals) {
            desk.reveal(primary);
        }
    });

    // What the strip over the page's foot says is said aloud.
    let told = match &state.arrived {
        Some(arrived) => Some(arrived.text()),
        None => noticed(state.notice, state.newer).map(|notice| notice.text.to_owned()),
    };
    use_effect_with((told, desk.clone()), |(told, desk)| {
        if let Some(told) = told {
            desk.voice.say(told.clone());
        }
    });

    use_effect_with((state.link(), desk.clone()), |(link, desk)| desk.shows_link(link.clone()));

    use_effect_with(desk.clone(), |desk| {
        let (arriving, setting, linking) = (desk.clone(), desk.clone(), desk.clone());
        links::arrive(move |fragment, first| arriving.arrive(&fragment, first));
        links::join(move |text| setting.set(&text), move || linking.fragment());
    });

    // A frame grows once, when all of it stands, and not with each turn.
    let stands = state.is_answered() && !is_behind;
    use_effect_with((stands, state.view().cloned(), state.panel().cloned()), |(stands, ..)| {
        if *stands {
            links::drawn();
        }
    });

    use_effect_with((state.exported.clone(), desk.clone()), |(exported, desk)| {
        if let Some((report, text)) = exported {
            desk.hand_out(Some(*report), text);
        }
    });

    use_effect_with((state.granted(), on.clone(), desk.clone()), |(granted, on, desk)| {
        let Some((wish, fix)) = granted else { return };
        on.emit(Action::Granted);
        match wish {
            Wish::Look => on.emit(Action::Try(fix.clone())),
            Wish::Make if desk.apply(fix) => {
                on.emit(Action::Say(Notice { text: page::undo_notice(), does: None }));
            }
            Wish::Make => {}
        }
    });

    use_effect_with((state.dark, state.pane), |(dark, pane)| {
        if *dark != page::is_dark() {
            page::set_dark(*dark);
        }
        page::set_on_root("data-pane", pane.id());
    });
    desk
}

fn join(on: &Callback<Action>) -> Shared<Desk> {
    let told = on.clone();
    let analyst = Analyst::new(move |action| told.emit(action));
    Shared(Rc::new_cyclic(|desk: &Weak<Desk>| {
        let opening = desk.clone();
        work::receive(move |opened, all| {
            if let Some(desk) = opening.upgrade() {
                desk.open(opened, all);
            }
        });
        let waiting = on.clone();
        work::updates(move || waiting.emit(Action::Newer(true)));
        let printing = on.clone();
        work::when_printed(move |prints| printing.emit(Action::Prints(prints)));
        let saying = on.clone();
        work::when_alone(move |why| {
            let text = match why {
                0 => NO_ROOM,
                1 => ELSEWHERE,
                2 => UNREAD,
                _ => EARLY,
            };
            saying.emit(Action::Say(Notice { text, does: (why > 2).then_some(Does::Return) }));
        });
        let editor = Editor::mount(Ears { desk: desk.clone(), on: on.clone() });
        if !page::is_touched() && !page::is_framed() {
            let on = on.clone();
            editor.load_full(move |came| {
                on.emit(if came { Action::EditorCame } else { Action::Say(Notice { text: PLAIN, does: None }) });
            });
        }
        Desk::new(editor, analyst, on.clone())
    }))
}

/// What the editor says goes to the desk, which holds the editor, or to the state.
#[derive(Clone)]
struct Ears {
    desk: Weak<Desk>,
    on: Callback<Action>,
}

impl Hears for Ears {
    fn changed(&self, text: String) {
        if let Some(desk) = self.desk.upgrade() {
            desk.changed(text);
        }
    }

    fn moved(&self, offset: usize) {
        self.on.emit(Action::Cursor(offset));
    }

    fn wished(&self, finding: Key, wish: Wish) {
        self.on.emit(Action::Wish(finding, wish));
    }

    fn hover(&self, offset: usize, then: impl FnOnce(Option<Hover>) + 'static) {
        if let Some(desk) = self.desk.upgrade() {
            desk.hover(offset, then);
        }
    }

    fn complete(&self, spot: Spot, then: impl FnOnce(Vec<String>) + 'static) {
        if let Some(desk) = self.desk.upgrade() {
            desk.complete(spot, then);
        }
    }
}
