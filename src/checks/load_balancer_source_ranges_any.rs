//! A list of who may use a load balancer that holds everyone.

use super::{Check, Subject, reached};
use crate::explain;
use crate::finding::{Confidence, Finding, Severity};
use crate::manifest::service::ServiceType;
use crate::words::code;

pub(super) static CHECK: Check = Check {
    id: "load-balancer-source-ranges-any",
    title: "List of allowed addresses that allows all of them",
    severity: Severity::Medium,
    confidence: Confidence::High,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
`loadBalancerSourceRanges` lists from which addresses a load balancer may be used. `0.0.0.0/0` is every address of
version 4 and `::/0` every one of version 6, so a list that holds one of them keeps nobody of that version out.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
  loadBalancerSourceRanges: [10.0.0.0/8, 0.0.0.0/0]
```

## Why it matters
The list looks like a restriction and is none. The other ranges in it do nothing, and a reader believes that the load
balancer is guarded.

## What to do
Remove the range of everyone and keep those that are meant. If the load balancer is for everyone, remove the list.

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80}]
  loadBalancerSourceRanges: [10.0.0.0/8]
```

## Limits
Not every provider obeys the list at all. Node ports are not guarded by it in any case.
"#;

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    for door in reached::doors(subject).filter(|door| door.spec.service_type() == ServiceType::LoadBalancer) {
        for range in &door.spec.load_balancer_source_ranges {
            let version = match range.value.trim() {
                "0.0.0.0/0" => "4",
                "::/0" => "6",
                _ => continue,
            };
            let message = format!(
                "{} lists who may use its load balancer, and with {} that is every address of IP version {version}.",
                explain::title(door.object),
                code(range.value.trim())
            );
            let mut finding = Finding::new(&CHECK, door.object.place(range.span), message);
            finding.reach = reached::widest_door(subject, door.matched.service);
            findings.push(finding);
        }
    }
}
