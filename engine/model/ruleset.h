// The rules of one operation as a rule author wrote them, after choices by option are folded, `use`
// and `extends` are resolved and every shorthand is spelled out.
//
//   rule file --parse--> RuleSet --check--> CheckedRuleSet --compile--> DecisionTable
//
// Plain data: names are still names here; `check` writes beside each what it means (see
// check/check.h).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "finding/checks.h"
#include "leadlint/finding.h"
#include "model/moment.h"
#include "model/pattern.h"

namespace leadlint::model {

/// A place in one of `RuleSet::files`, 1-based; line 0 where nothing was written.
struct SourceLocation {
  std::uint16_t file = 0;
  std::uint32_t line = 0, column = 0;
};

/// A rule file as read: what findings show a caret line from.
struct SourceFile {
  std::string path;  // as shown to people: `rules/vendor/operation.yaml` for a shipped one
  std::string text;
};

/// JSON's types as bits; 0 where the author left the type to the checks.
using TypeSet = std::uint8_t;
inline constexpr TypeSet null_type = 1, boolean_type = 2, integer_type = 4, number_type = 8,
                         string_type = 16, object_type = 32, array_type = 64;

/// A number that is not spelled as a whole one of 64 bits: 7.5, 7.0, 12345678901234567890.
struct Number {
  std::string text;    // exactly, in the one spelling of its value (text/decimal.h)
  double nearest = 0;  // never 0 unless the number is
  bool operator==(const Number&) const = default;
};

/// A literal. `std::monostate` is null. See model/scalars.h.
struct Scalar {
  std::variant<std::monostate, bool, std::int64_t, Number, std::string> value;
  SourceLocation where;
  std::uint32_t number = 0;  // set by check: equal ones have the same (check/number_values.h)
};

/// How one check or rule reports: the long form `{is: value, severity:, code:, because:,
/// message:}`.
struct Outcome {
  Severity severity = Severity::error;
  std::optional<Code> code;  // absent: the code the check has by nature
  std::string because;       // absent on a check: its field's, then its rule set's
  bool derived = false;      // the rule follows from `because`, which does not say it itself
  std::string message;       // absent: the engine's own wording
  SourceLocation where;
};

/// `stages.id`: a column that lists values, or names. Where the catalog is not given all will do.
struct CatalogColumn {
  std::string catalog, column;
  SourceLocation where;
  // Set by check:
  std::size_t catalog_number = 0, column_number = 0;
};

// ------------------------------------------------------------------------------------- conditions

struct Block;
struct Condition;
struct Field;

/// One step down a path: a member's name, or `[last]` of a list, or `[]` (each item).
struct Step {
  enum class Kind : std::uint8_t { member, last, each };
  Kind kind = Kind::member;
  std::string name;              // member
  std::uint32_t offset = 0;      // in the condition's text
  const Field* field = nullptr;  // set by check: where it leads
};

/// A reference: `status`, `lead.unit_id`, `outer.id`, `current.status`,
/// `statusLogDetails[last].status`.
struct Path {
  /// `previous`: the nearest item before this one that has it (history transitions, no syntax).
  /// `after`: in the record as it will be, from its root; see check/after.h. `before`: the item
  /// right before this one, which is written `previous.x`. `item`: an item of a list of values,
  /// seen from a condition about it, whose field the first step has; see check/items.h.
  enum class Base : std::uint8_t {
    block,
    outer,
    current,
    request,
    param,
    previous,
    option,
    after,
    before,
    item
  };
  Base base = Base::block;
  std::uint8_t up = 0;  // how many `outer.` stand in front
  std::vector<Step> steps;
  SourceLocation where;
};

enum class Comparison : std::uint8_t { eq, ne, lt, le, gt, ge };
/// With its sides changed over: `a < b` is `b > a`.
[[nodiscard]] constexpr Comparison mirrored(Comparison comparison) noexcept {
  using enum Comparison;
  switch (comparison) {
    case lt:
      return gt;
    case le:
      return ge;
    case gt:
      return lt;
    case ge:
      return le;
    case eq:
    case ne:
      break;
  }
  return comparison;
}

/// One side of a comparison.
struct Operand {
  /// `word` is a bare name whose meaning (a field or a value) `check` decides.
  /// `now` and `today` are the caller's. `index` is the place of an item in its list, from 0.
  enum class Kind : std::uint8_t {
    path,
    literal,
    length,
    text,
    sum,
    count,
    weekday,
    time_of_day,
    now,
    today,
    index,
    column  // `stages[status].order`: of the row that the value of `path` stands for
  };
  Kind kind = Kind::path;
  Path path;  // path, and the functions of one; count: the list; sum: likewise, by check; index: of
              // the object that `up` leads to, no step
  bool bare_word = false;              // a path of one plain step, which may be a literal instead
  Scalar literal;                      // literal
  bool bare_moment = false;            // literal: 2025-03-01 without quotes
  std::optional<Moment> moment;        // literal: compared as this date or time; set by check
  std::int64_t seconds = 0;            // added to a moment
  bool moved = false;                  // by `seconds`, be they 0
  bool duration = false;               // they are written in words, `90 days`
  std::optional<Path> seconds_option;  // `+/- option.NAME`: folded into `seconds` by parse
  bool seconds_negated = false;
  /// sum: what is multiplied in each item, paths and literals. As parse leaves them, the paths lead
  /// through the list; check makes them those of an item (no step: the item itself).
  std::vector<Operand> summed;
  CatalogColumn row_column;        // column
  std::size_t key_column = 0;      // column: by number, which rows are found by; set by check
  std::vector<Condition> counted;  // count: of which items; none: of all
  SourceLocation where;
};

/// What a calculation adds up on its left side and its right: products of operands, in their order.
struct Term {
  bool right = false;
  bool negative = false;
  std::uint32_t factors = 1;  // how many of the operands
};

/// Is it a field, or a function of one? (A count is a number, whatever becomes of its list.)
[[nodiscard]] inline bool names_field(const Operand& operand) noexcept {
  using enum Operand::Kind;
  return operand.kind != literal && operand.kind != count && operand.kind != now &&
         operand.kind != today && operand.kind != index;
}
/// Does it stand for something at a field of the record, be it a number?
[[nodiscard]] inline bool has_place(const Operand& operand) noexcept {
  return names_field(operand) || operand.kind == Operand::Kind::count;
}
[[nodiscard]] inline bool is_column(const Operand& operand) noexcept {
  return operand.kind == Operand::Kind::column;
}
[[nodiscard]] inline bool is_clock(const Operand& operand) noexcept {
  return operand.kind == Operand::Kind::now || operand.kind == Operand::Kind::today;
}

/// A condition. A tree of plain nodes; which members hold something depends on `kind`:
///   always, never    nothing
///   all_of, any_of   children (two or more)
///   negation         children[0]
///   compare          operands[0] `comparison` operands[1]
///   calculation      the `terms` of the left side `comparison` those of the right, perhaps
///                    `within`
///   in_list          operands[0] in `literals`            (`not in` is a negation around it)
///   in_catalog       operands (one or more) in catalog `name` at `columns` (empty: as declared)
///   present, absent  operands[0]
///   sent, cleared    operands[0]: the payload names it; by a null that may be sent
///   given            catalog or parameter `name`, or operands[0] for current.x / request.x /
///                    param.x
///   blank            operands[0]: nothing but white space (or nothing at all)
///   matches          operands[0] against format `name`
///   starts_with, ends_with, contains
///                    operands[0]: its text has that of operands[1], a field or a literal, there
///   same             operands[0] and operands[1]: both absent, or both there and equal
///   changed          operands[0]: current has it and the payload has another
///   only             operands: no other field of the block is there
///   in_form          the object, or that `up` blocks around it, has its field's form `form`
///   any_item, all_items  operands[0]: for one of its items, or for each, `of_items[0]` holds
///   in_items         operands[0] among the values that a path through a list leads to: the
///                    any_item
///                    `of_items[0]`, of which operands[0] is the path, and behind check that of the
///                    list, operands[1] that of the item's member. Of a literal check makes it an
///                    any_item
///   named            a `let` condition `name`; check puts its body in place
struct Condition {
  enum class Kind : std::uint8_t {
    always,
    never,
    all_of,
    any_of,
    negation,
    compare,
    calculation,
    in_list,
    in_catalog,
    present,
    absent,
    sent,
    cleared,
    given,
    blank,
    matches,
    starts_with,
    ends_with,
    contains,
    same,
    changed,
    only,
    in_form,  // (no word of the language: see `also` with `fields`)
    any_item,
    all_items,
    in_items,
    named,
  };
  Kind kind = Kind::always;
  Comparison comparison = Comparison::eq;
  std::vector<Condition> children;
  std::vector<Condition> of_items;  // what is asked of the items of a list, seen from each
  std::vector<Operand> operands;
  std::vector<Term> terms;
  std::optional<Scalar> within;  // ==, !=: how far the sides may be from each other
  std::vector<Scalar> literals;
  std::string name;
  std::vector<std::string> columns;
  std::uint8_t form = 0, up = 0;
  SourceLocation where;
  // Set by check:
  std::optional<std::size_t> number;        // of the catalog, or the format, that `name` means
  std::vector<std::size_t> column_numbers;  // in_catalog: all that are asked
};

/// Does it look at values, and not only at what is there, so that a broken one silences it?
[[nodiscard]] constexpr bool looks_at_values(Condition::Kind kind) noexcept {
  using enum Condition::Kind;
  switch (kind) {
    case compare:
    case calculation:
    case in_list:
    case in_catalog:
    case blank:
    case matches:
    case starts_with:
    case ends_with:
    case contains:
    case changed:
    case in_items:
      return true;
    case always:
    case never:
    case all_of:
    case any_of:
    case negation:
    case present:
    case absent:
    case sent:
    case cleared:
    case given:
    case same:
    case only:
    case in_form:
    case any_item:
    case all_items:
    case named:
      break;
  }
  return false;
}

// ----------------------------------------------------------------------------------------- fields

template <class T>
struct Check {
  T is{};
  Outcome outcome;
};

enum class LengthUnit : std::uint8_t { by_option, codepoints, utf16, bytes };

/// A format of a field: one of `RuleSet::formats`, by its number there. (LDML letters that stand in
/// place of a name have become a format of their own.)
struct FormatName {
  std::string text;  // as written
  std::size_t index = 0;
  SourceLocation where;
};

/// A member of a list's items, by which they are told apart or put in order: `id`, `product.id`,
/// `lines[].serial`.
struct MemberName {
  struct Step {
    std::size_t number = 0;  // among the fields of its block, those that are `none` left out
    bool each = false;       // of each item of the list that it is
  };
  std::string text;       // as written
  std::vector<Step> way;  // set by check: from the item on
};

/// Other spellings of a value, of the days before it was called as it is.
struct OldSpellings {
  std::vector<Scalar> all;
};
struct OldValues {
  Scalar now;
  Check<OldSpellings> was;  // warns by default
};

/// A name that a member had before.
struct OldName {
  std::string text;
  SourceLocation where;
};

struct PatternText {
  std::string text;  // as written
  Pattern pattern;
};

struct Enumerates {
  std::string after;           // the text behind which the list starts
  std::vector<Scalar> values;  // what the comma-separated list must hold, in any order
};

/// One way a value may be written: the field's own keys, or one entry of `also`.
struct Variant {
  std::optional<Check<TypeSet>> type;  // absent: told by the other keys
  bool accept_json = true, accept_text = false;
  bool nullable = false;
  bool ignore_case = false;  // `case: ignore`
  bool bare_item = false;    // one item in place of the list
  /// `encoded: json`: where an input has only text, it is the JSON of the value.
  bool encoded_json = false;
  /// `words`: texts that stand for a boolean where an input has only text.
  std::vector<std::string> true_words, false_words;
  LengthUnit unit = LengthUnit::by_option;
  std::optional<Check<std::vector<Scalar>>> values;
  /// Values that `values` would list under another choice of its option: rules may name them (a
  /// name must be legal under some choice), no record can have them.
  std::vector<Scalar> values_of_other_choices;
  bool catalog_of_other_choice = false;         // likewise: whatever a catalog may list
  std::optional<Check<CatalogColumn>> catalog;  // `values: {catalog: ...}`, in place of `values`
  std::optional<Check<std::vector<FormatName>>> format;
  std::optional<Check<PatternText>> pattern;
  std::optional<Check<Scalar>> min, max;  // numbers
  std::optional<Check<std::int64_t>> decimals;
  std::optional<Check<Scalar>> multiple_of;  // a number over 0
  std::optional<Check<std::int64_t>> min_length, max_length, min_items, max_items;
  std::optional<Check<bool>> trimmed;                    // warns by default
  std::optional<Check<std::vector<MemberName>>> unique;  // {}: the item itself
  std::optional<Check<std::vector<MemberName>>> ascending, not_descending;
  std::optional<Check<Enumerates>> enumerates;
  std::unique_ptr<Block> fields;
  std::unique_ptr<Field> items;
  std::unique_ptr<Field> each;
  /// `also` with `fields`, where the field's own form has some: the objects are tried, and this is
  /// the so-many-eth. See Condition::Kind::in_form.
  std::uint8_t object_form = 0;
  // `also` entries and shapes only:
  std::optional<Condition> when;
  /// A shape of `by`: where `when` holds, it stands in place of the field's own form.
  bool in_place = false;
  /// The containers whose members or items a shape tells of (or the own form of a field that has
  /// shapes): what another shape holds is not judged.
  TypeSet opens = object_type | array_type;
  /// What is said of a value that comes in this form; severity off: nothing. A shape with a code
  /// stands for values that have none (`unlisted` of `by`).
  Outcome taken;
  SourceLocation where;
  /// Where keys that are no checks are written; line 0: they are not.
  struct KeyPlaces {
    SourceLocation accept, letter_case, nullable, unit, encoded, words;
    SourceLocation severity;  // `also`: one that may be another than error
  };
  KeyPlaces places;
};

template <class T>
struct CheckMember {
  CheckKind kind;
  std::optional<Check<T>> Variant::*member;
};

/// The checks of a form, in the order of the list in finding/checks.h, which they are walked by
/// (model/checks.h).
inline constexpr std::tuple check_members{
    CheckMember<TypeSet>{CheckKind::type, &Variant::type},
    CheckMember<std::vector<Scalar>>{CheckKind::values, &Variant::values},
    CheckMember<CatalogColumn>{CheckKind::catalog, &Variant::catalog},
    CheckMember<std::vector<FormatName>>{CheckKind::format, &Variant::format},
    CheckMember<PatternText>{CheckKind::pattern, &Variant::pattern},
    CheckMember<std::int64_t>{CheckKind::min_length, &Variant::min_length},
    CheckMember<std::int64_t>{CheckKind::max_length, &Variant::max_length},
    CheckMember<bool>{CheckKind::trimmed, &Variant::trimmed},
    CheckMember<Enumerates>{CheckKind::enumerates, &Variant::enumerates},
    CheckMember<Scalar>{CheckKind::min, &Variant::min},
    CheckMember<Scalar>{CheckKind::max, &Variant::max},
    CheckMember<std::int64_t>{CheckKind::decimals, &Variant::decimals},
    CheckMember<Scalar>{CheckKind::multiple_of, &Variant::multiple_of},
    CheckMember<std::int64_t>{CheckKind::min_items, &Variant::min_items},
    CheckMember<std::int64_t>{CheckKind::max_items, &Variant::max_items},
    CheckMember<std::vector<MemberName>>{CheckKind::unique, &Variant::unique},
    CheckMember<std::vector<MemberName>>{CheckKind::ascending, &Variant::ascending},
    CheckMember<std::vector<MemberName>>{CheckKind::not_descending, &Variant::not_descending},
};

/// `required` of some shapes, which where one of them is the one is all that counts.
struct RequiredWhere {
  Check<bool> required;
  Condition when;
};

/// What the rows of a `by` go by, as written.
struct ByTable {
  Path field;
  bool inside = false;  // seen from within the object, not from the block around
  std::vector<Scalar> values;
  std::optional<SourceLocation> absent;  // of the row for no value
};

struct Field {
  std::string name;  // empty for the root, an item, `each`
  SourceLocation where;
  /// The choice folded to `none`: not a field under these options (a member of that name is
  /// unknown), but conditions may still name it: it is always absent.
  bool none = false;
  /// A rule file takes an inherited field back (`name: none`), and no choice does: here.
  std::optional<SourceLocation> taken_back;
  /// Mistakes in its keys leave open what it is; see model/recovery.h.
  bool recovered = false;
  /// An option has a say in what values it takes.
  bool values_by_option = false;
  std::string because;
  bool derived = false;
  std::optional<Check<bool>> required;
  std::vector<RequiredWhere> required_where;
  std::optional<Check<std::vector<OldName>>> was;  // warns by default
  Variant main;
  std::vector<OldValues> old_values;    // of the list of `main`
  std::optional<Scalar> default_value;  // what it is to rules where it is not sent
  std::vector<Variant> also;            // shapes first, the first of which that counts is the form
  std::vector<ByTable> by;
  bool open_shapes = false;     // `by` takes values that have no shape, with no error
  bool lasts_in_shape = false;  // `was` and `default` are those of its only shape
  /// Set by check: the rules that need its values in conditions about lists and in sums, and those
  /// that calculate with it (check/needed_values.h).
  std::vector<std::string> asked_in_items_by, calculated_by;

