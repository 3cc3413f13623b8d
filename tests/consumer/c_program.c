/* The C interface as a C program uses it. */
#include <leadlint_c.h>

#include <stdio.h>
#include <string.h>

static int failures = 0;

static void expect(int holds, const char *what) {
  if (holds) return;
  ++failures;
  fprintf(stderr, "not so: %s\n", what);
}

static leadlint_text text(const char *chars) {
  leadlint_text made;
  made.data = chars;
  made.size = strlen(chars);
  return made;
}

static int is(leadlint_text given, const char *wanted) {
  return given.size == strlen(wanted) && memcmp(given.data, wanted, given.size) == 0;
}

static int has(leadlint_text given, const char *part) {
  const size_t size = strlen(part);
  size_t at;
  for (at = 0; at + size <= given.size; ++at)
    if (memcmp(given.data + at, part, size) == 0) return 1;
  return 0;
}

/* Rule files that stand in memory. */
static int read_file(void *user, leadlint_text path, leadlint_text *found) {
  ++*(int *)user;
  if (is(path, "lead.yaml"))
    *found = text("leadlint: 1\nruleset: mine/lead\ntitle: t\nextends: ./base\n");
  else if (is(path, "base.yaml"))
    *found = text("leadlint: 1\nruleset: mine/base\ntitle: t\nfields:\n"
                  "  state: {values: [OPEN, WON], required: true}\n"
                  "  owner: {type: string}\n"
                  "  due: {format: date}\n"
                  "catalogs: {owners: {columns: [id]}}\n"
                  "params: {id: {type: integer, required: true}}\n"
                  "rules: [{id: kept, keep: owner}, {id: late, assert: due >= today}]\n");
  else if (is(path, "answer.yaml"))
    *found = text("leadlint: 1\nruleset: mine/answer\ntitle: t\nanswers: ./base\n"
                  "fields: {state: {}}\n"
                  "rules: [{id: as-asked, assert: state == request.state}]\n");
  else
    return 0;
  return 1;
}

static void of_shipped_rules(void) {
  leadlint_string *ids = leadlint_shipped_rulesets();
  expect(has(leadlint_string_text(ids), "\"renovationfind/update_status\""), "it is shipped");
  leadlint_string_free(ids);

  leadlint_ruleset *rules =
      leadlint_ruleset_load(text("renovationfind/update_status"), NULL, NULL);
  expect(rules != NULL, "it loads");
  expect(is(leadlint_ruleset_id(rules), "renovationfind/update_status"), "its id");
  expect(leadlint_ruleset_fingerprint(rules).size == 32, "its fingerprint");
  expect(!leadlint_ruleset_takes_forms(rules), "it takes JSON");
  leadlint_string *said = leadlint_ruleset_view(rules);
  expect(has(leadlint_string_text(said), "\"id\":\"renovationfind/update_status\""), "what it says");
  leadlint_string_free(said);
  leadlint_string *image = leadlint_ruleset_image(rules);
  leadlint_ruleset *again =
      leadlint_ruleset_load_image(leadlint_string_text(image), &said);
  expect(again != NULL && said == NULL, "it is loaded from its image");
  expect(is(leadlint_ruleset_id(again), "renovationfind/update_status"), "the same one");
  leadlint_ruleset_free(again);
  leadlint_string_free(image);
  again = leadlint_ruleset_load_image(text("no image"), &said);
  expect(again == NULL && leadlint_string_text(said).size != 0, "no image, and why");
  leadlint_string_free(said);
  leadlint_validator *validator = leadlint_validator_new(rules);
  leadlint_ruleset_free(rules); /* the validator keeps what it needs */

  leadlint_finding finding;
  memset(&finding, 0, sizeof finding);
  finding.size = sizeof finding;
  expect(leadlint_finding_count(validator) == 0, "nothing was checked yet");
  expect(leadlint_check(validator, text("{\"status\": \"LEAD_WN\"}"), NULL) == LEADLINT_INVALID,
         "it is invalid");
  expect(leadlint_finding_count(validator) == 1, "one finding");
  expect(leadlint_finding_at(validator, 0, &finding), "the first finding");
  expect(!leadlint_finding_at(validator, 1, &finding), "no second one");
  expect(is(finding.code, "not_in_enum") && is(finding.severity, "error"), "its code and severity");
  expect(is(finding.path, "/status") && is(finding.suggestion, "LEAD_WON"), "its place and mend");
  expect(is(finding.redacted, "The value is not one of those the field takes."),
         "what a log may hold of it");
  expect(finding.line == 1 && finding.column == 12 && finding.offset == 11, "where it stands");
  expect(has(leadlint_findings_json(validator), "\"code\":\"not_in_enum\""), "the findings as JSON");

  const leadlint_text all[2] = {text("[]"), text("{\"status\": \"CONTACT_MADE\", \"contactMethod\": \"EMAIL\"}")};
  leadlint_verdict verdicts[2];
  expect(leadlint_check_all(validator, all, 2, NULL, verdicts) == 2, "both are checked");
  expect(verdicts[0] == LEADLINT_INVALID, "a list is no update");
  expect(verdicts[1] == LEADLINT_VALID, "the other is valid");
  expect(leadlint_check_form(validator, text("status=LEAD_WN"), NULL) == LEADLINT_INVALID,
         "a form is checked");
  leadlint_validator_free(validator);
}

