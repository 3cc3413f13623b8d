#!/usr/bin/env bash
# MariaDB: SELECT ... INTO OUTFILE cannot write CSV that has quotes in a text and NULL beside it.
#
#   FIELDS ... ESCAPED BY '\' (the default)   say "hi" becomes "say \"hi\"", NULL is \N, a line break a backslash and a line break
#   FIELDS ... ESCAPED BY ''                  say "hi" becomes "say "hi"": the quotes are neither doubled nor escaped
#   FIELDS ... ESCAPED BY '"'                 say "hi" becomes "say ""hi""" (right), but NULL becomes "N, a quote that nobody closes
#
# Seen with MariaDB 10.11 (Debian 12). Starts a server of its own, without a port, in a temporary folder.
set -euo pipefail
export LC_ALL=C.UTF-8

install() {
  command -v mariadbd >/dev/null && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends 'mariadb-server=1:10.11.*' >/dev/null
}

folder=$(mktemp -d)
server=
clean() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } || true
  rm -rf "$folder"
}
trap clean EXIT

start() {
  local user=mysql
  chmod 755 "$folder"
  if [ "$(id -u)" = 0 ]; then chown mysql "$folder"; else user=$(id -un); fi
  mariadb-install-db --no-defaults --datadir="$folder/data" --user="$user" --auth-root-authentication-method=normal >/dev/null
  mariadbd --no-defaults --datadir="$folder/data" --socket="$folder/s" --user="$user" --skip-networking \
    --pid-file="$folder/pid" >/dev/null 2>&1 &
  server=$!
  mariadb-admin --no-defaults --socket="$folder/s" -uroot --wait=60 --connect-timeout=60 ping >/dev/null
}

# export_with NAME CLAUSE: the row (1, say "hi", NULL) as CSV.
export_with() {
  mariadb --no-defaults --socket="$folder/s" -uroot -e "SELECT 1, 'say \"hi\"', NULL INTO OUTFILE '$folder/data/$1'
    FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' $2 LINES TERMINATED BY '\\n'"
  cat "$folder/data/$1"
}

install
start
mariadbd --version
wrong=0
expect() {
  printf '%-26s %s\n' "${2:-(default)}" "$3"
  [ "$(export_with "$1" "$2")" = "$3" ] || { printf 'now it is: %s\n' "$(cat "$folder/data/$1")" && wrong=1; }
}
expect default "" '1,"say \"hi\"",\N'
expect none "ESCAPED BY ''" '1,"say "hi"",NULL'
expect quote "ESCAPED BY '\"'" '1,"say ""hi""","N'
exit "$wrong"
