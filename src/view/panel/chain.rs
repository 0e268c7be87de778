//! What lies behind a workload for whoever takes its pods over.

use super::super::keys::{self, Part};
use super::super::prose::{marks, prose};
use super::super::{Block, HopRow};
use super::Draft;
use crate::Analysis;
use crate::chain::{self, Chain, Link};
use crate::exposure::Verdict;
use crate::manifest::ObjectId;

/// The links behind the way in, and what of them the manifests do not say.
pub(super) fn chain(analysis: &Analysis, id: ObjectId, draft: &mut Draft) {
    if let Some(chain) = chain::of(analysis, id) {
        links(analysis, &chain, draft);
    }
}

/// The links of a chain, and everything on it lit.
pub(super) fn links(analysis: &Analysis, chain: &Chain, draft: &mut Draft) {
    light(analysis, chain, draft);
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

/// Lights a chain that leads further, from outside to etcd.
pub(super) fn light(analysis: &Analysis, chain: &Chain, draft: &mut Draft) {
    if !chain.arrives() || chain.verdict == Verdict::Blocked {
        return;
    }
    draft.lit.extend(keys::steps(&analysis.cluster, chain.path));
    draft.lit.extend(analysis.cluster.object(chain.workload).map(keys::chain));
    draft.lit.extend([Part::ApiServer, Part::Etcd].map(keys::control));
}
