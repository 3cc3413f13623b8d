// Sides of comparisons to their kinds; bare words to fields or values.
// Covered by tests/check_test.cpp.
#include "check/operands.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "check/conditions.h"
#include "check/moments.h"
#include "check/names.h"
#include "check/old_values.h"
#include "finding/words.h"
#include "text/decimal.h"

#include "model/condition_text.h"
#include "model/moments.h"
#include "model/words.h"
#include "text/ascii.h"
#include "text/digit_letters.h"
#include "text/utf8.h"

namespace leadlint::check {
namespace {

using model::Comparison;
using model::Condition;
using model::Field;
using model::Operand;
using model::Scalar;
using model::Scope;
using model::text_of;

bool is_order(Comparison comparison) {
  return comparison != Comparison::eq && comparison != Comparison::ne;
}

bool is_text(const Scalar& value) { return std::holds_alternative<std::string>(value.value); }
bool is_null(const Scalar& value) { return std::holds_alternative<std::monostate>(value.value); }

// A text literal may also be a date as it is written.
Kinds kinds_of(const Scalar& literal) {
  if (std::holds_alternative<bool>(literal.value)) return boolean_kind;
  return is_text(literal) ? text_kind | moment_kinds : number_kind;
}

std::string text_of_side(const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::path:
      return "`" + text_of(operand.path) + "`";
    case Operand::Kind::literal:
      return "`" + spelling_of(operand.literal) + "`";
    case Operand::Kind::length:
    case Operand::Kind::text:
    case Operand::Kind::sum:
    case Operand::Kind::count:
    case Operand::Kind::weekday:
    case Operand::Kind::time_of_day:
      return fmt::format("{}({})", model::value_function(operand.kind)->name,
                         text_of(operand.path));
    case Operand::Kind::column:
      return "`" + operand.row_column.catalog + "[" + text_of(operand.path) + "]." +
             operand.row_column.column + "`";
    case Operand::Kind::now:
      return "`now`";
    case Operand::Kind::today:
      return "`today`";
    case Operand::Kind::index:
      return operand.path.up == 0 ? "`index`" : "`outer.index`";
  }
  return "";
}

/// The kind of what a function gives.
Kinds kinds_of(model::Gives gives) {
  switch (gives) {
    case model::Gives::number:
      return number_kind;
    case model::Gives::text:
      return text_kind;
    case model::Gives::weekday:
    case model::Gives::time:
      return time_kind;
  }
  return any_kind;
}

bool length_fits(const Operand& operand, const Field& field, Kinds kinds, CheckContext& context) {
  if ((kinds & (text_kind | moment_kinds | array_kind)) != 0) return true;
  context.mistakes.add(Code::type_mismatch, operand.where,
                       worded("length() counts text and lists; `{}` is {}", text_of(operand.path),
                              kinds_text(kinds)),
                       {}, cause_of(field, operand.path));
  return false;
}

bool text_fits(const Operand& operand, const Field& field, Kinds kinds, CheckContext& context) {
  if ((kinds & scalar_kinds) != 0) return true;
  context.mistakes.add(Code::type_mismatch, operand.where,
                       worded("text() is the text of a single value; `{}` is {}",
                              text_of(operand.path), kinds_text(kinds)),
                       {}, cause_of(field, operand.path));
  return false;
}

// The kinds that two sides compare as.
void compare_kinds(const Condition& condition, const Side& left_side, const Side& right_side,
                   CheckContext& context) {
  const Operand& a = condition.operands[0];
  const Operand& b = condition.operands[1];
  const Kinds left = left_side.kinds, right = right_side.kinds;
  const Kinds common = left & right;
  if (is_moment_by_shape(a, left_side.field, left, context) ||
      is_moment_by_shape(b, right_side.field, right, context))
    return;
  if (share_a_day(left, right)) return;
  const auto mismatch = [&](const Message& message) {
    model::SourceLocation cause;
    for (const auto& [side, operand] : {std::pair(&left_side, &a), std::pair(&right_side, &b)})
      if (side->field != nullptr)
        if (const model::SourceLocation own = cause_of(*side->field, operand->path);
            own.line != 0 && (cause.line == 0 || own.file < cause.file))
          cause = own;
    context.mistakes.add(Code::type_mismatch, condition.where, message, {}, cause);
  };
  if (common == 0)
    return mismatch(worded("{} is {}, {} is {}: only like kinds compare", text_of_side(a),
                           kinds_text(left), text_of_side(b), kinds_text(right)));
  if ((common & scalar_kinds) == 0)
    return mismatch(
        worded("{} is {}: only single values are compared", text_of_side(a), kinds_text(common)));
  if (is_order(condition.comparison) && (common & ordered_kinds) == 0)
    mismatch(worded("{} is {}, which has no order: numbers, dates and times have", text_of_side(a),
                    kinds_text(common)));
}

bool is_listed(const std::string& word, const Field& field, CheckContext& context) {
  Scalar value{word, {}};
  const Standing standing = fit(value, field, context.pair_values);
  if (standing == Standing::other_choice) return true;
  if (standing != Standing::legal) return false;
  return lists_value(field, context.pair_values, value);
}

bool takes_free_text(const std::string& word, const Side& side, CheckContext& context) {
  if ((side.kinds & text_kind) == 0) return false;
  if (side.field == nullptr) return true;
  Scalar value{word, {}};
  return fit(value, *side.field, context.pair_values) == Standing::legal;
}

void make_literal(Operand& operand) {
  operand.literal = Scalar{operand.path.steps.front().name, operand.where};
  operand.kind = Operand::Kind::literal;
  operand.path = {};
  operand.bare_word = false;
}

// ------------------------------------------------------------------------- words that are no value

bool is_among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool asks_empty(std::string_view word) { return is_among(lowered(word), {"empty", "blank"}); }

/// What asks whether a field is not there, or (`negated`) is; of a text or a list that is compared
/// with `empty`, whether it holds nothing.
std::string asked_instead(const Operand& operand, Kinds kinds, bool empty, bool negated) {
  const bool holds = (kinds & (text_kind | moment_kinds | array_kind)) != 0;
  if (empty && holds)
    return fmt::format("{}blank({})", negated ? "not " : "", text_of(operand.path));
  return fmt::format("{}({})", negated ? "present" : "absent", text_of(operand.path));
}

/// `n == None`, `n != undefined`
void report_null_word(const std::string& word, model::SourceLocation where, const Operand& operand,
                      const Side& side, Comparison comparison, CheckContext& context) {
  const bool text = (side.kinds & text_kind) != 0 && operand.kind != Operand::Kind::length &&
                    (side.field == nullptr || !lists_values(*side.field, context.pair_values));
  std::string advice;
  if (!is_order(comparison))
    advice = ": write " +
             asked_instead(operand, side.kinds, asks_empty(word), comparison == Comparison::ne);
  if (text && !is_order(comparison))
    advice += fmt::format(", or \"{}\" in quotes where that is a text", word);
  context.mistakes.add(
      Code::bad_condition, where,
      fmt::format("`{}` is no value of {}{}", word, text_of_side(operand), advice));
}

// A bare word on the right: a value of the left field, else a field of the block, else free text.
// Otherwise it stays a name, which leads nowhere and is reported as such. False: nothing can stand
// there, or it is a word for what is not there, and that has been said.
/// `1O0`, `l5` for numbers.
std::string letters_advice(std::string_view text) {
  const auto digits = digits_for_letters(text);
  if (!digits || !read_decimal(digits->text)) return {};
  std::string_view number = digits->text;
  while (number.size() > 1 && number[0] == '0' && is_digit(number[1])) number.remove_prefix(1);
  return fmt::format(
      ": {}: write {}",
      in_words(Say::sign_letter_for_digit, {{"letter", std::string_view(&digits->letter, 1)}}),
      number);
}

bool bind_word(Operand& right, const Operand& asked, const Side& left, Comparison comparison,
               const Scope& scope, CheckContext& context) {
  const std::string& word = right.path.steps.front().name;
  const bool listed = left.field != nullptr && is_listed(word, *left.field, context);
  const bool is_field = scope.block != nullptr && model::find_field(*scope.block, word) != nullptr;
  if (!listed && !is_field && asks_null(word)) {
    report_null_word(word, right.where, asked, left, comparison, context);
    return false;
  }
  if (!listed && !is_field && (word == "now" || word == "today") && left.field != nullptr) {
    context.mistakes.add(
        Code::type_mismatch, right.where,
        worded("`{}` is the caller's clock, and {} is {}: put the word in quotes where that is a "
               "text",
               word, text_of_side(asked), kinds_text(left.kinds)),
        {}, cause_of(*left.field, asked.path));
    return false;
  }
  if (!is_field && left.field != nullptr && (left.kinds & scalar_kinds) == 0) {
    context.mistakes.add(Code::type_mismatch, right.where,
                         worded("{} is {}: only single values are compared", text_of_side(asked),
                                kinds_text(left.kinds)),
                         {}, cause_of(*left.field, asked.path));
    return false;
  }
  if (!is_field && left.known && (left.kinds & ~number_kind) == 0 &&
      !letters_advice(word).empty()) {
    context.mistakes.add(
        Code::type_mismatch, right.where,
        worded("{} is {}, `{}` is text", text_of_side(asked), kinds_text(left.kinds), word) +
            letters_advice(word));
    return false;
  }
  const bool has_list = left.field != nullptr && lists_values(*left.field, context.pair_values);
  // A word that is neither is a value gone wrong where the left field has a list of texts.
  if (listed || (!is_field && ((has_list && (left.kinds & text_kind) != 0) ||
                               takes_free_text(word, left, context))))
    make_literal(right);
  right.bare_word = false;
  return true;
}

/// `n == "5"`, `zip == 1234`
std::string quotes_advice(const Scalar& value, Kinds kinds) {
  const auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr && (kinds & text_kind) != 0) return ": put it in quotes";
  if (text == nullptr) {
    const auto* number = std::get_if<std::int64_t>(&value.value);
    const bool truth = number != nullptr && (*number == 0 || *number == 1);
    if (!truth || (kinds & boolean_kind) == 0) return {};
    return *number == 1 ? ": write true" : ": write false";
  }
  const bool number = (kinds & number_kind) != 0 && read_decimal(*text).has_value();
  const bool truth = (kinds & boolean_kind) != 0 && (*text == "true" || *text == "false");
  return number || truth ? ": take the quotes away" : "";
}

