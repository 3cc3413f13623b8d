// A condition as written to a condition that means something: see bind_condition.
// Covered by tests/check_test.cpp.
#include "check/conditions.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "check/calculations.h"
#include "check/columns.h"
#include "check/idle_conditions.h"
#include "check/items.h"
#include "check/moments.h"
#include "check/names.h"
#include "check/operands.h"
#include "model/condition_text.h"
#include "model/moments.h"
#include "model/words.h"
#include "text/ascii.h"

namespace leadlint::check {
namespace {

using model::Comparison;
using model::Condition;
using model::Field;
using model::Operand;
using model::Path;
using model::Scope;
using model::text_of;

std::size_t nodes_of(const Condition& condition) {
  std::size_t nodes = 1 + condition.terms.size();
  for (const Condition& child : condition.children) nodes += nodes_of(child);
  for (const Condition& asked : condition.of_items) nodes += nodes_of(asked);
  for (const Operand& operand : condition.operands)
    for (const Condition& asked : operand.counted) nodes += nodes_of(asked);
  return nodes;
}

class Binder {
 public:
  Binder(const Scope& scope, CheckContext& context) : scope_(scope), context_(context) {}

  void bind(Condition& condition) {
    const std::size_t before = context_.mistakes.count();
    bind_kind(condition);
    if (context_.mistakes.count() == before) report_idle(condition, context_);
  }

 private:
  void bind_kind(Condition& condition) {
    using Kind = Condition::Kind;
    switch (condition.kind) {
      case Kind::always:
      case Kind::never:
        return;
      case Kind::all_of:
      case Kind::any_of:
      case Kind::negation:
        for (std::size_t i = 0; i < condition.children.size(); ++i) {
          before_ = i == 0 ? nullptr : &condition.children[i - 1];
          joint_ = condition.kind;
          bind(condition.children[i]);
        }
        return;
      case Kind::compare:
        if (std::ranges::any_of(condition.operands, model::is_column))
          return bind_columns(condition, scope_, context_);
        as_calculation(condition, scope_, context_);
        return condition.kind == Kind::compare ? bind_comparison(condition)
                                               : bind_calculation(condition, scope_, context_);
      case Kind::calculation:
        return bind_calculation(condition, scope_, context_);
      case Kind::in_list:
        return bind_list(condition);
      case Kind::in_catalog:
        return is_among_items(condition, scope_, context_) ? bind_among(condition, scope_, context_)
                                                           : bind_catalog(condition);
      case Kind::present:
      case Kind::absent:
        if (model::is_column(condition.operands[0]))
          bind_row(condition.operands[0], scope_, context_);
        else
          find_field(condition.operands[0]);
        return;
      case Kind::sent:
        bind_sent(condition, "sent");
        return;
      case Kind::cleared:
        return bind_cleared(condition);
      case Kind::given:
        return bind_given(condition);
      case Kind::blank:
        need_contents(condition);
        return;
      case Kind::matches:
        return bind_matches(condition);
      case Kind::starts_with:
        return bind_part(condition, "starts_with");
      case Kind::ends_with:
        return bind_part(condition, "ends_with");
      case Kind::contains:
        return bind_part(condition, "contains");
      case Kind::same:
        return bind_same(condition);
      case Kind::changed:
        return bind_changed(condition);
      case Kind::only:
        return bind_only(condition);
      case Kind::in_form:
        return;
      case Kind::any_item:
      case Kind::all_items:
        return bind_items(condition, scope_, context_);
      case Kind::in_items:
        return bind_among(condition, scope_, context_);
      case Kind::named:
        return bind_named(condition);
    }
  }

  void complain(Code code, model::SourceLocation where, Message message,
                const Written& written = {}, model::SourceLocation cause = {}) {
    context_.mistakes.add(code, where, std::move(message), written, cause);
  }

  /// Of two, that in the file which lies over the other's.
  static model::SourceLocation first_cause(model::SourceLocation a, model::SourceLocation b) {
    return a.line == 0 || (b.line != 0 && b.file < a.file) ? b : a;
  }

  // An argument of a function is a field, never a literal.
  const Field* find_field(Operand& operand) {
    operand.bare_word = false;
    if (operand.kind == Operand::Kind::path)
      return find(operand.path, scope_, Use::condition, context_);
    complain(
        Code::bad_condition, operand.where,
        model::is_column(operand)
            ? "a column of a catalog is compared, or stands in present() and absent(); a field "
              "belongs here"
            : "a field belongs here, not a value");
    return nullptr;
  }

