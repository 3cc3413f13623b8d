// A key that cannot count is found by asking what could make it count: a `required` needs an object
// around the field, a `unit` a length that is asked, a form of `also` a value that is left for it.
// What a definition or a choice of an option brings along may be of no use at one place and of use
// at another: only keys that are written at the field itself are told of then. Covered by
// tests/idle_keys_test.cpp.
#include "check/idle_keys.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "check/fields.h"
#include "check/walk.h"
#include "model/checks.h"

namespace leadlint::check {
namespace {

using model::Field;
using model::SourceLocation;
using model::TypeSet;
using model::Variant;

constexpr TypeSet numbers = model::integer_type | model::number_type,
                  readable = numbers | model::boolean_type;

/// The fields whose length a condition asks.
std::set<const Field*> measured_fields(const model::RuleSet& rules) {
  std::set<const Field*> fields;
  walk_operands(rules, [&fields](const model::Operand& operand) {
    if (operand.kind == model::Operand::Kind::length) fields.insert(model::target(operand.path));
  });
  return fields;
}

TypeSet with_integers(TypeSet types) {
  return (types & model::number_type) != 0 ? static_cast<TypeSet>(types | model::integer_type)
                                           : types;
}

/// What a form takes, whatever its checks say. (A text may stand for a number.)
TypeSet may_take(const Variant& variant) {
  if (variant.bare_item) return model::object_type;
  TypeSet types = model::types_of(variant);
  if (model::takes_anything(variant)) types &= static_cast<TypeSet>(~model::null_type);
  if (variant.nullable) types |= model::null_type;
  const bool reads = variant.accept_text && (types & readable) != 0;
  if (!variant.accept_json) types &= static_cast<TypeSet>(~readable);
  return with_integers(reads ? static_cast<TypeSet>(types | model::string_type) : types);
}

/// The types of which a form takes every value: no check of it is about them.
TypeSet takes_all(const Variant& variant) {
  if (variant.bare_item || model::tells_values(variant)) return 0;
  TypeSet types = model::types_of(variant);
  if (model::takes_anything(variant)) types &= static_cast<TypeSet>(~model::null_type);
  if (variant.nullable) types |= model::null_type;
  if (!variant.accept_json) types &= static_cast<TypeSet>(~readable);
  types = with_integers(types);
  model::for_each_check(variant, [&types](const CheckRow& row, const auto& check) {
    if (check && row.of != CheckedValues::any)
      types &= static_cast<TypeSet>(~model::types_of(row.of));
  });
  return types;
}

bool measures(const Variant& variant) { return variant.min_length || variant.max_length; }

class IdleKeys {
 public:
  IdleKeys(const model::RuleSet& rules, CheckContext& context)
      : measured_(measured_fields(rules)), rules_(rules), context_(context) {}

  void field(const Field& field, const model::Scope& around, const std::string& path) {
    const Mistakes::Subject subject(context_.mistakes);
    if (field.recovered) context_.mistakes.silence_subject();
    name_ = path.empty() ? "the record" : "`" + path + "`";
    check_required(field, around);
    check_was(field, around);
    if (is_param(around)) check_null_of_param(field);
    if (is_stored(around)) check_stored_catalog(field);
    check_unit(field);
    check_digits(field, field.main);
    for (const Variant& variant : field.also) check_digits(field, variant);
    check_variants(field);
  }

  void block(const model::Block& block, const model::Scope& scope, const std::string&) {
    for (const model::Rule& rule : block.rules) check_keep(rule, scope);
    const Mistakes::Subject subject(context_.mistakes);
    if (!is_stored(scope)) return;
    const auto no_rule = [this](const auto& list) {
      if (!list.empty())
        complain(Code::bad_value, list.front().where,
                 "no rule is judged in the stored record: it stands with the fields that are sent");
    };
    no_rule(block.rules);
    no_rule(block.cases);
    no_rule(block.pairs);
    no_rule(block.transitions);
  }

