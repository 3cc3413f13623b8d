// What rules ask of the items of lists, as a rule author and a sender meet it: any, all, count,
// `in` a list, `previous`. (That all tiers agree with the reference is tests/agreement_test.cpp,
// with tests/rulefiles/agreement/items.yaml.)
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "leadlint/leadlint.h"
#include "temporary_folder.h"

namespace leadlint {
namespace {

struct ItemRow {
  std::string_view rule;  // flow YAML, at the record
  std::string_view payload;
  std::string_view told;  // the findings' messages; empty: none
};

constexpr std::string_view item_fields = R"(leadlint: 1
ruleset: test/items
fields:
  total: {type: integer}
  wanted: {type: integer}
  owner: {type: string}
  tags: {items: {type: string, max_length: 9}}
  scores: {items: {type: number}}
  customer: {fields: {city: {type: string}, phones: {items: {fields: {kind: {values: [home, work]}}}}}}
  lines:
    items:
      fields:
        id: {type: integer}
        kind: {values: [a, b]}
        primary: {type: boolean}
        product: {type: integer}
        from: {format: date}
        to: {format: date}
        parts: {items: {fields: {sku: {type: string}}}}
      let: {first_kind: kind == a}
      rules:
        - {id: after-previous, assert: from >= previous.to, severity: warning}
        - {id: product-known, assert: product in outer.products.id, severity: warning}
  products: {items: {fields: {id: {type: integer}}}}
)";

std::string told_of_items(std::string_view rule, std::string_view payload) {
  const support::TemporaryFolder folder;
  const auto ruleset = load_ruleset(folder.write(
      "rules.yaml", std::string(item_fields) + "rules:\n  - {id: r, " + std::string(rule) + "}\n"));
  if (!ruleset) return "does not load: " + ruleset.error().owned().front().message;
  Validator validator{*ruleset};
  std::string out;
  for (const OwnedFinding& finding : validator.check(payload).findings().owned())
    out += (out.empty() ? "" : "; ") + finding.path + ": " + finding.message;
  return out;
}

TEST(Items, HaveAPlaceInTheirList) {
  static constexpr ItemRow rows[] = {
      {"assert: \"any(lines, index == 0 and kind == a)\"", R"({"lines":[{"kind":"a"},{}]})", ""},
      {"assert: \"any(lines, index == 0 and kind == a)\"", R"({"lines":[{},{"kind":"a"}]})",
       "/lines: lines must have an item where its index is 0 and kind is a"},
      {"assert: \"all(lines, id == index * 10)\"", R"({"lines":[{"id":0},{"id":10}]})", ""},
      {"assert: \"count(lines, index in [0, 2] and id > 5) == 1\"",
       R"({"lines":[{"id":6},{"id":7},{"id":8}]})",
       "/lines: the number of lines where (its index is 0 or its index is 2) and id is more than 5 "
       "(2) must equal 1"},
      {"assert: \"any(tags, item == x and index == 1)\"", R"({"tags":["y","x"]})", ""},
      {"assert: \"any(tags, item == x and index == 1)\"", R"({"tags":["x","y"]})",
       "/tags: tags must have an item where item is x and its index is 1"},
      // Rule files.
      {"assert: index == 1", "{}", "does not load: there is no field `index` here"},
      {"assert: \"any(lines, index < 0)\"", "{}",
       "does not load: no index is less than 0, that of the first item"},
      {"assert: \"any(lines, index == -1)\"", "{}",
       "does not load: an index is never negative: that of the first item is 0"},
      {"assert: \"any(lines, index == 0.5)\"", "{}",
       "does not load: an index is a whole number, and 0.5 is none"},
      {"assert: \"any(lines, index == a)\"", "{}", "does not load: there is no field `a` here"},
      {"assert: \"any(lines, index == 1 day)\"", "{}", "does not load: expected"},
      {"assert: \"any(lines, index < from)\"", "{}",
       "does not load: `from` is a date: only numbers are calculated with"},
      {"assert: \"any(lines, kind == index)\"", "{}",
       "does not load: `index` is no value of `kind`; it has a, b"},
  };
  for (const ItemRow& row : rows) {
    const std::string told = told_of_items(row.rule, row.payload);
    EXPECT_EQ(told.substr(0, row.told.empty() ? told.size() : row.told.size()), row.told)
        << row.rule << "\n  " << told;
  }
}

TEST(Items, AreAskedForOneForEachAndCounted) {
  static constexpr std::string_view any = "assert: \"any(lines, kind == a)\"",
                                    all = "assert: \"all(lines, kind == a)\"",
                                    one = "assert: \"count(lines, primary == true) <= 1\"";
  static constexpr ItemRow rows[] = {
      {any, R"({"lines":[{"kind":"b"},{"kind":"a"}]})", ""},
      {any, R"({"lines":[{"kind":"b"}]})", "/lines: lines must have an item where kind is a"},
      {any, R"({"lines":[]})", "/lines: lines must have an item where kind is a"},
      {any, R"({})", "/lines: lines must have an item where kind is a"},
      {any, R"({"lines":null})", "; /lines: lines must have an item where kind is a"},
      // A broken item may be the one; it has a finding of its own.
      {any, R"({"lines":[{"kind":"c"}]})", R"(/lines/0/kind: kind "c" is not one of a or b)"},
      {any, R"({"lines":[{"kind":"c"},{"kind":"a"}]})",
       R"(/lines/0/kind: kind "c" is not one of a or b)"},
      {any, R"({"lines":5})", "/lines: lines 5 must be a list, not a number"},
      {all, R"({"lines":[{"kind":"a"},{"kind":"a"}]})", ""},
      {all, R"({"lines":[{"kind":"a"},{}]})",
       "/lines: each item of lines must be one where kind is a"},
      {all, R"({"lines":[{"kind":"c"},{"kind":"b"}]})",
       R"(/lines: each item of lines must be one where kind is a; /lines/0/kind: kind "c" is not one)"},
      {all, R"({})", ""},
      {one, R"({"lines":[{"primary":true},{"primary":false}]})", ""},
      {one, R"({"lines":[{"primary":true},{"primary":true}]})",
       "/lines: the number of lines where primary is true (2) must be at most 1"},
      // One is broken: two others are too many all the same, one other may be.
      {one, R"({"lines":[{"primary":true},{"primary":5},{"primary":true}]})",
       "/lines: the number of lines where primary is true (2 to 3) must be at most 1; "},
      {one, R"({"lines":[{"primary":true},{"primary":5}]})",
       "/lines/1/primary: primary 5 must be true or false, not a number"},
      {"assert: total == count(lines) + count(tags) * 2",
       R"({"total":3,"lines":[{}],"tags":["x"]})", ""},
      {"assert: total == count(lines) + count(tags) * 2", R"({"total":3,"lines":[{}]})",
       "/total: total 3 must equal the number of lines + the number of tags * 2 (1)"},
      {"when: \"any(lines, first_kind and primary != true)\", require: total",
       R"({"lines":[{"kind":"a"}]})",
       "when there is an item of lines where kind is a and primary is not true"},
      {"when: \"any(lines, id == outer.wanted)\", require: total",
       R"({"wanted":7,"lines":[{"id":7}]})", "/total: total is missing"},
      {"when: \"any(customer.phones, kind == home and outer.city == X)\", require: total",
       R"({"customer":{"city":"X","phones":[{"kind":"home"}]}})", "/total: total is missing"},
      {"when: \"any(lines, any(parts, sku == S))\", require: total",
       R"({"lines":[{},{"parts":[{"sku":"T"},{"sku":"S"}]}]})", "/total: total is missing"},
      {"assert: \"all(scores, item > 0 and item <= outer.wanted)\"",
       R"({"wanted":5,"scores":[1,5]})", ""},
      {"assert: \"all(scores, item > 0 and item <= outer.wanted)\"",
       R"({"wanted":5,"scores":[1,6]})", "/scores: each item of scores must be one where"},
  };
  for (const ItemRow& row : rows) {
    const std::string told = told_of_items(row.rule, row.payload);
    const bool same = row.told.empty() ? told.empty() : told.find(row.told) != std::string::npos;
    EXPECT_TRUE(same) << row.rule << "\n" << row.payload << "\n  " << told;
  }
}

TEST(Items, AFieldCalledAsAWordIsIsAnotherOne) {
  const support::TemporaryFolder folder;
  const auto ruleset = load_ruleset(folder.write("rules.yaml", R"(leadlint: 1
ruleset: test/before
fields:
  lines:
    items:
      fields:
        status: {values: [A, B]}
        before: {fields: {status: {values: [A, B]}}}
      rules:
        - {id: item-before, when: previous.status == A, forbid: status}
        - {id: member, when: before.status == A, require: status}
)"));
  ASSERT_TRUE(ruleset) << ruleset.error().owned().front().message;
  Validator validator{*ruleset};
  const OwnedFindings& findings =
      validator.check(R"({"lines":[{"before":{"status":"A"}},{"status":"A"},{"status":"B"}]})")
          .findings()
          .owned();
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].rule, "test/before#lines[].member");
  EXPECT_EQ(findings[1].rule, "test/before#lines[].item-before");
}

