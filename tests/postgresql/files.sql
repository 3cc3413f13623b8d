-- Which files are read: those below the folder that a superuser names, and no other.
BEGIN;
\i tests/postgresql/begin.sql
SELECT plan(24);
PREPARE own AS SELECT leadlint_check('own/lead.yaml', '{"status": "NEW"}');

SELECT throws_ok('own', '42501',
                 'leadlint: "own/lead.yaml" cannot be read: leadlint.rules_folder names no folder that is there');
SELECT is(leadlint_check('renovationfind/update_status', '{"status": "CONTACT_MADE"}'), 'valid', 'it needs none');
SELECT throws_ok($$SET leadlint.rules_folder = 'rules'$$, '22023');
SELECT throws_ok($$SET leadlint.rule_folder = '/'$$, '42602', NULL, 'a name that the extension does not have');
SET LOCAL leadlint.rules_folder = '/no/such/folder';
SELECT throws_ok('own', '42501');
SELECT set_config('leadlint.rules_folder', :'rules', true) \g /dev/null
SELECT lives_ok('own');

-- Outside: by its name, by a link, by a name in a file, and whole paths.
SELECT throws_ok($$SELECT leadlint_check('../outside/secret.yaml', '{}')$$, '42501',
                 'leadlint: "../outside/secret.yaml" cannot be read: it leads out of leadlint.rules_folder');
SELECT throws_ok($$SELECT leadlint_check('own/../../outside/secret.yaml', '{}')$$, '42501');
SELECT throws_ok(format('SELECT leadlint_check(%L, %L)', :'outside' || '/secret.yaml', '{}'), '42501');
SELECT throws_ok(format('SELECT leadlint_check(%L, %L)', :'rules' || '/own/lead.yaml', '{}'), '42501');
SELECT throws_ok($$SELECT leadlint_check('linked/secret.yaml', '{}')$$, '42501');
SELECT throws_ok($$SELECT leadlint_check('secret.yaml', '{}')$$, '42501');
SELECT throws_ok($$SELECT leadlint_check('own/lead.yaml', '{}', NULL, '{catalog:owners=../outside/list.json}')$$, '42501');
SELECT matches(pg_temp.detail_of($$SELECT leadlint_check('own/outside.yaml', '{}')$$),
               '^own/outside.yaml:4: `../outside` leaves the folder of this rule file$');
SELECT matches(pg_temp.detail_of($$SELECT leadlint_check('uses_link.yaml', '{}')$$),
               '^uses_link.yaml:4: there is no readable file `./secret` beside this one$');
SELECT throws_ok($$SELECT leadlint_check('own/none.yaml', '{}')$$, '22023');
SELECT throws_ok($$SELECT leadlint_check('own.yaml', '{}')$$, '22023', NULL, 'a folder');
SELECT throws_ok($$SELECT leadlint_check('pipe.yaml', '{}')$$, '22023', NULL, 'a pipe is not waited for');
SELECT lives_ok($$SELECT leadlint_check('inside.yaml', '{"status": "NEW"}')$$, 'a link inside of the folder');
SELECT is(pg_temp.detail_of($$SELECT leadlint_check('own/broken.yaml', '{}')$$),
          'own/broken.yaml:4: a field has no key `tpye`; did you mean "type"?');

-- Who is no superuser cannot name another.
CREATE ROLE clerk;
SET LOCAL ROLE clerk;
SELECT throws_ok($$SET leadlint.rules_folder = '/'$$, '42501');
SELECT throws_ok($$SELECT set_config('leadlint.rules_folder', '/', true)$$, '42501');
SELECT is(leadlint_check('own/lead.yaml', '{"status": "NEW"}'), 'valid', 'and judges by what is there');
RESET ROLE;
SET LOCAL leadlint.rules_folder = '';
SELECT throws_ok('own', '42501', NULL, 'what was loaded before does not count');
SELECT * FROM finish();
ROLLBACK;
