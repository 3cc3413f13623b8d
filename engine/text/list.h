// Several texts in one sentence.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace leadlint {

/// "a, b or c", where the last word is "or".
[[nodiscard]] std::string joined(std::span<const std::string> parts, std::string_view last_word);

}  // namespace leadlint
