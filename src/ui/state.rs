//! What the page knows and how it changes: a pure reducer, without the browser.

mod action;
mod class;
mod links;
mod parts;
mod selection;
mod sift;
mod turns;
mod wish;

use std::rc::Rc;

pub use action::Action;
pub use class::{Class, Learns, Open, Purpose, Sketch};
pub use parts::*;
pub use sift::Sift;
pub use turns::Drawn;

use super::files::{Files, UNNAMED};
use crate::view::protocol::Report;
use crate::view::{Hit, Key, Lens, Orientation, Panel, View};

/// Under this width of its box, in CSS pixels, the map runs downward.
const NARROW_MAP: u32 = 560;

/// The page's state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The latest overview.
    pub shown: Option<Shown>,
    /// What of it and of the explanation is drawn.
    pub drawn: Drawn,
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
    /// Whether the page is drawn for paper, on which nobody scrolls or unfolds anything.
    pub prints: bool,
    /// Which findings are listed.
    pub sift: Sift,
    /// The report that was just written.
    pub exported: Option<(Report, Shared<String>)>,
    /// What was looked for last, and the objects that it found.
    pub found: (String, Rc<[Hit]>),
    /// Whether the page is dark.
    pub dark: bool,
    /// How many editors have taken the place of the first.
    pub editors: u32,
    /// What was just done, for eye and ear.
    pub notice: Option<Notice>,
    /// Whether a newer page waits to take this one's place.
    pub newer: bool,
    /// The names of the files.
    pub files: Rc<[String]>,
    /// The one in the editor.
    pub file: usize,
    /// What a person said about the cluster: the name of each assumption and of its answer.
    pub assumed: Vec<(String, String)>,
    /// What of it the map shows.
    pub lens: Lens,
    /// The fix that is looked at.
    pub trial: Option<Trial>,
    /// What is wanted of the first fix of the selection as soon as that is explained.
    pub wish: Option<Wish>,
    /// The files that are compared with.
    pub kept: Option<Rc<Files>>,
    /// What came with the page's address and waits for a person's word.
    pub arrived: Option<Arrived>,
    /// The link that was made last.
    pub offer: Option<Offer>,
    /// Lessons.
    pub class: Class,
}

impl Default for State {
    fn default() -> Self {
        Self {
            shown: None,
            drawn: Drawn::default(),
            run: Run::Working,
            selected: None,
            by: By::Page,
            explained: None,
            pane: Pane::Editor,
            list: Pane::Findings,
            lines: 0,
            map_box: (0, 0),
            prints: false,
            sift: Sift::default(),
            exported: None,
            found: (String::new(), [].into()),
            dark: false,
            editors: 0,
            notice: None,
            newer: false,
            files: [UNNAMED.to_owned()].into(),
            file: 0,
            assumed: Vec::new(),
            lens: Lens::default(),
            trial: None,
            wish: None,
            kept: None,
            arrived: None,
            offer: None,
            class: Class::default(),
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
                next = next.after(Action::Asked(lines));
                // Whoever typed ahead of the program types on.
                next.notice = next.notice.filter(|notice| notice.does == Some(Does::Return));
            }
            Action::Asked(lines) => {
                next.lines = lines;
                next.run = Run::Working;
                next.trial = None;
            }
            Action::Replaced => {
                next.lens = Lens::default();
                next.give_up(By::Page);
                next.notice = None;
                next.sift = Sift::default();
            }
            Action::Viewed(shown, run) => {
                next.shown = Some(shown);
                next.run = run;
                match next.selected {
                    None if next.by == By::Page => next.choose_first(None),
                    None => {}
                    // It is explained anew, but the editor stays where the person works. What was chosen just now and is
                    // not explained yet is still the person's choice.
                    Some(_) if next.explains_selected() => next.by = By::Page,
                    Some(_) => {}
                }
            }
            Action::Failed(failure) => next.run = Run::Failed(failure),
            Action::Explained(version, key, panel) => {
                let current = next.shown.as_ref().is_some_and(|shown| shown.version == version);
                if !current || next.selected.as_ref() != Some(&key) {
                    return next;
                }
                match panel {
                    Some(panel) => {
                        next.explained = Some(Explained { version, panel });
                        next.give_up_wish(&key);
                    }
                    // What a newer text or a link brought may be in the overview to come.
                    None if next.run == Run::Working => {}
                    None => {
                        next.give_up(By::Page);
                        next.choose_first(Some(&key));
                    }
                }
            }
            Action::Choose(key, by) => {
                if next.selected.as_ref() != Some(&key) {
                    next.notice = next.notice.filter(|notice| notice.does.is_some());
                    next.trial = None;
                }
                next.wish = None;
                next.selected = Some(key);
                next.by = by;
            }
            Action::Wish(key, wish) => {
                next = next.after(Action::Choose(key, By::Hand));
                next.wish = Some(wish);
            }
            Action::Granted => next.wish = None,
            Action::Cursor(offset) => {
                if let Some(key) = next.at_cursor(offset) {
                    if next.selected.as_ref() != Some(&key) {
                        next.trial = None;
                    }
                    next.wish = None;
                    next.selected = Some(key);
                    next.by = By::Cursor;
                }
            }
            Action::Clear => next.give_up(By::Hand),
            Action::Show(pane) => next.show(pane),
            Action::Focus(key) => next.lens.focus = key,
            Action::Fold(namespace, folded) => {
                next.lens.folds.retain(|(said, _)| *said != namespace);
                next.lens.folds.push((namespace, folded));
            }
            Action::Turn => next.drawn = self.turn().unwrap_or_default(),
            Action::Resized(width, height) => next.map_box = (width, height),
            Action::Prints(prints) => next.prints = prints,
            Action::Dark(dark) => next.dark = dark,
            Action::EditorCame => next.editors = next.editors.wrapping_add(1),
            Action::Assume(about, answer) => {
                next.assumed.retain(|(said, _)| *said != about);
                next.assumed.push((about, answer));
                next.run = Run::Working;
            }
            Action::AssumeAll(assumed) => {
                if next.assumed != assumed {
                    next.assumed = assumed;
                    next.run = Run::Working;
                }
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
            Action::Found(text, hits) => next.found = (text, hits),
            Action::Exported(report, Some(text)) => next.exported = Some((report, text)),
            Action::Exported(_, None) => {
                let text = "The report could not be written: the text as it stands is not analysed. Try again in a moment, or change the text.";
                next.notice = Some(Notice { text, does: None });
            }
            Action::Sift(sift) => next.sift = sift,
            Action::Learn(learns) => next.learn(learns),
            Action::Hush => next.notice = None,
            Action::Arrived(arrived) => next.arrived = arrived,
            Action::Linked(link) => return next.linked(&link),
            Action::Offered(offer) => next.offer = Some(offer),
            Action::Copied(form) => {
                if let Some(offer) = &mut next.offer {
                    offer.copied = Some(form);
                }
            }
            Action::Newer(newer) => next.newer = newer,
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

    /// Whether what is explained is what is chosen, of whatever text.
    fn explains_selected(&self) -> bool {
        self.panel().is_some_and(|panel| Some(&panel.key) == self.selected.as_ref())
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

    fn show(&mut self, pane: Pane) {
        self.pane = pane;
        if matches!(pane, Pane::Findings | Pane::Matches) {
            self.list = pane;
        }
    }
}

#[cfg(test)]
mod tests;
