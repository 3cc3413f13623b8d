// A record under judgement: each value beside the field that describes it, and what came of its
// field's own checks. Inside the reference only.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "reference/evaluate.h"
#include "reference/text.h"

namespace reference {

namespace model = leadlint::model;
using leadlint::Code;
using leadlint::Severity;

struct Node {
  const Value* value = nullptr;
  const model::Field* field = nullptr;
  const model::RuleSet* rules = nullptr;
  const model::Block* block = nullptr;  // what its members are, when it is an object
  Node* instance = nullptr;             // the object with a block around it
  std::string name;                     // as a member
  std::string pointer;
  bool is_item = false;  // of an array (its path has no name)
  bool is_root = false;
  bool stored = false;                   // of the current record
  bool quiet = false;                    // of a record beside the payload: no findings
  bool bare_item = false;                // an object read as a list of one
  std::map<std::string, Node*> members;  // those that fields describe
  std::vector<Node*> items;
  std::vector<Node*> free_members;

  enum class State { fresh, judging, judged };
  State state = State::fresh;
  bool present = false;                     // there and not null
  bool satisfies = false;                   // `required`: present, or a null that may be
  bool good = false;                        // present, and its own checks passed
  bool legal = false;                       // good, and in a list of its field's values
  bool open = false;                        // what is inside it is judged
  const model::Variant* variant = nullptr;  // that took it
  std::uint8_t form = 0;                    // of an object whose forms are tried
  bool unread = false;                      // not good, and no error says so
  bool by_default = false;                  // not sent: what its field is then
  bool null_sent = false;                   // ... but a null is, which counts as left out
  bool unfilled = false;                    // broken for rules: `fill` found it empty
};

/// A good value, ready to be compared.
using Typed = std::variant<std::monostate, bool, Exact, std::string, Moment>;

/// Where a path of a rule leads; `node` is null when nothing is there.
struct Place {
  Node* node = nullptr;
  const model::Field* field = nullptr;
  std::string pointer;
  bool inside = false;  // the object around it is there
  bool known = true;    // false: nobody knows whether there is a value, and which

  [[nodiscard]] bool present() const { return node != nullptr && node->present; }
  /// Not by a default.
  [[nodiscard]] bool sent() const { return present() && !node->by_default; }
  [[nodiscard]] bool counts() const { return satisfied() && !node->by_default; }
  [[nodiscard]] bool satisfied() const { return node != nullptr && node->satisfies; }
  [[nodiscard]] bool good() const { return node != nullptr && node->good && !node->unfilled; }
};

/// One check of a field that failed.
struct Failure {
  Code code;
  Severity severity;
  bool breaks;  // the value is no good then
  bool of_type = false, of_values = false;
  std::string pointer;
};

struct Big;  // calculations.cpp

class Judge {
 public:
  Judge(const model::RuleSet& rules, const Value& payload, const Context& context);
  OwnedFindings run();

 private:
  // nodes.cpp: the tree
  Node* add_node(const Value& value, const model::Field* field, const model::RuleSet& rules,
                 Node* instance, std::string pointer);
  Node* describe(const Value& value, const model::Field& field, Node& like, Node* instance,
                 std::string pointer, bool is_item);
  void describe_inside(Node& node);
  /// Of the fields of an object that are not sent.
  void add_defaults(Node& node);
  /// As a value of the field is written.
  const Value& default_of(const model::Field& field);
  /// Of all the names that a field has or had, the newest that is sent.
  static std::string counting_name(const Value& object, const model::Field& field);
  /// Is the name one of the catalog that the entry looks in, if it does and that is given?
  [[nodiscard]] bool is_in_catalog(const model::Names& names, const std::string& name) const;
  Node* describe_current(const Value& value);
  Node* describe_params();
  Place look_up(const model::Path& path, Node& instance, Node* previous = nullptr);
  std::size_t index_of(const model::Path& path, Node& instance);
  Place walk(Place from, const std::vector<model::Step>& steps);
  const model::Field* stored_field(const std::vector<model::Step>& steps);
  Place look_up_current(const std::vector<model::Step>& steps);
  /// The record as it will be: what is sent there, else what is stored; told at the place of the
  /// payload.
  Place look_up_after(const std::vector<model::Step>& steps);
  /// Does a null that may be sent stand there, or in place of an object around it?
  bool is_cleared(const model::Path& path, Node& instance);
  /// Where the stored record has what `path` leads to in this one.
  Place counterpart(const model::Path& path, Node& instance);