  void bind_comparison(Condition& condition) {
    read_clocks(condition, scope_, context_);
    Operand& left = condition.operands[0];
    Operand& right = condition.operands[1];
    if (right.kind == Operand::Kind::weekday) {
      std::swap(left, right);
      condition.comparison = mirrored(condition.comparison);
    }
    if (left.kind == Operand::Kind::weekday) return bind_weekday(condition, scope_, context_);
    if (!model::names_field(left)) {
      if (!model::names_field(right))
        return complain(Code::bad_condition, left.where,
                        "one side of a comparison is a field, whose name has no quotes");
      std::swap(left, right);
      condition.comparison = mirrored(condition.comparison);
    }
    const bool turned = is_turned(left, right, condition.comparison);
    if (turned && asks_null(left.path.steps.front().name))
      std::swap(left, right);
    else if (turned)
      return complain(Code::bad_condition, left.where,
                      fmt::format("the field stands first: write {} {} {}", text_of(right.path),
                                  condition.comparison == Comparison::eq ? "==" : "!=",
                                  left.path.steps.front().name));
    bind_sides(condition, scope_, context_);
  }

  // `WON == status`: a bare word is a value on the right only.
  [[nodiscard]] bool is_turned(const Operand& left, const Operand& right,
                               Comparison comparison) const {
    if (comparison != Comparison::eq && comparison != Comparison::ne) return false;
    if (!left.bare_word || right.kind != Operand::Kind::path || scope_.block == nullptr)
      return false;
    if (context_.recovering && scope_.block->recovered) return false;
    const bool is_field = model::find_field(*scope_.block, left.path.steps.front().name) != nullptr;
    return !is_field && model::resolve(right.path, scope_) != nullptr;
  }

  void bind_list(Condition& condition) {
    Operand& operand = condition.operands[0];
    if (condition.literals.empty())
      context_.mistakes.add(Code::bad_condition, condition.where,
                            "no value is in an empty list: name the values, as in [A, B]");
    if (operand.kind == Operand::Kind::weekday) return bind_weekday(condition, scope_, context_);
    read_index(condition, scope_, context_);
    if (operand.kind == Operand::Kind::index) {
      report_idle(condition, context_);
      spell_out(condition);
      return bind_kind(condition);
    }
    if (model::is_column(operand)) return bind_column_list(condition, scope_, context_);
    if (const auto* row = model::value_function(operand.kind);
        row != nullptr && (row->stands & model::listed) == 0)
      return complain(Code::bad_condition, operand.where,
                      fmt::format("times of day are compared: {}({}) >= \"09:00\"", row->name,
                                  text_of(operand.path)));
    Side side = bind_side(operand, scope_, context_);
    read_as_value(operand, side, context_);
    if (!side.known) return;
    for (model::Scalar& literal : condition.literals) bind_listed(literal, operand, side, context_);
    if (operand.kind == Operand::Kind::length) spell_out(condition);
  }

  // length(x) in [1, 2]   -->   length(x) == 1 or length(x) == 2
  static void spell_out(Condition& condition) {
    Condition spelled;
    spelled.kind = Condition::Kind::any_of;
    spelled.where = condition.where;
    for (const model::Scalar& literal : condition.literals) {
      Condition& each = spelled.children.emplace_back();
      each.kind = Condition::Kind::compare;
      each.where = condition.where;
      each.operands = {condition.operands[0], Operand{}};
      each.operands[1].kind = Operand::Kind::literal;
      each.operands[1].literal = literal;
      each.operands[1].where = literal.where;
    }
    condition = std::move(spelled);
  }

  void bind_catalog(Condition& condition) {
    const model::Catalog* catalog = find_catalog(condition.name, context_.rules);
    if (catalog == nullptr && condition.columns.empty() && is_field(condition.name))
      return complain(
          Code::bad_condition, condition.where,
          fmt::format("`{}` is a field, and `in` takes values in [ ], a list or a catalog; a rule "
                      "about each item of a list stands in `rules:` under its `items:`",
                      condition.name));
    condition.of_items.clear();
    for (Operand& operand : condition.operands) find_field(operand);

    if (catalog == nullptr)
      return complain(Code::unknown_name, condition.where,
                      fmt::format("there is no catalog `{0}`; a value to compare with stands in "
                                  "[ ]: in [{0}]",
                                  condition.name),
                      {condition.name, catalog_names(context_.rules)});
    condition.number = static_cast<std::size_t>(catalog - context_.rules.catalogs.data());
    condition.column_numbers.clear();
    for (const std::string& column : condition.columns) {
      const auto at = std::ranges::find(catalog->columns, column);
      condition.column_numbers.push_back(static_cast<std::size_t>(at - catalog->columns.begin()));
      if (at == catalog->columns.end())
        complain(Code::unknown_name, condition.where,
                 worded("the catalog `{}` has no column `{}`; it has {}", catalog->name, column,
                        list_text(catalog->columns)),
                 {column, catalog->columns}, catalog->where);
    }
    if (condition.columns.empty())
      for (std::size_t i = 0; i < catalog->columns.size(); ++i)
        condition.column_numbers.push_back(i);
    const std::vector<std::string>& asked =
        condition.columns.empty() ? catalog->columns : condition.columns;
    if (asked.size() != condition.operands.size())
      complain(Code::bad_condition, condition.where,
               worded("{} asked of {} columns of `{}` ({}): name as many fields as columns",
                      condition.operands.size() == 1 ? "one field is" : "several fields are",
                      asked.size(), catalog->name, list_text(asked)),
               {}, catalog->where);
  }