 private:
  void complain(Code code, SourceLocation where, Message message, const Written& written = {}) {
    message.use = name_;
    context_.mistakes.add(code, where, std::move(message), written);
  }

  /// Is it within the block, or in one below it?
  [[nodiscard]] static bool is_below(const model::Scope& scope, const model::Block& block) {
    for (const model::Scope* at = &scope; at != nullptr; at = at->outer)
      if (at->block == &block) return true;
    return false;
  }
  [[nodiscard]] bool is_stored(const model::Scope& scope) const {
    return is_below(scope, rules_.current_extra);
  }
  [[nodiscard]] bool is_param(const model::Scope& scope) const {
    return is_below(scope, rules_.params);
  }

  /// `null: empties` needs a null that may be sent: for a target, or for an object around it.
  void check_keep(const model::Rule& rule, const model::Scope& scope) {
    if (!rule.null_empties) return;
    const Mistakes::Subject subject(context_.mistakes);
    const auto may_be_null = [this](const Field* field) {
      if (field == nullptr || field->recovered) context_.mistakes.silence_subject();
      return field == nullptr || field->none || field->values_by_option || takes_null(*field);
    };
    for (const model::Path& target : rule.targets)
      if (std::ranges::any_of(target.steps, may_be_null, &model::Step::field)) return;
    for (const model::Scope* at = &scope; at->outer != nullptr; at = at->outer)
      for (const Field& field : at->outer->block->fields)
        if (model::block_of(field) == at->block && may_be_null(&field)) return;
    context_.mistakes.add(Code::bad_value,
                          rule.targets.empty() ? rule.where : rule.targets.front().where,
                          "`null: empties` is about a null that may be sent, and none may be sent "
                          "here: take it away, "
                          "or write `nullable: true` at the field");
  }
  [[nodiscard]] static bool takes_null(const Field& field) {
    const auto takes = [](const Variant& variant) {
      return (may_take(variant) & model::null_type) != 0;
    };
    return takes(field.main) || std::ranges::any_of(field.also, takes);
  }

  void check_required(const Field& field, const model::Scope& around) {
    if (!field.required || !is_own(field.required->outcome.where, field)) return;
    const SourceLocation where = field.required->outcome.where;
    if (is_stored(around))
      return complain(Code::bad_value, where,
                      "nothing is asked of the stored record: take `required` away", {"required"});
    if (!field.name.empty()) return;
    std::string_view instead = "take it away";
    if (name_.ends_with("[]`"))
      instead = "write `min_items: 1` at the list";
    else if (name_.ends_with("*`"))
      instead = "names that are free are there or not; take it away";
    complain(
        Code::bad_value, where,
        worded("`required` asks for a member by its name, and {} has none: {}", name_, instead),
        {"required"});
  }

  /// (Of two fields that share an old name and the like, see check/duplicates.)
  void check_was(const Field& field, const model::Scope& around) {
    if (!field.was || !is_own(field.was->outcome.where, field)) return;
    if (field.name.empty())
      complain(Code::bad_value, field.was->outcome.where,
               worded("`was` names a member as it was called before, and {} has no name: take it "
                      "away",
                      name_),
               {"was"});
    else if (is_param(around))
      complain(Code::bad_value, field.was->outcome.where,
               "a parameter of the URL is called what the caller calls it: take `was` away",
               {"was"});
  }

  void check_stored_catalog(const Field& field) {
    if (field.main.catalog)
      complain(Code::bad_value, field.main.catalog->outcome.where,
               "what is stored is not looked up in a catalog: take `values` away, and write `type: "
               "string`",
               {"values"});
  }

  void check_null_of_param(const Field& field) {
    const SourceLocation where = field.main.places.nullable;
    if (where.line != 0 && field.main.nullable)
      complain(Code::bad_value, where,
               "a parameter of the URL is text, never null: take `nullable` away", {"nullable"});
  }

