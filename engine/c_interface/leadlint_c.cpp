// The C interface over the library: every function catches what may be thrown inside it.
// Tests: tests/consumer/c_program.c, tests/consumer/ctypes_program.py.
#include "leadlint_c.h"

#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "c_interface/handles.h"
#include "leadlint/leadlint.h"
#include "leadlint/version.h"

struct leadlint_validator {
  explicit leadlint_validator(const leadlint::Ruleset& rules) : validator(rules) {}

  leadlint::Validator validator;
  const leadlint::Result* result = nullptr;  // of the last check
  std::string json, answer;
};

using namespace leadlint::c_interface;

namespace {

leadlint::LoadOptions options_of(const leadlint_load_options& given) {
  leadlint::LoadOptions options;
  for (std::size_t i = 0; i < given.option_count; ++i)
    options.options[std::string(view(given.options[i].name))] = view(given.options[i].value);
  options.profile = view(given.profile);
  if (given.read_file != nullptr)
    options.read_file = [read = given.read_file,
                         user = given.user](const std::string& path) -> std::optional<std::string> {
      leadlint_text text{};
      if (read(user, text_of(path), &text) == 0) return std::nullopt;
      return std::string(view(text));
    };
  return options;
}

template <class Check>
leadlint_verdict checked(leadlint_validator* validator, const leadlint_context* context,
                         Check check) noexcept {
  if (validator == nullptr) return LEADLINT_FAILED;
  validator->result = nullptr;
  validator->json.clear();
  validator->answer.clear();
  return guarded(LEADLINT_FAILED, [&] {
    if (context == nullptr) {
      validator->result = &check();
    } else {
      const auto known = as_known(context);
      if (!known) return LEADLINT_FAILED;
      validator->result = &check(context_of(*known));
    }
    return verdict_of(validator->result->verdict());
  });
}

}  // namespace

uint32_t leadlint_abi_version(void) { return LEADLINT_ABI_VERSION; }
const char* leadlint_version(void) { return leadlint::version.data(); }

leadlint_text leadlint_string_text(const leadlint_string* string) {
  return string == nullptr ? leadlint_text{} : text_of(string->text);
}
void leadlint_string_free(leadlint_string* string) { delete string; }

leadlint_string* leadlint_shipped_rulesets(void) {
  return guarded(static_cast<leadlint_string*>(nullptr), [] {
    return new leadlint_string{nlohmann::json(leadlint::shipped_rulesets()).dump()};
  });
}

leadlint_ruleset* leadlint_ruleset_load(leadlint_text id_or_path,
                                        const leadlint_load_options* options,
                                        leadlint_string** mistakes) {
  if (mistakes != nullptr) *mistakes = nullptr;
  return guarded(static_cast<leadlint_ruleset*>(nullptr), [&]() -> leadlint_ruleset* {
    const auto known = as_known(options);
    if (!known) return nullptr;
    auto rules = leadlint::load_ruleset(view(id_or_path), options_of(*known));
    if (rules) return new leadlint_ruleset{std::move(*rules)};
    hand_out(mistakes, leadlint::to_json(rules.error()));
    return nullptr;
  });
}
void leadlint_ruleset_free(leadlint_ruleset* ruleset) { delete ruleset; }
leadlint_text leadlint_ruleset_id(const leadlint_ruleset* ruleset) {
  return ruleset == nullptr ? leadlint_text{} : text_of(ruleset->rules.id());
}
leadlint_text leadlint_ruleset_fingerprint(const leadlint_ruleset* ruleset) {
  return ruleset == nullptr ? leadlint_text{} : text_of(ruleset->rules.fingerprint());
}
int leadlint_ruleset_takes_forms(const leadlint_ruleset* ruleset) {
  return ruleset != nullptr && ruleset->rules.form_input() ? 1 : 0;
}

