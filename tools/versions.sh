#!/usr/bin/env bash
# Keeps what was published for frozen frames from one build to the next, in a branch of its own,
# where a host replaces the whole site at each deployment.
#
#   tools/versions.sh take FOLDER   puts the versions published so far into FOLDER; none is no fault
#   tools/versions.sh keep DIST     adds those of the built site to the branch and pushes it
set -euo pipefail

readonly BRANCH=versions
readonly REMOTE=origin

take() {
  local folder=$1
  mkdir -p "$folder/v"
  if is_there; then
    git fetch --quiet --depth=1 "$REMOTE" "$BRANCH"
    git archive FETCH_HEAD v | tar -x -C "$folder"
  fi
}

keep() {
  local dist=$1 tree parent=()
  tree=$(mktemp -d)
  # Compressed copies are made anew by each build.
  tar -c -C "$dist" --exclude='*.br' --exclude='*.gz' v | tar -x -C "$tree"
  # An index of its own: neither branch nor files of the checkout change.
  export GIT_INDEX_FILE="$tree/.index"
  if is_there; then
    git fetch --quiet --depth=1 "$REMOTE" "$BRANCH"
    parent=(-p FETCH_HEAD)
    git read-tree FETCH_HEAD
  fi
  git --work-tree="$tree" add --force --ignore-removal v
  local files
  files=$(git write-tree)
  if [ ${#parent[@]} -eq 0 ] || [ "$files" != "$(git rev-parse 'FETCH_HEAD^{tree}')" ]; then
    git push --quiet "$REMOTE" \
      "$(git commit-tree "${parent[@]}" -m "Versions of frozen frames" "$files"):refs/heads/$BRANCH"
  fi
  rm -rf "$tree"
}

# Whether the branch is there; a remote that does not answer is a fault, not an empty branch.
is_there() {
  local found=0
  git ls-remote --exit-code --heads "$REMOTE" "$BRANCH" >/dev/null || found=$?
  case $found in
    0) return 0 ;;
    2) return 1 ;;
    *) echo "versions: $REMOTE does not answer" >&2 && exit "$found" ;;
  esac
}

case "${1:-} ${2:-}" in
  "take "?*) take "$2" ;;
  "keep "?*) keep "$2" ;;
  *) echo "usage: tools/versions.sh take FOLDER | keep DIST" >&2 && exit 64 ;;
esac
