// Findings from code and params: each has a sentence in each language that is shipped, and params
// are those that docs/findings.md lists, by code and with their types.
#include "leadlint/translation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "conformance/vectors.h"
#include "every_check.h"
#include "finding/placeholders.h"
#include "leadlint/leadlint.h"

namespace leadlint {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string root = LEADLINT_SOURCE_DIR "/";

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Translation language(const std::string& name) {
  auto read = Translation::read(content(root + "messages/" + name + ".json"));
  if (!read) throw std::runtime_error(read.error());
  return *read;
}

// ------------------------------------------------------------------- findings of all that is there

void add(const Result& result, OwnedFindings& all) {
  all.insert(all.end(), result.findings().owned().begin(), result.findings().owned().end());
}

void add_vector(const conformance::Vector& vector, OwnedFindings& all) {
  LoadOptions options;
  options.options = vector.context.options;
  const auto rules = load_ruleset(vector.ruleset, options);
  if (!rules) return;
  Catalogs catalogs(*rules);
  for (const auto& [name, text] : vector.context.catalogs)
    static_cast<void>(catalogs.add(name, text));
  Context context;
  if (vector.context.current) context.current = *vector.context.current;
  if (vector.context.request) context.request = *vector.context.request;
  context.params.assign(vector.context.params.begin(), vector.context.params.end());
  context.has_params = vector.context.has_params;
  if (!vector.context.catalogs.empty()) context.catalogs = &catalogs;
  Validator validator(*rules);
  add(vector.is_query ? validator.check_form(vector.payload, context)
                      : validator.check(vector.payload, context),
      all);
}

const OwnedFindings& all_findings() {
  static const OwnedFindings all = [] {
    OwnedFindings found;
    for (const std::string& ruleset : conformance::rulesets_with_vectors())
      for (const conformance::Vector& vector : conformance::load_vectors(ruleset))
        add_vector(vector, found);
    support::judge_every_check(
        [&found](const Result& result, const std::string&) { add(result, found); });
    return found;
  }();
  return all;
}

// ------------------------------------------------------------------------------------------ params

using ParamTypes = std::map<std::string, std::string>;

/// The table of docs/findings.md: the params of each code, and of any.
std::map<std::string, ParamTypes> documented() {
  static const std::regex row(R"(\n\| `?(\w+)`? \| ((?:`\w+` \w+(?:, )?)+) \|)");
  static const std::regex param(R"(`(\w+)` (text|integer|list))");
  std::map<std::string, ParamTypes> table;
  const std::string text = content(root + "docs/findings.md");
  for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at) {
    const std::string params = (*at)[2];
    for (std::sregex_iterator each(params.begin(), params.end(), param); each != end; ++each)
      table[(*at)[1]][(*each)[1]] = (*each)[2];
  }
  return table;
}

std::string type_of(const Param& param) {
  constexpr std::array<const char*, 4> by_alternative{"integer", "number", "text", "list"};
  return by_alternative[param.value.index()];
}

TEST(Params, AreThoseOfTheDocumentWithTheirTypes) {
  const std::map<std::string, ParamTypes> table = documented();
  ASSERT_GT(table.size(), 10U);
  std::map<std::string, std::string> types;  // one a name
  for (const auto& [code, params] : table)
    for (const auto& [name, type] : params)
      EXPECT_EQ(types.emplace(name, type).first->second, type) << code << ", " << name;
  ASSERT_GT(all_findings().size(), 500U);
  for (const OwnedFinding& finding : all_findings()) {
    const std::string code(code_name(finding.code));
    for (const Param& param : finding.params) {
      const auto own = table.find(code);
      const ParamTypes& any = table.at("any");
      EXPECT_TRUE((own != table.end() && own->second.contains(param.name)) ||
                  any.contains(param.name))
          << code << ": " << param.name << ", " << finding.message;
      EXPECT_EQ(types[param.name], type_of(param)) << code << ": " << param.name;
    }
  }
}

// ------------------------------------------------------------------------------------ translations

class Languages : public testing::TestWithParam<std::string> {};

TEST_P(Languages, HaveASentenceForEachFinding) {
  const Translation translation = language(GetParam());
  EXPECT_EQ(translation.language(), GetParam());
  for (const OwnedFinding& finding : all_findings()) {
    const std::string said = translate(finding, translation);
    ASSERT_THAT(said, Not(IsEmpty())) << finding.message;
    // (A value may hold braces itself.)
    if (finding.message.find('{') == std::string::npos) {
      EXPECT_FALSE(next_placeholder(said, 0)) << said;
    }
  }
}

TEST_P(Languages, HaveASentenceForEachCode) {
  const Translation translation = language(GetParam());
  for (const Code code : all_codes()) {
    OwnedFinding finding;
    finding.code = code;
    finding.path = "/lead/name";
    const std::string said = translate(finding, translation);
    EXPECT_THAT(said, Not(IsEmpty())) << code_name(code);
    EXPECT_FALSE(next_placeholder(said, 0)) << said;
  }
}

