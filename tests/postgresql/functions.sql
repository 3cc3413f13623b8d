-- leadlint_check and leadlint_findings: verdicts, types of payloads, what NULLs mean, plans.
BEGIN;
\i tests/postgresql/begin.sql
SELECT plan(38);
\set ruleset renovationfind/update_status

SELECT is(leadlint_check(:'ruleset', '{"status": "CONTACT_MADE", "contactMethod": "EMAIL"}'), 'valid');
SELECT is(leadlint_check(:'ruleset', '{"status": "CONTACT_MADE", "contactMethod": "EMAIL"}'::json), 'valid');
SELECT is(leadlint_check(:'ruleset', '{"status": "CONTACT_MADE", "contactMethod": "EMAIL"}'::jsonb), 'valid');
SELECT is(leadlint_check(:'ruleset', '{"status": "LEAD_WN"}'::jsonb), 'invalid');
SELECT is(leadlint_check(:'ruleset', '{"status": "JOB_WON", "jobAmount": -1}'::json), 'warning');
SELECT is(leadlint_check(:'ruleset', '{"status": "CONTACT_MADE"'), 'invalid', 'text that is no JSON');
SELECT is(leadlint_check(:'ruleset', ''), 'invalid', 'no text at all');
SELECT is(leadlint_check(:'ruleset', '[]'), 'invalid', 'a list');
SELECT is(leadlint_check(:'ruleset', '{"status": "JOB_WON", "jobAmount": 1, "jobAmount": 2}'::json), 'invalid',
          'json keeps names that stand twice');
SELECT is(leadlint_check(:'ruleset', '{"status": "JOB_WON", "jobAmount": 1, "jobAmount": 2}'::jsonb), 'valid',
          'of which jsonb has the last');
SELECT results_eq($$SELECT path FROM leadlint_findings('capillary/search_leads', 'pageSiz=2') WHERE path <> ''$$,
                  $$VALUES ('/pageSiz')$$, 'a form as text');

-- What is stored: NULL is not known, null is nothing yet.
\set won '{"status": "JOB_WON", "jobAmount": 18500}'
\set less '{"status": "JOB_WON", "jobAmount": 17900}'
SELECT is(leadlint_check(:'ruleset', :'less', :'won'), 'invalid');
SELECT is(leadlint_check(:'ruleset', :'less'::json, :'won'::json), 'invalid');
SELECT is(leadlint_check(:'ruleset', :'less'::jsonb, current => :'won'::jsonb), 'invalid');
SELECT is(leadlint_check(:'ruleset', :'less', NULL), 'valid');
SELECT is(leadlint_check(:'ruleset', :'less', ' null '), 'valid');
SELECT set_config('leadlint.rules_folder', :'rules', true) \g /dev/null
SELECT is(leadlint_check('own/lead.yaml', '{"status": "WON"}', NULL), 'valid', 'whether it is new is not known');
SELECT is(leadlint_check('own/lead.yaml', '{"status": "WON"}', 'null'), 'invalid', 'new leads are NEW');
SELECT is(leadlint_check('own/lead.yaml', '{"status": "WON"}'::jsonb, 'null'::jsonb), 'invalid');
SELECT is(leadlint_check('own/lead.yaml', '{"status": "WON"}', '{"status": "LOST"}'), 'invalid');

SELECT is(leadlint_check(:'ruleset', NULL::json), NULL);
SELECT is(leadlint_check(NULL, '{}'), NULL);
SELECT is_empty($$SELECT * FROM leadlint_findings('renovationfind/update_status', NULL::jsonb)$$);
SELECT is_empty($$SELECT * FROM leadlint_findings('renovationfind/update_status', '{"status": "HOMEOWNER_CONTACTED"}')
                   WHERE severity = 'error' AND path <> '/status'$$);

SELECT results_eq(
  $$SELECT code, severity, path, suggestion, rule, line, "column", derived
      FROM leadlint_findings('renovationfind/update_status', '{"status": "LEAD_WN"}')$$,
  $$VALUES ('not_in_enum', 'error', '/status', 'LEAD_WON', 'renovationfind/update_status#status.values', 1, 12, false)$$);
SELECT results_eq(
  $$SELECT u.id, f.path FROM (VALUES (1, '{"status": "LEAD_WN"}'::jsonb), (2, '{"status": "JOB_WON"}'),
                                     (3, '{"status": "JOB_WON", "jobAmount": 1}')) AS u(id, payload),
         leadlint_findings('renovationfind/update_status', u.payload) AS f ORDER BY 1$$,
  $$VALUES (1, '/status'), (2, '/jobAmount')$$);
SELECT results_eq(
  $$SELECT message, because, rule_location FROM leadlint_findings('renovationfind/update_status',
      '{"status": "JOB_WON", "jobAmount": 17900}', '{"status": "JOB_WON", "jobAmount": 18500}')$$,
  $$VALUES ('jobAmount is stored as 18500 and may not change to 17900', 'JOB_WON: requires jobAmount (immutable once set)',
            'rules/renovationfind/update_status.yaml:152')$$);

-- Another ruleset in each row.
SELECT results_eq(
  $$SELECT leadlint_check(r, '{"status": "WON"}', 'null') FROM
      (VALUES ('own/lead.yaml'), ('renovationfind/update_status'), ('own/lead.yaml')) AS t(r)$$,
  $$VALUES ('invalid'), ('invalid'), ('invalid')$$);

-- Prepared statements, those whose ruleset is a parameter too.
PREPARE by_id(text, jsonb) AS SELECT leadlint_check($1, $2);
SELECT results_eq($$EXECUTE by_id('renovationfind/update_status', '{"status": "LEAD_WN"}')$$, $$VALUES ('invalid')$$)
  FROM generate_series(1, 3);
SELECT results_eq($$EXECUTE by_id('own/lead.yaml', '{"status": "WON"}')$$, $$VALUES ('valid')$$);

-- Rulesets that are not there, and large payloads.
SELECT throws_like($$SELECT leadlint_check('renovationfind/update_statu', '{}')$$,
                   '%the ruleset "renovationfind/update_statu" does not load%');
SELECT throws_ok($$SELECT leadlint_check('no', '{}')$$, '22023');
SELECT throws_ok(format('SELECT leadlint_check(%L, repeat(%L, 17 * 1024 * 1024))', 'own/lead.yaml', ' '), '54000',
                 'leadlint judges records of at most 16 MiB');
SELECT is(leadlint_check('own/lead.yaml', repeat(' ', 16 * 1024 * 1024 - 17) || '{"status": "WON"}'), 'valid');

-- CHECK takes it, and a row that is wrong is one.
CREATE TABLE checked(payload jsonb CHECK (leadlint_check('renovationfind/update_status', payload) <> 'invalid'));
SELECT lives_ok($$INSERT INTO checked VALUES ('{"status": "CONTACT_MADE"}'), (NULL)$$);
SELECT throws_ok($$INSERT INTO checked VALUES ('{"status": "LEAD_WN"}')$$, '23514');
SELECT * FROM finish();
ROLLBACK;
