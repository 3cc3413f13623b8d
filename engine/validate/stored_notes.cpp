// Looks through a stored record for what rules ask and cannot have.
#include "validate/stored_notes.h"

#include <algorithm>

#include "read/csv_columns.h"
#include "read/json_members.h"
#include "read/name_shapes.h"
#include "text/ascii.h"
#include "validate/asked.h"
#include "validate/fact_words.h"
#include "validate/stored_places.h"

namespace leadlint::validate {
namespace {

/// Objects around a record that are looked into.
constexpr unsigned deepest_wrap = 3;

/// Does the fact ask more of the value than that it is there?
bool asks_for_value(table::FactKind kind) noexcept {
  using enum table::FactKind;
  return kind != present && kind != same && kind != only;
}

/// An object or a list in a field that may hold single values as well: rules compare these alone.
bool is_opaque(const table::DecisionTable& table, const read::Node& value) noexcept {
  return value.field != none && read::is_container(value.kind) &&
         table::mixes_containers(table.fields[value.field]);
}

bool same_steps(const table::DecisionTable& table, const table::Ref& a,
                const table::Ref& b) noexcept {
  const auto* const steps = table.ref_steps.data();
  return std::equal(steps + a.steps.first, steps + a.steps.first + a.steps.count,
                    steps + b.steps.first, steps + b.steps.first + b.steps.count);
}

/// The next letter or digit of ASCII in lower case, or any other byte over it; 0: there is none.
char next_sign(std::string_view& text) noexcept {
  while (!text.empty()) {
    const char sign = text.front();
    text.remove_prefix(1);
    if (is_capital(sign)) return to_lower(sign);
    const bool shown =
        is_small(sign) || is_digit(sign) || (static_cast<unsigned char>(sign) & 0x80U) != 0;
    if (shown) return sign;
  }
  return 0;
}

/// Are they one name but for case, blanks and other signs? "Job Amount" is, as a label of
/// jobAmount.
bool is_label_of(std::string_view label, std::string_view name) noexcept {
  for (;;) {
    const char a = next_sign(label), b = next_sign(name);
    if (a != b) return false;
    if (a == 0) return true;
  }
}

/// The first token of a JSON Pointer, and what is behind it.
std::string_view take_token(std::string_view& pointer) noexcept {
  if (pointer.empty()) return {};
  pointer.remove_prefix(1);
  const std::string_view token = pointer.substr(0, pointer.find('/'));
  pointer.remove_prefix(token.size());
  return token;
}

/// Lasts as long as the record.
std::string_view name_of(const read::JsonMembers& members, read::Record& record) {
  if (members.is_plain_name()) return members.raw_name();
  const std::string plain = members.name();
  char* const copy = record.scratch(plain.size());
  std::copy(plain.begin(), plain.end(), copy);
  return {copy, plain.size()};
}

/// A member that no rule knows, for a finding to stand at.
Index add_name(read::Record& record, Index parent, std::string_view name, std::size_t offset,
               read::Kind kind) {
  const Index node = record.add_node(parent, none);
  read::Node& made = record.nodes[node];
  made.kind = kind;
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  made.offset = made.name_offset = static_cast<std::uint32_t>(offset);
  return node;
}

/// The name of the record's own member that a node is, or is in.
std::string_view outermost_name(const table::DecisionTable& table, const read::Record& record,
                                Index node) {
  while (record.nodes[node].parent != 0) node = record.nodes[node].parent;
  const read::Node& member = record.nodes[node];
  return member.field != none ? table.text(table.fields[member.field].name) : member.name_text();
}

}  // namespace

struct StoredNotes::Names {
  std::string_view key;
  Severity severity = Severity::note;
  std::vector<Raw>& out;
  bool known = false;  // a member that rules know
  Index first = none;  // the first that they do not
  bool told = false;   // of one that is taken for a field, or holds a record
  Raw::Origin origin = Raw::Origin::current;

