#include "validate/value_words.h"

#include <array>

#include <fmt/format.h>

#include "validate/utf8.h"
#include "validate/value.h"

namespace leadlint::validate {

using read::Kind;

std::string cut(std::string_view text) {
  if (code_points(text) <= max_quoted_value) return std::string{text};
  std::size_t bytes = 0;
  for (std::size_t points = 0; bytes < text.size(); ++bytes)
    if ((static_cast<unsigned char>(text[bytes]) & 0xC0) != 0x80 && points++ == max_quoted_value)
      break;
  return std::string{text.substr(0, bytes)} + "…";
}

std::string quoted(const read::Node& value) {
  switch (value.kind) {
    case Kind::null:
      return "null";
    case Kind::true_value:
      return "true";
    case Kind::false_value:
      return "false";
    case Kind::integer:
    case Kind::number:
      return cut(value.text());
    case Kind::object:
      return "an object";
    case Kind::array:
      return "a list";
    case Kind::string:
      if (value.kept == read::Kept::moment) return '"' + iso_text(kept_moment(value)) + '"';
      break;
  }
  std::string shown = "\"";
  for (const char c : cut(value.text())) {
    if (c == '"' || c == '\\') shown += '\\';
    if (c == '\n')
      shown += "\\n";
    else if (c == '\t')
      shown += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20)
      shown += fmt::format("\\u{:04x}", c);
    else
      shown += c;
  }
  return shown + '"';
}

std::string_view kind_words(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::true_value:
    case Kind::false_value:
      return "a boolean";
    case Kind::integer:
    case Kind::number:
      return "a number";
    case Kind::string:
      return "text";
    case Kind::object:
      return "an object";
    case Kind::array:
      return "a list";
  }
  return {};
}

std::string joined(const std::vector<std::string>& parts, std::string_view last_word) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? fmt::format(" {} ", last_word) : ", ";
    text += parts[i];
  }
  return text;
}

namespace {

struct KindWord {
  table::Kinds kind;
  std::string_view word;
};
constexpr std::array kinds{
    KindWord{table::k_string, "text"},      KindWord{table::k_integer, "a whole number"},
    KindWord{table::k_number, "a number"},  KindWord{table::k_boolean, "true or false"},
    KindWord{table::k_object, "an object"}, KindWord{table::k_array, "a list"},
    KindWord{table::k_null, "null"}};

}  // namespace

std::string wanted_kinds(const table::Form& form) {
  std::vector<std::string> words;
  for (const auto& [kind, word] : kinds) {
    if ((form.kinds & kind) != 0) words.emplace_back(word);
    if ((form.text_kinds & kind) != 0) words.push_back(fmt::format("{} as text", word));
  }
  return joined(words, "or");
}

std::string read_kinds(const table::Form& form) {
  std::vector<std::string> words;
  for (const auto& [kind, word] : kinds)
    if ((form.text_kinds & kind) != 0) words.emplace_back(word);
  return joined(words, "or");
}

}  // namespace leadlint::validate
