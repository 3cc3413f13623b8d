/* A row of a table as a payload. */
#ifndef LEADLINT_PG_ROW_H
#define LEADLINT_PG_ROW_H

#include "leadlint_pg.h"

#include <access/htup.h>
#include <access/tupdesc.h>

typedef struct ll_member {
  int column;   /* from 1 */
  char* before; /* "name": as JSON */
  Oid type;     /* that decides how it is written */
  FmgrInfo to_json;
} ll_member;

typedef struct ll_row {
  ll_member* members;
  int count;
} ll_row;

/* Which columns are members. `columns`: "status, job_amount as jobAmount"; `except`: all others;
 * both NULL: all. */
extern void ll_row_init(ll_row* row, TupleDesc described, const char* columns, const char* except,
                        bool is_before, MemoryContext context);
/* An object; columns that are NULL are no members. */
extern leadlint_text ll_row_json(ll_row* row, TupleDesc described, HeapTuple tuple);
/* Generated columns have no value yet where BEFORE triggers look. */
extern void ll_refuse_generated(TupleDesc described, int column, bool is_before);

#endif