  void add(Raw::ContextFault fault, const read::Record& record, Index node, ReportId report) {
    Raw& raw = out.emplace_back();
    raw.origin = origin;
    raw.context_fault = fault;
    raw.severity = severity;
    raw.code = Code::unknown_field;
    raw.node = node;
    raw.report = report;
    raw.offset = record.nodes[node].name_offset;
  }
};

/// Which of two values is stored nobody knows.
void StoredNotes::repeated_names(const read::Record& record, Severity severity,
                                 std::vector<Raw>& out) const {
  for (Index i = 0; i < record.issues.size(); ++i) {
    if (record.issues[i].kind != read::ReadIssue::Kind::duplicate_name) continue;
    Raw& raw = out.emplace_back();
    raw.origin = base_ == table::Base::current ? Raw::Origin::current : Raw::Origin::request;
    raw.context_fault = Raw::ContextFault::twice;
    raw.severity = severity;
    raw.code = Code::duplicate_key;
    raw.issue = i;
    raw.offset = record.issues[i].offset;
  }
}

void StoredNotes::collect(read::Record& record, const std::vector<Raw>& problems,
                          std::string_view key, Severity severity, std::vector<Raw>& out) {
  if (record.nodes.empty() || record.nodes[0].instance == none) return;
  repeated_names(record, severity, out);
  const std::size_t first = out.size();
  bool absent = false;
  for (const WatchedRef& place : places()) {
    const There there = look(record, place);
    absent = absent || there.node == none;
    if (there.node == none || there.good) continue;
    const auto is_here = [&](const Raw& raw) { return raw.node == there.node; };
    if (std::any_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), is_here)) continue;
    Raw raw;
    const auto is_of_value = [&](const Raw& problem) {
      return is_here(problem) && !is_of_name(record, problem);
    };
    if (const auto own = std::ranges::find_if(problems, is_of_value); own != problems.end()) {
      raw = *own;
    } else {
      raw.code = is_opaque(table_, record.nodes[there.node]) ? Code::wrong_type : Code::bad_format;
      raw.report = place.reports.front();
      raw.node = there.node;
      raw.offset = record.nodes[there.node].offset;
    }
    raw.origin = base_ == table::Base::current ? Raw::Origin::current : Raw::Origin::request;
    raw.context_fault = Raw::ContextFault::value;
    raw.severity = severity;
    out.push_back(raw);
  }
  if (!absent || !record.has_text) return;
  Names names{key, severity, out};
  if (base_ != table::Base::current) names.origin = Raw::Origin::request;
  if (record.text_kind == read::TextKind::json) {
    labels_inside(record, names);
    names_of_json(record, names);
  }
  if (record.text_kind == read::TextKind::csv) names_of_row(record, names);
  if (names.known || names.told || names.first == none) return;
  names.add(Raw::ContextFault::no_name_known, record, names.first,
            places().front().reports.front());
}

void StoredNotes::unreadable(const read::Record& record, Severity severity,
                             std::vector<Raw>& out) const {
  Raw& raw = out.emplace_back();
  raw.origin = base_ == table::Base::current ? Raw::Origin::current : Raw::Origin::request;
  raw.context_fault = Raw::ContextFault::unreadable;
  raw.severity = severity;
  raw.code = Code::wrong_type;
  if (!record.unreadable || record.issues.empty()) return;
  raw.issue = static_cast<Index>(record.issues.size() - 1);
  raw.code = Code::bad_json;
}

const std::vector<StoredNotes::WatchedRef>& StoredNotes::places() {
  if (gathered_) return places_;
  gathered_ = true;
  for (const Asked& asked : asked_of(table_, base_))
    if (asks_for_value(asked.fact->kind) && table_.reports[asked.report].severity != Severity::off)
      add_place(asked.ref, asked.report);
  return places_;
}

void StoredNotes::add_place(RefId ref, ReportId report) {
  const auto known = std::ranges::find_if(places_, [&](const WatchedRef& place) {
    return same_steps(table_, table_.refs[place.ref], table_.refs[ref]);
  });
  WatchedRef& place = known != places_.end() ? *known : places_.emplace_back(WatchedRef{ref, {}});
  if (table_.refs[place.ref].alternative == none) place.ref = ref;
  if (std::ranges::find(place.reports, report) == place.reports.end())
    place.reports.push_back(report);
}

StoredNotes::There StoredNotes::look(const read::Record& record, const WatchedRef& place) const {
  There there;
  look_in_turn(table_, table_.refs[place.ref], record, [&](const table::Ref& ref) {
    const There here = look_at(record, ref);
    const bool has_value = here.node != none && !here.null;
    if (has_value || there.node == none) there = here;
    return has_value;
  });
  return there;
}