  /// The field, where it is one of the payload.
  const Field* bind_sent(Condition& condition, std::string_view function) {
    Operand& operand = condition.operands[0];
    const Field* field = find_field(operand);
    if (field == nullptr || operand.path.base == Path::Base::block ||
        operand.path.base == Path::Base::outer)
      return field;
    Path sent = operand.path;
    sent.base = Path::Base::block;
    complain(Code::bad_condition, operand.where,
             fmt::format("{0}() asks what the payload says{1}", function,
                         operand.path.base == Path::Base::after
                             ? fmt::format(": write {}({})", function, text_of(sent))
                             : fmt::format("; `{}` is no part of it", text_of(operand.path))));
    return nullptr;
  }

  void bind_cleared(Condition& condition) {
    const Field* field = bind_sent(condition, "cleared");
    if (field == nullptr || field->none) return;
    const Path& path = condition.operands[0].path;
    const auto takes_null = [](const model::Step& step) {
      const auto has_null = [](const model::Variant& variant) {
        return variant.nullable || (model::types_of(variant) & model::null_type) != 0;
      };
      return step.field != nullptr && step.kind == model::Step::Kind::member &&
             (has_null(step.field->main) || std::ranges::any_of(step.field->also, has_null));
    };
    if (std::ranges::any_of(path.steps, takes_null)) return;
    context_.mistakes.add(
        Code::bad_condition, condition.operands[0].where,
        worded("`{0}` takes no null, so that nothing clears it: `nullable: true` at the field lets "
               "it, absent({0}) asks whether it is left out",
               text_of(path)),
        {}, cause_of(*field, path));
  }

  void bind_given(Condition& condition) {
    if (condition.operands.empty()) return bind_given_name(condition);
    Operand& operand = condition.operands[0];
    const Path::Base base = operand.path.base;
    if (base == Path::Base::current || base == Path::Base::request || base == Path::Base::param) {
      find_field(operand);
      return;
    }
    complain(Code::bad_condition, operand.where,
             fmt::format("given() asks for a catalog, a parameter, current.x or request.x; for a "
                         "field of the payload write present({})",
                         text_of(operand.path)));
  }

  void bind_given_name(Condition& condition) {
    const model::RuleSet& rules = context_.rules;
    if (const model::Catalog* catalog = find_catalog(condition.name, rules)) {
      condition.number = static_cast<std::size_t>(catalog - rules.catalogs.data());
      return;
    }
    if (condition.name == "param" && !rules.params.fields.empty()) return;  // the set of them
    if (const Field* parameter = model::find_field(rules.params, condition.name)) {
      Operand operand;
      operand.where = operand.path.where = condition.where;
      operand.path.base = Path::Base::param;
      operand.path.steps = {{model::Step::Kind::member, condition.name, 0, parameter}};
      condition.operands = {std::move(operand)};
      condition.name.clear();
      return;
    }
    std::vector<std::string> names = catalog_names(rules);
    for (std::string& name : field_names(&rules.params)) names.push_back(std::move(name));
    complain(Code::bad_condition, condition.where,
             fmt::format(
                 "`{0}` is neither a catalog nor a parameter{1}", condition.name,
                 is_field(condition.name)
                     ? fmt::format("; for a field of the payload write present({})", condition.name)
                     : ""),

             {condition.name, std::move(names)});
  }

  [[nodiscard]] bool is_field(const std::string& name) const {
    return scope_.block != nullptr && model::find_field(*scope_.block, name) != nullptr;
  }