/// `[1..5]`, `[1-5]`, a range of other languages. (Others may stand in the list, and `not` before
/// it: what is said holds of the range alone.)
std::string range_advice(const Scalar& value, const std::string& path) {
  const auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr) return {};
  std::size_t sign = text->find("..");
  if (sign == std::string::npos) sign = text->find('-', 1);
  if (sign == std::string::npos || sign == 0) return {};
  const std::size_t behind = text->find_first_not_of(".-", sign);
  if (behind == std::string::npos) return {};
  const std::string low = text->substr(0, sign), high = text->substr(behind);
  if (!read_decimal(low) || !read_decimal(high)) return {};
  return fmt::format(": for the range {3} write {0} >= {1} and {0} <= {2}", path, low, high, *text);
}

void report_not_listed(const Scalar& value, const Field& field, const model::Path& path,
                       CheckContext& context) {
  const std::vector<std::string> values = listed_values(field, context.pair_values);
  const std::string text = spelling_of(value);
  if (const Scalar* const now = value_today(field, value))
    return context.mistakes.add(Code::bad_value, value.where,
                                worded("`{}` is an old value of `{}`: rules have the new one, {}",
                                       text, text_of(path), spelling_of(*now)),
                                {text, {spelling_of(*now)}}, cause_of(field, path));
  context.mistakes.add(Code::bad_value, value.where,
                       worded("`{}` is no value of `{}`; it has {}", text.empty() ? "\"\"" : text,
                              text_of(path), list_text(values)),
                       {text, values}, cause_of(field, path));
}

