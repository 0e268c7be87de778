//! Courses and lessons, answered: read, put into a language, and taken apart into what the page draws.

use super::keys;
use super::prose::{marks, prose};
use super::teaching::{
    CourseView, GoalRow, LessonChoice, LessonDraft, LessonRow, LessonView, OfferRow, PartRow, Piece, Standing,
    StoryBlock, Taught, Teach,
};
use crate::Analysis;
use crate::lesson::markdown::{self, Block, Span};
use crate::lesson::{self, Answers, Course, Files, Lesson, LessonSource, Part, Words, check};
use crate::source::{DocumentId, Source, Texts};
use crate::yaml::Problem;

/// The lesson that was read last, which the next text is most likely of, too.
#[derive(Debug, Default)]
pub(super) struct Shelf(Option<(LessonChoice, Lesson)>);

impl Shelf {
    /// The answer to a question about lessons.
    pub(super) fn answer(&mut self, teach: Teach, now: &Analysis) -> Taught {
        match teach {
            Teach::Course(text, language) => match text.as_deref().map_or_else(|| Ok(lesson::built_in()), Course::read)
            {
                Ok(course) => Taught::Course(course_view(&course, &language)),
                Err(problems) => refused(text.as_deref().unwrap_or_default(), &problems),
            },
            Teach::Lesson(choice, language) => match source(&choice).read() {
                Ok(lesson) => {
                    let view = lesson_view(&lesson, &language);
                    self.0 = Some((choice.clone(), lesson));
                    Taught::Lesson(choice, Box::new(view))
                }
                Err(problems) => match &choice {
                    LessonChoice::Written(text) => refused(text, &problems),
                    LessonChoice::Named(_) => {
                        Taught::Refused(problems.iter().map(|problem| prose(&problem.message)).collect())
                    }
                },
            },
            Teach::Offer(start, assumed) => Taught::Offers(offers(&start, &assumed, now)),
            Teach::Write(draft) => Taught::Written(written(*draft)),
            Teach::Bundle(lessons) => Taught::Written(lesson::bundle("Lessons", &lessons)),
        }
    }

    /// How a lesson stands; none where it cannot be read.
    pub(super) fn standing(&mut self, choice: &LessonChoice, language: &str, analysis: &Analysis) -> Option<Standing> {
        if self.0.as_ref().is_none_or(|(known, _)| known != choice) {
            self.0 = source(choice).read().ok().map(|lesson| (choice.clone(), lesson));
        }
        let (_, lesson) = self.0.as_ref()?;
        let row = |goal: lesson::GoalState| GoalRow {
            wants: prose(&goal.wants),
            still: prose(&goal.still),
            marks: marks(&analysis.texts, goal.places),
            kept: goal.kept,
            points: goal.points,
        };
        let goals = check(lesson, analysis, language).into_iter().map(row).collect();
        Some(Standing { id: lesson.id.to_string(), goals })
    }
}

/// What holds of the text as it stands, told apart by whether it held of these files.
fn offers(start: &[(String, String)], assumed: &[(String, String)], now: &Analysis) -> Vec<OfferRow> {
    let pairs = |pairs: &[(String, String)]| {
        pairs.iter().map(|(one, other)| (one.as_str().into(), other.as_str().into())).collect()
    };
    let lesson = Lesson::of(Files(pairs(start)), Answers(pairs(assumed)));
    let before = crate::analyze(&lesson.begin(), &lesson.cluster());
    let row = |offer: lesson::Offer| OfferRow { goal: offer.goal, wants: prose(&offer.wants), kept: offer.kept };
    lesson::offers(&lesson, &before, now).into_iter().map(row).collect()
}

fn written(draft: LessonDraft) -> String {
    let LessonDraft { title, story, hints, start, solution, assumed, goals } = draft;
    let goals = goals.into_iter().map(|offer| (offer.goal, offer.kept)).collect();
    lesson::write(&lesson::Draft { title, story, hints, start, solution, assumed, goals })
}

