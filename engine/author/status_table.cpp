// Cells as the rows of the decision table have them (analyze/uses.h), and what follows from several
// rules together.
// Tests: tests/status_table_test.cpp, tests/golden/rules.table.expected.
#include "author/status_table.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "analyze/known_value.h"
#include "analyze/layout.h"
#include "analyze/record_clauses.h"
#include "analyze/uses.h"
#include "compile/compile.h"
#include "model/condition_text.h"
#include "model/scalars.h"
#include "model/scope.h"
#include "view/known_text.h"

namespace leadlint::author {
namespace {

using analyze::BlockId;
using analyze::Cells;
using analyze::KnownValue;
using analyze::Layout;
using analyze::Member;
using analyze::RecordClauses;
using model::Scalar;

// ------------------------------------------------------------------------------------ the statuses

const model::Block* root_block(const model::RuleSet& rules) {
  const model::Block* block = model::block_of(rules.root);
  const model::Field* item = model::item_of(rules.root);
  return block == nullptr && item != nullptr ? model::block_of(*item) : block;
}

/// Where the status has no list of its own: the values that tables of the record's are by.
std::vector<Scalar> first_values(const model::Block& block, const model::Field* status) {
  std::vector<Scalar> values;
  for (const model::Pairs& pairs : block.pairs)
    if (model::target(pairs.fields[0]) == status)
      for (const model::Pairs::Row& row : pairs.rows)
        if (row.before.size() == 1 && !row.before[0].absent) values.push_back(row.before[0].value);
  for (const model::Cases& cases : block.cases)
    if (values.empty() && model::target(cases.field) == status)
      for (const model::Cases::Row& row : cases.rows)
        if (!row.key.absent) values.push_back(row.key.value);
  return values;
}

const model::Field* status_field(const model::RuleSet& rules) {
  return rules.status ? model::target(*rules.status) : nullptr;
}

std::vector<Scalar> status_values(const check::CheckedRuleSet& checked) {
  const model::RuleSet& rules = checked.rules();
  const model::Block* root = root_block(rules);
  const model::Field* status = status_field(rules);
  if (root == nullptr || status == nullptr) return {};
  if (status->main.catalog) return *checked.values().of(*status);
  return status->main.values ? status->main.values->is : first_values(*root, status);
}

std::optional<Member> member_at(const model::Path& path, const table::DecisionTable& table,
                                const Layout& layout) {
  BlockId block = layout.objects().front().block;
  std::optional<Member> member;
  for (const model::Step& step : path.steps) {
    if (step.kind != model::Step::Kind::member) {  // an item of the list
      const table::FieldId item = member ? layout.field(*member).item : table::FieldId{};
      block = item == table::none ? BlockId{} : table.fields[item].block;
      continue;
    }
    if (block == table::none) return std::nullopt;
    const std::uint16_t number = table.find(table.blocks[block].names, step.name);
    if (number == table::no_name) return std::nullopt;
    member = Member{block, number};
    block = layout.field(*member).block;
  }
  return member;
}

std::string name_of(const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.value);
  return text != nullptr ? *text : model::text_of(scalar);
}

// --------------------------------------------------------------------------------- rules together

/// What several rules come to together.
void follow_rules(RecordClauses& clauses, const Cells& cells, std::vector<Use>& uses) {
  const auto found = clauses.presence(cells.columns());
  for (std::size_t i = 0; i < uses.size(); ++i) {
    if (found[i] != RecordClauses::Presence::either)
      uses[i] = found[i] == RecordClauses::Presence::always ? Use::required : Use::forbidden;
    const auto outer = cells.parent(i);
    if (outer && uses[*outer] == Use::forbidden) uses[i] = Use::forbidden;
  }
}

/// Once it is known which fields are there or not in any case: the choices that are left.
void mark_alternatives(std::vector<Alternatives>& alternatives, std::vector<Use>& uses) {
  const auto moot = [&](const Alternatives& group) {
    return std::ranges::count_if(group.fields, [&](std::size_t field) {
             return uses[field] == Use::required;
           }) >= static_cast<std::ptrdiff_t>(group.at_least);
  };
  // A verb asks by several rows, some of which look at more than the others.
  const std::vector<Alternatives> all = alternatives;
  std::erase_if(alternatives, [&](const Alternatives& group) {
    return moot(group) ||
           (group.conditional &&
            std::ranges::count(all, Alternatives{group.fields, group.at_least, false}) != 0);
  });
  for (Alternatives& group : alternatives)
    std::erase_if(group.fields, [&](std::size_t field) { return uses[field] == Use::forbidden; });
  // (Where no more are left than are asked for, there is no choice.)
  const auto is_choice = [](const Alternatives& group) {
    return group.fields.size() > group.at_least;
  };
  for (const Alternatives& group : alternatives)
    for (const std::size_t field : group.fields)
      uses[field] = std::max(uses[field], is_choice(group) ? Use::alternative : Use::conditional);
  std::erase_if(alternatives, std::not_fn(is_choice));
}

}  // namespace

StatusTable status_table(const check::CheckedRuleSet& rules) {
  StatusTable result;
  const auto compiled = compile::compile(rules);
  if (!compiled) return result;
  const table::DecisionTable& table = *compiled;
  const Layout layout(table);
  if (layout.objects().empty()) return result;
  Cells cells(table, layout);
  result.fields = cells.names();

  const std::vector<Scalar> values = status_values(rules);
  const model::Field* const field = status_field(rules.rules());
  std::optional<Member> status;
  std::vector<std::string> texts;
  for (const Scalar& value : values) texts.push_back(view::json_of(value));
  const bool others = field != nullptr && field->main.catalog.has_value();
  if (others) {
    const model::CatalogColumn& column = field->main.catalog->is;
    result.catalog = column.catalog + "." + column.column;
    texts.push_back(view::json_of_another(values, *field));
  }
  if (!values.empty()) status = member_at(*rules.rules().status, table, layout);
  if (status) result.status = layout.name(*status);
  for (std::size_t i = 0; i < (status ? texts.size() : 1); ++i) {
    using As = KnownValue::As;
    const KnownValue known = status ? KnownValue(table, layout, *status, texts[i],
                                                 i < values.size() ? As::itself : As::example)
                                    : KnownValue();
    RecordClauses clauses(table, layout, known);
    std::vector<std::string> conflict;
    for (const table::ReportId report : clauses.contradiction())
      if (const std::string rule{table.text(table.reports[report].rule)};
          std::ranges::find(conflict, rule) == conflict.end())
        conflict.push_back(rule);
    std::vector<Alternatives> alternatives;
    std::vector<Use> uses = cells.uses(known, alternatives);
    if (conflict.empty()) {
      follow_rules(clauses, cells, uses);
      mark_alternatives(alternatives, uses);
    } else {
      uses.assign(uses.size(), Use::impossible);
      alternatives.clear();
    }
    result.alternatives.push_back(std::move(alternatives));
    result.conflicts.push_back(std::move(conflict));
    result.statuses.push_back(!status             ? ""
                              : i < values.size() ? name_of(values[i])
                                                  : "(any other)");
    result.uses.push_back(std::move(uses));
  }
  return result;
}

}  // namespace leadlint::author
