// Tests: tests/input_test.cpp.
#include "lint/array_split.h"

#include <string>

namespace leadlint::lint {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// One past the closing quote of the string that opens at `at`; npos when it has none on its line (a
// JSON string holds no line break).
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\n') return npos;
    if (text[at] == '\\') ++at;
  }
  return npos;
}

// One past the bracket that closes the one at `at`; npos when the brackets do not match.
std::size_t container_end(std::string_view text, std::size_t at) {
  std::string open;  // the closing brackets that are still to come
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = string_end(text, at);
      if (at == npos) return npos;
      continue;
    }
    ++at;
    if (c == '{' || c == '[') open += c == '{' ? '}' : ']';
    if (c != '}' && c != ']') continue;
    if (open.back() != c) return npos;
    open.pop_back();
    if (open.empty()) return at;
  }
  return npos;
}

// One past a number, a word, or whatever else stands there.
std::size_t scalar_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_blank(text[at]) && text[at] != ',' && text[at] != ']') ++at;
  return at;
}

std::size_t value_end(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '{' || c == '[') return container_end(text, at);
  if (c == '"') return string_end(text, at);
  return scalar_end(text, at);
}

}  // namespace

ArraySplitter::ArraySplitter(std::string_view text) : text_(text), place_(text) {
  if (text.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

RecordPlace ArraySplitter::place() const noexcept {
  return {number_, place_.offset(), place_.line(), place_.column()};
}

void ArraySplitter::skip_blanks() noexcept {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

ArraySplitter::Step ArraySplitter::broken(std::string_view expected) {
  ended_ = true;
  ++number_;
  expected_ = expected;
  place_.walk_to(at_);
  return Step::broken;
}

ArraySplitter::Step ArraySplitter::finish() {
  ++at_;
  skip_blanks();
  if (at_ < text_.size()) return broken("nothing more");
  ended_ = true;
  return Step::end;
}

ArraySplitter::Step ArraySplitter::take_element() {
  if (at_ == text_.size() || peek() == ',' || peek() == ']') return broken("a value");
  ++number_;
  place_.walk_to(at_);
  const std::size_t end = value_end(text_, at_);
  ended_ = end == npos;
  element_ = text_.substr(at_, end == npos ? npos : end - at_);
  at_ = end == npos ? text_.size() : end;
  return Step::element;
}

ArraySplitter::Step ArraySplitter::next() {
  if (ended_) return Step::end;
  skip_blanks();
  if (!started_) {
    started_ = true;
    if (peek() != '[') {
      ended_ = true;
      place_.walk_to(at_);
      return Step::not_array;
    }
    ++at_;
    skip_blanks();
    return peek() == ']' ? finish() : take_element();
  }
  if (peek() == ']') return finish();
  if (peek() != ',') return broken("a comma or ]");
  ++at_;
  skip_blanks();
  return take_element();
}

}  // namespace leadlint::lint
