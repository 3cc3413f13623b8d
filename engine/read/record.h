// One payload, read: the form that every input (JSON text, JSON value, CSV row, form text) takes
// before it is judged.
//
// A tree of nodes in flat arrays that are kept from record to record, so that reading allocates
// nothing once they have grown. Members that the table names lie in slots by field number; others
// are kept by name only, to be reported. A value repeated under one name is overwritten by the
// last.
//
//   Instance   an object that a table block describes: its slots and its fact words
//   Node       a value: kind, text, where it stands
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "finding/words.h"
#include "table/decision_table.h"
#include "text/json_pointer.h"

namespace leadlint::read {

using table::BlockId;
using table::FieldId;
using table::Index;
using table::none;

enum class CsvFault : std::uint8_t;  // csv_rows.h

enum class Kind : std::uint8_t {
  null,
  false_value,
  true_value,
  integer,  // spelled without fraction and exponent, fits 64 bits
  number,   // any other number
  string,
  object,
  array,
};

/// The kind as a bit of table::Kinds.
[[nodiscard]] constexpr table::Kinds bit(Kind kind) noexcept {
  constexpr table::Kinds bits[] = {table::k_null,    table::k_boolean, table::k_boolean,
                                   table::k_integer, table::k_number,  table::k_string,
                                   table::k_object,  table::k_array};
  return bits[static_cast<unsigned>(kind)];
}

[[nodiscard]] constexpr bool is_container(Kind kind) noexcept {
  return kind == Kind::object || kind == Kind::array;
}

/// How much of a value a record holds: all of it, or what a history keeps of an earlier record.
enum class Kept : std::uint8_t {
  whole,
  hash,    // a text: `data` is its TextHash
  moment,  // a date or time: `data` is its read::TimeValue
  gone,    // a null, or an empty list: a history knows that what was there, or in it, is no more
};

struct Node {
  /// string: its characters, unescaped. number: its spelling. Others: unset.
  const char* data = nullptr;
  std::uint32_t size = 0;    // of data; array: how many items
  std::uint32_t offset = 0;  // of the token in the record's text (a string's opening quote)
  Kind kind = Kind::null;
  bool too_large : 1 = false;  // an integer spelling beyond 64 bits, or a number no double can hold
  bool lone_surrogate : 1 = false;
  bool bare_item : 1 = false;   // read as an array of one: the object stands where the list should
  bool has_day : 1 = false;     // a text that was read as a date: `day` is set
  bool broken : 1 = false;      // judged, and not good: see table/decision_table.h
  bool by_default : 1 = false;  // not sent: what its field is then; `ordinal` 1: a null was
  Kept kept : 2 = Kept::whole;
  /// The value's place in its field's enumeration, noted when it is judged; table::no_name: none.
  std::uint16_t value = table::no_name;
  Index parent = none;        // node of the object or array around it; none: the root
  FieldId field;              // table field that describes it; none: no rule does
  std::uint32_t ordinal = 0;  // number in its array
  Index next = none;          // array item or free-name member: the next one
  Index first = none;         // array or free-name object: its first item or member
  union {
    Index last = none;  // and the last
    std::int32_t day;   // text with `has_day`: days since 1970-01-01
  };
  Index instance = none;  // object described by a block
  // name of a free-name or unknown member, or an old one of a field, unescaped; else unset
  const char* name = nullptr;
  std::uint32_t name_size = 0;
  std::uint32_t name_offset = 0;  // of the name in the text (JSON: its opening quote)

