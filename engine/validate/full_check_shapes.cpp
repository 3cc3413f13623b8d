// What text of forms and cells is in a field of several shapes: it was read before anybody knew
// which of them counts. Tests: tests/shapes_test.cpp.
#include "read/cell_spelling.h"
#include "read/csv_columns.h"
#include "read/csv_rows.h"
#include "read/text_value.h"
#include "validate/full_check.h"
#include "validate/value.h"

namespace leadlint::validate {
namespace {

constexpr table::Kinds all_numbers = table::k_integer | table::k_number;
constexpr table::Kinds all_typed = all_numbers | table::k_boolean;

void set_text(read::Node& value, std::string_view text) noexcept {
  value.kind = read::Kind::string;
  value.data = text.data();
  value.size = static_cast<std::uint32_t>(text.size());
  value.too_large = false;
}

/// A number or boolean of a text to the text it was.
void as_text(read::Node& value) noexcept { set_text(value, plain_text(value)); }

}  // namespace

/// A cell of another spelling, in what it means to the shape. False: it may mean nothing of the
/// kind.
bool FullCheck::respell(const table::Variant& shape, read::Node& value) {
  const read::CsvDialect& dialect = record_.columns->dialect;
  const std::size_t end = record_.end_offset(value);
  const std::string cell =
      read::cell_text(record_.text.substr(value.offset, end - value.offset), dialect);
  std::string_view text = cell;
  if (read::respell(table_, shape, dialect.cells, record_, text)) {
    if (text.data() != cell.data()) set_text(value, text);
    return true;
  }
  if (!read::refuse_as_text(shape, plain_text(value), value)) as_text(value);
  return false;
}

/// Makes text what the shape takes. False: the shape stands for values that have none, which is an
/// error.
bool FullCheck::shape_fits(const table::Variant& shape, At at) {
  read::Node& value = record_.nodes[at.node];
  const bool plain = (bit(value.kind) & (all_typed | table::k_string)) != 0;
  const bool spelled = plain && record_.text_kind == read::TextKind::csv &&
                       record_.columns->dialect.cells != CellSpelling::json &&
                       read::has_spelling(table_, shape);
  if (plain && record_.text_kind != read::TextKind::json && (!spelled || respell(shape, value))) {
    const table::Kinds kind = bit(value.kind),
                       alike = (kind & all_numbers) != 0 ? all_numbers : kind;
    const bool takes_text = (shape.kinds & table::k_string) != 0 || shape.text_kinds != 0;
    if ((shape.kinds & alike) == 0 && takes_text)
      as_text(value);
    else if (value.kind == read::Kind::string && !takes_text && value.size != 0)
      static_cast<void>(read::read_typed(shape.kinds & all_typed, value.text(), value));
  }
  if (!shape.in_place || shape.taken_report == none || value.kind == read::Kind::null) return true;
  const table::Report& said = table_.reports[shape.taken_report];
  problem_with(said.code, said.severity, shape.taken_report, at, none);
  return said.severity != Severity::error;
}

/// Of a record beside the payload nobody judges which shape counts: what one of them takes is good.
bool FullCheck::some_shape_takes(const table::Field& field, At at) {
  for (const table::Variant& shape : table_.variants[field.variants])
    if (shape.in_place && try_variant(shape, field, at, false).failed == none) {
      const read::Kind kind = node(at.node).kind;
      if (read::is_container(kind) && (shape.opens & bit(kind)) != 0) children(field, at);
      return true;
    }
  return false;
}

/// Nothing in a form where the shape has a number or a date, and no other form takes a text.
bool FullCheck::was_left_empty(const table::Field& field, At at) const {
  const read::Node& value = node(at.node);
  if (record_.text_kind != read::TextKind::form || value.kind != read::Kind::string ||
      value.size != 0 || !is_member(at))
    return false;
  const table::Variant& own = facts_.own_form(field, at.instance);
  if (read::empty_text_for(table_, own) != read::EmptyText::no_value) return false;
  for (const table::Variant& other : table_.variants[field.variants].subspan(1))
    if (!other.in_place && read::empty_text_for(table_, other) == read::EmptyText::text &&
        facts_.applies(other, at.instance) != Facts::Applies::no)
      return false;
  return true;
}

/// Takes a member out of its object, as if it had not been sent.
void FullCheck::leave_out(At at) {
  if (at.field == no_field) {
    read::Node& around = record_.nodes[node(at.node).parent];
    return record_.unchain(around.first, around.last, {at.node});
  }
  const read::Instance& object = record_.instances[at.instance];
  const table::Block& block = table_.blocks[object.block];
  std::uint64_t* const words = record_.facts_of(at.instance);
  record_.slots[object.slots + at.field] = none;
  reset_bit(words, table_.fields[block.fields[at.field]].bit);
  reset_bit(words, block.fields.count + at.field);
}

}  // namespace leadlint::validate
