// Can the records of a context be read, and are they what the rules look at?
#include "validate/context_records.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "finding/words.h"
#include "read/encoding_messages.h"
#include "read/json_diagnosis.h"
#include "read/json_members.h"
#include "read/json_text.h"
#include "text/nearest.h"
#include "validate/evaluate.h"
#include "validate/messages.h"

namespace leadlint::validate {
namespace {

OwnedFinding worst_of(const table::DecisionTable& table, read::Record& record) {
  const ReadContext nothing;
  const read::Record no_params;
  std::vector<Raw> raws;
  Evaluator(table).collect(record, nothing, raws);
  const auto worst = std::ranges::max_element(raws, {}, &Raw::severity);
  return to_finding(*worst, {table, record, no_params, nothing, record.text});
}

OwnedFinding no_object(const table::DecisionTable& table, const read::Record& record) {
  const read::Node& root = record.nodes[0];
  const bool takes_lists = table.request_list && root.field == table.request_root && root.size == 0;
  OwnedFinding finding;
  finding.code = Code::wrong_type;
  finding.message = in_words(root.kind != read::Kind::array ? Say::wrong_type_no_object
                             : takes_lists                  ? Say::wrong_type_empty_list
                                                            : Say::wrong_type_list);
  finding.offset = root.offset;
  finding.end_offset = record.end_offset(root);
  return finding;
}

}  // namespace

bool is_form_request(const table::DecisionTable& table, table::FieldId root,
                     std::string_view text) noexcept {
  if (!table.request_form || root == table::none || root != table.request_root) return false;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == text.npos || (text[first] != '{' && text[first] != '[' && text[first] != '"');
}

std::string_view text_of_entry(const table::DecisionTable& table, table::FieldId root,
                               std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool list =
      table.request_list && root == table.request_root && first != text.npos && text[first] == '[';
  read::Record whole;
  if (!list || !read::JsonReader().read(table, root, text, whole)) return text;
  std::string_view last = text;
  for (std::size_t at = first + 1;;) {
    at = text.find_first_not_of(" \t\r\n,", at);
    if (text[at] == ']') return last;
    const std::size_t end = read::json_value_end(text, at);
    last = text.substr(at, end - at);
    at = end;
  }
}

std::optional<OwnedFinding> why_unusable(const table::DecisionTable& table, read::Record& record) {
  if (!record.unreadable && record.nodes[0].kind == read::Kind::object) return std::nullopt;
  OwnedFindings found{record.unreadable ? worst_of(table, record) : no_object(table, record)};
  locate(record.text, found);
  return std::move(found[0]);
}

std::optional<std::string> param_problem(const table::DecisionTable& table, std::string_view name) {
  if (table.params == table::none) return in_words(Say::unknown_field_no_params);
  const table::Block& block = table.blocks[table.params];
  if (table.find(block.names, name) != table::no_name) return std::nullopt;
  std::vector<std::string_view> names;
  for (table::Index f = 0; f < block.fields.count; ++f)
    names.push_back(table.text(table.fields[block.fields[f]].name));
  const auto near = nearest(name, names);
  return near ? in_words(Say::unknown_field_param_meant, {{"name", name}, {"meant", *near}})
              : in_words(Say::unknown_field_params,
                         {{"name", name}, {"known", fmt::format("{}", fmt::join(names, ", "))}});
}

std::string why_no_json(std::string_view text) {
  const read::ReadIssue issue =
      read::diagnose_json(text, 0, std::numeric_limits<std::uint32_t>::max());
  OwnedFindings found(1);
  found[0].offset = found[0].end_offset = issue.offset;
  locate(text, found);
  return fmt::format(
      "{}: {}",
      in_words(Say::place_line_column, {{"line", found[0].line}, {"column", found[0].column}}),
      issue.kind == read::ReadIssue::Kind::encoding
          ? read::not_utf8(text, issue.offset)
          : in_words(Say::bad_json_expected, {{"expected", phrase(issue.expected)}}));
}

}  // namespace leadlint::validate
