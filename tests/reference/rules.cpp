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

void put(Findings& findings, const std::string& pointer, Code code, Severity severity) {
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

/// The set with what those beside it allow.
model::Transitions together(const model::Transitions& set,
                            const std::vector<model::Transitions>& sets) {
  model::Transitions merged = set;
  for (const model::Transitions& other : sets) {
    if (&other == &set || other.history.has_value() != set.history.has_value() ||
        (set.history && !same_path(*other.history, *set.history)))
      continue;
    merged.allow.insert(merged.allow.end(), other.allow.begin(), other.allow.end());
    merged.initial_statuses.insert(merged.initial_statuses.end(), other.initial_statuses.begin(),
                                   other.initial_statuses.end());
  }
  return merged;
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
  for (const model::Transitions& set : block.transitions) {
    const model::Transitions transitions = together(set, block.transitions);
    if (transitions.history) {
      judge_history(transitions, node);
    } else {
      judge_transitions(transitions, node);
    }
  }
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
    report(step_down(node.pointer, member.name), Code::unknown_field, severity);
    const auto& typed = node.block->unknown_type;
    if (typed && member.value.kind != Value::Kind::null && !is_of_type(member.value, typed->is))
      report(step_down(node.pointer, member.name), typed->outcome, Code::wrong_type);
  }
}

void Judge::judge_required(Node& node, const model::Block& block) {
  for (const model::Field& field : block.fields) {
    if (field.none || !field.required || !field.required->is) continue;
    const auto found = node.members.find(field.name);
    if (found != node.members.end() && found->second->satisfies) continue;
    report(step_down(node.pointer, field.name), field.required->outcome, Code::missing_field);
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
    if (cases.when && (silenced(*cases.when, node) || !holds(*cases.when, node))) continue;
    const Place selector = look_up(cases.field, node);
    for (const model::Cases::Row& row : cases.rows)
      if (selector.good() && row.outcome.severity == Severity::error &&
          is(*selector.node, row.value))
        mark(row.fill);
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
    if (look_up(target, node).satisfied()) ++there;
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
      return any_target([](const Place& place) { return place.present(); });
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
                                   [](const Place& place) { return place.satisfied(); });
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
          if (!place.satisfied()) continue;
          if (earlier) report_presence((at ? *at : place).pointer, rule.outcome, Code::conflict);
          earlier = true;
        }
      }
      return;
    case Verb::require_some:
      for (const Place& place : places)
        if (std::size_t(there) < least_of(rule) && !place.satisfied())
          return report((at ? *at : place).pointer, rule.outcome, Code::missing_field);
      return;
    case Verb::at_most_one: {
      bool earlier = false;
      for (const Place& place : places) {
        if (place.satisfied() && earlier)
          report_presence((at ? *at : place).pointer, rule.outcome, Code::conflict);
        earlier = earlier || place.satisfied();
      }
      return;
    }
    case Verb::all_or_none:
      for (const Place& place : places)
        if (there > 0 && !place.satisfied())
          report((at ? *at : place).pointer, rule.outcome, Code::missing_field);
      return;
    case Verb::forbid:
      for (const Place& place : places)
        if (place.present())
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

/// Does a table by the same field that counts here, or may, name the place for this value?
bool Judge::is_given(const model::Cases& cases, Node& selector, const std::string& pointer,
                     Node& node) {
  for (const model::Cases& other : node.block->cases) {
    if (!same_path(other.field, cases.field)) continue;
    if (&other != &cases && other.when && !silenced(*other.when, node) && !holds(*other.when, node))
      continue;
    for (const model::Cases::Row& row : other.rows)
      for (const auto* paths : {&row.require, &row.fill, &row.optional})
        for (const model::Path& path : *paths)
          if (is(selector, row.value) && look_up(path, node).pointer == pointer) return true;
  }
  return false;
}

void Judge::judge_cases(const model::Cases& cases, Node& node) {
  if (cases.when && (silenced(*cases.when, node) || !holds(*cases.when, node))) return;
  const Place selector = look_up(cases.field, node);
  if (!selector.good()) return;
  for (const model::Cases::Row& row : cases.rows) {
    if (!is(*selector.node, row.value)) continue;
    for (const auto* paths : {&row.require, &row.fill})
      for (const model::Path& path : *paths)
        require(look_up(path, node), row.outcome, paths == &row.fill, nullptr);
  }
  for (const model::Cases::Row& row : cases.rows)
    for (const auto* paths : {&row.require, &row.fill, &row.optional})
      for (const model::Path& path : *paths)
        if (const Place place = look_up(path, node);
            place.present() && !place.node->stored &&
            !is_given(cases, *selector.node, place.pointer, node))
          report(place.pointer, cases.elsewhere, Code::forbidden_field);
}

