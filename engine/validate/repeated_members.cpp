// A walk over the tokens of a text, with the members of each object that is open.
#include "validate/repeated_members.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "finding/edits.h"
#include "read/json_token.h"

namespace leadlint::validate {
namespace {

struct Member {
  std::size_t name = 0;    // of its opening quote
  std::size_t before = 0;  // where what stands before its comma ends
  std::size_t value = 0, end = 0;
};

/// Of one name in one object.
struct Repeated {
  Member first, second;
  std::vector<Member> more;  // the second among them
  bool equal = true;
};

class Walk {
 public:
  Walk(std::string_view json, std::map<std::size_t, Fix>& fixes) : text_(json), fixes_(fixes) {}

  void run() {
    while (at_ < text_.size()) {
      const char sign = text_[at_];
      if (sign == '"')
        text();
      else if (sign == '{' || sign == '[')
        open(sign == '{');
      else if (sign == '}' || sign == ']')
        close();
      else if (sign == ',' || sign == ':' || read::is_blank(sign))
        ++at_;
      else
        scalar();
    }
  }

 private:
  struct Open {
    bool object = false;
    bool in_value = false;  // its member's name has been read
    Member member = {};
    std::size_t last_end = 0;  // of what stands before the next comma
    std::unordered_map<std::string, Repeated> members = {};
  };

  void open(bool object) {
    begin_value();
    ++at_;
    open_.emplace_back().object = object;
    open_.back().last_end = at_;
  }

  void close() {
    if (open_.empty()) {
      ++at_;
      return;
    }
    for (const auto& [name, repeated] : open_.back().members)
      if (repeated.equal && !repeated.more.empty()) tell(repeated);
    open_.pop_back();
    end_value(++at_);
  }

  void text() {
    const bool is_name = !open_.empty() && open_.back().object && !open_.back().in_value;
    if (!is_name) begin_value();
    const std::size_t end = read::string_token_end(text_, at_);
    if (is_name) {
      open_.back().member = {at_, open_.back().last_end, 0, 0};
      open_.back().in_value = true;
      at_ = end;
    } else {
      at_ = end;
      end_value(end);
    }
  }

  void scalar() {
    begin_value();
    while (at_ < text_.size() && read::is_scalar_byte(text_[at_])) ++at_;
    end_value(at_);
  }

  void begin_value() {
    if (!open_.empty() && open_.back().in_value && open_.back().member.value == 0)
      open_.back().member.value = at_;
  }

  void end_value(std::size_t end) {
    if (open_.empty()) return;
    Open& around = open_.back();
    around.last_end = end;
    if (!around.object || !around.in_value) return;
    around.in_value = false;
    around.member.end = end;
    const Member& member = around.member;
    const auto [known, is_new] = around.members.try_emplace(read::name_at(text_, member.name));
    Repeated& repeated = known->second;
    if (is_new) {
      repeated.first = member;
      return;
    }
    if (repeated.more.empty()) repeated.second = member;
    repeated.more.push_back(member);
    repeated.equal = repeated.equal && same(repeated.first, member);
  }

  /// The same tokens, whatever stands between them and however their texts are escaped.
  [[nodiscard]] bool same(const Member& a, const Member& b) const {
    std::size_t i = a.value, j = b.value;
    for (;;) {
      while (i < a.end && read::is_blank(text_[i])) ++i;
      while (j < b.end && read::is_blank(text_[j])) ++j;
      if (i >= a.end || j >= b.end) return i >= a.end && j >= b.end;
      if (text_[i] != text_[j]) return false;
      if (text_[i] == '"') {
        if (read::name_at(text_, i) != read::name_at(text_, j)) return false;
        i = read::string_token_end(text_, i);
        j = read::string_token_end(text_, j);
      } else if (!read::is_scalar_byte(text_[i])) {
        ++i;
        ++j;
      } else {
        for (; i < a.end && read::is_scalar_byte(text_[i]); ++i, ++j)
          if (j >= b.end || text_[j] != text_[i]) return false;
        if (j < b.end && read::is_scalar_byte(text_[j])) return false;
      }
    }
  }

  void tell(const Repeated& repeated) {
    Fix& fix = fixes_[repeated.second.name];
    fix.safe = true;
    for (const Member& member : repeated.more) {
      fix.edits.emplace_back();
      fix.edits.back().offset = member.before;
      fix.edits.back().end_offset = member.end;
    }
  }

  std::string_view text_;
  std::map<std::size_t, Fix>& fixes_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
};

}  // namespace

RepeatedMembers::RepeatedMembers(std::string_view json) { Walk(json, fixes_).run(); }

Fix RepeatedMembers::at(std::size_t name_offset) const {
  const auto found = fixes_.find(name_offset);
  return found == fixes_.end() ? Fix{} : found->second;
}

}  // namespace leadlint::validate
