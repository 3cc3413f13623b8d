// The file of examples to RuleTest; run_rule_tests.cpp runs them. Tests: tests/rule_tests_test.cpp.
#include "author/rule_tests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <span>

#include "author/now.h"
#include "author/test_names.h"
#include "author/yaml_json.h"
#include "files/input.h"
#include "model/mistakes.h"
#include "parse/parse.h"
#include "parse/wording.h"
#include "parse/yaml_tree.h"
#include "text/nearest.h"

namespace leadlint::author {
namespace {

using model::Mistakes;
using parse::YamlEntry;
using parse::YamlNode;

/// Reads one example; what is wrong with it goes to the log.
class TestReader {
 public:
  TestReader(Mistakes& log, const YamlNode& node) : log_(log), node_(node) {}

  RuleTest read() {
    if (!node_.is_map()) {
      log_.add(Code::bad_value, node_.range, "a test is a map with `name`, `payload`, `verdict`");
      return {};
    }
    const model::SourceLocation& where = node_.range.start;
    test_.location = fmt::format("{}:{}", log_.files()[where.file].path, where.line);
    for (const YamlEntry& entry : node_.entries) read_key(entry);
    for (const std::string_view key : {"name", "verdict"})
      if (node_.find(key) == nullptr) miss(fmt::format("`{}`", key));
    if ((node_.find("payload") == nullptr) == (node_.find("text") == nullptr))
      miss("either `payload` or `text`");
    std::ranges::sort(test_.findings);
    return std::move(test_);
  }

 private:
  using Read = void (TestReader::*)(const YamlNode&);
  struct Key {
    std::string_view name;
    Read read;
  };

  static std::span<const Key> keys() {
    static constexpr std::array<Key, 15> all{{
        {"name", &TestReader::name},
        {"rule", &TestReader::rule},
        {"payload", &TestReader::payload},
        {"text", &TestReader::text},
        {"form", &TestReader::form},
        {"current", &TestReader::current},
        {"no_current", &TestReader::no_current},
        {"now", &TestReader::now},
        {"request", &TestReader::request},
        {"catalogs", &TestReader::catalogs},
        {"params", &TestReader::params},
        {"options", &TestReader::options},
        {"profile", &TestReader::profile},
        {"verdict", &TestReader::verdict},
        {"findings", &TestReader::findings},
    }};
    return all;
  }

  void read_key(const YamlEntry& entry) {
    const auto found = std::ranges::find(keys(), entry.key, &Key::name);
    if (found != keys().end()) return (this->*found->read)(*entry.value);
    std::vector<std::string> names;
    for (const Key& key : keys()) names.emplace_back(key.name);
    complain_of_key(entry, names);
  }

  void complain_of_key(const YamlEntry& entry, const std::vector<std::string>& known) {
    log_.add(Code::unknown_key, entry.key_range,
             fmt::format("a test has no key {}; it has {}", parse::in_quotes(entry.key),
                         parse::one_of(known)),
             parse::nearest_name(entry.key, known));
  }

  void miss(const std::string& what) {
    log_.add(Code::missing_key, node_.range, fmt::format("a test needs {}", what));
  }

  void refuse(const YamlNode& node, std::string message) {
    log_.add(Code::bad_value, node.range, std::move(message));
  }

  std::string word(const YamlNode& node) {
    if (!node.is_scalar()) refuse(node, "a text belongs here");
    return node.text;
  }

  bool yes(const YamlNode& node) {
    if (node.is_scalar() && (node.text == "true" || node.text == "false"))
      return node.text == "true";
    refuse(node, "true or false belongs here");
    return false;
  }

  template <class Take>
  void each_entry(const YamlNode& node, Take take) {
    if (!node.is_map()) return refuse(node, "a map belongs here");
    for (const YamlEntry& entry : node.entries) take(entry);
  }

  void name(const YamlNode& node) { test_.name = word(node); }
  void rule(const YamlNode& node) {
    test_.rule = word(node);
    mention(Mention::Kind::rule, test_.rule, node.range);
  }
  void payload(const YamlNode& node) { test_.payload = json_of_yaml(node); }
  void text(const YamlNode& node) { test_.payload = word(node); }
  void form(const YamlNode& node) { test_.form = yes(node); }
  void current(const YamlNode& node) { test_.current = json_of_yaml(node); }
  void no_current(const YamlNode& node) { test_.no_current = yes(node); }
  void now(const YamlNode& node) {
    test_.now = read_now(word(node));
    if (!test_.now) refuse(node, "an instant belongs here: `now: 2026-11-30T12:00:00Z`");
  }
  void request(const YamlNode& node) { test_.request = json_of_yaml(node); }
  void profile(const YamlNode& node) {
    test_.load.profile = word(node);
    mention(Mention::Kind::profile, test_.load.profile, node.range);
  }
  void mention(Mention::Kind kind, const std::string& name, const model::SourceRange& range) {
    test_.mentions.push_back({kind, name, range});
  }

  void catalogs(const YamlNode& node) {
    each_entry(node, [this](const YamlEntry& entry) {
      test_.catalogs.emplace_back(entry.key, json_of_yaml(*entry.value));
      mention(Mention::Kind::catalog, entry.key, entry.key_range);
    });
  }

  void params(const YamlNode& node) {
    test_.has_params = true;
    each_entry(node, [this](const YamlEntry& entry) {
      test_.params.emplace_back(entry.key, word(*entry.value));
      mention(Mention::Kind::param, entry.key, entry.key_range);
    });
  }

