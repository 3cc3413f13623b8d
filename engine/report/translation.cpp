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
#include "finding/words.h"

namespace leadlint {

class Translation::Data {
 public:
  std::string language;
  std::map<Code, std::vector<std::string>> messages;
  std::map<std::string, std::string, std::less<>> words;  // of JSON's types, and the others below
};

namespace {

using Json = nlohmann::ordered_json;  // of the sentences for a code the first that fits is said

/// Holes that are filled for every finding: its place, and its value where there is one.
constexpr std::array<std::string_view, 3> of_every_finding{"field", "it", "path"};
/// A hole for a part that may be left out, and is where code and params are all there is.
constexpr std::string_view optional_part = "_part";

/// Words that a file has beside its sentences.
constexpr std::array<std::string_view, 11> needed_words{"or",      "payload", "item",    "string",
                                                        "integer", "number",  "boolean", "object",
                                                        "array",   "null",    "more"};

std::vector<std::string_view> holes_of(std::string_view sentence) {
  std::vector<std::string_view> names;
  for (auto hole = next_placeholder(sentence, 0); hole;
       hole = next_placeholder(sentence, hole->at + 1))
    names.push_back(hole->name);
  return names;
}

/// The sentence of messages/en.json with that name.
std::optional<Say> sentence_of(std::string_view name) {
  for (std::size_t i = 0; i < say_count; ++i)
    if (name_of(static_cast<Say>(i)) == name) return static_cast<Say>(i);
  return std::nullopt;
}

bool is_of_every_finding(std::string_view hole) {
  return hole.ends_with(optional_part) ||
         std::ranges::find(of_every_finding, hole) != of_every_finding.end();
}

/// Is it said of a finding that has no params?
bool needs_no_params(const std::string& sentence) {
  return std::ranges::all_of(holes_of(sentence), is_of_every_finding);
}

/// Fills `data`; what is wrong, or empty.
std::string read_messages(const Json& messages, Translation::Data& data) {
  for (const auto& [name, sentences] : messages.items()) {
    const auto code = code_from_name(name);
    if (!code) return fmt::format("there is no code `{}`", name);
    if (!sentences.is_object()) return fmt::format("`{}` has to be an object of sentences", name);
    std::vector<std::string>& texts = data.messages[*code];
    for (const auto& [of_sentence, sentence] : sentences.items()) {
      const std::string full = fmt::format("{}.{}", name, of_sentence);
      const auto english = sentence_of(full);
      if (!english) return fmt::format("English has no sentence `{}`", full);
      if (!sentence.is_string()) return fmt::format("`{}` has to be a text", full);
      texts.push_back(sentence.get<std::string>());
      const std::vector<std::string_view> known = holes_of(phrase(*english));
      for (const std::string_view hole : holes_of(texts.back()))
        if (!is_of_every_finding(hole) && std::ranges::find(known, hole) == known.end())
          return fmt::format("nothing fills {{{}}} in `{}`", hole, full);
    }
    if (std::ranges::none_of(texts, needs_no_params))
      return fmt::format("`{}` has no sentence for findings without params", name);
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
    return {};  // (one of them has no hole that may stay open)
  }

 private:
  [[nodiscard]] const std::string& word(std::string_view name) const {
    return data_.words.find(name)->second;
  }

  [[nodiscard]] std::optional<std::string> hole(std::string_view name) const {
    if (name == "path") return std::string(finding_.path());
    if (name == "field") return field();
    if (name == "it") return it();
    if (name.ends_with(optional_part)) return std::string();
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

  /// The field, and the value where it can be shown in a line.
  [[nodiscard]] std::string it() const {
    const std::span<const Param> params = finding_.params();
    const auto param = std::ranges::find(params, "actual", &Param::name);
    const auto* const shown =
        param == params.end() ? nullptr : std::get_if<std::string>(&param->value);
    const auto is = [shown](Say what) { return *shown == phrase(what); };
    const bool plain =
        shown != nullptr && !is(Say::word_null) && !is(Say::word_object) && !is(Say::word_array);
    return plain ? fmt::format("{} {}", field(), *shown) : field();
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
    return shown == phrase(Say::word_object)  ? word("object")
           : shown == phrase(Say::word_array) ? word("array")
                                              : shown;
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
