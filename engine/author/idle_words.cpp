// Walks the YAML of the file, key by key. Tests: tests/idle_words_test.cpp.
#include "author/idle_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "model/mistakes.h"
#include "model/words.h"
#include "parse/formats.h"
#include "parse/wording.h"
#include "parse/yaml_tree.h"
#include "text/fold_case.h"

namespace leadlint::author {
namespace {

using parse::in_quotes;
using parse::YamlEntry;
using parse::YamlNode;

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::ranges::find(words, word) != words.end();
}

constexpr std::array<std::string_view, 9> prose_keys{
    "because", "title", "source", "message", "asks", "called", "example", "$schema", "tests"};
constexpr std::array<std::string_view, 5> boolean_keys{"required", "nullable", "trimmed", "derived",
                                                       "null_empties"};

bool is_name_sign(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Does the name stand in the text, with no letter beside it?
bool has_name(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_name_sign(text[at - 1])) &&
        (end == text.size() || !is_name_sign(text[end])))
      return true;
  }
  return false;
}

/// Is it a boolean or a number in other dialects of YAML, and a text here?
bool looks_otherwise(std::string_view text) {
  constexpr std::array<std::string_view, 4> booleans{"True", "TRUE", "False", "FALSE"};
  if (is_one_of(text, booleans)) return true;
  const auto all = [](std::string_view part, std::string_view signs) {
    return !part.empty() && part.find_first_not_of(signs) == std::string_view::npos;
  };
  constexpr std::string_view digits = "0123456789";
  if (text.starts_with("0x")) return all(text.substr(2), "0123456789abcdefABCDEF");
  if (text.starts_with("0o")) return all(text.substr(2), "01234567");
  if (text.starts_with('.')) return all(text.substr(1), digits);
  return text.ends_with('.') && all(text.substr(0, text.size() - 1), digits);
}

/// A map or list as a text, without the keys that do not make a rule another one.
std::string spelled(const YamlNode& node, bool rule = false) {
  constexpr std::array<std::string_view, 4> beside{"id", "because", "derived", "message"};
  if (node.is_scalar()) return in_quotes(node.text);
  std::string all;
  for (const parse::NodePtr& item : node.items) all += spelled(*item) + ',';
  if (!node.is_map()) return '[' + all + ']';
  std::vector<std::string> entries;
  for (const YamlEntry& entry : node.entries)
    if (!rule || !is_one_of(entry.key, beside))
      entries.push_back(in_quotes(entry.key) + ':' + spelled(*entry.value));
  std::ranges::sort(entries);
  for (const std::string& entry : entries) all += entry + ',';
  return '{' + all + '}';
}

class IdleWords {
 public:
  IdleWords(const model::SourceFile& file, const std::vector<std::string>& asked) : asked_(asked) {
    number_ = log_.files().add(file.path, file.text);
  }

  OwnedFindings run() {
    const parse::NodePtr root = parse::read_yaml(log_, number_, 0);
    if (!root || !root->is_map() || !log_.empty()) return {};
    if (root->find("extends") == nullptr) unused(*root);
    own_formats(*root);
    walk(*root, "");
    return log_.take_warnings();
  }

 private:
  void warn(const model::SourceRange& range, std::string words, Code code = Code::bad_value) {
    log_.warn(code, range, std::move(words));
  }

  // --------------------------------------------------------------------------------- never used

  static bool named_in(const YamlNode& node, std::string_view name, bool keys) {
    if (node.is_scalar()) return has_name(node.text, name);
    for (const parse::NodePtr& item : node.items)
      if (named_in(*item, name, keys)) return true;
    return std::ranges::any_of(node.entries, [&](const YamlEntry& entry) {
      return (keys && has_name(entry.key, name)) ||
             (!is_one_of(entry.key, prose_keys) && named_in(*entry.value, name, keys));
    });
  }

  /// Anywhere but in `but`, a key at the top of the file?
  static bool used(const YamlNode& root, std::string_view name, bool keys, std::string_view but) {
    return std::ranges::any_of(root.entries, [&](const YamlEntry& entry) {
      return entry.key != but && entry.key != "profiles" && !is_one_of(entry.key, prose_keys) &&
             named_in(*entry.value, name, keys);
    });
  }

