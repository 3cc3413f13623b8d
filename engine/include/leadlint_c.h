/* Leadlint for C and for whatever calls C (Python's ctypes, SQLite, Go, ...).
 *
 * Objects are opaque and made by functions that end in _new or _load; each is freed by the function
 * of its name that ends in _free, which takes NULL. Texts are UTF-8 with a size, never terminated
 * by their zero byte alone. What a function is given is needed until it returns, unless it says
 * otherwise; a text that it hands out belongs to the object that is named there.
 *
 * Nothing throws, prints, exits, or reads the environment. Rule sets and catalogs are immutable
 * once made, and threads share them; a validator is for one thread at a time.
 *
 * Structs that may grow begin with their own size: set it to sizeof(the struct), the rest to 0.
 */
#ifndef LEADLINT_C_H
#define LEADLINT_C_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LEADLINT_API __attribute__((visibility("default")))
#else
#define LEADLINT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows with whatever is added; nothing is ever taken away or changed. 2: batches, and the members
 * of leadlint_finding from column_name to derived. 3: leadlint_finding.redacted. */
#define LEADLINT_ABI_VERSION 3

/* That of the library that is loaded; a program wants the LEADLINT_ABI_VERSION that it was built
 * against, or more. */
LEADLINT_API uint32_t leadlint_abi_version(void);
/* "0.1.0", terminated. */
LEADLINT_API const char* leadlint_version(void);

typedef struct leadlint_text {
  const char* data; /* may be NULL where size is 0 */
  size_t size;
} leadlint_text;

/* A text of its own, such as the JSON of mistakes. */
typedef struct leadlint_string leadlint_string;
LEADLINT_API leadlint_text leadlint_string_text(const leadlint_string* string);
LEADLINT_API void leadlint_string_free(leadlint_string* string);

/* ---------------------------------------------------------------------------------- rule sets */

typedef struct leadlint_ruleset leadlint_ruleset;

typedef struct leadlint_setting {
  leadlint_text name, value;
} leadlint_setting;

/* The text of a rule file; see leadlint_load_options.read_file. 1: `*text` is set, and is needed
 * until the next call or until the load returns; 0: there is no such file. */
typedef int (*leadlint_read_file)(void* user, leadlint_text path, leadlint_text* text);

typedef struct leadlint_load_options {
  size_t size;                     /* of this struct */
  const leadlint_setting* options; /* values of the rule set's options, by name */
  size_t option_count;
  leadlint_text profile;        /* "strict", "lenient"; empty: the defaults */
  leadlint_read_file read_file; /* NULL: rule files are read from the file system */
  void* user;                   /* what read_file is called with */
} leadlint_load_options;

/* The ids of the shipped rule sets, a JSON list. NULL: out of memory. */
LEADLINT_API leadlint_string* leadlint_shipped_rulesets(void);
/* Loads a shipped rule set by its id ("vendor/operation") or a rule file by its path (anything
 * that ends in .yaml or .yml). NULL: it has mistakes; `*mistakes`, unless NULL is given for it, is
 * then the list of them as JSON (NULL: out of memory), and NULL else. `options` may be NULL. */
LEADLINT_API leadlint_ruleset* leadlint_ruleset_load(leadlint_text id_or_path,
                                                     const leadlint_load_options* options,
                                                     leadlint_string** mistakes);
LEADLINT_API void leadlint_ruleset_free(leadlint_ruleset* ruleset);
/* "vendor/operation"; 32 hexadecimal digits that stand for its files and options. Both belong to
 * the rule set. */
LEADLINT_API leadlint_text leadlint_ruleset_id(const leadlint_ruleset* ruleset);
LEADLINT_API leadlint_text leadlint_ruleset_fingerprint(const leadlint_ruleset* ruleset);
/* 1: its payloads are query strings rather than JSON, unless told otherwise. */
LEADLINT_API int leadlint_ruleset_takes_forms(const leadlint_ruleset* ruleset);

/* The rule set as bytes, to be loaded again where no rule file is. NULL: out of memory. */
LEADLINT_API leadlint_string* leadlint_ruleset_image(const leadlint_ruleset* ruleset);
/* The rule set of such bytes, which may come from anywhere. NULL: they are none, damaged, or of a
 * version whose tables are others; `*problem`, unless NULL is given for it, says which (NULL: out
 * of memory). */
LEADLINT_API leadlint_ruleset* leadlint_ruleset_load_image(leadlint_text image,
                                                           leadlint_string** problem);
/* What the rule set says, for programs that ask: the JSON of schemas/view.schema.json. Of an image
 * whose rule files are not there: its head alone. NULL: out of memory. */
LEADLINT_API leadlint_string* leadlint_ruleset_view(const leadlint_ruleset* ruleset);

/* ----------------------------------------------------------------------------------- catalogs */

/* An organisation's own lists. One serves every rule set. */
typedef struct leadlint_catalogs leadlint_catalogs;