/// A form whose `when` looks through a list: where nobody can tell whether it counts, the value is
/// taken, for what cannot be told has its finding.
TEST(Items, AFormThatMayCountTakesItsValue) {
  struct FormRow {
    std::string_view when, payload;
    std::string_view wrong;  // paths of errors, in their order
  };
  static constexpr std::string_view any = "any(lines, kind == a)", sum = "sum(lines.n) > total",
                                    count = "count(lines, kind == a) > 1",
                                    among = "total in scores", no = "not any(lines, kind == a)";
  static constexpr FormRow rows[] = {
      {any, R"({"code":"x","lines":[{"kind":"a"}]})", ""},
      {any, R"({"code":"x","lines":[{"kind":"b"}]})", "/code "},
      {any, R"({"code":"x"})", "/code "},
      {any, R"({"code":"x","lines":[{"kind":"b"},{"kind":5}]})", "/lines/1/kind "},
      {any, R"({"code":true,"lines":[{"kind":"b"},{"kind":5}]})", "/code /lines/1/kind "},
      {any, R"({"code":"x","lines":5})", "/lines "},
      {no, R"({"code":"x","lines":[{"kind":"b"},{"kind":5}]})", "/lines/1/kind "},
      {no, R"({"code":"x","lines":[{"kind":"a"},{"kind":5}]})", "/code /lines/1/kind "},
      {sum, R"({"code":"x","total":1,"lines":[{"n":2}]})", ""},
      {sum, R"({"code":"x","total":1,"lines":[{"n":1}]})", "/code "},
      {sum, R"({"code":"x","total":1,"lines":[{"n":"2"}]})", "/lines/0/n "},
      {sum, R"({"code":"x","lines":[{"n":"2"}]})", "/code /lines/0/n "},
      {sum, R"({"code":"x","total":1})", "/code "},
      {count, R"({"code":"x","lines":[{"kind":"a"},{"kind":5}]})", "/lines/1/kind "},
      {count, R"({"code":"x","lines":[{"kind":"b"},{"kind":5}]})", "/code /lines/1/kind "},
      {among, R"({"code":"x","total":1,"scores":[2,"1"]})", "/scores/1 "},
      {among, R"({"code":"x","total":1,"scores":[2]})", "/code "},
  };
  for (const FormRow& row : rows) {
    const support::TemporaryFolder folder;
    const auto ruleset = load_ruleset(folder.write(
        "rules.yaml",
        "leadlint: 1\nruleset: test/items\nfields:\n  total: {type: integer}\n  code: {type: "
        "integer, also: [{type: string, severity: \"off\", when: \"" +
            std::string(row.when) +
            "\"}]}\n  scores: {items: {type: number}}\n  lines: {items: {fields: {kind: {values: "
            "[a, b]}, n: {type: number}}}}\n"));
    ASSERT_TRUE(ruleset) << ruleset.error().owned().front().message;
    Validator validator{*ruleset};
    std::string wrong;
    for (const OwnedFinding& finding : validator.check(row.payload).findings().owned())
      wrong += finding.path + " ";
    EXPECT_EQ(wrong, row.wrong) << row.when << " " << row.payload;
  }
}

