// JSON text to Record, without a tree in between: simdjson's first stage finds the tokens, then one
// walk (json_walk.h) checks them and keeps what the table describes. Where the text is broken,
// json_diagnosis.h says where and how.
//
//   JsonReader reader;
//   if (reader.read(table, table.root, text, record)) ...   // else record.issues says why not
//
// Tests: tests/read_test.cpp.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "read/record.h"
#include "table/decision_table.h"

namespace leadlint::read {

/// Where a document starts, for who wants to look at it before it is read: entries of simdjson's
/// structural index (see json_walk.h), counted from `base`. *end is readable, but for an empty one.
struct Tokens {
  const char* base = nullptr;
  const std::uint32_t* at = nullptr;
  const std::uint32_t* end = nullptr;
};

/// Reads JSON texts, one at a time, and keeps its memory. One per thread.
/// A run of a record's text.
struct TextPlace {
  std::uint32_t offset = 0, end = 0;
};

class JsonReader {
 public:
  JsonReader();
  ~JsonReader();
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;

  /// Reads `text`, which need not be padded or terminated and must outlive the record's use. False:
  /// it cannot be read (`out.unreadable`), and `out` holds nothing but the issues that say why.
  bool read(const table::DecisionTable& table, FieldId root_field, std::string_view text,
            Record& out);
  /// The tokens of `text`, for a look before it is read. Empty: it cannot be so simple.
  [[nodiscard]] Tokens tokens(std::string_view text);
  /// Reads the text that `tokens` was just asked for; just what `read` would do.
  bool read_looked_at(const table::DecisionTable& table, FieldId root_field, Record& out);

  /// The memory, in bytes and about, that what is known of one document may take while it is read:
  /// its tokens and its values. One that would take more is refused
  /// (ReadIssue::Kind::too_many_values).
  void limit_memory(std::size_t max) noexcept;

  /// May a byte order mark stand at the start of a text? (A warning; it may unless told otherwise.)
  void allow_marks(bool allowed) noexcept;

  /// Prepares a block of lines that each hold a document, which is a good deal faster than one
  /// `read` a line. The block must outlive the reading of its lines.
  void begin_batch(std::string_view block);
  /// Reads a text that stands for the value `node` of a record that is being read: JSON in a cell
  /// or in form text. `text` must outlive the record's use; all that is in it stands at `place`.
  /// `instance` is the nearest around it. False: `out.unreadable`, and an issue tells why.
  bool read_inside(const table::DecisionTable& table, std::string_view text, TextPlace place,
                   Index node, FieldId field, Index instance, Record& out);
  /// Reads the line [first, last) of the block, in which no newline stands; lines are asked for in
  /// their order (some may be left out). Just what `read` would do with it.
  bool read_line(const table::DecisionTable& table, FieldId root_field, std::size_t first,
                 std::size_t last, Record& out);
  /// The tokens of the line that starts at `first`, for a look before `read_line`. Empty: see
  /// above.
  [[nodiscard]] Tokens line_tokens(std::size_t first);
  /// Passes over a line that needs no reading: up to `tokens.at`.
  void pass_line(Tokens tokens);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace leadlint::read
