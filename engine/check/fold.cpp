// Drops from blocks and fields what can never report. Covered by tests/check_test.cpp.
#include "check/fold.h"

#include <algorithm>
#include <string>
#include <utility>

#include "check/field_values.h"
#include "check/item_keys.h"
#include "check/names.h"
#include "model/condition_text.h"
#include "model/scope.h"

namespace leadlint::check {
namespace {

using model::Block;
using model::Cases;
using model::Condition;
using model::Field;
using model::Pairs;
using model::Path;
using model::Rule;
using model::Scalar;
using model::text_of;
using model::Transitions;
using model::Variant;
using model::Verb;

class BlockFold {
 public:
  explicit BlockFold(const CheckContext& context) : context_(context) {}

  void run(Block& block) const {
    std::erase_if(block.rules, [&](Rule& rule) { return !survives(rule); });
    std::vector<Rule> strays;
    std::erase_if(block.cases, [&](Cases& cases) { return !survives(cases, strays); });
    std::erase_if(block.pairs, [&](Pairs& pairs) { return !survives(pairs); });
    std::erase_if(block.transitions, [&](Transitions& each) { return !survives(each); });
    std::move(strays.begin(), strays.end(), std::back_inserter(block.rules));
  }

 private:
  // An absent `when` holds always; false: it never holds.
  bool fold_when(std::optional<Condition>& when) const {
    if (!when) return true;
    if (is_silenced(*when, context_)) return false;
    fold_condition(*when, Purpose::when, context_);
    if (when->kind == Condition::Kind::never) return false;
    if (when->kind == Condition::Kind::always) when.reset();
    return true;
  }

  void drop_none(std::vector<Path>& paths) const {
    std::erase_if(paths, [&](const Path& path) { return is_none(path); });
  }

  bool survives(Rule& rule) const {
    if (!fold_when(rule.when)) return false;
    if (rule.at && is_none(*rule.at)) rule.at.reset();
    if (rule.verb == Verb::assert_that) return keep_assertions(rule);
    drop_none(rule.targets);
    return !rule.targets.empty();
  }

  // An assertion that always holds, or that waits for a field that never comes, says nothing.
  bool keep_assertions(Rule& rule) const {
    std::vector<Condition> kept;
    for (Condition& assertion : rule.assertions) {
      if (compares_none(assertion)) continue;
      std::optional<Path> first = first_field(assertion);
      fold_condition(assertion, Purpose::assertion, context_);
      if (assertion.kind == Condition::Kind::always) continue;
      // One that never holds names no field any more: its finding stays where it was.
      if (assertion.kind == Condition::Kind::never && !rule.at && rule.assertions.size() == 1)
        rule.at = std::move(first);
      kept.push_back(std::move(assertion));
    }
    rule.assertions = std::move(kept);
    return !rule.assertions.empty();
  }

  [[nodiscard]] std::optional<Path> first_field(const Condition& condition) const {
    for (const model::Operand& operand : condition.operands) {
      const bool field = model::has_place(operand);
      const bool here = operand.path.base == Path::Base::block ||
                        operand.path.base == Path::Base::outer ||
                        operand.path.base == Path::Base::after;
      if (field && here && !is_none(operand.path)) return operand.path;
    }
    for (const Condition& child : condition.children)
      if (std::optional<Path> path = first_field(child)) return path;
    return std::nullopt;
  }

  [[nodiscard]] bool is_dead(const Scalar& value, const Path& path) const {
    const Field* field = model::target(path);
    Scalar copy = value;
    return field != nullptr && fit(copy, *field, context_.pair_values) == Standing::other_choice;
  }

  bool survives(Cases& cases, std::vector<Rule>& strays) const {
    if (is_none(cases.field) || !fold_when(cases.when)) return false;
    for (Cases::Row& row : cases.rows)
      for (auto* paths : {&row.require, &row.fill, &row.optional}) drop_none(*paths);
    drop_dead_rows(cases, strays);
    return !cases.rows.empty();
  }

  // A field that only rows of values out of reach name belongs to no value at all: it is forbidden,
  // whatever the selector says.
  void drop_dead_rows(Cases& cases, std::vector<Rule>& strays) const {
    std::vector<Cases::Row> live;
    std::vector<Path> dead_fields;
    for (Cases::Row& row : cases.rows) {
      if (row.key.absent || !is_dead(row.key.value, cases.field)) {
        live.push_back(std::move(row));
        continue;
      }
      for (auto* paths : {&row.require, &row.fill, &row.optional})
        std::move(paths->begin(), paths->end(), std::back_inserter(dead_fields));
    }
    cases.rows = std::move(live);
    forbid_strays(cases, std::move(dead_fields), strays);
  }