void bind_length(const Scalar& literal, const Operand& operand, CheckContext& context) {
  const std::int64_t* number = std::get_if<std::int64_t>(&literal.value);
  if (number == nullptr)
    context.mistakes.add(Code::type_mismatch, literal.where,
                         fmt::format("{} is a whole number, `{}` is none", text_of_side(operand),
                                     spelling_of(literal)));
  else if (*number < 0)
    context.mistakes.add(Code::bad_value, literal.where, "a length is never negative");
}

/// `n > "5"`, `zip > 5`
std::string order_advice(const Scalar& literal, const Operand& operand, const Field& field,
                         Kinds kinds) {
  if (is_text(literal)) {
    const std::string quotes = quotes_advice(literal, kinds);
    return quotes.empty() ? "" : ";" + quotes.substr(1);
  }
  // (Where a file laid over this one made it text, nothing was to be counted.)
  const bool own = cause_of(field, operand.path).file >= literal.where.file;
  const bool counted = (kinds & (text_kind | array_kind)) != 0 && (kinds & number_kind) == 0;
  return counted && own && operand.kind == Operand::Kind::path
             ? fmt::format("; how long it is asks length({})", text_of(operand.path))
             : "";
}

void report_type(const Scalar& literal, const Operand& operand, const Side& side,
                 CheckContext& context) {
  const Kinds kinds = side.kinds;
  context.mistakes.add(Code::type_mismatch, literal.where,
                       worded("{} is {}, `{}` is {}: only like kinds compare{}",
                              text_of_side(operand), kinds_text(kinds), spelling_of(literal),
                              is_text(literal) ? "text" : kinds_text(kinds_of(literal)),
                              order_advice(literal, operand, *side.field, kinds)),
                       {}, cause_of(*side.field, operand.path));
}

