// The decision table: one rule set, compiled. Everything that judges a payload reads this and
// nothing else.
//
//   CheckedRuleSet --compile--> DecisionTable        (compile/compile.h)
//   Record --evaluate--> findings                    (validate/evaluate.h)
//
// Plain arrays of small structs that refer to each other by number, each kind of number a type of
// its own (FieldId, RowId, ...), which only its list takes; text lies in one pool. Immutable
// once compiled, so threads share it freely. `dump` prints it (tests compare the dump).
//
// Facts. Each block (the record, a nested object, an item of a list) numbers its yes/no facts:
//
//   bit   0 .. F-1      present(field 0) .. present(field F-1)     there and not null
//   bit   F .. 2F-1     good(field 0) .. good(field F-1)           present and not broken
//   bit   2F ..         what conditions ask: field in {values}, a < b, blank(f), catalog, current,
//                       ...
//
// A row is a pattern over these bits, word by word: it fires where (facts & care) == value in every
// word it names.
//
// Broken is a value that one of its own checks calls an error, or that cannot be read as its
// field's type or format, whatever that is called. A value that is only warned of is good. (A fast
// check, which lets nothing pass that has anything to be said about it, sets the same bits: what it
// calls good is so.)
//
// What only makes it fast is a part of its own (fast_part.h), which may be left out.
//
// members.h lists the members of each struct once more, with the lists that they point into: what
// writes, reads and checks tables as bytes follows it (image/), and does not compile without a new
// member.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "finding/checks.h"
#include "leadlint/finding.h"
#include "table/basic_types.h"
#include "table/fast_part.h"
#include "table/formats.h"

namespace leadlint::table {

/// How a report words its message. Most reports have nothing of the kind, and many share one.
struct Wording {
  Text message;   // the author's, with placeholders (finding/placeholders.h); may be empty
  Text words;     // the engine's own, from the rule's condition; empty: made from the code
  Text when;      // the rule's condition in words, "status is LEAD_WON"; empty: always
  Text expected;  // what an assertion asks for, "budget_max >= budget_min"
  Span members;   // into report_names: one of which is needed, or all that may be there (`only`)
  Span allowed;   // into report_names: the values that would do
  CatalogKeyId catalog;      // where the value is looked up
  Index calculation = none;  // into calculations: what its sides come to is said, too
  BlockId block;             // that the calculation is of, and from which the refs lead
  Span defaults;  // into ref_ids: what the rule compares and may have by default, which is said
};

/// What a finding of one rule or check says; the evaluator refers to it by index.
struct Report {
  Code code = Code::conflict;
  Severity severity = Severity::error;
  bool derived = false;  // follows from `because`, which does not say it itself
  Text rule;             // "start-date" or "reason.max_length"
  Text because;          // the document's words
  WordingId wording;
  Text file;
  std::uint32_t line = 0;
  std::optional<Severity> told = {};  // that its findings have, by the caller's word
};

/// Which values of one field go with which of another, for the words of findings: what is legal,
/// but not with the value beside it. A member of `block`, and where its partner stands from there.
struct PairList {
  BlockId block;
  FieldId field;
  RefId with;
  Span rows;  // into pair_rows
};
struct PairRow {
  Text first;
  Span second;  // into report_names; empty: none
};

/// Finds which of a fixed set of names a text is, with one probe: no two names share a slot (large
/// sets: with a few). Names are told apart by a hash of their length and bytes (name_bits).
struct NameHash {
  std::uint64_t multiplier = 0;
  std::uint8_t shift = 63;   // slot = hash * multiplier >> shift
  std::uint16_t probes = 1;  // slots to look at, one behind the other; 1 but in large sets
  Span slots;                // into hash_slots: the name's ordinal, or no_name
  Span names;                // into names
};
/// A list of legal values. Numbers are kept in the one spelling of their value (text/decimal.h).
/// Where texts and other values stand in one list, the others have a byte in front that no text
/// has, so that "1" is not 1.
struct ValueSet {
  NameHash hash;
  Kinds kinds = k_string;  // what its values are: k_string, k_integer, k_boolean or several
  bool ignore_case = false;
  NameHash folded;  // ignore_case: the texts that may have any case, folded; else their ordinal's
                    // name is one that no text has
  Index moments = none;  // into moments: one a value, where its texts stand for dates or times