  [[nodiscard]] std::string_view text() const noexcept { return {data, size}; }
  [[nodiscard]] std::string_view name_text() const noexcept { return {name, name_size}; }
};

/// An object that a block describes.
struct Instance {
  BlockId block;
  Index node = none;           // the object itself
  Index parent = none;         // the instance around it (through lists); none: the root's
  std::uint32_t slots = 0;     // first of its slots, one a field of the block
  std::uint32_t words = 0;     // first of its fact words
  Index first_unknown = none;  // nodes of members no field names, in order (kept only where the
  Index last_unknown = none;   // block reports them), and of those that were laid aside
  bool hidden = false;         // it has a shape of which nobody knows what is inside
  std::uint8_t form = 0;       // which form of an object it has, where several are tried
};

/// What is wrong with form text, beside its escapes and bytes: servers read such text differently,
/// or not at all.
enum class FormFault : std::uint8_t {
  nothing,
  json,            // the text is JSON
  url,             // a URL, with or without a query string
  no_pair,         // no = anywhere, and no name either
  no_name,         // a value without a name, "=x"
  brackets,        // of a name: one without the other, none in front of them, text between them
  blank,           // a name that begins with a blank
  control,         // a control character in a name
  list_in_list,    // "a[][]"
  value_and_more,  // "a" in one place, "a[b]" in another
  mixed,           // "a[]" in one place, "a[b]" or "a[0]" in another
  json_value,      // "a[b]" where "a" is JSON in text
  numbered,        // "a[0]" where the server makes an object of it, and the rules have a list
  semicolon,       // some versions of the server part pairs there
};

/// Something the reader (or who stands between it and the judge) saw that is a finding whatever the
/// rules say.
struct ReadIssue {
  enum class Kind : std::uint8_t {
    bom,                  // at the start
    encoding,             // bytes that are not UTF-8: nothing further is judged
    bad_json,             // not one JSON text: nothing further is judged
    doubled_backslashes,  // likewise; with one backslash for two it would be JSON
    too_deep,             // likewise
    duplicate_name,       // `offset`: the repeated name
    number_too_large,     // a JSON number that no double holds, wherever it stands
    lone_surrogate,       // in a string value at `offset`
    lone_surrogate_name,  // in a member name; the finding stands at the object around it
    bad_escape,           // form text: a broken %-escape
    line_break,           // form text: a bare line break in it: nothing further is judged
    bad_form,             // form text that no two servers read alike: see `fault`
    repaired_quotes,      // typographic quotes around a value, read as straight ones
    too_large,            // the record is over the size limit
    too_many_values,      // so many that reading them would take more memory than it may
    bad_csv,              // a row that is not CSV: nothing further is judged
    cell_count,           // a CSV row with more or fewer cells than its header
    repeated_key,         // an earlier record of the input, `count`, says the same: `name`
  };
  Kind kind = Kind::bad_json;
  std::uint32_t offset = 0, end = 0;
  /// The JSON Pointer of the finding. Empty: the root.
  std::string pointer;
  /// bad_json, bad_csv, too_deep: what was expected, for a message that says "expected ..." ("a
  /// comma or }").
  Say expected = Say::json_text;         // JSON
  CsvFault row_fault = {};               // CSV
  std::uint32_t count = 0;               // cell_count: how many cells; repeated_key: which record
  FormFault fault = FormFault::nothing;  // bad_form
  bool inside_value = false;             // about JSON in form text or in a cell
  std::string name;                      // bad_form: the name in question, decoded; repeated_key:
                                         // what both records say, in words
};

/// How a record's text is written.
enum class TextKind : std::uint8_t { json, form, csv };
struct CsvColumns;

class Record {
 public:
  std::vector<Node> nodes;  // [0] is the root once read
  std::vector<Instance> instances;
  std::vector<Index> slots;          // node by field number; `none`: not there
  std::vector<std::uint64_t> facts;  // zeroed for each instance as it is made
  std::vector<ReadIssue> issues;
  /// The text that offsets count in; empty for a JSON value.
  std::string_view text;
  bool has_text = false;
  TextKind text_kind = TextKind::json;
  /// csv: what the row was read by.
  const CsvColumns* columns = nullptr;
  /// An issue that stops everything else (bad_json, bad_csv, encoding, too_deep, bad_escape,
  /// line_break, bad_form, ...).
  bool unreadable = false;
  /// Facts set while reading stand: no member that a field describes is null or repeated, and every
  /// item and free member (which have no facts of their own) passed its fast check. The second
  /// look, which sets facts of its own, ends it.
  bool plain = true;
  /// What stands before every pointer: "/@path" for the parameters of a URL.
  std::string_view pointer_prefix;