TEST(Items, AValueIsAmongThem) {
  static constexpr std::string_view vip = "when: \"\\\"vip\\\" in tags\", require: total",
                                    not_vip = "assert: \"\\\"vip\\\" not in tags\"";
  static constexpr ItemRow rows[] = {
      {vip, R"({"tags":["x","vip"]})", "when tags holds \"vip\""},
      {vip, R"({"tags":["x"]})", ""},
      {vip, "{}", ""},
      {not_vip, R"({"tags":["vip"]})", "/tags: tags must not hold \"vip\""},
      {not_vip, "{}", ""},
      {"assert: owner in tags", R"({"owner":"x","tags":["y","x"]})", ""},
      {"assert: owner in tags", R"({"owner":"x","tags":["y"]})",
       "/owner: owner \"x\" must be among tags"},
      {"assert: owner in tags", R"({"owner":"x"})", "/owner: owner \"x\" must be among tags"},
      {"assert: owner in tags", R"({"tags":["y"]})", ""},
      {"assert: owner in tags", R"({"owner":"x","tags":["y","longer than nine"]})",
       "at most 9 are allowed"},
      {"forbid: owner", R"({"products":[{"id":1},{"id":2}],"lines":[{"product":2}]})", ""},
      {"forbid: owner",
       R"({"products":[{"id":"x"},{"id":2}],"lines":[{"product":2},{"product":1}]})",
       "/products/0/id: id \"x\" must be a whole number"},
      {"forbid: owner", R"({"products":[{"id":1}],"lines":[{"product":1},{"product":2}]})",
       "/lines/1/product: product 2 must be among products.id"},
  };
  for (const ItemRow& row : rows) {
    const std::string told = told_of_items(row.rule, row.payload);
    const bool same = row.told.empty() ? told.empty() : told.find(row.told) != std::string::npos;
    EXPECT_TRUE(same) << row.rule << "\n" << row.payload << "\n  " << told;
  }
  EXPECT_EQ(told_of_items("assert: owner in tags", R"({"owner":"x","tags":["longer than nine"]})")
                .find("/owner"),
            std::string::npos)
      << "the broken item may be it";
}

