-- What every file of tests starts with, in its transaction.
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
\set ON_ERROR_STOP 1
SET client_min_messages = warning;
CREATE EXTENSION pgtap;
CREATE EXTENSION leadlint;
CREATE FUNCTION pg_temp.detail_of(query text, which text DEFAULT 'detail') RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text; hint text; state text; message text; named text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, state = RETURNED_SQLSTATE,
    message = MESSAGE_TEXT, named = CONSTRAINT_NAME;
  RETURN CASE which WHEN 'detail' THEN detail WHEN 'hint' THEN hint WHEN 'state' THEN state
    WHEN 'message' THEN message WHEN 'constraint' THEN named END;
END $$;
