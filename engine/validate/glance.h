// A glance at a payload while it is read, for the many records that there is nothing to say about:
// no record is made, and of an object only the values that rules may ask for are kept. Each value goes
// through its short look (read/short_look.h) as it comes, each object through its facts (quiet.h) once
// all is read, an item of a list as soon as it closes.
//
// A glance says "nothing to say" or "I don't know". All that is out of the ordinary is left to the
// reader and the looks behind it: members that no rule names, null, repeated names, values written
// otherwise than most are, any finding.
//
// Tests: tests/glance_test.cpp; the reference evaluator holds the outcome.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "read/json_text.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "validate/context.h"
#include "validate/quiet.h"

namespace leadlint::validate {

/// One per thread.
class Glance {
 public:
  explicit Glance(const table::DecisionTable& table);

  /// May records of the table be judged at a glance at all?
  [[nodiscard]] bool possible() const noexcept { return table_.glances; }

  /// To be called before the first document of a text or block of texts.
  void begin_text() noexcept { backslash_ = nullptr; }
  /// Looks at the JSON document at `tokens.at`. True: it is well formed, there is nothing to say about
  /// it, and `tokens.at` is behind it. False: nobody knows.
  [[nodiscard]] bool json(read::Tokens& tokens, const Known& known);
  /// After `json` was true: do all tokens of the document surely stand side by side, without a blank
  /// or a line end between them? (Of nested ones nobody knows.)
  [[nodiscard]] bool is_compact() const noexcept { return gaps_ == 0; }

 private:
  void give_place(Index block, Index outer);
  void give_place_below(Index field, Index outer);
  [[nodiscard]] bool object(Index block);
  [[nodiscard]] bool is_quiet(Index block);
  template <class Bits>
  [[nodiscard]] bool members(const table::Block& block, read::Node* values, Bits& bits);
  template <class Bits>
  [[nodiscard]] bool scalar(const table::ShortLook& look, read::Node& value, Bits& bits) const;
  [[nodiscard]] bool container(Index field, read::Node& value);
  [[nodiscard]] bool items(Index item, std::uint32_t& count);
  [[nodiscard]] bool item(Index field);
  [[nodiscard]] const char* token_end(const char* next) noexcept;
  [[nodiscard]] bool text(const char* open, const char* end, read::Node& value);
  [[nodiscard]] bool unescaped(read::Node& value);
  [[nodiscard]] std::size_t readable_from(const char* text) const noexcept;
  [[nodiscard]] bool has_backslash(const char* first, const char* last) noexcept;

  const table::DecisionTable& table_;
  const Known* known_ = nullptr;
  std::string key_;  // memory for facts to work in

  // The document at hand.
  const char* base_ = nullptr;
  const std::uint32_t* at_ = nullptr;
  const std::uint32_t* end_ = nullptr;
  const char* backslash_ = nullptr;  // the first one not before what was last asked for
  const char* stop_ = nullptr;       // the end of the text

  Glanced objects_;
  std::vector<Index> closed_;  // blocks whose object is read, but for items of lists
  std::uint32_t lists_ = 0;    // so many lists are open
  std::uint32_t gaps_ = 0;     // not 0: there may be blanks between the tokens

  static constexpr std::size_t most_unescaped = 64 * 1024;  // bytes a record; beyond: nobody knows
  std::unique_ptr<char[]> unescaped_;
  std::size_t unescaped_used_ = 0;
};

}  // namespace leadlint::validate
