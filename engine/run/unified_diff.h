// A text and what it becomes, piece by piece, to a patch (diff -u) that `patch -p0` takes.
//
//   --- leads.jsonl
//   +++ leads.jsonl
//   @@ -2,1 +2,1 @@
//   -{"status": " JOB_WON"}
//   +{"status": "JOB_WON"}
//
// Keeps a line and the lines around a change, whatever the size of the text.
// Tests: tests/unified_diff_test.cpp, tests/fix_command_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace leadlint::run {

class UnifiedDiff {
 public:
  /// Bytes that lines with changes next to each other may have.
  static constexpr std::size_t max_line_bytes = std::size_t{64} << 20;

  explicit UnifiedDiff(std::ostream& out) : out_(&out) {}

  void begin(std::string_view name);
  // False: a line with changes is too long.
  [[nodiscard]] bool same(std::string_view bytes);
  [[nodiscard]] bool changed(std::string_view before, std::string_view after);
  void end();

 private:
  void pass_lines(std::string_view lines);
  void flush_changed();
  void line(char sign, std::string_view text);
  void open_hunk();
  void close_hunk(std::size_t left_out);

  std::ostream* out_;
  std::string name_;
  bool told_name_ = false;
  std::string before_, after_;                 // of the lines at hand, which are not complete
  bool is_changed_ = false;                    // they differ
  std::uint64_t old_line_ = 1, new_line_ = 1;  // the next ones
  std::deque<std::string> context_;            // unchanged lines in front of them
  bool is_open_ = false;                       // a hunk is:
  std::vector<std::string> hunk_;
  std::size_t behind_ = 0;  // of its lines, unchanged ones at its end
  std::uint64_t old_first_ = 0, new_first_ = 0, old_count_ = 0, new_count_ = 0;
};

/// As patches name files: in quotes with escapes, where the name has signs that need them.
[[nodiscard]] std::string patch_name(std::string_view name);

}  // namespace leadlint::run
