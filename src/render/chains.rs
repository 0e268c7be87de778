//! The chains to the control plane, for the JSON report.

use serde::Serialize;

use super::json::{Name, name};
use super::reach::{HopRow, step};
use crate::Analysis;
use crate::chain::{self, Chain};

#[derive(Serialize)]
pub(super) struct ChainRow {
    #[serde(flatten)]
    name: Name,
    from: &'static str,
    level: &'static str,
    verdict: &'static str,
    depends_on: Vec<&'static str>,
    links: Vec<LinkRow>,
}

#[derive(Serialize)]
struct LinkRow {
    stage: &'static str,
    verdict: &'static str,
    #[serde(flatten)]
    step: HopRow,
}

/// A row for every workload that someone can, or may be able to, connect to.
pub(super) fn chain_rows(analysis: &Analysis) -> Vec<ChainRow> {
    chain::chains(analysis).iter().filter_map(|chain| chain_row(analysis, chain)).collect()
}

fn chain_row(analysis: &Analysis, chain: &Chain) -> Option<ChainRow> {
    let path = chain.path;
    let way = path.hops.iter().map(|hop| LinkRow {
        stage: "way",
        verdict: path.verdict.id(),
        step: step(analysis, hop.object, &hop.text, &hop.places),
    });
    let links = chain.links.iter().map(|link| LinkRow {
        stage: link.stage.id(),
        verdict: link.verdict.id(),
        step: step(analysis, link.object, &link.text, &link.places),
    });
    let assumed = path.depends_on.iter().map(|assumption| assumption.id());
    Some(ChainRow {
        name: name(analysis.cluster.object(chain.workload)?),
        from: path.from.id(),
        level: chain.level.id(),
        verdict: chain.verdict.id(),
        depends_on: assumed.chain(chain.unknown.iter().map(|unknown| unknown.id())).collect(),
        links: way.chain(links).collect(),
    })
}
