// Rules, cases, pairs and transitions of every block that is there, then what remains of the
// findings.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "reference/nodes.h"
#include "reference/text.h"

namespace reference {
namespace {

using model::Verb;

bool has_kind(const model::Condition& condition, model::Condition::Kind kind,
              std::size_t operands) {
  if (condition.kind == kind && condition.operands.size() >= operands) return true;
  return std::any_of(
      condition.children.begin(), condition.children.end(),
      [&](const model::Condition& child) { return has_kind(child, kind, operands); });
}

Code code_of_assertion(const model::Condition& condition) {
  using Kind = model::Condition::Kind;
  if (has_kind(condition, Kind::in_catalog, 2)) return Code::pair_not_allowed;
  if (has_kind(condition, Kind::in_catalog, 1)) return Code::unknown_reference;
  return has_kind(condition, Kind::matches, 1) ? Code::bad_format : Code::conflict;
}

/// The first field of the payload that a condition names.
const model::Path* first_field(const model::Condition& condition) {
  for (const model::Operand& side : condition.operands)
    if (model::has_place(side) &&
        (side.path.base == model::Path::Base::block || side.path.base == model::Path::Base::outer ||
         side.path.base == model::Path::Base::after))
      return &side.path;
  for (const model::Condition& child : condition.children)
    if (const model::Path* path = first_field(child)) return path;
  return nullptr;
}

bool is_of_type(const Value& value, model::TypeSet types) {
  using Kind = Value::Kind;
  switch (value.kind) {
    case Kind::boolean:
      return (types & model::boolean_type) != 0;
    case Kind::number:
      return (types & model::number_type) != 0 ||
             ((types & model::integer_type) != 0 &&
              value.text.find_first_of(".eE") == std::string::npos);
    case Kind::string:
      return (types & model::string_type) != 0;
    case Kind::object:
      return (types & model::object_type) != 0;
    case Kind::array:
      return (types & model::array_type) != 0;
    case Kind::null:
      break;
  }
  return true;
}

/// Of its targets, as many as there still are.
std::size_t least_of(const model::Rule& rule) {
  return std::min(rule.targets.size(), static_cast<std::size_t>(rule.at_least));
}

void put(OwnedFindings& findings, const std::string& pointer, Code code, Severity severity) {
  Severity& kept = findings.try_emplace({pointer, code}, severity).first->second;
  kept = std::max(kept, severity);
}

bool same_path(const model::Path& a, const model::Path& b) {
  return a.base == b.base && a.up == b.up &&
         std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(),
                    [](const model::Step& left, const model::Step& right) {
                      return left.kind == right.kind && left.name == right.name;
                    });
}

}  // namespace

void Judge::report(const std::string& pointer, Code code, Severity severity) {
  if (severity != Severity::off) put(findings_, pointer, code, severity);
}

/// Of a rule that only asks what is there: no fault of a value explains such a finding away.
void Judge::report_presence(const std::string& pointer, const model::Outcome& outcome,
                            Code by_nature) {
  if (outcome.severity != Severity::off)
    put(of_presence_, pointer, outcome.code.value_or(by_nature), outcome.severity);
  report(pointer, outcome, by_nature);
}

void Judge::report(const std::string& pointer, const model::Outcome& outcome, Code by_nature) {
  report(pointer, outcome.code.value_or(by_nature), outcome.severity);
}

// ------------------------------------------------------------------------------------------ blocks

void Judge::visit(Node& node) {
  judge(node);
  if (!node.open) {
    judge_keeps_behind_null(node);
    return;
  }
  if (node.block != nullptr) visit_block(node);
  for (const auto& [name, member] : node.members) visit(*member);
  for (Node* item : node.items) visit(*item);
  for (Node* member : node.free_members) visit(*member);
}

/// A null that stands for an object takes away what `keep` is about inside it.
void Judge::judge_keeps_behind_null(Node& node) {
  const bool null = node.value->kind == Value::Kind::null && node.satisfies && !node.present;
  const model::Block* block = null && !node.is_item ? block_of(*node.field) : nullptr;
  if (block == nullptr) return;
  for (const model::Rule& rule : block->rules)
    if (rule.verb == Verb::keep && rule.outcome.severity != Severity::off && in_force(rule) &&
        !(rule.when && (silenced(*rule.when, node) || !holds(*rule.when, node))))
      for (const model::Path& target : rule.targets) judge_keep(target, rule, node);
}

