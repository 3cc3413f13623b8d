// A rule file's own message, filled in; and what messages may name beside the value: what goes with
// the values around it, what a catalog lists, which members stand beside it. Tests:
// tests/words_test.cpp.
#include <algorithm>

#include "finding/placeholders.h"
#include "finding/words.h"
#include "text/list.h"
#include "validate/facts.h"
#include "validate/message.h"
#include "validate/value.h"
#include "validate/value_text.h"

namespace leadlint::validate {

using read::Kind;

bool Message::author_words() {
  const std::string_view own = text(wording().message);
  if (own.empty()) return false;
  const bool has_holes = next_placeholder(own, 0).has_value();
  const auto filled =
      fill_message(own, [this](std::string_view placeholder) { return filling(placeholder); });
  if (!filled) return false;
  if (has_placeholder(own, "field")) {
    say(*filled);
    return true;
  }
  finding_.message = name_;
  if (!has_holes && shows_value()) finding_.message += ' ' + value();
  finding_.message += ": ";
  finding_.message += *filled;
  return true;
}

bool Message::shows_value() const {
  if (value_ == nullptr || value_->kind == Kind::null || value_->kind == Kind::object ||
      value_->kind == Kind::array)
    return false;
  return raw_.code != Code::missing_field && raw_.code != Code::unknown_field &&
         raw_.code != Code::forbidden_field && raw_.code != Code::whitespace;
}

std::optional<std::string> Message::filling(std::string_view placeholder) const {
  const auto detail = [this](std::string_view name) -> std::optional<std::string> {
    const auto found = std::ranges::find(finding_.params, name, &Param::name);
    if (found == finding_.params.end()) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&found->value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&found->value))
      return fmt::format("{}", *number);
    if (const auto* list = std::get_if<std::vector<std::string>>(&found->value))
      return listed(*list);
    return std::nullopt;
  };
  const auto some = [](std::string words) {
    return words.empty() ? std::nullopt : std::optional(std::move(words));
  };
  if (placeholder == "field") return name_;
  if (placeholder == "it")
    return name_and_value();  // the compiler's own, see compile/rule_messages.h
  if (placeholder == "value" || placeholder == "actual")
    return value_ == nullptr ? std::nullopt : std::optional(value());
  if (placeholder == "limit") return detail(detail("limit") ? "limit" : "bound");
  if (placeholder == "stored") return detail(placeholder);
  if (placeholder == "expected") return some(std::string{text(wording().expected)});
  if (placeholder == "others") return some(joined(others(), phrase(Say::list_and)));
  if (placeholder == "left" || placeholder == "right")
    return some(calculated(placeholder == "right"));  // the compiler's own, likewise
  if (placeholder != "allowed") return std::nullopt;
  if (const auto* known = catalog_column()) return some(listed(*known));
  if (std::string values = listed(values_that_do()); !values.empty()) return values;
  const auto known = detail(placeholder);
  return known ? known : some(wanted_);
}

std::vector<std::string> Message::texts(table::Span names) const {
  std::vector<std::string> result;
  for (Index i = 0; i < names.count; ++i)
    result.emplace_back(text(table_.report_names[names.first + i]));
  return result;
}

std::vector<std::string> Message::values_that_do() const {
  if (wording().allowed.count != 0) return texts(wording().allowed);
  if (const auto partner_value = partner()) return partner_value->second;
  return allowed_values(is_taken_otherwise());
}

bool Message::is_taken_otherwise() const {
  const table::Field* described = field();
  if (described == nullptr) return false;
  for (Index f = 1; f < described->variants.count; ++f)
    if (table_.variants[described->variants[f]].taken_report == raw_.report) return true;
  return false;
}

table::CatalogKeyId Message::catalog_key() const {
  const bool own = check() != nullptr && check()->kind == CheckKind::catalog;
  return own ? check()->catalog() : wording().catalog;
}

const std::vector<std::string>* Message::catalog_column() const {
  if (catalog_key() == none || context_.catalogs == nullptr) return nullptr;
  const table::CatalogKey& key = table_.catalog_keys[catalog_key()];
  if (!context_.catalogs->given[key.catalog.number()] || key.columns.count != 1) return nullptr;
  const std::uint16_t column =
      table_.catalog_columns[key.columns.first] & (table::folded_column - 1U);
  return &context_.catalogs->columns[key.catalog.number()][column];
}

