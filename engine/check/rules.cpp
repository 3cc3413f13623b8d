// Rules, cases, pairs and transitions of a block. Covered by tests/check_test.cpp.
#include "check/rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "check/after.h"
#include "check/conditions.h"
#include "check/fields.h"
#include "check/names.h"
#include "check/operands.h"
#include "check/shapes.h"
#include "check/table_words.h"
#include "model/condition_text.h"
#include "model/limits.h"
#include "model/moments.h"
#include "model/words.h"

namespace leadlint::check {
namespace {

using model::Block;
using model::Cases;
using model::Field;
using model::Pairs;
using model::Path;
using model::RowKey;
using model::Rule;
using model::Scalar;
using model::Scope;
using model::SourceLocation;
using model::text_of;
using model::Transitions;

/// While one lives, what is looked at may name fields that are taken back, where it `holds`.
class Idle {
 public:
  Idle(CheckContext& context, bool holds) noexcept : context_(context), before_(context.idle) {
    context_.idle = before_ || holds;
  }
  ~Idle() { context_.idle = before_; }
  Idle(const Idle&) = delete;
  Idle& operator=(const Idle&) = delete;

 private:
  CheckContext& context_;
  bool before_;
};

class BlockCheck {
 public:
  BlockCheck(const Scope& scope, CheckContext& context) : scope_(scope), context_(context) {}

  void run(Block& block) {
    for (Rule& rule : block.rules) check_one(rule);
    for (Cases& cases : block.cases) check_one(cases);
    for (Pairs& pairs : block.pairs) check_one(pairs);
    for (Transitions& transitions : block.transitions) check_one(transitions);
  }

 private:
  void check_one(auto& each) {
    const Mistakes::Subject subject(context_.mistakes);
    check(each);
  }

  void check(Rule& rule) {
    const Idle idle(context_, rule.outcome.severity == Severity::off);
    if (rule.when) bind_condition(*rule.when, scope_, context_);
    for (Path& target : rule.targets) check_target(rule, target);
    check_members(rule);
    for (model::Condition& assertion : rule.assertions) bind_condition(assertion, scope_, context_);
    if (rule.at) find(*rule.at, scope_, Use::place, context_);
    report_parts_without_status(rule, context_);
  }

  void check_target(const Rule& rule, Path& target) {
    const Field* field = find(target, scope_, Use::target, context_);
    if (field == nullptr || field->none) return;
    if (target.base == Path::Base::after) return check_after_target(rule, target);
    if (rule.verb != model::Verb::keep) return;
    if (!has_stored_place(target, scope_))
      return complain(Code::bad_value, target.where, no_stored_place("`keep`", target),
                      {text_of(target)});
    const Kinds kinds = kinds_of(*field, context_.rules);
    if ((kinds & scalar_kinds) == 0)
      complain(
          Code::type_mismatch, target.where,
          worded("`keep` compares single values; `{}` is {}", text_of(target), kinds_text(kinds)),
          {text_of(target)});
  }

  void check_members(const Rule& rule) {
    std::set<std::string> named;
    for (const Path& target : rule.targets)
      if (const std::string name = text_of(target); !named.insert(name).second)
        complain(Code::duplicate_id, target.where,
                 worded("`{}` names `{}` twice", model::verb_row(rule.verb).name, name), {name});
  }

  /// What must be in the record as it will be; what must not be is asserted.
  void check_after_target(const Rule& rule, const Path& target) {
    Path sent = target;
    sent.base = Path::Base::block;
    switch (rule.verb) {
      case model::Verb::require:
      case model::Verb::fill:
      case model::Verb::require_any:
      case model::Verb::require_one:
      case model::Verb::assert_that:
        return;
      case model::Verb::require_some:
      case model::Verb::at_most_one:
      case model::Verb::all_or_none:
        return complain(
            Code::bad_value, target.where,
            fmt::format("`{}` counts what is sent: write `{}`, or of the record as it "
                        "will be `assert:` with `present({})`",
                        model::verb_row(rule.verb).name, text_of(sent), text_of(target)),
            {text_of(target)});
      case model::Verb::forbid:
        return complain(Code::bad_value, target.where,
                        fmt::format("`forbid` is about what is sent: write `forbid: {}`, or of the "
                                    "record as it will be `assert: absent({})`",
                                    text_of(sent), text_of(target)),
                        {text_of(target)});
      case model::Verb::keep:
        return complain(Code::bad_value, target.where,
                        fmt::format("`keep` compares what is sent with what is stored: write "
                                    "`keep: {}`",
                                    text_of(sent)),
                        {text_of(target)});
    }
  }

