//! What the page says of something that was chosen.

#![allow(clippy::panic)] // What fails here fails the test.

use porthole::view::desk::Desk;
use porthole::view::protocol::{Request, Response};
use porthole::view::{Block, Inline, Orientation, Panel, Prose};

fn text(prose: &Prose) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Code(name) => format!("`{name}`"),
    };
    prose.iter().map(part).collect()
}

/// The explanation of something.
pub(crate) fn explained(manifests: &str, key: &str) -> Panel {
    let mut desk = Desk::default();
    let files = vec![("f.yaml".to_owned(), manifests.to_owned())];
    desk.answer(Request::Analyze {
        version: 1,
        files,
        assumed: Vec::new(),
        orientation: Orientation::Across,
        width: 800.0,
        lens: porthole::view::Lens::default(),
        against: None,
        lesson: None,
    });
    let Response::Panel { panel: Some(panel), .. } = desk.answer(Request::Explain { version: 1, key: key.to_owned() })
    else {
        panic!("nothing explains {key}")
    };
    *panel
}

/// The sentences under a heading of the explanation of something.
pub(crate) fn said(manifests: &str, key: &str, heading: &str) -> Vec<String> {
    let panel = explained(manifests, key);
    let blocks = panel.sections.iter().filter(|section| section.heading == heading).flat_map(|section| &section.blocks);
    let sentences = blocks.flat_map(|block| match block {
        Block::Text(prose) | Block::Link(_, prose) => vec![text(prose)],
        Block::List(items) => items.iter().map(text).collect(),
        _ => Vec::new(),
    });
    sentences.collect()
}