  /// Do texts and others stand in it?
  [[nodiscard]] bool is_mixed() const noexcept {
    return (kinds & k_string) != 0 && (kinds & ~k_string) != 0;
  }
};
inline constexpr char no_text_mark = '\xFF';
/// A value's name as people read it.
[[nodiscard]] constexpr std::string_view shown_name(std::string_view name) noexcept {
  if (!name.empty() && name.front() == no_text_mark) name.remove_prefix(1);
  return name;
}

using leadlint::CheckKind;  // finding/checks.h: what each stores
/// Can a value that fails this check not be read as what its field holds?
[[nodiscard]] constexpr bool is_reading(CheckKind kind) noexcept {
  using enum CheckKind;
  return kind == type || kind == readable || kind == integer_range || kind == format;
}
enum class LengthUnit : std::uint8_t { codepoints, utf16, bytes };

struct Check {
  CheckKind kind = CheckKind::type;
  LengthUnit unit = LengthUnit::codepoints;
  bool integral = false;  // `number` holds an int64, `integer`; else `text` has the number exactly
  ReportId report;
  std::int64_t integer = 0;
  double number = 0;
  Index moment = none;  // min, max of dates and times: into moments; a catalog's `values`: its key
  ValueSetId values;    // of `values` and `enumerates`
  Span span;            // formats: into format_ids; keys: into key_fields
  Text text;

  [[nodiscard]] CatalogKeyId catalog() const noexcept { return CatalogKeyId{moment}; }
};

/// One way a value may be written. The first form of a field is its own; the others are taken too.
struct Variant {
  Kinds kinds = 0;         // JSON kinds taken as they are
  Kinds text_kinds = 0;    // boolean, integer, number: also taken from text
  bool bare_item = false;  // one item in place of the list
  bool trims = false;      // checks look at the trimmed text
  bool lexical_integer = true;
  bool has_code = false;             // taken_report's own code stands
  bool conditional = false;          // only where one of `when` holds
  std::uint8_t object_form = 0;      // one more form of an object whose forms are tried
  bool in_place = false;             // then it stands in place of the field's own form
  Kinds opens = k_object | k_array;  // the containers whose members or items it tells of
  SpanOf<Check> checks;
  ReportId taken_report;  // reported (with the failed check's code) when taken; none: silently
  SpanOf<Row> when;       // their reports are not used
  SpanOf<Row> unsure;  // likewise: a value that the condition compares is broken, and it might hold
};

/// A value that was called otherwise before. A record that has it means `now`, and is judged so.
struct FormerValue {
  Text was;  // as people read it
  Kinds was_kind = 0;
  Kinds kind = 0;   // of `now`: one bit
  Text now;         // a text, or as JSON spells it
  ReportId report;  // none: it is taken silently
};
struct FormerValues {
  ValueSetId values;
  Span entries;  // into former_values: one a value
};

/// What a field is to rules where it is left out: its value then is there and good, but neither
/// sent nor there to rules that ask just for that (FactKind::itself).
struct DefaultValue {
  std::uint16_t number = 0;  // of the field in its block
  Kinds kind = 0;            // one bit
  Text text;                 // a text, or as JSON spells it
};

/// A field of a block, an item, or the root.
struct Field {
  Text name;
  Kinds kinds = 0;  // of all forms together
  bool nullable = false;
  bool has_default = false;     // see DefaultValue
  bool deferred = false;        // a form of it has a condition: checked after the others
  std::uint8_t round = 0;       // deferred: behind those of lower rounds, which its conditions ask
  bool has_shapes = false;      // its second form is in place of the first, where it counts
  std::uint8_t told_by = 0;     // see `telling`, `lasts_in_shape`
  bool moments = false;         // its values are dates or times
  bool ignore_case = false;     // a form of it has `case: ignore`
  bool any_text_folds = false;  // one that lists no values has
  bool asks_catalog = false;    // its own form has values that a catalog lists
  LengthUnit length_unit = LengthUnit::codepoints;  // of length() in conditions
  Kinds text_kinds = 0;                             // of all forms together
  Kinds read_kinds = 0;   // what a text of it stands for, unless it is listed as the text it is
  std::uint16_t bit = 0;  // its number in its block
  std::uint16_t broken_bit = no_name;  // fact set when the value is there but broken
  std::uint16_t unread_bit = no_name;  // fact set when it is broken and no error says so
  SpanOf<Variant> variants;
  BlockId block;         // members of an object value
  FieldId item;          // what an array holds
  FieldId each;          // what an object with free names holds
  ReportId null_report;  // for a null where none belongs
  ReportId type_report;  // of the own form: for null under lint.null = reject
  /// Notes that rules were not judged: a value of an item could not be read and no error says so; a
  /// number has too many digits to be calculated with.
  ReportId unread_report, long_number_report;
  Span asked_by, calculated_by;               // into report_names: those rules
  ValueSetId folded_values;                   // what the forms with `case: ignore` list
  ValueSetId value_set;                       // the enumeration whose values set facts
  Span value_masks;                           // into words: per value, the block's words
  Index true_mask = none, false_mask = none;  // into words: facts a boolean sets
  TextReadingId text_reading;  // what else text stands for where an input has nothing else
  Index former = none;         // into former_lists

