// Paths to fields: model/scope.h.
#include "model/scope.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "parse/syntax.h"

namespace leadlint::model {
namespace {

Field leaf(std::string name) {
  Field field;
  field.name = std::move(name);
  return field;
}

Field object(std::string name, std::vector<Field> members) {
  Field field = leaf(std::move(name));
  field.main.fields = std::make_unique<Block>();
  field.main.fields->fields = std::move(members);
  return field;
}

Field list(std::string name, Field item) {
  Field field = leaf(std::move(name));
  field.main.items = std::make_unique<Field>(std::move(item));
  return field;
}

template <class... Fields>
std::vector<Field> fields(Fields&&... each) {
  std::vector<Field> all;
  (all.push_back(std::forward<Fields>(each)), ...);
  return all;
}

// {status, gone (none), either: text or {code}, lead: {id, log: [{at}]}}; params {id};
// current {attachments}; the request {asked}.
RuleSet sample() {
  RuleSet rules;
  Field gone = leaf("gone");
  gone.none = true;
  Field either = leaf("either");
  either.also.emplace_back();
  either.also.back().fields = std::make_unique<Block>();
  either.also.back().fields->fields = fields(leaf("code"));
  rules.root = object(
      "", fields(leaf("status"), std::move(gone), std::move(either),
                 object("lead", fields(leaf("id"), list("log", object("", fields(leaf("at"))))))));
  rules.params.fields = fields(leaf("id"));
  rules.current_extra.fields = fields(leaf("attachments"));
  auto request = std::make_shared<RuleSet>();
  request->root = object("", fields(leaf("asked")));
  rules.request = std::move(request);
  return rules;
}

struct Case {
  const char* path;
  const char* from;   // "record", "lead" or "item": the block the path stands in
  const char* field;  // what it leads to; "" the item itself; nullptr: nothing
  std::size_t failed = 0;
};

class Resolve : public testing::TestWithParam<Case> {};

TEST_P(Resolve, LeadsToTheField) {
  const Case& expected = GetParam();
  const RuleSet rules = sample();
  const Block* record_block = block_of(rules.root);
  const Block* lead_block = block_of(*find_field(*record_block, "lead"));
  const Block* item_block = block_of(*item_of(*find_field(*lead_block, "log")));
  const Scope record{record_block, nullptr, &rules}, lead{lead_block, &record, &rules},
      item{item_block, &lead, &rules};
  const std::string from = expected.from;
  const Scope& scope = from == "record" ? record : from == "lead" ? lead : item;

  auto path = parse::parse_path(expected.path, {});
  ASSERT_TRUE(path) << path.error().message;
  std::size_t failed = 0;
  const Field* field = resolve(*path, scope, &failed);
  if (expected.field == nullptr) {
    EXPECT_EQ(field, nullptr);
    EXPECT_EQ(failed, expected.failed);
  } else {
    ASSERT_NE(field, nullptr);
    EXPECT_EQ(field->name, expected.field);
  }
  std::size_t unbound = 0;
  EXPECT_EQ(bind(*path, scope, &unbound), field);
  EXPECT_EQ(target(*path), field);
  EXPECT_EQ(unbound, failed);
}

INSTANTIATE_TEST_SUITE_P(
    All, Resolve,
    testing::Values(
        Case{"status", "record", "status"}, Case{"lead.id", "record", "id"},
        Case{"id", "lead", "id"}, Case{"at", "item", "at"},
        Case{"lead.log[last].at", "record", "at"}, Case{"lead.log[].at", "record", "at"},
        Case{"lead.log[last]", "record", ""}, Case{"outer.status", "lead", "status"},
        Case{"outer.id", "item", "id"}, Case{"outer.outer.status", "item", "status"},
        Case{"outer.lead.id", "lead", "id"}, Case{"either.code", "record", "code"},
        Case{"gone", "record", "gone"}, Case{"gone.deeper.still", "record", "gone"},
        Case{"current.status", "item", "status"},
        Case{"current.attachments", "item", "attachments"}, Case{"current.lead.id", "item", "id"},
        Case{"request.asked", "item", "asked"}, Case{"param.id", "item", "id"},
        // nowhere
        Case{"stauts", "record", nullptr, 0}, Case{"lead.ib", "record", nullptr, 1},
        Case{"status.id", "record", nullptr, 1}, Case{"lead.log.at", "record", nullptr, 2},
        Case{"lead.log[last].at.zone", "record", nullptr, 4},
        Case{"status[last]", "record", nullptr, 1}, Case{"outer.status", "record", nullptr, 0},
        Case{"request.status", "record", nullptr, 0}, Case{"param.status", "record", nullptr, 0},
        Case{"option.status", "record", nullptr, 0}));

struct TypeCase {
  const char* name;
  void (*write)(Variant&);
  TypeSet types;
};

class TypesOf : public testing::TestWithParam<TypeCase> {};

TEST_P(TypesOf, AreToldByTheKeys) {
  Variant form;
  GetParam().write(form);
  EXPECT_EQ(types_of(form), GetParam().types);
}

INSTANTIATE_TEST_SUITE_P(
    All, TypesOf,
    testing::Values(
        TypeCase{"nothing", [](Variant&) {}, 127},
        TypeCase{"type", [](Variant& form) { form.type.emplace().is = integer_type | null_type; },
                 integer_type | null_type},
        TypeCase{"texts",
                 [](Variant& form) {
                   form.values.emplace().is = {{std::string{"A"}, {}}};
                 },
                 string_type},
        TypeCase{"whole numbers",
                 [](Variant& form) {
                   form.values.emplace().is = {{std::int64_t{1}, {}}};
                 },
                 integer_type},
        TypeCase{"mixed",
                 [](Variant& form) {
                   form.values.emplace().is = {{true, {}}, {Number{"1.5", 1.5}, {}}};
                 },
                 boolean_type | number_type},
        TypeCase{"format", [](Variant& form) { form.format.emplace(); }, string_type},
        TypeCase{"pattern", [](Variant& form) { form.pattern.emplace(); }, string_type},
        TypeCase{"fields", [](Variant& form) { form.fields = std::make_unique<Block>(); },
                 object_type},
        TypeCase{"each", [](Variant& form) { form.each = std::make_unique<Field>(); }, object_type},
        TypeCase{"items", [](Variant& form) { form.items = std::make_unique<Field>(); },
                 array_type},
        TypeCase{"min", [](Variant& form) { form.min.emplace(); }, number_type},
        TypeCase{"max", [](Variant& form) { form.max.emplace(); }, number_type},
        TypeCase{"max_length", [](Variant& form) { form.max_length.emplace(); }, string_type},
        TypeCase{"trimmed", [](Variant& form) { form.trimmed.emplace(); }, string_type},
        TypeCase{"min_items", [](Variant& form) { form.min_items.emplace(); }, array_type},
        TypeCase{"values before format",
                 [](Variant& form) {
                   form.values.emplace().is = {{std::int64_t{1}, {}}};
                   form.format.emplace();
                 },
                 integer_type}),
    [](const auto& each) {
      std::string name = each.param.name;
      for (char& c : name)
        if (c == ' ') c = '_';
      return name;
    });

}  // namespace
}  // namespace leadlint::model