  /// `by`: which form is the field's own hangs on another value.
  [[nodiscard]] bool has_shapes() const noexcept { return !also.empty() && also.front().in_place; }
};

// ------------------------------------------------------------------------------------------ rules

enum class Verb : std::uint8_t {
  require,
  fill,
  require_any,
  require_one,
  require_some,
  at_most_one,
  all_or_none,
  forbid,
  keep,
  assert_that
};

/// `since:` of a rule: a date (of the rule set's zone), or an instant.
struct Since {
  std::string text;  // as written
  Moment moment;
  SourceLocation where;
};

struct Rule {
  std::string id;
  SourceLocation where;
  std::optional<Condition> when;
  std::optional<Since> since;  // in force from then on
  Verb verb = Verb::require;
  std::vector<Path> targets;          // all verbs but assert_that
  std::int64_t at_least = 0;          // require_some: of the targets; more than there are: all
  bool null_empties = false;          // keep: a null that may be sent is no other value
  bool of_unknown = false;            // as severe as `unknown_fields` of its block
  std::vector<Condition> assertions;  // assert_that
  std::optional<Path> at;
  Outcome outcome;
};

/// What a row of a table goes by: a value, or that there is none (`absent`).
struct RowKey {
  Scalar value;
  bool absent = false;
  bool plain = true;  // as written: not in quotes, or one of several in a key
  /// Of several values in one key, those that a rule file laid over this one takes back.
  std::vector<std::string> taken_back = {};
};

/// `cases`: which fields belong to which value of `field`.
struct Cases {
  struct Row {
    RowKey key;
    std::vector<Path> require, fill, optional;
    Outcome outcome;
  };
  Path field;
  std::optional<Condition> when;  // judged only where it holds
  std::string id = "cases";
  Outcome elsewhere;  // a field of another value
  std::vector<Row> rows;
  SourceLocation where;
};

/// `pairs`: which values of a field go with which values of those before it. A table of three
/// fields has rows of two lengths: which seconds go with a first, which thirds with both.
struct Pairs {
  struct Row {
    std::vector<RowKey> before;  // of the first field, and so on
    std::vector<Scalar> goes;    // of the field behind them; empty: none
    SourceLocation where;
    bool goes_without = false;  // a row further in says what goes with its absence
  };
  struct Also {
    std::vector<Row> rows;
    Outcome outcome;  // severity off: taken silently
  };
  std::vector<Path> fields;       // two or more
  std::optional<Condition> when;  // judged only where it holds
  std::string id = "pairs";
  /// The fields behind the first may hold any text as far as they themselves are concerned; what is
  /// not in its row is pair_not_allowed. Otherwise they take their lists of values from the table
  /// (not_in_enum).
  bool open = false;
  std::vector<Row> rows;
  Outcome outcome;   // pair_not_allowed where it stands; also not_in_enum there
  Outcome unlisted;  // a value of the first without a row: pair_not_allowed there
  Outcome left_out;  // one absent where its row lists values: missing_field there
  std::vector<Also> also;
  SourceLocation where;

