/* leadlint_check and leadlint_findings, over text, json and jsonb.
 * Tests: tests/postgresql/functions.sql. */
#include "leadlint_pg.h"

#include <string.h>

#include <catalog/pg_type.h>
#include <funcapi.h>
#include <miscadmin.h>
#include <utils/array.h>
#include <utils/builtins.h>
#include <utils/lsyscache.h>

PG_MODULE_MAGIC;

extern void _PG_init(void);
extern Datum ll_sql_check(PG_FUNCTION_ARGS);
extern Datum ll_sql_findings(PG_FUNCTION_ARGS);

void _PG_init(void) {
  if (leadlint_abi_version() < LEADLINT_ABI_VERSION)
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
                    errmsg("the library libleadlint.so is older than the extension leadlint"),
                    errdetail("It has version %u of the interface, the extension needs %u.",
                              leadlint_abi_version(), (unsigned)LEADLINT_ABI_VERSION)));
  ll_define_settings();
}

/* ----------------------------------------------------------------------------------- arguments */

enum { arg_ruleset, arg_payload, arg_current, arg_settings };

/* What a call names, as it named it before: then its rules are the same. */
typedef struct function_site {
  ll_site site;
  text* ruleset;
  ArrayType* settings;
  Oid payload_type;
} function_site;

static bool same_bytes(const void* kept, const void* given) {
  return kept != NULL && VARSIZE_ANY(kept) == VARSIZE_ANY(given) &&
         memcmp(kept, given, VARSIZE_ANY(given)) == 0;
}

static void* keep(MemoryContext context, void* kept, const void* given) {
  const Size size = VARSIZE_ANY(given);
  void* copy = MemoryContextAlloc(context, size);
  memcpy(copy, given, size);
  if (kept != NULL) pfree(kept);
  return copy;
}

static ll_settings words_of(ArrayType* array) {
  ll_settings settings = {NULL, 0};
  Datum* values;
  bool* nulls;
  int i;
  deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &settings.count);
  settings.words = palloc0(((Size)settings.count + 1) * sizeof *settings.words);
  for (i = 0; i < settings.count; ++i) {
    if (nulls[i])
      ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
                      errmsg("leadlint: a setting is NULL; settings read name=value")));
    settings.words[i] = TextDatumGetCString(values[i]);
  }
  return settings;
}

/* The one of text, json and jsonb that the function was declared with. */
static Oid payload_type_of(const FmgrInfo* function) {
  Oid* types = NULL;
  int count = 0;
  get_func_signature(function->fn_oid, &types, &count);
  return count > arg_payload ? types[arg_payload] : InvalidOid;
}

static function_site* site_of(FunctionCallInfo fcinfo) {
  FmgrInfo* function = fcinfo->flinfo;
  MemoryContext context = function->fn_mcxt;
  function_site* site = function->fn_extra;
  text* ruleset = PG_GETARG_TEXT_PP(arg_ruleset);
  ArrayType* array = PG_GETARG_ARRAYTYPE_P(arg_settings);
  ll_settings settings;
  if (site != NULL && ll_site_is_fresh(&site->site) && same_bytes(site->ruleset, ruleset) &&
      same_bytes(site->settings, array))
    return site;
  if (site == NULL) {
    site = (function_site*)ll_new_site(context, sizeof *site);
    site->payload_type = payload_type_of(function);
    function->fn_extra = site;
  }
  settings = words_of(array);
  ll_site_take(&site->site, text_to_cstring(ruleset), &settings);
  site->ruleset = keep(context, site->ruleset, ruleset);
  site->settings = keep(context, site->settings, array);
  return site;
}

/* Judges by the arguments of either function. NULL: one is NULL that may not be, and there is
 * nothing to judge. */