/// The value that a reference leads to, or the one on the way there that leads no further.
StoredNotes::There StoredNotes::look_at(const read::Record& record, const table::Ref& ref) const {
  if (record.nodes.empty()) return {};  // it could not be read
  Index instance = record.nodes[0].instance;
  for (Index s = 0; instance != none && s < ref.steps.count; ++s) {
    const read::Instance& object = record.instances[instance];
    const std::uint16_t step = table_.ref_steps[ref.steps.first + s];
    const Index slot = record.slots[object.slots + step];
    const std::uint64_t* const words = record.facts.data() + object.words;
    if (slot == none) return {};
    if (!test_bit(words, step)) return {slot, true, true};
    const bool good = test_bit(words, table_.blocks[object.block].fields.count + step);
    if (s + 1 == ref.steps.count) return {slot, good && !is_opaque(table_, record.nodes[slot])};
    Index inside = slot;
    if (table_.ref_steps[ref.steps.first + s + 1] == table::last_step) {
      ++s;
      if (record.nodes[slot].kind != read::Kind::array) return {slot, false};
      inside = record.nodes[slot].last;
      if (inside == none) return {};
      if (s + 1 == ref.steps.count) return {slot, good};
    }
    instance = record.nodes[inside].instance;
    if (instance == none && record.nodes[inside].kept != read::Kept::whole)
      return {};  // kept of a history: an object was there, and nothing in it
    if (instance == none) return {inside, false};
  }
  return {};
}

std::uint16_t StoredNotes::first_step(const WatchedRef& place) const {
  return table_.ref_steps[table_.refs[place.ref].steps.first];
}

std::string_view StoredNotes::first_name(const WatchedRef& place) const {
  const FieldId root = base_ == table::Base::current ? table_.current_root : table_.request_root;
  return field_name(table_.fields[root].block, first_step(place));
}

/// Has a field of the block this name, or had one it?
bool StoredNotes::knows(BlockId block, std::string_view name) const {
  return read::number_of_name(table_, table_.blocks[block], name) != table::no_name;
}

/// Is it said of the old name by which a member stands there?
bool StoredNotes::is_of_name(const read::Record& record, const Raw& problem) const {
  const read::Node& node = record.nodes[problem.node];
  const Index around = node.parent == none ? Index{none} : record.nodes[node.parent].instance;
  if (node.name == nullptr || around == none) return false;
  const table::NameShape* const former =
      read::former_name(table_, table_.blocks[record.instances[around].block], node.name_text());
  return former != nullptr &&
         (problem.report == former->taken_report || problem.report == former->both_report);
}

/// Is it a label of the field, or of a name that it had?
bool StoredNotes::is_label(std::string_view label, BlockId block, std::uint16_t number) const {
  return read::any_name_of_field(
      table_, table_.blocks[block], number,
      [label](std::string_view name) { return is_label_of(label, name); });
}

std::string_view StoredNotes::field_name(BlockId block, std::uint16_t number) const {
  return table_.text(table_.fields[table_.blocks[block].fields[number]].name);
}

StoredNotes::Missing StoredNotes::missing(const read::Record& record, RefId ref) const {
  const table::Span steps = table_.refs[ref].steps;
  Index instance = record.nodes[0].instance;
  for (Index s = 0; instance != none && s < steps.count; ++s) {
    const std::uint16_t step = table_.ref_steps[steps.first + s];
    Index inside = record.slots[record.instances[instance].slots + step];
    if (inside == none) return {instance, step};
    if (s + 1 < steps.count && table_.ref_steps[steps.first + s + 1] == table::last_step) {
      ++s;
      inside = record.nodes[inside].kind == read::Kind::array ? record.nodes[inside].last : none;
    }
    instance = inside == none ? none : record.nodes[inside].instance;
  }
  return {};
}

/// The field that a place lacks in the object at `parent`, where a member of this name is a label
/// of it.
std::string_view StoredNotes::meant_at(const read::Record& record, Index parent,
                                       std::string_view name, const WatchedRef& place) const {
  const FieldId root = base_ == table::Base::current ? table_.current_root : table_.request_root;
  if (parent == 0 && is_label(name, table_.fields[root].block, first_step(place)))
    return first_name(place);
  for (RefId ref = place.ref; ref != none; ref = table_.refs[ref].alternative) {
    const Missing lacks = missing(record, ref);
    if (lacks.instance == none || record.instances[lacks.instance].node != parent) continue;
    const BlockId block = record.instances[lacks.instance].block;
    if (is_label(name, block, lacks.step)) return field_name(block, lacks.step);
  }
  return {};
}

