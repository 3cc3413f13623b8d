// Reads a key's path, and finds its value in records of every input.
#include "history/key_path.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "finding/words.h"
#include "history/number_key.h"
#include "history/tree.h"
#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "read/form_names.h"
#include "read/json_members.h"
#include "read/json_token.h"
#include "read/name_shapes.h"
#include "text/utf8.h"

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
      return {i, phrase(Say::path_tilde)};
    name += token[++i] == '0' ? '~' : '/';
  }
  return {0, token.empty() ? phrase(Say::path_no_name) : ""};
}

/// A step of a dotted path is a name as it stands; brackets would speak of the items of a list.
Slip read_name(std::string_view step, std::string& name) {
  name = step;
  if (step.empty()) return {0, phrase(Say::path_no_name)};
  const std::size_t bracket = step.find_first_of("[]");
  if (bracket != step.npos) return {bracket, phrase(Say::path_brackets)};
  return {};
}

constexpr std::size_t max_ways = 16;  // to write a path with old names

std::string pointer_of(const std::vector<std::string>& names) {
  std::string pointer;
  for (const std::string& name : names) append_token(pointer, name);
  return pointer;
}

/// `lead[id]`.
std::string form_name(const std::vector<std::string>& names) {
  std::string name = names.front();
  for (std::size_t n = 1; n < names.size(); ++n) name += "[" + names[n] + "]";
  return name;
}

std::string no_path(std::string_view path, std::size_t at, std::string_view why) {
  return in_words(Say::path_is_none,
                  {{"path", path}, {"why", why}, {"number", code_points(path.substr(0, at)) + 1}});
}

}  // namespace

tl::expected<std::vector<std::string>, std::string> names_of_path(std::string_view path) {
  std::vector<std::string> names;
  const bool pointer = path.starts_with('/');
  for (std::size_t at = pointer ? 1 : 0; at <= path.size();) {
    const std::size_t end = std::min(path.find(pointer ? '/' : '.', at), path.size());
    const std::string_view step = path.substr(at, end - at);
    std::string name;
    if (const Slip slip = pointer ? read_token(step, name) : read_name(step, name);
        !slip.why.empty())
      return tl::unexpected(no_path(path, at + slip.at, slip.why));
    names.push_back(std::move(name));
    at = end + 1;
  }
  return names;
}

tl::expected<KeyPath, std::string> KeyPath::make(const table::DecisionTable& table,
                                                 table::FieldId root_field, std::string_view path) {
  auto names = names_of_path(path);
  if (!names) return tl::unexpected(std::move(names.error()));
  KeyPath made;
  made.text_ = path;
  made.names_ = std::move(*names);
  made.pointer_ = pointer_of(made.names_);
  made.table_ = &table;
  made.root_field_ = root_field;
  made.resolve();
  return made;
}

/// Field numbers; empty: rules do not know the path.
std::vector<std::uint16_t> KeyPath::steps_of(const std::vector<std::string>& names) const {
  std::vector<std::uint16_t> steps;
  table::BlockId block = root_field_ == none ? none : table_->fields[root_field_].block;
  for (const std::string& name : names) {
    if (block == none) return {};
    const std::uint16_t number = read::number_of_name(*table_, table_->blocks[block], name);
    if (number == table::no_name) return {};
    steps.push_back(number);
    block = table_->fields[table_->blocks[block].fields[number]].block;
  }
  return steps;
}

void KeyPath::resolve() {
  steps_ = steps_of(names_);
  if (!steps_.empty()) return;
  std::vector<Names> ways{names_};
  table::BlockId block = root_field_ == none ? none : table_->fields[root_field_].block;
  for (std::size_t step = 0; step < names_.size() && block != none; ++step) {
    const table::Block& around = table_->blocks[block];
    const std::uint16_t number = read::number_of_name(*table_, around, names_[step]);
    if (number == table::no_name) break;
    const std::size_t known = ways.size();
    read::any_name_of_field(*table_, around, number, [&](std::string_view name) {
      for (std::size_t w = 0; w < known && name != names_[step]; ++w) {
        if (ways.size() == max_ways) return true;
        ways.push_back(ways[w]);
        ways.back()[step] = name;
      }
      return false;
    });
    block = table_->fields[around.fields[number]].block;
  }
  also_written_.assign(ways.begin() + 1, ways.end());
}

