// A cell that a spreadsheet or database spelled otherwise than JSON does: what it may mean, and
// which flag reads it so. Tests: tests/cell_spelling_test.cpp.
#include <algorithm>
#include <array>

#include "read/cell_spelling.h"
#include "read/csv_columns.h"
#include "read/json_token.h"
#include "validate/message.h"
#include "validate/value_words.h"

namespace leadlint::validate {
namespace {

/// How a database or a form spells a boolean; empty: none does.
std::string_view boolean_of(std::string_view cell) {
  constexpr std::array<std::string_view, 7> yes{"t", "T", "1", "yes", "Yes", "y", "Y"};
  constexpr std::array<std::string_view, 7> no{"f", "F", "0", "no", "No", "n", "N"};
  if (std::ranges::find(yes, cell) != yes.end()) return "true";
  return std::ranges::find(no, cell) != no.end() ? "false" : "";
}

/// 007 without its zeros; empty: it is no such number.
std::string_view without_zeros(std::string_view cell) {
  const bool digits = std::ranges::all_of(cell, [](char c) { return read::is_digit(c); });
  if (!digits || cell.size() < 2 || cell[0] != '0') return {};
  return cell.substr(std::min(cell.find_first_not_of('0'), cell.size() - 1));
}

std::string shown_cell(std::string_view cell) {
  read::Node node;
  node.kind = read::Kind::string;
  node.data = cell.data();
  node.size = static_cast<std::uint32_t>(cell.size());
  return quoted(node);
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
      !read::has_spelling(table_, value_->field))
    return std::nullopt;
  const std::size_t end = record_.end_offset(*value_);
  return read::cell_text(record_.text.substr(value_->offset, end - value_->offset),
                         record_.columns->dialect);
}

void Message::cell_words() {
  const auto cell = spelled_cell();
  if (!cell) return;
  const read::SpelledCell may = read::spelled_cell(table_, value_->field, *cell);
  const CellSpelling spelling = record_.columns->dialect.cells;
  const bool told = spelling != CellSpelling::json;
  if (may.has_two() && (!told || spelling == CellSpelling::spreadsheet)) {
    say(
        fmt::format("{} {} may be {} (--cells spreadsheet:us) or {} (--cells spreadsheet:eu); say "
                    "which, or write one of the two",
                    name_, shown_cell(*cell), may.us, may.eu));
  } else if (!may.us.empty() && may.eu.empty() && spelling == CellSpelling::spreadsheet_eu) {
    say(fmt::format("{} {} is not as Europe writes it; --cells spreadsheet:us reads it as {}",
                    name_, shown_cell(*cell), may.us));
  } else if (!may.us.empty() && !told) {
    finding_.message += fmt::format("; --cells spreadsheet reads it as {}", may.us);
  } else if (may.us.empty() && !may.eu.empty()) {
    finding_.message += fmt::format("; --cells spreadsheet:eu reads it as {}", may.eu);
  } else if (may.us.empty()) {
    add_plain_spelling(*cell);
  }
}

/// What no flag reads, but is plain to whoever knows its program.
void Message::add_plain_spelling(std::string_view cell) {
  const table::Form* const form = own_form();
  if (form == nullptr || (form->kinds & table::k_string) != 0) return;
  const table::Kinds wanted = form->kinds | form->text_kinds;
  constexpr table::Kinds numbers = table::k_integer | table::k_number;
  std::string_view plain;
  if ((wanted & table::k_boolean) != 0) plain = boolean_of(cell);
  if (plain.empty() && (wanted & numbers) != 0) plain = without_zeros(cell);
  if (!plain.empty()) finding_.message += fmt::format("; write {}", plain);
}

}  // namespace leadlint::validate
