//! What a lesson tells: its Markdown, which the engine made a small tree of, as elements.

use yew::prelude::*;

use super::draw::choose;
use super::lesson::prose_of;
use super::state::Action;
use crate::view::{Piece, StoryBlock};

/// A text of a lesson.
pub(super) fn story(blocks: &[StoryBlock], on: &Callback<Action>) -> Html {
    let block = |block: &StoryBlock| match block {
        StoryBlock::Paragraph(text) => html! { <p>{pieces(text, on)}</p> },
        StoryBlock::Heading(text) => html! { <h3>{pieces(text, on)}</h3> },
        StoryBlock::List(false, items) => html! { <ul>{for items.iter().map(|item| entry(item, on))}</ul> },
        StoryBlock::List(true, items) => html! { <ol>{for items.iter().map(|item| entry(item, on))}</ol> },
        StoryBlock::Code(text) => html! { <pre class="yaml" tabindex="0"><code>{text.clone()}</code></pre> },
    };
    blocks.iter().map(block).collect()
}

fn entry(item: &[Piece], on: &Callback<Action>) -> Html {
    html! { <li>{pieces(item, on)}</li> }
}

/// The pieces of a line. A link says where it leads, since a lesson may come from anyone.
pub(super) fn pieces(pieces: &[Piece], on: &Callback<Action>) -> Html {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => html! { {text.clone()} },
        Piece::Code(text) => html! { <code>{text.clone()}</code> },
        Piece::Emphasis(text) => html! { <em>{prose_of(text)}</em> },
        Piece::Card(text, key) => html! {
            <button type="button" class="link" onclick={choose(on, key)}>{text.clone()}</button>
        },
        Piece::Link(text, address) => html! {
            <a href={address.clone()} target="_blank" rel="noopener noreferrer nofollow">
                {text.clone()}<small>{" "}{shown(address)}</small>
            </a>
        },
    };
    pieces.iter().map(piece).collect()
}

/// An address as it is shown: without what every one begins with, and no longer than can be read.
fn shown(address: &str) -> String {
    let address = address.strip_prefix("https://").unwrap_or(address);
    let most = 60;
    let short: String = address.chars().take(most).collect();
    if short.len() < address.len() { format!("{short}…") } else { short }
}
