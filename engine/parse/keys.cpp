// The list of contexts and their keys; see keys.h. Test: tests/parse_test.cpp compares with the
// schema.
#include "parse/keys.h"

#include <algorithm>

#include "parse/options.h"

namespace leadlint::parse {
namespace {

struct KeyContext {
  std::string_view name;
  std::vector<std::string> (*keys)();
};

std::vector<std::string> option_key_names() { return option_keys(); }

constexpr KeyContext contexts[] = {
    {"ruleset", ruleset_key_names},
    {"current", current_key_names},
    {"errors", errors_key_names},
    {"text", text_key_names},
    {"catalog", catalog_key_names},
    {"format", format_key_names},
    {"option", option_key_names},
    {"field", field_key_names},
    {"also", also_key_names},
    {"by", by_key_names},
    {"check", check_key_names},
    {"enumerates", enumerates_key_names},
    {"names", names_key_names},
    {"rule", rule_key_names},
    {"keep", keep_key_names},
    {"require_some", some_key_names},
    {"cases", cases_key_names},
    {"case_row", case_row_key_names},
    {"pairs", pairs_key_names},
    {"pairs_also", pairs_also_key_names},
    {"transitions", transitions_key_names},
    {"outcome", outcome_key_names},
};

}  // namespace

const std::vector<std::string>& key_contexts() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    for (const KeyContext& context : contexts) result.emplace_back(context.name);
    return result;
  }();
  return names;
}

std::vector<std::string> known_keys(std::string_view context) {
  const auto found = std::ranges::find(contexts, context, &KeyContext::name);
  return found == std::end(contexts) ? std::vector<std::string>{} : found->keys();
}

}  // namespace leadlint::parse
