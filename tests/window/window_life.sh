#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# window_life.sh draft_survives_kill|gl2|no_display|second_instance PROGRAM CLI: how the window starts, and how it dies.
set -euo pipefail

scene=$1 program=$2 cli=$3
work=$(mktemp --directory) folder=$work/data
finish() { [ -z "${pid:-}" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
source "$(dirname "$0")/hands.sh"

drafted() { grep -qaF "$1" "$folder"/kruzhok.db*; }

draft_survives_kill() {
  start --lang ru
  name_school
  press ctrl+2
  await ready child/new
  press ctrl+n
  await focused child/record/form/last_name
  type_text "Ёлкин⇥"
  await drafted "Ёлкин"
  stop KILL
  start --lang ru
  await sees "Ёлкин"
  echo "ok: a field that was left survives kill -9"
  press ctrl+2
  await ready child/new
  press ctrl+n
  await focused child/record/form/last_name
  type_text "Щук"
  await holds child/record/form/last_name "Щук"
  await drafted "Щук"  # By itself, after a pause.
  stop KILL
  start --lang ru
  await sees "Щук"
  [ "$("$cli" count child --data "$folder" --json | grep -o '[0-9]*' | head -n 1)" = 0 ] ||
    fail "a draft became a child"
  echo "ok: a field that is being typed survives it after a pause"
}

gl2() {
  local name
  xdotool mousemove 1300 700  # Off the cards, before either of them can light up below it.
  for name in gl3 gl2; do
    folder=$work/$name
    [ "$name" = gl3 ] || export MESA_GL_VERSION_OVERRIDE=2.1
    start --lang ru
    await focused wizard/name
    await settled
    import -window root "$work/$name.png"
    stop
  done
  [ -z "${KRUZHOK_KEEP:-}" ] || cp "$work"/gl?.png "$KRUZHOK_KEEP"
  local difference
  difference=$(compare -metric MAE "$work/gl3.png" "$work/gl2.png" null: 2>&1 || true)
  echo "OpenGL 2.1 against 3.3, mean difference of a pixel: $difference"
  awk -v "text=$difference" \
    'BEGIN { gsub(/[()]/, "", text); split(text, part, " "); exit !(part[2] < 0.002) }' ||
    fail "the pictures differ"
}

no_display() {
  local language code words
  for language in ru en; do
    code=0
    words=$(env -u DISPLAY -u WAYLAND_DISPLAY "$program" --data "$folder" --lang "$language" 2>&1) || code=$?
    echo "$language: exit $code: $words"
    [ "$code" = 1 ] || fail "exit code $code"
    [ "$(wc -l <<<"$words")" -ge 2 ] || fail "no hint"
    case "$language" in
      ru) grep -q "окно" <<<"$words" || fail "not Russian" ;;
      en) if LC_ALL=C grep -q $'[\xd0\xd1]' <<<"$words"; then fail "not English"; fi ;;
    esac
  done
  [ ! -e "$folder/kruzhok.db" ] || fail "data were made for nobody"
}

second_instance() {
  local first
  start --lang ru
  name_school
  first=$pid
  start --lang ru
  await ready failure/close
  grep -q . "$work/said" || fail "nothing was said"
  cat "$work/said"
  click failure/close
  local code=0 another=$pid
  pid=$first
  await gone "$another"
  wait "$another" || code=$?
  [ "$code" = 3 ] || fail "exit code $code"
  kill -0 "$first" || fail "the first one has gone, too"
  "$cli" status --data "$folder" --json >/dev/null || fail "the command line cannot read beside it"
}

"$scene"
