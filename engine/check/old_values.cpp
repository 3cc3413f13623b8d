// What values were called before: each old value means one of the list, and none of the list is an
// old one. Tests: tests/old_names_test.cpp.
#include "check/old_values.h"

#include <map>
#include <string>

#include "check/fields.h"
#include "check/walk.h"
#include "model/scalars.h"
#include "text/fold_case.h"

namespace leadlint::check {
namespace {

using model::Field;
using model::Scalar;

bool is_nothing(const Scalar& value) { return std::holds_alternative<std::monostate>(value.value); }

/// Equal for values that one text, number or boolean of a record would be.
std::string key_of(const Scalar& value, bool ignore_case) {
  const auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr || !ignore_case) return model::value_key(value);
  Scalar folded = value;
  folded.value = fold_case(*text);
  return model::value_key(folded);
}

struct OldValuesCheck {
  CheckContext& context;

  void field(const Field& field, const model::Scope&, const std::string& path) const {
    if (field.old_values.empty()) return;
    const Mistakes::Subject subject(context.mistakes);
    if (field.recovered) context.mistakes.silence_subject();
    const auto complain = [&](const Scalar& value, Message message) {
      message.use = "`" + path + "`";
      context.mistakes.add(Code::bad_value, value.where, std::move(message),
                           {model::spelling_of(value)});
    };
    const model::Variant& own = model::telling_variant(field);
    const bool any_case = own.ignore_case;
    std::map<std::string, const Scalar*> now, before;
    if (own.values)
      for (const Scalar& value : own.values->is) now.emplace(key_of(value, any_case), &value);
    if (own.values && own.values->outcome.severity == Severity::off)
      complain(
          field.old_values.front().now,
          worded("the list of `{}` is off, so that any value is taken as it is: what was called "
                 "otherwise before means nothing there",
                 path));
    for (const model::OldValues& old : field.old_values)
      for (const Scalar& value : old.was.is.all) {
        const std::string key = key_of(value, any_case);
        const auto [other, fresh] = before.emplace(key, &old.now);
        if (is_nothing(value) || is_nothing(old.now))
          complain(value, "null is no value that was renamed: `nullable: true` takes it");
        else if (now.contains(key))
          complain(value, worded("`{}` is a value of `{}` still: it is no old one",
                                 model::spelling_of(value), path));
        else if (!fresh)
          complain(value, worded("`{}` is an old value of `{}` already", model::spelling_of(value),
                                 model::spelling_of(*other->second)));
      }
  }
  void block(const model::Block&, const model::Scope&, const std::string&) const {}
};

}  // namespace

void check_old_values(const model::RuleSet& rules, CheckContext& context) {
  OldValuesCheck check{context};
  walk_ruleset(rules, check);
}

const Scalar* value_today(const Field& field, const Scalar& value) {
  const bool any_case = model::telling_variant(field).ignore_case;
  const std::string key = key_of(value, any_case);
  for (const model::OldValues& old : field.old_values)
    for (const Scalar& was : old.was.is.all)
      if (key_of(was, any_case) == key) return &old.now;
  return nullptr;
}

}  // namespace leadlint::check
