// See value_advice.h. Tests: tests/foreign_keys_test.cpp.
#include "parse/value_advice.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "parse/hint_text.h"
#include "parse/number_hints.h"
#include "parse/type_hints.h"
#include "parse/wording.h"
#include "text/digit_letters.h"
#include "text/json_number.h"

namespace leadlint::parse {
namespace {

bool word_is(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// A value of a condition: what is no plain word or number stands in quotes.
std::string literal_of(const YamlNode& node) {
  if (node.plain && std::ranges::all_of(node.text, slips::is_name_sign)) return node.text;
  return "\"" + node.text + "\"";
}

/// `s: A`, `s: [A, B]`, `s: {not: A}`
std::string comparison_of(const YamlEntry& entry) {
  const YamlNode& value = *entry.value;
  if (value.is_scalar()) return entry.key + " == " + literal_of(value);
  if (!value.is_sequence()) return {};
  std::string list;
  for (const NodePtr& item : value.items) {
    if (!item->is_scalar()) return {};
    list += (list.empty() ? "" : ", ") + literal_of(*item);
  }
  return entry.key + " in [" + list + "]";
}

std::string and_also(std::string text, const std::string& part) {
  return text.empty() ? part : std::move(text) + " and " + part;
}

}  // namespace

std::string number_advice(const YamlNode& node) {
  if (!node.is_scalar() || node.text.empty()) return {};
  if (!node.plain) return is_json_number(node.text) ? ": take the quotes away" : "";
  const std::string word = lowered(node.text);
  if (word_is(word, {".inf", "-.inf", "inf", "infinity", "unlimited", "unbounded", "any", "none"}))
    return ": take the key away where there is no limit";
  const MeantNumber meant = meant_number(node.text);
  const bool letters = digits_for_letters(node.text).has_value();
  if (!meant.number.empty())
    return fmt::format(": {}{}write {}", letters ? meant.why : "", letters ? ": " : "",
                       meant.number);
  // `500 chars`
  const std::string_view first = slips::first_token(node.text);
  if (first.size() < node.text.size() && is_json_number(first))
    return fmt::format(": write {}", first);
  return {};
}

std::string boolean_meant(const YamlNode& node) {
  if (!node.is_scalar()) return {};
  const std::string word = lowered(node.text);
  if (word_is(word, {"yes", "on", "y", "t", "true", "1", "always", "required"})) return "true";
  if (word_is(word, {"no", "off", "n", "f", "false", "0", "never", "optional"})) return "false";
  return {};
}

std::string boolean_advice(const YamlNode& node) {
  if (!node.is_scalar()) return {};
  const bool condition = node.text.find_first_of("=<>") != std::string::npos ||
                         node.text.starts_with("if ") || node.text.starts_with("when ");
  return condition ? ": a rule says when, under `rules:`: `{id: x, when: ..., require: f}`" : "";
}

std::string field_advice(const YamlNode& node) {
  if (node.is_sequence()) return ", not a list: `{values: [A, B]}`, or `{items: {type: string}}`";
  if (word_is(node.text, {"boolean", "integer", "number", "string", "object", "array"}))
    return ": `{type: " + node.text + "}`";
  if (word_is(node.text, {"required", "true", "mandatory"})) return ": `{required: true}`";
  if (const std::string mistake = type_mistake(node.text); !mistake.empty())
    return ", `{type: ...}`; " + mistake;
  return ": `{type: string}`";
}

std::string list_meant(const YamlNode& node) {
  std::string list;
  if (node.is_map())
    for (const YamlEntry& entry : node.entries)
      if (list.size() < 60) list += (list.empty() ? "" : ", ") + entry.key;
  for (const char c : node.is_scalar() ? node.text : std::string{})
    if (c == '|' || c == ';' || c == '/')
      list += ',';
    else if (c != '(' && c != ')')
      list += c;
  for (std::size_t at = list.find(" ,"); at != std::string::npos; at = list.find(" ,"))
    list.erase(at, 1);
  return list.empty() || list.size() > 200 ? "OPEN, WON" : list;
}

std::string condition_meant(const YamlNode& node) {
  std::string text;
  for (const YamlEntry& entry : node.entries) {
    const std::string part = entry.value ? comparison_of(entry) : "";
    const bool name = std::ranges::all_of(entry.key, slips::is_name_sign);
    const bool word = word_is(entry.key, {"field", "equals", "value", "op", "operator", "all",
                                          "any", "and", "or", "not", "if", "name", "is"});
    if (part.empty() || !name || word) return {};
    text = and_also(std::move(text), part);
  }
  for (const NodePtr& item : node.items) {
    if (!item->is_scalar()) return {};
    text = and_also(std::move(text), item->text);
  }
  return text.size() > 120 ? "" : text;
}

std::string severity_meant(std::string_view word) {
  const std::string small = lowered(word);
  if (word_is(small, {"note", "info", "information", "hint", "notice", "debug", "low", "minor"}))
    return "note";
  if (word_is(small, {"error", "fatal", "critical", "err", "fail", "must", "high", "severe",
                      "blocker", "reject", "forbid", "deny"}))
    return "error";
  if (word_is(small, {"warning", "warn", "should", "caution", "medium", "major"})) return "warning";
  if (word_is(small, {"off", "none", "ignore", "no", "false", "disabled", "silent", "allow"}))
    return "off";
  return {};
}

std::string word_meant(std::string_view word, std::span<const std::string> words) {
  static constexpr std::pair<std::string_view, std::string_view> others[] = {
      {"insensitive", "ignore"},
      {"lower", "ignore"},
      {"upper", "ignore"},
      {"false", "ignore"},
      {"sensitive", "exact"},
      {"chars", "codepoints"},
      {"characters", "codepoints"},
      {"char", "codepoints"},
      {"utf8", "bytes"},
      {"utf-8", "bytes"},
      {"utf-16", "utf16"},
      {"string", "text"},
      {"number", "json"},
      {"boolean", "json"},
      {"urlencoded", "form"},
      {"query", "form"},
      {"ruby", "rails"},
      {"rack", "rails"},
  };
  const std::string small = lowered(word);
  for (const auto& [other, ours] : others)
    if (small == other && std::ranges::find(words, ours) != words.end()) return std::string(ours);
  return nearest_name(word, words);
}

}  // namespace leadlint::parse