  bool need_text(Operand& operand, std::string_view function) {
    const Field* field = find_field(operand);
    if (field == nullptr || field->none) return false;
    const Kinds kinds = kinds_of(*field, owner_of(operand.path, context_));
    if ((kinds & (text_kind | moment_kinds)) != 0) return true;
    context_.mistakes.add(
        Code::type_mismatch, operand.where,
        worded("{}() looks at text; `{}` is {}{}", function, text_of(operand.path),
               kinds_text(kinds),
               function == "blank" ? fmt::format(": write absent({})", text_of(operand.path)) : ""),
        {}, cause_of(*field, operand.path));
    return false;
  }

  // blank(): of what may hold nothing.
  void need_contents(Condition& condition) {
    const Field* field = find_field(condition.operands[0]);
    if (field == nullptr || field->none) return;
    const auto may_be_empty = [](const model::Variant& variant) {
      return variant.each != nullptr || (model::types_of(variant) & model::array_type) != 0;
    };
    if (may_be_empty(field->main) || std::ranges::any_of(field->also, may_be_empty)) return;
    need_text(condition.operands[0], "blank");
  }

  void bind_matches(Condition& condition) {
    need_text(condition.operands[0], "matches");
    if (const model::Format* format = find_format(condition.name, context_.rules)) {
      condition.number = static_cast<std::size_t>(format - context_.rules.formats.data());
      return;
    }
    std::vector<std::string> names;
    for (const model::Format& format : context_.rules.formats) names.push_back(format.name);
    complain(Code::unknown_name, condition.where,
             fmt::format("there is no format `{}`", condition.name),
             {condition.name, std::move(names)});
  }

  /// starts_with(a, "x"), contains(a, b)
  void bind_part(Condition& condition, std::string_view function) {
    for (Operand& operand : condition.operands) {
      if (operand.kind == Operand::Kind::literal) {
        const auto* text = std::get_if<std::string>(&operand.literal.value);
        if (text != nullptr && text->empty())
          complain(Code::bad_condition, operand.where,
                   fmt::format("every text {}: name at least one character",
                               function == "contains"      ? "contains \"\""
                               : function == "starts_with" ? "starts with \"\""
                                                           : "ends with \"\""));
        continue;
      }
      const bool was_word = &operand != &condition.operands[0] && operand.bare_word;
      if (was_word && !is_field(operand.path.steps.front().name) && !context_.recovering)
        complain(
            Code::unknown_name, operand.where,
            fmt::format("there is no field `{0}` here; a text stands in quotes: write {1}({2}, "
                        "\"{0}\")",
                        operand.path.steps.front().name, function,
                        text_of(condition.operands[0].path)),
            {operand.path.steps.front().name, field_names(scope_.block)});
      else
        need_part_text(operand, function);
    }
  }

  void need_part_text(Operand& operand, std::string_view function) {
    if (!need_text(operand, function)) return;
    const Field& field = *model::target(operand.path);
    if ((kinds_of(field, owner_of(operand.path, context_)) & text_kind) != 0) return;
    context_.mistakes.add(
        Code::type_mismatch, operand.where,
        worded("{}() looks at text, and `{}` is a date or time: compare it ({} >= {})", function,
               text_of(operand.path), text_of(operand.path),
               model::example_of(model::telling_variant(field), owner_of(operand.path, context_))),
        {}, cause_of(field, operand.path));
  }

  void bind_same(Condition& condition) {
    Operand& a = condition.operands[0];
    Operand& b = condition.operands[1];
    const Field* first = find_field(a);
    const Field* second = find_field(b);
    if (first == nullptr || second == nullptr || first->none || second->none) return;
    const Kinds left = kinds_of(*first, owner_of(a.path, context_));
    const Kinds right = kinds_of(*second, owner_of(b.path, context_));
    if (share_a_day(left, right)) return;
    if ((left & right) == 0)
      complain(Code::type_mismatch, condition.where,
               worded("`{}` is {}, `{}` is {}: they are never the same", text_of(a.path),
                      kinds_text(left), text_of(b.path), kinds_text(right)),
               {}, first_cause(cause_of(*first, a.path), cause_of(*second, b.path)));
    else if ((left & right & scalar_kinds) == 0)
      complain(
          Code::type_mismatch, condition.where,
          worded("`{}` is {}: only single values are compared", text_of(a.path), kinds_text(left)));
  }

  void bind_changed(Condition& condition) {
    Operand& operand = condition.operands[0];
    const Field* field = find_field(operand);
    if (field == nullptr || field->none) return;
    if (operand.path.base != Path::Base::block && operand.path.base != Path::Base::outer)
      complain(Code::bad_condition, operand.where, "changed() takes a field of the payload");
    else if (!has_stored_place(operand.path, scope_))
      complain(Code::bad_condition, operand.where, no_stored_place("changed()", operand.path));
    else if ((kinds_of(*field, context_.rules) & scalar_kinds) == 0)
      complain(Code::type_mismatch, operand.where,
               worded("`{}` is {}: only single values compare with the stored record",
                      text_of(operand.path), kinds_text(kinds_of(*field, context_.rules))),
               {}, cause_of(*field, operand.path));
  }

