// Form-encoded text to Record: the pairs grow a small tree of parts (names may come in any order),
// which then goes into the record as the table describes it.
#include "read/form.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <unordered_map>

#include "read/shape.h"
#include "read/utf8.h"
#include "table/name_hash.h"

namespace leadlint::read {

namespace {

/// A name or value of a pair: where it stands and what it says once decoded.
struct Piece {
  std::string_view text;
  std::uint32_t offset = 0;
  std::uint32_t end = 0;
};

/// A value, or an object or list that names with brackets make.
struct Part {
  Kind kind = Kind::string;
  bool replaced = false;  // by a later one of its name
  bool repeated = false;  // its name has been reported
  std::string_view name;
  std::string_view value;
  std::uint32_t name_offset = 0;
  std::uint32_t offset = 0;
  std::uint32_t ordinal = 0;  // in its list
  std::uint32_t size = 0;     // items of a list
  Index parent = none;
  Index first = none, last = none, next = none;
};

struct MemberKey {
  Index parent = none;
  std::string_view name;
  bool operator==(const MemberKey&) const = default;
};
struct MemberKeyHash {
  std::size_t operator()(const MemberKey& key) const noexcept {
    return std::hash<std::string_view>{}(key.name) ^ (key.parent * std::size_t{0x9E3779B97F4A7C15});
  }
};

/// The steps of a name: `a[b][]` is a, b and an empty one. A name whose brackets do not fit is one
/// step as it stands.
void split_name(std::string_view name, std::vector<std::string_view>& steps) {
  steps.assign(1, name);
  const std::size_t open = name.find('[');
  if (open == 0 || open == std::string_view::npos || name.back() != ']') return;
  steps.front() = name.substr(0, open);
  std::size_t at = open;
  while (at < name.size() && name[at] == '[') {
    const std::size_t close = name.find_first_of("[]", at + 1);
    if (close == std::string_view::npos || name[close] == '[') break;
    steps.push_back(name.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  if (at != name.size()) steps.assign(1, name);
}

}  // namespace

struct FormReader::Impl {
  const table::DecisionTable* table = nullptr;
  Record* out = nullptr;
  std::vector<Part> parts;  // [0]: the root
  std::unordered_map<MemberKey, Index, MemberKeyHash> members;
  std::vector<std::string_view> steps;

  bool pairs(std::string_view text, std::size_t start);
  bool pair(std::string_view text, std::size_t first, std::size_t last);
  bool decode(std::string_view text, std::size_t first, std::size_t last, Piece& piece);
  bool refuse(ReadIssue::Kind kind, std::size_t offset, std::size_t end);

  void place(const Piece& name, const Piece& value);
  Index step(Index parent, std::size_t number, const Piece& name);
  Index item(Index list, std::size_t number, const Piece& name);
  Index add(Index parent, std::string_view step, Kind kind, const Piece& name);
  Index find(Index parent, std::string_view name) const;
  bool has_path(Index from, std::size_t number) const;
  void report_repeat(Index part, const Piece& name);
  std::string pointer(Index part) const;

  void fill(Index part, Index node, Index field, Index instance);
  void fill_members(Index part, Index node, Index instance, const Shape& shape);
  void fill_items(Index part, Index node, Index instance, const Shape& shape);
  Index make_node(Index part, Index parent, Index field, bool named);
};

FormReader::FormReader() : impl_(std::make_unique<Impl>()) {}
FormReader::~FormReader() = default;
FormReader::FormReader(FormReader&&) noexcept = default;
FormReader& FormReader::operator=(FormReader&&) noexcept = default;

bool FormReader::read(const table::DecisionTable& table, Index root_field, std::string_view text,
                      Record& out) {
  out.clear();
  out.text = text;
  out.has_text = true;
  out.text_kind = TextKind::form;
  impl_->table = &table;
  impl_->out = &out;
  if (text.size() >= none) return impl_->refuse(ReadIssue::Kind::too_large, 0, 0);
  impl_->members.clear();
  impl_->parts.clear();
  impl_->parts.emplace_back().kind = Kind::object;

  const bool mark = text.starts_with(byte_order_mark);
  if (mark) {
    ReadIssue& issue = out.issues.emplace_back();
    issue.kind = ReadIssue::Kind::bom;
    issue.end = static_cast<std::uint32_t>(byte_order_mark.size());
  }
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  if (const std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos)
    return impl_->refuse(ReadIssue::Kind::line_break, at, at + 1);
  if (!impl_->pairs(text, mark ? byte_order_mark.size() : 0)) return false;
  impl_->fill(0, out.add_node(none, root_field), root_field, none);
  out.plain = false;  // values are judged once all are read
  return true;
}

bool FormReader::Impl::pairs(std::string_view text, std::size_t start) {
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('&', start), text.size());
    if (end != start && !pair(text, start, end)) return false;
    start = end + 1;
  }
  return true;
}

bool FormReader::Impl::pair(std::string_view text, std::size_t first, std::size_t last) {
  const std::size_t equals = std::min(text.find('=', first), last);
  Piece name, value;
  if (!decode(text, first, equals, name)) return false;
  if (!decode(text, std::min(equals + 1, last), last, value)) return false;
  split_name(name.text, steps);
  if (steps.size() > std::min(max_form_depth, table->options.max_depth))
    return refuse(ReadIssue::Kind::too_deep, first, equals);
  place(name, value);
  return true;
}

/// Decodes text[first, last). Without escapes it stays where it is.
bool FormReader::Impl::decode(std::string_view text, std::size_t first, std::size_t last,
                              Piece& piece) {
  const std::string_view raw = text.substr(first, last - first);
  piece.text = raw;
  piece.offset = static_cast<std::uint32_t>(first);
  piece.end = static_cast<std::uint32_t>(last);
  if (raw.find_first_of("%+") != std::string_view::npos) {
    char* const place = out->scratch(raw.size());
    std::size_t size = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != '%') {
        place[size++] = raw[i] == '+' ? ' ' : raw[i];
        continue;
      }
      const int high = i + 2 < raw.size() ? hex_digit(raw[i + 1]) : -1;
      const int low = i + 2 < raw.size() ? hex_digit(raw[i + 2]) : -1;
      if (high < 0 || low < 0)
        return refuse(ReadIssue::Kind::bad_escape, first + i, std::min(first + i + 3, last));
      place[size++] = static_cast<char>(high * 16 + low);
      i += 2;
    }
    piece.text = {place, size};
  }
  if (find_broken_utf8(piece.text) == std::string_view::npos) return true;
  return refuse(ReadIssue::Kind::encoding, first, last);
}

