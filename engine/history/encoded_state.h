// A value of a record to the few bytes that a slot has for it, and back to a value that rules judge
// as they would have judged the first. StateLayout says what must survive; see there for the sizes.
// Tests: tests/history_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "history/state_layout.h"
#include "read/record.h"
#include "text/text_hash.h"

namespace leadlint::history {

/// Texts that are kept whole: one copy each, for all leads.
class Words {
 public:
  static constexpr std::size_t max = 0xFFFF;         // words
  static constexpr std::size_t longest_bytes = 256;  // of a word

  /// The word's number; nullopt: it is too long, or there are too many.
  [[nodiscard]] std::optional<std::uint16_t> number_of(std::string_view text);
  [[nodiscard]] std::string_view text(std::uint16_t number) const { return texts_[number]; }
  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  std::deque<std::string> texts_;  // they stay where they are
  std::unordered_map<std::string_view, std::uint16_t, KeyedHash> numbers_;
};

class EncodedState {
 public:
  explicit EncodedState(const table::DecisionTable& table) : table_(table) {}

  /// Writes a value into the slot's part of `state`. False: a limit of Words stands against it, and
  /// the slot says that nothing is known.
  bool keep(const StateSlot& slot, const read::Node& value, bool good, std::byte* state);
  /// Makes the slot say that there is no value.
  static void keep_empty(const StateSlot& slot, std::byte* state) noexcept;
  enum class Has : std::uint8_t { nothing, emptied, value };  // nothing: not known
  [[nodiscard]] static Has has(const StateSlot& slot, const std::byte* state) noexcept;
  /// Fills `value` from a slot that has one; its text lives in `record`, a word here. Returns
  /// whether the value is good.
  bool restore(const StateSlot& slot, const std::byte* state, read::Record& record,
               read::Node& value) const;

  [[nodiscard]] const Words& words() const noexcept { return words_; }

 private:
  enum class Tag : std::uint8_t;
  [[nodiscard]] Tag write(const StateSlot& slot, const read::Node& value, std::byte* data);
  [[nodiscard]] Tag write_word(std::string_view text, Tag tag, std::byte* data);
  [[nodiscard]] Tag write_text(const StateSlot& slot, const read::Node& value, std::byte* data);
  [[nodiscard]] bool is_word(const StateSlot& slot, const read::Node& value) const;

  const table::DecisionTable& table_;
  Words words_;
};

}  // namespace leadlint::history
