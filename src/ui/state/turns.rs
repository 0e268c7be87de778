//! What is drawn by turns: the page shows what it has in between, and hears what a person does.

use super::{Run, Shared, State};
use crate::view::{Map, Panel, View};

/// So many cards and so many lines more of the map are drawn with each turn.
const PIECE: usize = 40;
/// Fewer than these are drawn with those that are there.
const FEW: usize = 10;

/// What is drawn by now. The verdict, which is read first, waits for no turn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawn {
    /// Whether the page has begun to be drawn.
    pub begun: bool,
    /// What the map shows.
    pub map: Option<Shared<View>>,
    /// How many of its cards, and of its lines; none where it is all.
    pub so_far: Option<usize>,
    /// What is explained.
    pub panel: Option<Shared<Panel>>,
    /// What is listed.
    pub list: Option<Shared<View>>,
    /// Whether there is what opens over the page.
    pub rest: bool,
}

impl State {
    /// What is drawn after one turn more; none where all is drawn.
    pub fn turn(&self) -> Option<Drawn> {
        let (view, panel, mut next) = (self.view(), self.panel(), self.drawn.clone());
        if !next.begun {
            next.begun = true;
        } else if next.map.as_ref() != view {
            let size = |view: &Shared<View>| size(&view.map);
            let there = next.so_far.or(next.map.as_ref().map(size)).unwrap_or_default();
            let whole = view.map(size).unwrap_or_default();
            let so_far = if there.saturating_add(FEW) < whole { there.max(PIECE) } else { whole };
            next.so_far = (so_far < whole).then_some(so_far);
            next.map = view.cloned();
        } else if let Some(so_far) = next.so_far {
            let so_far = so_far.saturating_add(PIECE);
            next.so_far = view.is_some_and(|view| so_far < size(&view.map)).then_some(so_far);
        } else if next.panel.as_ref() != panel {
            next.panel = panel.cloned();
        } else if next.list.as_ref() != view {
            next.list = view.cloned();
        } else if !next.rest && self.is_answered() {
            next.rest = true;
        } else {
            return None;
        }
        Some(next)
    }

    /// Whether there is an answer, or the word that there will be none.
    pub fn is_answered(&self) -> bool {
        self.shown.is_some() || matches!(self.run, Run::Failed(_))
    }
}

/// How many cards a map has, or lines where these are more.
fn size(map: &Map) -> usize {
    map.vertices.len().max(map.edges.len())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{explained, run, shown};
    use super::*;
    use crate::ui::state::{Action, Failure, Shown};
    use crate::view::{Edge, Reach};

    /// What is drawn after each turn until all is.
    fn turns(mut state: State) -> (Vec<Drawn>, State) {
        let mut turns = Vec::new();
        while let Some(drawn) = state.turn() {
            turns.push(drawn);
            state = state.after(Action::Turn);
        }
        (turns, state)
    }

    fn large(version: u32, lines: usize) -> Action {
        let line = Edge {
            key: String::new(),
            from: 0,
            to: 0,
            path: String::new(),
            port: None,
            state: crate::view::State::Yes,
            cut: false,
            reach: Reach::Nobody,
            label: String::new(),
        };
        let mut view = (*shown(version, &["worst"]).view.0).clone();
        view.map.edges = vec![line; lines];
        Action::Viewed(Shown { version, view: Shared::new(view) }, Run::Done(5))
    }

    #[test]
    fn each_part_has_a_turn_of_its_own() {
        let (begun, state) = turns(State::default());
        assert_eq!(begun, [Drawn { begun: true, ..Drawn::default() }], "and nothing else while there is no answer");
        let (turns, state) =
            turns(state.after(Action::Viewed(shown(1, &["worst"]), Run::Done(5))).after(explained(1, "worst")));
        let parts = |drawn: &Drawn| [drawn.map.is_some(), drawn.panel.is_some(), drawn.list.is_some(), drawn.rest];
        assert_eq!(
            turns.iter().map(parts).collect::<Vec<_>>(),
            [[true, false, false, false], [true, true, false, false], [true, true, true, false], [true; 4]]
        );
        assert_eq!(state.drawn.map.as_ref(), state.view());
        assert_eq!(state.drawn.panel.as_ref(), state.panel());
    }

    #[test]
    fn without_an_answer_there_is_still_what_opens_over_the_page() {
        let (_, state) = turns(run([Action::Failed(Failure::Absent)]));
        assert!(state.drawn.rest);
    }

    #[test]
    fn a_large_map_is_drawn_piece_by_piece_and_a_little_more_of_it_at_once() {
        let so_far = |turns: &[Drawn]| turns.iter().map(|drawn| drawn.so_far).collect::<Vec<_>>();
        let (_, state) = turns(run([Action::Viewed(shown(1, &["worst"]), Run::Done(5))]));
        let (pieces, state) = turns(state.after(large(2, 100)));
        assert_eq!(so_far(&pieces), [Some(40), Some(80), None, None], "and the list last");
        let (pieces, state) = turns(state.after(large(3, 105)));
        assert_eq!(so_far(&pieces), [None, None]);
        let (pieces, state) = turns(state.after(large(4, 150)));
        assert_eq!(so_far(&pieces)[..3], [Some(105), Some(145), None], "what is there stays");
        let (pieces, _) = turns(state.after(large(5, 3)));
        assert_eq!(so_far(&pieces), [None, None]);
    }

    #[test]
    fn a_text_that_comes_meanwhile_takes_the_place_of_what_was_left_to_draw() {
        let (_, state) = turns(run([Action::Viewed(shown(1, &["worst"]), Run::Done(5))]));
        let state = state.after(large(2, 100)).after(Action::Turn).after(large(3, 3));
        let (turns, state) = turns(state);
        assert_eq!(turns.len(), 2, "the map and the list");
        assert_eq!((state.drawn.map.as_ref(), state.drawn.so_far), (state.view(), None));
    }
}