  // As on the command line: lists are written "[A, B]".
  void options(const YamlNode& node) {
    each_entry(node, [this](const YamlEntry& entry) {
      std::string& value = test_.load.options[entry.key];
      mention(Mention::Kind::option, entry.key, entry.key_range);
      if (!entry.value->is_sequence()) {
        value = word(*entry.value);
        return;
      }
      for (const parse::NodePtr& item : entry.value->items)
        value += (value.empty() ? "" : ", ") + word(*item);
      value = fmt::format("[{}]", value);
    });
  }

  void verdict(const YamlNode& node) {
    const std::string given = word(node);
    for (const Verdict each : {Verdict::valid, Verdict::warning, Verdict::invalid}) {
      test_.verdict = each;
      if (verdict_name(each) == given) return;
    }
    refuse(node,
           fmt::format("a verdict is valid, warning or invalid, not {}", parse::in_quotes(given)));
  }

  void findings(const YamlNode& node) {
    if (!node.is_sequence()) return refuse(node, "a list of {code, path} belongs here");
    for (const parse::NodePtr& item : node.items) expected(*item);
  }

  void expected(const YamlNode& node) {
    ExpectedFinding finding;
    each_entry(node, [&](const YamlEntry& entry) {
      if (entry.key == "path")
        finding.path = word(*entry.value);
      else if (entry.key == "code")
        finding.code = code(*entry.value);
      else
        complain_of_key(entry, {"code", "path"});
    });
    for (const std::string_view key : {"code", "path"})
      if (node.is_map() && node.find(key) == nullptr)
        log_.add(Code::missing_key, node.range, fmt::format("a finding needs `{}`", key));
    test_.findings.push_back(std::move(finding));
  }

  Code code(const YamlNode& node) {
    const std::string given = word(node);
    if (const auto found = code_from_name(given)) return *found;
    std::vector<std::string> names;
    for (const Code each : all_codes()) names.emplace_back(code_name(each));
    log_.add(Code::unknown_name, node.range,
             fmt::format("there is no code {}", parse::in_quotes(given)),
             parse::nearest_name(given, names));
    return Code::bad_json;
  }

  Mistakes& log_;
  const YamlNode& node_;
  RuleTest test_;
};

constexpr std::string_view tests_ending = ".tests.yaml", rules_ending = ".yaml";

tl::unexpected<OwnedFindings> cannot(Code code, std::string message) {
  Mistakes log;
  log.add_unlocated(code, std::move(message));
  return tl::unexpected(log.take());
}

// The folder `rules/` of Leadlint's sources, at `folder` or above it.
std::optional<std::filesystem::path> rules_folder(std::filesystem::path folder,
                                                  const std::string& id) {
  std::error_code ignored;
  while (true) {
    if (std::filesystem::exists(folder / "rules" / (id + std::string(rules_ending)), ignored))
      return folder / "rules";
    if (!folder.has_relative_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

}  // namespace

tl::expected<RuleTestFiles, OwnedFindings> find_rule_tests(const std::string& id_or_path,
                                                           const std::string& folder) {
  RuleTestFiles files{id_or_path, {}};
  if (id_or_path.ends_with(tests_ending)) {
    files.tests = id_or_path;
    files.rules.resize(id_or_path.size() - tests_ending.size());
    files.rules += rules_ending;
    return files;
  }
  const auto rules = parse::parse_ruleset(id_or_path, {});
  if (!rules) return tl::unexpected(rules.error());
  if (rules->tests.empty())
    return cannot(Code::missing_key,
                  fmt::format("{} names no examples: it has no `tests:`", id_or_path));
  std::filesystem::path file = id_or_path;
  if (parse::shipped_file(id_or_path)) {
    const auto sources = rules_folder(folder, id_or_path);
    if (!sources)
      return cannot(Code::not_readable,
                    fmt::format("the examples of {} are not here; name the path of a rule file, or "
                                "go to Leadlint's sources",
                                id_or_path));
    file = *sources / id_or_path;
  }
  files.tests = (file.parent_path() / rules->tests).string();
  return files;
}

namespace {

/// Two tests of one name: a report on one of them would be about nobody knows which.
void check_names(Mistakes& log, const std::vector<parse::NodePtr>& items) {
  std::map<std::string, std::uint32_t> lines;
  for (const parse::NodePtr& item : items) {
    const YamlEntry* name = item->find("name");
    if (name == nullptr || !name->value->is_scalar()) continue;
    const model::SourceRange& range = name->value->range;
    const auto [known, is_new] = lines.emplace(name->value->text, range.start.line);
    if (!is_new)
      log.add(Code::duplicate_id, range,
              fmt::format("another test is called {}, in line {}",
                          parse::in_quotes(name->value->text), known->second));
  }
}

}  // namespace

tl::expected<std::vector<RuleTest>, OwnedFindings> read_rule_tests(const std::string& path,
                                                                   std::string_view rules) {
  auto text = files::read_file(path);
  if (!text)
    return cannot(Code::not_readable, fmt::format("cannot read {}: {}", path, text.error()));
  Mistakes log;
  const std::uint16_t file = log.files().add(path, std::move(*text));
  const parse::NodePtr root = parse::read_yaml(log, file, 0);
  std::vector<RuleTest> tests;
  if (root && root->is_sequence()) {
    for (const parse::NodePtr& item : root->items) tests.push_back(TestReader(log, *item).read());
    check_names(log, root->items);
    check_mentions(log, rules, tests);
  } else if (log.empty()) {
    log.add(Code::bad_value, root ? root->range : model::SourceRange{},
            "a tests file is a list of tests");
  }
  if (!log.empty()) return tl::unexpected(log.take());
  return tests;
}

}  // namespace leadlint::author
