// Reads what stands beside a list as JSON, without keeping it.
#include "bulk/value_check.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "finding/words.h"
#include "read/encoding_messages.h"
#include "read/json_diagnosis.h"
#include "read/json_token.h"
#include "text/utf8.h"

namespace leadlint::bulk {
namespace {

constexpr std::size_t longest_character = 4, longest_escape = 6;
/// Of a number or a name, in a message.
constexpr std::size_t max_shown = 40;

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20; }
bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

bool NamesSeen::is_second(const std::string& name, std::size_t max_bytes) {
  if (names_.contains(name)) return true;
  if (name.size() > max_bytes - std::min(max_bytes, bytes_)) return false;
  bytes_ += name.size();
  names_.insert(name);
  return false;
}

ValueCheck::Fault second_name(std::size_t at, const std::string& name) {
  const bool is_shown = name.size() <= max_shown && find_broken_utf8(name) == name.npos;
  return {at, Code::duplicate_key,
          in_words(Say::duplicate_key_name_twice,
                   {{"name", is_shown ? fmt::format("\"{}\"", name)
                                      : in_words(Say::value_a_name_of_object)}})};
}

void ValueCheck::begin() {
  open_.clear();
  names_.clear();
  next_ = Next::value;
  in_string_ = in_name_ = failed_ = false;
}

std::vector<ValueCheck::Fault> ValueCheck::go_on(std::string_view text, std::size_t& at,
                                                 std::size_t end, bool is_end,
                                                 std::size_t max_bytes) {
  text_ = text.substr(0, end);
  at_ = at;
  end_ = end;
  is_end_ = is_end;
  max_bytes_ = max_bytes;
  faults_.clear();
  while (!failed_ && at_ < end_ && step()) {
  }
  at = failed_ ? end_ : at_;
  return std::exchange(faults_, {});
}

/// False: something is wrong, or what stands here goes on behind the text.
bool ValueCheck::step() {
  if (in_string_) return string();
  const char c = text_[at_];
  if (read::is_blank(c)) {
    ++at_;
    return true;
  }
  return sign(c);
}

/// So much of a token stands at the end of the text: may more of it come?
bool ValueCheck::waits(std::size_t size) const noexcept { return !is_end_ && size <= max_bytes_; }

bool ValueCheck::string() {
  const std::size_t from = at_;
  const bool goes_on = string_part();
  if (in_name_ && name_.size() <= max_bytes_) name_ += text_.substr(from, at_ - from);
  if (in_name_ && !in_string_) name_ends();
  return goes_on;
}

void ValueCheck::name_ends() {
  in_name_ = false;
  if (name_.size() > max_bytes_) return;
  const std::string name = read::name_at(name_, 0);
  if (names_.back().is_second(name, max_bytes_)) faults_.push_back(second_name(at_ - 1, name));
}

bool ValueCheck::string_part() {
  while (at_ < end_) {
    const char c = text_[at_];
    if (c == '"') {
      in_string_ = false;
      ++at_;
      return true;
    }
    if (c == '\\') {
      if (!escape()) return false;
    } else if (is_control(c) || !is_ascii(c)) {
      if (!letter()) return false;
    } else {
      ++at_;
    }
  }
  return true;
}

bool ValueCheck::escape() {
  const std::string_view rest = text_.substr(at_, longest_escape);
  const std::size_t size = rest.size() > 1 && rest[1] == 'u' ? longest_escape : 2;
  if (rest.size() < size && waits(rest.size())) return false;
  if (!read::unescape(rest.substr(0, size), nullptr).ok)
    return expected(at_, size == 2 ? Say::json_escape : Say::json_hex_digits);
  at_ += size;
  return true;
}

/// A character that is more than one byte, or may not stand here.
bool ValueCheck::letter() {
  if (is_control(text_[at_])) return expected(at_, Say::json_escape_control);
  const std::size_t size = character_size(text_, at_);
  if (size == 0 && text_.size() - at_ < longest_character && waits(longest_character)) return false;
  if (size == 0) return fail(at_, Code::encoding, read::not_utf8(text_, at_));
  at_ += size;
  return true;
}

bool ValueCheck::sign(char c) {
  switch (c) {
    case '{':
    case '[':
      return opens(c);
    case '}':
    case ']':
      return closes(c);
    case '"':
      return quote();
    case ',':
      if (next_ != Next::behind || open_.empty()) return expected(at_, expected_next());
      next_ = open_.back() == '}' ? Next::name : Next::value;
      break;
    case ':':
      if (next_ != Next::colon) return expected(at_, expected_next());
      next_ = Next::value;
      break;
    default:
      return scalar();
  }
  ++at_;
  return true;
}

/// What belongs where something else stands.
Say ValueCheck::expected_next() const noexcept {
  switch (next_) {
    case Next::colon:
      return Say::json_colon_behind_name;
    case Next::behind:
      return open_.ends_with(']') ? Say::json_comma_or_bracket : Say::json_comma_or_brace;
    case Next::name:
    case Next::first_name:
      return Say::json_a_name_in_quotes;
    default:
      return Say::json_value;
  }
}

bool ValueCheck::opens(char c) {
  if (next_ != Next::value && next_ != Next::first_item) return scalar();
  open_ += c == '{' ? '}' : ']';
  if (c == '{') names_.emplace_back();
  next_ = c == '{' ? Next::first_name : Next::first_item;
  ++at_;
  return true;
}

bool ValueCheck::closes(char c) {
  const bool may =
      next_ == Next::behind || next_ == (c == '}' ? Next::first_name : Next::first_item);
  if (!may || open_.empty() || open_.back() != c)
    return expected(at_,
                    next_ == Next::name && c == '}' ? Say::json_a_name_no_comma : expected_next());
  open_.pop_back();
  if (c == '}') names_.pop_back();
  next_ = Next::behind;
  ++at_;
  return true;
}

bool ValueCheck::quote() {
  if (next_ == Next::colon || next_ == Next::behind) return scalar();
  const bool name = next_ == Next::name || next_ == Next::first_name;
  next_ = name ? Next::colon : Next::behind;
  in_string_ = true;
  in_name_ = name;
  name_ = '"';
  ++at_;
  return true;
}

/// A number or a word, or what stands where none may.
bool ValueCheck::scalar() {
  if (next_ == Next::colon || next_ == Next::behind || next_ == Next::name ||
      next_ == Next::first_name)
    return expected(at_, expected_next());
  std::size_t stop = at_;
  while (stop < end_ && read::is_scalar_byte(text_[stop])) ++stop;
  const std::string_view token = text_.substr(at_, stop - at_);
  if (stop == end_ && waits(token.size())) return false;
  if (token.empty()) return expected(at_, Say::json_value);
  read::Node node;
  if (!read::read_scalar(token.data(), token.data() + token.size(), node)) {
    const read::ReadIssue issue = read::diagnose_json(token, 0, 1);
    if (issue.kind == read::ReadIssue::Kind::encoding)
      return fail(at_ + issue.offset, Code::encoding, read::not_utf8(token, issue.offset));
    return expected(at_ + issue.offset, issue.expected);
  }
  if (read::is_beyond_double(node))
    return fail(at_, Code::out_of_range,
                in_words(Say::out_of_range_double_precision,
                         {{"number", token.size() > max_shown
                                         ? fmt::format("{}...", token.substr(0, max_shown))
                                         : std::string(token)}}));
  next_ = Next::behind;
  at_ += token.size();
  return true;
}

bool ValueCheck::expected(std::size_t at, Say what) {
  return fail(at, Code::bad_json, in_words(Say::bad_json_expected, {{"expected", phrase(what)}}));
}

bool ValueCheck::fail(std::size_t at, Code code, std::string why) {
  failed_ = true;
  faults_.push_back({at, code, std::move(why)});
  return false;
}

}  // namespace leadlint::bulk
