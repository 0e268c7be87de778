#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

# Each measure is a step of its own; time and memory join here.
has_weight() { false; }
about_weight() { echo 'weighing what the first view loads'; }
do_weight() { node scripts/size.mjs dist; }

run_steps $page_tools dist weight