bool KeyPath::is_called(std::string_view name) const {
  return name == text_ || name == form_name(names_) || leads_where(name);
}

bool KeyPath::leads_where(std::string_view path) const {
  const Names names = names_of_path(path).value_or(Names{});
  if (names == names_) return true;
  return steps_.empty() ? std::ranges::find(also_written_, names) != also_written_.end()
                        : steps_of(names) == steps_;
}

std::string KeyPath::pointer_in(const read::Record& record) const {
  return steps_.empty() ? pointer_of(*written_) : record.pointer(*table_, node_);
}

std::string_view KeyPath::of(const read::Record& record) {
  if (record.unreadable || record.nodes.empty()) return {};
  if (steps_.empty()) {
    std::string_view key = in_text(record, names_);
    for (std::size_t w = 0; w < also_written_.size() && key.empty(); ++w)
      key = in_text(record, also_written_[w]);
    return key;
  }
  const Walked walked = walk(*table_, steps_, record);
  if (!walked.there) return {};
  node_ = walked.at.node;
  const read::Node& value = record.nodes[node_];
  const bool number = value.kind == Kind::integer || value.kind == Kind::number;
  if (value.kind == Kind::true_value || value.kind == Kind::false_value)
    return key_of_boolean(value.kind == Kind::true_value);
  if (!number && value.kind != Kind::string) return {};
  // A number in a cell is one for its column: what it says is a text still.
  const bool json = record.text_kind == read::TextKind::json || !record.has_text;
  return key_of({value.text(), number && json});
}

std::string_view KeyPath::key_of_boolean(bool value) {
  if (!booleans_) return {};
  said_ = {value ? "true" : "false", true};
  return said_.text;
}

std::string_view KeyPath::key_of(const Said& said) {
  said_ = said;
  return said.number ? key_of_number(said.text, room_) : key_of_text(said.text, room_);
}

KeyPath::TextRange KeyPath::range_in(const read::Record& record) const {
  if (steps_.empty()) return range_;
  const read::Node& value = record.nodes[node_];
  return {value.offset, record.end_offset(value)};
}

namespace {

/// May a member of this name stand in `rest`, spelled as it is or with escapes?
bool may_stand_in(std::string_view rest, std::string_view name) {
  return rest.find('\\') != std::string_view::npos || rest.find(name) != std::string_view::npos;
}

}  // namespace

std::string_view KeyPath::in_text(const read::Record& record, const Names& names) {
  if (!record.has_text) return {};
  written_ = &names;
  switch (record.text_kind) {
    case read::TextKind::json:
      return in_json(record, names);
    case read::TextKind::csv:
      return in_row(record, names);
    case read::TextKind::form:
      return in_form(record.text, names);
  }
  return {};
}

/// Does no other name of a form lead into the member that the path goes through?
bool KeyPath::is_alone_in_form(std::string_view text) const {
  const std::string name = form_name(names_), within = names_.front() + "[";
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('&', start), text.size());
    const std::string_view pair = text.substr(start, end - start);
    const std::string said = read::form_decoded(pair.substr(0, pair.find('=')));
    if (said.starts_with(within) && said != name) return false;
    start = end + 1;
  }
  return true;
}

/// `lead[id]=7`; of pairs of one name the last counts.
std::string_view KeyPath::in_form(std::string_view text, const Names& names) {
  const std::string name = form_name(names);
  bool found = false;
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('&', start), text.size());
    const std::string_view pair = text.substr(start, end - start);
    const std::size_t equals = pair.find('=');
    if (equals != pair.npos && read::form_decoded(pair.substr(0, equals)) == name) {
      unescaped_ = read::form_decoded(pair.substr(equals + 1));
      range_ = {static_cast<std::uint32_t>(start + equals + 1), static_cast<std::uint32_t>(end)};
      found = true;
    }
    start = end + 1;
  }
  return found ? key_of({unescaped_}) : std::string_view{};
}

