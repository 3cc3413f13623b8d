// Finds names that stand twice. Covered by tests/check_test.cpp.
#include "check/duplicates.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/fields.h"
#include "check/walk.h"

namespace leadlint::check {
namespace {

using model::SourceLocation;

// The names of one kind of thing, each with its first place.
class Names {
 public:
  Names(std::string_view kind, CheckContext& context) : kind_(kind), context_(context) {}

  void add(const std::string& name, SourceLocation where) {
    if (name.empty()) return;
    const auto [before, fresh] = first_.emplace(name, where);
    if (!fresh)
      context_.mistakes.add(
          Code::duplicate_id, where,
          fmt::format("there is {} `{}` on line {} already", kind_, name, before->second.line),
          {name});
  }

 private:
  std::string_view kind_;
  CheckContext& context_;
  std::map<std::string, SourceLocation> first_;
};

struct CheckIds {
  std::map<std::string, SourceLocation> ids;

  void field(const model::Field& field, const model::Scope&, const std::string& path) {
    for (const std::string& name : check_names(field)) ids.emplace(path + "." + name, field.where);
  }
  void block(const model::Block&, const model::Scope&, const std::string&) {}
};

struct BlockNames {
  const std::map<std::string, SourceLocation>& check_ids;
  CheckContext& context;

  void field(const model::Field&, const model::Scope&, const std::string&) {}

  void block(const model::Block& block, const model::Scope&, const std::string& path) {
    Names fields{"a field", context}, lets{"a `let`", context};
    for (const model::Field& each : block.fields) fields.add(each.name, each.where);
    for (const model::Let& each : block.lets) lets.add(each.name, each.where);
    add_old_names(block);
    add_rules(block);
    for (const model::Rule& rule : block.rules) compare_with_checks(rule, path);
  }

  /// A name means one field.
  void add_old_names(const model::Block& block) const {
    std::map<std::string, const model::Field*> now, before;
    for (const model::Field& field : block.fields)
      if (!field.none) now.emplace(field.name, &field);
    const auto complain = [this](const model::OldName& name, std::string message) {
      context.mistakes.add(Code::duplicate_id, name.where, std::move(message), {name.text});
    };
    for (const model::Field& field : block.fields) {
      if (field.none || !field.was) continue;
      for (const model::OldName& name : field.was->is) {
        const auto same = now.find(name.text);
        const auto [other, fresh] = before.emplace(name.text, &field);
        if (same != now.end())
          complain(name, same->second == &field
                             ? fmt::format("`{}` is called so now", field.name)
                             : fmt::format("`{}` is a field of its own on line {}: it is no old "
                                           "name of `{}`",
                                           name.text, same->second->where.line, field.name));
        else if (!fresh)
          complain(name, fmt::format("`{}` is an old name of `{}` already", name.text,
                                     other->second->name));
      }
    }
  }

  // Tables have an id of their kind where the author gave none.
  void add_rules(const model::Block& block) const {
    Names rules{"a rule", context};
    const auto add_table = [&](const auto& table, std::string_view usual) {
      if (table.id != usual) rules.add(table.id, table.where);
    };
    for (const model::Rule& rule : block.rules)
      if (!rule.of_unknown) rules.add(rule.id, rule.where);
    for (const model::Cases& each : block.cases) add_table(each, "cases");
    for (const model::Pairs& each : block.pairs) add_table(each, "pairs");
    for (const model::Transitions& each : block.transitions) add_table(each, "transitions");
  }

  // `leadlint explain` and severity switches take both kinds of id.
  void compare_with_checks(const model::Rule& rule, const std::string& path) const {
    for (const std::string& id : {rule.id, path + "." + rule.id}) {
      const auto check = check_ids.find(id);
      if (check == check_ids.end()) continue;
      context.mistakes.add(Code::duplicate_id, rule.where,
                           fmt::format("`{}` is the id of the field's check on line {}", rule.id,
                                       check->second.line),
                           {rule.id});
      return;
    }
  }
};

}  // namespace

void check_duplicates(const model::RuleSet& rules, CheckContext& context) {
  CheckIds checks;
  walk_ruleset(rules, checks);
  BlockNames names{checks.ids, context};
  walk_ruleset(rules, names);
}

}  // namespace leadlint::check
