-- leadlint_trigger over a column: what is refused and how it is said, and ways in which rows come.
BEGIN;
\i tests/postgresql/begin.sql
SELECT plan(43);
CREATE TABLE leads(id integer PRIMARY KEY, payload jsonb, seen integer DEFAULT 0);
CREATE TRIGGER judged BEFORE INSERT OR UPDATE OF payload ON leads FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('renovationfind/update_status', 'payload');

SELECT lives_ok($$INSERT INTO leads VALUES (1, '{"status": "JOB_WON", "jobAmount": 18500}'),
                                           (2, '{"status": "CONTACT_MADE", "contactMethod": "EMAIL"}')$$);
\set change 'UPDATE leads SET payload = jsonb_set(payload, \'{jobAmount}\', \'17900\') WHERE id = 1'
SELECT is(pg_temp.detail_of(:'change', 'state'), '23514');
SELECT is(pg_temp.detail_of(:'change', 'message'), 'a row for "leads" is refused by "renovationfind/update_status"');
SELECT is(pg_temp.detail_of(:'change'), '/jobAmount: immutable: A stored value that may not change is given another. '
  '(renovationfind/update_status#amount-kept: JOB_WON: requires jobAmount (immutable once set))');
SELECT is(pg_temp.detail_of(:'change', 'constraint'), 'judged');
SELECT is(payload->>'jobAmount', '18500') FROM leads WHERE id = 1;
SELECT lives_ok($$UPDATE leads SET payload = payload, seen = seen + 1$$, 'a change of nothing, in many rows');
SELECT lives_ok($$UPDATE leads SET seen = 7$$);

-- Nothing that a row holds stands in what is raised; what rules suggest does.
\set wrong 'INSERT INTO leads VALUES (3, \'{"status": "LEAD_WN", "jobAmount": "SECRETAMOUNT", "reason": 77123401}\')'
SELECT is(pg_temp.detail_of(:'wrong', 'hint'), '/status: "LEAD_WON" may be meant.');
SELECT matches(pg_temp.detail_of(:'wrong'), '/status: not_in_enum: The value is not one of those the field takes.');
SELECT matches(pg_temp.detail_of(:'wrong'), '/jobAmount: wrong_type: ');
SELECT doesnt_match(concat(pg_temp.detail_of(:'wrong'), pg_temp.detail_of(:'wrong', 'hint'),
                           pg_temp.detail_of(:'wrong', 'message')), 'SECRET|77123401|LEAD_WN');
SELECT is(pg_temp.detail_of(:'change', 'hint'), '', 'there is nothing to suggest');

CREATE TABLE planted(payload text);
INSERT INTO planted VALUES ('{"status": "JOB_WON", "jobAmount": 66123400, "reason": "SECRETHELD"}');
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON planted FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('renovationfind/update_status', 'payload', 'profile=strict', 'warnings=refuse');
SELECT is(string_agg(wrong, ' '), NULL, 'no value stands in what is raised')
  FROM (VALUES ('{"status": "JOB_WON", "jobAmount": 77123401, "lostReason": "SECRETLOST", "contactMethod": 88123402}'),
               ('{"status": "LEAD_WON", "jobAmount": -77123401, "estimatedProjectStartDate": "2031-12-30",'
                ' "estimatedCompletionDate": "2029-11-28", "startDateTbd": "SECRETTRUE"}'),
               ('{"status": "OTHER", "reason": " SECRETPAD ' || repeat('x', 600) || '"}'),
               ('{"status": "SECRETTWICE", "status": "SECRETSTATUS"}'), ('{"status": "SECRETBAD" "x"}'), ('SECRETSCHEME'),
               ('{"name": "\ud800 SECRETPAD", "jobAmount": 88123402e999}'), ('["SECRETITEM"]'),
               ('{"status": “SECRETQUOTE”}'), ('{"status": "JOB_WON", "jobAmount": "77123401"}')) AS p(payload),
       LATERAL (SELECT concat_ws(' ', pg_temp.detail_of(query, 'message'), pg_temp.detail_of(query, 'detail'),
                                 pg_temp.detail_of(query, 'hint'))
                  FROM (VALUES (format('UPDATE planted SET payload = %L', payload)),
                               (format('INSERT INTO planted VALUES (%L)', payload))) AS q(query)) AS said(wrong)
 WHERE wrong ~ 'SECRET|771234|881234|661234|2031|2029' OR wrong ~ '^no error' OR wrong !~ 'refused';

