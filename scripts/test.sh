#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# Every suite runs whatever became of the one before it: tally.mjs reads their reports and decides.
readonly reports=target/test-reports

has_rust_tests() { false; }
about_rust_tests() { echo "running the Rust tests with $(rust_name), at first about 2 minutes"; }
do_rust_tests() {
	cargo test --locked --no-fail-fast 2>&1 | tee "$reports/rust.log"
	rust_status=${PIPESTATUS[0]}
}

# It takes a release of the engine, and says aloud where there is nothing to count with or to compare to.
has_steps() { false; }
about_steps() { echo "counting the engine's instructions, at first about 3 minutes"; }
do_steps() {
	node scripts/count-steps.mjs "$reports/steps.json"
	steps_status=$?
	return 0
}

has_browser_tests() { false; }
about_browser_tests() { echo 'running the browser tests, about 1 minute'; }
do_browser_tests() {
	[ "$page_status" = 0 ] && playwright test --config tests/browser
	browser_status=$?
}

has_tested_page() { false; }
about_tested_page() { echo "building the page with $(rust_name), at first about 3 minutes"; }
do_tested_page() {
	build_page target/page-test
	page_status=$?
	return 0
}

rm -rf "$reports" && mkdir -p "$reports"
run_steps $page_tools chromium firefox valgrind rust_tests steps tested_page browser_tests
node scripts/tally.mjs "$reports" "$rust_status" "$browser_status" "$steps_status"
