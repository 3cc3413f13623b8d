/* The rulesets of a session: a name and settings to what judges. Each is loaded once for a session,
 * and anew when a file of it has changed; a query goes on with what it began with.
 * Tests: tests/postgresql/settings.sql, files.sql. */
#include "leadlint_pg.h"

#include <stdlib.h>
#include <string.h>

#include <mb/pg_wchar.h>
#include <utils/builtins.h>
#include <utils/fmgrprotos.h>
#include <utils/guc.h>

/* Sites hold what they need; these are kept for the sites to come. */
enum { max_kept = 32, max_told = 10 };

static char* rules_folder = NULL; /* leadlint.rules_folder */
static uint64 folders = 1;        /* grows with each change of it */
static ll_rules* kept = NULL;     /* the last used first */

leadlint_text ll_text_of(const char* terminated) {
  const leadlint_text text = {terminated, strlen(terminated)};
  return text;
}

/* --------------------------------------------------------------------- leadlint.rules_folder */

static bool check_folder(char** value, void** extra, GucSource source) {
  (void)extra, (void)source;
  if (*value == NULL || **value == '\0' || **value == '/') return true;
  GUC_check_errdetail("It is the whole path of a folder, from \"/\" on, or empty.");
  return false;
}

static void assign_folder(const char* value, void* extra) {
  (void)value, (void)extra;
  ++folders;
}

void ll_define_settings(void) {
  DefineCustomStringVariable(
      "leadlint.rules_folder", "The folder below which rule files are read.",
      "Empty: there are the shipped rulesets alone. Files of its folders are meant by their path "
      "from there, and links out of it are not followed.",
      &rules_folder, "", PGC_SUSET, 0, check_folder, assign_folder, NULL);
  MarkGUCPrefixReserved("leadlint");
}

/* ---------------------------------------------------------------------------------- mistakes */

static char* member_of(Datum object, const char* name) {
  LOCAL_FCINFO(call, 2);
  Datum value;
  InitFunctionCallInfoData(*call, NULL, 2, InvalidOid, NULL, NULL);
  call->args[0].value = object;
  call->args[0].isnull = false;
  call->args[1].value = CStringGetTextDatum(name);
  call->args[1].isnull = false;
  value = json_object_field_text(call);
  return call->isnull ? NULL : TextDatumGetCString(value);
}

/* The mistakes of a rule file, a line each. */
static char* told(leadlint_text json) {
  StringInfoData lines;
  Datum list;
  int count, i;
  initStringInfo(&lines);
  list = PointerGetDatum(cstring_to_text_with_len(json.data, (int)json.size));
  count = DatumGetInt32(DirectFunctionCall1(json_array_length, list));
  for (i = 0; i < count && i < max_told; ++i) {
    const Datum each = DirectFunctionCall2(json_array_element, list, Int32GetDatum(i));
    const char *at = member_of(each, "rule_location"), *says = member_of(each, "message"),
               *near = member_of(each, "suggestion");
    if (i > 0) appendStringInfoChar(&lines, '\n');
    if (at != NULL) appendStringInfo(&lines, "%s: ", at);
    appendStringInfoString(&lines, says != NULL ? says : "");
    if (near != NULL && *near != '\0') appendStringInfo(&lines, "; did you mean \"%s\"?", near);
  }
  if (count > max_told) appendStringInfo(&lines, "\nand %d more", count - max_told);
  return lines.data;
}

/* ---------------------------------------------------------------------------------- settings */

static void refuse_word(const char* word, const char* why) {
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                  errmsg("leadlint: \"%s\" is no setting: %s", word, why)));
}

static bool starts_with(const char* text, const char* with) {
  return strncmp(text, with, strlen(with)) == 0;
}

static const char* why_not(ll_found found) {
  switch (found) {
    case ll_found_it:
      return NULL;
    case ll_no_folder:
      return "leadlint.rules_folder names no folder that is there";
    case ll_leads_outside:
      return "it leads out of leadlint.rules_folder";
    case ll_not_readable:
      return "there is no such file below leadlint.rules_folder, or the server may not read it";
    case ll_too_large:
      return "it is too large";
    case ll_no_memory:
      return "there is no memory left";
  }
  return NULL;
}

