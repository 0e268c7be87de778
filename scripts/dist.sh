#!/usr/bin/env bash
. "$(dirname "$0")/all.sh"

run_steps $page_tools dist
say 'The page is in dist/: any static host can serve it, from any folder.'
