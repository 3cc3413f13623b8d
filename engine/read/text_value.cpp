// Texts to numbers and booleans, as their field takes them.
#include "read/text_value.h"

namespace leadlint::read {

TextTyping text_typing(const table::DecisionTable& table, FieldId field) noexcept {
  constexpr table::Kinds typed = table::k_boolean | table::k_integer | table::k_number;
  if (field == none) return {};
  const table::Field& described = table.fields[field];
  if (described.variants.count == 0) return {};
  const table::Variant& own = table.variants[described.variants[0]];
  const bool takes_plain =
      !described.has_shapes && ((own.kinds | own.text_kinds) & (typed | table::k_string)) != 0;
  const table::Kinds kinds = takes_plain ? own.kinds : described.kinds;
  const bool is_json =
      described.text_reading != none && table.text_readings[described.text_reading].json;
  return {static_cast<table::Kinds>(kinds & typed), (kinds & table::k_string) != 0,
          described.text_reading != none && !is_json, is_json};
}

namespace {

/// Does the form's format take dates and times alone?
bool takes_moments_alone(const table::DecisionTable& table, const table::Variant& variant) {
  for (const table::Check& check : table.checks[variant.checks]) {
    if (check.kind != table::CheckKind::format) continue;
    for (Index i = 0; i < check.span.count; ++i)
      if (table.formats[table.format_ids[check.span.first + i]].kind !=
          table::FormatKind::date_time)
        return false;
    return true;
  }
  return false;
}

}  // namespace

EmptyText empty_text_for(const table::DecisionTable& table,
                         const table::Variant& variant) noexcept {
  if ((variant.kinds & table::k_string) != 0)
    return takes_moments_alone(table, variant) ? EmptyText::no_value : EmptyText::text;
  const table::Kinds plain = variant.kinds | variant.text_kinds;
  return (plain & (table::k_integer | table::k_number)) != 0 ? EmptyText::no_value
                                                             : EmptyText::neither;
}

bool is_left_empty(const table::DecisionTable& table, FieldId field) noexcept {
  if (field == none) return false;
  Node word;
  if (read_boolean_word(table, field, {}, word)) return false;
  bool no_value = false;
  for (const table::Variant& variant : table.variants[table.fields[field].variants]) {
    const EmptyText empty = empty_text_for(table, variant);
    if (empty == EmptyText::text) return false;
    no_value = no_value || empty == EmptyText::no_value;
  }
  return no_value;
}

bool read_boolean_word(const table::DecisionTable& table, FieldId field, std::string_view text,
                       Node& node) noexcept {
  if (field == none || table.fields[field].text_reading == none) return false;
  const auto has = [&](table::Span words) {
    for (Index w = 0; w < words.count; ++w)
      if (table.text(table.boolean_words[words.first + w]) == text) return true;
    return false;
  };
  const table::TextReading& reading = table.text_readings[table.fields[field].text_reading];
  const bool is_true = has(reading.true_words);
  if (!is_true && !has(reading.false_words)) return false;
  node.kind = is_true ? Kind::true_value : Kind::false_value;
  return true;
}

void read_text_value(const table::DecisionTable& table, FieldId field, std::string_view text,
                     Node& node) noexcept {
  const TextTyping typing = text_typing(table, field);
  if (typing.kinds != 0 && !text.empty() && read_typed(typing.kinds, text, node)) return;
  if (typing.words && read_boolean_word(table, field, text, node)) return;
  node.kind = Kind::string;
  node.data = text.data();
  node.size = static_cast<std::uint32_t>(text.size());
}

}  // namespace leadlint::read
