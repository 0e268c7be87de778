//! What the page knows and how it changes: a pure reducer, without the browser.

mod action;
mod parts;
mod sift;

use std::rc::Rc;

pub use action::Action;
pub use parts::*;
pub use sift::Sift;

use super::files::{Files, UNNAMED};
use crate::view::protocol::Report;
use crate::view::{Key, Orientation, Panel, View};

/// How many findings are drawn at once.
pub const PAGE_OF_FINDINGS: usize = 200;

/// Under this width of its box, in CSS pixels, the map runs downward.
const NARROW_MAP: u32 = 560;

/// The page's state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The latest overview.
    pub shown: Option<Shown>,
    /// How the analysis of the newest text stands.
    pub run: Run,
    /// The one selection.
    pub selected: Option<Key>,
    /// Who made it.
    pub by: By,
    /// The latest explanation of the selection.
    pub explained: Option<Explained>,
    /// The view that a narrow screen shows.
    pub pane: Pane,
    /// The list that a wide screen shows under the map: findings or matches.
    pub list: Pane,
    /// Lines of text.
    pub lines: usize,
    /// Width and height of the map's box in CSS pixels; height 0 where its content decides it.
    pub map_box: (u32, u32),
    /// Which findings are listed.
    pub sift: Sift,
    /// The report that was just written.
    pub exported: Option<(Report, Shared<String>)>,
    /// How many findings are drawn.
    pub findings_drawn: usize,
    /// Whether the page is dark.
    pub dark: bool,
    /// How many editors have taken the place of the first.
    pub editors: u32,
    /// What was just done, for eye and ear.
    pub notice: Option<Notice>,
    /// The names of the files.
    pub files: Rc<[String]>,
    /// The one in the editor.
    pub file: usize,
    /// What a person said about the cluster: the name of each assumption and of its answer.
    pub assumed: Vec<(String, String)>,
    /// The fix that is looked at.
    pub trial: Option<Trial>,
    /// The files that are compared with.
    pub kept: Option<Rc<Files>>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            shown: None,
            run: Run::Working,
            selected: None,
            by: By::Page,
            explained: None,
            pane: Pane::Editor,
            list: Pane::Findings,
            lines: 0,
            map_box: (0, 0),
            sift: Sift::default(),
            exported: None,
            findings_drawn: PAGE_OF_FINDINGS,
            dark: false,
            editors: 0,
            notice: None,
            files: [UNNAMED.to_owned()].into(),
            file: 0,
            assumed: Vec::new(),
            trial: None,
            kept: None,
        }
    }
}

