#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# What is built in, and built with: licences, sources, versions that stand twice, and what is known to be broken. Only the
# last asks a server for what it knows; where that cannot be reached, it is said, and the others count all the same.

has_deny() { [ "$(cargo-deny --version)" = "cargo-deny $deny_version" ]; }
about_deny() { echo "installing cargo-deny $deny_version, once, about 10 minutes where it is built from source"; }
do_deny() { install_tool cargo-deny "$deny_version" cargo-deny 1 --locked; }

has_licences() { false; }
about_licences() { echo 'Rust: licences, sources and versions'; }
do_licences() { cargo deny --log-level error check licenses sources bans; }

# With what it knew last, where it can learn nothing new.
has_advisories() { false; }
about_advisories() { echo 'Rust: what is known to be broken'; }
do_advisories() {
	local log=target/advisories.log
	cargo deny check advisories >"$log" 2>&1 && return
	grep -q 'failed to fetch advisory database' "$log" || { cat "$log" && return 1; }
	say 'NOT CHECKED: the list of advisories at github.com/RustSec/advisory-db cannot be reached.'
}

has_npm_advisories() { false; }
about_npm_advisories() { echo 'npm: what is known to be broken'; }
do_npm_advisories() {
	local log=target/npm-audit.log
	npm audit --package-lock-only >"$log" 2>&1 && return
	grep -q 'audit endpoint returned an error\|ENOTFOUND\|ECONNREFUSED\|EAI_AGAIN' "$log" || { cat "$log" && return 1; }
	say 'NOT CHECKED: this npm registry, or the way to it, answers no questions about advisories.'
}

run_steps rust node packages crates deny licences advisories npm_advisories