  void check(Cases& cases) {
    check_when(cases.when);
    const Field* selector = find_selector(cases.field, "cases");
    RowsSeen seen;
    for (Cases::Row& row : cases.rows) {
      check_key(row.key, selector, cases.field, Table::cases);
      note_row(text_of_key(row.key), row.key.value.where, seen);
      for (auto* paths : {&row.require, &row.fill, &row.optional}) {
        const Idle idle(context_, paths == &row.optional || row.outcome.severity == Severity::off);
        for (Path& path : *paths) find(path, scope_, Use::table, context_);
      }
      check_named_once(row);
    }
  }

  void check_named_once(const Cases::Row& row) {
    std::set<std::string> named;
    for (const auto* paths : {&row.require, &row.fill, &row.optional})
      for (const Path& path : *paths)
        if (const std::string name = text_of(path); !named.insert(name).second)
          complain(Code::duplicate_id, path.where, worded("this row names `{}` twice", name),
                   {name});
  }

  void check_when(std::optional<model::Condition>& when) {
    if (!when) return;
    bind_condition(*when, scope_, context_);
    report_parts_without_status(*when, context_);
  }

  void check(Pairs& pairs) {
    check_when(pairs.when);
    std::vector<const Field*> fields = {find_selector(pairs.fields[0], "pairs")};
    bool too_many = false;
    for (std::size_t i = 1; i < pairs.fields.size(); ++i)
      for (std::size_t before = 0; before < i; ++before)
        if (text_of(pairs.fields[i]) == text_of(pairs.fields[before]))
          return complain(Code::bad_value, pairs.fields[i].where,
                          worded("`{}` stands among these fields twice", text_of(pairs.fields[i])));
    for (std::size_t i = 1; i < pairs.fields.size(); ++i) {
      fields.push_back(find(pairs.fields[i], scope_, Use::table, context_));
      too_many = (fields[i] != nullptr && check_size(pairs.fields[i], *fields[i])) || too_many;
    }
    if (too_many) return;
    check_rows(pairs.rows, pairs, fields, true);
    for (Pairs::Also& also : pairs.also) check_rows(also.rows, pairs, fields, false);
  }

  /// True: the tables give the field more values than a list may have.
  bool check_size(const Path& path, const Field& field) {
    const std::vector<Scalar>* values = context_.pair_values.of(field);
    if (values == nullptr || values->size() <= max_names) return false;
    complain(Code::limit_exceeded, path.where,
             worded("`pairs` gives `{}` {} values; a field has at most {}", text_of(path),
                    values->size(), max_names));
    return true;
  }

  // `also` tables may name values beside a field's own list: they are taken all the same.
  void check_rows(std::vector<Pairs::Row>& rows, const Pairs& pairs,
                  const std::vector<const Field*>& fields, bool listed) {
    RowsSeen seen;
    for (Pairs::Row& row : rows) {
      check_key(row.before[0], fields[0], pairs.fields[0], Table::pairs);
      std::string name = text_of_key(row.before[0]);
      for (std::size_t i = 1; i < row.before.size(); ++i) {
        if (row.before[i].absent)
          check_absent(row.before[i], fields[i], pairs.fields[i]);
        else if (!is_word(row.before[i], fields[i], pairs.fields[i]))
          check_value(row.before[i].value, fields[i], pairs, i, listed);
        name += ", " + text_of_key(row.before[i]);
      }
      note_row(name, row.where, seen);
      const std::size_t behind = row.before.size();
      for (Scalar& value : row.goes)
        if (!is_word(value, fields[behind], pairs.fields[behind], Listed::goes))
          check_value(value, fields[behind], pairs, behind, listed);
      check_listed_once(row.goes);
    }
  }

  [[nodiscard]] bool is_word(const RowKey& key, const Field* field, const Path& path) {
    return field != nullptr && !field->none &&
           report_row_word(key, *field, path, Table::pairs, context_);
  }
  [[nodiscard]] bool is_word(const Scalar& value, const Field* field, const Path& path,
                             Listed listed) {
    return field != nullptr && !field->none &&
           report_listed_word(value, *field, path, listed, context_);
  }

  void check_listed_once(const std::vector<Scalar>& values) {
    model::ScalarSet known;
    for (const Scalar& value : values)
      if (!known.insert(value))
        complain(Code::bad_value, value.where,
                 worded("`{}` stands twice in the list", spelling_of(value)), {spelling_of(value)});
  }

