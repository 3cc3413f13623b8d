// What Leadlint makes of form bodies, as JSON, for the judge beside it (forms.rb).
//
//   form_records RULESET < bodies     a body a line; for each a line
//                                     {"verdict": "valid", "codes": [...], "record": {...}}
//
// Members that no rule names are left out, as the server leaves them out; numbers and booleans are
// the text that was sent.
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "leadlint/leadlint.h"
#include "read/form.h"
#include "table/decision_table.h"

namespace {

using leadlint::read::Index;
using leadlint::read::Kind;
using leadlint::read::none;
using Json = nlohmann::ordered_json;

class Writer {
 public:
  Writer(const leadlint::table::DecisionTable& table, const leadlint::read::Record& record)
      : table_(table), record_(record) {}

  [[nodiscard]] Json value(Index index) const {
    const auto& node = record_.nodes[index];
    switch (node.kind) {
      case Kind::null:
        return nullptr;
      case Kind::true_value:
        return "true";
      case Kind::false_value:
        return "false";
      case Kind::integer:
      case Kind::number:
      case Kind::string:
        return std::string(node.text());
      case Kind::array: {
        Json items = Json::array();
        for (Index at = node.first; at != none; at = record_.nodes[at].next)
          items.push_back(value(at));
        return items;
      }
      case Kind::object:
        return node.instance == none ? Json::object() : members(node.instance);
    }
    return nullptr;
  }

 private:
  [[nodiscard]] Json members(Index index) const {
    Json all = Json::object();
    const auto& instance = record_.instances[index];
    const auto& block = table_.blocks[instance.block];
    for (Index number = 0; number < block.fields.count; ++number) {
      const Index node = record_.slots[instance.slots + number];
      const auto& field = table_.fields[block.fields[number]];
      if (node != none) all[std::string(table_.text(field.name))] = value(node);
    }
    return all;
  }

  const leadlint::table::DecisionTable& table_;
  const leadlint::read::Record& record_;
};

const char* word(leadlint::Verdict verdict) {
  switch (verdict) {
    case leadlint::Verdict::valid:
      return "valid";
    case leadlint::Verdict::warning:
      return "warning";
    case leadlint::Verdict::invalid:
      return "invalid";
  }
  return "";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const auto rules = leadlint::load_ruleset(arguments[1]);
  if (!rules) return 2;
  const auto& table = rules->table();
  leadlint::Validator validator(*rules);
  leadlint::read::FormReader reader;
  leadlint::read::Record record;
  for (std::string body; std::getline(std::cin, body);) {
    const leadlint::Result& result = validator.check_form(body);
    Json line = {{"verdict", word(result.verdict())}, {"codes", Json::array()}};
    for (const leadlint::OwnedFinding& finding : result.findings().owned())
      line["codes"].push_back(leadlint::code_name(finding.code));
    if (reader.read(table, table.root, body, record))
      line["record"] = Writer(table, record).value(0);
    std::cout << line.dump() << '\n';
  }
  return 0;
}
