#include "validate/stored_notes.h"

#include <algorithm>

#include "read/csv_columns.h"
#include "read/json_members.h"
#include "validate/asked.h"
#include "validate/fact_words.h"

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
    if (sign >= 'A' && sign <= 'Z') return static_cast<char>(sign - 'A' + 'a');
    const bool shown = (sign >= 'a' && sign <= 'z') || read::is_digit(sign) ||
                       (static_cast<unsigned char>(sign) & 0x80U) != 0;
    if (shown) return sign;
  }
  return 0;
}

/// Are they one name but for case, blanks and other signs? "Job Amount" is, as a label of jobAmount.
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

}  // namespace

struct StoredNotes::Names {
  std::string_view key;
  Severity severity = Severity::note;
  std::vector<Raw>& out;
  bool known = false;  // a member that rules know
  Index first = none;  // the first that they do not
  bool told = false;   // of one that is taken for a field, or holds a record
};

/// Which of two values is stored nobody knows.
void StoredNotes::repeated_names(const read::Record& record, Severity severity,
                                 std::vector<Raw>& out) const {
  for (Index i = 0; i < record.issues.size(); ++i) {
    if (record.issues[i].kind != read::ReadIssue::Kind::duplicate_name) continue;
    Raw& raw = out.emplace_back();
    raw.source = base_ == table::Base::current ? Raw::Source::current : Raw::Source::request;
    raw.beside = Raw::Beside::twice;
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
  for (const Place& place : places()) {
    const There there = look(record, place);
    absent = absent || there.node == none;
    if (there.node == none || there.good) continue;
    const auto is_here = [&](const Raw& raw) { return raw.node == there.node; };
    if (std::any_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), is_here)) continue;
    Raw raw;
    if (const auto own = std::ranges::find_if(problems, is_here); own != problems.end()) {
      raw = *own;
    } else {
      raw.code = Code::bad_format;
      raw.report = place.reports.front();
      raw.node = there.node;
      raw.offset = record.nodes[there.node].offset;
    }
    raw.source = base_ == table::Base::current ? Raw::Source::current : Raw::Source::request;
    raw.beside = Raw::Beside::value;
    raw.severity = severity;
    out.push_back(raw);
  }
  if (!absent || !record.has_text) return;
  Names names{key, severity, out};
  if (record.text_kind == read::TextKind::json) names_of_json(record, names);
  if (record.text_kind == read::TextKind::csv) names_of_row(record, names);
  if (names.known || names.told || names.first == none) return;
  Raw& raw = out.emplace_back();
  raw.source = base_ == table::Base::current ? Raw::Source::current : Raw::Source::request;
  raw.beside = Raw::Beside::no_name_known;
  raw.severity = severity;
  raw.code = Code::unknown_field;
  raw.node = names.first;
  raw.report = places().front().reports.front();
  raw.offset = record.nodes[names.first].name_offset;
}

void StoredNotes::unreadable(const read::Record& record, Severity severity,
                             std::vector<Raw>& out) const {
  Raw& raw = out.emplace_back();
  raw.source = base_ == table::Base::current ? Raw::Source::current : Raw::Source::request;
  raw.beside = Raw::Beside::unreadable;
  raw.severity = severity;
  raw.code = Code::wrong_type;
  if (!record.unreadable || record.issues.empty()) return;
  raw.issue = static_cast<Index>(record.issues.size() - 1);
  raw.code = Code::bad_json;
}

const std::vector<StoredNotes::Place>& StoredNotes::places() {
  if (gathered_) return places_;
  gathered_ = true;
  for (const Asked& asked : asked_of(table_, base_))
    if (asks_for_value(asked.fact->kind) && table_.reports[asked.report].severity != Severity::off)
      add_place(asked.ref, asked.report);
  return places_;
}

void StoredNotes::add_place(Index ref, Index report) {
  const auto known = std::ranges::find_if(places_, [&](const Place& place) {
    return same_steps(table_, table_.refs[place.ref], table_.refs[ref]);
  });
  Place& place = known != places_.end() ? *known : places_.emplace_back(Place{ref, {}});
  if (table_.refs[place.ref].alternative == none) place.ref = ref;
  if (std::ranges::find(place.reports, report) == place.reports.end())
    place.reports.push_back(report);
}