std::string_view KeyPath::in_row(const read::Record& row, const Names& names) {
  const auto cell = &names == &names_ ? row.columns->cell_of_pointer.find(pointer_)
                                      : row.columns->cell_of_pointer.find(pointer_of(names));
  if (cell == row.columns->cell_of_pointer.end()) return {};
  const auto [offset, size] = read::csv_cell(row.text, row.columns->dialect, cell->second);
  const std::string_view text = row.text.substr(offset, size);
  if (read::is_null_cell(text, row.columns->dialect)) return {};
  range_ = {offset, offset + size};
  if (!read::is_escaped(text, row.columns->dialect)) return key_of({text});
  unescaped_ = read::cell_text(text, row.columns->dialect);
  return key_of({unescaped_});
}

/// Of members that stand there twice the last one counts, as in rules. Most often a look at the
/// rest of the text tells that there is no other.
std::string_view KeyPath::in_json(const read::Record& record, const Names& names) {
  std::size_t offset = record.nodes[0].offset;
  std::string_view value;
  for (const std::string& name : names) {
    value = {};
    for (read::JsonMembers members(record.text, offset); members.next();)
      if (members.is_named(name)) {
        offset = members.value();
        value = members.value_text();
        if (!may_stand_in(record.text.substr(offset + value.size()), name)) break;
      }
    if (value.empty()) return {};
  }
  range_ = {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + value.size())};
  if (value.front() == '"') {
    unescaped_ = read::name_at(record.text, offset);
    return key_of({unescaped_});
  }
  if (value == "true" || value == "false") return key_of_boolean(value == "true");
  if (!is_digit(value.front()) && value.front() != '-') return {};
  return key_of({value, true});
}

void KeyPath::set_aside(read::Record& record) const {
  if (record.nodes.empty()) return;
  Index object = record.nodes[0].instance;
  std::size_t step = 0;  // the first that rules do not know
  for (; object != none && step + 1 < names_.size(); ++step) {
    const read::Instance& around = record.instances[object];
    const std::uint16_t field =
        read::number_of_name(*table_, table_->blocks[around.block], names_[step]);
    if (field == table::no_name) break;
    const Index value = record.slots[around.slots + field];
    object = value == none ? none : record.nodes[value].instance;
  }
  if (object == none) return;
  const read::Instance& around = record.instances[object];
  for (Index at = around.first_unknown; at != none; at = record.nodes[at].next)
    if (const std::size_t steps = steps_down_to(record, at, object, step); steps != 0)
      return set_member_aside(record, object, at, step + steps - 1);
}

/// How many names of the path, from `step` on, lead from an object down to a member of its unknown
/// ones; 0: others do. (Setting another path aside leaves members that lie further down.)
std::size_t KeyPath::steps_down_to(const read::Record& record, Index member, Index object,
                                   std::size_t step) const {
  const Index top = record.instances[object].node;
  std::size_t steps = 0;
  for (Index at = member; at != top; at = record.nodes[at].parent)
    if (at == none || ++steps > names_.size() - step) return 0;
  std::size_t name = step + steps;
  for (Index at = member; at != top; at = record.nodes[at].parent)
    if (record.nodes[at].name_text() != names_[--name]) return 0;
  return steps;
}

/// Takes an unknown member that the path goes through out of its object, and puts what else is in
/// it in its place: nobody asked for that.
void KeyPath::set_member_aside(read::Record& record, Index object, Index member,
                               std::size_t step) const {
  std::vector<Other> others;
  if (step + 1 < names_.size()) {
    using read::TextKind;
    const bool there =
        record.text_kind == TextKind::json   ? others_in_json(record, member, step, others)
        : record.text_kind == TextKind::form ? step == 0 && is_alone_in_form(record.text)
                                             : others_in_row(record, member, step, others);
    if (!there) return;  // the member is not what the path goes through
  }
  read::Instance& around = record.instances[object];
  record.unchain(around.first_unknown, around.last_unknown, {member});
  for (const Other& other : others) {
    const Index node = record.add_node(other.parent, none);
    read::Node& made = record.nodes[node];
    char* const copy = record.scratch(other.name.size());
    std::copy(other.name.begin(), other.name.end(), copy);
    made.kind = Kind::string;
    made.name = copy;
    made.name_size = static_cast<std::uint32_t>(other.name.size());
    made.name_offset = other.offset;
    made.offset = other.value;
    record.append_unknown(object, node);
  }
}

