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
  return {static_cast<table::Kinds>(kinds & typed), (kinds & table::k_string) != 0};
}

void read_text_value(const table::DecisionTable& table, FieldId field, std::string_view text,
                     Node& node) noexcept {
  const table::Kinds kinds = text_typing(table, field).kinds;
  if (kinds != 0 && !text.empty() && read_typed(kinds, text, node)) return;
  node.kind = Kind::string;
  node.data = text.data();
  node.size = static_cast<std::uint32_t>(text.size());
}

}  // namespace leadlint::read
