//! The page as a whole: the state, what goes out of it, and what comes back.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use yew::prelude::*;

use super::browser::analyst::Analyst;
use super::browser::editor::Editor;
use super::browser::page::{self, Voice};
use super::compare::{Keeps, compare};
use super::draw::{Light, plain, prose};
use super::examples::Example;
use super::findings::Findings;
use super::footer::footer;
use super::header::{header, panes, tab};
use super::map::Map;
use super::matches::Matches;
use super::panel::Panel;
use super::state::{Action, By, Pane, Run, Shared, State};
use super::verdict::verdict;
use crate::view::{FixCard, Mark, Orientation};

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// What the page holds that is not drawn.
struct Desk {
    editor: Editor,
    analyst: Analyst,
    voice: Voice,
    map: Cell<(Orientation, f32)>,
    assumed: RefCell<Vec<(String, String)>>,
    kept: RefCell<Option<Rc<str>>>,
    analysed: RefCell<String>,
}

impl Desk {
    /// Has a text analysed.
    fn analyze(&self, text: String) {
        self.analysed.replace(text.clone());
        let (orientation, width) = self.map.get();
        let against = self.kept.borrow().as_deref().map(str::to_owned);
        self.analyst.analyze(text, self.assumed.borrow().clone(), orientation, width, against);
    }

    /// Makes a fix's edits, provided that the text is the one that they were made for.
    fn apply(&self, fix: &FixCard) -> bool {
        self.editor.text() == *self.analysed.borrow() && self.editor.apply(&fix.edits)
    }
}

/// The page.
#[component]
pub(super) fn App() -> Html {
    let state = use_reducer_eq(|| State { dark: page::is_dark(), ..State::default() });
    let on = use_memo((), |()| {
        let dispatcher = state.dispatcher();
        Callback::from(move |action| dispatcher.dispatch(action))
    });
    let on = (*on).clone();
    // What the document says of the seed stands until there is something better to say.
    let answered = state.shown.is_some() || matches!(state.run, Run::Failed(_));
    let top = use_memo(answered, |answered| answered.then(|| page::emptied("top")).flatten());
    let desk = use_desk(&state, &on);

    let example = {
        let (desk, on) = (desk.clone(), on.clone());
        use_callback((), move |example: &'static Example, ()| {
            on.emit(Action::Replaced);
            desk.editor.replace(example.text);
        })
    };
    let apply = {
        let (desk, on) = (desk.clone(), on.clone());
        use_callback((), move |fix: FixCard, ()| {
            if desk.apply(&fix) {
                on.emit(Action::Say(page::undo_notice()));
                page::focus("panel");
            }
        })
    };
    let keep = {
        let (desk, on) = (desk.clone(), on.clone());
        use_callback((), move |keeps: Keeps, ()| match keeps {
            Keeps::This => on.emit(Action::Keep(Some(desk.editor.text().into()))),
            Keeps::None => on.emit(Action::Keep(None)),
            Keeps::Back => {
                if let Some(text) = desk.kept.borrow().clone() {
                    desk.editor.replace(&text);
                }
            }
        })
    };
    let reveal = {
        let (desk, on) = (desk.clone(), on.clone());
        use_callback((), move |mark: Mark, ()| {
            on.emit(Action::Show(Pane::Editor));
            desk.editor.reveal(&mark);
            if page::is_narrow() {
                page::show("editor");
            }
        })
    };

    let view = state.view().cloned();
    let lit = state.panel().map_or_else(Vec::new, |panel| panel.lit.clone());
    let light = Light { selected: state.selected.clone(), lit };
    let problems = view.as_ref().map_or(0, |view| view.problems.len());
    let findings = view.as_ref().map(|view| view.findings.len() + problems);
    let above = html! {
        <>
            {header(view.as_deref(), state.dark, &on, &example, &compare(view.as_deref(), state.kept.is_some(), &keep))}
            {verdict(view.as_deref(), state.run, &on)}
            {panes(state.pane, findings, &on)}
        </>
    };
    let list = match state.list {
        Pane::Matches => html! { <Matches view={view.clone()} light={light.clone()} on={on.clone()} /> },
        _ => {
            html! { <Findings view={view.clone()} light={light.clone()} drawn={state.findings_drawn} on={on.clone()} /> }
        }
    };
    html! {
        <>
            if let Some(top) = &*top { {create_portal(above, top.clone())} }
            <Map view={view.clone()} {light} trial={state.trial.clone()} map_box={state.map_box} on={on.clone()} />
            <section class="list" aria-label="Findings and matches">
                <div class="tabs">
                    {tab("Findings", findings, Pane::Findings, state.list, &on)}
                    {tab("Matches", None, Pane::Matches, state.list, &on)}
                </div>
                <div class="scroll">{list}</div>
            </section>
            if let Some(panel) = state.panel() {
                <button type="button" class="peek" onclick={|_: MouseEvent| page::show("panel")}>{prose(&panel.title)}</button>
            }
            <Panel panel={state.panel().cloned()} ready={view.is_some()} fresh={state.is_fresh()} notice={state.notice} trial={state.trial.clone()}
                {on} {apply} {reveal} />
            {footer(state.lines, problems, state.run)}
        </>
    }
}

/// The editor and the analysis, joined to the state.
#[hook]
fn use_desk(state: &UseReducerHandle<State>, on: &Callback<Action>) -> Shared<Desk> {
    let desk = (*use_memo((), |()| join(on))).clone();

    use_effect_with((state.room(), state.assumed.clone(), state.kept.clone(), desk.clone()), {
        let on = on.clone();
        move |(room, assumed, kept, desk)| {
            if let Some(room) = *room {
                desk.map.set(room);
                desk.assumed.replace(assumed.clone());
                desk.kept.replace(kept.clone());
                let text = desk.editor.text();
                on.emit(Action::Typed(text.lines().count()));
                desk.analyze(text);
            }
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

    use_effect_with((state.view().cloned(), state.editors, desk.clone()), |(view, _, desk)| {
        if let Some(view) = view {
            desk.editor.annotate(view);
            desk.voice.say(plain(&view.verdict.sentence));
        }
    });

    let reveals = state.by == By::Hand;
    use_effect_with((state.panel().cloned(), state.editors, desk.clone()), move |(panel, _, desk)| {
        let marks = panel.as_ref().map(|panel| panel.marks.as_slice()).unwrap_or_default();
        desk.editor.mark(marks);
        if let Some(primary) = marks.iter().find(|mark| mark.primary).filter(|_| reveals) {
            desk.editor.reveal(primary);
        }
    });

    use_effect_with((state.notice, desk.clone()), |(notice, desk)| {
        if let Some(notice) = notice {
            desk.voice.say((*notice).to_owned());
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
        let (desk, told) = (desk.clone(), on.clone());
        let changed = move |text: String| {
            told.emit(Action::Typed(text.lines().count()));
            if let Some(desk) = desk.upgrade() {
                desk.analyze(text);
            }
        };
        let moved = on.clone();
        let editor = Editor::mount(changed, move |offset| moved.emit(Action::Cursor(offset)));
        if !page::is_touched() {
            let on = on.clone();
            editor.load_full(move || on.emit(Action::EditorCame));
        }
        let (map, assumed) = (Cell::default(), RefCell::default());
        let (kept, analysed) = (RefCell::default(), RefCell::default());
        Desk { editor, analyst, voice: Voice::default(), map, assumed, kept, analysed }
    }))
}
