// Cases and pairs to the rules they stand for.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compile/plain_rules.h"
#include "compile/rules.h"
#include "finding/placeholders.h"
#include "model/scalars.h"
#include "text/list.h"

namespace leadlint::compile {
namespace {

using model::Condition;
using model::Operand;
using model::Path;
using model::Scalar;
using model::Verb;
using Kind = Condition::Kind;

Condition is(const Path& path, const Scalar& value) {
  Condition condition;
  condition.kind = Kind::compare;
  condition.operands.push_back({.path = path});
  condition.operands.push_back({.kind = Operand::Kind::literal, .literal = value});
  return condition;
}

Condition with(const std::optional<Condition>& when, Condition condition) {
  return when ? both(*when, std::move(condition)) : std::move(condition);
}

/// A value that is taken, and that no list of its field has.
Condition is_unlisted(const Path& path, const std::vector<Scalar>& listed) {
  Condition there;
  there.kind = Kind::present;
  there.operands.push_back({.path = path});
  return both(std::move(there), negation(one_of(path, listed)));
}

using model::holds_value;
using model::same_value;

// ------------------------------------------------------------------------------------------ cases

/// A field of a table with the values whose rows name it.
struct Owned {
  Path path;
  std::vector<Scalar> values;
  model::ScalarSet known;
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
        fields[at->second].values.push_back(row.value);
        fields[at->second].known.insert(row.value);
      }
  return fields;
}

std::string belongs_words(const Path& field, const std::vector<Scalar>& values) {
  std::vector<std::string> texts;
  for (const Scalar& value : values) texts.push_back(without_placeholders(literal_text(value)));
  return fmt::format("{{field}} belongs to {} {}", RuleMessages::path(field), joined(texts, "or"));
}

/// Tables by the same field stand together: what one of them gives a value is not stray with it.
/// Nor, where that one counts under a condition only, while its condition holds.
using Tables = std::vector<const model::Cases*>;

/// What a table gives, for each field that its rows name.
struct Giving {
  const model::Cases* cases;
  std::map<std::string, model::ScalarSet> values;
};

std::vector<Giving> other_tables_of(const std::vector<model::Cases>& all,
                                    const model::Cases& cases) {
  std::vector<Giving> tables;
  for (const model::Cases& other : all) {
    if (!Blocks::same_place(other.field, cases.field)) continue;
    Giving giving{&other, {}};
    for (Owned& owned : owned_by(other))
      giving.values.emplace(Blocks::path_name(owned.path), std::move(owned.known));
    tables.push_back(std::move(giving));
  }
  return tables;
}

Tables tables_giving(const std::vector<Giving>& other_tables, const std::string& path,
                     const Scalar& value) {
  Tables tables;
  for (const Giving& giving : other_tables)
    if (const auto at = giving.values.find(path);
        at != giving.values.end() && at->second.contains(value))
      tables.push_back(giving.cases);
  return tables;
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
  for (const auto& [path, own, known] : owned_by(cases)) {
    const std::string name = Blocks::path_name(path);
    std::vector<Scalar> owners = own;
    std::vector<std::pair<Tables, std::vector<Scalar>>> others;  // by the tables that may give it
    for (const Scalar& value : legal) {
      if (known.contains(value)) continue;
      Tables tables = tables_giving(other_tables, name, value);
      if (!tables.empty()) owners.push_back(value);
      if (std::any_of(tables.begin(), tables.end(),
                      [](const model::Cases* other) { return !other->when; }))
        continue;
      const auto at = std::find_if(others.begin(), others.end(),
                                   [&](const auto& other) { return other.first == tables; });
      if (at == others.end())
        others.push_back({std::move(tables), {value}});
      else
        at->second.push_back(value);
    }
    for (auto& [tables, values] : others) {
      std::vector<Scalar> said;  // a table that does not count now gives nothing
      const model::ScalarSet here(values);
      for (const Scalar& owner : owners)
        if (!here.contains(owner)) said.push_back(owner);
      elsewhere_rule(cases, path, one_of(cases.field, std::move(values)), tables,
                     belongs_words(cases.field, said), out);
    }
    if (open)
      elsewhere_rule(cases, path, is_unlisted(cases.field, legal), {},
                     belongs_words(cases.field, owners), out);
  }
}

// ------------------------------------------------------------------------------------------ pairs

bool is_empty(const Scalar& value) {
  const auto* text = std::get_if<std::string>(&value.value);
  return text != nullptr && text->empty();
}

/// Tables over the same two fields stand together: what one of them lists, the others take.
std::vector<const model::Pairs*> together(const model::Block& block, const model::Pairs& pairs) {
  std::vector<const model::Pairs*> tables;
  for (const model::Pairs& other : block.pairs)
    if (Blocks::same_place(other.first, pairs.first) &&
        Blocks::same_place(other.second, pairs.second))
      tables.push_back(&other);
  return tables;
}

/// Rows of tables, and what they list for each value of `first`.
class PairRows {
 public:
  void add(const std::vector<model::Pairs::Row>& rows) {
    for (const model::Pairs::Row& row : rows) {
      all_.push_back(&row);
      List& list = lists_[model::value_key(row.first)];
      for (const Scalar& value : row.second)
        if (list.known.insert(value)) list.values.push_back(value);
    }
  }

