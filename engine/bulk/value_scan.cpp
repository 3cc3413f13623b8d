// Follows brackets and strings to the end of a JSON value.
#include "bulk/value_scan.h"

#include <algorithm>

namespace leadlint::bulk {

void ValueScan::begin(char first) {
  open_.clear();
  in_string_ = escaped_ = false;
  scalar_ = first != '{' && first != '[' && first != '"';
}

ValueScan::Step ValueScan::go_on(std::string_view text, std::size_t& at) {
  if (scalar_) return scalar(text, at);
  Step step = Step::inside;
  while (step == Step::inside && at < text.size())
    step = in_string_ ? string(text, at) : brackets(text, at);
  return step;
}

ValueScan::Step ValueScan::scalar(std::string_view text, std::size_t& at) const {
  at = std::min(text.find_first_of(" \t\r\n,]", at), text.size());
  return at < text.size() ? Step::ended : Step::inside;
}

/// To the end of the string that stands here.
ValueScan::Step ValueScan::string(std::string_view text, std::size_t& at) {
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '\n') {  // a JSON string holds no line break
      return Step::broken;
    } else if (c == '"') {
      in_string_ = false;
      ++at;
      return open_.empty() ? Step::ended : Step::inside;
    }
  }
  return Step::inside;
}

/// To the next string, or the end of the value.
ValueScan::Step ValueScan::brackets(std::string_view text, std::size_t& at) {
  while (at < text.size() && !in_string_) {
    const char c = text[at];
    // All bracket bytes have these bits; few other bytes of JSON between strings do.
    const Step step = c == '"' || (c & 0x58) == 0x58 ? bracket(c) : Step::inside;
    if (step == Step::broken) return step;
    ++at;
    if (step == Step::ended) return step;
  }
  return Step::inside;
}

ValueScan::Step ValueScan::bracket(char c) {
  in_string_ = c == '"';
  if (c == '{' || c == '[') open_ += c == '{' ? '}' : ']';
  if (c != '}' && c != ']') return Step::inside;
  if (open_.back() != c) return Step::broken;
  open_.pop_back();
  return open_.empty() ? Step::ended : Step::inside;
}

}  // namespace leadlint::bulk
