// Files that hold no records as text, by how they begin: workbooks, archives, compressed data,
// databases, UTF-16. Tests: tests/foreign_file_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "finding/words.h"

namespace leadlint::read {

/// What a file is, and how to come by its records. Both read well in a sentence: "this is `what`:
/// `advice`".
struct ForeignFile {
  std::string what, advice;
  bool compressed = false;

  [[nodiscard]] explicit operator bool() const noexcept { return !what.empty(); }
  [[nodiscard]] std::string words() const {
    return in_words(Say::file_this_is, {{"what", what}, {"advice", advice}});
  }
};

/// So many bytes of a file tell what it is the start of.
inline constexpr std::size_t foreign_start = 512;

/// Nothing, where text may start so.
[[nodiscard]] ForeignFile foreign_file(std::string_view start);

/// Would more bytes tell? (Who waits for input waits for no more than it takes.)
[[nodiscard]] bool may_be_foreign(std::string_view start) noexcept;

}  // namespace leadlint::read