namespace {

/// One of each name and parent, in the order of the text. Names are nobody's choice but the
/// sender's, so that they are sorted rather than looked up.
template <class Other>
void keep_first_of_each(std::vector<Other>& others) {
  const auto by_name = [](const Other& a, const Other& b) {
    return std::tie(a.parent, a.name) < std::tie(b.parent, b.name);
  };
  std::stable_sort(others.begin(), others.end(), by_name);
  const auto last = std::unique(others.begin(), others.end(), [](const Other& a, const Other& b) {
    return a.parent == b.parent && a.name == b.name;
  });
  others.erase(last, others.end());
  std::sort(others.begin(), others.end(),
            [](const Other& a, const Other& b) { return a.offset < b.offset; });
}

/// `name` must outlive the record.
Index add_object(read::Record& record, Index parent, const std::string& name) {
  const Index made = record.add_node(parent, none);
  record.nodes[made].kind = Kind::object;
  record.nodes[made].name = name.data();
  record.nodes[made].name_size = static_cast<std::uint32_t>(name.size());
  return made;
}

}  // namespace

/// False: the member is no object, so that the path does not go through it.
bool KeyPath::others_in_json(read::Record& record, Index member, std::size_t step,
                             std::vector<Other>& others) const {
  const std::string_view text = record.text;
  const auto starts_with = [&](std::size_t at, std::string_view what) {
    return at < text.size() && text.substr(at).starts_with(what);
  };
  std::size_t offset = record.nodes[member].offset;
  if (!starts_with(offset, "{")) return starts_with(offset, "null");
  for (Index parent = member; ++step < names_.size();) {
    Other next{names_[step], parent, 0, 0};
    for (read::JsonMembers members(text, offset); members.next();) {
      Other other{members.name(), parent, static_cast<std::uint32_t>(members.name_offset()),
                  static_cast<std::uint32_t>(members.value())};
      (members.is_named(names_[step]) ? next : others.emplace_back()) = std::move(other);
    }
    if (next.value == 0 || step + 1 == names_.size()) break;
    if (!starts_with(next.value, "{")) {
      if (!starts_with(next.value, "null")) others.push_back(std::move(next));
      break;
    }
    offset = next.value;
    parent = add_object(record, parent, names_[step]);
  }
  keep_first_of_each(others);
  return true;
}

/// Cells in the member, by the columns that they stand in.
bool KeyPath::others_in_row(read::Record& row, Index member, std::size_t step,
                            std::vector<Other>& others) const {
  if (row.text_kind != read::TextKind::csv) return false;
  const read::CsvColumns& columns = *row.columns;
  std::string within;
  for (std::size_t n = 0; n <= step; ++n) append_token(within, names_[n]);
  if (columns.cell_of_pointer.contains(within)) return false;  // no object: a cell
  std::vector<Index> way(names_.size(), none);                 // objects of the row's path, by step
  way[step] = member;
  for (std::size_t cell = 0; cell < columns.pointers.size(); ++cell) {
    const std::string& pointer = columns.pointers[cell];
    if (!pointer.starts_with(within + '/') || pointer == pointer_) continue;
    const auto [offset, size] = read::csv_cell(row.text, columns.dialect, cell);
    if (size == 0) continue;
    std::size_t at = step, start = within.size() + 1;
    for (std::string next = within; ++at + 1 < names_.size(); start = next.size() + 1) {
      append_token(next, names_[at]);
      if (!pointer.starts_with(next + '/')) break;
      if (way[at] == none) way[at] = add_object(row, way[at - 1], names_[at]);
    }
    const std::size_t end = std::min(pointer.find('/', start), pointer.size());
    others.push_back({pointer.substr(start, end - start), way[at - 1], offset, offset});
  }
  keep_first_of_each(others);
  return true;
}

}  // namespace leadlint::history