/* NULL: out of memory. */
LEADLINT_API leadlint_catalogs* leadlint_catalogs_new(void);
/* Adds a list by name: JSON, the list itself or the answer that holds it. 1: it was added; 0: not,
 * and `*problem` (unless NULL is given for it) says why, in words. */
LEADLINT_API int leadlint_catalogs_add(leadlint_catalogs* catalogs, leadlint_text name,
                                       leadlint_text json, leadlint_string** problem);
LEADLINT_API void leadlint_catalogs_free(leadlint_catalogs* catalogs);

/* ------------------------------------------------------------------------------------- checks */

typedef struct leadlint_validator leadlint_validator;

/* What a check knows besides the payload. What is not given is unknown: rules that ask for it are
 * silent. */
typedef struct leadlint_context {
  size_t size;                    /* of this struct */
  leadlint_text current;          /* the record as the other side holds it: a JSON object */
  leadlint_text request;          /* the request that a checked answer belongs to */
  const leadlint_setting* params; /* parameters of the URL */
  size_t param_count;
  const leadlint_catalogs* catalogs; /* may be NULL */
  int64_t now;                       /* seconds since 1970-01-01T00:00:00Z */
  int32_t utc_offset;                /* minutes that the clocks of `now` are ahead of UTC */
  int has_now;                       /* 0: it is not known what time it is */
  int has_params;                    /* 1: the URL is known, and `params` are all it has */
  int no_current;                    /* 1: the other side holds no record yet */
  int fail_unknown; /* 1: what of `current` and `request` cannot be compared is an error */
} leadlint_context;

/* What becomes of a record. */
typedef enum leadlint_verdict {
  LEADLINT_VALID = 0,
  LEADLINT_WARNING = 1, /* it is taken, and something is to be said of it */
  LEADLINT_INVALID = 2, /* it has an error */
  LEADLINT_FAILED = -1  /* the check could not be made: out of memory, or a NULL or a struct whose
                           size is none */
} leadlint_verdict;

/* One problem. Texts belong to the validator, until it checks again or is freed. */
typedef struct leadlint_finding {
  size_t size;            /* of this struct */
  leadlint_text code;     /* "missing_field" */
  leadlint_text severity; /* "note", "warning", "error" */
  leadlint_text path;     /* JSON Pointer into the payload */
  leadlint_text message;
  leadlint_text rule;          /* "vendor/operation#rule-id"; may be empty, as all below */
  leadlint_text because;       /* the documentation's own words */
  leadlint_text rule_location; /* "file:line" */
  leadlint_text suggestion;
  uint64_t offset, end_offset;                 /* bytes of the payload, [offset, end_offset) */
  uint32_t line, column, end_line, end_column; /* from 1; columns count code points */
  leadlint_text column_name;                   /* csv: the header's name for its column */
  uint64_t record;                             /* its number in a batch, from 1; 0: there is one */
  int derived;            /* 1: the rule follows from `because`, which does not say it itself */
  leadlint_text redacted; /* what is wrong, with nothing of the payload or the context: for logs */
} leadlint_finding;

/* One for each thread. NULL: out of memory. It needs the rule set no longer. */
LEADLINT_API leadlint_validator* leadlint_validator_new(const leadlint_ruleset* ruleset);
LEADLINT_API void leadlint_validator_free(leadlint_validator* validator);

/* Checks one JSON text, or one query string or form-encoded text. `context` may be NULL. */
LEADLINT_API leadlint_verdict leadlint_check(leadlint_validator* validator, leadlint_text json,
                                             const leadlint_context* context);
LEADLINT_API leadlint_verdict leadlint_check_form(leadlint_validator* validator, leadlint_text form,
                                                  const leadlint_context* context);
/* Checks `count` JSON texts under one context and writes the verdict of each. Returns how many were
 * checked: fewer than `count` only where one could not be. Findings are those of the last. */
LEADLINT_API size_t leadlint_check_all(leadlint_validator* validator, const leadlint_text* jsons,
                                       size_t count, const leadlint_context* context,
                                       leadlint_verdict* verdicts);

/* Of the record that was checked last. */
LEADLINT_API size_t leadlint_finding_count(leadlint_validator* validator);
/* 1: `*finding` is set, up to the size that it says; 0: there is no such finding. */
LEADLINT_API int leadlint_finding_at(leadlint_validator* validator, size_t number,
                                     leadlint_finding* finding);
/* All findings as a JSON list (schemas/report.schema.json#/$defs/finding). The text belongs to the
 * validator, until it checks again or is freed; empty: out of memory. */
LEADLINT_API leadlint_text leadlint_findings_json(leadlint_validator* validator);
/* The answer that the partner's API would refuse the record with, in its own words; likewise.
 * Empty: there is no error, or the rule set has no words for it. */
LEADLINT_API leadlint_text leadlint_api_answer(leadlint_validator* validator);

/* ------------------------------------------------------------------------------------- batches */

