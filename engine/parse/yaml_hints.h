// What is likely wrong where a text is not YAML, in the words of its author rather than of the
// parser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leadlint::parse {

struct YamlHint {
  std::size_t at = 0;  // an offset in the text
  std::string message;
  bool of_quotes = false;  // curly ones
};

/// `text` could not be read on from `at`, for the reason that the parser calls `problem`. Where
/// none of the common slips stands on that line or the one above, `problem` is passed on.
[[nodiscard]] YamlHint explain_yaml(std::string_view text, std::size_t at,
                                    std::string_view problem);

}  // namespace leadlint::parse
