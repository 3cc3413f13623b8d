#!/usr/bin/env bash
# The extension in a real server: run.sh BUILD_FOLDER. Started by `./tools/dev test postgresql`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$1
. tests/postgresql/server.sh

# What files.sql looks for below the folder of rules, and outside of it.
printf 'leadlint: 1\nruleset: out/secret\ntitle: t\nfields: {a: {type: string}}\n' >"$folder/outside/secret.yaml"
echo '[{"id": "eve"}]' >"$folder/outside/list.json"
printf '3\t{"status": "CONTACT_MADE"}\n4\t{"status": "LEAD_WN"}\n' >"$folder/outside/rows.copy"
ln -s "$folder/outside" "$folder/rules/linked"
ln -s "$folder/outside/secret.yaml" "$folder/rules/secret.yaml"
ln -s own/lead.yaml "$folder/rules/inside.yaml"
printf 'leadlint: 1\nruleset: a/b\ntitle: t\nuse: ./secret\nfields: {a: {type: string}}\n' >"$folder/rules/uses_link.yaml"
mkdir "$folder/rules/own.yaml"
mkfifo "$folder/rules/pipe.yaml"
cp tests/postgresql/rules/own/common.yaml "$folder/rules/common.yaml"
chmod -R a+rX "$folder/outside" "$folder/rules"
start_server

failed=0
if ! pg_prove -q --psql-bin "$bin/psql" --set "rules=$folder/rules" --set "outside=$folder/outside" \
  tests/postgresql/{functions,settings,files,trigger,rows}.sql; then
  failed=1
fi

# holds NAME WANTED GOT
holds() {
  if [ "$2" = "$3" ]; then
    echo "ok: $1"
  else
    printf 'not ok: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3" >&2
    failed=1
  fi
}
# error_of DATABASE QUERY...: the first line that is an error or a warning.
error_of() {
  local database=$1
  shift
  sql -d "$database" "$@" 2>&1 >/dev/null | grep -E '^(ERROR|WARNING|FATAL)|ERROR:' | head -n 1
}

# The page, block by block.
sql -c 'CREATE DATABASE page'
python3 tests/postgresql/page.py docs/postgresql.md "$bin/psql" page "$folder/rules" || failed=1

# One folder for all sessions; who is no superuser names none, before the extension is loaded either.
sql -c "LOAD 'leadlint'" -c "ALTER SYSTEM SET leadlint.rules_folder = '$folder/rules'" -c 'SELECT pg_reload_conf()' >/dev/null
sql -c 'CREATE DATABASE d' -c 'CREATE ROLE clerk LOGIN'
sql -d d -c 'CREATE EXTENSION leadlint'
sleep 0.2
own="SELECT leadlint_check('own/lead.yaml', '{\"status\": \"NEW\"}')"
holds "the folder of the configuration counts" valid "$(sql -d d -U clerk -c "$own")"
holds "a folder that a session names before the extension is loaded is forgotten" \
  'WARNING:  permission denied to set parameter "leadlint.rules_folder"' \
  "$(PGOPTIONS='-c leadlint.rules_folder=/' error_of d -U clerk -c "$own")"
holds "and its session reads no file" \
  'ERROR:  leadlint: "own/lead.yaml" cannot be read: leadlint.rules_folder names no folder that is there' \
  "$(PGOPTIONS='-c leadlint.rules_folder=/' sql -d d -U clerk -c "$own" 2>&1 | grep ERROR)"

# A rule file that changes counts from the next statement on, in a session that goes on.
changes=$(
  {
    echo "SELECT leadlint_check('own/lead.yaml', '{\"status\": \"OLD\"}');"
    echo "\\! sed -i 's/values: .NEW,/values: [OLD, NEW,/' '$folder/rules/own/lead.yaml'"
    echo "SELECT leadlint_check('own/lead.yaml', '{\"status\": \"OLD\"}');"
    echo "\\! sed -i 's/values: .OLD, NEW,/values: [NEW,/' '$folder/rules/own/lead.yaml'"
    echo "SELECT leadlint_check('own/lead.yaml', '{\"status\": \"OLD\"}');"
  } | sql -d d | tr '\n' ' '
)
holds "a rule file that changes is read anew" "invalid valid invalid " "$changes"

# What errors leave by frees what Leadlint had handed out, and so do rulesets that go for others.
grown=$(sql -d d <<'SQL'
CREATE PROCEDURE pg_temp.err(times integer) LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1..times LOOP
    BEGIN
      PERFORM leadlint_check('own/broken.yaml', '{}');
    EXCEPTION WHEN invalid_parameter_value THEN NULL;
    END;
    BEGIN
      PERFORM leadlint_check('own/lead.yaml', '{}', settings => ARRAY['catalog:owners=own/owners.json', 'catalog:plans={']);
    EXCEPTION WHEN invalid_parameter_value THEN NULL;
    END;
    PERFORM leadlint_check('own/lead.yaml', '{}', settings => ARRAY['catalog:owners=[{"id": "' || i || '"}]']);
  END LOOP;
END $$;
CALL pg_temp.err(60);
SELECT split_part(pg_read_file('/proc/self/statm'), ' ', 2)::integer AS before \gset
CALL pg_temp.err(300);
SELECT split_part(pg_read_file('/proc/self/statm'), ' ', 2)::integer - :before < 500;
SQL
)
holds "errors and other rulesets leave no memory behind" t "$grown"

# Workers of a parallel plan load rules by themselves.
sql -d d -c "CREATE TABLE many AS SELECT i, jsonb_build_object('status', CASE WHEN i % 10 = 0 THEN 'LEAD_WN'
  ELSE 'CONTACT_MADE' END) AS payload FROM generate_series(1, 20000) AS i" -c 'ANALYZE many'
