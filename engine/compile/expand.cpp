// Cases to the rules they stand for.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compile/numbered_values.h"
#include "compile/plain_rules.h"
#include "compile/rules.h"
#include "finding/placeholders.h"
#include "finding/words.h"
#include "model/scalars.h"
#include "text/list.h"

namespace leadlint::compile {
namespace {

using model::Condition;
using model::Path;
using model::Scalar;
using model::Verb;
using Kind = Condition::Kind;

/// A value that is taken, and that no list of its field has.
Condition is_unlisted(const Path& path, const std::vector<Scalar>& listed) {
  Condition there;
  there.kind = Kind::present;
  there.operands.push_back({.path = path});
  return both(std::move(there), negation(one_of(path, listed)));
}

// ------------------------------------------------------------------------------------------ cases

/// A field of a table with the values whose rows name it.
struct Owned {
  Path path;
  std::vector<Scalar> values;
  NumberedValues known;
  bool of_absence = false;  // the row of no value names it
};

/// The tables, their fields as payloads have them: what is sent is stray or not.
std::vector<model::Cases> of_payload(const std::vector<model::Cases>& tables,
                                     const BlockDraft& block) {
  std::vector<model::Cases> made = tables;
  for (model::Cases& cases : made)
    for (model::Cases::Row& row : cases.rows)
      for (auto* paths : {&row.require, &row.fill, &row.optional})
        for (Path& path : *paths) path = Blocks::in_payload(block, path);
  return made;
}

std::vector<Owned> owned_by(const model::Cases& cases) {
  std::vector<Owned> fields;
  std::map<std::string, std::size_t> numbers;
  for (const model::Cases::Row& row : cases.rows)
    for (const auto* list : {&row.require, &row.fill, &row.optional})
      for (const Path& path : *list) {
        const auto [at, is_new] = numbers.try_emplace(Blocks::path_name(path), fields.size());
        if (is_new) fields.push_back({path, {}, {}});
        Owned& owned = fields[at->second];
        owned.of_absence = owned.of_absence || row.key.absent;
        if (row.key.absent) continue;
        owned.values.push_back(row.key.value);
        owned.known.insert(row.key.value);
      }
  return fields;
}

std::string belongs_words(const Path& field, const std::vector<Scalar>& values, bool of_absence) {
  const std::string name = RuleMessages::path(field);
  std::vector<std::string> texts;
  for (const Scalar& value : values) texts.push_back(without_placeholders(literal_text(value)));
  if (texts.empty()) return in_words(Say::forbidden_field_of_none, {{"other", name}});
  return in_words(
      of_absence ? Say::forbidden_field_of_value_or_none : Say::forbidden_field_of_value,
      {{"other", name}, {"values", joined(texts, phrase(Say::word_or))}});
}

/// Tables by the same field stand together: what one of them gives a value is not stray with it.
/// Nor, where that one counts under a condition only, while its condition holds.
using Tables = std::vector<const model::Cases*>;

/// What a table gives, for each field that its rows name.
struct Giving {
  const model::Cases* cases;
  std::map<std::string, Owned> fields;
};

std::vector<Giving> other_tables_of(const std::vector<model::Cases>& all,
                                    const model::Cases& cases) {
  std::vector<Giving> tables;
  for (const model::Cases& other : all) {
    if (!Blocks::same_place(other.field, cases.field)) continue;
    Giving giving{&other, {}};
    for (Owned& owned : owned_by(other))
      giving.fields.emplace(Blocks::path_name(owned.path), std::move(owned));
    tables.push_back(std::move(giving));
  }
  return tables;
}

/// `value`: null for what is not there.
Tables tables_giving(const std::vector<Giving>& other_tables, const std::string& path,
                     const Scalar* value) {
  Tables tables;
  for (const Giving& giving : other_tables)
    if (const auto at = giving.fields.find(path);
        at != giving.fields.end() &&
        (value == nullptr ? at->second.of_absence : at->second.known.contains(*value)))
      tables.push_back(giving.cases);
  return tables;
}

bool counts_always(const Tables& tables) {
  return std::any_of(tables.begin(), tables.end(),
                     [](const model::Cases* table) { return !table->when; });
}

void elsewhere_rule(const model::Cases& cases, const Path& path, Condition here,
                    const Tables& unless, std::string words, std::vector<PlainRule>& out) {
  PlainRule plain = plain_rule(cases.id + ".elsewhere", Verb::forbid, cases.elsewhere, cases.where);
  plain.rule.when = with(cases.when, std::move(here));
  for (const model::Cases* other : unless)
    plain.rule.when = both(*plain.rule.when, negation(*other->when));
  plain.words = std::move(words);
  plain.rule.targets.push_back(path);
  out.push_back(std::move(plain));
}

void elsewhere_rules(const std::vector<model::Cases>& all, const model::Cases& cases,
                     const std::vector<Scalar>& legal, bool open, std::vector<PlainRule>& out) {
  const std::vector<Giving> other_tables = other_tables_of(all, cases);
  const bool has_row_of_absence =
      std::any_of(cases.rows.begin(), cases.rows.end(),
                  [](const model::Cases::Row& row) { return row.key.absent; });
  for (const Owned& owned : owned_by(cases)) {
    const std::string name = Blocks::path_name(owned.path);
    std::vector<Scalar> owners = owned.values;
    std::vector<TakenBy<model::Cases>> others;
    for (const Scalar& value : legal) {
      if (owned.known.contains(value)) continue;
      Tables tables = tables_giving(other_tables, name, &value);
      if (!tables.empty()) owners.push_back(value);
      if (!counts_always(tables)) add_taken(std::move(tables), value, others);
    }
    for (auto& [tables, values] : others) {
      std::vector<Scalar> said;  // a table that does not count now gives nothing
      const NumberedValues here(values);
      for (const Scalar& owner : owners)
        if (!here.contains(owner)) said.push_back(owner);
      elsewhere_rule(cases, owned.path, one_of(cases.field, std::move(values)), tables,
                     belongs_words(cases.field, said, owned.of_absence), out);
    }
    const std::string words = belongs_words(cases.field, owners, owned.of_absence);
    if (open) elsewhere_rule(cases, owned.path, is_unlisted(cases.field, legal), {}, words, out);
    const Tables giving_absence = tables_giving(other_tables, name, nullptr);
    if (has_row_of_absence && !owned.of_absence && !counts_always(giving_absence))
      elsewhere_rule(cases, owned.path, is_absent(cases.field), giving_absence, words, out);
  }
}

}  // namespace

std::vector<PlainRule> expand_cases(const BlockDraft& draft, const Blocks& blocks) {
  std::vector<PlainRule> out;
  const model::Block& block = *draft.source;
  const std::vector<model::Cases> all = of_payload(block.cases, draft);
  for (std::size_t i = 0; i < block.cases.size(); ++i) {
    const model::Cases& cases = block.cases[i];
    const model::Field* field = model::target(cases.field);
    for (const model::Cases::Row& row : cases.rows) {
      const std::string id =
          cases.id + "." + (row.key.absent ? "absent" : literal_text(row.key.value));
      for (const auto& [verb, list] :
           {std::pair{Verb::require, &row.require}, std::pair{Verb::fill, &row.fill}}) {
        if (list->empty()) continue;
        PlainRule plain = plain_rule(id, verb, row.outcome, row.outcome.where);
        plain.rule.when = with(cases.when, is(cases.field, row.key));
        plain.rule.targets = *list;
        out.push_back(std::move(plain));
      }
    }
    if (field != nullptr && blocks.values.has_list(*field))
      elsewhere_rules(all, all[i], blocks.all_values_of(*field), blocks.values.is_open(*field),
                      out);
  }
  return out;
}

}  // namespace leadlint::compile
