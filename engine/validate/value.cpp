// Texts to the values that rules compare.
#include "validate/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "read/json_token.h"
#include "read/text_match.h"
#include "validate/text_hash.h"

namespace leadlint::validate {

using read::Kind;
using read::matches;
using read::read_time;
using read::trim;
using table::Index;

std::optional<std::int64_t> read_integer(std::string_view text) noexcept {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

bool is_integer_text(std::string_view text) noexcept {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  if (text.empty()) return false;
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return true;
}

namespace {

/// Takes digits off the front; false: there are none.
bool take_digits(std::string_view& text) noexcept {
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(count);
  return count != 0;
}

/// A number as JSON spells it, but that zeros may stand in front. (from_chars takes `.5`, `5.` and `inf`, too.)
bool is_number_text(std::string_view text) noexcept {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (!take_digits(text)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  return text.empty();
}

}  // namespace

std::optional<double> read_number(std::string_view text) noexcept {
  if (!is_number_text(text)) return std::nullopt;
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    // Too small for a double reads as zero; too large does not read.
    read::Node number;
    if (!read::read_number(text.data(), end, number) || number.too_large) return std::nullopt;
    return 0.0;
  }
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> read_integral(std::string_view text) noexcept {
  if (const auto exact = read_integer(text)) return exact;
  const auto value = read_number(text);
  constexpr double limit = 9223372036854775808.0;
  if (!value || std::trunc(*value) != *value || *value >= limit || *value < -limit)
    return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

namespace {

struct Numeric {
  bool is_number = false;
  std::optional<std::int64_t> integer;
  double value = 0;
};

Numeric numeric(const read::Node& node, bool text_counts) noexcept {
  const bool number = node.kind == Kind::integer || node.kind == Kind::number;
  const bool text = text_counts && node.kind == Kind::string && node.kept == read::Kept::whole;
  if (!number && !text) return {};
  Numeric result;
  result.integer = read_integer(node.text());
  if (result.integer) {
    result.is_number = true;
    result.value = static_cast<double>(*result.integer);
    return result;
  }
  const auto value = read_number(node.text());
  if (!value) return {};
  result.is_number = true;
  result.value = *value;
  return result;
}

std::partial_ordering order(const Numeric& a, const Numeric& b) noexcept {
  if (a.integer && b.integer) return *a.integer <=> *b.integer;
  return a.value <=> b.value;
}

bool numbers_as_text(const table::DecisionTable& table, const table::Field* field) noexcept {
  if (field == nullptr || field->forms.count == 0) return false;
  return (table.forms[field->forms.first].text_kinds & (table::k_integer | table::k_number)) != 0;
}

std::optional<bool> truth(const read::Node& node) noexcept {
  if (node.kind == Kind::true_value) return true;
  if (node.kind == Kind::false_value) return false;
  if (node.kind == Kind::string && node.text() == "true") return true;
  if (node.kind == Kind::string && node.text() == "false") return false;
  return std::nullopt;
}

bool booleans_as_text(const table::DecisionTable& table, const table::Field* field) noexcept {
  if (field == nullptr || field->forms.count == 0) return false;
  return (table.forms[field->forms.first].text_kinds & table::k_boolean) != 0;
}

/// The characters of a text as a hash, which may be all that is known of it.
TextHash hash_of(const read::Node& text) noexcept {
  if (text.kept != read::Kept::hash) return hash_text(text.text());
  TextHash hash;
  std::memcpy(&hash, text.data, sizeof hash);
  return hash;
}

bool moment_of(const table::DecisionTable& table, Side side, TimeValue& out) noexcept {
  if (side.node->kept == read::Kept::whole)
    return read_moment(table, *side.field, side.node->text(), out);
  if (side.node->kept == read::Kept::moment) out = kept_moment(*side.node);
  return side.node->kept == read::Kept::moment;
}

std::optional<std::partial_ordering> compare_moments(const TimeValue& a, const TimeValue& b,
                                                     std::int64_t seconds, bool by_day) noexcept {
  if (a.kind == b.kind) {
    TimeValue shifted = b;
    shifted.add_seconds(seconds);
    return a.compare(shifted);
  }
  const bool a_day = a.kind == table::TimeKind::date, b_day = b.kind == table::TimeKind::date;
  if (by_day && (a_day || b_day) && a.has_day() && b.has_day()) return a.days <=> b.days;
  return std::nullopt;
}

}  // namespace

bool read_moment(const table::DecisionTable& table, const table::Field& field,
                 std::string_view text, TimeValue& out) noexcept {
  for (Index f = 0; f < field.forms.count; ++f) {
    const table::Form& form = table.forms[field.forms.first + f];
    const std::string_view judged = form.trims ? trim(text) : text;
    for (Index c = 0; c < form.checks.count; ++c) {
      const table::Check& check = table.checks[form.checks.first + c];
      if (check.kind != table::CheckKind::format) continue;
      for (Index i = 0; i < check.span.count; ++i) {
        const table::Format& format = table.formats[table.format_ids[check.span.first + i]];
        if (format.kind != table::FormatKind::date_time) continue;
        for (Index d = 0; d < format.alternatives.count; ++d)
          if (read_time(table, table.date_times[format.alternatives.first + d], judged, out))
            return true;
      }
    }
  }
  return false;
}

bool matches_format(const table::DecisionTable& table, const table::Format& format,
                    std::string_view text) noexcept {
  switch (format.kind) {
    case table::FormatKind::automaton:
      return matches(table, table.automata[format.index], text);
    case table::FormatKind::values:
      return table.find(table.value_sets[format.index].hash, text) != table::no_name;
    case table::FormatKind::date_time:
      break;
  }
  for (Index d = 0; d < format.alternatives.count; ++d)
    if (read::is_time(table, table.date_times[format.alternatives.first + d], text)) return true;
  return false;
}

std::optional<std::partial_ordering> compare_values(const table::DecisionTable& table, Side a,
                                                    Side b, std::int64_t b_plus_seconds,
                                                    bool by_day) noexcept {
  const bool texts = a.node->kind == Kind::string && b.node->kind == Kind::string;
  if (texts && a.field != nullptr && b.field != nullptr && a.field->moments && b.field->moments) {
    if (a.node->has_day && b.node->has_day && b_plus_seconds == 0)
      return a.node->day <=> b.node->day;
    TimeValue left, right;
    if (!moment_of(table, a, left) || !moment_of(table, b, right)) return std::nullopt;
    return compare_moments(left, right, b_plus_seconds, by_day);
  }
  const Numeric left = numeric(*a.node, numbers_as_text(table, a.field));
  const Numeric right = numeric(*b.node, numbers_as_text(table, b.field));
  if (left.is_number && right.is_number) return order(left, right);
  if (left.is_number != right.is_number) return std::nullopt;
  const bool text_truth = booleans_as_text(table, a.field) || booleans_as_text(table, b.field);
  if (text_truth || (a.node->kind != Kind::string && b.node->kind != Kind::string)) {
    const auto yes_a = truth(*a.node), yes_b = truth(*b.node);
    if (yes_a && yes_b)
      return *yes_a == *yes_b ? std::partial_ordering::equivalent : std::partial_ordering::less;
  }
  if (a.node->kind != Kind::string || b.node->kind != Kind::string) return std::nullopt;
  if (a.node->kept == read::Kept::whole && b.node->kept == read::Kept::whole)
    return a.node->text() <=> b.node->text();
  // Rules never ask which of two texts is the greater.
  return same_text(*a.node, *b.node) ? std::partial_ordering::equivalent
                                     : std::partial_ordering::less;
}

std::optional<std::partial_ordering> compare_number(const read::Node& node, bool integral,
                                                    std::int64_t integer, double number) noexcept {
  const Numeric left = numeric(node, true);
  if (!left.is_number) return std::nullopt;
  Numeric right{true, std::nullopt, number};
  if (integral) right.integer = integer;
  return order(left, right);
}

std::string_view plain_text(const read::Node& node) noexcept {
  switch (node.kind) {
    case Kind::string:
    case Kind::integer:
    case Kind::number:
      return node.text();
    case Kind::true_value:
      return "true";
    case Kind::false_value:
      return "false";
    case Kind::null:
    case Kind::object:
    case Kind::array:
      break;
  }
  return {};
}

std::string_view key_text(const read::Node& node, std::array<char, 24>& room) noexcept {
  const bool odd_zero = node.kind == Kind::integer && node.text() == "-0";
  if (!odd_zero && (node.kind != Kind::number || node.too_large)) return plain_text(node);
  const auto value = read_integral(node.text());
  if (!value) return node.text();
  const auto [end, error] = std::to_chars(room.data(), room.data() + room.size(), *value);
  return {room.data(), static_cast<std::size_t>(end - room.data())};
}

bool same_text(const read::Node& a, const read::Node& b) noexcept {
  using enum read::Kept;
  if (a.kept == whole && b.kept == whole) return plain_text(a) == plain_text(b);
  if (a.kind != Kind::string || b.kind != Kind::string || a.kept == moment || b.kept == moment)
    return false;
  return hash_of(a) == hash_of(b);
}

TimeValue kept_moment(const read::Node& node) noexcept {
  TimeValue value;
  std::memcpy(&value, node.data, sizeof value);
  return value;
}

bool same_raw(const read::Node& a, const read::Node& b) noexcept {
  const Numeric left = numeric(a, false), right = numeric(b, false);
  if (left.is_number && right.is_number) return order(left, right) == 0;
  if (a.kind == Kind::array || a.kind == Kind::object) return false;
  return a.kind == b.kind && same_text(a, b);
}

}  // namespace leadlint::validate