leadlint_string* leadlint_ruleset_image(const leadlint_ruleset* ruleset) {
  if (ruleset == nullptr) return nullptr;
  return guarded(static_cast<leadlint_string*>(nullptr),
                 [&] { return new leadlint_string{leadlint::table_image(ruleset->rules)}; });
}
leadlint_ruleset* leadlint_ruleset_load_image(leadlint_text image, leadlint_string** problem) {
  if (problem != nullptr) *problem = nullptr;
  return guarded(static_cast<leadlint_ruleset*>(nullptr), [&]() -> leadlint_ruleset* {
    auto rules = leadlint::load_table(view(image));
    if (rules) return new leadlint_ruleset{std::move(*rules)};
    hand_out(problem, rules.error());
    return nullptr;
  });
}
leadlint_string* leadlint_ruleset_view(const leadlint_ruleset* ruleset) {
  if (ruleset == nullptr) return nullptr;
  return guarded(static_cast<leadlint_string*>(nullptr),
                 [&] { return new leadlint_string{leadlint::to_json(ruleset->rules.view())}; });
}

leadlint_catalogs* leadlint_catalogs_new(void) {
  return guarded(static_cast<leadlint_catalogs*>(nullptr), [] { return new leadlint_catalogs; });
}
int leadlint_catalogs_add(leadlint_catalogs* catalogs, leadlint_text name, leadlint_text json,
                          leadlint_string** problem) {
  if (problem != nullptr) *problem = nullptr;
  if (catalogs == nullptr) return 0;
  return guarded(0, [&] {
    const auto added = catalogs->lists.add(view(name), view(json));
    if (added) return 1;
    hand_out(problem, added.error());
    return 0;
  });
}
void leadlint_catalogs_free(leadlint_catalogs* catalogs) { delete catalogs; }

leadlint_validator* leadlint_validator_new(const leadlint_ruleset* ruleset) {
  if (ruleset == nullptr) return nullptr;
  return guarded(static_cast<leadlint_validator*>(nullptr),
                 [&] { return new leadlint_validator(ruleset->rules); });
}
void leadlint_validator_free(leadlint_validator* validator) { delete validator; }

leadlint_verdict leadlint_check(leadlint_validator* validator, leadlint_text json,
                                const leadlint_context* context) {
  return checked(validator, context, [&](const auto&... known) -> const leadlint::Result& {
    return validator->validator.check(view(json), known...);
  });
}

leadlint_verdict leadlint_check_form(leadlint_validator* validator, leadlint_text form,
                                     const leadlint_context* context) {
  return checked(validator, context, [&](const auto&... known) -> const leadlint::Result& {
    return validator->validator.check_form(view(form), known...);
  });
}

size_t leadlint_check_all(leadlint_validator* validator, const leadlint_text* jsons, size_t count,
                          const leadlint_context* context, leadlint_verdict* verdicts) {
  for (std::size_t i = 0; i < count; ++i) {
    verdicts[i] = leadlint_check(validator, jsons[i], context);
    if (verdicts[i] == LEADLINT_FAILED) return i;
  }
  return count;
}

size_t leadlint_finding_count(leadlint_validator* validator) {
  if (validator == nullptr || validator->result == nullptr) return 0;
  return guarded(std::size_t{0}, [&] { return validator->result->findings().size(); });
}

int leadlint_finding_at(leadlint_validator* validator, size_t number, leadlint_finding* finding) {
  if (number >= leadlint_finding_count(validator)) return 0;
  return hand_out(validator->result->findings()[number], finding) ? 1 : 0;  // made already
}

leadlint_text leadlint_findings_json(leadlint_validator* validator) {
  if (validator == nullptr || validator->result == nullptr) return {};
  return guarded(leadlint_text{}, [&] {
    if (validator->json.empty()) validator->json = leadlint::to_json(validator->result->findings());
    return text_of(validator->json);
  });
}

leadlint_text leadlint_api_answer(leadlint_validator* validator) {
  if (validator == nullptr || validator->result == nullptr) return {};
  return guarded(leadlint_text{}, [&] {
    if (validator->answer.empty())
      validator->answer =
          leadlint::api_answer(validator->validator.ruleset(), validator->result->findings())
              .value_or("");
    return text_of(validator->answer);
  });
}
