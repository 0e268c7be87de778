//! What becomes of ports as one tier of policies after the other is asked.

use super::rule_ports::Destination;
use super::rules::{Action, Rule, Tier};
use super::{Allowed, Peer, Policies, PortSet};
use crate::labels::Match;
use crate::manifest::ObjectId;
use crate::manifest::policy::Direction;

impl Policies {
    /// Asks one tier after the other about some ports. Of every port is known what may have become of it, so that
    /// whatever is not certain leaves it on both ways.
    pub(super) fn allowed(
        &self,
        workload: ObjectId,
        direction: Direction,
        peer: Peer,
        destination: Destination,
        within: &PortSet,
    ) -> Allowed {
        let mut fate = Fate { undecided: within.clone(), ..Fate::default() };
        let mut namespaced: Vec<(&[Rule], Match)> = Vec::new();
        let mut before = true;
        for (policy, rules, selected) in self.asked(workload, direction) {
            match policy.tier {
                Tier::Namespace => namespaced.push((rules, selected)),
                tier => {
                    if before && matches!(tier, Tier::Baseline(_)) {
                        self.namespaced(&mut fate, &namespaced, peer, destination, within);
                        before = false;
                    }
                    for rule in rules {
                        let fits = Match::all([selected, self.fits(rule, peer)]);
                        fate.decide(rule.action, fits, &rule.ports(destination));
                    }
                }
            }
        }
        if before {
            self.namespaced(&mut fate, &namespaced, peer, destination, within);
        }
        let allowed = fate.allowed.union(&fate.undecided).union(&fate.passed);
        Allowed { sure: allowed.difference(&fate.denied).union(&fate.spared), possible: allowed }
    }

    /// What the policies of the namespace make of what the administrator's left to them. Where only
    /// some that may select the pods isolate them, whichever lets least through is to be reckoned with.
    fn namespaced(
        &self,
        fate: &mut Fate,
        policies: &[(&[Rule], Match)],
        peer: Peer,
        destination: Destination,
        within: &PortSet,
    ) {
        let passed = std::mem::take(&mut fate.passed);
        fate.undecided = fate.undecided.union(&passed);
        if policies.is_empty() {
            return;
        }
        let of_all = within.is_all();
        let through = |rules: &[Rule], at_least: Match| {
            let fitting = rules.iter().filter(|rule| match self.fits(rule, peer) {
                Match::Yes => true,
                Match::Unknown => at_least == Match::Unknown,
                Match::No => false,
            });
            // Ports that nobody asks about would only make the sets large.
            let asked = |rule: &Rule| {
                let ports = rule.ports(destination);
                if of_all { ports } else { ports.intersection(within) }
            };
            PortSet::union_of(fitting.map(asked))
        };
        let surely = policies.iter().filter(|(_, selected)| *selected == Match::Yes);
        let isolated = surely.clone().next().is_some();
        let most = PortSet::union_of(policies.iter().map(|(rules, _)| through(rules, Match::Unknown)));
        let least = if isolated {
            PortSet::union_of(surely.map(|(rules, _)| through(rules, Match::Yes)))
        } else {
            policies.iter().fold(PortSet::all(), |all, (rules, _)| all.intersection(&through(rules, Match::Yes)))
        };
        fate.allowed = fate.allowed.union(&fate.undecided.intersection(&most));
        // Which number a name stands for is not known, so that it cannot be taken out of the numbers.
        let spared = least.names().intersection(&fate.undecided).difference(&fate.denied);
        fate.spared = fate.spared.union(&spared);
        fate.denied = fate.denied.union(&fate.undecided.difference(&least));
        if isolated {
            fate.undecided = PortSet::default();
        }
    }
}

/// What may have become of every port.
#[derive(Default)]
struct Fate {
    undecided: PortSet,
    passed: PortSet,
    allowed: PortSet,
    denied: PortSet,
    /// Names that are allowed although the numbers that they may stand for are denied.
    spared: PortSet,
}

impl Fate {
    /// A rule of the cluster's policies decides what nothing before it has.
    fn decide(&mut self, action: Action, fits: Match, ports: &PortSet) {
        if fits == Match::No {
            return;
        }
        let decided = self.undecided.intersection(ports);
        let into = match action {
            Action::Allow => &mut self.allowed,
            Action::Deny => &mut self.denied,
            Action::Pass => &mut self.passed,
        };
        *into = into.union(&decided);
        if fits == Match::Yes {
            self.undecided = self.undecided.difference(&decided);
        }
    }
}
