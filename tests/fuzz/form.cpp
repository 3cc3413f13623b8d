// A form: the same said of it by itself, after others, and through the bulk check in pieces.
//
//   choice of rules, size of pieces, text
#include "bulk_support.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const fuzz::Rules& rules = fuzz::choose_rules(input.byte());
  const std::size_t piece = std::size_t{input.byte()} + 1;
  const fuzz::Exact form(input.rest());
  leadlint::Validator validator(rules.ruleset);
  const leadlint::Result& result = validator.check_form(form.view());
  fuzz::expect_sound(result, form.view().size());
  const std::string first = fuzz::told(result.findings().owned());
  for (const char* other : {"status=", "a=1&a=2&b[]=%", "{}"})
    static_cast<void>(validator.check_form(other));
  fuzz::expect_same("first, after others", first,
                    fuzz::told(validator.check_form(form.view()).findings().owned()));

  std::string alone, in_bulk;
  for (const leadlint::OwnedFinding& finding : validator.check_form(form.view()).findings().owned())
    alone += leadlint::bulk::told(finding) + "\n";
  const auto ran = leadlint::bulk::run(rules.ruleset, form.view(),
                                       {.format = leadlint::BulkFormat::form}, {1, piece, piece});
  for (const std::string& line : ran.notes.findings) in_bulk += line + "\n";
  fuzz::expect_same("alone, in bulk", alone, in_bulk);
  if (ran.counts.records != 1) fuzz::found("a form is one record");
  return 0;
}
