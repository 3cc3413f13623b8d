// What a grammar expected, and where, to a sentence. Covered by tests/condition_test.cpp.
#include "parse/condition_mistakes.h"

#include <cstddef>
#include <cstdint>

namespace leadlint::parse {
namespace {

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_blank_char(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The last word or sign of `before`, for "expected ... after ==".
std::string_view last_token(std::string_view before) {
  while (!before.empty() && is_blank_char(before.back())) before.remove_suffix(1);
  if (before.empty()) return before;
  if (before.back() == '"' || before.back() == '\'') return "the text";
  std::size_t first = before.size() - 1;
  const auto is_word = [](char c) {
    return is_name_char(c) || c == '.' || c == ']' || c == '[' || c == '`' || c == '/';
  };
  const auto is_sign = [](char c) { return c == '=' || c == '!' || c == '<' || c == '>'; };
  if (is_name_char(before[first]) || before[first] == '`') {
    while (first > 0 && is_word(before[first - 1])) --first;
    while (before[first] == '[' || before[first] == ']') ++first;
  } else if (is_sign(before[first])) {
    while (first > 0 && is_sign(before[first - 1])) --first;
  }
  return before.substr(first);
}

/// Words that other languages have between a field and what it is compared with, or between conditions.
std::string_view word_hint(std::string_view rest) {
  struct Word {
    std::string_view start, hint;
  };
  static constexpr Word words[] = {
      {"and", "write and"},
      {"in", "write in"},
      {"not in", "write not in"},
      {"xor", "write a != b, or both cases with or"},
      {"or", "write or"},
      {"is not null", "write present(f)"},
      {"is null", "write absent(f)"},
      {"is not", "write !="},
      {"is", "write =="},
      {"equals", "write =="},
      {"eq", "write =="},
      {"ne", "write !="},
      {"gt", "write >"},
      {"lt", "write <"},
      {"between", "write f >= 1 and f <= 5"},
      {"like", "write matches(f, format), with a format of your own"},
      {"contains", "write matches(f, format), with a format of your own"},
      {"startswith", "write matches(f, format), with a format of your own"},
      {"matches", "write matches(f, format)"},
      {"changed", "write changed(f)"},
      {"exists", "write present(f)"},
      {"then", "a rule says with its verb what follows: `when: ...` and `require: f`"},
  };
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (const Word& word : words) {
    if (rest.size() < word.start.size()) continue;
    bool same = rest.size() == word.start.size() || !is_name_char(rest[word.start.size()]);
    for (std::size_t i = 0; same && i < word.start.size(); ++i)
      same = lower(rest[i]) == word.start[i];
    if (same) return word.hint;
  }
  return {};
}

/// What was probably meant by a sign that the language does not have there; empty when unknown.
std::string_view hint(std::string_view rest, std::string_view expected) {
  struct Hint {
    std::string_view start, text;
  };
  const bool behind_condition = expected.starts_with("and, or");
  for (const std::string_view chained : {"==", "!=", "<", ">"}) {
    if (behind_condition && rest.starts_with(chained)) {
      return "comparisons do not chain, write a == b and b == c";
    }
  }
  if (expected == "a value" && !rest.empty() && rest[0] >= '0' && rest[0] <= '9') {
    return "a text that starts with a digit stands in quotes";
  }
  if (behind_condition && rest.starts_with(','))
    return "a fraction is written with a point, 1.5; several values stand in [ ]";
  if (behind_condition)
    if (const std::string_view meant = word_hint(rest); !meant.empty()) return meant;
  if (expected == "a value" && rest.starts_with('>')) return "write != for unlike";
  if (expected == "a value" && rest.starts_with('.')) return "a fraction has a digit in front, 0.5";
  if (expected == "a value" && rest.starts_with('+')) return "a number has no + in front";
  static constexpr Hint hints[] = {
      {"_", "a number has no _ in it"},

      {"==", {}},
      {"!=", {}},
      {"<>", "write !="},
      {"=", "write == to compare"},
      {"&", "write and"},
      {"|", "write or"},
      {"!", "write not"},
      {"-", "a name with - in it stands in backquotes, a text in quotes"},
      {"/", "a text with / in it stands in quotes"},
      {"\xE2\x80\x9C", "write straight quotes"},
      {"\xE2\x80\x9D", "write straight quotes"},
      {"\xE2\x80\x98", "write straight quotes"},
      {"\xE2\x80\x99", "write straight quotes"},
      {"\xC2\xA0", "this is a no-break space, write a plain one"},
  };
  for (const Hint& each : hints) {
    if (rest.starts_with(each.start)) return each.text;
  }
  if (!rest.empty() && static_cast<unsigned char>(rest[0]) >= 0x80) {
    return "a name with such letters stands in backquotes, a text in quotes";
  }
  return {};
}

}  // namespace

SyntaxError expected_instead(std::string_view text, const char* at, const std::string& expected) {
  const auto offset = static_cast<std::size_t>(at - text.data());
  const std::string_view token_before = last_token(text.substr(0, offset));
  SyntaxError error{static_cast<std::uint32_t>(offset), "expected " + expected};
  const bool unclosed = expected.starts_with("the closing");
  if (!token_before.empty() && !unclosed) error.message += " after " + std::string(token_before);
  if (const std::string_view meant = hint(text.substr(offset), expected); !meant.empty()) {
    error.message += ": " + std::string(meant);
  }
  return error;
}

}  // namespace leadlint::parse
