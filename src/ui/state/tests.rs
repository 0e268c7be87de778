use super::*;
use crate::view::{
    Anchor, Block, Changes, FindingRow, FixCard, LessonChoice, LessonView, Map, Mark, Preview, Section, Severity,
    Taught, TextEdit, Verdict,
};

const MARK: Mark = Mark { file: 0, from: 0, to: 1, line: 1, primary: true };

pub(super) fn shown(version: u32, findings: &[&str]) -> Shown {
    let finding = |key: &&str| FindingRow {
        key: (*key).to_owned(),
        check: "check".to_owned(),
        severity: Severity::High,
        reach: None,
        mendable: false,
        message: Vec::new(),
        mark: MARK,
    };
    let view = View {
        verdict: Verdict { sentence: Vec::new(), summary: Vec::new(), pills: Vec::new() },
        map: Map::default(),
        matches: Vec::new(),
        checks: Vec::new(),
        findings: findings.iter().map(finding).collect(),
        problems: Vec::new(),
        objects: [(0, 90, "outer"), (10, 20, "inner"), (10, 40, "middle")]
            .map(|(from, to, key)| Anchor { file: 0, from, to, key: key.to_owned() })
            .to_vec(),
        assumptions: Vec::new(),
        concepts: Vec::new(),
        changes: None,
        lesson: None,
    };
    Shown { version, view: Shared::new(view) }
}

fn panel(key: &str) -> Option<Shared<Panel>> {
    let key = key.to_owned();
    let panel =
        Panel { key, title: Vec::new(), lead: Vec::new(), sections: Vec::new(), marks: Vec::new(), lit: Vec::new() };
    Some(Shared::new(panel))
}

pub(super) fn run(actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(State::default(), |state, action| state.after(action))
}

fn choose(key: &str) -> Action {
    Action::Choose(key.to_owned(), By::Hand)
}

pub(super) fn explained(version: u32, key: &str) -> Action {
    Action::Explained(version, key.to_owned(), panel(key))
}

#[test]
fn the_first_finding_is_explained_before_any_click() {
    let state = run([Action::Viewed(shown(1, &["worst", "other"]), Run::Done(5))]);
    assert_eq!((state.selected.as_deref(), state.by), (Some("worst"), By::Page));
}

#[test]
fn what_a_person_gave_up_is_not_chosen_again() {
    let state = run([
        Action::Viewed(shown(1, &["worst"]), Run::Done(5)),
        Action::Clear,
        Action::Viewed(shown(2, &["worst"]), Run::Done(5)),
    ]);
    assert_eq!(state.selected, None);
}

#[test]
fn a_selection_survives_an_edit_while_its_thing_does() {
    let before = run([Action::Viewed(shown(1, &["worst"]), Run::Done(5)), choose("b"), explained(1, "b")]);
    let after = before.after(Action::Typed(3)).after(Action::Viewed(shown(2, &["worst"]), Run::Done(5)));
    assert_eq!(after.selected.as_deref(), Some("b"));
    assert_eq!(after.by, By::Page, "and the editor does not scroll for it again");
    assert!(after.panel().is_some(), "the old words stand until the new ones are there");
    let gone = after.after(Action::Explained(2, "b".to_owned(), None));
    assert_eq!(gone.selected.as_deref(), Some("worst"), "then what matters most takes its place");
}

#[test]
fn a_choice_stays_a_persons_until_it_is_explained() {
    let chosen = run([Action::Viewed(shown(1, &["worst"]), Run::Done(5)), explained(1, "worst"), choose("b")]);
    let again = chosen.after(Action::Viewed(shown(2, &["worst"]), Run::Done(5)));
    assert_eq!(again.by, By::Hand, "its explanation, which is still to come, is read from its beginning");
}

#[test]
fn a_finding_that_cannot_be_explained_is_not_asked_for_again_and_again() {
    let state =
        run([Action::Viewed(shown(1, &["worst"]), Run::Done(5)), Action::Explained(1, "worst".to_owned(), None)]);
    assert_eq!(state.selected, None);
}

#[test]
fn an_answer_about_another_version_or_another_thing_changes_nothing() {
    let state = run([Action::Viewed(shown(2, &[]), Run::Done(5)), choose("b")]);
    assert_eq!(state.after(explained(1, "b")), state);
    assert_eq!(state.after(explained(2, "a")), state);
    assert_eq!(state.after(Action::Explained(1, "b".to_owned(), None)), state);
}

#[test]
fn edits_are_offered_only_for_the_text_that_they_were_made_for() {
    let fresh = run([Action::Viewed(shown(1, &[]), Run::Done(5)), choose("b"), explained(1, "b")]);
    assert!(fresh.is_fresh());
    assert!(!fresh.after(Action::Typed(1)).is_fresh(), "the text is newer");
    assert!(!fresh.after(Action::Viewed(shown(2, &[]), Run::Done(5))).is_fresh(), "the explanation is older");
    assert!(!fresh.after(Action::Failed(Failure::TooLong)).is_fresh());
}

#[test]
fn the_cursor_chooses_the_smallest_thing_around_it() {
    let state = run([Action::Viewed(shown(1, &[]), Run::Done(5))]);
    let chosen = |state: &State, offset| state.after(Action::Cursor(offset)).selected;
    assert_eq!(chosen(&state, 15).as_deref(), Some("inner"));
    assert_eq!(chosen(&state, 20).as_deref(), Some("inner"), "its end belongs to it");
    assert_eq!(chosen(&state, 30).as_deref(), Some("middle"));
    assert_eq!(chosen(&state, 91), None);
    assert_eq!(chosen(&state.after(Action::Typed(1)), 15), None, "the anchors may have moved");
}

