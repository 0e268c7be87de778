# Which Rust builds: rustup's, or the Debian packages where rustup has no wasm target to offer.
# TOOLCHAIN=rustup or TOOLCHAIN=debian decides beforehand.

readonly rust_wanted=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
readonly debian_packages='rustc-web cargo-web rust-web-src'
readonly debian_dir=target/debian

has_wasm_target() {
	[ -d "$(RUSTUP_AUTO_INSTALL=0 rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]
}

has_debian_rust() {
	[ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src/rust/library ] &&
		[ "$(printf '%s\n' "$rust_wanted" "$(/usr/bin/rustc --version | cut -d' ' -f2)" | sort -V | head -n1)" = "$rust_wanted" ]
}

has_rust() {
	case ${TOOLCHAIN:-} in
	rustup) has_wasm_target && has_std_source ;;
	debian) has_debian_rust && find_lld && use_debian ;;
	*) TOOLCHAIN=rustup has_rust && TOOLCHAIN=rustup || { TOOLCHAIN=debian has_rust && TOOLCHAIN=debian; } ;;
	esac
}

about_rust() {
	case ${TOOLCHAIN:-} in
	debian) echo "installing the Debian packages $debian_packages, about 1 minute" ;;
	*) echo "installing Rust $rust_wanted with its wasm target, about 1 minute" ;;
	esac
}

do_rust() {
	if [ "${TOOLCHAIN:-}" != debian ]; then
		rustup_wasm_target && TOOLCHAIN=rustup && return
		[ "${TOOLCHAIN:-}" = rustup ] && return 1
		say "rustup is not here, or cannot reach its server: taking the Debian packages $debian_packages."
	fi
	TOOLCHAIN=debian
	has_debian_rust || apt_install_newest $debian_packages ||
		fail "Rust $rust_wanted with the wasm target is needed: install rustup, or the Debian packages $debian_packages."
	has_debian_rust || fail "/usr/bin/rustc is $(/usr/bin/rustc --version 2>&1), which is older than $rust_wanted."
	find_lld >/dev/null || apt_install lld-22 ||
		fail 'Linking wasm needs rust-lld: install the Debian package lld-22.'
	use_debian
}

rustup_wasm_target() {
	command -v rustup >/dev/null || return 1
	if RUSTUP_AUTO_INSTALL=0 rustc --version >/dev/null 2>&1; then
		rustup target add wasm32-unknown-unknown && rustup component add rust-src
	else
		rustup toolchain install "$rust_wanted" --profile minimal \
			--component rustfmt --component clippy --component rust-src --target wasm32-unknown-unknown
	fi && has_wasm_target
}

# The source of the standard library, from which a smaller page can be built.
has_std_source() { [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ] || [ "${TOOLCHAIN:-}" = debian ]; }

# A linker that answers to the name of rust-lld: rustup ships one with each toolchain, Debian has lld.
find_lld() {
	local lld
	for lld in "$(command -v rust-lld)" "${RUSTUP_HOME:-$HOME/.rustup}"/toolchains/*/lib/rustlib/*/bin/rust-lld \
		/usr/lib/llvm-22/bin/lld; do
		[ -x "$lld" ] && echo "$lld" && return
	done
	return 1
}

# Debian's cargo is not rustup's: it gets a folder of its own on the PATH, and its own target folder.
use_debian() {
	local bin=$PWD/$debian_dir/bin
	case $PATH in "$bin":*) return ;; esac
	mkdir -p "$bin"
	ln -sf "$(find_lld)" "$bin/rust-lld"
	ln -sf /usr/bin/{cargo,rustc,rustdoc,cargo-fmt,rustfmt,cargo-clippy,clippy-driver} "$bin/"
	export PATH="$bin:$PATH" CARGO_TARGET_DIR="$PWD/$debian_dir"
}

rust_name() {
	case $TOOLCHAIN in
	debian) echo "the Debian packages' Rust $(rustc --version | cut -d" " -f2)" ;;
	*) echo "Rust $(rustc --version | cut -d" " -f2)" ;;
	esac
}

# Runs a command that builds wasm, with a standard library built along for size: without the text of panics, which no
# one reads in a page, it is a sixth smaller. Only unstable options do that, and RUSTC_BOOTSTRAP lets a stable compiler
# take them.
building_wasm() {
	env RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
		CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none' "$@"
}