  /// (What counts under a condition only is no list of values.)
  [[nodiscard]] bool gives_values() const noexcept { return !open && !when; }
};

struct Transitions {
  struct Move {
    std::optional<RowKey> from;  // nullopt: any other status
    std::vector<Scalar> to;
  };
  std::string id = "transitions";
  std::optional<Path> field;      // that moves; nullopt: the rule set's status
  std::optional<Path> history;    // `list[].status`: each entry against the one before
  std::optional<Condition> when;  // judged only where it holds
  std::vector<Move> allow, deny;
  Outcome allow_outcome, deny_outcome, final_outcome, initial_outcome;
  bool has_allow = false;
  std::vector<Scalar> final_statuses, initial_statuses;
  bool has_initial = false;
  SourceLocation where;
};

struct Let {
  std::string name;
  Condition condition;
  SourceLocation where;
};

/// Members that no field names, by their names: one entry of `names`, or `each` beside fields.
struct Names {
  enum class Kind : std::uint8_t { pattern, values, catalog, rest };
  Kind kind = Kind::rest;
  PatternText pattern;
  std::vector<Scalar> values;  // texts
  CatalogColumn catalog;
  std::unique_ptr<Field> is;  // what such a member is
  SourceLocation where;       // of what tells the names
};

/// The record, a nested object, or an item of an array.
struct Block {
  std::vector<Field> fields;
  std::vector<Names> names;  // the first that takes a name counts
  std::vector<Let> lets;
  std::vector<Rule> rules;
  std::vector<Cases> cases;
  std::vector<Pairs> pairs;
  std::vector<Transitions> transitions;
  std::optional<Severity> unknown_fields;      // absent: the rule set's
  std::optional<Check<TypeSet>> unknown_type;  // of members that no field names
  SourceLocation where;
  bool recovered = false;  // as its field is: not all of its names are known
};

// --------------------------------------------------------------------------------------- rule sets

/// A named format: one of the three holds something. The list of a rule set starts with the
/// built-in ones (parse/formats.h).
struct Format {
  std::string name;
  /// How messages call it ("a phone number") and what they show ("+1 512 555 0100"); may be empty.
  std::string called, example;
  std::optional<Pattern> pattern;
  std::string pattern_text;        // as written
  std::vector<DatePattern> dates;  // any of them
  std::vector<std::string> values;
  SourceLocation where;
};

struct Catalog {
  std::string name;
  std::vector<std::string> columns;
  std::string rows;  // the member that holds the list; empty: the list itself
  SourceLocation where;
};

struct Option {
  std::string name;
  std::vector<std::string> values;   // the first is the default
  bool or_integer = false;           // `or: integer`
  std::vector<std::string> list_of;  // a list of these
  bool is_list = false;
  std::string asks, because;
  std::string chosen;                    // the value in force, as text
  std::vector<std::string> chosen_list;  // for a list
  SourceLocation where;
};

struct Profile {
  std::string name;
  std::vector<std::pair<std::string, std::string>> options;
  std::map<Severity, Severity> severity;
};

/// The engine's own options, `lint.*`, `numbers.*`, `limits.*`.
struct Settings {
  enum class Null : std::uint8_t { warn, reject, as_absent };
  enum class Integer : std::uint8_t { lexical, mathematical };
  Severity bom = Severity::warning;
  Severity duplicate_keys = Severity::error;
  Severity unknown_fields = Severity::warning;
  Severity repaired_quotes = Severity::warning;
  Severity null_as_absent = Severity::warning;  // what `lint.null=warn` comes to in the profile
  Null null = Null::warn;
  Integer integer = Integer::lexical;
  LengthUnit length_unit = LengthUnit::codepoints;
  std::uint32_t max_depth = 256;
};

enum class Input : std::uint8_t { json, form };

/// `form:`: the server that forms are sent to, whose reading of them counts.
enum class FormServer : std::uint8_t { any, rails, php };

/// `errors:`: how the API words its own answer. Templates are JSON text with {placeholders}.
struct ApiErrors {
  struct Messages {
    std::map<Code, std::string> by_code;
    std::string otherwise;  // for codes not listed
  };
  std::string body, each;
  std::string grouped;      // all errors of one field; empty: each stands by itself
  bool only_first = false;  // the others are not told
  Messages messages;
  std::vector<std::pair<Path, Messages>> fields;  // what is said of one field in its own words
  bool documented = false;
  SourceLocation where;
};

struct RuleSet {
  std::string id, title, source, version;
  std::vector<SourceFile> files;  // [0] is the rule file itself
  std::optional<Path> status;
  std::optional<std::int32_t> zone;  // of `today`: seconds east of UTC
  Input input = Input::json;
  FormServer form_server = FormServer::any;
  bool repair_curly_quotes = false, hint_curly_quotes = false;
  Settings settings;
  Severity unknown_fields = Severity::warning;
  Field root;  // an object block, or an array
  Block params;
  Block current_extra;  // fields known of the stored record only
  std::vector<std::pair<std::string, Path>> current_also_at;
  std::shared_ptr<RuleSet> request;  // what this answers (`answers:`)
  std::vector<Format> formats;
  std::vector<Catalog> catalogs;
  std::vector<Option> options;
  std::vector<Profile> profiles;
  std::optional<ApiErrors> errors;
  std::string tests;  // as written
};

}  // namespace leadlint::model
