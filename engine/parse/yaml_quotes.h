// Quotes that are left open in a rule file. The YAML library takes everything up to the next quote
// (or to the end of the file) for the text, however it is indented, and half of the rules are gone
// in silence.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace leadlint::parse {

struct OpenQuote {
  std::size_t at = 0;  // of the opening quote
  std::string message;
};

/// The first quoted text that is never closed, that runs on over a line which YAML does not count
/// to it, or that swallows a line which looks like the file's own next entry. Nullopt: there is
/// none.
///
///   because: "amount: required       an open quote: the next line is no deeper than its key
///   forbid: amount
///
///   because: "amount:                none: a sentence over two lines
///     required for WON"
[[nodiscard]] std::optional<OpenQuote> find_open_quote(std::string_view text);

}  // namespace leadlint::parse
