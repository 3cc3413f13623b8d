// The reference: what a rule set says of a payload, found by walking the rules one by one.
//
//   RuleSet (checked) + payload + context --evaluate--> (pointer, code) -> severity
//
// No table, no facts, no bits: every rule is asked in turn, and every reference is looked up in the
// tree again. Whatever the decision table does must come out the same.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadlint/finding.h"
#include "model/ruleset.h"
#include "reference/tree.h"

namespace reference {

using OwnedFindings = std::map<std::pair<std::string, leadlint::Code>, leadlint::Severity>;

/// What is known beside the payload; null pointers are what is not given.
struct Context {
  const Value* current = nullptr;
  bool no_current = false;
  std::string now;  // an instant with its zone; empty: not known
  const Value* request = nullptr;
  bool has_params = false;
  std::vector<std::pair<std::string, std::string>> params;
  std::map<std::string, const Value*> catalogs;
};

/// `payload` must be one JSON text in UTF-8, perhaps behind a byte order mark.
[[nodiscard]] OwnedFindings evaluate(const leadlint::model::RuleSet& rules,
                                     std::string_view payload, const Context& context);

/// The field of this name; nullptr when there is none. Fields that are `none` count.
[[nodiscard]] const leadlint::model::Field* find_field(const leadlint::model::Block& block,
                                                       std::string_view name);
/// The field that had this name before; nullptr when none had.
[[nodiscard]] const leadlint::model::Field* field_before(const leadlint::model::Block& block,
                                                         std::string_view name);
/// The form of a field that says what it is: the only shape, where it has no form beside.
[[nodiscard]] const leadlint::model::Variant& only_form(const leadlint::model::Field& field);
/// The members of an object field, the items of an array field, the values of an object with free
/// names, wherever among its forms they are described; nullptr when they are not.
[[nodiscard]] const leadlint::model::Block* block_of(const leadlint::model::Field& field);
[[nodiscard]] const leadlint::model::Field* item_of(const leadlint::model::Field& field);
[[nodiscard]] const leadlint::model::Field* each_of(const leadlint::model::Field& field);
/// The first entry of `names` (or `each` beside fields) that takes the name; those of a catalog
/// take any.
[[nodiscard]] const leadlint::model::Names* names_for(const leadlint::model::Block& block,
                                                      std::string_view name);
/// What a member of this name is: a field (perhaps by an old name), or what its name says; nullptr:
/// nothing.
[[nodiscard]] const leadlint::model::Field* member_of(const leadlint::model::Block& block,
                                                      std::string_view name);
/// The types a form takes; 0: anything.
[[nodiscard]] leadlint::model::TypeSet types_of(const leadlint::model::Variant& variant);

}  // namespace reference
