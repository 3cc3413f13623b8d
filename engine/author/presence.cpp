// Three-valued facts of the columns, followed through the rules until nothing new comes of them;
// then each column is tried as there and as not there. What ends in a contradiction is not so.
// Rules of list items are left out: a list has any number of them. Tests:
// tests/status_table_test.cpp.
#include "author/presence.h"

#include <algorithm>
#include <unordered_map>

#include "author/stray_fields.h"
#include "model/scope.h"

namespace leadlint::author {
namespace {

using model::Block;
using model::Condition;
using model::Field;
using model::Path;

constexpr std::size_t no_column = static_cast<std::size_t>(-1);
/// Of columns, for each status: a table is no place for a long search.
constexpr std::size_t max_tries = 256;

/// A block of the record, and the names around it.
struct Part {
  const Block* block = nullptr;
  Prefixes around;
  std::size_t column = no_column;  // of the object that it is
};

bool is_error(const model::Outcome& outcome) { return outcome.severity == Severity::error; }

/// `null` may be sent: it satisfies `required`, and is absent for `forbid`.
bool takes_null(const Field& field) {
  const auto has_null = [](const model::Variant& variant) {
    return variant.nullable || (model::types_of(variant) & model::null_type) != 0;
  };
  return has_null(field.main) || std::ranges::any_of(field.also, has_null);
}

class Solver {
 public:
  Solver(const model::RuleSet& rules, const std::vector<Column>& columns, const StatusAsked& asked)
      : columns_(columns), asked_(asked), facts_(columns.size(), Truth::maybe) {
    asked_.is_there = [this](const std::string& name) {
      const std::size_t column = column_called(name);
      return column == no_column ? Truth::maybe : facts_[column];
    };
    for (std::size_t i = 0; i < columns.size(); ++i) by_name_.emplace(columns[i].name, i);
    tried_.resize(columns.size());
    const Block* root = model::block_of(rules.root);
    if (root != nullptr) gather(*root, {""}, no_column, false);
    for (const Part& part : parts_) choose_tries(part);
  }

  Presence run() {
    if (asked_.value != nullptr)
      if (const std::size_t status = column_called(asked_.status); status != no_column)
        set(status, Truth::yes);
    follow();
    std::size_t tries = 0;
    for (bool again = true; again && !conflict_;) {
      again = false;
      for (std::size_t i = 0; i < columns_.size() && !conflict_; ++i)
        if (facts_[i] == Truth::maybe && tried_[i] && !open_[i] && ++tries <= max_tries)
          again = probe(i) || again;
    }
    return {facts_, conflict_};
  }

 private:
  void gather(const Block& block, const Prefixes& around, std::size_t column, bool in_list) {
    if (!in_list) parts_.push_back({&block, around, column});
    for (const Field& field : block.fields) {
      if (field.none) continue;
      const std::size_t own = fields_.size();
      fields_.push_back(&field);
      open_.push_back(in_list || takes_null(field));
      Prefixes inside = around;
      const Block* inner = model::block_of(field);
      const Field* item = model::item_of(field);
      inside.push_back(around.back() + field.name + (inner != nullptr ? "." : "[]."));
      if (inner != nullptr)
        gather(*inner, inside, own, in_list);
      else if (item != nullptr && model::block_of(*item) != nullptr)
        gather(*model::block_of(*item), inside, own, true);
    }
  }

  /// Only a column that a condition or a group of an error asks for leads on to others.
  void choose_tries(const Part& part) {
    for (const model::Rule& rule : part.block->rules) {
      if (!is_error(rule.outcome)) continue;
      if (rule.when) choose_tries(*rule.when, part);
      if (rule.verb != model::Verb::require_any && rule.verb != model::Verb::require_one) continue;
      for (const Path& path : rule.targets) try_too(column_of(path, part));
    }
  }
  void choose_tries(const Condition& condition, const Part& part) {
    for (const model::Operand& operand : condition.operands)
      if (operand.kind == model::Operand::Kind::path) try_too(column_of(operand.path, part));
    for (const Condition& child : condition.children) choose_tries(child, part);
  }
  void try_too(std::size_t column) {
    if (column != no_column) tried_[column] = true;
  }

  [[nodiscard]] std::size_t column_called(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? no_column : found->second;
  }
  [[nodiscard]] std::size_t column_of(const Path& path, const Part& part) const {
    const auto name = absolute(path, part.around);
    return name ? column_called(*name) : no_column;
  }

  void set(std::size_t column, Truth truth) {
    if (column == no_column || open_[column] || facts_[column] == truth || conflict_) return;
    if (facts_[column] != Truth::maybe) {
      conflict_ = column;
      return;
    }
    facts_[column] = truth;
    changed_ = true;
    if (truth == Truth::yes && columns_[column].has_parent) set(columns_[column].parent, truth);
    if (truth == Truth::no)
      for (std::size_t i = column + 1; i < columns_.size(); ++i)
        if (columns_[i].has_parent && columns_[i].parent == column) set(i, truth);
  }

