// A decision table for the tests of the readers, and records as text.
//
//   status, amount, note     fields of any kind
//   lead {first, second}     an object; unknown members are not reported there
//   phones [{number, kind}]  a list of objects
//   tags [ ]                 a list of plain values
//   extra {free names}       an object with free names
//   rooms {free names: {x}}  the same, its members objects
//   bare [{x}]               a list that one item may stand in for
//   lines_attributes [{x}]   a list of objects, named as Rails names it
//
// `describe` prints a record: field=value in the order of the fields, `field?` where it is null
// (not present), then unknown members behind `|`. Objects and lists that nothing describes are
// {..}, [..].
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fast/fast_part.h"
#include "fast/name_hash.h"
#include "leadlint/finding.h"
#include "read/record.h"
#include "text/place_in.h"

namespace leadlint::read::support {

using table::DecisionTable;

/// What a finding is about, of the text that was judged.
inline std::string marked(std::string_view text, const OwnedFinding& finding) {
  const std::size_t at = place_in(text, finding.offset);
  return std::string(text.substr(at, place_in(text, finding.end_offset) - at));
}

class TableMaker {
 public:
  using Members = std::vector<std::pair<std::string, table::Field>>;

  table::BlockId block(const Members& members, bool reports_unknown) {
    table::Block made;
    const table::Span names{static_cast<Index>(table_.names.size()),
                            static_cast<Index>(members.size())};
    made.fields = {static_cast<Index>(table_.fields.size()), static_cast<Index>(members.size())};
    std::uint16_t bit = 0;
    for (auto [name, field] : members) {
      field.name = {static_cast<std::uint32_t>(table_.pool.size()),
                    static_cast<std::uint32_t>(name.size())};
      table_.pool += name;
      table_.names.push_back(field.name);
      field.bit = bit++;
      table_.fields.push_back(field);
    }
    made.names = fast::make_name_hash(table_, names);
    made.bits = static_cast<std::uint16_t>(2 * members.size());
    made.words = static_cast<std::uint16_t>((made.bits + 63) / 64);
    if (reports_unknown) made.unknown_report = table::ReportId{0};
    return table_.blocks.add(made);
  }
  table::FieldId lone_field(const table::Field& field) { return table_.fields.add(field); }
  static table::Field object(table::BlockId block) {
    table::Field field;
    field.block = block;
    return field;
  }
  table::Field list(const table::Field& item) {
    table::Field field;
    field.item = lone_field(item);
    return field;
  }
  table::Field free_names(const table::Field& each) {
    table::Field field;
    field.each = lone_field(each);
    return field;
  }
  table::Field with_bare_item(table::Field field) {
    field.variants = {static_cast<Index>(table_.variants.size()), 2};
    table_.variants.resize(table_.variants.size() + 2);
    table_.variants.back().bare_item = true;
    return field;
  }
  DecisionTable& table() { return table_; }

 private:
  DecisionTable table_;
};

inline DecisionTable sample_table() {
  TableMaker make;
  const table::Field plain;
  const table::BlockId lead = make.block({{"first", plain}, {"second", plain}}, false);
  const table::BlockId phone = make.block({{"number", plain}, {"kind", plain}}, true);
  const table::BlockId x = make.block({{"x", plain}}, true);
  const table::BlockId params = make.block({{"id", plain}, {"a/b", plain}}, false);
  const TableMaker::Members root{{"status", plain},
                                 {"amount", plain},
                                 {"note", plain},
                                 {"lead", TableMaker::object(lead)},
                                 {"phones", make.list(TableMaker::object(phone))},
                                 {"tags", make.list(plain)},
                                 {"extra", make.free_names(plain)},
                                 {"rooms", make.free_names(TableMaker::object(x))},
                                 {"bare", make.with_bare_item(make.list(TableMaker::object(x)))},
                                 {"lines_attributes", make.list(TableMaker::object(x))}};
  const table::BlockId block = make.block(root, true);
  make.table().root = make.lone_field(TableMaker::object(block));
  make.table().params = params;
  fast::add_fast_part(make.table());
  return std::move(make.table());
}

class Describer {
 public:
  Describer(const DecisionTable& table, const Record& record) : table_(table), record_(record) {}

  [[nodiscard]] std::string node(Index index) const {
    const Node& node = record_.nodes[index];
    const std::string large = node.too_large ? "!" : "";
    switch (node.kind) {
      case Kind::null:
        return "null";
      case Kind::false_value:
        return "false";
      case Kind::true_value:
        return "true";
      case Kind::integer:
        return "int " + std::string(node.text()) + large;
      case Kind::number:
        return "num " + number(node) + large;
      case Kind::string:
        return "'" + std::string(node.text()) + "'" + (node.lone_surrogate ? "~" : "");
      case Kind::array:
        return "[" + chain(node.first, false, node.size == 0 ? "" : "..") + "]";
      case Kind::object:
        return object(node);
    }
    return "?";
  }

