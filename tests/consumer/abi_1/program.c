/* A program as it was built against version 1 of the interface: its header stands beside it, and
 * neither is changed any more. */
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

static void of_nothing(void) {
  leadlint_ruleset_free(NULL);
  leadlint_validator_free(NULL);
  leadlint_catalogs_free(NULL);
  leadlint_string_free(NULL);
  expect(leadlint_validator_new(NULL) == NULL, "no rules, no validator");
  expect(leadlint_check(NULL, text("{}"), NULL) == LEADLINT_FAILED, "no validator, no check");
  expect(leadlint_string_text(NULL).size == 0, "no text");
}

int main(void) {
  expect(leadlint_abi_version() >= LEADLINT_ABI_VERSION, "the library is that of the header, or later");
  expect(strlen(leadlint_version()) != 0, "a version");
  of_shipped_rules();
  of_own_rules();
  of_nothing();
  return failures == 0 ? 0 : 1;
}