const read::Node* Message::follow(const table::Ref& ref, const read::Record& record,
                                  Index instance) const {
  const read::Node* found = nullptr;
  for (std::uint8_t up = 0; up < ref.up && instance != none; ++up)
    instance = record.instances[instance].parent;
  for (Index s = 0; s < ref.steps.count; ++s) {
    if (instance == none) return nullptr;
    const std::uint16_t step = table_.ref_steps[ref.steps.first + s];
    if (step == table::last_step) return nullptr;
    const Index slot = record.slots[record.instances[instance].slots + step];
    if (slot == none) return nullptr;
    found = &record.nodes[slot];
    instance = found->instance;
  }
  return found;
}

Index Message::around() const {
  if (raw_.instance != none) return raw_.instance;
  for (Index node = value_ == nullptr ? none : value_->parent; node != none;
       node = record_.nodes[node].parent)
    if (record_.nodes[node].instance != none) return record_.nodes[node].instance;
  return none;
}

std::optional<Message::Partner> Message::partner() const {
  const Index instance = around();
  const table::Field* described = field();
  if (instance == none || described == nullptr) return std::nullopt;
  const table::FieldId id{static_cast<Index>(described - table_.fields.data())};
  std::optional<Partner> partner_value;
  table::FieldId with;
  for (Index at = instance; at != none && !partner_value; at = record_.instances[at].parent)
    for (const table::PairList& pairs : table_.pair_lists) {
      if (pairs.field != id || pairs.block != record_.instances[at].block) continue;
      const table::Ref& ref = table_.refs[pairs.with];
      const read::Node* first = follow(ref, record_, at);
      if (first == nullptr || (partner_value && ref.field != with)) continue;
      for (Index r = 0; r < pairs.rows.count; ++r) {
        const table::PairRow& row = table_.pair_rows[pairs.rows.first + r];
        if (text(row.first) != plain_text(*first)) continue;
        with = ref.field;
        if (!partner_value)
          partner_value = Partner{std::string{plain_text(*first)},
                                  std::string{text(table_.fields[ref.field].name)},
                                  {}};
        // Several tables over the same fields stand together.
        for (std::string& value : texts(row.second))
          if (std::ranges::find(partner_value->second, value) == partner_value->second.end())
            partner_value->second.push_back(std::move(value));
      }
    }
  return partner_value;
}

/// The object that the rule is of.
Index Message::judged_object() const {
  Index instance = raw_.instance;
  while (instance != none && record_.instances[instance].block != wording().block)
    instance = record_.instances[instance].parent;
  return instance;
}

/// Says of the values beside this one which of them are there by default alone.
void Message::default_words() {
  if (value_ != nullptr && value_->by_default)
    add(Say::also_by_default, {{"field", name_}, {"value", value()}});
  const Index instance = wording().defaults.count == 0 ? Index{none} : judged_object();
  if (instance == none) return;
  FactMemory memory;
  read::Record& record = const_cast<read::Record&>(record_);  // facts are asked for, not set
  const Facts facts(table_, record, context_, memory);
  for (Index r = 0; r < wording().defaults.count; ++r) {
    const Facts::Found found = facts.find(table_.ref_ids[wording().defaults.first + r], instance);
    if (found.value == nullptr || !found.value->by_default || found.value == value_) continue;
    add(Say::also_by_default,
        {{"field", text(table_.fields[found.field].name)}, {"value", quoted(*found.value)}});
  }
}

/// What a side of the rule's calculation comes to.
std::string Message::calculated(bool right) const {
  const Index instance = judged_object();
  if (instance == none || wording().calculation == none) return {};
  FactMemory memory;
  read::Record& record = const_cast<read::Record&>(record_);  // facts are asked for, not set
  return Facts(table_, record, context_, memory)
      .side_of(table_.calculations[wording().calculation], right, instance);
}

std::vector<std::string> Message::others() const {
  std::vector<std::string> names;
  const Index instance = around();
  if (instance == none || wording().members.count == 0) return names;
  const std::vector<std::string> taken = texts(wording().members);
  const read::Instance& object = record_.instances[instance];
  const table::SpanOf<table::Field> fields = table_.blocks[object.block].fields;
  for (Index f = 0; f < fields.count; ++f) {
    const Index slot = record_.slots[object.slots + f];
    if (slot == none || record_.nodes[slot].kind == Kind::null || record_.nodes[slot].by_default)
      continue;
    const std::string name{text(table_.fields[fields[f]].name)};
    if (std::ranges::find(taken, name) == taken.end()) names.push_back(name);
  }
  return names;
}

}  // namespace leadlint::validate
