// Messages of other languages: files of sentences with holes, and how they are filled.
// Tests: tests/translation_test.cpp.
#include "leadlint/translation.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "finding/placeholders.h"

namespace leadlint {

class Translation::Data {
 public:
  std::string language;
  std::map<Code, std::vector<std::string>> messages;
  std::map<std::string, std::string, std::less<>> words;  // of JSON's types, and the others below
};

namespace {

using Json = nlohmann::json;

/// What may stand in the holes of a sentence: what there is of every finding, and params.
constexpr std::array<std::string_view, 2> of_every_finding{"field", "path"};
constexpr std::array<std::string_view, 18> of_some{
    "actual",  "allowed", "types",  "type",       "limit",         "length",
    "bound",   "format",  "fields", "stored",     "rules",         "cells",
    "columns", "repeats", "place",  "not_judged", "unused_column", "suggestion"};

/// Words that a file has beside its sentences.
constexpr std::array<std::string_view, 11> needed_words{"or",      "payload", "item",    "string",
                                                        "integer", "number",  "boolean", "object",
                                                        "array",   "null",    "more"};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// What is wrong with the sentences for a code; empty: nothing.
std::string fault_of(std::string_view code, const std::vector<std::string>& sentences) {
  if (sentences.empty()) return fmt::format("`{}` has no sentence", code);
  for (const std::string& sentence : sentences)
    for (auto hole = next_placeholder(sentence, 0); hole;
         hole = next_placeholder(sentence, hole->at + 1)) {
      if (is_one_of(of_every_finding, hole->name)) continue;
      if (!is_one_of(of_some, hole->name))
        return fmt::format("nothing fills {{{}}} in the messages of `{}`", hole->name, code);
      if (&sentence == &sentences.back())
        return fmt::format(
            "the last sentence of `{}` is for findings without params: {{{}}} may be open", code,
            hole->name);
    }
  return {};
}

std::optional<std::vector<std::string>> texts_of(const Json& value) {
  if (!value.is_array()) return std::nullopt;
  std::vector<std::string> texts;
  for (const Json& each : value) {
    if (!each.is_string()) return std::nullopt;
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

/// Fills `data`; what is wrong, or empty.
std::string read_messages(const Json& messages, Translation::Data& data) {
  for (const auto& [name, sentences] : messages.items()) {
    const auto code = code_from_name(name);
    if (!code) return fmt::format("there is no code `{}`", name);
    auto texts = texts_of(sentences);
    if (!texts) return fmt::format("`{}` has to be a list of sentences", name);
    if (std::string fault = fault_of(name, *texts); !fault.empty()) return fault;
    data.messages[*code] = std::move(*texts);
  }
  for (const Code code : all_codes())
    if (!data.messages.contains(code)) return fmt::format("`{}` has no sentence", code_name(code));
  return {};
}

std::string read_words(const Json& words, Translation::Data& data) {
  for (const auto& [name, word] : words.items())
    if (word.is_string()) data.words.emplace(name, word.get<std::string>());
  for (const std::string_view name : needed_words)
    if (!data.words.contains(name)) return fmt::format("`words` has no `{}`", name);
  return {};
}

class Translator {
 public:
  Translator(const Finding& finding, const Translation::Data& data)
      : finding_(finding), data_(data) {}

  [[nodiscard]] std::string run() const {
    const std::vector<std::string>& sentences = data_.messages.at(finding_.code());
    for (const std::string& sentence : sentences)
      if (auto said = fill_message(sentence, [this](std::string_view name) { return hole(name); }))
        return std::move(*said);
    return {};  // (the last one has no hole that may stay open)
  }

 private:
  [[nodiscard]] const std::string& word(std::string_view name) const {
    return data_.words.find(name)->second;
  }

  [[nodiscard]] std::optional<std::string> hole(std::string_view name) const {
    if (name == "path") return std::string(finding_.path());
    if (name == "field") return field();
    if (name == "suggestion")
      return finding_.suggestion().empty() ? std::nullopt
                                           : std::optional<std::string>(finding_.suggestion());
    const std::span<const Param> params = finding_.params();
    const auto param = std::ranges::find(params, name, &Param::name);
    if (param == params.end()) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&param->value)) {
      if (name == "type") return type(*text);
      if (name == "actual" || name == "stored") return value(*text);
      return *text;
    }
    if (const auto* whole = std::get_if<std::int64_t>(&param->value)) return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&param->value)) return fmt::format("{}", *number);
    const auto& list = std::get<std::vector<std::string>>(param->value);
    return list.empty() ? std::nullopt : std::optional(listed(list, name == "types"));
  }

  /// The last step of the path: a member's name, or the number of an item as people count.
  [[nodiscard]] std::string field() const {
    const std::string_view path = finding_.path();
    if (path.empty()) return word("payload");
    const std::string_view token = path.substr(path.rfind('/') + 1);
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i)
      name += token[i] == '~' && i + 1 < token.size() ? (token[++i] == '1' ? '/' : '~') : token[i];
    const bool item = !name.empty() && name.size() < 10 &&
                      name.find_first_not_of("0123456789") == std::string::npos;
    return item ? fmt::format("{} {}", word("item"), std::stoul(name) + 1) : name;
  }

  [[nodiscard]] std::string type(const std::string& name) const {
    const auto found = data_.words.find(name);
    return found == data_.words.end() ? name : found->second;
  }

  /// A value as findings show it: texts in quotes, so that these are no texts.
  [[nodiscard]] std::string value(const std::string& shown) const {
    return shown == "an object" ? word("object") : shown == "a list" ? word("array") : shown;
  }

  [[nodiscard]] std::string listed(const std::vector<std::string>& list, bool types) const {
    constexpr std::size_t most = 12;
    std::string text;
    const std::size_t shown = std::min(list.size(), most);
    for (std::size_t i = 0; i < shown; ++i) {
      const bool last = i + 1 == list.size() && i > 0;
      text += i == 0 ? "" : last ? " " + word("or") + " " : ", ";
      text += list[i].empty() ? "\"\"" : types ? type(list[i]) : list[i];
    }
    if (list.size() > most) text += fmt::format(", {} {}", list.size() - most, word("more"));
    return text;
  }

  const Finding& finding_;
  const Translation::Data& data_;
};

}  // namespace

Translation::Translation(std::shared_ptr<const Data> data) noexcept : data_(std::move(data)) {}

std::string_view Translation::language() const noexcept { return data_->language; }

tl::expected<Translation, std::string> Translation::read(std::string_view json) {
  const Json file = Json::parse(json, nullptr, false);
  if (!file.is_object()) return tl::unexpected(std::string("the messages are no JSON object"));
  for (const char* name : {"language", "words", "messages"})
    if (!file.contains(name)) return tl::unexpected(fmt::format("`{}` is missing", name));
  if (!file["language"].is_string() || !file["words"].is_object() || !file["messages"].is_object())
    return tl::unexpected(
        std::string("`language` has to be a text, `words` and `messages` objects"));
  auto data = std::make_shared<Data>();
  data->language = file["language"].get<std::string>();
  if (std::string fault = read_words(file["words"], *data); !fault.empty())
    return tl::unexpected(std::move(fault));
  if (std::string fault = read_messages(file["messages"], *data); !fault.empty())
    return tl::unexpected(std::move(fault));
  return Translation(std::move(data));
}

std::string translate(const Finding& finding, const Translation& translation) {
  return Translator(finding, translation.data()).run();
}

}  // namespace leadlint
