// The key that tells whose record it is: the value at a path that the caller names.
//
//   lead_id    data.id    /data/id (a JSON Pointer)
//
// Rules need not know the path: then the text of a JSON or CSV record is looked through once more.
// A key is a text or a number; 17, 17.0 and "17" are the same (number_key.h). A record without one
// (nothing there, null, an object) belongs to nobody. Tests: tests/key_path_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::history {

/// The names that a path is made of; the error says why it is none.
[[nodiscard]] tl::expected<std::vector<std::string>, std::string> names_of_path(
    std::string_view path);

/// One per thread.
class KeyPath {
 public:
  /// For records that are read by `root_field` of the table, which must outlive the path. The error
  /// says why the path is none.
  [[nodiscard]] static tl::expected<KeyPath, std::string> make(const table::DecisionTable& table,
                                                               table::FieldId root_field,
                                                               std::string_view path);

  /// true and false are keys, too, from now on.
  void take_booleans() noexcept { booleans_ = true; }
  /// The key of a record that could be read; empty: it has none. Valid until the next call, and no
  /// longer than the record.
  [[nodiscard]] std::string_view of(const read::Record& record);

  /// Where the key stands that `of` found last, in the text of the same record: [first, last).
  struct TextRange {
    std::uint32_t first = 0, last = 0;
  };
  [[nodiscard]] TextRange range_in(const read::Record& record) const;
  /// What is said there: a text without its quotes and escapes, or a number as it is spelled.
  struct Said {
    std::string_view text;
    bool number = false;
  };
  [[nodiscard]] Said said() const noexcept { return said_; }

  /// Takes the key out of the members that no rule names: it tells whose record it is, so that it
  /// is nobody's unknown field, and neither is an object on the way to it. What else is in that is,
  /// until another path takes it out.
  void set_aside(read::Record& record) const;

  /// The path as it was given, and the member of the record that it starts with.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] const std::string& first_name() const noexcept { return names_.front(); }
  /// The same as a JSON Pointer.
  [[nodiscard]] const std::string& pointer() const noexcept { return pointer_; }
  /// Is this name of a header one of the ways to write it?
  [[nodiscard]] bool is_called(std::string_view name) const;
  /// Does a path lead to the same place, be it by names that fields had before?
  [[nodiscard]] bool leads_where(std::string_view path) const;
  /// Where the key stands that `of` found last, by the names that the record has for it.
  [[nodiscard]] std::string pointer_in(const read::Record& record) const;

 private:
  KeyPath() = default;
  void resolve();
  [[nodiscard]] std::vector<std::uint16_t> steps_of(const std::vector<std::string>& names) const;
  [[nodiscard]] std::string_view key_of(const Said& said);
  [[nodiscard]] std::string_view key_of_boolean(bool value);
  using Names = std::vector<std::string>;
  [[nodiscard]] std::string_view in_text(const read::Record& record, const Names& names);
  [[nodiscard]] std::string_view in_json(const read::Record& record, const Names& names);
  [[nodiscard]] std::string_view in_row(const read::Record& row, const Names& names);
  [[nodiscard]] std::string_view in_form(std::string_view text, const Names& names);
  [[nodiscard]] bool is_alone_in_form(std::string_view text) const;
  [[nodiscard]] std::size_t steps_down_to(const read::Record& record, table::Index member,
                                          table::Index object, std::size_t step) const;

  /// A member of an object that the path goes through, and not on the path.
  struct Other {
    std::string name;
    table::Index parent = table::none;
    std::uint32_t offset = 0, value = 0;  // of its name, of its value
  };
  void set_member_aside(read::Record& record, table::Index object, table::Index member,
                        std::size_t step) const;
  bool others_in_json(read::Record& record, table::Index member, std::size_t step,
                      std::vector<Other>& others) const;
  bool others_in_row(read::Record& row, table::Index member, std::size_t step,
                     std::vector<Other>& others) const;

  std::string text_;
  std::vector<std::string> names_;
  std::string pointer_;  // the path as a JSON Pointer
  const table::DecisionTable* table_ = nullptr;
  table::FieldId root_field_;
  std::vector<std::uint16_t> steps_;  // field numbers; empty: rules do not know the path
  std::vector<Names> also_written_;   // then: with other names of the fields that it goes through
  bool booleans_ = false;
  std::string room_;       // a key that differs from what the record says
  std::string unescaped_;  // a text that stands there with escapes or quotes
  // of the record at hand
  Said said_;
  TextRange range_;  // where rules do not know the path, and the names that the record has
  const Names* written_ = nullptr;
  table::Index node_ = table::none;  // where they do
};

}  // namespace leadlint::history