void Judge::visit_block(Node& node) {
  const model::Block& block = *node.block;
  for (const auto& [name, member] : node.members) judge(*member);
  if (&node != params_) judge_unknown(node);
  judge_required(node, block);
  fill_first(node);
  for (const model::Rule& rule : block.rules) judge_rule(rule, node);
  for (const model::Cases& cases : block.cases) judge_cases(cases, node);
  for (const model::Pairs& pairs : block.pairs) judge_pairs(pairs, node);
  for (const model::Transitions& set : block.transitions) judge_transitions(set, node);
}

void Judge::judge_unknown(Node& node) {
  const Severity severity = node.block->unknown_fields.value_or(rules_.unknown_fields);
  for (const Member& member : node.value->members) {
    const model::Field* field = find_field(*node.block, member.name);
    if (field != nullptr && !field->none) continue;
    if (std::any_of(node.free_members.begin(), node.free_members.end(),
                    [&](const Node* inside) { return inside->name == member.name; }))
      continue;
    if (&member.value != find_member(*node.value, member.name)) continue;  // overwritten later
    if (const model::Field* now = field_before(*node.block, member.name)) {
      if (counting_name(*node.value, *now) == member.name)
        report(step_down(node.pointer, member.name), now->was->outcome, Code::unknown_field);
      else
        report(step_down(node.pointer, member.name), Code::conflict, Severity::error);
      continue;
    }
    report(step_down(node.pointer, member.name), Code::unknown_field, severity);
    const auto& typed = node.block->unknown_type;
    if (typed && member.value.kind != Value::Kind::null && !is_of_type(member.value, typed->is))
      report(step_down(node.pointer, member.name), typed->outcome, Code::wrong_type);
  }
}

void Judge::judge_required(Node& node, const model::Block& block) {
  for (const model::Field& field : block.fields) {
    if (field.none) continue;
    const auto found = node.members.find(field.name);
    if (found != node.members.end() && found->second->satisfies) continue;
    const bool null = found != node.members.end();
    const std::string pointer = null ? found->second->pointer : step_down(node.pointer, field.name);
    const auto say = [&](const model::Check<bool>& required) {
      if (required.is) report(pointer, required.outcome, Code::missing_field);
    };
    bool by_shape = false;  // it says so itself, or nobody knows
    for (const model::RequiredWhere& where : field.required_where) {
      const bool unknown = silenced(where.when, node);
      const bool counts = !unknown && holds(where.when, node);
      by_shape = by_shape || unknown || counts;
      if (counts) say(where.required);
    }
    if (field.required && !by_shape) say(*field.required);
  }
}

// ------------------------------------------------------------------------------------------- rules

/// Rules take what `fill` found empty for broken, wherever it stands in the file.
void Judge::fill_first(Node& node) {
  const auto mark = [&](const std::vector<model::Path>& paths) {
    for (const model::Path& path : paths) {
      const Place place = look_up(path, node);
      if (place.present() && !place.node->stored &&
          place.node->value->kind == Value::Kind::string && place.node->value->text.empty())
        place.node->unfilled = true;
    }
  };
  for (const model::Rule& rule : node.block->rules) {
    if (rule.verb != Verb::fill || rule.outcome.severity != Severity::error) continue;
    if (!in_force(rule)) continue;
    if (rule.when && (silenced(*rule.when, node) || !holds(*rule.when, node))) continue;
    mark(rule.targets);
  }
  for (const model::Cases& cases : node.block->cases) {
    if (!counts(cases.when, node)) continue;
    const Place selector = look_up(cases.field, node);
    for (const model::Cases::Row& row : cases.rows)
      if (row.outcome.severity == Severity::error && fits(row.key, selector)) mark(row.fill);
  }
}

void Judge::require(const Place& place, const model::Outcome& outcome, bool fill, const Place* at) {
  const std::string& pointer = at != nullptr ? at->pointer : place.pointer;
  if (!place.known) return;
  if (!place.satisfied()) {
    if (place.inside)
      report(pointer, outcome, Code::missing_field);  // of what is not there, nothing
  } else if (fill && place.present() && place.node->value->kind == Value::Kind::string &&
             place.node->value->text.empty()) {
    // (What is stored and not sent is no value of the payload.)
    report(pointer, outcome, place.node->stored ? Code::missing_field : Code::too_short);
  }
}

