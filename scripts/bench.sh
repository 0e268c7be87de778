#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# Each measure is a step of its own.
has_weight() { false; }
about_weight() { echo 'weighing what the first view loads'; }
do_weight() { node scripts/size.mjs dist; }

has_page_time() { false; }
about_page_time() { echo 'measuring the analysis in Chromium'; }
do_page_time() { node scripts/bench-page.mjs dist; }

has_visit() { false; }
about_visit() { echo 'visiting the page with Lighthouse, about 2 minutes'; }
do_visit() { node scripts/bench-lighthouse.mjs dist; }

has_time() { false; }
about_time() { echo "measuring the analysis natively, at first about 3 minutes"; }
do_time() { cargo bench --locked --bench analysis; }

run_steps $page_tools chromium time dist weight page_time visit
