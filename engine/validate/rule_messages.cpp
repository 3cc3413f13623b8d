// What a rule finds, in words: values that do not go together, with each other or with what is
// stored.
// Tests: tests/vectors_test.cpp.
#include <algorithm>

#include "finding/placeholders.h"
#include "finding/words.h"
#include "read/text_match.h"
#include "text/blanks.h"
#include "text/decimal_sum.h"
#include "text/list.h"
#include "validate/facts.h"
#include "validate/marks.h"
#include "validate/message.h"
#include "validate/stored_places.h"
#include "validate/text_checks.h"
#include "validate/value_text.h"

namespace leadlint::validate {

void Message::by_rule() {
  switch (raw_.code) {
    case Code::missing_field:
      return missing();
    case Code::forbidden_field:
      return say(Say::forbidden_field_here,
                 {{"field", name_}, {"when_part", when_words(Say::when_when)}});
    case Code::immutable:
      return immutable();
    case Code::transition_not_allowed:
      return transition();
    case Code::unknown_reference:
      return unknown_reference();
    case Code::pair_not_allowed:
      return say(Say::pair_not_allowed_rest,
                 {{"it", name_and_value()}, {"expected_part", expected_words()}});
    case Code::whitespace:
      return white_space();
    case Code::conflict:
      return broken(Say::conflict_with_another);
    case Code::bad_format:
      return broken(Say::bad_format_not_right);
    case Code::not_in_enum:
      return broken(Say::not_in_enum_not_allowed);
    case Code::out_of_range:
      return broken(Say::out_of_range_is_out);
    case Code::too_long:
      return broken(Say::too_long_is_too_long);
    case Code::too_short:
      return broken(Say::too_short_is_too_short);
    default:
      return broken(Say::conflict_breaks_rule);
  }
}

void Message::engine_words() {
  const std::string_view words = text(wording().words);
  if (wording().allowed.count != 0) {
    std::erase_if(finding_.params, [](const Param& each) { return each.name == "allowed"; });
    param("allowed", texts(wording().allowed));
  }
  if (raw_.code == Code::missing_field && wording().members.count != 0)
    param("fields", texts(wording().members));
  if (words.empty()) return;
  if (raw_.code == Code::missing_field && is_null_member() && wording().members.count == 0) return;
  auto said = fill_message(words, [this](std::string_view name) { return filling(name); });
  if (!said) return;
  // The finding of the null itself gives way to this one.
  if (raw_.code == Code::missing_field && is_null_member())
    add_words(*said, Say::also_null, {{"field", name_}});
  say(std::move(*said));
}

/// A member that stands there as null, which counts as left out.
bool Message::is_null_member() const {
  if (raw_.field == no_field || raw_.instance == none) return false;
  const Index slot = record_.slots[record_.instances[raw_.instance].slots + raw_.field];
  return slot != none && record_.nodes[slot].kind == read::Kind::null;
}

void Message::missing() {
  say(is_null_member() ? Say::missing_field_null : Say::missing_field_missing,
      {{"field", name_}, {"when_part", when_words(Say::when_needed)}});
}

void Message::broken(Say how) {
  say(how, {{"it", name_and_value()},
            {"when_part", when_words(Say::when_when)},
            {"expected_part", expected_words()}});
}

void Message::white_space() {
  const std::string_view text = value_ == nullptr ? "" : value_->text();
  const std::string_view inner = trim(text);
  if (inner.empty()) return say(Say::whitespace_nothing_but, {{"field", name_}});
  if (is_blank_text(text))
    return say(Say::whitespace_nothing_seen, {{"field", name_}, {"actual", value()}});
  if (inner.size() == text.size())
    return say(Say::whitespace_unseen_around, {{"field", name_}, {"actual", value()}});
  say(Say::whitespace_around, {{"field", name_}, {"actual", value()}});
}

/// Where a reference into the stored record leads, as the payload has that place.
std::string Message::pointer_of(const table::Ref& ref) const {
  std::string pointer;
  BlockId block = table_.fields[table_.current_root].block;
  for (Index s = 0; s < ref.steps.count; ++s) {
    const std::uint16_t step = table_.ref_steps[ref.steps.first + s];
    if (block == none || step == table::last_step) return {};
    const table::Field& member = table_.fields[table_.blocks[block].fields[step]];
    append_token(pointer, text(member.name));
    block = member.block;
  }
  return pointer;
}

/// Where the value stands, by the names of today.
std::string Message::pointer_of_today() const {
  if (raw_.field == no_field) return finding_.path;
  std::string pointer;
  std::vector<std::string_view> names;
  Index instance = raw_.instance;
  std::uint16_t number = raw_.field;
  while (true) {
    const read::Instance& object = record_.instances[instance];
    names.push_back(text(table_.fields[table_.blocks[object.block].fields[number]].name));
    if (object.parent == none) break;
    const FieldId field = record_.nodes[object.node].field;
    const read::Instance& around = record_.instances[object.parent];
    const table::SpanOf<table::Field> fields = table_.blocks[around.block].fields;
    if (field == none || !fields.has(field)) return finding_.path;  // an item, or a free name
    instance = object.parent;
    number = table_.fields[field].bit;
  }
  for (auto name = names.rbegin(); name != names.rend(); ++name) append_token(pointer, *name);
  return pointer;
}

const read::Node* Message::stored() const {
  if (context_.current == nullptr || raw_.field == no_field || raw_.instance == none ||
      context_.current->nodes.empty())
    return nullptr;
  const Index root = context_.current->nodes[0].instance;
  if (root == none) return nullptr;
  const std::string pointer = pointer_of_today();
  const auto value_at = [&](const table::Ref& ref) -> const read::Node* {
    const read::Node* found = follow(ref, *context_.current, root);
    return found == nullptr || found->kind == read::Kind::null || found->kept == read::Kept::hash
               ? nullptr
               : found;
  };
  for (const table::Ref& ref : table_.refs) {
    if (ref.base != table::Base::current || ref.field == none) continue;
    if (pointer_of(ref) != pointer) continue;
    const read::Node* found = nullptr;
    look_in_turn(table_, ref, *context_.current,
                 [&](const table::Ref& place) { return (found = value_at(place)) != nullptr; });
    if (found != nullptr) return found;
  }
  return nullptr;
}

void Message::immutable() {
  const read::Node* before = stored();
  if (before != nullptr) param("stored", quoted(*before));
  const bool refused = raw_.severity == Severity::error;
  if (value_ == nullptr) {  // a null stands for an object around it
    if (before == nullptr)
      return say(refused ? Say::immutable_taken_away : Say::immutable_taken_away_warned,
                 {{"field", name_}});
    return say(refused ? Say::immutable_stored_taken_away : Say::immutable_stored_taken_away_warned,
               {{"field", name_}, {"stored", quoted(*before)}});
  }
  if (before == nullptr)
    return say(refused ? Say::immutable_differs : Say::immutable_differs_warned,
               {{"field", name_}, {"actual", value()}});
  say(refused ? Say::immutable_stored : Say::immutable_stored_warned,
      {{"field", name_}, {"stored", quoted(*before)}, {"actual", value()}});
}

void Message::transition() {
  const read::Node* before = stored();
  if (before != nullptr) param("stored", quoted(*before));
  const bool refused = raw_.severity == Severity::error;
  if (before == nullptr)
    return say(refused ? Say::transition_not_allowed_to : Say::transition_not_allowed_to_warned,
               {{"field", name_}, {"actual", value()}});
  say(refused ? Say::transition_not_allowed_from_to : Say::transition_not_allowed_from_to_warned,
      {{"field", name_}, {"stored", quoted(*before)}, {"actual", value()}});
}

void Message::unknown_reference() {
  if (wording().catalog != none && value_ != nullptr && context_.catalogs != nullptr)
    for (const auto& column :
         context_.catalogs->columns[table_.catalog_keys[wording().catalog].catalog.number()])
      if (finding_.suggestion.empty()) suggest(column);
  say_not_in_catalog();
}

void Message::not_in_catalog() {
  constexpr std::size_t max_told = 24;
  if (const std::vector<std::string>* const known = catalog_column()) {
    if (known->size() <= max_told) param("allowed", *known);
    suggest(*known);
  }
  say_not_in_catalog();
}

void Message::say_not_in_catalog() {
  const table::CatalogKeyId key = catalog_key();
  const std::string_view catalog =
      key == none ? std::string_view{}
                  : text(table_.catalogs[table_.catalog_keys[key].catalog].name);
  const std::string marks = value_ == nullptr || value_->kind != read::Kind::string
                                ? std::string{}
                                : words_of_marks(value_->text(), finding_.suggestion);
  const std::string why = marks.empty() ? std::string{} : in_words(Say::also_why, {{"why", marks}});
  if (catalog.empty())
    return say(Say::unknown_reference_no_catalog_name,
               {{"it", name_and_value()}, {"marks_part", why}});
  say(Say::unknown_reference_catalog,
      {{"it", name_and_value()}, {"catalog", catalog}, {"marks_part", why}});
}

std::vector<std::string> Message::silent_rules() const {
  std::vector<std::string> rules;
  FactMemory memory;
  for (const auto* judged : {&judged_.payload, &judged_.params}) {
    read::Record& record = const_cast<read::Record&>(*judged);  // facts are asked for, not set
    Facts facts(table_, record, context_, memory);
    for (Index i = 0; i < record.instances.size(); ++i) {
      for (const RowId row : table_.blocks[record.instances[i].block].silences) {
        if (!facts.fires(row, i)) continue;
        const RefId ref = table_.rows[row].place.ref;
        const bool of_params =
            table_.refs[ref].base == table::Base::param || judged == &judged_.params;
        if (of_params != (raw_.origin == Raw::Origin::params)) continue;
        if (facts.find(ref, i).value != value_) continue;
        std::string rule{text(table_.reports[table_.rows[row].report].rule)};
        if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(std::move(rule));
      }
    }
  }
  return rules;
}

void Message::not_judged() {
  std::vector<std::string> rules = silent_rules();
  const table::Field* described = field();
  const bool is_long = described != nullptr && raw_.report == described->long_number_report;
  if (described != nullptr)
    for (const std::string& rule : texts(is_long ? described->calculated_by : described->asked_by))
      if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(rule);
  param("rules", rules);
  say(rules.size() == 1 ? Say::not_judged_rule : Say::not_judged_these_rules,
      {{"field", name_},
       {"actual", value()},
       {"why", is_long ? in_words(Say::why_too_many_digits, {{"digits", max_calculated_digits}})
                       : in_words(Say::why_not_read)},
       {"rules", joined(rules, phrase(Say::list_and))}});
}

}  // namespace leadlint::validate
