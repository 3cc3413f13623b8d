// Nothing compiles that does nothing: conditions that never hold, parts of them that change
// nothing.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "author/check_rules.h"
#include "temporary_folder.h"

namespace leadlint::idle_conditions {
namespace {

constexpr const char* fields =
    "leadlint: 1\nruleset: acme/idle\ntitle: t\n"
    "catalogs: {c: {columns: [id]}, tags: {columns: [id]}, lines: {columns: [n]}}\n"
    "fields:\n"
    "  n: {type: number}\n"
    "  s: {type: string}\n"
    "  k: {values: [a, b]}\n"
    "  d: {format: date}\n"
    "  at: {format: rfc3339}\n"
    "  t: {format: time}\n"
    "  o: {fields: {x: {type: string}}}\n"
    "  tags: {items: {type: string}}\n"
    "  lines: {items: {fields: {n: {type: integer}}}}\n"
    "  y: {type: string}\n";

struct Row {
  const char* condition;
  const char* says;  // empty: nothing
};

constexpr Row rows[] = {
    {"n == n", ""},  // is it a number at all?
    {"n != n",
     "nothing is less or more than itself, or another than that: `n` is compared with itself"},
    {"d < d",
     "nothing is less or more than itself, or another than that: `d` is compared with itself"},
    {"length(s) > length(s)",
     "nothing is less or more than itself, or another than that: `s` is compared with itself"},
    {"length(s) > length(y)", ""},
    {"s != current.s", ""},
    {"at > at - 1 hour", ""},
    {"at + 0 days > now", "a duration of 0 moves nothing: take it away"},
    {"length(s) >= 0", ""},
    {"length(tags) < 0", "no length is less than 0"},
    {"count(tags) >= 0", ""},
    {"0 > count(tags)", "no count is less than 0"},
    {"count(tags) == 1.5", "a count is a whole number, and 1.5 is none"},
    {"count(tags) > -1", "a count is never negative"},
    {"n * 0 == 0", "a product with 0 is 0, whatever is sent"},
    {"n - 0.5 == 0", ""},
    {"n + 1 == 0", ""},
    {"n == 1 within 0",
     "`within` says how far the sides may be apart, and 0 is no distance: take it away"},
    {"n == 1 within 0.5", ""},
    {"weekday(d) in [mon, monday]", "`mon` stands twice in the list"},
    {"t < \"00:00\"", "no time of day is before 00:00"},
    {"time_of_day(at) < \"00:00\"", "no time of day is before 00:00"},
    {"t > \"00:00\"", ""},
    {"k in [a, a]", "`a` stands twice in the list"},
    {"s in c", ""},
    {"o in c.id", "`o` is an object, and a catalog lists single values"},
    {"tags not in c", "`tags` is a list, and a catalog lists single values"},
    {"text(o) == text(s)", "text() is the text of a single value; `o` is an object"},
    {"text(n) == s", ""},
    {"s == now",
     "`now` is the caller's clock, and `s` is text: put the word in quotes where that is a text"},
    {"s == \"now\"", ""},
    {"blank(k)", "no value of `k` is blank: whether it is left out asks absent(k)"},
    {"blank(d)", "no value of `d` is blank: whether it is left out asks absent(d)"},
    {"blank(s)", ""},
    {"only(s, s)", "only() names `s` twice"},
    // A list and a catalog of one name.
    {"\"vip\" in tags", ""},
    {"s in tags",
     "`tags` is a catalog and a list: of the list write any(tags, item == outer.s), for the "
     "catalog "
     "give one of the two another name"},
    {"n not in lines.n",
     "`lines` is a catalog and a list: of the list write any(lines, n == outer.n), for the catalog "
     "give one of the two another name"},
    {"any(tags, item == outer.s)", ""},
};

TEST(IdleConditions, AreMistakes) {
  for (const Row& row : rows) {
    const support::TemporaryFolder folder;
    std::string condition;
    for (const char c : std::string_view(row.condition))
      condition += c == '\'' ? "''" : std::string(1, c);
    const std::string body =
        std::string(fields) + "rules:\n  - {id: r, when: '" + condition + "', forbid: y}\n";
    std::string told;
    for (const OwnedFinding& each : author::check_rules(folder.write("rules.yaml", body)).mistakes)
      told += (told.empty() ? "" : " | ") + each.message;
    EXPECT_EQ(told, row.says) << row.condition;
  }
}

}  // namespace
}  // namespace leadlint::idle_conditions
