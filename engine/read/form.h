// A query string or form-encoded text to Record, and the parameters of a URL. All values are text;
// what text stands for where the rules want a number or a boolean says text_value.h.
//
//   limit=10&status=ON%5FHOLD                       two fields
//   lead[unit_id]=u1                                a member of an object
//   lead[tags][]=a&lead[tags][]=b                   two items of a list
//   phones[][number]=1&phones[][kind]=home          one item with two members; a member that the
//                                                   item has already starts the next
//   phones[0][number]=1&phones[1][number]=2         two items, where the rules have a list
//
// A name without brackets, dots or not, is a plain name. `+` is a space; a name without `=` has an
// empty value; a name that stands twice is reported and its last value taken. Names that servers
// read differently are refused. `table::DecisionTable::form_server` names the server whose reading
// counts:
//
//             twice          without =   [] of objects          [0] [1]
//   any       is reported    ""          joined, as above       in the order of their numbers
//   rails     the last       null        joined                 in names that end in _attributes
//   php       the last       ""          each starts an item    as sent; [] counts on
// Tests: tests/form_test.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::read {

/// Most brackets behind one name. (`limits.max_depth` holds too.)
inline constexpr std::uint32_t max_form_depth = 64;
/// What Rack takes.
inline constexpr std::uint32_t max_rails_depth = 32;

/// Reads form-encoded texts, one at a time, and keeps its memory. One per thread.
class FormReader {
 public:
  FormReader();
  ~FormReader();
  FormReader(FormReader&&) noexcept;
  FormReader& operator=(FormReader&&) noexcept;

  /// Reads `text`; line breaks behind it are passed over. False: it cannot be read
  /// (`out.unreadable`): a broken %-escape, bytes that are not UTF-8, brackets too deep, what
  /// FormFault lists.
  bool read(const table::DecisionTable& table, FieldId root_field, std::string_view text,
            Record& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads the parameters of a URL into the table's `params` block; those it does not name are passed
/// over. The record refers to the texts in `params`.
void read_params(const table::DecisionTable& table,
                 const std::vector<std::pair<std::string, std::string>>& params, Record& out);

}  // namespace leadlint::read
