// PairTables of pairs to the rules they stand for.
//
//   fields: [a, b, c], table: {x: {y: [z]}}
//     when a == x:             b in [y]
//     when a == x and b == y:  c in [z]
//
// PairTables over the same fields stand together: what one of them lists, the others take, where
// that one counts. So each rule of a table under another condition is said of values that no table
// takes, and once more of those that one takes, for where it does not count.
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

namespace leadlint::compile {
namespace {

using model::Condition;
using model::Pairs;
using model::Path;
using model::Scalar;
using model::Verb;
using Kind = Condition::Kind;
using Row = Pairs::Row;
using Keys = std::vector<model::RowKey>;

const Scalar empty_text = model::empty_text();

/// The numbers of the values; 0 of none.
using Numbers = std::vector<std::uint32_t>;

Numbers numbers_of(const Keys& keys) {
  Numbers numbers;
  for (const model::RowKey& key : keys) numbers.push_back(key.absent ? 0 : number_of(key.value));
  return numbers;
}

/// What rows list, by what they go by.
class Lists {
 public:
  void add(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      const auto [at, is_new] = lists_.try_emplace(numbers_of(row.before));
      if (is_new) keys_.push_back(&row.before);
      at->second.takes_none = at->second.takes_none || row.goes_without || row.goes.empty();
      for (const Scalar& value : row.goes)
        if (at->second.known.insert(value)) at->second.values.push_back(value);
    }
  }

  /// Each once, in the order of the rows.
  [[nodiscard]] const std::vector<const Keys*>& keys() const { return keys_; }
  [[nodiscard]] bool has(const Keys& keys) const { return lists_.contains(numbers_of(keys)); }
  [[nodiscard]] bool has(const Keys& keys, const Scalar& value) const {
    const auto at = lists_.find(numbers_of(keys));
    return at != lists_.end() && at->second.known.contains(value);
  }
  /// Does a row for them do without a value?
  [[nodiscard]] bool take_none(const Keys& keys) const {
    const auto at = lists_.find(numbers_of(keys));
    return at != lists_.end() && at->second.takes_none;
  }
  [[nodiscard]] std::vector<Scalar> of(const Keys& keys) const {
    const auto at = lists_.find(numbers_of(keys));
    return at == lists_.end() ? std::vector<Scalar>{} : at->second.values;
  }

 private:
  struct List {
    std::vector<Scalar> values;
    NumberedValues known;
    bool takes_none = false;
  };
  std::map<Numbers, List> lists_;
  std::vector<const Keys*> keys_;
};

bool same_fields(const Pairs& a, const Pairs& b) {
  return std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    Blocks::same_place);
}

/// A table among those over the same fields.
class PairTables {
 public:
  PairTables(const model::Block& block, const Pairs& pairs) {
    own_.add(pairs.rows);
    for (const Pairs& other : block.pairs) {
      if (!same_fields(other, pairs)) continue;
      const bool always = &other == &pairs || counts_with(other, pairs);
      if (!always) others_.push_back({&other, {}, {}});
      Lists& all = always ? all_ : others_.back().all;
      all.add(other.rows);
      (always ? rows_ : others_.back().rows).add(other.rows);
      for (const Pairs::Also& also : other.also) all.add(also.rows);
    }
  }

  /// Its own rows; those of all that count with it; these and what is taken otherwise (`also`).
  [[nodiscard]] const Lists& own() const { return own_; }
  [[nodiscard]] const Lists& rows() const { return rows_; }
  [[nodiscard]] const Lists& all() const { return all_; }
  [[nodiscard]] const auto& others() const { return others_; }

  /// What tables under other conditions list beside, by those that do.
  [[nodiscard]] std::vector<TakenBy<Pairs>> beyond(const Keys& keys) const {
    std::vector<Scalar> values;
    NumberedValues known(all_.of(keys));
    for (const Other& other : others_)
      for (const Scalar& value : other.all.of(keys))
        if (known.insert(value)) values.push_back(value);
    std::vector<TakenBy<Pairs>> groups;
    for (const Scalar& value : values) {
      std::vector<const Pairs*> tables;
      for (const Other& other : others_)
        if (other.all.has(keys, value)) tables.push_back(other.table);
      add_taken(std::move(tables), value, groups);
    }
    return groups;
  }

  [[nodiscard]] std::vector<const Pairs*> others_that_take_none(const Keys& keys) const {
    std::vector<const Pairs*> tables;
    for (const Other& other : others_)
      if (other.rows.take_none(keys)) tables.push_back(other.table);
    return tables;
  }

  [[nodiscard]] std::vector<const Pairs*> others_with_row(const Keys& keys) const {
    std::vector<const Pairs*> tables;
    for (const Other& other : others_)
      if (other.rows.has(keys)) tables.push_back(other.table);
    return tables;
  }

 private:
  /// That counts under another condition.
  struct Other {
    const Pairs* table;
    Lists rows, all;
  };
  Lists own_, rows_, all_;
  std::vector<Other> others_;
};

