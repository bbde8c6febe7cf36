#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# window_keys.sh PROBE: types on the real keyboard's way (X11, by position, in the Russian layout) into a
# real window, and looks at what has arrived. Runs on the screen of run_xvfb.sh.
set -euo pipefail

probe=$1
for tool in xdotool setxkbmap xclip compare; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed: skipped"; exit 77; }
done
folder=$(mktemp --directory)
pid=
finish() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

# The probe's lines: LINE is the last one read, or what there was of the next. Nothing waits longer than 20 seconds for one.
start() {
  coproc PROBE { exec env "$@" "$probe"; }
  pid=$PROBE_PID out=${PROBE[0]} in=${PROBE[1]}
  expect "ready [01]"
}
expect() {
  while :; do
    IFS= read -r -t 20 -u "$out" LINE || fail "waited for «$1», the last line was «${LINE:-}»"
    [[ $LINE =~ ^$1$ ]] && return
  done
}
order() { echo "$*" >&"$in"; expect "done"; }
stop() { echo close >&"$in"; expect closed; wait "$pid"; pid= LINE=; }
ticks() { local stat; read -r stat <"/proc/$pid/stat"; set -- ${stat##*) }; echo $((${12} + ${13})); }

letters=(24 25 26 27 28 29 30 31 32 33 38 39 40 41 42 43 44 45 46)  # Positions of йцукенгшщзфывапролд.
backspace=22 control=37 a=38 c=54 v=55 tab=23
setxkbmap ru,us

start
# --- 200 taps without a pause, each twentieth BackSpace ---
taps=() expected=
for _ in {1..10}; do
  taps+=("${letters[@]}" "$backspace")
  expected+=йцукенгшщзфывапрол
done
xdotool key --delay 0 "${taps[@]}"
expect "text $expected"
echo "ok: ${#taps[@]} taps in order"

# --- The clipboard, by position ---
xdotool keydown --delay 0 "$control" key --delay 0 "$a" key --delay 0 "$c" keyup --delay 0 "$control"
xdotool key --delay 0 "$backspace"
expect "text "
[ "$(xclip -selection clipboard -out -target UTF8_STRING)" = "$expected" ] || fail "copied something else"
printf 'Ёлкин №5 — «ғ»' | xclip -selection clipboard -in >/dev/null 2>&1
xdotool keydown --delay 0 "$control" key --delay 0 "$v" keyup --delay 0 "$control"
expect "text Ёлкин №5 — «ғ»"
xdotool keydown --delay 0 "$control" key --delay 0 "$a" keyup --delay 0 "$control"
xdotool key --delay 0 "$backspace"
expect "text "
echo "ok: clipboard both ways"

# --- Taps and a click that fall into one frame of 60 ms ---
# GLFW takes two presses of one key in one millisecond for an echo; no finger can do that.
order frame_ms 60
xdotool key --delay 2 24 25 26 "$backspace" "$backspace" 27
expect "text йк"
xdotool mousemove 90 70 click --delay 0 1 mousemove 600 500
expect "clicks 1"
order frame_ms 0
echo "ok: nothing is lost in a slow frame"

# --- Doing nothing costs nothing ---
order field off
until before=$(ticks); sleep 0.2; [ "$before" = "$(ticks)" ]; do :; done  # The last frames are drawn.
sleep 3
idle=$(($(ticks) - before))
echo "idle: $idle clock ticks in 3 s"
[ "$idle" -le 2 ] || fail "idle costs $idle ticks"

# --- The same picture with OpenGL 2.1 ---
order scale 1.5
order picture "$folder/large.png"
order scale 1
order field on
order picture "$folder/gl3.png"
stop
start MESA_GL_VERSION_OVERRIDE=2.1
[ "$LINE" = "ready 1" ] || fail "OpenGL 2.1 was not used"
setxkbmap ru,us
xdotool key --delay 0 24 27
expect "text йк"
xdotool mousemove 90 70 click --delay 0 1 mousemove 600 500
expect "clicks 1"
order field off
order field on
order picture "$folder/gl2.png"
stop
[ -z "${KRUZHOK_KEEP:-}" ] || cp "$folder"/*.png "$KRUZHOK_KEEP"
difference=$(compare -metric MAE "$folder/gl3.png" "$folder/gl2.png" null: 2>&1 || true)
echo "OpenGL 2.1 against 3.3, mean difference of a pixel: $difference"
awk -v "text=$difference" 'BEGIN { gsub(/[()]/, "", text); split(text, part, " "); exit !(part[2] < 0.002) }' ||
  fail "the pictures differ"

# --- No screen ---
code=0
said=$(env -u DISPLAY -u WAYLAND_DISPLAY "$probe" </dev/null) || code=$?
[[ $code = 1 && $said =~ ^no_display:\ .+ ]] || fail "without a screen: exit code $code, «$said»"
echo "ok: without a screen: $said"