static void refuse_file(const char* name, ll_found found) {
  const bool forbidden = found == ll_no_folder || found == ll_leads_outside;
  ereport(ERROR, (errcode(forbidden               ? ERRCODE_INSUFFICIENT_PRIVILEGE
                          : found == ll_no_memory ? ERRCODE_OUT_OF_MEMORY
                                                  : ERRCODE_INVALID_PARAMETER_VALUE),
                  errmsg("leadlint: \"%s\" cannot be read: %s", name, why_not(found)),
                  found == ll_no_folder ? errhint("A superuser names the folder: ALTER SYSTEM SET "
                                                  "leadlint.rules_folder = '/...'.")
                                        : 0));
}

/* "catalog:NAME=JSON", or the name of a file below the folder in place of the JSON. */
static void add_catalog(ll_rules* rules, const char* name, const char* value) {
  leadlint_text json = ll_text_of(value);
  if (*value != '[' && *value != '{') {
    const ll_found found = ll_read_below(&rules->files, json, ll_max_catalog_file, &json);
    if (found != ll_found_it) refuse_file(value, found);
  }
  if (rules->catalogs == NULL) rules->catalogs = leadlint_catalogs_new();
  if (rules->catalogs == NULL) refuse_file(name, ll_no_memory);
  if (leadlint_catalogs_add(rules->catalogs, ll_text_of(name), json, &rules->problem) == 1) return;
  json = leadlint_string_text(rules->problem);
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                  errmsg("leadlint: the catalog \"%s\" is none: %.*s", name, (int)json.size,
                         json.size == 0 ? "" : json.data)));
}

static void add_setting(ll_rules* rules, const char* word) {
  const char* equals = strchr(word, '=');
  char* name;
  if (equals == NULL || equals == word) {
    refuse_word(word, "settings read name=value");
    return;
  }
  name = pnstrdup(word, (Size)(equals - word));
  ++equals;
  if (strcmp(name, "profile") == 0) {
    rules->profile = ll_text_of(equals);
  } else if (strcmp(name, "fail_unknown") == 0) {
    if (!parse_bool(equals, &rules->fails_unknown)) refuse_word(word, "it is on or off");
  } else if (strcmp(name, "warnings") == 0) {
    if (strcmp(equals, "ignore") == 0)
      rules->warnings = ll_warnings_ignored;
    else if (strcmp(equals, "report") == 0)
      rules->warnings = ll_warnings_reported;
    else if (strcmp(equals, "refuse") == 0)
      rules->warnings = ll_warnings_refused;
    else
      refuse_word(word, "warnings are ignore, report or refuse");
  } else if (starts_with(name, "catalog:")) {
    add_catalog(rules, name + strlen("catalog:"), equals);
  } else {
    const bool param = starts_with(name, "param:");
    leadlint_setting* to =
        param ? &rules->params[rules->param_count++] : &rules->options[rules->option_count++];
    to->name = ll_text_of(param ? name + strlen("param:") : name);
    to->value = ll_text_of(equals);
  }
}

/* ----------------------------------------------------------------------------------- loading */

/* Whoever throws the context away frees what Leadlint handed out. */
static void free_handles(void* given) {
  ll_rules* rules = given;
  leadlint_validator_free(rules->validator);
  leadlint_ruleset_free(rules->ruleset);
  leadlint_string_free(rules->problem);
  leadlint_catalogs_free(rules->catalogs);
  ll_files_free(&rules->files);
}

static bool is_file(const char* name) {
  const size_t size = strlen(name);
  return (size > 5 && strcmp(name + size - 5, ".yaml") == 0) ||
         (size > 4 && strcmp(name + size - 4, ".yml") == 0);
}

static void make_validator(ll_rules* rules) {
  leadlint_load_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.options = rules->options;
  options.option_count = rules->option_count;
  options.profile = rules->profile;
  options.read_file = ll_read_rules;
  options.user = &rules->files;
  if (is_file(rules->name)) {
    leadlint_text text;
    const ll_found found =
        ll_read_below(&rules->files, ll_text_of(rules->name), ll_max_rule_file, &text);
    if (found != ll_found_it && found != ll_too_large) refuse_file(rules->name, found);
  }
  rules->ruleset = leadlint_ruleset_load(ll_text_of(rules->name), &options, &rules->problem);
  if (rules->ruleset == NULL && rules->problem != NULL)
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("leadlint: the ruleset \"%s\" does not load", rules->name),
                    errdetail_internal("%s", told(leadlint_string_text(rules->problem)))));
  rules->takes_forms = leadlint_ruleset_takes_forms(rules->ruleset) != 0;
  rules->validator = leadlint_validator_new(rules->ruleset);
  if (rules->validator == NULL)
    ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY),
                    errmsg("leadlint: no memory for the ruleset \"%s\"", rules->name)));
  leadlint_ruleset_free(rules->ruleset);
  rules->ruleset = NULL;
}

