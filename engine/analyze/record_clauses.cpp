// Facts and rows to clauses. A row that is an error says that its bits do not hold together; each
// report is a statement of its own, so that a contradiction can name the rules it needs.
// Tests: tests/status_table_test.cpp, tests/solver_test.cpp.
#include "analyze/record_clauses.h"

#include <algorithm>
#include <string>

namespace leadlint::analyze {

using table::Fact;
using table::FactKind;
using table::Field;
using table::Index;
using table::ReportId;

RecordClauses::RecordClauses(const table::DecisionTable& table, const Layout& layout,
                             const KnownValue& known)
    : table_(table), layout_(layout), known_(known), yes_(solver_.variable()) {
  solver_.require({yes_});
  for (const Layout::Object& object : layout.objects())
    if (!object.in_list) add_object(object);
  for (const Layout::Object& object : layout.objects())
    if (!object.in_list) add_rows(object.block);
  limit_values();
  if (known.error() != table::none) solver_.require({-speaks(known.error())});
}

// ------------------------------------------------------------------------------------- statements

void RecordClauses::imply(Literal holds, std::initializer_list<Literal> any) {
  std::vector<Literal> clause{-holds};
  clause.insert(clause.end(), any);
  solver_.require(clause);
}

void RecordClauses::same(Literal a, std::span<const Literal> any_of) {
  std::vector<Literal> clause{-a};
  for (const Literal each : any_of) {
    clause.push_back(each);
    imply(each, {a});
  }
  solver_.require(clause);
}

/// An object that a record has at most once.
bool RecordClauses::is_single(BlockId block) const {
  const Layout::Object* object = layout_.object_of(block);
  return object != nullptr && !object->in_list;
}

Literal RecordClauses::exists(BlockId block) {
  if (!layout_.object_of(block)->around) return yes_;
  Literal& literal = objects_[block.number()];
  if (literal == 0) literal = solver_.variable();
  return literal;
}

Literal RecordClauses::good(Member member) {
  return bit(member.block, table_.blocks[member.block].fields.count + member.field);
}

/// A null that stands there and may be sent.
Literal RecordClauses::null(Member member) {
  if (!takes_null(layout_.field(member))) return -yes_;
  Literal& literal = nulls_[{member.block.number(), member.field}];
  if (literal != 0) return literal;
  literal = solver_.variable();
  imply(literal, {exists(member.block)});
  imply(literal, {-present(member)});
  return literal;
}

/// (That it has its default where it is not sent nobody asks: more records are thought of than
/// there are.)
Literal RecordClauses::sent(Member member) {
  if (!layout_.field(member).has_default) return present(member);
  Literal& literal = sents_[{member.block.number(), member.field}];
  if (literal != 0) return literal;
  literal = solver_.variable();
  imply(literal, {present(member)});
  return literal;
}

/// The member is good and has this value (as the table's names have it).
Literal RecordClauses::value(Member member, const std::string& name) {
  Literal& literal = values_[{member.block.number(), member.field}][name];
  if (literal != 0) return literal;
  literal = solver_.variable();
  imply(literal, {good(member)});
  return literal;
}

Literal RecordClauses::speaks(ReportId report) {
  Literal& literal = reports_[report.number()];
  if (literal == 0) literal = solver_.variable();
  return literal;
}

Literal RecordClauses::bit(BlockId block, std::uint32_t number) {
  const Bit key{block.number(), number};
  if (const auto found = bits_.find(key); found != bits_.end()) return found->second;
  const auto known = known_.fact(block, number);
  const Literal literal = known ? (*known ? yes_ : -yes_) : new_fact(block, number);
  bits_.emplace(key, literal);
  return literal;
}

// ------------------------------------------------------------------------------------------ facts

bool RecordClauses::takes_null(const Field& field) const {
  const auto variants = table_.variants[field.variants];
  return field.nullable || std::any_of(variants.begin(), variants.end(), [](const auto& variant) {
           return (variant.kinds & table::k_null) != 0;
         });
}

/// Is a value of it good unless an error says otherwise? (Of lists and free names this says
/// nothing.)
bool RecordClauses::breaks_only_by_errors(const Field& field) const {
  if (field.item != table::none || field.each != table::none) return false;
  const auto variants = table_.variants[field.variants];
  return std::all_of(variants.begin(), variants.end(), [&](const table::Variant& variant) {
    const auto checks = table_.checks[variant.checks];
    return !variant.conditional &&
           std::all_of(checks.begin(), checks.end(), [&](const table::Check& check) {
             return !table::is_reading(check.kind) ||
                    table_.reports[check.report].severity == Severity::error;
           });
  });
}

/// The values that a good value is one of; nullptr: others too.
const table::ValueSet* RecordClauses::listed(const Field& field) const {
  if (field.variants.count != 1) return nullptr;
  for (const table::Check& check : table_.checks[table_.variants[field.variants[0]].checks])
    if (check.kind == CheckKind::values && table_.reports[check.report].severity == Severity::error)
      return &table_.value_sets[check.values];
  return nullptr;
}

namespace {

/// Is what the values of a field are told by the names in its lists alone?
bool has_plain_names(const Field& field) {
  return field.text_kinds == 0 && !field.ignore_case && !field.moments;
}

/// What the names of a list that has no texts lack before them.
std::string mark_of(const table::ValueSet& set) {
  const bool marked = !set.is_mixed() && (set.kinds & table::k_string) == 0;
  return marked ? std::string(1, table::no_text_mark) : std::string();
}

std::vector<std::string> names_of(const table::DecisionTable& table, const table::ValueSet& set) {
  std::vector<std::string> names;
  for (Index i = 0; i < set.hash.names.count; ++i)
    names.push_back(mark_of(set) + std::string(table.text(table.names[set.hash.names.first + i])));
  return names;
}

}  // namespace

Literal RecordClauses::new_fact(BlockId id, std::uint32_t number) {
  const table::Block& block = table_.blocks[id];
  if (number < 2 * block.fields.count) return solver_.variable();  // see add_member
  const Fact* const found = layout_.fact_of(id, number);
  if (found == nullptr) return listed_values(id, number);
  const Fact& fact = *found;

  const auto single = [&](table::RefId ref) {
    const auto member = layout_.resolve(id, ref);
    return member && is_single(member->block) ? member : std::nullopt;
  };
  const std::optional<Member> a = single(fact.a), b = single(fact.b);
  if (a && fact.kind == FactKind::present) return present(*a);
  if (a && fact.kind == FactKind::good) return good(*a);
  if (a && fact.kind == FactKind::itself) return sent(*a);
  const Literal literal = solver_.variable();
  if (fact.kind == FactKind::only) add_only(literal, fact, id);
  if (fact.kind == FactKind::before) return -yes_;  // a rule is in force where nobody says when
  if (fact.kind == FactKind::counted) add_count(literal, fact, id);
  if (fact.kind == FactKind::any_row) {
    std::vector<Literal> rows;
    for (const RowId row : fact.rows()) rows.push_back(fits(id, row));
    same(literal, rows);
  }
  if (!a) return literal;
  if (fact.kind == FactKind::there) {
    const Literal ways[] = {sent(*a), null(*a)};
    same(literal, ways);
  }
  if (fact.kind == FactKind::broken || fact.kind == FactKind::unread) {
    imply(literal, {present(*a)});
    imply(literal, {-good(*a)});
    if (fact.kind == FactKind::broken) imply(present(*a), {good(*a), literal});
  }
  if (fact.kind == FactKind::empty) imply(literal, {present(*a)});
  if (fact.kind == FactKind::sent) {
    imply(sent(*a), {literal});
    imply(null(*a), {literal});
  }
  if (fact.kind == FactKind::cleared) {
    imply(literal, {-present(*a)});
    imply(null(*a), {literal});
    // Else a null stands for an object around it.
    if (!layout_.object_of(a->block)->around) imply(literal, {null(*a)});
  }
  if (table::asks_for_good(fact.kind)) {
    imply(literal, {good(*a)});
    if (b) imply(literal, {good(*b)});
  }
  if (!has_plain_names(layout_.field(*a))) return literal;
  if (fact.kind == FactKind::in_values) {
    const table::ValueSet& set = table_.value_sets[fact.value_set()];
    if (set.ignore_case || set.moments != table::none) return literal;
    std::vector<Literal> values;
    for (const std::string& name : names_of(table_, set)) values.push_back(value(*a, name));
    same(literal, values);
  }
  if (fact.kind == FactKind::is_true || fact.kind == FactKind::is_false) {
    const Literal values[] = {value(*a, std::string(1, table::no_text_mark) +
                                            (fact.kind == FactKind::is_true ? "true" : "false"))};
    same(literal, values);
  }
  return literal;
}

/// The values of a list that set a bit, which stand beside no fact.
Literal RecordClauses::listed_values(BlockId block, std::uint32_t number) {
  const Layout::ListedValues listed = layout_.listed_values(block, number);
  if (!listed.member) return -yes_;
  const Literal literal = solver_.variable();
  if (!is_single(block)) return literal;
  imply(literal, {good(*listed.member)});
  const Field& field = layout_.field(*listed.member);
  const table::ValueSet* set = listed.names.empty() ? nullptr : &table_.value_sets[field.value_set];
  if (!has_plain_names(field) ||
      (set != nullptr && (set->ignore_case || set->moments != table::none)))
    return literal;
  const std::string mark(1, table::no_text_mark);
  std::vector<Literal> values;
  for (const std::string& name : listed.names)
    values.push_back(value(*listed.member, mark_of(*set) + name));
  if (listed.yes) values.push_back(value(*listed.member, mark + "true"));
  if (listed.no) values.push_back(value(*listed.member, mark + "false"));
  same(literal, values);
  return literal;
}

/// No member is present but those named.
void RecordClauses::add_only(Literal fact, const Fact& of, BlockId block) {
  std::vector<Literal> clause{fact};
  for (std::uint16_t number = 0; number < table_.blocks[block].fields.count; ++number) {
    const std::uint64_t word = table_.words[of.span.first + number / 64];
    if ((word >> (number % 64) & 1) != 0) continue;
    const Literal there = sent({block, number});
    imply(fact, {-there});
    clause.push_back(there);
  }
  solver_.require(clause);
}

/// No fewer than `integer` and no more than `index` of the references are there. A counter: after
/// each reference, whether so many of those so far are.
void RecordClauses::add_count(Literal fact, const Fact& of, BlockId block) {
  std::vector<Literal> at_least{yes_};  // [n]: n of those so far are there
  for (Index r = 0; r < of.span.count; ++r) {
    const auto member = layout_.resolve(block, table_.ref_ids[of.span.first + r]);
    const bool single = member && is_single(member->block);
    const Literal there = solver_.variable();
    if (single) {
      const Literal ways[] = {sent(*member), null(*member)};
      same(there, ways);
    }
    std::vector<Literal> next{yes_};
    for (std::size_t n = 1; n <= at_least.size(); ++n) {
      const Literal before = n < at_least.size() ? at_least[n] : -yes_;
      const Literal now = solver_.variable();
      imply(before, {now});
      solver_.require({-at_least[n - 1], -there, now});
      imply(now, {before, there});
      imply(now, {at_least[n - 1]});
      next.push_back(now);
    }
    at_least = std::move(next);
  }
  const auto so_many = [&](std::size_t n) { return n < at_least.size() ? at_least[n] : -yes_; };
  const Literal least = so_many(static_cast<std::size_t>(of.integer));
  const Literal beyond = so_many(std::size_t{of.index} + 1);
  imply(fact, {least});
  imply(fact, {-beyond});
  solver_.require({-least, beyond, fact});
}

/// Does the row's pattern fit?
Literal RecordClauses::fits(BlockId block, RowId row) {
  const Literal literal = solver_.variable();
  std::vector<Literal> clause{literal};
  for (const RowBit& part : bits_of(table_, row)) {
    const Literal holds = part.holds ? bit(block, part.bit) : -bit(block, part.bit);
    imply(literal, {holds});
    clause.push_back(-holds);
  }
  solver_.require(clause);
  return literal;
}

// ---------------------------------------------------------------------------------------- objects

void RecordClauses::add_object(const Layout::Object& object) {
  const Literal here = exists(object.block);
  if (object.around) {
    const Field& field = layout_.field(*object.around);
    imply(here, {present(*object.around)});
    const bool nothing_else = (field.kinds & ~(table::k_object | table::k_null)) == 0;
    if (nothing_else && breaks_only_by_errors(field)) imply(present(*object.around), {here});
  }
  for (std::uint16_t number = 0; number < table_.blocks[object.block].fields.count; ++number)
    add_member({object.block, number});
}

void RecordClauses::add_member(Member member) {
  (void)null(member);
  imply(present(member), {exists(member.block)});
  imply(good(member), {present(member)});
  if (breaks_only_by_errors(layout_.field(member))) imply(present(member), {good(member)});
}

/// A member has one value, and where its values are listed, one of those.
void RecordClauses::limit_values() {
  for (const auto& entry : values_) {
    const Member member{BlockId{entry.first.first}, static_cast<std::uint16_t>(entry.first.second)};
    const table::ValueSet* legal = listed(layout_.field(member));
    if (legal == nullptr || legal->ignore_case || legal->moments != table::none) continue;
    std::vector<Literal> clause{-good(member)};
    for (const std::string& name : names_of(table_, *legal)) clause.push_back(value(member, name));
    solver_.require(clause);
  }
  for (const auto& entry : values_) {
    Literal earlier = -yes_;  // one of those before holds
    for (const auto& [name, literal] : entry.second) {
      imply(literal, {-earlier});
      const Literal ways[] = {earlier, literal};
      const Literal so_far = solver_.variable();
      same(so_far, ways);
      earlier = so_far;
    }
  }
}

// ------------------------------------------------------------------------------------------- rows

void RecordClauses::add_rows(BlockId id) {
  const table::Block& block = table_.blocks[id];
  add_group(id, table::GroupId{}, {});
  if (block.groups.count == 0) return;
  if (const auto known = known_.group(id))
    add_group(id, *known, {});
  else
    add_groups_of_other(id);
}

/// The selector's value is not known: one of the groups fires.
void RecordClauses::add_groups_of_other(BlockId id) {
  const table::Block& block = table_.blocks[id];
  const auto selector = layout_.resolve(id, block.selector);
  const bool told = selector && is_single(selector->block);
  const table::ValueSet& set = table_.value_sets[block.selector_values];
  const bool named = told && has_plain_names(layout_.field(*selector)) && !set.ignore_case &&
                     set.moments == table::none;
  const std::vector<std::string> names = named ? names_of(table_, set) : std::vector<std::string>{};
  std::vector<Literal> one{-exists(id)};
  for (Index i = 0; i < block.groups.count; ++i) {
    const Literal gate = i < names.size() ? value(*selector, names[i]) : solver_.variable();
    one.push_back(gate);
    const Index from_last = block.groups.count - i;
    if (told && from_last == 2) imply(gate, {-present(*selector)});
    if (told && from_last == 1) {
      imply(gate, {present(*selector)});
      imply(gate, {-good(*selector)});
    }
    if (told && from_last > 2) imply(gate, {good(*selector)});
    add_group(id, block.groups[i], {-gate});
  }
  solver_.require(one);
}

/// `gate`: what is not so where the group does not fire. No group: what always fires.
void RecordClauses::add_group(BlockId id, table::GroupId number, std::vector<Literal> gate) {
  const table::Block& block = table_.blocks[id];
  const table::Group& group = number == table::none ? block.always : table_.groups[number];
  gate.push_back(-exists(id));
  for (Index i = 0; i < group.required_reports.count; ++i) {
    const table::RequiredField& required = table_.required_fields[group.required_reports.first + i];
    if (table_.reports[required.report].severity != Severity::error) continue;
    std::vector<Literal> clause = gate;
    clause.insert(clause.end(), {-speaks(required.report), bit(id, required.bit)});
    if (required.bit < block.fields.count) clause.push_back(null({id, required.bit}));
    solver_.require(clause);
  }
  for (const RowId row : group.rows)
    if (table_.reports[table_.rows[row].report].severity == Severity::error) add_row(id, row, gate);
}

void RecordClauses::add_row(BlockId block, RowId id, std::vector<Literal> clause) {
  const table::Row& row = table_.rows[id];
  clause.push_back(-speaks(row.report));
  for (const RowBit& part : bits_of(table_, id))
    clause.push_back(part.holds ? -bit(block, part.bit) : bit(block, part.bit));
  if (row.missing && !row.group) {
    // Of an object that is not there nothing is missing.
    const auto asked =
        layout_.resolve(block, row.target != table::none ? row.target : row.place.ref);
    if (!asked || !is_single(asked->block)) return;
    clause.push_back(-exists(asked->block));
    if (!row.null_is_missing) clause.push_back(null(*asked));
  }
  solver_.require(clause);
}

// -------------------------------------------------------------------------------------- questions

std::vector<ReportId> RecordClauses::contradiction() {
  std::vector<Literal> assumed;
  for (const auto& [report, literal] : reports_) assumed.push_back(literal);
  if (solver_.satisfiable(assumed)) return {};
  std::vector<Literal> needed = solver_.excluded(assumed);
  for (std::size_t i = 0; i < needed.size();) {
    std::vector<Literal> fewer = needed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (solver_.satisfiable(fewer))
      ++i;
    else
      needed = std::move(fewer);
  }
  std::vector<ReportId> result;
  for (const auto& [report, literal] : reports_)
    if (std::find(needed.begin(), needed.end(), literal) != needed.end())
      result.emplace_back(report);
  return result;
}

std::vector<RecordClauses::Presence> RecordClauses::presence(std::span<const Member> members) {
  if (!decided_)
    for (const auto& [report, literal] : reports_) solver_.require({literal});
  decided_ = true;
  // All literals first: making one ends the example that is being read.
  std::vector<Literal> sents(members.size(), 0), nulls(members.size(), 0);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!is_single(members[i].block)) continue;
    sents[i] = sent(members[i]);
    nulls[i] = null(members[i]);
  }
  std::vector<bool> seen(members.size()), missed(members.size());
  const auto possible = [&](std::initializer_list<Literal> assumed) {
    if (!solver_.satisfiable(assumed)) return false;
    // Each example answers for other members, too.
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (sents[i] == 0) continue;
      const bool there = solver_.holds(sents[i]);
      if (there) seen[i] = true;
      if (!there && !solver_.holds(nulls[i])) missed[i] = true;
    }
    return true;
  };
  std::vector<Presence> result(members.size(), Presence::either);
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (sents[i] == 0) continue;
    if (!seen[i] && !possible({sents[i]})) result[i] = Presence::never;
    if (!missed[i] && !possible({-sents[i], -nulls[i]})) result[i] = Presence::always;
  }
  return result;
}

}  // namespace leadlint::analyze