void Judge::judge_rule(const model::Rule& rule, Node& node) {
  if (rule.outcome.severity == Severity::off || !in_force(rule)) return;
  note_silence(rule, node);
  if (rule.when && (silenced(*rule.when, node) || !holds(*rule.when, node))) return;
  judge_targets(rule, node);
  for (const model::Condition& assertion : rule.assertions) judge_assertion(rule, assertion, node);
}

/// Where a value that the rule compares could not be read and no error says so, a note does.
void Judge::note_silence(const model::Rule& rule, Node& node) {
  std::vector<const model::Path*> compared;
  const auto add = [&](const model::Condition& condition) {
    for (const model::Path* path : looked_at(condition)) compared.push_back(path);
  };
  if (rule.when) add(*rule.when);
  for (const model::Condition& assertion : rule.assertions) add(assertion);
  if (rule.verb == Verb::keep)
    for (const model::Path& target : rule.targets) compared.push_back(&target);
  for (const model::Path* path : compared) {
    if (path->base == model::Path::Base::current || path->base == model::Path::Base::request)
      continue;
    const Place place = look_up(*path, node);
    if (place.node != nullptr && !place.node->stored && place.node->unread &&
        might_speak(rule, node, place.node))
      report(place.pointer, Code::not_judged, Severity::note);
  }
}

bool Judge::might_speak(const model::Rule& rule, Node& node, const Node* unread) {
  if (rule.when &&
      (silenced_beside(*rule.when, node, unread) || !might(*rule.when, true, node, unread)))
    return false;
  std::size_t there = 0;
  for (const model::Path& target : rule.targets) {
    if (!look_up(target, node).known) return false;
    if (look_up(target, node).counts()) ++there;
  }
  const auto any_target = [&](auto speaks) {
    return std::any_of(rule.targets.begin(), rule.targets.end(),
                       [&](const model::Path& target) { return speaks(look_up(target, node)); });
  };
  switch (rule.verb) {
    case Verb::require:
      return any_target([](const Place& place) { return place.inside && !place.satisfied(); });
    case Verb::fill:
      return any_target([](const Place& place) {
        const bool empty = place.present() && place.node->value->kind == Value::Kind::string &&
                           place.node->value->text.empty();
        return empty || (place.inside && !place.satisfied());
      });
    case Verb::require_any:
      return there == 0;
    case Verb::require_one:
      return there != 1;
    case Verb::require_some:
      return there < least_of(rule);
    case Verb::at_most_one:
      return there > 1;
    case Verb::all_or_none:
      return there > 0 && there < rule.targets.size();
    case Verb::forbid:
      return any_target([](const Place& place) { return place.sent(); });
    case Verb::keep:
      return std::any_of(rule.targets.begin(), rule.targets.end(), [&](const model::Path& target) {
        return counterpart(target, node).good() &&
               (look_up(target, node).node == unread || changed(target, node) ||
                (!rule.null_empties && null_changes(target, node)));
      });
    case Verb::assert_that:
      break;
  }
  const auto looks_at = [&](const model::Condition& condition) {
    const auto paths = looked_at(condition);
    return std::any_of(paths.begin(), paths.end(), [&](const model::Path* path) {
      return look_up(*path, node).node == unread;
    });
  };
  return std::any_of(
      rule.assertions.begin(), rule.assertions.end(), [&](const model::Condition& assertion) {
        if (!looks_at(assertion) && !(rule.when && looks_at(*rule.when))) return false;
        for (const model::Path* path : compared_paths(assertion))
          if (const Place place = look_up(*path, node); place.node != unread && !place.good())
            return false;
        return !silenced_beside(assertion, node, unread) && might(assertion, false, node, unread);
      });
}