  /// Of a member of an object that may be absent nothing is asked.
  void ask_for(std::size_t column) {
    if (column == no_column) return;
    if (!columns_[column].has_parent || facts_[columns_[column].parent] == Truth::yes)
      set(column, Truth::yes);
  }

  void follow() {
    do {
      changed_ = false;
      for (const Part& part : parts_)
        if (part.column == no_column || facts_[part.column] == Truth::yes) follow(part);
    } while (changed_ && !conflict_);
  }

  void follow(const Part& part) {
    for (const Field& field : part.block->fields)
      if (field.required && field.required->is && is_error(field.required->outcome) && !field.none)
        ask_for(column_called(part.around.back() + field.name));
    for (const model::Rule& rule : part.block->rules)
      if (is_error(rule.outcome) &&
          (!rule.when || firm_answer(*rule.when, asked_, part.around) == Truth::yes))
        follow_rule(rule, part);
    for (const model::Cases& cases : part.block->cases) follow_cases(cases, part);
    for (const model::Pairs& pairs : part.block->pairs) follow_pairs(pairs, part);
  }

  void follow_rule(const model::Rule& rule, const Part& part) {
    std::vector<std::size_t> targets;
    for (const Path& path : rule.targets) targets.push_back(column_of(path, part));
    switch (rule.verb) {
      case model::Verb::require:
      case model::Verb::fill:
        for (const std::size_t target : targets) ask_for(target);
        break;
      case model::Verb::forbid:
        for (const std::size_t target : targets) set(target, Truth::no);
        break;
      case model::Verb::require_any:
      case model::Verb::require_one:
        follow_group(targets, rule.verb == model::Verb::require_one);
        break;
      case model::Verb::require_some:
      case model::Verb::at_most_one:
      case model::Verb::all_or_none:
      case model::Verb::assert_that:
      case model::Verb::keep:
        break;
    }
  }

  void follow_group(const std::vector<std::size_t>& targets, bool one) {
    std::size_t possible = 0, there = 0, last = no_column;
    for (const std::size_t target : targets) {
      if (target == no_column || open_[target]) return;
      if (facts_[target] == Truth::yes) ++there;
      if (facts_[target] == Truth::no) continue;
      ++possible;
      last = target;
    }
    if (possible == 0 || (one && there > 1)) conflict_ = targets.front();
    if (possible == 1) set(last, Truth::yes);
    for (const std::size_t target : targets)
      if (one && there == 1 && facts_[target] == Truth::maybe) set(target, Truth::no);
  }

  void follow_cases(const model::Cases& cases, const Part& part) {
    if (!is_of_status(cases.field, asked_, part.around) ||
        (cases.when && firm_answer(*cases.when, asked_, part.around) != Truth::yes))
      return;
    for (const model::Cases::Row& row : cases.rows) {
      if (row.value.value != asked_.value->value || !is_error(row.outcome)) continue;
      for (const auto* paths : {&row.require, &row.fill})
        for (const Path& path : *paths) ask_for(column_of(path, part));
    }
    if (!is_error(cases.elsewhere)) return;
    for (const Path& path : stray_fields(cases, part.block->cases, asked_, part.around))
      set(column_of(path, part), Truth::no);
  }

  void follow_pairs(const model::Pairs& pairs, const Part& part) {
    if (!is_of_status(pairs.first, asked_, part.around)) return;
    const PartnerUse use = partner_use(pairs, part.block->pairs, asked_);
    if (use == PartnerUse::some && is_error(pairs.left_out)) ask_for(column_of(pairs.second, part));
    if (use == PartnerUse::none && is_error(pairs.outcome))
      set(column_of(pairs.second, part), Truth::no);
  }

  /// Tries a column both ways; true: one of them is out.
  bool probe(std::size_t column) {
    const std::vector<Truth> before = facts_;
    const auto fails = [&](Truth truth) {
      set(column, truth);
      follow();
      const bool failed = conflict_.has_value();
      facts_ = before;
      conflict_.reset();
      return failed;
    };
    const bool not_there = fails(Truth::yes), there = fails(Truth::no);
    if (not_there && there) {
      conflict_ = column;
    } else if (not_there || there) {
      set(column, there ? Truth::yes : Truth::no);
      follow();
    }
    return not_there || there;
  }

  const std::vector<Column>& columns_;
  StatusAsked asked_;
  std::vector<Truth> facts_;
  std::vector<Part> parts_;
  std::vector<const Field*> fields_;
  std::vector<bool> open_;   // columns of which this says nothing
  std::vector<bool> tried_;  // columns that are tried both ways
  std::unordered_map<std::string, std::size_t> by_name_;
  std::optional<std::size_t> conflict_;
  bool changed_ = false;
};

}  // namespace

Presence presence(const model::RuleSet& rules, const std::vector<Column>& columns,
                  const StatusAsked& asked) {
  return Solver(rules, columns, asked).run();
}

}  // namespace leadlint::author
