//! What lies behind a workload for whoever takes its pods over.

use super::super::prose::{marks, prose};
use super::super::{Block, HopRow};
use super::Draft;
use crate::Analysis;
use crate::chain::{self, Link};
use crate::exposure::Verdict;
use crate::manifest::ObjectId;

/// The links behind the way in, and what of them the manifests do not say.
pub(super) fn chain(analysis: &Analysis, id: ObjectId, draft: &mut Draft) {
    let Some(chain) = chain::of(analysis, id) else { return };
    let row = |link: &Link| HopRow {
        text: prose(&link.text),
        marks: marks(&analysis.texts, link.places.iter().copied()),
        reach: chain.path.from.into(),
        dead: link.verdict == Verdict::Blocked,
    };
    let mut blocks = vec![Block::Hops(chain.links.iter().map(row).collect())];
    blocks.extend(chain.unknown.iter().map(|unknown| Block::Text(prose(unknown.text()))));
    draft.section("What comes next", blocks);
}
