# A server of our own with the extension in it: sourced by what needs one, after `build` names the
# folder that leadlint was built in with LEADLINT_POSTGRESQL. Nothing is installed into the system: it
# is a copy of the distribution's server, which looks for extensions beside itself. A server does not
# run as root: there it runs as the user that the distribution's package has made.
pg_config=${PG_CONFIG:-pg_config}
folder=$(mktemp -d)
as_user=()
if [ "$(id -u)" = 0 ]; then as_user=(runuser -u postgres --); fi

stop_server() {
  "${as_user[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop_server EXIT

bin=$folder/root$("$pg_config" --bindir)
for part in bindir pkglibdir sharedir; do
  from=$("$pg_config" --$part)
  mkdir -p "$folder/root$from"
  tar -C "$from" --exclude=./bitcode -cf - . | tar -C "$folder/root$from" -xf -
done
DESTDIR=$folder/root cmake --install "$build" --component postgresql >/dev/null
mkdir "$folder/lib" "$folder/rules" "$folder/outside"
cp -a "$build"/engine/libleadlint.so* "$folder/lib"
cp -r tests/postgresql/rules/. "$folder/rules"
chmod -R a+rX "$folder"
if [ "$(id -u)" = 0 ]; then chown postgres "$folder" "$folder/rules" "$folder/rules/own"; fi

# (-F: what a server has written need not outlive the machine here.)
start_server() {
  local home=$PWD
  cd "$folder"
  "${as_user[@]}" "$bin/initdb" -D "$folder/data" -U judge -A trust -E UTF8 --locale=C.UTF-8 -N >/dev/null
  "${as_user[@]}" env LD_LIBRARY_PATH="$folder/lib" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-F -k $folder -c listen_addresses='' -c jit=off -c max_parallel_workers=4 $*" start >/dev/null
  cd "$home"
}
export PGHOST=$folder PGUSER=judge PGDATABASE=postgres PGOPTIONS=
sql() { "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