/* Many records: bytes as they come, cut anywhere, or texts that are a record each. Each is judged
 * before the function returns that completes it. */
typedef struct leadlint_batch leadlint_batch;

/* How the records of a batch stand in its bytes. */
enum {
  LEADLINT_JSON_LINES = 0, /* one a line */
  LEADLINT_JSON = 1,       /* all of the input is one */
  LEADLINT_JSON_ARRAY = 2, /* the items of a list */
  LEADLINT_CSV = 3,        /* one a row, below a header of paths */
  LEADLINT_TSV = 4,        /* the same with tabs */
  LEADLINT_FORM = 5        /* all of the input is one query string */
};

/* A record that has findings. It and its texts last as long as the call that is told of it. */
typedef struct leadlint_record leadlint_record;
/* From 1; 0: the input's only record, or (where it has no text) the input itself. */
LEADLINT_API uint64_t leadlint_record_number(const leadlint_record* record);
LEADLINT_API leadlint_verdict leadlint_record_verdict(const leadlint_record* record);
/* Its bytes without the line end. */
LEADLINT_API leadlint_text leadlint_record_text(const leadlint_record* record);
LEADLINT_API size_t leadlint_record_finding_count(const leadlint_record* record);
/* Likewise leadlint_finding_at and leadlint_findings_json. Places count from the start of the
 * input, or of a text that was fed as one. */
LEADLINT_API int leadlint_record_finding_at(const leadlint_record* record, size_t number,
                                            leadlint_finding* finding);
LEADLINT_API leadlint_text leadlint_record_findings_json(leadlint_record* record);

/* Is told of each record with findings, in order. 1: go on; 0: that was enough. It must not throw,
 * nor use the batch. */
typedef int (*leadlint_on_record)(void* user, leadlint_record* record);

typedef struct leadlint_batch_options {
  size_t size;                  /* of this struct */
  int format;                   /* LEADLINT_JSON_LINES, ... */
  int keep_verdicts;            /* 1: for leadlint_batch_take_verdicts */
  leadlint_on_record on_record; /* NULL: nobody is told */
  void* user;                   /* what on_record is called with */
  size_t max_record_bytes;      /* 0: 16 MiB; a larger record is one finding */
  leadlint_text records;        /* array: the members that lead to the list, "data.leads" */
  int delimiter; /* csv: the byte between two cells; 0: as the input says, or a comma */
  const leadlint_text* unique; /* paths: no two records may have the same at all of them */
  size_t unique_count;
  leadlint_text lead_key; /* the member that tells whose a record is; empty: they are not asked */
  int history;            /* 1: a record is judged against those before it with its key */
  int whole_history;      /* 1: the other side held nothing before the first of them */
} leadlint_batch_options;

/* NULL: it could not be made, and `*problem` (unless NULL is given for it) says why, in words
 * (NULL: out of memory). `options` and `context` may be NULL; what they hold is not needed any
 * longer, nor is the rule set. */
LEADLINT_API leadlint_batch* leadlint_batch_new(const leadlint_ruleset* ruleset,
                                                const leadlint_batch_options* options,
                                                const leadlint_context* context,
                                                leadlint_string** problem);
LEADLINT_API void leadlint_batch_free(leadlint_batch* batch);

/* All three: 1: go on; 0: on_record has had enough, and nothing more is judged; -1: it failed,
 * which leadlint_batch_problem tells. */
LEADLINT_API int leadlint_batch_feed(leadlint_batch* batch, leadlint_text bytes);
/* JSON texts or, where that is the format, query strings: a record each. Writes the verdict of each
 * (LEADLINT_FAILED: it was not judged), unless NULL is given for `verdicts`. Not for csv and tsv,
 * nor beside bytes. */
LEADLINT_API int leadlint_batch_feed_texts(leadlint_batch* batch, const leadlint_text* texts,
                                           size_t count, leadlint_verdict* verdicts);
/* No more will come: judges what is left. */
LEADLINT_API int leadlint_batch_finish(leadlint_batch* batch);

/* The verdicts of records in their order, valid ones too: those that were not taken yet. Writes at
 * most `room` and returns how many. */
LEADLINT_API size_t leadlint_batch_take_verdicts(leadlint_batch* batch, leadlint_verdict* verdicts,
                                                 size_t room);

typedef struct leadlint_counts {
  size_t size; /* of this struct */
  uint64_t records, valid, warning, invalid;
  uint64_t errors, warnings, notes; /* findings */
} leadlint_counts;

/* Of all records that were judged. 1: `*counts` is set, up to the size that it says. */
LEADLINT_API int leadlint_batch_counts(const leadlint_batch* batch, leadlint_counts* counts);
/* Why the last call failed, until the next one; it belongs to the batch. Empty: it did not, or ran
 * out of memory. */
LEADLINT_API leadlint_text leadlint_batch_problem(const leadlint_batch* batch);

#ifdef __cplusplus
}
#endif

#endif
