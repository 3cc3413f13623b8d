// Literals of conditions to scalars. Covered by tests/condition_test.cpp.
#include "parse/condition_literals.h"

#include <utility>

#include "model/scalars.h"
#include "parse/complaint.h"
#include "parse/number_hints.h"
#include "text/decimal.h"

namespace leadlint::parse {
model::Scalar read_number(std::string_view text, model::SourceLocation where) {
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.size() > 1 && digits[0] == '0' && digits[1] != '.' && digits[1] != 'e' &&
      digits[1] != 'E')
    throw Complaint{text.data(), "a number has no 0 in front: write " + meant_number(text).number +
                                     ", or \"" + std::string(text) + "\" where it is a text"};
  if (auto number = model::number_scalar(text, where)) return std::move(*number);
  throw Complaint{text.data(), "the number " + std::string(text) + " does not fit a double"};
}

model::Scalar read_word(std::string_view text, model::SourceLocation where) {
  if (text == "true") return {true, where};
  if (text == "false") return {false, where};
  if (text == "null") return {std::monostate{}, where};
  if (read_decimal(text)) return read_number(text, where);
  if (text.front() == '-' || text.front() == '.' || text.front() == '/') {
    throw Complaint{text.data(), "expected a value: a text that starts with " +
                                     std::string(1, text.front()) + " stands in quotes"};
  }
  return {std::string(text), where};
}

std::string unquote(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out.push_back(text[i]);
      continue;
    }
    const char* const escape = text.data() + i;
    const char letter = text[++i];  // the grammar lets no backslash stand last
    if (letter == 'n') {
      out.push_back('\n');
    } else if (letter == 't') {
      out.push_back('\t');
    } else if (letter == '\\' || letter == '"' || letter == '\'' || letter == '/') {
      out.push_back(letter);
    } else if (letter == 'u') {
      const auto code = read_hex(text.data() + i + 1, text.data() + text.size(), 4);
      if (!code || is_surrogate(*code)) {
        throw Complaint{escape, "expected four hex digits of a character behind \\u"};
      }
      append_utf8(out, *code);
      i += 4;
    } else {
      throw Complaint{escape, "there is no escape \\" + std::string(1, letter) +
                                  " in a text: \\\\ \\\" \\' \\n \\t \\uXXXX"};
    }
  }
  return out;
}

}  // namespace leadlint::parse
