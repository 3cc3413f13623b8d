// What is wrong with a text that is not JSON.
#include "read/json_diagnosis.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "finding/words.h"
#include "read/json_token.h"
#include "text/digit_letters.h"
#include "text/utf8.h"

namespace leadlint::read {

namespace {

/// Where the text breaks and what should stand there. `expected` reads well behind "expected ".
struct Break {
  std::size_t offset = 0;
  std::size_t end = 0;
  Say expected = Say::json_text;
};

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t start, std::uint32_t max_depth)
      : text_(text), at_(start), max_depth_(max_depth) {}

  /// Reads the whole text; what stopped it, or nothing.
  [[nodiscard]] std::optional<Break> run();
  /// Reads the first value; one past it, 0: something stopped it.
  [[nodiscard]] std::size_t first_value();
  [[nodiscard]] bool too_deep() const noexcept { return too_deep_; }

 private:
  enum class Next : std::uint8_t { value, first_member, first_item, after_value };

  bool document();
  bool one_value();
  bool step();
  bool value(Say expected);
  bool open();
  bool close();
  bool member(bool behind_comma);
  bool after_value();
  bool string();
  bool escape(std::size_t start);
  bool scalar(Say expected);
  bool number();

  [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const noexcept { return at_end() ? '\0' : text_[at_]; }
  [[nodiscard]] bool here(std::string_view word) const noexcept {
    return text_.substr(at_).starts_with(word);
  }
  void skip_blanks() noexcept {
    while (!at_end() && is_blank(text_[at_])) ++at_;
  }
  [[nodiscard]] std::size_t word_end() const noexcept;
  [[nodiscard]] std::optional<Say> typographic() const noexcept;
  [[nodiscard]] std::optional<Say> letter_for_digit(std::size_t first) const noexcept;

  bool fail(std::size_t offset, std::size_t end, Say expected);
  bool fail_here(Say expected);

  std::string_view text_;
  std::size_t at_;
  std::uint32_t max_depth_;
  Next next_ = Next::value;
  std::string open_;  // the closing brackets due, outermost first
  bool too_deep_ = false;
  Break break_;
};

constexpr Say comment_hint = Say::json_no_comment;
constexpr Say mark_hint = Say::json_no_mark;
constexpr Say single_quote_hint = Say::json_double_quotes;

std::optional<Break> Scanner::run() {
  if (document()) return std::nullopt;
  return break_;
}

std::size_t Scanner::first_value() { return one_value() ? at_ : 0; }

bool Scanner::document() {
  if (!one_value()) return false;
  skip_blanks();
  return at_end() || fail_here(Say::json_end_of_text);
}

/// Nesting is kept in `open_`, not on the call stack.
bool Scanner::one_value() {
  const std::size_t start = at_;
  skip_blanks();
  if (at_end()) return fail(start, start, Say::json_value_empty);
  while (next_ != Next::after_value || !open_.empty())
    if (!step()) return false;
  return true;
}

bool Scanner::step() {
  skip_blanks();
  switch (next_) {
    case Next::value:
      return value(Say::json_value);
    case Next::first_member:
      return close() || member(false);
    case Next::first_item:
      return close() || value(Say::json_value_or_end);
    case Next::after_value:
      return after_value();
  }
  return false;
}

/// Reads a scalar, or the bracket that opens an object or array.
bool Scanner::value(Say expected) {
  next_ = Next::after_value;
  switch (peek()) {
    case '"':
      return string();
    case '{':
    case '[':
      return open();
    default:
      return scalar(expected);
  }
}

bool Scanner::open() {
  const bool object = peek() == '{';
  if (open_.size() >= max_depth_) {
    too_deep_ = true;
    return fail(at_, at_ + 1, Say::json_less_deep);
  }
  ++at_;
  open_.push_back(object ? '}' : ']');
  next_ = object ? Next::first_member : Next::first_item;
  return true;
}

bool Scanner::close() {
  if (at_end() || peek() != open_.back()) return false;
  ++at_;
  open_.pop_back();
  next_ = Next::after_value;
  return true;
}

bool Scanner::member(bool behind_comma) {
  skip_blanks();
  if (peek() != '"') {
    if (at_end()) return fail_here(Say::json_name);
    if (behind_comma && peek() == '}') return fail_here(Say::json_name_no_comma);
    if (peek() == '\'') return fail(at_, word_end(), single_quote_hint);
    if (const auto hint = typographic()) return fail_here(*hint);
    const Say name = behind_comma ? Say::json_name_in_quotes : Say::json_name_in_quotes_or_end;
    const bool word =
        is_scalar_byte(peek()) && !here("//") && !here("/*") && !here(byte_order_mark);
    return word ? fail(at_, word_end(), name) : fail_here(name);
  }
  if (!string()) return false;
  skip_blanks();
  if (peek() != ':') return fail_here(Say::json_colon);
  ++at_;
  next_ = Next::value;
  return true;
}

/// Behind a value inside an object or array: a comma and the next one, or the closing bracket.
bool Scanner::after_value() {
  const bool object = open_.back() == '}';
  if (close()) return true;
  if (peek() != ',')
    return fail_here(object ? Say::json_comma_or_brace : Say::json_comma_or_bracket);
  ++at_;
  if (object) return member(true);
  skip_blanks();
  if (peek() == ']') return fail_here(Say::json_value_no_comma);
  next_ = Next::value;
  return true;
}

bool Scanner::string() {
  const std::size_t start = at_++;
  while (!at_end() && peek() != '"') {
    if (peek() == '\\') {
      if (!escape(start)) return false;
    } else if (static_cast<unsigned char>(peek()) < 0x20) {
      const bool line = peek() == '\n' || peek() == '\r';
      return fail(at_, at_ + 1, line ? Say::json_quote_on_line : Say::json_escape_control);
    } else {
      ++at_;
    }
  }
  if (at_end()) return fail(start, text_.size(), Say::json_closing_quote);
  ++at_;
  return true;
}

bool Scanner::escape(std::size_t start) {
  const std::size_t from = at_++;
  if (at_end()) return fail(start, text_.size(), Say::json_closing_quote);
  if (peek() != 'u') {
    constexpr std::string_view letters = "\"\\/bfnrt";
    const std::size_t size = std::max<std::size_t>(character_size(text_, at_), 1);
    if (letters.find(peek()) == std::string_view::npos)
      return fail(from, at_ + size, Say::json_escape);
    ++at_;
    return true;
  }
  ++at_;
  for (int i = 0; i < 4; ++i, ++at_)
    if (at_end() || hex_digit(peek()) < 0)
      return fail(from, std::min(at_ + 1, text_.size()), Say::json_hex_digits);
  return true;
}

/// null, true, false or a number; else what was likely meant.
bool Scanner::scalar(Say expected) {
  for (const std::string_view word : {"null", "true", "false"}) {
    if (!here(word)) continue;
    const std::size_t end = word_end();
    if (end != at_ + word.size()) break;
    at_ = end;
    return true;
  }
  if (at_end()) return fail_here(expected);
  if (peek() == '-' || is_digit(peek())) return number();
  if (const auto hint = typographic()) return fail_here(*hint);
  if (peek() == '\'') return fail(at_, word_end(), single_quote_hint);
  if (here("//") || here("/*")) return fail(at_, at_ + 2, comment_hint);
  if (!is_scalar_byte(peek())) return fail_here(expected);
  if (here(byte_order_mark)) return fail_here(mark_hint);
  if (peek() == '+') return fail_here(Say::json_no_plus);
  if (peek() == '.') return fail_here(Say::json_digit_in_front);
  struct Word {
    std::string_view written;
    Say expected;
  };
  constexpr std::array words{
      Word{"True", Say::json_true_lower},   Word{"TRUE", Say::json_true_lower},
      Word{"False", Say::json_false_lower}, Word{"FALSE", Say::json_false_lower},
      Word{"None", Say::json_null_none},    Word{"NULL", Say::json_null_lower},
      Word{"Null", Say::json_null_lower},   Word{"undefined", Say::json_null_or_value},
      Word{"NaN", Say::json_no_nan},        Word{"Infinity", Say::json_no_infinity},
  };
  if (const auto hint = letter_for_digit(at_)) return fail_here(*hint);
  const std::size_t end = word_end();
  for (const Word& word : words)
    if (text_.substr(at_, end - at_) == word.written) return fail(at_, end, word.expected);
  return fail(at_, end, expected);
}

bool Scanner::number() {
  const std::size_t start = at_;
  const NumberParts parts = read_number_parts(text_.substr(start));
  const std::size_t first = start + (parts.negative ? 1U : 0U);
  at_ = first;
  if (here("Infinity") || here("NaN")) return fail(start, word_end(), Say::json_no_nan_or_infinity);
  at_ += parts.whole.size();
  if (parts.whole.size() > 1 && !is_whole_part(parts.whole))
    return fail(first, at_, Say::json_no_leading_zero);
  at_ = static_cast<std::size_t>(parts.tail.end - text_.data());
  if (const auto hint = letter_for_digit(first)) return fail_here(*hint);
  if (!parts.tail.ok) return fail_here(Say::json_digit);
  const char next = peek();  // 0x1F, 1_000, 1.2.3; what else may not stand here shows by itself
  if (next == '_' || next == '.' || is_digit(next) || is_letter(next))
    return fail_here(Say::json_end_of_number);
  return true;
}

/// One past the word at hand, which is at least one character.
std::size_t Scanner::word_end() const noexcept {
  std::size_t end = at_;
  while (end < text_.size() && is_scalar_byte(text_[end]) &&
         static_cast<unsigned char>(text_[end]) >= 0x20)
    ++end;
  return std::max(end, std::min(at_ + 1, text_.size()));
}

/// At a letter in a word of digits and letters that look like them, 1O0 or l5, which starts at
/// `first`; else nothing.
std::optional<Say> Scanner::letter_for_digit(std::size_t first) const noexcept {
  if (digit_like(peek()) == '\0') return std::nullopt;
  const std::string_view word = text_.substr(first, word_end() - first);
  bool any_digit = false;
  for (const char c : word) {
    any_digit = any_digit || is_digit(c);
    if (!is_digit(c) && digit_like(c) == '\0' && c != '.') return std::nullopt;
  }
  if (!any_digit) return std::nullopt;
  switch (peek()) {
    case 'O':
      return Say::json_digit_not_big_o;
    case 'o':
      return Say::json_digit_not_small_o;
    case 'l':
      return Say::json_digit_not_l;
    default:
      return Say::json_digit_not_i;
  }
}

std::optional<Say> Scanner::typographic() const noexcept {
  return is_typographic_quote(text_, at_) ? std::optional(Say::json_straight_quote)
                                          : std::optional<Say>{};
}

bool Scanner::fail(std::size_t offset, std::size_t end, Say expected) {
  break_ = {offset, end, expected};
  return false;
}

/// The character at hand does not fit. A text that ends too early breaks behind its last token.
bool Scanner::fail_here(Say expected) {
  if (at_end()) {
    std::size_t last = text_.size();
    while (last > 0 && is_blank(text_[last - 1])) --last;
    return fail(last, last, expected);
  }
  if (here("//") || here("/*")) return fail(at_, at_ + 2, comment_hint);
  if (const auto hint = typographic()) expected = *hint;
  if (here(byte_order_mark)) expected = mark_hint;
  return fail(at_, at_ + std::max<std::size_t>(character_size(text_, at_), 1), expected);
}

}  // namespace