  [[nodiscard]] const std::vector<const model::Pairs::Row*>& all() const { return all_; }
  [[nodiscard]] std::vector<Scalar> listed_for(const Scalar& first) const {
    const auto at = lists_.find(model::value_key(first));
    return at == lists_.end() ? std::vector<Scalar>{} : at->second.values;
  }

 private:
  struct List {
    std::vector<Scalar> values;
    model::ScalarSet known;
  };
  std::vector<const model::Pairs::Row*> all_;
  std::map<std::string, List> lists_;
};

/// The tables that stand together with one, and their rows.
struct PairTables {
  PairRows own;  // apart from what they take otherwise (`also`)
  PairRows all;

  PairTables(const model::Block& block, const model::Pairs& pairs) {
    for (const model::Pairs* table : together(block, pairs)) {
      own.add(table->rows);
      all.add(table->rows);
      for (const model::Pairs::Also& also : table->also) all.add(also.rows);
    }
  }
};

/// Do the tables say what the second field takes? (Where a catalog does, "" is a text like others.)
bool has_list_of_tables(const model::Pairs& pairs) {
  const model::Field* second = model::target(pairs.second);
  return !pairs.open && (second == nullptr || !second->main.catalog);
}

/// Of a value that does not go with `first`: what does, or that nothing does.
void add_pair_words(const PairTables& tables, const model::Pairs& pairs, const Scalar& first,
                    PlainRule& plain) {
  const std::string value = without_placeholders(literal_text(first));
  plain.allowed = texts_of(tables.own.listed_for(first));
  plain.words =
      fmt::format("{{it}} does not go with {} {}", RuleMessages::path(pairs.first), value);
  plain.words += plain.allowed.empty() ? fmt::format("; leave it out: {} has none", value)
                                       : "; expected {allowed}";
}

void row_rules(const PairTables& tables, const model::Pairs& pairs, std::vector<PlainRule>& out) {
  const auto place = [&](PlainRule& plain) { plain.rule.at = pairs.second; };
  for (const model::Pairs::Row& row : pairs.rows) {
    const Condition here = is(pairs.first, row.first);
    std::vector<Scalar> listed = tables.all.listed_for(row.first);
    PlainRule plain = plain_rule(pairs.id, Verb::assert_that, pairs.outcome, pairs.where);
    plain.rule.outcome.code = pairs.outcome.code.value_or(Code::pair_not_allowed);
    plain.rule.when = here;
    if (has_list_of_tables(pairs) && !holds_value(listed, Scalar{std::string{}, {}}))
      plain.rule.when = both(here, negation(one_of(pairs.second, {Scalar{std::string{}, {}}})));
    plain.rule.assertions.push_back(one_of(pairs.second, std::move(listed)));
    place(plain);
    add_pair_words(tables, pairs, row.first, plain);
    out.push_back(std::move(plain));
    if (row.second.empty()) continue;
    PlainRule missing =
        plain_rule(pairs.id + ".left_out", Verb::require, pairs.left_out, pairs.where);
    missing.rule.when = here;
    missing.null_is_missing = true;  // a null goes with nothing
    missing.rule.targets.push_back(pairs.second);
    missing.allowed = texts_of(tables.own.listed_for(row.first));
    missing.words =
        fmt::format("{{field}} is missing; {} {} goes with {{allowed}}",
                    RuleMessages::path(pairs.first), without_placeholders(literal_text(row.first)));
    out.push_back(std::move(missing));
  }
}

void also_rules(const PairTables& tables, const model::Pairs& pairs, std::vector<PlainRule>& out) {
  for (const model::Pairs::Also& also : pairs.also)
    for (const model::Pairs::Row& row : also.rows) {
      if (row.second.empty()) continue;
      PlainRule plain =
          plain_rule(pairs.id + ".also", Verb::assert_that, also.outcome, pairs.where);
      plain.rule.outcome.code = also.outcome.code.value_or(Code::pair_not_allowed);
      plain.rule.when = is(pairs.first, row.first);
      plain.rule.assertions.push_back(negation(one_of(pairs.second, row.second)));
      plain.rule.at = pairs.second;
      add_pair_words(tables, pairs, row.first, plain);
      out.push_back(std::move(plain));
    }
}

/// "" stands for nothing: a value only where a row lists it, whatever becomes of `first`.
void empty_rule(const PairTables& tables, const model::Pairs& pairs, const Path& second,
                std::vector<PlainRule>& out) {
  std::vector<Scalar> with_empty;
  for (const model::Pairs::Row* row : tables.all.all())
    if (std::any_of(row->second.begin(), row->second.end(), is_empty))
      with_empty.push_back(row->first);
  if (with_empty.empty() || !has_list_of_tables(pairs)) return;
  PlainRule plain = plain_rule(pairs.id + ".empty", Verb::assert_that, pairs.outcome, pairs.where);
  plain.rule.outcome.code = Code::not_in_enum;
  plain.speaks_anyway = true;
  plain.rule.when = negation(one_of(pairs.first, std::move(with_empty)));
  plain.rule.assertions.push_back(negation(one_of(second, {Scalar{std::string{}, {}}})));
  plain.rule.at = second;
  plain.words = "{field} is empty: leave it out";
  out.push_back(std::move(plain));
}

void unlisted_rule(const PairTables& tables, const model::Pairs& pairs,
                   const std::vector<Scalar>& legal, bool open, std::vector<PlainRule>& out) {
  std::vector<Scalar> listed, others;
  model::ScalarSet known;
  for (const model::Pairs::Row* row : tables.own.all())
    if (known.insert(row->first)) listed.push_back(row->first);
  for (const Scalar& value : legal)
    if (!known.contains(value)) others.push_back(value);
  PlainRule plain =
      plain_rule(pairs.id + ".unlisted", Verb::assert_that, pairs.unlisted, pairs.where);
  plain.rule.outcome.code = pairs.unlisted.code.value_or(Code::pair_not_allowed);
  plain.rule.at = pairs.first;
  plain.allowed = texts_of(listed);
  if (open) {
    PlainRule unknown = plain;
    unknown.rule.assertions.push_back(one_of(pairs.first, legal));
    unknown.words = "{it} is not one that may stand here; expected {allowed}";
    out.push_back(std::move(unknown));
  }
  if (others.empty()) return;
  plain.rule.assertions.push_back(negation(one_of(pairs.first, std::move(others))));
  plain.words = "{it} is a legal value, but not one that may stand here; expected {allowed}";
  out.push_back(std::move(plain));
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
      const std::string id = cases.id + "." + literal_text(row.value);
      for (const auto& [verb, list] :
           {std::pair{Verb::require, &row.require}, std::pair{Verb::fill, &row.fill}}) {
        if (list->empty()) continue;
        PlainRule plain = plain_rule(id, verb, row.outcome, row.outcome.where);
        plain.rule.when = with(cases.when, is(cases.field, row.value));
        plain.rule.targets = *list;
        out.push_back(std::move(plain));
      }
    }
    if (field != nullptr && blocks.values.of(*field) != nullptr)
      elsewhere_rules(all, all[i], blocks.all_values_of(*field), blocks.values.is_open(*field),
                      out);
  }
  return out;
}

std::vector<PlainRule> expand_pairs(const BlockDraft& draft, const Blocks& blocks) {
  std::vector<PlainRule> out;
  const model::Block& block = *draft.source;
  for (const model::Pairs& pairs : block.pairs) {
    const PairTables tables(block, pairs);
    row_rules(tables, pairs, out);
    also_rules(tables, pairs, out);
    empty_rule(tables, pairs, Blocks::in_payload(draft, pairs.second), out);  // of what is sent
    const model::Field* first = model::target(pairs.first);
    if (first != nullptr && blocks.values.of(*first) != nullptr)
      unlisted_rule(tables, pairs, blocks.all_values_of(*first), blocks.values.is_open(*first),
                    out);
  }
  return out;
}

}  // namespace leadlint::compile
