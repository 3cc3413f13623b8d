// What a finding says stands in one table, messages/en.json: no sentence of it is left that nothing
// says, and none stands in the sources of what judges payloads. (What a message is made of in fact
// is looked at by tests/marked/.)
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "finding/words.h"
#include "text/ascii.h"

namespace leadlint {
namespace {

namespace fs = std::filesystem;
const fs::path root = LEADLINT_SOURCE_DIR;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> sources_below(const std::string& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder))
    if (const fs::path ending = entry.path().extension(); ending == ".cpp" || ending == ".h")
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

struct Literal {
  std::size_t line = 0;
  std::string text;      // between the quotes, as it is written
  std::string in_front;  // what stands before it, back to the start of its statement
};

/// The texts in a source, comments and includes left out.
std::vector<Literal> literals_of(const std::string& source) {
  std::vector<Literal> found;
  std::size_t statement = 0, line = 1;
  for (std::size_t at = 0; at < source.size(); ++at) {
    const char c = source[at];
    if (c == '\n') ++line;
    if (c == ';' || c == '{' || c == '}') statement = at + 1;
    if (source.compare(at, 2, "//") == 0 || source.compare(at, 8, "#include") == 0) {
      at = std::min(source.find('\n', at), source.size()) - 1;
    } else if (c == '\'' && at > 0 && !is_digit(source[at - 1])) {
      for (++at; source[at] != '\''; ++at)
        if (source[at] == '\\') ++at;
    } else if (source.compare(at, 3, "R\"(") == 0) {
      const std::size_t end = source.find(")\"", at);
      found.push_back(
          {line, source.substr(at + 3, end - at - 3), source.substr(statement, at - statement)});
      at = end + 1;
    } else if (c == '"') {
      const std::size_t first = at + 1;
      for (++at; source[at] != '"'; ++at)
        if (source[at] == '\\') ++at;
      found.push_back({line, source.substr(first, at - first),
                       source.substr(statement, first - 1 - statement)});
    }
  }
  return found;
}

/// Two words with a blank between, or one with a blank beside it: a piece of a sentence.
bool is_of_a_sentence(const std::string& text) {
  static const std::regex words("[a-z]{2,} [a-z]|[a-z]{3,} *$|^ +[a-z]{2,}|[a-z]{2,}: |; [a-z]");
  static const std::regex one_word("[A-Za-z0-9_./@#<>-]+");
  return !std::regex_match(text, one_word) && std::regex_search(text, words);
}

/// What a text is for that is no part of a finding about a payload, by what stands in front of it.
bool is_of_something_else(const Literal& literal) {
  static const std::regex other(
      "static_assert|"
      // Facts have names, which the dump of a table shows.
      "\\bfact\\(|\\bname \\+?= |\\bstd::string name = |_name\\(|"
      // Mistakes in rule files are told by model/mistakes.h, limits of them among these.
      "\\bworded\\(|mistakes|\\badd\\(Code::|\\blimit\\(|\\breport\\(");
  return std::regex_search(literal.in_front, other);
}

/// Files of these folders whose texts are for people, and in no finding on a payload.
const std::set<std::string> of_other_things{
    "engine/bulk/hints.cpp",            // what an input likely is: told once, behind a run
    "engine/bulk/text_kinds.cpp",       // the same
    "engine/bulk/feed.cpp",             // how a program may call
    "engine/bulk/tally.cpp",            // a summary
    "engine/bulk/input_formats.h",      // the command's help
    "engine/read/csv_columns_dump.cpp"  // a dump
};

/// Texts that are something else where they stand.
const std::set<std::string> other_texts{
    // names and starts of files
    "JSON Lines", R"({\\rtf)", R"(SQLite format 3\0)", R"(\0\x01\0\0Standard )",
    "version https://git-lfs.github.com/", "[Content_Types].xml", R"(\"\\/bfnrt)", "(other places)",
    // a mistake in the options of a run
    "unique: ", " is named twice",
    // limits of rule files: mistakes (model/mistakes.h)
    "the pattern needs an automaton of more than ",
    " states (the limit on pattern states); how long a text may be is said by `min_length` and ",
    "the rules of one object ask more than {} different things of it; split it",
    "the patterns up to here need automata of more than {} states together ",
    "(the limit on pattern states of a rule set)",
    "this asks {} different things of each item; at most {} are possible",
    "with rule {} the rule set has more than {} rows; split it",
    "rule {} expands to more than {} rows; split it", "this `when` expands to more than {} rows"};

TEST(OneTable, HoldsTheSentencesOfTheSources) {
  std::size_t looked_at = 0;
  for (const char* folder :
       {"engine/validate", "engine/read", "engine/history", "engine/bulk", "engine/compile"})
    for (const fs::path& path : sources_below(folder)) {
      const std::string file = path.lexically_relative(root).generic_string();
      if (of_other_things.contains(file)) continue;
      for (const Literal& literal : literals_of(content(path))) {
        ++looked_at;
        EXPECT_FALSE(is_of_a_sentence(literal.text) && !other_texts.contains(literal.text) &&
                     !is_of_something_else(literal))
            << file << ":" << literal.line << ": \"" << literal.text << '"';
      }
    }
  EXPECT_GT(looked_at, 500U);
}

/// Every sentence is said by somebody: by its name in a source, or (of the sentences for a code) by
/// a translation, which comes no further than to the first that needs no params.
TEST(OneTable, HoldsNothingThatIsNotSaid) {
  std::set<std::string> said;
  static const std::regex use(R"(Say::(\w+))");
  for (const fs::path& path : sources_below("engine")) {
    const std::string source = content(path);
    for (std::sregex_iterator at(source.begin(), source.end(), use), end; at != end; ++at)
      said.insert((*at)[1]);
  }
  std::set<std::string> translated;
  const auto german = nlohmann::json::parse(content(root / "messages/de.json"));
  for (const auto& [code, sentences] : german["messages"].items())
    for (const auto& [name, sentence] : sentences.items()) translated.insert(code + "_" + name);
  for (const auto& [name, word] : german["words"].items()) translated.insert("word_" + name);
  for (std::size_t i = 0; i < say_count; ++i) {
    std::string name(name_of(static_cast<Say>(i)));
    std::ranges::replace(name, '.', '_');
    EXPECT_TRUE(said.contains(name) || translated.contains(name)) << name;
  }
}

TEST(OneTable, FillsHoles) {
  EXPECT_EQ(
      in_words(Say::too_long_counted, {{"field", "name"}, {"counted", "7 {limit}"}, {"limit", 5}}),
      "name has 7 {limit}; at most 5 are allowed");
  EXPECT_EQ(in_words(Say::must_start, {{"part", "x"}}), "{it} must start with x")
      << "a hole that nothing is given for stays";
  EXPECT_EQ(in_words(Say::limit_exceeded_bytes, {{"limit", -9223372036854775807}, {"setting", ""}}),
            "the record has more than -9223372036854775807 bytes ()");
  std::string text = "a";
  add_words(text, Say::also_why, {{"why", "b"}});
  EXPECT_EQ(text, "a: b");
  EXPECT_EQ(phrase(Say::word_or), "or");
  EXPECT_EQ(name_of(Say::too_long_counted), "too_long.counted");
}

}  // namespace
}  // namespace leadlint
