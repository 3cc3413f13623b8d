// One function a keyword, in a table; see json_schema.h.
#include "json_schema.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>

namespace json_schema {
namespace {

using Json = nlohmann::json;

class Checker {
 public:
  explicit Checker(const Json& root) : root_(root) {}

  void check(const Json& schema, const Json& value, const std::string& at);
  [[nodiscard]] const Json& referred(const std::string& reference) const {
    if (!reference.starts_with('#')) throw std::runtime_error("a reference out: " + reference);
    return root_.at(Json::json_pointer(reference.substr(1)));
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(problems_); }

 private:
  using Keyword = void (Checker::*)(const Json& schema, const Json& operand, const Json& value,
                                    const std::string& at);
  static const std::map<std::string, Keyword>& keywords();

  void say(const std::string& at, const std::string& problem) {
    problems_.push_back((at.empty() ? "/" : at) + ": " + problem);
  }
  [[nodiscard]] bool holds(const Json& schema, const Json& value) const {
    Checker other(root_);
    other.check(schema, value, "");
    return other.problems_.empty();
  }

  void type(const Json&, const Json& operand, const Json& value, const std::string& at);
  void constant(const Json&, const Json& operand, const Json& value, const std::string& at);
  void enumeration(const Json&, const Json& operand, const Json& value, const std::string& at);
  void required(const Json&, const Json& operand, const Json& value, const std::string& at);
  void dependent(const Json&, const Json& operand, const Json& value, const std::string& at);
  void properties(const Json&, const Json& operand, const Json& value, const std::string& at);
  void additional(const Json& schema, const Json& operand, const Json& value,
                  const std::string& at);
  void names(const Json&, const Json& operand, const Json& value, const std::string& at);
  void min_properties(const Json&, const Json& operand, const Json& value, const std::string& at);
  void max_properties(const Json&, const Json& operand, const Json& value, const std::string& at);
  void items(const Json&, const Json& operand, const Json& value, const std::string& at);
  void min_items(const Json&, const Json& operand, const Json& value, const std::string& at);
  void max_items(const Json&, const Json& operand, const Json& value, const std::string& at);
  void unique_items(const Json&, const Json& operand, const Json& value, const std::string& at);
  void minimum(const Json&, const Json& operand, const Json& value, const std::string& at);
  void maximum(const Json&, const Json& operand, const Json& value, const std::string& at);
  void min_length(const Json&, const Json& operand, const Json& value, const std::string& at);
  void pattern(const Json&, const Json& operand, const Json& value, const std::string& at);
  void any_of(const Json&, const Json& operand, const Json& value, const std::string& at);
  void one_of(const Json&, const Json& operand, const Json& value, const std::string& at);
  void all_of(const Json&, const Json& operand, const Json& value, const std::string& at);
  void negation(const Json&, const Json& operand, const Json& value, const std::string& at);
  void condition(const Json& schema, const Json& operand, const Json& value, const std::string& at);
  void reference(const Json&, const Json& operand, const Json& value, const std::string& at);
  void nothing(const Json&, const Json&, const Json&, const std::string&) {}

