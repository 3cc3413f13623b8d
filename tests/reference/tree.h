// JSON text to a tree that forgets nothing: order of members, repeated members, spelling of
// numbers.
//
// Slow and obvious on purpose: what the engine reads without a tree is checked against this.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reference {

struct Member;

struct Value {
  enum class Kind { null, boolean, number, string, object, array };
  Kind kind = Kind::null;
  bool truth = false;           // boolean
  std::string text;             // string: its characters; number: its spelling
  bool lone_surrogate = false;  // string
  std::vector<Member> members;  // object, repeats included
  std::vector<Value> items;     // array
};

struct Member {
  std::string name;
  bool lone_surrogate = false;
  Value value;
};

/// Reads one JSON text; nullopt when it is not one. Repeated members are kept.
[[nodiscard]] std::optional<Value> parse_json(std::string_view text);
/// The last member of this name; nullptr when there is none.
[[nodiscard]] const Value* find_member(const Value& object, std::string_view name);
/// The tree as JSON text again, strings escaped where they must be.
[[nodiscard]] std::string write_json(const Value& value);
[[nodiscard]] std::string quote_json(std::string_view text);
/// Appends a code point as UTF-8; surrogates likewise, three bytes each.
void append_utf8(std::string& out, char32_t point);
/// A JSON Pointer with one more step.
[[nodiscard]] std::string step_down(const std::string& pointer, std::string_view token);

}  // namespace reference
