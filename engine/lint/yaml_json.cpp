// Tests: tests/rule_tests_test.cpp.
#include "lint/yaml_json.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "report/json.h"

namespace leadlint::lint {
namespace {

// Takes the digits at the front of `text`; false when there are none.
bool take_digits(std::string_view& text) {
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(count);
  return count != 0;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == any_of.npos) return false;
  text.remove_prefix(1);
  return true;
}

bool is_json_number(std::string_view text) {
  take(text, "-");
  if (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') return false;
  if (!take_digits(text)) return false;
  if (take(text, ".") && !take_digits(text)) return false;
  if (take(text, "eE")) {
    take(text, "+-");
    if (!take_digits(text)) return false;
  }
  return text.empty();
}

void append(const parse::YamlNode& node, std::string& out) {
  using Kind = parse::YamlNode::Kind;
  switch (node.kind) {
    case Kind::null:
      out += "null";
      return;
    case Kind::scalar: {
      const bool literal =
          node.plain && (node.text == "true" || node.text == "false" || is_json_number(node.text));
      out += literal ? node.text : report::json_string(node.text);
      return;
    }
    case Kind::sequence:
      out += '[';
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        if (i != 0) out += ", ";
        append(*node.items[i], out);
      }
      out += ']';
      return;
    case Kind::map:
      out += '{';
      for (std::size_t i = 0; i < node.entries.size(); ++i) {
        if (i != 0) out += ", ";
        out += report::json_string(node.entries[i].key) + ": ";
        append(*node.entries[i].value, out);
      }
      out += '}';
      return;
  }
}

}  // namespace

std::string json_of_yaml(const parse::YamlNode& node) {
  std::string out;
  append(node, out);
  return out;
}

}  // namespace leadlint::lint
