#!/usr/bin/env bash
# Runs every test, goes on after a failure, and ends with the sizes table, what
# failed, and the count of tests. `make test` calls it when all is set up.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly LOGS="$(mktemp -d)"
trap 'rm -rf "$LOGS"' EXIT
failed=()
unsteady=()

main() {
  step "native tests" cargo test --locked --no-fail-fast --features cli || true
  step "WebAssembly tests" wasm_tests || true
  if step "the released page" trunk build --release; then
    step "sizes" node tools/sizes.mjs dist || true
    browser_tests
    step "Lighthouse" node tests/browser/lighthouse.mjs dist || true
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

# A file of browser tests that fails is run once more, alone: where other work starves
# the browser, a wait can run out. The report names each file that needed this.
browser_tests() {
  if step "browser tests" in_browser 3 tests/browser/*.test.mjs; then return; fi
  mapfile -t unsteady < <(sed -nE 's/^test at (tests\/browser\/[a-z]+\.test\.mjs):.*/\1/p' "$LOGS/browser tests" | sort -u)
  if [ ${#unsteady[@]} -eq 0 ]; then return; fi
  if step "browser tests once more" in_browser 1 "${unsteady[@]}"; then
    unset 'failed[-1]'
    # What failed has passed since; its tests count once.
    sed -i -E '/^ℹ fail /d' "$LOGS/browser tests"
    rm "$LOGS/browser tests once more"
  else
    unsteady=()
  fi
}

in_browser() {
  node --test --test-concurrency="$1" --test-reporter=spec "${@:2}"
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
  if [ ${#unsteady[@]} -gt 0 ]; then
    printf 'passed only when run once more: %s\n' "${unsteady[@]}"
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
