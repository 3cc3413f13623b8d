// Values in messages: quoted, cut, with what cannot be seen as escapes.
#include "validate/value_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "finding/words.h"
#include "text/eight_bytes.h"
#include "text/list.h"
#include "text/unseen.h"
#include "text/utf8.h"
#include "validate/value.h"

namespace leadlint::validate {

using read::Kind;

namespace {

bool starts_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// A text's first `max_quoted_value` code points.
std::string_view first_part(std::string_view text) {
  if (text.size() <= max_quoted_value) return text;  // no more bytes, no more code points
  std::size_t bytes = 0;
  for (std::size_t points = 0; bytes < text.size(); ++bytes)
    if (starts_character(text[bytes]) && points++ == max_quoted_value) break;
  return text.substr(0, bytes);
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

/// Does one of eight bytes need an escape? Now and then it says so where none does.
bool may_need_escape(std::uint64_t word) {
  using namespace bits;
  const auto has_less = [](std::uint64_t bytes, std::uint64_t than) {
    return (bytes - than * each_byte) & ~bytes;
  };
  const std::uint64_t found = has_less(word, 0x20) | has_less(word ^ each_byte * '"', 1) |
                              has_less(word ^ each_byte * '\\', 1);
  return (found & high_bits) != 0;
}

/// How many bytes at the front need no escape.
std::size_t plain_front(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size() && !may_need_escape(bits::load<std::uint64_t>(text.data() + at)))
    at += 8;
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}

void append_escaped(std::string& to, char c) {
  switch (c) {
    case '"':
    case '\\':
      to += '\\';
      to += c;
      return;
    case '\n':
      to += "\\n";
      return;
    case '\t':
      to += "\\t";
      return;
    default:
      to += fmt::format("\\u{:04x}", c);
  }
}

/// What nobody sees as an escape: `\u200b`, or as a pair of them.
void append_shown(std::string& to, std::string_view text) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0xC0) continue;  // ASCII, or inside of a character
    const std::uint32_t point = code_point_at(text, at);
    if (!is_hidden(point)) continue;
    to += text.substr(from, at - from);
    if (point > 0xFFFF)
      to += fmt::format("\\u{:04x}\\u{:04x}", 0xD7C0 + (point >> 10U), 0xDC00 + (point & 0x3FFU));
    else
      to += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point));
    while (at + 1 < text.size() && !starts_character(text[at + 1])) ++at;
    from = at + 1;
  }
  to += text.substr(from);
}

void append_text(std::string& to, std::string_view text) {
  const std::string_view part = first_part(text);
  for (std::string_view rest = part; !rest.empty();) {
    const std::size_t plain = plain_front(rest);
    append_shown(to, rest.substr(0, plain));
    rest.remove_prefix(plain);
    if (rest.empty()) break;
    append_escaped(to, rest.front());
    rest.remove_prefix(1);
  }
  if (part.size() != text.size()) to += "…";
}

}  // namespace

namespace {

void append_cut(std::string& to, std::string_view text) {
  const std::string_view part = first_part(text);
  to += part;
  if (part.size() != text.size()) to += "…";
}

}  // namespace

std::string cut(std::string_view text) {
  std::string shown;
  append_cut(shown, text);
  return shown;
}

void append_quoted(std::string& to, const read::Node& value) {
  switch (value.kind) {
    case Kind::null:
      to += "null";
      return;
    case Kind::true_value:
      to += "true";
      return;
    case Kind::false_value:
      to += "false";
      return;
    case Kind::integer:
    case Kind::number:
      to += cut(value.text());
      return;
    case Kind::object:
      to += phrase(Say::word_object);
      return;
    case Kind::array:
      to += phrase(Say::word_array);
      return;
    case Kind::string:
      break;
  }
  to += '"';
  if (value.kept == read::Kept::moment)
    to += iso_text(kept_moment(value));
  else
    append_text(to, value.text());
  to += '"';
}

std::string quoted(const read::Node& value) {
  std::string shown;
  append_quoted(shown, value);
  return shown;
}

std::string shown_text(std::string_view text) {
  std::string shown = "\"";
  append_text(shown, text);
  return shown + '"';
}

