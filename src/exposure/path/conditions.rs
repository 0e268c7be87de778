//! What a way rests on, whom alone it lets come, and whether that is more than another one does.

use std::rc::Rc;

use super::{Hop, Path, Reach, Verdict};
use crate::exposure::{Answer, Assumption, Environment};
use crate::manifest::{Object, ObjectId};
use crate::policy::AddressSet;
use crate::words::code;

impl Path {
    /// Makes the verdict rest on an assumption: open if it is so, blocked if not, else depending.
    pub(in crate::exposure) fn rests_on(&mut self, assumption: Assumption, environment: &Environment) {
        let verdict = match environment.answer(assumption) {
            Answer::Yes => Verdict::Open,
            Answer::No => Verdict::Blocked,
            Answer::Unknown => {
                self.assumes(assumption);
                Verdict::Depends
            }
        };
        self.verdict = self.verdict.max(verdict);
    }

    /// Takes an assumption as given unless it was answered.
    pub(in crate::exposure) fn takes_as_given(&mut self, assumption: Assumption, environment: &Environment) {
        match environment.answer(assumption) {
            Answer::Unknown => self.assumes(assumption),
            Answer::Yes | Answer::No => self.rests_on(assumption, environment),
        }
    }

    /// Notes that only listed address ranges come in, if any are listed, with commas or spaces between, and
    /// not everyone is among them. Where no public address is, nobody on the Internet comes in.
    pub(in crate::exposure) fn limited_to(&mut self, ranges: &str, environment: &Environment) {
        let ranges: Vec<&str> = ranges.split([',', ' ']).filter(|range| !range.is_empty()).collect();
        if ranges.is_empty() {
            return;
        }
        let known: Vec<AddressSet> = ranges.iter().filter_map(|range| AddressSet::listed(range)).collect();
        let all_known = known.len() == ranges.len();
        let listed = known.iter().fold(AddressSet::default(), |all, range| all.union(range));
        let (public, all) = (AddressSet::public(), AddressSet::all());
        if listed.covers(if self.from == Reach::Internet { &public } else { &all }) {
            return;
        }
        if all_known {
            if self.from == Reach::Internet && listed.intersection(&public).is_empty() {
                self.comes_from(Reach::PrivateNetwork);
                // Whether the Internet finds the load balancer no longer matters.
                self.depends_on.retain(|assumption| *assumption != Assumption::PublicLoadBalancers);
            }
            self.only_from(&listed);
        }
        self.rests_on(Assumption::SourceRanges, environment);
    }

    /// Takes note that only some addresses are let in.
    pub(in crate::exposure) fn only_from(&mut self, addresses: &AddressSet) {
        let before = self.addresses.as_ref();
        let left = before.map_or_else(|| addresses.clone(), |before| before.intersection(addresses));
        self.addresses = Some(Rc::new(left));
    }

    /// Adds a step before the one in which the pod is arrived at.
    pub(in crate::exposure) fn passes(&mut self, hop: Hop) {
        self.hops.reserve_exact(1);
        self.hops.insert(self.hops.len().saturating_sub(1), hop);
    }

    /// Takes note that a policy that is not followed may keep it out.
    pub(in crate::exposure) fn waits_for(
        &mut self,
        (id, policy): (ObjectId, &Object),
        assumption: Assumption,
        environment: &Environment,
    ) {
        let text = format!("if {} {} lets it in", policy.kind.value, code(policy.name()));
        self.passes(Hop::new(Some(id), text, vec![policy.name_place()]));
        self.rests_on(assumption, environment);
    }

    /// Begins it anew, elsewhere.
    pub(in crate::exposure) fn comes_from(&mut self, from: Reach) {
        self.from = from;
        if let Some(first) = self.hops.first_mut() {
            *first = Hop::begin(from);
        }
    }

    /// Notes an assumption without weakening the verdict.
    pub(in crate::exposure) fn assumes(&mut self, assumption: Assumption) {
        if !self.depends_on.contains(&assumption) {
            self.depends_on.push(assumption);
        }
    }

    /// Whether everyone whom another way lets in takes this one, too.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let addresses = match (&self.addresses, &other.addresses) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(others)) => own.holds(others),
        };
        let pods = match (&self.inside, &other.inside) {
            (None, _) => self.from <= other.from,
            (Some(_), None) => false,
            (Some(own), Some(others)) => own.covers(others),
        };
        addresses && pods
    }

    /// Who is let in by it and by none of the others, where some are: the pods that policies name, or other addresses.
    pub(crate) fn lets_in_besides(&self, others: &[&Self]) -> Option<String> {
        if others.iter().any(|other| other.from == self.from && other.addresses.is_some()) {
            return Some(self.from.who().replacen("anyone", "some", 1));
        }
        let inside = self.inside.as_ref().filter(|_| self.from == Reach::SelectedPods)?;
        let others = others.iter().filter(|other| other.verdict <= self.verdict);
        inside.besides(others.filter_map(|other| other.inside.as_deref()))
    }
}