// The spelling of the entry that stands for the same date or time.
void take_listed_moment(Scalar& value, const Field& field, const model::RuleSet& owner) {
  const auto* text = std::get_if<std::string>(&value.value);
  const auto& list = model::telling_variant(field).values;
  if (text == nullptr || !list) return;
  const auto meant = model::read_moment(field, owner, *text);
  if (!meant) return;
  for (const Scalar& listed : list->is) {
    const auto* other = std::get_if<std::string>(&listed.value);
    const auto moment = other == nullptr ? std::nullopt : model::read_moment(field, owner, *other);
    if (!moment || !model::same_moment(*moment, *meant)) continue;
    value.value = *other;
    return;
  }
}

// Where every text that the field takes is a date or time, a literal is one too.
void check_moment(const Scalar& value, const Field& field, const std::string& path,
                  const model::RuleSet& owner, CheckContext& context) {
  const auto* text = std::get_if<std::string>(&value.value);
  if (text == nullptr || model::read_moment(field, owner, *text)) return;
  const auto takes_it = [&](const model::Variant& variant) {
    if (variant.bare_item || (model::types_of(variant) & model::string_type) == 0) return false;
    return !model::takes_only_moments(variant, owner) ||
           (variant.values && model::holds_value(variant.values->is, value));
  };
  const model::Variant& own = model::telling_variant(field);
  if (takes_it(own)) return;
  for (const model::Variant& variant : field.also)
    if (!variant.in_place && takes_it(variant)) return;
  if (model::takes_only_moments(own, owner))
    context.mistakes.add(Code::bad_value, value.where,
                         no_moment(*text, "`" + path + "`", own, owner), {*text});
}

model::TypeSet types_of(const Field& field) {
  model::TypeSet types =
      model::is_told_by_shapes(field) ? model::TypeSet{0} : model::types_of(field.main);
  for (const model::Variant& variant : field.also)
    if (!variant.bare_item && (!variant.in_place || model::is_shape(variant)))
      types = static_cast<model::TypeSet>(types | model::types_of(variant));
  return types;
}

}  // namespace

bool is_bare(const Scalar& value, std::string_view word, const CheckContext& context) {
  const std::vector<model::SourceFile>& files = context.rules.files;
  if (value.where.line == 0 || value.where.file >= files.size()) return false;
  std::string_view text = files[value.where.file].text;
  for (std::uint32_t line = 1; line < value.where.line; ++line)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  for (std::uint32_t column = 1; column < value.where.column && !text.empty(); ++column) do
      text.remove_prefix(1);
    while (!text.empty() && is_continuation(text[0]));
  return text.starts_with(word);
}

