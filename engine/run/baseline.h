// Findings that are known already, so that only new ones fail a run: how often each is told of one
// place of one file by one rule.
//
//   baseline.json --read--> Baseline --hides(finding)--> counts --stale()--> known, and there no
// more
//   findings --hides(finding)--> Baseline --text()--> baseline.json
//
//   {"leadlint_baseline": 1, "findings": [
//   {"file": "out/a.json", "rule": "acme/move#reason.max_length", "path": "/items/*/reason",
// "count": 2}
//   ]}
//
// Files are named from the folder that the baseline stands in. Lines, numbers of records and of
// items do not count: what is moved stays known. Of findings that are alike in all three, the first
// ones are the known ones. What says that something could not be read or judged is never hidden.
// Tests: tests/baseline_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tl/expected.hpp>

#include "leadlint/finding.h"

namespace leadlint::run {

/// Different entries of a baseline, and bytes of a path in it: one that is longer is cut, and
/// counted with those that begin as it does.
inline constexpr std::size_t max_baseline_entries = 500'000;
inline constexpr std::size_t max_baseline_path_bytes = 256;

class Baseline {
 public:
  /// What is known stands in `known`, a file (empty: nothing is), and all that is found is to stand
  /// in `written` (empty: nothing is written). The error says why `known` is no use.
  [[nodiscard]] static tl::expected<Baseline, std::string> make(const std::string& known,
                                                                const std::string& written);

  /// `path`: what is opened; `-`, standard input, goes by `shown`.
  void begin_file(const std::string& path, std::string_view shown);
  /// Is it known? Of what is written, all is known but what no baseline hides.
  [[nodiscard]] bool hides(const Finding& finding);
  /// `whole`: it was read to its end.
  void end_file(bool whole);

  struct Entry {
    std::string file, rule, path;
    std::uint64_t known = 0, found = 0;
    bool file_is_gone = false;
  };
  /// What is known of the files of this run, or of files that are no more, and was not found so
  /// often; in the order of the baseline. Empty where one is written.
  [[nodiscard]] std::vector<Entry> stale() const;
  /// The file to be written: what was found, and what was known of files that this run does not
  /// check and that are there. The error is that of a limit.
  [[nodiscard]] tl::expected<std::string, std::string> text() const;
  /// Of what is written: findings that no baseline hides.
  [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }
  /// Findings of the file to be written.
  [[nodiscard]] std::uint64_t findings() const;

 private:
  struct Seen {
    std::uint64_t known = 0, found = 0;
  };

  explicit Baseline(const std::string& place, bool writes);
  [[nodiscard]] std::vector<Entry> sorted() const;
  [[nodiscard]] std::string name_of(const std::string& path) const;
  [[nodiscard]] bool is_gone(const std::string& file) const;
  tl::expected<void, std::string> take(const std::string& json,
                                       const std::filesystem::path& folder);

  std::filesystem::path folder_;  // that files are named from
  bool writes_ = false, full_ = false;
  std::unordered_map<std::string, Seen> entries_;  // by file, rule and path, a NUL between them
  std::set<std::string, std::less<>> checked_;
  std::string file_, key_;
  std::uint64_t left_out_ = 0;
};

}  // namespace leadlint::run
