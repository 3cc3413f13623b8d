// Finds `{name}` in a message and puts a text in its place. Tests: tests/words_test.cpp.
#include "finding/placeholders.h"

namespace leadlint {

std::optional<Placeholder> next_placeholder(std::string_view message, std::size_t from) {
  for (std::size_t at = message.find('{', from); at != message.npos;
       at = message.find('{', at + 1)) {
    if (message.substr(at).starts_with("{{")) {
      ++at;
      continue;
    }
    const std::size_t end = message.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at + 1);
    if (end != message.npos && end > at + 1 && message[end] == '}')
      return Placeholder{at, message.substr(at + 1, end - at - 1)};
  }
  return std::nullopt;
}

bool has_placeholder(std::string_view message, std::string_view name) {
  for (auto found = next_placeholder(message, 0); found;
       found = next_placeholder(message, found->at + 1))
    if (found->name == name) return true;
  return false;
}

namespace {

/// Text between placeholders: `{{` is one brace.
void append_plain(std::string& to, std::string_view text) {
  for (std::size_t at = text.find("{{"); at != text.npos; at = text.find("{{")) {
    to += text.substr(0, at + 1);
    text.remove_prefix(at + 2);
  }
  to += text;
}

}  // namespace

std::optional<std::string> fill_message(std::string_view message, const Filler& fill) {
  std::string result;
  std::size_t from = 0;
  while (const auto found = next_placeholder(message, from)) {
    append_plain(result, message.substr(from, found->at - from));
    const auto filling = fill(found->name);
    if (!filling) return std::nullopt;
    result += *filling;
    from = found->at + found->name.size() + 2;
  }
  append_plain(result, message.substr(from));
  return result;
}

std::string without_placeholders(std::string_view text) {
  std::string result;
  for (const char each : text) result += each == '{' ? "{{" : std::string(1, each);
  return result;
}

}  // namespace leadlint
