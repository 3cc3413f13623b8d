/* Leadlint in PostgreSQL: what the files of the extension share. docs/postgresql.md is the page for
 * its users; tests/postgresql/ runs it in a server.
 *
 * Errors of PostgreSQL leave by longjmp: whatever Leadlint hands out belongs to a memory context by
 * a callback before anything may fail, and nothing of PostgreSQL is called from Leadlint's
 * read_file.
 */
#ifndef LEADLINT_PG_H
#define LEADLINT_PG_H

#include <postgres.h>

#include <fmgr.h>
#include <lib/stringinfo.h>
#include <utils/memutils.h>

#include <leadlint_c.h>

#include "files.h"

/* ------------------------------------------------------------------------------------ rules.c */

/* What becomes of a row with warnings and no error. */
typedef enum ll_warnings {
  ll_warnings_ignored,
  ll_warnings_reported,
  ll_warnings_refused
} ll_warnings;

/* A ruleset under its settings, ready to judge. Made once for each session, and shared by all that
 * name the same. */
typedef struct ll_rules {
  struct ll_rules* next; /* in the list of the session */
  MemoryContext context; /* of this struct and its texts */
  MemoryContextCallback callback;
  int users;
  bool listed;

  char *name, *folder;
  char* key; /* the words of its settings, each terminated */
  Size key_size;

  leadlint_validator* validator;
  leadlint_ruleset* ruleset; /* until there is a validator */
  leadlint_string* problem;
  leadlint_catalogs* catalogs;
  ll_files files;
  bool takes_forms, fails_unknown;
  ll_warnings warnings;
  leadlint_setting *options, *params;
  size_t option_count, param_count;
  leadlint_text profile;
} ll_rules;

/* The words behind the ruleset's name: "option=value", "profile=strict", ... */
typedef struct ll_settings {
  const char** words;
  int count;
} ll_settings;

/* A place of a query that judges, kept in fn_extra: it holds its rules until the query ends. */
typedef struct ll_site {
  MemoryContextCallback callback;
  ll_rules* rules; /* NULL: none yet */
  uint64 folders;  /* how often the folder of rules had changed */
} ll_site;

extern leadlint_text ll_text_of(const char* terminated);
extern void ll_define_settings(void);
extern ll_site* ll_new_site(MemoryContext context, Size size);
/* Whether the site's rules were found under the folder of rules that there is now. */
extern bool ll_site_is_fresh(const ll_site* site);
/* Has the site hold these rules, which are loaded where no site of the session has them. */
extern void ll_site_take(ll_site* site, const char* name, const ll_settings* settings);

/* ---------------------------------------------------------------------------------- payload.c */

typedef struct ll_payload {
  leadlint_text text;
  bool is_text; /* text as it was written: a form where the ruleset takes forms */
} ll_payload;

/* Of a text, json or jsonb. */
extern ll_payload ll_payload_of(Datum value, Oid type);

/* `current`: NULL, or what is stored; its text "null" says that there is nothing yet. */
extern leadlint_verdict ll_judge(ll_rules* rules, const ll_payload* payload,
                                 const ll_payload* current);
#endif
