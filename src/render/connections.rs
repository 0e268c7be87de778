//! Who may connect to whom, for the JSON report: rows grow with the square of the workloads, so they are
//! made only when they are asked for.

use serde::Serialize;

use super::json::{Name, name, word};
use crate::Analysis;
use crate::exposure::Verdict;
use crate::labels::Requirement;
use crate::policy::{self, Connection, Described, End, Isolation, PortSet};

#[derive(Serialize)]
pub(super) struct ConnectionRow {
    from: EndRow,
    to: EndRow,
    ports: String,
    verdict: &'static str,
}

/// An end of a connection: a word, a workload, addresses, or pods by their labels.
#[derive(Serialize)]
#[serde(untagged)]
enum EndRow {
    Word(&'static str),
    Workload(Name),
    Addresses { addresses: Vec<String> },
    Described { namespace_labels: Vec<String>, pod_labels: Vec<String> },
}

#[derive(Serialize)]
pub(super) struct IsolationRow {
    #[serde(flatten)]
    name: Name,
    ingress: &'static str,
    egress: &'static str,
}

pub(super) fn connection_rows(analysis: &Analysis) -> Vec<ConnectionRow> {
    let row = |connection: Connection| {
        let verdict = if connection.certain { Verdict::Open } else { Verdict::Depends };
        Some(ConnectionRow {
            from: end(analysis, &connection.from)?,
            to: end(analysis, &connection.to)?,
            ports: ports(&connection.ports),
            verdict: verdict.id(),
        })
    };
    policy::connections(&analysis.cluster, &analysis.policies).into_iter().filter_map(row).collect()
}

pub(super) fn isolation_rows(analysis: &Analysis) -> Vec<IsolationRow> {
    let row = |isolation: Isolation| {
        let name = name(analysis.cluster.object(isolation.workload)?);
        Some(IsolationRow { name, ingress: word(isolation.ingress), egress: word(isolation.egress) })
    };
    policy::isolation(&analysis.cluster, &analysis.policies).into_iter().filter_map(row).collect()
}

fn end(analysis: &Analysis, end: &End) -> Option<EndRow> {
    Some(match end {
        End::Workload(id) => EndRow::Workload(name(analysis.cluster.object(*id)?)),
        End::Addresses(set) if set.is_everywhere() => EndRow::Word("internet"),
        End::Addresses(set) => EndRow::Addresses { addresses: set.texts() },
        End::Described(pods) if pods.is_everything() => EndRow::Word("entire-cluster"),
        End::Described(pods) => described(pods),
    })
}

fn described(pods: &Described) -> EndRow {
    let texts = |requirements: &[Requirement]| requirements.iter().map(Requirement::text).collect();
    EndRow::Described { namespace_labels: texts(&pods.namespace), pod_labels: texts(&pods.pod) }
}

fn ports(ports: &PortSet) -> String {
    if ports.is_all() { "All".to_owned() } else { ports.text() }
}