  // checks.cpp: a field's own checks
  void judge(Node& node);
  void tell_what_is_not_judged(const Node& node);
  void judge_null(Node& node);
  /// A value by its old name is that of today from here on.
  void take_old_value(Node& node);
  void take_default(Node& node);
  bool lasts(Node& node);
  bool null_is_taken_by_also(Node& node);
  std::vector<Failure> failures(Node& node, const model::Variant& variant, bool own);
  std::optional<Failure> type_failure(const Node& node, const model::Variant& variant);
  void check_text(Node& node, const model::Variant& variant, std::vector<Failure>& out);
  void check_values(Node& node, const model::Variant& variant, bool own, std::vector<Failure>& out);
  bool is_in_column(const Node& node, const model::Variant& variant);
  void check_range(const Node& node, const model::Variant& variant, std::vector<Failure>& out);
  static void check_count(std::size_t count, const model::Variant& variant,
                          std::vector<Failure>& out);
  void check_items(Node& node, const model::Variant& variant, std::vector<Failure>& out);
  void check_order(Node& node, const model::Check<std::vector<model::MemberName>>& check,
                   bool strict, std::vector<Failure>& out);
  const model::Variant& own_form(Node& node);
  void choose_form(Node& node);
  bool leads_to(const model::Path& path, Node& around, const Node& node);
  bool form_counts(const model::Variant& variant, Node& around);
  bool form_might_count(const model::Variant& variant, Node& around);
  void check_pair_values(Node& node, std::vector<Failure>& out);
  std::vector<Node*> values_under(Node& item, const std::string& path);
  Typed key_of(Node& item, const std::string& name, std::string& pointer);
  bool in_format(const Node& node, const model::FormatName& format, std::string_view text,
                 bool any_case);
  std::optional<Moment> moment_of(const Node& node, const model::Variant& variant,
                                  std::string_view text);
  Typed typed(const Node& node);
  Typed typed(const Node& node, const model::Variant& variant);
  /// A literal as a field would read it: a date where its texts are dates.
  Typed literal(const Node& node, const model::Scalar& scalar);
  /// Is the node's value that literal, as far as its field's lists go?
  bool equals(const Node& node, const model::Scalar& scalar, bool any_case);
  bool is(const Node& node, const model::Scalar& scalar);
  bool lists(const std::vector<model::Scalar>& list, const Node& node);
  /// Is the value in a list of a form of its field, one that took it?
  bool is_listed(const Node& node);

  // conditions.cpp
  bool holds(const model::Condition& condition, Node& instance);
  bool comes_out(const model::Condition& condition, bool wanted, Node& instance);
  bool is_true(const model::Condition& condition, Node& instance);
  std::optional<bool> calculated(const model::Condition& condition, Node& instance);
  std::optional<Big> total_of(const model::Condition& condition, Node& instance,
                              const std::vector<long>& counts);
  bool compares(const model::Condition& condition, Node& instance);
  /// Of a catalog's row; not known: nobody knows which row it is.
  struct Cell {
    bool known = false;
    std::optional<std::string> text;
  };
  Cell cell(const model::Operand& column, Node& instance);
  bool compares_row(const model::Condition& condition, Node& instance);

  // items.cpp
  std::optional<bool> fits(const model::Condition& asked, Node& item, Node* around);
  /// The items of a list; nullopt: nobody knows which there are.
  std::optional<std::vector<Node*>> items_at(const Place& list);
  std::optional<bool> of_items(const model::Condition& condition, Node& instance);
  std::optional<bool> among(const model::Condition& condition, Node& instance);
  struct Count {
    long least = 0, most = 0;
  };
  std::optional<Count> count(const model::Operand& side, Node& instance);
  Node* item_before(Node& item);
  bool same(const Place& left, const Place& right);
  /// Does `case: ignore` hold for the text?
  bool ignores_case(const Node& node);
  bool has_part(const model::Condition& condition, Node& instance);
  bool given(const model::Condition& condition, Node& instance);
  bool changed(const model::Path& path, Node& instance);
  bool only(const model::Condition& condition, Node& instance);
  bool in_catalog(const model::Condition& condition, Node& instance);
  bool record_known(const model::Path& path) const;
  Typed operand(const model::Operand& side, const model::Operand& other, Node& instance);
  bool silenced(const model::Condition& condition, Node& instance);
  bool silenced_beside(const model::Condition& condition, Node& instance,
                       const Node* unread = nullptr);
  bool is_given(const model::Path& path) const;
  bool is_given(const model::Condition& condition) const;
  bool might(const model::Condition& condition, bool wanted, Node& instance, const Node* unread);
  bool all_compared_good(const model::Condition& condition, Node& instance);
  static std::vector<const model::Path*> compared_paths(const model::Condition& condition);
  /// Those of this record that are asked to be the same.
  static std::vector<const model::Path*> alike_paths(const model::Condition& condition);
  /// Both of these.
  static std::vector<const model::Path*> looked_at(const model::Condition& condition);
  static bool is_beside(const model::Path& path);
  bool silences(const model::Path& path, Node& instance);
  bool is_no_number(const Node& node);
  static bool takes_dates(const Node& node);
  bool compares_containers(const model::Condition& condition, Node& instance);
  bool has_no_order(const model::Condition& condition, Node& instance);
  bool has_unordered(const model::Condition& condition, Node& instance);
  bool all_good(const model::Condition& condition, Node& instance);

