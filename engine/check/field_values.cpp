// Values of `pairs` tables and values that rules name, by field. Tests: tests/silence_test.cpp.
#include "check/field_values.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "model/scalars.h"
#include "model/scope.h"
#include "text/fold_case.h"

namespace leadlint::check {
namespace {

using model::Condition;
using model::Path;
using model::Scalar;
using model::Scope;

// ------------------------------------------------------------------------------------------ pairs

/// What a pairs table adds to one of its fields behind the first.
FieldValues::List values_of_pairs(const model::Pairs& pairs, std::size_t number) {
  FieldValues::List values;
  values.outcome = pairs.outcome;
  values.outcome.code = Code::not_in_enum;
  model::ScalarSet known;
  const auto add = [&](const std::vector<model::Pairs::Row>& rows) {
    for (const model::Pairs::Row& row : rows)
      if (row.before.size() == number)
        for (const Scalar& value : row.goes)
          if (known.insert(value)) values.is.push_back(value);
  };
  add(pairs.rows);
  for (const model::Pairs::Also& also : pairs.also) add(also.rows);
  return values;
}

void add_values(const std::vector<Scalar>& more, std::vector<Scalar>& values) {
  std::set<std::string> known;
  for (const Scalar& value : values) known.insert(model::spelling_of(value));
  for (const Scalar& value : more)
    if (known.insert(model::spelling_of(value)).second) values.push_back(value);
}

/// Tables with the same field behind others give it their values together. What is none of them is
/// as bad as the strictest of them has it.
void add_pair_values(const FieldValues::List& more, FieldValues::List& values) {
  if (values.is.empty() || more.outcome.severity > values.outcome.severity)
    values.outcome = more.outcome;
  add_values(more.is, values.is);
}

void gather_paired(const model::Field& field, const Scope* outer, const model::RuleSet& rules,
                   FieldValues& values) {
  if (const model::Block* block = model::block_of(field)) {
    const Scope scope{block, outer, &rules};
    for (const model::Pairs& pairs : block->pairs)
      for (std::size_t i = 1; i < pairs.fields.size() && pairs.gives_values(); ++i)
        if (const model::Field* paired = model::resolve(pairs.fields[i], scope);
            paired != nullptr && !model::tells_values(*paired))
          add_pair_values(values_of_pairs(pairs, i), values.paired[paired]);
    for (const model::Pairs& pairs : block->pairs)  // what an open one lists is no less a value
      for (std::size_t i = 1; i < pairs.fields.size() && !pairs.gives_values(); ++i)
        if (const auto at = values.paired.find(model::resolve(pairs.fields[i], scope));
            at != values.paired.end())
          add_values(values_of_pairs(pairs, i).is, at->second.is);
    for (const model::Field& member : block->fields)
      if (!member.none) gather_paired(member, &scope, rules, values);
    for (const model::Names& names : block->names) gather_paired(*names.is, &scope, rules, values);
    return;
  }
  if (const model::Field* item = model::item_of(field)) gather_paired(*item, outer, rules, values);
}

// --------------------------------------------------------------------------------- named by rules

class NamedValues {
 public:
  NamedValues(const model::RuleSet& rules, FieldValues& values) : rules_(rules), values_(values) {}

  void field(const model::Field& field) {
    for (const model::Variant& variant : field.also) {
      if (variant.when) condition(*variant.when);
      if (variant.each) this->field(*variant.each);
    }
    for (const model::RequiredWhere& where : field.required_where) condition(where.when);
    if (const model::Block* inner = model::block_of(field)) return block(*inner);
    if (const model::Field* item = model::item_of(field)) this->field(*item);
    if (field.main.each) this->field(*field.main.each);
  }

  void block(const model::Block& block) {
    for (const model::Field& member : block.fields) {
      if (!member.none) field(member);
    }
    for (const model::Names& names : block.names) field(*names.is);
    for (const model::Rule& rule : block.rules) {
      if (rule.when) condition(*rule.when);
      for (const Condition& assertion : rule.assertions) condition(assertion);
    }
    for (const model::Cases& cases : block.cases) {
      if (cases.when) condition(*cases.when);
      for (const model::Cases::Row& row : cases.rows) add(cases.field, row.key);
    }
    for (const model::Pairs& pairs : block.pairs) {
      if (pairs.when) condition(*pairs.when);
      rows(pairs, pairs.rows);
      for (const model::Pairs::Also& also : pairs.also) rows(pairs, also.rows);
    }
    for (const model::Transitions& transitions : block.transitions) {
      if (transitions.when) condition(*transitions.when);
      moves(transitions, moving_field(transitions, rules_));
    }
  }

