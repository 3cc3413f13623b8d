#include "history/key_path.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "history/tree.h"
#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "read/json_token.h"
#include "validate/utf8.h"
#include "validate/value.h"

namespace leadlint::history {
namespace {

using read::Kind;

/// Where a step of a path goes wrong, and how; `why` empty: nowhere.
struct Slip {
  std::size_t at = 0;
  std::string_view why;
};

/// Takes a token of a JSON Pointer for the name that it stands for.
Slip read_token(std::string_view token, std::string& name) {
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      name += token[i];
      continue;
    }
    if (i + 1 == token.size() || (token[i + 1] != '0' && token[i + 1] != '1'))
      return {i, "a ~ is written ~0, a / inside a name ~1"};
    name += token[++i] == '0' ? '~' : '/';
  }
  return {0, token.empty() ? "a name is missing" : ""};
}

/// A step of a dotted path is a name as it stands; brackets would speak of the items of a list.
Slip read_name(std::string_view step, std::string& name) {
  name = step;
  if (step.empty()) return {0, "a name is missing"};
  const std::size_t bracket = step.find_first_of("[]");
  if (bracket != step.npos) return {bracket, "brackets do not belong here"};
  return {};
}

std::string no_path(std::string_view path, std::size_t at, std::string_view why) {
  return fmt::format(
      "\"{}\" is no path: {} (at character {}); it is written a.b, or as a JSON Pointer, /a/b",
      path, why, validate::code_points(path.substr(0, at)) + 1);
}

/// Walks over the members of an object in a well-formed text. `text` is the record's own.
class Members {
 public:
  Members(const read::Record& record, std::size_t offset)
      : record_(record), text_(record.text), at_(offset) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '{') at_ = text_.size();
    ++at_;
  }

  /// Goes to the next member; false: there is none.
  bool next() {
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == ',') ++at_;
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != '"') return false;
    name_ = at_;
    at_ = read::string_token_end(text_, at_);
    name_end_ = at_;
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != ':') return false;
    ++at_;
    skip_blanks();
    value_ = at_;
    read::Node value;
    value.offset = static_cast<std::uint32_t>(value_);
    at_ = record_.end_offset(value);
    return true;
  }
  [[nodiscard]] bool is_named(std::string_view wanted) const {
    const std::string_view raw = text_.substr(name_ + 1, name_end_ - name_ - 2);
    if (raw.find('\\') == std::string_view::npos) return raw == wanted;
    return read::name_at(text_, name_) == wanted;
  }
  [[nodiscard]] std::size_t value() const { return value_; }
  [[nodiscard]] std::string_view value_text() const { return text_.substr(value_, at_ - value_); }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && read::is_blank(text_[at_])) ++at_;
  }

  const read::Record& record_;
  std::string_view text_;
  std::size_t at_;
  std::size_t name_ = 0, name_end_ = 0, value_ = 0;
};

}  // namespace

tl::expected<KeyPath, std::string> KeyPath::make(const table::DecisionTable& table,
                                                 table::Index root_field, std::string_view path) {
  KeyPath made;
  made.text_ = path;
  const bool pointer = path.starts_with('/');
  for (std::size_t at = pointer ? 1 : 0; at <= path.size();) {
    const std::size_t end = std::min(path.find(pointer ? '/' : '.', at), path.size());
    const std::string_view step = path.substr(at, end - at);
    std::string name;
    if (const Slip slip = pointer ? read_token(step, name) : read_name(step, name);
        !slip.why.empty())
      return tl::unexpected(no_path(path, at + slip.at, slip.why));
    read::append_token(made.pointer_, name);
    made.names_.push_back(std::move(name));
    at = end + 1;
  }
  made.resolve(table, root_field);
  return made;
}

void KeyPath::resolve(const table::DecisionTable& table, table::Index root_field) {
  table_ = &table;
  std::vector<std::uint16_t> steps;
  table::Index block = root_field == none ? none : table.fields[root_field].block;
  for (const std::string& name : names_) {
    if (block == none) return;
    const std::uint16_t number = table.find(table.blocks[block].names, name);
    if (number == table::no_name) return;
    steps.push_back(number);
    block = table.fields[table.blocks[block].fields.first + number].block;
  }
  steps_ = std::move(steps);
}

std::string_view KeyPath::of(const read::Record& record) {
  if (record.unreadable || record.nodes.empty()) return {};
  if (steps_.empty()) return in_text(record);
  const Walked walked = walk(*table_, steps_, record);
  return walked.there ? key_of(record.nodes[walked.spot.node]) : std::string_view{};
}

std::string_view KeyPath::key_of(const read::Node& value) {
  if (value.kind == Kind::string) return value.text();
  if (value.kind != Kind::integer && value.kind != Kind::number) return {};
  std::array<char, 24> room;
  room_ = validate::key_text(value, room);
  return room_;
}

namespace {

/// May a member of this name stand in `rest`, spelled as it is or with escapes?
bool may_stand_in(std::string_view rest, std::string_view name) {
  return rest.find('\\') != std::string_view::npos || rest.find(name) != std::string_view::npos;
}

}  // namespace

std::string_view KeyPath::in_text(const read::Record& record) {
  if (!record.has_text) return {};
  switch (record.text_kind) {
    case read::TextKind::json:
      return in_json(record);
    case read::TextKind::csv:
      return in_row(record);
    case read::TextKind::form:
      break;
  }
  return {};
}

std::string_view KeyPath::in_row(const read::Record& row) {
  const auto cell = row.columns->cell_of_pointer.find(pointer_);
  if (cell == row.columns->cell_of_pointer.end()) return {};
  const auto [offset, size] = read::csv_cell(row.text, row.columns->delimiter, cell->second);
  const std::string_view text = row.text.substr(offset, size);
  if (!read::is_quoted(text)) return text;
  room_.resize(text.size());
  room_.resize(read::unquote_csv(text, room_.data()));
  return room_;
}

/// Of members that stand there twice the last one counts, as in rules. Most often a look at the rest
/// of the text tells that there is no other.
std::string_view KeyPath::in_json(const read::Record& record) {
  std::size_t offset = record.nodes[0].offset;
  std::string_view value;
  for (const std::string& name : names_) {
    value = {};
    for (Members members(record, offset); members.next();)
      if (members.is_named(name)) {
        offset = members.value();
        value = members.value_text();
        if (!may_stand_in(record.text.substr(offset + value.size()), name)) break;
      }
    if (value.empty()) return {};
  }
  if (value.front() == '"') {
    room_ = read::name_at(record.text, offset);
    return room_;
  }
  read::Node node;
  if (!read::is_digit(value.front()) && value.front() != '-') return {};
  if (!read::read_number(value.data(), value.data() + value.size(), node)) return {};
  return key_of(node);
}

void KeyPath::set_aside(read::Record& record) const {
  if (record.nodes.empty() || names_.empty()) return;
  table::Index object = record.nodes[0].instance;
  for (std::size_t n = 0; object != table::none && n + 1 < names_.size(); ++n) {
    const read::Instance& around = record.instances[object];
    const std::uint16_t field = table_->find(table_->blocks[around.block].names, names_[n]);
    const table::Index value =
        field == table::no_name ? table::none : record.slots[around.slots + field];
    object = value == table::none ? table::none : record.nodes[value].instance;
  }
  if (object == table::none) return;
  read::Instance& around = record.instances[object];
  for (table::Index at = around.first_unknown; at != table::none; at = record.nodes[at].next)
    if (record.nodes[at].name_text() == names_.back())
      return record.unchain(around.first_unknown, around.last_unknown, {at});
}

}  // namespace leadlint::history