-- Many findings are cut, and a row with none but warnings is taken.
CREATE TABLE many(payload text);
CREATE TRIGGER judged BEFORE INSERT ON many FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('own/lead.yaml', 'payload', 'warnings=report');
SELECT set_config('leadlint.rules_folder', :'rules', true) \g /dev/null
SELECT matches(pg_temp.detail_of(format('INSERT INTO many VALUES (%L)',
  json_build_object('status', 'NEW', 'tags', ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]))), E'\nand 3 more$');
SET LOCAL client_min_messages = error;
SELECT lives_ok($$INSERT INTO many VALUES ('{"status": "NEW", "note": "Long enough"}')$$);
SET LOCAL client_min_messages = warning;
SELECT matches(pg_temp.detail_of($$INSERT INTO many VALUES ('{"status": "WON"}')$$), '^/status: transition_not_allowed: ');
SELECT throws_ok($$INSERT INTO many VALUES ('{"status": "NEW"')$$, '23514', NULL, 'text that is no JSON');
SELECT lives_ok($$INSERT INTO many VALUES (NULL)$$);
DROP TRIGGER judged ON many;
CREATE TRIGGER judged AFTER INSERT OR UPDATE ON many FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('own/lead.yaml', 'payload', 'warnings=refuse');
SELECT matches(pg_temp.detail_of($$INSERT INTO many VALUES ('{"status": "NEW", "note": "Long enough"}')$$),
               'A note has five letters.');
SELECT throws_ok($$UPDATE many SET payload = '{"status": "WON"}' WHERE payload IS NULL$$, '23514', NULL,
                 'a NULL before: there was no lead');
SELECT lives_ok($$UPDATE many SET payload = '{"status": "WON"}' WHERE payload IS NOT NULL$$);
SELECT throws_ok($$UPDATE many SET payload = '{"status": "NEW"}' WHERE payload IS NOT NULL$$, '23514', NULL,
                 'a transition');

-- Rows by COPY; a savepoint after an error, again and again.
\set path :outside '/rows.copy'
SELECT throws_ok(format('COPY leads(id, payload) FROM %L', :'path'), '23514');
SELECT is((SELECT count(*) FROM leads), 2::bigint);
DO $$
BEGIN
  FOR i IN 1..500 LOOP
    BEGIN
      INSERT INTO leads VALUES (100 + i, '{"status": "LEAD_WN"}');
    EXCEPTION WHEN check_violation THEN NULL;
    END;
    INSERT INTO leads VALUES (100 + i, '{"status": "CONTACT_MADE"}');
  END LOOP;
END $$;
SELECT is((SELECT count(*) FROM leads), 502::bigint);
SELECT cmp_ok((SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'leadlint rules'), '<=', 32::bigint,
              'nothing stays behind an error');

-- ON CONFLICT is an INSERT first; MERGE and partitions.
SELECT throws_ok($$INSERT INTO leads VALUES (1, '{"status": "JOB_WON", "jobAmount": 5}')
                   ON CONFLICT (id) DO UPDATE SET payload = excluded.payload$$, '23514');
SELECT throws_ok($$MERGE INTO leads USING (VALUES (1)) AS s(id) ON leads.id = s.id
                   WHEN MATCHED THEN UPDATE SET payload = '{"status": "JOB_WON", "jobAmount": 5}'$$, '23514');
