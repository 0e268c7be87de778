//! What happens to the page.

use std::rc::Rc;

use super::{Arrived, By, Failure, Learns, Notice, Offer, Pane, Run, Shared, Shown, Sift, Wish};
use crate::link::Link;
use crate::ui::files::Files;
use crate::ui::forms::Form;
use crate::view::protocol::Report;
use crate::view::{FixCard, Hit, Key, Panel, Preview};

/// What happens to the page.
#[derive(Debug, Clone)]
pub enum Action {
    /// The text changed and now has so many lines.
    Typed(usize),
    /// The text, which has so many lines, is to be analysed for another map, another cluster or a lesson.
    Asked(usize),
    /// Another text took its place, and nothing of the selection is worth keeping.
    Replaced,
    /// The newest text was analysed: now, or when the page was built.
    Viewed(Shown, Run),
    /// The newest text could not be analysed.
    Failed(Failure),
    /// The selection was explained in a version, or is no longer there.
    Explained(u32, Key, Option<Shared<Panel>>),
    /// More of it is to be drawn.
    Turn,
    /// Something was chosen.
    Choose(Key, By),
    /// A person put the cursor at this UTF-16 offset.
    Cursor(usize),
    /// The selection was given up.
    Clear,
    /// A view was asked for.
    Show(Pane),
    /// The map is to show only this and its neighbours, or everything.
    Focus(Option<Key>),
    /// A namespace is to be folded on the map, or unfolded.
    Fold(String, bool),
    /// The map's box changed.
    Resized(u32, u32),
    /// The page is about to be printed, or no longer.
    Prints(bool),
    /// The dark theme, or the light one, was asked for.
    Dark(bool),
    /// Another editor took the place of the first, and has yet to be told what to show.
    EditorCame,
    /// An assumption about the cluster got an answer.
    Assume(String, String),
    /// These are all the answers, whatever was answered before.
    AssumeAll(Vec<(String, String)>),
    /// A fix is to be looked at before it is made.
    Try(FixCard),
    /// The first fix of a finding is to be made or looked at, from where there is no room for its explanation.
    Wish(Key, Wish),
    /// That was done.
    Granted,
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
    /// These objects are what was looked for.
    Found(String, Rc<[Hit]>),
    /// A report was written, or could not be.
    Exported(Report, Option<Shared<String>>),
    /// Other findings are to be listed.
    Sift(Sift),
    /// Something happened to lessons.
    Learn(Learns),
    /// What was said has been read.
    Hush,
    /// What came with the page's address waits for a person's word; none where that was given.
    Arrived(Option<Arrived>),
    /// A link was opened.
    Linked(Rc<Link>),
    /// A link was made.
    Offered(Offer),
    /// It was copied in a form.
    Copied(Form),
    /// A newer page waits (true), or need not be spoken of any more.
    Newer(bool),
    /// These files are there now, and the one at the index is in the editor.
    Files(Rc<[String]>, usize),
}
