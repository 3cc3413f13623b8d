-- leadlint_trigger over the row itself: its columns are the payload's members.
BEGIN;
\i tests/postgresql/begin.sql
SELECT plan(19);
SELECT set_config('leadlint.rules_folder', :'rules', true) \g /dev/null
CREATE TYPE status AS ENUM ('NEW', 'WON', 'LOST', 'SOLD');
CREATE DOMAIN amount AS numeric(10, 2);
CREATE TABLE leads(id bigint PRIMARY KEY, status status, job_amount amount, owner varchar(20), due date, done boolean,
                   tags text[], more jsonb, note text, "Made by" text);
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON leads FOR EACH ROW EXECUTE FUNCTION
  leadlint_trigger('own/lead.yaml', 'columns=status, job_amount as jobAmount, owner, due, done, tags, more, note',
                   'catalog:owners=own/owners.json');
SELECT lives_ok($$INSERT INTO leads VALUES (1, 'NEW', 12.50, 'ann', '9999-12-31', true, '{a,"b \"c\""}', '{"a": null}',
                                            E'\t"\\')$$, 'values of every kind');
SELECT lives_ok($$INSERT INTO leads(id, status) VALUES (2, 'NEW')$$, 'NULL columns are no members');
SELECT throws_ok($$INSERT INTO leads(id) VALUES (3)$$, '23514', NULL, 'where one is needed that is told');
SELECT matches(pg_temp.detail_of($$INSERT INTO leads(id, status, job_amount) VALUES (4, 'NEW', -1)$$), '^/jobAmount: out_of_range');
SELECT matches(pg_temp.detail_of($$INSERT INTO leads(id, status, owner) VALUES (4, 'NEW', 'eve')$$), 'Owners are ours.');
SELECT matches(pg_temp.detail_of($$INSERT INTO leads(id, status, due) VALUES (4, 'NEW', '2000-01-01')$$), '#not-over: ');
SELECT matches(pg_temp.detail_of($$INSERT INTO leads(id, status, more) VALUES (4, 'NEW', '{"a": "b"}')$$), '^/more/a: wrong_type');
SELECT matches(pg_temp.detail_of($$INSERT INTO leads(id, status, job_amount) VALUES (4, 'NEW', 'NaN')$$), '^/jobAmount: wrong_type');
SELECT matches(pg_temp.detail_of($$INSERT INTO leads(id, status) VALUES (4, 'SOLD')$$), '^/status: not_in_enum');
SELECT lives_ok($$UPDATE leads SET status = 'WON', due = NULL WHERE id = 1$$);
SELECT matches(pg_temp.detail_of($$UPDATE leads SET job_amount = 13 WHERE id = 1$$), '^/jobAmount: immutable: .*An amount is final.');
SELECT matches(pg_temp.detail_of($$UPDATE leads SET status = 'LOST' WHERE id = 1$$), '^/status: transition_not_allowed');
SELECT lives_ok($$UPDATE leads SET job_amount = 12.5, "Made by" = 'me' WHERE id = 1$$, '12.50 is 12.5');

-- All columns, and all but some; a column that is gone.
CREATE TABLE wide(gone integer, status text, "jobAmount" integer, id serial);
ALTER TABLE wide DROP COLUMN gone;
CREATE TRIGGER judged BEFORE INSERT ON wide FOR EACH ROW EXECUTE FUNCTION leadlint_trigger('own/lead.yaml', 'except=id');
SELECT lives_ok($$INSERT INTO wide VALUES ('NEW', 5)$$);
DROP TRIGGER judged ON wide;
CREATE TRIGGER judged BEFORE INSERT ON wide FOR EACH ROW EXECUTE FUNCTION
  leadlint_trigger('own/lead.yaml', 'warnings=refuse');
SELECT matches(pg_temp.detail_of($$INSERT INTO wide VALUES ('NEW', 5)$$), '^/id: unknown_field');
DROP TRIGGER judged ON wide;
CREATE TRIGGER judged BEFORE INSERT ON wide FOR EACH ROW EXECUTE FUNCTION
  leadlint_trigger('own/lead.yaml', 'columns=STATUS, "jobAmount"', 'warnings=refuse');
SELECT lives_ok($$INSERT INTO wide VALUES ('NEW', 5)$$, 'names are those of SQL');
SELECT throws_ok($$INSERT INTO wide VALUES ('NEW', -5)$$, '23514');
ALTER TABLE wide RENAME COLUMN "jobAmount" TO amount;
SELECT throws_ok($$INSERT INTO wide VALUES ('NEW', 5)$$, '42703', 'leadlint_trigger: there is no column "jobAmount"');

-- Values that hold a JSON text's own signs.
CREATE TABLE odd(status text, note text);
CREATE TRIGGER judged AFTER INSERT ON odd FOR EACH ROW EXECUTE FUNCTION leadlint_trigger('own/lead.yaml');
SELECT throws_ok($$INSERT INTO odd VALUES ('LOST', '","status":"NEW')$$, '23514', NULL, 'a text stays in its quotes');
SELECT * FROM finish();
ROLLBACK;
