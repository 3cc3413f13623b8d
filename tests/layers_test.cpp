// The house: who includes whom under engine/, which file wraps which library, and that no API is
// named in C++. The two library targets hold the larger half by link; this holds the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "text/ascii.h"

namespace leadlint {
namespace {

namespace fs = std::filesystem;

const fs::path root = LEADLINT_SOURCE_DIR;

struct Line {
  std::string file;  // "engine/parse/parse.h"
  std::size_t number = 0;
  std::string text;
};

std::string place(const Line& line) { return line.file + ":" + std::to_string(line.number); }

/// All lines of the C++ files below a folder.
std::vector<Line> lines_below(const std::string& folder) {
  std::vector<Line> lines;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".h" && ending != ".cpp") continue;
    std::ifstream file(entry.path());
    const std::string name = entry.path().lexically_relative(root).generic_string();
    std::string text;
    for (std::size_t number = 1; std::getline(file, text); ++number)
      lines.push_back({name, number, text});
  }
  return lines;
}

/// The same without `//` comments.
std::vector<Line> code_below(const std::string& folder) {
  std::vector<Line> lines = lines_below(folder);
  for (Line& line : lines) line.text.resize(std::min(line.text.find("//"), line.text.size()));
  return lines;
}

const std::vector<Line>& engine_code() {
  static const std::vector<Line> lines = code_below("engine");
  return lines;
}

std::vector<Line> engine_and_tools() {
  std::vector<Line> lines = engine_code();
  for (Line& line : code_below("tools")) lines.push_back(std::move(line));
  return lines;
}

/// The stage a file belongs to: its folder, and for installed headers the stage they speak for.
std::string stage_of(const std::string& header) {
  static const std::map<std::string, std::string> installed{
      {"leadlint/finding.h", "finding"},      {"leadlint/version.h", "finding"},
      {"leadlint/ruleset.h", "ruleset"},      {"leadlint/validator.h", "validate"},
      {"leadlint/counts.h", "finding"},       {"leadlint/bulk.h", "bulk"},
      {"leadlint/cells.h", "finding"},        {"leadlint/settings.h", "finding"},
      {"leadlint/bulk_format.h", "finding"},  {"leadlint/api_answer.h", "report"},
      {"leadlint/findings_json.h", "report"}, {"leadlint_c.h", "c_interface"},
      {"leadlint/ruleset_store.h", "store"},  {"leadlint/leadlint.h", "leadlint"},
      {"leadlint/json_value.h", "validate"},  {"leadlint/ruleset_view.h", "view"},
      {"leadlint/translation.h", "report"},   {"leadlint/table_image.h", "image"},
  };
  const auto found = installed.find(header);
  return found != installed.end() ? found->second : header.substr(0, header.find('/'));
}

std::string stage_of_file(const std::string& file) {
  const std::string inside = file.substr(std::string("engine/").size());
  return stage_of(inside.starts_with("include/") ? inside.substr(8) : inside);
}

/// What each stage may include besides itself, by the table in engine/README.md. `ruleset` is the
/// handle of a compiled table and the choices it is compiled under.
std::map<std::string, std::set<std::string>> allowed_stages() {
  std::map<std::string, std::set<std::string>> allowed{
      {"ruleset", {"finding"}},
      {"c_interface", {"finding", "leadlint"}},
      {"leadlint", {"finding", "ruleset", "image", "validate", "bulk", "report", "store", "view"}},
  };
  static const std::regex row(R"(\| `(\w+)/` \|.*\| (?:`([a-z ]+)`|nothing of ours) \|)");
  std::ifstream file(root / "engine/README.md");
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (!std::regex_match(line, match, row)) continue;
    std::istringstream words(match[2]);
    std::set<std::string>& stages = allowed[match[1]];
    for (std::string word; words >> word;) stages.insert(word);
  }
  return allowed;
}

