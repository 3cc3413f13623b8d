// What the typed readers share: a node with `use` and choices resolved, scalars, outcomes, maps
// read through tables of keys. One table a context; `known_keys` (keys.h) lists them.
#pragma once

#include <algorithm>
#include <array>
#include <functional>

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/limits.h"
#include "model/mistakes.h"
#include "model/ruleset.h"
#include "parse/foreign_keys.h"
#include "parse/foreign_words.h"
#include "parse/options.h"
#include "parse/units.h"
#include "parse/wording.h"
#include "parse/yaml_tree.h"
#include "text/word.h"

namespace leadlint::parse {

/// A node as it counts: `use` merged, choices folded.
struct Value {
  NodePtr node;             // never null
  NodePtr written;          // the same before that
  bool left_out = false;    // a choice came to `none`: as if the key were not there
  bool chosen = false;      // came from a choice
  bool explicitly = false;  // ... of an option that the caller named
  [[nodiscard]] const YamlNode* operator->() const noexcept { return node.get(); }
};

class Reader {
 public:
  Reader(Mistakes& to, Units& from, Options& chosen, model::RuleSet& into)
      : log(to), units(from), options(chosen), rules(into) {}

  Mistakes& log;
  Units& units;
  Options& options;
  model::RuleSet& rules;

  // Nodes
  // ------------------------------------------------------------------------------------------
  [[nodiscard]] Value value(const NodePtr& node);
  /// The elements of a list, or the one value; `use` of a list inside a list is spliced.
  [[nodiscard]] std::vector<Value> items(const Value& value);
  /// What one element of a list comes to: none, one, or those of the list that it uses.
  void add_item(const NodePtr& item, std::vector<Value>& to);
  /// Every scalar that the node could come to list, whatever is chosen.
  [[nodiscard]] std::vector<model::Scalar> under_any_choice(const NodePtr& node);

  // Scalars
  // ----------------------------------------------------------------------------------------
  [[nodiscard]] model::Scalar scalar(const YamlNode& node) const;
  [[nodiscard]] model::Scalar key_scalar(const YamlEntry& entry) const;
  [[nodiscard]] std::optional<std::string> text(const Value& value, std::string_view what);
  [[nodiscard]] std::vector<std::string> texts(const Value& value, std::string_view what);
  [[nodiscard]] std::vector<model::Scalar> scalars(const Value& value, std::string_view what);
  [[nodiscard]] std::optional<bool> boolean(const Value& value);
  [[nodiscard]] std::optional<std::int64_t> count(const Value& value);
  [[nodiscard]] std::optional<Severity> severity(const NodePtr& node);
  [[nodiscard]] std::optional<Code> code(const Value& value);
  /// What one of a few words stands for.
  template <class T, std::size_t count>
  [[nodiscard]] std::optional<T> word(const Value& value, const Word<T> (&words)[count]) {
    for (const Word<T>& word : words)
      if (value->is_scalar() && value->text == word.name) return word.means;
    refuse_word(value, names_of_rows(words));
    return std::nullopt;
  }

  // Small languages (read_conditions.cpp)
  // -----------------------------------------------------------------
  [[nodiscard]] std::optional<model::Condition> condition(const Value& value);
  [[nodiscard]] std::vector<model::Condition> conditions(const Value& value);
  [[nodiscard]] std::optional<model::Path> path(const Value& value);
  [[nodiscard]] std::vector<model::Path> paths(const Value& value);
  [[nodiscard]] std::optional<model::Path> path(const std::string& text, const YamlNode& node);

  // Formats (read_formats.cpp) --------------------------------------------------------------------
  void read_formats();
  [[nodiscard]] std::optional<model::FormatName> format(const Value& value);
  [[nodiscard]] std::optional<model::Pattern> pattern(const Value& value);

  // Findings
  // -----------------------------------------------------------------------------------------
  /// About what a key came to: a definition that does not belong there is told at its use.
  void bad_value(const Value& value, std::string message, std::string suggestion = {});
  void bad_value(const YamlNode& node, std::string message, std::string suggestion = {}) {
    log.add(Code::bad_value, node.range, std::move(message), std::move(suggestion));
  }

 private:
  void refuse_word(const Value& value, std::span<const std::string_view> words);
  Value folded(const Value& choice);
  NodePtr chosen_node(const YamlNode& choice, const OptionState& state) const;
  NodePtr used(const NodePtr& node, Value& value);
  bool spend_use(const YamlNode& node);
  bool spend_items(const YamlNode& node, std::size_t count);

