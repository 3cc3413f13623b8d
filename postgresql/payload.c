/* Values of the database to a verdict. Tests: tests/postgresql/functions.sql. */
#include "leadlint_pg.h"

#include <string.h>

#include <access/xact.h>
#include <catalog/pg_type.h>
#include <miscadmin.h>
#include <utils/builtins.h>
#include <utils/jsonb.h>
#include <utils/timestamp.h>

/* As much as the command takes for one record. */
enum { max_payload = 16 << 20 };

ll_payload ll_payload_of(Datum value, Oid type) {
  ll_payload payload = {{NULL, 0}, type == TEXTOID};
  if (type == JSONBOID) {
    Jsonb* json = DatumGetJsonbP(value);
    payload.text = ll_text_of(JsonbToCString(NULL, &json->root, VARSIZE(json)));
  } else {
    text* written = DatumGetTextPP(value);
    payload.text.data = VARDATA_ANY(written);
    payload.text.size = VARSIZE_ANY_EXHDR(written);
  }
  return payload;
}

static bool is_null_word(leadlint_text text) {
  static const char blanks[] = " \t\r\n";
  while (text.size > 0 && memchr(blanks, text.data[0], 4) != NULL) ++text.data, --text.size;
  while (text.size > 0 && memchr(blanks, text.data[text.size - 1], 4) != NULL) --text.size;
  return text.size == 4 && memcmp(text.data, "null", 4) == 0;
}

static void refuse_large(leadlint_text text) {
  if (text.size > max_payload)
    ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                    errmsg("leadlint judges records of at most %d MiB", max_payload >> 20)));
}

/* The start of the transaction, by the session's time zone. */
static void set_now(leadlint_context* context) {
  static TimestampTz known = 0;
  static pg_tz* zone = NULL;
  static int32_t offset = 0;
  const TimestampTz now = GetCurrentTransactionStartTimestamp();
  if (now != known || zone != session_timezone) {
    struct pg_tm parts;
    fsec_t fraction;
    int west = 0;
    if (timestamp2tm(now, &west, &parts, &fraction, NULL, NULL) != 0) return;
    offset = -west / 60;
    known = now;
    zone = session_timezone;
  }
  context->now = (int64_t)timestamptz_to_time_t(now);
  context->utc_offset = offset;
  context->has_now = 1;
}

leadlint_verdict ll_judge(ll_rules* rules, const ll_payload* payload, const ll_payload* current) {
  leadlint_context context;
  leadlint_verdict verdict;
  CHECK_FOR_INTERRUPTS();
  refuse_large(payload->text);
  memset(&context, 0, sizeof context);
  context.size = sizeof context;
  if (current != NULL) {
    refuse_large(current->text);
    if (is_null_word(current->text))
      context.no_current = 1;
    else
      context.current = current->text;
  }
  context.params = rules->params;
  context.param_count = rules->param_count;
  context.catalogs = rules->catalogs;
  context.fail_unknown = rules->fails_unknown;
  set_now(&context);
  verdict = payload->is_text && rules->takes_forms
                ? leadlint_check_form(rules->validator, payload->text, &context)
                : leadlint_check(rules->validator, payload->text, &context);
  if (verdict == LEADLINT_FAILED)
    ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("leadlint: out of memory")));
  return verdict;
}
