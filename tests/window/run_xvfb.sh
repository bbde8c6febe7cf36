#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_xvfb.sh COMMAND…: runs it on a screen of its own, and takes the screen away afterwards. Ends with 77
# where there is no Xvfb. KRUZHOK_SCREEN=1920x1080 gives another size.
set -euo pipefail

command -v Xvfb >/dev/null || { echo "Xvfb is not installed: skipped"; exit 77; }
folder=$(mktemp --directory)
server=
finish() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

# The server names a free display itself, as soon as it can be used. Without -noreset it would forget the
# layout of the keyboard whenever its last client leaves.
mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 "${KRUZHOK_SCREEN:-1366x768}x24" -noreset -nolisten tcp \
  3>"$folder/display" >"$folder/log" 2>&1 &
server=$!
if ! read -r -t 30 number <"$folder/display"; then
  cat "$folder/log" >&2
  exit 1
fi
DISPLAY=:$number "$@"
