// Header to columns: each name becomes a path, each path a place among the table's fields. The
// objects and lists on the way are made once; a row then only walks the list of columns.
#include "read/csv_columns.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "finding/edits.h"
#include "finding/words.h"
#include "read/cell_spelling.h"
#include "read/csv_messages.h"
#include "read/encoding_messages.h"
#include "read/foreign_file.h"
#include "read/name_shapes.h"
#include "read/text_value.h"
#include "table/name_hash.h"
#include "text/fold_case.h"
#include "text/nearest.h"
#include "text/utf8.h"

namespace leadlint::read {

namespace {

using Steps = std::vector<std::string_view>;

/// The steps of a path: `a.b[0]` is a, b and 0. False: it is no path.
bool split_path(std::string_view path, Steps& steps) {
  steps.clear();
  std::size_t at = 0;
  while (at <= path.size()) {
    const bool bracket = at < path.size() && path[at] == '[' && !steps.empty();
    const std::size_t first = bracket ? at + 1 : at;
    const std::size_t last =
        std::min(path.find_first_of(bracket ? "[]" : ".[", first), path.size());
    if (last == first || (bracket && (last == path.size() || path[last] == '['))) return false;
    steps.push_back(path.substr(first, last - first));
    at = bracket ? last + 1 : last;
    if (at == path.size()) return true;
    if (path[at] == '.')
      ++at;
    else if (path[at] != '[')
      return false;
  }
  return false;
}

/// The number of an item, spelled without leading zeros.
std::optional<std::uint32_t> item_number(std::string_view step) {
  constexpr std::size_t max_digits = 9;
  if (step.empty() || step.size() > max_digits || (step.size() > 1 && step[0] == '0'))
    return std::nullopt;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), number);
  if (error != std::errc{} || end != step.data() + step.size()) return std::nullopt;
  return number;
}

Setting columns_of(CsvNothingKnown unknown) noexcept {
  return unknown == CsvNothingKnown::taken ? Setting::snapshot_columns : Setting::columns;
}

bool is_blank_row(std::string_view text) { return text.find_first_not_of(" \t") == text.npos; }

class HeaderReader {
 public:
  HeaderReader(CsvHeader& header, std::string_view text, const CsvRow& row, std::size_t max_row,
               CsvNothingKnown unknown)
      : header_(header),
        columns_(header.columns),
        table_(*header.columns.table),
        text_(text),
        row_(row),
        max_row_(max_row),
        unknown_(unknown) {}

  void read(const CsvMapping& mapping);

 private:
  [[nodiscard]] bool readable();
  void byte_order_mark_problem();
  void column(std::uint32_t cell, const std::string* path);
  [[nodiscard]] std::string name_of(std::uint32_t cell) const;
  [[nodiscard]] bool is_of_own_shape(std::string_view name) const;
  [[nodiscard]] bool is_known_name(const std::string& name, const CsvMapping& mapping);
  [[nodiscard]] std::uint64_t line_of_header_below(const CsvMapping& mapping);
  void split(std::string_view name);
  void place(std::uint32_t cell);
  [[nodiscard]] CsvColumns::ColumnTarget place_in(Index container, std::string_view step);
  [[nodiscard]] Index container(const std::string& pointer, const CsvColumns::ColumnTarget& place,
                                std::string_view next);
  void type(CsvColumns::Column& column) const;
  [[nodiscard]] std::uint16_t legal_no_words(const CsvColumns::ColumnTarget& place) const;
  void order();
  void names_not_there(const CsvMapping& mapping);
  [[nodiscard]] bool has_blank_names(const CsvMapping& mapping);
  /// What gives columns of this text their places.
  [[nodiscard]] std::string columns_setting() const { return setting({columns_of(unknown_)}); }
  [[nodiscard]] std::string setting(const SettingValue& value) const {
    return columns_.dialect.setting_text({value});
  }
  [[nodiscard]] bool knows_a_column() const;
  void nothing_known(const CsvMapping& mapping);
  [[nodiscard]] std::string names_in_another_case() const;

