// The tree of leadlint.yaml to a Configuration: a table of keys for the top, one for an entry.
// Tests: tests/configuration_test.cpp.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <span>
#include <system_error>

#include <fmt/format.h>

#include "author/yaml_json.h"
#include "bulk/input_formats.h"
#include "config/configuration.h"
#include "config/finder.h"
#include "config/input_words.h"
#include "files/input.h"
#include "history/key_path.h"
#include "parse/parse.h"
#include "parse/wording.h"
#include "parse/yaml_tree.h"
#include "run/columns_file.h"

namespace leadlint::config {
namespace {

namespace fs = std::filesystem;
using model::Mistakes;
using parse::in_quotes;
using parse::NodePtr;
using parse::YamlEntry;
using parse::YamlNode;

constexpr std::size_t max_entries = 1000, max_globs = 1000;

/// Severities that the caller sets, by code or by name.
using Severities = std::vector<std::pair<const YamlEntry*, Severity>>;

class ConfigurationReader {
 public:
  ConfigurationReader(Mistakes& log, Configuration& out) : log_(log), out_(out) {}

  void read(const YamlNode& root) {
    read_map(root, "leadlint.yaml", top_keys());
    for (Entry& entry : out_.entries) add_severities(entry, severities_);
  }

  using Read = void (ConfigurationReader::*)(const YamlNode&);
  struct Key {
    std::string_view name;
    Read read;
  };
  static std::span<const Key> top_keys();
  static std::span<const Key> entry_keys();

 private:
  void read_map(const YamlNode& node, std::string_view what, std::span<const Key> keys) {
    if (node.is_null()) return;
    if (!node.is_map()) return refuse(node, fmt::format("{} is a map of keys", what));
    for (const YamlEntry& entry : node.entries) {
      const auto found = std::ranges::find(keys, entry.key, &Key::name);
      if (found == keys.end())
        unknown_key(entry, what, keys);
      else if (!entry.value->is_null())
        (this->*found->read)(*entry.value);
    }
  }

  void unknown_key(const YamlEntry& entry, std::string_view what, std::span<const Key> keys) {
    std::vector<std::string> names;
    for (const Key& key : keys) names.emplace_back(key.name);
    log_.add(Code::unknown_key, entry.key_range,
             fmt::format("{} has no key {}{}", what, in_quotes(entry.key), advice(entry.key, keys)),
             parse::nearest_name(entry.key, names));
  }

  /// What stands elsewhere, or nowhere.
  static std::string advice(std::string_view key, std::span<const Key> keys) {
    constexpr std::array<std::string_view, 6> outputs{"output",  "outputs", "valid",
                                                      "invalid", "fixed",   "plan"};
    if (std::ranges::find(outputs, key) != outputs.end())
      return ": a configuration names no file that is written; a flag of the command does";
    const auto has = [key](std::span<const Key> table) {
      return std::ranges::find(table, key, &Key::name) != table.end();
    };
    if (keys.data() == top_keys().data() && has(entry_keys()))
      return ": it belongs to an entry of `files`";
    if (keys.data() == entry_keys().data() && has(top_keys()))
      return ": it holds for a whole run, and stands at the top";
    return {};
  }

  // ------------------------------------------------------------------------------------- values

  void refuse(const YamlNode& node, std::string message, std::string suggestion = {}) {
    log_.add(Code::bad_value, node.range, std::move(message), std::move(suggestion));
  }

  std::optional<std::string> text(const YamlNode& node) {
    if (node.is_scalar() && !node.text.empty()) return node.text;
    refuse(node, node.is_scalar() ? "an empty text says nothing here"
                 : node.is_null() ? "nothing stands here, or a word that YAML takes for nothing, "
                                    "such as NULL: write that in quotes"
                                  : "a text belongs here");
    return std::nullopt;
  }

  /// A list of texts, or one.
  template <class Take>
  void each_text(const YamlNode& node, Take take) {
    if (!node.is_sequence()) {
      if (const auto one = text(node)) take(*one, node);
      return;
    }
    for (const NodePtr& item : node.items)
      if (const auto one = text(*item)) take(*one, *item);
  }

  template <class Take>
  void each_entry(const YamlNode& node, std::string_view example, Take take) {
    if (!node.is_map()) return refuse(node, fmt::format("a map belongs here: `{}`", example));
    for (const YamlEntry& entry : node.entries) take(entry);
  }

  std::optional<bool> yes(const YamlNode& node) {
    if (node.is_scalar() && node.plain && (node.text == "true" || node.text == "false"))
      return node.text == "true";
    refuse(node, "true or false belongs here");
    return std::nullopt;
  }

