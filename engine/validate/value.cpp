// Texts to the values that rules compare.
#include "validate/value.h"
#include "text/blanks.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "read/json_token.h"
#include "read/text_match.h"
#include "text/decimal.h"
#include "text/fold_case.h"
#include "text/text_hash.h"
#include "validate/text_checks.h"

namespace leadlint::validate {

using read::Kind;
using read::matches;
using read::read_time;
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

/// A number as JSON spells it, but that zeros may stand in front. (from_chars takes `.5`, `5.` and
/// `inf`, too.)
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
  std::array<char, 24> room;  // what fits 64 bits fits here
  return read_integer(canonical_in(room, text));
}

namespace {

/// A number to be compared: most differ as doubles, or are int64; only those that do not are
/// compared by their digits.
struct Numeric {
  bool is_number = false;
  std::optional<std::int64_t> integer;
  double value = 0;
  std::string_view spelling;  // empty: `integer`
};

Numeric numeric(const read::Node& node, bool text_counts) noexcept {
  const bool number = node.kind == Kind::integer || node.kind == Kind::number;
  const bool text = text_counts && node.kind == Kind::string && node.kept == read::Kept::whole;
  if (!number && !text) return {};
  Numeric result;
  result.spelling = node.text();
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

std::strong_ordering exact_order(const Numeric& a, const Numeric& b) noexcept {
  std::array<char, 24> room_a, room_b;
  const auto digits = [](const Numeric& number, std::array<char, 24>& room) {
    if (!number.spelling.empty()) return number.spelling;
    const auto end = std::to_chars(room.data(), room.data() + room.size(), *number.integer).ptr;
    return std::string_view{room.data(), static_cast<std::size_t>(end - room.data())};
  };
  const auto left = read_decimal(digits(a, room_a)), right = read_decimal(digits(b, room_b));
  return left && right ? compare(*left, *right) : std::strong_ordering::equal;
}

std::partial_ordering order(const Numeric& a, const Numeric& b) noexcept {
  if (a.integer && b.integer) return *a.integer <=> *b.integer;
  // Rounding keeps the order, so what differs rounded differs so exactly.
  if (const auto rounded = a.value <=> b.value; rounded != 0) return rounded;
  return exact_order(a, b);
}

bool numbers_as_text(const table::Field* field) noexcept {
  return field != nullptr && reads_numbers(*field);
}

/// Of two values of one enumeration: are they spellings of one entry?
std::optional<bool> same_listed(const table::DecisionTable& table, Side a, Side b) noexcept {
  const bool of_one = a.field != nullptr && b.field != nullptr &&
                      a.field->value_set != table::none && a.field->value_set == b.field->value_set;
  if (!of_one) return std::nullopt;
  const table::ValueSet& set = table.value_sets[a.field->value_set];
  const std::uint16_t left = find_value(table, set, *a.node, *a.field);
  const std::uint16_t right = find_value(table, set, *b.node, *b.field);
  if (left == table::no_name || right == table::no_name) return std::nullopt;
  return left == right;
}

std::optional<bool> truth(const read::Node& node) noexcept {
  if (node.kind == Kind::true_value) return true;
  if (node.kind == Kind::false_value) return false;
  if (node.kind == Kind::string && node.text() == "true") return true;
  if (node.kind == Kind::string && node.text() == "false") return false;
  return std::nullopt;
}

bool booleans_as_text(const table::Field* field) noexcept {
  return field != nullptr && (field->read_kinds & table::k_boolean) != 0;
}

/// The characters of a text as a hash, which may be all that is known of it.
TextHash hash_of(const read::Node& text) noexcept {
  if (text.kept != read::Kept::hash) return hash_text(text.text());
  TextHash hash;
  std::memcpy(&hash, text.data, sizeof hash);
  return hash;
}

}  // namespace

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
  if (!by_day || (!a_day && !b_day) || !a.has_day() || !b.has_day()) return std::nullopt;
  // The seconds move what has a time: a ? b + s is a - s ? b.
  TimeValue left = a, right = b;
  if (a_day)
    right.add_seconds(seconds);
  else
    left.add_seconds(-seconds);
  return left.days <=> right.days;
}

bool to_time_of_day(TimeValue& value) noexcept {
  using enum table::TimeKind;
  if (value.kind == time) return true;
  if (value.kind != local && value.kind != instant) return false;
  value.kind = time;
  value.days = 0;
  value.offset = 0;
  return true;
}

