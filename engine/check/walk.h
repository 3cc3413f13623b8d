// Visits every block and field of a rule set, each with the blocks around it. One walk serves all
// passes of this stage, so that they agree on what lies in what.
#pragma once

#include <string>
#include <type_traits>

#include "model/ruleset.h"
#include "model/scope.h"

namespace leadlint::check {

/// Visits `field` and all below it. `around` is the scope the field lies in (no block for the
/// root), `path` its dotted path. The visitor has
///   void field(Field&, const Scope& around, const std::string& path)   before what is below it
///   void block(Block&, const Scope& scope, const std::string& path)    before its fields
/// `FieldType` is model::Field or const model::Field. Fields that are `none` are not there.
template <class FieldType, class Visitor>
void walk_field(FieldType& field, const model::Scope& around, const std::string& path,
                Visitor& visitor);

template <class BlockType, class Visitor>
void walk_block(BlockType& block, const model::Scope& scope, const std::string& path,
                Visitor& visitor) {
  visitor.block(block, scope, path);
  for (auto& field : block.fields)
    walk_field(field, scope, path.empty() ? field.name : path + "." + field.name, visitor);
  for (auto& names : block.names)
    walk_field(*names.is, scope, path.empty() ? "*" : path + ".*", visitor);
}

template <class FieldType, class Visitor>
void walk_field(FieldType& field, const model::Scope& around, const std::string& path,
                Visitor& visitor) {
  if (field.none) return;
  visitor.field(field, around, path);
  const auto walk_variant = [&](auto& variant) {
    if (variant.fields) {
      const model::Scope* outer = around.block != nullptr ? &around : nullptr;
      walk_block(*variant.fields, model::Scope{variant.fields.get(), outer, around.rules}, path,
                 visitor);
    }
    if (variant.items) walk_field(*variant.items, around, path + "[]", visitor);
    if (variant.each) walk_field(*variant.each, around, path + ".*", visitor);
  };
  walk_variant(field.main);
  for (auto& variant : field.also) walk_variant(variant);
}

/// Visits the record, the parameters of the URL, and what is known of the stored record only.
/// `RuleSetType` is model::RuleSet or const model::RuleSet.
template <class RuleSetType, class Visitor>
void walk_ruleset(RuleSetType& rules, Visitor& visitor) {
  walk_field(rules.root, model::Scope{nullptr, nullptr, &rules}, "", visitor);
  walk_block(rules.params, model::Scope{&rules.params, nullptr, &rules}, "@path", visitor);
  walk_block(rules.current_extra, model::Scope{&rules.current_extra, nullptr, &rules}, "current",
             visitor);
}

/// Visits every operand of the conditions of a rule set; those of a `let` where it is named, once
/// conditions are bound.
template <class Visit>
void walk_operands(const model::RuleSet& rules, Visit visit) {
  struct Visitor {
    Visit& visit;

    void field(const model::Field& field, const model::Scope&, const std::string&) {
      for (const model::Variant& variant : field.also)
        if (variant.when) condition(*variant.when);
      for (const model::RequiredWhere& where : field.required_where) condition(where.when);
    }
    void block(const model::Block& block, const model::Scope&, const std::string&) {
      for (const model::Rule& rule : block.rules) {
        if (rule.when) condition(*rule.when);
        for (const model::Condition& assertion : rule.assertions) condition(assertion);
      }
      const auto tables = [this](const auto& list) {
        for (const auto& table : list)
          if (table.when) condition(*table.when);
      };
      tables(block.cases);
      tables(block.pairs);
      tables(block.transitions);
    }
    void condition(const model::Condition& condition) {
      for (const model::Operand& operand : condition.operands) {
        visit(operand);
        for (const model::Condition& asked : operand.counted) this->condition(asked);
      }
      for (const model::Condition& child : condition.children) this->condition(child);
      for (const model::Condition& asked : condition.of_items) this->condition(asked);
    }
  };
  Visitor visitor{visit};
  walk_ruleset(rules, visitor);
}

}  // namespace leadlint::check