void Judge::judge_targets(const model::Rule& rule, Node& node) {
  std::vector<Place> places;
  for (const model::Path& target : rule.targets) places.push_back(look_up(target, node));
  std::optional<Place> at;
  if (rule.at) at = look_up(*rule.at, node);
  const Place* place_at = at ? &*at : nullptr;
  const auto there = std::count_if(places.begin(), places.end(),
                                   [](const Place& place) { return place.counts(); });
  switch (rule.verb) {
    case Verb::require:
    case Verb::fill:
      for (const Place& place : places)
        require(place, rule.outcome, rule.verb == Verb::fill, place_at);
      return;
    case Verb::require_any:
    case Verb::require_one:
      if (std::any_of(places.begin(), places.end(), [](const Place& each) { return !each.known; }))
        return;
      if (there == 0)
        report((at ? *at : places.front()).pointer, rule.outcome, Code::missing_field);
      if (rule.verb == Verb::require_one) {
        bool earlier = false;
        for (const Place& place : places) {
          if (!place.counts()) continue;
          if (earlier) report_presence((at ? *at : place).pointer, rule.outcome, Code::conflict);
          earlier = true;
        }
      }
      return;
    case Verb::require_some:
      for (const Place& place : places)
        if (std::size_t(there) < least_of(rule) && !place.counts())
          return report((at ? *at : place).pointer, rule.outcome, Code::missing_field);
      return;
    case Verb::at_most_one: {
      bool earlier = false;
      for (const Place& place : places) {
        if (place.counts() && earlier)
          report_presence((at ? *at : place).pointer, rule.outcome, Code::conflict);
        earlier = earlier || place.counts();
      }
      return;
    }
    case Verb::all_or_none:
      for (const Place& place : places)
        if (there > 0 && !place.counts())
          report((at ? *at : place).pointer, rule.outcome, Code::missing_field);
      return;
    case Verb::forbid:
      for (const Place& place : places)
        if (place.sent())
          report_presence((at ? *at : place).pointer, rule.outcome, Code::forbidden_field);
      return;
    case Verb::keep:
      for (const model::Path& target : rule.targets) judge_keep(target, rule, node);
      return;
    case Verb::assert_that:
      return;
  }
}

void Judge::judge_keep(const model::Path& target, const model::Rule& rule, Node& node) {
  model::Condition moved;
  moved.kind = model::Condition::Kind::changed;
  moved.operands.push_back({.path = target});
  if (compares_containers(moved, node)) return;
  if (!changed(target, node) && (rule.null_empties || !null_changes(target, node))) return;
  report(look_up(rule.at ? *rule.at : target, node).pointer, rule.outcome, Code::immutable);
}

/// Is a null sent for it, or for an object around it, where the stored record has a value?
bool Judge::null_changes(const model::Path& target, Node& node) {
  if (!counterpart(target, node).good()) return false;
  if (node.value->kind == Value::Kind::null) return true;  // the object itself
  return is_cleared(target, node);
}

void Judge::judge_assertion(const model::Rule& rule, const model::Condition& assertion,
                            Node& node) {
  if (silenced(assertion, node) || !all_good(assertion, node) || !comes_out(assertion, false, node))
    return;
  if (has_unordered(assertion, node)) return;
  const model::Path* at = rule.at ? &*rule.at : first_field(assertion);
  const std::string pointer = at != nullptr ? look_up(*at, node).pointer : node.pointer;
  report(pointer, rule.outcome, code_of_assertion(assertion));
}

// ------------------------------------------------------------------------------------ cases, pairs

/// Is the value there what a row goes by?
bool Judge::fits(const model::RowKey& key, const Place& place) {
  if (key.absent) return place.known && !place.present();
  return place.good() && is(*place.node, key.value);
}

bool Judge::counts(const std::optional<model::Condition>& when, Node& node) {
  return !when || (!silenced(*when, node) && holds(*when, node));
}

/// Where its condition cannot be judged, nobody knows.
bool Judge::may_count(const std::optional<model::Condition>& when, Node& node) {
  return !when || silenced(*when, node) || holds(*when, node);
}

/// Does a table by the same field that counts here, or may, name the place for this value?
bool Judge::is_given(const model::Cases& cases, const Place& selector, const std::string& pointer,
                     Node& node) {
  for (const model::Cases& other : node.block->cases) {
    if (!same_path(other.field, cases.field)) continue;
    if (&other != &cases && !may_count(other.when, node)) continue;
    for (const model::Cases::Row& row : other.rows)
      for (const auto* paths : {&row.require, &row.fill, &row.optional})
        for (const model::Path& path : *paths)
          if (fits(row.key, selector) && look_up(path, node).pointer == pointer) return true;
  }
  return false;
}

