-- Words behind the ruleset: options, profiles, parameters, catalogs; what of them is refused.
BEGIN;
\i tests/postgresql/begin.sql
SELECT plan(30);
SELECT set_config('leadlint.rules_folder', :'rules', true) \g /dev/null
\set lead '{"status": "NEW", "owner": "eve"}'

SELECT is(leadlint_check('own/lead.yaml', :'lead'), 'valid', 'without the list nobody knows');
SELECT is(leadlint_check('own/lead.yaml', :'lead', NULL, ARRAY['catalog:owners=[{"id": "ann"}]']), 'invalid');
SELECT is(leadlint_check('own/lead.yaml', :'lead', NULL, ARRAY['catalog:owners=[{"id": "eve"}]']), 'valid');
SELECT is(leadlint_check('own/lead.yaml', :'lead', NULL, ARRAY['catalog:owners=own/owners.json']), 'invalid');
SELECT is(leadlint_check('own/lead.yaml', :'lead'::jsonb, NULL, ARRAY['catalog:owners=own/owners.json', 'own.owners=warning']),
          'warning');
SELECT is(leadlint_check('own/lead.yaml', :'lead'::json, settings => ARRAY['own.owners=off',
          'catalog:owners=own/owners.json']), 'valid');
SELECT is(leadlint_check('own/lead.yaml', :'lead', NULL, ARRAY['param:id=x']), 'invalid');
SELECT is(leadlint_check('own/lead.yaml', :'lead', NULL, ARRAY['param:id=7']), 'valid');
SELECT is(leadlint_check('own/lead.yaml', :'lead', NULL, ARRAY['param:ib=7']), 'invalid', 'the rules have no such parameter');
SELECT results_eq($$SELECT path FROM leadlint_findings('own/lead.yaml', '{"status": "NEW"}', NULL, ARRAY['param:id=x'])$$,
                  $$VALUES ('/@path/id')$$);

SELECT is(leadlint_check('renovationfind/update_status', '{"status": "JOB_WON", "jobAmount": -1}'), 'warning');
SELECT is(leadlint_check('renovationfind/update_status', '{"status": "JOB_WON", "jobAmount": -1}', NULL,
                         ARRAY['profile=strict']), 'invalid');

-- now is the transaction's, in the session's zone: today is the 1st there when it is the 2nd here.
SELECT is(leadlint_check('own/lead.yaml', '{"status": "NEW", "due": "2000-01-01"}'), 'invalid');
SELECT is(leadlint_check('own/lead.yaml', '{"status": "NEW", "due": "9999-01-01"}'), 'valid');
SET LOCAL TimeZone = '<+24>-24';
SELECT is(leadlint_check('own/lead.yaml', format('{"status": "NEW", "due": "%s"}', current_date)), 'valid');
SELECT is(leadlint_check('own/lead.yaml', format('{"status": "NEW", "due": "%s"}', current_date - 1)), 'invalid');
SET LOCAL TimeZone = '<-24>24';
SELECT is(leadlint_check('own/lead.yaml', format('{"status": "NEW", "due": "%s"}', current_date)), 'valid');
SELECT is(leadlint_check('own/lead.yaml', format('{"status": "NEW", "due": "%s"}', current_date - 1)), 'invalid');

-- What is stored and cannot be read is not known; fail_unknown makes it an error.
SELECT is(leadlint_check('own/lead.yaml', :'lead', '[]'), 'valid');
SELECT is(leadlint_check('own/lead.yaml', :'lead', '[]', ARRAY['fail_unknown=on']), 'invalid');
SELECT is(leadlint_check('own/lead.yaml', :'lead', '[]', ARRAY['fail_unknown=off']), 'valid');

SELECT throws_ok($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY['strict'])$$, '22023',
                 'leadlint: "strict" is no setting: settings read name=value');
SELECT throws_ok($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY['=strict'])$$, '22023');
SELECT throws_ok($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY['fail_unknown=perhaps'])$$, '22023',
                 'leadlint: "fail_unknown=perhaps" is no setting: it is on or off');
SELECT throws_ok($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY[NULL::text])$$, '22004');
SELECT throws_ok($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, NULL::text[])$$, '22004');
SELECT throws_like($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY['catalog:owners={'])$$,
                   'leadlint: the catalog "owners" is none: %');
SELECT is(pg_temp.detail_of($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY['own.owner=off'])$$),
          'there is no option `own.owner`; did you mean "own.owners"?');
SELECT is(pg_temp.detail_of($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY['own.owners=of'])$$),
          'option `own.owners` is error, warning or off, not `of`; did you mean "off"?');
SELECT matches(pg_temp.detail_of($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, ARRAY['profile=strickt'])$$),
               'strickt');
SELECT * FROM finish();
ROLLBACK;
