// `severities: {won-amount: warning, reason.max_length: off}`: switches rules by their ids and
// checks by `path.check`, wherever they came from. See read_parts.h. Tests: tests/parse_test.cpp.
#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "model/checks.h"
#include "model/scalars.h"
#include "parse/read_parts.h"
#include "parse/wording.h"

namespace leadlint::parse {
namespace {

using model::Outcome;

/// Every outcome of a rule set under the name that `severities` has for it.
class Outcomes {
 public:
  explicit Outcomes(model::RuleSet& rules) {
    add_field(rules.root, "");
    for (model::Field& field : rules.params.fields) add_field(field, "@path." + field.name);
  }

  [[nodiscard]] std::vector<Outcome*> find(std::string_view name) const {
    std::vector<Outcome*> found;
    for (const auto& [known, outcome] : all_)
      if (known == name) found.push_back(outcome);
    return found;
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [name, outcome] : all_)
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    return names;
  }

 private:
  static std::string below(const std::string& path, const std::string& name) {
    return path.empty() ? name : path + "." + name;
  }

  void add(std::string name, Outcome& outcome) { all_.emplace_back(std::move(name), &outcome); }

  void add_field(model::Field& field, const std::string& path) {
    if (field.required && field.required->is) add(below(path, "required"), field.required->outcome);
    for (model::RequiredWhere& where : field.required_where)
      if (where.required.is) add(below(path, "required"), where.required.outcome);
    if (field.was) add(below(path, "was"), field.was->outcome);
    for (model::OldValues& old : field.old_values) add(below(path, "was"), old.was.outcome);
    add_variant(field.main, path);
    for (model::Variant& variant : field.also) {
      if (variant.in_place) {
        if (variant.taken.code) add(below(path, "by"), variant.taken);
        add_variant(variant, path);
        continue;
      }
      add(below(path, "also"), variant.taken);
      add_parts(variant, path);
    }
  }

  void add_variant(model::Variant& variant, const std::string& path) {
    model::for_each_check(variant, [&](const CheckRow& row, auto& check) {
      if (check) add(below(path, std::string(row.name)), check->outcome);
    });
    add_parts(variant, path);
  }

  void add_parts(model::Variant& variant, const std::string& path) {
    if (variant.fields) add_block(*variant.fields, path);
    if (variant.items) add_field(*variant.items, path + "[]");
    if (variant.each) add_field(*variant.each, below(path, "*"));
  }

  void add_block(model::Block& block, const std::string& path) {
    for (model::Field& field : block.fields) add_field(field, below(path, field.name));
    for (model::Names& names : block.names) add_field(*names.is, below(path, "*"));
    for (model::Rule& rule : block.rules)
      if (!rule.of_unknown) add(rule.id, rule.outcome);
    for (model::Cases& cases : block.cases) {
      add(cases.id + ".elsewhere", cases.elsewhere);
      for (model::Cases::Row& row : cases.rows) {
        add(cases.id, row.outcome);
        // The name that findings of the row have.
        const std::string value = row.key.absent ? "absent" : model::spelling_of(row.key.value);
        if (value != "elsewhere") add(cases.id + "." + value, row.outcome);
      }
    }
    for (model::Pairs& pairs : block.pairs) {
      add(pairs.id, pairs.outcome);
      add(pairs.id + ".unlisted", pairs.unlisted);
      add(pairs.id + ".left_out", pairs.left_out);
      for (model::Pairs::Also& also : pairs.also) add(pairs.id + ".also", also.outcome);
    }
    for (model::Transitions& set : block.transitions) {
      for (Outcome* outcome :
           {&set.allow_outcome, &set.deny_outcome, &set.final_outcome, &set.initial_outcome})
        add(set.id, *outcome);
      add(set.id + ".allow", set.allow_outcome);
      add(set.id + ".deny", set.deny_outcome);
      add(set.id + ".final", set.final_outcome);
      add(set.id + ".initial", set.initial_outcome);
    }
  }

  std::vector<std::pair<std::string, Outcome*>> all_;
};

}  // namespace

std::vector<std::string> outcome_names(model::RuleSet& rules) { return Outcomes(rules).names(); }

void apply_severities(Reader& reader, const NodePtr& severities) {
  const Value value = reader.value(severities);
  if (value.left_out || !is_map_of(reader, *value.node, "`severities`")) return;
  const Outcomes outcomes(reader.rules);
  for (const YamlEntry& entry : value->entries) {
    const auto severity = reader.severity(entry.value);
    const std::vector<Outcome*> found = outcomes.find(entry.key);
    if (found.empty())
      reader.log.add(Code::unknown_name, entry.key_range,
                     "there is no rule or check " + in_quotes(entry.key),
                     nearest_name(entry.key, outcomes.names()));
    if (severity)
      for (Outcome* outcome : found) outcome->severity = *severity;
  }
}

}  // namespace leadlint::parse