static char* key_of(const ll_settings* settings, Size* size) {
  StringInfoData key;
  int i;
  initStringInfo(&key);
  for (i = 0; i < settings->count; ++i)
    appendBinaryStringInfo(&key, settings->words[i], (int)strlen(settings->words[i]) + 1);
  *size = (Size)key.len;
  return key.data;
}

/* Below the context of the call, until all has gone well. */
static ll_rules* load(const char* name, const ll_settings* settings) {
  MemoryContext context =
      AllocSetContextCreate(CurrentMemoryContext, "leadlint rules", ALLOCSET_SMALL_SIZES);
  MemoryContext before = MemoryContextSwitchTo(context);
  ll_rules* rules = palloc0(sizeof *rules);
  Size words = (Size)settings->count;
  char* word;
  if (GetDatabaseEncoding() != PG_UTF8)
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("leadlint judges in databases whose encoding is UTF8, not %s",
                           GetDatabaseEncodingName())));
  rules->context = context;
  rules->callback.func = free_handles;
  rules->callback.arg = rules;
  MemoryContextRegisterResetCallback(context, &rules->callback);
  rules->name = pstrdup(name);
  rules->folder = pstrdup(rules_folder == NULL ? "" : rules_folder);
  if (*rules->folder == '\0' || realpath(rules->folder, rules->files.folder) == NULL)
    rules->files.folder[0] = '\0';
  rules->key = key_of(settings, &rules->key_size);
  rules->options = palloc0((words + 1) * sizeof *rules->options);
  rules->params = palloc0((words + 1) * sizeof *rules->params);
  for (word = rules->key; word < rules->key + rules->key_size; word += strlen(word) + 1)
    add_setting(rules, word);
  make_validator(rules);
  MemoryContextSwitchTo(before);
  MemoryContextSetParent(context, TopMemoryContext);
  return rules;
}

/* ------------------------------------------------------------------------------- the session's */

static void unlist(ll_rules** place) {
  ll_rules* rules = *place;
  *place = rules->next;
  rules->listed = false;
  if (rules->users == 0) MemoryContextDelete(rules->context);
}

static void give_back(void* given) {
  ll_site* site = given;
  ll_rules* rules = site->rules;
  site->rules = NULL;
  if (rules != NULL && --rules->users == 0 && !rules->listed) MemoryContextDelete(rules->context);
}

static ll_rules* listed(const char* name, const char* key, Size key_size) {
  const char* folder = rules_folder == NULL ? "" : rules_folder;
  ll_rules** place = &kept;
  for (; *place != NULL; place = &(*place)->next) {
    ll_rules* found = *place;
    if (strcmp(found->name, name) != 0 || strcmp(found->folder, folder) != 0 ||
        found->key_size != key_size || memcmp(found->key, key, key_size) != 0)
      continue;
    if (ll_files_changed(&found->files)) {
      unlist(place);
      return NULL;
    }
    *place = found->next; /* to the front */
    found->next = kept;
    return kept = found;
  }
  return NULL;
}

static void list(ll_rules* rules) {
  ll_rules** place = &kept;
  int count = 0;
  rules->listed = true;
  rules->next = kept;
  kept = rules;
  while (*place != NULL && count < max_kept) {
    place = &(*place)->next;
    ++count;
  }
  while (*place != NULL) unlist(place);
}

ll_site* ll_new_site(MemoryContext context, Size size) {
  ll_site* site = MemoryContextAllocZero(context, size);
  site->callback.func = give_back;
  site->callback.arg = site;
  MemoryContextRegisterResetCallback(context, &site->callback);
  return site;
}

bool ll_site_is_fresh(const ll_site* site) {
  return site->rules != NULL && site->folders == folders;
}

void ll_site_take(ll_site* site, const char* name, const ll_settings* settings) {
  Size key_size;
  char* key = key_of(settings, &key_size);
  ll_rules* rules;
  give_back(site);
  rules = listed(name, key, key_size);
  if (rules == NULL) {
    rules = load(name, settings);
    list(rules);
  }
  pfree(key);
  ++rules->users;
  site->rules = rules;
  site->folders = folders;
}
