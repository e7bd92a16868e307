# The index of commands. What each does, and how, is in the script of its name.

.DEFAULT_GOAL := help
.PHONY: help run test bench fmt release

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## build, make a sample workspace on first use, serve it on http://127.0.0.1:8080
	@scripts/run

test: ## every check and test: Rust on SQLite and PostgreSQL, front end, browser stories
	@scripts/test

bench: ## measure on both databases, through HTTP, with plain SQL beside it
	@scripts/bench

fmt: ## format Rust and TypeScript, and fix what the linters can
	@scripts/fmt

release: ## build the optimised program and pack it into dist/
	@scripts/release
