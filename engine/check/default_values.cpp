// A default is judged as a value of its field would be, by the checks of the field itself. Tests:
// tests/default_test.cpp.
#include "check/default_values.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "check/old_values.h"
#include "check/values.h"
#include "check/walk.h"
#include "finding/simple_checks.h"
#include "model/checks.h"
#include "model/moments.h"
#include "model/pattern_match.h"
#include "text/blanks.h"
#include "text/decimal.h"
#include "text/utf8.h"

namespace leadlint::check {
namespace {

using model::Field;
using model::Scalar;

/// Which check of the field the value fails; nullptr: none.
class Judged {
 public:
  Judged(const Field& field, const Scalar& value, const model::RuleSet& rules)
      : variant_(model::telling_variant(field)),
        rules_(rules),
        text_(std::get_if<std::string>(&value.value)),
        spelling_(model::spelling_of(value)) {}

  [[nodiscard]] const CheckRow* failed() const {
    const CheckRow* found = nullptr;
    model::for_each_check(variant_, [&](const CheckRow& row, const auto& check) {
      if (found == nullptr && check && check->outcome.severity != Severity::off &&
          row.of != CheckedValues::lists && !passes(row, check->is))
        found = &row;
    });
    return found;
  }

 private:
  /// What is told by the value's place among the types and values of its field.
  template <class T>
  [[nodiscard]] bool passes(const CheckRow&, const T&) const {
    return true;
  }
  [[nodiscard]] bool passes(const CheckRow& row, std::int64_t count) const {
    return simple(row, {count, {}});
  }
  [[nodiscard]] bool passes(const CheckRow& row, const Scalar& bound) const {
    const std::string limit = model::spelling_of(bound);
    if (!std::holds_alternative<std::string>(bound.value)) return simple(row, {0, limit});
    const auto moment =
        text_ == nullptr ? std::nullopt : model::read_moment(variant_, rules_, *text_);
    const auto other = model::read_constant(variant_, rules_, limit);
    if (!moment || !other) return true;
    return row.kind == CheckKind::min ? !is_before(*moment, *other) : !is_before(*other, *moment);
  }
  [[nodiscard]] bool passes(const CheckRow& row, bool asked) const {
    return !asked || simple(row, {});
  }
  [[nodiscard]] bool passes(const CheckRow&, const model::PatternText& pattern) const {
    return text_ == nullptr || model::matches(pattern.pattern, *text_);
  }
  [[nodiscard]] bool passes(const CheckRow&, const std::vector<model::FormatName>& names) const {
    return text_ == nullptr || std::ranges::any_of(names, [this](const model::FormatName& name) {
             const model::Format& format = rules_.formats[name.index];
             if (format.pattern) return model::matches(*format.pattern, *text_);
             if (!format.values.empty())
               return std::ranges::find(format.values, *text_) != format.values.end();
             return std::ranges::any_of(format.dates, [this](const model::DatePattern& date) {
               return model::read_moment(date, *text_).has_value();
             });
           });
  }

  [[nodiscard]] bool simple(const CheckRow& row, const SimpleOperand& operand) const {
    if (row.of == CheckedValues::text)
      return text_ == nullptr || simple_check_holds(row.kind, {*text_, length()}, operand);
    return simple_check_holds(row.kind, {spelling_}, operand);
  }
  [[nodiscard]] std::int64_t length() const {
    const model::LengthUnit unit =
        variant_.unit == model::LengthUnit::by_option ? rules_.settings.length_unit : variant_.unit;
    return static_cast<std::int64_t>(unit == model::LengthUnit::bytes   ? text_->size()
                                     : unit == model::LengthUnit::utf16 ? utf16_length(*text_)
                                                                        : code_points(*text_));
  }

  const model::Variant& variant_;
  const model::RuleSet& rules_;
  const std::string* text_;
  std::string spelling_;
};

struct DefaultValues {
  model::RuleSet& rules;
  CheckContext& context;

  void field(Field& field, const model::Scope& around, const std::string& path) const {
    if (!field.default_value) return;
    const Mistakes::Subject subject(context.mistakes);
    if (field.recovered) context.mistakes.silence_subject();
    const Scalar value = *field.default_value;
    const auto complain = [&](Message message) {
      message.use = path.empty() ? "the record" : "`" + path + "`";
      context.mistakes.add(Code::bad_value, value.where, std::move(message), {"default"});
    };
    const std::string text = model::spelling_of(value);
    if (field.name.empty())
      return complain(
          "`default` is about a member that is not sent, and this is none: take it away");
    if (around.block == &rules.current_extra)
      return complain("of the stored record nothing is supposed: take `default` away");
    if (std::holds_alternative<std::monostate>(value.value))
      return complain("what is not sent is nothing without a default: take it away");
    if (const Scalar* const now = value_today(field, value))
      return complain(
          worded("`{}` is an old value of `{}`: write {}", text, path, model::spelling_of(*now)));
    Scalar fitted = value;
    switch (fit_own(fitted, field, context.pair_values)) {
      case Standing::other_choice:  // and under this one there is no default
        field.default_value.reset();
        return;
      case Standing::not_listed:
        return complain(worded("the default `{}` is no value of `{}`; it has {}", text, path,
                               list_text(listed_values(field, context.pair_values))));
      case Standing::wrong_type:
        return complain(
            worded("the default `{}` is nothing that `{}` takes: it is {}", text, path,
                   kinds_text(kinds_of_variant(model::telling_variant(field), context.rules))));
      case Standing::legal:
        break;
    }
    field.default_value->value = fitted.value;
    if (const CheckRow* const failed = Judged(field, fitted, rules).failed())
      complain(worded("the default `{}` of `{}` fails its own `{}`", text, path, failed->name));
  }
  void block(model::Block&, const model::Scope&, const std::string&) const {}
};

}  // namespace

void check_default_values(model::RuleSet& rules, CheckContext& context) {
  DefaultValues check{rules, context};
  walk_ruleset(rules, check);
}

}  // namespace leadlint::check