CREATE TABLE parted(day integer, payload json) PARTITION BY LIST (day);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
CREATE TABLE parted_2(payload json, day integer);
ALTER TABLE parted ATTACH PARTITION parted_2 FOR VALUES IN (2);
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON parted FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('renovationfind/update_status', 'payload');
SELECT lives_ok($$INSERT INTO parted SELECT i % 2 + 1, '{"status": "CONTACT_MADE"}' FROM generate_series(1, 10) i$$);
SELECT throws_ok($$INSERT INTO parted VALUES (2, '{"status": "LEAD_WN"}')$$, '23514');

-- Deferred to the end of the transaction.
CREATE TABLE later(payload jsonb);
CREATE CONSTRAINT TRIGGER judged AFTER INSERT ON later DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION leadlint_trigger('renovationfind/update_status', 'payload');
SELECT lives_ok($$INSERT INTO later VALUES ('{"status": "LEAD_WN"}')$$);
SELECT throws_ok($$SET CONSTRAINTS ALL IMMEDIATE$$, '23514');

-- What it is not for.
SELECT throws_ok($$SELECT leadlint_trigger()$$, '39P01');
CREATE FUNCTION pg_temp.with_trigger(how text, query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'CREATE TABLE tried(id integer, payload jsonb, made integer GENERATED ALWAYS AS (id + 1) STORED)';
  EXECUTE 'INSERT INTO tried VALUES (0, NULL)';
  EXECUTE 'CREATE TRIGGER tried ' || how;
  RETURN pg_temp.detail_of(query, 'message');
EXCEPTION WHEN OTHERS THEN RETURN SQLERRM;
END $$;
CREATE FUNCTION pg_temp.tried(how text, query text DEFAULT $$INSERT INTO tried VALUES (1, '{}')$$) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
  said := pg_temp.with_trigger(replace(how, 'ROWS', 'ON tried FOR EACH ROW EXECUTE FUNCTION leadlint_trigger'), query);
  DROP TABLE IF EXISTS tried;
  RETURN said;
END $$;
SELECT is(pg_temp.tried('BEFORE INSERT ROWS ()'), 'leadlint_trigger takes a ruleset as its first argument');
SELECT is(pg_temp.tried('BEFORE DELETE ROWS (''a/b'', ''payload'')', 'DELETE FROM tried'),
          'leadlint_trigger judges what is stored: INSERT or UPDATE');
SELECT is(pg_temp.tried('BEFORE INSERT ON tried FOR EACH STATEMENT EXECUTE FUNCTION leadlint_trigger(''a/b'')'),
          'leadlint_trigger judges rows: FOR EACH ROW');
SELECT is(pg_temp.tried('BEFORE INSERT ROWS (''own/lead.yaml'', ''payloat'')'),
          'leadlint_trigger: "tried" has no column "payloat"');
SELECT is(pg_temp.tried('BEFORE INSERT ROWS (''own/lead.yaml'', ''id'')'),
          'leadlint_trigger: the column "id" is no json, jsonb or text');
SELECT is(pg_temp.tried('BEFORE INSERT ROWS (''own/lead.yaml'', ''payload'', ''id'')'),
          'leadlint_trigger takes one column that holds the payload');
SELECT is(pg_temp.tried('BEFORE INSERT ROWS (''own/lead.yaml'', ''payload'', ''columns=id'')'),
          'leadlint_trigger takes a column that holds the payload, or columns= and except=');
SELECT is(pg_temp.tried('BEFORE INSERT ROWS (''own/lead.yaml'', ''columns=id, made'')'),
          'leadlint_trigger: the column "made" is generated, which is done after BEFORE triggers');
SELECT is(pg_temp.tried('BEFORE INSERT ROWS (''own/lead.yaml'', ''columns=id,'')'),
          'leadlint_trigger: "id," is no list of columns');
SELECT * FROM finish();
ROLLBACK;