  std::optional<std::uint64_t> number(const YamlNode& node, std::uint64_t least,
                                      std::uint64_t most) {
    std::uint64_t value = 0;
    const char* const end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (node.is_scalar() && error == std::errc{} && stop == end && value >= least && value <= most)
      return value;
    refuse(node, most == max_number
                     ? "a whole number belongs here"
                     : fmt::format("a whole number of {} to {} belongs here", least, most));
    return std::nullopt;
  }
  static constexpr std::uint64_t max_number = std::numeric_limits<std::uint64_t>::max();

  /// The row that is called so; nullptr: none is, which is told.
  template <class Rows>
  auto row(const YamlNode& node, const Rows& rows) -> decltype(&*std::begin(rows)) {
    for (const auto& row : rows)
      if (node.is_scalar() && node.text == row.name) return &row;
    const std::vector<std::string_view> words = names_of_rows(rows);
    const std::vector<std::string> names(words.begin(), words.end());
    refuse(node,
           node.is_scalar()
               ? fmt::format("{} belongs here, not {}", parse::one_of(names), in_quotes(node.text))
               : fmt::format("{} belongs here", parse::one_of(names)),
           node.is_scalar() ? parse::nearest_name(node.text, names) : "");
    return nullptr;
  }

  /// A file beside the configuration, by the path that opens it from anywhere.
  std::optional<std::string> file(const YamlNode& node, std::string_view given) {
    const fs::path path = (out_.folder / given).lexically_normal();
    std::error_code error;
    const bool found = fs::exists(path, error);
    if (!found)
      log_.add(Code::not_readable, node.range,
               fmt::format("there is no file {} in {}", in_quotes(given), out_.folder.string()));
    if (!found) return std::nullopt;
    return shown_path(path);
  }

  // ---------------------------------------------------------------------------------- the whole

  void version(const YamlNode& node) {
    if (!node.is_scalar() || node.text != "1") refuse(node, "the version of this file is 1");
  }
  void format(const YamlNode& node) {
    if (const auto* const found = row(node, report::report_formats()))
      out_.run.format = found->format;
  }
  void fail_severity(const YamlNode& node) {
    if (const auto* const word = row(node, fail_severity_words))
      out_.run.fail_severity = word->means;
  }
  void fail_unknown(const YamlNode& node) { out_.run.fail_unknown = yes(node); }
  void redact(const YamlNode& node) { out_.run.redact = yes(node); }
  void quiet(const YamlNode& node) { out_.run.quiet = yes(node); }
  void group(const YamlNode& node) { out_.run.group = yes(node); }
  void summary(const YamlNode& node) { out_.run.summary = yes(node); }
  void max_findings(const YamlNode& node) { out_.run.max_findings = number(node, 0, max_number); }
  void jobs(const YamlNode& node) { out_.run.jobs = number(node, 1, max_bulk_threads); }
  void max_record_bytes(const YamlNode& node) {
    out_.run.max_record_bytes = number(node, 1, max_record_bytes_limit);
  }
  void gitignore(const YamlNode& node) { out_.gitignore = yes(node).value_or(true); }
  void exclude(const YamlNode& node) {
    each_text(node, [this](const std::string& given, const YamlNode& at) {
      if (auto parsed = glob(given, at)) out_.exclude.add(std::move(*parsed));
    });
  }
  /// A rule's name is of one ruleset, and a code of all.
  void all_severities(const YamlNode& node) {
    read_severities(node, severities_);
    std::vector<std::string> codes;
    for (const Code code : all_codes()) codes.emplace_back(code_name(code));
    for (const auto& [said, severity] : severities_)
      if (!code_from_name(said->key))
        log_.add(Code::unknown_name, said->key_range,
                 fmt::format("there is no code {}; rules are named in the `severity` of an entry",
                             in_quotes(said->key)),
                 parse::nearest_name(said->key, codes));
  }

  void files(const YamlNode& node) {
    if (!node.is_sequence())
      return refuse(node, "a list belongs here: `- {glob: \"*.json\", rules: vendor/operation}`");
    if (node.items.size() > max_entries)
      return refuse(node, fmt::format("there are more than {} entries", max_entries));
    for (const NodePtr& item : node.items) entry(*item);
  }

  // -------------------------------------------------------------------------------------- entries

  void entry(const YamlNode& node) {
    Entry& entry = out_.entries.emplace_back();
    entry_ = &entry;
    entry.place = fmt::format("{}:{}", out_.name, node.range.start.line);
    Severities severities;
    entry_severities_ = &severities;
    if (!node.is_map()) return refuse(node, "an entry is a map with `glob` and `rules`");
    read_map(node, "an entry of `files`", entry_keys());
    for (const std::string_view key : {"glob", "rules"})
      if (const YamlEntry* given = node.find(key); given == nullptr || given->value->is_null())
        log_.add(Code::missing_key, node.range, fmt::format("an entry needs `{}`", key));
    add_severities(entry, severities);
  }

