// Row to Record: one walk over the columns. Nothing is looked up by name here; the header did that.
#include "read/csv_record.h"

#include <algorithm>
#include <utility>

#include "read/cell_spelling.h"
#include "read/fast_check.h"
#include "read/name_shapes.h"
#include "read/text_value.h"
#include "text/utf8.h"

namespace leadlint::read {

CsvReader::CsvReader(const CsvColumns& columns)
    : columns_(columns),
      made_(columns.containers.size(), none),
      has_null_cells_(!columns.dialect.null_words.empty() || columns.dialect.has_backslashes()),
      has_backslashes_(columns.dialect.has_backslashes()),
      may_escape_(columns.dialect.delimiter == '\t' && columns.dialect.has_quotes()),
      max_looked_at_(may_escape_ ? std::string_view::npos : longest_csv_no_word) {}

bool CsvReader::readable(const CsvRow& row) {
  if (row.fault != CsvFault::ok) return refuse_fault(row);
  if (!row.plain) {
    using K = ReadIssue::Kind;
    if (const std::size_t at = row.text.find('\0'); at != std::string_view::npos)
      return refuse(K::bad_csv, at, at + 1, CsvFault::nul_byte);
    if (const std::size_t at = find_broken_utf8(row.text); at != std::string_view::npos)
      return refuse(K::encoding, at, at + 1, CsvFault::ok);
  }
  if (columns_.dialect.has_backslashes()) {
    const std::size_t at = find_broken_escape(row.text, columns_.dialect);
    if (at != std::string_view::npos)
      return refuse(ReadIssue::Kind::bad_csv, at, at + 1, CsvFault::bad_escape);
  }
  return row.cell_count == columns_.names.size() || refuse_cell_count(row);
}

bool CsvReader::refuse_fault(const CsvRow& row) {
  if (row.fault == CsvFault::too_large)
    return refuse(ReadIssue::Kind::too_large, 0, 0, row.fault);  // as where its text is never held
  const std::size_t end =
      row.fault_at + std::max<std::size_t>(1, character_size(row.text, row.fault_at));
  return refuse(ReadIssue::Kind::bad_csv, row.fault_at, end, row.fault);
}

bool CsvReader::refuse_cell_count(const CsvRow& row) {
  static_cast<void>(refuse(ReadIssue::Kind::cell_count, 0, row.text.size(), CsvFault::ok));
  out_->issues.back().count = row.cell_count;
  return false;
}

bool CsvReader::refuse(ReadIssue::Kind kind, std::size_t offset, std::size_t end, CsvFault fault) {
  ReadIssue& issue = out_->issues.emplace_back();
  issue.kind = kind;
  issue.offset = static_cast<std::uint32_t>(offset);
  issue.end = static_cast<std::uint32_t>(end);
  issue.row_fault = fault;
  out_->unreadable = true;
  return false;
}

/// A node for a value there; none where nothing keeps it. Its kind is set before it is attached.
inline Index CsvReader::add(const CsvColumns::ColumnTarget& place, std::uint32_t offset) {
  const Index there = made_[place.container];
  const Index parent = there != none ? there : container(place.container, offset);
  if (parent == none || place.slot == CsvColumns::ColumnSlot::nowhere) return none;
  const Index node = out_->add_node(parent, place.field);
  Node& made = out_->nodes[node];
  made.offset = offset;
  if (place.name == none) return node;
  const std::string& name = columns_.member_names[place.name];
  made.name = name.data();
  made.name_size = static_cast<std::uint32_t>(name.size());
  made.name_offset = offset;  // the name itself stands in the header
  return node;
}

/// Puts a value, whose kind is known, where it belongs, and takes a fast check at it.
inline void CsvReader::attach(const CsvColumns::ColumnTarget& place, Index node) {
  const table::DecisionTable& table = *columns_.table;
  const Index parent = made_[place.container];
  const Index instance = out_->nodes[parent].instance;
  switch (place.slot) {
    case CsvColumns::ColumnSlot::nowhere:
      return;
    case CsvColumns::ColumnSlot::field:
      out_->set_field(instance, place.number, place.fact, node);
      bind_member(table, *out_, instance, node);
      return;
    case CsvColumns::ColumnSlot::former:
      take_former(table, *out_, instance, node);
      return;
    case CsvColumns::ColumnSlot::unknown:
      out_->append_unknown(instance, node);
      return;
    case CsvColumns::ColumnSlot::item:
      out_->nodes[node].ordinal = out_->nodes[parent].size++;
      if (place.field == none) return;  // it is only counted
      break;
    case CsvColumns::ColumnSlot::free_name:
      break;
  }
  out_->append(parent, node);
  bind_lone(table, *out_, node);
}

inline void CsvReader::read_cell(const CsvColumns::Column& column, std::string_view raw,
                                 std::uint32_t offset) {
  const bool in_quotes = raw.front() == '"' && columns_.dialect.has_quotes();
  if (!in_quotes && has_null_cells_ && is_null_cell(raw, columns_.dialect)) return;
  std::string_view text = raw;
  if (in_quotes || has_backslashes_) {
    text = unescaped(raw);
    if (text.empty()) return;
  }
  const Index node = add(column.place, offset);
  if (node == none) return;
  Node& made = out_->nodes[node];
  if (column.json) [[unlikely]] {
    const auto end = offset + static_cast<std::uint32_t>(raw.size());
    return read_json(column, text, {offset, end}, node);
  }
  bool may_be_typed = column.typed != 0 && !(in_quotes && column.or_text);
  if (column.spelled && !respell(*columns_.table, own_variant_of(column), columns_.dialect.cells,
                                 *out_, text)) [[unlikely]] {
    may_be_typed = false;
    if (refuse_as_text(own_variant_of(column), text, made)) return attach(column.place, node);
  }
  const bool typed = may_be_typed && read_typed(column.typed, text, made);
  if (!typed &&
      !(column.words && read_boolean_word(*columns_.table, column.place.field, text, made))) {
    made.kind = Kind::string;
    made.data = text.data();
    made.size = static_cast<std::uint32_t>(text.size());
    if (!in_quotes && text.size() <= max_looked_at_) note_odd_text(column, text, offset);
  }
  attach(column.place, node);
  if (out_->nodes[node].too_large) [[unlikely]]
    check_range(node);
}

void CsvReader::read_json(const CsvColumns::Column& column, std::string_view text, TextPlace place,
                          Index node) {
  const Index instance = instance_around(column.place.container);
  if (json_.read_inside(*columns_.table, text, place, node, column.place.field, instance, *out_))
    attach(column.place, node);
}

const table::Variant& CsvReader::own_variant_of(const CsvColumns::Column& column) const {
  const table::DecisionTable& table = *columns_.table;
  const table::Field& field = table.fields[column.place.field];
  return table.variants[field.variants[field.telling()]];
}

/// A number that no double holds is none to any reader, whatever the rules say of its place.
void CsvReader::check_range(Index node) {
  const Node& number = out_->nodes[node];
  if (!is_beyond_double(number)) return;
  ReadIssue issue;
  issue.kind = ReadIssue::Kind::number_too_large;
  issue.offset = number.offset;
  issue.end = number.offset + number.size;
  issue.pointer = out_->pointer(*columns_.table, node);
  out_->issues.push_back(std::move(issue));
}

void CsvReader::note_odd_text(const CsvColumns::Column& column, std::string_view text,
                              std::uint32_t offset) {
  if (text.size() <= longest_csv_no_word) note_no_word(column, text, offset);
  if (may_escape_ && !has_escape_) note_escape(column, text, offset);
}

void CsvReader::note_escape(const CsvColumns::Column& column, std::string_view text,
                            std::uint32_t offset) {
  for (const std::string_view escape : {"\\n", "\\t", "\\\\"})
    has_escape_ = has_escape_ || text.find(escape) != text.npos;
  if (has_escape_) escape_ = {static_cast<std::uint32_t>(text.size()), column.cell, offset};
}

void CsvReader::note_no_word(const CsvColumns::Column& column, std::string_view text,
                             std::uint32_t offset) {
  const auto found = std::ranges::find(csv_no_words, text);
  if (found == csv_no_words.end()) return;
  const auto word = static_cast<std::uint32_t>(found - csv_no_words.begin());
  // (Where COPY escapes, a bare \\N is no value, and one that comes to \\N is a text.)
  if (has_backslashes_ && text == "\\N") return;
  if ((column.no_words >> word & 1U) == 0) no_words_.push_back({word, column.cell, offset});
}

/// What the cell says; copied only where that stands nowhere in it.
std::string_view CsvReader::unescaped(std::string_view raw) {
  if (!has_backslashes_) {
    const std::string_view inner = raw.substr(1, raw.size() - 2);
    if (inner.find('"') == std::string_view::npos) return inner;
  } else if (raw.find('\\') == std::string_view::npos) {
    return raw;
  }
  char* const place = out_->scratch(raw.size());
  return {place, unescape_cell(raw, columns_.dialect, place)};
}

bool CsvReader::read(const CsvRow& row, Record& out) {
  out.clear();
  out.text = row.text;
  out.has_text = true;
  out.text_kind = TextKind::csv;
  out.columns = &columns_;
  out_ = &out;
  no_words_.clear();
  has_escape_ = false;
  if (!readable(row)) return false;

  std::fill(made_.begin(), made_.end(), none);
  const Index root = out.add_node(none, columns_.root_field);
  out.nodes[root].kind = Kind::object;
  const Shape& shape = columns_.containers[0].shape;
  if (shape.mode == Mode::block) out.add_instance(*columns_.table, shape.inner.block(), root, none);
  bind_lone(*columns_.table, out, root);
  made_[0] = root;
  for (const CsvColumns::Column& column : columns_.columns) {
    const CsvCell cell = row.cells[column.cell];
    if (cell.size != 0) read_cell(column, row.text.substr(cell.offset, cell.size), cell.offset);
  }
  return true;
}

/// The node of a container, made with those around it where this is the first cell inside.
/// Recursive: `max_csv_steps` bounds it.
Index CsvReader::container(Index wanted, std::uint32_t offset) {
  const CsvColumns::Container& container = columns_.containers[wanted];
  const Index node = add(container.place, offset);
  if (node == none) return none;
  made_[wanted] = node;
  out_->nodes[node].kind = container.list ? Kind::array : Kind::object;
  out_->nodes[node].bare_item = container.shape.bare_item;
  if (container.shape.mode == Mode::block) {
    out_->add_instance(*columns_.table, container.shape.inner.block(), node,
                       instance_around(container.place.container));
  }
  attach(container.place, node);
  return node;
}

Index CsvReader::instance_around(Index container) const {
  while (container != none && columns_.containers[container].shape.mode != Mode::block)
    container = columns_.containers[container].place.container;
  return container == none ? none : out_->nodes[made_[container]].instance;
}

CsvLocation csv_location(const Record& row, std::string_view path, std::uint32_t offset,
                         bool missing) {
  const CsvColumns& columns = *row.columns;
  if (path.empty()) return {};
  std::size_t number = csv_cell_number(row.text, columns.dialect, offset);
  if (number >= columns.names.size()) return {};
  if (missing) {  // the header numbers items as it likes: the way to the object is that of its cell
    const auto parent_steps = std::count(path.begin(), path.end(), '/') - 1;
    std::string place = columns.pointers[number];
    std::size_t end = 0;
    for (std::ptrdiff_t step = 0; step < parent_steps && end != std::string::npos; ++step)
      end = place.find('/', end + 1);
    if (parent_steps > 0 && end == std::string::npos) return {};
    place.resize(parent_steps > 0 ? end : 0);
    const auto found = columns.cell_of_pointer.find(place.append(path.substr(path.rfind('/'))));
    if (found == columns.cell_of_pointer.end()) return {};
    number = found->second;
  }
  return {columns.names[number], csv_cell(row.text, columns.dialect, number)};
}

}  // namespace leadlint::read
