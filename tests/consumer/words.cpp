// The validator library links and runs without the one that reads rule files: shipped rules are in
// it, others come as table images.
#include <leadlint/finding.h>
#include <leadlint/table_image.h>
#include <leadlint/validator.h>
#include <leadlint/version.h>

int main() {
  if (leadlint::code_name(leadlint::Code::bad_json) != "bad_json" || leadlint::version.empty())
    return 1;
  const auto shipped = leadlint::shipped_ruleset("renovationfind/update_status");
  if (!shipped) return 1;
  const auto rules = leadlint::load_table(leadlint::table_image(*shipped));
  if (!rules) return 1;
  leadlint::Validator validator{*rules};
  const leadlint::Result& result = validator.check(R"({"status": "LEAD_WN"})");
  return result.findings().size() == 1 && result.findings().front().suggestion() == "LEAD_WON" ? 0
                                                                                               : 1;
}