  /// Among the others of its kind.
  static bool used_beside(const YamlNode& all, const YamlEntry& own) {
    return std::ranges::any_of(all.entries, [&](const YamlEntry& other) {
      return &other != &own && named_in(*other.value, own.key, false);
    });
  }

  void unused(const YamlNode& root) {
    const bool library = root.find("library") != nullptr;
    struct Row {
      std::string_view key, what, way;
      bool of_library;  // whoever uses the library may use it
    };
    constexpr std::array<Row, 4> rows{{
        {"definitions", "no `use` names this definition", "leave it out, or use it", true},
        {"formats", "no field has this format, and no condition names it",
         "leave it out, or write `format: {}`", true},
        {"catalogs", "no field and no condition names this catalog",
         "leave it out, or write `values: {{catalog: {}.COLUMN}}`", true},
        {"options", "no choice goes by this option: it changes nothing", "leave it out", true},
    }};
    for (const Row& row : rows) {
      const YamlEntry* entry = root.find(row.key);
      if (entry == nullptr || (library && row.of_library)) continue;
      for (const YamlEntry& own : entry->value->entries) unused_entry(root, *entry, own, row);
    }
    unused_lets(root, root);
  }

  template <class Row>
  void unused_entry(const YamlNode& root, const YamlEntry& all, const YamlEntry& own,
                    const Row& row) {
    const bool option = row.key == "options";
    if (option && (std::ranges::find(asked_, own.key) != asked_.end() || is_engines(own.key)))
      return;
    if (used(root, own.key, option, row.key)) return;
    if (!option && used_beside(*all.value, own)) return;
    warn(own.key_range,
         fmt::format("{}; {}", row.what, fmt::format(fmt::runtime(row.way), own.key)));
  }

  static bool is_engines(std::string_view option) {
    return option.starts_with("lint.") || option.starts_with("numbers.") ||
           option.starts_with("limits.");
  }

  void unused_lets(const YamlNode& node, const YamlNode& root) {
    for (const parse::NodePtr& item : node.items) unused_lets(*item, root);
    for (const YamlEntry& entry : node.entries) {
      if (entry.key == "let" && entry.value->is_map())
        for (const YamlEntry& own : entry.value->entries)
          if (!named_elsewhere(root, own))
            warn(own.key_range, "no condition names this `let`; leave it out, or use it");
      unused_lets(*entry.value, root);
    }
  }

  /// Anywhere but in its own condition.
  static bool named_elsewhere(const YamlNode& node, const YamlEntry& own) {
    if (node.is_scalar()) return has_name(node.text, own.key);
    for (const parse::NodePtr& item : node.items)
      if (named_elsewhere(*item, own)) return true;
    return std::ranges::any_of(node.entries, [&](const YamlEntry& entry) {
      return &entry != &own && !is_one_of(entry.key, prose_keys) &&
             named_elsewhere(*entry.value, own);
    });
  }

  // ------------------------------------------------------------------------------ hides another

  void own_formats(const YamlNode& root) {
    const YamlEntry* formats = root.find("formats");
    if (formats == nullptr) return;
    for (const YamlEntry& own : formats->value->entries)
      if (std::ranges::find(parse::built_in_format_list(), own.key, &parse::BuiltInFormat::name) !=
          parse::built_in_format_list().end())
        warn(own.key_range,
             fmt::format("{} is a format that every ruleset has, and another one here; give it a "
                         "name of its own",
                         in_quotes(own.key)),
             Code::duplicate_id);
  }

  void hidden_fields(const YamlNode& block) {
    const YamlEntry* lets = block.find("let");
    const YamlEntry* fields = block.find("fields");
    if (lets == nullptr || fields == nullptr) return;
    for (const YamlEntry& own : lets->value->entries)
      if (fields->value->find(own.key) != nullptr)
        warn(own.key_range,
             fmt::format("{} is a field beside it, too; give the condition a name of its own",
                         in_quotes(own.key)),
             Code::duplicate_id);
  }

  // ----------------------------------------------------------------------------- twice and empty

