#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

run_steps $page_tools serve
