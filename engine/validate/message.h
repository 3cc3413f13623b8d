// One finding on its way to words. What is said of a value's own checks is in check_messages.cpp,
// what is said of rules in rule_messages.cpp. For messages.cpp and these two alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "finding/words.h"
#include "validate/messages.h"

namespace leadlint::validate {

class Message {
 public:
  /// Into a finding that may hold another one: what it has room for is used again.
  Message(const Raw& raw, const Judged& judged, OwnedFinding& finding)
      : raw_(raw),
        judged_(judged),
        table_(judged.table),
        record_(raw.origin == Raw::Origin::params ? judged.params : judged.payload),
        context_(judged.context),
        finding_(finding) {}

  void make();

 private:
  /// Path and span: the value; the name of an unknown member; the opening of what lacks a member.
  void place();
  /// The cell, also where it is empty and that is what is wrong.
  void place_in_row();
  /// Length of the member's name as it stands in the text, quotes included.
  [[nodiscard]] std::uint64_t quoted_name_size() const;
  [[nodiscard]] std::uint64_t behind_one_byte() const;
  void provenance();
  void words();
  void form_words();
  void words_of_code();
  void words_of_check();
  void go_beyond(FieldId field);

  // custom_messages.cpp
  /// The rule file's own message in place of the engine's, where all its placeholders can be
  /// filled. False: the engine's stands.
  bool author_words();
  [[nodiscard]] std::optional<std::string> filling(std::string_view placeholder) const;
  /// Does the rule file's message go behind the value that it does not name?
  [[nodiscard]] bool shows_value() const;
  /// The values that would do in this place: those that go with the values beside it, or those of
  /// the field.
  [[nodiscard]] std::vector<std::string> values_that_do() const;
  /// Is it said of a value that another form of the field takes? Then the field's own list is what
  /// is meant.
  [[nodiscard]] bool is_taken_otherwise() const;
  /// The columns of a catalog that a rule, or the field's own `values`, looks this value up in;
  /// none: it asks no catalog.
  [[nodiscard]] table::CatalogKeyId catalog_key() const;
  /// The catalog's values among which it is looked up; nullptr: it asks none, or none is given.
  [[nodiscard]] const std::vector<std::string>* catalog_column() const;
  [[nodiscard]] std::vector<std::string> texts(table::Span of_report_names) const;
  /// What this field may be beside the value of its partner in a table of pairs; nullopt: it is in
  /// none, or the partner is not known.
  struct Partner {
    std::string first;  // the partner's value
    std::string name;   // and its name
    std::vector<std::string> second;
  };
  [[nodiscard]] std::optional<Partner> partner() const;
  /// The value that `ref` leads to from an object; nullptr where there is none.
  [[nodiscard]] const read::Node* follow(const table::Ref& ref, const read::Record& record,
                                         Index instance) const;
  /// The members beside this one that a rule's `only(...)` does not name.
  [[nodiscard]] std::vector<std::string> others() const;
  [[nodiscard]] Index judged_object() const;
  [[nodiscard]] std::string pointer_of_today() const;
  void default_words();
  [[nodiscard]] std::string calculated(bool right) const;
  /// The object that the value is in, or would be.
  [[nodiscard]] Index around() const;

  // check_messages.cpp
  void wrong_type();
  [[nodiscard]] std::string spelled_value() const;
  void does_not_read(const table::Variant* variant);
  /// Is the value a text where texts are taken, but not any?
  [[nodiscard]] bool is_unread_text(const table::Variant* variant) const;
  [[nodiscard]] table::Kinds kinds_of_unknown() const;
  [[nodiscard]] std::string wanted_of_unknown() const;
  void not_in_enum();
  void suggest_for_old_value();
  void too_long();
  void too_short();
  void bad_format();
  [[nodiscard]] std::string format_words(const table::Format& format) const;
  void out_of_range();
  void beyond_bound(Say how);
  void too_many_decimals();
  void no_multiple();
  void unknown_field();
  /// Is it said of a value by its old name?
  [[nodiscard]] const table::FormerValue* old_value() const;
  void old_value_words(const table::FormerValue& old);
  /// Is it said of a member by an old name? The shape that takes it.
  [[nodiscard]] const table::NameShape* former() const;
  void former_words(const table::NameShape& former);
  void add_names(const table::NameShape& shape, std::vector<std::string_view>& names) const;
  void add_values(const table::Variant& variant, std::vector<std::string>& values) const;
  /// The legal values of the field, those of its other forms behind its own.
  [[nodiscard]] std::vector<std::string> allowed_values(bool own_variant_alone = false) const;
  /// ": its character 3 is U+0410", where the value has a sign that no legal one has.
  [[nodiscard]] std::string odd_sign(const std::vector<std::string>& allowed);
  /// "3 items", "1 item".
  [[nodiscard]] std::string counted_length() const;
  [[nodiscard]] std::int64_t actual_length() const;
  [[nodiscard]] std::string first_of_two() const;
  [[nodiscard]] bool value_is_object() const noexcept;

  // cell_messages.cpp
  [[nodiscard]] std::optional<std::string> spelled_cell() const;
  /// What a cell may mean that is spelled otherwise than the field asks for. False: nothing is
  /// said.
  bool cell_words();