  void problem(std::string message, Code code = Code::bad_csv);
  void cell_problem(std::uint32_t cell, std::string message, Code code = Code::bad_csv);
  void taken(std::uint32_t cell, std::uint32_t by, const std::string& pointer);

  CsvHeader& header_;
  CsvColumns& columns_;
  const table::DecisionTable& table_;
  std::string_view text_;
  const CsvRow& row_;
  std::size_t max_row_;
  CsvNothingKnown unknown_;
  Steps steps_;
  std::unordered_map<std::string, Index, KeyedHash> containers_;  // by pointer
  std::unordered_map<std::string, std::uint32_t, KeyedHash>
      inside_of_;                                 // container's pointer: a cell in it
  std::vector<std::vector<std::uint32_t>> keys_;  // by column; see order()
  std::vector<std::uint32_t> key_;
};

void HeaderReader::read(const CsvMapping& mapping) {
  byte_order_mark_problem();
  if (!readable()) return;
  header_.usable = true;
  CsvColumns::Container& root = columns_.containers.emplace_back();
  root.shape = object_shape(table_, columns_.root_field);
  columns_.names.reserve(row_.cells.size());
  for (std::uint32_t cell = 0; cell < row_.cells.size(); ++cell)
    columns_.names.push_back(name_of(cell));
  columns_.pointers.resize(columns_.names.size());
  if (has_blank_names(mapping)) return;
  std::unordered_map<std::string_view, const std::string*, KeyedHash> paths;
  for (const auto& [name, path] : mapping)
    if (!paths.emplace(name, &path).second)
      problem(in_words(Say::bad_csv_two_places, {{"name", name}}));
  for (std::uint32_t cell = 0; cell < columns_.names.size(); ++cell) {
    const auto given = paths.find(columns_.names[cell]);
    column(cell, given == paths.end() ? nullptr : given->second);
  }
  if (unknown_ == CsvNothingKnown::refused && !knows_a_column()) return nothing_known(mapping);
  names_not_there(mapping);
  order();
}

/// Is it a name of the record that a pattern or a list takes, and not one that any would do for?
bool HeaderReader::is_of_own_shape(std::string_view name) const {
  using Kind = table::NameShape::Kind;
  const Shape& root = columns_.containers[0].shape;
  if (root.mode != Mode::block) return false;
  const table::NameShape* const shape =
      shape_of_name(table_, table_.blocks[root.inner.block()], name);
  return shape != nullptr && (shape->kind == Kind::pattern || shape->kind == Kind::values ||
                              shape->kind == Kind::former);
}

/// Does any column lead to a member, or into one, that a rule names? Where rules name none there is
/// nothing to know.
bool HeaderReader::knows_a_column() const {
  const Shape& root = columns_.containers[0].shape;
  if (root.mode != Mode::block || table_.blocks[root.inner.block()].fields.count == 0) return true;
  const auto is_known = [this](const CsvColumns::ColumnTarget& place) {
    if (place.container != 0) return false;
    return place.slot == CsvColumns::ColumnSlot::field ||
           place.slot == CsvColumns::ColumnSlot::former ||
           (place.slot == CsvColumns::ColumnSlot::free_name &&
            is_of_own_shape(columns_.member_names[place.name]));
  };
  const auto inside_known = [&](Index at) {
    while (at != 0 && columns_.containers[at].place.container != 0)
      at = columns_.containers[at].place.container;
    return at != 0 && is_known(columns_.containers[at].place);
  };
  return std::ranges::any_of(columns_.columns, [&](const CsvColumns::Column& column) {
    return is_known(column.place) || inside_known(column.place.container);
  });
}

