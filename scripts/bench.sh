#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# Each measure is a step of its own, and writes its part of docs/performance.md.
has_native() { false; }
about_native() { echo 'measuring the analysis natively, at first about 5 minutes'; }
do_native() { rm -rf target/bench && node scripts/bench-native.mjs; }

has_links() { false; }
about_links() { echo 'measuring the length of links'; }
do_links() { node scripts/bench-links.mjs "$(built_command)" ../shared/corpus; }

has_others() { false; }
about_others() { echo 'measuring what else there is, at first about 10 minutes'; }
do_others() { node scripts/bench-others.mjs "$(built_command)"; }

has_weight() { false; }
about_weight() { echo 'weighing what the page loads'; }
do_weight() { node scripts/size.mjs dist; }

has_page_time() { false; }
about_page_time() { echo 'measuring the analysis in Chromium, about 2 minutes'; }
do_page_time() { node scripts/bench-page.mjs dist; }

has_page_tasks() { false; }
about_page_tasks() { echo "measuring what holds the page up, about 2 minutes"; }
do_page_tasks() { node scripts/bench-tasks.mjs dist; }

has_visit() { false; }
about_visit() { echo 'visiting the page with Lighthouse, about 2 minutes'; }
do_visit() { node scripts/bench-lighthouse.mjs dist; }

has_written() { false; }
about_written() { echo 'writing docs/performance.md'; }
do_written() { node scripts/write-performance.mjs; }

# The command as people have it.
built_command() {
	cargo build --quiet --locked --release --bin porthole >&2 && echo "${CARGO_TARGET_DIR:-target}/release/porthole"
}

run_steps $page_tools chromium native links others dist weight page_time page_tasks visit written
