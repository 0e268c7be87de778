#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# Beside the cargo that is used: rustup's would answer for Debian's too, and then not fit.
has_checkers() {
	local bin
	bin=$(dirname "$(command -v cargo)")
	[ -x "$bin/cargo-fmt" ] && [ -x "$bin/cargo-clippy" ] && cargo fmt --version && cargo clippy --version
}
about_checkers() { echo 'adding rustfmt and clippy, under a minute'; }
do_checkers() {
	case $TOOLCHAIN in
	debian) apt_install rustfmt-web rust-web-clippy ;;
	*) rustup component add rustfmt clippy ;;
	esac && has_checkers >/dev/null
}

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
		--lib --bin porthole-page --bin porthole-engine -- -D warnings
}

has_types() { false; }
about_types() { echo 'JavaScript: types'; }
do_types() { tsc --project jsconfig.json && tsc --project static/editor && tsc --project static/worker; }

run_steps rust node packages crates checkers format lints page_lints types
