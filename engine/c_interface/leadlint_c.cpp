// The C interface over the library: every function catches what may be thrown inside it.
// Tests: tests/consumer/c_program.c, tests/consumer/ctypes_program.py.
#include "leadlint_c.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "leadlint/version.h"

struct leadlint_string {
  std::string text;
};

struct leadlint_ruleset {
  leadlint::Ruleset rules;
};

struct leadlint_catalogs {
  leadlint::Catalogs lists;
};

struct leadlint_validator {
  explicit leadlint_validator(const leadlint::Ruleset& rules) : validator(rules) {}

  leadlint::Validator validator;
  const leadlint::Result* result = nullptr;  // of the last check
  std::string json, answer;
};

namespace {

std::string_view view(leadlint_text text) noexcept {
  return text.size == 0 ? std::string_view{} : std::string_view{text.data, text.size};
}

leadlint_text text_of(std::string_view text) noexcept { return {text.data(), text.size()}; }

/// What `make` makes; `otherwise` where it throws.
template <class Make, class Value>
Value guarded(Value otherwise, Make make) noexcept {
  try {
    return make();
  } catch (...) {
    return otherwise;
  }
}

/// What the caller's header knows of a struct, over the defaults of the rest; nullopt: its size is
/// that of no version.
template <class Struct>
std::optional<Struct> as_known(const Struct* given) noexcept {
  Struct known{};
  if (given == nullptr) return known;
  if (given->size < sizeof(std::size_t)) return std::nullopt;
  std::memcpy(&known, given, std::min(given->size, sizeof known));
  return known;
}

void hand_out(leadlint_string** place, std::string text) {
  if (place != nullptr) *place = new leadlint_string{std::move(text)};
}

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

leadlint::Context context_of(const leadlint_context& given) {
  leadlint::Context context;
  context.current = view(given.current);
  context.request = view(given.request);
  for (std::size_t i = 0; i < given.param_count; ++i)
    context.params.emplace_back(view(given.params[i].name), view(given.params[i].value));
  context.has_params = given.has_params != 0;
  context.no_current = given.no_current != 0;
  context.fail_unknown = given.fail_unknown != 0;
  if (given.catalogs != nullptr) context.catalogs = &given.catalogs->lists;
  if (given.has_now != 0)
    context.now =
        leadlint::Now{std::chrono::system_clock::time_point(std::chrono::seconds(given.now)),
                      std::chrono::minutes(given.utc_offset)};
  return context;
}

leadlint_verdict verdict_of(leadlint::Verdict verdict) noexcept {
  switch (verdict) {
    case leadlint::Verdict::valid:
      return LEADLINT_VALID;
    case leadlint::Verdict::warning:
      return LEADLINT_WARNING;
    case leadlint::Verdict::invalid:
      return LEADLINT_INVALID;
  }
  return LEADLINT_FAILED;
}

template <class Check>
leadlint_verdict checked(leadlint_validator* validator, const leadlint_context* context,
                         Check check) noexcept {
  if (validator == nullptr) return LEADLINT_FAILED;
  validator->result = nullptr;
  validator->json.clear();
  validator->answer.clear();
  return guarded(LEADLINT_FAILED, [&] {
    const auto known = as_known(context);
    if (!known) return LEADLINT_FAILED;
    validator->result = &check(context == nullptr ? leadlint::Context{} : context_of(*known));
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
  return checked(validator, context,
                 [&](const leadlint::Context& known) -> const leadlint::Result& {
                   return validator->validator.check(view(json), known);
                 });
}

leadlint_verdict leadlint_check_form(leadlint_validator* validator, leadlint_text form,
                                     const leadlint_context* context) {
  return checked(validator, context,
                 [&](const leadlint::Context& known) -> const leadlint::Result& {
                   return validator->validator.check_form(view(form), known);
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
  if (finding == nullptr || finding->size < sizeof finding->size) return 0;
  if (number >= leadlint_finding_count(validator)) return 0;
  const leadlint::Finding from = validator->result->findings()[number];  // made already
  leadlint_finding known{};
  known.size = finding->size;
  known.code = text_of(leadlint::code_name(from.code()));
  known.severity = text_of(leadlint::severity_name(from.severity()));
  known.path = text_of(from.path());
  known.message = text_of(from.message());
  known.rule = text_of(from.rule());
  known.because = text_of(from.because());
  known.rule_location = text_of(from.rule_location());
  known.suggestion = text_of(from.suggestion());
  known.offset = from.offset();
  known.end_offset = from.end_offset();
  known.line = from.line();
  known.column = from.column();
  known.end_line = from.end_line();
  known.end_column = from.end_column();
  std::memcpy(finding, &known, std::min(finding->size, sizeof known));
  return 1;
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