  /// `length(f)` counts in the unit of the field's own form.
  void check_unit(const Field& field) {
    const auto check = [&](const Variant& variant, bool is_measured) {
      const bool is_text = (model::types_of(variant) & model::string_type) != 0;
      if (is_measured || !is_text || variant.bare_item || !is_own(variant.places.unit, field))
        return;
      complain(Code::bad_value, variant.places.unit,
               worded("no length of {} is asked: write `max_length: 100` beside `unit`, or take it "
                      "away",
                      name_),
               {"unit"});
    };
    const Variant& telling = model::telling_variant(field);
    const auto is_asked = [&](const Variant& variant) {
      return measures(variant) || (&variant == &telling && measured_.contains(&field));
    };
    if (!field.values_by_option) check(field.main, is_asked(field.main));
    for (const Variant& variant : field.also) check(variant, is_asked(variant));
  }

  /// Whole numbers have no digits behind the point, and each is a multiple of 1.
  void check_digits(const Field& field, const Variant& variant) {
    if ((model::types_of(variant) & numbers) != model::integer_type) return;
    if (variant.in_place || field.has_shapes() || field.values_by_option) return;
    if (variant.decimals && is_own(variant.decimals->outcome.where, field))
      complain(Code::bad_value, variant.decimals->outcome.where,
               worded("`decimals` counts the digits behind the point, and {} is a whole number: "
                      "take it away",
                      name_),
               {"decimals"});
    const auto& unit = variant.multiple_of;
    if (unit && spelling_of(unit->is) == "1" && is_own(unit->outcome.where, field))
      complain(Code::bad_value, unit->outcome.where,
               worded("every whole number is a multiple of 1, and {} is one: take `multiple_of` "
                      "away",
                      name_),
               {"multiple_of"});
  }

  /// A form that is an error says what is said without it, unless it has words of its own, or
  /// tells what is inside.
  void check_severity(const Variant& variant, const Field& field) {
    const model::Outcome& taken = variant.taken;
    const bool says_more = taken.code || !taken.message.empty() ||
                           (!taken.because.empty() && taken.because != field.because);
    const bool describes = variant.bare_item || variant.fields || variant.items || variant.each;
    // A null that no form takes is a warning.
    const bool null = (may_take(variant) & ~may_take(field.main) & model::null_type) != 0;
    if (null) return;
    if (variant.places.severity.line == 0 && !says_more && !describes &&
        is_own(variant.where, field))
      complain(Code::bad_value, variant.where,
               "a form is an error unless it says otherwise, as if it were not there: write "
               "`severity: off` (or `warning`) to take it");
  }

  /// The first form that fits wins, the field's own before all others.
  void check_variants(const Field& field) {
    for (const Variant& variant : field.also)
      if (!variant.in_place && variant.object_form == 0) check_severity(variant, field);
    if (field.has_shapes()) return;  // what is left for a form hangs on another value
    if (field.values_by_option || context_.pair_values.of(field) != nullptr) return;
    TypeSet taken = takes_all(field.main);
    for (const Variant& variant : field.also) {
      if (variant.object_form != 0) continue;
      const TypeSet left = static_cast<TypeSet>(may_take(variant) & ~taken);
      const bool describes = variant.fields || variant.items || variant.each;
      if (left == 0 && !describes && is_own(variant.where, field))
        complain(
            Code::bad_value, variant.where,
            worded("this form is never reached: every value that is {} is taken before it; take "
                   "it away",
                   types_text(may_take(variant))));
      if (!variant.when) taken = static_cast<TypeSet>(taken | takes_all(variant));
    }
  }

  std::set<const Field*> measured_;
  const model::RuleSet& rules_;
  CheckContext& context_;
  std::string name_;
};

}  // namespace

void check_idle_keys(const model::RuleSet& rules, CheckContext& context) {
  IdleKeys keys(rules, context);
  walk_ruleset(rules, keys);
}

}  // namespace leadlint::check
