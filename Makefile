# Every command sets up what is missing, says so, and then does its work.
.DEFAULT_GOAL := help
.PHONY: help serve test dist bench check audit

help:
	@echo 'make serve   the page on http://127.0.0.1:8080, rebuilt as the sources change'
	@echo 'make test    every test: Rust, then the page in a real browser'
	@echo 'make dist    the deployable page, in dist/'
	@echo 'make bench   how fast all of it is and what it weighs, into docs/performance.md'
	@echo 'make check   format, lints and types, in seconds'
	@echo 'make audit   licences, sources and known faults of all that is built in'
	@echo
	@echo 'TOOLCHAIN=debian before any of them builds with the Debian packages in place of rustup.'

serve test dist bench check audit:
	@scripts/$@.sh