/// The names of the rules that stand in the header but for the case of their letters.
std::string HeaderReader::names_in_another_case() const {
  constexpr std::size_t max_told = 3;
  const table::SpanOf<table::Field> fields =
      table_.blocks[columns_.containers[0].shape.inner.block()].fields;
  std::string told;
  std::size_t count = 0;
  for (Index f = 0; f < fields.count; ++f) {
    const std::string_view known = table_.text(table_.fields[fields[f]].name);
    const auto is_it = [&](const std::string& name) { return equal_ignoring_case(name, known); };
    if (std::ranges::none_of(columns_.names, is_it)) continue;
    if (++count > max_told) return told + ", ...";
    told += (told.empty() ? "" : ", ") + std::string(known);
  }
  return told;
}

/// The names are not told: they may be the values of a first record.
void HeaderReader::nothing_known(const CsvMapping& mapping) {
  std::erase_if(header_.problems,
                [](const OwnedFinding& each) { return each.code != Code::encoding; });
  header_.usable = false;
  constexpr Index max_shown = 3;
  const table::SpanOf<table::Field> fields =
      table_.blocks[columns_.containers[0].shape.inner.block()].fields;
  std::string known;
  for (Index f = 0; f < std::min<Index>(fields.count, max_shown); ++f)
    known += (f == 0 ? "" : ", ") + std::string(table_.text(table_.fields[fields[f]].name));
  if (fields.count > max_shown) known += ", ...";
  const std::uint64_t below = line_of_header_below(mapping);
  const std::string other_case = mapping.empty() ? names_in_another_case() : "";
  const std::string why =
      below != 0            ? in_words(Say::csv_header_below, {{"line", below}})
      : !other_case.empty() ? in_words(Say::csv_another_case, {{"names", other_case}})
      : mapping.empty()     ? in_words(Say::csv_first_row, {{"setting", columns_setting()}})
                            : in_words(Say::csv_none_placed, {{"setting", columns_setting()}});
  problem(in_words(Say::bad_csv_nothing_known, {{"known", known}, {"why", why}}));
  names_not_there(mapping);
}

bool HeaderReader::is_known_name(const std::string& name, const CsvMapping& mapping) {
  const auto given = std::ranges::find(mapping, name, &CsvMapping::value_type::first);
  split(given != mapping.end() ? given->second : name);
  const table::Block& root = table_.blocks[columns_.containers[0].shape.inner.block()];
  return table::find_name(table_, root.names, steps_[0]) != table::no_name ||
         is_of_own_shape(steps_[0]);
}

/// Columns that the rules would know, were it not for blanks around their names, as behind each
/// comma of a header that was written by hand. What they hold is not judged, and what is missing in
/// their place is no fault of the rows, so none is read.
bool HeaderReader::has_blank_names(const CsvMapping& mapping) {
  if (columns_.containers[0].shape.mode != Mode::block) return false;
  std::vector<std::string_view> found;
  std::uint32_t first = 0;
  for (std::uint32_t cell = 0; cell < columns_.names.size(); ++cell) {
    const std::string_view name = columns_.names[cell], bare = bare_name(name);
    if (bare.empty() || bare.size() == name.size() ||
        std::ranges::find(columns_.names, bare) != columns_.names.end() ||
        std::ranges::find(mapping, name, &CsvMapping::value_type::first) != mapping.end() ||
        !is_known_name(std::string(bare), mapping))
      continue;
    if (found.empty()) first = cell;
    found.push_back(name);
  }
  if (found.empty()) return false;
  header_.usable = false;
  cell_problem(first, blank_names_words(found, columns_setting()));
  return true;
}

/// A header that titles stand above: two of its names are known, or its only one. 0: there is none
/// near.
std::uint64_t HeaderReader::line_of_header_below(const CsvMapping& mapping) {
  constexpr int max_rows = 20;
  CsvRows rows(columns_.dialect);
  rows.begin(text_.substr(0, csv_titles_end(row_.next, max_row_)), false, row_.next);
  CsvRow row;
  for (int i = 0; i < max_rows && rows.next(row); ++i) {
    std::size_t known = 0;
    for (const CsvCell& cell : row.cells)
      known += is_known_name(cell_text(row.text.substr(cell.offset, cell.size), columns_.dialect),
                             mapping)
                   ? 1U
                   : 0U;
    if (known != 0 && known >= std::min<std::size_t>(2, row.cells.size()))
      return 1 + static_cast<std::uint64_t>(std::ranges::count(text_.substr(0, row.first), '\n'));
  }
  return 0;
}

