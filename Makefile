SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help serve build dev test lint bench setup setup-test setup-bench

PORT ?= 8080
export PATH := $(CURDIR)/.tools/bin:$(PATH)

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: build ## set up, build and serve the page on 127.0.0.1:8080 (PORT=... for another port)
	@node tools/serve.mjs --dir dist --port $(PORT)

build: setup ## set up and build dist/, ready for any static host (OLD=folder of the site before, to keep its versions)
	@trunk build --release

dev: setup ## set up and serve with live reload while you edit (PORT=...)
	@trunk serve --port $(PORT)

test: setup-test ## set up and run every test there is
	@tools/test.sh

lint: setup ## check formatting and clippy, for the page and the program
	@tools/lint.sh

bench: setup-bench build ## measure the model beside JavaScript and numpy, the built page, and one nginx
	@node benches/side_by_side.mjs
	@node benches/page.mjs
	@node benches/soak.mjs
	@node benches/load.mjs

setup:
	@tools/setup.sh build

setup-test:
	@tools/setup.sh test

setup-bench:
	@tools/setup.sh bench
