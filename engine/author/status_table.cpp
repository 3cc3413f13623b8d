// Reads a cell off the rows of the decision table: with what the status tells struck from a row's
// pattern, a row that asks for a field and has nothing left but "it is not there" makes it required.
// Tests: tests/status_table_test.cpp, tests/golden/rules.table.expected.
#include "author/status_table.h"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>

#include "analyze/known_value.h"
#include "analyze/layout.h"
#include "analyze/record_clauses.h"
#include "compile/compile.h"
#include "model/condition_text.h"
#include "model/scalars.h"
#include "model/scope.h"

namespace leadlint::author {
namespace {

using analyze::BlockId;
using analyze::KnownValue;
using analyze::Layout;
using analyze::Member;
using analyze::RecordClauses;
using analyze::RowId;
using model::Scalar;
using table::FactKind;
using table::Index;

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

std::string json_of(const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.value);
  return text != nullptr ? nlohmann::json(*text).dump() : model::text_of(scalar);
}

std::string name_of(const Scalar& scalar) {
  const auto* text = std::get_if<std::string>(&scalar.value);
  return text != nullptr ? *text : model::text_of(scalar);
}

/// A value that none of these is: a text, or where the field takes none, a number.
std::string json_of_another(const std::vector<Scalar>& values, const model::Field& field) {
  const bool text = (model::types_of(field.main) & model::string_type) != 0;
  for (std::int64_t number = 0;; ++number) {
    const Scalar other{text ? decltype(Scalar::value){"another " + std::to_string(number)}
                            : decltype(Scalar::value){number},
                       {}};
    if (!model::holds_value(values, other)) return json_of(other);
  }
}

// --------------------------------------------------------------------------------------- the cells

/// What is left of a row's pattern once the status is known.
struct Rest {
  bool fires = true;                       // false: it never does with this status
  std::set<std::size_t> there, not_there;  // columns
  const table::Fact* few = nullptr;        // no more than some of several are there
  bool more = false;                       // other facts
};

class Cells {
 public:
  Cells(const table::DecisionTable& table, const Layout& layout);
  [[nodiscard]] std::vector<std::string> names() const;
  /// One row of the table; what several fields are asked for together is in `alternatives`.
  [[nodiscard]] std::vector<Use> uses(const KnownValue& known,
                                      std::vector<Alternatives>& alternatives);
  [[nodiscard]] const std::vector<Member>& columns() const noexcept { return columns_; }
  /// The column of the object or list that a column lies in.
  [[nodiscard]] std::optional<std::size_t> parent(std::size_t column) const;

 private:
  void add_columns(const Layout::Object& object);
  [[nodiscard]] std::optional<std::size_t> column_of(std::optional<Member> member) const;
  [[nodiscard]] std::optional<bool> known_fact(BlockId block, std::uint32_t bit,
                                               const KnownValue& known) const;
  [[nodiscard]] std::optional<bool> fits(BlockId block, RowId row, const KnownValue& known) const;
  [[nodiscard]] std::optional<std::size_t> presence_of(BlockId block, std::uint32_t bit) const;
  [[nodiscard]] Rest rest_of(BlockId block, RowId row, const KnownValue& known) const;
  void add_block(BlockId block, const KnownValue& known);
  void add_group(BlockId block, const table::Group& group, const KnownValue& known, bool certain);
  void add_row(BlockId block, RowId row, const KnownValue& known, bool certain);
  void add_choice(BlockId block, const table::Fact& few, bool certain);
  void mark(std::optional<std::size_t> column, Use use);

