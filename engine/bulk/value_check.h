// Is what stands beside a list JSON? ValueScan finds where such a value ends; this looks at all of
// it, a piece of the text at a time, and says what is wrong first. No tree is made, and no text is
// held.
//
//   {"a": [1, nope]}   -->   at nope: bad_json
//   "caf\xE9"          -->   at \xE9: encoding
//   1e400              -->   out_of_range
//
// Tests: tests/bulk_records_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "finding/words.h"
#include "leadlint/finding.h"
#include "text/text_hash.h"

namespace leadlint::bulk {

/// The names of an object that is open: which of them stand there twice? Of very many, those that
/// come late are not asked.
class NamesSeen {
 public:
  /// True: it was there before.
  [[nodiscard]] bool is_second(const std::string& name, std::size_t max_bytes);

 private:
  std::unordered_set<std::string, KeyedHash> names_;
  std::size_t bytes_ = 0;
};

class ValueCheck {
 public:
  struct Fault {
    std::size_t at = 0;  // in the text that was given
    Code code = Code::bad_json;
    std::string why;
  };

  void begin();
  /// Looks at the value's bytes in `text` from `at` to `end`, and moves `at` behind those that are
  /// whole: the rest is to be given again with more behind it, unless it is the value's end
  /// (`is_end`), or there is too much of it (`max`). Tells what stands twice, and one other fault
  /// of a value, the first.
  [[nodiscard]] std::vector<Fault> go_on(std::string_view text, std::size_t& at, std::size_t end,
                                         bool is_end, std::size_t max_bytes);

 private:
  enum class Next : std::uint8_t { value, first_item, first_name, name, colon, behind };

  [[nodiscard]] bool step();
  [[nodiscard]] bool string();
  [[nodiscard]] bool string_part();
  void name_ends();
  [[nodiscard]] bool escape();
  [[nodiscard]] bool letter();
  [[nodiscard]] bool sign(char c);
  [[nodiscard]] bool opens(char c);
  [[nodiscard]] bool closes(char c);
  [[nodiscard]] bool quote();
  [[nodiscard]] bool scalar();
  [[nodiscard]] bool waits(std::size_t size) const noexcept;
  bool fail(std::size_t at, Code code, std::string why);
  [[nodiscard]] Say expected_next() const noexcept;
  bool expected(std::size_t at, Say what);

  std::string open_;  // closing brackets that are still to come
  Next next_ = Next::value;
  bool in_string_ = false, failed_ = false, in_name_ = false;
  std::string name_;              // what was read of it, its opening quote first
  std::vector<NamesSeen> names_;  // of the objects that are open
  std::vector<Fault> faults_;
  // what `go_on` was given
  std::string_view text_;
  std::size_t at_ = 0, end_ = 0, max_bytes_ = 0;
  bool is_end_ = false;
};

/// Of a name that its object has before.
[[nodiscard]] ValueCheck::Fault second_name(std::size_t at, const std::string& name);

}  // namespace leadlint::bulk
