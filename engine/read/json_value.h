// A JSON value that a program already has, told part by part, to Record. It has no text: nodes
// stand at offset 0. What a text says that such a value does not keep (repeated members, the
// spelling of numbers, integers beyond 64 bits) is lost before it comes here.
// Tests: tests/read_test.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::read {

/// Reads values, one at a time, and keeps its memory. One per thread.
class ValueReader {
 public:
  ValueReader();
  ~ValueReader();
  ValueReader(ValueReader&&) noexcept;
  ValueReader& operator=(ValueReader&&) noexcept;

  /// The parts of one value are to come; `table` and `out` stay where they are until `end`.
  void begin(const table::DecisionTable& table, FieldId root_field, Record& out);

  // The parts, in their order (leadlint/json_value.h). False: nothing more is read.
  bool open(bool object);
  bool close();
  bool name(std::string_view text);
  bool null();
  bool boolean(bool value);
  bool integer(std::int64_t value);
  bool integer(std::uint64_t value);
  bool number(double value);
  bool text(std::string_view value);
  bool no_json();

  /// All parts are told, or a false one. The record refers to their texts. False: it cannot be read
  /// (`out.unreadable`): nested too deeply, or no JSON value at all.
  bool end();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint::read