  /// Which of its variants tells what it is. (Shapes are the first of `also`.)
  [[nodiscard]] constexpr Index telling() const noexcept { return told_by / 2U; }
  /// Are its default and old values those of that form alone?
  [[nodiscard]] constexpr bool lasts_in_shape() const noexcept { return (told_by & 1U) != 0; }
};

/// What text stands for in form text and in cells, beside what it spells.
struct TextReading {
  bool json = false;             // it is the JSON of the value
  Span true_words, false_words;  // into boolean_words: they stand for one
};

/// May a value be an object or a list of which rules know nothing but that it is there, or else a
/// text, number or boolean? Whether two of the former are the same nobody knows.
[[nodiscard]] constexpr bool mixes_containers(const Field& field) noexcept {
  constexpr Kinds single = k_string | k_integer | k_number | k_boolean;
  const bool untold = field.block == none && field.item == none && field.each == none;
  return (untold || field.has_shapes) && (field.kinds & (k_object | k_array)) != 0 &&
         (field.kinds & single) != 0;
}

/// How to get from a block to a value elsewhere: up, then down.
/// `previous`: in the nearest item before this one that has it. `before`: in the item right before.
/// `item`: the item itself that a ListTest looks at, which is no object.
enum class Base : std::uint8_t { block, previous, before, item, current, request, param };
struct Ref {
  Base base = Base::block;
  std::uint8_t up = 0;
  Span steps;     // into ref_steps: field numbers; `last_step` is the last item of a list
  FieldId field;  // that it leads to
  RefId
      alternative;  // another to try (current.f at its place in a GET's answer), which may have one
  std::uint16_t local =
      no_name;  // the field's number, where the value is a member of the block itself
};
inline constexpr std::uint16_t last_step = 0xFFFF;

/// A fact that takes work to know, computed after the fields of its block (and of the blocks it
/// looks at) were checked.
enum class FactKind : std::uint8_t {
  present,    // a
  there,      // a is present, or a null that is one of the ways to write it
  itself,     // a is present, and not by its default
  good,       // a
  known,      // a: current / request / param record is there and a is present and good
  broken,     // a is there and not good
  unread,     // a is there and not good, and no error says so
  in_values,  // a in value set `index`
  is_true,
  is_false,
  compare,            // a ? b (+ seconds), both good
  comparable,         // a and b, both good, compare at all: a time of day does not with a date
  compare_number,     // a ? number
  no_number,          // a is neither a number nor a text that stands for one
  compare_length,     // length(a) ? integer
  compare_lengths,    // length(a) ? length(b)
  compare_length_to,  // length(a) ? b, a number
  compare_text,       // text(a) = text(b)
  compare_moment,     // a (+ seconds) ? moment `index`
  compare_time,       // the time of day of a ? moment `index`, which is one
  compare_times,      // the time of day of a ? that of b; of a time, itself
  no_moment,          // a does not compare with such a moment: `index`, a MomentNeed
  on_weekday,         // a is a day of the week that has its bit in `integer`, from Monday on
  compare_now,        // a ? now + seconds
  compare_today,      // a ? today + seconds
  before,             // now is before moment `index`
  blank,              // a
  empty,              // a is "", [] or {}
  matches,            // a against format `index`, or `integer` where the field ignores case
  text_part,          // `text` in a, at TextPart `index`
  text_part_of,       // b in a, likewise
  same,               // a and b: both absent, or both there and equal
  changed,            // current's a and this a are both there and differ
  sent,               // the payload names a, be it as a null
  cleared,            // a or an object around it is a null that may be sent
  emptied,            // current's b is there, and a is cleared
  only,               // no field is present but those whose bits are in `words`
  in_form,            // the object (or that `integer` blocks around) has the form `index`
  counted,  // of the refs of `span` no fewer than `integer` and no more than `index` are there
  has_current,
  has_request,
  has_params,
  has_now,
  says_no_current,  // the caller says that there is no stored record
  stored_known,     // the stored record is given, or the caller says that there is none
  catalog_given,    // `index`: catalog key
  catalog_has,      // `index`: catalog key; `refs`
  catalog_lacks,    // `index`: catalog key, which is given; a, a member that it is to list. No row
                    // asks: a fast check takes such a value for good (fast/prefilter.cpp)
  // Of a catalog's row, which the value of a stands for; `index`: into row_columns.
  row_known,              // the catalog is given, and a is not there, or there is such a row
  column_there,           // the row has something in the column
  compare_column_number,  // column ? number
  compare_column_text,    // column = `text`
  compare_column_to,      // column ? b; `integral`: both are numbers
  compare_columns,        // column ? column `integer` of the row of b; `integral`: likewise
  calculation,            // `index`: into calculations; `refs`, all good, and the result known
  any_row,                // one of the rows of `span` fits, by facts that stand before this one
  // Of the items of list a, by list test `index`; `integer`: 0 its rows `yes`, 1 its rows `no`:
  some_item,    // one fits a row
  each_item,    // each fits one, also where there are none
  among_items,  // a, which is good, is (eq) or is not (ne) among those of list b; `index`: the ref
                // to the member, seen from an item; none: the item itself
};
/// Does the fact go through the items of a list?
[[nodiscard]] constexpr bool looks_at_items(FactKind kind) noexcept {
  return kind == FactKind::some_item || kind == FactKind::each_item ||
         kind == FactKind::among_items;
}
/// Does the fact look at all `refs`?
[[nodiscard]] constexpr bool looks_at_refs(FactKind kind) noexcept {
  return kind == FactKind::catalog_has || kind == FactKind::calculation ||
         kind == FactKind::counted;
}
/// Does the value of `a` alone tell whether the fact holds?
[[nodiscard]] constexpr bool is_told_by_value(FactKind kind) noexcept {
  using enum FactKind;
  return kind == in_values || kind == is_true || kind == is_false || kind == compare_number ||
         kind == no_number || kind == compare_length || kind == blank || kind == empty ||
         kind == matches || kind == text_part || kind == compare_moment || kind == compare_time ||
         kind == no_moment || kind == on_weekday;
}
/// Does the fact hold only where the values that it looks at are good?
[[nodiscard]] constexpr bool asks_for_good(FactKind kind) noexcept {
  using enum FactKind;
  if (kind == empty) return false;
  return is_told_by_value(kind) || kind == good || kind == known || kind == compare ||
         kind == comparable || kind == compare_text || kind == text_part_of ||
         kind == compare_lengths || kind == compare_length_to || kind == calculation ||
         kind == changed || kind == compare_times || kind == compare_now || kind == compare_today ||
         kind == catalog_lacks || kind == column_there || kind == compare_column_number ||
         kind == compare_column_text || kind == compare_column_to || kind == compare_columns ||
         kind == some_item || kind == among_items;
}
/// Does the fact look at the clock?
[[nodiscard]] constexpr bool asks_now(FactKind kind) noexcept {
  using enum FactKind;
  return kind == compare_now || kind == compare_today || kind == before || kind == has_now;
}
/// What a value is to compare with: a moment of a TimeKind, or with any that has a time of day.
enum class MomentNeed : std::uint8_t { date, time, local, instant, month, time_of_day };
enum class Compare : std::uint8_t { eq, ne, lt, le, gt, ge };

/// (A cache line each: found by a shift.)
struct alignas(64) Fact {
  FactKind kind = FactKind::present;
  Compare compare = Compare::eq;
  bool integral = false;
  std::uint16_t bit = 0;
  bool outward = false;  // holds only where the context is known that it asks
  RefId a, b;
  Index index = none;        // of what the kind says
  std::int64_t integer = 0;  // length, seconds, an exact integer, or a format in any case
  double number = 0;
  Text text;  // compare_number, not integral: the number exactly; text_part
  /// Refs of catalog_has, calculation and counted (into ref_ids); words of `only`; rows of any_row.
  Span span;