  const Json& root_;
  std::vector<std::string> problems_;
};

const std::map<std::string, Checker::Keyword>& Checker::keywords() {
  static const std::map<std::string, Keyword> table{
      {"type", &Checker::type},
      {"const", &Checker::constant},
      {"enum", &Checker::enumeration},
      {"required", &Checker::required},
      {"dependentRequired", &Checker::dependent},
      {"properties", &Checker::properties},
      {"patternProperties", &Checker::nothing},  // read by additionalProperties
      {"additionalProperties", &Checker::additional},
      {"propertyNames", &Checker::names},
      {"minProperties", &Checker::min_properties},
      {"maxProperties", &Checker::max_properties},
      {"items", &Checker::items},
      {"minItems", &Checker::min_items},
      {"maxItems", &Checker::max_items},
      {"uniqueItems", &Checker::unique_items},
      {"minimum", &Checker::minimum},
      {"maximum", &Checker::maximum},
      {"minLength", &Checker::min_length},
      {"pattern", &Checker::pattern},
      {"anyOf", &Checker::any_of},
      {"oneOf", &Checker::one_of},
      {"allOf", &Checker::all_of},
      {"not", &Checker::negation},
      {"if", &Checker::condition},
      {"then", &Checker::nothing},
      {"else", &Checker::nothing},
      {"$ref", &Checker::reference},
      {"$schema", &Checker::nothing},
      {"$id", &Checker::nothing},
      {"$defs", &Checker::nothing},
      {"definitions", &Checker::nothing},
      {"$comment", &Checker::nothing},
      {"title", &Checker::nothing},
      {"description", &Checker::nothing},
      {"markdownDescription", &Checker::nothing},
      {"examples", &Checker::nothing},
      {"default", &Checker::nothing},
  };
  return table;
}

void Checker::check(const Json& schema, const Json& value, const std::string& at) {
  if (schema.is_boolean()) {
    if (!schema.get<bool>()) say(at, "must not be here");
    return;
  }
  for (const auto& [keyword, operand] : schema.items()) {
    const auto found = keywords().find(keyword);
    if (found == keywords().end()) throw std::runtime_error("a keyword not known here: " + keyword);
    (this->*found->second)(schema, operand, value, at);
  }
}

bool has_type(const Json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return value.type_name() == type;
}

void Checker::type(const Json&, const Json& operand, const Json& value, const std::string& at) {
  const Json types = operand.is_array() ? operand : Json::array({operand});
  if (std::none_of(types.begin(), types.end(), [&](const Json& t) { return has_type(value, t); }))
    say(at, "has not the type " + operand.dump());
}

void Checker::constant(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (value != operand) say(at, "is not " + operand.dump());
}

void Checker::enumeration(const Json&, const Json& operand, const Json& value,
                          const std::string& at) {
  if (std::find(operand.begin(), operand.end(), value) == operand.end())
    say(at, value.dump() + " is not listed");
}

void Checker::required(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (!value.is_object()) return;
  for (const Json& name : operand)
    if (!value.contains(name.get<std::string>())) say(at, "has no " + name.dump());
}

void Checker::dependent(const Json&, const Json& operand, const Json& value,
                        const std::string& at) {
  if (!value.is_object()) return;
  for (const auto& [name, needed] : operand.items())
    if (value.contains(name)) required({}, needed, value, at);
}

void Checker::properties(const Json&, const Json& operand, const Json& value,
                         const std::string& at) {
  if (!value.is_object()) return;
  for (const auto& [name, schema] : operand.items())
    if (value.contains(name)) check(schema, value[name], at + "/" + name);
}

// With patternProperties beside it: a name that matches one is held to that one's schema.
void Checker::additional(const Json& schema, const Json& operand, const Json& value,
                         const std::string& at) {
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.items()) {
    if (schema.contains("properties") && schema["properties"].contains(name)) continue;
    bool matched = false;
    if (schema.contains("patternProperties"))
      for (const auto& [wanted, sub] : schema["patternProperties"].items())
        if (std::regex_search(name, std::regex(wanted, std::regex::ECMAScript))) {
          matched = true;
          check(sub, member, at + "/" + name);
        }
    if (!matched) check(operand, member, at + "/" + name);
  }
}

void Checker::names(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (!value.is_object()) return;
  for (const auto& entry : value.items()) check(operand, entry.key(), at + "/" + entry.key());
}

void Checker::min_properties(const Json&, const Json& operand, const Json& value,
                             const std::string& at) {
  if (value.is_object() && value.size() < operand) say(at, "has too few members");
}

void Checker::max_properties(const Json&, const Json& operand, const Json& value,
                             const std::string& at) {
  if (value.is_object() && value.size() > operand) say(at, "has too many members");
}

void Checker::items(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (!value.is_array()) return;
  for (std::size_t i = 0; i < value.size(); ++i)
    check(operand, value[i], at + "/" + std::to_string(i));
}

void Checker::min_items(const Json&, const Json& operand, const Json& value,
                        const std::string& at) {
  if (value.is_array() && value.size() < operand) say(at, "has too few items");
}

void Checker::max_items(const Json&, const Json& operand, const Json& value,
                        const std::string& at) {
  if (value.is_array() && value.size() > operand) say(at, "has too many items");
}

void Checker::unique_items(const Json&, const Json& operand, const Json& value,
                           const std::string& at) {
  if (!value.is_array() || operand != true) return;
  if (std::set<Json>(value.begin(), value.end()).size() != value.size())
    say(at, "has an item twice");
}

void Checker::minimum(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (value.is_number() && value < operand) say(at, "is less than " + operand.dump());
}

void Checker::maximum(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (value.is_number() && value > operand) say(at, "is more than " + operand.dump());
}

void Checker::min_length(const Json&, const Json& operand, const Json& value,
                         const std::string& at) {
  if (value.is_string() && value.get_ref<const std::string&>().size() < operand)
    say(at, "is too short");
}

void Checker::pattern(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (!value.is_string()) return;
  const std::regex wanted(operand.get<std::string>(), std::regex::ECMAScript);
  if (!std::regex_search(value.get_ref<const std::string&>(), wanted))
    say(at, value.dump() + " does not match " + operand.dump());
}

void Checker::any_of(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (std::none_of(operand.begin(), operand.end(), [&](const Json& s) { return holds(s, value); }))
    say(at, value.dump() + " is none of those allowed");
}

void Checker::one_of(const Json&, const Json& operand, const Json& value, const std::string& at) {
  const auto count = std::count_if(operand.begin(), operand.end(),
                                   [&](const Json& schema) { return holds(schema, value); });
  if (count != 1) say(at, value.dump() + " is " + std::to_string(count) + " of those allowed");
}

void Checker::all_of(const Json&, const Json& operand, const Json& value, const std::string& at) {
  for (const Json& schema : operand) check(schema, value, at);
}

void Checker::negation(const Json&, const Json& operand, const Json& value, const std::string& at) {
  if (holds(operand, value)) say(at, value.dump() + " is what it must not be");
}

void Checker::condition(const Json& schema, const Json& operand, const Json& value,
                        const std::string& at) {
  const char* branch = holds(operand, value) ? "then" : "else";
  if (schema.contains(branch)) check(schema[branch], value, at);
}

void Checker::reference(const Json&, const Json& operand, const Json& value,
                        const std::string& at) {
  check(referred(operand.get<std::string>()), value, at);
}

}  // namespace

std::vector<std::string> problems(const nlohmann::json& schema, const nlohmann::json& value) {
  return problems(schema, "#", value);
}

std::vector<std::string> problems(const nlohmann::json& schema, const std::string& reference,
                                  const nlohmann::json& value) {
  Checker checker(schema);
  checker.check(checker.referred(reference), value, "");
  return checker.take();
}

}  // namespace json_schema
