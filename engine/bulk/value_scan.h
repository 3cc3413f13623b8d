// Where one JSON value of a text ends, told a piece of the text at a time. Only strings and
// brackets are understood: whether what stands between them is JSON is for the one who reads it.
// Tests: tests/bulk_cutter_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace leadlint::bulk {

class ValueScan {
 public:
  enum class Step : std::uint8_t {
    inside,  // the text ends, the value does not yet (a number or word may)
    ended,   // the value ends in front of `at`
    broken,  // the byte at `at` shows that brackets do not match, or that a string has no end
  };

  /// The value that starts with this byte.
  void begin(char first);
  /// Looks at `text` from `at` on, and moves `at` to where it stops.
  [[nodiscard]] Step go_on(std::string_view text, std::size_t& at);

  /// A number, a word, or whatever else has neither quotes nor brackets around it.
  [[nodiscard]] bool is_scalar() const noexcept { return scalar_; }
  [[nodiscard]] std::size_t depth() const noexcept { return open_.size(); }

 private:
  [[nodiscard]] Step scalar(std::string_view text, std::size_t& at) const;
  [[nodiscard]] Step string(std::string_view text, std::size_t& at);
  [[nodiscard]] Step brackets(std::string_view text, std::size_t& at);
  [[nodiscard]] Step bracket(char c);

  std::string open_;  // the closing brackets that are still to come
  bool scalar_ = false, in_string_ = false, escaped_ = false;
};

}  // namespace leadlint::bulk
