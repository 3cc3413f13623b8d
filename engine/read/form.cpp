// Form-encoded text to Record: the pairs become a small tree (form_tree.h), which then goes into
// the record as the table describes it.
#include "read/form.h"

#include <algorithm>
#include <utility>

#include "finding/words.h"
#include "read/form_names.h"
#include "read/form_tree.h"
#include "read/json_text.h"
#include "read/json_token.h"
#include "read/name_shapes.h"
#include "read/shape.h"
#include "read/text_value.h"
#include "table/name_hash.h"
#include "text/utf8.h"

namespace leadlint::read {

using table::FormServer;

struct FormReader::Impl {
  const table::DecisionTable* table = nullptr;
  Record* out = nullptr;
  FormServer server = FormServer::any;
  FormTree tree;
  std::vector<std::string_view> steps;
  std::vector<std::pair<std::size_t, Index>> repeats;  // issues, and the parts that they are about
  std::vector<Index> order;
  JsonReader json;

  bool pairs(std::string_view text, std::size_t start);
  bool pair(std::string_view text, std::size_t first, std::size_t last);
  bool decode(std::string_view text, std::size_t first, std::size_t last, FormPiece& piece);
  bool split(FormPiece& name);
  void name_as_php(FormPiece& name);
  bool refuse(ReadIssue::Kind kind, std::size_t offset, std::size_t end);
  bool refuse(FormFault fault, std::size_t offset, std::size_t end, std::string_view name = {});
  void report_repeat(Index part, const FormPiece& name);

  void fill(Index part, Index node, FieldId field, Index instance);
  void fill_object(Index part, Index node, FieldId field, Index instance);
  void fill_members(Index part, Index node, Index instance, const Shape& shape);
  void fill_items(Index part, Index node, Index instance, const Shape& shape);
  [[nodiscard]] bool is_no_value(Index part, FieldId field) const;
  void check_range(Index node);
  [[nodiscard]] bool is_list(const FormPart& part, FieldId field);
  void number_items(FormPart& list);
  Index make_node(Index part, Index parent, FieldId field, bool named);
};

FormReader::FormReader() : impl_(std::make_unique<Impl>()) {}
FormReader::~FormReader() = default;
FormReader::FormReader(FormReader&&) noexcept = default;
FormReader& FormReader::operator=(FormReader&&) noexcept = default;

bool FormReader::read(const table::DecisionTable& table, FieldId root_field, std::string_view text,
                      Record& out) {
  out.clear();
  out.text = text;
  out.has_text = true;
  out.text_kind = TextKind::form;
  impl_->table = &table;
  impl_->out = &out;
  impl_->server = table.form_server;
  if (text.size() >= none) return impl_->refuse(ReadIssue::Kind::too_large, 0, 0);
  impl_->tree.begin(table.form_server, out);
  impl_->repeats.clear();

  const bool mark = text.starts_with(byte_order_mark);
  if (mark) {
    ReadIssue& issue = out.issues.emplace_back();
    issue.kind = ReadIssue::Kind::bom;
    issue.end = static_cast<std::uint32_t>(byte_order_mark.size());
  }
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  out.text = text;  // no finding stands in the line end
  if (!impl_->pairs(text, mark ? byte_order_mark.size() : 0)) return false;
  impl_->fill(0, out.add_node(none, root_field), root_field, none);
  if (out.unreadable) return false;
  for (const auto& [issue, part] : impl_->repeats)
    out.issues[issue].pointer = impl_->tree.pointer(part);
  out.plain = false;  // values are judged once all are read
  return true;
}

bool FormReader::Impl::pairs(std::string_view text, std::size_t start) {
  const FormFault disguise = form_disguise(text.substr(std::min(start, text.size())));
  if (disguise != FormFault::nothing) return refuse(disguise, start, text.size());
  if (const std::size_t at = text.find_first_of("\r\n"); at != std::string_view::npos)
    return refuse(ReadIssue::Kind::line_break, at, at + 1);
  if (server == FormServer::rails)
    if (const std::size_t at = text.find(';'); at != std::string_view::npos)
      return refuse(FormFault::semicolon, at, at + 1);
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('&', start), text.size());
    if (end != start && !pair(text, start, end)) return false;
    start = end + 1;
  }
  return true;
}