bool asks_null(std::string_view word) {
  return asks_empty(word) ||
         is_among(lowered(word), {"null", "none", "nil", "undefined", "missing", "absent"});
}

model::SourceLocation cause_of(const Field& field, const model::Path& path) {
  if (path.base == model::Path::Base::request) return {};  // of other files
  model::SourceLocation cause;
  const auto look_at = [&cause](model::SourceLocation where) {
    if (where.line != 0 && (cause.line == 0 || where.file < cause.file)) cause = where;
  };
  const model::Variant& own = model::telling_variant(field);
  if (own.values) look_at(own.values->outcome.where);
  if (own.catalog) look_at(own.catalog->outcome.where);
  if (own.type) look_at(own.type->outcome.where);
  if (own.format) look_at(own.format->outcome.where);
  if (cause.line == 0) look_at(field.where);
  look_at(path.where);
  return cause;
}

Message no_moment(const std::string& text, const std::string& name, const model::Variant& variant,
                  const model::RuleSet& owner) {
  std::string letters;
  for (const model::FormatName& format : variant.format->is)
    letters += (letters.empty() ? "" : " or ") + format.text;
  return worded("{} is never `{}`: it has the form {}; write it as in {}", name, text, letters,
                model::example_of(variant, owner));
}

Side bind_side(Operand& operand, const Scope& scope, CheckContext& context) {
  operand.bare_word = false;
  Side side;
  const Field* field = find(operand.path, scope, Use::condition, context);
  if (field == nullptr || field->none) return side;
  side.kinds = kinds_of(*field, owner_of(operand.path, context));
  side.known = seconds_fit(operand, *field, side.kinds, context);
  switch (operand.kind) {
    case Operand::Kind::path:
      side.field = field;
      return side;
    case Operand::Kind::length:
      side.known = side.known && length_fits(operand, *field, side.kinds, context);
      break;
    case Operand::Kind::text:
      side.known = side.known && text_fits(operand, *field, side.kinds, context);
      break;
    case Operand::Kind::weekday:
    case Operand::Kind::time_of_day:
      side.known = side.known && part_fits(operand, *field, side.kinds, context);
      break;
    case Operand::Kind::literal:
    case Operand::Kind::sum:
    case Operand::Kind::count:
    case Operand::Kind::now:
    case Operand::Kind::today:
    case Operand::Kind::index:
    case Operand::Kind::column:
      return side;
  }
  side.kinds = kinds_of(model::value_function(operand.kind)->gives);
  return side;
}

void read_as_value(Operand& operand, Side& side, CheckContext& context) {
  if (!side.known) return;
  const auto refuse = [&](Code code, const Message& message) {
    context.mistakes.add(code, operand.where, message);
    side.known = false;
  };
  if (operand.seconds != 0 || operand.seconds_option)
    return refuse(Code::bad_condition, "seconds are added where two fields compare");
  if (operand.kind != Operand::Kind::text) return;
  const Field* field = model::target(operand.path);
  const Kinds kinds = kinds_of(*field, owner_of(operand.path, context));
  if ((kinds & ~(text_kind | moment_kinds)) != 0)
    return refuse(Code::type_mismatch,
                  worded("`{}` is {}: compare it as it is; text() is for two fields",
                         text_of(operand.path), kinds_text(kinds)));
  operand.kind = Operand::Kind::path;
  side.kinds = kinds;
  side.field = field;
}

void bind_literal(Scalar& literal, const Operand& operand, const Side& side, Comparison comparison,
                  CheckContext& context) {
  if (is_null(literal)) {
    context.mistakes.add(
        Code::bad_condition, literal.where,
        is_order(comparison)
            ? "nothing is more or less than null"
            : fmt::format("nothing equals null: write {}",
                          asked_instead(operand, side.kinds, false, comparison == Comparison::ne)));
    return;
  }
  if (operand.kind == Operand::Kind::length) return bind_length(literal, operand, context);
  if (is_order(comparison)) {
    if (!fit_type(literal, types_of(*side.field)))
      return report_type(literal, operand, side, context);
    if ((side.kinds & kinds_of(literal) & number_kind) == 0)
      context.mistakes.add(
          Code::type_mismatch, literal.where,
          fmt::format("`{}` has no order here: numbers compare with numbers, dates and times with "
                      "dates and times",
                      spelling_of(literal)),
          {}, cause_of(*side.field, operand.path));
    return;
  }
  bind_value(literal, *side.field, operand.path, false, context);
}

