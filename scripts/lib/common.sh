# shellcheck shell=bash
# What every script shares. Sourced after `set -euo pipefail`.

LOBBY_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
BUILD_DIR=$LOBBY_ROOT/build
# Minimal systems come without a locale; file names and checks need UTF-8.
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }
note() { printf '\n== %s\n' "$*"; }
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# usage: prints the comment block at the head of the calling script.
usage() { sed -n '2,/^[^#]/{/^#/!q;s/^# \{0,1\}//;p}' "$0"; }

configure_and_build() { # PRESET [TARGET...]
    local preset=$1
    shift
    local dir=$BUILD_DIR
    [ "$preset" = release ] || dir=$BUILD_DIR/$preset
    local log=$BUILD_DIR/configure-$preset.log
    mkdir -p "$BUILD_DIR"
    # Ninja configures again by itself when a CMake file changed.
    if [ ! -f "$dir/build.ninja" ]; then
        (cd "$LOBBY_ROOT" && cmake --preset "$preset") >"$log" 2>&1 || {
            tail -n 40 "$log" >&2
            fail "CMake cannot configure the $preset build; the whole log is $log"
        }
    fi
    ninja -C "$dir" "$@"
}
