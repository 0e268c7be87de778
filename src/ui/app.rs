//! The page as a whole: the state, what goes out of it, and what comes back.

use std::rc::Rc;

use yew::prelude::*;

use super::arrived::arrived;
use super::browser::{kept, page, work};
use super::builder::builder;
use super::building::use_building;
use super::compare::{Keeps, compare};
use super::draw::{Light, fixed, prose};
use super::examples::Example;
use super::export::{To, What, export};
use super::files::Files;
use super::findings::Findings;
use super::footer::footer;
use super::header::{header, panes, tab};
use super::joined::use_desk;
use super::learn::learn;
use super::learning::{recalled, use_learning, use_study};
use super::lesson::Lesson;
use super::map::Map;
use super::matches::Matches;
use super::notice::notice;
use super::opened::opened;
use super::overview::overview;
use super::palette::Palette;
use super::panel::Panel;
use super::share::{Shares, share};
use super::state::{Action, Does, Notice, Pane, State};
use super::verdict::verdict;
use crate::link::Link;
use crate::view::{FixCard, Mark};

/// What stands here before the program comes, too. It is drawn once more since by then the browser has compiled what draws
/// anything: that takes it as long as what draws the page.
const BEFORE: &str = r#"<section class="map" aria-label="Map"></section><section class="list" aria-label="Findings and matches"></section><aside class="panel" aria-label="Explanation"></aside><footer><span class="space"></span><span>Everything stays in this browser</span></footer>"#;

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
        let (files, file) = (files.names().into(), files.shown());
        let state = State {
            dark: page::is_dark(),
            files,
            file,
            assumed: kept::assumed(),
            class: recalled(),
            ..State::default()
        };
        if page::on_root("data-course").is_some() {
            return state.after(Action::Show(Pane::Lesson));
        }
        match page::on_root("data-pane").as_deref().and_then(Pane::by_id) {
            Some(pane) => state.after(Action::Show(pane)),
            None => state,
        }
    });
    let on = use_memo((), |()| {
        let dispatcher = state.dispatcher();
        Callback::from(move |action| dispatcher.dispatch(action))
    });
    let on = (*on).clone();
    // What the document says of the seed stands until there is something better to say.
    let begun = state.drawn.begun;
    let top = use_memo(begun && state.is_answered(), |drawn| drawn.then(|| page::emptied("top")).flatten());
    let tabs = use_memo(begun, |drawn| drawn.then(|| page::emptied("files")).flatten());
    let desk = use_desk(&state, &on);
    let study = use_study(&state, &on, &desk);
    let learning = use_learning(&state, &on, &desk);
    let build = use_building(&state, &on, &desk);

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
                on.emit(Action::Say(Notice { text: page::undo_notice(), does: None }));
                page::focus("panel");
                page::begin("panel");
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
            Does::Undo | Does::Return => desk.undo(),
            Does::Forget => desk.forget(),
            Does::Renew => work::renew(),
        })
    };
    let take = {
        let (desk, version) = (desk.clone(), state.shown.as_ref().map(|shown| shown.version));
        use_callback(version, move |(what, to): (What, To), version| desk.take(what, to, *version))
    };
    let follow = {
        let desk = desk.clone();
        use_callback((), move |link: Rc<Link>, ()| desk.follow(&link))
    };
    let shares = {
        let desk = desk.clone();
        use_callback((), move |shares: Shares, ()| match shares {
            Shares::Make(from_start) => desk.offer(from_start),
            Shares::Copy(form) => desk.copy_link(form),
            Shares::Save => desk.save(),
        })
    };
    let find = {
        let desk = desk.clone();
        use_callback((), move |text: String, ()| desk.analyst.find(text))
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

    let (view, drawn) = (state.view().cloned(), state.drawn.clone());
    // The edits of an explanation that is no longer drawn, or not yet, are not to be made.
    let fresh = state.is_fresh() && drawn.panel.as_ref() == state.panel();
    if !begun {
        return fixed(BEFORE);
    }

    // In a frame there is little around what it shows.
    let framed = page::is_framed();
    let lit = state.panel().map_or_else(Vec::new, |panel| panel.lit.clone());
    let light = Light { selected: state.selected.clone(), lit };
    let problems = view.as_ref().map_or(0, |view| view.problems.len());
    let findings = view.as_ref().map(|view| view.findings.len().saturating_add(problems));
    let above = |top: &web_sys::Element| {
        let menus = html! { <>{learn(&state.class, &on, &learning, &build)}{compare(view.as_deref(), state.kept.is_some(), &keep)}{export(&take)}{share(state.offer.as_ref(), &shares)}</> };
        let above = html! {
            <>
                if !framed { {header(view.as_deref(), state.dark, &on, &example, &menus)} }
                {verdict(view.as_deref(), state.run, &on)}
                {panes(state.pane, state.class.open.is_some(), findings, &on)}
            </>
        };
        create_portal(above, top.clone())
    };
    let list = match state.list {
        Pane::Matches => {
            html! { <Matches view={drawn.list} light={light.clone()} prints={state.prints} on={on.clone()} /> }
        }
        _ => {
            html! { <Findings view={drawn.list} files={state.files.clone()} light={light.clone()} sift={state.sift} prints={state.prints} on={on.clone()} /> }
        }
    };
    html! {
        <>
            {for (*top).as_ref().map(above)}
            if let Some(tabs) = &*tabs { {create_portal(opened(&state.files, state.file, &act), tabs.clone())} }
            <Map view={drawn.map} so_far={drawn.so_far} light={light.clone()} explained={state.panel().map(|panel| panel.key.clone())} trial={state.trial.clone()} lens={state.lens.clone()} on={on.clone()} />
            <section class="list" aria-label="Findings and matches">
                <div class="tabs">
                    {tab("Findings", findings, Pane::Findings, state.list, &on)}
                    {tab("Matches", None, Pane::Matches, state.list, &on)}
                </div>
                <div class="scroll">{list}</div>
            </section>
            <Lesson class={state.class.clone()} view={view.clone()} files={state.files.clone()} on={on.clone()} {study} reveal={reveal.clone()} />
            if let Some(panel) = state.panel() {
                <button type="button" class="peek" onclick={|_: MouseEvent| page::show("panel")}>{prose(&panel.title)}</button>
            }
            <Panel panel={drawn.panel} files={state.files.clone()} ready={view.is_some() && state.selected.is_none()} {fresh} trial={state.trial.clone()} on={on.clone()} {apply} {reveal} />
            {footer(state.lines, problems, state.run, &on)}
            if !framed && drawn.rest {
                {overview(&state.class, &learning)}
                {builder(&state.class, &build)}
                <Palette found={state.found.clone()} {light} on={on.clone()} {find} />
            }
            {match &state.arrived {
                Some(waits) => arrived(waits, &on, &follow),
                None => notice(state.notice, state.newer, &on, &act),
            }}
        </>
    }
}