  /// Of a field behind the first.
  void check_value(Scalar& value, const Field* field, const Pairs& pairs, std::size_t number,
                   bool listed) {
    if (field == nullptr || field->none) return;
    const Path& path = pairs.fields[number];
    if (std::holds_alternative<std::monostate>(value.value))
      return complain(Code::bad_value, value.where,
                      "null goes with nothing: a row that has no value is written []", {"null"});
    if (listed && model::tells_values(*field))
      bind_value(value, *field, path, true, context_);
    else if (!fit_type(value, all_types_of(*field), true))
      complain(Code::bad_value, value.where,
               worded("`{}` is no value of `{}`, which is {}", spelling_of(value), text_of(path),
                      kinds_text(kinds_of(*field, context_.rules))),
               {spelling_of(value)});
    else
      check_moment(value, *field, path);
  }

  // What the format can never have would never be met.
  void check_moment(const Scalar& value, const Field& field, const Path& path) {
    const auto* text = std::get_if<std::string>(&value.value);
    if (text == nullptr || text->empty() || !field.also.empty()) return;
    if (!model::takes_only_moments(field.main, context_.rules) ||
        model::read_moment(field.main, context_.rules, *text))
      return;
    complain(Code::bad_value, value.where,
             no_moment(*text, "`" + text_of(path) + "`", field.main, context_.rules), {*text});
  }

  // The field whose values are the keys of a table.
  const Field* find_selector(Path& path, const char* table) {
    const Field* field = find(path, scope_, Use::table, context_);
    if (field == nullptr || field->none) return nullptr;
    if (has_values(*field, context_.pair_values)) return field;
    complain(Code::bad_value, path.where,
             fmt::format("the `{}` table goes by the values of `{}`, which has no list of `values`",
                         table, text_of(path)),
             {text_of(path)}, cause_of(*field, path));
    return nullptr;
  }

  using RowsSeen = std::map<std::string, SourceLocation>;

  static std::string text_of_key(const RowKey& key) {
    return key.absent ? "absent" : spelling_of(key.value);
  }

  void check_absent(const RowKey& key, const Field* field, const Path& path) {
    if (field != nullptr && is_never_absent(path, *field))
      complain_of_absent_row(path, key.value.where, context_);
  }

  void check_key(RowKey& key, const Field* field, const Path& path, Table table) {
    if (field == nullptr) return;
    if (key.absent) return check_absent(key, field, path);
    if (!report_row_word(key, *field, path, table, context_))
      bind_value(key.value, *field, path, true, context_);
  }

  void note_row(const std::string& name, SourceLocation where, RowsSeen& seen) {
    const auto [before, fresh] = seen.emplace(name, where);
    if (!fresh)
      complain(
          Code::duplicate_id, where,
          fmt::format("the table has a row `{}` on line {} already", name, before->second.line),
          {name});
  }

  void check(Transitions& transitions) {
    check_when(transitions.when);
    if (transitions.history && transitions.when) check_when_of_entries(*transitions.when);
    const Path* path = nullptr;
    const Field* status = find_status(transitions, path);
    if (status == nullptr || status->none) return;
    // Where another field became the status, or lost its list, one value is enough to say so.
    std::string told;
    const auto bind = [&](Scalar& value) {
      const bool inherited = cause_of(*status, *path).file < value.where.file;
      if (inherited && !told.empty() && told != spelling_of(value)) return;
      const std::size_t before = context_.mistakes.count();
      bind_value(value, *status, *path, true, context_);
      if (context_.mistakes.count() != before) told = spelling_of(value);
    };
    const auto bind_all = [&](std::vector<Scalar>& values, Listed listed) {
      for (Scalar& value : values)
        if (!report_listed_word(value, *status, *path, listed, context_)) bind(value);
      check_listed_once(values);
    };
    for (auto* moves : {&transitions.allow, &transitions.deny}) {
      RowsSeen seen;
      for (Transitions::Move& move : *moves) {
        if (move.from && move.from->absent && transitions.history)
          complain(Code::bad_value, move.from->value.where,
                   "entries that have no status are passed over: what the first one may be says "
                   "`initial`");
        if (move.from && !move.from->absent &&
            !report_row_word(*move.from, *status, *path, Table::transitions, context_))
          bind(move.from->value);
        if (move.from) note_row(text_of_key(*move.from), move.from->value.where, seen);
        bind_all(move.to, Listed::to);
      }
    }
    bind_all(transitions.final_statuses, Listed::final);
    bind_all(transitions.initial_statuses, Listed::initial);
  }

  /// It is seen from the object that the machine stands in, and judged at each entry.
  void check_when_of_entries(const model::Condition& condition) {
    if (condition.kind == model::Condition::Kind::only)
      complain(Code::bad_condition, condition.where,
               "`only` is about the members of one object, and these transitions are judged at the "
               "entries of a list: write a rule of its own");
    for (const model::Condition& child : condition.children) check_when_of_entries(child);
  }

