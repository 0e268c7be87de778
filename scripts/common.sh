# Steps with their names. A step `x` is three functions: `has_x` (is it there already?), `about_x` (what is done, and
# how long it takes) and `do_x`. Work that is never there already has a `has_x` that is false.

say() { printf '%s\n' "$*"; }

fail() {
	printf '\n%s\n' "$*" >&2
	exit 1
}

# Runs those of the given steps that are missing, in order, and stops at the first that fails.
run_steps() {
	local step missing='' total=0 at=0
	for step in "$@"; do
		"has_$step" >/dev/null 2>&1 && continue
		missing="$missing $step"
		total=$((total + 1))
	done
	for step in $missing; do
		at=$((at + 1))
		say "[$at/$total] $("about_$step")"
		"do_$step" || fail "Stopped at step $at of $total: $("about_$step")."
	done
}

# Installs Debian packages where that is possible without asking for a password.
apt_install() {
	command -v apt-get >/dev/null || return 1
	say "Installing $* with apt-get."
	apt_get install "$@" || { apt_get update && apt_get install "$@"; }
}

# The same for packages whose newest version is needed, which an old list of packages does not know.
apt_install_newest() {
	command -v apt-get >/dev/null || return 1
	say "Installing the newest $* with apt-get."
	apt_get update && apt_get install "$@"
}

apt_get() {
	local as_root=''
	[ "$(id -u)" = 0 ] || as_root='sudo -n'
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends "$@" >/dev/null
}