TEST(Layers, EachStageIncludesOnlyWhatComesBeforeIt) {
  static const std::regex include(R"(^\s*#\s*include\s*"([^"]+)\")");
  const auto stages = allowed_stages();
  std::size_t includes = 0;
  for (const Line& line : engine_code()) {
    std::smatch match;
    if (!std::regex_search(line.text, match, include)) continue;
    ++includes;
    const std::string from = stage_of_file(line.file), to = stage_of(match[1]);
    EXPECT_TRUE(fs::exists(root / "engine" / match[1].str()) ||
                fs::exists(root / "engine/include" / match[1].str()) ||
                match[1] == "leadlint/version.h" || match[1] == "finding/say.h")  // the build's
        << place(line) << ": " << match[1] << " is not written from engine/ on";
    if (from == to) continue;
    const auto allowed = stages.find(from);
    ASSERT_NE(allowed, stages.end()) << place(line) << ": a folder without a rule";
    EXPECT_TRUE(allowed->second.contains(to)) << place(line) << ": " << from << " includes " << to;
  }
  EXPECT_GT(includes, 20U) << "the sources were not found";
}

/// A library, the headers it is known by, and the files that may include them.
struct Wrapped {
  std::string library;
  std::regex header;
  std::regex files;
  std::size_t max_files;
};

TEST(Layers, EachLibraryIsIncludedWhereItIsWrapped) {
  const std::vector<Wrapped> libraries{
      {"yaml-cpp", std::regex("<yaml-cpp/"), std::regex("engine/parse/yaml_[^/]+"), 3},
      {"Boost", std::regex("<boost/"), std::regex("engine/parse/[^/]+\\.cpp"), 8},
      {"simdjson", std::regex("<simdjson"), std::regex("engine/read/[^/]+"), 8},
      {"zlib", std::regex("<zlib\\.h>"), std::regex("engine/files/decompress\\.cpp"), 1},
      {"Zstandard", std::regex("<zstd"), std::regex("engine/files/decompress\\.cpp"), 1},
      {"CaDiCaL", std::regex("<cadical"), std::regex("engine/analyze/solver\\.cpp"), 1},
      {"cpp-httplib", std::regex("<httplib\\.h>"),
       std::regex("engine/serve/(connection|connection_pool|http_server)\\.(h|cpp)"), 3},
      {"CLI11", std::regex("<CLI/"), std::regex("tools/leadlint/[^/]+\\.cpp"), 4},
  };
  const std::vector<Line> lines = engine_and_tools();
  for (const Wrapped& library : libraries) {
    std::set<std::string> files;
    for (const Line& line : lines) {
      if (line.text.find("#include") == std::string::npos) continue;
      if (!std::regex_search(line.text, library.header)) continue;
      EXPECT_TRUE(std::regex_match(line.file, library.files))
          << place(line) << " includes " << library.library;
      files.insert(line.file);
    }
    EXPECT_LE(files.size(), library.max_files) << library.library;
  }
}

TEST(Layers, CompileLooksUpNoName) {
  static const std::regex look_up(
      R"(\b(resolve|bind|find_(field|format|catalog))\(|(\.|->)name [=!]= )"
      R"(|(Field|Format|Catalog|Let)::name\b|current_also_at|key_steps|holds_value|ScalarSet)");
  for (const Line& line : engine_code()) {
    if (!line.file.starts_with("engine/compile/")) continue;
    EXPECT_FALSE(std::regex_search(line.text, look_up))
        << place(line) << ": what a name means is in what check hands over";
  }
}

/// fmt 11 has it there alone.
TEST(Layers, JoinComesFromItsOwnHeader) {
  std::set<std::string> joining, including;
  for (const Line& line : engine_and_tools()) {
    if (line.text.find("fmt::join") != std::string::npos) joining.insert(line.file);
    if (line.text.find("<fmt/ranges.h>") != std::string::npos) including.insert(line.file);
  }
  EXPECT_FALSE(joining.empty());
  EXPECT_EQ(joining, including);
}

/// A project that adds or finds Leadlint may have the targets of others: nothing looks for a
/// package but a macro that asks for its target first.
TEST(Layers, PackagesThatTheHostHasAreNotLookedFor) {
  std::vector<std::string> files{"CMakeLists.txt"};
  for (const char* folder : {"cmake", "engine", "tools", "bench", "tests/fuzz", "tests/reference"})
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder))
      if (const std::string name = entry.path().filename().string();
          name.ends_with(".txt") || name.ends_with(".cmake") || name.ends_with(".cmake.in"))
        files.push_back(entry.path().lexically_relative(root).generic_string());
  std::vector<std::string> looking;
  for (const std::string& name : files) {
    std::ifstream file(root / name);
    for (std::string before, line; std::getline(file, line); before = std::exchange(line, "")) {
      const std::string text = line.substr(0, line.find('#'));
      if (text.find("find_package(") == text.npos && text.find("find_dependency(") == text.npos)
        continue;
      looking.push_back(name);
      EXPECT_NE(before.find("if(NOT TARGET ${target})"), before.npos) << name << ": " << line;
    }
  }
  EXPECT_THAT(looking, testing::UnorderedElementsAre("cmake/LeadlintDependencies.cmake",
                                                     "cmake/leadlintConfig.cmake.in"));
}

