// Rules, cases, pairs and transitions of a block. Covered by tests/check_test.cpp.
#include "check/rules.h"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "check/after.h"
#include "check/conditions.h"
#include "check/names.h"
#include "check/operands.h"
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
    if (model::is_of_group(rule.verb)) check_members(rule);
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
    for (auto at = rule.targets.begin(); at != rule.targets.end(); ++at)
      if (const std::string name = text_of(*at); std::any_of(
              rule.targets.begin(), at, [&](const Path& other) { return text_of(other) == name; }))
        complain(Code::duplicate_id, at->where,
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
    if (cases.when) bind_condition(*cases.when, scope_, context_);
    report_parts_without_status(cases, context_);
    const Field* selector = find_selector(cases.field, "cases");
    std::map<std::string, SourceLocation> seen;
    for (Cases::Row& row : cases.rows) {
      check_key(row.value, selector, cases.field, seen);
      for (auto* paths : {&row.require, &row.fill, &row.optional}) {
        const Idle idle(context_, paths == &row.optional || row.outcome.severity == Severity::off);
        for (Path& path : *paths) find(path, scope_, Use::table, context_);
      }
    }
  }

  void check(Pairs& pairs) {
    const Field* first = find_selector(pairs.first, "pairs");
    const Field* second = find(pairs.second, scope_, Use::table, context_);
    if (second != nullptr && check_size(pairs, *second)) return;
    check_rows(pairs.rows, pairs, first, second, true);
    for (Pairs::Also& also : pairs.also) check_rows(also.rows, pairs, first, second, false);
  }

  /// True: the tables give the field more values than a list may have.
  bool check_size(const Pairs& pairs, const Field& second) {
    const std::vector<Scalar>* values = context_.pair_values.of(second);
    if (values == nullptr || values->size() <= max_names) return false;
    complain(Code::limit_exceeded, pairs.second.where,
             worded("`pairs` gives `{}` {} values; a field has at most {}", text_of(pairs.second),
                    values->size(), max_names));
    return true;
  }

  // `also` tables may name values beside the second field's own list: they are taken all the same.
  void check_rows(std::vector<Pairs::Row>& rows, const Pairs& pairs, const Field* first,
                  const Field* second, bool listed) {
    std::map<std::string, SourceLocation> seen;
    for (Pairs::Row& row : rows) {
      check_key(row.first, first, pairs.first, seen);
      if (second == nullptr || second->none) continue;
      for (Scalar& value : row.second) check_second(value, *second, pairs, listed);
    }
  }

  void check_second(Scalar& value, const Field& second, const Pairs& pairs, bool listed) {
    if (std::holds_alternative<std::monostate>(value.value))
      return complain(Code::bad_value, value.where,
                      "null goes with nothing: a row that has no value is written []", {"null"});
    if (listed && model::tells_values(second.main))
      bind_value(value, second, pairs.second, true, context_);
    else if (!fit_type(value, model::types_of(second.main), true))
      complain(Code::bad_value, value.where,
               worded("`{}` is no value of `{}`, which is {}", spelling_of(value),
                      text_of(pairs.second), kinds_text(kinds_of(second, context_.rules))),
               {spelling_of(value)});
    else
      check_moment(value, second, pairs);
  }

  // What the format can never have would never be met.
  void check_moment(const Scalar& value, const Field& second, const Pairs& pairs) {
    const auto* text = std::get_if<std::string>(&value.value);
    if (text == nullptr || text->empty() || !second.also.empty()) return;
    if (!model::takes_only_moments(second.main, context_.rules) ||
        model::read_moment(second.main, context_.rules, *text))
      return;
    complain(Code::bad_value, value.where,
             no_moment(*text, "`" + text_of(pairs.second) + "`", second.main, context_.rules),
             {*text});
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

  void check_key(Scalar& key, const Field* field, const Path& path,
                 std::map<std::string, SourceLocation>& seen) {
    if (field != nullptr) bind_value(key, *field, path, true, context_);
    const std::string text = spelling_of(key);
    const auto [before, fresh] = seen.emplace(text, key.where);
    if (!fresh)
      complain(
          Code::duplicate_id, key.where,
          fmt::format("the table has a row `{}` on line {} already", text, before->second.line),
          {text});
  }

  void check(Transitions& transitions) {
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
    for (auto* moves : {&transitions.allow, &transitions.deny})
      for (Transitions::Move& move : *moves) {
        if (move.from) bind(*move.from);
        for (Scalar& to : move.to) bind(to);
      }
    for (Scalar& value : transitions.final_statuses) bind(value);
    for (Scalar& value : transitions.initial_statuses) bind(value);
  }

  // The field that moves: of the history's entries, or the rule set's status.
  const Field* find_status(Transitions& transitions, const Path*& path) {
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
    if (!context_.rules.status) {
      complain(
          Code::missing_key, transitions.where,
          "transitions need `status: FIELD` at the top of the file, or `history: list[].field`");
      return nullptr;
    }
    if (scope_.block != model::block_of(context_.rules.root)) {
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
