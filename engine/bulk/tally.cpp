// Counts findings by code, rule, field and status.
#include "bulk/tally.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "text/json_pointer.h"
#include "text/utf8.h"
#include "validate/messages.h"
#include "validate/text_checks.h"

namespace leadlint::bulk {
namespace {

using table::DecisionTable;
using table::Index;
using table::none;
using validate::Judge;
using validate::Raw;

constexpr std::string_view other_places = "(other places)";
/// Bad values that a summary lists.
constexpr std::size_t max_listed_values = 50;

void count(std::vector<std::uint64_t>& numbers, std::size_t at, std::uint64_t times = 1) {
  if (at >= numbers.size()) numbers.resize(at + 1);
  numbers[at] += times;
}

void add_all(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
  if (to.size() < from.size()) to.resize(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

/// The table field that a finding is at; none: at no place that a rule describes.
table::FieldId field_of(const Judge& judge, const Raw& raw) {
  if (raw.issue != none) return none;
  const read::Record& record = judge.record_of(raw);
  if (raw.field != validate::no_field && raw.instance != none)
    return judge.table().blocks[record.instances[raw.instance].block].fields[raw.field];
  return raw.node == none ? none : record.nodes[raw.node].field;
}

/// Input chooses what names of members are, and how long.
std::string cut(std::string place) {
  constexpr std::string_view more = "...";
  if (place.size() <= max_unnamed_place_bytes) return place;
  std::size_t end = max_unnamed_place_bytes - more.size();
  const auto inside_character = [&place, &end] { return is_continuation(place[end]); };
  while (end > 0 && inside_character()) --end;
  // A copy: what is kept is not to have the room of the long one.
  return std::string(place, 0, end) + std::string(more);
}

std::string place_of(const Judge& judge, const Raw& raw) {
  const read::Record& record = judge.record_of(raw);
  const std::string prefix = raw.origin == Raw::Origin::current   ? "/@current"
                             : raw.origin == Raw::Origin::request ? "/@request"
                                                                  : "";
  if (raw.issue != none) return prefix + without_item_numbers(record.issues[raw.issue].pointer);
  return raw.node == none ? prefix
                          : prefix + without_item_numbers(record.pointer(judge.table(), raw.node));
}

/// Is the finding about the value itself, rather than about its being there or its name?
bool is_about_value(const read::Record& record, const Raw& raw) {
  if (raw.node == none || raw.issue != none) return false;
  const read::Kind kind = record.nodes[raw.node].kind;
  if (kind == read::Kind::object || kind == read::Kind::array) return false;
  return raw.code != Code::unknown_field && raw.code != Code::forbidden_field &&
         raw.code != Code::missing_field;
}

/// The member of an object, and of an object in it, that a reference leads down to; none: not
/// there.
Index node_at(const read::Record& record, const DecisionTable& table, const table::Ref& ref,
              Index instance) {
  Index node = none;
  for (Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t number = table.ref_steps[ref.steps.first + s];
    if (instance == none || number == table::last_step) return none;
    node = record.slots[record.instances[instance].slots + number];
    if (node == none) return none;
    instance = record.nodes[node].instance;
  }
  return node;
}

void write_number(std::string& to, Index number) {
  std::array<char, std::numeric_limits<Index>::digits10 + 1> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  to.assign(digits.data(), end);
}

/// JSON Pointers of all table fields, items as *.
class FieldNames {
 public:
  explicit FieldNames(const DecisionTable& table) : table_(table), names_(table.fields.size()) {
    if (table.params != none) name_members(table.params, "/@path");
    name(table.root, "");
  }
  [[nodiscard]] const std::string& operator[](std::size_t field) const { return names_[field]; }

 private:
  void name(table::FieldId field, const std::string& path) {
    names_[field.number()] = path;
    const table::Field& described = table_.fields[field];
    if (described.block != none) name_members(described.block, path);
    if (described.item != none) name(described.item, path + "/*");
    if (described.each != none) name(described.each, path + "/*");
  }
  void name_members(table::BlockId block, const std::string& path) {
    for (const table::FieldId field : table_.blocks[block].fields) {
      std::string member = path;
      append_token(member, table_.text(table_.fields[field].name));
      name(field, member);
    }
    const table::Span shapes = table_.blocks[block].shapes;
    for (Index s = 0; s < shapes.count; ++s) {
      const table::NameShape& shape = table_.name_shapes[shapes.first + s];
      if (shape.kind != table::NameShape::Kind::former) name(shape.field, path + "/*");
    }
  }

  const DecisionTable& table_;
  std::vector<std::string> names_;
};

class Entries {
 public:
  void add(std::string_view name, std::uint64_t findings) {
    if (findings != 0) by_name_[std::string(name)] += findings;
  }
  [[nodiscard]] std::vector<Summary::Entry> sorted() const {
    std::vector<Summary::Entry> entries;
    for (const auto& [name, findings] : by_name_) entries.push_back({name, findings});
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.findings > b.findings; });
    return entries;
  }

 private:
  std::map<std::string, std::uint64_t> by_name_;
};

}  // namespace

void Tally::add(const Judge& judge, bool values) {
  for (const Raw& raw : judge.raws()) {
    count(codes_, static_cast<std::size_t>(raw.code));
    if (raw.report != none) count(reports_, raw.report.number());
    count_place(judge, raw, values);
    count_status(judge, raw);
  }
  for (const OwnedFinding& misfit : judge.misfits())
    count(codes_, static_cast<std::size_t>(misfit.code));
}

void Tally::count_place(const Judge& judge, const Raw& raw, bool values) {
  const bool in_context = raw.context_fault != Raw::ContextFault::nothing;
  const table::FieldId field = in_context ? none : field_of(judge, raw);
  std::string place;
  if (field != none)
    count(fields_, field.number());
  else
    count_unnamed(place = cut(place_of(judge, raw)));
  const read::Record& record = judge.record_of(raw);
  if (!values || in_context || !is_about_value(record, raw)) return;
  // A table field's key is its number, so that no name is made for every value; others start with
  // /.
  if (field != none)
    write_number(key_, field.number());
  else
    key_ = place;
  key_ += '\0';
  validate::append_quoted(key_, record.nodes[raw.node]);
  values_.add(key_);
}

void Tally::count_unnamed(std::string place, std::uint64_t times) {
  if (const auto found = places_.find(place); found != places_.end())
    found->second += times;
  else if (places_.size() < max_unnamed_places)
    places_.emplace(std::move(place), times);
  else
    other_places_ += times;
}

/// The status is that of the nearest object around the finding that has one.
void Tally::count_status(const Judge& judge, const Raw& raw) {
  const DecisionTable& table = judge.table();
  const read::Record& record = judge.payload();
  Index instance = raw.origin == Raw::Origin::payload ? raw.instance : none;
  if (instance == none && !record.instances.empty()) instance = 0;
  while (instance != none && table.blocks[record.instances[instance].block].selector == none)
    instance = record.instances[instance].parent;
  Index node = none;
  if (instance != none) {
    const table::Block& block = table.blocks[record.instances[instance].block];
    node = node_at(record, table, table.refs[block.selector], instance);
    if (node != none && record.nodes[node].kind != read::Kind::null) {
      const table::ValueSet& legal = table.value_sets[block.selector_values];
      const read::Node& status = record.nodes[node];
      const bool noted = status.field != none && status.value != table::no_name &&
                         table.fields[status.field].value_set == block.selector_values;
      const std::uint16_t ordinal =
          noted ? status.value
                : validate::find_value(table, legal, status,
                                       table.fields[table.refs[block.selector].field]);
      if (ordinal != table::no_name)
        count(statuses_, legal.hash.names.first + ordinal);
      else
        ++bad_status_;
      return;
    }
  }
  ++no_status_;
}

void Tally::add(const OwnedFinding& finding) {
  count(codes_, static_cast<std::size_t>(finding.code));
  count_unnamed(cut(without_item_numbers(finding.path)));
  ++no_status_;
}

void Tally::add(const Tally& later) {
  add_all(codes_, later.codes_);
  add_all(reports_, later.reports_);
  add_all(fields_, later.fields_);
  add_all(statuses_, later.statuses_);
  no_status_ += later.no_status_;
  bad_status_ += later.bad_status_;
  for (const auto& [place, times] : later.places_) count_unnamed(place, times);
  other_places_ += later.other_places_;
  values_.add(later.values_);
}

void Tally::clear() noexcept {
  for (Numbers* numbers : {&codes_, &reports_, &fields_, &statuses_})
    std::fill(numbers->begin(), numbers->end(), 0);
  no_status_ = bad_status_ = other_places_ = 0;
  places_.clear();
  values_.clear();
}

Summary Tally::summary(const DecisionTable& table) const {
  const FieldNames names(table);
  Entries codes, rules, fields, statuses;
  for (std::size_t i = 0; i < codes_.size(); ++i)
    codes.add(code_name(static_cast<Code>(i)), codes_[i]);
  for (Index i = 0; i < reports_.size(); ++i)
    rules.add(fmt::format("{}#{}", table.text(table.id),
                          table.text(table.reports[table::ReportId{i}].rule)),
              reports_[i]);
  for (std::size_t i = 0; i < fields_.size(); ++i) fields.add(names[i], fields_[i]);
  for (const auto& [place, findings] : places_) fields.add(place, findings);
  fields.add(other_places, other_places_);
  for (std::size_t i = 0; i < statuses_.size(); ++i)
    statuses.add(table::shown_name(table.text(table.names[i])), statuses_[i]);
  statuses.add(no_status, no_status_);
  statuses.add(bad_status, bad_status_);

  Summary summary{codes.sorted(), rules.sorted(), fields.sorted(), statuses.sorted(), {}};
  for (const auto& [key, counted] : values_.sorted()) {
    if (summary.values.size() == max_listed_values) break;
    const std::size_t end = key.find('\0');
    std::string place = key.substr(0, end);
    std::size_t field = 0;
    if (!place.empty() && place[0] != '/') {
      std::from_chars(place.data(), place.data() + place.size(), field);
      place = names[field];
    }
    summary.values.push_back(
        {std::move(place), key.substr(end + 1), counted.at_most - counted.error, counted.at_most});
  }
  return summary;
}

}  // namespace leadlint::bulk
