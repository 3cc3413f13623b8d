// The rule files of a run with the places in them: bytes, lines and columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/ruleset.h"

namespace leadlint::model {

/// A stretch of a rule file, in bytes. `start` is its beginning for people.
struct SourceRange {
  SourceLocation start;
  std::uint32_t begin = 0, end = 0;
};

/// How many characters (Unicode code points) a text has.
[[nodiscard]] std::uint32_t code_points(std::string_view text);

class SourceFiles {
 public:
  SourceFiles() = default;
  explicit SourceFiles(std::vector<SourceFile> files);

  /// Adds a file; its number is what `SourceLocation::file` holds.
  std::uint16_t add(std::string path, std::string text);
  [[nodiscard]] const std::vector<SourceFile>& all() const noexcept { return files_; }
  [[nodiscard]] const SourceFile& operator[](std::uint16_t number) const { return files_[number]; }
  /// Its name, for people; empty where there is no such file.
  [[nodiscard]] std::string_view path_of(SourceLocation where) const;

  /// The range of the bytes [begin, end) of a file.
  [[nodiscard]] SourceRange range(std::uint16_t file, std::size_t begin, std::size_t end) const;
  /// The byte that a 0-based line and a byte in it come to.
  [[nodiscard]] std::size_t offset_of(std::uint16_t file, std::size_t line, std::size_t byte) const;
  /// The line that a range begins in, without what ends it.
  [[nodiscard]] std::string_view line_of(const SourceRange& range) const;
  /// One past the last column of a range, as far as its first line goes: one column at least.
  [[nodiscard]] std::uint32_t end_column_of(const SourceRange& range) const;

 private:
  [[nodiscard]] std::uint32_t column_of(std::uint16_t file, std::size_t start,
                                        std::size_t at) const;

  std::vector<SourceFile> files_;
  std::vector<std::vector<std::uint32_t>> line_starts_;

  /// The last place whose column was counted: those of one line mostly come in their order.
  struct Counted {
    std::uint16_t file = 0;
    std::size_t start = 0, at = 0;
    std::uint32_t before = 0;  // characters of the line before it
  };
  mutable Counted counted_;
};

}  // namespace leadlint::model
