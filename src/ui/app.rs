//! The page as a whole: the state, what goes out of it, and what comes back.

use std::rc::Rc;

use yew::prelude::*;

use super::browser::{page, work};
use super::compare::{Keeps, compare};
use super::draw::{Light, prose};
use super::examples::Example;
use super::export::{To, export};
use super::files::Files;
use super::findings::Findings;
use super::footer::footer;
use super::header::{header, panes, tab};
use super::joined::use_desk;
use super::map::Map;
use super::matches::Matches;
use super::notice::notice;
use super::opened::{Does, opened};
use super::panel::Panel;
use super::state::{Action, Notice, Pane, Run, State};
use super::verdict::verdict;
use crate::view::protocol::Report;
use crate::view::{FixCard, Mark};

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// The page.
#[component]
pub(super) fn App() -> Html {
    let state = use_reducer_eq(|| {
        let files = work::kept().unwrap_or_else(|| Files::of(""));
        State { dark: page::is_dark(), files: files.names().into(), file: files.shown(), ..State::default() }
    });
    let on = use_memo((), |()| {
        let dispatcher = state.dispatcher();
        Callback::from(move |action| dispatcher.dispatch(action))
    });
    let on = (*on).clone();
    // What the document says of the seed stands until there is something better to say.
    let answered = state.shown.is_some() || matches!(state.run, Run::Failed(_));
    let top = use_memo(answered, |answered| answered.then(|| page::emptied("top")).flatten());
    let tabs = use_memo((), |()| page::emptied("files"));
    let desk = use_desk(&state, &on);

    let example = {
        let desk = desk.clone();
        use_callback((), move |example: &'static Example, ()| {
            desk.put(Files::of(example.text), "The example took the place of your manifests.");
        })
    };
    let apply = {
        let (desk, on) = (desk.clone(), on.clone());
        use_callback((), move |fix: FixCard, ()| {
            if desk.apply(&fix) {
                on.emit(Action::Say(Notice { text: page::undo_notice(), undo: false }));
                page::focus("panel");
            }
        })
    };
    let keep = {
        let (desk, on) = (desk.clone(), on.clone());
        use_callback((), move |keeps: Keeps, ()| match keeps {
            Keeps::This => on.emit(Action::Keep(Some(Rc::new(desk.files())))),
            Keeps::None => on.emit(Action::Keep(None)),
            Keeps::Back => desk.put_back(),
        })
    };
    let act = {
        let desk = desk.clone();
        use_callback((), move |does: Does, ()| match does {
            Does::Show(at) => desk.show(at),
            Does::Close => desk.close(),
            Does::Undo => desk.undo(),
            Does::Forget => desk.forget(),
        })
    };
    let take = {
        let (desk, version) = (desk.clone(), state.shown.as_ref().map(|shown| shown.version));
        use_callback(version, move |(report, to): (Option<Report>, To), version| desk.take(report, to, *version))
    };
    let reveal = {
        let (desk, on) = (desk.clone(), on.clone());
        use_callback((), move |mark: Mark, ()| {
            on.emit(Action::Show(Pane::Editor));
            desk.reveal(&mark);
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
    let menus = html! { <>{compare(view.as_deref(), state.kept.is_some(), &keep)}{export(&take)}</> };
    let above = html! {
        <>
            {header(view.as_deref(), state.dark, &on, &example, &menus)}
            {verdict(view.as_deref(), state.run, &on)}
            {panes(state.pane, findings, &on)}
        </>
    };
    let list = match state.list {
        Pane::Matches => html! { <Matches view={view.clone()} light={light.clone()} on={on.clone()} /> },
        _ => {
            html! { <Findings view={view.clone()} files={state.files.clone()} light={light.clone()} sift={state.sift} drawn={state.findings_drawn} on={on.clone()} /> }
        }
    };
    html! {
        <>
            if let Some(top) = &*top { {create_portal(above, top.clone())} }
            if let Some(tabs) = &*tabs { {create_portal(opened(&state.files, state.file, &act), tabs.clone())} }
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
            <Panel panel={state.panel().cloned()} files={state.files.clone()} ready={view.is_some()} fresh={state.is_fresh()} trial={state.trial.clone()}
                on={on.clone()} {apply} {reveal} />
            {footer(state.lines, problems, state.run, &act)}
            {notice(state.notice, &on, &act)}
        </>
    }
}
