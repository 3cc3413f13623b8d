// What a rule finds, in words: values that do not go together, with each other or with what is stored.
// Tests: tests/vectors_test.cpp.
#include <algorithm>

#include "read/text_match.h"
#include "validate/facts.h"
#include "validate/message.h"
#include "validate/value_words.h"

namespace leadlint::validate {

using read::trim;
using table::CheckKind;

void Message::by_rule() {
  const std::string_view expected = text(report().expected);
  switch (raw_.code) {
    case Code::missing_field:
      return say(fmt::format("{} is missing{}", name_, when_words("; it is needed")));
    case Code::forbidden_field:
      return say(fmt::format("{} does not belong here{}", name_, when_words("")));
    case Code::immutable:
      return immutable();
    case Code::transition_not_allowed:
      return transition();
    case Code::unknown_reference:
      return unknown_reference();
    case Code::pair_not_allowed:
      // Where the rule lists what goes with the rest, and not what does not.
      if (expected.starts_with(name_ + " is ") && !expected.starts_with(name_ + " is not "))
        param("allowed", std::string{expected.substr(name_.size() + 4)});
      return say(fmt::format("{} {} does not go with the rest{}", name_, value(),
                             expected.empty() ? "" : fmt::format("; expected {}", expected)));
    case Code::whitespace:
      if (value_ != nullptr && trim(value_->text()).empty())
        return say(fmt::format("{} holds nothing but white space", name_));
      return say(fmt::format("{} {} has white space around it", name_, value()));
    case Code::conflict:
      if (check() != nullptr) return list_conflict();
      return say(expected.empty()
                     ? fmt::format("{} contradicts another value{}", name_, when_words(""))
                     : fmt::format("{} contradicts another value{}; expected {}", name_,
                                   when_words(""), expected));
    case Code::bad_format:
      return broken("does not have the right form");
    case Code::not_in_enum:
      return broken("is not one of the values allowed");
    case Code::out_of_range:
      return broken("is out of range");
    case Code::too_long:
      return broken("is too long");
    case Code::too_short:
      return broken("is too short");
    default:
      return broken("breaks a rule");
  }
}

void Message::broken(std::string_view how) {
  const std::string_view expected = text(report().expected);
  say(fmt::format("{} {} {}{}{}", name_, value(), how, when_words(""),
                  expected.empty() ? "" : fmt::format("; expected: {}", expected)));
}

void Message::list_conflict() {
  switch (check()->kind) {
    case CheckKind::unique:
      return say(fmt::format("{} {} stands in the list twice", name_, value()));
    case CheckKind::ascending:
      return say(fmt::format("{} {} is not more than the one before it", name_, value()));
    case CheckKind::not_descending:
      return say(fmt::format("{} {} is less than the one before it", name_, value()));
    default:
      return say(
          fmt::format("{}: the list in this text is not the one that the rules know", name_));
  }
}

const read::Node* Message::stored() const {
  if (known_.current == nullptr || raw_.field == no_field || known_.current->nodes.empty())
    return nullptr;
  const Index root = known_.current->nodes[0].instance;
  if (root == none || raw_.instance != record_.nodes[0].instance) return nullptr;
  const table::Block& block = table_.blocks[known_.current->instances[root].block];
  const std::uint16_t number = table_.find(block.names, name_);
  if (number == table::no_name) return nullptr;
  const Index slot = known_.current->slots[known_.current->instances[root].slots + number];
  if (slot == none || known_.current->nodes[slot].kept == read::Kept::hash) return nullptr;
  return &known_.current->nodes[slot];
}

void Message::immutable() {
  const read::Node* before = stored();
  if (before != nullptr) param("stored", quoted(*before));
  say(before == nullptr
          ? fmt::format("{} {} differs from the stored value, which may not change", name_, value())
          : fmt::format("{} is stored as {} and may not change to {}", name_, quoted(*before),
                        value()));
}

void Message::transition() {
  const read::Node* before = stored();
  if (before != nullptr) param("stored", quoted(*before));
  say(before == nullptr
          ? fmt::format("{} may not become {} here", name_, value())
          : fmt::format("{} may not go from {} to {}", name_, quoted(*before), value()));
}

void Message::unknown_reference() {
  const std::string_view expected = text(report().expected);
  if (value_ != nullptr && known_.catalogs != nullptr)
    for (Index c = 0; c < table_.catalogs.size(); ++c)
      if (expected.find(text(table_.catalogs[c].name)) != std::string_view::npos)
        for (const auto& column : known_.catalogs->columns[c])
          if (finding_.suggestion.empty()) suggest(column);
  say(expected.empty()
          ? fmt::format("{} {} is not in the catalog", name_, value())
          : fmt::format("{} {} is not in the catalog; expected {}", name_, value(), expected));
}

std::vector<std::string> Message::silent_rules() const {
  std::vector<std::string> rules;
  std::string key;
  for (const auto* judged : {&judged_.payload, &judged_.params}) {
    read::Record& record = const_cast<read::Record&>(*judged);  // facts are asked for, not set
    Facts facts(table_, record, known_, key);
    for (Index i = 0; i < record.instances.size(); ++i) {
      const table::Span rows = table_.blocks[record.instances[i].block].silences;
      for (Index row = rows.first; row < rows.first + rows.count; ++row) {
        if (!facts.fires(row, i)) continue;
        const Index ref = table_.rows[row].place.ref;
        const bool of_params =
            table_.refs[ref].base == table::Base::param || judged == &judged_.params;
        if (of_params != (raw_.source == Raw::Source::params)) continue;
        if (facts.find(ref, i).value != value_) continue;
        std::string rule{text(table_.reports[table_.rows[row].report].rule)};
        if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(std::move(rule));
      }
    }
  }
  return rules;
}

void Message::not_judged() {
  const std::vector<std::string> rules = silent_rules();
  param("rules", rules);
  say(fmt::format("{} {} could not be read, so the rule{} {} {} not judged", name_, value(),
                  rules.size() == 1 ? "" : "s", joined(rules, "and"),
                  rules.size() == 1 ? "was" : "were"));
}

}  // namespace leadlint::validate