std::string shown_name(std::string_view name) {
  const auto is_plain = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7F && c != '"' && c != '\\';
  };
  const bool hides = [&] {
    for (std::size_t at = 0; at < name.size(); ++at)
      if (static_cast<unsigned char>(name[at]) >= 0xC0 && is_hidden(code_point_at(name, at)))
        return true;
    return false;
  }();
  if (!name.empty() && !hides && std::ranges::all_of(name, is_plain)) return cut(name);
  return shown_text(name);
}

std::string_view kind_words(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::true_value:
    case Kind::false_value:
      return phrase(Say::kind_boolean);
    case Kind::integer:
    case Kind::number:
      return phrase(Say::word_number);
    case Kind::string:
      return phrase(Say::word_string);
    case Kind::object:
      return phrase(Say::word_object);
    case Kind::array:
      return phrase(Say::word_array);
  }
  return {};
}

std::string listed(const std::vector<std::string>& values) {
  constexpr std::size_t max = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(values.size(), max); ++i) {
    if (i > 0 && i + 1 == values.size())
      text.append(" ").append(phrase(Say::word_or)).append(" ");
    else if (i > 0)
      text += ", ";
    if (values[i].empty())
      text += "\"\"";
    else
      append_cut(text, values[i]);
  }
  if (values.size() <= max) return text;
  return in_words(Say::list_and_more, {{"shown", text}, {"count", values.size() - max}});
}

namespace {

struct KindWord {
  table::Kinds kind;
  Say word;
  const char* type;
};
constexpr std::array kinds{KindWord{table::k_string, Say::word_string, "string"},
                           KindWord{table::k_integer, Say::word_integer, "integer"},
                           KindWord{table::k_number, Say::word_number, "number"},
                           KindWord{table::k_boolean, Say::word_boolean, "boolean"},
                           KindWord{table::k_object, Say::word_object, "object"},
                           KindWord{table::k_array, Say::word_array, "array"},
                           KindWord{table::k_null, Say::word_null, "null"}};

}  // namespace

std::string_view type_name(read::Kind kind) {
  switch (kind) {
    case read::Kind::null:
      return "null";
    case read::Kind::true_value:
    case read::Kind::false_value:
      return "boolean";
    case read::Kind::integer:
      return "integer";
    case read::Kind::number:
      return "number";
    case read::Kind::string:
      return "string";
    case read::Kind::object:
      return "object";
    case read::Kind::array:
      return "array";
  }
  return "null";
}

std::vector<std::string> type_names(unsigned wanted) {
  std::vector<std::string> names;
  names.reserve(kinds.size());
  for (const KindWord& each : kinds) {
    if ((wanted & each.kind) == 0) continue;
    if (each.kind == table::k_integer && (wanted & table::k_number) != 0) continue;
    names.emplace_back(each.type);
  }
  return names;
}

std::string wanted_kinds(const table::Variant& variant) {
  std::vector<std::string> words;
  words.reserve(kinds.size());
  for (const auto& [kind, word, type] : kinds) {
    const bool plain = (variant.kinds & kind) != 0, as_text = (variant.text_kinds & kind) != 0;
    if (plain && as_text && kind == table::k_boolean)  // (they are two words themselves)
      words.push_back(in_words(Say::kind_in_quotes_or_not, {{"kind", phrase(word)}}));
    else if (plain)
      words.emplace_back(phrase(word));
    if (as_text && !(plain && kind == table::k_boolean))
      words.push_back(in_words(Say::kind_as_text, {{"kind", phrase(word)}}));
  }
  return joined(words, phrase(Say::word_or));
}

std::string kinds_in_words(table::Kinds wanted) {
  wanted = static_cast<table::Kinds>(wanted & ~table::k_null);
  if ((wanted & table::k_number) != 0)
    wanted = static_cast<table::Kinds>(wanted & ~table::k_integer);
  return wanted_kinds(table::Variant{.kinds = wanted});
}

std::string read_kinds(const table::Variant& variant) {
  std::vector<std::string> words;
  for (const auto& [kind, word, type] : kinds)
    if ((variant.text_kinds & kind) != 0) words.emplace_back(phrase(word));
  return joined(words, phrase(Say::word_or));
}

}  // namespace leadlint::validate
