// What is wrong with a text that is not JSON.
#include "read/json_diagnosis.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "read/json_token.h"
#include "text/digit_letters.h"
#include "text/utf8.h"

namespace leadlint::read {

namespace {

/// Where the text breaks and what should stand there. `expected` reads well behind "expected ".
struct Break {
  std::size_t offset = 0;
  std::size_t end = 0;
  const char* expected = "";
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
  bool value(const char* expected);
  bool open();
  bool close();
  bool member(bool behind_comma);
  bool after_value();
  bool string();
  bool escape(std::size_t start);
  bool scalar(const char* expected);
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
  [[nodiscard]] const char* typographic() const noexcept;
  [[nodiscard]] const char* letter_for_digit(std::size_t first) const noexcept;

  bool fail(std::size_t offset, std::size_t end, const char* expected);
  bool fail_here(const char* expected);

  std::string_view text_;
  std::size_t at_;
  std::uint32_t max_depth_;
  Next next_ = Next::value;
  std::string open_;  // the closing brackets due, outermost first
  bool too_deep_ = false;
  Break break_;
};

constexpr const char* comment_hint = "no comment: JSON has none";
constexpr const char* mark_hint =
    "no byte order mark (U+FEFF): one may stand only at the start of a file";
constexpr const char* single_quote_hint = "double quotes (\") in place of single ones";

std::optional<Break> Scanner::run() {
  if (document()) return std::nullopt;
  return break_;
}

std::size_t Scanner::first_value() { return one_value() ? at_ : 0; }

bool Scanner::document() {
  if (!one_value()) return false;
  skip_blanks();
  return at_end() || fail_here("the end: the text holds one value only");
}

/// Nesting is kept in `open_`, not on the call stack.
bool Scanner::one_value() {
  const std::size_t start = at_;
  skip_blanks();
  if (at_end()) return fail(start, start, "a value: the text is empty");
  while (next_ != Next::after_value || !open_.empty())
    if (!step()) return false;
  return true;
}

bool Scanner::step() {
  skip_blanks();
  switch (next_) {
    case Next::value:
      return value("a value");
    case Next::first_member:
      return close() || member(false);
    case Next::first_item:
      return close() || value("a value or ]");
    case Next::after_value:
      return after_value();
  }
  return false;
}

/// Reads a scalar, or the bracket that opens an object or array.
bool Scanner::value(const char* expected) {
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
    return fail(at_, at_ + 1, "objects and arrays nested less deeply");
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
    if (at_end()) return fail_here("a member name");
    if (behind_comma && peek() == '}')
      return fail_here("a member name: no comma stands behind the last member");
    if (peek() == '\'') return fail(at_, word_end(), single_quote_hint);
    if (const char* const hint = typographic()) return fail_here(hint);
    const char* const name =
        behind_comma ? "a member name in double quotes" : "a member name in double quotes, or }";
    const bool word =
        is_scalar_byte(peek()) && !here("//") && !here("/*") && !here(byte_order_mark);
    return word ? fail(at_, word_end(), name) : fail_here(name);
  }
  if (!string()) return false;
  skip_blanks();
  if (peek() != ':') return fail_here("a colon behind the member name");
  ++at_;
  next_ = Next::value;
  return true;
}

/// Behind a value inside an object or array: a comma and the next one, or the closing bracket.
bool Scanner::after_value() {
  const bool object = open_.back() == '}';
  if (close()) return true;
  if (peek() != ',') return fail_here(object ? "a comma or }" : "a comma or ]");
  ++at_;
  if (object) return member(true);
  skip_blanks();
  if (peek() == ']') return fail_here("a value: no comma stands behind the last item");
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
      return fail(at_, at_ + 1,
                  line
                      ? "a closing quote on the same line (a line break is written \\n)"
                      : "an escape such as \\t or \\u0000: a text holds no bare control character");
    } else {
      ++at_;
    }
  }
  if (at_end()) return fail(start, text_.size(), "a closing quote: this text never ends");
  ++at_;
  return true;
}

