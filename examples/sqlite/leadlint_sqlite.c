/* Leadlint in SQLite: payloads of a table are judged where they lie.
 *
 *   .load ./leadlint_sqlite
 *   SELECT id, leadlint_check('renovationfind/update_status', payload) FROM updates;
 *   SELECT u.id, f.path, f.message
 *     FROM updates AS u, leadlint_findings('renovationfind/update_status', u.payload) AS f;
 *
 * leadlint_check(ruleset, payload [, current]) gives 'valid', 'warning' or 'invalid';
 * leadlint_findings(ruleset, payload [, current]) a row for each finding. `ruleset` is the id of a
 * shipped one or the path of a rule file, `current` the record as the other side holds it. A payload
 * that is NULL gives NULL, or no row. What `ruleset` names is loaded once for each connection.
 */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include <leadlint_c.h>

#include <string.h>

/* ---------------------------------------------------------------------- rule sets of a connection */

/* SQLite uses a connection from one thread at a time, so it may share its validators. */
typedef struct rules_in_use {
  struct rules_in_use *next;
  leadlint_validator *validator;
  int takes_forms;
  size_t name_size;
  char name[]; /* not terminated */
} rules_in_use;

typedef struct connection {
  sqlite3 *db;
  rules_in_use *rules;
  int users; /* functions and modules that SQLite has not yet given back */
} connection;

static void release(void *given) {
  connection *of = given;
  if (--of->users > 0) return;
  while (of->rules != NULL) {
    rules_in_use *first = of->rules;
    of->rules = first->next;
    leadlint_validator_free(first->validator);
    sqlite3_free(first);
  }
  sqlite3_free(of);
}

static leadlint_text text_of(sqlite3_value *value) {
  leadlint_text text = {NULL, 0};
  text.data = (const char *)sqlite3_value_text(value); /* first: it may convert the value */
  if (text.data != NULL) text.size = (size_t)sqlite3_value_bytes(value);
  return text;
}

/* The first of the mistakes in words; to be freed. */
static char *words_of(sqlite3 *db, leadlint_text name, leadlint_text mistakes) {
  char *words = NULL;
  sqlite3_stmt *query = NULL;
  if (sqlite3_prepare_v2(db, "SELECT json_extract(?1, '$[0].message')", -1, &query, NULL) ==
      SQLITE_OK) {
    sqlite3_bind_text(query, 1, mistakes.data, (int)mistakes.size, SQLITE_STATIC);
    if (sqlite3_step(query) == SQLITE_ROW)
      words = sqlite3_mprintf("leadlint: %.*s: %s", (int)name.size, name.data,
                              sqlite3_column_text(query, 0));
  }
  sqlite3_finalize(query);
  return words != NULL ? words : sqlite3_mprintf("leadlint: the rules do not load");
}

/* NULL: they do not load, and `*why` says why; to be freed. */
static rules_in_use *rules_of(connection *of, leadlint_text name, char **why) {
  rules_in_use *found;
  leadlint_ruleset *loaded;
  leadlint_string *mistakes = NULL;
  for (found = of->rules; found != NULL; found = found->next)
    if (found->name_size == name.size && memcmp(found->name, name.data, name.size) == 0)
      return found;
  loaded = leadlint_ruleset_load(name, NULL, &mistakes);
  if (loaded == NULL) {
    *why = words_of(of->db, name, leadlint_string_text(mistakes));
    leadlint_string_free(mistakes);
    return NULL;
  }
  found = sqlite3_malloc64(sizeof *found + name.size);
  if (found != NULL) {
    found->validator = leadlint_validator_new(loaded);
    found->takes_forms = leadlint_ruleset_takes_forms(loaded);
    found->name_size = name.size;
    if (name.size != 0) memcpy(found->name, name.data, name.size);
    found->next = of->rules;
  }
  leadlint_ruleset_free(loaded);
  if (found == NULL || found->validator == NULL) {
    sqlite3_free(found);
    *why = sqlite3_mprintf("leadlint: out of memory");
    return NULL;
  }
  return of->rules = found;
}

/* Checks a payload by the arguments of either function. LEADLINT_FAILED: `*why` says why. */
static leadlint_verdict check(connection *of, int count, sqlite3_value **values,
                              leadlint_validator **validator, char **why) {
  leadlint_context context;
  leadlint_verdict verdict;
  rules_in_use *rules = rules_of(of, text_of(values[0]), why);
  if (rules == NULL) return LEADLINT_FAILED;
  memset(&context, 0, sizeof context);
  context.size = sizeof context;
  if (count > 2) context.current = text_of(values[2]);
  *validator = rules->validator;
  verdict = rules->takes_forms
                ? leadlint_check_form(rules->validator, text_of(values[1]), &context)
                : leadlint_check(rules->validator, text_of(values[1]), &context);
  if (verdict == LEADLINT_FAILED) *why = sqlite3_mprintf("leadlint: out of memory");
  return verdict;
}