  const table::DecisionTable& table_;
  const Layout& layout_;
  std::vector<Member> columns_;
  std::map<std::pair<Index, std::uint16_t>, std::size_t> by_member_;
  std::vector<Use> uses_;
  std::set<Alternatives> groups_;
};

Cells::Cells(const table::DecisionTable& table, const Layout& layout)
    : table_(table), layout_(layout) {
  add_columns(layout.objects().front());
}

void Cells::add_columns(const Layout::Object& object) {
  for (std::uint16_t number = 0; number < table_.blocks[object.block].fields.count; ++number) {
    const Member member{object.block, number};
    by_member_.emplace(std::pair{object.block.number(), number}, columns_.size());
    columns_.push_back(member);
    const table::Field& field = layout_.field(member);
    const BlockId inside = field.block != table::none  ? field.block
                           : field.item != table::none ? table_.fields[field.item].block
                                                       : BlockId{};
    if (inside != table::none) add_columns(*layout_.object_of(inside));
  }
}

std::vector<std::string> Cells::names() const {
  std::vector<std::string> names;
  for (const Member& member : columns_) names.push_back(layout_.name(member));
  return names;
}

std::optional<std::size_t> Cells::column_of(std::optional<Member> member) const {
  if (!member) return std::nullopt;
  const auto found = by_member_.find({member->block.number(), member->field});
  return found == by_member_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<std::size_t> Cells::parent(std::size_t column) const {
  return column_of(layout_.object_of(columns_[column].block)->around);
}

std::optional<bool> Cells::known_fact(BlockId block, std::uint32_t bit,
                                      const KnownValue& known) const {
  if (const auto told = known.fact(block, bit)) return told;
  const table::Fact* fact = layout_.fact_of(block, bit);
  if (fact == nullptr) return std::nullopt;
  if (fact->kind == FactKind::before) return false;  // in force where nobody says what time it is
  if (fact->kind != FactKind::any_row) return std::nullopt;
  bool open = false;
  for (const RowId row : fact->rows()) {
    const auto fit = fits(block, row, known);
    if (fit.value_or(false)) return true;
    open = open || !fit;
  }
  return open ? std::nullopt : std::optional{false};
}

std::optional<bool> Cells::fits(BlockId block, RowId row, const KnownValue& known) const {
  bool open = false;
  for (const analyze::RowBit& part : analyze::bits_of(table_, row)) {
    const auto told = known_fact(block, part.bit, known);
    if (told && *told != part.holds) return false;
    open = open || !told;
  }
  return open ? std::nullopt : std::optional{true};
}

/// The column that a bit says is there.
std::optional<std::size_t> Cells::presence_of(BlockId block, std::uint32_t bit) const {
  if (bit < table_.blocks[block].fields.count)
    return column_of(Member{block, static_cast<std::uint16_t>(bit)});
  const table::Fact* fact = layout_.fact_of(block, bit);
  if (fact == nullptr || (fact->kind != FactKind::present && fact->kind != FactKind::there))
    return std::nullopt;
  return column_of(layout_.resolve(block, fact->a));
}

Rest Cells::rest_of(BlockId block, RowId row, const KnownValue& known) const {
  Rest rest;
  for (const analyze::RowBit& part : analyze::bits_of(table_, row)) {
    if (const auto told = known_fact(block, part.bit, known)) {
      rest.fires = rest.fires && *told == part.holds;
    } else if (const auto column = presence_of(block, part.bit)) {
      (part.holds ? rest.there : rest.not_there).insert(*column);
    } else if (const table::Fact* fact = layout_.fact_of(block, part.bit);
               part.holds && fact != nullptr && fact->kind == FactKind::counted &&
               fact->integer == 0) {
      rest.few = fact;
    } else {
      rest.more = true;
    }
  }
  return rest;
}

void Cells::mark(std::optional<std::size_t> column, Use use) {
  if (column) uses_[*column] = std::max(uses_[*column], use);
}

/// More than `few` allows of its references are required.
void Cells::add_choice(BlockId block, const table::Fact& few, bool certain) {
  Alternatives choice{{}, std::size_t{few.index} + 1, !certain};
  for (Index r = 0; r < few.span.count; ++r)
    if (const auto column = column_of(layout_.resolve(block, table_.ref_ids[few.span.first + r])))
      choice.fields.push_back(*column);
  groups_.insert(std::move(choice));
}

/// `certain`: the row fires whatever else is sent, if its pattern fits.
void Cells::add_row(BlockId block, RowId id, const KnownValue& known, bool certain) {
  const table::Row& row = table_.rows[id];
  const Rest rest = rest_of(block, id, known);
  if (!rest.fires) return;
  certain = certain && !rest.more;
  const std::size_t asked = rest.there.size() + rest.not_there.size();
  if (row.missing) {
    const auto target =
        column_of(layout_.resolve(block, row.target != table::none ? row.target : row.place.ref));
    if (rest.few != nullptr)
      add_choice(block, *rest.few, certain && rest.there.empty());
    else if (row.group && rest.not_there.size() > 1)
      groups_.insert(
          {{rest.not_there.begin(), rest.not_there.end()}, 1, !certain || !rest.there.empty()});
    else
      mark(row.group && !rest.not_there.empty() ? *rest.not_there.begin() : target,
           certain && asked == 1 ? Use::required : Use::conditional);
  } else if (row.presence && certain && asked == 1 && rest.there.size() == 1) {
    mark(*rest.there.begin(), Use::forbidden);
  }
}

void Cells::add_group(BlockId block, const table::Group& group, const KnownValue& known,
                      bool certain) {
  for (Index i = 0; i < group.required_reports.count; ++i) {
    const table::RequiredField& required = table_.required_fields[group.required_reports.first + i];
    mark(presence_of(block, required.bit), certain ? Use::required : Use::conditional);
  }
  for (const RowId row : group.rows) add_row(block, row, known, certain);
}

void Cells::add_block(BlockId id, const KnownValue& known) {
  const table::Block& block = table_.blocks[id];
  add_group(id, block.always, known, true);
  if (const auto chosen = known.group(id)) {
    add_group(id, table_.groups[*chosen], known, true);
  } else {
    for (const table::Group& group : table_.groups[block.groups])
      add_group(id, group, known, false);
  }
}

std::vector<Use> Cells::uses(const KnownValue& known, std::vector<Alternatives>& alternatives) {
  uses_.assign(columns_.size(), Use::optional);
  groups_.clear();
  for (const Layout::Object& object : layout_.objects()) add_block(object.block, known);
  // What must be in an object that need not be there is required only with it.
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (const auto outer = parent(i); outer && uses_[i] == Use::required)
      if (uses_[*outer] != Use::required) uses_[i] = Use::conditional;
  alternatives.assign(groups_.begin(), groups_.end());
  return uses_;
}

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
  for (const Scalar& value : values) texts.push_back(json_of(value));
  const bool others = field != nullptr && field->main.catalog.has_value();
  if (others) {
    const model::CatalogColumn& column = field->main.catalog->is;
    result.catalog = column.catalog + "." + column.column;
    texts.push_back(json_of_another(values, *field));
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
