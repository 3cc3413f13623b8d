-- The extension leadlint 0.1: docs/postgresql.md.
\echo Use "CREATE EXTENSION leadlint" to load this file. \quit

CREATE FUNCTION leadlint_check(ruleset text, payload text, current text DEFAULT NULL,
                               settings text[] DEFAULT '{}')
RETURNS text AS 'MODULE_PATHNAME', 'll_sql_check' LANGUAGE C STABLE PARALLEL SAFE COST 50;

CREATE FUNCTION leadlint_findings(ruleset text, payload text, current text DEFAULT NULL,
                                  settings text[] DEFAULT '{}')
RETURNS TABLE(code text, severity text, path text, message text, suggestion text, rule text, because text,
              derived boolean, rule_location text, line integer, "column" integer)
AS 'MODULE_PATHNAME', 'll_sql_findings' LANGUAGE C STABLE PARALLEL SAFE COST 50 ROWS 2;

CREATE FUNCTION leadlint_check(ruleset text, payload json, current json DEFAULT NULL,
                               settings text[] DEFAULT '{}')
RETURNS text AS 'MODULE_PATHNAME', 'll_sql_check' LANGUAGE C STABLE PARALLEL SAFE COST 50;

CREATE FUNCTION leadlint_findings(ruleset text, payload json, current json DEFAULT NULL,
                                  settings text[] DEFAULT '{}')
RETURNS TABLE(code text, severity text, path text, message text, suggestion text, rule text, because text,
              derived boolean, rule_location text, line integer, "column" integer)
AS 'MODULE_PATHNAME', 'll_sql_findings' LANGUAGE C STABLE PARALLEL SAFE COST 50 ROWS 2;

CREATE FUNCTION leadlint_check(ruleset text, payload jsonb, current jsonb DEFAULT NULL,
                               settings text[] DEFAULT '{}')
RETURNS text AS 'MODULE_PATHNAME', 'll_sql_check' LANGUAGE C STABLE PARALLEL SAFE COST 50;

CREATE FUNCTION leadlint_findings(ruleset text, payload jsonb, current jsonb DEFAULT NULL,
                                  settings text[] DEFAULT '{}')
RETURNS TABLE(code text, severity text, path text, message text, suggestion text, rule text, because text,
              derived boolean, rule_location text, line integer, "column" integer)
AS 'MODULE_PATHNAME', 'll_sql_findings' LANGUAGE C STABLE PARALLEL SAFE COST 50 ROWS 2;

CREATE FUNCTION leadlint_trigger()
RETURNS trigger AS 'MODULE_PATHNAME', 'll_sql_trigger' LANGUAGE C;

COMMENT ON FUNCTION leadlint_trigger() IS 'refuses rows that a ruleset does not take';
COMMENT ON FUNCTION leadlint_check(text, text, text, text[]) IS 'valid, warning or invalid';
COMMENT ON FUNCTION leadlint_findings(text, text, text, text[]) IS 'what is wrong with a payload, a row each';
COMMENT ON FUNCTION leadlint_check(text, json, json, text[]) IS 'valid, warning or invalid';
COMMENT ON FUNCTION leadlint_findings(text, json, json, text[]) IS 'what is wrong with a payload, a row each';
COMMENT ON FUNCTION leadlint_check(text, jsonb, jsonb, text[]) IS 'valid, warning or invalid';
COMMENT ON FUNCTION leadlint_findings(text, jsonb, jsonb, text[]) IS 'what is wrong with a payload, a row each';
