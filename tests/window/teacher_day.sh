#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# teacher_day.sh PROGRAM CLI SERVER: a teacher's day at the real window, by physical keys in the Russian layout;
# what has come of it is asked of the command line, on the same data. Runs on the screen of run_xvfb.sh.
set -euo pipefail

program=$1 cli=$2 server=$3
work=$(mktemp --directory) folder=$work/teacher
hub=
finish() {
  [ -z "${pid:-}" ] || kill -9 "$pid" 2>/dev/null || true
  [ -z "$hub" ] || { kill "$hub" && wait "$hub"; } 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
source "$(dirname "$0")/hands.sh"

at() { local place=$1; shift; "$cli" "$@" --data "$work/$place" --json; }
member() { sed -nE "1s/.*\"$1\": *\"?([^\",}]*)\"?[,}].*/\1/p"; }
counts() { [ "$(at teacher count "$1" | grep -o '[0-9]*' | head -n 1)" = "$2" ]; }
status_is() { [ "$(at teacher status | member "$1")" = "$2" ]; }
field_of() { at "$1" get "$2" "$3" | grep -oE "\"$4\": *\"[^\"]*\"" | head -n 1 | sed -E 's/.*"([^"]*)"$/\1/'; }
field_is() { [ "$(field_of "$@")" = "${!#}" ]; }

all_keys=0 all_clicks=0
step() {
  [ -z "${now:-}" ] || printf '%-58s %5d keys %3d clicks %3d s\n' "$now" "$keys" "$clicks" $((SECONDS - began))
  all_keys=$((all_keys + keys)) all_clicks=$((all_clicks + clicks)) keys=0 clicks=0 began=$SECONDS
  now=${1:-}
}

# --- The district, which the teacher does not know of yet ---
"$server" init --district "Ёлкинский район" --data "$work/hub" >/dev/null
organisation=$("$server" org add --name "Школа № 5" --kind school --data "$work/hub" --json | member id)
code() { "$server" code --role school --org "$organisation" --data "$work/hub" --json | member code; }
"$server" run --listen 127.0.0.1:0 --data "$work/hub" >"$work/hub.log" 2>&1 &
hub=$!
await grep -q "listening on " "$work/hub.log"
address=http://$(sed -n 's/.*listening on //p' "$work/hub.log" | head -n 1)

step "first run: the school has a name"
start --lang ru
await focused wizard/name
press Enter
await focused wizard/form/school
type_text "Школа номер пять⇥Марина Сергеевна"
await holds wizard/form/user "Марина Сергеевна"
press ctrl+Enter
await lacks wizard/form/school

step "30 children through the class list"
press ctrl+2
await ready child/roster
click child/roster
await focused roster/class
type_text "5А⏎30⏎"
await focused roster/cell-0-0
surnames=(Ёлкин Щукин Иванов Петров Сидоров Кузнецов Смирнов Попов Соколов Морозов Волков Лебедев Новиков Козлов
  Зайцев Белов Орлов Комаров Жуков Фролов Гусев Киселёв Титов Быков Юдин Эдуардов Хохлов Цветков Чернов Ёжиков)
for i in "${!surnames[@]}"; do
  type_text "${surnames[i]}⏎Пётр⏎Иванович⏎3.1.15⏎м⏎⏎"
  await focused "roster/cell-$((i + 1))-0"
  await sees "введено $((i + 1)) из 30"
done
press ctrl+Enter
await counts child 30

step "a programme"
press ctrl+3
await ready programme/new
press ctrl+n
await focused programme/record/form/title
type_text "Робототехника"
await holds programme/record/form/title "Робототехника"
press ctrl+Enter
await counts programme 1

step "a group of it"
press ctrl+4
await ready group/new
press ctrl+n
await focused group/record/form/programme
type_text "робот⏎"
await holds group/record/form/programme "Робототехника"
press Tab
await focused group/record/form/name
type_text "Первая группа"
await holds group/record/form/name "Первая группа"
press ctrl+Enter
await counts group 1

step "the class into the group"
press ctrl+5
await ready enrolment/group
click enrolment/group
type_text "перв⏎"
await sees "Первая группа"
click "enrolment/class/5А"
await ready enrolment/save
press ctrl+Enter
await counts enrolment 30

step "joining the district, exchange"
press ctrl+8
await ready exchange/join/server
click exchange/join/server
type_latin "$address" exchange/join/server
press Tab
await focused exchange/join/code
type_latin "$(code)" exchange/join/code
press ctrl+Enter
await status_is joined true
await status_is pending 0

step "(elsewhere: the deputy's computer changes a child's class)"
at deputy join --server "$address" --code "$(code)" --user "Завуч" >/dev/null
at deputy sync >/dev/null
child=$(at teacher search Ёжиков | grep -oE '"id": *"[^"]*"' | head -n 1 | sed -E 's/.*"([^"]*)"$/\1/')
[ -n "$child" ] || fail "the child is not found"
at deputy put child --id "$child" class=5Б >/dev/null
at deputy sync >/dev/null

step "the same child's class here, and exchange: a dispute"
press ctrl+k
await focused top/search
type_text "ёжиков"
await sees "Ёжиков Пётр"
press Enter
await ready child/record/form/class
click child/record/form/class
press ctrl+a
type_text "5В"
await holds child/record/form/class "5В"
press ctrl+Enter
await field_is teacher child "$child" class 5В
press ctrl+8
await ready exchange/now
press F5
await status_is disputes 1

step "the decision"
press ctrl+9
await ready review/dispute/value-2/take
press 2
await ready review/dispute/decide
press ctrl+Enter
await status_is disputes 0
field_is teacher child "$child" class 5В || fail "the decision was another one"

step "a look at the history"
press ctrl+k
await focused top/search
type_text "ёжиков"
await sees "Ёжиков Пётр"
press Enter
await ready child/record/tabs/2
click child/record/tabs/2
await ready child/record/history/0/undo
await sees "5В"
at teacher history child "$child" | grep -q 5Б || fail "the history forgot the deputy"

step "a change and its undoing"
click child/record/tabs/0
await ready child/record/form/class
click child/record/form/class
press ctrl+a
type_text "6Я⇥"
await holds child/record/form/class "6Я"
press ctrl+Enter
await field_is teacher child "$child" class 6Я
press ctrl+z
await field_is teacher child "$child" class 5В

step "the last exchange"
press ctrl+8
await ready exchange/now
press F5
await status_is pending 0
step
at deputy sync >/dev/null
await field_is deputy child "$child" class 5В
stop
at teacher verify | grep -q '"ok": *true' || fail "verify found problems: $(at teacher verify)"
echo "the day: $all_keys keys, $all_clicks clicks"
