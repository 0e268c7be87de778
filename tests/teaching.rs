//! What the page is told about lessons: courses, stories, hints, how goals stand, and what is wrong with a file.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use porthole::view::desk::Desk;
use porthole::view::protocol::{Request, Response};
use porthole::view::{
    CourseView, GoalRow, Inline, LessonChoice, LessonDraft, LessonView, OfferRow, Orientation, Piece, Prose,
    StoryBlock, Taught, Teach,
};

fn ask(desk: &mut Desk, teach: Teach) -> Taught {
    match desk.answer(Request::Teach(teach)) {
        Response::Taught(taught) => taught,
        other => panic!("a question about lessons is answered by {other:?}"),
    }
}

fn course(desk: &mut Desk, text: Option<&str>, language: &str) -> CourseView {
    match ask(desk, Teach::Course(text.map(str::to_owned), language.to_owned())) {
        Taught::Course(course) => course,
        other => panic!("{other:?}"),
    }
}

fn lesson(desk: &mut Desk, choice: &LessonChoice, language: &str) -> Box<LessonView> {
    match ask(desk, Teach::Lesson(choice.clone(), language.to_owned())) {
        Taught::Lesson(told, lesson) if told == *choice => lesson,
        other => panic!("{other:?}"),
    }
}

fn goals(desk: &mut Desk, files: &[(String, String)], lesson: &LessonChoice, language: &str) -> Vec<GoalRow> {
    let request = Request::Analyze {
        version: 1,
        files: files.to_vec(),
        assumed: Vec::new(),
        orientation: Orientation::Across,
        width: 800.0,
        lens: porthole::view::Lens::default(),
        against: None,
        lesson: Some((lesson.clone(), language.to_owned())),
    };
    match desk.answer(request) {
        Response::View { view, .. } => view.lesson.unwrap().goals,
        other => panic!("{other:?}"),
    }
}

fn plain(prose: &Prose) -> String {
    prose.iter().map(|(Inline::Text(text) | Inline::Code(text))| text.as_str()).collect()
}

#[test]
fn every_lesson_of_the_course_opens_and_all_its_hints_are_there() {
    let mut desk = Desk::default();
    let course = course(&mut desk, None, "en");
    let rows: Vec<_> = course.parts.iter().flat_map(|part| &part.lessons).collect();
    assert!(rows.len() >= 21);
    for row in rows {
        let told = lesson(&mut desk, &row.choice, "en");
        assert_eq!((&told.title, &told.id), (&row.title, &row.id));
        assert!(!told.story.is_empty() && !row.teaches.is_empty() && !told.next.is_empty(), "{}", row.id);
        assert!(!told.hints.is_empty() && told.hints.iter().all(|hint| !hint.is_empty()), "{}", row.id);
        assert!(goals(&mut desk, &told.start, &row.choice, "en").iter().any(|goal| !goal.is_met()), "{}", row.id);
        assert!(goals(&mut desk, &told.solution, &row.choice, "en").len() > 1, "{}", row.id);
    }
}

#[test]
fn a_lesson_is_told_in_the_language_asked_for_where_it_has_it() {
    let mut desk = Desk::default();
    let first = LessonChoice::Named("first-match".to_owned());
    let told = lesson(&mut desk, &first, "es");
    assert_eq!((told.title.as_str(), told.language.as_str()), ("La primera coincidencia", "es"));
    assert_eq!(told.languages, ["en", "es"]);
    let row = &goals(&mut desk, &told.start, &first, "es")[0];
    assert_eq!(plain(&row.wants), "El Service selecciona el pod.");
    assert_eq!(plain(&row.still), "Service web still selects no pods. The pod has no labels.");
    assert!(!row.is_met() && !row.marks.is_empty());
    assert_eq!(lesson(&mut desk, &first, "de").language, "en");
    assert_eq!(course(&mut desk, None, "es").parts[0].title, "Selectores y etiquetas");
}

#[test]
fn a_story_has_cards_and_code() {
    let story = lesson(&mut Desk::default(), &LessonChoice::Named("first-match".to_owned()), "en").story;
    let StoryBlock::Paragraph(first) = &story[0] else { panic!("{story:?}") };
    assert!(first.contains(&Piece::Card("cluster".to_owned(), "concept:cluster".to_owned())), "{first:?}");
    assert!(story.iter().any(|block| matches!(block, StoryBlock::Code(text) if text.contains("  labels:"))));
}

const WRITTEN: &str = "\
porthole: lesson
title: Mine
start: |
  apiVersion: v1
  kind: Service
  metadata: {name: web}
goals:
  - selects: {service: Service/web, workloads: [Pod/web]}
";

