// A record made what a row of CSV can say; see cells.h.
#include "corpus/cells.h"

#include <algorithm>

#include "reference/evaluate.h"

namespace corpus {

namespace model = leadlint::model;
using reference::Value;
using Kind = Value::Kind;

// ------------------------------------------------------------------------------ typed by the field

namespace {

void bind_scalar(Value& value, const model::Field& field) {
  const model::TypeSet types = reference::types_of(field.main);
  const bool takes_text =
      types == 0 || (types & model::string_type) != 0 || !field.main.accept_json;
  if (value.kind == Kind::boolean && takes_text) value.text = value.truth ? "true" : "false";
  if (takes_text) {
    value.kind = Kind::string;
    return;
  }
  if (value.kind != Kind::string) return;
  const auto read = reference::parse_json(value.text);
  if (!read) return;
  const model::TypeSet numbers = model::number_type | model::integer_type;
  if (read->kind == Kind::number && (types & numbers) != 0) value = *read;
  if (read->kind == Kind::boolean && (types & model::boolean_type) != 0) value = *read;
}

}  // namespace

bool bind(Value& value, const model::Field* field) {
  const model::Block* block = field != nullptr ? reference::block_of(*field) : nullptr;
  const model::Field* each = field != nullptr ? reference::each_of(*field) : nullptr;
  const model::Field* item = field != nullptr ? reference::item_of(*field) : nullptr;
  switch (value.kind) {
    case Kind::null:
      return false;
    case Kind::object: {
      auto& members = value.members;
      members.erase(std::remove_if(members.begin(), members.end(),
                                   [&](reference::Member& member) {
                                     return !bind(member.value,
                                                  block != nullptr
                                                      ? reference::find_field(*block, member.name)
                                                      : each);
                                   }),
                    members.end());
      return !members.empty();
    }
    case Kind::array: {
      auto& items = value.items;
      items.erase(std::remove_if(items.begin(), items.end(),
                                 [&](Value& element) { return !bind(element, item); }),
                  items.end());
      return !items.empty();
    }
    case Kind::string:
    case Kind::number:
    case Kind::boolean:
      if (field != nullptr) bind_scalar(value, *field);
      return value.kind != Kind::string || !value.text.empty();
  }
  return false;
}

// ----------------------------------------------------------------------------------- columns, rows

namespace {

template <class Each>
void for_each_leaf(const Value& value, const std::string& path, const Each& each) {
  for (const reference::Member& member : value.members)
    for_each_leaf(member.value, path.empty() ? member.name : path + "." + member.name, each);
  for (std::size_t i = 0; i < value.items.size(); ++i)
    for_each_leaf(value.items[i], path + "[" + std::to_string(i) + "]", each);
  if (value.kind != Kind::object && value.kind != Kind::array) each(path, value);
}

std::string cell_of(const Value& value) {
  if (value.kind == Kind::boolean) return value.truth ? "true" : "false";
  return value.text;
}

void append_cell(std::string& row, const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    row += text;
    return;
  }
  row += '"';
  for (const char c : text) {
    if (c == '"') row += '"';
    row += c;
  }
  row += '"';
}

std::string join(const std::vector<std::string>& cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += ',';
    append_cell(row, cells[i]);
  }
  return row;
}

}  // namespace

void Columns::add(const Value& record) {
  for_each_leaf(record, "", [&](const std::string& path, const Value&) {
    if (index_.emplace(path, names_.size()).second) names_.push_back(path);
  });
}

bool Columns::cover(const Value& record) const {
  bool all = true;
  for_each_leaf(record, "", [&](const std::string& path, const Value&) {
    all = all && index_.find(path) != index_.end();
  });
  return all;
}

std::string csv_header(const Columns& columns) { return join(columns.names()); }

std::string csv_row(const Columns& columns, const Value& record) {
  std::vector<std::string> cells(columns.names().size());
  for_each_leaf(record, "", [&](const std::string& path, const Value& value) {
    cells[columns.index_of(path)] = cell_of(value);
  });
  return join(cells);
}

}  // namespace corpus