void Judge::judge_cases(const model::Cases& cases, Node& node) {
  if (!counts(cases.when, node)) return;
  const Place selector = look_up(cases.field, node);
  for (const model::Cases::Row& row : cases.rows) {
    if (!fits(row.key, selector)) continue;
    for (const auto* paths : {&row.require, &row.fill})
      for (const model::Path& path : *paths)
        require(look_up(path, node), row.outcome, paths == &row.fill, nullptr);
  }
  // What is not there is one of the cases where a row says so.
  const bool is_case =
      selector.good() ||
      std::any_of(cases.rows.begin(), cases.rows.end(), [&](const model::Cases::Row& row) {
        return row.key.absent && fits(row.key, selector);
      });
  if (!is_case) return;
  for (const model::Cases::Row& row : cases.rows)
    for (const auto* paths : {&row.require, &row.fill, &row.optional})
      for (const model::Path& path : *paths)
        if (const Place place = look_up(path, node);
            place.sent() && !place.node->stored && !is_given(cases, selector, place.pointer, node))
          report(place.pointer, cases.elsewhere, Code::forbidden_field);
}

void Judge::judge_pairs(const model::Pairs& pairs, Node& node) {
  if (!counts(pairs.when, node)) return;
  std::vector<Place> places;
  for (const model::Path& path : pairs.fields) places.push_back(look_up(path, node));
  judge_unlisted(pairs, places, node);
  for (std::size_t number = 1; number < places.size(); ++number)
    judge_pair(pairs, number, places, node);
}

/// The row for the values of the first so many fields, if there is one.
const model::Pairs::Row* Judge::row_in(const std::vector<model::Pairs::Row>& rows,
                                       std::size_t number, const std::vector<Place>& places) {
  for (const model::Pairs::Row& row : rows) {
    if (row.before.size() != number) continue;
    bool fit = true;
    for (std::size_t i = 0; i < number; ++i) fit = fit && fits(row.before[i], places[i]);
    if (fit) return &row;
  }
  return nullptr;
}

/// Those over the same fields.
std::vector<const model::Pairs*> Judge::tables_beside(const model::Pairs& pairs, Node& node) {
  std::vector<const model::Pairs*> others;
  for (const model::Pairs& other : node.block->pairs)
    if (&other != &pairs && std::equal(other.fields.begin(), other.fields.end(),
                                       pairs.fields.begin(), pairs.fields.end(), same_path))
      others.push_back(&other);
  return others;
}

void Judge::judge_unlisted(const model::Pairs& pairs, const std::vector<Place>& places,
                           Node& node) {
  if (!places[0].good() || row_in(pairs.rows, 1, places) != nullptr) return;
  for (const model::Pairs* other : tables_beside(pairs, node))
    if (may_count(other->when, node) && row_in(other->rows, 1, places) != nullptr) return;
  report(places[0].pointer, pairs.unlisted, Code::pair_not_allowed);
}

/// Does a value of one field go with those of the fields before it?
void Judge::judge_pair(const model::Pairs& pairs, std::size_t number,
                       const std::vector<Place>& places, Node& node) {
  const Place& place = places[number];
  if (!place.known) return;
  const auto lists_it = [&](const model::Pairs::Row* row) {
    return row != nullptr && lists(row->goes, *place.node);
  };
  const model::Pairs::Row* row = row_in(pairs.rows, number, places);
  if (row != nullptr && !place.present() && !row->goes.empty()) {
    // A null goes with nothing, also where it may be sent.
    bool needed = place.inside && !row->goes_without;
    for (const model::Pairs* other : tables_beside(pairs, node)) {
      const model::Pairs::Row* same = row_in(other->rows, number, places);
      const bool does_without = same != nullptr && (same->goes_without || same->goes.empty());
      if (does_without && may_count(other->when, node)) needed = false;
    }
    if (needed) report(place.pointer, pairs.left_out, Code::missing_field);
    return;
  }
  if (!place.good() || lists_it(row)) return;
  bool has_row = row != nullptr;
  for (const model::Pairs::Also& also : pairs.also) {
    const model::Pairs::Row* taken = row_in(also.rows, number, places);
    has_row = has_row || (taken != nullptr && number > 1);
    if (lists_it(taken)) return report(place.pointer, also.outcome, Code::pair_not_allowed);
  }
  if (!has_row) return;
  bool empty_elsewhere = false;
  for (const model::Pairs* other : tables_beside(pairs, node)) {
    bool listed = lists_it(row_in(other->rows, number, places));
    for (const model::Pairs::Also& also : other->also)
      listed = listed || lists_it(row_in(also.rows, number, places));
    if (listed && may_count(other->when, node)) return;
    empty_elsewhere = empty_elsewhere || listed;
  }
  const Value& said = *place.node->value;
  const model::Variant& own = place.node->field->main;
  const bool by_table =
      !pairs.open && !pairs.when && !own.values && !own.catalog && !place.node->field->has_shapes();
  if (by_table && said.kind == Value::Kind::string && said.text.empty() && !empty_elsewhere)
    return;  // not_in_enum has been said of it
  report(place.pointer, pairs.outcome, Code::pair_not_allowed);
}

