# SPDX-License-Identifier: MIT
# Sourced by the scripts beside it: hands at a real keyboard (X11, by position) and a real mouse, and eyes on
# the file that the program writes of its controls (KRUZHOK_CONTROLS). Everything waits for a condition.
# Needs: program, work (a folder). Counts in `keys` (without Shift, Ctrl, Alt) and `clicks`.

for tool in xdotool setxkbmap; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed: skipped"; exit 77; }
done
keys=0 clicks=0 pid=
controls=$work/controls

fail() {
  echo "FAILED: $*" >&2
  if [ -n "${KRUZHOK_KEEP:-}" ]; then
    cp "$controls" "$KRUZHOK_KEEP/controls" || true
    import -window root "$KRUZHOK_KEEP/failed.png" || true
  fi
  exit 1
}
# Until the command succeeds, half a minute at most.
await() {
  local until=$((SECONDS + 30))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || fail "waited in vain: $*"
    [ -z "$pid" ] || kill -0 "$pid" 2>/dev/null || fail "the program has gone; waited for: $*"
    sleep 0.02
  done
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# --- What the window shows ---
control() { grep -F "{\"path\":\"$1\"," "$controls"; }
has() { control "$1"; }
lacks() { ! control "$1" >/dev/null; }
settled() { head -n 1 "$controls" | grep -qF '"settled":true'; }
ready() { settled && control "$1" | grep -vF '"width":0,' | grep -F '"enabled":true'; }
focused() { control "$1" | grep -F '"focused":true'; }
sees() { grep -F '{"text":' "$controls" | grep -F -- "$1"; }
value_of() { control "$1" | sed -E 's/.*"value":"(.*)"\}$/\1/'; }
holds() { [ "$(value_of "$1")" = "$2" ]; }

# --- What the hands do ---
declare -A position=(
  [й]=24 [ц]=25 [у]=26 [к]=27 [е]=28 [н]=29 [г]=30 [ш]=31 [щ]=32 [з]=33 [х]=34 [ъ]=35 [ф]=38 [ы]=39 [в]=40
  [а]=41 [п]=42 [р]=43 [о]=44 [л]=45 [д]=46 [ж]=47 [э]=48 [я]=52 [ч]=53 [с]=54 [м]=55 [и]=56 [т]=57 [ь]=58
  [б]=59 [ю]=60 [ё]=49 [.]=61 [-]=20 [ ]=65)
declare -A named=([Enter]=36 [Tab]=23 [Escape]=9 [Down]=116 [Up]=111 [F1]=67 [F5]=71 [Backspace]=22
  [k]=45 [n]=57 [z]=52 [a]=38)
capitals=ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ small=йцукенгшщзхъфывапролджэячсмитьбюё
digit() { echo $((${1:-0} == 0 ? 19 : 9 + $1)); }

# «1А⏎Ёлкин⏎»: as it is typed in the Russian layout; ⏎ is Enter, ⇥ is Tab.
type_text() {
  local text=$1 i letter taps=()
  for ((i = 0; i < ${#text}; ++i)); do
    letter=${text:i:1}
    case "$letter" in
      ⏎) taps+=("${named[Enter]}") ;;
      ⇥) taps+=("${named[Tab]}") ;;
      [0-9]) taps+=("$(digit "$letter")") ;;
      *)
        if [ -n "${position[$letter]:-}" ]; then
          taps+=("${position[$letter]}")
        else
          local before=${capitals%%"$letter"*}
          [ "$before" != "$capitals" ] || fail "no key for «$letter»"
          taps+=("shift+${position[${small:${#before}:1}]}")
        fi
        ;;
    esac
  done
  keys=$((keys + ${#taps[@]}))
  xdotool key --delay 2 "${taps[@]}"
}
# press Enter · press ctrl+Enter · press ctrl+4
press() {
  local chord=$1 key=${1##*+} modifiers=
  [ "$key" = "$chord" ] || modifiers=${chord%+*}+
  case "$key" in
    [0-9]) key=$(digit "$key") ;;
    *) key=${named[$key]} ;;
  esac
  keys=$((keys + 1))
  xdotool key --delay 2 "$modifiers$key"
}
# Letters of the other layout, by one who changes to it and back: addresses, codes.
type_latin() {
  setxkbmap us,ru
  xdotool type --delay 4 "$1"
  await holds "$2" "$1"
  setxkbmap ru,us
  keys=$((keys + ${#1} + 2))
}
click() {
  await ready "$1"
  local line x y width height
  line=$(control "$1")
  x=$(sed -E 's/.*"x":(-?[0-9]+).*/\1/' <<<"$line") y=$(sed -E 's/.*"y":(-?[0-9]+).*/\1/' <<<"$line")
  width=$(sed -E 's/.*"width":([0-9]+).*/\1/' <<<"$line")
  height=$(sed -E 's/.*"height":([0-9]+).*/\1/' <<<"$line")
  clicks=$((clicks + 1))
  xdotool mousemove $((x + (width > 80 ? 40 : width / 2))) $((y + height / 2)) click 1
}

# --- The program ---
# start WORD…: on `folder`; its output goes to `said`.
start() {
  rm -f "$controls"
  setxkbmap ru,us
  KRUZHOK_CONTROLS=$controls "$program" --data "$folder" "$@" >"$work/said" 2>&1 &
  pid=$!
  await settled
  # What a window manager does.
  await xdotool search --onlyvisible --pid "$pid"
  xdotool windowfocus "$(xdotool search --onlyvisible --pid "$pid" | head -n 1)"
}
stop() {
  [ -n "$pid" ] || return 0
  kill -"${1:-TERM}" "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  pid=
}

# The school has its name, by hand.
name_school() {
  await focused wizard/name
  press Enter
  await focused wizard/form/school
  type_text "Школа⇥Марина"
  await holds wizard/form/user "Марина"
  press ctrl+Enter
  await lacks wizard/form/school
}