  // The field that moves: of the history's entries, or of the record: its status, mostly.
  const Field* find_status(Transitions& transitions, const Path*& path) {
    if (transitions.history && transitions.field) {
      complain(Code::bad_value, transitions.field->where,
               fmt::format("`history: {}` names the field that moves: take `field` away",
                           text_of(*transitions.history)));
      return nullptr;
    }
    if (transitions.history) {
      path = &*transitions.history;
      const Field* field = find(*transitions.history, scope_, Use::history, context_);
      if (field == nullptr || field->none || has_values(*field, context_.pair_values)) return field;
      complain(Code::bad_value, path->where,
               fmt::format("transitions go by the values of `{}`, which has no list of `values`",
                           text_of(*path)),
               {text_of(*path)});
      return nullptr;
    }
    if (transitions.field) return find_field(transitions, path);
    if (!context_.rules.status) {
      complain(Code::missing_key, transitions.where,
               "transitions need `status: FIELD` at the top of the file, or `field: NAME` or "
               "`history: list[].field` here");
      return nullptr;
    }
    if (!stands_at_record()) {
      complain(Code::bad_value, transitions.where,
               fmt::format("these transitions go by `status: {}`, a field of the record, and stand "
                           "in an object inside it: put them at the top of the file, or write "
                           "`history: list[].field`",
                           text_of(*context_.rules.status)));
      return nullptr;
    }
    path = &*context_.rules.status;
    const Field* field = model::target(*path);  // check_status reports what is wrong with it
    return field != nullptr && has_values(*field, context_.pair_values) ? field : nullptr;
  }

  [[nodiscard]] bool stands_at_record() const {
    return scope_.block == model::block_of(context_.rules.root);
  }

  const Field* find_field(Transitions& transitions, const Path*& path) {
    path = &*transitions.field;
    if (!stands_at_record()) {
      complain(Code::bad_value, path->where,
               fmt::format("transitions compare with the stored record: put these at the top of "
                           "the file, with `{}` named by its way from there",
                           text_of(*path)),
               {text_of(*path)});
      return nullptr;
    }
    if (path->base == Path::Base::after) {
      Path sent = *path;
      sent.base = Path::Base::block;
      complain(Code::bad_value, path->where,
               fmt::format("transitions compare what is sent with what is stored: write `field: "
                           "{}`",
                           text_of(sent)),
               {text_of(*path)});
      return nullptr;
    }
    const Field* field = find(*transitions.field, scope_, Use::table, context_);
    if (field == nullptr || field->none || has_values(*field, context_.pair_values)) return field;
    complain(Code::bad_value, path->where,
             fmt::format("transitions go by the values of `{}`, which has no list of `values`",
                         text_of(*path)),
             {text_of(*path)}, cause_of(*field, *path));
    return nullptr;
  }

  void complain(Code code, SourceLocation where, Message message, const Written& written = {},
                SourceLocation cause = {}) {
    context_.mistakes.add(code, where, std::move(message), written, cause);
  }

  const Scope& scope_;
  CheckContext& context_;
};

}  // namespace

void check_block(Block& block, const Scope& scope, CheckContext& context) {
  bind_lets(block, scope, context);
  BlockCheck{scope, context}.run(block);
}

void check_status(model::RuleSet& rules, CheckContext& context) {
  const Mistakes::Subject subject(context.mistakes);
  const Scope root{model::block_of(rules.root), nullptr, &rules};
  if (rules.status) {
    const Field* field = find(*rules.status, root, Use::table, context);
    if (rules.status->base == Path::Base::after && field != nullptr)
      context.mistakes.add(Code::bad_value, rules.status->where,
                           fmt::format("`status` names the field itself: write `status: {}`; rules "
                                       "ask `{}` for what it will be",
                                       field->name, text_of(*rules.status)),
                           {text_of(*rules.status)});
    if (field != nullptr && !field->none && !has_values(*field, context.pair_values))
      context.mistakes.add(
          Code::bad_value, rules.status->where,
          fmt::format("`status` names `{}`, which has no list of `values`", text_of(*rules.status)),
          {text_of(*rules.status)}, cause_of(*field, *rules.status));
  }
}

void check_answer(model::RuleSet& rules, CheckContext& context) {
  if (!rules.errors) return;
  const Mistakes::Subject subject(context.mistakes);
  const Scope root{model::block_of(rules.root), nullptr, &rules};
  for (auto& [field, messages] : rules.errors->fields) find(field, root, Use::wording, context);
}

}  // namespace leadlint::check
