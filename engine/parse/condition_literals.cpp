// Literals of conditions to scalars. Covered by tests/condition_test.cpp.
#include "parse/condition_literals.h"

#include <charconv>
#include <cstddef>
#include <cstdint>

#include "parse/complaint.h"

namespace leadlint::parse {
namespace {

/// Does all of `text` spell a number: -?digits[.digits][e[+-]digits]?
bool spells_number(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t before = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > before;
  };
  if (i < text.size() && text[i] == '-') ++i;
  if (!digits()) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == text.size();
}

}  // namespace

model::Scalar read_number(std::string_view text, model::Where where) {
  const char* const end = text.data() + text.size();
  if (text.find_first_of(".eE") == std::string_view::npos) {
    std::int64_t integer = 0;
    if (std::from_chars(text.data(), end, integer).ec != std::errc{}) {
      throw Complaint{text.data(), "the number " + std::string(text) + " does not fit 64 bits"};
    }
    return {integer, where};
  }
  double number = 0;
  if (std::from_chars(text.data(), end, number).ec != std::errc{}) {
    throw Complaint{text.data(), "the number " + std::string(text) + " does not fit a double"};
  }
  return {number, where};
}

model::Scalar read_word(std::string_view text, model::Where where) {
  if (text == "true") return {true, where};
  if (text == "false") return {false, where};
  if (text == "null") return {std::monostate{}, where};
  if (spells_number(text)) return read_number(text, where);
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