TEST(Items, LookAtTheOneBefore) {
  EXPECT_EQ(told_of_items("forbid: owner",
                          R"({"lines":[{"from":"2024-01-01","to":"2024-01-05"},)"
                          R"({"from":"2024-01-05","to":"2024-02-01"},{},{"from":"2023-01-01"}]})"),
            "");
  EXPECT_EQ(
      told_of_items("forbid: owner", R"({"lines":[{"to":"2024-01-05"},{"from":"2024-01-04"}]})"),
      "/lines/1/from: from \"2024-01-04\" must not be before to of the item before");
}

std::string told_of_lists(std::string_view fields, std::string_view payload) {
  const support::TemporaryFolder folder;
  const auto ruleset = load_ruleset(folder.write(
      "rules.yaml", "leadlint: 1\nruleset: test/lists\nfields: " + std::string(fields) + "\n"));
  if (!ruleset) return "does not load: " + ruleset.error().owned().front().message;
  Validator validator{*ruleset};
  std::string out;
  for (const OwnedFinding& finding : validator.check(payload).findings().owned())
    out += (out.empty() ? "" : "; ") + finding.path + ": " + finding.message;
  return out;
}

struct ListRow {
  std::string_view fields, payload, told;
};

TEST(Items, AreToldApartByPathsAndAcrossLists) {
  static constexpr std::string_view
      nested =
          "{orders: {unique: \"lines[].serial\", items: {fields: {lines: {items: {fields: {serial: "
          "{type: string}}}}}}}}",
      labels =
          "{boxes: {unique: \"labels[]\", items: {fields: {labels: {items: {type: string}}}}}}",
      path =
          "{seats: {unique: place.row, items: {fields: {place: {fields: {row: {type: "
          "integer}}}}}}}",
      paths =
          "{seats: {unique: [place.row, kind], items: {fields: {kind: {type: string}, place: "
          "{fields: "
          "{row: {type: integer}}}}}}}";
  static constexpr ListRow rows[] = {
      {nested,
       R"({"orders":[{"lines":[{"serial":"a"},{"serial":"b"}]},{"lines":[{"serial":"c"}]}]})", ""},
      {nested, R"({"orders":[{"lines":[{"serial":"a"}]},{},{"lines":[{},{"serial":"a"}]}]})",
       "/orders/2/lines/1/serial: serial \"a\" stands in the list twice, first at "
       "/orders/0/lines/0/serial"},
      {labels, R"({"boxes":[{"labels":["x","y"]},{"labels":["z","y"]}]})",
       "/boxes/1/labels/1: item 2 \"y\" stands in the list twice, first at /boxes/0/labels/1"},
      {path, R"({"seats":[{"place":{"row":1}},{"place":{}},{"place":{"row":1}}]})",
       "/seats/2/place/row: row 1 stands in the list twice"},
      {paths, R"({"seats":[{"kind":"a","place":{"row":1}},{"kind":"b","place":{"row":1}}]})", ""},
      {paths, R"({"seats":[{"kind":"a","place":{"row":1}},{"kind":"a","place":{"row":1}}]})",
       "/seats/1: "},
      {"{o: {unique: \"lines.serial\", items: {fields: {lines: {items: {fields: {serial: {type: "
       "string}}}}}}}}",
       "{}", "`lines` is a list: write `lines[]` for each of its items"},
      {"{o: {unique: [\"lines[].serial\", id], items: {fields: {id: {type: integer}, lines: "
       "{items: "
       "{fields: {serial: {type: string}}}}}}}}",
       "{}", "`lines[].serial` goes through a list of the items: it stands alone"},
      {"{o: {unique: place.rwo, items: {fields: {place: {fields: {row: {type: integer}}}}}}}", "{}",
       "the items of `o` have no field `place.rwo`"},
      {"{o: {ascending: place.row, items: {fields: {place: {fields: {row: {type: integer}}}}}}}",
       "{}", "`place.row` lies further down"},
  };
  for (const ListRow& row : rows) {
    const std::string told = told_of_lists(row.fields, row.payload);
    const bool same = row.told.empty() ? told.empty() : told.find(row.told) != std::string::npos;
    EXPECT_TRUE(same) << row.fields << "\n" << row.payload << "\n  " << told;
  }
}

