# The tools beside Rust. Those that are built from source live in a per-user cache, by name and version, so that
# every checkout shares them; one of the right version on the PATH does as well.

readonly tool_cache=${XDG_CACHE_HOME:-$HOME/.cache}/porthole
readonly trunk_version=0.21.14
readonly deny_version=0.20.2
readonly bindgen_version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"/\1/p;}' Cargo.lock)
readonly node_wanted=20

export PATH="$PWD/node_modules/.bin:$tool_cache/trunk-$trunk_version/bin:$tool_cache/wasm-bindgen-$bindgen_version/bin:$tool_cache/cargo-deny-$deny_version/bin:$PATH"

has_trunk() { [ "$(trunk --version)" = "trunk $trunk_version" ]; }
about_trunk() { echo "installing Trunk $trunk_version, once, about 4 minutes where it is built from source"; }
# Trunk's own downloads are never used, so it needs no TLS.
do_trunk() { install_tool trunk "$trunk_version" trunk 0 --locked --no-default-features; }

has_bindgen() { [ "$(wasm-bindgen --version)" = "wasm-bindgen $bindgen_version" ]; }
about_bindgen() { echo "installing wasm-bindgen $bindgen_version, once, about 2 minutes where it is built from source"; }
# Without --locked: the lock file in this release does not resolve.
do_bindgen() { install_tool wasm-bindgen "$bindgen_version" wasm-bindgen-cli 1; }

# install_tool NAME VERSION CRATE LEVEL FLAGS…: level of optimisation and flags are for building from source, which
# takes far longer than these tools ever run.
install_tool() {
	local name=$1 version=$2 crate=$3 level=$4 root=$tool_cache/$1-$2
	local quiet=''
	shift 4
	[ -t 2 ] || quiet=--quiet
	if command -v cargo-binstall >/dev/null; then
		cargo binstall --no-confirm --disable-strategies compile --root "$root" "$crate@$version" && return
		say "No ready-made $name could be had: building it from source."
	fi
	env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" CARGO_PROFILE_RELEASE_LTO=off \
		CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
		cargo install $quiet "$crate" --version "$version" --root "$root" "$@"
}

has_crates() { has_rust && fetch_crates --offline; }
about_crates() { echo 'fetching the crates in Cargo.lock, under a minute'; }
do_crates() { fetch_crates --quiet; }

# Those for wasm once more: where the standard library is built along, its own crates belong to them.
fetch_crates() {
	cargo fetch --locked "$@" && building_wasm cargo fetch --locked --target wasm32-unknown-unknown "$@"
}

has_node() { [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge "$node_wanted" ] && command -v npm; }
about_node() { echo "installing Node, $node_wanted or newer, under a minute"; }
do_node() {
	apt_install nodejs npm && has_node >/dev/null 2>&1 ||
		fail "Node $node_wanted or newer with npm is needed and apt-get has none: install it by hand."
}

# wasm-opt, esbuild and Playwright: npm keeps a per-user cache of its own.
has_packages() { node scripts/packages-present.mjs; }
about_packages() { echo 'installing the npm packages, under a minute'; }
do_packages() { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error; }

# The browser for the tests: one that is installed, else Debian's, else the one that Playwright brings.
has_chromium() {
	local name
	for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
		[ -n "$name" ] && CHROMIUM=$(command -v "$name") && export CHROMIUM && return
	done
	unset CHROMIUM
	node -e 'process.exit(require("fs").existsSync(require("@playwright/test").chromium.executablePath()) ? 0 : 1)'
}
about_chromium() { echo 'installing Chromium for the browser tests, about 2 minutes'; }
do_chromium() {
	apt_install chromium && has_chromium && return
	playwright install --with-deps chromium || playwright install chromium ||
		fail 'The browser tests need Chromium: install it and, if it is not on the PATH, set CHROMIUM to it.'
}

# The second engine for the main path.
has_firefox() {
	local name
	for name in "${FIREFOX:-}" firefox-esr firefox; do
		[ -n "$name" ] && FIREFOX=$(command -v "$name") && export FIREFOX && return
	done
	unset FIREFOX
	return 1
}
about_firefox() { echo 'installing Firefox for the browser tests, about 1 minute'; }
do_firefox() {
	apt_install firefox-esr && has_firefox ||
		fail 'The browser tests need Firefox: install it and, if it is not on the PATH, set FIREFOX to it.'
}

# What counts instructions. The tests go on without it.
has_valgrind() { command -v valgrind; }
about_valgrind() { echo 'installing valgrind, under a minute'; }
do_valgrind() { apt_install valgrind || say 'There is no valgrind to be had.'; }
