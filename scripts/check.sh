#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

has_format() { false; }
about_format() { echo 'Rust: format'; }
do_format() { cargo fmt --check; }

has_lints() { false; }
about_lints() { echo 'Rust: lints of the engine, the command line and the tests'; }
do_lints() { cargo clippy --quiet --locked --all-targets -- -D warnings; }

has_page_lints() { false; }
about_page_lints() { echo 'Rust: lints of the page'; }
do_page_lints() {
	building_wasm cargo clippy --quiet --locked --target wasm32-unknown-unknown --features page \
		--lib --bin porthole-page -- -D warnings
}

has_types() { false; }
about_types() { echo 'JavaScript: types'; }
do_types() { tsc --project jsconfig.json; }

run_steps rust node packages crates format lints page_lints types