bool FormReader::Impl::pair(std::string_view text, std::size_t first, std::size_t last) {
  const std::size_t equals = std::min(text.find('=', first), last);
  FormPiece name, value;
  if (!decode(text, first, equals, name)) return false;
  if (!decode(text, std::min(equals + 1, last), last, value)) return false;
  if (!split(name)) return false;
  const bool no_value = equals == last && server == FormServer::rails;
  const FormFault fault = tree.place(steps, name, no_value ? nullptr : &value);
  if (fault != FormFault::nothing) return refuse(fault, first, equals, name.text);
  if (tree.repeated() != none && server == FormServer::any) report_repeat(tree.repeated(), name);
  return true;
}

/// Makes steps of a name.
bool FormReader::Impl::split(FormPiece& name) {
  if (server == FormServer::php) name_as_php(name);
  const FormFault fault = split_form_name(name.text, server, steps);
  if (fault != FormFault::nothing) {
    const std::size_t end = std::max(name.end, name.offset + 1);
    return refuse(fault, name.offset, end, name.text);
  }
  const std::uint32_t max = server == FormServer::rails ? max_rails_depth : max_form_depth;
  if (steps.size() <= std::min(max, table->options.max_depth)) return true;
  return refuse(ReadIssue::Kind::too_deep, name.offset, name.end);
}

/// PHP makes `_` of dots and blanks in front of the brackets.
void FormReader::Impl::name_as_php(FormPiece& name) {
  const std::string_view front = name.text.substr(0, name.text.find('['));
  if (front.find_first_of(". ") == std::string_view::npos || front.front() == ' ') return;
  char* const place = out->scratch(name.text.size());
  std::copy(name.text.begin(), name.text.end(), place);
  std::replace_if(
      place, place + front.size(), [](char byte) { return byte == '.' || byte == ' '; }, '_');
  name.text = {place, name.text.size()};
}

/// Decodes text[first, last). Without escapes it stays where it is.
bool FormReader::Impl::decode(std::string_view text, std::size_t first, std::size_t last,
                              FormPiece& piece) {
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
  if (kind == ReadIssue::Kind::too_deep) issue.expected = Say::json_fewer_brackets;
  out->unreadable = true;
  return false;
}

bool FormReader::Impl::refuse(FormFault fault, std::size_t offset, std::size_t end,
                              std::string_view name) {
  if (out->unreadable) return false;  // the first one counts
  refuse(ReadIssue::Kind::bad_form, offset, end);
  out->issues.back().fault = fault;
  out->issues.back().name = name;
  return false;
}

void FormReader::Impl::report_repeat(Index part, const FormPiece& name) {
  if (tree.parts[part].repeated) return;
  tree.parts[part].repeated = true;
  repeats.emplace_back(out->issues.size(), part);
  ReadIssue& issue = out->issues.emplace_back();
  issue.kind = ReadIssue::Kind::duplicate_name;
  issue.offset = name.offset;
  issue.end = name.end;
}

/// Reads a part into `node`. Recursive: `max_form_depth` bounds it.
void FormReader::Impl::fill(Index part, Index node, FieldId field, Index instance) {
  const FormPart& from = tree.parts[part];
  Node& made = out->nodes[node];
  made.offset = from.offset;
  if (from.kind == Kind::string) {
    if (text_typing(*table, field).json) {
      const auto end = std::min(out->text.find('&', from.offset), out->text.size());
      const TextPlace place{from.offset, static_cast<std::uint32_t>(end)};
      static_cast<void>(json.read_inside(*table, from.value, place, node, field, instance, *out));
      return;
    }
    read_text_value(*table, field, from.value, made);
    if (made.too_large) [[unlikely]]
      check_range(node);
    return;
  }
  made.kind = from.kind;
  if (from.kind == Kind::null) return;
  if (text_typing(*table, field).json) {
    refuse(FormFault::json_value, from.name_offset, from.name_end, from.name);
    return;
  }
  if (from.kind == Kind::array || is_list(from, field)) {
    made.kind = Kind::array;
    made.size = from.size;
    number_items(tree.parts[part]);
    return fill_items(part, node, instance, list_shape(*table, field));
  }
  fill_object(part, node, field, instance);
}

void FormReader::Impl::fill_object(Index part, Index node, FieldId field, Index instance) {
  const Shape shape = object_shape(*table, field);
  out->nodes[node].bare_item = shape.bare_item;
  if (shape.mode == Mode::block)
    instance = out->add_instance(*table, shape.inner.block(), node, instance);
  fill_members(part, node, instance, shape);
}

