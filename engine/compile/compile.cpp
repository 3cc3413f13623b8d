// The order in which a rule set is compiled.
#include "compile/compile.h"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "compile/blocks.h"
#include "compile/builder.h"
#include "compile/context_records.h"
#include "compile/fields.h"
#include "compile/plain_rules.h"
#include "compile/rules.h"
#include "fast/fast_part.h"
#include "text/json_pointer.h"

namespace leadlint::compile {
namespace {

using model::RuleSet;

class Compiler {
 public:
  Compiler(const check::CheckedRuleSet& checked, model::Mistakes& mistakes, Purpose purpose)
      : rules_(checked.rules()),
        purpose_(purpose),
        builder_(rules_, mistakes),
        blocks_(builder_, checked.values(), checked.stored()),
        fields_(blocks_, rules_) {}

  std::optional<table::DecisionTable> run() {
    about();
    blocks_.make_current = [this] { make_current_root(blocks_); };
    blocks_.make_request = [this] { make_request_root(blocks_); };
    builder_.out.root = fields_.add(rules_.root, nullptr, "");
    if (!rules_.params.fields.empty() || !rules_.params.rules.empty()) {
      blocks_.params = fields_.add_block(rules_.params, nullptr, "@path");
      builder_.out.params = blocks_.params->index;
      builder_.out.blocks[builder_.out.params].unknown_report = none;
    }
    choose_selectors();
    compile_rules();
    if (!builder_.mistakes.empty()) return std::nullopt;
    for (BlockDraft& draft : blocks_.drafts) finish(draft);
    fast::add_fast_part(builder_.out);
    if (!builder_.mistakes.empty()) return std::nullopt;
    return std::move(builder_.out);
  }

 private:
  void about();
  void api_errors();
  void choose_selectors();
  void compile_rules();
  struct Entries {
    BlockDraft* items = nullptr;
    model::Path status;
  };
  [[nodiscard]] Entries entries_of(const model::Path& history);
  [[nodiscard]] std::vector<model::Transitions> sets_of(const BlockDraft& block);
  void add_history(StatusMachine machine, std::vector<Rules>& rules,
                   const std::vector<BlockDraft*>& judged);
  void add_moves(const StatusMachine& machine, bool one_of_several, Rules& rules);
  void add_pair_lists(const BlockDraft& block);
  void finish(BlockDraft& draft);
  void order_deferred(const BlockDraft& draft);
  [[nodiscard]] const RuleSet& owner(const BlockDraft& draft) const;
  void value_masks(const BlockDraft& draft, std::uint16_t words);