  void bind_only(Condition& condition) {
    std::set<std::string> named;
    for (Operand& operand : condition.operands) {
      if (const std::string name = text_of(operand.path); !named.insert(name).second)
        complain(Code::bad_condition, operand.where, fmt::format("only() names `{}` twice", name));
      const bool member = operand.kind == Operand::Kind::path &&
                          operand.path.base == Path::Base::block && operand.path.steps.size() == 1;
      if (member)
        find_field(operand);
      else
        complain(Code::bad_condition, operand.where, "only() names fields of its own block");
    }
  }

  void bind_named(Condition& condition) {
    const auto name_is = [&](const model::Let& let) { return let.name == condition.name; };
    const std::vector<model::Let>* lets = scope_.block != nullptr ? &scope_.block->lets : nullptr;
    if (lets != nullptr) {
      const auto found = std::find_if(lets->begin(), lets->end(), name_is);
      if (found != lets->end()) {
        Condition body = found->condition;
        condition = std::move(body);
        // (What is asked of items may name what their own block has not come to yet.)
        if (!context_.lets_bound.contains(scope_.block)) bind_unbound(condition, found->name);
        return;
      }
    }
    report_no_let(condition);
  }

  void bind_unbound(Condition& body, const std::string& name) {
    if (std::ranges::find(underway_, name) != underway_.end()) return;  // a circle: told of there
    underway_.push_back(name);
    bind(body);
    underway_.pop_back();
  }

  void report_no_let(const Condition& condition) {
    const Field* field =
        scope_.block != nullptr ? model::find_field(*scope_.block, condition.name) : nullptr;
    if (field != nullptr)
      return complain(Code::bad_condition, condition.where,
                      fmt::format("`{0}` is a field, not a condition: compare it ({0} == true) or "
                                  "ask present({0})",
                                  condition.name),
                      {condition.name});
    std::vector<std::string> names;
    if (scope_.block != nullptr)
      for (const model::Let& let : scope_.block->lets) names.push_back(let.name);
    complain(Code::unknown_name, condition.where,
             fmt::format("no `let` of this block is called `{}`{}", condition.name,
                         as_comparison(condition.name)),
             {condition.name, std::move(names)});
  }

  // `status == WON or LOST`
  [[nodiscard]] std::string as_comparison(const std::string& word) const {
    if (before_ == nullptr || before_->kind != Condition::Kind::compare) return {};
    const Operand& field = before_->operands[0];
    if (field.kind != Operand::Kind::path || before_->operands[1].kind != Operand::Kind::literal)
      return {};
    const std::string name = text_of(field.path),
                      other = before_->operands[1].literal.value.index() == 4
                                  ? spelling_of(before_->operands[1].literal)
                                  : "";
    const bool listable = std::ranges::all_of(other, is_list_sign) && !other.empty();
    // (`s != A or s != B` holds always, `s == A and s == B` never.)
    if (before_->comparison == Comparison::ne)
      return "; each comparison names its field" +
             (listable ? fmt::format(": write {} not in [{}, {}]", name, other, word) : "");
    if (before_->comparison != Comparison::eq) return "; each comparison names its field";
    if (joint_ == Condition::Kind::all_of)
      return "; each comparison names its field" +
             (listable ? fmt::format(": for one of them write {} in [{}, {}]", name, other, word)
                       : "");
    return fmt::format("; each comparison names its field: write {0} == {1}, or {0} in [...]", name,
                       word);
  }
  /// What may stand in a list without quotes.
  static bool is_list_sign(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

  const Scope& scope_;
  CheckContext& context_;
  const Condition* before_ = nullptr;  // the condition that `and` or `or` joins to this one
  Condition::Kind joint_ = Condition::Kind::any_of;  // which of them
  std::vector<std::string> underway_;                // `let` conditions that are being put in place
};

}  // namespace

void bind_condition(Condition& condition, const Scope& scope, CheckContext& context) {
  const model::SourceLocation where = condition.where;
  Binder{scope, context}.bind(condition);
  if (nodes_of(condition) <= max_condition_nodes) return;
  context.mistakes.add(Code::bad_condition, where,
                       fmt::format("with its `let` conditions in place this has more than {} parts",
                                   max_condition_nodes));
  condition = Condition{};  // does not grow further where it is named
}

}  // namespace leadlint::check