  static void forbid_strays(const Cases& cases, std::vector<Path> fields,
                            std::vector<Rule>& strays) {
    std::vector<std::string> seen;
    for (const Cases::Row& row : cases.rows)
      for (const auto* paths : {&row.require, &row.fill, &row.optional})
        for (const Path& path : *paths) seen.push_back(text_of(path));
    std::erase_if(fields, [&](const Path& path) {
      const std::string text = text_of(path);
      const bool known = std::find(seen.begin(), seen.end(), text) != seen.end();
      seen.push_back(text);
      return known;
    });
    if (fields.empty() || cases.elsewhere.severity == Severity::off) return;
    Rule rule;
    rule.id = cases.id + ".elsewhere";
    rule.where = cases.where;
    rule.when = cases.when;
    rule.verb = Verb::forbid;
    rule.targets = std::move(fields);
    rule.outcome = cases.elsewhere;
    strays.push_back(std::move(rule));
  }

  bool survives(Pairs& pairs) const {
    // What goes with a field that is none is no matter: only what stands before it counts.
    const auto none = std::find_if(pairs.fields.begin(), pairs.fields.end(),
                                   [](const Path& path) { return is_none(path); });
    pairs.fields.erase(none, pairs.fields.end());
    if (pairs.fields.size() < 2 || !fold_when(pairs.when)) return false;
    const auto drop_dead = [&](std::vector<Pairs::Row>& rows) {
      std::erase_if(rows, [&](const Pairs::Row& row) {
        if (row.before.size() >= pairs.fields.size()) return true;
        for (std::size_t i = 0; i < row.before.size(); ++i)
          if (!row.before[i].absent && is_dead(row.before[i].value, pairs.fields[i])) return true;
        return false;
      });
      for (Pairs::Row& row : rows)
        std::erase_if(row.goes, [&](const Scalar& value) {
          return is_dead(value, pairs.fields[row.before.size()]);
        });
    };
    drop_dead(pairs.rows);
    for (Pairs::Also& also : pairs.also) drop_dead(also.rows);
    return true;
  }

  bool survives(Transitions& transitions) const {
    const Field* status = model::target(moving_field(transitions, context_.rules));
    if (status == nullptr || status->none || !fold_when(transitions.when)) return false;
    const auto dead = [&](const Scalar& value) {
      Scalar copy = value;
      return fit(copy, *status, context_.pair_values) == Standing::other_choice;
    };
    for (auto* moves : {&transitions.allow, &transitions.deny})
      std::erase_if(*moves, [&](Transitions::Move& move) {
        const bool had = !move.to.empty();
        std::erase_if(move.to, dead);
        return (move.from && !move.from->absent && dead(move.from->value)) ||
               (had && move.to.empty());
      });
    std::erase_if(transitions.final_statuses, dead);
    std::erase_if(transitions.initial_statuses, dead);
    return true;
  }

  const CheckContext& context_;
};

// Drops the keys that are `none`; a check that had keys and has none left goes with them.
void fold_keys(std::optional<model::Check<std::vector<model::MemberName>>>& keys,
               const Field* item) {
  if (!keys || keys->is.empty()) return;
  const Block* block = item != nullptr ? model::block_of(*item) : nullptr;
  std::erase_if(keys->is,
                [&](const model::MemberName& key) { return is_none(key_steps(block, key.text)); });
  if (keys->is.empty()) keys.reset();
}

void fold_variant(Variant& variant, const Field& field) {
  const Field* item = variant.items ? variant.items.get() : model::item_of(field);
  fold_keys(variant.unique, item);
  fold_keys(variant.ascending, item);
  fold_keys(variant.not_descending, item);
}

}  // namespace

void fold_block(Block& block, const CheckContext& context) { BlockFold{context}.run(block); }

void fold_field(Field& field, const CheckContext& context) {
  fold_variant(field.main, field);
  std::erase_if(field.also, [&](Variant& variant) {
    if (!variant.when) return false;
    if (is_silenced(*variant.when, context)) {
      if (variant.in_place) variant.when->kind = Condition::Kind::never;
      return !variant.in_place;
    }
    fold_condition(*variant.when, Purpose::when, context);
    if (variant.when->kind == Condition::Kind::always) variant.when.reset();
    // (Rules may name what is inside a shape.)
    return !variant.in_place && variant.when && variant.when->kind == Condition::Kind::never;
  });
  for (Variant& variant : field.also) fold_variant(variant, field);
  std::erase_if(field.required_where, [&](model::RequiredWhere& where) {
    if (is_silenced(where.when, context)) return true;
    fold_condition(where.when, Purpose::when, context);
    return where.when.kind == Condition::Kind::never;
  });
}

}  // namespace leadlint::check