bool FormReader::Impl::refuse(ReadIssue::Kind kind, std::size_t offset, std::size_t end) {
  std::erase_if(out->issues, [](const ReadIssue& issue) {
    return issue.kind != ReadIssue::Kind::bom;  // nothing else is judged
  });
  ReadIssue& issue = out->issues.emplace_back();
  issue.kind = kind;
  issue.offset = static_cast<std::uint32_t>(offset);
  issue.end = static_cast<std::uint32_t>(end);
  if (kind == ReadIssue::Kind::too_deep) issue.expected = "fewer brackets behind a name";
  out->unreadable = true;
  return false;
}

void FormReader::Impl::place(const Piece& name, const Piece& value) {
  Index at = 0;
  for (std::size_t number = 0; number < steps.size(); ++number) at = step(at, number, name);
  parts[at].value = value.text;
  parts[at].offset = value.offset;
}

/// The part that step `number` leads to, made where it is not there yet. What comes behind the step
/// tells its kind.
Index FormReader::Impl::step(Index parent, std::size_t number, const Piece& name) {
  if (parts[parent].kind == Kind::array) return item(parent, number, name);
  const bool is_last = number + 1 == steps.size();
  const Kind kind = is_last ? Kind::string : steps[number + 1].empty() ? Kind::array : Kind::object;
  const Index known = find(parent, steps[number]);
  if (known == none) return add(parent, steps[number], kind, name);
  if (!is_last && parts[known].kind == kind) return known;
  report_repeat(known, name);
  const Index made = add(parent, steps[number], kind, name);
  parts[known].replaced = true;
  parts[made].repeated = true;
  return made;
}

/// A new item of a list; or its last one, where that is an object without the member to come.
Index FormReader::Impl::item(Index list, std::size_t number, const Piece& name) {
  const bool is_last = number + 1 == steps.size();
  const bool object = !is_last && !steps[number + 1].empty();
  const Index newest = parts[list].last;
  if (object && newest != none && parts[newest].kind == Kind::object &&
      !has_path(newest, number + 1))
    return newest;
  const Kind kind = is_last ? Kind::string : object ? Kind::object : Kind::array;
  const Index made = add(list, {}, kind, name);
  parts[made].ordinal = parts[list].size++;
  return made;
}

Index FormReader::Impl::add(Index parent, std::string_view step, Kind kind, const Piece& name) {
  const Index made = static_cast<Index>(parts.size());
  Part& part = parts.emplace_back();
  part.kind = kind;
  part.name = step;
  part.name_offset = name.offset;
  part.offset = name.offset;
  part.parent = parent;
  Part& around = parts[parent];
  (around.last == none ? around.first : parts[around.last].next) = made;
  around.last = made;
  if (around.kind == Kind::object) members[{parent, step}] = made;
  return made;
}

Index FormReader::Impl::find(Index parent, std::string_view name) const {
  const auto found = members.find({parent, name});
  return found == members.end() ? none : found->second;
}

/// Do the steps from `number` on all lead somewhere already?
bool FormReader::Impl::has_path(Index from, std::size_t number) const {
  for (; number < steps.size(); ++number) {
    if (steps[number].empty()) return false;
    from = find(from, steps[number]);
    if (from == none) return false;
  }
  return true;
}

