#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# Runs the fuzz targets one after the other: scripts/fuzz.sh [SECONDS [TARGET…]]. It needs a nightly Rust and cargo-fuzz.
# The corpus in fuzz/corpus/ stays for the next run; a line per target is added to target/fuzz.tsv: when, its name, how
# many inputs were tried, how many edges of the code they reached, and how many inputs reach something of their own.

readonly seconds=${1:-600}
shift
[ $# -gt 0 ] || set -- reading links lessons edits analysing

# What each begins with: all small manifests and lessons of ours, and manifests that others wrote, where they are at hand.
seed() {
	local corpus=fuzz/corpus/$1 file
	mkdir -p "$corpus"
	find tests static ../shared/corpus ../shared/conformance -type f -size -8k \
		\( -name '*.y*ml' -o -name '*.json' -o -path 'tests/links/*' -o -path 'tests/hostile/*.txt' \) 2>/dev/null | sort |
		while read -r file; do cp "$file" "$corpus/$(printf '%s' "$file" | tr -c 'a-zA-Z0-9.\n' '-')"; done
}

# Inputs are short, so that many are tried: tests/hostile/ has the long ones. The shortest whole lesson is longer. Without
# a sanitiser: no line of ours is unsafe. Overflows are looked for. Of whole analyses the fuzzer does not watch what is
# compared with what, which takes longer than they do: the words that it would learn by that stand in what it begins with.
for target in "$@"; do
	how='-s none'
	case $target in edits | analysing) how='-s none --no-trace-compares' ;; esac
	# shellcheck disable=SC2086 # These are several words.
	cargo +nightly fuzz build $how "$target" || fail 'The targets need a nightly Rust and cargo-fuzz: cargo install cargo-fuzz.'
	seed "$target"
	mkdir -p target
	[ "$target" = lessons ] && length=3072 || length=1024
	log=target/fuzz-$target.log
	# shellcheck disable=SC2086
	cargo +nightly fuzz run $how "$target" -- -max_total_time="$seconds" -max_len="$length" -timeout=10 -report_slow_units=1 \
		-reload=0 -print_final_stats=1 >"$log" 2>&1 || { tail -n 20 "$log"; fail "$target has found something: $log"; }
	units=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
	kept=$(sed -n 's/.* corp: \([0-9]*\)\/.*/\1/p' "$log" | tail -n 1)
	printf '%s\t%s\t%s\t%s\t%s\n' "$(date -u +%F)" "$target" "$units" "$edges" "$kept" | tee -a target/fuzz.tsv
done
