//! The control plane, where chains arrive at it.

use super::super::keys::{self, Part};
use super::super::{State, cards};
use super::{Line, Sketch};
use crate::chain;
use crate::exposure::{Reach, Verdict};
use crate::manifest::ObjectId;

impl Sketch<'_> {
    /// The API server and etcd behind it, with a line from each workload whose chain leads further there; nothing
    /// where none does.
    pub(super) fn control_plane(&mut self) {
        let workloads: Vec<(ObjectId, usize)> = self.of_object.iter().map(|(id, index)| (*id, *index)).collect();
        let mut lines = Vec::new();
        let (server, store) = (self.drafts.len(), self.drafts.len().saturating_add(1));
        for (id, from) in workloads {
            let chain = chain::of(self.analysis, id).filter(|chain| chain.verdict != Verdict::Blocked);
            let Some((chain, object)) = chain.zip(self.cluster.object(id)) else { continue };
            let Some(worst) = chain.powers.first() else { continue };
            let state = if chain.verdict == Verdict::Open { State::Yes } else { State::Depends };
            let perhaps = if state == State::Yes { "" } else { "perhaps " };
            let may = worst.words().replace('`', "");
            let label = format!("{} may {perhaps}{may} on the API server", object.name());
            lines.push(Line::new(keys::chain(object), (from, server), state, chain.path.from, label));
        }
        let outermost: Option<(State, Reach)> = lines.iter().map(|line| (line.state, line.reach)).min();
        let Some((state, reach)) = outermost else { return };
        let width = self.card_width(4);
        self.drafts.extend([Part::ApiServer, Part::Etcd].map(|part| cards::control(part, width)));
        let label = "The API server keeps every object in etcd".to_owned();
        lines.push(Line::new(keys::control(Part::Etcd), (server, store), state, reach, label));
        self.lines.append(&mut lines);
    }
}
