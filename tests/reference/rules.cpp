// Rules, cases, pairs and transitions of every block that is there, then what remains of the findings.
#include <algorithm>
#include <set>

#include "reference/nodes.h"

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
    if (side.kind != model::Operand::Kind::literal &&
        (side.path.base == model::Path::Base::block || side.path.base == model::Path::Base::outer))
      return &side.path;
  for (const model::Condition& child : condition.children)
    if (const model::Path* path = first_field(child)) return path;
  return nullptr;
}

void put(Findings& findings, const std::string& pointer, Code code, Severity severity) {
  Severity& kept = findings.try_emplace({pointer, code}, severity).first->second;
  kept = std::max(kept, severity);
}

}  // namespace

void Judge::report(const std::string& pointer, Code code, Severity severity) {
  if (severity != Severity::off) put(findings_, pointer, code, severity);
}

/// Of a rule that only asks what is there: no fault of a value explains such a finding away.
void Judge::report_presence(const std::string& pointer, const model::Outcome& outcome,
                            Code by_nature) {
  if (outcome.severity != Severity::off)
    of_presence_.insert({pointer, outcome.code.value_or(by_nature)});
  report(pointer, outcome, by_nature);
}

void Judge::report(const std::string& pointer, const model::Outcome& outcome, Code by_nature) {
  report(pointer, outcome.code.value_or(by_nature), outcome.severity);
}

// ------------------------------------------------------------------------------------------ blocks