void bind_listed(Scalar& literal, const Operand& operand, const Side& side, CheckContext& context) {
  const auto* word = std::get_if<std::string>(&literal.value);
  const bool null_word = word != nullptr && side.field != nullptr && asks_null(*word) &&
                         !is_listed(*word, *side.field, context) &&
                         is_bare(literal, *word, context);
  if (!is_null(literal) && !null_word)
    return bind_literal(literal, operand, side, Comparison::eq, context);
  const bool quotes =
      null_word && (side.kinds & text_kind) != 0 && !lists_values(*side.field, context.pair_values);
  context.mistakes.add(
      Code::bad_condition, literal.where,
      fmt::format("`{0}` is no value of {1}: take it out of the list; present({2}) and absent({2}) "
                  "ask whether the field is there{3}",
                  null_word ? *word : "null", text_of_side(operand), text_of(operand.path),
                  quotes ? fmt::format(", and \"{}\" in quotes is a text", *word) : ""));
}

void bind_value(Scalar& value, const Field& field, const model::Path& path, bool respell,
                CheckContext& context) {
  const std::string as_written = text_of(path);
  const model::RuleSet& owner = owner_of(path, context);
  take_listed_moment(value, field, owner);
  if (value_today(field, value) != nullptr) return report_not_listed(value, field, path, context);
  switch (fit(value, field, context.pair_values, respell)) {
    case Standing::legal:
    case Standing::other_choice:
      // (A stored date may carry a time.)
      if (path.base == model::Path::Base::current) return;
      return check_moment(value, field, as_written, owner, context);
    case Standing::not_listed:
      return report_not_listed(value, field, path, context);
    case Standing::wrong_type:
      break;
  }
  if (has_values(field, context.pair_values)) return report_not_listed(value, field, path, context);
  const Kinds kinds = kinds_of(field, owner_of(path, context));
  context.mistakes.add(
      respell ? Code::bad_value : Code::type_mismatch, value.where,
      worded("`{}` is {}, `{}` is {}", as_written, kinds_text(kinds), spelling_of(value),
             is_text(value) ? "text" : kinds_text(kinds_of(value))) +
          (respell ? "" : quotes_advice(value, kinds)) + range_advice(value, as_written) +
          ((kinds & ~number_kind) == 0 ? letters_advice(spelling_of(value)) : ""),
      {}, cause_of(field, path));
}

void bind_sides(Condition& condition, const Scope& scope, CheckContext& context) {
  Operand& left = condition.operands[0];
  Operand& right = condition.operands[1];
  Side side = bind_side(left, scope, context);
  const bool was_word = right.bare_word;
  if (right.bare_word && !side.known) return;  // it may be a value of what is unknown
  if (right.bare_word && !bind_word(right, left, side, condition.comparison, scope, context))
    return;
  if (model::is_clock(right)) {
    if (!is_moment_by_shape(left, side.field, side.kinds, context))
      bind_clock(condition, side, context);
    return;
  }
  if (right.kind == Operand::Kind::literal) {
    if (bind_constant(condition, side, context)) {
      static_cast<void>(is_moment_by_shape(left, side.field, side.kinds, context));
      return;
    }
    read_as_value(left, side, context);
    if (side.known) bind_literal(right.literal, left, side, condition.comparison, context);
    return;
  }
  // (Where the left field lost its values, a word that was one is no field either.)
  if (was_word && side.field != nullptr) context.word_cause = cause_of(*side.field, left.path);
  context.maybe_value = was_word;
  const Side other = bind_side(right, scope, context);
  context.word_cause = {};
  context.maybe_value = false;
  if (!side.known || !other.known) return;
  compare_kinds(condition, side, other, context);
}

}  // namespace leadlint::check
