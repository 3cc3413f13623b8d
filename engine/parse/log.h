// Where things stand in rule files, and the findings about them. All mistakes of a run end up in
// one Log; nothing stops at the first.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadlint/finding.h"
#include "model/ruleset.h"

namespace leadlint::parse {

/// A stretch of a rule file, in bytes. `start` is its beginning for people.
struct SourceRange {
  model::SourceLocation start;
  std::uint32_t begin = 0, end = 0;
};

class Log {
 public:
  /// Adds a file; its number is what `SourceLocation::file` holds.
  std::uint16_t add_file(std::string path, std::string text);
  [[nodiscard]] const std::vector<model::SourceFile>& files() const noexcept { return files_; }

  /// The range of the bytes [begin, end) of a file.
  [[nodiscard]] SourceRange range(std::uint16_t file, std::size_t begin, std::size_t end) const;
  /// The place of a 0-based line and a byte in it.
  [[nodiscard]] std::size_t offset_of(std::uint16_t file, std::size_t line, std::size_t byte) const;

  void add(Code code, const SourceRange& range, std::string message, std::string suggestion = {});
  /// Something that is allowed and hardly meant: it keeps nothing from being loaded.
  void warn(Code code, const SourceRange& range, std::string message);
  /// A mistake of the caller: an option or profile that does not exist.
  void add_unlocated(Code code, std::string message, std::string suggestion = {});
  /// Findings of another rule set that this one needs.
  void add_all(const Findings& findings);

  [[nodiscard]] bool empty() const noexcept { return findings_.empty(); }
  [[nodiscard]] std::size_t count() const noexcept { return findings_.size(); }

  /// Mistakes that may leave a name or a type unknown. What a later stage says of those would be
  /// nonsense, so they are counted, and taken off the count where a field bears the doubt alone.
  [[nodiscard]] std::size_t doubts() const noexcept { return doubts_; }
  /// One more, of what a mistake that has been told leaves open.
  void doubt() noexcept {
    if (aside_ == 0) ++doubts_;
  }
  /// Whether there are more than `before`; from here on there are as many as then.
  [[nodiscard]] bool take_doubts(std::size_t before) noexcept {
    return std::exchange(doubts_, before) != before;
  }
  /// While one lives, what is read changes no name and no type: its mistakes cast no doubt.
  class Aside {
   public:
    Aside(Log& log, bool holds) noexcept : log_(log), depth_(holds ? 1 : 0) {
      log_.aside_ += depth_;
    }
    ~Aside() { log_.aside_ -= depth_; }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

   private:
    Log& log_;
    int depth_;
  };

  /// In the order of files and lines, each once.
  [[nodiscard]] Findings take();
  /// The warnings, each once.
  [[nodiscard]] Findings take_warnings();

 private:
  std::vector<model::SourceFile> files_;
  std::vector<std::vector<std::uint32_t>> line_starts_;
  struct Logged {
    std::uint16_t file;
    Finding finding;
  };
  void add(std::uint16_t file, Finding finding);
  static void keep(std::vector<Logged>& entries, std::uint16_t file, Finding finding);
  [[nodiscard]] std::uint32_t column_of(std::uint16_t file, std::size_t start,
                                        std::size_t at) const;
  [[nodiscard]] Finding located(Code code, const SourceRange& range, std::string message) const;
  [[nodiscard]] static Findings in_order(std::vector<Logged>& entries);

  /// The last place whose column was counted: those of one line mostly come in their order.
  struct Counted {
    std::uint16_t file = 0;
    std::size_t start = 0, at = 0;
    std::uint32_t before = 0;  // characters of the line before it
  };

  mutable Counted counted_;
  std::vector<Logged> findings_, warnings_;
  std::size_t doubts_ = 0;
  int aside_ = 0;
};

/// `did you mean` for messages: the near name, or nothing.
[[nodiscard]] std::string nearest_name(std::string_view name, std::span<const std::string> known);
/// `a, b or c`, cut after a sane number.
[[nodiscard]] std::string one_of(std::span<const std::string> names);
/// A value as messages show it: in back quotes, cut at a sane length.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace leadlint::parse