parallel=(-c 'SET parallel_setup_cost = 0' -c 'SET parallel_tuple_cost = 0' -c 'SET min_parallel_table_scan_size = 0'
  -c 'SET max_parallel_workers_per_gather = 2' -c 'SET parallel_leader_participation = off')
count="SELECT count(*) FROM many WHERE leadlint_check('renovationfind/update_status', payload) = 'invalid'"
holds "parallel workers judge" 2000 "$(sql -d d "${parallel[@]}" -c "$count")"
holds "which are really there" "Workers Launched: 2" \
  "$(sql -d d "${parallel[@]}" -c "EXPLAIN (ANALYZE, TIMING off, COSTS off) $count" | grep -o 'Workers Launched: .*')"
files="SELECT count(*) FROM many WHERE leadlint_check('own/lead.yaml', payload, settings => '{own.owners=off}') = 'invalid'"
holds "by rule files too" 20000 "$(sql -d d "${parallel[@]}" -c "$files")"

# A long query ends when it is told to.
slow="SELECT count(leadlint_check('renovationfind/update_status', payload)) FROM many, generate_series(1, 100000)"
holds "a query is cancelled" "ERROR:  canceling statement due to statement timeout" \
  "$(error_of d -c "SET statement_timeout = '300ms'" -c "$slow")"

# Other encodings are refused where there is something to judge.
sql -c "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"
sql -d latin -c 'CREATE EXTENSION leadlint'
holds "another encoding is refused" \
  'ERROR:  leadlint judges in databases whose encoding is UTF8, not LATIN1' \
  "$(error_of latin -c "SELECT leadlint_check('renovationfind/update_status', '{}')")"

# A table with the trigger, dumped and restored; then it judges.
sql -d d <<'SQL'
CREATE TABLE kept(id integer PRIMARY KEY, payload jsonb);
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON kept FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('renovationfind/update_status', 'payload', 'warnings=refuse', 'profile=strict');
INSERT INTO kept VALUES (1, '{"status": "JOB_WON", "jobAmount": 18500}');
SQL
sql -c 'CREATE DATABASE restored'
"$bin/pg_dump" d | sql -d restored >/dev/null
holds "a restored table has its rows" 1 "$(sql -d restored -c 'SELECT count(*) FROM kept')"
holds "and its trigger" 'ERROR:  a row for "kept" is refused by "renovationfind/update_status"' \
  "$(error_of restored -c "UPDATE kept SET payload = '{\"status\": \"JOB_WON\", \"jobAmount\": 1}'")"

sql -d restored -c 'CREATE TABLE told(payload text)' -c "CREATE TRIGGER judged BEFORE INSERT ON told FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('renovationfind/update_status', 'payload', 'warnings=report')"
holds "warnings are told" 'WARNING:  a row for "told" is taken with warnings of "renovationfind/update_status"' \
  "$(error_of restored -c "INSERT INTO told VALUES ('{\"status\": \"JOB_WON\", \"jobAmount\": -1}')")"
holds "and the row is taken" 1 "$(sql -d restored -c 'SELECT count(*) FROM told')"

# In a schema that is not searched, and beside objects that somebody else has put first on the path.
sql -c 'CREATE DATABASE schemas'
sql -d schemas <<'SQL'
CREATE SCHEMA lint;
CREATE EXTENSION leadlint SCHEMA lint;
CREATE TABLE kept(payload jsonb, day date);
CREATE TRIGGER judged BEFORE INSERT ON kept FOR EACH ROW
  EXECUTE FUNCTION lint.leadlint_trigger('renovationfind/update_status', 'columns=payload as status');
CREATE SCHEMA evil;
CREATE FUNCTION evil.to_json(anyelement) RETURNS json LANGUAGE sql AS 'SELECT NULL::json';
CREATE FUNCTION evil.leadlint_check(text, jsonb) RETURNS text LANGUAGE sql AS 'SELECT ''valid''::text';
CREATE TYPE evil.text AS ENUM ('a');
CREATE TYPE evil.json AS ENUM ('a');
SQL
evil="SET search_path = evil, pg_catalog"
holds "what stands first on the search path is not taken" invalid \
  "$(sql -d schemas -c "$evil" -c "SELECT lint.leadlint_check('renovationfind/update_status', '{}'::jsonb)")"
holds "by the trigger neither" 'ERROR:  a row for "kept" is refused by "renovationfind/update_status"' \
  "$(error_of schemas -c "$evil" -c "INSERT INTO public.kept VALUES ('\"LEAD_WN\"')")"
sql -d schemas -c 'CREATE SCHEMA other' -c 'ALTER EXTENSION leadlint SET SCHEMA other'
holds "the extension moves to another schema" invalid \
  "$(sql -d schemas -c "SELECT other.leadlint_check('renovationfind/update_status', '{}')")"
holds "what uses it is not dropped beside it" 'ERROR:  cannot drop extension leadlint because other objects depend on it' \
  "$(error_of schemas -c 'DROP EXTENSION leadlint')"
sql -d schemas -c 'DROP EXTENSION leadlint CASCADE' 2>/dev/null
holds "nothing of it stays" 0 "$(sql -d schemas -c "SELECT count(*) FROM pg_proc WHERE proname LIKE 'leadlint%'
  AND pronamespace <> 'evil'::regnamespace")"

if grep -E 'PANIC|was terminated by signal|TRAP' "$folder/log"; then failed=1; fi
exit $failed
