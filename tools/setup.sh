#!/usr/bin/env bash
# Installs whatever this project needs and the machine lacks. Safe to repeat;
# takes about a second when nothing is missing.
#
#   tools/setup.sh build    what `make serve` and `make build` need
#   tools/setup.sh test     that, and a browser and nginx for `make test`
#   tools/setup.sh bench    that, and wrk for `make bench`
#
# Where each version is pinned:
#   Rust          rust-toolchain.toml
#   Trunk         Trunk.toml (trunk-version)
#   wasm-bindgen  Cargo.lock
#   node packages tests/browser/package-lock.json (wasm-opt comes from there)
#
# Trunk and wasm-bindgen are compiled at most once per machine: they are kept in
# ${XDG_CACHE_HOME:-~/.cache}/root-causes/tools and linked into .tools/bin. nginx and
# wrk come from the system's packages, unpacked there: nothing is installed or started.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly WASM_TARGET=wasm32-unknown-unknown
readonly NODE_AT_LEAST=20
readonly TOOLS="$PWD/.tools/bin"
readonly CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/root-causes/tools"

main() {
  local purpose="${1:-build}"
  case "$purpose" in build | test | bench) ;; *) stop "usage: tools/setup.sh build|test|bench" ;; esac
  mkdir -p "$TOOLS" "$CACHE"
  only_one_at_a_time
  need_commands
  need_rust
  need_crate trunk "$(trunk_version)" trunk
  need_crate wasm-bindgen-cli "$(wasm_bindgen_version)" wasm-bindgen wasm-bindgen-test-runner
  need_dependencies
  need_node_packages
  if [ "$purpose" = build ]; then return; fi
  need_browser
  need_packed nginx sbin "to test the page as a host serves it" \
    nginx libnginx-mod-http-brotli-static
  if [ "$purpose" = bench ]; then
    need_packed wrk bin "to see what one nginx carries" wrk libluajit-5.1-2
  fi
}

