// A nlohmann::json value that a program already has, to Record. It has no text: nodes stand at
// offset 0. What the text said that the value does not keep (repeated members, the spelling of
// numbers, integers beyond 64 bits) is lost before it comes here.
// Tests: tests/read_test.cpp.
#pragma once

#include <cstdint>
#include <memory>

#include <nlohmann/json_fwd.hpp>

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

  /// Reads `value`, whose strings the record then refers to. False: it cannot be read
  /// (`out.unreadable`): nested too deeply, or no JSON value at all (binary, a failed parse).
  bool read(const table::DecisionTable& table, FieldId root_field, const nlohmann::json& value,
            Record& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint::read