void Judge::judge_pairs(const model::Pairs& pairs, Node& node) {
  const Place first = look_up(pairs.first, node), second = look_up(pairs.second, node);
  if (!first.good()) return;
  const auto row_in = [&](const std::vector<model::Pairs::Row>& rows) {
    return std::find_if(rows.begin(), rows.end(),
                        [&](const model::Pairs::Row& row) { return is(*first.node, row.first); });
  };
  // Tables over the same fields stand together.
  std::vector<const model::Pairs*> others;
  for (const model::Pairs& other : node.block->pairs)
    if (&other != &pairs && same_path(other.first, pairs.first) &&
        same_path(other.second, pairs.second))
      others.push_back(&other);
  const auto row = row_in(pairs.rows);
  if (row == pairs.rows.end()) {
    for (const model::Pairs* other : others)
      if (row_in(other->rows) != other->rows.end()) return;
    return report(first.pointer, pairs.unlisted, Code::pair_not_allowed);
  }
  if (!second.known) return;
  // A null goes with nothing, also where it may be sent.
  if (!second.present() && !row->second.empty() && !second.inside) return;
  if (!second.present() && !row->second.empty())
    return report(second.pointer, pairs.left_out, Code::missing_field);
  if (!second.good()) return;
  if (lists(row->second, *second.node)) return;
  for (const model::Pairs::Also& also : pairs.also) {
    const auto taken = row_in(also.rows);
    if (taken != also.rows.end() && lists(taken->second, *second.node))
      return report(second.pointer, also.outcome, Code::pair_not_allowed);
  }
  for (const model::Pairs* other : others) {
    const auto has = [&](const std::vector<model::Pairs::Row>& rows) {
      const auto listed = row_in(rows);
      return listed != rows.end() && lists(listed->second, *second.node);
    };
    if (has(other->rows)) return;
    for (const model::Pairs::Also& also : other->also)
      if (has(also.rows)) return;
  }
  const Value& said = *second.node->value;
  if (!pairs.open && !second.node->field->main.values && said.kind == Value::Kind::string &&
      said.text.empty())
    return;  // not_in_enum has been said of it
  report(second.pointer, pairs.outcome, Code::pair_not_allowed);
}

// ------------------------------------------------------------------------------------- transitions

void Judge::judge_transitions(const model::Transitions& transitions, Node& node) {
  if (!rules_.status) return;
  const Place to = look_up(*rules_.status, *root_);
  judge_move(transitions, counterpart(*rules_.status, *root_), to);
  if (context_.no_current && &node == root_) judge_initial(transitions, to);
}

void Judge::judge_history(const model::Transitions& transitions, Node& node) {
  const std::vector<model::Step>& steps = transitions.history->steps;
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
      judge_move(transitions, *before, entry);
    } else {
      judge_initial(transitions, entry);
    }
    before = entry;
  }
}

void Judge::judge_initial(const model::Transitions& transitions, const Place& at) {
  if (transitions.has_initial && at.good() && !lists(transitions.initial_statuses, *at.node))
    report(at.pointer, transitions.initial_outcome, Code::transition_not_allowed);
}

void Judge::judge_move(const model::Transitions& transitions, const Place& from, const Place& to) {
  if (!from.good() || !to.good()) return;
  if (same(from, to)) return;
  if (lists(transitions.final_statuses, *from.node) &&
      transitions.final_outcome.severity != Severity::off)
    return report(to.pointer, transitions.final_outcome, Code::transition_not_allowed);
  const auto listed = [&](const std::vector<model::Transitions::Move>& moves) {
    return std::any_of(moves.begin(), moves.end(), [&](const model::Transitions::Move& move) {
      return (!move.from || is(*from.node, *move.from)) && lists(move.to, *to.node);
    });
  };
  if (transitions.has_allow && !listed(transitions.allow))
    report(to.pointer, transitions.allow_outcome, Code::transition_not_allowed);
  if (listed(transitions.deny))
    report(to.pointer, transitions.deny_outcome, Code::transition_not_allowed);
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

Findings Judge::run() {
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
  Findings out;
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

Findings evaluate(const model::RuleSet& rules, std::string_view payload, const Context& context) {
  const bool bom = payload.substr(0, 3) == "\xEF\xBB\xBF";
  const auto value = parse_json(bom ? payload.substr(3) : payload);
  Findings out;
  if (!value) {
    out[{"", Code::bad_json}] = Severity::error;
  } else {
    out = Judge(rules, *value, context).run();
  }
  if (bom && rules.settings.bom != Severity::off) put(out, "", Code::encoding, rules.settings.bom);
  return out;
}

}  // namespace reference
