//! What is taken along: the manifests, a report of them, the map as a picture.

use super::Desk;
use crate::ui::browser::out;
use crate::ui::export::{To, What};
use crate::ui::state::{Action, Notice};
use crate::view::protocol::Report;

impl Desk {
    /// Takes a report of a version along, or the map as it is drawn, or the manifests as they stand.
    pub(in crate::ui) fn take(&self, what: What, to: To, version: Option<u32>) {
        self.wanted.set(to);
        match (what, version) {
            (What::Manifests, _) => self.hand_out(None, &self.files().joined()),
            (What::Map(form), _) => out::picture(form, to == To::Clipboard, self.tell(to)),
            (What::Report(report), Some(version)) => self.analyst.export(version, report),
            (What::Report(report), None) => self.on.emit(Action::Exported(report, None)),
        }
    }

    /// Hands a text to where it was wanted.
    pub(in crate::ui) fn hand_out(&self, report: Option<Report>, text: &str) {
        let name = match report {
            Some(Report::Markdown) => "porthole.md",
            Some(Report::Json) => "porthole.json",
            Some(Report::Sarif) => "porthole.sarif",
            None => "manifests.yaml",
        };
        match self.wanted.get() {
            To::File => out::save(name, text),
            to @ To::Clipboard => out::copy(text, self.tell(to)),
        }
    }

    /// Says whether what was wanted is there, where nothing else does.
    fn tell(&self, to: To) -> impl FnOnce(bool) + use<> {
        let on = self.on.clone();
        move |done| {
            let text = match (to, done) {
                (To::File, true) => return,
                (To::File, false) => "No picture could be made of the map.",
                (To::Clipboard, true) => "Copied.",
                (To::Clipboard, false) => "The browser does not let the page copy. Download it instead.",
            };
            on.emit(Action::Say(Notice { text, does: None }));
        }
    }
}
