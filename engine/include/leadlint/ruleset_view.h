// What a rule set says, for programs that ask: forms to fill in, documentation, settings.
//
//   const leadlint::RulesetView view = rules.view();
//   for (const leadlint::FieldView& field : view.record.fields)
//     show(field.path, field.variant.types, field.variant.values);
//
// Plain values, made when asked for. Conditions stand in the words of the rule language
// (rules/README.md): names in them are members of the object that the rule is of, or paths from the
// record on. Names of rules are those of findings, behind the '#' of Finding::rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "leadlint/finding.h"
#include "leadlint/ruleset.h"

namespace leadlint {

/// A value that rules name.
struct ValueView {
  enum class Kind : std::uint8_t { null, boolean, number, text };
  Kind kind = Kind::null;
  std::string text;  // JOB_WON, 7.5, true, null; numbers exactly
  friend bool operator==(const ValueView&, const ValueView&) = default;
};

/// How a check reports. (`off`: it is there, and says nothing.)
struct OutcomeView {
  std::string rule;  // "reason.max_length"
  Code code = Code::conflict;
  Severity severity = Severity::error;
  std::string because;   // the documentation's own words
  bool derived = false;  // it follows from them
  std::string message;   // the author's, perhaps with {placeholders}; empty: the engine's own words
  std::string place;     // "file:line:column"
};

/// A check of a value, by its key in rule files.
struct CheckView {
  std::string name;  // "max_length"
  /// What stands behind the key: 500; of `unique` the members, none: the items themselves. Empty
  /// where VariantView has it: `type`, `values`, `format`, `pattern`.
  std::vector<ValueView> is;
  OutcomeView outcome;
};

struct FieldView;
struct NamesView;

/// An object: the record, or what lies in it.
struct ObjectView {
  std::vector<FieldView> fields;
  std::vector<NamesView> names;  // of members that no field names; the first that fits counts
  /// What is said of a member that nothing names; off: nothing.
  Severity unknown_fields = Severity::off;
  std::vector<std::string> unknown_types;  // that such a member may have; empty: any
  std::optional<OutcomeView> unknown_type;
};

/// One way to write a value.
struct VariantView {
  std::vector<std::string> types;  // JSON's; empty: any value will do
  bool from_json = true;           // an integer, number or boolean as JSON has it
  bool from_text = false;          // ... and as text
  bool nullable = false;
  bool ignore_case = false;
  bool bare_item = false;                            // one item, in place of the list
  bool encoded_json = false;                         // in forms and cells, the JSON of the value
  std::vector<std::string> true_words, false_words;  // what stands for a boolean there
  /// The values that it is limited to, by a list, or by a table of pairs (`limited`); where a
  /// catalog lists them, or nothing does, those that rules name.
  std::vector<ValueView> values;
  bool limited = false;
  std::string catalog;               // "reasons.id"
  std::vector<std::string> formats;  // any of them: RulesetView::formats
  std::string pattern;
  std::string length_unit;         // of min_length and max_length: codepoints, utf16 or bytes
  std::vector<CheckView> checks;   // limits among them
  std::vector<ObjectView> object;  // what an object holds: one or none
  std::vector<FieldView> items;    // what a list holds: one or none