TEST(Items, MembersOfAMapAreCounted) {
  static constexpr std::string_view
      map = "{m: {each: {type: string}, min_items: 1, max_items: 2}}",
      named =
          "{m: {fields: {source: {type: string}}, names: {pattern: \"x_.*\", is: {type: string}}, "
          "max_items: 1}}";
  static constexpr ListRow rows[] = {
      {map, R"({"m":{"a":"1","b":"2"}})", ""},
      {map, R"({"m":{}})", "/m: m has no members"},
      {map, R"({"m":{"a":"1","b":"2","c":"3"}})", "/m: m has 3 members; at most 2 are allowed"},
      {named, R"({"m":{"source":"s","x_1":"1"}})", ""},
      {named, R"({"m":{"source":"s","x_1":"1","x_2":"2"}})",
       "/m: m has 2 members; at most 1 is allowed"},
      {"{m: {fields: {a: {type: string}}, max_items: 1}}", "{}", "`max_items` applies to lists"},
  };
  for (const ListRow& row : rows) {
    const std::string told = told_of_lists(row.fields, row.payload);
    const bool same = row.told.empty() ? told.empty() : told.find(row.told) != std::string::npos;
    EXPECT_TRUE(same) << row.fields << "\n" << row.payload << "\n  " << told;
  }
}

TEST(Items, MistakesSayWhatStandsThere) {
  static constexpr ItemRow rows[] = {
      {"assert: \"any(owner, kind == a)\"", "",
       "`owner` is text, and any() goes over the items of a list"},
      {"assert: \"any(lines, colour == a)\"", "", "there is no field `colour` here"},
      {"assert: \"any(lines, owner == a)\"", "",
       "there is no field `owner` here; write `outer.owner`"},
      {"assert: \"any(lines, kind == c)\"", "", "`c` is no value of `kind`; it has a, b"},
      {"assert: \"any(after.lines, kind == a)\"", "",
       "any() goes over a list of the payload, and `after.lines` is none; lists are sent as a "
       "whole, "
       "so that of one that is sent write `lines`, in a rule under `when: present(lines)`"},
      {"assert: \"any(current.lines, kind == a)\"", "",
       "any() goes over a list of the payload, and `current.lines` is none"},
      {"assert: \"any(lines, id == after.wanted)\"", "", "`after.wanted` stands beside any()"},
      {"assert: \"any(lines)\"", "", "expected a comma after lines"},
      {"assert: \"count(lines, primary == true)\"", "", "expected a comparison"},
      {"assert: \"count(total) <= 1\"", "",
       "`total` is a number, and count() goes over the items of a list"},
      {"assert: owner in lines", "",
       "the items of `lines` are objects: name the member that is compared, as in `lines.id`"},
      {"assert: owner in lines.id", "",
       "`owner` is text, `lines.id` is a number: it is never among them"},
      {"assert: owner in scores", "", "`owner` is text, `scores` is a number: it is never among"},
      {"assert: owner in lines.parts.sku", "", "`in` looks through one list"},
      {"assert: total == previous.total", "",
       "`previous.total` asks for the item before, and this is no item of a list; the stored "
       "record "
       "is `current`: write `current.total`"},
      {"require: previous.total", "", "`previous.total` asks for the item before"},
      {"assert: \"any(tags, owner == x)\"", "", "there is no field `owner` here"},
  };
  for (const ItemRow& row : rows) {
    const std::string told = told_of_items(row.rule, "{}");
    EXPECT_NE(told.find(row.told), std::string::npos) << row.rule << "\n  " << told;
  }
}

}  // namespace
}  // namespace leadlint
