//! Goals about what stays as it was.

use super::{Still, Subject};
use crate::documents::Documents;
use crate::lesson::goal::Ref;
use crate::lesson::{Lesson, hunks};
use crate::words::{count, list};

pub(super) fn wants_lines(most: usize) -> String {
    format!("At most {} changed.", if most == 1 { "1 line is".to_owned() } else { format!("{most} lines are") })
}

pub(super) fn still_lines(subject: &Subject, lesson: &Lesson, most: usize) -> Still {
    let now: Vec<_> = subject.analysis.texts.sources().collect();
    let begun = lesson.begin();
    let changes = begun.iter().flat_map(|source| {
        // A single file may have got another name.
        let same = now.iter().find(|other| other.name == source.name || (begun.len() == 1 && now.len() == 1));
        hunks(&source.text, same.map_or("", |same| &*same.text))
    });
    let changed: usize = changes.map(|hunk| hunk.len()).sum();
    let is = if changed == 1 { "is" } else { "are" };
    (changed > most).then(|| (format!("{} {is} changed by now.", count(changed, "line")), Vec::new()))
}

pub(super) fn wants(objects: &[Ref]) -> String {
    let stays = if objects.len() == 1 { "stays as it is" } else { "stay as they are" };
    format!("{} {stays}.", list(objects.iter().map(Ref::title)))
}

pub(super) fn still(subject: &Subject, lesson: &Lesson, objects: &[Ref]) -> Still {
    let (texts, begun, _) = Documents::default().read(&lesson.begin());
    for name in objects {
        let (_, now) = match subject.object(name) {
            Ok(found) => found,
            Err(still) => return still,
        };
        let before = begun.iter().rfind(|object| name.is(object));
        let (before, tree) = (before.and_then(|before| before.tree(&texts)), now.tree(&subject.analysis.texts));
        if !before.zip(tree).is_some_and(|(before, now)| before.same(&now)) {
            let text = format!("{} is not as it was at the start.", name.title());
            return Some((text, vec![now.name_place()]));
        }
    }
    None
}