  /// nullptr: it has none of this name.
  [[nodiscard]] const CheckView* check(std::string_view name) const noexcept;
};

/// A form beside the field's own.
struct OtherVariantView {
  std::string when;  // the condition; empty: always
  VariantView variant;
  OutcomeView taken;  // what is said of a value that comes in this form
};

/// Names or values of the days before, which are taken all the same.
struct OldNamesView {
  std::optional<ValueView> now;  // of values: what it is called today
  std::vector<ValueView> was;    // newest first
  OutcomeView taken;
};

/// What becomes of a field. In the order in which one outweighs the other.
enum class FieldUse : std::uint8_t {
  optional,
  one_of,       // some of several have to be there
  conditional,  // required under a further condition
  forbidden,
  required,
};
/// "optional", "one_of", "conditional", "forbidden" or "required".
[[nodiscard]] std::string_view field_use_name(FieldUse use) noexcept;

struct FieldView {
  std::string name;     // empty: items of a list, members by free names
  std::string path;     // from the record on: "lead.phones[].number"
  std::string because;  // the documentation's words for it
  bool derived = false;
  std::string place;
  std::optional<OutcomeView> required;  // the field's own check, where it has one
  std::vector<OldNamesView> old_names;  // of the field (one or none)
  std::vector<OldNamesView> old_values;
  std::optional<ValueView> default_value;
  VariantView variant;
  std::vector<OtherVariantView> shapes;  // in place of `variant`, where the condition holds
  std::vector<OtherVariantView> also;    // taken beside it
};

/// Members by free names.
struct NamesView {
  std::string pattern;              // that takes the name
  std::vector<std::string> values;  // ... or a list
  std::string catalog;              // ... or a column; empty, all three: any name
  std::vector<FieldView> is;        // what such a member is: one
};

/// A rule, and what cases, pairs and transitions come to.
struct RuleView {
  std::string id;    // "start-date", "lead.some-rule", "cases.JOB_WON"
  std::string kind;  // its verb ("require", "assert"), or "cases", "pairs", "transitions"
  std::vector<std::string> fields;      // that it is about, as it names them
  std::string when;                     // empty: always
  std::vector<std::string> asserts;     // of "assert": what has to hold
  std::int64_t at_least = 0;            // of "require_some"
  std::string since;                    // in force from then on
  std::vector<Code> codes;              // that its findings have; none: it says nothing
  Severity severity = Severity::error;  // the worst of them
  std::string because, message, place;
  bool derived = false;
};

/// Why something becomes of a field: a rule or check of RulesetView.
struct ReasonView {
  std::string rule;
  Severity severity = Severity::error;
  bool refuses = false;  // the field; else it asks for it
  std::string when;      // beside the value at hand; empty: in any case
};

struct UseView {
  std::string field;  // FieldView::path
  FieldUse use = FieldUse::optional;
  /// How bad it is to do otherwise.
  Severity severity = Severity::off;
  std::vector<ReasonView> reasons;
};

/// At least so many of the fields have to be there.
struct ChoiceView {
  std::vector<std::string> fields;
  std::size_t at_least = 1;
  std::vector<ReasonView> reasons;
};

/// What becomes of the fields with one value of a field, say of the status. (By a field of an
/// object inside: of the fields of that object.)
struct CaseView {
  std::optional<ValueView> value;   // nullopt: all others that are taken
  std::vector<ReasonView> refused;  // the value itself may not be sent, or is better not
  std::vector<UseView> fields;      // all but those that are merely optional
  std::vector<ChoiceView> choices;
  /// Values that may follow it, as far as no rule refuses that outright (CasesView::moves).
  std::vector<ValueView> next;
};

/// Moves that are refused.
struct MovesView {
  enum class From : std::uint8_t {
    value,   // from `from`
    others,  // from a value that no rule names
    none,    // where none is stored
  };
  From kind = From::value;
  std::optional<ValueView> from;
  bool all_others = false;  // to each value but `to`; else to those
  std::vector<ValueView> to;
  std::string when;
  std::string rule;
  Severity severity = Severity::error;
};

/// The values of a field that others go by.
struct CasesView {
  std::string field;
  bool is_status = false;
  std::string catalog;  // that lists the values; then `cases` has those that rules name
  std::vector<CaseView> cases;
  bool has_moves = false;  // rules say what may follow
  std::vector<MovesView> moves;
};

struct OptionView {
  std::string name, asks, because;
  std::vector<std::string> values;   // the first is the default
  bool or_integer = false;           // or a whole number
  bool is_list = false;              // a list
  std::vector<std::string> list_of;  // ... of these; empty: of anything
  std::string chosen;                // "[A, B]" of a list
  std::string place;
};

struct ProfileView {
  std::string name;
  std::vector<std::pair<std::string, std::string>> options;
};

struct CatalogView {
  std::string name;
  std::vector<std::string> columns;
  std::string rows;  // the member of an answer that holds the list; empty: it is the list
  std::string place;
};

struct FormatView {
  std::string name;
  std::string called, example;       // "a phone number", "+1 512 555 0100"; may be empty
  std::string pattern;               // one of the three holds something
  std::vector<std::string> letters;  // dates and times: "HH:mm MM/dd/yyyy"; any of them
  std::vector<std::string> values;
};

struct RulesetView {
  std::string id, title, source, version, fingerprint;
  std::vector<std::string> files;
  std::string input;               // "json", or "form"
  std::string status;              // the field that carries the state; may be empty
  std::string answers;             // the rule set of the request that this answers
  FieldView record;                // the payload as a whole
  std::vector<FieldView> params;   // of the URL
  std::vector<FieldView> current;  // known of the stored record alone
  /// Whatever the values of others: of `fields` and `choices` of a CaseView.
  CaseView always;
  std::vector<CasesView> cases;  // the status first
  std::vector<RuleView> rules;
  std::vector<OptionView> options;
  std::vector<ProfileView> profiles;
  std::vector<CatalogView> catalogs;
  std::vector<FormatView> formats;  // that fields name

  /// The field at a path ("lead.phones[].number"), of whatever form; nullptr: there is none.
  [[nodiscard]] const FieldView* field(std::string_view path) const noexcept;
};

/// As an object of schemas/view.schema.json, on one line. What is empty is left out.
[[nodiscard]] std::string to_json(const RulesetView& view);

}  // namespace leadlint
