#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# window_lists.sh PROGRAM CLI: a class list comes in from a file, goes out to Excel and on paper, by hand, in the
# real window and with a real (if invented) viewer of files.
set -euo pipefail

program=$1 cli=$2
work=$(mktemp --directory) folder=$work/data
finish() { [ -z "${pid:-}" ] || kill -9 "$pid" 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT
source "$(dirname "$0")/hands.sh"

mkdir -p "$work/home/Documents" "$work/bin"
export HOME=$work/home XDG_CONFIG_HOME=$work/home/.config PATH=$work/bin:$PATH
printf 'Фамилия;Имя;Дата рождения;Класс\r\nЁлкина;Мария;03.01.2015;5А\r\nЩукин;Олег;31.02.2015;5А\r\nЦой;Виктор;4.5.2015;5А\r\n' \
  >"$HOME/Documents/5 класс.csv"
cat >"$work/bin/xdg-open" <<'VIEWER'
#!/bin/sh
printf '%s\n' "$1" >>"$(dirname "$0")/opened"
VIEWER
chmod +x "$work/bin/xdg-open"

count() { "$cli" count child --data "$folder" --json | grep -o '[0-9]*' | head -n 1; }
opened() { grep -F -- "$1" "$work/bin/opened"; }

start --lang ru
name_school

press ctrl+2
await ready child/import
click child/import
await focused import/choice/filter
await sees "5 класс.csv"
press Enter
await ready import/columns/target-0
press ctrl+Enter
await sees "Ёлкина Мария"
press ctrl+Enter
await ready import/done/open-report
[ "$(count)" = 2 ] || fail "not the two children whose rows can be read"
click import/done/open-report
await opened "не загружено.xlsx"
echo "ok: two children came in, and the report of the third opened"

press ctrl+2
await ready child/export
click child/export
await focused export/go
press Enter
await ready notice/open
click notice/open
await opened "Дети "
exported=$(opened "Дети " | head -n 1)
"$cli" import child "$exported" --data "$folder" --json | grep -qF '"created":0,"changed":0,"same":2' ||
  fail "what went out does not come in as no change"
echo "ok: the list went out to Excel, and comes back as no change"

click child/print
await ready print/go
click print/go
await opened ".pdf"
head -c 5 "$(opened ".pdf" | head -n 1)" | grep -qF '%PDF-' || fail "the paper is no PDF"
echo "ok: the class list was handed to the viewer"
stop
