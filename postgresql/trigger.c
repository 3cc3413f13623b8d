/* leadlint_trigger: a row that is to be stored, judged against the one that is there.
 *
 * Its arguments: the ruleset; the column that holds the payload, or none, where the row itself is
 * it; settings. What is raised says what is wrong and where, and nothing that the row holds.
 * Tests: tests/postgresql/trigger.sql, rows.sql. */
#include "leadlint_pg.h"

#include <string.h>

#include <access/htup_details.h>
#include <catalog/pg_type.h>
#include <commands/trigger.h>
#include <executor/spi.h>
#include <utils/builtins.h>
#include <utils/lsyscache.h>
#include <utils/rel.h>

#include "row.h"

enum { max_told = 10 };

typedef struct trigger_site {
  ll_site site;
  Oid trigger;
  MemoryContext context; /* of what follows */
  int column;            /* its number, from 1; 0: the row is the payload */
  Oid type;              /* of the column */
  ll_row row;
} trigger_site;

/* ----------------------------------------------------------------------------------- arguments */

static bool is_setting(const char* word) { return strchr(word, '=') != NULL; }

static void wrong_use(const char* what) {
  ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
                  errmsg("leadlint_trigger %s", what)));
}

static void find_column(trigger_site* site, const TriggerData* call, const char* name) {
  const TupleDesc row = RelationGetDescr(call->tg_relation);
  site->column = SPI_fnumber(row, name);
  if (site->column <= 0)
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                    errmsg("leadlint_trigger: \"%s\" has no column \"%s\"",
                           RelationGetRelationName(call->tg_relation), name),
                    errhint("Settings read name=value; the columns of a payload that is the row "
                            "stand in \"columns=a, b\".")));
  site->type = getBaseType(TupleDescAttr(row, site->column - 1)->atttypid);
  if (site->type == VARCHAROID) site->type = TEXTOID;
  if (site->type != JSONOID && site->type != JSONBOID && site->type != TEXTOID)
    ereport(ERROR,
            (errcode(ERRCODE_DATATYPE_MISMATCH),
             errmsg("leadlint_trigger: the column \"%s\" is no json, jsonb or text", name),
             errhint("\"columns=%s\" makes it a member of the payload.", quote_identifier(name))));
  ll_refuse_generated(row, site->column, TRIGGER_FIRED_BEFORE(call->tg_event));
}

/* The words behind the ruleset, once for each statement. */
static void read_arguments(trigger_site* site, const TriggerData* call) {
  const Trigger* trigger = call->tg_trigger;
  const char *columns = NULL, *except = NULL;
  ll_settings settings = {NULL, 0};
  int i;
  if (trigger->tgnargs < 1) wrong_use("takes a ruleset as its first argument");
  settings.words = palloc((Size)trigger->tgnargs * sizeof *settings.words);
  site->column = 0;
  for (i = 1; i < trigger->tgnargs; ++i) {
    const char* word = trigger->tgargs[i];
    if (!is_setting(word)) {
      if (site->column != 0) wrong_use("takes one column that holds the payload");
      find_column(site, call, word);
    } else if (strncmp(word, "columns=", 8) == 0) {
      columns = word + 8;
    } else if (strncmp(word, "except=", 7) == 0) {
      except = word + 7;
    } else {
      settings.words[settings.count++] = word;
    }
  }
  if (site->column != 0 && (columns != NULL || except != NULL))
    wrong_use("takes a column that holds the payload, or columns= and except=");
  if (columns != NULL && except != NULL) wrong_use("takes one of columns= and except=");
  if (site->column == 0)
    ll_row_init(&site->row, RelationGetDescr(call->tg_relation), columns, except,
                TRIGGER_FIRED_BEFORE(call->tg_event), site->context);
  ll_site_take(&site->site, trigger->tgargs[0], &settings);
  pfree(settings.words);
}

static trigger_site* site_of(FunctionCallInfo fcinfo) {
  const TriggerData* call = (TriggerData*)fcinfo->context;
  FmgrInfo* function = fcinfo->flinfo;
  trigger_site* site = function->fn_extra;
  if (site != NULL && ll_site_is_fresh(&site->site) && site->trigger == call->tg_trigger->tgoid)
    return site;
  if (site == NULL) {
    site = (trigger_site*)ll_new_site(function->fn_mcxt, sizeof *site);
    site->context =
        AllocSetContextCreate(function->fn_mcxt, "leadlint trigger", ALLOCSET_SMALL_SIZES);
    function->fn_extra = site;
  }
  MemoryContextReset(site->context);
  read_arguments(site, call);
  site->trigger = call->tg_trigger->tgoid;
  return site;
}

/* ------------------------------------------------------------------------------------- judging */

/* false: there is nothing to judge, a NULL. */
static bool payload_of(trigger_site* site, const TriggerData* call, HeapTuple row,
                       ll_payload* payload) {
  const TupleDesc described = RelationGetDescr(call->tg_relation);
  Datum value;
  bool is_null;
  if (site->column == 0) {
    payload->text = ll_row_json(&site->row, described, row);
    payload->is_text = false;
    return true;
  }
  value = heap_getattr(row, site->column, described, &is_null);
  if (is_null) return false;
  *payload = ll_payload_of(value, site->type);
  return true;
}

