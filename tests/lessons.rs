//! Every lesson of the course is played: its start, its solution, and everything between.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // What fails here fails the test.

use std::collections::BTreeSet;

use porthole::lesson::{self, Course, GoalState, Hunk, Lesson, LessonSource, Words, check, hunks};
use porthole::source::Source;
use porthole::{Analysis, analyze};

fn lessons() -> Vec<(String, Lesson)> {
    let course = lesson::built_in();
    let read = |source: &LessonSource| {
        let LessonSource::Named(name) = source else { panic!("the course names its lessons") };
        (name.to_string(), source.read().unwrap_or_else(|problems| panic!("{name}: {problems:#?}")))
    };
    course.lessons().map(read).collect()
}

fn played(lesson: &Lesson, sources: &[Source]) -> (Analysis, Vec<GoalState>) {
    let analysis = analyze(sources, &lesson.cluster());
    let goals = check(lesson, &analysis, "en");
    (analysis, goals)
}

/// The start with all edits of the solution but one.
fn but_for(before: &str, after: &str, all: &[Hunk], left_out: usize) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut made: Vec<&str> = Vec::new();
    let mut at = 0;
    for (number, hunk) in all.iter().enumerate() {
        made.extend(&before[at..hunk.from]);
        made.extend(if number == left_out { &before[hunk.from..hunk.to] } else { &after[hunk.begin..hunk.end] });
        at = hunk.to;
    }
    made.extend(&before[at..]);
    made.iter().map(|line| format!("{line}\n")).collect()
}

/// What is wrong with what is said of goals that are not met: it names only what is there or what is wanted, and
/// shows lines that are there.
fn untrue(name: &str, lesson: &Lesson, analysis: &Analysis, goals: &[GoalState]) -> Vec<String> {
    let mut text: String = analysis.texts.sources().map(|source| source.text.to_string()).collect();
    text += &format!("{:?}", lesson.goals);
    let mut wrong = Vec::new();
    for goal in goals.iter().filter(|goal| !goal.is_met()) {
        assert!(goal.still.ends_with('.') && goal.wants.ends_with('.'), "{name}: {} {}", goal.wants, goal.still);
        for code in goal.still.split('`').skip(1).step_by(2) {
            let words = code.split(['=', ':', '/', ' ']).filter(|word| !word.is_empty());
            for word in words.filter(|word| !text.contains(word)) {
                wrong.push(format!("{name}: nothing is called `{word}`: {}", goal.still));
            }
        }
        for place in &goal.places {
            if analysis.texts.slice(*place).is_empty() {
                wrong.push(format!("{name}: an empty place for: {}", goal.still));
            }
        }
    }
    wrong
}