class PairRules {
 public:
  PairRules(const BlockDraft& draft, const Blocks& blocks, const Pairs& pairs)
      : draft_(draft), blocks_(blocks), pairs_(pairs), tables_(*draft.source, pairs) {}

  std::vector<PlainRule> run() {
    for (const Row& row : pairs_.rows) row_rules(row);
    rows_taken_otherwise();
    also_rules();
    for (std::size_t number = 1; number < pairs_.fields.size(); ++number) empty_rule(number);
    const model::Field* first = model::target(pairs_.fields[0]);
    if (first != nullptr && blocks_.values.has_list(*first))
      unlisted_rules(blocks_.all_values_of(*first), blocks_.values.is_open(*first));
    return std::move(out_);
  }

 private:
  [[nodiscard]] Condition row_holds(const Keys& keys) const {
    Condition holds = is(pairs_.fields[0], keys[0]);
    for (std::size_t i = 1; i < keys.size(); ++i)
      holds = both(std::move(holds), is(pairs_.fields[i], keys[i]));
    return holds;
  }
  [[nodiscard]] Condition here(const Keys& keys) const {
    return with(pairs_.when, row_holds(keys));
  }
  [[nodiscard]] const Path& behind(const Keys& keys) const { return pairs_.fields[keys.size()]; }

  /// Does the field take its values from the table, so that "" is none unless a row lists it?
  [[nodiscard]] bool gives_values(const Path& path) const {
    const model::Field* field = model::target(path);
    // (A shape in place of the field's own form has no values of a table.)
    return pairs_.gives_values() && field != nullptr && !model::tells_values(field->main) &&
           !field->has_shapes();
  }