void HeaderReader::byte_order_mark_problem() {
  if (!text_.starts_with(byte_order_mark) || table_.options.bom == Severity::off) return;
  OwnedFinding finding;
  finding.code = Code::encoding;
  finding.severity = table_.options.bom;
  finding.end_offset = byte_order_mark.size();
  finding.message = in_words(Say::encoding_file_byte_order_mark);
  finding.fix = take_out(0, byte_order_mark.size());
  header_.problems.push_back(std::move(finding));
}

/// Is the row one that names can be taken from? Says what is wrong where it is not.
bool HeaderReader::readable() {
  const auto refuse = [this](Code code, std::string message, std::size_t at, std::size_t size) {
    problem(std::move(message), code);
    header_.problems.back().offset = row_.first + at;
    header_.problems.back().end_offset = row_.first + at + size;
    return false;
  };
  if (const ForeignFile file = foreign_file(text_))
    return refuse(Code::bad_csv, file.words(), 0, 1);
  if (columns_.dialect.given_delimiter != '\0' &&
      columns_.dialect.given_delimiter != columns_.dialect.delimiter) {
    problem(contradiction_words(columns_.dialect));
    OwnedFinding& finding = header_.problems.back();
    finding.offset = text_.find("sep=");
    finding.end_offset = finding.offset + 5;
    return false;
  }
  const bool one_line = row_.fault == CsvFault::bare_return;  // so all lines may look like a header
  if (row_.fault == CsvFault::too_large || (row_.text.size() > max_csv_header && !one_line))
    return refuse(Code::limit_exceeded, too_large_header_words(columns_.dialect), 0, 1);
  if (row_.fault != CsvFault::ok)
    return refuse(Code::bad_csv,
                  in_words(Say::bad_csv_expected,
                           {{"expected",
                             fault_words(row_.fault, row_.text, row_.fault_at, columns_.dialect)}}),
                  row_.fault_at, 1);
  if (row_.cell_count == 0 || (row_.cell_count == 1 && is_blank_row(row_.text)))
    return refuse(Code::bad_csv, no_header_words(text_, row_, columns_.dialect), 0,
                  row_.text.size());
  if (row_.cell_count > max_csv_cells)
    return refuse(Code::limit_exceeded,
                  in_words(Say::limit_exceeded_columns, {{"limit", max_csv_cells}}), 0, 1);
  if (row_.plain) return true;
  if (const std::size_t at = row_.text.find('\0'); at != std::string_view::npos)
    return refuse(Code::bad_csv,
                  in_words(Say::bad_csv_expected, {{"expected", phrase(Say::csv_nul_byte)}}), at,
                  1);
  if (const std::size_t at = find_broken_utf8(row_.text); at != std::string_view::npos)
    return refuse(Code::encoding, not_utf8(row_.text, at), at, 1);
  return true;
}

std::string HeaderReader::name_of(std::uint32_t cell) const {
  const std::string_view raw = row_.text.substr(row_.cells[cell].offset, row_.cells[cell].size);
  return cell_text(raw, columns_.dialect);
}

void HeaderReader::column(std::uint32_t cell, const std::string* path) {
  const std::string& name = columns_.names[cell];
  if (path != nullptr && path->empty()) return;
  if (path == nullptr && name.empty())
    return cell_problem(
        cell, no_name_words(cell, row_.cells.size(), setting({columns_of(unknown_), name})));
  split(path != nullptr ? std::string_view(*path) : std::string_view(name));
  const auto max = std::min<std::size_t>(max_csv_steps, table_.options.max_depth);
  if (steps_.size() > max)
    return cell_problem(cell,
                        in_words(Say::limit_exceeded_steps,
                                 {{"path", path != nullptr ? *path : name}, {"limit", max}}),
                        Code::limit_exceeded);
  place(cell);
}