using OrderedJson = nlohmann::ordered_json;

std::multiset<std::string> holes(const OrderedJson& sentence) {
  std::multiset<std::string> names;
  const std::string text = sentence.get<std::string>();
  for (auto hole = next_placeholder(text, 0); hole; hole = next_placeholder(text, hole->at + 1))
    names.emplace(hole->name);
  return names;
}

/// A language has, in the same order, each sentence that English is translated to itself by: those
/// up to the first that is said of any finding. They are made of the same params, so that no
/// language says less than another.
TEST_P(Languages, HaveTheSentencesOfEnglish) {
  const OrderedJson english = OrderedJson::parse(content(root + "messages/en.json"));
  const OrderedJson other = OrderedJson::parse(content(root + "messages/" + GetParam() + ".json"));
  for (const auto& [code, sentences] : english["messages"].items()) {
    auto at = other["messages"][code].begin();
    for (const auto& [name, sentence] : sentences.items()) {
      ASSERT_NE(at, other["messages"][code].end()) << code << ", " << name;
      EXPECT_EQ(at.key(), name) << code;
      EXPECT_EQ(holes(sentence), holes(at.value())) << code << ", " << name;
      ++at;
      const std::multiset<std::string> names = holes(sentence);
      if (std::ranges::all_of(names, [](const std::string& hole) {
            return hole == "field" || hole == "it" || hole.ends_with("_part");
          }))
        break;
    }
  }
}

std::vector<std::string> shipped_languages() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(root + "messages"))
    names.push_back(entry.path().stem().string());
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, Languages, testing::ValuesIn(shipped_languages()),
                         [](const auto& info) { return info.param; });

TEST(Translations, SayWhatCodeAndParamsSay) {
  const Translation german = language("de");
  const auto said = [&](Code code, std::vector<Param> params, std::string path = "/deal/reason") {
    OwnedFinding finding;
    finding.code = code;
    finding.path = std::move(path);
    finding.params = std::move(params);
    return translate(finding, german);
  };
  using List = std::vector<std::string>;
  EXPECT_EQ(said(Code::missing_field, {}), "reason fehlt");
  EXPECT_EQ(said(Code::too_long, {{"limit", std::int64_t{5}}, {"length", std::int64_t{9}}}),
            "reason hat die Länge 9; erlaubt ist höchstens 5");
  EXPECT_EQ(said(Code::wrong_type,
                 {{"actual", "\"x\""}, {"types", List{"integer", "boolean"}}, {"type", "string"}}),
            "reason: erwartet ist eine ganze Zahl oder true oder false, angegeben ist Text");
  EXPECT_EQ(said(Code::not_in_enum, {{"actual", "\"X\""}, {"allowed", List{"A", "B", ""}}}),
            "reason \"X\" ist nicht erlaubt; erlaubt: A, B oder \"\"");
  EXPECT_EQ(said(Code::conflict, {{"actual", "an object"}}, "/lines/0"),
            "Eintrag 1 widerspricht einem anderen Wert");
  EXPECT_EQ(said(Code::conflict, {{"actual", "\"X\""}}),
            "reason \"X\" widerspricht einem anderen Wert");
  EXPECT_EQ(said(Code::bad_json, {}, ""), "das ist kein JSON");
  EXPECT_EQ(said(Code::missing_field, {}, "/a~1b"), "a/b fehlt");
}

TEST(Translations, RefuseAFileThatLacksSomething) {
  const json english = json::parse(content(root + "messages/en.json"));
  const auto fault = [](const json& file) {
    const auto read = Translation::read(file.dump());
    return read ? std::string() : read.error();
  };
  EXPECT_EQ(fault(english), "");
  json file = english;
  file["messages"].erase("too_long");
  EXPECT_EQ(fault(file), "`too_long` has no sentence");
  file = english;
  file["messages"]["too_long"]["limit"] = "{field} is over {limt}";
  EXPECT_EQ(fault(file), "nothing fills {limt} in `too_long.limit`");
  file["messages"]["too_long"] = {{"limit", "{field} is over {limit}"}};
  EXPECT_EQ(fault(file), "`too_long` has no sentence for findings without params");
  file["messages"]["too_long"] = {{"lenght", "{field} is over {limit}"}};
  EXPECT_EQ(fault(file), "English has no sentence `too_long.lenght`");
  file["messages"]["too_long"] = {"{field} is too long"};
  EXPECT_EQ(fault(file), "`too_long` has to be an object of sentences");
  file = english;
  file["words"].erase("array");
  EXPECT_EQ(fault(file), "`words` has no `array`");
  file = english;
  file["messages"]["nonsense"] = {{"text", "x"}};
  EXPECT_EQ(fault(file), "there is no code `nonsense`");
  EXPECT_EQ(fault(json::array()), "the messages are no JSON object");
  EXPECT_EQ(fault({{"language", "x"}}), "`words` is missing");
}

}  // namespace
}  // namespace leadlint