static void append(StringInfo to, leadlint_text text) {
  if (text.size > 0) appendBinaryStringInfo(to, text.data, (int)text.size);
}

/* "/jobAmount: immutable: A stored value may not change. (renovationfind/update_status#amount-kept:
 * JOB_WON: requires jobAmount ...)"; the suggestion stands by itself. */
static void tell(const leadlint_finding* finding, StringInfo detail, StringInfo hint) {
  if (detail->len > 0) appendStringInfoChar(detail, '\n');
  append(detail, finding->path);
  if (finding->path.size > 0) appendStringInfoString(detail, ": ");
  append(detail, finding->code);
  appendStringInfoString(detail, ": ");
  append(detail, finding->redacted);
  if (finding->rule.size > 0) {
    appendStringInfoString(detail, " (");
    append(detail, finding->rule);
    if (finding->because.size > 0) appendStringInfoString(detail, ": ");
    append(detail, finding->because);
    appendStringInfoChar(detail, ')');
  }
  if (finding->suggestion.size == 0) return;
  if (hint->len > 0) appendStringInfoChar(hint, '\n');
  append(hint, finding->path);
  appendStringInfoString(hint, finding->path.size > 0 ? ": \"" : "\"");
  append(hint, finding->suggestion);
  appendStringInfoString(hint, "\" may be meant.");
}

static bool is(leadlint_text text, const char* word) {
  return text.size == strlen(word) && memcmp(text.data, word, text.size) == 0;
}

/* At ERROR it does not return. */
static void report(int level, const ll_rules* rules, const TriggerData* call) {
  const bool warnings = level == WARNING || rules->warnings == ll_warnings_refused;
  const size_t count = leadlint_finding_count(rules->validator);
  size_t i, told = 0, more = 0;
  leadlint_finding finding;
  StringInfoData detail, hint;
  initStringInfo(&detail);
  initStringInfo(&hint);
  memset(&finding, 0, sizeof finding);
  finding.size = sizeof finding;
  for (i = 0; i < count && leadlint_finding_at(rules->validator, i, &finding); ++i) {
    if (!is(finding.severity, "error") && !(warnings && is(finding.severity, "warning"))) continue;
    if (told == max_told) {
      ++more;
      continue;
    }
    tell(&finding, &detail, &hint);
    ++told;
  }
  if (more > 0) appendStringInfo(&detail, "\nand %zu more", more);
  if (level == WARNING)
    ereport(WARNING,
            (errcode(ERRCODE_WARNING),
             errmsg("a row for \"%s\" is taken with warnings of \"%s\"",
                    RelationGetRelationName(call->tg_relation), rules->name),
             errdetail_internal("%s", detail.data), hint.len > 0 ? errhint("%s", hint.data) : 0));
  else
    ereport(ERROR, (errcode(ERRCODE_CHECK_VIOLATION),
                    errmsg("a row for \"%s\" is refused by \"%s\"",
                           RelationGetRelationName(call->tg_relation), rules->name),
                    detail.len > 0 ? errdetail_internal("%s", detail.data) : 0,
                    hint.len > 0 ? errhint("%s", hint.data) : 0,
                    errtableconstraint(call->tg_relation, call->tg_trigger->tgname)));
}

static void judge(trigger_site* site, const TriggerData* call, HeapTuple row, HeapTuple before) {
  static const ll_payload nothing_yet = {{"null", 4}, false};
  ll_rules* rules = site->site.rules;
  ll_payload payload, current;
  if (!payload_of(site, call, row, &payload)) return;
  if (before == NULL || !payload_of(site, call, before, &current)) current = nothing_yet;
  switch (ll_judge(rules, &payload, &current)) {
    case LEADLINT_VALID:
      return;
    case LEADLINT_WARNING:
      if (rules->warnings == ll_warnings_ignored) return;
      report(rules->warnings == ll_warnings_refused ? ERROR : WARNING, rules, call);
      return;
    case LEADLINT_INVALID:
    case LEADLINT_FAILED: /* (which ll_judge raises) */
      report(ERROR, rules, call);
  }
}

/* (Memory that a call leaves behind goes with the row: triggers are called in a context of its.) */
extern Datum ll_sql_trigger(PG_FUNCTION_ARGS);
PG_FUNCTION_INFO_V1(ll_sql_trigger);
Datum ll_sql_trigger(PG_FUNCTION_ARGS) {
  const TriggerData* call = (TriggerData*)fcinfo->context;
  HeapTuple row;
  bool update;
  if (!CALLED_AS_TRIGGER(fcinfo)) wrong_use("is called by triggers");
  if (!TRIGGER_FIRED_FOR_ROW(call->tg_event)) wrong_use("judges rows: FOR EACH ROW");
  update = TRIGGER_FIRED_BY_UPDATE(call->tg_event);
  if (!update && !TRIGGER_FIRED_BY_INSERT(call->tg_event))
    wrong_use("judges what is stored: INSERT or UPDATE");
  row = update ? call->tg_newtuple : call->tg_trigtuple;
  judge(site_of(fcinfo), call, row, update ? call->tg_trigtuple : NULL);
  return PointerGetDatum(row);
}