say() { printf 'setup: %s\n' "$*"; }
stop() {
  printf 'setup: %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

only_one_at_a_time() {
  has flock || return 0
  exec 9>"$CACHE/lock"
  flock -n 9 && return 0
  say "waiting for another set-up on this machine"
  flock 9
}

need_commands() {
  has cargo || stop "missing: Rust. Install it with rustup, then run this again."
  has rustup || stop "missing: rustup, which adds the $WASM_TARGET target to Rust."
  has cc || stop "missing: a C compiler and linker 'cc' (on Debian: apt-get install build-essential)."
  has node || stop "missing: node $NODE_AT_LEAST or newer."
  has npm || stop "missing: npm, node's package manager."
  local node_major
  node_major="$(node --print 'process.versions.node.split(".")[0]')"
  [ "$node_major" -ge "$NODE_AT_LEAST" ] ||
    stop "missing: node $NODE_AT_LEAST or newer (this is $(node --version))."
}

need_rust() {
  local channel
  channel="$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)"
  if ! rustup run "$channel" rustc --version >/dev/null 2>&1; then
    say "installing Rust $channel, the version in rust-toolchain.toml"
    rustup toolchain install "$channel" --profile minimal --no-self-update ||
      stop "missing: Rust $channel; rustup could not install it."
  fi
  if ! rustup target list --installed --toolchain "$channel" | grep -qx "$WASM_TARGET"; then
    say "adding Rust's $WASM_TARGET target, to compile the page"
    rustup target add --toolchain "$channel" "$WASM_TARGET" ||
      stop "missing: Rust's $WASM_TARGET target; rustup could not add it."
  fi
  local component
  for component in rustfmt clippy; do
    rustup component list --installed --toolchain "$channel" | grep -q "^$component" && continue
    say "adding $component, for make lint"
    rustup component add --toolchain "$channel" "$component" ||
      stop "missing: $component; rustup could not add it."
  done
}

trunk_version() { sed -n 's/^trunk-version *= *"=\(.*\)"/\1/p' Trunk.toml; }

wasm_bindgen_version() {
  awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock
}

# need_crate CRATE VERSION PROGRAM...: makes the programs of that version
# callable from .tools/bin: from PATH, from the cache, or by building them.
need_crate() {
  local crate="$1" version="$2"
  shift 2
  [ -n "$version" ] || stop "missing: the version of $crate (Trunk.toml and Cargo.lock hold it)."
  programs_match "$TOOLS" "$version" "$@" && return 0

  local kept="$CACHE/$crate-$version"
  if ! programs_match "$kept/bin" "$version" "$@"; then
    local from
    if from="$(folder_on_path "$version" "$@")"; then
      link_programs "$from" "$@"
      return 0
    fi
    install_crate "$crate" "$version" "$kept" "$@"
  fi
  link_programs "$kept/bin" "$@"
}

# programs_match FOLDER VERSION PROGRAM...
programs_match() {
  local folder="$1" version="$2" program
  shift 2
  for program in "$@"; do
    [ -x "$folder/$program" ] || return 1
    [ "$("$folder/$program" --version 2>/dev/null)" = "$program $version" ] || return 1
  done
}

# folder_on_path VERSION PROGRAM...: prints the folder of PATH that has them all.
folder_on_path() {
  local version="$1" found
  shift
  found="$(command -v "$1" 2>/dev/null)" || return 1
  found="$(dirname "$found")"
  programs_match "$found" "$version" "$@" && printf '%s\n' "$found"
}

link_programs() {
  local folder="$1" program
  shift
  for program in "$@"; do ln -sf "$folder/$program" "$TOOLS/$program"; done
}

# install_crate CRATE VERSION INTO PROGRAM...
install_crate() {
  local crate="$1" version="$2" into="$3"
  shift 3
  if cargo binstall -V >/dev/null 2>&1; then
    say "fetching $crate $version with cargo binstall, to build the page"
    if cargo binstall --no-confirm --disable-strategies compile --root "$into" \
      "$crate@$version" && programs_match "$into/bin" "$version" "$@"; then
      return 0
    fi
    say "cargo binstall had no working $crate $version"
  fi

  say "compiling $crate $version, to build the page (some minutes, once on this machine)"
  local options=(--no-default-features) program
  for program in "$@"; do options+=(--bin "$program"); done
  # Trunk is built from its own lock file; wasm-bindgen-cli resolves without one.
  [ "$crate" = wasm-bindgen-cli ] || options+=(--locked)
  # Unoptimised: these programs run for a moment, compiling them takes the time.
  env -u RUSTFLAGS -u CARGO_BUILD_TARGET \
    CARGO_TARGET_DIR="$CACHE/build" CARGO_INCREMENTAL=0 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=0 \
    CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=false CARGO_PROFILE_RELEASE_STRIP=true \
    cargo install --quiet "$crate" --version "=$version" --root "$into" --force "${options[@]}" ||
    stop "missing: $crate $version; compiling it failed (see above)."
  programs_match "$into/bin" "$version" "$@" ||
    stop "missing: $crate $version; what was compiled does not run."
  rm -rf "$CACHE/build"
}

# Trunk builds offline, so the crates the page and the program use come first.
need_dependencies() {
  local targets=(--target "$WASM_TARGET" --target "$(rustc -vV | sed -n 's/^host: //p')")
  cargo fetch --locked --offline --quiet "${targets[@]}" 2>/dev/null && return 0
  say "fetching the crates in Cargo.lock"
  cargo fetch --locked --quiet "${targets[@]}" ||
    stop "missing: crates named in Cargo.lock; cargo fetch failed (see above)."
}

# The lock file is copied beside the packages once they are in place, so an
# interrupted or outdated installation is seen.
need_node_packages() {
  local folder=tests/browser
  if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"; then
    say "installing wasm-opt, playwright-core, axe-core and Lighthouse from npm, to shrink and test the page"
    npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error ||
      stop "missing: the node packages of $folder; npm ci failed (see above)."
    cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"
  fi
  ln -sf "$PWD/$folder/node_modules/.bin/wasm-opt" "$TOOLS/wasm-opt"
  "$TOOLS/wasm-opt" --version >/dev/null 2>&1 || stop "missing: wasm-opt; npm's copy does not run."
}

need_browser() {
  local chromium="${CHROMIUM:-chromium}" driver="${CHROMEDRIVER:-chromedriver}"
  has "$chromium" && has "$driver" && return 0
  [ -z "${CHROMIUM:-}${CHROMEDRIVER:-}" ] ||
    stop "missing: what CHROMIUM ($chromium) or CHROMEDRIVER ($driver) names."
  local manual="missing: Chromium and chromedriver, for make test. Install both, then set CHROMIUM and CHROMEDRIVER to their paths if they are not on PATH."
  has apt-get || stop "$manual"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    has sudo || stop "$manual"
    as_root=(sudo)
  fi
  say "installing chromium and chromium-driver with apt-get, to test the page"
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null ||
    stop "missing: Chromium and chromedriver; apt-get could not install them (see above)."
  has "$chromium" && has "$driver" || stop "$manual"
}

# need_packed PROGRAM FOLDER WHY PACKAGE...: a program of the system's packages that
# needs no installation: taken from PATH, or unpacked into the cache.
need_packed() {
  local program="$1" folder="$2" why="$3" kept="$CACHE/packages-$1" path
  shift 3
  tells_version "$TOOLS/$program" && return 0
  rm -f "$TOOLS/$program"
  path="$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$program" || true)"
  if [ -z "$path" ]; then
    path="$kept/usr/$folder/$program"
    [ -x "$path" ] || unpack "$program" "$why" "$kept" "$@"
  fi
  # An unpacked program finds its libraries beside it.
  printf '#!/bin/sh\nLD_LIBRARY_PATH="%s${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "%s" "$@"\n' \
    "$kept/usr/lib/$(uname -m)-linux-gnu" "$path" >"$TOOLS/$program"
  chmod +x "$TOOLS/$program"
  tells_version "$TOOLS/$program" || stop "missing: $program, $why; the one found does not run."
}

# Some end with a failure when they are asked for their version.
tells_version() { [ -x "$1" ] && [[ "$("$1" -v 2>&1 || true)" =~ version|Copyright ]]; }

# unpack PROGRAM WHY INTO PACKAGE...
unpack() {
  local program="$1" why="$2" into="$3" manual
  shift 3
  manual="missing: $program, $why. Install it, so that it is on PATH."
  has apt-get && has dpkg-deb || stop "$manual"
  say "unpacking $program from the system's packages, $why"
  local packed
  packed="$(mktemp -d)"
  download "$packed" "$@" || { renew_package_lists && download "$packed" "$@"; } || stop "$manual"
  rm -rf "$into"
  local package
  for package in "$packed"/*.deb; do dpkg-deb --extract "$package" "$into"; done
  rm -rf "$packed"
}

# download INTO PACKAGE...
download() {
  (cd "$1" && apt-get -qq -o APT::Sandbox::User="$(id -un)" download "${@:2}" >/dev/null 2>&1)
}

renew_package_lists() {
  if [ "$(id -u)" -eq 0 ]; then apt-get update -qq; else has sudo && sudo apt-get update -qq; fi
}

main "$@"