static ll_rules* judged(FunctionCallInfo fcinfo, leadlint_verdict* verdict) {
  ll_payload payload, current;
  function_site* site;
  if (PG_ARGISNULL(arg_ruleset) || PG_ARGISNULL(arg_payload)) return NULL;
  if (PG_ARGISNULL(arg_settings))
    ereport(ERROR,
            (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("leadlint: the settings are NULL")));
  site = site_of(fcinfo);
  payload = ll_payload_of(PG_GETARG_DATUM(arg_payload), site->payload_type);
  if (!PG_ARGISNULL(arg_current))
    current = ll_payload_of(PG_GETARG_DATUM(arg_current), site->payload_type);
  *verdict = ll_judge(site->site.rules, &payload, PG_ARGISNULL(arg_current) ? NULL : &current);
  return site->site.rules;
}

/* -------------------------------------------------------------------------------- leadlint_check */

PG_FUNCTION_INFO_V1(ll_sql_check);
Datum ll_sql_check(PG_FUNCTION_ARGS) {
  leadlint_verdict verdict = LEADLINT_FAILED;
  if (judged(fcinfo, &verdict) == NULL) PG_RETURN_NULL();
  switch (verdict) {
    case LEADLINT_VALID:
      PG_RETURN_TEXT_P(cstring_to_text("valid"));
    case LEADLINT_WARNING:
      PG_RETURN_TEXT_P(cstring_to_text("warning"));
    case LEADLINT_INVALID:
      PG_RETURN_TEXT_P(cstring_to_text("invalid"));
    case LEADLINT_FAILED:
      break;
  }
  PG_RETURN_NULL();
}

/* ----------------------------------------------------------------------------- leadlint_findings */

enum {
  column_code,
  column_severity,
  column_path,
  column_message,
  column_suggestion,
  column_rule,
  column_because,
  column_derived,
  column_rule_location,
  column_line,
  column_column,
  columns
};

static void put_text(Datum* values, bool* nulls, int column, leadlint_text text) {
  nulls[column] = text.size == 0 && column != column_path;
  if (!nulls[column])
    values[column] =
        PointerGetDatum(cstring_to_text_with_len(text.size == 0 ? "" : text.data, (int)text.size));
}

static void put_place(Datum* values, bool* nulls, int column, uint32_t number) {
  nulls[column] = number == 0;
  values[column] = Int32GetDatum((int32)number);
}

PG_FUNCTION_INFO_V1(ll_sql_findings);
Datum ll_sql_findings(PG_FUNCTION_ARGS) {
  leadlint_verdict verdict;
  leadlint_finding finding;
  ReturnSetInfo* result = (ReturnSetInfo*)fcinfo->resultinfo;
  ll_rules* rules;
  size_t count, i;
  InitMaterializedSRF(fcinfo, 0);
  rules = judged(fcinfo, &verdict);
  count = rules == NULL ? 0 : leadlint_finding_count(rules->validator);
  memset(&finding, 0, sizeof finding);
  finding.size = sizeof finding;
  for (i = 0; i < count && leadlint_finding_at(rules->validator, i, &finding); ++i) {
    Datum values[columns];
    bool nulls[columns] = {false};
    CHECK_FOR_INTERRUPTS();
    put_text(values, nulls, column_code, finding.code);
    put_text(values, nulls, column_severity, finding.severity);
    put_text(values, nulls, column_path, finding.path);
    put_text(values, nulls, column_message, finding.message);
    put_text(values, nulls, column_suggestion, finding.suggestion);
    put_text(values, nulls, column_rule, finding.rule);
    put_text(values, nulls, column_because, finding.because);
    values[column_derived] = BoolGetDatum(finding.derived != 0);
    put_text(values, nulls, column_rule_location, finding.rule_location);
    put_place(values, nulls, column_line, finding.line);
    put_place(values, nulls, column_column, finding.column);
    tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
  }
  if (rules != NULL && i == 0 && verdict != LEADLINT_VALID)
    ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("leadlint: out of memory")));
  return (Datum)0;
}