StoredNotes::There StoredNotes::look(const read::Record& record, const Place& place) const {
  const table::Ref& ref = table_.refs[place.ref];
  const There there = look_at(record, ref);
  if ((there.node != none && !there.null) || ref.alternative == none) return there;
  const There other = look_at(record, table_.refs[ref.alternative]);
  return other.node != none ? other : there;
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

std::string_view StoredNotes::first_name(const Place& place) const {
  const table::Ref& ref = table_.refs[place.ref];
  const Index root = base_ == table::Base::current ? table_.current_root : table_.request_root;
  const table::Block& block = table_.blocks[table_.fields[root].block];
  return table_.text(table_.fields[block.fields.first + table_.ref_steps[ref.steps.first]].name);
}

/// The first place of which the record says nothing, and that lies in a member of this name.
const StoredNotes::Place* StoredNotes::absent_place(const read::Record& record,
                                                    std::string_view name) {
  for (const Place& place : places())
    if (is_label_of(name, first_name(place)) && look(record, place).node == none) return &place;
  return nullptr;
}

void StoredNotes::name(read::Record& record, Names& names, std::string_view name,
                       std::size_t offset, bool holds_record) {
  const table::Block& root = table_.blocks[record.instances[record.nodes[0].instance].block];
  if (name == names.key && !holds_record) return;
  if (table_.find(root.names, name) != table::no_name) {
    names.known = true;
    if (!holds_record) return;
  }
  const Place* const meant = holds_record ? nullptr : absent_place(record, name);
  if (meant == nullptr && !holds_record && names.first != none) return;
  const auto is_told = [&](const Raw& raw) {
    return (raw.beside == Raw::Beside::wrapped || raw.beside == Raw::Beside::label) &&
           record.nodes[raw.node].name_text() == name;
  };
  if (std::ranges::any_of(names.out, is_told)) return;
  const Index node = record.add_node(0, none);
  read::Node& made = record.nodes[node];
  made.kind = holds_record ? read::Kind::object : read::Kind::string;
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  made.offset = made.name_offset = static_cast<std::uint32_t>(offset);
  if (names.first == none) names.first = node;
  if (meant == nullptr && !holds_record) return;
  names.told = true;
  Raw& raw = names.out.emplace_back();
  raw.source = base_ == table::Base::current ? Raw::Source::current : Raw::Source::request;
  raw.beside = holds_record ? Raw::Beside::wrapped : Raw::Beside::label;
  raw.severity = names.severity;
  raw.code = Code::unknown_field;
  raw.node = node;
  raw.report = meant != nullptr ? meant->reports.front() : places().front().reports.front();
  raw.offset = static_cast<std::uint32_t>(offset);
}

void StoredNotes::names_of_json(read::Record& record, Names& names) {
  const std::string_view text = record.text;
  const Index root = record.instances[record.nodes[0].instance].block;
  for (read::JsonMembers members(text, record.nodes[0].offset); members.next();) {
    std::string_view name = members.raw_name();
    if (!members.is_plain_name()) {
      const std::string plain = members.name();
      char* const copy = record.scratch(plain.size());
      std::copy(plain.begin(), plain.end(), copy);
      name = {copy, plain.size()};
    }
    this->name(record, names, name, members.name_offset(),
               holds_record(record, members.value(), inside(root, name), 0));
  }
}

/// The block of the objects in a member of a block's objects; none: rules do not know it.
Index StoredNotes::inside(Index block, std::string_view name) const {
  if (block == none) return none;
  const std::uint16_t number = table_.find(table_.blocks[block].names, name);
  if (number == table::no_name) return none;
  const table::Field& field = table_.fields[table_.blocks[block].fields.first + number];
  return field.item == none ? field.block : table_.fields[field.item].block;
}

/// Does the record lack a place of this name, and does its rightful block have no such member?
bool StoredNotes::is_lacking(const read::Record& record, std::string_view name, Index block) const {
  if (block != none && table_.find(table_.blocks[block].names, name) != table::no_name)
    return false;
  return std::ranges::any_of(places_, [&](const Place& place) {
    return name == first_name(place) && look(record, place).node == none;
  });
}

/// Is the value an object (or the first of a list) that has a member which rules miss in the record?
bool StoredNotes::holds_record(const read::Record& record, std::size_t offset, Index block,
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
  const Index root = record.instances[record.nodes[0].instance].block;
  for (std::size_t cell = 0; cell < columns.pointers.size(); ++cell) {
    std::string_view rest = columns.pointers[cell];
    if (rest.empty()) continue;
    const std::string_view first = take_token(rest);
    const bool known = table_.find(table_.blocks[root].names, first) != table::no_name;
    Index block = inside(root, first);
    bool holds = false;
    while (!rest.empty() && !holds) {
      const std::string_view inner = take_token(rest);
      holds = is_lacking(record, inner, block);
      block = inside(block, inner);
    }
    name(record, names, holds || known ? first : std::string_view{columns.names[cell]}, 0, holds);
  }
}

std::vector<Index> StoredNotes::not_judged(const read::Record& record, Index node) {
  std::vector<Index> reports;
  const bool added = node != none && record.nodes[node].field == none;
  for (const Place& place : places()) {
    const There there = look(record, place);
    if (there.good) continue;
    if (node != none && !added && there.node != node) continue;
    if (added && there.node != none) continue;
    if (added && record.nodes[node].kind == read::Kind::string &&
        !meant_by(record, record.nodes[node].name_text()).empty() &&
        !is_label_of(record.nodes[node].name_text(), first_name(place)))
      continue;
    for (const Index report : place.reports)
      if (std::ranges::find(reports, report) == reports.end()) reports.push_back(report);
  }
  return reports;
}

std::string_view StoredNotes::meant_by(const read::Record& record, std::string_view name) {
  const Place* const place = absent_place(record, name);
  return place == nullptr ? std::string_view{} : first_name(*place);
}

}  // namespace leadlint::validate
