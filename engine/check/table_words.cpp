// See table_words.h.
#include "check/table_words.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "check/operands.h"
#include "model/condition_text.h"

namespace leadlint::check {
namespace {

using model::Field;
using model::Scalar;
using model::text_of;

bool is_word_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}
bool means_nothing(std::string_view word) {
  return is_word_of(word, {"none", "nil", "null", "missing", "undefined"});
}

/// Do the lists that stand at the field itself have the value, in whatever case it takes them?
bool has_itself(const Field& field, const Scalar& value, CheckContext& context) {
  const auto lists = [&](const model::Variant& variant) {
    Scalar copy = value;
    return (variant.values &&
            context.pair_values.take(variant.values->is, variant.ignore_case, copy)) ||
           context.pair_values.take(variant.values_of_other_choices, variant.ignore_case, copy);
  };
  return lists(field.main) || std::ranges::any_of(field.also, lists);
}

bool is_in_lists(const Field& field, const Scalar& value, CheckContext& context) {
  return lists_value(field, context.pair_values, value) || has_itself(field, value, context);
}

/// Where no list says what is a value, quotes do.
std::string in_quotes_advice(const std::string& word, const Field& field, CheckContext& context) {
  const bool text = (check::kinds_of(field, context.rules) & text_kind) != 0;
  const bool closed = lists_values(field, context.pair_values) && field.also.empty() &&
                      (!field.main.values || field.main.values->outcome.severity != Severity::off);
  return text && !closed ? fmt::format("; in quotes, \"{}\", it is a value", word) : "";
}

/// What to write in place of a row; empty: the word is none of these.
std::string_view row_advice(std::string_view word, Table table) {
  if (means_nothing(word)) return "a row of what is not there is called `absent`";
  const bool others = is_word_of(word, {"unlisted", "otherwise", "elsewhere"});
  switch (table) {
    case Table::cases:
      if (word == "elsewhere") return "`elsewhere` stands beside `table`";
      if (others || word == "any")
        return "a value without a row has none of these fields, and what goes for every value is "
               "a rule";
      break;
    case Table::pairs:
      if (word == "unlisted" || word == "left_out") return "that stands beside `table`";
      if (others || word == "any")
        return "what has no row goes with any value, unless `unlisted` stands beside `table`";
      break;
    case Table::transitions:
      if (word == "any") return "`any` is every status without a row, and stands alone";
      if (others) return "every status without a row is called `any`";
      break;
  }
  return {};
}

std::string_view listed_advice(std::string_view word, Listed listed) {
  switch (listed) {
    case Listed::to:
      if (word == "any") return "name them; a status that nothing follows is `final`";
      [[fallthrough]];
    case Listed::final:
    case Listed::initial:
      if (word == "any") return "name each";
      if (word == "absent" || means_nothing(word)) return "what is sent names one";
      break;
    case Listed::goes:
      if (word == "any") return "what goes with anything has no row";
      if (word == "absent")
        return "it may be left out beside all of them, unless `left_out` stands beside `table`";
      if (means_nothing(word)) return "a row of nothing is written []";
      break;
  }
  return {};
}

}  // namespace

bool report_row_word(const model::RowKey& key, const Field& field, const model::Path& path,
                     Table table, CheckContext& context) {
  const std::string word = spelling_of(key.value);
  const auto* const text = std::get_if<std::string>(&key.value.value);
  const bool null = std::holds_alternative<std::monostate>(key.value.value);
  if ((text == nullptr && !null) || is_in_lists(field, key.value, context)) return false;
  if (text != nullptr && !key.plain) {
    if (table != Table::transitions || word != "any") return false;
    context.mistakes.add(
        Code::bad_value, key.value.where,
        worded("`any` in quotes is a status, and none of `{}` is called so: every status without "
               "a row is `any` without quotes",
               text_of(path)),
        {word});
    return true;
  }
  const std::string_view advice = row_advice(word, table);
  if (advice.empty()) return false;
  context.mistakes.add(Code::bad_value, key.value.where,
                       worded("`{}` is no value of `{}`: {}{}", word, text_of(path), advice,
                              null ? "" : in_quotes_advice(word, field, context)),
                       {word});
  return true;
}

bool report_listed_word(const Scalar& value, const Field& field, const model::Path& path,
                        Listed listed, CheckContext& context) {
  const auto* const word = std::get_if<std::string>(&value.value);
  if (word == nullptr) return false;
  const std::string_view advice = listed_advice(*word, listed);
  if (advice.empty() || !is_bare(value, *word, context)) return false;
  // (What a table of pairs gives a field are its values, whatever they are called.)
  const bool of_table = listed == Listed::goes && (*word == "any" || *word == "absent");
  if (of_table ? has_itself(field, value, context) : is_in_lists(field, value, context))
    return false;
  context.mistakes.add(Code::bad_value, value.where,
                       worded("`{}` is no value of `{}`: {}{}", *word, text_of(path), advice,
                              in_quotes_advice(*word, field, context)),
                       {*word});
  return true;
}

}  // namespace leadlint::check