bool Scanner::escape(std::size_t start) {
  const std::size_t from = at_++;
  if (at_end()) return fail(start, text_.size(), "a closing quote: this text never ends");
  if (peek() != 'u') {
    constexpr std::string_view letters = "\"\\/bfnrt";
    const std::size_t size = std::max<std::size_t>(character_size(text_, at_), 1);
    if (letters.find(peek()) == std::string_view::npos)
      return fail(from, at_ + size,
                  "an escape that JSON has: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
    ++at_;
    return true;
  }
  ++at_;
  for (int i = 0; i < 4; ++i, ++at_)
    if (at_end() || hex_digit(peek()) < 0)
      return fail(from, std::min(at_ + 1, text_.size()), "four hexadecimal digits behind \\u");
  return true;
}

/// null, true, false or a number; else what was likely meant.
bool Scanner::scalar(const char* expected) {
  for (const std::string_view word : {"null", "true", "false"}) {
    if (!here(word)) continue;
    const std::size_t end = word_end();
    if (end != at_ + word.size()) break;
    at_ = end;
    return true;
  }
  if (at_end()) return fail_here(expected);
  if (peek() == '-' || is_digit(peek())) return number();
  if (const char* const hint = typographic()) return fail_here(hint);
  if (peek() == '\'') return fail(at_, word_end(), single_quote_hint);
  if (here("//") || here("/*")) return fail(at_, at_ + 2, comment_hint);
  if (!is_scalar_byte(peek())) return fail_here(expected);
  if (here(byte_order_mark)) return fail_here(mark_hint);
  if (peek() == '+') return fail_here("a number without a + in front");
  if (peek() == '.') return fail_here("a digit in front of the decimal point");
  struct Word {
    std::string_view written;
    const char* expected;
  };
  constexpr std::array words{
      Word{"True", "true, in lower case"},      Word{"TRUE", "true, in lower case"},
      Word{"False", "false, in lower case"},    Word{"FALSE", "false, in lower case"},
      Word{"None", "null (None is not JSON)"},  Word{"NULL", "null, in lower case"},
      Word{"Null", "null, in lower case"},      Word{"undefined", "null or a value"},
      Word{"NaN", "a number: JSON has no NaN"}, Word{"Infinity", "a number: JSON has no Infinity"},
  };
  if (const char* const hint = letter_for_digit(at_)) return fail_here(hint);
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
  if (here("Infinity") || here("NaN"))
    return fail(start, word_end(), "a number: JSON has no NaN or Infinity");
  at_ += parts.whole.size();
  if (parts.whole.size() > 1 && !is_whole_part(parts.whole))
    return fail(first, at_, "a number that does not start with 0");
  at_ = static_cast<std::size_t>(parts.tail.end - text_.data());
  if (const char* const hint = letter_for_digit(first)) return fail_here(hint);
  if (!parts.tail.ok) return fail_here("a digit");
  const char next = peek();  // 0x1F, 1_000, 1.2.3; what else may not stand here shows by itself
  if (next == '_' || next == '.' || is_digit(next) || is_letter(next))
    return fail_here("the end of the number");
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
/// `first`; else nullptr.
const char* Scanner::letter_for_digit(std::size_t first) const noexcept {
  if (digit_like(peek()) == '\0') return nullptr;
  const std::string_view word = text_.substr(first, word_end() - first);
  bool any_digit = false;
  for (const char c : word) {
    any_digit = any_digit || is_digit(c);
    if (!is_digit(c) && digit_like(c) == '\0' && c != '.') return nullptr;
  }
  if (!any_digit) return nullptr;
  switch (peek()) {
    case 'O':
      return "a digit, not the letter O";
    case 'o':
      return "a digit, not the letter o";
    case 'l':
      return "a digit, not the letter l";
    default:
      return "a digit, not the letter I";
  }
}

const char* Scanner::typographic() const noexcept {
  return is_typographic_quote(text_, at_) ? "a straight quote (\") in place of a typographic one"
                                          : nullptr;
}

bool Scanner::fail(std::size_t offset, std::size_t end, const char* expected) {
  break_ = {offset, end, expected};
  return false;
}

/// The character at hand does not fit. A text that ends too early breaks behind its last token.
bool Scanner::fail_here(const char* expected) {
  if (at_end()) {
    std::size_t last = text_.size();
    while (last > 0 && is_blank(text_[last - 1])) --last;
    return fail(last, last, expected);
  }
  if (here("//") || here("/*")) return fail(at_, at_ + 2, comment_hint);
  if (const char* const hint = typographic()) expected = hint;
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
  issue.expected = "a JSON text";
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
