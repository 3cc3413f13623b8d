// Follows a path through a JSON text, member by member.
#include "bulk/list_path.h"

#include <algorithm>

#include <fmt/format.h>

#include "finding/words.h"
#include "read/json_token.h"
#include "read/list_in_json.h"
#include "text/utf8.h"

namespace leadlint::bulk {
namespace {

/// So many names are told of those that are there in place of the one that is looked for, if they
/// have no more bytes.
constexpr std::size_t max_names_told = 5, max_of_a_name = 40;
/// And so many faults of what stands beside the list.
constexpr std::size_t max_faults = 100;

/// Where the string ends whose opening quote stands at `at`; npos: not in this text.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      return at + 1;
  }
  return text.npos;
}

/// Where an escape starts that the text breaks off in, or its end. (`at` is inside none.)
std::size_t whole_escapes(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 6;
  const std::size_t tail = std::max(at, text.size() - std::min(longest - 1, text.size()));
  const std::size_t last = text.rfind('\\');
  if (last == text.npos || last < tail) return text.size();
  std::size_t first = last;
  while (first > at && text[first - 1] == '\\') --first;
  const bool starts = (last - first) % 2 == 0;
  const std::size_t size = last + 1 < text.size() && text[last + 1] == 'u' ? longest : 2;
  return starts && last + size > text.size() ? last : text.size();
}

bool is_short_text(const std::string& name) {
  return name.size() <= max_of_a_name && find_broken_utf8(name) == std::string::npos;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), max_names_told); ++i)
    out += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", names[i]);
  return names.size() > max_names_told ? out + ", ..." : out;
}

}  // namespace

ListPath::Step ListPath::go_on(std::string_view text, std::size_t& at, bool at_end) {
  for (;;) {
    if (phase_ == Phase::end) return Step::end;
    if (phase_ == Phase::passing || phase_ == Phase::passing_word) {
      if (!pass(text, at, at_end)) return why_.empty() ? Step::more : Step::wrong;
      continue;
    }
    while (at < text.size() && read::is_blank(text[at])) ++at;
    if (at == text.size()) return at_end ? expected(Say::word_more) : Step::more;
    const std::size_t before = at;
    const Phase phase = phase_;
    const Step step = token(text, at, at_end);
    if (step != Step::more || (at == before && phase == phase_)) return step;
  }
}

/// To the end of a value beside the path; false: it goes on, or something is wrong with it.
bool ListPath::pass(std::string_view text, std::size_t& at, bool at_end) {
  std::size_t end = at;
  const ValueScan::Step step = scan(text, end, at_end);
  const bool goes_on = step == ValueScan::Step::inside && !at_end;
  check(text, at, end, !goes_on);
  if (!goes_on) at = end;
  if (step == ValueScan::Step::ended) {
    phase_ = Phase::behind;
    return true;
  }
  if (!goes_on || scan_.depth() > max_bytes_) static_cast<void>(expected(Say::json_end_of_value));
  return false;
}

ValueScan::Step ListPath::scan(std::string_view text, std::size_t& at, bool at_end) {
  if (phase_ == Phase::passing)
    return scan_.go_on(text.substr(0, at_end ? text.size() : whole_escapes(text, at)), at);
  at = std::min(text.find_first_of(" \t\r\n,]}", at), text.size());
  return at < text.size() ? ValueScan::Step::ended : ValueScan::Step::inside;
}

void ListPath::check(std::string_view text, std::size_t& at, std::size_t end, bool is_end) {
  for (ValueCheck::Fault& fault : check_.go_on(text, at, end, is_end, max_bytes_))
    tell(std::move(fault));
}

void ListPath::tell(ValueCheck::Fault fault) {
  if (told_ == max_faults) return;
  faults_.push_back(std::move(fault));
  ++told_;
}

/// `more`: it was passed over, or (where nothing has moved) is not whole.
ListPath::Step ListPath::token(std::string_view text, std::size_t& at, bool at_end) {
  const char first = text[at];
  switch (phase_) {
    case Phase::value:
      return value(text, at, at_end);
    case Phase::first_name:
      if (first == '}') return close(at);
      [[fallthrough]];
    case Phase::name:
      return first == '"' ? name(text, at, at_end) : expected(Say::json_a_name_in_quotes);
    case Phase::colon:
      return colon(first, at);
    case Phase::other_value:
      return other_value(first);
    default:
      return behind_value(first, at);
  }
}

/// So many bytes of a value are looked at for a list inside.
std::size_t ListPath::window() const noexcept { return std::min<std::size_t>(4096, max_bytes_); }

