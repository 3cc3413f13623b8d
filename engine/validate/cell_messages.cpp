// A cell that a spreadsheet or database spelled otherwise than JSON does: what it may mean, and
// which setting reads it so. Tests: tests/cell_spelling_test.cpp.
#include "finding/words.h"
#include "read/cell_spelling.h"
#include "read/csv_columns.h"
#include "validate/message.h"
#include "validate/value_text.h"

namespace leadlint::validate {
namespace {

/// Nothing, where the field would not take it.
void forget_unless(bool taken, std::string& reading) {
  if (!taken) reading.clear();
}

}  // namespace

/// The cell that the value was read from, where that may be why it is refused.
std::optional<std::string> Message::spelled_cell() const {
  const bool by_kind = raw_.code == Code::wrong_type || raw_.code == Code::not_in_enum ||
                       (raw_.code == Code::bad_format &&
                        (check() == nullptr || check()->kind == table::CheckKind::format ||
                         check()->kind == table::CheckKind::readable));
  if (!by_kind || value_ == nullptr || value_->field == none || !record_.has_text ||
      record_.text_kind != read::TextKind::csv ||
      (value_->kind != read::Kind::string &&
       record_.columns->dialect.cells == CellSpelling::json) ||
      value_->kind == read::Kind::object || value_->kind == read::Kind::array ||
      own_variant() == nullptr || !read::has_spelling(table_, *own_variant()))
    return std::nullopt;
  const std::size_t end = record_.end_offset(*value_);
  return read::cell_text(record_.text.substr(value_->offset, end - value_->offset),
                         record_.columns->dialect);
}

bool Message::cell_words() {
  const auto cell = spelled_cell();
  const table::Variant* const variant = own_variant();
  if (!cell || variant == nullptr) return false;
  read::SpelledCell may = read::spelled_cell(table_, *variant, *cell);
  const bool two = may.has_two();  // then the setting has to say which
  if (!may.us.empty()) forget_unless(would_pass(*variant, may.us), may.us);
  if (!may.eu.empty()) forget_unless(would_pass(*variant, may.eu), may.eu);
  const CellSpelling spelling = record_.columns->dialect.cells;
  using S = CellSpelling;
  const auto setting = [&](CellSpelling cells) {
    return record_.columns->dialect.setting_text({{Setting::cells, cells}});
  };
  const bool told = spelling != CellSpelling::json;
  if (const bool one = may.us.empty() != may.eu.empty() || may.us == may.eu; one)
    may_be(may.us.empty() ? may.eu : may.us, true,
           !two && (!told || spelling == CellSpelling::spreadsheet));
  const bool eu = spelling == CellSpelling::spreadsheet_eu;
  if (may.has_two() && (!told || spelling == CellSpelling::spreadsheet)) {
    say(Say::also_two_readings, {{"field", name_},
                                 {"cell", shown_text(*cell)},
                                 {"us", may.us},
                                 {"us_setting", setting(S::spreadsheet_us)},
                                 {"eu", may.eu},
                                 {"eu_setting", setting(S::spreadsheet_eu)}});
  } else if (!may.us.empty() && may.eu.empty() && eu) {
    say(Say::also_not_european, {{"field", name_},
                                 {"cell", shown_text(*cell)},
                                 {"setting", setting(S::spreadsheet_us)},
                                 {"reading", may.us}});
  } else if (!may.us.empty() && (!told || (two && spelling == CellSpelling::spreadsheet))) {
    add(Say::also_setting_reads,
        {{"setting", setting(two ? S::spreadsheet_us : S::spreadsheet)}, {"reading", may.us}});
  } else if (may.us.empty() && !may.eu.empty() && !eu) {
    add(Say::also_setting_reads, {{"setting", setting(S::spreadsheet_eu)}, {"reading", may.eu}});
  } else {
    return false;
  }
  return true;
}

}  // namespace leadlint::validate