/// The same of a column of a header.
std::string_view StoredNotes::meant_in_row(const read::Record& row, std::string_view column,
                                           const WatchedRef& place) const {
  const read::CsvColumns& columns = *row.columns;
  const auto cell = std::ranges::find(columns.names, column);
  if (cell == columns.names.end()) return {};
  const std::string& pointer =
      columns.pointers[static_cast<std::size_t>(cell - columns.names.begin())];
  for (RefId ref = place.ref; ref != none; ref = table_.refs[ref].alternative)
    if (const std::string_view meant = meant_by_pointer(pointer, ref); !meant.empty()) return meant;
  return {};
}

/// The step that the pointer leaves a way at, where what it goes to there is a label of it.
std::string_view StoredNotes::meant_by_pointer(std::string_view pointer, RefId ref) const {
  const table::Span steps = table_.refs[ref].steps;
  const FieldId root = base_ == table::Base::current ? table_.current_root : table_.request_root;
  BlockId block = table_.fields[root].block;
  for (Index s = 0; s < steps.count && block != none && !pointer.empty(); ++s) {
    const std::string_view token = take_token(pointer);
    const std::uint16_t step = table_.ref_steps[steps.first + s];
    if (step == table::last_step) continue;
    const std::string_view field = field_name(block, step);
    if (read::number_of_name(table_, table_.blocks[block], token) == step) {
      block = inside(block, token);
      continue;
    }
    return !knows(block, token) && is_label(token, block, step) ? field : std::string_view{};
  }
  return {};
}

/// The field of a place that a member of this name of the object at `parent` is a label of; empty:
/// of none.
std::string_view StoredNotes::meant(const read::Record& record, Index parent, std::string_view name,
                                    const WatchedRef& place) const {
  const std::string_view field = meant_at(record, parent, name, place);
  return field.empty() && record.text_kind == read::TextKind::csv
             ? meant_in_row(record, name, place)
             : field;
}

/// The first place of which the record says nothing, and that a member of this name of the object
/// at `parent` is a label for.
const StoredNotes::WatchedRef* StoredNotes::absent_place(const read::Record& record, Index parent,
                                                         std::string_view name) {
  for (const WatchedRef& place : places())
    if (!meant(record, parent, name, place).empty() && look(record, place).node == none)
      return &place;
  return nullptr;
}

/// Members by their labels in objects that rules know, on the ways to places that are not there.
void StoredNotes::labels_inside(read::Record& record, Names& names) {
  for (const WatchedRef& place : places()) {
    if (look(record, place).node != none) continue;
    for (RefId ref = place.ref; ref != none; ref = table_.refs[ref].alternative) {
      const Missing lacks = missing(record, ref);
      const Index object = lacks.instance == none ? 0 : record.instances[lacks.instance].node;
      if (object == 0) continue;  // the record's own members are looked at by themselves
      const BlockId block = record.instances[lacks.instance].block;
      for (read::JsonMembers members(record.text, record.nodes[object].offset); members.next();) {
        const std::string_view name = name_of(members, record);
        if (!knows(block, name) && is_label(name, block, lacks.step))
          add_label(record, names, object, name, members.name_offset());
      }
    }
  }
}

void StoredNotes::add_label(read::Record& record, Names& names, Index parent, std::string_view name,
                            std::size_t offset) {
  const auto is_told = [&](const Raw& raw) {
    return raw.context_fault == Raw::ContextFault::label &&
           record.nodes[raw.node].parent == parent && record.nodes[raw.node].name_text() == name;
  };
  if (std::ranges::any_of(names.out, is_told)) return;
  const WatchedRef* const meant = absent_place(record, parent, name);
  if (meant == nullptr) return;
  const Index node = add_name(record, parent, name, offset, read::Kind::string);
  names.told = true;
  names.add(Raw::ContextFault::label, record, node, meant->reports.front());
}

void StoredNotes::name(read::Record& record, Names& names, std::string_view name,
                       std::size_t offset, bool holds_record) {
  if (name == names.key && !holds_record) return;
  if (knows(record.instances[record.nodes[0].instance].block, name)) {
    names.known = true;
    if (!holds_record) return;
  }
  const WatchedRef* const meant = holds_record ? nullptr : absent_place(record, 0, name);
  if (meant == nullptr && !holds_record && names.first != none) return;
  const auto is_told = [&](const Raw& raw) {
    return (raw.context_fault == Raw::ContextFault::wrapped ||
            raw.context_fault == Raw::ContextFault::label) &&
           outermost_name(table_, record, raw.node) == name;
  };
  if (std::ranges::any_of(names.out, is_told)) return;
  const Index node =
      add_name(record, 0, name, offset, holds_record ? read::Kind::object : read::Kind::string);
  if (names.first == none) names.first = node;
  if (meant == nullptr && !holds_record) return;
  names.told = true;
  names.add(holds_record ? Raw::ContextFault::wrapped : Raw::ContextFault::label, record, node,
            meant != nullptr ? meant->reports.front() : places().front().reports.front());
}