  /// Empties the record and keeps its memory.
  void clear() noexcept;
  /// Adds a value and returns its index.
  Index add_node(Index parent, FieldId field);
  /// Notes that the value of a field of an object is good.
  void note_good(const table::DecisionTable& table, Index instance, std::uint32_t number) noexcept {
    const std::uint32_t good = table.blocks[instances[instance].block].fields.count + number;
    facts_of(instance)[good / 64] |= std::uint64_t{1} << (good % 64);
  }
  /// Hangs a node behind the last item or member of its parent.
  void append(Index parent, Index child) noexcept;
  /// Hangs a node behind the last unknown member of an instance.
  void append_unknown(Index instance, Index child) noexcept;
  /// Lays a field's value aside that was sent by an old name: it is sent by another name, too.
  void lay_aside(Index instance, Index node) noexcept;
  /// Makes `node` the value of field `number` of an instance, in place of any before it.
  void set_field(Index instance, std::uint16_t number, std::uint16_t fact, Index node) noexcept;
  /// Takes nodes (sorted) out of a chain of items, members or unknown members.
  void unchain(Index& first, Index& last, const std::vector<Index>& gone) noexcept;
  /// Makes the instance for `node`, its slots empty and its facts zero; returns its index.
  Index add_instance(const table::DecisionTable& table, BlockId block, Index node, Index parent);
  /// Copies the text that offsets count in to `room`; what lay in the one lies in the other from
  /// then on.
  void move_text(std::string& room);
  /// Copies the texts of all values and names: the JSON value or the parameters they were read from
  /// may go.
  void own_texts();
  /// Room for unescaped text that lives as long as the record; stable while it is filled.
  char* scratch(std::size_t size);

  /// The fact words of an object.
  [[nodiscard]] std::uint64_t* facts_of(Index instance) noexcept {
    return facts.data() + instances[instance].words;
  }

  /// JSON Pointer of a node / of a (perhaps missing) field of an instance.
  [[nodiscard]] std::string pointer(const table::DecisionTable& table, Index node) const;
  [[nodiscard]] std::string pointer(const table::DecisionTable& table, Index instance,
                                    std::uint16_t field) const {
    std::string path;
    write_pointer(path, table, instance, field);
    return path;
  }
  /// The same in place of what `to` holds.
  void write_pointer(std::string& to, const table::DecisionTable& table, Index node) const;
  void write_pointer(std::string& to, const table::DecisionTable& table, Index instance,
                     std::uint16_t field) const;
  /// Where in the text a node ends (one past), found by looking at the text again.
  [[nodiscard]] std::uint32_t end_offset(const Node& node) const;

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0, used_ = 0;
};

inline Index Record::add_node(Index parent, FieldId field) {
  const Index index = static_cast<Index>(nodes.size());
  Node& node = nodes.emplace_back();
  node.parent = parent;
  node.field = field;
  return index;
}

inline void Record::set_field(Index instance, std::uint16_t number, std::uint16_t fact,
                              Index node) noexcept {
  Index& slot = slots[instances[instance].slots + number];
  std::uint64_t& word = facts[instances[instance].words + fact / 64];
  const std::uint64_t mask = std::uint64_t{1} << (fact % 64);
  const bool null = nodes[node].kind == Kind::null;
  if (null || slot != none) [[unlikely]] {
    plain = false;
    if (slot != none && nodes[slot].name != nullptr) lay_aside(instance, slot);
  }
  slot = node;
  word = null ? word & ~mask : word | mask;
}

}  // namespace leadlint::read