  /// (The very same text twice is a mistake.)
  void alike(const YamlNode& list) {
    std::map<std::string, const YamlNode*> known;
    for (const parse::NodePtr& item : list.items) {
      if (!item->is_scalar()) continue;
      const auto [first, is_new] = known.emplace(fold_case(item->text), item.get());
      if (!is_new)
        warn(item->range,
             fmt::format("{} stands in this list already, as {} (`case: ignore`); leave one out",
                         in_quotes(item->text), in_quotes(first->second->text)),
             Code::duplicate_id);
    }
  }

  void same_rules(const YamlNode& rules) {
    std::map<std::string, const YamlNode*> known;
    for (const parse::NodePtr& rule : rules.items) {
      if (!rule->is_map()) continue;
      const auto [first, is_new] = known.emplace(spelled(*rule, true), rule.get());
      const YamlEntry* id = first->second->find("id");
      if (!is_new && id != nullptr)
        warn(
            rule->range,
            fmt::format("the rule {} asks for the same; leave one out", in_quotes(id->value->text)),
            Code::duplicate_id);
      for (const YamlEntry& entry : rule->entries)
        if (model::is_verb(entry.key) && entry.value->is_sequence() && entry.value->items.empty())
          warn(entry.key_range,
               fmt::format("`{}` of no field does nothing; name fields, or leave the rule out",
                           entry.key));
    }
  }

  // ------------------------------------------------------------------------------ single values

  void cut(const YamlEntry& entry) {
    const YamlNode& value = *entry.value;
    if (!value.is_scalar() || !value.plain) return;
    const std::string_view text = log_.files()[number_].text;
    const std::string_view blanks = " \t";
    const std::size_t at = text.find_first_not_of(blanks, value.range.end);
    if (at == std::string_view::npos || text[at] != '#') return;
    // Comments mostly stand apart, as `text  # comment`.
    const std::size_t last = text.find_last_not_of(blanks, at - 1);
    const bool apart = at > last + 2 && text.substr(at + 1).starts_with(' ');
    if (apart || entry.key == "tests" || entry.key == "$schema") return;
    warn(log_.files().range(number_, at, at + 1),
         fmt::format("the sentence ends before this #: what follows is a comment; put it in quotes "
                     "(`{}: \"...\"`), or the comment on a line of its own",
                     entry.key));
  }

  void value_of(const YamlEntry& entry) {
    const YamlNode& value = *entry.value;
    if (!value.is_scalar()) return;
    if (is_one_of(entry.key, boolean_keys) && !value.plain &&
        (value.text == "true" || value.text == "false"))
      warn(value.range,
           fmt::format("a boolean is written without quotes: `{}: {}`", entry.key, value.text));
  }

  void texts(const YamlNode& list) {
    for (const parse::NodePtr& item : list.items)
      if (item->is_scalar() && item->plain && looks_otherwise(item->text))
        warn(item->range,
             fmt::format("{} is a text here, and no boolean or number; put it in quotes, or write "
                         "it as JSON does",
                         item->text));
  }

  void walk(const YamlNode& node, std::string_view key) {
    if (node.is_sequence()) {
      if (key == "rules") same_rules(node);
      if (key == "values") texts(node);
      for (const parse::NodePtr& item : node.items) walk(*item, "");
    }
    if (!node.is_map()) return;
    hidden_fields(node);
    const YamlEntry* letter_case = node.find("case");
    const bool any_case = letter_case != nullptr && letter_case->value->text == "ignore";
    for (const YamlEntry& entry : node.entries) {
      if (is_one_of(entry.key, prose_keys)) {
        cut(entry);
        continue;
      }
      if (any_case && entry.key == "values") {
        const YamlEntry* const is = entry.value->is_map() ? entry.value->find("is") : nullptr;
        alike(is != nullptr ? *is->value : *entry.value);
      }
      value_of(entry);
      walk(*entry.value, entry.key);
    }
  }

  model::Mistakes log_;
  std::uint16_t number_ = 0;
  const std::vector<std::string>& asked_;
};

}  // namespace

OwnedFindings idle_words(const model::SourceFile& file, const std::vector<std::string>& asked) {
  return IdleWords(file, asked).run();
}

}  // namespace leadlint::author