  [[nodiscard]] ValueSetId value_set() const noexcept { return ValueSetId{index}; }
  [[nodiscard]] FormatId format() const noexcept { return FormatId{index}; }
  /// matches: the same format in any case; none where the field has no form with `case: ignore`.
  [[nodiscard]] FormatId folded_format() const noexcept {
    return FormatId{static_cast<Index>(integer)};
  }
  [[nodiscard]] CatalogId catalog() const noexcept { return CatalogId{index}; }
  [[nodiscard]] CatalogKeyId catalog_key() const noexcept { return CatalogKeyId{index}; }
  [[nodiscard]] SpanOf<Row> rows() const noexcept { return {span.first, span.count}; }
};

/// What is added up and compared with 0: see compile/calculations.cpp.
struct Calculation {
  Span terms;   // into calculation_terms
  Text within;  // a number; empty: 0
};
/// A product, or the sum of such products over the items of a list.
struct CalculationTerm {
  bool negative = false;
  bool right = false;  // of the condition, so that its sign is changed
  RefId list;          // none: no sum
  Span factors;        // into calculation_factors; no more than max_calculated_factors
};
struct CalculationFactor {
  enum class Kind : std::uint8_t {
    value,   // `ref`
    length,  // of `ref`: a list's items, a text's characters
    number,  // `number`
    item,    // of the list: the item itself
    member,  // `ref`, seen from the item; what is not there adds nothing, unless it is `required`
    index,   // of the object (or that `up` blocks around) in its list, from 0
    item_index,  // of the item itself that a ListTest looks at, which is no object
    count,  // how many items of list `ref` fit the rows `yes` of list test `test` (none: all do)
  };
  Kind kind = Kind::value;
  bool required = false;
  std::uint8_t up = 0;
  RefId ref;
  Text number;
  Index test = none;
};

/// What is asked of each item of a list: see compile/items.cpp. Its rows are patterns over the bits
/// of its own facts, which are asked with the item as their object (of_values: with the object
/// around the list).
struct ListTest {
  RefId list;
  bool of_values = false;
  SpanOf<Fact> facts;
  SpanOf<Row> yes,
      no;  // the condition holds; it fails. An item of which that is not known fits none
};
inline constexpr std::uint16_t max_item_facts = 256;

/// One word of a row's pattern.
struct RowTerm {
  std::uint32_t word = 0;
  std::uint64_t care = 0;
  std::uint64_t value = 0;
};

/// Where a row's finding stands.
struct FindingLocation {
  enum class Kind : std::uint8_t {
    field,  // the field `ref` leads to; missing: at the place it would have
    block,  // the block itself
  };
  Kind kind = Kind::field;
  RefId ref;
};

/// Its first term lies apart, in `row_heads` under the row's own number: most rows have one term,
/// and nearly all rows fail in their first, so a record's rows are one short scan.
struct Row {
  Span more_terms;  // into row_terms
  ReportId report;
  FindingLocation place;
  /// missing_field: a null that satisfies `required` is not missing, nor what is in an object that
  /// is not there.
  bool missing = false;
  bool null_is_missing = false;  // `missing`: such a null counts as missing all the same
  /// Also where the objects around the place are not there: of several fields none is.
  bool group = false;
  bool breaks = false;    // the value counts as broken for the rows behind
  bool presence = false;  // looks only at what is there, not at values
  RefId target;           // `missing`: the ref asked for, where it is not that of the place
};

/// What one value of the selector (the status) brings: required fields as one mask, then rows.
/// (Found by a shift.)
struct alignas(32) Group {
  Span required;          // into words: block words; all zero where nothing is required
  Span required_reports;  // into required_fields
  SpanOf<Row> rows;
};
struct RequiredField {
  std::uint16_t bit = 0;
  ReportId report;
};

/// Members that no field of a block has the name of, by their names. The first that takes a name
/// counts.
struct NameShape {
  enum class Kind : std::uint8_t {
    former,   // `index`: value set of the names that the block's own `field` had, newest first
    pattern,  // `index`: into automata
    values,   // `index`: value set
    catalog,  // `index`: catalog key. Readers take every name: the check knows whether it is there
    rest,     // every name
  };
  Kind kind = Kind::rest;
  Index index = none;
  FieldId field;          // what such a member is
  ReportId taken_report;  // former: of a member by an old name; none: it is taken silently
  ReportId both_report;   // former: of one that is sent by another of its names, too