#[test]
fn the_map_runs_downward_where_its_box_is_narrow_or_tall() {
    let room = |width, height| run([Action::Resized(width, height)]).room();
    assert_eq!(room(0, 0), None, "nothing is known yet");
    assert_eq!(room(390, 0), Some((Orientation::Down, 390.0)));
    assert_eq!(room(704, 0), Some((Orientation::Across, 0.0)));
    assert_eq!(room(704, 496), Some((Orientation::Across, 0.0)));
    assert_eq!(room(600, 800), Some((Orientation::Down, 600.0)));
}

#[test]
fn a_wide_screen_keeps_its_list_when_a_narrow_one_shows_the_map() {
    let state = run([Action::Show(Pane::Matches), Action::Show(Pane::Map)]);
    assert_eq!((state.pane, state.list), (Pane::Map, Pane::Matches));
}

#[test]
fn an_answer_about_the_cluster_replaces_the_one_before_and_is_judged_anew() {
    let said = |answer: &str| Action::Assume("public-nodes".to_owned(), answer.to_owned());
    let state = State::default().after(said("yes")).after(said("no"));
    assert_eq!(state.assumed, [("public-nodes".to_owned(), "no".to_owned())]);
    assert_eq!(state.run, Run::Working);
}

fn fix(insert: &str) -> FixCard {
    let edits = vec![TextEdit { file: 0, from: 0, to: 0, insert: insert.to_owned() }];
    FixCard { title: Vec::new(), consequence: Vec::new(), lines: Vec::new(), edits }
}

fn previewed(version: u32) -> Action {
    let changes = Changes { sentence: Vec::new(), parts: Vec::new(), opened: Vec::new(), closed: Vec::new() };
    Action::Previewed(version, Some(Shared::new(Preview { changes, map: Map::default() })))
}

#[test]
fn a_fix_is_looked_at_until_something_else_is_done() {
    let tried = run([Action::Viewed(shown(1, &["worst"]), Run::Done(5)), Action::Try(fix("a")), previewed(1)]);
    assert!(matches!(tried.trial.as_ref().map(|trial| &trial.result), Some(Tried::Done(_))));
    for action in [Action::Typed(2), Action::Asked(2), choose("b"), Action::Clear, Action::EndTrial, Action::Replaced] {
        assert_eq!(tried.after(action.clone()).trial, None, "{action:?}");
    }
    assert!(tried.after(Action::ShowBefore(true)).trial.is_some_and(|trial| trial.before));
}

#[test]
fn what_was_said_of_a_text_goes_with_it_and_not_with_the_size_of_its_map() {
    let told = run([Action::Say(Notice { text: "said", does: None })]);
    assert!(told.after(Action::Asked(2)).notice.is_some());
    assert_eq!(told.after(Action::Typed(2)).notice, None);
}

#[test]
fn what_was_worked_out_for_an_older_text_is_not_shown() {
    let state = run([Action::Viewed(shown(2, &["worst"]), Run::Done(5)), Action::Try(fix("a")), previewed(1)]);
    assert!(matches!(state.trial.map(|trial| trial.result), Some(Tried::Working)));
}

#[test]
fn a_fix_that_was_wished_for_is_granted_when_it_is_explained() {
    let explained = |key: &str| {
        let mut panel = (*panel(key).unwrap().0).clone();
        panel.sections = vec![Section { heading: String::new(), blocks: vec![Block::Fix(fix("a"))] }];
        Action::Explained(1, key.to_owned(), Some(Shared::new(panel)))
    };
    let wished = run([
        Action::Viewed(shown(1, &["worst", "other"]), Run::Done(5)),
        explained("worst"),
        Action::Wish("other".to_owned(), Wish::Look),
    ]);
    assert_eq!(wished.granted(), None, "what is explained is another finding");
    let bare = Action::Explained(1, "other".to_owned(), panel("other"));
    assert_eq!(wished.after(bare).wish, None, "there is no fix, and none that comes later is meant");
    let there = wished.after(explained("other"));
    assert_eq!(there.granted(), Some((Wish::Look, fix("a"))));
    assert_eq!(there.after(Action::Typed(2)).granted(), None, "the text is newer");
    for action in [Action::Granted, choose("worst"), Action::Clear, Action::Cursor(15)] {
        assert_eq!(there.after(action.clone()).wish, None, "{action:?}");
    }
}

#[test]
fn a_lesson_has_its_own_cluster_and_the_persons_comes_back() {
    let said = |answer: &str| vec![("public-nodes".to_owned(), answer.to_owned())];
    let lesson = |id: &str, answer: &str| {
        let choice = LessonChoice::Named(id.to_owned());
        let lesson = LessonView { id: id.to_owned(), assumed: said(answer), ..LessonView::default() };
        let told = Taught::Lesson(choice.clone(), Box::new(lesson));
        [Learns::Wants(choice, true), Learns::Taught(Rc::new(told))].map(Action::Learn)
    };
    let [wants, told] = lesson("a", "no");
    let state = run([Action::AssumeAll(said("yes")), wants, told]);
    assert_eq!((state.assumed.clone(), state.pane), (said("no"), Pane::Lesson));
    let [wants, told] = lesson("b", "unknown");
    let state = state.after(wants).after(told);
    assert_eq!(state.assumed, said("unknown"));
    let state = state.after(Action::Learn(Learns::Leaves));
    assert_eq!((state.assumed.clone(), state.pane), (said("yes"), Pane::Editor));
}
