// leadlint rules test: which examples to run, and where what became of them goes.
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "author/rule_coverage.h"
#include "author/rule_findings.h"
#include "author/rule_tests.h"
#include "author/test_report.h"
#include "commands.h"
#include "config/walk.h"
#include "leadlint/ruleset.h"
#include "whole_output.h"

namespace leadlint::command {
namespace {

namespace fs = std::filesystem;

/// Tells the mistakes, and keeps them for the report.
void cannot_run(author::TestedRules& tested, OwnedFindings mistakes, const std::string& file) {
  std::cerr << author::text_of_rule_findings(
      mistakes, file, {.colour = coloured(Colour::automatic, STDERR_FILENO)});
  tested.mistakes = std::move(mistakes);
}

void run_examples(author::TestedRules& tested, bool coverage) {
  const auto files = author::find_rule_tests(tested.rules, fs::current_path().string());
  if (!files) return cannot_run(tested, files.error(), tested.rules);
  tested.rules = files->rules;
  tested.file = files->tests;
  auto tests = author::read_rule_tests(files->tests, files->rules);
  if (!tests) return cannot_run(tested, std::move(tests.error()), files->tests);
  const auto rules = load_ruleset(files->rules);
  if (!rules) return cannot_run(tested, rules.error().owned(), files->rules);
  tested.files = rules->files();
  tested.tests = std::move(*tests);
  tested.results = author::run_rule_tests(files->rules, tested.tests);
  if (!coverage) return;
  auto covered = author::rule_coverage(files->rules, tested.tests, tested.results);
  if (!covered) return cannot_run(tested, std::move(covered.error()), files->rules);
  tested.coverage = std::move(*covered);
}

/// The tests files below a folder; false, and said why: there are none, or it cannot be read.
bool add_folder(const std::string& folder, std::vector<std::string>& rules) {
  const std::size_t before = rules.size();
  const fs::path whole = fs::absolute(folder).lexically_normal();
  bool good = true;
  config::Walk walk;
  walk.skips = [](const fs::path&) { return false; };
  walk.heeds_gitignore = [](const fs::path&) { return true; };
  walk.found = [&](const fs::path& path, config::Walk::Kind kind) {
    if (kind == config::Walk::Kind::file && path.string().ends_with(".tests.yaml"))
      rules.push_back((fs::path(folder) / path.lexically_relative(whole)).lexically_normal());
  };
  walk.problem = [&](const fs::path& path, std::string_view why) {
    complain(fmt::format("cannot read {}: {}", path.string(), why));
    good = false;
  };
  config::walk(whole, walk);
  if (good && rules.size() == before) {
    complain(fmt::format("{} has no tests files (.tests.yaml) in it", folder));
    good = false;
  }
  return good;
}

}  // namespace

Exit rules_test(const RulesTestOptions& options) {
  Exit exit = Exit::good;
  std::vector<std::string> rules;
  for (const std::string& each : options.rules) {
    std::error_code ignored;
    if (!fs::is_directory(each, ignored))
      rules.push_back(each);
    else if (!add_folder(each, rules))
      exit = Exit::failed;
  }
  std::vector<author::TestedRules> all;
  for (std::string& each : rules) {
    const bool known = std::ranges::any_of(all, [&](const author::TestedRules& other) {
      return other.rules == each || (!other.file.empty() && other.file == each);
    });
    if (known) continue;  // named, and in a folder as well
    author::TestedRules tested;
    tested.rules = std::move(each);
    const auto start = std::chrono::steady_clock::now();
    run_examples(tested, options.coverage);
    tested.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (tested.failed() != 0) exit = std::max(exit, Exit::findings);
    if (!tested.mistakes.empty()) exit = Exit::failed;
    all.push_back(std::move(tested));
  }
  std::vector<std::string> read;
  for (const author::TestedRules& tested : all) {
    read.insert(read.end(), {tested.rules, tested.file});
    read.insert(read.end(), tested.files.begin(), tested.files.end());
  }
  return std::max(exit, write_whole(options.output, options.format->write(all), read));
}

}  // namespace leadlint::command