  /// What is wrong with a glob is told; git would take it for one that nothing matches.
  std::optional<Glob> glob(std::string_view given, const YamlNode& at) {
    if (given.starts_with("./")) given.remove_prefix(2);
    const std::string_view plain = given.substr(given.starts_with('!') ? 1 : 0);
    const std::size_t brace = given.find('{');
    if (plain == ".." || plain.starts_with("../") || given.find("/../") != given.npos)
      refuse(at, fmt::format("{} leads out of the folder of this file", in_quotes(given)));
    else if (brace != given.npos && given.find(',', brace) != given.npos &&
             (brace == 0 || given[brace - 1] != '\\'))
      refuse(at, fmt::format("{}: there is no {{a,b}} in a glob: write a list of globs",
                             in_quotes(given)));
    else if (auto parsed = Glob::parse(given))
      return std::move(*parsed);
    else
      refuse(at, fmt::format("{} is no glob: {}", in_quotes(given), parsed.error()));
    return std::nullopt;
  }

  void globs(const YamlNode& node) {
    each_text(node, [this](const std::string& given, const YamlNode& at) {
      if (entry_->texts.size() == max_globs)
        refuse(at, fmt::format("there are more than {} globs", max_globs));
      if (entry_->texts.size() >= max_globs) return;
      auto parsed = glob(given, at);
      if (!parsed) return;
      entry_->texts.push_back(given);
      entry_->places.push_back(at.range);
      entry_->globs.add(std::move(*parsed));
    });
    if (std::ranges::all_of(entry_->globs.globs(), &Glob::negated) && !entry_->globs.empty())
      refuse(node, "a glob with ! takes back what one before it names, and none does");
  }

  void rules(const YamlNode& node) {
    const auto given = text(node);
    if (!given) return;
    entry_->rules_place = node.range;
    if (files::ends_in(*given, ".yaml") || files::ends_in(*given, ".yml")) {
      entry_->rules = file(node, *given).value_or("");
      return;
    }
    const std::vector<std::string> known = shipped_rulesets();
    entry_->rules = *given;
    if (std::ranges::find(known, *given) == known.end())
      log_.add(Code::unknown_name, node.range,
               fmt::format("there is no shipped ruleset {}; a rule file's name ends in .yaml",
                           in_quotes(*given)),
               parse::nearest_name(*given, known));
  }

  void mention(const YamlEntry& entry) {
    entry_->mentions.emplace_back(entry.key, entry.key_range);
  }

  void profile(const YamlNode& node) {
    if (auto given = text(node)) entry_->load.profile = std::move(*given);
    entry_->mentions.emplace_back(entry_->load.profile, node.range);
  }

  /// As on the command line: lists are written "[A, B]".
  void options(const YamlNode& node) {
    each_entry(node, "{lint.unknown_fields: error}", [this](const YamlEntry& entry) {
      std::string value;
      if (entry.value->is_sequence()) {
        for (const NodePtr& item : entry.value->items)
          value += (value.empty() ? "" : ", ") + text(*item).value_or("");
        value = fmt::format("[{}]", value);
      } else {
        value = text(*entry.value).value_or("");
      }
      entry_->load.options[entry.key] = value;
      mention(entry);
    });
  }

  void catalogs(const YamlNode& node) {
    each_entry(node, "{reasons: reasons.json}", [this](const YamlEntry& entry) {
      const auto given = text(*entry.value);
      const auto found = given ? file(*entry.value, *given) : std::nullopt;
      if (found) entry_->catalogs.emplace_back(entry.key, *found);
    });
  }

  void severities(const YamlNode& node) { read_severities(node, *entry_severities_); }

