# Rungs 阶梯. `make run` serves the demo company; `make test` passes every test. Both install what is missing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run watch test lint unit journeys fault bench fresh site tools-rust tools-test

WASM := target/wasm32-unknown-unknown
BROWSER := cargo rustc --quiet --lib --crate-type cdylib --target wasm32-unknown-unknown --no-default-features --profile browser --features
BUNDLE := cargo run --quiet --bin rungs-bundle --no-default-features --features bundle --

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: tools-rust site ## serve the demo company on http://127.0.0.1:3000
	cargo build --quiet --release --bin rungs
	./target/release/rungs demo

watch: tools-rust ## serve the demo company from a debug build, and again whenever a source is saved
	end2end/watch

test: tools-rust tools-test lint unit journeys ## everything: lints, unit and HTTP tests on both databases, journeys in a browser

lint:
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet --lib --no-default-features -- -D warnings
	cargo clippy --quiet --lib --target wasm32-unknown-unknown --no-default-features --features hydrate -- -D warnings
	cargo clippy --quiet --lib --target wasm32-unknown-unknown --no-default-features --features sitting -- -D warnings
	cargo clippy --quiet --bin rungs-bundle --no-default-features --features bundle -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --quiet --no-deps --lib

unit:
	end2end/with-postgres cargo test

journeys: site
	cargo build --quiet --bin rungs
	cd end2end && npm ci --omit=optional --no-audit --no-fund --silent && npx tsc --noEmit
	end2end/with-postgres bash -c 'cd end2end && npx playwright test'

fault: tools-rust tools-test ## the full dose of faults for the exam; a short one is part of `make test`
	RUNGS_FAULTS=full end2end/with-postgres cargo test --release --test faults

bench: tools-rust tools-test site ## the figures, each beside what it should reach
	end2end/with-postgres cargo bench --quiet --bench figures

fresh: ## how long a fresh clone takes to the served product, and to the end of the tests
	end2end/fresh run
	end2end/fresh test

site: ## the browser's part, hashed and compressed, in target/site
	$(BROWSER) hydrate
	cp $(WASM)/browser/rungs.wasm $(WASM)/islands.wasm
	$(BROWSER) sitting
	cp $(WASM)/browser/rungs.wasm $(WASM)/sitting.wasm
	$(BUNDLE) $(WASM)/islands.wasm $(WASM)/sitting.wasm style target/site

tools-rust:
	@end2end/install rust

tools-test:
	@end2end/install test