static void of_own_rules(void) {
  int asked = 0;
  leadlint_load_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.read_file = read_file;
  options.user = &asked;
  leadlint_string *mistakes = NULL;
  leadlint_ruleset *rules = leadlint_ruleset_load(text("lead.yaml"), &options, &mistakes);
  expect(rules != NULL && mistakes == NULL && asked == 2, "both files are asked for");
  expect(leadlint_ruleset_load(text("other.yaml"), &options, &mistakes) == NULL, "there is none");
  expect(has(leadlint_string_text(mistakes), "other.yaml cannot be read"), "and that is said");
  leadlint_string_free(mistakes);

  leadlint_catalogs *catalogs = leadlint_catalogs_new();
  leadlint_string *problem = NULL;
  expect(leadlint_catalogs_add(catalogs, text("owners"), text("[{\"id\": \"o1\"}]"), &problem) == 1,
         "the catalog is added");
  expect(leadlint_catalogs_add(catalogs, text("owners"), text("{"), &problem) == 0, "not so this");
  expect(leadlint_string_text(problem).size != 0, "which is said");
  leadlint_string_free(problem);

  const leadlint_setting id = {text("id"), text("7")};
  leadlint_context context;
  memset(&context, 0, sizeof context);
  context.size = sizeof context;
  context.current = text("{\"owner\": \"o1\"}");
  context.params = &id;
  context.param_count = 1;
  context.catalogs = catalogs;
  context.now = 1782864000; /* 2026-07-01 */
  context.has_now = 1;
  leadlint_validator *validator = leadlint_validator_new(rules);
  const leadlint_text good = text("{\"state\": \"WON\", \"owner\": \"o1\", \"due\": \"2026-12-31\"}");
  expect(leadlint_check(validator, good, &context) == LEADLINT_VALID, "it is valid");
  expect(leadlint_check(validator, text("{\"state\": \"WON\", \"owner\": \"o2\"}"), &context) ==
             LEADLINT_INVALID,
         "the stored owner is kept");
  context.now = 1830297600; /* 2028 */
  expect(leadlint_check(validator, good, &context) == LEADLINT_INVALID, "it is late");
  context.param_count = 0;
  context.has_params = 1;
  expect(leadlint_check(validator, good, &context) == LEADLINT_INVALID, "the URL lacks its id");
  expect(has(leadlint_findings_json(validator), "/@path/id"), "and that is said");
  context.size = 1;
  expect(leadlint_check(validator, good, &context) == LEADLINT_FAILED, "a size of no version");
  expect(leadlint_finding_count(validator) == 0, "nothing is left of the check before");
  /* A program that was built against a header whose context ended behind `current`. */
  context.size = offsetof(leadlint_context, request);
  expect(leadlint_check(validator, good, &context) == LEADLINT_VALID, "a shorter context");
  leadlint_validator_free(validator);
  leadlint_catalogs_free(catalogs);
  leadlint_ruleset_free(rules);
}