void FormReader::Impl::report_repeat(Index part, const Piece& name) {
  if (parts[part].repeated) return;
  ReadIssue& issue = out->issues.emplace_back();
  issue.kind = ReadIssue::Kind::duplicate_name;
  issue.offset = name.offset;
  issue.end = name.end;
  issue.pointer = pointer(part);
}

std::string FormReader::Impl::pointer(Index part) const {
  std::vector<Index> path;
  for (Index at = part; at != 0; at = parts[at].parent) path.push_back(at);
  std::string result;
  for (auto at = path.rbegin(); at != path.rend(); ++at) {
    const bool in_list = parts[parts[*at].parent].kind == Kind::array;
    append_token(result, in_list ? std::to_string(parts[*at].ordinal) : parts[*at].name);
  }
  return result;
}

/// Reads a part into `node`. Recursive: `max_form_depth` bounds it.
void FormReader::Impl::fill(Index part, Index node, Index field, Index instance) {
  const Part& from = parts[part];
  Node& made = out->nodes[node];
  made.kind = from.kind;
  made.offset = from.offset;
  if (from.kind == Kind::string) {
    made.data = from.value.data();
    made.size = static_cast<std::uint32_t>(from.value.size());
  } else if (from.kind == Kind::array) {
    made.size = from.size;
    fill_items(part, node, instance, list_shape(*table, field));
  } else {
    const Shape shape = object_shape(*table, field);
    made.bare_item = shape.bare_item;
    if (shape.mode == Mode::block)
      instance = out->add_instance(*table, shape.inner, node, instance);
    fill_members(part, node, instance, shape);
  }
}

void FormReader::Impl::fill_items(Index part, Index node, Index instance, const Shape& shape) {
  if (shape.mode == Mode::skipped_list) return;
  for (Index at = parts[part].first; at != none; at = parts[at].next) {
    const Index made = make_node(at, node, shape.inner, false);
    out->append(node, made);
    fill(at, made, shape.inner, instance);
  }
}

void FormReader::Impl::fill_members(Index part, Index node, Index instance, const Shape& shape) {
  if (shape.mode == Mode::skipped_object) return;
  for (Index at = parts[part].first; at != none; at = parts[at].next) {
    if (parts[at].replaced) continue;
    if (shape.mode == Mode::free_names) {
      const Index made = make_node(at, node, shape.inner, true);
      out->append(node, made);
      fill(at, made, shape.inner, instance);
      continue;
    }
    const table::Block& block = table->blocks[shape.inner];
    const std::uint16_t number = table::find_name(*table, block.names, parts[at].name);
    if (number != table::no_name) {
      const Index field = block.fields.first + number;
      const Index made = make_node(at, node, field, false);
      fill(at, made, field, instance);
      out->set_field(instance, number, table->fields[field].bit, made);
    } else if (block.unknown_report != none) {
      const Index made = make_node(at, node, none, true);
      out->append_unknown(instance, made);
      fill(at, made, none, instance);
    }
  }
}

Index FormReader::Impl::make_node(Index part, Index parent, Index field, bool named) {
  const Part& from = parts[part];
  const Index node = out->add_node(parent, field);
  Node& made = out->nodes[node];
  made.name_offset = from.name_offset;
  made.ordinal = from.ordinal;
  if (named) {
    made.name = from.name.data();
    made.name_size = static_cast<std::uint32_t>(from.name.size());
  }
  return node;
}

void read_params(const table::DecisionTable& table,
                 const std::vector<std::pair<std::string, std::string>>& params, Record& out) {
  out.clear();
  out.pointer_prefix = "/@path";
  const Index root = out.add_node(none, none);
  out.nodes[root].kind = Kind::object;
  if (table.params == none) return;
  const Index instance = out.add_instance(table, table.params, root, none);
  const table::Block& block = table.blocks[table.params];
  for (const auto& [name, text] : params) {
    const std::uint16_t number = table::find_name(table, block.names, name);
    if (number == table::no_name) continue;
    const Index field = block.fields.first + number;
    const Index node = out.add_node(root, field);
    Node& made = out.nodes[node];
    made.kind = Kind::string;
    made.data = text.data();
    made.size = static_cast<std::uint32_t>(text.size());
    if (find_broken_utf8(text) != std::string_view::npos) {
      char* const place = out.scratch(3 * text.size());
      made.size = static_cast<std::uint32_t>(repair_utf8(text, place));
      made.data = place;
      made.lone_surrogate = true;
      ReadIssue& issue = out.issues.emplace_back();
      issue.kind = ReadIssue::Kind::lone_surrogate;
      issue.pointer = out.pointer(table, node);
    }
    out.set_field(instance, number, table.fields[field].bit, node);
  }
}

}  // namespace leadlint::read