fn source(choice: &LessonChoice) -> LessonSource {
    match choice {
        LessonChoice::Named(name) => LessonSource::Named(name.as_str().into()),
        LessonChoice::Written(text) => LessonSource::Written(text.as_str().into()),
    }
}

/// What is wrong with a file, with the lines where it is.
fn refused(text: &str, problems: &[Problem]) -> Taught {
    let mut texts = Texts::new(&[Source::new("", text)]);
    let document = DocumentId::default();
    texts.add_document(document, 0, 0, text.len());
    let say = |problem: &Problem| {
        let place = crate::source::Place::new(document, problem.span);
        prose(&format!("Line {}: {}", texts.locate(place).line, problem.message))
    };
    Taught::Refused(problems.iter().take(5).map(say).collect())
}

fn course_view(course: &Course, language: &str) -> CourseView {
    let lesson = |source: &LessonSource| {
        let lesson = source.read().ok()?;
        let choice = match source {
            LessonSource::Named(name) => LessonChoice::Named(name.to_string()),
            LessonSource::Written(text) => LessonChoice::Written(text.to_string()),
        };
        let [title, teaches] = [&lesson.title, &lesson.teaches].map(|words| words.within(language).trim().to_owned());
        Some(LessonRow { choice, id: lesson.id.to_string(), title, teaches })
    };
    let part = |part: &Part| PartRow {
        title: part.title.within(language).trim().to_owned(),
        lessons: part.lessons.iter().filter_map(lesson).collect(),
    };
    let title = course.title.within(language).trim().to_owned();
    let (language, languages) = told(&course.title, language);
    CourseView { title, language, languages, parts: course.parts.iter().map(part).collect() }
}

fn lesson_view(lesson: &Lesson, language: &str) -> LessonView {
    let (language, languages) = told(&lesson.title, language);
    LessonView {
        id: lesson.id.to_string(),
        title: lesson.title.within(&language).trim().to_owned(),
        story: story(lesson.story.within(&language)),
        hints: lesson.hints.iter().map(|hint| pieces(&markdown::spans(hint.within(&language).trim()))).collect(),
        next: story(lesson.next.within(&language)),
        language,
        languages,
        start: files(&lesson.start),
        solution: files(&lesson.solution),
        assumed: answers(&lesson.environment),
    }
}

/// The language that something is told in where another one is asked for, and all that it can be told in.
fn told(title: &Words, language: &str) -> (String, Vec<String>) {
    let languages: Vec<String> = title.languages().map(str::to_owned).collect();
    let known = |wanted: &str| languages.iter().find(|known| *known == wanted);
    let told = known(language).or_else(|| known("en")).or_else(|| languages.first()).cloned();
    (told.unwrap_or_default(), languages)
}

fn files(files: &Files) -> Vec<(String, String)> {
    files.0.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

fn answers(answers: &Answers) -> Vec<(String, String)> {
    answers.0.iter().map(|(about, answer)| (about.to_string(), answer.to_string())).collect()
}

fn story(text: &str) -> Vec<StoryBlock> {
    let block = |block: Block| match block {
        Block::Paragraph(spans) => StoryBlock::Paragraph(pieces(&spans)),
        Block::Heading(spans) => StoryBlock::Heading(pieces(&spans)),
        Block::List(is_numbered, items) => {
            StoryBlock::List(is_numbered, items.iter().map(|item| pieces(item)).collect())
        }
        Block::Code(text) => StoryBlock::Code(text),
    };
    markdown::blocks(text).into_iter().map(block).collect()
}

fn pieces(spans: &[Span]) -> Vec<Piece> {
    let piece = |span: &Span| match span {
        Span::Text(text) => Piece::Text(text.clone()),
        Span::Code(text) => Piece::Code(text.clone()),
        Span::Emphasis(text) => Piece::Emphasis(text.clone()),
        Span::Link(text, address) => Piece::Link(text.clone(), address.clone()),
        Span::Concept(text, id) => Piece::Card(text.clone(), keys::concept(id)),
    };
    spans.iter().map(piece).collect()
}