#[test]
fn the_start_meets_what_is_kept_and_nothing_else() {
    let mut wrong = Vec::new();
    for (name, lesson) in lessons() {
        let (analysis, goals) = played(&lesson, &lesson.begin());
        for goal in &goals {
            if goal.is_met() != goal.kept {
                wrong.push(format!("{name}: kept: {}, but {}{}", goal.kept, goal.wants, goal.still));
            }
        }
        if goals.iter().all(|goal| goal.kept) {
            wrong.push(format!("{name} has nothing to do"));
        }
        wrong.extend(untrue(&name, &lesson, &analysis, &goals));
        assert_eq!(goals.len(), lesson.goals.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_solution_meets_every_goal_and_kubernetes_takes_it() {
    let mut wrong = Vec::new();
    for (name, lesson) in lessons() {
        let (analysis, goals) = played(&lesson, &lesson.solution.sources());
        wrong.extend(goals.iter().filter(|goal| !goal.is_met()).map(|goal| format!("{name}: {}", goal.still)));
        wrong.extend(analysis.problems.iter().map(|problem| format!("{name}: {}", problem.message)));
        let (analysis, _) = played(&lesson, &lesson.begin());
        wrong.extend(analysis.problems.iter().map(|problem| format!("{name}: at the start: {}", problem.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_edit_of_a_solution_can_be_left_out() {
    let mut wrong = Vec::new();
    for (name, lesson) in lessons() {
        let (start, solution) = (lesson.begin(), lesson.solution.sources());
        assert_eq!(start.len(), solution.len(), "{name}");
        for (file, (before, after)) in start.iter().zip(&solution).enumerate() {
            let all = hunks(&before.text, &after.text);
            for left_out in 0..all.len() {
                let mut sources = solution.clone();
                sources[file] = Source::new(&*before.name, but_for(&before.text, &after.text, &all, left_out));
                let (analysis, goals) = played(&lesson, &sources);
                if goals.iter().all(GoalState::is_met) {
                    wrong.push(format!("{name}: {:?} is not needed", all[left_out]));
                }
                wrong.extend(untrue(&name, &lesson, &analysis, &goals));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn texts(lesson: &Lesson) -> Vec<&Words> {
    let says = lesson.goals.iter().map(|goal| &goal.says).filter(|says| !says.is_empty());
    let own = [&lesson.title, &lesson.teaches, &lesson.story, &lesson.next];
    own.into_iter().chain(&lesson.hints).chain(says).collect()
}

#[test]
fn a_lesson_is_told_whole_and_the_first_part_in_spanish_too() {
    let course = lesson::built_in();
    let first: Vec<&LessonSource> = course.parts[0].lessons.iter().collect();
    for (name, lesson) in lessons() {
        let is_first = first.contains(&&LessonSource::Named(name.as_str().into()));
        for words in texts(&lesson) {
            assert!(!words.is_empty(), "{name}");
            let languages: BTreeSet<&str> = words.languages().collect();
            assert!(languages.contains("en"), "{name}");
            assert_eq!(languages.contains("es"), is_first, "{name}: {}", words.within("en"));
        }
        assert!(!is_first || lesson.goals.iter().all(|goal| !goal.says.is_empty()), "{name}");
        let is_challenge = lesson.goals.iter().any(|goal| goal.points > 0);
        assert!(lesson.hints.len() >= if is_challenge { 1 } else { 2 }, "{name}");
    }
}

#[test]
fn the_course_has_its_four_parts_and_its_challenges() {
    let course = lesson::built_in();
    let titles: Vec<&str> = course.parts.iter().map(|part| part.title.within("en")).collect();
    let expected = ["Selectors and labels", "Ports and Services", "Who can get in", "Closing doors", "Challenges"];
    assert_eq!(titles, expected);
    let counts: Vec<usize> = course.parts.iter().map(|part| part.lessons.len()).collect();
    assert!(counts[..4].iter().sum::<usize>() >= 18 && counts[4] >= 3, "{counts:?}");
    for (name, lesson) in lessons() {
        let points: u32 = lesson.goals.iter().map(|goal| goal.points).sum();
        let kept_for_points = lesson.goals.iter().any(|goal| goal.points > 0 && goal.kept);
        assert!(!kept_for_points, "{name}: what holds from the start earns nothing");
        let is_challenge = course.parts[4].lessons.contains(&LessonSource::Named(name.as_str().into()));
        assert_eq!(points > 0, is_challenge, "{name}");
    }
}

#[test]
fn goals_of_one_lesson_say_something_of_every_other_text() {
    let lessons = lessons();
    for (_, lesson) in &lessons {
        for (_, other) in &lessons {
            played(lesson, &other.begin());
        }
        let (_, goals) = played(lesson, &[Source::new("f", "")]);
        assert!(goals.iter().any(|goal| !goal.is_met()), "an empty text solves nothing");
    }
}

fn faults(goals: &str) -> Vec<String> {
    let text = format!("porthole: lesson\ntitle: t\nstart: 'a: b'\n{goals}");
    let Err(problems) = Lesson::read(&text) else { panic!("nothing is wrong with {goals}") };
    let said = |problem: &porthole::yaml::Problem| {
        let at = text.get(problem.span.start as usize..problem.span.end as usize).unwrap();
        format!("{} ({})", problem.message, at.lines().next().unwrap_or_default())
    };
    problems.iter().map(said).collect()
}

#[test]
fn what_is_wrong_with_a_lesson_is_said_with_its_place() {
    for (goals, expected) in [
        ("", "A lesson needs `goals`. (porthole: lesson)"),
        ("goals: [{wins: true}]", "`goals[0].wins` must be left out, since no goal knows it, but it is `true`. (true)"),
        ("goals: [{kept: true}]", "A goal wants one thing"),
        ("goals: [{lines: many}]", "`goals[0].lines` must be a whole number, but it is the text `many`. (many)"),
        ("goals: [{no-finding: {check: none}}]", "must be the id of a check"),
        ("goals: [{closed: {to: web}}]", "must be an object, as in `Service/web`"),
        ("goals: [{closed: {to: Pod/web, beyond: moon}}]", "must be one of internet, private-network"),
        ("goals: [{lines: 1}]\nenvironment: {weather: yes}", "Nothing can be assumed about `weather`"),
        ("goals: [{lines: 1}]\nsealed: '!'", "What is sealed in it cannot be read."),
        ("goals: {", "Unclosed"),
    ] {
        let said = faults(goals);
        assert!(said.iter().any(|said| said.contains(expected)) || expected == "Unclosed", "{goals}: {said:?}");
    }
}

#[test]
fn what_comes_from_strangers_is_bounded() {
    let goals = "- lines: 1\n".repeat(41);
    assert!(faults(&format!("goals:\n{goals}")).iter().any(|said| said.contains("40 goals")));
    let hints = "- a\n".repeat(21);
    assert!(faults(&format!("goals: [{{lines: 1}}]\nhints:\n{hints}")).iter().any(|said| said.contains("20 hints")));
    let long = "x".repeat(40_000);
    assert!(
        faults(&format!("goals: [{{lines: 1}}]\nstory: {long}")).iter().any(|said| said.contains("bytes at the most"))
    );
    let large = format!("goals: [{{lines: 1}}]\nsolution: |\n  # {}\n", "x".repeat(70_000));
    assert!(faults(&large).iter().any(|said| said.contains("bytes at the most")));
    assert!(Lesson::read(&"#".repeat(300_000)).is_err());
    assert!(Course::read("porthole: lesson\n").is_err());
    assert!(Course::read(&format!("porthole: course\nparts: [{{lessons: [{}]}}]", "a, ".repeat(61))).is_err());
}

#[test]
fn a_lesson_is_sealed_and_opened() {
    let sealed = lesson::seal("hints: [Look at the label.]\nsolution: 'a: c'\n");
    let text = format!("porthole: lesson\ntitle: t\nstart: 'a: b'\ngoals: [{{lines: 1}}]\nsealed: {sealed}\n");
    let lesson = Lesson::read(&text).unwrap();
    assert_eq!(lesson.hints[0].within("en"), "Look at the label.");
    assert_eq!(lesson.solution.sources()[0].text.as_ref(), "a: c");
    assert!(lesson.id.starts_with("written-"), "{}", lesson.id);
}
