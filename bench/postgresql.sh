#!/usr/bin/env bash
# A million rows into PostgreSQL: without a trigger, with one in PL/pgSQL that does nothing, with leadlint_trigger, and with
# the same checks written by hand in PL/pgSQL: bench/postgresql.sh [ROWS [ROUNDS]]. Best and median of interleaved rounds; started by `./tools/dev bench postgresql`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rows=${1:-1000000} rounds=${2:-5}
build=build/release
. tests/postgresql/server.sh
start_server -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=1h -c autovacuum=off

sql -v rows="$rows" <<'SQL'
CREATE EXTENSION leadlint;
CREATE TABLE source AS
  SELECT i AS id, CASE i % 5
    WHEN 0 THEN jsonb_build_object('status', 'JOB_WON', 'jobAmount', 1000 + i % 90000)
    WHEN 1 THEN jsonb_build_object('status', 'CONTACT_MADE', 'contactMethod', 'EMAIL')
    WHEN 2 THEN jsonb_build_object('status', 'LEAD_LOST', 'lostReason', 'OTHER', 'reason', 'They moved away, says the neighbour')
    WHEN 3 THEN jsonb_build_object('status', 'MEETUP_SCHEDULED', 'meetingScheduledDate', '2026-11-30')
    ELSE jsonb_build_object('status', 'LEAD_WON', 'jobAmount', 1000 + i % 90000, 'estimatedProjectStartDate', '2026-11-30',
                            'completionDateTbd', true) END AS payload
    FROM generate_series(1, :rows) AS i;
SELECT count(*) FROM source \g /dev/null

-- What the ruleset refuses, by hand and for this operation alone; the first error ends it.
CREATE FUNCTION by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  p jsonb := NEW.payload; o jsonb; s text := NEW.payload->>'status'; k text; v jsonb; t text; allowed text[];
BEGIN
  IF jsonb_typeof(p) <> 'object' THEN RAISE check_violation USING MESSAGE = 'no object'; END IF;
  IF s IS NULL THEN RAISE check_violation USING MESSAGE = 'status is missing'; END IF;
  FOR k, v IN SELECT * FROM jsonb_each(p) LOOP
    t := jsonb_typeof(v);
    CASE k
      WHEN 'status' THEN
        IF t <> 'string' OR s NOT IN ('MEETUP_SCHEDULED', 'JOB_WON', 'LEAD_WON', 'LEAD_LOST', 'CONTACT_MADE', 'NO_RESPONSE',
            'REACHED_OUT_TO_HOMEOWNER', 'ESTIMATE_PROVIDED', 'JOB_LOST', 'JOB_POSTPONED_OR_CANCELLED', 'OTHER',
            'JOB_PENDING_DECISION') THEN
          RAISE check_violation USING MESSAGE = 'status';
        END IF;
      WHEN 'reason' THEN
        IF t <> 'string' OR length(p->>k) > 500 THEN RAISE check_violation USING MESSAGE = 'reason'; END IF;
      WHEN 'jobAmount' THEN
        IF t <> 'number' THEN RAISE check_violation USING MESSAGE = 'jobAmount'; END IF;
      WHEN 'meetingScheduledDate', 'estimatedProjectStartDate', 'estimatedCompletionDate' THEN
        IF t <> 'string' OR (p->>k) !~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' THEN
          RAISE check_violation USING MESSAGE = k;
        END IF;
      WHEN 'startDateTbd', 'completionDateTbd' THEN
        IF t <> 'boolean' THEN RAISE check_violation USING MESSAGE = k; END IF;
      WHEN 'contactMethod' THEN
        IF t <> 'string' OR (p->>k) NOT IN ('PHONE_CALL', 'TEXT', 'EMAIL', 'IN_PERSON_MEETING') THEN
          RAISE check_violation USING MESSAGE = k;
        END IF;
      WHEN 'estimateType' THEN
        IF t <> 'string' OR (p->>k) NOT IN ('IN_PERSON_ESTIMATE', 'EMAILED_ESTIMATE', 'VERBAL_ESTIMATE',
            'PORTAL_ATTACHMENT_ESTIMATE', 'OTHER') THEN
          RAISE check_violation USING MESSAGE = k;
        END IF;
      WHEN 'lostReason' THEN
        IF t <> 'string' OR (p->>k) NOT IN ('PRICE', 'TIMING', 'OTHER') THEN RAISE check_violation USING MESSAGE = k; END IF;
      ELSE RAISE check_violation USING MESSAGE = 'a field that is not known';
    END CASE;
  END LOOP;
  IF s = 'MEETUP_SCHEDULED' AND NOT p ? 'meetingScheduledDate' OR s IN ('JOB_WON', 'LEAD_WON') AND NOT p ? 'jobAmount'
     OR s = 'LEAD_LOST' AND NOT p ? 'lostReason'
     OR s IN ('JOB_LOST', 'JOB_POSTPONED_OR_CANCELLED', 'OTHER') AND coalesce(p->>'reason', '') = ''
     OR s = 'LEAD_LOST' AND p->>'lostReason' = 'OTHER' AND coalesce(p->>'reason', '') = ''
     OR s = 'LEAD_WON' AND p->'startDateTbd' IS DISTINCT FROM 'true' AND NOT p ? 'estimatedProjectStartDate'
     OR s = 'LEAD_WON' AND p->'completionDateTbd' IS DISTINCT FROM 'true' AND NOT p ? 'estimatedCompletionDate' THEN
    RAISE check_violation USING MESSAGE = 'a field is missing';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    o := OLD.payload;
    IF o ? 'jobAmount' AND p->'jobAmount' IS DISTINCT FROM o->'jobAmount'
       OR o->>'status' = 'LEAD_WON' AND s <> 'LEAD_WON' THEN
      RAISE check_violation USING MESSAGE = 'what may not change';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

CREATE TABLE plain(id bigint, payload jsonb);
CREATE TABLE nothing(LIKE plain);
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON nothing FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE TABLE leadlint(LIKE plain);
CREATE TABLE by_hand(LIKE plain);
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON leadlint FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('renovationfind/update_status', 'payload');
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON by_hand FOR EACH ROW EXECUTE FUNCTION by_hand();
SQL

for ((round = 1; round <= rounds; round++)); do
  for table in plain nothing leadlint by_hand; do
    sql -c '\timing on' -c "INSERT INTO $table SELECT * FROM source" -c "UPDATE $table SET payload = payload" \
      -c '\timing off' -c "TRUNCATE $table" -c CHECKPOINT |
      sed -n "s/^Time: \([0-9.]*\) ms.*/\1/p" | head -n 2 | paste -sd ' ' | sed "s/^/$table /"
  done
done | python3 -c '
import statistics, sys
times = {}
for line in sys.stdin:
    table, *taken = line.split()
    for what, ms in zip(("INSERT", "UPDATE"), taken, strict=True):
        times.setdefault((what, table), []).append(float(ms) / 1000)
for what in ("INSERT", "UPDATE"):
    plain = min(times[what, "plain"])
    for table in ("plain", "nothing", "leadlint", "by_hand"):
        taken = times[what, table]
        print(f"{what} {table:9} best {min(taken):6.2f} s  median {statistics.median(taken):6.2f} s  adds {min(taken) - plain:6.2f} s")
    added = [min(times[what, table]) - plain for table in ("by_hand", "leadlint")]
    print(f"{what}: the trigger adds {added[0] / added[1]:.1f}x less than PL/pgSQL")
'
