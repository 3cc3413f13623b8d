// The plain functions of decision_table.h over the inline ones of name_hash.h.
#include "table/name_hash.h"

namespace leadlint::table {

std::uint64_t name_bits(std::string_view text) noexcept {
  return name_bits_of(text.data(), text.size());
}

std::uint16_t DecisionTable::find(const NameHash& hash, std::string_view name) const noexcept {
  return find_name(*this, hash, name);
}

}  // namespace leadlint::table
