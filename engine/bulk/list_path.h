// The way through a JSON text to a list that members lead to, and from behind the list to the
// text's end, told a growing piece of the text at a time. Nothing is held but names.
//
//   data.leads    {"paging": {...}, "data": {"total": 2, "leads": [ ... ], "more": null}}
//                                                                 ^--- list    ... ---^ end
//
// What is passed over on the way is followed, as ValueScan does, and looked at: it is to be JSON.
// Tests: tests/bulk_records_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bulk/value_check.h"
#include "bulk/value_scan.h"
#include "finding/words.h"
#include "leadlint/finding.h"
#include "leadlint/settings.h"

namespace leadlint::bulk {

class ListPath {
 public:
  enum class Step : std::uint8_t {
    more,   // the text ends before anything else can be said
    list,   // `at` is behind the [ of the list; go on behind its ]
    end,    // `at` is behind the text's only value
    wrong,  // at `at`: see why()
  };

  /// `path`: as it was given, for messages; `max`: bytes that a name may have, and levels of what
  /// is passed over.
  ListPath(std::string path, std::vector<std::string> names, std::size_t max_bytes,
           SettingText setting_text = library_settings)
      : path_(std::move(path)),
        names_(std::move(names)),
        max_bytes_(max_bytes),
        setting_text_(setting_text) {}

  /// Goes on in `text` from `at`, and moves it. `at_end`: nothing comes behind the text.
  [[nodiscard]] Step go_on(std::string_view text, std::size_t& at, bool at_end);

  [[nodiscard]] const std::string& why() const noexcept { return why_; }
  [[nodiscard]] Code code() const noexcept { return code_; }
  /// What is wrong with names and values beside the path, by their places in the text that `go_on`
  /// was given last; they do not stand in its way.
  [[nodiscard]] std::vector<ValueCheck::Fault> take_faults() { return std::exchange(faults_, {}); }

 private:
  enum class Phase : std::uint8_t {
    value,       // in front of a value on the path
    first_name,  // behind the { of an object on the path
    name,        // behind a comma in one
    colon,
    other_value,   // in front of a value beside the path
    passing,       // inside a value that is passed over
    passing_word,  // the same of one without quotes and brackets
    behind,        // in front of a comma or }
    end,
  };
  [[nodiscard]] bool pass(std::string_view text, std::size_t& at, bool at_end);
  [[nodiscard]] ValueScan::Step scan(std::string_view text, std::size_t& at, bool at_end);
  void check(std::string_view text, std::size_t& at, std::size_t end, bool is_end);
  void tell(ValueCheck::Fault fault);
  [[nodiscard]] Step token(std::string_view text, std::size_t& at, bool at_end);
  [[nodiscard]] Step value(std::string_view text, std::size_t& at, bool at_end);
  [[nodiscard]] std::size_t window() const noexcept;
  [[nodiscard]] std::string further(std::string_view text, std::size_t at) const;
  [[nodiscard]] Step name(std::string_view text, std::size_t& at, bool at_end);
  [[nodiscard]] Step named(const std::string& name, std::size_t at);
  [[nodiscard]] Step colon(char first, std::size_t& at);
  [[nodiscard]] Step other_value(char first);
  [[nodiscard]] Step behind_value(char first, std::size_t& at);
  [[nodiscard]] Step close(std::size_t& at);
  [[nodiscard]] Step expected(Say what);
  Step wrong(Code code, std::string why);
  /// The setting of this path, named.
  [[nodiscard]] std::string setting(std::string_view path) const;

  std::string path_;
  std::vector<std::string> names_;
  std::size_t max_bytes_;
  SettingText setting_text_;
  Phase phase_ = Phase::value;
  std::size_t level_ = 0;            // objects on the path that are open
  std::size_t found_ = 0;            // members on the path that were seen
  bool on_path_ = false;             // the name before the colon is on it
  std::vector<std::string> others_;  // names beside the one that is looked for
  std::vector<NamesSeen> seen_;      // of the objects on the path that are open
  ValueScan scan_;
  ValueCheck check_;
  std::vector<ValueCheck::Fault> faults_;
  std::size_t told_ = 0;  // of them, all told
  std::string why_;
  Code code_ = Code::bad_json;
};

}  // namespace leadlint::bulk