void StoredNotes::names_of_json(read::Record& record, Names& names) {
  const std::string_view text = record.text;
  const BlockId root = record.instances[record.nodes[0].instance].block;
  for (read::JsonMembers members(text, record.nodes[0].offset); members.next();) {
    const std::string_view name = name_of(members, record);
    this->name(record, names, name, members.name_offset(),
               holds_record(record, members.value(), inside(root, name), 0));
  }
}

/// The block of the objects in a member of a block's objects; none: rules do not know it.
BlockId StoredNotes::inside(BlockId block, std::string_view name) const {
  if (block == none) return none;
  const std::uint16_t number = read::number_of_name(table_, table_.blocks[block], name);
  if (number == table::no_name) return none;
  const table::Field& field = table_.fields[table_.blocks[block].fields[number]];
  return field.item == none ? field.block : table_.fields[field.item].block;
}

/// Does the record lack a place of this name, and does its rightful block have no such member?
bool StoredNotes::is_lacking(const read::Record& record, std::string_view name,
                             BlockId block) const {
  if (block != none && knows(block, name)) return false;
  const BlockId root = record.instances[record.nodes[0].instance].block;
  const std::uint16_t number = read::number_of_name(table_, table_.blocks[root], name);
  return number != table::no_name && std::ranges::any_of(places_, [&](const WatchedRef& place) {
           return number == first_step(place) && look(record, place).node == none;
         });
}

/// Is the value an object (or the first of a list) that has a member which rules miss in the
/// record?
bool StoredNotes::holds_record(const read::Record& record, std::size_t offset, BlockId block,
                               unsigned depth) {
  const std::string_view text = record.text;
  if (offset < text.size() && text[offset] == '[') {
    for (++offset; offset < text.size() && read::is_blank(text[offset]);) ++offset;
  }
  if (offset >= text.size() || text[offset] != '{' || depth == deepest_wrap) return false;
  for (read::JsonMembers members(text, offset); members.next();) {
    const std::string_view name = members.raw_name();
    if (is_lacking(record, name, block) ||
        holds_record(record, members.value(), inside(block, name), depth + 1))
      return true;
  }
  return false;
}

/// Of a row, the names are those of its header, as far as they stand for a place.
void StoredNotes::names_of_row(read::Record& record, Names& names) {
  const read::CsvColumns& columns = *record.columns;
  const BlockId root = record.instances[record.nodes[0].instance].block;
  for (std::size_t cell = 0; cell < columns.pointers.size(); ++cell) {
    std::string_view rest = columns.pointers[cell];
    if (rest.empty()) continue;
    const std::string_view first = take_token(rest);
    const bool known = knows(root, first);
    BlockId block = inside(root, first);
    bool holds = false;
    while (!rest.empty() && !holds) {
      const std::string_view inner = take_token(rest);
      holds = is_lacking(record, inner, block);
      block = inside(block, inner);
    }
    const bool itself = columns.names[cell] == first;  // its cell is empty, and that is all
    if (known && !holds && !itself) add_label(record, names, 0, columns.names[cell], 0);
    name(record, names, holds || known ? first : std::string_view{columns.names[cell]}, 0, holds);
  }
}

std::vector<ReportId> StoredNotes::not_judged(const read::Record& record, Index node) {
  std::vector<ReportId> reports;
  const bool added = node != none && record.nodes[node].field == none;
  const bool label =
      added && record.nodes[node].kind == read::Kind::string && !meant_by(record, node).empty();
  for (const WatchedRef& place : places()) {
    const There there = look(record, place);
    if (there.good) continue;
    if (node != none && !added && there.node != node) continue;
    if (added && there.node != none) continue;
    if (label &&
        meant(record, record.nodes[node].parent, record.nodes[node].name_text(), place).empty())
      continue;
    for (const ReportId report : place.reports)
      if (std::ranges::find(reports, report) == reports.end()) reports.push_back(report);
  }
  return reports;
}

std::string_view StoredNotes::meant_by(const read::Record& record, Index label) {
  const read::Node& node = record.nodes[label];
  const WatchedRef* const place = absent_place(record, node.parent, node.name_text());
  return place == nullptr ? std::string_view{}
                          : meant(record, node.parent, node.name_text(), *place);
}

}  // namespace leadlint::validate
