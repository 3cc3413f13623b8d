// Recursive descent over RFC 8259, one function a production. Reads valid UTF-8 only.
#include "reference/tree.h"

#include <cstdint>
#include <cstdio>

namespace reference {
void append_utf8(std::string& out, char32_t point) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
  };
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0U | (point >> 6));
    tail(0);
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0U | (point >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<Value> run() {
    Value value;
    skip();
    if (!read(value)) return std::nullopt;
    skip();
    if (at_ != text_.size()) return std::nullopt;
    return value;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  void skip() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) ++at_;
  }

  bool read(Value& value) {
    switch (peek()) {
      case '{':
        return read_object(value);
      case '[':
        return read_array(value);
      case '"':
        value.kind = Value::Kind::string;
        return read_string(value.text, value.lone_surrogate);
      case 't':
        value.kind = Value::Kind::boolean;
        value.truth = true;
        return take_word("true");
      case 'f':
        value.kind = Value::Kind::boolean;
        return take_word("false");
      case 'n':
        return take_word("null");
      default:
        return read_number(value);
    }
  }

  bool read_object(Value& value) {
    value.kind = Value::Kind::object;
    take('{');
    skip();
    if (take('}')) return true;
    do {
      Member member;
      skip();
      if (peek() != '"' || !read_string(member.name, member.lone_surrogate)) return false;
      skip();
      if (!take(':')) return false;
      skip();
      if (!read(member.value)) return false;
      skip();
      value.members.push_back(std::move(member));
    } while (take(','));
    return take('}');
  }

  bool read_array(Value& value) {
    value.kind = Value::Kind::array;
    take('[');
    skip();
    if (take(']')) return true;
    do {
      skip();
      value.items.emplace_back();
      if (!read(value.items.back())) return false;
      skip();
    } while (take(','));
    return take(']');
  }

  bool digits() {
    const std::size_t start = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > start;
  }

  bool read_number(Value& value) {
    value.kind = Value::Kind::number;
    const std::size_t start = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    value.text = text_.substr(start, at_ - start);
    return true;
  }

  bool read_hex(std::uint32_t& unit) {
    unit = 0;
    for (int i = 0; i < 4; ++i) {
      const auto digit =
          std::string_view("0123456789abcdef").find(static_cast<char>(peek() | 0x20));
      if (at_ >= text_.size() || digit == std::string_view::npos) return false;
      unit = unit * 16 + static_cast<std::uint32_t>(digit);
      ++at_;
    }
    return true;
  }

  /// Behind `\u`. A high surrogate takes the low one behind it along.
  bool read_unicode_escape(std::string& out, bool& lone) {
    std::uint32_t unit = 0;
    if (!read_hex(unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      const std::size_t behind_first = at_;
      std::uint32_t low = 0;
      at_ += 2;
      if (!read_hex(low)) return false;
      if (low >= 0xDC00 && low < 0xE000) {
        append_utf8(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        return true;
      }
      at_ = behind_first;
    }
    if (unit >= 0xD800 && unit < 0xE000) lone = true;
    append_utf8(out, unit);
    return true;
  }

  bool read_string(std::string& out, bool& lone) {
    take('"');
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        out += c;
        continue;
      }
      const char escape = peek();
      ++at_;
      if (escape == 'u') {
        if (!read_unicode_escape(out, lone)) return false;
        continue;
      }
      const auto which = std::string_view("\"\\/bfnrt").find(escape);
      if (which == std::string_view::npos) return false;
      out += "\"\\/\b\f\n\r\t"[which];
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Value> parse_json(std::string_view text) { return Parser(text).run(); }

const Value* find_member(const Value& object, std::string_view name) {
  const Value* found = nullptr;
  for (const Member& member : object.members)
    if (member.name == name) found = &member.value;
  return found;
}

std::string quote_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\t') {
      out += c == '\n' ? "\\n" : "\\t";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string write_json(const Value& value) {
  std::string out;
  switch (value.kind) {
    case Value::Kind::null:
      return "null";
    case Value::Kind::boolean:
      return value.truth ? "true" : "false";
    case Value::Kind::number:
      return value.text;
    case Value::Kind::string:
      return quote_json(value.text);
    case Value::Kind::object:
      for (const Member& member : value.members)
        out += (out.empty() ? "" : ",") + quote_json(member.name) + ":" + write_json(member.value);
      return "{" + out + "}";
    case Value::Kind::array:
      for (const Value& item : value.items) out += (out.empty() ? "" : ",") + write_json(item);
      return "[" + out + "]";
  }
  return out;
}

std::string step_down(const std::string& pointer, std::string_view token) {
  std::string out = pointer + "/";
  for (const char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace reference
