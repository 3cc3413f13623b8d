// Every sentence that a finding says, and every part of one, stands in messages/en.json and has its
// name in `Say`: C++ chooses which, and what fills its holes. The build makes the list and the
// table of that file (cmake/embed_messages.cmake). Tests: tests/one_table_test.cpp.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "finding/say.h"

namespace leadlint {

/// What stands in a hole: {"limit", 500}. A look at a text, for as long as the call.
class Hole {
 public:
  constexpr Hole(std::string_view name, std::string_view text) noexcept
      : name_(name), text_(text) {}
  template <std::integral Number>
  requires(!std::same_as<Number, char> && !std::same_as<Number, bool>)
      Hole(std::string_view name, Number number)
  noexcept : name_(name) {
    size_ = static_cast<std::size_t>(
        std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr -
        digits_.data());
  }

  [[nodiscard]] constexpr std::string_view name() const noexcept { return name_; }
  [[nodiscard]] constexpr std::string_view text() const noexcept {
    return size_ == 0 ? text_ : std::string_view(digits_.data(), size_);
  }

 private:
  std::string_view name_, text_;
  std::size_t size_ = 0;
  std::array<char, 20> digits_{};
};

/// The words as they stand in the table, holes open.
[[nodiscard]] std::string_view phrase(Say what) noexcept;
/// The words with their holes filled. A hole that nothing is given for stays: what the compiler
/// says of a rule is filled again when a record breaks it (finding/placeholders.h).
[[nodiscard]] std::string in_words(Say what, std::initializer_list<Hole> holes = {});
/// The same, behind what `to` holds.
void add_words(std::string& to, Say what, std::initializer_list<Hole> holes = {});

/// "too_long.limit": the code and the name of the sentence, or the group and the name of the part.
[[nodiscard]] std::string_view name_of(Say what) noexcept;
/// Of both tables, in the order of the file.
[[nodiscard]] std::size_t phrase_count() noexcept;

}  // namespace leadlint
