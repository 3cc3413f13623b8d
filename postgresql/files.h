/* Files below the folder that leadlint.rules_folder names. Nothing of PostgreSQL here: it is called
 * from inside of Leadlint. */
#ifndef LEADLINT_PG_FILES_H
#define LEADLINT_PG_FILES_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include <leadlint_c.h>

enum { ll_max_rule_file = 1 << 20, ll_max_catalog_file = 16 << 20 };

/* A file that was read, as it was then. */
typedef struct ll_file {
  char* path;
  struct stat state;
} ll_file;

typedef struct ll_files {
  char folder[PATH_MAX]; /* without links; empty: there is none, and no file is read */
  ll_file* read;
  size_t count;
  char* text; /* of the last one */
} ll_files;

typedef enum ll_found {
  ll_found_it,
  ll_no_folder,     /* none is named, or it is not there */
  ll_leads_outside, /* of the folder, by its name or by a link */
  ll_not_readable,  /* there is no such file, or the server may not read it */
  ll_too_large,
  ll_no_memory
} ll_found;

/* Reads the file with this name below the folder, of at most so many bytes; it is noted among those
 * that were read. */
extern ll_found ll_read_below(ll_files* files, leadlint_text name, size_t most,
                              leadlint_text* text);
/* The same as leadlint_load_options.read_file; `files` is a ll_files. */
extern int ll_read_rules(void* files, leadlint_text name, leadlint_text* text);
/* Whether a file that was read is another one by now, or gone. */
extern bool ll_files_changed(const ll_files* files);
extern void ll_files_free(ll_files* files);

#endif