// ------------------------------------------------------------------------------------- transitions

namespace {

bool has_row_of_absence(const std::vector<model::Transitions::Move>& moves) {
  return std::any_of(moves.begin(), moves.end(), [](const model::Transitions::Move& move) {
    return move.from && move.from->absent;
  });
}

}  // namespace

const model::Path& Judge::path_of(const model::Transitions& set) const {
  return set.history ? *set.history : set.field ? *set.field : *rules_.status;
}

/// The sets of the same field that count, or may.
std::vector<const model::Transitions*> Judge::sets_beside(const model::Transitions& set,
                                                          Node& node) {
  std::vector<const model::Transitions*> sets;
  for (const model::Transitions& other : node.block->transitions)
    if (&other != &set && other.history.has_value() == set.history.has_value() &&
        same_path(path_of(other), path_of(set)) && may_count(other.when, node))
      sets.push_back(&other);
  return sets;
}

void Judge::judge_transitions(const model::Transitions& set, Node& node) {
  if (!counts(set.when, node)) return;
  const std::vector<const model::Transitions*> beside = sets_beside(set, node);
  if (set.history) return judge_history(set, beside, node);
  const Place to = look_up(path_of(set), *root_), from = counterpart(path_of(set), *root_);
  if (to.present() && !to.sent()) return;  // what is not sent does not move
  judge_move(set, beside, from, to);
  if (context_.no_current) judge_initial(set, beside, to);
  const bool none_stored = current_ != nullptr && !from.present();
  if (none_stored) judge_begin(set, beside, to, false);
  if (context_.no_current && !set.has_initial) judge_begin(set, beside, to, true);
}

void Judge::judge_history(const model::Transitions& set,
                          const std::vector<const model::Transitions*>& beside, Node& node) {
  const std::vector<model::Step>& steps = set.history->steps;
  const auto each = std::find_if(steps.begin(), steps.end(), [](const model::Step& step) {
    return step.kind == model::Step::Kind::each;
  });
  const Place list = walk({&node, node.field, node.pointer}, {steps.begin(), each});
  if (list.node == nullptr || !list.node->open) return;
  std::optional<Place> before;  // the nearest entry that has a status
  for (Node* item : list.node->items) {
    judge(*item);
    const Place entry = walk({item, item->field, item->pointer}, {each + 1, steps.end()});
    if (!entry.present()) continue;
    if (before) {
      judge_move(set, beside, *before, entry);
    } else {
      judge_initial(set, beside, entry);
    }
    before = entry;
  }
}

/// Does a set have the value where nothing is stored: in `initial`, or else in a row of `absent`?
bool Judge::starts_with(const model::Transitions& set, const Node& value) {
  if (set.has_initial || set.history) return lists(set.initial_statuses, value);
  for (const model::Transitions::Move& move : set.allow)
    if (move.from && move.from->absent && lists(move.to, value)) return true;
  return false;
}

void Judge::judge_initial(const model::Transitions& set,
                          const std::vector<const model::Transitions*>& beside, const Place& at) {
  if (!set.has_initial || !at.good() || lists(set.initial_statuses, *at.node)) return;
  for (const model::Transitions* other : beside)
    if (starts_with(*other, *at.node)) return;
  report(at.pointer, set.initial_outcome, Code::transition_not_allowed);
}

/// Where no status is stored.
void Judge::judge_begin(const model::Transitions& set,
                        const std::vector<const model::Transitions*>& beside, const Place& to,
                        bool first) {
  if (!to.good()) return;
  const auto listed = [&](const std::vector<model::Transitions::Move>& moves) {
    return std::any_of(moves.begin(), moves.end(), [&](const model::Transitions::Move& move) {
      return move.from && move.from->absent && lists(move.to, *to.node);
    });
  };
  if (listed(set.deny)) report(to.pointer, set.deny_outcome, Code::transition_not_allowed);
  if (!has_row_of_absence(set.allow) || listed(set.allow)) return;
  for (const model::Transitions* other : beside)
    if (first ? starts_with(*other, *to.node) : listed(other->allow)) return;
  report(to.pointer, set.allow_outcome, Code::transition_not_allowed);
}

