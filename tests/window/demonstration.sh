#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# demonstration.sh CLI SERVER FOLDER: the district of `kruzhok-cli demo` in FOLDER, with what its story
# leaves out: open disputes, what was not accepted, what waits to be sent, a computer that joined nothing.
set -euo pipefail

cli=$1 server=$2 folder=$3
"$cli" demo "$folder" >/dev/null

hub=
finish() { [ -z "$hub" ] || { kill "$hub" && wait "$hub"; } 2>/dev/null || true; }
trap finish EXIT

# A member of the first JSON object on the input: its text or its number.
member() { sed -nE "1s/.*\"$1\": *\"?([^\",}]*)\"?[,}].*/\1/p"; }
at() { local place=$1; shift; "$cli" "$@" --data "$folder/$place" --json; }
# A sync ends with 5 while something waits for a person.
sync_at() { at "$1" sync >/dev/null || [ $? = 5 ]; }
put() { local place=$1 entity=$2 id=$3; shift 3; at "$place" put "$entity" --id "$id" "$@" >/dev/null; }

address=$(at school-1 status | member server)
"$server" run --data "$folder/hub" --listen "${address#*//}" >"$folder/hub.log" 2>&1 &
hub=$!
until at school-1 sync >/dev/null 2>&1 || [ $? = 5 ]; do kill -0 "$hub"; done

mapfile -t children < <(at school-1 list child --limit 40 | sed -nE 's/.*"id": *"([^"]*)".*/\1/p')
mapfile -t programmes < <(at school-1 list programme --limit 40 | sed -nE 's/.*"id": *"([^"]*)".*/\1/p')
mapfile -t groups < <(at school-1 list group --limit 40 | sed -nE 's/.*"id": *"([^"]*)".*/\1/p')

# --- Words as long as people write them ---
put school-1 programme "${programmes[0]}" "title=Робототехника: от первых механизмов к программируемым устройствам и соревнованиям"
put school-1 group "${groups[0]}" capacity=5
put school-1 child "${children[0]}" "phone=8 900 000-00-10" "address=с. Малые Ромашки, ул. Имени 50-летия Победы, д. 125, корп. 2, кв. 14" \
  "parent_name=Ёлкина-Щукина Александра Константиновна"

# --- What a computer that was taken away goes on writing ---
organisation=$(at school-1 status | member organisation)
code=$("$server" code --role school --org "$organisation" --data "$folder/hub" --json | member code)
at school-1-old join --server "$address" --code "$code" --user "Пётр Ильич" --device "Старый ноутбук" >/dev/null
sync_at school-1-old
device=$("$server" device list --data "$folder/hub" --json | grep -F "Старый ноутбук" | member id)
"$server" device revoke "$device" --data "$folder/hub" >/dev/null
put school-1-old child "${children[20]}" "phone=8 900 000-00-20" "address=ул. Лесная, 7"
put school-1-old child "${children[21]}" class=9А
sync_at school-1-old

# --- Both write, and do not know of each other ---
sync_at school-1
sync_at coordinator
edit() {
  put coordinator "$1" "$2" "$3" --user "Вера Андреевна" --note "${5:-}"
  put school-1 "$1" "$2" "$4" --user "Марина Сергеевна"
}
edit child "${children[10]}" class=8Б class=8А
edit child "${children[10]}" "parent_phone=8 900 000-00-11" "parent_phone=8 900 000-00-12" "Со слов мамы, по телефону"
edit child "${children[11]}" last_name=Ёлкина last_name=Елкина
edit programme "${programmes[1]}" "title=Шахматы для начинающих и продолжающих, первый и второй годы обучения" "title=Шахматы. Первый разряд"
sync_at coordinator
sync_at school-1
sync_at coordinator

# --- Not sent yet ---
put school-1 child "${children[3]}" "phone=8 900 000-00-03"
put school-1 child "${children[4]}" class=5В
put school-1 programme "${programmes[2]}" hours=144
finish
hub=
mkdir -p "$folder/alone"
