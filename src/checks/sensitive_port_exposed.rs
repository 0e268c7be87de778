//! A port of a database, a cache or an administration tool that is open from outside the cluster.

use super::habits::{self, Habits};
use super::{Check, Subject};
use crate::finding::{Confidence, Finding, Severity};

pub(super) static CHECK: Check = Check {
    id: "sensitive-port-exposed",
    title: "Database or admin port open from outside",
    severity: Severity::High,
    confidence: Confidence::Medium,
    docs: DOCS,
    run,
};

const DOCS: &str = r#"
## What it means
A port that by habit belongs to a database, a cache or an administration tool can be reached from the
Internet or from the nodes' network. A Service port of 80 does not hide it: what counts is where it leads.

```yaml firing
apiVersion: v1
kind: Service
metadata: {name: cache}
spec:
  type: LoadBalancer
  selector: {app: cache}
  ports: [{port: 80, targetPort: 6379}]
---
apiVersion: v1
kind: Pod
metadata: {name: cache, labels: {app: cache}}
spec: {containers: [{name: redis, image: redis, ports: [{containerPort: 6379}]}]}
```

```yaml firing
apiVersion: v1
kind: Pod
metadata: {name: database}
spec: {containers: [{name: db, image: postgres, ports: [{containerPort: 5432, hostPort: 5432}]}]}
```

## Why it matters
Such servers trust whoever connects, or ask for a password that can be guessed. What they hold can be
read, changed or erased, and some of them run commands.

## What to do
Let only the cluster reach it. For people, `kubectl port-forward` opens it for as long as it is needed.

```yaml before
apiVersion: v1
kind: Service
metadata:
  name: cache
spec:
  type: NodePort
  selector: {app: cache}
  ports:
  - port: 6379
---
apiVersion: v1
kind: Pod
metadata: {name: cache, labels: {app: cache}}
spec: {containers: [{name: redis, image: redis, ports: [{containerPort: 6379}]}]}
```

```yaml after
apiVersion: v1
kind: Service
metadata:
  name: cache
spec:
  type: ClusterIP
  selector: {app: cache}
  ports:
  - port: 6379
---
apiVersion: v1
kind: Pod
metadata: {name: cache, labels: {app: cache}}
spec: {containers: [{name: redis, image: redis, ports: [{containerPort: 6379}]}]}
```

```yaml clean
apiVersion: v1
kind: Service
metadata: {name: cache}
spec:
  selector: {app: cache}
  ports: [{port: 6379}]
---
apiVersion: v1
kind: Pod
metadata: {name: cache, labels: {app: cache}}
spec: {containers: [{name: redis, image: redis, ports: [{containerPort: 6379}]}]}
```

## Limits
A number is only a habit: something else may listen there, and a database may listen elsewhere. Numbers
that many applications use, such as 8080 or 9000, are left out.
"#;

/// What listens on a TCP port by habit, for numbers that mean little else (`prowler-cloud/prowler:
/// prowler/providers/aws/services/ec2`, `aquasecurity/trivy-checks: AZU-0074`, and the servers' own defaults).
const HABITS: Habits = &[
    (&[20, 21], "FTP"),
    (&[22], "SSH"),
    (&[23], "Telnet"),
    (&[111, 2049], "NFS"),
    (&[139, 445], "SMB file shares"),
    (&[389, 636], "LDAP"),
    (&[873], "rsync"),
    (&[1433, 1434], "SQL Server"),
    (&[1521, 2483, 2484], "Oracle Database"),
    (&[2181], "ZooKeeper"),
    (&[2375, 2376], "the Docker daemon"),
    (&[3306], "MySQL"),
    (&[3389], "Remote Desktop"),
    (&[4369], "Erlang's port mapper"),
    (&[5432], "PostgreSQL"),
    (&[5601], "Kibana"),
    (&[5672, 15672], "RabbitMQ"),
    (&[5900], "VNC"),
    (&[5984], "CouchDB"),
    (&[6379], "Redis"),
    (&[7001, 7199, 9042, 9160], "Cassandra"),
    (&[7474, 7687], "Neo4j"),
    (&[8086], "InfluxDB"),
    (&[8200], "Vault"),
    (&[8265], "Ray"),
    (&[8300, 8500], "Consul"),
    (&[9092], "Kafka"),
    (&[9200, 9300], "Elasticsearch"),
    (&[9901], "Envoy's administration"),
    (&[11211], "Memcached"),
    (&[11434], "Ollama"),
    (&[26257], "CockroachDB"),
    (&[27017, 27018], "MongoDB"),
    (&[44134], "Tiller"),
];

fn run(subject: &Subject, findings: &mut Vec<Finding>) {
    habits::find(subject, &CHECK, HABITS, |_| true, findings);
}