/// Whether one of the texts stands in the line. (Regular expressions take seconds over all
/// sources.)
bool holds_one_of(std::string_view line, std::initializer_list<std::string_view> texts) {
  return std::ranges::any_of(
      texts, [&](std::string_view text) { return line.find(text) != std::string_view::npos; });
}

TEST(Layers, TheEngineNeitherPrintsNorAbortsNorReadsTheEnvironment) {
  static const std::regex banned(
      R"(std::c(out|err|log)\b|\bprintf\(|fmt::print\(|\babort\(|\bexit\(|\bgetenv\()");
  for (const Line& line : engine_code()) {
    if (!holds_one_of(line.text, {"std::c", "print", "abort", "exit", "getenv"})) continue;
    EXPECT_FALSE(std::regex_search(line.text, banned)) << place(line) << ": " << line.text;
  }
}

/// What settings are called is for who calls the engine (leadlint/settings.h).
TEST(Layers, TheEngineNamesNoFlagOfTheCommand) {
  static const std::regex flag(R"(--[a-z][a-z-]*)");
  static const std::set<std::string> of_other_programs{"--csv",  "--raw",  "--long",
                                                       "--icsv", "--itsv", "--ojson"};
  for (const Line& line : engine_code()) {
    const std::string text = line.text.substr(std::min(line.text.find('"'), line.text.size()));
    for (std::sregex_iterator at(text.begin(), text.end(), flag), end; at != end; ++at)
      EXPECT_TRUE(of_other_programs.contains(at->str())) << place(line) << ": " << at->str();
  }
}

/// (clang-format keeps code within the width, and leaves comments alone.)
TEST(Layers, CommentsKeepWithinTheWidth) {
  for (const char* folder : {"engine", "tools", "tests", "bench", "cmake"})
    for (const Line& line : lines_below(folder)) {
      const std::size_t first = line.text.find_first_not_of(' ');
      const bool comment =
          line.text.find("//", first) == first || line.text.find("*", first) == first;
      const auto signs = std::ranges::count_if(
          line.text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
      EXPECT_TRUE(first == line.text.npos || !comment || signs <= 100) << place(line);
    }
}

/// Names of tests say what is so, in one style: NamesAreOfThisStyle.
TEST(Layers, TestsAreNamedInOneStyle) {
  static const std::regex test(R"(^TEST(_F|_P)?\((\w+), (\w+)\))");
  static const std::regex odd("_|^Case[A-Z]?[0-9]|^[a-z]");
  for (const Line& line : lines_below("tests")) {
    std::smatch match;
    if (!line.text.starts_with("TEST") || !std::regex_search(line.text, match, test)) continue;
    EXPECT_FALSE(std::regex_search(match[2].str(), odd)) << place(line) << ": " << match[2];
    EXPECT_FALSE(std::regex_search(match[3].str(), odd)) << place(line) << ": " << match[3];
  }
}

TEST(Layers, NoApiIsNamedInCode) {
  for (const Line& line : engine_and_tools()) {
    EXPECT_FALSE(holds_one_of(
        lowered(line.text),
        {"caring",     "capillary",        "renovationfind", "storedge",          "care_enquiry",
         "lead_won",   "job_won",          "lead_lost",      "valid_lead",        "lead_id",
         "sub_status", "substatus",        "jobamount",      "tour_time",         "tbd",
         "lostreason", "statuslogdetails", "leadfor",        "tenant_attributes", "unit_group",
         "reasonid"}))
        << place(line) << ": " << line.text;
  }
}

}  // namespace
}  // namespace leadlint
