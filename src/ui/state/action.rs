//! What happens to the page.

use std::rc::Rc;

use super::{By, Failure, Notice, Pane, Run, Shared, Shown, Sift};
use crate::ui::files::Files;
use crate::view::protocol::Report;
use crate::view::{FixCard, Key, Panel, Preview};

/// What happens to the page.
#[derive(Debug, Clone)]
pub enum Action {
    /// The text changed and now has so many lines.
    Typed(usize),
    /// Another text took its place, and nothing of the selection is worth keeping.
    Replaced,
    /// The newest text was analysed: now, or when the page was built.
    Viewed(Shown, Run),
    /// The newest text could not be analysed.
    Failed(Failure),
    /// The selection was explained in a version, or is no longer there.
    Explained(u32, Key, Option<Shared<Panel>>),
    /// Something was chosen.
    Choose(Key, By),
    /// A person put the cursor at this UTF-16 offset.
    Cursor(usize),
    /// The selection was given up.
    Clear,
    /// A view was asked for.
    Show(Pane),
    /// The map's box changed.
    Resized(u32, u32),
    /// The dark theme, or the light one, was asked for.
    Dark(bool),
    /// More findings were asked for.
    More,
    /// Another editor took the place of the first, and has yet to be told what to show.
    EditorCame,
    /// An assumption about the cluster got an answer.
    Assume(String, String),
    /// A fix is to be looked at before it is made.
    Try(FixCard),
    /// What a fix would make of a version was worked out, or could not be.
    Previewed(u32, Option<Shared<Preview>>),
    /// The map is to show what is (true) or what would be.
    ShowBefore(bool),
    /// The fix is not looked at any more.
    EndTrial,
    /// Files are to be compared with from now on, or none.
    Keep(Option<Rc<Files>>),
    /// Something was done that should be said.
    Say(Notice),
    /// A report was written, or could not be.
    Exported(Report, Option<Shared<String>>),
    /// Other findings are to be listed.
    Sift(Sift),
    /// What was said has been read.
    Hush,
    /// These files are there now, and the one at the index is in the editor.
    Files(Rc<[String]>, usize),
}