 private:
  static std::string number(const Node& node) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g",
                  std::strtod(std::string(node.text()).c_str(), nullptr));
    return text;
  }
  [[nodiscard]] std::string chain(Index first, bool named, const char* nothing) const {
    std::vector<std::string> parts;
    for (Index at = first; at != none; at = record_.nodes[at].next) {
      const Node& member = record_.nodes[at];
      parts.push_back((named ? std::string(member.name_text()) + "=" : "") + node(at));
    }
    if (parts.empty()) return nothing;
    if (named) std::sort(parts.begin(), parts.end());
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : " ") + part;
    return all;
  }
  [[nodiscard]] std::string object(const Node& node) const {
    if (node.instance == none)
      return "{" + chain(node.first, true, node.field == none ? ".." : "") + "}";
    const Instance& instance = record_.instances[node.instance];
    const table::Block& block = table_.blocks[instance.block];
    std::string all = node.bare_item ? "bare" : "";
    for (Index i = 0; i < block.fields.count; ++i) {
      const Index slot = record_.slots[instance.slots + i];
      if (slot == none) continue;
      const std::uint64_t word = record_.facts[instance.words + i / 64];
      const bool present = ((word >> (i % 64)) & 1) != 0;
      const table::Field& field = table_.fields[block.fields[i]];
      if (!all.empty()) all += " ";
      all += std::string(table_.text(field.name)) + (present ? "=" : "?=") + this->node(slot);
    }
    const std::string unknown = chain(instance.first_unknown, true, "");
    return "{" + all + (unknown.empty() ? "" : " | " + unknown) + "}";
  }

  const DecisionTable& table_;
  const Record& record_;
};

inline std::string describe(const DecisionTable& table, const Record& record) {
  if (record.unreadable) return "unreadable";
  return Describer(table, record).node(0);
}

inline std::string fault_name(FormFault fault) {
  switch (fault) {
    case FormFault::nothing:
      return "none";
    case FormFault::json:
      return "json";
    case FormFault::url:
      return "url";
    case FormFault::no_pair:
      return "no_pair";
    case FormFault::no_name:
      return "no_name";
    case FormFault::brackets:
      return "brackets";
    case FormFault::blank:
      return "blank";
    case FormFault::control:
      return "control";
    case FormFault::list_in_list:
      return "list_in_list";
    case FormFault::value_and_more:
      return "value_and_more";
    case FormFault::mixed:
      return "mixed";
    case FormFault::json_value:
      return "json value";
    case FormFault::numbered:
      return "numbered";
    case FormFault::semicolon:
      return "semicolon";
  }
  return "?";
}

inline std::string describe(const ReadIssue& issue) {
  using K = ReadIssue::Kind;
  std::string kind;
  switch (issue.kind) {
    case K::bom:
      kind = "bom";
      break;
    case K::encoding:
      kind = "encoding";
      break;
    case K::bad_json:
      kind = "bad_json";
      break;
    case K::doubled_backslashes:
      kind = "doubled_backslashes";
      break;
    case K::number_too_large:
      kind = "number_too_large";
      break;
    case K::line_break:
      kind = "line_break";
      break;
    case K::too_deep:
      kind = "too_deep";
      break;
    case K::duplicate_name:
      kind = "repeat";
      break;
    case K::lone_surrogate:
      kind = "surrogate";
      break;
    case K::lone_surrogate_name:
      kind = "surrogate-name";
      break;
    case K::bad_escape:
      kind = "bad_escape";
      break;
    case K::bad_form:
      kind = fault_name(issue.fault);
      break;
    case K::repaired_quotes:
      kind = "repaired";
      break;
    case K::too_many_values:
      kind = "too_many_values";
      break;
    case K::too_large:
      kind = "too_large";
      break;
    case K::bad_csv:
      kind = "bad_csv";
      break;
    case K::cell_count:
      kind = "cells " + std::to_string(issue.count);
      break;
    case K::repeated_key:
      kind = "repeats " + std::to_string(issue.count);
      break;
  }
  return kind + " " + std::to_string(issue.offset) + "-" + std::to_string(issue.end) + " '" +
         issue.pointer + "'";
}

inline std::string describe(const std::vector<ReadIssue>& issues) {
  std::string all;
  for (const ReadIssue& issue : issues) all += (all.empty() ? "" : "; ") + describe(issue);
  return all;
}

/// A copy of a text with nothing behind it, so that a sanitizer sees any read beyond its end.
class Exact {
 public:
  explicit Exact(std::string_view text)
      : bytes_(std::make_unique<char[]>(text.size())), size_(text.size()) {
    std::copy(text.begin(), text.end(), bytes_.get());
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

}  // namespace leadlint::read::support
