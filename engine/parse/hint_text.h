// Words and values of a condition that could not be read, for condition_hints.cpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "text/ascii.h"

namespace leadlint::parse::slips {

inline constexpr std::size_t max_shown = 40;

/// What is advised in place of something that was not understood: a condition to write, or words.
class Advice {
 public:
  Advice() = default;  // nothing is known
  [[nodiscard]] static Advice words(std::string text) { return {std::move(text), {}}; }
  [[nodiscard]] static Advice condition(std::string text) { return {{}, std::move(text)}; }
  /// `field sign value`, as it was meant.
  [[nodiscard]] static Advice comparison(std::string_view field, std::string_view sign,
                                         std::string_view value);
  /// Two conditions joined by `and`.
  [[nodiscard]] static Advice both(std::string_view first, std::string_view second);

  [[nodiscard]] bool empty() const noexcept { return words_.empty() && condition_.empty(); }
  [[nodiscard]] bool is_condition() const noexcept { return !condition_.empty(); }
  [[nodiscard]] bool is_comparison() const noexcept { return comparison_; }
  [[nodiscard]] const std::string& to_write() const noexcept { return condition_; }
  /// In brackets where it is two, since `not` stands in front.
  [[nodiscard]] Advice in_brackets() const;
  /// Its opposite, where it is a condition.
  [[nodiscard]] Advice negated() const;

  [[nodiscard]] std::string text() const { return is_condition() ? "write " + condition_ : words_; }
  operator std::string() const { return text(); }  // NOLINT: hints are texts

 private:
  Advice(std::string words, std::string condition)
      : words_(std::move(words)), condition_(std::move(condition)) {}

  std::string words_, condition_;
  bool comparison_ = false, both_ = false;
};

/// A letter or `_`.
inline bool is_letter(char c) { return leadlint::is_letter(c) || c == '_'; }
inline bool is_name_sign(char c) { return is_letter(c) || is_digit(c); }
inline bool is_white(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

[[nodiscard]] std::string_view trimmed(std::string_view text);

[[nodiscard]] std::string_view first_word(std::string_view text);

/// Does the text start with these words, in any case? One blank stands for any white space.
[[nodiscard]] bool starts_with_words(std::string_view text, std::string_view words,
                                     std::size_t& size);

/// What stands up to the next `and`, `or`, `then` or closing bracket, cut at a sane length.
[[nodiscard]] std::string_view up_to_joint(std::string_view text);

[[nodiscard]] std::string shown_value(std::string_view rest);

[[nodiscard]] std::string without_quotes(std::string_view value);

/// `(A, B)`, `{A, B}`, `[A, B]` or `A` as `[A, B]`.
[[nodiscard]] std::string as_list(std::string_view rest);

/// `A, B`, `A or B` as `[A, B]`.
[[nodiscard]] std::string list_of_words(std::string_view rest);

/// What stands up to the next blank.
[[nodiscard]] std::string_view first_token(std::string_view text);

/// The field, or the `length(f)` or `text(f)`, in front of what was not understood; `f` where that
/// is none.
[[nodiscard]] std::string field_before(std::string_view before);

}  // namespace leadlint::parse::slips