void Judge::judge_move(const model::Transitions& set,
                       const std::vector<const model::Transitions*>& beside, const Place& from,
                       const Place& to) {
  if (!from.good() || !to.good()) return;
  const Value::Kind kind = from.node->value->kind;  // two objects, two lists: nobody compares them
  if ((kind == Value::Kind::object || kind == Value::Kind::array) && kind == to.node->value->kind)
    return;
  if (same(from, to)) return;
  if (lists(set.final_statuses, *from.node) && set.final_outcome.severity != Severity::off)
    return report(to.pointer, set.final_outcome, Code::transition_not_allowed);
  const auto listed = [&](const std::vector<model::Transitions::Move>& moves) {
    return std::any_of(moves.begin(), moves.end(), [&](const model::Transitions::Move& move) {
      return (!move.from || fits(*move.from, from)) && lists(move.to, *to.node);
    });
  };
  if (listed(set.deny)) report(to.pointer, set.deny_outcome, Code::transition_not_allowed);
  if (!set.has_allow || listed(set.allow)) return;
  for (const model::Transitions* other : beside)
    if (listed(other->allow)) return;
  report(to.pointer, set.allow_outcome, Code::transition_not_allowed);
}

// --------------------------------------------------------------------------- the record as a whole

/// What is wrong with the text, rules or no rules: repeated names, lone surrogates.
void Judge::judge_text(const Value& value, const std::string& pointer) {
  if (value.lone_surrogate) report(pointer, Code::encoding, Severity::error);
  if (value.kind == Value::Kind::number && !std::isfinite(std::strtod(value.text.c_str(), nullptr)))
    beyond_double_.insert(pointer);
  for (std::size_t i = 0; i < value.items.size(); ++i)
    judge_text(value.items[i], step_down(pointer, std::to_string(i)));
  std::set<std::string> names;
  for (const Member& member : value.members) {
    const std::string inside = step_down(pointer, member.name);
    if (member.lone_surrogate) report(pointer, Code::encoding, Severity::error);
    if (!names.insert(member.name).second)
      report(inside, Code::duplicate_key, rules_.settings.duplicate_keys);
    judge_text(member.value, inside);
  }
}

OwnedFindings Judge::run() {
  judge_text(*root_->value, "");
  visit(*root_);
  if (params_ != nullptr) visit(*params_);
  for (const auto& [name, text] : context_.params)
    if (const model::Field* field = find_field(rules_.params, name);
        field == nullptr || field->none)
      report(step_down("/@path", name), Code::unknown_field, Severity::error);
  for (const auto& [place, severity] : null_warnings_)
    if (const auto missing = findings_.find({place.first, Code::missing_field});
        missing == findings_.end() || missing->second < severity)
      put(findings_, place.first, place.second, severity);
  for (const std::string& pointer : beyond_double_) {
    const auto type = findings_.find({pointer, Code::wrong_type});
    if (type == findings_.end() || type->second != Severity::error)
      report(pointer, Code::out_of_range, Severity::error);
  }
  std::map<std::string, Severity> short_ones;
  for (const auto& [place, severity] : findings_)
    if (place.second == Code::too_short) short_ones.emplace(place.first, severity);
  OwnedFindings out;
  for (const auto& [place, severity] : findings_) {
    static const std::set<Code> of_one_cause = {Code::bad_format,       Code::not_in_enum,
                                                Code::conflict,         Code::unknown_reference,
                                                Code::pair_not_allowed, Code::whitespace};
    const auto short_one = short_ones.find(place.first);
    const auto of_presence = of_presence_.find(place);
    if (short_one == short_ones.end() || of_one_cause.count(place.second) == 0 ||
        severity > short_one->second)
      out.emplace(place, severity);
    else if (of_presence != of_presence_.end())
      out.emplace(place, of_presence->second);
  }
  return out;
}

OwnedFindings evaluate(const model::RuleSet& rules, std::string_view payload,
                       const Context& context) {
  const bool bom = payload.substr(0, 3) == "\xEF\xBB\xBF";
  const auto value = parse_json(bom ? payload.substr(3) : payload);
  OwnedFindings out;
  if (!value) {
    out[{"", Code::bad_json}] = Severity::error;
  } else {
    out = Judge(rules, *value, context).run();
  }
  if (bom && rules.settings.bom != Severity::off) put(out, "", Code::encoding, rules.settings.bom);
  return out;
}

}  // namespace reference
