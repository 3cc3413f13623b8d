/* Rows of tables to JSON, column by column as to_json has them.
 * Tests: tests/postgresql/rows.sql. */
#include "row.h"

#include <ctype.h>
#include <string.h>

#include <access/htup_details.h>
#include <catalog/pg_type.h>
#include <executor/spi.h>
#include <nodes/makefuncs.h>
#include <utils/builtins.h>
#include <utils/fmgroids.h>
#include <utils/json.h>
#include <utils/jsonb.h>
#include <utils/lsyscache.h>

void ll_refuse_generated(TupleDesc described, int column, bool is_before) {
  const Form_pg_attribute attribute = TupleDescAttr(described, column - 1);
  if (is_before && attribute->attgenerated != '\0')
    ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
                    errmsg("leadlint_trigger: the column \"%s\" is generated, which is done after "
                           "BEFORE triggers",
                           NameStr(attribute->attname)),
                    errhint("Make it an AFTER trigger, or leave the column out.")));
}

/* --------------------------------------------------------------------------- lists of columns */

static void wrong_list(const char* list) {
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                  errmsg("leadlint_trigger: \"%s\" is no list of columns", list),
                  errhint("Such as: status, \"jobAmount\", job_amount as jobAmount.")));
}

static const char* behind_blanks(const char* at) {
  while (isspace((unsigned char)*at)) ++at;
  return at;
}

/* A name as SQL writes it ("folded": in small letters, unless it stands in quotes). NULL: none. */
static char* read_name(const char** at, bool folded) {
  StringInfoData name;
  const char* c = *at;
  initStringInfo(&name);
  if (*c == '"') {
    for (++c; *c != '\0' && !(*c == '"' && c[1] != '"'); ++c) {
      if (*c == '"') ++c;
      appendStringInfoChar(&name, *c);
    }
    if (*c != '"') return NULL;
    ++c;
  } else {
    for (; *c != '\0' && *c != ',' && *c != '"' && !isspace((unsigned char)*c); ++c)
      appendStringInfoChar(&name, folded ? (char)pg_ascii_tolower((unsigned char)*c) : *c);
  }
  *at = behind_blanks(c);
  return name.len == 0 ? NULL : name.data;
}

static bool takes_word(const char** at, const char* word) {
  const size_t length = strlen(word);
  if (pg_strncasecmp(*at, word, length) != 0 || !isspace((unsigned char)(*at)[length]))
    return false;
  *at = behind_blanks(*at + length);
  return true;
}

static int column_of(TupleDesc described, const char* name) {
  const int column = SPI_fnumber(described, name);
  if (column <= 0)
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
                    errmsg("leadlint_trigger: there is no column \"%s\"", name)));
  return column;
}

static void add(ll_row* row, TupleDesc described, int column, const char* name, bool is_before,
                MemoryContext context) {
  const Form_pg_attribute attribute = TupleDescAttr(described, column - 1);
  ll_member* member = &row->members[row->count++];
  StringInfoData before;
  ll_refuse_generated(described, column, is_before);
  initStringInfo(&before);
  escape_json(&before, name);
  appendStringInfoChar(&before, ':');
  member->column = column;
  member->before = before.data;
  member->type = getBaseType(attribute->atttypid);
  fmgr_info_cxt(F_TO_JSON, &member->to_json, context);
  fmgr_info_set_expr(
      (Node*)makeFuncExpr(F_TO_JSON, JSONOID,
                          list_make1(makeNullConst(attribute->atttypid, attribute->atttypmod,
                                                   attribute->attcollation)),
                          InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL),
      &member->to_json);
}

/* Its columns become members or, where `left_out` is given, are marked there. */
static void read_list(ll_row* row, TupleDesc described, const char* list, bool* left_out,
                      bool is_before, MemoryContext context) {
  const char* at = behind_blanks(list);
  for (;;) {
    char *name = read_name(&at, true), *called = name;
    int column;
    if (name == NULL) wrong_list(list);
    column = column_of(described, name);
    if (left_out == NULL && takes_word(&at, "as")) called = read_name(&at, false);
    if (called == NULL || (*at != ',' && *at != '\0')) wrong_list(list);
    if (left_out != NULL)
      left_out[column - 1] = true;
    else if (row->count == described->natts)
      wrong_list(list);
    else
      add(row, described, column, called, is_before, context);
    if (*at == '\0') return;
    at = behind_blanks(at + 1);
  }
}

void ll_row_init(ll_row* row, TupleDesc described, const char* columns, const char* except,
                 bool is_before, MemoryContext context) {
  MemoryContext before = MemoryContextSwitchTo(context);
  bool* left_out = palloc0((Size)described->natts + 1);
  int i;
  row->count = 0;
  row->members = palloc0(((Size)described->natts + 1) * sizeof *row->members);
  if (columns != NULL) {
    read_list(row, described, columns, NULL, is_before, context);
  } else {
    if (except != NULL) read_list(row, described, except, left_out, is_before, context);
    for (i = 0; i < described->natts; ++i)
      if (!left_out[i] && !TupleDescAttr(described, i)->attisdropped)
        add(row, described, i + 1, NameStr(TupleDescAttr(described, i)->attname), is_before,
            context);
  }
  MemoryContextSwitchTo(before);
}

/* -------------------------------------------------------------------------------------- values */

static void append_value(StringInfo json, ll_member* member, Datum value) {
  text* written;
  switch (member->type) {
    case BOOLOID:
      appendStringInfoString(json, DatumGetBool(value) ? "true" : "false");
      return;
    case INT4OID:
      appendStringInfo(json, "%d", DatumGetInt32(value));
      return;
    case INT8OID:
      appendStringInfo(json, INT64_FORMAT, DatumGetInt64(value));
      return;
    case TEXTOID:
    case VARCHAROID:
      escape_json(json, TextDatumGetCString(value));
      return;
    case JSONOID:
      written = DatumGetTextPP(value);
      break;
    case JSONBOID: {
      Jsonb* inner = DatumGetJsonbP(value);
      JsonbToCString(json, &inner->root, VARSIZE(inner));
      return;
    }
    default:
      written = DatumGetTextPP(FunctionCall1(&member->to_json, value));
      break;
  }
  appendBinaryStringInfo(json, VARDATA_ANY(written), (int)VARSIZE_ANY_EXHDR(written));
}

leadlint_text ll_row_json(ll_row* row, TupleDesc described, HeapTuple tuple) {
  Datum* values = palloc((Size)described->natts * sizeof *values);
  bool* nulls = palloc((Size)described->natts * sizeof *nulls);
  leadlint_text text;
  StringInfoData json;
  int i;
  initStringInfo(&json);
  appendStringInfoChar(&json, '{');
  heap_deform_tuple(tuple, described, values, nulls);
  for (i = 0; i < row->count; ++i) {
    ll_member* member = &row->members[i];
    if (nulls[member->column - 1]) continue;
    if (json.len > 1) appendStringInfoChar(&json, ',');
    appendStringInfoString(&json, member->before);
    append_value(&json, member, values[member->column - 1]);
  }
  appendStringInfoChar(&json, '}');
  text.data = json.data;
  text.size = (size_t)json.len;
  return text;
}