impl State {
    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Typed(lines) => {
                next.lines = lines;
                next.run = Run::Working;
                next.trial = None;
                next.notice = None;
            }
            Action::Replaced => {
                next.give_up(By::Page);
                next.notice = None;
                next.sift = Sift::default();
                next.findings_drawn = PAGE_OF_FINDINGS;
            }
            Action::Viewed(shown, run) => {
                next.shown = Some(shown);
                next.run = run;
                match next.selected {
                    None if next.by == By::Page => next.choose_first(None),
                    None => {}
                    // It is explained anew, but the editor stays where the person works.
                    Some(_) => next.by = By::Page,
                }
            }
            Action::Failed(failure) => next.run = Run::Failed(failure),
            Action::Explained(version, key, panel) => {
                let current = next.shown.as_ref().is_some_and(|shown| shown.version == version);
                if !current || next.selected.as_ref() != Some(&key) {
                    return next;
                }
                match panel {
                    Some(panel) => next.explained = Some(Explained { version, panel }),
                    None => {
                        next.give_up(By::Page);
                        next.choose_first(Some(&key));
                    }
                }
            }
            Action::Choose(key, by) => {
                if next.selected.as_ref() != Some(&key) {
                    next.notice = next.notice.filter(|notice| notice.undo);
                    next.trial = None;
                }
                next.selected = Some(key);
                next.by = by;
            }
            Action::Cursor(offset) => {
                if let Some(key) = next.at_cursor(offset) {
                    if next.selected.as_ref() != Some(&key) {
                        next.trial = None;
                    }
                    next.selected = Some(key);
                    next.by = By::Cursor;
                }
            }
            Action::Clear => next.give_up(By::Hand),
            Action::Show(pane) => {
                next.pane = pane;
                if matches!(pane, Pane::Findings | Pane::Matches) {
                    next.list = pane;
                }
            }
            Action::Resized(width, height) => next.map_box = (width, height),
            Action::Dark(dark) => next.dark = dark,
            Action::More => next.findings_drawn = next.findings_drawn.saturating_add(PAGE_OF_FINDINGS),
            Action::EditorCame => next.editors = next.editors.wrapping_add(1),
            Action::Assume(about, answer) => {
                next.assumed.retain(|(said, _)| *said != about);
                next.assumed.push((about, answer));
                next.run = Run::Working;
            }
            Action::Try(fix) => {
                next.trial = self.shown.as_ref().map(|shown| Trial {
                    version: shown.version,
                    edits: fix.edits,
                    result: Tried::Working,
                    before: false,
                });
            }
            Action::Previewed(version, preview) => {
                if let Some(trial) = next.trial.as_mut().filter(|trial| trial.version == version) {
                    trial.result = preview.map_or(Tried::Failed, Tried::Done);
                }
            }
            Action::ShowBefore(before) => {
                if let Some(trial) = &mut next.trial {
                    trial.before = before;
                }
            }
            Action::EndTrial => next.trial = None,
            Action::Keep(text) => {
                next.kept = text;
                next.run = Run::Working;
            }
            Action::Say(notice) => next.notice = Some(notice),
            Action::Exported(report, Some(text)) => next.exported = Some((report, text)),
            Action::Exported(_, None) => {
                let text = "The text has just changed. Try once more.";
                next.notice = Some(Notice { text, undo: false });
            }
            Action::Sift(sift) => (next.sift, next.findings_drawn) = (sift, PAGE_OF_FINDINGS),
            Action::Hush => next.notice = None,
            Action::Files(files, file) => (next.files, next.file) = (files, file),
        }
        next
    }

    /// The overview, where there is one.
    pub fn view(&self) -> Option<&Shared<View>> {
        self.shown.as_ref().map(|shown| &shown.view)
    }

    /// The explanation, where there is one.
    pub fn panel(&self) -> Option<&Shared<Panel>> {
        self.explained.as_ref().map(|explained| &explained.panel)
    }

    /// Whether the explanation speaks of the text as it stands, so that its edits still fit.
    pub fn is_fresh(&self) -> bool {
        let versions = (self.shown.as_ref().map(|s| s.version), self.explained.as_ref().map(|e| e.version));
        self.run.is_done() && versions.0.is_some() && versions.0 == versions.1
    }

    /// How the map should run, and the width that it should then fit in CSS pixels; none while its
    /// box is not known. A map that runs across has a width of its own.
    pub fn room(&self) -> Option<(Orientation, f32)> {
        let (width, height) = self.map_box;
        match width {
            0 => None,
            _ if width < NARROW_MAP || height > width => {
                Some((Orientation::Down, f32::from(u16::try_from(width).unwrap_or(u16::MAX))))
            }
            _ => Some((Orientation::Across, 0.0)),
        }
    }

    /// What a cursor chooses: the smallest anchor around it, while the anchors belong to the text.
    fn at_cursor(&self, offset: usize) -> Option<Key> {
        if !self.run.is_done() {
            return None;
        }
        let anchors = self.view()?.anchors.iter();
        anchors
            .filter(|a| a.file == self.file && a.from <= offset && offset <= a.to)
            .min_by_key(|a| a.to - a.from)
            .map(|a| a.key.clone())
    }

    fn give_up(&mut self, by: By) {
        self.selected = None;
        self.explained = None;
        self.trial = None;
        self.by = by;
    }

    fn choose_first(&mut self, except: Option<&Key>) {
        let Some(view) = self.view() else { return };
        self.selected = view.first().filter(|key| Some(*key) != except).cloned();
    }
}

#[cfg(test)]
mod tests;
