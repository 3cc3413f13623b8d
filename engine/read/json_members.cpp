// Goes through the members of an object in a JSON text.
#include "read/json_members.h"

namespace leadlint::read {

JsonMembers::JsonMembers(std::string_view text, std::size_t offset) noexcept
    : text_(text), at_(offset) {
  skip_blanks();
  if (at_ >= text_.size() || text_[at_] != '{') at_ = text_.size();
  ++at_;
}

bool JsonMembers::next() noexcept {
  skip_blanks();
  if (at_ < text_.size() && text_[at_] == ',') ++at_;
  skip_blanks();
  if (at_ >= text_.size() || text_[at_] != '"') return false;
  name_ = at_;
  at_ = string_token_end(text_, at_);
  name_end_ = at_;
  skip_blanks();
  if (at_ >= text_.size() || text_[at_] != ':') return false;
  ++at_;
  skip_blanks();
  value_ = at_;
  at_ = json_value_end(text_, value_);
  return true;
}

bool JsonMembers::is_named(std::string_view wanted) const {
  return is_plain_name() ? raw_name() == wanted : name() == wanted;
}

void JsonMembers::skip_blanks() noexcept {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

std::size_t json_value_end(std::string_view text, std::size_t offset) noexcept {
  std::size_t depth = 0;
  std::size_t at = offset;
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at = string_token_end(text, at);
        break;
      case '{':
      case '[':
        ++depth;
        ++at;
        break;
      case '}':
      case ']':
        if (depth > 0) --depth;
        ++at;
        break;
      case ',':
      case ':':
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        ++at;
        continue;
      default:
        while (at < text.size() && is_scalar_byte(text[at])) ++at;
        break;
    }
    if (depth == 0) return at;
  }
  return text.size();
}

}  // namespace leadlint::read