  /// "status open and kind A", "no status".
  [[nodiscard]] std::string words_of(const Keys& keys) const {
    std::string words;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const std::string name = RuleMessages::path(pairs_.fields[i]);
      const std::string key = keys[i].absent
                                  ? in_words(Say::value_none_of, {{"path", name}})
                                  : name + " " + without_placeholders(literal_text(keys[i].value));
      words = i == 0 ? key : in_words(Say::condition_and, {{"left", words}, {"right", key}});
    }
    return words;
  }

  /// Of a value that does not go with a row: what does, or that nothing does.
  void add_words(const Keys& keys, PlainRule& plain) const {
    plain.allowed = texts_of(tables_.rows().of(keys));
    const bool one = keys.size() == 1 && !keys[0].absent;
    plain.words = in_words(
        !plain.allowed.empty() ? Say::pair_not_allowed_with_one_of
        : one                  ? Say::pair_not_allowed_has_none
                               : Say::pair_not_allowed_with,
        {{"with", words_of(keys)},
         {"value", one ? without_placeholders(literal_text(keys[0].value)) : std::string{}}});
  }

  PlainRule assertion(const std::string& id, const model::Outcome& outcome, Condition when,
                      const Path& place) const {
    PlainRule plain = plain_rule(id, Verb::assert_that, outcome, pairs_.where);
    plain.rule.outcome.code = outcome.code.value_or(Code::pair_not_allowed);
    plain.rule.when = std::move(when);
    plain.rule.at = place;
    return plain;
  }

  void row_rules(const Row& row) {
    listed_rules(row.before);
    if (row.goes.empty() || tables_.rows().take_none(row.before)) return;
    const std::vector<const Pairs*> others = tables_.others_that_take_none(row.before);
    PlainRule missing =
        plain_rule(pairs_.id + ".left_out", Verb::require, pairs_.left_out, pairs_.where);
    missing.rule.when =
        others.empty() ? here(row.before) : where_none_counts(here(row.before), others);
    missing.null_is_missing = true;  // a null goes with nothing
    missing.rule.targets.push_back(behind(row.before));
    missing.allowed = texts_of(tables_.rows().of(row.before));
    missing.words = in_words(
        row.before.size() > 1 ? Say::missing_field_these_go_with : Say::missing_field_goes_with,
        {{"with", words_of(row.before)}});
    out_.push_back(std::move(missing));
  }

  void listed_rules(const Keys& keys) {
    const Path& place = behind(keys);
    std::vector<Scalar> listed = tables_.all().of(keys);
    const std::vector<TakenBy<Pairs>> beyond = tables_.beyond(keys);
    for (const TakenBy<Pairs>& group : beyond)
      listed.insert(listed.end(), group.values.begin(), group.values.end());
    PlainRule plain = assertion(pairs_.id, pairs_.outcome, here(keys), place);
    if (gives_values(place) && !holds(listed, empty_text))
      plain.rule.when = both(*plain.rule.when, negation(one_of(place, {empty_text})));
    plain.rule.assertions.push_back(one_of(place, std::move(listed)));
    add_words(keys, plain);
    out_.push_back(std::move(plain));
    for (const TakenBy<Pairs>& group : beyond) {
      PlainRule taken =
          assertion(pairs_.id, pairs_.outcome, where_none_counts(here(keys), group.tables), place);
      taken.rule.assertions.push_back(negation(one_of(place, group.values)));
      add_words(keys, taken);
      out_.push_back(std::move(taken));
    }
  }

  /// Behind the first field nothing is unlisted: a row that `also` alone has takes its values, too.
  void rows_taken_otherwise() {
    Lists taken;
    for (const Pairs::Also& also : pairs_.also) taken.add(also.rows);
    for (const Keys* keys : taken.keys())
      if (keys->size() > 1 && !tables_.own().has(*keys)) listed_rules(*keys);
  }

  void also_rules() {
    for (const Pairs::Also& also : pairs_.also)
      for (const Row& row : also.rows) {
        const NumberedValues own(tables_.own().of(row.before));
        std::vector<Scalar> taken;
        for (const Scalar& value : row.goes)
          if (!own.contains(value)) taken.push_back(value);
        if (taken.empty()) continue;
        PlainRule plain =
            assertion(pairs_.id + ".also", also.outcome, here(row.before), behind(row.before));
        plain.rule.assertions.push_back(negation(one_of(behind(row.before), std::move(taken))));
        add_words(row.before, plain);
        out_.push_back(std::move(plain));
      }
  }

  /// Where a row of a table lists "" for the field.
  [[nodiscard]] std::vector<const Keys*> rows_with_empty(std::size_t number) const {
    std::vector<const Keys*> found;
    const auto look = [&](const Lists& lists) {
      for (const Keys* keys : lists.keys())
        if (keys->size() == number && holds(lists.of(*keys), empty_text)) found.push_back(keys);
    };
    look(tables_.all());
    for (const auto& other : tables_.others()) look(other.all);
    return found;
  }

  /// "" stands for nothing: a value only where a row lists it, whatever becomes of the others.
  void empty_rule(std::size_t number) {
    const Path& field = pairs_.fields[number];
    const std::vector<const Keys*> rows = rows_with_empty(number);
    if (rows.empty() || !gives_values(field)) return;
    const Path place = Blocks::in_payload(draft_, field);  // of what is sent
    std::vector<Scalar> firsts;                            // where that is all that a row goes by
    Condition any;
    any.kind = Kind::any_of;
    for (const Keys* keys : rows)
      if (keys->size() == 1 && !(*keys)[0].absent)
        firsts.push_back((*keys)[0].value);
      else
        any.children.push_back(row_holds(*keys));
    if (!firsts.empty()) any.children.push_back(one_of(pairs_.fields[0], std::move(firsts)));
    PlainRule plain =
        plain_rule(pairs_.id + ".empty", Verb::assert_that, pairs_.outcome, pairs_.where);
    plain.rule.outcome.code = Code::not_in_enum;
    plain.speaks_anyway = true;
    plain.rule.when = negation(any.children.size() == 1 ? any.children[0] : any);
    plain.rule.assertions.push_back(negation(one_of(place, {empty_text})));
    plain.rule.at = place;
    plain.words = in_words(Say::not_in_enum_leave_out);
    out_.push_back(std::move(plain));
  }

  void unlisted_rules(const std::vector<Scalar>& legal, bool open) {
    std::vector<Scalar> listed, without;
    NumberedValues known;
    for (const Keys* keys : tables_.rows().keys())
      if (keys->size() == 1 && !(*keys)[0].absent && known.insert((*keys)[0].value))
        listed.push_back((*keys)[0].value);
    const Path& first = pairs_.fields[0];
    PlainRule plain =
        plain_rule(pairs_.id + ".unlisted", Verb::assert_that, pairs_.unlisted, pairs_.where);
    plain.rule.outcome.code = pairs_.unlisted.code.value_or(Code::pair_not_allowed);
    plain.rule.when = pairs_.when;
    plain.rule.at = first;
    plain.allowed = texts_of(listed);
    if (open) {
      PlainRule unknown = plain;
      unknown.rule.assertions.push_back(one_of(first, legal));
      unknown.words = in_words(Say::pair_not_allowed_not_here);
      out_.push_back(std::move(unknown));
    }
    std::vector<TakenBy<Pairs>> groups;
    for (const Scalar& value : legal)
      if (!known.contains(value)) add_taken(tables_.others_with_row({{value}}), value, groups);
    for (const TakenBy<Pairs>& group : groups) {
      PlainRule made = plain;
      Condition always;
      if (!group.tables.empty())
        made.rule.when = where_none_counts(pairs_.when.value_or(always), group.tables);
      made.rule.assertions.push_back(negation(one_of(first, group.values)));
      made.words = in_words(Say::pair_not_allowed_legal_not_here);
      out_.push_back(std::move(made));
    }
  }

  const BlockDraft& draft_;
  const Blocks& blocks_;
  const Pairs& pairs_;
  PairTables tables_;
  std::vector<PlainRule> out_;
};

}  // namespace

std::vector<PlainRule> expand_pairs(const BlockDraft& draft, const Blocks& blocks) {
  std::vector<PlainRule> out;
  for (const Pairs& pairs : draft.source->pairs)
    for (PlainRule& plain : PairRules(draft, blocks, pairs).run()) out.push_back(std::move(plain));
  return out;
}

}  // namespace leadlint::compile