bool meets(const TimeValue& value, table::MomentNeed need) noexcept {
  using Need = table::MomentNeed;
  if (need == Need::time_of_day)
    return value.has_day() ? value.kind != table::TimeKind::date
                           : value.kind == table::TimeKind::time;
  // Named alike, in one order.
  static_assert(static_cast<int>(Need::date) == static_cast<int>(table::TimeKind::date) &&
                static_cast<int>(Need::time) == static_cast<int>(table::TimeKind::time) &&
                static_cast<int>(Need::local) == static_cast<int>(table::TimeKind::local) &&
                static_cast<int>(Need::instant) == static_cast<int>(table::TimeKind::instant) &&
                static_cast<int>(Need::month) == static_cast<int>(table::TimeKind::month));
  const auto kind = static_cast<table::TimeKind>(need);
  if (value.kind == kind) return true;
  const bool by_day = value.kind == table::TimeKind::date || kind == table::TimeKind::date;
  return by_day && value.has_day() && kind != table::TimeKind::time &&
         kind != table::TimeKind::month;
}

bool read_moment(const table::DecisionTable& table, const table::Variant& variant,
                 std::string_view text, TimeValue& out) noexcept {
  const std::string_view judged = variant.trims ? trim(text) : text;
  for (Index c = 0; c < variant.checks.count; ++c) {
    const table::Check& check = table.checks[variant.checks[c]];
    if (check.kind != table::CheckKind::format) continue;
    for (Index i = 0; i < check.span.count; ++i) {
      const table::Format& format = table.formats[table.format_ids[check.span.first + i]];
      if (format.kind != table::FormatKind::date_time) continue;
      for (Index d = 0; d < format.alternatives.count; ++d)
        if (read_time(table, table.date_times[format.alternatives.first + d], judged, out))
          return true;
    }
  }
  return false;
}

bool read_moment(const table::DecisionTable& table, const table::Field& field,
                 std::string_view text, TimeValue& out) noexcept {
  for (Index f = 0; f < field.variants.count; ++f)
    if (read_moment(table, table.variants[field.variants[f]], text, out)) return true;
  return false;
}

bool matches_format(const table::DecisionTable& table, const table::Format& format,
                    std::string_view text) noexcept {
  switch (format.kind) {
    case table::FormatKind::automaton:
      return matches(table, table.automata[format.index], text);
    case table::FormatKind::values: {
      const table::ValueSet& set = table.value_sets[format.value_set()];
      return table.find(set.hash, text) != table::no_name ||
             (set.ignore_case && is_listed_folded(table, set, text));
    }
    case table::FormatKind::date_time:
      break;
  }
  for (Index d = 0; d < format.alternatives.count; ++d)
    if (read::is_time(table, table.date_times[format.alternatives.first + d], text)) return true;
  return false;
}

bool ignores_case(const table::DecisionTable& table, const Side& side) noexcept {
  if (side.field == nullptr || !side.field->ignore_case || side.node->kept != read::Kept::whole)
    return false;
  return side.field->any_text_folds ||
         (side.field->folded_values != table::none &&
          is_listed_folded(table, table.value_sets[side.field->folded_values], side.node->text()));
}

std::optional<std::partial_ordering> compare_values(const table::DecisionTable& table, Side a,
                                                    Side b, std::int64_t b_plus_seconds,
                                                    bool by_day) noexcept {
  const bool texts = a.node->kind == Kind::string && b.node->kind == Kind::string;
  if (texts && a.field != nullptr && b.field != nullptr && a.field->moments && b.field->moments) {
    if (a.node->has_day && b.node->has_day && b_plus_seconds == 0)
      return a.node->day <=> b.node->day;
    TimeValue left, right;
    const bool a_reads = moment_of(table, a, left), b_reads = moment_of(table, b, right);
    if (a_reads && b_reads) return compare_moments(left, right, b_plus_seconds, by_day);
    // A text that such a field takes beside dates ("" or an email address) has no order.
    return !a_reads && !b_reads && same_text(*a.node, *b.node) ? std::partial_ordering::equivalent
                                                               : std::partial_ordering::unordered;
  }
  const Numeric left = numeric(*a.node, numbers_as_text(a.field));
  const Numeric right = numeric(*b.node, numbers_as_text(b.field));
  if (left.is_number && right.is_number) return order(left, right);
  if (const auto same = same_listed(table, a, b))
    return *same ? std::partial_ordering::equivalent : std::partial_ordering::less;
  if (left.is_number != right.is_number) return std::nullopt;
  const bool text_truth = booleans_as_text(a.field) || booleans_as_text(b.field);
  if (text_truth || (a.node->kind != Kind::string && b.node->kind != Kind::string)) {
    const auto yes_a = truth(*a.node), yes_b = truth(*b.node);
    if (yes_a && yes_b)
      return *yes_a == *yes_b ? std::partial_ordering::equivalent : std::partial_ordering::less;
  }
  if (a.node->kind != Kind::string || b.node->kind != Kind::string) return std::nullopt;
  const bool any_case = ignores_case(table, a) || ignores_case(table, b);
  if (any_case)
    return same_folded(*a.node, *b.node) ? std::partial_ordering::equivalent
                                         : std::partial_ordering::less;
  if (a.node->kept == read::Kept::whole && b.node->kept == read::Kept::whole)
    return a.node->text() <=> b.node->text();
  // Rules never ask which of two texts is the greater.
  return same_text(*a.node, *b.node) ? std::partial_ordering::equivalent
                                     : std::partial_ordering::less;
}

