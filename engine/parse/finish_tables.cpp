// Rows of `cases`, `pairs` and `transitions` as they count; see read_parts.h. Whether `A, B` is one
// value or two, and `absent` a value, is told by the lists of the fields, which are known now.
// Tests: tests/tables_test.cpp.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "model/condition_text.h"
#include "model/scalars.h"
#include "model/scope.h"
#include "parse/overlay.h"
#include "parse/read_parts.h"
#include "text/fold_case.h"

namespace leadlint::parse {
namespace {

using model::Block;
using model::Cases;
using model::Field;
using model::Pairs;
using model::Path;
using model::RowKey;
using model::Scalar;
using model::Scope;
using model::Transitions;

/// Visits every block of a rule set with the blocks around it.
template <class Visit>
void for_each_block(Field& field, const Scope* outer, const model::RuleSet& rules, Visit& visit) {
  const auto inside = [&](model::Variant& variant) {
    if (variant.fields) {
      Block& block = *variant.fields;
      const Scope scope{&block, outer, &rules};
      visit(block, scope);
      for (Field& member : block.fields) for_each_block(member, &scope, rules, visit);
      for (model::Names& names : block.names) for_each_block(*names.is, &scope, rules, visit);
    }
    if (variant.items) for_each_block(*variant.items, outer, rules, visit);
    if (variant.each) for_each_block(*variant.each, outer, rules, visit);
  };
  inside(field.main);
  for (model::Variant& variant : field.also) inside(variant);
}

/// The field of a path as the author wrote it: what `after.f` means is told later.
const Field* field_at(Path path, const Scope& scope) {
  const bool after = path.base == Path::Base::block && path.steps.size() > 1 &&
                     path.steps.front().name == "after" && scope.block != nullptr &&
                     model::find_field(*scope.block, "after") == nullptr;
  if (after) {
    path.base = Path::Base::after;
    path.steps.erase(path.steps.begin());
  }
  return path.steps.empty() ? nullptr : model::resolve(path, scope);
}

/// What tables say of the last field of theirs, by field.
using TableValues = std::map<const Field*, std::set<std::string>>;

class Tables {
 public:
  explicit Tables(Reader& reader) : reader_(reader) {}

  void run() {
    model::RuleSet& rules = reader_.rules;
    const auto gather = [this](Block& block, const Scope& scope) { gather_values(block, scope); };
    for_each_block(rules.root, nullptr, rules, gather);
    const auto finish = [this](Block& block, const Scope& scope) { finish_block(block, scope); };
    for_each_block(rules.root, nullptr, rules, finish);
  }

 private:
  void gather_values(const Block& block, const Scope& scope) {
    for (const Pairs& pairs : block.pairs) {
      std::set<std::string>& values = values_[field_at(pairs.fields.back(), scope)];
      for (const Pairs::Row& row : pairs.rows)
        for (const Scalar& value : row.goes) values.insert(model::spelling_of(value));
    }
  }

  void finish_block(Block& block, const Scope& scope) {
    for (Cases& cases : block.cases) {
      const Field* field = field_at(cases.field, scope);
      each_its_own(cases.rows, field, [](Cases::Row& row) { return &row.key; });
    }
    for (Pairs& pairs : block.pairs) {
      std::vector<const Field*> fields;
      for (const Path& path : pairs.fields) fields.push_back(field_at(path, scope));
      finish(pairs.rows, fields);
      for (Pairs::Also& also : pairs.also) finish(also.rows, fields);
    }
    for (Transitions& transitions : block.transitions) {
      const Path* path = transitions.history    ? &*transitions.history
                         : transitions.field    ? &*transitions.field
                         : reader_.rules.status ? &*reader_.rules.status
                                                : nullptr;
      const Field* field = path == nullptr ? nullptr : field_at(*path, scope);
      for (auto* moves : {&transitions.allow, &transitions.deny}) {
        for (Transitions::Move& move : *moves)
          if (move.from && is_any(*move.from, field)) move.from.reset();
        each_its_own(*moves, field,
                     [](Transitions::Move& move) { return move.from ? &*move.from : nullptr; });
      }
    }
  }

  /// In quotes, where no list says what is a status. (Without them it has become no key at all.)
  [[nodiscard]] bool is_any(const RowKey& key, const Field* field) const {
    const auto* text = std::get_if<std::string>(&key.value.value);
    return text != nullptr && *text == "any" && field != nullptr && !lists_any(field);
  }

  void finish(std::vector<Pairs::Row>& rows, const std::vector<const Field*>& fields) {
    for (std::size_t level = 0; level + 1 < fields.size(); ++level)
      each_its_own(
          rows, fields[level],
          [level](Pairs::Row& row) {
            return level < row.before.size() ? &row.before[level] : nullptr;
          },
          level == 0);
    if (fields.size() > 2) add_inner_rows(rows);
  }

  /// `sales: {lost: [price]}`: lost goes with sales.
  static void add_inner_rows(std::vector<Pairs::Row>& rows) {
    std::vector<Pairs::Row> inner;
    std::map<std::string, std::size_t> numbers;
    for (const Pairs::Row& row : rows) {
      std::string name;
      for (std::size_t length = 1; length < row.before.size(); ++length) {
        name += key_of(row.before[length - 1]) + '\n';
        const auto [at, is_new] = numbers.try_emplace(name, inner.size());
        if (is_new)
          inner.push_back(
              {{row.before.begin(), row.before.begin() + static_cast<std::ptrdiff_t>(length)},
               {},
               row.where});
        Pairs::Row& made = inner[at->second];
        const RowKey& next = row.before[length];
        if (next.absent)
          made.goes_without = true;
        else if (!model::holds_value(made.goes, next.value))
          made.goes.push_back(next.value);
      }
    }
    rows.insert(rows.begin(), std::make_move_iterator(inner.begin()),
                std::make_move_iterator(inner.end()));
  }