/* -------------------------------------------------------------------------------- leadlint_check */

static void check_function(sqlite3_context *context, int count, sqlite3_value **values) {
  leadlint_validator *validator = NULL;
  char *why = NULL;
  if (sqlite3_value_type(values[1]) == SQLITE_NULL) return;
  switch (check(sqlite3_user_data(context), count, values, &validator, &why)) {
    case LEADLINT_VALID:
      return sqlite3_result_text(context, "valid", -1, SQLITE_STATIC);
    case LEADLINT_WARNING:
      return sqlite3_result_text(context, "warning", -1, SQLITE_STATIC);
    case LEADLINT_INVALID:
      return sqlite3_result_text(context, "invalid", -1, SQLITE_STATIC);
    case LEADLINT_FAILED:
      break;
  }
  sqlite3_result_error(context, why, -1);
  sqlite3_free(why);
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
  column_line,
  column_column,
  column_ruleset, /* from here on hidden: the arguments */
  column_payload,
  column_current
};

static const char *const declaration =
    "CREATE TABLE x(code TEXT, severity TEXT, path TEXT, message TEXT, suggestion TEXT, rule TEXT, "
    "because TEXT, line INTEGER, \"column\" INTEGER, "
    "ruleset HIDDEN, payload HIDDEN, current HIDDEN)";

typedef struct findings_table {
  sqlite3_vtab base;
  connection *of;
} findings_table;

/* The findings of a payload, copied: while they are read, the query may check other payloads. */
typedef struct copied {
  char *texts[column_because + 1]; /* NULL: none */
  uint32_t line, column;
} copied;

typedef struct findings_cursor {
  sqlite3_vtab_cursor base;
  copied *rows;
  size_t count, at;
} findings_cursor;

static int findings_connect(sqlite3 *db, void *of, int count, const char *const *words,
                            sqlite3_vtab **table, char **why) {
  findings_table *made;
  const int declared = sqlite3_declare_vtab(db, declaration);
  (void)count, (void)words, (void)why;
  if (declared != SQLITE_OK) return declared;
  made = sqlite3_malloc64(sizeof *made);
  if (made == NULL) return SQLITE_NOMEM;
  memset(made, 0, sizeof *made);
  made->of = of;
  *table = &made->base;
  return SQLITE_OK;
}

static int findings_disconnect(sqlite3_vtab *table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

static int findings_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor) {
  findings_cursor *made = sqlite3_malloc64(sizeof *made);
  (void)table;
  if (made == NULL) return SQLITE_NOMEM;
  memset(made, 0, sizeof *made);
  *cursor = &made->base;
  return SQLITE_OK;
}

static void forget(findings_cursor *of) {
  size_t row, text;
  for (row = 0; row < of->count; ++row)
    for (text = 0; text <= column_because; ++text) sqlite3_free(of->rows[row].texts[text]);
  sqlite3_free(of->rows);
  of->rows = NULL;
  of->count = of->at = 0;
}

static int findings_close(sqlite3_vtab_cursor *cursor) {
  forget((findings_cursor *)cursor);
  sqlite3_free(cursor);
  return SQLITE_OK;
}

/* The arguments stand as constraints on the hidden columns. idxNum: how many there are. */
static int findings_best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
  int given[3] = {-1, -1, -1}, i, count;
  (void)table;
  for (i = 0; i < info->nConstraint; ++i) {
    const int argument = info->aConstraint[i].iColumn - column_ruleset;
    if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (!info->aConstraint[i].usable) return SQLITE_CONSTRAINT; /* in this order of the joins */
    given[argument] = i;
  }
  if (given[0] < 0 || given[1] < 0) {
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("leadlint_findings takes a ruleset and a payload");
    return SQLITE_ERROR;
  }
  count = given[2] < 0 ? 2 : 3;
  for (i = 0; i < count; ++i) {
    info->aConstraintUsage[given[i]].argvIndex = i + 1;
    info->aConstraintUsage[given[i]].omit = 1;
  }
  info->idxNum = count;
  info->estimatedCost = 10;
  info->estimatedRows = 2;
  return SQLITE_OK;
}

