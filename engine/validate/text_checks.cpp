#include "validate/text_checks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "table/name_hash.h"
#include "validate/utf8.h"

namespace leadlint::validate {

using read::Kind;
using table::Index;

bool readable_holds(const table::Form& form, const read::Node& value) noexcept {
  if (value.kind != Kind::string || (form.kinds & table::k_string) != 0) return true;
  const std::string_view text = value.text();
  if ((form.text_kinds & table::k_boolean) != 0 && (text == "true" || text == "false")) return true;
  if ((form.text_kinds & table::k_integer) != 0 && is_integer_text(text)) return true;
  if ((form.text_kinds & table::k_number) == 0) return false;
  // A number too large for a double is readable, but out of range.
  return read_number(text).has_value() || is_integer_text(text);
}

bool range_holds(const table::Form& form, const read::Node& value) noexcept {
  switch (value.kind) {
    case Kind::integer:
      // 64 bits matter where an integer is wanted; a number may be any finite double.
      if ((form.kinds & table::k_number) != 0 && value.too_large)
        return read_number(value.text()).has_value();
      return !value.too_large;
    case Kind::number:
      return !value.too_large;
    case Kind::string:
      if ((form.kinds & table::k_string) != 0) return true;
      if ((form.text_kinds & table::k_number) != 0) return read_number(value.text()).has_value();
      return (form.text_kinds & table::k_integer) == 0 || !is_integer_text(value.text()) ||
             read_integer(value.text()).has_value();
    case Kind::null:
    case Kind::false_value:
    case Kind::true_value:
    case Kind::object:
    case Kind::array:
      break;
  }
  return true;
}

namespace {

std::int64_t length(std::string_view text, table::Unit unit) noexcept {
  switch (unit) {
    case table::Unit::bytes:
      return static_cast<std::int64_t>(text.size());
    case table::Unit::utf16:
      return static_cast<std::int64_t>(utf16_length(text));
    case table::Unit::codepoints:
      break;
  }
  return static_cast<std::int64_t>(code_points(text));
}

}  // namespace

bool length_holds(const table::Check& check, const table::Form& form,
                  const read::Node& value) noexcept {
  const auto bytes = static_cast<std::int64_t>(value.size);
  if (check.kind == table::CheckKind::max_length)
    // No unit counts more than there are bytes.
    return bytes <= check.integer || length(value.text(), check.unit) <= check.integer;
  const std::string_view text = form.trims ? trim(value.text()) : value.text();
  if (check.integer == 1) return !text.empty();
  return length(text, check.unit) >= check.integer;
}

bool format_holds(const table::DecisionTable& table, const table::Check& check,
                  const table::Form& form, const read::Node& value) noexcept {
  const std::string_view text = form.trims ? trim(value.text()) : value.text();
  for (Index i = 0; i < check.span.count; ++i)
    if (matches_format(table, table.formats[table.format_ids[check.span.first + i]], text))
      return true;
  return false;
}

bool bound_holds(const table::Check& check, const read::Node& value) noexcept {
  // "Not negative" is by far the commonest bound, and a number without a sign is not.
  if (check.kind == table::CheckKind::min && check.number <= 0 && value.kind != Kind::string &&
      value.size != 0 && value.data[0] != '-')
    return true;
  const auto order = compare_number(value, check.integral, check.integer, check.number);
  if (!order) return true;
  return check.kind == table::CheckKind::min ? *order >= 0 : *order <= 0;
}

std::uint16_t find_value(const table::DecisionTable& table, const table::ValueSet& set,
                         const read::Node& value) noexcept {
  if (value.kind == Kind::integer && (set.kinds & table::k_integer) == 0 &&
      (set.kinds & table::k_number) == 0)
    return table::no_name;
  if (value.kind == Kind::array || value.kind == Kind::object || value.kind == Kind::null)
    return table::no_name;
  std::array<char, 24> room;
  if (!set.ignore_case) return find_name(table, set.hash, key_text(value, room));
  const std::string_view text = plain_text(value);
  std::array<char, 128> folded;
  if (text.size() > folded.size()) return table::no_name;
  std::transform(text.begin(), text.end(), folded.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return find_name(table, set.hash, {folded.data(), text.size()});
}

bool enumerates_holds(const table::DecisionTable& table, const table::Check& check,
                      const read::Node& value) noexcept {
  const std::string_view marker = table.text(check.text);
  std::string_view text = value.text();
  const std::size_t at = text.find(marker);
  if (at == std::string_view::npos) return true;
  text.remove_prefix(at + marker.size());
  // A list equals the set when every entry is one of it and every one of it is an entry.
  const table::ValueSet& set = table.value_sets[check.index];
  std::array<std::uint64_t, 64> seen{};
  while (true) {
    const std::size_t comma = text.find(',');
    const std::uint16_t ordinal = find_name(table, set.hash, trim(text.substr(0, comma)));
    if (ordinal >= seen.size() * 64) return false;  // no_name is, too
    seen[ordinal / 64] |= std::uint64_t{1} << (ordinal % 64);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  std::uint32_t count = 0;
  for (const std::uint64_t word : seen) count += static_cast<std::uint32_t>(std::popcount(word));
  return count == set.hash.names.count;
}

}  // namespace leadlint::validate