/* What a context may hold, each by itself. */
static void of_contexts(void) {
  int asked = 0;
  leadlint_load_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.read_file = read_file;
  options.user = &asked;
  leadlint_ruleset *rules = leadlint_ruleset_load(text("answer.yaml"), &options, NULL);
  expect(rules != NULL, "rules of an answer load");
  leadlint_validator *validator = leadlint_validator_new(rules);
  leadlint_context context;
  memset(&context, 0, sizeof context);
  context.size = sizeof context;
  const leadlint_text answer = text("{\"state\": \"WON\"}");
  expect(leadlint_check(validator, answer, &context) == LEADLINT_VALID, "no request is known");
  context.request = text("{\"state\": \"WON\"}");
  expect(leadlint_check(validator, answer, &context) == LEADLINT_VALID, "what was asked for");
  context.request = text("{\"state\": \"OPEN\"}");
  expect(leadlint_check(validator, answer, &context) == LEADLINT_INVALID, "something else");
  context.request = text("{\"state\"");
  expect(leadlint_check(validator, answer, &context) == LEADLINT_VALID, "a broken request");
  expect(has(leadlint_findings_json(validator), "/@request"), "is told of");
  context.fail_unknown = 1;
  expect(leadlint_check(validator, answer, &context) == LEADLINT_INVALID, "or an error");
  leadlint_validator_free(validator);
  leadlint_ruleset_free(rules);

  rules = leadlint_ruleset_load(text("lead.yaml"), &options, NULL);
  validator = leadlint_validator_new(rules);
  memset(&context, 0, sizeof context);
  context.size = sizeof context;
  context.current = text("{\"owner\": \"o1\"}");
  expect(leadlint_check_form(validator, text("state=WON&owner=o1"), &context) == LEADLINT_VALID,
         "a form beside a stored record");
  expect(leadlint_check_form(validator, text("state=WON&owner=o2"), &context) == LEADLINT_INVALID,
         "that keeps its owner");
  const leadlint_setting wrong = {text("ID"), text("7")};
  context.params = &wrong;
  context.param_count = 1;
  expect(leadlint_check(validator, text("{\"state\": \"WON\"}"), &context) == LEADLINT_INVALID,
         "a parameter that is none");
  expect(has(leadlint_findings_json(validator), "did you mean id?"), "and is told of");
  leadlint_validator_free(validator);
  leadlint_ruleset_free(rules);
}

/* What a batch told. */
typedef struct told {
  size_t records, findings;
  uint64_t last;
  char json[4096];
} told;

static int on_record(void *user, leadlint_record *record) {
  told *all = user;
  leadlint_finding finding;
  memset(&finding, 0, sizeof finding);
  finding.size = sizeof finding;
  ++all->records;
  all->findings += leadlint_record_finding_count(record);
  all->last = leadlint_record_number(record);
  expect(leadlint_record_finding_at(record, 0, &finding), "its first finding");
  expect(finding.record == all->last, "which knows its record");
  expect(leadlint_record_verdict(record) == LEADLINT_INVALID, "its verdict");
  expect(has(leadlint_record_text(record), "WN"), "its text");
  const leadlint_text json = leadlint_record_findings_json(record);
  if (json.size < sizeof all->json) memcpy(all->json, json.data, json.size);
  return all->records < 3;
}

static void of_batches(void) {
  leadlint_ruleset *rules =
      leadlint_ruleset_load(text("renovationfind/update_status"), NULL, NULL);
  told all;
  memset(&all, 0, sizeof all);
  leadlint_batch_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.on_record = on_record;
  options.user = &all;
  options.keep_verdicts = 1;
  leadlint_batch *batch = leadlint_batch_new(rules, &options, NULL, NULL);
  expect(batch != NULL, "a batch");
  /* Bytes, cut anywhere. */
  const char *const lines =
      "{\"status\": \"CONTACT_MADE\", \"contactMethod\": \"EMAIL\"}\n{\"status\": \"LEAD_WN\"}\n"
      "{\"status\": \"CONTACT_MADE\", \"contactMethod\": \"EMAIL\"}";
  size_t at;
  for (at = 0; at < strlen(lines); ++at) {
    const leadlint_text byte = {lines + at, 1};
    expect(leadlint_batch_feed(batch, byte) == 1, "a byte");
  }
  expect(all.records == 1 && all.last == 2, "the second record is bad");
  expect(strstr(all.json, "\"line\":2") != NULL, "it stands in line 2");
  leadlint_verdict verdicts[4];
  expect(leadlint_batch_take_verdicts(batch, verdicts, 1) == 1 && verdicts[0] == LEADLINT_VALID,
         "the first verdict");
  expect(leadlint_batch_finish(batch) == 1, "the end");
  expect(leadlint_batch_take_verdicts(batch, verdicts, 4) == 2, "the others");
  expect(verdicts[0] == LEADLINT_INVALID && verdicts[1] == LEADLINT_VALID, "in their order");
  leadlint_counts counts;
  memset(&counts, 0, sizeof counts);
  counts.size = sizeof counts;
  expect(leadlint_batch_counts(batch, &counts), "counts");
  expect(counts.records == 3 && counts.valid == 2 && counts.invalid == 1, "of three records");
  expect(leadlint_batch_feed(batch, text("{}")) == -1, "nothing comes behind the end");
  expect(is(leadlint_batch_problem(batch), "the input is finished"), "and that is said");
  leadlint_batch_free(batch);

  /* Texts. */
  memset(&all, 0, sizeof all);
  batch = leadlint_batch_new(rules, &options, NULL, NULL);
  leadlint_ruleset_free(rules); /* the batch keeps what it needs */
  const leadlint_text texts[4] = {
      text("{\"status\": \"LEAD_WN\"}"),
      text("{\"status\": \"CONTACT_MADE\",\n \"contactMethod\": \"EMAIL\"}"),
      text("{\"status\": \"LEAD_WN\"}"), text("{\"status\": \"LEAD_WN\"}")};
  expect(leadlint_batch_feed_texts(batch, texts, 2, verdicts) == 1, "two texts");
  expect(verdicts[0] == LEADLINT_INVALID && verdicts[1] == LEADLINT_VALID, "their verdicts");
  expect(leadlint_batch_feed(batch, text("{")) == -1, "bytes do not go with texts");
  expect(leadlint_batch_feed_texts(batch, texts + 2, 2, NULL) == 0, "the third was enough");
  expect(all.records == 3 && all.last == 4, "they are told of");
  leadlint_batch_free(batch);
}

