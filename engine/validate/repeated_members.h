// Members of JSON text that stand in their object more than once, with one value each time: what
// to take out of the text so that each is there once.
//
//   {"a": 1, "b": {"x": 2}, "a": 1}   ->   {"a": 1, "b": {"x": 2}}
//   {"a": 1, "a": 2}                       (nobody knows which is meant)
//
// Tests: tests/fixes_test.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>

#include "leadlint/finding.h"

namespace leadlint::validate {

class RepeatedMembers {
 public:
  /// Goes once through a text that is JSON.
  explicit RepeatedMembers(std::string_view json);
  /// For the name that stands at this offset, if it is the second of its object: what takes it and
  /// all further ones out. None where values differ.
  [[nodiscard]] Fix at(std::size_t name_offset) const;

 private:
  std::map<std::size_t, Fix> fixes_;  // by the offset of the second name
};

}  // namespace leadlint::validate