  const RuleSet& rules_;
  const Purpose purpose_;
  Builder builder_;
  Blocks blocks_;
  Fields fields_;
};

void Compiler::about() {
  table::DecisionTable& out = builder_.out;
  out.id = builder_.text(rules_.id);
  out.title = builder_.text(rules_.title);
  out.version = builder_.text(rules_.version);
  out.source = builder_.text(rules_.source);
  out.form_input = rules_.input == model::Input::form;
  out.request_form = rules_.request && rules_.request->input == model::Input::form;
  switch (out.request_form && !out.form_input ? rules_.request->form_server : rules_.form_server) {
    case model::FormServer::any:
      break;
    case model::FormServer::rails:
      out.form_server = table::FormServer::rails;
      break;
    case model::FormServer::php:
      out.form_server = table::FormServer::php;
      break;
  }
  out.has_zone = rules_.zone.has_value();
  out.zone = rules_.zone.value_or(0);
  out.curly_quotes_hint = rules_.hint_curly_quotes;
  out.curly_quotes_repair = rules_.repair_curly_quotes;
  const model::Settings& settings = rules_.settings;
  out.options.bom = settings.bom;
  out.options.duplicate_keys = settings.duplicate_keys;
  out.options.repaired_quotes = settings.repaired_quotes;
  out.options.null_reject = settings.null == model::Settings::Null::reject;
  out.options.null_silent = settings.null == model::Settings::Null::as_absent;
  out.options.mathematical_integers = settings.integer == model::Settings::Integer::mathematical;
  out.options.max_depth = settings.max_depth;
  for (const model::Catalog& catalog : rules_.catalogs) {
    table::Catalog made;
    made.name = builder_.text(catalog.name);
    made.rows = builder_.text(catalog.rows);
    made.columns = {static_cast<Index>(out.catalog_names.size()),
                    static_cast<Index>(catalog.columns.size())};
    for (const std::string& column : catalog.columns)
      out.catalog_names.push_back(builder_.text(column));
    out.catalogs.push_back(made);
  }
  if (rules_.errors) api_errors();
}

/// `/lines/*/sku`, for the field lines[].sku.
std::string pointer_pattern(const model::Path& path) {
  std::string pointer;
  for (const model::Step& step : path.steps)
    append_token(pointer, step.kind == model::Step::Kind::member ? step.name : "*");
  return pointer;
}

void Compiler::api_errors() {
  table::DecisionTable& out = builder_.out;
  const model::ApiErrors& errors = *rules_.errors;
  out.has_api_errors = true;
  out.api_errors.body = builder_.text(errors.body);
  out.api_errors.each = builder_.text(errors.each);
  out.api_errors.grouped = builder_.text(errors.grouped);
  out.api_errors.only_first = errors.only_first;
  out.api_errors.documented = errors.documented;
  const auto add = [&](const std::string& field, const model::ApiErrors::Messages& messages) {
    const table::Text at = builder_.text(field);
    for (const auto& [code, text] : messages.by_code)
      out.api_messages.push_back({at, false, code, builder_.text(text)});
    if (!messages.otherwise.empty())
      out.api_messages.push_back({at, true, {}, builder_.text(messages.otherwise)});
  };
  for (const auto& [field, messages] : errors.fields) add(pointer_pattern(field), messages);
  add({}, errors.messages);
  out.api_errors.messages = {0, static_cast<Index>(out.api_messages.size())};
}

/// Rows of the record are grouped by its status; those of a nested block by the field of its cases.
void Compiler::choose_selectors() {
  for (BlockDraft& draft : blocks_.drafts) {
    if (!draft.judged || draft.source == nullptr) continue;
    const bool record = &draft == &blocks_.drafts.front();
    const model::Path* path = record && rules_.status ? &*rules_.status : nullptr;
    if (path == nullptr && !draft.source->cases.empty()) path = &draft.source->cases.front().field;
    if (path == nullptr || Blocks::is_outward(*path)) continue;
    const model::Field* field = model::target(*path);
    const auto* values = field == nullptr || field->none ? nullptr : blocks_.values.of(*field);
    if (values == nullptr || blocks_.listed_of(*field, rules_).empty()) continue;
    draft.selector = field;
    draft.selector_listed = blocks_.listed_of(*field, rules_);
    draft.selector_values = blocks_.all_values_of(*field);
    draft.selector_is_open = blocks_.values.is_open(*field);
    draft.selector_ref = blocks_.reference(draft, *path);  // (`after.f` goes by what is sent)
    draft.selector_is_status = rules_.status && field == model::target(*rules_.status);
  }
}

void Compiler::compile_rules() {
  std::vector<BlockDraft*> judged;
  for (BlockDraft& draft : blocks_.drafts)
    if (draft.judged && draft.source != nullptr) judged.push_back(&draft);
  std::vector<Rules> rules;
  rules.reserve(judged.size());
  for (BlockDraft* draft : judged) rules.emplace_back(blocks_, *draft, purpose_);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const model::Block& block = *judged[i]->source;
    rules[i].add_required_fields();
    rules[i].add_presence();
    for (const model::Rule& rule : block.rules) {
      PlainRule plain;
      plain.id = rule.id;
      plain.rule = rule;
      rules[i].add(plain);
    }
    rules[i].add_keeps_behind_nulls();
    for (const auto& expanded :
         {expand_cases(*judged[i], blocks_), expand_pairs(*judged[i], blocks_)})
      for (const PlainRule& plain : expanded) rules[i].add(plain);
    const std::vector<model::Transitions> sets = sets_of(*judged[i]);
    const std::vector<StatusMachine> machines = machines_of(sets, rules_);
    const bool several = several_begin(machines);
    for (const StatusMachine& machine : machines)
      if (!machine.set.history) add_moves(machine, several, rules[i]);
    add_pair_lists(*judged[i]);
    for (const StatusMachine& machine : machines)
      if (machine.set.history) add_history(machine, rules, judged);
  }
  for (const Blocks::ConditionalVariant& variant : blocks_.conditional_variants) {
    const auto at = std::find(judged.begin(), judged.end(), variant.around);
    rules[static_cast<std::size_t>(at - judged.begin())].variant_condition(*variant.when,
                                                                           variant.variant);
  }
  for (Rules& block : rules) block.finish();
}

/// Every pair of statuses may become a row: no more than the limit, which is told.
void Compiler::add_moves(const StatusMachine& machine, bool one_of_several, Rules& rules) {
  const model::Field* field = model::target(machine.status);
  if (field == nullptr || !blocks_.values.has_list(*field)) return;
  const std::vector<model::Scalar> statuses = blocks_.all_values_of(*field);
  if (statuses.size() > max_statuses_of_transitions) {
    builder_.limit_passed(
        model::worded("`transitions` of a field with {} values; at most {} are possible",
                      statuses.size(), max_statuses_of_transitions),
        machine.set.where);
    return;
  }
  for (PlainRule& plain :
       expand_transitions(machine, statuses, blocks_.values.is_open(*field), one_of_several)) {
    if (field->default_value) {  // what is not sent does not move
      model::Condition moves;
      moves.kind = model::Condition::Kind::present;
      moves.operands.push_back({.path = machine.status});
      plain.rule.when =
          plain.rule.when ? both(std::move(moves), std::move(*plain.rule.when)) : std::move(moves);
    }
    rules.add(plain);
  }
}

/// The block of the items that a history goes through, and the status as they have it.
Compiler::Entries Compiler::entries_of(const model::Path& history) {
  const auto each = std::find_if(history.steps.begin(), history.steps.end(), [](const auto& step) {
    return step.kind == model::Step::Kind::each;
  });
  if (each == history.steps.end() || each->field == nullptr) return {};
  Entries entries;
  entries.items = blocks_.find(model::block_of(*each->field));
  entries.status.where = history.where;
  entries.status.steps.assign(each + 1, history.steps.end());
  return entries;
}

namespace {

/// A condition of a block as it is written in one that is so many deeper.
void move_inside(model::Condition& condition, std::uint8_t depth) {
  for (model::Condition& child : condition.children) move_inside(child, depth);
  for (model::Operand& operand : condition.operands) {
    model::Path& path = operand.path;
    if (path.base != model::Path::Base::block && path.base != model::Path::Base::outer) continue;
    path.base = model::Path::Base::outer;
    path.up = static_cast<std::uint8_t>(path.up + depth);
  }
}

}  // namespace

/// `history: log[].status`: the rules belong to the items of `log`, and so do their conditions.
std::vector<model::Transitions> Compiler::sets_of(const BlockDraft& block) {
  std::vector<model::Transitions> sets = block.source->transitions;
  for (model::Transitions& set : sets) {
    if (!set.history || !set.when) continue;
    std::uint8_t depth = 0;
    for (const BlockDraft* at = entries_of(*set.history).items; at != nullptr && at != &block;
         at = at->outer)
      ++depth;
    move_inside(*set.when, depth);
  }
  return sets;
}

void Compiler::add_history(StatusMachine machine, std::vector<Rules>& rules,
                           const std::vector<BlockDraft*>& judged) {
  Entries entries = entries_of(machine.status);
  if (entries.items == nullptr || entries.status.steps.empty()) return;
  machine.status = std::move(entries.status);
  const auto at = std::find(judged.begin(), judged.end(), entries.items);
  add_moves(machine, false, rules[static_cast<std::size_t>(at - judged.begin())]);
}

/// What goes with what, for messages about a value that is legal nowhere.
void Compiler::add_pair_lists(const BlockDraft& block) {
  table::DecisionTable& out = builder_.out;
  for (const model::Pairs& pairs : block.source->pairs) {
    // (What goes with several is told by the table's own messages.)
    if (pairs.when || Blocks::is_outward(pairs.fields[0]) || Blocks::is_outward(pairs.fields[1]))
      continue;
    const table::RefId first = blocks_.reference(block, pairs.fields[0]);
    const table::RefId second = blocks_.reference(block, pairs.fields[1]);
    if (first == none || second == none) continue;
    table::PairList list{block.index, out.refs[second].field, first, {}};
    const std::size_t begin = out.pair_rows.size();
    for (const model::Pairs::Row& row : pairs.rows) {
      if (row.before.size() > 1 || row.before[0].absent) continue;
      std::vector<std::string> values;
      for (const model::Scalar& value : row.goes) values.push_back(literal_text(value));
      out.pair_rows.push_back(
          {builder_.text(literal_text(row.before[0].value)), builder_.report_names(values)});
    }
    list.rows = {static_cast<Index>(begin), static_cast<Index>(out.pair_rows.size() - begin)};
    out.pair_lists.push_back(list);
  }
}

void Compiler::finish(BlockDraft& draft) {
  table::DecisionTable& out = builder_.out;
  table::Block& block = out.blocks[draft.index];
  block.bits = draft.next_bit;
  block.words = static_cast<std::uint16_t>(std::max(1, (draft.next_bit + 63) / 64));
  block.facts = {static_cast<Index>(out.facts.size()), static_cast<Index>(draft.facts.size())};
  out.facts.insert(out.facts.end(), draft.facts.begin(), draft.facts.end());
  block.outward_facts = {static_cast<Index>(out.facts.size()),
                         static_cast<Index>(draft.outward_facts.size())};
  out.facts.insert(out.facts.end(), draft.outward_facts.begin(), draft.outward_facts.end());
  for (const auto* const facts : {&draft.facts, &draft.outward_facts})
    for (const table::Fact& fact : *facts)
      out.asks_now = out.asks_now || table::asks_now(fact.kind);
  for (Index f = 0; f < block.fields.count; ++f)
    block.has_deferred = block.has_deferred || out.fields[block.fields[f]].deferred;
  if (block.has_deferred) order_deferred(draft);
  value_masks(draft, block.words);
}

namespace {

/// The fields of a block that a condition asks, wherever it stands.
void add_asked(const model::Condition& condition, const BlockDraft& draft,
               std::vector<std::uint16_t>& numbers) {
  for (const model::Operand& operand : condition.operands) {
    if (operand.path.steps.empty() || Blocks::is_outward(operand.path)) continue;
    const std::uint16_t number = draft.number_of(operand.path.steps.front().field);
    if (number != table::no_name) numbers.push_back(number);
  }
  for (const model::Condition& child : condition.children) add_asked(child, draft, numbers);
}

}  // namespace

/// A field whose form hangs on another's value is judged behind that. Of two that hang on each
/// other one goes first, and the other is not judged yet then: so no shape is told.
void Compiler::order_deferred(const BlockDraft& draft) {
  table::DecisionTable& out = builder_.out;
  table::Block& block = out.blocks[draft.index];
  constexpr std::uint8_t most = 200;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t f = 0; f < draft.conditions.size(); ++f) {
      std::vector<std::uint16_t> asked;
      table::Field& field = out.fields[block.fields[static_cast<Index>(f)]];
      for (std::size_t c = draft.conditions[f].first; c < draft.conditions[f].second; ++c)
        add_asked(*blocks_.conditional_variants[c].when, draft, asked);
      for (const std::uint16_t number : asked) {
        const table::Field& other = out.fields[block.fields[number]];
        if (number == f || !other.deferred || other.round < field.round || other.round == most)
          continue;
        field.round = static_cast<std::uint8_t>(other.round + 1);
        changed = true;
      }
    }
  }
  for (const table::Field& field : out.fields[block.fields])
    block.last_round = std::max(block.last_round, field.round);
}