/// A member of the record that is called just so comes before any path.
void HeaderReader::split(std::string_view name) {
  const Shape& root = columns_.containers[0].shape;
  const bool is_member =
      root.mode == Mode::block &&
      table::find_name(table_, table_.blocks[root.inner.block()].names, name) != table::no_name;
  if (is_member || !split_path(name, steps_)) steps_.assign(1, name);
}

/// Makes the column whose path is in `steps_`.
void HeaderReader::place(std::uint32_t cell) {
  CsvColumns::Column made;
  made.cell = cell;
  Index at = 0;
  std::string pointer;
  key_.clear();
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const bool is_last = i + 1 == steps_.size();
    made.place = place_in(at, steps_[i]);
    key_.push_back(columns_.containers[at].list ? item_number(steps_[i]).value_or(0) : 0);
    append_token(pointer, steps_[i]);
    const auto whole = columns_.cell_of_pointer.find(pointer);
    if (whole != columns_.cell_of_pointer.end()) return taken(cell, whole->second, pointer);
    if (is_last) break;
    const auto first_inside = inside_of_.emplace(pointer, cell).first;
    at = container(pointer, made.place, steps_[i + 1]);
    if (at == none) return taken(cell, first_inside->second, pointer);
  }
  if (const auto part = inside_of_.find(pointer); part != inside_of_.end())
    return taken(cell, part->second, pointer);
  type(made);
  made.no_words = legal_no_words(made.place);
  columns_.cell_of_pointer.emplace(pointer, cell);
  columns_.pointers[cell] = std::move(pointer);
  columns_.columns.push_back(made);
  keys_.push_back(key_);
}

CsvColumns::ColumnTarget HeaderReader::place_in(Index container, std::string_view step) {
  using ColumnSlot = CsvColumns::ColumnSlot;
  const CsvColumns::Container& around = columns_.containers[container];
  CsvColumns::ColumnTarget place;
  place.container = container;
  switch (around.shape.mode) {
    case Mode::skipped_object:
      return place;
    case Mode::list:
    case Mode::skipped_list:
      place.slot = ColumnSlot::item;
      place.field = around.shape.inner.field();
      return place;
    case Mode::free_names:
      place.slot = ColumnSlot::free_name;
      place.field = around.shape.inner.field();
      break;
    case Mode::block: {
      const table::Block& block = table_.blocks[around.shape.inner.block()];
      place.number = table::find_name(table_, block.names, step);
      if (place.number != table::no_name) {
        place.slot = ColumnSlot::field;
        place.field = block.fields[place.number];
        place.fact = table_.fields[place.field].bit;
        return place;
      }
      place.field = field_of_name(table_, block, step);
      if (place.field == none && block.unknown_report == none) return place;
      place.slot = place.field == none             ? ColumnSlot::unknown
                   : block.fields.has(place.field) ? ColumnSlot::former
                                                   : ColumnSlot::free_name;
      break;
    }
  }
  place.name = static_cast<Index>(columns_.member_names.size());
  columns_.member_names.emplace_back(step);
  return place;
}

/// The object or list at `pointer`; what comes behind it tells which it is. None where it is the
/// other one already.
Index HeaderReader::container(const std::string& pointer, const CsvColumns::ColumnTarget& place,
                              std::string_view next) {
  const table::Field* field = place.field == none ? nullptr : &table_.fields[place.field];
  constexpr table::Kinds nested = table::k_array | table::k_object;
  const bool list = field != nullptr && item_number(next).has_value() &&
                    (field->item != none || (field->kinds & nested) == table::k_array);
  const auto made = static_cast<Index>(columns_.containers.size());
  const auto [known, is_new] = containers_.emplace(pointer, made);
  if (!is_new) return columns_.containers[known->second].list == list ? known->second : none;
  CsvColumns::Container& container = columns_.containers.emplace_back();
  container.place = place;
  container.list = list;
  container.shape = list ? list_shape(table_, place.field) : object_shape(table_, place.field);
  return made;
}

