# Building the page with Trunk.

# Trunk takes NO_COLOR=1, which is common, for a mistake.
run_trunk() { building_wasm env -u NO_COLOR trunk --quiet "$@"; }

# Everything has been fetched by now, so neither Trunk nor cargo may download.
build_page() { run_trunk build --release --offline --dist "$1"; }

has_serve() { false; }
about_serve() { echo "building the page with $(rust_name), then serving it on http://127.0.0.1:8080 (at first about 2 minutes)"; }
do_serve() { run_trunk serve --offline --dist target/serve; }

has_dist() { false; }
about_dist() { echo "building the page with $(rust_name) into dist/, at first about 3 minutes"; }
do_dist() { build_page dist; }
