// The check of a payload while it is read, for the many records that there is nothing to say about:
// no record is made, and of an object only the values that rules may ask for are kept. Each value
// goes through its fast check (read/fast_check.h) as it comes, each object through its facts
// (prefilter.h) once all is read, an item of a list as soon as it closes.
//
// A stream check says "nothing to say" or "I don't know". All that is out of the ordinary is left
// to the reader and the checks behind it: members that no rule names, null, repeated names, values
// written otherwise than most are, any finding.
//
// Tests: tests/stream_check_test.cpp; the reference evaluator holds the outcome.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "read/json_cursor.h"
#include "read/json_text.h"
#include "read/record.h"
#include "table/decision_table.h"
#include "table/quoted_name.h"
#include "validate/context.h"
#include "validate/prefilter.h"

namespace leadlint::validate {

/// One per thread.
class StreamCheck {
 public:
  explicit StreamCheck(const table::DecisionTable& table);
  // `facts_` points into the object.
  StreamCheck(const StreamCheck&) = delete;
  StreamCheck& operator=(const StreamCheck&) = delete;

  /// May records of the table be judged by the stream check at all?
  [[nodiscard]] bool possible() const noexcept { return table_.fast.stream_checkable; }

  /// To be called before the first document of a text or block of texts.
  void begin_text() noexcept { cursor_.backslash = nullptr; }
  /// Looks at the JSON document at `tokens.at`. True: it is well formed, there is nothing to say
  /// about it, and `tokens.at` is behind it. False: nobody knows.
  [[nodiscard]] bool json(read::Tokens& tokens, const ReadContext& context);

  /// After a look came to nothing: because of what the facts of an object tell, its values all
  /// good? Then the quick check (quick_check.h) would tell no more.
  [[nodiscard]] bool tripped() const noexcept { return tripped_; }

  struct Lines {
    std::size_t count = 0;
    std::size_t next = 0;   // where the line behind them starts
    bool doubtful = false;  // a look at that line's document came to nothing
  };
  /// Looks at lines of JSON from the one that starts at `first` on, up to one that is not a
  /// document and no more, is longer than `max_bytes`, or that nobody knows. `tokens.at` is then
  /// behind those before it.
  [[nodiscard]] Lines lines(read::Tokens& tokens, const ReadContext& context, std::size_t first,
                            std::size_t max_bytes);

 private:
  /// What the loop over the members of an object needs of its block, in one place. (Found by a
  /// shift.)
  struct alignas(128) ObjectPlan {
    table::QuotedNames names;
    const table::FastCheck* fast_checks = nullptr;
    const std::uint64_t* facts = nullptr;  // by field: that it is there and good; one word of facts
    read::Node* values = nullptr;
    std::uint64_t* words = nullptr;
    const table::Block* block = nullptr;
    const table::FastBlock* fast = nullptr;
    std::uint32_t fields = 0;
  };

  void give_place(BlockId block, BlockId outer);
  void give_place_below(FieldId field, BlockId outer);
  void make_plans();
  [[nodiscard]] static bool note(OneWord& words, const ObjectPlan& plan,
                                 std::uint32_t field) noexcept;
  [[nodiscard]] static bool note(ManyWords& words, const ObjectPlan& plan,
                                 std::uint32_t field) noexcept;
  void begin(const read::Tokens& tokens, const ReadContext& context) noexcept;
  [[nodiscard]] bool document();
  [[nodiscard]] std::size_t line_behind(std::size_t first) const noexcept;
  [[nodiscard]] bool object(BlockId block);
  template <class Words>
  [[nodiscard]] bool object(const ObjectPlan& plan, BlockId id, Words& words);
  template <class Words>
  [[nodiscard]] bool is_clean(const ObjectPlan& plan, BlockId id, Words& words);
  [[nodiscard]] bool is_clean(BlockId block);
  template <class Words>
  [[nodiscard]] bool members(const ObjectPlan& plan, Words& words);
  [[nodiscard]] bool add_defaults(const ObjectPlan& plan, ManyWords& words);
  [[nodiscard]] std::uint16_t find(const table::NameHash& names, const char* open,
                                   std::size_t size) noexcept;
  [[nodiscard]] bool one_of(ValueSetId value_set, const char* open, read::Node& value) noexcept;
  [[nodiscard]] bool rare_text(const table::FastCheck& fast, read::Node& value) const noexcept;
  [[nodiscard, gnu::noinline]] static Index mask_of_text(const table::FastCheck& fast,
                                                         const read::Node& value,
                                                         std::uint32_t words) noexcept;
  template <class Words>
  [[nodiscard]] bool text(const table::FastCheck& fast, const char* open, const char* next,
                          read::Node& value, Words& words);
  template <class Words>
  [[nodiscard]] bool scalar(const table::FastCheck& fast, const char* first, const char* next,
                            read::Node& value, Words& words);
  template <class Words>
  void tell(bool truth, const table::FastCheck& fast, Words& words) const;
  [[nodiscard]] bool container(FieldId field, read::Node& value);
  [[nodiscard]] bool items(FieldId item, std::uint32_t& count);
  [[nodiscard]] bool item(FieldId field);
  [[nodiscard]] const char* token_end(const char* next) noexcept;
  [[nodiscard]] bool unescaped(read::Node& value);

  const table::DecisionTable& table_;
  BlockId root_block_;
  table::List<ObjectPlan, table::Block> plans_;
  std::vector<std::uint64_t> field_facts_;  // by field
  table::List<table::QuotedNames, table::ValueSet> value_names_;

  // The document at hand.
  read::JsonCursor cursor_;

  StreamedObjects objects_;
  FactMemory memory_;
  Facts facts_;
  Prefilter prefilter_;
  bool tripped_ = false;
  std::vector<BlockId> closed_;  // blocks whose object is read, but for the root and items of lists
  std::uint32_t lists_ = 0;      // so many lists are open
  std::uint32_t gaps_ = 0;       // over 1: there may be blanks between the tokens

  /// Bytes a record; beyond: nobody knows.
  static constexpr std::size_t max_unescaped = std::size_t{64} << 10;
  std::unique_ptr<char[]> unescaped_;
  std::size_t unescaped_used_ = 0;
};

}  // namespace leadlint::validate