  [[nodiscard]] ValueSetId value_set() const noexcept { return ValueSetId{index}; }
  [[nodiscard]] CatalogKeyId catalog_key() const noexcept { return CatalogKeyId{index}; }
};

/// (Found by a shift.)
struct alignas(128) Block {
  Text name;  // its path, for people
  NameHash names;
  SpanOf<Field> fields;     // in declaration order
  std::uint16_t words = 1;  // of facts
  std::uint16_t bits = 0;
  ReportId unknown_report;       // for a member no field names; none: such members are skipped
  ReportId unknown_type_report;  // for such a member that is none of `unknown_kinds`
  Kinds unknown_kinds = 0;
  bool has_deferred = false;
  bool has_forms = false;         // its field has several forms of an object, which are tried
  std::uint8_t last_round = 0;    // of its deferred fields
  bool names_of_catalog = false;  // the last shape is by a catalog
  SpanOf<Fact> facts;             // of this block and those below or around it
  SpanOf<Fact> outward_facts;     // those that hold only where something of the context is known
  RefId selector;                 // the field whose value picks the group
  ValueSetId selector_values;
  Group always;  // whatever the selector says
  /// The selector takes values beside those of the list: they have a group of their own.
  bool open_selector = false;
  /// One a value of the selector, then `other` (open_selector), `absent`, `illegal`.
  SpanOf<Group> groups;