bool have_equality_keys(const table::Field& a, const table::Field& b) noexcept {
  const bool of_one = a.value_set != table::none && a.value_set == b.value_set;
  const bool any_case = a.ignore_case || b.ignore_case;
  return !(a.moments && b.moments) && !of_one &&
         !(any_case && (booleans_as_text(&a) || booleans_as_text(&b)));
}

void append_equality_key(Side value, const table::Field& other, std::string& to) {
  const read::Node& node = *value.node;
  if (numeric(node, numbers_as_text(value.field)).is_number) {
    to += 'n';
    append_canonical(to, node.text());
    return;
  }
  const bool text = node.kind == Kind::string;
  const bool text_truth = booleans_as_text(value.field) || booleans_as_text(&other);
  if (const auto yes = !text || text_truth ? truth(node) : std::nullopt) {
    to += *yes ? "yes" : "no";
    return;
  }
  to += 's';
  if (text && (value.field->ignore_case || other.ignore_case))
    to += fold_case(node.text());
  else
    to += plain_text(node);
}

bool are_comparable(const table::DecisionTable& table, Side a, Side b, bool ordered) noexcept {
  if (mixes_containers(*a.field) && mixes_containers(*b.field))
    return !read::is_container(a.node->kind) || a.node->kind != b.node->kind;
  const auto order = compare_values(table, a, b, 0, true);
  const bool texts = a.node->kind == Kind::string && b.node->kind == Kind::string;
  const bool moments = texts && a.field->moments && b.field->moments;
  TimeValue left, right;
  const bool both_read = moments && moment_of(table, a, left) && moment_of(table, b, right);
  return both_read || (ordered && !moments) ? order.has_value() : !ordered;
}

std::optional<std::partial_ordering> compare_number(const read::Node& node, bool from_text,
                                                    const Bound& bound) noexcept {
  const Numeric left = numeric(node, from_text);
  if (!left.is_number) return std::nullopt;
  Numeric right{true, std::nullopt, bound.nearest, bound.exact};
  if (bound.integral) right.integer = bound.integer;
  return order(left, right);
}

void append_key(const table::Field* field, const read::Node& node, std::string& to) {
  const bool number = node.kind == Kind::integer || node.kind == Kind::number;
  const bool from_text =
      node.kind == Kind::string && node.kept == read::Kept::whole && numbers_as_text(field);
  if (number || from_text)
    append_canonical(to, node.text());
  else
    to += plain_text(node);
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

namespace {

bool is_number(const read::Node& node) noexcept {
  return node.kind == Kind::integer || node.kind == Kind::number;
}

/// Of texts and numbers, one of them a number: a number is spelled in the one way of its value.
bool same_spelled(const read::Node& a, const read::Node& b) noexcept {
  if (is_number(a) && is_number(b)) {
    const auto left = read_decimal(a.text()), right = read_decimal(b.text());
    return left && right && compare(*left, *right) == 0;
  }
  std::array<char, 96> room;
  if (is_number(a)) return canonical_in(room, a.text()) == plain_text(b);
  return is_number(b) && canonical_in(room, b.text()) == plain_text(a);
}

}  // namespace

bool same_folded(const read::Node& a, const read::Node& b) noexcept {
  if (a.kept == read::Kept::whole && b.kept == read::Kept::whole)
    return equal_ignoring_case(a.text(), b.text());
  return same_text(a, b);
}

bool is_moment(const table::Moment& listed, const TimeValue& value) noexcept {
  if (!listed.known) return false;
  const auto order = compare_moments(value, time_value(listed), 0, true);
  return order && *order == 0;
}

bool same_text(const read::Node& a, const read::Node& b) noexcept {
  using enum read::Kept;
  if (a.kept == whole && b.kept == whole) {
    const std::string_view left = plain_text(a), right = plain_text(b);
    if (left == right || (a.kind == Kind::string && b.kind == Kind::string)) return left == right;
    return same_spelled(a, b);
  }
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