  static std::string key_of(const RowKey& key) {
    return key.absent ? std::string{} : model::value_key(key.value);
  }

  /// `key_at`: of a row; null: it has none. `laid_over`: rows of a file take the place of those of
  /// the one that it extends.
  template <class Row, class KeyAt>
  void each_its_own(std::vector<Row>& rows, const Field* field, KeyAt key_at,
                    bool laid_over = true) {
    const auto is_open = [&](Row& row) {
      const RowKey* key = key_at(row);
      const auto* text = key == nullptr ? nullptr : std::get_if<std::string>(&key->value.value);
      return text != nullptr && (text->find(',') != std::string::npos || *text == "absent");
    };
    if (std::ranges::none_of(rows, is_open)) return;
    std::vector<Row> made;
    std::set<std::string> several;  // values of rows for several
    for (Row& row : rows) {
      RowKey* const key = key_at(row);
      const std::vector<RowKey> keys = key == nullptr ? std::vector<RowKey>{} : meant(*key, field);
      if (key == nullptr) made.push_back(std::move(row));
      for (const RowKey& each : keys) {
        if (made.size() >= max_table_rows) return too_many(key->value.where);
        Row copy = row;
        *key_at(copy) = each;
        if (is_open(row)) several.insert(key_of(each));
        made.push_back(std::move(copy));
      }
    }
    rows = std::move(made);
    if (laid_over) drop_inherited(rows, several, key_at);
  }

  /// `A` over an inherited `A, B`, or the other way round.
  template <class Row, class KeyAt>
  static void drop_inherited(std::vector<Row>& rows, const std::set<std::string>& several,
                             KeyAt key_at) {
    std::map<std::string, std::uint16_t> first;  // the file that lies over the others
    for (Row& row : rows)
      if (const RowKey* key = key_at(row); key != nullptr && several.contains(key_of(*key))) {
        const std::uint16_t file = key->value.where.file;
        std::uint16_t& kept = first.try_emplace(key_of(*key), file).first->second;
        kept = std::min(kept, file);
      }
    std::erase_if(rows, [&](Row& row) {
      const RowKey* key = key_at(row);
      const auto at = key == nullptr ? first.end() : first.find(key_of(*key));
      return at != first.end() && key->value.where.file != at->second;
    });
  }

  void too_many(model::SourceLocation where) {
    reader_.log.add(Code::limit_exceeded, where,
                    fmt::format("with rows for several values this table has more than {} rows",
                                max_table_rows));
  }

  /// The values of a key, each once; none: they are all taken back.
  [[nodiscard]] std::vector<RowKey> meant(const RowKey& key, const Field* field) const {
    const auto* text = std::get_if<std::string>(&key.value.value);
    if (text == nullptr || lists(field, *text)) return {key};
    if (*text == "absent" && (key.plain || !lists_any(field))) return {absent(key)};
    const std::vector<std::string> values = values_of_key(*text);
    const bool known = std::ranges::any_of(
        values, [&](const std::string& value) { return value == "absent" || lists(field, value); });
    if (values.size() < 2 || (!known && lists_any(field))) return {key};
    std::vector<RowKey> keys;
    for (const std::string& value : values) {
      if (std::ranges::find(key.taken_back, value) != key.taken_back.end()) continue;
      if (value == "absent" && !lists(field, value)) {
        keys.push_back(absent(key));
        continue;
      }
      YamlEntry entry{value, key.plain, {}, nullptr};
      entry.key_range.start = key.value.where;
      keys.push_back({reader_.key_scalar(entry), false, true});
    }
    return keys;
  }

  static RowKey absent(RowKey key) {
    key.absent = true;
    return key;
  }

  template <class Test>
  [[nodiscard]] static bool any_list(const Field& field, Test test) {
    const auto in = [&](const model::Variant& variant) {
      return (variant.values && test(variant.values->is, variant.ignore_case)) ||
             test(variant.values_of_other_choices, variant.ignore_case);
    };
    return in(field.main) || std::ranges::any_of(field.also, in);
  }

  [[nodiscard]] bool lists(const Field* field, const std::string& text) const {
    if (field == nullptr) return false;
    if (const auto at = values_.find(field); at != values_.end() && at->second.contains(text))
      return true;
    return any_list(*field, [&](const std::vector<Scalar>& values, bool ignore_case) {
      return std::ranges::any_of(values, [&](const Scalar& value) {
        const std::string listed = model::spelling_of(value);
        return listed == text || (ignore_case && equal_ignoring_case(listed, text));
      });
    });
  }

  [[nodiscard]] bool lists_any(const Field* field) const {
    return field != nullptr &&
           (values_.contains(field) || any_list(*field, [](const std::vector<Scalar>& values,
                                                           bool) { return !values.empty(); }));
  }

  Reader& reader_;
  TableValues values_;
};

}  // namespace

void finish_tables(Reader& reader) { Tables(reader).run(); }

}  // namespace leadlint::parse
