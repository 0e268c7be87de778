//! The answer to the text that the page opens with, worked out when the page is built: the first view
//! stands without the engine, which follows behind it.

use serde::{Deserialize, Serialize};

use super::desk::Desk;
use super::protocol::{Request, Response};
use super::{Key, Lens, Map, Orientation, Panel, View};

/// The width, in CSS pixels, that a map that runs down is made for before the page's own is known.
const PHONE: f32 = 390.0;

impl View {
    /// What is explained before any click: what matters most.
    pub fn first(&self) -> Option<&Key> {
        let finding = self.findings.first().map(|finding| &finding.key);
        finding.or_else(|| self.problems.first().map(|problem| &problem.key))
    }
}

/// What is known beforehand about one text, in a cluster of which nothing was said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct First {
    /// The name of the text.
    pub name: String,
    /// The text.
    pub text: String,
    /// Its overview, with a map that runs across.
    pub view: View,
    /// The map that runs down.
    pub down: Map,
    /// The explanation of what is chosen first.
    pub panel: Option<Panel>,
}

impl First {
    /// Works it out.
    pub fn of(name: &str, text: &str) -> Option<Self> {
        let mut desk = Desk::default();
        let mut view = |orientation| {
            let request = Request::Analyze {
                version: 0,
                files: vec![(name.to_owned(), text.to_owned())],
                assumed: Vec::new(),
                orientation,
                width: PHONE,
                lens: Lens::default(),
                against: None,
                lesson: None,
            };
            match desk.answer(request) {
                Response::View { view, .. } => Some(*view),
                _ => None,
            }
        };
        let (view, down) = (view(Orientation::Across)?, view(Orientation::Down)?.map);
        let panel = view.first().and_then(|key| match desk.answer(Request::Explain { version: 0, key: key.clone() }) {
            Response::Panel { panel, .. } => panel.map(|panel| *panel),
            _ => None,
        });
        Some(Self { name: name.to_owned(), text: text.to_owned(), view, down, panel })
    }

    /// Whether it is known about these files.
    pub fn is_of(&self, files: &[(String, String)]) -> bool {
        matches!(files, [(name, text)] if *name == self.name && *text == self.text)
    }

    /// The overview with its map in an orientation.
    pub fn view(&self, orientation: Orientation) -> View {
        let mut view = self.view.clone();
        if orientation == Orientation::Down {
            view.map = self.down.clone();
        }
        view
    }

    /// The explanation of what a key names, where it is that of the first choice.
    pub fn panel(&self, key: &Key) -> Option<&Panel> {
        self.panel.as_ref().filter(|panel| panel.key == *key)
    }
}