/// A field of a page that was left empty.
bool FormReader::Impl::is_no_value(Index part, FieldId field) const {
  const FormPart& from = tree.parts[part];
  return from.kind == Kind::string && from.value.empty() && is_left_empty(*table, field);
}

/// A number that no double holds is none to any reader, whatever the rules say of its place.
void FormReader::Impl::check_range(Index node) {
  const Node& number = out->nodes[node];
  if (!is_beyond_double(number)) return;
  ReadIssue issue;
  issue.kind = ReadIssue::Kind::number_too_large;
  issue.offset = number.offset;
  issue.end = number.offset + number.size;
  issue.pointer = out->pointer(*table, node);
  out->issues.push_back(std::move(issue));
}

/// Do numbers for members make a list? Where the rules have one, they do. Rails makes an object of
/// them, and then a list of those whose names say that they are attributes of several records.
bool FormReader::Impl::is_list(const FormPart& part, FieldId field) {
  if (!part.numbered || part.size == 0) return false;
  if (server == FormServer::php && part.counted) return true;
  if (field == none) return false;
  const table::Field& described = table->fields[field];
  if (described.block != none || described.each != none) return false;
  const bool only_lists = (described.kinds & (table::k_array | table::k_object)) == table::k_array;
  if (described.item == none && !only_lists) return false;
  if (server != FormServer::rails || part.name.ends_with("_attributes")) return true;
  const FormPart& first = tree.parts[part.first];
  refuse(FormFault::numbered, first.name_offset, first.name_end, part.name);
  return true;
}

/// Items that have numbers come in their order, whatever the gaps; PHP and Rails take them as they
/// were sent.
void FormReader::Impl::number_items(FormPart& list) {
  order.clear();
  for (Index at = list.first; at != none; at = tree.parts[at].next) order.push_back(at);
  if (list.kind == Kind::array) return;
  list.as_list = true;
  const auto before = [this](Index a, Index b) {
    const std::string_view one = tree.parts[a].name, other = tree.parts[b].name;
    return one.size() != other.size() ? one.size() < other.size() : one < other;
  };
  if (server == FormServer::any) std::sort(order.begin(), order.end(), before);
  Index* link = &list.first;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    tree.parts[order[i]].ordinal = i;
    *link = order[i];
    link = &tree.parts[order[i]].next;
  }
  *link = none;
}

void FormReader::Impl::fill_items(Index part, Index node, Index instance, const Shape& shape) {
  if (shape.mode == Mode::skipped_list) return;
  for (Index at = tree.parts[part].first; at != none; at = tree.parts[at].next) {
    const Index made = make_node(at, node, shape.inner.field(), false);
    out->append(node, made);
    fill(at, made, shape.inner.field(), instance);
  }
}

void FormReader::Impl::fill_members(Index part, Index node, Index instance, const Shape& shape) {
  if (shape.mode == Mode::skipped_object) return;
  const auto free_member = [&](Index at, FieldId field) {
    if (is_no_value(at, field)) return;
    const Index made = make_node(at, node, field, true);
    out->append(node, made);
    fill(at, made, field, instance);
  };
  for (Index at = tree.parts[part].first; at != none; at = tree.parts[at].next) {
    if (shape.mode == Mode::free_names) {
      free_member(at, shape.inner.field());
      continue;
    }
    const table::Block& block = table->blocks[shape.inner.block()];
    const std::uint16_t number = table::find_name(*table, block.names, tree.parts[at].name);
    if (number != table::no_name) {
      const FieldId field = block.fields[number];
      if (is_no_value(at, field)) continue;
      const Index made = make_node(at, node, field, false);
      fill(at, made, field, instance);
      out->set_field(instance, number, table->fields[field].bit, made);
    } else if (const FieldId free = field_of_name(*table, block, tree.parts[at].name);
               free != none) {
      if (!block.fields.has(free)) {
        free_member(at, free);
        continue;
      }
      if (is_no_value(at, free)) continue;
      const Index made = make_node(at, node, free, true);  // by a name that the field had before
      fill(at, made, free, instance);
      take_former(*table, *out, instance, made);
    } else if (block.unknown_report != none) {
      const Index made = make_node(at, node, none, true);
      out->append_unknown(instance, made);
      fill(at, made, none, instance);
    }
  }
}

Index FormReader::Impl::make_node(Index part, Index parent, FieldId field, bool named) {
  const FormPart& from = tree.parts[part];
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
    const FieldId field = block.fields[number];
    const Index node = out.add_node(root, field);
    Node& made = out.nodes[node];
    read_text_value(table, field, text, made);
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