void Judge::visit(Node& node) {
  judge(node);
  if (!node.open) return;
  if (node.block != nullptr) visit_block(node);
  for (const auto& [name, member] : node.members) visit(*member);
  for (Node* item : node.items) visit(*item);
  for (Node* member : node.free_members) visit(*member);
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
  for (const model::Transitions& transitions : block.transitions) {
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
    if (field == nullptr || field->none)
      report(step_down(node.pointer, member.name), Code::unknown_field, severity);
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

/// Asserts take what `fill` found empty for broken, wherever it stands in the file.
void Judge::fill_first(Node& node) {
  const auto mark = [&](const std::vector<model::Path>& paths) {
    for (const model::Path& path : paths) {
      const Place place = look_up(path, node);
      if (place.present() && place.node->value->kind == Value::Kind::string &&
          place.node->value->text.empty())
        place.node->unfilled = true;
    }
  };
  for (const model::Rule& rule : node.block->rules) {
    if (rule.verb != Verb::fill || rule.outcome.severity == Severity::off) continue;
    if (rule.when && (silenced(*rule.when, node) || !holds(*rule.when, node))) continue;
    mark(rule.targets);
  }
  for (const model::Cases& cases : node.block->cases) {
    if (cases.when && (silenced(*cases.when, node) || !holds(*cases.when, node))) continue;
    const Place selector = look_up(cases.field, node);
    for (const model::Cases::Row& row : cases.rows)
      if (selector.good() && row.outcome.severity != Severity::off && is(*selector.node, row.value))
        mark(row.fill);
  }
}

void Judge::require(const Place& place, const model::Outcome& outcome, bool fill, const Place* at) {
  const std::string& pointer = at != nullptr ? at->pointer : place.pointer;
  if (!place.satisfied()) {
    report(pointer, outcome, Code::missing_field);
  } else if (fill && place.present() && place.node->value->kind == Value::Kind::string &&
             place.node->value->text.empty()) {
    report(pointer, outcome, Code::too_short);
  }
}

void Judge::judge_rule(const model::Rule& rule, Node& node) {
  if (rule.outcome.severity == Severity::off) return;
  if (rule.when && (silenced(*rule.when, node) || !holds(*rule.when, node))) return;
  judge_targets(rule, node);
  for (const model::Condition& assertion : rule.assertions) judge_assertion(rule, assertion, node);
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
      if (there == 0)
        report((at ? *at : places.front()).pointer, rule.outcome, Code::missing_field);
      if (rule.verb == Verb::require_one && there > 1) {
        const auto is_there = [](const Place& place) { return place.satisfied(); };
        const auto first = std::find_if(places.begin(), places.end(), is_there);
        const auto second = std::find_if(first + 1, places.end(), is_there);
        report_presence((at ? *at : *second).pointer, rule.outcome, Code::conflict);
      }
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
  if (!changed(target, node)) return;
  report(look_up(rule.at ? *rule.at : target, node).pointer, rule.outcome, Code::immutable);
}

void Judge::judge_assertion(const model::Rule& rule, const model::Condition& assertion,
                            Node& node) {
  if (silenced(assertion, node) || !all_good(assertion, node) || holds(assertion, node)) return;
  const model::Path* at = rule.at ? &*rule.at : first_field(assertion);
  const std::string pointer = at != nullptr ? look_up(*at, node).pointer : node.pointer;
  report(pointer, rule.outcome, code_of_assertion(assertion));
}

// ------------------------------------------------------------------------------------ cases, pairs

void Judge::judge_cases(const model::Cases& cases, Node& node) {
  if (cases.when && (silenced(*cases.when, node) || !holds(*cases.when, node))) return;
  const Place selector = look_up(cases.field, node);
  if (!selector.good()) return;
  std::set<std::string> ours;
  for (const model::Cases::Row& row : cases.rows) {
    const bool is_ours = is(*selector.node, row.value);
    for (const auto* paths : {&row.require, &row.fill, &row.optional}) {
      for (const model::Path& path : *paths) {
        const Place place = look_up(path, node);
        if (is_ours) ours.insert(place.pointer);
        if (is_ours && paths != &row.optional)
          require(place, row.outcome, paths == &row.fill, nullptr);
      }
    }
  }
  if (!selector.node->legal) return;
  for (const model::Cases::Row& row : cases.rows)
    for (const auto* paths : {&row.require, &row.fill, &row.optional})
      for (const model::Path& path : *paths)
        if (const Place place = look_up(path, node);
            place.present() && ours.count(place.pointer) == 0)
          report(place.pointer, cases.elsewhere, Code::forbidden_field);
}

void Judge::judge_pairs(const model::Pairs& pairs, Node& node) {
  const Place first = look_up(pairs.first, node), second = look_up(pairs.second, node);
  if (!first.good() || !first.node->legal) return;
  const auto row_in = [&](const std::vector<model::Pairs::Row>& rows) {
    return std::find_if(rows.begin(), rows.end(),
                        [&](const model::Pairs::Row& row) { return is(*first.node, row.first); });
  };
  const auto row = row_in(pairs.rows);
  if (row == pairs.rows.end()) return report(first.pointer, pairs.unlisted, Code::pair_not_allowed);
  if (!second.satisfied() && !row->second.empty())
    return report(second.pointer, pairs.left_out, Code::missing_field);
  if (!second.good()) return;
  if (lists(row->second, *second.node)) return;
  for (const model::Pairs::Also& also : pairs.also) {
    const auto taken = row_in(also.rows);
    if (taken != also.rows.end() && lists(taken->second, *second.node))
      return report(second.pointer, also.outcome, Code::pair_not_allowed);
  }
  const Value& said = *second.node->value;
  if (!pairs.open && said.kind == Value::Kind::string && said.text.empty())
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
  Place before;
  for (Node* item : list.node->items) {
    judge(*item);
    const Place entry = walk({item, item->field, item->pointer}, {each + 1, steps.end()});
    if (item == list.node->items.front()) {
      judge_initial(transitions, entry);
    } else {
      judge_move(transitions, before, entry);
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

// ---------------------------------------------------------------------------- the record as a whole

/// What is wrong with the text, rules or no rules: repeated names, lone surrogates.
void Judge::judge_text(const Value& value, const std::string& pointer) {
  if (value.lone_surrogate) report(pointer, Code::encoding, Severity::error);
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
  for (const auto& [place, severity] : null_warnings_)
    if (findings_.count({place.first, Code::missing_field}) == 0)
      put(findings_, place.first, place.second, severity);
  std::set<std::string> short_ones;
  for (const auto& [place, severity] : findings_)
    if (place.second == Code::too_short) short_ones.insert(place.first);
  Findings out;
  for (const auto& [place, severity] : findings_) {
    static const std::set<Code> of_one_cause = {Code::bad_format,       Code::not_in_enum,
                                                Code::conflict,         Code::unknown_reference,
                                                Code::pair_not_allowed, Code::whitespace};
    if (short_ones.count(place.first) == 0 || of_one_cause.count(place.second) == 0 ||
        of_presence_.count(place) != 0)
      out.emplace(place, severity);
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