  // moments.cpp
  [[nodiscard]] std::optional<Moment> now() const;
  std::optional<Moment> moment_at(const model::Operand& side, Node& instance);
  std::optional<Moment> right_side(const model::Condition& condition, const Moment& left,
                                   Node& instance);
  std::optional<int> order_of_moments(const model::Condition& condition, Node& instance);
  bool is_no_moment(const model::Condition& condition, Node& instance, const Node* unread);
  bool has_no_weekday(const model::Condition& condition, Node& instance, const Node* unread);
  bool on_weekday(const model::Condition& condition, Node& instance);
  [[nodiscard]] bool in_force(const model::Rule& rule) const;
  int order_of_bound(const Node& node, const model::Variant& variant, const Moment& value,
                     const std::string& text);

  // rules.cpp
  void visit(Node& node);
  void visit_block(Node& node);
  void judge_keeps_behind_null(Node& node);
  void fill_first(Node& node);
  void judge_required(Node& node, const model::Block& block);
  void judge_unknown(Node& node);
  void judge_rule(const model::Rule& rule, Node& node);
  void judge_targets(const model::Rule& rule, Node& node);
  void judge_assertion(const model::Rule& rule, const model::Condition& assertion, Node& node);
  void note_silence(const model::Rule& rule, Node& node);
  bool might_speak(const model::Rule& rule, Node& node, const Node* unread);
  bool null_changes(const model::Path& target, Node& node);
  void judge_keep(const model::Path& target, const model::Rule& rule, Node& node);
  void judge_cases(const model::Cases& cases, Node& node);
  void judge_pairs(const model::Pairs& pairs, Node& node);
  bool fits(const model::RowKey& key, const Place& place);
  bool counts(const std::optional<model::Condition>& when, Node& node);
  bool may_count(const std::optional<model::Condition>& when, Node& node);
  void judge_unlisted(const model::Pairs& pairs, const std::vector<Place>& places, Node& node);
  void judge_pair(const model::Pairs& pairs, std::size_t number, const std::vector<Place>& places,
                  Node& node);
  const model::Pairs::Row* row_in(const std::vector<model::Pairs::Row>& rows, std::size_t number,
                                  const std::vector<Place>& places);
  static std::vector<const model::Pairs*> tables_beside(const model::Pairs& pairs, Node& node);
  [[nodiscard]] const model::Path& path_of(const model::Transitions& set) const;
  std::vector<const model::Transitions*> sets_beside(const model::Transitions& set, Node& node);
  void judge_transitions(const model::Transitions& set, Node& node);
  void judge_history(const model::Transitions& set,
                     const std::vector<const model::Transitions*>& beside, Node& node);
  void judge_move(const model::Transitions& set,
                  const std::vector<const model::Transitions*>& beside, const Place& from,
                  const Place& to);
  void judge_begin(const model::Transitions& set,
                   const std::vector<const model::Transitions*>& beside, const Place& to,
                   bool first);
  bool starts_with(const model::Transitions& set, const Node& value);
  void judge_initial(const model::Transitions& set,
                     const std::vector<const model::Transitions*>& beside, const Place& at);
  void judge_text(const Value& value, const std::string& pointer);
  bool is_given(const model::Cases& cases, const Place& selector, const std::string& pointer,
                Node& node);
  void require(const Place& place, const model::Outcome& outcome, bool fill, const Place* at);

  void report(const std::string& pointer, const model::Outcome& outcome, Code by_nature);
  void report_presence(const std::string& pointer, const model::Outcome& outcome, Code by_nature);
  void report(const std::string& pointer, Code code, Severity severity);

  const model::RuleSet& rules_;
  const Context& context_;
  std::deque<Node> nodes_;
  std::deque<Value> texts_;  // parameters, and values of today in place of old ones
  Node* root_ = nullptr;
  Node* current_ = nullptr;
  Node* request_ = nullptr;
  Node* params_ = nullptr;
  const model::Field* status_ = nullptr;
  bool not_given_may_ = false;  // likewise: what asks something that the caller did not give
  bool lists_may_ = false;      // come out either way, where nobody can tell: see might()
  Node* item_ = nullptr;        // that a condition is asked of, where it is no object
  OwnedFindings findings_;
  OwnedFindings null_warnings_;
  OwnedFindings of_presence_;
  std::map<std::string, std::uint8_t> tried_;  // forms that objects are to have, by their place
  std::set<std::string> beyond_double_;        // pointers of numbers that no double holds
};

/// Does a comparison look at a constant date or time, at the clock, or at times of day?
/// As the manual has it: no more than 36 digits on either side of the point.
[[nodiscard]] bool is_short(const Exact& number);
[[nodiscard]] bool is_about_moment(const model::Condition& condition);
[[nodiscard]] bool is_of_time(const model::Condition& condition);
/// -1, 0, 1; nullopt when they do not compare. `alike`: nor a date with a date-time.
[[nodiscard]] std::optional<int> compare(const Typed& left, const Typed& right,
                                         std::int64_t seconds = 0, bool alike = false);
[[nodiscard]] Typed typed_scalar(const model::Scalar& scalar);
/// A JSON value as it stands, without any field.
[[nodiscard]] Typed typed_json(const Value& value);

}  // namespace reference
