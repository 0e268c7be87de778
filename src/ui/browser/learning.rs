//! What is kept of lessons in the browser, and the language that it speaks.

use super::kept;
use crate::ui::progress::Progress;
use crate::view::LessonChoice;

const LANGUAGE: &str = "porthole.language";
const LESSON: &str = "porthole.lesson";
pub(super) const PROGRESS: &str = "porthole.progress";

/// The language that lessons are told in: the one that was chosen by hand, else the browser's.
pub(in crate::ui) fn language() -> String {
    let spoken = || web_sys::window().and_then(|window| window.navigator().language());
    let language = kept::recalled(LANGUAGE).or_else(spoken).unwrap_or_default();
    language.split('-').next().unwrap_or_default().to_owned()
}

/// Keeps a language that was chosen by hand.
pub(in crate::ui) fn remember_language(language: &str) {
    kept::remember(LANGUAGE, language);
}

/// The lesson that was open when the page was last here.
pub(in crate::ui) fn lesson() -> Option<LessonChoice> {
    let kept = kept::recalled(LESSON)?;
    Some(match kept.strip_prefix("named ") {
        Some(name) => LessonChoice::Named(name.to_owned()),
        None => LessonChoice::Written(kept),
    })
}

/// Keeps which lesson is open, or that none is.
pub(in crate::ui) fn remember_lesson(choice: Option<&LessonChoice>) {
    match choice {
        Some(LessonChoice::Named(name)) => kept::remember(LESSON, &["named ", name].concat()),
        Some(LessonChoice::Written(text)) => kept::remember(LESSON, text),
        None => kept::forget(LESSON),
    }
}

/// How far the person has come.
pub(in crate::ui) fn progress() -> Progress {
    kept::recalled(PROGRESS).and_then(|text| Progress::read(&text)).unwrap_or_default()
}

/// Keeps how far the person has come.
pub(in crate::ui) fn remember_progress(progress: &Progress) {
    kept::remember(PROGRESS, &progress.text());
}