/// The rule set that a block's fields stand in.
const RuleSet& Compiler::owner(const BlockDraft& draft) const {
  return draft.rules != nullptr ? *draft.rules : rules_;
}

void Compiler::value_masks(const BlockDraft& draft, std::uint16_t words) {
  table::DecisionTable& out = builder_.out;
  const table::SpanOf<table::Field> fields = out.blocks[draft.index].fields;
  const auto set = [&](Index first, std::uint16_t bit) {
    out.words[first + bit / 64U] |= std::uint64_t{1} << (bit % 64U);
  };
  std::map<std::uint16_t, ListedValues> lists;  // of fields, each made once
  for (const BlockDraft::ValueFact& fact : draft.value_facts) {
    table::Field& field = out.fields[fields[fact.field]];
    if (field.value_set == none) {
      for (const Listed& value : fact.values) {
        const bool* truth = std::get_if<bool>(&value.value.value);
        Index& mask = truth != nullptr && *truth ? field.true_mask : field.false_mask;
        if (mask == none) mask = builder_.words(std::vector<std::uint64_t>(words, 0));
        set(mask, fact.bit);
      }
      continue;
    }
    const auto count = out.value_sets[field.value_set].hash.names.count;
    if (field.value_masks.count == 0)
      field.value_masks = {
          builder_.words(std::vector<std::uint64_t>(std::size_t{count} * words, 0)), count * words};
    const auto [list, is_new] = lists.try_emplace(fact.field);
    if (is_new)
      list->second = ListedValues(blocks_.listed_of(*draft.fields[fact.field], owner(draft)));
    for (const Listed& value : fact.values)
      for (const std::size_t n : list->second.standing_for(value))
        if (n < count) set(field.value_masks.first + static_cast<Index>(n) * words, fact.bit);
  }
}

}  // namespace

std::optional<table::DecisionTable> compile(const check::CheckedRuleSet& rules,
                                            model::Mistakes& mistakes, Purpose purpose) {
  return Compiler{rules, mistakes, purpose}.run();
}

tl::expected<table::DecisionTable, OwnedFindings> compile(const check::CheckedRuleSet& rules) {
  model::Mistakes mistakes{rules.rules().files};
  auto table = compile(rules, mistakes);
  if (!table) return tl::unexpected(mistakes.take());
  return std::move(*table);
}

}  // namespace leadlint::compile