  void input(const YamlNode& node) {
    if (const auto* const found = row(node, bulk::input_formats)) entry_->input = found->format;
  }
  void records(const YamlNode& node) {
    const auto given = text(node);
    if (!given) return;
    if (const auto names = history::names_of_path(*given); !names) refuse(node, names.error());
    entry_->records = *given;
  }
  void delimiter(const YamlNode& node) {
    const auto given = text(node);
    if (!given) return;
    entry_->delimiter = delimiter_from(*given);
    if (!entry_->delimiter) refuse(node, fmt::format("{} belongs here", delimiter_takes));
  }
  void escapes(const YamlNode& node) {
    if (const auto* const word = row(node, escapes_words)) entry_->escapes = word->means;
  }
  void cells(const YamlNode& node) {
    if (const auto* const word = row(node, cells_words)) entry_->cells = word->means;
  }
  void null_words(const YamlNode& node) {
    each_text(node, [this](const std::string& given, const YamlNode& at) {
      if (given.starts_with('"') || given.find_first_of("\r\n") != given.npos)
        refuse(at, "a word as it stands in a cell without quotes belongs here");
      entry_->null_words.push_back(given);
    });
  }
  /// A file as --columns takes it, or what would stand in it.
  void columns(const YamlNode& node) {
    if (!node.is_map()) {
      const auto given = text(node);
      if (given) entry_->columns_file = file(node, *given).value_or("");
      return;
    }
    auto read = run::read_columns(author::json_of_yaml(node));
    if (read)
      entry_->columns = std::move(*read);
    else
      refuse(node, read.error());
  }

  // ----------------------------------------------------------------------------------- severities

  void read_severities(const YamlNode& node, Severities& out) {
    each_entry(node, "{whitespace: off, start-date: warning}", [&](const YamlEntry& entry) {
      static constexpr Word<Severity> words[] = {{"off", Severity::off},
                                                 {"note", Severity::note},
                                                 {"warning", Severity::warning},
                                                 {"error", Severity::error}};
      if (const auto* const word = row(*entry.value, words)) out.emplace_back(&entry, word->means);
    });
  }

  /// What is said first stays.
  void add_severities(Entry& entry, const Severities& severities) {
    for (const auto& [said, severity] : severities) {
      entry.load.severities.emplace(said->key, severity);
      entry.mentions.emplace_back(said->key, said->key_range);
    }
  }

  Mistakes& log_;
  Configuration& out_;
  Entry* entry_ = nullptr;
  Severities severities_;  // for all entries
  Severities* entry_severities_ = nullptr;
};

std::span<const ConfigurationReader::Key> ConfigurationReader::top_keys() {
  using R = ConfigurationReader;
  static constexpr auto keys = std::to_array<Key>({
      {"leadlint", &R::version},
      {"files", &R::files},
      {"exclude", &R::exclude},
      {"gitignore", &R::gitignore},
      {"severity", &R::all_severities},
      {"format", &R::format},
      {"fail_severity", &R::fail_severity},
      {"fail_unknown", &R::fail_unknown},
      {"max_findings", &R::max_findings},
      {"summary", &R::summary},
      {"group", &R::group},
      {"quiet", &R::quiet},
      {"redact", &R::redact},
      {"jobs", &R::jobs},
      {"max_record_bytes", &R::max_record_bytes},
  });
  return keys;
}

std::span<const ConfigurationReader::Key> ConfigurationReader::entry_keys() {
  using R = ConfigurationReader;
  static constexpr auto keys = std::to_array<Key>({
      {"glob", &R::globs},
      {"rules", &R::rules},
      {"profile", &R::profile},
      {"options", &R::options},
      {"catalogs", &R::catalogs},
      {"severity", &R::severities},
      {"input", &R::input},
      {"records", &R::records},
      {"delimiter", &R::delimiter},
      {"columns", &R::columns},
      {"null_words", &R::null_words},
      {"escapes", &R::escapes},
      {"cells", &R::cells},
  });
  return keys;
}

std::vector<std::string> names_of_keys(std::span<const ConfigurationReader::Key> keys) {
  std::vector<std::string> names;
  for (const auto& key : keys) names.emplace_back(key.name);
  std::ranges::sort(names);
  return names;
}

}  // namespace

tl::expected<Configuration, OwnedFindings> read_configuration(const std::string& name,
                                                              const fs::path& path) {
  Mistakes log;
  auto text = files::read_file(path.string());
  if (!text) {
    log.add_unlocated(Code::not_readable, fmt::format("cannot read {}: {}", name, text.error()));
    return tl::unexpected(log.take());
  }
  const std::uint16_t file = log.files().add(name, std::move(*text));
  Configuration out;
  out.name = name;
  std::error_code ignored;
  out.folder = fs::absolute(path, ignored).lexically_normal().parent_path();
  if (const NodePtr root = parse::read_yaml(log, file, 0))
    ConfigurationReader(log, out).read(*root);
  if (!log.empty()) return tl::unexpected(log.take());
  out.text = log.files();
  return out;
}

std::vector<std::string> top_key_names() { return names_of_keys(ConfigurationReader::top_keys()); }
std::vector<std::string> entry_key_names() {
  return names_of_keys(ConfigurationReader::entry_keys());
}

}  // namespace leadlint::config