/* A record of a lead against those before it; no record twice. */
static void of_leads(void) {
  int asked = 0;
  leadlint_load_options loading;
  memset(&loading, 0, sizeof loading);
  loading.size = sizeof loading;
  loading.read_file = read_file;
  loading.user = &asked;
  leadlint_ruleset *rules = leadlint_ruleset_load(text("lead.yaml"), &loading, NULL);
  leadlint_batch_options options;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.lead_key = text("key");
  options.history = 1;
  leadlint_string *problem = NULL;
  leadlint_batch *batch = leadlint_batch_new(rules, &options, NULL, &problem);
  expect(batch != NULL && problem == NULL, "a batch of leads");
  const leadlint_text texts[2] = {text("{\"key\": 1, \"state\": \"OPEN\", \"owner\": \"a\"}"),
                                  text("{\"key\": 1, \"state\": \"OPEN\", \"owner\": \"b\"}")};
  leadlint_verdict verdicts[2];
  expect(leadlint_batch_feed_texts(batch, texts, 1, verdicts) == 1, "its first record");
  expect(leadlint_batch_feed_texts(batch, texts + 1, 1, verdicts + 1) == 1, "its second");
  expect(verdicts[1] == LEADLINT_INVALID, "the owner is kept from batch to batch");
  leadlint_batch_free(batch);

  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  const leadlint_text path = text("a..b");
  options.unique = &path;
  options.unique_count = 1;
  expect(leadlint_batch_new(rules, &options, NULL, &problem) == NULL, "no path, no batch");
  expect(has(leadlint_string_text(problem), "is no path"), "and that is said");
  leadlint_string_free(problem);
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.format = 99;
  expect(leadlint_batch_new(rules, &options, NULL, NULL) == NULL, "a format that is none");
  options.format = LEADLINT_FORM;
  batch = leadlint_batch_new(rules, &options, NULL, NULL);
  const leadlint_text form = text("state=OPEN&key=1");
  expect(leadlint_batch_feed_texts(batch, &form, 1, verdicts) == 1, "a form");
  leadlint_batch_free(batch);
  leadlint_ruleset_free(rules);
}

static void of_nothing(void) {
  leadlint_batch_free(NULL);
  expect(leadlint_batch_feed(NULL, text("{}")) == -1, "no batch, nothing is fed");
  expect(leadlint_batch_new(NULL, NULL, NULL, NULL) == NULL, "no rules, no batch");
  leadlint_ruleset_free(NULL);
  leadlint_validator_free(NULL);
  leadlint_catalogs_free(NULL);
  leadlint_string_free(NULL);
  expect(leadlint_validator_new(NULL) == NULL, "no rules, no validator");
  expect(leadlint_check(NULL, text("{}"), NULL) == LEADLINT_FAILED, "no validator, no check");
  expect(leadlint_string_text(NULL).size == 0, "no text");
}

int main(void) {
  expect(leadlint_abi_version() == LEADLINT_ABI_VERSION, "the library is that of the header");
  expect(strlen(leadlint_version()) != 0, "a version");
  of_shipped_rules();
  of_own_rules();
  of_contexts();
  of_batches();
  of_leads();
  of_nothing();
  return failures == 0 ? 0 : 1;
}