  // plain_messages.cpp
  /// What to write instead of the value, where there is no doubt about it.
  void plain_words();
  void plain_words_of_text(const table::Variant& variant);
  void plain_words_of_number(const table::Variant& variant);
  void offer_text(std::string_view why, std::string_view text);
  /// Such a value as text, if that passes.
  void quotes_belong(const table::Variant& variant);
  void listed_words(const table::Variant& variant);
  /// What `text` may stand for in the form, as it takes it; each passes the form's checks.
  [[nodiscard]] std::vector<std::string> plain_spellings(const table::Variant& variant,
                                                         std::string_view text) const;
  [[nodiscard]] bool would_pass(const table::Variant& variant, const read::Node& value) const;
  /// Would the text pass as the number, boolean or text that it reads as?
  [[nodiscard]] bool would_pass(const table::Variant& variant, std::string_view text) const;

  // fixes.cpp
  /// What to change in the text.
  void mend();
  void mend_name();
  bool mend_blanks();
  [[nodiscard]] bool is_good(std::string_view text) const;
  bool mend_case();
  void mend_by_suggestion();
  /// That may be written in the value's place: `as_text` in quotes, where JSON is.
  void may_be(std::string text, bool as_text, bool safe);
  [[nodiscard]] bool takes_text() const;

  // rule_messages.cpp
  void by_rule();
  void broken(Say how);
  /// What the compiler made of the rule's conditions, in place of what the code alone says.
  void engine_words();
  void missing();
  [[nodiscard]] bool is_null_member() const;
  void white_space();
  void immutable();
  void transition();
  void unknown_reference();
  void not_in_catalog();
  void say_not_in_catalog();
  void not_judged();
  /// The rules of the record's objects that the value at this place silences, each once.
  [[nodiscard]] std::vector<std::string> silent_rules() const;
  /// The stored value under the same path, for messages; null where only its hash is known.
  [[nodiscard]] const read::Node* stored() const;
  [[nodiscard]] std::string pointer_of(const table::Ref& current) const;

  [[nodiscard]] const table::Report& report() const { return table_.reports[raw_.report]; }
  [[nodiscard]] const table::Wording& wording() const { return table_.wordings[report().wording]; }
  [[nodiscard]] std::string_view text(table::Text at) const { return table_.text(at); }
  void say(std::string_view message) { finding_.message = message; }
  void say(Say what, std::initializer_list<Hole> holes) {
    finding_.message.clear();
    add_words(finding_.message, what, holes);
  }
  /// Behind what is said already.
  void add(Say what, std::initializer_list<Hole> holes = {}) {
    add_words(finding_.message, what, holes);
  }
  void param(std::string name, decltype(Param::value) value) {
    finding_.params.push_back({std::move(name), std::move(value)});
  }
  [[nodiscard]] std::string value() const {
    return value_ == nullptr ? in_words(Say::value_nothing) : quoted(*value_);
  }
  /// The name, and the value where it can be shown in a line.
  [[nodiscard]] std::string name_and_value() const {
    const bool plain = value_ != nullptr && value_->kind != read::Kind::null &&
                       value_->kind != read::Kind::object && value_->kind != read::Kind::array;
    return plain ? fmt::format("{} {}", name_, value()) : name_;
  }
  [[nodiscard]] const table::Check* check() const {
    return raw_.check == none ? nullptr : &table_.checks[raw_.check];
  }
  [[nodiscard]] const table::Field* field() const {
    if (raw_.field == no_field)
      return value_ == nullptr || value_->field == none ? nullptr : &table_.fields[value_->field];
    const table::Block& block = table_.blocks[record_.instances[raw_.instance].block];
    return &table_.fields[block.fields[raw_.field]];
  }
  [[nodiscard]] const table::Variant* own_variant() const {
    const table::Field* described = field();
    if (described == nullptr || described->variants.count == 0) return nullptr;
    if (described->has_shapes && raw_.check != none)  // the shape whose check failed
      for (const table::Variant& variant : table_.variants[described->variants])
        if (variant.checks.has(raw_.check)) return &variant;
    return &table_.variants[described->variants[0]];
  }
  void suggest(const std::vector<std::string>& candidates);
  /// Does the rule file's own message take the place of what is said, whatever that is?
  [[nodiscard]] bool is_overruled() const {
    const std::string_view own = text(wording().message);
    return !own.empty() && own.find('{') == own.npos;
  }
  /// "; it is needed when status is LEAD_WON": `what` with the rule's own `when`, if it has any.
  [[nodiscard]] std::string when_words(Say what) const {
    const std::string_view when = text(wording().when);
    return when.empty() || is_overruled() ? std::string{} : in_words(what, {{"when", when}});
  }
  /// "; expected that net is more than 0", if the rule says so.
  [[nodiscard]] std::string expected_words() const {
    const std::string_view expected = text(wording().expected);
    return expected.empty() || is_overruled()
               ? std::string{}
               : in_words(Say::also_expected, {{"expected", expected}});
  }

  const Raw& raw_;
  const Judged& judged_;
  const table::DecisionTable& table_;
  const read::Record& record_;
  const ReadContext& context_;
  const read::Node* value_ = nullptr;
  read::Node before_;  // a value by its old name, of which the record has today's
  std::string name_;
  std::string wanted_;  // the kinds of value that would do, in words
  std::vector<std::string>
      instead_;  // what to write: one, or two where the value does not say which
  struct {
    std::string text;
    bool as_text = true, safe = false;
  } instead_of_value_;
  OwnedFinding& finding_;
};

}  // namespace leadlint::validate
