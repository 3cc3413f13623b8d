// What a grammar expected, and where, to a sentence. Covered by tests/condition_test.cpp.
#include "parse/condition_mistakes.h"

#include <cstddef>
#include <cstdint>

#include "parse/condition_hints.h"

namespace leadlint::parse {

SyntaxError expected_instead(std::string_view text, const char* at, const std::string& expected) {
  const auto offset = static_cast<std::size_t>(at - text.data());
  const Halt halt{text.substr(0, offset), text.substr(offset), expected};
  const std::string_view token_before = last_token(halt.before);
  SyntaxError error{static_cast<std::uint32_t>(offset), "expected " + expected};
  const bool unclosed = expected.starts_with("the closing");
  if (!token_before.empty() && !unclosed) error.message += " after " + std::string(token_before);
  if (const std::string meant = condition_hint(halt); !meant.empty()) error.message += ": " + meant;
  return error;
}

}  // namespace leadlint::parse
