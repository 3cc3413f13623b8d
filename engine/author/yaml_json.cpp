// true, false and numbers as they are, unless quoted; all else as text. Tests:
// tests/rule_tests_test.cpp.
#include "author/yaml_json.h"

#include "report/json.h"
#include "text/json_number.h"

namespace leadlint::author {
namespace {

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

}  // namespace leadlint::author
