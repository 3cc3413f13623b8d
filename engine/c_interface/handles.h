// What the handles of the C interface hold, and how its types become the library's: for the files
// of this folder.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "leadlint/leadlint.h"
#include "leadlint_c.h"

struct leadlint_string {
  std::string text;
};

struct leadlint_ruleset {
  leadlint::Ruleset rules;
};

struct leadlint_catalogs {
  leadlint::Catalogs lists;
};

namespace leadlint::c_interface {

inline std::string_view view(leadlint_text text) noexcept {
  return text.size == 0 ? std::string_view{} : std::string_view{text.data, text.size};
}

inline leadlint_text text_of(std::string_view text) noexcept { return {text.data(), text.size()}; }

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

inline void hand_out(leadlint_string** place, std::string text) {
  if (place != nullptr) *place = new leadlint_string{std::move(text)};
}

inline leadlint::Context context_of(const leadlint_context& given) {
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

inline leadlint_verdict verdict_of(leadlint::Verdict verdict) noexcept {
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

/// Fills as much of `finding` as its caller's header knows.
inline bool hand_out(const leadlint::Finding& from, leadlint_finding* finding) noexcept {
  if (finding == nullptr || finding->size < sizeof finding->size) return false;
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
  known.column_name = text_of(from.column_name());
  known.record = from.record();
  known.derived = from.derived() ? 1 : 0;
  known.redacted = text_of(leadlint::redacted_message(from));
  std::memcpy(finding, &known, std::min(finding->size, sizeof known));
  return true;
}

}  // namespace leadlint::c_interface