  /// The number of the group for a good value with this place among `selector_values`.
  [[nodiscard]] std::uint32_t group_of(std::uint16_t ordinal) const noexcept {
    if (ordinal != no_name) return ordinal;
    return groups.count - (open_selector ? 3 : 1);
  }
  /// Rules that say nothing because the value at the row's place could not be read, and would
  /// perhaps have spoken; a note says so. They fire only where that value has no error of its own.
  SpanOf<Row> silences;
  /// Into name_shapes: members by old names of fields, which are those fields, and members that no
  /// field names, which hang on the object's own node.
  Span shapes;
  Span defaults;  // into default_values, in the order of the fields
};

/// A set of columns that rules ask of a catalog.
struct CatalogKey {
  CatalogId catalog;
  Span columns;  // into catalog_columns: ordinals, perhaps with `folded_column` added
};
/// The field that is looked up in the column has `case: ignore`.
inline constexpr std::uint16_t folded_column = 0x8000;
struct Catalog {
  Text name;
  Text rows;     // member that holds the list; empty: the list itself
  Span columns;  // into catalog_names
};

/// A column of rows that are found by a key of one column.
struct RowColumn {
  CatalogKeyId key;
  std::uint16_t column = 0;
};
/// What rules compare a column with, so that its cells have to be that.
struct ColumnUse {
  enum class As : std::uint8_t { number, truth };
  CatalogId catalog;
  std::uint16_t column = 0;
  As as = As::number;
  friend bool operator==(const ColumnUse&, const ColumnUse&) = default;
};

/// Values of a field that rules name, where a catalog is to list them: those that it lacks are told
/// of (Catalogs::notes).
struct NamedOfCatalog {
  CatalogKeyId key;
  Text field;
  Span names;  // into report_names
};

/// Whose reading of form text counts. `any`: what servers read differently is refused.
enum class FormServer : std::uint8_t { any, rails, php };

struct EngineOptions {
  Severity bom = Severity::warning;
  Severity duplicate_keys = Severity::error;
  Severity repaired_quotes = Severity::warning;
  bool null_reject = false;
  bool null_silent = false;
  bool mathematical_integers = false;
  std::uint32_t max_depth = 256;
};

/// How the API words its own refusal.
struct ApiErrors {
  Text body, each;
  Text grouped;   // all errors of one field; empty: each stands by itself
  Span messages;  // into api_messages: the first that fits and has no hole counts
  bool only_first = false;
  bool documented = false;
};
struct ApiMessage {
  Text field;  // its pointer, `/*` for the items of a list; empty: any
  bool any_code = false;
  Code code = Code::conflict;
  Text text;
};

/// What the caller chose (LoadOptions).
struct Chosen {
  enum class Kind : std::uint8_t { option, profile, severity };
  Kind kind = Kind::option;
  Text name, value;  // of a profile the name alone
};

class DecisionTable {
 public:
  Text id, title, source, version;
  Text fingerprint;         // see Ruleset::fingerprint
  std::vector<Text> files;  // see Ruleset::files
  std::vector<Chosen> chosen;
  bool form_input = false;
  bool request_form = false;  // the request that it answers is form text
  FormServer form_server = FormServer::any;
  bool curly_quotes_hint = false, curly_quotes_repair = false;
  bool asks_now = false;  // a fact looks at the clock
  bool has_zone = false;  // `zone` is that of `today`, whatever zone the caller is in
  std::int32_t zone = 0;  // seconds east of UTC
  EngineOptions options;
  /// Severities that the caller gives findings by their code; a report's own goes first. Neither
  /// changes what rules make of a value.
  std::vector<std::pair<Code, Severity>> told_codes;
  bool any_told = false;  // by code or by report
  FieldId root;
  BlockId params;             // none: no parameters declared
  FieldId current_root;       // how the stored record is read
  FieldId request_root;       // how the request is; where requests are lists, their entries
  bool request_list = false;  // a request may be a list: the last entry is what rules look at
  ApiErrors api_errors;
  bool has_api_errors = false;