static int copy_row(copied *to, const leadlint_finding *from) {
  const leadlint_text texts[] = {from->code,       from->severity, from->path,   from->message,
                                 from->suggestion, from->rule,     from->because};
  size_t i;
  for (i = 0; i <= column_because; ++i) {
    if (texts[i].size == 0 && i != column_path) continue;
    to->texts[i] = sqlite3_malloc64(texts[i].size + 1);
    if (to->texts[i] == NULL) return SQLITE_NOMEM;
    if (texts[i].size != 0) memcpy(to->texts[i], texts[i].data, texts[i].size);
    to->texts[i][texts[i].size] = '\0';
  }
  to->line = from->line;
  to->column = from->column;
  return SQLITE_OK;
}

static int copy_all(findings_cursor *to, leadlint_validator *from) {
  const size_t count = leadlint_finding_count(from);
  leadlint_finding finding;
  if (count == 0) return SQLITE_OK;
  to->rows = sqlite3_malloc64(count * sizeof *to->rows);
  if (to->rows == NULL) return SQLITE_NOMEM;
  memset(to->rows, 0, count * sizeof *to->rows);
  memset(&finding, 0, sizeof finding);
  finding.size = sizeof finding;
  for (to->count = 0; to->count < count; ++to->count) {
    if (!leadlint_finding_at(from, to->count, &finding)) return SQLITE_NOMEM;
    if (copy_row(&to->rows[to->count], &finding) != SQLITE_OK) {
      ++to->count;
      return SQLITE_NOMEM;
    }
  }
  return SQLITE_OK;
}

static int findings_filter(sqlite3_vtab_cursor *cursor, int number, const char *name, int count,
                           sqlite3_value **values) {
  findings_table *table = (findings_table *)cursor->pVtab;
  leadlint_validator *validator = NULL;
  char *why = NULL;
  (void)number, (void)name;
  forget((findings_cursor *)cursor);
  if (sqlite3_value_type(values[1]) == SQLITE_NULL) return SQLITE_OK;
  if (check(table->of, count, values, &validator, &why) == LEADLINT_FAILED) {
    sqlite3_free(table->base.zErrMsg);
    table->base.zErrMsg = why;
    return SQLITE_ERROR;
  }
  return copy_all((findings_cursor *)cursor, validator);
}

static int findings_next(sqlite3_vtab_cursor *cursor) {
  ++((findings_cursor *)cursor)->at;
  return SQLITE_OK;
}

static int findings_eof(sqlite3_vtab_cursor *cursor) {
  const findings_cursor *of = (const findings_cursor *)cursor;
  return of->at >= of->count;
}

/* The arguments are known to who gave them. */
static int findings_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int number) {
  const findings_cursor *of = (const findings_cursor *)cursor;
  const copied *row = &of->rows[of->at];
  if (number <= column_because)
    sqlite3_result_text(context, row->texts[number], -1, SQLITE_TRANSIENT);
  else if (number == column_line && row->line != 0)
    sqlite3_result_int64(context, row->line);
  else if (number == column_column && row->line != 0)
    sqlite3_result_int64(context, row->column);
  return SQLITE_OK;
}

static int findings_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *number) {
  *number = (sqlite3_int64)((const findings_cursor *)cursor)->at;
  return SQLITE_OK;
}

/* (No xCreate: there is one such table, under the name of its module.) */
static const sqlite3_module findings_module = {
    .iVersion = 0,
    .xConnect = findings_connect,
    .xBestIndex = findings_best_index,
    .xDisconnect = findings_disconnect,
    .xOpen = findings_open,
    .xClose = findings_close,
    .xFilter = findings_filter,
    .xNext = findings_next,
    .xEof = findings_eof,
    .xColumn = findings_column,
    .xRowid = findings_rowid,
};

/* ------------------------------------------------------------------------------------- the entry */

int sqlite3_leadlintsqlite_init(sqlite3 *db, char **why, const sqlite3_api_routines *api) {
  connection *of;
  int made = SQLITE_OK, arguments;
  SQLITE_EXTENSION_INIT2(api);
  if (leadlint_abi_version() < LEADLINT_ABI_VERSION) {
    *why = sqlite3_mprintf("the leadlint library is older than this extension");
    return SQLITE_ERROR;
  }
  of = sqlite3_malloc64(sizeof *of);
  if (of == NULL) return SQLITE_NOMEM;
  memset(of, 0, sizeof *of);
  of->db = db;
  of->users = 1; /* this function */
  /* (Where one of these fails, SQLite gives back what it was given.) */
  for (arguments = 2; arguments <= 3 && made == SQLITE_OK; ++arguments) {
    ++of->users;
    made = sqlite3_create_function_v2(db, "leadlint_check", arguments, SQLITE_UTF8, of,
                                      check_function, NULL, NULL, release);
  }
  if (made == SQLITE_OK) {
    ++of->users;
    made = sqlite3_create_module_v2(db, "leadlint_findings", &findings_module, of, release);
  }
  release(of);
  return made;
}
