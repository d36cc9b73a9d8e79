#!/usr/bin/env bash
# Runs every test, goes on after a failure, and ends with the sizes table, what
# failed, and the count of tests. `make test` calls it when all is set up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly LOGS="$(mktemp -d)"
trap 'rm -rf "$LOGS"' EXIT
failed=()

main() {
  step "native tests" cargo test --locked --features cli || true
  step "WebAssembly tests" wasm_tests || true
  if step "the released page" trunk build --release; then
    step "sizes" node tools/sizes.mjs dist || true
    step "browser tests" node --test --test-concurrency=3 --test-reporter=spec tests/browser/*.test.mjs || true
  fi
  report
}

# step NAME COMMAND...: shows and keeps what the command prints.
step() {
  local name="$1" began=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@" 2>&1 | tee "$LOGS/$name"; then
    printf '== %s: %d s\n' "$name" $((SECONDS - began))
  else
    printf '== %s: FAILED after %d s\n' "$name" $((SECONDS - began))
    failed+=("$name")
    return 1
  fi
}

wasm_tests() {
  CHROMEDRIVER="${CHROMEDRIVER:-$(command -v chromedriver)}" WASM_BINDGEN_TEST_TIMEOUT=300 \
    cargo test --locked --target wasm32-unknown-unknown --test wasm
}

report() {
  if [ -e "$LOGS/sizes" ]; then cat "$LOGS/sizes"; fi
  printf '\n'
  if [ ${#failed[@]} -gt 0 ]; then
    printf 'FAILED: %s\n' "${failed[@]}"
  fi
  # cargo: "test result: ok. 5 passed; 0 failed; ..."; node: "ℹ pass 5", "ℹ fail 0".
  cat "$LOGS"/* | awk '
    /^test result:/ { for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed/) f += $(i-1) } }
    $2 == "pass" && NF == 3 { p += $3 }
    $2 == "fail" && NF == 3 { f += $3 }
    END { printf "%d passed, %d failed\n", p, f }'
  [ ${#failed[@]} -eq 0 ]
}

main
