// The keys of a block: `fields rules cases pairs let transitions unknown_fields`, and rules
// themselves. See read_parts.h. Tests: tests/parse_test.cpp.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "model/moments.h"
#include "model/words.h"
#include "parse/keys.h"
#include "parse/overlay.h"
#include "parse/read_parts.h"
#include "parse/wording.h"
#include "text/ascii.h"

namespace leadlint::parse {
namespace {

using model::Rule;
using model::Verb;

/// A rule while it is read.
struct RuleTarget {
  Rule rule;
  std::vector<std::string> verbs;
};

template <Verb verb>
void read_targets(Reader& reader, const Value& value, RuleTarget& out) {
  out.rule.verb = verb;
  out.rule.targets = reader.paths(value);
}

constexpr Key<Rule> keep_table[] = {
    {"is", [](Reader& r, const Value& v, Rule& rule) { rule.targets = r.paths(v); }},
    {"null",
     [](Reader& r, const Value& v, Rule& rule) {
       static constexpr Word<bool> words[] = {{"changes", false}, {"empties", true}};
       rule.null_empties = r.word(v, words).value_or(false);
     }},
};

/// `keep: amount`, or `keep: {is: amount, null: empties}`.
void read_keep(Reader& reader, const Value& value, RuleTarget& out) {
  if (!value->is_map()) return read_targets<Verb::keep>(reader, value, out);
  out.rule.verb = Verb::keep;
  read_map<Rule>(reader, *value.node, "the long form of `keep`", {keep_table}, out.rule);
  if (!value->find("is"))
    reader.log.add(Code::missing_key, value->range, "the long form of `keep` has the key `is`");
}

struct Group {
  std::vector<model::Path> of;
  std::int64_t at_least = 0;
  NodePtr count;            // where `at_least` was read
  std::size_t members = 0;  // as many as are written
  bool chosen = false;      // an option has a say in the members
  bool counted = false;     // ... in `at_least`
};

/// `[a, b]`, or what a choice makes of it. (Names that are taken back by a choice count, too.)
void read_members(Reader& reader, const Value& value, Group& out) {
  const auto by_option = [](const NodePtr& item) { return is_choice(*item); };
  out.of = reader.paths(value);
  out.members = std::max(out.of.size(), value->is_sequence() ? value->items.size() : 1);
  out.chosen = value.chosen || std::ranges::any_of(value->items, by_option);
}

/// A group of one says nothing, or what `require` says.
template <Verb verb>
void read_group(Reader& reader, const Value& value, RuleTarget& out) {
  constexpr std::string_view name = model::verb_row(verb).name;
  out.rule.verb = verb;
  Group group;
  read_members(reader, value, group);
  if (group.members < 2 && !group.chosen)
    reader.bad_value(value,
                     fmt::format("`{}` is about two fields or more: `{}: [a, b]`", name, name));
  out.rule.targets = std::move(group.of);
}

constexpr Key<Group> some_table[] = {
    {"of", read_members},
    {"at_least",
     [](Reader& r, const Value& v, Group& group) {
       group.at_least = r.count(v).value_or(-1);
       group.count = v.node;
       group.counted = v.chosen;
     }},
};

/// What is wrong with a number of so many members; empty: nothing.
std::string wrong_count(const Group& group) {
  const auto members = static_cast<std::int64_t>(group.members);
  if (group.at_least == 0) return "0 of them are always there: write a number from 1 on";
  if (group.chosen) return {};  // of what an option leaves, as many as there are
  if (group.at_least > members) return fmt::format("there are only {} fields in `of`", members);
  if (group.at_least == members && !group.counted)
    return fmt::format("it is all {} of them: write `require: [a, b]`", members);
  return {};
}

/// `require_some: {of: [a, b, c], at_least: 2}`.
void read_some(Reader& reader, const Value& value, RuleTarget& out) {
  out.rule.verb = Verb::require_some;
  constexpr std::string_view form = "`require_some: {of: [a, b, c], at_least: 2}`";
  if (!value->is_map())
    return reader.bad_value(value,
                            fmt::format("`require_some` says how many of which: write {}", form));
  Group group;
  read_map<Group>(reader, *value.node, "`require_some`", {some_table}, group);
  const YamlEntry* const of = value->find("of");
  for (const std::string_view key : {"of", "at_least"})
    if (!value->find(key) && !has_unknown_key<Group>(*value.node, {some_table}))
      reader.log.add(Code::missing_key, value->range,
                     fmt::format("`require_some` has the key `{}`: {}", key, form));
  if (of && group.members < 2 && !group.chosen)
    reader.bad_value(*of->value,
                     fmt::format("`require_some` is about two fields or more: {}", form));
  else if (of && group.count != nullptr)
    if (const std::string wrong = wrong_count(group); !wrong.empty())
      reader.bad_value(*group.count, wrong);
  out.rule.targets = std::move(group.of);
  out.rule.at_least = group.at_least;
}

void read_assert(Reader& reader, const Value& value, RuleTarget& out) {
  out.rule.verb = Verb::assert_that;
  out.rule.assertions = reader.conditions(value);
}

/// `since: 2027-01-01`: a day, or an instant.
void read_since(Reader& reader, const Value& value, RuleTarget& out) {
  const auto text = reader.text(value, "`since`");
  if (!text) return;
  const auto moment = model::read_iso_moment(*text);
  using Kind = model::Moment::Kind;
  if (moment && (moment->kind == Kind::date || moment->kind == Kind::instant)) {
    out.rule.since = model::Since{*text, *moment, value->range.start};
    return;
  }
  reader.bad_value(
      *value.node,
      moment && moment->kind == Kind::local
          ? "the zone is missing: write `since: " + *text + "Z`, or " + *text + "+02:00"
          : "`since` is a day or an instant: `since: 2027-01-01`, `since: "
            "2027-01-01T06:00:00Z`");
}

model::Outcome& outcome_of(RuleTarget& target) { return target.rule.outcome; }

/// A verb takes fields, unless it says otherwise.
template <Verb verb>
void read_verb(Reader& reader, const Value& value, RuleTarget& out) {
  if constexpr (verb == Verb::keep)
    read_keep(reader, value, out);
  else if constexpr (verb == Verb::assert_that)
    read_assert(reader, value, out);
  else if constexpr (verb == Verb::require_some)
    read_some(reader, value, out);
  else if constexpr (model::is_of_group(verb))
    read_group<verb>(reader, value, out);
  else
    read_targets<verb>(reader, value, out);
}

template <std::size_t... place>
constexpr auto keys_of_verbs(std::index_sequence<place...>) {
  return std::array{
      Key<RuleTarget>{model::verb_rows[place].name, read_verb<model::verb_rows[place].verb>}...};
}
constexpr auto verb_table = keys_of_verbs(std::make_index_sequence<model::verb_rows.size()>());

constexpr Key<RuleTarget> rule_table[] = {
    {"id",
     [](Reader& r, const Value& v, RuleTarget& out) {
       if (is_good_id(r, v)) out.rule.id = v->text;
     }},
    {"when", [](Reader& r, const Value& v, RuleTarget& out) { out.rule.when = r.condition(v); }},
    {"at", [](Reader& r, const Value& v, RuleTarget& out) { out.rule.at = r.path(v); }},
    {"since", read_since},
};

constexpr auto& rule_outcome_keys = outcome_keys_of<RuleTarget, outcome_of>;

/// `told`: one of its keys is unknown, and may be the verb.
void check_verbs(Reader& reader, const YamlNode& node, const model::Block& block, bool told) {
  std::vector<const YamlEntry*> found;
  std::vector<std::string> names;
  for (const Key<RuleTarget>& key : verb_table) names.emplace_back(key.name);
  for (const YamlEntry& entry : node.entries)
    if (std::ranges::find(names, entry.key) != names.end() && !entry.value->is_null())
      found.push_back(&entry);
  if (found.empty() && told) return;
  if (found.empty()) {
    // Without a verb it was to change what an inherited rule says.
    std::vector<std::string> others;
    for (const Rule& rule : block.rules) others.push_back(rule.id);
    const YamlEntry* id = node.find("id");
    // (One that stands there already has a mistake of its own.)
    if (id && std::ranges::find(others, id->value->text) != others.end()) return;
    const std::string near = id ? nearest_name(id->value->text, others) : std::string{};
    reader.log.add(
        Code::missing_key, near.empty() ? node.range : id->value->range,
        "a rule has a verb: " + one_of(names) +
            (id ? "; none is inherited under the id " + in_quotes(id->value->text) : std::string{}),
        near);
  }
  for (std::size_t i = 1; i < found.size(); ++i)
    reader.log.add(
        Code::bad_value, found[i]->key_range,
        "a rule has one verb; this one has " + in_quotes(found.front()->key) + " already");
}

/// The ids of a block's rules, however many they are.
using RuleIds = std::set<std::string>;

RuleIds ids_of(const model::Block& block) {
  RuleIds ids;
  for (const Rule& rule : block.rules) ids.insert(rule.id);
  return ids;
}

/// `rules: {name: {require: a}}`: the names are no keys of a rule.
bool is_map_of_rules(const YamlNode& node) {
  const std::vector<std::string> keys =
      names_of<RuleTarget>({rule_table, rule_outcome_keys, verb_table});
  return node.is_map() && !node.entries.empty() &&
         std::ranges::all_of(node.entries, [&](const YamlEntry& entry) {
           return entry.value->is_map() && std::ranges::find(keys, entry.key) == keys.end();
         });
}

void read_rule(Reader& reader, const Value& value, model::Block& block, RuleIds& ids) {
  if (!value->is_map()) {
    reader.bad_value(*value.node, "a rule is a map of keys: `{id: ..., when: ..., require: ...}`");
    return;
  }
  if (value->entries.size() == 1 && is_map_of_rules(*value.node)) {
    const std::string& name = value->entries.front().key;
    reader.log.add(Code::unknown_key, value->entries.front().key_range,
                   "a rule has no key " + in_quotes(name) + ": its name is an id, `- {id: " + name +
                       ", ...}`");
    return;
  }
  RuleTarget target;
  target.rule.where = value->range.start;
  target.rule.outcome = default_outcome(reader, Severity::error, value->range);
  read_map<RuleTarget>(reader, *value.node, "a rule", {rule_table, rule_outcome_keys, verb_table},
                       target);
  check_verbs(
      reader, *value.node, block,
      has_unknown_key<RuleTarget>(*value.node, {rule_table, rule_outcome_keys, verb_table}));
  const YamlEntry* id = value->find("id");
  if (!id) {
    reader.log.add(Code::missing_key, value->range, "a rule has an `id`");
  } else if (!target.rule.id.empty() && !ids.insert(target.rule.id).second) {
    reader.log.add(Code::duplicate_id, id->value->range,
                   "there is a rule " + in_quotes(target.rule.id) + " here already");
  }
  block.rules.push_back(std::move(target.rule));
}

/// The rules of a list. One that is written out lays itself over one of its id that `use` or a
/// choice put there: a child's rule meets those only here, as `extends` lays files over each other
/// as written.
std::vector<Value> rule_items(Reader& reader, const Value& list) {
  if (!list->is_sequence()) return {list};
  std::vector<Value> rules;
  std::vector<std::size_t> used;  // those that `use` or a choice put there
  for (const NodePtr& item : list->items) {
    const std::size_t before = rules.size();
    reader.add_item(item, rules);
    if (is_use(*item) || is_choice(*item)) {
      for (std::size_t i = before; i < rules.size(); ++i) used.push_back(i);
      continue;
    }
    if (rules.size() == before) continue;
    const YamlEntry* id = rules.back()->find("id");
    if (!id) continue;
    const auto below = std::ranges::find_if(used, [&](std::size_t i) {
      const YamlEntry* other = rules[i]->find("id");
      return other && other->value->text == id->value->text;
    });
    if (below == used.end()) continue;
    rules[*below] = reader.value(overlay_rule(rules[*below].node, rules.back().node));
    rules.pop_back();
    used.erase(below);  // a second one is one too many
  }
  return rules;
}

}  // namespace

void read_members(Reader& reader, const Value& value, model::Block& block) {
  if (block.where.line == 0) block.where = value->range.start;
  read_fields(reader, value, block.fields);
}

void read_rules(Reader& reader, const Value& value, model::Block& block) {
  if (is_map_of_rules(*value.node))
    return reader.bad_value(*value.node,
                            "`rules` is a list: `- {id: " + value->entries.front().key +
                                ", ...}`, with `- ` in front of each rule");
  RuleIds ids = ids_of(block);
  for (const Value& item : rule_items(reader, value)) read_rule(reader, item, block, ids);
}

void read_lets(Reader& reader, const Value& value, model::Block& block) {
  if (!is_map_of(reader, *value.node, "`let`")) return;
  for (const YamlEntry& entry : value->entries) {
    // The name stays even where its condition cannot be read: rules may use it.
    auto condition = reader.condition(reader.value(entry.value));
    block.lets.push_back(
        {entry.key, std::move(condition).value_or(model::Condition{}), entry.key_range.start});
  }
}

void read_unknown_fields(Reader& reader, const Value& value, model::Block& block) {
  block.unknown_fields = reader.severity(value.written);
}

void read_unknown_type(Reader& reader, const Value& value, model::Block& block) {
  read_type_check(reader, value, block.unknown_type);
}

bool is_good_id(Reader& reader, const Value& value) {
  const bool good =
      value->is_scalar() && !value->text.empty() && std::ranges::all_of(value->text, [](char each) {
        return is_letter(each) || is_digit(each) || each == '-' || each == '_' || each == '.';
      });
  if (!good)
    reader.bad_value(*value.node, "an id is one word of letters, digits, `-`, `_` and `.`");
  return good;
}

std::vector<std::string> rule_key_names() {
  return names_of<RuleTarget>({rule_table, rule_outcome_keys, verb_table});
}
std::vector<std::string> keep_key_names() { return names_of<Rule>({keep_table}); }
std::vector<std::string> some_key_names() { return names_of<Group>({some_table}); }
std::vector<std::string> outcome_key_names() { return names_of<model::Outcome>({outcome_keys}); }

}  // namespace leadlint::parse
