// Is all that a message says in the one table, messages/en.json? This program has that table with
// its words in marks, in place of the library's: what stands in a message outside of them has to be
// of the payload, of the rule file or of what was given with them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/vectors.h"
#include "every_check.h"
#include "finding/words.h"
#include "leadlint/leadlint.h"
#include "text/ascii.h"

namespace leadlint {
namespace {

const std::string root = LEADLINT_SOURCE_DIR "/";
constexpr std::string_view opens = "\xE2\x9F\xA6", closes = "\xE2\x9F\xA7";

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// All rule files: a rule set may use and extend others.
std::string all_rules() {
  std::string text;
  for (const char* folder : {"rules", "tests/rulefiles/messages", "tests/rulefiles/written"})
    if (std::filesystem::exists(root + folder))
      for (const auto& entry : std::filesystem::recursive_directory_iterator(root + folder))
        if (entry.path().extension() == ".yaml") text += content(entry.path());
  static const std::regex line_end("\n *");  // a sentence may go over several lines
  return text + std::regex_replace(text, line_end, " ");
}

/// What stands outside of the marks.
std::string unmarked(std::string_view message) {
  std::string rest;
  int depth = 0;
  for (std::size_t at = 0; at < message.size();) {
    const std::string_view here = message.substr(at);
    if (here.starts_with(opens) || here.starts_with(closes)) {
      depth += here.starts_with(opens) ? 1 : -1;
      rest += ' ';
      at += opens.size();
      continue;
    }
    if (depth == 0) rest += message[at];
    ++at;
  }
  EXPECT_EQ(depth, 0) << message;
  return rest;
}

/// Runs of two letters or more that `data` does not have.
std::vector<std::string> words_beyond(const std::string& text, const std::string& data) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    if (is_letter(c)) {
      word += c;
      continue;
    }
    if (word.size() > 1 && data.find(word) == std::string::npos) words.push_back(word);
    word.clear();
  }
  return words;
}

/// Two words of which one is a word of English that holds sentences together, where `data` does not
/// have them so. (A value may stand behind its name.)
std::vector<std::string> phrases_beyond(const std::string& text, const std::string& data) {
  static const std::set<std::string> joints{"a",    "an",   "and",   "are",  "at",    "be",   "by",
                                            "for",  "has",  "have",  "in",   "is",    "it",   "its",
                                            "may",  "must", "no",    "not",  "of",    "on",   "or",
                                            "out",  "read", "than",  "that", "the",   "to",   "was",
                                            "were", "when", "where", "with", "which", "write"};
  std::vector<std::string> phrases;
  for (std::size_t at = 0; (at = text.find(' ', at + 1)) != text.npos;) {
    std::size_t first = at, last = at + 1;
    const auto is_of_word = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    while (first > 0 && is_of_word(text[first - 1])) --first;
    while (last < text.size() && is_of_word(text[last])) ++last;
    const auto is_number = [&](std::size_t from, std::size_t to) {
      return from == to || std::any_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                                       text.begin() + static_cast<std::ptrdiff_t>(to), is_digit);
    };
    if (is_number(first, at) || is_number(at + 1, last)) continue;
    if (!joints.contains(text.substr(first, at - first)) &&
        !joints.contains(text.substr(at + 1, last - at - 1)))
      continue;
    const std::string phrase = text.substr(first, last - first);
    if (data.find(phrase) == std::string::npos) phrases.push_back(phrase);
  }
  return phrases;
}

class Marked : public testing::Test {
 protected:
  /// Names of settings and of months are spelled in one way in every language.
  const std::string always = all_rules() +
                             " limits max record bytes January February March April May June July "
                             "August September October November December Jan Feb Mar Apr Jun Jul "
                             "Aug Sep Oct Nov Dec AM PM UTC GMT EST Europe null true false ";

