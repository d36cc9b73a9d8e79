#!/usr/bin/env bash
# Formatting and lints, for the library, the program, the page and the scripts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo fmt --all --check
cargo clippy --quiet --locked --features cli --all-targets -- -D warnings
cargo clippy --quiet --locked --features ui,export,bench --bin app --bin study --target wasm32-unknown-unknown -- -D warnings
for script in tools/*.sh .ci/run; do bash -n "$script"; done
for script in tools/*.mjs tests/browser/*.mjs benches/*.mjs web/*.js; do node --check "$script"; done
echo "lint: nothing to complain about"