void HeaderReader::type(CsvColumns::Column& column) const {
  const TextTyping typing = text_typing(table_, column.place.field);
  column.typed = typing.kinds;
  column.or_text = typing.or_text;
  column.words = typing.words;
  column.json = typing.json;
  if (columns_.dialect.cells == CellSpelling::json || column.place.field == none) return;
  const table::Field& field = table_.fields[column.place.field];
  column.spelled = field.variants.count != 0 && !field.has_shapes &&  // which, tells the record
                   has_spelling(table_, table_.variants[field.variants[0]]);
}

/// Words for "no value" that are none here: the field lists them among its values. All of them,
/// where no rule describes the value.
std::uint16_t HeaderReader::legal_no_words(const CsvColumns::ColumnTarget& place) const {
  static_assert(csv_no_words.size() <= 16);
  if (place.field == none) return 0xFFFF;
  const table::ValueSetId set = table_.fields[place.field].value_set;
  std::uint16_t legal = 0;
  if (set == none) return legal;
  for (std::size_t word = 0; word < csv_no_words.size(); ++word)
    if (table::find_name(table_, table_.value_sets[set].hash, csv_no_words[word]) != table::no_name)
      legal = static_cast<std::uint16_t>(legal | 1U << word);
  return legal;
}

/// Items of a list must be made in their order: sorts the columns by the item numbers in their
/// paths.
void HeaderReader::order() {
  std::vector<std::size_t> order(columns_.columns.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [this](std::size_t a, std::size_t b) { return keys_[a] < keys_[b]; });
  std::vector<CsvColumns::Column> sorted;
  sorted.reserve(order.size());
  for (const std::size_t at : order) sorted.push_back(columns_.columns[at]);
  columns_.columns = std::move(sorted);
}

void HeaderReader::names_not_there(const CsvMapping& mapping) {
  std::vector<std::string_view> names(columns_.names.begin(), columns_.names.end());
  for (const auto& [name, path] : mapping) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    header_.unused.push_back(name);
    problem(in_words(Say::bad_csv_unused_column, {{"unused_column", name}}));
    header_.problems.back().severity = Severity::note;
    header_.problems.back().params.push_back({std::string{unused_column_param}, name});
    if (const auto near = nearest(name, names)) header_.problems.back().suggestion = *near;
  }
}

/// Says that two columns hold one value, or one the whole and the other a part of it. Nobody knows
/// which of the two counts, so no row is read.
void HeaderReader::taken(std::uint32_t cell, std::uint32_t by, const std::string& pointer) {
  const std::string& name = columns_.names[cell];
  const std::string& other = columns_.names[by];
  header_.usable = false;
  if (name == other)
    cell_problem(cell, in_words(Say::bad_csv_column_twice, {{"name", name}}));
  else
    cell_problem(cell, in_words(Say::bad_csv_one_value,
                                {{"first", other}, {"second", name}, {"path", pointer}}));
}

/// A problem of the whole row.
void HeaderReader::problem(std::string message, Code code) {
  OwnedFinding& finding = header_.problems.emplace_back();
  finding.code = code;
  finding.message = std::move(message);
  finding.offset = row_.first;
  finding.end_offset = row_.first + row_.text.size();
}

void HeaderReader::cell_problem(std::uint32_t cell, std::string message, Code code) {
  problem(std::move(message), code);
  OwnedFinding& finding = header_.problems.back();
  finding.column_name = columns_.names[cell];
  finding.offset = row_.first + row_.cells[cell].offset;
  finding.end_offset = finding.offset + row_.cells[cell].size;
}

}  // namespace

CsvHeader read_csv_header(const table::DecisionTable& table, FieldId root_field,
                          const CsvDialect& dialect, std::string_view text, const CsvRow& row,
                          const CsvMapping& mapping, CsvNothingKnown unknown) {
  CsvHeader header;
  header.columns.table = &table;
  header.columns.root_field = root_field;
  header.columns.dialect = dialect;
  HeaderReader(header, text, row, dialect.max_row, unknown).read(mapping);
  return header;
}

}  // namespace leadlint::read