#[test]
fn a_written_lesson_and_a_course_of_such_are_read() {
    let mut desk = Desk::default();
    let choice = LessonChoice::Written(WRITTEN.to_owned());
    let told = lesson(&mut desk, &choice, "en");
    assert_eq!(plain(&goals(&mut desk, &told.start, &choice, "en")[0].still), "There is no Pod web.");
    let indented: String = WRITTEN.lines().map(|line| format!("        {line}\n")).collect();
    let text = format!(
        "porthole: course\ntitle: Ours\nparts:\n  - title: All\n    lessons:\n      - typo\n      - |\n{indented}"
    );
    let ours = course(&mut desk, Some(&text), "en");
    let [typo, mine] = ours.parts[0].lessons.as_slice() else { panic!("{ours:?}") };
    assert_eq!((typo.title.as_str(), mine.title.as_str()), ("One letter", "Mine"));
    assert_eq!(mine.choice, choice);
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_line() {
    let mut desk = Desk::default();
    let wrong = WRITTEN.replace("selects:", "wins:");
    let refused = ask(&mut desk, Teach::Lesson(LessonChoice::Written(wrong), "en".to_owned()));
    let Taught::Refused(said) = refused else { panic!("{refused:?}") };
    assert!(plain(&said[0]).starts_with("Line 8: goals[0].wins must be left out"), "{said:?}");
    let refused = ask(&mut desk, Teach::Lesson(LessonChoice::Named("none".to_owned()), "en".to_owned()));
    let Taught::Refused(said) = refused else { panic!("{refused:?}") };
    assert_eq!(plain(&said[0]), "There is no lesson none in this Porthole; a newer one may have it.");
    let refused = ask(&mut desk, Teach::Course(Some("{".to_owned()), "en".to_owned()));
    assert!(matches!(refused, Taught::Refused(said) if !said.is_empty()));
}

fn files(text: &str) -> Vec<(String, String)> {
    vec![("manifests.yaml".to_owned(), text.to_owned())]
}

fn offers(desk: &mut Desk, start: &str, now: &str) -> Vec<OfferRow> {
    let choice = LessonChoice::Named("none".to_owned());
    let request = Request::Analyze {
        version: 1,
        files: files(now),
        assumed: Vec::new(),
        orientation: Orientation::Across,
        width: 800.0,
        lens: porthole::view::Lens::default(),
        against: None,
        lesson: Some((choice, "en".to_owned())),
    };
    desk.answer(request);
    match ask(desk, Teach::Offer(files(start), Vec::new())) {
        Taught::Offers(offers) => offers,
        other => panic!("{other:?}"),
    }
}

/// Every lesson could have been written in the page: what its solution is offered holds there, and some of it not at the
/// start; and a file that is written of it is the same lesson.
#[test]
fn every_solution_offers_goals_and_a_written_lesson_reads_back() {
    let mut desk = Desk::default();
    let course = course(&mut desk, None, "en");
    for row in course.parts.iter().flat_map(|part| &part.lessons) {
        let told = lesson(&mut desk, &row.choice, "en");
        let [(_, start)] = told.start.as_slice() else { panic!("{}: one file", row.id) };
        let [(_, solution)] = told.solution.as_slice() else { panic!("{}: one file", row.id) };
        let goals = offers(&mut desk, start, solution);
        let still = offers(&mut desk, start, start);
        assert!(still.iter().all(|goal| !goal.goal.starts_with("lines")), "nothing has changed yet: {still:#?}");
        assert!(!goals[0].kept && goals.iter().any(|goal| goal.kept), "{}: {goals:#?}", row.id);
        let draft = LessonDraft {
            title: told.title.clone(),
            story: "One: `two`\n\n- #three \"x\"\n".to_owned(),
            hints: vec!["Look at: it".to_owned(), " ".to_owned()],
            start: told.start.clone(),
            solution: told.solution.clone(),
            assumed: vec![("public-nodes".to_owned(), "no".to_owned())],
            goals: goals.clone(),
        };
        let Taught::Written(file) = ask(&mut desk, Teach::Write(Box::new(draft))) else { panic!("{}", row.id) };
        assert!(!file.contains("Look at") && file.starts_with("porthole: lesson\n"), "{file}");
        // More goals than a lesson may have are more than anybody picks.
        if goals.len() > 40 {
            continue;
        }
        let choice = LessonChoice::Written(file);
        let read = lesson(&mut desk, &choice, "en");
        assert_eq!((&read.title, &read.start, &read.solution), (&told.title, &told.start, &told.solution));
        assert_eq!((read.hints.len(), read.assumed.len(), read.story.len()), (1, 1, 2));
        let met = self::goals(&mut desk, &read.start, &choice, "en");
        assert_eq!(met.len(), goals.len(), "{}", row.id);
        assert!(met.iter().zip(&goals).all(|(row, offer)| row.kept == offer.kept), "{}", row.id);
    }
}

#[test]
fn texts_of_every_kind_read_back_from_a_file() {
    let mut desk = Desk::default();
    for text in [
        "",
        "a",
        "a\n",
        " a\n",
        "a\n\n",
        "\na\n",
        "a: 1 \n",
        "a\tb\n",
        "---\na: 1\n...\n",
        "é𝄞\u{2028}\n",
        "a\r\nb\n",
        "|\n#\n\n  x\n",
    ] {
        let draft = LessonDraft {
            title: format!("t: {text}").trim().to_owned(),
            start: files(&format!("x{text}")),
            solution: files(&format!("{text}x\n")),
            goals: vec![OfferRow { goal: "lines: 1\nmore: x".to_owned(), wants: Vec::new(), kept: true }],
            ..LessonDraft::default()
        };
        let Taught::Written(file) = ask(&mut desk, Teach::Write(Box::new(draft.clone()))) else { panic!("{text}") };
        let read = lesson(&mut desk, &LessonChoice::Written(file), "en");
        assert_eq!((read.start, read.solution), (draft.start, draft.solution));
    }
}

#[test]
fn lessons_become_a_course() {
    let mut desk = Desk::default();
    let Taught::Written(file) =
        ask(&mut desk, Teach::Bundle(vec![WRITTEN.to_owned(), WRITTEN.replace("Mine", "Ours")]))
    else {
        panic!("a bundle is a file")
    };
    let course = course(&mut desk, Some(&file), "en");
    let titles: Vec<&str> = course.parts[0].lessons.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Mine", "Ours"]);
}
