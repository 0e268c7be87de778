//! A box that scrolls: what it shows of its content.

use std::ops::Range;

use web_sys::Element;
use yew::NodeRef;

use crate::ui::pairs::Shown;

/// What a box shows now, rounded to steps of this size, so that not every pixel is news.
pub(in crate::ui) fn shown(of: &NodeRef, step: usize) -> Option<Shown> {
    let element = of.cast::<Element>()?;
    let part = |from: i32, length: i32| {
        let (from, length) = (usize::try_from(from).unwrap_or(0), usize::try_from(length).unwrap_or(0));
        let start = from.saturating_sub(from.checked_rem(step).unwrap_or_default());
        start..from.saturating_add(length).checked_next_multiple_of(step).unwrap_or(usize::MAX)
    };
    Some(Shown {
        across: part(element.scroll_left(), element.client_width()),
        down: part(element.scroll_top(), element.client_height()),
    })
}

/// Scrolls a box by as little as shows a part of its content, but for what heads cover at the start of either side.
pub(in crate::ui) fn show(of: &NodeRef, part: &Shown, heads: (usize, usize)) {
    let Some(element) = of.cast::<Element>() else { return };
    let to = |now: i32, length: i32, part: &Range<usize>, head: usize| {
        let [start, end, head] = [part.start, part.end, head].map(|at| i32::try_from(at).unwrap_or(i32::MAX));
        now.min(start.saturating_sub(head)).max(end.saturating_sub(length))
    };
    element.set_scroll_left(to(element.scroll_left(), element.client_width(), &part.across, heads.0));
    element.set_scroll_top(to(element.scroll_top(), element.client_height(), &part.down, heads.1));
}