bool is_typographic_quote(std::string_view text, std::size_t offset) noexcept {
  constexpr std::array<std::string_view, 10> quotes{
      "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9A", "\xE2\x80\x9B",  // single
      "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x9F",  // double
      "\xC2\xAB",     "\xC2\xBB"};                                     // guillemets
  if (offset >= text.size()) return false;
  const std::string_view rest = text.substr(offset);
  return std::any_of(quotes.begin(), quotes.end(),
                     [rest](std::string_view quote) { return rest.starts_with(quote); });
}

namespace {

/// The text with one backslash for two; nothing where it has any that stands alone, or none.
std::optional<std::string> with_single_backslashes(std::string_view text) {
  std::string halved;
  std::size_t at = 0;
  for (std::size_t found; (found = text.find('\\', at)) != text.npos; at = found + 2) {
    if (found + 1 == text.size() || text[found + 1] != '\\') return std::nullopt;
    halved.append(text, at, found + 1 - at);
  }
  if (at == 0) return std::nullopt;
  halved.append(text, at);
  return halved;
}

/// Programs that write a text file's own escapes (COPY TO, mariadb -B) double those of JSON: `\"`
/// inside a text becomes `\\"`, which ends it.
bool has_doubled_backslashes(std::string_view text, std::size_t start, std::uint32_t max_depth) {
  const std::optional<std::string> halved = with_single_backslashes(text);
  return halved && !Scanner(*halved, start, max_depth).run();
}

}  // namespace

ReadIssue diagnose_json(std::string_view text, std::uint32_t start, std::uint32_t max_depth) {
  ReadIssue issue;
  const std::size_t broken = find_broken_utf8(text);
  if (broken != std::string_view::npos) {
    issue.kind = ReadIssue::Kind::encoding;
    issue.offset = static_cast<std::uint32_t>(broken);
    issue.end = issue.offset + 1;
    return issue;
  }
  Scanner scanner(text, start, max_depth);
  const std::optional<Break> found = scanner.run();
  issue.kind = scanner.too_deep() ? ReadIssue::Kind::too_deep : ReadIssue::Kind::bad_json;
  if (found.has_value()) {
    issue.offset = static_cast<std::uint32_t>(found->offset);
    issue.end = static_cast<std::uint32_t>(found->end);
    issue.expected = found->expected;
  }
  if (issue.kind == ReadIssue::Kind::bad_json && has_doubled_backslashes(text, start, max_depth))
    issue.kind = ReadIssue::Kind::doubled_backslashes;
  return issue;
}

std::size_t first_value_end(std::string_view text, std::uint32_t max_depth) {
  const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  return Scanner(text, start, max_depth).first_value();
}

}  // namespace leadlint::read