 private:
  void condition(const Condition& condition) {
    for (const Condition& child : condition.children) this->condition(child);
    for (const Condition& asked : condition.of_items) this->condition(asked);
    for (const model::Operand& operand : condition.operands)
      for (const Condition& asked : operand.counted) this->condition(asked);
    for (const Scalar& value : condition.literals)
      if (condition.operands.front().kind == model::Operand::Kind::path)
        add(condition.operands.front().path, value);
    if (condition.kind != Condition::Kind::compare) return;
    const model::Operand &left = condition.operands[0], &right = condition.operands[1];
    if (right.moment) return;  // compared as what it stands for
    if (right.kind == model::Operand::Kind::literal && left.kind == model::Operand::Kind::path)
      add(left.path, right.literal);
    if (left.kind == model::Operand::Kind::literal && right.kind == model::Operand::Kind::path)
      add(right.path, left.literal);
  }

  void rows(const model::Pairs& pairs, const std::vector<model::Pairs::Row>& rows) {
    for (const model::Pairs::Row& row : rows) {
      for (std::size_t i = 0; i < row.before.size(); ++i) add(pairs.fields[i], row.before[i]);
      for (const Scalar& value : row.goes) add(pairs.fields[row.before.size()], value);
    }
  }

  void moves(const model::Transitions& transitions, const Path& status) {
    for (const auto* list : {&transitions.allow, &transitions.deny})
      for (const model::Transitions::Move& move : *list) {
        if (move.from) add(status, *move.from);
        for (const Scalar& value : move.to) add(status, value);
      }
    for (const auto* list : {&transitions.final_statuses, &transitions.initial_statuses})
      for (const Scalar& value : *list) add(status, value);
  }

  void add(const Path& path, const model::RowKey& key) {
    if (!key.absent) add(path, key.value);
  }
  void add(const Path& path, const Scalar& value) {
    const model::Field* const field = model::target(path);
    if (field == nullptr || field->none || !values_.is_open(*field)) return;
    // A number and the text of it are two values.
    const std::string text = std::to_string(value.value.index()) + model::spelling_of(value);
    if (seen_[field].insert(text).second) values_.named[field].push_back(value);
  }

  const model::RuleSet& rules_;
  FieldValues& values_;
  std::map<const model::Field*, std::set<std::string>> seen_;
};

}  // namespace

const Path& moving_field(const model::Transitions& transitions, const model::RuleSet& rules) {
  if (transitions.history) return *transitions.history;
  return transitions.field ? *transitions.field : *rules.status;
}

bool takes_others(const model::Variant& variant) {
  constexpr model::TypeSet single =
      model::boolean_type | model::integer_type | model::number_type | model::string_type;
  if (variant.bare_item || (model::types_of(variant) & single) == 0) return false;
  return !variant.values || variant.values->outcome.severity != Severity::error;
}

const FieldValues::List* FieldValues::pairs_of(const model::Field& field) const {
  const auto at = paired.find(&field);
  return at == paired.end() ? nullptr : &at->second;
}

const std::vector<Scalar>* FieldValues::of(const model::Field& field) const {
  if (field.main.values && !field.main.values->is.empty()) return &field.main.values->is;
  if (field.main.catalog) {
    static const std::vector<Scalar> nothing;
    const auto at = named.find(&field);
    return at == named.end() ? &nothing : &at->second;
  }
  const List* pairs = pairs_of(field);
  return pairs == nullptr ? nullptr : &pairs->is;
}

bool FieldValues::has_list(const model::Field& field) const {
  return of(field) != nullptr || std::ranges::any_of(field.also, [](const model::Variant& variant) {
           return model::is_shape(variant) &&
                  ((variant.values && !variant.values->is.empty()) || variant.catalog);
         });
}

bool FieldValues::is_open(const model::Field& field) const {
  const List* pairs = pairs_of(field);
  const bool own = field.main.values  ? takes_others(field.main)
                   : pairs != nullptr ? pairs->outcome.severity != Severity::error
                                      : takes_others(field.main);
  return own || std::ranges::any_of(field.also, [](const model::Variant& variant) {
           return variant.taken.severity != Severity::error && takes_others(variant);
         });
}

void check_spellings(const FieldValues& values, model::Mistakes& mistakes) {
  for (const auto& [field, named] : values.named) {
    if (!field->main.ignore_case) continue;
    std::map<std::string, const Scalar*> known;
    for (const Scalar& value : named) {
      const auto* const text = std::get_if<std::string>(&value.value);
      if (text == nullptr) continue;
      const auto [before, is_new] = known.try_emplace(fold_case(*text), &value);
      if (!is_new && spelling_of(*before->second) != *text)
        mistakes.add(Code::bad_value, value.where,
                     model::worded("`{}` takes `{}` in any case, and rules name it `{}` as well: "
                                   "write it in one way",
                                   field->name, *text, spelling_of(*before->second)));
    }
  }
}

FieldValues gather_field_values(const model::RuleSet& rules) {
  FieldValues values;
  gather_paired(rules.root, nullptr, rules, values);
  NamedValues named(rules, values);
  named.field(rules.root);
  named.block(rules.params);
  if (rules.request) gather_paired(rules.request->root, nullptr, *rules.request, values);
  return values;
}

}  // namespace leadlint::check
