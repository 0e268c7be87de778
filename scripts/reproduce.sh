#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# Builds the last commit twice, from nothing and in folders whose names differ in length, and compares every file.

readonly commit=$(git rev-parse HEAD)
readonly root=$(mktemp -d "${TMPDIR:-/tmp}/porthole-XXXXXX")
trap 'rm -rf "$root"' EXIT

built() {
	local folder=$root/$1
	mkdir -p "$folder" && git archive "$commit" | tar -x -C "$folder" && env -u CARGO_TARGET_DIR "$folder/scripts/dist.sh" >&2 ||
		fail "No page was built in $folder."
	cp "$folder/dist/assets.sha256" "$root/$2"
	rm -rf "$folder"
}

built one first.sha256
built another/folder/with/a/longer/name second.sha256
cmp "$root/first.sha256" "$root/second.sha256" || fail "$(diff "$root/first.sha256" "$root/second.sha256")"
say "$(wc -l <"$root/first.sha256") files, the same bytes twice: $(sha256sum <"$root/first.sha256" | cut -c1-64)"
