// The walk from structural index to Record: every token of a JSON text is looked at once, in order,
// and checked by the grammar of JSON; what the table describes becomes nodes on the way.
//
// The structural index (simdjson's first stage) lists where each bracket, comma, colon, opening
// quote and scalar starts:
//
//   text    { " a "   :   1 2 ,   " b "   :   " x "   }
//   index   ^ ^       ^   ^   ^   ^       ^   ^       ^
//
// Between two entries lies one token and blanks. The first stage has made sure of UTF-8, of closed
// strings and that no raw control character stands in one; all else is checked here. Nesting goes
// on a stack of its own, so deep text cannot exhaust the thread's.
//
// The index may be that of a block of many documents: `document` starts at one and stops behind it.
// Tests: tests/read_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "read/json_cursor.h"
#include "read/name_list.h"
#include "read/record.h"
#include "read/shape.h"
#include "table/decision_table.h"
#include "table/quoted_name.h"

namespace leadlint::read {

class JsonWalk {
 public:
  /// The text that the index counts in, and the index. index[count] is readable: the text's size.
  void begin(std::string_view text, const std::uint32_t* index, std::size_t count) noexcept;

  /// Reads the document at `at()`, whose record's text starts at `start`. `lead` is added to all
  /// offsets (a byte order mark left out of the text). False: not JSON, or too deep; `out` is then
  /// of no use.
  [[nodiscard]] bool document(const table::DecisionTable& table, FieldId root_field,
                              std::size_t start, std::uint32_t lead, Record& out);
  /// Reads the document at `at()` into `node`, a value of a record that has no text of its own for
  /// it; `instance` is the nearest around it. Offsets and pointers count from the document.
  [[nodiscard]] bool value_inside(const table::DecisionTable& table, Index node, FieldId field,
                                  Index instance, Record& out);

  /// So many values, about, may a document have from now on.
  void limit_values(std::size_t max) noexcept { max_values_ = max; }
  /// After `document` was false: because it has more than that?
  [[nodiscard]] bool has_too_many_values() const noexcept { return too_many_; }

  /// The next entry of the index, and its end.
  [[nodiscard]] const std::uint32_t* at() const noexcept { return cursor_.at; }
  [[nodiscard]] const std::uint32_t* end() const noexcept { return cursor_.end; }

  /// Where a walk may be taken up again.
  struct Mark {
    const std::uint32_t* at = nullptr;
    const char* backslash = nullptr;
  };
  [[nodiscard]] Mark mark() const noexcept { return {cursor_.at, cursor_.backslash}; }
  void rewind(Mark mark) noexcept;
  /// Passes over documents that others have looked at.
  void pass_to(const std::uint32_t* at) noexcept { cursor_.at = at; }
  /// Passes over what stands before `offset`.
  void skip_to(std::size_t offset) noexcept;

 private:
  /// An open object or array.
  struct Frame {
    Mode mode = Mode::block;
    Index node = none;        // none: inside a value that is only checked
    Index instance = none;    // the nearest one around, or its own
    Inner inner;              // see Mode
    std::uint32_t place = 0;  // object: where the member's name stands; array: items so far
    std::uint32_t names = 0;  // first of its names on the list
  };
  enum class Entered : std::uint8_t { failed, empty, inside };

  void start(const table::DecisionTable& table, std::uint32_t shift, Index instance, Record& out);
  [[nodiscard]] bool run();
  [[nodiscard]] bool has_room() noexcept;
  [[nodiscard]] bool members_of_block();
  [[nodiscard]] bool members();
  [[nodiscard]] bool items();
  [[nodiscard]] bool free_member(std::string_view name, FieldId field, bool& inside);
  [[nodiscard]] bool former_member(std::string_view name, FieldId field, bool& inside);
  [[nodiscard]] bool unknown_member(std::string_view name, const table::Block& block, bool& inside);
  [[nodiscard]] bool member_opens(Index node, FieldId field);
  [[nodiscard]] bool plain_value(Node& node);
  [[nodiscard]] bool value(Index node, FieldId field, bool& inside);
  [[nodiscard]] bool checked_value(bool& inside);
  [[nodiscard]] Entered enter(Index node, FieldId field);
  [[nodiscard]] bool leave();

  [[nodiscard]] bool unescape_value(Node& node);
  [[nodiscard]] bool check_string();
  void check_range(const Node& number);
  [[nodiscard]] bool read_name(std::string_view& name);
  [[nodiscard]] std::uint16_t number_of(std::string_view name, const table::NameHash& names,
                                        const table::QuotedNames& quoted) const noexcept;
  [[nodiscard]] bool unescape_name(std::string_view& name);
  [[nodiscard]] const char* token_end() const noexcept;
  [[nodiscard]] std::string_view string_here() const noexcept;
  [[nodiscard]] std::uint32_t offset_of(std::uint32_t entry) const noexcept {
    return entry + shift_;
  }

  void report_repeats(const Frame& frame);
  void report_known_repeat(std::string_view name, std::uint16_t number, Index before);
  /// About the string at `entry`.
  void report(ReadIssue::Kind kind, std::uint32_t entry, std::string pointer);
  ReadIssue& add_issue(ReadIssue::Kind kind, std::uint32_t entry, std::string pointer);
  [[nodiscard]] std::string pointer_to(std::size_t frames) const;

  std::string_view text_;
  JsonCursor cursor_;
  std::uint32_t shift_ = 0;  // from the index's offsets to the record's, modulo 2^32

  const table::DecisionTable* table_ = nullptr;
  Record* out_ = nullptr;
  Index around_ = none;  // the instance around the document
  std::vector<Frame> stack_;
  NameList names_;
  std::vector<std::uint64_t> repeated_;  // instance and field number, reported already; sorted
  std::size_t max_values_ = std::numeric_limits<std::size_t>::max();
  bool too_many_ = false;
  std::size_t pointer_room_ = 0;  // bytes that pointers of this record's issues may yet take
};

}  // namespace leadlint::read
