// Values judged while they are read, as far as table::FastCheck goes: a value that passes is noted
// as good, with the facts it tells. Any other value is left for the evaluator to judge.
// Tests: tests/stream_check_test.cpp.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>

#include "read/json_token.h"
#include "read/record.h"
#include "read/text_match.h"
#include "read/times.h"
#include "table/decision_table.h"
#include "table/name_hash.h"
#include "text/decimal_sum.h"

namespace leadlint::read {

/// -?[0-9]+, too short to pass 64 bits.
[[nodiscard]] inline bool is_short_integer(std::string_view text) noexcept {
  if (text.starts_with('-')) text.remove_prefix(1);
  constexpr std::size_t max_digits = 18;
  return !text.empty() && text.size() <= max_digits &&
         std::all_of(text.begin(), text.end(), is_digit);
}

/// Is the text as long as it may be, and are its ends as they may be?
[[nodiscard]] inline bool ends_pass(const table::FastCheck& fast, const Node& value) noexcept {
  if (value.size < fast.min_size || value.size > fast.max_size) return false;
  return !fast.tight ||
         (value.size != 0 && shows(value.data[0]) && shows(value.data[value.size - 1]));
}

/// Of no more digits than are calculated with, as they stand there.
[[nodiscard]] inline bool is_brief(const Node& value) noexcept {
  return value.size <= max_calculated_digits &&
         value.text().find_first_of("eE") == std::string_view::npos;
}

[[nodiscard, gnu::always_inline]] inline bool text_passes(const table::DecisionTable& table,
                                                          const table::FastCheck& fast,
                                                          Node& value) noexcept {
  using Text = table::FastCheck::Text;
  if (!ends_pass(fast, value)) return false;
  switch (fast.text) {
    case Text::any:
      return true;
    case Text::value:
      value.value = table::find_name(table, table.value_sets[fast.value_set()].hash, value.text());
      return value.value != table::no_name;
    case Text::named:
      value.value = table::find_name(table, table.value_sets[fast.value_set()].hash, value.text());
      return true;
    case Text::day:
      value.has_day = read_day(value.text(), value.day);
      return value.has_day;
    case Text::moment:
      return is_time(table, table.date_times[fast.index], value.text());
    case Text::pattern:
      return matches(table, table.automata[fast.index], value.text());
    case Text::boolean:
      return value.text() == "true" || value.text() == "false";
    case Text::integer:
      return is_short_integer(value.text());
    case Text::number: {
      Node number;
      return value.size != 0 && read_number(value.data, value.data + value.size, number) &&
             !number.too_large && (!fast.is_brief || is_brief(value));
    }
    case Text::never:
      break;
  }
  return false;
}

/// 12.50 where two are allowed; not 12.500 or 1e2, of which more must be known.
[[nodiscard]] inline bool has_few_places(const table::FastCheck& fast, const Node& value) noexcept {
  if (value.kind == Kind::integer) return true;
  std::uint32_t places = 0;
  const char* at = value.data + value.size;
  for (; places <= static_cast<std::uint32_t>(fast.bound) && places < value.size; ++places)
    if (!is_digit(*--at)) return *at == '.';
  return false;
}

[[nodiscard]] inline bool number_passes(const table::FastCheck& fast, const Node& value) noexcept {
  if (value.too_large) return false;
  using Numbers = table::FastCheck::Numbers;
  if (fast.numbers == Numbers::any) return true;
  if (fast.is_brief && !is_brief(value)) return false;
  if (fast.numbers == Numbers::brief) return true;
  if (fast.numbers == Numbers::places) return has_few_places(fast, value);
  if (value.data[0] == '-') return false;
  if (fast.numbers == Numbers::places_from_0) return has_few_places(fast, value);
  if (fast.bound == 0) return true;
  std::int64_t number = 0;
  std::from_chars(value.data, value.data + value.size, number);
  return number >= fast.bound;
}

/// Which facts a text that passed tells: a mask in the table's words; none where it tells none.
[[nodiscard]] inline Index text_mask(const table::FastCheck& fast, const Node& value,
                                     std::uint32_t words) noexcept {
  if (fast.value_masks != none)
    return value.value == table::no_name ? Index{none} : fast.value_masks + value.value * words;
  if (fast.text != table::FastCheck::Text::boolean) return none;
  return value.data[0] == 't' ? fast.true_mask : fast.false_mask;
}

/// Sets the facts of a mask, one a word.
inline void merge_facts(const table::DecisionTable& table, Index mask, std::uint64_t* facts,
                        std::uint32_t words) noexcept {
  for (std::uint32_t w = 0; w < words; ++w) facts[w] |= table.words[mask + w];
}

/// Does the value pass? If it does, the facts it tells are set. `facts` are those of the object
/// around it, `words` of them. (That it is good is for the caller to note.)
[[nodiscard]] inline bool passes_fast_check(const table::DecisionTable& table,
                                            const table::FastCheck& fast, Node& value,
                                            std::uint64_t* facts, std::uint32_t words) noexcept {
  if ((fast.kinds & bit(value.kind)) == 0) return false;
  switch (value.kind) {
    case Kind::string:
      if (!text_passes(table, fast, value)) return false;
      if (const Index mask = text_mask(fast, value, words); mask != none)
        merge_facts(table, mask, facts, words);
      return true;
    case Kind::true_value:
      if (fast.true_mask != none) merge_facts(table, fast.true_mask, facts, words);
      return true;
    case Kind::false_value:
      if (fast.false_mask != none) merge_facts(table, fast.false_mask, facts, words);
      return true;
    case Kind::integer:
    case Kind::number:
      return number_passes(fast, value);
    case Kind::object:
      return true;
    case Kind::array:  // not read yet
      return fast.min_size == 0 && fast.max_size == std::numeric_limits<std::uint32_t>::max();
    case Kind::null:
      break;
  }
  return false;
}

/// Judges the value of a field of an object, once it is set.
inline void bind_member(const table::DecisionTable& table, Record& record, Index instance,
                        Index node) noexcept {
  Node& value = record.nodes[node];
  const std::uint32_t words = table.blocks[record.instances[instance].block].words;
  if (!value.bare_item && passes_fast_check(table, table.fast.checks[value.field], value,
                                            record.facts_of(instance), words))
    record.note_good(table, instance, table.fields[value.field].bit);
}

/// Judges a value that has no facts of its own: the root, an item, a member with a free name.
inline void bind_lone(const table::DecisionTable& table, Record& record, Index node) noexcept {
  Node& value = record.nodes[node];
  if (value.field == none || value.bare_item ||
      !passes_fast_check(table, table.fast.checks[value.field], value, nullptr, 0))
    record.plain = false;
}

}  // namespace leadlint::read
