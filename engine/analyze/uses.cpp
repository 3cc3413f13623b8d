// Reads a cell off the rows of the decision table: with what is known struck from a row's pattern,
// a row that asks for a field and has nothing left but "it is not there" makes it required.
// Tests: tests/status_table_test.cpp, tests/golden/rules.table.expected.
#include "analyze/uses.h"

#include <algorithm>
#include <utility>

namespace leadlint::analyze {

using table::FactKind;
using table::Index;

/// What is left of a row's pattern once the status is known.
struct Cells::Rest {
  bool fires = true;                       // false: it never does with this status
  std::set<std::size_t> there, not_there;  // columns
  const table::Fact* few = nullptr;        // no more than some of several are there
  bool more = false;                       // other facts
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
  for (const RowBit& part : bits_of(table_, row)) {
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

/// The column that a bit says is sent, be its default what it may.
std::optional<std::size_t> Cells::sent_by(BlockId block, std::uint32_t bit) const {
  const table::Fact* fact = layout_.fact_of(block, bit);
  if (fact == nullptr || fact->kind != FactKind::itself) return std::nullopt;
  return column_of(layout_.resolve(block, fact->a));
}

Cells::Rest Cells::rest_of(BlockId block, RowId row, const KnownValue& known) const {
  Rest rest;
  for (const RowBit& part : bits_of(table_, row)) {
    if (const auto told = known_fact(block, part.bit, known)) {
      rest.fires = rest.fires && *told == part.holds;
    } else if (const auto column = presence_of(block, part.bit)) {
      (part.holds ? rest.there : rest.not_there).insert(*column);
    } else if (const table::Fact* fact = layout_.fact_of(block, part.bit);
               part.holds && fact != nullptr && fact->kind == FactKind::counted &&
               fact->integer == 0) {
      rest.few = fact;
    } else if (const auto sent = part.holds ? sent_by(block, part.bit) : std::nullopt) {
      rest.there.insert(*sent);
    } else {
      rest.more = true;
    }
  }
  return rest;
}

void Cells::mark(std::optional<std::size_t> column, Use use, Reason reason) {
  if (!column) return;
  uses_[*column] = std::max(uses_[*column], use);
  reason.field = *column;
  reason.use = use;
  reasons_.push_back(std::move(reason));
}

/// More than `few` allows of its references are required.
void Cells::add_choice(BlockId block, const table::Fact& few, bool certain, const Reason& reason) {
  Alternatives choice{{}, std::size_t{few.index} + 1, !certain};
  for (Index r = 0; r < few.span.count; ++r)
    if (const auto column = column_of(layout_.resolve(block, table_.ref_ids[few.span.first + r])))
      choice.fields.push_back(*column);
  choices_.push_back({choice, reason});
  groups_.insert(std::move(choice));
}

/// `certain`: the row fires whatever else is sent, if its pattern fits.
void Cells::add_row(BlockId block, RowId id, const KnownValue& known, bool certain) {
  const table::Row& row = table_.rows[id];
  const Rest rest = rest_of(block, id, known);
  if (!rest.fires) return;
  Reason reason{row.report, 0, Use::optional, rest.there, rest.not_there, !certain || rest.more};
  certain = certain && !rest.more;
  const std::size_t asked = rest.there.size() + rest.not_there.size();
  const auto target =
      column_of(layout_.resolve(block, row.target != table::none ? row.target : row.place.ref));
  if (row.missing) {
    if (rest.few != nullptr) {
      add_choice(block, *rest.few, certain && rest.there.empty(), reason);
    } else if (row.group && rest.not_there.size() > 1) {
      const Alternatives choice{
          {rest.not_there.begin(), rest.not_there.end()}, 1, !certain || !rest.there.empty()};
      reason.not_there.clear();
      choices_.push_back({choice, std::move(reason)});
      groups_.insert(choice);
    } else {
      const auto asked_for =
          row.group && !rest.not_there.empty() ? *rest.not_there.begin() : target;
      if (asked_for) reason.not_there.erase(*asked_for);
      mark(asked_for, certain && asked == 1 ? Use::required : Use::conditional, std::move(reason));
    }
  } else if (row.presence && certain && asked == 1 && rest.there.size() == 1) {
    reason.there.clear();
    mark(*rest.there.begin(), Use::forbidden, std::move(reason));
  } else if (certain && asked == 0) {
    refusals_.push_back(row.report);
  } else if (target && rest.there.contains(*target)) {
    reason.there.erase(*target);
    mark(target, Use::optional, std::move(reason));
  }
}

void Cells::add_group(BlockId block, const table::Group& group, const KnownValue& known,
                      bool certain) {
  for (Index i = 0; i < group.required_reports.count; ++i) {
    const table::RequiredField& required = table_.required_fields[group.required_reports.first + i];
    mark(presence_of(block, required.bit), certain ? Use::required : Use::conditional,
         {required.report, 0, {}, {}, {}, !certain});
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
  reasons_.clear();
  choices_.clear();
  refusals_.clear();
  for (const Layout::Object& object : layout_.objects()) add_block(object.block, known);
  // What must be in an object that need not be there is required only with it.
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (const auto outer = parent(i); outer && uses_[i] == Use::required)
      if (uses_[*outer] != Use::required) uses_[i] = Use::conditional;
  alternatives.assign(groups_.begin(), groups_.end());
  return uses_;
}

}  // namespace leadlint::analyze
