// The members of an object in a text that was read as JSON before: for looks at what the table does
// not describe, and so no record keeps. Tests: tests/key_path_test.cpp,
// tests/stored_notes_test.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "read/json_token.h"

namespace leadlint::read {

/// Walks over them in their order. Allocates nothing.
class JsonMembers {
 public:
  /// Of the object that starts at `offset`; what is none has no members.
  JsonMembers(std::string_view text, std::size_t offset) noexcept;

  /// Goes to the next member; false: there is none.
  bool next() noexcept;
  [[nodiscard]] bool is_named(std::string_view wanted) const;
  /// The name as it stands between its quotes, and whether that is how it reads.
  [[nodiscard]] std::string_view raw_name() const noexcept {
    return text_.substr(name_ + 1, name_end_ - name_ - 2);
  }
  [[nodiscard]] bool is_plain_name() const noexcept {
    return raw_name().find('\\') == std::string_view::npos;
  }
  [[nodiscard]] std::string name() const { return name_at(text_, name_); }
  /// Where the name's opening quote and the value's first byte stand.
  [[nodiscard]] std::size_t name_offset() const noexcept { return name_; }
  [[nodiscard]] std::size_t value() const noexcept { return value_; }
  [[nodiscard]] std::string_view value_text() const noexcept {
    return text_.substr(value_, at_ - value_);
  }

 private:
  void skip_blanks() noexcept;

  std::string_view text_;
  std::size_t at_;
  std::size_t name_ = 0, name_end_ = 0, value_ = 0;
};

/// One past the value that starts at `offset`.
[[nodiscard]] std::size_t json_value_end(std::string_view text, std::size_t offset) noexcept;

}  // namespace leadlint::read
