// See stray_fields.h. Tests: tests/status_table_test.cpp, tests/golden/rules.table.expected.
#include "author/stray_fields.h"

#include <algorithm>
#include <set>
#include <string>

namespace leadlint::author {
namespace {

using model::Cases;
using model::Pairs;
using model::Path;

std::string name_of(const Path& path, const Prefixes& around) {
  return path.base == Path::Base::after ? *name_after(path) : absolute(path, around).value_or("");
}

std::set<std::string> named_for_status(const std::vector<Cases>& all, const StatusAsked& asked,
                                       const Prefixes& around) {
  std::set<std::string> names;
  for (const Cases& cases : all) {
    if (!is_of_status(cases.field, asked, around)) continue;
    if (cases.when && answer(*cases.when, asked, around) == Truth::no) continue;
    for (const Cases::Row& row : cases.rows)
      if (row.value.value == asked.value->value)
        for (const auto* paths : {&row.require, &row.fill, &row.optional})
          for (const Path& path : *paths) names.insert(name_of(path, around));
  }
  return names;
}

bool has_partners(const std::vector<Pairs::Row>& rows, const StatusAsked& asked) {
  return std::ranges::any_of(rows, [&](const Pairs::Row& row) {
    return row.first.value == asked.value->value && !row.second.empty();
  });
}

bool same_steps(const Path& a, const Path& b) {
  return a.base == b.base && a.up == b.up &&
         std::ranges::equal(a.steps, b.steps, [](const model::Step& x, const model::Step& y) {
           return x.kind == y.kind && x.name == y.name;
         });
}

}  // namespace

bool is_of_status(const Path& field, const StatusAsked& asked, const Prefixes& around) {
  return names_status(field, asked, around);
}

std::vector<Path> stray_fields(const Cases& cases, const std::vector<Cases>& all,
                               const StatusAsked& asked, const Prefixes& around) {
  const std::set<std::string> own = named_for_status(all, asked, around);
  std::vector<Path> stray;
  for (const Cases::Row& row : cases.rows)
    for (const auto* paths : {&row.require, &row.fill, &row.optional})
      for (const Path& path : *paths)
        if (!own.contains(name_of(path, around))) stray.push_back(path);
  return stray;
}

PartnerUse partner_use(const Pairs& pairs, const std::vector<Pairs>& all,
                       const StatusAsked& asked) {
  if (has_partners(pairs.rows, asked)) return PartnerUse::some;
  const bool listed = std::ranges::any_of(
      pairs.rows, [&](const Pairs::Row& row) { return row.first.value == asked.value->value; });
  if (!listed) return PartnerUse::unlisted;
  for (const Pairs& each : all) {
    const bool together =
        same_steps(each.first, pairs.first) && same_steps(each.second, pairs.second);
    if (!together) continue;
    if (has_partners(each.rows, asked)) return PartnerUse::besides;
    for (const Pairs::Also& also : each.also)
      if (has_partners(also.rows, asked)) return PartnerUse::besides;
  }
  return PartnerUse::none;
}

}  // namespace leadlint::author