  void look_at(const Result& result, const std::string& data) {
    for (const Finding& finding : result.findings()) {
      ++seen_;
      const std::string message(finding.message());
      const std::string rest = unmarked(message);
      EXPECT_THAT(words_beyond(rest, always + data), testing::IsEmpty()) << message;
      EXPECT_THAT(phrases_beyond(rest, always + data), testing::IsEmpty()) << message;
      if (message.find(opens) != message.npos) ++marked_;
    }
  }
  std::size_t seen_ = 0, marked_ = 0;
};

TEST_F(Marked, IsAllThatIsSaidOfTheVectors) {
  for (const std::string& ruleset : conformance::rulesets_with_vectors()) {
    std::map<std::map<std::string, std::string, std::less<>>, Ruleset> loaded;
    for (const conformance::Vector& vector : conformance::load_vectors(ruleset)) {
      auto at = loaded.find(vector.context.options);
      if (at == loaded.end()) {
        LoadOptions options;
        options.options = vector.context.options;
        auto rules = load_ruleset(root + "rules/" + vector.ruleset + ".yaml", options);
        ASSERT_TRUE(rules) << vector.ruleset;
        at = loaded.emplace(vector.context.options, std::move(*rules)).first;
      }
      std::string data = vector.payload;
      Catalogs catalogs(at->second);
      for (const auto& [name, text] : vector.context.catalogs) {
        static_cast<void>(catalogs.add(name, text));
        data += text;
      }
      Context context;
      if (vector.context.current) context.current = *vector.context.current;
      if (vector.context.request) context.request = *vector.context.request;
      data += vector.context.current.value_or("") + vector.context.request.value_or("");
      context.params.assign(vector.context.params.begin(), vector.context.params.end());
      for (const auto& [name, value] : vector.context.params) data += name + " " + value;
      context.has_params = vector.context.has_params;
      if (!vector.context.catalogs.empty()) context.catalogs = &catalogs;
      Validator validator(at->second);
      look_at(vector.is_query ? validator.check_form(vector.payload, context)
                              : validator.check(vector.payload, context),
              data);
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(seen_, 500U);
  EXPECT_GT(marked_ * 10, seen_ * 6);  // (others have a message that the rule file's author wrote)
}

TEST_F(Marked, IsAllThatIsSaidOfEveryCheckAndVerb) {
  support::judge_every_check([this](const Result& result, const std::string& line) {
    look_at(result, line + support::every_check_catalog);
  });
  EXPECT_GT(seen_, 100U);
}

TEST_F(Marked, IsAllThatIsSaidOfTextThatIsNoRecord) {
  const auto rules = load_ruleset(root + "tests/rulefiles/messages/every_check.yaml");
  ASSERT_TRUE(rules);
  Validator validator(*rules);
  using namespace std::string_literals;
  for (const std::string& text : {"{"s,
                                  "{\"a\":tru}"s,
                                  "\xEF\xBB\xBF{}"s,
                                  "a=1&b=2"s,
                                  "https://example.com/?a=1"s,
                                  "<lead/>"s,
                                  "{\"a\":\xE2\x80\x9Cx\"}"s,
                                  "{\"a\":01}"s,
                                  "{\"a\":'x'}"s,
                                  "{\"a\":1,}"s,
                                  "{\"a\":NaN}"s,
                                  "[1,2]"s,
                                  "{\"a\":\"\\ud800\"}"s,
                                  "{\"a\":\"\xFF\"}"s,
                                  "\"\\x\""s,
                                  "{\"a\":1}{\"a\":2}"s,
                                  "{\"a\":1e999}"s,
                                  std::string(300, '['),
                                  "%PDF-1.4"s,
                                  "{\\\"a\\\":1}"s,
                                  "// x\n{}"s,
                                  ""s})
    look_at(validator.check(text), text);
  for (const std::string& text : {"{}"s, "?a=1"s, "a"s, "=1"s, "a[b=1"s, "a=%ZZ"s, "a=1;b=2"s,
                                  "a=%FF"s, "a[][]=1"s, "a=1&a[b]=2"s, "a b=1"s, "a=1\nb=2"s})
    look_at(validator.check_form(text), text);
  EXPECT_GT(seen_, 25U);
}

}  // namespace
}  // namespace leadlint