  List<Field> fields;
  List<Variant> variants;
  List<Check> checks;
  List<Block> blocks;
  std::vector<NameShape> name_shapes;
  std::vector<FormerValues> former_lists;
  std::vector<FormerValue> former_values;
  std::vector<DefaultValue> default_values;
  List<Ref> refs;
  std::vector<std::uint16_t> ref_steps;
  std::vector<RefId> ref_ids;
  List<Fact> facts;
  std::vector<Calculation> calculations;
  std::vector<CalculationTerm> calculation_terms;
  std::vector<CalculationFactor> calculation_factors;
  std::vector<ListTest> list_tests;
  List<Row> rows;
  List<RowTerm, Row> row_heads;  // one a row; all zero: always fires
  std::vector<RowTerm> row_terms;
  List<Group> groups;
  std::vector<RequiredField> required_fields;
  std::vector<std::uint64_t> words;
  List<Report> reports;
  List<Wording> wordings;
  std::vector<Text> report_names;
  std::vector<PairList> pair_lists;
  std::vector<PairRow> pair_rows;
  List<ValueSet> value_sets;
  std::vector<std::uint16_t> hash_slots;
  std::vector<Text> names;
  List<TextReading> text_readings;
  std::vector<Text> boolean_words;
  List<Format> formats;
  std::vector<FormatId> format_ids;
  std::vector<std::uint16_t> key_fields;
  std::vector<Automaton> automata;
  std::vector<std::uint16_t> automaton_transitions;
  std::vector<std::uint8_t> automaton_accepting;
  std::vector<DateTime> date_times;
  std::vector<DateStep> date_steps;
  std::vector<DatePicture> date_pictures;
  std::vector<Moment> moments;
  List<Catalog> catalogs;
  List<CatalogKey> catalog_keys;
  std::vector<Text> catalog_names;
  std::vector<std::uint16_t> catalog_columns;
  std::vector<NamedOfCatalog> named_of_catalogs;
  std::vector<RowColumn> row_columns;
  std::vector<ColumnUse> column_uses;
  std::vector<ApiMessage> api_messages;
  std::string pool;
  FastPart fast;

  [[nodiscard]] std::string_view text(Text at) const noexcept {
    return {pool.data() + at.offset, at.size};
  }
  /// Does the row's pattern fit these facts?
  [[nodiscard]] bool fires(RowId row, const std::uint64_t* bits) const noexcept {
    const RowTerm& head = row_heads[row];
    if ((bits[head.word] & head.care) != head.value) return false;
    const Span more = rows[row].more_terms;
    for (Index t = 0; t < more.count; ++t) {
      const RowTerm& term = row_terms[more.first + t];
      if ((bits[term.word] & term.care) != term.value) return false;
    }
    return true;
  }
  /// The ordinal of `name` in `hash`, or `no_name`.
  [[nodiscard]] std::uint16_t find(const NameHash& hash, std::string_view name) const noexcept;
  /// Puts a fast part in place that says nothing: records are judged by the full check alone.
  void clear_fast_part();
  /// Bytes the table takes in memory.
  [[nodiscard]] std::size_t bytes() const noexcept;
  /// The table as text: every block with its fields, facts and rows by status. Deterministic.
  [[nodiscard]] std::string dump() const;
};

/// The hash that `NameHash` multiplies. Reads no byte outside `text`.
[[nodiscard]] std::uint64_t name_bits(std::string_view text) noexcept;

}  // namespace leadlint::table