/// How to write the path to a list that is further inside than the one that was given; empty: there
/// is none.
std::string ListPath::further(std::string_view text, std::size_t at) const {
  constexpr int max_levels_down = 3;
  std::string inner = read::path_to_list(text.substr(0, at + window()), at, max_levels_down);
  if (inner.empty()) return {};
  const bool pointer = path_.starts_with('/');
  if (pointer) std::ranges::replace(inner, '.', '/');
  return path_ + (pointer ? '/' : '.') + inner;
}

ListPath::Step ListPath::value(std::string_view text, std::size_t& at, bool at_end) {
  const char first = text[at];
  const bool is_list = level_ == names_.size();
  if (first != (is_list ? '[' : '{')) {
    if (level_ == 0)  // (Only a list or an object comes here.)
      return wrong(Code::wrong_type,
                   in_words(Say::wrong_type_list_itself, {{"setting", setting(path_)}}));
    // What is said must not depend on how much of the text is at hand.
    if (is_list && !at_end && text.size() - at < window()) return Step::more;
    const std::string inside = is_list ? further(text, at) : "";
    return wrong(
        Code::wrong_type,
        in_words(is_list ? Say::wrong_type_member_no_list : Say::wrong_type_member_no_object,
                 {{"name", names_[level_ - 1]},
                  {"setting", setting(path_)},
                  {"inside_part",
                   inside.empty() ? inside
                                  : in_words(Say::also_is_one, {{"setting", setting(inside)}})}}));
  }
  ++at;
  phase_ = is_list ? Phase::behind : Phase::first_name;
  if (is_list) return Step::list;
  ++level_;
  others_.clear();
  seen_.emplace_back();
  return Step::more;
}

ListPath::Step ListPath::name(std::string_view text, std::size_t& at, bool at_end) {
  const std::size_t end = string_end(text, at);
  if (end == text.npos) {
    if (at_end || text.size() - at > max_bytes_) return expected(Say::json_end_of_name);
    return Step::more;
  }
  const Step step = named(read::name_at(text, at), at);
  if (step == Step::wrong) return step;
  check_.begin();
  check(text, at, end, true);
  at = end;
  return step;
}

ListPath::Step ListPath::named(const std::string& name, std::size_t at) {
  phase_ = Phase::colon;
  on_path_ = name == names_[level_ - 1];
  if (on_path_ && found_ >= level_)
    return wrong(Code::duplicate_key, in_words(Say::duplicate_key_first_read, {{"name", name}}));
  if (seen_.back().is_second(name, max_bytes_)) tell(second_name(at, name));
  if (on_path_)
    found_ = level_;
  else if (others_.size() <= max_names_told)
    others_.push_back(is_short_text(name) ? name : "...");
  return Step::more;
}

ListPath::Step ListPath::colon(char first, std::size_t& at) {
  if (first != ':') return expected(Say::json_a_colon);
  ++at;
  phase_ = on_path_ ? Phase::value : Phase::other_value;
  return Step::more;
}

ListPath::Step ListPath::other_value(char first) {
  if (first == ',' || first == '}' || first == ']' || first == ':')
    return expected(Say::json_value);
  scan_.begin(first);
  check_.begin();
  phase_ = scan_.is_scalar() ? Phase::passing_word : Phase::passing;
  return Step::more;
}

ListPath::Step ListPath::behind_value(char first, std::size_t& at) {
  if (first == '}') return close(at);
  if (first != ',') return expected(Say::json_comma_or_brace);
  ++at;
  phase_ = Phase::name;
  return Step::more;
}

ListPath::Step ListPath::close(std::size_t& at) {
  if (found_ < level_) {
    const std::string there =
        others_.empty() ? in_words(Say::value_it_is_empty)
                        : in_words(Say::value_its_members, {{"members", list_of(others_)}});
    return wrong(
        Code::missing_field,
        in_words(Say::missing_field_object_ends,
                 {{"name", names_[level_ - 1]}, {"setting", setting(path_)}, {"there", there}}));
  }
  ++at;
  --level_;
  seen_.pop_back();
  phase_ = level_ == 0 ? Phase::end : Phase::behind;
  return level_ == 0 ? Step::end : Step::more;
}

ListPath::Step ListPath::expected(Say what) {
  return wrong(Code::bad_json, in_words(Say::bad_json_expected, {{"expected", phrase(what)}}));
}

std::string ListPath::setting(std::string_view path) const {
  return setting_text_({{Setting::records, path}});
}

ListPath::Step ListPath::wrong(Code code, std::string why) {
  code_ = code;
  why_ = std::move(why);
  return Step::wrong;
}

}  // namespace leadlint::bulk