  std::size_t uses_ = 0, used_items_ = 0, pattern_ranges_ = 0;
  std::vector<std::string>
      open_formats_;  // which a mistake leaves open: fields of them are so, too
};

/// One key of a context and what it does to the thing being read.
template <class T>
struct Key {
  std::string_view name;
  void (*read)(Reader&, const Value&, T&);
  bool aside = false;  // says nothing that changes a name or a type (model::Recovery)
};
inline constexpr bool aside = true;

/// The names of some tables of keys.
template <class T>
[[nodiscard]] std::vector<std::string> names_of(
    std::initializer_list<std::span<const Key<T>>> tables) {
  std::vector<std::string> names;
  for (const auto& table : tables)
    for (const Key<T>& key : table) names.emplace_back(key.name);
  return names;
}

template <class T>
[[nodiscard]] const Key<T>* key_called(std::initializer_list<std::span<const Key<T>>> tables,
                                       std::string_view name) {
  for (const auto& table : tables)
    for (const Key<T>& key : table)
      if (key.name == name) return &key;
  return nullptr;
}

template <class T>
[[nodiscard]] bool has_unknown_key(const YamlNode& map,
                                   std::initializer_list<std::span<const Key<T>>> tables) {
  return std::ranges::any_of(map.entries, [&tables](const YamlEntry& entry) {
    return key_called(tables, entry.key) == nullptr;
  });
}

/// What was meant by a key that is none, as `: ...`: a key of another language, or a text that YAML
/// has cut.
[[nodiscard]] std::string unknown_key_advice(const YamlEntry& entry);
/// Likewise, of a key that is like none of `what`: it belongs elsewhere, or is a member's name.
[[nodiscard]] std::string strange_key_advice(std::string_view what, const YamlEntry& entry);

/// `{when: same(a, b)}`: of such a condition YAML makes `same(a` and a key `b)`; the first is told.
[[nodiscard]] bool ends_cut_condition(const YamlNode& map, const YamlEntry& entry);

/// Reads a map through its tables. `what` names the context in messages: "a field".
template <class T>
void read_map(Reader& reader, const YamlNode& map, std::string_view what,
              std::initializer_list<std::span<const Key<T>>> tables, T& out) {
  for (const YamlEntry& entry : map.entries) {
    const Key<T>* found = key_called(tables, entry.key);
    if (!found && ends_cut_condition(map, entry)) continue;
    if (!found) {
      const std::string_view known = key_advice(what, entry.key);
      std::string near{known.empty() ? key_for(entry.key) : ""};
      if (known.empty() && key_called(tables, near) == nullptr)
        near = nearest_name(entry.key, names_of(tables));
      const Key<T>* meant = key_called(tables, near);
      const model::Recovery::Harmless guard(reader.log.recovery(),
                                            meant != nullptr && meant->aside);
      std::string advice = known.empty() ? unknown_key_advice(entry) : ": " + std::string(known);
      if (advice.empty() && near.empty()) advice = strange_key_advice(what, entry);
      reader.log.add(Code::unknown_key, entry.key_range,
                     std::string(what) + " has no key " + in_quotes(entry.key) + advice, near);
      continue;
    }
    const model::Recovery::Harmless guard(reader.log.recovery(), found->aside);
    const Value value = reader.value(entry.value);
    if (value->is_null() && !value->written) continue;  // nothing stands behind it: it says nothing
    if (!value.left_out) found->read(reader, value, out);
  }
}

/// Says so and returns false when the node is no map. An empty value is an empty map.
[[nodiscard]] bool is_map_of(Reader& reader, const YamlNode& node, std::string_view what);
[[nodiscard]] bool is_map_of(Reader& reader, const Value& value, std::string_view what);

// How a check or a rule reports, key by key.
void read_severity(Reader& reader, const Value& value, model::Outcome& out);
void read_code(Reader& reader, const Value& value, model::Outcome& out);
void read_because(Reader& reader, const Value& value, model::Outcome& out);
void read_message(Reader& reader, const Value& value, model::Outcome& out);
void read_derived(Reader& reader, const Value& value, model::Outcome& out);

inline constexpr std::array<Key<model::Outcome>, 5> outcome_keys{{
    {"severity", read_severity},
    {"code", read_code},
    {"because", read_because},
    {"message", read_message},
    {"derived", read_derived},
}};

/// A `{word}` in a message or template is a placeholder; another word than those `allowed` is a
/// mistake. `doubled`: `{{` is a brace.
void check_placeholders(Reader& reader, const Value& value,
                        std::span<const std::string_view> allowed, std::string_view what,
                        bool doubled);
/// The outcome with the severity it has when nothing is written.
[[nodiscard]] model::Outcome default_outcome(const Reader& reader, Severity severity,
                                             const SourceRange& range);
/// A severity alone, or a map of outcome keys.
void read_outcome(Reader& reader, const Value& value, std::string_view what, model::Outcome& out);
/// Reads a key of a part of something larger: `part` is that member, or a function that finds it.
template <auto read, auto part, class T>
void read_in(Reader& reader, const Value& value, T& out) {
  read(reader, value, std::invoke(part, out));
}
/// A table of keys of that part as keys of the whole.
template <class T, const auto& rows, auto part>
inline constexpr auto keys_in = []<std::size_t... i>(std::index_sequence<i...>) {
  return std::array{Key<T>{rows[i].name, read_in<rows[i].read, part, T>, rows[i].aside}...};
}
(std::make_index_sequence<rows.size()>());
template <class T, auto part>
inline constexpr auto& outcome_keys_of = keys_in<T, outcome_keys, part>;

}  // namespace leadlint::parse
