// The fast part of a decision table: what only makes it fast. All of it follows from the rest of
// the table and says nothing of its own: without it the full check alone finds the same.
//
//   FastCheck   one a field   shows most good values to be good, as they are read
//   FactGate    one a fact    a cheap bit to look at first
//   FastGroup   one a group   two masks and a few rows, which tell that none of its rows fires
//   FastBlock   one a block   where its groups stand; its names as they stand in JSON text
//
// Made by fast/fast_part.h in one go, read by the stream check and the quick check
// (validate/prefilter.h), printed by `DecisionTable::dump` behind all else: why records of a table
// leave the fast path.
// Tests: tests/fast_part_test.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "table/basic_types.h"

namespace leadlint::table {

/// A fast check that shows most good values to be good, taken while the value is read. It follows
/// from the field's own form: a value that passes would pass that. One that does not pass is not
/// bad for that; the forms judge it.
struct alignas(32) FastCheck {
  enum class Text : std::uint8_t {
    never,    // texts take the long way
    any,      // within the lengths below
    value,    // `index`: value set
    named,    // any within the lengths; which of the value set `index` it is, if any, is noted
    day,      // yyyy-MM-dd
    moment,   // `index`: into date_times
    pattern,  // `index`: into automata
    boolean,  // true or false
    integer,  // -?[0-9]+ that surely fits 64 bits
    number,   // as JSON spells them
  };
  Text text = Text::never;
  /// The kinds that it is about. Of objects nothing else is asked, of lists how many items they
  /// have: what is inside is judged by itself.
  Kinds kinds = 0;
  bool tight : 1 = false;     // text only without blanks (or what is not ASCII) at its ends
  bool is_brief : 1 = false;  // rules calculate with it: of few digits, and no exponent
  /// What is asked of numbers: no less than `bound`, no more digits behind the point than that.
  /// `brief`: nothing but that.
  enum class Numbers : std::uint8_t { any, from, places, places_from_0, brief };
  Numbers numbers = Numbers::any;
  std::int32_t bound = 0;                    // not negative; `from`, over 0: only for integers
  std::uint32_t min_size = 0, max_size = 0;  // of a text in bytes, of a list in items
  Index index = none;
  Index value_masks = none;                   // as in the field
  Index true_mask = none, false_mask = none;  // likewise

  [[nodiscard]] ValueSetId value_set() const noexcept { return ValueSetId{index}; }
};

/// A bit that must be set for a fact to be true: a cheap look first.
struct FactGate {
  std::uint16_t bit = no_name;
  /// The member of the block whose value alone tells the fact; then `bit` says that it is there.
  std::uint16_t member = no_name;
};

/// A fact that a group's rows ask for. Its gate stands beside its number: most gates are shut, and
/// a fact behind one need not be fetched.
struct GroupFact {
  FactId fact;
  FactGate gate;
  /// A member that none of the rows that ask for the fact is about while it is there. (Looked at
  /// for facts about the context alone: `after.f` is what is stored where `f` is not sent.)
  std::uint16_t unless_there = no_name;
};

/// A row to look at whenever no mask is hit, by its first term.
struct ScannedRow {
  std::uint32_t word = 0;
  RowId row;
  std::uint64_t care = 0;
  std::uint64_t value = 0;
};

/// Whether a group and what holds whatever the status (`Block::always`) have nothing to say.
/// (Found by a shift.)
struct alignas(32) FastGroup {
  /// Into masks, the block's words twice. A finding needs a bit of the first that is set, a bit of
  /// the second that is not, or a row of `scanned`; see fast/prefilter.cpp.
  Index watched = none;
  Span scanned;               // into scanned_rows: what is left to look at
  Span facts, outward_facts;  // into group_facts: those of the block's that its rows ask for
};

struct alignas(64) FastBlock {
  FastGroup always;          // of a block without a selector
  GroupId groups;            // the first of the block's; none: there is no selector
  std::uint32_t absent = 0;  // the number of the group for a record without a selector's value
  /// The selector's number, where it is a member of the block and every value that its fast check
  /// passes has its place among the selector's values noted (read::Node::value).
  std::uint16_t noted_selector = no_name;
  QuotedHashId names;  // the block's names; none: there is no such hash
};

/// The same for names that stand in JSON text, quotes and all: see table/quoted_name.h.
struct QuotedHash {
  std::uint64_t multiplier = 0;
  std::uint8_t shift = 63;
  std::uint8_t from = 1;  // the byte of a quoted name that the hash starts at
  Index slots = none;     // into quoted_slots: the first one; empty ones hold some name's ordinal
  Index names = none;     // into quoted_names: the first name
};
/// A name and the quotes around it, zeros behind them.
inline constexpr std::size_t longest_quoted_name = 32;
struct alignas(64) QuotedName {
  std::array<char, longest_quoted_name> bytes{};
  std::uint32_t mask = 0;  // a bit for each of the bytes that count
};

/// Why records cannot be judged by the stream check, which has the members of one object of each
/// block at hand, and of a list those of its last item (fast/stream_checks.cpp).
struct StreamObstacle {
  enum class Kind : std::uint8_t {
    no_object,  // what rules describe is no object
    deferred,   // a field of `block` is judged by a condition
    depth,      // `block` lies deeper than records may
    selector,   // the selector of `block` is not at hand
    fact,       // nor is what a fact of `block` looks at
  };
  Kind kind = Kind::no_object;
  BlockId block;
  FactId fact;
};

struct FastPart {
  /// False: nothing below says anything, and records go to the full check at once.
  bool made = false;
  /// Records can be judged by the stream check: nothing stands in its way.
  bool stream_checkable = false;
  std::vector<StreamObstacle> stream_obstacles;
  List<FastCheck, Field> checks;  // one a field
  List<FactGate, Fact> gates;     // one a fact
  List<FastBlock, Block> blocks;  // one a block
  List<FastGroup, Group> groups;  // one a group
  std::vector<GroupFact> group_facts;
  std::vector<ScannedRow> scanned_rows;
  std::vector<std::uint64_t> masks;
  List<QuotedHashId, ValueSet> value_names;  // one a value set
  List<QuotedHash> quoted_hashes;
  std::vector<std::uint16_t> quoted_slots;
  std::vector<QuotedName> quoted_names;

  /// Bytes that it takes, itself left out.
  [[nodiscard]] std::size_t bytes() const noexcept;
};

}  // namespace leadlint::table
