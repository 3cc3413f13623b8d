// The checks of single values.
#include "validate/text_checks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include "finding/simple_checks.h"
#include "read/fast_check.h"
#include "table/name_hash.h"
#include "text/decimal.h"
#include "text/fold_case.h"
#include "text/unseen.h"
#include "text/utf8.h"

namespace leadlint::validate {

using read::Kind;
using table::Index;

namespace {

constexpr table::Kinds numeric_kinds = table::k_integer | table::k_number;

}  // namespace

bool is_whole(std::string_view number) noexcept {
  const auto read = read_decimal(number);
  return read && places(*read) == 0;
}

bool readable_holds(const table::Variant& variant, const read::Node& value) noexcept {
  if (value.kind != Kind::string || (variant.kinds & table::k_string) != 0) return true;
  const std::string_view text = value.text();
  if ((variant.text_kinds & table::k_boolean) != 0 && (text == "true" || text == "false"))
    return true;
  if ((variant.text_kinds & table::k_integer) != 0 && is_integer_text(text)) return true;
  if ((variant.text_kinds & table::k_number) == 0) return false;
  // A number too large for a double is readable, but out of range.
  return read_number(text).has_value() || is_integer_text(text) || read_decimal(text).has_value();
}

namespace {

/// 1e19 where the form takes whole numbers in any spelling.
bool is_whole_beyond_int64(const table::Variant& variant, std::string_view number) noexcept {
  if ((variant.kinds & numeric_kinds) != table::k_integer || variant.lexical_integer) return false;
  return is_whole(number) && !read_integral(number).has_value();
}

}  // namespace

bool range_holds(const table::Variant& variant, const read::Node& value) noexcept {
  switch (value.kind) {
    case Kind::integer:
      // 64 bits matter where an integer is wanted; a number may be any finite double.
      if ((variant.kinds & table::k_number) != 0 && value.too_large)
        return read_number(value.text()).has_value();
      return !value.too_large;
    case Kind::number:
      return !value.too_large && !is_whole_beyond_int64(variant, value.text());
    case Kind::string:
      if ((variant.kinds & table::k_string) != 0) return true;
      if ((variant.text_kinds & table::k_number) != 0) return read_number(value.text()).has_value();
      return (variant.text_kinds & table::k_integer) == 0 || !is_integer_text(value.text()) ||
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

std::int64_t length(std::string_view text, table::LengthUnit unit) noexcept {
  switch (unit) {
    case table::LengthUnit::bytes:
      return static_cast<std::int64_t>(text.size());
    case table::LengthUnit::utf16:
      return static_cast<std::int64_t>(utf16_length(text));
    case table::LengthUnit::codepoints:
      break;
  }
  return static_cast<std::int64_t>(code_points(text));
}

bool length_holds(const table::Check& check, const table::Variant& variant,
                  const read::Node& value) noexcept {
  const auto bytes = static_cast<std::int64_t>(value.size);
  if (check.kind == table::CheckKind::max_length)
    // No unit counts more than there are bytes.
    return bytes <= check.integer || length(value.text(), check.unit) <= check.integer;
  const std::string_view text = variant.trims ? trim(value.text()) : value.text();
  if (check.integer == 1) return !text.empty();
  return length(text, check.unit) >= check.integer;
}

bool format_holds(const table::DecisionTable& table, const table::Check& check,
                  const table::Variant& variant, const read::Node& value) noexcept {
  const std::string_view text = variant.trims ? trim(value.text()) : value.text();
  for (Index i = 0; i < check.span.count; ++i)
    if (matches_format(table, table.formats[table.format_ids[check.span.first + i]], text))
      return true;
  return false;
}

namespace {

/// Of a date or time; a text that is none has failed its format.
bool moment_bound_holds(const table::DecisionTable& table, const table::Check& check,
                        const table::Variant& variant, const read::Node& value) noexcept {
  read::TimeValue moment;
  if (value.kind != Kind::string || !read_moment(table, variant, value.text(), moment)) return true;
  const auto order = compare_moments(moment, time_value(table.moments[check.moment]), 0, true);
  if (!order) return true;
  return check.kind == table::CheckKind::min ? *order >= 0 : *order <= 0;
}

}  // namespace

bool bound_holds(const table::DecisionTable& table, const table::Check& check,
                 const table::Variant& variant, const read::Node& value) noexcept {
  if (check.moment != table::none) return moment_bound_holds(table, check, variant, value);
  // "Not negative" is by far the commonest bound, and a number without a sign is not.
  const bool number = value.kind == Kind::integer || value.kind == Kind::number;
  if (check.kind == table::CheckKind::min && check.number <= 0 && number && value.data[0] != '-')
    return true;
  const bool from_text = (variant.kinds & table::k_string) == 0 && variant.text_kinds != 0;
  const auto order = compare_number(
      value, from_text, {check.integral, check.integer, check.number, table.text(check.text)});
  if (!order) return true;
  return check.kind == table::CheckKind::min ? *order >= 0 : *order <= 0;
}

bool other_check_holds(const table::DecisionTable& table, const table::Check& check,
                       const table::Variant& variant, const read::Node& value) noexcept {
  const SimpleOperand operand{check.integer, table.text(check.text)};
  const bool is_text = value.kind == Kind::string;
  switch (check_row(check.kind).of) {
    case CheckedValues::any:
      break;
    case CheckedValues::text:
      return !is_text || simple_check_holds(
                             check.kind, {value.text(), length(value.text(), check.unit)}, operand);
    case CheckedValues::numbers: {
      const bool from_text = (variant.kinds & table::k_string) == 0 && variant.text_kinds != 0;
      const bool is_number = value.kind == Kind::integer || value.kind == Kind::number;
      return !(is_number || (from_text && is_text)) ||
             simple_check_holds(check.kind, {value.text()}, operand);
    }
    case CheckedValues::lists:
      return value.kind != Kind::array ||
             simple_check_holds(check.kind, {{}, static_cast<std::int64_t>(value.size)}, operand);
  }
  return true;
}

namespace {

/// What is no text: in a list with texts it has a mark in front.
std::uint16_t find_marked(const table::DecisionTable& table, const table::ValueSet& set,
                          std::span<char> room, std::string_view name) noexcept {
  if (!set.is_mixed()) return find_name(table, set.hash, name);
  if (name.size() >= room.size()) return table::no_name;  // longer than any there
  room[0] = table::no_text_mark;
  std::memmove(room.data() + 1, name.data(), name.size());
  return find_name(table, set.hash, {room.data(), name.size() + 1});
}

/// Numbers of very many digits fit no buffer, and are compared with each in turn.
std::uint16_t find_long_number(const table::DecisionTable& table, const table::ValueSet& set,
                               std::string_view spelling) noexcept {
  const auto number = read_decimal(spelling);
  for (Index i = 0; number && i < set.hash.names.count; ++i) {
    const std::string_view name = table.text(table.names[set.hash.names.first + i]);
    if (set.is_mixed() && !name.starts_with(table::no_text_mark)) continue;
    const auto listed = read_decimal(table::shown_name(name));
    if (listed && compare(*listed, *number) == 0) return static_cast<std::uint16_t>(i);
  }
  return table::no_name;
}

std::uint16_t find_number(const table::DecisionTable& table, const table::ValueSet& set,
                          std::string_view spelling, bool canonical) noexcept {
  if ((set.kinds & numeric_kinds) == 0) return table::no_name;
  if (canonical && !set.is_mixed()) return find_name(table, set.hash, spelling);
  std::array<char, 120> room;
  const std::string_view name = canonical_in(std::span{room}.subspan(1), spelling);
  return name.empty() ? find_long_number(table, set, spelling)
                      : find_marked(table, set, room, name);
}

std::uint16_t find_truth(const table::DecisionTable& table, const table::ValueSet& set,
                         std::string_view word) noexcept {
  std::array<char, 8> room;
  return (set.kinds & table::k_boolean) == 0 ? table::no_name : find_marked(table, set, room, word);
}

/// A text that is listed in another case.
std::uint16_t find_folded(const table::DecisionTable& table, const table::ValueSet& set,
                          std::string_view text) noexcept {
  std::array<char, 256> room;
  std::string_view folded;
  if (fold_case_in(room, text, folded)) return find_name(table, set.folded, folded);
  for (Index i = 0; i < set.folded.names.count; ++i)
    if (equal_ignoring_case(table.text(table.names[set.folded.names.first + i]), text))
      return static_cast<std::uint16_t>(i);
  return table::no_name;
}

/// A date or time that is listed in another spelling; one of just its kind goes first.
std::uint16_t find_moment(const table::DecisionTable& table, const table::ValueSet& set,
                          const read::Node& value, const table::Field& field) noexcept {
  TimeValue moment;
  if (value.kept == read::Kept::moment)
    moment = kept_moment(value);
  else if (!read_moment(table, field, value.text(), moment))
    return table::no_name;
  std::uint16_t by_day = table::no_name;
  for (Index i = 0; i < set.hash.names.count; ++i) {
    const table::Moment& listed = table.moments[set.moments + i];
    if (!is_moment(listed, moment)) continue;
    if (listed.kind == moment.kind) return static_cast<std::uint16_t>(i);
    if (by_day == table::no_name) by_day = static_cast<std::uint16_t>(i);
  }
  return by_day;
}

std::uint16_t find_text(const table::DecisionTable& table, const table::ValueSet& set,
                        const read::Node& value, const table::Field& field) noexcept {
  std::uint16_t found = table::no_name;
  const bool whole = value.kept == read::Kept::whole;
  if ((set.kinds & table::k_string) != 0 && whole) {
    found = find_name(table, set.hash, value.text());
    if (found == table::no_name && set.ignore_case) found = find_folded(table, set, value.text());
  }
  const bool may_be_moment = whole || value.kept == read::Kept::moment;
  if (found == table::no_name && set.moments != table::none && may_be_moment)
    found = find_moment(table, set, value, field);
  if (found != table::no_name || !whole) return found;
  // What a text stands for; where texts are listed too, they went first.
  const table::Kinds read = set.is_mixed() ? field.text_kinds : field.read_kinds;
  if ((read & table::k_boolean) != 0 && (value.text() == "true" || value.text() == "false"))
    return find_truth(table, set, value.text());
  if ((read & numeric_kinds) != 0) return find_number(table, set, value.text(), false);
  return table::no_name;
}

}  // namespace

void set_value(read::Node& value, table::Kinds kind, std::string_view text) noexcept {
  value.kind = kind == table::k_string    ? Kind::string
               : kind == table::k_integer ? Kind::integer
               : kind == table::k_number  ? Kind::number
               : text == "true"           ? Kind::true_value
                                          : Kind::false_value;
  value.data = text.data();
  value.size = static_cast<std::uint32_t>(text.size());
  value.too_large = value.has_day = false;
  value.value = table::no_name;
}

std::uint16_t find_old_value(const table::DecisionTable& table, const read::Record& record,
                             const table::FormerValues& list, const read::Node& value,
                             const table::Field& field) noexcept {
  const table::ValueSet& set = table.value_sets[list.values];
  const std::uint16_t found = find_value(table, set, value, field);
  const bool typed = record.text_kind == read::TextKind::json && record.pointer_prefix.empty();
  if (found != table::no_name || typed || value.kind != Kind::string) return found;
  const std::uint16_t truth = find_truth(table, set, value.text());
  return truth != table::no_name || !read_decimal(value.text())
             ? truth
             : find_number(table, set, value.text(), false);
}

bool is_listed_folded(const table::DecisionTable& table, const table::ValueSet& set,
                      std::string_view text) noexcept {
  return find_folded(table, set, text) != table::no_name;
}

std::uint16_t find_value(const table::DecisionTable& table, const table::ValueSet& set,
                         const read::Node& value, const table::Field& field) noexcept {
  switch (value.kind) {
    case Kind::string:
      return find_text(table, set, value, field);
    case Kind::integer:
      return find_number(table, set, value.text(), value.text() != "-0");
    case Kind::number:
      return find_number(table, set, value.text(), false);
    case Kind::true_value:
      return find_truth(table, set, "true");
    case Kind::false_value:
      return find_truth(table, set, "false");
    case Kind::null:
    case Kind::object:
    case Kind::array:
      break;
  }
  return table::no_name;
}

namespace {

/// An entry of a list in a text: the text itself, or a number it spells.
std::uint16_t find_entry(const table::DecisionTable& table, const table::ValueSet& set,
                         std::string_view entry) noexcept {
  read::Node value;
  value.kind = Kind::string;
  value.data = entry.data();
  value.size = static_cast<std::uint32_t>(entry.size());
  table::Field any;
  any.text_kinds = any.read_kinds = table::k_boolean | numeric_kinds;
  return find_text(table, set, value, any);
}

}  // namespace

bool enumerates_holds(const table::DecisionTable& table, const table::Check& check,
                      const read::Node& value) noexcept {
  const std::string_view marker = table.text(check.text);
  std::string_view text = value.text();
  const std::size_t at = text.find(marker);
  if (at == std::string_view::npos) return true;
  text.remove_prefix(at + marker.size());
  // A list equals the set when every entry is one of it and every one of it is an entry.
  const table::ValueSet& set = table.value_sets[check.values];
  std::array<std::uint64_t, 64> seen{};
  while (true) {
    const std::size_t comma = text.find(',');
    const std::uint16_t ordinal = find_entry(table, set, trim(text.substr(0, comma)));
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
